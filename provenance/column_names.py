"""What the columns of a shard are for, told by their names; the text, failing that, by being the longest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scanners.base import Batch, Columns, Limits, Task
from scanners.registry import readers

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "doc_id", "document_id", "uid", "uuid", "_id"),
    "source": ("source", "source_id", "dataset", "subset", "meta.source", "metadata.source"),
    "url": ("url", "source_url", "uri", "link", "meta.url", "metadata.url", "网址", "链接"),
    "licence": ("license", "licence", "license_type", "meta.license", "metadata.license", "许可证"),
    "language": ("language", "lang", "meta.language", "metadata.language", "metadata.lang", "语言"),
    "fetched_at": (
        "fetched_at",
        "crawled_at",
        "crawl_time",
        "crawl_date",
        "retrieved_at",
        "fetch_time",
        "抓取时间",
        "采集时间",
    ),
    "is_synthetic": ("is_synthetic", "synthetic", "is_generated", "ai_generated"),
    "gen_model": ("gen_model", "model", "generator", "model_name"),
    "gen_time": ("gen_time", "generated_at"),
    "subject": ("subject", "user_id", "userid", "subject_id", "user", "用户id"),
    "content_sha256": ("content_sha256", "sha256", "text_sha256"),
}
TEXT = (
    "text",
    "content",
    "body",
    "raw_content",
    "raw_text",
    "document",
    "passage",
    "article",
    "code",
    "正文",
    "文本",
    "内容",
)
SAMPLE_BYTES = 1 << 20


def columns_of(task: Task) -> Columns | None:
    """The shard's columns by their names, and the text by its name or else the longest column; None when nothing is text."""
    present = readers()[task.format].fields(task)
    lower = {name.casefold(): name for name in reversed(list(present))}
    known: dict[str, Any] = {ours: next((lower[n] for n in names if n in lower), None) for ours, names in NAMES.items()}
    texts = [lower[name] for name in TEXT if name in lower and present[lower[name]] == "string"]
    text = (
        texts[0]
        if texts
        else _longest(task, [n for n, kind in present.items() if kind == "string" and n not in known.values()])
    )
    return Columns(text=text, **known) if text else None


def _longest(task: Task, names: list[str]) -> str | None:
    return max(names, key=lambda name: _mean_bytes(replace(task, columns=Columns(text=name))), default=None)


def _mean_bytes(task: Task) -> float:
    limits = Limits(batch_bytes=SAMPLE_BYTES)
    for item in readers()[task.format].read(replace(task, limits=limits)):
        if isinstance(item, Batch) and len(item.text):
            return float(item.text.nbytes) / len(item.text)
    return 0.0
