//! The instructions of each line of a source, from a module and the map of its link.

use crate::disassemble::places::{Names, place_name, regions};
use crate::disassemble::{self, Failure};
use crate::map::{Map, Part};
use linker::Arch;
use linker::mpy::{Body, Module};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a line of a source became.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Code {
    /// Its bytes of machine code.
    pub bytes: u64,
    /// Its instructions, a line each, with the names of functions where one begins.
    pub text: String,
}

/// The code of each line of the source of that name.
///
/// # Errors
/// The disassembler cannot be set up.
pub fn by_line(module: &Module, map: &Map, source: &str) -> Result<BTreeMap<u32, Code>, Failure> {
    let mut lines: BTreeMap<u32, Code> = BTreeMap::new();
    let (Some(arch), Body::Viper(viper)) = (Arch::from_number(module.arch), &module.code.body) else {
        return Ok(lines);
    };
    let names = Names::of(Some(map));
    let own = map.lines.iter().filter(|line| line.file == source);
    let mut placed = own.clone().peekable();
    for line in own {
        lines.entry(line.line).or_default().bytes += line.size;
    }
    // The function and the end of what was last written of each line.
    let mut last: BTreeMap<u32, (String, u64)> = BTreeMap::new();
    let image = regions(Some(map), Part::Image, viper.text.len() as u64);
    for region in image.iter().filter(|region| region.is_code) {
        let range = usize::try_from(region.start).unwrap_or(0)..usize::try_from(region.end).unwrap_or(0);
        let Some(bytes) = viper.text.get(range) else { continue };
        for insn in disassemble::disassemble(arch, bytes, region.start)? {
            while placed.next_if(|line| line.offset + line.size <= insn.offset).is_some() {}
            let Some(line) = placed.peek().filter(|line| line.offset <= insn.offset) else { continue };
            let text = &mut lines.entry(line.line).or_default().text;
            let symbol = names.part(Part::Image).find(insn.offset);
            let function = symbol.map_or("", |(symbol, _)| symbol.name.as_str());
            let before = last.get(&line.line);
            // Writing to a string cannot fail.
            if before.is_none_or(|(name, _)| name != function) {
                let _ = writeln!(text, "{function}:");
            } else if before.is_some_and(|(_, end)| *end != insn.offset) {
                text.push_str("  …\n");
            }
            let leads = insn.target.and_then(|target| place_name(&names, target));
            let leads = leads.map(|name| format!("  ; {name}")).unwrap_or_default();
            let _ = writeln!(text, "  {:#06x}  {}{leads}", insn.offset, insn.text);
            last.insert(line.line, (function.to_owned(), insn.offset + insn.size as u64));
        }
    }
    Ok(lines)
}
