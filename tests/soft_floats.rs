//! The floats that a RISC-V processor without a float unit calculates with (`src/runtime/rt_float.c`), against this
//! processor's own: IEEE 754 leaves no choice but what a NaN looks like.

use std::path::Path;
use std::process::Command;

#[test]
fn soft_floats_are_the_processor_s() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let check = Path::new(env!("CARGO_TARGET_TMPDIR")).join("soft_floats");
    // No fused or wider steps in what is compared with.
    let compiled = Command::new("gcc")
        .args(["-std=gnu11", "-O2", "-Wall", "-Werror", "-ffp-contract=off", "-DRT_TEST_FLOATS", "-o"])
        .arg(&check)
        .arg(root.join("tests/soft_floats/check.c"))
        .arg(root.join("src/runtime/rt_float.c"))
        .arg("-lm")
        .output()
        .expect("gcc starts");
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));

    let ran = Command::new(&check).output().expect("the check starts");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains(" compared, 0 differ"), "{said}");
}
