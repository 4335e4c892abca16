"""How long the longest product inside a term is: the degree that decides at which sizes an identity is worth testing."""

from __future__ import annotations

from derive.terms import Number, Power, Product, Sum, Term, children

LONGEST = 64


def word_length(term: Term) -> int:
    """An upper estimate of the degree of a term in its matrices."""
    if isinstance(term, Product):
        return min(sum(word_length(f) for f in term.factors if f.shape), LONGEST)
    if isinstance(term, Power):
        count = abs(term.exponent.value.numerator) if isinstance(term.exponent, Number) else 1
        return min(word_length(term.base) * max(count, 1), LONGEST)
    if isinstance(term, Sum):
        return max(word_length(part) for part in term.terms)
    return max((word_length(child) for child in children(term)), default=1)
