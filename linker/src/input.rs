//! The files of a link: bytes in memory, or a file that is read where it is needed.
//!
//! Of an archive a link needs the index and a few members; a C library's has some megabytes more. Such a file stays on
//! disk: what is read of it is kept, so that the tables of the link can refer to it.

use std::fmt::Debug;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

use object::read::{ReadCache, ReadRef};

use crate::error::Problem;
use crate::read::identify::{FileKind, identify};

/// By so many bytes an archive is known.
const MAGIC: u64 = 8;

/// One file to link.
#[derive(Debug)]
pub struct Input {
    /// How messages name it, usually its path.
    pub name: String,
    /// The file: an ELF object or an `ar` archive (told apart by content). Every object given is linked; of an archive,
    /// the members that resolve something.
    pub bytes: Bytes,
}

/// What a file holds.
#[derive(Debug)]
pub struct Bytes(Held);

#[derive(Debug)]
enum Held {
    Memory(Vec<u8>),
    File(ReadCache<Bounded>),
}

/// An open file.
trait Source: Read + Seek + Debug + Send {}

impl<T: Read + Seek + Debug + Send> Source for T {}

/// A source that gives only so many bytes. Members of a hostile archive can overlap, and each is kept when it is read.
#[derive(Debug)]
struct Bounded {
    source: Box<dyn Source>,
    left: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let wanted = buffer.len() as u64;
        self.left = self.left.checked_sub(wanted).ok_or(std::io::ErrorKind::FileTooLarge)?;
        self.source.read(buffer)
    }
}

impl Seek for Bounded {
    fn seek(&mut self, position: SeekFrom) -> std::io::Result<u64> {
        self.source.seek(position)
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Bytes(Held::Memory(bytes))
    }
}

impl Bytes {
    /// A file of which only what a link needs is read, when it needs it: an archive's index, then members. In all, no
    /// more than four times its length is read; each part is kept as long as this lives. Where reading fails, the link
    /// says that the archive is malformed.
    ///
    /// # Errors
    /// The file's length cannot be found.
    pub fn on_demand(mut file: impl Read + Seek + Debug + Send + 'static) -> std::io::Result<Bytes> {
        let length = file.seek(SeekFrom::End(0))?;
        let source = Bounded { source: Box::new(file), left: length.saturating_mul(4) };
        Ok(Bytes(Held::File(ReadCache::new(source))))
    }

    /// An open file: an archive is read on demand, everything else whole. So is what cannot be read twice, a pipe.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn of_file(mut file: File) -> std::io::Result<Bytes> {
        let mut bytes = Vec::new();
        if file.metadata()?.is_file() {
            (&mut file).take(MAGIC).read_to_end(&mut bytes)?;
            if identify(&bytes) == FileKind::Archive {
                return Bytes::on_demand(file);
            }
        }
        file.read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }

    /// The text, if it is a file that is no object and no archive, and is UTF-8.
    pub fn text(&self) -> Option<&str> {
        match self.kind() {
            FileKind::Elf | FileKind::Archive | FileKind::ThinArchive | FileKind::Empty => None,
            FileKind::Other(_) => std::str::from_utf8(self.all().ok()?).ok(),
        }
    }

    /// To read parts of it.
    pub(crate) fn data(&self) -> Data<'_> {
        match &self.0 {
            Held::Memory(bytes) => Data::Memory(bytes),
            Held::File(file) => Data::File(Part(file)),
        }
    }

    /// What it looks like.
    pub(crate) fn kind(&self) -> FileKind {
        if let Held::File(file) = &self.0
            && let Ok(start) = file.read_bytes_at(0, MAGIC)
            && let kind @ (FileKind::Archive | FileKind::ThinArchive) = identify(start)
        {
            return kind;
        }
        self.all().map_or(FileKind::Other("a file that cannot be read".into()), identify)
    }

    /// All bytes.
    pub(crate) fn all(&self) -> Result<&[u8], Problem> {
        let data = self.data();
        let read = data.len().and_then(|length| data.read_bytes_at(0, length));
        read.map_err(|()| Problem::MalformedObject { detail: "it cannot be read".into() })
    }
}

/// Reads parts of a file, which live as long as its [`Bytes`].
#[derive(Debug, Clone, Copy)]
pub enum Data<'data> {
    /// All is there.
    Memory(&'data [u8]),
    /// Parts are read when they are wanted.
    File(Part<'data>),
}

/// A file that parts are read of.
#[derive(Debug, Clone, Copy)]
pub struct Part<'data>(&'data ReadCache<Bounded>);

impl<'data> ReadRef<'data> for Data<'data> {
    fn len(self) -> Result<u64, ()> {
        match self {
            Data::Memory(bytes) => ReadRef::len(bytes),
            Data::File(file) => file.0.len(),
        }
    }

    fn read_bytes_at(self, offset: u64, size: u64) -> Result<&'data [u8], ()> {
        match self {
            Data::Memory(bytes) => bytes.read_bytes_at(offset, size),
            Data::File(file) => file.0.read_bytes_at(offset, size),
        }
    }

    fn read_bytes_at_until(self, range: Range<u64>, delimiter: u8) -> Result<&'data [u8], ()> {
        match self {
            Data::Memory(bytes) => bytes.read_bytes_at_until(range, delimiter),
            Data::File(file) => file.0.read_bytes_at_until(range, delimiter),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn an_archive_is_read_in_parts_and_no_more_than_four_times() {
        let bytes = [b"!<arch>\n".as_slice(), &[0; 92]].concat();
        let contents = Bytes::on_demand(Cursor::new(bytes.clone())).unwrap();
        assert_eq!(contents.kind(), FileKind::Archive);
        assert_eq!(contents.all().unwrap(), bytes);
        assert_eq!(contents.data().read_bytes_at(96, 8), Err(()), "beyond the end");
        // What was read before takes nothing of the bound.
        for _ in 0..100 {
            assert_eq!(contents.data().read_bytes_at(0, 90), Ok(bytes.get(..90).unwrap()));
        }
        let all = (0..90).map(|start| contents.data().read_bytes_at(start, 10));
        assert_eq!(all.filter(Result::is_ok).count(), (400 - 8 - 100 - 90) / 10);
    }

    #[test]
    fn what_is_no_archive_is_what_it_is_in_memory() {
        for bytes in [b"INPUT(-lm)".as_slice(), b"", b"\x7fELF", b"!<thin>\n"] {
            let contents = Bytes::on_demand(Cursor::new(bytes.to_vec())).unwrap();
            assert_eq!(contents.kind(), identify(bytes));
            assert_eq!(contents.text().is_some(), bytes.starts_with(b"INPUT"));
        }
    }
}
