//! The back half for several modules in one file: an object each, one runtime, one link.

use super::{BUNDLE, Build, HEADERS, name_source, runtime_parts};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::linking::{self, Texts};
use crate::emit::bundle::Emitted;
use crate::emit::lines::PlainC;
use crate::emit::sites::Unit;
use crate::ir;
use crate::side_by_side::side_by_side;
use crate::syntax::SourceFile;
use crate::target::boards::{self, Board};
use crate::toolchain::path_in_debug_information;
use linker::explain::{Surroundings, explain};
use linker::{Input, Linked, Request};
use std::rc::Rc;

/// Texts that are not shown: a failure names the objects.
struct NoTexts;

impl Texts for NoTexts {
    fn text(&self, _path: &str) -> Option<Rc<SourceFile>> {
        None
    }

    fn python(&self, _path: &str, _line: u32) -> Option<(Rc<SourceFile>, u32)> {
        None
    }
}

impl Build<'_> {
    /// The name of a module's object in a package's file; modules of different folders may have one name.
    fn object_name(module: &ir::Module, number: usize) -> String {
        match number {
            0 => module.name.to_string(),
            _ => format!("{}_{number}", module.name),
        }
    }

    /// The names of the objects of several modules.
    pub fn object_names(modules: &[&ir::Module]) -> Vec<String> {
        let modules = modules.iter().enumerate();
        modules.map(|(number, module)| format!("{}.o", Self::object_name(module, number))).collect()
    }

    /// The C of several modules to objects, as many at once as there are processors.
    ///
    /// # Errors
    /// `E0502`: the C that was generated does not compile, which is a fault of this compiler.
    pub fn objects_of_several(
        &self,
        emitted: &Emitted,
        modules: &[&ir::Module],
    ) -> Result<Vec<Vec<u8>>, Diagnostic> {
        let debug = self.debug || emitted.keeps_sites;
        let names = modules.iter().enumerate().map(|(number, module)| Self::object_name(module, number));
        let units: Vec<(String, String)> = names
            .zip(&emitted.c)
            .map(|(name, c)| {
                let lines = if debug { format!("#line 1\n{}", PlainC::new(c).text) } else { c.clone() };
                (name, self.with_target(&lines))
            })
            .collect();
        let (toolchain, opt) = (self.toolchain, self.opt);
        let mut made = Vec::new();
        side_by_side(
            &units,
            // What is wrong cannot leave its thread.
            |(name, text)| toolchain.compile(text, name, opt, debug, &HEADERS).ok(),
            |object| made.push(object),
        );
        units
            .iter()
            .zip(made)
            .map(|((name, text), object)| match object {
                Some(object) => Ok(object),
                None => toolchain.compile(text, name, opt, debug, &HEADERS),
            })
            .collect()
    }

    /// Objects of the modules, in the order of their numbers, the runtime and the C compiler's library to one file; with
    /// objects of the user's own C.
    ///
    /// # Errors
    /// What the C compiler says of the runtime, or the linker of the objects.
    pub fn link_several(
        &self,
        modules: &[&ir::Module],
        emitted: &Emitted,
        objects: Vec<Vec<u8>>,
        c: Vec<Input>,
    ) -> Result<Linked, Vec<Diagnostic>> {
        let one = |diagnostic: Diagnostic| vec![diagnostic];
        // Of an ELF file (gABI, "ELF Header").
        let header: Vec<u8> = objects.iter().flatten().take(64).copied().collect();
        let mut inputs = Vec::new();
        for (name, object) in Self::object_names(modules).into_iter().zip(objects) {
            inputs.push(Input { name, bytes: object.into() });
        }
        let told = emitted.keeps_sites;
        let text = |text| format!("#define RT_BUNDLE\n{}", self.runtime_text(text, told, self.debug));
        let sources = runtime_parts(told).chain([BUNDLE]).map(|(name, source)| (name, text(source)));
        for (name, bytes) in self.runtime_of(sources.collect()).map_err(one)? {
            inputs.push(Input { name, bytes: bytes.into() });
        }
        if let Some((name, bytes)) = self.toolchain.runtime_library().map_err(one)? {
            inputs.push(Input { name, bytes });
        }
        let own_c = c.len();
        inputs.extend(c);
        let source_name = modules.first().map_or_else(String::new, |module| module.source_name.to_string());
        let mut request = Request {
            source_name,
            qstrs: emitted.qstrs.clone(),
            constants: emitted.constants.clone(),
            inputs,
            fixed: self.board.map_or_else(|| boards::arithmetic(self.target().arch), Board::symbols),
            lines: self.debug || told,
            ..Request::new(self.target().arch)
        };
        let names = modules.iter().enumerate().map(|(number, module)| Self::object_name(module, number));
        let units: Vec<(&ir::Module, String, PlainC)> = modules
            .iter()
            .zip(names)
            .zip(&emitted.c)
            .map(|((module, name), c)| (*module, name, PlainC::new(c)))
            .collect();
        let linked = if told {
            let paths: Vec<String> =
                units.iter().map(|(_, name, _)| path_in_debug_information(name)).collect();
            let units: Vec<Unit> =
                units.iter().zip(&paths).map(|((_, _, plain), path)| Unit { plain, path }).collect();
            self.link_with_table(&units, true, &header, &mut request, own_c > 0)
        } else {
            self.link_once(&mut request, own_c > 0)
        };
        let surroundings = Surroundings { arch: request.arch, inputs: &request.inputs, libraries: &[] };
        let mut linked =
            linked.map_err(|errors| linking::diagnostics(&explain(&errors, &surroundings), &NoTexts))?;
        for line in &mut linked.report.lines {
            let of = |name: &str| line.lines.iter().any(|(file, _)| *file == path_in_debug_information(name));
            // What is in none of them may be named by any.
            let unit = units.iter().find(|(_, name, _)| of(name)).or_else(|| units.first());
            if let Some((module, name, plain)) = unit {
                name_source(line, module, name, plain);
            }
        }
        Ok(linked)
    }
}
