"""Equations between differentials, `dL = tr(Gᵀ dX)`: there d is no number, whatever it is elsewhere in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.survey import inside
from derive.formula.syntax import Add, Apply, Chain, Clause, Empty, Fence, Juxt, Name, Node, Num


def of_differentials(clauses: Iterable[Clause]) -> frozenset[Node]:
    """The equations among the clauses of a display in every term of which a d stands right before something, where a side of one of them is a
    differential and nothing else."""
    moved = [c.body for c in clauses if isinstance(c.body, Chain) and all(map(_moves, _sides(c.body)))]
    whole = any(_is_differential(side) for chain in moved for side in _sides(chain))
    whole = whole or any(len([*_sides(chain)]) == 1 for chain in moved)  # it is zero
    return frozenset(moved) if whole else frozenset()


def _sides(chain: Chain) -> Iterator[Node]:
    """The sides of an equation but for those that are nothing, or zero."""
    if any(link.op != "=" for link in chain.links):
        yield Empty()
        return
    for side in (chain.first, *(link.right for link in chain.links)):
        if not isinstance(side, Empty) and side != Num("0"):
            yield side


def _moves(side: Node) -> bool:
    """Whether every term of a side has a differential in it."""
    terms = [term for _, term in side.terms] if isinstance(side, Add) else [side]
    return all(any(True for part in inside(term) for _ in _differentials(part)) for term in terms)


def _differentials(node: Node) -> Iterator[Node]:
    """What stands right behind a d, without a sign or a space before a name."""
    if isinstance(node, Juxt):
        for here, after, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
            if is_plain_d(here) and not sign and (isinstance(after, Apply | Fence) or here.span[1] == after.span[0]):
                yield after


def _is_differential(side: Node) -> bool:
    return isinstance(side, Juxt) and len(side.factors) == 2 and any(True for _ in _differentials(side))


def is_plain_d(node: Node) -> bool:
    """Whether a node is an italic d."""
    return isinstance(node, Name) and node.name == "d" and node.style == ""


__all__ = ["is_plain_d", "of_differentials"]
