// ncurses behind plain functions: the only header of it that Swift sees.
//
// <curses.h> itself does not come through to Swift 6: its globals are shared mutable state, its
// attributes and key codes are macros and its printing is variadic.

#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdint.h>

/// Why a screen could not be had; 0 is success.
enum {
    CNCURSES_OK = 0,
    CNCURSES_NO_TERM,      ///< TERM is not set
    CNCURSES_UNKNOWN_TERM, ///< the terminal database does not know TERM
    CNCURSES_NO_CURSOR,    ///< the terminal cannot place its cursor
    CNCURSES_NO_INPUT,     ///< there is no terminal to read keys from
};

/// What cncurses_read() found.
enum {
    CNCURSES_NOTHING = 0, ///< no key is waiting
    CNCURSES_CHARACTER,   ///< a character
    CNCURSES_KEY,         ///< a key with no character: one of the codes below
};

extern const int32_t cncurses_key_up, cncurses_key_down, cncurses_key_left, cncurses_key_right;
extern const int32_t cncurses_key_page_up, cncurses_key_page_down, cncurses_key_home,
    cncurses_key_end;
extern const int32_t cncurses_key_enter, cncurses_key_back_tab, cncurses_key_backspace,
    cncurses_key_delete;
extern const int32_t cncurses_key_f0; ///< F1 is one more

/// What a style looks like, or-ed together.
enum {
    CNCURSES_BOLD = 1,
    CNCURSES_DIM = 2,
    CNCURSES_REVERSE = 4,
    CNCURSES_UNDERLINE = 8,
};

/// Takes the terminal on standard output, with its alternate screen where it has one. Returns 0 or
/// one of the reasons above. See newterm(3x).
///
/// From here on every signal that ends a program gives the terminal back first, then ends it with
/// its true status; and what is written to standard error is kept until the terminal is given back.
int cncurses_begin(void);

/// Gives the terminal back; harmless where it has been.
void cncurses_end(void);

/// Stops the program as ^Z does, until it is continued; the screen is to be drawn anew after.
void cncurses_suspend(void);

/// Takes the terminal's present size; the screen is to be drawn anew after.
void cncurses_take_size(void);

int cncurses_rows(void);
int cncurses_columns(void);

/// How many colours there are; fewer than 8 means none.
int cncurses_colors(void);

/// Says what style number `style` (0 to 63) looks like; a colour of -1 is the terminal's own.
void cncurses_define_style(int style, int foreground, int background, int attributes);

/// A character with up to two combining marks on it, 0 where there are none; the character is 0 in
/// the right half of a wide one.
struct cncurses_cell {
    uint32_t character, first_mark, second_mark;
    uint8_t style;
};

/// Puts the cells of a row, from its start on. See mvadd_wchnstr(3x).
void cncurses_put(int row, const struct cncurses_cell *_Nonnull cells, int count);

/// Makes the terminal show what was put; all of it anew where `everything` is not 0.
void cncurses_flush(int everything);

/// Reads a key without waiting; see the results above.
int cncurses_read(int32_t *_Nonnull code);

/// The descriptor that keys come from.
int cncurses_input(void);

/// A descriptor that can be read when something happened outside: the letter 'W' when the terminal
/// has another size, 'Z' when the program is to stop, 'C' when it was continued, 'N' after
/// cncurses_wake().
int cncurses_notices(void);

/// Makes cncurses_notices() readable; from any thread.
void cncurses_wake(void);

/// Asks for some time in which no signal ends the program: what the calling thread does next is not cut
/// short, as long as it takes less than a second. Returns 0 where the program is ending already; otherwise
/// `cncurses_let_go` has to follow. One thread at a time.
int cncurses_hold(void);

/// Ends that time.
void cncurses_let_go(void);

#endif
