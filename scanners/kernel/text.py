"""One pass over every record of a batch: sizes, scripts, stop words, units and NFKC forms."""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import (
    AS_STORED,
    COMPLEX,
    FOLDED,
    HAN,
    KANA,
    LATIN,
    NO_SCRIPT,
    OTHER,
    RUN_ENDS,
    RUN_KANA,
    RUN_WIDE,
    STABLE,
    UNRESOLVED,
)
from scanners.kernel.jit import entry, inline

_NONE = np.uint64(0)
"""The hash of no letters."""
_BASE = np.uint64(9)
_MIX_1 = np.uint64(0xFF51AFD7ED558CCD)
_MIX_2 = np.uint64(0xC4CEB9FE1A85EC53)
STEP = np.uint64(0x9E3779B97F4A7C15)


@inline
def mix(h: Any) -> Any:
    """The finaliser of MurmurHash3, 64 bits (Appleby 2011)."""
    h ^= h >> np.uint64(33)
    h *= _MIX_1
    h ^= h >> np.uint64(33)
    h *= _MIX_2
    return h ^ (h >> np.uint64(33))


@inline
def _grown(h: Any, letter: Any) -> Any:
    """The hash of a word that goes on with the weight of a letter (`tables.weights`), or of none behind what is no letter: a polynomial of
    the letters' weights modulo 2⁶⁴, since every turn has to wait for the one before, and nothing that mixes is as quick as a shift
    and two additions. Arithmetic where a branch would be natural: where words end cannot be predicted."""
    return (h * _BASE + letter) & (np.uint64(0) - (letter & np.uint64(1)))


@inline
def _weight(letter: Any) -> Any:
    return mix(np.uint64(letter) * STEP) | np.uint64(1)


@inline
def is_ascii(own: Any) -> Any:
    high: Any = np.uint8(0)
    for i in range(own.size):
        high |= own[i]
    return high < 0x80


@inline
def _latin(own: Any) -> Any:
    """How many bytes are letters of ASCII."""
    n: Any = 0
    for i in range(own.size):
        n += np.uint8((own[i] | np.uint8(32)) - np.uint8(97)) < 26
    return n


@inline
def _ascii_units(own: Any, weight_of: Any, units: Any) -> Any:
    """Writes the words of an ASCII text to `units` and returns how many they are."""
    n = open_ = np.uint64(0)
    h = _NONE
    for i in range(own.size):
        letter = weight_of[own[i]]
        units[n] = h
        n += open_ & ~letter & np.uint64(1)
        h = _grown(h, letter)
        open_ = letter
    units[n] = h
    return np.int64(n + (open_ & np.uint64(1)))


@inline
def decode(own: Any, i: int, c: int) -> Any:
    """Code point and length at `i` of valid UTF-8, whose lead byte `c` is not ASCII."""
    if c < 0xE0:
        return ((c & 0x1F) << 6) | (own[i + 1] & 0x3F), 2
    if c < 0xF0:
        return ((c & 0x0F) << 12) | ((own[i + 1] & 0x3F) << 6) | (own[i + 2] & 0x3F), 3
    return ((c & 0x07) << 18) | ((own[i + 1] & 0x3F) << 12) | ((own[i + 2] & 0x3F) << 6) | (own[i + 3] & 0x3F), 4


@inline
def _high_form(cp: int) -> int:
    """The form of a code point beyond the Basic Multilingual Plane: ideographs and emoji are their own."""
    return STABLE if 0x20000 <= cp < 0x2F800 or 0x30000 <= cp < 0x40000 or 0x1F300 <= cp < 0x1FB00 else COMPLEX


@inline
def script_at(cp: int, script_of: Any) -> Any:
    if cp < 0x10000:
        return script_of[cp]
    return HAN if 0x20000 <= cp < 0x40000 else (NO_SCRIPT if 0x1F000 <= cp < 0x1FB00 else OTHER)


@inline
def narrow(cp: int) -> int:
    """Full-width ASCII as ASCII, so that a copy in the other width has the same units."""
    return cp - 0xFEE0 if 0xFF01 <= cp <= 0xFF5E else cp


@inline
def _write_form(own: Any, i: int, width: int, form: int, pool: Any, normal: Any, no: int) -> Any:
    """Writes the NFKC form of the character of `width` bytes at `i`, unless it is `COMPLEX`, and returns its bytes."""
    if form == STABLE:
        for k in range(width):
            normal[no + k] = own[i + k]
        return width
    if form == COMPLEX:
        return 0
    for k in range(pool[form]):
        normal[no + k] = pool[form + 1 + k]
    return np.int64(pool[form])


@inline
def _ascii_run(
    own: Any, i: Any, weight_of: Any, units: Any, normal: Any, n: Any, no: Any, h: Any, in_word: Any, scripts: Any
) -> Any:
    """Goes on over ASCII, with the hash of the word that is open or of none: where it ends, units, hash, and whether a word is open. The
    hash would not tell: that of a word can be that of none. Digits are of no script, here as in a text of ASCII alone."""
    one, size = np.uint64(1), np.uint64(own.size)
    at, made, written = np.uint64(i), np.uint64(n), np.uint64(no)
    open_ = np.uint64(in_word)
    while at < size and own[at] < 0x80:
        letter = weight_of[own[at]]
        units[made] = h
        made += open_ & ~letter & one
        h = _grown(h, letter)
        open_ = letter
        normal[written] = own[at]
        written += one
        at += one
    end = np.int64(at)
    latin = _latin(own[i:end])
    scripts[LATIN] += latin
    scripts[NO_SCRIPT] += end - i - latin
    return end, np.int64(made), h, (open_ & one) != 0


@inline
def _wide_run(own: Any, i: Any, run_of: Any, units: Any, normal: Any, n: Any, no: Any, scripts: Any) -> Any:
    """Goes on over characters of three bytes that are units by themselves or stand between units, and whose NFKC form is their own or
    a character of ASCII: where it ends, units, and bytes of the form. It writes a unit and three bytes for each, and counts those
    that stay, since punctuation cannot be predicted."""
    one, two, three, size = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(own.size)
    at, made, written = np.uint64(i), np.uint64(n), np.uint64(no)  # without a sign, or each use would test for it
    kana: Any = 0
    while at + two < size and own[at] >= 0xE0:
        letter = (
            (np.uint64(own[at] & 0x0F) << 12) | (np.uint64(own[at + one] & 0x3F) << 6) | np.uint64(own[at + two] & 0x3F)
        )
        run = run_of[letter]
        if own[at] >= 0xF0 or run == RUN_ENDS:
            break
        units[made] = mix(letter * STEP)
        made += np.uint64(run <= RUN_KANA)
        kana += run == RUN_KANA
        ascii_ = run == RUN_WIDE
        normal[written] = np.uint8(letter - np.uint64(0xFEE0)) if ascii_ else own[at]
        normal[written + one] = own[at + one]
        normal[written + two] = own[at + two]
        written += one if ascii_ else three
        at += three
    units_made = np.int64(made) - n
    scripts[HAN] += units_made - kana
    scripts[KANA] += kana
    scripts[NO_SCRIPT] += (np.int64(at) - i) // 3 - units_made
    return np.int64(at), np.int64(made), np.int64(written)


@entry
def _any_units(
    own: Any,
    script_of: Any,
    weight_of: Any,
    run_of: Any,
    normal_of: Any,
    pool: Any,
    units: Any,
    scripts: Any,
    normal: Any,
) -> Any:
    """Writes units and NFKC form of any text; code points, units, words, bytes of the form, and whether a point was `COMPLEX`."""
    i = cps = n = words = no = 0
    hard = in_word = False
    h = _NONE
    while i < own.size:
        begun = i
        if own[i] < 0x80:
            before = n
            i, n, h, in_word = _ascii_run(own, i, weight_of, units, normal, n, no, h, in_word, scripts)
            words += n - before
            no, cps = no + i - begun, cps + i - begun
            continue
        stored, width = decode(own, i, own[i])
        letter = narrow(stored)
        s = script_at(letter, script_of)
        if in_word and (s <= KANA or s == NO_SCRIPT):
            units[n] = h
            n += 1
            words += 1
            h = _NONE
            in_word = False
        if width == 3 and run_of[stored] != RUN_ENDS:
            i, n, no = _wide_run(own, i, run_of, units, normal, n, no, scripts)
            cps += (i - begun) // 3
            continue
        form = normal_of[stored] if stored < 0x10000 else _high_form(stored)
        hard |= form == COMPLEX
        no += _write_form(own, i, width, form, pool, normal, no)
        i += width
        cps += 1
        scripts[s if letter >= 0x80 or s == LATIN else NO_SCRIPT] += 1
        if s <= KANA:
            units[n] = mix(np.uint64(letter) * STEP)
            n += 1
        elif s != NO_SCRIPT:
            h = _grown(h, weight_of[letter] if letter < 0x80 else _weight(letter))
            in_word = True
    units[n] = h
    return cps, n + in_word, words + in_word, no, hard


@inline
def _count_stop_words(units: Any, sieve: Any, table: Any, languages: Any, kept: Any, stops: Any) -> None:
    """Counts by language the units that are in `table`. Those that pass a sieve small enough for the innermost cache are noted in `kept`
    first, without a branch, since which word comes cannot be predicted."""
    mask, low = np.uint64(table.size - 1), np.uint64(sieve.size - 1)
    for start in range(0, units.size, kept.size - 1):
        some = units[start : min(start + kept.size - 1, units.size)]
        n = np.uint64(0)
        for j in range(some.size):
            kept[n] = some[j]
            n += np.uint64(sieve[some[j] & low])
        for j in range(np.int64(n)):
            h = kept[np.uint64(j)]
            if table[h & mask] == h:
                stops[languages[h & mask]] += 1


@entry
def measure(
    data: Any, offsets: Any, script_of: Any, weight_of: Any, run_of: Any, normal_of: Any, pool: Any, sieve: Any, stop_table: Any,
    stop_languages: Any, kept: Any, chars: Any, scripts: Any, stops: Any, words: Any, unit_offsets: Any, units: Any, normal: Any,
    normal_offsets: Any, form_of: Any,
) -> None:  # fmt: skip # one argument a line would hide the loop
    """One pass over every record of a batch.

    Fills per record: `chars` (code points), `scripts[d, script]` (characters by script), `stops[d, language]` (stop words), `words`
    (units that are not single characters), the units' 64-bit hashes in `units[unit_offsets[d]:unit_offsets[d + 1]]`, and where its NFKC
    form is (`form_of[d]`): the text as stored, `normal[normal_offsets[d]:…]`, or nowhere, for it takes the full algorithm.
    `units` and `normal` must have room for one item more than `data` has bytes, `kept` for two or more.
    """
    nu = 0
    no = 0
    for d in range(offsets.size - 1):
        unit_offsets[d] = nu
        normal_offsets[d] = no
        own = data[offsets[d] : offsets[d + 1]]  # a slice, whose indices the compiler knows not to be negative
        if is_ascii(own):
            made = _ascii_units(own, weight_of, units[nu:])
            scripts[d, LATIN] = _latin(own)
            form_of[d] = AS_STORED
            chars[d] = own.size
            words[d] = made
        else:
            chars[d], made, words[d], written, hard = _any_units(
                own, script_of, weight_of, run_of, normal_of, pool, units[nu:], scripts[d], normal[no:]
            )
            form_of[d] = UNRESOLVED if hard else FOLDED
            no += written
        _count_stop_words(units[nu : nu + made], sieve, stop_table, stop_languages, kept, stops[d])
        nu += made
    unit_offsets[offsets.size - 1] = nu
    normal_offsets[offsets.size - 1] = no
