"""Which names beside a text may be kept as they are, and the digests in place of the others.

A column such as `id` or `licence` is written by whoever made the shard, so it can hold anything. What looks like personal
information, or does not look like what the column is for, is kept as a keyed digest only: an identifier has no blank, no character
outside ASCII (written as such or in escapes) and at most 128 characters; the path of a file may have any that are seen; a licence
consists of the words of which the names of licences are made, or is an expression of SPDX. `张三，住北京` is none of them but a path.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc

from scanners import licence_vocabulary
from scanners.detect import detect
from scanners.digest import keyed
from scanners.measures import buffers

VERSION = 3
"""To be raised when another name would be masked, or masked as something else: catalogues then read every shard and register anew."""

Allowed = Callable[[str], object]
"""Whether a column may keep a name, as far as its form goes."""

IDENTIFIER: Allowed = re.compile(r"[!-~]{0,128}").fullmatch
"""What may be kept of a column of identifiers, or of codes."""
PATH: Allowed = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]{0,1024}").fullmatch
"""What may be kept of the path of a file, by which alone whoever has to mend it can find it."""
LICENCE: Allowed = licence_vocabulary.recognised
COLUMN: Allowed = re.compile(
    r"(?:[!-~]|正文|文本|内容|标题|摘要|问题|答案|回答|输入|输出|指令|提示|系统|用户|对话|历史|作者|来源|网址|链接|时间|日期"
    r"|语言|许可证|类别|类型|标签|备注|评论|描述|名称|编号|原文|译文|全文){0,128}"
).fullmatch
"""What may be kept of the name of a column: an identifier, of which the words may be those by which Chinese columns are called. Any other
words may be somebody's: in JSON Lines whatever stands in the data can be such a name."""
WORDS: Allowed = re.compile(r"[ -~]{0,512}").fullmatch
TERMS: Allowed = re.compile(r"[!-~年月日第版号]{0,32}").fullmatch

_MOST_ESCAPES = 8
"""Escapes of escapes that are undone; what is still escaped then is masked."""
_ESCAPED = re.compile(
    r"%[0-9A-Fa-f]{2}|[%\\][uU][0-9A-Fa-f{]|\\(?:x[0-9A-Fa-f{]|N\{|[0-7]{3})|&#|&[A-Za-z][A-Za-z0-9]*;|=\?"
)
"""Spellings of other characters (URL, JSON, C, HTML, RFC 2047) that nobody undoes here."""
_CHANCE = "\u0267"
"""Stands for a UUID or a digest; a letter, so that it parts digits as letters do."""
_PINNED = rf"(?:v?[0-9]{{1,4}}(?:[.][0-9]{{1,6}}){{1,2}}(?:[-+]?[a-z]{{1,5}}[.]?[0-9]{{0,6}})?|v?[0-9]{{1,2}}|(?:sha256:)?{_CHANCE})"
_ADDRESS = re.compile(rf"[\w.%+-]@(?!{_PINNED}(?![\w.@-]))\w")
"""An address, of whatever host; no address is the version behind the name of a package: `left-pad@1.3.0`."""
_BETWEEN = r"[\W_]{0,3}"
_MOBILE = rf"1[3-9][0-9]{_BETWEEN}(?:[0-9]{_BETWEEN}){{7}}[0-9]"
_REGION = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}"
_BIRTH = rf"(?:18|19|20)[0-9]{{2}}{_BETWEEN}(?:0[1-9]|1[0-2]){_BETWEEN}(?:0[1-9]|[12][0-9]|3[01])"
_RESIDENT = rf"{_REGION}{_BETWEEN}{_BIRTH}(?:{_BETWEEN}[0-9]){{3}}{_BETWEEN}[0-9Xx]"
_NUMBER = re.compile(rf"(?<![0-9])(?:(?:(?:00)?86{_BETWEEN})?{_MOBILE}|{_RESIDENT})(?![0-9])")
"""The shapes of a mobile and of a resident number. In a text they take a boundary and a checksum; a name is masked for the shape."""
_FEWEST_DIGITS = 11
"""What every `_NUMBER` has."""
_FEWEST_OF_A_CARD = 15
_SEPARATORS = re.compile(r"[\W_]+")
"""What can stand between the digits of a number: all that is no letter or digit."""
_HEXADECIMAL = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=(?:[0-9]*[a-f]+[0-9]+){2})[0-9a-f]{16,})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
"""UUIDs and digests, some digits of which can have the shape of a number by chance."""

_PLAIN = re.compile(r"[A-Za-z0-9_./:#,+~-]*").fullmatch
"""A name with no more than this, and fewer digits than a number has, is told by detectors alone."""
_DIGITS = b"0123456789"

_TELLING = frozenset({"personal", "organisation", "device", "secret"})
"""The families of what a name may not tell."""

_FEW, _ANSWERS_KEPT = 64, 4096
_ANSWERS: dict[tuple[Allowed, bytes], bool] = {}
"""By the keyed digest of a name, so that no name stays in memory."""


def strings(array: pa.Array) -> pa.StringArray:
    """The column as strings; a value that has no string form is null."""
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    try:
        return array.cast(pa.string())
    except pa.ArrowException:
        return pa.array([None if v is None else str(v) for v in array.to_pylist()], pa.string())


def names(array: pa.Array, secret: bytes, allowed: Allowed = IDENTIFIER) -> tuple[pa.StringArray, list[bool]]:
    """A column of names, and which of them had to be masked as `masked:` and 32 hexadecimal digits. `allowed` says what the column
    is for."""
    column = strings(array)
    distinct = column.dictionary_encode()
    values = distinct.dictionary.to_pylist()
    hidden = _hidden(values, secret, allowed)
    if not any(hidden):
        return column, [False] * len(column)
    kept = [
        f"masked:{_digest(secret, value).hex()}" if hide else value for value, hide in zip(values, hidden, strict=True)
    ]
    masked = pc.fill_null(pa.array(hidden, pa.bool_()).take(distinct.indices), False)
    return pa.array(kept, pa.string()).take(distinct.indices), masked.to_pylist()


def _digest(secret: bytes, value: str) -> bytes:
    return keyed(secret, "id", value.encode())


def _hidden(values: list[str], secret: bytes, allowed: Allowed) -> list[bool]:
    """Whether each value must be masked. Short lists, as of licences and languages, hold the same few values in every batch."""
    if len(values) > _FEW:
        return _examined(values, allowed)
    asked = {(allowed, _digest(secret, v)): v for v in values}
    new = [key for key in asked if key not in _ANSWERS]
    if len(_ANSWERS) + len(new) > _ANSWERS_KEPT:
        _ANSWERS.clear()
        new = list(asked)
    if new:
        _ANSWERS.update(zip(new, _examined([asked[key] for key in new], allowed), strict=True))
    return [_ANSWERS[key] for key in asked]


def _examined(values: list[str], allowed: Allowed) -> list[bool]:
    """Whether each value must be masked: as it stands, without its escapes, or because detectors know it, with separators or without."""
    odd = [k for k, v in enumerate(values) if not _PLAIN(v) or _has_digits(v, _FEWEST_DIGITS)]
    plain = list(values)
    for k in odd:
        plain[k] = _without_chance(unescaped(values[k]) if "%" in values[k] else values[k])
    close = {k: _SEPARATORS.sub("", plain[k]) for k in odd if _has_digits(plain[k], _FEWEST_OF_A_CARD)}
    places = [*range(len(plain)), *close]
    hidden = {places[k] for k in _telling([*plain, *close.values()])}
    hidden.update(k for k, v in enumerate(values) if not allowed(v))
    hidden.update(k for k in odd if _barred(plain[k]) or ("%" in values[k] and _escapes_barred(values[k], allowed)))
    return [k in hidden for k in range(len(values))]


def _telling(values: list[str]) -> set[int]:
    """Which of the values detectors take for something about a person or an organisation."""
    data, offsets = buffers(pa.array(values, pa.string()))
    try:
        found = list(detect(data, offsets))
    except SystemExit:  # which would say what it was given, since names are looked at in the driver too
        raise RuntimeError("a detector wanted to end the process") from None
    return {f.record for f in found if f.detector.labels.get(f.hit.label) in _TELLING}


def _without_chance(value: str) -> str:
    """The value without the digits of UUIDs and digests."""
    return _HEXADECIMAL.sub(_CHANCE, value) if _has_digits(value, _FEWEST_DIGITS) else value


def unescaped(value: str) -> str:
    """The value without the escapes of URLs, and of escapes."""
    for _ in range(_MOST_ESCAPES):
        value, before = unquote(value), value
        if value == before:
            break
    return value


def _escapes_barred(value: str, allowed: Allowed) -> bool:
    """Whether a name with escapes must not be kept, for what they stand for, or for a number that they end."""
    return not allowed(unescaped(value)) or _holds_number(value)


def _barred(value: str) -> bool:
    """Whether a name must not be kept, whatever the detectors say of it."""
    if _ESCAPED.search(value):
        return True
    folded = value if value.isascii() else unicodedata.normalize("NFKC", value)
    return ("@" in folded and _ADDRESS.search(folded) is not None) or _holds_number(folded)


def _holds_number(value: str) -> bool:
    return _has_digits(value, _FEWEST_DIGITS) and any(
        _NUMBER.search(spelling) for spelling in (value, _SEPARATORS.sub("", value))
    )


def _has_digits(value: str, fewest: int) -> bool:
    raw = value.encode("utf-8", "surrogatepass")
    return len(raw) - len(raw.translate(None, _DIGITS)) >= fewest
