// What the emulated RISC-V board has as one with flash memory. The linker's --wrap puts two functions in the places of
// MicroPython's.
//
// - A part of its memory is flash: the 1 MiB at 0x80C00000, which the emulator can keep in a file. After each start and soft
//   reset a script mounts it at "/" (LittleFS, or FAT where that is on it; what is neither becomes LittleFS) and runs
//   boot.py, and main.py if there is to be a friendly prompt, as the ports with flash do. `flashbdev.bdev` is the device.
// - While a program runs, the serial line is read into a buffer, and Ctrl-C ends the program. When the buffer is full,
//   bytes are lost, as on a serial port.

#include <stdint.h>
#include <string.h>

#include "extmod/vfs.h"
#include "py/mperrno.h"
#include "py/mphal.h"
#include "py/runtime.h"
#include "shared/runtime/interrupt_char.h"
#include "shared/runtime/pyexec.h"
#include "uart.h"

#define FLASH ((uint8_t *)0x80C00000)
#define BLOCK 4096
#define BLOCKS 256

// The block device: readblocks(block, buffer[, offset]), writeblocks(block, buffer[, offset]), ioctl(request, argument).
static mp_obj_t copy(size_t n_args, const mp_obj_t *args, bool write) {
    size_t at = mp_obj_get_int(args[1]) * BLOCK + (n_args > 3 ? mp_obj_get_int(args[3]) : 0);
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(args[2], &buffer, write ? MP_BUFFER_READ : MP_BUFFER_WRITE);
    if (at > BLOCK * BLOCKS || buffer.len > BLOCK * BLOCKS - at) {
        mp_raise_OSError(MP_EINVAL);
    }
    if (write) {
        memcpy(FLASH + at, buffer.buf, buffer.len);
    } else {
        memcpy(buffer.buf, FLASH + at, buffer.len);
    }
    return MP_OBJ_NEW_SMALL_INT(0);
}
static mp_obj_t flash_readblocks(size_t n_args, const mp_obj_t *args) {
    return copy(n_args, args, false);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(flash_readblocks_obj, 3, 4, flash_readblocks);
static mp_obj_t flash_writeblocks(size_t n_args, const mp_obj_t *args) {
    return copy(n_args, args, true);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(flash_writeblocks_obj, 3, 4, flash_writeblocks);
static mp_obj_t flash_ioctl(mp_obj_t self, mp_obj_t request, mp_obj_t argument) {
    switch (mp_obj_get_int(request)) {
        case MP_BLOCKDEV_IOCTL_BLOCK_COUNT:
            return MP_OBJ_NEW_SMALL_INT(BLOCKS);
        case MP_BLOCKDEV_IOCTL_BLOCK_SIZE:
            return MP_OBJ_NEW_SMALL_INT(BLOCK);
        default:
            return MP_OBJ_NEW_SMALL_INT(0);
    }
}
static MP_DEFINE_CONST_FUN_OBJ_3(flash_ioctl_obj, flash_ioctl);

static const mp_rom_map_elem_t flash_locals_table[] = {
    { MP_ROM_QSTR(MP_QSTR_readblocks), MP_ROM_PTR(&flash_readblocks_obj) },
    { MP_ROM_QSTR(MP_QSTR_writeblocks), MP_ROM_PTR(&flash_writeblocks_obj) },
    { MP_ROM_QSTR(MP_QSTR_ioctl), MP_ROM_PTR(&flash_ioctl_obj) },
};
static MP_DEFINE_CONST_DICT(flash_locals, flash_locals_table);
static MP_DEFINE_CONST_OBJ_TYPE(flash_type, MP_QSTR_Flash, MP_TYPE_FLAG_NONE, locals_dict, &flash_locals);
static const mp_obj_base_t flash_device = { &flash_type };

static const mp_rom_map_elem_t flashbdev_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_flashbdev) },
    { MP_ROM_QSTR(MP_QSTR_bdev), MP_ROM_PTR(&flash_device) },
};
static MP_DEFINE_CONST_DICT(flashbdev_globals, flashbdev_globals_table);
const mp_obj_module_t flashbdev_module = { { &mp_type_module }, (mp_obj_dict_t *)&flashbdev_globals };
MP_REGISTER_MODULE(MP_QSTR_flashbdev, flashbdev_module);

static const char boot[] =
    "import os,sys,vfs\n"
    "from flashbdev import bdev\n"
    "def f():\n"
    " for t in vfs.VfsLfs2,vfs.VfsFat:\n"
    "  try:\n"
    "   return vfs.mount(t(bdev),'/')\n"
    "  except OSError:pass\n"
    " vfs.VfsLfs2.mkfs(bdev)\n"
    " vfs.mount(bdev,'/')\n"
    "f()\n"
    "os.chdir('/')\n"
    "sys.path.append('/lib')\n"
    "del os,sys,vfs,bdev,f\n";

void __real_mp_init(void);

void __wrap_mp_init(void) {
    __real_mp_init();
    vstr_t script;
    vstr_init_len(&script, sizeof(boot) - 1);
    memcpy(script.buf, boot, sizeof(boot) - 1);
    pyexec_vstr(&script, false);
    int ended = pyexec_file_if_exists("boot.py");
    if (!(ended & PYEXEC_FORCED_EXIT) && pyexec_mode_kind == PYEXEC_MODE_FRIENDLY_REPL) {
        pyexec_file_if_exists("main.py");
    }
}

static unsigned char waiting[256];
static unsigned first, count;

void flash_poll_serial(void) {
    for (int c; (c = uart_rx_chr()) >= 0;) {
        if (c == mp_interrupt_char) {
            count = 0;
            mp_sched_keyboard_interrupt();
        } else if (count < sizeof(waiting)) {
            waiting[(first + count++) % sizeof(waiting)] = c;
        }
    }
}

int __wrap_mp_hal_stdin_rx_chr(void) {
    while (count == 0) {
        int c = uart_rx_chr();
        if (c >= 0 && c == mp_interrupt_char) {
            // Only a program that reads has made it one.
            mp_sched_keyboard_interrupt();
            mp_handle_pending(true);
        } else if (c >= 0) {
            return c;
        }
    }
    int c = waiting[first];
    first = (first + 1) % sizeof(waiting);
    --count;
    return c;
}

// The board has no clock.
uint64_t mp_hal_time_ns(void) {
    return 0;
}

MP_WEAK uint32_t get_fattime(void) {
    return 1 << 21 | 1 << 16; // the first of January 1980
}
