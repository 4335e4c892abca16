"""The pipeline: read, parse, elaborate, decide, diagnose, report."""

from __future__ import annotations

import time
from collections.abc import Callable

from derive.assemble import assemble, questions, report_step
from derive.document.model import Document
from derive.elaborate import elaborate
from derive.engines.decide import Choice
from derive.goals import Judgement
from derive.judging import Court, stated_in
from derive.record import dataclass, field
from derive.report import DocumentReport, StepReport

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to check. `skip` holds the numbers of steps that overran before, with the reason; `known` what was found out about steps by
    an earlier attempt, which is not searched for again; `stopped`, a reason, skips every other step."""

    choice: Choice = field(default_factory=Choice)
    skip: dict[int, str] = field(default_factory=dict)
    known: dict[int, Judgement] = field(default_factory=dict)
    stopped: str = ""
    diagnose: bool = True


def check_document(
    document: Document,
    options: Options,
    progress: Progress | None = None,
    done: Callable[[int, StepReport], None] | None = None,
) -> DocumentReport:
    """The report of one document: every step judged, in order. `progress(i, n)` is called before step i, `done(i, step)` after it."""
    elaborated = elaborate(document)
    court = Court(options.choice, document.text, options.diagnose, stated=stated_in(elaborated.steps, document.text))
    steps: list[StepReport] = []
    asked = questions(elaborated.steps)
    for number, step in enumerate(elaborated.steps):
        if progress is not None:
            progress(number, len(elaborated.steps))
        begin = time.perf_counter()
        found = court.hear(step, options.skip.get(number, options.stopped), options.known.get(number))
        steps.append(report_step(document, step, asked[number], found, time.perf_counter() - begin, steps))
        if done is not None:
            done(number, steps[-1])
    return assemble(document, elaborated, steps)


__all__ = ["Options", "check_document"]
