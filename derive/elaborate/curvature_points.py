"""The points at which a statement speaks of a function of which only the shape is known, and the weights that points are mixed with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from derive.goals import Definition, Hypothesis
from derive.record import dataclass, field
from derive.rules import curvature as rules
from derive.rules.curvature import Curvature, Map, Shape
from derive.terms import (
    Apply,
    At,
    BigSum,
    Derivative,
    Entry,
    HasProperty,
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
    Zero,
    children,
    map_children,
    walk,
)

USER = "user:"
ONE = Number(Fraction(1))

_LETTERS = ("i", "j", "k", "l")


_ZERO = Number(Fraction(0))


def weights(whole: Term, hypotheses: tuple[Hypothesis, ...]) -> Iterator[Term]:
    """The weights between 0 and 1 that a point may be mixed with."""
    for part in dict.fromkeys(walk(whole)):
        if isinstance(part, Symbol) and not part.shape and _is_weight(part, hypotheses):
            yield part
            yield rules.difference(ONE, part)
        elif isinstance(part, Number) and part.value > 0 and part.value != 1:
            value = min(part.value, 1 / part.value)
            yield Number(value)
            yield Number(1 - value)


def _is_weight(symbol: Symbol, hypotheses: tuple[Hypothesis, ...]) -> bool:
    """Whether a number is known to lie between 0 and 1."""
    low = high = False
    for hypothesis in hypotheses:
        said = hypothesis.statement
        if isinstance(said, HasProperty) and said.subjects == (symbol,):
            low = low or said.kind in (PropertyKind.POSITIVE, PropertyKind.NONNEGATIVE)
        elif isinstance(said, Relates):
            less, more = said.left, said.right
            if said.relation in (Relation.GREATER, Relation.AT_LEAST):
                less, more = more, less
            elif said.relation not in (Relation.LESS, Relation.AT_MOST):
                continue
            low = low or (more == symbol and isinstance(less, Number) and less.value >= 0)
            high = high or (less == symbol and isinstance(more, Number) and more.value <= 1)
    return low and high


def is_positive(constant: Term, hypotheses: tuple[Hypothesis, ...]) -> bool:
    """Whether a number is known to be positive."""
    if isinstance(constant, Number):
        return constant.value > 0
    return any(
        (isinstance(said, HasProperty) and said.kind is PropertyKind.POSITIVE and said.subjects == (constant,))
        or (isinstance(said, Relates) and (said.relation, said.left, said.right) == (Relation.GREATER, constant, _ZERO))
        or (isinstance(said, Relates) and (said.relation, said.left, said.right) == (Relation.LESS, _ZERO, constant))
        for said in (hypothesis.statement for hypothesis in hypotheses)
    )


def called(statement: Statement) -> set[str]:
    """The functions that a statement applies."""
    return {
        part.name.removeprefix(USER).rstrip("'")
        for part in walk(statement)
        if isinstance(part, Apply) and part.name.startswith(USER)
    }


@dataclass(slots=True)
class Points:
    """The points at which a statement speaks of a function, of its gradient and of its Hessian."""

    values: list[Term] = field(default_factory=list)
    gradients: list[Term] = field(default_factory=list)
    hessians: list[Term] = field(default_factory=list)
    primed: bool = False
    meant: dict[Term, Term] = field(default_factory=dict)  # the values of points that are names
    flat: list[Term] = field(default_factory=list)  # where the gradient is given as zero

    @staticmethod
    def of(name: str, statement: Statement, definitions: Mapping[str, Definition]) -> Points:
        found = Points()
        waiting: list[Term] = [statement]
        seen: set[str] = set()
        while waiting:
            part = waiting.pop(0)
            if isinstance(part, Symbol) and part.name in definitions and part.name not in seen:
                seen.add(part.name)
                waiting.append(definitions[part.name].value)
                found.meant[part] = definitions[part.name].value
            waiting += found._take(name, part)
        bound = {part.index.name for part in walk(statement) if isinstance(part, BigSum)}
        for points in (found.values, found.gradients, found.hessians) if bound else ():
            points[:] = [point for point in points if not _moves(point, bound)]
        return found

    def _take(self, name: str, part: Term) -> tuple[Term, ...]:
        """Enter what a term says of the function; the parts that may say more."""
        point = part.values[0][1] if isinstance(part, At) and len(part.values) == 1 else None
        inner = part.body if isinstance(part, At) else part
        if isinstance(inner, Derivative) and isinstance(inner.body, Apply) and inner.body.name == USER + name:
            place = inner.body.arguments[0] if len(inner.body.arguments) == 1 else None
            plain = place is not None and all(v == place for v in inner.variables) and len(inner.variables) in (1, 2)
            if plain and place is not None and (point is None or part.values[0][0] == place):  # type: ignore[attr-defined]
                point = place if point is None else point
                self._enter(point, len(inner.variables))
                return children(point)
        if isinstance(part, Apply) and part.name.rstrip("'") == USER + name and len(part.arguments) == 1:
            order = len(part.name) - len(part.name.rstrip("'"))
            self.primed = self.primed or order > 0
            self._enter(part.arguments[0], order)
        return children(part)

    def _enter(self, point: Term, order: int) -> None:
        if order < 2:
            self.add(point, gradient=order == 1)
        elif order == 2 and point not in self.hessians:
            self.hessians.append(point)

    def add(self, point: Term, gradient: bool) -> None:
        """One more point."""
        if point not in self.values:
            self.values.append(point)
        if gradient and point not in self.gradients:
            self.gradients.append(point)

    def slope_as_given(self, name: str, hypotheses: tuple[Hypothesis, ...]) -> None:
        """The points at which something is given of the gradient, "let ∇f(x) = 0"."""
        for hypothesis in hypotheses:
            given = Points.of(name, hypothesis.statement, {})
            for point in given.gradients:
                if point in self.values:
                    self.primed = self.primed or given.primed
                    self.add(point, gradient=True)
                    self.flat += [point] if _is_flat(hypothesis.statement) else []

    def descend(self, f: Map, shape: Shape) -> None:
        """The points that a step of gradient descent leads to, where f may be smaller."""
        for bound in shape.constants(Curvature.SMOOTH):
            for q in [q for q in self.gradients[:2] if q not in f.flat]:
                step = Product((Number(Fraction(-1)), Power(bound, Number(Fraction(-1))), f.gradient(q)))
                self.add(Sum((q, step)), gradient=False)

    def speaks_of(self, term: Term, statement: Statement) -> bool:
        """Whether a statement, or the value of a name in it, speaks of a term."""
        return any(term in walk(whole) for whole in (statement, *self.meant.values()))

    @property
    def any(self) -> Term:
        """Some point."""
        return (*self.values, *self.hessians)[0]

    @property
    def shape_known(self) -> bool:
        """Whether all points are of one shape."""
        return len({point.shape for point in (*self.values, *self.hessians)}) == 1


def _is_flat(statement: Statement) -> bool:
    """Whether a statement sets a gradient, and nothing else, to zero."""
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        return False
    left, right = statement.left, statement.right
    slope, zero = (right, left) if isinstance(left, Zero | Number) else (left, right)
    slope = slope.body if isinstance(slope, At) else slope
    sloping = isinstance(slope, Derivative) or (isinstance(slope, Apply) and slope.name.endswith("'"))
    return sloping and (isinstance(zero, Zero) or _is_zero(zero))


def _moves(point: Term, bound: set[str]) -> bool:
    """Whether a point moves with the index of a sum that it stands in: of `Σ_k f(x_k)` no single value is spoken of."""
    if isinstance(point, BigSum):
        return _moves(point.body, bound - {point.index.name})
    return (isinstance(point, Index) and point.name in bound) or any(_moves(part, bound) for part in children(point))


def summed(whole: BigSum, hypotheses: tuple[Hypothesis, ...]) -> Iterator[tuple[Term, Term]]:
    """The weights and the points of `Σ a_i x_i`, where the a_i are known not to be negative and to add up to one."""
    if not isinstance(whole.body, Product):
        return
    factors = whole.body.factors
    for place, weight in enumerate(factors):
        rest = factors[:place] + factors[place + 1 :]
        if weight.shape or not rest or not _are_weights(weight, hypotheses):
            continue
        yield weight, rest[0] if len(rest) == 1 else Product(rest)


def averaged(whole: Term) -> tuple[Term, BigSum] | None:
    """The 1/n and the sum of a mean `1/n Σ x_i` of n points; None of other terms."""
    factors = whole.factors if isinstance(whole, Product) and len(whole.factors) == 2 else ()
    for total, weight in (factors, factors[::-1]) if factors else ():
        if not isinstance(total, BigSum) or not (
            total.lower is None and total.upper is None and total.condition is None
        ):
            continue
        count: Term = SizeValue(total.index.size)
        if total.index.size.value is not None:
            count = Number(Fraction(total.index.size.value))
        if weight in (Power(count, Number(Fraction(-1))), _inverse(count)):
            return weight, total
    return None


def _inverse(count: Term) -> Term | None:
    return Number(1 / count.value) if isinstance(count, Number) and count.value else None


def _are_weights(weight: Term, hypotheses: tuple[Hypothesis, ...]) -> bool:
    plain = _plain(weight)
    positive = whole = False
    for hypothesis in hypotheses:
        said = hypothesis.statement
        if isinstance(said, HasProperty) and said.kind in (PropertyKind.POSITIVE, PropertyKind.NONNEGATIVE):
            subject = said.subjects[0]
            family = isinstance(weight, Entry) and weight.base == subject
            positive = positive or family or _plain(subject) == plain or _is_any_member(subject, weight)
        elif isinstance(said, Relates) and said.relation in (Relation.AT_LEAST, Relation.GREATER):
            same = _plain(said.left) == plain or _is_any_member(said.left, weight)
            positive = positive or (_is_zero(said.right) and same)
        elif isinstance(said, Relates) and said.relation in (Relation.AT_MOST, Relation.LESS):
            same = _plain(said.right) == plain or _is_any_member(said.right, weight)
            positive = positive or (_is_zero(said.left) and same)
        elif isinstance(said, Relates) and said.relation is Relation.EQUAL:
            for left, right in ((said.left, said.right), (said.right, said.left)):
                full = isinstance(left, BigSum) and left.lower is None and left.upper is None and left.condition is None
                if full and isinstance(left, BigSum) and isinstance(right, Number) and right.value == 1:
                    whole = whole or _plain(left.body) == plain
    return positive and whole


def _is_any_member(said: Term, weight: Term) -> bool:
    """Whether what something was said of, `a_i` with a letter below, is any member of the family of the weights, of which the text had not summed yet."""
    if not isinstance(said, Symbol) or not isinstance(weight, Entry) or not isinstance(weight.base, Symbol):
        return False
    stem, _, letter = said.name.rpartition("_")
    return weight.base.name == f"{stem}[]" and len(weight.indices) == 1 and letter in _LETTERS


def _is_zero(term: Term) -> bool:
    return isinstance(term, Number) and term.value == 0


def _plain(term: Term) -> Term:
    """A term whose indices have one name, whichever that was."""
    if isinstance(term, Index):
        return Index("*", term.size)
    return map_children(term, _plain)
