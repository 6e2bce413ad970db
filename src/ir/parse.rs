//! Reads the IR's text form back, as [`super::print`] writes it.
//!
//! ```text
//! module shapes from "shapes.py" init @<module>
//! func <module>() -> void {
//! b0:
//!   return
//! }
//! ```
//!
//! What comes out is what the text says, right or wrong: [`super::verify`] judges it. Refused is only what no module
//! can hold: a line that is not in the form, an unknown name, a value used that has no type, tables with gaps.
//! A statement is one line; names may be used before the line that declares them, so the declarations are collected
//! first (`symbols`). No input makes it panic, recurse deeply, or allocate more than in proportion to its length.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod cursor;
mod immediates;
mod symbols;
#[cfg(test)]
mod tests;

use super::print::is_name_start;
use super::{
    Block, BlockId, Class, ClassId, Field, FieldId, Function, FunctionId, Imm, ImmKind, Inst, Loc, Module,
    Op, Param, ParamKind, Slot, SlotId, SlotKind, Target, Terminator, Type, Value, ValueId,
};
use cursor::Cursor;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use symbols::{Head, Symbols, head};

/// How deep constant tuples may nest; the verifier holds the IR to it too.
pub const MAX_TUPLE_DEPTH: usize = 100;

/// Why a text is not a module.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct ParseError {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong, or what was expected.
    pub message: String,
}

type Result<T> = std::result::Result<T, ParseError>;

/// Reads a module.
///
/// # Errors
/// The first place at which the text is not in the form.
pub fn module(text: &str) -> Result<Module> {
    let symbols = Symbols::collect(text)?;
    let mut parser = Parser { cursor: Cursor { text, pos: 0 }, symbols: &symbols };
    parser.module()
}

/// A position in the text or in a table; texts of 4 GiB are not told apart.
fn to_u32(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// The values of the function being read, by id.
type Values = BTreeMap<u32, Value>;

struct Parser<'a> {
    cursor: Cursor<'a>,
    symbols: &'a Symbols,
}

impl Parser<'_> {
    fn module(&mut self) -> Result<Module> {
        self.cursor.skip_empty_lines();
        self.cursor.expect_word("module")?;
        let name = self.cursor.path()?.into();
        self.cursor.expect_word("from")?;
        let source_name = self.cursor.string()?.into();
        self.cursor.expect_word("init")?;
        let init = self.function_ref()?;
        self.cursor.end_line()?;
        let mut module = Module { name, source_name, functions: Vec::new(), classes: Vec::new(), init };
        while !self.cursor.at_end() {
            if self.cursor.eat_word("class") {
                let class = self.class()?;
                module.classes.push(class);
            } else {
                let function = self.function()?;
                module.functions.push(function);
            }
        }
        Ok(module)
    }

    fn class(&mut self) -> Result<Class> {
        let name = self.cursor.name()?.into();
        let base = if self.cursor.eat_word("from") { Some(self.class_ref()?) } else { None };
        let init = if self.cursor.eat_word("init") { Some(self.function_ref()?) } else { None };
        self.cursor.expect("{")?;
        self.cursor.end_line()?;
        let (mut fields, mut methods) = (Vec::new(), Vec::new());
        while !self.cursor.eat("}") {
            let name = self.cursor.name()?.into();
            if self.cursor.eat("=") {
                methods.push((name, self.function_ref()?));
                self.cursor.end_line()?;
                continue;
            }
            self.cursor.expect(":")?;
            let ty = self.ty()?;
            let (class, builtin, optional) = self.promise()?;
            self.cursor.end_line()?;
            fields.push(Field { name, ty, class, builtin, optional });
        }
        self.cursor.end_line()?;
        Ok(Class { name, base, fields, methods, init })
    }

    /// ` as %Circle or none`.
    fn promise(&mut self) -> Result<(Option<ClassId>, Option<Rc<str>>, bool)> {
        let mut class = None;
        let mut builtin = None;
        while self.cursor.eat_word("as") {
            if class.is_none() && builtin.is_none() && self.cursor.peek() == Some('%') {
                class = Some(self.class_ref()?);
            } else if builtin.is_none() {
                builtin = Some(self.cursor.name()?.into());
            } else {
                return self.cursor.fail("one class and one built-in type at most");
            }
        }
        let optional = self.cursor.eat_word("or");
        if optional {
            self.cursor.expect_word("none")?;
        }
        Ok((class, builtin, optional))
    }

    fn ty(&mut self) -> Result<Type> {
        let start = self.cursor.start();
        match Type::from_name(self.cursor.word()?) {
            Some(ty) => Ok(ty),
            None => self.cursor.fail_at(start, "not a type"),
        }
    }

    fn param(&mut self) -> Result<Param> {
        let kind = if self.cursor.eat("**") {
            ParamKind::DoubleStar
        } else if self.cursor.eat("*") {
            ParamKind::Star
        } else {
            ParamKind::Positional
        };
        let mut param = Param {
            name: self.cursor.name()?.into(),
            ty: Type::Void,
            class: None,
            builtin: None,
            optional: false,
            kind,
            has_default: false,
        };
        if kind == ParamKind::Positional && self.cursor.peek() != Some(':') {
            param.kind = match &*param.name {
                "positional" => ParamKind::PositionalOnly,
                "keyword" => ParamKind::KeywordOnly,
                "cell" => ParamKind::Cell,
                _ => kind,
            };
            if param.kind != kind {
                param.name = self.cursor.name()?.into();
            }
        }
        self.cursor.expect(":")?;
        param.ty = self.ty()?;
        (param.class, param.builtin, param.optional) = self.promise()?;
        param.has_default = self.cursor.eat("=");
        if param.has_default {
            self.cursor.expect_word("default")?;
        }
        Ok(param)
    }

    fn function(&mut self) -> Result<Function> {
        let Some(Head { exported, is_small, suspends }) = head(&mut self.cursor) else {
            return self.cursor.fail("expected `class` or `func`");
        };
        let name = self.cursor.path()?.into();
        self.cursor.expect("(")?;
        let mut params = Vec::new();
        if !self.cursor.eat(")") {
            loop {
                params.push(self.param()?);
                if !self.cursor.eat(",") {
                    break;
                }
            }
            self.cursor.expect(")")?;
        }
        self.cursor.expect("->")?;
        let results = self.results()?;
        let result = if results.is_empty() { self.ty()? } else { Type::Results };
        let loc = self.place()?;
        self.cursor.expect("{")?;
        self.cursor.end_line()?;

        let mut values = Values::new();
        let mut slots = Vec::new();
        loop {
            if self.cursor.eat_word("slot") {
                slots.push(self.slot(slots.len())?);
            } else if self.cursor.eat_word("undefined") {
                self.definition(&mut values)?;
            } else {
                break;
            }
            self.cursor.end_line()?;
        }
        let mut blocks = Vec::new();
        while !self.cursor.eat("}") {
            blocks.push(self.block(blocks.len(), &mut values)?);
        }
        let values = self.table(values)?;
        self.cursor.end_line()?;
        Ok(Function {
            name,
            params,
            result,
            results,
            suspends,
            is_small,
            exported,
            blocks,
            values,
            slots,
            loc,
        })
    }

    /// The types of several results, `(int, float)`, or none.
    fn results(&mut self) -> Result<Vec<Type>> {
        let mut results = Vec::new();
        if !self.cursor.eat("(") {
            return Ok(results);
        }
        loop {
            results.push(self.ty()?);
            if !self.cursor.eat(",") {
                self.cursor.expect(")")?;
                return Ok(results);
            }
        }
    }

    /// The values as a table, which must have no gap.
    fn table(&self, values: Values) -> Result<Vec<Value>> {
        let mut table = Vec::with_capacity(values.len());
        for (id, value) in values {
            if id.try_into() != Ok(table.len()) {
                let missing = table.len();
                return self
                    .cursor
                    .fail(format!("the function defines v{id}, but v{missing} is not declared"));
            }
            table.push(value);
        }
        Ok(table)
    }

    /// `$0 total: variable float`.
    fn slot(&mut self, position: usize) -> Result<Slot> {
        let start = self.cursor.start();
        if self.slot_ref()?.index() != position {
            return self.cursor.fail_at(start, format!("expected `${position}`: cells come in order"));
        }
        let name = if self.cursor.peek() == Some(':') { None } else { Some(self.cursor.name()?.into()) };
        self.cursor.expect(":")?;
        let start = self.cursor.start();
        let kind = match self.cursor.word()? {
            "variable" => SlotKind::Variable(self.ty()?),
            "iterator" => SlotKind::Iterator,
            "frame" => SlotKind::Frame,
            _ => return self.cursor.fail_at(start, "expected `variable`, `iterator` or `frame`"),
        };
        Ok(Slot { kind, name })
    }

    /// `v3 radius: float`; no type for a value that is not in the function's table.
    fn definition(&mut self, values: &mut Values) -> Result<ValueId> {
        let start = self.cursor.start();
        let id = self.value()?;
        let named = self.cursor.peek().is_some_and(|c| is_name_start(c) || c == '"');
        let name: Option<Rc<str>> = if named { Some(self.cursor.name()?.into()) } else { None };
        if name.is_none() && self.cursor.peek() != Some(':') {
            return Ok(id);
        }
        self.cursor.expect(":")?;
        let value = Value { ty: self.ty()?, name };
        match values.get(&id.0) {
            Some(first) if *first != value => {
                self.cursor.fail_at(start, format!("v{} was declared before with another type or name", id.0))
            }
            _ => {
                values.insert(id.0, value);
                Ok(id)
            }
        }
    }

    fn block(&mut self, position: usize, values: &mut Values) -> Result<Block> {
        let start = self.cursor.start();
        if self.block_ref()?.index() != position {
            return self.cursor.fail_at(start, format!("expected `b{position}`: blocks come in order"));
        }
        let mut params = Vec::new();
        if self.cursor.eat("(") {
            loop {
                params.push(self.definition(values)?);
                if !self.cursor.eat(",") {
                    break;
                }
            }
            self.cursor.expect(")")?;
        }
        let is_cold = self.cursor.eat_word("cold");
        self.cursor.expect(":")?;
        self.cursor.end_line()?;
        let mut insts = Vec::new();
        loop {
            let result = if self.cursor.at_numbered('v') {
                let result = self.definition(values)?;
                self.cursor.expect("=")?;
                Some(result)
            } else {
                None
            };
            self.cursor.skip_blanks();
            let start = self.cursor.start();
            let mnemonic = self.cursor.word()?;
            if let Some(op) = Op::from_name(mnemonic) {
                let (imms, args) = self.operands(op.info().imms)?;
                let loc = self.place()?;
                self.cursor.end_line()?;
                insts.push(Inst { op, imms, args, result, loc });
            } else if result.is_some() {
                return self.cursor.fail_at(start, "not an operation");
            } else if let Some(terminator) = self.terminator(mnemonic)? {
                let loc = self.place()?;
                self.cursor.end_line()?;
                return Ok(Block { params, insts, terminator, loc, is_cold });
            } else {
                return self.cursor.fail_at(start, "not an operation, nor the end of a block");
            }
        }
    }

    /// The immediates and operands of an operation whose immediates should be of these kinds.
    fn operands(&mut self, kinds: &[ImmKind]) -> Result<(Vec<Imm>, Vec<ValueId>)> {
        let mut imms: Vec<Imm> = Vec::new();
        let mut args = Vec::new();
        // An empty list of keyword names is not printed.
        let fill = |imms: &mut Vec<Imm>, args: &[ValueId], at_names: bool| {
            while args.is_empty() && !at_names && kinds.get(imms.len()) == Some(&ImmKind::Names) {
                imms.push(Imm::Names(Vec::new()));
            }
        };
        let mut more = !matches!(self.cursor.peek(), None | Some('\n' | ';')) && !self.at_place();
        while more {
            fill(&mut imms, &args, self.cursor.peek() == Some('['));
            if self.cursor.at_numbered('v') {
                args.push(self.value()?);
            } else if args.is_empty() {
                imms.push(self.imm(kinds.get(imms.len()).copied(), 0)?);
            } else {
                return self.cursor.fail("expected a value: immediates come before operands");
            }
            more = self.cursor.eat(",");
        }
        fill(&mut imms, &args, false);
        Ok((imms, args))
    }

    /// The rest of a terminator; none if the word is not one.
    fn terminator(&mut self, mnemonic: &str) -> Result<Option<Terminator>> {
        Ok(Some(match mnemonic {
            "jump" => Terminator::Jump(self.target()?),
            "branch" => {
                let condition = self.value()?;
                Terminator::Branch {
                    condition,
                    then: self.labelled_target("then")?,
                    otherwise: self.labelled_target("else")?,
                }
            }
            "switch" => {
                let value = self.value()?;
                let mut cases = Vec::new();
                while self.cursor.eat(",") {
                    cases.push(self.target()?);
                }
                Terminator::Switch { value, cases }
            }
            "try" => {
                let frame = self.slot_ref()?;
                Terminator::Try {
                    frame,
                    body: self.labelled_target("body")?,
                    handler: self.labelled_target("handler")?,
                }
            }
            "return" if self.cursor.at_numbered('v') => Terminator::Return(Some(self.value()?)),
            "return" => Terminator::Return(None),
            "yield" => Terminator::Yield { value: self.value()?, resume: self.labelled_target("resume")? },
            "raise" => Terminator::Raise(self.value()?),
            "reraise" => Terminator::Reraise(self.value()?),
            "unreachable" => Terminator::Unreachable,
            _ => return Ok(None),
        }))
    }

    fn labelled_target(&mut self, label: &str) -> Result<Target> {
        self.cursor.expect(",")?;
        self.cursor.expect_word(label)?;
        self.target()
    }

    fn target(&mut self) -> Result<Target> {
        let block = self.block_ref()?;
        let mut args = Vec::new();
        if self.cursor.eat("(") {
            loop {
                args.push(self.value()?);
                if !self.cursor.eat(",") {
                    break;
                }
            }
            self.cursor.expect(")")?;
        }
        Ok(Target { block, args })
    }

    fn value(&mut self) -> Result<ValueId> {
        Ok(ValueId(self.cursor.numbered('v', "a value")?))
    }

    fn block_ref(&mut self) -> Result<BlockId> {
        Ok(BlockId(self.cursor.numbered('b', "a block")?))
    }

    fn slot_ref(&mut self) -> Result<SlotId> {
        Ok(SlotId(self.cursor.numbered('$', "a cell")?))
    }

    fn at_place(&mut self) -> bool {
        self.cursor.at_numbered('@')
    }

    /// `@line:column of @function`, where there is one.
    fn place(&mut self) -> Result<Loc> {
        if !self.at_place() {
            return Ok(Loc::default());
        }
        let line = self.cursor.numbered('@', "a place")?;
        self.cursor.expect(":")?;
        let column = self.cursor.number()?;
        let of = if self.cursor.eat_word("of") { Some(self.function_ref()?) } else { None };
        Ok(Loc { line, column, of })
    }

    fn function_ref(&mut self) -> Result<FunctionId> {
        self.cursor.expect("@")?;
        let symbols = self.symbols;
        self.reference(&symbols.functions, |cursor| cursor.path(), "function").map(FunctionId)
    }

    fn class_ref(&mut self) -> Result<ClassId> {
        self.cursor.expect("%")?;
        let symbols = self.symbols;
        self.reference(&symbols.classes, |cursor| cursor.name(), "class").map(ClassId)
    }

    /// The part after the dot.
    fn field_ref(&mut self, class: ClassId) -> Result<FieldId> {
        let none = HashMap::new();
        let symbols = self.symbols;
        self.reference(symbols.fields.get(class.index()).unwrap_or(&none), |cursor| cursor.name(), "field")
            .map(FieldId)
    }

    /// `name`, `name#3` or `#3`.
    fn reference(
        &mut self,
        table: &HashMap<String, Vec<u32>>,
        read: impl Fn(&mut Cursor<'_>) -> Result<String>,
        what: &str,
    ) -> Result<u32> {
        if self.cursor.eat("#") {
            return self.cursor.number();
        }
        let start = self.cursor.start();
        let name = read(&mut self.cursor)?;
        let positions = table.get(&name).map_or(&[][..], Vec::as_slice);
        if self.cursor.rest().starts_with('#') {
            self.cursor.pos += 1;
            let id = self.cursor.number()?;
            if !positions.contains(&id) {
                return self.cursor.fail_at(start, format!("{what} {id} is not called `{name}`"));
            }
            return Ok(id);
        }
        match positions {
            [id] => Ok(*id),
            [] => self.cursor.fail_at(start, format!("no {what} is called `{name}`")),
            _ => self.cursor.fail_at(
                start,
                format!("several are called `{name}`: write its position as well, `{name}#0`"),
            ),
        }
    }
}
