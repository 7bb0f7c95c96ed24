#include "CBench.h"
#include "terminal.h"

#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

pid_t cbench_fork_in_terminal(uint16_t columns, uint16_t rows, int *terminal)
{
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    pid_t child = forkpty(terminal, NULL, NULL, &size);
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setenv("TERM", "xterm-256color", 1);
        // No settings of this user.
        setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    }
    return child;
}

pid_t cbench_start_in_terminal(char *_Nullable const *_Nonnull arguments, uint16_t columns,
                               uint16_t rows, int *_Nonnull terminal)
{
    pid_t child = cbench_fork_in_terminal(columns, rows, terminal);
    if (child == 0) {
        execvp(arguments[0], (char *const *)arguments);
        _exit(127);
    }
    return child;
}
