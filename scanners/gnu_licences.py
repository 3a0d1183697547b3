"""GNU licences: which of them, which version, and whether later versions are granted too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scanners import spdx_phrases as known
from scanners.licence_grant import Found, denies, is_granted

_HEAD = re.compile(r"(?<![0-9a-z])(?=gnu |gpl|lgpl|agpl|general public|lesser |library |affero )")

_GNU = re.compile(
    r"(?:gnu )?(?P<kind>lesser |library |library or lesser |lesser or library |affero )?(?:general |gnu )public licen[sc]e(?![a-z0-9])"
    r"|(?:gnu )(?P<short>l|a)?gpl(?![a-z0-9])"
    r"|(?<![a-z0-9])(?P<tight>l|a)?gpl(?P<v> ?v(?:ersion)? ?| ?)(?P<number>[1-3](?:\.[01])?)(?P<plus>\+)?(?![0-9a-z])"
    r"|(?<![0-9a-z])(?P<bare>l|a)?gpl(?![0-9a-z])|gnu (?P<free>free) documentation licen[sc]e"
)
_NEXT = re.compile(r"gpl|general public|licensed under")
_GNU_VERSION = re.compile(r"(?:versions?|v|licen[sc]e) ?([1-3](?:\.[0-3])?)(\+)?(?![0-9a-z])")
_GNU_BEFORE = re.compile(
    r"(?:version|v) ?([1-3](?:\.[0-3])?)(?P<later> or (?:\w+ ){0,6}later(?: version)?)? of (?:the )?\Z"
)
_GNU_LATER = re.compile(
    r"any later|or later|or newer|or greater|or above|or \w+ your option \w+ later|or higher|later version|at your option"
)
_GNU_FULL = re.compile(
    r"gnu (?:(?P<kind>lesser |library |affero )?general public|(?P<free>free) documentation) licen[sc]e "
    r"version (?P<number>[1-3](?:\.[0-3])?) "
    r"(?:[0-9]{1,2} )?(?:february|march|june|november) (?:1989|1991|1999|2000|2002|2007|2008)"
)
_GNU_AFTERMATH = re.compile(r"(?: version [1-3](?:\.[0-9])?)?(?: gpl)? (?:for more|along with|in more detail)")
_COMMON = re.compile(r"common licenses (?P<common>l|a)?gpl(?: (?P<number>[123](?:\.[01])?))?(?![0-9a-z])")
_LICENSED = re.compile(r"(?: \w+){0,2} (?:licen[sc]ed?|governs|applies)(?![a-z])")
_COMPATIBLE = re.compile(r" (?:in)?compatib")
_UNVERSIONED = 0.4
_GRANTED = 0.39
_MENTION = 0.3
_NAMED = 0.5
_OLDEST = {"GPL": "1.0", "LGPL": "2.0", "AGPL": "3.0", "GFDL": "1.1"}
"""What a mention without a version grants, by section 9 of these licences: any version that was ever published."""
_GNU_TEMPLATE = (
    "name of author",
    "name and a brief idea of what it does",
    "use this license for your documents",
    "how to apply these terms to your new",
    "link or combine any covered work",
)


def stated(text: str) -> Iterator[Found]:
    """The GNU licences that a text in normal form states; a licence's own full text hides what is said inside it."""
    full = [(*m.span(), f"{_gnu_name(m)}-{_gnu_number(m['number'])}-only", 0.95) for m in _GNU_FULL.finditer(text)]
    if full:
        yield from (found for found in full if found[2] in known.GNU)
        return
    found = [mention for match in _names(text) if (mention := _gnu_mention(text, match)) is not None]
    found.extend(_common(text))
    best = max((score for *_, score in found), default=0.0)
    families = {expression.partition("-")[0] for *_, expression, score in found if score > _UNVERSIONED}
    for start, stop, expression, score in found:
        if score > _UNVERSIONED or (score == best and expression.partition("-")[0] not in families):
            yield start, stop, expression, max(score, _NAMED if score != _MENTION else _MENTION)


def _names(text: str) -> Iterator[re.Match[str]]:
    reached = 0
    for head in _HEAD.finditer(text):
        match = _GNU.match(text, head.start()) if head.start() >= reached else None
        if match is not None:
            reached = match.end()
            yield match


def _common(text: str) -> Iterator[Found]:
    """Where a package of Debian says that the text of its licence lies, which counts where nothing better is said."""
    for match in _COMMON.finditer(text):
        name = {"l": "LGPL", "a": "AGPL"}.get(match["common"] or " ", "GPL")
        form = f"{name}-{_gnu_number(match['number'])}-only" if match["number"] else f"{name}-{_OLDEST[name]}-or-later"
        if form in known.GNU:
            yield *match.span(), form, _UNVERSIONED if match["number"] else 0.05


def _gnu_mention(text: str, match: re.Match[str]) -> Found | None:
    """A mention with what it says of versions. Up to `_UNVERSIONED` it only counts where nothing better is said."""
    before = text[max(0, match.start() - 70) : match.start()]
    granted = is_granted(text, match.start()) or _LICENSED.match(text, match.end()) is not None
    said = granted or not _is_bare(match) or _GNU_BEFORE.search(before) is not None
    if not said or before.endswith("common licenses ") or denies(before.split()):
        return None
    if _COMPATIBLE.match(text, match.end()) or any(
        text.find(words, max(0, match.start() - 300), match.start()) >= 0 for words in _GNU_TEMPLATE
    ):
        return None
    name = _gnu_name(match)
    number, later, stop = _gnu_terms(text, match)
    aftermath = _GNU_AFTERMATH.match(text, match.end())
    if aftermath or number is None:
        oldest = f"{name}-{_OLDEST[name]}-or-later"
        if aftermath:
            return match.start(), match.end(), oldest, 0.1
        return match.start(), match.end(), oldest, _GRANTED if granted else _MENTION
    name = "LGPL" if number == "2.1" else name
    expression = f"{name}-{_gnu_number(number)}-{'or-later' if later else 'only'}"
    return (match.start(), stop, expression, 0.9) if expression in known.GNU else None


def _is_bare(match: re.Match[str]) -> bool:
    """Three letters without `gnu` or `v`, which mean a licence only where something is granted under them."""
    return (match["v"] is None and not match.group().endswith("e") and not match.group().startswith("gnu")) or match[
        "v"
    ] in ("", " ")


def _gnu_terms(text: str, match: re.Match[str]) -> tuple[str | None, bool, int]:
    if match["number"]:
        later = match["plus"] is not None or _GNU_LATER.match(text, match.end() + 1) is not None
        return match["number"], later, match.end()
    before = _GNU_BEFORE.search(text[max(0, match.start() - 80) : match.start()])
    if before is not None:
        later = before["later"] is not None or _GNU_LATER.search(text, match.end(), match.end() + 130) is not None
        return before[1], later, match.end()
    following = _NEXT.search(text, match.end() + 8, match.end() + 140)
    reach = following.start() if following else match.end() + (60 if _is_bare(match) else 140)
    version = _GNU_VERSION.search(text, match.end(), reach)
    if version is None:
        return None, False, match.end()
    tail = _GNU_LATER.search(text, version.end(), version.end() + 60)
    return version[1], bool(version[2]) or tail is not None, tail.end() if tail else version.end()


def _gnu_name(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups["free"]:
        return "GFDL"
    kind = groups["kind"] or groups.get("short") or groups.get("tight") or groups.get("bare") or " "
    return {"l": "LGPL", "a": "AGPL"}.get(kind[0], "GPL")


def _gnu_number(number: str) -> str:
    return number if "." in number else f"{number}.0"
