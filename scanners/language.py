"""The language of a record, from its scripts and function words. Coarse on purpose: it must be cheap enough for every record.

Codes are BCP 47: `zh`, `ja`, `ko`, a language whose function words stand out, `und-<Script>` where only the script is known, `und`
where there are no letters.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from scanners import kernel
from scanners.measures import Measured


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


STOP_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": _words(
        "the of and to in is that it for was with as be by this are from which not have has you were been would"
    ),
    "fr": _words("le les des et est une dans que qui pour pas sur au avec ce il elle nous vous sont cette mais du"),
    "de": _words("der die und das ist nicht ein eine den von zu mit auf für dem sich auch werden wird oder bei sind"),
    "es": _words("el los las que en una por con para del se no es su al lo como más pero sus este ha son está"),
    "it": _words("il di che è per una non con gli sono della nel alla dei anche più come questo delle ha lo si"),
    "pt": _words("o os que do da em um para com não uma na no se por mais as dos como mas ao ele das foi são"),
    "nl": _words("de het een en van ik te dat die is niet op aan met als voor er maar om hij ook naar bij wordt zijn"),
    "ru": _words("и в не на что он с как это по но из то все за было так от же бы для мы или его"),
}

_SCRIPT_CODES = {
    kernel.LATIN: "und-Latn",
    kernel.CYRILLIC: "und-Cyrl",
    kernel.GREEK: "el",
    kernel.ARABIC: "und-Arab",
    kernel.HEBREW: "he",
    kernel.DEVANAGARI: "und-Deva",
    kernel.THAI: "th",
    kernel.OTHER: "und",
}

_LETTERS_A_WORD = 5
"""A Han character or kana weighs as much as a word of an alphabet, which has about five letters."""

_KANA_SHARE = 0.05
_LEAST_SHARE = 0.08
_LEAST_WORDS = 2


def languages(measured: Measured) -> npt.NDArray[np.object_]:
    """The language code of each of n records, shape (n,)."""
    scripts = measured.scripts[:, : len(kernel.SCRIPTS)].astype(np.float64)
    weight = scripts / _LETTERS_A_WORD
    weight[:, kernel.HAN] = scripts[:, kernel.HAN]
    weight[:, kernel.KANA] = scripts[:, kernel.KANA]
    weight[:, kernel.HANGUL] = scripts[:, kernel.HANGUL] / 2
    east = weight[:, kernel.HAN] + weight[:, kernel.KANA]
    ideographs = weight[:, kernel.HAN : kernel.KANA + 1].copy()
    weight[:, kernel.HAN], weight[:, kernel.KANA] = east, 0

    codes: npt.NDArray[np.object_] = np.array(
        [_SCRIPT_CODES.get(k, "ko") for k in range(len(kernel.SCRIPTS))], dtype=object
    )[weight.argmax(axis=1)]
    codes[weight.max(axis=1) == 0] = "und"
    chinese = (weight.argmax(axis=1) == kernel.HAN) & (east > 0)
    codes[chinese] = "zh"
    codes[chinese & (ideographs[:, 1] > _KANA_SHARE * east)] = "ja"

    alphabetic = np.isin(codes, ("und-Latn", "und-Cyrl"))
    best = measured.stops.argmax(axis=1)
    count = measured.stops.max(axis=1)
    known = alphabetic & (count >= _LEAST_WORDS) & (count >= _LEAST_SHARE * measured.words)
    codes[known] = np.array(list(STOP_WORDS), dtype=object)[best[known]]
    return codes
