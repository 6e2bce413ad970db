//! The search and the runs, with real compilers behind small scripts: `riscv64-unknown-elf-gcc` for rv32imc and the
//! host's `gcc` for x64 (`apt install gcc-riscv64-unknown-elf gcc`).

use super::*;
use crate::diagnostics::render;
use std::cell::Cell;
use std::fs;
use tempfile::TempDir;

const RV32_GCC: &str = "/usr/bin/riscv64-unknown-elf-gcc";
const HOST_GCC: &str = "/usr/bin/gcc";

fn rv32() -> &'static Target {
    Target::named("rv32imc").unwrap()
}

fn x64() -> &'static Target {
    Target::named("x64").unwrap()
}

/// A directory that is the whole PATH, and an environment around it.
struct World {
    directory: TempDir,
    variables: Vec<(String, String)>,
}

impl World {
    fn new() -> World {
        for (program, package) in [(RV32_GCC, "gcc-riscv64-unknown-elf"), (HOST_GCC, "gcc")] {
            assert!(Path::new(program).is_file(), "{program} is missing: apt install {package}");
        }
        let directory = tempfile::tempdir().unwrap();
        let cache = directory.path().join("cache").display().to_string();
        World { directory, variables: vec![("MPYC_CACHE".to_owned(), cache)] }
    }

    fn bin(&self) -> PathBuf {
        self.directory.path().join("bin")
    }

    /// A program on PATH that runs a shell script. A shell writes it: a file that this process had open for writing could
    /// be open still in what another thread just forked, and then it is not to be run (ETXTBSY).
    fn script(self, name: &str, script: &str) -> World {
        fs::create_dir_all(self.bin()).unwrap();
        let write = r#"printf '#!/bin/sh\n%s\n' "$2" >"$1" && chmod +x "$1""#;
        let mut shell = std::process::Command::new("/bin/sh");
        shell.args(["-c", write, "sh"]).arg(self.bin().join(name)).arg(script);
        assert!(shell.status().unwrap().success());
        self
    }

    /// A program on PATH that is a real compiler.
    fn compiler(self, name: &str, real: &str) -> World {
        self.script(name, &format!("PATH=/usr/bin:/bin exec {real} \"$@\""))
    }

    fn variable(mut self, name: &str, value: &str) -> World {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    fn environment(&self) -> Environment {
        Environment { path: self.bin().into_os_string(), own: None, variables: self.variables.clone() }
    }

    fn find(&self, target: &'static Target, explicit: Option<&str>) -> Result<Toolchain, Diagnostic> {
        self.find_with(target, explicit, &Config::default())
    }

    fn find_with(
        &self,
        target: &'static Target,
        explicit: Option<&str>,
        config: &Config,
    ) -> Result<Toolchain, Diagnostic> {
        find_in(&self.environment(), target, explicit, config)
    }
}

/// Which program was found, by its file name, and by which rule.
fn found(result: Result<Toolchain, Diagnostic>) -> (String, String) {
    let toolchain = result.map_err(|error| render::human(&[error], false)).unwrap();
    let name = toolchain.program().file_name().unwrap().to_string_lossy().into_owned();
    (name, toolchain.how_found().to_owned())
}

fn pair(program: &str, by: &str) -> (String, String) {
    (program.to_owned(), by.to_owned())
}

/// The code and the first note of a failure.
fn refused(result: Result<Toolchain, Diagnostic>) -> (Code, String) {
    let diagnostic = result.unwrap_err();
    assert!(!diagnostic.help.is_empty(), "a remedy is missing: {diagnostic:?}");
    (diagnostic.code, diagnostic.notes.first().cloned().unwrap_or_default())
}

fn real(target: &'static Target) -> (World, Toolchain) {
    let mut world = World::new().compiler("riscv64-unknown-elf-gcc", RV32_GCC).compiler("gcc", HOST_GCC);
    for name in ["arm-none-eabi-gcc", "i686-linux-gnu-gcc", "xtensa-lx106-elf-gcc"] {
        world = world.compiler(name, &format!("/usr/bin/{name}"));
    }
    let toolchain = world.find(target, None).unwrap();
    (world, toolchain)
}

#[test]
fn each_way_of_naming_a_compiler_comes_before_the_next() {
    let names = ["by-flag", "by-target", "by-variable", "by-table", "by-config", "riscv64-unknown-elf-gcc"];
    let mut world = names.iter().fold(World::new(), |world, name| world.compiler(name, RV32_GCC));
    world = world.variable("MPYC_CC_RV32IMC", "by-target").variable("MPYC_CC", "by-variable");
    let toml = Path::new("/project/mpyc.toml");
    let table =
        Config::parse(toml, "[toolchain]\ncc = 'by-config'\n[toolchain.rv32imc]\ncc = 'by-table'").unwrap();
    let common = Config::parse(toml, "[toolchain]\ncc = 'by-config'").unwrap();

    assert_eq!(found(world.find_with(rv32(), Some("by-flag"), &table)), pair("by-flag", "--cc"));
    assert_eq!(found(world.find_with(rv32(), None, &table)), pair("by-target", "MPYC_CC_RV32IMC"));
    world.variables.retain(|(name, _)| name != "MPYC_CC_RV32IMC");
    assert_eq!(found(world.find_with(rv32(), None, &table)), pair("by-variable", "MPYC_CC"));
    world.variables.retain(|(name, _)| name != "MPYC_CC");
    assert_eq!(found(world.find_with(rv32(), None, &table)), pair("by-table", "/project/mpyc.toml"));
    assert_eq!(found(world.find_with(rv32(), None, &common)), pair("by-config", "/project/mpyc.toml"));
    assert_eq!(
        found(world.find_with(rv32(), None, &Config::default())),
        pair("riscv64-unknown-elf-gcc", "PATH")
    );
}

#[test]
fn the_usual_compilers_are_tried_in_order() {
    let mut world = World::new();
    for name in rv32().compilers.iter().rev() {
        world = world.compiler(name, RV32_GCC);
        assert_eq!(found(world.find(rv32(), None)), pair(name, "PATH"));
    }
}

#[test]
fn a_usual_compiler_that_makes_something_else_is_passed_over() {
    let world = World::new()
        .compiler("x86_64-linux-gnu-gcc", RV32_GCC)
        .script("gcc", "exit 1")
        .compiler("cc", HOST_GCC);
    assert_eq!(found(world.find(x64(), None)), pair("cc", "PATH"));
}

#[test]
fn none_found_says_what_was_tried_and_how_to_get_one() {
    let world = World::new()
        .compiler("riscv64-unknown-elf-gcc", HOST_GCC)
        .script("python3", "echo '/usr/bin/python3: No module named ziglang' >&2; exit 1");
    let diagnostic = world.find(rv32(), None).unwrap_err();
    let shown = render::human(&[diagnostic], false).replace(&world.bin().display().to_string(), "BIN");
    insta::assert_snapshot!(shown, @r"
    error[E0501]: no C compiler for rv32imc was found
     |
     = note: looked for: riscv32-esp-elf-gcc, riscv-none-elf-gcc, riscv32-unknown-elf-gcc, python3 -m ziglang
     = note: `BIN/riscv64-unknown-elf-gcc` cannot be used: gcc: error: unrecognized argument in option '-mabi=ilp32'
     = help: `apt install gcc-riscv64-unknown-elf` or `pip install ziglang`; or name one with --cc, MPYC_CC or mpyc.toml
    ");
}

#[test]
fn a_named_compiler_that_is_missing_or_broken_or_of_another_machine_is_an_error() {
    let world = World::new()
        .compiler("riscv64-unknown-elf-gcc", RV32_GCC)
        .compiler("host-gcc", HOST_GCC)
        .script("broken", "echo 'cannot load liberty.so' >&2; exit 127")
        .script("other", "echo 'tcc version 0.9.28'")
        .script("silent", "test \"$1\" != --version || echo 'Free Software Foundation'");
    fs::write(world.bin().join("text"), "not a program").unwrap();
    let world = world;
    for (command, reason) in [
        ("missing-gcc", "`missing-gcc` is not on PATH"),
        ("/nowhere/gcc", "there is no file `/nowhere/gcc`"),
        ("", "no program is named"),
        ("'riscv64-unknown-elf-gcc", "a quote is not closed"),
        ("broken", "cannot load liberty.so"),
        ("other", "it is neither GCC nor clang: `tcc version 0.9.28`"),
        ("silent", "it succeeded without writing an object file"),
        ("text", "it cannot be run: Permission denied (os error 13)"),
    ] {
        assert_eq!(refused(world.find(rv32(), Some(command))), (Code::COMPILER_UNUSABLE, reason.to_owned()));
    }
    let (code, reason) = refused(world.find(rv32(), Some("host-gcc")));
    assert_eq!(code, Code::COMPILER_UNUSABLE);
    assert!(reason.contains("-mabi"), "the compiler's own words: {reason}");
    let (code, reason) = refused(world.find(x64(), Some("riscv64-unknown-elf-gcc")));
    assert_eq!(code, Code::COMPILER_UNUSABLE);
    assert!(reason.contains("-m64"), "the compiler's own words: {reason}");
}

#[test]
fn a_compiler_that_ignores_the_target_is_found_out_by_its_object() {
    // Drops the options that select the target.
    let script = "for a; do shift; case $a in -m*|-fcf*) ;; *) set -- \"$@\" \"$a\" ;; esac; done\n\
                  PATH=/usr/bin:/bin exec /usr/bin/gcc \"$@\"";
    let world = World::new().script("any-gcc", script);
    let (code, reason) = refused(world.find(rv32(), Some("any-gcc")));
    assert_eq!(
        (code, reason.as_str()),
        (Code::COMPILER_UNUSABLE, "it makes objects for X86_64, not for rv32imc")
    );
}

#[test]
fn a_named_command_may_have_arguments_and_a_path_in_the_configuration_starts_there() {
    let world = World::new().compiler("wrapped-gcc", RV32_GCC);
    let toolchain = world.find(rv32(), Some("wrapped-gcc -DONE='1 2'")).unwrap();
    assert!(toolchain.command().ends_with("wrapped-gcc -DONE=1 2"), "{}", toolchain.command());
    assert!(toolchain.compile("int x = sizeof(int[ONE 3]);", "m", OptLevel::Size, false, &[]).is_err());
    assert!(
        toolchain
            .compile("#ifdef ONE\nint x;\n#else\n#error\n#endif", "m", OptLevel::Size, false, &[])
            .is_ok()
    );
    let config =
        Config::parse(&world.directory.path().join("mpyc.toml"), "[toolchain]\ncc = './bin/wrapped-gcc'")
            .unwrap();
    assert_eq!(found(world.find_with(rv32(), None, &config)).0, "wrapped-gcc");
}

#[test]
fn an_object_is_of_the_target_and_has_a_section_for_each_function() {
    for target in Target::all().filter(|target| target.debian_package.is_some()) {
        let (_world, toolchain) = real(target);
        let source = "#include <stdint.h>\n#include \"mpyc/abi.h\"\nint64_t f(int64_t a) { return a / N; }\n";
        let object = toolchain
            .compile(source, "module", OptLevel::Two, false, &[("mpyc/abi.h", "#define N 10\n")])
            .unwrap();
        let elf = goblin::elf::Elf::parse(&object).unwrap();
        assert_eq!(elf.header.e_machine, target.elf_machine);
        assert_eq!(elf.is_64, target.word == 8);
        let sections: Vec<&str> = elf
            .section_headers
            .iter()
            .filter_map(|section| elf.shdr_strtab.get_at(section.sh_name))
            .collect();
        assert!(sections.contains(&".text.f"), "{sections:?}");
        assert!(!sections.iter().any(|name| name.contains("eh_frame")), "{sections:?}");
        let library = toolchain.runtime_library().unwrap().unwrap().1;
        assert!(linker::arch_of(&library).is_some());
    }
}

#[test]
fn rv32imc_takes_the_library_with_compressed_instructions_and_no_atomics_are_made() {
    let (_world, toolchain) = real(rv32());
    let libgcc = toolchain.libgcc().unwrap().display().to_string();
    assert!(libgcc.ends_with("rv32imac/ilp32/libgcc.a"), "{libgcc}");
    let source =
        "volatile int v; int f(int a, long long b, float c, double d) { v += a; return b / a + c * d; }\n";
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("m.o");
    fs::write(&path, toolchain.compile(source, "m", OptLevel::Three, false, &[]).unwrap()).unwrap();
    let objdump = "/usr/bin/riscv64-unknown-elf-objdump";
    let output = std::process::Command::new(objdump).arg("-d").arg(&path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("ret"), "{text}");
    for instruction in ["\tamo", "\tlr.w", "\tsc.w"] {
        assert!(!text.contains(instruction), "{text}");
    }
}

#[test]
fn the_same_source_makes_the_same_bytes() {
    for target in Target::all().filter(|target| target.debian_package.is_some()) {
        let (_world, toolchain) = real(target);
        let source = "#line 7 \"math_ops.py\"\nstatic int count;\nint next(void) { return ++count; }\n";
        let make = || toolchain.compile(source, "math_ops", OptLevel::Size, true, &[("a.h", "")]).unwrap();
        let object = make();
        assert_eq!(object, make(), "{}", target.name);
        let text = String::from_utf8_lossy(&object).into_owned();
        assert!(text.contains("math_ops.py"), "debug information names the Python file");
        let temporary = std::env::temp_dir().canonicalize().unwrap().display().to_string();
        assert!(!text.contains(&temporary), "debug information names no temporary directory");
    }
}

#[test]
fn a_failure_has_the_compiler_s_own_words() {
    let (world, toolchain) = real(rv32());
    let source = "#line 3 \"foo.py\"\nint f(void) { return undeclared; }\n";
    let diagnostic = toolchain.compile(source, "foo", OptLevel::Size, false, &[]).unwrap_err();
    let shown = render::human(&[diagnostic], false)
        .replace(&world.bin().display().to_string(), "BIN")
        .replace(toolchain.version(), "VERSION");
    insta::assert_snapshot!(shown, @r"
    error[E0502]: the C compiler failed on `foo.c`
     |
     = note: BIN/riscv64-unknown-elf-gcc says:
             foo.py: In function 'f':
             foo.py:3:22: error: 'undeclared' undeclared (first use in this function)
             foo.py:3:22: note: each undeclared identifier is reported only once for each function it appears in
             foo.py:3:34: warning: control reaches end of non-void function [-Wreturn-type]
     = note: its version is `VERSION`
     = help: generated C should always compile: please report this with the Python source; `mpyc doctor` shows the compilers that were found
    ");
}

#[test]
fn warnings_are_kept() {
    let (_world, toolchain) = real(rv32());
    let source = "static int unused;\n";
    let compiled = toolchain.compile_with_warnings(source, "foo", OptLevel::Size, false, &[]).unwrap();
    assert!(compiled.warnings.contains("unused"), "{}", compiled.warnings);
}

#[test]
fn the_cache_is_used_by_key_survives_damage_and_is_not_needed() {
    let (world, toolchain) = real(rv32());
    let builds = Cell::new(0);
    let objects = |key: &[&[u8]]| {
        let build = || {
            builds.set(builds.get() + 1);
            Ok(vec![("int.o".to_owned(), vec![1, 2, 3]), ("a/../b".to_owned(), Vec::new())])
        };
        let objects = toolchain.cached_objects(key, build).unwrap();
        assert_eq!(objects, [("int.o".to_owned(), vec![1, 2, 3]), ("a/../b".to_owned(), Vec::new())]);
        builds.get()
    };
    assert_eq!(objects(&[b"source", b"-Os"]), 1);
    assert_eq!(objects(&[b"source", b"-Os"]), 1, "the second time comes from the cache");
    assert_eq!(objects(&[b"source-", b"Os"]), 2, "parts of a key do not run together");

    let runtime = world.directory.path().join("cache/runtime");
    let files = |wanted: &str| -> Vec<PathBuf> {
        let directories = fs::read_dir(&runtime).unwrap().map(|entry| entry.unwrap().path());
        directories.map(|directory| directory.join(wanted)).collect()
    };
    assert_eq!(files("").len(), 2, "no temporary directory is left behind");
    for (damage, bytes) in [("0.bin", &b"changed"[..]), ("index.json", b"{"), ("index.json", b"")] {
        for path in files(damage) {
            fs::write(path, bytes).unwrap();
        }
        let before = builds.get();
        assert_eq!(objects(&[b"source", b"-Os"]), before + 1, "{damage} is damaged");
        assert_eq!(objects(&[b"source", b"-Os"]), before + 1, "{damage} is repaired");
    }
    fs::remove_dir_all(&runtime).unwrap();
    fs::write(&runtime, "a file where the directory would be").unwrap();
    let before = builds.get();
    assert_eq!(objects(&[b"source", b"-Os"]), before + 1);
    assert_eq!(objects(&[b"source", b"-Os"]), before + 2, "what cannot be written is built again");
}

#[test]
fn runs_side_by_side_share_the_cache() {
    let (world, toolchain) = real(rv32());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for key in 0..20_u8 {
                    let made = vec![("o".to_owned(), vec![key; 1000])];
                    let objects = toolchain.cached_objects(&[&[key]], || Ok(made.clone())).unwrap();
                    assert_eq!(objects, made);
                }
            });
        }
    });
    let left = fs::read_dir(world.directory.path().join("cache/runtime")).unwrap().count();
    assert_eq!(left, 20);
}

#[test]
fn the_cache_is_where_the_variables_say() {
    let at = |variables: &[(&str, &str)]| {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Environment { path: "".into(), own: None, variables: variables.collect() }.cache_directory()
    };
    let home = ("HOME", "/home/me");
    assert_eq!(at(&[home]), Some("/home/me/.cache/mpyc".into()));
    assert_eq!(at(&[home, ("XDG_CACHE_HOME", "/xdg")]), Some("/xdg/mpyc".into()));
    assert_eq!(at(&[home, ("XDG_CACHE_HOME", "relative")]), Some("/home/me/.cache/mpyc".into()));
    assert_eq!(at(&[home, ("XDG_CACHE_HOME", "/xdg"), ("MPYC_CACHE", "/own")]), Some("/own".into()));
    assert_eq!(at(&[home, ("MPYC_CACHE", "")]), Some("/home/me/.cache/mpyc".into()));
    assert_eq!(at(&[]), None);
}

#[test]
fn doctor_reports_and_its_status_is_that_of_the_default_target() {
    let doctor = |world: &World| {
        let mut out = Vec::new();
        let args = crate::cli::doctor::Args { cc: None };
        let healthy =
            crate::cli::doctor::report(&mut out, &args, &world.environment(), world.directory.path())
                .unwrap();
        (healthy, String::from_utf8(out).unwrap())
    };
    let (healthy, text) = doctor(&World::new().compiler("riscv64-unknown-elf-gcc", RV32_GCC));
    assert!(healthy, "{text}");
    assert!(text.contains("rv32imac/ilp32/libgcc.a"), "{text}");
    assert!(text.contains("apt install gcc-x86-64-linux-gnu"), "{text}");
    let world = World::new().compiler("gcc", HOST_GCC);
    let (healthy, text) = doctor(&world);
    assert!(!healthy, "{text}");
    assert!(text.contains("apt install gcc-riscv64-unknown-elf"), "{text}");
    fs::write(world.directory.path().join("mpyc.toml"), "[toolchain]\ncompiler = 'gcc'\n").unwrap();
    let (healthy, text) = doctor(&world);
    assert!(!healthy && text.contains("E0105"), "{text}");
}
