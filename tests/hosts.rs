//! The driver of the real MicroPython hosts, on each of them: that a program's files, output and
//! exit status come through, the same everywhere, and that what goes wrong is said.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod micropython;

use std::time::{Duration, Instant};

use micropython::hosts;
use mpyc::device::{COLLECT_ALWAYS, CrashCause, Host, HostError, HostKind, Outcome, Program, Variant};

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
        // .mpy version 6.3; the architecture's number; no architecture flags.
        let (arch, single_floats, bits) = match host.kind() {
            HostKind::Rv32 => (11, true, 32),
            HostKind::X64 => (2, false, 64),
            HostKind::Rv64 => (12, true, 64),
            HostKind::X86 => (1, false, 32),
            HostKind::Armv6m => (4, true, 32),
            // That of the Cortex-M4 without floats: MicroPython does not tell it from the Cortex-M3.
            HostKind::Armv7m => (6, true, 32),
            HostKind::Armv7emsp => (7, true, 32),
            HostKind::Armv7emdp => (8, false, 32),
            HostKind::Xtensa => (9, true, 32),
        };
        let single = if single_floats { "True True" } else { "False False" };
        let rest = format!("6 3 {arch} 0\n{single} {}\n", u64::MAX >> (65 - bits));
        assert_eq!(run(&host, &program).text(), format!("{}\n{rest}", host.release()), "{host}");
    }
}

#[test]
fn boards_have_no_time_module_and_a_small_heap() {
    for host in hosts().into_iter().filter(|host| host.kind().emulator().is_some()) {
        let range =
            if host.kind() == HostKind::Rv64 { "160_000 < {} < 205_000" } else { "100_000 < {} < 140_000" };
        let source =
            "try:\n    import time\nexcept ImportError as e:\n    print(e)\nimport gc\ngc.collect()\n";
        let program =
            Program::script("board.py", format!("{source}print({})\n", range.replace("{}", "gc.mem_free()")));
        assert_eq!(run(&host, &program).text(), "no module named 'time'\nTrue\n", "{host}");
    }
}

#[test]
fn exceptions_are_caught_and_recursion_has_its_end() {
    let program = Program::script(
        "main.py",
        "def deep(n):\n    return deep(n + 1)\n\
         for f in (lambda: [][1], lambda: {}['x'], lambda: 1 // 0, lambda: deep(0), lambda: int('x')):\n    \
             try:\n        f()\n    except Exception as e:\n        print(type(e).__name__)\n",
    );
    check(&program, 0, "IndexError\nKeyError\nZeroDivisionError\nRuntimeError\nValueError\n");
}

/// On some boards a processor adds floats, on others a library, on one what `scripts/boards` has for that.
#[test]
fn single_floats_are_the_same_everywhere() {
    let program = Program::script(
        "main.py",
        "import struct\n\
         state = 1\n\
         def bits():\n    \
             global state\n    \
             state = (state * 1103515245 + 12345) & 0x7fffffff\n    \
             return state >> 15\n\
         def random():\n    \
             # One in four is next to zero, infinite or not a number.\n    \
             word = bits() << 16 | bits()\n    \
             if bits() & 3 == 0:\n        word = word & 0x807fffff | (0x7f800000 if bits() & 1 else 0)\n    \
             elif bits() & 1:\n        word = word & 0x87ffffff | 0x38000000\n    \
             return struct.unpack('<f', struct.pack('<I', word & 0xffffffff))[0]\n\
         def shown(x):\n    \
             return 'nan' if x != x else struct.unpack('<I', struct.pack('<f', x))[0]\n\
         seen = 0\n\
         for i in range(4000):\n    \
             x, y = random(), random()\n    \
             results = [shown(x + y), shown(x - y), shown(x * y), shown(x / y if y else 0.0), x < y, x == y]\n    \
             if abs(x) < 1e9:\n        results += [int(x), shown(float(int(x) * 4 + 1))]\n    \
             seen = (seen * 31 + hash(str(results))) & 0xffffff\n    \
             if i % 400 == 0:\n        print(i, shown(x), shown(y), results, seen)\n\
         print(seen)\n",
    );
    let expected = run(&board(), &program).text();
    assert_eq!(expected.lines().count(), 11, "{expected}");
    for host in hosts() {
        let single = match host.kind() {
            HostKind::Rv32
            | HostKind::Rv64
            | HostKind::Armv6m
            | HostKind::Armv7m
            | HostKind::Armv7emsp
            | HostKind::Xtensa => true,
            HostKind::X64 | HostKind::X86 | HostKind::Armv7emdp => false,
        };
        if single {
            assert_eq!(run(&host, &program).text(), expected, "{host}");
        }
    }
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
        // Where there is no memory for it either, without its text.
        assert!(text.contains("\nMemoryError: "), "{host}: {text}");
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

/// A program that stores to an address where there is nothing, and the address.
fn stores_to_no_memory(kind: HostKind) -> (Program, u32) {
    let address = match kind {
        HostKind::Rv32 | HostKind::X64 | HostKind::Rv64 | HostKind::X86 | HostKind::Xtensa => 4,
        // Memory begins at zero.
        HostKind::Armv6m | HostKind::Armv7m | HostKind::Armv7emsp | HostKind::Armv7emdp => 0x9000_0000,
    };
    let store = format!("uctypes.bytearray_at({address}, 4)[0] = 1");
    let source = format!("import uctypes\nprint('before')\n{store}\nprint('after')\n");
    (Program::script("main.py", source), address)
}

#[test]
fn a_crash_is_reported_with_cause_and_place() {
    for host in hosts() {
        let (program, address) = stores_to_no_memory(host.kind());
        let error = host.run(&program, &mut |_| {}).expect_err("a store to no memory");
        let HostError::Crashed { crash, .. } = &error else { panic!("{host}: {error}") };
        let text = error.to_string();
        let (said, printed) = match host.kind() {
            HostKind::Rv32 | HostKind::Rv64 => {
                let CrashCause::Trap { mcause: 7, mtval: 4, mepc: 0x8000_0000.. } = crash.cause else {
                    panic!("{text}")
                };
                ("Store/AMO access fault (MCAUSE 7) at MEPC 0x8", "before\n\n")
            }
            HostKind::Armv6m => {
                let CrashCause::Fault { cfsr: None, address: None, .. } = crash.cause else {
                    panic!("{text}")
                };
                ("fault at PC 0x", "before\n\n")
            }
            HostKind::Armv7m | HostKind::Armv7emsp | HostKind::Armv7emdp => {
                let CrashCause::Fault { cfsr: Some(0x8200), address: known, .. } = crash.cause else {
                    panic!("{text}")
                };
                assert_eq!(known, Some(address), "{text}");
                ("Access to no memory (CFSR 0x00008200) at PC 0x", "before\n\n")
            }
            HostKind::Xtensa => {
                let CrashCause::Exception { exccause: 15, excvaddr: 4, epc1: 0x6000_0000.. } = crash.cause
                else {
                    panic!("{text}")
                };
                ("Load or store where there is no memory (EXCCAUSE 15) at EPC1 0x6", "before\n\n")
            }
            HostKind::X64 | HostKind::X86 => {
                assert_eq!(crash.cause, CrashCause::Signal(11), "{text}");
                ("ended by signal 11 (segmentation fault)", "before\n")
            }
        };
        assert!(text.starts_with(&format!("{host} crashed: {said}")), "{text}");
        assert_eq!(String::from_utf8_lossy(&crash.stdout), printed, "{host}");
        if host.kind().emulator().is_some() {
            assert!(crash.report.contains(" SP="), "{host}: {}", crash.report);
        }
    }
}

/// A jump to where there is no code.
#[test]
fn a_wild_jump_of_native_code_is_reported_where_it_led() {
    let board = |kind| Host::find(kind, None, Variant::Standard).unwrap_or_else(|error| panic!("{error}"));
    let program = Program::script(
        "main.py",
        "@micropython.asm_thumb\ndef jump(r0):\n    mov(r1, r0)\n    bx(r1)\njump(0x90000001)\n",
    );
    for kind in [HostKind::Armv7m, HostKind::Armv7emsp, HostKind::Armv7emdp] {
        let error = board(kind).run(&program, &mut |_| {}).expect_err("a jump to no memory");
        let HostError::Crashed { crash, .. } = &error else { panic!("{kind}: {error}") };
        assert!(
            matches!(crash.cause, CrashCause::Fault { pc: 0x9000_0000, cfsr: Some(0x100), .. }),
            "{error}"
        );
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
fn only_one_board_counts_instructions() {
    for host in hosts().into_iter().filter(|host| host.kind() != HostKind::Rv32) {
        let result = host.run(&Program::script("main.py", "").counting_instructions(), &mut |_| {});
        assert!(matches!(result, Err(HostError::CannotCount)), "{host}");
    }
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
