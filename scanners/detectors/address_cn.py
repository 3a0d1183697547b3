"""Postal addresses of China: places by gazetteer, streets and houses by structure.

The number of a house, behind what ends the name of a street, a village or a housing estate, is where an address is recognised; from there
the rest is read to the left (district, city, province) and to the right (building, entrance, room).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners.base import Anchor, Hit
from scanners.places_cn import PREFECTURES, PROVINCES

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_NUMERAL = "一二三四五六七八九十百零〇两"
_COUNT = rf"(?:[甲乙丙丁附A-Z]?[0-9]{{1,5}}(?:[-之][0-9]{{1,4}}){{0,2}}|[{_NUMERAL}]{{1,6}})"
_STREET = "路街道巷弄里村屯庄寨镇乡组区园苑城厦寓场院同段庭居湾坊墅邨旁侧口线营集堡岗坡桥门"
_NOT_A_HOUSE = rf"(?![{_HAN}]?(?:线|店|令|码|公里|文件))"
_HOUSE = re.compile(
    rf"(?:(?<=[{_STREET}])|(?<=[道路街][东西南北中]))[ ]?(?:{_COUNT}[ ]?(?:号[院楼]?|弄|栋|幢|组|室)|(?:{_COUNT}|[A-Z])座)"
    rf"{_NOT_A_HOUSE}"
)
_ESTATE = rf"[A-Za-z]{{0,8}}[{_HAN}]{{2,8}}(?:小区|花园|公寓|大厦|广场|新村|家园|苑|园|城)(?=[A-Z0-9{_NUMERAL}])"
_PART = re.compile(
    rf"[ ,，]?(?:(?:{_COUNT}|[A-Z])[ ]?(?:号[院楼]?|支?弄|栋|幢|座|单元|梯|门|室|户|房|楼|层|组)|{_ESTATE}"
    r"|[A-Z]?[0-9]{3,4}(?![0-9A-Za-z.%年月日元]))"
)
_MOST_PARTS = 6
_KIND = r"(?:省|市|特别行政区|[壮回维][吾尔族]{1,3}自治区|自治区|地区|盟|(?:[\u4e00-\u9fff]{1,8}族)?自治州|州)"
_PLACES = "|".join(sorted(PROVINCES | PREFECTURES, key=lambda place: (-len(place), place)))
_PLACE = re.compile(rf"(?:{_PLACES})(?:{_KIND}|(?![区县])(?=[{_HAN} ]{{1,8}}[市区县旗州盟路街道镇乡村]))")
_COUNTY = re.compile(rf"[{_HAN} ]{{1,8}}?(?:新区|矿区|自治县|自治旗|[区县旗市])(?=.)")
_RUN = re.compile(rf"[{_HAN}0-9A-Za-z·、,， ()-]{{1,48}}\Z")
_LEADS_TO = "地址|住址|住所|住在|现住|家住|位于|坐落|户籍|籍贯|寄往|送往|发往|前往|[,，、 在至于为是到住我的]"
_BREAK = re.compile(rf".{{0,48}}(?:{_LEADS_TO})", re.DOTALL)
_CUE = re.compile(
    r"(?:地址|住址|住所|居住地|所在地|住在|现住|家住|户籍|籍贯|寄到|寄至|寄往|送到|送至|配送|邮寄|收货|送货|上门|收件|办公地点)[^。；;\n]{0,6}\Z"
)
_POSTCODE = re.compile(
    r"[ ,，；;（(]{0,3}(?:邮政编码|邮编)?[:： ]{0,2}(?:0[1-7]|1[0-356]|2[0-7]|3[0-6]|4[0-7]|5[1-7]|6[1-7]|7[0-5]|8[013-6])[0-9]{4}(?![0-9])"
)
_NAMELESS = re.compile(rf"(?:^|[的条个这那该本每各])[道街路村镇乡里区院组]\Z|第[{_NUMERAL}0-9]{{1,3}}组\Z")
_REACH = 48
_ENDINGS = ("号", "栋", "幢", "弄", "室", "座")

_ANCHOR = Anchor(
    literals=(
        *(f"{digit}{ending}" for digit in (*"0123456789０１２３４５６７８９", *_NUMERAL) for ending in _ENDINGS),
        *(f"{letter}座" for letter in "abcdefＡＢＣＤＥＦ"),
        *(f"村{digit}" for digit in "123456789１２３４５６７８９"),
        *(f"村{digit}组" for digit in "一二三四五六七八九十"),
        " 号",
    ),
    before=224,
    after=160,
)


@dataclass(frozen=True, slots=True)
class AddressCn:
    """Finds Chinese addresses. Score: 0.8 with a district or county, street and number (0.9 with a postcode behind it); 0.7 with a province
    or city, street and number; 0.6 street, number and room, or street and number behind a word for addresses; 0.4 street and number."""

    name: str = "address_cn"
    version: int = 2
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(default_factory=lambda: {"address_cn": "personal"})

    def find(self, text: str) -> Iterator[Hit]:
        last = 0
        for house in _HOUSE.finditer(text):
            if house.start() < last:
                continue
            hit = _hit(text, house, last)
            if hit is not None:
                yield hit
                last = hit.stop


def _hit(text: str, house: re.Match[str], last: int) -> Hit | None:
    """The address to which the number of a house belongs."""
    run = _RUN.search(text, max(last, house.start() - _REACH), house.start())
    if run is None:
        return None
    place = _PLACE.search(text, run.start(), house.start())
    start = place.start() if place else _begin(text, run.start(), house.start())
    street = text[start : house.start()]
    if len(street) < 2 or _NAMELESS.search(street):
        return None
    stop, parts = _tail(text, house.end())
    return Hit(start, stop, "address_cn", _score(text, start, stop, place, street, parts))


def _begin(text: str, start: int, stop: int) -> int:
    """Where an address begins of which no place is known: behind the last word that leads to it."""
    broken = _BREAK.match(text, start, stop - 2)
    return broken.end() if broken else start


def _tail(text: str, stop: int) -> tuple[int, int]:
    """The end of what belongs to the house, and how many parts it has."""
    parts = 0
    while parts < _MOST_PARTS and (part := _PART.match(text, stop)):
        stop = part.end()
        parts += 1
    return stop, parts


def _score(text: str, start: int, stop: int, place: re.Match[str] | None, street: str, parts: int) -> float:
    rest = street[place.end() - place.start() :] if place else street
    county = _COUNTY.match(rest)
    if county is not None and len(rest) > county.end() and (place or parts or county[0][-1] in "县区旗"):
        return 0.9 if _POSTCODE.match(text, stop) else 0.8
    if place is not None:
        return 0.7
    cue = _CUE.search(text, max(0, start - 16), start)
    return 0.6 if parts or cue else 0.4


DETECTOR = AddressCn()
