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
use crate::program::{self, ObjectId, Program, SectionId};

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
    /// Of an object, the first reference to each place of its own. Only ever looked up in.
    users: HashMap<ObjectId, HashMap<Place, Place>>,
}

/// A section and an offset in it, as in its object.
type Place = (SectionId, u64);

impl<'a, 'data> Sources<'a, 'data> {
    /// None read yet.
    pub fn new(program: &'a Program<'data>) -> Self {
        Sources { program, lines: HashMap::new(), users: HashMap::new() }
    }

    fn fill(&mut self, location: &mut Location) {
        if let (Some(rows), Some(offset)) = (location.rows, location.offset) {
            location.source = self.find(rows.section, offset);
            // What has no name of its own, such as the words that Xtensa's code loads addresses from, is its user's.
            if location.function.is_none()
                && let Some((section, offset)) = self.user((rows.section, offset))
            {
                location.function = self.program.function_at(section, offset).map(str::to_owned);
            }
        }
    }

    /// The first reference to a place in its own object.
    fn user(&mut self, place: Place) -> Option<Place> {
        let program = self.program;
        let id = program.sections[place.0].object;
        let users = self.users.entry(id).or_insert_with(|| users(program, id));
        users.get(&place).copied().filter(|user| user.0 != place.0)
    }

    /// The source of a place.
    pub fn find(&mut self, section: SectionId, offset: u64) -> Option<SourcePlace> {
        let own = self.find_own(section, offset);
        own.or_else(|| {
            self.user((section, offset)).and_then(|(section, offset)| self.find_own(section, offset))
        })
    }

    /// The lines of a section, by offsets in its object.
    pub fn ranges(&mut self, section: SectionId) -> Vec<LineRange> {
        let id = self.program.sections[section].object;
        let object = &self.program.objects[id];
        let Some(number) = object.sections.iter().position(|other| *other == Some(section)) else {
            return Vec::new();
        };
        let lines = self.lines.entry(id).or_insert_with(|| Lines::read(object.bytes));
        lines.as_ref().map(|lines| lines.ranges(number)).unwrap_or_default()
    }

    fn find_own(&mut self, section: SectionId, offset: u64) -> Option<SourcePlace> {
        let id = self.program.sections[section].object;
        let object = &self.program.objects[id];
        let number = object.sections.iter().position(|other| *other == Some(section))?;
        let lines = self.lines.entry(id).or_insert_with(|| Lines::read(object.bytes));
        lines.as_ref()?.find(number, offset)
    }
}

/// The first reference to each place of an object, from the object itself.
fn users(program: &Program, object: ObjectId) -> HashMap<Place, Place> {
    let mut users = HashMap::new();
    let sections = program.sections.rows().filter(|(_, section)| section.object == object);
    for (id, section) in sections {
        for relocation in &section.relocations {
            if let program::Place::Section { section: to, offset } = program.symbols[relocation.symbol].place
                && let Some(at) = offset.checked_add_signed(relocation.addend)
            {
                let from = section.offset_in_object(relocation.offset);
                users.entry((to, at)).or_insert((id, from));
            }
        }
    }
    users
}
