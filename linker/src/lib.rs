//! Links ELF objects and archives into native MicroPython modules (`.mpy` files).
//!
//! Bytes in, bytes out: this library does no I/O and knows nothing of Python source. One pass a phase, each a
//! function from the previous result to the next:
//!
//! ```text
//! read ─▶ resolve ─▶ reach ─▶ lay out ─▶ relocate ─▶ write
//! ```

/// A processor family that MicroPython loads native code for; the numbers are those of the `.mpy` header
/// (`py/persistentcode.h`, `MP_NATIVE_ARCH_*`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arch {
    /// 64-bit x86.
    X64 = 2,
    /// 32-bit RISC-V, integer registers, multiplication, compressed instructions.
    Rv32imc = 11,
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
