"""Σ_z p(x, z) = p(x): joint probabilities summed or integrated over all values of a variable, and over an event and its opposite. [KT] A. N. Kolmogorov,
Foundations of the Theory of Probability (1933), I.4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

from derive import lazy_re as re
from derive.elaborate.chain_rule import VALUE, in_joints, joint, pattern, placed
from derive.elaborate.loose import Loose
from derive.elaborate.scope import TOLD
from derive.elaborate.whole_ranges import is_whole
from derive.goals import Hypothesis, Origin
from derive.notation import statement_latex
from derive.rules.densities import Support
from derive.terms import (
    Apply,
    BigSum,
    Constant,
    Index,
    Integral,
    Number,
    Power,
    Product,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    factors_of,
    map_children,
    walk,
)

T = TypeVar("T", bound=Term)
Placed = tuple[tuple[str, Term | None], ...]
_USER = "user:"
_ONE = Number(Fraction(1))
_INFINITE = Constant("infinity")
_ENDS = {Support.POSITIVE: (Number(Fraction(0)), _INFINITE), Support.UNIT: (Number(Fraction(0)), _ONE)}
_BINARY = frozenset([Fraction(0), Fraction(1)])


_EVENT = re.compile(r"([^⟨⟩|,·≤≥<>≠=]+)[≤≥<>≠]")


def _of(term: Term) -> tuple[str, Placed] | None:
    """The head of a joint density and what stands in its brackets."""
    name = term.name.removeprefix(_USER) if isinstance(term, Apply | Symbol) else ""
    whole = pattern(name)
    if whole is None or whole.given or not isinstance(term, Apply | Symbol) or term.shape:
        return None
    found = placed(whole.items, () if isinstance(term, Symbol) else term.arguments)
    return (whole.head, found) if found is not None else None


def summed_out(term: T, supports: Mapping[str, Support] | None = None) -> tuple[T, tuple[str, ...]]:
    """A term with its sums and integrals of a joint density over all values of a variable as the density of the others; and what was taken to be all values.
    `supports` says where the text has densities of a variable be positive."""
    known = supports or {}
    notes: dict[str, None] = {}

    def over(part: Term) -> Term:
        made = map_children(part, over)
        if isinstance(made, BigSum) and made.lower is None and made.upper is None and _over_all(made):
            found = _without(made.body, made.index)
        elif isinstance(made, Integral) and (known or not made.variable.shape) and _everywhere(made, known):
            found = _without(made.body, made.variable)
        else:
            return made
        if found is None:
            return made
        rest, item = found
        notes[
            f"{made.index.name if isinstance(made, BigSum) else made.variable.latex} runs over all values of {item.removesuffix(VALUE)}"
        ] = None
        return rest

    return over(term), tuple(notes)  # type: ignore[return-value]


def by_probability(statement: Statement, supports: Mapping[str, Support]) -> Statement | None:
    """An equation between densities as the rules of probability have it for any densities, integrals over whole supports carried out; None where it is none
    such, or nothing was carried out."""
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL or statement.left.shape:
        return None
    made, notes = summed_out(in_joints(statement), supports)
    return made if notes else None


def _over_all(term: BigSum) -> bool:
    """Whether a sum without ends is one over all values of its index: over no set that is named, or over the set of them."""
    size = str(term.index.size)
    return term.condition is None and (not size.startswith("|") or is_whole(size, term.index.name))


def _everywhere(term: Integral, supports: Mapping[str, Support]) -> bool:
    if term.lower is None and term.upper is None:
        return is_whole(term.domain, term.variable.name)
    if (support := supports.get(term.variable.name)) in _ENDS:
        return (term.lower, term.upper) == _ENDS[support]
    return term.upper == _INFINITE and term.lower == Product((Number(Fraction(-1)), _INFINITE))


def _without(body: Term, variable: Index | Symbol) -> tuple[Term, str] | None:
    """What is left of a product when the joint density in it is summed over a variable that stands in it alone, and at one place."""
    factors = _cancelled(list(factors_of(body)))
    with_it = [number for number, factor in enumerate(factors) if variable in walk(factor)]
    found = _of(factors[with_it[0]]) if len(with_it) == 1 else None
    if found is None:
        return None
    head, places = found
    at = [number for number, (_, argument) in enumerate(places) if argument is not None and variable in walk(argument)]
    if len(at) != 1 or places[at[0]][1] != variable:
        return None
    others = (*places[: at[0]], *places[at[0] + 1 :])
    left: Term = joint(head, others) if others else _ONE
    kept = [*factors[: with_it[0]], left, *factors[with_it[0] + 1 :]]
    return (kept[0] if len(kept) == 1 else Product(tuple(kept))), places[at[0]][0]


def _cancelled(factors: list[Term]) -> list[Term]:
    """The factors without those that stand there as divisors too: p(x, z)/p(z) · p(z)."""
    left = list(factors)
    for factor in factors:
        if factor.shape:
            continue
        inverse = Power(factor, Number(Fraction(-1)))
        if inverse in left and factor in left:
            left.remove(inverse)
            left.remove(factor)
    return left


def values_given(sides: Collection[Loose], other: Collection[str]) -> dict[str, set[object]]:
    """The values that a text asks the probabilities of, by the variable: 0 and 1 of `P(H = 0)` and `P(H = 1)`; with None where there are more, as of the
    `other` names, whose laws are known."""
    found: dict[str, set[object]] = {name + VALUE: {None} for name in other}
    waiting = list(sides)
    while waiting:
        part = waiting.pop()
        waiting += part.parts
        name = part.data[0] if part.op == "Call" else part.data.name if part.op == "Symbol" else ""
        if TOLD in name and any(sign in name for sign in "≤≥<>≠"):
            for event in _EVENT.findall(name):
                found.setdefault(event + VALUE, set()).add(None)
        whole = pattern(name) if part.op == "Call" else None
        items = (*whole.items, *whole.given) if whole is not None else ()
        if len(items) == len(part.parts):
            for item, value in zip(items, part.parts, strict=True):
                number = Fraction(0) if value.op == "Zero" else value.data if value.op == "Number" else None
                found.setdefault(item, set()).add(number)
    return found


def opposites(term: Term, values: Mapping[str, set[object]]) -> Iterator[Hypothesis]:
    """p(x, A) + p(x, Ā) = p(x) for the events A of a term that stand in it with their opposite, among them H = 0 and H = 1 of an H that has no other values."""
    found = dict.fromkeys(one for part in walk(term) if (one := _of(part)) is not None)
    for head, places in found:
        for number, (item, argument) in enumerate(places):
            other = _opposite(item, argument, values)
            if other is None:
                continue
            others = (*places[:number], *places[number + 1 :])
            against = (*others, other)
            if not any(joint(head, against) == joint(*known) for known in found):
                continue
            total: Term = joint(head, others) if others else _ONE
            said = Relates(Relation.EQUAL, Sum((joint(head, places), joint(head, against))), total)
            yield Hypothesis(said, Origin.IMPLIED, statement_latex(said))


def _opposite(item: str, argument: Term | None, values: Mapping[str, set[object]]) -> tuple[str, Term | None] | None:
    if argument is None:
        return (f"bar({item})", None)
    binary = item.endswith(VALUE) or item[:1].islower()
    if binary and isinstance(argument, Number) and values.get(item, set()) <= _BINARY and argument.value == 0:
        return item, _ONE
    return None
