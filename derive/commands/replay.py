"""The last look before an exit code: every certificate is replayed once more, in the process that decides it, and compared with its step."""

from __future__ import annotations

from derive.goals import Judgement, Verdict
from derive.record import replace
from derive.report import DocumentReport, Report, StepReport


def replay_all(report: Report) -> tuple[Report, int]:
    """The report with every proof replayed, and how many did not hold; those steps become unchecked."""
    documents, failed, alone = [], 0, report.options.get("trust") == "kernel"
    for document in report.documents:
        steps = tuple(_replayed(step, alone) for step in document.steps)
        failed += sum(1 for old, new in zip(document.steps, steps, strict=True) if old is not new)
        documents.append(document if steps == document.steps else _with_steps(document, steps))
    return (replace(report, documents=tuple(documents)), failed) if failed else (report, 0)


def _with_steps(document: DocumentReport, steps: tuple[StepReport, ...]) -> DocumentReport:
    return replace(document, steps=steps)


def _replayed(step: StepReport, alone: bool) -> StepReport:
    """The same step, or one with what did not hold demoted. `alone`: nothing but the kernel is to be trusted."""
    judgement, after = _kept(step.judgement, step.asked, alone), step.after
    after = after and _kept(after, step.asked_after, alone)
    if judgement is step.judgement and after is step.after:
        return step
    return replace(step, judgement=judgement, after=after)


def _kept(judgement: Judgement, asked: tuple[object, ...], alone: bool) -> Judgement:
    reason = fault(judgement, asked, alone) if judgement.verdict is Verdict.PROVED else ""
    if not reason:
        return judgement
    return replace(judgement, verdict=Verdict.UNCHECKED, message=f"not proved: {reason}", code="")


def fault(judgement: Judgement, asked: tuple[object, ...], alone: bool = False) -> str:
    """Why a proof is none; '' when it is one: it has certificates, they hold, state what was asked, and rest on nothing that the judgement does not
    list. What is trusted is found out anew."""
    from derive.rules import saved

    certificates = [e.certificate for e in judgement.evidence if e.certificate is not None]
    if not certificates:
        return "it has no certificate"
    if alone and judgement.trusted:
        return "it rests on more than the kernel"
    found = (saved.fault(c, asked, judgement.trusted, len(judgement.hypotheses)) for c in certificates)
    return next((reason for reason in found if reason), "")
