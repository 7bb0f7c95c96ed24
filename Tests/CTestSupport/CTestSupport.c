#define _GNU_SOURCE
#include "CTestSupport.h"

#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int ctest_act_as_user(uint32_t user)
{
    return (int)syscall(SYS_setresuid, (uid_t)-1, (uid_t)user, (uid_t)-1);
}

int ctest_memfd(const char *label)
{
    return memfd_create(label, MFD_CLOEXEC);
}

int ctest_leave_ipc_namespace(void)
{
    return unshare(CLONE_NEWIPC);
}
