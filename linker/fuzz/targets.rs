//! What each fuzz target does with its bytes. The fuzzers (`fuzz_targets/`) and the test that replays the corpus
//! (`linker/tests/corpus.rs`) run the same functions; whatever the bytes are, these come back, or panic at a fault.

use std::io::Cursor;

use linker::explain::{Surroundings, explain};
use linker::mpy;
use linker::script::{Included, Includes, SymbolScripts, library_script_files};
use linker::{Arch, Bytes, FixedRule, FixedSymbol, Input, Request};

/// A target.
pub type Target = fn(&[u8]);

/// The targets by their names.
pub const TARGETS: [(&str, Target); 4] =
    [("object", object), ("archive", archive), ("script", script), ("mpy", module)];

/// Links one object: the first byte chooses the architecture, the second the options.
pub fn object(data: &[u8]) {
    link("a.o", data);
}

/// Links what the entry needs of one archive; the first two bytes are as for an object.
pub fn archive(data: &[u8]) {
    link("a.a", data);
}

fn link(name: &str, data: &[u8]) {
    let [number, options, bytes @ ..] = data else { return };
    let Some(arch) = Arch::ALL.get(usize::from(*number) % Arch::ALL.len()) else { return };
    let option = |bit: u8| options & (1 << bit) != 0;
    let fixed = |name: &str, value, rule| FixedSymbol {
        name: name.into(),
        value: Ok(value),
        rule,
        place: "rom.ld".into(),
    };
    // Whole in memory, or as a file of which parts are read.
    let in_parts = usize::from(*number) / Arch::ALL.len() % 2 == 1;
    let input = |name: &str, bytes: &[u8]| {
        let parts = || Bytes::on_demand(Cursor::new(bytes.to_vec())).expect("it has a length");
        Input { name: name.into(), bytes: if in_parts { parts() } else { bytes.to_vec().into() } }
    };
    let inputs = match bytes {
        // Two files: the first's length is in front.
        [low, high, files @ ..] if option(7) => {
            let length = usize::from(u16::from_le_bytes([*low, *high])).min(files.len());
            let (first, second) = files.split_at(length);
            vec![input(name, first), input("b.o", second)]
        }
        _ => vec![input(name, bytes)],
    };
    let request = Request {
        inputs,
        shorten: !option(0),
        arch_flags: option(1).then_some(3),
        fixed: if option(2) {
            let value = if option(3) { 0xffff_ffff_8000_1234 } else { 0x4000_1234 };
            vec![fixed("f", value, FixedRule::Assigned), fixed("g", value, FixedRule::Provided)]
        } else {
            Vec::new()
        },
        ..Request::new(*arch)
    };
    match linker::link(&request) {
        Ok(linked) => {
            let module = mpy::read(&linked.mpy).expect("what was linked can be read");
            assert_eq!(module.arch, *arch as u8);
            assert!(mpy::write(&module).expect("and written") == linked.mpy, "and is the same");
        }
        Err(errors) => {
            assert!(!errors.is_empty());
            for error in &errors {
                assert!(!error.to_string().is_empty() && !error.remedy().is_empty());
            }
            if option(4) {
                explain(&errors, &Surroundings { arch: *arch, inputs: &request.inputs, libraries: &[] });
            }
        }
    }
    if option(5) {
        linker::diagnose(*arch, &request.inputs, option(6));
    }
}

/// Scripts in memory: their names are `1`, `2`, …. Only so many are there that a run stays short.
struct Scripts<'a> {
    parts: Vec<&'a str>,
    left: usize,
}

impl Includes for Scripts<'_> {
    fn open(&mut self, name: &str, _from: &str, _folders: &[String]) -> Result<Included, String> {
        let index: usize = name.parse().map_err(|_| "no number".to_owned())?;
        self.left = self.left.checked_sub(1).ok_or("enough")?;
        let text = self.parts.get(index).ok_or_else(|| "no such script".to_owned())?;
        Ok(Included { name: name.to_owned(), text: (*text).to_owned() })
    }
}

/// Reads linker scripts: the first, and those that it includes, with zero bytes between.
pub fn script(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let parts: Vec<&str> = text.split('\0').collect();
    let Some(first) = parts.first().copied() else { return };
    let mut scripts = SymbolScripts::default();
    let result = scripts.read("a.ld", first, &mut Scripts { parts: parts.clone(), left: 12 });
    let library = library_script_files("liba.a", first);
    for errors in [result.err(), library.err()].into_iter().flatten() {
        assert!(!errors.is_empty());
        for error in errors {
            assert!(!error.to_string().is_empty() && !error.problem.remedy().is_empty());
            let (start, end) = error.place.span;
            assert!(start <= end && error.place.line > 0 && error.place.column > 0);
            let file = match &*error.place.file {
                "a.ld" | "liba.a" => first,
                name => parts[name.parse::<usize>().expect("a script's number")],
            };
            assert!(file.get(start..end).is_some(), "the place is in the text");
        }
    }
    for symbol in scripts.symbols() {
        assert!(!symbol.name.is_empty());
    }
}

/// Reads a module; what can be read can be written, and is the same when it is read again.
pub fn module(data: &[u8]) {
    if let Ok(module) = mpy::read(data)
        && let Ok(bytes) = mpy::write(&module)
    {
        assert_eq!(mpy::read(&bytes).expect("what was written can be read"), module);
    }
}
