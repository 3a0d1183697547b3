"""Measures the product: `python -m tests.bench [--part NAME …] [--size-mb N] [--rounds N] [--json]`; `make bench` runs all of it.

Corpora are generated from a seed under `--folder` and kept there. Nothing is asserted: figures depend on the machine and on what
else it does, so each line gives its spread and its ratio to a peer or a limit.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.bench import table
from tests.bench.parts import PARTS, Session, warm_up
from tests.bench.process import PINNED
from tests.bench.table import Line


def main(arguments: list[str] | None = None) -> int:
    """Runs the parts that were asked for and prints their table. 0, or 1 when a run that is measured fails."""
    asked = _parser().parse_args(arguments)
    session = Session(asked.folder, asked.size_mb, asked.rounds, asked.shards, asked.record_mb, asked.peers)
    try:
        warm_up(session)
        lines: list[Line] = [line for part in asked.part or PARTS for line in PARTS[part](session)]
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"{' '.join(error.cmd)} ended with {error.returncode}\n{error.stderr}\n")
        return 1
    rounds = f"{asked.rounds} interleaved round{'s' * (asked.rounds > 1)}, each in fresh processes"
    notes = [f"{table.machine()}; {rounds}{'' if PINNED else ', not kept to their cores'}.", *session.notes]
    sys.stdout.write((table.as_json if asked.json else table.markdown)(lines, notes) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--part", action="append", choices=list(PARTS), help="run this part only (may be repeated)")
    parser.add_argument("--size-mb", type=float, default=200, help="text of the main corpus, in 10^6 bytes")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shards", type=int, default=10_000, help="shards of the tiny corpus")
    parser.add_argument("--record-mb", type=int, default=100, help="size of the long record")
    parser.add_argument("--folder", type=Path, default=Path("bench"), help="where corpora and catalogues are kept")
    parser.add_argument(
        "--peers", type=Path, default=Path("bench/peers"), help="the environment of the peers (tests/bench/peers.txt)"
    )
    parser.add_argument("--json", action="store_true", help="JSON instead of Markdown")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
