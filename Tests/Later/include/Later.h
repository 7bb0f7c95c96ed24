#ifndef LATER_H
#define LATER_H

/// How much later it is, in seconds.
enum { shmlater_seconds = 120 };

#endif
