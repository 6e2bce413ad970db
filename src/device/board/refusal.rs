//! Whether a board can load a module, and why not: what its loader would only call "incompatible" (`py/persistentcode.c`,
//! `mp_raw_code_load`), and what it would find out when memory is gone.

use linker::Arch;
use linker::mpy::{self, Body, RawCode};

use super::BoardFacts;
use crate::diagnostics::{Code, Diagnostic};
use crate::target::{FloatKind, Target};

/// A board does not load a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The firmware loads no `.mpy` files at all.
    NoModules,
    /// It loads bytecode, and no native code: it was built without a native emitter.
    NoNative,
    /// The native code is another processor's.
    Arch {
        /// The module's family, by its number.
        module: u8,
        /// The board's.
        board: u8,
        /// What to compile for.
        wanted: Option<Arch>,
    },
    /// The native code uses extensions that the board's processor lacks.
    Extensions {
        /// The family.
        arch: Arch,
        /// The extensions' bits.
        missing: u64,
    },
    /// The file is of another version of the format or of native code's binary interface.
    Abi {
        /// The module's.
        module: (u8, u8),
        /// The board's.
        board: (u8, u8),
    },
    /// Small integers of the module have more bits than the board's.
    SmallInts {
        /// Bits that the module needs.
        bits: u8,
    },
    /// The board's floats are others than those that code for its processor is compiled with.
    Float {
        /// The board's; none if it has none.
        board: Option<FloatKind>,
        /// The target.
        arch: Arch,
        /// The target's.
        target: FloatKind,
    },
    /// The module needs more memory at a time than there is.
    Memory {
        /// Bytes of the largest part.
        part: u64,
        /// Bytes in all.
        all: u64,
        /// Bytes of the board's largest free block.
        largest: u64,
        /// Bytes that are free in all.
        free: u64,
    },
    /// The file is no module, or a damaged one.
    Damaged(String),
}

impl BoardFacts {
    /// Whether it loads this file.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, file: &[u8]) -> Result<(), Refusal> {
        let damaged =
            || Refusal::Damaged(mpy::read(file).err().map_or_else(String::new, |error| error.to_string()));
        let &[b'M', version, native, bits, ..] = file else { return Err(damaged()) };
        let arch = native >> 2 & 15;
        let module = (version, if arch == 0 { 0 } else { native & 3 });
        if self.mpy == 0 {
            return Err(Refusal::NoModules);
        }
        if version != self.abi().0 || (arch != 0 && module.1 != self.abi().1) {
            return Err(Refusal::Abi { module, board: self.abi() });
        }
        if arch != 0 && self.arch_number() == 0 {
            return Err(Refusal::NoNative);
        }
        if arch != 0 && !self.loads(arch) {
            return Err(Refusal::Arch { module: arch, board: self.arch_number(), wanted: self.arch() });
        }
        // A tagged word has one bit less (`py/obj.h`, `MICROPY_OBJ_REPR_A`).
        if u32::from(bits) > u32::from(self.word) * 8 - 1 {
            return Err(Refusal::SmallInts { bits });
        }
        let read = mpy::read(file).map_err(|error| Refusal::Damaged(error.to_string()))?;
        if let (Some(flags), Some(arch)) = (read.arch_flags, self.arch()) {
            let missing = flags & !self.arch_flags();
            if missing != 0 {
                return Err(Refusal::Extensions { arch, missing });
            }
        }
        // Where machine code has memory of its own, the heap's state says nothing of it.
        if matches!(self.platform.as_str(), "esp32" | "esp8266") {
            return Ok(());
        }
        let parts = parts(&read.code);
        let part = parts.iter().copied().max().unwrap_or(0);
        let all = parts.iter().copied().fold(0, u64::saturating_add);
        match self.largest_free {
            Some(largest) if part > largest || all > self.free => {
                Err(Refusal::Memory { part, all, largest, free: self.free })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The target to compile Python for.
    ///
    /// # Errors
    /// The board loads no native code, or has other floats than such code is compiled with.
    pub fn target(&self) -> Result<&'static Target, Refusal> {
        if self.mpy == 0 {
            return Err(Refusal::NoModules);
        }
        let board = self.abi();
        if board != (mpy::VERSION, mpy::SUB_VERSION) {
            return Err(Refusal::Abi { module: (mpy::VERSION, mpy::SUB_VERSION), board });
        }
        let Some(arch) = self.arch() else { return Err(Refusal::NoNative) };
        let target = Target::for_arch(arch);
        if self.float != Some(target.float) {
            return Err(Refusal::Float { board: self.float, arch, target: target.float });
        }
        Ok(target)
    }
}

/// The sizes in bytes of what each needs memory at one stretch. Lists are bounded by the file's own size.
fn parts(code: &RawCode) -> Vec<u64> {
    let mut parts = Vec::new();
    let mut codes = vec![code];
    while let Some(code) = codes.pop() {
        let size = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        match &code.body {
            Body::Bytecode { bytes } | Body::Native { bytes, .. } | Body::Assembler { bytes, .. } => {
                parts.push(size(bytes));
            }
            Body::Viper(viper) => parts.extend([size(&viper.text), size(&viper.rodata), viper.bss_size]),
        }
        codes.extend(&code.children);
    }
    parts
}

/// A family's name, of those too that modules are not made for.
pub(super) fn arch_name(number: u8) -> String {
    match number {
        3 => "armv6".into(),
        6 => "armv7em".into(),
        _ => Arch::from_number(number)
            .map_or_else(|| format!("the family number {number}"), |arch| arch.name().into()),
    }
}

fn float_name(kind: Option<FloatKind>) -> &'static str {
    match kind {
        None => "none",
        Some(FloatKind::Single) => "single",
        Some(FloatKind::Double) => "double",
    }
}

impl Refusal {
    /// As it is shown: one sentence, and what would do.
    #[must_use]
    pub fn diagnostic(&self, file: &str, board: &str) -> Diagnostic {
        let new = |code, why: String| {
            Diagnostic::new(code, format!("the board cannot load `{file}`: {why}"))
                .note(format!("the board is {board}"))
        };
        match self {
            Self::NoModules => new(Code::BOARD_NO_NATIVE, "its firmware loads no .mpy files".into())
                .help("copy the Python itself: mpyc cp FILE.py :/lib/"),
            Self::NoNative => new(Code::BOARD_NO_NATIVE, "its firmware loads no native code".into())
                .help("copy the Python itself: mpyc cp FILE.py :/lib/")
                .help("or build the firmware with a native emitter, such as MICROPY_EMIT_THUMB"),
            Self::Arch { module, board, wanted } => {
                let wrong = format!("it is made for {}, and the board loads {}", arch_name(*module), arch_name(*board));
                let help = match wanted {
                    Some(arch) => format!("compile it for the board: mpyc natmod --arch {}", arch.name()),
                    None => "modules for that processor are not made".into(),
                };
                new(Code::OTHER_ARCH, wrong).help(help)
            }
            Self::Extensions { arch, missing } => {
                let names = arch.flag_names(*missing);
                let names = if names.is_empty() { format!("with the bits {missing:#x}") } else { names };
                new(Code::OTHER_ARCH, format!("it needs extensions that the board's processor lacks: {names}"))
                    .help(format!("compile it without them: mpyc natmod --arch {}", arch.name()))
            }
            Self::Abi { module, board } => {
                let text = |(version, native): &(u8, u8)| format!("{version}.{native}");
                let wrong = format!("its ABI is {}, and the board's is {}", text(module), text(board));
                new(Code::BOARD_ABI, wrong).help(format!(
                    "mpyc makes modules of ABI {}.{}, which firmware from 1.23 on loads",
                    mpy::VERSION,
                    mpy::SUB_VERSION
                ))
            }
            Self::SmallInts { bits } => {
                new(Code::OTHER_ARCH, format!("its small integers have {bits} bits, more than the board's"))
                    .help("compile it for the board: mpy-cross -msmall-int-bits=31")
            }
            Self::Float { board, arch, target } => new(
                Code::BOARD_FLOAT,
                format!(
                    "the board's floats are {}, and code for {} is compiled with {} ones",
                    float_name(*board),
                    arch.name(),
                    float_name(Some(*target))
                ),
            )
            .help("copy the Python itself: mpyc cp FILE.py :/lib/"),
            Self::Memory { part, all, largest, free } => new(
                Code::BOARD_MEMORY,
                format!(
                    "it takes {all} bytes of memory, {part} of them at one stretch; {free} are free, {largest} at one stretch"
                ),
            )
            .help("`mpyc size` shows what takes how much")
            .help("import it first, from boot.py or main.py, before memory is in pieces"),
            Self::Damaged(why) => Diagnostic::new(Code::BAD_MODULE, format!("`{file}` is not a module, or a damaged one"))
                .note(why.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::board;
    use super::*;
    use crate::target::FloatKind;

    const RV32: u32 = 0x2f06;

    fn header(version: u8, native: u8, bits: u8) -> Vec<u8> {
        vec![b'M', version, native, bits]
    }

    #[test]
    fn each_reason_has_its_refusal() {
        let rv32 = 3 | 11 << 2;
        let refused = |mpy, file: &[u8]| board(mpy).check(file).expect_err("refused");
        assert_eq!(refused(0, &header(6, rv32, 31)), Refusal::NoModules);
        assert_eq!(refused(6, &header(6, 3, 31)).diagnostic("a", "b").code, Code::BAD_MODULE);
        assert_eq!(refused(0x0306, &header(6, rv32, 31)), Refusal::NoNative);
        assert_eq!(
            refused(RV32, &header(6, 3 | 2 << 2, 31)),
            Refusal::Arch { module: 2, board: 11, wanted: Some(Arch::Rv32imc) }
        );
        assert_eq!(refused(RV32, &header(5, 0, 31)), Refusal::Abi { module: (5, 0), board: (6, 3) });
        assert_eq!(
            refused(RV32, &header(6, 2 | 11 << 2, 31)),
            Refusal::Abi { module: (6, 2), board: (6, 3) }
        );
        assert_eq!(refused(RV32, &header(6, 0, 63)), Refusal::SmallInts { bits: 63 });
        assert!(matches!(refused(RV32, b""), Refusal::Damaged(_)));
        assert!(matches!(refused(RV32, &header(6, rv32, 31)), Refusal::Damaged(_)));
    }

    #[test]
    fn source_is_compiled_for_the_board_or_refused() {
        assert_eq!(board(RV32).target().map(|target| target.name), Ok("rv32imc"));
        assert_eq!(board(0x0306).target(), Err(Refusal::NoNative));
        assert_eq!(board(0x2e06).target(), Err(Refusal::Abi { module: (6, 3), board: (6, 2) }));
        let mut double = board(RV32);
        double.float = Some(FloatKind::Double);
        assert!(matches!(double.target(), Err(Refusal::Float { .. })));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let module = |bss_size| mpy::Module {
            arch: Arch::Rv32imc as u8,
            sub_version: 3,
            small_int_bits: 31,
            arch_flags: None,
            qstrs: vec!["a.py".into()],
            constants: Vec::new(),
            code: RawCode {
                body: Body::Viper(mpy::Viper {
                    text: vec![0; 100],
                    bss_size,
                    relocations: Some(Vec::new()),
                    ..Default::default()
                }),
                children: Vec::new(),
            },
        };
        let file = |bss_size| mpy::write(&module(bss_size)).expect("a module");
        assert_eq!(board(RV32).check(&file(40_000)), Ok(()));
        assert_eq!(
            board(RV32).check(&file(60_000)),
            Err(Refusal::Memory { part: 60_000, all: 60_100, largest: 50_000, free: 100_000 })
        );
        let mut esp32 = board(RV32);
        esp32.platform = "esp32".into();
        assert_eq!(esp32.check(&file(60_000)), Ok(()));
    }
}
