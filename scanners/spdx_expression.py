"""SPDX licence expressions as they stand in source files, brought to their canonical spelling or to a word that gives nothing away."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from license_expression import ExpressionError, ExpressionParseError, get_spdx_licensing

_OWN = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
_LONGEST = 200

UNKNOWN = "NOASSERTION"
UNLISTED = "LicenseRef-unlisted"


@cache
def _licensing() -> Any:
    return get_spdx_licensing()


@lru_cache(maxsize=1024)
def canonical(expression: str) -> str:
    """The canonical SPDX form of `expression`.

    A `LicenseRef-…` that no public list knows is the author's own word and becomes `LicenseRef-unlisted`; what is not an expression
    over known identifiers becomes `NOASSERTION`. So the result is always of a closed vocabulary.
    """
    if len(expression) > _LONGEST:
        return UNKNOWN
    own = _OWN.sub(_listed, expression)
    plain = own.replace(UNLISTED, "Unlicense") if UNLISTED in own else own
    try:
        parsed = _licensing().parse(plain, validate=True, strict=True)
    except (ExpressionError, ExpressionParseError, ValueError, AttributeError, TypeError):
        return UNKNOWN
    if parsed is None:
        return UNKNOWN
    return str(_licensing().parse(own, validate=False)) if plain != own else str(parsed)


def _listed(match: re.Match[str]) -> str:
    return match.group() if match.group() in _licensing().known_symbols else UNLISTED
