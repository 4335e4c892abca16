"""Rules for functions without their argument, `(f g)' = f' g + f g'` and `(f ∘ g)' = (f' ∘ g) g'`: said of their values at every point."""

from __future__ import annotations

from typing import Any

from derive import lazy_re as re
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.elaborate.survey import inside
from derive.formula.syntax import Add, Chain, Clause, Fence, Frac, Juxt, Name, Node, Num, Operator, Prime, Sup
from derive.record import fields, replace

_LETTERS = frozenset("fgh")
_POINT = "·"
_DERIVES, _TURNS = re.compile(r"differentia|derivative", re.I), re.compile(r"transpos|\bvectors\b|\bmatri", re.I)


def at_a_point(reading: Reading, clause: Clause) -> Clause:
    """A clause with the values of its functions where it speaks of nothing but functions of one number and of derivatives of what they make."""
    body = clause.body
    if not isinstance(body, Chain) or any(link.op != "=" for link in body.links):
        return clause
    sides = (body.first, *(link.right for link in body.links))
    nodes = [node for side in sides for node in inside(side)]
    primed = [node for node in nodes if isinstance(node, Prime)]
    alone = {key(node.base) for node in primed if isinstance(node.base, Name)}
    whole = [node for node in primed if isinstance(node.base, Fence)]
    names = {node.name for node in nodes if isinstance(node, Name)}
    if not whole or not alone or not all(_is_function(reading, name) for name in names & _made_of(whole)):
        return clause
    functions = {name for name in names if _is_function(reading, name)}
    if not alone <= functions or not _made_of(whole) & functions or any(_calls(node, functions) for node in nodes):
        return clause
    if not all(isinstance(node, Add | Chain | Fence | Frac | Juxt | Name | Num | Prime | Sup) for node in nodes):
        return clause
    point = Name(_POINT)
    links = tuple(replace(link, right=_valued(link.right, functions, point)) for link in body.links)
    return replace(clause, body=replace(body, first=_valued(body.first, functions, point), links=links))


def _made_of(whole: list[Prime]) -> set[str]:
    """The names within brackets that are differentiated."""
    return {node.name for prime in whole for node in inside(prime.base) if isinstance(node, Name)}


def _is_function(reading: Reading, name: str) -> bool:
    """Whether a name is that of a function of one number: the text says so, or it says nothing and custom does."""
    known = reading.scope.names.get(name)
    text = reading.document.text
    if known is None:
        return name in _LETTERS and _DERIVES.search(text) is not None and _TURNS.search(text) is None
    if reading.has_ended(known):
        return False
    numbers = not known.sizes and len(known.parameters) < 2 and not any(p.sizes for p in known.parameters)
    return known.kind == "function" and numbers and not known.entrywise


def _calls(node: Node, functions: set[str]) -> bool:
    """Whether a function stands right before brackets: with an argument, or as a factor."""
    pairs = zip(node.factors, node.factors[1:], node.signs, strict=False) if isinstance(node, Juxt) else ()
    return any(
        isinstance(after, Fence)
        and sign == ""
        and (key(head.base if isinstance(head, Prime | Sup) else head) in functions)
        for head, after, sign in pairs
    )


def _valued(node: Any, functions: set[str], point: Node) -> Any:
    """A node with every function that it names at a point."""
    if isinstance(node, tuple):
        return tuple(_valued(item, functions, point) for item in node)
    if not isinstance(node, Node) or isinstance(node, Operator):
        return node
    if isinstance(node, Juxt) and "∘" in node.signs:
        return _composed(node, functions, point)
    named = node.base if isinstance(node, Prime) else node
    if isinstance(named, Name) and named.name in functions:
        return _call(node, point)
    parts = {f.name: getattr(node, f.name) for f in fields(node) if f.name != "span"}
    return replace(node, **{name: _valued(value, functions, point) for name, value in parts.items()})


def _composed(node: Juxt, functions: set[str], point: Node) -> Node:
    """`f' ∘ g` at a point, and what else it is multiplied with."""
    place = len(node.signs) - 1 - node.signs[::-1].index("∘")
    inner = _valued(node.factors[place + 1], functions, point)
    here = _call(node.factors[place], inner)
    factors = (*node.factors[:place], here, *(_valued(f, functions, point) for f in node.factors[place + 2 :]))
    if len(factors) == 1:
        return here
    rest = Juxt(factors, node.signs[:place] + node.signs[place + 1 :], span=node.span)
    return rest if "∘" not in rest.signs else _composed(rest, functions, point)


def _call(head: Node, at: Node) -> Node:
    """A function at a point, as one factor."""
    fence = Fence("(", ")", at, span=head.span)
    call = Juxt((head, fence), ("",), span=head.span)
    return Fence("(", ")", call, span=head.span)
