"""What `audit`, `gate` and `demo` share: the judgement, its summary and its reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from provenance.commands.progress import event, voice
from provenance.commands.terminal import amount, counted, say, say_table

if TYPE_CHECKING:
    from provenance.notebook import Audit

WORDS = {
    "fail": "failed",
    "unproven": "not proven",
    "review": "for review",
    "pass": "passed",
    "not_applicable": "not applicable",
    "waived": "waived",
}
"""What a control's verdict counts as, the worst first."""


class Line(NamedTuple):
    """A control that stands in the way: what it counts as, the code and the sentence of its reason, and its title."""

    control: str
    outcome: str
    reason: str
    sentence: str
    title: str


_VERDICTS = "SELECT control, effective, waived FROM verdict ORDER BY control"
_OUTCOMES = "SELECT coalesce(outcome, 'unproven'), coalesce(waived, false) FROM verdict"
_READ = """
SELECT count(*) AS shards, coalesce(sum(records), 0)::BIGINT AS records, coalesce(sum(quarantined), 0)::BIGINT AS quarantined,
       count(*) FILTER (status <> 'scanned') AS failed, coalesce(sum(text_bytes), 0)::BIGINT AS bytes
FROM shard
"""


def judged(
    manifest: Path,
    *,
    catalogue: Path | None,
    rulebook: str,
    jobs: int | None,
    as_of: dt.date | None,
    waivers: Path | None,
    allow_root: Sequence[Path] | None,
    linkage_key: Path | None = None,
    recognizers: Path | None = None,
    names: bool = False,
    names_share: float = 0.01,
    quiet: bool,
    json_logs: bool,
) -> Audit:
    """Audits, tells how far it is, and gives the judgement."""
    with voice(quiet=quiet, json_logs=json_logs) as told:
        from provenance.lean import keep_pandas_out

        keep_pandas_out()
        from provenance import auditing

        found = auditing.audit(
            manifest,
            catalogue=catalogue,
            rulebook=rulebook,
            jobs=jobs,
            as_of=as_of,
            waivers=waivers,
            allow_roots=allow_root or (),
            linkage_key=linkage_key,
            recognizers=recognizers,
            names=names,
            names_share=names_share,
            progress=told,
        )
    if json_logs:
        event("result", exit=found.exit_code, outcome=found.decision, controls=_counts(found))
    return found


def day_of(as_of: dt.datetime | None) -> dt.date | None:
    """The day that an option names."""
    return as_of.date() if as_of else None


def lines(found: Audit, lang: str = "en") -> list[Line]:
    """Every control that stands in the way or would without a waiver (`waived`), the worst first; the reason is the most telling one, as on
    the report's first page."""
    rules = found.rulebook.rules
    reasons = _reasons(found)
    stands = ("fail", "unproven", "review")
    blocking = [
        Line(
            control,
            effective if effective in stands else "waived",
            *_reason(found, reasons.get(control, ()), effective, lang),
            getattr(rules[control].title, lang) if control in rules else "",
        )
        for control, effective, waived in found.rows(_VERDICTS)
        if effective in stands or waived
    ]
    return sorted(blocking, key=lambda line: (list(WORDS).index(line.outcome), line.control))


def decision(found: Audit) -> str:
    """The judgement in a line."""
    return f"{found.decision.capitalize()} under {found.rulebook.id} (exit {found.exit_code})."


def exempted(found: Audit) -> str | None:
    """The exemption that the data set claims for itself, in a sentence; None where it takes no control away."""
    from provenance.reports import exemption
    from provenance.reports.people import shown

    ((n, by, on),) = found.rows(exemption.COUNTED) or [(0, None, None)]
    return exemption.sentence(n, shown(by) if by else None, on)["en"] if n else None


def _reasons(found: Audit) -> dict[str, list[dict[str, Any]]]:
    from provenance.reports import telling

    reasons: dict[str, list[dict[str, Any]]] = {}
    for row in found.rows(telling.statement()):
        reason = dict(zip(telling.COLUMNS, row, strict=True))
        reasons.setdefault(reason["control"], []).append(reason)
    return reasons


def _reason(found: Audit, rows: Sequence[dict[str, Any]], effective: str, lang: str) -> tuple[str, str]:
    """The code of the reason that tells most, and its sentence; both empty where the control gave none."""
    from provenance.reports.law import law
    from provenance.reports.telling import first, worded

    said = first(rows, effective)
    return (said["reason"], worded(law(found.rulebook), said)[lang]) if said else ("", "")


def summarise(found: Audit) -> None:
    """What stands in the way, the judgement, and over how much data it was made."""
    if blocking := lines(found):
        say_table(
            ("CONTROL", "OUTCOME", "WHAT IT TESTS", "FIRST REASON"),
            [(line.control, WORDS[line.outcome], line.title, line.reason) for line in blocking],
        )
        say()
    counts = _counts(found)
    say(decision(found))
    if claimed := exempted(found):
        say(claimed)
    waived = counts.pop("waived")
    told = ", ".join(f"{counts[name]} {WORDS[name]}" for name in counts if counts[name])
    say(f"Controls: {told}{f'; {waived} with a waiver' if waived else ''}.")
    ((shards, records, quarantined, failed, size),) = found.rows(_READ)
    unread = [counted(n, thing) for n, thing in ((failed, "shard"), (quarantined, "part")) if n]
    say(
        f"Read: {counted(records, 'record')} of {counted(shards, 'shard')}, {amount(size)} of text"
        + (f"; {' and '.join(unread)} could not be read." if unread else ".")
    )


def write_reports(facts: Mapping[str, Any], out: Path, chosen: Iterable[str]) -> list[Path]:
    """Writes `report.<name>` for each chosen format into the folder, which is made if it is not there."""
    known = _formats()
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name in chosen:
        path = out / f"report.{name}"
        path.write_text(known[name].render(facts), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def chosen_formats(listed: str) -> list[str]:
    """The names in `html,md`, in that order and each once. Raises a usage error for one that is none."""
    names = list(dict.fromkeys(name.strip() for name in listed.split(",") if name.strip()))
    known = _formats()
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        asked = ", ".join(map(repr, unknown)) or "nothing"
        raise typer.BadParameter(f"{asked} is no report format; there are {', '.join(known)}", param_hint="'--format'")
    return names


def _formats() -> dict[str, Any]:
    from provenance.reports.formats import formats

    return {module.suffix.removeprefix("."): module for module in formats().values()}


def _counts(found: Audit) -> dict[str, int]:
    """Controls by outcome before waivers, as the report counts them, and those that a waiver covers in part or whole."""
    rows = found.rows(_OUTCOMES)
    outcomes = [outcome for outcome, _ in rows]
    return {name: outcomes.count(name) for name in WORDS if name != "waived"} | {
        "waived": sum(waived for _, waived in rows)
    }
