"""No output of an audit holds private text: not the catalogue, not a report, not a log, not an error."""

from __future__ import annotations

import os
import secrets as secrets_of_python
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

import provenance
from provenance import auditing, scanning
from provenance.catalogue import connect
from provenance.demo import AS_OF, build, planted_texts
from provenance.notebook import Audit
from tests.proofs import killed
from tests.proofs.leaks import WINDOW, Needles, needles
from tests.proofs.leaky import Secrets, plant

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from provenance.cli import main; main()"]
LOGGED = 100_000
"""Bytes of log by which evidence of shards is in it."""
FRAMES = ("verdicts", "source_verdicts", "findings", "sources", "duplicates")


@dataclass(frozen=True)
class Leaky:
    """A corpus full of private text, and what must be found nowhere."""

    folder: Path
    private: Needles
    identifiers: tuple[str, ...]

    @property
    def manifest(self) -> Path:
        return self.folder / "manifest.yaml"

    @property
    def catalogue(self) -> Path:
        return self.folder / "manifest.duckdb"

    @property
    def key(self) -> Path:
        """The linkage key, apart from the corpus."""
        return self.folder.parent / "linkage.key"

    def run(self, *arguments: str, path: str = "") -> tuple[int, bytes]:
        """Exit code and all that a command says, to stdout and stderr."""
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), path]))}
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=self.folder, env=environment, capture_output=True, check=False
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def leaky(tmp_path_factory: pytest.TempPathFactory) -> Leaky:
    demo = build(tmp_path_factory.mktemp("leaky") / "demo", distributions=())
    secrets = Secrets()
    plant(demo.folder, secrets)
    planted = planted_texts(demo.folder)
    sentences = [text for text in planted if not any(c.isdigit() for c in text) and "@" not in text]
    named = needles({*planted, *secrets.identifiers}, [*sentences, *secrets.sentences])
    made = Leaky(demo.folder, named, tuple(secrets.identifiers))
    made.key.write_bytes(secrets_of_python.token_bytes(32))
    made.key.chmod(0o600)
    return made


@pytest.fixture(scope="module")
def audited(leaky: Leaky) -> tuple[Leaky, bytes]:
    """The corpus, audited by two workers on the command line, and what that said."""
    options = ("--jobs", "2", "--as-of", str(AS_OF), "--json-logs", "--linkage-key", str(leaky.key))
    code, told = leaky.run("audit", "manifest.yaml", *options)
    assert code == 10, told.decode()
    return leaky, told


def dump(path: Path) -> bytes:
    """Every value of every table, as text and, of binary values, as they are."""
    parts: list[bytes] = []
    columns = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    with connect(path, read_only=True) as con:
        for table, name, kind in con.execute(columns).fetchall():
            value = f'"{name}"' if kind == "BLOB" else f'"{name}"::VARCHAR'
            values = con.execute(f"SELECT {value} FROM {table} WHERE {value} IS NOT NULL").fetchall()
            parts += [v if isinstance(v, bytes) else v.encode() for (v,) in values]
    return b"\n".join(parts)


def test_the_search_finds_what_is_there(leaky: Leaky) -> None:
    for name in ("leaky/shard.jsonl", "leaky/shard.csv", "leaky/cut.tsv", "leaky/registered.csv", "leaky/evidence.txt"):
        assert len(leaky.private.within(leaky.folder.joinpath(name).read_bytes())) > 2 * WINDOW, name


def test_catalogue_reports_and_logs(audited: tuple[Leaky, bytes]) -> None:
    leaky, told = audited
    files = [p for p in leaky.folder.rglob("*") if p.is_file() and ("duckdb" in p.name or p.parent.name == "report")]
    assert {"manifest.duckdb", "manifest.duckdb.key", "report.html", "report.md", "report.json"} <= {
        p.name for p in files
    }
    assert b'"event"' in told
    outputs = {p.name: p.read_bytes() for p in files} | {"told": told}
    for name, data in outputs.items():
        assert not leaky.private.within(data), name


def test_every_value_of_every_table(audited: tuple[Leaky, bytes]) -> None:
    leaky, _ = audited
    said = dump(leaky.catalogue)
    assert len(said) > 100_000
    assert not leaky.private.within(said)
    assert said.count(b"masked:") > 10
    assert leaky.key.read_bytes() not in said
    with connect(leaky.catalogue, read_only=True) as con:
        assert con.execute("SELECT count(DISTINCT digest) > 100 FROM identity").fetchall() == [(True,)]


def test_tracing_what_is_there(audited: tuple[Leaky, bytes], tmp_path: Path) -> None:
    leaky, _ = audited
    found = [n for n in leaky.identifiers if "@" in n or n.isdigit()][:200]
    asked = tmp_path / "asked.txt"
    asked.write_text("\n".join(found), "utf-8")
    for form in ("table", "json"):
        named = ("--identifier-file", str(asked), "--linkage-key", str(leaky.key), "--certificate", str(tmp_path / "c"))
        code, told = leaky.run("trace", *named, "--catalogue", "manifest.duckdb", "--format", form)
        assert code == 10, told.decode()
        assert not leaky.private.within(told)
    assert leaky.private.within(asked.read_bytes())


def test_commands_that_look_at_an_audit(audited: tuple[Leaky, bytes]) -> None:
    leaky, _ = audited
    with connect(leaky.catalogue, read_only=True) as con:
        ((finding,),) = con.execute(
            "SELECT finding_id FROM finding WHERE source = 'leaky' AND label = 'email' LIMIT 1"
        ).fetchall()
    shown = ["show", "manifest.duckdb", finding]
    for command in (
        ["findings", "manifest.duckdb", "--format", "jsonl", "--limit", "100000"],
        ["findings", "manifest.duckdb", "--format", "csv"],
        ["report", "manifest.duckdb", "--out", "again"],
        ["gate", "manifest.yaml", "--as-of", str(AS_OF)],
        shown,
    ):
        _, told = leaky.run(*command)
        assert told, command
        assert not leaky.private.within(told), command
    assert leaky.private.within(leaky.run(*shown, "--reveal", "--why", "a proof that the search would find it")[1])


def test_a_notebook(audited: tuple[Leaky, bytes]) -> None:
    leaky, _ = audited
    audit = Audit(leaky.catalogue, auditing.load("cn-interim-measures-2023"), 10)
    shown = [repr(audit), audit._repr_html_(), audit.documents(10_000).to_csv(), str(audit.facts())]
    shown += [getattr(audit, name).to_csv() for name in FRAMES]
    shown += [getattr(audit.plot, name)(lang).svg for name in ("findings", "verdicts") for lang in ("zh", "en")]
    for text in shown:
        assert not leaky.private.within(text.encode())


class KeepsAll:
    """`shutil`, but for removing."""

    @staticmethod
    def rmtree(*_: object, **__: object) -> None:
        return None


def test_the_spool(leaky: Leaky, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What workers write for the driver, which is there when a run is killed."""
    catalogue = tmp_path / "c.duckdb"
    monkeypatch.setattr(auditing, "shutil", KeepsAll)
    monkeypatch.setattr(scanning, "_remove", lambda _: None)
    provenance.audit(leaky.manifest, catalogue=catalogue, as_of=AS_OF, jobs=1)
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert sum(p.suffix == ".arrow" for p in files) > 50
    for path in files:
        assert not leaky.private.within(path.read_bytes()), path.name


def size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_what_a_killed_run_leaves(leaky: Leaky) -> None:
    """The write-ahead log is there only until the file is closed, which a kill prevents."""
    manifest = leaky.folder / "killed.yaml"
    manifest.write_bytes(leaky.manifest.read_bytes())
    log = leaky.folder / "killed.duckdb.wal"
    run = killed.start(manifest)
    while run.poll() is None and size(log) <= LOGGED:
        time.sleep(0.005)
    run.kill()
    run.wait()
    left = [p for p in leaky.folder.glob("killed.duckdb*") if p.is_file()] + [
        p for p in leaky.folder.glob("*.spool/**/*") if p.is_file()
    ]
    assert log in left
    assert size(log) > LOGGED
    for path in left:
        assert not leaky.private.within(path.read_bytes()), path.name


RAISING = """
import warnings
class Raising:
    name, version, labels = "raising", 1, {"raised": "personal"}
    def __init__(self):
        from scanners.base import Anchor
        self.anchor = Anchor(digits=((11,),))
    def find(self, text):
        BODY
        yield
DETECTOR = Raising()
"""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("raise ValueError(text)", id="an error that quotes"),
        pytest.param("raise type('Odd', (Exception,), {})(text) from KeyError(text)", id="a chain of errors"),
        pytest.param("raise UnicodeEncodeError('utf-8', text, 0, 1, text)", id="an error that keeps the text"),
        pytest.param("assert text == '', text", id="an assertion"),
        pytest.param("raise ExceptionGroup(text, [ValueError(text)])", id="several"),
        pytest.param("raise SystemExit(text)", id="an exit"),
        pytest.param("raise KeyboardInterrupt(text)", id="an interrupt"),
        pytest.param("import pickle; raise pickle.PicklingError(text)", id="an error of pickling"),
        pytest.param("import os; os.abort()", id="a crash", marks=pytest.mark.slow),
    ],
)
def test_errors_of_a_detector(leaky: Leaky, tmp_path: Path, body: str) -> None:
    tmp_path.joinpath("raising.py").write_text(RAISING.replace("BODY", body), "utf-8")
    info = tmp_path / "raising-0.dist-info"
    info.mkdir()
    info.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: raising\nVersion: 0\n", "utf-8")
    info.joinpath("entry_points.txt").write_text("[provenance.detectors]\nraising = raising:DETECTOR\n", "utf-8")
    catalogue = tmp_path / "c.duckdb"
    arguments = ("audit", "manifest.yaml", "--catalogue", str(catalogue), "--out", str(tmp_path / "out"), "--jobs", "2")
    code, told = leaky.run(*arguments, path=str(tmp_path))
    assert code != 0
    assert told
    assert not leaky.private.within(told), told.decode(errors="replace")
    for path in (p for p in tmp_path.rglob("*") if p.is_file()):
        assert not leaky.private.within(path.read_bytes()), path.name
