"""Applied functions: nodes that hold their canonical arguments; differentiation and substitution, which go into them.

A label is (function, name, sizes of the result, arguments). Each argument has first its own axes, then one axis for each free index in
it; the ports are the result's classes, then the free indices. An elementwise function's arguments are scalars, all axes having been made
free indices, so that f(x)_i and f(x_i) are one thing. Names that begin with a control character are local to this package.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import permutations

from derive.kernel.graph import (
    TRANSPOSABLE, Label, Poly, Unsupported, add, free, freeze, normal, permuted, plug, renamed, scale, structure,
)  # fmt: skip
from derive.sizes import Size

INVARIANT = frozenset(("det", "logdet", "rank", "norm_2", "norm_*"))  # f(A^T) = f(A), a scalar
HOMOGENEOUS = frozenset(("inverse", "pseudoinverse", "reciprocal"))  # f(cA) = f(A)/c
Apply = Callable[[Label, list[Poly]], Poly]  # the function of a label at other arguments
Rule = Callable[[Label, list[Poly], list[Poly]], Poly]  # its derivative, from its arguments and their derivatives


def call(function: str, arguments: Sequence[Poly], result: Sequence[Sequence[Size]] = (), name: str = "") -> Poly:
    """The node of a function; `result` gives the axes of an opaque one's value. Equal for an argument and its transpose where the function
    allows it, and for scaled arguments of an inverse. Raises Unsupported for a matrix function of zero."""
    turned, symmetric = function in HOMOGENEOUS, function in TRANSPOSABLE | INVARIANT
    if symmetric | turned and not arguments[0]:
        raise Unsupported("a function of zero")
    if function in TRANSPOSABLE:
        result = structure(arguments[0])[:: -1 if turned else 1]
    names, found = free(*arguments), []
    for flip in (False, True) if symmetric else (False,):
        for order in permutations(names) if len(names) < 5 else (tuple(names),):
            shown = [renamed(a, (), [[(n, names[n])] for n in order]) for a in arguments]
            shown = [permuted(p, (1, 0, *range(2, 2 + len(order)))) for p in shown] if flip else shown
            lead = 1 / Fraction(shown[0][min(shown[0])]) if turned else Fraction(1)
            found.append((tuple(freeze(scale(p, lead)) for p in shown), flip, order, lead))
    key, flip, order, lead = min(found, key=lambda item: item[0])
    axes, sizes = list[tuple[int, ...]](), list[Size]()
    for group in result[::-1] if flip else result:
        axes.append(tuple(range(len(sizes), len(sizes) + len(group))))
        sizes += group
    node = ((function, name, tuple(sizes), key), tuple(range(len(sizes) + len(order))))
    named = [() for _ in sizes] + [(n,) for n in order]
    return normal(lead, ([node], axes[::-1] if flip else axes, [*sizes, *(names[n] for n in order)], named))


def value(label: Label, ports: int, build: Callable[[list[Poly]], Poly], extra: int = 0) -> Poly:
    """What `build` makes of a label's arguments, whose free indices are named for it: its axes, flattened, are the label's ports, and at the
    end `extra` ones."""
    count = ports - len(label[2])
    names = [f"\1{k}" for k in range(count)]
    whole = [structure(dict(argument)) for argument in label[3]]
    closed = [[*[None] * (len(axes) - count), *([n] for n in names)] for axes in whole]
    made = build([renamed(dict(a), new) for a, new in zip(label[3], closed)])
    known = {n: axes[k - count][0] for k, n in enumerate(names) for axes in whole if axes}
    plain = len(structure(made)) - extra
    opened = renamed(made, (), [[(n, known[n])] for n in names])
    return permuted(opened, [*range(plain), *range(plain + extra, plain + extra + count), *range(plain, plain + extra)])


@lru_cache(maxsize=1 << 16)
def mentions(label: Label, name: str) -> bool:
    """Whether a symbol occurs in a label."""
    inner = (node[0] for argument in label[3] for graph, _ in argument for node in graph.nodes)
    return label[:2] == ("symbol", name) or any(mentions(one, name) for one in inner)


def differentiate(poly: Poly, name: str, sizes: Sequence[Size], rule: Rule) -> Poly:
    """The derivative by the symbol `name` with axes `sizes`, which come after the polynomial's own: each node is cut out in turn. `rule` says
    what an applied function leaves. Raises Unsupported."""
    axes = [(k,) for k in range(len(sizes))]
    itself = normal(1, ([], axes + axes, sizes, [()] * len(sizes)))  # an entry by an entry: 1 where the indices agree
    result = []
    for graph, coefficient in poly.items():
        for k, (label, ports) in enumerate(graph.nodes):
            if mentions(label, name):
                cut = itself
                if label[0] != "symbol":
                    changed = lambda a, of=label: rule(of, a, [differentiate(x, name, sizes, rule) for x in a])  # noqa: E731
                    cut = value(label, len(ports), changed, len(sizes))
                result.append(scale(plug(graph, k, cut, len(sizes)), coefficient))
    return add(*result)
