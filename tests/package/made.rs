//! The folder that is made.

use std::path::Path;
use std::process::Command;

use crate::micropython::write;
use crate::{files, package, packaged, paths};

const FILTER: &str = "\"\"\"Sums up.\"\"\"\n\n__version__ = \"1.2\"\n\n\
    def mean(values: list[int]) -> int:\n    return sum(values) // len(values)\n";

/// A package with a module below and data, and what no board has use for.
fn robot(folder: &Path) {
    std::fs::create_dir_all(folder.join("robot/parts")).unwrap();
    write(&folder.join("robot/__init__.py"), "from .parts.motor import turn\n__version__: str = '0.3'\n");
    write(&folder.join("robot/parts/motor.py"), "def turn(by: int) -> int:\n    return by % 360\n");
    write(&folder.join("robot/parts/table.json"), "[1, 2, 3]\n");
    write(&folder.join("robot/.hidden"), "");
    write(&folder.join("robot/notes.pyi"), "");
}

#[test]
fn a_module_is_packaged_for_each_architecture() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(&folder.join("filter.py"), FILTER);
    let said = packaged(
        folder,
        &["filter.py", "--arch", "x64,rv32imc", "--dep", "logging", "--dep", "github:a/b@v1"],
    );
    assert_eq!(
        paths(&folder.join("dist")),
        [
            "SHA256SUMS",
            "filter.py",
            "filter.pyi",
            "native.json",
            "package.json",
            "rv32imc_6.3/filter.mpy",
            "rv32imc_6.3/package.json",
            "x64_6.3/filter.mpy",
            "x64_6.3/package.json"
        ]
    );
    assert!(said.starts_with("dist/rv32imc_6.3/package.json: "), "{said}");
    assert!(
        said.ends_with(&format!("dist/package.json: the Python, for any board, {} bytes\n", FILTER.len())),
        "{said}"
    );
    let json = |path: &str| -> serde_json::Value {
        serde_json::from_slice(&std::fs::read(folder.join("dist").join(path)).unwrap()).unwrap()
    };
    let expected = |file: &str| {
        serde_json::json!({
            "version": "1.2",
            "urls": [[file, file]],
            "deps": [["logging", "latest"], ["github:a/b", "v1"]],
        })
    };
    assert_eq!(json("package.json"), expected("filter.py"));
    assert_eq!(json("x64_6.3/package.json"), expected("filter.mpy"));
    assert_eq!(json("rv32imc_6.3/package.json"), expected("filter.mpy"));
    assert_eq!(
        json("native.json")["urls"],
        serde_json::json!([
            ["filter.mpy", "rv32imc_6.3/filter.mpy", 12038],
            ["filter.mpy", "x64_6.3/filter.mpy", 2822]
        ])
    );
    // The very modules that `mpyc natmod` makes.
    for arch in ["x64", "rv32imc"] {
        let mut natmod = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        natmod.args(["natmod", "filter.py", "--arch", arch, "-o", "alone.mpy"]).current_dir(folder);
        assert!(natmod.output().unwrap().status.success());
        let made = std::fs::read(folder.join(format!("dist/{arch}_6.3/filter.mpy"))).unwrap();
        assert_eq!(made, std::fs::read(folder.join("alone.mpy")).unwrap());
    }
    let mut check = Command::new("sha256sum");
    check.args(["--check", "--strict", "--quiet", "SHA256SUMS"]).current_dir(folder.join("dist"));
    assert!(check.status().unwrap().success());
}

#[test]
fn all_is_what_there_is_a_compiler_for() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(&folder.join("filter.py"), FILTER);
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.args(["package", "filter.py", "--message-format", "json"]).current_dir(folder);
    let output = command.env("MPYC_CC_ARMV6M", "none").env("MPYC_CC_X86", "none").output().unwrap();
    assert!(output.status.success());
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&object["name"], &object["version"]), (&"filter".into(), &"1.2".into()));
    let made: Vec<&str> =
        object["architectures"].as_array().unwrap().iter().map(|row| row["arch"].as_str().unwrap()).collect();
    assert!(
        made.contains(&"armv7m")
            && made.contains(&"xtensa")
            && !made.contains(&"armv6m")
            && !made.contains(&"x86")
    );
    let left_out: Vec<serde_json::Value> = String::from_utf8(output.stderr)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for arch in ["armv6m", "x86"] {
        let title = format!("{arch} is left out: the C compiler `none` cannot be used for {arch}");
        let warning = left_out.iter().find(|warning| warning["message"] == title.as_str());
        let warning = warning.unwrap_or_else(|| panic!("{left_out:?}"));
        assert_eq!(warning["code"], "W0801");
        assert!(warning["help"].as_str().unwrap().starts_with("`apt install "), "{warning}");
    }
    // What is named has to be there.
    command.args(["--arch", "all,x86"]).env("MPYC_CC_X86", "none");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("\"E0503\""));
    let mut nothing = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    let output =
        nothing.args(["package", "filter.py"]).current_dir(folder).env("MPYC_CC", "none").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error[E0501]: no C compiler for any architecture was found\n"), "{said}");
}

#[test]
fn the_bytes_are_the_same_wherever_and_whenever_they_are_made() {
    let mut made = Vec::new();
    for (place, out) in [("a", "dist"), ("deep/er/b", "other")] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join(place);
        std::fs::create_dir_all(&folder).unwrap();
        robot(&folder);
        // Files of another time, made in another order.
        if place != "a" {
            std::fs::remove_file(folder.join("robot/__init__.py")).unwrap();
            robot(&folder);
            let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
            for file in ["robot/__init__.py", "robot/parts/motor.py", "robot/parts/table.json"] {
                std::fs::File::options()
                    .append(true)
                    .open(folder.join(file))
                    .unwrap()
                    .set_modified(old)
                    .unwrap();
            }
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        command.args(["package", "robot", "--index", "-o", out]).current_dir(&folder);
        if place != "a" {
            command.env("TZ", "Asia/Tokyo").env("LC_ALL", "C").env("SOURCE_DATE_EPOCH", "1");
        }
        assert!(command.output().unwrap().status.success());
        made.push(files(&folder.join(out)));
    }
    let (first, second) = (&made[0], &made[1]);
    assert!(first.len() > 60, "{}", first.len());
    for ((path, bytes), (other_path, other_bytes)) in first.iter().zip(second) {
        assert_eq!(path, other_path);
        assert!(bytes == other_bytes, "{path} differs");
    }
    assert_eq!(first.len(), second.len());
}

#[test]
fn a_package_keeps_its_shape_and_its_data() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    robot(folder);
    packaged(folder, &["robot", "--arch", "rv32imc", "--url", "https://example.org/r/", "--index"]);
    let dist = folder.join("dist");
    let made: Vec<String> = paths(&dist).into_iter().filter(|path| !path.contains("file/")).collect();
    assert_eq!(
        made,
        [
            "SHA256SUMS",
            "native.json",
            "package/6/robot/0.3.json",
            "package/6/robot/latest.json",
            "package/py/robot/0.3.json",
            "package/py/robot/latest.json",
            "package.json",
            "robot/__init__.py",
            "robot/__init__.pyi",
            "robot/parts/motor.py",
            "robot/parts/motor.pyi",
            "robot/parts/table.json",
            "rv32imc_6.3/package/6/robot/0.3.json",
            "rv32imc_6.3/package/6/robot/latest.json",
            "rv32imc_6.3/package/py/robot/0.3.json",
            "rv32imc_6.3/package/py/robot/latest.json",
            "rv32imc_6.3/package.json",
            "rv32imc_6.3/robot/__init__.mpy",
            "rv32imc_6.3/robot/parts/motor.mpy",
            "rv32imc_6.3/robot/parts/table.json",
        ]
    );
    let manifest = std::fs::read_to_string(dist.join("rv32imc_6.3/package.json")).unwrap();
    let at = "https://example.org/r/rv32imc_6.3/robot/parts/table.json";
    assert!(manifest.contains(&format!("[\"robot/parts/table.json\", \"{at}\"]")), "{manifest}");
    assert_eq!(
        std::fs::read_to_string(dist.join("robot/__init__.pyi")).unwrap(),
        "from .parts.motor import turn as turn\n\n__version__: str\n"
    );
}

#[test]
fn an_older_folder_is_replaced_whole_or_stays() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(&folder.join("filter.py"), FILTER);
    packaged(folder, &["filter.py", "--arch", "x64,rv32imc"]);
    let before = files(&folder.join("dist"));
    // What has an error changes nothing.
    write(&folder.join("filter.py"), "def mean(values: list[int]) -> int:\n    return 'none'\n");
    let output = package(folder, &["filter.py", "--arch", "x64,rv32imc"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    // Once, not once for each architecture.
    assert_eq!(said.matches("error[E0301]").count(), 1, "{said}");
    assert_eq!(files(&folder.join("dist")), before);
    write(&folder.join("filter.py"), FILTER);
    packaged(folder, &["filter.py", "--arch", "x64"]);
    assert!(!folder.join("dist/rv32imc_6.3").exists());
    // What it did not make is not lost.
    write(&folder.join("dist/x64_6.3/mine.txt"), "");
    let output = package(folder, &["filter.py", "--arch", "x64"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("`dist/x64_6.3/mine.txt` would be lost: it was not made by `mpyc package`"),
        "{said}"
    );
    assert!(folder.join("dist/x64_6.3/mine.txt").exists());
    // Nothing is left of the attempts.
    let mut left: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["dist", "filter.py"]);
}

/// Whenever it is ended, there is the folder as it was or the new one.
#[test]
fn a_folder_is_old_or_new_whenever_the_command_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let versions = [FILTER.to_owned(), FILTER.replace("1.2", "1.3")];
    let mut whole = Vec::new();
    let mut longest = std::time::Duration::ZERO;
    for version in &versions {
        write(&folder.join("filter.py"), version);
        let start = std::time::Instant::now();
        packaged(folder, &["filter.py", "--arch", "x64", "--index"]);
        longest = longest.max(start.elapsed());
        whole.push(files(&folder.join("dist")));
    }
    let mut became = [0, 0];
    for round in 0..30_u8 {
        let next = usize::from(round + 1) % 2;
        write(&folder.join("filter.py"), &versions[next]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        command.args(["package", "filter.py", "--arch", "x64", "--index"]).current_dir(folder);
        command.stdout(std::process::Stdio::null());
        let mut process = command.spawn().unwrap();
        // Mostly towards the end, where files are written.
        // The last two are left alone.
        if round < 28 {
            std::thread::sleep(longest.mul_f64(0.5 + 0.02 * f64::from(round)));
            process.kill().unwrap();
        }
        process.wait().unwrap();
        let now = files(&folder.join("dist"));
        let which = whole.iter().position(|whole| *whole == now);
        became[which.unwrap_or_else(|| panic!("round {round}: neither the one nor the other"))] += 1;
    }
    assert!(became[0] > 0 && became[1] > 0, "{became:?}");
}

#[test]
fn what_cannot_be_one_package_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    robot(folder);
    write(&folder.join("filter.py"), FILTER);
    write(&folder.join("größe.py"), FILTER);
    write(&folder.join("robot/two words.txt"), "");
    for (arguments, says) in [
        (
            ["filter.py", "robot/parts/motor.py"].as_slice(),
            "error[E0801]: a package of several modules has to be given a name\n",
        ),
        (&["größe.py"], "error[E0801]: `größe.py` cannot be a part of a package"),
        (&["robot"], "error[E0801]: `robot/two words.txt` cannot be a part of a package"),
        (&["robot", "-o", "robot/dist"], "error[E0103]: cannot write `robot/dist`\n"),
        (&["filter.py", "-o", "none/dist"], "error[E0103]: cannot write `none/dist`\n"),
        (&["filter.py", "-o", "filter.py"], "error[E0103]: cannot write `filter.py`\n"),
        (&["none.py"], "error[E0101]: cannot read `none.py`\n"),
    ] {
        let output = package(folder, &[arguments, &["--arch", "x64"]].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.starts_with(says)), (Some(1), true), "{arguments:?}: {said}");
        assert!(!folder.join("dist").exists());
    }
    for arguments in [
        ["filter.py", "--arch", "z80"].as_slice(),
        &["filter.py", "--url", "example.org"],
        &["filter.py", "--version", "../1"],
        &["filter.py", "--dep", "@1"],
    ] {
        assert_eq!(package(folder, arguments).status.code(), Some(2), "{arguments:?}");
    }
    packaged(folder, &["filter.py", "robot/parts/motor.py", "--name", "both", "--arch", "x64"]);
    assert!(folder.join("dist/x64_6.3/motor.mpy").exists());
}

/// With C there is no Python that could be imported by itself.
#[test]
fn what_calls_c_has_no_python_for_any_board() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(&folder.join("app.py"), "import fast\n\ndef f(x: int) -> int:\n    return fast.twice(x)\n");
    write(&folder.join("fast.pyi"), "def twice(x: int) -> int: ...\n");
    write(&folder.join("fast.c"), "long twice(long x) { return 2 * x; }\n");
    let said = packaged(folder, &["app.py", "fast.c", "--arch", "x64", "--index"]);
    assert!(
        said.ends_with("dist/package.json is not made: the Python needs the C that it calls\n"),
        "{said}"
    );
    let made = paths(&folder.join("dist"));
    assert!(made.contains(&"x64_6.3/app.mpy".to_owned()) && made.contains(&"app.pyi".to_owned()), "{made:?}");
    assert!(
        !made.iter().any(|path| path == "package.json" || path == "app.py" || path.contains("/py/")),
        "{made:?}"
    );
}
