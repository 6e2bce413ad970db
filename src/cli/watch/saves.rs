//! Notices that files were saved.
//!
//! In: a file or a folder. Out: whether something there has changed and has come to rest: several writes at once are one save,
//! and a file that is written elsewhere and renamed, as editors do it, is saved too.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// A save is over when nothing has changed for so long…
const QUIET: Duration = Duration::from_millis(25);

/// …or so long after it began, where something is written all the time.
const LONGEST: Duration = Duration::from_millis(500);

/// How often is looked where the system does not tell of changes.
const POLL: Duration = Duration::from_millis(250);

/// What is watched.
pub(super) struct Saves {
    changes: Receiver<()>,
    /// The first change that was not told of yet, and the last.
    since: Option<(Instant, Instant)>,
    /// Ends when it is dropped.
    _watcher: Box<dyn Watcher>,
}

impl Saves {
    /// Begins to watch a file, or a folder with all in it.
    ///
    /// # Errors
    /// The system's reason.
    pub fn of(path: &Path) -> notify::Result<Self> {
        let (sender, changes) = channel();
        let handler = move |event: notify::Result<Event>| {
            if event.map_or(true, |event| changes_something(event.kind)) {
                // Nobody who waits is no reason to complain.
                let _ = sender.send(());
            }
        };
        let places = places(path)?;
        let start = |mut watcher: Box<dyn Watcher>| {
            for (place, mode) in &places {
                watcher.watch(place, *mode)?;
            }
            Ok(watcher)
        };
        let told = RecommendedWatcher::new(handler.clone(), Config::default());
        let watcher = told.and_then(|watcher| start(Box::new(watcher))).or_else(|_: notify::Error| {
            let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
            start(Box::new(PollWatcher::new(handler, config)?))
        })?;
        Ok(Self { changes, since: None, _watcher: watcher })
    }

    /// When something was saved, if that was since this was asked last.
    pub fn settled(&mut self) -> Option<Instant> {
        let now = Instant::now();
        while self.changes.try_recv().is_ok() {
            let first = self.since.map_or(now, |(first, _)| first);
            self.since = Some((first, now));
        }
        let is_over = |(first, last): &(Instant, Instant)| now - *last >= QUIET || now - *first >= LONGEST;
        self.since.take_if(|since| is_over(since)).map(|(first, _)| first)
    }
}

/// Reading a file is no change, or to look what has changed would be one.
fn changes_something(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

/// The folders to watch. Of a file it is the one that it is in, as what has its name may be another file soon; and where the name
/// is a link, that of the file itself.
fn places(path: &Path) -> notify::Result<Vec<(PathBuf, RecursiveMode)>> {
    let real = path.canonicalize().map_err(notify::Error::io)?;
    if real.is_dir() {
        return Ok(vec![(real, RecursiveMode::Recursive)]);
    }
    let named = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut folders = vec![named.canonicalize().map_err(notify::Error::io)?];
    folders.extend(real.parent().map(Path::to_owned));
    folders.dedup();
    Ok(folders.into_iter().map(|folder| (folder, RecursiveMode::NonRecursive)).collect())
}
