"""What is masked in a name, however it is spelt, and what no mask may take from those who look for their records."""

from __future__ import annotations

import hashlib
import uuid
from random import Random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanners import masking, metadata

SECRET = b"k" * 32
PARTED = (*"_-./:,'+~|*#=;()[]{}<>!$^`\\\" ", "%2D", "%252D", "--", "_-_")


def hidden(name: str, allowed: masking.Allowed = masking.IDENTIFIER) -> bool:
    return masking.names(pa.array([name, "a"]), SECRET, allowed)[1] == [True, False]


@pytest.mark.parametrize("parting", PARTED)
@pytest.mark.parametrize(
    "groups",
    ["138 0013 8000", "uid 138 0013 8000", "u7 138 001 38000 2", "+86 138 0013 8000 1", "110101 19900307 7715"],
)
def test_a_number_is_masked_whatever_parts_its_groups(groups: str, parting: str) -> None:
    name = groups.replace(" ", parting)
    assert hidden(name, masking.PATH)
    assert hidden(name)


@pytest.mark.parametrize(
    "name",
    [
        "u8613800138000",
        "id-008613800138000",
        "tel0086.13800138000",
        "7_8613800138000",
        "%2531%2533800138000",
        "13800138000%30",
        "%" + "25" * 20 + "31",
        "zhangsan%2540example.com",
        "zhang.san@corp",
        "zhangsan@163",
        "zhangsan@163.com",
        "zhangsan@21cn.com",
        "root@10.0.0.1",
        "a@b",
        r"\u5f20\u4e09",
        r"\x5f\x20",
        r"\345\274\240",
        "%u5f20%u4e09",
        "&#24352;&#19977;",
        "&Zcaron;an",
        "=?utf-8?B?5byg5LiJ?=",
        "6222_0212_3456_7890_128",
    ],
)
def test_a_name_that_says_more_than_its_characters_is_masked(name: str) -> None:
    assert hidden(name)
    assert hidden(name, masking.PATH)


DIGEST = hashlib.sha256(b"a").hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        "zh_000000",
        "page-0001",
        "work-en-000",
        "lic1/COPYING.gplv3",
        "1234567890123456789",
        "123456789012345678",
        "doc_2024_0001_000123",
        "CC-MAIN-2024-10_00001",
        "left-pad@1.3.0",
        "left-pad@1.3.0-rc.1",
        "@scope/pkg@v2",
        f"corpus@{DIGEST[:40]}",
        f"image@sha256:{DIGEST}",
        r"src\module\unit.py",
        "https://a.zz/page?id=7&lang=en",
        "a1b13812345678c9",
        "https://a.zz/%41b",
    ],
)
def test_a_name_of_a_record_stays_readable(name: str) -> None:
    assert not hidden(name)


def test_uuids_and_digests_stay_readable_though_their_digits_have_the_shape_of_numbers() -> None:
    random = Random(3)
    names = [str(uuid.UUID(int=random.getrandbits(128), version=4)) for _ in range(20_000)]
    names += [hashlib.sha256(name.encode()).hexdigest() for name in names]
    masked = masking.names(pa.array(names), SECRET)[1]
    assert [name for name, hide in zip(names, masked, strict=True) if hide] == []
    assert hidden("abc-13812345678-def")


@pytest.mark.parametrize(
    "licence",
    [
        "John Smith, born 7 March 1990, 12 Baker Street, diagnosed with HIV in 2019",
        "MIT License, by leave of John Smith",
        "方国明",
        "许国方 必须",
        "CC-BY-4.0 6234-5678",
        "MIT 62 34 56 78",
        "MIT " * 33,
        "MIT OR LicenseRef-" + "born-7-March-1990-in-Hefei-" * 2,
        "LicenseRef-138_0013_8000",
        "Smith AND MIT",
    ],
)
def test_a_licence_that_is_none_is_masked(licence: str) -> None:
    assert hidden(licence, masking.LICENCE)


@pytest.mark.parametrize(
    "licence",
    [
        "CC-BY-4.0 OR (MIT AND Apache-2.0)",
        "http://creativecommons.org/licenses/by-nc-sa/3.0/igo/deed.en"[:48],
        "https://www.gnu.org/licenses/gpl-3.0.html",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "Bitstream-Vera OR W3C-20150513",
        "Mozilla Public License, Version 2.0 (MPL 2.0)",
        "MIT/Apache-2.0",
        "知识共享署名-非商业性使用 4.0 国际许可协议",
        "LicenseRef-acme-corpus-1",
        "UNKNOWN",
    ],
)
def test_a_licence_that_is_one_is_kept(licence: str) -> None:
    assert not hidden(licence, masking.LICENCE)


def test_a_host_is_masked_as_an_id_is() -> None:
    urls = pa.array(["https://uid-138_0013_8000.example.zz/", "https://h7.example.zz/"])
    first, second = metadata.columns({"url": urls}, SECRET, 2)["url_host"].to_pylist()
    assert (first.startswith("masked:"), second) == (True, "h7.example.zz")


@settings(deadline=None, max_examples=300)
@given(st.lists(st.text(st.sampled_from("019ab_./:-~+#,% @\\&=?X张"), max_size=40), max_size=9))
def test_what_is_passed_over_at_first_sight_would_be_kept(values: list[str]) -> None:
    for allowed in (masking.IDENTIFIER, masking.PATH):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(masking, "_PLAIN", lambda _: None)
            slowly = masking._examined(values, allowed)
        assert masking._examined(values, allowed) == slowly


def test_no_name_stays_in_memory() -> None:
    masking.names(pa.array(["kept-nowhere", "13800138000"]), SECRET)
    assert masking._ANSWERS
    assert "kept-nowhere" not in repr(masking._ANSWERS)
    assert all(isinstance(digest, bytes) and len(digest) == 16 for _, digest in masking._ANSWERS)
