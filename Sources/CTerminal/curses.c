// ncurses behind plain functions.
//
// Reason: the globals of <curses.h> are shared mutable state, its attributes and key codes are
// macros, and its printing is variadic. Remove this when Swift 6 can import such a header.

#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

const int32_t cterminal_key_up = KEY_UP, cterminal_key_down = KEY_DOWN,
              cterminal_key_left = KEY_LEFT, cterminal_key_right = KEY_RIGHT;
const int32_t cterminal_key_page_up = KEY_PPAGE, cterminal_key_page_down = KEY_NPAGE,
              cterminal_key_home = KEY_HOME, cterminal_key_end = KEY_END;
const int32_t cterminal_key_enter = KEY_ENTER, cterminal_key_back_tab = KEY_BTAB,
              cterminal_key_backspace = KEY_BACKSPACE, cterminal_key_delete = KEY_DC;
const int32_t cterminal_key_f0 = KEY_F0;
const int32_t cterminal_key_mouse = KEY_MOUSE;
// ncurses leaves the numbers of keys that no keyboard has to programs.
const int32_t cterminal_key_paste_start = KEY_F(62), cterminal_key_paste_end = KEY_F(63);

int cterminal_has_paste_mode, cterminal_has_mouse;

static SCREEN *screen;
static FILE *input;
static cchar_t style_cells[64]; // for each style, a space in it
static int style_shows_on_spaces[64];

static int open_input(void)
{
    if (isatty(STDIN_FILENO)) {
        input = stdin;
        return 1;
    }
    input = fopen("/dev/tty", "re");
    return input != NULL;
}

/// Why there is no screen: `reason`, unless this program can open no more files. ncurses sets no errno.
static int no_screen(int reason)
{
    int probe = dup(STDOUT_FILENO);
    if (probe < 0)
        return CTERMINAL_NO_DESCRIPTORS;
    close(probe);
    return reason;
}

/// Defines what terminals send for keys beside what the terminal database says of them.
///
/// The database names one sequence for each key, in one of two modes of the keypad. A terminal in the
/// other mode, a multiplexer, or another terminal than TERM says sends another: arrows as `ESC [ B` or
/// `ESC O B`, with a modifier as `ESC [ 1 ; 5 B`. Undefined, their first byte would be taken for Esc.
static void define_common_keys(void)
{
    static const struct {
        char final;
        int key;
    } letters[] = {{'A', KEY_UP},   {'B', KEY_DOWN}, {'C', KEY_RIGHT},
                   {'D', KEY_LEFT}, {'H', KEY_HOME}, {'F', KEY_END}};
    static const struct {
        int number, key;
    } numbers[] = {{1, KEY_HOME},  {3, KEY_DC},  {4, KEY_END}, {5, KEY_PPAGE},
                   {6, KEY_NPAGE}, {7, KEY_HOME}, {8, KEY_END}};
    // Shift, Alt, Control and their sums: see ctlseqs(ms) of xterm.
    enum { first_modifier = 2, last_modifier = 8 };
    char text[16];
    for (size_t index = 0; index < sizeof letters / sizeof *letters; index++) {
        snprintf(text, sizeof text, "\033[%c", letters[index].final);
        define_key(text, letters[index].key);
        snprintf(text, sizeof text, "\033O%c", letters[index].final);
        define_key(text, letters[index].key);
        for (int modifier = first_modifier; modifier <= last_modifier; modifier++) {
            snprintf(text, sizeof text, "\033[1;%d%c", modifier, letters[index].final);
            define_key(text, letters[index].key);
        }
    }
    for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++) {
        snprintf(text, sizeof text, "\033[%d~", numbers[index].number);
        define_key(text, numbers[index].key);
        for (int modifier = first_modifier; modifier <= last_modifier; modifier++) {
            snprintf(text, sizeof text, "\033[%d;%d~", numbers[index].number, modifier);
            define_key(text, numbers[index].key);
        }
    }
    define_key("\033[Z", KEY_BTAB);
}

int cterminal_begin(void)
{
    const char *term = getenv("TERM");
    if (!term || !*term)
        return CTERMINAL_NO_TERM;
    if (!open_input())
        return no_screen(CTERMINAL_NO_INPUT);
    if (cterminal_open_notices() != 0)
        return errno == EMFILE ? CTERMINAL_NO_DESCRIPTORS : CTERMINAL_NO_INPUT;

    // Before newterm(), which would install its own handlers if there are none.
    cterminal_install_handlers();
    int is_found;
    if (setupterm(NULL, STDOUT_FILENO, &is_found) != OK)
        return no_screen(CTERMINAL_UNKNOWN_TERM);
    // Before newterm(), which changes the modes of the terminal, and which a broken entry can crash.
    cterminal_prepare_restore(0);
    cterminal_has_screen = 1;
    screen = newterm(NULL, stdout, input);
    if (!screen) {
        cterminal_has_screen = 0;
        return no_screen(CTERMINAL_UNKNOWN_TERM);
    }
    char *move_cursor = tigetstr("cup");
    if (!move_cursor || move_cursor == (char *)-1) {
        endwin();
        cterminal_has_screen = 0;
        return CTERMINAL_NO_CURSOR;
    }
    cterminal_has_paste_mode = strncmp(move_cursor, "\033[", 2) == 0;
    define_key("\033[200~", cterminal_key_paste_start);
    define_key("\033[201~", cterminal_key_paste_end);
    cterminal_prepare_restore(LINES);
    atexit(cterminal_end);
    cterminal_hold_stderr();

    cbreak();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    // After keypad(), which reads the terminal database and would put its keys in place of these.
    define_common_keys();
    nodelay(stdscr, TRUE);
    set_escdelay(25);
    curs_set(0);
    // A broken entry can have billions of colours, for each of which ncurses takes memory. No terminal has
    // more than 24 bits tell apart.
    if (tigetnum("colors") <= 1 << 24 && start_color() == OK)
        use_default_colors();
    cterminal_update_size();
    return CTERMINAL_OK;
}

// In this mode the terminal brackets what is pasted with the codes of two keys, so that it is told from what
// is typed: see ctlseqs(ms) of xterm. The terminal database of Debian has no names for it.
static void set_paste_mode(int is_on)
{
    if (cterminal_has_paste_mode && write(STDOUT_FILENO, is_on ? "\033[?2004h" : "\033[?2004l", 8) < 0) {
        // Without the mode, a paste is typed.
    }
}

// Without an alternate screen the shell's prompt appears in the last line, so that line is cleared.
static void leave_screen(void)
{
    move(LINES - 1, 0);
    clrtoeol();
    refresh();
    set_paste_mode(0);
    endwin();
}

void cterminal_end(void)
{
    if (cterminal_has_screen) {
        leave_screen();
        cterminal_has_screen = 0;
    }
    cterminal_release_stderr();
}

void cterminal_suspend(void)
{
    leave_screen();
    cterminal_release_stderr();
    // If the program is killed while it is stopped, it must not touch the shell's screen and modes.
    cterminal_has_screen = 0;
    cterminal_stop();
    cterminal_has_screen = 1;
    cterminal_hold_stderr();
    cterminal_update_size();
}

void cterminal_update_size(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
    cterminal_prepare_restore(LINES);
    // A shell turns the mode off when it continues the program.
    set_paste_mode(1);
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

int cterminal_has_direct_colors(void)
{
    // It is a flag, a number or a string: see user_caps(5).
    const char *bits = tigetstr("RGB");
    return tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || (bits != NULL && bits != (char *)-1);
}

static int plain_background = -1;

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
        int pair = style + 1;
        if (init_extended_pair(pair, foreground, background) == OK)
            value |= COLOR_PAIR(pair);
    }
    setcchar(&style_cells[style & 63], L" ", value, (short)PAIR_NUMBER(value), NULL);
    if (style == 0)
        plain_background = background;
    style_shows_on_spaces[style & 63] =
        background != plain_background || (attributes & (CTERMINAL_REVERSE | CTERMINAL_UNDERLINE));
}

// The style to draw a cell with. A single space takes the style of the preceding character if
// neither style is visible on spaces. That saves two changes of colour for each space, and half of
// all changes in a hex dump.
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

void cterminal_flush(int everything, int row, int column)
{
    int is_shown = row >= 0 && column >= 0;
    if (everything)
        clearok(stdscr, TRUE);
    // The cursor is hidden before drawing and shown after it, so that it is not seen moving.
    if (is_shown)
        move(row, column);
    else
        curs_set(0);
    refresh();
    if (is_shown)
        curs_set(1);
}

void cterminal_write(const uint8_t *bytes, int count)
{
    // As for the modes, a terminal without such sequences would show them.
    if (!cterminal_has_paste_mode)
        return;
    while (count > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, (size_t)count);
        if (written < 0 && errno != EINTR)
            return;
        if (written > 0) {
            bytes += written;
            count -= (int)written;
        }
    }
}

int cterminal_read(int32_t *code)
{
    wint_t value;
    int kind = get_wch(&value);
    *code = (int32_t)value;
    return kind == KEY_CODE_YES ? CTERMINAL_KEY : kind == OK ? CTERMINAL_CHARACTER : CTERMINAL_NOTHING;
}

void cterminal_use_mouse(void)
{
    // A press is reported at once: without this ncurses waits for a click.
    mouseinterval(0);
    cterminal_has_mouse = mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL) != 0;
    cterminal_prepare_restore(LINES);
}

int cterminal_mouse(int32_t *row, int32_t *column)
{
    MEVENT event;
    if (getmouse(&event) != OK)
        return CTERMINAL_MOUSE_NOTHING;
    *row = event.y;
    *column = event.x;
    if (event.bstate & BUTTON1_PRESSED)
        return CTERMINAL_MOUSE_PRESS;
    if (event.bstate & BUTTON4_PRESSED)
        return CTERMINAL_MOUSE_UP;
    return event.bstate & BUTTON5_PRESSED ? CTERMINAL_MOUSE_DOWN : CTERMINAL_MOUSE_NOTHING;
}

int cterminal_input(void)
{
    return fileno(input);
}
