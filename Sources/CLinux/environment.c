// The environment of a program whose file gives it privileges.
//
// Reason: Swift's runtime opens a file that a variable names (SWIFT_DEBUG_LIB_PRESPECIALIZED_PATH), also if the
// user has fewer privileges than the program, and can do so before `main`. Remove this when it does not.

#include "CLinux.h"

#include <elf.h>
#include <link.h>
#include <stddef.h>

/// The variables that stay: those of the manual but SUDO_UID, LINES and COLUMNS, and what completions in shells
/// set.
static const char *const kept[] = {
    "COLUMNS",   "HOME",              "LANG", "LC_ALL", "LC_CTYPE",        "LINES", "NO_COLOR",
    "SAP_SHELL", "SAP_SHELL_VERSION", "TERM", "TZ",     "XDG_CONFIG_HOME", "SHMTOP_READ_ONLY",
};

static int is_kept(const char *variable)
{
    for (size_t index = 0; index < sizeof kept / sizeof *kept; index++) {
        const char *name = kept[index], *text = variable;
        while (*name && *name == *text) {
            name++;
            text++;
        }
        if (!*name && *text == '=')
            return 1;
    }
    return 0;
}

/// Removes all other variables if the program has privileges that its user has not (AT_SECURE).
///
/// The C library is not ready yet, so nothing of it is called. See getauxval(3) for what follows the variables.
static void forget_environment(int count, char **arguments, char **variables)
{
    (void)count;
    (void)arguments;
    char **end = variables;
    while (*end)
        end++;
    int is_secure = 1;
    for (const ElfW(auxv_t) *value = (const void *)(end + 1); value->a_type != AT_NULL; value++)
        if (value->a_type == AT_SECURE)
            is_secure = value->a_un.a_val != 0;
    if (!is_secure)
        return;
    char **next = variables;
    for (char **variable = variables; *variable; variable++)
        if (is_kept(*variable))
            *next++ = *variable;
    *next = NULL;
}

// Called before the initialisers of all libraries.
__attribute__((section(".preinit_array"), used)) static void (*const before_libraries)(
    int, char **, char **) = forget_environment;
