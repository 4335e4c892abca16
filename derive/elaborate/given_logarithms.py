"""What a text gives by its logarithm only, the L of `\\ln L(\\mu) = …`: that logarithm is a name of its own."""

from __future__ import annotations

from collections.abc import Iterable

from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import calls, inside, whole_names
from derive.formula.syntax import Apply, Chain, Display, Fence, Juxt, Mid, Name, Node, Operator, Sub
from derive.record import replace

_LOGARITHMS = ("ln", "log")


def given_by_logarithm(displays: Iterable[Display]) -> list[Display]:
    """The displays with `\\ln L` and `\\ln L(\\mu)` as a name and its value, for each L of which nothing else is said in a formula that relates things."""
    listed = list(displays)
    chains = [clause.body for display in listed for clause in display.clauses if isinstance(clause.body, Chain)]
    given = set()
    for chain in chains:
        sides = (chain.first, *(link.right for link in chain.links))
        for side, link in zip(sides, chain.links, strict=False):  # `ℓ(μ) = \\ln L(μ) = …` gives it, too
            head = _under(side)
            if head is not None and link.op in ("=", ":="):
                given |= {key(head) or ""} - whole_names(link.right)
    if not given:
        return listed
    under = {id(head) for chain in chains for part in inside(chain) if (head := _under(part)) is not None}
    for part in inside(tuple(chains)):
        if isinstance(part, Name | Sub) and id(part) not in under:
            given.discard(key(part) or "")

    def changed(node: Node) -> Node:
        head = _under(node)
        if head is None or key(head) not in given or not isinstance(node, Apply):
            return node
        name = Name(
            f"{node.head.name if isinstance(node.head, Operator) else ''} {key(head)}",
            span=(node.span[0], head.span[1]),
        )
        if isinstance(node.arg, Juxt):
            return replace(node.arg, factors=(name, *node.arg.factors[1:]), span=node.span)
        return name

    return rewritten(listed, changed)


def called_logarithms(displays: Iterable[Display]) -> set[str]:
    """The names so made that are functions of something: `\\ln L(\\mu)`."""
    heads = (key(head) or "" for display in displays for clause in display.clauses for head, _ in calls(clause.body))
    return {name for name in heads if name.partition(" ")[0] in _LOGARITHMS and " " in name}


def _under(node: Node) -> Name | Sub | None:
    """The L of `\\ln L`, `\\ln L(\\mu)`; not that of a density with a condition, `\\ln p(x | \\mu)`."""
    if not (isinstance(node, Apply) and isinstance(node.head, Operator) and node.head.name in _LOGARITHMS):
        return None
    head, fence = node.arg, None
    if isinstance(head, Juxt) and len(head.factors) == 2 and not head.signs[0]:
        head, fence = head.factors
        # densities are given by their logarithm where no law gives them, which is looked at elsewhere
        if not isinstance(fence, Fence) or fence.open != "(" or isinstance(fence.body, Mid) or key(head) in ("p", "P"):
            return None
    return head if isinstance(head, Name | Sub) else None
