//! What a link is asked to do: the inputs, the target and the tables that the module carries.

use crate::input::Input;

/// A processor family that MicroPython loads native code for; the numbers are those of the `.mpy` header
/// (`py/persistentcode.h`, `MP_NATIVE_ARCH_*`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arch {
    /// 32-bit x86.
    X86 = 1,
    /// 64-bit x86.
    X64 = 2,
    /// Cortex-M0, M0+ and M1: the Thumb instructions of Armv6-M. Every Cortex-M loads it.
    Armv6m = 4,
    /// Cortex-M3, and M4 or M7 without their floating-point unit.
    Armv7m = 5,
    /// Cortex-M4, M7 and M33 with single-precision floating point, floats in its registers.
    Armv7emsp = 7,
    /// Cortex-M7 with double-precision floating point, floats in its registers.
    Armv7emdp = 8,
    /// Xtensa LX106, the ESP8266.
    Xtensa = 9,
    /// Xtensa with register windows: ESP32, ESP32-S2, ESP32-S3.
    Xtensawin = 10,
    /// 32-bit RISC-V, integer registers, multiplication, compressed instructions.
    Rv32imc = 11,
    /// The same with 64 bits.
    Rv64imc = 12,
}

impl Arch {
    /// Every processor family, in the order of their numbers. Number 3 (Arm instructions) and 6 (Armv7E-M without
    /// floating point) are only ever firmware's own: modules for the former are not made, those for the latter are
    /// [`Arch::Armv7m`].
    pub const ALL: [Arch; 10] = [
        Arch::X86,
        Arch::X64,
        Arch::Armv6m,
        Arch::Armv7m,
        Arch::Armv7emsp,
        Arch::Armv7emdp,
        Arch::Xtensa,
        Arch::Xtensawin,
        Arch::Rv32imc,
        Arch::Rv64imc,
    ];

    /// The name that MicroPython's build system and this project's command line give it.
    pub const fn name(self) -> &'static str {
        match self {
            Arch::X86 => "x86",
            Arch::X64 => "x64",
            Arch::Armv6m => "armv6m",
            Arch::Armv7m => "armv7m",
            Arch::Armv7emsp => "armv7emsp",
            Arch::Armv7emdp => "armv7emdp",
            Arch::Xtensa => "xtensa",
            Arch::Xtensawin => "xtensawin",
            Arch::Rv32imc => "rv32imc",
            Arch::Rv64imc => "rv64imc",
        }
    }

    /// The family of that [`name`](Arch::name).
    pub fn from_name(name: &str) -> Option<Arch> {
        Arch::ALL.into_iter().find(|arch| arch.name() == name)
    }

    /// The family with that number in a `.mpy` header.
    pub fn from_number(number: u8) -> Option<Arch> {
        Arch::ALL.into_iter().find(|arch| *arch as u8 == number)
    }

    /// The optional extensions that firmware can have, each with its bit in the `.mpy` header (`py/asmrv32.h`,
    /// `RV32_EXT_*`; from MicroPython 1.27 on).
    pub const fn flags(self) -> &'static [(&'static str, u64)] {
        match self {
            Arch::Rv32imc => &[("zba", 1), ("zcmp", 2)],
            // The loader refuses flags of any other, RV64 among them (`py/persistentcode.c`, `mp_raw_code_load`).
            Arch::X86
            | Arch::X64
            | Arch::Armv6m
            | Arch::Armv7m
            | Arch::Armv7emsp
            | Arch::Armv7emdp
            | Arch::Xtensa
            | Arch::Xtensawin
            | Arch::Rv64imc => &[],
        }
    }

    /// The names of those extensions, joined by commas.
    pub fn flag_names(self, flags: u64) -> String {
        let named = self.flags().iter().filter(|(_, bit)| flags & bit != 0).map(|(name, _)| *name);
        named.collect::<Vec<_>>().join(",")
    }

    /// Bytes of a pointer: the unit of the loader's relocations.
    pub const fn word(self) -> u64 {
        match self {
            Arch::X64 | Arch::Rv64imc => 8,
            Arch::X86
            | Arch::Armv6m
            | Arch::Armv7m
            | Arch::Armv7emsp
            | Arch::Armv7emdp
            | Arch::Xtensa
            | Arch::Xtensawin
            | Arch::Rv32imc => 4,
        }
    }
}

/// A constant that the loader builds when the module is imported; compiled code reaches it as
/// `mp_native_obj_table[i]` (`py/persistentcode.c`, `load_obj`).
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// The address of the runtime's function table.
    FunTable,
    /// `None`.
    None,
    /// `False`.
    False,
    /// `True`.
    True,
    /// `...`.
    Ellipsis,
    /// A string, UTF-8.
    Str(String),
    /// A bytes object.
    Bytes(Vec<u8>),
    /// An integer of any size, decimal digits with an optional minus sign.
    Int(String),
    /// A float as Python text.
    Float(String),
    /// A complex number as Python text.
    Complex(String),
    /// A tuple of constants.
    Tuple(Vec<Constant>),
}

/// How a symbol with a fixed address meets definitions of the same name. Archives are not asked for either kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixedRule {
    /// `name = value;`: it is the symbol, and what a given object defines by that name is not reached by it.
    Assigned,
    /// `PROVIDE(name = value);`: a definition in a given object comes before it.
    Provided,
}

/// A symbol whose address is known without any object: a function in a chip's ROM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedSymbol {
    /// Its name.
    pub name: String,
    /// Its address; or why there is none, which is an error once something refers to it.
    pub value: Result<u64, String>,
    /// How it meets definitions.
    pub rule: FixedRule,
    /// Where it comes from, as messages name it: `rom.ld:3:1`.
    pub place: String,
}

/// All that a link depends on.
#[derive(Debug)]
pub struct Request {
    /// The processor family; every object must be of it.
    pub arch: Arch,
    /// Entry 0 of the module's qstr table, by convention the name of the source file.
    pub source_name: String,
    /// The rest of the qstr table: `mp_native_qstr_table[i + 1]` in C is the number of `qstrs[i]`.
    pub qstrs: Vec<String>,
    /// The module's constants: `mp_native_obj_table[i]` in C is `constants[i]`.
    pub constants: Vec<Constant>,
    /// Objects and archives, in order.
    pub inputs: Vec<Input>,
    /// Symbols with fixed addresses. Of two assignments of a name the last counts, of two that are only provided the
    /// first, of one of each the assignment.
    pub fixed: Vec<FixedSymbol>,
    /// The optional extensions of the processor that the module needs ([`Arch::flags`]); none for those that the
    /// objects were compiled for.
    pub arch_flags: Option<u64>,
    /// The function that runs on import: `mp_obj_t f(self, n_args, n_kw, args)`.
    pub entry: String,
    /// Whether the report says which lines of the sources the code comes from. It takes debug information, and time.
    pub lines: bool,
    /// Whether code may become shorter and equal constants one. Without it the sections of the module are those of
    /// the objects, to the byte.
    pub shorten: bool,
}

impl Request {
    /// A link of nothing yet: no inputs, no tables; the entry is `mpy_init`, and what can be shorter is made so.
    pub fn new(arch: Arch) -> Request {
        Request {
            arch,
            source_name: String::new(),
            qstrs: Vec::new(),
            constants: Vec::new(),
            inputs: Vec::new(),
            entry: "mpy_init".to_owned(),
            fixed: Vec::new(),
            arch_flags: None,
            lines: false,
            shorten: true,
        }
    }
}
