from __future__ import annotations

import pytest

from provenance.identifiers import uscc_status

CODES = {
    "91110102MAD55U9H0F": "valid",
    "91440300708461136T": "valid",
    " 9144030008867405x2 ": "valid",
    "91110114MACY9KQ17M": "valid",
    "91110114MACY9KQ17N": "bad_check",
    "91110114MACY9KQ27M": "bad_check",
    "9111011IMACY9KQ17M": "malformed",
    "91110114": "malformed",
    "９1110114MACY9KQ17M": "malformed",
    "": "none",
    "  ": "none",
}


@pytest.mark.parametrize(("code", "status"), CODES.items())
def test_codes(code: str, status: str) -> None:
    assert uscc_status(code) == status


def test_no_code() -> None:
    assert uscc_status(None) == "none"


def test_any_single_change_is_noticed() -> None:
    code = "91440300708461136T"
    for place in range(18):
        changed = code[:place] + ("1" if code[place] != "1" else "2") + code[place + 1 :]
        assert uscc_status(changed) != "valid"
