//! What went wrong, where in the user's file, why, and what to do next.
//!
//! Every stage returns [`Diagnostic`]s; only `cli` prints them. The codes are data ([`codes`]); the look is
//! rustc's ([`render`]).

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod codes;
pub mod render;

use crate::syntax::{SourceFile, Span};
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
    /// What to do.
    pub help: Option<String>,
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
            help: None,
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

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
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
