"""The machine code on disk is that of the source: whatever is compiled in counts in the name of the object file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import scanners
from scanners.kernel import library

ROOT = Path(scanners.__file__).parent.parent


def imported(source: Path) -> set[Path]:
    """The files of the project's own modules and packages that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            assert node.module
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    stems = [ROOT / name.replace(".", "/") for name in names if name.startswith("scanners.")]
    found = [path for stem in stems for path in (stem.with_suffix(".py"), stem / "__init__.py")]
    return {path for path in found if path.exists()}


def test_everything_that_is_compiled_in_is_digested() -> None:
    digested = set(library.sources())
    assert ROOT / "scanners" / "checksums.py" in digested
    assert {path for source in digested for path in imported(source)} <= digested


@pytest.mark.parametrize("changed", [path.name for path in library.sources()])
def test_a_change_to_any_source_asks_for_new_machine_code(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = tuple(tmp_path / path.name for path in library.sources())
    for copy, path in zip(copies, library.sources(), strict=True):
        copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(library, "sources", lambda: copies)
    before = library._fingerprint()
    assert library._fingerprint() == before
    (tmp_path / changed).write_bytes((tmp_path / changed).read_bytes() + b"# changed")
    assert library._fingerprint() != before
