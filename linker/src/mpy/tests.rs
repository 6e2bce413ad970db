//! The format against known bytes, and against itself.

use super::*;
use crate::firmware::RuntimeWord;

fn module(viper: Viper) -> Module {
    Module {
        arch: 11,
        sub_version: 3,
        small_int_bits: 31,
        arch_flags: None,
        qstrs: vec!["m.py".into()],
        constants: Vec::new(),
        code: RawCode { body: Body::Viper(viper), children: Vec::new() },
    }
}

fn adjust(list: &[(u64, Operation)]) -> Vec<Relocation> {
    list.iter()
        .map(|(word, operation)| Relocation { base: Base::Text, word: *word, operation: *operation })
        .collect()
}

/// The bytes of a module's relocations alone.
fn stream(list: &[(u64, Operation)]) -> Vec<u8> {
    let mut out = Vec::new();
    relocations::write(&mut out, &adjust(list));
    out
}

#[test]
fn a_small_module_has_these_bytes() {
    let viper = Viper {
        text: vec![0x82, 0x80, 0, 0, 0, 0, 0, 0],
        bss_size: 12,
        relocations: Some(adjust(&[(1, Operation::Bss)])),
        ..Viper::default()
    };
    let mut module = module(viper);
    module.qstrs.push("append".into());
    module.constants.push(Constant::Int("-12".into()));
    let bytes = [
        &b"M\x06\x2f\x1f"[..], // version 6, rv32imc and sub-version 3, 31 bits
        &[2, 1],               // two names, one constant
        b"\x08m.py\0",         // a name of four bytes
        &[60 << 1 | 1 & 0x7f], // `append` is the firmware's number 60
        b"\x07\x03-12",        // an integer of three digits
        &[8 << 3 | 2],         // eight bytes of viper code
        &[0x82, 0x80, 0, 0, 0, 0, 0, 0],
        &[0x50, 12], // has relocations and BSS; its size
        &[4 << 1 | 1, 1 << 1, 0xff],
    ]
    .concat();
    assert_eq!(write(&module).unwrap(), bytes);
    assert_eq!(read(&bytes).unwrap(), module);
}

#[test]
fn relocations_are_written_as_runs() {
    use Operation::{Bss, Runtime, Text};
    let entry = |index| Runtime(RuntimeWord::Entry(index));
    // Without relocations only the end.
    assert_eq!(stream(&[]), [0xff]);
    // Words in a row take a count.
    assert_eq!(stream(&[(2, Text), (3, Text), (4, Text)]), [1 << 1 | 1, 2 << 1, 3, 0xff]);
    // What follows on needs no address.
    assert_eq!(
        stream(&[
            (2, Text),
            (3, Text),
            (4, Bss),
            (5, entry(0)),
            (6, entry(0)),
            (7, Runtime(RuntimeWord::FunTable))
        ]),
        [1 << 1 | 1, 2 << 1, 2, 4 << 1, 9 << 1, 9 << 1, 8 << 1, 0xff]
    );
    // A gap does.
    assert_eq!(stream(&[(0, Bss), (2, Bss)]), [4 << 1 | 1, 0, 4 << 1 | 1, 2 << 1, 0xff]);
    // The last entry's operation is below the end mark.
    assert_eq!(stream(&[(0, entry(86))]), [95 << 1 | 1, 0, 0xff]);
}

#[test]
fn all_that_can_be_in_a_module_comes_back() {
    let word = |base, word, operation| Relocation { base, word, operation };
    let viper = Viper {
        text: vec![1; 56],
        scope_flags: 0x08,
        rodata: vec![2; 25],
        bss_size: 300,
        relocations: Some(vec![
            word(Base::Text, 0, Operation::Text),
            word(Base::Text, 1, Operation::Text),
            word(Base::Text, 2, Operation::Rodata),
            word(Base::Text, 5, Operation::Runtime(RuntimeWord::QstrTable)),
            word(Base::Text, 6, Operation::Runtime(RuntimeWord::ObjTable)),
            word(Base::Rodata, 0, Operation::Bss),
            word(Base::Rodata, 1, Operation::Bss),
            word(Base::Rodata, 2, Operation::Bss),
        ]),
    };
    let child = |body| RawCode { body, children: Vec::new() };
    let module = Module {
        arch: 2,
        sub_version: 3,
        small_int_bits: 31,
        arch_flags: Some(3),
        qstrs: vec!["m.py".into(), String::new(), "größe".into(), "\n".into(), "x".repeat(255)],
        constants: vec![
            Constant::FunTable,
            Constant::None,
            Constant::False,
            Constant::True,
            Constant::Ellipsis,
            Constant::Str("a\0é".into()),
            Constant::Bytes(vec![0, 255, 0]),
            Constant::Int("123456789012345678901234567890".into()),
            Constant::Float("1e-05".into()),
            Constant::Complex("2.5j".into()),
            Constant::Tuple(vec![Constant::Tuple(Vec::new()), Constant::Int("-1".into())]),
        ],
        code: RawCode {
            body: Body::Viper(viper),
            children: vec![
                child(Body::Bytecode { bytes: vec![0, 2, 0] }),
                child(Body::Native { bytes: vec![3; 5], prelude_offset: 200 }),
                child(Body::Assembler {
                    bytes: vec![],
                    scope_flags: 1,
                    positional: 2,
                    type_signature: 0x1234,
                }),
            ],
        },
    };
    let bytes = write(&module).unwrap();
    assert_eq!(read(&bytes).unwrap(), module);
    // Every byte is part of something, and of one thing only.
    let (_, spans) = read_spans(&bytes).unwrap();
    let mut end = 0;
    for span in &spans {
        assert_eq!(span.start, end, "{span:?}");
        assert!(span.end > span.start, "{span:?}");
        end = span.end;
    }
    assert_eq!(end, bytes.len());
    let of = |part| -> usize { spans.iter().filter(|s| s.part == part).map(|s| s.end - s.start).sum() };
    assert_eq!([Part::Text(0), Part::Rodata(0), Part::Text(2)].map(of), [56, 25, 5]);
    // Cut anywhere, it is not a module; with more behind it neither.
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length]).is_err(), "{length}");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(
        read(&longer).unwrap_err().to_string(),
        format!("byte {}: 1 bytes after the end", bytes.len())
    );
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (bytes, error) in [
        (&b""[..], "byte 0: the file ends before the header"),
        (b"C\x06", "byte 1: a CircuitPython file"),
        (b"M\x05\0\0", "byte 2: version 5, not 6"),
        (b"M\x06\0\x1f\xff\xff", "byte 6: the file ends within the number of names, or it is too large"),
        (b"M\x06\0\x1f\x7f\0", "byte 5: the number of names: 127, but only 1 bytes follow"),
        (b"M\x06\0\x1f\0\x01\x0b", "byte 7: a constant of the unknown type 11"),
        (b"M\x06\0\x1f\x01\0\x83\x11", "byte 8: no firmware has a name with the number 200"),
    ] {
        assert_eq!(read(bytes).unwrap_err().to_string(), error);
    }
}

#[test]
fn relocations_that_no_loader_knows_are_refused() {
    let words = relocations::Words { text: 4, rodata: 1 };
    let read = |bytes: &[u8]| relocations::read(&mut &*bytes, words);
    let wrong = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(wrong(&[]), "the relocations do not end");
    assert_eq!(wrong(&[0 << 1, 0xff]), "the first relocation has no address");
    assert_eq!(wrong(&[96 << 1 | 1, 0, 0xff]), "unknown relocation 96");
    assert_eq!(
        wrong(&[1 << 1 | 1, 0, 0xff, 0xff, 0xff, 0xff, 0x7f]),
        "relocations of 34359738367 words from word 0 on, of 4"
    );
    // Words of the text 0 to 3, and of the constants 0; one more in all than there are words.
    assert_eq!(read(&[1 << 1 | 1, 0, 4, 1, 1, 0xff]).unwrap().len(), 5);
    assert_eq!(wrong(&[1 << 1 | 1, 2, 4, 0xff]), "relocations of 4 words from word 1 on, of 4");
    assert_eq!(wrong(&[1, 3, 0xff]), "relocations of 1 words from word 1 on, of 1");
    assert_eq!(wrong(&[1 << 1 | 1, 0, 4, 1 << 1 | 1, 0, 2, 0xff]), "more relocations than words");
    assert_eq!(wrong(&[1]), "the file ends within a relocation");
    // The same words again and again.
    let again = [3, 0, 4].repeat(1000);
    assert_eq!(wrong(&again), "more relocations than words");
}

#[test]
fn what_firmware_could_not_hold_is_not_written() {
    let mut module = module(Viper::default());
    module.qstrs = vec!["y".repeat(256)];
    module.constants = vec![
        Constant::Int("0x12".into()),
        Constant::Int("-".into()),
        Constant::Float("1.0.0".into()),
        Constant::Complex("1".into()),
        Constant::Tuple(vec![Constant::Int(String::new())]),
    ];
    assert_eq!(write(&module).unwrap_err().len(), 6);
    module.qstrs = vec!["z".into(); 65536];
    module.constants = Vec::new();
    assert_eq!(write(&module).unwrap_err(), [WriteError::TooManyQstrs { count: 65536 }]);
}
