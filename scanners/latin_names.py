"""Names of persons in Latin letters by rule: words with capitals behind a title, a label or a word that says that a name follows, before an
address in brackets, or, where the first is a known given name, beside an identifier."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scanners.han_names import Name, Spans, near
from scanners.names_latin import FIRST_NAMES, NO_SURNAMES, OFFICES, PINYIN_SURNAMES

_LETTER = "A-Za-z\u00c0-\u024f"
_CAP = "[A-Z\u00c0-\u00de]"
_WORD = rf"(?:Mc|Mac|O['’]|D['’])?{_CAP}[a-z\u00df-\u024f]{{1,20}}(?:[-'’]{_CAP}[a-z\u00df-\u024f]{{1,20}})?"
_MORE = rf"(?:[ \t]{{1,2}}(?:{_CAP}\.|(?:van|von|de|der|den|da|di|del|la|le|bin|al|ten)|{_WORD})){{0,4}}"
_CAPITALS = rf"{_CAP}{{2,15}}(?:[ \t,]{{1,2}}{_CAP}{{2,15}}){{1,2}}"
_TITLE = r"(?P<title>(?:Mr|Mrs|Ms|Dr|Prof|Mx|Miss|Professor|Madam)\.?[ \t])|(?:Hi|Hello|Dear)[ \t]"
_NAME = re.compile(
    rf"(?:{_TITLE})?(?P<name>(?:{_CAP}\.[ \t]?){{0,2}}{_WORD}{_MORE}|{_CAPITALS})(?<![ \t.])(?![{_LETTER}])"
)
_START = re.compile(rf"{_CAP}(?<![{_LETTER}0-9_].)")
SAID = ("name is ", "name on ", "dear ", "signed-off-by", "reviewed-by", "co-authored-by")
"""Words that say by themselves that a name follows, as anchors."""
_SAID = (
    "name is ",
    "name is: ",
    "on card ",
    "on card is ",
    "on the card is ",
    "on the account is ",
    "dear ",
    "-off-by: ",
    "reviewed-by: ",
    "authored-by: ",
)
_CALLED = ("hi ", "hello ", "hi, ", "this is ", "call me ", "partner's name ", "signed by ", "reported by ")
_FIELD = re.compile(
    r"(?:(?:full|first|last|given|family|middle|real|legal|birth|customer|client|patient|employee|contact|student|holder|cardholder"
    r"|recipient|passenger|beneficiary|guest)[ _-]?name|surname|姓名|联系人|收件人)[\"']?[ \t]{0,4}[:=：][ \t]{0,8}[\"']?\Z"
)
_NAMED = re.compile(r"(?:name|author|contact|attn|sender|recipient|maintainer)[\"']?[ \t]{0,4}[:=：][ \t]{0,8}[\"']?\Z")
_ADDRESSED = re.compile(r"[\"']?[ \t]{0,2}[<(][A-Za-z0-9._%+-]{1,64}(?:@|[ ]at[ ])")
_FIRST = re.compile(rf"[{_LETTER}]{{1,24}}")
_KNOWN = FIRST_NAMES | PINYIN_SURNAMES
_REACH = 96
_BEFORE = 40


def latin_names(text: str, identifiers: Spans) -> Iterator[Name]:
    """Names in Latin letters, left to right, without overlap."""
    last = 0
    for at in _START.finditer(text):
        if at.start() >= last and (m := _NAME.match(text, at.start())) is not None:
            last = m.end()
            start, stop = m.span("name")
            score = _score(text, start, stop, title=m["title"] is not None, identifiers=identifiers)
            if score is not None:
                yield Name(start, stop, score)


def _score(text: str, start: int, stop: int, *, title: bool, identifiers: Spans) -> float | None:
    """What the surroundings of a sequence of capitalised words are worth. Most such words begin a sentence, so what costs least is asked
    first."""
    first, several = _FIRST.search(text, start, stop), " " in text[start:stop]
    known = first is not None and first[0].title() in _KNOWN
    if title:
        return None if first is None or first[0] in OFFICES else 0.6
    field = _follows_sign(text, start)
    if not (known or several or field):
        return None
    before = text[max(0, start - _BEFORE) : start].lower()
    if before.endswith(_SAID):
        return 0.6 if known or several else None
    score = _beside(text, start, stop, before, known=known, several=several, field=field)
    return score if score is not None and near(identifiers, start, stop, _REACH) else None


def _beside(text: str, start: int, stop: int, before: str, *, known: bool, several: bool, field: bool) -> float | None:
    """What they are worth beside an identifier."""
    if several and _ADDRESSED.match(text, stop):
        return 0.7
    if field and _FIELD.search(before):
        return 0.7
    if known and before.endswith(_CALLED):
        return 0.5
    if not several or not _looks(text[start:stop]):
        return None
    return 0.6 if field and _NAMED.search(before) else 0.5


def _follows_sign(text: str, start: int) -> bool:
    """Whether a colon or an equals sign stands before a place, blanks and quotation marks aside."""
    at = start - 1
    while at >= max(0, start - _BEFORE) and text[at] in " \t\"'":
        at -= 1
    return at >= 0 and text[at] in ":=："


def _looks(name: str) -> bool:
    """Whether the first of two words or more is a given name or a Chinese surname, and the last none that makes something else of it."""
    words = name.replace(",", " ").split()
    if not 2 <= len(words) <= 4 or words[-1] in NO_SURNAMES:
        return False
    return words[0].title() in _KNOWN or (words[-1].title() in PINYIN_SURNAMES and len(words) == 2)
