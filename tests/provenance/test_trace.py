"""Who asks is found wherever the data hold him, is never repeated, and is called gone only where everything was looked at."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from provenance import tracing
from provenance.certificate import commitment
from provenance.commands.trace import CODES, WHY
from tests.provenance.cli_runs import Said, run
from tests.provenance.linked import MOBILE, Linked

SPELLINGS = ("13800001234", "+86 138 0000 1234", "１３８-００００-１２３４", "一三八零零零零一二三四")
GONE = "13700009999"


@pytest.fixture
def linked(tmp_path: Path) -> Linked:
    made = Linked.build(tmp_path)
    made.audit()
    return made


def trace(linked: Linked, *identifiers: str, key: Path | None = None, options: tuple[str | Path, ...] = ()) -> Said:
    asked = linked.key.with_name("asked.txt")
    asked.write_text("\n".join(identifiers) + "\n", "utf-8")
    named = ("--catalogue", linked.catalogue, "--linkage-key", key or linked.key)
    return run("trace", "--identifier-file", asked, *named, *options)


def told(said: Said) -> dict[str, list[dict[str, object]]]:
    value: dict[str, list[dict[str, object]]] = json.loads(said.out)
    return value


def reasons(said: Said) -> set[object]:
    return {gap["reason"] for gap in told(said)["gaps"]}


def change(linked: Linked, sql: str) -> None:
    with duckdb.connect(str(linked.catalogue)) as con:
        con.execute(sql)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_any_spelling_finds_text_in_any_spelling_and_names(linked: Linked, spelling: str) -> None:
    said = trace(linked, spelling, options=("--format", "json"))
    assert said.code == 10
    places = {(r["source"], r["path"], r["row"], r["label"]) for r in told(said)["records"]}
    assert places == {
        ("chat", "chat.jsonl", 0, "mainland_mobile"),
        ("shop", "shop.jsonl", 0, "mainland_mobile"),
        ("shop", "shop.jsonl", 2, "mainland_mobile"),
    }


def test_each_line_is_answered_by_its_number(linked: Linked) -> None:
    said = trace(linked, "", GONE, "LI.LEI@mail.qq.com", "?", options=("--format", "json"))
    assert {i["line"]: i["status"] for i in told(said)["identifiers"]} == {2: "not_found", 3: "found", 4: "cannot_tell"}
    assert said.code == 10
    assert reasons(said) == {"kind_not_known"}


@pytest.mark.parametrize("form", ["table", "json"])
def test_no_identifier_is_printed(linked: Linked, form: str, tmp_path: Path) -> None:
    certificate = tmp_path / "certificate.json"
    said = trace(
        linked, *SPELLINGS, "li.lei@mail.qq.com", "?", options=("--format", form, "--certificate", certificate)
    )
    gone = trace(linked, GONE, options=("--format", form, "--certificate", certificate))
    everything = said.out + said.err + gone.out + gone.err + certificate.read_text("utf-8")
    for secret in (*SPELLINGS, "li.lei", GONE, "0000123", linked.key.read_bytes().hex()):
        assert secret not in everything


def test_a_path_that_holds_the_identifier_is_not_printed(linked: Linked) -> None:
    change(linked, "UPDATE t_shard SET path = 'people/138-0000-1234.jsonl' WHERE source = 'chat'")
    said = trace(linked, MOBILE)
    assert said.code == 10
    assert "0000" not in said.out


def test_what_was_deleted_is_certified(linked: Linked, tmp_path: Path) -> None:
    certificate = tmp_path / "certificate.json"
    options = ("--certificate", certificate, "--as-of", "2026-02-01")
    assert trace(linked, MOBILE, options=options).code == 10
    assert not certificate.exists()
    linked.write("chat", ["无", "无"])
    linked.write("shop", ["无", "无"])
    linked.audit()
    said = trace(linked, MOBILE, options=options)
    assert (said.code, said.err) == (0, f"certificate: {certificate}\n")
    value = json.loads(certificate.read_text("utf-8"))
    assert (value["day"], value["identifiers"], value["found"]) == ("2026-02-01", 1, 0)
    (catalogue,) = value["catalogues"]
    digests = {s["path"]: s["sha256"] for s in catalogue["shards"]}
    assert digests == dict(linked.rows("SELECT path, sha256 FROM shard"))
    assert catalogue["counts"]["records"] == 4
    assert {"scanner": "mainland_mobile", "version": 4}.keys() <= catalogue["scanners"][0].keys()
    assert "mainland_mobile" in {s["scanner"] for s in catalogue["scanners"]}


def test_the_commitment_is_that_of_the_identifiers_in_any_order(linked: Linked, tmp_path: Path) -> None:
    key = linked.key.read_bytes()
    texts = (
        "13700009999\nli.lei@mail.qq.com",
        "LI.LEI@mail.qq.com\n137-0000-9999",
        "13700009998\nli.lei@mail.qq.com",
    )
    made = []
    for text in texts:
        (tmp_path / "asked.txt").write_text(text, "utf-8")
        made.append(commitment(tracing.read(tmp_path / "asked.txt", key), key))
    assert made[0] == made[1] != made[2]
    assert commitment(tracing.read(tmp_path / "asked.txt", key), bytes(range(32))) not in made


NEVER_GONE = {
    "no_shard": "DELETE FROM t_shard",
    "shard_not_read": "UPDATE t_shard SET status = 'failed' WHERE source = 'chat'",
    "part_not_read": "UPDATE t_shard SET quarantined = 1 WHERE source = 'chat'",
    "records_not_counted": "UPDATE t_shard SET quarantined = NULL WHERE source = 'chat'",
    "shard_without_linkage_key": "UPDATE t_shard SET linkage = NULL WHERE source = 'chat'",
    "shard_with_another_linkage_key": "UPDATE t_shard SET linkage = '1:00' WHERE source = 'chat'",
    "shard_read_by_another_version": "UPDATE t_stamp SET version = 0 WHERE scanner = 'email'",
    "columns_not_examined": "UPDATE t_shard SET unexamined_columns = ['notes'] WHERE source = 'chat'",
    "columns_declared_not_examined": "UPDATE t_shard SET not_examined = ['notes'] WHERE source = 'chat'",
    "files_passed_over": "UPDATE t_shard SET passed_over = 1 WHERE source = 'chat'",
    "modality_not_read": "UPDATE t_source SET modality = 'image' WHERE source = 'chat'",
    "finding_not_hashed": "DELETE FROM t_identity WHERE label = 'email'",
    "record_damaged": "INSERT INTO t_finding SELECT shard, 0, 'encoding', 'lossy_decode', NULL, NULL, 1 FROM t_shard LIMIT 1",
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Linked:
    made = Linked.build(tmp_path_factory.mktemp("bare"))
    made.audit()
    return made


@pytest.mark.parametrize("reason", NEVER_GONE)
def test_what_was_not_wholly_looked_at_is_never_gone(bare: Linked, tmp_path: Path, reason: str) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "manifest.duckdb").write_bytes(bare.catalogue.read_bytes())
    one = Linked(tmp_path / "corpus", bare.key)
    change(one, NEVER_GONE[reason])
    certificate = tmp_path / "certificate.json"
    said = trace(one, GONE, options=("--format", "json", "--certificate", certificate))
    assert said.code == 11
    assert reason in reasons(said)
    assert not certificate.exists()


def test_what_lacks_the_stamp_of_a_scanner_is_never_gone(bare: Linked, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "manifest.duckdb").write_bytes(bare.catalogue.read_bytes())
    one = Linked(tmp_path / "corpus", bare.key)
    change(one, "DELETE FROM t_stamp WHERE scanner = 'email'; DELETE FROM t_label WHERE scanner = 'email'")
    assert "shard_read_by_another_version" in reasons(trace(one, GONE, options=("--format", "json")))


def test_another_key_finds_nothing_and_says_so(linked: Linked) -> None:
    said = trace(linked, MOBILE, key=linked.new_key("another"), options=("--format", "json"))
    assert said.code == 11
    assert "shard_with_another_linkage_key" in reasons(said)


def test_an_audit_without_a_key_proves_nothing(tmp_path: Path) -> None:
    made = Linked.build(tmp_path)
    made.audit(None)
    said = trace(made, MOBILE)
    assert said.code == 11
    assert "--linkage-key" in said.out


def test_the_person_whom_a_column_names_is_found(linked: Linked) -> None:
    text = linked.manifest.read_text("utf-8").replace(
        "chat.jsonl, columns: {id: id}", "chat.jsonl, columns: {id: id, subject: who}"
    )
    linked.manifest.write_text(text, "utf-8")
    record = {"id": "c0", "text": "无", "who": "139 0000 7777 ".strip().replace(" ", "")}
    (linked.folder / "chat.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    linked.audit()
    said = trace(linked, "+86 139 0000 7777", options=("--format", "json"))
    assert [(r["source"], r["label"]) for r in told(said)["records"]] == [
        ("chat", "mainland_mobile"),
        ("chat", "subject"),
    ]
    linked.catalogue.with_name("manifest.duckdb.key").rename(linked.key.with_name("away"))
    assert "subject_not_compared" in reasons(trace(linked, GONE, options=("--format", "json")))


def test_several_catalogues_are_asked_together(linked: Linked, bare: Linked) -> None:
    said = trace(linked, GONE, options=("--catalogue", bare.catalogue, "--format", "json"))
    assert said.code == 11
    assert {gap["reason"] for gap in told(said)["gaps"]} == {"shard_with_another_linkage_key"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe13800001234", "is not UTF-8"),
        (b"\n \n", "holds no identifier"),
        (b"1380000" * 100, "is too long"),
    ],
)
def test_a_file_that_holds_no_identifiers_is_refused(linked: Linked, content: bytes, message: str) -> None:
    asked = linked.key.with_name("asked.txt")
    asked.write_bytes(content)
    named = ("--catalogue", linked.catalogue, "--linkage-key", linked.key)
    said = run("trace", "--identifier-file", asked, *named)
    assert said.code == 1
    assert message in said.err
    assert "1380000" not in said.err


def test_without_a_key_there_is_nothing_to_compare(linked: Linked) -> None:
    asked = linked.key.with_name("asked.txt")
    asked.write_text(MOBILE)
    assert run("trace", "--identifier-file", asked, "--catalogue", linked.catalogue).code == 2


def test_every_reason_is_worded() -> None:
    assert set(NEVER_GONE) | {"path_may_hold_it", "subject_not_compared", "kind_not_known", "kind_not_searched"} == set(
        WHY
    )
    assert CODES == {"not_found": 0, "found": 10, "cannot_tell": 11}


def test_what_the_path_of_a_shard_says_is_not_gone_and_is_not_certified(linked: Linked, tmp_path: Path) -> None:
    change(linked, "UPDATE t_shard SET path = 'people/137-0000-9999.jsonl' WHERE source = 'chat'")
    certificate = tmp_path / "certificate.json"
    said = trace(linked, GONE, "13611112222", options=("--format", "json", "--certificate", certificate))
    assert {i["line"]: i["status"] for i in told(said)["identifiers"]} == {1: "cannot_tell", 2: "not_found"}
    assert [(g["reason"], g["line"], g["source"]) for g in told(said)["gaps"]] == [("path_may_hold_it", 1, "chat")]
    assert not certificate.exists()
    assert "9999" not in said.out + said.err


@pytest.mark.parametrize("written", ["139-0000-7777", "用户 １３９００００７７７７", "13900007777@139.com"])
@pytest.mark.parametrize("column", ["subject: who", "label: {executor_id: who}", "label: {reviewer_id: who}"])
def test_the_person_whom_a_column_names_is_found_in_any_spelling(linked: Linked, written: str, column: str) -> None:
    text = linked.manifest.read_text("utf-8").replace(
        "chat.jsonl, columns: {id: id}", f"chat.jsonl, columns: {{id: id, {column}}}"
    )
    linked.manifest.write_text(text, "utf-8")
    record = {"id": "c0", "text": "无", "who": written}
    (linked.folder / "chat.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    linked.audit()
    said = trace(linked, "+86 139 0000 7777", options=("--format", "json"))
    assert [(r["source"], r["row"]) for r in told(said)["records"]] == [("chat", 0)]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("写信给 admin@li-lei.cn", "admin@li-lei.cn"),
        ("写信给 zhang@example.com", "zhang@example.com"),
        ("写信给 13912345678@139.com", "139 1234 5678"),
        ("写信给 13912345678@139.com", "13912345678@139.com"),
        ("写信给 1234567@qq.com", "1234567"),
        ("客服电话 400-810-8888", "400 810 8888"),
        ("电话 010-12345678转801", "010-12345678"),
        ("卡号 4111111111111111", "4111 1111 1111 1111"),
        ("身份证 11010519491231002X", "11010519491231002x"),
    ],
)
def test_whatever_a_scanner_takes_an_identifier_for_it_is_there(linked: Linked, written: str, asked: str) -> None:
    linked.write("chat", [written])
    linked.audit()
    said = trace(linked, asked, options=("--format", "json"))
    assert said.code == 10
    assert {(r["source"], r["row"]) for r in told(said)["records"]} == {("chat", 0)}
