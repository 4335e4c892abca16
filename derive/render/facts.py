"""What there is to say of a step besides its verdict, as labelled lines: the same ones in every format."""

from __future__ import annotations

from collections.abc import Iterator

from derive.goals import Claim, Counterexample, Evidence, Judgement, Matrix, Result, Verdict
from derive.record import dataclass
from derive.render.words import GOOD, RESULTS, WORDS
from derive.report import StepReport

ENGINES_COUNT = (
    Claim.GRADIENT,
    Claim.STATIONARY,
    Claim.MINIMUM,
)  # claims of which every independent agreement is shown


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing found out: `label` says what kind of thing, `text` is it; `formula`: the text is LaTeX."""

    label: str
    text: str
    formula: bool = False


def facts(step: StepReport, every: bool = False) -> list[Fact]:
    """What was found out about a step, the most telling first; the suggestion, labelled 'help', last. With `every` each engine's word."""
    judgement = step.judgement
    found = [*_counterexample(judgement.counterexample), *_conditions(judgement)]
    found += [Fact("", note) for note in judgement.notes]
    found += [fact for evidence in judgement.evidence if every or tells(step, evidence) for fact in _engine(evidence)]
    found += [Fact("trusting", text) for text in judgement.trusted]
    found += _after(step)
    found += [Fact("help", suggestion) for suggestion in _help(judgement)]
    return found


def tells(step: StepReport, evidence: Evidence) -> bool:
    """Whether an engine's word adds to the verdict: every agreement on a gradient or a minimum, what a verdict short of proved rests on,
    and both sides where engines disagree."""
    verdict = step.verdict
    if evidence.result is Result.UNDECIDED:
        return False
    if verdict is Verdict.UNCHECKED:
        return len({found.result for found in step.judgement.evidence} - {Result.UNDECIDED}) > 1
    if verdict is Verdict.PROVED:
        return step.claim in ENGINES_COUNT
    return verdict in GOOD


def labelled(fact: Fact) -> str:
    """A fact on one line."""
    return f"{fact.label}: {fact.text}" if fact.label else fact.text


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
    yield Fact("counterexample", ", ".join([*sizes, *values]) or "whatever the values", bool(sizes or values))
    if example.left or example.right:
        yield Fact("there", f"the left side is {matrix(example.left)}, the right side {matrix(example.right)}")
    if example.note:
        yield Fact("", example.note)


def _conditions(judgement: Judgement) -> Iterator[Fact]:
    if judgement.missing:
        yield Fact("true if", ", or ".join(judgement.missing), True)
    if judgement.hypotheses:
        yield Fact("under", ", ".join(judgement.hypotheses), True)


def _engine(evidence: Evidence) -> Iterator[Fact]:
    yield Fact(evidence.engine, engine_says(evidence))


def engine_says(evidence: Evidence) -> str:
    """What an engine says of a goal and how it knows; whether the kernel replayed its certificate."""
    word = RESULTS[evidence.result]
    replayed = evidence.certificate is not None and evidence.result is Result.AGREES
    how = "; ".join(part for part in (evidence.detail, "replayed by the kernel" if replayed else "") if part)
    return f"{word}: {how}" if how else word


def _after(step: StepReport) -> Iterator[Fact]:
    if step.after is not None:
        said = step.after.message if " " in step.after.message else ""
        yield Fact("against the last right line", step.after.verdict.value + (f", {said}" if said else ""))


_LONG = 90  # characters of a repaired side above which only the changed term of it is shown


def _help(judgement: Judgement) -> Iterator[str]:
    for repair in judgement.repairs[:1]:
        start, end = repair.changed
        part = repair.latex[start:end].strip()
        short = repair.changed == (0, 0) or len(repair.latex) <= _LONG
        shown = repair.latex if short else _term_around(repair.latex, start, end).removeprefix("+ ")
        new = f" (new: {part})" if part and part != shown.strip() else ""
        unchecked = repair.verdict is Verdict.UNCHECKED
        said = "the shapes fit" if unchecked else f"the step is {repair.verdict.value}"
        where = " on the left side" if repair.side == "left" else ""
        yield f"did you mean {shown.strip()}{where} ? With it {said}{new}"


def _term_around(latex: str, start: int, end: int) -> str:
    """The term of a sum in which a part stands: up to the signs around it that no bracket holds."""
    depth, left, right = 0, 0, len(latex)
    for place, sign in enumerate(latex):
        depth += (sign in "([{") - (sign in ")]}")
        if depth == 0 and sign in "+-" and latex[place - 1 : place] == " " == latex[place + 1 : place + 2]:
            if place <= start:
                left = place
            elif place >= end:
                right = place
                break
    return latex[left:right]


def sentence(step: StepReport) -> str:
    """A step's message, or what its verdict means where the message says no more than the verdict."""
    message = step.judgement.message
    return message if " " in message else WORDS[step.verdict].meaning
