//! Prints the IR as text; [`super::parse`] reads it back.
