"""`provenance show`: the passage behind a finding, masked; or as it is, to somebody who says why, which the catalogue keeps."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.commands import options
from provenance.commands.terminal import say

if TYPE_CHECKING:
    from provenance.passages import Found, Passage

LONGEST = 500


def show(
    catalogue: options.Catalogue,
    finding: Annotated[
        str, typer.Argument(metavar="FINDING", help="A finding's id, as `findings` lists it.", show_default=False)
    ],
    manifest: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The manifest that was audited.  [default: beside the catalogue]"),
    ] = None,
    allow_root: options.Roots = None,
    around: Annotated[
        int, typer.Option(min=0, max=2000, metavar="N", help="How many characters to show on either side.")
    ] = 40,
    reveal: Annotated[bool, typer.Option("--reveal", help="Show the passage as it is; needs --why.")] = False,
    why: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The reason for --reveal, which the catalogue keeps.")
    ] = None,
    who: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who reveals.  [default: the name of the login]")
    ] = None,
) -> None:
    """Show where a finding stands, with the passage masked.

    Of the passage every digit becomes 9, every letter x, every Han character a square. --reveal shows it as it is, and first writes
    who, when and why to the catalogue's reveal_log.

    Exit codes: 0 shown, 1 error, 2 usage.
    """
    from provenance import passages
    from provenance.connection import judged
    from provenance.problems import InputError, Problem

    person, reason = _answerable(reveal, who, why)
    place = passages.place_of(finding)
    if place is None:
        raise typer.BadParameter("is no finding's id; `provenance findings` lists them", param_hint="'FINDING'")
    with judged(catalogue) as (connection, run):
        found = passages.look_up(connection, place)
    if found is None:
        raise InputError([Problem(str(catalogue), None, "", "holds no such finding")])
    beside = manifest or catalogue.absolute().parent / Path(run.manifest_path).name
    passage = passages.read(found, run, beside, allow_root or (), around)
    if reveal:
        _log(catalogue, found.finding_id, person, reason)
    _print(found, passage if reveal else passage.masked(), masked=not reveal)


def _answerable(reveal: bool, who: str | None, why: str | None) -> tuple[str, str]:
    """Who reveals, and why; empty where nothing is revealed."""
    if not reveal:
        if who is not None or why is not None:
            raise typer.BadParameter("--who and --why belong to --reveal", param_hint="'--reveal'")
        return "", ""
    person, reason = (who if who is not None else _login()).strip(), (why or "").strip()
    if not reason or len(reason) > LONGEST:
        raise typer.BadParameter(f"--reveal needs a reason of at most {LONGEST} characters", param_hint="'--why'")
    if not person or len(person) > LONGEST:
        raise typer.BadParameter("--reveal needs a name", param_hint="'--who'")
    return person, reason


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _log(catalogue: Path, finding_id: str, who: str, why: str) -> None:
    from provenance.catalogue import Catalogue
    from provenance.connection import NotWritableError
    from provenance.problems import Problem

    try:
        book = Catalogue(catalogue)
    except NotWritableError:
        message = "is not writable; --reveal keeps in it who, when and why, so nothing is shown as it is"
        raise NotWritableError([Problem(str(catalogue), None, "", message)]) from None
    try:
        book.log_reveal(finding_id, who, why)
    finally:
        book.close()


def _print(found: Found, passage: Passage, *, masked: bool) -> None:
    say(f"finding  {found.finding_id}")
    say(f"label    {found.label} ({found.family or 'no family'}), score {found.score:.2f}, found by {found.scanner}")
    say(f"source   {found.source}")
    say(f"shard    {found.path}")
    where = f"characters {found.start} to {found.stop}"
    if found.start is None:
        where = "the record as a whole"
    named = f" ({found.document})" if found.document else ""
    say(f"record   row {found.row}{named}, {where} of {found.chars}")
    if found.beside_text:
        say("passage  none: it stands in the record's id, address or source name, which are shown nowhere")
        return
    say(f"passage  {'masked' if masked else 'as it is; who, when and why stand in reveal_log'}")
    say()
    say(f"  {passage.before}⟦{passage.found}⟧{passage.after}")
