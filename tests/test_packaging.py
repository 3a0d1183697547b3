"""The lock fits what the project asks for, and the project asks for nothing that it does not use."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
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


def test_every_locked_package_has_hashes_and_no_address() -> None:
    blocks = re.split(r"(?m)^(?=\S)", LOCK)[1:]
    assert len(blocks) == sum(map(len, locked().values()))
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)
    assert "://" not in LOCK
    assert " @ " not in LOCK
    assert "index-url" not in LOCK


def test_every_dependency_is_imported_somewhere() -> None:
    rooms = ("provenance", "scanners", "expectations")
    code = "\n".join(path.read_text("utf-8") for room in rooms for path in sorted((ROOT / room).rglob("*.py")))
    for requirement in map(Requirement, project()["dependencies"]):
        module = MODULES.get(requirement.name, requirement.name.replace("-", "_"))
        assert re.search(rf"(?m)^\s*(import|from) {module}\b", code), f"{requirement.name} is not used"
