"""A Presidio analyser of one's own, run only where something it looks for can stand.

    from provenance.presidio_windows import analyze, windowed
    results = analyze(texts, engine, language="en", entities=windowed(engine, "en"))

The compiled pass finds the places (an at sign, digits close together, addresses of networks, words that a pattern requires); what lies
around them goes to the analyser, many windows in a call. Offsets are those of the texts. Where a result touches the edge of its
window the window was too small and is made larger, so that what is returned is what the analyser says of the whole text, but for numbers
of less than five digits in a row and seven close together, which are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, PatternRecognizer, RecognizerResult

from provenance.text_windows import DIGITS, Bytes, Searched, Window
from scanners.base import Anchor
from scanners.digit_demand import demands
from scanners.recognizer_patterns import Patterns

AT, NETWORK = Anchor(infix="@", before=8, after=8), Anchor(quads=True, pairs=True, before=48, after=48)
WALLET = Anchor(token=(25, 62), literals=("bc1",), before=64, after=64)
PLACES: Mapping[str, Anchor] = {
    "CREDIT_CARD": DIGITS,
    "CRYPTO": WALLET,
    "EMAIL_ADDRESS": AT,
    "IBAN_CODE": DIGITS,
    "IP_ADDRESS": NETWORK,
    "MEDICAL_LICENSE": DIGITS,
    "PHONE_NUMBER": DIGITS,
    "UK_NHS": DIGITS,
    "US_BANK_NUMBER": DIGITS,
    "US_ITIN": DIGITS,
    "US_PASSPORT": DIGITS,
    "US_SSN": DIGITS,
}
"""What stands in every match of Presidio's own recogniser for an entity."""
_PREDEFINED = "presidio_analyzer.predefined_recognizers."
WIDE = 4096
"""Characters on either side of a window that was too small."""
CALL = 16_000
"""Characters of windows in one call of the analyser, whose own work on results grows with their square."""
BATCH = 4_000_000
BETWEEN = "\n\ue000\n"
"""What stands between windows in a call: no part of any word, number or blank."""


def windowed(engine: AnalyzerEngine, language: str = "en") -> list[str]:
    """The engine's entities whose places can be known before it is asked."""
    by_entity: dict[str, list[Anchor | None]] = {}
    for recognizer in engine.get_recognizers(language):
        for entity in recognizer.supported_entities:
            by_entity.setdefault(entity, []).append(_anchor(recognizer, entity))
    return sorted(entity for entity, anchors in by_entity.items() if None not in anchors)


def analyze(
    texts: Iterable[str],
    engine: AnalyzerEngine,
    language: str = "en",
    entities: Sequence[str] | None = None,
    **options: Any,
) -> Iterator[list[RecognizerResult]]:
    """What the engine finds in each text, in the order of the texts and of their characters.

    `options` are those of `AnalyzerEngine.analyze`. Raises `ValueError` for an entity whose places cannot be known; without `entities`, all
    of the engine's are meant.
    """
    wanted = engine.get_supported_entities(language) if entities is None else [*entities]
    if unknown := sorted({*wanted} - {*windowed(engine, language)}):
        raise ValueError(
            f"no window can be known for {', '.join(unknown)}; `windowed(engine)` names the entities for which one can"
        )
    groups: dict[frozenset[Anchor], list[str]] = {}
    for entity in wanted:
        offered = engine.registry.get_recognizers(language, [entity])
        anchors = (anchor for recognizer in offered if (anchor := _anchor(recognizer, entity)) is not None)
        groups.setdefault(_with_words_together(anchors), []).append(entity)
    asked = [(anchors, _Asking(engine, language, entities_, options)) for anchors, entities_ in groups.items()]
    return (found for batch in _batches(texts) for found in _batch(batch, asked))


def _anchor(recognizer: EntityRecognizer, entity: str) -> Anchor | None:
    """Where a recogniser's matches of an entity can stand; None where that is not known."""
    if type(recognizer).__module__.startswith(_PREDEFINED):
        return PLACES.get(entity)
    if isinstance(recognizer, PatternRecognizer) and type(recognizer).analyze is PatternRecognizer.analyze:
        required = Patterns(recognizer).required
        if required.words and required.reach is not None:
            return Anchor(literals=tuple(sorted(required.words)), before=4 * required.reach, after=4 * required.reach)
        if all(demands(pattern.regex, int(recognizer.global_regex_flags)) for pattern in recognizer.patterns):
            return DIGITS
    return None


def _with_words_together(anchors: Iterable[Anchor]) -> frozenset[Anchor]:
    """The anchors, of which those that are nothing but words are one."""
    given = {*anchors}
    words = [anchor for anchor in given if anchor.literals and anchor.token is None]
    if len(words) > 1:
        reach = max(anchor.before for anchor in words)
        literals = tuple(sorted({word for anchor in words for word in anchor.literals}))
        given = (given - {*words}) | {Anchor(literals=literals, before=reach, after=reach)}
    return frozenset(given)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _batch(
    texts: Sequence[str], asked: Sequence[tuple[frozenset[Anchor], _Asking]]
) -> Iterator[list[RecognizerResult]]:
    bytes_ = Bytes(texts)
    found: list[dict[tuple[str, int, int], RecognizerResult]] = [{} for _ in texts]
    searched = Searched(bytes_, frozenset[Anchor]().union(*(anchors for anchors, _ in asked)))
    for anchors, ask in asked:
        for window, result in ask(bytes_.windows(searched.places(anchors))):
            for start, each in _whole(texts[window.record], window, result, ask):
                each.start += start
                each.end += start
                kept = found[window.record].setdefault((each.entity_type, each.start, each.end), each)
                kept.score = max(kept.score, each.score)
    return (sorted(of_text.values(), key=lambda r: (r.start, r.end, r.entity_type)) for of_text in found)


def _whole(text: str, window: Window, result: RecognizerResult, ask: _Asking) -> Iterator[tuple[int, RecognizerResult]]:
    """A result and where its window begins; in the place of one at the edge of its window, all results of a wider one."""
    if not _touches(window, result):
        yield window.start, result
        return
    start = max(0, window.start - WIDE)
    wider = text[start : window.start + len(window.text) + WIDE]
    for _, each in ask([Window(window.record, start, wider, (False, False))]):
        yield start, each


def _touches(window: Window, result: RecognizerResult) -> bool:
    return (window.cut[0] and result.start <= 0) or (window.cut[1] and result.end >= len(window.text))


class _Asking:
    """The analyser, asked about many windows at once."""

    def __init__(
        self, engine: AnalyzerEngine, language: str, entities: Sequence[str], options: Mapping[str, Any]
    ) -> None:
        self._engine = engine
        self._options = {**options, "language": language, "entities": list(entities)}

    def __call__(self, windows_: Iterable[Window]) -> Iterator[tuple[Window, RecognizerResult]]:
        """Each window in which something was found, with what it is and where in the window."""
        call: list[Window] = []
        size = 0
        for window in windows_:
            call.append(window)
            size += len(window.text)
            if size >= CALL:
                yield from self._together(call)
                call, size = [], 0
        if call:
            yield from self._together(call)

    def _together(self, call: Sequence[Window]) -> Iterator[tuple[Window, RecognizerResult]]:
        starts, at = [], 0
        for window in call:
            starts.append(at)
            at += len(window.text) + len(BETWEEN)
        crossed = set()
        for result in self._engine.analyze(BETWEEN.join(window.text for window in call), **self._options):
            first = bisect_right(starts, result.start) - 1
            last = bisect_right(starts, result.end - 1) - 1
            if result.end - starts[first] > len(call[first].text):
                crossed |= {*range(first, last + 1)}
                continue
            result.start -= starts[first]
            result.end -= starts[first]
            yield call[first], result
        for k in sorted(crossed) if len(call) > 1 else ():
            yield from self._together([call[k]])
