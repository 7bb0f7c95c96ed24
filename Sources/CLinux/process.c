// Comparing processes, signals to them, and the processors of this one.
//
// Reason: kcmp(2) has no wrapper in glibc, and pidfd_open(2) has one only since 2.36.
// sched_getaffinity(2) is declared under _GNU_SOURCE only. Remove this when Swift can call them.

#define _GNU_SOURCE
#include "CLinux.h"

#include <linux/kcmp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

int clinux_share_memory(int32_t one, int32_t other)
{
    return syscall(SYS_kcmp, one, other, KCMP_VM, 0, 0) == 0;
}

int clinux_compare_descriptors(int32_t one, int32_t other)
{
    return (int)syscall(SYS_kcmp, one, other, KCMP_FILES, 0, 0);
}

int clinux_open_process(int32_t process)
{
    return (int)syscall(SYS_pidfd_open, process, 0);
}

int clinux_signal_process(int process, int signal)
{
    return (int)syscall(SYS_pidfd_send_signal, process, signal, NULL, 0);
}

int clinux_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return CPU_COUNT(&set);
    // There are more processors than the set has room for.
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (int)count : 1;
}
