//! The names that a text declares, before its statements are read: they may use a name that a later line declares.

use super::cursor::Cursor;
use super::{Result, to_u32};
use std::collections::HashMap;

/// The names that a text declares, each with its positions in its table.
#[derive(Default)]
pub(super) struct Symbols {
    pub(super) functions: HashMap<String, Vec<u32>>,
    pub(super) classes: HashMap<String, Vec<u32>>,
    /// By class.
    pub(super) fields: Vec<HashMap<String, Vec<u32>>>,
}

impl Symbols {
    /// Reads the heads of functions and classes, each at the start of a line, and the fields between.
    pub(super) fn collect(text: &str) -> Result<Symbols> {
        let mut symbols = Symbols::default();
        let mut cursor = Cursor { text, pos: 0 };
        let mut function_count = 0;
        let mut field_count = 0;
        let mut in_class = false;
        cursor.skip_empty_lines();
        while !cursor.at_end() {
            if in_class {
                in_class = !cursor.eat("}");
                if let Some(fields) = symbols.fields.last_mut().filter(|_| in_class) {
                    let name = cursor.name()?;
                    if !cursor.eat("=") {
                        fields.entry(name).or_default().push(field_count);
                        field_count += 1;
                    }
                }
            } else if head(&mut cursor).is_some() {
                symbols.functions.entry(cursor.path()?).or_default().push(function_count);
                function_count += 1;
            } else if cursor.eat_word("class") {
                let id = to_u32(symbols.fields.len());
                symbols.classes.entry(cursor.name()?).or_default().push(id);
                symbols.fields.push(HashMap::new());
                in_class = true;
                field_count = 0;
            }
            cursor.next_line();
            cursor.skip_empty_lines();
        }
        Ok(symbols)
    }
}

/// The words that a function begins with.
pub(super) struct Head {
    pub(super) exported: Option<u32>,
    pub(super) is_small: bool,
    pub(super) suspends: bool,
}

pub(super) fn head(cursor: &mut Cursor) -> Option<Head> {
    let exported = if cursor.eat_word("exported") { Some(cursor.number().ok()?) } else { None };
    let is_small = cursor.eat_word("small");
    let suspends = cursor.eat_word("generator");
    (suspends || cursor.eat_word("func")).then_some(Head { exported, is_small, suspends })
}
