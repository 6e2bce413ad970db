//! The report as a page: one HTML file that needs nothing else.
//!
//! A line is a `details` element, so that it opens by a click, by Enter and by search without any script. The script only
//! opens the line that the address names: `wave.html#L12`.

use super::advice::Advice;
use super::{Line, Report, calls, listed};
use std::fmt::Write as _;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Text as HTML has it, in elements and in quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // No page may hold it.
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A sentence, in which what stands between backquotes is code.
fn sentence(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        let part = escape(part);
        if index % 2 == 0 {
            out.push_str(&part);
        } else {
            let _ = write!(out, "<code>{part}</code>");
        }
    }
    out
}

/// The page.
#[must_use]
pub fn page(report: &Report) -> String {
    let source = escape(&report.source);
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{source}, annotated</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{source}</h1>\n"
    );
    summary(&mut html, report);
    html.push_str("</header>\n<main>\n");
    advice(&mut html, report);
    html.push_str("<h2 id=\"calls\">What it calls</h2>\n");
    ways(&mut html, report.tiers.said());
    html.push_str(
        "<h2 id=\"source\">Source</h2>\n<p class=\"quiet\">Calls of the runtime in one run of a function, a loop taken as \
         ten rounds; bytes of machine code. A line with a tint calls; the stronger, the more. Open a line to see what became of it.</p>\n\
         <div class=\"source\">\n<div class=\"row head\"><span>line</span><span>calls</span><span>bytes</span></div>\n",
    );
    let most = report.lines.iter().map(|line| line.bytes).max().unwrap_or(0).max(1);
    for one in &report.lines {
        line(&mut html, one, most);
    }
    let _ = write!(html, "</div>\n</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    html
}

/// What was compiled, and how large it is.
fn summary(html: &mut String, report: &Report) {
    let of_lines: u64 = report.lines.iter().map(|line| line.bytes).sum();
    let _ = writeln!(
        html,
        "<p>Compiled for {}. The module has {} bytes; {of_lines} of them are code of the lines below.</p>",
        escape(&report.compiled_for),
        report.total
    );
    let causes: Vec<String> = report.causes.iter().map(|(cause, bytes)| format!("{cause} {bytes}")).collect();
    let _ = writeln!(html, "<p class=\"quiet\">Bytes by cause: {}.</p>", causes.join(", "));
}

/// The advice, what saves the most first.
fn advice(html: &mut String, report: &Report) {
    html.push_str("<h2 id=\"advice\">What types would change</h2>\n");
    if report.advised.advice.is_empty() {
        html.push_str("<p>No annotation that was tried would save a call of the runtime.</p>\n");
    } else {
        html.push_str(
            "<p class=\"quiet\">The module was compiled with each to see what comes of it, counted in one run of every function. \
             Write those that are true: where a value enters, it is held to them.</p>\n<ol>\n",
        );
        for one in &report.advised.advice {
            item(html, one);
        }
        html.push_str("</ol>\n");
    }
    if !report.advised.untried.is_empty() {
        let _ = writeln!(
            html,
            "<p class=\"quiet\">The module is large: nothing was tried with {}.</p>",
            sentence(&listed(&report.advised.untried))
        );
    }
}

fn item(html: &mut String, advice: &Advice) {
    let types: Vec<String> = advice
        .types
        .iter()
        .zip(&advice.at)
        .map(|(ty, line)| format!("<a href=\"#L{line}\"><code>{}</code></a>", escape(ty)))
        .collect();
    let any = if advice.any { "any annotation, such as " } else { "" };
    let _ = writeln!(
        html,
        "<li><a href=\"#L{}\"><code>{}</code></a> with {any}{}: saves {}</li>",
        advice.line,
        escape(&advice.name),
        types.join(", "),
        advice.saved()
    );
}

/// What is called, by which way.
fn ways(html: &mut String, said: impl Iterator<Item = (&'static str, String)>) {
    let rows: String = said
        .map(|(way, names)| format!("<dt>{}</dt><dd><code>{}</code></dd>\n", escape(way), escape(&names)))
        .collect();
    if rows.is_empty() {
        html.push_str("<p>Nothing.</p>\n");
    } else {
        let _ = write!(html, "<dl>\n{rows}</dl>\n");
    }
}

/// A line of the source; `most` are the bytes of the longest.
fn line(html: &mut String, line: &Line, most: u64) {
    let count = match (line.once, line.cost.runtime) {
        (true, _) => "once".to_owned(),
        (false, 0) => String::new(),
        (false, count) => count.to_string(),
    };
    let (bytes, share) = match line.bytes {
        0 => (String::new(), 0),
        bytes => (bytes.to_string(), bytes * 100 / most),
    };
    let row = format!(
        "class=\"row heat{}\"><span>{}</span><span>{count}</span><span class=\"bytes\" style=\"--share:{share}\">{bytes}</span>\
         <code>{}</code>",
        line.heat,
        line.number,
        escape(&line.text)
    );
    if !line.has_more() {
        let _ = writeln!(html, "<div id=\"L{}\" {row}</div>", line.number);
        return;
    }
    let _ = writeln!(
        html,
        "<details class=\"line\" id=\"L{}\"><summary {row}</summary><div class=\"more\">",
        line.number
    );
    more(html, line);
    html.push_str("</div></details>\n");
}

/// What an open line shows.
fn more(html: &mut String, line: &Line) {
    if line.once {
        html.push_str("<p>It runs once, when the module is imported, and is bytecode.</p>\n");
    } else {
        let _ = writeln!(html, "<p>{} in one run; {} bytes.</p>", capital(&calls(line.cost)), line.bytes);
    }
    for text in &line.why {
        let _ = writeln!(html, "<p>{}</p>", sentence(text));
    }
    for text in &line.could {
        let _ = writeln!(html, "<p class=\"could\">{}</p>", sentence(text));
    }
    if line.tiers.said().next().is_some() {
        ways(html, line.tiers.said());
    }
    let c: String = line.c.iter().map(|(number, text)| format!("{number:>5} {text}\n")).collect();
    for (title, text) in [("IR", &line.ir), ("C", &c), ("Machine code", &line.machine)] {
        if !text.is_empty() {
            // A line scrolls sideways, by the keyboard too.
            let _ = writeln!(html, "<h3>{title}</h3><pre tabindex=\"0\">{}</pre>", escape(text));
        }
    }
}

/// With a capital at its beginning.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_source_holds_is_never_markup() {
        assert_eq!(escape("<b a=\"&\">\0"), "&lt;b a=&quot;&amp;&quot;&gt;\u{fffd}");
        assert_eq!(sentence("`a<b>` is < c"), "<code>a&lt;b&gt;</code> is &lt; c");
    }
}
