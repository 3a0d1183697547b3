"""`provenance evaluate`: how well the detectors do on texts that somebody has labelled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.commands.terminal import counted, remark, say, say_json, say_table

if TYPE_CHECKING:
    from provenance.quality import Measured


class Format(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    MD = "md"
    JSON = "json"


def evaluate(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Labelled texts: JSONL with text and entities (docs/detectors.md), or a presidio-research list.",
            show_default=False,
        ),
    ],
    types: Annotated[
        Path | None,
        typer.Option("--types", metavar="FILE", help="YAML that names our label, or several, for each type of yours."),
    ] = None,
    min_score: Annotated[
        float, typer.Option(min=0, max=1, metavar="SCORE", help="Count findings from this score on.")
    ] = 0.5,
    form: Annotated[
        Format, typer.Option("--format", help="Aligned for people, Markdown, or for programs.")
    ] = Format.TABLE,
    record: Annotated[
        Path | None, typer.Option(metavar="CATALOGUE", help="Keep the figures there, as evidence for A7-3.12.")
    ] = None,
    as_of: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day of the measurement.  [default: today, UTC]"
        ),
    ] = None,
) -> None:
    """Measure the detectors on labelled texts: precision, recall and F1 for each label.

    Each with its 95 % interval (Wilson), once for findings that cover four fifths of what is marked, and once for those with the very
    bounds (strict). Nothing of the texts is printed or kept, only the digest of their file.

    Exit codes: 0 measured, 1 error, 2 usage.
    """
    day = as_of.date() if as_of else dt.datetime.now(dt.UTC).date()
    measured = _measured(files, day, min_score, _types(types) if types else None)
    _print(measured, form)
    if record:
        _record(record, measured)


def _measured(
    files: Sequence[Path], day: dt.date, least: float, known: Mapping[str, tuple[str, ...]] | None
) -> list[Measured]:
    """The figures of each file. InputError with all that is wrong in any of them."""
    from provenance import quality
    from provenance.problems import InputError, Problem
    from scanners.labelled import LabelledError

    measured, wrong = [], []
    for path in files:
        try:
            measured.append(quality.measure(path, day, least, known))
        except LabelledError as error:
            wrong.append(Problem(str(path), None, "", str(error)))
    if wrong:
        raise InputError(wrong)
    return measured


def _types(path: Path) -> Mapping[str, tuple[str, ...]]:
    import yaml

    from provenance.problems import InputError, Problem
    from scanners.labelled import LabelledError, types
    from scanners.registry import detectors

    try:
        given = yaml.safe_load(path.read_bytes())
        made = types(given if isinstance(given, dict) else {"": None})
    except (yaml.YAMLError, UnicodeDecodeError):
        raise InputError([Problem(str(path), None, "", "is not YAML")]) from None
    except LabelledError as error:
        raise InputError([Problem(str(path), None, "", str(error))]) from None
    labels = {label for detector in detectors() for label in detector.labels}
    if unknown := sorted({label for several in made.values() for label in several} - labels):
        raise InputError([Problem(str(path), None, "", f"names {counted(len(unknown), 'label')} that no scanner has")])
    return made


def _print(measured: Sequence[Measured], form: Format) -> None:
    from provenance import quality

    figures = [f for one in measured for f in one.figures]
    if form is Format.JSON:
        say_json(quality.as_json(measured))
        return
    if form is Format.MD:
        for line in quality.as_markdown(figures).splitlines():
            say(line)
    else:
        say_table([head.upper() for head in quality.HEADS], quality.rows(figures))
    unmapped = sum(n for one in measured for n in one.unmapped.values())
    if unmapped:
        kinds = len({kind for one in measured for kind in one.unmapped})
        remark(
            f"not scored: {counted(unmapped, 'span')} of {counted(kinds, 'type')} that no label answers to; --types can name one"
        )


def _record(catalogue: Path, measured: Sequence[Measured]) -> None:
    from contextlib import closing

    from provenance import quality
    from provenance.catalogue import Catalogue
    from provenance.problems import InputError, Problem

    if not catalogue.is_file():
        raise InputError([Problem(str(catalogue), None, "", "there is no such catalogue; audit first")])
    rows = quality.table(f for one in measured for f in one.figures)
    with closing(Catalogue(catalogue)) as book:
        book.record_quality(rows)
    remark(f"recorded: {counted(rows.num_rows, 'label')}; the next audit judges with it")
