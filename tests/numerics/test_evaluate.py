"""Exact evaluation: every construct against numbers worked out otherwise, and a reason where there is no value."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from math import prod

import pytest

from derive.goals import Definition
from derive.numerics import arrays
from derive.numerics.arrays import Array
from derive.numerics.evaluate import Evaluator, evaluate
from derive.numerics.fields import BadLuck, Field, NotEvaluable, Rationals, random_prime_field
from derive.numerics.instance import Instance
from derive.sizes import Size
from derive.terms import (
    Apply,
    At,
    BasisVector,
    BigProduct,
    BigSum,
    Block,
    Constant,
    Derivative,
    Determinant,
    Diagonal,
    Directional,
    Entry,
    Expectation,
    Hadamard,
    Identity,
    Index,
    Integral,
    Kronecker,
    Layout,
    Norm,
    NormKind,
    Number,
    Piecewise,
    Power,
    Product,
    PseudoInverse,
    Relates,
    Relation,
    SizeValue,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
)

n, m = Size.name("n"), Size.name("m")
A, B, X = Symbol("A", (n, n)), Symbol("B", (n, n)), Symbol("X", (n, m))
x, v, a = Symbol("x", (n,)), Symbol("v", (m,)), Symbol("a")
i, j = Index("i", n), Index("j", n)
Q = Rationals()


def num(value: int | str) -> Number:
    return Number(Fraction(value))


def instance(field: Field = Q, seed: int = 1, **values: object) -> Instance:
    rng = random.Random(seed)
    found = Instance({"n": 2, "m": 3})

    def draw(symbol: Symbol) -> Array:
        shape = found.shape(symbol.sizes)
        return Array(shape, [field.random(rng) for _ in range(prod(shape))])

    found.draw = draw
    for name, data in values.items():
        entries = data if isinstance(data, list) else [data]
        shape = {"A": (2, 2), "B": (2, 2), "X": (2, 3), "x": (2,), "v": (3,), "a": ()}[name]
        found.values[name] = Array(shape, list(entries))
    return found


HERE = {
    "A": [1, 2, 3, 4],
    "B": [0, 1, 1, 5],
    "X": [1, 2, 3, 4, 5, 6],
    "x": [7, -1],
    "v": [1, 0, 2],
    "a": Fraction(1, 2),
}


def value(term: Term) -> list[object]:
    return evaluate(term, instance(**HERE), Q).data


VALUES: list[tuple[Term, list[object]]] = [
    (Product((A, B)), [2, 11, 4, 23]),
    (Product((Transpose(x), A, x)), [18]),
    (Product((x, Transpose(x))), [49, -7, -7, 1]),
    (Product((Transpose(x), x, X)), [50, 100, 150, 200, 250, 300]),
    (Product((X, v)), [7, 16]),
    (Transpose(X), [1, 4, 2, 5, 3, 6]),
    (Vec(X), [1, 4, 2, 5, 3, 6]),
    (Trace(A), [5]),
    (Determinant(A), [-2]),
    (Power(A, num(-1)), [-2, 1, Fraction(3, 2), Fraction(-1, 2)]),
    (Power(A, num(3)), [37, 54, 81, 118]),
    (Power(A, num(0)), [1, 0, 0, 1]),
    (Hadamard(A, B), [0, 2, 3, 20]),
    (Kronecker(Transpose(x), x), [49, -7, -7, 1]),
    (Kronecker(A, x), [7, 14, -1, -2, 21, 28, -3, -4]),
    (Diagonal(x), [7, 0, 0, -1]),
    (Diagonal(A), [1, 4]),
    (Block(((A, x), (Transpose(x), num(9)))), [1, 2, 7, 3, 4, -1, 7, -1, 9]),
    (Entry(A, (num(2), None)), [3, 4]),
    (Entry(A, (num(2), num(1))), [3]),
    (BasisVector(n, num(2)), [0, 1]),
    (BigSum(i, Entry(x, (i,))), [6]),
    (BigSum(i, i, num(2), num(5)), [14]),
    (BigSum(i, i, num(1), num(0)), [0]),
    (BigSum(i, i, condition=Relates(Relation.NOT_EQUAL, i, num(1))), [2]),
    (BigSum(i, BigSum(j, i, i, SizeValue(n))), [1 * 2 + 2 * 1]),
    (BigProduct(i, Entry(x, (i,))), [-7]),
    (SizeValue(n + m * m), [11]),
    (Power(Norm(x), num(2)), [50]),
    (Power(Norm(A), num(4)), [900]),
    (Norm(x, NormKind.ONE), [8]),
    (Norm(x, NormKind.MAX), [7]),
    (Norm(Product((num("3/5"), BasisVector(n, num(1))))), [Fraction(3, 5)]),
    (Norm(num(-3)), [3]),
    (Piecewise(((num(1), Relates(Relation.GREATER, a, num(1))), (num(2), None))), [2]),
    (At(Product((a, a)), ((a, num(3)),)), [9]),
    (Apply("sqrt", (num("9/4"),)), [Fraction(3, 2)]),
    (Apply("exp", (Sum((a, num("-1/2"))),)), [1]),
    (Apply("relu", (x,), (n,)), [7, 0]),
    (Apply("factorial", (num(5),)), [120]),
    (Apply("gamma", (num(5),)), [24]),
    (Apply("floor", (num("-7/2"),)), [-4]),
    (Apply("rank", (Product((x, Transpose(x))),)), [1]),
    (Derivative(Product((a, a, a)), (a,)), [Fraction(3, 4)]),
    (Derivative(Product((a, a, a)), (a, a)), [3]),
    (Derivative(Trace(Product((A, B))), (B,)), [1, 3, 2, 4]),
    (Derivative(Trace(Product((A, B))), (B,), Layout.NUMERATOR), [1, 2, 3, 4]),
    (Derivative(Product((A, x)), (x,), Layout.NUMERATOR), [1, 2, 3, 4]),
    (Derivative(Product((A, x)), (x,)), [1, 3, 2, 4]),
    (Derivative(Product((Transpose(x), A, x)), (Entry(x, (num(2),)),)), [27]),
    (Derivative(Power(Norm(x), num(2)), (x, x)), [2, 0, 0, 2]),
    (Directional(Product((A, A)), A, B), [5, 15, 20, 45]),
]


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_values_of_constructs(number: int) -> None:
    term, expected = VALUES[number]
    assert value(term) == expected


NO_VALUE: list[Term] = [
    Power(num(0), num(0)),
    Power(num(0), num(-1)),
    Power(num(-1), num("1/2")),
    Power(num(2), num("1/2")),
    Power(A, num("1/2")),
    Power(Product((x, Transpose(x))), num(-1)),
    Apply("log", (num(-1),)),
    Apply("log", (num(0),)),
    Apply("log", (num(2),)),
    Apply("expm", (A,), (n, n)),
    Apply("mystery", (a,)),
    Constant("pi"),
    Constant("infinity"),
    Constant("i"),
    Norm(A, NormKind.SPECTRAL),
    Norm(A, NormKind.NUCLEAR),
    Norm(A, NormKind.ONE),
    Entry(x, (num(3),)),
    Entry(x, (num("1/2"),)),
    Entry(x, (i,)),
    BasisVector(n, num(0)),
    BigSum(i, i, num(1), Constant("infinity")),
    BigSum(i, i, num(3), num(1)),
    BigProduct(i, A),
    Piecewise(((num(1), Relates(Relation.GREATER, a, num(1))),)),
    Integral(a, a),
    Expectation(a),
    Symbol("unknown size", (Size.name("zz"),)),
    Symbol("empty", (n - m,)),
    Derivative(Product((a, a)), (x,)),
    Derivative(Norm(Sum((x, Product((num(-7), BasisVector(n, num(1)))), BasisVector(n, num(2))))), (x,)),
]


@pytest.mark.parametrize("number", range(len(NO_VALUE)))
def test_what_has_no_value_says_why(number: int) -> None:
    with pytest.raises(NotEvaluable) as caught:
        value(NO_VALUE[number])
    assert caught.value.reason


def test_polynomials_agree_between_the_rationals_and_a_prime_field() -> None:
    field = random_prime_field(9)
    term = Derivative(Trace(Product((A, X, Transpose(X), Transpose(A), Power(A, num(-1))))), (A,))
    exact = evaluate(term, instance(**HERE), Q).data
    assert evaluate(term, instance(field, **HERE), field).data == [field.number(entry) for entry in exact]


def test_derivatives_agree_with_central_differences_of_quadratics() -> None:
    loss = Power(Norm(Sum((Product((A, x)), Product((num(-1), X, v))))), num(2))
    gradient = value(Derivative(loss, (v,)))
    for place in range(3):
        ends = []
        for step in (1, -1):
            moved = dict(HERE)
            moved["v"] = [y + step * (k == place) for k, y in enumerate(HERE["v"])]  # type: ignore[arg-type]
            ends.append(evaluate(loss, instance(**moved), Q).data[0])
        assert gradient[place] == Fraction(ends[0] - ends[1]) / 2


def test_determinants_by_permutations() -> None:
    rng = random.Random(4)
    for size in range(1, 5):
        matrix = Array((size, size), [rng.randint(-3, 3) for _ in range(size * size)])
        total = 0
        for order in itertools.permutations(range(size)):
            sign = (-1) ** sum(order[p] > order[q] for q in range(size) for p in range(q))
            total += sign * prod(matrix.data[row * size + column] for row, column in enumerate(order))
        assert arrays.determinant(Q, matrix) == total
        assert arrays._leverrier(Q, matrix) == total


def test_the_derivative_of_a_determinant_at_a_singular_matrix() -> None:
    here = instance(A=[1, 2, 2, 4])
    assert evaluate(Derivative(Determinant(A), (A,)), here, Q).data == [4, -2, -2, 1]


@pytest.mark.parametrize("entries", [[1, 2, 3, 4, 5, 6], [1, 2, 3, 2, 4, 6], [0] * 6])
def test_pseudo_inverses_are_moore_penrose(entries: list[int]) -> None:
    here = instance(X=entries)
    whole, pinv = evaluate(X, here, Q), evaluate(PseudoInverse(X), here, Q)
    left, right = arrays.matmul(Q, whole, pinv), arrays.matmul(Q, pinv, whole)
    assert arrays.equal(Q, arrays.matmul(Q, left, whole), whole)
    assert arrays.equal(Q, arrays.matmul(Q, pinv, left), pinv)
    assert arrays.equal(Q, left, arrays.transpose(left))
    assert arrays.equal(Q, right, arrays.transpose(right))


def test_definitions_move_with_what_they_are_made_of() -> None:
    C = Symbol("C", (n, n))
    definitions = (Definition(C, Product((A, A))),)
    here = instance(**HERE)
    assert evaluate(Derivative(Trace(C), (A,)), here, Q, definitions).data == [2, 6, 4, 8]
    assert evaluate(Derivative(Trace(C), (C,)), here, Q, definitions).data == [1, 0, 0, 1]


def test_functions_of_the_document_are_unfolded() -> None:
    t = Symbol("t")
    definitions = (Definition(Symbol("f"), Product((t, t, a)), parameters=(t,)),)
    here = instance(**HERE)
    assert evaluate(Apply("f", (num(3),)), here, Q, definitions).data == [Fraction(9, 2)]
    assert evaluate(Derivative(Apply("f", (a,)), (a,)), here, Q, definitions).data == [Fraction(3, 4)]


def test_sums_do_not_leak_their_index() -> None:
    inner = BigSum(i, Entry(x, (i,)))
    assert value(BigSum(i, Product((Entry(x, (i,)), inner)))) == [36]


def test_families_are_independent_of_each_other() -> None:
    """∂x_j/∂x_i is the Kronecker delta."""
    ev = Evaluator(Q, instance(**HERE))
    term = Derivative(Entry(x, (j,)), (Entry(x, (i,)),))
    for p, q in itertools.product((1, 2), repeat=2):
        env = ev.bind_index(ev.bind_index(ev.top, i, p), j, q)
        assert ev.value(term, env).data == [int(p == q)]


def test_a_size_of_one_keeps_the_ranks_of_shapes() -> None:
    here = Instance(
        {"n": 1, "m": 1},
        {"A": Array((1, 1), [3]), "x": Array((1,), [2]), "X": Array((1, 1), [5]), "v": Array((1,), [7])},
    )
    assert evaluate(Product((Transpose(x), A, x)), here, Q).shape == ()
    assert evaluate(Product((x, Transpose(v))), here, Q).shape == (1, 1)
    assert evaluate(Product((A, X, v)), here, Q).data == [105]
    assert evaluate(Sum((Product((X, v)), Product((A, x)))), here, Q).data == [41]


def test_bad_luck_is_told_from_the_impossible() -> None:
    with pytest.raises(BadLuck):
        evaluate(Power(A, num(-1)), instance(A=[1, 1, 1, 1]), Q)
    with pytest.raises(NotEvaluable) as caught:
        evaluate(Constant("i"), instance(), random_prime_field(0))
    assert not isinstance(caught.value, BadLuck)


def test_identity_and_unit_vectors() -> None:
    assert value(Sum((Identity(n), Product((BasisVector(n, num(1)), Transpose(BasisVector(n, num(2)))))))) == [
        1,
        1,
        0,
        1,
    ]
