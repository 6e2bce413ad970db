//! `mpyc.toml`: what a project says about what it is compiled for, and by which compilers.
//!
//! ```toml
//! board = "esp32c3"                  # or arch = "rv32imc"
//!
//! [toolchain]
//! cc = "riscv64-unknown-elf-gcc"     # for every target
//!
//! [toolchain.x64]
//! cc = "./tools/gcc -specs=nano"     # for one; a path with a slash is relative to this file
//! ```
//!
//! It is looked for beside the source and in the directories above, up to the root; the nearest one counts. An entry
//! that is not known is an error with its place.

use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{SourceFile, Span};
use crate::target::Target;
use crate::target::boards::Board;
use linker::Arch;
use serde::Deserialize;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

const NAME: &str = "mpyc.toml";

/// A configuration; empty where there is no file.
#[derive(Debug, Clone, Default)]
pub struct Config {
    path: Option<PathBuf>,
    compiled_for: Option<CompiledFor>,
    toolchain: ToolchainTable,
}

/// What a project's modules are compiled for, where no option says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompiledFor {
    /// A chip: its processor family, with the functions in its ROM.
    Board(&'static Board),
    /// A processor family.
    Arch(&'static Target),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    board: Option<toml::Spanned<String>>,
    arch: Option<toml::Spanned<String>>,
    #[serde(default)]
    toolchain: ToolchainTable,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table")]
struct ToolchainTable {
    cc: Option<String>,
    #[serde(default)]
    x86: TargetTable,
    #[serde(default)]
    x64: TargetTable,
    #[serde(default)]
    armv6m: TargetTable,
    #[serde(default)]
    armv7m: TargetTable,
    #[serde(default)]
    armv7emsp: TargetTable,
    #[serde(default)]
    armv7emdp: TargetTable,
    #[serde(default)]
    xtensa: TargetTable,
    #[serde(default)]
    xtensawin: TargetTable,
    #[serde(default)]
    rv32imc: TargetTable,
    #[serde(default)]
    rv64imc: TargetTable,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table")]
struct TargetTable {
    cc: Option<String>,
}

impl Config {
    /// Reads the `mpyc.toml` nearest to a source file, or to the sources of a directory: in it, or above.
    ///
    /// # Errors
    ///
    /// It cannot be read (`E0101`), is not UTF-8 (`E0102`), or has an entry that is not understood (`E0105`).
    pub fn near(source: &Path) -> Result<Config, Diagnostic> {
        let source = std::path::absolute(source).unwrap_or_else(|_| source.to_owned());
        for directory in source.ancestors().skip(usize::from(!source.is_dir())) {
            let path = directory.join(NAME);
            if path.is_file() {
                return Config::read(&path);
            }
        }
        Ok(Config::default())
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// As [`Config::near`].
    pub fn read(path: &Path) -> Result<Config, Diagnostic> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| {
            Diagnostic::new(Code::CANNOT_READ, format!("cannot read `{name}`")).note(error.to_string())
        })?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Diagnostic::new(Code::NOT_UTF8, format!("`{name}` is not UTF-8 text")))?;
        Config::parse(path, &text)
    }

    /// Reads a text that stands in `path`.
    ///
    /// # Errors
    ///
    /// An entry is not understood (`E0105`), with its place.
    pub fn parse(path: &Path, text: &str) -> Result<Config, Diagnostic> {
        let wrong = |span: Range<usize>, message: String| {
            let source = Rc::new(SourceFile::new(path.display().to_string(), text));
            let offset = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            let span = Span { start: offset(span.start), end: offset(span.end) };
            Diagnostic::new(Code::BAD_CONFIG, message).at(&source, span, "")
        };
        let file: File = toml::from_str(text).map_err(|error| {
            wrong(error.span().unwrap_or(0..0), error.message().trim().replace('\n', ", "))
        })?;
        let compiled_for = match (file.board, file.arch) {
            (None, None) => None,
            (Some(_), Some(arch)) => {
                return Err(wrong(arch.span(), "the board says what its architecture is".into()));
            }
            (Some(board), None) => match Board::named(board.get_ref()) {
                Some(known) => Some(CompiledFor::Board(known)),
                None => {
                    let message = format!("unknown board `{}`", board.get_ref());
                    return Err(wrong(board.span(), message).help("`mpyc targets` lists the boards"));
                }
            },
            (None, Some(arch)) => match Target::named(arch.get_ref()) {
                Some(known) => Some(CompiledFor::Arch(known)),
                None => {
                    let message = format!("unknown architecture `{}`", arch.get_ref());
                    return Err(wrong(arch.span(), message).help("`mpyc targets` lists them"));
                }
            },
        };
        Ok(Config { path: Some(path.to_owned()), compiled_for, toolchain: file.toolchain })
    }

    /// What it says modules are compiled for.
    #[must_use]
    pub fn compiled_for(&self) -> Option<CompiledFor> {
        self.compiled_for
    }

    /// The file it was read from.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The compiler it names for a target.
    pub(super) fn compiler(&self, target: &Target) -> Option<&str> {
        let table = match target.arch {
            Arch::X86 => &self.toolchain.x86,
            Arch::X64 => &self.toolchain.x64,
            Arch::Armv6m => &self.toolchain.armv6m,
            Arch::Armv7m => &self.toolchain.armv7m,
            Arch::Armv7emsp => &self.toolchain.armv7emsp,
            Arch::Armv7emdp => &self.toolchain.armv7emdp,
            Arch::Xtensa => &self.toolchain.xtensa,
            Arch::Xtensawin => &self.toolchain.xtensawin,
            Arch::Rv32imc => &self.toolchain.rv32imc,
            Arch::Rv64imc => &self.toolchain.rv64imc,
        };
        table.cc.as_deref().or(self.toolchain.cc.as_deref())
    }

    /// The directory that a relative path in it starts from.
    pub(super) fn directory(&self) -> Option<&Path> {
        self.path.as_deref().and_then(Path::parent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::render;

    fn target(name: &str) -> &'static Target {
        Target::named(name).unwrap()
    }

    fn error(text: &str) -> String {
        render::human(&[Config::parse(Path::new("mpyc.toml"), text).unwrap_err()], false)
    }

    #[test]
    fn a_target_s_own_compiler_comes_before_the_common_one() {
        let text = "[toolchain]\ncc = 'common'\n[toolchain.x64]\ncc = 'special'\n";
        let config = Config::parse(Path::new("mpyc.toml"), text).unwrap();
        assert_eq!(config.compiler(target("rv32imc")), Some("common"));
        assert_eq!(config.compiler(target("x64")), Some("special"));
    }

    #[test]
    fn every_target_may_have_a_table() {
        for target in Target::all() {
            let text = format!("[toolchain.{}]\ncc = 'own'\n", target.name);
            let config = Config::parse(Path::new("mpyc.toml"), &text).unwrap();
            assert_eq!(config.compiler(target), Some("own"));
        }
    }

    #[test]
    fn an_empty_file_says_nothing() {
        let config = Config::parse(Path::new("mpyc.toml"), "# nothing\n").unwrap();
        assert_eq!(config.compiler(Target::default_target()), None);
    }

    #[test]
    fn entries_that_are_not_understood_are_errors_with_a_place() {
        insta::assert_snapshot!(error("[toolchain]\nccc = 'gcc'\n"), @r"
        error[E0105]: unknown field `ccc`, expected one of `cc`, `x86`, `x64`, `armv6m`, `armv7m`, `armv7emsp`, `armv7emdp`, `xtensa`, `xtensawin`, `rv32imc`, `rv64imc`
         --> mpyc.toml:2:1
          |
        2 | ccc = 'gcc'
          | ^^^
        ");
        insta::assert_snapshot!(error("[toolchain.rv128]\ncc = 'gcc'\n"), @r"
        error[E0105]: unknown field `rv128`, expected one of `cc`, `x86`, `x64`, `armv6m`, `armv7m`, `armv7emsp`, `armv7emdp`, `xtensa`, `xtensawin`, `rv32imc`, `rv64imc`
         --> mpyc.toml:1:12
          |
        1 | [toolchain.rv128]
          |            ^^^^^
        ");
        insta::assert_snapshot!(error("[toolchain]\ncc = 1\n"), @r"
        error[E0105]: invalid type: integer `1`, expected a string
         --> mpyc.toml:2:6
          |
        2 | cc = 1
          |      ^
        ");
        insta::assert_snapshot!(error("toolchain = 'gcc'\n"), @r#"
        error[E0105]: invalid type: string "gcc", expected a table
         --> mpyc.toml:1:13
          |
        1 | toolchain = 'gcc'
          |             ^^^^^
        "#);
        insta::assert_snapshot!(error("[toolchain]\ncc = 'gcc\n"), @r"
        error[E0105]: invalid literal string, expected `'`
         --> mpyc.toml:2:10
          |
        2 | cc = 'gcc
          |          ^
        ");
        insta::assert_snapshot!(error("[target]\n"), @r"
        error[E0105]: unknown field `target`, expected one of `board`, `arch`, `toolchain`
         --> mpyc.toml:1:2
          |
        1 | [target]
          |  ^^^^^^
        ");
        insta::assert_snapshot!(error("board = 'esp33'\n"), @r"
        error[E0105]: unknown board `esp33`
         --> mpyc.toml:1:9
          |
        1 | board = 'esp33'
          |         ^^^^^^^
          |
          = help: `mpyc targets` lists the boards
        ");
        insta::assert_snapshot!(error("arch = 'rv64'\n"), @r"
        error[E0105]: unknown architecture `rv64`
         --> mpyc.toml:1:8
          |
        1 | arch = 'rv64'
          |        ^^^^^^
          |
          = help: `mpyc targets` lists them
        ");
        insta::assert_snapshot!(error("arch = 'x64'\nboard = 'esp32c3'\n"), @r"
        error[E0105]: the board says what its architecture is
         --> mpyc.toml:1:8
          |
        1 | arch = 'x64'
          |        ^^^^^
        ");
    }

    #[test]
    fn a_project_is_compiled_for_a_board_or_an_architecture() {
        let of = |text: &str| Config::parse(Path::new("mpyc.toml"), text).unwrap().compiled_for();
        assert_eq!(of("board = 'esp32c6'\n"), Board::named("esp32c6").map(CompiledFor::Board));
        assert_eq!(of("arch = 'x64'\n"), Some(CompiledFor::Arch(target("x64"))));
        assert_eq!(of(""), None);
    }

    #[test]
    fn the_nearest_file_above_the_source_counts() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(root.path().join(NAME), "[toolchain]\ncc = 'outer'\n").unwrap();
        let compiler = || {
            let config = Config::near(&inner.join("module.py")).unwrap();
            config.compiler(Target::default_target()).map(str::to_owned)
        };
        assert_eq!(compiler().as_deref(), Some("outer"));
        std::fs::write(root.path().join("a").join(NAME), "").unwrap();
        assert_eq!(compiler(), None);
        std::fs::write(inner.join(NAME), "[toolchain]\ncc = 'inner'\n").unwrap();
        assert_eq!(compiler().as_deref(), Some("inner"));
        std::fs::write(inner.join(NAME), [0xff]).unwrap();
        assert_eq!(Config::near(&inner.join("module.py")).unwrap_err().code, Code::NOT_UTF8);
    }
}
