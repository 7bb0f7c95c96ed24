// What the benchmarks do in C: namespaces, and work in children that are forked without `exec`,
// which Swift does not allow.

#ifndef CBENCH_H
#define CBENCH_H

#include <stdint.h>
#include <sys/types.h>

/// Moves this process into an IPC and a mount namespace of its own, with a fresh tmpfs at
/// `/dev/shm`. Returns 0, or -1 with errno. See unshare(2).
int cbench_leave_host(void);

/// What each of the holding processes maps.
struct cbench_load {
    const int32_t *_Nullable systemv; ///< numbers of the System V segments
    uint32_t systemv_count;
    uint32_t posix_count; ///< files `/dev/shm/bench_N_segment`, N from 0
    uint32_t attachments; ///< of segments, half of each kind, no segment twice
    uint32_t mappings;    ///< of an ordinary file, in pieces that the kernel cannot join
};

/// Starts a process that maps what the load says and waits; `index` says which segments are its
/// own. It dies with the calling thread. Returns its number once it has mapped all, or -1 with
/// errno.
pid_t cbench_hold(const struct cbench_load *_Nonnull load, uint32_t index);

/// What a plain reader reads: no parsing, nothing kept, nothing printed.
enum cbench_floor {
    /// The System V table, the files in `/dev/shm` with their status, the maps of all processes.
    CBENCH_FLOOR_ALL,
    /// The maps of all processes.
    CBENCH_FLOOR_MAPS,
};

/// Forks a child that reads with so many threads and ends with status 0 where that went well.
/// Returns its number, or -1 with errno.
pid_t cbench_read_plainly(enum cbench_floor floor, uint32_t threads);

/// Starts a program in a terminal of so many columns and rows, and gives the terminal's other end.
/// Returns its number, or -1 with errno. See forkpty(3).
pid_t cbench_start_in_terminal(char *_Nullable const *_Nonnull arguments, uint16_t columns,
                               uint16_t rows, int *_Nonnull terminal);

/// Starts a program in such a terminal that does nothing but put cells by ncurses: for each key it
/// puts as many rows of 32 random bytes as it is told, laid out and coloured as in shmtop's screen
/// of bytes. What it takes is the least that ncurses takes. See mvadd_wchnstr(3x).
pid_t cbench_start_plain_screen(uint16_t columns, uint16_t rows, uint16_t bytes_rows,
                                int *_Nonnull terminal);

#endif
