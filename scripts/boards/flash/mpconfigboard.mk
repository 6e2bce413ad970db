# The emulated RISC-V board with what a board of one's own has and it lacks: flash memory with a filesystem on it, and Ctrl-C
# that ends a running program. MicroPython's board VIRT_RV32 besides; flash.c says how it is done.
include boards/VIRT_RV32/mpconfigboard.mk
MICROPY_VFS_FAT = 1
MICROPY_VFS_LFS2 = 1
CFLAGS += -DMP_CONFIGFILE='"$(BOARD_DIR)/config.h"'

# The start clears the section .bss alone (mcu/rv32/entrypoint.s), and here memory may be as another run has left it: all that
# is to be zero is to be in that section.
$(BUILD)/%.o: CFLAGS += -fno-data-sections -msmall-data-limit=0

vpath flash.c $(BOARD_DIR)
SRC_C += flash.c shared/timeutils/timeutils.c
LDFLAGS += -Wl,--wrap=mp_init -Wl,--wrap=mp_hal_stdin_rx_chr
