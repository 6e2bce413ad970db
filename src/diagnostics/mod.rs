//! What went wrong, where in the user's file, why, and what to do next.
//!
//! Every stage returns [`Diagnostic`]s; only `cli` prints them. The codes are data ([`codes`]); the look is
//! rustc's ([`render`]).

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod codes;
pub mod linking;
pub mod pages;
pub mod render;

use crate::syntax::{SourceFile, Span};
use std::fmt;
use std::rc::Rc;

pub use codes::Code;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The module still compiles.
    Warning,
    /// Nothing is written.
    Error,
}

/// A place in a file and what to say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to say there; may be empty.
    pub message: String,
}

/// A place in a file of its own: a line of C, or bytes of an object file.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Where.
    pub at: FrameAt,
    /// What to say there; may be empty.
    pub message: String,
    /// What of an object file it is, where it is that of one.
    pub object: Option<ObjectPlace>,
}

/// Where a [`Frame`] is.
#[derive(Debug, Clone)]
pub enum FrameAt {
    /// In a text that there is.
    Text(Rc<SourceFile>, Span),
    /// In a text that there is not.
    Line {
        /// The file.
        file: String,
        /// From 1.
        line: u32,
        /// From 1.
        column: Option<u32>,
    },
    /// In no text.
    Object,
}

/// A place in an object file; a part that does not apply is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct ObjectPlace {
    /// The file, or `archive(member)`.
    pub file: Option<String>,
    /// The section.
    pub section: Option<String>,
    /// Bytes from the section's start.
    pub offset: Option<u64>,
    /// The function that holds it.
    pub function: Option<String>,
    /// The symbol that is referred to there.
    pub symbol: Option<String>,
}

impl fmt::Display for ObjectPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = self.file.iter().cloned().collect();
        if let Some(section) = &self.section {
            let offset = self.offset.map_or(String::new(), |offset| format!("+{offset:#x}"));
            parts.push(format!("{section}{offset}"));
        }
        f.write_str(&parts.join(": "))?;
        self.function.as_ref().map_or(Ok(()), |function| write!(f, ", in `{function}`"))
    }
}

/// One problem.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Its code, which has an explanation.
    pub code: Code,
    /// One sentence, lower case, without a full stop.
    pub title: String,
    /// The file that the labels are of; none for problems that are not in a Python file.
    pub source: Option<Rc<SourceFile>>,
    /// The place, when there is one.
    pub primary: Option<Label>,
    /// Other places that explain it.
    pub secondary: Vec<Label>,
    /// Why it is so.
    pub notes: Vec<String>,
    /// Places in files other than `source`.
    pub frames: Vec<Frame>,
    /// How many places there are besides, which were not kept.
    pub more_places: usize,
    /// What to do, the best first.
    pub help: Vec<String>,
    /// It is only a warning here, whatever its code is elsewhere: the program means what it says.
    pub demoted: bool,
}

impl Diagnostic {
    /// A problem without a place.
    #[must_use]
    pub fn new(code: Code, title: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            title: title.into(),
            source: None,
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            frames: Vec::new(),
            more_places: 0,
            help: Vec::new(),
            demoted: false,
        }
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, source: &Rc<SourceFile>, span: Span, message: impl Into<String>) -> Diagnostic {
        self.source = Some(Rc::clone(source));
        self.primary = Some(Label { span, message: message.into() });
        self
    }

    /// Adds another place of the same file.
    #[must_use]
    pub fn also(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.secondary.push(Label { span, message: message.into() });
        self
    }

    /// Adds a reason.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// Adds a place in a file of its own.
    #[must_use]
    pub fn frame(mut self, frame: Frame) -> Diagnostic {
        self.frames.push(frame);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }

    /// Makes it a warning.
    #[must_use]
    pub fn as_warning(mut self) -> Diagnostic {
        self.demoted = true;
        self
    }

    /// How bad it is: a property of the code, unless it is a warning here.
    #[must_use]
    pub fn severity(&self) -> Severity {
        if self.demoted { Severity::Warning } else { self.code.severity() }
    }
}
