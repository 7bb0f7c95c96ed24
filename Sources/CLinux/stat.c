// The status of files, and the devices of the kernel's own file systems.
//
// Reason: Swift's Glibc module does not set _GNU_SOURCE, under which statx(2) and memfd_create(2)
// are declared. Remove this when the module declares them.

#define _GNU_SOURCE
#include "CLinux.h"

#include <asm-generic/hugetlb_encode.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/// What fstatat(2) knows of a file: neither its birth time nor its attributes.
static int plain_status_of(int directory, const char *path, int flags, struct clinux_status *status)
{
    struct stat raw;
    if (fstatat(directory, path, &raw, flags & ~AT_STATX_DONT_SYNC) != 0)
        return -1;
    *status = (struct clinux_status){
        .mode = raw.st_mode,
        .uid = raw.st_uid,
        .gid = raw.st_gid,
        .links = (uint32_t)raw.st_nlink,
        .device = raw.st_dev,
        .inode = raw.st_ino,
        .size = (uint64_t)raw.st_size,
        .blocks = (uint64_t)raw.st_blocks,
        .access_seconds = raw.st_atim.tv_sec,
        .access_nanoseconds = (uint32_t)raw.st_atim.tv_nsec,
        .modify_seconds = raw.st_mtim.tv_sec,
        .modify_nanoseconds = (uint32_t)raw.st_mtim.tv_nsec,
        .change_seconds = raw.st_ctim.tv_sec,
        .change_nanoseconds = (uint32_t)raw.st_ctim.tv_nsec,
    };
    return 0;
}

static int
status_of(int directory, const char *path, int flags, struct clinux_status *status)
{
    struct statx raw;
    flags |= AT_NO_AUTOMOUNT | (*path ? 0 : AT_EMPTY_PATH);
    // Not by glibc's function, which hides a missing call only in part.
    if (syscall(SYS_statx, directory, path, flags, STATX_BASIC_STATS | STATX_BTIME, &raw) != 0)
        return clinux_call_is_missing(errno) ? plain_status_of(directory, path, flags, status) : -1;
    *status = (struct clinux_status){
        .mode = raw.stx_mode,
        .uid = raw.stx_uid,
        .gid = raw.stx_gid,
        .links = raw.stx_nlink,
        .device = makedev(raw.stx_dev_major, raw.stx_dev_minor),
        .inode = raw.stx_ino,
        .size = raw.stx_size,
        .blocks = raw.stx_blocks,
        .access_seconds = raw.stx_atime.tv_sec,
        .access_nanoseconds = raw.stx_atime.tv_nsec,
        .modify_seconds = raw.stx_mtime.tv_sec,
        .modify_nanoseconds = raw.stx_mtime.tv_nsec,
        .change_seconds = raw.stx_ctime.tv_sec,
        .change_nanoseconds = raw.stx_ctime.tv_nsec,
        .birth_seconds = raw.stx_btime.tv_sec,
        .birth_nanoseconds = raw.stx_btime.tv_nsec,
        .has_birth = (raw.stx_mask & STATX_BTIME) != 0,
        .is_mount_point = (raw.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0,
        .is_immutable = (raw.stx_attributes & (STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND)) != 0,
    };
    return 0;
}

int clinux_status(int directory, const char *path, struct clinux_status *status)
{
    return status_of(directory, path, AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC, status);
}

int clinux_target_status(int directory, const char *path, struct clinux_status *status)
{
    return status_of(directory, path, AT_STATX_DONT_SYNC, status);
}

/// The device of memfds that are created with `flags`, or 0 if none can be created.
static uint64_t memfd_device(unsigned int flags)
{
    struct clinux_status status = {0};
    int file = memfd_create("shmtop", MFD_CLOEXEC | flags);
    if (file < 0)
        return 0;
    if (clinux_status(file, "", &status) != 0)
        status.device = 0;
    close(file);
    return status.device;
}

int clinux_kernel_devices(uint64_t *devices, uint64_t *page_sizes, int capacity)
{
    enum { SMALLEST = 14, LARGEST = 34 }; // of the sizes of huge pages, as powers of two
    int count = 0;
    uint64_t device = memfd_device(0);
    if (device == 0)
        return 0;
    page_sizes[count] = (uint64_t)sysconf(_SC_PAGESIZE);
    devices[count++] = device;
    for (unsigned int size = SMALLEST; size <= LARGEST && count < capacity; size++) {
        device = memfd_device(MFD_HUGETLB | size << HUGETLB_FLAG_ENCODE_SHIFT);
        if (device == 0)
            continue;
        page_sizes[count] = (uint64_t)1 << size;
        devices[count++] = device;
    }
    return count;
}
