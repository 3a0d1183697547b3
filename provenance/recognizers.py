"""Somebody's own recognisers of Presidio: read, checked and made ready before anything is scanned, so that what is wrong is told at once.

They come from a file (`recognizer_file`) and from installed packages, by the entry point group `provenance.presidio_recognizers`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from expectations.labels import LabelClass
from provenance.document import Document, read, validate
from provenance.manifests import native
from provenance.problems import InputError, Location, Problem, field_path, line_of
from provenance.recognizer_file import Kind, LabelPart, RecognizerFile, RecognizerPart, RegistryPart
from provenance.scanning import Job
from scanners import recognizers, registry
from scanners.recognizer_spec import NOTHING, PatternSpec, RecognizerSet, RecognizerSpec
from scanners.recognizers import Recognizer, UnusableError

_EXTRA = "needs Presidio: pip install 'provenance-auditor[presidio]'"
_SAMPLE = (
    "会议纪要：项目编号 A-2024-117，金额 3,500.00 元，由第三组于五月完成，详情见附件二，联系 zhao@example.org。"
    "The meeting of 12 May was moved to room 4B; minutes (12 pages) follow, see www.example.org/minutes?id=20240512 or +1 202 555 0143. "
)
_LEAST_SECONDS, _MOST_CHARACTERS = 0.1, 400_000


@dataclass(frozen=True, slots=True)
class Others:
    """The recognisers of an audit: what a worker is told, the detectors it makes of that, and what their labels are in law."""

    wanted: RecognizerSet = NOTHING
    detectors: tuple[Recognizer, ...] = ()
    classes: Mapping[str, LabelPart] = field(default_factory=dict)

    def told(self, work: Mapping[int, Job]) -> Mapping[int, Job]:
        """The jobs with what workers have to know of these. Their digests stay: what changed shows in the versions of the scanners."""
        if not self.wanted:
            return work
        return {shard: replace(job, task=replace(job.task, recognizers=self.wanted)) for shard, job in work.items()}

    @property
    def label_classes(self) -> dict[str, LabelClass]:
        """What their labels are in law, for the judge."""
        return {label: _class(label, told) for label, told in self.classes.items()}

    @property
    def versions(self) -> dict[str, int]:
        """The versions of these and of all of ours."""
        return registry.versions() | {d.name: d.version for d in self.detectors}


def of_audit(loaded: native.Loaded, path: str | Path | None) -> Others:
    """Those of the file that is named here, or else in the manifest, and of installed packages. Raises `InputError`."""
    if path is not None:
        return load(Path(path))
    named = loaded.manifest.dataset.recognizers
    return load(loaded.root / named.path, named.sha256) if named else load(None)


def load(path: Path | None, sha256: str | None = None) -> Others:
    """Those of the file, if there is one, and of installed packages. Raises `InputError` with everything that is wrong."""
    installed = tuple(sorted(point.name for point in entry_points(group=recognizers.GROUP)))
    if path is None and not installed:
        return Others()
    if find_spec("presidio_analyzer") is None:
        place = str(path) if path else f"entry point {installed[0]}"
        raise InputError([Problem(place, None, "", _EXTRA)])
    wanted, classes = RecognizerSet(installed=installed), {}
    if path is not None:
        document = read(path)
        if sha256 not in (None, document.digest):
            raise InputError([Problem(str(path), None, "", "is not the file whose SHA-256 the manifest states")])
        file = validate(document, RecognizerFile)
        wanted = RecognizerSet(_specs(document, file), _models(document, file), installed)
        classes = dict(file.provenance.labels)
    built = _built(wanted, str(path) if path else "installed recognisers")
    return Others(wanted, tuple(_with_families(d, classes) for d in built), classes)


def _class(label: str, told: LabelPart) -> LabelClass:
    """Somebody's own word that it is sensitive holds under every profile."""
    category, sensitive = told.category, told.sensitive
    head = None if sensitive in ("true", "false") else sensitive
    listed = "final" if sensitive == "true" else None
    return LabelClass(label, told.kind, category, head, listed, listed, minor=head == "minor")


def _with_families(detector: Recognizer, classes: Mapping[str, LabelPart]) -> Recognizer:
    """The detector with the families of those of its labels that are classified."""
    families = {label: _family(classes[label].kind) if label in classes else f for label, f in detector.labels.items()}
    return replace(detector, labels=families)


def _family(kind: Kind) -> str:
    return "personal" if kind == "person" else kind


def _built(wanted: RecognizerSet, place: str) -> tuple[Recognizer, ...]:
    ours = {d.name for d in registry.detectors()}
    try:
        found = recognizers.build(wanted)
        message = "has the name of another scanner" if ours & {d.name for d in found} else ""
    except UnusableError as error:
        message = str(error)
    except Exception as error:  # noqa: BLE001 - somebody else's code, which may raise anything and say anything
        message = f"a recogniser cannot be made ready ({type(error).__name__})"
    if message:
        raise InputError([Problem(place, None, "", message)])
    return found


def _specs(document: Document, file: RecognizerFile) -> tuple[RecognizerSpec, ...]:
    registries: list[tuple[Location, RegistryPart]] = [((), file)]
    if file.recognizer_registry is not None:
        registries.append((("recognizer_registry",), file.recognizer_registry))
    specs, problems, names = [], [], set()
    for base, part in registries:
        for index, recognizer in enumerate(part.recognizers):
            if not recognizer.enabled:
                continue
            location = (*base, "recognizers", index)
            wrong = [*_wrong(recognizer, part)]
            if (name := recognizers.scanner_name(recognizer.name)) in names:
                wrong.append((("name",), "another recogniser has this name"))
            names.add(name)
            problems += [_problem(document, (*location, *place), message) for place, message in wrong]
            specs.append(_spec(recognizer, part))
    if not specs and not (file.nlp_configuration and file.nlp_configuration.models):
        problems.append(_problem(document, (), "names no recogniser"))
    if problems:
        raise InputError(problems)
    return tuple(specs)


def _spec(part: RecognizerPart, registry_: RegistryPart) -> RecognizerSpec:
    languages = [each.language for each in part.supported_languages] or [part.supported_language or ""]
    words = [*part.context, *(word for each in part.supported_languages for word in each.context)]
    return RecognizerSpec(
        part.name,
        tuple(filter(None, languages)) or registry_.supported_languages or ("en",),
        part.supported_entity,
        (part.class_name or part.name) if part.predefined else None,
        tuple(PatternSpec(p.name, p.regex, p.score) for p in part.patterns),
        part.deny_list,
        part.deny_list_score,
        tuple(dict.fromkeys(words)),
        registry_.global_regex_flags,
    )


def _wrong(part: RecognizerPart, registry_: RegistryPart) -> Iterator[tuple[Location, str]]:
    """What is wrong with a recogniser beyond its form."""
    import regex

    if part.predefined:
        try:
            recognizers.predefined(part.class_name or part.name)
        except UnusableError as error:
            yield ("class_name" if part.class_name else "name",), str(error)
        if part.patterns or part.deny_list:
            yield ("type",), "one of Presidio's own has its own patterns; leave the type out"
        return
    if part.supported_entity is None:
        yield ("supported_entity",), "is required"
    if not part.patterns and not part.deny_list:
        yield ("patterns",), "patterns or a deny_list are required"
    for index, pattern in enumerate(part.patterns):
        try:
            regex.compile(pattern.regex, registry_.global_regex_flags)
        except (regex.error, ValueError, OverflowError, RecursionError) as error:
            at = getattr(error, "pos", None)
            yield (
                ("patterns", index, "regex"),
                "is no regular expression" + ("" if at is None else f"; character {at + 1}"),
            )


def _models(document: Document, file: RecognizerFile) -> tuple[tuple[str, str], ...]:
    import spacy

    models = file.nlp_configuration.models if file.nlp_configuration else ()
    place = ("nlp_configuration", "models")
    missing = [
        _problem(document, (*place, index, "model_name"), "is not installed, and nothing is downloaded")
        for index, model in enumerate(models)
        if not spacy.util.is_package(model.model_name)
    ]
    if missing:
        raise InputError(missing)
    return tuple((model.lang_code, model.model_name) for model in models)


def _problem(document: Document, location: Location, message: str) -> Problem:
    return Problem(document.file, line_of(location, document.lines), field_path(location), message)


def costly(detectors: Sequence[Recognizer]) -> Iterator[str]:
    """A sentence for each recogniser that has to see whole records, with its speed as measured here and now."""
    for detector in detectors:
        if detector.reads == "every record":
            yield (
                f"{detector.name} reads every record whole, since none of its matches is known to hold a word of three bytes or more: "
                f"{_told(_speed(detector))} MB/s for each worker here"
            )


def _told(speed: float) -> str:
    return f"{speed:,.0f}" if speed >= 10 else f"{speed:.2g}"


def _speed(detector: Recognizer) -> float:
    """MB of text that it reads in a second."""
    text = _SAMPLE
    try:
        _once(detector, text)  # which loads what it needs
        while (seconds := _once(detector, text)) < _LEAST_SECONDS and len(text) < _MOST_CHARACTERS:
            text *= 8
    except Exception:  # noqa: BLE001 - that it fails is told of the records on which it does
        return 0.0
    return len(text.encode()) / 1e6 / max(seconds, 1e-9)


def _once(detector: Recognizer, text: str) -> float:
    """The seconds that it takes for a text."""
    started = time.perf_counter()
    for _ in detector.find(text):
        pass
    return time.perf_counter() - started
