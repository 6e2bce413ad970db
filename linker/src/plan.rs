//! What is to be done at each relocation, said before any address is known.
//!
//! [`crate::planner`] makes a [`Planned`]: for every kept section one [`Plan`] a relocation, and what the plans ask for,
//! which has no place yet either: slots of the global offset table, import stubs, detours. [`crate::layout`] gives each a
//! place; [`crate::relocate`] then knows every address, and does what the plans say.
//!
//! ```text
//! Plan { edit, action }        the bytes of an instruction that are replaced; what is done at the place:
//!   Action::Pointer              a word that the loader adjusts
//!   Action::Put(Value)           a Value::Distance to a Goal (a place, a slot, a stub, a detour), or a number
//!   Action::Difference(Part)     one of several relocations that together form a difference of addresses
//! ```

use indexmap::{IndexMap, IndexSet};

use crate::arch::{Field, Range, Row};
use crate::layout::Block;
use crate::literals::Literals;
use crate::program::{Relocation, SectionId, SymbolId};
use crate::resolve::Target;
use crate::table::{IndexVec, id};

id! {
    /// A word of the global offset table.
    SlotId
}
id! {
    /// A jump to a firmware function.
    StubId
}
id! {
    /// Code out of line.
    DetourId
}

/// What a slot holds: an address, and what is added to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    /// The address.
    pub target: Target,
    /// Added to it; zero for places in the module, whose target has it.
    pub addend: i64,
}

impl Slot {
    /// A target's address plus an addend, in the one way that such a slot is written.
    pub fn new(target: Target, addend: i64) -> Slot {
        match target.plus(addend) {
            Some(target) => Slot { target, addend: 0 },
            None => Slot { target, addend },
        }
    }
}

/// Code out of line that loads a register with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detour {
    /// The address.
    pub address: Slot,
    /// The slot that holds it; `None` if the detour has a word of its own.
    pub slot: Option<SlotId>,
    /// The register.
    pub register: u8,
    /// Where to go on: a section and an offset in it.
    pub back: (SectionId, u64),
}

/// What a distance leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// A place in the image.
    Target(Target),
    /// A slot.
    Slot(SlotId),
    /// A stub.
    Stub(StubId),
    /// A detour.
    Detour(DetourId),
    /// The slots' start, which code of some processors keeps in a register and adds distances to.
    Base,
}

/// The value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// The goal's address, plus the addend, minus the address of `from`, an offset in the section.
    Distance {
        /// What it leads to.
        goal: Goal,
        /// Added.
        addend: i64,
        /// Where it is counted from.
        from: u64,
    },
    /// The goal's address, plus the addend, minus the address of `from` rounded down to a multiple of four, as Arm's
    /// instructions count that load from the code.
    DistanceFromWord {
        /// What it leads to.
        goal: Goal,
        /// Added.
        addend: i64,
        /// Where it is counted from.
        from: u64,
    },
    /// The goal's address, plus the addend, minus the address of the slots' start.
    FromBase {
        /// What it leads to.
        goal: Goal,
        /// Added.
        addend: i64,
    },
    /// The goal's address, plus the addend, minus the address of the entry's section: where the variables of the
    /// module's one thread are counted from.
    FromThread {
        /// What it leads to.
        goal: Goal,
        /// Added.
        addend: i64,
    },
    /// Known already.
    Number(i128),
}

/// One part of a difference of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Replaces what is there.
    Set,
    /// Is added to it.
    Add,
    /// Is subtracted from it.
    Sub,
}

/// What is to be done at a relocation's place.
#[derive(Debug, Clone, Copy)]
pub enum Action {
    /// Nothing.
    Nothing,
    /// A word that the loader adjusts.
    Pointer {
        /// The address.
        target: Target,
        /// Added to it.
        addend: i64,
    },
    /// A value into a field.
    Put {
        /// The value.
        value: Value,
        /// The field.
        field: Field,
        /// What fits.
        range: Range,
    },
    /// A part of a difference.
    Difference {
        /// Which.
        part: Part,
        /// The address.
        target: Target,
        /// Added to it.
        addend: i64,
        /// The field.
        field: Field,
        /// What fits, once all parts are there.
        range: Range,
    },
}

/// Bytes of an instruction that are replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where, from the section's start.
    pub offset: u64,
    /// The new bytes.
    pub bytes: Vec<u8>,
}

/// How one relocation is done: first the edit, then the action.
#[derive(Debug, Clone)]
pub struct Plan {
    /// An instruction that is rewritten.
    pub edit: Option<Edit>,
    /// What is done at the place.
    pub action: Action,
}

impl Plan {
    /// Nothing to be done.
    pub const NOTHING: Plan = Plan { edit: None, action: Action::Nothing };

    /// A value into the row's field.
    pub fn put(row: &Row, value: Value) -> Plan {
        Plan { edit: None, action: Action::Put { value, field: row.field, range: row.range } }
    }

    /// A distance from the relocation's own place into the row's field.
    pub fn distance(row: &Row, relocation: &Relocation, goal: Goal) -> Plan {
        let value = Value::Distance { goal, addend: relocation.addend, from: relocation.offset };
        Plan::put(row, value)
    }

    /// The same plan with an instruction rewritten.
    pub fn with_edit(self, offset: u64, bytes: impl Into<Vec<u8>>) -> Plan {
        Plan { edit: Some(Edit { offset, bytes: bytes.into() }), ..self }
    }
}

/// Code that reads less than a word of memory, or may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadsParts {
    /// A section of the module.
    Section(SectionId),
    /// A function at a fixed address, in a chip's ROM.
    Fixed(SymbolId),
}

/// What planning found out.
#[derive(Debug)]
pub struct Planned {
    /// One plan a relocation, for the kept sections.
    pub plans: IndexVec<SectionId, Vec<Plan>>,
    /// Bytes that are replaced besides, by section.
    pub edits: IndexVec<SectionId, Vec<Edit>>,
    /// The sections whose words are slots.
    pub literals: Literals,
    /// The block that each section is in.
    pub blocks: IndexVec<SectionId, Block>,
    /// The sections of the BSS that the image has the initial contents of (see [`crate::arch::Copying`]).
    pub copied: IndexVec<SectionId, bool>,
    /// The code because of which constants are among them.
    pub reads_parts: Option<ReadsParts>,
    /// The slots, in the order they were asked for.
    pub slots: IndexSet<Slot>,
    /// The stubs: each jumps to the address in a slot, or in a word of its own.
    pub stubs: IndexMap<Target, Option<SlotId>>,
    /// The detours.
    pub detours: IndexVec<DetourId, Detour>,
}
