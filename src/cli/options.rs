//! What may be said to `mpyc natmod`, and of it to the other commands that compile.

use super::usermod::UsermodOptions;
use crate::compile::{self, Settings};
use crate::diagnostics::Diagnostic;
use crate::emit::Tracebacks;
use crate::passes::{ImportCache, Polls, Without};
use crate::target::Target;
use crate::target::boards::Board;
use crate::toolchain::{CompiledFor, Config, OptLevel};
use clap::ValueEnum as _;
use std::path::{Path, PathBuf};

/// Compile Python modules, or C written for the firmware, into native .mpy files
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Natmod {
    /// The modules, FILE.py, or packages, directories of such; with them C that they call, FILE.c beside its stub FILE.pyi;
    /// with --usermod, the sources of one module, FILE.c
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where to write: a file (`-` is standard output), or a directory for several and for packages [default: FILE.mpy
    /// beside each source; of a package, in the directory `mpy` beside it]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub options: Options,
    #[command(flatten)]
    pub usermod: UsermodOptions,
    /// Make one file of a package, FILE.mpy, whose modules are imported as if each were a file
    #[arg(long, conflicts_with = "usermod")]
    pub bundle: bool,
    /// What to write: a module, or what a stage before it makes
    #[arg(long, value_name = "STAGE", default_value = "mpy")]
    pub emit: Stage,
    /// Write a map of the module, which `mpyc inspect` and `mpyc size` read: a file, or a directory for several
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Say what is done, and what the module is made of; twice for every symbol
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// How problems are written: for people, or as one JSON object a line
    #[arg(long, visible_alias = "error-format", value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
    /// Compile even what was compiled before, and keep no module
    #[arg(long)]
    pub no_cache: bool,
}

/// What is compiled for, and how.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// The processor family, such as rv32imc, x64, armv7m [default: that of --board, or of mpyc.toml, or rv32imc]
    #[arg(long, value_name = "ARCH", value_parser = target)]
    pub arch: Option<&'static Target>,
    /// The chip to compile for, as esp32c3: its processor family, and the functions in its ROM
    #[arg(long, value_name = "NAME", value_parser = board, conflicts_with = "arch")]
    pub board: Option<&'static Board>,
    /// The C compiler, instead of the one that is found
    #[arg(long, value_name = "COMMAND")]
    pub cc: Option<String>,
    #[command(flatten)]
    pub behaviour: Behaviour,
}

/// How code is compiled, whatever for.
#[derive(Debug, Clone, clap::Args)]
pub struct Behaviour {
    /// What is wanted: s, code without annotations small and the rest fast; 2 or 3, all of it fast
    #[arg(short = 'O', value_name = "LEVEL", default_value = "s")]
    pub optimise: Optimise,
    /// Which loops run scheduled callbacks and see Ctrl-C
    #[arg(long, value_name = "LOOPS", default_value = "long")]
    pub poll: Poll,
    /// Whether it is remembered where an imported module has a name
    #[arg(long, value_name = "SWITCH", default_value = "on")]
    pub import_cache: RememberedImports,
    /// Which compiled functions an exception tells the lines of [default: raised; stated for xtensawin]
    #[arg(long, value_name = "FRAMES", num_args = 0..=1, require_equals = true, default_missing_value = "all")]
    pub traceback: Option<Traceback>,
    /// Leave out a pass over the intermediate representation, to find out what it is to blame for
    #[arg(long, value_name = "NAME", hide = true, value_parser = clap::builder::PossibleValuesParser::new(Without::NAMES))]
    pub without_pass: Vec<String>,
}

impl Behaviour {
    /// The options that say so, as they are written; those that are usual are left out, but for the level.
    pub(super) fn in_words(&self) -> String {
        let name = |value: Option<clap::builder::PossibleValue>| {
            value.map(|value| value.get_name().to_owned()).unwrap_or_default()
        };
        let mut words = vec![format!("-O {}", name(self.optimise.to_possible_value()))];
        if self.poll != Poll::Long {
            words.push(format!("--poll {}", name(self.poll.to_possible_value())));
        }
        if self.import_cache != RememberedImports::On {
            words.push(format!("--import-cache {}", name(self.import_cache.to_possible_value())));
        }
        if let Some(traceback) = self.traceback {
            words.push(format!("--traceback={}", name(traceback.to_possible_value())));
        }
        words.join(" ")
    }

    /// What that is to the compiler, for a target.
    pub(super) fn settings(&self, target: &Target) -> Settings {
        Settings {
            favour: compile::favour(self.optimise.level()),
            without: self
                .without_pass
                .iter()
                .fold(Without::default(), |without, name| without.with(name).unwrap_or(without)),
            polls: match self.poll {
                Poll::Never => Polls::Never,
                Poll::Long => Polls::Long,
                Poll::Always => Polls::Always,
            },
            import_cache: match self.import_cache {
                RememberedImports::On => ImportCache::On,
                RememberedImports::Off => ImportCache::Off,
            },
            tracebacks: self.traceback.map_or(Tracebacks::usual(target.arch), Traceback::frames),
            ..Settings::default()
        }
    }
}

/// Whether compiled code remembers at which place of an imported module's dictionary a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum RememberedImports {
    /// It does, and looks there first, so that it means the same
    On,
    /// It asks the firmware each time
    Off,
}

/// Which functions an exception tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Traceback {
    /// The one that `raise` or `assert` raised it in, if one did
    Stated,
    /// The one that it was raised in, by whatever
    Raised,
    /// All that it goes through; what is meant by --traceback alone
    All,
}

impl Traceback {
    fn frames(self) -> Tracebacks {
        match self {
            Traceback::Stated => Tracebacks::Stated,
            Traceback::Raised => Tracebacks::Raised,
            Traceback::All => Tracebacks::Every,
        }
    }
}

/// Which loops do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Poll {
    /// None
    Never,
    /// Those whose bodies take so long that it is not felt: they call the firmware, or have a loop inside
    Long,
    /// All
    Always,
}

impl Options {
    /// These options, and for what to compile from the `mpyc.toml` near a source where they do not say it.
    ///
    /// # Errors
    /// Those of [`Config::near`].
    pub fn with_config(&self, near: &Path) -> Result<Options, Diagnostic> {
        let mut options = self.clone();
        if options.arch.is_none() && options.board.is_none() {
            match Config::near(near)?.compiled_for() {
                Some(CompiledFor::Board(board)) => options.board = Some(board),
                Some(CompiledFor::Arch(arch)) => options.arch = Some(arch),
                None => {}
            }
        }
        Ok(options)
    }

    /// What is compiled for.
    pub fn target(&self) -> &'static Target {
        let of_board = self.board.map(|board| Target::for_arch(board.arch));
        self.arch.or(of_board).unwrap_or_else(Target::default_target)
    }
}

/// A stage of the compiler whose result can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Stage {
    /// The syntax tree
    Ast,
    /// The types of variables, parameters and fields
    Types,
    /// The intermediate representation, as text
    Ir,
    /// The intermediate representation, as a tree
    IrTree,
    /// The C source
    C,
    /// The object file
    Obj,
    /// The module
    Mpy,
}

/// An optimisation level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Optimise {
    /// Small
    S,
    /// Fast
    #[value(name = "2")]
    Two,
    /// Fastest
    #[value(name = "3")]
    Three,
}

impl Optimise {
    pub fn level(self) -> OptLevel {
        match self {
            Optimise::S => OptLevel::Size,
            Optimise::Two => OptLevel::Two,
            Optimise::Three => OptLevel::Three,
        }
    }
}

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum MessageFormat {
    /// With the source around them
    Human,
    /// For tools
    Json,
}

pub(super) fn target(name: &str) -> Result<&'static Target, String> {
    Target::named(name).ok_or_else(|| {
        let names: Vec<&str> = Target::all().map(|target| target.name).collect();
        format!("not an architecture that is compiled for; there are {}", names.join(", "))
    })
}

fn board(name: &str) -> Result<&'static Board, String> {
    Board::named(name).ok_or_else(|| {
        let names: Vec<&str> = Board::all().map(|board| board.name).collect();
        format!("not a board that is known; there are {}", names.join(", "))
    })
}
