//! A folder that is made whole or not at all: beside its place, and renamed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags};

use super::jobs::slashed;
use crate::diagnostics::{Code, Diagnostic};
use crate::publish::manifest::File;

/// The file that lists all others of such a folder, as `sha256sum` does.
pub(super) const SUMS: &str = "SHA256SUMS";

fn cannot(path: &Path, why: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::CANNOT_WRITE, format!("cannot write `{}`", path.display())).note(why)
}

/// Refuses a place whose content would be lost: it is free, or has only what was made so before.
///
/// # Errors
/// `E0103`.
pub(super) fn check_replaceable(place: &Path) -> Result<(), Diagnostic> {
    let parent = parent(place);
    if !parent.is_dir() {
        return Err(cannot(place, format!("`{}` is not a directory", parent.display()))
            .help("make the directory, or name another"));
    }
    if place.file_name().is_none() {
        return Err(cannot(place, "it has no name of its own").help("name a folder that is to be made"));
    }
    let Ok(metadata) = place.symlink_metadata() else { return Ok(()) };
    if !metadata.is_dir() {
        return Err(cannot(place, "it is not a directory"));
    }
    let listed = std::fs::read_to_string(place.join(SUMS)).unwrap_or_default();
    let mut listed: BTreeSet<&str> =
        listed.lines().filter_map(|line| line.split_once("  ").map(|(_, path)| path)).collect();
    listed.insert(SUMS);
    for entry in walkdir::WalkDir::new(place).sort_by_file_name() {
        let entry = entry.map_err(|error| cannot(place, error.to_string()))?;
        let path = slashed(entry.path().strip_prefix(place).unwrap_or(entry.path()));
        if !entry.file_type().is_dir() && !listed.contains(path.as_str()) {
            return Err(cannot(
                place,
                format!("`{}` would be lost: it was not made by `mpyc package`", entry.path().display()),
            )
            .help("name another folder with -o, or move the file"));
        }
    }
    Ok(())
}

/// Makes a folder of files in the place of an older one.
///
/// # Errors
/// `E0103`; then what was there is still there.
pub(super) fn replace(place: &Path, files: &[File]) -> Result<(), Diagnostic> {
    check_replaceable(place)?;
    let failed = |error: std::io::Error| cannot(place, error.to_string());
    let beside = tempfile::Builder::new()
        .prefix(".mpyc-")
        .tempdir_in(parent(place))
        // The name, which the error has too, is another one each time.
        .map_err(|error| failed(error.kind().into()))?;
    let new = beside.path().join("new");
    std::fs::create_dir(&new).map_err(failed)?;
    for file in files {
        let path = new.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap_or(&new)).map_err(failed)?;
        std::fs::write(&path, &file.bytes).map_err(failed)?;
    }
    // Both at once, so that there is one of them at any time; where a filesystem can.
    if rustix::fs::renameat_with(CWD, &new, CWD, place, RenameFlags::EXCHANGE).is_ok() {
        return Ok(());
    }
    let old = beside.path().join("old");
    let was_there = place.symlink_metadata().is_ok();
    if was_there {
        std::fs::rename(place, &old).map_err(failed)?;
    }
    let Err(error) = std::fs::rename(&new, place) else { return Ok(()) };
    if was_there && std::fs::rename(&old, place).is_err() {
        let kept = beside.keep().join("old");
        return Err(failed(error).note(format!("what was there is at `{}`", kept.display())));
    }
    Err(failed(error))
}

fn parent(place: &Path) -> PathBuf {
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}
