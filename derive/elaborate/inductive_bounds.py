"""Bounds that a bound for each step gives: of `e_{k+1} ≤ q e_k` with q ≥ 0 that `e_k ≤ q^k e_0`, by induction.

A bound holds of every member where it holds of the first one, where q is not negative, and where it holds of the next member, given q times what it says
of this one and what was said of the step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.sequences import depends, member
from derive.elaborate.summed_steps import BESIDE, HERE, Claimed
from derive.goals import Definition, Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import dataclass
from derive.sizes import Size
from derive.terms import (
    All,
    Apply,
    HasProperty,
    Implies,
    Index,
    Number,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    SizeValue,
    Statement,
    Sum,
    Symbol,
    Term,
    children,
    map_children,
    substitute,
    symbols,
    walk,
)

HELD_BY_EACH = "by induction: it holds of the first member, and of the next one where it holds of one"
_BOUNDS = (Relation.AT_MOST, Relation.AT_LEAST)
_FIRST = (0, 1)  # numbers that the first member of a sequence has
_WORDS = re.compile(r"[A-Za-z]+")
_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))


@dataclass(frozen=True, slots=True)
class Inductive:
    """What shows a bound by induction, with the claims about each step that it takes, and what the number of the step is."""

    statement: Statement
    claims: tuple[Claimed, ...]
    counted: tuple[Hypothesis, ...]


def inductive(
    statement: Statement,
    claims: Iterable[Claimed],
    hypotheses: Iterable[Hypothesis],
    definitions: Mapping[str, Definition],
) -> Inductive | None:
    """How a bound on the general member of a sequence follows from what was claimed, or is given, of each step; None where nothing was."""
    if isinstance(statement, Implies):  # what it is concluded from was claimed of each step
        statement = statement.conclusion
    if not isinstance(statement, Relates) or statement.relation not in _BOUNDS:
        return None
    label = _label(statement)
    if not label or label in definitions or depends(statement.left, label) or _hides(statement, label, definitions):
        return None
    given = [h.statement for h in hypotheses]
    for claimed in (*claims, *_assumed(given, label)):
        said = claimed.statement
        if claimed.label != label or claimed.bound or said.relation not in (statement.relation, Relation.EQUAL):
            continue
        others = [other for other in given if other != said]
        factor = _factor(said.right, statement.left)
        start = _first(statement, label, {*definitions, *_spoken(given)})
        if factor is None or start is None or depends(factor, label) or restricted(statement, label, others, start):
            continue
        return _shown(statement, label, factor, start, claimed)
    return None


def _hides(statement: Relates, label: str, definitions: Mapping[str, Definition]) -> bool:
    """Whether a statement speaks of the number of the step in a way in which it is not moved to the next: `f_k(x)`, `x^{(k)}`, a name for what has it in it."""
    for part in walk(statement):
        if isinstance(part, Index) and part.name == label:
            return True
        name = part.name if isinstance(part, Apply | Symbol) else ""
        marks = _WORDS.findall(name.removeprefix("user:"))[1:]
        if label in marks and not (isinstance(part, Symbol) and HERE.fullmatch(name)):
            return True
    values = [
        definitions[name].value for name in symbols(statement) if name in definitions and not HERE.fullmatch(name)
    ]
    return any(depends(value, label) or _numbered(value, label) for value in values)


def _shown(statement: Relates, label: str, factor: Term, start: int, claimed: Claimed) -> Inductive:
    first = _moved(statement, label, Size.number(start), f"_{start}", start)
    after = _moved(statement, label, Size.name(label) + Size.number(1), f"_+{label}+1", start)
    scaled = Relates(statement.relation, Product((factor, statement.left)), Product((factor, statement.right)))
    parts = (first, Relates(Relation.AT_LEAST, factor, _ZERO), Implies((scaled,), after))
    counter = symbols(after).get(label)
    counts: tuple[Statement, ...] = ()
    if counter is not None:
        lowest = Number(Fraction(start))
        counts = (Relates(Relation.AT_LEAST, counter, lowest), HasProperty(PropertyKind.INTEGER, (counter,)))
    own = (claimed,) if claimed.chain >= 0 else ()
    return Inductive(
        All(parts), own, tuple(Hypothesis(said, Origin.INFERRED, statement_latex(said)) for said in counts)
    )


def _moved(statement: Relates, label: str, number: Size, mark: str, start: int) -> Relates:
    """A statement about the member number k as one about the member with another number, whose name ends with a mark."""
    values: dict[str, Term] = {}
    for name, symbol in symbols(statement).items():
        match = HERE.fullmatch(name)
        if match is not None and match["label"] == label:
            latex = f"{symbol.latex.partition('_')[0]}_{{{mark.lstrip('_+')}}}"
            values[name] = Symbol(match["stem"] + mark, symbol.shape, latex)
    left, right = (_at(substitute(side, values), label, number, start) for side in (statement.left, statement.right))
    return Relates(statement.relation, left, right)


def _at(term: Term, label: str, number: Size, start: int) -> Term:
    """A term with another number for its label: `q^{k + 1}` is q^k q, as exponents are natural numbers."""
    if not depends(term, label):
        return term
    exponent = _linear(term.exponent, label) if isinstance(term, Power) else None
    if not isinstance(term, Power) or exponent is None or depends(term.base, label):
        inner = map_children(term, lambda child: _at(child, label, number, start))
        return inner if inner != term else member(term, label, number)
    slope, rest = exponent
    if slope < 0 or slope.denominator != 1 or rest.denominator != 1 or slope * start + rest < 0:
        return member(term, label, number)
    if number.value is not None:
        return _power(term.base, slope * number.value + rest)
    return Product((term, _power(term.base, slope)))  # the number after


def _power(base: Term, exponent: Fraction) -> Term:
    return _ONE if not exponent else base if exponent == 1 else Power(base, Number(exponent))


def _linear(term: Term, label: str) -> tuple[Fraction, Fraction] | None:
    """The a and b of an exponent a k + b."""
    if isinstance(term, Number):
        return Fraction(0), term.value
    if isinstance(term, Symbol) and term.name == label:
        return Fraction(1), Fraction(0)
    if isinstance(term, SizeValue):
        parts = dict(term.size.parts)
        found = Fraction(parts.pop((label,), 0)), Fraction(parts.pop((), 0))
        return None if parts else found
    inner = [_linear(part, label) for part in children(term)] if isinstance(term, Sum | Product) else [None]
    known = [part for part in inner if part is not None]
    if len(known) < len(inner):
        return None
    if isinstance(term, Sum):
        return sum((a for a, _ in known), Fraction(0)), sum((b for _, b in known), Fraction(0))
    slope, rest = known[0]
    for a, b in known[1:]:
        if slope and a:
            return None
        slope, rest = slope * b + a * rest, rest * b
    return slope, rest


def _label(statement: Relates) -> str:
    """The letter that numbers the one member on the left of a bound and stands as a number on its right."""
    labels = {match["label"] for name in symbols(statement.left) if (match := HERE.fullmatch(name)) is not None}
    if len(labels) != 1 or any(BESIDE.fullmatch(name) for name in symbols(statement)):
        return ""
    label = next(iter(labels))
    return label if depends(statement.right, label) else ""


def _first(statement: Relates, label: str, known: Set[str]) -> int | None:
    """The number of the first member: the one that the right side speaks of, or whose value is known."""
    stems = _numbered(statement.left, label)
    for names in (symbols(statement.right), known):
        for n in _FIRST:
            if any(f"{stem}_{n}" in names for stem in stems):
                return n
    return None


def _spoken(given: Iterable[Statement]) -> Iterator[str]:
    """The names of which a value or a bound is given."""
    for statement in given:
        if isinstance(statement, Relates) and isinstance(statement.left, Symbol):
            yield statement.left.name


def _numbered(statement: Statement | Term, label: str) -> set[str]:
    """The sequences of which a statement speaks of members that a letter numbers."""
    found = (HERE.fullmatch(name) or BESIDE.fullmatch(name) for name in symbols(statement))
    return {match["stem"] for match in found if match is not None and match["label"] == label}


def _factor(right: Term, left: Term) -> Term | None:
    """What a side multiplies a term with, where it is one of its factors, or one of those of a summand."""
    if right == left:
        return Number(Fraction(1))
    if isinstance(right, Product) and left in right.factors:
        rest = list(right.factors)
        rest.remove(left)
        return Product(tuple(rest)) if len(rest) != 1 else rest[0]
    parts = right.terms if isinstance(right, Sum) else ()
    return next(filter(None, (_factor(part, left) for part in parts)), None)


def _assumed(given: Iterable[Statement], label: str) -> Iterator[Claimed]:
    """What is given of each step."""
    for statement in given:
        if isinstance(statement, Relates) and statement.relation in _BOUNDS:
            names = symbols(statement.left)
            if any((m := BESIDE.fullmatch(name)) and m["label"] == label and m["more"] == "+1" for name in names):
                yield Claimed(-1, statement, 0, label)


def restricted(statement: Statement, label: str, given: Iterable[Statement], start: int = 0) -> bool:
    """Whether something is given of the members that a statement speaks of, or of their number, so that it is not of all of them."""
    stems = _numbered(statement, label)
    return any(
        stems & _numbered(other, label) or (label in symbols(other) and not _counts(other, label, start))
        for other in given
    )


def _counts(statement: Statement, label: str, start: int) -> bool:
    """Whether a statement says of a number no more than that it is a natural one, from `start` on at the latest."""
    if isinstance(statement, HasProperty):
        allowed = {PropertyKind.INTEGER, PropertyKind.NONNEGATIVE} | ({PropertyKind.POSITIVE} if start else set())
        return statement.kind in allowed
    plain = isinstance(statement, Relates) and isinstance(statement.left, Symbol) and statement.left.name == label
    if not plain or not isinstance(statement, Relates) or not isinstance(statement.right, Number):
        return False
    least = {Relation.AT_LEAST: start, Relation.GREATER: start - 1}.get(statement.relation)
    return least is not None and statement.right.value <= least
