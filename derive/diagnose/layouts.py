"""The two layouts of derivatives: whether a statement is true in the other one, and which one a document uses.

In the denominator layout a gradient has the shape of the variable, in the numerator layout a Jacobian is outputs × inputs and a gradient the transpose
(Minka 1997; Magnus & Neudecker 1999).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive import lazy_re as re
from derive.diagnose.mistakes import Mistake
from derive.diagnose.vocabulary import concluding, conclusion
from derive.goals import Goal, Judgement, Verdict
from derive.record import dataclass, replace
from derive.terms import Derivative, Layout, Relates, ShapeError, Term, fits, map_children, walk

if TYPE_CHECKING:
    from derive.engines.decide import Choice

GOOD = (Verdict.PROVED, Verdict.TESTED, Verdict.SUPPORTED)
_OTHER = {Layout.DENOMINATOR: Layout.NUMERATOR, Layout.NUMERATOR: Layout.DENOMINATOR}


JACOBIANS = "gradients have the shape of their variable, Jacobians are outputs × inputs"


def others(goal: Goal) -> tuple[Goal, ...]:
    """The goal in the other layouts that fit it: all derivatives turned, and Jacobians alone."""
    found = [turned(goal), turned(goal, jacobians=True)]
    return tuple(dict.fromkeys(other for other in found if other is not None))


def turned(goal: Goal, jacobians: bool = False) -> Goal | None:
    """The goal with its derivatives in the other layout, or only its `jacobians`, where it has gradients too; None when that is no statement, or the
    same one."""
    claim = conclusion(goal.statement)
    if not isinstance(claim, Relates) or not _derivatives(claim):
        return None
    if jacobians and len({bool(part.body.shape) for part in _derivatives(claim)}) < 2:
        return None

    def turn(term: Term) -> Term:
        made = map_children(term, turn)
        if jacobians and isinstance(made, Derivative) and not (made.body.shape and made.variables[0].shape):
            return made
        if isinstance(made, Derivative) and len(made.variables) == 1:
            return Derivative(made.body, made.variables, _OTHER[made.layout], span=made.span)
        return made

    try:
        left, right = turn(claim.left), turn(claim.right)
    except ShapeError:
        return None
    if left.shape != right.shape or not all(fits(node) for side in (left, right) for node in walk(side)):
        return None
    return replace(goal, statement=concluding(goal.statement, Relates(claim.relation, left, right)))


def _derivatives(claim: Relates) -> list[Derivative]:
    return [
        part
        for part in walk(claim)
        if isinstance(part, Derivative) and len(part.variables) == 1 and part.variables[0].shape
    ]


def in_other_layout(goal: Goal, judgement: Judgement, choice: Choice, text: str) -> Judgement | None:
    """The judgement of a false or ill-formed goal in the other layout, where it is true in that one; what was found out against it in its own layout
    is kept until it is known which one the document uses."""
    from derive.diagnose.nearest import nearest
    from derive.engines.decide import decide

    claim = conclusion(goal.statement)
    if isinstance(claim, Relates) and any(_is_jacobian(part, text) for part in _derivatives(claim)):
        return None
    for other in others(goal):
        found = decide(other, choice)
        if found.verdict in GOOD:
            mixed = other == turned(goal, jacobians=True)
            layout = _derivative_of(other, mixed).layout.value
            return replace(
                found,
                code=Mistake.LAYOUT.value,
                message=f"{found.verdict.value} in the {layout} layout{' of Jacobians' if mixed else ''}",
                counterexample=judgement.counterexample,
                notes=(*found.notes, JACOBIANS) if mixed else found.notes,
                repairs=nearest(goal, choice, text),
            )
    return None


def _derivative_of(goal: Goal, mixed: bool) -> Derivative:
    """The first derivative, or where Jacobians alone were turned the first of these."""
    claim = conclusion(goal.statement)
    assert isinstance(claim, Relates)
    return next(part for part in _derivatives(claim) if part.body.shape or not mixed)


@dataclass(frozen=True, slots=True)
class Judged:
    """A step with what was found out about it: its goal, if it has one, and its line."""

    goal: Goal | None
    judgement: Judgement
    line: int

    def derivative(self) -> Derivative | None:
        """The first derivative by a vector or matrix in what the step claims."""
        claim = conclusion(self.goal.statement) if self.goal is not None else None
        found = _derivatives(claim) if isinstance(claim, Relates) else []
        if JACOBIANS in self.judgement.notes:
            found = [part for part in found if part.body.shape]
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Vote:
    """A step that is true in one layout only, with its line. Gradients (of scalars) and Jacobians are held apart: columns for the one and outputs ×
    inputs for the other go together in most texts."""

    layout: str
    line: int
    gradient: bool


def _vote(judged: Judged, text: str) -> Vote | None:
    """Which layout a step that holds shows the document to use; None when it is true in both."""
    derivative = judged.derivative()
    if derivative is None or judged.goal is None or judged.judgement.verdict not in GOOD:
        return None
    if judged.judgement.code == Mistake.LAYOUT.value:
        own = _OTHER[derivative.layout].value
        return None if _is_gradient(derivative, text) else Vote(own, judged.line, not derivative.body.shape)
    if len(derivative.shape) > 2 or any(_holds(other) for other in others(judged.goal)):
        return None
    return Vote(derivative.layout.value, judged.line, not derivative.body.shape)


def _holds(goal: Goal) -> bool:
    from derive.engines.modular import holds

    return holds(goal) is True


def _is_gradient(derivative: Derivative, text: str) -> bool:
    """Whether a derivative of a scalar is written with a nabla: a gradient, which has the shape of its variable by custom."""
    span = derivative.span
    return span is not None and not derivative.body.shape and "\\nabla" in text[slice(*span)][:20]


def _is_jacobian(derivative: Derivative, text: str) -> bool:
    """Whether a derivative is written `J f(x)`, which is outputs × inputs everywhere."""
    return (
        derivative.span is not None
        and re.match(r"(?:\\\w+\s*\{?\s*)?J\b|J_", text[slice(*derivative.span)]) is not None
    )


def in_one_layout(steps: Sequence[Judged], text: str) -> tuple[list[Judgement], str, tuple[str, ...]]:
    """The judgements once it is known which layout the rest of a document uses; that layout ('' when nothing shows it, 'mixed' when both occur), and
    a warning where it mixes them."""
    votes = [vote for judged in steps if (vote := _vote(judged, text)) is not None]
    settled = [_settled(judged, votes, text) for judged in steps]
    layout, warnings = "", list[str]()
    for gradient, what in ((True, "gradients"), (False, "Jacobians")):
        mine = [v for v in votes if v.gradient is gradient]
        lines = {v.layout: sorted({w.line for w in mine if w.layout == v.layout}) for v in mine}
        if len(lines) < 2:
            layout = layout or next(iter(lines), "")
            continue
        first, second = sorted(lines, key=lambda name: (-len(lines[name]), name))
        warnings.append(
            f"{what} are in the {first} layout on {_listed(lines[first])}, in the {second} layout on {_listed(lines[second])}"
        )
        layout = "mixed"
    return settled, layout, tuple(warnings)


def _listed(lines: Sequence[int]) -> str:
    return (
        ("line " if len(lines) == 1 else "lines ") + ", ".join(map(str, lines[:8])) + (" …" if len(lines) > 8 else "")
    )


def _settled(judged: Judged, votes: Sequence[Vote], text: str) -> Judgement:
    """The judgement of a step that is true in the other layout, held against the rest of the document."""
    judgement, derivative = judged.judgement, judged.derivative()
    if judgement.code != Mistake.LAYOUT.value or derivative is None:
        return judgement
    own, theirs = _OTHER[derivative.layout].value, derivative.layout.value
    alike = [v for v in votes if v.gradient is not bool(derivative.body.shape)]
    same = [v.line for v in alike if v.layout == own and v.line != judged.line]
    against = [v.line for v in alike if v.layout == theirs]
    shape = derivative.variables[0].shape
    hidden = not derivative.body.shape and len(shape) == 2 and shape[0] == shape[1]  # both layouts have one shape
    if len(against) > len(same):
        said = f"the document uses the {theirs} layout elsewhere ({_listed(against)})"
    elif len(same) <= len(against) and (hidden or _is_gradient(derivative, text)):
        said = f"true in the {own} layout, false in the {theirs} one"
    else:
        note = f"in the {own} layout" + (f", as on {_listed(same)}" if same else "")
        return replace(judgement, notes=(*judgement.notes, note), counterexample=None, repairs=())
    return replace(
        judgement,
        verdict=Verdict.CONDITIONAL,
        message=f"right up to a transpose: {said}",
        missing=(f"\\text{{the {own} layout}}",),
    )
