//! Xtensa's instructions as `mpyc inspect` and `mpyc annotate` show them, held against the toolchain's own disassembler: of
//! its C library and libgcc, and of every pattern of the bits that choose an instruction.

use linker::Arch;
use mpyc::disassemble::disassemble;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

const OBJDUMP: &str = "xtensa-lx106-elf-objdump";

/// An instruction of a listing: its place, its bytes and its text. Of an object the bytes are written as one number, of
/// what is no object in their order.
fn listed(line: &str, is_object: bool) -> Option<(u64, Vec<u8>, String)> {
    let (place, rest) = line.trim_start().split_once(":\t")?;
    let mut parts = rest.split('\t').map(str::trim);
    let hex = parts.next()?;
    let place = u64::from_str_radix(place, 16).ok()?;
    let mut bytes: Vec<u8> = (0..hex.len() / 2)
        .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16))
        .collect::<Result<_, _>>()
        .ok()?;
    if is_object {
        bytes.reverse();
    }
    let text: Vec<&str> = parts.collect();
    Some((place, bytes, text.join(" ")))
}

/// A text as both have it: numbers decimal, without the names of places; special registers as these are called here.
fn same_form(text: &str) -> String {
    let text = text.split(['<', '(']).next().unwrap_or_default().replace(',', " ");
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or_default();
    let leads = matches!(name, "j" | "l32r" | "call0") || name.starts_with('b') && !name.starts_with("break");
    let operands: Vec<&str> = words.collect();
    let last = operands.len().saturating_sub(1);
    let number = |(index, word): (usize, &&str)| {
        let digits = word.trim_start_matches('-').trim_start_matches("0x");
        let is_hex = word.contains("0x") || leads && index == last;
        match i64::from_str_radix(digits, if is_hex { 16 } else { 10 }) {
            Ok(number) if word.starts_with('-') => (-number).to_string(),
            // Some are written as words of 32 bits.
            Ok(number) if !leads && is_hex && number >= 1 << 31 => (number - (1 << 32)).to_string(),
            Ok(number) => number.to_string(),
            Err(_) => (*word).to_owned(),
        }
    };
    std::iter::once(name.to_owned())
        .chain(operands.iter().enumerate().map(number))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The differences between a listing and what is disassembled here, each form of an instruction once.
fn differences(listing: &str, is_object: bool) -> (usize, BTreeMap<String, String>) {
    let mut found = BTreeMap::new();
    let mut count = 0;
    for (place, bytes, theirs) in listing.lines().filter_map(|line| listed(line, is_object)) {
        // What it takes for no instruction of this processor may be one of another. Those for the TLB have no rows here;
        // of `rer` and `wer` it shows no registers; and what it knows nothing of it often takes for `excw`.
        let name = theirs.split(' ').next().unwrap_or_default();
        if name.is_empty()
            || name.starts_with('.')
            || name.contains("tlb")
            || ["rer", "wer", "excw"].contains(&name)
        {
            continue;
        }
        count += 1;
        let ours = disassemble(Arch::Xtensa, &bytes, place).unwrap_or_default();
        let ours: Vec<String> = ours.iter().map(|instruction| instruction.text.clone()).collect();
        let ours = ours.join("; ");
        if same_form(&ours) != same_form(&theirs) {
            found.entry(name.to_owned()).or_insert(format!("{place:x}: {bytes:02x?} {theirs} | {ours}"));
        }
    }
    (count, found)
}

fn objdump(arguments: &[&str]) -> String {
    let output = Command::new(OBJDUMP).args(arguments).output().expect("scripts/install");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_c_library_is_read_as_the_toolchain_reads_it() {
    let found = Command::new("xtensa-lx106-elf-gcc").arg("-print-libgcc-file-name").output();
    let libgcc = String::from_utf8_lossy(&found.expect("scripts/install").stdout).trim().to_owned();
    for library in [libgcc.as_str(), "/usr/lib/xtensa-lx106-elf/lib/libc.a"] {
        let (count, differences) = differences(&objdump(&["-d", library]), true);
        assert!(count > 1000, "{library}: {count}");
        assert_eq!(differences, BTreeMap::new(), "{library}");
    }
}

/// Of the 24 bits, those of the operation's fields in all values, with some values of the other fields.
#[test]
fn every_operation_is_read_as_the_toolchain_reads_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut assembly = String::from(".text\n");
    // Writing to a string cannot fail.
    for low in 0..16_u32 {
        for high in 0..256_u32 {
            for (t, s, r) in [
                (0, 0, 0),
                (1, 0, 0),
                (2, 3, 4),
                (5, 0, 15),
                (15, 15, 15),
                (9, 2, 1),
                (8, 12, 6),
                (12, 1, 2),
                (3, 7, 14),
            ] {
                let word = low | t << 4 | s << 8 | r << 12 | high << 16;
                let _ = if (8..14).contains(&low) {
                    writeln!(assembly, ".short {:#x}", word & 0xffff)
                } else {
                    writeln!(assembly, ".byte {:#x}, {:#x}, {:#x}", word & 255, word >> 8 & 255, word >> 16)
                };
            }
        }
    }
    for register in 0..256_u32 {
        let word = 0x0003_0000 | register << 8;
        let _ = writeln!(assembly, ".byte {:#x}, {:#x}, {:#x}", word & 255, word >> 8 & 255, word >> 16);
    }
    let source = folder.path().join("all.s");
    let object = folder.path().join("all.o");
    std::fs::write(&source, assembly).expect("written");
    let assembled = Command::new("xtensa-lx106-elf-as").arg(&source).arg("-o").arg(&object).status();
    assert!(assembled.expect("scripts/install").success());
    let binary = folder.path().join("all.bin");
    let copied =
        Command::new("xtensa-lx106-elf-objcopy").args(["-O", "binary"]).arg(&object).arg(&binary).status();
    assert!(copied.expect("scripts/install").success());
    let path = binary.display().to_string();
    let listing = objdump(&["-D", "-b", "binary", "-m", "xtensa", &path]);
    let (count, differences) = differences(&listing, false);
    assert!(count > 5000, "{count}");
    assert_eq!(differences, BTreeMap::new());
}
