"""Language codes of whole sentences; the published table with text from elsewhere is made by `python -m tests.accuracy`."""

from __future__ import annotations

import pyarrow as pa
import pytest

from scanners import language
from scanners.measures import measure


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "und"),
        ("12345 !!!", "und"),
        ("The cat sat on the mat and it was happy.", "en"),
        ("Le chat est dans la maison et les enfants sont sur le toit.", "fr"),
        ("Die Katze ist nicht auf dem Dach und das Haus ist groß.", "de"),
        ("El gato no está en la casa y los niños se van con su madre.", "es"),
        ("这是一句普通的中文，里面有 English words 和 code。", "zh"),
        ("これは日本語の文章です。", "ja"),
        ("日本国憲法に基づく選挙", "ja"),
        ("이것은 한국어 문장입니다.", "ko"),
        ("Это не кошка, но и не собака, что бы он ни говорил.", "ru"),
        ("def f(x): return x + 1", "und-Latn"),
        ("2024 — 2025 — 2026: x", "und-Latn"),
        ("“1”、“2”、“3”、“4”、“5”，共一百五十元整", "zh"),
        ("Αυτή είναι μια πρόταση", "el"),
        ("זה משפט בעברית", "he"),
    ],
)
def test_table(text: str, code: str) -> None:
    assert language.languages(measure(pa.array([text]), language.STOP_WORDS)).tolist() == [code]


def test_every_record_has_a_code() -> None:
    texts = ["a", "", "汉", "\u0901\u0905"]
    assert language.languages(measure(pa.array(texts), language.STOP_WORDS)).tolist() == [
        "und-Latn",
        "und",
        "zh",
        "und-Deva",
    ]
