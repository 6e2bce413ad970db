# qemu's 64-bit RISC-V machine `virt`, for the port of a release that has no such board itself. scripts/hosts says what
# is changed in its source. Floats are single, and passed as integers, as on the 32-bit board.
QEMU_ARCH = riscv64
QEMU_MACHINE = virt
CROSS_COMPILE = riscv64-unknown-elf-
MICROPY_HEAP_SIZE = 204800

# The code is above 0x80000000, where only what is relative to the program counter reaches.
CFLAGS += -march=rv64imac -misa-spec=2.2 -mabi=lp64 -mcmodel=medany
CFLAGS += -DQEMU_SOC_VIRT -DMICROPY_HW_MCU_NAME='"rv64imac"'
LDFLAGS += -march=rv64imac -misa-spec=2.2 -mabi=lp64 -nostdlib
LIBS = -lgcc
LDSCRIPT = $(BOARD_DIR)/virt.ld

vpath start.c $(BOARD_DIR)
SRC_BOARD_O = shared/runtime/gchelper_native.o start.o
