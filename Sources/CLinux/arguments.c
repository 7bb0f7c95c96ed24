// The arguments of this program.
//
// Reason: Swift's CommandLine reads them from /proc/self/cmdline, and has none if that cannot be read.
// glibc passes the arguments of main to constructors. Remove this when Swift takes them from there.

#include "CLinux.h"

#include <stddef.h>

static int argument_count;
static char **argument_vector;

__attribute__((constructor)) static void remember_arguments(int count, char **vector)
{
    argument_count = count;
    argument_vector = vector;
}

int clinux_argument_count(void) { return argument_vector == NULL ? 0 : argument_count; }

const char *clinux_argument(int number)
{
    return number < clinux_argument_count() ? argument_vector[number] : NULL;
}
