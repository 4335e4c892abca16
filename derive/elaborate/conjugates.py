"""Convex conjugates: in a text that speaks of them, `g^*(y)` of a function g of which the text says no more is sup_u ⟨u, y⟩ - g(u) (Rockafellar, Convex Analysis (1970), section 12)."""

from __future__ import annotations

from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose
from derive.elaborate.scope import Known, key
from derive.formula.syntax import Chain, Fence, Juxt, Name, Node, Sub, Sup, Symbolic, Tuple
from derive.goals import Origin

_SAYS = re.compile(
    r"\bconvex conjugate|\bconjugate functions?\b|\b(?:bi|f\.\s?l\.\s)conjugate|\bfenchel\b|\blegendre(?:-fenchel)?\s+(?:transform|conjugate|dual)|"
    r"\bconjugate\b[^.]{0,200}\\sup\b",
    re.I,
)
_ELSE = re.compile(r"\bcomplex[- ](?:conjugate|valued|numbers?)|\bconjugate[- ](?:transpose|prior)", re.I)


def is_conjugate(it: Interpreter, head: Node) -> bool:
    """Whether a star is over the letter of a function, in a text that means conjugates by it, and the starred letter has no formula of its own."""
    if not (isinstance(head, Sup) and _is_star(head.sup) and isinstance(head.base, Name | Sub)):
        return False
    name, starred = key(head.base), key(head)
    if name is None or starred is None or not _SAYS.search(it.text) or _ELSE.search(it.text):
        return False
    own, known = it.scope.names.get(starred), it.scope.names.get(name)
    if own is not None and (own.parameters or own.definition or (own.kind and own.origin is Origin.DECLARED)):
        return False
    if known is not None and (known.kind or known.definition or known.rank):
        return bool(known.kind == "function")
    return name in it.survey.functions or name in it.survey.called


def conjugate(it: Interpreter, head: Node, fence: Fence) -> Loose | None:
    """`g^*(y)` as the extremum that it is; None where it is something else. Raises Unreadable."""
    if fence.open != "(" or isinstance(fence.body, Tuple | Chain) or not is_conjugate(it, head):
        return None
    assert isinstance(head, Sup)
    span = (head.span[0], fence.span[1])
    at = it.read(fence.body)
    rank = 1 if _has_vector(at) else 0
    known = Known(
        f"conjugate at {span[0]}", "u", rank, tuple(it.sizes.fresh() for _ in range(rank)), Origin.INFERRED, it.line
    )
    variable = Loose("Symbol", (), known, span)
    with it.shadowing(known):
        argument = Fence("(", ")", Name(known.name, span=fence.span), span=fence.span)
        value = it.read(Juxt((head.base, argument), ("",), span=span))
    if value.op != "Call":
        return None
    less = Loose("Product", (Loose("Number", (), Fraction(-1), span), value), None, span)
    body = Loose("Sum", (Loose("Inner", (variable, at), None, span), less), None, span)
    return Loose("Extremum", (body, variable), ("sup", 1), span)


def _has_vector(term: Loose) -> bool:
    if term.op == "Symbol":
        return bool(term.data.rank == 1)
    return term.op not in ("Call", "Inner", "Norm", "Entry") and any(map(_has_vector, term.parts))


def _is_star(node: Node) -> bool:
    return (isinstance(node, Symbolic) and node.sign == "*") or (isinstance(node, Name) and node.name == "ast")
