//! The C compiler, and mpyc itself, as inputs.

use crate::world::{From, World, from, words};
use std::fs;
use std::process::Command;

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
