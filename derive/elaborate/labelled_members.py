r"""Members that are named by what they belong to: the `\gamma(z_{nk})` of `\gamma(z_{nk}) = \pi_k a_{nk} / \sum_j \pi_j a_{nj}`, which is no function of z."""

from __future__ import annotations

from collections.abc import Iterable

from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import calls, inside
from derive.formula.syntax import Chain, Display, Fence, Juxt, Name, Node, Sub
from derive.record import replace


def by_members(displays: Iterable[Display]) -> list[Display]:
    """The displays with `\\gamma(z_{nk})` as the member γ(z)_{nk} of a family, where the text gives it a formula without the letter z, and γ stands nowhere
    else."""
    listed = list(displays)
    bodies = tuple(clause.body for display in listed for clause in display.clauses)
    given: dict[str, str] = {}
    for body in bodies:
        found = _member(body.first) if isinstance(body, Chain) and body.links[0].op in ("=", ":=") else None
        if found is not None and isinstance(body, Chain) and found[1] not in map(key, inside(body.links[0].right)):
            given[found[0]] = found[1]
    for head, of in list(given.items()):
        called = [_member(Juxt((name, fence), ("",))) for name, fence in calls(bodies) if key(name) == head]
        spoken = sum(isinstance(node, Name) and key(node) == head for node in inside(bodies))
        if len(called) != spoken or any(found is None or found[1] != of for found in called):
            del given[head]
    return rewritten(listed, lambda node: _renamed(node, given)) if given else listed


def _member(node: Node) -> tuple[str, str] | None:
    r"""The γ and the z of `\gamma(z_{nk})`."""
    if not (isinstance(node, Juxt) and len(node.factors) == 2 and node.signs == ("",)):
        return None
    head, fence = node.factors
    item = fence.body if isinstance(fence, Fence) and fence.open == "(" else None
    letter = isinstance(head, Name) and isinstance(item, Sub) and isinstance(item.base, Name)
    name, of = key(head), key(item.base) if isinstance(item, Sub) else None
    return (name, of) if letter and name and of else None


def _renamed(node: Node, given: dict[str, str]) -> Node:
    if not isinstance(node, Juxt) or not any(key(factor) in given for factor in node.factors):
        return node
    factors, signs = list(node.factors), list(node.signs)
    for place in range(len(factors) - 2, -1, -1):
        head, fence = factors[place : place + 2]
        found = _member(Juxt((head, fence), ("",))) if not signs[place] else None
        if (
            found is None
            or given.get(found[0]) != found[1]
            or not isinstance(fence, Fence)
            or not isinstance(fence.body, Sub)
        ):
            continue
        span = (head.span[0], fence.span[1])
        name = Name(f"{found[0]}({found[1]})", span=head.span)
        factors[place : place + 2], signs[place : place + 1] = [Sub(name, fence.body.sub, span=span)], []
    return replace(node, factors=tuple(factors), signs=tuple(signs)) if len(factors) > 1 else factors[0]
