"""Two small sources in which one person turns up, spelt in several ways, and a linkage key apart from them."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import provenance
from provenance.catalogue import connect
from provenance.notebook import Audit

MOBILE = "13800001234"
CHAT = ["张三的手机是13800001234，请回电。", "今天天气很好，我们去公园散步。"]
SHOP = ["收货人电话：+86 138-0000-1234", "客服邮箱 li.lei@mail.qq.com", "无", "手机13900001111"]
IDS = {"shop": ["s0", "s1", "user-13800001234", "s3"], "chat": ["c0", "c1"]}
MANIFEST = """
provenance: 1
dataset: {id: linked, version: '1'}
sources:
  - {id: chat, type: user_input, shards: [{path: chat.jsonl, columns: {id: id}}]}
  - {id: shop, type: user_input, shards: [{path: shop.jsonl, columns: {id: id}}]}
"""


@dataclass(frozen=True)
class Linked:
    """A corpus in `folder`, and a key in a folder beside it."""

    folder: Path
    key: Path

    @classmethod
    def build(cls, place: Path) -> Linked:
        folder = place / "corpus"
        folder.mkdir()
        made = cls(folder, place / "keys" / "linkage.key")
        made.key.parent.mkdir()
        made.new_key(made.key.name)
        made.manifest.write_text(MANIFEST, "utf-8")
        made.write("chat", CHAT)
        made.write("shop", SHOP)
        return made

    @property
    def manifest(self) -> Path:
        return self.folder / "manifest.yaml"

    @property
    def catalogue(self) -> Path:
        return self.folder / "manifest.duckdb"

    def new_key(self, name: str, content: bytes | None = None) -> Path:
        """A key of its own in the folder of keys."""
        path = self.key.with_name(name)
        path.write_bytes(secrets.token_bytes(32) if content is None else content)
        path.chmod(0o600)
        return path

    def write(self, source: str, texts: list[str]) -> None:
        """Puts these records in the place of whatever the source held."""
        ids = [*IDS[source], *(f"{source}{k}" for k in range(len(texts)))]
        lines = [json.dumps({"id": i, "text": t}, ensure_ascii=False) for i, t in zip(ids, texts, strict=False)]
        (self.folder / f"{source}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")

    def append(self, source: str, text: str) -> None:
        """Adds a record to a source."""
        with (self.folder / f"{source}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"id": "new", "text": text}, ensure_ascii=False) + "\n")

    def audit(self, key: Path | bool | None = True, **options: Any) -> Audit:
        """An audit with the corpus's key, with another, or with None."""
        named = self.key if key is True else key or None
        day = dt.date(2026, 1, 15)
        return provenance.audit(self.manifest, linkage_key=named, jobs=1, as_of=day, progress=False, **options)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with connect(self.catalogue, read_only=True) as con:
            return con.execute(query).fetchall()

    def scanned(self, audit: Audit) -> int:
        """How many shards the audit read."""
        ((count,),) = audit.rows("SELECT shards_scanned FROM run ORDER BY run DESC LIMIT 1")
        return int(count)
