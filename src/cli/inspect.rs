//! `mpyc inspect`: what is in a `.mpy` file.
//!
//! ```text
//! m.mpy: 402 bytes
//! header       version 6.3, rv32imc, small ints of 31 bits or more
//! loads on     MicroPython from 1.23 on, …
//! names        2
//!   0  m.py
//!   1  append  (number 60 in every firmware)
//! constants    0
//! code         linked machine code, 244 bytes, variables 12 bytes, 17 relocations
//!   text+0x0010  mp_fun_table.nlr_push
//! ```
//!
//! With `--disassemble` the code follows as instructions; a map of the link, which is found beside the module, gives
//! names to places.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use linker::mpy::{Base, Body, Module, Operation, Part as FilePart, RawCode, Relocation, Span, qstr};
use linker::{Arch, Constant};
use serde_json::json;

use super::link::read_bytes;
use super::options::MessageFormat;
use super::output;
use super::shown;
use crate::diagnostics::{Code, Diagnostic};
use crate::disassemble::places::{Names, place_name, regions, symbol_name};
use crate::disassemble::{Instruction, disassemble};
use crate::map::{Map, Part, Places};

/// Show what is in a .mpy file
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Show the code as instructions
    #[arg(short, long)]
    disassemble: bool,
    /// The map of the link [default: FILE.map beside the module, if there is one]
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// How results and problems are written: for people, or as one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
    /// The modules, FILE.mpy
    #[arg(required = true, value_name = "FILE.mpy")]
    files: Vec<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let mut status = 0;
    for path in &args.files {
        let shown = open(path, args.map.as_deref()).and_then(|opened| match args.message_format {
            MessageFormat::Human => human(&opened, args.disassemble),
            MessageFormat::Json => json(&opened, args.disassemble).map(|value| format!("{value}\n")),
        });
        let written = shown.and_then(|text| output::to_stdout(text.as_bytes()));
        if let Err(diagnostic) = written {
            shown::show(&[diagnostic], args.message_format);
            status = 1;
        }
    }
    Ok(status)
}

/// A module that was read, with its map if it has one.
pub(super) struct Opened {
    /// The file's name.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What is in it.
    pub module: Module,
    /// Which bytes are what.
    pub spans: Vec<Span>,
    /// The map.
    pub map: Option<Map>,
}

/// Reads a module, and its map: the one that is named, or the one beside it.
pub(super) fn open(path: &Path, map: Option<&Path>) -> Result<Opened, Diagnostic> {
    let file = path.display().to_string();
    let bytes = read_bytes(path)?;
    let (module, spans) = linker::mpy::read_spans(&bytes).map_err(|error| {
        Diagnostic::new(Code::BAD_MODULE, format!("`{file}` is not a module, or a damaged one"))
            .note(error.to_string())
    })?;
    let beside = path.with_extension("map");
    let map = match map {
        Some(map) => Some(read_map(map, &bytes)?),
        // One that is left over from another link is no map of this module.
        None if beside.is_file() => read_map(&beside, &bytes).ok(),
        None => None,
    };
    Ok(Opened { file, bytes, module, spans, map })
}

fn read_map(path: &Path, module: &[u8]) -> Result<Map, Diagnostic> {
    let refused = |why: String| {
        Diagnostic::new(Code::BAD_MAP, format!("`{}` is not the map of this module", path.display()))
            .note(why)
            .help("write one with --map when the module is linked")
    };
    let text = String::from_utf8(read_bytes(path)?).map_err(|error| refused(error.to_string()))?;
    let map = Map::read(&text).map_err(refused)?;
    if map.is_of(module) {
        Ok(map)
    } else {
        Err(refused(format!("it was written for another `{}`", map.module)))
    }
}

/// What kind of code a piece is.
fn piece_kind(module: &Module, code: &RawCode) -> &'static str {
    match &code.body {
        Body::Bytecode { .. } => "bytecode",
        Body::Native { .. } => "machine code of @native",
        Body::Viper(_) if std::ptr::eq(code, &module.code) => "linked machine code",
        Body::Viper(_) => "machine code of @viper",
        Body::Assembler { .. } => "machine code of @asm",
    }
}

/// Bytes of each part of a piece.
fn piece_bytes(spans: &[Span]) -> BTreeMap<FilePart, usize> {
    let mut bytes = BTreeMap::new();
    for span in spans {
        *bytes.entry(span.part).or_default() += span.end - span.start;
    }
    bytes
}

/// A constant as Python writes it.
fn constant(value: &Constant) -> String {
    match value {
        Constant::FunTable => "mp_fun_table".to_owned(),
        Constant::None => "None".to_owned(),
        Constant::False => "False".to_owned(),
        Constant::True => "True".to_owned(),
        Constant::Ellipsis => "...".to_owned(),
        Constant::Str(text) => format!("{text:?}"),
        Constant::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        Constant::Int(text) | Constant::Float(text) | Constant::Complex(text) => text.clone(),
        Constant::Tuple(items) => {
            let items: Vec<String> = items.iter().map(constant).collect();
            let comma = if items.len() == 1 { "," } else { "" };
            format!("({}{comma})", items.join(", "))
        }
    }
}

fn header(module: &Module) -> String {
    let kind = match (module.arch, Arch::from_number(module.arch)) {
        (0, _) => "bytecode".to_owned(),
        (_, Some(arch)) => arch.name().to_owned(),
        (number, None) => format!("the architecture with the number {number}"),
    };
    let flags = match module.arch_flags {
        None => String::new(),
        Some(flags) => {
            let names = Arch::from_number(module.arch).map(|arch| arch.flag_names(flags)).unwrap_or_default();
            format!(", flags {flags:#x} ({names})")
        }
    };
    let version = if module.arch == 0 { "6".to_owned() } else { format!("6.{}", module.sub_version) };
    format!("version {version}, {kind}{flags}, small ints of {} bits or more", module.small_int_bits)
}

fn human(opened: &Opened, with_code: bool) -> Result<String, Diagnostic> {
    let Opened { file, bytes, module, spans, map } = opened;
    let mut text = String::new();
    // Writing to a string cannot fail.
    let mut line = |args: std::fmt::Arguments| {
        let _ = writeln!(text, "{args}");
    };
    line(format_args!("{file}: {} bytes", bytes.len()));
    line(format_args!("header       {}", header(module)));
    line(format_args!("loads on     {}", loaders(module)));
    line(format_args!("names        {}", module.qstrs.len()));
    for (index, name) in module.qstrs.iter().enumerate() {
        let number = match qstr::static_number(name) {
            Some(number) => format!("  (number {number} in every firmware)"),
            None => String::new(),
        };
        line(format_args!("  {index:<3} {}{number}", name.escape_debug()));
    }
    line(format_args!("constants    {}", module.constants.len()));
    for (index, value) in module.constants.iter().enumerate() {
        line(format_args!("  {index:<3} {}", constant(value)));
    }
    let sizes = piece_bytes(spans);
    for (number, (depth, code)) in pieces(&module.code).into_iter().enumerate() {
        let kind = piece_kind(module, code);
        let name = module.function_name(code).map(|name| format!(" of `{name}`")).unwrap_or_default();
        let size = sizes.get(&FilePart::Text(number)).copied().unwrap_or(0);
        let mut parts = vec![format!("{kind}{name}, {size} bytes")];
        if let Body::Viper(viper) = &code.body {
            if !viper.rodata.is_empty() {
                parts.push(format!("constants apart {} bytes", viper.rodata.len()));
            }
            parts.push(format!("variables {} bytes", viper.bss_size));
            if let Some(relocations) = &viper.relocations {
                let stream = sizes.get(&FilePart::Relocations(number)).copied().unwrap_or(0);
                parts.push(format!("{} relocations in {stream} bytes", relocations.len()));
            }
        }
        let title = if number == 0 { "code" } else { "" };
        line(format_args!("{title:<13}{}{}", "  ".repeat(depth), parts.join(", ")));
    }
    let names = Names::of(map.as_ref());
    let named = |part: Part, offset: u64| symbol_name(names.part(part), offset);
    for relocation in relocation_lines(module, Some(&named)) {
        line(format_args!("  {relocation}"));
    }
    if with_code {
        text.push_str(&code_listing(opened)?);
    }
    Ok(text)
}

/// The code and data of the outer piece.
fn code_listing(opened: &Opened) -> Result<String, Diagnostic> {
    let Opened { file, module, map, .. } = opened;
    let refused = |why: &str| {
        Diagnostic::new(Code::BAD_MODULE, format!("`{file}` has no machine code that can be shown")).note(why)
    };
    let Some(arch) = Arch::from_number(module.arch) else { return Err(refused("it is bytecode")) };
    let (Body::Viper(_) | Body::Native { .. } | Body::Assembler { .. } | Body::Bytecode { .. }) =
        &module.code.body;
    let blocks: [(Part, &[u8]); 2] = match &module.code.body {
        Body::Viper(viper) => [(Part::Image, &viper.text), (Part::Rodata, &viper.rodata)],
        Body::Native { bytes, .. } | Body::Assembler { bytes, .. } => {
            [(Part::Image, bytes), (Part::Rodata, &[])]
        }
        Body::Bytecode { .. } => return Err(refused("its outer code is bytecode")),
    };
    let mut text = String::new();
    for (part, bytes) in blocks.into_iter().filter(|(_, bytes)| !bytes.is_empty()) {
        let relocated = relocated_words(module, arch, part);
        block_listing(&mut text, map.as_ref(), part, bytes, arch, &relocated)?;
    }
    Ok(text)
}

/// The regions of one part.
fn block_listing(
    text: &mut String,
    map: Option<&Map>,
    part: Part,
    image: &[u8],
    arch: Arch,
    relocated: &BTreeMap<u64, String>,
) -> Result<(), Diagnostic> {
    let names = Names::of(map);
    for region in regions(map, part, image.len() as u64) {
        let range = usize::try_from(region.start).unwrap_or(0)..usize::try_from(region.end).unwrap_or(0);
        let Some(bytes) = image.get(range) else { continue };
        if let Some(title) = &region.title {
            let _ = writeln!(text, "\n{title}");
        }
        if region.is_code {
            let instructions = disassemble(arch, bytes, region.start)
                .map_err(|error| Diagnostic::new(Code::INTERNAL, error.to_string()))?;
            for insn in &instructions {
                label(text, names.part(part), insn.offset);
                instruction(text, &names, bytes, region.start, insn);
            }
        } else {
            data(text, names.part(part), bytes, region.start, arch.word(), relocated);
        }
    }
    Ok(())
}

/// What the loader adds to each word of a part, by its offset.
fn relocated_words(module: &Module, arch: Arch, part: Part) -> BTreeMap<u64, String> {
    let mut words = BTreeMap::new();
    if let Body::Viper(viper) = &module.code.body {
        let (base, block) = match part {
            Part::Rodata => (Base::Rodata, &viper.rodata),
            Part::Image | Part::Bss => (Base::Text, &viper.text),
        };
        for relocation in viper.relocations.iter().flatten().filter(|r| r.base == base) {
            let offset = relocation.word.saturating_mul(arch.word());
            words.insert(offset, target(relocation, word_at(block, offset, arch.word())));
        }
    }
    words
}

/// The name of a function or variable that begins at an offset.
fn label(text: &mut String, places: &Places, offset: u64) {
    for symbol in places.at(offset) {
        let _ = writeln!(text, "{}:", symbol.name);
    }
}

fn instruction(text: &mut String, names: &Names, code: &[u8], start: u64, insn: &Instruction) {
    let from = usize::try_from(insn.offset - start).unwrap_or(0);
    let bytes = code.get(from..from + insn.size).unwrap_or_default();
    let shown: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let leads = insn.target.map(|target| match place_name(names, target) {
        Some(name) => format!("  ; {name}"),
        None => format!("  ; {target:#06x}"),
    });
    let _ = writeln!(text, "  {:#06x}  {shown:<16} {}{}", insn.offset, insn.text, leads.unwrap_or_default());
}

/// Data, a word a line where the loader adjusts it, else up to 16 bytes a line.
fn data(
    text: &mut String,
    places: &Places,
    bytes: &[u8],
    start: u64,
    word: u64,
    relocated: &BTreeMap<u64, String>,
) {
    let end = start + bytes.len() as u64;
    let mut at = start;
    while at < end {
        label(text, places, at);
        let adjusted = relocated.get(&at).filter(|_| at + word <= end);
        let next = match adjusted {
            Some(_) => at + word,
            None => {
                let adjusted = relocated.range(at + 1..).next().map(|(offset, _)| *offset);
                let stops = adjusted.into_iter().chain(places.next(at));
                stops.min().unwrap_or(end).min(at + 16).min(end)
            }
        };
        let range = usize::try_from(at - start).unwrap_or(0)..usize::try_from(next - start).unwrap_or(0);
        let shown = bytes.get(range).unwrap_or_default();
        let hex: Vec<String> = shown.iter().map(|byte| format!("{byte:02x}")).collect();
        let printable = |byte: &u8| if (b' '..=b'~').contains(byte) { char::from(*byte) } else { '.' };
        match adjusted {
            Some(what) => {
                let _ = writeln!(text, "  {at:#06x}  {:<47}  {what}", hex.join(" "));
            }
            None => {
                let shown: String = shown.iter().map(printable).collect();
                let _ = writeln!(text, "  {at:#06x}  {:<47}  {shown}", hex.join(" "));
            }
        }
        at = next;
    }
}

fn json(opened: &Opened, with_code: bool) -> Result<serde_json::Value, Diagnostic> {
    let Opened { file, bytes, module, spans, map } = opened;
    let sizes = piece_bytes(spans);
    let code: Vec<serde_json::Value> = pieces(&module.code)
        .into_iter()
        .enumerate()
        .map(|(number, (depth, code))| {
            let (kind, name) = (piece_kind(module, code), module.function_name(code));
            let size = |part| sizes.get(&part).copied().unwrap_or(0);
            let (rodata, bss, relocations) = match &code.body {
                Body::Viper(viper) => {
                    (viper.rodata.len(), viper.bss_size, viper.relocations.as_ref().map_or(0, Vec::len))
                }
                Body::Bytecode { .. } | Body::Native { .. } | Body::Assembler { .. } => (0, 0, 0),
            };
            json!({
                "depth": depth, "kind": kind, "name": name, "size": size(FilePart::Text(number)),
                "rodata": rodata, "bss": bss, "relocations": relocations,
                "relocation_bytes": size(FilePart::Relocations(number)),
            })
        })
        .collect();
    let listing = if with_code { Some(code_listing(opened)?) } else { None };
    let names = Names::of(map.as_ref());
    let named = |part: Part, offset: u64| symbol_name(names.part(part), offset);
    Ok(json!({
        "file": file, "size": bytes.len(), "version": 6, "sub_version": module.sub_version,
        "arch": Arch::from_number(module.arch).map(Arch::name), "arch_number": module.arch,
        "arch_flags": module.arch_flags, "small_int_bits": module.small_int_bits,
        "loads_on": loaders(module), "names": module.qstrs,
        "constants": module.constants.iter().map(constant).collect::<Vec<_>>(),
        "code": code, "relocations": relocation_lines(module, Some(&named)), "disassembly": listing,
    }))
}

/// The pieces of code of a module, each with its depth: the outer one first, then each with those nested in it.
pub(super) fn pieces(code: &RawCode) -> Vec<(usize, &RawCode)> {
    let mut pieces = Vec::new();
    let mut open = vec![(0, code)];
    while let Some((depth, code)) = open.pop() {
        pieces.push((depth, code));
        open.extend(code.children.iter().rev().map(|child| (depth + 1, child)));
    }
    pieces
}

/// A little-endian word of a block; none if it is not within it.
pub(super) fn word_at(block: &[u8], offset: u64, word: u64) -> Option<u64> {
    let start = usize::try_from(offset).ok()?;
    let bytes = block.get(start..start.checked_add(usize::try_from(word).ok()?)?)?;
    Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// Which firmware loads a module (`py/persistentcode.h`, `MPY_FEATURE_ARCH_TEST`; `docs/reference/mpyfiles.rst`).
pub(super) fn loaders(module: &Module) -> String {
    let bits = module.small_int_bits;
    let ints = if bits > 31 { format!(", with small ints of {bits} bits or more") } else { String::new() };
    if module.arch == 0 {
        return format!("MicroPython from 1.19 on, on any processor{ints}");
    }
    let releases = match module.sub_version {
        0 => "1.19",
        1 => "1.20 and 1.21",
        2 => "1.22",
        _ => "from 1.23 on",
    };
    let boards = match Arch::from_number(module.arch) {
        None => "no processor",
        Some(Arch::X86) => "the unix port on 32-bit x86",
        Some(Arch::X64) => "the unix port on x86-64",
        Some(Arch::Armv6m) => "every Cortex-M processor",
        Some(Arch::Armv7m) => "Cortex-M3, M4, M7 and M33",
        Some(Arch::Armv7emsp) => "Cortex-M4, M7 and M33 with a floating-point unit",
        Some(Arch::Armv7emdp) => "Cortex-M7 with a double-precision floating-point unit",
        Some(Arch::Xtensa) => "ESP8266",
        Some(Arch::Xtensawin) => "ESP32, ESP32-S2 and ESP32-S3",
        Some(Arch::Rv32imc) => "32-bit RISC-V: ESP32-C3, C6 and P4, RP2350 in RISC-V mode",
        Some(Arch::Rv64imc) => "64-bit RISC-V",
    };
    let flags = match module.arch_flags {
        None | Some(0) => String::new(),
        Some(flags) => format!(", with the extensions of the flags {flags:#x} (from 1.27 on)"),
    };
    format!("MicroPython {releases}, on {boards}{ints}{flags}")
}

/// A line a relocation: where, what is added, and what the word holds.
pub(super) fn relocation_lines(
    module: &Module,
    symbols: Option<&dyn Fn(Part, u64) -> Option<String>>,
) -> Vec<String> {
    let word = Arch::from_number(module.arch).map_or(4, Arch::word);
    let mut lines = Vec::new();
    for (_, code) in pieces(&module.code) {
        let Body::Viper(viper) = &code.body else { continue };
        for relocation in viper.relocations.iter().flatten() {
            let (name, block) = match relocation.base {
                Base::Text => ("text", &viper.text),
                Base::Rodata => ("rodata", &viper.rodata),
            };
            let offset = relocation.word.saturating_mul(word);
            let value = word_at(block, offset, word);
            let mut line = format!("{name}+{offset:#06x}  ");
            let _ = write!(line, "{}", target(relocation, value));
            let part = match relocation.operation {
                Operation::Text => Some(Part::Image),
                Operation::Rodata => Some(Part::Rodata),
                Operation::Bss => Some(Part::Bss),
                Operation::Runtime(_) => None,
            };
            if let (Some(symbols), Some(part), Some(value)) = (symbols, part, value)
                && let Some(symbol) = symbols(part, value)
            {
                let _ = write!(line, "  ({symbol})");
            }
            lines.push(line);
        }
    }
    lines
}

/// What a word becomes.
fn target(relocation: &Relocation, value: Option<u64>) -> String {
    let Some(value) = value else { return "beyond the block".to_owned() };
    let plus = |what: &str| if value == 0 { what.to_owned() } else { format!("{what}+{value:#x}") };
    match relocation.operation {
        Operation::Text => format!("text+{value:#x}"),
        Operation::Rodata => format!("rodata+{value:#x}"),
        Operation::Bss => format!("bss+{value:#x}"),
        Operation::Runtime(word) => plus(&word.name()),
    }
}
