"""z3's decision procedure for real arithmetic, where it is installed; its word is trusted, not checked, and listed so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from derive.engines.reals.atoms import Atoms
from derive.engines.watchdog import within
from derive.goals import Evidence, Goal, Limits, Result, Verdict
from derive.kernel.graph import Malformed, Unsupported
from derive.kernel.proof import Fact, Sign
from derive.numerics.polynomials import Polynomial, variable
from derive.record import replace
from derive.rules.conditions import presupposed
from derive.rules.statements import read
from derive.rules.translation import Given
from derive.terms import ShapeError

ENGINE = "reals"
SHARE = 0.4  # of the step's time
MOST_VARIABLES = 12
KNOWN = ("sqrt", "abs", "exp")  # √u ≥ 0 and (√u)² = u where u ≥ 0, |u| ≥ 0 and |u|² = u², exp u > 0
Asked = tuple[list[tuple[Polynomial, Sign]], Polynomial, Sign]


def search(goal: Goal, limits: Limits, reason: str) -> Evidence:
    """SUPPORTED when z3 finds every obligation's negation unsatisfiable over the reals, UNDECIDED otherwise."""
    undecided = Evidence(ENGINE, Result.UNDECIDED, Verdict.UNCHECKED, reason)
    if find_spec("z3") is None:
        return undecided
    try:
        asked = list(_asked(goal))
    except (Unsupported, Malformed, ShapeError):
        return undecided
    if not asked:
        return undecided
    for facts, poly, sign in asked:
        answer = within(SHARE * limits.seconds / len(asked), lambda f=facts, p=poly, s=sign: _ask(f, p, s))  # type: ignore[misc]
        if answer != "unsat":
            return undecided
        if within(SHARE * limits.seconds / len(asked), lambda f=facts: _met(f)) == "unsat":  # type: ignore[misc]
            return replace(undecided, detail="what is assumed contradicts itself: anything would follow")
    trusted = (f"z3 {version('z3-solver')} nlsat",)
    return Evidence(
        ENGINE, Result.AGREES, Verdict.SUPPORTED, "z3 finds no real values at which it fails", trusted=trusted
    )


def _asked(goal: Goal) -> Sequence[Asked]:
    """Facts and one goal each, in variables. Raises Unsupported where something is not a polynomial in few scalars."""
    definitions = tuple(Given(d.symbol, d.value, d.parameters) for d in goal.definitions)
    given = [h.statement for h in goal.hypotheses]
    needed = presupposed(goal.statement, *given, definitions=definitions)
    known = read(goal.statement, definitions, tuple(dict.fromkeys((*given, *needed))))
    found: list[Asked] = []
    for premises, goals, _ in known.obligations:
        for one in goals:
            atoms = Atoms()
            poly = atoms(one.poly)
            facts = list(_scalar(atoms, (*known.facts, *premises)))
            facts += list(_functions(atoms))
            if len(atoms.parts) > MOST_VARIABLES:
                raise Unsupported("too many variables")
            found.append((facts, poly, one.sign))
    return found


def _scalar(atoms: Atoms, facts: Sequence[Fact]) -> Sequence[tuple[Polynomial, Sign]]:
    found = []
    for fact in facts:
        try:
            found.append((atoms(fact.poly), fact.sign))
        except Unsupported:
            continue
    return found


def _functions(atoms: Atoms) -> Iterator[tuple[Polynomial, Sign]]:
    """What defines the roots, absolute values and exponentials among the variables."""
    place = 0
    while place < len(atoms.parts):  # an argument may bring new variables
        (graph,) = atoms.parts[place]
        value = variable(place)
        place += 1
        if len(graph.nodes) != 1 or graph.sizes or graph.nodes[0][0][0] not in KNOWN:
            continue
        function, _, _, arguments = graph.nodes[0][0]
        if function == "exp":
            yield value, Sign.POSITIVE
            continue
        try:
            inner = atoms(dict(arguments[0]))
        except Unsupported:
            continue
        yield value, Sign.NONNEGATIVE
        yield value * value - (inner if function == "sqrt" else inner * inner), Sign.ZERO


def _met(facts: Sequence[tuple[Polynomial, Sign]]) -> str:
    """'sat', 'unsat' or 'unknown' for the facts alone: from what no values meet, anything follows, and nothing is learnt."""
    return _ask(facts, None, Sign.ZERO)


def _ask(facts: Sequence[tuple[Polynomial, Sign]], goal: Polynomial | None, sign: Sign) -> str:
    """'sat', 'unsat' or 'unknown' for the facts together with the goal's negation. Variables are numbered: no name reaches z3."""
    import z3

    variables: dict[int, Any] = {}

    def expression(polynomial: Polynomial) -> Any:
        total = z3.RealVal(0)
        for monomial, coefficient in polynomial.terms():
            part = z3.RealVal(str(Fraction(coefficient)))
            for place, power in monomial:
                variable = variables.setdefault(place, z3.Real(f"x{place}"))
                for _ in range(power):
                    part = part * variable
            total = total + part
        return total

    solver = z3.SolverFor("QF_NRA")
    for polynomial, known in facts:
        value = expression(polynomial)
        solver.add(value == 0 if known is Sign.ZERO else value >= 0 if known is Sign.NONNEGATIVE else value > 0)
    if goal is None:
        return str(solver.check())
    value = expression(goal)
    solver.add(value != 0 if sign is Sign.ZERO else value < 0 if sign is Sign.NONNEGATIVE else value <= 0)
    return str(solver.check())
