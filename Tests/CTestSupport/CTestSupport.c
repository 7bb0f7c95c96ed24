#define _GNU_SOURCE
#include "CTestSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/io_uring.h>
#include <linux/memfd.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <semaphore.h>
#include <spawn.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int ctest_act_as_user(uint32_t user)
{
    int result = (int)syscall(SYS_setresuid, (uid_t)user, (uid_t)user, (uid_t)-1);
    if (result == 0)
        prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    return result;
}

uint64_t ctest_effective_capabilities(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {0};
    // The first thread never acts as another user; 0 would be the calling thread.
    header.pid = getpid();
    if (syscall(SYS_capget, &header, data) != 0)
        return 0;
    return (uint64_t)data[1].effective << 32 | data[0].effective;
}

int ctest_can_make_namespaces(void)
{
    int status;
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0)
        _exit(unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWPID) == 0 ? 0 : errno);
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    errno = WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
    return errno == 0 ? 0 : -1;
}

int ctest_memfd(const char *label)
{
    return memfd_create(label, MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

int ctest_huge_memfd(const char *label, long size)
{
    int file = memfd_create(label, MFD_CLOEXEC | MFD_HUGETLB | MFD_HUGE_2MB);
    return file >= 0 && ftruncate(file, size) == 0 ? file : -1;
}

int ctest_seal_size(int file)
{
    return fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW);
}

int ctest_sealed_memfd(const char *label, long size, int is_for_future)
{
    int file = memfd_create(label, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0 || ftruncate(file, size) != 0)
        return -1;
    return fcntl(file, F_ADD_SEALS, is_for_future ? F_SEAL_FUTURE_WRITE : F_SEAL_WRITE) == 0 ? file : -1;
}

int ctest_take_lease(int file)
{
    return fcntl(file, F_SETLEASE, F_WRLCK);
}

const int ctest_path_only = O_PATH;

int ctest_leave_ipc_namespace(void)
{
    return unshare(CLONE_NEWIPC);
}

struct opening {
    const char *path;
    sem_t done;
    int error;
};

static void *open_and_stay(void *argument)
{
    struct opening *opening = argument;
    int file = unshare(CLONE_FILES) == 0 ? open(opening->path, O_RDWR | O_CLOEXEC) : -1;
    opening->error = file < 0 ? errno : 0;
    sem_post(&opening->done);
    for (;;)
        pause();
}

int ctest_open_in_thread(const char *path)
{
    struct opening opening = {.path = path};
    pthread_t thread;
    sem_init(&opening.done, 0, 0);
    errno = pthread_create(&thread, NULL, open_and_stay, &opening);
    if (errno != 0)
        return -1;
    while (sem_wait(&opening.done) != 0)
        continue;
    errno = opening.error;
    return errno == 0 ? 0 : -1;
}

void *ctest_open_semaphore(const char *name, unsigned value)
{
    sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, value);
    return semaphore == SEM_FAILED ? NULL : semaphore;
}

int ctest_post_semaphore(void *semaphore)
{
    return sem_post(semaphore);
}

void ctest_remove_semaphore(void *semaphore, const char *name)
{
    sem_close(semaphore);
    sem_unlink(name);
}

int ctest_exchange(const char *one, const char *other)
{
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

int ctest_set_immutable(int file, int is_immutable)
{
    int flags;
    if (ioctl(file, FS_IOC_GETFLAGS, &flags) != 0)
        return -1;
    flags = is_immutable ? flags | FS_IMMUTABLE_FL : flags & ~FS_IMMUTABLE_FL;
    return ioctl(file, FS_IOC_SETFLAGS, &flags);
}

int ctest_page_out(int file, unsigned long size)
{
    char *start = mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0);
    if (start == MAP_FAILED)
        return -1;
    // Only pages that are mapped are moved.
    for (unsigned long i = 0; i < size; i += 4096)
        ((volatile char *)start)[i];
    int result = madvise(start, size, MADV_PAGEOUT);
    munmap(start, size);
    return result;
}

int ctest_register_with_ring(int file)
{
    struct io_uring_params settings = {0};
    int ring = (int)syscall(SYS_io_uring_setup, 4, &settings);
    if (ring < 0)
        return -1;
    return (int)syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES, &file, 1);
}

int ctest_close_from(void *actions, int first)
{
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int ctest_send_file(int socket, int file)
{
    char byte = 0;
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct msghdr message = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof file);
    memcpy(CMSG_DATA(header), &file, sizeof file);
    return sendmsg(socket, &message, 0) == 1 ? 0 : -1;
}

/// The number of a system call, or -1 for a name that no test uses.
static int number_of(const char *call)
{
    static const struct {
        const char *name;
        int number;
    } calls[] = {
        {"cachestat", 451},
        {"clone", SYS_clone},
        {"clone3", SYS_clone3},
        {"faccessat2", SYS_faccessat2},
        {"memfd_create", SYS_memfd_create},
        {"openat2", SYS_openat2},
        {"pidfd_open", SYS_pidfd_open},
        {"pidfd_send_signal", SYS_pidfd_send_signal},
        {"renameat2", SYS_renameat2},
        {"statx", SYS_statx},
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (strcmp(calls[i].name, call) == 0)
            return calls[i].number;
    return -1;
}

int ctest_refuse_call(const char *call, int error)
{
    int number = number_of(call);
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {.len = sizeof steps / sizeof *steps, .filter = steps};
    if (number < 0) {
        errno = EINVAL;
        return -1;
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}
