"""Names of persons in Chinese text by rule: a surname, a given name, and something that says that a person is meant.

A surname followed by one or two characters is as often two words as a name. So each place needs a cue: a label before it, a part that a
person plays, a title behind it, an identifier beside it. The cue decides how much like a given name the rest must look, and which score
it gets; nothing here is certain, and no score says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scanners.names_cn import COMPOUND, DOUBTFUL, FUNCTION, GIVEN, NO_NAMES, RARE_SURNAMES, SURNAMES, TYPICAL
from scanners.places_cn import PREFECTURES, PROVINCES

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
Spans = Sequence[tuple[int, int]]

_LABEL_WORDS = (
    "姓名|联系人|联络人|收件人|收货人|寄件人|发件人|取件人|签收人|提货人|持卡人|开户人|开户名|户名|户主|机主|登记人|申请人|经办人|法定代表人|法人代表|投保人|被保险人|受益人"
    "|报案人|委托人|担保人|借款人|监护人|就诊人|乘车人|入住人|承租人|出租人|付款人|收款人|缴费人|嫌疑人|被害人|报名人|参会人|参保人|負責人|聯絡人|聯繫人|申請人"
)
LABELS = tuple(_LABEL_WORDS.split("|"))
"""Words that name the field of a form in which a name stands."""
_PART_WORDS = (
    "名字|负责人|当事人|代理人|车主|业主|法人|班主任|家长|签名|签字|名叫|我叫|叫做|客户|用户|会员|旅客|乘客|游客|患者|病人|病患|患儿|家属|学生|学员|考生|同学|员工|职工|教师|老师|导师|司机"
    "|快递员|骑手|配送员|客服|医生|医师|护士|律师|原告|被告|告人|诉人|证人|审判员|审判长|书记员|人员|作者|记者|编辑|注册信息|挂号信息|订单|转账至|转账给|汇款至|汇款给|转给|汇给|寄给|联系"
    "|联络|请找|致电|核实|核对|通知|邀请|我是|村民|居民|市民|租客|房东|买家|卖家|店主|老板|经理|主任|儿子|女儿|妻子|丈夫|父亲|母亲"
)
_PARTS = tuple(_PART_WORDS.split("|"))
"""Words before a name that say whose it is, or what is done with the person."""
TITLES = ("先生", "女士", "小姐", "同学")

_DOUBLE = "|".join(sorted(COMPOUND, key=len, reverse=True))
_SINGLE = "".join(sorted(SURNAMES))
_SURE = "".join(sorted(SURNAMES - DOUBTFUL))
_KNOWN = "".join(sorted(SURNAMES | RARE_SURNAMES))
_GIVEN = "".join(sorted(GIVEN))
_TYPICAL = "".join(sorted(TYPICAL))
_NO_NAMES = NO_NAMES | PREFECTURES | PROVINCES
_SEPARATOR = r"(?:[\"'”]?[ \t]{0,4}[：:=][ \t]{0,4}[\"'“]?|[为是][：:]?|[ \t|]{1,4}|)"
_TITLES = f"{'|'.join(TITLES)}|老师|医生|教授|律师|大夫|师傅|同志"
_OWNED = r"(?:的(?:个人)?)?(?:身份|证件|护照|手机|电话|联系|银行卡|卡号|账户|账号|邮箱|微信|车牌|户籍|住址|地址|家庭|名下|QQ)"


def _behind(words: Sequence[str]) -> str:
    """A look-behind, from behind one more character, for any of these words, with or without a sign behind it."""
    lengths = sorted({len(word) for word in words})
    groups = ["|".join(w for w in words if len(w) == n) for n in lengths]
    return "|".join(f"(?<=(?:{group}){sign}.)" for group in groups for sign in ("", "[：: 为是]"))


_LABELLED = re.compile(rf"(?:{'|'.join(LABELS)}){_SEPARATOR}(?=[{HAN}])")
_KEYED = re.compile(rf"[Nn]ame[\"'][ \t]{{0,2}}:[ \t]{{0,2}}[\"'](?=[{HAN}])")
_SURNAME = re.compile(rf"{_DOUBLE}|[{_KNOWN}]")
_FREE = re.compile(
    rf"[{_SINGLE}](?:(?<![{HAN}·].)|(?<=[和与跟及给由向找让请是致叫至].)|(?P<part>{_behind(_PARTS)}))(?=[{_GIVEN}])"
)
_COMPOUND = re.compile(rf"(?:{_DOUBLE})(?=[{HAN}])")
_IS_COMPOUND = frozenset(word[0] for word in COMPOUND)
_PART = re.compile(rf"(?:{'|'.join(_PARTS)})[：: 为是]?\Z")
_TITLE = re.compile("|".join(TITLES))
_TITLED = re.compile(rf"(?P<surname>{_DOUBLE}|[{_SINGLE}])[{_GIVEN}]{{1,2}}\Z")
_BEFORE = re.compile(rf"(?P<surname>{_DOUBLE}|[{_SURE}])[{_TYPICAL}]{{1,2}}(?=[ \t]?[（(,，:：、/|\t ][ \t]{{0,2}}\Z)")
_OWNS = re.compile(_OWNED)
_ENDS = re.compile(
    rf"(?![{HAN}·])|{_TITLES}|{_OWNED}|[的将和与及在于把是为已因等向给住男女跟说]|申请|办理|完成|实名|报名|参加|预约|购买|签收|收到|本人|出生|性别"
)
_FIELD = re.compile(
    rf"(?:姓名|联系人|收件人|收货人|寄件人|持卡人)[\"']?[ \t]{{0,2}}[：:][ \t]{{0,2}}[\"']?([{HAN}]{{2,4}})(?![{HAN}·])"
)
_NOBODY = re.compile(
    "必填|匿名|保密|不详|未知|无名|本人|同上|待定|请填|输入|先生|女士|公司|暂无|见附|如下|信息|电话|地址|用户|客服|姓名|为空|不能"
)
_DOTTED = re.compile(rf"(?<![{HAN}·《])[{HAN}]{{1,15}}(?:·[{HAN}]{{1,15}}){{1,5}}(?![{HAN}·》])")
IDENTIFIER = re.compile(
    r"[0-9](?<![0-9A-Za-z.].)(?:[0-9]{6,18}|[0-9]{2,5}(?:[ -][0-9]{3,8}){1,4})[0-9Xx]?(?![0-9A-Za-z])|@(?<=[0-9A-Za-z_]@)[0-9A-Za-z]"
    r"|[A-Z](?<![0-9A-Za-z].)(?:[A-Z]?[0-9]{6,9}|[·•]?[0-9A-Z]{5,6})(?![0-9A-Za-z])|[0-9]{1,5}[号室栋弄]"
)
"""What looks like an identifier: whoever stands beside it is a person rather than two words."""
_REACH = 48


class Name(NamedTuple):
    """A name in a text: its place and what its cue is worth."""

    start: int
    stop: int
    score: float


def identifiers_in(text: str) -> list[tuple[int, int]]:
    """The places of what looks like an identifier, in order."""
    return [m.span() for m in IDENTIFIER.finditer(text)]


def near(identifiers: Spans, start: int, stop: int, reach: int) -> bool:
    """Whether an identifier stands within `reach` of a place."""
    at = bisect_left(identifiers, (start, 0))
    return any(a - stop <= reach and start - b <= reach for a, b in identifiers[max(0, at - 1) : at + 1])


def han_names(text: str, identifiers: Spans) -> Iterator[Name]:
    """Chinese names, left to right, without overlap; of several at one place the surest."""
    found = [*_labelled(text), *_titled(text, identifiers)]
    if identifiers:
        found += [*_free(text, identifiers), *_before(text, identifiers)]
    if "·" in text:
        found += _dotted(text, identifiers)
    last = 0
    for name in sorted(found, key=lambda name: (name.start, -name.score)):
        if name.start >= last:
            yield name
            last = name.stop


def _labelled(text: str) -> Iterator[Name]:
    """What a form gives as a name: any characters behind a surname; behind an unknown one only what fills the field."""
    for m in (*_LABELLED.finditer(text), *(_KEYED.finditer(text) if "ame" in text else ())):
        surname = _SURNAME.match(text, m.end())
        stops = _stops(text, m.end(), surname.end()) if surname else []
        likely = [stop for stop in stops if surname and GIVEN.issuperset(text[surname.end() : stop])]
        ended = [stop for stop in (*likely, *stops) if _ENDS.match(text, stop)]
        if ended:
            yield Name(m.end(), ended[0], 0.8)
        elif (field := _FIELD.match(text, m.start())) and not _NOBODY.search(field[1]):
            yield Name(*field.span(1), 0.5)


def _titled(text: str, identifiers: Spans) -> Iterator[Name]:
    for title in _TITLE.finditer(text):
        m = _TITLED.search(text, max(0, title.start() - 4), title.start())
        if m is not None:
            start, stop = m.span()
            known = near(identifiers, start, stop, _REACH) or not _is_han(text, start - 1)
            if (known or text[start] not in DOUBTFUL) and stop in _stops(text, start, m.end("surname")):
                yield Name(start, stop, 0.6 if known else 0.5)


def _free(text: str, identifiers: Spans) -> Iterator[Name]:
    """Names that begin where a word begins, near an identifier."""
    for m in _FREE.finditer(text):
        if near(identifiers, m.start(), m.end() + 2, _REACH):
            yield from _judged(text, m.start(), m.end(), part=m["part"] is not None)
    if not _IS_COMPOUND.isdisjoint(text):
        for m in _COMPOUND.finditer(text):
            part = _PART.search(text, max(0, m.start() - 6), m.start()) is not None
            if near(identifiers, m.start(), m.end() + 2, _REACH) and (part or not _is_han(text, m.start() - 1)):
                yield from _judged(text, m.start(), m.end(), part=part)


def _judged(text: str, start: int, given: int, *, part: bool) -> Iterator[Name]:
    """The name that begins with the surname before `given`. A surname that begins common words needs more."""
    doubtful = text[start] in DOUBTFUL and given == start + 1
    for stop in _stops(text, start, given):
        if given == start + 1 and not GIVEN.issuperset(text[given:stop]):
            continue
        if not _ENDS.match(text, stop):
            score = 0.5 if part and not doubtful else None
        elif part:
            score = 0.7
        elif _OWNS.match(text, stop):
            score = 0.6
        elif _is_han(text, stop):
            score = None if doubtful or not TYPICAL.issuperset(text[given:stop]) else 0.5
        else:
            score = 0.5
        if score is not None:
            yield Name(start, stop, score)
            return


def _before(text: str, identifiers: Spans) -> Iterator[Name]:
    """Names, whatever stands before them, behind which an identifier follows at once."""
    for at, _ in identifiers:
        m = _BEFORE.search(text, max(0, at - 8), at)
        if m is not None and m.end() in _stops(text, m.start(), m.end("surname")):
            yield Name(*m.span(), 0.5)


def _dotted(text: str, identifiers: Spans) -> Iterator[Name]:
    """Names whose parts a point keeps apart, as those of many peoples are written in Chinese."""
    for m in _DOTTED.finditer(text):
        if near(identifiers, m.start(), m.end(), _REACH // 2):
            yield Name(*m.span(), 0.5)


def _stops(text: str, start: int, given: int) -> list[int]:
    """Where a name may end whose given name begins at `given`, the longer first."""
    if given == start + 1 and text[start : start + 2] in _NO_NAMES:
        return []
    last = given
    while last < given + 2 and _is_han(text, last) and text[last] not in FUNCTION:
        last += 1
    return [stop for stop in range(last, given, -1) if text[start:stop] not in _NO_NAMES]


def _is_han(text: str, at: int) -> bool:
    return 0 <= at < len(text) and ("\u3400" <= text[at] <= "\u9fff" or text[at] == "·")
