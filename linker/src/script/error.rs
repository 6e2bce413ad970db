//! What can be wrong with a linker script.

use std::fmt;
use std::rc::Rc;

/// A place in a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptPlace {
    /// The script's name.
    pub file: Rc<str>,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// In bytes from the start of the text: first, and the one after the last.
    pub span: (usize, usize),
}

impl fmt::Display for ScriptPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {place}: {problem}", problem.code())]
pub struct ScriptError {
    /// Where.
    pub place: ScriptPlace,
    /// What.
    pub problem: ScriptProblem,
}

/// An error on its way: boxed, for results that are passed through many frames.
pub(super) type Failure = Box<ScriptError>;

impl ScriptError {
    /// A problem at a place.
    pub(super) fn at(place: ScriptPlace, problem: ScriptProblem) -> Failure {
        Box::new(ScriptError { place, problem })
    }
}

/// What can be wrong. Its `Display` is the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScriptProblem {
    /// Something else stands where the grammar wants this.
    #[error("{expected} is expected here, not {found}")]
    Syntax {
        /// What could stand here.
        expected: &'static str,
        /// What does.
        found: String,
    },
    /// A comment or a quoted name up to the end of the file.
    #[error("{what} without an end")]
    Unterminated {
        /// Which of them.
        what: &'static str,
    },
    /// A command with a meaning that a module cannot have.
    #[error("`{command}` cannot be followed: {why}")]
    Refused {
        /// The command.
        command: String,
        /// Why not.
        why: &'static str,
    },
    /// A name that is no command.
    #[error("`{command}` is not a command")]
    UnknownCommand {
        /// The name.
        command: String,
    },
    /// A number that is not written as one.
    #[error("`{text}` is not a number")]
    BadNumber {
        /// What it says.
        text: String,
    },
    /// A number beyond 64 bits.
    #[error("`{text}` does not fit 64 bits")]
    NumberTooLarge {
        /// What it says.
        text: String,
    },
    /// A symbol whose value is not known.
    #[error("`{symbol}` has no value here: no script gives it one before this place")]
    UnknownSymbol {
        /// The symbol.
        symbol: String,
    },
    /// A value that depends on the program's layout, or on what objects define.
    #[error("`{what}` is not a constant: {why}")]
    NotConstant {
        /// The function or symbol.
        what: String,
        /// What it depends on.
        why: &'static str,
    },
    /// Arithmetic without a result.
    #[error("{what}")]
    Arithmetic {
        /// Which.
        what: &'static str,
    },
    /// An assertion that does not hold.
    #[error("assertion failed: {message}")]
    Assertion {
        /// The script's words.
        message: String,
    },
    /// An expression, or a chain of includes, beyond all sense.
    #[error("{what} nested more than {limit} deep")]
    TooDeep {
        /// What is nested.
        what: &'static str,
        /// How deep it may be.
        limit: usize,
    },
    /// More text than any table of symbols has.
    #[error("scripts of more than {limit} {what} together")]
    TooMuch {
        /// What was counted.
        what: &'static str,
        /// How many there may be.
        limit: usize,
    },
    /// A script that includes itself.
    #[error("`{file}` includes itself")]
    Cycle {
        /// The script.
        file: String,
    },
    /// A script that is not there.
    #[error("`{file}` cannot be included: {why}")]
    NotIncluded {
        /// Its name.
        file: String,
        /// Why not.
        why: String,
    },
    /// A script in an archive's place without a file.
    #[error("neither an archive nor a script that names one")]
    NoFiles,
}

impl ScriptProblem {
    /// The stable code, the same in every release.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            ScriptProblem::Syntax { .. } => "L0201",
            ScriptProblem::Unterminated { .. } => "L0202",
            ScriptProblem::Refused { .. } => "L0203",
            ScriptProblem::UnknownCommand { .. } => "L0204",
            ScriptProblem::BadNumber { .. } => "L0205",
            ScriptProblem::NumberTooLarge { .. } => "L0206",
            ScriptProblem::UnknownSymbol { .. } => "L0207",
            ScriptProblem::NotConstant { .. } => "L0208",
            ScriptProblem::Arithmetic { .. } => "L0209",
            ScriptProblem::Assertion { .. } => "L0210",
            ScriptProblem::TooDeep { .. } => "L0211",
            ScriptProblem::TooMuch { .. } => "L0212",
            ScriptProblem::Cycle { .. } => "L0213",
            ScriptProblem::NotIncluded { .. } => "L0214",
            ScriptProblem::NoFiles => "L0215",
        }
    }

    /// What the user can do about it, one sentence.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            ScriptProblem::Syntax { .. } => "a script for --externs has lines as `name = 0x40001234;`",
            ScriptProblem::Unterminated { .. } => "end it, or make the file again: it may be cut short",
            ScriptProblem::Refused { .. } => {
                "give a file with addresses alone to --externs, as ESP-IDF's components/esp_rom/*/ld, and archives to -l"
            }
            ScriptProblem::UnknownCommand { .. } => {
                "write `name = value;` for a symbol; the commands are those of GNU ld, in capitals"
            }
            ScriptProblem::BadNumber { .. } => {
                "write 0x40001234, 1234, 017 or 4K; or the radix last: 1234H, 17O, 101B, 99D"
            }
            ScriptProblem::NumberTooLarge { .. } => "an address has at most 16 hexadecimal digits",
            ScriptProblem::UnknownSymbol { .. } => {
                "give it a value in an earlier line, or the script that does with an earlier --externs"
            }
            ScriptProblem::NotConstant { .. } => "write the number",
            ScriptProblem::Arithmetic { .. } => "correct the expression",
            ScriptProblem::Assertion { .. } => "use the script that belongs to the firmware",
            ScriptProblem::TooDeep { .. } => "write it in several lines, each with a symbol of its own",
            ScriptProblem::TooMuch { .. } => "give the scripts that are needed",
            ScriptProblem::Cycle { .. } => "remove one of the INCLUDE lines",
            ScriptProblem::NotIncluded { .. } => {
                "it is looked for beside the including script and in the folders given with -L"
            }
            ScriptProblem::NoFiles => "name the archives themselves",
        }
    }
}
