"""What was claimed of each step of an iteration, summed: of `f(x_{k+1}) - f^* ≤ a_k - a_{k+1}` that `Σ_k (f(x_{k+1}) - f^*) ≤ Σ_k (a_k - a_{k+1})`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import prod

from derive import lazy_re as re
from derive.elaborate.entrywise import PLACE
from derive.record import dataclass, field, replace
from derive.sizes import Size
from derive.terms import (
    Apply,
    At,
    BigSum,
    Derivative,
    Entry,
    Index,
    Number,
    Product,
    Relates,
    Relation,
    SizeValue,
    Statement,
    Sum,
    Symbol,
    Term,
    map_children,
    symbols,
    walk,
)

MOST = 4  # claims that are summed
HERE = re.compile(r"(?P<stem>.+)_(?P<label>[a-z])")
BESIDE = re.compile(r"(?P<stem>.+)_\+(?P<label>[a-z])(?P<more>[+-]\d+)")
_ORDERED = (Relation.EQUAL, Relation.AT_MOST, Relation.AT_LEAST)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim about any step, by its chain and line; in sums the steps are counted by `label`. It is `bound` where more was given of the step."""

    chain: int
    statement: Relates
    line: int
    label: str
    bound: bool = False


@dataclass(slots=True)
class Steps:
    """What has been claimed of the steps of iterations so far."""

    said: list[Claimed] = field(default_factory=list)

    def note(self, statement: Statement, chain: int, line: int, restricted: Callable[[Statement, str], bool]) -> None:
        """One more claim, and what it makes of the one before it in its chain; `restricted` says whether more was given of the step."""
        if not isinstance(statement, Relates) or statement.relation not in _ORDERED:
            return
        before = [said for said in self.said if said.chain == chain and said.statement.right == statement.left]
        for left, relation in [
            (statement.left, statement.relation),
            *((b.statement.left, _joined(b.statement, statement)) for b in before),
        ]:
            whole = Relates(relation, left, statement.right) if relation is not None else None
            label = _label(whole) if whole is not None else ""
            if whole is not None and label:
                self.said.append(Claimed(chain, whole, line, label, restricted(whole, label)))

    def summed(self, statement: Statement, since: int) -> list[tuple[Claimed, Statement]]:
        """What the last claims since a line come to, summed as a claim about order sums over the steps."""
        if not isinstance(statement, Relates) or statement.relation is Relation.EQUAL:
            return []
        found: dict[Statement, Claimed] = {}
        sums = {(p.lower, p.upper): p for p in walk(statement) if isinstance(p, BigSum) and p.condition is None}
        for said in [one for one in self.said if one.line >= since][::-1]:
            for whole in sums.values():
                for back in _shifts(whole) if not said.bound else (0,):
                    same = whole.index.name == said.label and not back
                    sides = [
                        _over(side, said.label, whole, back) for side in (said.statement.left, said.statement.right)
                    ]
                    if sides[0] is None or sides[1] is None or len(found) >= MOST:
                        continue
                    premise = Relates(said.statement.relation, sides[0], sides[1])
                    made, spoken = _members(premise), _members(statement)
                    if same or (spoken and (made <= spoken or spoken <= made)):  # `Σ_i (a_{i-1} - a_i)`
                        found.setdefault(premise, said)
        return [(said, premise) for premise, said in found.items()]


def _shifts(whole: BigSum) -> tuple[int, ...]:
    """By how many steps back a sum may count them: `Σ_{i=1}^n (a_{i-1} - a_i)` begins with the step from a_0."""
    lower = whole.lower.value if isinstance(whole.lower, Number) else 1 if whole.lower is None else 0
    return (0, 1) if lower >= 1 else (0,)


def _members(statement: Statement) -> set[tuple[Term, Fraction]]:
    """The members of families that a statement speaks of, by how far they are from the one that an index counts."""
    entries = (part for part in walk(statement) if isinstance(part, Entry) and part.indices[0] is not None)
    found = ((entry.base, _from_index(entry.indices[0])) for entry in entries if entry.indices[0] is not None)
    return {(base, more) for base, more in found if more is not None}


def _from_index(place: Term) -> Fraction | None:
    """The 1 of `i + 1`; None where no index stands."""
    terms = place.terms if isinstance(place, Sum) else (place,)
    numbers = [term.factors if isinstance(term, Product) else (term,) for term in terms if not isinstance(term, Index)]
    values = [[factor.value for factor in one if isinstance(factor, Number)] for one in numbers]
    if len(numbers) + 1 != len(terms) or any(len(v) != len(n) for v, n in zip(values, numbers, strict=True)):
        return None
    return sum((Fraction(prod(value)) for value in values), Fraction(0))


def _joined(first: Relates, second: Relates) -> Relation | None:
    """How the ends of two links are related; None where that is not known."""
    relations = {first.relation, second.relation} - {Relation.EQUAL}
    return Relation.EQUAL if not relations else relations.pop() if len(relations) == 1 else None


def _label(statement: Relates) -> str:
    """The letter that counts the steps in a claim about one step and the next; '' where there is none, or more than one."""
    names = symbols(statement)
    next_ones = {match["label"] for name in names if (match := BESIDE.fullmatch(name)) is not None}
    here = {match["label"] for name in names if (match := HERE.fullmatch(name)) is not None}
    return next(iter(next_ones)) if len(next_ones) == 1 and here & next_ones else ""


def _over(side: Term, label: str, whole: BigSum, back: int) -> Term | None:
    """A side of a claim about the step `label`, summed like another sum; None where the number of the step stands in a size."""
    if any(
        isinstance(part, SizeValue) and label in part.size.names and part.size != Size.name(label)
        for part in walk(side)
    ):
        return None
    return BigSum(whole.index, _member(side, label, whole.index, back), whole.lower, whole.upper)


def _member(term: Term, label: str, index: Index, back: int) -> Term:
    """A term with x_k as the member number k of its family, or one `back` of that."""
    if isinstance(term, Symbol):
        if term.name == label and not term.shape:
            return _place(index, -back)
        return next(_as_entry(term, label, index, back), term)
    if isinstance(term, SizeValue) and term.size == Size.name(label):
        return _place(index, -back)
    if (
        isinstance(term, Derivative)
        and isinstance(term.body, Apply)
        and set(term.body.arguments) == set(term.variables)
    ):
        point = term.variables[0]
        entry = next(_as_entry(point, label, index, back), None) if isinstance(point, Symbol) else None
        if entry is not None:  # `∇f(x_k)` with a member of a family for x_k
            place = Symbol(f"{PLACE}{term.body.name.removeprefix('user:')}", point.shape, "u")
            called = replace(term.body, arguments=(place,))
            return At(Derivative(called, (place,) * len(term.variables), term.layout), ((place, entry),))
    return map_children(term, lambda child: _member(child, label, index, back))


def _place(index: Index, more: int) -> Term:
    return Sum((index, Number(Fraction(more)))) if more else index


def _as_entry(symbol: Symbol, label: str, index: Index, back: int) -> Iterator[Term]:
    beside, here = BESIDE.fullmatch(symbol.name), HERE.fullmatch(symbol.name)
    match = beside or here
    if match is None or match["label"] != label:
        return
    place = _place(index, (int(beside["more"]) if beside is not None else 0) - back)
    stem = match["stem"]
    family = Symbol(f"{stem}[]", (index.size, *symbol.sizes), symbol.latex.partition("_")[0])
    yield Entry(family, (place, *[None] * len(symbol.sizes)))
