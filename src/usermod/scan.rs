//! What the preprocessor's output says about a module.
//!
//! In: the text, in which `MP_QSTR_…` and `MP_REGISTER_…` are still words (the headers leave them alone when
//! `MPYC_SCAN` is defined). Out: [`Scan`].
//!
//! ```text
//! # 12 "foo.c"                                                   foo.c, line 12
//! {MP_QSTR_bar, …}                                               the name bar
//! MP_REGISTER_MODULE(MP_QSTR_foo, foo_user_cmodule);             the module foo
//! MP_REGISTER_ROOT_POINTER(mp_obj_t foo_list[4]);                a variable of the collector's
//! ```

use std::collections::BTreeSet;

/// A line of a source file, as the preprocessor counts them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as the compiler names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// Something that a source registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// What: a module's name, a variable's declaration.
    pub what: String,
    /// Where.
    pub place: Place,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scan {
    /// The names behind `MP_QSTR_`.
    pub names: BTreeSet<String>,
    /// The modules' names, of `MP_REGISTER_MODULE` and `MP_REGISTER_EXTENSIBLE_MODULE`.
    pub modules: Vec<Registered>,
    /// The declarations of `MP_REGISTER_ROOT_POINTER`.
    pub roots: Vec<Registered>,
    /// The functions of `MP_REGISTER_MODULE_DELEGATION`.
    pub delegations: Vec<Registered>,
    /// Whether a function `mpy_init` is spoken of: the module brings its own entry.
    pub own_entry: bool,
}

impl Scan {
    /// Adds what another source has.
    pub fn extend(&mut self, other: Scan) {
        self.names.extend(other.names);
        self.modules.extend(other.modules);
        self.roots.extend(other.roots);
        self.delegations.extend(other.delegations);
        self.own_entry |= other.own_entry;
    }
}

/// The prefix of names.
const QSTR: &str = "MP_QSTR_";

/// Reads the preprocessor's output, or any C text.
#[must_use]
pub fn scan(text: &str) -> Scan {
    let mut found = Scan::default();
    let mut lexer = Lexer { rest: text, place: Place { file: String::new(), line: 1 } };
    while let Some(word) = lexer.next_word() {
        let place = lexer.place.clone();
        if let Some(name) = word.strip_prefix(QSTR) {
            found.names.insert(name.to_owned());
            continue;
        }
        let list = match word {
            "MP_REGISTER_MODULE" | "MP_REGISTER_EXTENSIBLE_MODULE" => &mut found.modules,
            "MP_REGISTER_ROOT_POINTER" => &mut found.roots,
            "MP_REGISTER_MODULE_DELEGATION" => &mut found.delegations,
            "mpy_init" => {
                found.own_entry = true;
                continue;
            }
            _ => continue,
        };
        let Some(arguments) = lexer.peek_arguments() else { continue };
        let arguments = squeezed(arguments);
        let first =
            arguments.split_once(',').map_or(arguments.as_str(), |(first, _)| first).trim().to_owned();
        let what = match word {
            "MP_REGISTER_ROOT_POINTER" => arguments,
            "MP_REGISTER_MODULE_DELEGATION" => first,
            _ => first.strip_prefix(QSTR).unwrap_or(&first).to_owned(),
        };
        list.push(Registered { what, place });
    }
    found
}

/// Text with every run of white space as one space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Identifiers of C text, with their places; strings, characters and line marks are passed over.
struct Lexer<'a> {
    rest: &'a str,
    place: Place,
}

impl<'a> Lexer<'a> {
    fn next_word(&mut self) -> Option<&'a str> {
        let mut at_line_start = false;
        loop {
            let first = self.rest.chars().next()?;
            match first {
                '\n' => {
                    self.place.line += 1;
                    self.skip(1);
                    at_line_start = true;
                    continue;
                }
                '#' if at_line_start || self.place.file.is_empty() => self.line_mark(),
                '"' | '\'' => self.skip_quoted(first),
                _ if is_word(first) => {
                    let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
                    let (word, rest) = self.rest.split_at(end);
                    self.rest = rest;
                    return Some(word);
                }
                _ => self.skip(first.len_utf8()),
            }
            at_line_start = false;
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// `# 12 "foo.c" 2`: the next line is line 12 of foo.c. Another directive is passed over.
    fn line_mark(&mut self) {
        let line = self.rest.lines().next().unwrap_or_default();
        let mark = line.strip_prefix('#').map(str::trim_start);
        let number = mark.and_then(|mark| mark.split_once(' '));
        if let Some((number, file)) = number
            && let Ok(number) = number.parse::<usize>()
            && let Some(file) = file.strip_prefix('"')
        {
            let file = file.split('"').next().unwrap_or_default().replace("\\\\", "\\");
            // The line's own end will count it up.
            self.place = Place { file, line: number.saturating_sub(1) };
        }
        self.skip(line.len());
    }

    fn skip_quoted(&mut self, quote: char) {
        let mut escaped = false;
        let mut end = self.rest.len();
        for (at, c) in self.rest.char_indices().skip(1) {
            // Neither strings nor characters go over a line's end: what is not closed was no quote.
            if c == '\n' {
                end = at;
                break;
            }
            if !escaped && c == quote {
                end = at + 1;
                break;
            }
            escaped = !escaped && c == '\\';
        }
        self.skip(end);
    }

    /// The text between the parentheses that follow; it is read again as words.
    fn peek_arguments(&self) -> Option<&'a str> {
        let rest = self.rest.trim_start().strip_prefix('(')?;
        let mut depth = 1_usize;
        for (at, c) in rest.char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return rest.get(..at);
            }
        }
        None
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(file: &str, line: usize) -> Place {
        Place { file: file.into(), line }
    }

    #[test]
    fn names_and_modules_are_found_with_their_places() {
        let found = scan(
            "# 1 \"foo.c\"\n# 1 \"<built-in>\"\n# 7 \"foo.c\" 2\nint x = MP_QSTR_a + MP_QSTR_;\n\
             char *s = \"MP_QSTR_no \\\" MP_REGISTER_MODULE(\";\n\
             MP_REGISTER_MODULE(MP_QSTR_foo,\n  foo_user_cmodule);\n",
        );
        assert_eq!(found.names.into_iter().collect::<Vec<_>>(), ["", "a", "foo"]);
        assert_eq!(found.modules, [Registered { what: "foo".into(), place: place("foo.c", 9) }]);
        assert!(!found.own_entry);
    }

    #[test]
    fn variables_of_the_collector_keep_their_declaration() {
        let found = scan("MP_REGISTER_ROOT_POINTER(mp_obj_t\n  list[(4)]);\nmp_obj_t mpy_init(void);");
        assert_eq!(found.roots, [Registered { what: "mp_obj_t list[(4)]".into(), place: place("", 1) }]);
        assert!(found.own_entry);
    }

    #[test]
    fn text_that_is_not_c_ends() {
        for text in ["\"", "'", "MP_REGISTER_MODULE", "MP_REGISTER_MODULE((", "# 5", "#", "# x \"y", "é\"é"]
        {
            assert_eq!(scan(text).modules, [], "{text}");
        }
    }
}
