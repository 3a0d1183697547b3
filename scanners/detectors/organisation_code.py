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
from scanners.naming import AFTER, BEFORE, Named

_NAMED = Named(
    "机构代码|機構代碼|organization[ _]?code|organisation[ _]?code|organizational code|org_?code|zzjgdm",
    r"[0-9A-Z]{8} ?[-\u2010-\u2015\u2212]? ?[0-9X]",
)
_SPECIMENS = frozenset({"D2143569X"})
"""The example of GB 11714."""
_ANCHORS = (
    "机构代码", "構代碼", "构代码", "organization code", "organisation code", "organization_code", "organisation_code", "organizationcode",
    "organisationcode", "organizational code", "org_code", "orgcode", "zzjgdm",
)  # fmt: skip # rows, which read as a table
_ANCHOR = Anchor(
    literals=_ANCHORS,
    before=BEFORE,
    after=AFTER,
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
        for said in _NAMED.said(text):
            code = re.sub("[^0-9A-Z]", "", said.value.upper())
            if any(c.isdigit() for c in code[:8]) and checksums.organisation(code[:8]) == code[8]:
                label = "organisation_code_specimen" if code in _SPECIMENS else "organisation_code"
                yield Hit(said.start, said.stop, label, 1.0)


DETECTOR = OrganisationCode()
