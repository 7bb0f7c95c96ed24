// Declarations shared by the files of CTerminal; Swift does not see them.

#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

#include <signal.h>
#include <stdio.h>

/// Whether the program is in full-screen mode; then a fatal signal restores the screen.
extern volatile sig_atomic_t cterminal_has_screen;

/// Opens the pipe of cterminal_notices() and saves the modes of the terminal. Returns 0, or -1 with
/// errno.
int cterminal_open_notices(void);

/// Installs the handlers of all signals that affect the screen.
void cterminal_take_signals(void);

/// Prepares the bytes with which a fatal signal restores the terminal, for its current size.
void cterminal_prepare_restore(void);

/// Stops the program as SIGTSTP does by default, and returns when it is continued.
void cterminal_stop(void);

/// Redirects standard error to a pipe, if it is a terminal.
void cterminal_keep_errors(void);

/// Restores standard error, and writes the kept output to it.
void cterminal_release_errors(void);

/// Writes the kept output; makes only async-signal-safe calls.
void cterminal_pour_errors(void);

#endif
