// The hold that delays fatal signals while a segment is removed. There is one for the whole process:
// the thread that removes a segment sets it, and the handler of a fatal signal waits until it ends.
//
// Reason: a signal handler may use only lock-free atomics, and Swift does not promise that its code
// takes no locks and allocates no memory. Remove this when Swift defines what a signal handler may
// do.

#include "CLinux.h"

#include <poll.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int is_held, is_ending;

int clinux_hold_shutdown(void)
{
    atomic_store(&is_held, 1);
    if (!atomic_load(&is_ending))
        return 1;
    atomic_store(&is_held, 0);
    return 0;
}

void clinux_release_shutdown(void)
{
    atomic_store(&is_held, 0);
}

void clinux_await_shutdown(void)
{
    atomic_store(&is_ending, 1);
    for (int waited = 0; waited < 1000 && atomic_load(&is_held); waited++)
        poll(NULL, 0, 1);
}
