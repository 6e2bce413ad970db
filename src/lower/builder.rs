//! Builds a function's blocks and values, knowing nothing of Python's tree.
//!
//! Variables become SSA values as they are read and written (Braun et al., "Simple and Efficient Construction of
//! Static Single Assignment Form", 2013): a block that is not sealed yet, because predecessors may still come, gets a
//! parameter for each variable read in it; sealing gives the parameter its arguments. Parameters that turn out to be
//! always the same value are left to `passes::dead`.

use crate::ir::{
    Block, BlockId, Function, Imm, Inst, Loc, Op, Slot, SlotId, SlotKind, Target, Terminator, Type, Value,
    ValueId,
};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A variable of the function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct VarId(pub u32);

struct Var {
    name: Option<Rc<str>>,
    ty: Type,
    /// It is kept in memory, where a longjmp does not undo it.
    slot: Option<SlotId>,
}

#[derive(Default)]
struct BlockState {
    sealed: bool,
    terminated: bool,
    predecessors: Vec<BlockId>,
    current: BTreeMap<VarId, ValueId>,
    incomplete: Vec<(VarId, ValueId)>,
}

/// A function under construction.
pub(super) struct Builder {
    function: Function,
    state: Vec<BlockState>,
    vars: Vec<Var>,
    current: BlockId,
    /// Cells of loops and protected regions that have been left: they can be used again, and are many words.
    free: Vec<SlotId>,
    /// The place of what is built next.
    pub loc: Loc,
}

impl Builder {
    /// Starts a function: its blocks, values and cells are made here; the first block is current, and its parameters
    /// are those of the function.
    pub fn new(mut function: Function) -> (Builder, Vec<ValueId>) {
        function.blocks.clear();
        let loc = function.loc;
        let mut builder = Builder {
            function,
            state: Vec::new(),
            vars: Vec::new(),
            current: BlockId(0),
            free: Vec::new(),
            loc,
        };
        let entry = builder.new_block();
        builder.seal(entry);
        let params: Vec<_> =
            builder.function.params.iter().map(|param| (param.ty, Rc::clone(&param.name))).collect();
        let values =
            params.into_iter().map(|(ty, name)| builder.block_param(entry, ty, Some(name))).collect();
        (builder, values)
    }

    /// The finished function. Blocks without an end are unreachable.
    pub fn finish(self) -> Function {
        self.function
    }

    fn new_value(&mut self, ty: Type, name: Option<Rc<str>>) -> ValueId {
        let id = ValueId(u32::try_from(self.function.values.len()).unwrap_or(u32::MAX));
        self.function.values.push(Value { ty, name });
        id
    }

    /// How a value is held.
    pub fn ty(&self, value: ValueId) -> Type {
        self.function.ty(value)
    }

    /// How the function gives its result.
    pub fn result_type(&self) -> Type {
        self.function.result
    }

    /// A new block that nothing jumps to yet.
    pub fn new_block(&mut self) -> BlockId {
        let id = BlockId(u32::try_from(self.function.blocks.len()).unwrap_or(u32::MAX));
        self.function.blocks.push(Block {
            params: Vec::new(),
            insts: Vec::new(),
            terminator: Terminator::Unreachable,
            loc: self.loc,
            is_cold: false,
        });
        self.state.push(BlockState::default());
        id
    }

    /// Adds a parameter to a block, to which nothing may jump yet.
    pub fn block_param(&mut self, block: BlockId, ty: Type, name: Option<Rc<str>>) -> ValueId {
        let value = self.new_value(ty, name);
        if let Some(block) = self.function.blocks.get_mut(block.index()) {
            block.params.push(value);
        }
        value
    }

    /// Makes a block the one that is built.
    pub fn switch_to(&mut self, block: BlockId) {
        self.current = block;
    }

    /// Whether the current block has its end: what follows cannot be reached.
    pub fn is_terminated(&self) -> bool {
        self.state.get(self.current.index()).is_none_or(|state| state.terminated)
    }

    /// A new cell.
    pub fn new_slot(&mut self, kind: SlotKind, name: Option<Rc<str>>) -> SlotId {
        let id = SlotId(u32::try_from(self.function.slots.len()).unwrap_or(u32::MAX));
        self.function.slots.push(Slot { kind, name });
        id
    }

    /// A cell for a time: a new one, or one of the kind that was given back.
    pub fn take_slot(&mut self, kind: SlotKind) -> SlotId {
        let is_kind =
            |slot: &SlotId| self.function.slots.get(slot.index()).is_some_and(|slot| slot.kind == kind);
        match self.free.iter().position(is_kind) {
            Some(position) => self.free.swap_remove(position),
            None => self.new_slot(kind, None),
        }
    }

    /// Gives back a cell that nothing built from now on finds in use.
    pub fn give_slot(&mut self, slot: SlotId) {
        self.free.push(slot);
    }

    /// A new variable, in memory if it must survive a longjmp.
    pub fn new_var(&mut self, name: Option<Rc<str>>, ty: Type, in_memory: bool) -> VarId {
        let slot = in_memory.then(|| self.new_slot(SlotKind::Variable(ty), name.clone()));
        let id = VarId(u32::try_from(self.vars.len()).unwrap_or(u32::MAX));
        self.vars.push(Var { name, ty, slot });
        id
    }

    /// How a variable is held.
    pub fn var_type(&self, var: VarId) -> Type {
        self.vars.get(var.0 as usize).map_or(Type::Object, |var| var.ty)
    }

    /// Adds an operation that gives a value.
    pub fn value(&mut self, op: Op, imms: Vec<Imm>, args: Vec<ValueId>, ty: Type) -> ValueId {
        let result = self.new_value(ty, None);
        self.push(op, imms, args, Some(result));
        result
    }

    /// Adds an operation that gives nothing.
    pub fn effect(&mut self, op: Op, imms: Vec<Imm>, args: Vec<ValueId>) {
        self.push(op, imms, args, None);
    }

    fn push(&mut self, op: Op, imms: Vec<Imm>, args: Vec<ValueId>, result: Option<ValueId>) {
        if self.is_terminated() {
            // Code that cannot be reached is still built, in a block of its own that `passes::dead` removes.
            let block = self.new_block();
            self.seal(block);
            self.switch_to(block);
        }
        let loc = self.loc;
        if let Some(block) = self.function.blocks.get_mut(self.current.index()) {
            block.insts.push(Inst { op, imms, args, result, loc });
        }
    }

    /// Ends the current block.
    pub fn terminate(&mut self, terminator: Terminator) {
        if self.is_terminated() {
            return;
        }
        let current = self.current;
        for target in terminator.targets() {
            if let Some(state) = self.state.get_mut(target.block.index()) {
                state.predecessors.push(current);
            }
        }
        let loc = self.loc;
        if let Some(block) = self.function.blocks.get_mut(current.index()) {
            block.terminator = terminator;
            block.loc = loc;
        }
        if let Some(state) = self.state.get_mut(current.index()) {
            state.terminated = true;
        }
    }

    /// Goes on at a block.
    pub fn jump(&mut self, block: BlockId, args: Vec<ValueId>) {
        self.terminate(Terminator::Jump(Target { block, args }));
    }

    /// Goes on at one of two blocks without parameters.
    pub fn branch(&mut self, condition: ValueId, then: BlockId, otherwise: BlockId) {
        self.terminate(Terminator::Branch {
            condition,
            then: Target { block: then, args: Vec::new() },
            otherwise: Target { block: otherwise, args: Vec::new() },
        });
    }

    /// Gives a variable a value.
    pub fn write(&mut self, var: VarId, value: ValueId) {
        if let Some(slot) = self.vars.get(var.0 as usize).and_then(|var| var.slot) {
            self.effect(Op::SlotSet, vec![Imm::Slot(slot)], vec![value]);
            return;
        }
        let name = self.vars.get(var.0 as usize).and_then(|var| var.name.clone());
        if let Some(value) = self.function.values.get_mut(value.index())
            && value.name.is_none()
        {
            value.name = name;
        }
        if self.is_terminated() {
            let block = self.new_block();
            self.seal(block);
            self.switch_to(block);
        }
        self.write_in(self.current, var, value);
    }

    fn write_in(&mut self, block: BlockId, var: VarId, value: ValueId) {
        if let Some(state) = self.state.get_mut(block.index()) {
            state.current.insert(var, value);
        }
    }

    /// The value of a variable.
    pub fn read(&mut self, var: VarId) -> ValueId {
        if let Some(Var { slot: Some(slot), ty, .. }) = self.vars.get(var.0 as usize) {
            let (slot, ty) = (*slot, *ty);
            return self.value(Op::SlotGet, vec![Imm::Slot(slot)], Vec::new(), ty);
        }
        if self.is_terminated() {
            let block = self.new_block();
            self.seal(block);
            self.switch_to(block);
        }
        self.read_in(self.current, var)
    }

    fn read_in(&mut self, start: BlockId, var: VarId) -> ValueId {
        // Up the chain of single predecessors first, without recursion: source may be long.
        let mut chain = Vec::new();
        let mut block = start;
        let value = loop {
            let Some(state) = self.state.get(block.index()) else { break self.undefined(block, var) };
            if let Some(value) = state.current.get(&var) {
                break *value;
            }
            if !state.sealed {
                let value = self.var_param(block, var);
                if let Some(state) = self.state.get_mut(block.index()) {
                    state.incomplete.push((var, value));
                }
                break value;
            }
            match &state.predecessors[..] {
                [] => break self.undefined(block, var),
                // A circle that nothing leads into: a loop in code that cannot be reached.
                [_] if chain.len() > self.state.len() => break self.undefined(block, var),
                [single] => {
                    chain.push(block);
                    block = *single;
                }
                _ => {
                    let value = self.var_param(block, var);
                    self.write_in(block, var, value);
                    self.add_arguments(block, var);
                    break value;
                }
            }
        };
        self.write_in(block, var, value);
        for block in chain {
            self.write_in(block, var, value);
        }
        value
    }

    fn var_param(&mut self, block: BlockId, var: VarId) -> ValueId {
        let (ty, name) =
            self.vars.get(var.0 as usize).map_or((Type::Object, None), |var| (var.ty, var.name.clone()));
        self.block_param(block, ty, name)
    }

    /// The operand of the operation that made a value, if it is this one, in the block that is being built.
    pub fn made_by(&self, value: ValueId, op: Op) -> Option<ValueId> {
        let block = self.function.blocks.get(self.current.index())?;
        let inst = block.insts.iter().rev().find(|inst| inst.result == Some(value))?;
        match inst.op {
            made if made == op => inst.args.first().copied(),
            // No code in between.
            Op::IntObject => self.made_by(*inst.args.first()?, op),
            _ => None,
        }
    }

    /// A variable that no path gives a value: the null object, or zero in code that cannot be reached.
    fn undefined(&mut self, block: BlockId, var: VarId) -> ValueId {
        let zero = (Op::ConstWord, vec![Imm::Int(0)], Type::Word);
        let steps = match self.var_type(var) {
            Type::Float => vec![(Op::ConstFloat, vec![Imm::Float(0)], Type::Float)],
            Type::Bool => vec![(Op::ConstBool, vec![Imm::Int(0)], Type::Bool)],
            Type::Word => vec![zero],
            Type::Uword => vec![zero, (Op::WordUword, Vec::new(), Type::Uword)],
            Type::Address => vec![
                zero,
                (Op::WordUword, Vec::new(), Type::Uword),
                (Op::UwordAddress, Vec::new(), Type::Address),
            ],
            Type::Int => {
                vec![(Op::Unbound, Vec::new(), Type::Object), (Op::AssumeInt, Vec::new(), Type::Int)]
            }
            Type::Object | Type::Pack | Type::View | Type::Results | Type::Void => {
                vec![(Op::Unbound, Vec::new(), Type::Object)]
            }
        };
        let loc = self.loc;
        let mut args = Vec::new();
        for (at, (op, imms, ty)) in steps.into_iter().enumerate() {
            let value = self.new_value(ty, None);
            if let Some(block) = self.function.blocks.get_mut(block.index()) {
                block.insts.insert(at, Inst { op, imms, args, result: Some(value), loc });
            }
            args = vec![value];
        }
        args.remove(0)
    }

    /// Gives the newest parameter of a block its argument from each predecessor.
    fn add_arguments(&mut self, block: BlockId, var: VarId) {
        let mut predecessors =
            self.state.get(block.index()).map(|state| state.predecessors.clone()).unwrap_or_default();
        predecessors.dedup();
        let mut done = Vec::new();
        for predecessor in predecessors {
            if done.contains(&predecessor) {
                continue;
            }
            done.push(predecessor);
            let value = self.read_in(predecessor, var);
            if let Some(from) = self.function.blocks.get_mut(predecessor.index()) {
                for target in from.terminator.targets_mut() {
                    if target.block == block {
                        target.args.push(value);
                    }
                }
            }
        }
    }

    /// Says that all jumps to a block are there.
    pub fn seal(&mut self, block: BlockId) {
        let Some(state) = self.state.get_mut(block.index()) else { return };
        if state.sealed {
            return;
        }
        state.sealed = true;
        // Arguments are added in the order of the parameters, one at a time.
        let incomplete = std::mem::take(&mut state.incomplete);
        for (var, _) in incomplete {
            self.add_arguments(block, var);
        }
    }
}
