//! Boards by the name of their chip: the processor family they load modules of, and what is in their ROM.
//!
//! ```text
//! esp32c3  ──▶  rv32imc, 122 functions in ROM
//! rp2040   ──▶  armv6m
//! ```

use super::rom::{ESP32_LIBGCC, ESP32S2_LIBC, ESP32S2_LIBGCC, ESP8266_LIBC, ESP8266_LIBGCC, Rom};
use linker::{Arch, FixedSymbol};

/// A row of the table below.
#[derive(Debug, PartialEq, Eq)]
pub struct Board {
    /// As in `--board`.
    pub name: &'static str,
    /// What MicroPython for it loads.
    pub arch: Arch,
    /// The optional extensions that its processor is known to have, of those that modules can ask for ([`Arch::flags`]).
    pub flags: u64,
    /// What is in its ROM, where that is known.
    rom: Option<Rom>,
}

const fn board(name: &'static str, arch: Arch) -> Board {
    Board { name, arch, flags: 0, rom: None }
}

const fn with_rom(name: &'static str, arch: Arch, rom: Rom) -> Board {
    Board { name, arch, flags: 0, rom: Some(rom) }
}

const fn rows(libgcc: u32, libc: u32, stride: u32) -> Rom {
    Rom::Rows { libgcc: Some(libgcc), libc, stride }
}

/// All boards. The families are those that MicroPython's ports compile for (`ports/*/Makefile`, `mpconfigmcu.mk`,
/// `ports/stm32/stm32.mk`). Chips whose boards have single floats or double ones (STM32F7, H7, N6) are not here: there is no
/// one answer. Of a chip that may run either of two cores the name alone means its Arm ones.
static BOARDS: [Board; 22] = [
    with_rom("esp8266", Arch::Xtensa, Rom::Table(&[&ESP8266_LIBGCC, &ESP8266_LIBC])),
    with_rom("esp32", Arch::Xtensawin, Rom::Table(&[&ESP32_LIBGCC])),
    with_rom("esp32s2", Arch::Xtensawin, Rom::Table(&[&ESP32S2_LIBGCC, &ESP32S2_LIBC])),
    with_rom("esp32s3", Arch::Xtensawin, rows(0x4000_216c, 0x4000_11e8, 12)),
    with_rom("esp32c2", Arch::Rv32imc, rows(0x4000_08a8, 0x4000_0488, 4)),
    with_rom("esp32c3", Arch::Rv32imc, rows(0x4000_0764, 0x4000_0354, 4)),
    with_rom("esp32c5", Arch::Rv32imc, Rom::Rows { libgcc: None, libc: 0x4000_04b8, stride: 4 }),
    with_rom("esp32c6", Arch::Rv32imc, rows(0x4000_0884, 0x4000_04a8, 4)),
    with_rom("esp32h2", Arch::Rv32imc, rows(0x4000_0850, 0x4000_04a0, 4)),
    board("esp32p4", Arch::Rv32imc),
    board("rp2040", Arch::Armv6m),
    board("rp2350", Arch::Armv7emsp),
    // Zba and Zcmp (RP2350 datasheet, "Hazard3 processor").
    Board { flags: 3, ..board("rp2350-riscv", Arch::Rv32imc) },
    board("samd21", Arch::Armv6m),
    board("samd51", Arch::Armv7emsp),
    board("nrf51", Arch::Armv6m),
    board("nrf52840", Arch::Armv7emsp),
    board("stm32f4", Arch::Armv7emsp),
    board("stm32g4", Arch::Armv7emsp),
    board("stm32h5", Arch::Armv7emsp),
    board("stm32l4", Arch::Armv7emsp),
    board("stm32wb", Arch::Armv7emsp),
];

impl Board {
    /// The board of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Board> {
        BOARDS.iter().find(|board| board.name == name)
    }

    /// All boards.
    pub fn all() -> impl Iterator<Item = &'static Board> {
        BOARDS.iter()
    }

    /// The functions in its ROM, for the linker.
    #[must_use]
    pub fn symbols(&self) -> Vec<FixedSymbol> {
        self.rom.as_ref().map(|rom| rom.symbols(self.name)).unwrap_or_default()
    }
}

/// What a module of an architecture may call in ROM without a board being named: the arithmetic that C compilers for it
/// leave to the ROM of the one chip that there is. Their library for the LX106 has no `__mulsf3`, for the ESP8266 does.
#[must_use]
pub fn arithmetic(arch: Arch) -> Vec<FixedSymbol> {
    let chip = if arch == Arch::Xtensa { Board::named("esp8266") } else { None };
    let symbols = chip.map(Board::symbols).unwrap_or_default();
    symbols.into_iter().filter(|symbol| symbol.name.starts_with("__")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn address(board: &str, name: &str) -> Option<u64> {
        let symbols = Board::named(board).unwrap().symbols();
        symbols.into_iter().find(|symbol| symbol.name == name).map(|symbol| symbol.value.unwrap())
    }

    #[test]
    fn names_are_there_once() {
        let boards: HashSet<&str> = Board::all().map(|board| board.name).collect();
        assert_eq!(boards.len(), BOARDS.len());
        for board in Board::all() {
            let symbols = board.symbols();
            let names: HashSet<&str> = symbols.iter().map(|symbol| symbol.name.as_str()).collect();
            assert_eq!(names.len(), symbols.len(), "{}", board.name);
        }
    }

    #[test]
    fn how_many_functions_each_rom_has() {
        let counts: Vec<(&str, usize)> = Board::all()
            .map(|board| (board.name, board.symbols().len()))
            .filter(|(_, count)| *count > 0)
            .collect();
        assert_eq!(
            counts,
            [
                ("esp8266", 35),
                ("esp32", 89),
                ("esp32s2", 119),
                ("esp32s3", 122),
                ("esp32c2", 122),
                ("esp32c3", 122),
                ("esp32c5", 32),
                ("esp32c6", 122),
                ("esp32h2", 122),
            ]
        );
    }

    /// ROM begins at 0x40000000 on all of them, and has at most 1 MB.
    #[test]
    fn addresses_are_in_rom() {
        for board in Board::all() {
            for symbol in board.symbols() {
                let address = symbol.value.unwrap();
                assert!((0x4000_0000..0x4010_0000).contains(&address), "{} {}", board.name, symbol.name);
            }
        }
    }

    /// First and last entries of each row and some between, as the chips' scripts have them.
    #[test]
    fn rows_meet_the_published_addresses() {
        for (board, name, expected) in [
            ("esp32c2", "__absvdi2", 0x4000_08a8),
            ("esp32c2", "__muldf3", 0x4000_098c),
            ("esp32c2", "__unordsf2", 0x4000_0a0c),
            ("esp32c2", "strlcpy", 0x4000_0524),
            ("esp32c2", "itoa", 0x4000_057c),
            ("esp32c3", "__adddf3", 0x4000_076c),
            ("esp32c3", "__divdi3", 0x4000_07b4),
            ("esp32c3", "__gcc_bcmp", 0x4000_0814),
            ("esp32c3", "__umoddi3", 0x4000_08bc),
            ("esp32c3", "__unordsf2", 0x4000_08c8),
            ("esp32c3", "strncmp", 0x4000_0370),
            ("esp32c3", "strlen", 0x4000_0374),
            ("esp32c3", "qsort", 0x4000_0434),
            ("esp32c3", "itoa", 0x4000_0448),
            ("esp32c5", "memset", 0x4000_04b8),
            ("esp32c5", "abs", 0x4000_0588),
            ("esp32c6", "__extendsfdf2", 0x4000_08ec),
            ("esp32c6", "__unordsf2", 0x4000_09e8),
            ("esp32c6", "memchr", 0x4000_051c),
            ("esp32h2", "__fixdfsi", 0x4000_08c8),
            ("esp32h2", "__unordsf2", 0x4000_09b4),
            ("esp32h2", "strtok_r", 0x4000_0560),
            ("esp32s3", "__absvdi2", 0x4000_216c),
            ("esp32s3", "__muldi3", 0x4000_2424),
            ("esp32s3", "__unordsf2", 0x4000_2598),
            ("esp32s3", "strnlen", 0x4000_13f8),
            ("esp32s3", "itoa", 0x4000_14c4),
            ("esp32", "__divdi3", 0x4000_ca84),
            ("esp32s2", "memcpy", 0x4001_aba8),
            ("esp8266", "__adddf3", 0x4000_c538),
            ("esp8266", "strstr", 0x4000_e1e0),
        ] {
            assert_eq!(address(board, name), Some(expected), "{board} {name}");
        }
        assert_eq!(address("esp32c5", "__adddf3"), None);
        assert_eq!(address("esp32", "memcpy"), None);
    }
}
