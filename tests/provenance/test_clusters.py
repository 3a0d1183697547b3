"""Clusters at every similarity, whatever the order of the contents in them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.clusters import repeating

Pair = tuple[int, int, float]

CONTENTS = 8
_content = st.integers(0, CONTENTS - 1)
_pairs = st.lists(st.tuples(_content, _content, st.sampled_from((0.5, 0.75, 0.8, 0.9, 1.0))), max_size=20)


def falling(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: -pair[2])


def clusters(pairs: Iterable[Pair], least: float) -> set[frozenset[int]]:
    """Clusters as one would draw them."""
    found = {k: {k} for k in range(CONTENTS)}
    for a, b, similarity in pairs:
        if similarity >= least:
            joined = found[a] | found[b]
            found |= dict.fromkeys(joined, joined)
    return {frozenset(cluster) for cluster in found.values()}


@given(_pairs, st.sampled_from((0.5, 0.8, 0.95)))
def test_all_but_the_first_of_each_cluster(pairs: list[Pair], least: float) -> None:
    expected = {k for cluster in clusters(pairs, least) for k in cluster if k != min(cluster)}
    assert sorted(k for k, s in repeating(falling(pairs)) if s >= least) == sorted(expected)


@given(_pairs, st.permutations(range(CONTENTS)), st.sampled_from((0.5, 0.8, 0.95)))
def test_another_order_of_contents_counts_the_same(pairs: list[Pair], order: list[int], least: float) -> None:
    renamed = [(order[a], order[b], s) for a, b, s in pairs]
    counted = [sum(s >= least for _, s in repeating(falling(some))) for some in (pairs, renamed)]
    assert counted[0] == counted[1]


@pytest.mark.parametrize("step", [1, -1])
def test_a_long_chain(step: int) -> None:
    chain = [(k, k + 1, 0.9) for k in range(100_000)][::step]
    assert len(repeating(chain)) == 100_000
