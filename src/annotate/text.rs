//! The report as text: what the page says, without the code.

use super::{Report, with};
use std::fmt::Write as _;

impl Report {
    /// The report, a line of it for each of the source.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{} for {}\n", self.source, self.compiled_for);
        // Writing to a string cannot fail.
        for (way, names) in self.tiers.said() {
            let _ = writeln!(out, "{way}: {names}");
        }
        for advice in &self.advised.advice {
            let _ = writeln!(out, "{}: {} saves {}", advice.name, with(advice), advice.saved());
        }
        for line in &self.lines {
            let count = if line.once { "once".to_owned() } else { line.cost.runtime.to_string() };
            let _ = writeln!(
                out,
                "{:>4} {} {count:>5} {:>3} | {}",
                line.number, line.heat, line.cost.near, line.text
            );
            for (way, names) in line.tiers.said() {
                let _ = writeln!(out, "{:22}{way}: {names}", "");
            }
            for sentence in line.why.iter().chain(&line.could) {
                let _ = writeln!(out, "{:22}{sentence}", "");
            }
        }
        out
    }
}
