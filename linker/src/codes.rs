//! The linker's codes and what each means: one row a code, sorted. Each has a page in the manual.

/// A code of the linker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeRow {
    /// As printed: `L0012`.
    pub name: &'static str,
    /// What it means, one sentence.
    pub explanation: &'static str,
}

const fn row(name: &'static str, explanation: &'static str) -> CodeRow {
    CodeRow { name, explanation }
}

/// All codes of [`crate::Problem`] and, from `L0201` on, of [`crate::script::ScriptProblem`].
#[rustfmt::skip]
pub const CODES: &[CodeRow] = &[
    row("L0001", "A file that is to be linked has no bytes."),
    row("L0002", "A file that is to be linked is neither an ELF object nor an archive."),
    row("L0003", "An object file is damaged: its parts do not fit together."),
    row("L0004", "An object is made for another processor, word size or byte order than the module."),
    row("L0005", "A file is linked already: a program or a shared library, not an object."),
    row("L0006", "An object is compiled for an ABI or for instructions that the firmware's processor may not have."),
    row("L0007", "An archive is damaged: its parts do not fit together."),
    row("L0008", "An archive is thin: it names its members' files but does not hold them."),
    row("L0009", "An object holds a compiler's intermediate code for link-time optimisation, and no machine code."),
    row("L0010", "Two objects define the same symbol."),
    row("L0011", "No object defines the function that runs when the module is imported."),
    row("L0012", "Code that is part of the module refers to a symbol that nothing defines."),
    row("L0013", "The symbol that is to run when the module is imported is not a function."),
    row("L0014", "An object has constructors, which would have to run before the module's entry function."),
    row("L0015", "The module has thread-local variables, which firmware does not."),
    row("L0016", "A function is to be chosen by a resolver when a program is loaded (GNU_IFUNC)."),
    row("L0017", "Something refers to a section that is not part of the link."),
    row("L0018", "An object has a relocation of a type that its processor does not have."),
    row("L0019", "An object has a relocation that cannot be applied in a module."),
    row("L0020", "An instruction holds an address that is known only when the module is loaded."),
    row("L0021", "A distance or a number does not fit the bits that an instruction has for it."),
    row("L0022", "An address is not a multiple of what the instruction that uses it counts in."),
    row("L0023", "A pointer in data lies where the loader cannot adjust it."),
    row("L0024", "A relocation's place is beyond its section."),
    row("L0025", "The difference of two addresses is asked for whose distance only the loader knows."),
    row("L0026", "An instruction with the lower half of an address has no partner with the upper half."),
    row("L0027", "Code uses something of the firmware as if its distance were known."),
    row("L0028", "A reference through the table of addresses has an addend, which would name another entry."),
    row("L0029", "Something needs a greater alignment than the loader gives."),
    row("L0030", "A section, a variable or the module is larger than any board's memory."),
    row("L0031", "A section without contents has relocations."),
    row("L0032", "An object's relocations have the form that objects of its processor do not have."),
    row("L0033", "The entry function is too far from the module's start for a jump."),
    row("L0034", "A name is longer than firmware takes."),
    row("L0035", "The module has more names than firmware can number."),
    row("L0036", "A constant's text is not what its type says."),
    row("L0050", "A symbol with a fixed address is used, but a script does not say which."),
    row("L0051", "An object is compiled for an extension of the processor that the module is not to need."),
    row("L0052", "The module is to need an extension that its processor family does not have."),
    row("L0060", "The module has a word that start-up code must fill, and no start-up code."),
    row("L0061", "A number is added to a name, whose own number is known only when the module is loaded."),
    row("L0062", "A number is added to the address of a function that a resolver chooses (GNU_IFUNC)."),
    row("L0201", "A linker script has something else where the grammar wants a symbol, a mark or a number."),
    row("L0202", "A comment or a quoted name in a linker script has no end."),
    row("L0203", "A linker script has a command that a module cannot follow, such as SECTIONS."),
    row("L0204", "A linker script has a name where a command stands, and it is none."),
    row("L0205", "A number in a linker script is not written as one."),
    row("L0206", "A number in a linker script does not fit 64 bits."),
    row("L0207", "A linker script uses a symbol that has no value yet."),
    row("L0208", "A linker script uses what is not a constant: it depends on a program's layout or on objects."),
    row("L0209", "Arithmetic in a linker script has no result, as a division by zero."),
    row("L0210", "An assertion in a linker script does not hold."),
    row("L0211", "Expressions or scripts are nested too deeply."),
    row("L0212", "Linker scripts are larger, or include more files, than any table of symbols needs."),
    row("L0213", "A linker script includes itself."),
    row("L0214", "A script that a linker script includes cannot be read."),
    row("L0215", "A library is neither an archive nor a script that names one."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_explained_in_sentences() {
        assert!(CODES.windows(2).all(|pair| pair[0].name < pair[1].name));
        for row in CODES {
            assert!(row.explanation.ends_with('.'), "{}", row.name);
            assert!(row.explanation.starts_with(char::is_uppercase), "{}", row.name);
        }
    }

    /// The problems' codes are literals of one function: their rows are here, and no others.
    #[test]
    fn every_problem_has_a_row_and_every_row_a_problem() {
        let codes = |source: &'static str, function: usize| {
            let function = source.split("pub fn code(&self) -> &'static str {").nth(function);
            let function = function.unwrap_or_default().split("pub fn remedy").next().unwrap_or_default();
            function.split('"').filter(|part| part.len() == 5 && part.starts_with('L'))
        };
        let mut used: Vec<&str> = codes(include_str!("error.rs"), 2).collect();
        used.extend(codes(include_str!("script/error.rs"), 1));
        used.sort_unstable();
        let rows: Vec<&str> = CODES.iter().map(|row| row.name).collect();
        assert_eq!(used, rows);
    }
}
