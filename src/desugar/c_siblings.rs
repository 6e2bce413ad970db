//! C in a package, which is imported as the package's modules are.
//!
//! ```text
//! from .fast import dot      from pkg.fast import dot
//! from . import fast, more   import pkg.fast as fast
//!                            from . import more
//! ```

use super::known::Known;
use crate::syntax::{Alias, Ident, ImportNames, Stmt, StmtKind};
use std::rc::Rc;

/// Gives C that is imported as a part of a package its whole name, in statements of its own.
pub(super) fn name_wholly(body: &mut Vec<Stmt>, known: &Known) {
    let is_c = |name: &str| known.libraries.iter().any(|library| *library.name == *name);
    let mut index = 0;
    while let Some(stmt) = body.get_mut(index) {
        index += 1;
        match &mut stmt.kind {
            StmtKind::FunctionDef(def) => name_wholly(&mut Rc::make_mut(def).body, known),
            StmtKind::ClassDef(def) => name_wholly(&mut Rc::make_mut(def).body, known),
            _ => {}
        }
        for block in stmt.blocks_mut() {
            name_wholly(block, known);
        }
        let span = stmt.span;
        let StmtKind::ImportFrom { module, names, level } = &mut stmt.kind else { continue };
        let of = module.as_ref().map_or("", |module| &*module.name);
        let Some(whole) = known.siblings.resolve(*level, of) else { continue };
        if is_c(&whole) {
            *module =
                Some(Ident { name: whole.into(), span: module.as_ref().map_or(span, |module| module.span) });
            *level = 0;
            continue;
        }
        let ImportNames::Names(names) = names else { continue };
        let (of_c, others): (Vec<Alias>, Vec<Alias>) =
            names.drain(..).partition(|alias| is_c(&format!("{whole}.{}", alias.name.name)));
        *names = others;
        if of_c.is_empty() {
            continue;
        }
        let is_empty = names.is_empty();
        let imports: Vec<Alias> = of_c
            .into_iter()
            .map(|Alias { name, alias }| {
                let path = Ident { name: format!("{whole}.{}", name.name).into(), span: name.span };
                Alias { name: path, alias: Some(alias.unwrap_or(name)) }
            })
            .collect();
        let import = Stmt { kind: StmtKind::Import(imports), span };
        if is_empty {
            *stmt = import;
        } else {
            body.insert(index, import);
            index += 1;
        }
    }
}
