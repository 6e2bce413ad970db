use std::collections::HashMap;

use super::*;

/// Scripts by name.
#[derive(Default)]
struct Memory(HashMap<String, String>);

impl Includes for Memory {
    fn open(&mut self, name: &str, from: &str, folders: &[String]) -> Result<Included, String> {
        let in_folders = folders.iter().map(|folder| format!("{folder}/{name}"));
        let found = std::iter::once(name.to_owned()).chain(in_folders).find(|name| self.0.contains_key(name));
        let name = found.ok_or_else(|| format!("not found from {from}"))?;
        Ok(Included { text: self.0[&name].clone(), name })
    }
}

fn read_with(files: &[(&str, &str)], text: &str) -> Result<Vec<FixedSymbol>, Vec<String>> {
    let mut includes =
        Memory(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
    let mut scripts = SymbolScripts::default();
    match scripts.read("a.ld", text, &mut includes) {
        Ok(()) => Ok(scripts.symbols()),
        Err(errors) => Err(errors.iter().map(ToString::to_string).collect()),
    }
}

fn read(text: &str) -> Result<Vec<FixedSymbol>, Vec<String>> {
    read_with(&[], text)
}

/// Names and values, where all have one.
#[track_caller]
fn values(text: &str) -> Vec<(String, u64)> {
    let symbols = read(text).unwrap_or_else(|errors| panic!("{text}\n{}", errors.join("\n")));
    symbols.into_iter().map(|symbol| (symbol.name, symbol.value.unwrap())).collect()
}

#[track_caller]
fn errors(text: &str) -> Vec<String> {
    read(text).expect_err(text)
}

/// The value of an expression.
#[track_caller]
fn value(expression: &str) -> u64 {
    let found = values(&format!("x = {expression};"));
    found.last().unwrap().1
}

/// What is wrong with an expression, without its place.
#[track_caller]
fn wrong(expression: &str) -> String {
    let errors = errors(&format!("x = {expression};"));
    assert_eq!(errors.len(), 1, "{errors:?}");
    let (code, rest) = errors[0].split_once(": ").unwrap();
    let (_, problem) = rest.split_once(": ").unwrap();
    format!("{code}: {problem}")
}

fn pair(name: &str, value: u64) -> (String, u64) {
    (name.to_owned(), value)
}

// --- Expressions ------------------------------------------------------------------------------------------------

#[test]
fn numbers_are_those_of_gnu_ld() {
    for (text, expected) in [
        ("0", 0),
        ("00", 0),
        ("42", 42),
        ("017", 15),
        ("0x1F", 31),
        ("0XfF", 255),
        ("4K", 4096),
        ("0x10k", 16384),
        ("2M", 2 << 20),
        ("010K", 8192),
        ("1fH", 31),
        ("17o", 15),
        ("101B", 5),
        ("99d", 99),
        // The D is a digit here, and the B.
        ("0xD", 13),
        ("0x1B", 27),
        ("18446744073709551615", u64::MAX),
        ("0xffffffffffffffff", u64::MAX),
        ("0x3fffffffffffffK", 0xffff_ffff_ffff_fc00),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
    for (text, error) in [
        ("08", "L0205: `08` is not a number"),
        ("0x", "L0205: `0x` is not a number"),
        ("0xK", "L0205: `0xK` is not a number"),
        ("K", "L0207: `K` has no value here: no script gives it one before this place"),
        ("1G", "L0205: `1G` is not a number"),
        ("1.5", "L0205: `1.5` is not a number"),
        ("12_000", "L0205: `12_000` is not a number"),
        ("102B", "L0205: `102B` is not a number"),
        ("$ff", "L0205: `$ff` is not a number"),
        ("18446744073709551616", "L0206: `18446744073709551616` does not fit 64 bits"),
        ("0x10000000000000000", "L0206: `0x10000000000000000` does not fit 64 bits"),
        ("0x40000000000000K", "L0206: `0x40000000000000K` does not fit 64 bits"),
    ] {
        assert_eq!(wrong(text), error);
    }
}

#[test]
fn operators_bind_as_in_gnu_ld() {
    for (text, expected) in [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("100 / 10 / 5", 2),
        ("17 % 5 * 2", 4),
        ("1 << 2 + 1", 8),
        ("256 >> 4 >> 2", 4),
        ("1 | 2 ^ 3 & 2", 1),
        ("1 + 1 == 2", 1),
        ("1 == 2 < 3", 1),
        ("6 & 3 == 3", 0),
        ("2 && 0 || 4", 1),
        ("0 || 0 && 1", 0),
        ("1 ? 2 : 0 ? 3 : 4", 2),
        ("0 ? 2 : 0 ? 3 : 4", 4),
        ("0 ? 1 : 2 + 3", 5),
        ("-1", u64::MAX),
        ("- -1", 1),
        ("+7", 7),
        ("~0", u64::MAX),
        ("!0 + !5", 1),
        ("-2 + 3", 1),
        ("3 != 3", 0),
        ("3 >= 3 && 3 <= 3", 1),
        ("1<2", 1),
        ("7>>1", 3),
        ("a/b", 3),
    ] {
        let found = values(&format!("a = 12; b = 4; x = {text};"));
        assert_eq!(found[2], pair("x", expected), "{text}");
    }
}

#[test]
fn arithmetic_has_64_bits_and_wraps_as_in_gnu_ld() {
    for (text, expected) in [
        ("0xffffffffffffffff + 1", 0),
        ("0 - 1", u64::MAX),
        ("0x8000000000000000 * 2", 0),
        ("0x100000000 * 0x100000000", 0),
        // Quotients are signed, comparisons are not.
        ("-7 / 2", 3_u64.wrapping_neg()),
        ("-7 % 3", 1_u64.wrapping_neg()),
        ("-1 > 1", 1),
        ("1 << 63", 1 << 63),
        ("-1 >> 63", 1),
        ("MAX(-1, 1)", u64::MAX),
        ("MIN(-1, 1)", 1),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
    for (text, error) in [
        ("1 / 0", "L0209: division by zero"),
        ("1 % (2 - 2)", "L0209: division by zero"),
        ("0x8000000000000000 / -1", "L0209: the quotient does not fit 64 bits"),
        ("0x8000000000000000 % -1", "L0209: the quotient does not fit 64 bits"),
        ("1 << 64", "L0209: a shift by 64 bits or more"),
        ("1 >> 0xffffffffffffffff", "L0209: a shift by 64 bits or more"),
        ("1 << -1", "L0209: a shift by 64 bits or more"),
        ("ALIGN(0xffffffffffffffff, 16)", "L0209: the aligned value does not fit 64 bits"),
    ] {
        assert_eq!(wrong(text), error);
    }
}

#[test]
fn functions_of_constants_have_values() {
    for (text, expected) in [
        ("ABSOLUTE(5)", 5),
        ("ALIGN(5, 4)", 8),
        ("ALIGN(8, 4)", 8),
        ("ALIGN(7, 0)", 7),
        ("ALIGN(7, 1)", 7),
        ("ALIGN(7, 6)", 12),
        ("MIN(3, 4) + MAX(3, 4)", 7),
        ("LOG2CEIL(0)", 0),
        ("LOG2CEIL(1)", 0),
        ("LOG2CEIL(8)", 3),
        ("LOG2CEIL(9)", 4),
        ("LOG2CEIL(-1)", 64),
        ("DEFINED(a)", 1),
        ("DEFINED(\"a\") ? a : 3", 12),
        ("ASSERT(a == 12, \"another table\") + 1", 2),
        ("ABSOLUTE ( MAX ( 1 , 2 ) )", 2),
        ("\"a\" + 1", 13),
    ] {
        let found = values(&format!("a = 12; x = {text};"));
        assert_eq!(found[1], pair("x", expected), "{text}");
    }
    for (text, error) in [
        ("ALIGN(4)", "L0208: `ALIGN` is not a constant: with one argument it aligns the place in the output"),
        (
            "SIZEOF(.text)",
            "L0208: `SIZEOF` is not a constant: it depends on a layout of the program, which a module does not have",
        ),
        (
            "ORIGIN(iram (x))",
            "L0208: `ORIGIN` is not a constant: it depends on a layout of the program, which a module does not have",
        ),
        ("SIZEOF_HEADERS", "L0208: `SIZEOF_HEADERS` is not a constant: a module has no headers"),
        (". + 4", "L0208: `.` is not a constant: there is no place in the output that it could count"),
        ("SQRT(4)", "L0208: `SQRT` is not a constant: no such function is known"),
        (
            "DEFINED(other)",
            "L0208: `DEFINED` is not a constant: no script gives the symbol a value before, but an object may",
        ),
        ("ASSERT(0, \"another chip\")", "L0210: assertion failed: another chip"),
        ("other", "L0207: `other` has no value here: no script gives it one before this place"),
    ] {
        assert_eq!(wrong(text), error);
    }
}

/// What the result does not depend on may be worth nothing.
#[test]
fn only_what_counts_must_have_a_value() {
    for (text, expected) in [
        ("1 ? 2 : 1 / 0", 2),
        ("0 ? other : 3", 3),
        ("0 && 1 / 0", 0),
        ("1 || other", 1),
        ("1 ? 2 : DEFINED(other)", 2),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
    assert_eq!(wrong("1 / 0 ? 1 : 2"), "L0209: division by zero");
    assert_eq!(wrong("1 / 0 && 0"), "L0209: division by zero");
    assert_eq!(wrong("1 && 1 / 0"), "L0209: division by zero");
}

#[test]
fn the_form_of_an_expression_is_checked() {
    for (text, error) in [
        ("", "L0201: a number, a symbol or `(` is expected here, not `;`"),
        ("(1", "L0201: `)` is expected here, not `;`"),
        ("1 2", "L0201: an operator or `;` is expected here, not `2`"),
        ("1 +", "L0201: a number, a symbol or `(` is expected here, not `;`"),
        ("* 2", "L0201: a number, a symbol or `(` is expected here, not `*`"),
        ("1 ? 2", "L0201: `:` is expected here, not `;`"),
        ("MAX(1)", "L0201: `,` is expected here, not `)`"),
        ("MAX(1, 2, 3)", "L0201: `)` is expected here, not `,`"),
        ("DEFINED(1)", "L0201: a symbol is expected here, not `1`"),
        ("ASSERT(1)", "L0201: `,` is expected here, not `)`"),
        ("@", "L0201: a number, a symbol or `(` is expected here, not '@'"),
        ("[1]", "L0201: a number, a symbol or `(` is expected here, not `[`"),
    ] {
        assert_eq!(wrong(text), error);
    }
}

#[test]
fn nesting_has_an_end() {
    let nested =
        |open: &str, close: &str, depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
    assert_eq!(value(&nested("(", ")", 45)), 1);
    for text in [
        nested("(", ")", 100_000),
        nested("-", "", 100_000),
        nested("~!", "", 100_000),
        nested("MAX(1,", ")", 100_000),
        nested("1?", ":1", 100_000),
        nested("0?1:", "", 100_000),
        nested("1+(", ")", 100_000),
    ] {
        assert_eq!(wrong(&text), "L0211: an expression nested more than 50 deep");
    }
    // Long is not deep.
    assert_eq!(value(&format!("1{}", "+1".repeat(100_000))), 100_001);
}

// --- Commands ---------------------------------------------------------------------------------------------------

#[test]
fn assignments_change_what_was_there() {
    let text = "
        /* a comment */ a = 8; // another
        # one of the preprocessor's
        a += 2; b = a; b -= 1; c = 3; c *= a; d = 100; d /= c; e = 1; e <<= 4; f = e; f >>= 1;
        g = 7; g &= 5; h = 1; h |= 6; i = 6; i ^= 3; a = 1;
    ";
    let expected =
        [("a", 1), ("b", 9), ("c", 30), ("d", 3), ("e", 16), ("f", 8), ("g", 5), ("h", 7), ("i", 5)];
    assert_eq!(values(text), expected.map(|(name, value)| pair(name, value)));
    assert_eq!(
        errors("a += 1;"),
        ["L0207: a.ld:1:1: `a` has no value here: no script gives it one before this place"]
    );
    assert_eq!(errors("a = 1; a /= 0;"), ["L0209: a.ld:1:10: division by zero"]);
}

#[test]
fn rules_and_places_are_kept() {
    let symbols = read(
        "strlen = 1;\nPROVIDE(memcpy = 2);\n  PROVIDE_HIDDEN ( \"odd name\" = 3 ) ;\nHIDDEN(h = 4)\nx=PROVIDE;",
    );
    let errors = symbols.expect_err("PROVIDE is no symbol");
    assert_eq!(
        errors,
        ["L0207: a.ld:5:3: `PROVIDE` has no value here: no script gives it one before this place"]
    );
    let symbols =
        read("strlen = 1;\nPROVIDE(memcpy = 2);\n  PROVIDE_HIDDEN ( \"odd name\" = 3 ) ;\nHIDDEN(h = 4)\n");
    let found: Vec<_> =
        symbols.unwrap().into_iter().map(|symbol| (symbol.name, symbol.rule, symbol.place)).collect();
    let expected = [
        ("strlen", FixedRule::Assigned, "a.ld:1:1"),
        ("memcpy", FixedRule::Provided, "a.ld:2:9"),
        ("odd name", FixedRule::Provided, "a.ld:3:20"),
        ("h", FixedRule::Assigned, "a.ld:4:8"),
    ];
    assert_eq!(found, expected.map(|(name, rule, place)| (name.into(), rule, place.into())));
}

#[test]
fn what_is_provided_gives_way_and_an_assignment_does_not() {
    let rules = |text| {
        let symbols = read(text).unwrap();
        symbols.into_iter().map(|s| (s.value.unwrap(), s.rule)).collect::<Vec<_>>()
    };
    assert_eq!(rules("PROVIDE(a = 1); PROVIDE(a = 2);"), [(1, FixedRule::Provided)]);
    assert_eq!(rules("a = 1; PROVIDE(a = 2);"), [(1, FixedRule::Assigned)]);
    assert_eq!(rules("PROVIDE(a = 1); a = 2;"), [(2, FixedRule::Assigned)]);
    assert_eq!(rules("PROVIDE(a = 1); a += 2;"), [(3, FixedRule::Assigned)]);
}

/// `PROVIDE(strnlen = __strnlen);` is in published scripts, where only a whole program has the other symbol.
#[test]
fn what_is_provided_needs_a_value_only_when_it_is_wanted() {
    let symbols = read("PROVIDE(a = other);\nPROVIDE(b = a + 1);\nc = 1;").unwrap();
    let why = "L0207: a.ld:1:13: `other` has no value here: no script gives it one before this place";
    assert_eq!(symbols[0].value, Err(why.into()));
    assert_eq!(symbols[1].value, Err(why.into()));
    assert_eq!(symbols[2].value, Ok(1));
    assert_eq!(errors("PROVIDE(a = other); d = a; e = d;"), [why]);
}

#[test]
fn commands_that_mean_nothing_to_a_module_are_passed() {
    let text = "
        OUTPUT_FORMAT(\"elf32-littleriscv\", \"elf32-bigriscv\", \"elf32-littleriscv\")
        OUTPUT_ARCH(riscv) ENTRY(_start); EXTERN(__mktime __strnlen, __atoi);
        TARGET(elf32-xtensa-le) OUTPUT(out/a-b.elf) SEARCH_DIR(\"=/usr/lib\"); NOCROSSREFS(.a .b)
        LD_FEATURE(\"SANE_EXPR\") FORCE_COMMON_ALLOCATION; INHIBIT_COMMON_ALLOCATION
        ASSERT(1 + 1 == 2, \"arithmetic\");;
        a = 1;
    ";
    assert_eq!(values(text), [pair("a", 1)]);
}

#[test]
fn what_cannot_be_followed_is_an_error_with_its_place() {
    let text = "a = 1;
SECTIONS { .text : { *(.text .text.*) . = ALIGN(4); } > iram }
b = 2;
MEMORY
{
  iram (rx) : ORIGIN = 0x40000000, LENGTH = 64K
}
  GROUP(libm.a);
FOO(bar); c = 3;
. = 0x1000;
12 = 3;
";
    assert_eq!(
        errors(text),
        [
            "L0203: a.ld:2:1: `SECTIONS` cannot be followed: the layout of a module is the linker's own",
            "L0203: a.ld:4:1: `MEMORY` cannot be followed: the layout of a module is the linker's own",
            "L0203: a.ld:8:3: `GROUP` cannot be followed: files to link are named on the command line, archives with -l",
            "L0204: a.ld:9:1: `FOO` is not a command",
            "L0203: a.ld:10:1: `. =` cannot be followed: there is no place in the output that it could move",
            "L0201: a.ld:11:1: a symbol or a command is expected here, not `12`",
        ]
    );
}

#[test]
fn mistakes_are_found_where_they_are() {
    for (text, error) in [
        ("a = 1", "L0201: a.ld:1:6: an operator or `;` is expected here, not the end of the file"),
        ("a\n= 1 2;", "L0201: a.ld:2:5: an operator or `;` is expected here, not `2`"),
        ("PROVIDE(a);", "L0201: a.ld:1:10: `=` is expected here, not `)`"),
        ("PROVIDE(1 = 2);", "L0201: a.ld:1:9: a symbol is expected here, not `1`"),
        ("PROVIDE a = 2;", "L0201: a.ld:1:9: `(` is expected here, not `a`"),
        ("ENTRY _start;", "L0201: a.ld:1:7: `(` is expected here, not `_start`"),
        ("a = 1; /* and so on", "L0202: a.ld:1:8: a comment without an end"),
        ("a = \"b;", "L0202: a.ld:1:5: a quoted name without an end"),
        ("é = 1;", "L0201: a.ld:1:1: a symbol or a command is expected here, not 'é'"),
        ("/*é*/ @;", "L0201: a.ld:1:7: a symbol or a command is expected here, not '@'"),
        ("\"\" = 1;", "L0203: a.ld:1:1: ` =` cannot be followed: a symbol has a name"),
        ("ASSERT(0, \"no\")", "L0210: a.ld:1:1: assertion failed: no"),
        (
            "ASSERT(x, \"no\")",
            "L0207: a.ld:1:8: `x` has no value here: no script gives it one before this place",
        ),
        ("ASSERT(1)", "L0201: a.ld:1:9: `,` is expected here, not `)`"),
        ("}", "L0201: a.ld:1:1: a symbol or a command is expected here, not `}`"),
    ] {
        assert_eq!(errors(text), [error]);
    }
}

/// One mistake hides none of the others, and no good line.
#[test]
fn reading_goes_on_behind_a_mistake() {
    assert_eq!(
        errors("a = ;\nb = 1 / 0;\nPROVIDE(c 1);\nd == 2;\nSECTIONS { a = { }; }\ne = d;"),
        [
            "L0201: a.ld:1:5: a number, a symbol or `(` is expected here, not `;`",
            "L0209: a.ld:2:7: division by zero",
            "L0201: a.ld:3:11: `=` is expected here, not `1`",
            "L0204: a.ld:4:1: `d` is not a command",
            "L0203: a.ld:5:1: `SECTIONS` cannot be followed: the layout of a module is the linker's own",
            "L0207: a.ld:6:5: `d` has no value here: no script gives it one before this place",
        ]
    );
    let many: String = (0..1000).map(|line| format!("x{line} y;\n")).collect();
    assert_eq!(errors(&many).len(), 50);
}

#[test]
fn windows_lines_and_byte_order_marks_are_read() {
    assert_eq!(values("\u{feff}a = 1;\r\nb = 2;\r\n"), [pair("a", 1), pair("b", 2)]);
    assert_eq!(errors("a = 1;\r\n b @"), ["L0204: a.ld:2:2: `b` is not a command"]);
    assert_eq!(values(""), []);
    assert_eq!(values("/* only */ ; ; "), []);
}

// --- Includes ---------------------------------------------------------------------------------------------------

#[test]
fn included_scripts_are_read_in_their_place() {
    let files = [("b.ld", "b = a + 1;"), ("dir/c.ld", "c = b + 1;")];
    let symbols =
        read_with(&files, "a = 1; INCLUDE b.ld SEARCH_DIR(dir) INCLUDE \"c.ld\"; d = c + 1;").unwrap();
    let found: Vec<_> = symbols.into_iter().map(|symbol| (symbol.name, symbol.value, symbol.place)).collect();
    let expected = [("a", "a.ld:1:1"), ("b", "b.ld:1:1"), ("c", "dir/c.ld:1:1"), ("d", "a.ld:1:53")];
    let expected: Vec<_> = (1..)
        .zip(expected)
        .map(|(value, (name, place))| (name.to_owned(), Ok(value), place.to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn includes_without_an_end_are_refused() {
    let with = |files: &[(&str, &str)], text| read_with(files, text).expect_err(text);
    assert_eq!(
        with(&[], "INCLUDE b.ld"),
        ["L0214: a.ld:1:9: `b.ld` cannot be included: not found from a.ld"]
    );
    assert_eq!(with(&[("a.ld", "")], "INCLUDE a.ld"), ["L0213: a.ld:1:9: `a.ld` includes itself"]);
    assert_eq!(
        with(&[("b.ld", "INCLUDE c.ld"), ("c.ld", "INCLUDE b.ld")], "INCLUDE b.ld"),
        ["L0213: c.ld:1:9: `b.ld` includes itself"]
    );
    let chain: Vec<(String, String)> =
        (0..20).map(|n| (format!("{n}.ld"), format!("INCLUDE {}.ld", n + 1))).collect();
    let chain: Vec<(&str, &str)> = chain.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    assert_eq!(with(&chain, "INCLUDE 0.ld"), ["L0211: 8.ld:1:9: scripts nested more than 10 deep"]);
    // Each includes the next ten times: without a limit, a thousand million files.
    let wide: Vec<(String, String)> =
        (0..9).map(|n| (format!("{n}.ld"), format!("INCLUDE {}.ld\n", n + 1).repeat(10))).collect();
    let mut wide: Vec<(&str, &str)> = wide.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    wide.push(("9.ld", ""));
    wide.pop();
    let errors = with(&wide, "INCLUDE 0.ld");
    assert!(
        errors.iter().all(|error| error.starts_with("L0214")
            || error.starts_with("L0211")
            || error.starts_with("L0212")),
        "{errors:?}"
    );
    assert!(errors.len() <= 50);
}

#[test]
fn scripts_are_not_read_beyond_a_limit() {
    let files = [("b.ld", "x = 1;\n")];
    assert_eq!(
        read_with(&files, &"INCLUDE b.ld\n".repeat(2000)).expect_err("too many"),
        ["L0212: b.ld:1:1: scripts of more than 100 files together"]
    );
    assert_eq!(
        errors(&"SEARCH_DIR(a);\n".repeat(101)),
        ["L0212: a.ld:101:12: scripts of more than 100 folders together"]
    );
    let long = " ".repeat((1 << 24) + 1);
    assert_eq!(errors(&long), ["L0212: a.ld:1:1: scripts of more than 16777216 bytes together"]);
}

/// A table of a thousand lines, one of them a megabyte long, takes no time.
#[test]
fn long_lines_are_read_once() {
    let line: String = (0..100_000).map(|n| format!("s{n} = {n};")).collect();
    assert_eq!(values(&line).len(), 100_000);
}

// --- In an archive's place --------------------------------------------------------------------------------------

fn files(text: &str) -> Result<Vec<LibraryFile>, Vec<String>> {
    library_script_files("libm.a", text).map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

#[test]
fn a_group_is_its_files() {
    let path = |path: &str| LibraryFile::Path(path.into());
    let script = "/* GNU ld script\n*/\nOUTPUT_FORMAT(elf64-x86-64)\nGROUP ( /lib/libm-2.36.a AS_NEEDED ( /lib/v.a ) )\n";
    assert_eq!(files(script), Ok(vec![path("/lib/libm-2.36.a"), path("/lib/v.a")]));
    let script = "INPUT(libc++.a, -lc++abi \"with blank.a\") GROUP(a-b+c.a)";
    let expected =
        vec![path("libc++.a"), LibraryFile::Named("c++abi".into()), path("with blank.a"), path("a-b+c.a")];
    assert_eq!(files(script), Ok(expected));
}

#[test]
fn anything_else_in_an_archive_s_place_is_refused() {
    let only = "in an archive's place only names of files are understood";
    for (text, error) in [
        ("int main;", "L0204: libm.a:1:1: `int` is not a command".to_owned()),
        ("GROUP ( a.a", "L0201: libm.a:1:12: a file or `)` is expected here, not the end of the file".into()),
        (
            "OUTPUT_FORMAT(elf64-x86-64)",
            "L0215: libm.a:1:28: neither an archive nor a script that names one".into(),
        ),
        (
            "SECTIONS { }",
            "L0203: libm.a:1:1: `SECTIONS` cannot be followed: the layout of a module is the linker's own"
                .into(),
        ),
        ("", "L0215: libm.a:1:1: neither an archive nor a script that names one".into()),
        ("a = 1;", format!("L0203: libm.a:1:1: `=` cannot be followed: {only}")),
        ("PROVIDE(a = 1);", format!("L0203: libm.a:1:1: `PROVIDE` cannot be followed: {only}")),
        ("INCLUDE b.ld", format!("L0203: libm.a:1:1: `INCLUDE` cannot be followed: {only}")),
    ] {
        assert_eq!(files(text), Err(vec![error]), "{text}");
    }
}
