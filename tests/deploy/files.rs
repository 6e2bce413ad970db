//! Files to a board and what is there afterwards, on LittleFS and on FAT.

use std::path::Path;

use mpyc::device::deploy::{Became, BoardFile, DeployError, Shadow, shadow};
use mpyc::device::repl::Limits;
use mpyc::device::transport::Address;

use crate::bench::{deploy, enter, exec, files, format_fat, module, prints};
use crate::micropython::{RELEASES, each};

/// Every release with every filesystem; a folder for the board's memory.
fn boards(run: impl Fn(&Address, &Path) -> Result<(), String> + Sync) {
    let cases: Vec<(&str, bool)> =
        RELEASES.iter().flat_map(|release| [(*release, false), (*release, true)]).collect();
    each(&cases, |(release, fat)| {
        let folder = tempfile::tempdir().unwrap();
        let address = exec(release, Some(&folder.path().join("image")));
        if *fat {
            format_fat(&address);
        }
        run(&address, folder.path()).map_err(|error| format!("{release}, FAT {fat}: {error}"))
    });
}

fn open(address: &Address) -> Result<(mpyc::device::deploy::Agent, mpyc::device::board::BoardFacts), String> {
    files(address.open().map_err(|error| error.to_string())?, Limits::default())
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

#[test]
fn a_file_is_sent_once_and_is_there_after_the_power_was_off() {
    boards(|address, _| {
        let (mut agent, facts) = open(address)?;
        let new = [module(1, 400)];
        let done = deploy(&mut agent, &facts, &new).map_err(text)?;
        assert_eq!(done.files, [Became::Sent]);
        assert_eq!(done.names[0].0, "module");
        assert!(done.names[0].1.contains(&"version".to_owned()), "{:?}", done.names);
        drop(agent);
        let (mut agent, facts) = open(address)?;
        assert_eq!(agent.ask_one("state", &["/lib/module.py"]).map_err(text)?, new[0].digest());
        assert_eq!(agent.ask_one("state", &["/lib/.mpyc"]).map_err(text)?, "");
        let done = deploy(&mut agent, &facts, &new).map_err(text)?;
        assert_eq!((done.files, done.names.len()), (vec![Became::Same], 0));
        // Another content takes its place.
        let done = deploy(&mut agent, &facts, &[module(2, 10)]).map_err(text)?;
        assert_eq!(done.files, [Became::Sent]);
        drop(agent);
        assert_eq!(prints(&mut enter(address), "import module; print(module.version())"), "2\n");
        Ok(())
    });
}

#[test]
fn what_cannot_be_imported_leaves_what_was_there() {
    boards(|address, _| {
        let (mut agent, facts) = open(address)?;
        deploy(&mut agent, &facts, &[module(1, 10)]).map_err(text)?;
        for (bad, raised) in [
            ("x = [].pop()", "IndexError: pop from empty list"),
            ("def f(:", "SyntaxError: invalid syntax"),
            ("import nothing_of_this_name", "ImportError: no module named 'nothing_of_this_name'"),
            ("import sys; sys.exit()", "RuntimeError: the module calls sys.exit()"),
        ] {
            let file = BoardFile { path: "module.py".into(), bytes: bad.into() };
            match deploy(&mut agent, &facts, &[file]) {
                Err(DeployError::Import { module, last, .. }) => {
                    assert_eq!((module.as_str(), last.trim()), ("module", raised.trim()));
                }
                other => return Err(format!("{bad}: {other:?}")),
            }
            assert_eq!(agent.ask_one("state", &["/lib/module.py"]).map_err(text)?, module(1, 10).digest());
            assert_eq!(agent.ask_one("state", &["/lib/.mpyc"]).map_err(text)?, "");
        }
        Ok(())
    });
}

#[test]
fn a_package_is_imported_whole_though_a_part_of_it_is_sent() {
    let part = |path: &str, text: &str| BoardFile { path: path.into(), bytes: text.into() };
    boards(|address, _| {
        let (mut agent, facts) = open(address)?;
        let mut files = vec![
            part("p/__init__.py", "from .a import f\nx = f()"),
            part("p/a.py", "from . import b\ndef f(): return b.value"),
            part("p/b.py", "value = 1"),
            part("p/data/table.txt", "1 2 3\n"),
        ];
        let done = deploy(&mut agent, &facts, &files).map_err(text)?;
        assert_eq!(done.files, [Became::Sent; 4]);
        files[2] = part("p/b.py", "value = 2");
        let done = deploy(&mut agent, &facts, &files).map_err(text)?;
        assert_eq!(done.files, [Became::Same, Became::Same, Became::Sent, Became::Same]);
        assert_eq!(done.names, [("p.b".to_owned(), vec!["value".to_owned()])]);
        drop(agent);
        assert_eq!(prints(&mut enter(address), "import p; print(p.x)"), "2\n");
        Ok(())
    });
}

#[test]
fn what_import_finds_instead_is_named() {
    let file = |path: &str| BoardFile { path: path.into(), bytes: Vec::new() };
    let address = exec(RELEASES[1], None);
    let (mut agent, facts) = open(&address).unwrap();
    let mut repl = agent.into_repl();
    prints(
        &mut repl,
        "import os\nos.mkdir('/lib')\nos.mkdir('/lib/q')\n\
         for name in '/lib/a.py', '/b.mpy', '/lib/p.py', '/lib/q/r.py': open(name, 'w').close()",
    );
    agent = mpyc::device::deploy::Agent::start(repl).unwrap();
    let mut found = |to: &str, path: &str| shadow(&mut agent, &facts, to, &file(path)).unwrap();
    let other = |path: &str| Some(Shadow::File(path.into()));
    assert_eq!(found("/lib", "c.mpy"), None);
    assert_eq!(found("/lib", "a.mpy"), other("/lib/a.py"));
    assert_eq!(found("/lib", "a.py"), None);
    assert_eq!(found("/lib", "b.mpy"), other("/b.mpy"));
    assert_eq!(found("/", "b.mpy"), None);
    assert_eq!(found("/lib", "q.mpy"), other("/lib/q"));
    assert_eq!(found("/lib", "q/r.mpy"), other("/lib/q/r.py"));
    assert_eq!(found("/lib", "q/s.mpy"), None);
    assert_eq!(found("/lib", "math.mpy"), Some(Shadow::BuiltIn));
    assert_eq!(found("/lib", "json.mpy"), None);
    assert_eq!(found("/lib", "table.txt"), None);
    assert!(matches!(found("/apps", "c.mpy"), Some(Shadow::NotOnPath(_))));
}

#[test]
fn a_file_that_has_no_room_is_not_begun() {
    let (mut agent, facts) = open(&exec(RELEASES[1], None)).unwrap();
    let file = BoardFile { path: "table.bin".into(), bytes: vec![7; 2 << 20] };
    let error = deploy(&mut agent, &facts, &[file]).unwrap_err();
    assert!(matches!(error, DeployError::NoRoom { needed: 2_097_152, .. }), "{error}");
    let error = agent.ask("state", &["/a\tb"]).unwrap_err();
    assert_eq!(error.to_string(), "`/a\\tb` cannot be a path on a board: it has a control character in it");
}

/// A module that resets the board, or never comes to its end, takes no place.
#[test]
fn a_module_that_does_not_come_back_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let address = exec(RELEASES[1], Some(&folder.path().join("image")));
    let (mut agent, facts) = open(&address).unwrap();
    deploy(&mut agent, &facts, &[module(1, 10)]).unwrap();
    drop(agent);
    for bad in ["import machine; machine.reset()", "while True: pass"] {
        let limits = Limits { reply: std::time::Duration::from_secs(2), ..Limits::default() };
        let (mut agent, facts) = files(address.open().unwrap(), limits).unwrap();
        let file = BoardFile { path: "module.py".into(), bytes: bad.into() };
        let error = deploy(&mut agent, &facts, &[file]).unwrap_err();
        assert!(
            matches!(&error, DeployError::Agent { doing, .. } if doing == "import module"),
            "{bad}: {error}"
        );
        drop(agent);
        let (mut agent, _) = open(&address).unwrap();
        assert_eq!(agent.ask_one("state", &["/lib/module.py"]).unwrap(), module(1, 10).digest(), "{bad}");
    }
}

#[test]
fn a_board_without_a_filesystem_is_said_to_have_none() {
    let host =
        crate::micropython::host(mpyc::device::HostKind::Rv32, RELEASES[1], mpyc::device::Variant::Standard);
    let command = crate::bench::shell(&host.serial_command().unwrap().unwrap());
    let (mut agent, facts) = open(&Address::Exec(command)).unwrap();
    let error = deploy(&mut agent, &facts, &[module(1, 10)]).unwrap_err();
    assert!(matches!(error, DeployError::NoFilesystem), "{error}");
}
