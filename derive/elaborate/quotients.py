"""Quotients with a slash: the M/A of `M/A = D - C A^{-1} B` is one name, and all of `d^T A d` is below the line in `c/d^T A d`."""

from __future__ import annotations

from collections.abc import Iterable

from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside, is_capital, transposes
from derive.formula.syntax import Add, Chain, Display, Fence, Juxt, Name, Node, Num, Sup, Symbolic


def complements(displays: Iterable[Display]) -> list[Display]:
    """The displays with M/A as one name, where one of them says what it is by an inverse of A (Zhang: The Schur Complement and Its
    Applications, 0.3)."""
    listed = list(displays)
    found = {
        name
        for display in listed
        for clause in display.clauses
        if isinstance(clause.body, Chain) and clause.body.links[0].op in ("=", ":=", "≡")
        for name in [_quotient(clause.body.first)]
        if name and _inverts(clause.body.links[0].right, name.partition("/")[2])
    }
    if not found:
        return listed

    def renamed(node: Node) -> Node:
        name = _quotient(node)
        return Name(name, "", span=node.span) if name in found else node

    return rewritten(listed, renamed)


def below_slashes(displays: Iterable[Display]) -> list[Display]:
    """The displays with all that a transpose behind a slash is multiplied by below the line: nothing is divided by a row."""

    def grouped(node: Node) -> Node:
        if not isinstance(node, Juxt) or "/" not in node.signs:
            return node
        place = node.signs.index("/") + 1  # the first factor below the line
        end = place + 1
        while end < len(node.factors) and not node.signs[end - 1]:
            end += 1
        first = node.factors[place]
        if end - place < 2 or not (isinstance(first, Sup) and transposes(first.sup)):
            return node
        span = (first.span[0], node.factors[end - 1].span[1])
        below = Fence("(", ")", Juxt(node.factors[place:end], ("",) * (end - place - 1), span=span), span=span)
        factors = (*node.factors[:place], below, *node.factors[end:])
        return Juxt(factors, (*node.signs[:place], *node.signs[end - 1 :]), span=node.span)

    return rewritten(displays, grouped)


def _quotient(node: Node) -> str | None:
    """`M/A` of two capital letters."""
    if not (isinstance(node, Juxt) and node.signs == ("/",)):
        return None
    names = [key(part) for part in node.factors]
    return "/".join(str(name) for name in names) if all(name and is_capital(name) for name in names) else None


def _inverts(value: Node, name: str) -> bool:
    """Whether a sum has a term with a power -1, or a pseudoinverse, of a name."""
    return isinstance(value, Add) and any(
        isinstance(part, Sup) and key(part.base) == name and _is_inverse(part.sup) for part in inside(value)
    )


def _is_inverse(sup: Node) -> bool:
    if isinstance(sup, Add) and len(sup.terms) == 1:
        sign, term = sup.terms[0]
        return sign == "-" and isinstance(term, Num | Name)
    return (isinstance(sup, Symbolic) and sup.sign in "+-†") or (isinstance(sup, Name) and sup.name == "dagger")
