//! The commands of `mpyc`, one file each.

pub mod link;
