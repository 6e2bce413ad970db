//! What is not kept, and `mpyc cache`.

use crate::world::{From, SOURCE, World, from, words};
use std::fs;

#[test]
fn without_the_cache_nothing_is_read_or_kept() {
    let world = World::new();
    let plain = "compiled without the cache";
    assert!(words(&world.run("natmod -v --no-cache m.py")).contains(plain));
    assert_eq!(world.entries().len(), 0);
    world.twice("m.py");
    assert!(words(&world.run("natmod -v --no-cache m.py")).contains(plain));
    let variable = world.command("natmod -v m.py").env("MPYC_NO_CACHE", "1").output().unwrap();
    assert!(words(&variable).contains(plain));
    // Empty is as if it were not set.
    assert_eq!(
        from(&world.command("natmod -v m.py").env("MPYC_NO_CACHE", "").output().unwrap()),
        From::Cache
    );
    for stage in ["ast", "types", "ir", "ir-tree", "c", "obj"] {
        world.run(&format!("natmod m.py --emit {stage} -o stage"));
    }
    assert_eq!(world.entries().len(), 1);
}

#[test]
fn modules_with_errors_are_not_kept() {
    let world = World::new();
    world.write("m.py", "def f(x: int) -> str:\n    return x * 3\n");
    let first = world.run("natmod m.py");
    let second = world.run("natmod m.py");
    assert_eq!(first.status.code(), Some(1));
    assert_eq!(first, second);
    assert_eq!(world.entries().len(), 0);
    // A result that cannot be written is one that is kept all the same.
    world.write("m.py", SOURCE);
    fs::create_dir(world.path("taken")).unwrap();
    fs::create_dir(world.path("taken/m.mpy")).unwrap();
    for _ in 0..2 {
        let output = world.run("natmod m.py -o taken");
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(words.contains("E0103") && words.contains("W0302"), "{words}");
    }
    assert_eq!(world.natmod("m.py"), From::Cache);
}

#[test]
fn the_command_shows_and_empties_the_cache() {
    let world = World::new();
    let said = |arguments: &str| {
        let output = world.run(arguments);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let root = world.path("cache").display().to_string();
    assert_eq!(said("cache path"), format!("{root}\n"));
    assert_eq!(said("cache clean"), "0 entries removed, 0 bytes freed\n");
    assert!(!world.path("cache").exists());
    world.twice("m.py");
    world.twice("m.py -O 2");
    assert!(world.path("cache/CACHEDIR.TAG").exists());
    world.write("cache/hosts/bin/host", "a host");
    world.write("cache/modules/notes.txt", "the user's own");
    let shown = said("cache");
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[0], root);
    assert!(lines[1].starts_with("modules           2 entries "), "{shown}");
    assert!(lines[1].ends_with(" of 256 MiB"), "{shown}");
    assert!(lines[4].starts_with("runtime           2 entries "), "{shown}");
    let cleaned = said("cache clean");
    assert!(cleaned.contains(" entries removed, ") && cleaned.ends_with(" KiB freed\n"), "{cleaned}");
    assert!(world.path("cache/hosts/bin/host").exists());
    assert!(world.path("cache/modules/notes.txt").exists());
    assert_eq!(said("cache clean"), "0 entries removed, 0 bytes freed\n");
    world.twice("m.py");
    assert_eq!(world.run("cache nothing").status.code(), Some(2));
}
