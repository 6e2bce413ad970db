# A Cortex-M7 with double floats in hardware. Python's floats are doubles on it: config.h, and the other library.
QEMU_MACHINE = mps2-an500
CFLAGS += -mthumb -mcpu=cortex-m7 -mfpu=fpv5-d16 -mfloat-abi=hard
CFLAGS += -DQEMU_SOC_MPS2 -DMICROPY_HW_MCU_NAME='"Cortex-M7"' -DMP_CONFIGFILE='"$(BOARD_DIR)/config.h"'
override SRC_LIB_LIBM_C = $(SRC_LIB_LIBM_DBL_C)
override SRC_LIB_LIBM_SQRT_SW_C = $(SRC_LIB_LIBM_DBL_SQRT_SW_C)
LDSCRIPT = mcu/arm/mps2.ld
SRC_BOARD_O = shared/runtime/gchelper_thumb2.o
include $(BOARD_DIR)/../cortex-m.mk
