//! The C header that gives a module's sources their `MP_QSTR_…` names, as MicroPython's build files expect it.
//!
//! The names are gathered from the sources' text; those that every firmware has become numbers, the others places in
//! the module's qstr table. The linker reads the header back to know the table.
//!
//! ```text
//! #define MP_QSTR_append (60)
//! #define MP_QSTR_factorial (mp_native_qstr_table[1])
//! ```
//!
//! The bytes are those of `tools/mpy_ld.py --preprocess` (releases 1.25 and 1.26), which the makefile fragment
//! `py/dynruntime.mk` passes to the C compiler as `MP_CONFIGFILE`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::mpy::qstr::STATIC_QSTRS;

const PREFIX: &str = "MP_QSTR_";

/// The header for sources with these texts.
pub fn qstr_header(sources: &[&str]) -> String {
    let fixed: Vec<String> = STATIC_QSTRS.iter().map(|name| escape(name)).collect();
    let mut names = BTreeSet::new();
    for source in sources {
        for (start, _) in source.match_indices(PREFIX) {
            let rest = source.get(start + PREFIX.len()..).unwrap_or_default();
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
            names.insert(rest.get(..end).unwrap_or_default());
        }
    }
    names.retain(|name| !fixed.iter().any(|known| known == name));

    let mut header = String::from(
        "#include <stdint.h>\n\
         typedef uintptr_t mp_uint_t;\n\
         typedef intptr_t mp_int_t;\n\
         typedef uintptr_t mp_off_t;\n",
    );
    // Writing to a string cannot fail.
    for (index, name) in fixed.iter().enumerate() {
        let _ = writeln!(header, "#define {PREFIX}{name} ({})", index + 1);
    }
    for (index, name) in names.iter().enumerate() {
        let _ = writeln!(header, "#define {PREFIX}{name} (mp_native_qstr_table[{}])", index + 1);
    }
    header.push_str(
        "extern const uint16_t mp_native_qstr_table[];\nextern const mp_uint_t mp_native_obj_table[];\n",
    );
    header
}

/// The names of the module's qstr table that a header defines, from entry 1 on.
pub fn qstrs_of_header(header: &str) -> Vec<String> {
    let define = |line: &str| {
        let rest = line.strip_prefix("#define ")?.strip_prefix(PREFIX)?;
        let (name, value) = rest.split_once(' ')?;
        value.starts_with("(mp_native_").then(|| name.to_owned())
    };
    header.lines().filter_map(define).collect()
}

/// A name as part of a C identifier.
fn escape(name: &str) -> String {
    let mut escaped = String::new();
    for c in name.chars() {
        match c {
            _ if c.is_ascii_alphanumeric() || c == '_' => escaped.push(c),
            ' ' => escaped.push_str("_space_"),
            '*' => escaped.push_str("_star_"),
            '/' => escaped.push_str("_slash_"),
            '<' => escaped.push_str("_lt_"),
            '>' => escaped.push_str("_gt_"),
            '-' => escaped.push_str("_hyphen_"),
            // Of the names that every firmware has, only the line's end is left.
            other => {
                let _ = write!(escaped, "_0x{:02x}_", other as u32);
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_numbered_after_the_file_name() {
        let header =
            qstr_header(&["x = MP_QSTR_foo;\nMP_QSTR_Zed MP_QSTR_append", "MP_QSTR__x(MP_QSTR_foo)"]);
        let lines: Vec<&str> = header.lines().collect();
        assert_eq!(
            lines[4 + 165..],
            [
                "#define MP_QSTR_Zed (mp_native_qstr_table[1])",
                "#define MP_QSTR__x (mp_native_qstr_table[2])",
                "#define MP_QSTR_foo (mp_native_qstr_table[3])",
                "extern const uint16_t mp_native_qstr_table[];",
                "extern const mp_uint_t mp_native_obj_table[];",
            ]
        );
        assert_eq!(qstrs_of_header(&header), ["Zed", "_x", "foo"]);
    }

    #[test]
    fn names_that_all_firmware_has_are_numbers() {
        let header = qstr_header(&["MP_QSTR_utf_hyphen_8"]);
        for line in [
            "#define MP_QSTR_ (1)",
            "#define MP_QSTR__0x0a_ (3)",
            "#define MP_QSTR__space_ (4)",
            "#define MP_QSTR__star_ (5)",
            "#define MP_QSTR__slash_ (6)",
            "#define MP_QSTR__lt_module_gt_ (7)",
            "#define MP_QSTR_utf_hyphen_8 (161)",
            "#define MP_QSTR_zip (165)",
        ] {
            assert!(header.lines().any(|l| l == line), "{line}");
        }
        assert!(qstrs_of_header(&header).is_empty());
    }
}
