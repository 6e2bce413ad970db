//! Sections of strings and constants (`SHF_MERGE`), taken apart.
//!
//! Each string or constant becomes a section of its own, so that what nothing refers to is dropped by itself, and
//! equals can share a place (gABI, "Section Attribute Flags").

use crate::program::{Merge, Section, SectionId};
use crate::table::IndexVec;

/// The pieces of one section, in order.
#[derive(Debug)]
pub struct Pieces {
    /// Where each begins in the section.
    starts: Vec<u64>,
    ids: Vec<SectionId>,
}

/// The lengths of the strings (terminated by an entry of zeros) or constants that fill a section; `None` if it cannot
/// be taken apart.
pub fn lengths(bytes: &[u8], strings: bool, entry: u64) -> Option<Vec<usize>> {
    let entry = usize::try_from(entry).ok().filter(|entry| *entry > 0)?;
    if bytes.is_empty() || !bytes.len().is_multiple_of(entry) {
        return None;
    }
    if !strings {
        return Some(vec![entry; bytes.len() / entry]);
    }
    let mut lengths = Vec::new();
    let mut length = 0;
    for unit in bytes.chunks_exact(entry) {
        length += entry;
        if unit.iter().all(|byte| *byte == 0) {
            lengths.push(length);
            length = 0;
        }
    }
    (length == 0).then_some(lengths)
}

impl Pieces {
    /// Enters pieces of those lengths into the table.
    pub fn new<'data>(
        section: &Section<'data>,
        contents: &'data [u8],
        merge: Merge,
        lengths: &[usize],
        sections: &mut IndexVec<SectionId, Section<'data>>,
    ) -> Pieces {
        let mut pieces = Pieces { starts: Vec::with_capacity(lengths.len()), ids: Vec::new() };
        let mut rest = contents;
        let mut start = 0u64;
        for length in lengths {
            let Some((bytes, after)) = rest.split_at_checked(*length) else { break };
            rest = after;
            // A piece is as well aligned as its place in the section is.
            let align =
                if start == 0 { section.align } else { section.align.min(1 << start.trailing_zeros()) };
            let size = bytes.len() as u64;
            pieces.ids.push(sections.push(Section {
                merge: Some(merge),
                align,
                size,
                bytes: bytes.into(),
                cuts: Vec::new(),
                relocations: Vec::new(),
                symbols: Vec::new(),
                ..*section
            }));
            pieces.starts.push(start);
            start += size;
        }
        pieces
    }

    /// All pieces.
    pub fn ids(&self) -> impl Iterator<Item = SectionId> {
        self.ids.iter().copied()
    }

    /// The piece that holds an offset of the section, and the offset there; beyond the end, the last.
    pub fn at(&self, offset: u64) -> Option<(SectionId, u64)> {
        let index = self.starts.partition_point(|start| *start <= offset).checked_sub(1)?;
        Some((*self.ids.get(index)?, offset - self.starts.get(index)?))
    }
}

#[cfg(test)]
mod tests {
    use super::lengths;

    #[test]
    fn strings_end_with_their_zero() {
        assert_eq!(lengths(b"a\0bc\0\0", true, 1), Some(vec![2, 3, 1]));
        assert_eq!(lengths(b"a\0\0\0b\0\0\0", true, 2), Some(vec![4, 4]));
        assert_eq!(lengths(b"no end", true, 1), None);
    }

    #[test]
    fn constants_have_the_size_of_the_entry() {
        assert_eq!(lengths(&[0; 24], false, 8), Some(vec![8, 8, 8]));
        for (size, entry) in [(24, 7), (24, 0), (0, 8)] {
            assert_eq!(lengths(&vec![0; size], false, entry), None, "{size} {entry}");
        }
    }
}
