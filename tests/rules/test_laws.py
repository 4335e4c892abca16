"""Laws of functions: every instance holds in floating point at random values, and none is given without its condition."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest

from derive.rules.laws import laws
from derive.terms import Apply, Constant, Number, Power, Product, Sum, Symbol, Term, symbols
from tests.judged import verdicts

A, B, X, Y = (Symbol(name) for name in "abxy")


def number(value: object) -> Number:
    return Number(Fraction(str(value)))


HALF, MINUS = number("1/2"), number(-1)
FUNCTIONS = {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "gamma": math.gamma} | {
    name: getattr(math, name) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")
}
TERMS: dict[str, Term] = {
    "exp of a sum": Apply("exp", (Sum((X, Product((number(-3), Y)), number(2))),)),
    "exp of a multiple of a sum": Power(Constant("e"), Product((MINUS, Sum((X, Y))))),
    "exp of a fraction": Apply("exp", (Product((number("-3/2"), X)),)),
    "log of a product": Apply("log", (Product((A, number(3), B)),)),
    "log of a quotient": Apply("log", (Product((A, Power(B, MINUS))),)),
    "log of a power": Apply("log", (Power(A, X),)),
    "log of an exponential": Apply("log", (Apply("exp", (X,)),)),
    "exponential of a log": Apply("exp", (Apply("log", (A,)),)),
    "power of a sum": Power(A, Sum((X, MINUS))),
    "root of a product": Power(Product((number("8/3"), A, B)), HALF),
    "root of a square": Power(number("9/4"), HALF),
    "root of a fraction of pi": Apply("sqrt", (Product((Constant("pi"), Power(number(2), MINUS))),)),
    "sine of a sum": Apply("sin", (Sum((X, Product((number(-3), Y)), number(2))),)),
    "cosine of a difference": Apply("cos", (Sum((X, Product((MINUS, Y)))),)),
    "sine of a multiple": Apply("sin", (Product((number(4), X)),)),
    "cosine of a half": Apply("cos", (Product((HALF, X)),)),
    "cosine of a negative": Apply("cos", (Product((number("-3/2"), X)),)),
    "sine of quarters": Apply("sin", (Product((number("7/2"), Constant("pi"))),)),
    "cosine of quarters": Apply("cos", (Product((number(-3), Constant("pi"))),)),
    "tangent": Apply("tan", (X,)),
    "hyperbolic sine": Apply("sinh", (X,)),
    "hyperbolic cosine": Apply("cosh", (Sum((X, Y)),)),
    "hyperbolic tangent": Apply("tanh", (X,)),
    "factorial": Apply("factorial", (number(4),)),
    "gamma": Apply("gamma", (number(5),)),
}


def at(term: Term, values: dict[str, float]) -> float:
    if isinstance(term, Number):
        return float(term.value)
    if isinstance(term, Symbol):
        return values[term.name]
    if isinstance(term, Constant):
        return {"pi": math.pi, "e": math.e}[term.name]
    if isinstance(term, Sum):
        return sum(at(part, values) for part in term.terms)
    if isinstance(term, Product):
        return math.prod(at(part, values) for part in term.factors)
    if isinstance(term, Power):
        return float(at(term.base, values) ** at(term.exponent, values))
    assert isinstance(term, Apply)
    argument = at(term.arguments[0], values)
    return float(math.factorial(int(argument))) if term.name == "factorial" else FUNCTIONS[term.name](argument)


@pytest.mark.parametrize("name", TERMS)
def test_instances_hold(name: str) -> None:
    term = TERMS[name]
    found = list(laws(term, lambda of: of in (A, B)))
    assert found
    for equation, _ in found:
        for seed in range(5):
            rng = random.Random(seed)
            values = {
                n: rng.uniform(0.2, 2.0) * (1 if n in "ab" else rng.choice((-1, 1))) for n in sorted(symbols(term))
            }
            left, right = at(equation.left, values), at(equation.right, values)
            assert math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12), equation


@pytest.mark.parametrize("name", ["log of a product", "log of a quotient", "log of a power", "root of a product"])
def test_no_law_without_its_condition(name: str) -> None:
    assert not list(laws(TERMS[name], lambda of: False))
    assert not list(laws(TERMS[name], lambda of: of == X))


def test_a_power_with_a_base_of_unknown_sign_is_left_alone() -> None:
    assert not list(laws(Power(A, Sum((X, Y))), lambda of: False))


@pytest.mark.parametrize(
    "true, false",
    [
        (r"a^2 \cos^2 t + a^2 \sin^2 t = a^2", r"a^2 \cos^2 t - a^2 \sin^2 t = a^2"),
        (r"\sin(2 u) = 2 \sin u \cos u", r"\sin(2 u) = \sin u \cos u"),
        (r"\cos(3 u) = 4 \cos^3 u - 3 \cos u", r"\cos(3 u) = 4 \cos^3 u + 3 \cos u"),
        (r"\cos(u + v) = \cos u \cos v - \sin u \sin v", r"\cos(u + v) = \cos u \cos v + \sin u \sin v"),
        (r"\sin(u - v) = \sin u \cos v - \cos u \sin v", r"\sin(u - v) = \cos u \sin v - \sin u \cos v"),
        (r"1 - \cos u = 2 \sin^2 \frac{u}{2}", r"1 + \cos u = 2 \sin^2 \frac{u}{2}"),
        (r"\sin(\pi - u) = \sin u", r"\sin(\pi - u) = - \sin u"),
        (r"\cos(u + \frac{\pi}{2}) = - \sin u", r"\cos(u + \frac{\pi}{2}) = \sin u"),
        (r"1 + \tan^2 u = \frac{1}{\cos^2 u}", r"1 - \tan^2 u = \frac{1}{\cos^2 u}"),
        (r"\cosh^2 u - \sinh^2 u = 1", r"\cosh^2 u + \sinh^2 u = 1"),
        (r"\cosh u + \sinh u = e^u", r"\cosh u + \sinh u = e^{-u}"),
        (r"\tanh u = \frac{\sinh u}{\cosh u}", r"\tanh u = \frac{\cosh u}{\sinh u}"),
    ],
)
def test_trigonometric_and_hyperbolic_functions(true: str, false: str) -> None:
    assert verdicts(f"We have ${true}$.") == ["proved"]
    assert verdicts(f"We have ${false}$.") in (["refuted"], ["unchecked"])


def test_rotations() -> None:
    said = r"Let $R(t) = \begin{pmatrix} \cos t & -\sin t \\ \sin t & \cos t \end{pmatrix}$. Then "
    assert verdicts(said + "$R(a) R(b) = R(a + b)$ and $R(t)^T R(t) = I$.") == ["proved", "proved"]
    assert verdicts(said + "$R(a) R(b) = R(a - b)$.") == ["refuted"]
