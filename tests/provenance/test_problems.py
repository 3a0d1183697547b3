from __future__ import annotations

import pickle

from pydantic import ValidationError

from provenance.manifest import Manifest
from provenance.problems import InputError, Problem, explain, fields_at, line_of


def test_one_line_each() -> None:
    error = InputError([Problem("m.yaml", 3, "a.b", "is required"), Problem("m.yaml", None, "", "is empty")])
    assert str(error) == "m.yaml:3: a.b: is required\nm.yaml: is empty"
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


def test_beyond_a_thousand_they_are_counted() -> None:
    try:
        Manifest.model_validate({"provenance": 1, "dataset": {"id": "d"}, "sources": [{}] * 1500})
    except ValidationError as error:
        found = explain(error, Manifest, "m", {})
    assert len(found) == 1001
    assert found[-1].message == "and 500 more"


def test_the_nearest_line_is_given() -> None:
    lines = {(): 1, ("a",): 4}
    assert [line_of(place, lines) for place in (("a", 2, "b"), ("c",), ())] == [4, 1, 1]


def test_fields_of_any_place() -> None:
    assert "licence" in fields_at(Manifest, ("sources", 0))
    assert "sections" in fields_at(Manifest, ("dataset", "policies", "annotation"))
    assert fields_at(Manifest, ("nowhere",)) == []
