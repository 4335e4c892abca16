"""Derivations: what adds up is proved, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from kernel.cases import A, B, X, eq, fn, inv, mul, num, prop, pw, sym, x, y
from kernel.cases import T as transpose
from kernel.cases import add as plus
from kernel.cases import sub as minus

from derive.kernel.graph import HOLE, UNIT, Frozen, Graph, Malformed, Poly, freeze
from derive.kernel.proof import (
    Combination,
    Derivation,
    Fact,
    Kind,
    Proved,
    Sign,
    Square,
    Step,
    Unproved,
    Use,
    prove,
)
from derive.rules.certificates import BROKEN, Certificate, belongs, listed, plain, reading, replay
from derive.rules.functions import apply, at, value
from derive.rules.saved import certificate_json, holds
from derive.rules.statements import read
from derive.rules.tensors import add, delta, einsum, number, scalar, subtract, tensor, times
from derive.rules.translation import Given, Translator
from derive.sizes import Size
from derive.terms import Iff, Implies, Norm, NormKind, Optimum, PropertyKind, Relates, Relation, Statement

n, m = Size.name("n"), Size.name("m")
a, b = sym("a"), sym("b")
to = Translator()
pa, pb = to(a), to(b)
K = PropertyKind
SCALAR = Graph(((HOLE, ()),), (), (), ())
FAILS = (Unproved, Malformed, *BROKEN)


def symbol(name: str) -> Any:
    return (("symbol", name, (), ()), ())


def hole(*others: Any) -> Graph:
    """A scalar context: the hole times scalar symbols."""
    return Graph(((HOLE, ()), *others), (), (), ())


def use(fact: int, coefficient: int | str = 1, context: Graph = SCALAR) -> Use:
    return Use(Fraction(coefficient), context, fact)


def square(body: Poly, coefficient: int | str = 1, *factors: int) -> Square:
    return Square(Fraction(coefficient), freeze(body), factors)


def proved(facts: Sequence[Fact], goal: Fact, combination: Combination, *steps: Step) -> bool:
    try:
        theorem = prove(facts, [goal], Derivation(steps, (combination,)), apply)
    except FAILS:
        return False
    assert theorem.facts == tuple(facts) and theorem.goals == (goal,)
    return True


def zero(poly: Poly) -> Fact:
    return Fact(poly)


def at_least(poly: Poly) -> Fact:
    return Fact(poly, Sign.NONNEGATIVE)


def more(poly: Poly) -> Fact:
    return Fact(poly, Sign.POSITIVE)


DIFFERENCE = subtract(pa, pb)  # a - b


def test_a_multiple_of_a_hypothesis() -> None:
    goal = zero(times(number(3), pa, DIFFERENCE))
    assert proved([zero(DIFFERENCE)], goal, Combination((use(0, 3, hole(symbol("a"))),)))
    assert not proved([zero(DIFFERENCE)], goal, Combination((use(0, 2, hole(symbol("a"))),)))
    assert not proved([zero(DIFFERENCE)], goal, Combination((use(0, 3, hole(symbol("b"))),)))
    assert not proved([zero(DIFFERENCE)], goal, Combination())


def test_uses_add_up() -> None:
    facts = [zero(DIFFERENCE), zero(subtract(pb, number(1)))]
    goal = zero(subtract(pa, number(1)))
    assert proved(facts, goal, Combination((use(0), use(1))))
    assert not proved(facts, goal, Combination((use(0), use(0), use(1))))
    assert not proved(facts, goal, Combination((use(1), use(1))))


@pytest.mark.parametrize("number_of", [1, 2, -1, -2])
def test_a_fact_that_is_not_there(number_of: int) -> None:
    assert not proved([zero(DIFFERENCE)], zero(DIFFERENCE), Combination((use(number_of),)))


def test_a_context_has_one_hole() -> None:
    none, two = Graph((), (), (), ()), Graph(((HOLE, ()), (HOLE, ())), (), (), ())
    assert not proved([zero(DIFFERENCE)], zero(DIFFERENCE), Combination((use(0, 1, none),)))
    assert not proved([zero(DIFFERENCE)], zero(DIFFERENCE), Combination((use(0, 1, two),)))


def test_a_hole_that_does_not_fit() -> None:
    wide = Graph(((HOLE, (0,)),), (), (n,), ((),))
    assert not proved([zero(DIFFERENCE)], zero({}), Combination((use(0, 1, wide),)))


def test_an_inequality_is_no_equation() -> None:
    for fact in (at_least(DIFFERENCE), more(DIFFERENCE)):
        assert not proved([fact], zero(DIFFERENCE), Combination((use(0),)))
        assert not proved([fact], at_least(DIFFERENCE), Combination((use(0),)))


def test_an_inequality_by_a_square() -> None:
    goal = add(times(pa, pa), times(pb, pb), times(number(-2), pa, pb))
    assert proved([], at_least(goal), Combination((), (square(DIFFERENCE),)))
    assert not proved([], more(goal), Combination((), (square(DIFFERENCE),)))
    assert not proved([], zero(goal), Combination((), (square(DIFFERENCE),)))
    assert not proved([], at_least(goal), Combination((), (square(DIFFERENCE, 2),)))
    assert not proved([], at_least(times(number(-1), goal)), Combination((), (square(DIFFERENCE, -1),)))
    assert not proved([], at_least({}), Combination((), (square(DIFFERENCE, 0),)))


def test_a_number_is_positive() -> None:
    goal = add(times(pa, pa), number(2))
    whole = Combination((), (square(pa), square(number(1), 2)))
    assert proved([], more(goal), whole)
    assert proved([], at_least(goal), whole)
    turned = Combination((), (square(number(1), 2), square(pa)))
    assert proved([], more(goal), turned)
    assert not proved([], more(times(pa, pa)), Combination((), (square(pa),)))
    empty: Frozen = ((UNIT, 0),)
    assert not proved([], more({}), Combination((), (Square(Fraction(1), empty),)))


def test_what_is_zero_is_not_negative() -> None:
    assert proved([zero(DIFFERENCE)], at_least(DIFFERENCE), Combination((use(0),)))
    assert not proved([zero(DIFFERENCE)], more(DIFFERENCE), Combination((use(0),)))


def test_factors_have_signs() -> None:
    one = number(1)
    goal = times(pa, pb)
    assert proved([at_least(pa), at_least(pb)], at_least(goal), Combination((), (square(one, 1, 0, 1),)))
    assert proved([more(pa), more(pb)], more(goal), Combination((), (square(one, 1, 0, 1),)))
    assert not proved([more(pa), at_least(pb)], more(goal), Combination((), (square(one, 1, 0, 1),)))
    assert not proved([zero(pa), at_least(pb)], at_least(goal), Combination((), (square(one, 1, 0, 1),)))
    assert not proved([at_least(pa), at_least(pb)], at_least(goal), Combination((), (square(one, 1, 0, -1),)))
    vector = tensor(("symbol", "x", (), ()), (n,))
    assert not proved([at_least(vector)], at_least(vector), Combination((), (square(one, 1, 0),)))


def test_the_square_of_a_matrix_is_its_norm() -> None:
    matrix = to(X)
    goal = einsum((), ("ij", matrix), ("ij", matrix))
    assert proved([], at_least(goal), Combination((), (square(matrix),)))
    assert not proved([], more(goal), Combination((), (square(matrix),)))


def test_as_many_combinations_as_goals() -> None:
    for combinations in ((), (Combination(), Combination())):
        with pytest.raises(FAILS):
            prove([], [zero({})], Derivation((), combinations), apply)


# -- steps


def test_a_lemma() -> None:
    facts = [zero(DIFFERENCE)]
    lemma = Step(Kind.SUM, Combination((use(0, 1, hole(symbol("a"))),)))
    goal = zero(times(pa, pb, DIFFERENCE))
    assert proved(facts, goal, Combination((use(1, 1, hole(symbol("b"))),)), lemma)
    assert not proved(facts, goal, Combination((use(2, 1, hole(symbol("b"))),)), lemma)
    bound = Step(Kind.SUM, Combination((), (square(pa),)))
    assert proved([], at_least(times(pa, pa)), Combination((), (square(number(1), 1, 0),)), bound)
    assert not proved([], zero(times(pa, pa)), Combination((use(0),)), bound)


def test_squares_vanish() -> None:
    """a² + b² = 0, so a = 0."""
    facts = [zero(add(times(pa, pa), times(pb, pb)))]
    both = Combination((use(0, -1),), (square(pa), square(pb)))
    assert proved(facts, zero(pa), Combination((use(1),)), Step(Kind.VANISH, both, 0))
    assert proved(facts, zero(pb), Combination((use(1),)), Step(Kind.VANISH, both, 1))
    assert not proved(facts, zero(pa), Combination((use(1),)), Step(Kind.VANISH, both, 1))
    assert not proved(facts, zero(pa), Combination((use(1),)), Step(Kind.VANISH, both, 2))
    one = Combination((use(0, -1),), (square(pa),))
    assert not proved(facts, zero(pa), Combination((use(1),)), Step(Kind.VANISH, one, 0))


def test_squares_vanish_with_positive_factors() -> None:
    for sign, holds_ in ((Sign.POSITIVE, True), (Sign.NONNEGATIVE, False)):
        facts = [Fact(pb, sign), zero(times(pb, pa, pa))]
        whole = Combination((use(1, -1),), (square(pa, 1, 0),))
        assert proved(facts, zero(pa), Combination((use(2),)), Step(Kind.VANISH, whole, 0)) is holds_


def test_a_positive_factor_is_cancelled() -> None:
    product = zero(times(add(pb, number(1)), DIFFERENCE))
    positive = Combination((), (square(number(1)), square(number(1), 1, 0)))
    cancel = Step(Kind.CANCEL, Combination((use(1),)), new=freeze(DIFFERENCE), positive=positive)
    assert proved([more(pb), product], zero(DIFFERENCE), Combination((use(2),)), cancel)
    assert proved([at_least(pb), product], zero(DIFFERENCE), Combination((use(2),)), cancel)
    weak = cancel._replace(positive=Combination((), (square(number(1), 1, 0),)))
    assert not proved([more(pb), product], zero(DIFFERENCE), Combination((use(2),)), weak)
    other = cancel._replace(new=freeze(pa))
    assert not proved([more(pb), product], zero(pa), Combination((use(2),)), other)
    bound = cancel._replace(combination=Combination((use(1),), (Square(Fraction(1), ()),)))
    assert not proved([more(pb), product], zero(DIFFERENCE), Combination((use(2),)), bound)


def test_a_factor_that_is_not_positive_is_not_cancelled() -> None:
    product = zero(times(pb, pb, pa))
    cancel = Step(Kind.CANCEL, Combination((use(0),)), new=freeze(pa), positive=Combination((), (square(pb),)))
    assert not proved([product], zero(pa), Combination((use(1),)), cancel)


def label_of(poly: Poly, kind: str) -> Any:
    return next(node for graph in poly for node in graph.nodes if node[0][0] == kind)


def test_equals_inside_a_function() -> None:
    """a = b, so exp a = exp b."""
    goal = subtract(at("exp", pa), at("exp", pb))
    label, ports = label_of(at("exp", pa), "exp")
    step = Step(Kind.CONGRUENCE, Combination((use(0),)), 0, label, len(ports), freeze(pb))
    assert proved([zero(DIFFERENCE)], zero(goal), Combination((use(1),)), step)
    assert not proved([], zero(goal), Combination((use(0),)), step._replace(combination=Combination()))
    assert not proved([zero(DIFFERENCE)], zero(goal), Combination((use(1),)), step._replace(new=freeze(pa)))
    assert not proved([zero(DIFFERENCE)], zero(goal), Combination((use(1),)), step._replace(place=-1))
    assert not proved([zero(DIFFERENCE)], zero(goal), Combination((use(1),)), step._replace(place=1))
    loose = step._replace(combination=Combination((use(0),), (Square(Fraction(1), ()),)))
    assert not proved([zero(DIFFERENCE)], zero(goal), Combination((use(1),)), loose)


def test_equals_inside_an_inverse() -> None:
    """AᵀA = B, so (AᵀA)⁻¹ = B⁻¹."""
    gram, other = to(mul(transpose(A), A)), to(B)
    goal = subtract(to(inv(mul(transpose(A), A))), to(inv(B)))
    label, ports = label_of(to(inv(mul(transpose(A), A))), "inverse")
    step = Step(
        Kind.CONGRUENCE,
        Combination((Use(Fraction(1), Graph(((HOLE, (0, 1)),), ((0,), (1,)), (n, n), ((), ())), 0),)),
        0,
        label,
        len(ports),
        freeze(other),
    )
    whole = Graph(((HOLE, (0, 1)),), ((0,), (1,)), (n, n), ((), ()))
    assert proved([zero(subtract(gram, other))], zero(goal), Combination((Use(Fraction(1), whole, 1),)), step)
    assert subtract(goal, subtract(value(label, 2), to(inv(B)))) == {}


def test_a_second_place_may_not_exist() -> None:
    """(1 - I)_ij s = 0 for all i, j gives s = 0 only where there are two places."""
    s = scalar(("symbol", "s", (), ()))
    ones = to(mul(all_ones(), transpose(all_ones())))
    fact = zero(einsum(("i", "j"), ("ij", subtract(ones, delta(n))), ("", s)))
    first, second = (("basis", "1", (), ()), (0,)), (("basis", "2", (), ()), (1,))
    context = Graph(((HOLE, (0, 1)), first, second), (), (n, n), ((), ()))
    assert not proved([fact], zero(s), Combination((Use(Fraction(1), context, 0),)))
    present = zero(einsum((), ("i", tensor(second[0], (n,))), ("i", tensor(first[0], (n,)))))
    assert present.poly == {}, "two different places at one index"
    shown = zero(times(s, einsum((), ("i", tensor(second[0], (n,))), ("i", to(x)))))
    also = zero(times(s, einsum((), ("i", tensor(first[0], (n,))), ("i", to(x)))))
    assert proved([fact, shown, also], zero(s), Combination((Use(Fraction(1), context, 0),)))
    bodies = Combination((), (square(tensor(second[0], (n,))),))
    assert not proved([fact], at_least(number(1)), bodies)


def all_ones() -> Any:
    from derive.terms import Ones

    return Ones((n,))


# -- statements


def used(statement: Statement, hypotheses: tuple[Statement, ...], derivations: tuple[Derivation, ...]) -> bool:
    certificate = Certificate(statement, (), hypotheses, (), derivations)
    try:
        assert replay(certificate)
    except Unproved:
        return False
    return holds(certificate_json(certificate))


def matrix(*nodes: Any, sizes: tuple[Size, ...]) -> Graph:
    """A context with two axes, the first and the last class."""
    return Graph(nodes, ((0,), (len(sizes) - 1,)), sizes, ((),) * len(sizes))


def test_orthonormal_columns() -> None:
    said = prop(K.ORTHONORMAL_COLUMNS, X)
    context = matrix((HOLE, (0, 1)), (("symbol", "A", (), ()), (1, 2)), sizes=(n, n, n))
    derivation = Derivation((), (Combination((Use(Fraction(1), context, 0),)),))
    assert used(eq(mul(transpose(X), X, A), A), (said,), (derivation,))
    assert not used(eq(mul(X, transpose(X)), X), (said,), (derivation,))
    assert not used(eq(mul(transpose(X), X, A), B), (said,), (derivation,))
    assert not used(eq(mul(transpose(X), X, A), A), (prop(K.ORTHONORMAL_ROWS, X),), (derivation,))


def test_an_equivalence_needs_both_ways() -> None:
    there = Derivation((), (Combination((use(0, 2),)),))
    back = Derivation((), (Combination((use(0, "1/2"),)),))
    both = Iff(eq(a, b), eq(mul(2, a), mul(2, b)))
    assert used(both, (), (there, back))
    assert not used(both, (), (there,))
    assert not used(both, (), (there, there))
    assert used(Implies((eq(a, b),), eq(mul(2, a), mul(2, b))), (), (there,))
    assert not used(Implies((eq(a, num(0)),), eq(mul(2, a), mul(2, b))), (), (there,))


def optimum(unique: bool = True) -> tuple[Certificate, dict[str, int]]:
    """The minimum of a² + b² where ab = 1 and both are positive is 2, at (1, 1)."""
    said = (prop(K.POSITIVE, a), prop(K.POSITIVE, b))
    statement = Optimum(
        "min", plus(pw(a, 2), pw(b, 2)), (eq(mul(a, b), num(1)),), ((a, num(1)), (b, num(1))), unique, num(2)
    )
    certificate = Certificate(statement, (), said)
    known = reading(certificate)
    first = len(known.facts)
    places = {"a": 0, "ab": first, "tie": first + 1, "new": first + 2}
    one, gap = number(1), subtract(pa, pb)
    bound = Derivation((), (Combination((use(first, 2),), (square(gap),)),))
    vanish = Step(Kind.VANISH, Combination((use(places["tie"], -1), use(first, 2)), (square(gap),)), 0)
    grown = Combination((), (square(one), square(one, 1, places["a"])))
    cancel = Step(
        Kind.CANCEL,
        Combination((use(first), use(places["new"], 1, hole(symbol("a"))))),
        new=freeze(subtract(pa, one)),
        positive=grown,
    )
    alone = Derivation(
        (vanish, cancel),
        (Combination((use(places["new"] + 1),)), Combination((use(places["new"] + 1), use(places["new"], -1)))),
    )
    found = dict(enumerate(plain(known)))
    found[3] = bound
    if unique:
        found[5] = alone
    return certificate._replace(derivations=tuple(found.values())), places


def test_a_minimum_is_attained_bounded_and_unique() -> None:
    certificate, _ = optimum()
    assert len(certificate.derivations) == 6
    assert replay(certificate) and holds(certificate_json(certificate))
    statement = certificate.statement
    assert isinstance(statement, Optimum)
    for wrong in (
        Optimum("max", *[getattr(statement, f) for f in ("objective", "constraints", "point", "unique", "value")]),
        Optimum("min", statement.objective, statement.constraints, statement.point, True, num(3)),
        Optimum("min", statement.objective, statement.constraints, ((a, num(2)), (b, num(1))), True, num(2)),
        Optimum("min", statement.objective, (), statement.point, True, num(2)),
    ):
        with pytest.raises(Unproved):
            replay(certificate._replace(statement=wrong))


def test_a_minimum_has_to_respect_what_is_said_of_its_variables() -> None:
    certificate, _ = optimum()
    known = (prop(K.POSITIVE, a), prop(K.POSITIVE, b))
    assert belongs(certificate, certificate.statement, known, ()) == ""
    assert belongs(certificate, certificate.statement, (*known, eq(a, num(5))), ()) != ""


def test_what_a_proof_rests_on_is_listed() -> None:
    certificate = Certificate(eq(mul(inv(A), x), mul(inv(A), x)))
    assert prop(K.INVERTIBLE, A) in listed(certificate)
    assert listed(Certificate(eq(fn("log", a), fn("log", a)))) == (prop(K.POSITIVE, a),)
    root = eq(pw(A, "1/2"), pw(A, "1/2"))
    assert listed(Certificate(root)) == (prop(K.POSITIVE_SEMIDEFINITE, A),)
    weighted = Norm(x, NormKind.FROBENIUS, A)
    assert listed(Certificate(eq(weighted, weighted))) == (prop(K.POSITIVE_SEMIDEFINITE, A),)
    ratio = eq(mul(a, inv(b)), mul(a, inv(b)))
    assert listed(Certificate(ratio)) == (prop(K.NONZERO, b),)


def test_a_matrix_that_is_not_zero_need_not_be_invertible() -> None:
    known = read(eq(A, A), (), (prop(K.NONZERO, A),))
    assert not any(fact.poly for fact in known.facts)
    assert any(fact.poly for fact in read(eq(a, a), (), (prop(K.NONZERO, a),)).facts)


def test_free_indices_of_a_hypothesis_are_axes() -> None:
    from derive.terms import Entry, Index

    i = Index("i", n)
    fact = read(eq(x, y), (), (eq(Entry(x, (i,)), Entry(y, (i,))),)).facts[0]
    assert fact.poly == to(minus(x, y))


def test_a_definition_is_unfolded_and_not_circular() -> None:
    c = sym("C", n, n)
    said = (Given(c, mul(A, transpose(A))),)
    certificate = Certificate(eq(c, transpose(c)), said)
    known = reading(certificate)
    assert replay(certificate._replace(derivations=plain(known)))
    with pytest.raises(Unproved):
        reading(Certificate(eq(c, transpose(c)), (Given(c, mul(c, c)),)))


def test_theorems_are_made_by_the_kernel_alone() -> None:
    with pytest.raises(TypeError, match="only a derivation"):
        Proved((), (), object())


def test_relations_with_signs() -> None:
    for relation, poly, sign in (
        (Relation.AT_LEAST, DIFFERENCE, Sign.NONNEGATIVE),
        (Relation.GREATER, DIFFERENCE, Sign.POSITIVE),
        (Relation.AT_MOST, subtract(pb, pa), Sign.NONNEGATIVE),
        (Relation.LESS, subtract(pb, pa), Sign.POSITIVE),
        (Relation.EQUAL, DIFFERENCE, Sign.ZERO),
    ):
        known = read(eq(a, a), (), (Relates(relation, a, b),))
        assert known.facts == (Fact(poly, sign),)
        (obligation,) = read(Relates(relation, a, b)).obligations
        assert obligation.goals == (Fact(poly, sign),)


def test_semidefinite_by_its_form() -> None:
    said = prop(K.POSITIVE_SEMIDEFINITE, A)
    form = mul(transpose(x), A, x)
    certificate = Certificate(Relates(Relation.AT_LEAST, form, num(0)), (), (said,), (said,))
    factor = Translator()(mul(sym("\3A", n, n), x))
    assert replay(certificate._replace(derivations=(Derivation((), (Combination((), (square(factor),)),)),)))


# -- reasons, and places that only some mutations of the kernel touch


def reason(facts: Sequence[Fact], goal: Fact, combination: Combination, *steps: Step) -> str:
    with pytest.raises(Unproved) as error:
        prove(facts, [goal], Derivation(steps, (combination,)), apply)
    return str(error.value)


def test_reasons() -> None:
    equation, bound = zero(DIFFERENCE), more(pb)
    vanish = Step(Kind.VANISH, Combination((), (square(pa),)), 0)
    cancel = Step(Kind.CANCEL, Combination((use(0),)), new=freeze(pa), positive=Combination((), (square(pb),)))
    congruence = Step(Kind.CONGRUENCE, Combination(), 0, *label_of(at("exp", pa), "exp"))._replace(ports=0)
    first = tensor(("basis", "1", (), ()), (n,))
    assert reason([equation], zero(pa), Combination((use(0),))) == "the sum is not the goal"
    assert reason([bound], zero(pa), Combination((use(0),))) == "a fact that is no equation"
    assert reason([], at_least(pa), Combination((), (square(pa, -1),))) == "a square that may be negative"
    assert reason([], zero(pa), Combination(), vanish) == "squares that do not vanish"
    assert reason([equation], zero(pa), Combination(), cancel) == "a factor that is not positive"
    assert reason([], zero(pa), Combination(), congruence) == "the sum is not what the step needs"
    assert reason([], at_least(pa), Combination((), (square(first),))) == "a place is picked that may not exist"
    with pytest.raises(TypeError, match="^only a derivation proves$"):
        Proved((), (), None)


def test_equals_in_the_first_of_two_arguments() -> None:
    """a = b, so a^c = b^c."""
    c = scalar(("symbol", "c", (), ()))
    goal = subtract(at("power", pa, c), at("power", pb, c))
    label, ports = label_of(at("power", pa, c), "power")
    step = Step(Kind.CONGRUENCE, Combination((use(0),)), 0, label, len(ports), freeze(pb))
    assert proved([zero(DIFFERENCE)], zero(goal), Combination((use(1),)), step)
    label, ports = label_of(at("power", c, pa), "power")
    second = Step(Kind.CONGRUENCE, Combination((use(0),)), 1, label, len(ports), freeze(pb))
    goal = subtract(at("power", c, pa), at("power", c, pb))
    assert proved([zero(DIFFERENCE)], zero(goal), Combination((use(1),)), second)


def test_a_place_picked_inside_a_function_may_not_exist_either() -> None:
    first = einsum((), ("i", tensor(("basis", "1", (), ()), (n,))), ("i", to(x)))
    hidden = at("exp", first)
    assert reason([], at_least(times(hidden, hidden)), Combination()) == "the sum is not the goal"
    assert proved([], at_least(times(hidden, hidden)), Combination((), (square(hidden),)))
    assert reason([], at_least(number(1)), Combination((), (square(hidden),))) == "a place is picked that may not exist"
