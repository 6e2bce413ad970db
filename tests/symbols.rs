//! The lists of the firmware's names (`linker/src/firmware/`) against MicroPython's own headers, of each release.
//!
//! Every public name that a header declares — function, object, type, constant, macro — is in exactly one list. The
//! headers are read as text, so that what a configuration leaves out is seen as well; the C compiler is asked whether
//! anything was overlooked.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod micropython;

use linker::firmware::catalogue::{Origin, names};
use micropython::{RELEASES, source, source_text, stdout};
use mpyc::runtime::{HEADERS, STATIC_HEADERS};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The headers whose names are public: what C modules include. Not all are in every release.
const PUBLIC: [&str; 29] = [
    "binary",
    "builtin",
    "cstack",
    "gc",
    "misc",
    "mperrno",
    "mphal",
    "mpprint",
    "nlr",
    "obj",
    "objarray",
    "objexcept",
    "objfun",
    "objint",
    "objlist",
    "objmodule",
    "objstr",
    "objtuple",
    "objtype",
    "parsenum",
    "qstr",
    "ringbuf",
    "runtime",
    "runtime0",
    "smallint",
    "stackctrl",
    "stream",
    "unicode",
    "vstr",
];

/// What a name is, as far as a header says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Macro,
    Constant,
    Type,
    Object,
    Function,
}

/// Whether a name is for users: not a guard or an answer of the configuration, not a part of something else.
fn is_public(name: &str) -> bool {
    !name.starts_with('_') && !name.starts_with("MICROPY_")
}

/// The names that a header declares at its top level.
fn scan(text: &str) -> BTreeMap<String, Sort> {
    let mut names = BTreeMap::new();
    let mut code = String::new();
    for line in without_comments(text).replace("\\\n", " ").lines() {
        let Some(directive) = line.trim_start().strip_prefix('#') else {
            code.push_str(line);
            code.push('\n');
            continue;
        };
        if let Some(rest) = directive.trim_start().strip_prefix("define") {
            names.entry(word(rest.trim_start())).or_insert(Sort::Macro);
        }
    }
    let tokens = tokens(&code);
    let mut declaration: Vec<&str> = Vec::new();
    let mut depth = 0_usize;
    for token in &tokens {
        declaration.push(token);
        match *token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.checked_sub(1).expect("brackets in pairs"),
            _ => {}
        }
        // A body ends a function; a semicolon everything else.
        let is_function = || {
            let head: Vec<&str> = declaration.iter().copied().take_while(|token| *token != "{").collect();
            head.contains(&"(") && !head.contains(&"=")
        };
        if depth == 0 && (*token == ";" || (*token == "}" && is_function())) {
            declare(&declaration, &mut names);
            declaration.clear();
        }
    }
    assert_eq!(depth, 0, "brackets in pairs");
    names.retain(|name, _| is_public(name));
    names
}

fn without_comments(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("/*").into_iter().chain(rest.find("//")).min() {
        plain.push_str(&rest[..at]);
        let (begin, end) = if rest[at..].starts_with("/*") { ("/*", "*/") } else { ("//", "\n") };
        let body = &rest[at + begin.len()..];
        let length = body.find(end).expect("the end of a comment");
        // The end of the line is not part of the comment.
        rest = if end == "\n" { &body[length..] } else { &body[length + end.len()..] };
        plain.push(' ');
    }
    plain + rest
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// Words, and single characters for all else; a text in quotes is one.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => rest[1..].find('"').expect("the end of a text") + 2,
            c if c.is_ascii_alphanumeric() || c == '_' => word(rest).len(),
            c => c.len_utf8(),
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// The tokens outside brackets, with the brackets themselves.
fn outside<'a>(declaration: &[&'a str]) -> Vec<&'a str> {
    let mut depth = 0_usize;
    let mut kept = Vec::new();
    for token in declaration {
        match *token {
            "{" | "(" | "[" => {
                if depth == 0 {
                    kept.push(*token);
                }
                depth += 1;
            }
            "}" | ")" | "]" => {
                depth -= 1;
                if depth == 0 {
                    kept.push(*token);
                }
            }
            _ if depth == 0 => kept.push(*token),
            _ => {}
        }
    }
    kept
}

/// Notes what a declaration declares.
fn declare(declaration: &[&str], names: &mut BTreeMap<String, Sort>) {
    let mut note = |name: &str, sort: Sort| {
        names.entry(name.to_owned()).or_insert(sort);
    };
    let head = &declaration[..declaration.len().min(3)];
    if head.contains(&"enum")
        && let Some(open) = declaration.iter().position(|token| *token == "{")
    {
        let (mut depth, mut expected) = (0_usize, true);
        for token in &declaration[open + 1..] {
            match *token {
                "(" => depth += 1,
                ")" => depth -= 1,
                "}" => break,
                "," if depth == 0 => expected = true,
                name if depth == 0 && expected && is_name(name) => {
                    note(name, Sort::Constant);
                    expected = false;
                }
                _ => {}
            }
        }
    }
    let outside = outside(declaration);
    let last =
        |tokens: &[&str]| tokens.iter().rev().find(|token| is_name(token)).map(|name| (*name).to_owned());
    match declaration {
        [";"] => {}
        ["typedef", ..] => {
            // typedef R (*name)(…) has its name in brackets, after a star.
            let star = declaration.windows(4).find(|four| four[0] == "(" && four[1] == "*" && four[3] == ")");
            let name = match star {
                Some(four) if !outside.contains(&"{") => Some(four[2].to_owned()),
                _ => last(&outside),
            };
            note(&name.unwrap_or_else(|| panic!("{declaration:?}")), Sort::Type);
        }
        [declares, "(", name, ..] if declares.starts_with("MP_DECLARE_CONST_") => note(name, Sort::Object),
        ["struct" | "union" | "enum", tag, ..] if !outside.contains(&"(") => {
            if is_name(tag) {
                note(tag, Sort::Type);
            }
        }
        ["enum", "{", ..] => {}
        _ => match outside.iter().position(|token| *token == "(") {
            Some(open) => note(outside[open - 1], Sort::Function),
            None => note(&last(&outside).unwrap_or_else(|| panic!("{declaration:?}")), Sort::Object),
        },
    }
}

/// The names of all public headers of a release.
fn declared(release: &str) -> BTreeMap<String, Sort> {
    let mut all = BTreeMap::new();
    for header in PUBLIC {
        let path = format!("py/{header}.h");
        if source(release).join(&path).is_file() {
            all.append(&mut scan(&source_text(release, &path)));
        }
    }
    all
}

#[test]
fn a_declaration_says_its_names() {
    let text = r#"
        #define GUARD /* a
        comment */ 1
        #  define CALL(x) \
            f(x)
        // typedef int not_this;
        typedef struct _a_t { int x; void (*y)(int z); } a_t;
        typedef mp_obj_t (*fun_t)(size_t n, const mp_obj_t *);
        typedef enum { ONE, TWO = (1, 2), THREE } kind_t;
        enum { FOUR };
        struct plain { int a; };
        union _hidden { int b; };
        struct declared_only;
        extern const mp_obj_type_t mp_type_x, *y[3];
        MP_DECLARE_CONST_FUN_OBJ_1(obj_x);
        MP_NORETURN void raise(const char *text);
        static inline int twice(int x) {
            if (x) { return 2 * x; }
            return 0;
        }
        int last(int (*f)(int), ...);
    "#;
    let names = scan(text);
    let found: Vec<String> = names.iter().map(|(name, sort)| format!("{name} {sort:?}")).collect();
    let wanted = "CALL Macro, FOUR Constant, GUARD Macro, ONE Constant, THREE Constant, TWO Constant, a_t Type, \
                  declared_only Type, fun_t Type, kind_t Type, last Function, obj_x Object, \
                  plain Type, raise Function, twice Function, y Object";
    assert_eq!(found.join(", "), wanted);
}

/// Every name that a header declares is in one list.
#[test]
fn every_public_name_is_in_one_list() {
    let listed: Vec<&str> = names().iter().map(|name| name.name).collect();
    let mut said = Vec::new();
    for pair in listed.windows(2) {
        if pair[0] == pair[1] {
            said.push(format!("{} is in two lists", pair[0]));
        }
    }
    let known: BTreeSet<&str> = listed.into_iter().collect();
    for release in RELEASES {
        let declared = declared(release);
        assert!(declared.len() > 1000, "{release}: {}", declared.len());
        for (name, sort) in &declared {
            if !known.contains(name.as_str()) {
                said.push(format!("{release}: {name}, a {sort:?}, is in no list"));
            }
        }
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}

/// A list has nothing that neither release's headers declare, but for what it says itself.
#[test]
fn no_name_is_made_up() {
    let mut declared: BTreeSet<String> =
        RELEASES.iter().flat_map(|release| declared(release).into_keys()).collect();
    // The table's own functions, which py/nativeglue.h and others declare.
    for release in RELEASES {
        let text = source_text(release, "py/nativeglue.c") + &source_text(release, "py/nativeglue.h");
        declared.extend(tokens_of_text(&text));
    }
    let own = |name: &str, origin: &Origin| match origin {
        Origin::Library(file) => linker::firmware::supplied::LIBRARY_OWN
            .iter()
            .any(|(own, names)| own == file && names.contains(name)),
        Origin::Table(_) => name == "memcpy" || name.starts_with("mpyc_") || name.starts_with("mp_const_"),
        Origin::Named(_) | Origin::Header(_) | Origin::Impossible(_) => false,
    };
    let said: Vec<&str> = names()
        .iter()
        .filter(|name| !declared.contains(name.name) && !own(name.name, &name.origin))
        .map(|name| name.name)
        .collect();
    assert_eq!(said, [""; 0]);
}

fn tokens_of_text(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').map(str::to_owned).collect()
}

/// Our headers define nothing that is said to be impossible.
#[test]
fn what_headers_define_is_not_impossible() {
    let defined = |name: &str| {
        let mut lines = HEADERS.iter().chain(STATIC_HEADERS).flat_map(|(_, text)| text.lines());
        lines.any(|line| {
            let macro_name = line.strip_prefix("#define ").and_then(|rest| rest.strip_prefix(name));
            macro_name.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(']))
        })
    };
    let impossible = names().into_iter().filter(|name| matches!(name.origin, Origin::Impossible(_)));
    let both: Vec<&str> = impossible.map(|name| name.name).filter(|name| defined(name)).collect();
    assert_eq!(both, [""; 0]);
}

/// What our headers are said to have, they have.
#[test]
fn names_of_headers_are_there() {
    let mut ours: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in HEADERS.iter().chain(STATIC_HEADERS) {
        ours.insert(path, scan(text).into_keys().collect());
    }
    let mut said = Vec::new();
    for name in names() {
        let Origin::Header(path) = name.origin else { continue };
        if !ours.get(path).is_some_and(|names| names.contains(name.name)) {
            let real: Vec<_> = ours.iter().filter(|(_, names)| names.contains(name.name)).collect();
            let real: Vec<&str> = real.into_iter().map(|(path, _)| *path).collect();
            said.push(format!("{} is not in {path} but in {real:?}", name.name));
        }
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}

/// What the compiler sees in the headers, as the unix port configures them, was read as well.
#[test]
fn the_compiler_sees_no_name_that_was_not_read() {
    for release in RELEASES {
        let root = source(release);
        let folder = tempfile::tempdir().expect("a folder");
        let includes: String = PUBLIC
            .iter()
            .filter(|header| root.join(format!("py/{header}.h")).is_file())
            .fold(String::new(), |text, header| text + &format!("#include \"py/{header}.h\"\n"));
        micropython::write(&folder.path().join("all.c"), includes);
        let mut gcc = Command::new("gcc");
        gcc.current_dir(folder.path())
            .args(["-std=gnu11", "-E", "-DNO_QSTR", "all.c", "-I"])
            .arg(&root)
            .arg("-I")
            .arg(root.join("ports/unix"))
            .arg("-I")
            .arg(root.join("ports/unix/variants/standard"));
        let text = stdout(&mut gcc);
        let read = declared(release);
        let mut file = "";
        let mut said = BTreeSet::new();
        for line in text.lines() {
            if let Some(mark) = line.strip_prefix("# ") {
                file = mark.split('"').nth(1).unwrap_or_default();
                continue;
            }
            let is_public_header = PUBLIC.iter().any(|header| file.ends_with(&format!("/py/{header}.h")));
            // A line that begins a declaration of a function or an object, in the way that MicroPython writes them.
            if !is_public_header || line.starts_with([' ', '}', '{', '#']) || !line.contains('(') {
                continue;
            }
            let name =
                line.split('(').next().and_then(|head| head.rsplit([' ', '*']).next()).unwrap_or_default();
            if is_name(name) && is_public(name) && name != "__attribute__" && !read.contains_key(name) {
                said.insert(name.to_owned());
            }
        }
        assert!(said.is_empty(), "{release}: {said:?}");
    }
}
