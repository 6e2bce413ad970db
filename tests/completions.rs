//! What shells and `man` know of the command line: bash completes with it, and troff takes the pages.

#![expect(clippy::unwrap_used, reason = "that is how a test says what went wrong, in helpers too")]

use std::process::{Command, Output};

fn mpyc(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mpyc")).args(arguments).output().unwrap()
}

/// The text of what succeeds and complains of nothing.
#[track_caller]
fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    text(&output.stdout)
}

/// The commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = said(&mpyc(&["--help"]));
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let names =
        list.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_options_and_values() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mpyc.bash"), said(&mpyc(&["completions", "bash"]))).unwrap();
    std::fs::write(folder.path().join("filter.py"), "").unwrap();
    // The words of a line, the last of which is being typed, as bash gives them to the function.
    let completed = |line: &str| {
        let script = format!(
            "source ./mpyc.bash; COMP_WORDS=({line}); [[ '{line}' == *' ' ]] && COMP_WORDS+=(''); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             handler=$(complete -p mpyc | sed 's/.*-F \\([^ ]*\\).*/\\1/'); \
             $handler mpyc \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; \
             printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let output = Command::new("bash").args(["--norc", "-c", &script]).current_dir(folder.path()).output();
        said(&output.unwrap()).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(completed("mpyc nat"), ["natmod"]);
    assert_eq!(completed("mpyc de"), ["deploy"]);
    let all = completed("mpyc ");
    assert!(commands().iter().all(|command| all.contains(command)), "{all:?}");
    assert_eq!(completed("mpyc watch --tr"), ["--traceback"]);
    assert_eq!(completed("mpyc natmod --emit ir"), ["ir", "ir-tree"]);
    assert_eq!(completed("mpyc check --message-format "), ["human", "json"]);
    assert_eq!(completed("mpyc natmod --map filt"), ["filter.py"]);
    assert_eq!(completed("mpyc none"), [""]);
}

#[test]
fn every_shell_gets_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let text = said(&mpyc(&["completions", shell]));
        for command in commands() {
            assert!(text.contains(&command), "{shell}: {command}");
        }
    }
    assert_eq!(mpyc(&["completions", "csh"]).status.code(), Some(2));
}

#[test]
fn troff_takes_the_pages() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("share/man1");
    assert_eq!(said(&mpyc(&["man", "--to", pages.to_str().unwrap()])), "");
    let mut names: Vec<String> = commands().iter().map(|command| format!("mpyc-{command}.1")).collect();
    names.push("mpyc.1".into());
    names.sort();
    let mut found: Vec<String> = std::fs::read_dir(&pages)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    assert_eq!(found, names);
    for name in names {
        let page = pages.join(&name);
        let mut groff = Command::new("groff");
        let shown = said(&groff.args(["-man", "-Tutf8", "-ww", "-P-cbou"]).arg(&page).output().unwrap());
        let title = name.trim_end_matches(".1");
        assert!(shown.starts_with(&format!("{title}(1)")), "{shown}");
        assert!(shown.contains(concat!("mpyc ", env!("CARGO_PKG_VERSION"))), "{shown}");
        for section in ["NAME", "SYNOPSIS", "OPTIONS"] {
            assert!(shown.contains(&format!("\n{section}\n")), "{name} has no {section}");
        }
        let command = title.strip_prefix("mpyc-");
        let arguments: Vec<&str> = std::iter::once("man").chain(command).collect();
        assert_eq!(said(&mpyc(&arguments)), std::fs::read_to_string(&page).unwrap());
    }
    let wrong = mpyc(&["man", "nothing"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).starts_with("error: there is no command `nothing`\n"));
}
