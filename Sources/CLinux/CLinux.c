#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <asm-generic/hugetlb_encode.h>
#include <linux/kcmp.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <locale.h>
#include <paths.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

const int clinux_no_access_time = O_NOATIME;
const int clinux_path_only = O_PATH;
const int clinux_unnamed_file = O_TMPFILE;
const int clinux_seek_data = SEEK_DATA, clinux_seek_hole = SEEK_HOLE;

static int
status_of(int directory, const char *path, int flags, struct clinux_status *status)
{
    struct statx raw;
    flags |= AT_NO_AUTOMOUNT | (*path ? 0 : AT_EMPTY_PATH);
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
        .is_immutable = (raw.stx_attributes & (STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND)) != 0,
    };
    return 0;
}

int clinux_status(int directory, const char *path, struct clinux_status *status)
{
    return status_of(directory, path, AT_SYMLINK_NOFOLLOW, status);
}

int clinux_status_behind(int directory, const char *path, struct clinux_status *status)
{
    return status_of(directory, path, AT_STATX_DONT_SYNC, status);
}

/// The device of memfds that are made with these flags, or 0 where none can be.
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

int clinux_kernel_devices(uint64_t *devices, int capacity)
{
    enum { SMALLEST = 14, LARGEST = 34 }; // of the sizes of huge pages, as powers of two
    int count = 0;
    uint64_t device = memfd_device(0);
    if (device == 0)
        return 0;
    devices[count++] = device;
    for (unsigned int size = SMALLEST; size <= LARGEST && count < capacity; size++) {
        device = memfd_device(MFD_HUGETLB | size << HUGETLB_FLAG_ENCODE_SHIFT);
        if (device != 0)
            devices[count++] = device;
    }
    return count;
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

int clinux_host_swap(uint64_t *bytes)
{
    struct sysinfo info;
    if (sysinfo(&info) != 0)
        return -1;
    *bytes = (uint64_t)(info.totalswap - info.freeswap) * info.mem_unit;
    return 0;
}

int clinux_segments_swap(uint64_t *bytes)
{
    struct shm_info info;
    if (shmctl(0, SHM_INFO, (struct shmid_ds *)&info) < 0)
        return -1;
    *bytes = (uint64_t)info.shm_swp * (uint64_t)sysconf(_SC_PAGESIZE);
    return 0;
}

int clinux_rename_exclusively(
    int old_directory, const char *old_name, int new_directory, const char *new_name)
{
    return renameat2(old_directory, old_name, new_directory, new_name, RENAME_NOREPLACE);
}

/// A socket of this type, connected to who keeps the log, or -1 with errno. Nothing on it waits.
static int open_log(int type)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = _PATH_LOG};
    int log = socket(AF_UNIX, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (log < 0 || connect(log, (struct sockaddr *)&address, sizeof address) == 0)
        return log;
    int error = errno;
    close(log);
    errno = error;
    return -1;
}

int clinux_log(const char *text, int patience)
{
    char line[2048], moment[32];
    time_t now = time(NULL);
    struct tm parts;
    if (localtime_r(&now, &parts) == NULL
        || strftime(moment, sizeof moment, "%b %e %T", &parts) == 0)
        return -1;
    int length = snprintf(
        line, sizeof line, "<%d>%s shmtop[%d]: %s", LOG_USER | LOG_NOTICE, moment, (int)getpid(), text);
    if (length < 0)
        return -1;
    size_t count = (size_t)length < sizeof line ? (size_t)length : sizeof line - 1;
    int log = open_log(SOCK_DGRAM);
    if (log < 0 && errno == EPROTOTYPE) {
        log = open_log(SOCK_STREAM);
        // There a NUL ends a line.
        count += 1;
    }
    if (log < 0)
        return -1;
    ssize_t sent = send(log, line, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
        struct pollfd room = {.fd = log, .events = POLLOUT};
        while (poll(&room, 1, patience) < 0 && errno == EINTR) {}
        sent = send(log, line, count, MSG_NOSIGNAL);
    }
    int error = errno;
    close(log);
    errno = error;
    return sent < 0 ? -1 : 0;
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

// <linux/fs.h> has it since Linux 6.11; the layout is part of the kernel's interface.
struct procmap_query {
    uint64_t size, query_flags, query_addr;
    uint64_t vma_start, vma_end, vma_flags, vma_page_size, vma_offset, inode;
    uint32_t dev_major, dev_minor, vma_name_size, build_id_size;
    uint64_t vma_name_addr, build_id_addr;
};
_Static_assert(sizeof(struct procmap_query) == 104, "the kernel's layout");

enum { // of query_flags and vma_flags
    VMA_WRITABLE = 0x02,
    VMA_SHARED = 0x08,
    COVERING_OR_NEXT_VMA = 0x10,
    FILE_BACKED_VMA = 0x20,
};

static int query_mapping(int maps, struct procmap_query *query)
{
    query->size = sizeof *query;
    return ioctl(maps, _IOWR('f', 17, struct procmap_query), query);
}

int clinux_next_mapping(int maps, uint64_t address, struct clinux_mapping *mapping)
{
    struct procmap_query query = {
        .query_flags = COVERING_OR_NEXT_VMA | FILE_BACKED_VMA,
        .query_addr = address,
    };
    if (query_mapping(maps, &query) != 0)
        return -1;
    *mapping = (struct clinux_mapping){
        .start = query.vma_start,
        .end = query.vma_end,
        .offset = query.vma_offset,
        .device = makedev(query.dev_major, query.dev_minor),
        .inode = query.inode,
        .is_writable = (query.vma_flags & VMA_WRITABLE) != 0,
        .is_shared = (query.vma_flags & VMA_SHARED) != 0,
    };
    return 0;
}

int clinux_mapping_path(int maps, uint64_t address, char *path, uint32_t capacity)
{
    struct procmap_query query = {
        .query_addr = address,
        .vma_name_addr = (uint64_t)(uintptr_t)path,
        .vma_name_size = capacity,
    };
    if (query_mapping(maps, &query) != 0)
        return -1;
    return query.vma_name_size > 0 ? (int)query.vma_name_size - 1 : 0;
}

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
