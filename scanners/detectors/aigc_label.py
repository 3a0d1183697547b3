"""Labels of AI-generated content: the implicit label of GB 45438 as JSON or YAML, and explicit words.

The detector is tolerant, since labels in the wild deviate; `valid` is strict. Provider codes follow TC260-PG-20252A: `00`, `11`, the
18 characters of a unified social credit code, one of service type, and four (or five) of model or application.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scanners import identifiers
from scanners.base import Anchor, Hit

KEYS = ("Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2")

_JSON = re.compile(r"[\"']AIGC[\"'][ \t\r\n]{0,40}:[ \t\r\n]{0,40}\{([^{}]{0,4000})\}")
_PAIR = re.compile(
    r"[\"']([A-Za-z0-9_]{1,32})[\"'][ \t\r\n]{0,40}:[ \t\r\n]{0,40}(?:\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|'([^'\r\n]*)'|([^\s,\"'{}]{1,64}))"
)
_YAML = re.compile(rf"^AIGC:[ \t]*\r?(?:\n[ \t]+(?:{'|'.join(KEYS)}):[^\r\n]*\r?){{1,14}}", re.MULTILINE)
_YAML_PAIR = re.compile(r"^[ \t]+([A-Za-z0-9]+):[ \t]*([^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_ALLOWED = re.compile(r"(?:[\x21\x23-\x5b\x5d-\x7e]|\\\")*")
_CODE = re.compile(r"0011[0-9A-Z]{23}")
_CODE_LIKE = re.compile(r"00[0-9A-Z]{12,}")
_SERVICES = {"1": "generate", "2": "propagate"}
_MAKER = r"(?:[Aa][Ii]|生成式人工智能|人工智能|大语言模型|大模型)"
_WORDS = (
    re.compile(rf"由 ?{_MAKER} ?(?:生成|合成|辅助|创作|撰写)(?:生成|创作|撰写)?"),
    re.compile(r"(?:本文|内容|文章)由(?>[^。\r\n]{0,40}?大模型)(?>[^。\r\n]{0,12}?(?:生成|创作|撰写|辅助))"),
    re.compile(r"[Aa][Ii](?<![0-9A-Za-z]..) ?(?:生成|合成)(?:的)?(?:内容|图片|文本|视频|作品)?"),
)
_LITERALS = (
    "\"AIGC\"", "'AIGC'", "AIGC:", "由ai", "由 ai", "由人工智能", "由 人工智能", "由生成式", "大模型", "大语言模型", "ai生成", "ai 生成",
    "ai合成", "ai 合成",
)  # fmt: skip # rows, which read as a table
_ANCHOR = Anchor(literals=_LITERALS, before=192, after=4224)


@dataclass(frozen=True, slots=True)
class AigcLabel:
    """Finds labels of generated content. Score: 1.0 a block that the standard's syntax admits; 0.8 one that deviates; 0.5 words."""

    name: str = "aigc_label"
    version: int = 2
    anchor: Anchor = _ANCHOR
    labels: Mapping[str, str] = field(
        default_factory=lambda: dict.fromkeys(("aigc_json", "aigc_yaml", "aigc_text"), "aigc")
    )

    def find(self, text: str) -> Iterator[Hit]:
        if "AIGC" in text:
            yield from _blocks(text)
        yield from _words(text)


def _words(text: str) -> Iterator[Hit]:
    reached = 0
    for start, stop in sorted(match.span() for pattern in _WORDS for match in pattern.finditer(text)):
        if start >= reached:
            reached = stop
            yield Hit(start, stop, "aigc_text", 0.5)


def _blocks(text: str) -> Iterator[Hit]:
    for match in _JSON.finditer(text):
        pairs = [
            (p[1], next(v for v in (p[2], p[3], p[4]) if v is not None), p[2] is not None)
            for p in _PAIR.finditer(match[1])
        ]
        yield from _hit(match.span(), "json", pairs)
    for match in _YAML.finditer(text):
        lines = [(line[1], *_scalar(line[2])) for line in _YAML_PAIR.finditer(match.group())]
        yield from _hit((match.start(), match.start() + len(match.group().rstrip())), "yaml", lines)


def _scalar(value: str) -> tuple[str, bool]:
    """The value of a YAML scalar and whether it is a string there (a bare `1` is a number)."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1], True
    return value, bool(value) and re.fullmatch(r"[0-9.+-]+|true|false|null|~", value, re.IGNORECASE) is None


def _hit(span: tuple[int, int], carrier: str, pairs: list[tuple[str, str, bool]]) -> Iterator[Hit]:
    values = {key: value for key, value, _ in reversed(pairs)}
    if "Label" not in values:
        return
    kind, uscc, service = producer(values.get("ContentProducer", ""))
    valid = _is_strict(pairs) and (kind != "code" or uscc is not None)
    label = values["Label"] if values["Label"] in ("1", "2", "3") else None
    facts = {
        "carrier": carrier,
        "label": label,
        "producer_kind": kind,
        "producer_uscc": uscc,
        "service_type": service,
        "valid": valid,
    }
    yield Hit(*span, f"aigc_{carrier}", 1.0 if valid else 0.8, ("aigc_label", facts))


def _is_strict(pairs: list[tuple[str, str, bool]]) -> bool:
    values = {key: value for key, value, _ in pairs}
    return (
        sorted(key for key, _, _ in pairs) == sorted(KEYS)
        and all(is_string and _ALLOWED.fullmatch(value) for _, value, is_string in pairs)
        and values["Label"] in ("1", "2", "3")
        and bool(values["ContentProducer"] and values["ProduceID"])
    )


def producer(value: str) -> tuple[str, str | None, str | None]:
    """Kind of a `ContentProducer` (`code`, `name`, `absent`), the credit code inside, and the service type (`generate`, `propagate`).

    The last two are None unless the value has the 27 characters of a provider code and the check characters of its credit code hold.
    """
    if not value:
        return "absent", None, None
    if _CODE.fullmatch(value) and identifiers.is_uscc(value[4:22]) and value[22] in _SERVICES:
        return "code", value[4:22], _SERVICES[value[22]]
    return ("code" if _CODE_LIKE.fullmatch(value) else "name"), None, None


DETECTOR = AigcLabel()
