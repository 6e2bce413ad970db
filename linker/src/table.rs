//! Dense tables: a vector indexed by its own id type, so that a section's number can never index symbols.
//!
//! Ids are handed out by [`IndexVec::push`] alone and are four bytes; an id is only ever used with the table that
//! made it, which is why indexing by one cannot fail.
//!
//! ```text
//! let a: SectionId = sections.push(section);   sections[a].size
//! ```

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A number that names a row of one table.
pub trait Id: Copy {
    /// The id of row `index`.
    fn new(index: usize) -> Self;
    /// The row it names.
    fn index(self) -> usize;
}

/// Declares an id type.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $crate::table::Id for $name {
            fn new(index: usize) -> $name {
                // A table of 2^32 rows would need an input of more than that many bytes.
                $name(u32::try_from(index).unwrap_or(u32::MAX))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}
pub(crate) use id;

/// A vector whose index is the id type `I`.
#[derive(Debug, Clone)]
pub struct IndexVec<I, T> {
    rows: Vec<T>,
    id: PhantomData<I>,
}

impl<I: Id, T> IndexVec<I, T> {
    /// An empty table.
    pub fn new() -> Self {
        IndexVec { rows: Vec::new(), id: PhantomData }
    }

    /// A table of `len` equal rows.
    pub fn filled(row: T, len: usize) -> Self
    where
        T: Clone,
    {
        IndexVec { rows: vec![row; len], id: PhantomData }
    }

    /// Adds a row and gives its id.
    pub fn push(&mut self, row: T) -> I {
        let id = I::new(self.rows.len());
        self.rows.push(row);
        id
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// All rows in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// All rows in order, to be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }

    /// All rows in order, each with its id.
    pub fn rows(&self) -> impl Iterator<Item = (I, &T)> {
        self.rows.iter().enumerate().map(|(i, row)| (I::new(i), row))
    }
}

impl<I: Id, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<It: IntoIterator<Item = T>>(rows: It) -> Self {
        IndexVec { rows: rows.into_iter().collect(), id: PhantomData }
    }
}

impl<I: Id, T> Index<I> for IndexVec<I, T> {
    type Output = T;
    fn index(&self, id: I) -> &T {
        &self.rows[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.rows[id.index()]
    }
}
