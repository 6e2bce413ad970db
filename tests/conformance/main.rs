//! MicroPython's own tests: each file does as a native module what it does as bytecode on the same host.
//!
//! The files are those of the source tree that `scripts/hosts` made the hosts of; none of them is in this repository.
//! Each is imported twice, as bytecode and as a native module, and the exit status and the output are compared as
//! [`both_ways`] says. What it is to print comes from the `.exp` file beside it, or from CPython where there is none.
//!
//! `tests/conformance/table.txt` has a line a file: its state on each host, and why where that is not `ok`.
//!
//! | state | |
//! |---|---|
//! | `ok` | bytecode prints what the file expects, and native code does the same |
//! | `skips` | the file finds that the host lacks what it tests, as bytecode and as native code |
//! | `unfit` | bytecode does not print what the file expects; native code does the same, or is refused |
//! | `refused` | the compiler does not compile it |
//! | `differs`, `crashes`, `hangs` | native code does something else; the reason is written by hand |
//!
//! A file that changes its state, to the better too, fails the test. To see what it does and to write the table:
//!
//! ```text
//! cargo test --test conformance states               all files on both hosts
//! cargo test --test conformance collecting_always    on rv32, the collector run at every allocation
//! scripts/conformance basics/try                     what the files with this in the name do, and how they differ
//! scripts/conformance                                all, and writes the table and docs/conformance.md
//! ```

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]
#[path = "../both_ways/mod.rs"]
mod both_ways;
mod files;
#[path = "../micropython/mod.rs"]
mod micropython;
mod page;
mod table;

use files::{File, Found, HOSTS, PATIENCE, State, beside, examine_all, files, read, with_expectations};
use mpyc::device::{COLLECT_ALWAYS, HostKind, Program, Variant};
use page::{page_of_sizes, page_of_states, page_path, sizes};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use table::{Count, Row, shown, table, table_path};

/// Of the files that bytecode passes, so many must pass natively, in tenths of a per cent.
const REQUIRED: usize = 970;

/// Every file is in the state that the table says, on every host.
#[test]
fn states() {
    let files = with_expectations(files());
    let found = HOSTS.map(|kind| examine_all(&files, kind));
    let old = table();
    let mut new = BTreeMap::new();
    let mut changes = String::new();
    for (index, file) in files.iter().enumerate() {
        let here: Vec<&Found> = found.iter().filter_map(|column| column.get(index)).collect();
        let row = row(&here, old.get(&file.name));
        if old.get(&file.name) != Some(&row) {
            let _ = writeln!(changes, "{} {} {} {}", file.name, row.states[0], row.states[1], row.reason);
            here.iter().for_each(|found| changes.push_str(&found.difference));
        }
        new.insert(file.name.clone(), row);
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        println!("{changes}");
        micropython::write(&table_path(), shown(&new));
        let sizes = sizes(&files, &found);
        micropython::write(&page_path(), page_of_states(&new) + &page_of_sizes(&sizes));
    } else {
        assert!(changes.is_empty(), "{changes}to write the table anew: scripts/conformance\n");
    }
}

/// The line of the table of what was found of a file on each host; what was written by hand stays.
fn row(here: &[&Found], old: Option<&Row>) -> Row {
    let states = [here[0].state, here[1].state];
    let by_hand = |states: &[State]| states.iter().any(|state| state.is_explained_by_hand());
    let reason = if by_hand(&states) {
        let before = old.filter(|row| by_hand(&row.states)).map(|row| row.reason.clone());
        before.filter(|reason| !reason.is_empty()).unwrap_or_else(|| "?".into())
    } else if states.contains(&State::Refused) {
        here.iter().find_map(|found| found.refused.clone()).unwrap_or_default()
    } else {
        String::new()
    };
    Row { states, reason }
}

/// Every file that passes on the emulated board passes there too with the collector run at every allocation and all
/// that it frees overwritten, if bytecode does.
#[test]
fn collecting_always() {
    let table = table();
    let passes = |file: &File| table.get(&file.name).is_some_and(|row| row.states[1] == State::Ok);
    let files: Vec<File> = with_expectations(files().into_iter().filter(passes).collect());
    micropython::each(&files, |file| {
        let module = file.module();
        let run = |name: String, bytes: Vec<u8>, variant| {
            let program = Program::import(&*module).timeout(PATIENCE).file(name, bytes);
            let beside = beside(file).into_iter();
            let program = beside.fold(program, |program, (name, bytes)| program.file(name, bytes));
            let prelude = if variant == Variant::GcStress { COLLECT_ALWAYS } else { "" };
            both_ways::run(HostKind::Rv32, variant, &program.prelude(prelude))
                .map_err(|error| error.to_string())
        };
        let bytecode = || (format!("{module}.py"), file.source.clone().into_bytes());
        let measure = {
            let (name, bytes) = bytecode();
            run(name, bytes, Variant::Standard)?
        };
        let mpy = both_ways::compiled(&file.name, file.source.clone(), &module, HostKind::Rv32)
            .map_err(|refused| refused.text)?;
        let native = run(format!("{module}.mpy"), mpy, Variant::GcStress);
        let difference = match native {
            Ok(native) => both_ways::compare(&measure, &native),
            Err(error) => Err(error),
        };
        let Err(difference) = difference else { return Ok(()) };
        let (name, bytes) = bytecode();
        let same =
            run(name, bytes, Variant::GcStress).is_ok_and(|it| both_ways::compare(&measure, &it).is_ok());
        if same { Err(format!("{}\n{difference}", file.name)) } else { Ok(()) }
    });
}
/// The committed table: each file of the tests once, why where a state wants a reason, and enough that pass.
#[test]
fn table_is_whole() {
    let table = table();
    let names: Vec<String> = files().into_iter().map(|file| file.name).collect();
    if std::env::var("MPYC_CONFORMANCE").is_err() {
        assert_eq!(
            table.keys().cloned().collect::<Vec<_>>(),
            names,
            "to write the table anew: scripts/conformance"
        );
    }
    for (name, row) in &table {
        let explained = !row.reason.is_empty() && row.reason != "?";
        let by_hand = row.states.iter().any(|state| state.is_explained_by_hand());
        assert!(!by_hand || explained, "{name}: the table does not say why it is not ok");
    }
    for (column, host) in HOSTS.iter().enumerate() {
        let Count { pass, of } = Count::new(&table, column);
        assert!(pass * 1000 >= of * REQUIRED, "{host}: {pass} of {of} pass");
    }
    let page = String::from_utf8(read(&page_path())).unwrap_or_else(|error| panic!("{error}"));
    let sizes = page.split_once("## Sizes").map_or("", |(_, sizes)| sizes);
    let states = page_of_states(&table);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        micropython::write(&page_path(), format!("{states}## Sizes{sizes}"));
    }
    assert!(
        page.starts_with(&states),
        "the page is not of the table: UPDATE_DOCS=1 cargo test --test conformance table"
    );
}
