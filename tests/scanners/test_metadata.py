"""Columns beside the text: what they may keep, however often a value comes."""

from __future__ import annotations

from importlib.resources import files
from urllib.parse import urlsplit

import pyarrow as pa
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from provenance.demo import identifiers
from scanners import masking, metadata

SECRET = b"k" * 32
MAIL = f"someone@{identifiers.EMAIL_DOMAIN}"
AWKWARD = (
    "http://A.b", "https://u:p@a.b:80/x", "ftp://x-y.z?q", "a.b/c", "//a.b", "http://", "http:///x", "http://a.b#", "mailto:x@y",
    "http://[::1]/", "http://[::1", "1http://a.b/", "http://a\nb/", "http://ab\n", " http://a.b/", "http://例子.中国/", "http://a.b\\c",
    "HTTP://A.B/", "+a://b/", "é://b/", "http://a.b/\n", "",
)  # fmt: skip # rows, which read as a table


def host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


@pytest.mark.parametrize("url", AWKWARD)
def test_the_host_is_that_of_urlsplit(url: str) -> None:
    assert metadata.hosts(pa.array([url, None])).to_pylist() == [host(url), None]


@given(st.lists(st.text("ab.:/?#@[]\\%1Ü \t\n-+", max_size=12).map("http://".__add__), max_size=4))
def test_any_host_is_that_of_urlsplit(urls: list[str]) -> None:
    assert metadata.hosts(pa.array(urls, pa.string())).to_pylist() == list(map(host, urls))


def test_a_name_is_masked_wherever_it_stands_and_the_others_are_kept() -> None:
    column = pa.array(["a", MAIL, None, "a", MAIL, "", "x" * 257])
    kept, masked = masking.names(column, SECRET)
    values = kept.to_pylist()
    assert masked == [False, True, False, False, True, False, True]
    assert [v for v, m in zip(values, masked, strict=True) if not m] == ["a", None, "a", ""]
    assert values[1] == values[4]
    assert values[1].startswith("masked:")
    assert values[1] != values[6]
    assert masking.names(pa.array([MAIL]), b"j" * 32)[0][0].as_py() != values[1]


@pytest.mark.parametrize("column", [[], [None], ["a", None, "a"]])
def test_names_without_anything_to_hide_stay_as_they_are(column: list[str | None]) -> None:
    array = pa.array(column, pa.string())
    kept, masked = masking.names(array, SECRET)
    assert kept.equals(array)
    assert masked == [False] * len(column)


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("张三，住北京市朝阳区", True),
        ("Li Lei", True),
        ("\u674e", True),
        ("%E5%BC%A0%E4%B8%89", True),
        ("li.lei%40example.zz", True),
        ("https://a.zz/?tel=138%200013%208000", True),
        ("x" * 128, False),
        ("x" * 129, True),
        ("src/module/__init__.py", False),
        ("https://a.zz/page?id=7&lang=en", False),
        ("user+tag_(1)", False),
        ("", False),
    ],
)
def test_only_what_looks_like_an_identifier_is_kept_of_an_id(name: str, hidden: bool) -> None:
    found = metadata.columns({"id": pa.array([name, "a"]), "gen_model": pa.array([name, "m"])}, SECRET, 2)
    assert found["metadata_masked"].to_pylist() == [hidden, False]
    assert [v.as_py().startswith("masked:") for v in (found["id"][0], found["gen_model"][0])] == [hidden, hidden]


@pytest.mark.parametrize(
    ("licence", "hidden"),
    [
        ("CC-BY-4.0 OR (MIT AND Apache-2.0)", False),
        ("GNU Lesser General Public License v3 or later (LGPLv3+)", False),
        ("经张三许可", True),
        ("by leave of li.lei@example.zz", True),
    ],
)
def test_a_licence_may_have_blanks_and_the_characters_of_licences(licence: str, hidden: bool) -> None:
    (kept,) = metadata.columns({"licence": pa.array([licence])}, SECRET, 1)["licence"].to_pylist()
    assert (kept != licence) is hidden


def test_the_names_of_licences_that_are_known_are_kept() -> None:
    data = yaml.safe_load(files("provenance").joinpath("licence_aliases.yml").read_text("utf-8"))
    names = [alias for group in ("exact", "vague") for aliases in data[group].values() for alias in aliases]
    assert any(not name.isascii() for name in names)
    kept = metadata.columns({"licence": pa.array(names)}, SECRET, len(names))["licence"]
    assert kept.to_pylist() == names


SPELLINGS = ["https://Example.com:443/%61?q#top", " https://example.com/a?q", "https://example.com/a?q"]


def test_one_address_and_one_subject_have_one_digest() -> None:
    meta = {"url": pa.array([*SPELLINGS, " "]), "subject": pa.array(["Li-7", " li-7", "ＬＩ-7", ""])}
    found = metadata.columns(meta, SECRET, 4)
    for name in ("url_digest", "subject_digest"):
        assert found[name].null_count == 1
        assert len(set(found[name].to_pylist())) == 2, name
    assert len(set(found["subject_exact_digest"].to_pylist())) == 4
    assert "url_scopes" not in found
    scopes = metadata.columns(meta, SECRET, 4, address_scopes=True)["url_scopes"].to_pylist()
    assert (len(scopes[0]), scopes[1], scopes[3]) == (2, scopes[0], None)


def test_a_slice_of_a_column_is_masked_at_its_own_places() -> None:
    kept, masked = masking.names(pa.array(["a", "b", MAIL, "c"]).slice(1), SECRET)
    assert masked == [False, True, False]
    assert [v for v, m in zip(kept.to_pylist(), masked, strict=True) if not m] == ["b", "c"]


@pytest.mark.parametrize(
    ("name", "hidden"), [("li.lei@example.zz.txt", True), ("left-pad@1.3.0", False), ("a@b", True)]
)
def test_an_address_that_goes_on_is_masked(name: str, hidden: bool) -> None:
    assert masking.names(pa.array([name, None]), SECRET)[1] == [hidden, False]


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("tel13812345678", True),
        ("1.13812345678", True),
        ("138\u00a01234\u00a05678", True),
        ("138.1234.5678", True),
        ("(138)12345678", True),
        ("\U0001d7cf\U0001d7d1\U0001d7d613812345678"[:3] + "12345678", True),
        ("u13812345678.example.com", True),
        ("ID110101199003077432", True),
        ("1700000000123", False),
        ("shard-0001-row-138", False),
        ("1234567890123456789", False),
    ],
)
def test_a_name_of_the_shape_of_a_number_is_masked_whatever_stands_around(name: str, hidden: bool) -> None:
    assert masking.names(pa.array([name, None]), SECRET)[1] == [hidden, False]


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        ("合同 2024/第一章 总则.txt", False),
        ("notes/My file (2).md", False),
        ("客户/13812345678.txt", True),
        ("客户/138 1234 5678.txt", True),
        ("客户/１３８\u200b１２３４５６７８.txt", True),
        ("客户/li.lei@example.zz.txt", True),
        ("two\nlines", True),
        ("x" * 1025, True),
    ],
)
def test_the_path_of_a_file_is_kept_unless_it_is_about_a_person(path: str, hidden: bool) -> None:
    found = metadata.columns({"id": pa.array([path])}, SECRET, 1, paths=True)
    assert found["metadata_masked"].to_pylist() == [hidden]
    assert (found["id"][0].as_py() == path) is not hidden


def test_what_was_said_of_a_name_is_said_again() -> None:
    for n in (3, masking._FEW + 1, masking._ANSWERS_KEPT):
        values = [f"name-{k}" for k in range(n)] + [MAIL]
        for _ in range(2):
            assert masking.names(pa.array(values), SECRET)[1] == [False] * n + [True]
    few = [[f"other-{k}-{j}" for j in range(masking._FEW - 1)] + [MAIL] for k in range(90)]
    assert all(masking.names(pa.array(values), SECRET)[1][-1] for values in few)
    assert len(masking._ANSWERS) <= masking._ANSWERS_KEPT


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_a_moment_beyond_the_calendar_is_no_moment(unit: str) -> None:
    second = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    wraps = (1 << 63) - 1 if unit == "ns" else 1 << 62
    array = pa.array([second, None, wraps, -wraps], pa.timestamp(unit))
    kept = metadata.timestamps(array).cast(pa.int64()).to_pylist()
    assert kept[:2] == [10**6, None]
    assert kept[2:] == ([wraps // 1000, -wraps // 1000 + 1] if unit == "ns" else [None, None])


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_text_whose_moment_in_utc_lies_beyond_the_calendar(text: str) -> None:
    assert metadata.timestamps(pa.array([text, "2025-01-01"])).is_valid().to_pylist() == [False, True]


@pytest.mark.parametrize("column", ["id", "url", "source"])
def test_an_address_beside_the_text_is_found_once_for_each_record(column: str) -> None:
    values = [
        "a",
        None,
        f"https://h.example.org/?mail={MAIL}&cc=b{MAIL}",
        f"https://h.example.org/?mail={MAIL.replace('@', '%40')}",
    ]
    found = [(b.record, b.scanner, b.label) for b in metadata.beside({column: pa.array(["b", *values]).slice(1)})]
    assert found == [(2, "email", "email"), (3, "email", "email")]


def test_a_subject_is_no_finding() -> None:
    assert list(metadata.beside({"subject": pa.array([MAIL]), "licence": pa.array([MAIL])})) == []
