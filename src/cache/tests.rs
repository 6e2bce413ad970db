use super::clean::{clean, held};
use super::*;
use std::fs;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

fn cache() -> (TempDir, Cache) {
    let directory = tempfile::tempdir().unwrap();
    let cache = Cache::open(&directory.path().join("cache")).unwrap();
    (directory, cache)
}

fn key(name: &str) -> Key {
    Inputs::new("test").with("name", name).key()
}

#[test]
fn inputs_are_told_apart_by_name_content_number_and_order() {
    let keys = [
        Inputs::new("a").key(),
        Inputs::new("b").key(),
        Inputs::new("a").with("x", "").key(),
        Inputs::new("a").with("", "x").key(),
        Inputs::new("a").with("x", "1").with("y", "2").key(),
        Inputs::new("a").with("y", "2").with("x", "1").key(),
        Inputs::new("a").with("x", "2").with("y", "1").key(),
        Inputs::new("a").with("x", "1y2").key(),
        Inputs::new("a").with_all("x", ["1", "2"]).key(),
        Inputs::new("a").with_all("x", ["12"]).key(),
        Inputs::new("a").with_all("x", ["1", "2", ""]).key(),
    ];
    for (index, one) in keys.iter().enumerate() {
        for (other_index, other) in keys.iter().enumerate() {
            assert_eq!(one == other, index == other_index, "{index} {other_index}");
        }
    }
}

#[test]
fn an_entry_is_what_was_stored_under_its_key() {
    let (_directory, cache) = cache();
    let store = cache.store(StoreKind::Modules);
    assert_eq!(store.load(&key("a")), None);
    for content in [&b"one"[..], b"", b"other, and longer"] {
        store.store(&key("a"), content).unwrap();
        assert_eq!(store.load(&key("a")).as_deref(), Some(content));
    }
    assert_eq!(store.load(&key("b")), None);
    // Under another key's name it is not used.
    fs::create_dir_all(store.path(&key("b")).parent().unwrap()).unwrap();
    fs::copy(store.path(&key("a")), store.path(&key("b"))).unwrap();
    assert_eq!(store.load(&key("b")), None);
}

#[test]
fn an_entry_that_is_cut_short_or_changed_anywhere_is_not_used() {
    let (_directory, cache) = cache();
    let store = cache.store(StoreKind::Modules);
    store.store(&key("a"), b"the content").unwrap();
    let path = store.path(&key("a"));
    let whole = fs::read(&path).unwrap();
    for length in 0..whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        assert_eq!(store.load(&key("a")), None, "cut at {length}");
    }
    for index in 0..whole.len() {
        let mut changed = whole.clone();
        changed[index] ^= 1;
        fs::write(&path, changed).unwrap();
        assert_eq!(store.load(&key("a")), None, "changed at {index}");
    }
    fs::write(&path, [&whole[..], b"x"].concat()).unwrap();
    assert_eq!(store.load(&key("a")), None);
    fs::write(&path, vec![0; whole.len()]).unwrap();
    assert_eq!(store.load(&key("a")), None);
    // It is stored again over what is broken.
    store.store(&key("a"), b"the content").unwrap();
    assert_eq!(fs::read(&path).unwrap(), whole);
}

/// Sets the time when an entry was used.
fn used(path: &Path, seconds_ago: u64) {
    let time = SystemTime::now() - Duration::from_secs(seconds_ago);
    fs::File::open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn what_was_used_longest_ago_goes_first() {
    let (_directory, cache) = cache();
    // Keys of one directory.
    let keys: Vec<Key> =
        (0..).map(|n: u32| key(&n.to_string())).filter(|key| key.digits().starts_with('7')).take(6).collect();
    let store = cache.store(StoreKind::Modules).with_bound(16 * 4400);
    for (age, key) in keys[..5].iter().enumerate() {
        store.store(key, &[7; 600]).unwrap();
        used(&store.path(key), 1000 - 100 * age as u64);
    }
    // The oldest is used again.
    assert!(store.load(&keys[0]).is_some());
    store.store(&keys[5], &[7; 1200]).unwrap();
    let there: Vec<bool> = keys.iter().map(|key| store.path(key).exists()).collect();
    assert_eq!(there, [true, false, true, true, true, true]);
    // What alone is beyond the bound is not kept.
    store.store(&keys[1], &[7; 4401]).unwrap();
    assert!(!store.path(&keys[1]).exists());
}

#[test]
fn what_a_killed_run_left_goes_when_it_is_old() {
    let (_directory, cache) = cache();
    let store = cache.store(StoreKind::Modules);
    store.store(&key("a"), b"content").unwrap();
    let shard = store.path(&key("a")).parent().unwrap().to_owned();
    let (old, young) = (shard.join(".new-old"), shard.join(".new-young"));
    fs::write(&old, "half").unwrap();
    fs::write(&young, "half").unwrap();
    used(&old, 7200);
    store.store(&key("a"), b"content").unwrap();
    assert!(!old.exists());
    assert!(young.exists());
}

#[test]
fn the_cache_is_tagged_once() {
    let (directory, _cache) = cache();
    let tag = directory.path().join("cache/CACHEDIR.TAG");
    assert!(fs::read_to_string(&tag).unwrap().starts_with("Signature: 8a477f597d28d172789f06886806bc55\n"));
    fs::write(&tag, "the user's own").unwrap();
    Cache::open(&directory.path().join("cache")).unwrap();
    assert_eq!(fs::read_to_string(&tag).unwrap(), "the user's own");
}

#[test]
fn cleaning_removes_what_is_ours_and_nothing_else() {
    let (directory, cache) = cache();
    let root = directory.path().join("cache");
    for kind in StoreKind::ALL {
        cache.store(kind).store(&key("a"), b"content").unwrap();
    }
    let build = root.join("runtime").join("0".repeat(64));
    fs::create_dir_all(&build).unwrap();
    fs::write(build.join("0.bin"), [0; 100]).unwrap();
    let shard = cache.store(StoreKind::Modules).path(&key("a")).parent().unwrap().to_owned();
    let others =
        [root.join("hosts/bin/host"), root.join("runtime/notes"), root.join("x.txt"), shard.join("x.txt")];
    for other in &others {
        fs::create_dir_all(other.parent().unwrap()).unwrap();
        fs::write(other, "other").unwrap();
    }
    // What another run is writing is left to it, what a killed run left long ago is not.
    let (young, old) = (shard.join(".new-young"), shard.join(".new-old"));
    fs::write(&young, "").unwrap();
    let amounts = held(&root);
    let total: u64 = amounts.iter().map(|(_, amount)| amount.bytes).sum();
    assert_eq!(amounts.iter().map(|(_, amount)| amount.entries).collect::<Vec<_>>(), [2, 1, 1, 1]);
    fs::write(&old, "").unwrap();
    used(&old, 7200);
    let freed = clean(&root).unwrap();
    assert_eq!((freed.entries, freed.bytes), (5, total));
    assert!(young.exists() && !old.exists());
    fs::remove_file(&young).unwrap();
    assert!(others.iter().all(|other| other.exists()));
    assert!(!build.exists() && !root.join("compilers").exists());
    assert_eq!(clean(&root).unwrap().entries, 0);
    assert_eq!(clean(&root.join("nowhere")).unwrap().entries, 0);
}

#[test]
fn a_file_s_hash_is_that_of_its_content_whenever_it_is_asked_for() {
    let (directory, cache) = cache();
    let file = directory.path().join("program");
    let files = cache.files();
    assert_eq!(files.of(&file), None);
    assert_eq!(files.of(directory.path()), None);
    // Of the same length, within one tick of the clock.
    for content in ["one", "two", "six"] {
        fs::write(&file, content).unwrap();
        assert_eq!(files.of(&file), Some(sha256(content.as_bytes())));
    }
    assert_eq!(held(&directory.path().join("cache"))[2].1.entries, 0);
    // What has been the same for a while is not read again.
    let settled = Path::new("/bin/sh");
    let hash = files.of(settled);
    assert_eq!(hash, Some(sha256(&fs::read(settled).unwrap())));
    assert_eq!(held(&directory.path().join("cache"))[2].1.entries, 1);
    assert_eq!(files.of(settled), hash);
}
