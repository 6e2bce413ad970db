//! What a module is made from: the same gives what was kept, anything else is compiled.

use crate::world::{From, Numbers, SOURCE, World, words};
use std::fs;

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
        "--import-cache off",
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

const C: &str = "#include <stdint.h>\n#include \"scale.h\"\nint32_t times(int32_t a) { return a * SCALE; }\n";

#[test]
fn c_its_stub_and_what_it_includes_count() {
    let world = World::new();
    world.write("m.py", "from fast import times\nprint(times(2))\n");
    world.write("fast.c", C);
    world.write("scale.h", "#define SCALE 3\n");
    world.write("fast.pyi", "def times(a: i32) -> i32: ...\n");
    world.twice("m.py fast.c");
    // What is given in another way is the same.
    assert_eq!(world.natmod("m.py fast.pyi"), From::Cache);
    assert_eq!(world.natmod("m.py fast.pyi fast.c"), From::Cache);
    for (file, other) in [
        (
            "fast.c",
            "#include <stdint.h>\n#include \"scale.h\"\nint32_t times(int32_t a) { return a + SCALE; }\n",
        ),
        ("scale.h", "#define SCALE 4\n"),
        ("scale.h", "#include \"more.h\"\n#define SCALE 3\n"),
        ("fast.pyi", "def times(a: i32 = 4) -> i32: ...\n"),
    ] {
        let before = fs::read_to_string(world.path(file)).unwrap();
        world.write("more.h", "// nothing\n");
        world.write(file, other);
        assert_eq!(world.natmod("m.py fast.c"), From::Compiler, "{file}");
        assert_eq!(world.natmod("m.py fast.c"), From::Cache, "{file}");
        world.write("more.h", "#define MORE\n");
        let includes_it = other.contains("more.h");
        let expected = if includes_it { From::Compiler } else { From::Cache };
        assert_eq!(world.natmod("m.py fast.c"), expected, "{file}: what it includes");
        world.write(file, &before);
        assert_eq!(world.natmod("m.py fast.c"), From::Cache, "{file}");
    }
    // A second file, which is linked with it.
    world.write("helper.c", "int helper(void) { return 1; }\n");
    assert_eq!(world.natmod("m.py fast.c helper.c"), From::Compiler);
    assert_eq!(world.natmod("m.py fast.c helper.c"), From::Cache);
}

#[test]
fn a_header_that_comes_to_be_there_counts() {
    let world = World::new();
    world.write("m.py", "from fast import one\nprint(one())\n");
    world.write(
        "fast.c",
        "#include \"py/obj.h\"\n#ifndef ONE\n#define ONE 1\n#endif\nintptr_t one(void) { return ONE; }\n",
    );
    world.write("fast.pyi", "def one() -> int: ...\n");
    world.twice("m.py fast.c");
    let before = fs::read(world.path("m.mpy")).unwrap();
    world.write("py/obj.h", "#include <stdint.h>\n#include <stdbool.h>\n#define ONE 77\n");
    assert_eq!(world.natmod("m.py fast.c"), From::Compiler);
    assert_ne!(fs::read(world.path("m.mpy")).unwrap(), before);
}

#[test]
fn c_whose_includes_cannot_be_told_is_not_kept() {
    let world = World::new();
    world.write("m.py", "from fast import one\nprint(one())\n");
    world.write("fast.pyi", "def one() -> int: ...\n");
    world.write("one.h", "#define ONE 1\n");
    for include in [
        "#define WHICH \"one.h\"\n#include WHICH\n",
        "#if __has_include(\"one.h\")\n#include \"one.h\"\n#endif\n",
        "/* odd */ #include \"one.h\"\n",
        "#/**/include \"one.h\"\n",
    ] {
        world.write(
            "fast.c",
            &format!("#include <stdint.h>\n{include}intptr_t one(void) {{ return ONE; }}\n"),
        );
        for _ in 0..2 {
            let said = words(&world.run("natmod -v m.py fast.c"));
            assert!(said.contains("compiled without the cache"), "{include}: {said}");
        }
    }
    // That a line goes on in the next is no hindrance.
    world
        .write("fast.c", "#include <stdint.h>\n#inc\\\nlude \"one.h\"\nintptr_t one(void) { return ONE; }\n");
    assert_eq!(world.natmod("m.py fast.c"), From::Compiler);
    assert_eq!(world.natmod("m.py fast.c"), From::Cache);
    world.write("one.h", "#define ONE 2\n");
    assert_eq!(world.natmod("m.py fast.c"), From::Compiler);
}

#[test]
fn constants_of_the_package_count() {
    let world = World::new();
    world.write("p/__init__.py", "");
    world.write("p/config.py", "LIMIT: Final = 8\nother = 1\n");
    world.write("p/use.py", "from .config import LIMIT\n\n\ndef f():\n    return LIMIT\n");
    let kept = || words(&world.run("natmod -v p -o out")).matches("from the cache").count();
    assert_eq!((kept(), kept()), (0, 3));
    let before = fs::read(world.path("out/p/use.mpy")).unwrap();
    // What is no constant is the module's own affair.
    world.write("p/config.py", "LIMIT: Final = 8\nother = 2\n");
    assert_eq!((kept(), kept()), (2, 3));
    world.write("p/config.py", "LIMIT: Final = 9\nother = 2\n");
    assert_eq!((kept(), kept()), (0, 3));
    assert_ne!(fs::read(world.path("out/p/use.mpy")).unwrap(), before);
    // Nor is it one that somebody assigns.
    world.write("p/__init__.py", "def g(config):\n    config.LIMIT = 3\n");
    assert_eq!((kept(), kept()), (0, 3));
}

#[test]
fn what_modules_know_of_each_other_counts() {
    let world = World::new();
    world.write("a.py", "def f(x: int) -> int:\n    return x\n\n\ndef g(x: int) -> int:\n    return x\n");
    world.write("b.py", "from a import f\n\n\ndef h(x: int) -> int:\n    return f(x)\n");
    let kept = || words(&world.run("natmod -v a.py b.py -o out")).matches("from the cache").count();
    assert_eq!((kept(), kept()), (0, 2));
    // What a function does is its module's own affair.
    world.write("a.py", "def f(x: int) -> int:\n    return x + 1\n\n\ndef g(x: int) -> int:\n    return x\n");
    assert_eq!((kept(), kept()), (1, 2));
    let before = ["out/a.mpy", "out/b.mpy"].map(|path| fs::read(world.path(path)).unwrap());
    world.write("a.py", "def f(x: float) -> int:\n    return 1\n\n\ndef g(x: int) -> int:\n    return x\n");
    assert_eq!((kept(), kept()), (0, 2));
    assert_ne!(fs::read(world.path("out/b.mpy")).unwrap(), before[1]);
    // Who is called has to be so that it can be.
    let before = fs::read(world.path("out/a.mpy")).unwrap();
    world.write("b.py", "from a import f, g\n\n\ndef h(x: int) -> int:\n    return f(1.0) + g(x)\n");
    assert_eq!((kept(), kept()), (0, 2));
    assert_ne!(fs::read(world.path("out/a.mpy")).unwrap(), before);
}

#[test]
fn every_module_of_a_package_in_one_file_counts() {
    let world = World::new();
    world.write("p/__init__.py", "from .a import f\n");
    world.write("p/a.py", "def f(x: int) -> int:\n    unused = 1\n    return x + 1\n");
    world.write("p/deep/b.py", "y = 2\n");
    let plain = world.run("natmod --no-cache p --bundle -o out");
    assert!(words(&plain).contains("W0302"), "{}", words(&plain));
    let made = fs::read(world.path("out/p.mpy")).unwrap();
    world.twice("p --bundle -o out");
    assert_eq!(words(&world.run("natmod p --bundle -o out")), words(&plain));
    assert_eq!(fs::read(world.path("out/p.mpy")).unwrap(), made);
    assert_eq!(world.natmod("p/ --bundle -o other"), From::Cache);
    // What a module is by itself is another thing.
    assert_eq!(world.natmod("p/deep/b.py -o b.mpy"), From::Compiler);
    world.twice("p --bundle -o out --map out");
    world.write("p/deep/b.py", "y = 3\n");
    world.twice("p --bundle -o out");
    world.write("p/deep/c.py", "");
    world.twice("p --bundle -o out");
    fs::rename(world.path("p/deep/c.py"), world.path("p/deep/d.py")).unwrap();
    world.twice("p --bundle -o out");
    fs::remove_file(world.path("p/deep/d.py")).unwrap();
    assert_eq!(world.natmod("p --bundle -o out"), From::Cache);
    fs::rename(world.path("p"), world.path("q")).unwrap();
    world.twice("q --bundle -o out");
}
