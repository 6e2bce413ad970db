//! `mpyc size`: where the bytes of a module go.
//!
//! ```text
//! mpyc size wave.py                 compiled for the purpose: by cause, function and line
//! mpyc size wave.mpy                with the map beside it, wave.map; without one, by part of the file
//! mpyc size wave.map                the module that the map is of
//! mpyc size robot --bundle          a package in one file
//! mpyc size wave.py --html wave.html     a picture
//! ```

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::inspect::{self, Opened};
use super::natmod;
use super::options::{MessageFormat, Options};
use super::output;
use super::shown;
use super::source::{has_extension, unreadable};
use crate::diagnostics::{Code, Diagnostic};
use crate::map::Map;
use crate::size::{self, Account, html};

/// Show where the bytes of a module go: by cause, function and line of source
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The map of the link [default: FILE.map beside the module, if there is one]
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Rows of functions and lines that are shown; all with 0
    #[arg(long, value_name = "N", default_value = "20")]
    top: usize,
    /// Write a picture, a rectangle a function, as an HTML file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// How results and problems are written: for people, or as one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
    #[command(flatten)]
    options: Options,
    /// Compile FILE, the directory of a package, to one file
    #[arg(long)]
    bundle: bool,
    /// FILE.py, FILE.mpy or FILE.map; with --bundle, a directory
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    if args.bundle != args.file.is_dir() {
        shown::show(&[not_one_file(args)], args.message_format);
        return Ok(1);
    }
    let opened = if has_extension(&args.file, "py") || args.bundle {
        let options = args.options.with_config(&args.file).map_err(shown::failed(args.message_format))?;
        let (bytes, map) = natmod::compile_with_map(&args.file, &options)?;
        compiled(&args.file, bytes, map)
    } else {
        open(args)
    };
    let shown = opened.and_then(|opened| show(args, &opened));
    match shown {
        Ok(()) => Ok(0),
        Err(diagnostic) => {
            shown::show(&[diagnostic], args.message_format);
            Ok(1)
        }
    }
}

/// That a package was named without `--bundle`, or something else with it.
fn not_one_file(args: &Args) -> Diagnostic {
    let shown = args.file.display();
    if args.bundle {
        return Diagnostic::new(
            Code::BUNDLE,
            format!("--bundle is for packages, and `{shown}` is not a directory"),
        )
        .help("leave out --bundle");
    }
    unreadable(&args.file, "it is a directory".into())
        .help("name a module of it, or all as one file with --bundle")
}

/// A module that was compiled here.
fn compiled(file: &Path, bytes: Vec<u8>, map: Map) -> Result<Opened, Diagnostic> {
    let (module, spans) = linker::mpy::read_spans(&bytes)
        .map_err(|error| Diagnostic::new(Code::INTERNAL, format!("a module was written wrongly: {error}")))?;
    let file = file.with_extension("mpy").display().to_string();
    Ok(Opened { file, bytes, module, spans, map: Some(map) })
}

/// A module with the map that is named or beside it; or the module beside a map.
fn open(args: &Args) -> Result<Opened, Diagnostic> {
    if args.file.extension().is_none_or(|extension| extension != "map") {
        return inspect::open(&args.file, args.map.as_deref());
    }
    let text = super::link::read_bytes(&args.file)?;
    let map = String::from_utf8(text).map_err(|error| error.to_string()).and_then(|text| Map::read(&text));
    let map = map.map_err(|why| {
        Diagnostic::new(Code::BAD_MAP, format!("`{}` is not a map of a link", args.file.display())).note(why)
    })?;
    inspect::open(&args.file.with_file_name(&map.module), Some(&args.file))
}

fn show(args: &Args, opened: &Opened) -> Result<(), Diagnostic> {
    let account = size::account(&opened.module, &opened.spans, opened.map.as_ref());
    if let Some(path) = &args.html {
        output::to_file(path, html::page(&opened.file, &account).as_bytes())?;
    }
    let text = match args.message_format {
        MessageFormat::Human => human(opened, &account, args.top),
        MessageFormat::Json => format!("{}\n", value(opened, &account)),
    };
    output::to_stdout(text.as_bytes())
}

fn human(opened: &Opened, account: &Account, top: usize) -> String {
    let total = account.total();
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}: {total} bytes; {} bytes of variables in memory", opened.file, account.bss);
    if opened.map.is_none() && opened.module.arch != 0 {
        let _ = writeln!(text, "Link it with --map FILE to see what the code is made of.");
    }
    let _ = writeln!(text, "\nby cause");
    for (cause, bytes) in account.by_cause() {
        let share = 100.0 * bytes as f64 / total.max(1) as f64;
        let _ = writeln!(text, "  {bytes:>7}  {share:>5.1} %  {}", cause.label());
    }
    let _ = writeln!(text, "\nby function");
    let rows = account.by_function();
    rows_of(&mut text, top, &rows, |(cause, name, file)| {
        let file = file.rsplit('/').next().unwrap_or(file);
        format!("{:<32} {} ({file})", name.escape_debug().to_string(), cause.label())
    });
    let lines = account.by_own_line();
    if lines.iter().any(|(line, _)| line.is_some()) {
        let _ = writeln!(text, "\nby line of the source");
        rows_of(&mut text, top, &lines, |line| match line {
            Some((file, line)) => {
                let place = format!("{}:{line}", file.rsplit('/').next().unwrap_or(file));
                format!("{place:<24} {}", source_line(opened, file, *line)).trim_end().to_owned()
            }
            None => "all else".to_owned(),
        });
    }
    text
}

/// Rows up to a number, and what the rest makes together.
fn rows_of<K>(text: &mut String, top: usize, rows: &[(K, usize)], shown: impl Fn(&K) -> String) {
    let top = if top == 0 { rows.len() } else { top };
    for (key, bytes) in rows.iter().take(top) {
        let _ = writeln!(text, "  {bytes:>7}  {}", shown(key));
    }
    let rest = rows.get(top..).unwrap_or_default();
    if !rest.is_empty() {
        let bytes: usize = rest.iter().map(|(_, bytes)| bytes).sum();
        let _ = writeln!(text, "  {bytes:>7}  {} more", rest.len());
    }
}

/// A line of a source that is where the map says, or beside the module.
fn source_line(opened: &Opened, file: &str, line: u32) -> String {
    let beside = Path::new(&opened.file).with_file_name(file);
    let text = std::fs::read_to_string(beside).or_else(|_| std::fs::read_to_string(file));
    let index = usize::try_from(line).unwrap_or(0).saturating_sub(1);
    text.ok().and_then(|text| text.lines().nth(index).map(|line| line.trim().to_owned())).unwrap_or_default()
}

fn value(opened: &Opened, account: &Account) -> serde_json::Value {
    let causes: Vec<_> = account
        .by_cause()
        .into_iter()
        .map(|(cause, bytes)| json!({ "cause": cause.label(), "bytes": bytes }))
        .collect();
    let functions: Vec<_> = account
        .by_function()
        .into_iter()
        .map(|((cause, name, file), bytes)| {
            json!({ "name": name, "file": file, "cause": cause.label(), "bytes": bytes })
        })
        .collect();
    let lines: Vec<_> = account
        .by_line()
        .into_iter()
        .map(|(place, bytes)| {
            let (file, line) = place.map_or((None, None), |(file, line)| (Some(file), Some(line)));
            json!({ "file": file, "line": line, "bytes": bytes })
        })
        .collect();
    json!({
        "file": opened.file, "bytes": account.total(), "bss": account.bss,
        "by_cause": causes, "by_function": functions, "by_line": lines,
    })
}
