"""Sums that are zero by what they are made of: `A - (Aᵀ)ᵀ`, and `S - A B` of an S that is given as A B."""

from __future__ import annotations

from collections.abc import Mapping

from derive.rules.likeness import repeats
from derive.terms import ShapeError, Sum, Term, substitute, walk


def cancels(term: Term, given: Mapping[str, Term]) -> bool:
    """Whether two terms of a sum in a term are the same but for a number, with what is given for its names."""
    try:
        for _ in given:
            term = substitute(term, given)
    except ShapeError:
        return True
    return any(repeats(part) for part in walk(term) if isinstance(part, Sum))
