// Declarations shared by the files of CTerminal; Swift does not see them.

#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

#include <signal.h>
#include <stdio.h>

/// Whether the program is in full-screen mode or enters it; then a fatal signal restores the screen.
extern volatile sig_atomic_t cterminal_has_screen;

/// Whether the terminal is one that brackets what is pasted, or ignores the request.
extern int cterminal_has_paste_mode;

/// Whether the terminal reports the mouse.
extern int cterminal_has_mouse;

/// Opens the pipe of cterminal_notices() and saves the modes of the terminal. Returns 0, or -1 with
/// errno.
int cterminal_open_notices(void);

/// Installs the handlers of all signals that affect the screen.
void cterminal_install_handlers(void);

/// Prepares the bytes that the handler of a fatal signal writes to restore the terminal. They depend
/// on the terminal's size, so they are prepared again after it changes. With 0 `rows` the cursor is not
/// moved.
void cterminal_prepare_restore(int rows);

/// Stops the program as SIGTSTP does by default, and returns when it is continued.
void cterminal_stop(void);

/// Redirects standard error to a pipe, if it is a terminal.
void cterminal_hold_stderr(void);

/// Restores standard error, and writes the output that was held back to it.
void cterminal_release_stderr(void);

/// Writes the output that was held back; makes only async-signal-safe calls.
void cterminal_write_held_stderr(void);

#endif
