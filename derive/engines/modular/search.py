"""The modular engine's search: test a goal exactly at random instances, and refute it by an exact counterexample."""

from __future__ import annotations

from fractions import Fraction

from derive.engines.instances import CannotDraw, Draft, drafts, draw, names_in, test_sizes
from derive.engines.instances.reading import Reading
from derive.engines.modular.counterexample import smallest
from derive.engines.modular.question import (
    Question,
    claims,
    derivative_variables,
    has_functions,
    introduces,
    is_identity,
    needs_exponents,
    questions,
    unknown_function,
)
from derive.engines.modular.restated import restatement, without
from derive.engines.modular.testing import Answer, Clock, Outcome, test
from derive.goals import Counterexample, Evidence, Goal, Limits, Result, Verdict
from derive.numerics.evaluate import Evaluator
from derive.numerics.fields import NotEvaluable, Rationals, random_prime_field
from derive.numerics.instance import Instance
from derive.numerics.intervals import Areas, Enclosures
from derive.numerics.truth import holds_always
from derive.record import dataclass, field, replace
from derive.terms import (
    Apply,
    At,
    Derivative,
    Number,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    Transpose,
    symbols,
    walk,
)

ENGINE = "modular"
MOST_DRAFTS = 6
MATRIX_FUNCTIONS = frozenset(["exp", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh"])
SECOND_LOOK = 2.0  # seconds


@dataclass(slots=True)
class Finding:
    """What was found out about one question."""

    answer: Answer
    verdict: Verdict = Verdict.UNCHECKED
    detail: str = ""
    counterexample: Counterexample | None = None
    outcome: Outcome | None = None
    drafts: list[Draft] = field(default_factory=list)


def search(goal: Goal, limits: Limits) -> Evidence:
    """Tests a goal at random exact instances. TESTED with its error bound, REFUTED with a counterexample, or UNDECIDED with the reason."""
    clock = Clock(limits.seconds)
    findings = []
    for question in questions(goal):
        finding = _answer(question, limits, clock)
        findings.append(finding)
        if finding.counterexample is not None:
            return Evidence(
                ENGINE, Result.DISAGREES, Verdict.REFUTED, finding.detail, counterexample=finding.counterexample
            )
    weakest = min(findings, key=lambda f: _ORDER.index(f.verdict))
    if any(f.answer is not Answer.AGREES for f in findings):
        return Evidence(ENGINE, Result.UNDECIDED, Verdict.UNCHECKED, weakest.detail)
    sizes = [size for f in findings if f.outcome for size in f.outcome.sizes]
    primes = [p for f in findings if f.outcome for p in f.outcome.primes]
    bits = min((f.outcome.bits for f in findings if f.outcome), default=0.0)
    data = {"sizes": sizes, "primes": primes, "error_bits": int(bits)}
    return Evidence(ENGINE, Result.AGREES, weakest.verdict, weakest.detail, data=data)


_ORDER = (Verdict.UNCHECKED, Verdict.SUPPORTED, Verdict.TESTED)


def find_counterexample(goal: Goal, limits: Limits, areas: bool = False) -> Counterexample | None:
    """The smallest exact counterexample found: it meets every hypothesis, and a claim of the goal fails on it. None when none was found. `areas`: integrals and limits are enclosed in intervals too."""
    clock = Clock(limits.seconds)
    for question in questions(goal):
        parts = claims(question.conclusion)
        reading = question.reading()
        if not parts or doubtful(question, reading) or any(introduces(question, part) for part in parts):
            continue
        plain = drafts(reading, question.definitions, (), question.conclusion, needs_exponents(question.terms()))
        plans = solvable(question, reading, plain, limits) or plain
        functions = has_functions(question.terms(), question.definitions)
        kind = Areas if areas else Enclosures if functions else Rationals
        found = smallest(question, parts, plans, limits.seed, clock, kind=kind)
        if found is not None and not _other_reading(question, parts, plans[0], limits, clock):
            return found
    return None


def refute_by_areas(goal: Goal, limits: Limits) -> Evidence | None:
    """The word against a goal with integrals or limits whose sides are separated by their enclosures; None where they are not."""
    found = find_counterexample(goal, limits, areas=True)
    if found is None:
        return None
    detail = "false at an instance that meets every hypothesis, integrals and limits enclosed in intervals"
    return Evidence(ENGINE, Result.DISAGREES, Verdict.REFUTED, detail, counterexample=found)


def _answer(question: Question, limits: Limits, clock: Clock) -> Finding:
    parts = claims(question.conclusion)
    if not parts:
        return Finding(Answer.UNKNOWN, detail="this kind of claim is not tested at instances")
    reading = question.reading()
    plain = drafts(reading, question.definitions, (), question.conclusion, needs_exponents(question.terms()))
    outcome = Outcome(Answer.UNKNOWN, reason="a claim about order is not confirmed by instances")
    if question.within:
        return _within(question, plain, parts, limits, clock)
    if generic_rank(question, reading):
        outcome.reason = "random matrices have full rank: what is said of ranks is not confirmed by instances"
        return _refutation(question, reading, solvable(question, reading, plain, limits), parts, outcome, limits, clock)
    if not question.hypotheses and _closed(question, parts):
        return Finding(Answer.AGREES, Verdict.SUPPORTED, "the numbers are told apart by interval arithmetic")
    if all(map(is_identity, parts)):
        outcome = _without_equations(question, plain, parts, limits, clock)
        if outcome.answer is Answer.AGREES:
            return _unless_refuted(_agreement(outcome, plain[0]), question, reading, plain, parts, limits)
        outcome = _restated(question, reading, plain[0], parts, limits, clock) or outcome
        if outcome.answer is Answer.AGREES:
            return _agreement(outcome, plain[0])
    plans = solvable(question, reading, plain, limits)
    if plans is not plain and all(map(is_identity, parts)):
        solving = [draft for draft in plans if draft.steps]
        if not solving:
            outcome = Outcome(
                Answer.UNKNOWN, reason="could not draw an instance that meets the equations among the hypotheses"
            )
        else:
            outcome, used = _with_equations(question, solving, parts, limits, clock)
            if outcome.answer is Answer.AGREES and used is not None:
                return _unless_refuted(_agreement(outcome, used), question, reading, plans, parts, limits)
        relaxed = _relaxed(question, reading, plain[0], parts, limits, clock)
        if relaxed is not None:
            return relaxed
    return _refutation(question, reading, plans, parts, outcome, limits, clock)


def _closed(question: Question, parts: list[Statement]) -> bool:
    """Whether claims about order between known numbers hold: their enclosures lie in order."""
    if any(not isinstance(p, Relates) or p.relation is Relation.EQUAL or symbols(p) or names_in((p,)) for p in parts):
        return False
    if any(unknown_function(part, question.definitions) for part in parts):
        return False  # f(1) < f(2)
    ev = Evaluator(Enclosures(), Instance({}), question.definitions)
    try:
        return all(holds_always(ev, part) for part in parts)
    except NotEvaluable:
        return False


def solvable(question: Question, reading: Reading, plain: list[Draft], limits: Limits) -> list[Draft]:
    """How instances are drawn that meet the equations too: by solving, and, for small integers, by luck."""
    equations = _unmet(question, reading, plain[0], limits)
    if not equations:
        return plain
    return [
        *drafts(reading, question.definitions, equations, question.conclusion, plain[0].interpreted)[:MOST_DRAFTS],
        *plain,
    ]


def _without_equations(
    question: Question, plain: list[Draft], parts: list[Statement], limits: Limits, clock: Clock
) -> Outcome:
    """Tests without solving any equation among the hypotheses: what agrees even so needs none of them."""
    loose = [replace(draft, reading=without(draft.reading, draft.reading.equations)) for draft in plain]
    outcome = Outcome(Answer.UNKNOWN, reason="no instance was drawn")
    for draft in loose:
        outcome = test(question, draft, parts, limits, clock)
        if outcome.answer is not Answer.UNKNOWN:
            break
    return outcome


def _relaxed(
    question: Question, reading: Reading, draft: Draft, parts: list[Statement], limits: Limits, clock: Clock
) -> Finding | None:
    """Tests with defined symbols let free where an equation gives them another value: a stronger claim, that is easier to draw for."""
    sides = {
        side.name
        for equation in reading.equations
        for side in (equation.left, equation.right)
        if isinstance(side, Symbol)
    }
    kept = tuple(d for d in question.definitions if d.symbol.name not in sides)
    if len(kept) == len(question.definitions):
        return None
    wider = replace(question, definitions=kept)
    for plan in drafts(reading, kept, reading.equations, question.conclusion, draft.interpreted)[:MOST_DRAFTS]:
        if plan.complete and test(wider, plan, parts, limits, clock).answer is Answer.AGREES:
            return _agreement(test(wider, plan, parts, limits, clock), plan)
    return None


def _unless_refuted(
    found: Finding, question: Question, reading: Reading, plans: list[Draft], parts: list[Statement], limits: Limits
) -> Finding:
    """An agreement at instances that do not cover every case, unless small instances of other kinds refute it."""
    if found.verdict is Verdict.TESTED or doubtful(question, reading):
        return found
    clock = Clock(min(SECOND_LOOK, limits.seconds / 4))
    refuted = _refutation(question, reading, plans, parts, Outcome(Answer.UNKNOWN), limits, clock)
    return refuted if refuted.counterexample is not None else found


def _restated(
    question: Question, reading: Reading, draft: Draft, parts: list[Statement], limits: Limits, clock: Clock
) -> Outcome | None:
    """Tests whether every claim is one of the equations among the hypotheses, written otherwise."""
    identities: list[Statement] = []
    for part in parts if reading.equations else ():
        identity = restatement(question, reading, draft, part, limits)
        if identity is None:
            return None
        identities.append(identity)
    if not identities:
        return None
    return test(question, replace(draft, reading=without(reading, reading.equations)), identities, limits, clock)


def _unmet(question: Question, reading: Reading, draft: Draft, limits: Limits) -> list[Relates]:
    """The equations among the hypotheses that do not hold by themselves."""
    if not reading.equations:
        return []
    loose = replace(draft, reading=without(reading, reading.equations))
    for sizes in test_sizes(names_in(question.terms()), 2):
        try:
            ev = draw(loose, sizes, random_prime_field(limits.seed), ("unmet", limits.seed))
        except CannotDraw:
            continue
        unmet = []
        for equation in reading.equations:
            try:
                if not holds_always(ev, equation):
                    unmet.append(equation)
            except NotEvaluable:
                unmet.append(equation)
        return unmet
    return list(reading.equations)


def _with_equations(
    question: Question, plans: list[Draft], parts: list[Statement], limits: Limits, clock: Clock
) -> tuple[Outcome, Draft | None]:
    best: tuple[Outcome, Draft | None] = (Outcome(Answer.UNKNOWN, reason="no instance was drawn"), None)
    for draft in plans:
        outcome = test(question, draft, parts, limits, clock)
        if outcome.answer is Answer.DISAGREES or (outcome.answer is Answer.AGREES and draft.complete):
            return outcome, draft
        if outcome.answer is Answer.AGREES and best[1] is None:
            best = outcome, draft
        elif best[1] is None:
            best = outcome, None
    return best


def _agreement(outcome: Outcome, draft: Draft) -> Finding:
    sizes = "; ".join(
        ", ".join(f"{n}={v}" for n, v in assignment.items()) for assignment in outcome.sizes if assignment
    )
    where = f" at sizes {sizes}" if sizes else ""
    integers = f", with {', '.join(sorted(draft.integers))} a small integer" if draft.integers else ""
    if not draft.complete:
        detail = f"agrees at {outcome.instances} exact instances{where} that meet the equations, which do not cover every case"
        return Finding(Answer.UNKNOWN, Verdict.UNCHECKED, detail + integers, outcome=outcome)
    if not outcome.certain or outcome.bits < 60:
        detail = f"agrees at {outcome.instances} exact instances{where}, too few for a bound of 2^-60"
        return Finding(Answer.AGREES, Verdict.SUPPORTED, detail + integers, outcome=outcome)
    detail = (
        f"equal at {outcome.instances} random exact instances{where}; error at most 2^-{int(outcome.bits)}{integers}"
    )
    return Finding(Answer.AGREES, Verdict.TESTED, detail, outcome=outcome)


def _refutation(
    question: Question,
    reading: Reading,
    plans: list[Draft],
    parts: list[Statement],
    outcome: Outcome,
    limits: Limits,
    clock: Clock,
) -> Finding:
    reason = doubtful(question, reading, both=True)
    if reason:
        return Finding(
            Answer.UNKNOWN, detail=reason if outcome.answer is Answer.DISAGREES else outcome.reason or reason
        )
    also = outcome.sizes if outcome.answer is Answer.DISAGREES else []
    new = next(filter(None, (introduces(question, part) for part in parts)), "")
    if new:
        return Finding(
            Answer.UNKNOWN, detail=f"nothing else is said of {new}: this may define it, or be a condition on it"
        )
    functions = has_functions(question.terms(), question.definitions)
    found = smallest(question, parts, plans, limits.seed, clock, also, Enclosures if functions else Rationals)
    if found is not None:
        other = _other_reading(question, parts, plans[0], limits, clock)
        if other:
            return Finding(Answer.UNKNOWN, detail=other)
        return Finding(
            Answer.DISAGREES, Verdict.REFUTED, "false at an exact instance that meets every hypothesis", found
        )
    if outcome.answer is Answer.DISAGREES:
        if functions:
            return Finding(
                Answer.UNKNOWN, detail="not an identity of its functions' arguments; no exact instance decides it"
            )
        return Finding(Answer.UNKNOWN, detail="differs in a prime field; no rational counterexample was found")
    if clock.over:
        return Finding(Answer.UNKNOWN, detail="time limit")
    return Finding(Answer.UNKNOWN, detail=outcome.reason or "no counterexample was found")


_ALL_RANKS = frozenset(
    (PropertyKind.IDEMPOTENT, PropertyKind.PROJECTION, PropertyKind.INVERTIBLE, PropertyKind.ORTHOGONAL)
)
_ONE_RANK = frozenset(
    (PropertyKind.INVERTIBLE, PropertyKind.ORTHOGONAL, PropertyKind.FULL_COLUMN_RANK, PropertyKind.FULL_ROW_RANK)
)


def generic_rank(question: Question, reading: Reading) -> bool:
    """Whether a rank, or a pseudo-inverse, which depends on it, is spoken of whose symbols are drawn with the largest rank only: what holds of
    these, as A⁺A = AA⁺ does of square ones, need not hold of others."""
    parts = [part for term in question.terms() for part in walk(term)]
    placed = {symbol.name for part in parts if isinstance(part, At) for symbol, _ in part.values}  # has a value's rank
    return any(
        any(not reading.of(name) & kinds for name in symbols(part).keys() - placed)
        for part in parts
        if (kinds := _drawn_fairly(part)) is not None
    )


def _drawn_fairly(part: Term) -> frozenset[PropertyKind] | None:
    """The properties of symbols with which a rank or a pseudo-inverse is met as it may be; None for other terms."""
    if isinstance(part, PseudoInverse):
        body = part.body.body if isinstance(part.body, Transpose) else part.body
        return _ALL_RANKS | _ONE_RANK if isinstance(body, Symbol) else frozenset()
    return _ALL_RANKS if isinstance(part, Apply) and part.name == "rank" else None


def doubtful(question: Question, reading: Reading, both: bool = False) -> str:
    """Why a difference would not refute: functions that may be meant of whole matrices, derivatives by symbols that equations tie to others, or
    that are not free to move. `both`: the derivative among the diagonal matrices was looked at too."""
    for part in (part for term in question.terms() for part in walk(term)):
        if (
            isinstance(part, Apply)
            and part.name in MATRIX_FUNCTIONS
            and len(part.shape) == 2
            and part.shape[0] == part.shape[1]
        ):
            return f"{part.name} of a square matrix may be meant entry by entry or of the matrix"
    stationary = [said for said in reading.equations if _is_stationary(said)]  # which is what is solved
    variables = derivative_variables([term for term in question.terms() if term not in stationary])
    definitions = {d.symbol.name for d in question.definitions}
    for equation in reading.equations:
        tied = set(symbols(equation)) & variables
        if tied - definitions and len(symbols(equation)) > 1:
            return f"an equation ties {min(tied)}, by which a derivative is taken, to other symbols"
    for name in sorted(variables):
        odd = reading.of(name) & {
            PropertyKind.SKEW if both else PropertyKind.DIAGONAL,
            PropertyKind.SKEW,
            PropertyKind.UPPER_TRIANGULAR,
            PropertyKind.LOWER_TRIANGULAR,
        }
        if odd:
            return f"a derivative by {name}, which is {min(k.value for k in odd)}: it may be meant within such matrices"
    return ""


def _is_stationary(said: Statement) -> bool:
    """Whether an equation says that a slope is zero: `df/dθ = 0`."""
    return isinstance(said, Relates) and isinstance(said.left, Derivative) and said.right == Number(Fraction(0))


_SYMMETRIC = frozenset((PropertyKind.SYMMETRIC, PropertyKind.POSITIVE_DEFINITE, PropertyKind.POSITIVE_SEMIDEFINITE))


def _within(question: Question, plain: list[Draft], parts: list[Statement], limits: Limits, clock: Clock) -> Finding:
    """Tests a claim of derivatives taken among symmetric or diagonal matrices. What differs so is judged where all entries move freely."""
    kinds = {said.subjects[0].name: said.kind for said in question.within if isinstance(said.subjects[0], Symbol)}
    diagonal = frozenset(name for name, kind in kinds.items() if kind is PropertyKind.DIAGONAL)
    if not all(map(is_identity, parts)):
        return Finding(Answer.UNKNOWN, detail="a claim about order is not confirmed by instances")
    drafted = replace(plain[0], diagonal=diagonal, symmetric=frozenset(kinds) - diagonal)
    outcome = test(question, drafted, parts, limits, clock)
    if outcome.answer is Answer.AGREES:
        return _agreement(outcome, drafted)
    return Finding(Answer.UNKNOWN, detail=outcome.reason or "differs at exact instances")


def _other_reading(question: Question, parts: list[Statement], draft: Draft, limits: Limits, clock: Clock) -> str:
    """Says so when the claim is true of derivatives taken among the symmetric or diagonal matrices."""
    variables = derivative_variables(question.terms())
    diagonal = frozenset(n for n in variables if PropertyKind.DIAGONAL in draft.reading.of(n))
    symmetric = frozenset(n for n in variables if draft.reading.of(n) & _SYMMETRIC) - diagonal
    shown = f"{'diagonal' if diagonal else 'symmetric'} matrices {min(diagonal | symmetric, default='')}"
    inside = replace(draft, symmetric=symmetric, diagonal=diagonal)
    if symmetric | diagonal and test(question, inside, parts, limits, clock).answer is Answer.AGREES:
        return f"true if the derivative is taken among the {shown}, false if all its entries move freely"
    inside = replace(draft, projected=symmetric, diagonal=diagonal)
    if symmetric and test(question, inside, parts, limits, clock).answer is Answer.AGREES:
        return f"true of the projection of the derivative to the {shown}, false if all its entries move freely"
    return ""
