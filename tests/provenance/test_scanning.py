"""How many workers are started."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.scanning import AS_MUCH_AS_A_SHARD, WORTH_A_WORKER, Job, worth_starting
from scanners.base import Columns, Task


def jobs(folder: Path, *sizes: int) -> list[Job]:
    found = []
    for k, size in enumerate(sizes):
        path = folder / str(k)
        with path.open("wb") as file:
            file.truncate(size)
        found.append(Job(Task(k, str(path), "jsonl", Columns(text="text"), b"", ""), ""))
    return found


@pytest.mark.parametrize(
    ("sizes", "most", "started"),
    [
        ((), 8, 1),
        ((10, 10), 8, 1),
        ((WORTH_A_WORKER,), 8, 2),
        ((WORTH_A_WORKER,), 1, 1),
        ((WORTH_A_WORKER * 9,), 4, 4),
        ((0,) * (2 * WORTH_A_WORKER // AS_MUCH_AS_A_SHARD), 8, 3),
    ],
)
def test_no_worker_is_started_for_less_than_its_start(
    tmp_path: Path, sizes: tuple[int, ...], most: int, started: int
) -> None:
    assert worth_starting(jobs(tmp_path, *sizes), most) == started


def test_a_shard_that_is_gone_counts_for_its_handling(tmp_path: Path) -> None:
    (job,) = jobs(tmp_path, WORTH_A_WORKER)
    Path(job.task.path).unlink()
    assert worth_starting([job], 8) == 1
