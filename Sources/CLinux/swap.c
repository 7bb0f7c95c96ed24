// Bytes in swap: of the host and of all System V segments.
//
// Reason: <sys/sysinfo.h> is not in Swift's Glibc module, and SHM_INFO is declared under
// _GNU_SOURCE. Remove this when the module has both.

#define _GNU_SOURCE
#include "CLinux.h"

#include <sys/shm.h>
#include <sys/sysinfo.h>
#include <unistd.h>

int clinux_host_swap(uint64_t *bytes)
{
    struct sysinfo info;
    if (sysinfo(&info) != 0)
        return -1;
    *bytes = (uint64_t)(info.totalswap - info.freeswap) * info.mem_unit;
    return 0;
}

int clinux_segments_swap(uint64_t *bytes)
{
    struct shm_info info;
    if (shmctl(0, SHM_INFO, (struct shmid_ds *)&info) < 0)
        return -1;
    *bytes = (uint64_t)info.shm_swp * (uint64_t)sysconf(_SC_PAGESIZE);
    return 0;
}
