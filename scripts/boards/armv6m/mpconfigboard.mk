# A Cortex-M0: all that it has is ARMv6-M, so that an instruction of a later Thumb in a module for armv6m is a fault. As
# MicroPython's board MICROBIT, but that it loads native modules.
QEMU_MACHINE = microbit
CFLAGS += -mthumb -mcpu=cortex-m0 -mfloat-abi=soft -DQEMU_SOC_NRF51 -DMICROPY_HW_MCU_NAME='"Cortex-M0"'
CFLAGS += -DMICROPY_EMIT_THUMB=1 -DMICROPY_EMIT_THUMB_ARMV7M=0
LDSCRIPT = mcu/arm/nrf51.ld
SRC_BOARD_O = shared/runtime/gchelper_thumb1.o
include $(BOARD_DIR)/../cortex-m.mk
