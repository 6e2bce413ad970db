//! The Python that runs on the host ahead of the program: `guest.py`, with the assignments it expects.
//!
//! In: the program, and where its files are. Out: MicroPython source and the marks it will print.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::error::HostError;
use super::program::{GuestFile, Main, Program};

/// The part that is the same for every program.
const GUEST: &str = include_str!("guest.py");

/// Files in memory as a filesystem.
pub(super) const FILESYSTEM: &str = include_str!("filesystem.py");

/// Where the filesystem comes in the guest.
const PLACE: &str = "    # Here comes filesystem.py, indented.\n";

/// Where the part of the guest begins that a board with filesystems of its own runs.
const ON_BOARDS: &str = "sys.argv[:] = ARGV\n";

/// What the guest prints around the program's output. They hold a digest of the program, so that no
/// program contains its own, and the same program gives the same heap and the same counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marks {
    /// Before the program.
    pub begin: String,
    /// Before the traceback of an uncaught exception.
    pub raised: String,
    /// After the program, up to its status; `\x1f` comes after that.
    pub end: String,
}

impl Marks {
    fn new(program: &Program) -> Self {
        let mut digest = Sha256::new();
        match &program.main {
            Main::Script { name, source } => {
                digest.update(name);
                digest.update(source);
            }
            Main::Import(module) => digest.update(module),
        }
        for file in &program.files {
            digest.update(&file.path);
            digest.update(&file.bytes);
        }
        let nonce = HEXLOWER.encode(digest.finalize().get(..6).unwrap_or_default());
        Self {
            begin: format!("\x1e{nonce}\x1e"),
            raised: format!("\x1d{nonce}\x1d"),
            end: format!("\x1f{nonce}:"),
        }
    }
}

/// Where a file is in the board's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Its first byte's address.
    pub address: u32,
    /// Its size in bytes.
    pub size: u32,
}

/// The files of a program, the script among them, in the order given. Every path is checked: it is
/// relative, stays inside, and comes once.
pub(super) fn files(program: &Program) -> Result<Vec<GuestFile>, HostError> {
    let mut files = Vec::with_capacity(program.files.len() + 1);
    if let Main::Script { name, source } = &program.main {
        files.push(GuestFile { path: name.clone(), bytes: source.clone() });
    }
    files.extend(program.files.iter().cloned());
    let mut seen = BTreeMap::new();
    for file in &files {
        let bad = |reason| Err(HostError::BadGuestPath { path: file.path.clone(), reason });
        if file.path.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
            return bad("it must be relative, without `.` or `..`: pkg/part.mpy");
        }
        if file.path.contains('\0') {
            return bad("it has a zero byte in it");
        }
        if seen.insert(file.path.as_str(), ()).is_some() {
            return bad("two files have this path");
        }
    }
    for path in seen.keys() {
        let mut folder = *path;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            if seen.contains_key(parent) {
                return Err(HostError::BadGuestPath {
                    path: parent.into(),
                    reason: "it is both a file and a folder",
                });
            }
            folder = parent;
        }
    }
    Ok(files)
}

/// The classes of the filesystem, from the first on, as part of a block.
fn indented(program: &str) -> String {
    let lines = program.lines().skip_while(|line| !line.starts_with("# A file"));
    lines.map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

/// Where a host has the files of a program.
#[derive(Debug, Clone, Copy)]
pub(super) enum Files<'a> {
    /// In its memory, at these places; there is no other filesystem.
    Memory(&'a [(String, Extent)]),
    /// In the current folder.
    Folder,
    /// In its own filesystems: a board, whose `sys.path` stays.
    Board,
}

/// The whole source to run on the host, and its marks.
pub(super) fn source(program: &Program, files: Files<'_>) -> (String, Marks) {
    let marks = Marks::new(program);
    let (script, module, name) = match &program.main {
        Main::Script { name, .. } => (literal(name), "None".into(), name),
        Main::Import(module) => ("None".into(), literal(module), module),
    };
    // The same program finds the same heap on an emulated board, and collects garbage when it did before, as long as no line
    // of what comes before it is another one.
    let (files, guest) = match files {
        Files::Memory(table) => {
            let entry = |(path, at): &(String, Extent)| {
                format!("{}: ({:#x}, {}), ", literal(path), at.address, at.size)
            };
            let table = table.iter().map(entry).collect::<String>();
            (format!("FILES = {{{table}}}\n"), GUEST.replace(PLACE, &indented(FILESYSTEM)))
        }
        Files::Folder => ("FILES = None\n".into(), GUEST.replace(PLACE, &indented(FILESYSTEM))),
        Files::Board => {
            let (_, rest) = GUEST.split_once(ON_BOARDS).unwrap_or(("", GUEST));
            (String::new(), format!("import gc, sys\n{ON_BOARDS}{rest}"))
        }
    };
    let argv: String = std::iter::once(name).chain(&program.args).map(|arg| literal(arg) + ", ").collect();
    let source = format!(
        "{files}SCRIPT = {script}\nMODULE = {module}\nPRELUDE = {}\nARGV = [{argv}]\n\
         BEGIN = {}\nRAISED = {}\nEND = {}\n{guest}",
        literal(&program.prelude),
        literal(&marks.begin),
        literal(&marks.raised),
        literal(&marks.end),
    );
    (source, marks)
}

/// A Python string literal in ASCII.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            ' '..='~' => write!(out, "{c}"),
            '\0'..='\u{7f}' => write!(out, "\\x{:02x}", u32::from(c)),
            '\u{80}'..='\u{ffff}' => write!(out, "\\u{:04x}", u32::from(c)),
            _ => write!(out, "\\U{:08x}", u32::from(c)),
        };
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_ascii_whatever_the_text() {
        assert_eq!(literal("a'b\"c\\d\n\t\x7f"), r#""a'b\"c\\d\n\x09\x7f""#);
        assert_eq!(literal("é日😀"), r#""\u00e9\u65e5\U0001f600""#);
    }

    #[test]
    fn paths_that_leave_the_folder_or_clash_are_refused() {
        let with = |path: &str| files(&Program::script("main.py", "").file(path, ""));
        for good in ["a.py", "pkg/__init__.py", "a/b/c.mpy", "..a", "main.mpy"] {
            assert!(with(good).is_ok(), "{good}");
        }
        for bad in ["", "/a.py", "a/", "a//b", "../a.py", "a/../b", "./a.py", "a\0b", "main.py", "main.py/a"]
        {
            assert!(matches!(with(bad), Err(HostError::BadGuestPath { .. })), "{bad:?}");
        }
    }

    #[test]
    fn the_same_program_has_the_same_marks_and_another_has_others() {
        let marks = |text: &str| Marks::new(&Program::script("a.py", text));
        assert_eq!(marks("print(1)"), marks("print(1)"));
        assert_ne!(marks("print(1)"), marks("print(2)"));
    }
}
