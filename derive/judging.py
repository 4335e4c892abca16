"""Steps judged in order: what the engines say of each, what it rests on, and a second judgement after a wrong line."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from fractions import Fraction

from derive.diagnose.mistakes import Mistake
from derive.elaborate import Step
from derive.elaborate.domains import BY_CUSTOM
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.zero_sides import cancels
from derive.engines.decide import Choice, decide
from derive.goals import Goal, Hypothesis, Judgement, Limits, Origin, Repair, Verdict
from derive.notation import statement_latex
from derive.record import dataclass, field, replace
from derive.terms import (
    IMPOSSIBLE,
    UPWARDS,
    Derivative,
    Iff,
    Implies,
    Number,
    Relates,
    Relation,
    Statement,
    Symbol,
    Transpose,
    Zero,
    symbols,
    walk,
)

GOOD = frozenset([Verdict.PROVED, Verdict.TESTED, Verdict.SUPPORTED])
WRONG = frozenset([Verdict.REFUTED, Verdict.CONDITIONAL, Verdict.ILL_FORMED])
COMES = "the lines behind it come to the same value"
ABOVE = "it follows from the line above"
_LEAST_SECONDS = 0.5  # for what is said of a wrong step, however long it took to find it wrong
# of a step's time: without the premise that words give it, without what the text only suggests, and for whether a slip explains what may be a condition
_ALONE, _PLAIN, _SLIP = 0.25, 0.4, 0.3
_GIVEN_SECONDS = 1.0  # spent on whether something given follows from what stands before it


def stated_in(steps: Sequence[Step], text: str) -> tuple[tuple[int, Hypothesis], ...]:
    """The equations that a document states as conditions, anywhere: what they say may be what a step lacks."""
    found = []
    for step in steps:
        statement = step.goal.statement if step.goal is not None else None
        if (
            isinstance(statement, Relates)
            and statement.relation is Relation.EQUAL
            and (step.unsettled or step.verdict == "defined")
        ):
            line = text.count("\n", 0, step.span[0]) + 1
            found.append((step.chain, Hypothesis(statement, Origin.STATED, statement_latex(statement), line)))
    return tuple(found)


@dataclass(slots=True)
class Court:
    """Judges the steps of one document in order. In a chain of equations it knows the last side that was right."""

    choice: Choice
    text: str
    diagnose: bool = True
    wrong: set[int] = field(default_factory=set)  # chains with a wrong step
    loose: set[int] = field(default_factory=set)  # chains with a step that may be a condition and was not shown to hold
    open: set[int] = field(default_factory=set)  # chains with a step that was not shown to hold
    unfounded: set[int] = field(
        default_factory=set
    )  # those that begin with what fails at some instances, and may be a condition
    chain: int = 0
    right: int = 0  # the number of the last right side of the current chain
    began: float = 0.0  # when the present step was begun
    wrong_lines: set[int] = field(default_factory=set)  # lines with a wrong step
    met: list[Statement] = field(default_factory=list)  # what might have been a condition and was shown to hold
    stated: tuple[tuple[int, Hypothesis], ...] = ()  # equations that the text states as conditions, with their chains

    def hear(self, step: Step, skipped: str, known: Judgement | None) -> tuple[Judgement, Judgement | None]:
        """The judgement of a step, and after a wrong line its judgement against the last right one. `known` is one found earlier."""
        self.began = time.process_time()
        if step.chain != self.chain:
            self.chain, self.right = step.chain, 0
        if step.loose and self.loose.isdisjoint(step.loose):
            step = replace(step, unsettled="", loose=())
        judgement = known or self.judge(step, skipped)
        if step.unsettled and judgement.verdict not in GOOD:
            self.loose.add(step.chain)
        if step.condition is not None and judgement.verdict in GOOD:
            self.met.append(step.condition)
        if judgement.verdict in WRONG:
            self.wrong.add(step.chain)
            self.wrong_lines.add(self.text.count("\n", 0, step.span[0]) + 1)
        if judgement.verdict not in GOOD and judgement.verdict is not Verdict.DEFINED:
            self.open.add(step.chain)
            if judgement.code == "D606" and not step.follows:
                self.unfounded.add(step.chain)
        if step.goal is None or not step.chain:
            return judgement, None
        left = len(step.earlier)
        after = None
        if self.right < left and not skipped:
            after = self._found(step.earlier[self.right])
        verdict = judgement.verdict if after is None else after.verdict
        if verdict not in WRONG:
            self.right = left + 1
        return judgement, after

    def judge(self, step: Step, skipped: str = "") -> Judgement:
        """What is found out about one step."""
        if step.verdict == "defined" and step.goal is not None and not skipped:
            return self._given(step, step.goal)
        if step.goal is None or step.verdict:
            restored = (Repair(step.restored, Verdict.DEFINED, code=step.code),) if step.restored else ()
            settled = Judgement(Verdict(step.verdict), step.message, step.code, notes=step.notes, repairs=restored)
            return settled if skipped or step.misfit is None else self._mended(settled, step.misfit)
        if skipped:
            return Judgement(Verdict.UNCHECKED, skipped, "D602")
        said = step.goal.statement
        if step.generally and isinstance(said, Relates) and said.relation is Relation.NOT_EQUAL:
            return self._generally(replace(step.goal, statement=replace(said, relation=Relation.EQUAL)))
        judgement = self._claim(step, step.goal)
        if step.meets:  # what would be put right is the equation, not what the document gives for its solution
            judgement = replace(judgement, repairs=())
        if step.unclear and judgement.verdict not in GOOD:
            return Judgement(Verdict.UNCHECKED, step.unclear, "D601", judgement.evidence, notes=step.notes)
        unshown = self.wrong if judgement.verdict in GOOD else self.open
        if step.put_in and judgement.verdict in (*GOOD, *WRONG) and unshown & set(step.put_in):
            reason = "it is as an equation before it is, which was not shown to hold"
            return Judgement(Verdict.UNCHECKED, reason, "D606", judgement.evidence, notes=step.notes)
        if step.outside and judgement.verdict in (Verdict.REFUTED, Verdict.CONDITIONAL):
            return _outside(judgement, step.notes)
        if step.sample and judgement.verdict in (Verdict.PROVED, Verdict.TESTED):
            judgement = _sampled(judgement, step.sample)
        return replace(judgement, notes=(*step.notes, *judgement.notes)) if step.notes else judgement

    def _generally(self, equal: Goal) -> Judgement:
        """That two sides differ in general is what an exact instance shows at which they do."""
        judgement = decide(equal, self.choice)
        if judgement.verdict in (Verdict.REFUTED, Verdict.CONDITIONAL) and judgement.counterexample is not None:
            message = "there are exact values at which the two sides differ"
            evidence = tuple(replace(item, counterexample=None) for item in judgement.evidence)
            return Judgement(Verdict.TESTED, message, evidence=evidence, hypotheses=judgement.hypotheses)
        same = judgement.verdict in GOOD
        reason = (
            f"the two sides are the same: {judgement.message}"
            if same
            else "no exact values were found at which the two sides differ"
        )
        return Judgement(Verdict.UNCHECKED, reason, "D601", judgement.evidence)

    def _mended(self, settled: Judgement, misfit: Goal) -> Judgement:
        """The judgement of an ill-formed step: it may be true in the other layout, or near something true."""
        from derive.diagnose.findings import mend
        from derive.diagnose.layouts import in_other_layout

        other = in_other_layout(misfit, settled, self._rest(), self.text)
        return other or mend(settled, misfit, self._rest(), self.text)

    def _given(self, step: Step, goal: Goal) -> Judgement:
        """What the text takes as given is proved where it follows from what stands before it, else given."""
        limits = Limits(min(self.choice.limits.seconds, _GIVEN_SECONDS), self.choice.limits.seed)
        engines = tuple(name for name in self.choice.engines if name == "algebra")
        if self.wrong & set(step.above_chains):
            return Judgement(Verdict.DEFINED, step.message, step.code, notes=step.notes)
        judgement = decide(goal, replace(self.choice, engines=engines, limits=limits))
        if judgement.verdict is Verdict.PROVED and step.above_chains:
            return replace(judgement, message=f"{judgement.message}: {ABOVE}", notes=(*step.notes, *judgement.notes))
        if judgement.verdict is Verdict.PROVED:
            return judgement
        return Judgement(Verdict.DEFINED, step.message, step.code, notes=step.notes)

    def _claim(self, step: Step, goal: Goal) -> Judgement:
        if (enough := self._enough(step.alone)) is not None:
            return enough
        goal = self._without_wrong(step, goal)
        judgement = decide(goal, self._part(_PLAIN) if step.supposed else self.choice)
        if judgement.verdict in GOOD:
            return judgement
        otherwise = self._rounded(step) or self._enough(step.afresh and self._without_wrong(step, step.afresh))
        if otherwise is not None:
            return otherwise
        if step.comes is not None and judgement.verdict is Verdict.UNCHECKED:
            same = decide(step.comes, self._part(_ALONE)).verdict in GOOD
            return replace(judgement, message=COMES) if same else judgement
        if judgement.verdict is Verdict.REFUTED:
            from derive.diagnose.layouts import in_other_layout

            supposed = self._supposed(step, judgement) or in_other_layout(goal, judgement, self._rest(), self.text)
            if supposed is not None:
                return supposed
        followed = self._above(step)
        if followed is not None:
            return followed
        if judgement.verdict not in (Verdict.REFUTED, Verdict.CONDITIONAL) or step.unsettled:
            measured = self._measured(step)
            if measured is not None:
                return measured
            repeated = self._again(step)
            if repeated is not None:
                return repeated
        if judgement.verdict not in (Verdict.REFUTED, Verdict.CONDITIONAL):
            return self._in_passing(step, judgement) or judgement
        undecided = self._undecided(step, judgement)
        if undecided is not None:
            return undecided
        if step.unsettled and step.supposes:
            return Judgement(Verdict.DEFINED, "a premise: the text says what follows from it")
        if step.unsettled and (step.slips or step.careful) and self.diagnose:
            from derive.diagnose.nearest import nearest

            forwards, proved = _forwards(goal), step.careful and not step.slips
            kinds = _CAREFUL if proved else _NARROW if step.narrow else ()
            near = nearest(forwards, self._part(_SLIP), self.text, kinds)
            near = tuple(repair for repair in near if not proved or repair.verdict is Verdict.PROVED)
            if any(_meant(goal, repair, step.narrow or proved) for repair in near):
                return self._diagnosed(forwards, judgement)
        passing = self._in_passing(step, judgement)
        if passing is not None:
            return passing
        if step.unsettled and not self._is_wrong_at_all(step.sized):
            reason = f"{step.unsettled}; a counterexample would not show it to be wrong"
            return Judgement(Verdict.UNCHECKED, reason, "D606", judgement.evidence)
        return self._diagnosed(goal, judgement)

    def _is_wrong_at_all(self, goals: tuple[Goal, ...]) -> bool:
        """Whether a step is wrong for all that a letter in it may stand for."""
        wrong = (Verdict.REFUTED, Verdict.CONDITIONAL)
        return bool(goals) and all(decide(goal, self._part(_ALONE)).verdict in wrong for goal in goals)

    def _rounded(self, step: Step) -> Judgement | None:
        """The judgement of what is no equation but gives a number rounded to the digits that are written, or is worked out with numbers that are."""
        said = step.rounded
        if said is None:
            return None
        judgement = decide(said.goal, self._part(_ALONE))
        if judgement.verdict in GOOD and said.digits:
            message = f"equal to the {said.digits} decimals that are written"
            return replace(judgement, verdict=Verdict.SUPPORTED, message=message)
        if decide(said.roughly, self._part(_ALONE)).verdict is not Verdict.REFUTED:
            reason = "digits may have been cut off, or numbers in it rounded before; a counterexample would not show it to be wrong"
            return Judgement(Verdict.UNCHECKED, reason, "D606", judgement.evidence)
        return None

    def _enough(self, goal: Goal | None) -> Judgement | None:
        """The judgement of a goal that is enough for a claim, where it is good."""
        judgement = decide(goal, self._part(_ALONE)) if goal is not None else None
        return judgement if judgement is not None and judgement.verdict in GOOD else None

    def _without_wrong(self, step: Step, goal: Goal) -> Goal:
        """A goal without what earlier steps claimed that were found wrong, or had to be shown and were not."""
        dropped = [
            rest.hypothesis
            for rest in step.rests
            if rest.chain in self.wrong or (rest.shown and rest.chain in self.open)
        ]
        return replace(goal, hypotheses=tuple(h for h in goal.hypotheses if h not in dropped)) if dropped else goal

    def _in_passing(self, step: Step, judgement: Judgement) -> Judgement | None:
        """What restricts names that the text leaves free, where nothing concludes it, is no claim."""
        if not step.aside or step.again:  # what the text has given a value before is spoken of
            return None
        return Judgement(Verdict.DEFINED, f"no claim: {step.unsettled}", evidence=judgement.evidence)

    def _above(self, step: Step) -> Judgement | None:
        """What says nothing false by itself may follow from the line above, unless that is wrong."""
        if step.above is None or self.wrong & set(step.above_chains):
            return None
        judgement = decide(step.above, self._part(_ALONE))
        if judgement.verdict not in (Verdict.PROVED, Verdict.TESTED):
            return None
        return replace(judgement, message=f"{judgement.message}: {ABOVE}")

    def _measured(self, step: Step) -> Judgement | None:
        """What is linear in integrals holds of sums with any weights."""
        if step.measured is None:
            return None
        engines = tuple(name for name in self.choice.engines if name in ("algebra", "modular", "reals"))
        judgement = decide(step.measured, replace(self._part(_ALONE), engines=engines))
        if judgement.verdict not in (Verdict.PROVED, Verdict.TESTED):
            return None
        return replace(judgement, message=f"{judgement.message}: for every measure on finitely many points")

    def _again(self, step: Step) -> Judgement | None:
        """What the text says of a side may follow from what it said of it before."""
        for before in step.again:
            if before.chain in self.wrong:
                continue
            if before.goal is None:
                return Judgement(Verdict.DEFINED, f"it says again what line {before.line} says")
            judgement = decide(before.goal, self._part(_ALONE))
            if judgement.verdict in GOOD and before.chain in self.unfounded:
                reason = f"it follows from what line {before.line} says of the same side, which was not decided"
                return Judgement(Verdict.UNCHECKED, reason, "D606", judgement.evidence)
            if judgement.verdict in GOOD:
                message = f"{judgement.message}: it follows from what line {before.line} says of the same side"
                return replace(judgement, message=message, hypotheses=(*judgement.hypotheses, before.latex))
        return None

    def _supposed(self, step: Step, judgement: Judgement) -> Judgement | None:
        """A false step that is true under what the text suggests without stating it ("pushes P toward Q") depends on that."""
        for hypothesis, goal in step.supposed:
            tried = hypothesis.origin is Origin.TRIED
            if tried and step.unsettled:
                continue
            under = decide(goal, self.choice)
            if under.verdict in GOOD and tried and hypothesis.line:
                source = "custom" if hypothesis.line == BY_CUSTOM else f"line {hypothesis.line}"
                reason = f"{under.verdict.value} when {hypothesis.latex}, as {source} has it; a counterexample would not show it to be wrong"
                return Judgement(Verdict.UNCHECKED, reason, "D606", judgement.evidence)
            if under.verdict in GOOD and not (tried and self._vanishes(goal)):
                return replace(
                    judgement,
                    verdict=Verdict.CONDITIONAL,
                    code="D501",
                    message=f"false in general; {under.verdict.value} when {hypothesis.latex}, which the text {'does' if tried else 'suggests and does'} not state",
                    missing=(hypothesis.latex,),
                )
        return None

    def _unshown(self, step: Step) -> tuple[Hypothesis, Goal] | None:
        """A goal under the equations before it that may be conditions, without those that were shown to hold; with the first of the others."""
        if step.undecided is None or step.goal is None:
            return None
        given, goal = step.goal.hypotheses, step.undecided[1]
        others = [h for h in goal.hypotheses if h not in given and h.statement not in self.met]
        if not others:
            return step.undecided if len(goal.hypotheses) == len(given) else None
        return others[0], replace(goal, hypotheses=tuple(h for h in goal.hypotheses if h in given or h in others))

    def _undecided(self, step: Step, judgement: Judgement) -> Judgement | None:
        """A false step that is true, or not decided, with equations that stand before it and were not decided either."""
        if (
            step.posed is not None
            and not step.aside
            and (found := self._of_solution(step.goal, *step.posed, judgement)) is not None
        ):
            return found
        unshown = self._unshown(step)
        if unshown is not None:
            said, goal = unshown
            under = decide(goal, self._part(_PLAIN))
            reason = ""
            if under.verdict in GOOD:
                reason = f"{under.verdict.value} with what line {said.line} says, which was not decided"
            elif under.verdict is Verdict.UNCHECKED and not step.unsettled:
                reason = f"it may rest on what line {said.line} says, which was not decided"
            if reason:
                return Judgement(Verdict.UNCHECKED, reason, "D606", judgement.evidence)
        if any(rest.shown and rest.chain in self.open - self.wrong for rest in step.rests):
            reason = "it may rest on what was concluded before it, which was not decided"
            return Judgement(Verdict.UNCHECKED, reason, "D606", judgement.evidence)
        return None

    def _of_solution(self, alone: Goal | None, said: Hypothesis, goal: Goal, judgement: Judgement) -> Judgement | None:
        """A false step that is true of what solves the equations before it. Where it has eliminated what these speak of from one side, it is said of
        that only."""
        if not isinstance(goal.statement, Relates) or any(isinstance(p, Derivative) for p in walk(goal.statement)):
            return None  # what a gradient is, is said of every point
        if said.line in self.wrong_lines:
            reason = f"it may be said of what line {said.line} gives, which is wrong"
            return Judgement(Verdict.UNCHECKED, reason, "D606", judgement.evidence)
        under = decide(goal, self._part(_PLAIN))
        given = goal.hypotheses[len(alone.hypotheses) if alone is not None else 0 :]
        if under.verdict in GOOD:
            if under.verdict is Verdict.PROVED and not any(h.latex in under.hypotheses for h in given):
                return None  # not what these equations say is used, but that what they invert has an inverse
            if decide(replace(goal, statement=IMPOSSIBLE), self._part(_PLAIN)).verdict in GOOD:
                return None  # nothing solves them all
            return replace(under, message=f"holds for what solves the equation in line {said.line}")
        if under.verdict is Verdict.REFUTED:
            return None
        left, right = set(symbols(goal.statement.left)), set(symbols(goal.statement.right))
        if not (left ^ right) & {name for hypothesis in given for name in symbols(hypothesis.statement)}:
            return None
        reason = f"it may be said of what solves the equation in line {said.line}"
        return Judgement(Verdict.UNCHECKED, reason, "D606", judgement.evidence)

    def _vanishes(self, goal: Goal) -> bool:
        """Whether both sides are zero under what a goal is given: then it says nothing about the statement."""
        if not isinstance(goal.statement, Relates):
            return False
        side = goal.statement.left
        nothing = Zero(side.shape) if side.shape else Number(Fraction(0))
        return decide(replace(goal, statement=replace(goal.statement, right=nothing)), self._rest()).verdict in GOOD

    def _diagnosed(self, goal: Goal, judgement: Judgement) -> Judgement:
        if not self.diagnose:
            return judgement
        from derive.diagnose.findings import diagnose

        stated = tuple(hypothesis for chain, hypothesis in self.stated if not chain or chain != self.chain)
        return diagnose(goal, judgement, self._rest(), self.text, stated)

    def _part(self, share: float) -> Choice:
        """The choice with a share of a step's time, as far as it is left: a step that overran would cost the whole document a new beginning."""
        left = self.choice.limits.seconds - (time.process_time() - self.began)
        seconds = min(self.choice.limits.seconds * share, max(left, _LEAST_SECONDS))
        return replace(self.choice, limits=Limits(seconds, self.choice.limits.seed))

    def _rest(self) -> Choice:
        """The choice with what is left of the step's time."""
        left = self.choice.limits.seconds - (time.process_time() - self.began)
        return replace(self.choice, limits=Limits(max(left, _LEAST_SECONDS), self.choice.limits.seed))

    def _found(self, goal: Goal) -> Judgement:
        judgement = decide(goal, self.choice)
        return self._diagnosed(goal, judgement) if judgement.verdict is Verdict.REFUTED else judgement


def _sampled(judgement: Judgement, sample: str) -> Judgement:
    """What holds for one number of factors, of a claim about any number of them."""
    message = f"{judgement.verdict.value} {sample}; the dots stand for any number of them"
    return replace(judgement, verdict=Verdict.SUPPORTED, message=message)


def _outside(judgement: Judgement, notes: tuple[str, ...]) -> Judgement:
    """A step with an index outside its sum, which is false also where the sum is taken to reach that far."""
    message = "an index stands outside the sum that binds it; nor does it hold where the sum is taken to reach that far"
    return replace(
        judgement,
        verdict=Verdict.ILL_FORMED,
        code="D303",
        message=message,
        counterexample=None,
        missing=(),
        notes=notes,
    )


# what one changes without meaning another equation; `w = w - g` is no identity that lost a term
_SLIPS = frozenset(("D402", "D403", "D404", "D405", "D408", "D409", "D414", "D427"))


_CAREFUL = frozenset(("D402", "D403", "D404", "D405"))  # where X^2 is X the exponent may be another
_NARROW = _SLIPS - {"D408"} | {"D411", "D412"}


def _forwards(goal: Goal) -> Goal:
    """An equivalence as what its first side implies: there a name is looked for that stands for another."""
    said = goal.statement
    return replace(goal, statement=Implies((said.left,), said.right)) if isinstance(said, Iff) else goal


def _concluded(statement: Statement | None) -> Statement | None:
    """What an implication or an equivalence comes to in the end."""
    while isinstance(statement, Implies | Iff):
        statement = statement.conclusion if isinstance(statement, Implies) else statement.right
    return statement


def _meant(goal: Goal, repair: Repair, narrow: bool = False) -> bool:
    """Whether a true statement near a false one shows that an identity was meant: it says more than that something equals itself. `narrow`: and the
    change is of a kind that is made without thinking."""
    made, said = _concluded(repair.statement), _concluded(goal.statement)
    if repair.code == Mistake.TURNED.value:
        return (
            isinstance(said, Relates)
            and isinstance(made, Relates)
            and (said.relation in UPWARDS) != (made.relation in UPWARDS)
        )
    if (
        repair.verdict not in (Verdict.PROVED, Verdict.TESTED)
        or not isinstance(made, Relates)
        or repair.code == Mistake.SEVERAL.value
        or made.left == made.right
        or (repair.code == Mistake.SYMBOL.value and _speaks_of_itself(made))
    ):
        return False
    if repair.code == Mistake.SYMBOL.value and not _of_one_kind(symbols(goal.statement), symbols(made)):
        return False
    if narrow and (repair.code not in _NARROW or isinstance(made.left, Number | Zero)):
        return False
    if narrow and isinstance(made.right, Number | Zero) and not _meant_as_zero(goal, repair, made):
        return False
    defined = {definition.symbol.name for definition in goal.definitions}
    sides = (made.left, made.right, *((said.left, said.right) if isinstance(said, Relates) else ()))
    bare = (side.body if isinstance(side, Transpose) else side for side in sides)
    names = [side.name for side in bare if isinstance(side, Symbol)]
    return repair.code in _SLIPS or not names or (repair.code in _NARROW and defined.issuperset(names))


# what one changes where powers and norms are meant: no condition on names becomes an identity by it
_OF_POWERS = frozenset((Mistake.POWER.value, Mistake.SQUARE.value))
_OF_DEFINED = _OF_POWERS | {Mistake.TRANSPOSE.value, Mistake.ORDER.value, Mistake.SIGN.value}


def _meant_as_zero(goal: Goal, repair: Repair, made: Relates) -> bool:
    """Whether what is said to be zero was meant as an identity, `(I - H) X = 0` of an H that the text defines, and no condition: `A B - B A = 0` becomes
    one too where a letter is changed, but then of two terms that are the same."""
    if not (isinstance(made.right, Zero) or (isinstance(made.right, Number) and made.right.value == 0)):
        return False
    given = {definition.symbol.name: definition.value for definition in goal.definitions if not definition.parameters}
    defined = any(name in symbols(made.left) for name in given)
    if repair.code not in (_OF_DEFINED if defined else _OF_POWERS):
        return False
    return not cancels(made.left, given)


def _speaks_of_itself(made: Relates) -> bool:
    """`Q = Q + (R - R)/n`: a name beside something with that name says nothing that anybody would mean."""
    sides = ((made.left, made.right), (made.right, made.left))
    return any(isinstance(one, Symbol) and one.name in symbols(other) for one, other in sides)


def _of_one_kind(before: Mapping[str, Symbol], after: Mapping[str, Symbol]) -> bool:
    """Whether a symbol may have been put for another by mistake: not where an accent or a star is all that differs, as of an estimate or a conjugate,
    nor where no other has its shape, as in `A x = λ x`."""
    gone, kept = {_bare(name) for name in set(before) - set(after)}, {_bare(name) for name in after}
    new = {_bare(name) for name in set(after) - set(before)} & {_bare(name) for name in before}
    shapes = {symbol.shape for symbol in after.values()}
    return not (gone & kept or new) and all(
        symbol.shape in shapes for name, symbol in before.items() if name not in after
    )


def _bare(name: str) -> str:
    """A name without its accents, its star and a letter under it that is no index: `hat(alpha)`, `x^*`, `λ_x`."""
    while name.endswith(")") and "(" in name:
        name = name[name.index("(") + 1 : -1]
    name = name.partition("^")[0]
    stem, _, label = name.partition("_")
    return stem if len(label) == 1 and label.isalpha() and label not in FREE_INDICES else name
