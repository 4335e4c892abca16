"""Modes of a number whose law is known: `mode(X) = m` gives the point at which f_X is largest, in closed form.

[J1] N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions, vol. 1 (1994): 13.3, 14.3, 17.3, 18.3, 19.4; [J2] vol. 2 (1995): 25.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from derive.elaborate.densities import Following
from derive.elaborate.facts import Facts
from derive.elaborate.laws import Law
from derive.elaborate.scope import TOLD, key
from derive.elaborate.survey import inside
from derive.formula.syntax import Node
from derive.goals import Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import replace
from derive.rules.curvature import difference
from derive.terms import (
    Apply,
    HasProperty,
    Number,
    Piecewise,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Sum,
    Term,
    substitute,
    symbols,
    walk,
)

_MODE = f"mode{TOLD}"


def _n(value: int) -> Term:
    return Number(Fraction(value))


def settles_mode(name: str, laws: Mapping[str, Following | None], value: Node) -> bool:
    """Whether a name is the mode of a number whose law is known: a value of it in which no density stands is a claim."""
    law = laws.get(_of(name))
    if law is None or not law.of_number or law.family not in _FAMILIES:
        return False
    spoken = [key(node) or "" for node in inside(value)]
    return not any(name.startswith("f_") or TOLD in name for name in spoken)


def at_the_top(
    statement: Statement, laws: Mapping[str, Law], facts: Facts
) -> tuple[Statement, tuple[Hypothesis, ...], str]:
    """An equation with a mode in its closed form; that the parameters are such that it lies where the density is positive; and the X. The statement as it
    is, and '', where it speaks of no mode, or where the text says something of these parameters that may be against that."""
    names = sorted(name for name in symbols(statement) if _of(name) in laws)
    known = _closed(laws[_of(names[0])]) if len(names) == 1 else None
    if (
        not isinstance(statement, Relates)
        or known is None
        or any(isinstance(part, Piecewise) for part in walk(statement))
    ):
        return statement, (), ""
    mode, above = known
    if any(_is_tied(parameter, facts) for parameter, _ in above):
        return statement, (), ""
    within = tuple(Relates(Relation.LESS, _n(least), parameter) for parameter, least in above)
    given = tuple(Hypothesis(one, Origin.IMPLIED, statement_latex(one)) for one in within)
    left, right = (substitute(side, {names[0]: mode}) for side in (statement.left, statement.right))
    return replace(statement, left=left, right=right), given, _of(names[0])


def _is_tied(parameter: Term, facts: Facts) -> bool:
    """Whether a parameter is a numeral, or more is given of what it is made of than that this is positive."""
    names = set(symbols(parameter))
    numbers = {n for n, d in facts.definitions.items() if not symbols(d.value)}
    said = (h.statement for h in facts.hypotheses)
    more = (one for one in said if not (isinstance(one, HasProperty) and one.kind is PropertyKind.POSITIVE))
    return not names or bool(names & numbers) or any(names & set(symbols(one)) for one in more)


def _of(name: str) -> str:
    """The X of mode(X); '' of other names."""
    return name.removeprefix(_MODE).removesuffix("⟩") if name.startswith(_MODE) else ""


_FAMILIES = frozenset(["normal", "log-normal", "gamma", "beta", "exponential", "chi-squared"])


def _closed(law: Law) -> tuple[Term, tuple[tuple[Term, int], ...]] | None:
    """The mode, and the parameters with what they are greater than."""
    match law.family, law.parameters:
        case "normal", (mean, _):
            return mean, ()
        case "log-normal", (mean, variance):
            return Apply("exp", (difference(mean, variance),)), ()
        case "gamma", (a, b):
            return Product((difference(a, _n(1)), Power(b, _n(-1)))), ((a, 1),)
        case "beta", (a, b):
            return Product((difference(a, _n(1)), Power(difference(Sum((a, b)), _n(2)), _n(-1)))), ((a, 1), (b, 1))
        case "exponential", _:
            return _n(0), ()
        case "chi-squared", (k,):
            return difference(k, _n(2)), ((k, 2),)
    return None
