//! What of objects and archives cannot be linked, and how everything else would be, without linking them.
//!
//! In: files. Out: [`Diagnosis`]. Nothing has to be complete: every section of every object is looked at, every member
//! of an archive, and what one file needs another may define. Where things would lie is not decided, so distances that
//! are too far are not found; those are for a link to find.

use std::collections::{HashMap, HashSet};

use crate::arch;
use crate::error::{Error, Problem};
use crate::explain::{SourcePlace, Sources, find_sources};
use crate::firmware::catalogue::{Origin, origin};
use crate::input::{Bytes, Input};
use crate::layout::Block;
use crate::literals::Literals;
use crate::plan::{Action, Goal, Part, Plan, Planned, Value};
use crate::planner;
use crate::program::{ObjectId, Program, SectionId};
use crate::reach;
use crate::read::Loaded;
use crate::read::archive::Archive;
use crate::read::identify::{FileKind, identify};
use crate::report::describe;
use crate::request::Arch;
use crate::resolve::{self, Provided, Resolved, Target};
use crate::startup::StartWord;
use crate::table::Id as _;

/// What was found out about files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// All that cannot be linked, in link order.
    pub errors: Vec<Error>,
    /// The objects, in link order: those that could be read.
    pub objects: Vec<DiagnosedObject>,
}

/// One object, or a member of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagnosedObject {
    /// Its path, or `archive(member)`.
    pub file: String,
    /// How many relocations it has in sections that a module could have.
    pub relocations: usize,
    /// How many of them cannot be done.
    pub refused: usize,
    /// Every relocation, if they were asked for.
    pub list: Vec<DiagnosedRelocation>,
}

/// One relocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagnosedRelocation {
    /// The section that it is in.
    pub section: String,
    /// Bytes from the section's start.
    pub offset: u64,
    /// The function or variable that it is in.
    pub function: Option<String>,
    /// Its type's name; a number where the processor has no such type.
    pub relocation: String,
    /// The symbol that it refers to; empty where it is about none.
    pub symbol: String,
    /// What is added to the symbol's address.
    pub addend: i64,
    /// The place in the source.
    pub source: Option<SourcePlace>,
    /// How it would be done, in words; or why it cannot be.
    pub how: String,
    /// The code of the problem, if it cannot be done.
    pub code: Option<&'static str>,
}

/// The processor family that an object, or the first readable member of an archive, is made for: of several that would
/// take it, the one that most boards have.
pub fn arch_of(file: &Bytes) -> Option<Arch> {
    if file.kind() == FileKind::Archive {
        // Which processor does not matter for the list of members.
        let archive = Archive::read("", file.data(), Arch::Rv32imc).ok()?;
        return archive.members().ok()?.iter().find_map(|member| {
            (identify(member.bytes) == FileKind::Elf).then(|| arch_of_object(member.bytes)).flatten()
        });
    }
    arch_of_object(file.all().ok()?)
}

fn arch_of_object(bytes: &[u8]) -> Option<Arch> {
    let takes = |arch: &Arch| {
        let result = Loaded::new(*arch, false).object(String::new(), bytes, None);
        let errors = result.err().unwrap_or_default();
        let is_other = |error: &Error| {
            matches!(error.problem, Problem::WrongMachine { .. } | Problem::MalformedObject { .. })
        };
        let is_abi = |error: &Error| matches!(error.problem, Problem::WrongAbi { .. });
        (!errors.iter().any(is_other)).then(|| !errors.iter().any(is_abi))
    };
    let candidates: Vec<(Arch, bool)> =
        Arch::ALL.iter().filter_map(|arch| Some((*arch, takes(arch)?))).collect();
    let fits = candidates.iter().find(|(_, fits)| *fits);
    fits.or(candidates.first()).map(|(arch, _)| *arch)
}

/// Looks at files; `all` asks for every relocation.
pub fn diagnose(arch: Arch, inputs: &[Input], all: bool) -> Diagnosis {
    let (loaded, mut errors) = load(arch, inputs);
    let architecture = arch::architecture(arch);
    let from_archive: HashSet<ObjectId> = members(&loaded.program, inputs);
    let (resolved, mut problems) = resolve::resolve(loaded, None, &[]);
    // Of an archive's members, a link takes one for each name; and which code runs constructors, it knows.
    problems.retain(|error| match &error.problem {
        Problem::DuplicateSymbol { .. } => error.places().all(|place| {
            let object = place.rows.map(|rows| resolved.program.sections[rows.section].object);
            object.is_none_or(|object| !from_archive.contains(&object))
        }),
        Problem::Constructor { .. } => false,
        _ => true,
    });
    errors.append(&mut problems);
    let (reached, mut bad) = reach::reach(&resolved, architecture);
    // A link brings these.
    bad.retain(|error| match &error.problem {
        Problem::UndefinedSymbol { symbol, .. } => supplied(symbol).is_none(),
        Problem::NoStartup { .. } => false,
        _ => true,
    });
    errors.append(&mut bad);
    let (planned, mut refused) = planner::plan(&resolved, &reached, Literals::none(&resolved), architecture);
    errors.append(&mut refused);
    find_sources(&resolved.program, &mut errors);
    let by_symbol: HashMap<&str, &Error> =
        errors.iter().filter_map(|error| Some((error.location.symbol.as_deref()?, error))).collect();
    // By place: the code of what is wrong there.
    let mut codes: HashMap<(SectionId, u64), &Error> = HashMap::new();
    for error in &errors {
        for place in error.places() {
            if let (Some(rows), Some(offset)) = (place.rows, place.offset) {
                codes.entry((rows.section, offset)).or_insert(error);
            }
        }
    }
    let bad_symbol = |relocation: &crate::program::Relocation| reached.bad[relocation.symbol];
    let mut objects: Vec<DiagnosedObject> = resolved
        .program
        .objects
        .iter()
        .map(|object| DiagnosedObject {
            file: object.name.clone(),
            relocations: 0,
            refused: 0,
            list: Vec::new(),
        })
        .collect();
    let mut sources = Sources::new(&resolved.program);
    for id in reached.sections() {
        let section = &resolved.program.sections[id];
        let Some(object) = objects.get_mut(section.object.index()) else { continue };
        for (relocation, plan) in section.relocations.iter().zip(&planned.plans[id]) {
            let symbol = resolved.program.symbols[relocation.symbol].name;
            let library = if bad_symbol(relocation) { supplied(symbol) } else { None };
            // An error names its first places only.
            let of_symbol = || by_symbol.get(symbol).filter(|_| bad_symbol(relocation));
            let error = codes.get(&(id, relocation.offset)).or_else(of_symbol).copied();
            let is_bad = error.is_some();
            object.relocations += 1;
            object.refused += usize::from(is_bad);
            if !all {
                continue;
            }
            let name = architecture.row(relocation.r_type).map(|row| row.name.to_owned());
            object.list.push(DiagnosedRelocation {
                section: section.name.to_owned(),
                offset: section.offset_in_object(relocation.offset),
                function: resolved.program.function_at(id, relocation.offset).map(str::to_owned),
                relocation: name.unwrap_or_else(|| format!("type {}", relocation.r_type)),
                symbol: symbol.to_owned(),
                addend: relocation.addend,
                source: sources.find(id, relocation.offset),
                how: match (error, library) {
                    (Some(error), _) => error.problem.to_string(),
                    (None, Some(file)) => format!("a function or object of mpyc's support library ({file})"),
                    // Beyond the places that an error keeps.
                    (None, None) if is_bad => "as before: the symbol cannot be linked".to_owned(),
                    (None, None) => how(&resolved, &planned, plan, architecture.call_addend),
                },
                code: error.map(Error::code),
            });
        }
    }
    Diagnosis { errors, objects }
}

/// Reads what can be read: an archive's members are objects as all others.
fn load(arch: Arch, inputs: &[Input]) -> (Loaded<'_>, Vec<Error>) {
    let mut loaded = Loaded::new(arch, false);
    let mut errors = Vec::new();
    for input in inputs {
        if input.bytes.kind() != FileKind::Archive {
            // What cannot be read whole is not read at all: the rest goes on without it.
            match Loaded::new(arch, false).input(input) {
                Ok(()) => errors.extend(loaded.input(input).err().into_iter().flatten()),
                Err(problems) => errors.extend(problems),
            }
            continue;
        }
        let members =
            Archive::read(&input.name, input.bytes.data(), arch).and_then(|archive| archive.members());
        match members {
            Ok(members) => {
                for member in members {
                    let file = format!("{}({})", input.name, member.name);
                    match Loaded::new(arch, false).object(file.clone(), member.bytes, None) {
                        Ok(()) => {
                            errors
                                .extend(loaded.object(file, member.bytes, None).err().into_iter().flatten());
                        }
                        Err(problems) => errors.extend(problems),
                    }
                }
            }
            Err(problem) => errors.push(Error::in_file(&input.name, problem)),
        }
    }
    (loaded, errors)
}

/// The objects that are members of the archives among the inputs.
fn members(program: &Program, inputs: &[Input]) -> HashSet<ObjectId> {
    let archives: Vec<String> = inputs
        .iter()
        .filter(|input| input.bytes.kind() == FileKind::Archive)
        .map(|input| format!("{}(", input.name))
        .collect();
    let is_member = |name: &str| archives.iter().any(|archive| name.starts_with(archive.as_str()));
    program.objects.rows().filter(|(_, object)| is_member(&object.name)).map(|(id, _)| id).collect()
}

/// The file of the support library that has a symbol.
fn supplied(symbol: &str) -> Option<&'static str> {
    match origin(symbol) {
        Some(Origin::Library(file)) => Some(file),
        Some(Origin::Table(_) | Origin::Named(_) | Origin::Header(_) | Origin::Impossible(_)) | None => None,
    }
}

/// How a relocation is done, in words. Where distances count from the end of an instruction, `from_end` is the addend
/// that says so.
fn how(resolved: &Resolved, planned: &Planned, plan: &Plan, from_end: i64) -> String {
    let block = |target: Target| match target {
        Target::Section(section, _) => match planned.blocks[section] {
            Block::Image => "the module's code and data",
            Block::Rodata => "the module's data",
            Block::Bss => "the module's variables",
        },
        Target::Absolute(_) | Target::Runtime(_) | Target::Undefined | Target::Discarded => "",
    };
    let slot_of = |index: usize| match planned.slots.get_index(index) {
        None => "?".to_owned(),
        Some(slot) => match slot.target.plus(slot.addend) {
            Some(Target::Absolute(value)) => format!("the number {value:#x}"),
            _ => format!("the address of {}", describe(resolved, slot.target, slot.addend)),
        },
    };
    let goal_in_words = |goal: Goal, addend: i64| match goal {
        Goal::Target(target) => format!("{}, at a distance known now", describe(resolved, target, addend)),
        Goal::Slot(slot) => {
            format!("a slot that holds {}", slot_of(slot.index()))
        }
        Goal::Stub(stub) => {
            let target =
                planned.stubs.get_index(stub.index()).map(|(target, _)| describe(resolved, *target, 0));
            format!("a stub that jumps to {}", target.unwrap_or_default())
        }
        Goal::Detour(detour) => {
            let address = planned.detours[detour].address;
            let address = describe(resolved, address.target, address.addend);
            format!("code out of line that loads the address of {address} and comes back")
        }
        Goal::Base => "the start of the slots".to_owned(),
    };
    let done = match plan.action {
        Action::Nothing => "nothing to do".to_owned(),
        Action::Pointer { target, addend } => match target {
            Target::Section(..) => {
                format!(
                    "a word to which the loader adds the address of {}: {}",
                    block(target),
                    describe(resolved, target, addend)
                )
            }
            Target::Runtime(Provided::Loader(word)) => {
                format!("a word that the loader sets to {}", word.name())
            }
            Target::Runtime(Provided::Startup(StartWord::Chosen(..))) => {
                let function = describe(resolved, target, addend);
                format!("a word that start-up code fills with what the resolver of {function} returns")
            }
            Target::Runtime(Provided::Startup(word)) => {
                format!("a word that start-up code fills with {}", resolved.names.describe(word))
            }
            Target::Absolute(value) => format!("the number {:#x}", value.wrapping_add_signed(addend)),
            Target::Undefined | Target::Discarded => "nothing".to_owned(),
        },
        Action::Put { value: Value::Number(number), .. } => format!("the number {number:#x}"),
        Action::Put { value: Value::Distance { goal, addend, .. }, .. } => {
            goal_in_words(goal, addend.saturating_sub(from_end))
        }
        Action::Put { value: Value::DistanceFromWord { goal, addend, .. }, .. } => {
            goal_in_words(goal, addend)
        }
        Action::Put { value: Value::FromThread { goal, addend }, .. } => {
            format!("a variable of the module's one thread: {}", goal_in_words(goal, addend))
        }
        Action::Put { value: Value::FromBase { goal, addend }, .. } => {
            format!("counted from the slots: {}", goal_in_words(goal, addend))
        }
        Action::Difference { part, target, addend, .. } => {
            let verb = match part {
                Part::Set => "begins with",
                Part::Add => "adds",
                Part::Sub => "subtracts",
            };
            format!("a difference known now: {verb} {}", describe(resolved, target, addend))
        }
    };
    if plan.edit.is_some() { format!("{done}; the instruction becomes another") } else { done }
}
