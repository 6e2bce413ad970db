//! The headers that depend on what a module's sources mention.
//!
//! `mpyc/qstrs.h` has every name: a number for those that every firmware has under one, symbols for the others. What
//! symbols there are and what becomes of them is said in `linker/src/startup.rs`, how they are used in
//! `runtime/include/mpyc/static.h`. `mpyc/roots.h` has the variables that the module registers for the collector.

use super::scan::Scan;
use crate::diagnostics::{Code, Diagnostic};
use linker::mpy::qstr::{STATIC_QSTRS, static_number};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Names whose text is not the one in C: what a firmware's `qstrdefs` file lists as `Q(text)`.
#[derive(Debug, Clone, Default)]
pub struct Qstrs {
    /// The texts, by the names in C.
    texts: BTreeMap<String, String>,
}

impl Qstrs {
    /// Reads a list of names; `file` is what messages call it.
    ///
    /// # Errors
    /// `E0504`: a line is none of `Q(text)`, empty, or a comment.
    pub fn read(&mut self, text: &str, file: &str) -> Result<(), Diagnostic> {
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with("//") {
                continue;
            }
            let wrong = |what: &str| {
                let title = format!("line {} of `{file}` is not a name of a list of names", index + 1);
                Diagnostic::new(Code::C_SOURCE, title).note(what.to_owned()).help("write Q(name)")
            };
            let name = line.strip_prefix("Q(").and_then(|rest| rest.strip_suffix(')'));
            let name = name.ok_or_else(|| wrong(&format!("it is `{line}`")))?;
            let name = match name {
                "\\n" => "\n",
                "\\r\\n" => "\r\n",
                name => name,
            };
            let c_name = c_name(name).ok_or_else(|| wrong("only ASCII characters have names in C"))?;
            self.texts.insert(c_name, name.to_owned());
        }
        Ok(())
    }

    /// The text of a name in C.
    fn text<'a>(&'a self, c_name: &'a str) -> &'a str {
        if let Some(text) = self.texts.get(c_name) {
            return text;
        }
        // The firmware's own list has a few names that are no identifiers.
        let mut fixed = STATIC_QSTRS.into_iter();
        fixed.find(|name| self::c_name(name).as_deref() == Some(c_name)).unwrap_or(c_name)
    }
}

/// A name's text as part of a C identifier (`py/makeqstrdata.py`, `qstr_escape`); none if a character is not ASCII.
fn c_name(text: &str) -> Option<String> {
    let mut name = String::new();
    for c in text.chars() {
        let word = match c {
            _ if c.is_ascii_alphanumeric() || c == '_' => {
                name.push(c);
                continue;
            }
            '-' => "hyphen",
            ' ' => "space",
            '\'' => "squot",
            ',' => "comma",
            '.' => "dot",
            ':' => "colon",
            ';' => "semicolon",
            '/' => "slash",
            '%' => "percent",
            '#' => "hash",
            '(' => "paren_open",
            ')' => "paren_close",
            '[' => "bracket_open",
            ']' => "bracket_close",
            '{' => "brace_open",
            '}' => "brace_close",
            '*' => "star",
            '!' => "bang",
            '\\' => "backslash",
            '+' => "plus",
            '$' => "dollar",
            '=' => "equals",
            '?' => "question",
            '@' => "at_sign",
            '^' => "caret",
            '|' => "pipe",
            '~' => "tilde",
            '"' => "quot",
            '&' => "amp",
            '<' => "lt",
            '>' => "gt",
            _ if c.is_ascii() => {
                let _ = write!(name, "_0x{:02x}_", c as u32);
                continue;
            }
            _ => return None,
        };
        let _ = write!(name, "_{word}_");
    }
    Some(name)
}

/// The headers of a module, by the paths that the others include them by.
#[must_use]
pub fn generated(scan: &Scan, qstrs: &Qstrs) -> Vec<(String, String)> {
    let mut headers = vec![("mpyc/qstrs.h".to_owned(), names(scan, qstrs))];
    if !scan.roots.is_empty() {
        headers.push(("mpyc/roots.h".to_owned(), roots(scan)));
    }
    headers
}

fn names(scan: &Scan, qstrs: &Qstrs) -> String {
    let mut text = String::from("// The names that the sources mention.\n");
    for c_name in &scan.names {
        let name = qstrs.text(c_name);
        // Writing to a string cannot fail.
        let _ = match static_number(name) {
            Some(number) => writeln!(
                text,
                "#define MP_QSTR_{c_name} ((size_t){number})\n\
                 extern const char mpyc_object_of_{number}[] __asm__(\"mpyc_object_{number}\");\n\
                 extern const char mpyc_head_of_{number}[] __asm__(\"mpyc_head_{number}\");"
            ),
            None => {
                let symbol = linker::spell_name(name);
                writeln!(
                    text,
                    "extern const char mpyc_qstr_{c_name}[] __asm__(\"mpyc_qstr_{symbol}\");\n\
                     #define MP_QSTR_{c_name} ((size_t)mpyc_qstr_{c_name})\n\
                     extern const char mpyc_object_of_mpyc_qstr_{c_name}[] __asm__(\"mpyc_object_{symbol}\");\n\
                     extern const char mpyc_head_of_mpyc_qstr_{c_name}[] __asm__(\"mpyc_head_{symbol}\");"
                )
            }
        };
    }
    text
}

fn roots(scan: &Scan) -> String {
    let mut text = String::from(
        "// The variables that the sources register for the collector.\n\
         #include \"../py/objexcept.h\"\n#include \"../py/objlist.h\"\n\ntypedef struct {\n",
    );
    for root in &scan.roots {
        let _ = writeln!(text, "    {};", root.what);
    }
    text.push_str(
        "} mpyc_roots_t;\n__attribute__((weak)) mpyc_roots_t mpyc_roots;\n\
         #define MP_STATE_VM(name) (mpyc_roots.name)\n",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usermod::scan;

    #[test]
    fn a_name_is_a_number_or_three_symbols() {
        let header =
            names(&scan("MP_QSTR_append MP_QSTR_foo MP_QSTR_60 MP_QSTR_utf_hyphen_8"), &Qstrs::default());
        for line in [
            "#define MP_QSTR_append ((size_t)60)",
            "extern const char mpyc_object_of_60[] __asm__(\"mpyc_object_60\");",
            "#define MP_QSTR_foo ((size_t)mpyc_qstr_foo)",
            "extern const char mpyc_head_of_mpyc_qstr_foo[] __asm__(\"mpyc_head_foo\");",
            "extern const char mpyc_qstr_60[] __asm__(\"mpyc_qstr_.360\");",
            "#define MP_QSTR_utf_hyphen_8 ((size_t)161)",
        ] {
            assert!(header.lines().any(|l| l == line), "{line}\n{header}");
        }
    }

    #[test]
    fn a_list_says_what_a_name_is() {
        let mut qstrs = Qstrs::default();
        qstrs.read("// packages\n\nQ(a.b)\nQ(\\n)\n", "list.h").unwrap();
        let header = names(&scan("MP_QSTR_a_dot_b MP_QSTR__0x0a_"), &qstrs);
        assert!(header.contains("__asm__(\"mpyc_qstr_a.2eb\")"), "{header}");
        assert!(header.contains("#define MP_QSTR__0x0a_ ((size_t)3)"), "{header}");
        for line in ["Q(a", "a", "#if X", "Q(größe)"] {
            assert!(qstrs.read(line, "list.h").is_err(), "{line}");
        }
    }
}
