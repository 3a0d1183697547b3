"""Pairs are found anew whenever anything that they depend on is another, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.catalogue import Catalogue
from provenance.held import is_reduced, reduce_inputs

STEP = "near_duplicate"
SHARDS = """
INSERT INTO t_source (source, role) VALUES ('web', 'corpus'), ('book', 'works');
INSERT INTO t_shard (shard, source, path, present, listed, sha256, status, task_digest) VALUES
  (1, 'web', 'a.jsonl', true, true, 'aa', 'scanned', 't'), (2, 'book', 'b.jsonl', true, true, 'bb', 'scanned', 't'),
  (3, 'web', 'c.jsonl', false, true, NULL, 'failed', NULL);
"""
CHANGES = {
    "a shard's content": "UPDATE t_shard SET sha256 = 'cc' WHERE shard = 1",
    "how a shard is read": "UPDATE t_shard SET task_digest = 'u' WHERE shard = 1",
    "a shard's name": "UPDATE t_shard SET path = 'z.jsonl' WHERE shard = 1",
    "a shard that failed": "UPDATE t_shard SET status = 'failed' WHERE shard = 2",
    "a shard more": "INSERT INTO t_shard (shard, source, path, status) VALUES (4, 'web', 'd.jsonl', 'pending')",
    "a shard less": "DELETE FROM t_shard WHERE shard = 2",
    "a source's role": "UPDATE t_source SET role = 'works' WHERE source = 'web'",
    "a shard that nobody knows": "UPDATE t_shard SET sha256 = NULL WHERE shard = 1",
    "the licence of a source": "UPDATE t_source SET licence_class = 'permissive' WHERE source = 'web'",
    "the limits of a licence": "UPDATE t_source SET licence_limits = ['non_commercial'] WHERE source = 'web'",
    "a licence in the data": "INSERT INTO t_licence_name (declared, class) VALUES ('x', 'non_commercial')",
    "a contract": "INSERT INTO t_contract (source, covers_training, file_status) VALUES ('web', true, 'ok')",
    "a pair to be read again": "UPDATE t_reduce SET input_digest = NULL",
    "a step that was broken off": "UPDATE t_reduce SET unverified = NULL",
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    found = Catalogue(tmp_path / "a.duckdb")
    found.connection.execute(SHARDS)
    found.candidates(16, 64)
    found.reduced(STEP, 2, [])
    found.reduced_from(STEP, reduce_inputs(found.connection, [0.5, 8]))
    yield found
    found.close()


def done(c: Catalogue, version: int = 2, parameters: tuple[float, ...] = (0.5, 8)) -> bool:
    return is_reduced(c.connection, STEP, version, reduce_inputs(c.connection, parameters))


def test_what_was_done_from_the_same_is_done(catalogue: Catalogue) -> None:
    assert done(catalogue)


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_the_shards_undoes_it(catalogue: Catalogue, what: str) -> None:
    catalogue.connection.execute(CHANGES[what])
    assert not done(catalogue)


def test_another_version_or_other_parameters_have_not_done_it(catalogue: Catalogue) -> None:
    assert not done(catalogue, version=3)
    assert not done(catalogue, parameters=(0.6, 8))


def test_a_step_that_begins_is_not_done(catalogue: Catalogue) -> None:
    catalogue.begin_reduce(STEP, 2)
    assert not done(catalogue)
    catalogue.reduced(STEP, 2, [])
    assert not done(catalogue)


def test_nothing_is_known_of_a_shard_that_changed_while_it_was_read(catalogue: Catalogue) -> None:
    catalogue.connection.execute("UPDATE t_shard SET sha256 = NULL WHERE shard = 1")
    unknown = reduce_inputs(catalogue.connection, [0.5, 8])
    catalogue.reduced_from(STEP, unknown)
    assert unknown is None
    assert not done(catalogue)
