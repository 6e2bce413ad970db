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
use crate::input::Input;
use crate::program::{ObjectId, Program};
use crate::read::archive::Archive;
use crate::read::identify::FileKind;
use crate::request::Arch;

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

impl<'data> Loaded<'data> {
    /// Nothing yet; with `split`, sections of strings and constants will become one section each string.
    pub fn new(arch: Arch, split: bool) -> Loaded<'data> {
        Loaded { arch, split, program: Program::new(), archives: Vec::new(), groups: HashMap::new() }
    }

    /// Reads a file.
    pub fn input(&mut self, input: &'data Input) -> Result<(), Vec<Error>> {
        let refused = |problem| Err(vec![Error::in_file(&input.name, problem)]);
        match input.bytes.kind() {
            FileKind::Elf => match input.bytes.all() {
                Ok(bytes) => self.object(input.name.clone(), bytes, None),
                Err(problem) => refused(problem),
            },
            FileKind::Archive => match Archive::read(&input.name, input.bytes.data(), self.arch) {
                Ok(archive) => {
                    self.archives.push(archive);
                    Ok(())
                }
                Err(problem) => refused(problem),
            },
            FileKind::ThinArchive => refused(Problem::ThinArchive),
            FileKind::Empty => refused(Problem::Empty),
            FileKind::Other(found) => refused(Problem::NotAnObject { found }),
        }
    }
}

/// Reads all inputs; with `split`, sections of strings and constants become one section each string. Errors of all
/// files are collected.
pub fn read(arch: Arch, inputs: &[Input], split: bool) -> Result<Loaded<'_>, Vec<Error>> {
    let mut loaded = Loaded::new(arch, split);
    let mut errors = Vec::new();
    for input in inputs {
        errors.extend(loaded.input(input).err().into_iter().flatten());
    }
    if errors.is_empty() { Ok(loaded) } else { Err(errors) }
}
