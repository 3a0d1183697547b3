"""The help of every command as the README shows it. `python -m tests.provenance.readme_help` writes it there."""

from __future__ import annotations

import re
from pathlib import Path

from provenance.cli import app
from tests.provenance.cli_runs import run

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"(<!-- help: (\w+) -->\n```\n)(.*?)(```\n<!-- end of help -->)", re.DOTALL)


def helps() -> dict[str, str]:
    """What `--help` prints on 80 columns, of `provenance` itself and of each command."""
    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    commands = {"provenance": [], **{name: [name] for name in names}}
    return {
        name: "".join(f"{line.rstrip()}\n" for line in run(*words, "--help").out.splitlines())
        for name, words in commands.items()
    }


def shown(readme: str) -> dict[str, str]:
    """What the README shows, by command."""
    return {match[2]: match[3] for match in BLOCK.finditer(readme)}


def written(readme: str) -> str:
    """The README with every block as `--help` prints it now."""
    now = helps()
    return BLOCK.sub(lambda match: f"{match[1]}{now[match[2]]}{match[4]}", readme)


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
