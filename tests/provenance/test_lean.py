"""What a command must not import, seen from a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

MANIFEST = """
provenance: 1
dataset: {id: tiny}
sources:
  - {id: web, type: open, licence: {id: MIT}, shards: [{path: web.jsonl}]}
"""
GATE = """
import sys
from provenance.cli import app
code = app(["gate", sys.argv[1], "--jobs", "1", "--quiet"], standalone_mode=False)
assert code is None or code in (10, 11), code
assert "pyarrow" in sys.modules
assert "pandas" not in sys.modules
"""
THREADS = """
import os, sys
import provenance.cli
import provenance.runners.local
from provenance.lean import keep_pandas_out
assert "numpy" not in sys.modules
keep_pandas_out()
assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
"""
FRAMES = """
import sys
import pyarrow as pa
from provenance.lean import keep_pandas_out
keep_pandas_out()
table = pa.table({"a": [1, 2]})
assert "pandas" not in sys.modules
assert table.to_pandas()["a"].sum() == 3
"""


def python(code: str, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_judgement_for_a_pipeline_needs_no_frames(tmp_path: Path) -> None:
    (tmp_path / "web.jsonl").write_text('{"text": "a page"}\n', encoding="utf-8")
    (tmp_path / "manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    python(GATE, str(tmp_path / "manifest.yaml"))


def test_frames_are_there_when_asked_for() -> None:
    python(FRAMES)


def test_numpy_is_told_to_start_no_threads_before_it_is_imported() -> None:
    python(THREADS)
