//! What docs/editors.md and docs/linking.md give to other tools: the JSON of problems, the expressions that find problems in what
//! is shown to people, and a project for CMake.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use micropython::{WHOLE_RELEASE, host, stdout, write};
use mpyc::device::{HostKind, Program, Variant};
use serde_json::Value;

/// What the lines of a multi-line matcher find, as VS Code has it: consecutive lines, one expression each. Python's expressions
/// and JavaScript's are the same for what the page has.
const MATCHER: &str = r#"
import json, re, sys

task, output = json.loads(sys.argv[1]), sys.stdin.read().split("\n")
patterns = task["problemMatcher"]["pattern"]
for at in range(len(output) - len(patterns) + 1):
    found = {}
    for pattern, line in zip(patterns, output[at:]):
        match = re.search(pattern["regexp"], line)
        if not match:
            break
        found |= {key: match[group] for key, group in pattern.items() if key != "regexp"}
    else:
        print(json.dumps(found))
"#;

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).unwrap()
}

/// The block of a page that begins with such a line.
fn block(page: &str, begin: &str) -> String {
    let (_, rest) = page.split_once(&format!("```{begin}\n")).unwrap_or_else(|| panic!("no block {begin}"));
    rest.split_once("\n```").unwrap().0.to_owned() + "\n"
}

fn mpyc(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mpyc")).args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Sources with problems of all kinds: of syntax, types and names, some with places in several lines, and without a place.
fn problems() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let lines = "\n".repeat(120);
    for (name, source) in [
        ("one.py", "x: int = 'text'\n".to_owned()),
        ("syntax.py", "def f(:\n    pass\n".into()),
        (
            "many.py",
            format!(
                "{lines}def f(n: int) -> int:\n    return 'a'\n\n\nf('é', 'b')\nf(\n    'more',\n    'lines',\n)\n"
            ),
        ),
        ("warned.py", "import json\n\n\ndef f() -> int:\n    return 1\n    print('never')\n".into()),
        ("größe.py", "y: str = 'é' + 1\n".into()),
    ] {
        write(&folder.path().join(name), source);
    }
    folder
}

#[test]
fn the_matcher_finds_what_the_json_says() {
    let tasks: Value = serde_json::from_str(&block(&page("editors.md"), "json tasks.json")).unwrap();
    let tasks = tasks["tasks"].as_array().unwrap();
    assert_eq!(
        tasks.iter().map(|task| task["args"][0].as_str().unwrap()).collect::<Vec<_>>(),
        ["check", "watch"]
    );
    let folder = problems();
    let files = ["one.py", "syntax.py", "many.py", "warned.py", "größe.py"];
    let shown = text(&mpyc(folder.path(), &[["check"].as_slice(), &files].concat()).stderr);
    let json = text(
        &mpyc(folder.path(), &[["check"].as_slice(), &files, &["--message-format", "json"]].concat()).stderr,
    );
    let said: Vec<[String; 6]> = json
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|problem| {
            ["file", "line", "column", "severity", "code", "message"].map(|key| match &problem[key] {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            })
        })
        .collect();
    assert!(said.len() >= 6 && said.iter().any(|problem| problem[3] == "warning"), "{json}");
    for task in tasks {
        let mut python = Command::new("python3");
        python.args(["-c", MATCHER, &task.to_string()]).stdin(std::process::Stdio::piped());
        let mut python = python.stdout(std::process::Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut python.stdin.take().unwrap(), shown.as_bytes()).unwrap();
        let found = text(&python.wait_with_output().unwrap().stdout);
        let found: Vec<[String; 6]> = found
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .map(|problem| {
                ["file", "line", "column", "severity", "code", "message"]
                    .map(|key| problem[key].as_str().unwrap().to_owned())
            })
            .collect();
        assert_eq!(found, said, "{}:\n{shown}", task["label"]);
    }
}

#[test]
fn a_problem_has_the_keys_that_the_page_lists() {
    let page = page("editors.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once(" | "));
    let listed: BTreeSet<String> = rows
        .flat_map(|(keys, _)| {
            keys.split(", ").map(|key| key.trim_matches('`').to_owned()).collect::<Vec<_>>()
        })
        .collect();
    let folder = problems();
    write(&folder.path().join("bad.o"), "no object");
    let mut seen = 0;
    for arguments in [
        ["check", "one.py"].as_slice(),
        &["check", "none.py"],
        &["natmod", "many.py"],
        &["link", "bad.o", "-o", "bad.mpy"],
        &["size", "none.mpy"],
        &["diagnose", "bad.o"],
        &["inspect", "none.mpy"],
        &["deploy", "one.py", "--port", "exec:true"],
        &["watch", "one.py", "--port", "exec:true"],
        &["board", "--port", "exec:true"],
    ] {
        let output = mpyc(folder.path(), &[arguments, &["--message-format", "json"]].concat());
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
        for line in text(&output.stderr).lines() {
            let problem: Value =
                serde_json::from_str(line).unwrap_or_else(|_| panic!("{arguments:?}: {line}"));
            let keys: BTreeSet<String> = problem.as_object().unwrap().keys().cloned().collect();
            assert_eq!(keys, listed, "{arguments:?}");
            seen += 1;
        }
    }
    assert!(seen >= 10);
}

/// The project of the page, made by CMake for the emulated board; what it makes is imported there.
#[test]
fn cmake_makes_modules() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(&path.join("CMakeLists.txt"), block(&page("linking.md"), "cmake"));
    write(&path.join("filter.py"), "def twice(n: int) -> int:\n    return n * 2\n");
    write(&path.join("counter.c"), block(&page("usermod.md"), "c counter.c"));
    let blink = "extern void *const mp_fun_table[];\nstatic int lit;\n\
                 void *mpy_init(void *self, unsigned n, unsigned k, void **args) {\n    lit = !lit;\n    \
                 return lit ? mp_fun_table[0] : 0;\n}\n";
    write(&path.join("blink.c"), blink);
    let build = || {
        let mut cmake = Command::new("cmake");
        cmake.args(["-S", ".", "-B", "build", "-DCMAKE_SYSTEM_NAME=Generic"]);
        cmake.arg("-DCMAKE_C_COMPILER=riscv64-unknown-elf-gcc");
        cmake.arg("-DCMAKE_C_FLAGS=-march=rv32imac -mabi=ilp32 -mno-relax -fpic -ffreestanding -O2");
        cmake.arg("-DCMAKE_TRY_COMPILE_TARGET_TYPE=STATIC_LIBRARY");
        cmake.arg(format!("-DMPYC={}", env!("CARGO_BIN_EXE_mpyc"))).current_dir(path);
        stdout(&mut cmake);
        stdout(Command::new("cmake").args(["--build", "build"]).current_dir(path))
    };
    build();
    let mut program = Program::script(
        "main.py",
        "import filter, counter, blink\nprint(filter.twice(21), list(counter.Counter(start=3)), blink.__name__)",
    );
    for name in ["filter", "counter", "blink"] {
        let bytes = std::fs::read(path.join("build").join(format!("{name}.mpy"))).unwrap();
        program = program.file(format!("{name}.mpy"), bytes);
    }
    let outcome = host(HostKind::Rv32, WHOLE_RELEASE, Variant::Standard).run(&program, &mut |_| {}).unwrap();
    assert_eq!((outcome.text().as_str(), outcome.status), ("42 [2, 1, 0] blink\n", 0));
    // What is unchanged is not made again.
    let again = build();
    assert!(!again.contains("Generating"), "{again}");
    write(&path.join("filter.py"), "def twice(n: int) -> int:\n    return n + n\n");
    let changed = build();
    assert!(changed.contains("Generating filter.mpy") && !changed.contains("counter.mpy"), "{changed}");
}
