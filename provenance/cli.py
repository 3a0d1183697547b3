"""The command line. The only place that prints and exits; every command calls one function and shows what it gave."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from provenance.notebook import Audit

app = typer.Typer(
    name="provenance",
    help="Audits training data against Article 7 of China's Interim Measures for Generative AI Services.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ManifestArgument = Annotated[Path, typer.Argument(help="The manifest, YAML or JSON.")]
CatalogueOption = Annotated[
    Path | None, typer.Option(help="Where the evidence is kept; beside the manifest by default.")
]
RulebookOption = Annotated[str, typer.Option(help="Rulebook id or file.")]
JobsOption = Annotated[int | None, typer.Option(min=1, help="Worker processes; one a core by default.")]
DayOption = Annotated[str | None, typer.Option(help="Day of judgement, YYYY-MM-DD; today (UTC) by default.")]
WaiversOption = Annotated[Path | None, typer.Option(help="Waivers with owner, reason and expiry.")]
RootsOption = Annotated[list[Path] | None, typer.Option("--allow-root", help="A folder that paths may lead into.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Say only what decides.")]

_RULEBOOK = "cn-interim-measures-2023"
_SUFFIXES = {"html": "html", "md": "md", "json": "json"}
_FORMATS = {"html": "html", "md": "markdown", "json": "json"}


@app.command()
def audit(
    manifest: ManifestArgument,
    catalogue: CatalogueOption = None,
    out: Annotated[Path, typer.Option(help="Folder for the reports.")] = Path("report"),
    rulebook: RulebookOption = _RULEBOOK,
    jobs: JobsOption = None,
    formats: Annotated[
        str, typer.Option("--format", help="Any of html, md, json, with commas between.")
    ] = "html,md,json",
    as_of: DayOption = None,
    waivers: WaiversOption = None,
    allow_root: RootsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Audit a data set and write its reports. Exit codes: 0 passed, 1 error, 2 usage, 10 refused, 11 not demonstrated."""
    found = _audit(manifest, catalogue, rulebook, jobs, as_of, waivers, allow_root, quiet)
    out.mkdir(parents=True, exist_ok=True)
    for name in _chosen(formats):
        path = out / f"report.{_SUFFIXES[name]}"
        path.write_text(found.report(_FORMATS[name]), encoding="utf-8")
        if not quiet:
            typer.echo(f"wrote {path}")
    typer.echo(repr(found))
    raise typer.Exit(found.exit_code)


@app.command()
def gate(
    manifest: ManifestArgument,
    catalogue: CatalogueOption = None,
    rulebook: RulebookOption = _RULEBOOK,
    jobs: JobsOption = None,
    as_of: DayOption = None,
    waivers: WaiversOption = None,
    allow_root: RootsOption = None,
) -> None:
    """The same judgement for a pipeline: one line for each control that is not passed. Exit codes as `audit`."""
    found = _audit(manifest, catalogue, rulebook, jobs, as_of, waivers, allow_root, quiet=True)
    rows = found.sql(
        "SELECT control, outcome, reason FROM verdict WHERE source IS NULL AND NOT waived "
        "AND outcome NOT IN ('pass', 'not_applicable') ORDER BY control"
    )
    for control, outcome, reason in rows.itertuples(index=False):
        typer.echo(f"{control} {outcome} {reason}")
    raise typer.Exit(found.exit_code)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the manifest."""
    from provenance.manifests import native

    typer.echo(json.dumps(native.schema(), ensure_ascii=False, indent=2, sort_keys=True))


def _audit(
    manifest: Path,
    catalogue: Path | None,
    rulebook: str,
    jobs: int | None,
    as_of: str | None,
    waivers: Path | None,
    roots: list[Path] | None,
    quiet: bool,
) -> Audit:
    from expectations.fields import RulebookError
    from provenance import auditing
    from provenance.problems import InputError

    try:
        return auditing.audit(
            manifest,
            catalogue=catalogue,
            rulebook=rulebook,
            jobs=jobs,
            as_of=dt.date.fromisoformat(as_of) if as_of else None,
            waivers=waivers,
            allow_roots=roots or (),
            progress=lambda r: (
                None if quiet else typer.echo(f"{r.status}: {r.records} records, {r.quarantined} quarantined", err=True)
            ),
        )
    except (InputError, RulebookError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _chosen(formats: str) -> list[str]:
    names = [name.strip() for name in formats.split(",") if name.strip()]
    unknown = [name for name in names if name not in _FORMATS]
    if unknown or not names:
        raise typer.BadParameter(f"unknown format {', '.join(unknown) or 'none'}; there are {', '.join(_FORMATS)}")
    return names


def main() -> None:
    """The `provenance` command."""
    app()
