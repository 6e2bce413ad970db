//! The emulated board with flash memory and a filesystem (`scripts/boards/flash`): one to be driven over its serial line,
//! as a board on a desk is.
//!
//! ```text
//! flash-1.26.1.elf, board.img  ──▶  qemu-system-riscv32 … -serial stdio, its memory in board.img
//! ```

use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::HostError;
use super::hosts::{Release, hosts_folder};
use super::process;
use super::qemu::VIRT_RV32;

/// The board's memory: the firmware has the first 8 MiB of it, and the flash is the 1 MiB at 12 MiB.
const MEMORY: &str = "16M";

/// The board, built of one release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlashBoard {
    release: Release,
    firmware: PathBuf,
    emulator: PathBuf,
}

impl FlashBoard {
    /// The board of this release, or of the newest that was built.
    ///
    /// # Errors
    /// Says what to run or install when there is none.
    pub fn find(release: Option<Release>) -> Result<Self, HostError> {
        let folder = hosts_folder()?.join("bin");
        let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let built = entries.filter_map(|entry| {
            let name = entry.file_name();
            let text = name.to_str()?.strip_prefix("flash-")?.strip_suffix(".elf")?;
            Some((text.parse::<Release>().ok()?, entry.path()))
        });
        let wanted = built.filter(|(built, _)| release.is_none_or(|release| *built == release));
        let Some((release, firmware)) = wanted.max_by_key(|(release, _)| *release) else {
            let release = release.map_or_else(|| "*".into(), |release| release.to_string());
            return Err(HostError::Missing { wanted: format!("flash-{release}.elf"), folder });
        };
        Ok(Self { release, firmware, emulator: VIRT_RV32.find_emulator()? })
    }

    /// The release of MicroPython it runs.
    #[must_use]
    pub fn release(&self) -> Release {
        self.release
    }

    /// The command that starts it, with its serial line on standard input and output. Its memory is the file, which is
    /// made where there is none; without one, what it writes is gone with it.
    ///
    /// # Errors
    /// The file cannot be made.
    pub fn command(&self, image: Option<&Path>) -> Result<Command, HostError> {
        let mut command = process::command(&self.emulator);
        command.args(["-bios", "none", "-cpu", "rv32", "-m", MEMORY]);
        match image {
            None => {
                command.args(["-machine", "virt"]);
            }
            Some(image) => {
                let options = std::fs::OpenOptions::new().create(true).append(true).open(image);
                options.map_err(HostError::io(format!("make {}", image.display())))?;
                let path = image.to_string_lossy().replace(',', ",,");
                command.args(["-machine", "virt,memory-backend=ram", "-object"]);
                command.arg(format!("memory-backend-file,id=ram,size={MEMORY},mem-path={path},share=on"));
            }
        }
        command.args(["-semihosting", "-nographic", "-monitor", "none", "-serial", "stdio", "-kernel"]);
        command.arg(&self.firmware);
        Ok(command)
    }
}
