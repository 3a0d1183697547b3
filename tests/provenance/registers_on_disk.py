"""Registers written to disk, and what is read from them."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from provenance.registers import RegisterRow, declared, read
from tests.provenance.manifests_on_disk import loaded

SECRET = b"k" * 32
SHA = "ab" * 32
LOG = {
    "url": "https://a.example/x",
    "fetched_at": "2026-05-01T10:00:00+08:00",
    "user_agent": "Bot/1.0 (+mailto:zhang@example.com)",
    "method": "GET",
    "http_status": 200,
    "content_sha256": SHA,
}
CONSENT = {
    "subject": "user-1",
    "given_at": "2026-01-01T00:00:00Z",
    "purposes": "customer_service;模型训练",
    "withdrawn_at": "",
    "terms_version": "v3",
    "separate": "是",
    "expires_at": "2027-01-01",
}


def source(kind: str, path: str, **register: Any) -> dict[str, Any]:
    entry = {"path": path, **register}
    holders: dict[str, dict[str, Any]] = {
        "collection_log": {"collection": {"log": entry}},
        "consent": {"personal_information": {"consent": entry}},
        "separate_consent": {"personal_information": {"separate_consent": entry}},
        "guardian_consent": {"personal_information": {"guardian_consent": entry}},
        "opt_out": {"personal_information": {"opt_outs": entry}},
        "authorisation": {"authorisation": {"log": entry}},
        "inventory": {"inventory": entry},
    }
    return {"id": "a", **holders[kind]}


def result(folder: Path, kind: str, path: str, **register: Any) -> tuple[list[dict[str, Any]], RegisterRow]:
    manifest = loaded(folder, source(kind, path, **register))
    (reference,) = declared(manifest)
    *batches, row = read(manifest, reference, SECRET)
    assert isinstance(row, RegisterRow)
    assert row.kind == ("consent" if kind == "separate_consent" else kind)
    return [line for batch in batches if isinstance(batch, pa.RecordBatch) for line in batch.to_pylist()], row


def jsonl(folder: Path, *lines: Any, name: str = "r.jsonl") -> str:
    (folder / name).write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return name


def in_form(folder: Path, form: str, line: dict[str, Any]) -> str:
    plain = (folder / jsonl(folder, line)).read_bytes()
    table = "\ufeff" + ",".join(line) + "\r\n" + ",".join(f'"{value}"' for value in line.values()) + "\r\n"
    name = f"r.{form}"
    match form:
        case "parquet":
            pq.write_table(pa.Table.from_pylist([line]), folder / name)
        case "csv" | "csv.gz":
            (folder / name).write_bytes(gzip.compress(table.encode()) if form == "csv.gz" else table.encode())
        case "jsonl.gz":
            (folder / name).write_bytes(gzip.compress(plain))
        case "jsonl.bz2":
            (folder / name).write_bytes(bz2.compress(plain))
        case "jsonl.zst":
            (folder / name).write_bytes(pa.compress(plain, "zstd", asbytes=True))
    return name
