"""The compiled pass over Arrow string buffers, and the constants on which it and its callers agree.

Everything here works on a batch's own bytes (`data`, UTF-8) and offsets and makes no Python string. `library.call` runs it with
the interpreter lock released; the modules with the loops are imported only to be compiled (`build`), because they import numba.

Units: a maximal run of letters, digits and `_` (ASCII of either width, lower-cased) is one unit; a Han character or kana is one by itself.
Shingles: five units in a row, as 64-bit hashes. Signatures: datasketch's scheme `affine32` over the shingle hashes folded to 32
bits, so that `datasketch.MinHash(num_perm=128, scheme="affine32")` fed with the same 32-bit values gives the same numbers.
"""

from __future__ import annotations

PERMUTATIONS = 128
BANDS = 32
BAND_ROWS = PERMUTATIONS // BANDS
SHINGLE = 5

SCRIPTS = ("han", "kana", "hangul", "latin", "cyrillic", "greek", "arabic", "hebrew", "devanagari", "thai", "other")
HAN, KANA, HANGUL, LATIN, CYRILLIC, GREEK, ARABIC, HEBREW, DEVANAGARI, THAI, OTHER = range(len(SCRIPTS))
NO_SCRIPT = len(SCRIPTS)

STABLE, COMPLEX = 0, 1
"""NFKC: a character that is its own form; one whose form only the full algorithm can tell."""

RUN_HAN, RUN_KANA, RUN_NONE, RUN_WIDE, RUN_ENDS = range(5)
"""Characters of three bytes that a run may hold: Han and kana, which are units by themselves, others between units, and full-width ASCII
between units, whose NFKC form is ASCII; and all that end a run."""

AS_STORED, FOLDED, UNRESOLVED = range(3)
"""NFKC: a record that is its own form; one whose form the pass wrote; one that holds a `COMPLEX` character."""

NOTHING, DIGIT, CAPITAL, SMALL, JOINER, INFIX, WORD, DOT = range(8)
"""What a byte can be to an anchor."""

CHECKS = ("luhn", "mod_11_2", "uscc")
"""The check characters that an anchor may ask for, in the order of their masks of detectors."""

RECENT = 32
"""Characters of a run that the pass remembers, a power of two; no number that is checked has more."""

SHAPES = ("quads", "signed", "pairs", "token", "spelled")
"""What anchors may ask for beside groups of digits and letters, in the order of their masks of detectors (`anchors.Compiled.shapes`)."""

SIGNED_FEWEST, TOKEN_LEAST, TOKEN_MOST = range(len(SHAPES), len(SHAPES) + 3)
"""Behind those masks: the fewest digits behind a sign, and the length of a token."""

GRANTS, BEGINS = 1, 2
"""What a cue of a licence can be, together: a word that grants, a word with which a name begins."""

INVISIBLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip # rows, which read as a table
"""First and last code points of what no reader sees and an identifier may hide behind: Unicode's Default_Ignorable_Code_Point, without
the Hangul fillers, which take up space, and the shorthand controls."""

NUMERAL = 0xE0
"""In a table of spellings: this and the digit stand for a Chinese numeral."""

PAIR_BITS = 10
"""Width of each third of an entry of the table of pairs. What the lowest third of a pair, the middle third of the pair before and the
highest of the one before that share may stand at the last byte of the three pairs."""

SURE = 1 << (PAIR_BITS - 1)
"""The bit of those thirds that needs no `sieve`: what two bytes show alone."""

SIEVE_BITS = 18
SIEVE_FACTOR = 0x9E3779B1
"""The sieve has a bit for every hash of the three bytes that a pair of pairs admits, or of these and the one before: case set, times the
factor, the highest `SIEVE_BITS` of 32."""

SLOTS = 1 << 13
"""Rows by the last two of a literal's rarest bytes, with the bit of ASCII case set."""
