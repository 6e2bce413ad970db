//! `mpyc annotate` as a user calls it, and its page in a real browser.

mod browser;

use browser::Browser;
use serde_json::json;
use std::path::Path;
use std::process::{Command, Output};

const WAVE: &str = include_str!("annotate/wave.py");

fn mpyc(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mpyc")).args(args).current_dir(folder).output().expect("mpyc starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The page of `wave.py`, in a folder.
fn wave(options: &[&str]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("wave.py"), WAVE).expect("written");
    let output = mpyc(folder.path(), &[&["annotate", "wave.py"], options].concat());
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    let page = std::fs::read_to_string(folder.path().join("wave.html")).unwrap_or(text(&output.stdout));
    (folder, page)
}

#[test]
fn lines_have_their_cost_their_reasons_and_what_types_would_change() {
    insta::with_settings!({snapshot_path => "annotate", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!(wave(&["--text"]).1);
    });
}

/// What one does because of the advice has the effect that it tells.
#[test]
fn advice_that_is_taken_saves_what_it_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let calls = |source: &str| {
        std::fs::write(folder.path().join("wave.py"), source).expect("written");
        let output = mpyc(folder.path(), &["annotate", "wave.py", "--text"]);
        let count = |line: &str| line.get(..20)?.split_whitespace().nth(2)?.parse::<u64>().ok();
        text(&output.stdout).lines().filter(|line| line.contains(" | ")).filter_map(count).sum::<u64>()
    };
    let before = calls(WAVE);
    let after = calls(&WAVE.replace("(samples, volume)", "(samples: list[int], volume: int)"));
    let told = wave(&["--text"]).1;
    let told = told.lines().find(|line| line.starts_with("mix: ")).expect("advice");
    assert!(told.contains("`samples: list[int]`, `volume: int`"), "{told}");
    assert!(told.ends_with(&format!("saves {} of {before} calls of the runtime", before - after)), "{told}");
}

#[test]
fn the_same_source_gives_the_same_page_and_it_needs_nothing_else() {
    let (_folder, page) = wave(&[]);
    assert_eq!(page, wave(&[]).1);
    for (_, reference) in page.match_indices("href=\"").map(|(at, _)| page.split_at(at + 6)) {
        assert!(reference.starts_with('#'), "{}", reference.lines().next().unwrap_or_default());
    }
    for outside in ["src=", "url(", "@import", "http:", "https:", "//"] {
        let found = page.lines().find(|line| line.contains(outside) && !line.trim_start().starts_with("//"));
        assert_eq!(found, None, "{outside}");
    }
}

#[test]
fn every_architecture_shows_its_instructions() {
    for (arch, instruction) in [("armv6m", "  ldr r"), ("x64", "  mov r"), ("xtensa", "  mov.n a")] {
        let page = wave(&["--arch", arch]).1;
        assert!(page.contains(instruction), "{arch}");
    }
}

#[test]
fn a_package_has_a_page_for_each_module() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("robot")).expect("made");
    std::fs::write(folder.path().join("robot/__init__.py"), "from .arm import lift\n").expect("written");
    std::fs::write(folder.path().join("robot/arm.py"), "def lift(n):\n    return n + 1\n").expect("written");
    let output = mpyc(folder.path(), &["annotate", "robot"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(text(&output.stderr), @r"
    error[E0103]: several pages need a directory to be written to
     |
     = help: name one: -o pages
    ");
    let output = mpyc(folder.path(), &["annotate", "robot", "-o", "pages"]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    for page in ["__init__", "arm"] {
        assert!(folder.path().join(format!("pages/robot/{page}.html")).is_file(), "{page}");
    }
}

#[test]
fn what_does_not_compile_has_no_page() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("bad.py"), "def f(n: int) -> str:\n    return n\n").expect("written");
    let output = mpyc(folder.path(), &["annotate", "bad.py"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("error[E0301]"), "{}", text(&output.stderr));
    assert!(!folder.path().join("bad.html").exists());
    let output = mpyc(folder.path(), &["annotate", "none.py"]);
    assert!(text(&output.stderr).starts_with("error[E0101]"), "{}", text(&output.stderr));
}

#[test]
fn lines_open_by_click_by_key_and_by_address() {
    let (folder, _) = wave(&[]);
    let address = format!("file://{}/wave.html", folder.path().display());
    let profile = tempfile::tempdir().expect("a folder");
    // As large as a phone.
    let mut browser = Browser::start(profile.path(), (390, 800));
    browser.open(&address);
    let line = 1 + WAVE.lines().position(|line| line.contains("total += s * volume")).expect("the line");
    let open = |browser: &mut Browser| {
        browser.evaluate("[...document.querySelectorAll('details[open]')].map(e => e.id)")
    };
    assert_eq!(open(&mut browser), json!([]));

    browser.click(&format!("#L{line} > summary"));
    assert_eq!(open(&mut browser), json!([format!("L{line}")]));
    assert_eq!(browser.evaluate("location.hash"), json!(format!("#L{line}")));
    let shown = browser.evaluate(&format!("document.querySelector('#L{line} .more').innerText"));
    let shown = shown.as_str().expect("text");
    for part in [
        "20 calls of the runtime in one run",
        "volume is any object, because the parameter has no annotation.",
        "With samples: list[int], volume: int: no calls, not 20 calls of the runtime.",
        "binary \"*\"",
        "rt_binary(RT_MULTIPLY",
        "py_mix:",
        "jal",
    ] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }

    // The next line by the keyboard.
    browser.press("Tab", 9, "");
    while browser.evaluate("document.activeElement.tagName") != json!("SUMMARY") {
        browser.press("Tab", 9, "");
    }
    browser.press("Enter", 13, "\r");
    let now = open(&mut browser);
    assert_eq!(now.as_array().map(Vec::len), Some(2), "{now}");

    browser.open(&format!("{address}#L{line}"));
    assert_eq!(open(&mut browser), json!([format!("L{line}")]));
    let seen = format!(
        "(() => {{ const r = document.querySelector('#L{line} > summary').getBoundingClientRect(); \
         return r.top > -1 && r.bottom < innerHeight; }})()"
    );
    assert_eq!(browser.evaluate(&seen), json!(true));
    // Nothing but code is wider than the phone.
    assert_eq!(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"), json!(true));

    let ground = "getComputedStyle(document.body).backgroundColor";
    let colours = ["light", "dark"].map(|scheme| {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.command("Emulation.setEmulatedMedia", features);
        browser.evaluate(ground)
    });
    assert_ne!(colours[0], colours[1]);
}
