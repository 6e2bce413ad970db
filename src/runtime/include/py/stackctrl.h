#ifndef MPYC_PY_STACKCTRL_H
#define MPYC_PY_STACKCTRL_H

#include "runtime.h"

#define MP_STACK_CHECK mp_cstack_check
#define mp_stack_check mp_cstack_check
#define mp_stack_usage mp_cstack_usage

#endif
