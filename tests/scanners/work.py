"""Counting what detectors do instead of how long it takes: calls of functions, and characters that patterns are let loose on."""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from scanners.announced import Announced
from scanners.context import Words
from scanners.digit_runs import Rules

_SCANS = ("search", "finditer", "findall", "sub", "split")
_STANDS = ("match", "fullmatch")


class Work:
    """`count`: calls, and the characters between where each pattern may begin and where it must end; of `match`, those it took."""

    def __init__(self) -> None:
        self.count = 0

    def during(self, run: Callable[[], object]) -> int:
        """What `run` costs."""
        self.count = 0
        sys.setprofile(self._called)
        try:
            run()
        finally:
            sys.setprofile(None)
        return self.count

    def _called(self, _frame: FrameType, event: str, _argument: object) -> None:
        self.count += event in ("call", "c_call")


class _Counted:
    """A pattern that says what it is let loose on."""

    def __init__(self, pattern: re.Pattern[str], work: Work) -> None:
        self._pattern, self._work = pattern, work

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._pattern, name)
        if name in _SCANS:
            return lambda *arguments: self._scan(method, *arguments)
        return (lambda *arguments: self._stand(method, *arguments)) if name in _STANDS else method

    def _scan(self, method: Any, *arguments: Any) -> Any:
        text, *bounds = arguments[1:] if method.__name__ == "sub" else arguments
        start, stop = (*bounds, 0, len(text))[:2] if len(bounds) != 1 else (bounds[0], len(text))
        self._work.count += max(0, min(stop, len(text)) - start)
        return method(*arguments)

    def _stand(self, method: Any, *arguments: Any) -> Any:
        match = method(*arguments)
        self._work.count += len(match.group()) if match else 0
        return match


def counting(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Puts counting patterns in the place of all that modules of `scanners` hold, until the test ends."""
    work = Work()
    for name in sorted(m for m in sys.modules if m.startswith("scanners.")):
        module = sys.modules[name]
        for attribute, value in list(vars(module).items()):
            if isinstance(value, Words | Announced):
                for held in type(value).__slots__:
                    monkeypatch.setattr(value, held, _replaced(getattr(value, held), work))
            elif not attribute.startswith("__") and (new := _replaced(value, work)) is not value:
                monkeypatch.setattr(module, attribute, new)
    return work


def _replaced(value: Any, work: Work) -> Any:
    if isinstance(value, re.Pattern):
        return _Counted(value, work)
    if isinstance(value, Rules):
        return dataclasses.replace(value, words=_replaced(value.words, work))
    if type(value) is tuple and any(_replaced(v, work) is not v for v in value):
        return tuple(_replaced(v, work) for v in value)
    if type(value) is dict and any(_replaced(v, work) is not v for v in value.values()):
        return {k: _replaced(v, work) for k, v in value.items()}
    return value
