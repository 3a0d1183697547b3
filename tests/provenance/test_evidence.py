from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from provenance.evidence import check, counts
from provenance.manifest_parts import EvidenceFile
from tests.provenance.manifests_on_disk import loaded

DIGEST = hashlib.sha256(b"signed").hexdigest()

CASES = {
    "ok": ("contract.pdf", DIGEST, True),
    "unrecorded": ("contract.pdf", None, True),
    "digest_mismatch": ("contract.pdf", "0" * 64, False),
    "missing": ("gone.pdf", DIGEST, False),
    "empty": ("empty.pdf", hashlib.sha256(b"").hexdigest(), False),
    "outside": ("link.pdf", DIGEST, False),
    "unreadable": ("folder", None, False),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "folder").mkdir(parents=True)
    (home / "contract.pdf").write_bytes(b"signed")
    (home / "empty.pdf").touch()
    (tmp_path / "elsewhere.pdf").write_bytes(b"signed")
    (home / "link.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    os.mkfifo(home / "pipe")
    return home


@pytest.mark.parametrize("status", CASES)
def test_statuses(folder: Path, status: str) -> None:
    path, digest, counted = CASES[status]
    found = check(loaded(folder), "a", "contract", EvidenceFile(path=path, sha256=digest))
    assert (found.status, counts(found.status)) == (status, counted)
    assert (found.source, found.kind, found.path) == ("a", "contract", path)


def test_size_and_digest_of_what_was_read(folder: Path) -> None:
    found = check(loaded(folder), None, "ip", EvidenceFile(path="contract.pdf"))
    assert (found.bytes, found.sha256) == (6, DIGEST)


def test_no_file_is_no_evidence(folder: Path) -> None:
    found = check(loaded(folder), None, "ip", None)
    assert (found.status, found.path, counts(found.status)) == ("none", None, False)


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    assert check(loaded(folder), None, "ip", EvidenceFile(path="pipe")).status == "unreadable"


def test_an_allowed_root_is_in_reach(folder: Path) -> None:
    manifest = loaded(folder, allow=[folder.parent])
    assert check(manifest, None, "ip", EvidenceFile(path="link.pdf", sha256=DIGEST)).status == "ok"


@pytest.mark.parametrize(
    "blank", [b" \n\t\r\n", "\ufeff\n\u3000\u200b".encode(), "\ufeff \n".encode("utf-16-le"), b"\0" * 9]
)
def test_white_space_is_an_empty_file(folder: Path, blank: bytes) -> None:
    (folder / "blank.txt").write_bytes(blank)
    file = EvidenceFile(path="blank.txt", sha256=hashlib.sha256(blank).hexdigest())
    assert check(loaded(folder), None, "ip", file).status == "empty"


@pytest.mark.parametrize("said", [b" x", "\u3000\u6709".encode(), "\u6709".encode("utf-16")])
def test_a_word_is_no_white_space(folder: Path, said: bytes) -> None:
    (folder / "said.txt").write_bytes(said)
    assert check(loaded(folder), None, "ip", EvidenceFile(path="said.txt")).status == "unrecorded"
