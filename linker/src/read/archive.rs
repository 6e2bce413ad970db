//! An archive's index: which member defines which symbol.
//!
//! Members stay unread until one of their symbols is wanted. An archive without an index (made by `ar` with the `S`
//! modifier) is indexed by reading the symbol tables of all its members.

use std::collections::HashMap;

use object::read::archive::{ArchiveFile, ArchiveOffset};

use crate::error::Problem;
use crate::input::Data;
use crate::read::object::defined_names;
use crate::request::Arch;

/// One archive.
#[derive(Debug)]
pub struct Archive<'data> {
    /// How messages name it.
    pub name: String,
    data: Data<'data>,
    file: ArchiveFile<'data, Data<'data>>,
    /// Only ever looked up in, never iterated.
    index: HashMap<&'data str, u64>,
}

/// A member that was found.
#[derive(Debug, Clone, Copy)]
pub struct Member<'data> {
    /// Where it is in the archive: what tells it from members of the same name.
    pub offset: u64,
    /// Its file name.
    pub name: &'data str,
    /// Its contents.
    pub bytes: &'data [u8],
}

fn malformed(detail: impl ToString) -> Problem {
    Problem::MalformedArchive { detail: detail.to_string() }
}

impl<'data> Archive<'data> {
    /// Reads the index.
    pub fn read(name: &str, data: Data<'data>, arch: Arch) -> Result<Archive<'data>, Problem> {
        let file = ArchiveFile::parse(data).map_err(malformed)?;
        let mut archive = Archive { name: name.to_owned(), data, file, index: HashMap::new() };
        match archive.file.symbols().map_err(malformed)? {
            Some(symbols) => {
                for symbol in symbols {
                    let symbol = symbol.map_err(malformed)?;
                    if let Ok(symbol_name) = std::str::from_utf8(symbol.name()) {
                        // The first member that defines a name is the one a linker takes.
                        archive.index.entry(symbol_name).or_insert(symbol.offset().0);
                    }
                }
            }
            None => archive.index_members(arch)?,
        }
        Ok(archive)
    }

    fn index_members(&mut self, arch: Arch) -> Result<(), Problem> {
        for member in self.file.members() {
            let member = member.map_err(malformed)?;
            let bytes = member.data(self.data).map_err(malformed)?;
            // The member's header ends where its data begins; its length is fixed.
            let (start, _) = member.file_range();
            let offset = start.saturating_sub(size_of::<object::archive::Header>() as u64);
            for name in defined_names(bytes, arch) {
                self.index.entry(name).or_insert(offset);
            }
        }
        Ok(())
    }

    /// All members that are files, in order.
    pub fn members(&self) -> Result<Vec<Member<'data>>, Problem> {
        let mut members = Vec::new();
        for member in self.file.members() {
            let member = member.map_err(malformed)?;
            let bytes = member.data(self.data).map_err(malformed)?;
            let name = std::str::from_utf8(member.name()).unwrap_or("?");
            members.push(Member { offset: member.file_range().0, name, bytes });
        }
        Ok(members)
    }

    /// The names that members define, in order.
    pub fn names(&self) -> Vec<&'data str> {
        let mut names: Vec<&str> = self.index.keys().copied().collect();
        names.sort_unstable();
        names
    }

    /// The member that defines a symbol.
    pub fn member_defining(&self, symbol: &str) -> Result<Option<Member<'data>>, Problem> {
        let Some(&offset) = self.index.get(symbol) else { return Ok(None) };
        let damaged = |e: object::read::Error| malformed(format!("symbol `{symbol}`: {e}"));
        let member = self.file.member(ArchiveOffset(offset)).map_err(damaged)?;
        let bytes = member.data(self.data).map_err(damaged)?;
        let name = std::str::from_utf8(member.name()).unwrap_or("?");
        Ok(Some(Member { offset, name, bytes }))
    }
}
