//! The `.mpy` format, version 6.3: what a file holds, as a value; the writer and the reader of it.
//!
//! ```text
//! 'M' 06 feature small-int-bits [arch flags] n_qstr n_obj qstr… obj… raw-code
//! ```
//!
//! All numbers after the header are [variable-length](vuint), most significant group first. Sources:
//! `py/persistentcode.c` and `py/persistentcode.h` of MicroPython (the same from 1.23 on).

pub mod qstr;
mod read;
mod relocations;
pub mod vuint;
mod write;

pub use read::{Part, ReadError, Span, read, read_spans};
pub use write::{WriteError, write};

use crate::firmware::RuntimeWord;
use crate::request::Constant;

/// The version that is written and read.
pub const VERSION: u8 = 6;
/// The version of native code that is written and read.
pub const SUB_VERSION: u8 = 3;

/// A whole file.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// The processor family's number, 0 for bytecode alone (`py/persistentcode.h`, `MP_NATIVE_ARCH_*`).
    pub arch: u8,
    /// The version of native code; 0 for bytecode alone.
    pub sub_version: u8,
    /// Bits that the firmware's small integers must have.
    pub small_int_bits: u8,
    /// Optional extensions of the processor that the code uses.
    pub arch_flags: Option<u64>,
    /// The names; entry 0 is by convention the source file's.
    pub qstrs: Vec<String>,
    /// The constants.
    pub constants: Vec<Constant>,
    /// The code that runs on import.
    pub code: RawCode,
}

impl Module {
    /// The name of a piece's function, where the piece says it: bytecode, and machine code of `@native`.
    pub fn function_name(&self, code: &RawCode) -> Option<&str> {
        let prelude = match &code.body {
            Body::Bytecode { bytes } => bytes.as_slice(),
            Body::Native { bytes, prelude_offset } => bytes.get(usize::try_from(*prelude_offset).ok()?..)?,
            Body::Viper(_) | Body::Assembler { .. } => return None,
        };
        // Two numbers whose bytes go on while bit 7 is set, the signature and the sizes; then the name, as its place in
        // the table (`py/bc.h`, `MP_BC_PRELUDE_SIG_DECODE`, `MP_BC_PRELUDE_SIZE_DECODE`).
        let mut rest = prelude;
        for _ in 0..2 {
            let end = rest.iter().position(|byte| byte & 0x80 == 0)?;
            rest = rest.get(end + 1..)?;
        }
        let index = usize::try_from(vuint::read(&mut rest)?).ok()?;
        self.qstrs.get(index).map(String::as_str)
    }
}

/// One piece of code, and those nested in it.
#[derive(Debug, Clone, PartialEq)]
pub struct RawCode {
    /// Its bytes and what belongs to their kind.
    pub body: Body,
    /// Nested pieces.
    pub children: Vec<RawCode>,
}

/// A piece of code by its kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Bytecode, with its prelude.
    Bytecode {
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// Machine code made by `@micropython.native`.
    Native {
        /// The bytes.
        bytes: Vec<u8>,
        /// Where the prelude is.
        prelude_offset: u64,
    },
    /// Machine code made by `@micropython.viper`, or by a linker.
    Viper(Viper),
    /// Machine code made by `@micropython.asm_*`.
    Assembler {
        /// The bytes.
        bytes: Vec<u8>,
        /// Flags of the function.
        scope_flags: u64,
        /// Arguments it takes.
        positional: u64,
        /// Their and the result's types.
        type_signature: u64,
    },
}

/// Machine code with what the loader needs to place it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Viper {
    /// Code and everything that is loaded with it; execution starts at the first byte.
    pub text: Vec<u8>,
    /// Flags beyond those that the other fields make (`py/runtime0.h`, `MP_SCOPE_FLAG_*`).
    pub scope_flags: u64,
    /// Constants loaded apart from the code, if any.
    pub rodata: Vec<u8>,
    /// Bytes of variables that start as zero.
    pub bss_size: u64,
    /// Words that the loader adjusts; `None` if the code cannot have any.
    pub relocations: Option<Vec<Relocation>>,
}

/// The block that holds an adjusted word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Base {
    /// The text.
    Text,
    /// The constants that are loaded apart.
    Rodata,
}

/// What the loader adds to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// The address of the text.
    Text,
    /// The address of the constants that are loaded apart.
    Rodata,
    /// The address of the variables.
    Bss,
    /// A word of the runtime's.
    Runtime(RuntimeWord),
}

/// One word that the loader adjusts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Relocation {
    /// The block that holds it.
    pub base: Base,
    /// Words from the block's start.
    pub word: u64,
    /// What is added.
    pub operation: Operation,
}

/// Flags that say which optional parts follow (`py/runtime0.h`).
pub(crate) mod scope_flag {
    pub const RELOCATIONS: u64 = 0x10;
    pub const RODATA: u64 = 0x20;
    pub const BSS: u64 = 0x40;
}

/// Numbers of the kinds of raw code, as stored (`py/emitglue.h`, less 2).
pub(crate) mod raw_kind {
    pub const BYTECODE: u64 = 0;
    pub const NATIVE: u64 = 1;
    pub const VIPER: u64 = 2;
    pub const ASSEMBLER: u64 = 3;
}

#[cfg(test)]
mod tests;
