"""Equations up to a constant: `\\log p(w | y) = A + \\text{const} = B + \\text{const}` says that A and B differ by what does not depend on w, so that their gradients
are the same. `p(w | y) ∝ A ∝ B` says so of their logarithms."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.reading import Reading
from derive.elaborate.scope import TOLD, key
from derive.elaborate.survey import inside
from derive.formula.syntax import Add, Chain, Fence, Juxt, Mid, Name, Node, Sub, Text, items_of
from derive.record import replace

_CONSTANT = re.compile(r"\s*(?:\+\s*)?const(?:ants?|\.)?\s*[.,]?\s*", re.I)


def compared(reading: Reading, body: Chain, first_read: bool = False) -> list[Chain] | None:
    """What a chain with constants added to its sides claims, each link by itself; None where there are none. The first link may be `first_read`."""
    sides = [body.first, *(link.right for link in body.links)]
    bare = [_without(side) for side in sides]
    if not any(bare) or any(link.op != "=" for link in body.links):
        return None
    variable = next((found for part in inside(body.first) if (found := _variable(part)) is not None), None)
    claims: list[Chain] = []
    for number, link in enumerate(body.links):
        left, right = bare[number], bare[number + 1]
        if number == 0 and first_read:
            continue
        if left is None and right is None:
            claims.append(Chain(sides[number], (link,), span=(sides[number].span[0], link.span[1])))
            continue
        if left is None or right is None or variable is None:
            reading.says_nothing((sides[number].span[0], link.span[1]), "said up to a constant, of what has no formula")
            continue
        right = _gradient(variable, right, link.right)
        span = (sides[number].span[0] if not claims else link.span[0], link.span[1])
        claims.append(Chain(_gradient(variable, left, sides[number]), (replace(link, right=right),), span=span))
    return claims


def defined(reading: Reading, body: Chain) -> Chain | None:
    """The beginning of `J(w) = A + \\text{const} = …` as what says what J is, with a constant of its own for the words; None where something else is said."""
    link = body.links[0]
    head = body.first.factors[0] if isinstance(body.first, Juxt) and len(body.first.factors) == 2 else body.first
    called = not isinstance(body.first, Juxt) or isinstance(body.first.factors[1], Fence)
    name = key(head) if isinstance(head, Name | Sub) and called else None
    kept = _without(link.right) if link.op in ("=", ":=") else None
    if kept is None or name is None or TOLD in name or name in reading.definitions or _without(body.first) is not None:
        return None
    own = Name(f"const{link.right.span[0]}", style="roman", span=link.right.span)
    terms = kept.terms if isinstance(kept, Add) else (("+", kept),)
    right = Add((*terms, ("+", own)), span=link.right.span)
    return Chain(body.first, (replace(link, right=right),), span=(body.span[0], link.span[1]))


AMBIGUOUS = "it may be meant for what stands behind the bar: what it is constant in is not said"
_POSTERIOR = re.compile(r"\bposteriors?\b|\bvariational\b|\bBayes", re.I)
_NEARBY = 400  # letters before a formula in which words say which density it is


def ambiguous(reading: Reading, body: Chain) -> bool:
    """Whether `p(y | θ) ∝ …` may be meant for θ, as likelihoods are: where neither letters nor words say that it is a density of the first."""
    for part in inside(body.first):
        if not (isinstance(part, Juxt) and _variable(part) is not None):
            continue
        fence = part.factors[1]
        told = key(part.factors[0]) or ""
        if not isinstance(fence, Fence) or not (isinstance(fence.body, Mid) or "|" in told):
            return False
        given = fence.body.right if isinstance(fence.body, Mid) else fence.body
        others = {name for name in map(key, items_of(given)) if name} - {key(_variable(part) or given)}
        if _is_greek(key(_variable(part) or given) or "") and not any(map(_is_greek, others)):
            return False
        start = body.span[0]
        return _POSTERIOR.search(reading.text((max(0, start - _NEARBY), start))) is None
    return False


def _is_greek(name: str) -> bool:
    return len(name.rpartition(":")[2].partition("_")[0]) > 1


def proportional(reading: Reading, body: Chain) -> list[Chain] | None:
    """What `p(w | y) ∝ A ∝ B = C` claims, each link by itself: that B/A does not depend on w, where B ∇A = A ∇B, and that B is C. None where nothing is
    proportional."""
    variable = _variable(body.first)
    operators = {link.op for link in body.links}
    if operators not in ({"∝"}, {"∝", "="}) or (variable is None and len(body.links) == 1):
        return None
    claims: list[Chain] = []
    left = body.first
    for number, link in enumerate(body.links):
        if link.op == "∝" and (number == 0 or variable is None):
            reading.says_nothing((left.span[0], link.span[1]), "said up to a factor, of what has no formula")
        elif link.op == "∝" and variable is not None:
            one, other = _scaled(link.right, variable, left), _scaled(left, variable, link.right)
            claims.append(Chain(one, (replace(link, op="=", right=other),), span=link.span))
        else:
            claims.append(Chain(left, (link,), span=link.span if number else (left.span[0], link.span[1])))
        left = link.right
    return claims


def _scaled(factor: Node, variable: Node, value: Node) -> Node:
    """A factor times the gradient of a value."""
    gradient = _gradient(variable, value, value)
    assert isinstance(gradient, Juxt)
    scale = Fence("(", ")", factor, span=factor.span)
    return Juxt((scale, *gradient.factors), ("", ""), span=value.span)


def _without(side: Node) -> Node | None:
    """A sum without the constant in it; None where none is."""
    if not isinstance(side, Add):
        return None
    kept = tuple(term for term in side.terms if not _is_constant(term[1]))
    if len(kept) in (0, len(side.terms)):
        return None
    return kept[0][1] if len(kept) == 1 and kept[0][0] == "+" else replace(side, terms=kept)


def _is_constant(node: Node) -> bool:
    if isinstance(node, Text):
        return _CONSTANT.fullmatch(node.text) is not None
    return isinstance(node, Name) and node.style == "roman" and _CONSTANT.fullmatch(node.name) is not None


def _variable(node: Node) -> Node | None:
    """The w of `p(w | y)`: the one argument of a function."""
    if not (isinstance(node, Juxt) and len(node.factors) == 2 and isinstance(node.factors[0], Name | Sub)):
        return None
    fence = node.factors[1]
    if not isinstance(fence, Fence) or fence.open != "(":
        return None
    body = fence.body.left if isinstance(fence.body, Mid) else fence.body
    items = items_of(body)
    told = key(node.factors[0]) or ""
    if TOLD in told and "|" in told and "," not in told[: told.index("|")]:
        items = items[:1]  # the θ of a p(θ | y) that is told from the other densities p
    return items[0] if len(items) == 1 and isinstance(items[0], Name | Sub) else None


def _gradient(variable: Node, value: Node, whole: Node) -> Node:
    head = Sub(Name("nabla", span=whole.span), variable, span=whole.span)
    return Juxt((head, Fence("(", ")", value, span=whole.span)), ("",), span=whole.span)
