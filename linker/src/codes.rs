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

/// All codes of [`crate::Problem`].
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
    row("L0037", "An object has initialised variables, and the target's modules have no memory for them."),
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
        let source = include_str!("error.rs");
        let function = source.split("pub fn code(&self) -> &'static str {").nth(2).unwrap_or_default();
        let function = function.split("pub fn remedy").next().unwrap_or_default();
        let mut used: Vec<&str> =
            function.split('"').filter(|part| part.len() == 5 && part.starts_with('L')).collect();
        used.sort_unstable();
        let rows: Vec<&str> = CODES.iter().map(|row| row.name).collect();
        assert_eq!(used, rows);
    }
}
