//! Equal strings and constants share a place.
//!
//! In: the kept sections. Changed: of pieces with the same contents one is kept (see [`crate::read`]), and a string
//! that is the end of another lies in that one; the symbols of the others stand for the place in it.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::program::{Merge, SectionId};
use crate::reach::Reached;
use crate::resolve::{Resolved, Target};

/// Merges what is alike.
pub fn merge(resolved: &mut Resolved, reached: &mut Reached) {
    let moved = representatives(resolved, reached);
    for (from, (to, _)) in &moved {
        let align = resolved.program.sections[*from].align;
        let to = &mut resolved.program.sections[*to];
        to.align = to.align.max(align);
        reached.kept[*from] = false;
    }
    let moved: HashMap<SectionId, (SectionId, i64)> = moved.into_iter().collect();
    for target in resolved.targets.iter_mut() {
        if let Target::Section(section, offset) = target
            && let Some((to, within)) = moved.get(section)
        {
            *target = Target::Section(*to, offset.saturating_add(*within));
        }
    }
}

/// For each piece that goes, the piece that stays in its stead and where in it, in link order.
fn representatives(resolved: &Resolved, reached: &Reached) -> Vec<(SectionId, (SectionId, i64))> {
    let sections = &resolved.program.sections;
    let mut moved = Vec::new();
    let mut first: HashMap<&[u8], SectionId> = HashMap::new();
    // Of all that share a place with a piece, the greatest.
    let mut aligns: HashMap<SectionId, u64> = HashMap::new();
    let mut strings = Vec::new();
    for id in reached.sections() {
        let Some(merge) = sections[id].merge else { continue };
        match first.get(&*sections[id].bytes) {
            Some(earlier) => {
                moved.push((id, (*earlier, 0)));
                let align = aligns.entry(*earlier).or_insert(1);
                *align = sections[id].align.max(*align);
            }
            None => {
                first.insert(&sections[id].bytes, id);
                if merge == Merge::String {
                    strings.push(id);
                }
            }
        }
    }
    // Read from its end, a string comes right after those that it is the end of, when the longer come first.
    let reversed = |id: SectionId| sections[id].bytes.iter().rev().copied().collect::<Vec<u8>>();
    strings.sort_by_cached_key(|id| Reverse(reversed(*id)));
    let mut holder: Option<SectionId> = None;
    let mut tails: HashMap<SectionId, (SectionId, i64)> = HashMap::new();
    for id in strings {
        let bytes = &*sections[id].bytes;
        match holder {
            // Any place will do for a string without alignment only.
            Some(longer)
                if sections[id].align == 1
                    && aligns.get(&id).is_none_or(|align| *align <= 1)
                    && sections[longer].bytes.ends_with(bytes) =>
            {
                let within = sections[longer].bytes.len() - bytes.len();
                tails.insert(id, (longer, within as i64));
            }
            _ => holder = Some(id),
        }
    }
    // What was to share a place with a string that itself moves, moves along.
    for (_, (to, within)) in &mut moved {
        if let Some((longer, offset)) = tails.get(to) {
            (*to, *within) = (*longer, *offset);
        }
    }
    moved.extend(reached.sections().filter_map(|id| Some((id, *tails.get(&id)?))));
    moved
}
