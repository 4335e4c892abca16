"""Inverse functions as names of their own: `g^{-1}(y)` of a g that the text applies to things, `F_X^{-1}(p)`, `\\mathrm{erf}^{-1}(z)`.

Nothing is taken to hold of them but what the text says, so that it does not matter to a proof where a reciprocal was meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from derive import lazy_re as re
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside, is_capital
from derive.formula.syntax import Add, Apply, Brace, Display, Fence, Juxt, Name, Node, Num, Operator, Sub, Sup, Tuple
from derive.record import replace

INVERSE = "⁻¹"
_LETTERS = ("f", "g", "h", "phi", "psi", "varphi")
_OF_CHANCE = re.compile(r"distribution function|quantile|\bcdf\b|inverse (?:cumulative|function|transform)", re.I)
_DISTRIBUTIONS = ("F", "G", "Phi")
_OPERATORS = ("erf", "logit", "probit")


def is_known_inverse(name: str) -> bool:
    """Whether a name is that of the inverse of a function that custom knows: erf⁻¹."""
    return name.endswith(INVERSE) and name.removesuffix(INVERSE) in _OPERATORS


def named(displays: Iterable[Display], text: str) -> list[Display]:
    """The displays with the inverses of functions as functions of their own."""
    listed = list(displays)
    bodies = [clause.body for display in listed for clause in display.clauses]
    called = {key(head) for body in bodies for head in _heads(body)}
    chance = _OF_CHANCE.search(text) is not None

    def change(node: Node) -> Node:
        if isinstance(node, Apply) and isinstance(node.arg, Fence):
            name = _inverse(node.head, called, chance, _is_list(node.arg))
            return Juxt((name, node.arg), ("",), span=node.span) if name is not None else node
        if not isinstance(node, Juxt):
            return node
        factors = list(node.factors)
        for place, (head, behind) in enumerate(zip(node.factors, node.factors[1:], strict=False)):
            applied = isinstance(behind, Fence) and behind.open in ("(", "[") and node.signs[place] == ""
            factors[place] = (_inverse(head, called, chance, _is_list(behind)) if applied else None) or head
        return (
            node
            if all(a is b for a, b in zip(factors, node.factors, strict=True))
            else replace(node, factors=tuple(factors))
        )

    return rewritten(listed, change)


def _heads(body: Node) -> Iterable[Node]:
    """What stands before round brackets."""
    for part in inside(body):
        if isinstance(part, Juxt):
            for head, behind, sign in zip(part.factors, part.factors[1:], part.signs, strict=False):
                if sign == "" and isinstance(behind, Fence) and behind.open == "(":
                    yield head


def _is_list(fence: Node) -> bool:
    return isinstance(fence, Fence) and isinstance(fence.body, Tuple)


def _inverse(head: Node, called: set[str | None], chance: bool, listed: bool) -> Name | None:
    """The name of the inverse function that a head to the power -1 is; before a `listed` argument no power stands."""
    if not isinstance(head, Sup) or not _is_minus_one(head.sup):
        return None
    base = head.base
    stem = base.base if isinstance(base, Sub) else base
    name = key(base)
    if isinstance(stem, Operator):
        return Name(f"{stem.name}{INVERSE}", span=head.span) if stem.name in _OPERATORS else None
    if not isinstance(stem, Name) or name is None or stem.style:
        return None
    of_a_number = isinstance(base, Sub) and is_capital(key(base.sub) or "")
    distribution = chance and stem.name in _DISTRIBUTIONS and (of_a_number or stem.name == "Phi" or name in called)
    if distribution or ((stem.name in _LETTERS or listed) and name in called):
        return Name(f"{name}{INVERSE}", span=head.span)
    return None


def _is_minus_one(sup: Node) -> bool:
    while isinstance(sup, Brace):
        sup = sup.body
    return isinstance(sup, Add) and len(sup.terms) == 1 and sup.terms[0] == ("-", Num("1"))
