#ifndef MPYC_PY_CSTACK_H
#define MPYC_PY_CSTACK_H

#include "runtime.h"

#endif
