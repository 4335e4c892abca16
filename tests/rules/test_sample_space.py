"""Expected values as sums over outcomes: what varies along which axis, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive.notation import latex
from derive.rules.sample_space import NotSpread, SampleSpace, is_polynomial, open_symbols
from derive.sizes import Size
from derive.terms import (
    BigSum,
    Derivative,
    Entry,
    Expectation,
    HasProperty,
    Number,
    Power,
    Product,
    PropertyKind,
    Sum,
    Symbol,
    Term,
    is_average,
    symbols,
    walk,
)

N = Size.name("n")
X, Y, A = Symbol("X"), Symbol("Y"), Symbol("a")
V = Symbol("v", (N,))
MINUS = Number(Fraction(-1))


def squared(term: Term) -> Term:
    return Power(term, Number(Fraction(2)))


def variance(term: Term) -> Term:
    return Expectation(squared(Sum((term, Product((MINUS, Expectation(term)))))))


def test_a_random_symbol_gets_an_axis_and_a_constant_none() -> None:
    spread = SampleSpace.joint(["X"]).spread(Expectation(Product((A, X))))
    assert isinstance(spread, BigSum) and is_average(spread)
    found = symbols(spread)
    assert len(found["X"].shape) == 1 and found["a"].shape == ()
    assert latex(spread) == "\\mathbb{E}[a X]"


def test_a_vector_keeps_its_shape() -> None:
    assert SampleSpace.joint(["v"]).spread(Expectation(V)).shape == (N,)


def test_nested_expectations_have_outcomes_of_their_own() -> None:
    spread = SampleSpace.joint(["X"]).spread(variance(X))
    names = [part.index.name for part in walk(spread) if isinstance(part, BigSum)]
    assert len(names) == len(set(names)) == 2


def test_independent_symbols_have_weights_of_their_own() -> None:
    space = SampleSpace({"X": (0,), "Y": (1,)})
    spread = space.spread(Expectation(Product((X, Y))))
    assert sum(isinstance(part, BigSum) for part in walk(spread)) == 2
    assert len({part.name for part in walk(spread) if isinstance(part, Symbol)}) == 4
    alone = space.spread(Expectation(Y))
    assert sum(isinstance(part, BigSum) for part in walk(alone)) == 1
    assert len(space.laws()) == 2


def test_a_constant_is_averaged_over_one_axis() -> None:
    assert isinstance(SampleSpace({"X": (0,), "Y": (1,)}).spread(Expectation(A)), BigSum)


def test_outside_an_expectation_a_random_symbol_stands_at_an_outcome() -> None:
    spread = SampleSpace.joint(["X"]).spread(Sum((X, Product((MINUS, Expectation(X))))))
    entries = [part for part in walk(spread) if isinstance(part, Entry) and part.base == symbols(spread)["X"]]
    assert len({entry.indices for entry in entries}) == 2


def test_signs_hold_at_every_outcome_and_structure_is_not_carried_over() -> None:
    space = SampleSpace.joint(["X", "v"])
    (subject,) = space.spread(HasProperty(PropertyKind.POSITIVE, (X,))).subjects
    assert len(subject.shape) == 1
    with pytest.raises(NotSpread):
        space.spread(HasProperty(PropertyKind.UNIT_NORM, (V,)))


def test_a_derivative_is_exchanged_with_expectations_of_polynomials_alone() -> None:
    space = SampleSpace.joint(["X"])
    space.spread(Derivative(Expectation(squared(Sum((X, Product((MINUS, A)))))), (A,)))
    with pytest.raises(NotSpread):
        space.spread(Derivative(Expectation(Power(Sum((X, A)), MINUS)), (A,)))
    with pytest.raises(NotSpread):
        space.spread(Derivative(Expectation(squared(X)), (X,)))


def test_polynomials() -> None:
    assert is_polynomial(squared(Sum((X, A))), {"a"})
    assert is_polynomial(Power(X, MINUS), {"a"})
    assert not is_polynomial(Power(A, MINUS), {"a"})
    assert not is_polynomial(Power(X, A), {"a"})


def test_what_stands_open() -> None:
    assert open_symbols(Sum((X, Expectation(Product((Y, A)))))) == {"X"}


def test_what_is_given_varies_along_the_first_axis_alone() -> None:
    space = SampleSpace.conditioned(["X", "Y"], {"Y"})
    inner = space.spread(Expectation(X, (), (Y,)))
    assert isinstance(inner, BigSum) and not isinstance(inner.body.factors[1], BigSum)  # type: ignore[attr-defined]
    assert latex(space.spread(Expectation(Expectation(X, (), (Y,))))) == latex(space.spread(Expectation(X)))
    assert space.spread(Expectation(Y, (), (Y,))) == space.spread(Y)
    assert len(space.weights(1).shape) == 2


def test_a_condition_on_something_else_is_refused() -> None:
    with pytest.raises(NotSpread):
        SampleSpace.joint(["X", "Y"]).spread(Expectation(X, (), (Y,)))
    with pytest.raises(NotSpread):
        SampleSpace.conditioned(["X", "Y"], {"Y"}).spread(Expectation(Y, (), (X,)))
