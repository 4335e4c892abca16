"""Differentiation: the kernel cuts each node out in turn, and this table says what an applied function leaves in its place.

Sources: [MN] Magnus & Neudecker, Matrix Differential Calculus (1999), chapter 8; [AS] Abramowitz & Stegun (1964), chapters 4 and 6.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from derive.kernel import function as kernel
from derive.kernel.function import call
from derive.kernel.graph import Label, Poly, Unsupported, scale, structure
from derive.rules.functions import apply, at
from derive.rules.tensors import add, einsum, number, scalar, subtract, tensor, times
from derive.sizes import Size

LETTERS = "ijklmnopqrstuvwxyzabcdefgh"

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
    "normal_cdf": lambda u, f: times(  # [AS] 26.2.1, 26.2.2
        at("exp", scale(times(u, u), Fraction(-1, 2))),
        at("reciprocal", at("sqrt", scale(scalar(("constant", "pi", (), ())), 2))),
    ),
}


def _inverse(f: Poly, a: Poly, da: Poly, rest: str) -> Poly:
    return scale(einsum(("I", "L", *rest), ("IJ", f), ("JK" + rest, da), ("KL", f)), -1)


def _logdet(f: Poly, a: Poly, da: Poly, rest: str) -> Poly:
    return einsum((*rest,), ("JI", call("inverse", [a])), ("IJ" + rest, da))


def _exponential(f: Poly, a: Poly, da: Poly, rest: str) -> Poly:
    """d exp(A) = dA exp(A) where dA commutes with A, as in exp(tB) by t."""
    if subtract(
        einsum(("I", "K", *rest), ("IJ", a), ("JK" + rest, da)), einsum(("I", "K", *rest), ("IJ" + rest, da), ("JK", a))
    ):
        raise Unsupported(
            "the derivative of a matrix exponential that does not commute with the change of its argument"
        )
    return einsum(("I", "K", *rest), ("IJ" + rest, da), ("JK", f))


MATRIX_RULES: dict[
    str, Callable[[Poly, Poly, Poly, str], Poly]
] = {  # from f(A), A, dA and the letters of dA's further axes
    "inverse": _inverse,  # [MN] 8.4, theorem 3
    "logdet": _logdet,  # [MN] 8.3, theorem 2
    "expm": _exponential,  # Higham, Functions of Matrices (2008), 10.2
    "det": lambda f, a, da, rest: einsum((*rest,), ("", f), (rest, _logdet(f, a, da, rest))),  # [MN] 8.3, theorem 1
}


def _power(f: Poly, arguments: Sequence[Poly], changes: Sequence[Poly], rest: str) -> Poly:
    """d u^a = a u^(a-1) du + log(u) u^a da: [AS] 4.2.50."""
    (u, a), (du, da) = arguments, changes
    lower = at("power", u, subtract(a, number(1)))
    parts = [(times(a, lower), du)] + ([(times(at("log", u), f), da)] if da else [])
    return add(*(einsum((*rest,), ("", slope), (rest, change)) for slope, change in parts))


SLOPE = "\6"  # in the name of a derivative of a function of which nothing is known, before the numbers of the arguments it is taken by
_KINKED = frozenset(
    ("basis", "norm_1", "norm_inf", "norm_any")
)  # opaque values that depend on their arguments, but not smoothly


def _opaque(label: Label, arguments: Sequence[Poly], changes: Sequence[Poly], rest: str) -> Poly:
    """The chain rule for a function of which nothing is known but that it is smooth: its derivative by each argument is such a function too,
    by several in the order of the arguments ([MN] 5.12, 6.6)."""
    name, _, taken = label[1].partition(SLOPE)
    before = [int(k) for k in taken.split(",")] if taken else []
    kinds = [structure(argument) for argument in arguments]
    own = len(label[2]) - sum(len(axis) for k in before for axis in kinds[k])
    if name in _KINKED or any(len(axis) != 1 for kind in kinds for axis in kind):
        raise Unsupported(f"no rule for the derivative of {name}")
    parts = []
    for place, change in enumerate(changes):
        if not change:
            continue
        by = sorted([*before, place])
        sizes = [*label[2][:own], *(axis[0] for k in by for axis in kinds[k])]
        slope = call("opaque", arguments, [(size,) for size in sizes], f"{name}{SLOPE}{','.join(map(str, by))}")
        letters = iter(LETTERS.upper() + LETTERS[len(rest) :])
        plain = "".join(next(letters) for _ in range(own))
        each = ["".join(next(letters) for _ in kinds[k]) for k in by]
        last = len(by) - 1 - by[::-1].index(place)
        kept = plain + "".join(group for k, group in enumerate(each) if k != last)
        parts.append(einsum((*kept, *rest), (plain + "".join(each), slope), (each[last] + rest, change)))
    return add(*parts)


def _rule(label: Label, arguments: list[Poly], changes: list[Poly], count: int) -> Poly:
    """What a function leaves when it is cut out: its derivative, `count` axes last."""
    f, rest = apply(label, arguments), LETTERS[:count]
    if label[0] == "power":
        return _power(f, arguments, changes, rest)
    if label[0] in SLOPES:
        return einsum((*rest,), ("", SLOPES[label[0]](arguments[0], f)), (rest, changes[0]))
    if label[0] in MATRIX_RULES:
        return MATRIX_RULES[label[0]](f, arguments[0], changes[0], rest)
    if label[0] == "opaque":
        return _opaque(label, arguments, changes, rest)
    raise Unsupported(f"no rule for the derivative of {label[1] or label[0]}")


def differentiate(poly: Poly, name: str, sizes: Sequence[Size]) -> Poly:
    """The derivative by the symbol `name` with axes `sizes`, which come after the polynomial's own. Raises Unsupported."""
    return kernel.differentiate(poly, name, sizes, lambda label, args, new: _rule(label, args, new, len(sizes)))


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
        along = tensor(("differential", name, (), ()), sizes)
        rest = LETTERS[: len(sizes)]
        result.append(einsum((*own,), (own + rest, differentiate(poly, name, sizes)), (rest, along)))
    return add(*result)
