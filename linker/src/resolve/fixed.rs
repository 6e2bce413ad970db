//! Symbols with fixed addresses: which value a name has, and what objects define by the same name.

use indexmap::IndexMap;

use crate::program::SymbolId;
use crate::request::{Arch, FixedRule, FixedSymbol};

/// A symbol with a fixed address.
#[derive(Debug, Clone)]
pub struct Fixed<'data> {
    /// As it was asked for.
    pub symbol: &'data FixedSymbol,
    /// Its address in the target's word; or why there is none.
    pub address: Result<u64, String>,
    /// What a given object defines by that name.
    pub definition: Option<SymbolId>,
}

impl Fixed<'_> {
    /// Whether the name means the address, and not what an object defines.
    pub fn wins(&self) -> bool {
        self.symbol.rule == FixedRule::Assigned || self.definition.is_none()
    }
}

/// The fixed symbols by name, each with the address in a word of the target.
pub(super) fn by_name(symbols: &[FixedSymbol], arch: Arch) -> IndexMap<&str, Fixed<'_>> {
    let mut fixed: IndexMap<&str, Fixed> = IndexMap::new();
    for symbol in symbols {
        if symbol.rule == FixedRule::Assigned || !fixed.contains_key(symbol.name.as_str()) {
            let address = symbol.value.clone().and_then(|value| in_word(value, arch));
            fixed.insert(&symbol.name, Fixed { symbol, address, definition: None });
        }
    }
    fixed
}

/// A value in a word: as an unsigned number, or as a negative one of 64 bits.
fn in_word(value: u64, arch: Arch) -> Result<u64, String> {
    let bits = 8 * arch.word();
    match u32::try_from(value) {
        _ if bits == 64 => Ok(value),
        Ok(_) => Ok(value),
        Err(_) => match i32::try_from(value.cast_signed()) {
            Ok(negative) => Ok(u64::from(negative.cast_unsigned())),
            Err(_) => Err(format!("{value:#x} does not fit the {bits} bits of an address")),
        },
    }
}
