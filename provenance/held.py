"""What a catalogue holds already, and so what an audit need not do again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from provenance.canonical import digest_of

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Held:
    """What the catalogue holds of one shard."""

    signature: str | None
    sha256: str | None
    task_digest: str | None
    status: str | None
    linkage: str | None
    versions: Mapping[str, int]


def held(connection: duckdb.DuckDBPyConnection) -> dict[int, Held]:
    """What is held of every shard, by shard."""
    rows = connection.execute(_query("held")).fetchall()
    return {
        shard: Held(signature, sha256, task, status, linkage, _versions(stamps))
        for shard, signature, sha256, task, status, linkage, stamps in rows
    }


def reduce_inputs(connection: duckdb.DuckDBPyConnection, parameters: Sequence[object]) -> str | None:
    """A digest of everything that a step over all shards works on; None where that is not known."""
    ((shards,),) = connection.execute(_query("reduce_inputs")).fetchall()
    ((terms,),) = connection.execute(_query("reduce_terms")).fetchall()
    return digest_of([shards, terms, *parameters]) if shards else None


def licence_texts(connection: duckdb.DuckDBPyConnection, version: int) -> dict[str, dict[str, float]]:
    """What licence texts of which SHA-256 state, as this version saw it."""
    query = "SELECT sha256, states, scores FROM t_licence_text WHERE version = ?"
    rows = connection.execute(query, [version]).fetchall()
    return {digest: dict(zip(states, scores, strict=True)) for digest, states, scores in rows}


def is_reduced(connection: duckdb.DuckDBPyConnection, name: str, version: int, inputs: str | None) -> bool:
    """Whether this version did the step from these inputs, so that doing it again would change nothing."""
    done = "SELECT 1 FROM t_reduce WHERE name = ? AND version = ? AND input_digest = ? AND unverified IS NOT NULL"
    return bool(connection.execute(done, [name, version, inputs]).fetchall())


@cache
def _versions(stamps: str) -> Mapping[str, int]:
    found = (stamp.rpartition("=") for stamp in stamps.split(",") if stamp)
    return {scanner: int(version) for scanner, _, version in found}


def _query(name: str) -> str:
    return (files("provenance") / "queries" / f"{name}.sql").read_text("utf-8")
