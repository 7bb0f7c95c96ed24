#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"
#include "CLinux.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

const int32_t cterminal_key_up = KEY_UP, cterminal_key_down = KEY_DOWN,
              cterminal_key_left = KEY_LEFT, cterminal_key_right = KEY_RIGHT;
const int32_t cterminal_key_page_up = KEY_PPAGE, cterminal_key_page_down = KEY_NPAGE,
              cterminal_key_home = KEY_HOME, cterminal_key_end = KEY_END;
const int32_t cterminal_key_enter = KEY_ENTER, cterminal_key_back_tab = KEY_BTAB,
              cterminal_key_backspace = KEY_BACKSPACE, cterminal_key_delete = KEY_DC;
const int32_t cterminal_key_f0 = KEY_F0;

static SCREEN *screen;
static FILE *input;
static cchar_t style_cells[64]; // a space of each style
static int style_shows_on_spaces[64];

static int notices[2] = {-1, -1};
static int kept_errors[2] = {-1, -1}; // a pipe that stands for standard error while the screen is ours
static int true_errors = -1;

// What the signal handler needs, made before it can run: it may not call ncurses.
static volatile sig_atomic_t screen_is_ours;
static struct termios true_modes;
static char restore[1024];
static size_t restore_length;

static const int fatal_signals[] = {
    SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,   SIGILL,  SIGTRAP, SIGABRT, SIGBUS,  SIGFPE,
    SIGSEGV, SIGSYS,  SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ,
};
enum { fatal_count = sizeof fatal_signals / sizeof *fatal_signals };

static void pour_kept_errors(void)
{
    char text[512];
    ssize_t count;
    while ((count = read(kept_errors[0], text, sizeof text)) > 0)
        if (write(true_errors, text, (size_t)count) < 0)
            break;
}

// Whether another job has the terminal now: then its screen and modes are not ours to change.
static int is_in_background(void)
{
    pid_t foreground = tcgetpgrp(STDOUT_FILENO);
    return foreground > 0 && foreground != getpgrp();
}

// Only calls that are async-signal-safe: see signal-safety(7). None of them may wait: somebody can
// have stopped the output with ^S, or the line can be dead.
static void die_of(int number)
{
    if (screen_is_ours && !is_in_background()) {
        screen_is_ours = 0;
        // TCOON alone undoes only a TCOOFF.
        tcflow(STDOUT_FILENO, TCOOFF);
        tcflow(STDOUT_FILENO, TCOON);
        tcsetattr(STDOUT_FILENO, TCSANOW, &true_modes);
        struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
        if (poll(&output, 1, 0) > 0 && (output.revents & POLLOUT) &&
            write(STDOUT_FILENO, restore, restore_length) < 0) {
            // Nobody to tell.
        }
        if (true_errors >= 0)
            pour_kept_errors();
    }
    // A removal that has begun comes to its end first.
    clinux_await_shutdown();
    // SA_RESETHAND has put the default action back.
    raise(number);
}

static void notice(int number)
{
    int error = errno;
    char letter = number == SIGWINCH ? 'W' : number == SIGTSTP ? 'Z' : 'C';
    if (write(notices[1], &letter, 1) < 0) {
        // The pipe is full: whoever reads it will look at everything anyway.
    }
    errno = error;
}

static void handle(int number, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigfillset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static void take_signals(void)
{
    // A stack of its own, so that this thread can run out of stack and still give the screen back.
    static char stack[1 << 16];
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternate, NULL);
    for (int i = 0; i < fatal_count; i++) {
        struct sigaction before;
        sigaction(fatal_signals[i], NULL, &before);
        // What nohup and the like have set to be ignored stays ignored.
        if (before.sa_handler != SIG_IGN)
            handle(fatal_signals[i], die_of, SA_RESETHAND | SA_ONSTACK);
    }
    handle(SIGWINCH, notice, SA_RESTART);
    handle(SIGCONT, notice, SA_RESTART);
    handle(SIGTSTP, notice, SA_RESTART);
}

static int gather(int character)
{
    if (restore_length < sizeof restore)
        restore[restore_length++] = (char)character;
    return character;
}

static void gather_capability(const char *name)
{
    char *text = tigetstr((char *)name);
    if (text && text != (char *)-1)
        tputs(text, 1, gather);
}

// The same that endwin() writes, ready made.
static void gather_restore(void)
{
    static const char *const capabilities[] = {"sgr0", "op", "rmacs", "rmkx", "cnorm", "rmcup"};
    restore_length = 0;
    for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++) {
        // Without an alternate screen the cursor goes to the last line, as endwin() leaves it.
        if (strcmp(capabilities[i], "rmcup") == 0) {
            char *place = tigetstr("cup");
            tputs(tiparm(place, LINES - 1, 0), 1, gather);
            gather_capability("el");
        }
        gather_capability(capabilities[i]);
    }
}

static void keep_errors(void)
{
    if (!isatty(STDERR_FILENO) || pipe2(kept_errors, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    true_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    dup2(kept_errors[1], STDERR_FILENO);
}

static void release_errors(void)
{
    if (true_errors < 0)
        return;
    dup2(true_errors, STDERR_FILENO);
    pour_kept_errors();
    close(true_errors);
    close(kept_errors[0]);
    close(kept_errors[1]);
    true_errors = -1;
}

static int open_input(void)
{
    if (isatty(STDIN_FILENO)) {
        input = stdin;
        return 1;
    }
    input = fopen("/dev/tty", "re");
    return input != NULL;
}

int cterminal_begin(void)
{
    const char *term = getenv("TERM");
    if (!term || !*term)
        return CTERMINAL_NO_TERM;
    if (!open_input())
        return CTERMINAL_NO_INPUT;
    if (pipe2(notices, O_CLOEXEC | O_NONBLOCK) != 0 || tcgetattr(STDOUT_FILENO, &true_modes) != 0)
        return CTERMINAL_NO_INPUT;

    // Before newterm(), which would install handlers of its own where it finds none.
    take_signals();
    screen = newterm(NULL, stdout, input);
    if (!screen)
        return CTERMINAL_UNKNOWN_TERM;
    char *place = tigetstr("cup");
    if (!place || place == (char *)-1) {
        endwin();
        return CTERMINAL_NO_CURSOR;
    }
    gather_restore();
    screen_is_ours = 1;
    atexit(cterminal_end);
    keep_errors();

    cbreak();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    set_escdelay(25);
    curs_set(0);
    if (start_color() == OK)
        use_default_colors();
    cterminal_take_size();
    return CTERMINAL_OK;
}

// Without an alternate screen the prompt comes into the last line: that is not to be under it.
static void leave_screen(void)
{
    move(LINES - 1, 0);
    clrtoeol();
    refresh();
    endwin();
}

void cterminal_end(void)
{
    if (screen_is_ours) {
        leave_screen();
        screen_is_ours = 0;
    }
    release_errors();
}

void cterminal_suspend(void)
{
    leave_screen();
    release_errors();
    // Killed while stopped, the program must leave the shell's screen and modes alone.
    screen_is_ours = 0;
    handle(SIGTSTP, SIG_DFL, 0);
    raise(SIGTSTP);
    handle(SIGTSTP, notice, SA_RESTART);
    screen_is_ours = 1;
    keep_errors();
    cterminal_take_size();
}

void cterminal_take_size(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
    gather_restore();
}

int cterminal_rows(void)
{
    return getmaxy(stdscr);
}

int cterminal_columns(void)
{
    return getmaxx(stdscr);
}

int cterminal_colors(void)
{
    return has_colors() ? COLORS : 0;
}

void cterminal_define_style(int style, int foreground, int background, int attributes)
{
    attr_t value = 0;
    if (attributes & CTERMINAL_BOLD)
        value |= A_BOLD;
    if (attributes & CTERMINAL_DIM)
        value |= A_DIM;
    if (attributes & CTERMINAL_REVERSE)
        value |= A_REVERSE;
    if (attributes & CTERMINAL_UNDERLINE)
        value |= A_UNDERLINE;
    if (foreground >= 0 || background >= 0) {
        short pair = (short)(style + 1);
        if (init_pair(pair, (short)foreground, (short)background) == OK)
            value |= COLOR_PAIR(pair);
    }
    setcchar(&style_cells[style & 63], L" ", value, (short)PAIR_NUMBER(value), NULL);
    style_shows_on_spaces[style & 63] =
        background >= 0 || (attributes & (CTERMINAL_REVERSE | CTERMINAL_UNDERLINE));
}

// The style to put a cell in. A single space may have that of the character before it where neither
// shows on spaces: the terminal is spared two changes of colour, between bytes half of all there are.
static int style_to_put(const struct cterminal_cell *cells, int column, int count)
{
    int own = cells[column].style & 63;
    if (cells[column].character != ' ' || cells[column].first_mark || column == 0 ||
        column + 1 == count || cells[column + 1].character == ' ')
        return own;
    int before = cells[column - 1].style & 63;
    return style_shows_on_spaces[own] || style_shows_on_spaces[before] ? own : before;
}

void cterminal_put(int row, const struct cterminal_cell *cells, int count)
{
    enum { most = 256 };
    cchar_t piece[most];
    int column = 0;
    while (column < count) {
        int start = column, length = 0;
        for (; column < count && length < most; column++) {
            const struct cterminal_cell *cell = &cells[column];
            if (!cell->character)
                continue;
            if (length == 0)
                start = column;
            piece[length] = style_cells[style_to_put(cells, column, count)];
            piece[length].chars[0] = (wchar_t)cell->character;
            piece[length].chars[1] = (wchar_t)cell->first_mark;
            piece[length].chars[2] = (wchar_t)cell->second_mark;
            length++;
        }
        mvadd_wchnstr(row, start, piece, length);
    }
}

void cterminal_flush(int everything)
{
    if (everything)
        clearok(stdscr, TRUE);
    refresh();
}

int cterminal_read(int32_t *code)
{
    wint_t value;
    int kind = get_wch(&value);
    *code = (int32_t)value;
    return kind == KEY_CODE_YES ? CTERMINAL_KEY : kind == OK ? CTERMINAL_CHARACTER : CTERMINAL_NOTHING;
}

int cterminal_input(void)
{
    return fileno(input);
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
