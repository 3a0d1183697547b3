"""Organisation codes (GB 11714): eight digits or capitals and a check character modulo 11, often behind a hyphen.

Since 2015 they are part of the unified social credit code. One nine-character string in eleven has the right check character, so that
only a code right behind a word for it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import checksums
from scanners.base import Anchor, Hit
from scanners.naming import named

_NAMED = named(
    r"[组組][织織]机构代码|[组組][织織]機構代碼|[机機][构構]代[码碼]|organi[sz]ation(?:al)?[ _-]?code|org[ _-]?code|zzjgdm",
    r"[0-9A-Z]{8} ?[-\u2010-\u2015\u2212]? ?[0-9X]",
)
_SPECIMENS = frozenset({"D2143569X"})
"""The example of GB 11714."""
_ANCHOR = Anchor(
    literals=(
        *(
            "机构代码",
            "機構代碼",
            "organization code",
            "organisation code",
            "organizational code",
            "organization_code",
            "organisation_code",
        ),
        *("organizationcode", "organisationcode", "org_code", "orgcode", "org code", "zzjgdm"),
    ),
    before=32,
    after=256,
)


@dataclass(frozen=True, slots=True)
class OrganisationCode:
    """Finds organisation codes right behind a word for them whose check character holds. Score: 1.0."""

    name: str = "organisation_code"
    version: int = 1
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: {"organisation_code": "organisation", "organisation_code_specimen": "specimen"}
    )

    def find(self, text: str) -> Iterator[Hit]:
        for match in _NAMED.finditer(text):
            code = re.sub("[^0-9A-Z]", "", match["value"].upper())
            if any(c.isdigit() for c in code[:8]) and checksums.organisation(code[:8]) == code[8]:
                label = "organisation_code_specimen" if code in _SPECIMENS else "organisation_code"
                yield Hit(*match.span("value"), label, 1.0)


DETECTOR = OrganisationCode()
