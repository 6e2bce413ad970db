# An LX106, the ESP8266's processor, in qemu's machine `lx60-nommu`: its memory is where the ESP8266 has it, but there is
# more, and it can be accessed byte by byte everywhere. The releases' qemu port knows no Xtensa; they have the loader.
QEMU_ARCH = xtensa
QEMU_MACHINE = lx60-nommu
CROSS_COMPILE = xtensa-lx106-elf-
MICROPY_HEAP_SIZE = 143360

CFLAGS += -mlongcalls -DMICROPY_EMIT_XTENSA=1 -DMICROPY_HW_MCU_NAME='"LX106"'
LDFLAGS += -nostdlib
LIBS = -lgcc
LDSCRIPT = $(BOARD_DIR)/lx106.ld

vpath %.c $(BOARD_DIR)
SRC_BOARD_O = start.o arithmetic.o
