//! Replays the fuzzers' corpus: real objects, archives, scripts and modules, cut down and mutated, and every file that a
//! fuzzer stopped at. Each ends in time; `scripts/fuzz` looks for more.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "that is how a test says what went wrong, in helpers too"
)]

#[path = "../fuzz/targets.rs"]
mod targets;

use std::path::Path;
use std::time::{Duration, Instant};

/// Far above what any takes without optimisation on a busy machine.
const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn every_file_of_the_corpus_ends() {
    for (name, target) in targets::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
        let mut files: Vec<_> =
            std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(files.len() >= 5, "{}", folder.display());
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let start = Instant::now();
            target(&bytes);
            assert!(start.elapsed() < LIMIT, "{}: {:?}", file.display(), start.elapsed());
            // Cut short, it is another file of the kind that breaks readers.
            for length in (0..bytes.len()).step_by(bytes.len() / 100 + 1) {
                target(&bytes[..length]);
            }
        }
    }
}
