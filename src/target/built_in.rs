//! Modules that are built into the firmware and that no file takes the place of: a name registered with
//! `MP_REGISTER_MODULE` is found before any file is looked for, one of `MP_REGISTER_EXTENSIBLE_MODULE` after all
//! (`py/builtinimport.c`, `process_import_at_level`). The same in MicroPython 1.25 and 1.26.
//!
//! ```text
//! math  ──▶  in every firmware          pyb  ──▶  in that of stm32       time  ──▶  a file is found first
//! ```

use linker::Arch;

/// Which firmware has a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuiltIn {
    /// Every one that loads native modules.
    Everywhere,
    /// That of some boards, as its options have it.
    Somewhere,
    /// That of these ports of MicroPython alone.
    Of(&'static [Port]),
    /// Every one that has the module of that name without its `u`.
    Alias,
}

/// A port of MicroPython that has modules of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// `ports/alif`.
    Alif,
    /// `ports/cc3200`.
    Cc3200,
    /// `ports/esp32`.
    Esp32,
    /// `ports/esp8266`.
    Esp8266,
    /// `ports/mimxrt`.
    Mimxrt,
    /// `ports/nrf`.
    Nrf,
    /// `ports/renesas-ra`.
    RenesasRa,
    /// `ports/rp2`.
    Rp2,
    /// `ports/samd`.
    Samd,
    /// `ports/stm32`.
    Stm32,
    /// `ports/unix`.
    Unix,
    /// `ports/webassembly`, which loads no native modules.
    Webassembly,
    /// `ports/zephyr`.
    Zephyr,
}

impl Port {
    /// As its folder is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Port::Alif => "alif",
            Port::Cc3200 => "cc3200",
            Port::Esp32 => "esp32",
            Port::Esp8266 => "esp8266",
            Port::Mimxrt => "mimxrt",
            Port::Nrf => "nrf",
            Port::RenesasRa => "renesas-ra",
            Port::Rp2 => "rp2",
            Port::Samd => "samd",
            Port::Stm32 => "stm32",
            Port::Unix => "unix",
            Port::Webassembly => "webassembly",
            Port::Zephyr => "zephyr",
        }
    }

    /// Whether a build of it may load modules for a processor family.
    #[must_use]
    pub fn may_load(self, arch: Arch) -> bool {
        let is_arm = matches!(arch, Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp);
        match self {
            Port::Alif
            | Port::Cc3200
            | Port::Mimxrt
            | Port::Nrf
            | Port::RenesasRa
            | Port::Samd
            | Port::Stm32 => is_arm,
            Port::Rp2 => is_arm || arch == Arch::Rv32imc,
            Port::Esp32 => matches!(arch, Arch::Xtensawin | Arch::Rv32imc),
            Port::Esp8266 => arch == Arch::Xtensa,
            Port::Unix => matches!(arch, Arch::X86 | Arch::X64 | Arch::Rv64imc) || is_arm,
            Port::Webassembly => false,
            Port::Zephyr => is_arm || matches!(arch, Arch::Rv32imc | Arch::Rv64imc | Arch::Xtensawin),
        }
    }
}

use BuiltIn::{Alias, Everywhere, Of, Somewhere};

/// Those that no file replaces. `MP_REGISTER_MODULE` of `py`, `extmod` and `ports`; what no port's own files register and
/// `py/mpconfig.h` has from the core features on is everywhere.
static FIXED: &[(&str, BuiltIn)] = &[
    ("__main__", Everywhere),
    ("_asyncio", Somewhere),
    ("_espnow", Of(&[Port::Esp32, Port::Esp8266])),
    ("_onewire", Somewhere),
    ("_rp2", Of(&[Port::Rp2])),
    ("_thread", Somewhere),
    ("_webrepl", Somewhere),
    ("alif", Of(&[Port::Alif])),
    ("ble", Of(&[Port::Nrf])),
    ("board", Of(&[Port::Nrf])),
    ("btree", Somewhere),
    ("builtins", Everywhere),
    ("cmath", Somewhere),
    ("deflate", Somewhere),
    ("esp", Of(&[Port::Esp32, Port::Esp8266])),
    ("esp32", Of(&[Port::Esp32])),
    ("ffi", Of(&[Port::Unix])),
    ("framebuf", Somewhere),
    ("gc", Everywhere),
    ("jni", Of(&[Port::Unix])),
    ("js", Of(&[Port::Webassembly])),
    ("jsffi", Of(&[Port::Webassembly])),
    ("lwip", Somewhere),
    ("marshal", Somewhere),
    ("math", Everywhere),
    ("microbit", Of(&[Port::Nrf])),
    ("micropython", Everywhere),
    ("mimxrt", Of(&[Port::Mimxrt])),
    ("music", Of(&[Port::Nrf])),
    ("network", Somewhere),
    ("nrf", Of(&[Port::Nrf])),
    ("openamp", Somewhere),
    ("pyb", Of(&[Port::Stm32])),
    ("renesas", Of(&[Port::RenesasRa])),
    ("samd", Of(&[Port::Samd])),
    ("spiflash", Of(&[Port::Stm32])),
    ("stm", Of(&[Port::Stm32])),
    ("sys", Everywhere),
    ("termios", Of(&[Port::Unix])),
    ("tls", Somewhere),
    ("ubluepy", Of(&[Port::Nrf])),
    ("uctypes", Somewhere),
    ("vfs", Somewhere),
    ("wipy", Of(&[Port::Cc3200])),
    ("zephyr", Of(&[Port::Zephyr])),
    ("zsensor", Of(&[Port::Zephyr])),
];

/// Those that files of the same name are found before: `MP_REGISTER_EXTENSIBLE_MODULE`. With a `u` before it, such a name is
/// always the built-in one (`py/objmodule.c`, `mp_module_get_builtin`).
static EXTENSIBLE: &[&str] = &[
    "array",
    "binascii",
    "bluetooth",
    "collections",
    "cryptolib",
    "errno",
    "hashlib",
    "heapq",
    "io",
    "json",
    "machine",
    "os",
    "platform",
    "random",
    "re",
    "select",
    "socket",
    "ssl",
    "struct",
    "time",
    "websocket",
];

/// The names of [`fixed`] modules, sorted, the aliases not among them.
pub fn fixed_names() -> impl Iterator<Item = &'static str> {
    FIXED.iter().map(|(name, _)| *name)
}

/// Which firmware never loads a file as the top-level module of this name; none where each looks for it.
#[must_use]
pub fn fixed(name: &str) -> Option<BuiltIn> {
    if let Some((_, who)) = FIXED.iter().find(|(fixed, _)| *fixed == name) {
        return Some(*who);
    }
    let plain = name.strip_prefix('u')?;
    (plain == "sys" || EXTENSIBLE.contains(&plain)).then_some(Alias)
}

/// The built-in modules that files of the same name are found before, sorted.
#[must_use]
pub fn extensible() -> &'static [&'static str] {
    EXTENSIBLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_of_one_kind() {
        let fixed: Vec<&str> = fixed_names().collect();
        assert!(fixed.is_sorted() && extensible().is_sorted());
        assert!(extensible().iter().all(|name| !fixed.contains(name)));
    }

    #[test]
    fn what_is_looked_for_is_not_fixed() {
        assert_eq!(fixed("time"), None);
        assert_eq!(fixed("utime"), Some(Alias));
        assert_eq!(fixed("usys"), Some(Alias));
        assert_eq!(fixed("uctypes"), Some(Somewhere));
        assert_eq!(fixed("math"), Some(Everywhere));
        assert_eq!(fixed("umath"), None);
        assert_eq!(fixed("blink"), None);
    }
}
