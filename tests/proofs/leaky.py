"""Private text in every place of a corpus where an audit could pick it up."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from provenance.demo import identifiers

HAN = "晗旻昶翊暄煦珩琰瑄璟瑾瓒栩桉梓棣楠榆槿樾沅汐泠洵浔涵淇淅湄溆漪潇澍濯灏炜焱熠爰牧"


class Secrets:
    """Identifiers and sentences that belong to nobody and stand nowhere else."""

    def __init__(self, seed: int = 5) -> None:
        self.random = Random(seed)
        self.identifiers: list[str] = []
        self.sentences: list[str] = []

    def identifier(self) -> str:
        make = self.random.choice([identifiers.mobile, identifiers.email, identifiers.resident, identifiers.bank_card])
        self.identifiers.append(make(self.random))
        return self.identifiers[-1]

    def parted(self, parting: str) -> str:
        """A mobile in the groups in which it is said."""
        number = identifiers.mobile(self.random)
        self.identifiers.append(parting.join((number[:3], number[3:7], number[7:])))
        return self.identifiers[-1]

    def sentence(self) -> str:
        words = ["".join(self.random.choices("bcdfghjklmnpqrstvwxz", k=9)) for _ in range(2)]
        self.sentences.append("".join(self.random.choices(HAN, k=24)) + " ".join(words))
        return self.sentences[-1]

    def text(self) -> str:
        return f"{self.sentence()}，联系方式{self.identifier()}。{self.sentence()}"


def records(secrets: Secrets, count: int) -> list[dict[str, Any]]:
    """Records of which every column holds something private in one of them."""
    odd = [
        {"id": secrets.sentence(), "licence": secrets.sentence(), "gen_model": secrets.sentence()},
        {"id": quote(secrets.sentence()), "licence": f"经{secrets.sentence()}许可", "language": secrets.sentence()},
        {
            "id": secrets.identifier().replace("@", "%40"),
            "source": secrets.sentence(),
            "url": f"https://{secrets.sentence()}/",
        },
        {
            "id": f"https://example.zz/?q={quote(secrets.identifier(), safe='')}",
            "url": f"https://a.zz/?q={secrets.sentence()}",
        },
        {"id": f"uid_{secrets.parted('_')}_1", "licence": f"MIT, {secrets.sentence()[24:]}"},
        {
            "id": secrets.parted("/"),
            "url": f"https://uid-{secrets.parted('_')}.example.zz/",
            "source": secrets.parted(","),
        },
        {"id": quote(quote(secrets.identifier(), safe=""), safe=""), "gen_model": secrets.parted(":")},
    ]
    return [
        {
            "id": secrets.identifier() if k % 3 == 0 else secrets.text() * 6 if k % 3 == 1 else f"leaky-{k}",
            "text": secrets.text(),
            "url": f"https://{secrets.identifier()}@h{k}.example.zz/{secrets.identifier()}?q={secrets.sentence()}",
            "licence": f"with leave of {secrets.identifier()}" if k % 2 else "MIT",
            "language": secrets.identifier() if k % 4 == 0 else "zh",
            "gen_model": secrets.identifier() if k % 4 == 1 else None,
            "gen_time": secrets.sentence() if k % 2 else None,
            "is_synthetic": secrets.sentence() if k % 2 else "true",
            "fetched_at": secrets.sentence(),
            "subject": secrets.identifier(),
            "source": secrets.identifier() if k % 2 else "leaky",
            "extra": secrets.text(),
        }
        | (odd[k - 3] if 3 <= k < 3 + len(odd) else {})
        for k in range(count)
    ]


def plant(folder: Path, secrets: Secrets) -> None:
    """Adds a source `leaky` to the demo in `folder`: every format, whole and broken, and registers with private cells."""
    place = folder / "leaky"
    (place / "files").mkdir(parents=True)
    _shards(place, secrets)
    _registers(place, secrets)
    columns = {name: name for name in records(secrets, 1)[0] if name != "extra"}
    shards = [
        {"path": f"leaky/{p.name}", "columns": columns}
        for p in sorted(place.iterdir())
        if p.name[0] in "sc" and p.is_file()
    ]
    information = {"consent": {"path": "leaky/registered.jsonl"}, "opt_outs": {"path": "leaky/refused.jsonl"}}
    entry = {
        "id": "leaky", "type": "user_input", "name": "a source that holds private text everywhere",
        "shards": [*shards, {"path": "leaky/files", "format": "files"}],
        "authorisation": {"log": {"path": "leaky/registered.csv"}, "terms": {"path": "leaky/evidence.txt"}},
        "personal_information": information,
        "collection": {"log": {"path": "leaky/log.jsonl"}},
    }  # fmt: skip # rows, which read as a table
    manifest = yaml.safe_load((folder / "manifest.yaml").read_text("utf-8"))
    manifest["sources"].append(entry)
    (folder / "manifest.yaml").write_text(json.dumps(manifest, default=str), "utf-8")


def _shards(place: Path, secrets: Secrets) -> None:
    lines = [json.dumps(r, ensure_ascii=k % 2 == 0) for k, r in enumerate(records(secrets, 24))]
    lines += [
        lines[3],
        json.dumps(records(secrets, 1)[0])[:-200],
        f'["{secrets.text()}"]',
        json.dumps({"text": [secrets.text()]}),
    ]
    lines += [f'{{"id": "x", "text": "{secrets.text()}", "text": "{secrets.text()}"}}', secrets.text()]
    data = ("\n".join(lines) + "\n").encode()
    (place / "shard.jsonl").write_bytes(data + b'{"text": "' + secrets.text().encode()[:-1] + b'\xff"}\n')
    (place / "cut.jsonl.gz").write_bytes(gzip.compress(data * 3, mtime=0)[:-300])
    rows = records(secrets, 12)
    pq.write_table(pa.Table.from_pylist(rows), place / "shard.parquet", row_group_size=4)
    whole = (place / "shard.parquet").read_bytes()
    (place / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    with pa.ipc.new_file(place / "shard.arrow", (table := pa.Table.from_pylist(records(secrets, 6))).schema) as writer:
        writer.write_table(table)
    out = io.StringIO()
    table_writer = csv.DictWriter(out, list(rows[0]))
    table_writer.writeheader()
    table_writer.writerows(records(secrets, 8))
    ragged = f'{secrets.text()},{secrets.text()}\n"{secrets.text()}\n'
    (place / "shard.csv").write_bytes((out.getvalue() + ragged).encode("gb18030"))
    (place / "cut.tsv").write_bytes("\t".join(["text", secrets.text()]).encode("utf-16"))
    for k in range(4):
        (place / "files" / f"{secrets.identifier()}.txt").write_bytes(
            secrets.text().encode("utf-16" if k % 2 else "utf-8")
        )
    (place / "files" / "binary").write_bytes(b"\0\1\2\3\4\5\6\7" * 9 + secrets.text().encode())


def _registers(place: Path, secrets: Secrets) -> None:
    names = "subject,authorised_at,purposes,withdrawn_at,terms_version"
    lines = [f"{secrets.identifier()},2025-01-01,{secrets.sentence()},,{secrets.sentence()}" for _ in range(6)]
    lines += [f"{secrets.identifier()},2025-01-01,training,,{secrets.parted('_')}"]
    lines += [f"{secrets.identifier()},{secrets.sentence()},training,,{secrets.identifier()}", f'"{secrets.text()}']
    (place / "registered.csv").write_text("\n".join([names, *lines]) + "\n", "utf-8")
    consent = {
        "subject": secrets.identifier(),
        "given_at": secrets.text(),
        "purposes": [secrets.text()],
        "withdrawn_at": None,
    }
    (place / "registered.jsonl").write_text(
        json.dumps(consent | {"terms_version": secrets.identifier()}) + f"\n{secrets.text()}\n", "utf-8"
    )
    refused = {
        "subject": secrets.identifier(),
        "url": f"https://example.zz/{secrets.identifier()}",
        "opted_out_at": secrets.text(),
    }
    odd = {"subject": secrets.sentence(), "url": secrets.sentence(), "scope": secrets.sentence(), "opted_out_at": None}
    host = {"url": f"{secrets.identifier().replace('@', '.')}.example.zz/{secrets.sentence()}", "scope": "prefix"}
    (place / "refused.jsonl").write_text("".join(json.dumps(r) + "\n" for r in (refused, odd, host)), "utf-8")
    item = {
        "url": f"https://{secrets.identifier()}/{secrets.text()}",
        "fetched_at": secrets.text(),
        "user_agent": f"bot ({secrets.text()})",
    }
    more = {"method": secrets.identifier(), "http_status": secrets.text(), "content_sha256": secrets.text()}
    (place / "log.jsonl").write_text(json.dumps(item | more) + "\n" + json.dumps(item), "utf-8")
    (place / "evidence.txt").write_text(secrets.text(), "utf-8")
