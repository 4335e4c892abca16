"""Decimals: `-\\log 0.245 = 1.406` says that the number on the right is the one on the left, rounded to the digits that are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.loose import Loose, parts_of
from derive.goals import Goal
from derive.record import dataclass, replace
from derive.terms import (
    All,
    Apply,
    Block,
    Entry,
    Number,
    Product,
    Relates,
    Relation,
    Sum,
    Term,
    substitute,
    symbols,
    walk,
)

_DECIMAL = re.compile(r"\s*[-−]?\s*\d*\.(\d+)\s*")
_CARRIED = Fraction(1, 200)  # and what may be, with numbers that were rounded on the way, by less
_DEEPEST = 4  # names within the values of names
_ROUGH = Fraction(1, 50)  # what is worked out with numbers that were rounded before is off by little


@dataclass(frozen=True, slots=True)
class Rounded:
    """That a side is a number up to half a unit of the last digit that is written; `roughly`, that it is so up to less than one unit, as where digits are
    cut off, and where numbers are rounded in the other side too, that both are about the same."""

    goal: Goal
    digits: int
    roughly: Goal


def rounded(goal: Goal, left: Loose, right: Loose, text: str) -> Rounded | None:
    """What an equation claims where a side of it is a decimal, or holds decimals in rows; None where none does."""
    said = goal.statement
    if not isinstance(said, Relates) or said.relation is not Relation.EQUAL:
        return None
    values = {d.symbol.name: d.value for d in goal.definitions if not d.parameters}
    for written, value, other, beside in ((right, said.right, left, said.left), (left, said.left, right, said.right)):
        pairs = [(number, _unfolded(cell, values)) for number, cell in _pairs(value, beside)]
        digits = max((_digits(part, text) for part in parts_of(written)), default=0)
        before = any(_digits(part, text) for part in parts_of(other)) or any(
            _has_decimals(cell, beside) for _, cell in pairs
        )
        if not pairs or not (digits or before):
            continue
        gaps = [Sum((cell, Product((Number(Fraction(-1)), number)))) for number, cell in pairs]
        unit = Fraction(1, 10**digits) if digits else Fraction(0)
        less = [unit * Fraction(999, 1000)] * len(pairs)
        rough = _ROUGH if before else _CARRIED
        less = [max(least, rough * abs(_value(number))) for least, (number, _) in zip(less, pairs, strict=True)]
        return Rounded(_within(goal, gaps, [unit / 2] * len(gaps)), digits, _within(goal, gaps, less))
    return _of_numbers(
        goal, said, values, any(_digits(part, text) for side in (left, right) for part in parts_of(side))
    )


def _of_numbers(goal: Goal, said: Relates, values: Mapping[str, Term], written: bool) -> Rounded | None:
    """`s = 3.143 n` of an s and an n that the text gives numbers: both sides are about the same."""
    one, other = (_unfolded(side, values) for side in (said.left, said.right))
    decimals = written or _has_decimals(one, said.left) or _has_decimals(other, said.right)
    if said.left.shape or symbols(one) or symbols(other) or not decimals:
        return None
    gap = Apply("abs", (Sum((one, Product((Number(Fraction(-1)), other)))),))
    most = Product((Number(_ROUGH), Apply("abs", (other,))))
    about = replace(goal, statement=Relates(Relation.AT_MOST, gap, most, span=said.span))
    return Rounded(about, 0, about)


def _has_decimals(cell: Term, written: Term) -> bool:
    """Whether what names stand for has brought decimals into a term."""
    return cell != written and any(
        isinstance(part, Number) and part.value.denominator > 1 and 10**9 % part.value.denominator == 0
        for part in walk(cell)
    )


def _within(goal: Goal, gaps: Sequence[Term], most: Sequence[Fraction]) -> Goal:
    """That no gap is greater than what it may be at most."""
    parts = [
        Relates(Relation.AT_MOST, Apply("abs", (gap,)), Number(bound), span=goal.statement.span)
        for gap, bound in zip(gaps, most, strict=True)
    ]
    return replace(goal, statement=parts[0] if len(parts) == 1 else All(tuple(parts)))


def _pairs(value: Term, beside: Term) -> Iterator[tuple[Term, Term]]:
    """Numbers, each with what stands for it on the other side."""
    if not value.shape:
        yield from [(value, beside)] if _is_number(value) else []
    elif isinstance(value, Block):
        cells = [(number, _cell(beside, i, j)) for i, row in enumerate(value.rows) for j, number in enumerate(row)]
        yield from cells if all(_is_number(number) and not cell.shape for number, cell in cells) else []


def _cell(whole: Term, row: int, column: int) -> Term:
    """An entry of a matrix or of a column, counted from 0."""
    if isinstance(whole, Block) and row < len(whole.rows) and column < len(whole.rows[row]):
        return whole.rows[row][column]
    places = [Number(Fraction(place + 1)) for place in (row, column)]
    return Entry(whole, tuple(places) if len(whole.shape) > 1 else (places[1] if column else places[0],))


def _unfolded(term: Term, values: Mapping[str, Term]) -> Term:
    """A term with the numbers that the text gives names put in."""
    for _ in range(_DEEPEST):
        if not (names := set(symbols(term)) & set(values)):
            break
        term = substitute(term, {name: values[name] for name in names})
    return term


def _digits(side: Loose, text: str) -> int:
    """How many digits of a decimal stand behind its point; 0 for what is none."""
    bare = side.parts[-1] if side.op == "Product" and len(side.parts) == 2 and side.parts[0].op == "Number" else side
    match = _DECIMAL.fullmatch(text[slice(*side.span)]) if bare.op == "Number" else None
    return len(match[1]) if match is not None else 0


def _is_number(value: Term) -> bool:
    return isinstance(value, Number) or (
        isinstance(value, Product) and all(isinstance(factor, Number) for factor in value.factors)
    )


def _value(value: Term) -> Fraction:
    if isinstance(value, Number):
        return value.value
    product = Fraction(1)
    for factor in value.factors if isinstance(value, Product) else ():
        product *= factor.value if isinstance(factor, Number) else 1
    return product
