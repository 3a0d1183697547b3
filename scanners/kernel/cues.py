"""Which windows hold words that belong together: a test in the compiled pass that spares most windows from becoming Python strings."""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import BEGINS, GRANTS
from scanners.kernel.jit import entry
from scanners.kernel.prints import known_prints
from scanners.kernel.words import UNCLEAR, cut

_NEAR = 6
"""Words between one that grants and a name, at most."""
_SLOT = np.uint64(50)


@entry
def _cue(h: Any, cues: Any, keys: Any) -> int:
    """The number of the cue with this hash, or -1."""
    k = np.int64(h >> _SLOT)
    while cues[k] >= 0:
        if keys[cues[k]] == h:
            number: int = cues[k]
            return number
        k = (k + 1) & (cues.size - 1)
    return -1


@entry
def _gather(words: Any, n: int, markup: int, cues: Any, keys: Any, kinds: Any, masks: Any, held: Any) -> None:
    """Sets in `held` the bits of all cues among n words, and that of the last mask where one that begins a name follows one that grants
    closely. Blanked markup may bring any two together."""
    held[:] = 0
    granted = np.int64(-_NEAR - 1)
    for j in range(n):
        if cues[words[0, j] >> _SLOT] & cues[words[1, j] >> _SLOT] < 0:
            continue
        for row in range(1 + (words[1, j] != words[0, j])):
            cue = _cue(words[row, j], cues, keys)
            if cue < 0:
                continue
            ordinal = np.int64(words[2, j])
            near = kinds[cue] & BEGINS and (ordinal - granted <= _NEAR)
            near = near or (kinds[cue] & GRANTS and markup)
            for k in range(held.size):
                held[k] |= masks[cue, k] | (masks[masks.shape[0] - 1, k] if near else np.uint64(0))
            if kinds[cue] & GRANTS:
                granted = ordinal


@entry
def _holds(held: Any, rules: Any) -> bool:
    """Whether all bits of any rule are set."""
    for r in range(rules.shape[0]):
        missing = np.uint64(0)
        for k in range(held.size):
            missing |= rules[r, k] & ~held[k]
        if missing == 0:
            return True
    return False


@entry
def _shares(held: Any, mask: Any) -> int:
    """How many bits of the mask are set."""
    n = 0
    for k in range(held.size):
        rest = held[k] & mask[k]
        while rest:
            rest &= rest - np.uint64(1)
            n += 1
    return n


@entry
def promising(
    data: Any, start: Any, stop: Any, cues: Any, keys: Any, kinds: Any, masks: Any, rules: Any, wording: Any, prints: Any, numbers: Any,
    words: Any, held: Any, passed: Any,
) -> None:  # fmt: skip # one argument a line would hide the loop
    """Sets `passed` for each window between `start` and `stop` that may state something about rights.

    A window passes whose cues fulfil a rule; one with two words of `wording` and four five words in a row of which `prints` knows the
    hash, with or without its markup; and one that is longer than half of what `words` has room for. `cues`, `keys`: a hash table of the
    cues; `kinds` and `masks`: what each cue is and its bits. `words` and `held` are there to work in.
    """
    for w in range(start.size):
        begin: Any = np.int64(start[w])
        end: Any = np.int64(stop[w])
        if end - begin > words.shape[1]:
            passed[w] = 1
            continue
        n, markup = cut(data, begin, end, False, words)
        _gather(words, n, markup, cues, keys, kinds, masks, held)
        found = _holds(held, rules)
        if not found and _shares(held, wording) > 1:
            found = markup == UNCLEAR or known_prints(words, n, prints, numbers, 4) == 4
            if not found and markup:
                n, markup = cut(data, begin, end, True, words)
                found = known_prints(words, n, prints, numbers, 3) == 3
        passed[w] = found
