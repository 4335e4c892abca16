"""Medians and quantiles of a number whose law is known: `median(X) = m` says that F_X(m) = 1/2, and `Q_X(p) = q` that F_X(q) = p, where F_X increases.

[CB] G. Casella and R. L. Berger, Statistical Inference (2002), 2.1 and exercise 2.17.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from derive.elaborate.densities import Following
from derive.elaborate.laws import Law
from derive.elaborate.scope import TOLD, key
from derive.elaborate.survey import inside
from derive.formula.syntax import Node
from derive.goals import Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import replace
from derive.rules.densities import FAMILIES, Support
from derive.terms import (
    Apply,
    Constant,
    Implies,
    Integral,
    Number,
    Piecewise,
    Product,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    symbols,
    walk,
)

_HALF, _ZERO, _ONE = (Number(Fraction(*value)) for value in ((1, 2), (0, 1), (1, 1)))
_LEFT = Product((Number(Fraction(-1)), Constant("infinity")))


def settles_quantile(name: str, laws: Mapping[str, Following | None], value: Node, text: str) -> bool:
    """Whether a name is the median or the quantile function of a number whose law is known: a value of it in which no F_X stands is a claim."""
    law = laws.get(_of(name, text))
    if law is None or not law.of_number or FAMILIES[law.family].support is Support.COUNTS:
        return False
    return not any((key(node) or "").startswith("F_") or TOLD in (key(node) or "") for node in inside(value))


def _of(name: str, text: str) -> str:
    """The X of median(X), and of Q_X in a text about quantiles; '' of other names."""
    if name.startswith(f"median{TOLD}"):
        return name.partition(TOLD)[2].removesuffix("⟩")
    return name.removeprefix("Q_") if name.startswith("Q_") and "quantile" in text.lower() else ""


def by_distribution(
    statement: Statement, laws: Mapping[str, Law], text: str, given: Sequence[Statement] = ()
) -> tuple[Statement, tuple[Hypothesis, ...], str]:
    """An equation for a median or a quantile, or for its logarithm, as one for the distribution function; that a probability lies between 0 and 1; and
    the X. F_X at a quantile is its probability, and the quantile of one that is zero is -∞. The statement as it is, and '', where it is none such."""
    if isinstance(statement, Implies):
        conclusion, between, of = by_distribution(statement.conclusion, laws, text, given)
        return (replace(statement, conclusion=conclusion), between, of) if of else (statement, (), "")
    if isinstance(statement, Relates) and statement.relation is Relation.EQUAL and not statement.left.shape:
        for side, value in ((statement.left, statement.right), (statement.right, statement.left)):
            found = _asked(side, laws, text)
            if found is not None:
                value = _inside(value, found[1])
            plain = not any(isinstance(part, Piecewise) for part in walk(value))
            if found is None and isinstance(side, Apply) and side.name == "log":
                found, value = _asked(side.arguments[0], laws, text), Apply("exp", (value,))
            if (at := _level(side, laws, text)) is not None:
                of, level = at
                between = () if isinstance(level, Number) else _within_one(level)
                return Relates(Relation.EQUAL, level, value), between, of
            if found is not None and plain and not any(_of(name, text) for name in _names(value)):
                of, level = found
                if Relates(Relation.EQUAL, level, _ZERO) in given:  # -∞ is no number that could be compared
                    return (Relates(Relation.EQUAL, _ZERO, _ZERO), (), of) if value == _LEFT else (statement, (), "")
                between = () if isinstance(level, Number) else _within_one(level)
                return Relates(Relation.EQUAL, _distribution(laws[of], value), level), between, of
    return statement, (), ""


def _inside(value: Term, level: Term) -> Term:
    """What cases give for probabilities between 0 and 1, where they say -∞ of 0: the least x in ℝ with F_X(x) ≥ 0, whatever the law is."""
    if not isinstance(value, Piecewise):
        return value
    nought = Relates(Relation.EQUAL, level, _ZERO)
    positive = (Relates(Relation.GREATER, level, _ZERO), Relates(Relation.LESS, _ZERO, level))
    left = [case for case in value.cases if case != (_LEFT, nought)]
    if len(left) == len(value.cases) or len(left) != 1 or left[0][1] not in (None, *positive):
        return value
    return left[0][0]


def _asked(side: Term, laws: Mapping[str, Law], text: str) -> tuple[str, Term] | None:
    """Of which X a side is a quantile, and the probability."""
    if isinstance(side, Symbol) and side.name.startswith("median"):
        name, level = side.name, _HALF
    elif isinstance(side, Apply) and len(side.arguments) == 1:
        name, level = side.name.removeprefix("user:"), side.arguments[0]  # type: ignore[assignment]
    else:
        return None
    of = _of(name, text)
    return (of, level) if of in laws and not laws[of].counts and laws[of].ends() is not None else None


def _level(side: Term, laws: Mapping[str, Law], text: str) -> tuple[str, Term] | None:
    """The probability of `F_X(median(X))` and `F_X(Q_X(p))`, and the X."""
    if not (isinstance(side, Apply) and side.name.startswith("user:F_") and len(side.arguments) == 1):
        return None
    found = _asked(side.arguments[0], laws, text)
    return found if found is not None and side.name == f"user:F_{found[0]}" else None


def _names(term: Term) -> set[str]:
    return {*symbols(term), *(part.name.removeprefix("user:") for part in walk(term) if isinstance(part, Apply))}


def _distribution(law: Law, point: Term) -> Term:
    ends = law.ends()
    assert ends is not None
    inner = Symbol("lesser value", (), "t")
    return Integral(inner, law.density(inner), ends[0], point)


def _within_one(level: Term) -> tuple[Hypothesis, ...]:
    said = (Relates(Relation.LESS, _ZERO, level), Relates(Relation.LESS, level, _ONE))
    return tuple(Hypothesis(one, Origin.IMPLIED, statement_latex(one)) for one in said)
