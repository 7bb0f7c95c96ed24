// Renaming files, and the usage of an open file's file system.
//
// Reason: syscall(2) is variadic; the rest is declared under _GNU_SOURCE, or in <sys/statfs.h>, neither
// of which Swift's Glibc module has. Remove this when the module declares it.

#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>

const int clinux_no_access_time = O_NOATIME;
const int clinux_path_only = O_PATH;
const int clinux_unnamed_file = O_TMPFILE;
const int clinux_seek_data = SEEK_DATA, clinux_seek_hole = SEEK_HOLE;

const uint64_t clinux_tmpfs_magic = TMPFS_MAGIC, clinux_ramfs_magic = RAMFS_MAGIC;
const uint64_t clinux_hugetlbfs_magic = HUGETLBFS_MAGIC, clinux_proc_magic = PROC_SUPER_MAGIC;

int clinux_file_system_of(int file, struct clinux_file_system *usage)
{
    struct statfs raw;
    if (fstatfs(file, &raw) != 0)
        return -1;
    *usage = (struct clinux_file_system){
        .type = (uint64_t)raw.f_type,
        .block_size = (uint64_t)raw.f_bsize,
        .blocks = raw.f_blocks,
        .free_blocks = raw.f_bfree,
        .inodes = raw.f_files,
        .free_inodes = raw.f_ffree,
        .is_read_only = (raw.f_flags & ST_RDONLY) != 0,
        .is_noexec = (raw.f_flags & ST_NOEXEC) != 0,
    };
    return 0;
}

int clinux_tmpfs_usage(uint64_t device, struct clinux_tmpfs *usage)
{
#ifdef SYS_ustat
    // The kernel's struct ustat; the header that declared it is gone.
    struct {
        int free_blocks;
        unsigned long free_inodes;
        char names[12];
    } raw = {0};
    struct sysinfo memory;
    if (sysinfo(&memory) != 0 || syscall(SYS_ustat, (unsigned int)device, &raw) != 0)
        return -1;
    if (raw.free_blocks < 0) {
        errno = EOVERFLOW;
        return -1;
    }
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    uint64_t pages = (uint64_t)memory.totalram * memory.mem_unit / page;
    usage->free = (uint64_t)raw.free_blocks * page;
    usage->default_size = pages / 2 * page;
    return 0;
#else
    (void)device;
    (void)usage;
    errno = ENOSYS;
    return -1;
#endif
}

int clinux_page_cache(int file, uint64_t offset, uint64_t length, struct clinux_cache *cache)
{
    // The number is the same on all architectures; the headers of many hosts predate it.
    enum { CACHESTAT = 451 };
    struct {
        uint64_t offset, length;
    } range = {offset, length};
    struct {
        uint64_t cache, dirty, writeback, evicted, recently_evicted;
    } raw;
    if (syscall(CACHESTAT, file, &range, &raw, 0) != 0)
        return -1;
    cache->resident = raw.cache;
    cache->swapped = raw.evicted;
    return 0;
}

int clinux_call_is_missing(int error) { return error == ENOSYS || error == EPERM; }

static int rename_exclusively(
    int old_directory, const char *old_name, int new_directory, const char *new_name)
{
    return renameat2(old_directory, old_name, new_directory, new_name, RENAME_NOREPLACE);
}

/// Whether renameat2 failed because it is missing, for which glibc says EINVAL, or because the file system
/// cannot do it.
static int cannot_rename_exclusively(void)
{
    return clinux_call_is_missing(errno) || errno == EINVAL;
}

int clinux_move_aside(int directory, const char *name, int own_directory, const char *own_name)
{
    struct clinux_status status;
    if (rename_exclusively(directory, name, own_directory, own_name) == 0)
        return 0;
    if (!cannot_rename_exclusively())
        return -1;
    if (clinux_status(own_directory, own_name, &status) == 0)
        errno = EEXIST;
    if (errno != ENOENT)
        return -1;
    return renameat(directory, name, own_directory, own_name);
}

int clinux_move_back(int own_directory, const char *own_name, int directory, const char *name)
{
    if (rename_exclusively(own_directory, own_name, directory, name) == 0)
        return 0;
    if (!cannot_rename_exclusively() || linkat(own_directory, own_name, directory, name, 0) != 0)
        return -1;
    return unlinkat(own_directory, own_name, 0);
}
