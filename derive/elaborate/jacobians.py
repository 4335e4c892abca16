"""Jacobians before anything is read: `J f(x)` and `J_f(x)` are outputs × inputs, the transpose of what `∇f(x)` is of a function with vectors for values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive import lazy_re as re
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside
from derive.formula.syntax import Display, Fence, Juxt, Name, Node, Sub, Sup
from derive.record import replace

_SAID = re.compile(r"\bjacobian", re.I)


def jacobians(displays: Iterable[Display], text: str) -> list[Display]:
    """The displays with the Jacobians of functions written as gradients, where the text speaks of Jacobians or a J stands before several functions."""
    listed = list(displays)
    nodes = (node for display in listed for clause in display.clauses for node in inside(clause.body))
    functions = {key(function) for node in nodes if isinstance(node, Juxt) for _, _, function in _places(node)}
    if not functions or (len(functions) < 2 and not _SAID.search(text)):
        return listed
    return rewritten(listed, lambda node: _written(node) if isinstance(node, Juxt) else node)


def _places(node: Juxt) -> Iterator[tuple[int, int, Node]]:
    """Where a J stands before a function with its argument or has it as a subscript, how many factors that takes, and the function."""
    for place, factor in enumerate(node.factors):
        behind, signs = node.factors[place + 1 : place + 3], node.signs[place : place + 2]
        if isinstance(factor, Sub) and _is_j(factor.base) and behind and not signs[0]:
            if _is_function(factor.sub) and _calls(behind[0]):
                yield place, 2, factor.sub
        elif _is_j(factor) and len(behind) == 2 and not any(signs) and _is_function(behind[0]) and _calls(behind[1]):
            yield place, 3, behind[0]


def _is_j(node: Node) -> bool:
    return isinstance(node, Name) and node.name == "J" and node.style in ("", "bold", "roman")


def _is_function(node: Node) -> bool:
    return isinstance(node, Name) and not node.name.isdigit() and len(node.name) == 1


def _calls(node: Node) -> bool:
    bracket = node.base if isinstance(node, Sup) else node
    return isinstance(bracket, Fence) and bracket.open == "("


def _written(node: Juxt) -> Node:
    """`(∇f(x))^T` for `J f(x)`; what stands above the bracket, as the T of `J f(x)^T`, stands above all of it."""
    factors, signs = list(node.factors), list(node.signs)
    for place, count, function in reversed([*_places(node)]):
        last = factors[place + count - 1]
        bracket = last.base if isinstance(last, Sup) else last
        span = (factors[place].span[0], bracket.span[1])
        gradient = Juxt((Name("nabla", span=factors[place].span), function, bracket), ("", ""), span=span)
        turned: Node = Sup(Fence("(", ")", gradient, span=span), Name("top", span=span), span=span)
        if isinstance(last, Sup):
            turned = replace(last, base=Fence("(", ")", turned, span=span), span=(span[0], last.span[1]))
        factors[place : place + count] = [turned]
        del signs[place : place + count - 1]
    if len(factors) == len(node.factors):
        return node
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), signs=tuple(signs))
