//! `mpyc link --symbols [PATTERN]`: where the firmware's names come from in a native module.
//!
//! ```text
//! $ mpyc link --symbols 'mp_obj_*_array*'
//! mp_obj_get_array          supplied      the support library, container.c
//! mp_obj_get_array_fixed_n  supplied      the support library, container.c
//! ```

use linker::ENTRIES;
use linker::firmware::catalogue::{Name, Origin, expression, names};
use linker::firmware::impossible::IMPOSSIBLE;
use linker::firmware::supplied::{HEADERS as FIRMWARE_HEADERS, LIBRARY, LIBRARY_OWN, NOTES};
use linker::named::NAMED;
use std::fmt::Write as _;

/// The names that a pattern selects, a line each. A pattern with `*` or `?` is a glob of the whole name; another is any
/// part of it.
pub(super) fn table(pattern: &str) -> String {
    let selected = select(pattern);
    let width = selected.iter().map(|name| name.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for name in selected {
        let note = name.note().map(|note| format!(" ({note})")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{:<width$}  {:<12}  {}{note}",
            name.name,
            name.origin.list(),
            name.origin.detail()
        );
    }
    text
}

/// The same for tools: one JSON object a line, with `name`, `list`, `from`, and for what is impossible `why` and `instead`.
pub(super) fn json(pattern: &str) -> String {
    let object = |name: Name| {
        let mut object = serde_json::json!({"name": name.name, "list": name.origin.list()});
        match name.origin {
            Origin::Impossible(reason) => {
                object["why"] = reason.why.into();
                object["instead"] = reason.instead.into();
            }
            Origin::Table(_) | Origin::Library(_) | Origin::Named(_) | Origin::Header(_) => {
                object["from"] = name.origin.detail().into();
            }
        }
        if let Some(note) = name.note() {
            object["note"] = note.into();
        }
        format!("{object}\n")
    };
    select(pattern).into_iter().map(object).collect()
}

/// The lists as a page of the manual.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(PAGE_HEAD);
    // Writing to a string cannot fail.
    let mut table = |title: &str, head: &str, rows: Vec<Vec<String>>| {
        let line = "---|".repeat(head.matches('|').count() - 1);
        let _ = write!(page, "\n## {title}\n\n{head}\n|{line}\n");
        for row in rows {
            let _ = writeln!(page, "| {} |", row.join(" | "));
        }
    };
    let code =
        |names: &str| names.split_whitespace().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ");
    let entries = ENTRIES.iter().enumerate();
    let entries = entries.map(|(index, entry)| {
        vec![index.to_string(), entry.field.to_owned(), code(&entry.symbols.join(" "))]
    });
    table("In the function table", "| entry | field | names |", entries.collect());
    let groups = |groups: &[(&str, &str)]| {
        groups.iter().map(|(of, names)| vec![(*of).to_owned(), code(names)]).collect()
    };
    table("In the support library", "| file | names |", groups(LIBRARY));
    table("Also in the support library", "| file | names |", groups(LIBRARY_OWN));
    let named = NAMED.iter().map(|named| vec![code(named.symbol), format!("`{}`", expression(named))]);
    table("Found by name at import", "| name | as |", named.collect());
    table("In the headers alone", "| header | names |", groups(FIRMWARE_HEADERS));
    let impossible = IMPOSSIBLE
        .iter()
        .map(|reason| vec![reason.why.to_owned(), reason.instead.to_owned(), code(reason.names)]);
    table("Impossible", "| why | instead | names |", impossible.collect());
    let notes = NOTES.iter().map(|(name, note)| vec![code(name), (*note).to_owned()]);
    table("Notes", "| name | |", notes.collect());
    page
}

const PAGE_HEAD: &str = "# The firmware's names in a native module

`mpyc link --symbols [PATTERN]` prints these lists. The names are those of `py/obj.h`, `py/runtime.h` and the headers that
C modules include beside them, in MicroPython 1.25 and 1.26. What is in no list is no public name of these.
";

fn select(pattern: &str) -> Vec<Name> {
    let is_glob = pattern.contains(['*', '?']);
    let matches = |name: &str| if is_glob { glob(pattern, name) } else { name.contains(pattern) };
    names().into_iter().filter(|name| matches(name.name)).collect()
}

/// Whether a text is what a glob says: `*` for any characters, `?` for one.
fn glob(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern.as_bytes(), text.as_bytes());
    // Where to go on if the last star takes one more character.
    let mut retry: Option<(&[u8], &[u8])> = None;
    loop {
        match (pattern, text) {
            ([b'*', rest @ ..], _) => {
                retry = Some((rest, text));
                pattern = rest;
                continue;
            }
            ([b'?', rest @ ..], [_, more @ ..]) => {
                (pattern, text) = (rest, more);
                continue;
            }
            ([a, rest @ ..], [b, more @ ..]) if a == b => {
                (pattern, text) = (rest, more);
                continue;
            }
            ([], []) => return true,
            _ => {}
        }
        match retry {
            Some((rest, [_, more @ ..])) => {
                retry = Some((rest, more));
                (pattern, text) = (rest, more);
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_is_of_the_whole_name() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("*", "abc", true),
            ("a*c", "abbc", true),
            ("a*c", "abcd", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*_int*", "mp_obj_get_int_maybe", true),
            ("*a*b", "aabab", true),
            ("*a*b", "aaba", false),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(glob(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn names_are_selected_by_a_part_or_a_glob() {
        insta::assert_snapshot!(table("get_array"), @r"
        mp_obj_get_array          supplied      the support library, container.c
        mp_obj_get_array_fixed_n  supplied      the support library, container.c
        ");
        assert_eq!(table("mp_obj_*_cel"), "");
        assert_eq!(table("no such name"), "");
        insta::assert_snapshot!(json("mp_obj_new_c*"), @r#"
        {"instead":"use a list of one item","list":"impossible","name":"mp_obj_new_cell","why":"cells are made by compiled Python alone"}
        {"from":"entry 43, new_closure","list":"in the table","name":"mp_obj_new_closure"}
        {"from":"the support library, float.c","list":"supplied","name":"mp_obj_new_complex"}
        "#);
    }
}
