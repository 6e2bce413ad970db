//! `docs/conformance.md`: what passes, what does not and why, and the sizes of the modules.

use super::files::{File, Found, HOSTS, State, read};
use super::micropython;
use super::table::{Count, Row};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// The sizes of a file's modules in bytes; none where one is not made.
pub struct Sizes {
    pub bytecode: Option<usize>,
    /// For each host: ours, and of MicroPython's own native code.
    pub native: [(Option<usize>, Option<usize>); HOSTS.len()],
}

/// The size of what `mpy-cross` makes of a file.
pub fn mpy_cross(file: &File, options: &[&str]) -> Option<usize> {
    let out = tempfile::NamedTempFile::new().unwrap_or_else(|error| panic!("{error}"));
    let mut command = Command::new(micropython::mpy_cross(micropython::WHOLE_RELEASE));
    let output = command.args(options).arg("-o").arg(out.path()).arg(&file.path).output();
    let made = output.unwrap_or_else(|error| panic!("mpy-cross: {error}")).status.success();
    made.then(|| read(out.path()).len())
}

pub fn sizes(files: &[File], found: &[Vec<Found>; HOSTS.len()]) -> BTreeMap<String, Sizes> {
    let sizes = Mutex::new(BTreeMap::new());
    let cases: Vec<usize> = (0..files.len()).collect();
    micropython::each(&cases, |index| {
        let file = &files[*index];
        let of = |column: usize| {
            let march = format!("-march={}", HOSTS[column].arch().name());
            (found[column][*index].size, mpy_cross(file, &[&march, "-X", "emit=native"]))
        };
        let of = Sizes { bytecode: mpy_cross(file, &[]), native: [of(0), of(1)] };
        sizes.lock().unwrap_or_else(|error| panic!("{error}")).insert(file.name.clone(), of);
        Ok(())
    });
    sizes.into_inner().unwrap_or_else(|error| panic!("{error}"))
}

pub fn page_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/conformance.md")
}

/// The first half of the page of the manual: what passes, and what does not.
pub fn page_of_states(table: &BTreeMap<String, Row>) -> String {
    let mut out = String::from(
        "# MicroPython's own tests\n\n\
         Written by `scripts/conformance`. Each file of MicroPython's `tests/basics`, `float`, `import`, `micropython`,\n\
         `misc`, `stress` and `unicode` is imported as bytecode and as a native module on the same host, and the exit\n\
         status and the output are compared. `tests/conformance/table.txt` has the state of each file.\n\n\
         | | x64 | rv32 |\n|---|---|---|\n",
    );
    let [a, b] = [0, 1].map(|column| Count::new(table, column).to_string());
    let _ = writeln!(out, "| pass natively, of those that bytecode passes | {a} | {b} |");
    for state in State::ALL {
        let [a, b] = [0, 1].map(|column| table.values().filter(|row| row.states[column] == state).count());
        let _ = writeln!(out, "| files: {state} | {a} | {b} |");
    }
    out.push_str("\n## What does not pass\n\n| file | x64 | rv32 | why |\n|---|---|---|---|\n");
    for (name, row) in table.iter().filter(|(_, row)| !row.reason.is_empty()) {
        let why = row.reason.replace('|', "\\|");
        let _ = writeln!(out, "| {name} | {} | {} | {why} |", row.states[0], row.states[1]);
    }
    out.push('\n');
    out
}

/// The second half of the page: the sizes.
pub fn page_of_sizes(sizes: &BTreeMap<String, Sizes>) -> String {
    let mut out = String::from(
        "## Sizes\n\nBytes of the `.mpy`: of mpyc's native module, of bytecode, and of the native module that MicroPython's\n\
         own compiler makes of the same file (`mpy-cross -X emit=native`). Un-annotated code all of it. The sums and\n\
         medians are of the files that all of them compile.\n\n\
         | file | bytecode | x64 mpyc | x64 mpy-cross | rv32 mpyc | rv32 mpy-cross |\n|---|--:|--:|--:|--:|--:|\n",
    );
    let figures = |of: &Sizes| [of.bytecode, of.native[0].0, of.native[0].1, of.native[1].0, of.native[1].1];
    let whole: Vec<[usize; 5]> = sizes
        .values()
        .filter_map(|of| {
            let all: Vec<usize> = figures(of).into_iter().flatten().collect();
            all.try_into().ok()
        })
        .collect();
    let column = |i: usize| -> Vec<usize> {
        let mut column: Vec<usize> = whole.iter().map(|row| row[i]).collect();
        column.sort_unstable();
        column
    };
    let columns = [0, 1, 2, 3, 4].map(column);
    let row = |name: &str, cells: [String; 5]| format!("| {name} | {} |\n", cells.join(" | "));
    let sums = columns.each_ref().map(|column| column.iter().sum::<usize>().to_string());
    let medians = columns
        .each_ref()
        .map(|column| column.get(column.len() / 2).copied().unwrap_or_default().to_string());
    out.push_str(&row(&format!("**sum of {}**", whole.len()), sums));
    out.push_str(&row("**median**", medians));
    for (name, of) in sizes {
        out.push_str(&row(
            name,
            figures(of).map(|size| size.map_or_else(|| "–".into(), |size| size.to_string())),
        ));
    }
    let larger = |ours: usize, theirs: usize| whole.iter().filter(|row| row[ours] > row[theirs]).count();
    let (all, x64, rv32) = (whole.len(), larger(1, 2), larger(3, 4));
    let _ = writeln!(
        out,
        "\nmpyc's module is larger than mpy-cross's native one for {x64} of {all} files on x64, {rv32} of {all} on rv32."
    );
    out
}
