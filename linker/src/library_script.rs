//! The text files that C libraries install in the place of an archive.
//!
//! glibc's `libm.a`, for one, is a linker script that names the real archives. Only that use is understood:
//!
//! ```text
//! /* GNU ld script */
//! OUTPUT_FORMAT(elf64-x86-64)
//! GROUP ( /usr/lib/libm-2.36.a AS_NEEDED ( /usr/lib/libmvec.a ) )
//! ```

/// The files that a script stands for; `Err` says what else is in it.
pub fn library_script_files(text: &str) -> Result<Vec<String>, String> {
    let text = without_comments(text);
    let spaced: String = text
        .chars()
        .flat_map(|c| match c {
            '(' | ')' => vec![' ', c, ' '],
            ',' | ';' => vec![' '],
            _ => vec![c],
        })
        .collect();
    let mut words = spaced.split_whitespace();
    let mut files = Vec::new();
    while let Some(command) = words.next() {
        let takes_files = match command {
            "GROUP" | "INPUT" => true,
            "OUTPUT_FORMAT" => false,
            other => return Err(format!("`{other}`")),
        };
        if words.next() != Some("(") {
            return Err(format!("`{command}` without a list"));
        }
        let mut depth = 1;
        while depth > 0 {
            match words.next() {
                None => return Err(format!("`{command}` with an open list")),
                Some("(") => depth += 1,
                Some(")") => depth -= 1,
                Some("AS_NEEDED") => {}
                Some(file) if takes_files => files.push(file.to_owned()),
                Some(_) => {}
            }
        }
    }
    if files.is_empty() { Err("no file".to_owned()) } else { Ok(files) }
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_its_files() {
        let script = "/* GNU ld script\n*/\nOUTPUT_FORMAT(elf64-x86-64)\nGROUP ( /lib/libm-2.36.a AS_NEEDED ( /lib/v.a ) )\n";
        assert_eq!(library_script_files(script), Ok(vec!["/lib/libm-2.36.a".into(), "/lib/v.a".into()]));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["int main;", "GROUP ( a.a", "OUTPUT_FORMAT(elf64-x86-64)", "SECTIONS { }", ""] {
            assert!(library_script_files(text).is_err(), "{text}");
        }
    }
}
