// Keeps output to standard error while the program is in full-screen mode, so that it does not
// spoil the screen.
//
// Reason: the handler of a fatal signal writes the kept output, and Swift makes no promise about
// code in signal handlers. Remove this when Swift defines what a handler may do.

#define _GNU_SOURCE
#include "internal.h"

#include <fcntl.h>
#include <unistd.h>

static int kept_errors[2] = {-1, -1}; // a pipe in place of standard error
static int true_errors = -1;

void cterminal_pour_errors(void)
{
    char text[512];
    ssize_t count;
    if (true_errors < 0)
        return;
    while ((count = read(kept_errors[0], text, sizeof text)) > 0)
        if (write(true_errors, text, (size_t)count) < 0)
            break;
}

void cterminal_keep_errors(void)
{
    if (!isatty(STDERR_FILENO) || pipe2(kept_errors, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    true_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    dup2(kept_errors[1], STDERR_FILENO);
}

void cterminal_release_errors(void)
{
    if (true_errors < 0)
        return;
    dup2(true_errors, STDERR_FILENO);
    cterminal_pour_errors();
    close(true_errors);
    close(kept_errors[0]);
    close(kept_errors[1]);
    true_errors = -1;
}
