"""What the parent keeps of what its children say."""

from __future__ import annotations

import json
from pathlib import Path

from sample import PROVED, document, step

from derive.isolate.parent import Attempt, Settings, Source, Watch
from derive.isolate.wire import encode


class Ended:
    """A child that has said its last word."""

    def kill(self) -> int:
        return 0


def test_a_step_that_the_report_leaves_out_is_not_replayed(tmp_path: Path) -> None:
    """Its proof can still be waiting when the report comes: which of the two is first depends on the machine."""
    watch = Watch(Settings(("algebra",)), None, 1)
    attempt = Attempt(Source(str(tmp_path / "a.md"), "a.md", "a"), 0)
    watch._hear(Ended(), attempt, _line({"finished": 0, "step": encode(step("C := X X^\\top", PROVED))}))  # type: ignore[arg-type]
    watch._hear(Ended(), attempt, _line({"report": {**encode(document(())), "steps": []}}))  # type: ignore[arg-type]
    watch._replay(*watch.waiting.popleft())
    report = watch.outcome(0).report
    assert report is not None and report.steps == ()


def _line(message: dict[str, object]) -> bytes:
    return json.dumps(message).encode()
