//! The `mpyc` command.

fn main() {}
