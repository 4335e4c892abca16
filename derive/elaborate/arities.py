"""Letters that a text gives two formulas, for one argument and for two: the cross entropy H(p, q) and the entropy H(p) are functions of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside
from derive.formula.syntax import Chain, Display, Fence, Juxt, Mid, Name, Node, items_of
from derive.record import replace


def by_arity(displays: Iterable[Display]) -> list[Display]:
    """The displays with each such letter, but where it has the most arguments, under a name of its own."""
    listed = list(displays)
    bodies = [clause.body for display in listed for clause in display.clauses]
    given: dict[str, set[int]] = {}
    for body in bodies:
        whole = body.first if isinstance(body, Chain) and body.links[0].op in ("=", ":=") else None
        found = list(_calls(whole)) if isinstance(whole, Juxt) and len(whole.factors) == 2 else []
        for head, count in found:
            given.setdefault(key(head) or "", set()).add(count)
    # densities are told apart by what their arguments are called
    several = {name: counts for name, counts in given.items() if len(counts) > 1 and name not in ("p", "P")}
    if not several:
        return listed
    called = {id(head) for body in bodies for part in inside(body) for head, _ in _calls(part)}
    for part in inside(tuple(bodies)):
        if isinstance(part, Name) and id(part) not in called:
            several.pop(key(part) or "", None)  # without brackets it is not clear which of them is meant

    def changed(node: Node) -> Node:
        if not isinstance(node, Juxt):
            return node
        factors = list(node.factors)
        for place, count in _places(node):
            head = factors[place]
            counts = several.get(key(head) or "", set())
            if isinstance(head, Name) and count in counts and count != max(counts):
                factors[place] = replace(head, name=f"{head.name} of {count}")
        return replace(node, factors=tuple(factors)) if factors != list(node.factors) else node

    return rewritten(listed, changed)


def _calls(node: Node) -> Iterator[tuple[Name, int]]:
    """What is called in a product, with how many arguments."""
    if isinstance(node, Juxt):
        for place, count in _places(node):
            head = node.factors[place]
            if isinstance(head, Name):
                yield head, count


def _places(node: Juxt) -> Iterator[tuple[int, int]]:
    for place, (head, fence, sign) in enumerate(zip(node.factors, node.factors[1:], node.signs, strict=False)):
        called = isinstance(head, Name) and isinstance(fence, Fence) and fence.open == "(" and not sign
        if called and isinstance(fence, Fence) and not isinstance(fence.body, Mid):
            yield place, len(items_of(fence.body))
