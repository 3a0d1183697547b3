from __future__ import annotations

import subprocess
import sys

import pytest
from license_expression import get_spdx_licensing

from provenance.licences import _names, normalise, restrictiveness

DECLARED = [
    (None, None, "unknown", "absent"),
    ("  ", None, "unknown", "absent"),
    ("MIT", "MIT", "permissive", "identifier"),
    ("mit", "MIT", "permissive", "identifier"),
    ("Apache 2.0", "Apache-2.0", "permissive", "alias"),
    ("Apache License,  Version 2.0", "Apache-2.0", "permissive", "alias"),
    ("License :: OSI Approved :: MIT License", "MIT", "permissive", "alias"),
    ("License :: OSI Approved :: BSD License", "LicenseRef-BSD", "permissive", "vague_alias"),
    ("BSD", "LicenseRef-BSD", "permissive", "vague_alias"),
    ("GPL", "GPL-1.0-or-later", "copyleft", "vague_alias"),
    ("GPL-2.0", "GPL-2.0-only", "copyleft", "identifier"),
    ("GPL-3.0+", "GPL-3.0-or-later", "copyleft", "identifier"),
    ("LGPLv3+", "LGPL-3.0-or-later", "copyleft", "alias"),
    ("MulanPSL-2.0", "MulanPSL-2.0", "permissive", "identifier"),
    ("MulanPubL-2.0", "LicenseRef-MulanPubL-2.0", "copyleft", "alias"),
    ("木兰宽松许可证 第2版", "MulanPSL-2.0", "permissive", "alias"),
    ("CC0", "CC0-1.0", "public_domain", "alias"),
    ("public domain", "LicenseRef-public-domain", "public_domain", "vague_alias"),
    ("CC BY 4.0", "CC-BY-4.0", "attribution", "alias"),
    ("cc-by-sa-3.0", "CC-BY-SA-3.0", "share_alike", "identifier"),
    ("CC-BY-NC-2.5", "CC-BY-NC-2.5", "non_commercial", "identifier"),
    ("CC-BY-NC-ND-4.0", "CC-BY-NC-ND-4.0", "no_derivatives", "identifier"),
    ("cc-by-nc", "LicenseRef-CC-BY-NC", "non_commercial", "vague_alias"),
    ("https://creativecommons.org/licenses/by-nc-sa/4.0/", "CC-BY-NC-SA-4.0", "non_commercial", "cc_url"),
    ("http://creativecommons.org/licenses/by/3.0/cn/", "CC-BY-3.0", "attribution", "cc_url"),
    ("https://creativecommons.org/publicdomain/zero/1.0/legalcode", "CC0-1.0", "public_domain", "cc_url"),
    ("https://creativecommons.org/licenses/by-sa/4.0/deed.zh-hans", "CC-BY-SA-4.0", "share_alike", "cc_url"),
    ("https://creativecommons.org/licenses/by/9.9/", None, "unknown", "unrecognised"),
    ("https://www.gnu.org/licenses/gpl-3.0.en.html", "GPL-3.0-only", "copyleft", "alias"),
    ("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0", "permissive", "alias"),
    ("ODbL", "ODbL-1.0", "share_alike", "alias"),
    ("C-UDA", "C-UDA-1.0", "data_use_agreement", "alias"),
    ("creativeml-openrail-m", "LicenseRef-CreativeML-OpenRAIL-M", "behavioural", "alias"),
    ("llama3.1", "LicenseRef-Llama-3.1", "behavioural", "alias"),
    (
        "LicenseRef-scancode-llama-2-license-2023",
        "LicenseRef-scancode-llama-2-license-2023",
        "behavioural",
        "identifier",
    ),
    ("All rights reserved", "LicenseRef-ARR", "all_rights_reserved", "alias"),
    ("版权所有，侵权必究", "LicenseRef-ARR", "all_rights_reserved", "alias"),
    ("NOASSERTION", "NOASSERTION", "unknown", "identifier"),
    ("other", "NOASSERTION", "unknown", "alias"),
    ("BUSL-1.1", "BUSL-1.1", "data_use_agreement", "identifier"),
    ("LicenseRef-house", "LicenseRef-house", "unknown", "identifier"),
    ("MIT OR GPL-3.0-only", "MIT OR GPL-3.0-only", "permissive", "expression"),
    ("MIT AND GPL-3.0-only", "MIT AND GPL-3.0-only", "copyleft", "expression"),
    ("(MIT OR CC-BY-NC-4.0) AND ODbL-1.0", "(MIT OR CC-BY-NC-4.0) AND ODbL-1.0", "share_alike", "expression"),
    ("MIT AND LicenseRef-house", "MIT AND LicenseRef-house", "unknown", "expression"),
    (
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "copyleft",
        "identifier",
    ),
    ("MIT/Apache-2.0", "MIT OR Apache-2.0", "permissive", "slash"),
    ("GPL-2.0/GPL-3.0", "GPL-2.0-only OR GPL-3.0-only", "copyleft", "slash"),
    ("MIT or GPLv3", "MIT AND GPL-3.0-only", "copyleft", "slash"),
    ("MIT or GPL-3.0-only", "MIT AND GPL-3.0-only", "copyleft", "slash"),
    ("(MIT or GPL-3.0-only) AND ISC", None, "unknown", "unrecognised"),
    ("GPL-3.0-or-later OR MIT", "GPL-3.0-or-later OR MIT", "permissive", "expression"),
    ("GPL-3.0-or-later/MIT OR ISC", "GPL-3.0-or-later AND MIT AND ISC", "copyleft", "slash"),
    ("CC-BY-4.0 / CC-BY-NC-4.0", "CC-BY-4.0 AND CC-BY-NC-4.0", "non_commercial", "slash"),
    ("MIT/All rights reserved", "MIT AND LicenseRef-ARR", "all_rights_reserved", "slash"),
    ("Apache-2.0 or proprietary", "Apache-2.0 AND LicenseRef-Proprietary", "all_rights_reserved", "slash"),
    ("CC0-1.0/unknown", "CC0-1.0 AND NOASSERTION", "unknown", "slash"),
    ("MIT/whatever", None, "unknown", "unrecognised"),
    ("GPL-9.9", None, "unknown", "unrecognised"),
    ("MIT OR whatever", None, "unknown", "unrecognised"),
    ("see the terms", None, "unknown", "unrecognised"),
    ("MIT AND", None, "unknown", "unrecognised"),
    ("(" * 400, None, "unknown", "unrecognised"),
    ("M" * 600, None, "unknown", "unrecognised"),
    ("\x00\ud800", None, "unknown", "unrecognised"),
]


@pytest.mark.parametrize(
    ("declared", "limits"),
    [
        ("CC-BY-NC-ND-4.0", {"non_commercial", "no_derivatives"}),
        ("CC-BY-NC-SA-3.0", {"non_commercial", "share_alike"}),
        ("https://creativecommons.org/licenses/by-nc-nd/3.0/", {"non_commercial", "no_derivatives"}),
        ("CC-BY-NC-ND-2.5", {"non_commercial", "no_derivatives"}),
        ("CC-BY-ND-4.0 AND CC-BY-NC-4.0", {"non_commercial", "no_derivatives"}),
        ("CC-BY-NC-ND-4.0 OR MIT", set()),
        ("PolyForm-Noncommercial-1.0.0", {"non_commercial"}),
        ("CC-BY-NC-4.0/CC-BY-ND-4.0", {"non_commercial", "no_derivatives"}),
        ("CC-BY-NC-4.0 / CC-BY-NC-SA-4.0", {"non_commercial", "share_alike"}),
        ("ODbL-1.0", {"share_alike"}),
        ("CC-BY-4.0", set()),
        ("whatever", set()),
    ],
)
def test_what_a_licence_forbids_or_asks(declared: str, limits: set[str]) -> None:
    assert normalise(declared).limits == limits


@pytest.mark.parametrize(("declared", "expression", "licence_class", "rule"), DECLARED)
def test_names(declared: str | None, expression: str | None, licence_class: str, rule: str) -> None:
    name = normalise(declared)
    assert (name.expression, name.licence_class, name.rule) == (expression, licence_class, rule)
    assert (name.confidence == 0) == (rule in ("absent", "unrecognised"))


def test_every_alias_leads_to_a_licence_of_the_list() -> None:
    names = _names()
    for alias, key in (*names.exact.items(), *names.vague.items()):
        assert key.casefold() in names.common, alias


def test_every_common_identifier_is_spdx_or_a_reference() -> None:
    known = get_spdx_licensing().known_symbols
    for key, _ in _names().common.values():
        assert key in known or key.startswith("LicenseRef-") or key == "NOASSERTION", key


def test_no_alias_stands_under_two_names() -> None:
    names = _names()
    assert not names.exact.keys() & names.vague.keys()
    assert not names.vague.keys() & {key for key in names.common if not key.startswith("cc-by")}


def test_ranks() -> None:
    order = [
        "public_domain",
        "permissive",
        "attribution",
        "share_alike",
        "copyleft",
        "behavioural",
        "data_use_agreement",
    ]
    order += ["no_derivatives", "non_commercial", "unknown", "all_rights_reserved"]
    assert sorted(order, key=restrictiveness) == order
    assert set(_names().ranks) == set(order)


def test_common_names_need_no_index() -> None:
    code = (
        "import sys; from provenance.licences import normalise; normalise('MIT'); normalise('BSD');"
        " assert 'license_expression' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
