"""From a line of a register to rows of the catalogue. Subjects and addresses become keyed digests here and go no further."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Literal

from provenance import cells
from provenance.manifest_sources import Source
from provenance.robots import Robots, web_address
from provenance.tabular import Cells
from scanners import keys
from scanners.digest import keyed

Row = tuple[Any, ...]


class Line:
    """The cells of one line; `bad` once one of them could not be read."""

    __slots__ = ("bad", "cells")

    def __init__(self, row: Cells) -> None:
        self.cells = row
        self.bad = False

    def get(self, parse: Callable[[Any], Any], place: int) -> Any:
        """A cell as `parse` reads it; None, and the line bad, where it cannot."""
        try:
            return parse(self.cells[place])
        except (ValueError, OverflowError):
            self.bad = True
            return None


Convert = Callable[[int, Line], Iterator[Row]]


def collected(source: str, robots: Robots, secret: bytes, number: int, line: Line) -> Iterator[Row]:
    """A row of `t_collected_item`, with what robots.txt said of the item. Cells: url, fetched_at, user_agent, method, http_status,
    content_sha256. A line without a readable URL is kept: something was collected, and nobody can say where."""
    url, fetched_at, agent = line.get(cells.text, 0), line.get(cells.moment, 1), line.get(cells.text, 2)
    method, status, content = line.get(cells.text, 3), line.get(cells.status_code, 4), line.get(cells.sha256, 5)
    answer, snapshot_at = robots.answer(url, fetched_at, agent)
    parts = web_address(url)
    yield (
        source,
        number,
        _digest(secret, "url", url),
        keys.canonical(parts.hostname or "") if parts else None,
        fetched_at,
        cells.products(agent),
        cells.word(method),
        status,
        keyed(secret, "content", content) if content else None,
        answer,
        snapshot_at,
    )


def consented(
    source: str,
    kind: Literal["consent", "guardian_consent", "authorisation"],
    secret: bytes,
    separately: bool | None,
    number: int,
    line: Line,
) -> Iterator[Row]:
    """A row of `t_consent`; none for a line that cannot be read whole, or names no subject. Cells: subject, given_at or authorised_at,
    purposes, withdrawn_at, terms_version, then separate and expires_at (consent) or expires_at (others). `separately` is
    what holds of a consent whose line does not say whether it was given separately."""
    subject, given_at, covers = line.get(cells.text, 0), line.get(cells.moment, 1), line.get(cells.purposes, 2)
    withdrawn_at, terms = line.get(cells.moment, 3), line.get(cells.text, 4)
    separate = line.get(cells.truth, 5) if kind == "consent" else None
    separate = separately if separate is None else separate
    expires_at = line.get(cells.moment, 6 if kind == "consent" else 5)
    digest, exact = _digest(secret, "subject", subject), _digest(secret, "subject_exact", subject)
    line.bad |= digest is None
    if not line.bad:
        label = cells.version(terms)
        yield source, number, kind, digest, given_at, withdrawn_at, expires_at, covers, separate, label, exact


def opted_out(source: str, secret: bytes, number: int, line: Line) -> Iterator[Row]:
    """A row of `t_opt_out` for the subject and one for the URL, whichever the line holds. Cells: opted_out_at, subject, url, scope.

    An address covers itself, or all that lies beneath it where the scope is `prefix`; a host by itself covers all beneath it, for it is
    nobody's address. Words that are neither are kept, and make the line bad: what was refused there nobody can say.
    """
    moment, subject, url = line.get(cells.moment, 0), line.get(cells.text, 1), line.get(cells.text, 2)
    scope = line.get(_scope, 3)
    subject = None if subject is None else keys.subject(subject)
    url = None if url is None else keys.address(url)
    line.bad |= subject is None and url is None
    if subject is not None:
        yield source, number, "subject", _keyed(secret, "subject", subject), moment
    if url is None:
        return
    whole = scope == "prefix" or (scope is None and keys.is_host(url))
    if whole and (covering := keys.prefix(url)) is not None:
        yield source, number, "prefix", _keyed(secret, "url", covering), moment
    else:
        line.bad |= whole or not keys.has_scheme(url)
        yield source, number, "url", _keyed(secret, "url", url), moment


def _scope(value: Any) -> str | None:
    word = cells.text(value)
    word = keys.subject(word) if word else None
    if word not in (None, "exact", "prefix"):
        raise ValueError("not a scope")
    return word


def stated(_: int, line: Line) -> Iterator[Row]:
    """No row: an inventory is only checked here. Cells: path, sha256, rows."""
    path = line.get(cells.text, 0)
    line.get(cells.sha256, 1)
    line.get(cells.integer, 2)
    line.bad |= path is None
    yield from ()


def converter(kind: str, source: Source, robots: Robots, secret: bytes, separately: bool | None = None) -> Convert:
    """The function that makes rows of this kind of register; `separately` as for `consented`."""
    match kind:
        case "collection_log":
            return partial(collected, source.id, robots, secret)
        case "consent" | "guardian_consent" | "authorisation":
            return partial(consented, source.id, kind, secret, separately)
        case "opt_out":
            return partial(opted_out, source.id, secret)
    return stated


def _digest(secret: bytes, domain: keys.Domain, value: str | None) -> bytes | None:
    """The digest of a value in the form in which it is compared with that of a record."""
    normal = None if value is None else keys.key(domain, value)
    return None if normal is None else _keyed(secret, domain, normal)


def _keyed(secret: bytes, domain: keys.Domain, normal: str) -> bytes:
    return keyed(secret, domain, normal.encode())
