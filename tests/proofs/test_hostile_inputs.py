"""Hostile shards cost their own record or shard and nothing else: no exception, no silence, no pass."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import provenance
from provenance.connection import connect
from provenance.notebook import Audit
from provenance.problems import InputError
from tests.proofs import killed
from tests.proofs.hostile import COLUMNS, GOOD, HOSTILE, PATIENCE, audited, damaged

UNTOLD = frozenset({"deep-beside", "integer-beyond-python"})
"""What is read beside members of which nobody can tell whether they hold text."""


def told(hostile_audit: Audit, source: str) -> set[str]:
    """The reasons that the catalogue gives for what was not read of a source."""
    parts = "SELECT reason FROM quarantine WHERE source = $source"
    shards = "SELECT reason FROM shard WHERE source = $source AND status <> 'scanned'"
    return set(hostile_audit.sql(f"{parts} UNION {shards}", {"source": source})["reason"])


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_told(hostile_audit: Audit, name: str) -> None:
    expected, found = HOSTILE[name].reasons, told(hostile_audit, name)
    assert bool(found) is bool(expected), found
    assert found <= expected
    verdicts = hostile_audit.sql(
        "SELECT outcome FROM source_verdict WHERE control = 'A7-3.01' AND source = $s", {"s": name}
    )["outcome"].tolist()
    assert verdicts == (["unproven"] if expected or name in UNTOLD else ["pass"])


@pytest.mark.parametrize("name", [name for name, hostile in HOSTILE.items() if not hostile.reasons])
def test_what_can_be_read_is_there(hostile_audit: Audit, name: str) -> None:
    assert hostile_audit.sql("SELECT count(*) AS n FROM document WHERE source = $s", {"s": name})["n"].item() > 0
    assert hostile_audit.sql("SELECT status FROM shard WHERE source = $s", {"s": name})["status"].tolist() == [
        "scanned"
    ]


def test_the_sound_shard_is_scanned(hostile_audit: Audit) -> None:
    assert told(hostile_audit, "good") == set()
    assert hostile_audit.sql("SELECT records FROM shard WHERE source = 'good'")["records"].tolist() == [9]


def test_decoding_with_loss_is_a_finding(hostile_audit: Audit) -> None:
    found = hostile_audit.sql("SELECT DISTINCT source FROM finding WHERE label = 'lossy_decode'")["source"]
    assert {"lone-surrogates", "bad-utf-8", "text-no-utf-8"} <= set(found)


def test_every_view_can_be_shown(hostile_audit: Audit) -> None:
    for view in hostile_audit.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal")["view_name"]:
        assert hostile_audit.sql(f"FROM {view}").to_csv()


def test_reports_hold_no_markup_of_others(hostile_audit: Audit) -> None:
    page = hostile_audit.report("html")
    assert "<script>alert" not in page
    assert "\x1b" not in page + hostile_audit.report("markdown") + hostile_audit.report("json")
    assert json.loads(hostile_audit.report("json"))["outcome"]["decision"] != "passed"
    assert "<script>alert" not in hostile_audit._repr_html_()


def test_the_same_shards_give_the_same_audit(hostile_audit: Audit) -> None:
    manifest = hostile_audit.catalogue.with_name("manifest.json")
    before = killed.state(manifest)
    assert killed.start(manifest).wait(PATIENCE) == hostile_audit.exit_code
    assert killed.state(manifest) == before


def test_damaged_shards_of_every_format(tmp_path: Path) -> None:
    """Whatever a changed byte does, the audit ends, and each shard is read or told of."""
    audit = audited(tmp_path / "corpus", {f"{k}": hostile for k, hostile in enumerate(damaged())})
    states = audit.sql(
        "SELECT DISTINCT status, reason IS NOT NULL OR quarantined > 0 OR records > 0 AS told FROM shard"
    )
    assert set(states.itertuples(index=False, name=None)) <= {("scanned", True), ("failed", True)}
    assert told(audit, "good") == set()


def test_folders_that_lead_back_to_themselves(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    inner = folder / "data" / "deep" / "deeper"
    inner.mkdir(parents=True)
    inner.joinpath("a.jsonl").write_bytes(GOOD)
    inner.joinpath("back").symlink_to(folder / "data")
    inner.joinpath("self").symlink_to(inner)
    folder.joinpath("data", "up").symlink_to(folder)
    shards = [{"path": "data/**/*.jsonl", "columns": COLUMNS}, {"path": "data/deep", "format": "files"}]
    manifest = folder / "manifest.json"
    source = {"id": "loops", "type": "open", "shards": shards}
    manifest.write_text(json.dumps({"provenance": 1, "dataset": {"id": "loops"}, "sources": [source]}))
    assert killed.start(manifest).wait(PATIENCE) in (10, 11)
    with connect(manifest.with_suffix(".duckdb"), read_only=True) as con:
        paths = [path for (path,) in con.execute("SELECT path FROM shard ORDER BY ALL").fetchall()]
        assert "data/deep/deeper/a.jsonl" in paths
        assert len(paths) < 20


HEAD = "provenance: 1\ndataset: {id: d}\n"
LAUGHS = "".join(f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9) if k else 'lol'}]\n" for k in range(9))
MANIFESTS = {
    "a bomb of anchors": HEAD + LAUGHS,
    "an anchor": HEAD + "sources: &s []\n",
    "a merge": HEAD + "x: {<<: {id: e}}\n",
    "a key twice": HEAD + "dataset: {id: e}\n",
    "a tag of Python": HEAD + "x: !!python/object/apply:os.system ['touch owned']\n",
    "a tag": HEAD + "x: !thing 1\n",
    "depth": HEAD + "x: " + "[" * 100_000,
    "a source named in SQL": HEAD + 'sources: [{id: "\'; DROP TABLE t_source; --"}]\n',
    "a source named in HTML": HEAD + "sources: [{id: '<script>alert(1)</script>'}]\n",
    "a source with an escape": HEAD + 'sources: [{id: "a\\e[31m"}]\n',
    "a path out of the folder": HEAD + "sources: [{id: s, shards: [{path: ../../etc/passwd}]}]\n",
    "an absolute path": HEAD + "sources: [{id: s, shards: [{path: /etc/passwd}]}]\n",
    "a path with NUL": HEAD + 'sources: [{id: s, shards: [{path: "a\\0b"}]}]\n',
    "an evidence file out of the folder": HEAD.replace("{id: d}", "{id: d, policies: {ip: {path: ../ip.txt}}}"),
    "binary": "\x00\x01\x02",
}


@pytest.mark.parametrize("text", MANIFESTS.values(), ids=MANIFESTS)
def test_a_hostile_manifest_is_one_error_and_leaves_nothing(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    manifest = tmp_path / "m.yaml"
    manifest.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputError) as caught:
        provenance.audit(manifest)
    assert "m.yaml" in str(caught.value)
    assert len(str(caught.value)) < 2000
    assert "DROP" not in str(caught.value)
    assert "script" not in str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["m.yaml"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        pytest.param("import provenance; provenance.audit(sys.argv[1])", b"InputError", id="a manifest"),
        pytest.param(
            "from scanners import worker; sys.exit(worker.digest(sys.argv[1]))", b"", id="a shard, since it was listed"
        ),
    ],
)
def test_a_pipe_is_not_waited_for(tmp_path: Path, code: str, told: bytes) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    command = [sys.executable, "-c", f"import sys; {code}", str(tmp_path / "pipe.yaml")]
    done = subprocess.run(command, cwd=killed.ROOT, capture_output=True, timeout=PATIENCE, check=False)
    assert told in done.stderr
    assert done.returncode == bool(told)
