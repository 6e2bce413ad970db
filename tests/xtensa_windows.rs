//! A module for register windows, compiled, linked, loaded and run on an emulated processor that has them.
//!
//! No compiler for the ESP32 is to be had from Debian, and no MicroPython runs on what qemu emulates of that family. But
//! the compiler for the LX106 makes code for windows when asked to; only its assembler does not know their eight
//! instructions. This test writes those as bytes. Its loader does what MicroPython's does (`py/persistentcode.c`,
//! `load_raw_code` and `mp_native_relocate`; the ESP32's `esp_native_code_commit` gives code at a word and no more), and
//! the processor is qemu's `de212`, with 32 registers.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use linker::mpy::{Base, Body, Operation, Viper};
use linker::{Arch, Input, Linked, Request, RuntimeWord};
use mpyc::compile::{self, Settings};
use mpyc::desugar::Known;
use mpyc::emit::{Tracebacks, sites};
use mpyc::syntax::SourceFile;
use mpyc::target::Target;
use mpyc::target::boards::Board;
use object::{Object as _, ObjectSymbol as _};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/xtensa_windows");

/// An instruction that the assembler for the LX106 does not know, as bytes.
fn bytes(line: &str, expand: bool) -> Option<String> {
    let line = line.split('#').next().unwrap().trim();
    let (name, operands) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let operands: Vec<&str> = operands.split(',').map(str::trim).collect();
    let register = |index: usize| -> u32 {
        match operands[index] {
            "sp" => 1,
            other => other.strip_prefix('a').unwrap().parse().unwrap(),
        }
    };
    let number = |index: usize| -> i64 { operands[index].parse().unwrap() };
    let insn = |value: u32| {
        let [a, b, c, _] = value.to_le_bytes();
        Some(format!("\t.byte {a:#x}, {b:#x}, {c:#x}"))
    };
    match name {
        "entry" => insn(0x36 | register(0) << 8 | u32::try_from(number(1) / 8).unwrap() << 12),
        "retw" => insn(0x90),
        "retw.n" => Some("\t.byte 0x1d, 0xf0".into()),
        "movsp" => insn(0x1000 | register(1) << 8 | register(0) << 4),
        "callx8" => insn(0xe0 | register(0) << 8),
        "call8" if expand => Some(format!("\tmovi a8, {}\n\t.byte 0xe0, 0x08, 0x00", operands[0])),
        "call8" => Some(format!("\t.reloc ., R_XTENSA_SLOT0_OP, {}\n\t.byte 0x25, 0x00, 0x00", operands[0])),
        "l32e" | "s32e" => {
            let operation = if name == "l32e" { 0x09_0000 } else { 0x49_0000 };
            let offset = u32::try_from((number(2) + 64) / 4).unwrap();
            insn(operation | offset << 12 | register(1) << 8 | register(0) << 4)
        }
        "rfwo" => insn(0x3400),
        "rfwu" => insn(0x3500),
        "wsr.windowbase" => insn(0x13_4800 | register(0) << 4),
        "wsr.windowstart" => insn(0x13_4900 | register(0) << 4),
        _ => None,
    }
}

fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; run scripts/install"));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{text}", output.status);
    output.stdout
}

/// Compiles C as modules for windows are, and assembles it.
fn object_of(source: &Path, options: &[&str], folder: &Path) -> Vec<u8> {
    let name = source.file_name().unwrap().to_str().unwrap();
    let options = [&["-std=gnu11", "-ffreestanding", "-mabi=windowed", "-S", "-o", "-"], options].concat();
    let assembly = run(Command::new("xtensa-lx106-elf-gcc").args(options).arg(source));
    let assembly = String::from_utf8(assembly).unwrap();
    let mut object = std::fs::read(assembled(&assembly, name, false, folder)).unwrap();
    // The note says which ABI the assembler was built for: it is what was compiled for that counts.
    let at = object.windows(5).position(|text| text == b"ABI=1").unwrap();
    object[at + 4] = b'0';
    object
}

/// Assembles a text, with the instructions that the assembler does not know.
fn assembled(assembly: &str, name: &str, expand: bool, folder: &Path) -> PathBuf {
    let lines: Vec<String> =
        assembly.lines().map(|line| bytes(line, expand).unwrap_or_else(|| line.to_owned())).collect();
    let (text, object) = (folder.join(format!("{name}.s")), folder.join(format!("{name}.o")));
    std::fs::write(&text, lines.join("\n") + "\n").unwrap();
    run(Command::new("xtensa-lx106-elf-as").arg("-o").arg(&object).arg(text));
    object
}

/// Compiles or assembles a file; `expand` makes direct calls indirect, for a linker that does not know them.
fn object(file: &str, options: &[&str], expand: bool, folder: &Path) -> PathBuf {
    let source = Path::new(FOLDER).join(file);
    let assembly = if file.ends_with(".c") {
        let options =
            [&["-std=gnu11", "-ffreestanding", "-mabi=windowed", "-S", "-o", "-"], options].concat();
        String::from_utf8(run(Command::new("xtensa-lx106-elf-gcc").args(options).arg(source))).unwrap()
    } else {
        std::fs::read_to_string(source).unwrap()
    };
    assembled(&assembly, file, expand, folder)
}

/// Where the loader puts code, variables and constants: code at a word that is no multiple of more, as on the ESP32.
const CODE: u64 = 0x6020_0004;
const DATA: u64 = 0x6030_0010;

fn compiled(options: &[&str], folder: &Path) -> Linked {
    let input = |file: &str| {
        let bytes = object_of(&Path::new(FOLDER).join(file), options, folder);
        Input { name: file.into(), bytes: bytes.into() }
    };
    let request = Request {
        source_name: "m.c".into(),
        qstrs: vec!["one".into(), "two".into()],
        inputs: ["other.c", "module.c"].map(input).into(),
        ..Request::new(Arch::Xtensawin)
    };
    linker::link(&request).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// What the loader makes of a module: code, and the block with variables and constants.
fn loaded(viper: &Viper, fun_table: u64, fun: impl Fn(u8) -> u64, qstr_table: u64) -> (Vec<u8>, Vec<u8>) {
    let rodata_at = viper.bss_size.next_multiple_of(4);
    let mut code = viper.text.clone();
    let mut data = vec![0; usize::try_from(rodata_at).unwrap()];
    data.extend(&viper.rodata);
    for relocation in viper.relocations.as_ref().unwrap() {
        let added = match relocation.operation {
            Operation::Text => CODE,
            Operation::Rodata => DATA + rodata_at,
            Operation::Bss => DATA,
            Operation::Runtime(RuntimeWord::QstrTable) => qstr_table,
            Operation::Runtime(RuntimeWord::ObjTable) => panic!("no such table"),
            Operation::Runtime(RuntimeWord::FunTable) => fun_table,
            Operation::Runtime(RuntimeWord::Entry(index)) => fun(index),
        };
        let (block, start) = match relocation.base {
            Base::Text => (&mut code, 0),
            Base::Rodata => (&mut data, rodata_at),
        };
        let at = usize::try_from(start + relocation.word * 4).unwrap();
        let word = u32::from_le_bytes(block[at..at + 4].try_into().unwrap());
        let sum = word.wrapping_add(u32::try_from(added).unwrap());
        block[at..at + 4].copy_from_slice(&sum.to_le_bytes());
    }
    (code, data)
}

/// Compiles with these options, links, loads and runs; gives what was reported, and the link.
fn reported(options: &[&str]) -> (Vec<u32>, Linked) {
    let name = format!("xtensa_windows{}", options.join(""));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name.replace('=', "_"));
    std::fs::create_dir_all(&folder).unwrap();
    let linked = compiled(options, &folder);

    let script = folder.join("firmware.ld");
    let sections = "ENTRY(start)\nSECTIONS {\n. = 0x60000000;\n.text : { *(.vectors) *(.literal .literal.* .text) }\n\
                    .data : { *(.rodata .rodata.* .data .data.* .bss COMMON) }\n}\n";
    std::fs::write(&script, sections).unwrap();
    let firmware = folder.join("firmware.elf");
    let mut link = Command::new("xtensa-lx106-elf-ld");
    link.arg("-T").arg(script).arg("-o").arg(&firmware);
    link.arg(object("start.s", &[], true, &folder)).arg(object("firmware.c", &["-O2"], true, &folder));
    run(&mut link);
    let elf = std::fs::read(&firmware).unwrap();
    let elf = object::File::parse(&elf[..]).unwrap();
    let address = |name: &str| elf.symbols().find(|symbol| symbol.name() == Ok(name)).unwrap().address();

    let Body::Viper(viper) = linker::mpy::read(&linked.mpy).unwrap().code.body else { panic!("no code") };
    let fun = |index| if index == 24 { address("report") } else { panic!("entry {index} is not there") };
    let (code, data) = loaded(&viper, address("fun_table"), fun, address("qstr_table"));
    let mut qemu = Command::new("qemu-system-xtensa");
    qemu.args(["-machine", "lx60-nommu", "-cpu", "de212", "-semihosting", "-nographic", "-monitor", "none"]);
    qemu.args(["-serial", "none", "-kernel"]).arg(&firmware);
    let entry = u32::try_from(CODE).unwrap().to_le_bytes();
    for (name, at, bytes) in
        [("code", CODE, &code[..]), ("data", DATA, &data), ("entry", address("entry"), &entry)]
    {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        qemu.arg("-device").arg(format!("loader,file={},addr={at:#x},force-raw=on", path.display()));
    }
    let mut timed = Command::new("timeout");
    timed.arg("60").arg(qemu.get_program()).args(qemu.get_args());
    let printed = String::from_utf8(run(&mut timed)).unwrap();
    (printed.lines().map(|line| u32::from_str_radix(line, 16).unwrap()).collect(), linked)
}

#[track_caller]
fn answers_right(options: &[&str]) -> Linked {
    let (reported, linked) = reported(options);
    let sum = 1 + 40 * 41 / 2;
    let expected = [
        0x5e1f,
        5,
        6,
        160,
        u32::from(b'w'),
        4 + 19,
        42 + 30,
        100,
        11,
        22,
        5,
        34,
        77,
        6,
        0u32.wrapping_sub(4),
        1,
        sum,
        0x1234_5678,
        300,
        20,
        0x4e6f_6e65,
    ];
    assert_eq!(reported, expected, "{options:?}");
    linked
}

#[test]
fn as_modules_are_compiled() {
    let linked = answers_right(&["-Os", "-fpic", "-fno-common"]);
    assert_eq!(linked.report.zeros_in_image, [""; 0]);
    // Strings, tables and initialised variables are where bytes can be read and written.
    let apart = |name: &str| {
        let blocks = linked.report.sections.iter().filter(|section| section.name.starts_with(name));
        blocks.map(|section| section.block).collect::<Vec<_>>()
    };
    for name in [".rodata", ".data"] {
        assert!(!apart(name).is_empty(), "{name}");
        assert!(apart(name).iter().all(|block| *block == linker::Block::Rodata), "{name}");
    }
}

#[test]
fn without_optimisation() {
    answers_right(&["-O0", "-fpic"]);
}

#[test]
fn in_many_sections() {
    answers_right(&["-O2", "-fpic", "-ffunction-sections", "-fdata-sections"]);
}

/// The firmware's function is called directly, through a stub.
#[test]
fn not_compiled_for_a_shared_library() {
    let linked = answers_right(&["-Os", "-fno-pic"]);
    assert_eq!(linked.report.stubs, ["mp_fun_table.list_append"]);
}

/// Python as a module for windows: what the compiler makes of it links. It is not run: there is no MicroPython for the
/// processors that qemu has of that family.
fn python(path: &str, tracebacks: Tracebacks) -> Linked {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let name = path.file_stem().unwrap().to_str().unwrap();
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("xtensa_windows_python_{name}_{tracebacks:?}"));
    std::fs::create_dir_all(&folder).unwrap();
    let source = SourceFile::new(path.display().to_string(), std::fs::read_to_string(&path).unwrap());
    let settings = Settings { tracebacks, ..Settings::default() };
    let front =
        compile::front(&Rc::new(source), name, Target::default_target(), &settings, &Known::default());
    let emitted = compile::emit(&front.module.unwrap(), &settings);
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
    let own = folder.join(format!("{name}.c"));
    std::fs::write(&own, &emitted.c).unwrap();
    let include = format!("-I{}", runtime.display());
    let options =
        ["-Os", "-fpic", "-fno-common", "-ffunction-sections", "-fdata-sections", "-DRT_FLOAT_SIZE=4"];
    let told = if emitted.keeps_sites { "-DRT_TOLD" } else { "-URT_TOLD" };
    let options = [&options[..], &["-fno-strict-aliasing", &include]].concat();
    let of_runtime = compile::runtime_parts(emitted.keeps_sites)
        .map(|(stem, _)| (runtime.join(format!("{stem}.c")), [&options[..], &[told]].concat()));
    let mut objects: Vec<(String, Vec<u8>)> = std::iter::once((own, options.clone()))
        .chain(of_runtime)
        .map(|(source, options)| (source.display().to_string(), object_of(&source, &options, &folder)))
        .collect();
    if emitted.keeps_sites {
        let table = sites::object(Arch::Xtensawin, &objects[0].1, &sites::empty());
        objects.push(("lines.o".into(), table));
    }
    let inputs = objects.into_iter().map(|(name, bytes)| Input { name, bytes: bytes.into() });
    let request = Request {
        source_name: format!("{name}.py"),
        qstrs: emitted.qstrs,
        constants: emitted.constants,
        inputs: inputs.collect(),
        fixed: Board::named("esp32").unwrap().symbols(),
        ..Request::new(Arch::Xtensawin)
    };
    linker::link(&request).unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{name}:\n{}", lines.join("\n"))
    })
}

#[test]
fn python_links() {
    let programs = [
        "natmod-examples/math_ops/math_ops.py",
        "natmod-examples/factorial/factorial.py",
        "natmod-examples/vector/vector.py",
        "tests/run/try_finally.py",
    ];
    let both = [Tracebacks::Stated, Tracebacks::Raised];
    for (path, tracebacks) in programs.iter().flat_map(|path| both.map(|tracebacks| (path, tracebacks))) {
        let linked = python(path, tracebacks);
        // The firmware reads preludes by bytes, and what a function is made from by words.
        let section =
            |name: &str| linked.report.sections.iter().find(|section| section.name.starts_with(name));
        assert_ne!(section(".data.rel.ro.local.prelude_").unwrap().block, linker::Block::Image, "{path}");
        if tracebacks == Tracebacks::Raised {
            let table = linked.report.symbols.iter().find(|symbol| symbol.name == "rt_lines").unwrap();
            assert_eq!(table.block, linker::Block::Rodata, "{path}");
        }
        let stub = section(match tracebacks {
            Tracebacks::Raised => ".text.rt_guard_stub",
            Tracebacks::Stated | Tracebacks::Every => ".text.rt_entry_stub",
        });
        let stub = stub.unwrap();
        // A word 0, and the jump to a function that makes its own frame.
        let Body::Viper(viper) = linker::mpy::read(&linked.mpy).unwrap().code.body else { panic!("no code") };
        let at = usize::try_from(stub.offset).unwrap();
        let jump = u32::from_le_bytes(viper.text[at + 4..at + 8].try_into().unwrap());
        assert_eq!((&viper.text[at..at + 4], jump & 0x3f), (&[0; 4][..], 0x06), "{path}");
        let goal = at as i64 + 8 + (i64::from(jump << 8) << 32 >> 46);
        assert_eq!(viper.text[usize::try_from(goal).unwrap()], 0x36, "{path}");
        // What the firmware calls to save the registers is called by the function itself.
        let by_setjmp = linked.report.slots.iter().any(|slot| slot.contains("setjmp"));
        let saves = path.contains("try") || tracebacks == Tracebacks::Raised;
        assert!(by_setjmp || !saves, "{path}: {:?}", linked.report.slots);
    }
}
