"""What the columns of a shard are for, told by their names; the text also by being prose and, failing that, by being the longest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from scanners.base import Columns, Limits, Task
from scanners.reading import Batch
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
    "content_sha256": ("content_sha256", "text_sha256"),
    "modality": ("modality", "模态"),
    "risk_ids": ("risk_ids", "风险编号"),
    "ip_risk": ("ip_risk", "知识产权风险"),
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
PROSE_BYTES = 100
"""What the values of a column have on average that is taken for prose."""
_WORDS = r"\s|\p{Han}"
"""What prose has, and an address or a digest has not."""


def columns_of(task: Task) -> Columns | None:
    """The shard's columns by their names. Text is what is called so, with all columns of prose, or else the longest column; None when
    nothing is text."""
    present = readers()[task.format].fields(task)
    lower = {name.casefold(): name for name in reversed(list(present))}
    known: dict[str, Any] = {ours: next((lower[n] for n in names if n in lower), None) for ours, names in NAMES.items()}
    named = [lower[name] for name in TEXT if name in lower and present[lower[name]] == "string"][:1]
    others = [n for n, kind in present.items() if kind == "string" and n not in known.values()]
    samples = {name: _sample(task, name) for name in others if name not in named}
    chosen = {*named, *(name for name, sample in samples.items() if _is_prose(sample))}
    if not chosen:
        chosen = set(sorted(samples, key=lambda name: _mean_bytes(samples[name]), reverse=True)[:1])
    texts = tuple(name for name in present if name in chosen)
    if len(texts) > 1:
        return Columns(text=texts, **known | {"content_sha256": None})
    return Columns(text=texts[0], **known) if texts else None


def _is_prose(sample: pa.StringArray) -> bool:
    worded = pc.sum(pc.match_substring_regex(sample, _WORDS)).as_py() or 0
    return _mean_bytes(sample) >= PROSE_BYTES and 2 * worded >= len(sample)


def _mean_bytes(sample: pa.StringArray) -> float:
    return float(pc.mean(pc.binary_length(sample)).as_py() or 0)


def _sample(task: Task, name: str) -> pa.StringArray:
    """The first values of a column."""
    sampled = replace(task, columns=Columns(text=name), limits=Limits(batch_bytes=SAMPLE_BYTES))
    for item in readers()[task.format].read(sampled):
        if isinstance(item, Batch) and len(item.text):
            return item.text
    return pa.array([], pa.string())
