"""`provenance demo`: builds a corpus with known faults, audits it, and compares the judgement with what was planted."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.commands import options
from provenance.commands.judging import judged, summarise, write_reports
from provenance.commands.terminal import amount, counted, remark, say

if TYPE_CHECKING:
    from provenance.demo import Demo

MARK = "DEMO.txt"
WARNING = "`provenance demo` made this folder; its next run makes `data` and `report` anew.\n"
REFUSED = 10
DIFFERENCES_SHOWN = 200


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the corpus and the report.")] = Path(
        "demo"
    ),
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
    json_logs: options.JsonLogs = False,
) -> None:
    """Audit a corpus made from what is on this machine, with planted faults.

    Every installed Python distribution is a source, and beside them stand seeded sources with known faults. The audit has to refuse it,
    for the planted reasons and no others.

    Exit codes: 10 refused as expected, 1 any difference or error, 2 usage.
    """
    from provenance.demo import AS_OF, build, check

    data = _cleared(out)
    if not quiet:
        remark(f"building the demo corpus in {data}")
    built = build(data)
    if not quiet:
        _describe(built)
    found = judged(
        built.manifest,
        catalogue=None,
        rulebook=options.RULEBOOK,
        jobs=jobs,
        as_of=AS_OF,
        waivers=None,
        allow_root=None,
        quiet=quiet,
        json_logs=json_logs,
    )
    written = write_reports(found.facts(), out / "report", ("html", "md", "json"))
    if not quiet:
        summarise(found)
        say()
    differences = check(found.catalogue, built.truth)
    if found.exit_code != REFUSED:
        differences.insert(0, f"exit code: expected {REFUSED}, got {found.exit_code}")
    _conclude(differences, built)
    say(f"Report: {written[0]}")
    raise typer.Exit(1 if differences else REFUSED)


def _cleared(out: Path) -> Path:
    """The place for the corpus: absent, in a folder that is ours. Takes away what an earlier demo made, and nothing else."""
    from provenance.problems import InputError, Problem

    mark = out / MARK
    ours = mark.is_file() and not mark.is_symlink() and mark.read_text("utf-8", "replace") == WARNING
    if out.is_symlink() or (out.exists() and not ours and (not out.is_dir() or any(out.iterdir()))):
        raise InputError(
            [Problem(str(out), None, "", "is there and was not made by a demo; choose another folder with --out")]
        )
    out.mkdir(parents=True, exist_ok=True)
    mark.write_text(WARNING, "utf-8")
    for name in ("data", "report"):
        if (out / name).is_dir():
            shutil.rmtree(out / name)
    return out / "data"


def _describe(built: Demo) -> None:
    """What is in the corpus."""
    installed = [count for count in built.counts if count.source.startswith("dist-")]
    seeded = [count for count in built.counts if not count.source.startswith("dist-")]
    for title, counts in (("installed Python distribution", installed), ("seeded source", seeded)):
        records, size = sum(c.records for c in counts), sum(c.text_bytes for c in counts)
        say(f"{counted(len(counts), title)}: {counted(records, 'record')}, {amount(size)} of text")
    say("seeded with faults: " + ", ".join(sorted(count.source for count in seeded)))
    if built.left_out_files:
        say(f"left out for size: {counted(built.left_out_files, 'file')}, {amount(built.left_out_bytes)}")


def _conclude(differences: list[str], built: Demo) -> None:
    from provenance.demo import truth

    if not differences:
        told = truth.read(built.truth)
        say(
            f"Refused, as it has to be: {counted(len(told.expected.verdicts), 'verdict')}, "
            f"{counted(len(told.planted.findings), 'planted identifier')}, {counted(len(told.planted.pairs), 'pair')} of copies, "
            f"all as planted."
        )
        return
    say(f"Not as planted: {counted(len(differences), 'difference')}.")
    for line in differences[:DIFFERENCES_SHOWN]:
        say(f"  {line}")
    if len(differences) > DIFFERENCES_SHOWN:
        say(f"  and {len(differences) - DIFFERENCES_SHOWN:,} more")
