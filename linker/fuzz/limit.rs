//! Memory is counted, and a run that wants too much of it is a fault: libFuzzer's own limit only sees the whole process.
//! So is a run of more than a second; as another program can make it slow, it is measured again.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Bytes that one run may have at a time: a module has at most 64 MB, and is there a few times over while it is written
/// and read back.
const LIMIT: usize = 512 << 20;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static START: AtomicUsize = AtomicUsize::new(usize::MAX);

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(size: usize) {
    let live = LIVE.fetch_add(size, Ordering::Relaxed) + size;
    if live.saturating_sub(START.load(Ordering::Relaxed)) > LIMIT {
        START.store(usize::MAX, Ordering::Relaxed);
        panic!("a run that takes more than {LIMIT} bytes of memory");
    }
}

// SAFETY: all is passed on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Runs a target within the limits.
pub fn run(target: impl Fn()) {
    let slow = || {
        START.store(LIVE.load(Ordering::Relaxed), Ordering::Relaxed);
        let start = Instant::now();
        target();
        START.store(usize::MAX, Ordering::Relaxed);
        start.elapsed() > Duration::from_secs(1)
    };
    assert!(!(slow() && slow() && slow()), "a run that takes more than a second");
}
