"""Second points: the x' of `k(x, x')` is a point like x, and no derivative of it nor, where a transpose is written so, its transpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.derivatives import derivative_fraction
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside
from derive.formula.syntax import Display, Fence, Frac, Juxt, Name, Node, Prime, Tuple


def second_points(displays: Iterable[Display]) -> list[Display]:
    """The displays with each x' as a name of its own, where some function is applied to x and x'."""
    listed = list(displays)
    bodies = tuple(clause.body for display in listed for clause in display.clauses)
    found = set(_pairs(bodies)) - set(_slopes(bodies))
    if not found:
        return listed

    def change(node: Node) -> Node:
        if isinstance(node, Prime) and node.count == 1 and isinstance(node.base, Name) and _plain(node.base) in found:
            return Name(f"{node.base.name}'", node.base.style, span=node.span)
        return node

    return rewritten(listed, change)


def _pairs(bodies: tuple[Node, ...]) -> Iterator[tuple[str, str]]:
    """The letters of which a function is applied to the letter and the letter with a prime: `k(x, x')`."""
    for part in inside(bodies):
        factors = part.factors if isinstance(part, Juxt) else ()
        for head, bracket in zip(factors, factors[1:], strict=False):
            body = bracket.body if isinstance(bracket, Fence) and bracket.open == "(" else None
            if isinstance(head, Name) and isinstance(body, Tuple) and len(body.items) == 2:
                first, second = body.items
                if isinstance(first, Name) and isinstance(second, Prime) and second.count == 1 and second.base == first:
                    yield _plain(first)


def _slopes(bodies: tuple[Node, ...]) -> Iterator[tuple[str, str]]:
    """The letters that are functions, of which y' is the derivative: with two primes, or a prime before brackets, or differentiated somewhere."""
    for part in inside(bodies):
        if isinstance(part, Prime) and part.count > 1 and isinstance(part.base, Name):
            yield _plain(part.base)
        if isinstance(part, Frac):
            found = derivative_fraction(part)
            if found is not None and isinstance(found[0], Name):
                yield _plain(found[0])
        factors = part.factors if isinstance(part, Juxt) else ()
        for head, bracket in zip(factors, factors[1:], strict=False):
            called = isinstance(bracket, Fence) and bracket.open == "("
            base = head.base if isinstance(head, Prime) else head
            if called and isinstance(base, Name) and isinstance(head, Prime | Name):
                yield _plain(base)


def _plain(name: Name) -> tuple[str, str]:
    return name.name, name.style
