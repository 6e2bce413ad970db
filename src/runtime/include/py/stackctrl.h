#ifndef MPYC_PY_STACKCTRL_H
#define MPYC_PY_STACKCTRL_H

#include "runtime.h"

#endif
