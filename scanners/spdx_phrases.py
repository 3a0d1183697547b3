"""Sentences by which licences are recognised, as data.

Each phrase is in normal form (`scanners/licence_text.py`): lower case, words apart by one space, punctuation left out, a dot only
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
}  # fmt: skip

NAMES: Mapping[str, tuple[str, ...]] = {
    "MIT": ("mit license", "mit licence", "mit licensed", "license mit", "mit style license"),
    "Apache-2.0": ("apache license version 2.0", "apache license 2.0", "apache 2.0 license", "apache software license version 2.0",
                   "apache license v2", "apache license v2.0", "license apache 2.0"),
    "BSD-3-Clause": ("bsd 3 clause", "3 clause bsd", "new bsd license", "modified bsd license", "revised bsd license",
                     "bsd style license"),
    "BSD-2-Clause": ("bsd 2 clause", "2 clause bsd", "simplified bsd license"),
    "0BSD": ("zero clause bsd", "bsd zero clause"),
    "ISC": ("isc license",),
    "BSL-1.0": ("boost software license version 1.0", "boost software license 1.0"),
    "Zlib": ("zlib license",),
    "MulanPSL-2.0": ("mulan psl v2", "mulanpsl 2.0", "木兰宽松许可证"),
    "LicenseRef-MulanPubL-2.0": ("mulan publ v2", "木兰公共许可证"),
    "CDDL-1.0": ("common development and distribution license version 1.0", "common development and distribution license cddl version 1.0",
                 "common development and distribution license cddl v1.0", "common development and distribution license v1.0"),
    "CDDL-1.1": ("common development and distribution license cddl version 1.1", "common development and distribution license version 1.1"),
    "ODbL-1.0": ("open database license odbl v1.0", "open database license version 1.0", "open data commons open database license"),
    "ODC-By-1.0": ("open data commons attribution license", "odc by v1.0", "odc attribution license"),
    "PDDL-1.0": ("open data commons public domain dedication and license",),
    "CDLA-Permissive-2.0": ("community data license agreement permissive version 2.0",),
    "CDLA-Permissive-1.0": ("community data license agreement permissive version 1.0",),
    "CDLA-Sharing-1.0": ("community data license agreement sharing version 1.0",),
    "C-UDA-1.0": ("computational use of data agreement",),
    "Artistic-2.0": ("artistic license 2.0", "artistic license version 2.0"),
    "OFL-1.1": ("sil open font license version 1.1",),
    "ECL-1.0": ("educational community license version 1.0",),
    "ECL-2.0": ("educational community license version 2.0",),
    "etalab-2.0": ("licence ouverte open licence version 2.0",),
    "LicenseRef-OpenRAIL": ("openrail m", "creativeml open rail m", "bigscience rail license"),
    "LicenseRef-Llama-Community": ("llama 2 community license", "llama 3 community license", "llama 3.1 community license",
                                   "llama 3.2 community license", "llama 3.3 community license", "llama 4 community license"),
}  # fmt: skip

VERSIONED: Mapping[str, str] = {
    "mozilla public license": "MPL-{}",
    "netscape public license": "NPL-{}",
    "eclipse public license": "EPL-{}",
    "common public license": "CPL-{}",
    "european union public licence": "EUPL-{}",
    "open software license": "OSL-{}",
}
"""Names whose SPDX identifier ends in the version that follows."""

_VERSION_WORDS = (
    "MPL-1.0 MPL-1.1 MPL-2.0 NPL-1.0 NPL-1.1 EPL-1.0"
    " EPL-2.0 CPL-1.0 EUPL-1.0 EUPL-1.1 EUPL-1.2 OSL-1.0 OSL-2.0 OSL-2.1 OSL-3.0"
)
VERSIONS = frozenset(_VERSION_WORDS.split())

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
)  # fmt: skip
