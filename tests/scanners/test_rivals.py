"""Of rivals for one place the one that stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from scanners.base import Anchor, Hit
from scanners.rivals import standing


@dataclass(frozen=True, slots=True)
class Fake:
    name: str
    labels: Mapping[str, str]
    version: int = 1
    anchor: Anchor = Anchor()  # noqa: RUF009 - it is frozen

    def find(self, text: str) -> Iterator[Hit]:
        yield from ()


NUMBERS = Fake("numbers", {"card": "personal", "phone": "personal", "device": "device"})
WEB = Fake("web", {"url": "network", "notice": "licence", "url_specimen": "specimen"})
EXAMPLES = Fake("examples", {"example": "specimen"})


@pytest.mark.parametrize(
    ("hits", "left"),
    [
        ([Hit(0, 16, "card", 0.9), Hit(4, 15, "phone", 0.9)], [0]),
        ([Hit(0, 16, "card", 0.5), Hit(4, 15, "phone", 0.9)], [0, 1]),
        ([Hit(0, 16, "card", 0.9), Hit(0, 16, "device", 0.5)], [0]),
        ([Hit(0, 16, "card", 0.5), Hit(0, 16, "device", 0.9)], [1]),
        ([Hit(0, 16, "card", 0.9), Hit(0, 16, "device", 0.9)], [0]),
        ([Hit(0, 16, "card", 0.9), Hit(10, 20, "phone", 0.9)], [0, 1]),
        ([Hit(0, 11, "phone", 0.9), Hit(0, 30, "url", 0.9)], [0, 1]),
        ([Hit(0, 30, "notice", 0.9), Hit(0, 30, "card", 0.9)], [0, 1]),
        ([Hit(0, 11, "phone", 0.9)], [0]),
        ([Hit(0, 11, "device", 0.9), Hit(0, 11, "phone", 0.9)], [1]),
        ([Hit(0, 40, "url_specimen", 0.9), Hit(20, 31, "phone", 0.9)], [0, 1]),
        ([Hit(0, 40, "example", 1.0), Hit(20, 31, "phone", 0.9)], [0, 1]),
        ([Hit(0, 16, "example", 1.0), Hit(0, 11, "phone", 0.9)], [0]),
        ([], []),
    ],
)
def test_standing(hits: list[Hit], left: list[int]) -> None:
    claims = [(next(d for d in (WEB, EXAMPLES, NUMBERS) if hit.label in d.labels), hit) for hit in hits]
    assert standing(claims) == [claims[k] for k in left]
