"""The demo corpus is what it says: reproducible, valid, planted where its truth says, and its check sees every difference."""

from __future__ import annotations

import csv
import gzip
import hashlib
import importlib.resources
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from provenance.demo import AS_OF, Demo, build, check, planted_texts, shards, truth
from provenance.demo import identifiers as made_up
from provenance.demo.bench import Bench, Record
from provenance.demo.distributions import collect, declared_licence, installed
from provenance.demo.prose import lightly_edited, prose
from provenance.manifest import Manifest
from scanners import identifiers as judged
from scanners.registry import detectors

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


def rows(path: Path, encoding: str) -> Iterator[dict[str, Any]]:
    """The rows of a shard, by readers other than the product's."""
    data = path.read_bytes()
    if path.suffix == ".parquet":
        yield from pq.read_table(path).to_pylist()
    elif path.suffix == ".arrow":
        yield from pa.ipc.open_file(path).read_all().to_pylist()
    elif path.suffix == ".csv":
        yield from csv.DictReader(io.StringIO(data.decode(encoding), newline=""))
    else:
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        elif path.suffix == ".zst":
            data = pa.input_stream(str(path), compression="zstd").read()
        yield from map(orjson.loads, data.splitlines())


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
        mapped = {v for v in part.columns.model_dump().values() if v is not None}
        assert mapped <= set(found[0])


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
    from provenance.demo.content import twins

    for others in (0, 800, 30_000):
        made = twins(Bench(tmp_path / str(others), 7), others)
        kinds = [p.kind for p in made.planted.pairs]
        total = others + made.records
        assert kinds.count("exact") / total > 0.01
        assert kinds.count("near") / total > 0.10


@pytest.mark.parametrize("seed", range(40))
def test_check_characters_hold_and_lookalikes_do_not(seed: int) -> None:
    random = Random(seed)
    assert judged.is_resident(made_up.resident(random))
    assert not judged.is_resident(made_up.wrong_resident(random))
    assert judged.is_uscc(made_up.credit_code(random))
    assert not judged.is_uscc(made_up.wrong_credit_code(random))
    assert len(made_up.provider_code(made_up.credit_code(random))) == 27
    card, wrong = made_up.bank_card(random), made_up.wrong_card(random)
    assert (len(card), made_up.luhn_check(card[:-1])) == (19, card[-1])
    assert made_up.luhn_check(wrong[:-1]) != wrong[-1]


@pytest.mark.parametrize(("number", "check_character"), [("11010519491231002", "X"), ("44052418800101001", "4")])
def test_resident_check_agrees_with_the_standards_examples(number: str, check_character: str) -> None:
    assert made_up.resident_check(number) == check_character


@pytest.mark.parametrize(
    ("body", "check_digit"), [("411111111111111", "1"), ("7992739871", "3"), ("37828224631000", "5")]
)
def test_luhn_agrees_with_published_examples(body: str, check_digit: str) -> None:
    assert made_up.luhn_check(body) == check_digit


@pytest.mark.parametrize("form", shards.ROTATION)
def test_shards_hold_their_rows_and_no_clock(form: shards.Form, tmp_path: Path) -> None:
    content: list[shards.Row] = [{"id": "a", "text": 'one "two", 三\n四\r\n'}, {"id": "b", "text": ""}]
    one, two = shards.write(tmp_path / "one", content, form), shards.write(tmp_path / "two", content, form)
    assert one.read_bytes() == two.read_bytes()
    assert list(rows(one, "utf-8")) == content


@pytest.mark.parametrize("language", ["zh", "en"])
def test_prose_is_free_of_findings(language: Any) -> None:
    text = lightly_edited(Random(3), prose(Random(2), language, 200), language)
    assert [hit for detector in detectors() for hit in detector.find(text)] == []


class Metadata(dict[str, list[str]]):
    """Just enough of a distribution's metadata."""

    def get_all(self, name: str, failobj: Any = None) -> Any:
        return self.get(name, failobj)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"License-Expression": ["MIT"], "License": ["see file"]}, "MIT"),
        ({"License": ["BSD 3-Clause"], "Classifier": ["License :: OSI Approved :: MIT License"]}, "BSD 3-Clause"),
        ({"License": ["UNKNOWN"], "Classifier": ["License :: OSI Approved :: MIT License"]}, "MIT License"),
        ({"License": ["Copyright (c) 2001\n\nRedistribution and use"]}, None),
        (
            {
                "Classifier": [
                    "License :: OSI Approved :: MIT License",
                    "License :: OSI Approved :: Apache Software License",
                ]
            },
            None,
        ),
        ({"Classifier": ["Programming Language :: Python"]}, None),
        ({}, None),
    ],
)
def test_declared_licence(fields: dict[str, list[str]], expected: str | None) -> None:
    assert declared_licence(Metadata(fields)) == expected  # type: ignore[arg-type]


def test_distributions_stay_within_their_limit(tmp_path: Path) -> None:
    whole = collect(Bench(tmp_path / "whole", 7), SMALL)
    half = sum(s.text_bytes for s in whole.sources) // 2
    part = collect(Bench(tmp_path / "part", 7), SMALL, limit=half)
    assert 0 < sum(s.text_bytes for s in part.sources) <= half
    assert part.left_out_files > whole.left_out_files
    assert part.left_out_bytes >= half
    assert set(installed(["pyyaml"])) == {"pyyaml"}


def test_distributions_bring_their_licence_files(refused: Demo) -> None:
    packaging = next(s for s in manifest(refused).sources if s.id == "dist-packaging")
    assert packaging.licence is not None
    assert packaging.licence.text is not None
    filed = (refused.folder / packaging.licence.text.path).read_bytes()
    assert hashlib.sha256(filed).hexdigest() == packaging.licence.text.sha256
    assert b"Apache License" in filed
    assert packaging.origin_country is None


# The check, against a catalogue made by hand ---------------------------------------------------------------------------

PLANTED = truth.Planted(
    findings=(truth.Finding("d0", "email", 3, 9),),
    pairs=(truth.Pair("d0", "d1", "near"), truth.Pair("d1", "w0", "work")),
    notices=(truth.Notice("d1", "MIT"),),
    labels=(truth.Label("d0", "json", True, "X"),),
    broken=(truth.Broken("b/cut.jsonl.gz", "truncated"),),
    audited=("s", "w"),
)
EXPECTED = truth.Expected(
    {"A7-1.01": "fail"}, {"A7-1.01": {"s": "fail"}}, {"A7-1.01": {"s": ("orphan",), "-": ("none",)}}
)
ROWS = """
INSERT INTO t_source (source, role) VALUES ('s', 'corpus'), ('w', 'works'), ('other', 'corpus');
INSERT INTO t_shard (shard, source, path) VALUES (1, 's', 'corpus/s/a.jsonl'), (2, 'w', 'corpus/w/a.jsonl'), (3, 'other', 'b/cut.jsonl.gz');
INSERT INTO t_document (shard, row, id) VALUES (1, 0, 'd0'), (1, 1, 'd1'), (2, 0, 'w0'), (3, 0, 'o0');
INSERT INTO t_label VALUES ('email', 'email', 'personal');
INSERT INTO t_finding VALUES (1, 0, 'email', 'email', 3, 9, 0.9), (1, 1, 'email', 'email', 0, 4, 0.3);
INSERT INTO t_finding VALUES (3, 0, 'email', 'email', 0, 4, 0.9);
INSERT INTO t_licence_detection VALUES (1, 1, 0, 3, 'MIT', 1);
INSERT INTO t_aigc_label VALUES (1, 0, 0, 3, 'json', '1', 'code', 'X', 'generate', true);
INSERT INTO t_duplicate VALUES (1, 1, 1, 0, 0.9, 'near');
INSERT INTO t_work_match VALUES (1, 1, 2, 0, 0, 3, 0, 3, 0.9, 'near');
INSERT INTO t_quarantine VALUES (3, 7, 'byte 7', 'truncated');
INSERT INTO t_verdict (control, source, outcome) VALUES ('A7-1.01', NULL, 'fail'), ('A7-1.01', 's', 'fail'), ('A7-1.01', 'other', 'pass');
INSERT INTO t_reason (control, source, reason) VALUES ('A7-1.01', 's', 'orphan'), ('A7-1.01', NULL, 'none'), ('A7-1.01', 's', 'more');
"""


def checked(tmp_path: Path, change: str) -> list[str]:
    catalogue = tmp_path / "catalogue.duckdb"
    with duckdb.connect(str(catalogue)) as connection:
        connection.execute(
            importlib.resources.files("provenance").joinpath("catalogue.sql").read_text(encoding="utf-8")
        )
        connection.execute(ROWS + change)
    truth.write(truth.Truth("refused", 7, AS_OF, EXPECTED, PLANTED), tmp_path / "truth.json")
    return check(catalogue, tmp_path / "truth.json")


def test_check_is_content_with_what_was_expected(tmp_path: Path) -> None:
    assert checked(tmp_path, "") == []


@pytest.mark.parametrize(
    ("change", "differences"),
    [
        (
            "UPDATE t_verdict SET outcome = 'pass' WHERE source IS NULL",
            ["verdict missing: A7-1.01 fail", "verdict not expected: A7-1.01 pass"],
        ),
        ("INSERT INTO t_verdict (control, outcome) VALUES ('A7-9.99', 'pass')", ["verdict not expected: A7-9.99 pass"]),
        (
            "UPDATE t_verdict SET outcome = 'pass' WHERE source = 's'",
            ["verdict of A7-1.01 for s: expected fail, got pass"],
        ),
        ("DELETE FROM t_verdict WHERE source = 's'", ["verdict of A7-1.01 for s: expected fail, got none"]),
        ("DELETE FROM t_reason WHERE reason = 'orphan'", ["reason of A7-1.01 for s: expected orphan, not given"]),
        ("DELETE FROM t_finding WHERE row = 0 AND shard = 1", ["finding missing: d0 email 3 9"]),
        (
            "UPDATE t_finding SET stop = 10 WHERE stop = 9",
            ["finding missing: d0 email 3 9", "finding not expected: d0 email 3 10"],
        ),
        ("UPDATE t_finding SET score = 0.9", ["finding not expected: d1 email 0 4"]),
        ("DELETE FROM t_licence_detection", ["licence missing: d1 MIT"]),
        (
            "UPDATE t_aigc_label SET valid = false",
            ["label missing: d0 json True X", "label not expected: d0 json False X"],
        ),
        ("DELETE FROM t_duplicate", ["pair missing: d0 d1 near"]),
        ("UPDATE t_duplicate SET similarity = 0.7", ["pair missing: d0 d1 near"]),
        ("DELETE FROM t_work_match", ["pair missing: d1 w0 work"]),
        ("INSERT INTO t_duplicate VALUES (1, 1, 2, 0, 0.9, 'near')", ["pair not expected: d1 w0 near"]),
        ("DELETE FROM t_quarantine", ["quarantine: truncated in b/cut.jsonl.gz is missing"]),
        ("DELETE FROM t_document WHERE id = 'd0'", 3),
    ],
)
def test_check_sees_every_difference(tmp_path: Path, change: str, differences: list[str] | int) -> None:
    got = checked(tmp_path, change)
    assert len(got) == differences if isinstance(differences, int) else got == differences


def test_truth_survives_being_written(tmp_path: Path) -> None:
    whole = truth.Truth("clean", 7, AS_OF, EXPECTED, replace(PLANTED, private=("甲",)))
    truth.write(whole, tmp_path / "truth.json")
    assert truth.read(tmp_path / "truth.json") == whole
    assert planted_texts(tmp_path) == ["甲"]


def test_a_record_knows_its_identifiers() -> None:
    assert Record("a", "text", ()).identifiers == ()
