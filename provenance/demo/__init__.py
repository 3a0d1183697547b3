"""A corpus with known faults, made from what is on the machine, and the check that an audit finds them all."""

from provenance.demo.bench import AS_OF
from provenance.demo.build import Count, Demo, build
from provenance.demo.check import check
from provenance.demo.truth import planted_texts

__all__ = ["AS_OF", "Count", "Demo", "build", "check", "planted_texts"]
