//! Ctrl-C, and the signals that ask a program to end: where a board is in use, it is left at its prompt first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

/// Whether one of the signals has come. A second one ends the process where it is.
#[derive(Debug, Clone)]
pub(super) struct Interrupt(Arc<AtomicUsize>);

impl Interrupt {
    /// From now on the signals do no more than be seen.
    ///
    /// # Errors
    /// The system's.
    pub fn begin() -> std::io::Result<Self> {
        let number = Arc::new(AtomicUsize::new(0));
        let again = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // They run in this order.
            flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&again))?;
            flag::register(signal, Arc::clone(&again))?;
            flag::register_usize(signal, Arc::clone(&number), usize::try_from(signal).unwrap_or(0))?;
        }
        Ok(Self(number))
    }

    /// Whether one has come.
    pub fn came(&self) -> bool {
        self.0.load(Ordering::Relaxed) != 0
    }

    /// The exit status of a command that a signal has ended, as shells have it: 128 and the signal's number.
    pub fn status(&self) -> u8 {
        u8::try_from(self.0.load(Ordering::Relaxed)).map_or(u8::MAX, |signal| signal.saturating_add(128))
    }
}
