//! The encoders and checks of RV32 against known answers.

use super::*;

#[test]
fn extensions_are_split_from_versions() {
    for (isa, names) in [
        ("rv32i2p1_m2p0_a2p1_c2p0_zmmul1p0", &["i", "m", "a", "c", "zmmul"][..]),
        ("rv32imac", &["i", "m", "a", "c"]),
        ("rv32i2p0_m2p0_zba1p0_zcmp1p0", &["i", "m", "zba", "zcmp"]),
    ] {
        assert_eq!(extensions(isa), names, "{isa}");
    }
}
