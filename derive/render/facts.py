"""What there is to say of a step besides its verdict, as labelled lines: the same ones in every format."""

from __future__ import annotations

from collections.abc import Iterator

from derive.goals import Counterexample, Evidence, Judgement, Matrix, Result, Verdict
from derive.record import dataclass
from derive.render.words import GOOD, WORDS
from derive.report import StepReport


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing found out: `label` says what kind of thing, `text` is it."""

    label: str
    text: str


def facts(step: StepReport) -> list[Fact]:
    """Everything found out about a step, the most telling first; the suggestion, labelled 'help', last."""
    judgement = step.judgement
    found = [*_counterexample(judgement.counterexample), *_conditions(judgement)]
    found += [Fact("", note) for note in judgement.notes]
    found += [fact for evidence in judgement.evidence for fact in _engine(evidence, judgement.verdict)]
    found += [Fact("trusting", text) for text in judgement.trusted]
    found += _after(step)
    found += [Fact("help", suggestion) for suggestion in _help(judgement)]
    return found


def matrix(entries: Matrix) -> str:
    """A small matrix on one line: `[1 2; 3 4]`, a scalar as it is."""
    if len(entries) == 1 and len(entries[0]) == 1:
        return entries[0][0]
    return "[" + "; ".join(" ".join(row) for row in entries) + "]"


def _counterexample(example: Counterexample | None) -> Iterator[Fact]:
    if example is None:
        return
    sizes = [f"{name} = {size}" for name, size in example.sizes.items()]
    values = [f"{name} = {matrix(value)}" for name, value in example.values.items()]
    yield Fact("counterexample", ", ".join([*sizes, *values]) or "whatever the values")
    if example.left or example.right:
        yield Fact("there", f"the left side is {matrix(example.left)}, the right side {matrix(example.right)}")
    if example.note:
        yield Fact("", example.note)


def _conditions(judgement: Judgement) -> Iterator[Fact]:
    if judgement.missing:
        yield Fact("true if", ", ".join(judgement.missing))
    if judgement.hypotheses:
        yield Fact("under", ", ".join(judgement.hypotheses))


def _engine(evidence: Evidence, verdict: Verdict) -> Iterator[Fact]:
    """An engine's word, where it adds to the verdict."""
    if evidence.result is Result.UNDECIDED and verdict in GOOD:
        return
    word = {Result.AGREES: "agrees", Result.DISAGREES: "disagrees", Result.UNDECIDED: "undecided"}[evidence.result]
    yield Fact(evidence.engine, f"{word}: {evidence.detail}" if evidence.detail else word)


def _after(step: StepReport) -> Iterator[Fact]:
    if step.after is not None:
        said = step.after.message if " " in step.after.message else ""
        yield Fact("against the last right line", step.after.verdict.value + (f", {said}" if said else ""))


def _help(judgement: Judgement) -> Iterator[str]:
    for repair in judgement.repairs[:1]:
        yield f"did you mean {repair.latex} ? With it the step is {repair.verdict.value}"


def sentence(step: StepReport) -> str:
    """A step's message, or what its verdict means where the message says no more than the verdict."""
    message = step.judgement.message
    return message if " " in message else WORDS[step.verdict].meaning
