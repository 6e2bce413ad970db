//! Real MicroPython: running programs on emulated boards and the unix port, and talking to boards over a line.
//!
//! A board on a desk, or an emulated one that is driven as such, is reached over a [`transport`], and told what to do in
//! its [`repl`]; [`remote`] runs programs on it. What follows is the other way, where the host is ours from its start.
//!
//! In: a [`Program`] (a script or a module, with the files it imports) and a [`Host`] that
//! `scripts/hosts` built. Out: what it printed and its exit status, the same on every host.
//!
//! ```no_run
//! use mpyc::device::{Host, HostKind, Program, Variant};
//!
//! let host = Host::find(HostKind::Rv32, None, Variant::Standard)?;
//! let program = Program::script("hello.py", "import greeting\nprint(greeting.text)")
//!     .file("greeting.py", "text = 'hello'");
//! let outcome = host.run(&program, &mut |_bytes| {})?;
//! assert_eq!((outcome.text(), outcome.status), ("hello\n".into(), 0));
//! # Ok::<(), mpyc::device::HostError>(())
//! ```
//!
//! How it goes: [`guest.py`](guest.py) runs on the host ahead of the program. It makes the files
//! importable and says on the console where the program's output begins and how it ended; `console`
//! reads that back. An emulated board has no file system, no network and no need of a serial protocol:
//! qemu puts the files into its memory (`qemu`). The unix port reads them from a folder (`unix`).

pub mod board;
mod console;
pub mod deploy;
mod error;
mod flash;
mod guest;
mod hosts;
mod kinds;
mod process;
mod program;
mod qemu;
pub mod remote;
pub mod repl;
pub mod timing;
pub mod transport;
mod unix;

pub use error::{Crash, CrashCause, HostError};
pub use flash::FlashBoard;
pub use hosts::{Host, Release, Variant, hosts_folder};
pub use kinds::HostKind;
pub use program::{COLLECT_ALWAYS, GuestFile, INSTRUCTION_COUNTER, Main, Outcome, Program};
