//! The intermediate representation: functions of basic blocks in SSA form, typed values, explicit effects.
//!
//! `lower` makes it, `passes` rewrite it, `emit` turns it into C. It prints as text that parses back ([`mod@print`],
//! [`parse`]) and as a tree ([`tree`]); [`verify`] states its rules. What an operation is called, takes, gives and
//! may do is one row of the table in [`ops`].
//!
//! ```text
//! func area(radius: float) -> float @3:1 {
//! b0(v0 radius: float):
//!   v1: object = global "math" @4:12
//!   v2: object = module_attr "pi", v1 @4:12
//!   v3: float = unbox_float "area: result", v2 @4:12
//!   v4: float = float_mul v3, v0 @4:12
//!   return v4 @4:5
//! }
//! ```
//!
//! A block has parameters instead of phi nodes; a jump gives their arguments. A value has one type:
//! how it is held in C on the target, not what the checker knows of it.

mod classes;
pub mod dominators;
pub mod form;
pub mod loops;
pub mod ops;
pub mod parse;
pub mod print;
pub mod signature;
mod terminator;
pub mod tree;
pub mod verify;
pub mod views;

use std::rc::Rc;

pub use classes::{Class, Field};
pub use form::Form;
pub use ops::{Effects, ImmKind, Op, OpInfo};
pub use signature::Signature;
pub use terminator::Terminator;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in its table.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A value of a function.
    ValueId;
    /// A block of a function.
    BlockId;
    /// A function of a module.
    FunctionId;
    /// A class of a module.
    ClassId;
    /// A field of a class.
    FieldId;
    /// A memory cell of a function: a variable that must survive a longjmp, an iterator's state, a handler's frame.
    SlotId;
}

/// How a value is held in C.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// Any Python object (`mp_obj_t`); the null object stands for an unbound name or an exhausted iterator.
    Object,
    /// A Python object known to be an int (a bool or a big int included); small ones are tagged words.
    Int,
    /// The firmware's float, unboxed.
    Float,
    /// A C bool.
    Bool,
    /// A machine word, signed: arithmetic wraps around.
    Word,
    /// A machine word, unsigned.
    Uword,
    /// The address of something in memory.
    Address,
    /// Several objects in an array on the C stack.
    Pack,
    /// Where a container has its items ([`views`]).
    View,
    /// What a function gives that gives several values ([`Function::results`]), in a struct of C.
    Results,
    /// Nothing.
    Void,
}

impl Type {
    /// As printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Type::Object => "object",
            Type::Int => "int",
            Type::Float => "float",
            Type::Bool => "bool",
            Type::Word => "word",
            Type::Uword => "uword",
            Type::Address => "address",
            Type::Pack => "pack",
            Type::View => "view",
            Type::Results => "results",
            Type::Void => "void",
        }
    }

    /// The type of a printed name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Type> {
        let all = [
            Type::Object,
            Type::Int,
            Type::Float,
            Type::Bool,
            Type::Word,
            Type::Uword,
            Type::Address,
            Type::Pack,
            Type::View,
            Type::Results,
            Type::Void,
        ];
        all.into_iter().find(|ty| ty.name() == name)
    }
}

/// A place in the Python source: line and column from 1; line 0 where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Loc {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
    /// The function that it is in, where that is another than the one it became a part of ([`crate::passes::inline`]).
    pub of: Option<FunctionId>,
}

impl Loc {
    /// A place in the function itself.
    #[must_use]
    pub fn at(line: u32, column: u32) -> Loc {
        Loc { line, column, of: None }
    }
}

/// An operand that is known when compiling.
#[derive(Debug, Clone, PartialEq)]
pub enum Imm {
    /// A name, a message or a string constant.
    Str(Rc<str>),
    /// The bytes of a constant.
    Bytes(Rc<[u8]>),
    /// A number of this compiler's own: a count, an index, an operator.
    Int(i64),
    /// A Python integer of any size, decimal.
    Big(Rc<str>),
    /// A float, by its bits, so that it compares and prints exactly.
    Float(u64),
    /// `None`, `True`, `False` or `...` inside a constant.
    Singleton(Singleton),
    /// A constant tuple.
    Tuple(Vec<Imm>),
    /// Names of keyword arguments; the last so many operands are their values.
    Names(Vec<Rc<str>>),
    /// A function.
    Function(FunctionId),
    /// A class.
    Class(ClassId),
    /// A field of a class.
    Field(ClassId, FieldId),
    /// A memory cell.
    Slot(SlotId),
    /// A C function.
    Signature(Rc<Signature>),
    /// The native form of a function of another module.
    Form(Rc<Form>),
}

impl Imm {
    /// It is of this kind.
    #[must_use]
    pub fn is(&self, kind: ImmKind) -> bool {
        match self {
            Imm::Str(_) => matches!(kind, ImmKind::Str | ImmKind::Constant),
            Imm::Big(_) => matches!(kind, ImmKind::Big | ImmKind::Constant),
            Imm::Float(_) => matches!(kind, ImmKind::Float | ImmKind::Constant),
            Imm::Bytes(_) | Imm::Singleton(_) | Imm::Tuple(_) => kind == ImmKind::Constant,
            Imm::Int(_) => kind == ImmKind::Int,
            Imm::Names(_) => kind == ImmKind::Names,
            Imm::Function(_) => kind == ImmKind::Function,
            Imm::Class(_) => kind == ImmKind::Class,
            Imm::Field(..) => kind == ImmKind::Field,
            Imm::Slot(_) => kind == ImmKind::Slot,
            Imm::Signature(_) => kind == ImmKind::Signature,
            Imm::Form(_) => kind == ImmKind::Form,
        }
    }
}

/// The constants of which there is one each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Python's")]
pub enum Singleton {
    None,
    True,
    False,
    Ellipsis,
}

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Inst {
    /// What it is.
    pub op: Op,
    /// Its immediate operands, as [`OpInfo::imms`] says.
    pub imms: Vec<Imm>,
    /// Its operands.
    pub args: Vec<ValueId>,
    /// What it defines; none when the operation gives nothing.
    pub result: Option<ValueId>,
    /// Where it comes from.
    pub loc: Loc,
}

/// Where to go, and the arguments for the block's parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The block.
    pub block: BlockId,
    /// As many as it has parameters.
    pub args: Vec<ValueId>,
}

/// A basic block.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its parameters.
    pub params: Vec<ValueId>,
    /// Its operations.
    pub insts: Vec<Inst>,
    /// How it ends.
    pub terminator: Terminator,
    /// The place of the terminator.
    pub loc: Loc,
    /// It is there for rare cases, and to be small rather than fast.
    pub is_cold: bool,
}

/// What is known of a value besides where it is defined.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// How it is held.
    pub ty: Type,
    /// The Python variable it is a version of, for readable C.
    pub name: Option<Rc<str>>,
}

/// What a memory cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A variable whose value must survive a longjmp.
    Variable(Type),
    /// The state of an iteration (`mp_obj_iter_buf_t`).
    Iterator,
    /// The frame of a protected region.
    Frame,
}

/// A memory cell of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// What it holds.
    pub kind: SlotKind,
    /// Its Python name, if it has one.
    pub name: Option<Rc<str>>,
}

/// How a parameter is passed from Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// The cell of a free variable, which a closure gives.
    Cell,
    /// By its place alone. The firmware does not have it: such a parameter gets a name there that no keyword has.
    PositionalOnly,
    /// Positional or by keyword.
    Positional,
    /// Only by keyword.
    KeywordOnly,
    /// `*args`.
    Star,
    /// `**kwargs`.
    DoubleStar,
}

/// A parameter of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// Its name.
    pub name: Rc<str>,
    /// How the native function takes it.
    pub ty: Type,
    /// The class its annotation names, whose instances alone it takes.
    pub class: Option<ClassId>,
    /// What its annotation promises, when that is checked by type alone: the name of a built-in type; of a word, `u16` and its
    /// like ([`Param::width`]).
    pub builtin: Option<Rc<str>>,
    /// `None` is accepted as well.
    pub optional: bool,
    /// How it is passed.
    pub kind: ParamKind,
    /// It has a default.
    pub has_default: bool,
}

/// A function in two forms: a native one that compiled code calls, and the Python one that checks, unboxes and calls it.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its qualified name: `f`, `C.m`, `<module>`.
    pub name: Rc<str>,
    /// Its parameters.
    pub params: Vec<Param>,
    /// How the native form gives its result.
    pub result: Type,
    /// How each of several values is held that the native form gives, where that is its result. The Python form gives them as a tuple.
    pub results: Vec<Type>,
    /// A call makes an object that runs when it is resumed: a generator or a coroutine.
    pub suspends: bool,
    /// It is to be small rather than fast.
    pub is_small: bool,
    /// Other modules call its native form.
    pub exported: Option<u32>,
    /// Its blocks; the first is entered, with the parameters as its own.
    pub blocks: Vec<Block>,
    /// Its values.
    pub values: Vec<Value>,
    /// Its memory cells.
    pub slots: Vec<Slot>,
    /// Where it is defined; of what suspends, where it begins.
    pub loc: Loc,
}

impl Param {
    /// How many bits the int has that is given for a word, and whether one is for the sign; none if any word may be.
    #[must_use]
    pub fn width(&self) -> Option<(u32, bool)> {
        let name = self.builtin.as_deref().filter(|_| matches!(self.ty, Type::Word | Type::Uword))?;
        Some((name.get(1..)?.parse().ok()?, name.starts_with('i')))
    }

    /// What a width is called that [`Op::CheckFixed`] has as immediates.
    #[must_use]
    pub fn width_name(imms: &[Imm]) -> String {
        match imms {
            [_, Imm::Int(bits), Imm::Int(0)] => format!("u{bits}"),
            [_, Imm::Int(bits), _] => format!("i{bits}"),
            _ => String::new(),
        }
    }
}

impl Module {
    /// The operations of all functions.
    pub fn insts(&self) -> impl Iterator<Item = &Inst> {
        self.functions.iter().flat_map(Function::insts)
    }

    /// The C functions that are called, as often as they are.
    pub fn called_in_c(&self) -> impl Iterator<Item = &Rc<Signature>> {
        self.insts().flat_map(|inst| &inst.imms).filter_map(|imm| match imm {
            Imm::Signature(signature) => Some(signature),
            _ => None,
        })
    }
}

impl Inst {
    /// How many elements the pack has that it makes, if it makes one.
    #[must_use]
    pub fn pack_size(&self) -> Option<i64> {
        match (self.op, self.imms.as_slice()) {
            (Op::Unpack, [Imm::Int(number)]) => Some(*number),
            (Op::UnpackStar, [Imm::Int(before), Imm::Int(after)]) => {
                before.checked_add(*after)?.checked_add(1)
            }
            (Op::LoadMethod, _) => Some(2),
            _ => None,
        }
    }
}

impl Function {
    /// Its operations, block by block.
    pub fn insts(&self) -> impl Iterator<Item = &Inst> {
        self.blocks.iter().flat_map(|block| &block.insts)
    }

    /// Whether it has a protected region: what is there is kept in memory, and is slower than in a function without.
    #[must_use]
    pub fn protects(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block.terminator, Terminator::Try { .. }))
    }

    /// Whether calls may lead back to it, so that it asks for stack (`passes/stack.rs`).
    #[must_use]
    pub fn is_recursive(&self) -> bool {
        self.insts().any(|inst| inst.op == Op::StackCheck)
    }

    /// What is known of a value.
    #[must_use]
    pub fn value(&self, id: ValueId) -> Option<&Value> {
        self.values.get(id.index())
    }

    /// A value that is yet to be defined.
    pub fn new_value(&mut self, ty: Type, name: Option<Rc<str>>) -> ValueId {
        let id = ValueId(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
        self.values.push(Value { ty, name });
        id
    }

    /// How a value is held; `Void` for an id that is not of this function, which the verifier reports.
    #[must_use]
    pub fn ty(&self, id: ValueId) -> Type {
        self.value(id).map_or(Type::Void, |value| value.ty)
    }

    /// The part of the name after the last dot.
    #[must_use]
    pub fn short_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }
}

/// A module.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// The name it is imported by.
    pub name: Rc<str>,
    /// The name of its source file.
    pub source_name: Rc<str>,
    /// Its functions.
    pub functions: Vec<Function>,
    /// Its classes.
    pub classes: Vec<Class>,
    /// The function that runs on import.
    pub init: FunctionId,
}
