"""The modular engine: what it must find true, what it must refute with which kind of instance, and what it must leave open."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from derive.engines.modular import find_counterexample, holds, search
from derive.goals import Claim, Definition, Evidence, Goal, Hypothesis, Limits, Origin, Result, Verdict
from derive.numerics.fields import random_prime_field
from derive.sizes import Size
from derive.terms import (
    Apply,
    BigSum,
    Block,
    Constant,
    Derivative,
    Determinant,
    Diagonal,
    Differential,
    Entry,
    HasProperty,
    Identity,
    Iff,
    Implies,
    Index,
    Kronecker,
    Layout,
    Norm,
    Number,
    Power,
    Product,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    SizeValue,
    Statement,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    Zero,
)

n, m, k = Size.name("n"), Size.name("m"), Size.name("k")
A, B, C = (Symbol(name, (n, n)) for name in "ABC")
X = Symbol("X", (n, m))
x, y = Symbol("x", (n,)), Symbol("y", (n,))
w = Symbol("w", (m,))
a, b, c = Symbol("a"), Symbol("b"), Symbol("c")
i, j, l = Index("i", n), Index("j", n), Index("l", n)
I = Identity(n)
T = Transpose
K = PropertyKind


def num(value: int | str) -> Number:
    return Number(Fraction(value))


def mul(*factors: Term) -> Product:
    return Product(factors)


def add(*terms: Term) -> Sum:
    return Sum(terms)


def neg(term: Term) -> Product:
    return mul(num(-1), term)


def inv(term: Term) -> Power:
    return Power(term, num(-1))


def eq(left: Term, right: Term) -> Relates:
    return Relates(Relation.EQUAL, left, right)


def fun(name: str, *arguments: Term) -> Apply:
    return Apply(name, arguments, arguments[0].shape)


def prop(kind: PropertyKind, *subjects: Term) -> HasProperty:
    return HasProperty(kind, subjects)


def d(body: Term, *variables: Term, layout: Layout = Layout.DENOMINATOR) -> Derivative:
    return Derivative(body, variables, layout)


def make(statement: Statement, *given: Statement, defs: tuple[Definition, ...] = ()) -> Goal:
    return Goal(Claim.EQUALITY, statement, tuple(Hypothesis(s, Origin.DECLARED, "") for s in given), defs)


def ask(statement: Statement, *given: Statement, defs: tuple[Definition, ...] = ()) -> Evidence:
    return search(make(statement, *given, defs=defs), Limits(seconds=20))


def standard_identity(count: int) -> Term:
    matrices = [Symbol(name, (n, n)) for name in "ABCDEF"[:count]]
    terms = []
    for order in itertools.permutations(range(count)):
        sign = (-1) ** sum(order[p] > order[q] for q in range(count) for p in range(q))
        terms.append(mul(num(sign), *(matrices[place] for place in order)))
    return add(*terms)


cayley = mul(add(I, neg(A)), inv(add(I, A)))
softmax = Apply("softmax", (x,), (n,))
half = num("1/2")
sigmoid = fun("sigmoid", a)

TRUE: dict[str, tuple[Statement, tuple[Statement, ...]]] = {
    "the trace is cyclic": (eq(Trace(mul(A, B)), Trace(mul(B, A))), ()),
    "diagonal matrices commute": (eq(mul(A, B), mul(B, A)), (prop(K.DIAGONAL, A), prop(K.DIAGONAL, B))),
    "the gradient of a symmetric form": (eq(d(mul(T(x), A, x), x), mul(num(2), A, x)), (prop(K.SYMMETRIC, A),)),
    "the Hessian of a form": (eq(d(mul(T(x), A, x), x, x), add(A, T(A))), ()),
    "a Jacobian, numerator": (eq(d(mul(A, x), x, layout=Layout.NUMERATOR), A), ()),
    "a Jacobian, denominator": (eq(d(mul(A, x), x), T(A)), ()),
    "the gradient of a trace, numerator": (eq(d(Trace(mul(A, B)), B, layout=Layout.NUMERATOR), A), ()),
    "the gradient of log det": (eq(d(fun("log", Determinant(A)), A), T(inv(A))), ()),
    "an entry of a gradient": (eq(d(Trace(mul(A, B)), Entry(A, (i, j))), Entry(B, (j, i))), ()),
    "a product rule": (eq(Differential(mul(A, B)), add(mul(Differential(A), B), mul(A, Differential(B)))), ()),
    "the differential of an inverse": (eq(Differential(inv(A)), neg(mul(inv(A), Differential(A), inv(A)))), ()),
    "Cayley's two orders": (eq(cayley, mul(inv(add(I, A)), add(I, neg(A)))), ()),
    "Cayley makes orthogonal of skew": (prop(K.ORTHOGONAL, cayley), (prop(K.SKEW, A),)),
    "the rank of an idempotent is its trace": (eq(Apply("rank", (A,)), Trace(A)), (prop(K.IDEMPOTENT, A),)),
    "commuting squares": (
        eq(Power(mul(A, B), num(2)), mul(Power(A, num(2)), Power(B, num(2)))),
        (prop(K.COMMUTE, A, B),),
    ),
    "det of orthogonal squared": (eq(Power(Determinant(A), num(2)), num(1)), (prop(K.ORTHOGONAL, A),)),
    "a sum over an index": (eq(BigSum(i, mul(Entry(x, (i,)), Entry(x, (i,)))), mul(T(x), x)), ()),
    "an entry of a product": (eq(Entry(mul(A, B), (i, j)), BigSum(l, mul(Entry(A, (i, l)), Entry(B, (l, j))))), ()),
    "an empty sum": (eq(BigSum(i, Entry(x, (i,)), num(1), num(0)), num(0)), ()),
    "a sum with a condition": (
        eq(
            add(BigSum(i, Entry(x, (i,)), condition=Relates(Relation.NOT_EQUAL, i, j)), Entry(x, (j,))),
            BigSum(i, Entry(x, (i,))),
        ),
        (),
    ),
    "vec and Kronecker": (
        eq(Vec(mul(A, X, T(Symbol("Z", (k, m))))), mul(Kronecker(Symbol("Z", (k, m)), A), Vec(X))),
        (),
    ),
    "the count of a sum": (eq(BigSum(i, num(1)), SizeValue(n)), ()),
    "a pseudo-inverse": (eq(mul(X, PseudoInverse(X), X), X), (prop(K.FULL_COLUMN_RANK, X),)),
    "the normal equations": (
        Implies((eq(mul(T(X), X, w), mul(T(X), x)),), eq(w, mul(inv(mul(T(X), X)), T(X), x))),
        (),
    ),
    "cancelling what is invertible": (Implies((eq(mul(A, B), mul(A, C)),), eq(B, C)), (prop(K.INVERTIBLE, A),)),
    "a reciprocal": (Implies((eq(mul(a, b), num(1)),), eq(b, inv(a))), ()),
    "exp of a sum": (eq(fun("exp", add(a, b)), mul(fun("exp", a), fun("exp", b))), ()),
    "e to a power": (eq(Power(Constant("e"), a), fun("exp", a)), ()),
    "exp of b log a": (eq(fun("exp", mul(b, fun("log", a))), Power(a, b)), ()),
    "log of a power": (eq(fun("log", Power(a, b)), mul(b, fun("log", a))), ()),
    "log of a product": (eq(fun("log", mul(a, b)), add(fun("log", a), fun("log", b))), ()),
    "log det of a product": (
        eq(fun("log", Determinant(mul(A, B))), add(fun("log", Determinant(A)), fun("log", Determinant(B)))),
        (prop(K.POSITIVE_DEFINITE, A), prop(K.POSITIVE_DEFINITE, B)),
    ),
    "the root of a square": (eq(fun("sqrt", Power(a, num(2))), a), (prop(K.POSITIVE, a),)),
    "the gradient of a norm": (eq(d(Norm(x), x), mul(inv(Norm(x)), x)), ()),
    "Pythagoras": (eq(add(Power(fun("sin", a), num(2)), Power(fun("cos", a), num(2))), num(1)), ()),
    "the derivative of tanh": (eq(d(fun("tanh", a), a), add(num(1), neg(Power(fun("tanh", a), num(2))))), ()),
    "the derivative of the sigmoid": (eq(d(sigmoid, a), mul(sigmoid, add(num(1), neg(sigmoid)))), ()),
    "the Jacobian of softmax": (eq(d(softmax, x), add(Diagonal(softmax), neg(mul(softmax, T(softmax))))), ()),
    "the gradient of logsumexp": (eq(d(Apply("logsumexp", (x,)), x), softmax), ()),
    "the derivative of x log x": (eq(d(mul(a, fun("log", a)), a), add(fun("log", a), num(1))), ()),
    "the derivative of x^x": (eq(d(Power(a, a), a), mul(Power(a, a), add(fun("log", a), num(1)))), ()),
    "the chain rule of an unknown function": (
        eq(d(mul(fun("f", a), fun("f", a)), a), mul(num(2), fun("f", a), d(fun("f", a), a))),
        (),
    ),
    "|ab|": (eq(fun("abs", mul(a, b)), mul(fun("abs", a), fun("abs", b))), ()),
    "relu by |x|": (eq(fun("relu", a), mul(half, add(a, fun("abs", a)))), ()),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_statements_are_tested(name: str) -> None:
    statement, given = TRUE[name]
    evidence = ask(statement, *given)
    assert (evidence.result, evidence.verdict) == (Result.AGREES, Verdict.TESTED), evidence.detail
    assert evidence.data["error_bits"] >= 60
    assert "error at most 2^-" in evidence.detail


def test_sizes_are_distinct_and_never_one() -> None:
    for sizes in ask(eq(Trace(mul(X, w, T(x))), mul(T(x), X, w))).data["sizes"]:
        assert len(set(sizes.values())) == len(sizes) == 2
        assert min(sizes.values()) > 1


FALSE: dict[str, tuple[Statement, tuple[Statement, ...], int]] = {
    "AB = BA": (eq(mul(A, B), mul(B, A)), (), 2),
    "the standard identity of degree 4": (eq(standard_identity(4), Zero((n, n))), (), 3),
    "p A = 0 for a known prime": (eq(mul(num(2**61 - 1), A), Zero((n, n))), (), 1),
    "a gradient that forgets A'": (eq(d(mul(T(x), A, x), x), mul(num(2), A, x)), (), 2),
    "a Jacobian in the other layout": (eq(d(mul(A, x), x), A), (), 2),
    "the gradient of log det, not transposed": (eq(d(fun("log", Determinant(A)), A), inv(A)), (), 2),
    "idempotents are symmetric": (eq(A, T(A)), (prop(K.IDEMPOTENT, A),), 2),
    "orthogonal matrices have determinant 1": (eq(Determinant(A), num(1)), (prop(K.ORTHOGONAL, A),), 1),
    "products of symmetric matrices are symmetric": (
        prop(K.SYMMETRIC, mul(A, B)),
        (prop(K.SYMMETRIC, A), prop(K.SYMMETRIC, B)),
        2,
    ),
    "cancelling what may be singular": (Implies((eq(mul(A, B), mul(A, C)),), eq(B, C)), (), 1),
    "a kernel that is trivial": (Implies((eq(mul(A, x), Zero((n,))),), eq(x, Zero((n,)))), (), 1),
    "entrywise products": (eq(Entry(mul(A, B), (i, j)), mul(Entry(A, (i, j)), Entry(B, (i, j)))), (), 2),
    "a differential that does not commute": (eq(Differential(mul(A, A)), mul(num(2), A, Differential(A))), (), 2),
    "symmetric and commuting is not symmetric": (
        prop(K.SYMMETRIC, B),
        (prop(K.SYMMETRIC, A), prop(K.COMMUTE, A, B)),
        2,
    ),
    "positive definite by transposes only": (
        eq(mul(A, B), mul(B, A)),
        (prop(K.POSITIVE_DEFINITE, A), prop(K.POSITIVE_DEFINITE, B)),
        2,
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_statements_are_refuted_at_the_least_size(name: str) -> None:
    statement, given, size = FALSE[name]
    evidence = ask(statement, *given)
    assert (evidence.result, evidence.verdict) == (Result.DISAGREES, Verdict.REFUTED), evidence.detail
    found = evidence.counterexample
    assert found is not None
    assert found.sizes == {"n": size}
    assert found.left != found.right


SCALAR_FALSE: dict[str, tuple[Statement, tuple[Statement, ...]]] = {
    "the square root of a square": (eq(fun("sqrt", Power(a, num(2))), a), ()),
    "squares that are equal": (Implies((eq(Power(a, num(2)), Power(b, num(2))),), eq(a, b)), ()),
    "an inequality": (Relates(Relation.GREATER, Power(a, num(2)), num(0)), ()),
    "exp is additive": (eq(fun("exp", add(a, b)), add(fun("exp", a), fun("exp", b))), ()),
    "log of a sum": (eq(fun("log", add(a, b)), add(fun("log", a), fun("log", b))), ()),
    "the derivative of x log x": (eq(d(mul(a, fun("log", a)), a), fun("log", a)), ()),
    "the double angle": (eq(fun("sin", mul(num(2), a)), mul(num(2), fun("sin", a))), ()),
    "22/7": (eq(mul(Constant("pi"), a), mul(num("22/7"), a)), ()),
    "|a + b|": (eq(fun("abs", add(a, b)), add(fun("abs", a), fun("abs", b))), ()),
    "the derivative of tanh": (eq(d(fun("tanh", a), a), add(num(1), Power(fun("tanh", a), num(2)))), ()),
}


@pytest.mark.parametrize("name", SCALAR_FALSE)
def test_false_statements_about_numbers_are_refuted(name: str) -> None:
    statement, given = SCALAR_FALSE[name]
    evidence = ask(statement, *given)
    assert evidence.verdict is Verdict.REFUTED, evidence.detail
    assert evidence.counterexample is not None


OPEN: dict[str, tuple[Statement, tuple[Statement, ...]]] = {
    "a true inequality": (Relates(Relation.AT_LEAST, Power(a, num(2)), num(0)), ()),
    "the double angle": (eq(fun("sin", mul(num(2), a)), mul(num(2), fun("sin", a), fun("cos", a))), ()),
    "a derivative among symmetric matrices": (
        eq(d(Trace(mul(A, B)), B), add(A, T(A), neg(Diagonal(Diagonal(A))))),
        (prop(K.SYMMETRIC, B),),
    ),
    "zero to the zero": (eq(Power(add(a, neg(a)), num(0)), num(1)), ()),
    "a division by zero": (eq(mul(inv(add(a, neg(a))), b), b), ()),
    "nothing but negative logarithms": (eq(fun("log", neg(Power(a, num(2)))), a), ()),
    "a symbol with no known dependence": (eq(d(b, a), num(0)), ()),
    "an approximation": (Relates(Relation.APPROXIMATELY, a, b), ()),
    "something nearly everywhere true": (Relates(Relation.NOT_EQUAL, mul(a, a), num("7/1000003")), ()),
    "an index out of range": (eq(Entry(x, (num(100),)), num(0)), ()),
    "a derivative along a tied symbol": (eq(d(mul(T(x), x), y), mul(num(0), y)), (eq(x, mul(A, y)),)),
}


@pytest.mark.parametrize("name", OPEN)
def test_what_cannot_be_decided_stays_open(name: str) -> None:
    statement, given = OPEN[name]
    evidence = ask(statement, *given)
    assert (evidence.result, evidence.verdict) == (Result.UNDECIDED, Verdict.UNCHECKED), evidence.detail
    assert evidence.detail


def test_equivalence_says_which_direction_fails() -> None:
    evidence = ask(Iff(eq(mul(a, b), num(0)), eq(a, num(0))))
    assert evidence.counterexample is not None
    assert evidence.counterexample.note.startswith("the right side does not follow")
    assert Fraction(evidence.counterexample.values["b"][0][0]) == 0


def test_counterexamples_meet_the_premises() -> None:
    found = find_counterexample(make(Implies((eq(mul(a, b), num(6)),), eq(a, num(2)))), Limits())
    assert found is not None
    first, second = (Fraction(found.values[name][0][0]) for name in "ab")
    assert first * second == 6
    assert first != 2


def test_identities_true_only_for_dense_draws_are_not_called_tested() -> None:
    """A premise solved for one symbol reaches one component of its variety only."""
    evidence = ask(Implies((eq(mul(a, b), mul(a, c)),), eq(mul(a, a, b), mul(a, a, c))))
    assert evidence.verdict in (Verdict.TESTED, Verdict.UNCHECKED)  # agreement that leaves cases out is no support
    evidence = ask(Implies((eq(mul(a, b), mul(a, c)),), eq(b, c)))
    assert evidence.verdict is Verdict.REFUTED


def test_proportional_residuals_make_an_equivalence_tested() -> None:
    evidence = ask(Iff(eq(mul(num(2), A, x), mul(num(2), y)), eq(add(mul(A, x), neg(y)), Zero((n,)))))
    assert evidence.verdict is Verdict.TESTED, evidence.detail


def test_definitions_are_unfolded_under_derivatives() -> None:
    residual = Symbol("r", (n,))
    loss = Symbol("L")
    defs = (Definition(residual, add(x, neg(mul(X, w)))), Definition(loss, mul(T(residual), residual)))
    assert ask(eq(d(loss, w), mul(num(-2), T(X), residual)), defs=defs).verdict is Verdict.TESTED
    assert ask(eq(d(loss, w), mul(num(2), T(X), residual)), defs=defs).verdict is Verdict.REFUTED
    assert ask(eq(d(loss, residual), mul(num(2), residual)), defs=defs).verdict is Verdict.TESTED


def test_a_definition_by_itself_is_not_followed() -> None:
    evidence = ask(eq(a, num(1)), defs=(Definition(a, add(a, num(1))),))
    assert evidence.result is Result.UNDECIDED


def test_spectral_hypotheses_are_met() -> None:
    U, V = Symbol("U_k", (n, k)), Symbol("U_perp", (n, n - k))
    whole, S, Sk, G = Symbol("U", (n, n)), Symbol("S", (n, n)), Symbol("S_k", (k, k)), Symbol("G", (n, n))
    defs = (Definition(G, mul(X, T(X))), Definition(whole, Block(((U, V),))))
    given = (
        prop(K.ORTHOGONAL, whole),
        prop(K.ORTHONORMAL_COLUMNS, U),
        prop(K.DIAGONAL, S),
        prop(K.DIAGONAL, Sk),
        eq(G, mul(whole, Power(S, num(2)), T(whole))),
        eq(mul(G, U), mul(U, Power(Sk, num(2)))),
    )
    true = eq(mul(add(mul(U, T(U)), neg(I)), G, U), Zero((n, k)))
    assert ask(true, *given, defs=defs).verdict is Verdict.TESTED
    false = eq(mul(add(mul(U, T(U)), neg(I)), G), Zero((n, n)))
    assert ask(false, *given, defs=defs).verdict is Verdict.REFUTED


def test_hypotheses_that_contradict_each_other_decide_nothing() -> None:
    evidence = ask(eq(a, num(7)), eq(mul(a, num(0)), num(1)))
    assert evidence.result is Result.UNDECIDED


def test_quick_check_agrees_with_the_search() -> None:
    goal = make(eq(Trace(mul(A, B, T(A))), Trace(mul(T(A), A, B))))
    assert holds(goal, 1) is True
    wrong = Goal(goal.claim, eq(Trace(mul(A, B, A)), Trace(mul(T(A), A, B))), goal.hypotheses)
    assert holds(wrong, 1) is False
    open_ = Goal(goal.claim, eq(fun("sin", mul(num(2), a)), mul(num(2), fun("sin", a), fun("cos", a))), goal.hypotheses)
    assert holds(open_, 1) is None


def test_intervals_separate_what_is_false_and_not_what_is_true() -> None:
    assert find_counterexample(make(eq(fun("exp", a), add(num(1), a))), Limits()) is not None
    found = find_counterexample(make(eq(Norm(add(x, y)), add(Norm(x), Norm(y)))), Limits())
    assert found is not None
    assert (
        find_counterexample(
            make(eq(fun("sin", mul(num(2), a)), mul(num(2), fun("sin", a), fun("cos", a)))), Limits(seconds=2)
        )
        is None
    )
    assert find_counterexample(make(eq(a, b)), Limits()) is None


def test_the_same_seed_gives_the_same_evidence() -> None:
    assert ask(eq(mul(A, B), mul(B, A))) == ask(eq(mul(A, B), mul(B, A)))


def test_primes_are_safe_and_small_integers_squares() -> None:
    field = random_prime_field(5)
    assert field.modulus.bit_length() == 61
    assert all(field.is_positive(value) for value in range(1, 17))
    assert not field.is_positive(field.modulus - 1)
