//! First phase: bytes to tables.
//!
//! In: the files of the request. Out: [`Loaded`], the given objects' sections, symbols and relocations, and the
//! archives' indices. What each table row means is checked here once (bounds, alignments, ABI), so that later phases
//! may trust it.

pub mod archive;
pub mod identify;
pub mod object;
mod pieces;

use std::collections::HashMap;

use crate::error::{Error, Problem};
use crate::program::{ObjectId, Program};
use crate::read::archive::Archive;
use crate::read::identify::{FileKind, identify};
use crate::request::{Arch, Input};

/// What was read so far, and what could still be.
#[derive(Debug)]
pub struct Loaded<'data> {
    /// The processor family that objects must be for.
    pub arch: Arch,
    /// Whether sections of strings and constants are taken apart.
    pub split: bool,
    /// The objects' contents.
    pub program: Program<'data>,
    /// The archives, in order.
    pub archives: Vec<Archive<'data>>,
    /// The object that a COMDAT group was taken from; later groups of the same name are left out.
    pub(crate) groups: HashMap<&'data str, ObjectId>,
}

/// Reads all inputs; with `split`, sections of strings and constants become one section each string. Errors of all files are collected.
pub fn read(arch: Arch, inputs: &[Input], split: bool) -> Result<Loaded<'_>, Vec<Error>> {
    let mut loaded =
        Loaded { arch, split, program: Program::new(), archives: Vec::new(), groups: HashMap::new() };
    let mut errors = Vec::new();
    for input in inputs {
        let result = match identify(&input.bytes) {
            FileKind::Elf => loaded.object(input.name.clone(), &input.bytes, None),
            FileKind::Archive => Archive::read(&input.name, &input.bytes, arch)
                .map(|archive| loaded.archives.push(archive))
                .map_err(|problem| vec![Error::in_file(&input.name, problem)]),
            FileKind::ThinArchive => Err(vec![Error::in_file(&input.name, Problem::ThinArchive)]),
            FileKind::Empty => Err(vec![Error::in_file(&input.name, Problem::Empty)]),
            FileKind::Other(found) => Err(vec![Error::in_file(&input.name, Problem::NotAnObject { found })]),
        };
        errors.extend(result.err().into_iter().flatten());
    }
    if errors.is_empty() { Ok(loaded) } else { Err(errors) }
}
