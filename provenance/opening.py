"""A finished audit as a value again, from its catalogue alone."""

from __future__ import annotations

from pathlib import Path

from expectations.fields import RulebookError
from expectations.rulebook import Rulebook, load
from provenance.connection import Run, judged
from provenance.notebook import EXIT_CODES, Audit
from provenance.problems import InputError, Problem

_JUDGED = "SELECT coalesce(bool_or(waived), false), (SELECT max(run) FROM run) FROM verdict"


def open(catalogue: str | Path, *, rulebook: str | Path | None = None) -> Audit:  # noqa: A001 - as gzip.open, and said with its module
    """The audit that a catalogue holds, for reading; nothing is audited and nothing is written.

    `rulebook` is the rulebook's file, if the audit was judged by one that is not ours. Raises `InputError`, which names the file, for one
    that is missing, in use, no catalogue or of another version, whose last audit did not end, or that was judged by another state of the
    rulebook.
    """
    path = Path(catalogue)
    with judged(path) as (connection, run):
        ((waived, number),) = connection.execute(_JUDGED).fetchall()
    if run.status not in EXIT_CODES:
        raise _refused(path, "holds no judgement that this version knows")
    return Audit(path, _law(path, run, rulebook), EXIT_CODES[run.status], waived, number)


def _law(path: Path, run: Run, rulebook: str | Path | None) -> Rulebook:
    try:
        law = load(rulebook or run.rulebook)
    except RulebookError:
        if rulebook:
            raise
        raise _refused(path, "was judged by a rulebook that is not ours; name its file as `rulebook`") from None
    if law.digest != run.rulebook_digest:
        raise _refused(path, "was judged by another state of the rulebook; audit anew")
    return law


def _refused(path: Path, message: str) -> InputError:
    return InputError([Problem(str(path), None, "", message)])
