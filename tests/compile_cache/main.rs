//! The compile cache of `mpyc natmod`, as processes with a cache of their own and real compilers
//! (`apt install gcc-riscv64-unknown-elf gcc`).

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod command;
mod compilers;
mod inputs;
mod trouble;
mod world;
