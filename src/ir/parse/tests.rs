//! The text form: what is printed reads back, what is no text of the IR is refused with its place.

use super::*;
use crate::ir::{Form, Imm, Signature, Singleton, print, tree, verify};

/// A module that has one of everything the text form can say.
const SHAPES: &str = include_str!("../testdata/shapes.ir");

#[test]
fn a_text_as_printed_is_read_and_printed_the_same() {
    let module = module(SHAPES).unwrap();
    assert_eq!(print::module(&module), SHAPES);
}

#[test]
fn every_operation_reads_back() {
    for &op in Op::ALL {
        let imms = op.info().imms.iter().map(|kind| match kind {
            ImmKind::Str => Imm::Str("it's \"so\"\n\u{7f}é".into()),
            ImmKind::Int => Imm::Int(i64::MIN),
            ImmKind::Big => Imm::Big("-340282366920938463463374607431768211456".into()),
            ImmKind::Float => Imm::Float((-0.1f64).to_bits()),
            ImmKind::Constant => Imm::Tuple(vec![Imm::Bytes((0..=255).collect())]),
            ImmKind::Names => Imm::Names(vec!["key".into(), "ключ".into()]),
            ImmKind::Signature => {
                Imm::Signature(Rc::new(Signature::parse("m.f(a: i8, b: u16[]) -> f32").unwrap()))
            }
            ImmKind::Form => Imm::Form(Rc::new(Form::parse("(object, float) -> int").unwrap())),
            ImmKind::Function => Imm::Function(FunctionId(0)),
            ImmKind::Class => Imm::Class(ClassId(0)),
            ImmKind::Field => Imm::Field(ClassId(0), FieldId(9)),
            ImmKind::Slot => Imm::Slot(SlotId(3)),
        });
        check_inst(Inst {
            op,
            imms: imms.collect(),
            args: vec![ValueId(0), ValueId(0)],
            result: None,
            loc: Loc { line: 3, column: 1, of: Some(FunctionId(0)) },
        });
    }
}

#[test]
fn floats_keep_their_bits() {
    let values = [0.0, -0.0, 0.1, 1e16, 1e-300, 5e-324, f64::MAX, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
    let odd = [f64::NAN.to_bits() | 1, (-f64::NAN).to_bits()];
    for bits in values.map(f64::to_bits).into_iter().chain(odd) {
        check_inst(constant(Op::ConstFloat, Imm::Float(bits)));
        check_inst(constant(Op::Const, Imm::Tuple(vec![Imm::Float(bits), Imm::Float(bits)])));
    }
}

#[test]
fn constants_of_the_wrong_kind_keep_their_kind() {
    for imm in [
        Imm::Int(5),
        Imm::Big("5".into()),
        Imm::Big("five".into()),
        Imm::Tuple(vec![Imm::Int(1), Imm::Names(vec![]), Imm::Singleton(Singleton::Ellipsis)]),
        Imm::Tuple(vec![]),
        Imm::Function(FunctionId(7)),
        Imm::Class(ClassId(7)),
        Imm::Field(ClassId(7), FieldId(8)),
    ] {
        check_inst(constant(Op::Const, imm.clone()));
        check_inst(constant(Op::ConstWord, imm.clone()));
        check_inst(constant(Op::Unbound, imm));
    }
}

fn constant(op: Op, imm: Imm) -> Inst {
    Inst { op, imms: vec![imm], args: vec![], result: None, loc: Loc::default() }
}

/// The operation prints to a text that reads back to it.
fn check_inst(inst: Inst) {
    let mut module = module(SHAPES).unwrap();
    module.functions[1].blocks[0].insts = vec![inst];
    let text = print::module(&module);
    assert_eq!(super::module(&text).as_ref(), Ok(&module), "{text}");
}

#[test]
fn deep_tuples_are_refused_not_followed() {
    let nested = |depth| {
        let (open, close) = ("(".repeat(depth), ",)".repeat(depth));
        format!(
            "module m from \"m.py\" init @f\nfunc f() -> void {{\nb0:\n  const {open}1{close}\n  return\n}}\n"
        )
    };
    assert!(module(&nested(MAX_TUPLE_DEPTH)).is_ok());
    assert_eq!(module(&nested(1_000_000)).unwrap_err().message, "tuples nest too deep");
}

#[test]
fn errors_say_where() {
    let head = "module m from \"m.py\" init @f\n";
    for (text, expected) in [
        ("", "1:1: expected `module`"),
        ("module m from \"m.py\" init @f", "1:28: no function is called `f`"),
        ("func f() -> void {\nb0:\n  hop\n}\n", "4:3: not an operation, nor the end of a block"),
        ("func f() -> void {\nb1:\n", "3:1: expected `b0`: blocks come in order"),
        (
            "func f() -> void {\nb0:\n  v1: int = int 1\n  return\n}",
            "6:2: the function defines v1, but v0 is not declared",
        ),
        (
            "func f() -> void {\nb0:\n  v4000000000: int = int 1\n  return\n}",
            "6:2: the function defines v4000000000, but v0 is not declared",
        ),
        ("func f() -> void {\nb0:\n  const (1)\n", "4:11: expected `,`: a tuple of one is written `(x,)`"),
        ("func f() -> void {\nb0:\n  global \"a\n", "4:10: a string that does not end"),
        ("func f() -> void {\nb0:\n  global \"\\q\"\n", "4:12: an unknown escape"),
        ("func f() -> void {\nb0:\n  return 5\n}", "4:10: expected the end of the line"),
        (
            "func f() -> void {\nb0:\n  word 9223372036854775808\n}",
            "4:8: not a number, or one of more than 64 bits",
        ),
        ("func f() -> voit {\n", "2:13: not a type"),
        (
            "func f() -> void {}\nfunc f() -> void {}\n",
            "1:28: several are called `f`: write its position as well, `f#0`",
        ),
    ] {
        let text = if text.starts_with("func") { format!("{head}{text}") } else { text.to_owned() };
        assert_eq!(module(&text).unwrap_err().to_string(), expected, "{text}");
    }
}

/// Cuts, doubles and swaps pieces of a valid text: what is still read must print and read to the same, and the verifier
/// and the tree must cope with it.
#[test]
fn no_mutation_panics_or_reads_back_differently() {
    let mut random = Random(1);
    let mut accepted = 0;
    for _ in 0..3_000 {
        let mut text: Vec<char> = SHAPES.chars().collect();
        for _ in 0..=random.below(3) {
            let (a, b) = (random.below(text.len()), random.below(text.len()));
            let end = (a + random.below(12)).min(text.len());
            match random.below(5) {
                0 => drop(text.drain(a..end)),
                1 => text.splice(b..b, text[a..end].to_vec()).for_each(drop),
                2 => text.swap(a, b),
                3 => text[a] = ['"', '\\', '\n', '9', '(', 'é', '#', '@', '-', 'v'][random.below(10)],
                _ => text.truncate(a.max(1)),
            }
        }
        let text: String = text.into_iter().collect();
        if let Ok(first) = module(&text) {
            accepted += 1;
            let _ = (verify::module(&first), tree::module(&first));
            let printed = print::module(&first);
            assert_eq!(module(&printed).as_ref(), Ok(&first), "{text}\n\n{printed}");
        }
    }
    assert!(accepted > 50, "only {accepted} mutants were read: the test says nothing");
}

/// A linear congruential generator (Knuth's MMIX constants): the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}
