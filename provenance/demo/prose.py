"""Seeded sentences in Chinese and English, and texts in which the places of planted things are known.

The vocabulary is large against the fixed words, so that two texts share few 5-grams unless one was made from the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Literal

Language = Literal["zh", "en", "ja"]

TIMES = "清晨 午后 黄昏 雨后 初雪时 立秋那天 渡口封冻前 灯会前夜 茶季尾声 麦收时节 汛期过后 开学前夕 月圆之夜 霜降以后 歇业当天"
PLACES = "河湾 旧码头 山腰驿站 石桥边 竹器铺 菜市尽头 天文台 盐田 果园北坡 渔村晒场 砖窑 林场木屋 水库堤坝 老戏台 印刷作坊 钟楼"
PEOPLE = (
    "船工 制图员 药农 修表匠 气象观测员 邮递员 木匠 陶艺师 乐手 测量队 园丁 巡林人 编辑 织染师傅 种子商 灯塔看守 厨娘"
)
MANNERS = (
    "慢慢地 一笔一画地 颇有耐心地 匆忙 反复 小心翼翼地 高声 默默 按着旧例 凭着记忆 三番五次 借着灯光 顶着大风 轮流"
)
ACTIONS = "修补 清点 描画 搬运 擦拭 登记 调试 拆开 晾晒 丈量 抄写 埋下 换掉 拼合 称量 寻找 封存 喂养 打磨"
KINDS = "褪色的 沉甸甸的 刚出窑的 缺了角的 细长的 带锁的 半透明的 没有署名的 潮湿的 铜制的 手工的 编了号的 异常轻巧的 蓝白相间的"
THINGS = (
    "航海图 竹篮 铜钟 罗盘 种子袋 麦穗 玻璃片 木尺 旧信封 浮标 风筝 瓦罐 绳结 石磨 望远镜 油灯 乐谱 雨量筒 船桨 茶饼"
)
ENDINGS = (
    "直到风停 等候下一班渡船 以免误了时辰 好让后来者辨认 却忘了关窗 并在册页上画圈 为明年留作样本 让孩子们轮流观看"
)

ADJECTIVES = "amber brittle copper distant eager faded gentle hollow idle jagged kindled lunar mossy narrow oaken patient quiet rusted"
NOUNS = (
    "anchor basket cistern drawbridge ember ferry granary harbour inkwell juniper kettle lantern meadow needle orchard "
    "pebble quarry rudder sundial tunnel umbrella viaduct willow yard zither barrel chimney dormouse easel furnace glacier"
)
VERBS = "carries repaints measures outlives follows shelters circles borrows mends counts ignores polishes remembers weighs crosses"
LINKS = "beside beyond under near behind above across around against toward beneath without"

JAPANESE = (
    "わたしは まいにち ちいさな みずうみの ほとりを あるいて ふるい いしの はしを わたり あおい とりの こえを ききます "
    "ゆうがたに なると となりの むらから しろい けむりが のぼり こどもたちは はたけで まるい やさいを ならべ おばあさんは "
    "あかい ぬのを たたんで たなの うえに おき ねこは ひだまりで めを つぶり かぜが そっと まどを ならします"
)


def _chinese(random: Random) -> str:
    def pick(words: str) -> str:
        return random.choice(words.split())

    doer, thing = f"{pick(PEOPLE)}{pick(MANNERS)}{pick(ACTIONS)}", f"{pick(KINDS)}{pick(THINGS)}"
    other = f"{pick(PEOPLE)}把{pick(KINDS)}{pick(THINGS)}放到{pick(PLACES)}"
    return f"{pick(TIMES)}，{pick(PLACES)}的{doer}{thing}，{other}，{pick(ENDINGS)}。"


def _english(random: Random) -> str:
    def pick(words: str) -> str:
        return random.choice(words.split())

    first = f"The {pick(ADJECTIVES)} {pick(NOUNS)} {pick(VERBS)} the {pick(ADJECTIVES)} {pick(NOUNS)}"
    other = f"{pick(LINKS)} a {pick(ADJECTIVES)} {pick(NOUNS)}, and one {pick(NOUNS)} {pick(VERBS)} every {pick(NOUNS)}"
    return f"{first} {other}. "


def _japanese(random: Random) -> str:
    return "".join(random.choices(JAPANESE.split(), k=14)) + "。"


SENTENCE: dict[Language, Callable[[Random], str]] = {"zh": _chinese, "en": _english, "ja": _japanese}


def prose(random: Random, language: Language, sentences: int = 6) -> str:
    """So many sentences of running text without identifiers, notices or labels."""
    return "".join(SENTENCE[language](random) for _ in range(sentences)).strip()


def lightly_edited(random: Random, text: str, language: Language) -> str:
    """`text` with one more sentence at its end; of a text of at least twelve sentences over nine tenths stay."""
    return f"{text}{'' if language != 'en' else ' '}{SENTENCE[language](random).strip()}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A value planted in a text, and the label under which it must be found."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Span:
    """Where a planted value stands: code points of the text, stop exclusive."""

    label: str
    start: int
    stop: int


def woven(*parts: str | Mark) -> tuple[str, tuple[Span, ...]]:
    """The parts joined, and the places of the marks among them."""
    text, spans = "", []
    for part in parts:
        value = part.value if isinstance(part, Mark) else part
        if isinstance(part, Mark):
            spans.append(Span(part.label, len(text), len(text) + len(value)))
        text += value
    return text, tuple(spans)
