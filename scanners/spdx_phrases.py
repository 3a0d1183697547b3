"""Sentences by which licences are recognised, as data.

Each phrase is in normal form (`scanners/licence_words.py`): lower case, words apart by one space, punctuation left out, a dot only
inside a version. A grant is wording of the licence or of the notice that it prescribes; a name is only its name, which may as well
stand in a text about licences.
"""

from __future__ import annotations

from collections.abc import Mapping

GRANTS: Mapping[str, tuple[str, ...]] = {
    "Apache-2.0": ("licensed under the apache license version 2.0", "under the terms of the apache license version 2.0"),
    "Unlicense": ("this is free and unencumbered software released into the public domain",),
    "WTFPL": ("do what the fuck you want to public license",),
    "Zlib": (
        "permission is granted to anyone to use this software for any purpose including commercial applications and to alter it",
    ),
    "BSL-1.0": ("obtaining a copy of the software and accompanying documentation covered by this license",),
    "PSF-2.0": ("python software foundation license version 2", "psf license agreement for python"),
    "MulanPSL-2.0": ("licensed under mulan psl v2", "mulan permissive software license version 2"),
    "LicenseRef-MulanPubL-2.0": ("licensed under mulan publ v2", "mulan public license version 2"),
    "OpenSSL": ("this product includes software developed by the openssl project",),
    "FTL": ("the freetype project license",),
    "OGL-UK-3.0": ("open government licence v3.0", "open government licence for public sector information"),
    "NCSA": ("university of illinois ncsa open source license", "university of illinois open source license"),
    "ZPL-2.1": ("zope public license zpl version 2.1",),
}  # fmt: skip # rows, which read as a table

NAMES: Mapping[str, tuple[str, ...]] = {
    "MulanPSL-2.0": ("木兰宽松许可证",),
    "LicenseRef-MulanPubL-2.0": ("木兰公共许可证",),
    "MIT": ("jquery org license",),
    "BSL-1.0": ("boost org license 1 0",),
    "EPL-1.0": ("eclipse org legal epl v10",),
    "Apache-2.0": ("apache org licenses license 2.0",),
    "CDDL-1.0": ("cddl v1.0", "cddlv1.0"),
    "LicenseRef-scancode-proprietary-license": ("proprietary and confidential", "confidential and proprietary"),
}

PHRASES: tuple[tuple[str, str, str, bool], ...] = tuple(
    (max(phrase.split(), key=len), phrase, expression, table is GRANTS)
    for table in (GRANTS, NAMES)
    for expression, phrases in table.items()
    for phrase in phrases
)
"""Longest word, phrase, expression, and whether it is a grant: where its longest word is missing, a phrase need not be looked for."""

CREATIVE_COMMONS = frozenset(
    f"CC-{kind}-{version}"
    for kind in ("BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND")
    for version in ("1.0", "2.0", "2.5", "3.0", "4.0")
)

GNU = frozenset(
    f"{name}-{form}"
    for name in (
        "GPL-1.0", "GPL-2.0", "GPL-3.0", "LGPL-2.0", "LGPL-2.1", "LGPL-3.0", "AGPL-1.0", "AGPL-3.0", "GFDL-1.1", "GFDL-1.2", "GFDL-1.3",
    )
    for form in ("only", "or-later")
)  # fmt: skip # rows, which read as a table
