"""The judgement as facts: the controls under their clauses, each with its outcome, reasons, thresholds and waivers; and the decision.

A control of the rulebook without a verdict is `unproven`, and an audit without verdicts is `not_demonstrated`: silence is never a pass.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from expectations.verdict import Outcome, worst
from provenance.reports.law import Law
from provenance.reports.people import deciders
from provenance.reports.tables import Row
from provenance.reports.telling import told
from provenance.reports.wording import Phrase, both, fill

COUNTS = ("population", "failed", "unproven", "review")
BLOCKING = {Outcome.FAIL: "broke", Outcome.UNPROVEN: "missing", Outcome.REVIEW: "undecided"}
UNJUDGED = Outcome.UNPROVEN.value
PLACES = 5

Grouped = Mapping[str, Sequence[Row]]


def by_control(rows: Iterable[Row]) -> Grouped:
    """Rows by their `control`, in the order they came."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["control"]].append(row)
    return grouped


def controls(law: Law, tables: Mapping[str, Grouped], named: Sequence[Row] = ()) -> list[Row]:
    """Every control of the rulebook and every control that was judged, in the order of their ids; `named` are those who can decide."""
    ids = sorted(set(law.rulebook.rules) | set(tables["verdicts"]))
    return [_control(law, control, tables, named) for control in ids]


def _control(law: Law, control: str, tables: Mapping[str, Grouped], named: Sequence[Row]) -> Row:
    waivers = [{k: v for k, v in w.items() if k != "control"} for w in tables["waivers"].get(control, ())]
    outcome = _outcome(tables["verdicts"].get(control, ()), tables["source_verdicts"].get(control, ()))
    return {
        **law.control(control),
        **outcome,
        "reasons": _reasons(law, tables["reasons"].get(control, ())),
        "telling": told(law, tables["telling"].get(control, ())),
        "measures": [_measure(m) for m in tables["measures"].get(control, ())],
        "waivers": waivers,
        "deciders": deciders(named, control, {s["source"] for s in outcome["not_passed"]}),
    }


def _outcome(verdicts: Sequence[Row], scopes: Sequence[Row]) -> Row:
    """What the judge said of a control, and of each source or the data set itself; a control without a verdict is unproven."""
    silence = dict.fromkeys(COUNTS, 0) | {"outcome": UNJUDGED, "effective": UNJUDGED}
    said = verdicts[0] if verdicts else silence
    outcomes = [Outcome(s["outcome"]) for s in scopes]
    return {
        "outcome": said["outcome"],
        "effective": said["effective"],
        "judged": bool(verdicts),
        "by_outcome": {o.value: outcomes.count(o) for o in Outcome},
        **{name: said[name] for name in COUNTS},
        "not_passed": [{k: v for k, v in s.items() if k != "control"} for s in scopes if s["outcome"] in BLOCKING],
    }


def _reasons(law: Law, rows: Sequence[Row]) -> list[Row]:
    """Reasons by outcome and code; under each the distinct texts by source, with the first places of each."""
    codes: dict[tuple[str, str], Row] = {}
    texts: dict[tuple[str, str], dict[tuple[str | None, str | None], Row]] = defaultdict(dict)
    for row in rows:
        key = (row["outcome"], row["reason"])
        codes.setdefault(key, {"outcome": key[0], "code": key[1], "n": row["total"]})
        _add_example(texts[key], row, law.reason(row["control"], row["reason"]))
    return [{**code, "texts": list(texts[key].values())} for key, code in codes.items()]


def _add_example(texts: dict[tuple[str | None, str | None], Row], row: Row, wording: Phrase) -> None:
    """One text a source and detail, worded with all that it counts (`same`); its places are examples."""
    placed = {"source": row["source"], "shard": row["path"], "row": row["row"], "n": row["same"]}
    text = fill(wording, {**_detail(row["detail"]), **{k: v for k, v in placed.items() if v is not None}})
    said = "{n}" in wording["en"]
    new = {"source": row["source"], "text": text, "n": row["same"], "counted": said, "places": []}
    group = texts.setdefault((row["source"], row["detail"]), new)
    if row["path"] is not None and len(group["places"]) < PLACES:
        group["places"].append({"path": row["path"], "row": row["row"]})


def _detail(text: str | None) -> Mapping[str, Any]:
    loaded = json.loads(text) if text else {}
    return loaded if isinstance(loaded, dict) else {}


def _measure(row: Row) -> Row:
    return {"name": row["name"], "source": row["source"], "value": row["value"], "detail": _detail(row["detail"])}


def clauses(law: Law, judged: Sequence[Row]) -> list[Row]:
    """The clauses of the rulebook in its order, each with its controls; controls of no known clause follow under `clause` None."""
    names = {clause["clause"] for clause in law.clauses}
    strays = [c for c in judged if c["clause"] not in names]
    stray = {"clause": None, "document": None, "article": both("–"), "text": both("–")}
    members = [(clause, [c for c in judged if c["clause"] == clause["clause"]]) for clause in law.clauses]
    found = [*members, (stray, strays)] if strays else members
    return [{**clause, **_clause_outcome(controls), "controls": controls} for clause, controls in found]


def _clause_outcome(controls: Sequence[Row]) -> Row:
    """A clause that no control tests has no outcome: None."""
    outcomes = [Outcome(c["outcome"]) for c in controls]
    return {
        "outcome": worst(outcomes).value if outcomes else None,
        "by_outcome": {o.value: outcomes.count(o) for o in Outcome},
    }


def decision(judged: Sequence[Row]) -> Row:
    """`refused`, `not_demonstrated`, `passed_with_waivers` or `passed`, and the ids of the controls that led to it; waived ones do not."""
    led: dict[str, list[str]] = {name: [] for name in BLOCKING.values()}
    for control in judged:
        if control["effective"] is not None and (name := BLOCKING.get(Outcome(control["effective"]))):
            led[name].append(control["control"])
    waived = [c["control"] for c in judged if any(s["waived"] for s in c["not_passed"])]
    demonstrated = any(c["effective"] in (None, Outcome.PASS) for c in judged)
    unproven = bool(led["missing"] or led["undecided"] or not demonstrated)
    covered = bool(waived) or any(c["effective"] is None for c in judged)
    passed = "passed_with_waivers" if covered else "passed"
    word = "refused" if led["broke"] else "not_demonstrated" if unproven else passed
    outcomes = [c["outcome"] for c in judged]
    return {
        "decision": word,
        "by_outcome": {o.value: outcomes.count(o.value) for o in Outcome},
        **led,
        "evidence_open": [c["control"] for c in judged if not c["judged"] or _says(c, Outcome.UNPROVEN)],
        "decisions_open": [c["control"] for c in judged if _says(c, Outcome.REVIEW)],
        "waived": waived,
    }


def _says(control: Row, outcome: Outcome) -> bool:
    """Whether a reason of this outcome stands, whatever the control comes to as a whole."""
    return any(reason["outcome"] == outcome for reason in control["telling"])
