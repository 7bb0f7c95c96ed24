// The privileges of this program and of its threads.
//
// Reason: capget(2) and capset(2) have no wrapper in glibc, prctl(2) is variadic, and <sys/auxv.h> is not part
// of Swift's Glibc module. Remove this when Swift can call them.

#define _GNU_SOURCE
#include "CLinux.h"

#include <linux/capability.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int get(struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3])
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    return (int)syscall(SYS_capget, &header, data);
}

uint64_t clinux_effective_capabilities(void)
{
    struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {0};
    if (get(data) != 0)
        return UINT64_MAX;
    return (uint64_t)data[1].effective << 32 | data[0].effective;
}

uint64_t clinux_permitted_capabilities(void)
{
    struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {0};
    if (get(data) != 0)
        return 0;
    return (uint64_t)data[1].permitted << 32 | data[0].permitted;
}

int clinux_set_capabilities(uint64_t permitted, uint64_t effective)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {0};
    for (int half = 0; half < _LINUX_CAPABILITY_U32S_3; half++) {
        data[half].permitted = (uint32_t)(permitted >> 32 * half);
        data[half].effective = (uint32_t)(effective >> 32 * half);
    }
    return (int)syscall(SYS_capset, &header, data);
}

int clinux_is_secure_execution(void)
{
    return getauxval(AT_SECURE) != 0;
}

int clinux_seal_process(void)
{
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
}
