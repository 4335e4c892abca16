"""Laws of exponentials, logarithms, powers, trigonometric and hyperbolic functions and the gamma function, as instances for the terms that occur: a proof that uses one names it.

[AS] Abramowitz & Stegun, Handbook of Mathematical Functions (1964).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from fractions import Fraction
from math import factorial, isqrt
from typing import Any

from derive.terms import (
    Apply,
    Constant,
    Number,
    Power,
    Product,
    Relates,
    Relation,
    Sum,
    Term,
)

ONE, MINUS, TWO = Number(Fraction(1)), Number(Fraction(-1)), Number(Fraction(2))
Positive = Callable[[Term], bool]  # whether a term is known to be positive
Law = tuple[Relates, str]
EXP = "exp(a + b) = exp(a) exp(b) [Abramowitz & Stegun 4.2.18]"
LOG = "log(ab) = log(a) + log(b) for a, b > 0 [Abramowitz & Stegun 4.1.6]"
INVERSE = "exp(log(a)) = a for a > 0 [Abramowitz & Stegun 4.2.4]"
POWER = "a^(b + c) = a^b a^c for a > 0 [Abramowitz & Stegun 4.2.7]"
ROOT = "√(ab) = √a √b for a, b > 0 [Abramowitz & Stegun 4.2.12]"
CIRCLE = "sin² a + cos² a = 1 [Abramowitz & Stegun 4.3.10]"
TANGENT = "tan a = sin a / cos a [Abramowitz & Stegun 4.3.3]"
ANGLES = "sin(a + b), cos(a + b) [Abramowitz & Stegun 4.3.13, 4.3.14, 4.3.16, 4.3.17]"
QUARTERS = "sin and cos of multiples of π/2 [Abramowitz & Stegun 4.3, table]"
HYPERBOLIC = "sinh a = (exp(a) - exp(-a)) / 2, cosh a = (exp(a) + exp(-a)) / 2, tanh a = sinh a / cosh a [Abramowitz & Stegun 4.5.1 to 4.5.3]"
MODULUS = "sign(a) / |a| = 1 / a [Abramowitz & Stegun 4.1.46]"
GAMMA = "Γ(n + 1) = n! [Abramowitz & Stegun 6.1.15]"


def _equal(left: Term, right: Term, name: str) -> Law:
    return Relates(Relation.EQUAL, left, right), name


def _summands(term: Term) -> tuple[Term, ...]:
    """The terms of a sum, a number or sign before it multiplied out."""
    if isinstance(term, Sum):
        return tuple(part for summand in term.terms for part in _summands(summand))
    if isinstance(term, Product):
        sums = [k for k, factor in enumerate(term.factors) if isinstance(factor, Sum)]
        if len(sums) == 1:
            before, after = term.factors[: sums[0]], term.factors[sums[0] + 1 :]
            inner = term.factors[sums[0]]
            return tuple(Product((*before, part, *after)) for part in _summands(inner))
    return (term,)


def _magnitude(term: Term) -> tuple[Fraction, Term]:
    """A term as a number times what is not one."""
    if isinstance(term, Number):
        return term.value, ONE
    if isinstance(term, Power) and isinstance(term.base, Number) and term.base.value and term.exponent == MINUS:
        return 1 / term.base.value, ONE
    if not isinstance(term, Product):
        return Fraction(1), term
    factor, rest = Fraction(1), list[Term]()
    for part in term.factors:
        number, other = _magnitude(part)
        factor *= number
        rest += [] if other == ONE else [other]
    return factor, Product(tuple(rest)) if len(rest) > 1 else rest[0] if rest else ONE


def _exponential(of: Callable[[Term], Term], argument: Term, name: str) -> Iterator[Law]:
    """f(a + b) = f(a) f(b), f(ka) = f(a)^k, f(-a) f(a) = 1."""
    parts = _summands(argument)
    if len(parts) > 1:
        yield _equal(of(argument), Product(tuple(of(part) for part in parts)), name)
    for part in parts:
        number, rest = _magnitude(part)
        unit = rest if number.denominator == 1 else Product((Number(Fraction(1, number.denominator)), rest))
        if abs(number.numerator) > 1 and rest != ONE:
            signed = unit if number > 0 else Product((MINUS, unit))
            yield _equal(of(part), Power(of(signed), Number(Fraction(abs(number.numerator)))), name)
        if number < 0:
            yield _equal(Product((of(unit), of(Product((MINUS, unit))))), ONE, name)


def _power(term: Power, positive: Positive) -> Iterator[Law]:
    if term.base == Constant("e"):
        yield from _exponential(_exp, term.exponent, EXP)
        if isinstance(term.exponent, Apply) and term.exponent.name == "log":
            yield _equal(term, term.exponent.arguments[0], INVERSE)
        return
    if isinstance(term.exponent, Number) and term.exponent.value.denominator == 2 and not term.shape:
        yield from _root(term, _certain(positive))
    if term.shape or isinstance(term.exponent, Number) or not positive(term.base):
        return
    yield from _exponential(lambda x: x_to(term.base, x), term.exponent, POWER)


def _root(term: Power, certain: Positive) -> Iterator[Law]:
    """√(ab) = √a √b, a rational factor p/q put as √(pq) / q."""
    number, rest = _magnitude(term.base)
    factors = rest.factors if isinstance(rest, Product) else (rest,) if rest != ONE else ()
    if number <= 0 or not all(certain(_base(factor)) for factor in factors):
        return
    half = Number(Fraction(1, 2))
    outside, inside = _square_part(number.numerator * number.denominator)
    first = (
        Number(Fraction(outside, number.denominator)),
        *((Power(Number(Fraction(inside)), half),) if inside > 1 else ()),
    )
    made = Product((*first, *(Power(factor, half) for factor in factors)))
    if len(made.factors) > 2 or outside > 1 or number.denominator > 1:
        yield _equal(Power(term.base, half), made, ROOT)


def _square_part(whole: int) -> tuple[int, int]:
    """s and w with whole = s² w, s as large as squares of numbers below 100 make it, or the whole root."""
    if isqrt(whole) ** 2 == whole:
        return isqrt(whole), 1
    outside = 1
    for k in range(2, 100):
        while whole % (k * k) == 0:
            outside, whole = outside * k, whole // (k * k)
    return outside, whole


def x_to(base: Term, exponent: Term) -> Term:
    """The power, a number of exponents where it is one."""
    number, rest = _magnitude(exponent)
    return Power(base, Number(number) if rest == ONE else exponent)


def _logarithm(argument: Term, positive: Positive) -> Iterator[Law]:
    def log(x: Term) -> Term:
        return Apply("log", (x,))

    certain = _certain(positive)
    if isinstance(argument, Product) and all(map(certain, map(_base, argument.factors))):
        yield _equal(log(argument), Sum(tuple(map(log, argument.factors))), LOG)
    if isinstance(argument, Power) and argument.base != Constant("e") and certain(argument.base):
        yield _equal(log(argument), Product((argument.exponent, log(argument.base))), LOG)
    if isinstance(argument, Apply) and argument.name == "abs":  # what the derivative of log|a| is written with
        inside = argument.arguments[0]
        yield _equal(Product((Apply("sign", (inside,)), Power(argument, MINUS))), Power(inside, MINUS), MODULUS)
    if isinstance(argument, Power) and argument.base == Constant("e"):
        yield _equal(log(argument), argument.exponent, INVERSE)
    if isinstance(argument, Apply) and argument.name == "exp":
        yield _equal(log(argument), argument.arguments[0], INVERSE)


def _certain(positive: Positive) -> Positive:
    """Whether a term is known to be positive, or is so by what it is."""

    def certain(x: Term) -> bool:
        number = isinstance(x, Number) and x.value > 0
        return number or x in (Constant("pi"), Constant("e")) or _is_exp(x) or positive(x)

    return certain


def _base(term: Term) -> Term:
    return term.base if isinstance(term, Power) and not _is_exp(term) else term


def _exp(x: Term) -> Apply:
    return Apply("exp", (x,))


def _exponent(term: Term) -> Term | None:
    """The x of exp(x) and e^x; None of other terms."""
    if isinstance(term, Apply) and term.name == "exp":
        return term.arguments[0]
    return term.exponent if isinstance(term, Power) and term.base == Constant("e") else None


def _is_exp(term: Term) -> bool:
    return _exponent(term) is not None


def _apply(term: Apply, positive: Positive) -> Iterator[Law]:
    argument = term.arguments[0] if len(term.arguments) == 1 else None
    if argument is None or argument.shape or term.shape:
        return
    if term.name == "exp":
        yield from _exponential(_exp, argument, EXP)
        if isinstance(argument, Apply) and argument.name == "log":
            yield _equal(term, argument.arguments[0], INVERSE)
    elif term.name == "sqrt":
        yield from _root(Power(argument, Number(Fraction(1, 2))), _certain(positive))
    elif term.name == "log":
        yield from _logarithm(argument, positive)
    elif term.name in ("sin", "cos"):
        yield from _angle(argument)
    elif term.name == "tan":
        yield _equal(term, Product((_sin(argument), Power(_cos(argument), MINUS))), TANGENT)
    elif term.name in ("sinh", "cosh", "tanh"):
        yield from _hyperbolic(term.name, argument)
    elif term.name in ("factorial", "gamma") and isinstance(argument, Number) and argument.value.denominator == 1:
        last = int(argument.value) - (term.name == "gamma")
        if 0 <= last <= 20:
            yield _equal(term, Number(Fraction(factorial(last))), GAMMA)


def _angle(argument: Term) -> Iterator[Law]:
    """Of the sine and cosine of an angle: its summands and multiples by the addition formulas, halves as those of which it is the double."""
    yield _equal(Sum((Power(_sin(argument), TWO), Power(_cos(argument), TWO))), ONE, CIRCLE)
    parts = _summands(argument)
    if len(parts) > 1:
        yield from _added(argument, parts[0], Sum(parts[1:]) if len(parts) > 2 else parts[1])
        return
    number, rest = _magnitude(parts[0])
    quarter = 2 * number
    if rest == Constant("pi") and quarter.denominator == 1:
        sine, cosine = ((0, 1), (1, 0), (0, -1), (-1, 0))[int(quarter) % 4]
        yield _equal(_sin(argument), Number(Fraction(sine)), QUARTERS)
        yield _equal(_cos(argument), Number(Fraction(cosine)), QUARTERS)
    elif number < 0:
        positive = _times(-number, rest)
        yield _equal(_sin(argument), Product((MINUS, _sin(positive))), ANGLES)
        yield _equal(_cos(argument), _cos(positive), ANGLES)
    elif number.denominator == 1 and 1 < number <= _MOST_TURNS and rest != ONE:
        yield from _added(argument, rest, _times(number - 1, rest))
    elif number == Fraction(1, 2):
        yield from _added(rest, argument, argument)


_MOST_TURNS = 4  # a multiple of an angle that is worked out: each gives two products of sums


def _added(whole: Term, first: Term, second: Term) -> Iterator[Law]:
    sine = Sum((Product((_sin(first), _cos(second))), Product((_cos(first), _sin(second)))))
    cosine = Sum((Product((_cos(first), _cos(second))), Product((MINUS, _sin(first), _sin(second)))))
    yield _equal(_sin(whole), sine, ANGLES)
    yield _equal(_cos(whole), cosine, ANGLES)


def _times(number: Fraction, rest: Term) -> Term:
    return rest if number == 1 else Product((Number(number), rest))


def _sin(x: Term) -> Term:
    return Apply("sin", (x,))


def _cos(x: Term) -> Term:
    return Apply("cos", (x,))


def _hyperbolic(name: str, argument: Term) -> Iterator[Law]:
    up, down = _exp(argument), _exp(Product((MINUS, argument)))
    if name == "tanh":
        quotient = Product((Apply("sinh", (argument,)), Power(Apply("cosh", (argument,)), MINUS)))
        yield _equal(Apply("tanh", (argument,)), quotient, HYPERBOLIC)
        return
    other = down if name == "cosh" else Product((MINUS, down))
    value = Product((Number(Fraction(1, 2)), Sum((up, other))))
    yield _equal(Apply(name, (argument,)), value, HYPERBOLIC)


def inverses(parts: Collection[Term]) -> Iterator[Law]:
    """exp(log a) = a and log(exp b) = b, where exponentials and logarithms occur: what solves `log x = c` and `e^y = x`. Of an equation between sums
    with several logarithms, `log x - log y = c`, the exponential of all of them, and of one for a logarithm, `log x = b + c`, that of its other side."""
    logs = [part for part in parts if isinstance(part, Apply) and part.name == "log" and not part.shape]
    powers = [(part, exponent) for part in parts if not part.shape and (exponent := _exponent(part)) is not None]
    if not (logs and powers):
        return
    for log in logs:
        yield _equal(_exp(log), log.arguments[0], INVERSE)
    for power, exponent in powers:
        yield _equal(Apply("log", (power,)), exponent, INVERSE)
    for equation in parts:
        if isinstance(equation, Relates) and equation.relation is Relation.EQUAL and not equation.left.shape:
            yield from _of_both_sides(equation)


def _of_both_sides(equation: Relates) -> Iterator[Law]:
    left, right = ([_magnitude(part) for part in _summands(side)] for side in (equation.left, equation.right))
    several = [
        (n, of) for n, of in (*left, *((-n, of) for n, of in right)) if isinstance(of, Apply) and of.name == "log"
    ]
    if len(several) > 1 and all(number.denominator == 1 for number, _ in several):
        added = Sum(tuple(_times(number, of) for number, of in several))
        made = Product(tuple(Power(of.arguments[0], Number(number)) for number, of in several))
        yield _equal(_exp(added), made, INVERSE)
    for side, other in ((equation.left, equation.right), (equation.right, equation.left)):
        if isinstance(side, Apply) and side.name == "log" and len(_summands(other)) > 1:
            yield from _exponential(_exp, other, EXP)


LAWS: dict[type[Term], Callable[[Any, Positive], Iterator[Law]]] = {Apply: _apply, Power: _power}


def laws(term: Term, positive: Positive) -> Iterator[Law]:
    """The laws that the outermost function of a term obeys; `positive` says whether a term is known to be."""
    rule = LAWS.get(type(term))
    if rule is not None:
        yield from rule(term, positive)


__all__ = ["Law", "inverses", "laws"]
