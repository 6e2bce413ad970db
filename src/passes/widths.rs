//! Passes ints that are words between the functions of a module as such.
//!
//! ```text
//! func f(n: int as int) -> int {            func f(n: uword as u32) -> uword {
//! b0(v0: int):                              b0(v0: uword):
//!   v1: int = check_fixed "n", 32, 0, v0      v4: int = box_uword v0
//!   …                                         v1: int = check_fixed "n", 32, 0, v4
//!   return v3                                 …
//! }                                           v5: word = int_word v3
//!                                             v6: uword = word_uword v5
//!                                             return v6
//!                                           }
//! v2: int = call_function @f, v0            v3: int = check_fixed "n", 32, 0, v0
//!                                           v4: word = int_word v3
//!                                           v5: uword = word_uword v4
//!                                           v6: uword = call_function @f, v5
//!                                           v2: int = box_uword v6
//! ```
//!
//! A parameter is one whose width was promised: the check is made by who calls, where more is known, and by the Python form. A
//! result is one that is a word, and no small int, whatever the function is given. [`super::words`] leaves out what that makes
//! superfluous. Functions that are called in another way than by name stay as they are: what calls them knows but one form. Each of several results
//! ([`super::results`]) is given likewise.

use super::ranges::{Interval, results};
use super::words::plan::may_be_bool;
use crate::ir::{Block, Function, Imm, Inst, Loc, Module, Op, Param, Terminator, Type, Value, ValueId};

/// How a function is called once the pass has run.
#[derive(Default)]
struct Shape {
    /// By parameter: the immediates of its check, and how it is given as a word.
    params: Vec<Option<(Vec<Imm>, Type)>>,
    /// How each result is given as a word.
    results: Vec<Option<Type>>,
}

/// Runs the pass on a whole module where words have so many bits.
pub fn run(module: &mut Module, word_bits: u32) {
    let results = results(module, word_bits);
    let shapes: Vec<Shape> = (0..)
        .zip(&module.functions)
        .zip(&results)
        .map(|((index, function), result)| {
            if is_called_by_name(module, index) {
                shape(function, result, word_bits)
            } else {
                Shape::default()
            }
        })
        .collect();
    for (function, shape) in module.functions.iter_mut().zip(&shapes) {
        take(function, &shape.params);
        give(function, &shape.results);
    }
    for function in &mut module.functions {
        call(function, &shapes);
    }
}

/// Whether nothing has the native form of a function but calls of just that function.
pub(super) fn is_called_by_name(module: &Module, index: u32) -> bool {
    let is_it = |imm: &Imm| matches!(imm, Imm::Function(id) if id.0 == index);
    let by_name = |op: Op| {
        matches!(
            op,
            Op::CallFunction
                | Op::Results
                | Op::ResultItem
                | Op::ResultsTuple
                | Op::MakeFunction
                | Op::SetDefault
                | Op::Default
        )
    };
    let is_init = |class: &crate::ir::Class| class.init.is_some_and(|id| id.0 == index);
    module.insts().all(|inst| by_name(inst.op) || !inst.imms.iter().any(is_it))
        && !module.classes.iter().any(is_init)
}

fn shape(function: &Function, results: &[Interval], word_bits: u32) -> Shape {
    if function.exported.is_some() || function.suspends || function.is_small {
        return Shape::default();
    }
    let checks = function.blocks.first().map_or(&[][..], |entry| &entry.insts);
    let params = function.blocks.first().map_or(&[][..], |entry| &entry.params).iter().map(|param| {
        // What a statement promises of the parameter is looked at when it is its turn.
        let is_check = |inst: &&Inst| inst.op == Op::CheckFixed && inst.loc == function.loc;
        let check = checks.iter().filter(is_check).find(|inst| inst.args == [*param])?;
        let [_, Imm::Int(bits), Imm::Int(is_signed)] = check.imms[..] else { return None };
        let fits = u32::try_from(bits).is_ok_and(|bits| bits <= word_bits);
        fits.then(|| (check.imms.clone(), if is_signed == 0 { Type::Uword } else { Type::Word }))
    });
    let may_be_bool = may_be_bool(function);
    let is_number = |value: &ValueId| may_be_bool.get(value.index()) == Some(&false);
    let gives_number =
        |place: usize| function.blocks.iter().all(|block| given(block).get(place).is_none_or(is_number));
    let held = if function.result == Type::Results { &function.results[..] } else { &[function.result][..] };
    let results = held.iter().zip(results).enumerate().map(|(place, (held, result))| {
        let is_large = *held == Type::Int && !result.is_in(Interval::signed(word_bits - 1));
        let is_word = if result.is_in(Interval::signed(word_bits)) {
            Some(Type::Word)
        } else {
            result.is_in(Interval::unsigned(word_bits)).then_some(Type::Uword)
        };
        is_word.filter(|_| is_large && gives_number(place))
    });
    Shape { params: params.collect(), results: results.collect() }
}

/// The results that a function gives where a block ends; none where it goes on.
fn given(block: &Block) -> Vec<ValueId> {
    let Terminator::Return(Some(value)) = block.terminator else { return Vec::new() };
    let several = block.insts.iter().find(|inst| inst.op == Op::Results && inst.result == Some(value));
    several.map_or_else(|| vec![value], |inst| inst.args.clone())
}

/// A function takes words.
fn take(function: &mut Function, shape: &[Option<(Vec<Imm>, Type)>]) {
    let entry = function.blocks.first().map_or_else(Vec::new, |entry| entry.params.clone());
    let mut boxes = Vec::new();
    for ((shape, param), value) in shape.iter().zip(&mut function.params).zip(entry) {
        let Some((imms, ty)) = shape else { continue };
        (param.ty, param.builtin) = (*ty, Some(Param::width_name(imms).into()));
        let name = function.values.get(value.index()).and_then(|value| value.name.clone());
        if let Some(data) = function.values.get_mut(value.index()) {
            data.ty = *ty;
        }
        let int = ValueId(u32::try_from(function.values.len()).unwrap_or(u32::MAX));
        function.values.push(Value { ty: Type::Int, name });
        boxes.push((value, int, box_of(*ty)));
    }
    let loc = function.loc;
    for block in &mut function.blocks {
        let by =
            |value: ValueId| boxes.iter().find(|(of, ..)| *of == value).map_or(value, |(_, int, _)| *int);
        for arg in block.insts.iter_mut().flat_map(|inst| &mut inst.args) {
            *arg = by(*arg);
        }
        block.terminator.map_uses(&mut |value| by(value));
    }
    if let Some(entry) = function.blocks.first_mut() {
        let made = boxes.iter().map(|(value, int, op)| Inst {
            op: *op,
            imms: Vec::new(),
            args: vec![*value],
            result: Some(*int),
            loc,
        });
        entry.insts.splice(0..0, made);
    }
}

fn box_of(ty: Type) -> Op {
    if ty == Type::Uword { Op::BoxUword } else { Op::BoxWord }
}

/// A function gives words.
fn give(function: &mut Function, results: &[Option<Type>]) {
    let several = function.result == Type::Results;
    let held = if several { &mut function.results[..] } else { std::slice::from_mut(&mut function.result) };
    for (held, ty) in held.iter_mut().zip(results) {
        *held = ty.unwrap_or(*held);
    }
    for block in &mut function.blocks {
        let Terminator::Return(Some(value)) = &mut block.terminator else { continue };
        let position =
            block.insts.iter().position(|inst| inst.op == Op::Results && inst.result == Some(*value));
        let mut last = position.map(|position| block.insts.remove(position));
        let given = last.as_mut().map_or_else(|| std::slice::from_mut(value), |inst| &mut inst.args[..]);
        let mut writer = Writer { values: &mut function.values, insts: &mut block.insts, loc: block.loc };
        for (value, ty) in given.iter_mut().zip(results) {
            *value = ty.map_or(*value, |ty| writer.word(*value, ty));
        }
        block.insts.extend(last);
    }
}

/// A function calls such functions.
fn call(function: &mut Function, shapes: &[Shape]) {
    for block in &mut function.blocks {
        let insts = std::mem::take(&mut block.insts);
        for mut inst in insts {
            let mut writer = Writer { values: &mut function.values, insts: &mut block.insts, loc: inst.loc };
            let (shape, place) = match (inst.op, &inst.imms[..]) {
                (Op::CallFunction, [Imm::Function(id)]) => (shapes.get(id.index()), Some(0)),
                (Op::ResultItem, [Imm::Function(id), Imm::Int(place)]) => {
                    (shapes.get(id.index()), usize::try_from(*place).ok())
                }
                _ => (None, None),
            };
            let Some(shape) = shape else {
                block.insts.push(inst);
                continue;
            };
            let gives_several = inst.result.is_some_and(|result| writer.ty(result) == Type::Results);
            let params = if inst.op == Op::CallFunction { &shape.params[..] } else { &[] };
            for (arg, param) in inst.args.iter_mut().zip(params) {
                let Some((imms, ty)) = param else { continue };
                *arg = writer.push(Op::CheckFixed, imms.clone(), *arg, Type::Int);
                *arg = writer.word(*arg, *ty);
            }
            let ty = place.and_then(|place| shape.results.get(place)).copied().flatten();
            let Some((ty, result)) = ty.filter(|_| !gives_several).zip(inst.result) else {
                block.insts.push(inst);
                continue;
            };
            let word = writer.value(ty);
            inst.result = Some(word);
            let (args, loc) = (vec![word], inst.loc);
            block.insts.push(inst);
            block.insts.push(Inst { op: box_of(ty), imms: Vec::new(), args, result: Some(result), loc });
        }
    }
}

/// Adds operations to a block.
struct Writer<'f> {
    values: &'f mut Vec<Value>,
    insts: &'f mut Vec<Inst>,
    loc: Loc,
}

impl Writer<'_> {
    fn ty(&self, value: ValueId) -> Type {
        self.values.get(value.index()).map_or(Type::Void, |value| value.ty)
    }

    fn value(&mut self, ty: Type) -> ValueId {
        let id = ValueId(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
        self.values.push(Value { ty, name: None });
        id
    }

    fn push(&mut self, op: Op, imms: Vec<Imm>, arg: ValueId, ty: Type) -> ValueId {
        let result = self.value(ty);
        self.insts.push(Inst { op, imms, args: vec![arg], result: Some(result), loc: self.loc });
        result
    }

    /// An int as a word of a type.
    fn word(&mut self, value: ValueId, ty: Type) -> ValueId {
        let word = self.push(Op::IntWord, Vec::new(), value, Type::Word);
        if ty == Type::Uword { self.push(Op::WordUword, Vec::new(), word, ty) } else { word }
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::ir::{parse, print, verify};

    /// What the pass makes of these functions, of words of 32 bits.
    fn passed(functions: &str) -> String {
        let text = format!(
            "module m from \"m.py\" init @<module>\n\n{functions}func <module>() -> void {{\nb0:\n  return\n}}\n"
        );
        let mut module = parse::module(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        run(&mut module, 32);
        assert!(verify::module(&module).is_empty());
        module.functions.iter().map(|function| print::function(&module, function)).collect()
    }

    const CALLED: &str = "func f(n: int as int) -> int {\nb0(v0 n: int):\n  v1: int = check_fixed \"n\", 32, 0, v0\n  \
        v2: int = int 4294967295\n  v3: int = int_and v1, v2\n  return v3\n}\n\n";

    #[test]
    fn a_width_that_is_promised_and_a_result_that_is_a_word_are_passed_as_words() {
        let caller = "func g(n: int as int) -> int {\nb0(v0 n: int):\n  v1: int = call_function @f, v0\n  return v1\n}\n\n";
        let after = passed(&format!("{CALLED}{caller}"));
        for part in [
            "func f(n: uword as u32) -> uword {\nb0(v0 n: uword):\n  v4 n: int = box_uword v0\n  \
             v1: int = check_fixed \"n\", 32, 0, v4\n",
            "  v5: word = int_word v3\n  v6: uword = word_uword v5\n  return v6\n",
            "  v2: int = check_fixed \"n\", 32, 0, v0\n  v3: word = int_word v2\n  v4: uword = word_uword v3\n  \
             v5: uword = call_function @f, v4\n  v1: int = box_uword v5\n",
        ] {
            assert!(after.contains(part), "{after}");
        }
    }

    #[test]
    fn what_a_statement_promises_of_a_parameter_is_not_looked_at_before() {
        let function = "func f(n: int as int) -> int @1:1 {\nb0(v0 n: int):\n  v1: object = global \"g\" @2:5\n  \
            v2: object = call v1 @2:5\n  v3: int = check_fixed \"variable 'x'\", 8, 0, v0 @3:5\n  return v3 @4:5\n}\n\n";
        let caller = "func g(n: int as int) -> int @5:1 {\nb0(v0 n: int):\n  v1: int = call_function @f, v0 @6:5\n  \
            return v1 @6:5\n}\n\n";
        let after = passed(&format!("{function}{caller}"));
        assert!([function, caller].iter().all(|before| after.contains(before.trim_end())), "{after}");
    }

    #[test]
    fn each_of_several_results_is_given_as_the_word_it_is() {
        let pair = CALLED.replace("-> int", "-> (object, int)").replace(
            "return v3",
            "v4: object = int_object v1\n  v5: results = results @f, v4, v3\n  return v5",
        );
        let caller = "func g(n: int as int) -> int {\nb0(v0 n: int):\n  v1: results = call_function @f, v0\n  \
            v2: int = result_item @f, 1, v1\n  return v2\n}\n\n";
        let after = passed(&format!("{pair}{caller}"));
        for part in [
            "func f(n: uword as u32) -> (object, uword) {\n",
            "  v7: word = int_word v3\n  v8: uword = word_uword v7\n  v5: results = results @f, v4, v8\n",
            "  v6: uword = result_item @f, 1, v1\n  v2: int = box_uword v6\n",
        ] {
            assert!(after.contains(part), "{after}");
        }
    }

    #[test]
    fn a_function_that_other_modules_call_takes_what_they_know() {
        let exported = CALLED.replacen("func f", "exported 1 func f", 1);
        assert!(passed(&exported).contains("func f(n: int as int) -> int"));
    }

    #[test]
    fn what_may_be_a_bool_or_a_small_int_is_given_as_it_is() {
        let bools = "func f(n: int as int) -> int {\nb0(v0 n: int):\n  return v0\n}\n\n";
        assert!(passed(bools).contains("-> int {\nb0(v0 n: int):\n  return v0\n"));
        let small = CALLED.replace("4294967295", "255").replace("32, 0", "64, 0");
        assert!(passed(&small).contains("func f(n: int as int) -> int"), "{}", passed(&small));
    }
}
