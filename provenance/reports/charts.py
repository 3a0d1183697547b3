"""Bar charts as SVG text: no script, no outside reference, readable without colour because every bar carries its figures in words.

Each chart takes the report's facts and a language (`zh` or `en`) and returns one `<svg>` element; the same facts give the same bytes.
Text is drawn in the colour of its surroundings, fills follow the page's custom properties where it defines them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from expectations.verdict import Outcome
from provenance.reports.wording import figure, phrase

Language = Literal["zh", "en"]
Facts = Mapping[str, Any]

WIDTH, LABEL, NOTE, ROW, BAR, TOP = 820, 210, 230, 28, 16, 6
SPAN = WIDTH - LABEL - NOTE
SHOWN_BARS, SHOWN_SOURCES = 14, 5
FILLS = {
    "fail": "#9f1f24", "unproven": "#9a6209", "review": "#2f5d8a", "pass": "#2f6b4f", "not_applicable": "#a9a9a4",
    "0": "#24405c", "1": "#5f86ab", "2": "#9a7b4f", "3": "#6f8f72", "4": "#8a6d8f", "rest": "#b9b7b0",
}  # fmt: skip # rows, which read as a table
FONTS = "PingFang SC,Microsoft YaHei,Noto Sans CJK SC,WenQuanYi Micro Hei,sans-serif"
SYMBOLS = {"fail": "✕", "unproven": "?", "review": "◆", "pass": "✓", "not_applicable": "–"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: its size, its fill's name in `FILLS`, what it is, and a sign to stand in it."""

    size: float
    fill: str
    name: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: its label, its segments and the words at its end."""

    label: str
    segments: tuple[Segment, ...]
    note: str


def verdicts(facts: Facts, lang: Language) -> str:
    """Outcomes of the controls by clause: one segment an outcome, as wide as it has controls."""
    bars = [_clause(clause, lang) for clause in facts["clauses"]["rows"]]
    legend = [(o.value, f"{SYMBOLS[o]} {phrase('outcome', o.value)[lang]}") for o in Outcome]
    return draw(phrase("ui", "by_clause")[lang], bars, legend, lang)


def _clause(clause: Mapping[str, Any], lang: Language) -> Bar:
    counts = [(o.value, clause["by_outcome"][o.value]) for o in Outcome]
    segments = tuple(Segment(n, o, phrase("outcome", o)[lang], f"{SYMBOLS[o]} {n}") for o, n in counts if n)
    return Bar(clause["article"][lang], segments, f"{sum(n for _, n in counts)}")


def sources_by_licence(facts: Facts, lang: Language) -> str:
    """Records of the corpus by licence class, with the number of sources."""
    return _shares(facts["licences"]["rows"], "class", "by_licence", lang)


def sources_by_origin(facts: Facts, lang: Language) -> str:
    """Records of the corpus by declared origin, with the number of sources."""
    return _shares(facts["origins"]["rows"], "origin", "by_origin", lang)


def _shares(rows: Sequence[Mapping[str, Any]], column: str, title: str, lang: Language) -> str:
    bars = [
        Bar(
            phrase("class", row[column])[lang],
            (Segment(row["records"], "0", row[column]),),
            _amounts(row["records"], row["sources"], lang),
        )
        for row in rows
    ]
    return draw(phrase("ui", title)[lang], bars, (), lang)


def _amounts(records: int, sources: int, lang: Language) -> str:
    if lang == "zh":
        return f"{records:,} 条记录 · {sources:,} 个来源"
    return f"{records:,} record{'s' * (records != 1)} · {sources:,} source{'s' * (sources != 1)}"


def findings(facts: Facts, lang: Language) -> str:
    """Findings by kind; the sources with the most findings have a shade of their own, the others share one."""
    rows = [row for row in facts["findings"]["rows"] if row["role"] == "corpus"]
    per_source = _sums(rows, "source")
    named = [source for source, _ in per_source[:SHOWN_SOURCES]]
    bars = [_kind(label, [r for r in rows if r["label"] == label], named, lang) for label, _ in _sums(rows, "label")]
    legend = [(str(i), name) for i, name in enumerate(named)]
    rest = [("rest", phrase("ui", "others")[lang])] if len(per_source) > SHOWN_SOURCES else []
    return draw(phrase("ui", "by_kind")[lang], bars, [*legend, *rest], lang)


def _sums(rows: Sequence[Mapping[str, Any]], column: str) -> list[tuple[str, int]]:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row[column]] = sums.get(row[column], 0) + row["n"]
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))


def _kind(label: str, rows: Sequence[Mapping[str, Any]], named: Sequence[str], lang: Language) -> Bar:
    sums = dict(_sums(rows, "source"))
    segments = [Segment(sums[source], str(i), source) for i, source in enumerate(named) if source in sums]
    rest = sum(n for source, n in sums.items() if source not in named)
    others = (Segment(rest, "rest", phrase("ui", "others")[lang]),) if rest else ()
    return Bar(phrase("label", label)[lang], (*segments, *others), figure(sum(sums.values())))


def draw(title: str, bars: Sequence[Bar], legend: Sequence[tuple[str, str]], lang: Language) -> str:
    """The chart as one `<svg>` element, as high as it has bars; bars beyond `SHOWN_BARS` are said, not drawn."""
    if not bars:
        return _svg(title, [_text(0, 18, phrase("ui", "no_data")[lang], "start", 0.75)], 28)
    shown = bars[:SHOWN_BARS]
    scale = SPAN / (max(sum(s.size for s in bar.segments) for bar in shown) or 1)
    body = [_bar(bar, TOP + i * ROW, scale) for i, bar in enumerate(shown)]
    bottom = TOP + len(shown) * ROW
    rest = len(bars) - len(shown)
    more = [_text(LABEL, bottom + 14, f"+ {rest}", "start", 0.7)] if rest else []
    keys, height = _legend(legend, bottom + (22 if rest else 6))
    return _svg(title, [*body, *more, *keys], height)


def _svg(title: str, parts: Sequence[str], height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="{escape(title)}" font-family="{FONTS}" font-size="13" style="max-width:100%;height:auto">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _bar(bar: Bar, y: int, scale: float) -> str:
    parts = [
        f"<g><title>{escape(f'{bar.label}: {bar.note}')}</title>",
        _text(LABEL - 12, y + 13, clip(bar.label), "end"),
    ]
    x = float(LABEL)
    for segment in bar.segments:
        width = max(segment.size * scale, 1.0 if segment.size else 0.0)
        parts.append(_rect(x, y, max(width - 1, 0.6), segment))
        if segment.sign and width > 34:
            parts.append(_text(x + width / 2, y + 12.5, segment.sign, "middle", fill="var(--pv-on,#fff)", size=11))
        x += width
    parts.append(_text(x + 8, y + 13, bar.note, "start", 0.75))
    return "".join([*parts, "</g>"])


def _rect(x: float, y: float, width: float, segment: Segment) -> str:
    fill = f"var(--pv-{segment.fill},{FILLS[segment.fill]})"
    title = f"<title>{escape(f'{segment.name}: {figure(segment.size)}')}</title>"
    return f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" style="fill:{fill}">{title}</rect>'


def _text(
    x: float, y: float, text: str, anchor: str, opacity: float = 1, *, fill: str = "currentColor", size: int = 13
) -> str:
    look = f'style="fill:{fill}"' + (f' fill-opacity="{opacity}"' if opacity != 1 else "")
    look += f' font-size="{size}"' if size != 13 else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {look}>{escape(text)}</text>'


def _legend(entries: Sequence[tuple[str, str]], y: int) -> tuple[list[str], int]:
    """The key below the bars, in lines as wide as the chart, and the height that the chart ends at."""
    x, top, parts = float(LABEL), float(y + 10), []
    for fill, name in entries:
        text = clip(name)
        width = 20 + ems(text) * 13 + 18
        if x > LABEL and x + width > WIDTH:
            x, top = float(LABEL), top + 20
        parts.append(
            f'<rect x="{x:.1f}" y="{top:.1f}" width="12" height="12" style="fill:var(--pv-{fill},{FILLS[fill]})"/>'
        )
        parts.append(_text(x + 18, top + 11, text, "start", 0.75))
        x += width
    return parts, int(top + 22) if entries else y


def ems(text: str) -> float:
    """About how wide a text is, in em: wide characters one, others a little over half."""
    return sum(1.0 if ord(c) > 0x2E7F else 0.56 for c in text)


def clip(text: str, limit: float = 14.5) -> str:
    """The text, cut with an ellipsis where it would be wider than `limit` em."""
    if ems(text) <= limit:
        return text
    while text and ems(text) > limit - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"
