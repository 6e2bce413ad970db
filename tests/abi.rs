//! The firmware's binary interface, as this project states it, against MicroPython's own source, of each release:
//! `src/runtime/abi.h` (layouts, numbers, the function table), and the linker's static qstrs and table of the firmware.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod micropython;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use linker::{ENTRIES, Entry, EntryKind};
use micropython::{RELEASES, each, source, source_text, stdout, write};
use mpyc::compile::HEADERS;
use mpyc::target::{FloatKind, Target};
use mpyc::toolchain::{self, Config, Kind, Toolchain};

const ABI: &str = include_str!("../src/runtime/abi.h");
const CHECK: &str = include_str!("abi/check.c");

fn targets() -> Vec<&'static Target> {
    ["rv32imc", "x64"].into_iter().filter_map(Target::named).collect()
}

fn compiler(target: &'static Target) -> Toolchain {
    toolchain::find(target, None, &Config::default()).unwrap_or_else(|diagnostic| panic!("{diagnostic:?}"))
}

/// Who sees the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Firmware,
    Module,
}

/// Compiles tests/abi/check.c with this `abi.h` against a release's headers: what the compiler says if it refuses.
fn check(compiler: &Toolchain, release: &str, side: Side, abi: &str, qstrs: &str) -> Result<(), String> {
    let target = compiler.target();
    let source = source(release);
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    for (name, text) in HEADERS {
        write(&at(name), text);
    }
    write(&at("abi.h"), abi);
    write(&at("check.c"), CHECK);
    write(&at("static_qstrs.h"), qstrs);
    write(&at("module_config.h"), linker::qstr_header(&[]));

    let mut command = Command::new(compiler.program());
    let flags = match compiler.kind() {
        Kind::Gcc => target.flags.gcc,
        Kind::Clang => target.flags.clang,
        Kind::Zig => panic!("{}: zig hides its compiler's checks; use GCC", compiler.command()),
    };
    let float_size = match target.float {
        FloatKind::Single => 4,
        FloatKind::Double => 8,
    };
    command
        .current_dir(folder.path())
        .args(flags)
        .args(["-std=gnu11", "-O1", "-S", "-o", "/dev/null", "check.c", "-I.", "-DNO_QSTR"])
        .arg(format!("-DRT_FLOAT_SIZE={float_size}"))
        .arg("-I")
        .arg(&source);
    if target.name != "x64" {
        // The board's C headers are newlib's, as for the firmware.
        command.args(["-isystem", "/usr/include/newlib"]);
    }
    match side {
        Side::Firmware => {
            let port = source.join(if target.name == "x64" { "ports/unix" } else { "ports/qemu" });
            command.arg("-I").arg(&port).arg("-I").arg(port.join("variants/standard"));
        }
        Side::Module => {
            command.args([
                "-DAS_MODULE=1",
                "-DMICROPY_ENABLE_DYNRUNTIME",
                "-DMP_CONFIGFILE=<module_config.h>",
            ]);
        }
    }
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// The names and numbers of the qstrs that abi.h has, for check.c.
fn qstrs_header(release: &str) -> String {
    let numbers = static_qstrs(release);
    let mut header = String::from("#define QSTRS(X)");
    let names = qstrs_of_abi();
    for name in &names {
        let _ = write!(header, " X({name})");
    }
    header.push('\n');
    for name in &names {
        let index = numbers.iter().position(|qstr| qstr == name);
        let index = index.unwrap_or_else(|| panic!("abi.h: {name} has no number of its own in {release}"));
        let _ = writeln!(header, "#define MICROPYTHON_QSTR_{name} {}", index + 1);
    }
    header
}

/// Every name of `RT_QSTR_name = …` in abi.h.
fn qstrs_of_abi() -> Vec<String> {
    let names: Vec<String> = ABI
        .split("RT_QSTR_")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect();
    assert!(names.len() >= 12, "{names:?}");
    names
}

/// `static_qstr_list` of a release's py/makeqstrdata.py, read with Python.
fn static_qstrs(release: &str) -> Vec<String> {
    let script = "import ast, sys\n\
         for node in ast.parse(open(sys.argv[1]).read()).body:\n    \
             if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == 'static_qstr_list':\n        \
                 print(*(qstr.encode().hex() for qstr in ast.literal_eval(node.value)), sep='\\n')\n";
    let list = source(release).join("py/makeqstrdata.py");
    let text = stdout(Command::new("python3").arg("-c").arg(script).arg(&list));
    let qstrs: Vec<String> = text.lines().map(from_hex).collect();
    assert!(qstrs.len() > 100, "{}: {} static qstrs", list.display(), qstrs.len());
    qstrs
}

fn from_hex(line: &str) -> String {
    let bytes = line
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("two digits"));
    String::from_utf8(bytes.collect()).expect("UTF-8")
}

#[test]
fn the_header_agrees_with_micropythons() {
    let mut cases = Vec::new();
    for target in targets() {
        let compiler = compiler(target);
        for release in RELEASES {
            for side in [Side::Firmware, Side::Module] {
                cases.push((compiler.clone(), release, side));
            }
        }
    }
    each(&cases, |(compiler, release, side)| {
        check(compiler, release, *side, ABI, &qstrs_header(release)).map_err(|said| {
            format!(
                "{} {release}, {side:?}: src/runtime/abi.h and MicroPython differ:\n{said}",
                compiler.target().name
            )
        })
    });
}

/// The check is worth what it notices. Every number of the header is changed, and every two neighbours in a struct, an
/// enum or the table are exchanged, one at a time.
#[test]
fn no_change_of_the_header_goes_unnoticed() {
    let compilers: Vec<Toolchain> = targets().into_iter().map(compiler).collect();
    let (release, side) = (RELEASES[1], Side::Firmware);
    let qstrs = qstrs_header(release);
    for compiler in &compilers {
        check(compiler, release, side, ABI, &qstrs).unwrap_or_else(|said| panic!("unchanged:\n{said}"));
    }
    let changes = changes(ABI);
    assert!(changes.len() > 190, "{}", changes.len());
    each(&changes, |(what, changed)| {
        let noticed =
            compilers.iter().any(|compiler| check(compiler, release, side, changed, &qstrs).is_err());
        if noticed { Ok(()) } else { Err(format!("not noticed: {what}")) }
    });
}

/// Texts that each differ from this one in one fact, and what that is.
fn changes(header: &str) -> Vec<(String, String)> {
    let code: String = header
        .lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code).trim_end().to_owned() + "\n")
        .collect();
    let mut changes = Vec::new();

    // Numbers: those that stand by themselves.
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    for (at, _) in code.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        if is_word(code[..at].chars().next_back()) {
            continue;
        }
        let digits: String = code[at..].chars().take_while(char::is_ascii_digit).collect();
        if is_word(code[at + digits.len()..].chars().next()) {
            continue;
        }
        let number: u32 = digits.parse().expect("a number");
        let line = code[..at].lines().count();
        changes.push((
            format!("line {line}: {number} made {}", number + 1),
            format!("{}{}{}", &code[..at], number + 1, &code[at + digits.len()..]),
        ));
    }

    // Members of structs (between `;`) and of enums (between `,`).
    for (open, separator) in [("struct {", ';'), ("enum {", ',')] {
        for (at, _) in code.match_indices(open) {
            let begin = at + open.len();
            let end = begin + code[begin..].find('}').expect("a closing brace");
            let members: Vec<&str> =
                code[begin..end].split(separator).filter(|member| !member.trim().is_empty()).collect();
            for (first, second) in members.iter().zip(&members[1..]) {
                if first.contains('=') && second.contains('=') {
                    continue; // each says its number
                }
                let pair = format!("{first}{separator}{second}");
                let place = begin + code[begin..].find(&pair).expect("neighbours");
                changes.push((
                    format!("`{}` and `{}` exchanged", first.trim(), second.trim()),
                    format!("{}{second}{separator}{first}{}", &code[..place], &code[place + pair.len()..]),
                ));
            }
        }
    }

    // Members that share a type: `size_t alloc, len;`.
    for line in code
        .lines()
        .filter(|line| line.trim_end().ends_with(';') && line.contains(',') && !line.contains('{'))
    {
        let (typed, names) = line.trim().trim_end_matches(';').split_once(' ').expect("a type");
        let names: Vec<&str> = names.split(", ").collect();
        for index in 1..names.len() {
            let mut exchanged = names.clone();
            exchanged.swap(index - 1, index);
            let changed = format!("{typed} {};", exchanged.join(", "));
            changes.push((
                format!("`{}` and `{}` exchanged", names[index - 1], names[index]),
                code.replacen(line.trim(), &changed, 1),
            ));
        }
    }

    // Entries of the table, a line each.
    let lines: Vec<&str> = code.lines().collect();
    let is_entry = |line: &str| line.starts_with("    X(") || line.starts_with("    V(");
    for index in 1..lines.len() {
        if is_entry(lines[index - 1]) && is_entry(lines[index]) {
            let mut exchanged: Vec<String> =
                lines.iter().map(|line| line.trim_end_matches([' ', '\\']).to_owned()).collect();
            exchanged.swap(index - 1, index);
            for (line, original) in exchanged.iter_mut().zip(&lines) {
                if original.ends_with('\\') {
                    line.push_str(" \\");
                }
            }
            changes.push((
                format!("`{}` and `{}` exchanged", lines[index - 1].trim(), lines[index].trim()),
                exchanged.join("\n") + "\n",
            ));
        }
    }
    changes
}

#[test]
fn the_linkers_static_qstrs_are_micropythons() {
    for release in RELEASES {
        assert_eq!(linker::mpy::qstr::STATIC_QSTRS.as_slice(), static_qstrs(release), "{release}");
    }
}

// ---- The function table

/// A member of `mp_fun_table_t`: its name, and its types as MicroPython writes them.
#[derive(Debug, PartialEq, Eq)]
struct Member {
    name: String,
    result: String,
    /// None of a member that is no function.
    parameters: Option<Vec<String>>,
}

/// The members of `mp_fun_table_t` in py/nativeglue.h, in order.
fn table_members(release: &str) -> Vec<Member> {
    let text = without_comments(&source_text(release, "py/nativeglue.h"));
    let body = text.split_once("struct _mp_fun_table_t {").expect("mp_fun_table_t").1;
    let body = body.split_once("} mp_fun_table_t;").expect("its end").0;
    let body: String =
        body.lines().filter(|line| !line.trim().starts_with('#')).collect::<Vec<_>>().join(" ");
    body.split(';').map(str::trim).filter(|member| !member.is_empty()).map(member).collect()
}

/// `mp_obj_t (*load_name)(qstr qst)`, `const mp_print_t *plat_print`.
fn member(text: &str) -> Member {
    // A word that says that the function does not return, before its type.
    let text = text.trim_start_matches("MP_NORETURN").trim_start_matches("NORETURN").trim();
    match text.split_once("(*") {
        Some((result, rest)) => {
            let (name, parameters) = rest.split_once(")(").expect("parameters");
            let parameters = parameters.strip_suffix(')').expect("their end");
            Member {
                name: name.into(),
                result: result.trim().into(),
                parameters: Some(
                    parameters.split(',').map(|parameter| parameter.trim().to_owned()).collect(),
                ),
            }
        }
        None => {
            let at = text.rfind([' ', '*']).expect("a type and a name") + 1;
            Member { name: text[at..].into(), result: text[..at].trim().into(), parameters: None }
        }
    }
}

fn without_comments(text: &str) -> String {
    text.lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The entries of `RT_TABLE` in abi.h, in order.
fn our_members() -> Vec<Member> {
    let lines = ABI.lines().map(|line| line.trim().trim_end_matches('\\').trim());
    let entry = |line: &str| {
        if let Some(inner) = line.strip_prefix("X(") {
            let inner = inner.strip_suffix("))").expect("the end of an entry");
            let (head, parameters) = inner.split_once(", (").expect("parameters");
            let (result, name) = head.rsplit_once(", ").expect("a result and a name");
            let parameters = parameters.split(',').map(|parameter| parameter.trim().to_owned()).collect();
            return Some(Member { name: name.into(), result: result.into(), parameters: Some(parameters) });
        }
        let (result, name) = line.strip_prefix("V(")?.strip_suffix(')')?.rsplit_once(", ")?;
        Some(Member { name: name.into(), result: result.into(), parameters: None })
    };
    lines.filter_map(entry).collect()
}

/// How a value is passed: what two functions must have in common to be called alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Passed {
    Nothing,
    Pointer,
    /// An integer of a pointer's size.
    Word,
    Int,
    UInt32,
    Bool,
    Char,
    Float,
    Double,
    Arguments,
    /// `...`
    More,
}

/// How a value of a type is passed; a parameter may have its name behind the type.
fn passed(text: &str) -> Passed {
    if text.contains('*') {
        return Passed::Pointer;
    }
    let text = text.strip_prefix("const ").unwrap_or(text);
    let words: Vec<&str> = text.split(' ').collect();
    match words[..] {
        ["..."] => Passed::More,
        ["void"] => Passed::Nothing,
        [
            "mp_obj_t" | "mp_const_obj_t" | "mp_proto_fun_t" | "mp_rom_error_text_t" | "rt_obj" | "rt_type",
            ..,
        ] => Passed::Pointer,
        ["size_t" | "qstr" | "mp_int_t" | "mp_uint_t" | "rt_qstr" | "rt_int" | "rt_uint", ..] => Passed::Word,
        ["int" | "mp_unary_op_t" | "mp_binary_op_t", ..] | ["unsigned", "int", ..] => Passed::Int,
        ["uint32_t", ..] => Passed::UInt32,
        ["bool", ..] => Passed::Bool,
        ["char", ..] => Passed::Char,
        ["float", ..] => Passed::Float,
        ["double", ..] => Passed::Double,
        ["va_list" | "__builtin_va_list", ..] => Passed::Arguments,
        _ => panic!("how is `{text}` passed?"),
    }
}

#[test]
fn functions_of_the_table_are_called_as_micropython_declares_them() {
    let ours = our_members();
    for release in RELEASES {
        let theirs = table_members(release);
        assert_eq!(theirs.len(), ours.len(), "{release}");
        for (ours, theirs) in ours.iter().zip(&theirs) {
            let shape = |member: &Member| {
                let parameters = member.parameters.as_ref();
                let parameters =
                    parameters.map(|list| list.iter().map(|text| passed(text)).collect::<Vec<_>>());
                (member.name.clone(), passed(&member.result), parameters)
            };
            assert_eq!(shape(ours), shape(theirs), "{release}");
        }
    }
}

#[test]
fn the_linkers_table_is_the_firmwares() {
    for release in RELEASES {
        let members = table_members(release);
        let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(ENTRIES.map(|entry| entry.field).as_slice(), names, "{release}");
        for (entry, member) in ENTRIES.iter().zip(&members) {
            assert_eq!(entry.kind, kind(member), "{release}: {}", entry.field);
        }
    }
}

fn kind(member: &Member) -> EntryKind {
    match (member.result.as_str(), &member.parameters) {
        (_, Some(_)) => EntryKind::Function,
        // The one function that is declared as a pointer, since a port may have none.
        ("void *", None) if member.name == "setjmp_" => EntryKind::Function,
        ("mp_const_obj_t", None) => EntryKind::Constant,
        ("const mp_obj_type_t *", None) => EntryKind::Type,
        ("const mp_print_t *" | "const mp_obj_fun_builtin_var_t *", None) => EntryKind::Object,
        other => panic!("{}: what is a {other:?}?", member.name),
    }
}

#[test]
fn symbols_stand_for_what_the_firmware_has_in_its_table() {
    for release in RELEASES {
        let values = table_values(&source(release));
        assert_eq!(values.len(), ENTRIES.len(), "{release}");
        for (entry, value) in ENTRIES.iter().zip(&values) {
            let expected = match entry {
                Entry { kind: EntryKind::Constant, .. } => format!("{value}_obj"),
                Entry { field: "setjmp_", .. } => "mpyc_setjmp".into(),
                Entry { .. } => value.trim_start_matches('&').to_owned(),
            };
            assert_eq!(entry.symbols.first(), Some(&expected.as_str()), "{release}: {}", entry.field);
        }
    }
}

/// The initialiser of `mp_fun_table` in py/nativeglue.c, as a firmware without `MICROPY_NLR_SETJMP` has it.
fn table_values(source: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(source.join("py/nativeglue.c")).expect("py/nativeglue.c");
    let body = text.split_once("const mp_fun_table_t mp_fun_table = {").expect("mp_fun_table").1;
    let body = body.split_once("};").expect("its end").0;
    let mut values = Vec::new();
    let mut is_left_out = false;
    for line in without_comments(body).lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line {
            "#if MICROPY_NLR_SETJMP" => is_left_out = true,
            "#else" | "#endif" => is_left_out = false,
            _ if line.starts_with('#') => panic!("py/nativeglue.c: `{line}` in mp_fun_table"),
            _ if is_left_out => {}
            _ => values.push(line.strip_suffix(',').expect("a value").to_owned()),
        }
    }
    values
}
