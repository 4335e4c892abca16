"""Exact evaluation of typed terms at one instance, over any field of `derive.numerics.fields`.

Values are never expanded symbolically: a power of a matrix is multiplied out in numbers, a derivative is a forward-mode derivative with jets.
Where a construct has no exact value, or no clear one, `NotEvaluable` says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from math import factorial, floor
from typing import Any

from derive.goals import Definition
from derive.numerics import ranges
from derive.numerics.arrays import Array, scalar
from derive.numerics.fields import Field, NotEvaluable
from derive.numerics.instance import Instance
from derive.terms import (
    Apply,
    BigProduct,
    BigSum,
    Constant,
    Index,
    Number,
    Power,
    Product,
    SizeValue,
    Statement,
    Sum,
    Symbol,
    Term,
    children,
)

Rule = Callable[["Evaluator", Any, "Environment"], Array]
RULES: dict[type[Term], Rule] = {}
MOST_STEPS = 400_000
TRUNCATED = 7


def rule(*kinds: type[Term]) -> Callable[[Rule], Rule]:
    """Registers how terms of some kinds are evaluated."""

    def register(function: Rule) -> Rule:
        for kind in kinds:
            RULES[kind] = function
        return function

    return register


class Environment:
    """What is bound at some point inside a term: indices ('#i') to integers, symbols to arrays. `mirror` says what the bindings are in the
    field of exponents, given that field's environment outside; None where only ε parts are bound."""

    __slots__ = ("_twin", "cache", "mirror", "names", "parent", "values")

    def __init__(
        self,
        parent: Environment | None = None,
        values: dict[str, Any] | None = None,
        mirror: Callable[[Environment], dict[str, Any]] | None = None,
    ) -> None:
        self.parent = parent
        self.values = values or {}
        self.names = frozenset(self.values)
        self.cache: dict[int, tuple[Term, Array]] = {}
        self.mirror = mirror
        self._twin: Environment | None = None

    def find(self, name: str) -> Any:
        """The innermost binding of a name, or None."""
        here: Environment | None = self
        while here is not None:
            if name in here.names:
                return here.values[name]
            here = here.parent
        return None

    def twin(self, top: Environment) -> Environment:
        """The environment that corresponds to this one in the field of exponents, whose outermost one is `top`."""
        if self.parent is None:
            return top
        if self._twin is None:
            outside = self.parent.twin(top)
            self._twin = outside if self.mirror is None else Environment(outside, self.mirror(outside), self.mirror)
        return self._twin


class Evaluator:
    """Evaluates terms at an instance over a field. Terms that share subterms (the same objects) share their values.

    `exponents` evaluates in the field of exponents, for exponentials and real powers over a prime field.
    """

    def __init__(
        self,
        field: Field,
        instance: Instance,
        definitions: Sequence[Definition] = (),
        exponents: Evaluator | None = None,
    ) -> None:
        self.field = field
        self.instance = instance
        self.exponents = exponents
        self.definitions = {d.symbol.name: d for d in definitions}
        self.top = Environment()
        self.steps = 0
        self.next_bit = 1
        self.enclosing = 0  # integrals that are being enclosed, one inside another
        self._free: dict[int, tuple[Term, frozenset[str]]] = {}
        self._unfolding: set[str] = set()
        self._active: set[str] = set()
        self.varying: frozenset[str] | None = (
            None  # the symbols that differentials move; None: all that are not constant
        )

    def __call__(self, term: Term) -> Array:
        """The value of a term. Raises NotEvaluable."""
        return self.value(term, self.top)

    def value(self, term: Term, env: Environment) -> Array:
        """The value of a term with bindings. Raises NotEvaluable."""
        if env.parent is not None:
            free = self.free(term)
            while env.parent is not None and env.names.isdisjoint(free):
                env = env.parent
        hit = env.cache.get(id(term))
        if hit is not None:
            return hit[1]
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise NotEvaluable("the evaluation takes too long")
        found = RULES.get(type(term))
        if found is None:
            raise NotEvaluable(f"{_name(term)} is not evaluated exactly")
        result = found(self, term, env)
        env.cache[id(term)] = (term, result)
        return result

    def scalar(self, term: Term, env: Environment) -> Any:
        """The value of a scalar term."""
        return self.value(term, env).data[0]

    def free(self, term: Term) -> frozenset[str]:
        """The names a term depends on, through definitions too: symbols, and indices as '#i'."""
        hit = self._free.get(id(term))
        if hit is not None:
            return hit[1]
        match term:
            case Symbol(name=name):
                found = frozenset((name,)) | self._free_of_definition(name)
            case Index(name=name):
                found = frozenset(("#" + name,))
            case BigSum() | BigProduct():
                bounds = frozenset().union(*(self.free(t) for t in (term.lower, term.upper) if t is not None))
                inner = self.free(term.body) | (
                    self.free(term.condition) if term.condition is not None else frozenset()
                )
                found = bounds | (inner - {"#" + term.index.name})
            case _:
                found = frozenset().union(*map(self.free, children(term)))
                if isinstance(term, Apply):
                    found |= self._free_of_definition(term.name)
        self._free[id(term)] = (term, found)
        return found

    def _free_of_definition(self, name: str) -> frozenset[str]:
        definition = self.definitions.get(name)
        if definition is None or name in self._unfolding:
            return frozenset()
        self._unfolding.add(name)
        try:
            return self.free(definition.value) - {p.name for p in definition.parameters}
        finally:
            self._unfolding.discard(name)

    @contextmanager
    def unfolding(self, name: str) -> Iterator[None]:
        """Marks a definition as being unfolded. Raises NotEvaluable when it is already: it is defined by itself."""
        if name in self._active:
            raise NotEvaluable(f"{name} is defined by itself")
        self._active.add(name)
        try:
            yield
        finally:
            self._active.discard(name)

    def rational(self, term: Term, env: Environment) -> Fraction:
        """The exact rational a scalar term is at every instance of these sizes: an exponent, a bound, an index. Raises NotEvaluable."""
        match term:
            case Number(value=value):
                return value
            case SizeValue(size=size):
                return Fraction(self.instance.count(size))
            case Index(name=name):
                bound = env.find("#" + name)
                if bound is not None:
                    return Fraction(bound)
            case Symbol(name=name) if env.find(name) is None:
                if name in self.instance.integers:
                    return Fraction(self.instance.integers[name])
                if name in self.definitions and not self.definitions[name].parameters and not term.shape:
                    with self.unfolding(name):
                        return self.rational(self.definitions[name].value, env)
            case Sum(terms=terms):
                return sum((self.rational(t, env) for t in terms), Fraction(0))
            case Product(factors=factors) if not term.shape:
                total = Fraction(1)
                for factor in factors:
                    total *= self.rational(factor, env)
                return total
            case Power(base=base, exponent=exponent) if not base.shape:
                return _rational_power(self.rational(base, env), self.rational(exponent, env))
            case Apply(name=name, arguments=(argument,)) if name in _INTEGER_FUNCTIONS and not argument.shape:
                return Fraction(_INTEGER_FUNCTIONS[name](self.rational(argument, env)))
        raise NotEvaluable("a bound, an index or an exponent is not a known number")

    def integer(self, term: Term, env: Environment) -> int:
        """As `rational`, for integers."""
        value = self.rational(term, env)
        if value.denominator != 1:
            raise NotEvaluable(f"{value} is not an integer")
        return value.numerator

    def bind_index(self, env: Environment, index: Index, value: int) -> Environment:
        """The environment in which an index has a value."""
        values = {"#" + index.name: value}
        return Environment(env, values, lambda _: values)

    def bind_symbols(self, env: Environment, values: Sequence[tuple[Symbol, Term]]) -> Environment:
        """The environment in which symbols stand for the values of terms outside it."""
        here = {symbol.name: self.value(term, env) for symbol, term in values}
        exponents = self.exponents
        if exponents is None:
            return Environment(env, here)
        return Environment(env, here, lambda outside: {s.name: exponents.value(t, outside) for s, t in values})

    def perturb(self, env: Environment, values: dict[str, Array]) -> Environment:
        """The environment in which symbols have values that differ from those outside by ε parts only."""
        return Environment(env, values)

    def exponent(self, term: Term, env: Environment) -> Array | None:
        """The value of a term in the field of exponents; None where there is no such field."""
        if self.exponents is None:
            return None
        return self.exponents.value(term, env.twin(self.exponents.top))

    def index_values(self, term: BigSum | BigProduct, env: Environment) -> Iterable[Environment]:
        """The environments of the terms of a sum or product over an index. Raises NotEvaluable for unclear bounds."""
        lower = 1 if term.lower is None else self.integer(term.lower, env)
        if term.upper is None:
            upper = self.instance.size(term.index.size)
        elif isinstance(term.upper, Constant) and term.upper.name == "infinity" and self.field.prime:
            upper = TRUNCATED  # series whose partial sums agree have one limit; nothing is refuted by a partial sum
        else:
            upper = self.integer(term.upper, env)
        ranges.check(term, lower, upper)
        for value in range(lower, upper + 1):
            inner = self.bind_index(env, term.index, value)
            if term.condition is None or self.holds(term.condition, inner):
                yield inner

    def holds(self, statement: Statement, env: Environment | None = None) -> bool:
        """Whether a statement is true here. Raises NotEvaluable where the field cannot say."""
        from derive.numerics.truth import holds

        return holds(self, statement, env or self.top)


def _name(term: Term) -> str:
    names = {"Integral": "an integral", "Limit": "a limit", "Extremum": "an extremum", "Expectation": "an expectation"}
    kind = type(term).__name__
    return names.get(kind, f"the construct {kind}")


def _rational_power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > 64 or (base == 0 and exponent <= 0):
        raise NotEvaluable("a power in a bound, an index or an exponent is not a known number")
    return Fraction(base**exponent.numerator)


def _factorial(value: Fraction) -> int:
    if value.denominator != 1 or not 0 <= value <= 200:
        raise NotEvaluable(f"the factorial of {value}")
    return factorial(value.numerator)


_INTEGER_FUNCTIONS: dict[str, Callable[[Fraction], int]] = {
    "floor": floor,
    "ceil": lambda value: -floor(-value),
    "factorial": _factorial,
}


def evaluate(term: Term, instance: Instance, field: Field, definitions: Sequence[Definition] = ()) -> Array:
    """The exact value of a term at an instance over a field, of the term's shape at the instance's sizes. Raises NotEvaluable."""
    return Evaluator(field, instance, definitions)(term)


def as_scalar(value: Any) -> Array:
    """A number as an array."""
    return scalar(value)


from derive.numerics import algebra, calculus, functional, functions  # noqa: E402, F401  (they register their rules)
