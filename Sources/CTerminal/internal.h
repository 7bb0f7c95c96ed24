// What the files of CTerminal share; Swift does not see it.

#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

#include <signal.h>
#include <stdio.h>

/// Whether the screen is taken: then a fatal signal restores it.
extern volatile sig_atomic_t cterminal_has_screen;

/// Opens the pipe of cterminal_notices() and keeps the modes of the terminal. Returns 0, or -1 with errno.
int cterminal_open_notices(void);

/// Installs the handlers of all signals that matter to a screen.
void cterminal_take_signals(void);

/// Prepares the bytes with which a fatal signal restores the terminal, for its present size.
void cterminal_prepare_restore(void);

/// Stops the program as SIGTSTP does by default, and returns when it is continued.
void cterminal_stop(void);

/// Keeps in a pipe what is written to standard error, if that is a terminal.
void cterminal_keep_errors(void);

/// Writes what was kept to standard error, and keeps nothing more.
void cterminal_release_errors(void);

/// Writes what was kept; makes only calls that are async-signal-safe.
void cterminal_pour_errors(void);

#endif
