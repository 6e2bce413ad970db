//! Random functions do the same before and after the passes: an interpreter of a part of the IR is the judge.
//!
//! A function has blocks inside and outside of one protected region, each with parameters of all types; what it does
//! that can be seen (stores to globals, the result, an exception that leaves it) is compared. Every function also has
//! to keep the verifier's rules, and to print and read back the same.

mod words;

use super::tests::how;
use super::{How, Level, PASSES, Pass, Without, check, run};
use crate::ir::{
    Block, BlockId, Function, FunctionId, Imm, Inst, Loc, Module, Op, Param, ParamKind, Slot, SlotId,
    SlotKind, Target, Terminator, Type, Value, ValueId, parse, print,
};
use num_bigint::BigInt;
use words::{floor_div, word_step};

/// A linear congruential generator (Knuth's MMIX constants): the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

const FRAME: SlotId = SlotId(0);
const CELL: SlotId = SlotId(1);

struct Generator {
    random: Random,
    function: Function,
    /// By block: it is inside the region.
    inside: Vec<bool>,
    /// What the block being made can use.
    usable: Vec<ValueId>,
}

impl Generator {
    fn function(seed: u64) -> Function {
        let param = |name: &str, ty| Param {
            name: name.into(),
            ty,
            class: None,
            builtin: None,
            optional: false,
            kind: ParamKind::Positional,
            has_default: false,
        };
        let slot = |kind| Slot { kind, name: None };
        let function = Function {
            name: "f".into(),
            params: vec![param("i", Type::Int), param("b", Type::Bool), param("o", Type::Object)],
            result: Type::Object,
            results: Vec::new(),
            suspends: false,
            is_small: false,
            exported: None,
            blocks: vec![],
            values: vec![],
            slots: vec![slot(SlotKind::Frame), slot(SlotKind::Variable(Type::Object))],
            loc: Loc::default(),
        };
        let mut new = Generator { random: Random(seed), function, inside: vec![], usable: vec![] };
        new.fill();
        new.function
    }

    fn value(&mut self, ty: Type) -> ValueId {
        let id = ValueId(u32::try_from(self.function.values.len()).unwrap());
        self.function.values.push(Value { ty, name: None });
        id
    }

    fn fill(&mut self) {
        let count = 1 + self.random.below(9);
        for index in 0..count {
            let types = if index == 0 {
                vec![Type::Int, Type::Bool, Type::Object]
            } else {
                (0..self.random.below(4))
                    .map(|_| self.random.pick(&[Type::Int, Type::Bool, Type::Object]))
                    .collect()
            };
            let params = types.into_iter().map(|ty| self.value(ty)).collect();
            let terminator = Terminator::Unreachable;
            self.function.blocks.push(Block {
                params,
                insts: vec![],
                terminator,
                loc: Loc::default(),
                is_cold: false,
            });
            self.inside.push(index > 0 && self.random.below(3) == 0);
        }
        for index in 0..count {
            // The entry's parameters are seen everywhere.
            self.usable.clone_from(&self.function.blocks[0].params);
            self.usable.extend(self.function.blocks[index].params.clone());
            let mut insts = Vec::new();
            for _ in 0..self.random.below(7) {
                self.inst(&mut insts);
            }
            let mut inside = self.inside[index];
            if inside && self.random.below(3) == 0 {
                insts.push(inst(Op::EndTry, vec![Imm::Slot(FRAME)], vec![], None));
                inside = false;
            }
            let terminator = self.terminator(inside, &mut insts);
            self.function.blocks[index].insts = insts;
            self.function.blocks[index].terminator = terminator;
        }
    }

    /// Something of a type: one of the values that can be used, else a constant.
    fn operand(&mut self, ty: Type, insts: &mut Vec<Inst>) -> ValueId {
        let of_type: Vec<ValueId> =
            self.usable.iter().copied().filter(|&value| self.function.ty(value) == ty).collect();
        if !of_type.is_empty() && self.random.below(5) > 0 {
            return self.random.pick(&of_type);
        }
        let result = self.value(ty);
        let number = self.random.below(5);
        // Ends of words and of small ints, masks and counts.
        let ints = [
            "0",
            "1",
            "-1",
            "7",
            "-3",
            "31",
            "32",
            "255",
            "65535",
            "1073741823",
            "1073741824",
            "-1073741825",
            "2147483647",
            "2147483648",
            "-2147483648",
            "4294967295",
            "4294967296",
            "9223372036854775808",
        ];
        let int = self.random.below(ints.len());
        insts.push(match ty {
            Type::Int => inst(Op::ConstInt, vec![Imm::Big(ints[int].into())], vec![], Some(result)),
            Type::Bool => inst(Op::ConstBool, vec![Imm::Int(i64::from(number > 2))], vec![], Some(result)),
            Type::Word => {
                inst(Op::ConstWord, vec![Imm::Int(number.try_into().unwrap())], vec![], Some(result))
            }
            _ => inst(Op::Unbound, vec![], vec![], Some(result)),
        });
        self.usable.push(result);
        result
    }

    fn inst(&mut self, insts: &mut Vec<Inst>) {
        let (op, operands, gives): (Op, &[Type], Option<Type>) = match self.random.below(24) {
            0 => (Op::IntAdd, &[Type::Int, Type::Int], Some(Type::Int)),
            1 => (Op::IntMul, &[Type::Int, Type::Int], Some(Type::Int)),
            2 => (Op::IntFloorDiv, &[Type::Int, Type::Int], Some(Type::Int)),
            3 => (Op::IntLt, &[Type::Int, Type::Int], Some(Type::Bool)),
            4 => (Op::IntEq, &[Type::Int, Type::Int], Some(Type::Bool)),
            5 | 6 => (Op::BoolNot, &[Type::Bool], Some(Type::Bool)),
            7 => (Op::BoolInt, &[Type::Bool], Some(Type::Int)),
            8 => (Op::IntObject, &[Type::Int], Some(Type::Object)),
            9 => (Op::IsNull, &[Type::Object], Some(Type::Bool)),
            10 => (Op::CheckBound, &[Type::Object], Some(Type::Object)),
            11 => (Op::SlotGet, &[], Some(Type::Object)),
            12 => (Op::SlotSet, &[Type::Object], None),
            13 | 14 => (Op::IntAnd, &[Type::Int, Type::Int], Some(Type::Int)),
            15 => (Op::IntOr, &[Type::Int, Type::Int], Some(Type::Int)),
            16 => (Op::IntXor, &[Type::Int, Type::Int], Some(Type::Int)),
            17 => (Op::IntSub, &[Type::Int, Type::Int], Some(Type::Int)),
            18 => (Op::IntMod, &[Type::Int, Type::Int], Some(Type::Int)),
            19 => (Op::IntLshift, &[Type::Int, Type::Int], Some(Type::Int)),
            20 => (Op::IntRshift, &[Type::Int, Type::Int], Some(Type::Int)),
            21 => (Op::IntInvert, &[Type::Int], Some(Type::Int)),
            22 => (Op::IntLe, &[Type::Int, Type::Int], Some(Type::Bool)),
            _ => (Op::SetGlobal, &[Type::Object], None),
        };
        let args = operands.iter().map(|&ty| self.operand(ty, insts)).collect();
        let imms = match op {
            Op::CheckBound | Op::SetGlobal => vec![Imm::Str("x".into())],
            Op::SlotGet | Op::SlotSet => vec![Imm::Slot(CELL)],
            _ => vec![],
        };
        let result = gives.map(|ty| self.value(ty));
        insts.push(inst(op, imms, args, result));
        self.usable.extend(result);
    }

    /// A way to a block inside or outside of the region; none if there is no such block.
    fn target(&mut self, inside: bool, insts: &mut Vec<Inst>) -> Option<Target> {
        let blocks: Vec<usize> =
            (1..self.inside.len()).filter(|&block| self.inside[block] == inside).collect();
        if blocks.is_empty() {
            return None;
        }
        let block = self.random.pick(&blocks);
        let params = self.function.blocks[block].params.clone();
        let args = params.iter().map(|&param| self.operand(self.function.ty(param), insts)).collect();
        Some(Target { block: BlockId(u32::try_from(block).unwrap()), args })
    }

    fn terminator(&mut self, inside: bool, insts: &mut Vec<Inst>) -> Terminator {
        let kind = self.random.below(12);
        if kind < 4
            && let Some(target) = self.target(inside, insts)
        {
            return Terminator::Jump(target);
        }
        if kind < 8
            && let Some(then) = self.target(inside, insts)
        {
            let otherwise = self.target(inside, insts).unwrap();
            return Terminator::Branch { condition: self.operand(Type::Bool, insts), then, otherwise };
        }
        if kind < 9
            && let Some(first) = self.target(inside, insts)
        {
            let cases = vec![first, self.target(inside, insts).unwrap()];
            return Terminator::Switch { value: self.operand(Type::Word, insts), cases };
        }
        if !inside && let (Some(body), Some(handler)) = (self.target(true, insts), self.target(false, insts))
        {
            return Terminator::Try { frame: FRAME, body, handler };
        }
        let object = self.operand(Type::Object, insts);
        if inside || kind == 11 { Terminator::Raise(object) } else { Terminator::Return(Some(object)) }
    }
}

fn inst(op: Op, imms: Vec<Imm>, args: Vec<ValueId>, result: Option<ValueId>) -> Inst {
    Inst { op, imms, args, result, loc: Loc::default() }
}

/// A value while running; the null object is `Null`.
#[derive(Debug, Clone, PartialEq)]
enum Datum {
    Null,
    Int(BigInt),
    Bool(bool),
    Word(i64),
}

/// What can be seen of a run.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    events: Vec<String>,
    finished: bool,
}

/// Runs a function, as far as so many blocks.
fn interpret(function: &Function, args: &[Datum], word_bits: u32, blocks: usize) -> Seen {
    let mut seen = Seen::default();
    let mut values: Vec<Option<Datum>> = vec![None; function.values.len()];
    let mut cell = Datum::Null;
    let mut handler: Option<(BlockId, Vec<Datum>)> = None;
    let mut at = (BlockId(0), args.to_vec());
    for _ in 0..blocks {
        let block = &function.blocks[at.0.index()];
        for (param, arg) in block.params.iter().zip(std::mem::take(&mut at.1)) {
            values[param.index()] = Some(arg);
        }
        let mut raised = None;
        for inst in &block.insts {
            match step(inst, &values, &mut cell, word_bits) {
                Step::Value(value) => values[inst.result.unwrap().index()] = Some(value),
                Step::Nothing if inst.op == Op::EndTry => handler = None,
                Step::Nothing => {}
                Step::Event(event) => seen.events.push(event),
                Step::Raise(what) => {
                    raised = Some(what);
                    break;
                }
                Step::TooLarge => return seen,
            }
        }
        let get = |value: &ValueId| values[value.index()].clone().unwrap();
        let go = |target: &Target| (target.block, target.args.iter().map(get).collect::<Vec<_>>());
        if raised.is_none() {
            match &block.terminator {
                Terminator::Jump(target) => at = go(target),
                Terminator::Branch { condition, then, otherwise } => {
                    at = go(if get(condition) == Datum::Bool(true) { then } else { otherwise });
                }
                Terminator::Switch { value, cases } => {
                    let Datum::Word(number) = get(value) else { unreachable!() };
                    at = go(usize::try_from(number)
                        .ok()
                        .and_then(|case| cases.get(case))
                        .or(cases.last())
                        .unwrap());
                }
                Terminator::Try { body, handler: other, .. } => {
                    handler = Some(go(other));
                    at = go(body);
                }
                Terminator::Return(value) => {
                    seen.events.push(format!("return {:?}", value.as_ref().map(get)));
                    seen.finished = true;
                    return seen;
                }
                Terminator::Raise(value) | Terminator::Reraise(value) => {
                    raised = Some(format!("raise {:?}", get(value)));
                }
                Terminator::Yield { .. } | Terminator::Unreachable => unreachable!(),
            }
        }
        if let Some(what) = raised {
            match handler.take() {
                Some(handler) => {
                    seen.events.push(format!("caught {what}"));
                    at = handler;
                }
                None => {
                    seen.events.push(what);
                    seen.finished = true;
                    return seen;
                }
            }
        }
    }
    seen
}

enum Step {
    Value(Datum),
    Nothing,
    Event(String),
    Raise(String),
    TooLarge,
}

fn step(inst: &Inst, values: &[Option<Datum>], cell: &mut Datum, word_bits: u32) -> Step {
    let args: Vec<Datum> = inst.args.iter().map(|arg| values[arg.index()].clone().unwrap()).collect();
    if let Some(step) = word_step(inst, &args, word_bits) {
        return step;
    }
    let value = match (inst.op, args.as_slice(), inst.imms.as_slice()) {
        (Op::ConstInt, _, [Imm::Big(digits)]) => Datum::Int(digits.parse().unwrap()),
        (Op::ConstBool, _, [Imm::Int(number)]) => Datum::Bool(*number == 1),
        (Op::ConstWord, _, [Imm::Int(number)]) => Datum::Word(*number),
        (Op::Unbound, ..) => Datum::Null,
        (Op::IntAdd, [Datum::Int(a), Datum::Int(b)], _) => Datum::Int(a + b),
        (Op::IntMul, [Datum::Int(a), Datum::Int(b)], _) => Datum::Int(a * b),
        (Op::IntFloorDiv | Op::IntMod, [Datum::Int(_), Datum::Int(b)], _) if *b == BigInt::ZERO => {
            return Step::Raise("ZeroDivisionError".to_owned());
        }
        (Op::IntFloorDiv, [Datum::Int(a), Datum::Int(b)], _) => Datum::Int(floor_div(a, b)),
        (Op::IntMod, [Datum::Int(a), Datum::Int(b)], _) => Datum::Int(a - floor_div(a, b) * b),
        (Op::IntSub, [Datum::Int(a), Datum::Int(b)], _) => Datum::Int(a - b),
        (Op::IntAnd, [Datum::Int(a), Datum::Int(b)], _) => Datum::Int(a & b),
        (Op::IntOr, [Datum::Int(a), Datum::Int(b)], _) => Datum::Int(a | b),
        (Op::IntXor, [Datum::Int(a), Datum::Int(b)], _) => Datum::Int(a ^ b),
        (Op::IntInvert, [Datum::Int(a)], _) => Datum::Int(-a - 1),
        (Op::IntPos, [Datum::Int(a)], _) => Datum::Int(a.clone()),
        (Op::IntNeg, [Datum::Int(a)], _) => Datum::Int(-a),
        (Op::IntLshift | Op::IntRshift, [Datum::Int(_), Datum::Int(b)], _) if *b < BigInt::ZERO => {
            return Step::Raise("ValueError".to_owned());
        }
        (Op::IntLshift, [Datum::Int(a), Datum::Int(b)], _) => match u32::try_from(b) {
            Ok(count) if count < 1_000 => Datum::Int(a << count),
            _ => return Step::TooLarge,
        },
        (Op::IntRshift, [Datum::Int(a), Datum::Int(b)], _) => {
            Datum::Int(a >> u32::try_from(b).unwrap_or(u32::MAX).min(2_000))
        }
        (Op::IntLe, [Datum::Int(a), Datum::Int(b)], _) => Datum::Bool(a <= b),
        (Op::IntLt, [Datum::Int(a), Datum::Int(b)], _) => Datum::Bool(a < b),
        (Op::IntEq, [Datum::Int(a), Datum::Int(b)], _) => Datum::Bool(a == b),
        (Op::BoolNot, [Datum::Bool(a)], _) => Datum::Bool(!a),
        (Op::BoolInt, [Datum::Bool(a)], _) => Datum::Int(u8::from(*a).into()),
        (Op::IntObject, [a], _) => a.clone(),
        (Op::IsNull, [a], _) => Datum::Bool(*a == Datum::Null),
        (Op::CheckBound, [Datum::Null], _) => return Step::Raise("NameError".to_owned()),
        (Op::CheckBound, [a], _) => a.clone(),
        (Op::SlotGet, ..) => cell.clone(),
        (Op::SlotSet, [a], _) => {
            *cell = a.clone();
            return Step::Nothing;
        }
        (Op::SetGlobal, [a], _) => return Step::Event(format!("x = {a:?}")),
        (Op::EndTry, ..) => return Step::Nothing,
        _ => panic!("{inst:?} on {args:?}"),
    };
    match &value {
        Datum::Int(int) if int.bits() > 1_000 => Step::TooLarge,
        _ => Step::Value(value),
    }
}

fn module_of(function: Function) -> Module {
    let init = Function {
        name: "<module>".into(),
        params: vec![],
        result: Type::Void,
        results: Vec::new(),
        suspends: false,
        is_small: false,
        exported: None,
        blocks: vec![Block {
            params: vec![],
            insts: vec![],
            terminator: Terminator::Return(None),
            loc: Loc::default(),
            is_cold: false,
        }],
        values: vec![],
        slots: vec![],
        loc: Loc::default(),
    };
    Module {
        name: "m".into(),
        source_name: "m.py".into(),
        functions: vec![init, function],
        classes: vec![],
        init: FunctionId(0),
    }
}

/// The function that came out does what the first did, for arguments of all sorts.
#[track_caller]
fn check_same(before: &Module, after: &Module, finished: &mut u32, word_bits: u32) {
    for int in [0, 1, -5, 40, 0x7FFF, 0x3FFF_FFFF, 0x8000_0000, -0x4000_0001, 1 << 40, i64::MIN] {
        for bool in [false, true] {
            // Python gives no null.
            let args = [Datum::Int(int.into()), Datum::Bool(bool), Datum::Int(9.into())];
            let (first, second) =
                // Another version begins with blocks of its own, and guards cut blocks into pieces.
                (interpret(&before.functions[1], &args, word_bits, 100), interpret(&after.functions[1], &args, word_bits, 400));
            let same =
                if first.finished { first == second } else { second.events.starts_with(&first.events) };
            *finished += u32::from(first.finished && first.events.len() > 1);
            assert!(
                same,
                "{args:?}\n{first:?}\n{second:?}\n{}\n{}",
                print::module(before),
                print::function(after, &after.functions[1])
            );
        }
    }
}

#[test]
fn random_functions_do_the_same_after_each_pass_and_after_all() {
    let mut finished = 0;
    let mut removed = 0;
    for seed in 0..400 {
        let before = module_of(Generator::function(seed));
        check(&before, "generating");
        assert_eq!(parse::module(&print::module(&before)).as_ref(), Ok(&before));
        let passes: &[(&str, Pass)] = PASSES;
        for (name, pass) in passes {
            let mut after = before.clone();
            pass(&mut after.functions[1]);
            check(&after, name);
            check_same(&before, &after, &mut finished, 32);
        }
        for word_bits in [64, 32] {
            let mut after = before.clone();
            run(&mut after, &How { word_bits, ..how(Level::Full) });
            check_same(&before, &after, &mut finished, word_bits);
        }
        let mut after = before.clone();
        run(&mut after, &how(Level::Full));
        removed += before.functions[1].blocks.len().saturating_sub(after.functions[1].blocks.len());
        // Nothing is left to do for the rounds.
        let again = after.clone();
        let without = Without::default().with("versions").and_then(|without| without.with("words")).unwrap();
        run(&mut after, &How { without, ..how(Level::Full) });
        assert_eq!(again, after, "{}\n{}", print::module(&again), print::module(&after));
    }
    assert!(finished > 1_000 && removed > 500, "{finished} runs and {removed} blocks: the test says little");
}
