"""The tables of evidence that come out of a scan, as Arrow schemas.

No column of any schema holds text of a record: a finding is a place, a label and a score. Values that are kept beside it come
from closed vocabularies (an SPDX expression, a label value of GB 45438) or are digests keyed with the catalogue's secret, so
that a catalogue alone cannot be searched by guessing.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

DIGEST = pa.binary(16)

DOCUMENT = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("id", pa.string()),
        pa.field("declared_source", pa.string()),
        pa.field("bytes", pa.int64(), nullable=False),
        pa.field("chars", pa.int64(), nullable=False),
        pa.field("units", pa.int64(), nullable=False),
        pa.field("language", pa.string(), nullable=False),
        pa.field("declared_language", pa.string()),
        pa.field("licence", pa.string()),
        pa.field("url_digest", DIGEST),
        pa.field("url_scopes", pa.list_(DIGEST)),
        pa.field("url_host", pa.string()),
        pa.field("fetched_at", pa.timestamp("us", tz="UTC")),
        pa.field("is_synthetic", pa.bool_()),
        pa.field("gen_model", pa.string()),
        pa.field("gen_time", pa.timestamp("us", tz="UTC")),
        pa.field("subject_digest", DIGEST),
        pa.field("subject_exact_digest", DIGEST),
        pa.field("content_digest", DIGEST),
        pa.field("normal_digest", DIGEST, nullable=False),
        pa.field("metadata_masked", pa.bool_(), nullable=False),
        pa.field("modality", pa.string()),
        pa.field("content_matches", pa.bool_()),
    ]
)
"""One row a record. `row` is the 0-based position in the shard (JSONL: physical line; CSV, Parquet, Arrow: record;
folders: file in path order). `bytes` and `chars` measure the text as stored. `content_digest` is keyed(SHA-256 of the text),
`normal_digest` keyed(SHA-256 of the NFKC form). `url_scopes`: keyed digests of the prefixes beneath which the address lies
(`keys.beneath`). Refusals are compared with `subject_digest`, permissions with `subject_exact_digest` (`keys`). `content_matches`:
whether the SHA-256 that the record gives is that of its text in UTF-8. `metadata_masked`: `id` held something about
a person, or is no identifier, and is therefore `masked:` and a digest."""

FINDING = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("scanner", pa.string(), nullable=False),
        pa.field("label", pa.string(), nullable=False),
        pa.field("start", pa.int64()),
        pa.field("stop", pa.int64()),
        pa.field("score", pa.float32(), nullable=False),
    ]
)
"""One row a finding. `start` and `stop` are code points of the text as stored, stop exclusive; null where it stands beside the text (in
the id, the address or the name of the source), or the whole record is meant."""

TURNS_FOURTEEN = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("start", pa.int64()),
        pa.field("stop", pa.int64()),
        pa.field("score", pa.float32(), nullable=False),
        pa.field("in_year", pa.int64(), nullable=False),
    ]
)
"""One row a finding whose birth date says that somebody turned or turns fourteen in `in_year`, from `ages.FIRST` on: what the law asks
about children, and no more of the birth date. Places as in `FINDING`."""

LICENCE_DETECTION = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("stop", pa.int64(), nullable=False),
        pa.field("expression", pa.string(), nullable=False),
        pa.field("score", pa.float32(), nullable=False),
    ]
)
"""One row a licence that the text itself states; `expression` is SPDX or `LicenseRef-…`."""

AIGC_LABEL = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("stop", pa.int64(), nullable=False),
        pa.field("carrier", pa.string(), nullable=False),
        pa.field("label", pa.string()),
        pa.field("producer_kind", pa.string(), nullable=False),
        pa.field("producer_uscc", pa.string()),
        pa.field("service_type", pa.string()),
        pa.field("valid", pa.bool_(), nullable=False),
    ]
)
"""One row a GB 45438 label. `carrier`: `json` or `yaml`; `label`: `1` generated, `2` possibly, `3` suspected, null otherwise;
`producer_kind`: `code`, `name` or `absent`; `producer_uscc` only of a provider code whose check characters hold."""

SKETCH = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("bands", pa.list_(pa.uint64(), 32), nullable=False),
    ]
)
"""One row a record of at least five units: 32 keyed band hashes over 4 rows each of a 128-permutation MinHash (`affine32`)."""

ANNOTATION = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("risk_ids", pa.list_(pa.string())),
        pa.field("ip_risk", pa.string()),
        pa.field("task_id", pa.string()),
        pa.field("batch_id", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("executor_digest", DIGEST),
        pa.field("reviewer_digest", DIGEST),
        pa.field("risk", pa.string()),
    ]
)
"""One row a record whose columns state something of its risks or of how it was labelled. `kind`: `functional`, `safety` or `other`;
people are digests in the domain `subject`; all else is an identifier, or `masked:` and a digest."""

IDENTITY = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("start", pa.int64()),
        pa.field("label", pa.string(), nullable=False),
        pa.field("digest", DIGEST, nullable=False),
        pa.field("score", pa.float32(), nullable=False),
    ]
)
"""Where a linkage key is given, one row a finding that may name a person (`scanners.identity.GROUPS`), and one for each identifier within
it: the HMAC of what it names, under that key and not the catalogue's. `start` as in `FINDING`."""

NAME_SAMPLE = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("chars", pa.int64(), nullable=False),
        pa.field("names", pa.int64(), nullable=False),
    ]
)
"""One row a record that was drawn to estimate how many records hold names (`scanners.name_sample`): how many code points of it were read,
and how many names they hold."""

QUARANTINE = pa.schema(
    [
        pa.field("row", pa.int64()),
        pa.field("position", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
    ]
)
"""One row a part of the shard that could not be examined; `position` says where (`line 18`, `row group 3`, `byte 4096`),
`reason` is one of `scanners.reading.QuarantineReason`."""

EVIDENCE: Mapping[str, pa.Schema] = {
    "document": DOCUMENT,
    "finding": FINDING,
    "turns_fourteen": TURNS_FOURTEEN,
    "licence_detection": LICENCE_DETECTION,
    "aigc_label": AIGC_LABEL,
    "sketch": SKETCH,
    "annotation": ANNOTATION,
    "identity": IDENTITY,
    "name_sample": NAME_SAMPLE,
    "quarantine": QUARANTINE,
}
