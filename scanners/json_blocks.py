"""Blocks of JSON Lines at the speed of pyarrow, where that is safe.

pyarrow does not care for lines: it would take two objects on one, or one over two. But a line break between `}` and `{` can
stand only between two objects. So in a block in which every line starts with `{` and ends with `}` each line holds at least one
object, and if pyarrow finds as many rows as there are lines, each line holds exactly one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scanners.arrays import batches, placed, whole
from scanners.base import Limits
from scanners.json_lines import Paths, Record, read_block, record, scrub, tree_schema, word
from scanners.lines import Block
from scanners.reading import Batch, Quarantined
from scanners.unexamined import Members, Path

LEARNT_FROM = 64
_LARGEST = 1 << 30
_INK = re.compile(rb"\S")


@dataclass(slots=True)
class Plan:
    """What has been learnt of a shard: the types of its metadata columns, which of them and of the columns of text (by position) occur,
    and what is beside them."""

    paths: Paths
    beside: Members
    kinds: dict[Path, pa.DataType] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    texts: set[int] = field(default_factory=set)
    learnt: bool = False

    @property
    def heads(self) -> list[str]:
        """The mapped members of the objects themselves, which may be objects that hold mapped members."""
        return sorted({path[0] for path in (*self.paths.texts, *self.paths.meta.values())})


def parse(block: Block, plan: Plan, limits: Limits) -> Iterator[Batch | Quarantined]:
    """The records of a block in order, and its bad lines."""
    if not plan.learnt:
        plan.learnt = True
        _learn(_records(block.first(LEARNT_FROM), plan, limits), plan)
    table = _fast(block, plan, limits)
    if table is None:
        yield from _slow(block, plan, limits)
        return
    block.data = b""
    meta = {name: _at(table, path) for name, path in plan.paths.meta.items()}
    plan.seen.update(name for name, column in meta.items() if column.null_count < len(column))
    text = [_at(table, path) for path in plan.paths.texts]
    plan.texts.update(k for k, column in enumerate(text) if column.null_count < len(column))
    yield from batches(block.line, text, meta, limits, valid=True)


def _fast(block: Block, plan: Plan, limits: Limits) -> pa.Table | None:
    if len(block.data) > min(limits.record_bytes, _LARGEST) or not _one_object_a_line(block):
        return None
    kinds = (
        dict.fromkeys(plan.paths.meta.values(), pa.string()) | plan.kinds | dict.fromkeys(plan.paths.texts, pa.string())
    )
    table = None
    if plan.beside.kinds is not None:
        table = _table(block, plan, plan.beside.kinds | kinds, "error")
    if table is None and (table := _table(block, plan, kinds, "ignore")) is not None:
        for _, line in _lines(block):
            record(line, plan.paths, limits.record_bytes, plan.beside)
    return table


def _table(
    block: Block, plan: Plan, kinds: Mapping[Path, pa.DataType], others: Literal["ignore", "error"]
) -> pa.Table | None:
    schema = tree_schema(kinds)
    if schema is None:
        return None
    try:
        table = read_block(block.data, schema, others).select(plan.heads)
        table.validate(full=True)
    except (pa.ArrowException, MemoryError):
        return None
    return table if table.num_rows == block.lines and _has_texts(table, plan) else None


def _has_texts(table: pa.Table, plan: Plan) -> bool:
    """Whether every record has a text, or a part of it."""
    parts = [_at(table, path) for path in plan.paths.texts]
    return not (parts[0] if len(parts) == 1 else pc.coalesce(*parts)).null_count


def _one_object_a_line(block: Block) -> bool:
    if not block.data.startswith(b"{") or not block.data.endswith((b"}\n", b"}", b"}\r\n")):
        return False
    data = np.frombuffer(block.data, np.uint8)
    breaks = np.flatnonzero(data[:-1] == ord("\n"))
    ends = breaks - (data[breaks - 1] == ord("\r"))
    return bool((data[ends - 1] == ord("}")).all() and (data[breaks + 1] == ord("{")).all())


def _at(table: pa.Table, path: Path) -> pa.Array:
    column = whole(table.column(path[0]))
    for name in path[1:]:
        column = pc.struct_field(column, name)
    return column


def _records(lines: Sequence[bytes], plan: Plan, limits: Limits) -> list[Record]:
    found = (record(line, plan.paths, limits.record_bytes, plan.beside) for line in lines if line.strip())
    return [r for r in found if isinstance(r, Record)]


def _slow(block: Block, plan: Plan, limits: Limits) -> Iterator[Batch | Quarantined]:
    rows: list[int] = []
    good: list[Record] = []
    size = 0
    for row, line in _lines(block):
        found = record(line, plan.paths, limits.record_bytes, plan.beside)
        if not isinstance(found, Record):
            yield Quarantined(row, f"line {row + 1}", found)
            continue
        if good and size + len(line) > limits.batch_bytes:
            yield from _gathered(rows, good, plan, limits)
            rows, good, size = [], [], 0
        rows.append(row)
        good.append(found)
        size += len(line)
    yield from _gathered(rows, good, plan, limits)


def _lines(block: Block) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank. Blank ones are passed over many at a time: a few kilobytes can expand to a hundred million."""
    data, start, row = block.data, 0, block.line
    while ink := _INK.search(data, start):
        begin = data.rfind(b"\n", start, ink.start()) + 1 or start
        row += data.count(b"\n", start, begin)
        end = data.find(b"\n", begin)
        yield row, data[begin:] if end < 0 else data[begin:end]
        if end < 0:
            return
        start, row = end + 1, row + 1


def _gathered(rows: list[int], good: list[Record], plan: Plan, limits: Limits) -> Iterator[Batch | Quarantined]:
    if not good:
        return
    _learn(good, plan)
    lossy = {row for row, r in zip(rows, good, strict=True) if r.lossy}
    meta = {name: column([r.meta.get(name) for r in good]) for name in plan.paths.meta}
    for item in batches(0, [pa.array([r.text for r in good], pa.string())], meta, limits):
        yield placed(item, np.array(rows), lossy, "line {}")


def column(values: Sequence[Any]) -> pa.Array:
    """Values as an array of their own type; mixed ones and objects as JSON in strings."""
    kind = kind_of(values)
    try:
        return pa.array(values, pa.string() if kind is None else kind)
    except (pa.ArrowException, OverflowError, TypeError, ValueError):
        return pa.array([_json(v) for v in values], pa.string())


def _json(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    try:
        return scrub(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    except (RecursionError, ValueError):
        return word(value)


def kind_of(values: Sequence[Any]) -> pa.DataType | None:
    """The Arrow type of JSON values, None where all are null; string for a mixture, so that conversion fails visibly."""
    types = {type(v) for v in values if v is not None}
    if not types:
        return None
    if types <= {int, float}:
        return pa.float64() if float in types else pa.int64()
    if types == {list}:
        return pa.list_(pa.string())
    return pa.bool_() if types == {bool} else pa.string()


def _learn(good: Sequence[Record], plan: Plan) -> None:
    plan.texts.update(*(r.parts for r in good))
    for name, path in plan.paths.meta.items():
        values = [r.meta[name] for r in good if name in r.meta]
        kind = kind_of(values)
        if kind is not None:
            plan.kinds[path] = kind
        if values:
            plan.seen.add(name)
