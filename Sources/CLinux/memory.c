// Memory of the C library.
//
// Reason: Swift's module of the C library lacks malloc.h. Remove this when it has it.

#include "CLinux.h"

#include <malloc.h>

void clinux_give_back_memory(void) { malloc_trim(0); }

void clinux_give_back_large_blocks(void)
{
    mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
    // By default only 128 KiB are kept, so blocks that come and go would be given back and taken again.
    mallopt(M_TRIM_THRESHOLD, 2 * 1024 * 1024);
}
