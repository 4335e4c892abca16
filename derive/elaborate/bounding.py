"""Claims about extrema as claims about what they are the extrema of: every value is at least the smallest, and what lies below every value lies below it.

`inf_x f(x) + c ≤ d` is shown by one x, `c ≤ inf_x f(x)` for all of them: an extremum that has to be bounded from the side of its values is put for any value, the
others are numbers of which each value that is spoken of gives a bound (Rockafellar, Convex Analysis (1970), section 36, has the inequality of minimax so). That is enough
for a statement to be true, and not needed: nothing is refuted by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import prod

from derive.elaborate.loose import Unreadable
from derive.elaborate.witnesses import Witness, cancelled, inverses, witnesses
from derive.record import dataclass, field
from derive.rules.curvature import difference, same
from derive.terms import (
    All,
    Apply,
    BigProduct,
    BigSum,
    Constant,
    Extremum,
    HasProperty,
    Implies,
    Norm,
    NormKind,
    Number,
    Optimum,
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
    substitute,
    symbols,
    walk,
)

MOST_INSTANCES = 24
_LOWER = frozenset(["min", "inf"])
_ZERO = Number(Fraction(0))


def has_extremum(term: Term) -> bool:
    """Whether an extremum is spoken of."""
    return any(isinstance(part, Extremum) for part in walk(term))


def refuse(term: Term) -> None:
    """Raises Unreadable where an extremum is spoken of that would be used as a value."""
    if has_extremum(term):
        raise _outside(term)


def bounded(statement: Statement, values: Mapping[str, Term]) -> Statement:
    """A statement without extrema from which the given one follows, where names may have `values`. Raises Unreadable where there is none."""
    if not has_extremum(statement):
        return statement
    if isinstance(statement, Implies):  # what follows from fewer premises follows
        kept = tuple(premise for premise in statement.premises if not has_extremum(premise))
        conclusion = bounded(statement.conclusion, values)
        return Implies(kept, conclusion) if kept else conclusion
    if not isinstance(statement, Relates):
        raise _outside(statement)
    for one, other in ((statement.left, statement.right), (statement.right, statement.left)):
        if isinstance(one, Extremum) and one.kind.startswith("arg") and statement.relation is Relation.EQUAL:
            return _attained(one, other, values)
    if statement.relation is Relation.EQUAL:
        kinds = {part.kind for part in walk(statement) if isinstance(part, Extremum)}
        if len({kind in ("inf", "sup") for kind in kinds}) > 1:
            raise Unreadable("whether a smallest or largest value is attained", statement.span or (0, 0))
        return All((_above(statement.left, statement.right), _above(statement.right, statement.left)))
    if statement.relation is Relation.AT_LEAST:
        return _above(statement.left, statement.right)
    if statement.relation is Relation.AT_MOST:
        return _above(statement.right, statement.left)
    raise _outside(statement)


def _outside(term: Term) -> Unreadable:
    kind = next(part.kind for part in walk(term) if isinstance(part, Extremum))
    return Unreadable(f"{kind} is outside what is checked", term.span or (0, 0))


# -- where an extremum is attained ------------------------------------------------------------------------------------


def _attained(one: Extremum, other: Term, values: Mapping[str, Term]) -> Statement:
    if has_extremum(one.body) or any(map(has_extremum, one.constraints)):
        raise _outside(one.body)
    if isinstance(other, Extremum):
        return _same_points(one, other, values)
    if len(one.variables) != 1 or has_extremum(other) or one.variables[0].shape != other.shape:
        raise _outside(one)
    kind, body, _ = next(form for form in _forms(one) if not form[2])
    return Optimum(kind[3:], body, one.constraints, ((one.variables[0], other),))


def _same_points(one: Extremum, other: Extremum, values: Mapping[str, Term]) -> Statement:
    """`argmin F = argmin G`: F - c G is constant, for a positive c, or that of what they are increasing functions of."""
    renamed = _renamed(other, one.variables)
    if renamed is None or renamed.constraints != one.constraints or has_extremum(renamed.body):
        raise _outside(one)
    elsewhere = {v.name: Symbol(f"{v.name}'", v.sizes, f"{v.latex}'") for v in one.variables}
    for (kind, body, _), (other_kind, other_body, _) in product(_forms(one), _forms(renamed)):
        sign = Number(Fraction(1 if kind == other_kind else -1))
        left = difference(body, substitute(body, elsewhere))
        right = difference(other_body, substitute(other_body, elsewhere))
        for scale, needed in _scales(body, other_body):
            scaled = Product((sign, scale, right))
            if all(same(left_at, scaled_at) for left_at, scaled_at in _at_primes(left, scaled, values)):
                equal = Relates(Relation.EQUAL, left, scaled)
                return All((equal, *needed)) if needed else equal
    raise _outside(one)


_INCREASING = frozenset(["exp", "log", "sqrt"])


def _forms(term: Extremum) -> Iterator[tuple[str, Term, bool]]:
    """An objective, and what is smallest or largest where it is: without constant terms and factors, and without the increasing functions that it is put into,
    which the last member says that it still is. Of a length, its square; of a product, the sum of the logarithms, for a text that speaks of them."""
    kind, body = term.kind, term.body
    bound = {v.name for v in term.variables}
    while True:
        inner = _inner(body, bound)
        yield kind, body, inner is not None
        if inner is None:
            break
        if inner[1]:
            kind = {"argmin": "argmax", "argmax": "argmin"}[kind]
        body = inner[0]
    if isinstance(body, BigProduct):
        logarithm = Apply("log", (body.body,))
        yield kind, BigSum(body.index, logarithm, body.lower, body.upper, body.condition), False


def _inner(body: Term, bound: set[str]) -> tuple[Term, bool] | None:
    """What an objective is an increasing, or a decreasing, function of, and whether it is decreasing; None where it is none."""
    parts = body.terms if isinstance(body, Sum) else body.factors if isinstance(body, Product) else ()
    moving = [part for part in parts if bound & set(symbols(part))]
    if parts:
        numbers = [part.value for part in parts if isinstance(part, Number)]
        counts = [part for part in parts if isinstance(part.base if isinstance(part, Power) else part, SizeValue)]
        scaled = isinstance(body, Product)
        if len(moving) != 1 or (scaled and (0 in numbers or len(numbers) + len(counts) + 1 != len(parts))):
            return None
        return moving[0], scaled and prod(numbers) < 0
    if isinstance(body, Apply) and body.name in _INCREASING and len(body.arguments) == 1:
        return (body.arguments[0], False) if not body.arguments[0].shape else None
    if isinstance(body, Power) and not body.base.shape and body.exponent == Number(Fraction(1, 2)):
        return body.base, False
    if isinstance(body, Power) and body.base == Constant("e"):
        return body.exponent, False
    if isinstance(body, Norm) and body.kind is NormKind.FROBENIUS and body.weight is None:
        return Power(body, Number(Fraction(2))), False
    return None


def _at_primes(left: Term, right: Term, values: Mapping[str, Term]) -> Iterator[tuple[Term, Term]]:
    """Both sides with what names stand for, and with numbers for those that are divided by, so that they cancel."""
    one, other = substitute(left, values), substitute(right, values)
    divided = [
        part.base.name
        for term in (one, other)
        for part in walk(term)
        if isinstance(part, Power) and isinstance(part.base, Symbol) and not part.base.shape
    ]
    for start in (7, 23):
        numbers: dict[str, Term] = {
            name: Number(Fraction(start + 4 * place)) for place, name in enumerate(dict.fromkeys(divided))
        }
        yield substitute(one, numbers), substitute(other, numbers)


def _scales(one: Term, other: Term) -> Iterator[tuple[Term, tuple[Statement, ...]]]:
    """Positive factors by which one objective may differ from another, with what makes them positive."""
    yield Number(Fraction(1)), ()
    numbers = {
        part.value for term in (one, other) for part in walk(term) if isinstance(part, Number) and part.value > 0
    }
    for value in sorted({v for n in numbers for v in (n, 1 / n)}):
        yield Number(value), ()
    scalars = [s for term in (one, other) for s in symbols(term).values() if not s.shape]
    for symbol in dict.fromkeys(scalars):
        positive: tuple[Statement, ...] = (HasProperty(PropertyKind.POSITIVE, (symbol,)),)
        inverse = Power(symbol, Number(Fraction(-1)))
        for scale in (symbol, inverse):
            for value in (Fraction(1), Fraction(2), Fraction(1, 2)):
                yield Product((Number(value), scale)), positive


def _renamed(term: Extremum, variables: tuple[Symbol, ...]) -> Extremum | None:
    """An extremum over other names."""
    if [v.sizes for v in term.variables] != [v.sizes for v in variables]:
        return None
    values: dict[str, Term] = {own.name: new for own, new in zip(term.variables, variables, strict=True)}
    constraints = conditions(term, values)
    return Extremum(term.kind, variables, substitute(term.body, values), constraints)


def conditions(term: Extremum, values: Mapping[str, Term]) -> tuple[Statement, ...]:
    """The constraints of an extremum at values of what it is over."""
    found = (substitute(c, values) for c in term.constraints)
    return tuple(c for c in found if isinstance(c, Relates))


# -- values ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Bounds:
    """What a claim becomes: the numbers that stand for extrema with the bounds that are given for them, and the names that stand for any point."""

    free: dict[str, Symbol]  # what the statement speaks of itself
    anywhere: list[Symbol] = field(default_factory=list)
    allowed: list[Statement] = field(default_factory=list)
    numbers: list[tuple[Symbol, Extremum]] = field(default_factory=list)

    def put(self, term: Term, above: bool) -> Term:
        """A term with its extrema replaced; `above`: the term is to be bounded from below."""
        if not has_extremum(term):
            return term
        if isinstance(term, Sum):
            return Sum(tuple(self.put(part, above) for part in term.terms))
        if isinstance(term, Product):
            return self._product(term, above)
        if isinstance(term, Extremum) and not term.kind.startswith("arg"):
            term = _flat(term)
            if (term.kind in _LOWER) is above:  # it is bounded when each of its values is
                fresh = {v.name: self._any(v) for v in term.variables}
                self.allowed += conditions(term, fresh)
                return self.put(substitute(term.body, fresh), above)
            number = Symbol(f"extremum {len(self.numbers)}", (), f"m_{{{len(self.numbers) + 1}}}")
            self.numbers.append((number, term))
            return number
        raise _outside(term)

    def _product(self, term: Product, above: bool) -> Term:
        sign = 1
        for factor in term.factors:
            if isinstance(factor, Number) and factor.value < 0:
                sign = -sign
            elif not isinstance(factor, Number) and not has_extremum(factor):
                raise _outside(term)  # the sign of a factor is not known
        if sum(map(has_extremum, term.factors)) != 1:
            raise _outside(term)
        up = above if sign > 0 else not above
        return Product(tuple(self.put(factor, up) for factor in term.factors))

    def _any(self, variable: Symbol) -> Symbol:
        made = Symbol(f"any {len(self.anywhere)} {variable.name}", variable.sizes, variable.latex)
        self.anywhere.append(made)
        return made

    def premises(self, sides: tuple[Term, ...] = ()) -> Iterator[Statement]:
        """What is given: where the points may be, and that each value spoken of bounds its extremum. `sides`: what is compared."""
        yield from self.allowed
        inverted = inverses(Sum(sides)) if sides else frozenset()
        for number, term in self.numbers:
            if has_extremum(term.body):
                continue
            for chosen in self._points(term, (*sides, *self.allowed), inverted | inverses(term)):
                values: dict[str, Term] = {v.name: p.value for v, p in zip(term.variables, chosen, strict=True)}
                if all(map(self._is_allowed, conditions(term, values))):
                    relation = Relation.AT_MOST if term.kind in _LOWER else Relation.AT_LEAST
                    body = term.body
                    for point in chosen:
                        body = point.put(body)
                    yield Relates(relation, number, cancelled(substitute(body, values)))

    def _is_allowed(self, condition: Statement) -> bool:
        return condition in self.allowed or any(
            isinstance(other, Relates)
            and isinstance(condition, Relates)
            and other.relation is condition.relation
            and other.left.shape == condition.left.shape
            and same(other.left, condition.left)
            and same(other.right, condition.right)
            for other in self.allowed
        )

    def _points(
        self, term: Extremum, others: tuple[Term, ...], inverted: frozenset[Term]
    ) -> Iterator[tuple[Witness, ...]]:
        choices: list[list[Witness]] = []
        bound = frozenset(variable.name for variable in term.variables)
        for variable in term.variables:
            own = self.free.get(variable.name.removeprefix(BOUND))
            plain: list[Term] = [p for p in self.anywhere if p.shape == variable.shape]
            plain += [own] if own is not None and own.shape == variable.shape else []
            more = witnesses(term.body, term.constraints, variable, bound, others, inverted)
            choices.append(list(dict.fromkeys((*map(Witness, plain), *more))))
        for count, chosen in enumerate(product(*choices)):
            if count >= MOST_INSTANCES:
                return
            yield chosen


BOUND = "bound "  # begins the names that an extremum binds; no document can name one


def _flat(term: Extremum) -> Extremum:
    """Extrema of one kind inside one another as one over all their names."""
    inner = term.body
    if isinstance(inner, Extremum) and (inner.kind in _LOWER) is (term.kind in _LOWER):
        own = {v.name: Symbol(f"{v.name}'", v.sizes, v.latex) for v in inner.variables}
        constraints = (*term.constraints, *conditions(inner, own))
        whole = Extremum(term.kind, (*term.variables, *own.values()), substitute(inner.body, own), constraints)
        return _flat(whole)
    return term


def _above(left: Term, right: Term) -> Statement:
    """A statement from which left ≥ right follows."""
    bounds = _Bounds(dict(symbols(left)) | dict(symbols(right)))
    low, high = bounds.put(left, True), bounds.put(right, False)
    claim = Relates(Relation.AT_LEAST, low, high)
    premises = tuple(dict.fromkeys(bounds.premises((low, high))))
    return Implies(premises, claim) if premises else claim
