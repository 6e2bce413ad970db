//! Symbols with fixed addresses, end to end: a script names functions and data, a module in C uses them, and it runs on
//! the real hosts. On the emulated board they are the firmware's own, which its table does not have.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use micropython::{RELEASES, host, releases, source, stdout, write};
use mpyc::device::{HostKind, Program, Variant};
use object::{Object as _, ObjectSymbol as _};

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("externs-{name}"));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn compile(compiler: &str, options: &[&str], file: &str, folder: &Path) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/externs").join(file);
    let mut command = Command::new(compiler);
    command.args(["-std=gnu11", "-ffreestanding", "-fno-builtin"]).args(options).arg("-c").arg("-o");
    stdout(command.arg(folder.join("m.o")).arg(path));
}

/// Links `m.o` to `m.mpy`; gives what `-v` says.
fn link(folder: &Path, qstrs: &[&str], args: &[&str]) -> String {
    let mut header = String::new();
    for (index, name) in qstrs.iter().enumerate() {
        writeln!(header, "#define MP_QSTR_{name} (mp_native_qstr_table[{}])", index + 1).unwrap();
    }
    write(&folder.join("m.h"), header);
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.args(["link", "-v", "--qstrs", "m.h", "-o", "m.mpy", "m.o"]).args(args).current_dir(folder);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}\n{said}");
    said
}

#[track_caller]
fn runs(kind: HostKind, release: &str, script: &str, module: &Path) {
    let program = Program::script("check.py", script).file("m.mpy", std::fs::read(module).unwrap());
    let host = host(kind, release, Variant::Standard);
    let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(outcome.text(), "all right\n", "{host}");
}

/// The symbols of a firmware.
fn firmware_symbols(path: &Path) -> Vec<(String, u64)> {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = object::File::parse(&*bytes).unwrap();
    let named = file.symbols().filter(|symbol| symbol.is_global() && symbol.is_definition());
    // As ELF has them: of a Thumb function, bit 0 is set.
    named.map(|symbol| (symbol.name().unwrap().to_owned(), symbol.address())).collect()
}

/// Compiles, links and runs `rom.c` in every way.
fn firmware_by_address(kind: HostKind, arch: &str, compiler: &str, options: &[&[&str]]) {
    for release in releases(kind) {
        let folder = folder(&format!("{arch}-{release}"));
        let mut script = String::from("/* The symbols of this firmware. */\n");
        let firmware = host(kind, release, Variant::Standard);
        for (name, address) in firmware_symbols(firmware.program()) {
            writeln!(script, "PROVIDE ( {name} = {address:#010x} );").unwrap();
        }
        write(&folder.join("firmware.ld"), script);
        // An expression, and what nothing asks for.
        write(&folder.join("rom.ld"), "INCLUDE firmware.ld\nPROVIDE(get_int = mp_obj_get_int + other);\n");
        for options in options {
            compile(compiler, options, "rom.c", &folder);
            let qstrs = ["length", "after", "sum", "twice", "int_type", "float_type"];
            let said = link(&folder, &qstrs, &["--arch", arch, "--externs", "rom.ld"]);
            assert!(said.contains("fixed:        strlen is at 0x"), "{said}");
            assert!(said.contains("(firmware.ld:"), "{said}");
            runs(kind, release, include_str!("externs/rom.py"), &folder.join("m.mpy"));
        }
    }
}

#[test]
fn functions_and_data_of_the_firmware_rv32() {
    let target = ["-march=rv32imc", "-mabi=ilp32"];
    let options = [
        &["-Os", "-fpic"][..],
        &["-O2", "-fno-pic", "-mcmodel=medany"],
        &["-Os", "-fno-pic", "-mcmodel=medlow", "-mrelax"],
        &["-O0", "-fpic"],
    ];
    let options = options.map(|options| [&target, options].concat());
    let options: Vec<&[&str]> = options.iter().map(Vec::as_slice).collect();
    firmware_by_address(HostKind::Rv32, "rv32imc", "riscv64-unknown-elf-gcc", &options);
}

/// The firmware is at 0x80000000, which `lui` cannot make here.
#[test]
fn functions_and_data_of_the_firmware_rv64() {
    let target = ["-march=rv64imac", "-mabi=lp64"];
    let options =
        [&["-Os", "-fpic"][..], &["-O2", "-fno-pic", "-mcmodel=medany"], &["-O0", "-fpic", "-mno-relax"]];
    let options = options.map(|options| [&target, options].concat());
    let options: Vec<&[&str]> = options.iter().map(Vec::as_slice).collect();
    firmware_by_address(HostKind::Rv64, "rv64imc", "riscv64-unknown-elf-gcc", &options);
}

#[test]
fn functions_and_data_of_the_firmware_arm() {
    for (kind, arch, processor) in [
        (HostKind::Armv6m, "armv6m", &["-mcpu=cortex-m0"][..]),
        (HostKind::Armv7m, "armv7m", &["-mcpu=cortex-m3"]),
        (HostKind::Armv7emsp, "armv7emsp", &["-mcpu=cortex-m4", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"]),
        (HostKind::Armv7emdp, "armv7emdp", &["-mcpu=cortex-m7", "-mfpu=fpv5-d16", "-mfloat-abi=hard"]),
    ] {
        let target = [&["-mthumb", "-fno-jump-tables"], processor].concat();
        let options = [&["-Os", "-fpic"][..], &["-O2", "-fno-pic", "-mword-relocations"]];
        let options = options.map(|options| [&target, options].concat());
        let options: Vec<&[&str]> = options.iter().map(Vec::as_slice).collect();
        firmware_by_address(kind, arch, "arm-none-eabi-gcc", &options);
    }
}

#[cfg(target_arch = "x86_64")]
#[test]
fn calls_jumps_and_variables_at_fixed_addresses_of_the_unix_port() {
    for (name, kind, arch, compiler, start) in [
        ("low", HostKind::X64, "x64", "gcc", 0x1000_0000_u64),
        ("high", HostKind::X64, "x64", "gcc", 0x1234_5678_9000),
        ("x86", HostKind::X86, "x86", "i686-linux-gnu-gcc", 0x1000_0000),
    ] {
        let folder = folder(name);
        let script = format!(
            "rom_start = {start:#x};\nrom_size = 4K;\nrom_add_one = rom_start + 0x100;\n\
             PROVIDE(rom_word = ALIGN(rom_add_one + 5, 0x100));\n"
        );
        write(&folder.join("rom.ld"), script);
        for options in [&["-Os", "-fpic"][..], &["-O2", "-fpic", "-fno-plt"], &["-O0", "-fpic"]] {
            let target = ["-fno-stack-protector", "-fcf-protection=none"];
            compile(compiler, &[&target, options].concat(), "mapped.c", &folder);
            link(&folder, &["call", "jump", "word"], &["-e", "rom.ld", "--arch", arch]);
            for release in releases(kind) {
                runs(kind, release, include_str!("externs/mapped.py"), &folder.join("m.mpy"));
            }
        }
    }
}

/// The file that upstream's makefiles give its linker (`MPY_EXTERN_SYM_FILE`), whole.
#[test]
fn the_esp8266_s_table_is_read() {
    let path = source(RELEASES[1]).join("ports/esp8266/boards/eagle.rom.addr.v6.ld");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut scripts = linker::script::SymbolScripts::default();
    scripts.read("eagle.ld", &text, &mut linker::script::NoIncludes).unwrap();
    let symbols = scripts.symbols();
    let of_upstream = text.lines().filter(|line| line.contains(" = 0x")).count();
    assert_eq!(symbols.len(), of_upstream);
    let board = mpyc::target::boards::Board::named("esp8266").unwrap();
    for own in board.symbols() {
        let theirs = symbols.iter().find(|symbol| symbol.name == own.name).unwrap();
        assert_eq!(own.value, theirs.value, "{}", own.name);
    }
}

/// As upstream's makefiles link for the ESP8266: division is in ROM, and the archive that has it too is not asked.
#[test]
fn an_esp8266_module_uses_its_rom() {
    let folder = folder("esp8266");
    write(
        &folder.join("m.c"),
        "unsigned div(unsigned a, unsigned b) { return a / b + a % b; }\n\
         void *mpy_init(void *s, unsigned a, unsigned b) { return (void *)div(a, b); }\n",
    );
    let mut gcc = Command::new("xtensa-lx106-elf-gcc");
    stdout(gcc.args(["-Os", "-c", "m.c"]).current_dir(&folder));
    let libgcc = stdout(Command::new("xtensa-lx106-elf-gcc").arg("-print-libgcc-file-name"));
    let script = source(RELEASES[1]).join("ports/esp8266/boards/eagle.rom.addr.v6.ld");
    let script = script.display().to_string();
    for rom in [&["--arch", "xtensa", "--externs", &script][..], &["--board", "esp8266"]] {
        let said = link(&folder, &[], &[rom, &["-l", libgcc.trim()]].concat());
        for line in ["fixed:        __udivsi3 is at 0x4000e21c", "fixed:        __umodsi3 is at 0x4000e268"] {
            assert!(said.contains(line), "{said}");
        }
        assert!(!said.contains("member:"), "{said}");
    }
}

/// Compiled Python calls what is in ROM as well: soft floats are not part of the module, but for the root, which no ROM has.
#[test]
fn a_board_s_rom_makes_modules_smaller() {
    let folder = folder("board");
    write(
        &folder.join("m.py"),
        "import math\n\ndef f(x: float) -> float:\n    return math.sqrt(x * x / 3.0) + 1.5\n",
    );
    let size = |args: &[&str]| {
        let mut mpyc = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        stdout(mpyc.args(["natmod", "m.py", "-o", "m.mpy"]).args(args).current_dir(&folder));
        let bytes = std::fs::read(folder.join("m.mpy")).unwrap();
        assert_eq!(linker::mpy::read(&bytes).unwrap().arch, linker::Arch::Rv32imc as u8);
        bytes.len()
    };
    let (without, with) = (size(&[]), size(&["--board", "esp32c3"]));
    assert!(with + 1000 < without, "{with}, {without} without the ROM");
}

/// An object compiled for Zba makes a module that asks for it; firmware that does not know the flag says so.
#[test]
fn firmware_without_an_extension_refuses_the_module() {
    let folder = folder("zba");
    write(
        &folder.join("m.c"),
        "extern int counter[]; int counter[4];\nvoid *mpy_init(void *s, long n) { counter[n & 3] = 1; return s; }\n",
    );
    let mut gcc = Command::new("riscv64-unknown-elf-gcc");
    gcc.args(["-Os", "-fpic", "-march=rv32imc_zba", "-mabi=ilp32", "-c", "m.c"]).current_dir(&folder);
    stdout(&mut gcc);
    let said = link(&folder, &[], &["--arch", "rv32imc"]);
    assert!(said.contains("arch flags:   zba\n"), "{said}");
    let bytes = std::fs::read(folder.join("m.mpy")).unwrap();
    assert_eq!(linker::mpy::read(&bytes).unwrap().arch_flags, Some(1));
    let check = "try:\n    import m\nexcept ValueError as error:\n    assert str(error) == 'incompatible .mpy arch', error\n    print('all right')\n";
    for release in RELEASES {
        runs(HostKind::Rv32, release, check, &folder.join("m.mpy"));
    }
}
