"""The lock fits what the project asks for, and the project asks for nothing that it does not use."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
ROOMS = ("provenance", "scanners", "expectations")
MODULES = {"pyyaml": "yaml"}
"""Distributions whose module has another name."""


def project() -> Any:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def locked() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", LOCK):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def test_the_lock_has_a_fitting_version_of_everything_that_is_asked_for() -> None:
    versions = locked()
    asked = [*project()["dependencies"], *project()["optional-dependencies"]["dev"]]
    for requirement in map(Requirement, asked):
        found = versions.get(canonicalize_name(requirement.name), [])
        assert found, f"{requirement.name} is not locked; run `make lock`"
        assert all(requirement.specifier.contains(version) for version in found), requirement.name


NOT_IN_DEV = {"names"}
"""The model with its runtime takes 110 MB. A stand-in tests what is done with it, and where it is installed it is tested itself."""


def test_what_an_extra_asks_for_is_tested() -> None:
    extras = project()["optional-dependencies"]
    tested = {line for name, lines in extras.items() if name not in {"dev", *NOT_IN_DEV} for line in lines}
    assert tested <= {*extras["dev"]}


def test_every_locked_package_has_hashes_and_no_address() -> None:
    blocks = re.split(r"(?m)^(?=\S)", LOCK)[1:]
    assert len(blocks) == sum(map(len, locked().values()))
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)
    assert "://" not in LOCK
    assert " @ " not in LOCK
    assert "index-url" not in LOCK


def imported() -> set[str]:
    """The modules that the product imports, wherever in a file."""
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_bytes()))]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in plain | parts}


def test_what_is_asked_for_is_what_is_imported() -> None:
    extras = [line for name, lines in project()["optional-dependencies"].items() if name != "dev" for line in lines]
    asked = {Requirement(line).name for line in [*project()["dependencies"], *extras]}
    modules = {MODULES.get(name, name.replace("-", "_")) for name in asked}
    assert imported() - set(sys.stdlib_module_names) - {*ROOMS} == modules
