#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CBench.h"
#include "terminal.h"

#include <curses.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { bytes_in_row = 32, offset_digits = 8, most_columns = 256 };

static cchar_t plain, yellow, magenta, green, cyan, dim;

static void define(cchar_t *cell, short pair, short color, attr_t attributes)
{
    if (pair > 0)
        init_pair(pair, color, -1);
    setcchar(cell, L" ", attributes, pair, NULL);
}

static const cchar_t *look_of(unsigned byte)
{
    if (byte >= 0x80)
        return &yellow;
    if (byte >= 0x20 && byte < 0x7f)
        return &plain;
    return byte == 0 ? &dim : byte >= 0x09 && byte <= 0x0d ? &green : &magenta;
}

static wchar_t character_of(unsigned byte)
{
    int is_unicode = MB_CUR_MAX > 1;
    if (byte >= 0x80)
        return is_unicode ? 0xd7 : '~';
    if (byte >= 0x20 && byte < 0x7f)
        return (wchar_t)byte;
    if (byte >= 0x09 && byte <= 0x0d)
        return '_';
    return is_unicode ? (byte == 0 ? 0xb7 : 0x2022) : byte == 0 ? '.' : '^';
}

static void set(cchar_t *cell, const cchar_t *look, wchar_t character)
{
    *cell = *look;
    cell->chars[0] = character;
}

static void put_row(int row, unsigned offset, const unsigned char *bytes, int columns)
{
    static const char digits[] = "0123456789abcdef";
    cchar_t cells[most_columns];
    for (int i = 0; i < columns; i++)
        cells[i] = plain;
    for (int i = 0; i < offset_digits; i++)
        set(&cells[i], &cyan, digits[offset >> 4 * (offset_digits - 1 - i) & 15]);
    int text = offset_digits + 2 + 3 * bytes_in_row + bytes_in_row / 8;
    for (int i = 0; i < bytes_in_row; i++) {
        const cchar_t *look = look_of(bytes[i]);
        int column = offset_digits + 2 + 3 * i + i / 8;
        set(&cells[column], look, digits[bytes[i] >> 4]);
        set(&cells[column + 1], look, digits[bytes[i] & 15]);
        set(&cells[text + 1 + i], look, character_of(bytes[i]));
    }
    set(&cells[text], &dim, '|');
    set(&cells[text + 1 + bytes_in_row], &dim, '|');
    mvadd_wchnstr(row, 0, cells, columns);
}

static void show_pages(int rows)
{
    static unsigned char bytes[1 << 16];
    unsigned offset = 0;
    srandom(1);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(random() >> 8);
    do {
        for (int row = 0; row < rows; row++, offset += bytes_in_row)
            put_row(row, offset, bytes + offset % sizeof bytes, COLS);
        refresh();
    } while (getch() != ERR);
}

pid_t cbench_start_plain_screen(uint16_t columns, uint16_t rows, uint16_t bytes_rows,
                                int *terminal)
{
    pid_t child = cbench_fork_in_terminal(columns, rows, terminal);
    if (child != 0)
        return child;
    setlocale(LC_ALL, "");
    if (columns > most_columns || !newterm(NULL, stdout, stdin))
        _exit(1);
    raw();
    noecho();
    start_color();
    use_default_colors();
    define(&plain, 0, 0, A_NORMAL);
    define(&dim, 0, 0, A_DIM);
    define(&yellow, 1, COLOR_YELLOW, A_NORMAL);
    define(&magenta, 2, COLOR_MAGENTA, A_NORMAL);
    define(&green, 3, COLOR_GREEN, A_NORMAL);
    define(&cyan, 4, COLOR_CYAN, A_NORMAL);
    show_pages(bytes_rows);
    _exit(0);
}
