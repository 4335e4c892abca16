"""The pipeline: read, parse, elaborate, decide, diagnose, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from derive.assemble import assemble, questions, report_step
from derive.document.model import Document
from derive.elaborate import Step, elaborate
from derive.engines.decide import Ahead, Choice, paced, three_ways
from derive.goals import Goal, Judgement
from derive.judging import Court, stated_in
from derive.record import dataclass, field, replace
from derive.report import DocumentReport, StepReport

Progress = Callable[[int, int], None]
Begin = Callable[[Sequence[Goal], Choice], Ahead]


@dataclass(frozen=True, slots=True)
class Options:
    """How to check. `skip` holds the numbers of steps that overran before, with the reason; `known` what was found out about steps by
    an earlier attempt, which is not searched for again; `stopped`, a reason, skips every other step."""

    choice: Choice = field(default_factory=Choice)
    skip: dict[int, str] = field(default_factory=dict)
    known: dict[int, Judgement] = field(default_factory=dict)
    stopped: str = ""
    diagnose: bool = True
    begin: Begin | None = None  # begins to work out ahead what every engine is asked whatever the others say


def check_document(
    document: Document,
    options: Options,
    progress: Progress | None = None,
    done: Callable[[int, StepReport], None] | None = None,
) -> DocumentReport:
    """The report of one document: every step judged, in order. `progress(i, n)` is called before step i, `done(i, step)` after it."""
    elaborated = elaborate(document)
    claims = sum(step.goal is not None and step.verdict != "defined" for step in elaborated.steps)
    options = replace(options, choice=paced(options.choice, claims))
    choice = replace(options.choice, ahead=_ahead(elaborated.steps, options))
    court = Court(choice, document.text, options.diagnose, stated=stated_in(elaborated.steps, document.text))
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


def _ahead(steps: Sequence[Step], options: Options) -> Ahead | None:
    """The answers to the goals that every engine is asked of, and in full."""
    if options.begin is None or options.stopped:
        return None
    asked = (step for number, step in enumerate(steps) if number not in options.skip and number not in options.known)
    plain = (step.goal for step in asked if not (step.verdict or step.alone or step.supposed))
    goals = [goal for goal in plain if goal is not None and three_ways(goal)]
    return options.begin(goals, options.choice) if goals else None


__all__ = ["Options", "check_document"]
