//! `mpyc bench`: what a call of a function takes as native code and as bytecode, on a host or a board.
//!
//! ```text
//! mpyc bench factorial.py::factorial --args 12
//!
//! factorial(12) gives 479001600
//! on rv32 1.26.1, in instructions
//!
//! native                 760
//! -X emit=native        4210   5.5x
//! bytecode              5847   7.7x
//! ```

use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;
use std::time::Duration;

use serde_json::json;

use super::for_board::ForBoard;
use super::natmod;
use super::options::{Behaviour, MessageFormat, Options};
use super::run::{guest_file, host_failed, read, seconds};
use super::{output, run_on_board, shown};
use crate::device::board::BoardFacts;
use crate::device::remote;
use crate::device::timing::{self, Call, Did, Form, Timings, Took};
use crate::device::transport::Address;
use crate::device::{GuestFile, Host, HostKind, Program, Release, Variant, hosts_folder};
use crate::diagnostics::{Code, Diagnostic};
use crate::target::Target;

/// Measure a call of a function as native code and as bytecode, and compare the results
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The function, a path within its module: FILE.py::function, FILE.py::Class.method
    #[arg(value_name = "FILE.py::FUNCTION")]
    function: Place,
    /// The arguments of the call, as Python with the names of the module: --args '12, step=0.5'
    #[arg(long, value_name = "ARGS", default_value = "", allow_hyphen_values = true)]
    args: String,
    #[arg(long, value_name = "HOST", default_value = "rv32", help = format!(
        "The host: {}. On rv32 instructions are counted, on others time is taken, where there is a clock", HostKind::listing()
    ))]
    on: HostKind,
    /// Measure on a connected board instead, of which nothing stays there: /dev/…, tcp:HOST:PORT, or another address of a board,
    /// as mpyc deploy has them
    #[arg(short, long, value_name = "PORT", conflicts_with_all = ["on", "release", "c"])]
    port: Option<Address>,
    /// MicroPython's release, such as 1.26.1 [default: the newest that was built]
    #[arg(long, value_name = "RELEASE")]
    release: Option<Release>,
    /// Put a file on the host, under its own name or another; may be repeated
    #[arg(long = "with", value_name = "[GUESTPATH=]FILE", value_parser = guest_file)]
    with: Vec<(String, PathBuf)>,
    /// Compile FILE.py with this C, which it imports by the stub beside it: there is no bytecode of that, and nothing to compare;
    /// may be repeated
    #[arg(long = "c", value_name = "FILE.c")]
    c: Vec<PathBuf>,
    /// How results and problems are written: for people, or as one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
    #[command(flatten)]
    behaviour: Behaviour,
    /// Stop after this many seconds
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    timeout: Duration,
}

/// A function in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    file: PathBuf,
    function: String,
}

impl FromStr for Place {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Place, Self::Err> {
        let names = |function: &str| {
            let is_name = |name: &str| {
                name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
                    && name.chars().all(|c| c.is_alphanumeric() || c == '_')
            };
            function.split('.').all(is_name)
        };
        match text.rsplit_once("::") {
            Some((file, function)) if !file.is_empty() && names(function) => {
                Ok(Place { file: file.into(), function: function.to_owned() })
            }
            _ => Err("a file and a function of it are wanted: FILE.py::function"),
        }
    }
}

/// What was measured, and where.
struct Measured {
    /// The host or board.
    place: String,
    /// Instructions were counted, and not time taken.
    counted: bool,
    /// Why there is no native code of MicroPython's own.
    no_emit_native: Option<String>,
    output: String,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let failed = shown::failed(args.message_format);
    let stem = args.function.file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let call = Call {
        module: stem.to_owned(),
        function: args.function.function.clone(),
        arguments: args.args.clone(),
    };
    let measured = match &args.port {
        Some(address) => on_board(args, &call, address)?,
        None => on_host(args, &call)?,
    };
    let timings = timing::timings(&measured.output);
    let result = check(&call, &timings, &measured).map_err(failed)?;
    let text = match args.message_format {
        MessageFormat::Human => human(&call, &result, &timings, &measured),
        MessageFormat::Json => format!("{}\n", value(&call, &result, &timings, &measured)),
    };
    output::to_stdout(text.as_bytes()).map_err(failed)?;
    Ok(0)
}

/// The program with the forms of the module in it, and why one is not.
fn program(
    args: &Args,
    call: &Call,
    native: Vec<u8>,
    (arch, release): (&str, &str),
) -> anyhow::Result<(Program, Option<String>)> {
    let source = read(&args.function.file)?;
    let emitted = emit_native(&args.function.file, arch, release);
    let no_emit_native = emitted.as_ref().err().cloned();
    let module = |form: Form, extension: &str, bytes: Vec<u8>| {
        (form, GuestFile { path: format!("{}/{}.{extension}", form.folder(), call.module), bytes })
    };
    let mut forms = vec![module(Form::Native, "mpy", native)];
    forms.extend(emitted.ok().map(|bytes| module(Form::EmitNative, "mpy", bytes)));
    if args.c.is_empty() {
        forms.push(module(Form::Bytecode, "py", source));
    }
    let names: Vec<Form> = forms.iter().map(|(form, _)| *form).collect();
    let mut program = timing::program(call, &names).timeout(args.timeout);
    program.files.extend(forms.into_iter().map(|(_, file)| file));
    for (guest, path) in &args.with {
        program.files.push(GuestFile { path: guest.clone(), bytes: read(path)? });
    }
    Ok((program.with_fixed_width_numbers(), no_emit_native))
}

fn on_host(args: &Args, call: &Call) -> anyhow::Result<Measured> {
    let host = Host::find(args.on, args.release, Variant::Standard).map_err(host_failed)?;
    let target = Target::for_arch(args.on.arch());
    let behaviour = args.behaviour.clone();
    let options = Options { arch: Some(target), board: None, cc: None, behaviour };
    let native = natmod::compile_file(&args.function.file, &args.c, &options)?;
    let (mut program, no_emit_native) =
        program(args, call, native, (target.name, &host.release().to_string()))?;
    let counted = args.on == HostKind::Rv32;
    if counted {
        program = program.counting_instructions();
    }
    let outcome = host.run(&program, &mut |_| {}).map_err(host_failed)?;
    Ok(Measured { place: host.to_string(), counted, no_emit_native, output: outcome.text() })
}

fn on_board(args: &Args, call: &Call, address: &Address) -> anyhow::Result<Measured> {
    let made =
        ForBoard { to: "", source: false, cc: None, behaviour: &args.behaviour, format: args.message_format };
    let (mut place, mut no_emit_native, mut bytes) = (String::new(), None, Vec::new());
    let make = &mut |facts: &BoardFacts| {
        place = facts.title();
        let file = made.module(facts, &args.function.file, &call.module);
        let native = file.map_err(|problem| problem.shown(args.message_format))?.bytes;
        let arch = facts.arch().map_or("", linker::Arch::name);
        let (program, why) = program(args, call, native, (arch, &facts.release))?;
        no_emit_native = why;
        let files = remote::files(&program).map_err(|error| {
            shown::failed(args.message_format)(Diagnostic::new(Code::HOST, error.to_string()))
        })?;
        Ok((program, files))
    };
    run_on_board::on(address, args.timeout, make, &mut |piece| bytes.extend_from_slice(piece))?;
    let output = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Measured { place, counted: false, no_emit_native, output })
}

/// The module as MicroPython's own compiler makes native code of it; or why it does not. That compiler is beside the hosts,
/// or on PATH.
fn emit_native(file: &Path, arch: &str, release: &str) -> Result<Vec<u8>, String> {
    let beside = hosts_folder().ok().map(|folder| folder.join(format!("bin/mpy-cross-{release}")));
    let program = beside.filter(|path| path.is_file()).unwrap_or_else(|| PathBuf::from("mpy-cross"));
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let made = folder.path().join("made.mpy");
    let name = file.file_name().unwrap_or_default();
    let mut command = Command::new(program);
    command
        .args(["-X", "emit=native", &format!("-march={arch}"), "-s"])
        .arg(name)
        .arg("-o")
        .arg(&made)
        .arg(file);
    match command.output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err("with mpy-cross on PATH, its native code is measured too".into())
        }
        Err(error) => Err(format!("mpy-cross: {error}")),
        Ok(output) if !output.status.success() => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            Err(format!("mpy-cross: {}", said.trim().lines().last().unwrap_or_default()))
        }
        Ok(_) => std::fs::read(&made).map_err(|error| error.to_string()),
    }
}

/// The result that all forms give.
fn check(call: &Call, timings: &Timings, measured: &Measured) -> Result<String, Diagnostic> {
    let wrong = |title: String| Diagnostic::new(Code::BENCH, title);
    let name = format!("{}({})", call.function, call.arguments);
    if timings.clockless {
        return Err(Diagnostic::new(Code::HOST, format!("there is no clock on {}", measured.place))
            .note("time is taken with `time.ticks_us`, which its firmware does not have")
            .help("instructions are counted with --on rv32, time is taken with --on x64"));
    }
    let did = |form: Form| timings.did.iter().find(|(other, _)| *other == form).map(|(_, did)| did);
    let native = did(Form::Native);
    let said = |did: &Did| match did {
        Did::Failed(why) => format!("cannot be called: {why}"),
        Did::Raised(why) => format!("raises {why}"),
        Did::Gave(what) => format!("gives {what}"),
    };
    let other = did(Form::Bytecode).filter(|other| Some(*other) != native);
    match (native, other) {
        (None, _) => Err(wrong(format!("`{name}` did not come to an end on {}", measured.place))
            .note(measured.output.trim().to_owned())),
        (Some(native), Some(other)) => {
            Err(wrong(format!("`{name}` {} as native code and {} as bytecode", said(native), said(other)))
                .help("if it depends on time, chance or what was called before, measure another function; else it is a fault of mpyc"))
        }
        (Some(Did::Gave(result)), None) => Ok(result.clone()),
        (Some(failed), None) => Err(wrong(format!("`{name}` {}", said(failed)))
            .help("--args has the arguments, as Python: --args '12, \"text\"'")),
    }
}

/// The rows: what the form is called, what a call takes, how many times as much that is as native code takes.
fn rows(timings: &Timings) -> Vec<(&'static str, f64, Option<f64>)> {
    let each = |took: &Took| took.spent as f64 / took.calls.max(1) as f64;
    let native = timings.took.iter().find(|(form, _)| *form == Form::Native).map(|(_, took)| each(took));
    let rows = timings.took.iter().map(|(form, took)| {
        let name = match form {
            Form::Native => "native",
            Form::EmitNative => "-X emit=native",
            Form::Bytecode => "bytecode",
        };
        let times = native.filter(|native| *form != Form::Native && *native > 0.0);
        (name, each(took), times.map(|native| each(took) / native))
    });
    rows.collect()
}

fn human(call: &Call, result: &str, timings: &Timings, measured: &Measured) -> String {
    let unit = if measured.counted { "instructions" } else { "microseconds" };
    let mut text =
        format!("{}({}) gives {result}\non {}, in {unit}\n\n", call.function, call.arguments, measured.place);
    let decimals = if measured.counted { 0 } else { 3 };
    for (name, each, times) in rows(timings) {
        let times = times.map(|times| format!(" {times:>7.1}x")).unwrap_or_default();
        text.push_str(&format!("{name:<14} {each:>14.decimals$}{times}\n"));
    }
    let did_not = timings.did.iter().find_map(|(form, did)| match (form, did) {
        (Form::EmitNative, Did::Failed(why) | Did::Raised(why)) => Some(format!("-X emit=native: {why}")),
        (Form::EmitNative, Did::Gave(other)) if other != result => {
            Some(format!("-X emit=native gives something else: {other}"))
        }
        (Form::EmitNative | Form::Native | Form::Bytecode, _) => None,
    });
    for why in measured.no_emit_native.iter().chain(&did_not) {
        text.push_str(&format!("\n{why}\n"));
    }
    text
}

fn value(call: &Call, result: &str, timings: &Timings, measured: &Measured) -> serde_json::Value {
    let forms: Vec<serde_json::Value> = rows(timings)
        .into_iter()
        .map(|(name, each, times)| json!({"form": name, "each": each, "times": times}))
        .collect();
    json!({
        "function": call.function, "args": call.arguments, "result": result, "place": measured.place,
        "unit": if measured.counted { "instructions" } else { "microseconds" }, "forms": forms,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_named_with_its_file() {
        let place = |text: &str| text.parse::<Place>().ok().map(|place| (place.file, place.function));
        assert_eq!(place("a/b.py::C.m"), Some(("a/b.py".into(), "C.m".into())));
        assert_eq!(place("b.py"), None);
        assert_eq!(place("b.py::f()"), None);
        assert_eq!(place("::f"), None);
    }
}
