//! The stream of the loader's relocations, encoded as runs.
//!
//! ```text
//! operation<<1 | has-address   [word<<1 | is-rodata]   [count]      …   ff
//! ```
//!
//! Without an address an item goes on at the word after the previous item's last. The text, rodata and BSS operations
//! have a form with a count for words in a row; the others take one byte a word. `py/persistentcode.c`,
//! `mp_native_relocate`.

use super::{Base, Operation, Relocation, vuint};
use crate::firmware::RuntimeWord;

/// Ends the stream.
pub const END: u8 = 0xff;

fn number(operation: Operation) -> u8 {
    match operation {
        Operation::Text => 0,
        Operation::Rodata => 2,
        Operation::Bss => 4,
        Operation::Runtime(word) => word.operation(),
    }
}

/// Appends the stream. The relocations are in order of their blocks and words, no word twice.
pub fn write(out: &mut Vec<u8>, relocations: &[Relocation]) {
    let mut rest = relocations;
    let mut next = None;
    while let Some(first) = rest.first() {
        let follows = |(index, relocation): &(usize, &Relocation)| {
            relocation.base == first.base
                && relocation.operation == first.operation
                && relocation.word == first.word + *index as u64
        };
        let can_count = !matches!(first.operation, Operation::Runtime(_));
        let run = if can_count { rest.iter().enumerate().take_while(follows).count() } else { 1 };
        // Two words in a row cost two bytes either way; more are cheaper with a count.
        let counted = run > 1;
        let has_address = next != Some((first.base, first.word));
        out.push((number(first.operation) + u8::from(counted)) << 1 | u8::from(has_address));
        if has_address {
            vuint::write(out, first.word << 1 | u64::from(first.base == Base::Rodata));
        }
        if counted {
            vuint::write(out, run as u64);
        }
        next = Some((first.base, first.word + run as u64));
        rest = rest.get(run..).unwrap_or_default();
    }
    out.push(END);
}

/// The words of the two blocks that hold what the loader adjusts.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Whole words of the text.
    pub text: u64,
    /// Whole words of the constants that are loaded apart.
    pub rodata: u64,
}

/// Takes a stream from the front; `Err` says what is wrong with it. The loader would write wherever the stream says:
/// here all words lie in their blocks, and there are no more of them than the blocks have.
pub fn read(bytes: &mut &[u8], words: Words) -> Result<Vec<Relocation>, String> {
    let mut relocations = Vec::new();
    let mut next: Option<(Base, u64)> = None;
    loop {
        let (byte, rest) = bytes.split_first().ok_or("the relocations do not end")?;
        *bytes = rest;
        if *byte == END {
            return Ok(relocations);
        }
        let cut = || "the file ends within a relocation".to_owned();
        let (base, word) = if byte & 1 == 1 {
            let address = vuint::read(bytes).ok_or_else(cut)?;
            (if address & 1 == 1 { Base::Rodata } else { Base::Text }, address >> 1)
        } else {
            next.ok_or("the first relocation has no address")?
        };
        let code = byte >> 1;
        let operation = match code {
            0 | 1 => Operation::Text,
            2 | 3 => Operation::Rodata,
            4 | 5 => Operation::Bss,
            _ => RuntimeWord::from_operation(code)
                .map(Operation::Runtime)
                .ok_or_else(|| format!("unknown relocation {code}"))?,
        };
        let count = if matches!(code, 1 | 3 | 5) { vuint::read(bytes).ok_or_else(cut)? } else { 1 };
        let limit = match base {
            Base::Text => words.text,
            Base::Rodata => words.rodata,
        };
        let end = word.checked_add(count).filter(|end| *end <= limit);
        let end =
            end.ok_or_else(|| format!("relocations of {count} words from word {word} on, of {limit}"))?;
        if (relocations.len() as u64).saturating_add(count) > words.text.saturating_add(words.rodata) {
            return Err("more relocations than words".to_owned());
        }
        relocations.extend((word..end).map(|word| Relocation { base, word, operation }));
        next = Some((base, end));
    }
}
