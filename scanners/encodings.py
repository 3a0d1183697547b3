"""Which encoding a text is in, and how it becomes UTF-8.

Decided from a bounded sample: a byte order mark, the pattern of NUL bytes (UTF-16), validity (UTF-8), and for GB18030 and Big5
how much of the decoded text are characters that people write. Nothing else is guessed: a wrong guess would change the text
silently, whereas UTF-8 with replacement characters is reported.
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass, field

SAMPLE = 1 << 16
BAD = b"\xff"
"""Stands in transcoded text for a sequence that was invalid in its encoding: never valid UTF-8, so readers see that it is lossy."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
BINARY_MAGIC = (
    *(b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ\x00", b"PK\x03\x04", b"7z\xbc\xaf", b"PAR1", b"ARROW1\0\0"),
    *(b"\x7fELF", b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"SQLite format 3\0", b"\x93NUMPY", b"\x89HDF"),
)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "ascii": "utf-8"}
_LEGACY = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5hkscs": ("big5", 0xA4, 0xC6)}
_FREQUENT = frozenset(
    "的一是不了在人有我他这個个們们中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡"
    "用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日"
)
_ASCII_TEXT = bytes({7, 8, 9, 10, 12, 13, 27} | set(range(0x20, 0x100)))


def is_binary(head: bytes) -> bool:
    """Whether bytes are no text in any encoding known here: a known magic number, or too many NUL and control bytes."""
    if head.startswith(BINARY_MAGIC):
        return True
    if wide(head):
        return False
    controls = len(head.translate(None, _ASCII_TEXT))
    return controls > 4 and controls * 50 > len(head)


def wide(head: bytes) -> str | None:
    """UTF-16 and UTF-32 by byte order mark, UTF-16 by its NUL bytes; None for everything else."""
    marked = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), None)
    if marked is not None:
        return marked if marked.startswith("utf-") and marked != "utf-8" else None
    pairs = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    least = max(2, pairs * 0.15 if pairs < 256 else pairs * 0.002)
    if max(even, odd) < least or max(even, odd) <= 20 * min(even, odd):
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    return name if _decodes(head, name) else None


def detect(sample: bytes) -> str:
    """The encoding of a text without NUL pattern whose sample starts at a character; UTF-8 where nothing else is plausible."""
    start = len(sample) - len(sample.lstrip(_SEVEN_BIT))
    sample = sample[start : start + SAMPLE]
    if _decodes(sample, "utf-8") or _mostly_utf8(sample):
        return "utf-8"
    scores = {name: _plausible(sample, name) for name in _LEGACY}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 0.6 else "utf-8"


_SEVEN_BIT = bytes(range(128))


def _decodes(sample: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good >= 4 * bad


def _plausible(sample: bytes, name: str) -> float:
    """The share of common characters among all that are not ASCII; 0 when the most frequent characters of Chinese are missing
    (Korean and Japanese in their EUC encodings otherwise pass for GB 2312)."""
    text = Counter(codecs.getincrementaldecoder(name)("replace").decode(sample))
    wide_characters = {c: n for c, n in text.items() if c > "\x7f"}
    total = sum(wide_characters.values())
    frequent = sum(n for c, n in wide_characters.items() if c in _FREQUENT)
    if total >= 50 and frequent * 12 < total:
        return 0.0
    return sum(n for c, n in wide_characters.items() if _is_common(c, name)) / max(total, 1)


def _is_common(character: str, name: str) -> bool:
    narrow, low, high = _LEGACY[name]
    lead = character.encode(narrow, "ignore")[:1]
    return bool(lead) and (low <= lead[0] <= high or 0xA1 <= lead[0] <= 0xA3)


@dataclass(slots=True)
class Transcoder:
    """Turns pieces of a text into UTF-8 without byte order mark; invalid sequences become `BAD` (or stay, when already UTF-8).

    `encoding` is None until the first byte that is not ASCII decides. Raises LookupError for a name that is no text encoding.
    """

    encoding: str | None
    _decoder: codecs.IncrementalDecoder | None = field(default=None, init=False)
    _begun: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        if self.encoding is not None:
            info = codecs.lookup(self.encoding)
            if not getattr(info, "_is_text_encoding", True):
                raise LookupError("not a text encoding")
            self.encoding = _SUPERSETS.get(info.name, "utf-8" if info.name == "utf-8-sig" else info.name)

    def feed(self, piece: bytes, final: bool = False) -> bytes:
        """The UTF-8 of the next piece; the first must hold at least four bytes unless there are no more."""
        if not self._begun:
            piece = self._begin(piece)
        if self.encoding is None and not piece.isascii():
            self.encoding = detect(piece)
        if self.encoding is None or self.encoding == "utf-8":
            return piece
        return self._decode(piece, final)

    def _begin(self, piece: bytes) -> bytes:
        self._begun = True
        mark, marked = next(((m, name) for m, name in BYTE_ORDER_MARKS if piece.startswith(m)), (b"", None))
        if self.encoding is None:
            self.encoding = marked or wide(piece)
        elif self.encoding != marked:
            return piece
        return piece[len(mark) :]

    def _decode(self, piece: bytes, final: bool) -> bytes:
        decoder = self._decoder
        if decoder is None:
            decoder = self._decoder = codecs.getincrementaldecoder(str(self.encoding))()
        state = decoder.getstate()
        try:
            return decoder.decode(piece, final).encode("utf-8")
        except UnicodeError:
            decoder.setstate(state)
            return _decode_lossy(decoder, piece, final)


def _decode_lossy(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool) -> bytes:
    decoder.errors = "replace"
    text = decoder.decode(piece, final)
    decoder.errors = "strict"
    return text.encode("utf-8", "replace").replace("\ufffd".encode(), BAD)
