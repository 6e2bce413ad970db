# A Cortex-M4 with single floats in hardware, which are passed in registers of their own.
QEMU_MACHINE = mps2-an386
CFLAGS += -mthumb -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard
CFLAGS += -DQEMU_SOC_MPS2 -DMICROPY_HW_MCU_NAME='"Cortex-M4"'
LDSCRIPT = mcu/arm/mps2.ld
SRC_BOARD_O = shared/runtime/gchelper_thumb2.o
include $(BOARD_DIR)/../cortex-m.mk
