"""The corpora that the benchmark runs on, generated from a seed and kept until they are deleted.

Half of the main corpus is JSONL.zst and half Parquet. A third each of its text is Chinese and English prose, a quarter is source code of
the installed distributions, and the rest are copies, edited copies and pages that repeat protected works.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

import numpy as np
import orjson

from tests.bench import installed, manifest, planted, prose, shards
from tests.bench.planted import Pair, Record

SEED = 7
SHARES = {"zh": 0.345, "en": 0.345, "code": 0.24}
COPIES = 0.055
WORK_BYTES = 12_000
BYTES_A_WORK = 1_500_000
"""Text of the corpus to one protected work."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder with a manifest and shards, and what is in them: text, records, planted identifiers by record, planted pairs."""

    folder: Path
    text_bytes: int
    documents: int
    identifiers: Mapping[str, int] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()

    @property
    def manifest(self) -> Path:
        """The manifest to audit."""
        return self.folder / "manifest.json"


def main(root: Path, megabytes: float, seed: int = SEED, parts: int = 8) -> Corpus:
    """`megabytes` of text in `parts` shards a format, with planted identifiers, copies and works."""

    def make(folder: Path) -> Corpus:
        texts, works, pairs = _records(int(megabytes * 1e6), seed)
        crawl, library = texts[::2], texts[1::2]
        sources = [
            manifest.source("crawl", shards.write(folder / "crawl", crawl, "jsonl.zst", parts)),
            manifest.source("library", shards.write(folder / "library", library, "parquet", parts)),
            manifest.works("works", shards.write(folder / "works", works, "parquet", 1)),
        ]
        manifest.write(folder, "bench", sources)
        return _corpus(folder, [*texts, *works], pairs)

    return _kept(root / f"corpus-{megabytes:g}MB-{seed}", make)


def tiny(root: Path, files: int, seed: int = SEED) -> Corpus:
    """`files` JSONL shards of two records each, for what a shard costs."""

    def make(folder: Path) -> Corpus:
        vocabulary = prose.chinese(np.random.default_rng(seed))
        texts = _prose(np.random.default_rng(seed), vocabulary, "zh", 2 * files * 400, median=150)[: 2 * files]
        manifest.write(folder, "tiny", [manifest.source("tiny", shards.write(folder / "tiny", texts, "jsonl", files))])
        return _corpus(folder, texts)

    return _kept(root / f"tiny-{files}-{seed}", make)


def large_record(root: Path, megabytes: int, seed: int = SEED) -> Corpus:
    """One JSONL shard in which a record of `megabytes` stands among a hundred ordinary ones."""

    def make(folder: Path) -> Corpus:
        random = np.random.default_rng(seed)
        vocabulary = prose.chinese(random)
        data, ends = prose.text(random, vocabulary, megabytes * 1_000_000)
        ordinary = _prose(random, vocabulary, "zh", 400_000)
        large = Record("large", data[: int(ends[np.searchsorted(ends, megabytes * 1_000_000) - 1])], "zh")
        texts = [*ordinary[::2], large, *ordinary[1::2]]
        manifest.write(folder, "large", [manifest.source("large", shards.write(folder / "large", texts, "jsonl", 1))])
        return _corpus(folder, texts)

    return _kept(root / f"large-{megabytes}MB-{seed}", make)


def _records(size: int, seed: int) -> tuple[list[Record], list[Record], list[Pair]]:
    random = np.random.default_rng(seed)
    plain = Random(seed)
    languages = {"zh": prose.chinese(random), "en": prose.english(installed.comments(random))}
    texts = [r for name, v in languages.items() for r in _prose(random, v, name, int(size * SHARES[name]))]
    code = installed.code(random, int(size * SHARES["code"]))
    texts += [Record(f"code-{k:06d}", text, "code") for k, text in enumerate(code)]
    short = size * (1 - COPIES) - sum(len(r.text) for r in texts) - size // BYTES_A_WORK * WORK_BYTES * 1.5
    texts += _prose(random, languages["en"], "en", max(0, int(short)), prefix="more")
    works = [
        Record(f"work-{k:05d}", prose.documents(random, languages[name], WORK_BYTES, median=100 * WORK_BYTES)[0], name)
        for k, name in enumerate(["zh", "en"] * max(1, size // BYTES_A_WORK // 2))
    ]
    texts = planted.with_identifiers(plain, texts, size)
    copies, pairs = planted.copies(plain, texts, int(size * COPIES))
    pages, repeated = planted.pages(plain, works)
    texts = [*texts, *copies, *pages]
    plain.shuffle(texts)
    return texts, works, [*pairs, *repeated]


def _prose(
    random: np.random.Generator,
    vocabulary: prose.Vocabulary,
    name: str,
    size: int,
    *,
    median: int = 4000,
    prefix: str = "",
) -> list[Record]:
    texts = prose.documents(random, vocabulary, size, median) if size else []
    return [Record(f"{prefix or name}-{k:06d}", text, name) for k, text in enumerate(texts)]


def _corpus(folder: Path, texts: Sequence[Record], pairs: Sequence[Pair] = ()) -> Corpus:
    identifiers = {r.id: r.identifiers for r in texts if r.identifiers}
    return Corpus(folder, sum(len(r.text) for r in texts), len(texts), identifiers, tuple(pairs))


def _kept(folder: Path, make: Callable[[Path], Corpus]) -> Corpus:
    """What `make` leaves in `folder`, or what it left there before: `truth.json` is written last."""
    truth = folder / "truth.json"
    if not truth.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        made = make(folder)
        truth.write_bytes(orjson.dumps({k: v for k, v in asdict(made).items() if k != "folder"}))
    facts = orjson.loads(truth.read_bytes())
    pairs = tuple(Pair(**pair) for pair in facts.pop("pairs"))
    return Corpus(folder, pairs=pairs, **facts)
