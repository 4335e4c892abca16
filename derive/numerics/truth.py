"""Whether a statement is true at an instance, decided exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from derive.numerics import arrays
from derive.numerics.arrays import Array, matmul, transpose
from derive.numerics.evaluate import Environment, Evaluator
from derive.numerics.fields import Jet, NotEvaluable, Scalar
from derive.sizes import ONE
from derive.terms import All, HasProperty, Iff, Implies, Index, PropertyKind, Relates, Relation, Statement, Term, walk


def holds(ev: Evaluator, statement: Statement, env: Environment) -> bool:
    """Whether a statement is true. Raises NotEvaluable where it has no exact truth value, or the field has no order."""
    match statement:
        case Relates():
            return _relates(ev, statement, env)
        case HasProperty(kind=kind, subjects=subjects):
            return has_property(ev, kind, [ev.value(s, env) for s in subjects])
        case All(parts=parts):
            return all(holds(ev, part, env) for part in parts)
        case Implies(premises=premises, conclusion=conclusion):
            return not all(holds(ev, p, env) for p in premises) or holds(ev, conclusion, env)
        case Iff(left=left, right=right):
            return holds(ev, left, env) == holds(ev, right, env)
    raise NotEvaluable("a claim about an optimum is not decided at single instances")


def _relates(ev: Evaluator, statement: Relates, env: Environment) -> bool:
    relation = statement.relation
    if statement.left.shape != statement.right.shape and {*statement.left.shape, *statement.right.shape} != {ONE}:
        raise NotEvaluable("the two sides have different shapes")
    known = _exact(ev, statement, env)
    if known is not None and relation in _ORDER:
        return _ORDER[relation](known)
    left, right = ev.value(statement.left, env), ev.value(statement.right, env)
    if relation is Relation.EQUAL:
        return arrays.equal(ev.field, left, right)
    if relation is Relation.NOT_EQUAL:
        return not arrays.equal(ev.field, left, right)
    if ev.field.prime:
        raise NotEvaluable("a prime field has no order")
    difference = [_plain(x - y) for x, y in zip(left.data, right.data, strict=True)]
    if relation in _ORDER:
        return all(map(_ORDER[relation], difference))
    if relation in (Relation.LOEWNER_AT_LEAST, Relation.LOEWNER_GREATER):
        return definite(ev, Array(left.shape, difference), relation is Relation.LOEWNER_GREATER)
    raise NotEvaluable(f"the relation {relation.value} is not decided exactly")


def _plain(difference: Scalar) -> Scalar:
    """A number without its nilpotent parts, where what is differentiated has cases: on either side of where they meet these decide nothing. Raises
    NotEvaluable where they do meet."""
    if not isinstance(difference, Jet):
        return difference
    found = difference.parts.get(0, 0)
    if not found:
        raise NotEvaluable("a slope where the cases of a function meet")
    return found


def _exact(ev: Evaluator, statement: Relates, env: Environment) -> object:
    """left - right where both are known rationals at these sizes: conditions on indices."""
    if statement.left.shape or ev.field.prime == 0:
        return None
    try:
        return ev.rational(statement.left, env) - ev.rational(statement.right, env)
    except NotEvaluable:
        return None


_ORDER: dict[Relation, Callable[..., bool]] = {
    Relation.LESS: lambda d: d < 0,
    Relation.AT_MOST: lambda d: d <= 0,
    Relation.GREATER: lambda d: d > 0,
    Relation.AT_LEAST: lambda d: d >= 0,
}


def definite(ev: Evaluator, value: Array, strictly: bool) -> bool:
    """Whether a symmetric rational matrix is positive (semi)definite, by elimination on the diagonal; a matrix that is not symmetric is neither."""
    if ev.field.prime:
        raise NotEvaluable("a prime field has no order")
    if not arrays.equal(ev.field, value, Array(value.shape, transpose(value).data)):
        return False
    rows = value.rows()
    while rows:
        pivot = rows[0][0]
        if pivot < 0 or (strictly and pivot == 0) or (pivot == 0 and any(rows[0])):
            return False
        if pivot == 0:
            rows = [row[1:] for row in rows[1:]]
            continue
        inverse = ev.field.invert(pivot)
        rows = [[x - row[0] * inverse * y for x, y in zip(row[1:], rows[0][1:], strict=True)] for row in rows[1:]]
    return True


Test = Callable[[Evaluator, Array], bool]


def _same(ev: Evaluator, left: Array, right: Array) -> bool:
    return left.data == right.data or arrays.equal(ev.field, left, right)


def _gram_is_identity(ev: Evaluator, value: Array) -> bool:
    gram = matmul(ev.field, transpose(value), value)
    return _same(ev, gram, arrays.identity(gram.shape[0]))


def _zero_where(ev: Evaluator, value: Array, where: Callable[[int, int], bool]) -> bool:
    return not any(x for i, row in enumerate(value.rows()) for j, x in enumerate(row) if where(i, j))


def _stochastic(ev: Evaluator, value: Array) -> bool:
    return all(ev.field.reduce([sum(column) - 1])[0] == 0 for column in zip(*value.rows(), strict=True))


def _signed(test: Callable[..., bool]) -> Test:
    def check(ev: Evaluator, value: Array) -> bool:
        if ev.field.prime:
            from derive.numerics.elementary import Elementary

            elementary = Elementary(ev.field)
            return all(test(1 if elementary.is_positive(x) else -1 if x else 0) for x in value.data)
        return all(map(test, value.data))

    return check


def _integer(ev: Evaluator, value: Array) -> bool:
    if ev.field.prime:
        raise NotEvaluable("a prime field has no integers of its own")
    return all(x == int(x) for x in value.data)


def _square(ev: Evaluator, value: Array) -> bool:
    return len(set(arrays.matrix_shape(value.shape))) == 1


def _positive_definite(strictly: bool) -> Test:
    def check(ev: Evaluator, value: Array) -> bool:
        if ev.field.prime:
            raise NotEvaluable("a prime field has no order")
        return definite(ev, value, strictly)

    return check


_TESTS: dict[PropertyKind, Test] = {
    PropertyKind.SYMMETRIC: lambda ev, a: _same(ev, a, transpose(a)),
    PropertyKind.SKEW: lambda ev, a: arrays.is_zero(
        arrays.add(ev.field, [Array((), a.data), Array((), transpose(a).data)])
    ),
    PropertyKind.DIAGONAL: lambda ev, a: _zero_where(ev, a, lambda i, j: i != j),
    PropertyKind.UPPER_TRIANGULAR: lambda ev, a: _zero_where(ev, a, lambda i, j: i > j),
    PropertyKind.LOWER_TRIANGULAR: lambda ev, a: _zero_where(ev, a, lambda i, j: i < j),
    PropertyKind.ORTHOGONAL: lambda ev, a: _square(ev, a) and _gram_is_identity(ev, a),
    PropertyKind.ORTHONORMAL_COLUMNS: _gram_is_identity,
    PropertyKind.ORTHONORMAL_ROWS: lambda ev, a: _gram_is_identity(ev, transpose(a)),
    PropertyKind.IDEMPOTENT: lambda ev, a: _same(ev, matmul(ev.field, a, a), a),
    PropertyKind.PROJECTION: lambda ev, a: _same(ev, a, transpose(a)) and _same(ev, matmul(ev.field, a, a), a),
    PropertyKind.INVERTIBLE: lambda ev, a: (
        _square(ev, a) and arrays.rank(ev.field, a) == a.shape[0] if a.shape else bool(a.data[0])
    ),
    PropertyKind.POSITIVE_DEFINITE: _positive_definite(True),
    PropertyKind.POSITIVE_SEMIDEFINITE: _positive_definite(False),
    PropertyKind.FULL_COLUMN_RANK: lambda ev, a: arrays.rank(ev.field, a) == arrays.matrix_shape(a.shape)[1],
    PropertyKind.FULL_ROW_RANK: lambda ev, a: arrays.rank(ev.field, a) == arrays.matrix_shape(a.shape)[0],
    PropertyKind.POSITIVE: _signed(lambda x: x > 0),
    PropertyKind.NONNEGATIVE: _signed(lambda x: x >= 0),
    PropertyKind.NEGATIVE: _signed(lambda x: x < 0),
    PropertyKind.NONZERO: lambda ev, a: any(a.data),
    PropertyKind.INTEGER: _integer,
    PropertyKind.UNIT_NORM: lambda ev, a: ev.field.reduce([sum(x * x for x in a.data) - 1])[0] == 0,
    PropertyKind.COLUMN_STOCHASTIC: _stochastic,
}
_VACUOUS = frozenset((PropertyKind.RANDOM, PropertyKind.CONSTANT, PropertyKind.REAL, PropertyKind.COMPLEX))


def has_property(ev: Evaluator, kind: PropertyKind, values: list[Array]) -> bool:
    """Whether values have a property. Raises NotEvaluable where the field cannot say."""
    if kind in _VACUOUS:
        return True
    if kind is PropertyKind.COMMUTE:
        left, right = values
        return not left.shape or _same(ev, matmul(ev.field, left, right), matmul(ev.field, right, left))
    if len(values) != 1:
        raise NotEvaluable(f"{kind.value} said of {len(values)} things at once")
    if kind not in _TESTS:
        raise NotEvaluable(f"whether a matrix is {kind.value} is not evaluated")
    return _TESTS[kind](ev, values[0])


def sides(statement: Statement) -> tuple[Term, Term] | None:
    """The two sides a statement compares, those of the conclusion for an implication; None when there are none."""
    match statement:
        case Relates(left=left, right=right):
            return left, right
        case Implies(conclusion=conclusion):
            return sides(conclusion)
    return None


def free_indices(ev: Evaluator, statement: Statement) -> list[Index]:
    """The indices a statement is said for every value of, by name."""
    names = {name[1:] for name in ev.free(statement) if name.startswith("#")}
    places = (statement, *(d.value for d in ev.definitions.values())) if names else ()
    found = {
        part.name: part
        for term in reversed(places)
        for part in walk(term)
        if isinstance(part, Index) and part.name in names
    }
    return [found[name] for name in sorted(found)]


def environments(ev: Evaluator, indices: list[Index], outside: Environment | None = None) -> Iterator[Environment]:
    """One environment for each choice of the indices' values."""
    for values in product(*(range(1, ev.instance.size(index.size) + 1) for index in indices)):
        env = outside or ev.top
        for index, value in zip(indices, values, strict=True):
            env = ev.bind_index(env, index, value)
        yield env


def holds_always(ev: Evaluator, statement: Statement) -> bool:
    """Whether a statement is true for every value of its free indices."""
    return all(holds(ev, statement, env) for env in environments(ev, free_indices(ev, statement)))
