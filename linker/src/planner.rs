//! Fourth phase: how each relocation will be done, before any address is known.
//!
//! In: the kept sections. Out: [`Planned`], what [`crate::plan`] explains; and which variables must be in the image.
//!
//! A module is loaded as two blocks, at a distance that nobody knows before: the *image* (code, constants,
//! initialised variables) and the *BSS* (variables that start as zero). Only whole words of the image can be adjusted
//! at load time. So an instruction that reaches a variable of the BSS, or an object of the firmware, at a fixed
//! distance cannot be right as it stands. Each architecture rewrites what it can:
//!
//! - *address formed in two steps, or by one instruction that could as well load it* → load it from a slot (x64
//!   `lea v(%rip), r` → `mov slot(%rip), r`; RISC-V `auipc`+`addi` → `auipc`+`lw`);
//! - *RISC-V `auipc` with loads and stores* → the `auipc` becomes a jump to a *detour* that loads the whole address
//!   from a slot into the `auipc`'s register and jumps back; the loads and stores get the offset zero;
//! - *calls of functions of the firmware, and of such as a resolver chooses* → through an import stub, which jumps to the address in a slot. It changes no
//!   register that a call keeps or passes arguments in, and leaves the return address, so `nlr_push` returns twice
//!   into the caller's frame as if it had been called directly;
//! - otherwise (x64 instructions that read or write the variable itself) the variable's section goes into the image.
//!   It is right, with one limit: on the unix port the image is not scanned by the garbage collector, so an object
//!   that only such a variable refers to can be collected there.
//!
//! The other way round, a slot is saved where an address of the image is loaded from one: the load becomes an
//! address computation.

use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use crate::arch::{Architecture, Meaning, Row};
use crate::error::{Error, Problem};
use crate::layout::Block;
use crate::literals::{self, Literals};
use crate::plan::{
    Action, Detour, DetourId, Edit, Goal, Part, Plan, Planned, ReadsParts, Slot, SlotId, StubId, Value,
};
use crate::program::{Binding, ObjectId, Program, Relocation, Section, SectionId, SectionKind, SymbolId};
use crate::reach::Reached;
use crate::resolve::{Provided, Resolved, Target};
use crate::startup::StartWord;
use crate::table::{Id, IndexVec};

/// Where a target is when the module runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts {
    /// In the image.
    Image,
    /// In the BSS, or another block that the loader places apart from the code.
    Bss,
    /// Nowhere: it is a number.
    Number(u64),
    /// Known only when the module is imported.
    Runtime(Provided),
}

/// The ranges of code, an offset and a size, of the sections that an object's own tables name.
pub type CodeRanges = BTreeMap<SectionId, Vec<(u64, u64)>>;

/// The state of the phase, as the architectures' planners see it.
#[derive(Debug)]
pub struct Planner<'a, 'data> {
    /// The tables.
    pub resolved: &'a Resolved<'data>,
    /// The processor family.
    pub architecture: &'static Architecture,
    planned: Planned,
    /// The symbols whose references are known not to be linkable.
    bad: &'a IndexVec<SymbolId, bool>,
    /// For each object that was asked about, whether its code forms the base. Only ever looked up in.
    has_base: HashMap<ObjectId, bool>,
    /// For each object that was asked about, its code, if it counts from the thread pointer. Only ever looked up in.
    thread_code: HashMap<ObjectId, Option<CodeRanges>>,
    errors: Vec<Error>,
}

/// Plans all kept sections.
pub fn plan(
    resolved: &Resolved,
    reached: &Reached,
    literals: Literals,
    architecture: &'static Architecture,
) -> (Planned, Vec<Error>) {
    let count = resolved.program.sections.len();
    let (copied, reads_parts) = copied(resolved, reached, &literals, architecture);
    let planned = Planned {
        plans: IndexVec::filled(Vec::new(), count),
        edits: IndexVec::filled(Vec::new(), count),
        blocks: blocks(resolved, reached, &literals, &copied, architecture),
        copied,
        reads_parts,
        literals,
        slots: IndexSet::new(),
        stubs: IndexMap::new(),
        detours: IndexVec::new(),
    };
    let bad = &reached.bad;
    let mut planner = Planner {
        resolved,
        architecture,
        planned,
        bad,
        has_base: HashMap::new(),
        thread_code: HashMap::new(),
        errors: Vec::new(),
    };
    for section in reached.sections() {
        let plans = (architecture.plan)(&mut planner, section);
        planner.planned.plans[section] = plans;
    }
    (planner.planned, planner.errors)
}

/// The sections whose contents are copied to the BSS: variables that start as something else than zero, and all
/// constants, if some code cannot read them where they are; that code too.
///
/// Of what can be written, only `.data.rel.ro` and the tables of constructors never are. Of functions at fixed
/// addresses, those whose names begin with `__` are arithmetic and `memset` only writes; others may read strings, as the
/// C library's in the ESP8266's ROM do.
fn copied(
    resolved: &Resolved,
    reached: &Reached,
    literals: &Literals,
    architecture: &Architecture,
) -> (IndexVec<SectionId, bool>, Option<ReadsParts>) {
    let program = &resolved.program;
    let mut copied = IndexVec::filled(false, program.sections.len());
    let Some(copying) = architecture.placement.copying else { return (copied, None) };
    let reads_parts = (copying.reads_parts)(program, &|id| reached.kept[id]).map(ReadsParts::Section);
    let reads_parts = reads_parts.or_else(|| {
        let in_module = |id: &SectionId| reached.kept[*id] || literals.are_slots(*id);
        let sections = program.sections.rows().filter(|(id, _)| in_module(id));
        let mut symbols = sections.flat_map(|(_, section)| &section.relocations).map(|r| r.symbol);
        let may_read = |id: &SymbolId| {
            let symbol = &program.symbols[*id];
            let fixed = resolved.fixed.get(symbol.name).filter(|fixed| fixed.wins());
            let is_harmless = symbol.name.starts_with("__") || symbol.name == "memset";
            symbol.binding != Binding::Local && fixed.is_some() && !is_harmless
        };
        symbols.find(may_read).map(ReadsParts::Fixed)
    });
    for id in reached.sections() {
        let section = &program.sections[id];
        let stays = section.size == 0 || section.constructors.is_some() || literals.precedes_code(id);
        copied[id] = !stays
            && Some(id) != resolved.table
            && match section.kind {
                SectionKind::Text | SectionKind::Zero => false,
                SectionKind::ReadOnly => reads_parts.is_some(),
                SectionKind::Data => reads_parts.is_some() || !section.name.starts_with(".data.rel.ro"),
            };
    }
    // Those of a run stay together.
    for run in &program.runs {
        if run.iter().any(|id| copied[*id]) {
            for id in run {
                copied[*id] = reached.kept[*id];
            }
        }
    }
    let any = copied.iter().any(|copied| *copied);
    (copied, reads_parts.filter(|_| any))
}

/// The block of each section. Zeros are in the BSS, but for those that some instruction needs at a known distance.
fn blocks(
    resolved: &Resolved,
    reached: &Reached,
    literals: &Literals,
    copied: &IndexVec<SectionId, bool>,
    architecture: &Architecture,
) -> IndexVec<SectionId, Block> {
    let program = &resolved.program;
    let constants = architecture.placement.constants;
    let mut blocks: IndexVec<SectionId, Block> = (program.sections.rows())
        .map(|(id, section)| match section.kind {
            SectionKind::Text => Block::Image,
            // Without a size it could be all of a block, which the loader would not make.
            _ if section.size == 0 => Block::Image,
            SectionKind::Zero => Block::Bss,
            _ if copied[id] => Block::Bss,
            _ if literals.precedes_code(id) => Block::Image,
            SectionKind::ReadOnly | SectionKind::Data => constants,
        })
        .collect();
    // A run is in one block, and most have contents.
    for id in program.runs.iter().flatten() {
        blocks[*id] = if copied[*id] { Block::Bss } else { constants };
    }
    for from in reached.sections() {
        let section = &program.sections[from];
        let mut rewritable: Option<HashSet<u64>> = None;
        for (index, relocation) in section.relocations.iter().enumerate() {
            let Target::Section(to, _) = resolved.targets[relocation.symbol] else { continue };
            let Some(row) = architecture.row(relocation.r_type) else { continue };
            if blocks[to] == Block::Bss && (architecture.needs_distance)(section, index, row) {
                let find = || architecture.rewritable.map(|find| find(program, from)).unwrap_or_default();
                if !rewritable.get_or_insert_with(find).contains(&relocation.offset) {
                    blocks[to] = constants;
                }
            }
        }
    }
    blocks
}

impl<'data> Planner<'_, 'data> {
    /// A section's row.
    pub fn section(&self, id: SectionId) -> &Section<'data> {
        &self.resolved.program.sections[id]
    }

    /// The block that a section is in.
    pub fn block(&self, section: SectionId) -> Block {
        self.planned.blocks[section]
    }

    /// What a relocation's symbol stands for.
    pub fn target(&self, relocation: &Relocation) -> Target {
        self.resolved.targets[relocation.symbol]
    }

    /// What a pointer to a relocation's symbol has set beside the address (see [`Architecture::function_bits`]).
    pub fn pointer_bits(&self, relocation: &Relocation) -> i64 {
        self.resolved.pointer_bits[relocation.symbol].cast_signed()
    }

    /// Whether code of a section's object forms the base that distances are added to. It need not be in the section: a
    /// function's seldom executed part can be in another.
    pub fn object_has_base(&mut self, section: SectionId) -> bool {
        let object = self.section(section).object;
        let (sections, architecture) = (&self.resolved.program.sections, self.architecture);
        let is_base = |relocation: &Relocation| {
            architecture.row(relocation.r_type).is_some_and(|row| row.meaning == Meaning::Base)
        };
        *self.has_base.entry(object).or_insert_with(|| {
            let mut own = sections.iter().filter(|section| section.object == object);
            own.any(|section| section.relocations.iter().any(is_base))
        })
    }

    /// The ranges of code of a section whose object has variables that are counted from the thread pointer: what `find`
    /// gives for the object, or all of the section. None if the object has no such variables.
    pub fn thread_code(
        &mut self,
        section: SectionId,
        find: impl FnOnce(&Program, ObjectId) -> Option<CodeRanges>,
    ) -> Option<Vec<(u64, u64)>> {
        let (program, object) = (&self.resolved.program, self.section(section).object);
        let ranges = self.thread_code.entry(object).or_insert_with(|| find(program, object)).as_ref()?;
        Some(ranges.get(&section).cloned().unwrap_or_else(|| vec![(0, program.sections[section].size)]))
    }

    /// Where a target is when the module runs.
    pub fn whereabouts(&self, target: Target) -> Whereabouts {
        match target {
            Target::Section(section, _) if self.block(section) == Block::Image => Whereabouts::Image,
            Target::Section(..) => Whereabouts::Bss,
            Target::Absolute(value) => Whereabouts::Number(value),
            Target::Runtime(word) => Whereabouts::Runtime(word),
            // The reach phase ended the link if one of them is referred to.
            Target::Undefined | Target::Discarded => Whereabouts::Number(0),
        }
    }

    /// The slot that holds a target's address plus an addend.
    pub fn slot(&mut self, target: Target, addend: i64) -> SlotId {
        SlotId::new(self.planned.slots.insert_full(Slot::new(target, addend)).0)
    }

    /// The slot that a word of a section is; `None` if it is none.
    pub fn literal_slot(&mut self, section: SectionId, offset: i64) -> Option<SlotId> {
        if !self.planned.literals.are_slots(section) {
            return None;
        }
        let Slot { target, addend } = literals::slot(self.resolved, self.architecture, section, offset)?;
        Some(self.slot(target, addend))
    }

    /// The stub that jumps to a target.
    pub fn stub(&mut self, target: Target) -> StubId {
        let target = match target {
            Target::Absolute(value) => Target::Absolute(value | self.architecture.function_bits),
            Target::Section(..) | Target::Runtime(_) | Target::Undefined | Target::Discarded => target,
        };
        let is_chosen = matches!(target, Target::Runtime(Provided::Startup(StartWord::Chosen(..))));
        let has_slot =
            self.architecture.stub_word.is_none() || is_chosen && self.architecture.stub_slot_word.is_some();
        let slot = has_slot.then(|| self.slot(target, 0));
        let entry = self.planned.stubs.entry(target);
        let index = entry.index();
        entry.or_insert(slot);
        StubId::new(index)
    }

    /// A new detour, which loads a register with a target's address plus an addend and goes on at `back`.
    pub fn detour(&mut self, target: Target, addend: i64, register: u8, back: (SectionId, u64)) -> DetourId {
        let slot = self.architecture.detour_word.is_none().then(|| self.slot(target, addend));
        self.planned.detours.push(Detour { address: Slot::new(target, addend), slot, register, back })
    }

    /// Bytes that are replaced, whatever becomes of the relocations around them.
    pub fn edit(&mut self, section: SectionId, edit: Edit) {
        self.planned.edits[section].push(edit);
    }

    /// The place that the variables of the module's one thread are counted from.
    pub fn thread_base(&self) -> Target {
        let entry = self.resolved.entry.map(|entry| self.resolved.targets[entry]);
        match entry {
            Some(Target::Section(section, _)) => Target::Section(section, 0),
            _ => Target::Absolute(0),
        }
    }

    /// Notes a problem at a relocation, which is then left undone.
    pub fn refuse(&mut self, section: SectionId, relocation: &Relocation, problem: Problem) -> Plan {
        if self.bad[relocation.symbol] {
            return Plan::NOTHING;
        }
        let location =
            self.resolved.program.location(section, Some(relocation.offset), Some(relocation.symbol));
        self.errors.push(Error::new(location, problem));
        Plan::NOTHING
    }

    /// Notes a problem at an offset of a section.
    pub fn refuse_section(&mut self, section: SectionId, offset: u64, problem: Problem) {
        let location = self.resolved.program.location(section, Some(offset), None);
        self.errors.push(Error::new(location, problem));
    }

    /// The name of a relocation's symbol, for messages.
    pub fn symbol_name(&self, relocation: &Relocation) -> String {
        self.resolved.program.symbols[relocation.symbol].name.to_owned()
    }

    /// Plans a transfer of control, the same on every architecture.
    pub fn plan_call(&mut self, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
        let target = self.target(relocation);
        match self.whereabouts(target) {
            Whereabouts::Image => Plan::distance(row, relocation, Goal::Target(target)),
            Whereabouts::Runtime(word) if !word.is_function() => {
                let symbol = self.symbol_name(relocation);
                self.refuse(section, relocation, Problem::FirmwareDistance { symbol })
            }
            _ if relocation.addend != self.architecture.call_addend => {
                let symbol = self.symbol_name(relocation);
                self.refuse(section, relocation, Problem::FirmwareDistance { symbol })
            }
            Whereabouts::Runtime(_) | Whereabouts::Number(_) | Whereabouts::Bss => {
                let stub = self.stub(target);
                Plan::distance(row, relocation, Goal::Stub(stub))
            }
        }
    }

    /// Plans what needs no instruction to be looked at; `None` for what does.
    pub fn plan_common(&mut self, section: SectionId, relocation: &Relocation, row: &Row) -> Option<Plan> {
        let target = self.target(relocation);
        let addend = relocation.addend | self.pointer_bits(relocation);
        let difference = |part| Plan {
            edit: None,
            action: Action::Difference { part, target, addend, field: row.field, range: row.range },
        };
        let plan = match row.meaning {
            Meaning::Nothing => Plan::NOTHING,
            Meaning::Pointer => Plan { edit: None, action: Action::Pointer { target, addend } },
            Meaning::Call => self.plan_call(section, relocation, row),
            Meaning::Set => difference(Part::Set),
            Meaning::Add => difference(Part::Add),
            Meaning::Sub => difference(Part::Sub),
            Meaning::Absolute => match self.whereabouts(target) {
                Whereabouts::Number(value) => {
                    Plan::put(row, Value::Number(i128::from(value.cast_signed()) + i128::from(addend)))
                }
                Whereabouts::Image | Whereabouts::Bss | Whereabouts::Runtime(_) => {
                    let symbol = self.symbol_name(relocation);
                    let problem = Problem::NotPositionIndependent { relocation: row.name, symbol };
                    self.refuse(section, relocation, problem)
                }
            },
            Meaning::Unsupported(why) => {
                let symbol = self.symbol_name(relocation);
                self.refuse(
                    section,
                    relocation,
                    Problem::UnsupportedRelocation { relocation: row.name, symbol, why },
                )
            }
            Meaning::Base => Plan::distance(row, relocation, Goal::Base),
            Meaning::GotFromBase => {
                let goal = Goal::Slot(self.slot(target, self.pointer_bits(relocation)));
                Plan::put(row, Value::FromBase { goal, addend: relocation.addend })
            }
            Meaning::FromBase => match self.whereabouts(target) {
                Whereabouts::Image => Plan::put(row, Value::FromBase { goal: Goal::Target(target), addend }),
                Whereabouts::Bss | Whereabouts::Number(_) | Whereabouts::Runtime(_) => {
                    let symbol = self.symbol_name(relocation);
                    self.refuse(section, relocation, Problem::FirmwareDistance { symbol })
                }
            },
            Meaning::FromThread => match self.whereabouts(target) {
                Whereabouts::Image => {
                    Plan::put(row, Value::FromThread { goal: Goal::Target(target), addend })
                }
                Whereabouts::Bss | Whereabouts::Number(_) | Whereabouts::Runtime(_) => {
                    let symbol = self.symbol_name(relocation);
                    self.refuse(section, relocation, Problem::FirmwareDistance { symbol })
                }
            },
            Meaning::Relative
            | Meaning::Operand
            | Meaning::ThreadSlot
            | Meaning::RelativeToWord
            | Meaning::High
            | Meaning::AbsoluteHigh
            | Meaning::AbsoluteLow
            | Meaning::ThreadPointer
            | Meaning::GotHigh
            | Meaning::Low
            | Meaning::Got
            | Meaning::RelaxableGot => return None,
        };
        Some(plan)
    }

    /// The row of a relocation; without one, an error is noted.
    pub fn row(&mut self, section: SectionId, relocation: &Relocation) -> Option<&'static Row> {
        let row = self.architecture.row(relocation.r_type);
        if row.is_none() {
            let target = self.architecture.arch;
            let problem = Problem::UnknownRelocation { number: relocation.r_type, target };
            self.refuse(section, relocation, problem);
        }
        row
    }
}
