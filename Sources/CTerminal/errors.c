// Holds back output to standard error while the program is in full-screen mode, so that it does not
// spoil the screen.
//
// Reason: the handler of a fatal signal writes that output, and Swift makes no promise about
// code in signal handlers. Remove this when Swift defines what a handler may do.

#define _GNU_SOURCE
#include "internal.h"

#include <fcntl.h>
#include <unistd.h>

static int held_stderr[2] = {-1, -1}; // a pipe in place of standard error
static int real_stderr = -1;

void cterminal_write_held_stderr(void)
{
    char text[512];
    ssize_t count;
    if (real_stderr < 0)
        return;
    while ((count = read(held_stderr[0], text, sizeof text)) > 0)
        if (write(real_stderr, text, (size_t)count) < 0)
            break;
}

void cterminal_hold_stderr(void)
{
    if (!isatty(STDERR_FILENO) || pipe2(held_stderr, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    real_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    dup2(held_stderr[1], STDERR_FILENO);
}

void cterminal_release_stderr(void)
{
    if (real_stderr < 0)
        return;
    dup2(real_stderr, STDERR_FILENO);
    cterminal_write_held_stderr();
    close(real_stderr);
    close(held_stderr[0]);
    close(held_stderr[1]);
    real_stderr = -1;
}
