//! Running a compiler: its options, a directory of its own, its words kept.
//!
//! Every run happens in a fresh directory under relative names, so that objects are the same bytes wherever and
//! whenever they are made; variables of the host's compiler are not passed on ([`super::environment`]).

use super::environment::LEAKS;
use super::{Kind, OptLevel, Toolchain};
use crate::diagnostics::{Code, Diagnostic};
use std::io;
use std::path::{Component, Path};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Options of every compiler and target, and why each is here.
const COMMON_FLAGS: &[&str] = &[
    "-std=gnu11",
    // No libc: headers are ours, and no call is assumed to be one of the standard library's.
    "-ffreestanding",
    // The loader puts a module anywhere.
    "-fpic",
    "-fno-common",
    // The linker leaves out what nothing reaches, a section at a time.
    "-ffunction-sections",
    "-fdata-sections",
    // MicroPython's exceptions jump; nothing reads unwind tables.
    "-fno-unwind-tables",
    "-fno-asynchronous-unwind-tables",
    // Both would call functions that a board does not have.
    "-fno-stack-protector",
    "-U_FORTIFY_SOURCE",
    // An object is seen as what its type says it is.
    "-fno-strict-aliasing",
    // Python's a * b + c rounds twice.
    "-ffp-contract=off",
    "-Wall",
];

/// The lines of a compiler's complaint that are shown.
const SHOWN_LINES: usize = 20;

/// What a run of the compiler made.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The object file.
    pub object: Vec<u8>,
    /// What the compiler said all the same: its warnings.
    pub warnings: String,
}

/// The options that select the toolchain's target.
pub(super) fn target_flags(toolchain: &Toolchain) -> &'static [&'static str] {
    let flags = &toolchain.target.flags;
    match toolchain.kind {
        Kind::Gcc => flags.gcc,
        Kind::Clang => flags.clang,
        Kind::Zig => flags.zig,
    }
}

impl Toolchain {
    /// Compiles one C source to an object file.
    ///
    /// `name` is what messages and debug information call it, without `.c`. `headers` are the files that it can
    /// include with quotes: relative path and text.
    ///
    /// # Errors
    ///
    /// `E0502` with the compiler's own words; `E0103` when there is no room for temporary files.
    pub fn compile(
        &self,
        c_source: &str,
        name: &str,
        opt: OptLevel,
        debug: bool,
        headers: &[(&str, &str)],
    ) -> Result<Vec<u8>, Diagnostic> {
        self.compile_with_warnings(c_source, name, opt, debug, headers).map(|compiled| compiled.object)
    }

    /// As [`Toolchain::compile`], with what the compiler warned of.
    ///
    /// # Errors
    ///
    /// As [`Toolchain::compile`].
    pub fn compile_with_warnings(
        &self,
        c_source: &str,
        name: &str,
        opt: OptLevel,
        debug: bool,
        headers: &[(&str, &str)],
    ) -> Result<Compiled, Diagnostic> {
        let directory = TempDir::new().map_err(no_room)?;
        let name = file_stem(name);
        let c_file = format!("{name}.c");
        write(directory.path(), &c_file, c_source)?;
        for (path, text) in headers {
            write(directory.path(), path, text)?;
        }
        let arguments = self.compile_arguments(&name, opt, debug, directory.path());
        let output = self
            .run(&arguments, directory.path())
            .map_err(|error| self.failed(&c_file, &error.to_string()))?;
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            let words = if words.trim().is_empty() { output.status.to_string() } else { words };
            return Err(self.failed(&c_file, &words));
        }
        match std::fs::read(directory.path().join(format!("{name}.o"))) {
            Ok(object) => Ok(Compiled { object, warnings: words }),
            Err(_) => Err(self.failed(&c_file, "it succeeded without writing an object file")),
        }
    }

    /// The compiler's arguments for `name.c`, as they are passed.
    fn compile_arguments(&self, name: &str, opt: OptLevel, debug: bool, directory: &Path) -> Vec<String> {
        let mut arguments = self.code_arguments(name, opt);
        if debug {
            arguments.push("-g".to_owned());
            // The directory appears in debug information, in the form in which the compiler sees it.
            let real = directory.canonicalize().unwrap_or_else(|_| directory.to_owned());
            arguments.push(format!("-ffile-prefix-map={}=.", real.display()));
        }
        arguments.extend(["-c".to_owned(), format!("{name}.c"), "-o".to_owned(), format!("{name}.o")]);
        arguments
    }

    /// The arguments that say what code is made; `name` is what the object's local names are made from.
    pub(super) fn code_arguments(&self, name: &str, opt: OptLevel) -> Vec<String> {
        let mut arguments: Vec<String> = Vec::new();
        if self.kind == Kind::Zig {
            arguments.push("cc".to_owned());
        }
        arguments.extend(target_flags(self).iter().chain(COMMON_FLAGS).map(|flag| (*flag).to_owned()));
        match self.kind {
            // Names of local symbols that GCC makes up come from this seed.
            Kind::Gcc => arguments.push(format!("-frandom-seed={name}")),
            Kind::Clang => {}
            // Zig switches it on by itself.
            Kind::Zig => arguments.push("-fno-sanitize=undefined".to_owned()),
        }
        arguments.push(opt.flag().to_owned());
        arguments
    }

    fn failed(&self, c_file: &str, words: &str) -> Diagnostic {
        let title = format!("the C compiler failed on `{c_file}`");
        let mut diagnostic = Diagnostic::new(Code::COMPILER_FAILED, title);
        let mut lines: Vec<&str> = words.lines().collect();
        // Warnings before the first error would push it out of sight.
        let error = lines.iter().position(|line| line.contains("error:"));
        if let Some(first) = error.filter(|_| lines.len() > SHOWN_LINES) {
            lines.drain(..first);
        }
        let shown = lines.get(..SHOWN_LINES).unwrap_or(&lines).join("\n");
        let left_out = lines.len().saturating_sub(SHOWN_LINES);
        let rest = if left_out > 0 { format!("\n… and {left_out} more lines") } else { String::new() };
        diagnostic.notes.push(format!("{} says:\n{shown}{rest}", self.command()));
        diagnostic.notes.push(format!("its version is `{}`", self.version));
        diagnostic.help(
            "generated C should always compile: please report this with the Python source; \
             `mpyc doctor` shows the compilers that were found",
        )
    }

    /// Compiles for a probe: the object, or what the compiler said.
    pub(super) fn try_compile(&self, c_source: &str, name: &str) -> Result<Vec<u8>, String> {
        let compiled = self.compile(c_source, name, OptLevel::Size, false, &[]);
        compiled.map_err(|diagnostic| {
            let words = diagnostic.notes.into_iter().next().unwrap_or(diagnostic.title);
            words.split_once(" says:\n").map(|(_, said)| said.to_owned()).unwrap_or(words)
        })
    }

    /// Runs the compiler for an answer on its standard output.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<String, String> {
        let output = self
            .run(arguments, &std::env::temp_dir())
            .map_err(|error| format!("it cannot be run: {error}"))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let last = words.lines().rev().find(|line| !line.trim().is_empty());
        Err(last.map_or_else(|| output.status.to_string(), str::to_owned))
    }

    pub(super) fn run(
        &self,
        arguments: &[impl AsRef<std::ffi::OsStr>],
        directory: &Path,
    ) -> io::Result<Output> {
        let mut command = Command::new(&self.program);
        command.args(&self.prefix_args).args(arguments).current_dir(directory).stdin(Stdio::null());
        for name in LEAKS {
            command.env_remove(name);
        }
        // English words, and byte order wherever a compiler sorts.
        command.env("LC_ALL", "C").env("PATH", &self.environment.path);
        command.output()
    }

    /// Builds Zig's helper functions as an archive.
    pub(super) fn build_zig_runtime_library(&self) -> Result<Vec<u8>, Diagnostic> {
        let directory = TempDir::new().map_err(no_room)?;
        // A library has to have something of its own.
        write(directory.path(), "empty.zig", "export fn mpyc_empty() void {}\n")?;
        let mut arguments = vec!["build-lib"];
        arguments.extend(self.target.flags.zig_library);
        arguments.extend(["-OReleaseSmall", "-fcompiler-rt", "-fPIC", "-ffunction-sections", "-fstrip"]);
        arguments.extend(["-femit-bin=library.a", "empty.zig"]);
        let output = self
            .run(&arguments, directory.path())
            .map_err(|error| self.failed("empty.zig", &error.to_string()))?;
        if !output.status.success() {
            return Err(self.failed("empty.zig", &String::from_utf8_lossy(&output.stderr)));
        }
        std::fs::read(directory.path().join("library.a"))
            .map_err(|_| self.failed("empty.zig", "it succeeded without writing an archive"))
    }
}

pub(super) fn no_room(error: io::Error) -> Diagnostic {
    Diagnostic::new(Code::CANNOT_WRITE, "cannot write temporary files").note(error.to_string())
}

/// What debug information calls the C that is compiled under a name.
#[must_use]
pub fn path_in_debug_information(name: &str) -> String {
    format!("./{}.c", file_stem(name))
}

/// A module's name as the name of a file: what could mean something to a file system or a compiler is `_`.
pub(super) fn file_stem(name: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let stem: String =
        name.chars().map(|character| if is_plain(character) { character } else { '_' }).collect();
    if stem.is_empty() { "module".to_owned() } else { stem }
}

/// Writes a file below a directory; the path may have directories but not lead out.
pub(super) fn write(directory: &Path, path: &str, text: &str) -> Result<(), Diagnostic> {
    let relative = Path::new(path);
    if !relative.components().all(|component| matches!(component, Component::Normal(_))) {
        return Err(Diagnostic::new(Code::INTERNAL, format!("the header `{path}` is not a plain path")));
    }
    let path = directory.join(relative);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(no_room)?;
    }
    std::fs::write(path, text).map_err(no_room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_s_name_has_nothing_that_leads_elsewhere() {
        for (name, stem) in
            [("math_ops", "math_ops"), ("a.b", "a_b"), ("../x", "___x"), ("-o", "_o"), ("", "module")]
        {
            assert_eq!(file_stem(name), stem);
        }
        let directory = tempfile::tempdir().unwrap();
        assert!(write(directory.path(), "mpyc/abi.h", "").is_ok());
        for path in ["../x.h", "/x.h", "a/../../x.h"] {
            assert_eq!(write(directory.path(), path, "").unwrap_err().code, Code::INTERNAL, "{path}");
        }
    }
}
