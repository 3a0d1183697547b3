"""The command line as a caller has it, and a small corpus for it to work on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from provenance import auditing
from provenance.cli import app
from tests.proofs.corpus import without_processes

MOBILE = "139" + "00139" + "000"
EMAIL = "zhou.mei" + "@" + "corp-mail.cn"
PLACE = "梧桐里十七号院"
ESCAPE = "\x1b]0;owned\x07"
ODD = "red\x1b[31m.jsonl"
MANIFEST = """
provenance: 1
dataset: {id: tiny}
sources:
  - id: web
    type: open
    licence: {id: MIT}
    shards: [{path: "shards/*.jsonl", columns: {id: id}}]
  - id: papers
    type: open
    licence: {id: MIT}
    shards: [{path: papers, format: files}]
"""


@dataclass(frozen=True)
class Said:
    """What a command said to each stream, and its exit code."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Said:
    """One command, in this process."""
    result = CliRunner().invoke(app, list(map(str, arguments)), prog_name="provenance")
    return Said(result.exit_code, result.stdout, result.stderr)


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """With the folder as the present one, and audits in this process."""
    with pytest.MonkeyPatch.context() as patch:
        without_processes(patch)
        patch.chdir(folder)
        yield


def corpus(folder: Path) -> Path:
    """A manifest and its shards: identifiers side by side, escape sequences in text, id and file name, and a file that is no UTF-8."""
    (folder / "shards").mkdir(parents=True)
    (folder / "papers").mkdir()
    records = [
        {"id": f"d{k}{ESCAPE}", "text": f"{ESCAPE}第{k}封，周梅住{PLACE}，电话{MOBILE}，信箱 {EMAIL}，完。"}
        for k in range(3)
    ]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "shards" / "plain.jsonl").write_text(lines + "{broken", encoding="utf-8")
    (folder / "shards" / ODD).write_text(lines, encoding="utf-8")
    (folder / "papers" / "note.txt").write_text(f"{PLACE}：{MOBILE}", encoding="utf-8")
    (folder / "papers" / "odd.txt").write_bytes("一二三四五六七八九十".encode() * 40 + b"\xff\n" + b"plain words\n" * 9)
    manifest = folder / "manifest.yaml"
    manifest.write_text(MANIFEST, encoding="utf-8")
    return manifest


def audited(folder: Path) -> Path:
    """The catalogue of the corpus."""
    return auditing.audit(corpus(folder)).catalogue


def visible(said: Said) -> bool:
    """Whether nothing in what was said could move a terminal's cursor or change its colour."""
    return all(c.isprintable() or c in "\n\u3000" for c in said.out + said.err)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below, with its content."""
    return {os.fsdecode(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
