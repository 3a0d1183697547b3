from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from provenance.manifests.native import load, schema
from provenance.problems import InputError, field_path

HEAD = "provenance: 1\ndataset: {id: d}\n"


def written(folder: Path, text: str | bytes, name: str = "manifest.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def problems(path: Path) -> list[tuple[int | None, str, str]]:
    with pytest.raises(InputError) as caught:
        load(path)
    return [(problem.line, problem.field, problem.message) for problem in caught.value.problems]


def test_all_errors_of_a_file_at_once_with_line_and_field(tmp_path: Path) -> None:
    text = HEAD + (
        "sources:\n"
        "  - id: a\n"
        "    licens: {id: MIT}\n"
        "    origin_country: china\n"
        "    shards:\n"
        "      - {path: a.jsonl, sha256: xyz, rows: many}\n"
        "      - {}\n"
        "  - id: '?!'\n"
        "    type: stolen\n"
        "    collection: {started_on: 20240101, log: 7}\n"
    )
    assert problems(written(tmp_path, text)) == [
        (5, "sources[0].licens", "unknown field; did you mean 'licence'?"),
        (6, "sources[0].origin_country", "must be a country code of two capital letters (ISO 3166-1)"),
        (8, "sources[0].shards[0].sha256", "must be a SHA-256: 64 digits and small letters a to f"),
        (8, "sources[0].shards[0].rows", "must be a whole number"),
        (9, "sources[0].shards[1].path", "is required"),
        (10, "sources[1].id", "must begin with a letter or digit and hold at most 128 letters, digits and . _ : @ + -"),
        (
            11,
            "sources[1].type",
            "must be 'open', 'self_collected', 'commercial', 'user_input', 'synthetic' or 'unknown'",
        ),
        (
            12,
            "sources[1].collection.started_on",
            "must be a date, YYYY-MM-DD, or a time, such as 2024-05-01T12:00:00Z",
        ),
        (12, "sources[1].collection.log", "must be a mapping of fields to values"),
    ]


@pytest.mark.parametrize(("text", "other"), [("text", "text"), ("page.text", "page"), ("page.text", "page.text")])
def test_no_other_column_may_hold_the_text(tmp_path: Path, text: str, other: str) -> None:
    columns = f"{{text: {text}, id: {other}}}"
    source = f"sources:\n  - {{id: a, shards: [{{path: a.jsonl, columns: {columns}}}]}}\n"
    ((line, field, message),) = problems(written(tmp_path, HEAD + source))
    assert (line, field) == (4, "sources[0].shards[0].columns")
    assert message.startswith("id must not be the text column")


REFUSED = {
    "nothing": ("", "is empty"),
    "spaces": (" \n\n", "is empty"),
    "not utf-8": (b"provenance: 1\nx: \xff", "is not UTF-8"),
    "a list": ("- a", "must be a mapping of fields to values"),
    "a word": ("hello", "must hold a mapping of fields to values"),
    "an alias": ("a: &x 1\nb: *x", "anchors and aliases are not read; write the value out"),
    "a tag": ("a: !!python/object:os.system {}", "tags are not read"),
    "a key twice": (HEAD + "dataset: {id: e}", "field dataset stands twice"),
    "a key twice in json": ('{"provenance": 1, "provenance": 1}', "field provenance stands twice in one mapping"),
    "a key that is a list": ("[a]: b", "a field's name must be text"),
    "two documents": (HEAD + "---\n" + HEAD, "holds more than one document"),
    "depth": ("[" * 100_000, "is nested too deeply"),
    "depth in json": ('{"a":' + "[" * 200_000, "is nested too deeply"),
    "broken yaml": ("a: [1", "is not valid YAML"),
    "broken json": ('{"a": ', "is not valid JSON"),
    "not a number": ('{"provenance": NaN}', "NaN and Infinity are not numbers of JSON"),
    "a very long number": ('{"provenance": ' + "9" * 5000 + "}", "holds a number that is too long"),
    "control characters": ("a: \x01", "holds characters that YAML does not allow"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_read(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert any(message in sentence for _, _, sentence in problems(written(tmp_path, text)))


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    assert problems(tmp_path / "none.yaml") == [(None, "", "there is no such file")]


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.document.MAX_BYTES", 100)
    assert "is larger than" in problems(written(tmp_path, "#" * 101))[0][2]


SECRET = "11010519491231002X"
ECHOES = (
    f"{HEAD}sources: [{{id: '{SECRET} zhang', type: {SECRET}, origin_country: {SECRET}}}]",
    f"provenance: 1\ndataset: {{id: d, '{SECRET}': 1, version: [{SECRET}]}}",
    f"provenance: {SECRET}\ndataset: {SECRET}",
    f"a: '{SECRET}\n",
    f'{{"provenance": 1, "{SECRET}": 1, "{SECRET}": 2}}',
    f"{HEAD}sources: [{{id: a, shards: [{{path: ../{SECRET}}}]}}]",
    f"{HEAD}%{SECRET} *{SECRET} &{SECRET}",
)


@pytest.mark.parametrize("text", ECHOES)
def test_messages_repeat_no_value(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        load(written(tmp_path, text))
    error = caught.value
    assert SECRET not in str(error)
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__


def test_plain_scalars_mean_what_the_field_means(tmp_path: Path) -> None:
    text = (
        "provenance: 1\ndataset: {id: d, version: 1.10, train_date: 2026-05-01}\nsources: [{id: a, origin_country: NO}]"
    )
    manifest = load(written(tmp_path, text)).manifest
    assert manifest.dataset.version == "1.10"
    assert manifest.sources[0].origin_country == "NO"
    assert str(manifest.dataset.train_date) == "2026-05-01"


def test_json_and_yaml_give_the_same_manifest(tmp_path: Path) -> None:
    data = {
        "provenance": 1,
        "dataset": {"id": "d", "title": "语料 😀"},
        "sources": [{"id": "a", "child_directed": False}],
    }
    yaml = HEAD.replace("id: d", "id: d, title: '语料 😀'") + "sources: [{id: a, child_directed: false}]"
    left = load(written(tmp_path, json.dumps(data), "m.json"))
    assert left.manifest == load(written(tmp_path, yaml)).manifest
    assert left.digest != load(written(tmp_path, yaml)).digest


def test_json_errors_have_lines(tmp_path: Path) -> None:
    path = written(tmp_path, '{\n"provenance": 1,\n"dataset": {"id": "d"},\n"sorces": []\n}', "m.json")
    assert problems(path) == [(4, "sorces", "unknown field; did you mean 'sources'?")]


STRAYS = ("../x.jsonl", "/etc/passwd", "a/../../x", "data\0x", "../*/x.jsonl")


@pytest.mark.parametrize("path", STRAYS)
def test_a_path_may_not_leave(tmp_path: Path, path: str) -> None:
    data = {
        "provenance": 1,
        "dataset": {"id": "d"},
        "sources": [{"id": "a", "shards": [{"path": "ok"}, {"path": path}]}],
    }
    found = problems(written(tmp_path, json.dumps(data), "m.json"))
    assert [field for _, field, _ in found] == ["sources[0].shards[1].path"]


def test_a_path_may_lead_into_an_allowed_root(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    text = f"{HEAD}sources: [{{id: a, shards: [{{path: ../there/x.jsonl}}, {{path: {tmp_path}/there/y}}, {{path: b/../c}}]}}]"
    path = written(tmp_path / "here", text)
    assert len(problems(path)) == 2
    (source,) = load(path, [tmp_path / "there"]).manifest.sources
    assert len(source.shards) == 3


def test_errors_of_every_kind_come_at_once_and_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        f"{HEAD}sources:\n  - {{id: a, shards: [{{path: /etc/x}}]}}\n  - {{id: a, licens: {{id: MIT}}}}\n  - id: b\n"
        "    contract: {id: c, file: {path: ../c.pdf}, signed_on: soon}\n  - {id: ' b ', contract: [{file: {path: ''}}]}\n"
    )
    found = problems(written(tmp_path, text))
    assert [line for line, *_ in found] == sorted(line or 0 for line, *_ in found)
    assert [field for _, field, _ in found] == [
        "sources[0].shards[0].path",
        "sources[1].id",
        "sources[1].licens",
        "sources[2].contract.file.path",
        "sources[2].contract.signed_on",
        "sources[3].id",
        "sources[3].contract[0].file.path",
        "sources[3].contract",
    ]


def test_every_kind_of_path_is_watched(tmp_path: Path) -> None:
    text = (
        "provenance: 1\ndataset: {id: d, policies: {annotation: {file: {path: /a}}}, base_models: [{id: m, licence: {text: {path: /b}}}]}\n"
        "sources: [{id: a, inventory: {path: /c}, collection: {log: {path: /d}, robots: [{host: h, fetched_at: 2024-01-01T00:00:00Z,"
        " file: {path: /e}}]}, parents: [{source: a, record: {path: /f}}], personal_information: {consent: {path: /g}}}]"
    )
    assert len(problems(written(tmp_path, text))) == 7


def test_the_schema_describes_what_is_read(tmp_path: Path) -> None:
    validator = Draft202012Validator(schema())
    Draft202012Validator.check_schema(schema())
    assert validator.is_valid({"provenance": 1, "dataset": {"id": "d"}})
    assert not validator.is_valid({"provenance": 1, "dataset": {"id": "d"}, "licens": 1})


def test_ten_thousand_shards_load(tmp_path: Path) -> None:
    entries = "".join(
        f"      - path: d/s{n:05}.jsonl\n        sha256: {n:064x}\n        rows: {n}\n" for n in range(10_000)
    )
    path = written(tmp_path, f"{HEAD}sources:\n  - id: a\n    shards:\n{entries}")
    assert len(load(path).manifest.sources[0].shards) == 10_000


def test_field_path_shows_plain_names_only() -> None:
    assert field_path(("sources", 3, "licence", "a b")) == "sources[3].licence.?"
