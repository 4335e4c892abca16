"""The last look before an exit code: every certificate is replayed once more, in the process that decides it."""

from __future__ import annotations

from derive.goals import Judgement, Verdict
from derive.record import replace
from derive.report import DocumentReport, Report, StepReport

MESSAGE = "not proved: its certificate does not hold when it is replayed"


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
    judgement, after = _kept(step.judgement), step.after and _kept(step.after)
    if judgement is step.judgement and after is step.after:
        return step
    return replace(step, judgement=judgement, after=after)


def _kept(judgement: Judgement) -> Judgement:
    if judgement.verdict is not Verdict.PROVED or is_replayed(judgement):
        return judgement
    return replace(judgement, verdict=Verdict.UNCHECKED, message=MESSAGE, code="")


def is_replayed(judgement: Judgement) -> bool:
    """Whether some certificate of a proof holds, and all that are there do."""
    from derive.rules.saved import holds

    certificates = [e.certificate for e in judgement.evidence if e.certificate is not None]
    return bool(certificates) and all(holds(certificate) for certificate in certificates)
