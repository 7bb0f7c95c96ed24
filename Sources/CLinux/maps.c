// Queries about the mappings of a process.
//
// Reason: the request PROCMAP_QUERY is new in Linux 6.11, and ioctl(2) is variadic. Remove this
// when Swift can call variadic functions and the oldest supported headers declare the request.

#define _GNU_SOURCE
#include "CLinux.h"

#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/sysmacros.h>

// Declared in <linux/fs.h> since Linux 6.11. The layout is part of the kernel's interface.
struct procmap_query {
    uint64_t size, query_flags, query_addr;
    uint64_t vma_start, vma_end, vma_flags, vma_page_size, vma_offset, inode;
    uint32_t dev_major, dev_minor, vma_name_size, build_id_size;
    uint64_t vma_name_addr, build_id_addr;
};
_Static_assert(sizeof(struct procmap_query) == 104, "the kernel's layout");

enum { // of query_flags and vma_flags
    VMA_WRITABLE = 0x02,
    VMA_SHARED = 0x08,
    COVERING_OR_NEXT_VMA = 0x10,
    FILE_BACKED_VMA = 0x20,
};

static int query_mapping(int maps, struct procmap_query *query)
{
    query->size = sizeof *query;
    return ioctl(maps, _IOWR('f', 17, struct procmap_query), query);
}

int clinux_next_mapping(int maps, uint64_t address, struct clinux_mapping *mapping)
{
    struct procmap_query query = {
        .query_flags = COVERING_OR_NEXT_VMA | FILE_BACKED_VMA,
        .query_addr = address,
    };
    if (query_mapping(maps, &query) != 0)
        return -1;
    *mapping = (struct clinux_mapping){
        .start = query.vma_start,
        .end = query.vma_end,
        .offset = query.vma_offset,
        .device = makedev(query.dev_major, query.dev_minor),
        .inode = query.inode,
        .is_writable = (query.vma_flags & VMA_WRITABLE) != 0,
        .is_shared = (query.vma_flags & VMA_SHARED) != 0,
    };
    return 0;
}

int clinux_mapping_path(int maps, uint64_t address, char *path, uint32_t capacity)
{
    struct procmap_query query = {
        .query_addr = address,
        .vma_name_addr = (uint64_t)(uintptr_t)path,
        .vma_name_size = capacity,
    };
    if (query_mapping(maps, &query) != 0)
        return -1;
    return query.vma_name_size > 0 ? (int)query.vma_name_size - 1 : 0;
}
