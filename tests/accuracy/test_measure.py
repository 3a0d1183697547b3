"""The measure itself, on sentences made for it; and, where the labelled texts lie beside the project, floors under the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy import measure, planted, product, truth
from tests.accuracy.direct import in_whole, through_windows
from tests.accuracy.truth import Licensed, Span, Text

SHARED = Path(__file__).parents[3] / "shared" / "data"


def test_counts_hits_misses_and_other_kinds() -> None:
    texts = [
        Text("手机号13800138000", (Span("phone", 3, 14, 3),)),
        Text("座机010-13800138000", (Span("phone", 2, 17, 2),)),
        Text("邮箱a@firm.com", ()),
        Text("邮箱b@firm.com与c at firm", (Span("email", 2, 12, 2), Span("email", 13, 22, 13))),
    ]
    scores = {score.scanner: score for score in measure.personal(texts, through_windows, 0.3)}
    mobile, email = scores["mainland_mobile"], scores["email"]
    assert (mobile.truth, mobile.exact, mobile.said, mobile.right) == (1, 1, 1, 1)
    assert (email.truth, email.exact, email.said, email.right) == (2, 1, 2, 1)
    assert email.precision == email.recall == 0.5


def test_a_label_word_inside_the_span_is_no_miss() -> None:
    text = Text("身份证号110000190001010012", (Span("id_number", 0, 22, 4),))
    (score,) = measure.personal([text], in_whole, 0.5)
    assert (score.exact, score.overlap) == (1, 1)


def test_licences_are_compared_as_spdx() -> None:
    files = [
        Licensed("SPDX-License-Identifier: GPL-2.0", ("gpl-2.0",)),
        Licensed("nothing here", ("mit",)),
        Licensed("Released under the MIT license", ("mit OR gpl-2.0",)),
    ]
    score = measure.licences(files, through_windows, 0.5)
    assert (score.files, score.exact, score.keys, score.found, score.said) == (2, 1, 2, 1, 1)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled texts are not beside the project")
def test_figures_of_the_manual_do_not_fall() -> None:
    texts = truth.personal(SHARED / "personal-information" / "zh_synthetic_seed7.jsonl")
    floors = {"resident_id": 0.99, "mainland_mobile": 0.97, "email": 0.99, "bank_card": 0.99}
    for score in measure.personal(texts, through_windows, 0.5):
        assert score.recall is not None
        assert score.precision is not None
        assert score.recall >= floors[score.scanner]
        assert score.precision >= 0.99


def test_copies_are_the_same_for_the_same_seed_and_as_similar_as_they_say() -> None:
    texts = [(f"t{k}", "\n".join(f"line {k} {n} has words of its own {n * k}" for n in range(40))) for k in range(12)]
    first, again = (list(planted.copies(texts, 3)) for _ in range(2))
    assert first == again
    assert {copy.kind for copy in first} == set(planted.KINDS)
    for copy, (_, text) in zip(first, texts, strict=True):
        assert copy.similarity == planted.similarity(text, copy.text)
        assert copy.band <= copy.similarity


def test_similarity_is_of_five_units_in_a_row() -> None:
    assert planted.similarity("a b c d e f", "A, b. c d e f") == 1.0
    assert planted.similarity("a b c d e f", "a b c d e g") == 1 / 3
    assert planted.similarity("云想衣裳花想", "云想衣裳花") == 1 / 2
    assert planted.similarity("a b c d", "a b c d") == 0.0


def test_what_an_audit_reports_is_counted(tmp_path: Path) -> None:
    words = [f"w{n}" for n in range(200)]
    texts = {"a": " ".join(words), "b": " ".join(f"x{n}" for n in range(200))}
    near = " ".join([*words[:100], "changed", *words[101:]])
    copies = [planted.Copy("a", near, "words", planted.similarity(texts["a"], near))]
    pairs = product.duplicates(texts, copies, tmp_path)
    assert (dict(pairs.recall), pairs.reported, pairs.right) == ({(0.9, "words"): (1, 1)}, 1, 1)


def test_the_half_that_was_read_and_the_rest_are_the_whole(tmp_path: Path) -> None:
    folder = tmp_path / "lic9"
    folder.mkdir()
    for n in range(20):
        (folder / f"{n}.txt").write_text("text")
        (folder / f"{n}.txt.yml").write_text("license_expressions: [mit]")
    sizes = [len(list(truth.licensed(folder, half))) for half in ("read", "held out")]
    assert sum(sizes) == 20
    assert min(sizes) > 0
