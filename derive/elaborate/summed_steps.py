"""What was claimed of each step of an iteration, summed: of `f(x_{k+1}) - f^* ≤ a_k - a_{k+1}` that `Σ_k (f(x_{k+1}) - f^*) ≤ Σ_k (a_k - a_{k+1})`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

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
                if whole.index.name == said.label and len(found) < MOST:
                    sides = [_over(side, said.label, whole) for side in (said.statement.left, said.statement.right)]
                    if sides[0] is not None and sides[1] is not None:
                        found.setdefault(Relates(said.statement.relation, sides[0], sides[1]), said)
        return [(said, premise) for premise, said in found.items()]


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


def _over(side: Term, label: str, whole: BigSum) -> Term | None:
    """A side of a claim about the step `label`, summed like another sum; None where the number of the step stands in a size."""
    if any(
        isinstance(part, SizeValue) and label in part.size.names and part.size != Size.name(label)
        for part in walk(side)
    ):
        return None
    return BigSum(whole.index, _member(side, label, whole.index), whole.lower, whole.upper)


def _member(term: Term, label: str, index: Index) -> Term:
    """A term with x_k as the member number k of its family."""
    if isinstance(term, Symbol):
        if term.name == label and not term.shape:
            return index
        return next(_as_entry(term, label, index), term)
    if isinstance(term, SizeValue) and term.size == Size.name(label):
        return index
    if (
        isinstance(term, Derivative)
        and isinstance(term.body, Apply)
        and set(term.body.arguments) == set(term.variables)
    ):
        point = term.variables[0]
        entry = next(_as_entry(point, label, index), None) if isinstance(point, Symbol) else None
        if entry is not None:  # `∇f(x_k)` with a member of a family for x_k
            place = Symbol(f"{PLACE}{term.body.name.removeprefix('user:')}", point.shape, "u")
            called = replace(term.body, arguments=(place,))
            return At(Derivative(called, (place,) * len(term.variables), term.layout), ((place, entry),))
    return map_children(term, lambda child: _member(child, label, index))


def _as_entry(symbol: Symbol, label: str, index: Index) -> Iterator[Term]:
    beside, here = BESIDE.fullmatch(symbol.name), HERE.fullmatch(symbol.name)
    match = beside or here
    if match is None or match["label"] != label:
        return
    more = int(beside["more"]) if beside is not None else 0
    place = Sum((index, Number(Fraction(more)))) if more else index
    stem = match["stem"]
    family = Symbol(f"{stem}[]", (index.size, *symbol.sizes), symbol.latex.partition("_")[0])
    yield Entry(family, (place, *[None] * len(symbol.sizes)))
