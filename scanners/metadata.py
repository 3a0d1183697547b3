"""The mapped columns of a record beside its text, brought to the types of `DOCUMENT` and freed of what must not be kept (`masking`)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc

from scanners import ages, identity, keys
from scanners.detect import detect
from scanners.digest import keyed
from scanners.evidence import DIGEST
from scanners.masking import IDENTIFIER, LICENCE, PATH, names, strings, unescaped
from scanners.measures import buffers

VERSION = 6
"""To be raised when other values or findings would come of the same column: catalogues then read every shard anew."""

_TRUE, _FALSE = {"true", "1", "yes", "y", "是"}, {"false", "0", "no", "n", "否"}
_STAMP = pa.timestamp("us", tz="UTC")
_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_FIRST, _BEYOND = -62_135_596_800, 253_402_300_800
"""The first second of year 1 and of year 10,000, from 1970."""
_PLAIN_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([A-Za-z0-9.-]+)(?:[/?#]|\Z)")
"""Addresses whose host `urlsplit` would give as it stands; all others are left to it."""


class Beside(NamedTuple):
    """What a column beside the text says about a person: the record's position in the batch, who found it, the highest score, the last
    year in which any of them turns fourteen (`ages`), and all that was found, as it is written there, which must not leave the worker."""

    record: int
    scanner: str
    label: str
    score: float
    in_year: int | None
    written: tuple[str, ...]

    def __repr__(self) -> str:
        """Without what is written."""
        return f"Beside({self.record}, {self.scanner!r}, {self.label!r}, {self.score})"


_SEARCHED = ("id", "url", "source")
"""Columns of names and addresses, which anything can have been written into; subjects are persons without being searched."""
_NAMING = ("subject", "label_executor_id", "label_reviewer_id")


def persons(meta: Mapping[str, pa.Array]) -> Iterator[Beside]:
    """The same of the columns that name somebody, in whatever spelling: the subject, who labelled and who reviewed. It is no finding, since
    each of them is a person in any case; it is needed to know him again."""
    return beside(meta, _NAMING)


def beside(meta: Mapping[str, pa.Array], columns: Iterable[str] = _SEARCHED) -> Iterator[Beside]:
    """Personal information in the names and the address of a record, and what else may be traced, once for each record and label, in
    their order."""
    best: dict[tuple[int, str, str], float] = {}
    written: dict[tuple[int, str, str], list[str]] = {}
    youngest: dict[tuple[int, str, str], int] = {}
    for name in columns:
        if name not in meta:
            continue
        plain = _plain(meta[name])
        for found in detect(*buffers(plain)):
            label = found.hit.label
            if label in identity.GROUPS or found.detector.labels.get(label) == "personal":
                key = found.record, found.detector.name, found.hit.label
                best[key] = max(found.hit.score, best.get(key, 0.0))
                if (year := ages.year(found.hit)) is not None:
                    youngest[key] = max(year, youngest.get(key, year))
                value = plain[found.record].as_py()[found.hit.start : found.hit.stop]
                written.setdefault(key, []).append(value)
    return (Beside(*key, score, youngest.get(key), tuple(written[key])) for key, score in sorted(best.items()))


def _plain(array: pa.Array) -> pa.StringArray:
    """The column without nulls and without the escapes of URLs, behind which nobody looks for an address."""
    column = pc.fill_null(strings(array), "")
    if not pc.any(pc.match_substring(column, "%")).as_py():
        return column
    return pa.array([unescaped(v) if "%" in v else v for v in column.to_pylist()], pa.string())


def digests(array: pa.Array, secret: bytes, domain: keys.Domain) -> pa.Array:
    """Keyed digests of a column in the form in which registers are compared with it (`keys`); null for null, and for blanks."""
    return pa.array([_digest(secret, domain, v) for v in keys.keys(domain, strings(array))], DIGEST)


def scopes(array: pa.Array, secret: bytes) -> pa.Array:
    """Keyed digests of the prefixes beneath which each address lies; null for null, and for blanks."""
    addresses = keys.keys("url", strings(array))
    found = [None if v is None else [keyed(secret, "url", p.encode()) for p in keys.beneath(v)] for v in addresses]
    return pa.array(found, pa.list_(DIGEST))


def _digest(secret: bytes, domain: keys.Domain, value: str | None) -> bytes | None:
    return None if value is None else keyed(secret, domain, value.encode())


def hosts(array: pa.Array) -> pa.StringArray:
    """The host of each URL, lower case, without user or port; null where there is none."""
    return pa.array([None if url is None else _host(url) for url in strings(array).to_pylist()], pa.string())


def _host(url: str) -> str | None:
    if plain := _PLAIN_URL.match(url):
        return plain[1].lower()
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def timestamps(array: pa.Array) -> pa.Array:
    """Moments in UTC; ISO 8601 text is parsed, one without an offset read as UTC. Null for anything else, and outside years 1 to 9999."""
    if not pa.types.is_timestamp(array.type):
        return _of_the_calendar(pa.array([_moment(v) for v in strings(array).to_pylist()], _STAMP))
    array = _of_the_calendar(array)
    return (pc.assume_timezone(array, "UTC") if array.type.tz is None else array).cast(_STAMP, safe=False)


def _of_the_calendar(array: pa.Array) -> pa.Array:
    """The moments that a calendar has; converted to another unit the others would wrap around to some day that it has too."""
    second = _SECOND[array.type.unit]
    count = array.cast(pa.int64())
    first, last = max(_FIRST * second, -(1 << 63)), min(_BEYOND * second, 1 << 63) - 1
    return pc.if_else(
        pc.and_(pc.greater_equal(count, first), pc.less_equal(count, last)), array, pa.scalar(None, array.type)
    )


def _moment(value: str | None) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(value.strip()) if value else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment


def booleans(array: pa.Array) -> pa.BooleanArray:
    """True and false in their usual spellings; anything else is null."""
    if pa.types.is_boolean(array.type):
        return array
    lowered = [v.strip().lower() if v else "" for v in strings(array).to_pylist()]
    return pa.array([True if v in _TRUE else False if v in _FALSE else None for v in lowered], pa.bool_())


def columns(
    meta: Mapping[str, pa.Array], secret: bytes, n: int, *, address_scopes: bool = False, paths: bool = False
) -> dict[str, pa.Array]:
    """The metadata columns of `DOCUMENT` for n records; absent ones are null, and `url_scopes` unless they are asked for. `paths`: the ids
    are paths of files."""
    out: dict[str, pa.Array] = {}
    masked = [False] * n
    for ours, theirs, allowed in (
        ("id", "id", PATH if paths else IDENTIFIER),
        ("declared_source", "source", IDENTIFIER),
        ("licence", "licence", LICENCE),
        ("declared_language", "language", IDENTIFIER),
        ("gen_model", "gen_model", IDENTIFIER),
        ("modality", "modality", IDENTIFIER),
    ):
        if theirs in meta:
            out[ours], hidden = names(meta[theirs], secret, allowed)
            masked = hidden if ours == "id" else masked
    if address_scopes and "url" in meta:
        out["url_scopes"] = scopes(meta["url"], secret)
    convert: Mapping[str, tuple[str, Callable[[pa.Array], pa.Array]]] = {
        "url_digest": ("url", lambda a: digests(a, secret, "url")),
        "url_host": ("url", lambda a: names(hosts(a), secret)[0]),
        "subject_digest": ("subject", lambda a: digests(a, secret, "subject")),
        "subject_exact_digest": ("subject", lambda a: digests(a, secret, "subject_exact")),
        "fetched_at": ("fetched_at", timestamps),
        "gen_time": ("gen_time", timestamps),
        "is_synthetic": ("is_synthetic", booleans),
    }
    for ours, (theirs, function) in convert.items():
        if theirs in meta:
            out[ours] = function(meta[theirs])
    return out | {"metadata_masked": pa.array(masked, pa.bool_())}
