"""Differentiation: each node is cut out in turn, and a table says what an applied function leaves in its place.

Sources: [MN] Magnus & Neudecker, Matrix Differential Calculus (1999), chapter 8; [AS] Abramowitz & Stegun (1964), chapters 4 and 6.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from derive.kernel.function import apply, call, each, mentions, value
from derive.kernel.graph import Label, Poly, Unsupported, add, einsum, normal, number, plug, scale, structure, subtract
from derive.sizes import Size

LETTERS = "ijklmnopqrstuvwxyzabcdefgh"


def times(*factors: Poly) -> Poly:
    """The product of scalars."""
    return einsum((), *(("", factor) for factor in factors))


def at(function: str, *arguments: Poly) -> Poly:
    """A scalar function of scalars."""
    return each(function, arguments)


SLOPES: dict[str, Callable[[Poly, Poly], Poly]] = {  # f'(u), from u and f = f(u)
    "exp": lambda u, f: f,  # [AS] 4.2.49
    "log": lambda u, f: at("reciprocal", u),  # [AS] 4.1.46
    "sqrt": lambda u, f: scale(at("reciprocal", f), Fraction(1, 2)),  # [AS] 4.2.50
    "reciprocal": lambda u, f: scale(times(f, f), -1),  # [AS] 3.3.5
    "abs": lambda u, f: at("sign", u),  # away from 0
    "relu": lambda u, f: at("step", u),  # away from 0
    "sin": lambda u, f: at("cos", u),  # [AS] 4.3.105
    "cos": lambda u, f: scale(at("sin", u), -1),  # [AS] 4.3.106
    "tan": lambda u, f: add(number(1), times(f, f)),  # [AS] 4.3.107
    "sinh": lambda u, f: at("cosh", u),  # [AS] 4.5.71
    "cosh": lambda u, f: at("sinh", u),  # [AS] 4.5.72
    "tanh": lambda u, f: subtract(number(1), times(f, f)),  # [AS] 4.5.73
    "asin": lambda u, f: at("reciprocal", at("sqrt", subtract(number(1), times(u, u)))),  # [AS] 4.4.52
    "acos": lambda u, f: scale(at("reciprocal", at("sqrt", subtract(number(1), times(u, u)))), -1),  # [AS] 4.4.53
    "atan": lambda u, f: at("reciprocal", add(number(1), times(u, u))),  # [AS] 4.4.54
    "sigmoid": lambda u, f: subtract(f, times(f, f)),  # from 1/(1 + exp(-u))
    "softplus": lambda u, f: at("sigmoid", u),  # from log(1 + exp u)
    "gamma": lambda u, f: times(f, at("digamma", u)),  # [AS] 6.3.1
    "loggamma": lambda u, f: at("digamma", u),  # [AS] 6.3.1
    "digamma": lambda u, f: at("trigamma", u),  # [AS] 6.4.1
}


def _inverse(f: Poly, a: Poly, da: Poly, rest: str) -> Poly:
    return scale(einsum(("I", "L", *rest), ("IJ", f), ("JK" + rest, da), ("KL", f)), -1)


def _logdet(f: Poly, a: Poly, da: Poly, rest: str) -> Poly:
    return einsum((*rest,), ("JI", call("inverse", [a])), ("IJ" + rest, da))


MATRIX_RULES: dict[
    str, Callable[[Poly, Poly, Poly, str], Poly]
] = {  # from f(A), A, dA and the letters of dA's further axes
    "inverse": _inverse,  # [MN] 8.4, theorem 3
    "logdet": _logdet,  # [MN] 8.3, theorem 2
    "det": lambda f, a, da, rest: einsum((*rest,), ("", f), (rest, _logdet(f, a, da, rest))),  # [MN] 8.3, theorem 1
}


def _power(f: Poly, arguments: Sequence[Poly], changes: Sequence[Poly], rest: str) -> Poly:
    """d u^a = a u^(a-1) du + log(u) u^a da: [AS] 4.2.50."""
    (u, a), (du, da) = arguments, changes
    lower = at("power", u, subtract(a, number(1)))
    parts = [(times(a, lower), du)] + ([(times(at("log", u), f), da)] if da else [])
    return add(*(einsum((*rest,), ("", slope), (rest, change)) for slope, change in parts))


def _cut(label: Label, arguments: list[Poly], name: str, sizes: Sequence[Size]) -> Poly:
    f, changes = apply(label, arguments), [differentiate(a, name, sizes) for a in arguments]
    rest = LETTERS[: len(sizes)]
    if label[0] == "power":
        return _power(f, arguments, changes, rest)
    if label[0] in SLOPES:
        return einsum((*rest,), ("", SLOPES[label[0]](arguments[0], f)), (rest, changes[0]))
    if label[0] in MATRIX_RULES:
        return MATRIX_RULES[label[0]](f, arguments[0], changes[0], rest)
    raise Unsupported(f"no rule for the derivative of {label[1] or label[0]}")


def differentiate(poly: Poly, name: str, sizes: Sequence[Size]) -> Poly:
    """The derivative by the symbol `name` with axes `sizes`, which come after the polynomial's own. Raises Unsupported."""
    axes = [(k,) for k in range(len(sizes))]
    itself = normal(1, [], axes + axes, sizes, [()] * len(sizes))  # an entry by an entry: 1 where the indices agree
    result = []
    for graph, coefficient in poly.items():
        for k, (label, ports) in enumerate(graph.nodes):
            if mentions(label, name):
                symbol = label[0] == "symbol"
                cut = (
                    itself
                    if symbol
                    else value(label, len(ports), lambda a, of=label: _cut(of, a, name, sizes), len(sizes))
                )  # type: ignore[misc]
                result.append(scale(plug(graph, k, cut, len(sizes)), coefficient))
    return add(*result)


def total(poly: Poly) -> Poly:
    """The total differential: each symbol's derivative along the symbol's own differential."""
    found: dict[str, tuple[Size, ...]] = {}

    def look(terms: Poly) -> None:
        for graph in terms:
            for label, ports in graph.nodes:
                if label[0] == "symbol":
                    found[label[1]] = tuple(graph.sizes[p] for p in ports)
                for argument in label[3]:
                    look(dict(argument))

    look(poly)
    own = LETTERS.upper()[: len(structure(poly))]
    result = []
    for name, sizes in found.items():
        along = normal(
            1,
            [(("differential", name, (), ()), tuple(range(len(sizes))))],
            [(k,) for k in range(len(sizes))],
            sizes,
            [()] * len(sizes),
        )
        rest = LETTERS[: len(sizes)]
        result.append(einsum((*own,), (own + rest, differentiate(poly, name, sizes)), (rest, along)))
    return add(*result)
