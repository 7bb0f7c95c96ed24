// Opening files below a directory, whose names other users can replace at any time.
//
// Reason: openat2(2) has no wrapper in glibc, and syscall(2) is variadic. Linux before 5.6 does not have
// it, and older filters of system calls refuse it with EPERM. Remove the fallback when neither is left.

#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Closes a file, keeps errno, and returns -1.
static int give_up(int file)
{
    int error = errno;
    close(file);
    errno = error;
    return -1;
}

/// Looks up one name without opening the file. Fails with EXDEV if the file is on another device.
static int look_up(int directory, const char *name, uint64_t device, uint32_t *mode)
{
    struct clinux_status status;
    int found = openat(directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (found < 0)
        return -1;
    // Without asking the server of a network file system, which may not answer.
    if (clinux_target_status(found, "", &status) != 0)
        return give_up(found);
    if (status.device != device) {
        errno = EXDEV;
        return give_up(found);
    }
    *mode = status.mode;
    return found;
}

/// Opens a file that was looked up; it is this very file, whatever has its name by now.
static int reopen(int found, uint32_t mode, int flags)
{
    char path[32];
    flags &= ~O_NOFOLLOW;
    if (S_ISDIR(mode))
        return openat(found, ".", flags);
    snprintf(path, sizeof path, "/proc/self/fd/%d", found);
    return open(path, flags);
}

/// The error of a file of this mode at the end of a path, or of its first names; 0 for none.
static int error_of(uint32_t mode, int flags)
{
    if (S_ISLNK(mode) && !(flags & O_NOFOLLOW))
        return ELOOP;
    if ((flags & O_DIRECTORY) && !S_ISDIR(mode))
        return ENOTDIR;
    // Only the link itself can be looked up.
    return S_ISLNK(mode) && !(flags & O_PATH) ? ELOOP : 0;
}

/// Copies the first name of a path, and returns its length, or 0 with errno if there is none that may be
/// followed.
static size_t first_name(const char *path, char *name)
{
    size_t length = strcspn(path, "/");
    if (length > NAME_MAX) {
        errno = ENAMETOOLONG;
        return 0;
    }
    memcpy(name, path, length);
    name[length] = 0;
    errno = length == 0 && *path == 0 ? ENOENT : EXDEV;
    return strcmp(name, "..") == 0 ? 0 : length;
}

/// Does what openat2 does, name by name. A mount of the same file system (a bind mount) is not noticed.
static int open_by_names(int directory, const char *path, int flags)
{
    struct clinux_status start;
    if (clinux_target_status(directory, "", &start) != 0)
        return -1;
    if (strlen(path) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int outer = -1;
    for (;;) {
        char name[NAME_MAX + 1];
        uint32_t mode;
        size_t length = first_name(path, name);
        if (length == 0)
            return give_up(outer);
        path += length;
        // A name before a slash is that of a directory, also at the end.
        int name_flags = *path == 0 ? flags : O_DIRECTORY;
        path += strspn(path, "/");
        int found = look_up(outer < 0 ? directory : outer, name, start.device, &mode);
        give_up(outer);
        if (found < 0)
            return -1;
        errno = error_of(mode, name_flags);
        if (errno != 0)
            return give_up(found);
        if (*path != 0) {
            outer = found;
            continue;
        }
        if (flags & O_PATH)
            return found;
        int file = reopen(found, mode, flags);
        give_up(found);
        return file;
    }
}

int clinux_open_beneath(int directory, const char *path, int flags)
{
    struct open_how how = {
        .flags = (uint64_t)flags | O_CLOEXEC,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV,
    };
    int file = (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
    if (file >= 0 || !clinux_call_is_missing(errno))
        return file;
    return open_by_names(directory, path, flags | O_CLOEXEC);
}
