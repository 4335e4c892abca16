"""The last look at a proof: its certificate is replayed once more, in the process that decides the exit code, and compared with its step."""

from __future__ import annotations

from derive.goals import Judgement, Verdict
from derive.record import replace
from derive.report import StepReport
from derive.rules import saved


def replayed(step: StepReport, alone: bool) -> StepReport:
    """The same step, or one with what did not hold demoted to unchecked. `alone`: nothing but the kernel is to be trusted."""
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
    certificates = [e.certificate for e in judgement.evidence if e.certificate is not None]
    if not certificates:
        return "it has no certificate"
    if alone and judgement.trusted:
        return "it rests on more than the kernel"
    found = (saved.fault(c, asked, judgement.trusted, len(judgement.hypotheses)) for c in certificates)
    return next((reason for reason in found if reason), "")
