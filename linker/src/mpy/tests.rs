//! The format against known bytes, and against itself.
