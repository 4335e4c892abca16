"""Completion over words of matrices: every derivation is added up again and must give the goal."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from derive.engines.algebra.completion import Completion
from derive.engines.algebra.graphs import HOLE, Canonizer, Graph, plug
from derive.engines.algebra.matching import matches, overlaps, prepare
from derive.engines.algebra.theory import Item, OutOfWork, Polynomial, Theory

Terms = list[tuple[Fraction, Graph]]
LABELS: dict[str, int] = {}
UNIT = Graph((), (0, 0), (0,))


def label(name: str) -> int:
    return LABELS.setdefault(name, len(LABELS))


def word(text: str) -> Graph:
    """`A B' C`: a path with two open ends, a prime transposes."""
    nodes = []
    for k, name in enumerate(text.split()):
        nodes.append((label(name.rstrip("'")), (k + 1, k) if name.endswith("'") else (k, k + 1)))
    return Graph(tuple(nodes), (0, len(nodes)), (0,) * (len(nodes) + 1)) if nodes else UNIT


def poly(*terms: tuple[int, str]) -> Terms:
    return [(Fraction(c), word(text)) for c, text in terms]


def inverse(name: str, *of: tuple[int, str]) -> list[Terms]:
    """`name` is the inverse of the sum `of`, on both sides."""
    right = poly(*((c, f"{text} {name}") for c, text in of), (-1, ""))
    return [right, poly(*((c, f"{name} {text}") for c, text in of), (-1, ""))]


def pseudoinverse(a: str, x: str) -> list[Terms]:
    return [
        poly((1, f"{a} {x} {a}"), (-1, a)), poly((1, f"{x} {a} {x}"), (-1, x)),
        poly((1, f"{a} {x}"), (-1, f"{x}' {a}'")), poly((1, f"{x} {a}"), (-1, f"{a}' {x}'")),
    ]  # fmt: skip


def proves(hypotheses: list[Terms], goal: Terms, largest: int = 9) -> bool:
    """Whether the goal is found to be zero; the derivation is checked by adding it up without any of the search's shortcuts."""
    theory = Theory(time.process_time() + 10, lambda size: [])
    completion = Completion(theory)
    for hypothesis in [theory.assume(h) for h in hypotheses]:
        completion.adopt(hypothesis)
    items: list[Item] = []
    rest: Polynomial = {}
    for coefficient, graph in goal:
        theory.add(rest, coefficient, graph, items)
    rest = theory.reduce(rest, items)
    while rest:
        news = completion.step(largest)
        if news is None:
            break
        rest = theory.reduce(rest, items) if news else rest
    _check(theory, goal, rest, theory.flatten(items))
    return not rest


def _check(theory: Theory, goal: Terms, rest: Polynomial, items: list[Item]) -> None:
    total: dict[Graph, Fraction] = {}
    plain = Canonizer()

    def put(coefficient: Fraction, graph: Graph) -> None:
        form = plain(graph).graph
        total[form] = total.get(form, Fraction(0)) + coefficient

    for coefficient, graph in goal:
        put(coefficient, graph)
    for graph, coefficient in rest.items():
        put(-coefficient, graph)
    for coefficient, context, fact in items:
        assert theory.facts[fact].items is None
        for c, graph in theory.facts[fact].polynomial:
            put(-coefficient * c, plug(context, graph))
    assert not any(total.values())


A, B = inverse("a", (1, "A")), inverse("b", (1, "B"))
PUSH = inverse("m", (1, ""), (1, "A B")) + inverse("n", (1, ""), (1, "B A"))
IDENTITIES: dict[str, tuple[list[Terms], Terms]] = {
    "push-through": (PUSH, poly((1, "m A"), (-1, "A n"))),
    "A(I+BA)^-1 B": (PUSH, poly((1, "A n B"), (-1, ""), (1, "m"))),
    "Woodbury": (
        A + inverse("c", (1, "C")) + inverse("m", (1, "A"), (1, "U C V")) + inverse("s", (1, "c"), (1, "V a U")),
        poly((1, "m"), (-1, "a"), (1, "a U s V a")),
    ),
    "parallel sum": (
        A + B + inverse("n", (1, "A"), (1, "B")) + inverse("m", (1, "a"), (1, "b")),
        poly((1, "m"), (-1, "A n B")),
    ),
    "A - A(A+B)^-1 A = B - B(A+B)^-1 B": (
        inverse("n", (1, "A"), (1, "B")),
        poly((1, "A"), (-1, "A n A"), (-1, "B"), (1, "B n B")),
    ),
    "Searle": (
        A + inverse("m", (1, "A"), (1, "B B'")) + inverse("n", (1, ""), (1, "B' a B")),
        poly((1, "m B"), (-1, "a B n")),
    ),
    "(AB)^-1": (A + B + inverse("m", (1, "A B")), poly((1, "m"), (-1, "b a"))),
    "symmetric inverse": ([poly((1, "A"), (-1, "A'"))] + A, poly((1, "a"), (-1, "a'"))),
    "commuting with an inverse": ([poly((1, "A B"), (-1, "B A"))] + A, poly((1, "a B"), (-1, "B a"))),
    "pseudo-inverse is unique": (pseudoinverse("A", "X") + pseudoinverse("A", "Y"), poly((1, "X"), (-1, "Y"))),
    "normal equations, one way": (
        [poly((1, "X' X b"), (-1, "X' y"))] + inverse("g", (1, "X' X")),
        poly((1, "b"), (-1, "g X' y")),
    ),
    "normal equations, the other": (
        [poly((1, "b"), (-1, "g X' y"))] + inverse("g", (1, "X' X")),
        poly((1, "X' X b"), (-1, "X' y")),
    ),
}


@pytest.mark.parametrize("name", IDENTITIES)
def test_identity_is_found_and_adds_up(name: str) -> None:
    assert proves(*IDENTITIES[name])


@pytest.mark.parametrize("name", IDENTITIES)
def test_a_changed_sign_is_not_proved(name: str) -> None:
    hypotheses, goal = IDENTITIES[name]
    (c, g), *others = goal
    assert not proves(hypotheses, [(-c, g), *others], 5)


def test_without_the_hypothesis_nothing_is_proved() -> None:
    assert not proves([], poly((1, "A"), (-1, "A'")))
    assert not proves(A, poly((1, "a"), (-1, "a'")))
    assert not proves([poly((1, "U' U"), (-1, ""))], poly((1, "U U'"), (-1, "")))


def test_skew_quadratic_form_vanishes() -> None:
    skew = poly((1, "S"), (1, "S'"))
    form = Graph(((label("x"), (0,)), (label("S"), (0, 1)), (label("x"), (1,))), (), (0, 0))
    assert proves([skew], [(Fraction(1), form)])
    assert not proves([poly((1, "S"), (-1, "S'"))], [(Fraction(1), form)])


def test_a_summed_class_is_matched_only_without_other_ports() -> None:
    pattern = prepare(word("A B"))
    path = word("C A B D")
    star = Graph((*path.nodes, (label("v"), (2,))), path.open, path.sizes)  # v also sits between A and B
    assert len(list(matches(pattern, path, set()))) == 1
    assert not list(matches(pattern, star, set()))


def test_a_match_names_its_context() -> None:
    (match,) = matches(prepare(word("A B")), word("C A B D"), set())
    assert (
        plug(match.context, word("E")).nodes
        == plug(Graph(((label("C"), (0, 1)), (label("D"), (2, 3)), (HOLE, (1, 2))), (0, 3), (0,) * 4), word("E")).nodes
    )


def test_overlaps_of_words() -> None:
    aba = prepare(word("A B A"))
    found = list(overlaps(aba, aba, set()))
    assert {overlap.size for overlap in found} == {5}  # ABABA both ways round; the whole on itself is left out


def test_canonical_forms_forget_numbering_and_symmetric_ports() -> None:
    plain, loose = Canonizer(), Canonizer()
    loose.symmetric.add(label("S"))
    one = Graph(((label("S"), (0, 1)), (label("x"), (0,)), (label("y"), (1,))), (), (0, 0))
    two = Graph(((label("y"), (0,)), (label("x"), (1,)), (label("S"), (0, 1))), (), (0, 0))
    three = Graph(((label("y"), (1,)), (label("x"), (0,)), (label("S"), (0, 1))), (), (0, 0))
    assert plain(one).graph == plain(three).graph != plain(two).graph
    assert loose(one).graph == loose(two).graph


def test_the_deadline_stops_the_search() -> None:
    theory = Theory(time.process_time() - 1, lambda size: [])
    with pytest.raises(OutOfWork):
        for _ in range(100):
            theory.tick()
