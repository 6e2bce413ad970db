// Threads are the firmware's affair. A module runs with its lock held, from the call of a function to its return.
#ifndef MPYC_PY_MPTHREAD_H
#define MPYC_PY_MPTHREAD_H

#include "mpconfig.h"

#define MP_THREAD_GIL_ENTER()
#define MP_THREAD_GIL_EXIT()

#endif
