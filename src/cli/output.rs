//! Writing results: to standard output, or to a file beside its final name that is then renamed, so that no half of one
//! is ever seen.

use crate::diagnostics::{Code, Diagnostic};
use std::io::Write as _;
use std::path::Path;

/// Writes to standard output. A reader that has gone away (`| head`) is no reason to complain.
pub(super) fn to_stdout(bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Diagnostic::new(Code::CANNOT_WRITE, "cannot write to standard output")
                .note(error.to_string()))
        }
        _ => Ok(()),
    }
}

/// Writes a file, whole or not at all; `-` is standard output.
///
/// # Errors
/// `E0103` with the system's reason.
pub(super) fn to_file(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    if path == Path::new("-") {
        return to_stdout(bytes);
    }
    let failed = |error: std::io::Error| {
        Diagnostic::new(Code::CANNOT_WRITE, format!("cannot write `{}`", path.display()))
            .note(error.to_string())
    };
    if path.is_dir() {
        return Err(Diagnostic::new(Code::CANNOT_WRITE, format!("cannot write `{}`", path.display()))
            .note("it is a directory"));
    }
    // What is no plain file (`/dev/stdout`, a pipe) cannot be renamed over.
    if path.exists() && !path.is_file() {
        return std::fs::write(path, bytes).map_err(failed);
    }
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !directory.is_dir() {
        return Err(Diagnostic::new(Code::CANNOT_WRITE, format!("cannot write `{}`", path.display()))
            .note(format!("`{}` is not a directory", directory.display()))
            .help("make the directory, or name another"));
    }
    // The name of the temporary file, which the error has too, is another one each time.
    let mut file = tempfile::Builder::new()
        .prefix(".mpyc-")
        .tempfile_in(directory)
        .map_err(|error| failed(error.kind().into()))?;
    file.write_all(bytes).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).map_or(0o644, |metadata| metadata.permissions().mode());
        file.as_file().set_permissions(std::fs::Permissions::from_mode(mode)).map_err(failed)?;
    }
    file.persist(path).map(|_| ()).map_err(|error| failed(error.error))
}

/// Makes a directory with those that it is in, if it is not there.
///
/// # Errors
/// `E0103` with the system's reason.
pub(super) fn make_directory(path: &Path) -> Result<(), Diagnostic> {
    std::fs::create_dir_all(path).map_err(|error| {
        let why = if path.exists() { "it is not a directory".into() } else { error.to_string() };
        Diagnostic::new(Code::CANNOT_WRITE, format!("cannot make the directory `{}`", path.display()))
            .note(why)
    })
}
