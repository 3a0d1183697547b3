"""What lies beside the shards of a manifest and stands in none of its sources is counted, and what is something else is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from provenance.listing import list_shards
from provenance.unlisted import unlisted
from tests.provenance.manifests_on_disk import loaded, touched

A: dict[str, Any] = {"id": "a", "shards": [{"path": "data/1.jsonl"}]}
B: dict[str, Any] = {"id": "b", "shards": [{"path": "data/2.jsonl"}, {"path": "more/*.csv"}]}


def counted(folder: Path, *sources: Any) -> dict[str, int]:
    manifest = loaded(folder, *sources)
    return dict(unlisted(manifest, tuple(list_shards(manifest))))


def test_what_looks_like_a_shard_is_counted_for_the_first_source_of_its_folder(tmp_path: Path) -> None:
    touched(
        tmp_path, "data/1.jsonl", "data/2.jsonl", "data/3.jsonl", "data/4.parquet", "data/5.jsonl.zst", "more/1.csv"
    )
    assert counted(tmp_path, A, B) == {"a": 3}


def test_what_is_none_is_not(tmp_path: Path) -> None:
    touched(tmp_path, "data/1.jsonl", "data/README.md", "elsewhere/4.jsonl", "data/below/5.jsonl")
    assert counted(tmp_path, A) == {}


def test_a_hidden_file_is_data_as_any_other(tmp_path: Path) -> None:
    touched(tmp_path, "data/1.jsonl", "data/.2.jsonl")
    assert counted(tmp_path, A) == {"a": 1}


def test_a_register_beside_the_shards_is_none(tmp_path: Path) -> None:
    touched(tmp_path, "data/1.jsonl", "data/log.csv")
    assert counted(tmp_path, A | {"collection": {"log": {"path": "data/log.csv"}}}) == {}


def test_reports_beside_the_manifest_are_none(tmp_path: Path) -> None:
    touched(tmp_path, "1.jsonl", "report.json", "2.jsonl")
    assert counted(tmp_path, {"id": "a", "shards": [{"path": "1.jsonl"}]}) == {"a": 1}


def test_a_link_to_a_listed_shard_is_that_shard(tmp_path: Path) -> None:
    touched(tmp_path, "data/1.jsonl")
    (tmp_path / "data" / "again.jsonl").symlink_to(tmp_path / "data" / "1.jsonl")
    assert counted(tmp_path, A) == {}


def test_the_files_of_a_folder_that_is_a_shard_are_its_records(tmp_path: Path) -> None:
    touched(tmp_path, "data/1.jsonl", "data/2.jsonl")
    assert counted(tmp_path, {"id": "a", "shards": [{"path": "data", "format": "files"}]}) == {}
