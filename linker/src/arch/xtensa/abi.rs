//! Objects that boards cannot run: told by their ELF flags, by the note that GNU as leaves, and by their code.

use super::insn::ENTRY;
use crate::error::Problem;
use crate::request::Arch;

fn wrong_abi(target: Arch, found: impl Into<String>) -> Problem {
    let expected = if target == Arch::Xtensawin { "the windowed ABI" } else { "the call0 ABI" };
    Problem::WrongAbi { found: found.into(), target, expected }
}

/// The windowed ABI in an object for call0, or the other way round.
fn other_abi(target: Arch) -> Problem {
    wrong_abi(target, if target == Arch::Xtensawin { "the call0 ABI" } else { "the windowed ABI" })
}

pub(super) fn check_flags(arch: Arch, flags: u32) -> Result<(), Problem> {
    const MACHINE: u32 = 0xf;
    // Whether tables of instructions and of literals go with the code.
    const TABLES: u32 = 0x300;
    if flags & MACHINE != 0 {
        return Err(wrong_abi(arch, format!("the unknown Xtensa machine {}", flags & MACHINE)));
    }
    match flags & !(MACHINE | TABLES) {
        0 => Ok(()),
        other => Err(wrong_abi(arch, format!("an ABI with the unknown flags {other:#x}"))),
    }
}

/// Looks at the note `Xtensa_Info`, lines `NAME=NUMBER` (gas, `xtensa_add_config_info`): `ABI` is 0 for windows and 1
/// for call0. Notes that cannot be read say nothing.
pub(super) fn check_note(arch: Arch, bytes: &[u8]) -> Result<(), Problem> {
    let windowed = match abi_of_note(bytes).as_deref() {
        Some("0") => true,
        Some("1") => false,
        Some(_) | None => return Ok(()),
    };
    if windowed == (arch == Arch::Xtensawin) { Ok(()) } else { Err(other_abi(arch)) }
}

fn abi_of_note(mut bytes: &[u8]) -> Option<String> {
    fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = bytes.split_at_checked(length)?;
        *bytes = rest;
        Some(taken)
    }
    fn number(bytes: &mut &[u8]) -> Option<usize> {
        let field = take(bytes, 4)?;
        Some(u32::from_le_bytes(field.try_into().ok()?) as usize)
    }
    let padded = |length: usize| length.checked_next_multiple_of(4);
    while !bytes.is_empty() {
        let (name_length, length, _kind) = (number(&mut bytes)?, number(&mut bytes)?, number(&mut bytes)?);
        let name = take(&mut bytes, padded(name_length)?)?.get(..name_length)?;
        let text = take(&mut bytes, padded(length)?)?.get(..length)?;
        if name == b"Xtensa_Info\0" {
            let text = std::str::from_utf8(text).ok()?;
            return text.lines().find_map(|line| line.strip_prefix("ABI=")).map(str::to_owned);
        }
    }
    None
}

/// Tells by a function's first instruction that it is of the other ABI. `entry` makes room on the stack with windows,
/// and is no instruction without; `addi a1, a1, -N` does with call0.
pub(super) fn check_function(arch: Arch, code: &[u8]) -> Result<(), Problem> {
    let windowed = match code {
        [ENTRY, ..] => true,
        [0x12, 0xc1, 0x80..=0xff, ..] => false,
        _ => return Ok(()),
    };
    if windowed == (arch == Arch::Xtensawin) { Ok(()) } else { Err(other_abi(arch)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As GNU as makes it.
    fn note(name: &str, text: &str) -> Vec<u8> {
        let padded = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            bytes.resize(bytes.len().next_multiple_of(4), 0);
            bytes
        };
        let number = |number: usize| (number as u32).to_le_bytes();
        [&number(name.len())[..], &number(text.len()), &number(1), &padded(name), &padded(text)].concat()
    }

    #[test]
    fn the_note_says_which_abi() {
        let info = |abi: &str| note("Xtensa_Info\0", &format!("USE_ABSOLUTE_LITERALS=0\nABI={abi}\n\0"));
        for (abi, call0, windowed) in [("1", true, false), ("0", false, true), ("7", true, true)] {
            assert_eq!(check_note(Arch::Xtensa, &info(abi)).is_ok(), call0, "{abi}");
            assert_eq!(check_note(Arch::Xtensawin, &info(abi)).is_ok(), windowed, "{abi}");
        }
        let second = [note("GNU\0", "x"), info("0")].concat();
        assert!(check_note(Arch::Xtensa, &second).is_err());
    }

    #[test]
    fn notes_that_cannot_be_read_say_nothing() {
        let whole = note("Xtensa_Info\0", "ABI=0\n\0");
        for end in 0..whole.len() {
            assert_eq!(check_note(Arch::Xtensa, &whole[..end]), Ok(()), "{end}");
        }
        let mut huge = whole;
        huge[..4].copy_from_slice(&[0xff; 4]);
        assert_eq!(check_note(Arch::Xtensa, &huge), Ok(()));
    }

    #[test]
    fn the_first_instruction_says_which_abi() {
        for (code, call0, windowed) in [
            // entry a1, 32
            (&[0x36, 0x41, 0x00][..], false, true),
            // addi a1, a1, -32
            (&[0x12, 0xc1, 0xe0], true, false),
            // addi a1, a1, 32; addi a2, a1, -32; nothing
            (&[0x12, 0xc1, 0x20], true, true),
            (&[0x22, 0xc1, 0xe0], true, true),
            (&[], true, true),
        ] {
            assert_eq!(check_function(Arch::Xtensa, code).is_ok(), call0, "{code:x?}");
            assert_eq!(check_function(Arch::Xtensawin, code).is_ok(), windowed, "{code:x?}");
        }
    }

    #[test]
    fn flags_of_other_machines_are_unknown() {
        for (flags, fits) in [(0, true), (0x300, true), (1, false), (0x400, false)] {
            assert_eq!(check_flags(Arch::Xtensa, flags).is_ok(), fits, "{flags:#x}");
        }
    }
}
