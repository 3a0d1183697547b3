from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from provenance import auditing
from provenance.initialise import initialise
from provenance.listing import list_shards
from provenance.manifests.native import load
from provenance.problems import InputError
from tests.provenance.manifests_on_disk import touched


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "corpus"
    touched(root, "code/lib/a.py", "code/b.py", "code/.git/config", "web/notes.doc")
    (root / "top.csv").write_text("title,essay,lang\na,a long text stands here,en\nb,another long text,en\n")
    (root / "web/a.jsonl").write_text('{"Content": "hello", "doc_id": 1, "meta": {"url": "http://x"}}\n' * 3)
    (root / "web/broken.jsonl").write_text('{"text": "a"}\nno json\n')
    (root / "语料 库").mkdir()
    table = pa.table({"text": ["甲", "乙"], "license": ["MIT", "MIT"]})
    pq.write_table(table, root / "语料 库/p: q #1.parquet")
    return root


def test_what_can_be_read_off_is_written_down(folder: Path) -> None:
    manifest = load(initialise(folder))
    sources = {source.id: source for source in manifest.manifest.sources}
    assert list(sources) == ["corpus", "code", "web", "source"]
    assert {source.type for source in sources.values()} == {"unknown"}
    shards = {shard.path: shard for shard in list_shards(manifest)}
    assert {path: (shard.format, shard.declared_rows, shard.present) for path, shard in shards.items()} == {
        "top.csv": ("csv", 2, True),
        "code/": ("files", 1, True),
        "code/lib/": ("files", 1, True),
        "web/a.jsonl": ("jsonl", 3, True),
        "web/broken.jsonl": ("jsonl", None, True),
        "语料 库/p: q #1.parquet": ("parquet", 2, True),
    }
    web, csv = shards["web/a.jsonl"], shards["top.csv"]
    assert (web.columns.text, web.columns.id, web.columns.url) == ("Content", "doc_id", "meta.url")
    assert (csv.columns.text, csv.columns.language, csv.columns.id) == ("essay", "lang", None)
    assert shards["语料 库/p: q #1.parquet"].columns.licence == "license"
    assert web.declared_sha256 == hashlib.sha256((folder / "web/a.jsonl").read_bytes()).hexdigest()


def test_columns_of_prose_are_text_and_other_strings_are_left_to_a_person(tmp_path: Path) -> None:
    prose = "河边的柳树发出新芽，孩子们在岸上放风筝。" * 4
    rows = [{"output": prose, "kind": "qa", "id": "a1", "instruction": prose, "digest": "f" * 128, "n": 1}] * 3
    (tmp_path / "s.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    path = initialise(tmp_path)
    (shard,) = list_shards(load(path))
    assert (shard.columns.text, shard.columns.id) == (("output", "instruction"), "id")
    todo = 'TODO columns: text, or not_examined if no text has to be looked at: ["kind", "digest"]'
    assert todo in path.read_text("utf-8")
    audit = auditing.audit(path, jobs=1)
    assert audit.rows("SELECT unexamined_columns FROM shard") == [(["digest", "kind"],)]


def test_an_unchanged_corpus_agrees_with_its_first_manifest(tmp_path: Path) -> None:
    touched(tmp_path, "a/texts/1.txt", "a/texts/2.txt", "a/texts/sub/3.txt", "b/c/d/e.txt", "b/f.txt")
    found = auditing.audit(initialise(tmp_path), jobs=1)
    shards = found.rows("SELECT path, declared_rows, records, declared_sha256 = sha256 FROM shard ORDER BY path")
    assert shards == [
        ("a/texts/", 2, 2, True),
        ("a/texts/sub/", 1, 1, True),
        ("b/", 1, 1, True),
        ("b/c/d/", 1, 1, True),
    ]
    assert found.rows("SELECT outcome FROM verdict WHERE control = 'A7-1.15'") == [("pass",)]
    assert not found.rows("SELECT code FROM manifest_defect WHERE code LIKE 'shard%'")


def test_what_only_a_person_knows_is_asked_for(folder: Path) -> None:
    (folder / "link.csv").symlink_to("top.csv")
    text = initialise(folder).read_text(encoding="utf-8")
    for word in (
        "intended_use",
        "base_models",
        "policies",
        "licence",
        "contract",
        "assessment_before",
        "self_collected",
    ):
        assert any("TODO" in line and word in line for line in text.splitlines()), word
    assert "# TODO 2 of the folder's files and links" in text
    assert "# left out: link.csv: a link, which is left to a person" in text
    assert "# left out: web/notes.doc: no reader knows its name" in text


def test_it_is_the_same_each_time_and_never_overwrites(folder: Path) -> None:
    path = initialise(folder)
    before = path.read_bytes()
    with pytest.raises(InputError, match="already there"):
        initialise(folder)
    assert path.read_bytes() == before
    assert initialise(folder, force=True).read_bytes() == before


def test_a_manifest_above_the_folder(folder: Path) -> None:
    manifest = load(initialise(folder, folder.parent / "m.yaml"))
    assert all(shard.present for shard in list_shards(manifest))
    assert (folder.parent / "m.yaml").read_text(encoding="utf-8").count("corpus/") == 6


def test_names_that_read_as_patterns(tmp_path: Path) -> None:
    (tmp_path / "a[1].jsonl").write_text('{"text": "x"}\n')
    (tmp_path / 'q"u\\o\nte.jsonl').write_text('{"text": "x"}\n')
    (tmp_path / os.fsdecode(b"\xff.jsonl")).write_text('{"text": "x"}\n')
    path = initialise(tmp_path)
    assert sorted(shard.absolute.name for shard in list_shards(load(path)) if shard.present) == [
        "a[1].jsonl",
        'q"u\\o\nte.jsonl',
    ]
    assert "# TODO 1 of the folder's files" in path.read_text(encoding="utf-8")


def test_nothing_to_describe(tmp_path: Path) -> None:
    for folder, message in ((tmp_path, "nothing that looks like a shard"), (tmp_path / "none", "is not a folder")):
        with pytest.raises(InputError, match=message):
            initialise(folder)
    touched(tmp_path, "a/x.txt")
    (tmp_path / "b").mkdir()
    with pytest.raises(InputError, match="must lie in the folder or above it"):
        initialise(tmp_path / "a", tmp_path / "b/manifest.yaml")


def test_many_shards_that_are_alike_are_a_glob_and_an_inventory(tmp_path: Path) -> None:
    for number in range(60):
        touched(tmp_path, f"big/s-{number:03}.jsonl")
        (tmp_path / f"big/s-{number:03}.jsonl").write_text('{"text": "a page"}\n')
    path = initialise(tmp_path)
    assert path.read_text("utf-8").count("- path:") == 1
    shards = list(list_shards(load(path)))
    assert len(shards) == 60
    assert {(s.declared_rows, len(s.declared_sha256 or "")) for s in shards} == {(1, 64)}
    found = auditing.audit(path, jobs=1)
    assert found.rows("SELECT outcome FROM verdict WHERE control = 'A7-1.15'") == [("pass",)]
    before = path.read_bytes()
    assert initialise(tmp_path, force=True).read_bytes().startswith(before.rstrip())


def test_a_glob_takes_in_nothing_that_was_left_out(tmp_path: Path) -> None:
    for number in range(60):
        touched(tmp_path, f"big/s-{number:03}.jsonl")
    (tmp_path / "big/link.jsonl").symlink_to("s-000.jsonl")
    path = initialise(tmp_path)
    assert len(list(list_shards(load(path)))) == 60
    assert "# left out: big/link.jsonl: a link" in path.read_text("utf-8")


def test_an_id_is_no_telephone_or_identity_number(tmp_path: Path) -> None:
    touched(tmp_path, "13800138000/a.txt", "11010519491231002X/b.txt", "plain/c.txt")
    sources = load(initialise(tmp_path)).manifest.sources
    assert sorted(source.id for source in sources) == ["plain", "source", "source-2"]


def test_why_a_shard_could_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"text": "a"},\n{"text": "b"}]\n')
    assert "# TODO rows: not all of it could be read: A JSON array, not JSON Lines" in initialise(tmp_path).read_text()


def test_columns_that_nobody_looks_at_are_named_for_many_shards_too(tmp_path: Path) -> None:
    for number in range(60):
        touched(tmp_path, f"big/s-{number:03}.jsonl")
        (tmp_path / f"big/s-{number:03}.jsonl").write_text(f'{{"text": "a page", "k{number % 2}": "word"}}\n')
    text = initialise(tmp_path).read_text("utf-8")
    assert text.count('not_examined if no text has to be looked at: ["k0", "k1"]') == 1
