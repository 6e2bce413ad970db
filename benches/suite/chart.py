"""The chart, as SVG: bars on a logarithmic axis, a block of them for each group."""

from html import escape
from math import floor, log10

from bounds import three_digits

# One for each form: two greys for what MicroPython has, blues for mpyc, orange for C.
COLOURS = {"native": "#b4b4b4", "viper": "#7d7d7d", "words": "#fdae6b", "plain": "#9ecae1", "typed": "#4292c6", "fixed": "#08519c",
           "C": "#e6862e"}
LEFT, WIDTH, RIGHT = 215, 520, 30
BAR, GAP, LEGEND = 13, 16, 20


def text(x, y, words, anchor="start", size=12, colour="#222"):
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">{escape(words)}</text>'


def chart(rows, forms):
    """`rows`: (group, form → times as fast as bytecode). `forms`: (name, what it is)."""
    most = max(value for _, row in rows for value in row.values())
    least = min([1] + [value for _, row in rows for value in row.values()])
    # Room for the longest bar's number.
    high = log10(most) + 0.15
    low = log10(least) if least < 1 else 0.0

    def x(value):
        return LEFT + WIDTH * (log10(value) - low) / (high - low)

    top = 30 + LEGEND * len(forms)
    y, bars = top, []
    for group, row in rows:
        begin = y
        for form, _ in forms:
            if form not in row:
                continue
            value = row[form]
            left, right = sorted((x(1), x(value)))
            bars.append(f'<rect x="{left:.1f}" y="{y}" width="{max(right - left, 1):.1f}" height="{BAR - 2}" '
                        f'fill="{COLOURS[form]}"/>')
            bars.append(text(round(right + 4, 1), y + BAR - 4, three_digits(value), size=10, colour="#555"))
            y += BAR
        bars.append(text(LEFT - 10, (begin + y) / 2 + 3, group.split(":")[0], "end"))
        y += GAP
    bottom = y - GAP / 2
    lines = []
    for decade in range(floor(high) + 1):
        at = round(x(10 ** decade), 1)
        lines.append(f'<line x1="{at}" y1="{top - 6}" x2="{at}" y2="{bottom}" stroke="#ddd"/>')
        lines.append(text(at, bottom + 14, f"{10 ** decade} ×", "middle", 10, "#555"))
    legend = []
    for index, (form, title) in enumerate(forms):
        at = 14 + LEGEND * index
        legend.append(f'<rect x="{LEFT}" y="{at}" width="12" height="12" fill="{COLOURS[form]}"/>')
        legend.append(text(LEFT + 18, at + 10, f"{form}: {title.replace('`', '')}"))
    height, width = round(bottom + 24), LEFT + WIDTH + RIGHT
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *lines, *bars, *legend, "</svg>", "",
    ])
