//! Prints the IR as a tree: each operation with the operations that make its operands below it.
//!
//! Text for people; nothing reads it back. An operation stands below the one that uses its result if that is the only
//! use, in the same block, and reading the tree from the leaves up still gives the order in which things happen: pure
//! operations may move down to their use, others only when nothing but pure ones comes between. All others are
//! statements, in their order, and are named by their value. So every operation is there just once.
//!
//! ```text
//! func length(x: object) -> float @3:1
//! b0(v0 x: object)
//! └─ return @4:5
//!    └─ unbox_float "length: result"
//!       └─ module_call "sqrt"
//!          ├─ global "math"
//!          └─ v0 x
//! ```

use super::print::{self, Names};
use super::{Block, Effects, Function, Inst, Module, Target, Terminator, ValueId};
use std::fmt::Write;

/// How deep operations are nested at most; a deeper one is a statement of its own.
const MAX_DEPTH: usize = 40;

/// A whole module.
#[must_use]
pub fn module(module: &Module) -> String {
    let names = Names::new(module);
    let mut out = print::head(module, &names);
    for function in &module.functions {
        let _ = writeln!(out, "\n{}", names.signature(function));
        for (index, slot) in function.slots.iter().enumerate() {
            out.push_str(&print::slot(index, slot));
        }
        let uses = uses(function);
        for (index, block) in function.blocks.iter().enumerate() {
            let _ = writeln!(out, "{}", print::block_head(function, index, block));
            let printer = Printer { names: &names, function };
            let Nested { statements, end } = Nested::of(block, &uses);
            for statement in &statements {
                printer.print(&mut out, "", false, statement, true);
            }
            printer.print(&mut out, "", true, &end, true);
        }
    }
    out
}

/// How often each value is used.
fn uses(function: &Function) -> Vec<u32> {
    let mut uses = vec![0; function.values.len()];
    let mut count = |value: ValueId| {
        if let Some(count) = uses.get_mut(value.index()) {
            *count += 1;
        }
    };
    for block in &function.blocks {
        block.insts.iter().flat_map(|inst| &inst.args).copied().for_each(&mut count);
        block.terminator.uses().into_iter().for_each(&mut count);
    }
    uses
}

/// A line of the tree and what is below it.
struct Node<'a> {
    what: What<'a>,
    below: Vec<Node<'a>>,
    /// Nothing in it does anything but give a value.
    pure: bool,
    /// How many lines are below one another.
    depth: usize,
}

enum What<'a> {
    /// A value that is defined elsewhere.
    Value(ValueId),
    Operation(&'a Inst),
    Terminator(&'a Block),
    /// Where a terminator goes: in which case, and the target.
    Target(&'static str, &'a Target),
}

impl<'a> Node<'a> {
    fn new(what: What<'a>, below: Vec<Node<'a>>) -> Node<'a> {
        let effects_pure = match what {
            What::Operation(inst) => inst.op.info().effects == Effects::Pure,
            What::Value(_) | What::Target(..) => true,
            What::Terminator(_) => false,
        };
        Node {
            pure: effects_pure && below.iter().all(|node| node.pure),
            depth: 1 + below.iter().map(|node| node.depth).max().unwrap_or(0),
            what,
            below,
        }
    }

    fn result(&self) -> Option<ValueId> {
        match self.what {
            What::Operation(inst) => inst.result,
            What::Value(_) | What::Terminator(_) | What::Target(..) => None,
        }
    }
}

/// The operations of a block, nested.
struct Nested<'a> {
    statements: Vec<Node<'a>>,
    end: Node<'a>,
}

impl<'a> Nested<'a> {
    fn of(block: &'a Block, uses: &[u32]) -> Nested<'a> {
        let mut builder = Builder { statements: Vec::new(), pending: Vec::new() };
        let used_here = used_here(block);
        for inst in &block.insts {
            let node = Node::new(What::Operation(inst), builder.operands(&inst.args, true));
            let once = inst
                .result
                .is_some_and(|id| uses.get(id.index()) == Some(&1) && used_here.binary_search(&id).is_ok());
            if once && node.depth < MAX_DEPTH {
                builder.pending.push(node);
            } else {
                builder.flush(false);
                builder.statements.push(node);
            }
        }
        let end = builder.end(block);
        builder.flush(true);
        Nested { statements: builder.statements, end }
    }
}

/// The values that a block uses, sorted.
fn used_here(block: &Block) -> Vec<ValueId> {
    let mut values: Vec<ValueId> = block.insts.iter().flat_map(|inst| &inst.args).copied().collect();
    values.extend(block.terminator.uses());
    values.sort_unstable();
    values
}

struct Builder<'a> {
    statements: Vec<Node<'a>>,
    /// Operations whose only use is still to come, in order.
    pending: Vec<Node<'a>>,
}

impl<'a> Builder<'a> {
    /// Makes statements of what must happen before the next statement; of all that is left when `all`.
    fn flush(&mut self, all: bool) {
        let (out, keep) = std::mem::take(&mut self.pending).into_iter().partition(|node| all || !node.pure);
        self.pending = keep;
        let mut out: Vec<Node<'a>> = out;
        self.statements.append(&mut out);
    }

    /// The operands of an operation; only pure ones are nested when they might not be needed.
    fn operands(&mut self, args: &[ValueId], needed: bool) -> Vec<Node<'a>> {
        // From the last, which was computed last.
        let mut nodes: Vec<Node<'a>> = args.iter().rev().map(|&arg| self.operand(arg, needed)).collect();
        nodes.reverse();
        nodes
    }

    fn operand(&mut self, arg: ValueId, needed: bool) -> Node<'a> {
        let mut only_pure_after = true;
        for position in (0..self.pending.len()).rev() {
            let node = &self.pending[position];
            if node.result() == Some(arg) {
                if node.pure || (needed && only_pure_after) {
                    return self.pending.remove(position);
                }
                break;
            }
            only_pure_after &= node.pure;
        }
        Node::new(What::Value(arg), Vec::new())
    }

    fn end(&mut self, block: &'a Block) -> Node<'a> {
        let terminator = &block.terminator;
        let labels: Vec<(&'static str, &'a Target)> = match terminator {
            Terminator::Jump(target) => vec![("", target)],
            Terminator::Branch { then, otherwise, .. } => vec![("then ", then), ("else ", otherwise)],
            Terminator::Switch { cases, .. } => cases.iter().map(|case| ("case ", case)).collect(),
            Terminator::Try { body, handler, .. } => vec![("body ", body), ("handler ", handler)],
            Terminator::Yield { resume, .. } => vec![("resume ", resume)],
            Terminator::Return(_)
            | Terminator::Raise(_)
            | Terminator::Reraise(_)
            | Terminator::Unreachable => Vec::new(),
        };
        let needed = matches!(terminator, Terminator::Jump(_));
        let mut targets: Vec<Node<'a>> = labels
            .into_iter()
            .rev()
            .map(|(label, target)| {
                let below = self.operands(&target.args, needed);
                Node::new(What::Target(label, target), below)
            })
            .collect();
        targets.reverse();
        let mut below = self.operands(&terminator.operands(), true);
        below.append(&mut targets);
        Node::new(What::Terminator(block), below)
    }
}

struct Printer<'a> {
    names: &'a Names<'a>,
    function: &'a Function,
}

impl Printer<'_> {
    /// A line and what is below it. The depth is bounded by [`MAX_DEPTH`].
    fn print(&self, out: &mut String, indent: &str, last: bool, node: &Node<'_>, statement: bool) {
        let branch = if last { "└─ " } else { "├─ " };
        let _ = writeln!(out, "{indent}{branch}{}", self.line(node, statement));
        let indent = format!("{indent}{}", if last { "   " } else { "│  " });
        for (position, below) in node.below.iter().enumerate() {
            self.print(out, &indent, position + 1 == node.below.len(), below, false);
        }
    }

    fn line(&self, node: &Node<'_>, statement: bool) -> String {
        match node.what {
            What::Value(id) => match self.variable(id) {
                Some(name) => format!("v{} {name}", id.0),
                None => format!("v{}", id.0),
            },
            What::Target(label, target) => format!("{label}b{}", target.block.0),
            What::Terminator(block) => {
                let name = match &block.terminator {
                    Terminator::Jump(_) => "jump".to_owned(),
                    Terminator::Branch { .. } => "branch".to_owned(),
                    Terminator::Switch { .. } => "switch".to_owned(),
                    Terminator::Try { frame, .. } => format!("try ${}", frame.0),
                    Terminator::Return(_) => "return".to_owned(),
                    Terminator::Yield { .. } => "yield".to_owned(),
                    Terminator::Raise(_) => "raise".to_owned(),
                    Terminator::Reraise(_) => "reraise".to_owned(),
                    Terminator::Unreachable => "unreachable".to_owned(),
                };
                format!("{name}{}", self.names.place(block.loc))
            }
            What::Operation(inst) => {
                let operation = self.names.operation(inst);
                let place = if statement { self.names.place(inst.loc) } else { String::new() };
                match inst.result {
                    Some(id) if statement => {
                        format!("{} = {operation}{place}", print::definition(self.function, id))
                    }
                    Some(id) => match self.variable(id) {
                        Some(name) => format!("{name} = {operation}"),
                        None => operation,
                    },
                    None => format!("{operation}{place}"),
                }
            }
        }
    }

    fn variable(&self, id: ValueId) -> Option<String> {
        self.function.value(id)?.name.as_ref().map(|name| print::name(name))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Loc, Op, parse};
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let text = format!(
            "module m from \"m.py\" init @f\nfunc f(x: object, b: bool) -> object {{\n  slot $0 s: variable object\n\
             b0(v0 x: object, v1 b: bool):\n{body}}}\n"
        );
        let tree = module(&parse::module(&text).unwrap());
        let (_, shown) = tree.split_once("b0(v0 x: object, v1 b: bool)\n").unwrap();
        assert_eq!(shown, expected, "\n{shown}");
    }

    #[test]
    fn an_expression_nests() {
        check(
            "  v2: object = global \"math\" @1:5\n  v3: object = module_call \"sqrt\", v2, v0 @1:5\n  return v3 @1:1\n",
            "└─ return @1:1\n   └─ module_call \"sqrt\"\n      ├─ global \"math\"\n      └─ v0 x\n",
        );
    }

    #[test]
    fn the_head_and_the_cells_are_there() {
        let text = include_str!("testdata/shapes.ir");
        let tree = module(&parse::module(text).unwrap());
        assert!(tree.starts_with("module shapes from"));
        for line in ["class Circle init @Circle.__init__ {", "  radius: float", "  slot $2: frame"] {
            assert!(tree.lines().any(|shown| shown == line), "{line}\n{tree}");
        }
    }

    #[test]
    fn what_is_used_twice_or_elsewhere_is_a_statement() {
        check(
            "  v2: object = globals\n  v3: object = binary \"+\", v2, v2\n  v4: object = attr \"a\", v0 @2:3\n  jump b1\n\
             b1:\n  v5: object = new_list v3, v4\n  return v5\n",
            "├─ v2: object = globals\n├─ v3: object = binary \"+\"\n│  ├─ v2\n│  └─ v2\n\
             ├─ v4: object = attr \"a\" @2:3\n│  └─ v0 x\n└─ jump\n   └─ b1\nb1\n\
             └─ return\n   └─ new_list\n      ├─ v3\n      └─ v4\n",
        );
    }

    #[test]
    fn the_order_of_calls_is_kept() {
        // v2 happens before v3, but is the later operand.
        check(
            "  v2: object = attr \"first\", v0\n  v3: object = attr \"second\", v0\n  v4: object = new_list v3, v2\n  return v4\n",
            "├─ v2: object = attr \"first\"\n│  └─ v0 x\n└─ return\n   └─ new_list\n      ├─ attr \"second\"\n\
             \u{20}     │  └─ v0 x\n      └─ v2\n",
        );
        // A read of a cell stays before the write.
        check(
            "  v2: object = slot_get $0\n  slot_set $0, v0\n  return v2\n",
            "├─ v2: object = slot_get $0\n├─ slot_set $0\n│  └─ v0 x\n└─ return\n   └─ v2\n",
        );
        // A constant moves to its use.
        check(
            "  v2 one: object = const 1\n  slot_set $0, v0\n  return v2\n",
            "├─ slot_set $0\n│  └─ v0 x\n└─ return\n   └─ one = const 1\n",
        );
    }

    #[test]
    fn a_branch_computes_nothing_for_one_side_only() {
        check(
            "  v2: object = global \"a\"\n  v3: object = const 1\n  v4: bool = bool_not v1\n\
             \u{20} branch v4, then b1(v2), else b1(v3)\nb1(v5: object):\n  return v5\n",
            "├─ v2: object = global \"a\"\n└─ branch\n   ├─ bool_not\n   │  └─ v1 b\n   ├─ then b1\n   │  └─ v2\n\
             \u{20}  └─ else b1\n      └─ const 1\nb1(v5: object)\n└─ return\n   └─ v5\n",
        );
    }

    /// Random blocks: each operation once, each after its operands, and all that is not pure in the order it had.
    #[test]
    fn nothing_is_lost_doubled_or_moved_wrongly() {
        let mut state = 7u64;
        let mut random = |end: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % end
        };
        for _ in 0..2_000 {
            let count = 1 + random(60);
            let mut value = |i: usize| {
                ValueId(
                    u32::try_from(if i > 3 && random(3) > 0 { i - 1 - random(3) } else { random(i + 1) })
                        .unwrap(),
                )
            };
            let args: Vec<Vec<ValueId>> =
                (0..=count).map(|i| (0..i % 4).map(|_| value(i.max(1) - 1)).collect()).collect();
            let insts: Vec<Inst> = (0..count)
                .map(|i| Inst {
                    op: [Op::Is, Op::Call, Op::SlotGet, Op::Const][random(4)],
                    imms: vec![],
                    args: args[i].iter().copied().filter(|arg| arg.index() < i).collect(),
                    result: Some(ValueId(u32::try_from(i).unwrap())),
                    loc: Loc::default(),
                })
                .collect();
            let end = ValueId(u32::try_from(count - 1).unwrap());
            let block = Block {
                params: vec![],
                insts,
                terminator: Terminator::Raise(end),
                loc: Loc::default(),
                is_cold: false,
            };
            let mut uses = vec![0; count];
            let used = block.insts.iter().flat_map(|inst| &inst.args).copied();
            used.chain([end]).for_each(|id| uses[id.index()] += 1);

            let nested = Nested::of(&block, &uses);
            let mut shown = Vec::new();
            for node in nested.statements.iter().chain([&nested.end]) {
                flatten(node, &mut shown);
            }
            let impure = |insts: &[&Inst]| -> Vec<Option<ValueId>> {
                let all = insts.iter().filter(|inst| inst.op.info().effects != Effects::Pure);
                all.map(|inst| inst.result).collect()
            };
            let original: Vec<&Inst> = block.insts.iter().collect();
            assert_eq!(impure(&shown), impure(&original));
            let position = |id| shown.iter().position(|inst| inst.result == Some(id)).unwrap();
            for inst in &shown {
                assert!(inst.args.iter().all(|&arg| position(arg) < position(inst.result.unwrap())));
            }
            assert_eq!(shown.len(), count);
        }
    }

    /// The operations in the order in which the tree says they happen.
    fn flatten<'a>(node: &Node<'a>, out: &mut Vec<&'a Inst>) {
        node.below.iter().for_each(|below| flatten(below, out));
        if let What::Operation(inst) = node.what {
            out.push(inst);
        }
    }

    #[test]
    fn long_chains_are_cut() {
        use std::fmt::Write;
        let mut body = String::new();
        for id in 2..100_000 {
            let _ = writeln!(body, "  v{id}: object = attr \"a\", v{}", if id == 2 { 0 } else { id - 1 });
        }
        let text = format!(
            "module m from \"m.py\" init @f\nfunc f(x: object, b: bool) -> object {{\nb0(v0: object, v1: bool):\n{body}  return v99999\n}}\n"
        );
        let tree = module(&parse::module(&text).unwrap());
        assert_eq!(tree.matches("attr").count(), 99_998);
    }
}
