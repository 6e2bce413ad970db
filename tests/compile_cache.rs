//! The compile cache of `mpyc natmod`, as processes with a cache of their own and real compilers
//! (`apt install gcc-riscv64-unknown-elf gcc`).

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const SOURCE: &str = "def f(x: int) -> int:\n    unused = 1\n    return x * 3\n";

/// A directory with a source, and a cache of its own.
struct World {
    directory: TempDir,
}

/// Where a module came from, as `-v` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    Cache,
    Compiler,
}

impl World {
    fn new() -> World {
        let world = World { directory: tempfile::tempdir().unwrap() };
        world.write("m.py", SOURCE);
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.directory.path())
            .env("MPYC_CACHE", self.path("cache"))
            .env_remove("MPYC_NO_CACHE")
            .env_remove("MPYC_CC");
        command
    }

    fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Compiles; where the module came from.
    fn natmod(&self, arguments: &str) -> From {
        from(&self.run(&format!("natmod -v {arguments}")))
    }

    /// Compiles by itself and then again: what it says and makes.
    fn twice(&self, arguments: &str) {
        assert_eq!(self.natmod(arguments), From::Compiler, "{arguments}");
        assert_eq!(self.natmod(arguments), From::Cache, "{arguments}");
    }

    /// The files of modules in the cache.
    fn entries(&self) -> Vec<PathBuf> {
        let shards = fs::read_dir(self.path("cache/modules")).into_iter().flatten();
        let files = shards.flat_map(|shard| fs::read_dir(shard.unwrap().path()).unwrap());
        let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    }

    /// A script that a shell writes: a file that this process had open for writing could be open still in what another
    /// thread just forked, and then it is not to be run (ETXTBSY).
    fn script(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let write = r#"printf '#!/bin/sh\n%s\n' "$2" >"$1.new" && chmod +x "$1.new" && mv "$1.new" "$1""#;
        let mut shell = Command::new("/bin/sh");
        assert!(shell.args(["-c", write, "sh"]).arg(path).arg(text).status().unwrap().success());
    }
}

fn words(output: &Output) -> String {
    let words = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(output.status.success(), "{words}");
    words
}

fn from(output: &Output) -> From {
    let words = words(output);
    match (words.contains(": from the cache\n"), words.contains(": compiled, not in the cache\n")) {
        (true, false) => From::Cache,
        (false, true) => From::Compiler,
        _ => panic!("{words}"),
    }
}

#[test]
fn an_unchanged_module_is_not_compiled_again_and_says_the_same() {
    let world = World::new();
    for arguments in ["m.py", "m.py --map m.map", "m.py --message-format json", "m.py -vv", "m.py --arch x64"]
    {
        world.run("cache clean");
        let (mpy, map) = (world.path("m.mpy"), world.path("m.map"));
        let _ = fs::remove_file(&map);
        let plain = world.run(&format!("natmod --no-cache {arguments}"));
        assert!(words(&plain).contains("W0302"), "{arguments}: {}", words(&plain));
        assert!(world.entries().is_empty());
        let made = (fs::read(&mpy).unwrap(), fs::read(&map).ok());
        for pass in 0..3 {
            fs::remove_file(&mpy).unwrap();
            let _ = fs::remove_file(&map);
            let again = world.run(&format!("natmod {arguments}"));
            let skip = usize::from(arguments.contains("-v"));
            let rest = |words: String| words.lines().skip(skip).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(rest(words(&again)), rest(words(&plain)), "{arguments} {pass}");
            assert_eq!((fs::read(&mpy).unwrap(), fs::read(&map).ok()), made, "{arguments} {pass}");
        }
        assert_eq!(world.entries().len(), 1);
        assert_eq!(world.natmod(arguments), From::Cache);
    }
}

#[test]
fn touching_copying_and_writing_elsewhere_do_not_compile_again() {
    let world = World::new();
    world.twice("m.py");
    let made = fs::read(world.path("m.mpy")).unwrap();
    let touch = |name: &str| {
        let file = fs::File::options().append(true).open(world.path(name)).unwrap();
        file.set_modified(std::time::SystemTime::now() + std::time::Duration::from_secs(100)).unwrap();
    };
    touch("m.py");
    assert_eq!(world.natmod("m.py"), From::Cache);
    // Another file with the same content.
    fs::copy(world.path("m.py"), world.path("copy.py")).unwrap();
    fs::rename(world.path("copy.py"), world.path("m.py")).unwrap();
    assert_eq!(world.natmod("m.py"), From::Cache);
    assert_eq!(world.natmod("m.py -o other.mpy"), From::Cache);
    assert_eq!(fs::read(world.path("other.mpy")).unwrap(), made);
    // What is the default may be said; how it is named does not count.
    for arguments in [
        "--arch rv32imc",
        "-O s",
        "--poll long",
        "--cc riscv64-unknown-elf-gcc",
        "--cc /usr/bin/riscv64-unknown-elf-gcc",
    ] {
        assert_eq!(world.natmod(&format!("m.py {arguments}")), From::Cache, "{arguments}");
    }
    // Changed there and back.
    world.write("m.py", &format!("{SOURCE}\n"));
    assert_eq!(world.natmod("m.py"), From::Compiler);
    world.write("m.py", SOURCE);
    assert_eq!(world.natmod("m.py"), From::Cache);
    assert_eq!(fs::read(world.path("m.mpy")).unwrap(), made);
}

#[test]
fn every_option_that_changes_the_result_counts() {
    let world = World::new();
    let options = [
        "",
        "-O 2",
        "-O 3",
        "--poll never",
        "--poll always",
        "--traceback",
        "--board esp32c3",
        "--arch x64",
        "--arch x64 -O 2",
        "--arch armv6m",
        "--map m.map",
        "--map m.map -o other.mpy",
    ];
    for option in options {
        assert_eq!(world.natmod(&format!("m.py {option}")), From::Compiler, "{option}");
    }
    for option in options {
        assert_eq!(world.natmod(&format!("m.py {option}")), From::Cache, "{option}");
        let made = fs::read(world.path("m.mpy")).unwrap();
        world.run(&format!("natmod --no-cache m.py {option}"));
        assert_eq!(fs::read(world.path("m.mpy")).unwrap(), made, "{option}");
    }
    // The path is in the module.
    world.write("n.py", SOURCE);
    world.write("d/m.py", SOURCE);
    world.twice("n.py");
    world.twice("d/m.py");
    world.twice("./m.py");
}

/// Numbers without a pattern, the same ones each time (Knuth's constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound
    }
}

/// Sources are changed at random, or touched, or set back; what the cache gives is always what is compiled without it.
#[test]
fn no_history_of_changes_gives_a_stale_result() {
    let world = World::new();
    let mut numbers = Numbers(20);
    let mut seen: Vec<String> = Vec::new();
    let mut text = SOURCE.to_owned();
    for step in 0..40 {
        match numbers.below(4) {
            // A digit is another one: often the length stays.
            0 | 1 => {
                let number = numbers.below(3) * 7 + 1;
                text = SOURCE.replace("* 3", &format!("* {number}"));
            }
            2 => text = format!("{SOURCE}# {}\n", numbers.below(3)),
            _ => {}
        }
        world.write("m.py", &text);
        let expected = if seen.contains(&text) { From::Cache } else { From::Compiler };
        assert_eq!(world.natmod("m.py"), expected, "step {step}: {text}");
        seen.push(text.clone());
        let made = fs::read(world.path("m.mpy")).unwrap();
        if step % 4 == 0 {
            world.run("natmod --no-cache m.py");
            assert_eq!(fs::read(world.path("m.mpy")).unwrap(), made, "step {step}: {text}");
        }
    }
}

#[test]
fn a_changed_c_compiler_is_noticed() {
    let world = World::new();
    let gcc = |options: &str| format!("exec /usr/bin/riscv64-unknown-elf-gcc {options} \"$@\"");
    world.script("bin/riscv64-unknown-elf-gcc", &gcc("-DA=1"));
    let natmod = |world: &World, arguments: &str| {
        let path = format!("{}:/usr/bin:/bin", world.path("bin").display());
        from(&world.command(&format!("natmod -v m.py {arguments}")).env("PATH", path).output().unwrap())
    };
    assert_eq!(natmod(&world, ""), From::Compiler);
    assert_eq!(natmod(&world, ""), From::Cache);
    // Of the same length, and at once.
    world.script("bin/riscv64-unknown-elf-gcc", &gcc("-DA=2"));
    assert_eq!(natmod(&world, ""), From::Compiler);
    assert_eq!(natmod(&world, ""), From::Cache);
    // What is found before it.
    world.script("bin/riscv32-esp-elf-gcc", &gcc("-DA=3"));
    let first = natmod(&world, "");
    assert_eq!(natmod(&world, ""), From::Cache);
    fs::remove_file(world.path("bin/riscv32-esp-elf-gcc")).unwrap();
    assert_eq!(natmod(&world, ""), From::Cache);
    assert_eq!(first, From::Compiler);
    fs::remove_file(world.path("bin/riscv64-unknown-elf-gcc")).unwrap();
    assert_eq!(natmod(&world, ""), From::Compiler);
    // What a file of the project names.
    world.script("tools/gcc", &gcc("-DA=4"));
    world.write("mpyc.toml", "[toolchain]\ncc = './tools/gcc'\n");
    assert_eq!(natmod(&world, ""), From::Compiler);
    assert_eq!(natmod(&world, ""), From::Cache);
    world.script("tools/gcc", &gcc("-DA=5"));
    assert_eq!(natmod(&world, ""), From::Compiler);
    world.write("mpyc.toml", "");
    assert_eq!(natmod(&world, ""), From::Cache);
    // One that is broken is an error, whatever was made before.
    world.script("tools/gcc", "exit 1");
    let output = world.run("natmod m.py --cc ./tools/gcc");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("E0503"));
    world.write("mpyc.toml", "[nothing]\n");
    let output = world.run("natmod m.py");
    assert!(String::from_utf8_lossy(&output.stderr).contains("E0105"));
}

/// The pieces of the runtime that are kept are those that the compiler makes now.
#[test]
fn what_a_changed_c_compiler_makes_is_what_it_makes_without_a_cache() {
    let world = World::new();
    let natmod = |cache: &str, arguments: &str| {
        let mut command = world.command(&format!("natmod m.py --cc ./cc {arguments}"));
        words(&command.env("MPYC_CACHE", world.path(cache)).output().unwrap());
        fs::read(world.path("m.mpy")).unwrap()
    };
    let mut made = Vec::new();
    for level in ["-O2", "-O0"] {
        world.script("cc", &format!("exec riscv64-unknown-elf-gcc \"$@\" {level}"));
        let fresh = natmod(&format!("fresh{level}"), "");
        assert_eq!(natmod("cache", "--no-cache"), fresh, "{level}");
        assert_eq!(natmod("cache", ""), fresh, "{level}");
        assert_eq!(natmod("cache", ""), fresh, "{level}");
        made.push(fresh);
    }
    assert_ne!(made[0], made[1]);
}

/// The programs that the compiler runs are packages of their own.
#[test]
fn a_changed_assembler_is_noticed() {
    let world = World::new();
    let assembler = |comment: &str| format!("exec /usr/bin/riscv64-unknown-elf-as \"$@\" # {comment}");
    world.script("parts/as", &assembler("1"));
    let cc = format!("riscv64-unknown-elf-gcc -B{}/", world.path("parts").display());
    let natmod = || from(&world.command("natmod -v m.py --cc").arg(&cc).output().unwrap());
    assert_eq!(natmod(), From::Compiler);
    assert_eq!(natmod(), From::Cache);
    world.script("parts/as", &assembler("2"));
    assert_eq!(natmod(), From::Compiler);
    assert_eq!(natmod(), From::Cache);
}

/// Options of the compiler's that come from a file, and the headers that they lead to.
#[test]
fn a_changed_file_of_options_or_header_is_noticed() {
    let world = World::new();
    let natmod = |cc: &str| from(&world.command("natmod -v m.py --cc").arg(cc).output().unwrap());
    let root = world.directory.path().display();
    let files = [
        ("own.specs", "*cc1:\n+ -DA=1\n", format!("riscv64-unknown-elf-gcc -specs={root}/own.specs")),
        ("options", "-DA=1", format!("riscv64-unknown-elf-gcc @{root}/options")),
        (
            "include/stdbool.h",
            "#include_next <stdbool.h>\n#define A 1\n",
            format!("riscv64-unknown-elf-gcc -I{root}/include"),
        ),
    ];
    for (file, text, cc) in files {
        world.write(file, text);
        assert_eq!(natmod(&cc), From::Compiler, "{file}");
        assert_eq!(natmod(&cc), From::Cache, "{file}");
        world.write(file, &text.replace('1', "2"));
        assert_eq!(natmod(&cc), From::Compiler, "{file}");
        assert_eq!(natmod(&cc), From::Cache, "{file}");
        world.write(file, text);
        assert_eq!(natmod(&cc), From::Cache, "{file}");
    }
}

/// Another build of mpyc, whatever its version says.
#[test]
fn a_changed_mpyc_is_noticed() {
    let world = World::new();
    let own = world.path("mpyc");
    let natmod = || {
        let mut command = Command::new(&own);
        command.args(["natmod", "-v", "m.py"]).current_dir(world.directory.path());
        command.env("MPYC_CACHE", world.path("cache")).env_remove("MPYC_NO_CACHE");
        from(&command.output().unwrap())
    };
    world.twice("m.py");
    // A copy is the same; one byte more is another.
    let copy = |tail: &str| {
        let script = format!("cp \"$1\" \"$2.new\" && printf '{tail}' >>\"$2.new\" && mv \"$2.new\" \"$2\"");
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_mpyc")]).arg(&own);
        assert!(shell.status().unwrap().success());
    };
    copy("");
    assert_eq!(natmod(), From::Cache);
    copy("x");
    assert_eq!(natmod(), From::Compiler);
    assert_eq!(natmod(), From::Cache);
    copy("y");
    assert_eq!(natmod(), From::Compiler);
}

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
