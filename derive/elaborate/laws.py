"""What is known of X by `X \\sim \\mathrm{Gam}(a, b)`: its density f_X, its distribution function F_X, and its expected values as integrals or sums.

[F] W. Feller, An Introduction to Probability Theory and Its Applications, vol. 2 (1971), V.2: E[g(X)] = ∫ g(x) f_X(x) dx.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeVar

from derive import lazy_re as re
from derive.elaborate.divergences import compared, under_name
from derive.elaborate.scope import TOLD
from derive.goals import Definition, Goal
from derive.record import dataclass, replace
from derive.rules.densities import FAMILIES, Support
from derive.sizes import Size
from derive.terms import (
    Apply,
    BigSum,
    Constant,
    Expectation,
    Index,
    Integral,
    Number,
    Piecewise,
    Product,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    children,
    factors_of,
    map_children,
    reindexed,
    substitute,
    symbols,
    walk,
)

T = TypeVar("T", bound=Term)
_INFINITE = Constant("infinity")
_LEFT = Product((Number(Fraction(-1)), _INFINITE))


@dataclass(frozen=True, slots=True)
class Law:
    """The distribution of a random number: its family and the parameters, as they are written."""

    family: str
    parameters: tuple[Term, ...]
    said: bool = False  # words say which parameters these are

    @property
    def settled(self) -> bool:
        """Whether every author writes these parameters so, or the text says which they are."""
        return self.said or FAMILIES[self.family].settled

    def density(self, point: Term) -> Term:
        """The density, or the probability of a count, at a point of the support."""
        return FAMILIES[self.family].value(point, *self.parameters)

    def ends(self) -> tuple[Term, Term] | None:
        """The ends of the support; None where it is not one interval of numbers, or of counts."""
        zero, one = Number(Fraction(0)), Number(Fraction(1))
        match FAMILIES[self.family].support:
            case Support.LINE:
                return _LEFT, _INFINITE
            case Support.POSITIVE:
                return zero, _INFINITE
            case Support.UNIT:
                return zero, one
            case Support.BETWEEN:
                return self.parameters[0], self.parameters[1]
            case Support.COUNTS:
                last = {"Poisson": _INFINITE, "Bernoulli": one}
                return zero, last.get(self.family, self.parameters[0])
        return None

    @property
    def counts(self) -> bool:
        """Whether its values are counts."""
        return FAMILIES[self.family].support is Support.COUNTS


def definition(name: str, laws: Mapping[str, Law], text: str = "") -> Definition | None:
    """What f_X or F_X is by the law of X, and h(X) in a `text` about entropies; None for other names."""
    if (entropy := _entropy(name, laws)) is not None and ENTROPIES.search(text):  # in this order: the text is long
        return Definition(Symbol(name, (), name), entropy, 0)
    if (both := compared(name, laws)) is not None:
        value = _divergence(laws[both[0]], laws[both[1]])
        return Definition(Symbol(name, (), name), value, 0) if value is not None else None
    letter, mark, of = name.partition("_")
    if TOLD in name:  # Pr(X = x), Pr(X ≤ x)
        for sign, called in (("=·", "f"), ("≤·", "F")):
            of = name.partition(TOLD)[2].removesuffix("⟩").removesuffix(sign)
            if of in laws and name in [f"{head}{TOLD}{of}{sign}⟩" for head in ("P", "Pr", "p")]:
                letter, mark = called, "_"
                break
    if not mark and (own := _density_of(name, laws)):  # p(x) of a number X
        letter, mark, of = "f", "_", own
        point = Symbol(f"value of {of}", (), of.lower()[-1:])
        return Definition(Symbol(name, (), name), laws[own].density(point), 0, (point,)) if laws[own].ends() else None
    law = laws.get(of) if mark and letter in ("f", "F") else None
    if law is not None and TOLD in name and letter == "f" and not law.counts:
        return None  # of a number with a density every value has probability zero
    ends = law.ends() if law is not None else None
    if law is None or ends is None:
        return None
    point = Symbol(f"value of {of}", (), of.lower())
    if letter == "f":
        return Definition(Symbol(name, (), name), law.density(point), 0, (point,))
    if law.counts:
        count = Index(f"lesser value of {of}", Size.name(f"values of {of}"))
        return Definition(Symbol(name, (), name), BigSum(count, law.density(count), ends[0], point), 0, (point,))
    inner = Symbol(f"lesser value of {of}", (), "t")
    return Definition(Symbol(name, (), name), Integral(inner, law.density(inner), ends[0], point), 0, (point,))


ENTROPIES = re.compile(r"\bentrop", re.I)
_IN_NATS = re.compile(r"\bnats?\b|natural logarithm", re.I)


def is_doubtful(name: str, laws: Mapping[str, Law], text: str) -> bool:
    """Whether what is said by f_X, p(x) or h(X) may be another thing to the author than to the table of laws."""
    if (_entropic(name, laws) or compared(name, laws)) and not _IN_NATS.search(text):
        return True
    return not laws[of_name(name, laws)].settled or (name[:1] in "pq" and "=" not in name)


def _entropy(name: str, laws: Mapping[str, Law]) -> Term | None:
    """The entropy in nats that h(X) or H(X) is: [CT] T. M. Cover and J. A. Thomas, Elements of Information Theory (2006), (2.1) and (8.1); None for other names."""
    of = _entropic(name, laws)
    ends = laws[of].ends() if of else None
    if ends is None or (laws[of].counts and name.startswith("h")):
        return None
    point: Term = Symbol(f"value of {of}", (), of.lower())
    if laws[of].counts:
        point = Index(f"value of {of}", Size.name(f"values of {of}"))
    body = Product((laws[of].density(point), _log(laws[of].density(point))))
    whole = BigSum(point, body, *ends) if isinstance(point, Index) else Integral(point, body, *ends)  # type: ignore[arg-type]
    return Product((Number(Fraction(-1)), whole))


def _divergence(one: Law, other: Law) -> Term | None:
    """KL[P ‖ Q] in nats, where both have the same support."""
    ends = one.ends()
    if ends is None or ends != other.ends():
        return None
    point: Term = Index("value", Size.name("values")) if one.counts else Symbol("value", (), "x")
    gap = Sum((_log(one.density(point)), Product((Number(Fraction(-1)), _log(other.density(point))))))
    body = Product((one.density(point), gap))
    return BigSum(point, body, *ends) if isinstance(point, Index) else Integral(point, body, *ends)  # type: ignore[arg-type]


def _log(term: Term) -> Term:
    return Apply("log", (term,))


def _entropic(name: str, laws: Mapping[str, Law]) -> str:
    """The X of h(X) and H(X) where its law is known; '' where a name is none such."""
    of = name.partition(TOLD)[2].removesuffix("⟩")
    return of if of in laws and name in (f"h{TOLD}{of}⟩", f"H{TOLD}{of}⟩") else ""


def _density_of(name: str, laws: Mapping[str, Law]) -> str:
    """The X whose density custom writes p(x), or the law that bears the name P; '' where a name is none such."""
    if named := under_name(name, laws):
        return named
    inside = name.removeprefix(f"p{TOLD}").removesuffix("⟩")
    return inside.upper() if name == f"p{TOLD}{inside}⟩" and len(inside) == 1 and inside.upper() in laws else ""


def by_cases(statement: Statement, laws: Mapping[str, Law]) -> bool:
    """Whether a statement speaks by cases of an f_X or F_X that a law gives: the law says what they are on the support of X alone."""
    parts = tuple(walk(statement))
    called = (part.name.removeprefix("user:") for part in parts if isinstance(part, Apply))
    return any(isinstance(part, Piecewise) for part in parts) and any(definition(name, laws) for name in called)


def of_name(name: str, laws: Mapping[str, Law]) -> str:
    """The X of f_X, F_X, Pr(X = x); '' where the name is of none whose law is known."""
    if own := _density_of(name, laws) or _entropic(name, laws):
        return own
    if both := compared(name, laws):
        return both[0]
    return next((of for of in sorted(laws) if name.endswith((f"_{of}", f"{TOLD}{of}=·⟩", f"{TOLD}{of}≤·⟩"))), "")


def is_cumulative(name: str) -> bool:
    """Whether a name that a law gives is that of a distribution function, F_X or Pr(X ≤ x)."""
    return name.startswith("F_") or name.endswith("≤·⟩")


def supported(term: T, laws: Mapping[str, Law]) -> T:
    """A term whose integrals of f_X(x) over all numbers are over the support of X, outside of which f_X is zero."""
    return _supported(term, laws)  # type: ignore[return-value]


def _supported(term: Term, laws: Mapping[str, Law]) -> Term:
    term = map_children(term, lambda child: _supported(child, laws))
    everything = isinstance(term, BigSum) and term.lower is None and term.upper is None
    if isinstance(term, BigSum) and (term.lower == _LEFT or (everything and str(term.index.size).startswith("|"))):
        return _over_counts(term, laws)
    if not isinstance(term, Integral) or term.variable.shape or not _everywhere(term):
        return term
    for part in factors_of(term.body):
        name = part.name.removeprefix("user:") if isinstance(part, Apply) else ""
        law = laws.get(name.removeprefix("f_") if name.startswith("f_") else _density_of(name, laws))
        ends = law.ends() if law is not None and not law.counts else None
        if ends is not None and isinstance(part, Apply) and part.arguments == (term.variable,):
            return replace(term, lower=ends[0], upper=ends[1], domain="")
    return term


def _over_counts(term: BigSum, laws: Mapping[str, Law]) -> Term:
    """`Σ_{x ∈ 𝒳} g(x) Pr(X = x)` and `Σ_{k=-∞}^x Pr(X = k)` of a count X: over what it counts."""
    for part in factors_of(term.body):
        name = part.name.removeprefix("user:") if isinstance(part, Apply) else ""
        of = of_name(name, laws)
        ends = laws[of].ends() if of and laws[of].counts and not name.startswith("F_") and "≤" not in name else None
        if ends is not None and isinstance(part, Apply) and part.arguments == (term.index,):
            index = Index(term.index.name, Size.name(f"values of {of}"))
            body = reindexed(term.body, term.index, index)
            upper = ends[1] if term.upper in (None, _INFINITE) else term.upper
            return replace(term, index=index, body=body, lower=ends[0], upper=upper)
    return term


def _everywhere(term: Integral) -> bool:
    """Whether an integral is over all numbers, or over a set that the text names by a letter."""
    if term.lower is None and term.upper is None:
        return bool(term.domain)
    return term.upper == _INFINITE and term.lower == _LEFT


def integrated(goal: Goal, laws: Mapping[str, Law]) -> tuple[Goal, str]:
    """A goal with its expected values as integrals where one side is none, and every one is of a single X whose law is known; and the X. The goal as it is,
    and '', where this is not so."""
    statement = goal.statement
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL or statement.left.shape:
        return goal, ""
    values = [any(isinstance(part, Expectation) for part in walk(side)) for side in (statement.left, statement.right)]
    if all(values) and not any(isinstance(part, Integral) for part in walk(statement)):
        return goal, ""
    definitions = goal.definitions
    expected = [
        part for t in (statement, *(d.value for d in definitions)) for part in walk(t) if isinstance(part, Expectation)
    ]
    if not expected or any(part.given or part.over or part.shape for part in expected):
        return goal, ""
    names = {name for part in expected for name in symbols(part.body)}
    random = [name for name in sorted(laws) if name in names or name.lower() in names]
    if len(random) != 1 or len({random[0], random[0].lower()} & names) != 1 or laws[random[0]].ends() is None:
        return goal, ""
    name = random[0]
    varying = name if name in names else name.lower()
    if _may_vary(names, varying, goal, laws[name]):
        return goal, ""
    if _outside(statement, varying) or any(_outside(d.value, varying) and not expects(d.value) for d in definitions):
        return goal, ""

    def over(term: Any) -> Any:
        made = map_children(term, over)
        return _expected(made.body, varying, laws[name]) if isinstance(made, Expectation) else made

    made = tuple(replace(d, value=over(d.value)) for d in definitions)
    kept = tuple(h for h in goal.hypotheses if not expects(h.statement) and varying not in symbols(h.statement))
    return replace(goal, statement=over(statement), definitions=made, hypotheses=kept), name


_DENSITY_AT = re.compile(r"([a-z])\(([a-z])\)")


def by_density(statement: Statement, laws: Mapping[str, Law]) -> Statement:
    """A statement with its expected values `E_{p(x)}[g(x)]` by the density of an X whose law is known as E[g(X)]; by that of a law with a name of its own as an
    integral, where they stand on one side only."""
    both = isinstance(statement, Relates) and expects(statement.left) and expects(statement.right)

    def put(term: Any) -> Any:
        made = map_children(term, put)
        if not isinstance(made, Expectation) or len(made.over) != 1 or made.given:
            return made
        match = _DENSITY_AT.fullmatch(made.over[0].name.replace(" ", ""))
        of = _density_of(f"{match[1]}{TOLD}{match[2]}⟩", laws) if match is not None else ""
        if match is None or not of or laws[of].ends() is None:
            return made
        if of in _named(laws):
            return made if both else _expected(made.body, match[2], laws[of])
        return Expectation(substitute(made.body, {match[2]: Symbol(of, (), of)}))

    return put(statement)  # type: ignore[no-any-return]


def _named(laws: Mapping[str, Law]) -> set[str]:
    """The laws that bear names of their own, `P: X`."""
    return {of for of in laws if not of.isidentifier()}


def _may_vary(names: set[str], varying: str, goal: Goal, law: Law) -> bool:
    """Whether names beside the `varying` one that has a law, or its parameters, may be random too: the text speaks of their expected values, or they are
    capital letters that are no parameter of the law. A parameter is a number where it stands in expected values of the varying one only: E[(X - μ)³]."""
    own = {name for parameter in law.parameters for name in symbols(parameter)}
    said = [h.statement for h in goal.hypotheses if expects(h.statement)]
    spoken = {name for statement in said for name in symbols(statement)}
    within = [set(symbols(part.body)) for s in said for part in walk(s) if isinstance(part, Expectation)]
    alone = {name for found in within if varying not in found for name in found}
    defined = {d.symbol.name for d in goal.definitions}
    others = names - own - {varying}
    return bool(own & alone) or any(name in spoken or (name[:1].isupper() and name not in defined) for name in others)


def expects(term: Term) -> bool:
    """Whether an expected value occurs in a term."""
    return any(isinstance(part, Expectation) for part in walk(term))


def _outside(term: Term, name: str) -> bool:
    """Whether a name stands outside every expected value and is not bound."""
    if isinstance(term, Expectation):
        return False
    if isinstance(term, Symbol):
        return term.name == name
    if isinstance(term, Integral) and term.variable.name == name:
        return any(end is not None and _outside(end, name) for end in (term.lower, term.upper))
    return any(_outside(part, name) for part in children(term))


def _expected(body: Term, varying: str, law: Law) -> Term:
    ends = law.ends()
    assert ends is not None
    if law.counts:
        index = Index(f"value of {varying}", Size.name(f"values of {varying}"))
        return BigSum(index, Product((substitute(body, {varying: index}), law.density(index))), *ends)
    point = Symbol(f"value of {varying}", (), varying.lower())
    return Integral(point, Product((substitute(body, {varying: point}), law.density(point))), *ends)
