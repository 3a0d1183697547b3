"""The contract of the scanning room: what goes in, what comes out.

In goes a `Task`: the address of one shard, how its columns are called and what is to be looked for. Out comes evidence in
the Arrow schemas of `scanners/evidence.py` and one `ShardReport`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from scanners.recognizer_spec import NOTHING, RecognizerSet


@dataclass(frozen=True, slots=True)
class Columns:
    """What the shard's columns are called; None where the shard has no such column. Of several columns of `text` a record's text is their
    values in this order with a line feed between each two; one that a record lacks is empty if another is there. `not_examined`: columns
    of which a person says that they hold no text that had to be examined."""

    text: str | tuple[str, ...] = "text"
    id: str | None = None
    source: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    fetched_at: str | None = None
    is_synthetic: str | None = None
    gen_model: str | None = None
    gen_time: str | None = None
    subject: str | None = None
    content_sha256: str | None = None
    modality: str | None = None
    risk_ids: str | None = None
    ip_risk: str | None = None
    label_task_id: str | None = None
    label_batch_id: str | None = None
    label_kind: str | None = None
    label_executor_id: str | None = None
    label_reviewer_id: str | None = None
    label_risk: str | None = None
    not_examined: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The columns of `text`, one or several."""
        return (self.text,) if isinstance(self.text, str) else self.text


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what one shard may cost; reaching one is a quarantined row, never a crash."""

    batch_bytes: int = 8 << 20
    record_bytes: int = 100 << 20
    expansion_ratio: int = 200
    expansion_floor: int = 256 << 20


@dataclass(frozen=True, slots=True)
class NameSearch:
    """That names are looked for by the engine of the extra `names`, too: which, so that what another one found is found anew, and in what
    share of the records that tell nothing about a person."""

    engine: str
    share: float


@dataclass(frozen=True, slots=True)
class Task:
    """One shard to be scanned. `path` is absolute; `secret` keys the digests; `known_sha256` is the digest of the content whose
    evidence is already held at the present scanner versions, so that an untouched shard costs one hash. `content_digests` asks for
    `content_digest`, which only sources with a collection log need; `address_scopes` for `url_scopes`, which only sources with a register
    of opt-outs need. `linkage` keys the digests of identifiers (`scanners.identity`), of which none are made without it. `recognizers`
    are somebody else's, that look beside ours."""

    shard: int
    path: str
    format: str
    columns: Columns
    secret: bytes
    spool: str
    compression: str | None = None
    encoding: str | None = None
    known_sha256: str | None = None
    content_digests: bool = False
    address_scopes: bool = False
    recognizers: RecognizerSet = NOTHING
    limits: Limits = field(default_factory=Limits)
    linkage: bytes | None = field(default=None, repr=False)
    names: NameSearch | None = None


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What became of one shard. `evidence` is the Arrow file with its rows, or None when nothing had to be done (`unchanged`)
    or nothing could be (`failed`, with the reason). `unexamined_columns` (None where the shard was not read) and `not_examined`, as it was
    declared, are names as far as they may be shown, else masked."""

    shard: int
    status: Literal["scanned", "unchanged", "failed"]
    sha256: str | None
    bytes: int
    signature: str
    records: int
    quarantined: int
    text_bytes: int
    encoding: str | None
    unexamined_columns: tuple[str, ...] | None
    not_examined: tuple[str, ...]
    evidence: str | None
    reason: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One match of a detector in a window of text: code points of the window, stop exclusive; score in [0, 1].

    `extra` names a narrower evidence table and the columns it adds there (values of a closed vocabulary or range only), for instance
    `("licence_detection", {"expression": "MIT"})`.
    """

    start: int
    stop: int
    label: str
    score: float
    extra: tuple[str, Mapping[str, str | bool | int | None]] | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What must stand in a text before a detector is asked. The compiled pass finds all anchors of all detectors at once.

    `digits`: digits in groups of these lengths, `((11,), (3, 4, 4))`, at most twelve groups of at most 30 with eight digits or more in
    all; up to four spaces, hyphens, points or brackets may stand between groups, in any spelling (`scanners/spelling.py`), and
    invisible characters anywhere. `codes`: the same for capital letters and digits, four digits of which stand in a row.
    `leads`: the characters with which `digits` and `codes` may begin; any if empty.
    `signed`: digits of any grouping behind a plus sign, `fewest` or more in all (0: none).
    `quads`: four groups of one to three digits with single points between them.
    `pairs`: hexadecimal digits in groups of at most four between colons: three to ten colons, or two in a row.
    `token`: an unbroken run of ASCII letters and digits that begins with a digit, of so many characters at least and at most.
    `literals`: any of these words, ASCII case ignored. `infix`: this one ASCII character between two word characters.
    `check`: of `digits` or `codes`, only those count whose check characters hold: `luhn`; `mod_11_2` of 18 digits, or 17 with an `X` to
    come (another number of digits counts without); `uscc` with the organisation code inside.
    `before`, `after`: how many bytes around the anchor the detector may look at. `run`: and beyond them, up to so many bytes, as far as
    nothing stands on that side that ends an unbroken word: a space, a quotation mark, an angle bracket or a Han character.
    `beside`: the detector is asked, too, about every window in which another one found something about a person.
    """

    digits: tuple[tuple[int, ...], ...] = ()
    codes: tuple[tuple[int, ...], ...] = ()
    leads: str = ""
    signed: int = 0
    quads: bool = False
    pairs: bool = False
    token: tuple[int, int] | None = None
    literals: tuple[str, ...] = ()
    infix: str | None = None
    check: Literal["luhn", "mod_11_2", "uscc"] | None = None
    before: int = 96
    after: int = 96
    run: int = 0
    beside: bool = False


class Detector(Protocol):
    """One kind of thing that is looked for in windows of text around its anchors.

    The module's file name is the scanner's name, its heading in the manual and its case file. A raised `version` re-scans what was
    scanned by an older one. Thresholds do not belong here: report everything with its score.
    """

    name: str
    version: int
    anchor: Anchor
    labels: Mapping[str, str]
    """label -> family: `personal`, `organisation`, `device`, `network`, `secret`, `specimen` (published examples, nobody's), `licence`,
    `aigc`."""

    def find(self, text: str) -> Iterator[Hit]:
        """Yields hits in `text`, whose full-width ASCII has been folded to ASCII and whose zero-width characters have been removed."""
        ...


@runtime_checkable
class Sifting(Protocol):
    """What a detector may have beside `find`: a test of windows before they become text, for one that is asked far more often than it
    finds anything."""

    def promising(
        self, data: npt.NDArray[np.uint8], start: npt.NDArray[np.int64], stop: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.bool_]:
        """Which of the windows [`start`, `stop`) of the UTF-8 bytes `data` may hold a hit: true wherever `find` yields one."""
        ...
