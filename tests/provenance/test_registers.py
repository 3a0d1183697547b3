from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from provenance.problems import InputError
from provenance.register_columns import OPTIONAL, REQUIRED, SCHEMAS
from provenance.registers import TABLES, declared, read, signature
from scanners import metadata
from scanners.digest import keyed
from tests.provenance.manifests_on_disk import loaded
from tests.provenance.registers_on_disk import CONSENT, LOG, SECRET, SHA, in_form, jsonl, result, source


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "jsonl.bz2", "jsonl.zst", "csv", "csv.gz", "parquet"])
def test_every_form_gives_the_same_rows(tmp_path: Path, form: str) -> None:
    (line,), row = result(tmp_path, "consent", in_form(tmp_path, form, CONSENT))
    assert (row.status, row.rows, row.bad_rows, row.missing_columns) == ("ok", 1, 0, ())
    assert line == {
        "source": "a",
        "line": 1,
        "kind": "consent",
        "subject_digest": keyed(SECRET, "subject", b"user-1"),
        "subject_exact_digest": keyed(SECRET, "subject_exact", b"user-1"),
        "given_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        "withdrawn_at": None,
        "expires_at": dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
        "covers_training": True,
        "separate": True,
        "terms_version": "v3",
    }


def test_a_collected_item(tmp_path: Path) -> None:
    (line,), row = result(tmp_path, "collection_log", jsonl(tmp_path, LOG))
    assert row.status == "ok"
    assert line["url_digest"] == keyed(SECRET, "url", b"https://a.example/x")
    assert line["content_digest"] == keyed(SECRET, "content", bytes.fromhex(SHA))
    assert line["fetched_at"] == dt.datetime(2026, 5, 1, 2, tzinfo=dt.UTC)
    assert (line["host"], line["user_agent"], line["http_status"]) == ("a.example", "Bot/1.0", 200)
    assert (line["robots"], line["snapshot_at"]) == ("no_snapshot", None)


@pytest.mark.parametrize("unit", ["ms", "us"])
def test_native_types_of_parquet(tmp_path: Path, unit: str) -> None:
    moments = pa.array([1_767_225_600 * 10**9, None], pa.timestamp("ns"))
    far = pa.array([2**62 + 5_400_000_000, None], pa.timestamp(unit, tz="UTC"))
    table = pa.table(
        {
            "subject": [7, 8],
            "given_at": moments,
            "purposes": [["training"], None],
            "withdrawn_at": pa.array([None, dt.date(2026, 2, 1)], pa.date32()),
            "terms_version": pa.array(["1", "1"]).dictionary_encode(),
            "expires_at": far,
            "separate": [True, False],
        }
    )
    pq.write_table(table, tmp_path / "r.parquet")
    lines, row = result(tmp_path, "consent", "r.parquet")
    assert (row.status, row.rows, row.bad_rows) == ("bad_rows", 2, 1)
    assert [line["subject_digest"] for line in lines] == [keyed(SECRET, "subject", b"8")]
    assert (lines[0]["given_at"], lines[0]["covers_training"], lines[0]["separate"]) == (None, None, False)
    assert lines[0]["withdrawn_at"] == dt.datetime(2026, 2, 1, tzinfo=dt.UTC)


def test_an_authorisation_log(tmp_path: Path) -> None:
    line = {k: v for k, v in CONSENT.items() if k != "given_at"} | {
        "authorised_at": "2026-03-01",
        "withdrawn_at": "2026-04-01T00:00:00",
    }
    (found,), row = result(tmp_path, "authorisation", jsonl(tmp_path, line))
    assert row.status == "ok"
    assert (found["kind"], found["separate"]) == ("authorisation", None)
    assert found["given_at"] == dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    assert found["withdrawn_at"] == dt.datetime(2026, 4, 1, tzinfo=dt.UTC)


def test_a_guardian_s_consent(tmp_path: Path) -> None:
    (found,), row = result(tmp_path, "guardian_consent", jsonl(tmp_path, CONSENT))
    assert row.status == "ok"
    assert (found["kind"], found["separate"], found["covers_training"]) == ("guardian_consent", None, True)
    assert found["expires_at"] == dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(("said", "separate"), [(None, True), ("", True), ("是", True), ("no", False)])
def test_a_line_of_a_file_of_separate_consents_is_separate_unless_it_says_otherwise(
    tmp_path: Path, said: str | None, separate: bool
) -> None:
    line = {k: v for k, v in CONSENT.items() if k != "separate"} | ({} if said is None else {"separate": said})
    (found,), row = result(tmp_path, "separate_consent", jsonl(tmp_path, line))
    assert (row.status, found["kind"], found["separate"]) == ("ok", "consent", separate)


def test_a_line_that_does_not_say_so_is_not_separate_elsewhere(tmp_path: Path) -> None:
    line = {k: v for k, v in CONSENT.items() if k != "separate"}
    (found,), _ = result(tmp_path, "consent", jsonl(tmp_path, line))
    assert found["separate"] is None


@pytest.mark.parametrize("other", ["separate_consent", "guardian_consent"])
def test_one_file_is_not_two_registers_of_consents(tmp_path: Path, other: str) -> None:
    named = {"consent": {"path": "r.jsonl"}, other: {"path": "./r.jsonl"}}
    with pytest.raises(InputError, match="must be different files"):
        loaded(tmp_path, {"id": "a", "personal_information": named})


def test_opt_outs_by_subject_and_url(tmp_path: Path) -> None:
    lines = (
        {"subject": "u", "url": "https://b", "opted_out_at": "2026-01-01"},
        {"url": "https://c", "opted_out_at": "soon"},
        {"opted_out_at": None},
    )
    found, row = result(tmp_path, "opt_out", jsonl(tmp_path, *lines))
    assert [(line["line"], line["kind"], line["opted_out_at"] is None) for line in found] == [
        (1, "subject", False),
        (1, "url", False),
        (2, "url", True),
    ]
    assert found[0]["key_digest"] == keyed(SECRET, "subject", b"u")
    assert (row.status, row.rows, row.bad_rows) == ("bad_rows", 3, 2)


def test_what_a_register_says_is_compared_in_one_form_with_what_a_record_says(tmp_path: Path) -> None:
    url = jsonl(tmp_path, LOG | {"url": " HTTPS://A.example:443/./x#part"}, name="log.jsonl")
    subject = jsonl(tmp_path, CONSENT | {"subject": "ＵＳＥＲ-1 "}, name="consent.jsonl")
    record = metadata.columns({"url": pa.array(["https://a.example/x"]), "subject": pa.array(["user-1"])}, SECRET, 1)
    (item,), _ = result(tmp_path, "collection_log", url)
    (consent,), _ = result(tmp_path, "consent", subject)
    assert [item["url_digest"]] == record["url_digest"].to_pylist()
    assert [consent["subject_digest"]] == record["subject_digest"].to_pylist()


@pytest.mark.parametrize(
    ("refused", "kind", "bad"),
    [
        ({"url": "https://a.example/docs"}, "url", False),
        ({"url": "A.example "}, "prefix", False),
        ({"url": "https://a.example/docs/", "scope": "prefix"}, "prefix", False),
        ({"url": "a.example", "scope": "exact"}, "url", True),
        ({"url": "https://a.example/docs?x", "scope": "prefix"}, "url", True),
        ({"url": "https://a.example/docs", "scope": "all of it"}, "url", True),
        ({"url": "all our pages"}, "url", True),
        ({"url": "urn:isbn:9787000000000"}, "url", False),
    ],
)
def test_how_much_a_refused_address_covers(tmp_path: Path, refused: dict[str, str], kind: str, bad: bool) -> None:
    (line,), row = result(tmp_path, "opt_out", jsonl(tmp_path, refused | {"opted_out_at": "2026-01-01"}))
    assert (line["kind"], row.bad_rows) == (kind, int(bad))
    url = pa.array(["https://A.example/docs/page#2"])
    above = metadata.columns({"url": url}, SECRET, 1, address_scopes=True)["url_scopes"].to_pylist()[0]
    assert (line["key_digest"] in above) is (kind == "prefix")


def test_a_blank_is_nobody_and_nowhere(tmp_path: Path) -> None:
    found, row = result(
        tmp_path, "opt_out", jsonl(tmp_path, {"subject": " ", "url": "\u3000", "opted_out_at": "2026-01-01"})
    )
    assert (found, row.bad_rows) == ([], 1)


def test_columns_are_mapped(tmp_path: Path) -> None:
    line = {"用户": "u", "time": "2026-01-01"}
    (found,), row = result(
        tmp_path, "opt_out", jsonl(tmp_path, line), columns={"subject": "用户", "opted_out_at": "time"}
    )
    assert row.status == "ok"
    assert found["key_digest"] == keyed(SECRET, "subject", b"u")


def test_batches_are_bounded(tmp_path: Path) -> None:
    manifest = loaded(tmp_path, source("collection_log", jsonl(tmp_path, *[LOG] * 20_000)))
    (reference,) = declared(manifest)
    sizes = [batch.num_rows for batch in read(manifest, reference, SECRET) if isinstance(batch, pa.RecordBatch)]
    assert sizes == [8192, 8192, 3616]


def test_no_text_of_a_person_is_kept(tmp_path: Path) -> None:
    line = LOG | {
        "user_agent": "13800138000 zhang@example.com Bot/2 (x) ",
        "method": "call 13800138000",
        "url": "https://x/13800138000",
    }
    (found,), _ = result(tmp_path, "collection_log", jsonl(tmp_path, line))
    assert (found["user_agent"], found["method"]) == ("Bot/2", "other")
    for version in ("signed by 13800138000", "as Zhang San agreed", "第3版，" + "张三与李四于其家中口头约定" * 3):
        (kept,), _ = result(tmp_path, "consent", jsonl(tmp_path, CONSENT | {"terms_version": version}))
        assert kept["terms_version"] == "other"
    assert "13800138000" not in repr(found) + repr(kept)


def test_the_signature_covers_the_snapshots(tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_text("User-agent: *\n")
    snapshot = {"host": "a", "fetched_at": "2026-01-01T00:00:00Z", "file": {"path": "robots.txt"}}
    entry = {"id": "a", "collection": {"log": {"path": jsonl(tmp_path, LOG)}, "robots": [snapshot]}}
    manifest = loaded(tmp_path, entry)
    (reference,) = declared(manifest)
    before = signature(manifest, reference, SECRET)
    assert signature(manifest, reference, SECRET) == before
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    after = signature(manifest, reference, SECRET)
    assert after != before
    (tmp_path / "r.jsonl").write_text("")
    assert signature(manifest, reference, SECRET) not in (before, after)


def test_every_kind_is_described() -> None:
    assert set(REQUIRED) == set(OPTIONAL) == set(TABLES)
    assert {table for table in TABLES.values() if table} == set(SCHEMAS)
