"""Whether a declared licence consists of the words of licences' names: of anything else a catalogue keeps a digest only.

The words are those of the families of licences (`scanners.spdx_names`) and of the names under which licences are declared. Identifiers
of SPDX that have other words are looked up in the licence index, which is loaded when it is first needed.
"""

from __future__ import annotations

import re
import unicodedata

from scanners.spdx_names import FAMILIES

LONGEST = 256
MOST_WORDS = 32
_OTHER_WORDS = (
    "a affero agpl agplv all alv approved arr at bigcode bloom cc ccby ck classpath cmu cn com commercial confidential conditions "
    "copyright coscl creative creativecommons dedicated deed deprecated derivatives disclaimer doc documentation dua dual either en "
    "exception exceptions f for fsf gemma gfdl gnu gov gpl gplv hans historical hpnd htm html http https in international is iscl "
    "later legalcode lesser lgpl lgplv library licenced licences licensed licenses mark meta mplv n na nationalarchives nc nd "
    "noassertion noderivatives non none not o only opendatacommons opensource or org osi other pdm permission plus proprietary psfl "
    "publicdomain reserved restricted rights s sa scancode see share sharealike spdx specified terms this txt under unicode unknown "
    "unlicensed unported unspecified us v version versions website with www zh"
)
_CHINESE = (
    "木兰 宽松 公共 公有 领域 许可证 许可 协议 知识共享 署名 相同方式共享 非商业性使用 禁止演绎 国际 通用 "
    "第 版 版权所有 侵权必究 保留 所有 一切 权利 专有 商业 数据使用 未知 不明 无"
)
_WORDS = sorted(
    {
        word
        for family in FAMILIES
        for name in (*family.names, family.form)
        for word in re.findall("[a-z]+", name.lower())
    }
    | set(_OTHER_WORDS.split()),
    reverse=True,
)
_PARTING = r"\s!-/:-@\[-`{-~、。“”《》—·"
_NAME = re.compile(
    rf"[{_PARTING}]*(?:(?:(?:{'|'.join(_WORDS)})(?![a-z])|(?:{'|'.join(_CHINESE.split())})|[0-9]{{1,2}}(?![0-9]))[{_PARTING}]*)"
    rf"{{0,{MOST_WORDS}}}",
    re.IGNORECASE | re.ASCII,
)
_LONG_NUMBER = re.compile(rf"(?:[0-9][{_PARTING}]*){{5}}")
"""More digits in a row than versions have."""
_OWN = re.compile(r"LicenseRef-[A-Za-z0-9.-]{33}", re.IGNORECASE)
"""An author's own name of a licence, too long for a name."""


def recognised(value: str) -> bool:
    """Whether a value of at most `LONGEST` characters has only words of licences' names, versions, and at most `MOST_WORDS` of both; or
    is an SPDX expression over listed identifiers and short `LicenseRef-…`."""
    if len(value) > LONGEST:
        return False
    folded = unicodedata.normalize("NFKC", value)
    if _NAME.fullmatch(folded):
        return _LONG_NUMBER.search(folded) is None
    from scanners import spdx_expression  # most licences are known without it

    # Around the cache of `canonical`, which would keep whatever somebody wrote into the column.
    return _OWN.search(value) is None and spdx_expression.canonical.__wrapped__(value) != spdx_expression.UNKNOWN
