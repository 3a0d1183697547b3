"""What two records share, against sets and loops in Python."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from scanners.compare import Shared, compare, shingled

SECRET = b"k" * 32
TEXTS = st.lists(st.sampled_from(["one ", "two ", "三", "four ", "， ", "5 "]), max_size=24).map("".join)


def grams(text: str) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Every 5-gram of words (of single Han characters) and the places where it stands."""
    units: list[tuple[str, int, int]] = []
    begin = 0
    for word in text.replace("三", " 三 ").replace("，", " ").split():
        begin = text.index(word, begin)
        units.append((word, begin, begin + len(word)))
        begin += len(word)
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for k in range(len(units) - 4):
        found.setdefault(tuple(w for w, _, _ in units[k : k + 5]), []).append((units[k][1], units[k + 4][2]))
    return found


@given(TEXTS, TEXTS)
@example("one two one two one two one two ", "two one two one two ")
@example("one two one two one ", "one two one two one ")
def test_similarity_and_spans_are_those_of_the_sets(a: str, b: str) -> None:
    left, right = grams(a), grams(b)
    both = left.keys() & right.keys()
    places_a = [place for gram in both for place in left[gram]]
    places_b = [place for gram in both for place in right[gram]]
    wanted = Shared(0.0, 0, 0, 0, 0)
    if both:
        spans = [
            bound for places in (places_a, places_b) for bound in (min(p for p, _ in places), max(p for _, p in places))
        ]
        wanted = Shared(len(both) / len(left.keys() | right.keys()), *spans)
    one, other = shingled(0, 0, a, SECRET), shingled(0, 1, b, SECRET)
    assert compare(one, other) == wanted
    assert compare(other, one) == Shared(
        wanted.similarity, wanted.start_b, wanted.stop_b, wanted.start_a, wanted.stop_a
    )
