//! Fifth phase: where everything goes.
//!
//! In: the kept sections and what the plans ask for. Out: [`Layout`], the offset of every section, slot, stub and
//! detour in the two blocks.
//!
//! ```text
//! image:  [entry jump] entry's section, other code, stubs, detours; slots, constants, variables, zeros in the image;
//!         the start-up code's table
//! BSS:    the other sections of zeros
//! ```
//!
//! Where code loads words only from behind itself, slots come right after the entry jump. Where code's memory is not
//! for data, constants and variables are in a third block, which the loader puts behind the BSS; or variables are in the
//! BSS, and the image has their initial contents and the code that copies them, to which the entry jump goes:
//!
//! ```text
//! image:  entry jump, slots, [addresses for the copying code], [copying code], entry's section, …, [initial contents]
//! BSS:    [copied sections], sections of zeros
//! ```
//!
//! Code keeps the order of the link; the rest is ordered so that alignment costs little.
//!
//! The loader calls the image's first byte. When the entry function is the first of its section, that section comes
//! first and there is no jump.
//!
//! The garbage collector keeps the BSS alive only by a pointer to its first byte, and on most ports the image is the
//! one place where it looks (`py/gc.c`, `VERIFY_PTR`; `MICROPY_PERSISTENT_CODE_TRACK_BSS_RODATA` is 0). So whenever
//! there is a BSS there is a slot with exactly that address: slots are constant, nothing overwrites one.

use std::collections::{BTreeMap, HashSet, VecDeque};

use crate::arch::{Architecture, DetourAddresses, Meaning};
use crate::error::{Error, Location, Problem};
use crate::firmware::RuntimeWord;
use crate::plan::{Action, DetourId, Planned, Slot, SlotId, StubId};
use crate::program::{Program, SectionId, SectionKind};
use crate::reach::Reached;
use crate::read::object::SECTION_LIMIT;
use crate::resolve::{Provided, Resolved, Target};
use crate::table::{Id, IndexVec};

/// The parts of a loaded module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Block {
    /// Code, constants and initialised variables: the `.mpy` file's text.
    Image,
    /// Constants and initialised variables that are loaded apart from the code: the `.mpy` file's rodata.
    Rodata,
    /// Variables that start as zero.
    Bss,
}

/// A place in a loaded module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Which part.
    pub block: Block,
    /// Bytes from its start.
    pub offset: u64,
}

/// What is copied to the head of the BSS before the entry function runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Where the three addresses are that the code loads; offsets in the image, as the others.
    pub words: u64,
    /// Where the code is.
    pub code: u64,
    /// Where it goes on.
    pub entry: u64,
    /// Where the contents are.
    pub from: u64,
    /// Bytes of them, whole words.
    pub size: u64,
}

/// Where everything is.
#[derive(Debug)]
pub struct Layout {
    /// The kept sections' places.
    pub sections: IndexVec<SectionId, Option<Position>>,
    /// The sections in the order of their places, image first.
    pub order: Vec<SectionId>,
    /// The jump to the entry function, if one is needed.
    pub entry_jump: Vec<u8>,
    /// What is copied, if anything is.
    pub copy: Option<Copied>,
    /// Bytes of the image.
    pub image_size: u64,
    /// Bytes of the constants that are loaded apart.
    pub rodata_size: u64,
    /// Bytes of the BSS.
    pub bss_size: u64,
    /// Where the slots begin in the image.
    pub slots_start: u64,
    /// The slots in the order of their places, sorted so that the loader's relocations come in runs.
    pub slots: Vec<Slot>,
    /// For each slot, by its id, its place in the image.
    pub slot_offsets: IndexVec<SlotId, u64>,
    /// For each stub its place in the image.
    pub stubs: IndexVec<StubId, u64>,
    /// For each detour its place in the image.
    pub detours: IndexVec<DetourId, u64>,
}

/// Rounds up to a multiple of a power of two.
fn align_up(value: u64, align: u64) -> u64 {
    value.saturating_add(align - 1) & !(align - 1)
}

impl Layout {
    /// The place of a section's byte; `None` if the section is not part of the module.
    pub fn position(&self, section: SectionId, offset: i64) -> Option<Position> {
        let start = self.sections[section]?;
        Some(Position { block: start.block, offset: start.offset.checked_add_signed(offset)? })
    }

    /// Where in the file the bytes are that a place of the module has at the start: elsewhere, if they are copied there.
    pub fn bytes_at(&self, position: Position) -> Position {
        match (position.block, self.copy) {
            (Block::Bss, Some(copy)) if position.offset < copy.size => {
                Position { block: Block::Image, offset: copy.from + position.offset }
            }
            _ => position,
        }
    }

    /// Where bytes of the file are when the entry function runs.
    pub fn copied_to(&self, position: Position) -> Position {
        let within = |copy: &Copied| {
            let offset = position.offset.checked_sub(copy.from).filter(|offset| *offset < copy.size)?;
            (position.block == Block::Image).then_some(Position { block: Block::Bss, offset })
        };
        self.copy.as_ref().and_then(within).unwrap_or(position)
    }

    fn place(&mut self, block: Block, offset: u64, what: Content) {
        match what {
            Content::Run(members) => {
                for (id, within) in members {
                    let offset = offset.saturating_add(within);
                    self.sections[id] = Some(Position { block, offset });
                    self.order.push(id);
                }
            }
            Content::Slots => self.slots_start = offset,
            Content::CopyWords => {
                if let Some(copy) = &mut self.copy {
                    copy.words = offset;
                }
            }
        }
    }
}

/// Lays out the module.
pub fn lay_out(
    resolved: &Resolved,
    reached: &Reached,
    planned: &Planned,
    architecture: &Architecture,
) -> Result<Layout, Vec<Error>> {
    let program = &resolved.program;
    let literals = &planned.literals;
    let word = architecture.arch.word();
    let mut layout = Layout {
        sections: IndexVec::filled(None, program.sections.len()),
        order: Vec::new(),
        entry_jump: Vec::new(),
        copy: None,
        image_size: 0,
        rodata_size: 0,
        bss_size: 0,
        slots_start: 0,
        slots: Vec::new(),
        slot_offsets: IndexVec::filled(0, planned.slots.len()),
        stubs: IndexVec::new(),
        detours: IndexVec::new(),
    };
    let mut errors = Vec::new();

    // Alignment is a promise to the code in a section; it can be kept up to what the loader gives.
    let mut align_of = |id: SectionId, block: &'static str, most: u64| {
        let align = program.sections[id].align;
        if align > most {
            let problem = Problem::Alignment { align, block, most };
            errors.push(Error::new(program.location(id, program.sole_symbol(id), None), problem));
        }
        // Words that the loader adjusts are at multiples of a word, and some instructions count from such.
        let counts_words = |number| {
            let row = architecture.row(number);
            row.is_some_and(|row| matches!(row.meaning, Meaning::Pointer | Meaning::Operand))
        };
        let in_words = program.sections[id].relocations.iter().any(|r| counts_words(r.r_type));
        if in_words { align.min(most).max(word) } else { align.min(most) }
    };

    // BSS first, and of it first what is copied there.
    let copied =
        copied_pieces(resolved, reached, planned, |id| align_of(id, "the BSS", architecture.bss_align));
    let mut bss = 0;
    for (what, offset) in pack(&mut bss, copied) {
        layout.place(Block::Bss, offset, what);
    }
    let copying = architecture.placement.copying.filter(|_| bss > 0);
    if copying.is_some() {
        bss = align_up(bss, word);
        layout.copy = Some(Copied { words: 0, code: 0, entry: 0, from: 0, size: bss });
    }
    let copied_order = std::mem::take(&mut layout.order);

    // A section that some slot or word of the code has the start of begins it, which saves a slot for the
    // block's head.
    let mut bss_order: Vec<SectionId> =
        reached.sections().filter(|id| planned.blocks[*id] == Block::Bss && !planned.copied[*id]).collect();
    let in_code = starts_in_code(resolved, reached, planned);
    let has_slot =
        |id: &SectionId| planned.slots.contains(&Slot { target: Target::Section(*id, 0), addend: 0 });
    let with_slot = bss_order.iter().position(has_slot);
    let head = with_slot.or_else(|| bss_order.iter().position(|id| in_code.contains(id))).unwrap_or(0);
    if let Some(slice) = bss_order.get_mut(..=head) {
        slice.rotate_right(1);
    }
    let mut pieces: Vec<Piece<SectionId>> = bss_order
        .iter()
        .map(|id| Piece {
            what: *id,
            size: program.sections[*id].size,
            align: align_of(*id, "the BSS", architecture.bss_align),
        })
        .collect();
    let rest = pieces.split_off(pieces.len().min(1));
    for (id, offset) in pack(&mut bss, pieces).into_iter().chain(pack(&mut bss, rest)) {
        layout.sections[id] = Some(Position { block: Block::Bss, offset });
    }
    layout.bss_size = bss;

    // Slots.
    layout.slots = planned.slots.iter().copied().collect();
    // The head of what is copied is among the addresses for the code that does it.
    if bss > 0 && copying.is_none() {
        let is_head = |slot: &Slot| match slot.target {
            Target::Section(section, offset) => {
                layout.position(section, offset) == Some(Position { block: Block::Bss, offset: 0 })
            }
            Target::Absolute(_) | Target::Runtime(_) | Target::Undefined | Target::Discarded => false,
        };
        if !layout.slots.iter().any(is_head)
            && let Some(first) = bss_order.first().filter(|first| !in_code.contains(*first))
        {
            layout.slots.push(Slot { target: Target::Section(*first, 0), addend: 0 });
        }
    }
    let size = layout.slots.len() as u64 * word;
    let slots = (size > 0).then_some(Piece { what: Content::Slots, size, align: word });
    let slots_first = architecture.placement.loads_literal.is_some();
    let (mut front, mut pieces) =
        if slots_first { (Vec::from_iter(slots), Vec::new()) } else { (Vec::new(), Vec::from_iter(slots)) };
    for id in reached.sections().filter(|id| literals.precedes_code(*id)) {
        let align = align_of(id, "the image", architecture.image_align);
        let what = Content::Run(vec![(id, 0)]);
        front.push(Piece { what, size: program.sections[id].size, align });
    }

    if copying.is_some() {
        front.push(Piece { what: Content::CopyWords, size: 3 * word, align: word });
    }

    // Code.
    // The link is over before this phase if there is none.
    let Some((entry_section, entry_offset)) = reached.entry else { return Err(errors) };
    let entry_align = align_of(entry_section, "the image", architecture.image_align);
    // Through the code that copies, if there is some.
    let goal = if copying.is_some() { (word, 0) } else { (entry_align, entry_offset) };
    let Some(jump) = entry_jump(architecture, &front, goal.0, goal.1) else {
        let entry = reached.entry_symbol.map(|id| program.symbols[id].name.to_owned()).unwrap_or_default();
        let problem = Problem::EntryTooFar { entry, distance: entry_offset };
        return Err(vec![Error::new(program.location(entry_section, Some(entry_offset), None), problem)]);
    };
    let mut image = jump.len() as u64;
    layout.entry_jump = jump;
    for piece in front {
        image = align_up(image, piece.align);
        layout.place(Block::Image, image, piece.what);
        image = image.saturating_add(piece.size);
    }
    if let (Some(copying), Some(copy)) = (copying, &mut layout.copy) {
        copy.code = align_up(image, word);
        image = copy.code.saturating_add(copying.size);
        copy.entry = align_up(image, entry_align).saturating_add(entry_offset);
    }
    let of_kind = |kind: SectionKind| {
        reached.sections().filter(move |id| {
            program.sections[*id].kind == kind
                && *id != entry_section
                && planned.blocks[*id] != Block::Bss
                && !planned.copied[*id]
                && !literals.precedes_code(*id)
        })
    };
    for id in std::iter::once(entry_section).chain(of_kind(SectionKind::Text)) {
        image = align_up(image, align_of(id, "the image", architecture.image_align));
        layout.sections[id] = Some(Position { block: Block::Image, offset: image });
        layout.order.push(id);
        image = image.saturating_add(program.sections[id].size);
    }
    let (stub_size, stub_align) = architecture.stub_size;
    // The words that made code holds are where the loader can adjust them.
    let place = |image: u64, align: u64, holds: Option<u64>| match holds {
        Some(at) => align_up(image + at, word.max(align)) - at,
        None => align_up(image, align),
    };
    for slot in planned.stubs.values() {
        let of_slot = architecture.stub_slot_word.filter(|_| slot.is_some());
        image = place(image, stub_align, of_slot.or(architecture.stub_word));
        layout.stubs.push(image);
        image = image.saturating_add(stub_size);
    }
    let (detour_size, detour_align) = architecture.detour_size;
    for _ in 0..planned.detours.len() {
        image = place(image, detour_align, architecture.detour_word);
        layout.detours.push(image);
        image = image.saturating_add(detour_size);
    }

    // Constants and variables.
    let apart = architecture.placement.constants == Block::Rodata;
    let (block, most) = if apart {
        ("the constants", architecture.bss_align)
    } else {
        ("the image", architecture.image_align)
    };
    let mut constants = Vec::new();
    let mut in_runs: HashSet<SectionId> = HashSet::new();
    for run in &program.runs {
        let members: Vec<SectionId> =
            run.iter().copied().filter(|id| reached.kept[*id] && !planned.copied[*id]).collect();
        if members.is_empty() {
            continue;
        }
        constants.push(run_piece(program, &members, |id| align_of(id, block, most)));
        in_runs.extend(members);
    }
    for kind in [SectionKind::ReadOnly, SectionKind::Data, SectionKind::Zero] {
        for id in of_kind(kind).filter(|id| !in_runs.contains(id) && Some(*id) != resolved.table) {
            let align = align_of(id, block, most);
            let beside_code = planned.blocks[id] == Block::Image;
            let list = if beside_code { &mut pieces } else { &mut constants };
            list.push(Piece { what: Content::Run(vec![(id, 0)]), size: program.sections[id].size, align });
        }
    }
    let table = resolved.table.filter(|table| reached.kept[*table]);
    let table = table.map(|table| Content::Run(vec![(table, 0)]));
    if apart {
        // They are loaded right behind the BSS, which is as well aligned as its size is then.
        let mut greatest = constants.iter().map(|piece| piece.align).max().unwrap_or(1);
        let mut rodata = 0;
        for (what, offset) in pack(&mut rodata, std::mem::take(&mut constants)) {
            layout.place(Block::Rodata, offset, what);
        }
        // Nothing comes after the start-up code's table: how long it is depends on where the rest is.
        if let Some(table) = &table {
            let offset = align_up(rodata, word);
            layout.place(Block::Rodata, offset, table.clone());
            greatest = greatest.max(word);
        }
        layout.rodata_size = rodata;
        layout.bss_size = align_up(bss, greatest);
    }
    pieces.extend(constants);
    for (what, offset) in pack(&mut image, pieces) {
        layout.place(Block::Image, offset, what);
    }
    if let Some(copy) = &mut layout.copy {
        copy.from = align_up(image, word);
        image = copy.from.saturating_add(copy.size);
    }
    if let (Some(table), false) = (table, apart) {
        layout.place(Block::Image, align_up(image, word), table);
    }
    let mut slots = std::mem::take(&mut layout.slots);
    slots.sort_by_cached_key(|slot| slot_order(&layout, slot));
    for (index, slot) in slots.iter().enumerate() {
        if let Some(id) = planned.slots.get_index_of(slot) {
            layout.slot_offsets[SlotId::new(id)] = layout.slots_start + index as u64 * word;
        }
    }
    layout.slots = slots;
    layout.image_size = image;
    layout.order.extend(copied_order);
    layout.order.extend(bss_order);

    for (what, size) in
        [("the module", image), ("the module's constants", layout.rodata_size), ("the BSS", bss)]
    {
        if size > SECTION_LIMIT {
            let problem = Problem::TooLarge { what, size, limit: SECTION_LIMIT };
            errors.push(Error::new(Location::default(), problem));
        }
    }
    if errors.is_empty() { Ok(layout) } else { Err(errors) }
}

/// Sections that stay together, as one piece.
fn run_piece(
    program: &Program,
    members: &[SectionId],
    mut align_of: impl FnMut(SectionId) -> u64,
) -> Piece<Content> {
    let (mut size, mut greatest) = (0, 1);
    let mut offsets = Vec::with_capacity(members.len());
    for id in members {
        let align = align_of(*id);
        size = align_up(size, align);
        offsets.push((*id, size));
        size = size.saturating_add(program.sections[*id].size);
        greatest = greatest.max(align);
    }
    Piece { what: Content::Run(offsets), size, align: greatest }
}

/// What is copied to the BSS: the runs, then the other sections.
fn copied_pieces(
    resolved: &Resolved,
    reached: &Reached,
    planned: &Planned,
    mut align_of: impl FnMut(SectionId) -> u64,
) -> Vec<Piece<Content>> {
    let program = &resolved.program;
    let is_copied = |id: &SectionId| planned.copied[*id];
    let mut pieces = Vec::new();
    let mut in_runs: HashSet<SectionId> = HashSet::new();
    for run in &program.runs {
        let members: Vec<SectionId> = run.iter().copied().filter(is_copied).collect();
        if !members.is_empty() {
            pieces.push(run_piece(program, &members, &mut align_of));
            in_runs.extend(members);
        }
    }
    for id in reached.sections().filter(|id| is_copied(id) && !in_runs.contains(id)) {
        pieces.push(run_piece(program, &[id], &mut align_of));
    }
    pieces
}

/// The sections whose start the loader puts into a word of the code, which nothing overwrites.
fn starts_in_code(resolved: &Resolved, reached: &Reached, planned: &Planned) -> HashSet<SectionId> {
    let is_text = |id: &SectionId| resolved.program.sections[*id].kind == SectionKind::Text;
    let in_plans = reached.sections().filter(is_text).flat_map(|id| &planned.plans[id]).filter_map(|plan| {
        match plan.action {
            Action::Pointer { target, addend } => Some(Slot::new(target, addend)),
            Action::Nothing | Action::Put { .. } | Action::Difference { .. } => None,
        }
    });
    let in_detours = planned.detours.iter().filter(|detour| detour.slot.is_none()).map(|d| d.address);
    let start = |slot: Slot| match slot {
        Slot { target: Target::Section(section, 0), addend: 0 } => Some(section),
        _ => None,
    };
    in_plans.chain(in_detours).filter_map(start).collect()
}

/// What is placed before or after the code.
#[derive(Debug, Clone)]
enum Content {
    /// All slots.
    Slots,
    /// The addresses for the code that copies.
    CopyWords,
    /// Sections that stay together, each with its offset from the first.
    Run(Vec<(SectionId, u64)>),
}

/// Something to be placed.
#[derive(Debug, Clone, std::marker::Copy)]
struct Piece<T> {
    what: T,
    size: u64,
    align: u64,
}

/// Places pieces one after the other from `end` on, and moves `end`. The next is always the one that needs the least
/// padding; of several, the one with the greatest alignment; of several, the first.
fn pack<T>(end: &mut u64, pieces: Vec<Piece<T>>) -> Vec<(T, u64)> {
    // Pieces of one alignment are alike: a queue for each, so that many pieces do not take long.
    let mut queues: BTreeMap<u64, VecDeque<Piece<T>>> = BTreeMap::new();
    for piece in pieces {
        queues.entry(piece.align).or_default().push_back(piece);
    }
    let mut placed = Vec::new();
    loop {
        let padding = |align: &u64| align_up(*end, *align) - *end;
        let next = queues.iter().filter(|(_, queue)| !queue.is_empty()).map(|(align, _)| *align);
        let Some(align) = next.rev().min_by_key(padding) else { return placed };
        let Some(piece) = queues.get_mut(&align).and_then(VecDeque::pop_front) else { return placed };
        let offset = align_up(*end, align);
        placed.push((piece.what, offset));
        *end = offset.saturating_add(piece.size);
    }
}

/// The jump at the image's start to the entry function, padded to what comes after it: pieces that lie before the
/// code, and the function's section. Empty if the function is there already.
fn entry_jump<T>(
    architecture: &Architecture,
    front: &[Piece<T>],
    align: u64,
    offset: u64,
) -> Option<Vec<u8>> {
    if offset == 0 && front.is_empty() {
        return Some(Vec::new());
    }
    let next_align = front.first().map_or(align, |piece| piece.align);
    let mut size = 0;
    // A longer jump moves its goal at most once more: sizes only grow, and there are three.
    for _ in 0..4 {
        let section = front.iter().fold(align_up(size, next_align), |end, piece| {
            align_up(end, piece.align).saturating_add(piece.size)
        });
        let mut code = (architecture.entry_jump)(align_up(section, align).saturating_add(offset))?;
        let length = code.len() as u64;
        if length <= size {
            code.resize(usize::try_from(align_up(size, next_align)).ok()?, 0);
            return Some(code);
        }
        size = length;
    }
    None
}

/// Slots with the same adjustment are next to each other.
fn slot_order(layout: &Layout, slot: &Slot) -> (u8, u64, Slot) {
    let (operation, offset) = match slot.target {
        Target::Section(section, offset) => match layout.position(section, offset) {
            Some(Position { block: Block::Image, offset }) => (0, offset),
            Some(Position { block: Block::Rodata, offset }) => (2, offset),
            Some(Position { block: Block::Bss, offset }) => (4, offset),
            // Not reached: slots are asked for by kept sections, of places in kept sections.
            None => (0, 0),
        },
        Target::Runtime(Provided::Loader(word)) => (RuntimeWord::operation(word), 0),
        Target::Runtime(Provided::Startup(_)) => (u8::MAX - 1, 0),
        Target::Absolute(_) | Target::Undefined | Target::Discarded => (u8::MAX, 0),
    };
    (operation, offset, *slot)
}

/// The addresses of a detour's parts.
pub fn detour_addresses(layout: &Layout, planned: &Planned, id: DetourId) -> Option<DetourAddresses> {
    let detour = planned.detours[id];
    let (section, offset) = detour.back;
    let back = layout.position(section, offset.cast_signed())?;
    Some(DetourAddresses {
        detour: layout.detours[id],
        slot: detour.slot.map_or(0, |slot| layout.slot_offsets[slot]),
        back: back.offset,
        register: detour.register,
    })
}
