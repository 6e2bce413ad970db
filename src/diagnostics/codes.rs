//! The codes of all diagnostics: one row each, in one place; the manual's pages are made from it.
//!
//! `E01xx` files, `E02xx` syntax, `E03xx` names and types, `E04xx` not supported, `E05xx` C compiler,
//! `E06xx` modules, `E07xx` hosts and boards, `E08xx` packages; `L00xx` the linker's own ([`linker::CODES`]), `L01xx` its command line,
//! `L02xx` linker scripts;
//! `W` warnings.

use super::Severity;
use linker::{CODES, CodeRow};

/// The code of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(u16);

struct Row {
    code: Code,
    name: &'static str,
    severity: Severity,
    explanation: &'static str,
}

macro_rules! codes {
    ($($ident:ident = $name:literal, $severity:ident, $explanation:literal;)*) => {
        #[derive(Clone, Copy)]
        #[expect(clippy::upper_case_acronyms, non_camel_case_types, reason = "one variant a constant")]
        #[repr(u16)]
        enum Index { $($ident),* }

        impl Code {
            $(#[doc = $explanation] pub const $ident: Code = Code(Index::$ident as u16);)*
        }

        const ROWS: &[Row] = &[$(Row {
            code: Code::$ident, name: $name, severity: Severity::$severity, explanation: $explanation,
        }),*];
    };
}

codes! {
    CANNOT_READ = "E0101", Error, "A file cannot be read: it does not exist, is a directory, or may not be opened.";
    NOT_UTF8 = "E0102", Error, "A source file is not UTF-8 text.";
    CANNOT_WRITE = "E0103", Error, "An output file cannot be written.";
    BAD_NAME = "E0104", Error, "A file's name cannot be the name of a module that MicroPython imports.";
    BAD_CONFIG = "E0105", Error, "The configuration file mpyc.toml has an entry that cannot be understood.";
    BUNDLE = "E0106", Error, "Something is asked for that a package in one file cannot have.";
    SYNTAX = "E0201", Error, "The source is not Python: the parser, or Python's own rules beyond the grammar, reject it.";
    TYPE_MISMATCH = "E0301", Error, "A value of one type is given where another is declared.";
    CALL_ARITY = "E0302", Error, "A call does not fit the parameters of the function.";
    NO_ATTRIBUTE = "E0303", Error, "The declared type of a value has no such attribute.";
    BAD_ANNOTATION = "E0304", Error, "An annotation does not name a type that is known.";
    UNSUPPORTED_OPERAND = "E0305", Error, "An operator is applied to declared types that never have it.";
    MAYBE_NONE = "E0306", Error, "A value that may be None is used where None cannot be.";
    MISSING_RETURN = "E0307", Error, "A function that declares a result can end without giving one.";
    NOT_CALLABLE = "E0308", Error, "Something that is never callable is called.";
    FINAL_ASSIGNED = "E0309", Error, "A name or field that is declared Final is assigned again.";
    VIPER_TYPES = "E0310", Error, "A viper function mixes words of the machine with objects, or with other words.";
    UNSUPPORTED_SYNTAX = "E0401", Error, "A construct of Python that the compiler cannot translate yet; it is refused, never changed.";
    UNSUPPORTED_CALL = "E0402", Error, "A call whose meaning depends on the interpreter's own frame, which compiled code does not have.";
    TOO_LARGE = "E0403", Error, "The module exceeds a limit of the file format or of the board.";
    NO_COMPILER = "E0501", Error, "No C compiler for the target was found.";
    COMPILER_FAILED = "E0502", Error, "The C compiler failed on code that was generated: a fault of mpyc or of the compiler's set-up.";
    COMPILER_UNUSABLE = "E0503", Error, "The C compiler that was named cannot be run or does not make objects for the target.";
    C_SOURCE = "E0504", Error, "A C source of a user C module does not compile as a native module.";
    NOT_ONE_MODULE = "E0505", Error, "The C sources of a native module register no module, or more than one.";
    C_STUB = "E0506", Error, "A stub of C declares something that has no form in C, or that Python cannot give it.";
    C_DIFFERS = "E0507", Error, "A C file does not define what its stub declares, or defines something else.";
    C_IMPORT = "E0508", Error, "A module of C is imported or used in a way that has no meaning without an interpreter.";
    BAD_MODULE = "E0602", Error, "A .mpy file is damaged, or made for another processor.";
    BAD_MAP = "E0603", Error, "A file is not a map of a link, or that of another module.";
    HOST = "E0701", Error, "A MicroPython host is missing or failed.";
    BOARD_LINE = "E0702", Error, "A board cannot be reached, or did not do what was waited for.";
    BOARD_NO_NATIVE = "E0703", Error, "The board's firmware loads no native code.";
    OTHER_ARCH = "E0704", Error, "A module is made for another processor than the board's.";
    BOARD_ABI = "E0705", Error, "A module has another version of the .mpy format or of native code than the board's firmware.";
    BOARD_FLOAT = "E0706", Error, "The board's floats are others than those that code for its processor is compiled with.";
    BOARD_MEMORY = "E0707", Error, "A module needs more memory than the board has, or a file more room.";
    BOARD_FILES = "E0708", Error, "A board's filesystem did not do what was asked of it.";
    BOARD_IMPORT = "E0709", Error, "A module that was sent to a board cannot be imported there; what was there before is still there.";
    BENCH = "E0710", Error, "A function that was to be measured cannot be called, raises, or gives something else as native code than as bytecode.";
    NOT_PUBLISHED = "E0801", Error, "What is named cannot be published as one package.";
    INTERNAL = "E0901", Error, "The compiler broke one of its own rules: a fault of mpyc.";
    BAD_ARCH = "L0101", Error, "The architecture that is named is not one that modules are made for.";
    NO_ARCH_FLAGS = "L0103", Error, "The architecture has no optional extensions that a module can ask for.";
    BAD_ARCH_FLAGS = "L0104", Error, "The extensions that are named are not those of the architecture.";
    BAD_BOARD = "L0106", Error, "The board that is named is not one that is known.";
    BOARD_ARCH = "L0107", Error, "The board and the architecture that are named do not go together.";
    NEVER_LOADED = "W0101", Warning, "A module has the name of one that is built into the firmware and that no file replaces.";
    SHADOWED = "W0102", Warning, "Something beside a module is found before it when its name is imported.";
    NOT_A_PLACE = "W0103", Warning, "A package that becomes one file has something that only a folder has a place for.";
    UNREACHABLE = "W0301", Warning, "A statement can never run.";
    UNUSED_NAME = "W0302", Warning, "A local variable or import is never used.";
    MAYBE_UNBOUND = "W0303", Warning, "A local variable may have no value where it is read.";
    UNUSED_IGNORE = "W0304", Warning, "A `# type: ignore` names a code that is not found on its line.";
    INCOMPATIBLE_OVERRIDE = "W0305", Warning, "A method cannot be called like the one that it overrides.";
    UNDEFINED_NAME = "W0306", Warning, "A name is read that nothing defines.";
    ABSENT_MODULE = "W0307", Warning, "A module is imported that no firmware for the target has.";
    C_WARNING = "W0501", Warning, "The C compiler warns of something in a C source of the user's.";
    UNSEEN_VARIABLES = "W0601", Warning, "Static variables of a module for the unix port lie where its collector does not look.";
    LOST_VARIABLES = "W0602", Warning, "Nothing in a module points at its variables, so that a board's collector would free them.";
    BOARD_SHADOWED = "W0701", Warning, "On a board, `import` finds something else in the place of a file that was deployed.";
    LEFT_OUT = "W0801", Warning, "An architecture is left out of a package, because no C compiler for it was found.";
}

impl Code {
    /// The first number of the linker's codes, which follow the rows here.
    const LINKER: u16 = ROWS.len() as u16;

    fn row(self) -> Option<&'static Row> {
        ROWS.iter().find(|row| row.code == self)
    }

    fn linker_row(self) -> Option<&'static CodeRow> {
        CODES.get(usize::from(self.0.checked_sub(Code::LINKER)?))
    }

    /// As printed: `E0301`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map(|row| row.name).or_else(|| self.linker_row().map(|row| row.name)).unwrap_or("E0000")
    }

    /// What it means, one sentence.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        let linker = || self.linker_row().map(|row| row.explanation);
        self.row().map(|row| row.explanation).or_else(linker).unwrap_or_default()
    }

    /// Whether it stops the compilation.
    #[must_use]
    pub fn severity(self) -> Severity {
        // All that the linker finds does.
        self.row().map_or(Severity::Error, |row| row.severity)
    }

    /// The code of that [name](Code::name).
    #[must_use]
    pub fn named(name: &str) -> Option<Code> {
        Code::all().find(|code| code.name() == name)
    }

    /// The code of a problem that the linker found.
    #[must_use]
    pub fn of_linker(name: &str) -> Code {
        // A test of the linker's makes sure that every problem has a row.
        Code::named(name).unwrap_or(Code::INTERNAL)
    }

    /// All codes, sorted by name.
    pub fn all() -> impl Iterator<Item = Code> {
        let linker = (0..CODES.len()).filter_map(|index| u16::try_from(index).ok());
        let mut codes: Vec<Code> = ROWS.iter().map(|row| row.code).collect();
        codes.extend(linker.map(|index| Code(Code::LINKER + index)));
        codes.sort_by_key(|code| code.name());
        codes.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_found_by_name() {
        let names: Vec<&str> = Code::all().map(Code::name).collect();
        assert!(Code::all().all(|code| Code::named(code.name()) == Some(code)));
        for pair in names.windows(2) {
            assert!(pair[0] < pair[1], "{} comes before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn a_code_is_a_letter_and_four_digits_and_says_its_severity() {
        for code in Code::all() {
            let (letter, digits) = code.name().split_at(1);
            assert!(digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{}", code.name());
            let severity = match letter {
                "E" | "L" => Severity::Error,
                "W" => Severity::Warning,
                _ => panic!("{} begins neither with E, L nor W", code.name()),
            };
            assert_eq!(code.severity(), severity, "{}", code.name());
        }
    }

    #[test]
    fn an_explanation_is_a_sentence() {
        for code in Code::all() {
            let explanation = code.explanation();
            assert!(explanation.ends_with('.'), "{}: {explanation}", code.name());
            assert!(explanation.starts_with(char::is_uppercase), "{}: {explanation}", code.name());
        }
    }
}
