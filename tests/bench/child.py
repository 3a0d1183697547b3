"""What the product is compared with, in processes of its own: `python -m tests.bench.child WHAT …` prints one JSON object.

`read FOLDER` only decompresses and parses the shards. `imports` and `kernels` do what every run has to do before it can begin.
`personal FILE` searches a text.
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path


def read(folder: str) -> int:
    """Every record of the JSONL.zst (zstandard, orjson a line) and Parquet (pyarrow) shards parsed once on one thread, and dropped."""
    import orjson
    import pyarrow as pa
    import pyarrow.parquet as pq
    import zstandard

    pa.set_cpu_count(1)
    records = 0
    for path in sorted(Path(folder).rglob("*.jsonl.zst")):
        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
            for line in stream.read().splitlines():
                orjson.loads(line)
                records += 1
    for path in sorted(Path(folder).rglob("*.parquet")):
        for batch in pq.ParquetFile(path).iter_batches(use_threads=False):
            records += batch.num_rows
    return records


def imports() -> int:
    """Everything the driver imports for an audit."""
    import provenance.auditing

    assert provenance.auditing.audit
    return 0


def kernels() -> int:
    """What a worker loads before its first record: its imports, and the compiled kernels from numba's cache."""
    from provenance.lean import keep_pandas_out

    keep_pandas_out()
    import pyarrow as pa

    from scanners import detect, language, measures

    measured = measures.measure(pa.array(["一 two three four five six seven"]), language.STOP_WORDS)
    measures.bands(measured, bytes(32))
    return len(list(detect.detect(measured.data, measured.offsets)))


def personal(path: str) -> float:
    """Seconds that the search of a text for personal information takes, with the tables made."""
    import pyarrow as pa

    from scanners import detect, measures

    def search(text: str) -> float:
        data, offsets = measures.buffers(pa.array([text], pa.string()))
        began = time.perf_counter()
        deque(detect.detect(data, offsets), maxlen=0)
        return time.perf_counter() - began

    search("13800138000")
    return search(Path(path).read_text("utf-8"))


def nothing() -> int:
    """A bare interpreter."""
    return 0


COMMANDS: Mapping[str, Callable[..., int | float]] = {
    f.__name__: f for f in (read, imports, kernels, personal, nothing)
}
"""A float is the time that counts; a whole number says how much was done, and all of the time counts."""

if __name__ == "__main__":
    started = time.perf_counter()
    done = COMMANDS[sys.argv[1]](*sys.argv[2:])
    seconds, count = (done, 0) if isinstance(done, float) else (time.perf_counter() - started, done)
    sys.stdout.write(json.dumps({"seconds": seconds, "count": count}) + "\n")
