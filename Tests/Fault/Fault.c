// What tests cannot have otherwise: a library to load before a program (LD_PRELOAD).
//
// FAULT_LATER=SECONDS sets the program's clock later: a file cannot be given an earlier birth, and the
// clock of the host stays as it is. FAULT_SLOW=MILLISECONDS is the pause before each unlinkat.
// FAULT_KILL=CALL:N ends the program (SIGKILL) just before the Nth call of CALL, which is flock,
// renameat2, unlinkat, shmat, shmctl, lseek (for data or holes) or lease; with FAULT_SIGNAL=NUMBER it
// gets that signal instead.
// FAULT_FAIL=CALL:N lets that call fail (EIO), and with 0 as N each. FAULT_STOP_AT_LEASE=process stops
// it (SIGSTOP) each time it has taken a lease, and with group its whole process group.
// FAULT_HANG=fsync:N lets the Nth fsync wait for good, as for a disk that does not answer, and says so
// on standard error.

#define _GNU_SOURCE
#include "Fault.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *time)
{
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    const char *later = getenv(FAULT_LATER);
    if (result == 0 && clock == CLOCK_REALTIME && later != NULL)
        time->tv_sec += atol(later);
    return result;
}

/// Whether a variable names this call of the program.
static int is_call(const char *variable, const char *call, int number)
{
    const char *wanted = getenv(variable);
    size_t length = strlen(call);
    return wanted != NULL && strncmp(wanted, call, length) == 0 && wanted[length] == ':' &&
           (atoi(wanted + length + 1) == number || atoi(wanted + length + 1) == 0);
}

/// Ends the program where this call of it is the one. Returns -1 with errno where it is to fail.
static int fail_at(const char *call, int *calls)
{
    const char *signal = getenv(FAULT_SIGNAL);
    ++*calls;
    if (is_call(FAULT_KILL, call, *calls))
        kill(getpid(), signal == NULL ? SIGKILL : atoi(signal));
    errno = EIO;
    return is_call(FAULT_FAIL, call, *calls) ? -1 : 0;
}

int renameat2(int old, const char *old_name, int new, const char *new_name, unsigned int flags)
{
    static int calls;
    if (fail_at("renameat2", &calls) != 0)
        return -1;
    return (int)syscall(SYS_renameat2, old, old_name, new, new_name, flags);
}

int unlinkat(int directory, const char *name, int flags)
{
    static int calls;
    if (fail_at("unlinkat", &calls) != 0)
        return -1;
    const char *slow = getenv(FAULT_SLOW);
    if (slow != NULL)
        usleep((useconds_t)atol(slow) * 1000);
    return (int)syscall(SYS_unlinkat, directory, name, flags);
}

int flock(int file, int operation)
{
    static int calls;
    if (fail_at("flock", &calls) != 0)
        return -1;
    return (int)syscall(SYS_flock, file, operation);
}

int fsync(int file)
{
    static int calls;
    if (is_call(FAULT_HANG, "fsync", ++calls)) {
        (void)!write(STDERR_FILENO, "waits\n", 6);
        for (;;)
            pause();
    }
    return (int)syscall(SYS_fsync, file);
}

void *shmat(int segment, const void *address, int flags)
{
    static int calls;
    if (fail_at("shmat", &calls) != 0)
        return (void *)-1;
    return (void *)syscall(SYS_shmat, segment, address, flags);
}

int shmctl(int segment, int command, struct shmid_ds *status)
{
    static int calls;
    if (fail_at("shmctl", &calls) != 0)
        return -1;
    return (int)syscall(SYS_shmctl, segment, command, status);
}

off_t lseek(int file, off_t offset, int whence)
{
    static int calls;
    // Only calls for data and holes count.
    if ((whence == SEEK_DATA || whence == SEEK_HOLE) && fail_at("lseek", &calls) != 0)
        return -1;
    return syscall(SYS_lseek, file, offset, whence);
}

off_t lseek64(int file, off_t offset, int whence) __attribute__((alias("lseek")));

static pid_t program;

__attribute__((constructor)) static void remember_program(void) { program = getpid(); }

int fcntl(int file, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    long argument = va_arg(arguments, long);
    va_end(arguments);
    static int leases;
    if (command == F_SETLEASE && argument == F_WRLCK && fail_at("lease", &leases) != 0)
        return -1;
    int result = (int)syscall(SYS_fcntl, file, command, argument);
    const char *stopped = getenv(FAULT_STOP_AT_LEASE);
    if (result == 0 && command == F_SETLEASE && argument == F_WRLCK && stopped != NULL)
        kill(strcmp(stopped, "group") == 0 ? -getpgid(program) : program, SIGSTOP);
    return result;
}

int fcntl64(int file, int command, ...) __attribute__((alias("fcntl")));
