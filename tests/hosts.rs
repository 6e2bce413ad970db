//! The driver of the real MicroPython hosts, on each of them: that a program's files, output and
//! exit status come through, the same everywhere, and that what goes wrong is said.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

use std::time::{Duration, Instant};

use mpyc::device::{
    COLLECT_ALWAYS, CrashCause, Host, HostError, HostKind, Outcome, Program, Release, Variant,
};

/// The releases that everything is tested on, and the one that has the collector-hunting variant.
const RELEASES: [&str; 2] = ["1.25.0", "1.26.1"];
const GC_STRESS: &str = "1.26.1";

/// Every host there must be. A missing one fails the test and says how to build it.
fn hosts() -> Vec<Host> {
    let find = |kind, release: &str, variant| {
        let release: Release = release.parse().expect(release);
        Host::find(kind, Some(release), variant).unwrap_or_else(|error| panic!("{error}"))
    };
    let mut hosts = Vec::new();
    for kind in HostKind::ALL {
        hosts.extend(RELEASES.map(|release| find(kind, release, Variant::Standard)));
        hosts.push(find(kind, GC_STRESS, Variant::GcStress));
    }
    hosts
}

fn board() -> Host {
    Host::find(HostKind::Rv32, None, Variant::Standard).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn run(host: &Host, program: &Program) -> Outcome {
    host.run(program, &mut |_| {}).unwrap_or_else(|error| panic!("{host}: {error}"))
}

/// The program prints `stdout` and ends with `status` on every host.
#[track_caller]
fn check(program: &Program, status: u8, stdout: &str) {
    for host in hosts() {
        let outcome = run(&host, program);
        assert_eq!((outcome.text().as_str(), outcome.status), (stdout, status), "on {host}");
    }
}

#[test]
fn each_host_is_what_its_name_says() {
    let program = Program::script(
        "id.py",
        "import sys\n\
         mpy = sys.implementation._mpy\n\
         print('.'.join(map(str, sys.implementation.version[:3])))\n\
         print(mpy & 0xff, mpy >> 8 & 3, mpy >> 10 & 15, mpy >> 16)\n\
         print(1e10 + 1 == 1e10, 1e39 == float('inf'), sys.maxsize)\n",
    );
    for host in hosts() {
        // .mpy version 6.3; architecture 11 is rv32imc and 2 is x64; no architecture flags.
        let rest = match host.kind() {
            HostKind::Rv32 => "6 3 11 0\nTrue True 2147483647\n",
            HostKind::X64 => "6 3 2 0\nFalse False 9223372036854775807\n",
        };
        assert_eq!(run(&host, &program).text(), format!("{}\n{rest}", host.release()), "{host}");
    }
}

#[test]
fn the_board_has_no_time_module_and_a_small_heap() {
    let program = Program::script(
        "board.py",
        "try:\n    import time\nexcept ImportError as e:\n    print(e)\n\
         import gc\ngc.collect()\nprint(100_000 < gc.mem_free() < 140_000)\n",
    );
    assert_eq!(run(&board(), &program).text(), "no module named 'time'\nTrue\n");
}

#[test]
fn files_are_importable_packages_too() {
    let program = Program::script(
        "main.py",
        "import sys, first\nfrom pkg import part\nfrom pkg.sub.deep import where\n\
         print(first.x, part.y, where, __name__, first.__name__, part.__name__)\n\
         try:\n    import absent\nexcept ImportError as e:\n    print(e)\n\
         print(sys.path, first.__file__)\n",
    )
    .file("first.py", "x = 1")
    .file("pkg/__init__.py", "")
    .file("pkg/part.py", "y = 2")
    .file("pkg/sub/__init__.py", "")
    .file("pkg/sub/deep.py", "where = __file__");
    check(
        &program,
        0,
        "1 2 pkg/sub/deep.py __main__ first pkg.part\nno module named 'absent'\n[''] first.py\n",
    );
}

#[test]
fn files_can_be_opened_and_listed() {
    let program = Program::script(
        "main.py",
        "import os\n\
         print(open('data.bin', 'rb').read(), open('data/text.txt').read())\n\
         print(sorted(os.listdir()), os.listdir('data'), os.stat('data.bin')[6])\n\
         try:\n    open('absent')\nexcept OSError as e:\n    print(e.errno)\n",
    )
    .file("data.bin", [0, 255, 10, 13])
    .file("data/text.txt", "é\nb");
    check(&program, 0, "b'\\x00\\xff\\n\\r' é\nb\n['data', 'data.bin', 'main.py'] ['text.txt'] 4\n2\n");
}

#[test]
fn a_module_can_be_what_is_run() {
    let program = Program::import("pkg.start")
        .file("pkg/__init__.py", "print('package')")
        .file("pkg/start.py", "import sys\nprint(__name__, *sys.argv)")
        .args(["one", "two three", "é\"\\"]);
    check(&program, 0, "package\npkg.start pkg.start one two three é\"\\\n");
}

#[test]
fn the_prelude_runs_first_and_defines_names_for_a_script() {
    check(&Program::script("main.py", "print(answer)").prelude("answer = 42\n"), 0, "42\n");
    let module =
        Program::import("m").file("m.py", "import gc\nprint(gc.threshold())").prelude(COLLECT_ALWAYS);
    // Rounded down to whole blocks: at every allocation. Without it, -1.
    check(&module, 0, "0\n");
}

#[test]
fn the_exit_status_is_the_scripts() {
    let cases = [
        ("", 0, ""),
        ("raise SystemExit", 0, ""),
        ("raise SystemExit(None)", 0, ""),
        ("raise SystemExit(3)", 3, ""),
        ("raise SystemExit(True)", 1, ""),
        ("raise SystemExit(256 + 7)", 7, ""),
        ("raise SystemExit(-1)", 255, ""),
        ("raise SystemExit('out of paper')", 1, "out of paper\n"),
        ("import sys\nsys.exit(4)", 4, ""),
    ];
    for (source, status, stdout) in cases {
        check(&Program::script("exit.py", source), status, stdout);
    }
}

#[test]
fn an_uncaught_exception_prints_its_traceback_and_fails() {
    let program = Program::script("main.py", "import lib\nprint('before')\nlib.divide(1)\n")
        .file("lib.py", "def divide(x):\n    return x / 0\n");
    check(
        &program,
        1,
        "before\nTraceback (most recent call last):\n  File \"main.py\", line 3, in <module>\n  \
         File \"lib.py\", line 2, in divide\nZeroDivisionError: divide by zero\n",
    );
    check(
        &Program::script("main.py", "x = (\n"),
        1,
        "Traceback (most recent call last):\n  File \"main.py\", line 2\nSyntaxError: invalid syntax\n",
    );
    check(
        &Program::import("nothing"),
        1,
        "Traceback (most recent call last):\nImportError: no module named 'nothing'\n",
    );
}

#[test]
fn a_program_that_uses_up_the_heap_ends_with_memory_error() {
    let program = Program::script(
        "main.py",
        "import keep\nkeep.all = []\nwhile True:\n    keep.all.append(bytearray(64))\n",
    )
    .file("keep.py", "");
    for host in hosts() {
        let outcome = run(&host, &program);
        let text = outcome.text();
        assert_eq!(outcome.status, 1, "{host}");
        assert!(text.contains("MemoryError: memory alloc"), "{host}: {text}");
    }
}

#[test]
fn output_of_any_size_and_any_text_comes_through() {
    let line = "0123456789 é日本😀 \u{1e}\u{1f}\u{4} ".repeat(4);
    let program =
        Program::script("main.py", format!("for i in range(3000):\n    print(i, '{line}', end='\\r\\n')\n"));
    let expected: String = (0..3000).map(|i| format!("{i} {line}\r\n")).collect();
    assert!(expected.len() > 300_000);
    for host in hosts() {
        let mut streamed = Vec::new();
        let mut pieces = 0;
        let outcome = host
            .run(&program, &mut |bytes| {
                streamed.extend_from_slice(bytes);
                pieces += 1;
            })
            .unwrap_or_else(|error| panic!("{host}: {error}"));
        assert!(outcome.text() == expected, "on {host}");
        assert!(streamed == outcome.stdout && pieces > 1, "on {host}");
    }
}

#[test]
fn a_large_file_is_imported() {
    let body: String =
        (0..2000).map(|i| format!("# line {i} of a long comment that is not code\n")).collect();
    check(&Program::script("main.py", "import big\nprint(big.x)").file("big.py", body + "x = 1\n"), 0, "1\n");
}

#[test]
fn a_program_without_end_is_stopped_in_time() {
    for source in ["print('on')\nwhile True:\n    pass\n", "while True:\n    print('on')\n"] {
        let program = Program::script("main.py", source).timeout(Duration::from_secs(3));
        let stopped_in_time = |host: &Host| {
            let mut printed = Vec::new();
            let mut first = None;
            let result = host.run(&program, &mut |bytes| {
                first.get_or_insert_with(Instant::now);
                printed.extend_from_slice(bytes);
            });
            assert!(matches!(result, Err(HostError::Timeout { .. })), "{host}: {result:?}");
            let ran = first.expect("it printed").elapsed();
            assert!(ran < Duration::from_secs(20), "{host} took {ran:?}");
            assert!(printed.starts_with(b"on\n"), "{host}");
            assert_no_child(host);
        };
        std::thread::scope(|scope| {
            for host in hosts() {
                scope.spawn(move || stopped_in_time(&host));
            }
        });
    }
}

/// No process that this thread started is running `host`'s program.
fn assert_no_child(host: &Host) {
    let this_thread = std::fs::read_to_string("/proc/thread-self/children").expect("/proc");
    for child in this_thread.split_whitespace() {
        let Ok(command) = std::fs::read(format!("/proc/{child}/cmdline")) else { continue };
        let program = host.program().to_string_lossy();
        assert!(!String::from_utf8_lossy(&command).contains(&*program), "{host} is still running as {child}");
    }
}

#[test]
fn a_trap_on_the_board_is_reported_with_cause_and_place() {
    let program = Program::script(
        "main.py",
        "import uctypes\nprint('before')\nuctypes.bytearray_at(4, 4)[0] = 1\nprint('after')\n",
    );
    for host in hosts().into_iter().filter(|host| host.kind() == HostKind::Rv32) {
        let error = host.run(&program, &mut |_| {}).expect_err("a store to no memory");
        let HostError::Crashed { crash, .. } = &error else { panic!("{host}: {error}") };
        assert_eq!(crash.stdout, b"before\n\n", "{host}");
        assert!(matches!(crash.cause, CrashCause::Trap { mcause: 7, mtval: 4, mepc: 0x8000_0000.., .. }));
        assert!(crash.report.contains(" SP="), "{host}: {}", crash.report);
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("{host} crashed: Store/AMO access fault (MCAUSE 7) at MEPC 0x8")),
            "{text}"
        );
    }
}

#[test]
fn a_signal_of_the_unix_port_is_reported() {
    let program = Program::script(
        "main.py",
        "import uctypes\nprint('before')\nuctypes.bytearray_at(4, 4)[0] = 1\nprint('after')\n",
    );
    for host in hosts().into_iter().filter(|host| host.kind() == HostKind::X64) {
        let error = host.run(&program, &mut |_| {}).expect_err("a store to no memory");
        let HostError::Crashed { crash, .. } = &error else { panic!("{host}: {error}") };
        assert_eq!((crash.stdout.as_slice(), &crash.cause), (&b"before\n"[..], &CrashCause::Signal(11)));
    }
}

#[test]
fn the_gcstress_variant_overwrites_what_the_collector_frees() {
    // An address that is hidden in a number does not keep the object alive.
    let program = Program::script(
        "main.py",
        "import gc, uctypes\n\
         def leave():\n    \
             data = bytearray(b'abcdefgh' * 64)\n    \
             return uctypes.addressof(data) ^ 0x1010\n\
         def scrub(n):\n    return scrub(n - 1) if n else 0\n\
         hidden = leave()\nscrub(20)\ngc.collect()\ngc.collect()\n\
         print(bytes(uctypes.bytearray_at((hidden ^ 0x1010) + 256, 8)))\n",
    );
    for host in hosts() {
        let expected = match host.variant() {
            Variant::Standard => "b'abcdefgh'\n",
            Variant::GcStress => "b'ZZZZZZZZ'\n",
        };
        assert_eq!(run(&host, &program).text(), expected, "{host}");
    }
}

#[test]
fn a_program_runs_the_same_with_the_collector_at_every_allocation() {
    let program = Program::script(
        "main.py",
        "words = {}\nfor i in range(200):\n    words['w' + str(i % 7)] = [i, words.get('w' + str(i % 7))][0]\n\
         print(sorted(words.items()))\n",
    )
    .prelude(COLLECT_ALWAYS);
    check(
        &program,
        0,
        "[('w0', 196), ('w1', 197), ('w2', 198), ('w3', 199), ('w4', 193), ('w5', 194), ('w6', 195)]\n",
    );
}

#[test]
fn instruction_counts_repeat_to_the_digit() {
    let program = Program::script(
        "main.py",
        "def work(n):\n    total = 0\n    for i in range(n):\n        total += i * i\n    return total\n\
         for n in (1, 100, 100, 200):\n    \
             start = instret()\n    work(n)\n    print((instret() - start) & 0xffffffff)\n",
    )
    .counting_instructions();
    let board = board();
    let counts = run(&board, &program).text();
    for _ in 0..3 {
        assert_eq!(run(&board, &program).text(), counts);
    }
    let counts: Vec<i64> = counts.lines().map(|line| line.parse().expect("a count")).collect();
    let [_, hundred, again, two_hundred] = counts[..] else { panic!("{counts:?}") };
    assert!((again - hundred).abs() * 50 < hundred, "{counts:?}");
    assert!((19..=21).contains(&(two_hundred * 10 / again)), "twice the work is twice the count: {counts:?}");
}

#[test]
fn modules_count_instructions_too() {
    let program = Program::import("m").file("m.py", "print(instret() < instret())").counting_instructions();
    assert_eq!(run(&board(), &program).text(), "True\n");
}

#[test]
fn only_the_board_counts_instructions() {
    let x64 = Host::find(HostKind::X64, None, Variant::Standard).unwrap_or_else(|error| panic!("{error}"));
    let result = x64.run(&Program::script("main.py", "").counting_instructions(), &mut |_| {});
    assert!(matches!(result, Err(HostError::CannotCount)));
}

#[test]
fn without_a_release_the_newest_is_found() {
    for kind in HostKind::ALL {
        let host = Host::find(kind, None, Variant::Standard).unwrap_or_else(|error| panic!("{error}"));
        assert!(host.release() >= "1.26.1".parse().expect("a release"));
    }
}

#[test]
fn all_hosts_are_listed_in_order() {
    let all = Host::all().expect("a cache folder");
    for host in hosts() {
        assert!(all.contains(&host), "{host}");
    }
    assert!(all.is_sorted_by_key(|host| (host.kind(), host.release(), host.variant())));
}

#[test]
fn a_host_that_is_missing_is_named_with_the_command_that_builds_it() {
    let release = "1.2.3".parse().expect("a release");
    let error = Host::find(HostKind::Rv32, Some(release), Variant::GcStress).expect_err("no such release");
    let text = error.to_string();
    assert!(text.contains("rv32-1.2.3-gcstress.elf") && text.ends_with("scripts/hosts"), "{text}");
}
