"""Canonical forms: the same for isomorphic graphs, of the same value, and different for what is different."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
import second_checker

from derive.kernel.function import call, differentiate, mentions, value
from derive.kernel.graph import (
    HOLE,
    UNIT,
    Graph,
    Malformed,
    TooLarge,
    Unsupported,
    add,
    einsum,
    free,
    freeze,
    gather,
    normal,
    permuted,
    plug,
    renamed,
    scale,
    structure,
    subtract,
)
from derive.rules.functions import apply
from derive.rules.saved import _graph, _poly
from derive.rules.tensors import delta, number, of_size, ones, scalar, tensor, transpose
from derive.sizes import ONE, Size

n, m, k = map(Size.name, "nmk")


def symbol(name: str) -> Any:
    return ("symbol", name, (), ())


A, B = tensor(symbol("A"), (n, n)), tensor(symbol("B"), (n, n))
X, x, y = tensor(symbol("X"), (m, n)), tensor(symbol("x"), (n,)), tensor(symbol("y"), (n,))
s = scalar(symbol("s"))


def random_graph(rng: random.Random) -> Graph:
    """A graph of up to five nodes on up to five classes, some open, some twice, some alone."""
    sizes = [rng.choice((n, n, m, ONE)) for _ in range(rng.randint(1, 5))]
    nodes: list[Any] = []
    for _ in range(rng.randint(0, 5)):
        ports = tuple(rng.randrange(len(sizes)) for _ in range(rng.randint(0, 2)))
        nodes.append((symbol(f"S{len(ports)}{rng.randint(0, 1)}" + "".join(str(sizes[p]) for p in ports)), ports))
    axes = [tuple(rng.randrange(len(sizes)) for _ in range(rng.choice((1, 1, 2)))) for _ in range(rng.randint(0, 2))]
    names: list[tuple[str, ...]] = [()] * len(sizes)
    if rng.random() < 0.4:
        place = rng.randrange(len(sizes))
        names[place] = (f"i{sizes[place]}",)
    return Graph(tuple(nodes), tuple(axes), tuple(sizes), tuple(names))


def shuffled(graph: Graph, rng: random.Random) -> Graph:
    """The same with classes and nodes in another order."""
    order = list(range(len(graph.sizes)))
    rng.shuffle(order)
    place = {c: k for k, c in enumerate(order)}
    nodes = [(label, tuple(place[p] for p in ports)) for label, ports in graph.nodes]
    rng.shuffle(nodes)
    axes = tuple(tuple(place[c] for c in axis) for axis in graph.open)
    return Graph(tuple(nodes), axes, tuple(graph.sizes[c] for c in order), tuple(graph.names[c] for c in order))


def evaluated(terms: Any, seed: int) -> Any:
    world = second_checker.World(seed, {"n": 3, "m": 2, "k": 2}, {})
    world.indices = {"in": 2, "im": 1, "i1": 1}
    return second_checker.Graphs(world).poly(terms)[1]


@pytest.mark.parametrize("seed", range(150))
def test_canonical_forms_keep_the_value_and_forget_the_order(seed: int) -> None:
    rng = random.Random(seed)
    graph = random_graph(rng)
    form = normal(1, graph)
    assert normal(1, shuffled(graph, rng)) == form
    assert normal(2, graph) == scale(form, 2)
    for one, coefficient in form.items():
        assert normal(coefficient, one) == {one: coefficient}, "a canonical form is its own"
    assert evaluated([["1", _graph(graph)]], seed) == evaluated(_poly(freeze(form)), seed)


@pytest.mark.parametrize("seed", range(40))
def test_different_graphs_have_different_forms(seed: int) -> None:
    """Graphs with different values at a random instance have different canonical forms, and the other way round."""
    rng = random.Random(seed)
    one, other = random_graph(rng), random_graph(rng)
    same = [
        structure(normal(1, g)) == structure(normal(1, other)) and normal(1, g) == normal(1, other)
        for g in (one, other)
    ]
    values = [evaluated([["1", _graph(g)]], seed) == evaluated([["1", _graph(other)]], seed) for g in (one, other)]
    assert same[1] and values[1]
    if same[0]:
        assert values[0]


def test_products_and_sums() -> None:
    product = einsum(("i", "k"), ("ij", A), ("jk", B))
    assert product == einsum(("a", "c"), ("bc", B), ("ab", A))
    assert product != einsum(("i", "k"), ("ij", B), ("jk", A))
    assert einsum((), ("ij", A), ("ji", B)) == einsum((), ("ij", B), ("ji", A))
    assert einsum(("i",), ("ij", A), ("j", ones(n))) != x
    assert add(A, scale(A, -1)) == {} == subtract(A, A)
    assert add(A, A) == scale(A, 2) and scale(A, 0) == {}
    assert einsum((), ("ii", delta(n))) == of_size(n) == einsum((), ("i", ones(n)))
    assert einsum(("i", "j"), ("ik", delta(n)), ("kj", A)) == A
    assert structure(X) == ((m,), (n,)) and structure({}) == ()
    assert gather([(UNIT, 1), (UNIT, -1)]) == {}


def test_axes_of_different_sizes_do_not_meet() -> None:
    with pytest.raises(Malformed):
        einsum((), ("ij", X), ("ji", A))
    with pytest.raises(ValueError):
        einsum((), ("i", X))


def test_pairs_of_axes() -> None:
    pair = einsum(("ik", "jl"), ("ij", A), ("kl", B))
    assert structure(pair) == ((n, n), (n, n))
    assert pair != einsum(("ki", "lj"), ("ij", A), ("kl", B))
    assert einsum(("i", "j", "k", "l"), ("ij", A), ("kl", B)) != pair


def test_budgets() -> None:
    many = gather((Graph(((symbol(f"s{j}"), ()),), (), (), ()), 1) for j in range(200))
    with pytest.raises(TooLarge):
        einsum((), ("", many), ("", many), ("", many))
    with pytest.raises(TooLarge):
        gather((Graph(((symbol(f"s{j}"), ()),), (), (), ()), 1) for j in range(20001))
    assert len(gather((Graph(((symbol(f"s{j}"), ()),), (), (), ()), 1) for j in range(20000))) == 20000


def test_symmetric_graphs_have_a_form() -> None:
    """Twelve edges from one vertex, and a cycle of twelve: many numberings, one form."""
    star = [(symbol("A"), (0, j)) for j in range(1, 13)]
    rays = normal(1, (star, [], [n] * 13, [()] * 13))
    assert len(rays) == 1 and normal(1, (star[::-1], [], [n] * 13, [()] * 13)) == rays
    cycle = [(symbol("A"), (j, (j + 1) % 12)) for j in range(12)]
    assert normal(1, (cycle, [], [n] * 12, [()] * 12)) == normal(1, (cycle[5:] + cycle[:5], [], [n] * 12, [()] * 12))


def test_holes() -> None:
    context = Graph(((HOLE, (0, 1)), (symbol("A"), (1, 2))), ((0,), (2,)), (n, n, n), ((), (), ()))
    assert plug(context, 0, B) == einsum(("i", "k"), ("ij", B), ("jk", A))
    turned = Graph(((HOLE, (1, 0)), (symbol("A"), (1, 2))), ((0,), (2,)), (n, n, n), ((), (), ()))
    assert plug(turned, 0, B) == einsum(("i", "k"), ("ji", B), ("jk", A))
    assert plug(context, 0, {}) == {}
    with pytest.raises(Malformed):
        plug(context, 0, x)
    open_ends = plug(Graph(((HOLE, (0,)),), (), (n,), ((),)), 0, A, 1)
    assert open_ends == einsum(("j",), ("ij", A))
    second = Graph(((symbol("A"), (1, 2)), (HOLE, (0, 1))), ((0,), (2,)), (n, n, n), ((), (), ()))
    assert plug(second, 1, B) == plug(context, 0, B)


def test_names() -> None:
    named = renamed(A, [["i"], None])
    assert free(named) == {"i": n} and structure(named) == ((n,),)
    assert renamed(named, (), [[("i", n)]]) == transpose(A)
    assert renamed(A, [["i"], ["i"]]) == renamed(permuted(A, (1, 0)), [["i"], ["i"]])
    assert renamed(A, [["i"], ["j"]]) != renamed(A, [["j"], ["i"]])
    assert renamed(delta(n), [["i"], ["j"]]) != number(1)
    assert renamed(delta(n), [["i"], ["i"]]) == number(1)
    assert renamed(number(1), (), [[("i", n)]]) == ones(n)
    with pytest.raises(ValueError):
        renamed(A, [["i", "j"], None])
    paired = einsum(("ij",), ("ij", A))
    assert renamed(renamed(paired, [["i", "j"]]), (), [[("i", n), ("j", n)]]) == paired


def test_selectors() -> None:
    first, second = (tensor(("basis", str(j), (), ()), (n,)) for j in (1, 2))
    assert einsum((), ("i", first), ("i", first)) == number(1)
    assert einsum((), ("i", first), ("i", second)) == {}
    assert einsum((), ("i", first), ("i", ones(n))) == number(1)
    assert einsum((), ("i", first), ("i", x)) not in (number(1), {})
    assert einsum(("i",), ("i", first), ("i", first)) == first
    parts = (n, m)
    left, right = (tensor(("inject", str(j + 1), parts, ()), (n + m, parts[j])) for j in (0, 1))
    assert einsum(("a", "b"), ("ia", left), ("ib", left)) == delta(n)
    assert einsum(("a", "b"), ("ia", left), ("ib", right)) == {}
    assert einsum(("a",), ("ia", left)) == ones(n)
    assert einsum(("a", "b"), ("ia", left), ("ib", left)) != einsum(("a", "b"), ("ia", right), ("ib", right))


def test_sizes_are_numbers() -> None:
    assert of_size(n + m) == add(of_size(n), of_size(m))
    assert of_size(Size.number(3)) == number(3)
    inverse = scalar(("unsize", "n", (), ()))
    assert einsum((), ("", inverse), ("", of_size(n))) == number(1)
    assert einsum((), ("", inverse), ("", of_size(n * n))) == of_size(n)
    assert einsum((), ("", inverse), ("", inverse), ("", of_size(n))) == inverse


def test_functions() -> None:
    assert call("inverse", [transpose(A)]) == transpose(call("inverse", [A]))
    assert call("inverse", [scale(A, 2)]) == scale(call("inverse", [A]), Fraction(1, 2))
    assert call("det", [transpose(A)]) == call("det", [A])
    assert call("expm", [scale(A, 2)]) != scale(call("expm", [A]), 2)
    assert call("exp", [s]) != call("log", [s])
    gram = einsum(("i", "j"), ("ki", X), ("kj", X))
    assert transpose(call("inverse", [gram])) == call("inverse", [gram])
    assert transpose(call("inverse", [A])) != call("inverse", [A])
    assert structure(call("pseudoinverse", [X])) == ((n,), (m,))
    assert structure(call("opaque", [x], [(n,), (m,)], "f")) == ((n,), (m,))
    for function in ("inverse", "det", "reciprocal"):
        with pytest.raises(Unsupported):
            call(function, [{}])
    assert call("exp", [{}])
    named = renamed(einsum((), ("i", x), ("i", y)), ())
    assert call("exp", [named]) == call("exp", [einsum((), ("i", y), ("i", x))])
    (graph,) = call("exp", [renamed(A, [["i"], ["j"]])])
    (other,) = call("exp", [renamed(A, [["j"], ["i"]])])
    assert graph.nodes[0][0] == other.nodes[0][0] and graph != other
    label, ports = graph.nodes[0]
    assert mentions(label, "A") and not mentions(label, "B")
    assert value(label, len(ports), lambda arguments: apply(label, arguments)) == renamed(
        {graph: 1}, (), [[("i", n)], [("j", n)]]
    ) or value(label, len(ports), lambda arguments: apply(label, arguments)) == renamed(
        {graph: 1}, (), [[("j", n)], [("i", n)]]
    )


def test_functions_with_many_free_indices() -> None:
    letters = "abcde"
    tensors = [tensor(symbol(f"v{c}"), (n,)) for c in letters]
    product = einsum((), *(("", renamed(t, [[c]])) for t, c in zip(tensors, letters)))
    assert len(call("exp", [product])) == 1


def test_cutting() -> None:
    def none(label: Any, arguments: Any, changes: Any) -> Any:
        raise Unsupported("no rule")

    form = einsum((), ("i", x), ("ij", A), ("j", x))
    slope = add(einsum(("i",), ("ij", A), ("j", x)), einsum(("j",), ("i", x), ("ij", A)))
    assert differentiate(form, "x", (n,), none) == slope
    assert differentiate(form, "y", (n,), none) == {}
    assert differentiate(x, "x", (n,), none) == delta(n)
    assert differentiate(scale(s, 3), "s", (), none) == number(3)
    assert differentiate(einsum((), ("", s), ("", s)), "s", (), none) == scale(s, 2)
    with pytest.raises(Unsupported):
        differentiate(call("exp", [s]), "s", (), none)
    assert differentiate(call("exp", [s]), "t", (), none) == {}
    doubled = differentiate(call("exp", [scale(s, 2)]), "s", (), lambda label, a, changes: changes[0])
    assert doubled == number(2)
    spread = call("exp", [renamed(x, [["i"]])])
    found = differentiate(spread, "x", (n,), lambda label, a, changes: changes[0])
    assert found == renamed(delta(n), [["i"], None])
    image = renamed(einsum(("i",), ("ij", X), ("j", x)), [["i"]])
    found = differentiate(call("exp", [image]), "x", (n,), lambda label, a, changes: changes[0])
    assert found == renamed(X, [["i"], None]), "the function's own indices first, then those it is differentiated by"


def test_what_has_another_structure_does_not_meet() -> None:
    pair = normal(1, ([(symbol("P"), (0, 1))], [(0, 1)], [n, m], [(), ()]))
    for wrong in ((("i", pair), ("i", x)), (("i", x), ("i", pair)), (("ij", x),), (("", x),)):
        with pytest.raises(ValueError):
            einsum((), *wrong)
    for names in (["a"], ["a", "b", "c"]):
        with pytest.raises(ValueError):
            renamed(pair, [names])
    assert free(renamed(pair, [["a", "b"]])) == {"a": n, "b": m}


def test_classes_of_size_one_are_dropped() -> None:
    q = symbol("Q")
    plain = normal(1, ([(q, (0,))], [(0,), ()], [n], [()]))
    assert normal(1, ([(q, (0, 1))], [(0,), (1,)], [n, ONE], [(), ()])) == plain
    assert normal(1, ([(q, (1, 0))], [(1,), (0,)], [ONE, n], [(), ()])) == plain
    assert normal(1, ([(q, (0, 1, 2))], [(0, 1), (2,)], [ONE, n, ONE], [(), (), ()])) == plain
    named = normal(1, ([(q, (0, 1))], [], [ONE, n], [("a",), ("b",)]))
    assert free(named) == {"b": n} and named == normal(1, ([(q, (0,))], [], [n], [("b",)]))
    assert normal(1, ([(q, (0, 1))], [], [ONE, ONE], [("a",), ()]), [(0, 1)]) == scalar(q)
    assert normal(1, ([], [(0,)], [ONE], [()])) == normal(1, ([], [()], [], []))


def test_the_axes_of_a_matrix_function_and_the_names_of_many_indices() -> None:
    wide = normal(1, ([(symbol("P"), (0, 1, 2))], [(0, 1), (2,)], [n, m, n * m], [(), (), ()]))
    assert structure(call("expm", [wide])) == ((n, m), (n * m,))
    assert structure(call("inverse", [wide])) == ((n * m,), (n, m))
    ((graph, _),) = call("det", [A]).items()
    assert graph.nodes[0][0][:2] == ("det", "")
    letters = "abcde"
    product = einsum((), *(("", renamed(tensor(symbol(f"v{9 - k}"), (n,)), [[c]])) for k, c in enumerate(letters)))
    ((graph, _),) = call("exp", [product]).items()
    assert [graph.names[p][0] for p in graph.nodes[0][1]] == [*letters], "five indices and more keep their order"


def test_reasons() -> None:
    context = Graph(((HOLE, (0, 1)),), ((0,), (1,)), (n, n), ((), ()))
    with pytest.raises(Malformed, match="^the hole does not fit$"):
        plug(context, 0, x)
    with pytest.raises(Unsupported, match="^a function of zero$"):
        call("inverse", [{}])


def test_axes_of_matrix_functions() -> None:
    assert structure(call("expm", [A])) == ((n,), (n,))
    assert structure(call("pseudoinverse", [transpose(X)])) == ((m,), (n,))
    assert call("pseudoinverse", [transpose(X)]) == transpose(call("pseudoinverse", [X]))


def test_matrix_functions_with_a_free_index() -> None:
    family = tensor(symbol("F"), (k, n, n))
    named = renamed(family, [["i"], None, None])
    assert call("det", [named]) == call("det", [permuted(named, (1, 0))])
    assert call("inverse", [permuted(named, (1, 0))]) == permuted(call("inverse", [named]), (1, 0))
    two = renamed(tensor(symbol("G"), (k, m, n, n)), [["i"], ["j"], None, None])
    assert call("det", [two]) == call("det", [permuted(two, (1, 0))])


def test_parts_of_different_partitions_are_apart() -> None:
    one, other = (tensor(("inject", "1", parts, ()), (n + m, parts[0])) for parts in ((n, m), (m, n)))
    crossed = einsum(("a", "b"), ("ia", one), ("ib", other))
    (graph,) = crossed
    assert len(graph.nodes) == 2


def test_the_rule_of_a_cut_is_given_what_it_needs() -> None:
    seen: list[Any] = []

    def rule(label: Any, arguments: Any, changes: Any) -> Any:
        seen.append((label[0], list(arguments), list(changes)))
        return einsum(("i",), ("", number(1)), ("i", changes[0]))

    inner = einsum((), ("i", x), ("i", y))
    found = differentiate(call("log", [call("exp", [inner])]), "x", (n,), rule)
    assert found == y
    assert seen == [("exp", [inner], [y]), ("log", [call("exp", [inner])], [y])]
