"""Running text in Chinese and English at hundreds of megabytes a second: words drawn by Zipf's law, put together by Arrow.

A word-by-word generator would cost more than what is to be measured. Here all words of a text are drawn as one array of numbers, and
Arrow's `take` lays their bytes side by side. Two texts share few 5-grams unless one was made from the other, because the vocabulary is
large and has a long tail, as in real text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Language = Literal["zh", "en"]
Random = np.random.Generator

FUNCTION_WORDS = (
    "的 了 在 是 和 有 不 这 中 为 上 与 对 等 也 就 而 及 以 将 从 到 他 她 它 我们 他们 可以 没有 一个 因为 所以"
)
STOP_WORDS = "the of and to in is that it for was with as be by this are from which not have has were been would"
VOCABULARY = 20_000
MEAN_LETTERS = 5.0
_PLAIN, _COMMA, _STOP, _BREAK = range(4)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of a language with their shares, each in four forms: plain, before a comma, a full stop, a paragraph's end."""

    forms: pa.LargeStringArray
    cumulative: npt.NDArray[np.float64]

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self.cumulative)


def english(texts: Iterable[str]) -> Vocabulary:
    """The words of `texts` by frequency. Words of licence notices are left out: prose seldom holds them, and code has its own."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(re.findall(r"\b[a-z]{2,14}\b", text.lower()))
    common = STOP_WORDS.split()
    seen = {*common}
    rest = [w for w, _ in counts.most_common() if w not in seen and not re.search("licen|copyr|reserved|spdx", w)]
    words = [*common, *rest][:VOCABULARY]
    return _vocabulary([*words, *_numbers("")], len(common), (" ", ", ", ". ", ".\n\n"))


def chinese(random: Random) -> Vocabulary:
    """Made-up words of one to four of the 3,755 characters of GB 2312 level 1, behind the commonest function words."""
    characters = np.array([c for high in range(0xB0, 0xD8) for c in _row(high)])
    shares = _zipf(len(characters), 12.0)
    order = random.permutation(len(characters))
    lengths = random.choice(4, VOCABULARY, p=(0.2, 0.65, 0.1, 0.05)) + 1
    drawn = characters[order[random.choice(len(characters), int(lengths.sum()), p=shares)]]
    words = ["".join(part) for part in np.split(drawn, np.cumsum(lengths)[:-1])]
    common = FUNCTION_WORDS.split()
    return _vocabulary(
        [*common, *dict.fromkeys(words), *_numbers("年"), *STOP_WORDS.split()], len(common), ("", "，", "。", "。\n")
    )


def _row(high: int) -> str:
    stop = 0xFA if high == 0xD7 else 0xFF
    return bytes(b for low in range(0xA1, stop) for b in (high, low)).decode("gb2312")


def _numbers(unit: str) -> list[str]:
    """What prose has of digits: years, amounts, shares, versions."""
    years = [f"{year}{unit}" for year in range(1985, 2026)]
    return [
        *years,
        *map(str, range(2, 120)),
        *(f"{n}.{n % 7}%" for n in range(1, 60)),
        *(f"{n},000" for n in range(1, 40)),
    ]


def _zipf(n: int, flat: float) -> npt.NDArray[np.float64]:
    shares = 1.0 / (np.arange(n) + flat)
    return shares / shares.sum()


def _vocabulary(words: Sequence[str], common: int, ends: Sequence[str]) -> Vocabulary:
    """`common` words at the head have a third of all occurrences; behind them Zipf's law, numbers and foreign words in the tail."""
    shares = np.concatenate([_zipf(common, 2.0) / 3, _zipf(len(words) - common, 25.0) * 2 / 3])
    forms = pa.array([word + end for end in ends for word in words], pa.large_string())
    return Vocabulary(forms, np.cumsum(shares))


def text(random: Random, vocabulary: Vocabulary, size: int) -> tuple[bytes, npt.NDArray[np.int64]]:
    """About `size` bytes of running text, at least that many, and where its sentences end (offsets into it, ascending)."""
    parts, ends, total = [], [], 0
    while total < size:
        words = max(64, int((size - total) / MEAN_LETTERS))
        form = random.choice(4, words, p=(0.86, 0.07, 0.06, 0.01))
        form[-1] = _BREAK
        word = np.searchsorted(vocabulary.cumulative, random.random(words) * vocabulary.cumulative[-1])
        taken = vocabulary.forms.take(pa.array(np.minimum(word, vocabulary.words - 1) + form * vocabulary.words))
        _, offsets, data = taken.buffers()
        after = np.frombuffer(offsets, np.int64, words + 1)[1:]
        ends.append(after[form >= _STOP] + total)
        parts.append(data.to_pybytes()[: int(after[-1])])
        total += int(after[-1])
    return b"".join(parts), np.concatenate(ends)


def documents(random: Random, vocabulary: Vocabulary, size: int, median: int = 4000) -> list[bytes]:
    """Documents of whole sentences, `size` bytes in all and less than a sentence more; lengths are log-normal around `median`."""
    data, ends = text(random, vocabulary, size)
    wanted = np.cumsum(random.lognormal(np.log(median), 1.0, max(8, 3 * size // median)))
    cuts = np.unique(ends[np.searchsorted(ends, [*wanted[wanted < size], size])])
    places = [0, *cuts.tolist()]
    return [part for start, stop in pairwise(places) if (part := data[start:stop].strip())]
