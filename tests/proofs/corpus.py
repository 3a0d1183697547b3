"""A corpus in which everything is in order, to be broken on purpose, and an audit of it that costs no process."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import provenance
from expectations import rulebook
from provenance import auditing
from provenance.demo import AS_OF, build
from provenance.notebook import Audit

Entry = dict[str, Any]
LAW = "cn-interim-measures-2023"
ROWS = 20
SEASONS = (
    "第{}天，春天来了，河边的柳树发出新芽，孩子们在岸上放风筝。",
    "On day {} of the spring the children were at the river and flew their kites with the others.",
)


class InProcess:
    """What `Pool` promises, without processes: a worker's function is called right here."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.done: list[Any] = []

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def start(self, count: int) -> None:
        return None

    def run(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for task in tasks:
            self.done.append(task)
            yield task, function(task)


@dataclass(frozen=True)
class Corpus:
    """A copy of the corpus with the catalogue of an audit that passed."""

    folder: Path

    @property
    def manifest(self) -> Path:
        return self.folder / "manifest.yaml"

    @property
    def catalogue(self) -> Path:
        return self.folder / "manifest.duckdb"

    @contextmanager
    def declared(self) -> Iterator[Entry]:
        """The manifest as a value; what is changed in it is written back."""
        value = json.loads(self.manifest.read_text("utf-8"))
        yield value
        self.manifest.write_text(json.dumps(value, ensure_ascii=False), "utf-8")

    @contextmanager
    def source(self, name: str) -> Iterator[Entry]:
        """One source of the manifest, to be changed."""
        with self.declared() as value:
            yield next(s for s in value["sources"] if s["id"] == name)

    def shard(self, name: str, number: int = 0) -> Path:
        """Where a shard of a source lies."""
        value = json.loads(self.manifest.read_text("utf-8"))
        return self.folder / next(s for s in value["sources"] if s["id"] == name)["shards"][number]["path"]

    def put(self, data: bytes, suffix: str, name: str = "manuals", **fields: Any) -> Path:
        """Puts these bytes in the place of all shards of a source and declares their digest, and that all of it was checked;
        `fields` add to the entry."""
        path = self.folder / "corpus" / name / f"put{suffix}"
        path.write_bytes(data)
        with self.source(name) as entry:
            columns = {"text": "text", "id": "id", "url": "url"}
            for before in entry["shards"]:
                if self.folder / before["path"] != path:
                    self.folder.joinpath(before["path"]).unlink(missing_ok=True)
            shard = {"path": f"corpus/{name}/put{suffix}", "columns": columns, "sha256": sha256(path), "rows": ROWS}
            entry["shards"] = [shard | fields]
            entry["assessment_after"]["sample_size"] = fields.get("rows") or ROWS
        return path

    def audit(self, **options: Any) -> Audit:
        return provenance.audit(self.manifest, **({"as_of": AS_OF, "jobs": 1} | options))


def records(count: int = ROWS, text: str | None = None) -> bytes:
    """JSON Lines that every control is content with; `text` replaces all texts."""
    lines = [
        {
            "id": f"put-{k}",
            "text": SEASONS[k % 2].format(k) if text is None else text,
            "url": f"https://h{k % 5}.example.zz/{k}",
        }
        for k in range(count)
    ]
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def outcomes(audit: Audit) -> dict[str, str]:
    """Control -> outcome."""
    frame = audit.verdicts
    return dict(zip(frame["control"], frame["outcome"], strict=True))


def reasons(audit: Audit) -> set[tuple[str, str]]:
    """(control, reason) of all that did not pass."""
    frame = audit.sql("SELECT DISTINCT control, reason FROM verdict_reason WHERE outcome <> 'not_applicable'")
    return set(frame.itertuples(index=False, name=None))


def built(folder: Path) -> Corpus:
    """The corpus in a new folder, audited once."""
    build(folder, variant="clean")
    corpus = Corpus(folder)
    value = yaml.safe_load(corpus.manifest.read_text("utf-8"))
    corpus.manifest.write_text(json.dumps(value, default=str), "utf-8")
    assert corpus.audit().exit_code == 0
    return corpus


def copied(corpus: Corpus, folder: Path) -> Corpus:
    shutil.copytree(corpus.folder, folder, symlinks=True)
    return Corpus(folder)


def without_processes(patch: pytest.MonkeyPatch) -> None:
    """Audits in this process, and reads each rulebook once: what is left is what an audit does."""
    patch.setattr(auditing, "Pool", InProcess)
    patch.setattr(auditing, "load", _load)


@functools.cache
def _load(name: str) -> rulebook.Rulebook:
    """A rulebook; after `#` the one control of it that is judged beside the one that decides whether the Measures apply."""
    name, _, control = name.partition("#")
    book = rulebook.load(name)
    kept = {i: rule for i, rule in book.rules.items() if i in (control, book.applicability.rule)}
    return dataclasses.replace(book, rules=kept) if control else book


def assert_shut(corpus: Corpus, control: str, reason: str, **options: Any) -> Audit:
    """An audit under this control alone is no pass, by exit code and by report, and the control says why."""
    audit = corpus.audit(rulebook=f"{LAW}#{control}", **options)
    assert audit.exit_code in (10, 11)
    assert audit.facts()["outcome"]["decision"] in ("refused", "not_demonstrated")
    assert outcomes(audit)[control] in ("fail", "unproven", "review")
    assert (control, reason) in reasons(audit)
    return audit
