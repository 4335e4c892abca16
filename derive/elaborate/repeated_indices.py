"""Indices that stand twice in a product and are bound by no sum: where a text sums over them without saying so in its formulas (Einstein's convention)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from derive import lazy_re as re
from derive.elaborate.loose import Loose
from derive.elaborate.scope import Known

SYMBOL = "Levi-Civita"  # marks the product that stands for ε_{ijk}, so that each of its indices counts once
_TENSORS = re.compile(r"Levi[\s–-]*Civit")
_SUM = re.compile(r"\\sum\b|∑")
_SAID = re.compile(r"\bEinstein\b|\bsummation convention\b|\brepeated (?:ind\w+|subscripts?)\b", re.I)


def summed_over(text: str, side: Loose) -> Loose:
    """A side with the sums that it leaves unsaid: in a text that speaks of the convention, or in a product with ε_{ijk}."""
    if side.op == "Sum":
        return Loose("Sum", tuple(summed_over(text, part) for part in side.parts), side.data, side.span)
    if side.op == "Derivative":  # what is differentiated is summed by itself, `d/dx_k x_i a_{ij} x_j`
        body, *variables = side.parts
        by = {known.name for variable in variables for known in _free(variable)}
        if by.isdisjoint(known.name for known in _free(body)):
            return Loose(side.op, (summed_over(text, body), *variables), side.data, side.span)
        return side
    if side.op not in ("Product", "Entry"):
        return side
    if side.op == "Product" and any(part.op == "Sum" for part in side.parts):
        parts = tuple(summed_over(text, part) if part.op == "Sum" else part for part in side.parts)
        side = Loose("Product", parts, side.data, side.span)
    met = list(_free(side))
    twice = [name for name, count in Counter(known.name for known in met).items() if count == 2]
    if not twice or not (_has_symbol(side) or _SAID.search(text) or _leaves_sums_out(text)):
        return side
    for name in twice:
        index = next(known for known in met if known.name == name)
        side = Loose("BigSum", (side,), (index, None, None, None), side.span)
    return side


def _leaves_sums_out(text: str) -> bool:
    """Whether a text works with ε_{ijk} and writes no sum anywhere."""
    return _TENSORS.search(text) is not None and _SUM.search(text) is None


def _free(term: Loose) -> Iterator[Known]:
    """The indices that no sum within a term binds, as often as they are written."""
    if term.op == "Index":
        yield term.data
        return
    if term.data == SYMBOL or term.op == "Sum":  # each summand has an index that is free in it once
        yield from {known.name: known for part in term.parts for known in _free(part)}.values()
        return
    bound = term.data[0].name if term.op in ("BigSum", "BigProduct") else ""
    indices = [index for index in term.data if index is not None] if term.op == "Entry" else []
    for part in (*term.parts, *indices):
        yield from (known for known in _free(part) if known.name != bound)


def _has_symbol(term: Loose) -> bool:
    return term.data == SYMBOL or any(map(_has_symbol, term.parts))
