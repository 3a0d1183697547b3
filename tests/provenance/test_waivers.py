from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from provenance.problems import InputError
from provenance.waivers import waivers

AS_OF = dt.date(2026, 6, 1)
CONTROLS, SOURCES = ("A7-1.03", "A7-2.01"), ("web", "chats")
ENTRY = "- {control: A7-1.03, source: web, owner: Li, reason: under negotiation, expires_on: %s}\n"


def test_active_and_expired(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yml"
    path.write_text(
        ENTRY % "2026-06-01" + "- {control: A7-2.01, owner: Li, reason: r, expires_on: 2026-05-31}\n", encoding="utf-8"
    )
    rows = waivers(path, AS_OF, CONTROLS, SOURCES).to_pylist()
    assert [(row["control"], row["source"], row["status"]) for row in rows] == [
        ("A7-1.03", "web", "active"),
        ("A7-2.01", None, "expired"),
    ]
    path.write_text("waivers:\n" + "".join(f"  {line}\n" for line in (ENTRY % "2026-06-01").splitlines()))
    assert waivers(path, AS_OF, CONTROLS, SOURCES).num_rows == 1
    path.write_text('{"waivers": []}')
    assert waivers(path, AS_OF, CONTROLS, SOURCES).num_rows == 0


def test_all_errors_at_once(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yml"
    path.write_text("- {control: A7-1.03, owner: '', reason: r, expires_on: soon}\n- {controll: A7-1.03}\n- 7\n")
    with pytest.raises(InputError) as caught:
        waivers(path, AS_OF, CONTROLS, SOURCES)
    found = {(problem.line, problem.field) for problem in caught.value.problems}
    assert {
        (1, "waivers[0].owner"),
        (1, "waivers[0].expires_on"),
        (2, "waivers[1].controll"),
        (3, "waivers[2]"),
    } <= found
    assert {(2, f"waivers[1].{name}") for name in ("control", "owner", "reason", "expires_on")} <= found


def test_two_of_one_scope(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yml"
    path.write_text(ENTRY % "2026-01-01" + ENTRY % "2027-01-01")
    with pytest.raises(InputError, match="waives what an earlier entry waives"):
        waivers(path, AS_OF, CONTROLS, SOURCES)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        waivers(tmp_path / "none.yml", AS_OF, CONTROLS, SOURCES)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("A7-1.03", "A7-1.3", r"waivers\[0\]\.control: is no control of the rulebook; did you mean A7-1.03\?"),
        ("A7-1.03", "everything", r"waivers\[0\]\.control: is no control of the rulebook"),
        ("web", "webs", r"waivers\[0\]\.source: is no source of the manifest; did you mean web\?"),
    ],
)
def test_what_covers_nothing_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "waivers.yml"
    path.write_text((ENTRY % "2026-12-31").replace(old, new))
    with pytest.raises(InputError, match=problem):
        waivers(path, AS_OF, CONTROLS, SOURCES)
