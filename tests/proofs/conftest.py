from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.notebook import Audit
from tests.proofs.corpus import Corpus, built, copied, without_processes
from tests.proofs.hostile import HOSTILE, audited


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with pytest.MonkeyPatch.context() as patch:
        without_processes(patch)
        yield built(tmp_path_factory.mktemp("pristine") / "corpus")


@pytest.fixture
def corpus(pristine: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """A copy of its own, audited in this process."""
    without_processes(monkeypatch)
    return copied(pristine, tmp_path / "corpus")


@pytest.fixture(scope="session")
def hostile_audit(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """An audit of all hostile shards together."""
    return audited(tmp_path_factory.mktemp("hostile") / "corpus", HOSTILE)
