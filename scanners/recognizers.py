"""Recognisers of Presidio that somebody else wrote, as detectors of ours.

What a recogniser is asked about: windows around words that each of its matches must hold (`required`), whole records that hold one where
a match has no greatest length, or every record where nothing is known. It sees the text as stored, since its patterns were written for
that. presidio_analyzer is imported when there is something to build, and never for an audit without such recognisers.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import EntryPoint, entry_points, version
from typing import Any, Literal

from scanners.base import Anchor, Hit
from scanners.recognizer_patterns import CONTEXT_REACH, Patterns, Span
from scanners.recognizer_spec import RecognizerSet, RecognizerSpec
from scanners.required import UNKNOWN, Required

GROUP = "provenance.presidio_recognizers"
ADAPTER = 1
"""To be raised when the same recogniser would give other findings by what is written here."""
UNCLASSIFIED = "unclassified"
_LOCAL = re.compile(r"presidio_analyzer\.predefined_recognizers\.(?:generic|country_specific)\.")
"""Where Presidio keeps recognisers that look at the text and send it to nobody."""

Reads = Literal["windows", "records that hold a word", "every record"]


class UnusableError(ValueError):
    """A recogniser that cannot be used: what it is called or where it stands, and a sentence without any value of the file."""


@dataclass(slots=True, eq=False)
class Recognizer:
    """A detector (`scanners.base.Detector`) around a recogniser; `reads` says what of a record it is asked about."""

    name: str
    version: int
    anchor: Anchor
    labels: Mapping[str, str]
    reads: Reads
    spans: Callable[[str], Iterator[Span]] = field(repr=False)

    def find(self, text: str) -> Iterator[Hit]:
        """Hits in the text as stored; nothing that lies in another of the same label and has no better score. Raises whatever the
        recogniser raises, `TimeoutError` for a pattern that takes too long, and `ValueError` for a result that cannot be."""
        covered: dict[str, tuple[int, float]] = {}
        for start, stop, label, score in sorted(self.spans(text), key=lambda s: (s[0], -s[1], -s[3], s[2])):
            if not (0 <= start < stop <= len(text) and 0 <= score <= 1 and label in self.labels):
                raise ValueError(
                    "a result outside the text, without a score from 0 to 1, or of an entity that was not announced"
                )
            reached, best = covered.get(label, (0, 0.0))
            if stop <= reached and score <= best:
                continue
            covered[label] = (stop, score) if stop > reached else (reached, max(best, score))
            if score > 0:
                yield Hit(start, stop, label, float(score))


@cache
def build(wanted: RecognizerSet) -> tuple[Recognizer, ...]:
    """All detectors of a set, in the order of their names. Raises `UnusableError`, and whatever loading an installed one raises."""
    made = [_from_spec(spec) for spec in wanted.recognizers]
    made += [_model(*model) for model in wanted.models]
    points = {point.name: point for point in entry_points(group=GROUP)}
    made += [r for name in wanted.installed for r in _installed(points[name])]
    names = [r.name for r in made]
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise UnusableError(f"{', '.join(doubled)}: two recognisers have this name")
    return tuple(sorted(made, key=lambda r: r.name))


def scanner_name(name: str) -> str:
    """What a recogniser is called in the catalogue."""
    return "presidio_" + re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()).strip("_")


def _from_spec(spec: RecognizerSpec) -> Recognizer:
    from presidio_analyzer import Pattern, PatternRecognizer

    if spec.predefined is not None:
        theirs = predefined(spec.predefined)(supported_language=spec.languages[0])
        if spec.context:
            theirs.context = [*spec.context]
        return _around(theirs, spec.name, asdict(spec))
    patterns = [Pattern(p.name, p.regex, p.score) for p in spec.patterns]
    theirs = PatternRecognizer(
        spec.entity,
        spec.name,
        patterns=patterns,
        deny_list=[*spec.deny_list],
        deny_list_score=spec.deny_list_score,
        context=[*spec.context],
        global_regex_flags=spec.flags,
    )
    return _around(theirs, spec.name, asdict(spec))


def predefined(name: str) -> Any:
    """A class of Presidio's by its name. Raises `UnusableError` for one that there is not, or that hands text to a service or a model."""
    import presidio_analyzer.predefined_recognizers as theirs

    found = getattr(theirs, name, None)
    if not isinstance(found, type) or not _LOCAL.match(found.__module__):
        raise UnusableError("Presidio has no recogniser of this name that works on the text alone")
    _keep_suffixes_offline()
    return found


def _keep_suffixes_offline() -> None:
    """Lets tldextract, by which Presidio checks domains, use the list that it brings instead of fetching one."""
    import tldextract

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def _installed(point: EntryPoint) -> Iterator[Recognizer]:
    """The recognisers of an entry point: one, several, an NLP engine, or what gives them when it is called."""
    from presidio_analyzer import EntityRecognizer
    from presidio_analyzer.nlp_engine import NlpEngine

    loaded = point.load()
    given = loaded() if callable(loaded) and not isinstance(loaded, EntityRecognizer) else loaded
    origin = [point.value, point.dist.name if point.dist else "", point.dist.version if point.dist else ""]
    for theirs in given if isinstance(given, list | tuple) else (given,):
        if isinstance(theirs, NlpEngine):
            yield _engine(theirs, point.name, origin)
        elif isinstance(theirs, EntityRecognizer):
            yield _around(theirs, theirs.name, origin)
        else:
            raise UnusableError(f"{point.name}: an entry point gives recognisers or an NLP engine")


def _around(theirs: Any, name: str, origin: Any) -> Recognizer:
    from presidio_analyzer import PatternRecognizer

    labels = dict.fromkeys(theirs.supported_entities, UNCLASSIFIED)
    spans, needs = _asking(theirs), UNKNOWN
    if isinstance(theirs, PatternRecognizer) and type(theirs).analyze is PatternRecognizer.analyze:
        patterns = Patterns(theirs)
        spans, needs = patterns.spans, patterns.required
    return _detector(name, labels, needs, spans, [origin, _told(theirs)])


def _told(theirs: Any) -> Any:
    try:
        return theirs.to_dict()
    except Exception:  # noqa: BLE001 - what cannot describe itself is known by its origin alone
        return None


def _detector(
    name: str, labels: Mapping[str, str], needs: Required, spans: Callable[[str], Iterator[Span]], origin: Any
) -> Recognizer:
    reads: Reads = "every record"
    margin = 0
    if needs.words:
        reads = "records that hold a word" if needs.reach is None else "windows"
        margin = 4 * ((needs.reach or 0) + CONTEXT_REACH)
    anchor = Anchor(literals=tuple(sorted(needs.words)), before=margin, after=margin)
    made_of = [ADAPTER, version("presidio-analyzer"), version("regex"), origin]
    digest = hashlib.sha256(json.dumps(made_of, sort_keys=True, default=str).encode()).digest()
    return Recognizer(
        scanner_name(name), 1 + int.from_bytes(digest[:4], "big") // 4, anchor, dict(labels), reads, spans
    )


def _asking(theirs: Any) -> Callable[[str], Iterator[Span]]:
    """A recogniser with a method of its own. Presidio passes over a pattern of its own class that takes too long; here it counts."""
    from presidio_analyzer.pattern_recognizer import REGEX_TIMEOUT_SECONDS

    def spans(text: str) -> Iterator[Span]:
        started = time.monotonic()
        found = theirs.analyze(text, theirs.supported_entities, None) or []
        if time.monotonic() - started >= REGEX_TIMEOUT_SECONDS:
            raise TimeoutError
        for result in found:
            yield result.start, result.end, result.entity_type, result.score

    return spans


def _model(language: str, name: str) -> Recognizer:
    """The entities of a spaCy model that is installed."""
    import spacy
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    if not spacy.util.is_package(name):
        raise UnusableError("the spaCy model is not installed, and nothing is downloaded")
    engine = SpacyNlpEngine([{"lang_code": language, "model_name": name}])
    return _engine(engine, f"{language}_{name}", [language, name, version(name)])


def _engine(engine: Any, name: str, origin: Any) -> Recognizer:
    from presidio_analyzer import RecognizerRegistry

    if not engine.is_loaded():
        engine.load()
    languages = engine.get_supported_languages()
    registry = RecognizerRegistry(supported_languages=languages)
    registry.add_nlp_recognizer(engine)
    entities = sorted({entity for r in registry.recognizers for entity in r.supported_entities})

    def spans(text: str) -> Iterator[Span]:
        for language in _languages(text, languages):
            artifacts = engine.process_text(text, language)
            for theirs in registry.get_recognizers(language, all_fields=True):
                for result in theirs.analyze(text, entities, artifacts) or []:
                    yield result.start, result.end, result.entity_type, float(result.score)

    return _detector(name, dict.fromkeys(entities, UNCLASSIFIED), UNKNOWN, spans, origin)


def _languages(text: str, known: Sequence[str]) -> Sequence[str]:
    """Of an engine's languages those in which a text may be: Chinese only where there are Han characters."""
    has_han = re.search("[\u4e00-\u9fff]", text) is not None
    return [language for language in known if has_han or language != "zh"]
