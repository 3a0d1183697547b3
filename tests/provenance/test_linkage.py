"""The linkage key: taken only from where it is safe, and what it does to a catalogue."""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import sys
from pathlib import Path

import pytest

import provenance
from provenance import linkage
from provenance.catalogue import connect
from provenance.problems import InputError
from scanners import identity
from tests.provenance.linked import MOBILE, Linked


@pytest.fixture
def linked(tmp_path: Path) -> Linked:
    return Linked.build(tmp_path)


def test_no_key_no_identity(linked: Linked) -> None:
    linked.audit(None)
    assert linked.rows("SELECT count(*) FROM identity") == [(0,)]
    assert linked.rows("SELECT DISTINCT linkage FROM shard") == [(None,)]


def test_one_person_has_one_digest_in_all_sources(linked: Linked) -> None:
    linked.audit()
    query = "SELECT digest, count(DISTINCT source), count(*) FROM identity WHERE kind = 'phone' GROUP BY digest"
    key = linked.key.read_bytes()
    assert (identity.of_finding(key, "mainland_mobile", MOBILE), 2, 3) in linked.rows(query)
    assert linked.rows("SELECT DISTINCT linkage FROM shard") == [(identity.check(key),)]


def test_places_are_those_of_the_findings(linked: Linked) -> None:
    linked.audit()
    unplaced = (
        "SELECT count(*) FROM identity ANTI JOIN finding USING (shard, row, label, start) WHERE start IS NOT NULL"
    )
    assert linked.rows(unplaced) == [(0,)]
    assert linked.rows("SELECT source, row FROM identity WHERE start IS NULL") == [("shop", 2)]


def test_a_key_that_comes_later_reads_every_shard_again_and_the_same_key_none(linked: Linked) -> None:
    linked.audit(None)
    assert linked.scanned(linked.audit()) == 2
    assert linked.scanned(linked.audit()) == 0


def test_another_key_reads_every_shard_again_and_leaves_no_digest_of_the_old(linked: Linked, tmp_path: Path) -> None:
    linked.audit()
    before = set(linked.rows("SELECT digest FROM identity"))
    assert linked.scanned(linked.audit(linked.new_key("another"))) == 2
    assert before.isdisjoint(linked.rows("SELECT digest FROM identity"))


def test_a_run_without_the_key_keeps_what_is_linked_and_links_nothing_new(linked: Linked) -> None:
    linked.audit()
    linked.append("chat", "联系电话13900005678")
    assert linked.scanned(linked.audit(None)) == 1
    assert dict(linked.rows("SELECT source, linkage IS NOT NULL FROM shard")) == {"chat": False, "shop": True}


def test_a_shard_that_was_only_touched_stays_linked(linked: Linked) -> None:
    linked.audit()
    os.utime(linked.folder / "chat.jsonl", (1, 1))
    linked.audit()
    assert linked.rows("SELECT count(*) FROM shard WHERE linkage IS NULL") == [(0,)]


def test_the_environment_names_the_key(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(linkage.VARIABLE, str(linked.key))
    linked.audit(None)
    assert linked.rows("SELECT count(*) > 0 FROM identity") == [(True,)]


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_key_of_another_size_is_refused(linked: Linked, size: int) -> None:
    with pytest.raises(InputError, match="32 random bytes"):
        linked.audit(linked.new_key("odd", secrets.token_bytes(size)))


@pytest.mark.parametrize("content", [bytes(32), b"password" * 4])
def test_bytes_that_are_not_random_are_refused(linked: Linked, content: bytes) -> None:
    with pytest.raises(InputError, match="not random"):
        linked.audit(linked.new_key("odd", content))


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_key_that_others_may_read_is_refused(linked: Linked, mode: int) -> None:
    linked.key.chmod(mode)
    with pytest.raises(InputError, match="chmod 600"):
        linked.audit()


@pytest.mark.parametrize("place", ["corpus/linkage.key", "corpus/deep/linkage.key", "evidence/linkage.key"])
def test_a_key_beside_the_catalogue_or_the_data_is_refused(linked: Linked, tmp_path: Path, place: str) -> None:
    moved = tmp_path / place
    moved.parent.mkdir(exist_ok=True)
    linked.key.rename(moved)
    with pytest.raises(InputError, match="apart"):
        linked.audit(moved, catalogue=tmp_path / "evidence" / "c.duckdb")


def test_a_link_does_not_hide_where_the_key_lies(linked: Linked, tmp_path: Path) -> None:
    inside = linked.folder / "linkage.key"
    linked.key.rename(inside)
    linked.key.symlink_to(inside)
    with pytest.raises(InputError, match="apart"):
        linked.audit()


def test_what_is_no_file_is_refused(linked: Linked, tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        linked.audit(tmp_path / "keys")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "keys" / "pipe", 0o600)
        with pytest.raises(InputError, match="no regular file"):
            linked.audit(tmp_path / "keys" / "pipe")


def test_neither_key_nor_identifier_is_kept_or_said(
    linked: Linked, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    audit = linked.audit()
    told = caplog.text + "".join(capfd.readouterr()) + repr(audit) + json.dumps(audit.facts(), default=str)
    key = linked.key.read_bytes()
    held = b"".join(p.read_bytes() for p in linked.folder.rglob("*") if "duckdb" in p.name) + told.encode()
    with connect(linked.catalogue, read_only=True) as con:
        digests = [digest for (digest,) in con.execute("SELECT DISTINCT digest FROM identity").fetchall()]
    assert digests
    for secret in (key, key.hex().encode(), MOBILE.encode(), str(linked.key).encode()):
        assert secret not in held


def test_a_notebook_gives_the_key_by_file(linked: Linked) -> None:
    provenance.audit(linked.manifest, linkage_key=linked.key, jobs=1, progress=False)
    assert linked.rows("SELECT count(*) > 0 FROM identity") == [(True,)]


def test_the_same_person_in_two_sources_is_told_with_a_key_and_unproven_without(linked: Linked) -> None:
    query = "SELECT reason, source, n FROM verdict_reason WHERE control = 'A7-3.11' AND reason LIKE '%source%' OR reason = 'no_linkage_key'"
    assert linked.audit(None).rows(f"{query} ORDER BY source") == [
        ("no_linkage_key", "chat", 1),
        ("no_linkage_key", "shop", 3),
    ]
    found = linked.audit().rows(f"{query} ORDER BY source")
    assert found == [("person_in_several_sources", "chat", 1), ("person_in_several_sources", "shop", 1)]


def test_the_query_of_the_manual_leads_to_the_records_that_the_control_counts(linked: Linked) -> None:
    page = (Path(__file__).parents[2] / "docs" / "trace.md").read_text("utf-8")
    (query,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    rows = linked.audit().rows(query)
    assert {(person, source) for person, source, *_ in rows} == {(1, "chat"), (1, "shop")}
    counted = "SELECT source, n FROM verdict_reason WHERE reason = 'person_in_several_sources' ORDER BY source"
    assert linked.rows(counted) == [("chat", 1), ("shop", 1)]
