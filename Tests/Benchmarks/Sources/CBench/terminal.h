// A child in a terminal of its own, shared by those who start one.

#include <stdint.h>
#include <sys/types.h>

/// Forks a child whose terminal has so many columns and rows, and gives its other end. The child
/// dies with the calling thread. Returns as fork(2) does.
pid_t cbench_fork_in_terminal(uint16_t columns, uint16_t rows, int *terminal);
