// Signals: the handlers of fatal signals restore the terminal first; other signals are passed on
// through a pipe.
//
// Reason: a handler may make only async-signal-safe calls, and Swift makes no promise about code in
// signal handlers. Remove this when Swift defines what a handler may do.

#define _GNU_SOURCE
#include "CLinux.h"
#include "CTerminal.h"
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

static int notices[2] = {-1, -1};

// Data for the handler of fatal signals. It is prepared in advance, because the handler may not call
// ncurses.
volatile sig_atomic_t cterminal_has_screen;
static struct termios saved_modes;
static struct bytes {
    char bytes[1024];
    size_t length;
} restores[2]; // one that is complete, and one that is prepared
static volatile sig_atomic_t complete_restore;

static const int fatal_signals[] = {
    SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,   SIGILL,  SIGTRAP, SIGABRT, SIGBUS,  SIGFPE,
    SIGSEGV, SIGSYS,  SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ,
};
enum { fatal_count = sizeof fatal_signals / sizeof *fatal_signals };

// Whether another job has the terminal. This program must then leave the terminal alone.
static int is_in_background(void)
{
    pid_t foreground = tcgetpgrp(STDOUT_FILENO);
    return foreground > 0 && foreground != getpgrp();
}

// Handles a fatal signal. It makes only async-signal-safe calls, see signal-safety(7). None of the
// calls that restore the terminal may wait: the user may have stopped the output with ^S, or the
// connection may be dead.
static void handle_fatal(int number)
{
    if (cterminal_has_screen && !is_in_background()) {
        const struct bytes *restore = &restores[complete_restore];
        cterminal_has_screen = 0;
        // Undoes ^S. TCOON has an effect only after TCOOFF.
        tcflow(STDOUT_FILENO, TCOOFF);
        tcflow(STDOUT_FILENO, TCOON);
        tcsetattr(STDOUT_FILENO, TCSANOW, &saved_modes);
        struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
        if (poll(&output, 1, 0) > 0 && (output.revents & POLLOUT) &&
            write(STDOUT_FILENO, restore->bytes, restore->length) < 0) {
            // This error cannot be reported.
        }
        cterminal_write_held_stderr();
    }
    // A removal that has begun is completed first.
    clinux_await_shutdown();
    // SA_RESETHAND has restored the default action.
    raise(number);
}

static void handle_event(int number)
{
    int error = errno;
    char letter = number == SIGWINCH ? 'W' : number == SIGTSTP ? 'Z' : 'C';
    if (write(notices[1], &letter, 1) < 0) {
        // The pipe is full: its reader will check everything anyway.
    }
    errno = error;
}

static void install_handler(int number, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigfillset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

void cterminal_install_handlers(void)
{
    // A separate stack, so that the handler can restore the screen even after a stack overflow.
    static char stack[1 << 16];
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternate, NULL);
    for (int i = 0; i < fatal_count; i++) {
        struct sigaction before;
        sigaction(fatal_signals[i], NULL, &before);
        // Signals that were set to be ignored, for example by nohup, stay ignored.
        if (before.sa_handler != SIG_IGN)
            install_handler(fatal_signals[i], handle_fatal, SA_RESETHAND | SA_ONSTACK);
    }
    install_handler(SIGWINCH, handle_event, SA_RESTART);
    install_handler(SIGCONT, handle_event, SA_RESTART);
    install_handler(SIGTSTP, handle_event, SA_RESTART);
}

int cterminal_open_notices(void)
{
    return pipe2(notices, O_CLOEXEC | O_NONBLOCK) != 0 || tcgetattr(STDOUT_FILENO, &saved_modes) != 0 ? -1 : 0;
}

void cterminal_stop(void)
{
    install_handler(SIGTSTP, SIG_DFL, 0);
    raise(SIGTSTP);
    install_handler(SIGTSTP, handle_event, SA_RESTART);
}

static int append_byte(int character)
{
    struct bytes *restore = &restores[!complete_restore];
    if (restore->length < sizeof restore->bytes)
        restore->bytes[restore->length++] = (char)character;
    return character;
}

static void append_capability(const char *name)
{
    char *text = tigetstr((char *)name);
    if (text && text != (char *)-1)
        tputs(text, 1, append_byte);
}

// The same bytes as endwin() writes, prepared in advance. A broken entry of the terminal database can crash
// ncurses here, so the handler uses the bytes that were prepared before until these are complete.
void cterminal_prepare_restore(int rows)
{
    static const char *const capabilities[] = {"sgr0", "op", "rmacs", "rmkx", "cnorm", "rmcup"};
    restores[!complete_restore].length = 0;
    for (const char *at = cterminal_has_paste_mode ? "\033[?2004l" : ""; *at; at++)
        append_byte(*at);
    // As ncurses does: see ctlseqs(ms) of xterm.
    for (const char *at = cterminal_has_mouse ? "\033[?1006l\033[?1000l" : ""; *at; at++)
        append_byte(*at);
    for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++) {
        // Without an alternate screen the cursor goes to the last line, as endwin() leaves it.
        if (rows > 0 && strcmp(capabilities[i], "rmcup") == 0) {
            char *move_cursor = tigetstr("cup");
            tputs(tiparm(move_cursor, rows - 1, 0), 1, append_byte);
            append_capability("el");
        }
        append_capability(capabilities[i]);
    }
    complete_restore = !complete_restore;
}

int cterminal_notices(void)
{
    return notices[0];
}

void cterminal_wake(void)
{
    char letter = 'N';
    if (write(notices[1], &letter, 1) < 0) {
        // The pipe is full: it is readable already.
    }
}
