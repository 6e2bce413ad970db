//! What boards say of themselves, held against what is known of them, and the table of names that come first against
//! MicroPython's sources.

use std::path::Path;

use mpyc::device::board::{BoardFacts, Refusal};
use mpyc::device::repl::{Limits, Repl};
use mpyc::device::transport::Address;
use mpyc::device::{HostKind, Variant};
use mpyc::target::FloatKind;

use crate::bench::{enter, exec, shell};
use crate::micropython::{RELEASES, WHOLE_RELEASE, each, host, source};

#[test]
fn every_emulated_board_says_what_it_is() {
    let kinds = [
        (HostKind::Rv32, 0, FloatKind::Single),
        (HostKind::Rv64, 0, FloatKind::Single),
        (HostKind::Armv6m, 0, FloatKind::Single),
        (HostKind::Armv7m, 0, FloatKind::Single),
        (HostKind::Armv7emsp, 0, FloatKind::Single),
        (HostKind::Armv7emdp, 0, FloatKind::Double),
    ];
    each(&kinds, |(kind, flags, float)| {
        let host = host(*kind, WHOLE_RELEASE, Variant::Standard);
        let command = shell(&host.serial_command().unwrap().unwrap());
        let line = Address::Exec(command).open().unwrap();
        let mut repl = Repl::enter(line, Limits::default()).map_err(|error| format!("{kind}: {error}"))?;
        let facts = BoardFacts::ask(&mut repl, "/lib").map_err(|error| format!("{kind}: {error}"))?;
        assert_eq!(facts.implementation, "micropython");
        assert_eq!(facts.release, WHOLE_RELEASE);
        assert_eq!(facts.platform, "qemu");
        assert_eq!(facts.abi(), (6, 3));
        assert_eq!(facts.arch(), Some(kind.arch()), "{kind}");
        assert_eq!(facts.arch_flags(), *flags, "{kind}");
        assert_eq!(facts.float, Some(*float), "{kind}");
        assert_eq!(facts.word, if *kind == HostKind::Rv64 { 8 } else { 4 });
        for loaded in linker::Arch::ALL {
            assert_eq!(facts.loads(loaded as u8), kind.loads().contains(&loaded), "{kind} {}", loaded.name());
        }
        let largest = facts.largest_free.unwrap();
        assert!(largest <= facts.free && facts.free > 100_000 && largest > 50_000, "{kind}: {facts:?}");
        assert!(facts.modules.iter().any(|name| name == "uctypes"), "{facts:?}");
        assert!(facts.deflate, "{facts:?}");
        assert_eq!(facts.storage.map(|storage| storage.total), Some(0), "{facts:?}");
        assert_eq!(facts.path, [""]);
        Ok(())
    });
}

#[test]
fn a_board_with_flash_says_how_much() {
    each(&RELEASES, |release| {
        let facts = BoardFacts::ask(&mut enter(&exec(release, None)), "/lib/a/b").unwrap();
        let storage = facts.storage.unwrap();
        assert_eq!(storage.total, 1 << 20);
        assert!(storage.free > 1_000_000 && storage.free < storage.total, "{storage:?}");
        assert_eq!(facts.path, ["", "/lib"]);
        assert_eq!(facts.release, *release);
        Ok(())
    });
}

/// The board that has less memory than a module needs refuses it before it is sent; as much as it says, it has.
#[test]
fn the_memory_that_a_board_says_it_has_it_has() {
    let mut repl = enter(&exec(WHOLE_RELEASE, None));
    let facts = BoardFacts::ask(&mut repl, "/").unwrap();
    let largest = facts.largest_free.unwrap();
    // What the board allocates for the question itself is gone by then, or not yet.
    let ran = repl.command(&format!("x = bytearray({})", largest - 8192)).unwrap();
    assert_eq!(ran.stderr, b"");
    let ran = repl.command(&format!("del x\ny = bytearray({})", facts.free + 1024)).unwrap();
    assert!(String::from_utf8_lossy(&ran.stderr).contains("MemoryError"));
}

#[test]
fn a_module_of_each_architecture_is_loaded_or_refused() {
    let facts = BoardFacts::ask(&mut enter(&exec(WHOLE_RELEASE, None)), "/").unwrap();
    for arch in linker::Arch::ALL {
        let checked = facts.check(&[b'M', 6, arch as u8 * 4 + 3, 31, 0, 0]);
        let refused = matches!(checked, Err(Refusal::Arch { .. }));
        assert_eq!(refused, arch != linker::Arch::Rv32imc, "{}: {checked:?}", arch.name());
    }
}

/// The modules that come before any file are those that the sources register so.
#[test]
fn the_names_that_come_first_are_those_of_the_sources() {
    let mut facts = BoardFacts::ask(&mut enter(&exec(WHOLE_RELEASE, None)), "/").unwrap();
    for release in RELEASES {
        let (mut first, mut extensible) = (Vec::new(), Vec::new());
        for folder in ["py", "extmod", "ports", "shared", "drivers"] {
            registered(&source(release).join(folder), &mut first, &mut extensible);
        }
        assert!(first.len() > 30 && extensible.len() > 10, "{first:?} {extensible:?}");
        facts.modules = first.iter().chain(&extensible).cloned().collect();
        for name in &first {
            assert!(facts.always_built_in(name) || extensible.contains(name), "{name}");
        }
        for name in &extensible {
            assert!(!facts.always_built_in(name), "{name}");
            assert!(facts.always_built_in(&format!("u{name}")), "u{name}");
        }
    }
}

fn registered(folder: &Path, first: &mut Vec<String>, extensible: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            registered(&path, first, extensible);
        } else if path
            .extension()
            .is_some_and(|extension| ["c", "cpp"].iter().any(|known| extension == *known))
        {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            for line in text.lines() {
                let name = |start| {
                    let rest: &str = line.strip_prefix(start)?;
                    Some(rest.split([',', ')']).next()?.trim().to_owned())
                };
                first.extend(name("MP_REGISTER_MODULE(MP_QSTR_"));
                extensible.extend(name("MP_REGISTER_EXTENSIBLE_MODULE(MP_QSTR_"));
            }
        }
    }
}
