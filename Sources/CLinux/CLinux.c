#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <langinfo.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include <wchar.h>

const int clinux_no_access_time = O_NOATIME;
const int clinux_path_only = O_PATH;

int clinux_status(int directory, const char *path, struct clinux_status *status)
{
    struct statx raw;
    int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (*path ? 0 : AT_EMPTY_PATH);
    if (statx(directory, path, flags, STATX_BASIC_STATS | STATX_BTIME, &raw) != 0)
        return -1;
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
    };
    return 0;
}

const uint64_t clinux_tmpfs_magic = TMPFS_MAGIC;

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
    };
    return 0;
}

int clinux_open_beneath(int directory, const char *path, int flags)
{
    struct open_how how = {
        .flags = (uint64_t)flags | O_CLOEXEC,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV,
    };
    return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}

int clinux_width(uint32_t scalar)
{
    return wcwidth((wchar_t)scalar);
}

int clinux_locale_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

void clinux_take_character_locale(void)
{
    setlocale(LC_CTYPE, "");
}
