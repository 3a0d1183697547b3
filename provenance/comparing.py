"""Workers that read rows again and compare them, for the verification of near-duplicates."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from provenance.runners.local import Died, Pool
from provenance.scanning import Job
from scanners import compare, shingles


class Comparers:
    """The `provenance.reduce.Workers` of a pool. What they put aside lies in `folder`."""

    def __init__(self, jobs: Mapping[int, Job], pool: Pool, folder: Path) -> None:
        self._jobs, self._pool, self._folder = jobs, pool, folder
        self._key = os.urandom(16)

    def extract(self, wanted: Mapping[int, tuple[int, ...]]) -> Iterator[shingles.Extracted]:
        """See `Workers`."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        requests = (
            shingles.Wanted(self._jobs[shard].task, rows, str(self._folder), self._key)
            for shard, rows in wanted.items()
            if shard in self._jobs
        )
        for _, result in self._pool.run(shingles.extract, requests):
            if not isinstance(result, Died):
                yield result

    def compare(self, blocks: Iterable[compare.Block]) -> Iterator[tuple[compare.Block, list[compare.Shared]]]:
        """See `Workers`."""
        for block, result in self._pool.run(compare.compare, blocks):
            if not isinstance(result, Died):
                yield block, result
