// Linux calls that only tests want and that `import Glibc` does not give to Swift.

#ifndef CTESTSUPPORT_H
#define CTESTSUPPORT_H

#include <stdint.h>

/// Makes `user` the effective user of the calling thread alone; the saved user stays. Returns 0, or -1
/// with errno. See setresuid(2).
///
/// A change of user hides the process from others without CAP_SYS_PTRACE, even from its own children;
/// this undoes it. See PR_SET_DUMPABLE in prctl(2).
///
/// Reason: glibc's `setresuid` moves all threads, and other tests run meanwhile; `syscall` is
/// variadic.
int ctest_act_as_user(uint32_t user);

/// The effective capabilities of the process's first thread, one bit each; none where they cannot be read.
/// See capget(2).
///
/// Reason: glibc has no function for it.
uint64_t ctest_effective_capabilities(void);

/// Tries in a child process whether mount, IPC and process namespaces can be made. Returns 0, or -1 with
/// errno. See unshare(2).
///
/// Reason: Swift has no `fork`, and the calling process must not move.
int ctest_can_make_namespaces(void);

/// Makes a file that never has a name. Returns a descriptor, or -1 with errno. See memfd_create(2).
///
/// Reason: declared under _GNU_SOURCE only.
int ctest_memfd(const char *_Nonnull label);

/// Makes a memfd of this size in huge pages of 2 MiB. Returns its descriptor, or -1 with errno.
int ctest_huge_memfd(const char *_Nonnull label, long size);

/// Makes a memfd of this size that is sealed against writing, or against new ways to write it. Returns its
/// descriptor, or -1 with errno.
int ctest_sealed_memfd(const char *_Nonnull label, long size, int is_for_future);

/// Seals the size of such a file. Returns 0, or -1 with errno. See F_ADD_SEALS in fcntl(2).
int ctest_seal_size(int file);

/// Takes a write lease on an open file. Returns 0, or -1 with errno. See fcntl(2), F_SETLEASE.
///
/// Reason: declared under _GNU_SOURCE only.
int ctest_take_lease(int file);

/// The flag of open(2) that looks a file up without opening it (O_PATH).
///
/// Reason: declared under _GNU_SOURCE only.
extern const int ctest_path_only;

/// Opens a file in a thread that has a table of descriptors of its own and does nothing more. Returns 0,
/// or -1 with errno. See unshare(2).
///
/// Reason: declared under _GNU_SOURCE only, and it is about one thread.
int ctest_open_in_thread(const char *_Nonnull path);

/// Gives the calling process an IPC namespace of its own. Returns 0, or -1 with errno. See unshare(2).
///
/// Reason: declared under _GNU_SOURCE only.
int ctest_leave_ipc_namespace(void);

/// Makes a named semaphore between processes; NULL with errno. See sem_open(3), which is variadic.
void *_Nullable ctest_open_semaphore(const char *_Nonnull name, unsigned value);

/// Adds one to a semaphore. Returns 0, or -1 with errno.
int ctest_post_semaphore(void *_Nonnull semaphore);

/// Closes a semaphore and takes its name away.
void ctest_remove_semaphore(void *_Nonnull semaphore, const char *_Nonnull name);

/// Exchanges what two names stand for. Returns 0, or -1 with errno. See renameat2(2), RENAME_EXCHANGE.
///
/// Reason: declared under _GNU_SOURCE only.
int ctest_exchange(const char *_Nonnull one, const char *_Nonnull other);

/// Sets or takes away that a file may be neither changed, renamed nor removed. Returns 0, or -1 with
/// errno. See FS_IOC_SETFLAGS in ioctl_iflags(2).
///
/// Reason: `ioctl` is variadic, and its requests are macros that Swift does not import.
int ctest_set_immutable(int file, int is_immutable);

/// Moves the pages of a file to swap, as far as the kernel likes to. Returns 0, or -1 with errno. See
/// MADV_PAGEOUT in madvise(2).
///
/// Reason: declared under _GNU_SOURCE only.
int ctest_page_out(int file, unsigned long size);

/// Registers a file with a new io_uring, which stays open. Returns 0, or -1 with errno. See
/// io_uring_register(2).
///
/// Reason: glibc has no function for it.
int ctest_register_with_ring(int file);

/// Makes a system call fail with this errno from now on, also in programs that are executed. Returns 0, or
/// -1 with errno: EINVAL for a name that it does not know. See seccomp(2).
///
/// Reason: Swift has neither the macros of a filter nor `prctl`, which is variadic.
int ctest_refuse_call(const char *_Nonnull call, int error);

/// Closes all descriptors from `first` on in a child that is about to be started. Returns 0, or an errno.
/// `actions` is a posix_spawn_file_actions_t. See posix_spawn_file_actions_addclosefrom_np.
///
/// Reason: declared under _GNU_SOURCE only.
int ctest_close_from(void *_Nonnull actions, int first);

/// Sends a descriptor through a socket. Returns 0, or -1 with errno. See SCM_RIGHTS in unix(7).
int ctest_send_file(int socket, int file);

/// Mounts a file system at a directory, in a file of which nothing can be read and of which the status is
/// never told: its server answers no such request. Returns a descriptor from which a byte can be read when
/// the first request waits, or -1 with errno. The mount ends with the process. For the kernel, `user` has
/// mounted it, and all users may enter it. See fuse(4).
///
/// Reason: <linux/fuse.h> is not part of Swift's Glibc module.
int ctest_mount_silent(const char *_Nonnull directory, unsigned int user);

/// Locks the memory of the calling process for ever, by such a mount at a directory. A question about one
/// of its mappings waits until the process ends. Returns 0, or -1 with errno.
int ctest_lock_memory(const char *_Nonnull directory);

/// Maps a file with these bytes that looks in /proc/PID/maps like a System V segment with this ID, from a file
/// system of its own. Returns 0, or -1 with errno: ERANGE for an ID below that of its first file. Mounts it
/// at /mnt, in a mount namespace of its own.
///
/// Reason: `unshare` and `mount` are declared under _GNU_SOURCE, or not in Swift's Glibc module.
int ctest_forge_segment(unsigned long inode, const char *_Nonnull bytes);

/// Maps a file, closes it, and moves the mapping from address to address in a thread. Returns 0, or -1 with
/// errno. See mremap(2).
///
/// Reason: `mremap` is variadic.
int ctest_move_mapping(const char *_Nonnull path);

#endif
