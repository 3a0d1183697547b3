"""The demo corpus is what it says: reproducible, valid, planted where its truth says, and its check sees every difference."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

import provenance
from provenance.demo import AS_OF, Demo, build, check, content, planted_texts, truth
from provenance.demo.bench import Bench
from provenance.demo.prose import prose
from provenance.manifest import Manifest
from scanners.registry import detectors
from tests.provenance.shard_rows import rows

FOLD = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)}
SMALL = ("packaging", "PyYAML", "pluggy")


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return build(tmp_path_factory.mktemp("refused") / "demo", distributions=SMALL)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return build(tmp_path_factory.mktemp("clean") / "demo", variant="clean")


@pytest.fixture(params=["refused", "clean"])
def demo(request: pytest.FixtureRequest) -> Demo:
    made = request.getfixturevalue(request.param)
    assert isinstance(made, Demo)
    return made


def manifest(demo: Demo) -> Manifest:
    return Manifest.model_validate(yaml.safe_load(demo.manifest.read_text(encoding="utf-8")))


def texts(demo: Demo, source: str | None = None) -> dict[str, str]:
    """The texts of all whole shards of the seeded sources, by id."""
    sets = [
        s for entry in manifest(demo).sources if source in (None, entry.id) for s in entry.shards if s.rows is not None
    ]
    return {r["id"]: r["text"] for s in sets for r in rows(demo.folder / s.path, s.encoding or "utf-8")}


def digests(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_same_seed_gives_same_bytes(refused: Demo, tmp_path: Path) -> None:
    again = build(tmp_path / "elsewhere", distributions=SMALL)
    other = build(tmp_path / "other", seed=8, distributions=SMALL)
    assert digests(again.folder) == digests(refused.folder)
    assert digests(other.folder) != digests(refused.folder)


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept")
    with pytest.raises(FileExistsError):
        build(tmp_path, variant="clean")
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]


def test_manifest_is_valid_and_describes_what_lies_there(demo: Demo) -> None:
    declared = manifest(demo)
    assert [c.source for c in demo.counts] == [s.id for s in declared.sources]
    for part in (s for source in declared.sources for s in source.shards):
        path = demo.folder / part.path
        assert path.is_file()
        if part.sha256 is None or part.sha256 == "0" * 64:
            continue
        found = list(rows(path, part.encoding or "utf-8"))
        assert len(found) == part.rows
        assert hashlib.sha256(path.read_bytes()).hexdigest() == part.sha256
        mapped = set(part.columns.named().values())
        assert mapped.union(part.columns.text) <= set(found[0])


def test_counts_are_those_of_the_shards(demo: Demo) -> None:
    counted = {c.source: (c.records, c.text_bytes) for c in demo.counts}
    for source in (s for s in manifest(demo).sources if s.id != "broken"):
        found = [r["text"] for s in source.shards for r in rows(demo.folder / s.path, s.encoding or "utf-8")]
        assert counted[source.id] == (len(found), sum(len(t.encode()) for t in found))


def test_nothing_of_this_machine_is_written(demo: Demo) -> None:
    for path in (demo.manifest, demo.truth):
        assert str(demo.folder) not in path.read_text(encoding="utf-8")
        assert str(Path.home()) not in path.read_text(encoding="utf-8")


def test_private_texts_are_exactly_at_their_places(demo: Demo) -> None:
    planted = truth.read(demo.truth).planted
    documents = texts(demo)
    private = set(planted_texts(demo.folder))
    values = {documents[f.document][f.start : f.stop]: f for f in planted.findings}
    assert {v for v, f in values.items() if f.document.startswith(("chat", "entry"))} <= private
    assert all(v.strip() == v and len(v) == f.stop - f.start for v, f in values.items())
    sentences = [p for p in private - values.keys() if not any(c.isdigit() for c in p)]
    assert sentences
    for sentence in sentences:
        assert any(sentence in text for text in documents.values())


def test_private_sentences_share_no_eight_characters_with_anything_public(refused: Demo) -> None:
    sentences = [p for p in planted_texts(refused.folder) if not any(c.isdigit() for c in p) and "@" not in p]
    public = refused.manifest.read_text(encoding="utf-8") + prose(Random(1), "zh", 400) + prose(Random(1), "en", 400)
    pieces = {s[i : i + 8] for s in sentences for i in range(len(s) - 7)}
    assert len(pieces) > 100
    assert [p for p in pieces if p in public] == []


def test_detectors_find_what_is_planted_and_nothing_else(demo: Demo) -> None:
    planted = truth.read(demo.truth).planted
    documents = {i: t for source in planted.audited for i, t in texts(demo, source).items()}
    found = {
        (i, hit.label, hit.start, hit.stop)
        for i, text in documents.items()
        for detector in detectors()
        for hit in detector.find(text.translate(FOLD))
        if hit.score >= 0.5
    }
    assert found == {(f.document, f.label, f.start, f.stop) for f in planted.findings}


def five_grams(text: str) -> set[Any]:
    units = text.split() if text.isascii() else list(text)
    return {tuple(units[i : i + 5]) for i in range(len(units) - 4)}


def test_pairs_are_alike_and_others_are_not(refused: Demo) -> None:
    documents = texts(refused)
    pairs = truth.read(refused.truth).planted.pairs
    grams = {i: five_grams(documents[i]) for p in pairs for i in (p.document, p.other)}
    for pair in pairs:
        one, two = grams[pair.document], grams[pair.other]
        similarity = len(one & two) / len(one | two)
        assert (documents[pair.document] == documents[pair.other]) == (pair.kind == "exact")
        assert similarity > 0.88
    for left, right in pairwise(sorted({p.document for p in pairs if p.kind != "exact"})):
        assert len(grams[left] & grams[right]) / len(grams[left] | grams[right]) < 0.5
    assert {p.kind for p in pairs} == {"exact", "near", "work"}


def test_copies_pass_their_limits_whatever_is_installed(tmp_path: Path) -> None:
    for others in (0, 800, 30_000):
        bench = Bench(tmp_path / str(others), 7)
        made, alone = content.twins(bench, others), content.kana(bench, others)
        kinds = [p.kind for p in made.planted.pairs]
        total = others + made.records + alone.records
        assert alone.records / total > 0.01
        assert kinds.count("exact") / total > 0.01
        assert kinds.count("near") / total > 0.10


def test_distributions_bring_their_licence_files(refused: Demo) -> None:
    packaging = next(s for s in manifest(refused).sources if s.id == "dist-packaging")
    assert packaging.licence is not None
    assert packaging.licence.text is not None
    filed = (refused.folder / packaging.licence.text.path).read_bytes()
    assert hashlib.sha256(filed).hexdigest() == packaging.licence.text.sha256
    assert b"Apache License" in filed
    assert packaging.origin_country is None


@pytest.mark.slow
@pytest.mark.parametrize(("name", "code"), [("refused", 10), ("clean", 0)])
def test_an_audit_says_what_is_expected(name: str, code: int, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    demo: Demo = request.getfixturevalue(name)
    catalogue = tmp_path / "catalogue.duckdb"
    audit = provenance.audit(demo.manifest, catalogue=catalogue, as_of=AS_OF, jobs=2)
    assert check(catalogue, demo.truth) == []
    assert audit.exit_code == code
    held = catalogue.read_bytes()
    assert [p for p in planted_texts(demo.folder) if p.encode() in held] == []
