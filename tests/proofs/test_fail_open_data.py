"""An audit of data that is missing, unreadable, partly read or not what was declared is never a pass."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import random
from collections.abc import Callable
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from provenance import passages
from provenance.connection import judged
from provenance.demo import identifiers
from provenance.demo.identifiers import resident
from scanners.worker import digest
from tests.proofs.corpus import LAW, ROWS, SEASONS, Corpus, assert_shut, records

Break = Callable[[Corpus], object]
IDENTIFIER = resident(Random(7))


def lost(corpus: Corpus) -> None:
    corpus.shard("manuals").unlink()


def a_pipe(corpus: Corpus) -> None:
    lost(corpus)
    os.mkfifo(corpus.shard("manuals"))


def a_link_to_itself(corpus: Corpus) -> None:
    lost(corpus)
    corpus.shard("manuals").symlink_to(corpus.shard("manuals"))


def a_link_outside(corpus: Corpus) -> None:
    outside = corpus.folder.parent / "outside.parquet"
    corpus.shard("manuals").rename(outside)
    corpus.shard("manuals").symlink_to(outside)


def emptied(corpus: Corpus) -> None:
    corpus.shard("manuals").write_bytes(b"")


def truncated(corpus: Corpus) -> None:
    whole = gzip.compress(records(2000), mtime=0)
    corpus.put(whole[: len(whole) // 2], ".jsonl.gz", rows=2000)


def of_another_kind(corpus: Corpus) -> None:
    corpus.shard("manuals").write_bytes(b"no parquet at all, whatever the name says")


def of_no_known_format(corpus: Corpus) -> None:
    corpus.put(records(), ".dat")


def a_bad_line(corpus: Corpus) -> None:
    corpus.put(records() + b'{"text": \n', ".jsonl")


def a_text_that_is_null(corpus: Corpus) -> None:
    corpus.put(records() + b'{"id": "x", "text": null, "url": "https://h.example.zz"}\n', ".jsonl")


def lines_with_another_member(corpus: Corpus) -> None:
    lines = [json.loads(line) | {"output": IDENTIFIER} for line in records().splitlines()]
    corpus.put("".join(json.dumps(line) + "\n" for line in lines).encode(), ".jsonl")


def a_late_line_with_another_member(corpus: Corpus) -> None:
    last = {"id": "late", "text": "of the others", "url": "https://h.example.zz/", "turns": [{"said": IDENTIFIER}]}
    corpus.put(records(500) + json.dumps(last).encode() + b"\n", ".jsonl", rows=501)


def rows_with_another_column(corpus: Corpus) -> None:
    rows = [json.loads(line) | {"output": IDENTIFIER} for line in records().splitlines()]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    corpus.put(out.getvalue(), ".parquet")


def cells_under_another_name(corpus: Corpus) -> None:
    rows = [json.loads(line) for line in records().splitlines()]
    cells = [f'{r["id"]},"{r["text"]}",{r["url"]},{IDENTIFIER}\n' for r in rows]
    corpus.put("".join(["id,text,url,output\n", *cells]).encode(), ".csv")


def a_hidden_file(corpus: Corpus) -> None:
    folder = corpus.folder / "corpus" / "manuals" / "letters"
    folder.mkdir()
    for k, line in enumerate(records().splitlines()):
        (folder / f"{k:02d}.txt").write_text(json.loads(line)["text"], "utf-8")
    (folder / ".draft.txt").write_text(IDENTIFIER, "utf-8")
    (folder / "RCS").mkdir()
    (folder / "RCS" / "00.txt,v").write_text(IDENTIFIER, "utf-8")
    with corpus.source("manuals") as entry:
        entry["shards"] = [{"path": "corpus/manuals/letters/", "sha256": digest(str(folder)), "rows": ROWS}]


def digests_of_other_texts(corpus: Corpus) -> None:
    lines = [json.loads(line) for line in records().splitlines()]
    for line in lines:
        line["sha"] = hashlib.sha256(line["text"].encode()).hexdigest().upper()
    lines[7]["sha"] = lines[8]["sha"]
    columns = {"text": "text", "id": "id", "url": "url", "content_sha256": "sha"}
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    corpus.put(data.encode(), ".jsonl", columns=columns)


def another_content(corpus: Corpus) -> None:
    corpus.put(records(), ".jsonl").write_bytes(records() + records(1))


def another_count(corpus: Corpus) -> None:
    corpus.put(records(), ".jsonl", rows=ROWS + 1)


def no_digest(corpus: Corpus) -> None:
    corpus.put(records(), ".jsonl", sha256=None)


def no_count(corpus: Corpus) -> None:
    corpus.put(records(), ".jsonl", rows=None)


def no_record(corpus: Corpus) -> None:
    corpus.put(b"", ".jsonl", rows=0)


def no_text(corpus: Corpus) -> None:
    corpus.put(records(text=""), ".jsonl")


def a_renamed_column(corpus: Corpus) -> None:
    corpus.put(records().replace(b'"url"', b'"link"'), ".jsonl")


def a_renamed_text_column(corpus: Corpus) -> None:
    corpus.put(records().replace(b'"text"', b'"body"'), ".jsonl")


def a_glob_that_matches_nothing(corpus: Corpus) -> None:
    with corpus.source("manuals") as entry:
        entry["shards"] = [{"path": "corpus/manual/*.parquet"}]


def a_glob_that_matches_more(corpus: Corpus) -> None:
    corpus.shard("manuals").with_name("more.txt.bin").write_bytes(b"\0\1\2")
    with corpus.source("manuals") as entry:
        entry["shards"] = [{"path": "corpus/manuals/*"}]


def a_source_without_shards(corpus: Corpus) -> None:
    with corpus.source("manuals") as entry:
        entry["shards"] = []


def no_source(corpus: Corpus) -> None:
    with corpus.declared() as manifest:
        manifest["sources"] = []


def works_alone(corpus: Corpus) -> None:
    with corpus.declared() as manifest:
        for source in manifest["sources"]:
            source["role"] = "works"


def no_works(corpus: Corpus) -> None:
    with corpus.declared() as manifest:
        manifest["sources"] = [s for s in manifest["sources"] if s.get("role") != "works"]


def works_without_shards(corpus: Corpus) -> None:
    with corpus.source("protected-works") as entry:
        entry["shards"] = []


def works_without_records(corpus: Corpus) -> None:
    corpus.put(b"", ".jsonl", "protected-works", rows=0)


def works_without_text(corpus: Corpus) -> None:
    corpus.put(records(text=" … "), ".jsonl", "protected-works")


def works_partly_read(corpus: Corpus) -> None:
    corpus.put(records() + b"{\n", ".jsonl", "protected-works")


def other_works(corpus: Corpus) -> None:
    corpus.put(records(), ".jsonl", "protected-works").write_bytes(records(3))


def works_of_a_word(corpus: Corpus) -> None:
    corpus.put(records(text="a"), ".jsonl", "protected-works")
    unlicensed(corpus)


def a_work_inside_a_record(corpus: Corpus) -> None:
    work = SEASONS[0].format(1) * 3
    corpus.put(records(1, text=work), ".jsonl", "protected-works", rows=1)
    corpus.put(records(1, text=SEASONS[0].format(2) * 5 + work), ".jsonl", rows=1)
    unlicensed(corpus)


def unlicensed(corpus: Corpus) -> None:
    with corpus.source("protected-works") as entry:
        del entry["contract"]


def lost_works(corpus: Corpus) -> None:
    corpus.shard("protected-works").unlink()


def a_file_in_two_sources(corpus: Corpus) -> None:
    corpus.put(records(1), ".jsonl", rows=1)
    with corpus.source("manuals") as entry:
        shards = entry["shards"]
    with corpus.source("essays-in-order") as entry:
        entry["shards"] += shards


def a_file_in_a_listed_folder(corpus: Corpus) -> None:
    corpus.put(records(), ".jsonl")
    with corpus.source("manuals") as entry:
        entry["shards"].append({"path": "corpus/manuals", "format": "files"})


BESIDE = (
    lines_with_another_member,
    a_late_line_with_another_member,
    rows_with_another_column,
    cells_under_another_name,
)


def addressed(corpus: Corpus, **columns: str) -> None:
    """Records with something about a person beside the text and nothing in it."""
    lines = [json.loads(line) | columns for line in records().splitlines()]
    named = {"text": "text", "id": "id", "url": "url"} | ({"subject": "subject"} if "subject" in columns else {})
    corpus.put("\n".join(json.dumps(line) for line in lines).encode(), ".jsonl", columns=named)


def a_number_in_the_address(corpus: Corpus) -> None:
    addressed(corpus, url=f"https://h.example.zz/?tel={identifiers.mobile(random.Random(1))}")


def an_escaped_address_in_the_address(corpus: Corpus) -> None:
    addressed(corpus, url=f"https://h.example.zz/?mail=li.lei%40{identifiers.EMAIL_DOMAIN}")


def a_name_in_the_id(corpus: Corpus) -> None:
    addressed(corpus, id="李雷")


def a_person_for_each_record(corpus: Corpus) -> None:
    addressed(corpus, subject="user-7")


def pictures(corpus: Corpus) -> None:
    with corpus.declared() as manifest:
        for source in manifest["sources"]:
            source["modality"] = "image"


def a_shard_that_nobody_listed(corpus: Corpus) -> None:
    corpus.shard("manuals").with_name("more.jsonl.gz").write_bytes(gzip.compress(records()))


UNREAD = ("A7-3.01", "documents_incomplete")
BREAKS: tuple[tuple[Break, str, str], ...] = (
    *((broken, *UNREAD) for broken in (lost, a_pipe, a_link_to_itself, a_link_outside, emptied, truncated)),
    *((broken, *UNREAD) for broken in (of_another_kind, of_no_known_format, a_bad_line, a_text_that_is_null)),
    *((broken, *UNREAD) for broken in (a_renamed_column, a_renamed_text_column)),
    *((broken, *UNREAD) for broken in (a_glob_that_matches_nothing, a_glob_that_matches_more)),
    (truncated, "A7-3.01", "scanner_incomplete"),
    (truncated, "A7-4.05", "scanner_incomplete"),
    *((beside, "A7-3.01", "columns_not_examined") for beside in BESIDE),
    (digests_of_other_texts, "A7-1.15", "record_digest_differs"),
    (a_hidden_file, "A7-1.15", "row_count_differs"),
    (a_hidden_file, "A7-3.02", "no_basis"),
    (rows_with_another_column, "A7-2.05", "columns_not_examined"),
    (rows_with_another_column, "A7-2.06", "columns_not_compared"),
    (rows_with_another_column, "A7-3.02", "columns_not_examined"),
    (rows_with_another_column, "A7-4.02", "columns_not_examined"),
    (another_content, "A7-1.15", "digest_differs"),
    (another_count, "A7-1.15", "row_count_differs"),
    (no_digest, "A7-1.15", "digest_not_declared"),
    (no_count, "A7-1.15", "row_count_not_declared"),
    (no_record, "A7-1.15", "no_records"),
    (no_text, "A7-1.15", "no_text"),
    (a_source_without_shards, "A7-3.01", "no_shards"),
    (no_source, "A7-3.01", "no_corpus_source"),
    (works_alone, "A7-3.01", "no_corpus_source"),
    (no_works, "A7-2.06", "only_internal_conflicts_tested"),
    (works_without_shards, "A7-2.06", "work_not_read"),
    (works_without_records, "A7-2.06", "work_without_text"),
    (works_without_text, "A7-2.06", "work_without_text"),
    (works_partly_read, "A7-2.06", "work_not_read"),
    (other_works, "A7-2.06", "work_differs"),
    (lost_works, "A7-2.06", "work_not_read"),
    (works_of_a_word, "A7-2.06", "works_too_short"),
    (a_work_inside_a_record, "A7-2.06", "works_inside_records_not_compared"),
    (a_file_in_two_sources, "A7-1.01", "two_declarations"),
    (a_shard_that_nobody_listed, "A7-1.15", "shards_not_listed"),
    (pictures, "A7-3.01", "modality_not_read"),
    (pictures, "A7-2.06", "modality_not_read"),
    (a_file_in_a_listed_folder, "A7-1.01", "two_declarations"),
    (a_number_in_the_address, "A7-3.02", "no_basis"),
    (a_number_in_the_address, "A7-3.06", "basis_not_declared"),
    (an_escaped_address_in_the_address, "A7-3.02", "no_basis"),
    (a_name_in_the_id, "A7-3.02", "possible_information_without_basis"),
    (a_name_in_the_id, "A7-3.03", "masked_name_may_be_sensitive"),
    (a_person_for_each_record, "A7-3.02", "no_basis"),
    (a_person_for_each_record, "A7-3.06", "basis_not_declared"),
)


def test_what_is_put_in_place_would_pass(corpus: Corpus) -> None:
    corpus.put(records(), ".jsonl")
    assert corpus.audit().exit_code == 0


@pytest.mark.parametrize(("broken", "control", "reason"), BREAKS, ids=lambda x: getattr(x, "__name__", x))
def test_data_that_is_not_whole_is_no_pass(corpus: Corpus, broken: Break, control: str, reason: str) -> None:
    broken(corpus)
    assert_shut(corpus, control, reason)


def test_what_stands_in_any_column_of_text_is_found_and_shown(corpus: Corpus) -> None:
    rows_with_another_column(corpus)
    with corpus.source("manuals") as entry:
        entry["shards"][0]["columns"]["text"] = ["text", "output"]
    audit = assert_shut(corpus, "A7-3.02", "no_basis")
    found = audit.sql(
        "SELECT finding_id, row, start, stop FROM finding WHERE source = 'manuals' AND label = 'resident_id'"
    )
    assert [(row, start) for row, start in zip(found["row"], found["start"], strict=True)] == [
        (k, len(json.loads(line)["text"]) + 1) for k, line in enumerate(records().splitlines())
    ]
    place = passages.place_of(found["finding_id"][0])
    with judged(corpus.catalogue) as (con, run):
        there = passages.look_up(con, place) if place else None
    assert there is not None
    shown = passages.read(there, run, corpus.manifest, (), 9)
    assert (shown.found, shown.before[-1]) == (IDENTIFIER, "\n")


def test_only_the_record_that_is_not_what_its_digest_says_is_named(corpus: Corpus) -> None:
    digests_of_other_texts(corpus)
    audit = corpus.audit(rulebook=f"{LAW}#A7-1.15")
    told = audit.sql("SELECT row, content_matches AS same FROM document WHERE source = 'manuals' ORDER BY row")
    assert told["row"][~told["same"].astype(bool)].tolist() == [7]


def test_files_of_version_control_are_passed_over_and_counted(corpus: Corpus) -> None:
    a_hidden_file(corpus)
    audit = corpus.audit(rulebook=f"{LAW}#A7-1.15")
    shard = audit.sql("SELECT records, passed_over FROM shard WHERE source = 'manuals'")
    assert shard.to_numpy().tolist() == [[ROWS + 1, 1]]
    rows = audit.facts()["passed_over"]["rows"]
    assert rows == [{"source": "manuals", "path": "corpus/manuals/letters/", "files": 1}]
    assert all("corpus/manuals/letters/" in audit.report(form) for form in ("markdown", "html"))


@pytest.mark.parametrize(
    "beside",
    [lines_with_another_member, rows_with_another_column, cells_under_another_name],
    ids=lambda x: x.__name__,
)
def test_a_column_that_a_person_declares_not_to_be_examined_is_a_limit(corpus: Corpus, beside: Break) -> None:
    beside(corpus)
    with corpus.source("manuals") as entry:
        entry["shards"][0]["columns"]["not_examined"] = ["output", "turns"]
    audit = corpus.audit()
    assert audit.exit_code == 0
    limits = audit.facts()["unexamined"]["rows"]
    assert {(x["source"], x["column"], x["declared"], x["shards"]) for x in limits} == {
        ("manuals", "output", True, 1),
        ("manuals", "turns", True, 1),
    }
    assert all("output" in audit.report(form) for form in ("markdown", "html"))


def a_bad_line_that_was_counted(corpus: Corpus) -> None:
    corpus.put(records() + b"{\n", ".jsonl", rows=ROWS + 1)


@pytest.mark.parametrize("broken", [lost, a_renamed_text_column, a_bad_line_that_was_counted])
def test_what_could_not_be_read_accuses_nobody(corpus: Corpus, broken: Break) -> None:
    broken(corpus)
    assert corpus.audit().exit_code == 11
