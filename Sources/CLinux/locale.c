// Character widths and the character set of the locale.
//
// Reason: wcwidth(3) is declared under _XOPEN_SOURCE, and CODESET is a macro over an enumeration
// that Swift does not import. Remove this when Swift's Glibc module has both.

#define _GNU_SOURCE
#include "CLinux.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

int clinux_width(uint32_t scalar)
{
    return wcwidth((wchar_t)scalar);
}

int clinux_locale_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

void clinux_set_locale_from_environment(void)
{
    setlocale(LC_CTYPE, "");
}
