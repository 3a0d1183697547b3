"""Arguments and options that several commands have."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

import typer

RULEBOOK = "cn-interim-measures-2023"
FORMATS = "html,md,json"

Manifest = Annotated[Path, typer.Argument(metavar="MANIFEST", help="The manifest, YAML or JSON.", show_default=False)]
Catalogue = Annotated[
    Path, typer.Argument(metavar="CATALOGUE", help="The catalogue that an audit left.", show_default=False)
]

CatalogueFile = Annotated[
    Path | None,
    typer.Option("--catalogue", metavar="FILE", help="Where the evidence is kept.  [default: beside the manifest]"),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the reports.")]
Rulebook = Annotated[str, typer.Option("--rulebook", metavar="ID", help="A rulebook's id, or its file.")]
Jobs = Annotated[
    int | None, typer.Option("--jobs", min=1, metavar="N", help="Worker processes.  [default: one a core]")
]
Formats = Annotated[
    str, typer.Option("--format", metavar="LIST", help="Any of html, md and json, with commas between.")
]
Day = Annotated[
    dt.datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="The day for which terms and waivers are judged.  [default: today, UTC]",
    ),
]
Waivers = Annotated[
    Path | None,
    typer.Option("--waivers", metavar="FILE", help="Waivers: control, source (or none), owner, reason, expires_on."),
]
RecognizersFile = Annotated[
    Path | None,
    typer.Option(
        "--recognizers", metavar="FILE", help="Recognisers of Presidio that look beside ours (docs/presidio.md)."
    ),
]
Roots = Annotated[
    list[Path] | None,
    typer.Option("--allow-root", metavar="DIR", help="A folder that paths may lead into; may be repeated."),
]
LinkageKey = Annotated[
    Path | None,
    typer.Option(
        "--linkage-key",
        "--key",
        metavar="FILE",
        help="32 random bytes that only you may read, apart from the data.  [env: PROVENANCE_LINKAGE_KEY_FILE]",
    ),
]
Names = Annotated[bool, typer.Option("--names", help="Find names with the engine of the extra [names], too.")]
NamesShare = Annotated[
    float,
    typer.Option(
        "--names-share",
        min=0,
        max=1,
        metavar="SHARE",
        help="With --names: of other records, the share in which names are counted.",
    ),
]
Lang = Annotated[Literal["en", "zh"], typer.Option("--lang", help="The language of titles and sentences.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no summary, only what decides.")]
JsonLogs = Annotated[bool, typer.Option("--json-logs", help="Progress, result and errors as JSON lines on stderr.")]
