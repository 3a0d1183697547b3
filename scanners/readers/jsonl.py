"""JSON Lines, plain or compressed: one object a line.

`row` is the 0-based number of the physical line, blank lines skipped but counted. Blocks of lines go through pyarrow where its
answer is certain to be what one line after another would give, else through `scanners.json_lines`, which is the truth. A column
name with dots is a path into nested objects unless the first lines have a member of that very name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

import orjson

from scanners.arrays import mapped
from scanners.base import Task
from scanners.json_blocks import Plan, parse
from scanners.json_lines import Paths, line_text, resolve, word
from scanners.lines import Block, blocks
from scanners.reading import Batch, Quarantined, Unexamined
from scanners.unexamined import Members

format = "jsonl"  # noqa: A001 - the name is the Reader protocol's
suffixes = (".jsonl", ".ndjson", ".jsonlines", ".json")
version = 2
SAMPLED_LINES = 256
ARRAY = re.compile(rb"\s*\[\s*\{")
"""How a file begins that is one array of objects; a line that is a list of anything else is a bad line."""


def read(task: Task) -> Iterator[Batch | Quarantined | Unexamined]:
    """All records. A bad line is `bad_json` (also where a mapped member stands twice), `not_an_object`, `missing_column`,
    `text_null` or `text_not_string`; a mapped metadata column that no record has, or one of several columns of text, is named once, at the
    end. A file that is one array of objects is one `json_array`, and none of it is read."""
    plan: Plan | None = None
    for item in blocks(task):
        if isinstance(item, Quarantined):
            yield item
            continue
        if plan is None and ARRAY.match(item.data):
            yield Quarantined(None, "line 1", "json_array")
            return
        if plan is None:
            paths = _paths(task, item)
            plan = Plan(paths, Members({*paths.texts, *paths.meta.values()}, task.columns))
        yield from parse(item, plan, task.limits)
    if plan is not None:
        for name in sorted(plan.paths.meta.keys() - plan.seen):
            yield Quarantined(None, f"column {name}", "missing_column")
        if plan.texts and len(plan.texts) < len(plan.paths.texts):
            yield Quarantined(None, "column text", "missing_column")
        yield from plan.beside.unexamined()


def fetch(task: Task, rows: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Decompresses the shard up to the last wanted line and parses only the wanted ones."""
    paths: Paths | None = None
    wanted = sorted(rows)
    for item in blocks(task):
        if not wanted or isinstance(item, Quarantined):
            continue
        paths = paths or _paths(task, item)
        end = bisect_left(wanted, item.line + item.lines)
        yield from _wanted(item, [row for row in wanted[:end] if row >= item.line], paths, task)
        wanted = wanted[end:]
        if not wanted:
            return


def _wanted(block: Block, rows: list[int], paths: Paths, task: Task) -> Iterator[tuple[int, str]]:
    at, line = 0, block.line
    for row in rows:
        for _ in range(row - line):
            at = block.data.index(b"\n", at) + 1
        line = row
        end = block.data.find(b"\n", at)
        text = line_text(block.data[at : end if end >= 0 else None], paths, task.limits.record_bytes)
        if row == rows[-1]:
            block.data = b""
        if text is not None:
            yield row, text
            del text


def fields(task: Task) -> Mapping[str, str]:
    """Members of the first objects with their types; members of nested objects, one level down, as `outer.inner`."""
    found: dict[str, str] = {}
    for value in _sample(next((b for b in blocks(_light(task)) if isinstance(b, Block)), None)):
        inner = ((f"{k}.{j}", w) for k, v in value.items() if isinstance(v, dict) for j, w in v.items())
        for name, item in chain(value.items(), inner):
            kind = word(item)
            before = found.get(name, kind)
            found[name] = kind if before == "null" else before if kind in ("null", before) else "mixed"
    return found


def _light(task: Task) -> Task:
    return replace(task, limits=replace(task.limits, batch_bytes=min(task.limits.batch_bytes, 1 << 20)))


def _sample(block: Block | None) -> Iterator[dict[str, object]]:
    for line in block.first(SAMPLED_LINES) if block else ():
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        if isinstance(value, dict):
            yield value


def _paths(task: Task, block: Block) -> Paths:
    """Where the mapped columns are, decided on the first block for the shard."""
    names = {*task.columns.texts, *mapped(task.columns).values()}
    sample = list(_sample(block)) if any("." in name for name in names) else []
    found = {name: resolve(name, sample) for name in names}
    meta = {ours: found[theirs] for ours, theirs in mapped(task.columns).items()}
    return Paths(tuple(found[name] for name in task.columns.texts), meta)
