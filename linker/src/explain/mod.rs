//! Why a link failed, in terms of the sources: the line that each problem comes from, what is behind it, and what to do.
//!
//! [`find_sources`] puts source places into errors, by [`lines`]; [`explain`] makes explanations of errors.

mod cause;
mod debug_sections;
mod firmware_names;
mod known_names;
mod lines;
mod near;

pub use cause::{Explanation, Surroundings, explain};
pub use lines::{Caller, LineRange, Lines, SourcePlace};

use std::collections::HashMap;

use crate::error::{Error, Location};
use crate::program::{ObjectId, Program};

/// Finds the source places of errors, as far as the objects have debug information.
pub(crate) fn find_sources(program: &Program, errors: &mut [Error]) {
    let mut sources = Sources::new(program);
    for error in errors {
        sources.fill(&mut error.location);
        error.also.iter_mut().for_each(|location| sources.fill(location));
    }
}

/// The debug information of the objects that places were asked for.
pub(crate) struct Sources<'a, 'data> {
    program: &'a Program<'data>,
    /// Only ever looked up in.
    lines: HashMap<ObjectId, Option<Lines>>,
}

impl<'a, 'data> Sources<'a, 'data> {
    /// None read yet.
    pub fn new(program: &'a Program<'data>) -> Self {
        Sources { program, lines: HashMap::new() }
    }

    fn fill(&mut self, location: &mut Location) {
        if let (Some(rows), Some(offset)) = (location.rows, location.offset) {
            location.source = self.find(rows.section, offset);
        }
    }

    /// The source of a place.
    pub fn find(&mut self, section: crate::program::SectionId, offset: u64) -> Option<SourcePlace> {
        let id = self.program.sections[section].object;
        let object = &self.program.objects[id];
        let number = object.sections.iter().position(|other| *other == Some(section))?;
        let lines = self.lines.entry(id).or_insert_with(|| Lines::read(object.bytes));
        lines.as_ref()?.find(number, offset)
    }
}
