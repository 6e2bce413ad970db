//! Links C written for the firmware: what its function table lacks is taken from the support library.
//!
//! In: a request to the linker. Out: the module. The library is C ([`crate::runtime::SUPPORT`]); it is compiled when a
//! link first needs it, by the compiler that is found for the architecture, and kept ([`Toolchain::cached_objects`]).
//! A link that needs none of it needs no compiler. The start-up code is part of it.

use crate::diagnostics::Diagnostic;
use crate::runtime::{ENTRY_SOURCES, HEADERS, STATIC_HEADERS, SUPPORT, SUPPORT_HEADER};
use crate::toolchain::{OptLevel, Toolchain};
use crate::usermod::{self, Qstrs};
use linker::firmware::catalogue::{Origin, origin};
use linker::{Error, Input, Linked, Problem, Request};

/// What the library is called in reports.
pub const ARCHIVE: &str = "mpyc-support.a";

/// What can go wrong.
#[derive(Debug)]
pub enum Failure {
    /// The linker's problems.
    Link(Vec<Error>),
    /// The library is needed and cannot be compiled: the problem, and the symbols that need it.
    Library(Box<Diagnostic>, Vec<String>),
}

/// Links; where symbols are undefined that the support library has, with it.
///
/// `toolchain` finds the compiler, when one is needed; then the library is among the request's inputs afterwards.
///
/// # Errors
/// All problems of the link, or why the library cannot be had.
pub fn link(
    request: &mut Request,
    toolchain: impl FnOnce() -> Result<Toolchain, Diagnostic>,
) -> Result<Linked, Failure> {
    let errors = match linker::link(request) {
        Ok(linked) => return Ok(linked),
        Err(errors) => errors,
    };
    let symbols = supplied(&errors);
    if symbols.is_empty() {
        return Err(Failure::Link(errors));
    }
    match toolchain().and_then(|toolchain| archives(&toolchain)) {
        Ok(archives) => request.inputs.extend(archives),
        Err(diagnostic) => return Err(Failure::Library(Box::new(diagnostic), symbols)),
    }
    linker::link(request).map_err(Failure::Link)
}

/// The library, and after it the compiler's own helper functions, which it may call (soft floats, wide division).
pub fn archives(toolchain: &Toolchain) -> Result<Vec<Input>, Diagnostic> {
    let mut inputs = vec![Input { name: ARCHIVE.into(), bytes: archive(toolchain)?.into() }];
    let helpers = toolchain.runtime_library()?;
    inputs.extend(helpers.map(|(name, bytes)| Input { name, bytes }));
    Ok(inputs)
}

/// The undefined symbols that the library has.
fn supplied(errors: &[Error]) -> Vec<String> {
    let symbol = |error: &Error| match &error.problem {
        Problem::UndefinedSymbol { symbol, .. } => match origin(symbol) {
            Some(Origin::Library(_)) => Some(symbol.clone()),
            _ => None,
        },
        Problem::NoStartup { symbol } => Some(symbol.clone()),
        Problem::Constructor { section } => Some(section.clone()),
        _ => None,
    };
    errors.iter().filter_map(symbol).collect()
}

/// What is compiled: the object's name, what goes in front of the source, and the source.
fn units() -> impl Iterator<Item = (String, &'static str, &'static str)> {
    // Functions of floats are three: for each size under a name of its own, and for the target's usual size under the
    // firmware's name.
    const FLOATS: [(&str, &str); 3] = [
        ("float_f", "#define MICROPY_FLOAT_IMPL 1\n"),
        ("float_d", "#define MICROPY_FLOAT_IMPL 2\n"),
        ("float", "#define MPYC_FLOAT_SYMBOL(name)\n"),
    ];
    SUPPORT.iter().flat_map(|(name, text)| {
        let forms = if *name == "float" { FLOATS.to_vec() } else { vec![(*name, "")] };
        forms.into_iter().map(|(name, front)| (format!("{name}.o"), front, *text))
    })
}

/// The library for a toolchain's target, an archive.
///
/// # Errors
/// The compiler's, which would be a fault of the library.
pub fn archive(toolchain: &Toolchain) -> Result<Vec<u8>, Diagnostic> {
    let headers: Vec<(&str, &str)> = HEADERS.iter().copied().chain([SUPPORT_HEADER]).collect();
    let texts = headers.iter().map(|(_, text)| *text);
    let sources = units().flat_map(|(_, front, text)| [front, text]);
    let entries = STATIC_HEADERS.iter().chain(&ENTRY_SOURCES).map(|(_, text)| *text);
    let key = ["support"].into_iter().chain(texts).chain(sources).chain(entries);
    let key: Vec<&[u8]> = key.map(str::as_bytes).collect();
    let objects = toolchain.cached_objects(&key, || {
        let library = units().map(|(name, front, text)| {
            let stem = format!("mpyc_support_{}", name.trim_end_matches(".o"));
            let object =
                toolchain.compile(&format!("{front}{text}"), &stem, OptLevel::Size, false, &headers)?;
            Ok((name, object))
        });
        let entries = ENTRY_SOURCES.iter().map(|(name, text)| {
            let generated = usermod::generated(&usermod::scan(text), &Qstrs::default());
            let generated = generated.iter().map(|(path, text)| (path.as_str(), text.as_str()));
            let headers: Vec<_> = HEADERS.iter().chain(STATIC_HEADERS).copied().chain(generated).collect();
            let stem = format!("mpyc_{name}");
            let object = toolchain.compile(text, &stem, OptLevel::Size, false, &headers)?;
            Ok((format!("{name}.o"), object))
        });
        library.chain(entries).collect()
    })?;
    Ok(archive_of(&objects))
}

/// Objects as an archive in GNU `ar`'s form; without an index, which the linker makes.
fn archive_of(objects: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = b"!<arch>\n".to_vec();
    for (name, object) in objects {
        let header =
            format!("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", format!("{name}/"), 0, 0, 0, 644, object.len());
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend_from_slice(object);
        if object.len() % 2 == 1 {
            bytes.push(b'\n');
        }
    }
    bytes
}
