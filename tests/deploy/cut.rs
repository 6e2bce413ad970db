//! Cables that are pulled, power that goes, bytes that get lost: a file on the board is the old one or the new one.

use std::path::Path;
use std::time::Duration;

use mpyc::device::deploy::BoardFile;
use mpyc::device::repl::Limits;
use mpyc::device::transport::faulty::{Faults, Faulty};
use mpyc::device::transport::{Address, Transport};

use crate::bench::{Served, deploy, enter, exec, files, format_fat, module, prints};
use crate::micropython::{RELEASES, each};

/// The file is on the board as one of these, and nothing else; which of them.
fn which(address: &Address, versions: &[BoardFile]) -> Result<Option<usize>, String> {
    let (mut agent, _) = files(address.open().map_err(|error| error.to_string())?, Limits::default())?;
    let state = agent.ask_one("state", &["/lib/module.py"]).map_err(|error| error.to_string())?;
    if state.is_empty() {
        return Ok(None);
    }
    let found = versions.iter().position(|file| file.digest() == state);
    found.map(Some).ok_or_else(|| format!("half a file: {state}"))
}

/// Deploys over a line that is cut after so many bytes; whether it came to its end, and how many bytes passed.
fn cut(line: Box<dyn Transport>, after: Option<u64>, file: &BoardFile) -> bool {
    let line = Faulty::new(line, Faults { seed: 1, one_in: 0, cut_after: after });
    let Ok((mut agent, facts)) = files(Box::new(line), Limits::default()) else { return false };
    deploy(&mut agent, &facts, std::slice::from_ref(file)).is_ok()
}

/// How many bytes a deployment takes, found out by cutting.
fn whole(open: impl Fn() -> Box<dyn Transport>, file: &BoardFile) -> u64 {
    let counted = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let line = Counting { inner: open(), count: std::sync::Arc::clone(&counted) };
    assert!(cut(Box::new(line), None, file));
    counted.load(std::sync::atomic::Ordering::Relaxed)
}

/// Counts what passes.
struct Counting {
    inner: Box<dyn Transport>,
    count: std::sync::Arc<std::sync::atomic::AtomicU64>,
}

impl Transport for Counting {
    fn read(&mut self, buffer: &mut [u8], limit: Duration) -> std::io::Result<usize> {
        let count = self.inner.read(buffer, limit)?;
        self.count.fetch_add(u64::try_from(count).unwrap(), std::sync::atomic::Ordering::Relaxed);
        Ok(count)
    }
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.count.fetch_add(u64::try_from(bytes.len()).unwrap(), std::sync::atomic::Ordering::Relaxed);
        self.inner.write(bytes)
    }
    fn name(&self) -> &str {
        self.inner.name()
    }
}

/// So many places to cut at, spread over all bytes; more of them near the end, where the file gets its name.
fn places(whole: u64, count: u64) -> Vec<u64> {
    let even = (1..count).map(|place| whole * place / count);
    let last = whole.saturating_sub(3000);
    let end = (0..count).map(|place| last + (whole - last) * place / count);
    even.chain(end).collect()
}

/// The board has no power from that byte on: its process is ended, and begun anew with the memory as it was left.
#[test]
fn power_that_goes_leaves_the_old_file_or_the_new_one() {
    each(&[(RELEASES[0], false), (RELEASES[1], false), (RELEASES[1], true)], |(release, fat)| {
        let folder = tempfile::tempdir().unwrap();
        let address = exec(release, Some(&folder.path().join("image")));
        if *fat {
            format_fat(&address);
        }
        let versions = [module(1, 300), module(2, 300)];
        assert!(cut(address.open().unwrap(), None, &versions[0]));
        let all = whole(|| address.open().unwrap(), &versions[1]);
        let (mut old, mut cuts) = (1, 0);
        for place in places(all, 12) {
            let new = 1 - old;
            cut(address.open().unwrap(), Some(place), &versions[new]);
            match which(&address, &versions)? {
                Some(now) => old = now,
                // FAT has no renaming over a file: for a moment there is none, which the next deployment of any file ends.
                None if *fat => {
                    let other = BoardFile { path: "other.py".into(), bytes: "x = 1".into() };
                    assert!(cut(address.open().unwrap(), None, &other));
                    assert_eq!(which(&address, &versions)?, Some(new));
                    old = new;
                }
                None => return Err(format!("{release}: no file after {place} bytes")),
            }
            cuts += 1;
        }
        assert!(cuts > 20);
        // And the board is none the worse for it.
        assert!(cut(address.open().unwrap(), None, &versions[1 - old]));
        assert_eq!(which(&address, &versions)?, Some(1 - old));
        Ok(())
    });
}

/// The board goes on, and is found by the next line in whatever state it was left.
#[test]
fn a_cable_that_is_pulled_leaves_the_old_file_or_the_new_one() {
    let board = Served::new(RELEASES[1], None);
    let (address, open) = (&board.address, || board.open());
    let versions = [module(1, 300), module(2, 300)];
    assert!(cut(open(), None, &versions[0]));
    let all = whole(open, &versions[1]);
    let mut old = 1;
    for place in places(all, 14) {
        cut(open(), Some(place), &versions[1 - old]);
        old = which(address, &versions).unwrap().unwrap();
    }
    assert!(cut(open(), None, &versions[1 - old]));
    assert_eq!(which(address, &versions).unwrap(), Some(1 - old));
}

/// Bytes that are dropped, repeated and garbled, by seed: the file comes through, and what is said to be on the board is on it.
#[test]
fn a_bad_cable_is_slow_and_loses_nothing() {
    let seeds: Vec<u64> = (1..=6).collect();
    each(&seeds, |seed| {
        let folder = tempfile::tempdir().unwrap();
        let address = exec(RELEASES[1], Some(&folder.path().join("image")));
        let file = module(3, 300);
        let mut last = String::new();
        // A byte that is lost costs the limit, and a machine that has much to do may need longer to answer: what does not
        // come through for that reason does with a longer one.
        for reply in [3, 12, 48] {
            let limits = Limits { reply: Duration::from_secs(reply), ..Limits::default() };
            let faults = Faults { seed: seed * 77, one_in: 3000, cut_after: None };
            let line = Faulty::new(address.open().unwrap(), faults);
            let done = files(Box::new(line), limits).and_then(|(mut agent, facts)| {
                deploy(&mut agent, &facts, std::slice::from_ref(&file)).map_err(|error| error.to_string())
            });
            let there = which(&address, std::slice::from_ref(&file))
                .map_err(|error| format!("seed {seed}: {error}"))?;
            match (done, there) {
                (Ok(_), Some(0)) => return Ok(()),
                // Then no half is there.
                (Err(error), None | Some(0)) => last = error,
                (done, there) => return Err(format!("seed {seed}: {done:?}, {there:?}")),
            }
        }
        Err(format!("seed {seed} does not come through: {last}"))
    });
}

/// A board that runs a program of its own, which prints all the time, takes files, and runs it again afterwards.
#[test]
fn a_board_that_is_busy_takes_files_and_is_busy_again() {
    let folder = tempfile::tempdir().unwrap();
    let address = exec(RELEASES[1], Some(&folder.path().join("image")));
    prints(
        &mut enter(&address),
        "with open('/main.py', 'w') as f: f.write('import sys\\nwhile True: print(\"busy\", \"module\" in sys.modules)')",
    );
    let (mut agent, facts) = files(address.open().unwrap(), Limits::default()).unwrap();
    deploy(&mut agent, &facts, &[module(1, 10)]).unwrap();
    agent.into_repl().leave(true).unwrap();
    busy(&address);
}

fn busy(address: &Address) {
    let mut line = address.open().unwrap();
    let (mut seen, mut buffer) = (Vec::new(), [0; 1024]);
    while !String::from_utf8_lossy(&seen).contains("busy False\r\nbusy False\r\n") {
        let count = line.read(&mut buffer, Duration::from_secs(60)).unwrap();
        seen.extend_from_slice(&buffer[..count]);
    }
}

/// What an earlier attempt has left in the stage is not what a later one imports, nor does it stay.
#[test]
fn what_was_left_in_the_stage_goes() {
    let folder = tempfile::tempdir().unwrap();
    let address = exec(RELEASES[1], Some(Path::new(&folder.path().join("image"))));
    prints(
        &mut enter(&address),
        "import os\nos.mkdir('/lib'); os.mkdir('/lib/.mpyc')\n\
         with open('/lib/.mpyc/other.py', 'w') as f: f.write('x = 1')\n\
         with open('/lib/.mpyc/module.py', 'w') as f: f.write('half of a')",
    );
    let (mut agent, facts) = files(address.open().unwrap(), Limits::default()).unwrap();
    deploy(&mut agent, &facts, &[module(1, 10)]).unwrap();
    assert_eq!(agent.ask_one("state", &["/lib/.mpyc"]).unwrap(), "");
    assert_eq!(agent.ask_one("state", &["/lib/other.py"]).unwrap(), "");
}

/// Power that went within a rename on FAT: the file is in the folder of what was whole, and gets its name. What has one
/// stays as it is.
#[test]
fn a_rename_that_was_begun_is_ended() {
    let folder = tempfile::tempdir().unwrap();
    let address = exec(RELEASES[1], Some(&folder.path().join("image")));
    format_fat(&address);
    prints(
        &mut enter(&address),
        "import os\nfor name in '/lib', '/lib/.mpyc-done', '/lib/.mpyc-done/p': os.mkdir(name)\n\
         def put(name, text):\n with open('/lib/' + name, 'w') as f: f.write(text)\n\
         put('.mpyc-done/a.py', 'new'); put('.mpyc-done/p/b.py', 'new'); put('.mpyc-done/c.py', 'new'); put('c.py', 'old')",
    );
    let (mut agent, facts) = files(address.open().unwrap(), Limits::default()).unwrap();
    deploy(&mut agent, &facts, &[module(1, 10)]).unwrap();
    assert_eq!(agent.ask("kinds", &["/lib/.mpyc-done", "/lib/.mpyc"]).unwrap(), ["0", "0"]);
    let mut repl = agent.into_repl();
    let printed = prints(
        &mut repl,
        "for name in 'a', 'p/b', 'c':\n with open('/lib/' + name + '.py') as f: print(f.read())",
    );
    assert_eq!(printed, "new\nnew\nold\n");
}
