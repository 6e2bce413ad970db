//! What `mpyc natmod -v` says of a module: its size, the compiler, what it calls by which way.

use crate::annotate::tiers;
use crate::ir;
use crate::toolchain::Toolchain;

/// What `-v` says of a package in one file, and what a second `v` adds.
pub(super) fn description_of_several(
    modules: &[&ir::Module],
    c: &[String],
    toolchain: &Toolchain,
    linked: &linker::Linked,
) -> [Vec<String>; 2] {
    let [mut said, symbols] = description_of_file(toolchain, linked);
    for (module, c) in modules.iter().zip(c) {
        said.push(format!("  {}", module.source_name));
        said.extend(tier_lines(module, c).into_iter().map(|line| format!("  {line}")));
    }
    [said, symbols]
}

/// What `-v` says of a module, and what a second `v` adds.
pub(super) fn description(
    module: &ir::Module,
    c: &str,
    toolchain: &Toolchain,
    linked: &linker::Linked,
) -> [Vec<String>; 2] {
    let [mut about, symbols] = description_of_file(toolchain, linked);
    about.extend(tier_lines(module, c));
    [about, symbols]
}

/// The sizes of what was linked, and its symbols.
fn description_of_file(toolchain: &Toolchain, linked: &linker::Linked) -> [Vec<String>; 2] {
    let report = &linked.report;
    let about = vec![
        format!("  {} bytes for {}, by {}", linked.mpy.len(), toolchain.target().name, toolchain.command()),
        format!("  code and constants {} bytes, variables {} bytes", report.image_size, report.bss_size),
    ];
    let symbols = report.symbols.iter();
    let symbols = symbols.map(|symbol| format!("  {:>6}  {}  ({})", symbol.size, symbol.name, symbol.file));
    [about, symbols.collect()]
}

/// A line for each way to what the code calls.
fn tier_lines(module: &ir::Module, c: &str) -> Vec<String> {
    tiers::of_module(module, c).said().map(|(way, names)| format!("  {way}: {names}")).collect()
}
