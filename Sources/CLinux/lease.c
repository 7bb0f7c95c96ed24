// Asks the kernel whether a file is held, by a lease: see fcntl(2), F_SETLEASE.
//
// Reason: `fcntl` is variadic, and its lease commands and memfd_create(2) are declared under
// _GNU_SOURCE only. Remove this when Swift can call them.

#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int clinux_take_lease(int file)
{
    // An open by another process during the lease sends this signal to the program. The default,
    // SIGIO, would end it; SIGURG is ignored by default.
    if (fcntl(file, F_SETSIG, SIGURG) < 0)
        return -1;
    return fcntl(file, F_SETLEASE, F_WRLCK);
}

int clinux_leases_work(void)
{
    int writable = memfd_create("shmtop", MFD_CLOEXEC);
    if (writable < 0)
        return 0;
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", writable);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    close(writable);
    if (file < 0)
        return 0;
    int works = clinux_take_lease(file) == 0;
    close(file);
    return works;
}
