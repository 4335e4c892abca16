"""Number systems: jets as nested dual numbers, prime fields with an order of their own, exact roots."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive.numerics.fields import (
    BadLuck,
    Jet,
    PrimeField,
    Rationals,
    highest_bit,
    integer_root,
    is_prime,
    random_prime_field,
    rational_root,
    split,
)

Q = Rationals()


def test_a_product_of_jets_is_leibniz() -> None:
    x, y = Jet({0: 3, 1: 1}), Jet({0: 5, 1: 2})
    assert (x * y).parts == {0: 15, 1: 11}


def test_two_perturbations_do_not_mix() -> None:
    x = Jet({0: 2, 1: 1, 2: 1})
    cube = x * x * x
    assert cube.parts[3] == 12  # the second derivative of x^3 at 2
    assert split(cube, 2)[1].parts == {0: 12, 1: 12}


def test_the_inverse_of_a_jet() -> None:
    x = Jet({0: 2, 1: 1, 2: 1})
    inverse = Q.invert(x)
    assert inverse.parts[1] == Fraction(-1, 4)
    assert inverse.parts[3] == Fraction(1, 4)  # 2/x^3
    assert Q.reduce([inverse * x])[0] == 1


def test_nilpotent_numbers_have_no_inverse() -> None:
    with pytest.raises(BadLuck):
        Q.invert(Jet({0: 0, 1: 1}))
    with pytest.raises(BadLuck):
        random_prime_field(1).invert(0)


def test_reduction_forgets_parts_that_vanish() -> None:
    field = PrimeField(23)
    assert field.reduce([Jet({0: 24, 1: 46})]) == [1]
    assert highest_bit(Q.reduce([Jet({0: 1, 1: 0})])[0]) == 0


@pytest.mark.parametrize("n", range(2, 60))
def test_primality_of_small_numbers(n: int) -> None:
    assert is_prime(n) == all(n % d for d in range(2, n))


def test_random_primes_are_safe_distinct_and_repeatable() -> None:
    primes = [random_prime_field(seed).modulus for seed in range(20)]
    assert len(set(primes)) == 20
    assert random_prime_field(7) is random_prime_field(7)
    for p in primes:
        assert is_prime(p) and is_prime(p // 2) and p % 4 == 3


def test_positive_elements_are_a_group_without_minus_one() -> None:
    field = random_prime_field(3)
    assert not field.is_positive(field.number(-1))
    for a in (2, 3, Fraction(5, 7), Fraction(12, 13)):
        assert field.is_positive(field.number(a))


def test_exact_roots() -> None:
    assert integer_root(10**40, 2) == 10**20
    assert integer_root(10**40 + 1, 2) is None
    assert rational_root(Fraction(8, 27), 3) == Fraction(2, 3)
    assert rational_root(-4, 2) is None
    assert rational_root(2, 2) is None
