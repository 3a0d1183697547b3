"""What it costs to begin, seen as what is imported; and that only the command line prints and exits."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "pandas", "pyarrow", "numpy", "numba", "duckdb", "rich", "jinja2", "pydantic", "yaml", "orjson", "isal", "zstandard",
    "license_expression", "charset_normalizer", "protego", "asyncio", "multiprocessing",
)  # fmt: skip # rows, which read as a table
LOADED = f"print('LOADED', sorted(set({HEAVY}) & set(sys.modules)))"
BEGINNINGS = {
    "the package": "import sys, provenance",
    "the command line": "import sys, provenance.cli",
    "--help": "import sys; sys.argv = ['provenance', '--help']; from provenance.cli import app; app(standalone_mode=False)",
    "--version": "import sys; from provenance.cli import app; app(['--version'], standalone_mode=False)",
}


@pytest.mark.parametrize("code", BEGINNINGS.values(), ids=BEGINNINGS)
def test_nothing_heavy_is_imported_before_it_is_needed(code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{LOADED}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_the_package_runs_as_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "provenance", "schema"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["title"]


def test_what_is_asked_of_the_package_is_loaded_then() -> None:
    code = f"import sys, provenance\nprovenance.open\n{LOADED}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "'duckdb'" in done.stdout


def test_a_worker_imports_no_compiler() -> None:
    parts = "from scanners import compare, detect, registry, shingles, worker"
    code = f"import sys\n{parts}\nregistry.readers(), detect.compiled()\n{LOADED}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "'numpy'" in done.stdout
    assert "'numba'" not in done.stdout


def speaking(tree: ast.AST) -> Iterator[str]:
    """What in a module prints, exits or belongs to the command line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.partition(".")[0] in ("typer", "rich"))
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module.partition(".")[0] in ("typer", "rich") or node.module.startswith("provenance.commands"):
                yield node.module
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "exit", "quit", "sys.exit", "input"):
            yield ast.unparse(node.func)
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr"):
            yield ast.unparse(node)
        elif isinstance(node, ast.Raise) and node.exc and "SystemExit" in ast.unparse(node.exc):
            yield "SystemExit"


def test_only_the_command_line_prints_and_exits() -> None:
    spoken: dict[str, list[str]] = {}
    for path in sorted(p for room in ("provenance", "scanners", "expectations") for p in (ROOT / room).rglob("*.py")):
        if found := list(speaking(ast.parse(path.read_bytes()))):
            spoken[path.relative_to(ROOT).as_posix()] = found
    elsewhere = {
        path: said
        for path, said in spoken.items()
        if not path.startswith(("provenance/cli.py", "provenance/commands/"))
    }
    assert elsewhere == {"provenance/__init__.py": ["provenance.commands.interactive"]}
    assert {"provenance/cli.py", "provenance/commands/terminal.py"} <= set(spoken)
