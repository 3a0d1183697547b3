from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from provenance.listing import format_of, list_shards, shard_number, signature
from scanners.registry import readers
from tests.provenance.manifests_on_disk import loaded, touched

Found = list[tuple[str, str, str | None]]


def listed(folder: Path, *shards: dict[str, Any], **options: Any) -> Found:
    found = list_shards(loaded(folder, {"id": "a", "shards": list(shards)}, **options))
    return [(shard.path, shard.format, shard.reason) for shard in found]


NAMES = {
    "a.jsonl": ("jsonl", None),
    "a.JSONL.ZST": ("jsonl", "zst"),
    "a.ndjson.bz2": ("jsonl", "bz2"),
    "b/c.parquet": ("parquet", None),
    "c.csv.gz": ("csv", "gz"),
    "c.tsv": ("tsv", None),
    "x.arrow": ("arrow", None),
    "x.feather": ("arrow", None),
    "x.bin": ("unknown", None),
    "x.gz": ("unknown", "gz"),
    "x": ("unknown", None),
    "x/": ("files", None),
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_formats_by_name(name: str, expected: tuple[str, str | None]) -> None:
    assert format_of(name) == expected


def test_every_reader_is_found_by_its_endings() -> None:
    for reader in readers().values():
        for suffix in reader.suffixes:
            assert format_of(f"x{suffix}")[0] in readers()


def test_globs_are_sorted_and_leave_out_hidden_files(tmp_path: Path) -> None:
    touched(
        tmp_path, "d/b.jsonl", "d/a.jsonl", "d/.c.jsonl", "d/e/f.jsonl", "d/.git/x.jsonl", "d/CVS/x.jsonl", "d/n.txt"
    )
    everything = [("d/a.jsonl", "jsonl", None), ("d/b.jsonl", "jsonl", None), ("d/e/f.jsonl", "jsonl", None)]
    assert listed(tmp_path, {"path": "d/**/*.jsonl"}) == everything
    assert listed(tmp_path, {"path": "d/*.jsonl"}) == everything[:2]
    assert listed(tmp_path, {"path": "d/[b]?jsonl"}) == everything[1:2]
    assert listed(tmp_path, {"path": "**/f.jsonl"}) == everything[2:]


def test_a_folder_has_its_hidden_files_and_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    touched(
        tmp_path, "d/.env", "d/a.txt", "d/.more/b.txt", "d/.git/config", "d/.git/objects/1", "d/RCS/a.txt,v", "d/CVS"
    )
    (tmp_path / "e/.svn").mkdir(parents=True)
    shards = [{"path": "d"}, {"path": "e", "format": "files"}]
    found = list(list_shards(loaded(tmp_path, {"id": "a", "shards": shards})))
    assert [(s.path, s.passed_over, s.reason) for s in found] == [
        ("d/", 3, None),
        ("d/.more/", 0, None),
        ("e/", 1, None),
    ]


def test_what_is_not_there_is_listed(tmp_path: Path) -> None:
    touched(tmp_path, "d/a.bin", "file")
    (tmp_path / "empty").mkdir()
    shards = [{"path": p} for p in ("gone.jsonl", "no/*.csv", "d/a.bin", "empty", "file/under.jsonl")]
    assert listed(tmp_path, *shards) == [
        ("gone.jsonl", "jsonl", "missing_file"),
        ("no/*.csv", "csv", "no_match"),
        ("d/a.bin", "unknown", "unknown_format"),
        ("empty", "unknown", "missing_file"),
        ("file/under.jsonl", "jsonl", "missing_file"),
    ]


def test_links_out_are_listed_and_not_followed(tmp_path: Path) -> None:
    outside, home = tmp_path / "outside", tmp_path / "home"
    touched(outside, "x.jsonl", "deep/y.jsonl")
    touched(home, "d/a.jsonl")
    (home / "d/link.jsonl").symlink_to(outside / "x.jsonl")
    (home / "d/folder").symlink_to(outside)
    (home / "d/inner.jsonl").symlink_to(home / "d/a.jsonl")
    (home / "d/dangling.jsonl").symlink_to("nowhere")
    expected = [
        ("d/folder/", "files", "link_outside"),
        ("d/a.jsonl", "jsonl", None),
        ("d/dangling.jsonl", "jsonl", "missing_file"),
        ("d/inner.jsonl", "jsonl", None),
        ("d/link.jsonl", "jsonl", "link_outside"),
    ]
    assert listed(home, {"path": "d/**/*.jsonl"}) == expected
    assert listed(home, {"path": "d/folder/x.jsonl"}) == [("d/folder/x.jsonl", "jsonl", "link_outside")]
    assert listed(home, {"path": "d/folder"}) == [("d/folder", "unknown", "link_outside")]
    allowed = listed(home, {"path": "d/**/*.jsonl"}, allow=[outside])
    assert {reason for _, _, reason in allowed} == {None, "missing_file"}
    assert ("d/folder/deep/y.jsonl", "jsonl", None) in allowed


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    touched(tmp_path, "d/a.jsonl", "s/x.py")
    (tmp_path / "d/up").symlink_to("..")
    (tmp_path / "s/self").symlink_to(".")
    assert ("d/a.jsonl", "jsonl", None) in listed(tmp_path, {"path": "d/**/*.jsonl"})
    assert listed(tmp_path, {"path": "s", "format": "files"}) == [("s/", "files", None)]


def test_what_is_no_file_is_listed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert listed(tmp_path, {"path": "*.jsonl"}) == [("pipe.jsonl", "jsonl", "unreadable_file")]


def test_a_folder_that_cannot_be_listed_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touched(tmp_path, "d/a.jsonl", "d/shut/b.jsonl")
    scandir = os.scandir

    def shut(path: str) -> Any:
        if str(path).endswith("shut"):
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr("provenance.expansion.os.scandir", shut)
    assert ("d/shut/", "files", "unreadable_file") in listed(tmp_path, {"path": "d/**/*.jsonl"})
    assert ("d/shut/", "files", "unreadable_file") in listed(tmp_path, {"path": "d"})


def test_folders_of_files(tmp_path: Path) -> None:
    touched(tmp_path, "s/x.py", "s/a/b/y.py", "s/.hidden/z.py", "s/.z", "t/only/z.py")
    assert listed(tmp_path, {"path": "s"}) == [
        ("s/", "files", None),
        ("s/.hidden/", "files", None),
        ("s/a/b/", "files", None),
    ]
    assert listed(tmp_path, {"path": "s/a/../", "format": "files"})[0] == ("s/", "files", None)
    assert listed(tmp_path, {"path": "[st]", "format": "files"}) == [
        ("s/", "files", None),
        ("s/.hidden/", "files", None),
        ("s/a/b/", "files", None),
        ("t/only/", "files", None),
    ]
    assert listed(tmp_path, {"path": "."})[0] == ("./", "files", None)


def test_a_glob_means_files_unless_only_folders_match(tmp_path: Path) -> None:
    touched(tmp_path, "m/a.jsonl", "m/folder/x.py", "n/folder/x.py")
    assert listed(tmp_path, {"path": "m/*"}) == [("m/a.jsonl", "jsonl", None)]
    assert listed(tmp_path, {"path": "n/*"}) == [("n/folder/", "files", None)]


def test_the_inventory_is_merged(tmp_path: Path) -> None:
    touched(tmp_path, "d/a.jsonl", "d/b.jsonl", "d/c.jsonl")
    lines = [
        "path,sha256,rows",
        f"d/a.jsonl,{'A' * 64},3",
        f"./d/c.jsonl,{'b' * 64},",
        f"d/gone.jsonl,{'c' * 64},5",
        "d/b.jsonl,zz,x",
    ]
    (tmp_path / "inventory.csv").write_text("\n".join(lines))
    shards = [{"path": "d/c.jsonl", "sha256": "d" * 64, "rows": 9}, {"path": "d/*.jsonl"}]
    source = {"id": "a", "inventory": {"path": "inventory.csv"}, "shards": shards}
    found = {
        s.path: (s.declared_sha256, s.declared_rows, s.present, s.times) for s in list_shards(loaded(tmp_path, source))
    }
    assert found == {
        "d/c.jsonl": ("d" * 64, 9, True, 1),
        "d/a.jsonl": ("a" * 64, 3, True, 1),
        "d/b.jsonl": (None, None, True, 1),
        "d/gone.jsonl": ("c" * 64, 5, False, 1),
    }


def test_a_path_named_exactly_beats_a_folder_and_a_glob_in_any_order(tmp_path: Path) -> None:
    touched(tmp_path, "t/1.txt", "t/2.txt", "t/sub/3.txt", "d/a.jsonl", "d/b.jsonl")
    shards = [
        {"path": "t/", "rows": 2, "sha256": "a" * 64},
        {"path": "d/*.jsonl"},
        {"path": "./t/sub", "rows": 1},
        {"path": "d/b.jsonl", "rows": 7, "columns": {"text": "body"}},
    ]
    for order in (shards, shards[::-1]):
        found = {s.path: s for s in list_shards(loaded(tmp_path, {"id": "a", "shards": order}))}
        assert {p: (s.declared_rows, s.declared_sha256, s.columns.text, s.times) for p, s in found.items()} == {
            "t/": (2, "a" * 64, "text", 1),
            "t/sub/": (1, None, "text", 1),
            "d/a.jsonl": (None, None, "text", 1),
            "d/b.jsonl": (7, None, "body", 1),
        }


def test_what_is_declared_of_several_shards_at_once_counts_for_none_of_them(tmp_path: Path) -> None:
    touched(tmp_path, "t/1.txt", "t/2.txt", "t/sub/3.txt")
    found = list_shards(loaded(tmp_path, {"id": "a", "shards": [{"path": "t/", "rows": 3, "sha256": "a" * 64}]}))
    assert [(s.path, s.declared_rows, s.declared_sha256) for s in found] == [("t/", None, None), ("t/sub/", None, None)]


def test_a_path_named_twice_is_still_twice(tmp_path: Path) -> None:
    touched(tmp_path, "d/a.jsonl")
    shards = [{"path": "d/a.jsonl"}, {"path": "./d/a.jsonl"}, {"path": "d/*.jsonl"}]
    assert [s.times for s in list_shards(loaded(tmp_path, {"id": "a", "shards": shards}))] == [2]


def test_columns_and_overrides(tmp_path: Path) -> None:
    touched(tmp_path, "x.dat")
    shard = {
        "path": "x.dat",
        "format": "jsonl",
        "compression": "none",
        "encoding": "gb18030",
        "columns": {"text": "t", "url": "u"},
    }
    (found,) = list_shards(loaded(tmp_path, {"id": "a", "role": "works", "shards": [shard]}))
    assert (found.format, found.compression, found.encoding, found.role) == ("jsonl", "none", "gb18030", "works")
    assert (found.columns.text, found.columns.url, found.columns.id) == ("t", "u", None)


def test_shard_numbers_are_stable() -> None:
    assert shard_number("a", "x.jsonl") == shard_number("a", "x.jsonl") < 2**63
    assert len({shard_number("a", "bc"), shard_number("ab", "c"), shard_number("a", "bd")}) == 3


def test_signatures_change_with_the_files(tmp_path: Path) -> None:
    touched(tmp_path, "a.jsonl", "s/x.py", "s/deep/y.py")
    file, folder = tmp_path / "a.jsonl", tmp_path / "s"
    before = signature(file, "jsonl"), signature(folder, "files")
    assert before == (signature(file, "jsonl"), signature(folder, "files"))
    touched(tmp_path, "s/deep/z.py")
    assert signature(folder, "files") == before[1]
    file.write_text("longer than it was")
    touched(tmp_path, "s/y.py")
    assert signature(file, "jsonl") != before[0]
    assert signature(folder, "files") != before[1]
    assert signature(tmp_path / "gone", "jsonl") == "absent"


def test_ten_thousand_shards_are_listed(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    for number in range(10_000):
        (tmp_path / f"d/s{number:05}.jsonl").touch()
    manifest = loaded(tmp_path, {"id": "a", "shards": [{"path": "d/*.jsonl"}]})
    assert sum(1 for shard in list_shards(manifest) if shard.present) == 10_000


def test_a_name_that_cannot_be_shown_is_listed_with_escapes(tmp_path: Path) -> None:
    names = (b"odd\xff.jsonl", b"red\x1b[31m.jsonl", "\u202ertl.jsonl".encode(), "中\u3000文.jsonl".encode())
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text("{}")
    shards = list(list_shards(loaded(tmp_path, {"id": "s", "shards": [{"path": "*.jsonl"}]})))
    assert [s.path for s in shards] == [
        "odd\\udcff.jsonl",
        "red\\x1b[31m.jsonl",
        "\\u202ertl.jsonl",
        "中\u3000文.jsonl",
    ]
    assert all(s.present and s.absolute.is_file() for s in shards)
    assert len({s.shard for s in shards}) == len(names)
