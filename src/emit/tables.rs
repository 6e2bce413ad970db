//! The tables of a module: names, constants, and what it keeps in memory for each.

use crate::ir::{FunctionId, Imm, Singleton};
use indexmap::{IndexMap, IndexSet};
use linker::Constant;
use linker::mpy::qstr::STATIC_QSTRS;
use std::rc::Rc;

/// The longest string, in bytes, that the firmware's own compiler interns (`py/mpconfig.h`,
/// MICROPY_ALLOC_PARSE_INTERN_STRING_LEN).
pub(super) const LONGEST_INTERNED: usize = 10;

/// The tables, filled as the C is written.
///
/// The qstr table begins with the names of sources: of one module with its own. Of several modules the tables are shared,
/// and each has the part from its own source's name on for its table (`src/runtime/rt_bundle.c`): bytecode and the
/// firmware count from there, machine code from the beginning.
#[derive(Default)]
pub(super) struct Tables {
    /// How many sources come after the first.
    sources: usize,
    /// Which of them is this module's.
    source: usize,
    names: IndexSet<Rc<str>>,
    constants: Vec<Constant>,
    defaults: IndexMap<(FunctionId, i64), ()>,
}

impl Tables {
    /// Of so many modules.
    pub fn of_modules(count: usize) -> Tables {
        Tables { sources: count.saturating_sub(1), ..Tables::default() }
    }

    /// The same tables for one of the modules.
    pub fn for_module(self, number: usize) -> Tables {
        Tables { source: number, defaults: IndexMap::new(), ..self }
    }

    /// The index of a name in the module's qstr table, whose first entry is the source's name.
    pub fn name_index(&mut self, name: &str) -> usize {
        self.index_in_code(name) - self.source
    }

    /// The index of a name in the table that machine code sees.
    pub fn index_in_code(&mut self, name: &str) -> usize {
        self.names.insert_full(name.into()).0 + 1 + self.sources
    }

    /// The index of a function's name for the entries of tracebacks, which take 14 bits; without room the file's name.
    pub fn traceback_name(&mut self, name: &str) -> usize {
        let index = self.name_index(name);
        if index < 1 << 14 { index } else { 0 }
    }

    /// A C expression for the number of a name: a constant if every firmware has it.
    pub fn qstr(&mut self, name: &str) -> String {
        match STATIC_QSTRS.iter().position(|known| *known == name) {
            Some(index) => format!("{} /* {} */", index + 1, comment(name)),
            None => format!("QSTR({} /* {} */)", self.index_in_code(name), comment(name)),
        }
    }

    /// A C expression for a string object: interned as the firmware's own compiler would, or from the object table.
    pub fn string(&mut self, text: &str) -> String {
        if text.len() <= LONGEST_INTERNED {
            self.interned(text)
        } else {
            self.constant(Constant::Str(text.into()))
        }
    }

    /// A C expression for an interned string object.
    pub fn interned(&mut self, name: &str) -> String {
        format!("RT_QSTR_OBJ({})", self.qstr(name))
    }

    /// A C expression for a constant of the object table.
    pub fn constant(&mut self, constant: Constant) -> String {
        format!("CONSTANT({})", self.constant_index(constant))
    }

    /// The index of a constant in the object table.
    pub fn constant_index(&mut self, constant: Constant) -> usize {
        self.constants.iter().position(|known| *known == constant).unwrap_or_else(|| {
            self.constants.push(constant);
            self.constants.len() - 1
        })
    }

    /// A C expression for the index of a name.
    pub fn name(&mut self, name: &str) -> String {
        format!("{} /* {} */", self.index_in_code(name), comment(name))
    }

    /// The index of a kept default.
    pub fn kept_default(&mut self, function: FunctionId, position: i64) -> usize {
        let entry = self.defaults.entry((function, position));
        let index = entry.index();
        entry.or_insert(());
        index
    }

    /// How many names the table has, those of the sources too.
    pub fn names(&self) -> usize {
        self.names.len() + 1 + self.sources
    }

    pub fn defaults(&self) -> usize {
        self.defaults.len()
    }

    pub fn qstrs(&self) -> Vec<String> {
        self.names.iter().map(|name| (**name).to_owned()).collect()
    }

    pub fn constants(&self) -> Vec<Constant> {
        self.constants.clone()
    }
}

/// A text inside a C comment.
fn comment(text: &str) -> String {
    text.escape_debug().to_string().replace("*/", "* /").replace("/*", "/ *").replace("??", "? ?")
}

/// A constant of the IR as the linker takes it.
pub(super) fn constant(imm: &Imm) -> Option<Constant> {
    Some(match imm {
        Imm::Str(text) => Constant::Str((**text).to_owned()),
        Imm::Bytes(bytes) => Constant::Bytes(bytes.to_vec()),
        Imm::Big(digits) => Constant::Int((**digits).to_owned()),
        Imm::Float(bits) => Constant::Float(format!("{:?}", f64::from_bits(*bits))),
        Imm::Singleton(Singleton::None) => Constant::None,
        Imm::Singleton(Singleton::True) => Constant::True,
        Imm::Singleton(Singleton::False) => Constant::False,
        Imm::Singleton(Singleton::Ellipsis) => Constant::Ellipsis,
        Imm::Tuple(items) => Constant::Tuple(items.iter().map(constant).collect::<Option<_>>()?),
        Imm::Int(_)
        | Imm::Names(_)
        | Imm::Function(_)
        | Imm::Class(_)
        | Imm::Field(..)
        | Imm::Slot(_)
        | Imm::Signature(_)
        | Imm::Form(_) => {
            return None;
        }
    })
}
