"""Words that name what stands behind them: `护照号码：E…`, `"passport_no": "E…"`, a cell of a table beside its heading.

`context.Words` asks whether a word stands somewhere before a number. Here nothing else may stand between: what has no check character
and a shape that other things have too is an identifier only there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

BEGIN, END = "(?<![0-9A-Za-z])", "(?![0-9A-Za-z])"
"""Boundaries of identifiers. A Han character is one, a digit or Latin letter is not."""

_SUFFIX = (
    "证件号码|證件號碼|证件号|證件號|号码|號碼|编号|編號|证号|證號|号|號|码|碼|编|編|卡|证件|證件|证|證|本|代码|代碼|信息|资料|为|為|是|即|系|係"
    "|均|原|旧|新|现|其|的|栏|填|如下|复印件|影印件|扫描件|原件"
    "|(?:numbers?|numbered|num|nbr|nos?|nr|id|code|card|document|doc|value|val|text|string|str|is|was|prc|china|chinese|details?|info)"
    "(?![A-Za-z](?![0-9]))"
)
"""What lengthens such a word. A letter with a digit behind it begins the value: `noE1…`."""
_SIGNS = "[\"'`“”‘’「」『』【】《》{}:=|,;*_#$>、…\u2013\u2014~/+№？?.\\\\()\\[\\]-]"
_REMARK = r"\([^()\n0-9]{1,24}\)"
_BRIDGE = rf"(?:\s{{1,8}}|{_REMARK}|{_SIGNS}|<[^<>\n]{{0,40}}>|&(?:[a-z]{{2,6}}|#[0-9]{{2,4}});|{_SUFFIX}){{0,16}}+"
"""What may stand between: signs, white space, tags, a remark in brackets that has no digits, words that lengthen the name. Taken as a
whole or not at all, so that hostile text costs no more than its length."""
_CELL_ENDS = re.compile(rf"(?: |{_REMARK}|[*`\"']|{_SUFFIX}){{0,6}}+(?P<delimiter>[\t|,;]|(?=\r?\n))", re.IGNORECASE)
_FARTHEST = 160
"""Characters between a word and its value, at most; so a window knows how much it must hold."""
_LINE, _TABLE = 120, 400
"""How far into its line a heading may begin, and how far below it a value may end."""
_MISSES = 2
"""Rows in a row without a value under a heading, behind which the table is over."""
_WRAPPING = " \r\"'`*"
BEFORE, AFTER = 400, 1280
"""Bytes that an anchor for such words must have around it."""


class Said(NamedTuple):
    """A value, its place, the word that named it and what stood between: of a table the delimiter."""

    word: str
    between: str
    value: str
    start: int
    stop: int


class Named:
    """Values right behind one of the words `plain` and `whole` or, in a table of lines, under one.

    Both are alternatives in lower case, each of which begins with a literal, so that the search for them is as fast as `re` can be; case
    is ignored. No Latin letter may touch those of `whole` on the left; the others may be parts of keys such as `newPassportNo`. Nothing but
    letters of the name may touch the value on the left.
    """

    __slots__ = ("_behind", "_value", "_words")

    def __init__(self, plain: str, value: str, whole: str = "") -> None:
        self._words = re.compile(f"{plain}|(?P<whole>{whole})" if whole else plain)
        self._behind = re.compile(rf"(?P<between>{_BRIDGE})(?P<value>{value}){END}", re.IGNORECASE)
        self._value = re.compile(value, re.IGNORECASE)

    def said(self, text: str) -> Iterator[Said]:
        """All of them; one that is named by two words once."""
        found: dict[int, Said] = {}
        for match in self._words.finditer(_lower(text)):
            begin, stop = match.span()
            if match.lastgroup and begin and text[begin - 1].isascii() and text[begin - 1].isalpha():
                continue
            word = text[begin:stop]
            heading = _CELL_ENDS.match(text, stop)
            behind = None if heading and _ends_row(text, begin, heading.end()) else self._behind.match(text, stop)
            if behind is not None and len(behind["between"]) <= _FARTHEST:
                at = behind.start("value")
                found[at] = Said(word, behind["between"], behind["value"], at, behind.end())
            if heading is not None:
                for at, end in self._below(text, begin, heading):
                    found.setdefault(at, Said(word, heading["delimiter"] or "\t", text[at:end], at, end))
        yield from (found[start] for start in sorted(found))

    def _below(self, text: str, begin: int, heading: re.Match[str]) -> Iterator[tuple[int, int]]:
        """The places of values in the column of the heading that begins at `begin`."""
        first = text.rfind("\n", max(0, begin - _LINE), begin) + 1
        if first == 0 and begin > _LINE:
            return
        delimiter = heading["delimiter"] or _delimiter(text[first:begin])
        column = text.count(delimiter, first, begin) if delimiter else 0
        misses, limit = 0, begin + _TABLE
        line = text.find("\n", heading.end(), limit) + 1
        while line and misses < _MISSES:
            after = text.find("\n", line, limit)
            cell = _cell(text, line, after if after >= 0 else limit, delimiter, column)
            if cell is None:
                return
            start, stop = cell
            if self._value.fullmatch(text, start, stop):
                misses = 0
                yield start, stop
            elif not set(text[start:stop]) <= set("-: "):
                misses += 1
            line = after + 1


def _ends_row(text: str, begin: int, stop: int) -> bool:
    """Whether a heading is the last of several in its line, so that what stands right behind it is of the first column."""
    if text[stop : stop + 1] not in ("\r", "\n"):
        return False
    delimiter = _delimiter(text[text.rfind("\n", max(0, begin - _LINE), begin) + 1 : begin])
    following = text.find("\n", stop) + 1
    return delimiter != "" and text.find(delimiter, following, following + _LINE) >= 0


def _lower(text: str) -> str:
    """In small letters, each where it was: some capitals have two small ones."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _delimiter(before: str) -> str:
    """What parts the cells of a line of which this stands before its last heading; nothing where that is the only one."""
    last = max("\t|,;", key=before.rfind)
    return last if last in before else ""


def _cell(text: str, line: int, stop: int, delimiter: str, column: int) -> tuple[int, int] | None:
    """The place of a cell of the line that begins at `line`, without what wraps it; None where the line has no such cell or `stop` cuts
    the last one off."""
    start = line
    for _ in range(column):
        start = text.find(delimiter, start, stop) + 1
        if start == 0:
            return None
    end = text.find(delimiter, start, stop) if delimiter else -1
    if end < 0:
        if stop < len(text) and text[stop] != "\n":
            return None
        end = min(stop, len(text))
    written = text[start:end]
    start += len(written) - len(written.lstrip(_WRAPPING))
    return start, max(start, start + len(written.strip(_WRAPPING)))


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
