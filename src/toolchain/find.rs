//! Finding a compiler: the order of the search, and the questions a candidate is asked.
//!
//! Comes in: a target, what the user named, the configuration, the environment. Comes out: a [`Toolchain`], or a
//! diagnostic that says what was tried and how to get one. An example of the latter:
//!
//! ```text
//! error[E0501]: no C compiler for rv32imc was found
//!  = note: not on PATH: riscv32-esp-elf-gcc, riscv64-unknown-elf-gcc, …
//!  = help: apt install gcc-riscv64-unknown-elf, or pip install ziglang
//! ```

use super::{Config, Environment, Kind, Toolchain, run};
use crate::diagnostics::{Code, Diagnostic};
use crate::target::Target;
use linker::Arch;
use linker::script::LibraryFile;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Looks for a compiler in the environment of this process; `explicit` is `--cc`.
///
/// # Errors
///
/// `E0503` for a named compiler that cannot be used, `E0501` when none is named and none is found.
pub fn find(
    target: &'static Target,
    explicit: Option<&str>,
    config: &Config,
) -> Result<Toolchain, Diagnostic> {
    find_in(&Environment::of_process(), target, explicit, config)
}

/// As [`find`], in a given environment.
///
/// # Errors
///
/// As [`find`].
pub fn find_in(
    environment: &Environment,
    target: &'static Target,
    explicit: Option<&str>,
    config: &Config,
) -> Result<Toolchain, Diagnostic> {
    match named(environment, target, explicit, config) {
        Some(named) => named.try_it(environment, target),
        None => usual(environment, target),
    }
}

/// A compiler that the user names.
pub(super) struct Named<'a> {
    pub(super) command: &'a str,
    /// What names it.
    pub(super) by: String,
    /// Where a path with a slash starts from, if not from the working directory.
    directory: Option<&'a Path>,
}

pub(super) fn named<'a>(
    environment: &'a Environment,
    target: &Target,
    explicit: Option<&'a str>,
    config: &'a Config,
) -> Option<Named<'a>> {
    if let Some(command) = explicit {
        return Some(Named { command, by: "--cc".to_owned(), directory: None });
    }
    for by in [format!("MPYC_CC_{}", target.name.to_uppercase()), "MPYC_CC".to_owned()] {
        if let Some(command) = environment.variable(&by) {
            return Some(Named { command, by, directory: None });
        }
    }
    let command = config.compiler(target)?;
    let by = config.path().map_or("mpyc.toml".to_owned(), |path| path.display().to_string());
    Some(Named { command, by, directory: config.directory() })
}

impl Named<'_> {
    fn try_it(&self, environment: &Environment, target: &'static Target) -> Result<Toolchain, Diagnostic> {
        let unusable = |reason: String| {
            let title = format!("the C compiler `{}` cannot be used for {}", self.command, target.name);
            Diagnostic::new(Code::COMPILER_UNUSABLE, title)
                .note(reason)
                .note(format!("it is named by {}", self.by))
                .help(format!(
                    "name one that can, or none: then the usual ones are looked for ({})",
                    how_to_get(target)
                ))
        };
        let words = split_words(self.command).map_err(unusable)?;
        let Some((program, arguments)) = words.split_first() else {
            return Err(unusable("no program is named".to_owned()));
        };
        let candidate = self.program(program, environment).map_err(unusable)?;
        probe(environment, target, candidate, arguments.to_vec(), self.by.clone()).map_err(unusable)
    }

    pub(super) fn program(&self, program: &str, environment: &Environment) -> Result<PathBuf, String> {
        if !program.contains(['/', std::path::MAIN_SEPARATOR]) {
            return environment.on_path(program).next().ok_or_else(|| format!("`{program}` is not on PATH"));
        }
        let path = match self.directory {
            Some(directory) => directory.join(program),
            None => PathBuf::from(program),
        };
        let path = std::path::absolute(&path).unwrap_or(path);
        if path.is_file() { Ok(path) } else { Err(format!("there is no file `{}`", path.display())) }
    }
}

/// The compilers that are looked for when none is named.
fn usual(environment: &Environment, target: &'static Target) -> Result<Toolchain, Diagnostic> {
    let (mut missing, mut refused) = (Vec::new(), Vec::new());
    for name in target.compilers {
        let mut is_there = false;
        for path in environment.on_path(name) {
            is_there = true;
            let shown = path.display().to_string();
            match probe(environment, target, path, Vec::new(), "PATH".to_owned()) {
                Ok(found) => return Ok(found),
                Err(reason) => refused.push(format!("`{shown}` cannot be used: {reason}")),
            }
        }
        if !is_there {
            missing.push(*name);
        }
    }
    let zig = "python3 -m ziglang";
    let has_zig = !target.flags.zig.is_empty();
    for python in environment.pythons().into_iter().filter(|_| has_zig) {
        let arguments = vec!["-m".to_owned(), "ziglang".to_owned()];
        match probe(environment, target, python, arguments, zig.to_owned()) {
            Ok(found) => return Ok(found),
            Err(reason) if reason.contains("No module named") => {}
            Err(reason) => refused.push(format!("`{zig}` cannot be used: {reason}")),
        }
    }
    if has_zig {
        missing.push(zig);
    }
    let mut diagnostic =
        Diagnostic::new(Code::NO_COMPILER, format!("no C compiler for {} was found", target.name))
            .note(format!("looked for: {}", missing.join(", ")))
            .help(format!("{}; or name one with --cc, MPYC_CC or mpyc.toml", how_to_get(target)));
    diagnostic.notes.extend(refused);
    Err(diagnostic)
}

/// The commands that get a compiler for a target.
#[must_use]
pub(crate) fn how_to_get(target: &Target) -> String {
    match (target.debian_package, target.flags.zig) {
        (Some(package), []) => format!("`apt install {package}`"),
        (Some(package), _) => format!("`apt install {package}` or `pip install ziglang`"),
        // Debian has none for Xtensa with register windows.
        (None, _) => {
            format!("install Espressif's tools (ESP-IDF), which have {}", target.compilers.join(" and "))
        }
    }
}

/// Asks a candidate for its version and for an object, and looks at the object.
fn probe(
    environment: &Environment,
    target: &'static Target,
    program: PathBuf,
    mut prefix_args: Vec<String>,
    how_found: String,
) -> Result<Toolchain, String> {
    let stem = program.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let is_zig = stem == "zig" || prefix_args.iter().any(|argument| argument == "ziglang");
    if is_zig {
        // `cc` is put back where it belongs: Zig is also asked to build a library.
        prefix_args.retain(|argument| argument != "cc");
    }
    let mut toolchain = Toolchain {
        kind: if is_zig { Kind::Zig } else { Kind::Gcc },
        program,
        prefix_args,
        version: String::new(),
        target,
        libgcc: None,
        how_found,
        environment: environment.clone(),
        identity: OnceLock::new(),
    };
    let said = if is_zig { toolchain.ask(&["version"])? } else { toolchain.ask(&["--version"])? };
    let first_line = said.lines().next().unwrap_or("").trim();
    toolchain.version = if is_zig { format!("zig {first_line}") } else { first_line.to_owned() };
    if !is_zig {
        toolchain.kind =
            kind_of(&said).ok_or_else(|| format!("it is neither GCC nor clang: `{first_line}`"))?;
    }
    let source = format!("{}int probe(int x) {{ return x * 3; }}\n", abi_check(target.arch));
    let compiled = toolchain.try_compile(&source, "probe").map_err(|error| {
        error
            .lines()
            .find(|line| line.contains("error"))
            .or(error.lines().next())
            .unwrap_or("it fails")
            .to_owned()
    })?;
    check_machine(&compiled, target)?;
    toolchain.libgcc = toolchain.find_libgcc();
    Ok(toolchain)
}

/// C that compiles for the target's ABI only, where objects for another have the same ELF header: Xtensa's two.
fn abi_check(arch: Arch) -> &'static str {
    match arch {
        Arch::Xtensa => {
            "#ifdef __XTENSA_WINDOWED_ABI__\n#error it is for the windowed ABI, and the ESP8266 has call0\n#endif\n"
        }
        Arch::Xtensawin => {
            "#ifndef __XTENSA_WINDOWED_ABI__\n#error it is for the call0 ABI, and the ESP32 has the windowed one\n#endif\n"
        }
        Arch::X86
        | Arch::X64
        | Arch::Armv6m
        | Arch::Armv7m
        | Arch::Armv7emsp
        | Arch::Armv7emdp
        | Arch::Rv32imc
        | Arch::Rv64imc => "",
    }
}

/// What a compiler is, from the text of `--version`: GCC's names the Free Software Foundation, clang's itself.
fn kind_of(version: &str) -> Option<Kind> {
    if version.contains("clang") {
        Some(Kind::Clang)
    } else if version.contains("Free Software Foundation") {
        Some(Kind::Gcc)
    } else {
        None
    }
}

/// Whether an object is of the target: ELF of its word size, little-endian, of its machine (System V ABI, "ELF Header").
fn check_machine(object: &[u8], target: &Target) -> Result<(), String> {
    let class = if target.word == 8 { 2 } else { 1 };
    let Some(header) = object.get(..20).filter(|header| header.starts_with(b"\x7fELF")) else {
        return Err(format!("its objects are not ELF files, which {} needs", target.name));
    };
    let machine =
        header.get(18..20).map(|bytes| bytes.iter().rev().fold(0, |n, byte| n << 8 | u16::from(*byte)));
    if header.get(4) == Some(&class) && header.get(5) == Some(&1) && machine == Some(target.elf_machine) {
        return Ok(());
    }
    let made = machine.map_or("?", goblin::elf::header::machine_to_str);
    Err(format!("it makes objects for {made}, not for {}", target.name))
}

/// Splits a command at blanks; quotes of either kind keep blanks together, as in a shell, and nothing else is special.
pub(super) fn split_words(command: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in command.chars() {
        match quote {
            Some(open) if character == open => quote = None,
            Some(_) => word.get_or_insert_default().push(character),
            None if character == '"' || character == '\'' => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            None if character.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    if quote.is_some() { Err("a quote is not closed".to_owned()) } else { Ok(words) }
}

impl Toolchain {
    fn find_libgcc(&self) -> Option<PathBuf> {
        let question = match self.kind {
            Kind::Zig => return None,
            Kind::Gcc | Kind::Clang => "-print-libgcc-file-name",
        };
        let mut arguments: Vec<&str> = run::target_flags(self).to_vec();
        arguments.push(question);
        let path = PathBuf::from(self.ask(&arguments).ok()?.trim());
        (path.is_absolute() && path.is_file()).then_some(path)
    }

    /// The archives that come with the compiler for the target, those that there are: its helper functions, the
    /// mathematics and the rest of its C library. They are not linked unless asked for.
    #[must_use]
    pub fn libraries(&self) -> Vec<PathBuf> {
        let ask = |question: &str| {
            let mut arguments: Vec<&str> = run::target_flags(self).to_vec();
            arguments.push(question);
            self.ask(&arguments).ok().map(|answer| answer.trim().to_owned())
        };
        let mut paths: Vec<PathBuf> = self.libgcc.iter().cloned().collect();
        if self.kind == Kind::Zig {
            return paths;
        }
        // A name alone is the answer for what there is not.
        paths.extend(
            ["-print-file-name=libm.a", "-print-file-name=libc.a"]
                .into_iter()
                .filter_map(ask)
                .map(PathBuf::from),
        );
        // Debian's picolibc has a place of its own, which the compiler is told of by an option.
        if let (Some(machine), Some(directory)) = (ask("-dumpmachine"), ask("-print-multi-directory")) {
            let picolibc = Path::new("/usr/lib/picolibc").join(machine).join("lib").join(directory);
            paths.extend(["libm.a", "libc.a"].map(|name| picolibc.join(name)));
        }
        paths.retain(|path| path.is_absolute() && path.is_file());
        let paths: Vec<PathBuf> = paths.iter().flat_map(|path| archives(path)).collect();
        // GCC's answers lead up and down again.
        paths.iter().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone())).collect()
    }
}

/// The archives that a file stands for: itself, or those that a linker script in its place names, as glibc's `libm.a`
/// does; none if it is neither.
fn archives(path: &Path) -> Vec<PathBuf> {
    let Ok(bytes) = std::fs::read(path) else { return Vec::new() };
    if bytes.starts_with(b"!<") {
        return vec![path.to_owned()];
    }
    let Ok(text) = String::from_utf8(bytes) else { return Vec::new() };
    let beside = path.parent().unwrap_or(Path::new(""));
    let files = linker::script::library_script_files(&path.display().to_string(), &text).unwrap_or_default();
    let files = files.into_iter().map(|file| match file {
        LibraryFile::Path(file) => beside.join(file),
        LibraryFile::Named(library) => beside.join(format!("lib{library}.a")),
    });
    files.filter(|path| path.is_file()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_at_blanks_outside_quotes() {
        let split = |command: &str| split_words(command).unwrap();
        assert_eq!(split("gcc"), ["gcc"]);
        assert_eq!(split("  python3 -m   ziglang cc "), ["python3", "-m", "ziglang", "cc"]);
        assert_eq!(split("'/a b/gcc' -x\"y z\" ''"), ["/a b/gcc", "-xy z", ""]);
        assert_eq!(split("  "), [""; 0]);
        assert!(split_words("'gcc").is_err());
    }

    #[test]
    fn the_machine_of_an_object_is_checked() {
        let rv32 = Target::default_target();
        let mut header = b"\x7fELF\x01\x01\x01".to_vec();
        header.resize(18, 0);
        header.extend([243, 0, 1, 0]);
        assert_eq!(check_machine(&header, rv32), Ok(()));
        for (offset, value) in [(0, b'M'), (4, 2), (5, 2), (18, 62)] {
            let mut wrong = header.clone();
            wrong[offset] = value;
            assert!(check_machine(&wrong, rv32).is_err(), "{offset}");
        }
        assert!(check_machine(b"\x7fELF", rv32).is_err());
        assert!(check_machine(b"", rv32).is_err());
    }
}
