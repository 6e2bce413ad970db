//! What is run on a host, and what comes back.

use std::time::Duration;

/// Defines the built-in function `instret()`, the processor's count of instructions since it started, modulo 2³²: a
/// [`Program::prelude`] for the emulated board with [`Program::count_instructions`]. Counts then
/// repeat to the digit; the first call in a run differs by a few thousand.
///
/// The word is `rdinstret a0` (RISC-V unprivileged manual, Zicntr), which the firmware's inline
/// assembler (`py/asmrv32.c`) has no name for.
pub const INSTRUCTION_COUNTER: &str = "\
import builtins, micropython
@micropython.asm_rv32
def instret():
    data(4, 0xC0202573)
builtins.instret = instret
";

/// Makes the garbage collector run at every allocation: a [`Program::prelude`] for any host.
pub const COLLECT_ALWAYS: &str = "\
import gc
gc.threshold(1)
";

/// A file that the program finds in its current folder, and can import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestFile {
    /// Relative, with `/` between folders: `pkg/part.mpy`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Main {
    /// This source, as `__main__`.
    Script {
        /// What tracebacks and `sys.argv` call it: `hello.py`.
        name: String,
        /// MicroPython source.
        source: Vec<u8>,
    },
    /// This module is imported; it is among the files, or built in. Its `__name__` is its own.
    Import(String),
}

/// A program for a host: what to start, the files it finds there, and how it is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// What is started.
    pub main: Main,
    /// Files beside it.
    pub files: Vec<GuestFile>,
    /// `sys.argv` after the program's own name.
    pub args: Vec<String>,
    /// Python statements that run before it, in the namespace of a script: they can define names for it.
    pub prelude: String,
    /// A program that has run for this long is stopped; the host's own start is not counted. 60 s
    /// unless told.
    pub timeout: Duration,
    /// On the emulated board, let time pass by instructions: one is one nanosecond. Everything that
    /// is counted or timed then repeats exactly. No other host can do it.
    pub count_instructions: bool,
}

/// The module for boards and PCs, by its place on a host.
const FIXED_WIDTH_NUMBERS: (&str, &str) = ("mpyc.py", include_str!("../../python/mpyc/__init__.py"));

fn imports_mpyc(source: &[u8]) -> bool {
    String::from_utf8_lossy(source).lines().any(|line| {
        let mut words = line.split_whitespace();
        matches!(words.next(), Some("import" | "from")) && words.next() == Some("mpyc")
    })
}

impl Program {
    /// Starts `source` as `__main__`, called `name` in tracebacks.
    pub fn script(name: impl Into<String>, source: impl Into<Vec<u8>>) -> Self {
        Self::new(Main::Script { name: name.into(), source: source.into() })
    }

    /// Imports `module`, which is to be added with [`Program::file`].
    pub fn import(module: impl Into<String>) -> Self {
        Self::new(Main::Import(module.into()))
    }

    fn new(main: Main) -> Self {
        Self {
            main,
            files: Vec::new(),
            args: Vec::new(),
            prelude: String::new(),
            timeout: Duration::from_secs(60),
            count_instructions: false,
        }
    }

    /// Adds a file.
    #[must_use]
    pub fn file(mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push(GuestFile { path: path.into(), bytes: bytes.into() });
        self
    }

    /// Adds the module of fixed-width numbers, if Python that is not compiled imports it and there is none: compiled code
    /// does without.
    #[must_use]
    pub fn with_fixed_width_numbers(self) -> Self {
        let script = match &self.main {
            Main::Script { source, .. } => Some(&source[..]),
            Main::Import(_) => None,
        };
        let sources = self.files.iter().filter(|file| file.path.ends_with(".py"));
        let mut texts = script.into_iter().chain(sources.map(|file| &file.bytes[..]));
        let is_there = self.files.iter().any(|file| file.path == FIXED_WIDTH_NUMBERS.0);
        if is_there || !texts.any(imports_mpyc) {
            return self;
        }
        self.file(FIXED_WIDTH_NUMBERS.0, FIXED_WIDTH_NUMBERS.1)
    }

    /// Adds statements that run before the program.
    #[must_use]
    pub fn prelude(mut self, statements: &str) -> Self {
        self.prelude.push_str(statements);
        self
    }

    /// Sets the arguments.
    #[must_use]
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the time after which the host is stopped.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Lets time pass by instructions and defines `instret()`.
    #[must_use]
    pub fn counting_instructions(mut self) -> Self {
        self.count_instructions = true;
        self.prelude(INSTRUCTION_COUNTER)
    }
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What it printed, lines ending in LF on every host; a traceback if it raised.
    pub stdout: Vec<u8>,
    /// 0; SystemExit's number modulo 256; 1 for any other exception and for SystemExit with a text,
    /// which is then the output's last line.
    pub status: u8,
}

impl Outcome {
    /// The output as text; what is not UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }
}
