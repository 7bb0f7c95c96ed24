// ncurses behind plain functions: the only header of this module that Swift sees.
//
// Swift 6 cannot import <curses.h> itself: its globals are shared mutable state, its attributes and
// key codes are macros and its printing is variadic.

#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdint.h>

/// Results of cterminal_begin().
enum {
    CTERMINAL_OK = 0,       ///< full-screen mode has started
    CTERMINAL_NO_TERM,      ///< TERM is not set
    CTERMINAL_UNKNOWN_TERM, ///< the terminal database does not know TERM
    CTERMINAL_NO_CURSOR,    ///< the terminal cannot place its cursor
    CTERMINAL_NO_INPUT,     ///< there is no terminal to read keys from
    CTERMINAL_NO_DESCRIPTORS, ///< this program can open no more files
};

/// Results of cterminal_read().
enum {
    CTERMINAL_NOTHING = 0, ///< no key is waiting
    CTERMINAL_CHARACTER,   ///< a character
    CTERMINAL_KEY,         ///< a key with no character: one of the codes below
};

/// What the mouse did, see cterminal_mouse().
enum {
    CTERMINAL_MOUSE_NOTHING = 0, ///< nothing that is used
    CTERMINAL_MOUSE_PRESS,       ///< the first button was pressed
    CTERMINAL_MOUSE_UP,          ///< the wheel was turned up
    CTERMINAL_MOUSE_DOWN,        ///< the wheel was turned down
};

/// Codes of keys that have no character, as ncurses numbers them.
extern const int32_t cterminal_key_up, cterminal_key_down, cterminal_key_left, cterminal_key_right;
extern const int32_t cterminal_key_page_up, cterminal_key_page_down, cterminal_key_home,
    cterminal_key_end;
extern const int32_t cterminal_key_enter, cterminal_key_back_tab, cterminal_key_backspace,
    cterminal_key_delete;
extern const int32_t cterminal_key_f0; ///< the code of F1 is one more
extern const int32_t cterminal_key_mouse; ///< the mouse was used
extern const int32_t cterminal_key_paste_start, cterminal_key_paste_end; ///< around what is pasted

/// The attributes of a style, to be combined with `|`.
enum {
    CTERMINAL_BOLD = 1,
    CTERMINAL_DIM = 2,
    CTERMINAL_REVERSE = 4,
    CTERMINAL_UNDERLINE = 8,
};

/// Starts full-screen mode on standard output, with the alternate screen if the terminal has one.
/// Returns one of the results above. See newterm(3x).
///
/// From then on a fatal signal restores the terminal before it ends the program, with the exit status
/// of that signal. Output to standard error is held back until the terminal is restored.
int cterminal_begin(void);

/// Restores the terminal; does nothing if it is already restored.
void cterminal_end(void);

/// Restores the terminal and stops the program, as ^Z does, and returns when it is continued. The
/// caller must then redraw the screen.
void cterminal_suspend(void);

/// Adopts the terminal's current size. The caller must then redraw the screen.
void cterminal_update_size(void);

/// The size of the screen, in characters.
int cterminal_rows(void);
int cterminal_columns(void);

/// The number of colours that the terminal has; 0 if it has none.
int cterminal_colors(void);

/// Whether the number of a colour is that of its red, green and blue parts.
int cterminal_has_direct_colors(void);

/// Defines the look of style number `style` (0 to 63); number 0 comes first. Colours are numbers from 0
/// on; -1 is the terminal's default colour. `attributes` are those above.
void cterminal_define_style(int style, int foreground, int background, int attributes);

/// One cell of the screen: a character with up to two combining marks, which are 0 if absent. In the
/// right half of a wide character, `character` is 0.
struct cterminal_cell {
    uint32_t character, first_mark, second_mark;
    uint8_t style;
};

/// Sets the first `count` cells of a row. See mvadd_wchnstr(3x).
void cterminal_put(int row, const struct cterminal_cell *_Nonnull cells, int count);

/// Draws the changed cells on the terminal, or all cells if `everything` is not 0. Shows the cursor
/// at `row` and `column`, or hides it if either is negative.
void cterminal_flush(int everything, int row, int column);

/// Lets the terminal report the mouse. It then selects text only with Shift held, as most do.
void cterminal_use_mouse(void);

/// What the mouse did, after cterminal_read() returned the key cterminal_key_mouse, and where. Returns one
/// of the values above. See getmouse(3x).
int cterminal_mouse(int32_t *_Nonnull row, int32_t *_Nonnull column);

/// Writes a control sequence between two frames, if the terminal takes such sequences.
void cterminal_write(const uint8_t *_Nonnull bytes, int count);

/// Reads a key without waiting. Returns CTERMINAL_NOTHING, CTERMINAL_CHARACTER or CTERMINAL_KEY, and
/// stores the character or the key's code in `code`.
int cterminal_read(int32_t *_Nonnull code);

/// The descriptor from which keys are read.
int cterminal_input(void);

/// The descriptor of a pipe from which each event can be read as one letter: 'W' if the terminal's
/// size changed, 'Z' if the program should stop, 'C' if it was continued, 'N' after cterminal_wake().
int cterminal_notices(void);

/// Makes cterminal_notices() readable. May be called from any thread.
void cterminal_wake(void);

#endif
