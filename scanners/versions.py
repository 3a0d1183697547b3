"""The versions of what decides, beside the scanners, what a catalogue keeps of a shard or of a register."""

from __future__ import annotations

from scanners import keys, masking, metadata
from scanners.registry import readers


def of_shard(format_: str) -> dict[str, int]:
    """What was read of a shard of this format by other versions than these is to be read anew."""
    reader = readers().get(format_)
    return of_register() | {"metadata": metadata.VERSION} | ({"reader": reader.version} if reader else {})


def of_register() -> dict[str, int]:
    """What was read of a register by other versions than these is to be read anew."""
    return {"keys": keys.VERSION, "masking": masking.VERSION}
