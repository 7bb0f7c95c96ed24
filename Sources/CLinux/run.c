// Running a command of the user.
//
// Reason: `environ` and signals that wait are for C; Swift accepts no variable that any thread may change.

#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

int clinux_run(char *const *arguments, int *status)
{
    sigset_t handled, before, defaults;
    posix_spawnattr_t attributes;
    pid_t process;
    sigemptyset(&handled);
    const int numbers[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGCHLD};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaddset(&handled, numbers[i]);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigaddset(&defaults, SIGXFSZ);
    // Blocked, they wait for sigwaitinfo, whatever their actions are.
    pthread_sigmask(SIG_BLOCK, &handled, &before);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setsigmask(&attributes, &before);
    int error = posix_spawnp(&process, arguments[0], NULL, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    while (error == 0) {
        pid_t ended = waitpid(process, status, WNOHANG);
        if (ended == process)
            break;
        if (ended < 0 && errno != EINTR)
            error = errno;
        siginfo_t signal;
        if (ended != 0 || sigwaitinfo(&handled, &signal) < 0 || signal.si_signo == SIGCHLD)
            continue;
        int is_typed = signal.si_code == SI_KERNEL
            && (signal.si_signo == SIGINT || signal.si_signo == SIGQUIT);
        if (!is_typed)
            kill(process, signal.si_signo);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return error == 0 ? 0 : -1;
}
