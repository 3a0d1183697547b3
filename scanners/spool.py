"""The evidence of one shard as Arrow files, on its way from the worker to the catalogue."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa

from scanners.evidence import EVIDENCE
from scanners.reading import Quarantined


class Spool:
    """The evidence of one shard on its way to the catalogue."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)  # a worker that died at this shard may have left some of it
        self.folder = folder
        self.records = self.quarantined = self.text_bytes = 0
        self.unexamined: list[str] = []
        self._writers: dict[str, pa.RecordBatchWriter] = {}

    def add(self, table: str, rows: dict[str, Any]) -> None:
        """Appends columns to a table; columns that are not given are null."""
        schema = EVIDENCE[table]
        n = len(next(iter(rows.values())))
        if not n:
            return
        if table not in self._writers:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._writers[table] = pa.ipc.new_stream(self.folder / f"{table}.arrow", schema)
        arrays = [_column(rows[f.name], f.type) if f.name in rows else pa.nulls(n, f.type) for f in schema]
        self._writers[table].write_batch(pa.record_batch(arrays, schema=schema))

    def quarantine(self, item: Quarantined) -> None:
        """Records a part that could not be examined."""
        self.quarantined += 1
        self.add("quarantine", {"row": [item.row], "position": [item.position], "reason": [item.reason]})

    def close(self) -> None:
        """Ends the files; without it they are not whole."""
        for writer in self._writers.values():
            writer.close()

    @property
    def path(self) -> str | None:
        """The folder, or None when there is nothing in it."""
        return str(self.folder) if self._writers else None


def _column(values: Any, kind: pa.DataType) -> pa.Array:
    return values if isinstance(values, pa.Array) and values.type == kind else pa.array(values, kind)
