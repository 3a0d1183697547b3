"""What the manifest declares about what became of personal information, as rows of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance.evidence import Filed
from provenance.manifest_sources import Source


def anonymisation(files: Filed, source: Source) -> Iterator[dict[str, Any]]:
    """The row of the claim that a source is anonymised, if it is made."""
    if source.personal_information and (declared := source.personal_information.anonymisation):
        test = declared.reidentification_test
        yield {
            "source": source.id,
            "methods": declared.methods,
            "key_destroyed": declared.key_destroyed,
            "record_status": files.status(source.id, "anonymisation", declared.record),
            "tested_on": test.dated_on if test else None,
            "test_status": files.status(source.id, "reidentification_test", test),
        }


def handlers(files: Filed, source: Source) -> Iterator[dict[str, Any]]:
    """A row for each other handler, in the order of the manifest."""
    for declared in source.personal_information.handlers if source.personal_information else ():
        yield {
            **declared.model_dump(include={"direction", "transferred_on", "kept_until"}),
            "source": source.id,
            **{
                f"{kind}_status": files.status(source.id, f"handler_{kind}", getattr(declared, kind))
                for kind in ("notice", "separate_consent", "contract")
            },
        }


def export(files: Filed, source: Source) -> Iterator[dict[str, Any]]:
    """The row of the way out of the mainland, if one is declared."""
    if source.personal_information and (declared := source.personal_information.export):
        yield {
            "source": source.id,
            "mechanism": declared.mechanism,
            "dated_on": declared.record.dated_on if declared.record else None,
            "record_status": files.status(source.id, "export", declared.record),
            "separate_consent_status": files.status(source.id, "export_consent", declared.separate_consent),
        }
