"""Complex symbols: what can be said of them by algebra alone.

A complex matrix and its conjugate are two symbols to the kernel, so an identity in them that it proves holds over ℂ. Of a pseudo-inverse the
kernel alone speaks: at instances it would be that of a real matrix. Norms, derivatives, orders
and definiteness mean something else over ℂ than over ℝ; a claim with one of these in it is left alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Set
from typing import TypeVar

from derive.elaborate.loose import Loose, Unreadable
from derive.elaborate.scope import Known
from derive.goals import Definition, Goal, Origin
from derive.record import replace
from derive.rules.defining import conjugated
from derive.rules.properties import equations
from derive.terms import (
    All,
    Apply,
    Conjugate,
    Derivative,
    Differential,
    Directional,
    Expectation,
    Extremum,
    HasProperty,
    Iff,
    Implies,
    Integral,
    Limit,
    Norm,
    Number,
    Power,
    Product,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    Transpose,
    children,
    map_children,
    symbols,
    walk,
)

T = TypeVar("T", bound=Term)

_REAL_ONLY = (Apply, Derivative, Differential, Directional, Expectation, Extremum, Integral, Limit, Norm)
_ALGEBRAIC = frozenset(
    (PropertyKind.COMPLEX, PropertyKind.INVERTIBLE, PropertyKind.SYMMETRIC, PropertyKind.SKEW, PropertyKind.DIAGONAL)
    + (
        PropertyKind.ORTHOGONAL,
        PropertyKind.IDEMPOTENT,
    )
    + (PropertyKind.COMMUTE, PropertyKind.CONSTANT, PropertyKind.NONZERO, PropertyKind.REAL, PropertyKind.HERMITIAN)
    + (PropertyKind.UNITARY, PropertyKind.UPPER_TRIANGULAR, PropertyKind.LOWER_TRIANGULAR)
)  # equations that mean the same over ℂ

# what their transposes are conjugate ones in (Horn & Johnson: Matrix Analysis, 2.1, 4.1, 7.1); definite matrices are Hermitian, and more
_FORMED = frozenset(
    (PropertyKind.ORTHONORMAL_COLUMNS, PropertyKind.ORTHONORMAL_ROWS, PropertyKind.PROJECTION, PropertyKind.UNIT_NORM)
)
EITHER = "either"  # marks an inner product of which the text does not say which side is conjugated
_ORDER = frozenset((Relation.LESS, Relation.AT_MOST, Relation.GREATER, Relation.AT_LEAST))
_DEEPEST = 4  # definitions by one another
_DEFINITE = frozenset((PropertyKind.POSITIVE_DEFINITE, PropertyKind.POSITIVE_SEMIDEFINITE))
_STATEMENTS = (All, HasProperty, Iff, Implies, Relates)
_COMPLEX = frozenset((PropertyKind.COMPLEX, PropertyKind.HERMITIAN, PropertyKind.UNITARY))


def names(terms: Iterable[Loose]) -> frozenset[str]:
    """The names of complex symbols in some terms."""
    found: set[str] = set()
    waiting = list(terms)
    while waiting:
        term = waiting.pop()
        waiting += term.parts
        if term.op == "Symbol" and not _COMPLEX.isdisjoint(term.data.properties):
            found.add(term.data.name)
    return frozenset(found)


def refuse_sided(left: Loose, right: Loose) -> None:
    """Raises Unreadable where it matters which side of an inner product is conjugated: an equation between sums of inner products with real factors says the
    same of their conjugates."""
    waiting = [left, right]
    sided = [part for term in waiting for part in _within(term) if part.op == "Inner" and part.data == EITHER]
    while waiting and sided:
        term = waiting.pop()
        if term.op in ("Sum", "Product") or (term.op == "Power" and term.parts[0].op == "Number"):
            waiting += term.parts
        elif not (term.op in ("Number", "Zero") or (term.op == "Inner" and term.data == EITHER)):
            reason = "an inner product of what is complex: which side is conjugated is not said"
            raise Unreadable(reason, sided[0].span)


def _within(term: Loose) -> Iterator[Loose]:
    yield term
    for part in term.parts:
        yield from _within(part)


def follow(known: Known, value: Loose) -> None:
    """What is defined by complex symbols is complex, unless it is declared otherwise."""
    if known.origin is not Origin.DECLARED and PropertyKind.COMPLEX not in known.properties and names((value,)):
        known.properties.append(PropertyKind.COMPLEX)


def is_imaginary(value: Term) -> bool:
    """The root of a negative number, `i = \\sqrt{-1}`: over the real numbers it would contradict itself."""
    if isinstance(value, Apply) and value.name == "sqrt":
        (of,) = value.arguments
    elif isinstance(value, Power) and isinstance(value.exponent, Number) and value.exponent.value.denominator % 2 == 0:
        of = value.base
    else:
        return False
    negated = isinstance(of, Product) and len(of.factors) == 2 and all(isinstance(f, Number) for f in of.factors)
    numbers = of.factors if negated and isinstance(of, Product) else (of,)
    sign = [f.value < 0 for f in numbers if isinstance(f, Number)]
    return len(sign) == len(numbers) and sum(sign) % 2 == 1


def declared(known: Known, complex_names: frozenset[str]) -> frozenset[str]:
    """The complex names from where a name is declared on: it is complex where its declaration says so."""
    if _COMPLEX.isdisjoint(known.properties):
        return complex_names - {known.name}
    return complex_names | {known.name}


def _has_branches(part: Term, complex_names: Container[str]) -> bool:
    """A root of what is complex: `z^{1/2}`."""
    root = isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.value.denominator != 1
    return root and isinstance(part, Power) and any(name in complex_names for name in symbols(part.base))


def obstacle(goal: Goal, complex_names: Container[str]) -> str:
    """Why a goal with complex symbols in it is left alone; '' when it is an identity of algebra, or has none."""
    named = set(symbols(goal.statement)).union(*(symbols(d.value) for d in goal.definitions))
    if not any(name in complex_names for name in named):
        return ""
    if not _algebraic(goal.statement):
        return "of complex numbers only equations are checked"
    for term in (goal.statement, *(d.value for d in goal.definitions)):
        for part in walk(term):
            if isinstance(part, _REAL_ONLY) or _has_branches(part, complex_names):
                return "norms, derivatives and functions of complex numbers are outside what is checked"
    return ""


def adjoined(goal: Goal, complex_names: frozenset[str]) -> Goal:
    """A goal in which the transposes that properties of complex matrices stand for are conjugate transposes: orthonormal columns are U^*U = I."""
    stale = tuple(
        h for h in goal.hypotheses if _is_complex(h.statement) and complex_names.isdisjoint(symbols(h.statement))
    )
    if stale:  # what a section says to be real
        goal = replace(goal, hypotheses=tuple(h for h in goal.hypotheses if h not in stale))
    if complex_names.isdisjoint(goal_symbols(goal)):
        return goal
    goal = _written_out(goal, complex_names)
    given = (replace(h, statement=_as_equations(h.statement, complex_names, True)) for h in goal.hypotheses)
    return replace(goal, statement=_as_equations(goal.statement, complex_names, False), hypotheses=tuple(given))


def _written_out(goal: Goal, complex_names: frozenset[str]) -> Goal:
    """A goal that speaks of pseudo-inverses, with what complex names are defined as in their place: what a pseudo-inverse satisfies speaks of the
    conjugates of these values."""
    if not any(isinstance(part, PseudoInverse) for part in walk(goal.statement)):
        return goal
    values = {
        d.symbol.name: d.value
        for d in goal.definitions
        if d.symbol.name in complex_names and not d.parameters and d.value.shape == d.symbol.shape
        if not any(isinstance(part, _REAL_ONLY) for part in walk(d.value))
    }
    statement = goal.statement
    for _ in range(_DEEPEST):
        if values.keys().isdisjoint(symbols(statement)):
            break
        statement = _put(statement, values, complex_names)
    given = (replace(h, statement=_put(h.statement, values, complex_names)) for h in goal.hypotheses)
    return replace(goal, statement=statement, hypotheses=tuple(given))


def _put(statement: Statement, values: Mapping[str, Term], complex_names: Set[str]) -> Statement:
    """A statement with values put in for names, under conjugates too."""
    return statement if _is_complex(statement) else _replaced(statement, values, complex_names)


def _replaced(term: T, values: Mapping[str, Term], complex_names: Set[str]) -> T:
    if isinstance(term, Conjugate) and isinstance(term.body, Symbol) and term.body.name in values:
        return conjugated(values[term.body.name], complex_names)  # type: ignore[return-value]
    if isinstance(term, Symbol):
        return values.get(term.name, term)  # type: ignore[return-value]
    return map_children(term, lambda child: _replaced(child, values, complex_names))  # type: ignore[return-value]


def _is_complex(statement: Statement) -> bool:
    return isinstance(statement, HasProperty) and statement.kind is PropertyKind.COMPLEX


def ordered(statement: Statement) -> frozenset[str]:
    """The numbers that something given compares by their size, as only real ones can be."""
    if not isinstance(statement, Relates) or statement.relation not in _ORDER:
        return frozenset()
    return frozenset(s.name for s in (statement.left, statement.right) if isinstance(s, Symbol) and not s.shape)


def goal_symbols(goal: Goal) -> frozenset[str]:
    """The names in what a goal states, supposes and defines."""
    terms = (goal.statement, *(h.statement for h in goal.hypotheses), *(d.value for d in goal.definitions))
    return frozenset(name for term in terms for name in symbols(term))


def _as_equations(statement: Statement, complex_names: frozenset[str], given: bool) -> Statement:
    if isinstance(statement, HasProperty):
        kinds = _FORMED | (_DEFINITE if given else frozenset())
        if statement.kind not in kinds or complex_names.isdisjoint(symbols(statement)):
            return statement
        parts: list[Statement] = [_turned(equation, complex_names) for equation in equations(statement)]
        if statement.kind is PropertyKind.POSITIVE_DEFINITE:
            parts.append(HasProperty(PropertyKind.INVERTIBLE, statement.subjects))
        return parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else statement
    if isinstance(statement, All | Implies | Iff):
        return map_children(statement, lambda part: _as_equations(part, complex_names, given))  # type: ignore[arg-type, return-value]
    return statement


def _turned(term: T, complex_names: Set[str]) -> T:
    if isinstance(term, Transpose):
        return Transpose(conjugated(term.body, complex_names))  # type: ignore[return-value]
    return map_children(term, lambda child: _turned(child, complex_names))  # type: ignore[return-value]


def of_algebra(goal: Goal, complex_names: Container[str]) -> tuple[Goal, str]:
    """A goal about complex symbols without those of its hypotheses on them that are no equations, and why nothing is refuted then; what follows
    without them follows with them."""
    named = set(symbols(goal.statement)).union(*(symbols(d.value) for d in goal.definitions))

    def holds(statement: Statement) -> bool:
        return _algebraic(statement) or not any(name in complex_names for name in symbols(statement))

    kept = tuple(hypothesis for hypothesis in goal.hypotheses if holds(hypothesis.statement))
    if len(kept) == len(goal.hypotheses) or not any(name in complex_names for name in named):
        return goal, ""
    return replace(goal, hypotheses=kept), "a hypothesis on complex numbers that is outside what is checked"


def _algebraic(statement: Statement) -> bool:
    if isinstance(statement, HasProperty):
        return statement.kind in _ALGEBRAIC
    if isinstance(statement, All | Implies | Iff):
        return all(_algebraic(part) for part in children(statement) if isinstance(part, _STATEMENTS))
    return isinstance(statement, Relates) and statement.relation is Relation.EQUAL


def unfolded(term: T, definitions: Mapping[str, Definition], complex_names: Set[str]) -> T:
    """A term in which the conjugate of a defined name is that of its value, where this is made by algebra alone."""
    if not complex_names:
        return term
    if isinstance(term, Conjugate) and isinstance(term.body, Symbol):
        definition = definitions.get(term.body.name)
        value = definition.value if definition is not None and not definition.parameters else None
        if value is not None and value.shape == term.shape and not any(isinstance(p, _REAL_ONLY) for p in walk(value)):
            return unfolded(conjugated(value, complex_names), definitions, complex_names)  # type: ignore[return-value]
        return term
    return map_children(term, lambda child: unfolded(child, definitions, complex_names))  # type: ignore[return-value]
