//! Which line of C a problem comes from: real compilers' objects for every target, linked without what they need.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use linker::{Error, Input, Location, Request};
use mpyc::compile::{self, Build, Settings};
use mpyc::desugar::Known;
use mpyc::diagnostics::render;
use mpyc::syntax::SourceFile;
use mpyc::target::Target;
use mpyc::toolchain::{self, Config, OptLevel, Toolchain};

const SOURCE: &str = include_str!("explain/places.c");

/// The line that holds a text, from 1.
fn line_with(text: &str) -> u32 {
    let index = SOURCE.lines().position(|line| line.contains(text));
    u32::try_from(index.unwrap_or_else(|| panic!("no line with {text:?}")) + 1).unwrap()
}

fn toolchain(target: &'static Target) -> Toolchain {
    let config = Config::near(Path::new("m.py")).unwrap();
    toolchain::find(target, None, &config).unwrap_or_else(|error| panic!("{error:?}; run scripts/install"))
}

/// Compiles for every target and optimisation, links, and gives what is wrong.
fn each(debug: bool, check: impl Fn(&str, &[Error])) {
    // Those that Debian has a compiler for.
    for target in Target::all().filter(|target| target.debian_package.is_some()) {
        let toolchain = toolchain(target);
        for opt in [OptLevel::Size, OptLevel::Two, OptLevel::Three] {
            // An assembler knows the directive only where there are lines.
            let source = if debug { SOURCE.to_owned() } else { SOURCE.replace(".loc 1 0", "") };
            let bytes = toolchain.compile(&source, "places", opt, debug, &[]).unwrap();
            let request = Request {
                source_name: "m".into(),
                inputs: vec![Input { name: "places.o".into(), bytes: bytes.into() }],
                ..Request::new(target.arch)
            };
            check(&format!("{} {}", target.name, opt.flag()), &linker::link(&request).unwrap_err());
        }
    }
}

/// The places of the references to a symbol.
#[track_caller]
fn places<'a>(errors: &'a [Error], symbol: &str) -> Vec<&'a Location> {
    let error = errors.iter().find(|error| error.location.symbol.as_deref() == Some(symbol));
    error.unwrap_or_else(|| panic!("{symbol} is not among {errors:#?}")).places().collect()
}

#[test]
fn a_reference_in_code_is_on_its_line() {
    each(true, |case, errors| {
        for symbol in ["called", "in_other_branch"] {
            for place in places(errors, symbol) {
                let source = place.source.as_ref().unwrap_or_else(|| panic!("{case}: {place:?}"));
                assert_eq!(source.line, line_with(&format!("// {symbol}")), "{case}: {source}");
                assert!(source.file.ends_with("places.c"), "{case}: {source}");
                assert!(source.column.is_some(), "{case}: {source}");
            }
        }
    });
}

#[test]
fn an_inlined_reference_names_the_call_that_it_was_inlined_at() {
    each(true, |case, errors| {
        for place in places(errors, "in_inlined") {
            let source = place.source.as_ref().unwrap_or_else(|| panic!("{case}: {place:?}"));
            assert_eq!(source.line, line_with("// in_inlined"), "{case}");
            assert_eq!(source.name.as_deref(), Some("helper"), "{case}");
            let callers: Vec<_> = source.callers.iter().map(|c| (c.function.as_deref(), c.line)).collect();
            assert_eq!(callers, [(Some("mpy_init"), line_with("// the call of helper"))], "{case}");
        }
    });
}

#[test]
fn a_pointer_in_data_is_where_its_variable_is_declared() {
    each(true, |case, errors| {
        for (symbol, name, text) in [
            ("pointed_to", "table", "const void *const table[]"),
            ("in_local_table", "local_table", "local_table[] ="),
            ("far_name", "local_table", "local_table[] ="),
        ] {
            for place in places(errors, symbol) {
                let source = place.source.as_ref().unwrap_or_else(|| panic!("{case}: {place:?}"));
                assert_eq!((source.line, source.name.as_deref()), (line_with(text), Some(name)), "{case}");
            }
        }
    });
}

/// Compilers give line 0 to what no line stands for; a reader needs the nearest line all the same.
#[test]
fn code_of_no_line_is_on_the_line_before_it() {
    each(true, |case, errors| {
        for place in places(errors, "after_line_zero") {
            let source = place.source.as_ref().unwrap_or_else(|| panic!("{case}: {place:?}"));
            let function = line_with("int made_up(int x) {");
            let is_in_it = (function..=line_with("return after_line_zero")).contains(&source.line);
            let is_inlined = source.line == line_with("counter += made_up");
            assert!(is_in_it || is_inlined, "{case}: {source}");
        }
    });
}

#[test]
fn without_debug_information_there_is_no_line_but_the_function() {
    each(false, |case, errors| {
        for place in places(errors, "called") {
            assert_eq!(place.source, None, "{case}");
            assert_eq!(place.function.as_deref(), Some("mpy_init"), "{case}");
        }
    });
}

/// Python whose C calls what is not there, as a fault of the compiler or of its set-up would have it.
fn compiled_wrongly(target: &'static Target, call: &str) -> String {
    let source = Rc::new(SourceFile::new("scale.py", include_str!("explain/scale.py")));
    let module =
        compile::front(&source, "scale", Target::default_target(), &Settings::default(), &Known::default())
            .module
            .unwrap();
    let mut emitted = compile::emit(&module, &Settings::default());
    assert!(emitted.c.contains(call), "{}", emitted.c);
    emitted.c =
        emitted.c.replace(call, "not_there(").replacen("#pragma", "extern int not_there();\n#pragma", 1);
    let toolchain = toolchain(target);
    let build =
        Build { toolchain: &toolchain, opt: OptLevel::Size, debug: false, board: None, source: Some(source) };
    let object = build.object(&emitted, "scale").unwrap();
    render::human(&build.link(&module, &emitted, object).unwrap_err(), false)
}

#[test]
fn a_fault_in_generated_code_shows_the_python_and_the_c() {
    for target in ["rv32imc", "x64"].map(|name| Target::named(name).unwrap()) {
        snapshot("generated", &compiled_wrongly(target, "rt_word_add("));
    }
}

/// Compiles a file for a target and links it as a user does; shows what is said, libraries by their names alone.
fn linked_wrongly(target: &'static Target, name: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let source = std::fs::read_to_string(folder_of_tests().join(format!("{name}.c"))).unwrap();
    std::fs::write(folder.path().join(format!("{name}.c")), &source).unwrap();
    let toolchain = toolchain(target);
    let object = toolchain.compile(&source, name, OptLevel::Size, true, &[]).unwrap();
    std::fs::write(folder.path().join(format!("{name}.o")), object).unwrap();
    let mut mpyc = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    mpyc.args(["link", "--arch", target.name, "-o", "m.mpy", &format!("{name}.o")])
        .current_dir(folder.path());
    let output = mpyc.output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(!folder.path().join("m.mpy").exists());
    let mut said = String::from_utf8(output.stderr).unwrap();
    for library in toolchain.libraries() {
        let file_name = library.file_name().unwrap().to_string_lossy().into_owned();
        said = said.replace(&library.display().to_string(), &file_name);
    }
    said
}

fn folder_of_tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain")
}

fn snapshot(name: &str, shown: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(folder_of_tests());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn what_is_undefined_is_explained_by_cause() {
    for target in ["rv32imc", "x64"] {
        snapshot(
            &format!("undefined.{target}"),
            &linked_wrongly(Target::named(target).unwrap(), "undefined"),
        );
    }
}

#[test]
fn thread_local_variables_are_one_problem() {
    for target in ["rv32imc", "x64"] {
        snapshot(
            &format!("thread_local.{target}"),
            &linked_wrongly(Target::named(target).unwrap(), "thread_local"),
        );
    }
}
