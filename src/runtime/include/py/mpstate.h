// The firmware's state is its own: a module reaches it through functions.
#ifndef MPYC_PY_MPSTATE_H
#define MPYC_PY_MPSTATE_H

#include "nlr.h"
#include "obj.h"
#include "objexcept.h"
#include "objlist.h"

#endif
