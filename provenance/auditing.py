"""The story of an audit, to be read from top to bottom."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa

from expectations.judge import judge
from expectations.rulebook import Rulebook, load
from expectations.verdict import Outcome
from provenance import licence_files, linkage, name_search, quality, registers, scanning, standing, verdicts
from provenance.catalogue import Catalogue, Judgement
from provenance.comparing import Comparers
from provenance.declare import data_digest, declare
from provenance.held import held, is_reduced, licence_texts, reduce_inputs
from provenance.licences import normalise
from provenance.listing import ListedShard, list_shards
from provenance.manifests import native
from provenance.notebook import EXIT_CODES as EXIT_CODES
from provenance.notebook import Audit
from provenance.recognizers import Others, costly, of_audit
from provenance.reduce import PARAMETERS, find_duplicates
from provenance.runners.local import Pool
from provenance.secret import secret_of
from provenance.waivers import waivers as read_waivers
from scanners import registry
from scanners.base import NameSearch


def _silent(_: scanning.Step) -> None:
    return None


def audit(
    manifest: str | Path,
    *,
    catalogue: str | Path | None = None,
    rulebook: str = "cn-interim-measures-2023",
    jobs: int | None = None,
    as_of: dt.date | None = None,
    waivers: str | Path | None = None,
    allow_roots: Sequence[str | Path] = (),
    linkage_key: str | Path | None = None,
    recognizers: str | Path | None = None,
    names: bool = False,
    names_share: float = name_search.SHARE,
    progress: scanning.Progress = _silent,
) -> Audit:
    """Audits the data set of a manifest and leaves the evidence in a catalogue (beside the manifest unless told otherwise).

    `as_of` is the day on which terms and waivers are judged, today in UTC by default. `linkage_key` is the file of the key under which
    identifiers of persons are hashed, so that one person is known again in several sources; without it, that of the environment
    (`PROVENANCE_LINKAGE_KEY_FILE`), and without either nothing is linked. `recognizers` is a file of recognisers of Presidio that look
    beside ours (docs/presidio.md), in the place of the manifest's. `names` has the engine of the extra `names` look for names, too; it
    counts them in `names_share` of the records that tell nothing else about a person. Raises `InputError` or `RulebookError` with
    everything that is wrong with the manifest, the waivers, the recognisers or the rulebook; bad data raises nothing.
    """
    law = load(rulebook)
    day = as_of or dt.datetime.now(dt.UTC).date()
    loaded = native.load(Path(manifest), [Path(root) for root in allow_roots])
    path = Path(catalogue) if catalogue else loaded.path.with_suffix(".duckdb")
    named = {source.id for source in loaded.manifest.sources}
    key = linkage.key_of(linkage_key, path, native.roots(loaded))
    others = of_audit(loaded, recognizers)
    law = replace(law, labels=law.labels.joined(others.label_classes))
    search = name_search.search_of(names, names_share)
    exempt = read_waivers(Path(waivers), day, law.rules.keys(), named) if waivers else None
    most = jobs or os.cpu_count() or 1
    shards = list(list_shards(loaded))
    with _workers(shards, most, path) as pool, closing(Catalogue(path)) as book:
        last = book.last_judgement()
        run = book.start_run(_run(law, day, loaded, most))
        progress(scanning.Step("declare", remarks=tuple(costly(others.detectors))))
        _declared(book, loaded, path, shards, exempt)
        counts = _scanned(book, loaded, path, shards, key, others, search, pool, progress)
        progress(scanning.Step("judge"))
        outcome, waived = _judged(book, law, day, last)
        book.end_run(run, counts, outcome)
    return Audit(path, law, EXIT_CODES[outcome], waived, run)


def _run(law: Rulebook, day: dt.date, loaded: native.Loaded, workers: int) -> dict[str, object]:
    return {
        "tool_version": version("provenance-auditor"),
        "rulebook": law.id,
        "rulebook_digest": law.digest,
        "as_of": day,
        "manifest_path": loaded.path.name,
        "manifest_digest": loaded.digest,
        "jobs": workers,
    }


@contextmanager
def _workers(shards: Iterable[ListedShard], most: int, catalogue: Path) -> Iterator[Pool]:
    """The pool for these shards. Its workers are started at once where the catalogue is yet to be made, since everything must be scanned
    then: they get ready while the manifest is recorded, and can be copies of a process that has opened no catalogue."""
    present = [str(shard.absolute) for shard in shards if shard.present]
    with Pool(scanning.worth_starting(present, most)) as pool:
        if not os.path.lexists(catalogue):
            registry.versions()  # loads the detectors, once for all
            pool.start(len(present))
        yield pool


def _declared(
    book: Catalogue, loaded: native.Loaded, path: Path, shards: Sequence[ListedShard], exempt: pa.Table | None
) -> None:
    secret = secret_of(path)
    texts = licence_files.Texts(licence_texts(book.connection, licence_files.VERSION))
    book.replace(dict(declare(loaded, shards, texts)) | {"t_licence_text": texts.table()})
    book.replace(
        {"t_waiver": exempt} if exempt is not None else {"t_waiver": pa.table({"control": pa.array([], pa.string())})}
    )
    book.list_shards(scanning.listed_table(shards))
    _registers(book, loaded, secret)


def _registers(book: Catalogue, loaded: native.Loaded, secret: bytes) -> None:
    named = {registers.signature(loaded, reference, secret): reference for reference in registers.declared(loaded)}
    held = book.keep_registers(named)
    for signature, reference in named.items():
        if signature not in held:
            with book.transaction():
                _register(book, loaded, reference, secret)


def _register(book: Catalogue, loaded: native.Loaded, reference: registers.Reference, secret: bytes) -> None:
    for part in registers.read(loaded, reference, secret):
        if isinstance(part, pa.RecordBatch):
            book.append(str(registers.TABLES[reference.kind]), pa.Table.from_batches([part]))
        else:
            row = asdict(part) | {"missing_columns": list(part.missing_columns)}
            book.append("t_register", pa.Table.from_pylist([row], verdicts.REGISTER))


@contextmanager
def _spool(catalogue: Path) -> Iterator[Path]:
    """A folder for what workers put aside in this run. It goes when the run ends, however it ends, and with it whatever killed runs left;
    it is a new one, because a worker that outlived its run must not write into the evidence of this one."""
    spool = catalogue.with_name(catalogue.name + ".spool")
    if spool.is_symlink():
        spool.unlink()
    shutil.rmtree(spool, ignore_errors=True)
    spool.mkdir(mode=0o700, exist_ok=True)
    try:
        yield Path(tempfile.mkdtemp(dir=spool))
    finally:
        shutil.rmtree(spool, ignore_errors=True)


def _scanned(
    book: Catalogue,
    loaded: native.Loaded,
    path: Path,
    shards: Iterable[ListedShard],
    key: bytes | None,
    others: Others,
    search: NameSearch | None,
    pool: Pool,
    progress: scanning.Progress,
) -> dict[str, int]:
    logged = frozenset(s.id for s in loaded.manifest.sources if s.collection and s.collection.log)
    refusable = frozenset(
        s.id for s in loaded.manifest.sources if s.personal_information and s.personal_information.opt_outs
    )
    versions = others.versions
    shipped = {"t_shipped_quality": quality.table(quality.shipped())}
    book.replace(verdicts.scanner_tables(versions, others.detectors) | shipped)
    with _spool(path) as spool, pool:
        work = others.told(scanning.jobs_of(shards, secret_of(path), spool, logged, refusable, key, search))
        counts = scanning.scan(book, scanning.pending(work, held(book.connection), versions), pool, progress, versions)
        names = {declared: normalise(declared) for declared in book.distinct_licences()}
        book.replace({"t_licence_name": verdicts.licence_names(names)})
        progress(scanning.Step("compare"))
        _compared(book, Comparers(work, pool, spool / "shingles"), versions["near_duplicate"])
    book.set_data_digest(data_digest(book.data_state()))
    return counts


def _compared(book: Catalogue, workers: Comparers, version: int) -> None:
    inputs = reduce_inputs(book.connection, PARAMETERS)
    if not is_reduced(book.connection, "near_duplicate", version, inputs):
        unread = find_duplicates(book, workers, version)
        book.reduced_from("near_duplicate", None if unread else inputs)


def _judged(book: Catalogue, law: Rulebook, day: dt.date, last: Judgement | None) -> tuple[Outcome, bool]:
    """The outcome of all controls, and whether a waiver covers any of it. What the last run judged stands where nothing changed."""
    book.replace({"t_label_class": verdicts.label_classes(law.labels)})
    basis = standing.basis(book.connection, law, day)
    if last is None or last.basis != basis:
        last = Judgement(basis, verdicts.tables(judge(book.connection, law, day)))
    book.keep_judgement(last)
    return verdicts.outcome(last.tables), verdicts.waived(last.tables)
