//! Which line of Python each line of the generated C is of.
//!
//! The C says it with `#line`, which makes a compiler forget the lines of the C itself. Where both are wanted, the
//! compiler gets the C without the directives, and the table made here leads on to the Python:
//!
//! ```text
//! 12  #line 3 "m.py"          12
//! 13      v4 = rt_add(v1, v2);  13      v4 = rt_add(v1, v2);      13 ─▶ 3
//! ```

/// C without line directives, and where each of its lines comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainC {
    /// The C; every line has the number that it has with the directives.
    pub text: String,
    python: Vec<u32>,
    /// The function that each is of, by its name's index in the table of names.
    functions: Vec<usize>,
}

/// How the C says that a function begins, for entries of tracebacks: with the index of its name.
pub(super) fn heading(name: &str, index: usize) -> String {
    format!("// {name} #{index}")
}

impl PlainC {
    /// Takes the directives out of generated C.
    #[must_use]
    pub fn new(c: &str) -> PlainC {
        let mut plain =
            PlainC { text: String::with_capacity(c.len()), python: Vec::new(), functions: Vec::new() };
        let (mut current, mut function) = (0, 0);
        for line in c.lines() {
            let directive = line.strip_prefix("#line ").and_then(|rest| rest.split(' ').next());
            match directive.and_then(|number| number.parse().ok()) {
                Some(number) => current = number,
                None => plain.text.push_str(line),
            }
            let heading = line.strip_prefix("// ").and_then(|rest| rest.rsplit_once(" #"));
            function = heading.and_then(|(_, index)| index.parse().ok()).unwrap_or(function);
            plain.functions.push(function);
            plain.text.push('\n');
            plain.python.push(if directive.is_some() { 0 } else { current });
            // Functions that no line of Python stands for come without a directive.
            if line.starts_with('}') {
                current = 0;
            }
        }
        plain
    }

    /// The line of Python that a line of the C is of, and the function, by its name's index in the table of names.
    #[must_use]
    pub fn place(&self, line: u32) -> Option<(u32, usize)> {
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        self.python_line(line).zip(self.functions.get(index).copied())
    }

    /// The line of Python, from 1, that a line of the C, from 1, is of.
    #[must_use]
    pub fn python_line(&self, line: u32) -> Option<u32> {
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        self.python.get(index).copied().filter(|line| *line > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers_and_know_their_python() {
        let plain = PlainC::new(
            "// m\n#line 7 \"m.py\"\nint f(void) {\n#line 9 \"m.py\"\n    g();\n    h();\n}\nint k;\n",
        );
        assert_eq!(plain.text, "// m\n\nint f(void) {\n\n    g();\n    h();\n}\nint k;\n");
        let lines: Vec<Option<u32>> = (0..10).map(|line| plain.python_line(line)).collect();
        assert_eq!(lines, [None, None, None, Some(7), None, Some(9), Some(9), Some(9), None, None]);
    }
}
