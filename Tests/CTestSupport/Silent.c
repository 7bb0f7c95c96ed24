// A file system whose server stops answering, and a process of which that keeps the memory locked.

#define _GNU_SOURCE
#include "CTestSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static void answer(int server, const struct fuse_in_header *request, int error, void *body, size_t size)
{
    struct fuse_out_header header = {
        .len = (uint32_t)(sizeof header + size), .error = -error, .unique = request->unique};
    struct iovec parts[] = {{&header, sizeof header}, {body, size}};
    if (writev(server, parts, 2) < 0)
        return;
}

/// Answers what is needed to find and open one file; then says so for a question about its bytes or about
/// itself, and never answers that.
static void serve(int server, int asked)
{
    static char buffer[1 << 18];
    while (read(server, buffer, sizeof buffer) > 0 || errno == EINTR) {
        const struct fuse_in_header *request = (void *)buffer;
        struct fuse_init_out init = {
            .major = FUSE_KERNEL_VERSION, .minor = FUSE_KERNEL_MINOR_VERSION, .max_write = 4096};
        struct fuse_entry_out entry = {.nodeid = 2,
                                       .entry_valid = 1000,
                                       .attr_valid = 1000,
                                       .attr = {.ino = 2, .size = 1 << 16, .mode = S_IFREG | 0444, .nlink = 1}};
        struct fuse_open_out opened = {0};
        switch (request->opcode) {
        case FUSE_INIT: answer(server, request, 0, &init, sizeof init); break;
        case FUSE_LOOKUP: answer(server, request, 0, &entry, sizeof entry); break;
        case FUSE_OPEN: answer(server, request, 0, &opened, sizeof opened); break;
        case FUSE_READ:
            if (write(asked, "r", 1) != 1)
                _exit(1);
            break;
        case FUSE_GETATTR: case FUSE_FORGET: case FUSE_BATCH_FORGET: case FUSE_INTERRUPT: break;
        default: answer(server, request, ENOSYS, NULL, 0);
        }
    }
    _exit(0);
}

int ctest_mount_silent(const char *directory, unsigned int user)
{
    int asked[2];
    int server = open("/dev/fuse", O_RDWR | O_CLOEXEC);
    char options[96];
    snprintf(options, sizeof options, "fd=%d,rootmode=40755,user_id=%u,group_id=0,allow_other", server, user);
    if (server < 0 || pipe2(asked, O_CLOEXEC) != 0 ||
        mount("silent", directory, "fuse", MS_NOSUID | MS_NODEV, options) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        // The mount ends with this process, and so does all that waits for it.
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        serve(server, asked[1]);
    }
    // Only the server has it open, so that the mount can end.
    close(server);
    close(asked[1]);
    return child < 0 ? -1 : asked[0];
}

static char *silent_page;

/// Waits for the page without giving up the lock on the memory of the process.
static void *read_page(void *unused)
{
    char byte;
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    (void)pread(memory, &byte, 1, (off_t)(uintptr_t)silent_page);
    return unused;
}

static int asked_for_page;
static atomic_int is_mapping;

/// Waits for the lock when the page was asked for, and so keeps others from it.
static void *map_page(void *unused)
{
    char byte;
    if (read(asked_for_page, &byte, 1) != 1)
        return unused;
    is_mapping = 1;
    mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return unused;
}

int ctest_lock_memory(const char *directory)
{
    char path[4096];
    pthread_t thread;
    asked_for_page = ctest_mount_silent(directory, 0);
    snprintf(path, sizeof path, "%s/file", directory);
    int file = asked_for_page < 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return -1;
    silent_page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    // The second thread is made first: making one needs the lock too.
    if (silent_page == MAP_FAILED || pthread_create(&thread, NULL, map_page, NULL) != 0 ||
        pthread_create(&thread, NULL, read_page, NULL) != 0)
        return -1;
    // A look at the memory would show that the lock is kept, and would never end.
    while (!is_mapping)
        usleep(1000);
    usleep(200000);
    return 0;
}
