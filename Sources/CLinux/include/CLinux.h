// Linux calls that `import Glibc` does not provide to Swift, each with its reason.

#ifndef CLINUX_H
#define CLINUX_H

#include <stdint.h>

/// The number of the program's arguments, its name included; 0 if they are unknown.
///
/// Reason: Swift's CommandLine has none if /proc/self/cmdline cannot be read.
int clinux_argument_count(void);

/// An argument of the program, or NULL if there is none with this number. It lives as long as the program.
const char *_Nullable clinux_argument(int number);

/// Whether a system call that failed with this errno may be missing: the kernel is older than the call
/// (ENOSYS), or a filter of system calls is (EPERM).
int clinux_call_is_missing(int error);

/// The result of statx(2) for one file, in plain integers.
///
/// Reason: `statx` is declared under _GNU_SOURCE only, which Swift's Glibc module does not set,
/// and `stat` has no birth time.
struct clinux_status {
    uint32_t mode; ///< file type and permissions, as st_mode
    uint32_t uid;
    uint32_t gid;
    uint32_t links;
    uint64_t device; ///< as st_dev
    uint64_t inode;
    uint64_t size;   ///< bytes
    uint64_t blocks; ///< units of 512 bytes
    int64_t access_seconds, modify_seconds, change_seconds, birth_seconds;
    uint32_t access_nanoseconds, modify_nanoseconds, change_nanoseconds, birth_nanoseconds;
    int has_birth; ///< 0 if the file system keeps no birth time
    int is_mount_point; ///< 1 if it is the root of a mount
    int is_immutable; ///< 1 if it is immutable or append-only, so that even root cannot remove it; see chattr(1)
};

/// Reads the status of `path` below the directory `directory`, without following a symbolic link.
/// An empty path means the descriptor itself. Uses what is cached of a network file system, without asking
/// its server, which may never answer (AT_STATX_DONT_SYNC). Returns 0, or -1 with errno. See statx(2);
/// without it, the birth time and the attributes are missing, as with fstatat(2), and a server is asked.
int clinux_status(int directory, const char *_Nonnull path, struct clinux_status *_Nonnull status);

/// Like clinux_status(), but follows the symbolic link `path`.
int clinux_target_status(
    int directory, const char *_Nonnull path, struct clinux_status *_Nonnull status);

/// Finds the devices of the kernel's internal file systems, as st_dev: first its tmpfs, then one for
/// each size of huge pages. These file systems contain System V segments and memfds. To find them,
/// the function creates memfds and closes them at once; see memfd_create(2). `page_sizes` gets the size
/// of the pages of each in bytes. Returns the number of devices, at most `capacity`; 0 if they cannot
/// be determined.
int clinux_kernel_devices(uint64_t *_Nonnull devices, uint64_t *_Nonnull page_sizes, int capacity);

/// Opens `path` below the directory `directory`. Fails if that leads through a symbolic link, through
/// `..` out of the directory, or to another mount. `flags` are those of open(2); O_CLOEXEC is added.
/// Returns a descriptor, or -1 with errno. O_CREAT is not supported.
///
/// Reason: openat2(2), Linux 5.6, has no wrapper in glibc, and `syscall` is variadic. Without it, the path
/// is opened name by name.
int clinux_open_beneath(int directory, const char *_Nonnull path, int flags);

/// The result of fstatfs(2) for the file system of an open file.
///
/// Reason: <sys/statfs.h> is not part of Swift's Glibc module, and `statvfs` has no type.
struct clinux_file_system {
    uint64_t type; ///< a number of <linux/magic.h>
    uint64_t block_size; ///< bytes
    uint64_t blocks, free_blocks; ///< units of block_size
    uint64_t inodes, free_inodes; ///< both 0 without a limit
    int is_read_only, is_noexec; ///< 1 if it is mounted that way
};

/// The values of clinux_file_system.type for a tmpfs, a ramfs, a hugetlbfs and proc(5).
extern const uint64_t clinux_tmpfs_magic, clinux_ramfs_magic, clinux_hugetlbfs_magic,
    clinux_proc_magic;

/// Reads the usage of the file system of an open file. Returns 0, or -1 with errno. See fstatfs(2).
int clinux_file_system_of(int file, struct clinux_file_system *_Nonnull usage);

/// The free bytes of a tmpfs, and the size that it has if none is set.
struct clinux_tmpfs {
    uint64_t free, default_size; ///< bytes
};

/// Reads the usage of a mounted tmpfs by its device (st_dev), even if another mount covers it.
/// Returns 0, or -1 with errno: ENOSYS on architectures without the call, EOVERFLOW if the number of
/// free blocks does not fit. See ustat(2).
///
/// Reason: glibc no longer has ustat, and `syscall` is variadic.
int clinux_tmpfs_usage(uint64_t device, struct clinux_tmpfs *_Nonnull usage);

/// One mapping of a file in a process's memory, as in proc_pid_maps(5).
struct clinux_mapping {
    uint64_t start, end; ///< addresses; `end` is the first one after the mapping
    uint64_t offset;     ///< offset in the file, in bytes
    uint64_t device;     ///< as st_dev
    uint64_t inode;
    int is_writable;
    int is_shared;
};

/// Finds the mapping of a file that covers `address`, or the next one after it. `maps` is the open
/// `/proc/PID/maps` of the process. Returns 0, or -1 with errno: ENOENT if there is none, ESRCH if
/// the process has no memory, ENOTTY if the kernel does not know the request.
///
/// Reason: the ioctl PROCMAP_QUERY is new in Linux 6.11, which many hosts' headers predate, and
/// `ioctl` is variadic.
int clinux_next_mapping(int maps, uint64_t address, struct clinux_mapping *_Nonnull mapping);

/// Writes the path of the mapping at `address` into `path`, without a terminating NUL. Returns the
/// length of the path in bytes, or -1 with errno. Uses the same ioctl.
int clinux_mapping_path(int maps, uint64_t address, char *_Nonnull path, uint32_t capacity);

/// Whether two processes share their memory: 1 or 0; 0 if the kernel does not say.
///
/// Reason: kcmp(2) has no wrapper in glibc.
int clinux_share_memory(int32_t one, int32_t other);

/// Compares the descriptor tables of two threads. Returns 0 if they are the same, 1 if the first
/// comes before the second in the kernel's order, 2 if it comes after, or -1 with errno. Uses kcmp(2).
int clinux_compare_descriptors(int32_t one, int32_t other);

/// The processors that this program may run on. See sched_getaffinity(2).
///
/// Reason: the macros of a set of processors are not imported.
int clinux_processors(void);

/// Opens a process. The descriptor keeps referring to that process, even if its PID is reused.
/// Returns the descriptor, which is closed on exec, or -1 with errno. See pidfd_open(2).
///
/// Reason: glibc has a wrapper only since 2.36.
int clinux_open_process(int32_t process);

/// Sends a signal to an open process. Returns 0, or -1 with errno: ESRCH if it has ended. See
/// pidfd_send_signal(2).
///
/// Reason: as for clinux_open_process().
int clinux_signal_process(int process, int signal);

/// Runs a program that is found in PATH, and waits for its end; `status` is that of waitpid(2). SIGTERM and
/// SIGHUP are passed on to it meanwhile, and SIGINT and SIGQUIT unless the terminal sent them. Signals that this
/// program ignores for itself, SIGPIPE and SIGXFSZ, are not ignored in it. Returns 0, or -1 with errno if it
/// cannot be started. See posix_spawnp(3) and sigwaitinfo(2).
///
/// Reason: `environ` is a variable that any thread may change, which Swift does not accept.
int clinux_run(char *_Nullable const *_Nonnull arguments, int *_Nonnull status);

/// The effective capabilities of the calling thread, one bit each, by the numbers of capabilities(7); all
/// bits if they cannot be read. See capget(2).
///
/// Reason: glibc has no function for it.
uint64_t clinux_effective_capabilities(void);

/// The capabilities that the calling thread may put into effect, likewise; none if they cannot be read.
uint64_t clinux_permitted_capabilities(void);

/// Gives the calling thread, and those that it starts from then on, these capabilities and no others. None is
/// passed on to another program. Returns 0, or -1 with errno: EPERM for one that it is not permitted. See
/// capset(2).
///
/// Reason: as for clinux_effective_capabilities().
int clinux_set_capabilities(uint64_t permitted, uint64_t effective);

/// Whether the program has privileges that the user who started it has not: 1 or 0. They come from
/// capabilities of its file (setcap(8)), or from its set-user-ID or set-group-ID bit. See AT_SECURE in
/// getauxval(3).
///
/// Reason: <sys/auxv.h> is not part of Swift's Glibc module.
int clinux_is_secure_execution(void);

/// Keeps other programs of this user from tracing the program, lets it leave no core dump, and lets no program
/// that it would execute have more privileges than the user. Returns 0, or -1 with errno. See prctl(2),
/// PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS and PR_CAP_AMBIENT.
///
/// Reason: `prctl` is variadic.
int clinux_seal_process(void);

/// Gives free memory back to the kernel, which the C library keeps otherwise. See malloc_trim(3).
void clinux_give_back_memory(void);

/// Makes the C library give blocks of 1 MiB and more back to the kernel when they are freed. Otherwise it
/// keeps blocks of up to 32 MiB, once one of that size was freed. Up to 2 MiB of free memory at the end of the
/// heap are kept. See mallopt(3).
void clinux_give_back_large_blocks(void);

/// The flag of open(2) that keeps the access time unchanged (O_NOATIME); declared under _GNU_SOURCE
/// only.
extern const int clinux_no_access_time;

/// The flag of open(2) that looks a file up without opening it (O_PATH); declared under _GNU_SOURCE
/// only.
extern const int clinux_path_only;

/// Values of lseek(2) that find the next data and the next hole of a file (SEEK_DATA, SEEK_HOLE);
/// declared under _GNU_SOURCE only.
extern const int clinux_seek_data, clinux_seek_hole;

/// The pages of a file that are in RAM, and those in swap.
struct clinux_cache {
    uint64_t resident, swapped; ///< pages
};

/// Counts the pages of a range of an open file in a tmpfs or ramfs; a `length` of 0 is the whole file.
/// Nothing is read. Returns 0, or -1 with errno: ENOSYS before Linux 6.5, EPERM to a user who does not
/// own the file and may not write it, EOPNOTSUPP for huge pages. See cachestat(2).
///
/// Reason: cachestat has no wrapper in glibc.
int clinux_page_cache(
    int file, uint64_t offset, uint64_t length, struct clinux_cache *_Nonnull cache);

/// Gets the bytes in swap on the whole host; see sysinfo(2). Returns 0, or -1 with errno.
///
/// Reason: <sys/sysinfo.h> is not part of Swift's Glibc module.
int clinux_host_swap(uint64_t *_Nonnull bytes);

/// Gets the bytes in swap of all System V segments of this IPC namespace; see shmctl(2), SHM_INFO.
/// Returns 0, or -1 with errno.
///
/// Reason: the request and its structure are declared under _GNU_SOURCE only.
int clinux_segments_swap(uint64_t *_Nonnull bytes);

/// The flags of open(2) that create a file without a name in a directory (O_TMPFILE); declared under
/// _GNU_SOURCE only.
extern const int clinux_unnamed_file;

/// Moves a file to a name in a directory that no other user can write to, or to a name that none can
/// guess. It never replaces another: EEXIST if the name is taken. Returns 0, or -1 with errno. See
/// renameat2(2), RENAME_NOREPLACE; without it, the name is looked up first.
///
/// Reason: declared under _GNU_SOURCE only.
int clinux_move_aside(
    int directory, const char *_Nonnull name, int own_directory, const char *_Nonnull own_name);

/// Moves such a file back, and never replaces another: EEXIST if the name is taken. Returns 0, or -1 with
/// errno: EPERM for a directory, if renameat2 is missing. See linkat(2), which is used then.
///
/// Reason: as for clinux_move_aside().
int clinux_move_back(
    int own_directory, const char *_Nonnull own_name, int directory, const char *_Nonnull name);

/// Takes a write lease on a file that is open for reading or for writing. Returns 0, or -1 with errno: EAGAIN if
/// anything else has the file open or mapped. While the lease is held, others wait in open(2), so it
/// must be released at once; close(2) does so. See fcntl(2), F_SETLEASE.
///
/// Reason: declared under _GNU_SOURCE only, and `fcntl` is variadic.
int clinux_take_lease(int file);

/// A question about a file, and the kernel's answer.
struct clinux_question {
    const char *_Nonnull name; ///< a path below the directory
    uint64_t device;           ///< as st_dev
    uint64_t inode;
    int64_t birth_seconds;
    uint32_t birth_nanoseconds;
    int has_birth; ///< 0 if the file system keeps no birth time
    int answer; ///< 1 if anything has the file open or mapped, 0 if not, -1 if the kernel does not tell
};

/// Asks the kernel by leases whether anything has the files in `directory` open or mapped. Returns 0
/// after it has set the answers, or -1 with errno if no child could be made to ask. A stop signal to
/// this program is delayed until no lease is held.
///
/// Reason: a lease must never outlast a stop of this program, and Swift cannot run in such a child.
int clinux_ask_whether_held(
    int directory, struct clinux_question *_Nonnull questions, int count);

/// Whether the kernel grants such a lease on a file that nothing else holds: 1 or 0. It is tried on a
/// memfd, because kernels before 5.3 refuse with the same error as for a file that is held.
int clinux_leases_work(void);

/// Gets the names of the extended attributes of an open file, each followed by NUL. Returns their length in
/// bytes, or -1 with errno: ERANGE if that is more than `capacity`. See flistxattr(2).
///
/// Reason: <sys/xattr.h> is not part of Swift's Glibc module.
long clinux_attribute_names(int file, char *_Nullable names, unsigned long capacity);

/// Gets the value of an extended attribute. Returns its length in bytes, or -1 with errno: ERANGE if that
/// is more than `capacity`. See fgetxattr(2).
long clinux_attribute_value(
    int file, const char *_Nonnull name, void *_Nullable value, unsigned long capacity);

/// The size of the value of an extended attribute of the file that a path leads to, or -1 with errno. See
/// getxattr(2).
///
/// Reason: a file that is open with O_PATH is reached by its path in /proc alone.
long clinux_attribute_size(const char *_Nonnull path, const char *_Nonnull name);

/// Sets an extended attribute of an open file. Returns 0, or -1 with errno. See fsetxattr(2).
int clinux_set_attribute(
    int file, const char *_Nonnull name, const void *_Nullable value, unsigned long size);

/// Removes an extended attribute of an open file. Returns 0, or -1 with errno. See fremovexattr(2).
int clinux_remove_attribute(int file, const char *_Nonnull name);

/// Allocates the pages of `count` bytes of an open file from `start` on, and makes it at least `start` + `count`
/// bytes long. Returns 0, or -1 with errno: ENOSPC if the file system has no room, and then nothing stays
/// allocated. See fallocate(2).
int clinux_reserve(int file, long start, long count);

/// The seals of an open file, or -1 with errno: EINVAL if it can have none. See F_GET_SEALS in fcntl(2).
int clinux_seals(int file);

/// Seals: the file cannot shrink, grow, be written, or be written from now on.
extern const int clinux_seal_shrink, clinux_seal_grow, clinux_seal_write, clinux_seal_future_write;

/// The bytes that this user may lock in memory, UINT64_MAX without a limit. Returns 0, or -1 with errno. See
/// RLIMIT_MEMLOCK in getrlimit(2).
int clinux_lock_limit(uint64_t *_Nonnull bytes);

/// Creates a System V segment with mode 0 whose creator is another user and group, and whose owner is
/// this process. Returns its ID, or -1 with errno: EEXIST if the key is taken, EPERM without CAP_SETUID and
/// CAP_SETGID. See shmget(2).
///
/// Reason: the creator is the effective user, which a child sets for itself; Swift has no `fork`.
int clinux_create_segment_as(int key, unsigned long size, uint32_t user, uint32_t group);

/// Writes one line to the system log, with the tag `shmtop`, facility LOG_USER and level LOG_NOTICE.
/// Waits for the log daemon for at most `timeout` milliseconds. Returns 0, or -1 with errno: EAGAIN
/// if the daemon did not accept the line in time.
///
/// Reason: syslog(3) waits forever if the log daemon has stopped reading.
int clinux_log(const char *_Nonnull text, int timeout);

/// Starts a hold, during which the handlers of fatal signals wait before they end the program.
/// Returns 0 if the program is already ending, and 1 otherwise; the caller must then call
/// clinux_release_shutdown(). Only one thread at a time may hold.
int clinux_hold_shutdown(void);

/// Ends the hold of clinux_hold_shutdown().
void clinux_release_shutdown(void);

/// Prevents further holds, and waits for the current one to end, for at most one second. Signal
/// handlers may call it: it makes only async-signal-safe calls, see signal-safety(7).
void clinux_await_shutdown(void);

/// The terminal columns of a character in the process's locale, or -1 if it is not printable. See
/// wcwidth(3).
///
/// Reason: declared under _XOPEN_SOURCE only.
int clinux_width(uint32_t scalar);

/// Whether the process's locale uses UTF-8. See nl_langinfo(3).
///
/// Reason: CODESET is a macro over an enumeration that Swift does not import as a value.
int clinux_locale_is_utf8(void);

/// Sets the process's character set from the environment (LC_ALL, LC_CTYPE, LANG). See setlocale(3),
/// LC_CTYPE.
void clinux_set_locale_from_environment(void);

/// Tells the thread sanitizer that a lock at this address was taken. Does nothing without it.
void clinux_tsan_acquire(void *_Nonnull address);

/// Tells the thread sanitizer that a lock at this address is about to be released.
void clinux_tsan_release(void *_Nonnull address);

#endif
