//! What a board is: asked in one exchange, by `facts.py`.
//!
//! In: a board's REPL. Out: [`BoardFacts`], and of a module whether the board can load it ([`Refusal`]).
//!
//! ```text
//! mpy     12038       ──▶  version 6, native code of version 3, rv32imc
//! float   4           ──▶  single
//! storage 1036288 …   ──▶  so many bytes are free
//! ```

mod refusal;

pub use refusal::Refusal;

use linker::Arch;

use super::guest::literal;
use super::repl::{Repl, ReplError};
use crate::target::FloatKind;
use crate::target::built_in::{self, BuiltIn};

/// The program, without its comments.
const FACTS: &str = include_str!("facts.py");

/// A board and its firmware.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardFacts {
    /// `micropython`, or the name of another Python of its family (`sys.implementation.name`).
    pub implementation: String,
    /// The release, such as `1.26.1` (`sys.implementation.version`).
    pub release: String,
    /// The board and its processor in words; empty of firmware before 1.17 (`sys.implementation._machine`).
    pub machine: String,
    /// The port: `rp2`, `esp32`, `qemu` (`sys.platform`).
    pub platform: String,
    /// What `.mpy` files it loads: bits 0–7 the version of the format, 8–9 that of native code, 10–13 the processor family,
    /// from 16 on its extensions (`py/modsys.c`, `py/persistentcode.h`); 0 where it loads none.
    pub mpy: u32,
    /// Bytes of a machine word, 4 or 8 (by `sys.maxsize`).
    pub word: u8,
    /// What a float is; none if there are none (by whether 1e39 is infinite).
    pub float: Option<FloatKind>,
    /// Bytes of the heap that are free after a collection (`gc.mem_free`); on ports whose heap grows, of what it is now.
    pub free: u64,
    /// Bytes of the largest free block (`micropython.mem_info`, whose unit is four words: `py/gc.c`, `gc_dump_info`); none
    /// where the firmware does not say.
    pub largest_free: Option<u64>,
    /// `sys.path`.
    pub path: Vec<String>,
    /// The filesystem that was asked about; none if there is none.
    pub storage: Option<Storage>,
    /// The modules that are built in or frozen, sorted (`help("modules")`, `py/builtinhelp.c`); of a package its parts too,
    /// as `asyncio/core`. Empty where the firmware does not say.
    pub modules: Vec<String>,
    /// It can inflate: `deflate.DeflateIO` is there (`extmod/moddeflate.c`).
    pub deflate: bool,
}

/// A filesystem's room, in bytes (`os.statvfs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Storage {
    /// Not taken.
    pub free: u64,
    /// In all.
    pub total: u64,
}

/// Why a board did not say what it is.
#[derive(Debug, thiserror::Error)]
pub enum FactsError {
    /// The line failed.
    #[error(transparent)]
    Repl(#[from] ReplError),
    /// The program raised.
    #[error("the board could not say what it is: {0}")]
    Raised(String),
    /// An answer is missing or is not what it must be.
    #[error("the board did not say its {0}")]
    Missing(&'static str),
}

impl BoardFacts {
    /// Asks the board; `folder` is where files are to go, from the root.
    ///
    /// # Errors
    /// See [`FactsError`].
    pub fn ask(repl: &mut Repl, folder: &str) -> Result<Self, FactsError> {
        let program = format!("FOLDER={}\n{}", literal(folder), compact(FACTS));
        let ran = repl.command(&program)?;
        if !ran.stderr.is_empty() {
            return Err(FactsError::Raised(last_line(&ran.stderr)));
        }
        Self::read(&String::from_utf8_lossy(&ran.stdout))
    }

    fn read(text: &str) -> Result<Self, FactsError> {
        // It will be shown: what a board says is not to steer a terminal.
        let text: String =
            text.chars().filter(|c| !c.is_control() || matches!(c, '\r' | '\n' | '\t')).collect();
        let (facts, modules) =
            text.split_once("\nmodules\r\n").ok_or(FactsError::Missing("built-in modules"))?;
        let all = |name: &'static str| {
            facts
                .lines()
                .filter_map(move |line| line.trim_end_matches('\r').strip_prefix(name)?.strip_prefix('\t'))
        };
        let one = |name| all(name).next().ok_or(FactsError::Missing(name));
        let number =
            |name| -> Result<u64, FactsError> { one(name)?.parse().map_err(|_| FactsError::Missing(name)) };
        let has = |name: &str| all("has").any(|there| there == name);
        let word = if number("word")? == 8 { 8 } else { 4 };
        // GC: total: 142336, used: 5744, free: 136592 / No. of 1-blocks: …, max blk sz: 32, max free sz: 8401
        let blocks = facts.split_once("max free sz: ").map(|(_, rest)| rest);
        let blocks: Option<u64> = blocks.and_then(|rest| {
            rest.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok())
        });
        // A line that gets lost on the way is not to mean that there is none.
        let storage = match one("storage")?.split_once('\t') {
            None => None,
            Some((free, total)) => {
                let bytes = |text: &str| text.parse().map_err(|_| FactsError::Missing("storage"));
                Some(Storage { free: bytes(free)?, total: bytes(total)? })
            }
        };
        let modules = modules.split_once("Plus any modules").map_or("", |(modules, _)| modules);
        let mut modules: Vec<String> = modules.split_whitespace().map(str::to_owned).collect();
        modules.sort();
        Ok(Self {
            implementation: one("implementation")?.into(),
            release: one("version")?.into(),
            machine: all("machine").next().unwrap_or_default().into(),
            platform: one("platform")?.into(),
            mpy: u32::try_from(number("mpy")?).map_err(|_| FactsError::Missing("mpy"))?,
            word,
            float: match number("float")? {
                4 => Some(FloatKind::Single),
                8 => Some(FloatKind::Double),
                _ => None,
            },
            free: number("free")?,
            largest_free: blocks.map(|blocks| blocks.saturating_mul(4 * u64::from(word))),
            path: all("path").map(str::to_owned).collect(),
            storage,
            modules,
            deflate: has("deflate"),
        })
    }

    /// The version of the `.mpy` format, and that of native code in it.
    #[must_use]
    pub fn abi(&self) -> (u8, u8) {
        let [version, native, ..] = self.mpy.to_le_bytes();
        (version, native & 3)
    }

    /// The number of the processor family whose native code it loads; 0 is none (`py/persistentcode.h`,
    /// `MP_NATIVE_ARCH_*`).
    #[must_use]
    pub fn arch_number(&self) -> u8 {
        let [_, native, ..] = self.mpy.to_le_bytes();
        native >> 2 & 15
    }

    /// What to compile for: the best that it loads.
    #[must_use]
    pub fn arch(&self) -> Option<Arch> {
        // Modules for Armv7E-M without floating point are those for Armv7-M.
        const ARMV7EM: u8 = 6;
        match self.arch_number() {
            ARMV7EM => Some(Arch::Armv7m),
            number => Arch::from_number(number),
        }
    }

    /// The extensions of its processor that modules may use, a bit each ([`Arch::flags`]).
    #[must_use]
    pub fn arch_flags(&self) -> u64 {
        u64::from(self.mpy >> 16)
    }

    /// Whether it loads native code of that family's number (`MPY_FEATURE_ARCH_TEST`).
    #[must_use]
    pub fn loads(&self, number: u8) -> bool {
        let own = self.arch_number();
        let cortex_m = Arch::Armv6m as u8..=Arch::Armv7emdp as u8;
        own == number || (cortex_m.contains(&own) && cortex_m.contains(&number) && number <= own)
    }

    /// Whether a module of that name that is built in comes before any file ([`built_in::fixed`]).
    #[must_use]
    pub fn always_built_in(&self, name: &str) -> bool {
        let built_in = |name: &str| self.modules.iter().any(|module| module == name);
        match built_in::fixed(name) {
            None => false,
            Some(BuiltIn::Everywhere) => true,
            Some(BuiltIn::Alias) => name.strip_prefix('u').is_some_and(built_in),
            Some(BuiltIn::Somewhere | BuiltIn::Of(_)) => built_in(name),
        }
    }

    /// The board in a few words: `MicroPython 1.26.1 on virt with rv32imac`.
    #[must_use]
    pub fn title(&self) -> String {
        let name = if self.implementation == "micropython" { "MicroPython" } else { &self.implementation };
        let machine = if self.machine.is_empty() { &self.platform } else { &self.machine };
        format!("{name} {} on {machine}", self.release)
    }

    /// What it loads, in a few words: `rv32imc, ABI 6.3, single floats`.
    #[must_use]
    pub fn loading(&self) -> String {
        let (version, native) = self.abi();
        let float = match self.float {
            None => "no floats",
            Some(FloatKind::Single) => "single floats",
            Some(FloatKind::Double) => "double floats",
        };
        match (self.mpy, self.arch_number()) {
            (0, _) => format!("no .mpy files, {float}"),
            (_, 0) => format!("bytecode of version {version}, no native code, {float}"),
            (_, number) => {
                let flags = self.arch().map_or_else(String::new, |arch| arch.flag_names(self.arch_flags()));
                let flags = if flags.is_empty() { flags } else { format!(" with {flags}") };
                format!("{}{flags}, ABI {version}.{native}, {float}", refusal::arch_name(number))
            }
        }
    }
}

/// A program without its empty lines and the lines that are comments: there is no need to send these.
pub(super) fn compact(program: &str) -> String {
    let lines = program.lines().filter(|line| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#')
    });
    let mut out = String::with_capacity(program.len());
    for line in lines {
        // A column of indentation says as much as four.
        let text = line.trim_start();
        out.extend(std::iter::repeat_n(' ', (line.len() - text.len()) / 4));
        out.push_str(text);
        out.push('\n');
    }
    out
}

/// The last line of a traceback, which says what was raised.
pub(super) fn last_line(traceback: &[u8]) -> String {
    let text = String::from_utf8_lossy(traceback);
    text.trim_end().lines().last().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A board of that number for `.mpy` files, and nothing else of note.
    pub(super) fn board(mpy: u32) -> BoardFacts {
        BoardFacts {
            implementation: "micropython".into(),
            release: "1.26.1".into(),
            machine: "test".into(),
            platform: "test".into(),
            mpy,
            word: 4,
            float: Some(FloatKind::Single),
            free: 100_000,
            largest_free: Some(50_000),
            path: vec![String::new(), "/lib".into()],
            storage: None,
            modules: ["gc", "json", "math", "sys", "asyncio/core"].map(str::to_owned).into(),
            deflate: true,
        }
    }

    #[test]
    fn the_number_is_decoded() {
        let rv32 = board(0x0001_2f06);
        assert_eq!((rv32.abi(), rv32.arch(), rv32.arch_flags()), ((6, 3), Some(Arch::Rv32imc), 1));
        assert_eq!(rv32.loading(), "rv32imc with zba, ABI 6.3, single floats");
        assert_eq!(board(6).loading(), "bytecode of version 6, no native code, single floats");
        assert_eq!(board(0).loading(), "no .mpy files, single floats");
        assert_eq!(board(0x1b06).arch(), Some(Arch::Armv7m));
    }

    #[test]
    fn a_cortex_m_loads_what_smaller_ones_do() {
        let m7 = board(6 | (3 | 8 << 2) << 8);
        let m3 = board(6 | (3 | 5 << 2) << 8);
        assert!([4, 5, 6, 7, 8].iter().all(|number| m7.loads(*number)));
        assert_eq!(
            [4, 5, 6, 7, 8, 11, 0, 3].map(|number| m3.loads(number)),
            [true, true, false, false, false, false, false, false]
        );
    }

    #[test]
    fn names_that_no_file_can_have() {
        let board = board(0x2f06);
        for (name, always) in [
            ("math", true),
            ("json", false),
            ("ujson", true),
            ("uart", false),
            ("cmath", false),
            ("asyncio", false),
        ] {
            assert_eq!(board.always_built_in(name), always, "{name}");
        }
    }

    #[test]
    fn what_is_sent_has_no_comments_and_means_the_same() {
        assert_eq!(compact("# a\nif x:\n    # b\n\n    y('# c')\n        z\n"), "if x:\n y('# c')\n  z\n");
    }

    #[test]
    fn answers_that_are_not_whole_are_refused() {
        assert!(matches!(BoardFacts::read(""), Err(FactsError::Missing(_))));
        assert!(matches!(BoardFacts::read("implementation\tx\r\nmodules\r\n"), Err(FactsError::Missing(_))));
    }
}
