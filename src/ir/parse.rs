//! To come with the printer.
