from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners import fold as folding
from scanners.fold import fold, fold_all, original


@pytest.mark.parametrize(
    ("text", "folded", "positions"),
    [
        ("abc", "abc", None),
        ("汉字", "汉字", None),
        ("１２Ａ＠．", "12A@.", None),
        ("a\u3000b", "a b", None),
        ("1\u200b2", "12", [0, 2, 3]),
        ("\u202e1\ufeff", "1", [1, 3]),
        ("𝟏𝟗𝟙", "191", None),
        ("1\u00a02\u20093", "1 2 3", None),
        ("1\u20112—3", "1-2—3", None),
        ("①²", "①²", None),
        ("1\U000e00412", "12", [0, 2, 3]),
        ("\ud8001\u200b２", "\ud80012", [0, 1, 3, 4]),
        ("\u200b", "", [1]),
        ("一三八零零一三八零零零", "13800138000", None),
        ("一三八 〇〇一三-捌零零零!", "138 0013-8000!", None),
        ("一三\u200b八零零一三八", "13800138", [0, 1, 3, 4, 5, 6, 7, 8, 9]),
        ("一二三四五六七", "一二三四五六七", None),
        ("一二三四  五六七八", "一二三四  五六七八", None),
    ],
)
def test_fold(text: str, folded: str, positions: list[int] | None) -> None:
    assert fold(text) == (folded, positions)


@given(st.text(alphabet="a1１Ａ汉𝟏👍\u200b\u2066\u3000\u00a0", max_size=30))
def test_every_span_comes_from_one_that_folds_to_it(text: str) -> None:
    folded, positions = fold(text)
    assert fold(folded) == (folded, None)
    for start in range(len(folded)):
        for stop in range(start + 1, len(folded) + 1):
            assert fold(text[slice(*original(positions, start, stop))])[0] == folded[start:stop]


@given(
    st.lists(st.text(alphabet="a1１Ａ汉𝟏👍\u200b\u2066\u3000\ud800零八 ", max_size=12), max_size=12), st.integers(1, 20)
)
def test_texts_fold_together_as_they_do_alone(texts: list[str], at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "_AT_ONCE", at_once)
        assert list(fold_all(texts)) == [fold(text) for text in texts]
