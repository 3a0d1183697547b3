"""Words by which a telephone number is told from another number, and signs that it is another one."""

from __future__ import annotations

import re

from scanners.context import Words

CONTEXT = Words(
    r"手机|手機|电话|電話|联系|聯繫|聯絡|致电|拨打|热线|短信|微信|预留号码|号码[是为：:]|机主|本机|电联|座机|固话|传真|傳真|客服|phone|mobile",
    r"tel|cell|call|fax|sms|contact|whatsapp|wechat|msisdn",
)
"""Words for telephones, in Chinese and English."""

REACH = 28
"""How far before a number such a word may stand."""

_OTHER = re.compile(
    r"(?:订单|单|编|流水|序列|批次|学|工|帐|账|车架|文件|合同|运单|快递|档案|货|批|案)号\w{0,2}[：:是为 ]{0,3}\Z"
    r"|(?:编码|QQ|ISBN|条码|代码|(?<![a-z])(?:id|uid|gid|pid|no|key|seq|size|time|timestamp|count|hash|num|offset|order|serial))"
    r"[\"']?[ ]?[:=：#]{0,2}[ ]?[\"']?\Z|[=#_/&]\Z",
    re.IGNORECASE,
)
_HAN = re.compile("[\u4e00-\u9fff]")


def named(text: str, start: int) -> bool:
    """Whether a word for telephones stands shortly before `start`."""
    return CONTEXT.precede(text, start, REACH)


def other(text: str, start: int) -> bool:
    """Whether what stands before `start` speaks for an order number or a key."""
    return _OTHER.search(text, max(0, start - 16), start) is not None


def in_chinese(text: str, start: int, stop: int) -> bool:
    """Whether a Han character stands near."""
    return _HAN.search(text, max(0, start - REACH), stop + REACH) is not None
