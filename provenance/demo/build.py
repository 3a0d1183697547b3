"""Builds a demo corpus: manifest, shards, evidence, and the truth about all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from provenance.demo import clean, content, crawled, dataset, distributions, holders, personal, truth
from provenance.demo.bench import AS_OF, Bench, Entry, Made, Maker
from provenance.demo.expected import expected_of
from provenance.demo.truth import Planted, Truth, Variant

REFUSED: tuple[Maker, ...] = (
    personal.chats,
    personal.directory,
    personal.lookalikes,
    crawled.web_in_order,
    crawled.web_late_robots,
    crawled.web_gaps,
    holders.manuals,
    holders.novels_out_of_term,
    holders.essays,
    holders.republished,
    holders.works,
    holders.fan_pages,
    content.notices,
    content.labelled,
    content.generated,
    content.legacy,
    content.broken,
    content.stray,
)
CLEAN: tuple[Maker, ...] = (
    clean.essays_in_order,
    clean.chats_in_order,
    clean.generated_in_order,
    crawled.web_in_order,
    holders.manuals,
    holders.licensed_works,
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many records and bytes of text a source of the demo has."""

    source: str
    records: int
    text_bytes: int


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo corpus that was built, and what is in it."""

    folder: Path
    variant: Variant
    counts: tuple[Count, ...]
    left_out_files: int = 0
    left_out_bytes: int = 0

    @property
    def manifest(self) -> Path:
        """The manifest to audit."""
        return self.folder / "manifest.yaml"

    @property
    def truth(self) -> Path:
        """What an audit as of `AS_OF` must say."""
        return self.folder / "truth.json"


def build(
    folder: Path, seed: int = 7, distributions: Sequence[str] | None = None, variant: Variant = "refused"
) -> Demo:
    """Writes a demo corpus into `folder`, which must be empty or absent (else `FileExistsError`).

    The same seed and the same installed distributions give the same bytes. `distributions` limits which of them are taken (none,
    if empty); the clean variant takes none.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(folder, seed)
    return _clean(bench) if variant == "clean" else _refused(bench, distributions)


def _clean(bench: Bench) -> Demo:
    sources = [maker(bench) for maker in CLEAN]
    _write(
        bench, dataset.clean(bench), sources, Truth("clean", bench.seed, AS_OF, expected_of("clean"), _planted(sources))
    )
    return Demo(bench.folder, "clean", _counts(sources))


def _refused(bench: Bench, names: Sequence[str] | None) -> Demo:
    collected = distributions.collect(bench, names)
    sources = [*collected.sources, *(maker(bench) for maker in REFUSED)]
    others = sum(s.records for s in sources)
    sources += [content.kana(bench, others), content.twins(bench, others)]
    expected = expected_of("refused", collected.declared)
    _write(bench, dataset.refused(bench), sources, Truth("refused", bench.seed, AS_OF, expected, _planted(sources)))
    return Demo(bench.folder, "refused", _counts(sources), collected.left_out_files, collected.left_out_bytes)


def _planted(sources: Sequence[Made]) -> Planted:
    union = Planted.union(s.planted for s in sources)
    return replace(union, private=tuple(dict.fromkeys(union.private)))


def _counts(sources: Sequence[Made]) -> tuple[Count, ...]:
    return tuple(Count(s.entry["id"], s.records, s.text_bytes) for s in sources)


def _write(bench: Bench, described: Entry, sources: Sequence[Made], planted: Truth) -> None:
    manifest = {"provenance": 1, "dataset": described, "sources": [s.entry for s in sources]}
    text = yaml.dump(manifest, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)
    (bench.folder / "manifest.yaml").write_text(text, encoding="utf-8")
    truth.write(planted, bench.folder / "truth.json")


class _Plain(yaml.SafeDumper):
    """YAML without anchors: a manifest is read by people."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        return True
