// The port's configuration with filesystems, and with a look at the serial line now and then while a program runs.
#include "mpconfigport.h"

#define MICROPY_FATFS_ENABLE_LFN (1)
#define MICROPY_FATFS_LFN_CODE_PAGE 437
#define MICROPY_FATFS_RPATH (2)
#define MICROPY_FATFS_MAX_SS (4096)

// At every jump of the interpreter that may wait (py/vm.c).
void flash_poll_serial(void);
#define MICROPY_VM_HOOK_INIT static unsigned flash_jumps;
#define MICROPY_VM_HOOK_POLL if (++flash_jumps % 64 == 0) { flash_poll_serial(); }
#define MICROPY_VM_HOOK_LOOP MICROPY_VM_HOOK_POLL
#define MICROPY_VM_HOOK_RETURN MICROPY_VM_HOOK_POLL
