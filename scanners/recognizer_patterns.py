"""The patterns and the deny list of a recogniser of Presidio, run with a limit of time, and what each of their matches requires."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scanners.required import UNKNOWN, Required, required, usable

CONTEXT_REACH = 48
"""Code points before a match in which its context words are looked for."""
CONTEXT_BOOST, CONTEXT_LEAST = 0.35, 0.4
"""What a context word adds to a score, and what it then is at least: Presidio's own figures."""
PATIENCE, A_SECOND = 1.0, 1_000_000
"""Seconds that one pattern may take for any text, and characters for which it may take one more."""

Span = tuple[int, int, str, float]
"""Start, stop, label, score."""


class Patterns:
    """The patterns of a recogniser, its deny list among them, run with a limit of time."""

    def __init__(self, theirs: Any) -> None:
        import regex

        flags = int(theirs.global_regex_flags)
        self._theirs = theirs
        self._label = theirs.supported_entities[0]
        self._context = [word.lower() for word in theirs.context or ()]
        listed = [word for word in theirs.deny_list or () if word]
        written = [
            (p.regex, float(p.score)) for p in theirs.patterns if not (theirs.deny_list and p.name == "deny_list")
        ]
        self._patterns = [(regex.compile(pattern, flags), score) for pattern, score in written]
        needs = [required(pattern, flags) for pattern, _ in written]
        if listed:
            self._patterns.append((regex.compile(any_of(listed), flags), float(theirs.deny_list_score)))
            known = frozenset(listed) if all(map(usable, listed)) else frozenset[str]()
            needs.append(Required(known, max(map(len, listed)) + 2))
        self.required = together(needs)

    def spans(self, text: str) -> Iterator[Span]:
        """All matches. Raises `TimeoutError`."""
        patience = PATIENCE + len(text) / A_SECOND
        for pattern, score in self._patterns:
            for match in pattern.finditer(text, timeout=patience):
                if (found := self._score(match.group(), score)) and match.group():
                    yield *match.span(), self._label, self._in_context(text, match.start(), found)

    def _score(self, matched: str, score: float) -> float:
        valid = self._theirs.validate_result(matched)
        if self._theirs.invalidate_result(matched):
            return 0.0
        return score if valid is None else float(valid)

    def _in_context(self, text: str, start: int, score: float) -> float:
        before = text[max(0, start - CONTEXT_REACH) : start].lower() if self._context else ""
        named = any(word in before for word in self._context)
        return min(1.0, max(score + CONTEXT_BOOST, CONTEXT_LEAST)) if named else score


def any_of(words: Sequence[str]) -> str:
    """A pattern for any of these words, the longest first. Letters and digits of ASCII may not touch one that begins or ends with such;
    Han characters may, which is where Presidio's own boundary fails."""
    import regex

    each = (
        f"{'(?<![0-9A-Za-z_])' if _is_ascii(word[0]) else ''}{regex.escape(word)}{'(?![0-9A-Za-z_])' if _is_ascii(word[-1]) else ''}"
        for word in sorted(set(words), key=lambda word: (-len(word), word))
    )
    return "|".join(each)


def _is_ascii(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")


def together(needs: Sequence[Required]) -> Required:
    """What each match of any of several patterns requires."""
    if not needs or not all(need.words for need in needs):
        return UNKNOWN
    bounds = [need.reach for need in needs if need.reach is not None]
    words = frozenset[str]().union(*(need.words for need in needs))
    return Required(words, max(bounds) if len(bounds) == len(needs) else None)
