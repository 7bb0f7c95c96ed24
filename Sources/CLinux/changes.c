// Reserving memory for a file, its seals, and the limit of locked memory.
//
// Reason: fallocate and the seals are declared under _GNU_SOURCE, `fcntl` is variadic, and Swift does not
// import the numbers of limits. Remove this when Swift's Glibc module has them.

#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <sys/resource.h>

int clinux_reserve(int file, long start, long count) { return fallocate(file, 0, start, count); }

int clinux_seals(int file) { return fcntl(file, F_GET_SEALS); }

const int clinux_seal_shrink = F_SEAL_SHRINK, clinux_seal_grow = F_SEAL_GROW;
const int clinux_seal_write = F_SEAL_WRITE, clinux_seal_future_write = F_SEAL_FUTURE_WRITE;

int clinux_lock_limit(uint64_t *bytes)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0)
        return -1;
    *bytes = limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX : (uint64_t)limit.rlim_cur;
    return 0;
}
