//! A directory with a source and a cache of its own, and what is asked of it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

pub const SOURCE: &str = "def f(x: int) -> int:\n    unused = 1\n    return x * 3\n";

/// A directory with a source, and a cache of its own.
pub struct World {
    pub directory: TempDir,
}

/// Where a module came from, as `-v` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    Cache,
    Compiler,
}

impl World {
    pub fn new() -> World {
        let world = World { directory: tempfile::tempdir().unwrap() };
        world.write("m.py", SOURCE);
        world
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.directory.path())
            .env("MPYC_CACHE", self.path("cache"))
            .env_remove("MPYC_NO_CACHE")
            .env_remove("MPYC_CC");
        command
    }

    pub fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Compiles; where the module came from.
    pub fn natmod(&self, arguments: &str) -> From {
        from(&self.run(&format!("natmod -v {arguments}")))
    }

    /// Compiles by itself and then again: what it says and makes.
    pub fn twice(&self, arguments: &str) {
        assert_eq!(self.natmod(arguments), From::Compiler, "{arguments}");
        assert_eq!(self.natmod(arguments), From::Cache, "{arguments}");
    }

    /// The files of modules in the cache.
    pub fn entries(&self) -> Vec<PathBuf> {
        let shards = fs::read_dir(self.path("cache/modules")).into_iter().flatten();
        let files = shards.flat_map(|shard| fs::read_dir(shard.unwrap().path()).unwrap());
        let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    }

    /// A script that a shell writes: a file that this process had open for writing could be open still in what another
    /// thread just forked, and then it is not to be run (ETXTBSY).
    pub fn script(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let write = r#"printf '#!/bin/sh\n%s\n' "$2" >"$1.new" && chmod +x "$1.new" && mv "$1.new" "$1""#;
        let mut shell = Command::new("/bin/sh");
        assert!(shell.args(["-c", write, "sh"]).arg(path).arg(text).status().unwrap().success());
    }
}

pub fn words(output: &Output) -> String {
    let words = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(output.status.success(), "{words}");
    words
}

pub fn from(output: &Output) -> From {
    let words = words(output);
    match (words.contains(": from the cache\n"), words.contains(": compiled, not in the cache\n")) {
        (true, false) => From::Cache,
        (false, true) => From::Compiler,
        _ => panic!("{words}"),
    }
}

/// Numbers without a pattern, the same ones each time (Knuth's constants).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound
    }
}
