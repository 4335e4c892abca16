"""The last look before an exit code: every certificate is replayed once more, in the process that decides it, and compared with its step."""

from __future__ import annotations

from derive.goals import Judgement, Verdict
from derive.record import replace
from derive.report import DocumentReport, Report, StepReport


def replay_all(report: Report) -> tuple[Report, int]:
    """The report with every proof replayed, and how many did not hold; those steps become unchecked."""
    documents, failed = [], 0
    for document in report.documents:
        steps = tuple(_replayed(step) for step in document.steps)
        failed += sum(1 for old, new in zip(document.steps, steps, strict=True) if old is not new)
        documents.append(document if steps == document.steps else _with_steps(document, steps))
    return (replace(report, documents=tuple(documents)), failed) if failed else (report, 0)


def _with_steps(document: DocumentReport, steps: tuple[StepReport, ...]) -> DocumentReport:
    return replace(document, steps=steps)


def _replayed(step: StepReport) -> StepReport:
    """The same step, or one with what did not hold demoted."""
    judgement, after = _kept(step.judgement, step.asked), step.after and _kept(step.after, step.asked_after)
    if judgement is step.judgement and after is step.after:
        return step
    return replace(step, judgement=judgement, after=after)


def _kept(judgement: Judgement, asked: tuple[object, ...]) -> Judgement:
    reason = fault(judgement, asked) if judgement.verdict is Verdict.PROVED else ""
    if not reason:
        return judgement
    return replace(judgement, verdict=Verdict.UNCHECKED, message=f"not proved: {reason}", code="")


def fault(judgement: Judgement, asked: tuple[object, ...]) -> str:
    """Why a proof is none; '' when it is one: its certificates hold and state what was asked. Without any it has to say what it trusts."""
    from derive.rules import saved

    certificates = [(e.certificate, e.trusted) for e in judgement.evidence if e.certificate is not None]
    if not certificates:
        return "" if judgement.trusted else "it has no certificate"
    found = (saved.fault(certificate, asked, told) for certificate, told in certificates)
    return next((reason for reason in found if reason), "")
