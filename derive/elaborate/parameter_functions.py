"""Moments as functions of a parameter: in a text that says `\\mathrm{Var}(X) = \\mathrm{Var}(p) = …` of an `X ∼ \\mathrm{Bern}(p)`, `\\mathrm{Var}(p)` is what the
variance of X is at p, and not the variance of a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.moments import OPERATORS
from derive.elaborate.random_words import FOLLOWS
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside, whole_names
from derive.formula.syntax import Apply, Chain, Display, Fence, Juxt, Name, Node, Operator
from derive.record import replace

AT = " at "  # in the name of such a function, before the parameter


def as_functions(displays: Iterable[Display]) -> list[Display]:
    """The displays with such operators as functions, where they stand before the parameter, another value of it or a number."""
    listed = list(displays)
    bodies = [clause.body for display in listed for clause in display.clauses]
    found = dict(_equated(bodies)) if any(of_moment(part) for body in bodies for part in inside(body)) else {}
    return rewritten(listed, lambda node: _renamed(node, found)) if found else listed


def of_moment(node: Node) -> tuple[str, Node] | None:
    """The operator and what it is taken of, of `\\mathrm{Var}(X)`."""
    if isinstance(node, Apply) and isinstance(node.head, Operator) and isinstance(node.arg, Fence):
        return (node.head.name, node.arg.body) if node.head.name in OPERATORS else None
    return None


def _equated(bodies: list[Node]) -> Iterator[tuple[str, str]]:
    """The operators of which the text says that they are one of a random variable and of a parameter of its law, and the parameter."""
    chains = [body for body in bodies if isinstance(body, Chain)]
    laws = {key(c.first): whole_names(c.links[0].right) for c in chains if c.links[0].op == FOLLOWS}
    for chain in chains:
        sides = [chain.first, *(link.right for link in chain.links if link.op == "=")]
        for one, other in zip(sides, sides[1:], strict=False):
            left, right = of_moment(one), of_moment(other)
            if left is None or right is None or left[0] != right[0]:
                continue
            parameter = key(right[1])
            if parameter is not None and parameter in laws.get(key(left[1]), ()):
                yield left[0], parameter


def _renamed(node: Node, found: dict[str, str]) -> Node:
    of = of_moment(node)
    if of is None or of[0] not in found or not isinstance(node, Apply):
        return node
    stem = found[of[0]].partition("_")[0]
    if any(name.partition("_")[0] != stem for name in whole_names(of[1])):
        return node
    head = Name(f"{of[0]}{AT}{stem}", "roman", span=node.head.span)
    return Juxt((head, replace(node.arg)), ("",), span=node.span)
