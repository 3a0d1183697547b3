from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.corpus import Corpus, built, copied, without_processes


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
