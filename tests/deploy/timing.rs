//! `mpyc bench --port`: a function on a board.

use crate::bench::{mpyc, text};
use crate::micropython::write;

const SHARE: &str = "def share(n: int) -> list[int]:\n    return [n // k for k in range(1, 9)]\n";

/// The emulated board has a processor's timer, and firmware without `time`.
#[test]
fn a_function_is_measured_by_the_boards_clock() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(&folder.join("share.py"), SHARE);
    write(&folder.join("clock.py"), include_str!("clock.py"));
    let bench = |more: &[&str]| {
        let arguments = ["bench", "share.py::share", "--args", "840", "--port", "qemu:board.img"];
        let output = mpyc(folder, &[&arguments, more].concat());
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    };
    let (status, out, err) = bench(&["--with", "time.py=clock.py", "--message-format", "json"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["result"], "[840, 420, 280, 210, 168, 140, 120, 105]");
    assert_eq!(value["unit"], "microseconds");
    assert!(value["place"].as_str().unwrap().starts_with("MicroPython "), "{value}");
    let forms: Vec<&str> =
        value["forms"].as_array().unwrap().iter().map(|form| form["form"].as_str().unwrap()).collect();
    assert_eq!(forms, ["native", "-X emit=native", "bytecode"]);

    let (status, out, err) = bench(&[]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(err.starts_with("error[E0701]: there is no clock on MicroPython "), "{err}");
}
