"""What a statement claims, and what it and its context speak of: what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.diagnose.author import signed
from derive.diagnose.site import Vocabulary
from derive.goals import Goal
from derive.terms import (
    BigProduct,
    BigSum,
    Derivative,
    Entry,
    Implies,
    Index,
    Number,
    Power,
    Product,
    ShapeError,
    SizeValue,
    Statement,
    Sum,
    Term,
    Trace,
    Transpose,
    symbols,
    walk,
)


def conclusion(statement: Statement) -> Statement:
    """What a statement claims, its premises aside."""
    while isinstance(statement, Implies):
        statement = statement.conclusion
    return statement


def concluding(statement: Statement, claim: Statement) -> Statement:
    """The statement with another claim under the same premises."""
    if isinstance(statement, Implies):
        return Implies(statement.premises, concluding(statement.conclusion, claim))
    return claim


def vocabulary(goal: Goal) -> Vocabulary:
    """What a goal speaks of: the symbols of the statement, then those of what it rests on; sizes that may stand as numbers; indices; entries."""
    found = dict(symbols(goal.statement))
    for part in (
        *(d.symbol for d in goal.definitions),
        *(d.value for d in goal.definitions),
        *(h.statement for h in goal.hypotheses),
    ):
        for name, symbol in symbols(part).items():
            found.setdefault(name, symbol)
    parts = list(walk(goal.statement))
    sizes = {part.size: None for part in parts if isinstance(part, SizeValue)}
    sizes |= {size: None for symbol in found.values() for size in symbol.shape}
    indices = {part.name: part for part in parts if isinstance(part, Index)}
    sizes |= {index.size: None for index in indices.values()}
    entries = {part: None for part in parts if isinstance(part, Entry) and not part.shape}
    bound = {part.index.name for part in parts if isinstance(part, BigSum | BigProduct)}
    return Vocabulary(
        tuple(found.values()), tuple(size for size in sizes if size.value is None), tuple(indices.values()), tuple(entries), frozenset(indices) - bound,
    )  # fmt: skip


MOST_TERMS = 300


def _summed(side: Term, target: Term, words: Vocabulary) -> Iterator[Term]:
    """Sums over the indices that occur, of one or two of the entries that do: as an author who writes sums would."""
    indices = {
        part.index.name: part.index for term in (side, target) for part in walk(term) if isinstance(part, BigSum)
    }
    if side.shape:
        return
    for index in indices.values():
        mine = [
            entry for entry in words.entries if {p.name for p in walk(entry) if isinstance(p, Index)} == {index.name}
        ]
        for place, entry in enumerate(mine):
            yield BigSum(index, entry)
            yield BigSum(index, Power(entry, Number(Fraction(2))))
            for other in mine[place + 1 :]:
                yield BigSum(index, Product((entry, other)))


def missing_terms(side: Term, target: Term, words: Vocabulary) -> list[Term]:
    """Terms that may be missing from a side, up to a number: what stands on either side, and products of two symbols, each also transposed."""
    found: dict[Term, None] = {}
    for part in (*walk(side), *walk(target)):
        if part.shape == side.shape and not isinstance(part, Sum | Number | SizeValue | Derivative | Index):
            found.setdefault(signed(part)[1])
    for part in _summed(side, target, words):
        found.setdefault(part)
    atoms = [form for atom in words.pool for form in ((atom, Transpose(atom)) if 0 < len(atom.shape) < 3 else (atom,))]
    for atom in atoms:
        if atom.shape == side.shape:
            found.setdefault(atom)
    for one in atoms:
        for other in atoms:
            if one.shape and other.shape or not (one.shape or other.shape):
                try:
                    both = Product((one, other)) if one != other or one.shape else Power(one, Number(Fraction(2)))
                except ShapeError:
                    continue
                if both.shape == side.shape:
                    found.setdefault(both)
                elif not side.shape and len(both.shape) == 2 and both.shape[0] == both.shape[1]:
                    found.setdefault(Trace(both))
    for part in list(found):
        if len(part.shape) == 2 and part.shape[0] == part.shape[1] and not isinstance(part, Transpose):
            found.setdefault(Transpose(part))
    return list(found)[:MOST_TERMS]
