"""The measure itself, on sentences made for it; and, where the labelled texts lie beside the project, floors under the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy import measure, truth
from tests.accuracy.direct import found
from tests.accuracy.truth import Licensed, Span, Text

SHARED = Path(__file__).parents[3] / "shared" / "data"


def test_counts_hits_misses_and_other_kinds() -> None:
    texts = [
        Text("手机号13800138000", (Span("phone", 3, 14, 3),)),
        Text("座机010-13800138000", (Span("phone", 2, 17, 2),)),
        Text("邮箱a@firm.com", ()),
        Text("邮箱b@firm.com与c at firm", (Span("email", 2, 12, 2), Span("email", 13, 22, 13))),
    ]
    scores = {score.scanner: score for score in measure.personal(texts, found, 0.3)}
    mobile, email = scores["mainland_mobile"], scores["email"]
    assert (mobile.truth, mobile.exact, mobile.said, mobile.right) == (1, 1, 1, 1)
    assert (email.truth, email.exact, email.said, email.right) == (2, 1, 2, 1)
    assert email.precision == email.recall == 0.5


def test_a_label_word_inside_the_span_is_no_miss() -> None:
    text = Text("身份证号110000190001010012", (Span("id_number", 0, 22, 4),))
    (score,) = measure.personal([text], found, 0.5)
    assert (score.exact, score.overlap) == (1, 1)


def test_licences_are_compared_as_spdx() -> None:
    files = [
        Licensed("SPDX-License-Identifier: GPL-2.0", ("gpl-2.0",)),
        Licensed("nothing here", ("mit",)),
        Licensed("Released under the MIT license", ("mit OR gpl-2.0",)),
    ]
    score = measure.licences(files, found, 0.5)
    assert (score.files, score.exact, score.keys, score.found, score.said) == (2, 1, 2, 1, 1)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled texts are not beside the project")
def test_figures_of_the_manual_do_not_fall() -> None:
    texts = truth.personal(SHARED / "personal-information" / "zh_synthetic_seed7.jsonl")
    floors = {"resident_id": 0.99, "mainland_mobile": 0.97, "email": 0.99, "bank_card": 0.99}
    for score in measure.personal(texts, found, 0.5):
        assert score.recall is not None
        assert score.precision is not None
        assert score.recall >= floors[score.scanner]
        assert score.precision >= 0.99
