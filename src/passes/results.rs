//! A function that gives tuples of so many values gives these values to the compiled code that calls it.
//!
//! ```text
//! func f(n: int) -> object {                func f(n: int) -> (object, int) {
//!   v3: object = int_object v0                …
//!   v4: object = new_tuple v2, v3             v5: results = results @f, v2, v0
//!   return v4                                 return v5
//! }                                         }
//! v1: object = call_function @f, v0         v4: results = call_function @f, v0
//! v2: pack = unpack 2, v1                   v5: object = result_item @f, 0, v4
//! v3: object = pack_item 1, v2              v6: int = result_item @f, 1, v4
//!                                           v7: object = int_object v6
//!                                           v1: object = new_tuple v5, v7
//!                                           v2: pack = unpack 2, v1
//!                                           v3: object = pack_item 1, v2
//! ```
//!
//! In: a module; out: one in which such a tuple is made by who calls, and so not at all where it is taken apart ([`super::tuples`]).
//! A value is given as it was held before the tuple was made, if it was held so wherever the function returns. There is but this
//! one native form: the Python form makes the tuple of it. In the module's own code a call stays one that gives a tuple, because as bytecode it
//! does.
//!
//! All that a function returns must be a tuple that nobody else has, a constant one, or what another such function gives. Methods that are
//! called by the class of the object stay as they are, since what is found by its name may give anything. It is done where a tuple is
//! taken apart by code that is to be fast, or where there are no more places then that make tuples or take them apart ([`Places`]).

mod places;

use super::widths::is_called_by_name;
use crate::ir::{Function, FunctionId, Imm, Inst, Module, Op, Singleton, Terminator, Type, Value, ValueId};
use places::Places;
use std::collections::BTreeMap;
use std::rc::Rc;

/// More values are given as a tuple: each is written to memory, and read again.
const MOST: usize = 8;

/// Runs the pass on a whole module; whether it changed anything.
pub fn run(module: &mut Module) -> bool {
    let shapes = shapes(module);
    if shapes.iter().all(Option::is_none) {
        return false;
    }
    let init = module.init.index();
    for (index, function) in module.functions.iter_mut().enumerate() {
        call(function, &shapes, index == init);
    }
    for ((id, function), shape) in (0u32..).map(FunctionId).zip(&mut module.functions).zip(shapes) {
        if let Some(types) = shape {
            give(function, id, types);
        }
    }
    true
}

/// How a function holds the several values that it is to give; none if it stays as it is.
type Shape = Option<Vec<Type>>;

/// A tuple that a function returns.
enum Returned {
    /// One of its own, by how its elements are held.
    Made(Vec<Type>),
    /// What another function gives.
    Called(FunctionId),
}

/// By function, what it is to give.
fn shapes(module: &Module) -> Vec<Shape> {
    let mut returned: Vec<Option<Vec<Returned>>> = (0u32..)
        .zip(&module.functions)
        .map(|(index, function)| {
            let is_method = |(_, method): &(Rc<str>, FunctionId)| method.0 == index;
            let may = function.result == Type::Object
                && !function.suspends
                && !module.classes.iter().any(|class| class.methods.iter().any(is_method))
                && is_called_by_name(module, index);
            may.then(|| returns(function)).flatten()
        })
        .collect();
    loop {
        let shapes = agreed(&returned);
        let places = Places::of(module, &shapes);
        let stays = |(index, shape): (usize, &Shape)| {
            let worth = places.get(index).is_some_and(|places| places.are_fewer());
            returned.get(index).is_some_and(Option::is_some) && (shape.is_none() || !worth)
        };
        let staying: Vec<usize> =
            shapes.iter().enumerate().filter(|one| stays(*one)).map(|(index, _)| index).collect();
        if staying.is_empty() {
            return shapes;
        }
        for index in staying {
            if let Some(returned) = returned.get_mut(index) {
                *returned = None;
            }
        }
    }
}

/// What each function gives if all give several values that return nothing but tuples of as many.
fn agreed(returned: &[Option<Vec<Returned>>]) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = vec![None; returned.len()];
    // What others give is known later than what is made: until nothing changes. Types only become objects.
    loop {
        let before = shapes.clone();
        for (returned, shape) in returned.iter().zip(&mut shapes) {
            for one in returned.iter().flatten() {
                let types = match one {
                    Returned::Made(types) => Some(types),
                    Returned::Called(id) => before.get(id.index()).and_then(Option::as_ref),
                };
                *shape = match (shape.take(), types) {
                    (known, None) => known,
                    (None, Some(types)) => Some(types.clone()),
                    (Some(known), Some(types)) => Some(
                        known
                            .iter()
                            .zip(types)
                            .map(|(a, b)| if a == b { *a } else { Type::Object })
                            .collect(),
                    ),
                };
            }
        }
        if shapes == before {
            break;
        }
    }
    loop {
        let before = shapes.clone();
        for (returned, shape) in returned.iter().zip(&mut shapes) {
            let length = shape.as_ref().map(Vec::len);
            let agrees = |one: &Returned| match one {
                Returned::Made(types) => Some(types.len()) == length,
                Returned::Called(id) => {
                    length.is_some()
                        && before.get(id.index()).and_then(Option::as_ref).map(Vec::len) == length
                }
            };
            if !returned.as_ref().is_some_and(|returned| returned.iter().all(agrees)) {
                *shape = None;
            }
        }
        if shapes == before {
            return shapes;
        }
    }
}

/// The tuples that a function returns; none if it returns anything else, or nothing but constants, which are there already.
fn returns(function: &Function) -> Option<Vec<Returned>> {
    let facts = Facts::of(function);
    let mut all = Vec::new();
    let mut is_made = false;
    for block in &function.blocks {
        let Terminator::Return(value) = &block.terminator else { continue };
        let tuple = (*value)?;
        let inst = facts.definition(tuple)?;
        let is_returned_only = facts.uses(tuple) == facts.returned.get(&tuple).copied().unwrap_or(0);
        all.push(match (inst.op, &inst.imms[..]) {
            (Op::NewTuple, _) if is_returned_only && (1..=MOST).contains(&inst.args.len()) => {
                is_made = true;
                Returned::Made(inst.args.iter().map(|arg| facts.held(*arg)).collect())
            }
            (Op::CallFunction, [Imm::Function(id)]) if is_returned_only => {
                is_made = true;
                Returned::Called(*id)
            }
            (Op::Const, [Imm::Tuple(items)]) if (1..=MOST).contains(&items.len()) => {
                Returned::Made(items.iter().map(held_constant).collect())
            }
            _ => return None,
        });
    }
    is_made.then_some(all)
}

/// What the values of a function are made by, and how often they are used.
struct Facts<'f> {
    definitions: Vec<Option<&'f Inst>>,
    uses: Vec<usize>,
    returned: BTreeMap<ValueId, usize>,
}

impl<'f> Facts<'f> {
    fn of(function: &'f Function) -> Facts<'f> {
        let mut facts = Facts {
            definitions: vec![None; function.values.len()],
            uses: vec![0; function.values.len()],
            returned: BTreeMap::new(),
        };
        for block in &function.blocks {
            for inst in &block.insts {
                if let Some(entry) = inst.result.and_then(|result| facts.definitions.get_mut(result.index()))
                {
                    *entry = Some(inst);
                }
            }
            for value in
                block.insts.iter().flat_map(|inst| &inst.args).copied().chain(block.terminator.uses())
            {
                if let Some(count) = facts.uses.get_mut(value.index()) {
                    *count += 1;
                }
            }
            if let Terminator::Return(Some(value)) = block.terminator {
                *facts.returned.entry(value).or_default() += 1;
            }
        }
        facts
    }

    fn definition(&self, value: ValueId) -> Option<&'f Inst> {
        self.definitions.get(value.index()).copied().flatten()
    }

    fn uses(&self, value: ValueId) -> usize {
        self.uses.get(value.index()).copied().unwrap_or(0)
    }

    /// How an element of a tuple was held before. A float that something else has as an object is that object.
    fn held(&self, element: ValueId) -> Type {
        match self.definition(element).map(|inst| (inst.op, &inst.imms[..])) {
            Some((Op::IntObject, _)) => Type::Int,
            Some((Op::BoxBool, _)) => Type::Bool,
            Some((Op::BoxFloat, _)) if self.uses(element) == 1 => Type::Float,
            Some((Op::FloatObject, _)) => Type::Float,
            Some((Op::Const, [constant])) => held_constant(constant),
            _ => Type::Object,
        }
    }
}

fn held_constant(constant: &Imm) -> Type {
    match constant {
        Imm::Big(_) => Type::Int,
        Imm::Singleton(Singleton::True | Singleton::False) => Type::Bool,
        _ => Type::Object,
    }
}

/// A function calls such functions.
fn call(function: &mut Function, shapes: &[Shape], is_init: bool) {
    for block in &mut function.blocks {
        for mut inst in std::mem::take(&mut block.insts) {
            let callee = match (inst.op, &inst.imms[..]) {
                (Op::CallFunction, [Imm::Function(id)]) => Some(*id),
                _ => None,
            };
            let types = callee.and_then(|id| shapes.get(id.index())).and_then(Option::as_ref);
            let (Some(id), Some(types), Some(tuple)) = (callee, types, inst.result) else {
                block.insts.push(inst);
                continue;
            };
            let mut writer =
                Writer { values: &mut function.values, insts: &mut block.insts, inst: inst.clone() };
            let results = writer.value(Type::Results);
            inst.result = Some(results);
            writer.insts.push(inst);
            let (op, imms, args) = if is_init {
                (Op::ResultsTuple, vec![Imm::Function(id)], vec![results])
            } else {
                let items = (0i64..).zip(types).map(|(place, ty)| {
                    let imms = vec![Imm::Function(id), Imm::Int(place)];
                    let item = writer.push(Op::ResultItem, imms, vec![results], *ty);
                    writer.object(item, *ty)
                });
                (Op::NewTuple, Vec::new(), items.collect())
            };
            let loc = writer.inst.loc;
            writer.insts.push(Inst { op, imms, args, result: Some(tuple), loc });
        }
    }
}

/// A function gives several values.
fn give(function: &mut Function, id: FunctionId, types: Vec<Type>) {
    let facts = Facts::of(function);
    let definitions: BTreeMap<ValueId, Inst> =
        facts.definitions.iter().flatten().filter_map(|inst| Some((inst.result?, (*inst).clone()))).collect();
    for block in &mut function.blocks {
        let Terminator::Return(Some(value)) = &mut block.terminator else { continue };
        let Some(inst) = definitions.get(value) else { continue };
        let at = Inst { loc: block.loc, ..inst.clone() };
        let mut writer = Writer { values: &mut function.values, insts: &mut block.insts, inst: at };
        let args = match &inst.imms[..] {
            [Imm::Tuple(items)] => {
                items.iter().zip(&types).map(|(item, ty)| writer.constant(item, *ty)).collect()
            }
            _ => inst
                .args
                .iter()
                .zip(&types)
                .map(|(arg, ty)| writer.as_held(*arg, definitions.get(arg), *ty))
                .collect(),
        };
        *value = writer.push(Op::Results, vec![Imm::Function(id)], args, Type::Results);
    }
    (function.result, function.results) = (Type::Results, types);
}

/// Adds operations to a block.
struct Writer<'f> {
    values: &'f mut Vec<Value>,
    insts: &'f mut Vec<Inst>,
    /// The operation at whose place they are.
    inst: Inst,
}

impl Writer<'_> {
    fn value(&mut self, ty: Type) -> ValueId {
        let id = ValueId(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
        self.values.push(Value { ty, name: None });
        id
    }

    fn push(&mut self, op: Op, imms: Vec<Imm>, args: Vec<ValueId>, ty: Type) -> ValueId {
        let result = self.value(ty);
        self.insts.push(Inst { op, imms, args, result: Some(result), loc: self.inst.loc });
        result
    }

    /// A value that is held so, as an object.
    fn object(&mut self, value: ValueId, held: Type) -> ValueId {
        let op = match held {
            Type::Int => Op::IntObject,
            Type::Float => Op::BoxFloat,
            Type::Bool => Op::BoxBool,
            // No other is an element of a tuple.
            Type::Object
            | Type::Word
            | Type::Uword
            | Type::Address
            | Type::Pack
            | Type::View
            | Type::Results
            | Type::Void => return value,
        };
        self.push(op, Vec::new(), vec![value], Type::Object)
    }

    /// An element as it was held before it was an object, by what made it one.
    fn as_held(&mut self, element: ValueId, made: Option<&Inst>, held: Type) -> ValueId {
        match (held, made.map(|inst| (inst.op, &inst.args[..], &inst.imms[..]))) {
            (Type::Int, Some((Op::IntObject, [value], _)))
            | (Type::Float, Some((Op::BoxFloat, [value], _)))
            | (Type::Bool, Some((Op::BoxBool, [value], _))) => *value,
            (Type::Float, Some((Op::FloatObject, _, imms))) => {
                self.push(Op::FloatText, imms.to_vec(), Vec::new(), Type::Float)
            }
            (Type::Int | Type::Bool, Some((Op::Const, _, [constant]))) => self.constant(constant, held),
            _ => element,
        }
    }

    /// A constant that is held so.
    fn constant(&mut self, constant: &Imm, held: Type) -> ValueId {
        let (op, imm) = match (held, constant) {
            (Type::Int, Imm::Big(_)) => (Op::ConstInt, constant.clone()),
            (Type::Bool, Imm::Singleton(bool)) => {
                (Op::ConstBool, Imm::Int(i64::from(*bool == Singleton::True)))
            }
            _ => (Op::Const, constant.clone()),
        };
        let ty = if op == Op::Const { Type::Object } else { held };
        self.push(op, vec![imm], Vec::new(), ty)
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::ir::{parse, print, verify};

    /// What the pass makes of these functions, whose module calls none of them.
    fn passed(functions: &str) -> String {
        let text = format!(
            "module m from \"m.py\" init @<module>\n\n{functions}func <module>() -> void {{\nb0:\n  return\n}}\n"
        );
        let mut module = parse::module(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let before = module.clone();
        assert_eq!(run(&mut module), module != before, "it should say whether it changed anything");
        assert!(verify::module(&module).is_empty());
        let all = module.functions.iter().filter(|function| &*function.name != "<module>");
        all.map(|function| print::function(&module, function)).collect()
    }

    const PAIR: &str = "func pair(n: int, x: float) -> object {\nb0(v0 n: int, v1 x: float):\n  \
        v2: object = int_object v0\n  v3: object = box_float v1\n  v4: object = new_tuple v2, v3\n  return v4\n}\n";
    const TAKER: &str = "func g(n: int, x: float) -> object {\nb0(v0 n: int, v1 x: float):\n  \
        v2: object = call_function @pair, v0, v1\n  v3: pack = unpack 2, v2\n  v4: object = pack_item 0, v3\n  \
        return v4\n}\n";
    const KEEPER: &str = "func k(n: int, x: float) -> object {\nb0(v0 n: int, v1 x: float):\n  \
        v2: object = call_function @pair, v0, v1\n  return v2\n}\n";

    #[test]
    fn elements_are_given_as_they_were_held() {
        assert_eq!(
            passed(&[PAIR, TAKER].concat()),
            "func pair(n: int, x: float) -> (int, float) {\nb0(v0 n: int, v1 x: float):\n  \
             v2: object = int_object v0\n  v3: object = box_float v1\n  v4: object = new_tuple v2, v3\n  \
             v5: results = results @pair, v0, v1\n  return v5\n}\n\
             func g(n: int, x: float) -> object {\nb0(v0 n: int, v1 x: float):\n  \
             v5: results = call_function @pair, v0, v1\n  v6: int = result_item @pair, 0, v5\n  \
             v7: object = int_object v6\n  v8: float = result_item @pair, 1, v5\n  v9: object = box_float v8\n  \
             v2: object = new_tuple v7, v9\n  v3: pack = unpack 2, v2\n  v4: object = pack_item 0, v3\n  \
             return v4\n}\n"
        );
    }

    #[test]
    fn constants_are_held_as_the_others_are() {
        let two = PAIR.replace("  v4: object = new_tuple", "  v5: bool = float_true v1\n  branch v5, then b1, else b2\nb1:\n  v6: object = const (7, \"\")\n  return v6\nb2:\n  v4: object = new_tuple");
        let after = passed(&[&two, TAKER].concat());
        assert!(after.contains("func pair(n: int, x: float) -> (int, object)"), "{after}");
        assert!(
            after.contains(
                "  v7: int = int 7\n  v8: object = const \"\"\n  v9: results = results @pair, v7, v8\n"
            ),
            "{after}"
        );
    }

    #[test]
    fn what_something_else_has_stays_a_tuple() {
        for (from, to) in [
            ("  return v4", "  set_global \"x\", v4\n  return v4"),
            ("new_tuple v2, v3", "new_list v2, v3"),
            ("func pair", "generator pair"),
        ] {
            let pair = PAIR.replace(from, to);
            assert!(
                passed(&[&pair, TAKER].concat()).contains("call_function @pair, v0, v1\n  v3: pack"),
                "{pair}"
            );
        }
    }

    #[test]
    fn a_function_whose_tuples_are_kept_stays_as_it_is() {
        assert!(passed(&[PAIR, KEEPER].concat()).contains("func pair(n: int, x: float) -> object"));
        // It pays where code that is to be small makes and takes apart more tuples than are kept.
        let small = TAKER.replace("func g", "small func g");
        let keepers = [KEEPER, &KEEPER.replace("func k", "func l")].concat();
        assert!(passed(&[PAIR, &small, &keepers].concat()).contains("func pair(n: int, x: float) -> object"));
        assert!(passed(&[PAIR, &small, KEEPER].concat()).contains("-> (int, float)"));
        assert!(passed(&[PAIR, TAKER, &keepers].concat()).contains("-> (int, float)"));
    }

    #[test]
    fn what_another_function_gives_is_given_on() {
        let on = KEEPER.replace("func k", "func on");
        let taker = TAKER.replace("@pair", "@on");
        let after = passed(&[PAIR, &on, &taker].concat());
        assert!(after.contains("func on(n: int, x: float) -> (int, float)"), "{after}");
        assert!(after.contains("  v8: results = results @on, v4, v6\n  return v8\n"), "{after}");
    }
}
