"""A corpus of many small shards, and an audit of it in a process of its own that can be killed.

`python -m tests.proofs.killed MANIFEST` audits; the exit code is that of the audit.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import provenance
from expectations.rulebook import load
from provenance import landing
from provenance.catalogue import connect
from provenance.demo import AS_OF, identifiers
from provenance.demo.prose import lightly_edited, prose
from provenance.notebook import Audit
from tests.proofs.corpus import LAW

ROOT = Path(__file__).parents[2]
SHARDS, RECORDS = 40, 24
LANDED_TOGETHER = 4
"""Shards a transaction here, so that a kill finds some landed and others not."""
VIEWS = ("verdict", "source_verdict", "verdict_reason", "measure", "coverage", "shard", "quarantine")
VIEWS += (
    "document",
    "finding",
    "licence_detection",
    "aigc_label",
    "duplicate",
    "repeated",
    "work_match",
    "register",
    "dataset",
    "source",
)


def build(folder: Path, seed: int = 11) -> Path:
    """Writes shards with identifiers, copies, near copies of each other and of works, and a bad line here and there."""
    random = Random(seed)
    works = [prose(random, "zh", 12) for _ in range(6)]
    earlier: list[str] = []
    folder.mkdir(parents=True)
    for number in range(SHARDS):
        lines = [json.dumps({"id": f"{number}-{k}", "text": _text(random, works, earlier)}) for k in range(RECORDS)]
        if number % 16 == 5:
            lines[7] = lines[7][:-9]
        (folder / f"part-{number:02d}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    works_lines = [json.dumps({"id": f"w{k}", "text": text}) for k, text in enumerate(works)]
    (folder / "works.jsonl").write_text("\n".join(works_lines) + "\n", "utf-8")
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(MANIFEST), "utf-8")
    return manifest


def _text(random: Random, works: list[str], earlier: list[str]) -> str:
    language = random.choice(("zh", "en"))
    match random.randrange(12):
        case 0 if earlier:
            return random.choice(earlier)
        case 1 if earlier:
            return lightly_edited(random, random.choice(earlier), language)
        case 2:
            return lightly_edited(random, random.choice(works), "zh")
        case 3:
            return f"{prose(random, 'zh', 2)}电话{identifiers.mobile(random)}，邮箱{identifiers.email(random)}。"
    earlier.append(prose(random, language, 12))
    return earlier[-1]


COLUMNS = {"text": "text", "id": "id"}
MANIFEST = {
    "provenance": 1,
    "dataset": {"id": "killed", "intended_use": {"commercial": True, "public_service_cn": True}},
    "sources": [
        {
            "id": "web",
            "type": "open",
            "licence": {"id": "MIT"},
            "shards": [{"path": "part-[0-2]*.jsonl", "columns": COLUMNS}],
        },
        {
            "id": "feed",
            "type": "open",
            "licence": {"id": "CC-BY-NC-4.0"},
            "shards": [{"path": "part-[34]*.jsonl", "columns": COLUMNS}],
        },
        {
            "id": "books",
            "role": "works",
            "licence": {"id": "LicenseRef-ARR"},
            "shards": [{"path": "works.jsonl", "columns": COLUMNS}],
        },
    ],
}


def start(manifest: Path) -> subprocess.Popen[bytes]:
    """The audit as the leader of a process group of its own."""
    with manifest.with_name("stderr").open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.proofs.killed", str(manifest)],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=errors, start_new_session=True,
        )  # fmt: skip # rows, which read as a table


def workers(driver: int) -> list[int]:
    """The worker processes of a driver, as `/proc` tells them."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(place.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            command = place.joinpath("cmdline").read_bytes()
            if parent == driver and command and b"resource_tracker" not in command:
                found.append(int(place.name))
        except OSError:
            continue
    return sorted(found)


def gone(pid: int) -> bool:
    """Whether a process has ended (one that nobody has waited for yet has)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def strike(audit: subprocess.Popen[bytes], whom: str, seconds: float, random: Random) -> list[int] | None:
    """Kills the `group` or the `driver` after so many seconds, or a `worker` so many after there is one. Returns the workers there were,
    None if the audit was over."""
    while whom == "worker" and not workers(audit.pid) and audit.poll() is None:
        time.sleep(0.01)
    time.sleep(seconds)
    at_work = workers(audit.pid)
    if audit.poll() is not None or (whom == "worker" and not at_work):
        audit.wait()
        return None
    match whom:
        case "worker":
            os.kill(random.choice(at_work), signal.SIGKILL)
        case "driver":
            os.kill(audit.pid, signal.SIGKILL)
        case "group":
            os.killpg(audit.pid, signal.SIGKILL)
    audit.wait()
    return at_work


def state(manifest: Path) -> dict[str, object]:
    """All that an audit says, from its views and its report."""
    with connect(manifest.with_suffix(".duckdb"), read_only=True) as con:
        rows: dict[str, object] = {
            view: con.execute(f"SELECT COLUMNS(*)::VARCHAR FROM {view} ORDER BY ALL").fetchall() for view in VIEWS
        }
    return rows | {"report": Audit(manifest.with_suffix(".duckdb"), load(LAW), 0).report("json")}


def endless(path: Path) -> None:
    """Work that never ends; `path` is there once it has begun."""
    path.touch()
    time.sleep(86400)


if __name__ == "__main__":
    landing.LANDED_TOGETHER = LANDED_TOGETHER
    raise SystemExit(provenance.audit(sys.argv[1], as_of=AS_OF, jobs=2).exit_code)
