// ncurses behind plain functions: the only header of it that Swift sees.
//
// <curses.h> itself does not come through to Swift 6: its globals are shared mutable state, its
// attributes and key codes are macros and its printing is variadic.

#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdint.h>

/// Why a screen could not be had; 0 is success.
enum {
    CTERMINAL_OK = 0,
    CTERMINAL_NO_TERM,      ///< TERM is not set
    CTERMINAL_UNKNOWN_TERM, ///< the terminal database does not know TERM
    CTERMINAL_NO_CURSOR,    ///< the terminal cannot place its cursor
    CTERMINAL_NO_INPUT,     ///< there is no terminal to read keys from
};

/// What cterminal_read() found.
enum {
    CTERMINAL_NOTHING = 0, ///< no key is waiting
    CTERMINAL_CHARACTER,   ///< a character
    CTERMINAL_KEY,         ///< a key with no character: one of the codes below
};

extern const int32_t cterminal_key_up, cterminal_key_down, cterminal_key_left, cterminal_key_right;
extern const int32_t cterminal_key_page_up, cterminal_key_page_down, cterminal_key_home,
    cterminal_key_end;
extern const int32_t cterminal_key_enter, cterminal_key_back_tab, cterminal_key_backspace,
    cterminal_key_delete;
extern const int32_t cterminal_key_f0; ///< F1 is one more

/// What a style looks like, or-ed together.
enum {
    CTERMINAL_BOLD = 1,
    CTERMINAL_DIM = 2,
    CTERMINAL_REVERSE = 4,
    CTERMINAL_UNDERLINE = 8,
};

/// Takes the terminal on standard output, with its alternate screen where it has one. Returns 0 or
/// one of the reasons above. See newterm(3x).
///
/// From here on every signal that ends a program gives the terminal back first, then ends it with
/// its true status; and what is written to standard error is kept until the terminal is given back.
int cterminal_begin(void);

/// Gives the terminal back; harmless where it has been.
void cterminal_end(void);

/// Stops the program as ^Z does, until it is continued; the screen is to be drawn anew after.
void cterminal_suspend(void);

/// Takes the terminal's present size; the screen is to be drawn anew after.
void cterminal_take_size(void);

int cterminal_rows(void);
int cterminal_columns(void);

/// How many colours there are; fewer than 8 means none.
int cterminal_colors(void);

/// Says what style number `style` (0 to 63) looks like; a colour of -1 is the terminal's own.
void cterminal_define_style(int style, int foreground, int background, int attributes);

/// A character with up to two combining marks on it, 0 where there are none; the character is 0 in
/// the right half of a wide one.
struct cterminal_cell {
    uint32_t character, first_mark, second_mark;
    uint8_t style;
};

/// Puts the cells of a row, from its start on. See mvadd_wchnstr(3x).
void cterminal_put(int row, const struct cterminal_cell *_Nonnull cells, int count);

/// Makes the terminal show what was put; all of it anew where `everything` is not 0. Its cursor is
/// shown at the place given, or hidden where that is negative.
void cterminal_flush(int everything, int row, int column);

/// Reads a key without waiting; see the results above.
int cterminal_read(int32_t *_Nonnull code);

/// The descriptor that keys come from.
int cterminal_input(void);

/// A descriptor that can be read when something happened outside: the letter 'W' when the terminal
/// has another size, 'Z' when the program is to stop, 'C' when it was continued, 'N' after
/// cterminal_wake().
int cterminal_notices(void);

/// Makes cterminal_notices() readable; from any thread.
void cterminal_wake(void);

#endif
