//! Shorter calls.
//!
//! A call is two instructions, `auipc` and `jalr`, because the compiler does not know how far it goes. Once all sections
//! are known, most are near enough for one:
//!
//! | bytes | instruction | reach |
//! |---|---|---|
//! | 8 | `auipc r, hi; jalr ra, lo(r)` | everywhere |
//! | 4 | `jal ra, target` | 1 MB |
//! | 2 | `c.jal target` (32 bits), `c.j target` (tail calls) | 2 KB |
//!
//! Taking out bytes moves what follows, so it is only done where every distance in the section is known to the linker:
//!
//! - where the assembler says so: `R_RISCV_RELAX` beside the call (psABI, "Linker Relaxation"). Padding that it left
//!   for alignment (`R_RISCV_ALIGN`) is cut to what is still needed;
//! - where it does not (`-mno-relax`), but every branch, jump and `auipc` of the section has a relocation all the same,
//!   as GNU as leaves them, and nothing in the section is aligned to more than an instruction. Then no distance was
//!   put in by the assembler.

use std::collections::{BTreeMap, HashMap, HashSet};

use object::elf;

use super::fields::{JAL, T1, cj_type, j_type};
use crate::program::{Cut, Relocation, Section, SectionId, SectionKind};
use crate::reach::Reached;
use crate::request::Arch;
use crate::resolve::{Resolved, Target};

/// `jal` reaches everything in an image of that size.
const JAL_REACH: u64 = 1 << 20;
/// Rounds of shortening after which the rest stays as it is.
const ROUNDS: usize = 32;

/// A place that may become shorter.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Where, in the section as the object has it.
    offset: u64,
    what: What,
    /// Bytes it has in the object.
    was: u64,
    /// Bytes it has now.
    now: u64,
    /// It was shorter, and something was too far away then.
    pinned: bool,
}

#[derive(Debug, Clone, Copy)]
enum What {
    /// A call: its relocation's number in the section, and the register for the return address.
    Call { relocation: usize, link: u32 },
    /// Padding before something that is aligned.
    Padding { align: u64 },
}

/// The shortening of one section.
#[derive(Debug)]
struct Places {
    /// In order.
    places: Vec<Place>,
    /// For each, the bytes that are gone before it.
    gone: Vec<u64>,
}

/// The sections with places.
type Sections = BTreeMap<SectionId, Places>;

impl Places {
    fn new(places: Vec<Place>) -> Places {
        let mut all = Places { gone: Vec::with_capacity(places.len()), places };
        all.settle();
        all
    }

    /// Cuts padding to what the places before it leave to be done, and counts what is gone.
    fn settle(&mut self) {
        self.gone.clear();
        let mut gone = 0;
        for place in &mut self.places {
            if let What::Padding { align } = place.what {
                let start = place.offset - gone;
                // The object's own padding is enough for an even place.
                place.now = (start.next_multiple_of(align) - start).min(place.was);
            }
            self.gone.push(gone);
            gone += place.was - place.now;
        }
    }

    /// Where a byte of the section comes to lie. What points into a shortened place points behind it.
    fn moved(&self, offset: u64) -> u64 {
        let before = self.places.partition_point(|place| place.offset < offset);
        let last = before.checked_sub(1);
        match last.and_then(|last| Some((self.places.get(last)?, self.gone.get(last)?))) {
            Some((place, gone)) => {
                let within = (offset - place.offset).saturating_sub(place.now);
                offset - gone - (place.was - place.now).min(within)
            }
            None => offset,
        }
    }
}

/// The same, of a section that may not be shortened.
fn moved(sections: &Sections, id: SectionId, offset: u64) -> u64 {
    sections.get(&id).map_or(offset, |places| places.moved(offset))
}

/// Makes calls shorter.
pub fn relax(resolved: &mut Resolved, reached: &mut Reached, arch: Arch) {
    let order = text_order(resolved, reached);
    let mut sections = Sections::new();
    let reaches = image_bound(resolved, reached, arch) < JAL_REACH;
    for id in &order {
        let places = places(resolved, *id, arch, reaches);
        if !places.is_empty() {
            sections.insert(*id, Places::new(places));
        }
    }
    shorten(resolved, &order, &mut sections, arch);
    apply(resolved, reached, &sections);
}

/// The code's sections in the order of the layout.
fn text_order(resolved: &Resolved, reached: &Reached) -> Vec<SectionId> {
    let entry = reached.entry.map(|(section, _)| section);
    let is_text = |id: &SectionId| resolved.program.sections[*id].kind == SectionKind::Text;
    entry.into_iter().chain(reached.sections().filter(is_text).filter(|id| Some(*id) != entry)).collect()
}

/// No image of these sections can be larger.
fn image_bound(resolved: &Resolved, reached: &Reached, arch: Arch) -> u64 {
    // What a relocation can ask for: a detour with its slot, or a stub with its slot.
    let asked = 16 + arch.word();
    reached.sections().fold(16, |bound: u64, id| {
        let section = &resolved.program.sections[id];
        let relocations = section.relocations.len() as u64;
        bound.saturating_add(section.size + section.align).saturating_add(relocations * asked)
    })
}

/// The places of a section that may become shorter; none if nothing in it may move.
fn places(resolved: &Resolved, id: SectionId, arch: Arch, reaches: bool) -> Vec<Place> {
    let section = &resolved.program.sections[id];
    let is = |relocation: &Relocation, number: elf::RelocationType| relocation.r_type == number.0;
    let marked: HashSet<u64> =
        section.relocations.iter().filter(|r| is(r, elf::R_RISCV_RELAX)).map(|r| r.offset).collect();
    let unmarked = marked.is_empty();
    if unmarked && !every_distance_is_known(resolved, section, arch) {
        return Vec::new();
    }
    let mut places: Vec<Place> = Vec::new();
    for (index, relocation) in section.relocations.iter().enumerate() {
        let offset = relocation.offset;
        if is(relocation, elf::R_RISCV_CALL) || is(relocation, elf::R_RISCV_CALL_PLT) {
            let to_code = match resolved.targets[relocation.symbol] {
                Target::Section(to, at) => {
                    let to = &resolved.program.sections[to];
                    let inside =
                        u64::try_from(at.saturating_add(relocation.addend)).is_ok_and(|at| at < to.size);
                    to.kind == SectionKind::Text && inside
                }
                Target::Runtime(word) => word.is_function() && relocation.addend == 0,
                Target::Absolute(_) | Target::Undefined | Target::Discarded => false,
            };
            // Another relocation within the call would be cut off.
            let alone = section.relocations.iter().skip(index + 1).take_while(|r| r.offset < offset + 8);
            let alone = alone.filter(|r| !is(r, elf::R_RISCV_RELAX)).count() == 0;
            if let Some(link) = link_register(section, offset)
                && (unmarked || marked.contains(&offset))
                && to_code
                && alone
                && reaches
            {
                let what = What::Call { relocation: index, link };
                places.push(Place { offset, what, was: 8, now: 4, pinned: false });
            }
        } else if is(relocation, elf::R_RISCV_ALIGN) {
            let Ok(was) = u64::try_from(relocation.addend) else { return Vec::new() };
            let align = (was + 1).next_power_of_two();
            let within = offset.checked_add(was).is_some_and(|end| end <= section.size);
            if !within || align > section.align || !was.is_multiple_of(2) {
                return Vec::new();
            }
            places.push(Place { offset, what: What::Padding { align }, was, now: was, pinned: false });
        }
    }
    let apart = places.windows(2).all(|pair| match pair {
        [a, b] => a.offset + a.was <= b.offset,
        _ => true,
    });
    if apart { places } else { Vec::new() }
}

/// The register that a call at this place puts the return address into.
fn link_register(section: &Section, offset: u64) -> Option<u32> {
    let start = usize::try_from(offset).ok()?;
    let bytes = section.bytes.get(start..start.checked_add(8)?)?;
    let (first, second) = bytes.split_at(4);
    let auipc = u32::from_le_bytes(first.try_into().ok()?);
    let jalr = u32::from_le_bytes(second.try_into().ok()?);
    let register = auipc >> 7 & 0x1f;
    let is_call = auipc & 0x7f == 0x17 && jalr & 0x707f == 0x67 && jalr >> 15 & 0x1f == register;
    let link = jalr >> 7 & 0x1f;
    // A register that something may read afterwards would no longer be set: the call's own and scratch ones are not.
    let unread = register == link || register == T1;
    (is_call && unread).then_some(link)
}

/// Whether the linker knows of every distance in a section that the assembler did not mark: all instructions that have
/// one have a relocation, and nothing but instructions has to be aligned.
fn every_distance_is_known(resolved: &Resolved, section: &Section, arch: Arch) -> bool {
    let names_data = section.symbols.iter().any(|id| resolved.program.symbols[*id].name.starts_with("$d"));
    if section.align > 2 || names_data {
        return false;
    }
    let relocated: HashSet<u64> = section.relocations.iter().map(|r| r.offset).collect();
    let mut rest: &[u8] = &section.bytes;
    let mut offset = 0;
    while let Some((half, _)) = rest.split_first_chunk::<2>() {
        let half = u16::from_le_bytes(*half);
        let (size, has_distance) = if half & 3 == 3 {
            // 0x1f and above: longer than 32 bits, which nothing here uses.
            if half & 0x1f == 0x1f {
                return false;
            }
            (4, matches!(half & 0x7f, 0x17 | 0x63 | 0x6f))
        } else {
            let funct3 = half >> 13;
            let branches = half & 3 == 1 && (funct3 >= 5 || (funct3 == 1 && arch.word() == 4));
            (2, branches)
        };
        if has_distance && !relocated.contains(&offset) {
            return false;
        }
        let Some(after) = rest.get(size..) else { return false };
        rest = after;
        offset += size as u64;
    }
    rest.is_empty()
}

/// Chooses the sizes: shortens what is near, and takes it back where that moved something too far away.
fn shorten(resolved: &Resolved, order: &[SectionId], sections: &mut Sections, arch: Arch) {
    let program = &resolved.program;
    let word = arch.word();
    let align_of = |id: SectionId| {
        let section = &program.sections[id];
        let pointer = if word == 8 { elf::R_RISCV_64 } else { elf::R_RISCV_32 };
        let has_pointers = section.relocations.iter().any(|r| r.r_type == pointer.0);
        if has_pointers { section.align.max(word) } else { section.align }
    };
    // The jump before the code can move all of it, and with it the padding between aligned sections.
    let align = order.iter().map(|id| align_of(*id)).max().unwrap_or(1);
    let margin = if align > 2 { align.cast_signed() } else { 0 };
    for round in 0..ROUNDS {
        let mut starts: HashMap<SectionId, u64> = HashMap::new();
        let mut end = 0u64;
        for id in order {
            end = end.next_multiple_of(align_of(*id));
            starts.insert(*id, end);
            end += moved(sections, *id, program.sections[*id].size);
        }
        let mut changes: Vec<(SectionId, usize, u64)> = Vec::new();
        for (id, places) in &*sections {
            for (index, place) in places.places.iter().enumerate() {
                let What::Call { relocation, link } = place.what else { continue };
                let short = match link {
                    0 => true,
                    1 => word == 4,
                    _ => false,
                };
                let Some(relocation) = program.sections[*id].relocations.get(relocation) else { continue };
                let Target::Section(to, offset) = resolved.targets[relocation.symbol] else { continue };
                let Ok(offset) = u64::try_from(offset.saturating_add(relocation.addend)) else { continue };
                let (Some(from_start), Some(to_start)) = (starts.get(id), starts.get(&to)) else { continue };
                let there = to_start + moved(sections, to, offset);
                let here = from_start + places.moved(place.offset);
                let distance = there.cast_signed() - here.cast_signed();
                let near = (-2048 + margin..=2046 - margin).contains(&distance);
                if place.now == 2 && !near {
                    changes.push((*id, index, 4));
                } else if place.now == 4 && near && short && !place.pinned && round + 1 < ROUNDS / 2 {
                    changes.push((*id, index, 2));
                }
            }
        }
        if changes.is_empty() {
            return;
        }
        for (id, index, now) in changes {
            if let Some(place) = sections.get_mut(&id).and_then(|places| places.places.get_mut(index)) {
                place.pinned = now == 4;
                place.now = now;
            }
        }
        sections.values_mut().for_each(Places::settle);
    }
    // It did not come to rest: the sizes that always fit.
    for places in sections.values_mut() {
        for place in &mut places.places {
            if matches!(place.what, What::Call { .. }) {
                place.now = 4;
            }
        }
        places.settle();
    }
}

/// Takes the bytes out, and moves everything that names a place behind them.
fn apply(resolved: &mut Resolved, reached: &mut Reached, sections: &Sections) {
    let program = &mut resolved.program;
    // An addend counts from a symbol: what lies between is shorter by what was cut there.
    for id in reached.sections() {
        for relocation in &mut program.sections[id].relocations {
            if let Target::Section(to, offset) = resolved.targets[relocation.symbol]
                && relocation.addend != 0
                && relocation.r_type != elf::R_RISCV_ALIGN.0
                && let Some(places) = sections.get(&to)
            {
                let end = offset.saturating_add(relocation.addend);
                relocation.addend = moved_signed(places, end) - moved_signed(places, offset);
            }
        }
    }
    for target in resolved.targets.iter_mut() {
        if let Target::Section(section, offset) = target
            && let Some(places) = sections.get(section)
        {
            *offset = moved_signed(places, *offset);
        }
    }
    for (id, places) in sections {
        cut(&mut program.sections[*id], places);
        let size = program.sections[*id].size;
        for symbol in program.sections[*id].symbols.clone() {
            program.symbols[symbol].move_within(|offset| places.moved(offset).min(size));
        }
    }
    reached.entry = reached.entry.map(|(section, offset)| (section, moved(sections, section, offset)));
}

fn moved_signed(places: &Places, offset: i64) -> i64 {
    u64::try_from(offset).map_or(offset, |offset| places.moved(offset).cast_signed())
}

/// Cuts a section.
fn cut(section: &mut Section, places: &Places) {
    let mut bytes = Vec::with_capacity(section.bytes.len());
    let mut from = 0;
    let mut cuts = Vec::new();
    let mut done = HashSet::new();
    for (place, gone_before) in places.places.iter().zip(&places.gone) {
        let end = place.offset + place.was;
        let (Ok(start), Ok(next)) = (usize::try_from(place.offset), usize::try_from(end)) else { continue };
        bytes.extend_from_slice(section.bytes.get(from..start).unwrap_or_default());
        match place.what {
            What::Call { relocation, link } => {
                let Some(relocation) = section.relocations.get_mut(relocation) else { continue };
                if place.now == 2 {
                    relocation.r_type = elf::R_RISCV_RVC_JUMP.0;
                    // c.j, c.jal
                    let insn = if link == 0 { 0xa001 } else { 0x2001 };
                    bytes.extend(cj_type(insn, 0).to_le_bytes());
                } else {
                    relocation.r_type = elf::R_RISCV_JAL.0;
                    bytes.extend(j_type(JAL | link << 7, 0).to_le_bytes());
                }
            }
            What::Padding { .. } => {
                let (whole, half) = (place.now / 4, place.now % 4 / 2);
                (0..whole).for_each(|_| bytes.extend(0x13u32.to_le_bytes()));
                (0..half).for_each(|_| bytes.extend(1u16.to_le_bytes()));
            }
        }
        done.insert(place.offset);
        from = next;
        if place.now < place.was {
            cuts.push(Cut { at: bytes.len() as u64, gone: gone_before + place.was - place.now });
        }
    }
    bytes.extend_from_slice(section.bytes.get(from..).unwrap_or_default());
    // The marks are done with.
    section.relocations.retain(|relocation| {
        let mark = relocation.r_type == elf::R_RISCV_RELAX.0 || relocation.r_type == elf::R_RISCV_ALIGN.0;
        !(mark && done.contains(&relocation.offset))
    });
    for relocation in &mut section.relocations {
        relocation.offset = places.moved(relocation.offset);
    }
    section.size = bytes.len() as u64;
    section.bytes = bytes.into();
    section.cuts = cuts;
}
