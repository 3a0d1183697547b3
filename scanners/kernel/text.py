"""One pass over every record of a batch: sizes, scripts, stop words, units and NFKC forms."""

from __future__ import annotations

from typing import Any

import numpy as np

from scanners.kernel import AS_STORED, COMPLEX, FOLDED, HAN, KANA, LATIN, NO_SCRIPT, OTHER, STABLE, UNRESOLVED
from scanners.kernel.jit import entry, inline

_TOKEN_SEED = np.uint64(0xCBF29CE484222325)
_TOKEN_PRIME = np.uint64(0x100000001B3)
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
def _grown(h: Any, letter: Any, inside: Any) -> Any:
    """The hash of a word that goes on with `letter`, or of none. Arithmetic where a branch would be natural: where words end cannot
    be predicted, and a wrong guess costs more than the work."""
    keep = np.uint64(0) - np.uint64(inside)
    return (((h ^ np.uint64(letter)) * _TOKEN_PRIME) & keep) | (_TOKEN_SEED & ~keep)


@inline
def is_ascii(own: Any) -> Any:
    high: Any = np.uint8(0)
    for i in range(own.size):
        high |= own[i]
    return high < 0x80


@inline
def _ascii_units(own: Any, script_of: Any, lower: Any, units: Any, scripts: Any) -> Any:
    """Writes the words of an ASCII text to `units` and returns how many they are."""
    n: Any = 0
    latin: Any = 0
    in_word: Any = np.uint8(0)
    h = _TOKEN_SEED
    for i in range(own.size):
        s = script_of[own[i]]
        inside = np.uint8(s != NO_SCRIPT)
        units[n] = h
        n += in_word & ~inside & 1
        latin += s == LATIN
        h = _grown(h, lower[own[i]], inside)
        in_word = inside
    units[n] = h
    scripts[LATIN] = latin
    return n + in_word


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
    own: Any, i: Any, script_of: Any, lower: Any, units: Any, normal: Any, n: Any, no: Any, h: Any, in_word: Any
) -> Any:
    """Goes on over ASCII, with the hash of the word that is open or of none: where it ends, units, letters, hash, and whether a word is
    open. The hash would not tell: that of a word can be that of none."""
    first = i
    latin: Any = 0
    open_: Any = np.uint8(in_word)
    while i < own.size and own[i] < 0x80:
        c = own[i]
        s = script_of[c]
        inside = np.uint8(s != NO_SCRIPT)
        units[n] = h
        n += open_ & ~inside & 1
        latin += s == LATIN
        h = _grown(h, lower[c], inside)
        open_ = inside
        normal[no + i - first] = c
        i += 1
    return i, n, latin, h, open_ != 0


@inline
def _han_run(own: Any, i: Any, units: Any, normal: Any, n: Any, no: Any) -> Any:
    """Writes the unified ideographs from `i` on, which are units by themselves and their own NFKC form, and returns where they end."""
    while i + 2 < own.size and 0xE4 <= own[i] <= 0xE9:
        letter = (np.int64(own[i] & 0x0F) << 12) | (np.int64(own[i + 1] & 0x3F) << 6) | np.int64(own[i + 2] & 0x3F)
        if letter < 0x4E00:
            break
        units[n] = mix(np.uint64(letter) * STEP)
        normal[no] = own[i]
        normal[no + 1] = own[i + 1]
        normal[no + 2] = own[i + 2]
        n += 1
        no += 3
        i += 3
    return i


@entry
def _any_units(
    own: Any, script_of: Any, lower: Any, normal_of: Any, pool: Any, units: Any, scripts: Any, normal: Any
) -> Any:
    """Writes units and NFKC form of any text; code points, units, words, bytes of the form, and whether a point was `COMPLEX`."""
    i = cps = n = words = no = 0
    hard = in_word = False
    h = _TOKEN_SEED
    while i < own.size:
        begun = i
        if own[i] < 0x80:
            before = n
            i, n, latin, h, in_word = _ascii_run(own, i, script_of, lower, units, normal, n, no, h, in_word)
            words += n - before
            no += i - begun
            cps += i - begun
            scripts[LATIN] += latin
            scripts[NO_SCRIPT] += i - begun - latin  # digits are of no script, here as in a text of ASCII alone
            continue
        stored, width = decode(own, i, own[i])
        letter = narrow(stored)
        s = script_at(letter, script_of)
        if in_word and (s <= KANA or s == NO_SCRIPT):
            units[n] = h
            n += 1
            words += 1
            h = _TOKEN_SEED
            in_word = False
        i = _han_run(own, i, units, normal, n, no)
        if i > begun:
            done = (i - begun) // 3
            n += done
            cps += done
            no += i - begun
            scripts[HAN] += done
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
            h = (h ^ np.uint64(lower[letter] if letter < 0x80 else letter)) * _TOKEN_PRIME
            in_word = True
    units[n] = h
    return cps, n + in_word, words + in_word, no, hard


@inline
def _count_stop_words(units: Any, table: Any, languages: Any, stops: Any) -> None:
    mask = np.uint64(table.size - 1)
    for j in range(units.size):
        k = units[j] & mask
        if table[k] == units[j]:
            stops[languages[k]] += 1


@entry
def measure(
    data: Any, offsets: Any, script_of: Any, lower: Any, normal_of: Any, pool: Any, stop_table: Any, stop_languages: Any,
    chars: Any, scripts: Any, stops: Any, words: Any, unit_offsets: Any, units: Any, normal: Any, normal_offsets: Any,
    form_of: Any,
) -> None:  # fmt: skip
    """One pass over every record of a batch.

    Fills per record: `chars` (code points), `scripts[d, script]` (characters by script), `stops[d, language]` (stop words), `words`
    (units that are not single characters), the units' 64-bit hashes in `units[unit_offsets[d]:unit_offsets[d + 1]]`, and where its NFKC
    form is (`form_of[d]`): the text as stored, `normal[normal_offsets[d]:…]`, or nowhere, for it takes the full algorithm.
    `units` and `normal` must have room for one item more than `data` has bytes.
    """
    nu = 0
    no = 0
    for d in range(offsets.size - 1):
        unit_offsets[d] = nu
        normal_offsets[d] = no
        own = data[offsets[d] : offsets[d + 1]]  # a slice, whose indices the compiler knows not to be negative
        if is_ascii(own):
            made = _ascii_units(own, script_of, lower, units[nu:], scripts[d])
            form_of[d] = AS_STORED
            chars[d] = own.size
            words[d] = made
        else:
            chars[d], made, words[d], written, hard = _any_units(
                own, script_of, lower, normal_of, pool, units[nu:], scripts[d], normal[no:]
            )
            form_of[d] = UNRESOLVED if hard else FOLDED
            no += written
        _count_stop_words(units[nu : nu + made], stop_table, stop_languages, stops[d])
        nu += made
    unit_offsets[offsets.size - 1] = nu
    normal_offsets[offsets.size - 1] = no
