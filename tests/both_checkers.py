"""`pytest --both-checkers`: every certificate that replays while a test runs is given to the second checker as well, whichever engine made it.

Each different one is checked once. Those of child processes are met where their parent replays them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import second_checker

import derive.engines.algebra.equality
import derive.engines.reals.proofs
import derive.rules.saved
from derive.rules.certificates import Certificate, replay
from derive.rules.saved import certificate_json

WHERE = (derive.engines.algebra.equality, derive.engines.reals.proofs, derive.rules.saved)
seen: set[str] = set()


@pytest.fixture(autouse=True)
def both_checkers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test in which a certificate replays that the second checker does not hold to be one."""
    found: list[dict[str, Any]] = []

    def remembered(certificate: Certificate, *known: Any) -> object:
        theorems = replay(certificate, *known)
        saved = json.loads(json.dumps(certificate_json(certificate)))
        if saved["digest"] not in seen:
            seen.add(saved["digest"])
            found.append(saved)
        return theorems

    for module in WHERE:
        monkeypatch.setattr(module, "replay", remembered)
    yield
    faults = [fault for certificate in found if (fault := second_checker.check(certificate))]
    assert not faults, faults


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.write_line(f"{len(seen)} different certificates were given to both checkers")
