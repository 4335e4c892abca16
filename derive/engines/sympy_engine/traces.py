"""The derivative of a loss by SymPy's matrix calculus, from its form as a sum of traces.

SymPy 1.14 silently returns 0 for the derivative of a sum of traces and does not see that traces are cyclic: the sum is split by us, each trace
of a product is turned until it begins with the variable and differentiated alone, what stands between its occurrences being one matrix (the time
that SymPy takes grows fast with the number of factors), and the result is evaluated at integer matrices.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby
from math import prod
from typing import Any

from derive.goals import Definition
from derive.numerics.fields import NotEvaluable
from derive.record import dataclass
from derive.sizes import Size
from derive.terms import (
    Identity,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    product_shape,
    symbols,
)

Letter = tuple[str, bool]  # a symbol, and whether it is transposed
Word = tuple[Letter, ...]
Words = dict[tuple[tuple[Word, ...], Word], Fraction]  # traces that multiply, the open word, and the coefficient
MOST_WORDS = 200


@dataclass(slots=True)
class Expansion:
    """Expands terms into sums of products of traces and words in the symbols of matrices."""

    definitions: Mapping[str, Definition]

    def __call__(self, term: Term) -> Words:
        """The words of a term. Raises NotEvaluable for anything but sums, products, transposes, traces and squared norms of matrices."""
        found = self._expand(term)
        if len(found) > MOST_WORDS:
            raise NotEvaluable("the sum of traces is too long")
        return found

    def _expand(self, term: Term) -> Words:
        match term:
            case Number(value=value):
                return {((), ()): value}
            case Identity():
                return {((), ()): Fraction(1)}
            case Symbol(name=name):
                return self._symbol(term, name)
            case Sum(terms=parts):
                return _added([self(part) for part in parts])
            case Product(factors=parts):
                total, shape = self(parts[0]), parts[0].shape
                for part in parts[1:]:
                    total, shape = _multiplied(total, self(part)), product_shape(shape, part.shape)
                    total = total if shape else _closed(total)
                return total
            case Transpose(body=body):
                return {(traces, _turned(word)): c for (traces, word), c in self(body).items()}
            case Trace(body=body):
                return self._trace(body)
            case Power(base=Norm(body=body, kind=NormKind.FROBENIUS, weight=None), exponent=Number(value=value)) if (
                value == 2 and body.shape
            ):
                return self._trace(Product((Transpose(body), body)))
            case Power(base=base, exponent=Number(value=value)) if 0 < value <= 4 and value.denominator == 1:
                return self(Product((base,) * int(value)))
        raise NotEvaluable("not a sum of traces of products")

    def _symbol(self, term: Symbol, name: str) -> Words:
        definition = self.definitions.get(name)
        if definition is not None:
            if definition.parameters:
                raise NotEvaluable("a function")
            return self(definition.value)
        return {((), ((name, False),)): Fraction(1)} if term.shape else {((((name, False),),), ()): Fraction(1)}

    def _trace(self, body: Term) -> Words:
        if not body.shape:
            return self(body)
        words = self(body)
        if any(not word for _, word in words):
            raise NotEvaluable("the trace of an identity")
        return _closed(words)


def _turned(word: Word) -> Word:
    return tuple((name, not flipped) for name, flipped in reversed(word))


def _closed(words: Words) -> Words:
    """Open words, of scalars, as traces."""
    found: Words = {}
    for (traces, word), c in words.items():
        key = ((*traces, word) if word else traces, ())
        found[key] = found.get(key, Fraction(0)) + c
    return found


def _added(parts: list[Words]) -> Words:
    total: Words = {}
    for part in parts:
        for key, c in part.items():
            total[key] = total.get(key, Fraction(0)) + c
    return {key: c for key, c in total.items() if c}


def _multiplied(left: Words, right: Words) -> Words:
    if len(left) * len(right) > MOST_WORDS:
        raise NotEvaluable("the sum of traces is too long")
    total: Words = {}
    for (traces, word), c in left.items():
        for (more, tail), d in right.items():
            key = ((*traces, *more), (*word, *tail))
            total[key] = total.get(key, Fraction(0)) + c * d
    return {key: c for key, c in total.items() if c}


def gradient(
    loss: Term,
    variable: Symbol,
    sizes: Mapping[str, int],
    definitions: Mapping[str, Definition],
    values: Mapping[str, Any],
) -> Any:
    """The gradient of a sum of traces at integer matrices `values` (SymPy matrices by symbol name), a SymPy matrix of the variable's shape.

    Raises NotEvaluable where the loss is no sum of single traces.
    """
    import sympy

    expansion = Expansion(definitions)
    used = {s.name: s for term in (loss, *(d.value for d in definitions.values())) for s in symbols(term).values()}
    rows, columns = (_side(variable, axis, sizes) for axis in (0, 1))
    parts: dict[Word, Any] = {}
    for (traces, word), coefficient in expansion(loss).items():
        if word:
            raise NotEvaluable("not a sum of traces of products")
        factors = [trace for trace in traces if len(trace) > 1 or used[trace[0][0]].shape]
        scalars = [used[t[0][0]].name for t in traces if t not in factors]
        if variable.name in scalars or len(factors) > 1:
            raise NotEvaluable("a product of traces")
        if not factors or variable.name not in {name for name, _ in factors[0]}:
            continue
        weight = sympy.Rational(coefficient.numerator, coefficient.denominator)
        for name in scalars:
            weight *= values[name]
        trace = _begun(factors[0], variable.name)
        parts[trace] = parts.get(trace, 0) + weight
    letter = sympy.MatrixSymbol("s", rows, columns)
    total = sympy.zeros(rows, columns)
    for trace, weight in parts.items():
        product, at = [], {letter: values[variable.name]}
        for own, run in groupby(trace, lambda factor: factor[0] == variable.name):
            if own:
                product += [letter.T if turned else letter for _, turned in run]
                continue
            between = prod((values[name].T if turned else values[name] for name, turned in run), start=sympy.Integer(1))
            product.append(sympy.MatrixSymbol(f"s{len(product)}", *between.shape))
            at[product[-1]] = between
        part = sympy.Trace(sympy.MatMul(*product)).diff(letter)
        total += weight * sympy.Matrix(part.xreplace(at).doit())
    return total


def _begun(trace: Word, name: str) -> Word:
    """The same trace, transposed where a matrix comes transposed first, and turned until the matrix comes first."""
    if dict(reversed(trace))[name]:
        trace = _turned(trace)
    first = trace.index((name, False))
    return trace[first:] + trace[:first]


def first_use() -> None:
    """Differentiate a trace, so that all that this imports and caches is there. SymPy's rules for what is assumed are put in order when all are there,
    and not after each."""
    import sympy
    from sympy.multipledispatch import halt_ordering, restart_ordering

    halt_ordering()
    try:
        import sympy.assumptions.handlers.matrices
        import sympy.assumptions.handlers.sets
    finally:
        restart_ordering()
    square = sympy.MatrixSymbol("s0", 2, 2)
    sympy.Trace(sympy.MatMul(square, square.T)).diff(square)


def _side(symbol: Symbol, axis: int, sizes: Mapping[str, int]) -> int:
    whole = (*symbol.sizes, Size.number(1), Size.number(1))
    return whole[axis].at(sizes)
