"""The pipeline: read, parse, elaborate, decide, diagnose, report."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from derive.diagnose import diagnose, mend
from derive.document.model import Document, Formula
from derive.elaborate import Elaborated, Step, elaborate
from derive.engines.decide import Choice, decide
from derive.goals import Judgement, Verdict
from derive.record import dataclass, field
from derive.report import DocumentReport, Formulas, NotChecked, Place, StepReport, SymbolReport, Unread

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
    steps: list[StepReport] = []
    for number, step in enumerate(elaborated.steps):
        if progress is not None:
            progress(number, len(elaborated.steps))
        begin = time.perf_counter()
        skipped = options.skip.get(number, options.stopped)
        judgement = options.known.get(number) or judge(document, step, options, skipped)
        steps.append(report_step(document, number, step, judgement, time.perf_counter() - begin, steps))
        if done is not None:
            done(number, steps[-1])
    return assemble(document, elaborated, tuple(steps))


def judge(document: Document, step: Step, options: Options, skipped: str) -> Judgement:
    """What is found out about one step."""
    if step.goal is None:
        return Judgement(Verdict(step.verdict), step.message, step.code, notes=step.notes, repairs=mend(step.mends))
    if skipped:
        return Judgement(Verdict.UNCHECKED, skipped, "D602")
    judgement = decide(step.goal, options.choice)
    if judgement.verdict is Verdict.REFUTED and step.unsettled:
        reason = f"{step.unsettled}; a counterexample would not show it to be wrong"
        return Judgement(Verdict.UNCHECKED, reason, "D606", judgement.evidence)
    if judgement.verdict is Verdict.REFUTED and options.diagnose:
        return diagnose(step.goal, judgement, options.choice.limits, (document.text, step.span))
    return judgement


def report_step(
    document: Document, number: int, step: Step, judgement: Judgement, seconds: float, before: list[StepReport]
) -> StepReport:
    """A step as the report shows it."""
    where = place(document, step.span)
    same_line = sum(1 for other in before if other.place.line == where.line) + 1
    fault = place(document, step.fault) if step.fault else None
    return StepReport(
        f"{document.path.rsplit('/', 1)[-1]}:{where.line}:{same_line}", where, step.latex, step.relation, step.claim, judgement,
        display=step.display, row=step.row, fault=fault, seconds=seconds,
    )  # fmt: skip


def place(document: Document, span: tuple[int, int]) -> Place:
    """Lines and columns of a span."""
    return Place(*document.position(span[0]), *document.position(span[1]), *span)


def assemble(document: Document, elaborated: Elaborated, steps: tuple[StepReport, ...]) -> DocumentReport:
    """The report of a document from its steps."""
    unread = tuple(
        Unread(place(document, span), document.text[slice(*span)], reason) for span, reason in elaborated.unread
    )
    words = tuple(NotChecked(place(document, span), text, reason) for span, text, reason in elaborated.not_checked)
    symbols = tuple(
        SymbolReport(
            known.name, known.kind or ("scalar", "vector", "matrix", "tensor")[min(known.rank, 3)], tuple(map(str, known.sizes)),
            tuple(kind.value for kind in known.properties), known.origin.value, known.line, known.definition, known.note, known.latex,
        )
        for known in elaborated.names
    )  # fmt: skip
    warnings = () if any(step.verdict is not Verdict.DEFINED for step in steps) else ("no step was found",)
    regions = tuple(
        (*block.span, *block.body, block.display) for block in document.blocks if isinstance(block, Formula)
    )
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return DocumentReport(
        document.path, digest, document.format.value, document.text, symbols, steps,
        Formulas(elaborated.found, elaborated.read, unread, words), warnings, elaborated.layout, regions,
    )  # fmt: skip


__all__ = ["Options", "check_document", "judge"]
