//! What a call of a function takes in each form of its module: native code, bytecode, native code of MicroPython's own.
//!
//! In: the forms' files, the call. Out: a [`Program`] for a host or a board, and what its output says.
//!
//! ```text
//! native/m.mpy, bytecode/m.py, f(12)  ──▶  native: gave 479001600, took 760; bytecode: gave 479001600, took 5847
//! ```

use super::program::Program;

const GUEST: &str = include_str!("timing.py");

/// The marks around an answer, and between its parts: characters that texts do not have.
const BEGIN: char = '\u{2}';
const SPLIT: char = '\u{1}';
const END: char = '\u{3}';

/// A form of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Compiled by mpyc.
    Native,
    /// Compiled by `mpy-cross -X emit=native`.
    EmitNative,
    /// The source.
    Bytecode,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 3] = [Form::Native, Form::EmitNative, Form::Bytecode];

    /// Its folder on the host.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Form::Native => "native",
            Form::EmitNative => "emit_native",
            Form::Bytecode => "bytecode",
        }
    }
}

/// What is to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The module's name.
    pub module: String,
    /// The function's path in it: `f`, `C.m`.
    pub function: String,
    /// The text of its arguments, in terms of the module's names: `12, step=0.5`.
    pub arguments: String,
}

/// What became of the calls in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Did {
    /// It has no such module or function, or the arguments cannot be made: the exception.
    Failed(String),
    /// It raised this.
    Raised(String),
    /// It gave this.
    Gave(String),
}

/// What a call takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Took {
    /// Instructions or microseconds, those of the way to the calls not included.
    pub spent: u64,
    /// The calls that took that; never 0.
    pub calls: u64,
}

/// What a run of the program says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timings {
    /// What each form did.
    pub did: Vec<(Form, Did)>,
    /// What it took those that gave a result.
    pub took: Vec<(Form, Took)>,
    /// There was nothing to measure by.
    pub clockless: bool,
}

/// A text as Python has it.
fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The program that makes the calls in these forms, whose modules are in their folders, and says what they take.
#[must_use]
pub fn program(call: &Call, forms: &[Form]) -> Program {
    let folders: Vec<String> = forms.iter().map(|form| literal(form.folder())).collect();
    let settings = [
        ("MODULE", literal(&call.module)),
        ("FUNCTION", literal(&call.function)),
        ("ARGUMENTS", literal(&call.arguments)),
        ("FORMS", format!("[{}]", folders.join(", "))),
        ("BEGIN", literal(&BEGIN.to_string())),
        ("SPLIT", literal(&SPLIT.to_string())),
        ("END", literal(&END.to_string())),
    ];
    let settings: String = settings.iter().map(|(name, value)| format!("{name} = {value}\n")).collect();
    Program::script("bench.py", format!("{settings}{GUEST}"))
}

/// What the program's output says. What the function itself prints is no part of it.
#[must_use]
pub fn timings(output: &str) -> Timings {
    let mut timings = Timings::default();
    for text in output.split(BEGIN).skip(1).filter_map(|rest| rest.split_once(END)).map(|(text, _)| text) {
        let parts: Vec<&str> = text.split(SPLIT).collect();
        let form = |folder: &str| Form::ALL.into_iter().find(|form| form.folder() == folder);
        match parts.as_slice() {
            ["clockless"] => timings.clockless = true,
            [what, folder, text] => {
                let did = match *what {
                    "failed" => Did::Failed((*text).to_owned()),
                    "raised" => Did::Raised((*text).to_owned()),
                    _ => Did::Gave((*text).to_owned()),
                };
                timings.did.extend(form(folder).map(|form| (form, did)));
            }
            ["took", folder, spent, calls] => {
                if let (Some(form), Ok(spent), Ok(calls)) = (form(folder), spent.parse(), calls.parse()) {
                    timings.took.push((form, Took { spent, calls }));
                }
            }
            _ => {}
        }
    }
    timings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_from_what_the_function_prints() {
        let output = "gave\n\u{2}gave\u{1}native\u{1}(1, 2)\u{3}\nx\u{2}took\u{1}native\u{1}760\u{1}1\u{3}\n";
        let timings = timings(output);
        assert_eq!(timings.did, [(Form::Native, Did::Gave("(1, 2)".into()))]);
        assert_eq!(timings.took, [(Form::Native, Took { spent: 760, calls: 1 })]);
        assert!(!timings.clockless);
    }

    #[test]
    fn texts_of_the_call_are_pythons() {
        let call = Call { module: "m".into(), function: "f".into(), arguments: "\"é\\n\", b'\\x00'".into() };
        let program = program(&call, &[Form::Native, Form::Bytecode]);
        let crate::device::Main::Script { source, .. } = program.main else { unreachable!() };
        let source = String::from_utf8(source).unwrap();
        assert!(source.contains("ARGUMENTS = \"\\\"é\\\\n\\\", b'\\\\x00'\"\n"), "{source}");
        assert!(source.contains("FORMS = [\"native\", \"bytecode\"]\n"));
    }
}
