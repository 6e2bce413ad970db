//! The committed table: a line a file, its states on the hosts, and why.

use super::files::{HOSTS, State};
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub states: [State; HOSTS.len()],
    pub reason: String,
}

pub fn table_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/table.txt")
}

pub fn table() -> BTreeMap<String, Row> {
    let Ok(text) = std::fs::read_to_string(table_path()) else { return BTreeMap::new() };
    let row = |line: &str| -> Option<(String, Row)> {
        let mut words = line.split_whitespace();
        let name = words.next()?.to_owned();
        let mut state = || {
            let word = words.next()?;
            State::ALL.into_iter().find(|state| state.name() == word)
        };
        let states = [state()?, state()?];
        Some((name, Row { states, reason: words.collect::<Vec<_>>().join(" ") }))
    };
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| row(line).unwrap_or_else(|| panic!("{}: {line}", table_path().display())))
        .collect()
}

/// Of the files that bytecode passes on a host, those that native code passes.
pub struct Count {
    pub pass: usize,
    pub of: usize,
}

impl Count {
    pub fn new(table: &BTreeMap<String, Row>, column: usize) -> Count {
        let states = || table.values().map(|row| row.states[column]);
        let unfit = states().filter(|state| matches!(state, State::Skips | State::Unfit)).count();
        Count { pass: states().filter(|state| *state == State::Ok).count(), of: states().count() - unfit }
    }

    pub fn tenths(&self) -> usize {
        self.pass * 1000 / self.of.max(1)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} ({}.{} %)", self.pass, self.of, self.tenths() / 10, self.tenths() % 10)
    }
}

/// The text of the table.
pub fn shown(table: &BTreeMap<String, Row>) -> String {
    let mut out = String::from(
        "# MicroPython's own tests as native modules: `tests/conformance/main.rs` says what the states mean.\n\
         # Written by scripts/conformance; the reasons of `differs`, `crashes` and `hangs` are by hand.\n#\n",
    );
    let _ = writeln!(out, "# {:46} {:8} {:8} why", "file", HOSTS[0].to_string(), HOSTS[1].to_string());
    for (name, row) in table {
        let line = format!("{name:48} {:8} {:8} {}", row.states[0], row.states[1], row.reason);
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
