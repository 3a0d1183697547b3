"""File numbers of driving licences (档案编号): twelve digits. The licence's own number is the resident identity number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.naming import named

_NAMED = named(r"[档檔]案(?:[编編]?[号號][码碼]?)?|dabh|(?<![a-z])file[ _-]?(?:no|num|number)(?![a-z])", "[0-9]{12}")
_LICENCE = re.compile(r"驾驶|駕駛|驾照|駕照|准驾|行驶证|driv(?:er|ing)", re.IGNORECASE)
_REACH = 48
_ANCHOR = Anchor(
    literals=(
        "档案编号",
        "档案号",
        "檔案編號",
        "檔案號",
        "驾驶证档案",
        "dabh",
        "file no",
        "file num",
        "file_no",
        "fileno",
    ),
    before=320,
    after=256,
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
        for match in _NAMED.finditer(text):
            about_driving = _LICENCE.search(text, max(0, match.start() - _REACH), match.start())
            if about_driving or not match["word"].isascii():
                yield Hit(*match.span("value"), "driving_licence_file", 0.9 if about_driving else 0.6)


DETECTOR = DrivingLicence()
