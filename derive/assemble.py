"""The report of a document put together from its steps."""

from __future__ import annotations

import hashlib

from derive.diagnose.layouts import Judged, in_one_layout, others
from derive.diagnose.mistakes import TITLES, Mistake
from derive.document.model import Document, Formula
from derive.elaborate import Elaborated, Step
from derive.goals import Goal, Judgement, Verdict
from derive.judging import ABOVE, COMES, GOOD, WRONG
from derive.record import replace
from derive.report import DocumentReport, Formulas, Given, NotChecked, Place, StepReport, SymbolReport, Unread
from derive.rules.saved import question_json
from derive.rules.terms_json import term_json
from derive.terms import Term

Asked = tuple[tuple[object, ...], tuple[object, ...]]
RECOVERS = "the next line is right: it equals the last right line before this one"
CARRIES = "right as a step from the line before, which is wrong: the error is carried on"


def questions(steps: list[Step]) -> list[Asked]:
    """What each step asks, and what it asks after a wrong line, as JSON: written before any engine has seen a goal, and compared at the end with what
    was proved."""
    written: dict[int, object] = {}

    def once(statement: Term) -> object:
        if id(statement) not in written:
            written[id(statement)] = term_json(statement)
        return written[id(statement)]

    def question(goal: Goal) -> object:
        return question_json(goal.statement, [h.statement for h in goal.hypotheses], goal.definitions, once)

    found = []
    for step in steps:
        claimed = step.goal or step.misfit
        in_other = others(claimed) if claimed is not None else ()
        own = tuple(
            question(goal)
            for goal in (
                step.goal,
                step.alone,
                step.above,
                step.measured,
                step.posed[1] if step.posed is not None else None,
                *(again.goal for again in step.again),
                *in_other,
            )
            if goal is not None
        )
        found.append((own, tuple(question(goal) for goal in step.earlier)))
    return found


def report_step(
    document: Document,
    step: Step,
    asked: Asked,
    found: tuple[Judgement, Judgement | None],
    seconds: float,
    before: list[StepReport],
) -> StepReport:
    """A step as the report shows it."""
    where = place(document, step.span)
    same_line = sum(1 for other in before if other.place.line == where.line) + 1
    fault = place(document, step.fault) if step.fault else None
    proved, proved_after = (judgement is not None and judgement.verdict is Verdict.PROVED for judgement in found)
    return StepReport(
        f"{document.path.rsplit('/', 1)[-1]}:{where.line}:{same_line}", where, step.latex, step.relation, step.claim, found[0],
        display=step.display, row=step.row, fault=fault, after=found[1], seconds=seconds,
        asked=asked[0] if proved else (), asked_after=asked[1] if proved_after else (),
    )  # fmt: skip


def place(document: Document, span: tuple[int, int]) -> Place:
    """Lines and columns of a span."""
    return Place(*document.position(span[0]), *document.position(span[1]), *span)


def carried(steps: list[Step], reports: list[StepReport]) -> tuple[StepReport, ...]:
    """The reports with what neighbouring lines say of each other: whether the line after a wrong one recovers, or carries the error on."""
    told = list(reports)
    for number, (step, following) in enumerate(zip(steps, steps[1:], strict=False)):
        report, after = told[number], told[number + 1]
        if not step.chain or step.chain != following.chain or report.verdict not in WRONG:
            continue
        recovered = after.verdict if report.verdict is Verdict.ILL_FORMED else after.after and after.after.verdict
        if recovered in GOOD:
            told[number] = _noted(report, RECOVERS)
        elif after.verdict in GOOD and recovered in WRONG:
            told[number + 1] = _noted(after, CARRIES, Mistake.CARRIED.value)
    return tuple(map(_recovered, told))


def solved(steps: list[Step], reports: tuple[StepReport, ...]) -> tuple[StepReport, ...]:
    """The reports where an equation that nothing decides is what the line below it in its display is concluded from: it is a premise there, no claim."""
    told = list(reports)
    used: dict[int, int] = {}
    for step, report in zip(steps, reports, strict=True):
        if step.above is not None and report.verdict in GOOD and ABOVE in report.judgement.message:
            used |= dict.fromkeys((chain for chain in step.above_chains if chain), report.place.line)
    for number, step in enumerate(steps):
        if step.chain in used and reports[number].verdict is Verdict.UNCHECKED:
            judgement = Judgement(Verdict.DEFINED, f"a premise: line {used[step.chain]} follows from it")
            told[number] = replace(reports[number], judgement=judgement)
    return tuple(told)


def announced(steps: list[Step], reports: tuple[StepReport, ...]) -> tuple[StepReport, ...]:
    """The reports where what is announced and undecided by itself is left to the later lines that come to it, if all of them are right."""
    told = list(reports)
    for number, step in enumerate(steps):
        if step.shown is None or reports[number].verdict is not Verdict.UNCHECKED:
            continue
        if step.comes is not None and reports[number].judgement.message != COMES:
            continue
        chain, links, line = step.shown
        heard = [report.verdict for other, report in zip(steps, reports, strict=True) if other.chain == chain][:links]
        if len(heard) == links and all(verdict in GOOD for verdict in heard):
            judgement = Judgement(Verdict.DEFINED, f"announced here: the lines up to line {line} show it")
            told[number] = replace(reports[number], judgement=judgement)
    return tuple(told)


def _recovered(report: StepReport) -> StepReport:
    """A step that is false given a wrong line before it and right against the last right one needs no mending: the line before does."""
    if (
        report.verdict not in (Verdict.REFUTED, Verdict.CONDITIONAL)
        or report.after is None
        or report.after.verdict not in GOOD
    ):
        return report
    kind = Mistake.RECOVERED
    said = f"{TITLES[kind]} ({report.after.verdict.value})"
    return replace(report, judgement=replace(report.judgement, code=kind.value, message=said, repairs=(), missing=()))


def _noted(report: StepReport, note: str, code: str = "") -> StepReport:
    judgement = report.judgement
    return replace(report, judgement=replace(judgement, notes=(*judgement.notes, note), code=code or judgement.code))


def assemble(document: Document, elaborated: Elaborated, reports: list[StepReport]) -> DocumentReport:
    """The report of a document from its steps."""
    heard = [
        Judged(s.goal or s.misfit, r.judgement, r.place.line) for s, r in zip(elaborated.steps, reports, strict=True)
    ]
    settled, layout, mixed = in_one_layout(heard, document.text)
    reports = [
        report if judgement is report.judgement else replace(report, judgement=judgement)
        for report, judgement in zip(reports, settled, strict=True)
    ]
    steps = solved(elaborated.steps, announced(elaborated.steps, carried(elaborated.steps, reports)))
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
    warnings = (*warnings, *mixed)
    regions = tuple(
        (*block.span, *block.body, block.display) for block in document.blocks if isinstance(block, Formula)
    )
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return DocumentReport(
        document.path, digest, document.format.value, document.text, symbols, steps,
        Formulas(elaborated.found, elaborated.read, unread, words), warnings, layout, regions,
        tuple(Given(h.latex, h.origin.value, h.line) for h in elaborated.given),
    )  # fmt: skip
