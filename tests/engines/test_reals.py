"""The reals engine: what squares prove for the kernel, what is conditional on a sign, what is refuted at a point, what only z3 says."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
import second_checker

from derive.engines.reals import search, squares
from derive.engines.reals.squares import certificate
from derive.goals import Claim, Evidence, Goal, Hypothesis, Limits, Origin, Result, Verdict
from derive.numerics.polynomials import Polynomial, number, variable
from derive.rules.saved import certificate_json, holds
from derive.sizes import Size
from derive.terms import (
    Apply,
    HasProperty,
    Identity,
    Iff,
    Implies,
    Norm,
    Number,
    Optimum,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)

K, R = PropertyKind, Relation
a, b, c = Symbol("a"), Symbol("b"), Symbol("c")
n, m = Size.name("n"), Size.name("m")
x, y, z = Symbol("x", (n,)), Symbol("y", (n,)), Symbol("z", (m,))
A, X, Y = Symbol("A", (n, n)), Symbol("X", (m, n)), Symbol("Y", (m, n))


def num(value: int) -> Number:
    return Number(Fraction(value))


def power(term: Term, count: int) -> Power:
    return Power(term, num(count))


def dot(left: Term, right: Term) -> Product:
    return Product((Transpose(left), right))


def is_(kind: PropertyKind, *terms: Term) -> tuple[Statement, ...]:
    return tuple(HasProperty(kind, (term,)) for term in terms)


def judged(statement: Statement, *given: Statement) -> Evidence:
    hypotheses = tuple(Hypothesis(g, Origin.DECLARED, "") for g in given)
    return search(Goal(Claim.INEQUALITY, statement, hypotheses), Limits(60))


def minimum(unique: bool, at: int = 1, value: int = 2) -> Optimum:
    constraint = Relates(R.EQUAL, Product((a, b)), num(1))
    point = ((a, num(at)), (b, num(at)))
    return Optimum("min", Sum((power(a, 2), power(b, 2))), (constraint,), point, unique, num(value))


def zero(term: Term) -> Relates:
    return Relates(R.EQUAL, term, num(0) if not term.shape else Zero(term.shape))


PROVED: list[tuple[str, Statement, tuple[Statement, ...]]] = [
    ("a² + b² ≥ 2ab", Relates(R.AT_LEAST, Sum((power(a, 2), power(b, 2))), Product((num(2), a, b))), ()),
    ("a² + 1 > 0", Relates(R.GREATER, Sum((power(a, 2), num(1))), num(0)), ()),
    ("8 > 0", Relates(R.GREATER, num(8), num(0)), ()),
    ("a + b > 0", Relates(R.GREATER, Sum((a, b)), num(0)), is_(K.POSITIVE, a, b)),
    (
        "a/b + b/a ≥ 2",
        Relates(R.AT_LEAST, Sum((Product((a, power(b, -1))), Product((b, power(a, -1))))), num(2)),
        is_(K.POSITIVE, a, b),
    ),
    ("‖x‖² = 0 ⇒ x = 0", Implies((zero(power(Norm(x), 2)),), zero(x)), ()),
    ("tr XᵀX = 0 ⇒ X = 0", Implies((zero(Trace(dot(X, X))),), zero(X)), ()),
    ("XᵀX = 0 ⇒ X = 0", Implies((zero(dot(X, X)),), zero(X)), ()),
    ("XᵀXx = 0 ⇒ Xx = 0", Implies((zero(Product((Transpose(X), X, x))),), zero(Product((X, x)))), ()),
    ("XXᵀy = 0 ⇔ Xᵀy = 0", Iff(zero(Product((X, Transpose(X), z))), zero(dot(X, z))), ()),
    ("|x|² + |y|² = 0 ⇒ y = 0", Implies((zero(Sum((dot(x, x), dot(y, y)))),), zero(y)), ()),
    ("xᵀAx = 0 ⇒ x = 0", Implies((zero(Product((Transpose(x), A, x))),), zero(x)), is_(K.POSITIVE_DEFINITE, A)),
    (
        "xᵀAx = 0 ⇒ Ax = 0",
        Implies((zero(Product((Transpose(x), A, x))),), zero(Product((A, x)))),
        is_(K.POSITIVE_SEMIDEFINITE, A),
    ),
    (
        "AM-GM for three",
        Relates(R.AT_LEAST, Sum((power(a, 3), power(b, 3), power(c, 3))), Product((num(3), a, b, c))),
        is_(K.NONNEGATIVE, a, b, c),
    ),
    (
        "Cauchy-Schwarz in any dimension",
        Relates(R.AT_MOST, power(dot(x, y), 2), Product((power(Norm(x), 2), power(Norm(y), 2)))),
        (),
    ),
    (
        "Cauchy-Schwarz for traces",
        Relates(R.AT_MOST, power(Trace(dot(X, Y)), 2), Product((power(Norm(X), 2), power(Norm(Y), 2)))),
        (),
    ),
    ("xᵀAx ≥ 0", Relates(R.AT_LEAST, Product((Transpose(x), A, x)), num(0)), is_(K.POSITIVE_SEMIDEFINITE, A)),
    ("XᵀX ⪰ 0", HasProperty(K.POSITIVE_SEMIDEFINITE, (dot(X, X),)), ()),
    (
        "XᵀX + cI ⪰ 0",
        HasProperty(K.POSITIVE_SEMIDEFINITE, (Sum((dot(X, X), Product((c, Identity(n))))),)),
        is_(K.POSITIVE, c),
    ),
    (
        "a⁴ = 1 ⇒ a = 1 for a > 0",
        Implies((Relates(R.EQUAL, power(a, 4), num(1)),), Relates(R.EQUAL, a, num(1))),
        is_(K.POSITIVE, a),
    ),
    ("the minimum of a² + b² on ab = 1", minimum(unique=False), ()),
    ("it is the only one for a > 0", minimum(unique=True), is_(K.POSITIVE, a)),
]


@pytest.mark.parametrize(("name", "statement", "given"), PROVED, ids=[p[0] for p in PROVED])
def test_proved_by_the_kernel(name: str, statement: Statement, given: tuple[Statement, ...]) -> None:
    found = judged(statement, *given)
    assert found.verdict is Verdict.PROVED, found.detail
    saved = json.loads(json.dumps(certificate_json(found.certificate)))
    assert holds(saved), "the saved certificate replays"
    assert second_checker.check(saved) == ""
    assert not found.trusted


@pytest.mark.parametrize(
    ("statement", "missing", "value"),
    [
        (Implies((Relates(R.EQUAL, power(a, 4), num(1)),), Relates(R.EQUAL, a, num(1))), "a > 0", "-1"),
        (minimum(unique=True), "a > 0", "-1"),
        (Relates(R.AT_LEAST, power(a, 3), num(0)), "a \\geq 0", "-1"),
        (Relates(R.GREATER, power(a, 3), num(0)), "a > 0", "0"),
    ],
)
def test_conditional_on_a_sign(statement: Statement, missing: str, value: str) -> None:
    found = judged(statement)
    assert found.verdict is Verdict.CONDITIONAL, found.detail
    assert found.missing == (missing,)
    assert found.counterexample is not None
    assert found.counterexample.values["a"] == ((value,),)


@pytest.mark.parametrize(
    "statement",
    [
        Relates(R.AT_LEAST, Product((a, b)), power(a, 2)),
        Relates(R.GREATER, power(Sum((a, Product((num(-1), b)))), 2), num(0)),
        minimum(unique=False, at=1, value=3),
        minimum(unique=False, at=2, value=8),
        Optimum("max", Sum((power(a, 2), power(b, 2))), (), ((a, num(0)), (b, num(0)))),
    ],
)
def test_refuted_at_a_point(statement: Statement) -> None:
    found = judged(statement)
    assert found.verdict is Verdict.REFUTED, found.detail
    assert found.counterexample is not None


@pytest.mark.parametrize(
    ("statement", "given"),
    [
        (Relates(R.AT_LEAST, Sum((power(a, 2), num(-1))), num(0)), is_(K.POSITIVE, a)),
        (Relates(R.AT_MOST, dot(x, y), num(0)), ()),
        (HasProperty(K.POSITIVE_SEMIDEFINITE, (A,)), is_(K.SYMMETRIC, A)),
        (Implies((zero(Product((Transpose(x), A, x))),), zero(x)), is_(K.POSITIVE_SEMIDEFINITE, A)),
        (Implies((zero(Product((Transpose(x), A, x))),), zero(x)), is_(K.INVERTIBLE, A)),
        (Implies((zero(Sum((dot(x, x), Product((num(-1), dot(y, y)))))),), zero(y)), ()),
        (Implies((zero(dot(x, y)),), zero(y)), ()),
        (Implies((zero(Product((A, A))),), zero(A)), ()),
    ],
)
def test_what_is_false_is_never_proved(statement: Statement, given: tuple[Statement, ...]) -> None:
    assert judged(statement, *given).verdict not in (Verdict.PROVED, Verdict.SUPPORTED)


def test_the_first_thing_said_of_a_symbol_is_not_refuted() -> None:
    assert judged(Relates(R.GREATER, a, num(0))).verdict is Verdict.UNCHECKED, "it may be an assumption"


def test_z3_decides_what_squares_do_not_and_is_named() -> None:
    pytest.importorskip("z3")
    statement = Relates(R.AT_LEAST, Sum((a, b)), Product((num(2), c)))
    given = (*is_(K.POSITIVE, a, b, c), Relates(R.EQUAL, power(c, 2), Product((a, b))))
    found = judged(statement, *given)
    assert (found.result, found.verdict) == (Result.AGREES, Verdict.SUPPORTED)
    assert found.trusted[0].startswith("z3 ")


def test_roots_and_absolute_values_by_z3() -> None:
    pytest.importorskip("z3")
    root = Power(Product((a, b)), Number(Fraction(1, 2)))
    mean = Product((Number(Fraction(1, 2)), Sum((a, b))))
    found = judged(Relates(R.AT_MOST, root, mean), *is_(K.POSITIVE, a, b))
    assert found.verdict is Verdict.SUPPORTED and found.trusted, found.detail
    size, other = Apply("abs", (a,), ()), Apply("abs", (Sum((a, b)),), ())
    triangle = Relates(R.AT_MOST, other, Sum((size, Apply("abs", (b,), ()))))
    assert judged(triangle).verdict is Verdict.SUPPORTED
    assert judged(Relates(R.AT_LEAST, other, Sum((size, Apply("abs", (b,), ()))))).verdict is not Verdict.SUPPORTED


def test_the_identity_is_shown() -> None:
    assert judged(minimum(unique=False)).detail == "a² + b² - 2 = (a - b)² + 2·(a·b - 1)"


def poly(*terms: tuple[int, dict[int, int]]) -> Polynomial:
    total = Polynomial({})
    for coefficient, powers in terms:
        part = number(coefficient)
        for place, count in powers.items():
            for _ in range(count):
                part = part * variable(place)
        total = total + part
    return total


def test_motzkin_is_no_sum_of_squares_and_its_multiple_is() -> None:
    """Motzkin's form is not negative and no sum of squares (Motzkin 1967); times x² + y² it is one."""
    motzkin = poly((1, {0: 4, 1: 2}), (1, {0: 2, 1: 4}), (1, {}), (-3, {0: 2, 1: 2}))
    assert certificate(motzkin) is None
    assert certificate(motzkin * poly((1, {0: 2}), (1, {1: 2}))) is not None


def test_what_is_too_large_is_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def worked_out(*_: object) -> list[Polynomial]:
        raise AssertionError("the squares of a problem that is too large were looked for")

    monkeypatch.setattr(squares, "_face", worked_out)
    many = poly((2, {}), *((1, {v: 1}) for v in range(12)), (1, {0: 6}))
    signs = [poly((1, {v: 1})) for v in range(12)]
    assert certificate(many, [], signs) is None
    assert certificate(many, [poly((1, {0: 1, 1: 1}), (-1, {}))], signs) is None


def test_a_certificate_is_an_identity() -> None:
    p = poly((1, {0: 4}), (1, {1: 4}), (1, {2: 4}), (1, {3: 4}), (-4, {0: 1, 1: 1, 2: 1, 3: 1}))
    found = certificate(p)
    assert found is not None
    total = Polynomial({})
    for square in found.squares:
        assert square.coefficient >= 0
        total = total + (square.root * square.root).scaled(square.coefficient)
    assert total == p


def test_what_is_not_zero_has_a_positive_square() -> None:
    nonzero = Relates(R.NOT_EQUAL, Sum((power(a, 2), num(1))), num(0))
    assert judged(nonzero).verdict is Verdict.PROVED
    assert judged(HasProperty(K.NONZERO, (Sum((a, b)),)), *is_(K.POSITIVE, a, b)).verdict is Verdict.PROVED
    assert judged(Relates(R.NOT_EQUAL, Product((a, b)), num(0))).verdict is Verdict.REFUTED


def test_an_optimum_under_a_condition_that_the_point_meets() -> None:
    found = judged(minimum(unique=True), *is_(K.POSITIVE, a), *is_(K.NONZERO, b))
    assert found.verdict is Verdict.PROVED, found.detail


def test_nothing_is_supported_by_assumptions_that_contradict_each_other() -> None:
    pytest.importorskip("z3")
    above, below = Relates(R.GREATER, a, b), Relates(R.AT_MOST, a, b)
    given = tuple(Hypothesis(one, Origin.STATED, "", 1) for one in (above, below, Relates(R.EQUAL, c, c)))
    square = Power(c, num(2))
    found = search(Goal(Claim.INEQUALITY, Relates(R.AT_MOST, square, num(-1)), given), Limits())
    assert found.verdict is not Verdict.SUPPORTED


def test_an_equation_for_a_name_is_used_where_its_value_is_no_rational_number() -> None:
    gap = Sum((Apply("log", (b,)), Product((num(-1), a))))
    given = (Relates(R.AT_MOST, num(0), c), Relates(R.EQUAL, c, gap))
    assert judged(Relates(R.AT_MOST, a, Apply("log", (b,))), *given).verdict is Verdict.PROVED
    assert judged(Relates(R.AT_LEAST, a, Apply("log", (b,))), *given).verdict is not Verdict.PROVED
    assert judged(Relates(R.AT_MOST, a, Apply("log", (b,)))).verdict is not Verdict.PROVED
