"""Nearby readings of a product that does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from derive.elaborate.loose import Loose
from derive.record import replace


def one_factor_changed(term: Loose, factors: tuple[Loose, ...]) -> Iterator[Loose]:
    """The term with one factor dropped, transposed or exchanged with its neighbour in the product that clashed."""
    product = factors[0] if len(factors) == 1 else None
    wanted = product.parts if product is not None and product.op == "Product" else factors
    yield from _inside(term, wanted)


def _inside(term: Loose, wanted: tuple[Loose, ...]) -> Iterator[Loose]:
    if (
        term.op == "Product"
        and len(term.parts) == len(wanted)
        and all(a is b for a, b in zip(term.parts, wanted, strict=True))
    ):
        yield from _changed(term)
        return
    for number, part in enumerate(term.parts):
        for made in _inside(part, wanted):
            yield replace(term, parts=(*term.parts[:number], made, *term.parts[number + 1 :]))


def _changed(term: Loose) -> Iterator[Loose]:
    parts = term.parts
    for i, part in enumerate(parts):
        yield replace(term, parts=parts[:i] + parts[i + 1 :])
        turned = part.parts[0] if part.op == "Transpose" else Loose("Transpose", (part,), None, part.span)
        yield replace(term, parts=(*parts[:i], turned, *parts[i + 1 :]))
    for i in range(len(parts) - 1):
        yield replace(term, parts=(*parts[:i], parts[i + 1], parts[i], *parts[i + 2 :]))
