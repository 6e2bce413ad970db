//! Where variables live: as values of their function, or in cells that inner functions share.

use super::{Builder, Lower, Lowered, Scope, VarId};
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{Name, Span};
use crate::types::{Local, Type};
use std::rc::Rc;

/// Where a variable lives.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// It is a value of the function.
    Value(VarId),
    /// In a cell, an object; this variable holds it.
    Cell(VarId),
}

/// A variable that holds a cell.
pub(super) fn new_holder(builder: &mut Builder, name: &Name, in_memory: bool) -> VarId {
    builder.new_var(Some(format!("{name}_cell").into()), ir::Type::Object, in_memory)
}

impl Lower<'_> {
    /// How a variable is held as a value: only an object can be no object.
    pub(super) fn variable_repr(&self, local: &Local) -> ir::Type {
        match self.repr(&local.ty) {
            ir::Type::Float | ir::Type::Bool if local.maybe_unbound => ir::Type::Object,
            other => other,
        }
    }

    /// What the checker knows of a variable.
    pub(super) fn local(&self, name: &Name) -> Option<&Local> {
        self.program.variable(self.function?, name)
    }

    /// The namespace that a name of a class's body lives in.
    pub(super) fn class_namespace(&self, name: &Name) -> Option<ValueId> {
        match &self.scope {
            Scope::Class { namespace, names, globals } if names.contains(name) && !globals.contains(name) => {
                Some(*namespace)
            }
            Scope::Class { .. } | Scope::Function | Scope::Module => None,
        }
    }

    /// The variable of the function that a name means.
    pub(super) fn place(&self, name: &Name) -> Option<Place> {
        match &self.scope {
            Scope::Class { globals, .. } if globals.contains(name) => None,
            Scope::Class { .. } | Scope::Function | Scope::Module => self.vars.get(name).copied(),
        }
    }

    /// A new cell in the place of a variable that has one.
    pub(super) fn renew_cell(&mut self, name: &Name, value: Option<ValueId>) {
        let Some(Place::Cell(holder)) = self.vars.get(name).copied() else { return };
        let value = match value {
            Some(value) => self.boxed(value),
            None => self.unbound(),
        };
        let cell = self.builder.value(Op::NewCell, Vec::new(), vec![value], ir::Type::Object);
        self.builder.write(holder, cell);
    }

    /// The null object.
    pub(super) fn unbound(&mut self) -> ValueId {
        self.builder.value(Op::Unbound, Vec::new(), Vec::new(), ir::Type::Object)
    }

    /// The value of a variable where it is read.
    pub(super) fn read_place(&mut self, place: Place, name: &Name, span: Span) -> Lowered<ValueId> {
        let local = self.local(name);
        let own = self.function.is_some_and(|function| function.locals.contains_key(name));
        let deleted = local.is_some_and(|local| local.deleted_inside);
        let may_be_unbound = match place {
            Place::Cell(_) if !own => !local.is_some_and(|local| local.is_param && !local.maybe_unbound),
            Place::Value(_) | Place::Cell(_) => {
                deleted || self.function.is_some_and(|function| function.unbound_reads.contains(&span))
            }
        };
        let ty = local.map_or(Type::Object, |local| local.ty.clone());
        let mut value = match place {
            Place::Value(var) => self.builder.read(var),
            Place::Cell(holder) => {
                let cell = self.builder.read(holder);
                self.builder.value(Op::CellGet, Vec::new(), vec![cell], ir::Type::Object)
            }
        };
        if may_be_unbound && !self.is_machine(value) {
            let held = self.builder.ty(value);
            value = self.builder.value(Op::CheckBound, vec![Imm::Str(Rc::clone(name))], vec![value], held);
        }
        if let Place::Value(_) = place {
            return Ok(value);
        }
        // Only compiled code reaches the cell, and stores what the variable's type says.
        let text = || vec![Imm::Str(format!("variable '{name}'").into())];
        Ok(match self.repr(&ty) {
            ir::Type::Int => self.builder.value(Op::AssumeInt, Vec::new(), vec![value], ir::Type::Int),
            ir::Type::Float => self.builder.value(Op::UnboxFloat, text(), vec![value], ir::Type::Float),
            ir::Type::Bool => self.builder.value(Op::UnboxBool, text(), vec![value], ir::Type::Bool),
            // No word is in a cell: viper refuses it.
            ir::Type::Object
            | ir::Type::Word
            | ir::Type::Uword
            | ir::Type::Address
            | ir::Type::Pack
            | ir::Type::View
            | ir::Type::Results
            | ir::Type::Void => value,
        })
    }

    /// Gives a variable a value that is held as its type says.
    pub(super) fn write_place(&mut self, place: Place, value: ValueId) {
        match place {
            Place::Value(var) => {
                let value = self.joined(value, self.builder.var_type(var));
                self.builder.write(var, value);
            }
            Place::Cell(holder) => {
                let value = self.boxed(value);
                let cell = self.builder.read(holder);
                self.builder.effect(Op::CellSet, Vec::new(), vec![cell, value]);
            }
        }
    }

    /// Takes a variable its value.
    pub(super) fn unbind(&mut self, place: Place) {
        let unbound = self.unbound();
        let var = match place {
            Place::Value(var) => var,
            Place::Cell(_) => return self.write_place(place, unbound),
        };
        let unbound = match self.builder.var_type(var) {
            ir::Type::Int => self.builder.value(Op::AssumeInt, Vec::new(), vec![unbound], ir::Type::Int),
            // Held so, it has no unbound state, because nothing reads it after this (`variable_repr`).
            ir::Type::Float | ir::Type::Bool => return,
            // Nor has a word: viper does not look (`py/emitnative.c`, emit_native_delete_local).
            ir::Type::Word | ir::Type::Uword | ir::Type::Address => return,
            ir::Type::Object | ir::Type::Pack | ir::Type::View | ir::Type::Results | ir::Type::Void => {
                unbound
            }
        };
        self.builder.write(var, unbound);
    }

    /// The cell of a variable.
    pub(super) fn cell(&mut self, name: &Name) -> Option<ValueId> {
        match self.vars.get(name).copied() {
            Some(Place::Cell(holder)) => Some(self.builder.read(holder)),
            Some(Place::Value(_)) | None => None,
        }
    }
}
