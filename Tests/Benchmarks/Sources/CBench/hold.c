#define _GNU_SOURCE
#include "CBench.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <unistd.h>

static const size_t page = 4096;

static int map_posix(uint32_t number)
{
    char path[64];
    snprintf(path, sizeof path, "/dev/shm/bench_%u_segment", number);
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0)
        return 0;
    void *start = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    return start != MAP_FAILED;
}

// Pieces whose places in the file do not follow one another stay mappings of their own.
static int map_others(uint32_t count)
{
    int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    for (uint32_t piece = 0; piece < count; piece++) {
        off_t place = (off_t)(2 * page * piece);
        if (mmap(NULL, page, PROT_READ, MAP_PRIVATE, file, place) == MAP_FAILED)
            return 0;
    }
    close(file);
    return 1;
}

static int map_all(const struct cbench_load *load, uint32_t index)
{
    uint32_t half = load->attachments / 2;
    uint64_t first = (uint64_t)index * half;
    for (uint32_t i = 0; i < half && i < load->systemv_count; i++)
        if (shmat(load->systemv[(first + i) % load->systemv_count], NULL, 0) == (void *)-1)
            return 0;
    uint32_t rest = load->attachments - half;
    first = (uint64_t)index * rest;
    for (uint32_t i = 0; i < rest && i < load->posix_count; i++)
        if (!map_posix((uint32_t)((first + i) % load->posix_count)))
            return 0;
    return map_others(load->mappings);
}

static _Noreturn void hold(const struct cbench_load *load, uint32_t index, pid_t parent, int ready)
{
    // The parent can have gone before it was asked for.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent || !map_all(load, index))
        _exit(1);
    if (write(ready, "", 1) != 1)
        _exit(1);
    close(ready);
    for (;;)
        pause();
}

pid_t cbench_hold(const struct cbench_load *load, uint32_t index)
{
    int ready[2];
    if (pipe2(ready, O_CLOEXEC) != 0)
        return -1;
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        close(ready[0]);
        hold(load, index, parent, ready[1]);
    }
    close(ready[1]);
    char byte;
    ssize_t got = child < 0 ? -1 : read(ready[0], &byte, 1);
    close(ready[0]);
    return got == 1 ? child : -1;
}
