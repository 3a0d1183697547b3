"""What the cells of a register mean. Every reader takes None for an empty cell and raises `ValueError` for one it cannot read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

TRUE = frozenset(("true", "yes", "y", "1", "是"))
FALSE = frozenset(("false", "no", "n", "0", "否"))
SEPARATORS = re.compile(r"[;,|/；，、｜\[\]\"'\n\t]+")
DIGITS = re.compile(r"[+-]?\d{1,18}")
SHA256 = re.compile(r"[0-9a-fA-F]{64}")
PRODUCT = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}(/[A-Za-z0-9._-]{0,31})?")
COMMENT = re.compile(r"\([^()]*\)")
WORD = re.compile(r"[A-Za-z][A-Za-z_-]{0,31}")
VERSION = re.compile(r"(?=.*\d)(?!.*\d{9})[\w .+:/()-]{1,32}")

TRAINING = frozenset(
    (
        "training",
        "train",
        "model_training",
        "training_data",
        "ai_training",
        "ai_model_training",
        "llm_training",
        "machine_learning_training",
        "algorithm_training",
        "pretraining",
        "pre_training",
        "model_pretraining",
        "fine_tuning",
        "finetuning",
        "optimisation_training",
        "optimization_training",
        "训练",
        "模型训练",
        "大模型训练",
        "ai训练",
        "ai模型训练",
        "算法训练",
        "机器学习训练",
        "人工智能训练",
        "人工智能模型训练",
        "训练数据",
        "预训练",
        "优化训练",
        "微调",
        "模型微调",
    )
)
"""Purposes that cover the training of a model. A purpose must be one of these words as a whole (case, spaces and hyphens aside):
`not for training` and `不用于训练` are not."""


def covers_training(purposes: Iterable[str]) -> bool | None:
    """Whether one of the purposes is the training of a model; None when no purpose is stated at all."""
    stated = [re.sub(r"[\s-]+", "_", purpose.strip().casefold()) for purpose in purposes if purpose.strip()]
    return any(purpose in TRAINING for purpose in stated) if stated else None


def text(value: Any) -> str | None:
    """Text that can be encoded, or a whole number as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("not text")
    value.encode()
    return value


def moment(value: Any) -> dt.datetime | None:
    """ISO 8601 or a native time, as UTC; one without an offset is taken to be UTC, a date to be its first moment."""
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value.strip()) if value.strip() else None
    elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    if value is None:
        return None
    if not isinstance(value, dt.datetime):
        raise ValueError("not a time")
    return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def integer(value: Any) -> int | None:
    """A whole number, as such or in digits."""
    if isinstance(value, str):
        if not value.strip():
            return None
        if not DIGITS.fullmatch(value.strip()):
            raise ValueError("not a number")
        return int(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18):
        return value
    raise ValueError("not a number")


def status_code(value: Any) -> int | None:
    """An HTTP status, 100 to 599."""
    number = integer(value)
    if number is not None and not 100 <= number <= 599:
        raise ValueError("not a status")
    return number


def truth(value: Any) -> bool | None:
    """A truth value, or `true yes y 1 是` and `false no n 0 否`."""
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().casefold() if isinstance(value, str | int) else "?"
    if word not in TRUE and word not in FALSE and word:
        raise ValueError("not a truth value")
    return word in TRUE if word else None


def purposes(value: Any) -> bool | None:
    """Whether a list of purposes, or text with `;` `,` `|` `/` `、` between them, covers training."""
    if value is None:
        return None
    parts = value if isinstance(value, list) else SEPARATORS.split(value) if isinstance(value, str) else None
    if parts is None or not all(isinstance(part, str) for part in parts):
        raise ValueError("not purposes")
    return covers_training(parts)


def sha256(value: Any) -> bytes | None:
    """The 32 bytes of a SHA-256 in hexadecimal."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not SHA256.fullmatch(value.strip()):
        raise ValueError("not a SHA-256")
    return bytes.fromhex(value.strip())


def products(agent: str | None) -> str | None:
    """The product tokens of a user agent (RFC 9110, 10.1.5) without its comments, which often hold an address of a person."""
    if agent is None:
        return None
    return " ".join(word for word in COMMENT.sub(" ", agent[:512]).split() if PRODUCT.fullmatch(word)) or None


def word(value: str | None) -> str | None:
    """A method's name; `other` for what is no single word."""
    return value if value is None or WORD.fullmatch(value) else "other"


def version(value: str | None) -> str | None:
    """A version of terms; `other` for what is too long for one, holds no digit, or a long run of them."""
    return value if value is None or VERSION.fullmatch(value) else "other"
