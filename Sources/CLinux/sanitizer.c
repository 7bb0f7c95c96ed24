// The thread sanitizer does not see the locks of Swift's Synchronization library, which is not
// instrumented. These two functions report such locks to it. Remove this when that library is
// instrumented.

#include "CLinux.h"

#include <stddef.h>

// Defined by the sanitizer's runtime only.
void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

void clinux_tsan_acquire(void *address)
{
    if (__tsan_acquire)
        __tsan_acquire(address);
}

void clinux_tsan_release(void *address)
{
    if (__tsan_release)
        __tsan_release(address);
}
