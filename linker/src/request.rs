//! What a link is asked to do: the inputs, the target and the tables that the module carries.

/// A processor family that MicroPython loads native code for; the numbers are those of the `.mpy` header
/// (`py/persistentcode.h`, `MP_NATIVE_ARCH_*`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arch {
    /// 64-bit x86.
    X64 = 2,
    /// 32-bit RISC-V, integer registers, multiplication, compressed instructions.
    Rv32imc = 11,
}

impl Arch {
    /// Every processor family, in the order of their numbers.
    pub const ALL: [Arch; 2] = [Arch::X64, Arch::Rv32imc];

    /// The name that MicroPython's build system and this project's command line give it.
    pub const fn name(self) -> &'static str {
        match self {
            Arch::X64 => "x64",
            Arch::Rv32imc => "rv32imc",
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

    /// Bytes of a pointer: the unit of the loader's relocations.
    pub const fn word(self) -> u64 {
        match self {
            Arch::X64 => 8,
            Arch::Rv32imc => 4,
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

/// One file to link.
#[derive(Debug, Clone)]
pub struct Input {
    /// How messages name it, usually its path.
    pub name: String,
    /// The whole file: an ELF object or an `ar` archive (told apart by content). Every object given is linked;
    /// of an archive, the members that resolve something.
    pub bytes: Vec<u8>,
}

/// All that a link depends on.
#[derive(Debug, Clone)]
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
    /// The function that runs on import: `mp_obj_t f(self, n_args, n_kw, args)`.
    pub entry: String,
}
