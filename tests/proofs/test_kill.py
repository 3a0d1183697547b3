"""Killed by SIGKILL at any moment and run again, an audit says what it says when nobody disturbs it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.proofs import killed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")

CHAINS, ROUNDS = 3, 18
PATIENCE = 30.0
"""Seconds within which an orphan must have ended; it takes a few milliseconds, and this is no measurement."""


def whole(manifest: Path) -> float:
    """Runs an audit to its end; returns the seconds it took."""
    started = time.monotonic()
    assert killed.start(manifest).wait() == 10
    return time.monotonic() - started


def ended(pids: list[int]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not all(map(killed.gone, pids)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def kill_once(manifest: Path, whom: str, seconds: float, random: Random, expected: object) -> None:
    """Kills while an audit runs. One that was over before is compared, and the next begins from nothing and is killed sooner."""
    while (at_work := killed.strike(killed.start(manifest), whom, seconds, random)) is None:
        assert killed.state(manifest) == expected
        manifest.with_suffix(".duckdb").unlink()
        seconds *= 0.8
    assert ended(at_work)


@pytest.mark.slow
def test_killed_at_more_than_twenty_moments_and_resumed(tmp_path: Path) -> None:
    """Three audits, each killed seven times on its way: a worker, then the group and the driver, at moments spread over a run."""
    random = Random(20)
    undisturbed = killed.build(tmp_path / "undisturbed")
    duration = whole(undisturbed)
    expected = killed.state(undisturbed)
    moments = [duration * (k + random.random()) / ROUNDS for k in range(ROUNDS)]
    random.shuffle(moments)
    for chain in range(CHAINS):
        manifest = tmp_path / f"chain-{chain}" / "manifest.json"
        shutil.copytree(undisturbed.parent, manifest.parent, ignore=shutil.ignore_patterns("*.duckdb"))
        kill_once(manifest, "worker", random.random(), random, expected)  # the driver goes on to the end
        assert killed.state(manifest) == expected
        manifest.with_suffix(".duckdb").unlink()
        for whom in ("group", "driver") * (ROUNDS // CHAINS // 2):
            kill_once(manifest, whom, moments.pop(), random, expected)
        whole(manifest)
        assert killed.state(manifest) == expected
        assert not list(manifest.parent.glob("*.spool"))
    assert not moments


ENDLESS = """
import sys
from pathlib import Path
from provenance.runners.local import Pool
from tests.proofs.killed import endless
pool = Pool(2)
pool.start({early})
list(pool.run(endless, [Path(p) for p in sys.argv[1:]]))
"""


@pytest.mark.parametrize("early", [0, 2])
def test_workers_end_with_their_driver_in_the_midst_of_a_shard(tmp_path: Path, early: int) -> None:
    begun = [tmp_path / "one", tmp_path / "two"]
    command = [sys.executable, "-c", ENDLESS.format(early=early), *map(str, begun)]
    driver = subprocess.Popen(command, cwd=killed.ROOT)
    deadline = time.monotonic() + PATIENCE
    while not all(path.exists() for path in begun) and time.monotonic() < deadline:
        time.sleep(0.01)
    at_work = killed.workers(driver.pid)
    driver.kill()
    driver.wait()
    assert len(at_work) == 2
    assert ended(at_work)
