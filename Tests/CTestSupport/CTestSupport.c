#define _GNU_SOURCE
#include "CTestSupport.h"

#include <sys/syscall.h>
#include <unistd.h>

int ctest_act_as_user(uint32_t user)
{
    return (int)syscall(SYS_setresuid, (uid_t)-1, (uid_t)user, (uid_t)-1);
}
