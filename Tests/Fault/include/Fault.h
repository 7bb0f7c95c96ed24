#ifndef FAULT_H
#define FAULT_H

/// The variables of the environment that the library obeys.
#define FAULT_LATER "FAULT_LATER"
#define FAULT_KILL "FAULT_KILL"
#define FAULT_SIGNAL "FAULT_SIGNAL"
#define FAULT_FAIL "FAULT_FAIL"
#define FAULT_HANG "FAULT_HANG"
#define FAULT_SLOW "FAULT_SLOW"
#define FAULT_STOP_AT_LEASE "FAULT_STOP_AT_LEASE"

#endif
