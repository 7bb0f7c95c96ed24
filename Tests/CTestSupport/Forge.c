// Mappings that a process shows for others to mistake.

#define _GNU_SOURCE
#include "CTestSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

int ctest_forge_segment(unsigned long inode, const char *bytes)
{
    struct stat status = {0};
    const char *path = "/mnt/SYSV00000000";
    if (unshare(CLONE_NEWNS) != 0 || mount("forged", "/mnt", "tmpfs", 0, "") != 0)
        return -1;
    for (;;) {
        int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0 || fstat(file, &status) != 0)
            return -1;
        if (status.st_ino > inode) {
            errno = ERANGE;
            return -1;
        }
        if (status.st_ino == inode) {
            if (ftruncate(file, 4096) != 0 || write(file, bytes, strlen(bytes)) < 0)
                return -1;
            void *start = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
            close(file);
            unlink(path);
            // Of a file system that is mounted nowhere, the kernel writes the path from its root.
            return start == MAP_FAILED ? -1 : umount2("/mnt", MNT_DETACH);
        }
        close(file);
        unlink(path);
    }
}

static void *move_for_ever(void *start)
{
    // A low and a high address, so that a look that goes from one to the other misses it.
    void *low = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    void *high = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; low != MAP_FAILED && high != MAP_FAILED; i++) {
        void *next = i % 2 == 0 ? low : high;
        if (mremap(start, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, next) == MAP_FAILED)
            break;
        start = next;
    }
    return NULL;
}

int ctest_move_mapping(const char *path)
{
    pthread_t thread;
    int file = open(path, O_RDWR | O_CLOEXEC);
    void *start = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file < 0 || start == MAP_FAILED)
        return -1;
    close(file);
    errno = pthread_create(&thread, NULL, move_for_ever, start);
    return errno == 0 ? 0 : -1;
}
