"""Rules for functions without their argument, `(f g)' = f' g + f g'` and `(f ∘ g)' = (f' ∘ g) g'`: said of their values at every point."""

from __future__ import annotations

from typing import Any

from derive import lazy_re as re
from derive.document.model import Span
from derive.elaborate.activations import ANY
from derive.elaborate.definitions import rests_on
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.elaborate.survey import calls, inside, parts_of
from derive.formula.syntax import Add, Chain, Clause, Fence, Frac, Juxt, Name, Node, Num, Operator, Prime, Sub, Sup
from derive.goals import Origin
from derive.record import replace

_LETTERS = frozenset("fgh")
_POINT = "·"
_DERIVES, _TURNS = re.compile(r"differentia|derivative", re.I), re.compile(r"transpos|\bvectors\b|\bmatri", re.I)


def at_a_point(reading: Reading, clause: Clause, assuming: bool) -> Clause:
    """A clause with the values of its functions where it speaks of nothing but functions of one number and of derivatives of what they make."""
    body = clause.body
    if not isinstance(body, Chain) or any(link.op != "=" for link in body.links):
        return clause
    names_slope = _names_slope(reading, body, assuming)
    if names_slope is not None:
        return replace(clause, body=names_slope)
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


def _names_slope(reading: Reading, body: Chain, assuming: bool) -> Chain | None:
    """`φ = g'` and `g' = φ` for a function g and a φ that the text applies to something, at a point: what φ is there, or what is claimed of two that are
    known. Of two functions of which neither is known, only what is supposed says anything."""
    if len(body.links) != 1:
        return None
    first, second = body.first, body.links[0].right
    turned = isinstance(first, Prime) and not isinstance(second, Prime)
    named, slope = (second, first) if turned else (first, second)
    name, stem = key(named), key(slope.base) if isinstance(slope, Prime) else None
    if not (isinstance(named, Name | Sub) and isinstance(slope, Prime) and name and stem) or stem == name:
        return None
    if f"{stem}{chr(39) * slope.count}" in {*reading.scope.names, *reading.scope.sizes}:
        return None
    known = reading.scope.names.get(name)
    if not _is_function(reading, stem, spread=True):
        return None
    if known is None or (known.origin is Origin.INFERRED and not known.kind and not known.sizes):
        if name not in reading.interpreter.survey.called:
            return None
    elif not _is_function(reading, name, spread=True):
        return None
    elif known is not None and reading.defined(known):
        turned, named, slope = False, first, second
    elif not (assuming or known.line == reading.interpreter.line) or rests_on(reading, stem, name):
        return None  # `g' = f` of two functions that were introduced before is a condition on them
    point = Name(_POINT)
    link = replace(body.links[0], right=_call(slope, point, body.links[0].right.span))
    return replace(body, first=_call(named, point, body.first.span), links=(link,))


def speaks_of_functions(reading: Reading, body: Chain, supposed: bool) -> None:
    """What is supposed of functions without their arguments, `f' = f`, is not said of any function: none of them is arbitrary from there on."""
    sides = [
        key(side.base if isinstance(side, Prime) else side)
        for side in (body.first, *(link.right for link in body.links))
    ]
    names = reading.scope.names
    if not supposed and not any(name in names and names[name].kind == "function" for name in sides if name):
        return
    called = {id(head.base if isinstance(head, Prime | Sup) else head) for head, _ in calls(body)}
    for node in inside(body):
        known = reading.scope.names.get(node.name) if isinstance(node, Name) and id(node) not in called else None
        if known is not None and known.kind == "function":
            known.arbitrary = False


def _made_of(whole: list[Prime]) -> set[str]:
    """The names within brackets that are differentiated."""
    return {node.name for prime in whole for node in inside(prime.base) if isinstance(node, Name)}


def _is_function(reading: Reading, name: str, spread: bool = False) -> bool:
    """Whether a name is that of a function of one number: the text says so, or it says nothing and custom does. Also of one that is said to act on each
    entry, where `spread`."""
    known = reading.scope.names.get(name)
    text = reading.document.text
    if known is None:
        return name in _LETTERS and _DERIVES.search(text) is not None and _TURNS.search(text) is None
    if reading.has_ended(known):
        return False
    numbers = not known.sizes and len(known.parameters) < 2 and not any(p.sizes for p in known.parameters)
    return known.kind == "function" and numbers and known.entrywise in ("", ANY if spread else "")


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
    parts = parts_of(node)
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


def _call(head: Node, at: Node, side: Span | None = None) -> Node:
    """A function at a point, as one factor; without brackets around it where it stands for a side."""
    fence = Fence("(", ")", at, span=head.span)
    call = Juxt((head, fence), ("",), span=side or head.span)
    return call if side else Fence("(", ")", call, span=head.span)
