//! The mathematics of the toolchains' own C libraries, linked into a module and run on every host: picolibc's, which is
//! not position-independent, newlib's, and glibc's, which chooses its functions by the processor.
//!
//! The values are those of Rust's standard library, and may differ from them in the last places.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::fmt::Write as _;

use linker::{Input, Request};
use micropython::{Architecture, WHOLE_RELEASE, host, make_natmod, releases, stdout};
use mpyc::device::{HostKind, Program, Variant};
use mpyc::support::{self, Failure};
use mpyc::target::Target;
use mpyc::target::boards;
use mpyc::toolchain::{self, Config, OptLevel};

/// A function of the module: of one or two floats or doubles.
#[derive(Clone, Copy)]
enum Function {
    Float(fn(f32, f32) -> f32),
    Double(fn(f64, f64) -> f64),
}
use Function::{Double, Float};

/// In the order of math.c's table.
const FUNCTIONS: [(&str, Function); 11] = [
    ("sinf", Float(|x, _| x.sin())),
    ("sqrtf", Float(|x, _| x.sqrt())),
    ("expf", Float(|x, _| x.exp())),
    ("powf", Float(f32::powf)),
    ("logf", Float(|x, _| x.ln())),
    ("fmodf", Float(|x, y| x % y)),
    ("floorf", Float(|x, _| x.floor())),
    ("atan2f", Float(f32::atan2)),
    ("tanf", Float(|x, _| x.tan())),
    ("sin", Double(|x, _| x.sin())),
    ("pow", Double(f64::powf)),
];

/// Ordinary values, values that take the long way (arguments that are reduced), and errors.
const ARGUMENTS: [(f64, f64); 12] = [
    (0.5, 2.0),
    (1.0, 1.0),
    (2.0, 0.5),
    (3.25, -1.5),
    (10.0, 3.0),
    (-1.0, 2.0),
    (-0.75, 0.25),
    (1e-3, 7.0),
    (100.0, 10.0),
    (12345.678, 0.001),
    (1e10, 2.5),
    (0.0, -1.0),
];

/// Links the module with those of the toolchain's libraries, and what mpyc supplies.
fn module(kind: HostKind, wanted: fn(&str) -> bool) -> Vec<u8> {
    let toolchain = toolchain::find(Target::for_arch(kind.arch()), None, &Config::default())
        .unwrap_or_else(|diagnostic| panic!("{diagnostic:?}"));
    let bytes = toolchain.compile(include_str!("math/math.c"), "math", OptLevel::Size, false, &[]);
    let mut inputs = vec![Input { name: "math.o".into(), bytes: bytes.unwrap().into() }];
    for path in toolchain.libraries() {
        if !wanted(path.file_name().unwrap().to_str().unwrap()) {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        inputs.push(Input { name: path.display().to_string(), bytes: bytes.into() });
    }
    let mut request = Request {
        source_name: "m.c".into(),
        fixed: boards::arithmetic(kind.arch()),
        qstrs: vec!["apply".into()],
        inputs,
        ..Request::new(kind.arch())
    };
    match support::link(&mut request, || Ok(toolchain)) {
        Ok(linked) => linked.mpy,
        Err(Failure::Link(errors)) => {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{kind}:\n{}", lines.join("\n"))
        }
        Err(Failure::Library(diagnostic, symbols)) => panic!("{kind}: {symbols:?}: {diagnostic:?}"),
    }
}

fn arguments(function: Function, (x, y): (f64, f64)) -> Vec<u8> {
    match function {
        Float(_) => [(x as f32).to_le_bytes(), (y as f32).to_le_bytes()].concat(),
        Double(_) => [x.to_le_bytes(), y.to_le_bytes()].concat(),
    }
}

/// Whether a result is the right one, but for its last places.
fn is_right(function: Function, (x, y): (f64, f64), result: &[u8]) -> bool {
    // The libraries promise about two units in the last place.
    let near = |found: f64, wanted: f64, place: f64| {
        found == wanted
            || (found.is_nan() && wanted.is_nan())
            || ((found - wanted) / wanted).abs() < 4.0 * place
    };
    match function {
        Float(f) => {
            let found = f32::from_le_bytes(result[..4].try_into().unwrap());
            near(found.into(), f(x as f32, y as f32).into(), f32::EPSILON.into())
        }
        Double(f) => {
            let found = f64::from_le_bytes(result[..8].try_into().unwrap());
            near(found, f(x, y), f64::EPSILON)
        }
    }
}

fn check(kind: HostKind) {
    check_module(kind, module(kind, |_| true));
}

fn check_module(kind: HostKind, mpy: Vec<u8>) {
    let mut cases = Vec::new();
    for (which, (_, function)) in FUNCTIONS.iter().enumerate() {
        cases.extend(ARGUMENTS.map(|arguments| (which, *function, arguments)));
    }
    let mut list = String::from("cases = [");
    for (which, function, pair) in &cases {
        let bytes: String = arguments(*function, *pair).iter().map(|byte| format!("\\x{byte:02x}")).collect();
        write!(list, "({which}, b'{bytes}'),").unwrap();
    }
    list.push_str("]\n");
    for release in releases(kind) {
        let program = Program::script("check.py", include_str!("math/check.py"))
            .prelude(&list)
            .file("m.mpy", mpy.clone());
        let outcome = host(kind, release, Variant::Standard)
            .run(&program, &mut |_| {})
            .unwrap_or_else(|error| panic!("{kind} {release}: {error}"));
        let text = outcome.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), cases.len(), "{kind} {release}:\n{text}");
        for ((which, function, pair), line) in cases.iter().zip(lines) {
            let hex = line.split_once(' ').unwrap().1;
            let bytes: Vec<u8> =
                (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect();
            let name = FUNCTIONS[*which].0;
            assert!(is_right(*function, *pair, &bytes), "{kind} {release}: {name}{pair:?} gave {hex}");
        }
    }
}

macro_rules! kinds {
    ($($name:ident: $kind:ident),* $(,)?) => {
        $(#[test] fn $name() { check(HostKind::$kind); })*
    };
}

kinds! {
    rv32: Rv32,
    rv64: Rv64,
    armv6m: Armv6m,
    armv7m: Armv7m,
    armv7emsp: Armv7emsp,
    armv7emdp: Armv7emdp,
    xtensa: Xtensa,
    x64: X64,
    x86: X86,
}

/// glibc's mathematics without the rest of it: `errno` and what stands for the process are mpyc's.
#[test]
fn glibc_without_its_libc() {
    for kind in [HostKind::X64, HostKind::X86] {
        check_module(kind, module(kind, |library| library != "libc.a"));
    }
}

/// The libraries that MicroPython's own makefile finds; glibc's `libm.a` for x64 is a script that names archives.
#[test]
fn by_micropython_s_makefile() {
    for kind in [HostKind::X64, HostKind::X86] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("math.c"), include_str!("math/math.c")).unwrap();
        let makefile = "MOD = m\nSRC = math.c\ninclude $(MPY_DIR)/py/dynruntime.mk\n";
        std::fs::write(folder.path().join("Makefile"), makefile).unwrap();
        let row = Architecture::of(kind.arch());
        stdout(make_natmod(row, WHOLE_RELEASE, folder.path()).arg("LINK_RUNTIME=1"));
        check_module(kind, std::fs::read(folder.path().join("m.mpy")).unwrap());
    }
}
