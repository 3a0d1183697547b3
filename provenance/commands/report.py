"""`provenance report`: the reports of an audit again, without the data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from provenance.commands import options
from provenance.commands.judging import chosen_formats, write_reports
from provenance.commands.terminal import say


def report(
    catalogue: options.Catalogue,
    formats: options.Formats = options.FORMATS,
    out: options.Out = Path("report"),
    rulebook: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="The rulebook's file, if the audit was judged by one that is not ours."),
    ] = None,
) -> None:
    """Write the reports of an audit again, from its catalogue alone.

    The same catalogue gives the same bytes.

    Exit codes: 0 written (whatever the judgement says), 1 error, 2 usage.
    """
    from expectations.rulebook import load
    from provenance.connection import judged
    from provenance.problems import InputError, Problem
    from provenance.reports.facts import facts

    chosen = chosen_formats(formats)
    with judged(catalogue) as (connection, run):
        law = load(rulebook or run.rulebook)
        if law.digest != run.rulebook_digest:
            raise InputError(
                [Problem(str(catalogue), None, "", "was judged by another state of the rulebook; audit anew")]
            )
        written = write_reports(facts(connection, law), out, chosen)
    for path in written:
        say(str(path))
