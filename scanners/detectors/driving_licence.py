"""File numbers of driving licences (档案编号): twelve digits. The licence's own number is the resident identity number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.naming import AFTER, BEFORE, Named

_NAMED = Named("档案编?号|檔案編?號|驶证档案|駛證檔案", "[0-9]{12}")
_LICENCE = re.compile(r"驾驶|駕駛|驾照|駕照|准驾|行驶证")
_REACH = 96
_ANCHORS = (
    "档案编号", "档案号", "檔案編號", "檔案號", "驶证档案", "駛證檔案",
)  # fmt: skip # rows, which read as a table
_ANCHOR = Anchor(
    literals=_ANCHORS,
    before=BEFORE,
    after=AFTER,
)


@dataclass(frozen=True, slots=True)
class DrivingLicence:
    """Finds file numbers of driving licences right behind a word for them. Score: 0.9 where the words before speak of driving; 0.6 behind
    档案编号 alone, which other files have too."""

    name: str = "driving_licence"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"driving_licence_file": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        for said in _NAMED.said(text):
            about_driving = _LICENCE.search(text, max(0, said.start - _REACH), said.start)
            yield Hit(said.start, said.stop, "driving_licence_file", 0.9 if about_driving else 0.6)


DETECTOR = DrivingLicence()
