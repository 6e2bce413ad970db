//! `mpyc diagnose`: what of files cannot be linked or loaded, and why, without linking them.
//!
//! ```text
//! mpyc diagnose main.o util.o           what these two could not be linked for, with lines of C
//! mpyc diagnose libm.a                  the same of every member of an archive
//! mpyc diagnose --all main.o            every relocation, and how it would be done
//! mpyc diagnose module.mpy              what a module needs of the firmware, and what is wrong with it
//! ```
//!
//! Problems go to standard error, as those of `mpyc link` do; what there is to know besides, to standard output. The
//! status is 1 if there are problems.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use linker::mpy::{Body, Module, Operation};
use linker::{Arch, DiagnosedRelocation, Diagnosis, ENTRIES, EntryKind, Input, RuntimeWord};
use serde_json::json;

use super::link::read_bytes;
use super::options::MessageFormat;
use super::shown;
use super::{explained, output};
use crate::diagnostics::{Code, Diagnostic, Frame, FrameAt, ObjectPlace, Severity};

/// Say what of objects, archives and modules cannot be linked or loaded, and why
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The architecture that objects are to be linked for [default: that of the first object]
    #[arg(long, value_name = "ARCH")]
    arch: Option<String>,
    /// List every relocation, and how it is done
    #[arg(long)]
    all: bool,
    /// How results and problems are written: for people, or as one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
    /// FILE.o, FILE.a, FILE.mpy
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let mut diagnostics = Vec::new();
    let mut inputs = Vec::new();
    let mut out = String::new();
    for path in &args.files {
        match read_bytes(path) {
            Ok(bytes) if bytes.starts_with(b"M\x06") => {
                diagnostics.extend(module(path, &bytes, args, &mut out));
            }
            Ok(bytes) => inputs.push(Input { name: path.display().to_string(), bytes: bytes.into() }),
            Err(problem) => diagnostics.push(problem),
        }
    }
    if !inputs.is_empty() {
        match arch(args, &inputs) {
            Ok(arch) => {
                let diagnosis = linker::diagnose(arch, &inputs, args.all);
                let near = args.files.first().map(PathBuf::as_path).unwrap_or(Path::new(""));
                diagnostics.extend(explained::diagnostics(arch, &inputs, &diagnosis.errors, near));
                objects(arch, &diagnosis, args, &mut out);
            }
            Err(problem) => diagnostics.push(problem),
        }
    }
    if let Err(problem) = output::to_stdout(out.as_bytes()) {
        diagnostics.push(problem);
    }
    shown::show(&diagnostics, args.message_format);
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error);
    Ok(u8::from(failed))
}

/// The architecture that is named, or that of the first file that is made for one.
fn arch(args: &Args, inputs: &[Input]) -> Result<Arch, Diagnostic> {
    match &args.arch {
        Some(name) => super::link::arch_named(name),
        // Of files that say nothing, any architecture says what they are.
        None => Ok(inputs.iter().find_map(|input| linker::arch_of(&input.bytes)).unwrap_or(Arch::Rv32imc)),
    }
}

/// What there is to say of objects.
fn objects(arch: Arch, diagnosis: &Diagnosis, args: &Args, out: &mut String) {
    for object in &diagnosis.objects {
        match args.message_format {
            MessageFormat::Human => {
                let verdict = match object.refused {
                    0 => "all can be linked".to_owned(),
                    1 => "1 cannot be linked".to_owned(),
                    refused => format!("{refused} cannot be linked"),
                };
                let plural = if object.relocations == 1 { "" } else { "s" };
                let count = object.relocations;
                // Writing to a string cannot fail.
                let _ =
                    writeln!(out, "{}: {}, {count} relocation{plural}, {verdict}", object.file, arch.name());
                list(&object.list, out);
            }
            MessageFormat::Json => {
                let value = json!({
                    "object": object.file, "arch": arch.name(), "relocations": object.relocations,
                    "refused": object.refused,
                });
                let _ = writeln!(out, "{value}");
                for relocation in &object.list {
                    let source = relocation.source.as_ref().map(
                        |source| json!({ "file": source.file, "line": source.line, "column": source.column }),
                    );
                    let value = json!({
                        "object": object.file, "section": relocation.section, "offset": relocation.offset,
                        "function": relocation.function, "type": relocation.relocation,
                        "symbol": relocation.symbol, "addend": relocation.addend, "source": source,
                        "how": relocation.how, "code": relocation.code,
                    });
                    let _ = writeln!(out, "{value}");
                }
            }
        }
    }
}

/// The relocations of an object, under the headings of its sections.
fn list(relocations: &[DiagnosedRelocation], out: &mut String) {
    let mut section = "";
    let mut function: Option<&str> = None;
    for relocation in relocations {
        if relocation.section != section {
            section = &relocation.section;
            function = None;
            let _ = writeln!(out, "  {section}");
        }
        if relocation.function.as_deref() != function {
            function = relocation.function.as_deref();
            let _ = writeln!(out, "    in {}", function.unwrap_or("no function"));
        }
        let symbol = match relocation.addend {
            0 => relocation.symbol.clone(),
            addend => format!("{}{addend:+}", relocation.symbol),
        };
        let place = relocation.source.as_ref().map_or(String::new(), |source| {
            let file = source.file.rsplit('/').next().unwrap_or_default();
            format!("  ({file}:{})", source.line)
        });
        let code = relocation.code.map_or(String::new(), |code| format!("cannot be done, {code}: "));
        let _ = writeln!(
            out,
            "      {:#06x}  {} {symbol}{place}\n              {code}{}",
            relocation.offset, relocation.relocation, relocation.how
        );
    }
}

/// What a module needs, and what is wrong with it.
fn module(path: &Path, bytes: &[u8], args: &Args, out: &mut String) -> Vec<Diagnostic> {
    let file = path.display().to_string();
    let in_file = |diagnostic: Diagnostic| {
        let object = ObjectPlace { file: Some(file.clone()), ..ObjectPlace::default() };
        diagnostic.frame(Frame { at: FrameAt::Object, message: String::new(), object: Some(object) })
    };
    let module = match linker::mpy::read(bytes) {
        Ok(module) => module,
        Err(error) => {
            let title = "a damaged .mpy file, of which the firmware would read what is not there";
            return vec![
                in_file(Diagnostic::new(Code::BAD_MODULE, title))
                    .note(error.to_string())
                    .help("make the file again, and copy it whole"),
            ];
        }
    };
    let needs = Needs::of(&module);
    match args.message_format {
        MessageFormat::Human => {
            let _ = writeln!(out, "{file}: {}", kind(&module));
            for (name, value) in needs.rows(&module) {
                let _ = writeln!(out, "  {name:<12} {value}");
            }
            if args.all {
                for line in super::inspect::relocation_lines(&module, None) {
                    let _ = writeln!(out, "    {line}");
                }
            }
        }
        MessageFormat::Json => {
            let _ = writeln!(out, "{}", needs.json(&file, &module));
        }
    }
    problems(&module).into_iter().map(in_file).collect()
}

/// What kind of module it is.
fn kind(module: &Module) -> String {
    match (module.arch, Arch::from_number(module.arch)) {
        (0, _) => "bytecode".to_owned(),
        (_, Some(arch)) => format!("native code for {}", arch.name()),
        (number, None) => format!("native code for the architecture with the number {number}"),
    }
}

/// What a module needs of the firmware.
struct Needs {
    /// How many words the loader fills with each entry of the function table.
    entries: BTreeMap<u8, usize>,
    /// The whole tables, and how many words.
    tables: Vec<(&'static str, usize)>,
    text: usize,
    bss: u64,
    relocations: usize,
}

impl Needs {
    fn of(module: &Module) -> Needs {
        let mut needs =
            Needs { entries: BTreeMap::new(), tables: Vec::new(), text: 0, bss: 0, relocations: 0 };
        let mut tables: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, code) in super::inspect::pieces(&module.code) {
            let Body::Viper(viper) = &code.body else { continue };
            needs.text += viper.text.len() + viper.rodata.len();
            needs.bss += viper.bss_size;
            for relocation in viper.relocations.iter().flatten() {
                needs.relocations += 1;
                match relocation.operation {
                    Operation::Runtime(RuntimeWord::Entry(index)) => {
                        *needs.entries.entry(index).or_default() += 1;
                    }
                    Operation::Runtime(RuntimeWord::FunTable) => {
                        *tables.entry("mp_fun_table").or_default() += 1;
                    }
                    Operation::Runtime(RuntimeWord::QstrTable) => *tables.entry("names").or_default() += 1,
                    Operation::Runtime(RuntimeWord::ObjTable) => *tables.entry("constants").or_default() += 1,
                    Operation::Text | Operation::Rodata | Operation::Bss => {}
                }
            }
        }
        needs.tables = tables.into_iter().collect();
        needs
    }

    fn entry_names(&self) -> Vec<&'static str> {
        let entry = |index: &u8| ENTRIES.get(usize::from(*index));
        self.entries.keys().filter_map(entry).map(|entry| entry.field).collect()
    }

    fn rows(&self, module: &Module) -> Vec<(&'static str, String)> {
        let mut rows = vec![("loads on", super::inspect::loaders(module))];
        if module.arch == 0 {
            return rows;
        }
        let mut firmware: Vec<String> = self
            .tables
            .iter()
            .map(|(table, _)| match *table {
                "mp_fun_table" => "the function table as a whole".to_owned(),
                table => format!("the module's table of {table}"),
            })
            .collect();
        let names = self.entry_names();
        if !names.is_empty() {
            let plural = if names.len() == 1 { "y" } else { "ies" };
            firmware.push(format!(
                "{} entr{plural} of the function table: {}",
                names.len(),
                names.join(", ")
            ));
        }
        if firmware.is_empty() {
            firmware.push("nothing".to_owned());
        }
        rows.push(("uses", firmware.join("; ")));
        rows.push(("memory", format!("{} bytes of code and data, {} of variables", self.text, self.bss)));
        rows.push(("relocations", self.relocations.to_string()));
        rows
    }

    fn json(&self, file: &str, module: &Module) -> serde_json::Value {
        json!({
            "module": file,
            "arch": Arch::from_number(module.arch).map(Arch::name),
            "loads_on": super::inspect::loaders(module),
            "entries": self.entry_names(),
            "tables": self.tables.iter().map(|(table, _)| *table).collect::<Vec<_>>(),
            "text": self.text,
            "bss": self.bss,
            "relocations": self.relocations,
        })
    }
}

/// What would go wrong when a module is loaded or used.
fn problems(module: &Module) -> Vec<Diagnostic> {
    let bad = |title: String| Diagnostic::new(Code::BAD_MODULE, title);
    let mut problems = Vec::new();
    if module.arch == 0 {
        return problems;
    }
    let Some(arch) = Arch::from_number(module.arch) else {
        return vec![
            bad(format!(
                "no firmware loads native code for the architecture with the number {}",
                module.arch
            ))
            .help("compile it for one of the architectures that `mpyc link --help` names"),
        ];
    };
    if module.sub_version != linker::mpy::SUB_VERSION {
        problems.push(
            bad(format!("native code of version 6.{}, which only old firmware loads", module.sub_version))
                .note(super::inspect::loaders(module))
                .help("link it again: firmware from 1.23 on loads version 6.3"),
        );
    }
    for (_, code) in super::inspect::pieces(&module.code) {
        let Body::Viper(viper) = &code.body else { continue };
        let word = arch.word();
        let mut head = false;
        for relocation in viper.relocations.iter().flatten() {
            let block = match relocation.base {
                linker::mpy::Base::Text => &viper.text,
                linker::mpy::Base::Rodata => &viper.rodata,
            };
            let offset = relocation.word.saturating_mul(word);
            let Some(value) = super::inspect::word_at(block, offset, word) else {
                problems.push(
                    bad(format!(
                        "the loader would write at byte {offset}, of a block of {} bytes",
                        block.len()
                    ))
                    .note("it does not check, and would overwrite what is behind the module")
                    .help("link the module again"),
                );
                continue;
            };
            head |= relocation.operation == Operation::Bss && value == 0;
            if let Operation::Runtime(RuntimeWord::Entry(index)) = relocation.operation
                && let Some(entry) = ENTRIES.get(usize::from(index))
                && entry.kind == EntryKind::Function
                && value != 0
            {
                problems.push(
                    bad(format!("byte {offset} becomes the address of `{}` plus {value:#x}", entry.field))
                        .note("that is no function")
                        .help("link the module again"),
                );
            }
        }
        if viper.bss_size > 0 && !head {
            problems.push(
                Diagnostic::new(Code::LOST_VARIABLES, "the collector would free the module's variables")
                    .note(
                        "boards keep code in the heap, and keep a module's variables only while something in it \
                         points at their first byte; nothing in this one does",
                    )
                    .help("link it with `mpyc link`, which always adds such a pointer"),
            );
        }
    }
    problems
}
