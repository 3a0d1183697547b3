"""Judges a catalogue by a rulebook. `UNPROVEN` is the default; a pass has to be earned (docs/architecture.md).

A control passes only when every query of it ran, its population is not empty, what it needs is whole, and no row says
otherwise. A query that breaks is reported by control and section only, because the database's message may quote data.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import duckdb

from expectations import needs
from expectations.snapshot import snapshot
from expectations.verdict import Measure, Outcome, Reason, SourceVerdict, Verdict, worst

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from expectations.control import Section
    from expectations.rulebook import Rule, Rulebook

JUDGE_REASONS: Final = frozenset(
    {"dataset_not_declared", "no_corpus_source", "no_works_source", "no_shards", "documents_incomplete"}
    | {
        "scanner_absent",
        "scanner_incomplete",
        "label_not_classified",
        "labels_not_of_rulebook",
        "columns_not_examined",
        "modality_not_read",
        "near_duplicate_unverified",
        "register_incomplete",
    }
    | {"evidence_unreadable", "query_failed", "empty_population", "unnamed_reason", "carve_out"}
)
"""Reason codes that the judge gives by itself; a rulebook words them under `reasons`."""

NOT_WAIVABLE: Final = frozenset({"scanner_absent", "labels_not_of_rulebook", "evidence_unreadable", "query_failed"})
"""What says that the audit itself did not work. Nobody can take that upon himself: there is no fact that he would answer for."""

NOT_DEMONSTRATED: Final = (Outcome.FAIL, Outcome.UNPROVEN, Outcome.REVIEW)
_Rows: TypeAlias = "Sequence[tuple[Any, ...]]"

PLACE: Final = frozenset({"source", "reason", "shard", "row", "n"})


@dataclass(frozen=True, slots=True)
class _Tally:
    """All things of one outcome, code and source, with examples."""

    outcome: Outcome
    code: str
    source: str | None
    n: int
    examples: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class _Bench:
    """What stays the same for all controls of one judgement."""

    con: duckdb.DuckDBPyConnection
    as_of: dt.date
    evidence: needs.Evidence
    waivers: frozenset[tuple[str, str | None]]


def judge(con: duckdb.DuckDBPyConnection, rulebook: Rulebook, as_of: dt.date) -> tuple[Verdict, ...]:
    """One verdict a control, in the rulebook's order. Reads views only; the same catalogue and day give the same verdicts.

    Interim Measures Article 2 paragraph 3: where the control of applicability passes and claims the carve-out, controls
    that the rulebook marks `dropped` are not applicable. A waiver of that control does not make a carve-out.
    """
    with snapshot(con):
        return tuple(_verdicts(_Bench(con, as_of, needs.read(con, rulebook.labels), _waivers(con, as_of)), rulebook))


def _verdicts(bench: _Bench, rulebook: Rulebook) -> Iterator[Verdict]:
    decides = _verdict(bench, rulebook.rules[rulebook.applicability.rule])
    outside = decides.outcome is Outcome.PASS and any(
        m.name == rulebook.applicability.measure and m.value == 1 for m in decides.measures
    )
    for rule in rulebook.rules.values():
        if rule.id == decides.control:
            yield decides
        elif outside and rule.carve_out == "dropped":
            yield _dropped(rule)
        else:
            yield _verdict(bench, rule)


def exit_outcome(effective: Iterable[Outcome | None]) -> Outcome:
    """Of what is `effective` in every verdict: `FAIL` if any control fails after waivers, else `UNPROVEN` or `REVIEW` if any is; `PASS`
    only if something passed or is waived."""
    outcome = worst([outcome or Outcome.PASS for outcome in effective])
    return Outcome.UNPROVEN if outcome is Outcome.NOT_APPLICABLE else outcome


def _verdict(bench: _Bench, rule: Rule) -> Verdict:
    answers = _answers(bench, rule)
    population = _population(answers["population"])
    measures = _measures(answers.get("measure", ()))
    tallies = [
        tally for outcome in NOT_DEMONSTRATED if outcome in answers for tally in _tallies(outcome, answers[outcome])
    ]
    if population is None or measures is None:
        broken = "population" if population is None else "measure"
        tallies.append(_broken(broken))
    tallies += _gaps(bench, rule)
    if not sum((population or {}).values()) and population is not None:
        tallies += _empty(rule, bool(tallies))
    return _assemble(bench, rule, population or {}, tallies, measures or ())


def _population(rows: _Rows | None) -> dict[str | None, int] | None:
    return None if rows is None else {source: n for source, _, n, _ in rows if n > 0}


def _tallies(outcome: Outcome, rows: _Rows | None) -> list[_Tally]:
    if rows is None:
        return [_broken(outcome)]
    return [_Tally(outcome, code, source, n, tuple(json.loads(things))) for source, code, n, things in rows]


def _measures(rows: _Rows | None) -> tuple[Measure, ...] | None:
    if rows is None:
        return None
    things = [json.loads(thing) for *_, thing in rows]
    return tuple(Measure(t.pop("name"), t.pop("source"), t.pop("value"), MappingProxyType(t)) for t in things)


def _answers(bench: _Bench, rule: Rule) -> dict[str, _Rows | None]:
    """The rows of every section: source, reason, number and JSON; None for one that breaks for whatever reason.

    One statement asks for all of a control, since to begin one takes longer than to answer it. Where it breaks each section is asked
    alone, so that no other one is lost.
    """
    sections = tuple(rule.control.sections.values())
    rows = _ask(bench, rule, sections)
    if rows is None:
        alone = {section.name: _ask(bench, rule, (section,)) for section in sections}
        return {name: None if some is None else [row[1:] for row in some] for name, some in alone.items()}
    return {section.name: [row[1:] for row in rows if row[0] == section.name] for section in sections}


def _ask(bench: _Bench, rule: Rule, sections: Sequence[Section]) -> _Rows | None:
    bound = {name: parameter.value for name, parameter in rule.parameters.items()} | {"as_of": bench.as_of}
    names = sorted({name for section in sections for name in section.parameters})
    values = {name: list(v) if isinstance(v := bound[name], tuple) else v for name in names}
    sql = needs.query("answers").replace("{sections}", "\nUNION ALL\n".join(map(_counted, sections)))
    try:
        return bench.con.execute(sql, values).fetchall() if values else bench.con.execute(sql).fetchall()
    except duckdb.Error:
        return None


def _counted(section: Section) -> str:
    """One of our queries around a section."""
    around = needs.query(section.name if section.name in ("population", "measure") else "tally")
    counted = "greatest(coalesce(n, 1), 1)" if "n" in section.columns else "1"
    return around.replace("{name}", section.name).replace("{counted}", counted).replace("{section}", section.sql)


def _broken(section: str) -> _Tally:
    return _Tally(Outcome.UNPROVEN, "query_failed", None, 1, ({"section": section},))


def _gaps(bench: _Bench, rule: Rule) -> list[_Tally]:
    found = [gap for need in rule.control.needs for gap in bench.evidence.gaps(need)]
    distinct = {(gap.source, gap.code, json.dumps(gap.detail, sort_keys=True)): gap for gap in found}
    return [_Tally(Outcome.UNPROVEN, g.code, g.source, 1, (dict(g.detail),)) for g in distinct.values()]


def _empty(rule: Rule, anything: bool) -> list[_Tally]:
    """Nothing was there to be tested: not applicable where the control says why, and unproven everywhere else."""
    if rule.control.empty is None:
        return [_Tally(Outcome.UNPROVEN, "empty_population", None, 1, ({},))]
    return [] if anything else [_Tally(Outcome.NOT_APPLICABLE, rule.control.empty, None, 1, ({},))]


def _assemble(
    bench: _Bench, rule: Rule, population: dict[str | None, int], tallies: list[_Tally], measures: tuple[Measure, ...]
) -> Verdict:
    names = sorted({*population, *(t.source for t in tallies)}, key=lambda name: (name is not None, name or ""))
    sources = tuple(_source(bench, rule, name, population.get(name, 0), tallies) for name in names)
    standing = [s.outcome for s in sources if not s.waived]
    return Verdict(
        control=rule.id,
        outcome=worst([s.outcome for s in sources]),
        effective=worst(standing) if standing or not sources else None,
        population=sum(population.values()),
        failed=sum(s.failed for s in sources),
        unproven=sum(s.unproven for s in sources),
        review=sum(s.review for s in sources),
        sources=sources,
        reasons=tuple(reason for tally in tallies for reason in _reasons(tally)),
        measures=measures,
        queries=_queries(rule),
        parameters=_parameters(rule),
    )


def _source(bench: _Bench, rule: Rule, name: str | None, n: int, tallies: list[_Tally]) -> SourceVerdict:
    count = {o: sum(t.n for t in tallies if t.outcome is o and t.source == name) for o in Outcome}
    outcome = worst([o for o in Outcome if count[o]] or [Outcome.PASS])
    blind = any(t.code in NOT_WAIVABLE for t in tallies if t.source == name)
    covered = not bench.waivers.isdisjoint({(rule.id, name), (rule.id, None)})
    waived = outcome in NOT_DEMONSTRATED and covered and not blind
    return SourceVerdict(name, outcome, n, count[Outcome.FAIL], count[Outcome.UNPROVEN], count[Outcome.REVIEW], waived)


def _reasons(tally: _Tally) -> Iterable[Reason]:
    """Its examples, and where there are more things than that, one for the rest, so that the numbers add up."""
    rest, shared = tally.n, None
    for example in tally.examples:
        n = max(example.get("n") or 1, 1)
        detail = {key: value for key, value in example.items() if key not in PLACE}
        shared = detail if shared is None else {k: v for k, v in shared.items() if detail[k] == v}
        rest -= n
        yield Reason(
            tally.outcome,
            tally.code,
            tally.source,
            example.get("shard"),
            example.get("row"),
            n,
            MappingProxyType(detail),
        )
    if rest > 0:
        yield Reason(tally.outcome, tally.code, tally.source, None, None, rest, MappingProxyType(shared or {}))


def _dropped(rule: Rule) -> Verdict:
    reason = Reason(Outcome.NOT_APPLICABLE, "carve_out", None, None, None, 1, MappingProxyType({}))
    outcome = Outcome.NOT_APPLICABLE
    whole = SourceVerdict(None, outcome, 0, 0, 0, 0, False)
    return Verdict(rule.id, outcome, outcome, 0, 0, 0, 0, (whole,), (reason,), (), _queries(rule), _parameters(rule))


def _queries(rule: Rule) -> MappingProxyType[str, str]:
    return MappingProxyType({name: section.sql for name, section in rule.control.sections.items()})


def _parameters(rule: Rule) -> MappingProxyType[str, Any]:
    return MappingProxyType({name: parameter.value for name, parameter in rule.parameters.items()})


def _waivers(con: duckdb.DuckDBPyConnection, as_of: dt.date) -> frozenset[tuple[str, str | None]]:
    """Control and source (None: all of them) of each waiver in force; none when they cannot be read."""
    try:
        return frozenset(con.execute(needs.query("waivers"), {"as_of": as_of}).fetchall())
    except duckdb.Error:
        return frozenset()
