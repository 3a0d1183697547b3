"""What repeats is counted and held against its source by what stands in the records, not by what files are called."""

from __future__ import annotations

import json

import pytest

from tests.proofs.corpus import Corpus, Entry, assert_shut, reasons, sha256
from tests.stars import star

COLUMNS = {"text": "text", "id": "id", "url": "url"}
NAMES = ["a.jsonl", "b.jsonl", "k7.jsonl", "z0.jsonl"]


def put(corpus: Corpus, name: str, texts: list[str]) -> Entry:
    """A shard of this name with these texts, as the manifest has it."""
    path = corpus.folder / "corpus" / "manuals" / name
    lines = [{"id": f"{name}-{k}", "text": text, "url": "https://h.example.zz/"} for k, text in enumerate(texts)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return {"path": f"corpus/manuals/{name}", "columns": COLUMNS, "sha256": sha256(path), "rows": len(texts)}


def share(corpus: Corpus, names: list[str], stars: list[tuple[str, list[str]]]) -> float:
    """The share of records that repeat, with the centres of stars in the first shard and their copies in the second."""
    texts = [centre for centre, _ in stars], [ray for _, rays in stars for ray in rays]
    with corpus.source("manuals") as source:
        source["shards"] = [put(corpus, name, some) for name, some in zip(names, texts, strict=True)]
    audit = assert_shut(corpus, "A7-4.05", "too_many_near_duplicates")
    return float(audit.sql("SELECT value FROM measure WHERE name = 'near_duplicate_share'")["value"].iloc[0])


def another(star: tuple[str, list[str]]) -> tuple[str, list[str]]:
    centre, rays = star
    return centre.replace("w", "v"), [ray.replace("w", "v") for ray in rays]


@pytest.mark.parametrize(
    "stars",
    [
        pytest.param([star(15), another(star(15))], id="two small stars"),
        pytest.param([star(60)], id="one large star"),
    ],
)
def test_other_names_of_files_change_no_share_of_near_duplicates(
    corpus: Corpus, stars: list[tuple[str, list[str]]]
) -> None:
    found = [share(corpus, names, stars) for names in (NAMES[:2], NAMES[1::-1], NAMES[2:], NAMES[:1:-1])]
    assert len(set(found)) == 1


def add(corpus: Corpus, name: str, licence: str, texts: list[str]) -> None:
    """A source more, open under this licence, with these texts."""
    with corpus.declared() as value:
        source: Entry = next(s for s in value["sources"] if s["id"] == "essays-in-order")
        licence_of = source["licence"] | {"id": licence}
        value["sources"].append(
            source | {"id": name, "licence": licence_of, "shards": [put(corpus, f"{name}.jsonl", texts)]}
        )


def refused(corpus: Corpus) -> set[str]:
    """The sources that hold copies of what may not be used."""
    audit = assert_shut(corpus, "A7-2.06", "repeats_restricted_record")
    return set(audit.sql("SELECT source FROM source_verdict WHERE control = 'A7-2.06' AND outcome = 'fail'")["source"])


@pytest.mark.parametrize("near", [False, True])
def test_a_source_whose_only_conflict_is_with_a_late_copy(corpus: Corpus, near: bool) -> None:
    text, (copy,) = star(1)
    add(corpus, "m1", "CC0-1.0", [text] * 9)
    add(corpus, "m2", "CC0-1.0", [copy if near else text] * 9)
    add(corpus, "m3", "CC-BY-NC-4.0", [text])
    assert refused(corpus) == {"m1", "m2"}


def test_one_notice_in_many_sources_leaves_nothing_open(corpus: Corpus) -> None:
    text, rays = star(30)
    for k, ray in enumerate(rays):
        add(corpus, f"m{k:02d}", "CC0-1.0", [ray, text + f" {k}"])
    add(corpus, "n0", "CC-BY-NC-4.0", [text])
    assert refused(corpus) == {f"m{k:02d}" for k in range(len(rays))}
    audit = corpus.audit()
    assert ("A7-4.05", "near_duplicate_unverified") not in reasons(audit)
    assert audit.sql("SELECT count(*) AS n FROM coverage WHERE unverified > 0 OR NOT complete")["n"].tolist() == [0]
