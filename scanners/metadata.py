"""The mapped columns of a record beside its text, brought to the types of `DOCUMENT` and freed of what must not be kept.

A column such as `id` or `licence` is written by whoever made the shard, so it can hold anything. What looks like personal
information, or does not look like what the column is for, is kept as a keyed digest only: an identifier has no blank, no character
outside ASCII (written as such or in escapes) and at most 128 characters; the path of a file may have any that are seen; a licence
may have blanks, and of other characters those of which the names of licences are made. `张三，住北京` is none of them but a path.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.compute as pc

from scanners import keys
from scanners.detect import detect
from scanners.digest import keyed
from scanners.evidence import DIGEST
from scanners.measures import buffers

IDENTIFIER = re.compile(r"[!-~]{0,128}")
"""What may be kept of a column of identifiers, or of codes."""
PATH = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]{0,1024}")
"""What may be kept of the path of a file, by which alone whoever has to mend it can find it."""
_LICENCE_CHARACTERS = (
    "一不专业享代件作使侵保公兰共出切利制协可同名品商国域处复宽属开式归必性所据授"
    "数方无明有木未权条松款止注源演版用由留相知码禁究第绎署自议许证识转软载际非须领"
)
LICENCE = re.compile(rf"[ -~{_LICENCE_CHARACTERS}，。、；：（）《》“”－—·]{{0,256}}")
WORDS = re.compile(r"[ -~]{0,512}")
TERMS = re.compile(r"[!-~年月日第版号]{0,32}")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]@[A-Za-z0-9-]+[.][A-Za-z]")
"""What a name must not hold though no detector takes it for an address: one that goes on, as a file's name does with its ending."""
_NUMBER = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9Xx])(?![0-9])")
"""The shapes of a mobile and of a resident number. In a text they take a boundary and a checksum; a name is masked for the shape."""
_FEWEST_DIGITS = 11
"""What every `_NUMBER` has."""
_SEPARATORS = re.compile(r"[\s.()·\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff-]+")
"""What can stand between the digits of a number."""
_FEW, _ANSWERS_KEPT = 64, 4096
_ANSWERS: dict[tuple[re.Pattern[str], str], bool] = {}
_TRUE, _FALSE = {"true", "1", "yes", "y", "是"}, {"false", "0", "no", "n", "否"}
_STAMP = pa.timestamp("us", tz="UTC")
_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_FIRST, _BEYOND = -62_135_596_800, 253_402_300_800
"""The first second of year 1 and of year 10,000, from 1970."""
_PLAIN_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([A-Za-z0-9.-]+)(?:[/?#]|\Z)")
"""Addresses whose host `urlsplit` would give as it stands; all others are left to it."""


def strings(array: pa.Array) -> pa.StringArray:
    """The column as strings; a value that has no string form is null."""
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    try:
        return array.cast(pa.string())
    except pa.ArrowException:
        return pa.array([None if v is None else str(v) for v in array.to_pylist()], pa.string())


def names(array: pa.Array, secret: bytes, allowed: re.Pattern[str] = IDENTIFIER) -> tuple[pa.StringArray, list[bool]]:
    """A column of names, and which of them had to be masked as `masked:` and 32 hexadecimal digits. `allowed` is the pattern of what
    the column is for."""
    column = strings(array)
    distinct = column.dictionary_encode()
    values = distinct.dictionary.to_pylist()
    hidden = _hidden(values, allowed)
    if not any(hidden):
        return column, [False] * len(column)
    kept = [
        f"masked:{keyed(secret, 'id', value.encode()).hex()}" if hide else value
        for value, hide in zip(values, hidden, strict=True)
    ]
    masked = pc.fill_null(pa.array(hidden, pa.bool_()).take(distinct.indices), False)
    return pa.array(kept, pa.string()).take(distinct.indices), masked.to_pylist()


def _hidden(values: list[str], allowed: re.Pattern[str]) -> list[bool]:
    """Whether each value must be masked. Short lists, as of licences and languages, hold the same few values in every batch."""
    if len(values) > _FEW:
        return _examined(values, allowed)
    new = [v for v in values if (allowed, v) not in _ANSWERS]
    if len(_ANSWERS) + len(new) > _ANSWERS_KEPT:
        _ANSWERS.clear()
        new = values
    _ANSWERS.update(zip(((allowed, v) for v in new), _examined(new, allowed) if new else (), strict=True))
    return [_ANSWERS[allowed, v] for v in values]


def _examined(values: list[str], allowed: re.Pattern[str]) -> list[bool]:
    values = [unquote(v) if "%" in v else v for v in values]
    data, offsets = buffers(pa.array(values, pa.string()))
    suspect = {
        f.record for f in detect(data, offsets) if f.detector.labels.get(f.hit.label) in ("personal", "organisation")
    }
    return [k in suspect or _barred(value, allowed) for k, value in enumerate(values)]


def _barred(value: str, allowed: re.Pattern[str]) -> bool:
    """Whether a name must not be kept, whatever the detectors say of it."""
    if not allowed.fullmatch(value):
        return True
    folded = value if value.isascii() else unicodedata.normalize("NFKC", value)
    if "@" in folded and _ADDRESS.search(folded):
        return True
    if sum(map(folded.count, "0123456789")) < _FEWEST_DIGITS:
        return False
    return any(_NUMBER.search(spelling) for spelling in (folded, _SEPARATORS.sub("", folded)))


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
        "fetched_at": ("fetched_at", timestamps),
        "gen_time": ("gen_time", timestamps),
        "is_synthetic": ("is_synthetic", booleans),
    }
    for ours, (theirs, function) in convert.items():
        if theirs in meta:
            out[ours] = function(meta[theirs])
    return out | {"metadata_masked": pa.array(masked, pa.bool_())}
