// Linux calls that `import Glibc` does not provide to Swift, each with its reason.

#ifndef CLINUX_H
#define CLINUX_H

#include <stdint.h>

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
    int is_immutable; ///< whether it may not be renamed or removed: immutable or append-only, see chattr(1)
};

/// Reads the status of `path` below the directory `directory`, without following a symbolic link.
/// An empty path means the descriptor itself. Returns 0, or -1 with errno. See statx(2).
int clinux_status(int directory, const char *_Nonnull path, struct clinux_status *_Nonnull status);

/// Like clinux_status(), but follows the symbolic link `path`, and does not ask a file server
/// (AT_STATX_DONT_SYNC).
int clinux_status_behind(
    int directory, const char *_Nonnull path, struct clinux_status *_Nonnull status);

/// The devices of the kernel's internal file systems, as st_dev: first its tmpfs, then one for each
/// size of huge pages. They contain System V segments and memfds. The function creates memfds to
/// find them, and closes those at once; see memfd_create(2). Returns the number of devices, at most
/// `capacity`; 0 if they cannot be determined.
int clinux_kernel_devices(uint64_t *_Nonnull devices, int capacity);

/// Opens `path` below the directory `directory`, but through no symbolic link, no `..` above it and
/// no other mount. `flags` as open(2); O_CLOEXEC is added. Returns a descriptor, or -1 with errno.
///
/// Reason: openat2(2), Linux 5.6, has no wrapper in glibc, and `syscall` is variadic.
int clinux_open_beneath(int directory, const char *_Nonnull path, int flags);

/// The result of fstatfs(2) for the file system of an open file.
///
/// Reason: <sys/statfs.h> is not part of Swift's Glibc module, and `statvfs` has no type.
struct clinux_file_system {
    uint64_t type; ///< a number of <linux/magic.h>
    uint64_t block_size; ///< bytes
    uint64_t blocks, free_blocks;
};

/// The value of clinux_file_system.type for a tmpfs.
extern const uint64_t clinux_tmpfs_magic;

/// Reads the usage of the file system of an open file. Returns 0, or -1 with errno. See fstatfs(2).
int clinux_file_system_of(int file, struct clinux_file_system *_Nonnull usage);

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

/// Writes the path of the mapping at `address` into `path`, without a terminating NUL. Returns its
/// length, or -1 with errno. Uses the same ioctl.
int clinux_mapping_path(int maps, uint64_t address, char *_Nonnull path, uint32_t capacity);

/// Whether two processes share their memory: 1 or 0; 0 if the kernel does not say.
///
/// Reason: kcmp(2) has no wrapper in glibc.
int clinux_share_memory(int32_t one, int32_t other);

/// Compares the descriptor tables of two threads: 0 if they are the same, 1 if the first comes
/// before the second in the kernel's order, 2 if it comes after, -1 with errno. Uses the same call.
int clinux_compare_descriptors(int32_t one, int32_t other);

/// Opens a process. The descriptor keeps referring to that process, even if its PID is reused.
/// Returns the descriptor, which is closed on exec, or -1 with errno. See pidfd_open(2).
///
/// Reason: glibc has a wrapper only since 2.36.
int clinux_open_process(int32_t process);

/// Sends a signal to an open process. Returns 0, or -1 with errno: ESRCH if it has ended. See
/// pidfd_send_signal(2). The reason is the same.
int clinux_signal_process(int process, int signal);

/// The flag of open(2) that leaves the access time alone; declared under _GNU_SOURCE only.
extern const int clinux_no_access_time;

/// The flag of open(2) that looks a name up without opening it; declared under _GNU_SOURCE only.
extern const int clinux_path_only;

/// Values of lseek(2) that find the next data and the next hole of a file; declared under _GNU_SOURCE
/// only.
extern const int clinux_seek_data, clinux_seek_hole;

/// Bytes in swap on the whole host; see sysinfo(2). Returns 0, or -1 with errno.
///
/// Reason: <sys/sysinfo.h> is not part of Swift's Glibc module.
int clinux_host_swap(uint64_t *_Nonnull bytes);

/// Bytes of all System V segments of this IPC namespace that are in swap; see shmctl(2), SHM_INFO.
/// Returns 0, or -1 with errno.
///
/// Reason: the request and its structure are declared under _GNU_SOURCE only.
int clinux_segments_swap(uint64_t *_Nonnull bytes);

/// The flags of open(2) that make a file without a name in a directory (O_TMPFILE); declared under
/// _GNU_SOURCE only.
extern const int clinux_unnamed_file;

/// Renames a file, but never replaces another: EEXIST if the new name is taken. Returns 0, or -1
/// with errno. See renameat2(2), RENAME_NOREPLACE.
///
/// Reason: declared under _GNU_SOURCE only.
int clinux_rename_exclusively(
    int old_directory, const char *_Nonnull old_name, int new_directory, const char *_Nonnull new_name);

/// Writes one line to the system log as this program, with LOG_USER and LOG_NOTICE. Waits at most
/// this many milliseconds for the log daemon. Returns 0, or -1 with errno: EAGAIN if the daemon did
/// not take the line.
///
/// Reason: syslog(3) waits forever if the log daemon has stopped reading.
int clinux_log(const char *_Nonnull text, int patience);

/// Starts a hold, during which the handlers of fatal signals wait before they end the program.
/// Returns 0 if the program is already ending; otherwise the caller must call
/// clinux_release_shutdown(). One thread at a time.
int clinux_hold_shutdown(void);

/// Ends the hold.
void clinux_release_shutdown(void);

/// Prevents further holds, and waits at most a second for the current one to end. For signal
/// handlers: it makes only async-signal-safe calls, see signal-safety(7).
void clinux_await_shutdown(void);

/// Terminal columns of a character in the process's locale, or -1. See wcwidth(3).
///
/// Reason: declared under _XOPEN_SOURCE only.
int clinux_width(uint32_t scalar);

/// Whether the process's locale uses UTF-8. See nl_langinfo(3).
///
/// Reason: CODESET is a macro over an enumeration that Swift does not import as a value.
int clinux_locale_is_utf8(void);

/// Sets the locale for characters from the environment (LC_ALL, LC_CTYPE, LANG). See setlocale(3).
void clinux_take_character_locale(void);

/// Tells the thread sanitizer that a lock at this address was taken. Does nothing without it.
void clinux_tsan_acquire(void *_Nonnull address);

/// Tells the thread sanitizer that a lock at this address is about to be released.
void clinux_tsan_release(void *_Nonnull address);

#endif
