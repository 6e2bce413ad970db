# What the emulated Cortex-M boards share; each board's own file names its machine and its processor first. MicroPython's
# ports/qemu/Makefile includes that file with BOARD_DIR set to its folder.
QEMU_ARCH = arm

# Two functions of the port are reached through ours: cortex-m.c says why.
vpath cortex-m.c $(BOARD_DIR)/..
SRC_BOARD_O += shared/runtime/gchelper_native.o cortex-m.o
LDFLAGS += -Wl,--wrap=mp_semihosting_init -Wl,--wrap=HardFault_Handler
LDFLAGS += -T $(BOARD_DIR)/../cortex-m.ld
