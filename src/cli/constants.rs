//! The constants of the modules of a package: what one module may take for granted of another that is compiled with it.

use super::source;
use crate::desugar::{Siblings, constants};
use crate::syntax::{self, Constant, Name};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

/// Of each module, by its whole name, its constants by theirs: for several threads.
#[derive(Debug, Default)]
pub(super) struct Constants {
    modules: BTreeMap<String, BTreeMap<String, Value>>,
}

/// The value of a constant.
#[derive(Debug, Clone)]
enum Value {
    None,
    Bool(bool),
    Int(String),
    Str(String),
    Bytes(Vec<u8>),
}

impl Constants {
    /// Reads the modules of a package. What cannot be read has none; it is said when it is compiled.
    pub(super) fn of(modules: &[(String, PathBuf)]) -> Constants {
        let (mut found, mut assigned) = (BTreeMap::new(), BTreeSet::new());
        for (name, file) in modules {
            let tree = source::read(file).ok().and_then(|(source, _)| syntax::parse(source).ok());
            let Some(tree) = tree else {
                // Whatever it assigns.
                return Constants::default();
            };
            let (constants, attributes) = constants(&tree);
            let values = constants
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_string(), Value::of(&value)?)));
            found.insert(name.clone(), values.collect::<BTreeMap<_, _>>());
            assigned.extend(attributes.iter().map(ToString::to_string));
        }
        for module in found.values_mut() {
            module.retain(|name, _| !assigned.contains(name));
        }
        Constants { modules: found }
    }

    /// The same for a module of a package.
    pub(super) fn siblings(&self, package: String) -> Siblings {
        let constants = self.modules.iter().map(|(module, values)| {
            let values = values.iter().map(|(name, value)| (Name::from(name.as_str()), value.constant()));
            (module.clone(), values.collect())
        });
        Siblings { package, constants: constants.collect(), ..Siblings::default() }
    }

    /// All of it, for the key of a module that may have been made with it.
    pub(super) fn inputs(&self) -> Vec<String> {
        let values = self.modules.iter().flat_map(|(module, values)| {
            values.iter().map(move |(name, value)| format!("{module} {name} {value:?}"))
        });
        self.modules.keys().cloned().chain(values).collect()
    }
}

impl Value {
    /// None for what is no constant of the folding: a float is read by the board.
    fn of(constant: &Constant) -> Option<Value> {
        Some(match constant {
            Constant::None => Value::None,
            Constant::Bool(value) => Value::Bool(*value),
            Constant::Int(digits) => Value::Int(digits.to_string()),
            Constant::Str(text) => Value::Str(text.to_string()),
            Constant::Bytes(bytes) => Value::Bytes(bytes.to_vec()),
            Constant::Ellipsis | Constant::Float(_) | Constant::Complex(_) => return None,
        })
    }

    fn constant(&self) -> Constant {
        match self {
            Value::None => Constant::None,
            Value::Bool(value) => Constant::Bool(*value),
            Value::Int(digits) => Constant::Int(Rc::from(digits.as_str())),
            Value::Str(text) => Constant::Str(Rc::from(text.as_str())),
            Value::Bytes(bytes) => Constant::Bytes(Rc::from(bytes.as_slice())),
        }
    }
}
