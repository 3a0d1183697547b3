"""`provenance audit` and `provenance gate`: one judgement, told to a person or to a pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from provenance.commands import options
from provenance.commands.judging import (
    chosen_formats,
    day_of,
    decision,
    exempted,
    judged,
    lines,
    summarise,
    write_reports,
)
from provenance.commands.terminal import remark, say
from provenance.commands.unread import tell_unread

if TYPE_CHECKING:
    from provenance.notebook import Audit


def audit(
    manifest: options.Manifest,
    catalogue: options.CatalogueFile = None,
    out: options.Out = Path("report"),
    formats: options.Formats = options.FORMATS,
    rulebook: options.Rulebook = options.RULEBOOK,
    jobs: options.Jobs = None,
    as_of: options.Day = None,
    waivers: options.Waivers = None,
    allow_root: options.Roots = None,
    linkage_key: options.LinkageKey = None,
    recognizers: options.RecognizersFile = None,
    names: options.Names = False,
    names_share: options.NamesShare = 0.01,
    quiet: options.Quiet = False,
    json_logs: options.JsonLogs = False,
) -> None:
    """Audit a data set and write its reports.

    What was scanned before and has not changed is not read again.

    Exit codes: 0 passed (with waivers or without), 1 error, 2 usage, 10 refused (a control failed), 11 not demonstrated (evidence
    is missing, or a person must decide).
    """
    chosen = chosen_formats(formats)
    if out.exists() and not out.is_dir():
        raise typer.BadParameter("is a file; reports need a folder", param_hint="'--out'")
    found = judged(
        manifest,
        catalogue=catalogue,
        rulebook=rulebook,
        jobs=jobs,
        as_of=day_of(as_of),
        waivers=waivers,
        allow_root=allow_root,
        linkage_key=linkage_key,
        recognizers=recognizers,
        names=names,
        names_share=names_share,
        quiet=quiet,
        json_logs=json_logs,
    )
    with found.held() as held:
        tell_unread(held, manifest, allow_root or (), quiet=quiet, json_logs=json_logs)
        _tell(held, write_reports(held.facts(), out, chosen), quiet=quiet)
    raise typer.Exit(found.exit_code)


def _tell(held: Audit, written: Sequence[Path], *, quiet: bool) -> None:
    """What was decided, where the reports lie, and the evidence; only what was decided where no more is wanted."""
    if quiet:
        say(decision(held))
        if claimed := exempted(held):
            say(claimed)
    else:
        summarise(held)
        say()
        say(f"Reports: {', '.join(map(str, written))}")
        say(f"Evidence: {held.catalogue}")


def gate(
    manifest: options.Manifest,
    catalogue: options.CatalogueFile = None,
    rulebook: options.Rulebook = options.RULEBOOK,
    jobs: options.Jobs = None,
    as_of: options.Day = None,
    waivers: options.Waivers = None,
    allow_root: options.Roots = None,
    linkage_key: options.LinkageKey = None,
    recognizers: options.RecognizersFile = None,
    names: options.Names = False,
    names_share: options.NamesShare = 0.01,
    lang: options.Lang = "en",
    quiet: options.Quiet = False,
    json_logs: options.JsonLogs = False,
) -> None:
    """Judge a data set for a pipeline: one line for each control that stands in the way.

    A line holds the control, its outcome (fail, unproven, review), the code of the first reason, the title, and the reason in a sentence.
    A control that only a waiver keeps
    out of the way has a line too, with the outcome waived. Nothing is printed when the audit passes without waivers.

    Exit codes: 0 passed (with waivers or without), 1 error, 2 usage, 10 refused, 11 not demonstrated.
    """
    found = judged(
        manifest,
        catalogue=catalogue,
        rulebook=rulebook,
        jobs=jobs,
        as_of=day_of(as_of),
        waivers=waivers,
        allow_root=allow_root,
        linkage_key=linkage_key,
        recognizers=recognizers,
        names=names,
        names_share=names_share,
        quiet=quiet,
        json_logs=json_logs,
    )
    with found.held() as held:
        tell_unread(held, manifest, allow_root or (), quiet=quiet, json_logs=json_logs)
        for line in lines(held, lang):
            sentence = f": {line.sentence}" if line.sentence else ""
            say(f"{line.control} {line.outcome} {line.reason} {line.title}{sentence}")
        if not quiet and (claimed := exempted(held)):
            remark(claimed)
    raise typer.Exit(found.exit_code)
