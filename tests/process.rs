//! The compiler's stack protector in a module of the unix port, which has what it needs of a process.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use linker::{Input, Request};
use micropython::{Architecture, WHOLE_RELEASE, host, stdout};
use mpyc::device::{CrashCause, HostError, HostKind, Program, Variant};
use mpyc::support;
use mpyc::target::Target;
use mpyc::toolchain::{self, Config};

fn module(kind: HostKind) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let object = folder.path().join("main.o");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/process/main.c");
    let mut gcc = Architecture::of(kind.arch()).tool("gcc");
    stdout(gcc.args(["-O2", "-fpic", "-fstack-protector-all", "-c", "-o"]).arg(&object).arg(source));
    let mut request = Request {
        source_name: "m.c".into(),
        qstrs: vec!["fill".into()],
        inputs: vec![Input { name: "main.o".into(), bytes: std::fs::read(object).unwrap().into() }],
        ..Request::new(kind.arch())
    };
    let toolchain = || toolchain::find(Target::for_arch(kind.arch()), None, &Config::default());
    support::link(&mut request, toolchain).unwrap_or_else(|failure| panic!("{kind}: {failure:?}")).mpy
}

#[test]
fn the_stack_protector_ends_the_process_and_says_why() {
    for kind in [HostKind::X64, HostKind::X86] {
        let mpy = module(kind);
        let host = host(kind, WHOLE_RELEASE, Variant::Standard);
        let run = |script: &str| {
            let program = Program::script("check.py", script).file("m.mpy", mpy.clone());
            host.run(&program, &mut |_| {})
        };
        let within = run("import m\nprint(m.fill(8))\n").unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(within.text(), "8\n", "{kind}");
        let crash = match run("import m\nm.fill(64)\nprint('went on')\n") {
            Err(HostError::Crashed { crash, .. }) => crash,
            other => panic!("{kind}: {other:?}"),
        };
        assert_eq!(crash.stdout, b"*** stack smashing detected ***\n", "{kind}");
        // An illegal instruction.
        assert!(matches!(crash.cause, CrashCause::Signal(4)), "{kind}: {:?}", crash.cause);
    }
}
