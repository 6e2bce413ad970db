# A Cortex-M3, as MicroPython's board MPS2_AN385.
QEMU_MACHINE = mps2-an385
CFLAGS += -mthumb -mcpu=cortex-m3 -mfloat-abi=soft -DQEMU_SOC_MPS2 -DMICROPY_HW_MCU_NAME='"Cortex-M3"'
LDSCRIPT = mcu/arm/mps2.ld
SRC_BOARD_O = shared/runtime/gchelper_thumb2.o
include $(BOARD_DIR)/../cortex-m.mk
