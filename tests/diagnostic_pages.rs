//! The manual's pages on diagnostics, `docs/diagnostics/CODE.md`: every code has one, and its example says what it says.
//!
//! A page's fenced blocks with a file name (`` ```c main.c ``) are written into a folder; those of `console` are run
//! there, a command a line that begins with `$`, and must print what follows. A line `[…]` stands for any lines. One of
//! the commands prints the page's code.
//!
//! The same goes for `docs/usermod.md`, the walk through a user C module, `docs/language/c.md`, `docs/board.md`,
//! `docs/publish.md` and `docs/editors.md`.
//!
//! `UPDATE_DOCS=1 cargo test --test diagnostic_pages` writes what the commands print into the pages.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use mpyc::diagnostics::{Code, pages};

/// The codes without an example that can be run, as their pages say.
const WITHOUT_EXAMPLE: [&str; 11] =
    ["E0703", "E0706", "E0901", "L0014", "L0018", "L0032", "L0033", "L0036", "L0052", "L0060", "L0212"];

fn path(code: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/diagnostics/{code}.md"))
}

#[test]
fn every_code_has_its_page_and_every_page_a_code() {
    let codes: Vec<&str> = Code::all().map(Code::name).collect();
    let known: Vec<&str> = pages::PAGES.iter().map(|(code, _)| *code).collect();
    assert_eq!(known, codes, "docs/diagnostics/CODE.md and src/diagnostics/pages.rs");
    let mut files: Vec<String> = std::fs::read_dir(path("x").parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    assert_eq!(files, codes.iter().map(|code| format!("{code}.md")).collect::<Vec<_>>());
}

#[test]
fn a_page_says_what_it_is_an_example_and_what_to_do() {
    for code in Code::all() {
        let page = std::fs::read_to_string(path(code.name())).unwrap();
        assert!(page.starts_with(&format!("# {}: ", code.name())), "{}", code.name());
        let second = page.lines().nth(2).unwrap_or_default();
        assert_eq!(second, code.explanation(), "{}: the code's own explanation comes first", code.name());
        assert!(page.contains("\n## What to do\n"), "{}", code.name());
        let excepted = WITHOUT_EXAMPLE.contains(&code.name());
        assert_eq!(page.contains("\n## Example\n"), !excepted, "{}", code.name());
        assert_eq!(page.contains("There is no example"), excepted, "{}", code.name());
        for line in page.lines().filter(|line| !line.contains("error") && !line.contains("=")) {
            assert!(line.chars().count() <= 160, "{}: {line}", code.name());
        }
    }
}

/// Runs a page's example in a folder of its own; the page with what the commands print.
fn run(page: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let bin = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_mpyc"), bin.path().join("mpyc")).unwrap();
    let search = format!("{}:{}", bin.path().display(), std::env::var("PATH").unwrap_or_default());
    let (mut new, mut printed) = (String::new(), String::new());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(new, "{line}");
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match info.split_once(' ') {
            Some((_, name)) => {
                std::fs::write(folder.path().join(name), block.join("\n") + "\n").unwrap();
                block.iter().for_each(|line| {
                    let _ = writeln!(new, "{line}");
                });
            }
            None if info == "console" => {
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    let output = Command::new("sh")
                        .args(["-c", &format!("{command} 2>&1")])
                        .current_dir(folder.path())
                        .env("PATH", &search)
                        .output()
                        .unwrap();
                    let text = String::from_utf8_lossy(&output.stdout).into_owned();
                    let mut text = text.replace(&folder.path().display().to_string(), "…");
                    if let Ok(home) = std::env::var("HOME") {
                        text = text.replace(&home, "~");
                    }
                    let _ = write!(new, "$ {command}\n{text}");
                    printed.push_str(&text);
                }
            }
            None => panic!("a block of {info} without a file name"),
        }
        new.push_str("```\n");
    }
    (new, printed)
}

/// Whether a text is as a page has it, where `[…]` stands for any lines.
fn is_as_written(written: &str, now: &str) -> bool {
    let mut rest = now;
    let mut parts = written.split("[…]\n").peekable();
    let mut first = true;
    while let Some(part) = parts.next() {
        let at = if parts.peek().is_none() && !first {
            rest.ends_with(part).then(|| rest.len() - part.len())
        } else if first {
            rest.starts_with(part).then_some(0)
        } else {
            rest.find(part)
        };
        let Some(at) = at else { return false };
        rest = &rest[at + part.len()..];
        first = false;
    }
    rest.is_empty()
}

/// The page on user C modules is run as well.
#[test]
fn the_module_of_the_manual_is_made_and_runs() {
    page_is_run("docs/usermod.md");
}

/// And that on C beside Python.
#[test]
fn the_c_of_the_manual_is_called_as_the_page_says() {
    page_is_run("docs/language/c.md");
}

/// And that on boards.
#[test]
fn the_board_of_the_manual_does_what_the_page_says() {
    page_is_run("docs/board.md");
}

/// And that on packages for others.
#[test]
fn the_package_of_the_manual_is_made_and_installed() {
    page_is_run("docs/publish.md");
}

/// And that on editors.
#[test]
fn the_problems_of_the_manual_are_what_it_shows() {
    page_is_run("docs/editors.md");
}

#[track_caller]
fn page_is_run(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let page = std::fs::read_to_string(&path).unwrap();
    let (now, _) = run(&page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &now).unwrap();
    } else {
        assert!(is_as_written(&page, &now), "{now}");
    }
}

#[test]
fn examples_say_what_the_pages_say() {
    let update = std::env::var_os("UPDATE_DOCS").is_some();
    let mut wrong = String::new();
    for code in Code::all() {
        let page = std::fs::read_to_string(path(code.name())).unwrap();
        let (now, printed) = run(&page);
        if !WITHOUT_EXAMPLE.contains(&code.name()) {
            let says_it = printed.contains(&format!("error[{}]", code.name()))
                || printed.contains(&format!("warning[{}]", code.name()));
            assert!(says_it, "{}: the example prints\n{printed}", code.name());
        }
        if is_as_written(&page, &now) {
            continue;
        }
        if update {
            std::fs::write(path(code.name()), &now).unwrap();
        } else {
            let _ = writeln!(wrong, "{}:\n{now}", code.name());
        }
    }
    assert!(wrong.is_empty(), "UPDATE_DOCS=1 cargo test --test diagnostic_pages; now it is\n{wrong}");
}

#[test]
fn explain_shows_the_page() {
    let explain = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        command.arg("explain").args(args).output().unwrap()
    };
    let page = std::fs::read(path("L0012")).unwrap();
    assert_eq!(explain(&["L0012"]).stdout, page);
    assert_eq!(explain(&["l0012"]).stdout, page);
    let list = String::from_utf8(explain(&[]).stdout).unwrap();
    assert_eq!(list.lines().count(), Code::all().count());
    let wrong = explain(&["E9999"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("`E9999` is not a code"));
}
