"""`provenance init`: a first manifest for a folder of shards."""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from provenance.commands.terminal import counted, remark, say

SHOWN = 10


def init(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder that holds the shards.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where the manifest goes.  [default: manifest.yaml in the folder]"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a manifest that is already there.")] = False,
) -> None:
    """Write a first manifest for a folder of shards.

    Formats, columns, row counts and digests are read off the files; what only a person knows is left as a TODO, and an audit of the
    manifest will say that it is missing.

    Exit codes: 0 written, 1 error, 2 usage.
    """
    from provenance.initialise import initialise
    from provenance.left_out import MARK

    remark(f"reading the shards in {path}")
    written = initialise(path, out, force=force)
    text = written.read_text(encoding="utf-8")
    sources, shards = text.count("\n  - id: "), text.count("\n      - path: ")
    say(
        f"wrote {written}: {counted(sources, 'source')}, {counted(shards, 'shard')}, {counted(text.count('# TODO'), 'TODO')} left"
    )
    left = [line.removeprefix(MARK) for line in text.splitlines() if line.startswith(MARK)]
    for line in left[:SHOWN]:
        say(f"left out: {line}")
    if len(left) > SHOWN:
        say(f"left out: {counted(len(left) - SHOWN, 'more line')} at the end of the manifest")
    unread = [line.strip().removeprefix("# TODO ") for line in text.splitlines() if "# TODO rows" in line]
    for line, n in Counter(unread).most_common(SHOWN):
        say(f"{counted(n, 'shard')}: {line}")
    say(f"next: fill in what you know, then  provenance audit {shlex.quote(str(written))}")
