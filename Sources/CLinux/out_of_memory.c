// What happens if no memory is left: a message and an orderly end.
//
// The allocating functions of the C library are replaced by ones that never return NULL for lack of memory;
// see "Replacing malloc" in the manual of the GNU C Library.
//
// Reason: Swift's runtime ends with a stack trace, or uses the null pointer. Remove this when it calls a
// function of the program instead.

#include "CLinux.h"
#include "internal.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

// Sanitizers replace these functions too.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static _Noreturn void end(void)
{
    static const char message[] = "shmtop: out of memory\n";
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0) {
        // This error cannot be reported.
    }
    // The monitor has a handler that restores the terminal.
    struct sigaction action;
    if (sigaction(SIGABRT, NULL, &action) == 0 && action.sa_handler != SIG_DFL)
        abort();
    _exit(EXIT_FAILURE);
}

static void *checked(void *block)
{
    if (!block)
        end();
    return block;
}

void *malloc(size_t size) { return checked(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return checked(__libc_calloc(count, size)); }

void *realloc(void *block, size_t size)
{
    void *larger = __libc_realloc(block, size);
    // Realloc to no bytes frees the block.
    return size > 0 ? checked(larger) : larger;
}

void *memalign(size_t alignment, size_t size) { return checked(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size)
{
    if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0)
        return EINVAL;
    *block = memalign(alignment, size);
    return 0;
}

#endif
