//! What is in the ROMs of Espressif's chips that a native module can use, as data: names and addresses.
//!
//! ```text
//! esp32c3  __adddf3  0x4000076c    a jump to the function, one of a row of jumps
//! esp32    __adddf3  0x40002590    the function itself
//! ```
//!
//! Chosen are functions that depend on nothing but their arguments: arithmetic that the C compiler calls (libgcc), and
//! of the C library what works on memory and strings. What needs the firmware's locale, heap or `errno` is left out:
//! whether those are set up for the ROM's library is the firmware's business.
//!
//! Sources, by commit of espressif/esp-idf, in `components/esp_rom/CHIP/ld`; for the ESP8266,
//! `ports/esp8266/boards/eagle.rom.addr.v6.ld` of micropython/micropython 1.26.1. The addresses of `memset`, `memcpy`,
//! `memmove`, `memcmp`, `strcpy`, `strncpy`, `strncmp` (and others) are the same in esp-rs/esp-hal,
//! `esp-rom-sys/ld/CHIP/rom/additional.ld`.
//!
//! | chip | `*.rom.libgcc.ld` | C library |
//! |---|---|---|
//! | esp32 | 0d84a5ecf560 | none: unsafe with external RAM on the chip's first revisions (`esp32.rom.newlib-funcs.ld`) |
//! | esp32s2 | 6f1f41ff45a6 | `newlib-funcs.ld`, ea7122e3fb57 |
//! | esp32s3 | 45a1873f983a | `libc.ld`, 6f1f41ff45a6 |
//! | esp32c2 | 7ac35cb2ba42 (revision 1 and later) | `libc.ld`, 4a0b461624ef |
//! | esp32c3 | 6f1f41ff45a6 | `libc.ld`, 1929b27cfcee |
//! | esp32c5 | none: it has moved between revisions | `libc.ld`, 16d79103aa02 |
//! | esp32c6 | 34722483b3ea | `libc.ld`, 96a022af0e33 |
//! | esp32h2 | 283e2c8e5f8b | `libc.ld`, 56c2bfec36a1 |
//!
//! The ESP32-P4 has none here: its addresses differ between revisions of the chip (`esp32p4.rom.eco5.*.ld`). Of the
//! two sets of float functions in the ROMs of RISC-V chips this is libgcc's, not RVfplib's, which rounds otherwise.

use linker::{FixedRule, FixedSymbol};

/// A ROM, as the symbols that it has.
#[derive(Debug, PartialEq, Eq)]
pub enum Rom {
    /// Rows of jumps to the functions, in an order that these chips share.
    Rows {
        /// The address of the first of [`LIBGCC`].
        libgcc: Option<u32>,
        /// The address of `memset`, the first of [`LIBC`].
        libc: u32,
        /// Bytes from a jump to the next.
        stride: u32,
    },
    /// Each address by itself.
    Table(&'static [&'static [(&'static str, u32)]]),
}

impl Rom {
    /// Names and addresses.
    fn addresses(&self) -> Vec<(&'static str, u32)> {
        match self {
            Rom::Table(tables) => tables.iter().flat_map(|table| table.iter().copied()).collect(),
            Rom::Rows { libgcc, libc, stride } => {
                let row =
                    |start: u32| move |(index, name): (u32, &'static str)| (name, start + index * stride);
                let arithmetic = (0..).zip(LIBGCC).map(row(libgcc.unwrap_or(0)));
                let arithmetic = arithmetic.filter(|_| libgcc.is_some());
                arithmetic
                    .chain(LIBC.map(|(name, index)| (index, name)).into_iter().map(row(*libc)))
                    .collect()
            }
        }
    }

    /// The symbols, for the linker: what the user's objects define comes before them.
    #[must_use]
    pub fn symbols(&self, board: &str) -> Vec<FixedSymbol> {
        let symbol = |(name, address): (&str, u32)| FixedSymbol {
            name: name.to_owned(),
            value: Ok(u64::from(address)),
            rule: FixedRule::Provided,
            place: format!("{board}'s ROM"),
        };
        self.addresses().into_iter().map(symbol).collect()
    }
}

/// libgcc's functions, in the order of the jumps.
#[rustfmt::skip]
pub const LIBGCC: [&str; 90] = [
    "__absvdi2", "__absvsi2", "__adddf3", "__addsf3", "__addvdi3", "__addvsi3", "__ashldi3", "__ashrdi3",
    "__bswapdi2", "__bswapsi2", "__clear_cache", "__clrsbdi2", "__clrsbsi2", "__clzdi2", "__clzsi2", "__cmpdi2",
    "__ctzdi2", "__ctzsi2", "__divdc3", "__divdf3", "__divdi3", "__divsc3", "__divsf3", "__divsi3", "__eqdf2",
    "__eqsf2", "__extendsfdf2", "__ffsdi2", "__ffssi2", "__fixdfdi", "__fixdfsi", "__fixsfdi", "__fixsfsi",
    "__fixunsdfsi", "__fixunssfdi", "__fixunssfsi", "__floatdidf", "__floatdisf", "__floatsidf", "__floatsisf",
    "__floatundidf", "__floatundisf", "__floatunsidf", "__floatunsisf", "__gcc_bcmp", "__gedf2", "__gesf2", "__gtdf2",
    "__gtsf2", "__ledf2", "__lesf2", "__lshrdi3", "__ltdf2", "__ltsf2", "__moddi3", "__modsi3", "__muldc3",
    "__muldf3", "__muldi3", "__mulsc3", "__mulsf3", "__mulsi3", "__mulvdi3", "__mulvsi3", "__nedf2", "__negdf2",
    "__negdi2", "__negsf2", "__negvdi2", "__negvsi2", "__nesf2", "__paritysi2", "__popcountdi2", "__popcountsi2",
    "__powidf2", "__powisf2", "__subdf3", "__subsf3", "__subvdi3", "__subvsi3", "__truncdfsf2", "__ucmpdi2",
    "__udivdi3", "__udivmoddi4", "__udivsi3", "__udiv_w_sdiv", "__umoddi3", "__umodsi3", "__unorddf2", "__unordsf2",
];

/// Functions of the C library, with their places in the row of jumps.
#[rustfmt::skip]
pub const LIBC: [(&str, u32); 32] = [
    ("memset", 0), ("memcpy", 1), ("memmove", 2), ("memcmp", 3), ("strcpy", 4), ("strncpy", 5), ("strcmp", 6),
    ("strncmp", 7), ("strlen", 8), ("strstr", 9), ("bzero", 10), ("memccpy", 28), ("memchr", 29), ("memrchr", 30),
    ("strcat", 33), ("strchr", 35), ("strcspn", 36), ("strlcat", 38), ("strlcpy", 39), ("strncat", 42),
    ("strnlen", 44), ("strrchr", 45), ("strsep", 46), ("strspn", 47), ("strtok_r", 48), ("abs", 52), ("div", 53),
    ("labs", 54), ("ldiv", 55), ("qsort", 56), ("utoa", 60), ("itoa", 61),
];

/// libgcc's functions of the ESP32.
#[rustfmt::skip]
pub const ESP32_LIBGCC: [(&str, u32); 89] = [
    ("__absvdi2", 0x4006_387c), ("__absvsi2", 0x4006_3868), ("__adddf3", 0x4000_2590), ("__addsf3", 0x4000_20e8),
    ("__addvdi3", 0x4000_2cbc), ("__addvsi3", 0x4000_2c98), ("__ashldi3", 0x4000_c818), ("__ashrdi3", 0x4000_c830),
    ("__bswapdi2", 0x4006_4b08), ("__bswapsi2", 0x4006_4ae0), ("__clrsbdi2", 0x4006_4b7c), ("__clrsbsi2", 0x4006_4b64),
    ("__clzdi2", 0x4000_ca50), ("__clzsi2", 0x4000_c7e8), ("__cmpdi2", 0x4006_3820), ("__ctzdi2", 0x4000_ca64),
    ("__ctzsi2", 0x4000_c7f0), ("__divdc3", 0x4006_45a4), ("__divdf3", 0x4000_2954), ("__divdi3", 0x4000_ca84),
    ("__divsc3", 0x4006_429c), ("__divsf3", 0x4000_234c), ("__divsi3", 0x4000_c7b8), ("__eqdf2", 0x4006_36a8),
    ("__eqsf2", 0x4006_3374), ("__extendsfdf2", 0x4000_2c34), ("__ffsdi2", 0x4000_ca2c), ("__ffssi2", 0x4000_c804),
    ("__fixdfdi", 0x4000_2ac4), ("__fixdfsi", 0x4000_2a78), ("__fixsfdi", 0x4000_244c), ("__fixsfsi", 0x4000_240c),
    ("__fixunsdfsi", 0x4000_2b30), ("__fixunssfdi", 0x4000_2504), ("__fixunssfsi", 0x4000_24ac),
    ("__floatdidf", 0x4000_c988), ("__floatdisf", 0x4000_c8c0), ("__floatsidf", 0x4000_c944),
    ("__floatsisf", 0x4000_c870), ("__floatundidf", 0x4000_c978), ("__floatundisf", 0x4000_c8b0),
    ("__floatunsidf", 0x4000_c938), ("__floatunsisf", 0x4000_c864), ("__gedf2", 0x4006_3768), ("__gesf2", 0x4006_340c),
    ("__gtdf2", 0x4006_36dc), ("__gtsf2", 0x4006_33a0), ("__ledf2", 0x4006_3704), ("__lesf2", 0x4006_33c0),
    ("__lshrdi3", 0x4000_c84c), ("__ltdf2", 0x4006_3790), ("__ltsf2", 0x4006_342c), ("__moddi3", 0x4000_cd4c),
    ("__modsi3", 0x4000_c7c0), ("__muldc3", 0x4006_3c90), ("__muldf3", 0x4006_358c), ("__muldi3", 0x4000_c9fc),
    ("__mulsc3", 0x4006_3944), ("__mulsf3", 0x4006_32c8), ("__mulsi3", 0x4000_c7b0), ("__mulvdi3", 0x4000_2d78),
    ("__mulvsi3", 0x4000_2d60), ("__nedf2", 0x4006_36a8), ("__negdf2", 0x4006_34a0), ("__negdi2", 0x4000_ca14),
    ("__negsf2", 0x4000_20c0), ("__negvdi2", 0x4000_2e98), ("__negvsi2", 0x4000_2e78), ("__nesf2", 0x4006_3374),
    ("__paritysi2", 0x4000_2f3c), ("__popcountdi2", 0x4000_2ef8), ("__popcountsi2", 0x4000_2ed0),
    ("__powidf2", 0x4006_38e4), ("__powisf2", 0x4006_389c), ("__subdf3", 0x4000_26e4), ("__subsf3", 0x4000_21d0),
    ("__subvdi3", 0x4000_2d20), ("__subvsi3", 0x4000_2cf8), ("__truncdfsf2", 0x4000_2b90), ("__ucmpdi2", 0x4006_3840),
    ("__udiv_w_sdiv", 0x4006_4bec), ("__udivdi3", 0x4000_cff8), ("__udivmoddi4", 0x4006_4bf4), ("__udivsi3", 0x4000_c7c8),
    ("__umoddi3", 0x4000_d280), ("__umodsi3", 0x4000_c7d0), ("__umulsidi3", 0x4000_c7d8), ("__unorddf2", 0x4006_37f4),
    ("__unordsf2", 0x4006_3478),
];

/// libgcc's functions of the ESP32-S2.
#[rustfmt::skip]
pub const ESP32S2_LIBGCC: [(&str, u32); 89] = [
    ("__absvdi2", 0x4000_5ad8), ("__absvsi2", 0x4000_5ac4), ("__adddf3", 0x4000_8660), ("__addsf3", 0x4000_81b8),
    ("__addvdi3", 0x4000_8d90), ("__addvsi3", 0x4000_8d6c), ("__ashldi3", 0x4001_b000), ("__ashrdi3", 0x4001_b018),
    ("__bswapdi2", 0x4000_6d34), ("__bswapsi2", 0x4000_6d0c), ("__clrsbdi2", 0x4000_6da8), ("__clrsbsi2", 0x4000_6d90),
    ("__clzdi2", 0x4001_b238), ("__clzsi2", 0x4001_afd0), ("__cmpdi2", 0x4000_5a7c), ("__ctzdi2", 0x4001_b24c),
    ("__ctzsi2", 0x4001_afd8), ("__divdc3", 0x4000_6854), ("__divdf3", 0x4000_8a24), ("__divdi3", 0x4001_b26c),
    ("__divsc3", 0x4000_6544), ("__divsf3", 0x4000_841c), ("__divsi3", 0x4001_afa0), ("__eqdf2", 0x4000_5904),
    ("__eqsf2", 0x4000_55d0), ("__extendsfdf2", 0x4000_8d08), ("__ffsdi2", 0x4001_b214), ("__ffssi2", 0x4001_afec),
    ("__fixdfdi", 0x4000_8b98), ("__fixdfsi", 0x4000_8b4c), ("__fixsfdi", 0x4000_851c), ("__fixsfsi", 0x4000_84dc),
    ("__fixunsdfsi", 0x4000_8c04), ("__fixunssfdi", 0x4000_85d4), ("__fixunssfsi", 0x4000_857c),
    ("__floatdidf", 0x4001_b170), ("__floatdisf", 0x4001_b0a8), ("__floatsidf", 0x4001_b12c),
    ("__floatsisf", 0x4001_b058), ("__floatundidf", 0x4001_b160), ("__floatundisf", 0x4001_b098),
    ("__floatunsidf", 0x4001_b120), ("__floatunsisf", 0x4001_b04c), ("__gedf2", 0x4000_59c4), ("__gesf2", 0x4000_5668),
    ("__gtdf2", 0x4000_5938), ("__gtsf2", 0x4000_55fc), ("__ledf2", 0x4000_5960), ("__lesf2", 0x4000_561c),
    ("__lshrdi3", 0x4001_b034), ("__ltdf2", 0x4000_59ec), ("__ltsf2", 0x4000_5688), ("__moddi3", 0x4001_b534),
    ("__modsi3", 0x4001_afa8), ("__muldc3", 0x4000_5f0c), ("__muldf3", 0x4000_57e8), ("__muldi3", 0x4001_b1e4),
    ("__mulsc3", 0x4000_5ba4), ("__mulsf3", 0x4000_5524), ("__mulsi3", 0x4001_af98), ("__mulvdi3", 0x4000_8e50),
    ("__mulvsi3", 0x4000_8e38), ("__nedf2", 0x4000_5904), ("__negdf2", 0x4000_56fc), ("__negdi2", 0x4001_b1fc),
    ("__negsf2", 0x4000_8190), ("__negvdi2", 0x4000_8f6c), ("__negvsi2", 0x4000_8f4c), ("__nesf2", 0x4000_55d0),
    ("__paritysi2", 0x4000_9038), ("__popcountdi2", 0x4000_8fe0), ("__popcountsi2", 0x4000_8fa8),
    ("__powidf2", 0x4000_5b40), ("__powisf2", 0x4000_5af8), ("__subdf3", 0x4000_87b4), ("__subsf3", 0x4000_82a0),
    ("__subvdi3", 0x4000_8df4), ("__subvsi3", 0x4000_8dd0), ("__truncdfsf2", 0x4000_8c64), ("__ucmpdi2", 0x4000_5a9c),
    ("__udiv_w_sdiv", 0x4000_6e18), ("__udivdi3", 0x4001_b7dc), ("__udivmoddi4", 0x4000_6e20), ("__udivsi3", 0x4001_afb0),
    ("__umoddi3", 0x4001_ba60), ("__umodsi3", 0x4001_afb8), ("__umulsidi3", 0x4001_afc0), ("__unorddf2", 0x4000_5a50),
    ("__unordsf2", 0x4000_56d4),
];

/// Functions of the C library of the ESP32-S2.
#[rustfmt::skip]
pub const ESP32S2_LIBC: [(&str, u32); 30] = [
    ("abs", 0x4000_0618), ("bzero", 0x4000_78c8), ("div", 0x4000_0620), ("labs", 0x4000_0648), ("ldiv", 0x4000_0650),
    ("memccpy", 0x4001_ab00), ("memchr", 0x4001_ab24), ("memcmp", 0x4001_ab40), ("memcpy", 0x4001_aba8),
    ("memmove", 0x4001_acb0), ("memrchr", 0x4001_acec), ("memset", 0x4001_ad3c), ("qsort", 0x4000_06f4),
    ("strcat", 0x4001_ad90), ("strchr", 0x4001_adb0), ("strcmp", 0x4000_7be4), ("strcpy", 0x4000_7cfc),
    ("strcspn", 0x4001_adcc), ("strlcat", 0x4000_7db8), ("strlcpy", 0x4001_adf8), ("strlen", 0x4000_7e08),
    ("strncat", 0x4001_ae34), ("strncmp", 0x4001_ae64), ("strncpy", 0x4000_7f20), ("strnlen", 0x4001_ae9c),
    ("strrchr", 0x4000_8040), ("strsep", 0x4000_806c), ("strspn", 0x4001_aebc), ("strstr", 0x4001_aee8),
    ("strtok_r", 0x4001_af7c),
];

/// libgcc's functions of the ESP8266.
#[rustfmt::skip]
pub const ESP8266_LIBGCC: [(&str, u32); 24] = [
    ("__adddf3", 0x4000_c538), ("__addsf3", 0x4000_c180), ("__divdf3", 0x4000_cb94), ("__divdi3", 0x4000_ce60),
    ("__divsi3", 0x4000_dc88), ("__extendsfdf2", 0x4000_cdfc), ("__fixdfsi", 0x4000_ccb8), ("__fixunsdfsi", 0x4000_cd00),
    ("__fixunssfsi", 0x4000_c4c4), ("__floatsidf", 0x4000_e2f0), ("__floatsisf", 0x4000_e2ac),
    ("__floatunsidf", 0x4000_e2e8), ("__floatunsisf", 0x4000_e2a4), ("__muldf3", 0x4000_c8f0), ("__muldi3", 0x4000_0650),
    ("__mulsf3", 0x4000_c3dc), ("__subdf3", 0x4000_c688), ("__subsf3", 0x4000_c268), ("__truncdfsf2", 0x4000_cd5c),
    ("__udivdi3", 0x4000_d310), ("__udivsi3", 0x4000_e21c), ("__umoddi3", 0x4000_d770), ("__umodsi3", 0x4000_e268),
    ("__umulsidi3", 0x4000_dcf0),
];

/// Functions of the C library of the ESP8266.
#[rustfmt::skip]
pub const ESP8266_LIBC: [(&str, u32); 11] = [
    ("bzero", 0x4000_de84), ("memcmp", 0x4000_dea8), ("memcpy", 0x4000_df48), ("memmove", 0x4000_e04c),
    ("memset", 0x4000_e190), ("strcmp", 0x4000_bdc8), ("strcpy", 0x4000_bec8), ("strlen", 0x4000_bf4c),
    ("strncmp", 0x4000_bfa8), ("strncpy", 0x4000_c0a0), ("strstr", 0x4000_e1e0),
];
