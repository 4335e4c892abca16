"""The stationary points of an optimum claim, by Lagrange's multipliers, as SymPy solves for them."""

from __future__ import annotations

from typing import Any

from derive.engines.instances.reading import property_of
from derive.engines.sympy_engine.expressions import Expressions
from derive.goals import Goal
from derive.numerics.fields import NotEvaluable
from derive.terms import Optimum, PropertyKind, Relates, Relation, Symbol

MOST_VARIABLES = 4
OPEN = (
    PropertyKind.POSITIVE,
    PropertyKind.NEGATIVE,
    PropertyKind.NONZERO,
)  # they leave no boundary on which an optimum may lie
Answer = tuple[bool | None, str]


def stationary(goal: Goal, kinds: dict[str, frozenset[PropertyKind]], names: dict[str, str]) -> Answer:
    """Whether the claimed point is among the real stationary points and none of them is better, and the list of them. `names` says how the
    report prints a variable. Raises NotEvaluable where the claim is not of few scalars, or has constraints that are no equations."""
    import sympy as sp

    claim = goal.statement
    assert isinstance(claim, Optimum)
    if any(symbol.shape for symbol, _ in claim.point) or len(claim.point) > MOST_VARIABLES:
        raise NotEvaluable("an optimum over vectors, or over many variables")
    equations = [c for c in claim.constraints if isinstance(c, Relates) and c.relation is Relation.EQUAL]
    kinds = dict(kinds)
    for constraint in claim.constraints:
        if constraint in equations:
            continue
        sign = property_of(constraint) if isinstance(constraint, Relates) else None
        if sign is None or sign.kind not in OPEN or not isinstance(sign.subjects[0], Symbol):
            raise NotEvaluable("constraints that are no equations or signs")
        name = sign.subjects[0].name
        kinds[name] = kinds.get(name, frozenset()) | {sign.kind}
    ip = Expressions({}, goal.definitions, kinds, positive=False)
    variables = [ip(symbol)[()] for symbol, _ in claim.point]
    at = [ip(value)[()] for _, value in claim.point]
    objective: Any = ip(claim.objective)[()]
    residuals = [ip(c.left)[()] - ip(c.right)[()] for c in equations]
    multipliers = [sp.Symbol(f"m{k}", real=True) for k in range(len(residuals))]
    lagrangian = objective - sum((m * h for m, h in zip(multipliers, residuals, strict=True)), sp.Integer(0))
    system = [sp.numer(sp.together(sp.diff(lagrangian, v))) for v in variables]
    system += [sp.numer(sp.together(h)) for h in residuals]
    found = sp.solve(system, [*variables, *multipliers], dict=True)
    points = [[point.get(v, v) for v in variables] for point in found]
    real = [p for p in points if all(x.is_number and x.is_real for x in p)]
    if not real or len(real) < len([p for p in points if not all(x.is_number for x in p)]):
        raise NotEvaluable("the stationary points are not finitely many numbers")
    real = sorted({tuple(p): p for p in real}.values(), key=lambda p: [float(x) for x in p])
    values = [objective.xreplace(dict(zip(variables, p, strict=True))) for p in real]
    return _judged(claim, variables, at, real, values, names)


def _judged(claim: Optimum, variables: Any, at: Any, real: Any, values: Any, names: dict[str, str]) -> Answer:
    import sympy as sp

    shown = ", ".join(names[symbol.name] for symbol, _ in claim.point)
    each = "; ".join(
        f"({', '.join(map(str, p))}) with value {sp.nsimplify(v)}" for p, v in zip(real, values, strict=True)
    )
    text = f"stationary points ({shown}), by solve: {each}"
    here = [k for k, p in enumerate(real) if all(sp.simplify(x - y) == 0 for x, y in zip(p, at, strict=True))]
    if not here:
        return False, f"{text}; the claimed point is none of them"
    mine = values[here[0]]
    better = [v for v in values if (v < mine if claim.kind == "min" else v > mine) == sp.true]
    if better:
        return False, f"{text}; another has a better value"
    if claim.unique and any(k not in here and sp.simplify(v - mine) == 0 for k, v in enumerate(values)):
        return False, f"{text}; another has the same value"
    return True, text
