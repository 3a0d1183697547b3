"""Precision and recall of the window detectors against labelled texts."""

from __future__ import annotations

import importlib.resources
import json
import random
import re
import sysconfig
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.accuracy.direct import Found
from tests.accuracy.truth import Licensed, Span, Text

Find = Callable[[str], Iterable[Found]]

KINDS = {
    "resident_id": ("id_number",),
    "mainland_mobile": ("phone", "phone_number"),
    "email": ("email", "email_address"),
    "bank_card": ("bank_card", "credit_card"),
}
"""scanner -> the kinds of the truth files that it answers to."""

LEVELS = (0.9, 0.5, 0.0)
"""Scores from which findings are counted apart: those that a rulebook may refuse for, those that it may ask a person about, others."""

Unlabelled = tuple[float, Counter[tuple[str, str, float]]]

_SEGMENT = re.compile(r"1(?:3[0-9]|4[5-79]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])[0-9]{8}")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for one scanner. `exact`: found with the very bounds; `overlap`: at least 80 % of the identifier covered."""

    scanner: str
    truth: int
    exact: int
    overlap: int
    said: int
    right: int

    @property
    def precision(self) -> float | None:
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        return self.exact / self.truth if self.truth else None


def personal(texts: Iterable[Text], find: Find, least: float) -> list[Score]:
    """Scores of each scanner that the texts have labels for, over hits of at least `least`.

    Of telephone labels, only eleven digits that begin with 1 are counted as truth for mobiles; landlines and foreign numbers are
    other kinds, and a hit inside one is neither right nor wrong.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        hits = [hit for hit in find(text.text) if hit.score >= least]
        for scanner, kinds in KINDS.items():
            spans = [span for span in text.spans if span.kind in kinds]
            _count(counts, scanner, text.text, spans, [hit for hit in hits if hit.scanner == scanner])
    return [_score(counts, scanner) for scanner in KINDS if counts[scanner, "truth"]]


def _count(counts: Counter[tuple[str, str]], scanner: str, text: str, spans: list[Span], hits: list[Found]) -> None:
    wanted = [span for span in spans if scanner != "mainland_mobile" or _is_mobile(text[span.core : span.stop])]
    others = [span for span in spans if span not in wanted]
    for span in wanted:
        counts[scanner, "truth"] += 1
        counts[scanner, "exact"] += any(hit.start in (span.start, span.core) and hit.stop == span.stop for hit in hits)
        counts[scanner, "overlap"] += any(_shared(hit, span) >= 0.8 * (span.stop - span.core) for hit in hits)
    for hit in hits:
        if any(_shared(hit, span) > 0 for span in wanted):
            counts[scanner, "right"] += 1
        elif any(_shared(hit, span) > 0 for span in others):
            continue
        counts[scanner, "said"] += 1


def _is_mobile(value: str) -> bool:
    digits = re.sub(r"\D", "", value)
    return re.fullmatch(r"(?:(?:00)?86)?1[3-9][0-9]{9}", digits) is not None


def unassigned(texts: Iterable[Text]) -> int:
    """How many mobile labels lie in segments that the table does not assign: invented numbers that nobody has."""
    values = (text.text[s.core : s.stop] for text in texts for s in text.spans if s.kind in KINDS["mainland_mobile"])
    return sum(_is_mobile(value) and _SEGMENT.search(re.sub(r"\D", "", value)[-11:]) is None for value in values)


def _shared(hit: Found, span: Span) -> int:
    return min(hit.stop, span.stop) - max(hit.start, span.core)


def _score(counts: Counter[tuple[str, str]], scanner: str) -> Score:
    return Score(scanner, *(counts[scanner, name] for name in ("truth", "exact", "overlap", "said", "right")))


@dataclass(frozen=True, slots=True)
class LicenceScore:
    """Counts over licence files. Files with one licence: `exact` when it and nothing else was found; `keys` counts single licences
    over all files that have no compound expression."""

    files: int
    exact: int
    keys: int
    found: int
    said: int


def licences(files: Iterable[Licensed], find: Find, least: float) -> LicenceScore:
    """Licence detections against curated keys, compared as SPDX identifiers without regard to case."""
    names = _spdx_names()
    counts: Counter[str] = Counter()
    for file in files:
        if any(re.search(r" (?:and|or|with) ", key, re.IGNORECASE) for key in file.expressions):
            continue
        wanted = {names.get(key, key).lower() for key in file.expressions}
        got = {hit.expression.lower() for hit in find(file.text) if hit.expression and hit.score >= least}
        counts.update(keys=len(wanted), found=len(wanted & got), said=len(got))
        if len(wanted) == 1:
            counts.update(files=1, exact=int(wanted == got))
    return LicenceScore(counts["files"], counts["exact"], counts["keys"], counts["found"], counts["said"])


def _spdx_names() -> dict[str, str]:
    index = importlib.resources.files("license_expression") / "data" / "scancode-licensedb-index.json"
    records = json.loads(index.read_text(encoding="utf-8"))
    return {record["license_key"]: record.get("spdx_license_key") or record["license_key"] for record in records}


def sources(limit: int) -> Iterator[str]:
    """Source text of installed distributions in path order, up to `limit` characters: no one labelled it."""
    seen = 0
    for path in sorted(Path(sysconfig.get_path("purelib")).rglob("*.py")):
        text = path.read_text(encoding="utf-8", errors="replace")
        seen += len(text)
        if seen > limit:
            return
        yield text


def unlabelled(texts: Iterable[str], find: Find) -> Unlabelled:
    """Megabytes read, and findings by scanner, label and level of score."""
    size, counts = 0, Counter[tuple[str, str, float]]()
    for text in texts:
        size += len(text.encode("utf-8", "replace"))
        counts.update((hit.scanner, hit.label, _level(hit.score)) for hit in find(text))
    return size / 1e6, counts


def chance(find: Find, length: int, n: int) -> Counter[tuple[str, float]]:
    """Findings by scanner and level of score in `n` sentences that each hold `length` random digits (seed 7).

    The sentence says nothing of what the number is: this is what check digits and tables let through by chance.
    """
    draw = random.Random(7)
    counts = Counter[tuple[str, float]]()
    for _ in range(n):
        digits = str(draw.randrange(1, 10)) + "".join(str(draw.randrange(10)) for _ in range(length - 1))
        counts.update((hit.scanner, _level(hit.score)) for hit in find(f"测得数值{digits}，见附表。"))
    return counts


def _level(score: float) -> float:
    return next(level for level in LEVELS if score >= level)
