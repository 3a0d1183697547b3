"""What the manifest declares, as rows of the catalogue, with the status of every evidence file it names.

Nothing is believed here: a status says whether a document is there and is the one that was filed (`provenance.evidence`). What a field
leaves out stays NULL, which is not no. `base_models: []` is one row with `use` = `none`, `annotation.not_annotated: true` a policy of
that kind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from provenance.canonical import digest_of
from provenance.cells import covers_training
from provenance.declare_information import anonymisation, export, handlers
from provenance.declare_supply import commitments, intermediary, review
from provenance.declared_columns import COLUMNS, schema
from provenance.defects import defects
from provenance.evidence import Filed
from provenance.identifiers import uscc_status
from provenance.licence_files import LicenceFiles, Texts
from provenance.licences import normalise
from provenance.listing import ListedShard
from provenance.manifest import Manifest
from provenance.manifest_parts import EvidenceFile
from provenance.manifest_sources import Assessment, Source
from provenance.manifests.native import Loaded
from provenance.robots import host_key, utc

Rows = list[dict[str, Any]]


def declare(loaded: Loaded, shards: Iterable[ListedShard], texts: Texts | None = None) -> dict[str, pa.Table]:
    """A table for each name of `declared_columns.COLUMNS`, columns in the order of the catalogue, rows in the order of the manifest. What
    licence texts state is asked of `texts`."""
    listed, files = tuple(shards), LicenceFiles(loaded, texts or Texts())
    rows: dict[str, Rows] = {
        "t_dataset": [_dataset(loaded, files, listed)],
        "t_source": [_source(files, source) for source in loaded.manifest.sources],
        "t_contract": [_contract(files, source) for source in loaded.manifest.sources if source.contract],
        "t_commitment": [row for source in loaded.manifest.sources for row in commitments(files, source)],
        "t_supplier_review": [row for source in loaded.manifest.sources for row in review(files, source)],
        "t_intermediary": [row for source in loaded.manifest.sources for row in intermediary(files, source)],
        "t_collection": [_collection(files, source) for source in loaded.manifest.sources if source.collection],
        "t_anonymisation": [row for source in loaded.manifest.sources for row in anonymisation(files, source)],
        "t_handler": [row for source in loaded.manifest.sources for row in handlers(files, source)],
        "t_export": [row for source in loaded.manifest.sources for row in export(files, source)],
        "t_robots_snapshot": [row for source in loaded.manifest.sources for row in _snapshots(files, source)],
        "t_assessment": [row for source in loaded.manifest.sources for row in _assessments(files, source)],
        "t_base_model": list(_base_models(loaded, files)),
        "t_policy": list(_policies(loaded, files)),
        "t_lineage": list(_lineage(loaded, files)),
        "t_manifest_defect": list(defects(loaded, listed)),
    }
    rows["t_evidence_file"] = [asdict(file) for file in files.seen]
    return {table: pa.Table.from_pylist(rows[table], schema(table)) for table in COLUMNS}


def data_digest(shards: Iterable[tuple[str, str | None]]) -> str:
    """SHA-256 over the sorted (path, SHA-256) of the shards: the identity of the data, whatever the manifest says about it."""
    lines = sorted(f"{path}\0{digest or ''}\n" for path, digest in shards)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def declaration_digest(manifest: Manifest) -> str:
    """SHA-256 over all that a manifest declares but for what it says of earlier assessments, which is only known when they are over."""
    earlier = {"dataset": {"last_audit", "never_assessed"}}
    return digest_of(manifest.model_dump(mode="json", exclude=earlier, exclude_defaults=True))


def _dataset(loaded: Loaded, files: Filed, shards: tuple[ListedShard, ...]) -> dict[str, Any]:
    dataset = loaded.manifest.dataset
    last, article = dataset.last_audit, dataset.article_17
    digest = data_digest((shard.path, shard.declared_sha256) for shard in shards if shard.role == "corpus")
    return {
        **dataset.model_dump(include={"id", "version", "title", "train_date", "sensitivity_profile"}),
        **dataset.intended_use.model_dump(),
        "opinion_or_mobilisation": article.opinion_or_mobilisation,
        "security_assessment_status": files.status(None, "security_assessment", article.security_assessment),
        "algorithm_filing": article.algorithm_filing,
        "manifest_digest": loaded.digest,
        "data_digest": digest,
        "last_audit_on": last.audited_on if last else None,
        "important_update": last.data_digest != digest if last else None,
        "never_assessed": dataset.never_assessed,
        "declaration_digest": declaration_digest(loaded.manifest),
        "last_audit_data_digest": last.data_digest if last else None,
        "last_audit_declaration_digest": last.declaration_digest if last else None,
        "contacts": len(dataset.contacts),
    }


def _source(files: LicenceFiles, source: Source) -> dict[str, Any]:
    licence, information, users = source.licence, source.personal_information, source.authorisation
    name = normalise(licence.id if licence else None)
    return {
        **source.model_dump(include={"role", "type", "name", "url", "origin_country", "modality", "languages"}),
        **source.model_dump(include={"via_intermediary", "is_synthetic", "child_directed"}),
        "source": source.id,
        "licence_declared": licence.id if licence else None,
        "licence": name.expression,
        "licence_class": name.licence_class,
        "licence_limits": sorted(name.limits),
        "licence_rule": name.rule,
        "licence_confidence": name.confidence,
        "licence_url": licence.url if licence else None,
        "licence_retrieved_on": licence.retrieved_on if licence else None,
        **files.licence(source.id, licence.id if licence else None, licence.text if licence else None),
        "pi_basis": information.basis if information else None,
        "pi_evidence_status": files.status(
            source.id, "personal_information", information.evidence if information else None
        ),
        "per_record_licence": any(shards.columns.licence for shards in source.shards),
        "terms_version": users.terms_version if users else None,
        "terms_status": files.status(source.id, "terms", users.terms if users else None),
        "significant_impact": information.significant_impact if information else None,
        "storage_regions": source.regions.storage,
        "processing_regions": source.regions.processing,
    }


def _contract(files: Filed, source: Source) -> dict[str, Any]:
    contract = source.contract
    assert contract is not None
    return {
        **contract.model_dump(exclude={"uscc", "file"}),
        "source": source.id,
        "uscc_status": uscc_status(contract.uscc),
        "covers_training": covers_training(contract.purposes),
        "file_status": files.status(source.id, "contract", contract.file),
    }


def _collection(files: Filed, source: Source) -> dict[str, Any]:
    collection = source.collection
    assert collection is not None
    return {
        **collection.model_dump(include={"method", "user_agent", "started_on", "ended_on", "self_produced"}),
        "source": source.id,
        "production_record_status": files.status(source.id, "production_record", collection.production_record),
        "opt_out_status": files.status(source.id, "opt_out", collection.opt_out),
        "cleaned_on": collection.cleaning.dated_on if collection.cleaning else None,
        "cleaning_status": files.status(source.id, "cleaning", collection.cleaning),
    }


def _snapshots(files: Filed, source: Source) -> Iterator[dict[str, Any]]:
    for snapshot in source.collection.robots if source.collection else ():
        yield {
            "source": source.id,
            "host": host_key(snapshot.host),
            "fetched_at": utc(snapshot.fetched_at),
            "http_status": snapshot.http_status,
            "file_status": files.status(source.id, "robots_snapshot", snapshot.file),
        }


def _assessments(files: Filed, source: Source) -> Iterator[dict[str, Any]]:
    found: tuple[tuple[str, Assessment | None], ...] = (
        ("before", source.assessment_before),
        ("after", source.assessment_after),
    )
    for phase, assessment in found:
        if assessment is not None:
            status = files.status(source.id, f"assessment_{phase}", assessment.file)
            yield {
                **assessment.model_dump(exclude={"file"}),
                "source": source.id,
                "phase": phase,
                "file_status": status,
            }


def _base_models(loaded: Loaded, files: Filed) -> Iterator[dict[str, Any]]:
    models = loaded.manifest.dataset.base_models
    if models == ():
        yield {"use": "none", "licence_text_status": "none"}
    for model in models or ():
        licence = model.licence
        name = normalise(licence.id if licence else None)
        yield {
            **model.model_dump(exclude={"licence"}),
            "licence_declared": licence.id if licence else None,
            "licence": name.expression,
            "licence_class": name.licence_class,
            "licence_limits": sorted(name.limits),
            "licence_text_status": files.status(None, "base_model_licence", licence.text if licence else None),
        }


def _policies(loaded: Loaded, files: Filed) -> Iterator[dict[str, Any]]:
    rules = (policies := loaded.manifest.dataset.policies).annotation
    for kind in ("ip", "personal_information", "robots", "algorithm_description"):
        yield _policy(files, None, kind, getattr(policies, kind))
    yield _policy(files, None, "annotation", rules.file if rules else None) | {
        "sections": rules.sections if rules else ()
    }
    if rules and rules.not_annotated:
        yield _policy(files, None, "not_annotated", None)
    for source in loaded.manifest.sources:
        if (information := source.personal_information) is not None:
            yield _policy(files, source.id, "pipia", information.impact_assessment)
            for kind in ("necessity_notice", "minors_rules", "minors_audit"):
                yield _policy(files, source.id, kind, getattr(information, kind))


def _policy(files: Filed, source: str | None, kind: str, file: EvidenceFile | None) -> dict[str, Any]:
    return {
        "kind": kind if source is None else f"{kind}:{source}",
        "owner": file.owner if file else None,
        "dated_on": file.dated_on if file else None,
        "file_status": files.status(source, kind, file),
        "sections": (),
    }


def _lineage(loaded: Loaded, files: Filed) -> Iterator[dict[str, Any]]:
    known = {source.id for source in loaded.manifest.sources}
    endless = _endless({source.id: {p.source for p in source.parents} for source in loaded.manifest.sources})
    for source in loaded.manifest.sources:
        for parent in source.parents:
            yield {
                "child": source.id,
                "parent": parent.source,
                "parent_known": parent.source in known,
                "transform": parent.transform,
                "record_status": files.status(source.id, "lineage_record", parent.record),
                "endless": parent.source in endless,
            }


def _endless(parents: Mapping[str, set[str]]) -> set[str]:
    """The sources of which the parents of the parents never end, because they run in a circle."""
    left = dict(parents)
    while ended := [source for source, above in left.items() if not above & left.keys()]:
        for source in ended:
            del left[source]
    return set(left)
