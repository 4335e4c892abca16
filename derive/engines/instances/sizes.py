"""Which sizes an identity is tested at, and at which a counterexample is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, permutations, product

from derive.sizes import Size
from derive.terms import (
    BasisVector,
    Identity,
    Index,
    Number,
    Ones,
    Relates,
    Relation,
    SizeValue,
    Symbol,
    Term,
    Zero,
    walk,
)

LARGEST_TEST_SIZE = 12
MOST_ORDERS = 20


def names_in(terms: Iterable[Term]) -> tuple[str, ...]:
    """The size names that terms depend on, in order of first occurrence."""
    found: dict[str, None] = {}
    for term in terms:
        for part in walk(term):
            for size in _sizes(part):
                for name in sorted(size.names):
                    found.setdefault(name)
    return tuple(found)


def _sizes(term: Term) -> tuple[Size, ...]:
    match term:
        case Symbol(sizes=sizes) | Zero(sizes=sizes) | Ones(sizes=sizes):
            return sizes
        case Identity(size=size) | Index(size=size) | SizeValue(size=size) | BasisVector(size=size):
            return (size,)
    return term.shape


def test_sizes(names: Sequence[str], degree: int) -> Iterator[dict[str, int]]:
    """Assignments for tests of identities of a degree: all sizes distinct, above half the degree (up to a cap), never 1; side by side and
    farther apart by turns: a difference of sizes must not always be the same, nor their order, as far as there are instances.

    A polynomial identity of degree d in matrices may hold at sizes up to d/2 and fail above (Amitsur & Levitzki 1950).
    """
    least = min(max(3 if len(names) < 5 else 2, degree // 2 + 1), LARGEST_TEST_SIZE)
    values = range(least, least + len(names))
    if len(names) < 2:
        yield from (dict.fromkeys(names, least + extra) for extra in range(4))
        return
    orders = list(islice(permutations(values), 120))
    step = max(len(orders) // MOST_ORDERS, 1)
    orders = [orders[0], orders[-1], *orders[1:-1:step]]
    wide = [tuple(2 * value - least for value in order) for order in orders]
    both = [*zip(orders, wide, strict=True)]
    mixed = [pair[number % 2] for number, pair in enumerate(both)] + [
        pair[1 - number % 2] for number, pair in enumerate(both)
    ]
    yield from (dict(zip(names, order, strict=True)) for order in mixed)


test_sizes.__test__ = False  # type: ignore[attr-defined]  # not a test of pytest's


LARGEST_COUNT = 9  # what is said of a number of things is tested up to it


def count_sizes(terms: Sequence[Term], tested: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Further assignments for what terms say of sizes as numbers, `2^n`, up to `LARGEST_COUNT`: that two values agree says little of such. From what
    a term says to be the least one on, where one does: from 0 for `n ≥ 0` of what is no shape."""
    listed = list(terms)
    numbers = {
        name for term in listed for part in walk(term) if isinstance(part, SizeValue) for name in part.size.names
    }
    shapes = {name for term in listed for part in walk(term) for size in part.shape for name in size.names}
    for name in tested:
        if name not in numbers:
            continue
        least = max((low for term in listed if (low := _at_least(term, name)) is not None), default=None)
        first = tested[name] if least is None else max(least, 1) if name in shapes else least
        # of large matrices exact instances take long
        for value in range(first, (min(tested[name] + 2, LARGEST_COUNT) if name in shapes else LARGEST_COUNT) + 1):
            if value != tested[name]:
                yield {**tested, name: value}


def _at_least(term: Term, name: str) -> int | None:
    """The 0 of `n ≥ 0`."""
    if (
        not isinstance(term, Relates)
        or term.relation is not Relation.AT_LEAST
        or term.left != SizeValue(Size.name(name))
    ):
        return None
    bound = term.right.value if isinstance(term.right, Number) else None
    return int(bound) if bound is not None and bound.denominator == 1 and bound >= 0 else None


def small_sizes(names: Sequence[str], largest: int = 4) -> Iterator[dict[str, int]]:
    """Assignments from the least up: by the largest size, then by the sum."""
    largest = largest if len(names) < 4 else min(largest, 3) if len(names) < 6 else 2
    every = sorted(
        product(range(1, largest + 1), repeat=len(names)),
        key=lambda values: (max(values, default=0), sum(values), values),
    )
    yield from (dict(zip(names, values, strict=True)) for values in every)
