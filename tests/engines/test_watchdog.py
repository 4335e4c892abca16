"""The process that does what may never end."""

from __future__ import annotations

import time

from derive.engines.watchdog import within


def test_an_answer_comes_back() -> None:
    assert within(5.0, lambda: [True, "how"]) == [True, "how"]


def test_what_never_ends_is_ended() -> None:
    def forever() -> None:
        while True:
            pass

    begin = time.monotonic()
    assert within(0.3, forever) is None
    assert time.monotonic() - begin < 5


def test_what_fails_is_no_answer() -> None:
    assert within(5.0, lambda: 1 // 0) is None
    assert within(5.0, lambda: object()) is None
