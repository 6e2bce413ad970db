//! Links ELF objects and archives into native MicroPython modules (`.mpy` files).
//!
//! Bytes in, bytes out: this library opens no file and knows nothing of Python source. One pass a phase, each a
//! function from the previous result to the next:
//!
//! ```text
//! read ─▶ resolve ─▶ reach ─▶ merge ─▶ relax ─▶ literals ─▶ plan ─▶ lay out ─▶ relocate ─▶ write
//! ```
//!
//! Every problem has a code and a place, and all that a phase finds are reported together.

mod arch;
mod codes;
mod diagnose;
mod error;
pub mod explain;
pub mod firmware;
mod input;
mod layout;
mod literals;
mod merge;
pub mod mpy;
pub mod named;
mod plan;
mod planner;
mod program;
mod qstr_header;
mod reach;
mod read;
mod relocate;
mod report;
mod request;
mod resolve;
pub mod script;
mod startup;
mod table;

use program::SectionKind;

pub use codes::{CODES, CodeRow};
pub use diagnose::{DiagnosedObject, DiagnosedRelocation, Diagnosis, arch_of, diagnose};
pub use error::{Error, Location, PLACES_LIMIT, Problem};
pub use firmware::{ENTRIES, ENTRY_COUNT, Entry, EntryKind, RuntimeWord};
pub use input::{Bytes, Input};
pub use layout::Block;
pub use qstr_header::{qstr_header, qstrs_of_header};
pub use report::{
    Contents, DroppedSection, FixedUse, MadeKind, Member, PlacedCall, PlacedLine, PlacedMade, PlacedSection,
    PlacedSymbol, Report,
};
pub use request::{Arch, Constant, FixedRule, FixedSymbol, Request};
pub use startup::spell as spell_name;

/// A linked module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The `.mpy` file.
    pub mpy: Vec<u8>,
    /// What was done.
    pub report: Report,
}

/// Links a module, or says all that is wrong with the request.
pub fn link(request: &Request) -> Result<Linked, Vec<Error>> {
    let architecture = arch::architecture(request.arch);
    let loaded = read::read(request.arch, &request.inputs, request.shorten)?;
    let (mut resolved, mut errors) = resolve::resolve(loaded, Some(&request.entry), &request.fixed);
    // What is needed is not known without an entry.
    if resolved.entry.is_none() {
        return Err(explained(&resolved, errors));
    }
    let (mut reached, mut unreachable) = reach::reach(&resolved, architecture);
    errors.append(&mut unreachable);
    let arch_flags = arch_flags(request, &resolved, &reached, &mut errors);
    let fixed = report::fixed_uses(&resolved, &reached);
    if request.shorten && errors.is_empty() {
        merge::merge(&mut resolved, &mut reached);
        if let Some(relax) = architecture.relax {
            relax(&mut resolved, &mut reached, request.arch);
        }
    }
    let literals = literals::Literals::find(&resolved, &mut reached, architecture);
    let (planned, mut refused) = planner::plan(&resolved, &reached, literals, architecture);
    errors.append(&mut refused);
    // Distances mean something only in a whole module.
    if !errors.is_empty() {
        return Err(explained(&resolved, errors));
    }
    let layout = layout::lay_out(&resolved, &reached, &planned, architecture)
        .map_err(|errors| explained(&resolved, errors))?;
    let image = relocate::relocate(request, &resolved, &planned, &layout, architecture)
        .map_err(|errors| explained(&resolved, errors))?;
    let made = report::Made {
        image_size: image.bytes.len() as u64,
        relocations: image.relocations.len(),
        filled: image.filled,
        arch_flags,
        fixed,
    };
    let mpy = mpy::write(&module(request, image, layout.bss_size, arch_flags)).map_err(|errors| {
        errors.into_iter().map(|error| Error::new(Location::default(), error.into())).collect::<Vec<_>>()
    })?;
    let image_size = made.image_size;
    let mut report = report::report(&resolved, &reached, &planned, &layout, made);
    report.made = report::made_parts(&resolved, &planned, &layout, architecture, image_size);
    if request.lines {
        report.lines = report::lines(&resolved.program, &layout);
        report.calls = report::calls(&resolved.program, &layout);
    }
    Ok(Linked { mpy, report })
}

/// The optional extensions that the module needs: those asked for, or those that objects with code in it were compiled
/// for.
fn arch_flags(
    request: &Request,
    resolved: &resolve::Resolved,
    reached: &reach::Reached,
    errors: &mut Vec<Error>,
) -> u64 {
    let program = &resolved.program;
    let code = reached
        .sections()
        .map(|id| &program.sections[id])
        .filter(|section| section.kind == SectionKind::Text);
    let objects = code.map(|section| &program.objects[section.object]);
    let Some(given) = request.arch_flags else {
        return objects.fold(0, |all, object| all | object.arch_flags);
    };
    let known = request.arch.flags().iter().fold(0, |all, (_, bit)| all | bit);
    if given & !known != 0 {
        let problem = Problem::UnknownArchFlags { flags: given & !known, target: request.arch };
        errors.push(Error::new(Location::default(), problem));
    }
    for object in objects.filter(|object| object.arch_flags & !given != 0) {
        let names = request.arch.flag_names(object.arch_flags & !given);
        let error = Error::in_file(&object.name, Problem::UndeclaredExtension { names });
        // Once for an object, whose sections follow each other.
        if errors.last() != Some(&error) {
            errors.push(error);
        }
    }
    given
}

/// Adds the places in the source.
fn explained(resolved: &resolve::Resolved, mut errors: Vec<Error>) -> Vec<Error> {
    explain::find_sources(&resolved.program, &mut errors);
    errors
}

/// The module as the file holds it.
fn module(request: &Request, image: relocate::Image, bss_size: u64, arch_flags: u64) -> mpy::Module {
    mpy::Module {
        arch: request.arch as u8,
        sub_version: mpy::SUB_VERSION,
        // Native code does not depend on the firmware's small integers; this is the least that any has on 32 bits.
        small_int_bits: 31,
        arch_flags: (arch_flags != 0).then_some(arch_flags),
        qstrs: image.names,
        constants: request.constants.clone(),
        code: mpy::RawCode {
            body: mpy::Body::Viper(mpy::Viper {
                text: image.bytes,
                rodata: image.rodata,
                bss_size,
                relocations: Some(image.relocations),
                ..mpy::Viper::default()
            }),
            children: Vec::new(),
        },
    }
}

impl From<mpy::WriteError> for Problem {
    fn from(error: mpy::WriteError) -> Problem {
        match error {
            mpy::WriteError::QstrTooLong { name, length } => Problem::QstrTooLong { name, length },
            mpy::WriteError::TooManyQstrs { count } => Problem::TooManyQstrs { count },
            mpy::WriteError::BadConstant { index, expected, text } => {
                Problem::BadConstant { index, expected, text }
            }
        }
    }
}
