"""Words that name what stands behind them: `护照号码：E…`, `"passport_no": "E…"`, a cell of a table beside its heading.

`context.Words` asks whether a word stands somewhere before a number. Here nothing else may stand between: what has no check character
and a shape that other things have too is an identifier only there.
"""

from __future__ import annotations

import re

BEGIN, END = "(?<![0-9A-Za-z])", "(?![0-9A-Za-z])"
"""Boundaries of identifiers. A Han character is one, a digit or Latin letter is not."""

_SUFFIX = (
    "号码|號碼|编号|編號|证号|证件号|号|號|卡|证件|證件|证|證|本|代码|代碼|信息|资料|為|为|是|即|系|係|均|原|旧|新|现|其|的"
    "|(?:numbers?|num|nbr|nos?|nr|id|code|card|document|doc|value|val|text|string|str|is|was|prc|china|chinese|details?|info)"
    "(?![A-Za-z](?![0-9]))"
)
"""What lengthens such a word. A letter with a digit behind it begins the value: `noE1…`."""
_SIGNS = "[\"'“”‘’「」『』【】《》{}:=|,;*_#>、…\u2013\u2014~/+№？?.\\\\()\\[\\]-]"
_BRIDGE = rf"(?:\s{{1,8}}|\([^()\n0-9]{{1,24}}\)|{_SIGNS}|<[^<>\n]{{0,40}}>|&(?:[a-z]{{2,6}}|#[0-9]{{2,4}});|{_SUFFIX}){{0,16}}+"
"""What may stand between: signs, white space, tags, a remark in brackets that has no digits, words that lengthen the name. Taken as a
whole or not at all, so that hostile text costs no more than its length."""


def named(words: str, value: str) -> re.Pattern[str]:
    """A pattern for `value` right behind one of `words`, whatever the case of either; its groups are `word`, `between` and `value`.

    Nothing but letters of the name may touch the value on the left. In `words`, what is Latin says itself whether a letter may touch it,
    since keys such as `passportNo` are written in one piece.
    """
    return re.compile(rf"(?P<word>{words})(?P<between>{_BRIDGE})(?P<value>{value}){END}", re.IGNORECASE)


NUMBERED = re.compile(r"号|號|码|碼|num|nbr|(?<![a-z])nos?|nr|#|№|编|編|[:=|\t]", re.IGNORECASE)
"""What stands between a word and a value that is named as a number and not mentioned in passing."""

IDENTITY = re.compile(
    r"身份|身分|证件|證件|证号|證號|姓名|国籍|國籍|籍贯|出生|生日|性别|性別|签证|簽證|护照|護照|通行证|通行證|出入境|入境|出境|入住|旅客|乘客|游客"
    r"|登机|登機|乘机|持证|持證|学员|报名|联系人|手机|電話|电话|申请人|申請人|本人"
    r"|(?<![a-z])(?:passport|passenger|visa|nationality|surname|given name|date of birth|dob|identity|traveller|traveler)(?![a-z])"
    r"|(?<![\u4e00-\u9fff])[男女](?![\u4e00-\u9fff])|(?<![0-9])1[3-9][0-9]{9}(?![0-9])|(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]",
    re.IGNORECASE,
)
"""Words, and numbers of persons, beside which a bare number is probably that of a document."""

OTHER = re.compile(
    r"(?:订单|訂單|单|單|流水|序列|批次|批|货|貨|型|款|案|合同|发票|發票|运单|快递|档案|航班|车次|房间|版本)(?:编|編)?[号號](?:码|碼)?|型号|编码|條碼|条码"
    r"|(?<![a-z])(?:order|invoice|serial|model|part|sku|item|batch|lot|ticket|flight|ref|reference|product|version|tracking|barcode)(?![a-z])",
    re.IGNORECASE,
)
"""Words that say a number to be of another kind."""


def nearest(pattern: re.Pattern[str], text: str, start: int, reach: int) -> int:
    """How many code points before `start` the last match of `pattern` in the `reach` before it ends; -1 if there is none."""
    last = -1
    for match in pattern.finditer(text, max(0, start - reach), start):
        last = match.end()
    return start - last if last >= 0 else -1


def is_beside(pattern: re.Pattern[str], text: str, start: int, stop: int, reach: int) -> bool:
    """Whether `pattern` stands in the `reach` code points on either side of [`start`, `stop`)."""
    before = pattern.search(text, max(0, start - reach), start)
    return before is not None or pattern.search(text, stop, stop + reach) is not None
