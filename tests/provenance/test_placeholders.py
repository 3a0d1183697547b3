"""What is written where something is still to be declared is not taken for a declaration, and names are."""

from __future__ import annotations

import pytest

from provenance.countries import assigned
from provenance.manifest_parts import EvidenceFile, Licence
from provenance.manifest_sources import Source
from provenance.placeholders import is_placeholder


@pytest.mark.parametrize(
    "value",
    [
        *(
            "TODO",
            "todo: ask Li",
            "TODO(li)",
            "<TODO>",
            "T B D".replace(" ", ""),
            "N/A",
            "n.a.",
            "None",
            "null",
            "—",
            "...",
            "??",
        ),
        *("待定", "待补充", "（待定）", "无", "暂无。", "未知", "ＴＯＤＯ", "tbd-2026"),
    ],
)
def test_placeholders(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "Li",
        "Na",
        "Todor Petrov",
        "Nonesuch Ltd",
        "无锡市出版社",
        "空海",
        "Beijing-XXX-2024001",
        "https://todo.example.org/x",
        "李",
    ],
)
def test_declarations(value: str) -> None:
    assert not is_placeholder(value)


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        (EvidenceFile, {"path": "a", "owner": "TBD"}),
        (Licence, {"id": "TODO"}),
        (Licence, {"url": "待补"}),
        (
            Source,
            {
                "id": "a",
                "assessment_after": {"assessed_on": "2026-01-01", "sample_size": 1, "flagged": 0, "assessor": "无"},
            },
        ),
    ],
)
def test_a_manifest_with_one_is_refused(part: type[EvidenceFile | Licence | Source], fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="is a placeholder"):
        part.model_validate(fields)


@pytest.mark.parametrize("name", ["NONE", "unknown"])
def test_a_licence_that_is_none_can_be_declared(name: str) -> None:
    assert Licence(id=name).id == name


@pytest.mark.parametrize("code", ["CN", "HK", "NO", "GB"])
def test_countries(code: str) -> None:
    assert assigned(code) == code


@pytest.mark.parametrize(("code", "hint"), [("XX", r"3166-1 \["), ("ZZ", r"3166-1 \["), ("UK", "'GB'"), ("JA", "'JP'")])
def test_codes_of_no_country(code: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        Source(id="a", origin_country=code)
