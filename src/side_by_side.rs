//! Work on many things at once: as many as there are processors.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Does the work on each thing; `then` gets the results in the order of the things, each as soon as it can.
pub(crate) fn side_by_side<Thing: Sync, Made: Send>(
    things: &[Thing],
    work: impl Fn(&Thing) -> Made + Sync,
    mut then: impl FnMut(Made),
) {
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get).min(things.len());
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let Some((index, thing)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    things.get(index).map(|thing| (index, thing))
                } {
                    // Nobody who waits is no reason to stop.
                    let _ = sender.send((index, work(thing)));
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut expected = 0;
        for (index, made) in receiver {
            early.insert(index, made);
            while let Some(made) = early.remove(&expected) {
                then(made);
                expected += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::side_by_side;

    #[test]
    fn results_come_in_order() {
        let things: Vec<u64> = (0..100).collect();
        let mut results = Vec::new();
        side_by_side(
            &things,
            |thing| {
                // The first ones take longest.
                (0..(100 - thing) * 1000).fold(*thing, |sum, step| std::hint::black_box(sum ^ step ^ step))
            },
            |made| results.push(made),
        );
        assert_eq!(results, things);
    }
}
