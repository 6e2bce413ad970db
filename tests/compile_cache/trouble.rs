//! Crashes, damage, runs side by side, a cache that cannot be written.

use crate::world::{From, Numbers, SOURCE, World, from, words};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

#[test]
fn entries_that_a_crash_cut_short_or_that_are_damaged_are_made_again() {
    let world = World::new();
    world.twice("m.py");
    let made = fs::read(world.path("m.mpy")).unwrap();
    let entry = world.entries().remove(0);
    let whole = fs::read(&entry).unwrap();
    let flipped = |index: usize| {
        let mut bytes = whole.clone();
        bytes[index] ^= 0x20;
        bytes
    };
    let broken = [
        Vec::new(),
        whole[..1].to_vec(),
        whole[..whole.len() / 2].to_vec(),
        whole[..whole.len() - 1].to_vec(),
        vec![0; whole.len()],
        flipped(0),
        flipped(15),
        flipped(30),
        flipped(whole.len() / 2),
        flipped(whole.len() - 1),
        [&whole[..], b"more"].concat(),
    ];
    for (number, bytes) in broken.iter().enumerate() {
        fs::write(&entry, bytes).unwrap();
        fs::remove_file(world.path("m.mpy")).unwrap();
        assert_eq!(world.natmod("m.py"), From::Compiler, "{number}");
        assert_eq!(fs::read(world.path("m.mpy")).unwrap(), made, "{number}");
        assert_eq!(world.natmod("m.py"), From::Cache, "{number}");
    }
    // So with what is known of compilers and files.
    for kind in ["compilers", "files"] {
        for shard in fs::read_dir(world.path("cache").join(kind)).into_iter().flatten() {
            for file in fs::read_dir(shard.unwrap().path()).unwrap() {
                fs::write(file.unwrap().path(), "{").unwrap();
            }
        }
    }
    assert_eq!(world.natmod("m.py"), From::Cache);
    // A directory in an entry's place.
    fs::remove_file(&entry).unwrap();
    fs::create_dir(&entry).unwrap();
    assert_eq!(world.natmod("m.py"), From::Compiler);
    assert_eq!(fs::read(world.path("m.mpy")).unwrap(), made);
}

#[test]
fn runs_that_are_killed_at_any_time_leave_nothing_wrong() {
    let world = World::new();
    world.run("natmod --no-cache m.py");
    let made = fs::read(world.path("m.mpy")).unwrap();
    let mut numbers = Numbers(3);
    for _ in 0..12 {
        let mut child = spawn(world.command("natmod m.py"));
        std::thread::sleep(std::time::Duration::from_millis(numbers.below(400) as u64));
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(fs::read(world.path("m.mpy")).unwrap(), made);
    }
    assert!(world.run("natmod m.py").status.success());
    assert_eq!(world.natmod("m.py"), From::Cache);
    assert_eq!(fs::read(world.path("m.mpy")).unwrap(), made);
}

fn spawn(mut command: Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn ten_runs_side_by_side_make_what_one_makes() {
    let world = World::new();
    world.run("natmod --no-cache m.py");
    let made = fs::read(world.path("m.mpy")).unwrap();
    // Of one module.
    for _ in 0..2 {
        let children: Vec<Child> = (0..10).map(|_| spawn(world.command("natmod m.py"))).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
        }
        assert_eq!(fs::read(world.path("m.mpy")).unwrap(), made);
    }
    assert_eq!(world.natmod("m.py"), From::Cache);
    // Of several, each run in another order.
    let name = |number: usize| format!("m{number}.py");
    for number in 0..5 {
        world.write(&name(number), &SOURCE.replace("* 3", &format!("* {number}")));
    }
    let children = (0..10).map(|run| {
        let files: Vec<String> = (0..5).map(|number| name((number + run) % 5)).collect();
        let out = world.path(&format!("out{run}"));
        (out.clone(), spawn(world.command(&format!("natmod {} -o {}", files.join(" "), out.display()))))
    });
    let children: Vec<(PathBuf, Child)> = children.collect();
    let files = |directory: &Path| -> Vec<Vec<u8>> {
        (0..5).map(|number| fs::read(directory.join(format!("m{number}.mpy"))).unwrap()).collect()
    };
    world.run("natmod --no-cache m0.py m1.py m2.py m3.py m4.py -o plain");
    for (out, child) in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert_eq!(files(&out), files(&world.path("plain")));
    }
    // Nothing is left of the writing.
    assert_eq!(world.entries().len(), 6, "{:?}", world.entries());
}

#[test]
fn the_cache_may_be_emptied_while_modules_are_compiled() {
    let world = World::new();
    world.run("natmod --no-cache m.py");
    let made = fs::read(world.path("m.mpy")).unwrap();
    for _ in 0..3 {
        let commands =
            ["natmod m.py", "cache clean", "natmod m.py -O s", "cache", "natmod m.py", "cache clean"];
        let children: Vec<Child> = commands.iter().map(|command| spawn(world.command(command))).collect();
        for _ in 0..20 {
            assert!(world.run("cache clean").status.success());
        }
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
        }
        assert_eq!(fs::read(world.path("m.mpy")).unwrap(), made);
    }
    assert!(world.run("natmod m.py").status.success());
    assert_eq!(world.natmod("m.py"), From::Cache);
}

#[test]
fn a_cache_that_cannot_be_written_is_no_error() {
    let world = World::new();
    world.write("file", "");
    let nowhere = [
        world.path("file"),
        world.path("file/below"),
        PathBuf::from("/proc/mpyc"),
        PathBuf::from("/dev/null"),
    ];
    for cache in nowhere {
        for _ in 0..2 {
            let output = world.command("natmod -v m.py").env("MPYC_CACHE", &cache).output().unwrap();
            assert!(words(&output).contains(": compiled without the cache\n"), "{}", words(&output));
        }
    }
    let mut homeless = world.command("natmod -v m.py");
    homeless.env_remove("MPYC_CACHE").env_remove("XDG_CACHE_HOME").env_remove("HOME");
    assert!(words(&homeless.output().unwrap()).contains(": compiled without the cache\n"));
    // There, and not to be written: files in the place of its directories, which holds for root as well.
    fs::create_dir_all(world.path("closed")).unwrap();
    for kind in ["modules", "compilers", "files", "runtime"] {
        world.write(&format!("closed/{kind}"), "");
    }
    for _ in 0..2 {
        let mut closed = world.command("natmod -v m.py");
        assert_eq!(from(&closed.env("MPYC_CACHE", world.path("closed")).output().unwrap()), From::Compiler);
    }
    // What was written before is used.
    world.twice("m.py");
    let mut readable = Command::new("chmod");
    assert!(readable.args(["-R", "a-w"]).arg(world.path("cache")).status().unwrap().success());
    assert_eq!(world.natmod("m.py"), From::Cache);
    let mut writable = Command::new("chmod");
    assert!(writable.args(["-R", "u+w"]).arg(world.path("cache")).status().unwrap().success());
}
