"""From where to where sums run."""

from __future__ import annotations

from derive.numerics.fields import BadLuck, NotEvaluable
from derive.terms import BigProduct, BigSum, SizeValue, symbols, walk


def check(term: BigSum | BigProduct, lower: int, upper: int) -> None:
    """Raises BadLuck where a sum up to n - m, or from m to n, has no terms: it is only spoken of for m ≤ n. A sum up to n - 1 has none for n = 1;
    NotEvaluable further below."""
    if upper < lower and _compares(term):
        raise BadLuck(f"a sum from {lower} to {upper}")
    if upper < lower - 1:
        raise NotEvaluable(f"a sum from {lower} to {upper}")


def _compares(term: BigSum | BigProduct) -> bool:
    """Whether the ends of a sum speak of more than one name."""
    ends = [end for end in (term.lower, term.upper) if end is not None]
    sizes = (part.size for end in ends for part in walk(end) if isinstance(part, SizeValue))
    names = {name for end in ends for name in symbols(end)}.union(*(size.names for size in sizes))
    return len(names) > 1
