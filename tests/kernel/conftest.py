"""The kernel remembers canonical forms; a test begins without any, so that it sees the code that makes them."""

from __future__ import annotations

import pytest

from derive.kernel import function, graph


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    for remembering in (graph._canonical, graph._component, graph.loose, function.mentions):
        clear = getattr(remembering, "cache_clear", None)
        if clear is not None:
            clear()
