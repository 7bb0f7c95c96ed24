// Asks about many files whether they are held, in a process of its own.
//
// Reason: a lease has to be released at once, because others wait for it in open(2). But a stop signal
// to this program could come in between. So a child asks, which shares the memory and blocks signals;
// the calling thread waits for it, see clone(2), CLONE_VFORK. Swift cannot run in such a child.

#define _GNU_SOURCE
#include "CLinux.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct asking {
    int directory;
    struct clinux_question *questions;
    int count;
};

static int is_same_file(int file, const struct clinux_question *question)
{
    struct clinux_status status;
    if (clinux_status(file, "", &status) != 0)
        return 0;
    return S_ISREG(status.mode) && status.device == question->device &&
           status.inode == question->inode && status.has_birth == question->has_birth &&
           (!status.has_birth || (status.birth_seconds == question->birth_seconds &&
                                  status.birth_nanoseconds == question->birth_nanoseconds));
}

/// The answer about a file that another process has a lease on, so that it cannot be opened.
static int answer_for_leased(int directory, const struct clinux_question *question)
{
    int found = clinux_open_beneath(directory, question->name, O_PATH | O_NOFOLLOW);
    if (found < 0)
        return -1;
    int answer = is_same_file(found, question) ? 1 : -1;
    close(found);
    return answer;
}

#if __has_feature(thread_sanitizer)
static int take_lease(int file) { return clinux_take_lease(file); }
#else
/// The child blocks all signals, so the SIGIO of a broken lease does not end it. Without the child,
/// `clinux_take_lease` chooses a harmless signal.
static int take_lease(int file) { return fcntl(file, F_SETLEASE, F_WRLCK); }
#endif

/// Asks about one file, which was a regular one when it was listed. Another one can have its name by now, so
/// it is opened in a way that does not wait for a FIFO, and compared before the kernel is asked. O_NOATIME
/// takes the owner or CAP_FOWNER; for other users there is no answer.
static int ask(int directory, const struct clinux_question *question)
{
    int answer = -1;
    int file = clinux_open_beneath(
        directory, question->name, O_RDONLY | O_NONBLOCK | O_NOATIME | O_NOFOLLOW | O_NOCTTY);
    if (file < 0)
        return errno == EWOULDBLOCK ? answer_for_leased(directory, question) : answer;
    if (is_same_file(file, question)) {
        if (take_lease(file) == 0)
            answer = 0;
        else if (errno == EAGAIN)
            answer = 1;
    }
    // This releases the lease.
    close(file);
    return answer;
}

static int ask_all(void *argument)
{
    struct asking *asking = argument;
    for (int i = 0; i < asking->count; i++)
        asking->questions[i].answer = ask(asking->directory, &asking->questions[i]);
    return 0;
}

#if __has_feature(thread_sanitizer)

// The thread sanitizer takes a child that shares the memory for a fork, and fails. So the program itself
// asks, and a stop can come in between.
static int ask_in_child(struct asking *asking) { return ask_all(asking); }

#else

static int run_child(void *asking)
{
    // Stop signals to the process group of the program do not reach the child.
    setpgid(0, 0);
    return ask_all(asking);
}

static int ask_in_child(struct asking *asking)
{
    enum { stack_size = 64 * 1024 };
    char *stack = mmap(
        NULL, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED)
        return -1;
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    // The child sends no SIGCHLD when it exits, so no other wait(2) reaps it.
    int child = clone(run_child, stack + stack_size, CLONE_VM | CLONE_VFORK, asking);
    int error = errno;
    if (child > 0)
        while (waitpid(child, NULL, __WCLONE) < 0 && errno == EINTR)
            ;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    munmap(stack, stack_size);
    errno = error;
    return child < 0 ? -1 : 0;
}

#endif

int clinux_ask_whether_held(int directory, struct clinux_question *questions, int count)
{
    for (int i = 0; i < count; i++)
        questions[i].answer = -1;
    struct asking asking = {directory, questions, count};
    return ask_in_child(&asking);
}
