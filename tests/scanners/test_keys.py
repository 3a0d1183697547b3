"""The form in which subjects and addresses are compared: what RFC 3986 calls equivalent is one, and nothing else."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners import keys

ONE = "https://example.com/a%E4%B8%AD/b?q=1&r=/?"


@pytest.mark.parametrize(
    "spelling",
    [
        ONE,
        f"  {ONE}\n",
        f"\ufeff{ONE}\u200b",
        f"{ONE}#part",
        "HTTPS://Example.COM/a%E4%B8%AD/b?q=1&r=/?",
        "https://example.com:443/a%e4%b8%ad/b?q=1&r=/?",
        "https://example.com:/a中/b?q=1&r=/?",
        "https://example.com./a中/b?q=1&r=/?",
        "https://example.com/%61中/x/../b?q=%31&r=/?",
        "https://example.com/./a中/./b?q=1&r=/?",
    ],
)
def test_one_address_however_it_is_spelt(spelling: str) -> None:
    assert keys.key("url", spelling) == ONE


@pytest.mark.parametrize(
    "other",
    [
        "http://example.com/a%E4%B8%AD/b?q=1&r=/?",
        "https://example.com:8443/a中/b?q=1&r=/?",
        "https://example.com/A中/b?q=1&r=/?",
        "https://example.com/a中/b/?q=1&r=/?",
        "https://example.com/a中%2Fb?q=1&r=/?",
        "https://example.com/a中/b?q=1",
        "https://example.org/a中/b?q=1&r=/?",
    ],
)
def test_other_addresses_stay_others(other: str) -> None:
    assert keys.key("url", other) != ONE


@pytest.mark.parametrize(
    ("value", "normal"),
    [
        ("https://b", "https://b/"),
        ("http://b?q", "http://b/?q"),
        ("http://例子.中国/", "http://xn--fsqu00a.xn--fiqs8s/"),
        ("HTTP://[2001:DB8::1]:80/x", "http://[2001:db8::1]/x"),
        ("http://u:P@A.b/", "http://u:P@a.b/"),
        ("URN:isbn:1", "urn:isbn:1"),
        ("http://[::1", "http://[::1"),
        ("http://a/../..", "http://a/"),
        ("http://a/b/..", "http://a/"),
        ("http://a/b/c/.", "http://a/b/c/"),
        ("a b%zz ", "a b%zz"),
        ("http://a.b/c d%zz", "http://a.b/c%20d%25zz"),
        ("Some/Path#x", "Some/Path"),
        (" \t\u3000", None),
        ("#only", None),
    ],
)
def test_the_normal_form_of_an_address(value: str, normal: str | None) -> None:
    assert keys.key("url", value) == normal


@given(
    st.text(st.sampled_from("aA.%/:?#@ 中E4B8AD-1[]&\\\t"), max_size=30).map("http://".__add__) | st.text(max_size=20)
)
def test_a_normal_form_is_its_own(value: str) -> None:
    value = value.encode("utf-8", "replace").decode()
    for domain in ("url", "subject"):
        normal = keys.key(domain, value)
        assert normal is None or keys.key(domain, normal) == normal
        assert keys.keys(domain, pa.array([value, None, normal])) == [normal, None, normal]


@pytest.mark.parametrize(
    "spelling", ["li.lei@example.zz", " Li.Lei@Example.ZZ ", "ｌｉ.lei@example.zz", "li.lei@example.zz\u200b"]
)
def test_one_subject_however_it_is_spelt(spelling: str) -> None:
    assert keys.key("subject", spelling) == "li.lei@example.zz"
    assert keys.keys("subject", pa.array([spelling, "", None])) == ["li.lei@example.zz", None, None]


BENEATH = {
    "example.com": (
        ["http://example.com/", "https://EXAMPLE.com./x?q", "https://www.example.com/x"],
        ["https://example.com.cn/", "https://anexample.com/", "https://example.com:8443/"],
    ),
    "https://example.com/a/": (
        ["http://example.com/a", "https://example.com/a/b/c#d", "https://example.com/a?q"],
        ["https://example.com/ab", "https://www.example.com/a/", "https://example.com/"],
    ),
    "example.com/%61": (["https://example.com/a/b"], ["https://example.com/A/b"]),
    "example.com:8443": (["https://example.com:8443/x"], ["https://example.com/x"]),
    "http://10.0.0.1": (["http://10.0.0.1/x"], ["http://10.0.0.2/x"]),
    "例子.中国": (["http://xn--fsqu00a.xn--fiqs8s/a"], ["http://xn--fiqs8s/"]),
}


@pytest.mark.parametrize(("refused", "covered", "left"), [(k, *v) for k, v in BENEATH.items()])
def test_what_lies_beneath(refused: str, covered: list[str], left: list[str]) -> None:
    found = keys.prefix(refused)
    assert found is not None
    for url in covered:
        assert found in keys.beneath(keys.key("url", url) or ""), url
    for url in left:
        assert found not in keys.beneath(keys.key("url", url) or ""), url


@pytest.mark.parametrize(
    "words",
    [
        "",
        "all of it",
        "请勿使用",
        "urn:isbn:1",
        "http://a.b/x?q=1",
        "http://a.b" + "/x" * 65,
        "doc-17",
        "http://[::1",
        "1.5",
    ],
)
def test_what_covers_nothing(words: str) -> None:
    assert keys.prefix(words) is None
    assert not keys.is_host(words)


def test_a_deep_address_costs_no_more_than_its_first_segments() -> None:
    assert len(keys.beneath("http://a.b" + "/x" * 10_000)) == keys.MOST_SEGMENTS + 1


@pytest.mark.parametrize(
    ("value", "known"),
    [("https://a.b/", True), ("urn:x", True), ("a.b:80", False), ("a b", False), ("http://[::1", False)],
)
def test_what_begins_as_an_address(value: str, known: bool) -> None:
    assert keys.has_scheme(value) is known


@pytest.mark.parametrize("value", ["Li-7", " Li-7\n", "\ufeffLi-7\u200b"])
def test_a_permission_names_its_person_but_for_blanks_at_the_ends(value: str) -> None:
    assert keys.key("subject_exact", value) == "Li-7"
    assert keys.keys("subject_exact", pa.array([value, None, " "])) == ["Li-7", None, None]


@pytest.mark.parametrize("other", ["li-7", "ＬＩ-7", "Li7", "Li -7"])
def test_a_permission_of_somebody_else(other: str) -> None:
    assert keys.key("subject_exact", other) != "Li-7"
