//! How far the sending of files is.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::options::MessageFormat;
use crate::device::deploy::Progress;

/// How far it is, on a terminal; nothing elsewhere.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub fn new(format: MessageFormat) -> Self {
        let shown = format == MessageFormat::Human && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) =
            ProgressStyle::with_template("{msg} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec}")
        {
            bar.set_style(style.progress_chars("=> "));
        }
        Self(bar)
    }

    pub fn show(&self, progress: &Progress<'_>) {
        match progress {
            Progress::Total(bytes) => self.0.set_length(*bytes),
            Progress::File(path) => self.0.set_message((*path).to_owned()),
            Progress::Sent(bytes) => self.0.inc(*bytes),
            Progress::Importing => self.0.set_message("importing"),
            Progress::Renaming => self.0.set_message("renaming"),
        }
    }

    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}
