"""What licences are called, as data: names and abbreviations with the versions that exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Strength = Literal["strong", "middle", "weak"]


@dataclass(frozen=True, slots=True)
class Family:
    """Licences of one name. `names` are in normal form, without the word licence; `form` has the version put in (`versions`, parted by
    spaces); `default` is the version that a name without one means, None where that says nothing.

    `strong`: with its version the name says enough. `middle`: words of granting or the word licence must stand beside it. `weak`: the
    word licence must, since the name is that of a program or a place too."""

    names: tuple[str, ...]
    form: str
    versions: str = ""
    default: str | None = ""
    strength: Strength = "middle"


FAMILIES: tuple[Family, ...] = (
    Family(("mit", "expat", "mit x11", "x11 mit", "mit expat", "expat mit", "mit style", "mit like"), "MIT"),
    Family(("mit no attribution", "mit 0"), "MIT-0"),
    Family(("x11", "x consortium"), "X11", strength="weak"),
    Family(("isc",), "ISC"),
    Family(("bsd", "new bsd", "bsd new", "3 clause bsd", "bsd 3 clause", "bsd 3", "bsd3", "modified bsd", "revised bsd", "bsd style",
            "bsd like", "three clause bsd", "berkeley software distribution"), "BSD-3-Clause"),
    Family(("2 clause bsd", "bsd 2 clause", "bsd 2", "bsd2", "simplified bsd", "bsd simplified", "freebsd",
            "two clause bsd"), "BSD-2-Clause"),
    Family(("4 clause bsd", "bsd 4 clause", "original bsd", "bsd original", "old bsd"), "BSD-4-Clause"),
    Family(("0bsd", "zero clause bsd", "bsd zero clause", "bsd 0 clause"), "0BSD"),
    Family(("apache", "apache software", "apache software foundation", "asl", "apl"), "Apache-{}", "1.0 1.1 2.0", "2.0"),
    Family(("mozilla public", "mpl", "mozilla"), "MPL-{}", "1.0 1.1 2.0", None, "strong"),
    Family(("netscape public", "npl"), "NPL-{}", "1.0 1.1", None, "strong"),
    Family(("eclipse public", "epl", "eclipse"), "EPL-{}", "1.0 2.0", "1.0", "strong"),
    Family(("eclipse distribution", "edl"), "BSD-3-Clause", "", "", "middle"),
    Family(("common public", "cpl"), "CPL-{}", "1.0", "1.0", "strong"),
    Family(("common development and distribution", "cddl"), "CDDL-{}", "1.0 1.1", "1.0", "strong"),
    Family(("european union public", "eupl"), "EUPL-{}", "1.0 1.1 1.2", None, "strong"),
    Family(("open software", "osl"), "OSL-{}", "1.0 1.1 2.0 2.1 3.0", None, "strong"),
    Family(("academic free", "afl"), "AFL-{}", "1.1 1.2 2.0 2.1 3.0", None, "strong"),
    Family(("apple public source", "apsl"), "APSL-{}", "1.0 1.1 1.2 2.0", None, "strong"),
    Family(("perl artistic", "artistic 1.0 perl"), "Artistic-1.0-Perl"),
    Family(("artistic",), "Artistic-{}", "1.0 2.0", "1.0"),
    Family(("latex project public", "lppl"), "LPPL-{}", "1.0 1.1 1.2 1.3a 1.3c", None, "strong"),
    Family(("boost software", "boost"), "BSL-{}", "1.0", "1.0", "weak"),
    Family(("ibm public",), "IPL-{}", "1.0", "1.0"),
    Family(("sun public",), "SPL-{}", "1.0", "1.0"),
    Family(("q public", "qt public", "qpl"), "QPL-{}", "1.0", "1.0"),
    Family(("educational community",), "ECL-{}", "1.0 2.0", None),
    Family(("sil open font", "open font", "ofl", "sil ofl"), "OFL-{}", "1.0 1.1", "1.1"),
    Family(("zope public", "zpl"), "ZPL-{}", "1.1 2.0 2.1", None, "strong"),
    Family(("php license",), "PHP-{}", "3.0 3.01", "3.01", "weak"),
    Family(("openldap public",), "OLDAP-{}", "1.1 1.2 1.3 1.4 2.0 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8", None),
    Family(("common public attribution", "cpal"), "CPAL-{}", "1.0", "1.0", "strong"),
    Family(("microsoft public", "ms pl", "mspl"), "MS-PL"),
    Family(("microsoft reciprocal", "ms rl"), "MS-RL"),
    Family(("python software foundation", "psf", "python"), "PSF-{}", "2.0", "2.0", "weak"),
    Family(("zlib", "zlib libpng", "libpng zlib", "zlib png"), "Zlib"),
    Family(("libpng",), "Libpng", strength="weak"),
    Family(("university of illinois ncsa open source", "university of illinois open source", "ncsa open source", "ncsa"), "NCSA"),
    Family(("w3c software notice and", "w3c software and document notice and", "w3c software", "w3c"), "W3C", strength="weak"),
    Family(("postgresql",), "PostgreSQL", strength="weak"),
    Family(("ruby",), "Ruby", strength="weak"),
    Family(("vim",), "Vim", strength="weak"),
    Family(("json",), "JSON", strength="weak"),
    Family(("sleepycat", "sleepycat public"), "Sleepycat"),
    Family(("tcl tk", "tcl"), "TCL", strength="weak"),
    Family(("openssl",), "OpenSSL", strength="weak"),
    Family(("cecill",), "CECILL-{}", "1.0 1.1 2.0 2.1", None, "strong"),
    Family(("cecill b",), "CECILL-B"),
    Family(("cecill c",), "CECILL-C"),
    Family(("unlicense",), "Unlicense"),
    Family(("do what the fuck you want to public", "wtfpl"), "WTFPL", "2", ""),
    Family(("beerware", "beer ware"), "Beerware"),
    Family(("freetype", "freetype project"), "FTL", strength="weak"),
    Family(("independent jpeg group",), "IJG"),
    Family(("server side public", "sspl"), "SSPL-{}", "1.0", "1.0"),
    Family(("business source", "busl"), "BUSL-{}", "1.1", "1.1", "weak"),
    Family(("elastic",), "Elastic-{}", "2.0", "2.0", "weak"),
    Family(("reciprocal public",), "RPL-{}", "1.1 1.5", None),
    Family(("realnetworks public source", "rpsl"), "RPSL-{}", "1.0", "1.0"),
    Family(("nasa open source agreement", "nosa"), "NASA-{}", "1.3", "1.3"),
    Family(("eiffel forum",), "EFL-{}", "1.0 2.0", None),
    Family(("lucent public",), "LPL-{}", "1.0 1.02", None),
    Family(("universal permissive", "upl"), "UPL-{}", "1.0", "1.0"),
    Family(("vovida software",), "VSL-{}", "1.0", "1.0"),
    Family(("blue oak model",), "BlueOak-1.0.0", "1.0.0", ""),
    Family(("nethack general public",), "NGPL"),
    Family(("polyform noncommercial",), "PolyForm-Noncommercial-1.0.0", "1.0.0", ""),
    Family(("polyform small business",), "PolyForm-Small-Business-1.0.0", "1.0.0", ""),
    Family(("mulan permissive software", "mulan psl", "mulanpsl"), "MulanPSL-{}", "1.0 2.0", "2.0"),
    Family(("mulan public", "mulan publ", "mulanpubl"), "LicenseRef-MulanPubL-{}", "1.0 2.0", "2.0"),
    Family(("open database", "odbl", "open data commons open database"), "ODbL-{}", "1.0", "1.0"),
    Family(("open data commons attribution", "odc by", "odc attribution"), "ODC-By-{}", "1.0", "1.0"),
    Family(("open data commons public domain dedication and", "pddl"), "PDDL-{}", "1.0", "1.0"),
    Family(("community data license agreement permissive", "cdla permissive"), "CDLA-Permissive-{}", "1.0 2.0", None, "strong"),
    Family(("community data license agreement sharing", "cdla sharing"), "CDLA-Sharing-{}", "1.0", "1.0"),
    Family(("computational use of data agreement", "c uda"), "C-UDA-{}", "1.0", "1.0"),
    Family(("open government",), "OGL-UK-{}", "1.0 2.0 3.0", None),
    Family(("licence ouverte open", "licence ouverte", "etalab"), "etalab-{}", "2.0", "2.0"),
    Family(("openrail", "openrail m", "creativeml open rail m", "creativeml openrail m", "bigscience rail", "bigscience openrail m",
            "open rail m"), "LicenseRef-OpenRAIL", "", ""),
    Family(("llama community", "llama 2 community", "llama 3 community", "llama 3.1 community", "llama 3.2 community",
            "llama 3.3 community", "llama 4 community"), "LicenseRef-Llama-Community"),
)  # fmt: skip # rows, which read as a table
