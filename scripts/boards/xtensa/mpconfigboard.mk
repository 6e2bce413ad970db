# An Xtensa LX106, the ESP8266's processor, in qemu's machine `sim`, which has no devices but the emulator's own calls.
# MicroPython's qemu port has no such board; its code for the ESP8266 (nlr, native code) is the same for every LX106.
QEMU_ARCH = xtensa
QEMU_MACHINE = sim
CROSS_COMPILE = xtensa-lx106-elf-
MICROPY_HEAP_SIZE = 143360

CFLAGS += -mlongcalls -mtext-section-literals
CFLAGS += -DMICROPY_EMIT_XTENSA=1 -DMICROPY_HW_MCU_NAME='"lx106"'
LDFLAGS += -nostdlib -Wl,--wrap=mp_stack_set_limit
LIBS = -lgcc
LDSCRIPT = $(BOARD_DIR)/sim.ld

vpath %.c $(BOARD_DIR)
SRC_BOARD_O = start.o rom.o
