//! What can be wrong with a link: coded problems, each with its place, its reason and what to do about it.
//!
//! A link collects every problem it finds before it gives up. An [`Error`] prints as one line and carries the parts
//! of it for tools:
//!
//! ```text
//! L0012: main.o: .text.mpy_init+0x1c, in `mpy_init`: undefined symbol `sinf`, used in 2 places
//! ```

use std::fmt;

use crate::explain::SourcePlace;
use crate::firmware::catalogue;
use crate::program::{SectionId, SymbolId};
use crate::request::Arch;

/// The place of a problem in the user's files; a part that does not apply is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    /// The input, or `archive(member)`.
    pub file: Option<String>,
    /// The section's name.
    pub section: Option<String>,
    /// The function that holds the place, by the symbol table.
    pub function: Option<String>,
    /// Bytes from the section's start.
    pub offset: Option<u64>,
    /// The symbol that is referred to.
    pub symbol: Option<String>,
    /// The place in the source, where the object has debug information for it.
    pub source: Option<SourcePlace>,
    /// The rows of the link's tables that this is a place in.
    pub(crate) rows: Option<Rows>,
}

/// Where a [`Location`] is in the link's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rows {
    /// The section.
    pub section: SectionId,
    /// The symbol that is referred to.
    pub symbol: Option<SymbolId>,
}

impl Location {
    /// A whole file.
    pub fn file(name: impl Into<String>) -> Location {
        Location { file: Some(name.into()), ..Location::default() }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some(file) = &self.file {
            parts.push(file.clone());
        }
        match (&self.section, self.offset) {
            (Some(section), Some(offset)) => parts.push(format!("{section}+{offset:#x}")),
            (Some(section), None) => parts.push(section.clone()),
            (None, _) => {}
        }
        let mut place = parts.join(": ");
        if let Some(function) = &self.function {
            place.push_str(&format!(", in `{function}`"));
        }
        f.write_str(&place)
    }
}

/// One problem: at one place, or at several for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}{}{problem}", problem.code(), location, if location.file.is_some() { ": " } else { "" })]
pub struct Error {
    /// Where.
    pub location: Location,
    /// What.
    pub problem: Problem,
    /// Further places of the same problem, in link order; at most [`PLACES_LIMIT`].
    pub also: Vec<Location>,
}

/// The further places of a problem that are kept: a symbol may be referred to a million times.
pub const PLACES_LIMIT: usize = 100;

impl Error {
    /// A problem at one place.
    pub(crate) fn new(location: Location, problem: Problem) -> Error {
        Error { location, problem, also: Vec::new() }
    }

    /// The problem's places, the first one first.
    pub fn places(&self) -> impl Iterator<Item = &Location> {
        std::iter::once(&self.location).chain(&self.also)
    }

    /// A problem with a whole file.
    pub(crate) fn in_file(name: impl Into<String>, problem: Problem) -> Error {
        Error::new(Location::file(name), problem)
    }

    /// The problem's stable code, `L0001` and up.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        self.problem.remedy()
    }
}

/// What can be wrong. Its `Display` is the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A file of no bytes.
    #[error("the file is empty")]
    Empty,
    /// Neither an ELF object nor an archive.
    #[error("not an ELF object or an archive, but {found}")]
    NotAnObject {
        /// What the file looks like.
        found: String,
    },
    /// An ELF file whose structure does not hold together.
    #[error("damaged object file: {detail}")]
    MalformedObject {
        /// What is damaged.
        detail: String,
    },
    /// An object of another machine, word size or byte order.
    #[error("made for {found}, but the target is {target}", target = target.name())]
    WrongMachine {
        /// What it is made for.
        found: String,
        /// What the link is for.
        target: Arch,
    },
    /// An ELF file that is linked already.
    #[error("{found}, not a relocatable object")]
    WrongFileType {
        /// Its kind.
        found: String,
    },
    /// An ABI that the target's firmware does not have.
    #[error("compiled for {found}, but {target} firmware has {expected}", target = target.name())]
    WrongAbi {
        /// The object's ABI.
        found: String,
        /// The target.
        target: Arch,
        /// The target's ABI.
        expected: &'static str,
    },
    /// An archive whose structure does not hold together.
    #[error("damaged archive: {detail}")]
    MalformedArchive {
        /// What is damaged.
        detail: String,
    },
    /// An archive that only names its members.
    #[error("a thin archive, which holds its members' names but not their contents")]
    ThinArchive,
    /// An object with a compiler's intermediate code in place of machine code.
    #[error("holds only the compiler's intermediate code for link-time optimisation")]
    IntermediateCode,
    /// Two strong definitions.
    #[error("`{symbol}` is defined twice: here and in {other}")]
    DuplicateSymbol {
        /// The name.
        symbol: String,
        /// The file with the other definition.
        other: String,
    },
    /// No definition of something that reached code refers to.
    #[error("undefined symbol `{symbol}`{}", more(*references))]
    UndefinedSymbol {
        /// The name.
        symbol: String,
        /// How many reached relocations refer to it.
        references: usize,
    },
    /// The entry function is not defined.
    #[error("no object defines the entry function `{entry}`")]
    NoEntry {
        /// The name.
        entry: String,
    },
    /// The entry symbol is not code.
    #[error("the entry `{entry}` is not a function in a code section")]
    EntryNotCode {
        /// The name.
        entry: String,
    },
    /// Code that would have to run before the entry.
    #[error("section {section} holds constructors, which nothing would run")]
    Constructor {
        /// The section.
        section: String,
    },
    /// A thread-local variable.
    #[error("`{symbol}` is a thread-local variable")]
    ThreadLocal {
        /// The variable.
        symbol: String,
    },
    /// A function chosen by a resolver at load time.
    #[error("`{symbol}` is chosen at load time by a resolver function (GNU_IFUNC)")]
    IndirectFunction {
        /// The function.
        symbol: String,
    },
    /// A reference into a section that is not part of the link.
    #[error("refers to `{symbol}` in {section}, which is not linked: {why}")]
    DiscardedSection {
        /// The symbol.
        symbol: String,
        /// Its section.
        section: String,
        /// Why the section is not there.
        why: &'static str,
    },
    /// A relocation type without a row in the architecture's table.
    #[error("relocation type {number} is not one that {target} has", target = target.name())]
    UnknownRelocation {
        /// ELF's number.
        number: u32,
        /// The target.
        target: Arch,
    },
    /// A relocation type that cannot be applied.
    #[error("relocation {relocation} against `{symbol}` is not supported: {why}")]
    UnsupportedRelocation {
        /// Its name.
        relocation: &'static str,
        /// The symbol.
        symbol: String,
        /// Why.
        why: &'static str,
    },
    /// An absolute address in an instruction.
    #[error(
        "relocation {relocation} needs the address of `{symbol}` now, but it is known only when the module is loaded"
    )]
    NotPositionIndependent {
        /// Its name.
        relocation: &'static str,
        /// The symbol.
        symbol: String,
    },
    /// A value that its field cannot hold.
    #[error("relocation {relocation} against `{symbol}` is out of range: {value} is not in {min}..={max}")]
    OutOfRange {
        /// The relocation's name.
        relocation: &'static str,
        /// The symbol.
        symbol: String,
        /// The value.
        value: i128,
        /// The least value that fits.
        min: i128,
        /// The greatest value that fits.
        max: i128,
    },
    /// A value that is not a multiple of what its field counts in.
    #[error("relocation {relocation} against `{symbol}` is not a multiple of {align}: {value}")]
    Misaligned {
        /// The relocation's name.
        relocation: &'static str,
        /// The symbol.
        symbol: String,
        /// The value.
        value: i128,
        /// What it must be a multiple of.
        align: i128,
    },
    /// A pointer where the loader cannot adjust it.
    #[error(
        "the pointer to `{symbol}` is not at a multiple of {word} bytes, where the loader could adjust it"
    )]
    UnalignedPointer {
        /// The symbol.
        symbol: String,
        /// Bytes of a pointer.
        word: u64,
    },
    /// A relocation beyond its section.
    #[error("relocation {relocation} reaches beyond the section's {size} bytes")]
    BeyondSection {
        /// The relocation's name.
        relocation: &'static str,
        /// The section's size.
        size: u64,
    },
    /// A difference of addresses whose parts are placed apart by the loader.
    #[error(
        "the difference of two addresses, one of them `{symbol}`, is not known before the module is loaded"
    )]
    UnknownDifference {
        /// One of the symbols.
        symbol: String,
    },
    /// The low half of an address without its high half.
    #[error("relocation {relocation} has no matching high part: {detail}")]
    UnpairedLow {
        /// The relocation's name.
        relocation: &'static str,
        /// What was looked for.
        detail: String,
    },
    /// Data of the firmware used as if it were at a known distance.
    #[error("`{symbol}` is in the firmware, at a distance known only when the module is loaded")]
    FirmwareDistance {
        /// The symbol.
        symbol: String,
    },
    /// A GOT reference with an addend.
    #[error(
        "relocation {relocation} against `{symbol}` has the addend {addend}, which would name another table entry"
    )]
    GotAddend {
        /// The relocation's name.
        relocation: &'static str,
        /// The symbol.
        symbol: String,
        /// The addend.
        addend: i64,
    },
    /// An alignment that the loader does not give.
    #[error("needs an alignment of {align} bytes, but the loader aligns {block} to {most} only")]
    Alignment {
        /// The alignment.
        align: u64,
        /// Which block it is in.
        block: &'static str,
        /// The greatest alignment there is.
        most: u64,
    },
    /// More bytes than any board has.
    #[error("{what} would be {size} bytes long; the limit is {limit}")]
    TooLarge {
        /// What.
        what: &'static str,
        /// Its size.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// A relocation in a section that has no bytes.
    #[error("relocations for a section without contents")]
    RelocationsWithoutContents,
    /// Relocations of the form that objects of the target do not have.
    #[error("relocations of the form ({}) that {target} objects do not have", form(*target), target = target.name())]
    WrongAddends {
        /// The target.
        target: Arch,
    },
    /// The entry's jump does not reach.
    #[error(
        "the entry function `{entry}` is {distance} bytes from the module's start, beyond the reach of a jump"
    )]
    EntryTooFar {
        /// The entry.
        entry: String,
        /// Bytes.
        distance: u64,
    },
    /// A qstr that does not fit the format.
    #[error("the name `{name}` is {length} bytes long; firmware takes at most 255")]
    QstrTooLong {
        /// The name.
        name: String,
        /// Its length in bytes.
        length: usize,
    },
    /// A symbol with a fixed address that is not known.
    #[error("the fixed address of `{symbol}` ({place}) is not known: {why}")]
    NoFixedAddress {
        /// The symbol.
        symbol: String,
        /// Where it comes from.
        place: String,
        /// Why not.
        why: String,
    },
    /// An extension that the request does not name.
    #[error("compiled for the extension {names}, which the module is not to need")]
    UndeclaredExtension {
        /// Its names, joined by commas.
        names: String,
    },
    /// Flags for extensions that the target does not have.
    #[error("{target} has no extension with the flags {flags:#x}", target = target.name())]
    UnknownArchFlags {
        /// The bits without a meaning.
        flags: u64,
        /// The target.
        target: Arch,
    },
    /// More qstrs than 16 bits can number.
    #[error("{count} names in the module's table; firmware numbers names with 16 bits")]
    TooManyQstrs {
        /// How many.
        count: usize,
    },
    /// A word that start-up code would have to fill, in a module without it.
    #[error("`{symbol}` is known only when the module runs, and nothing in the module fills it in")]
    NoStartup {
        /// The symbol.
        symbol: String,
    },
    /// A number added to a name.
    #[error("{addend} is added to `{symbol}`, which stands for a name")]
    NameAddend {
        /// The symbol.
        symbol: String,
        /// What is added.
        addend: i64,
    },
    /// A number added to the address of a function that a resolver chooses.
    #[error("{addend} is added to the address of `{symbol}`, which a resolver function chooses (GNU_IFUNC)")]
    ChosenAddend {
        /// The symbol.
        symbol: String,
        /// What is added.
        addend: i64,
    },
    /// A constant that the loader would not read as it is meant.
    #[error("constant {index} is not {expected}: {text:?}")]
    BadConstant {
        /// Its place in the table of constants.
        index: usize,
        /// What it should be.
        expected: &'static str,
        /// Its text.
        text: String,
    },
}

/// `, used in 3 places`, when that is more than the one shown.
fn more(references: usize) -> String {
    if references > 1 { format!(", used in {references} places") } else { String::new() }
}

/// The form of relocation section that a target's objects never have.
fn form(target: Arch) -> &'static str {
    if crate::arch::architecture(target).implicit_addends { "RELA" } else { "REL" }
}

impl Problem {
    /// The stable code, the same in every release.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Empty => "L0001",
            Problem::NotAnObject { .. } => "L0002",
            Problem::MalformedObject { .. } => "L0003",
            Problem::WrongMachine { .. } => "L0004",
            Problem::WrongFileType { .. } => "L0005",
            Problem::WrongAbi { .. } => "L0006",
            Problem::MalformedArchive { .. } => "L0007",
            Problem::ThinArchive => "L0008",
            Problem::IntermediateCode => "L0009",
            Problem::DuplicateSymbol { .. } => "L0010",
            Problem::NoEntry { .. } => "L0011",
            Problem::UndefinedSymbol { .. } => "L0012",
            Problem::EntryNotCode { .. } => "L0013",
            Problem::Constructor { .. } => "L0014",
            Problem::ThreadLocal { .. } => "L0015",
            Problem::IndirectFunction { .. } => "L0016",
            Problem::DiscardedSection { .. } => "L0017",
            Problem::UnknownRelocation { .. } => "L0018",
            Problem::UnsupportedRelocation { .. } => "L0019",
            Problem::NotPositionIndependent { .. } => "L0020",
            Problem::OutOfRange { .. } => "L0021",
            Problem::Misaligned { .. } => "L0022",
            Problem::UnalignedPointer { .. } => "L0023",
            Problem::BeyondSection { .. } => "L0024",
            Problem::UnknownDifference { .. } => "L0025",
            Problem::UnpairedLow { .. } => "L0026",
            Problem::FirmwareDistance { .. } => "L0027",
            Problem::GotAddend { .. } => "L0028",
            Problem::Alignment { .. } => "L0029",
            Problem::TooLarge { .. } => "L0030",
            Problem::RelocationsWithoutContents => "L0031",
            Problem::WrongAddends { .. } => "L0032",
            Problem::EntryTooFar { .. } => "L0033",
            Problem::QstrTooLong { .. } => "L0034",
            Problem::TooManyQstrs { .. } => "L0035",
            Problem::BadConstant { .. } => "L0036",
            Problem::NoFixedAddress { .. } => "L0050",
            Problem::UndeclaredExtension { .. } => "L0051",
            Problem::UnknownArchFlags { .. } => "L0052",
            Problem::NoStartup { .. } => "L0060",
            Problem::NameAddend { .. } => "L0061",
            Problem::ChosenAddend { .. } => "L0062",
        }
    }

    /// What the user can do about it, one sentence.
    pub fn remedy(&self) -> String {
        match self {
            Problem::Empty => "compile it again: a compiler that was stopped leaves such a file".into(),
            Problem::NotAnObject { .. } => {
                "give the .o or .a file that the cross compiler for the target makes".into()
            }
            Problem::MalformedObject { .. } | Problem::MalformedArchive { .. } => {
                "make the file again; it may be cut short or overwritten".into()
            }
            Problem::WrongMachine { target, .. } => {
                format!("compile it for {}, or link with the --arch that it was compiled for", target.name())
            }
            Problem::WrongFileType { .. } => "give the objects it was linked from (compile with -c)".into(),
            Problem::WrongAbi { expected, .. } => format!("compile it for {expected}"),
            Problem::ThinArchive => "make a full archive of its members (ar without the T modifier)".into(),
            Problem::IntermediateCode => "compile without -flto, or with -ffat-lto-objects".into(),
            Problem::DuplicateSymbol { .. } => {
                "rename one of the two, or make one `static` or `__attribute__((weak))`".into()
            }
            Problem::UndefinedSymbol { symbol, .. } => match catalogue::origin(symbol) {
                Some(origin) => origin.remedy(),
                None => "link the object or archive that defines it; `mpyc link --symbols` lists what there is of the firmware".into(),
            },
            Problem::NoEntry { entry } => format!("define it: mp_obj_t {entry}(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args)"),
            Problem::EntryNotCode { .. } => "name a function".into(),
            Problem::Constructor { .. } => "link the start-up code that runs them (`mpyc_start`), or call the functions from the entry function".into(),
            Problem::ThreadLocal { .. } => "compile it with -fpic, without -ftls-model; or make it an ordinary variable, without `_Thread_local`".into(),
            Problem::IndirectFunction { .. } => "link a library without such functions, for instance one for a bare-metal target".into(),
            Problem::DiscardedSection { .. } => "compile all objects with the same compiler and options".into(),
            Problem::UnknownRelocation { .. } => "compile with a compiler for this target".into(),
            Problem::UnsupportedRelocation { .. } => "compile the function with the options that mpyc itself uses: -fpic and the small code model".into(),
            Problem::NotPositionIndependent { relocation, .. } if relocation.starts_with("R_ARM_") => {
                "compile with -mword-relocations, without -mslow-flash-data and -mpure-code: then the loader can adjust addresses; or with -fpic".into()
            }
            Problem::NotPositionIndependent { .. } => "compile with -fpic (on RISC-V also -mcmodel=medany)".into(),
            Problem::OutOfRange { .. } => "let the compiler use far calls, or make the module smaller".into(),
            Problem::Misaligned { .. } => "align the target, or use another instruction".into(),
            Problem::UnalignedPointer { .. } => "do not put pointers into packed structures that are initialised at compile time".into(),
            Problem::BeyondSection { .. } => "make the file again; it may be damaged".into(),
            Problem::UnknownDifference { .. } => "subtract the addresses at run time".into(),
            Problem::UnpairedLow { .. } => "keep the two instructions of an address in one section".into(),
            Problem::FirmwareDistance { .. } => "declare it with default visibility and compile with -fpic".into(),
            Problem::GotAddend { .. } => "add the number to the address that the table holds".into(),
            Problem::Alignment { .. } => "ask for less, or align the pointer at run time".into(),
            Problem::TooLarge { .. } => "take the memory from the heap at run time".into(),
            Problem::RelocationsWithoutContents | Problem::WrongAddends { .. } => {
                "make the object with a compiler for this target".into()
            }
            Problem::EntryTooFar { .. } => "put the entry function into a section of its own (-ffunction-sections)".into(),
            Problem::QstrTooLong { .. } => "use a shorter name".into(),
            Problem::TooManyQstrs { .. } => "split the module".into(),
            Problem::BadConstant { .. } => "write it as Python does".into(),
            Problem::NoFixedAddress { .. } => "correct the script, or link an object that defines the symbol".into(),
            Problem::UndeclaredExtension { names } => format!("compile without it, or give --arch-flags {names}"),
            Problem::UnknownArchFlags { target, .. } => {
                let all = target.flags().iter().fold(0, |all, (_, bit)| all | bit);
                match target.flag_names(all) {
                    names if names.is_empty() => "leave --arch-flags out".into(),
                    names => format!("there are {names}"),
                }
            }
            Problem::NoStartup { .. } => "link mpyc's start-up code with it, which `mpyc link` and `mpyc natmod` do".into(),
            Problem::ChosenAddend { .. } => "take the function's address as it is".into(),
            Problem::NameAddend { .. } => "use the name as it is: MP_QSTR_… is not a number that can be calculated with".into(),
        }
    }
}
