//! An account as a picture: one HTML file that needs nothing else, a rectangle a function, its area its bytes.
//!
//! Rectangles of one cause lie together, and within that those of one object. They are laid out here ("Squarified
//! Treemaps", Bruls, Huizing, van Wijk 2000: rows are filled while that makes their rectangles more like squares), so
//! that the file has no script.

use super::{Account, Cause};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const WIDTH: f64 = 1200.0;
const HEIGHT: f64 = 700.0;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rect {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
}

/// Divides a rectangle among weights that are sorted, the greatest first; each part's area is its share.
fn squarify(weights: &[f64], rect: Rect) -> Vec<Rect> {
    let total: f64 = weights.iter().sum();
    let mut parts = Vec::with_capacity(weights.len());
    let mut free = rect;
    let mut rest = weights;
    let scale = if total > 0.0 { rect.w * rect.h / total } else { 0.0 };
    while !rest.is_empty() {
        let side = free.w.min(free.h);
        // The row is as long as its worst rectangle gets better.
        let mut count = 1;
        while count < rest.len() {
            let row = |count: usize| rest.get(..count).unwrap_or(rest);
            if worst(row(count + 1), side, scale) > worst(row(count), side, scale) {
                break;
            }
            count += 1;
        }
        let (row, after) = rest.split_at(count);
        let area: f64 = row.iter().sum::<f64>() * scale;
        let thickness = if side > 0.0 { area / side } else { 0.0 };
        let mut along = 0.0;
        for weight in row {
            let length = if thickness > 0.0 { weight * scale / thickness } else { 0.0 };
            parts.push(if free.w <= free.h {
                Rect { x: free.x + along, y: free.y, w: length, h: thickness }
            } else {
                Rect { x: free.x, y: free.y + along, w: thickness, h: length }
            });
            along += length;
        }
        free = if free.w <= free.h {
            Rect { y: free.y + thickness, h: (free.h - thickness).max(0.0), ..free }
        } else {
            Rect { x: free.x + thickness, w: (free.w - thickness).max(0.0), ..free }
        };
        rest = after;
    }
    parts
}

/// The ratio of the sides of a row's least square rectangle.
fn worst(row: &[f64], side: f64, scale: f64) -> f64 {
    let area: f64 = row.iter().sum::<f64>() * scale;
    let most = row.first().copied().unwrap_or(0.0) * scale;
    let least = row.last().copied().unwrap_or(0.0) * scale;
    if area <= 0.0 || least <= 0.0 || side <= 0.0 {
        return f64::INFINITY;
    }
    let square = side * side;
    (square * most / (area * area)).max(area * area / (square * least))
}

fn colour(cause: Cause) -> &'static str {
    match cause {
        Cause::OwnCode => "#4e79a7",
        Cause::OwnConstants => "#76b7b2",
        Cause::OwnVariables => "#86bcb6",
        Cause::Runtime => "#f28e2b",
        Cause::Support => "#ffbe7d",
        Cause::SoftFloat => "#e15759",
        Cause::Helpers => "#ff9d9a",
        Cause::Libraries => "#b07aa1",
        Cause::Jumps => "#9c755f",
        Cause::Slots => "#d7b5a6",
        Cause::Startup => "#9c9cc0",
        Cause::Padding => "#d0d0d0",
        Cause::Code => "#4e79a7",
        Cause::Bytecode => "#59a14f",
        Cause::Relocations => "#edc948",
        Cause::Names => "#8cd17d",
        Cause::Constants => "#b6992d",
        Cause::Header => "#bab0ac",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The page.
#[must_use]
pub fn page(file: &str, account: &Account) -> String {
    let total = account.total();
    let mut html = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{name}: {total} bytes</title>\n\
         <style>\nbody {{ font: 14px sans-serif; margin: 1em; }}\nsvg text {{ font-size: 11px; pointer-events: none; }}\n\
         rect {{ stroke: white; stroke-width: 0.5; }}\ntd {{ padding: 0 0.6em; }}\ntd.n {{ text-align: right; }}\n\
         </style>\n</head>\n<body>\n<h1>{name}: {total} bytes</h1>\n<p>{bss} bytes of variables in memory besides.</p>\n\
         <svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"100%\" role=\"img\">\n",
        name = escape(file),
        bss = account.bss,
    );
    let causes = account.by_cause();
    let weights: Vec<f64> = causes.iter().map(|(_, bytes)| *bytes as f64).collect();
    let whole = Rect { x: 0.0, y: 0.0, w: WIDTH, h: HEIGHT };
    for ((cause, _), rect) in causes.iter().zip(squarify(&weights, whole)) {
        files(&mut html, account, *cause, rect);
    }
    html.push_str("</svg>\n<table>\n");
    for (cause, bytes) in &causes {
        let _ = writeln!(
            html,
            "<tr><td style=\"background:{}\">&nbsp;</td><td>{}</td><td class=\"n\">{bytes}</td><td class=\"n\">{:.1} %</td></tr>",
            colour(*cause),
            cause.label(),
            100.0 * *bytes as f64 / total.max(1) as f64,
        );
    }
    html.push_str("</table>\n</body>\n</html>\n");
    html
}

/// The bytes of an object, its name, and its functions with theirs.
type Group<'a> = (usize, &'a str, Vec<(usize, &'a str)>);

/// The rectangles of one cause.
fn files(html: &mut String, account: &Account, cause: Cause, rect: Rect) {
    let mut by_file: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for item in account.items.iter().filter(|item| item.cause == cause) {
        *by_file.entry(&item.file).or_default().entry(&item.name).or_default() += item.bytes;
    }
    let mut groups: Vec<Group> = by_file
        .into_iter()
        .map(|(file, names)| {
            let mut names: Vec<(usize, &str)> =
                names.into_iter().map(|(name, bytes)| (bytes, name)).collect();
            names.sort_by(|a, b| b.cmp(a));
            (names.iter().map(|(bytes, _)| bytes).sum(), file, names)
        })
        .collect();
    groups.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let weights: Vec<f64> = groups.iter().map(|(bytes, ..)| *bytes as f64).collect();
    for ((_, file, names), rect) in groups.iter().zip(squarify(&weights, rect)) {
        let weights: Vec<f64> = names.iter().map(|(bytes, _)| *bytes as f64).collect();
        for ((bytes, name), Rect { x, y, w, h }) in names.iter().zip(squarify(&weights, rect)) {
            let (name, file) = (escape(name), escape(file));
            let _ = writeln!(
                html,
                "<g><rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{w:.2}\" height=\"{h:.2}\" fill=\"{}\"><title>{name}: \
                 {bytes} bytes, {} ({file})</title></rect>",
                colour(cause),
                cause.label(),
            );
            let fits = name.chars().count() as f64 * 6.5 < w - 4.0 && h > 14.0;
            if fits {
                let _ = writeln!(html, "<text x=\"{:.2}\" y=\"{:.2}\">{name}</text>", x + 3.0, y + 12.0);
            }
            html.push_str("</g>\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_shares_and_fill_the_rectangle() {
        let rect = Rect { x: 10.0, y: 20.0, w: 600.0, h: 400.0 };
        for weights in [vec![6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], vec![1.0], vec![1000.0, 1.0, 1.0]] {
            let total: f64 = weights.iter().sum();
            let parts = squarify(&weights, rect);
            assert_eq!(parts.len(), weights.len());
            for (part, weight) in parts.iter().zip(&weights) {
                let share = rect.w * rect.h * weight / total;
                assert!((part.w * part.h - share).abs() < 1e-6, "{part:?} {share}");
                assert!(part.x >= rect.x - 1e-6 && part.x + part.w <= rect.x + rect.w + 1e-6, "{part:?}");
                assert!(part.y >= rect.y - 1e-6 && part.y + part.h <= rect.y + rect.h + 1e-6, "{part:?}");
            }
        }
        assert_eq!(squarify(&[], rect), []);
    }

    /// The example of the paper.
    #[test]
    fn rows_are_as_the_paper_has_them() {
        let parts = squarify(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], Rect { x: 0.0, y: 0.0, w: 6.0, h: 4.0 });
        let round = |rect: &Rect| [rect.x, rect.y, rect.w, rect.h].map(|n| (n * 100.0).round() / 100.0);
        assert_eq!(round(&parts[0]), [0.0, 0.0, 3.0, 2.0]);
        assert_eq!(round(&parts[1]), [0.0, 2.0, 3.0, 2.0]);
        assert_eq!(round(&parts[2]), [3.0, 0.0, 1.71, 2.33]);
    }
}
