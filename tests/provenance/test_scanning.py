"""How many workers are started."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.scanning import AS_MUCH_AS_A_SHARD, WORTH_A_WORKER, worth_starting


def paths(folder: Path, *sizes: int) -> list[str]:
    found = [folder / str(k) for k, _ in enumerate(sizes)]
    for path, size in zip(found, sizes, strict=True):
        with path.open("wb") as file:
            file.truncate(size)
    return list(map(str, found))


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
    assert worth_starting(paths(tmp_path, *sizes), most) == started


def test_a_shard_that_is_gone_counts_for_its_handling(tmp_path: Path) -> None:
    (path,) = paths(tmp_path, WORTH_A_WORKER)
    Path(path).unlink()
    assert worth_starting([path], 8) == 1
