"""The command line: which commands there are. Each calls one function of the product and shows what it gave."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from provenance.commands.audit import audit, gate
from provenance.commands.demo import demo
from provenance.commands.evaluate import evaluate
from provenance.commands.failures import guarded
from provenance.commands.findings import findings
from provenance.commands.init import init
from provenance.commands.leaving import leave
from provenance.commands.report import report
from provenance.commands.schema import schema
from provenance.commands.show import show
from provenance.commands.terminal import say
from provenance.commands.trace import trace

app = typer.Typer(
    name="provenance",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 100, "help_option_names": ["--help", "-h"]},
)
for _command in (init, audit, gate, report, findings, show, trace, evaluate, schema, demo):
    app.command()(guarded(_command))


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        say(f"provenance-auditor {version('provenance-auditor')}")
        raise typer.Exit


@app.callback()
def provenance(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """Audit training data against Article 7 of China's Interim Measures for Generative AI Services.

    Exit codes: 0 passed or done, 1 error, 2 usage, 10 refused, 11 not demonstrated, 130 interrupted, 143 terminated.
    """


def main() -> None:
    """The `provenance` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except SystemExit as ended:
        leave(ended.code)
        raise
