// Writes a line to the system log.
//
// Reason: syslog(3) waits forever if the log daemon has stopped reading. Remove this when Swift
// makes the same calls.

#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <paths.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

/// A socket of this type, connected to the log daemon, or -1 with errno.
static int open_log(int type)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = _PATH_LOG};
    int log = socket(AF_UNIX, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (log < 0 || connect(log, (struct sockaddr *)&address, sizeof address) == 0)
        return log;
    int error = errno;
    close(log);
    errno = error;
    return -1;
}

int clinux_log(const char *text, int timeout)
{
    char line[2048], moment[32];
    time_t now = time(NULL);
    struct tm parts;
    if (localtime_r(&now, &parts) == NULL
        || strftime(moment, sizeof moment, "%b %e %T", &parts) == 0)
        return -1;
    int length = snprintf(
        line, sizeof line, "<%d>%s shmtop[%d]: %s", LOG_USER | LOG_NOTICE, moment, (int)getpid(), text);
    if (length < 0)
        return -1;
    size_t count = (size_t)length < sizeof line ? (size_t)length : sizeof line - 1;
    int log = open_log(SOCK_DGRAM);
    if (log < 0 && errno == EPROTOTYPE) {
        log = open_log(SOCK_STREAM);
        // On a stream socket each line ends with a NUL.
        count += 1;
    }
    if (log < 0)
        return -1;
    ssize_t sent = send(log, line, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
        struct pollfd room = {.fd = log, .events = POLLOUT};
        while (poll(&room, 1, timeout) < 0 && errno == EINTR) {}
        sent = send(log, line, count, MSG_NOSIGNAL);
    }
    int error = errno;
    close(log);
    errno = error;
    return sent < 0 ? -1 : 0;
}
