// Extended attributes of open files, and System V segments made in the name of another user.
//
// Reason: <sys/xattr.h> is not part of Swift's Glibc module, and a thread's user can only be set in a
// child without affecting the other threads.

#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

long clinux_attribute_names(int file, char *names, unsigned long capacity)
{
    return flistxattr(file, names, capacity);
}

long clinux_attribute_value(int file, const char *name, void *value, unsigned long capacity)
{
    return fgetxattr(file, name, value, capacity);
}

long clinux_attribute_size(const char *path, const char *name)
{
    return getxattr(path, name, NULL, 0);
}

int clinux_set_attribute(int file, const char *name, const void *value, unsigned long size)
{
    return fsetxattr(file, name, value, size, 0);
}

int clinux_remove_attribute(int file, const char *name)
{
    return fremovexattr(file, name);
}

/// In the child: becomes the user, makes the segment, and hands it over to `owner` and `owner_group`.
/// Returns 0 or an errno.
static int create_as(
    int key, unsigned long size, uint32_t user, uint32_t group, uint32_t owner,
    uint32_t owner_group, int *segment)
{
    // IPC_SET takes nothing but these and the mode.
    struct shmid_ds status = {.shm_perm = {.uid = owner, .gid = owner_group}};
    // The effective user and group count. With the real or the saved one, that user could stop or kill
    // the child: see kill(2).
    if (syscall(SYS_setresgid, -1, group, -1) != 0 || syscall(SYS_setresuid, -1, user, -1) != 0)
        return errno;
    *segment = shmget(key, size, IPC_CREAT | IPC_EXCL);
    if (*segment < 0)
        return errno;
    if (shmctl(*segment, IPC_SET, &status) == 0)
        return 0;
    int error = errno;
    shmctl(*segment, IPC_RMID, NULL);
    return error;
}

int clinux_create_segment_as(int key, unsigned long size, uint32_t user, uint32_t group)
{
    struct {
        int error, segment;
    } result = {ECHILD, -1};
    int ends[2], status;
    uint32_t owner = geteuid(), owner_group = getegid();
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        result.error = create_as(key, size, user, group, owner, owner_group, &result.segment);
        _exit(write(ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
    }
    if (child < 0)
        result.error = errno;
    close(ends[1]);
    if (child > 0) {
        ssize_t got;
        while ((got = read(ends[0], &result, sizeof result)) < 0 && errno == EINTR)
            ;
        if (got != sizeof result)
            result.error = ECHILD;
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
    }
    close(ends[0]);
    errno = result.error;
    return result.error == 0 ? result.segment : -1;
}
