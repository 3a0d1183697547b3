"""`provenance schema`: the JSON Schema of the manifest, for editors and for checks."""

from __future__ import annotations

import json

from provenance.commands.terminal import say


def schema() -> None:
    """Print the JSON Schema of the manifest (2020-12).

    Exit codes: 0 printed, 1 error, 2 usage.
    """
    from provenance.manifests import native

    for line in json.dumps(native.schema(), ensure_ascii=False, indent=2, sort_keys=True).splitlines():
        say(line)
