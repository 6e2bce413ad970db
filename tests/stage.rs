//! The engine of `natmod-examples/stage`: as C, as typed Python and as bytecode it gives the same pixels and refuses the
//! same things, and the picture of its README is what it draws.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use linker::Arch;
use micropython::{ARCHITECTURES, PYTHON, WHOLE_RELEASE, host, releases, stdout, variants};
use mpyc::device::{COLLECT_ALWAYS, HostKind, Program, Variant};

/// Sums up rectangles of frames, and what is refused.
const SCRIPT: &str = "
import binascii, sys
import scene
stage = __import__(sys.argv[1])

class Display:
    def __init__(self):
        self.sum = 0
        self.sizes = []
    def write(self, data):
        self.sum = binascii.crc32(data, self.sum)
        self.sizes.append(len(data))

def draw(frame, rectangle, size, *background):
    display = Display()
    stage.render(*rectangle, scene.screen(stage, frame), bytearray(size), display, *background)
    return display.sum, len(display.sizes), sum(display.sizes), display.sizes[-1:]

for frame in (0, 9, 30, 61):
    print(draw(frame, (0, 0, 160, 128), 2048, scene.SKY))
print(draw(5, (-20, -20, 30, 10), 101, 0xffff), draw(5, (150, 120, 170, 140), 64), draw(5, (9, 9, 9, 9), 2))

# What has changed is seen: cells, characters, places, the order.
layers = scene.screen(stage, 3)
def here():
    display = Display()
    stage.render(8, 8, 100, 120, layers, bytearray(333), display, scene.SKY)
    return display.sum
first = here()
layers[1].move(50, 60)
layers[1].frame(0, 7)
second = here()
layers.reverse()
third = here()
print(first, second, third, here() == third, len({first, second, third}))

class Changing(Display):
    def write(self, data):
        super().write(data)
        layers[0].move(len(self.sizes), 0)
display = Changing()
stage.render(0, 0, 40, 40, layers, bytearray(80), display)
print(display.sum, len(display.sizes))

class Sprite(stage.Layer):
    def __init__(self):
        super().__init__(1, 1, scene.BIRD_TILE, scene.SPRITE)
        self.lives = 3
sprite = Sprite()
sprite.move(3, 4)
layers = [sprite]
print(here(), sprite.lives, isinstance(sprite, stage.Layer))

def refused(call):
    try:
        call()
        print('not refused')
    except Exception as error:
        print(type(error).__name__, error)
palette, tiles, display = scene.LAND, scene.TILES, Display()
refused(lambda: stage.Layer(0, 1, tiles, palette))
refused(lambda: stage.Layer(1, 256, tiles, palette))
refused(lambda: stage.Layer(2, 2, tiles, palette, bytearray(3)))
refused(lambda: stage.Layer(2, 2, tiles, palette[:31]))
refused(lambda: stage.Text(2, 2, scene.FONT, scene.INK, bytearray(3)))
refused(lambda: stage.render(0, 0, 1, 1, [5], bytearray(2), display))
refused(lambda: stage.render(0, 0, 1, 1, [], bytearray(1), display))
refused(lambda: stage.render(0, 0, 1, 1, [], bytearray(2), None))
";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("natmod-examples/stage")
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

/// The module of `stage.c` or `stage.py`.
fn compile(arch: Arch, source: &str) -> Vec<u8> {
    let output = tempfile::tempdir().unwrap();
    let file = output.path().join("stage.mpy");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    let target = if arch == Arch::Xtensa { ["--board", "esp8266"] } else { ["--arch", arch.name()] };
    command.arg("natmod").args(target).arg("-o").arg(&file).arg(folder().join(source));
    if source.ends_with(".c") {
        command.arg("--usermod");
    }
    stdout(&mut command);
    std::fs::read(file).unwrap()
}

/// What the script prints with a form of the engine, the same on every release and variant of an architecture's host.
#[track_caller]
fn said(arch: Arch, name: &str, file: (&str, Vec<u8>)) -> String {
    let kind = HostKind::for_arch(arch).unwrap();
    let program = Program::script("test.py", SCRIPT)
        .args([name])
        .file(file.0, file.1)
        .file("scene.py", read("scene.py"));
    let mut first: Option<String> = None;
    for release in releases(kind) {
        for variant in variants(kind, release) {
            let host = host(kind, release, *variant);
            let program = match variant {
                Variant::Standard => program.clone(),
                Variant::GcStress => program.clone().prelude(COLLECT_ALWAYS),
            };
            let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(outcome.status, 0, "{name} on {host}:\n{}", outcome.text());
            let text = first.get_or_insert_with(|| outcome.text());
            assert_eq!(*text, outcome.text(), "{name} on {host}");
        }
    }
    first.unwrap()
}

#[test]
fn all_forms_give_the_same_pixels() {
    let expected = said(Arch::Rv32imc, "bytecode", ("bytecode.py", read("stage.py")));
    for arch in PYTHON {
        assert_eq!(
            said(arch, "native", ("native.mpy", compile(arch, "stage.py"))),
            expected,
            "{}",
            arch.name()
        );
    }
    for arch in ARCHITECTURES.iter().map(|row| row.arch).chain([Arch::Xtensa]) {
        assert_eq!(said(arch, "c", ("c.mpy", compile(arch, "stage.c"))), expected, "{}", arch.name());
    }
}

#[test]
fn the_picture_is_what_the_engine_draws() {
    let program = Program::script("show.py", read("show.py"))
        .file("scene.py", read("scene.py"))
        .file("stage.mpy", compile(Arch::Rv32imc, "stage.c"));
    let host = host(HostKind::Rv32, WHOLE_RELEASE, Variant::Standard);
    let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    let mut check = Command::new("python3")
        .arg(folder().join("picture.py"))
        .arg("--check")
        .arg(folder().join("stage.png"))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    check.stdin.take().unwrap().write_all(outcome.text().as_bytes()).unwrap();
    let checked = check.wait_with_output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}
