"""The divergence of two normal distributions, `D_{KL}(q(z) ‖ p(z))` where the text says `q(z) = N(z; μ, Σ)` and `p(z) = N(z; 0, I)`, in closed form.

[CT] T. M. Cover and J. A. Thomas, Elements of Information Theory (2006), (8.46) and example 8.5.1, in nats.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.scope import key
from derive.elaborate.shapes import Shaper
from derive.elaborate.spelling import mapped, rewritten
from derive.elaborate.survey import inside
from derive.formula.syntax import (
    Apply,
    Chain,
    Display,
    Fence,
    Juxt,
    Mid,
    Name,
    Node,
    Num,
    Operator,
    Sub,
    Tuple,
    items_of,
)
from derive.record import replace
from derive.sizes import Size

DIVERGENCE = "KL of normal distributions"
_DENSITIES = ("p", "q", "r", "f", "g")

Moments = tuple[Node, Node]
_NONE = Num("")  # where a density is given as something else


def of_normals(displays: Iterable[Display]) -> list[Display]:
    """The displays with the divergences of densities that the text gives as normal ones as operators on their means and covariances, and with
    `p(z) = \\mathcal{N}(0, I)` as the density at z that it is."""
    listed = rewritten(displays, _at_its_point)
    bodies = tuple(clause.body for display in listed for clause in display.clauses)
    if not any(isinstance(node, Mid) and node.sign == "‖" for node in inside(bodies)):
        return listed
    given: dict[Node, set[Moments]] = {}
    for body in bodies:
        if isinstance(body, Chain) and body.links[0].op in ("=", ":=") and _is_density(body.first):
            found = _normal(body.links[0].right, body.first)
            given.setdefault(_bare(body.first), set()).add(found or (_bare(body.links[0].right), _NONE))
    known = {left: next(iter(found)) for left, found in given.items() if len(found) == 1}
    return rewritten(listed, lambda node: _renamed(node, known))


def _at_its_point(node: Node) -> Node:
    """`p(z | x) = \\mathcal{N}(\\mu, \\Sigma)` with the z that its density is taken at; other nodes as they are."""
    if not (isinstance(node, Chain) and len(node.links) == 1 and _is_density(node.first)):
        return node
    link, point = node.links[0], _variable(node.first)
    law = link.right
    plain = link.op in ("=", ":=") and _normal(law) is not None and isinstance(law, Juxt)
    if not plain or not isinstance(law, Juxt) or point is None or key(point) is None:
        return node
    fence = law.factors[1]
    if not (isinstance(fence, Fence) and isinstance(fence.body, Tuple) and len(fence.body.items) == 2):
        return node
    body = replace(fence.body, items=(replace(point, span=fence.span), *fence.body.items), separators=(";", ","))
    whole = replace(law, factors=(law.factors[0], replace(fence, body=body)))
    return replace(node, links=(replace(link, right=whole),))


def _bare(node: Node) -> Node:
    """A node without its place."""
    made: Node = mapped(node, lambda part: replace(part, span=(0, 0)))
    return made


def _is_density(node: Node) -> bool:
    """`q_φ(z | x)`, `p(z)`."""
    if not (isinstance(node, Juxt) and len(node.factors) == 2 and isinstance(node.factors[1], Fence)):
        return False
    head = node.factors[0]
    head = head.base if isinstance(head, Sub) else head
    return isinstance(head, Name) and head.name in _DENSITIES


def _normal(node: Node, density: Node | None = None) -> Moments | None:
    """The mean and the covariance of `\\mathcal{N}(\\mu, \\Sigma)`, and of `\\mathcal{N}(z; \\mu, \\Sigma)` as a density of z; None for anything else."""
    if not (isinstance(node, Juxt) and len(node.factors) == 2 and node.signs == ("",)):
        return None
    head, fence = node.factors
    if not (isinstance(head, Name) and head.name == "N" and head.style == "cal" and isinstance(fence, Fence)):
        return None
    body = fence.body
    items = items_of(body)
    point: Node | None = None
    if isinstance(body, Tuple) and len(items) == 3 and body.separators == (";", ","):
        point, items = items[0], items[1:]
    elif isinstance(body, Tuple) and isinstance(items[0], Mid) and items[0].sign in ("|", "∣"):
        point, items = items[0].left, (items[0].right, *items[1:])
    elif isinstance(body, Mid) and body.sign in ("|", "∣"):
        point, items = body.left, items_of(body.right)
    if len(items) != 2 or (isinstance(body, Tuple) and set(body.separators) - {",", ";"}):
        return None
    if point is not None and (density is None or _bare(point) != _variable(density)):
        return None
    return _bare(items[0]), _bare(items[1])


def _variable(density: Node) -> Node | None:
    """The z of `q(z | x)`."""
    fence = density.factors[1] if isinstance(density, Juxt) else None
    if not isinstance(fence, Fence):
        return None
    return _bare(fence.body.left if isinstance(fence.body, Mid) else fence.body)


def _renamed(node: Node, known: dict[Node, Moments]) -> Node:
    """A divergence of normal distributions as an operator on their moments; other nodes as they are."""
    if isinstance(node, Apply) and isinstance(node.head, Operator) and node.head.name == "KL":
        return _operator(node.arg, node.span, known) or node
    if not isinstance(node, Juxt):
        return node
    factors, signs = list(node.factors), list(node.signs)
    for place in range(len(factors) - 2, -1, -1):
        head, fence = factors[place : place + 2]
        found = (
            _operator(fence, (head.span[0], fence.span[1]), known)
            if _is_divergence(head) and not signs[place]
            else None
        )
        if found is not None:
            factors[place : place + 2], signs[place : place + 1] = [found], []
    if len(factors) == len(node.factors):
        return node
    return replace(node, factors=tuple(factors), signs=tuple(signs)) if len(factors) > 1 else factors[0]


def _is_divergence(head: Node) -> bool:
    """`D_{KL}`, `D_{\\mathrm{KL}}`."""
    if not (isinstance(head, Sub) and isinstance(head.base, Name) and head.base.name == "D"):
        return False
    label = head.sub
    letters = [part.name for part in label.factors if isinstance(part, Name)] if isinstance(label, Juxt) else []
    return "".join(letters) == "KL" or (isinstance(label, Name | Operator) and label.name == "KL")


def _operator(fence: Node, span: tuple[int, int], known: dict[Node, Moments]) -> Node | None:
    inner = fence.body if isinstance(fence, Fence) else None
    if not (isinstance(inner, Mid) and inner.sign == "‖"):
        return None
    sides = (inner.left, inner.right)
    if all(map(_is_density, sides)) and len({_variable(side) for side in sides}) > 1:
        return None
    found = [_normal(side) or known.get(_bare(side)) for side in sides]
    if any(moments is None or moments[1] == _NONE for moments in found):
        return None
    items = tuple(
        mapped(item, lambda part: replace(part, span=span)) for moments in found if moments for item in moments
    )
    body = Tuple(items, (",",) * 3, span=span)
    return Apply(Operator(DIVERGENCE, span=span), Fence("(", ")", body, span=span), span=span)


def divergence(it: Interpreter, node: Apply) -> Loose:
    """½ (tr(S⁻¹ R) + (n - m)ᵀ S⁻¹ (n - m) - d + log det S - log det R) of N(m, R) and N(n, S). Raises Unreadable."""
    span = node.span
    items = items_of(node.arg.body) if isinstance(node.arg, Fence) else ()
    mean, covariance, other, another = (it.read(item) for item in items)

    def times(*factors: Loose) -> Loose:
        return Loose("Product", factors, None, span)

    def plus(*terms: Loose) -> Loose:
        return Loose("Sum", terms, None, span)

    def number(value: Fraction | int) -> Loose:
        return Loose("Number", (), Fraction(value), span)

    def log(term: Loose) -> Loose:
        return Loose("Apply", (term,), ("log", "scalar"), span)

    shaper = Shaper(it.sizes)
    try:
        shapes = [shaper.shape(term) for term in (covariance, another)]
    except Clash as clash:
        raise Unreadable("the covariances of a divergence do not fit", span) from clash
    gap = plus(other, times(number(-1), mean))
    inverse = Loose("Power", (another, number(-1)), None, span)
    if not any(shapes) and not shaper.shape(gap):
        square = Loose("Power", (gap, number(2)), None, span)
        terms = (
            times(covariance, inverse),
            times(square, inverse),
            number(-1),
            log(another),
            times(number(-1), log(covariance)),
        )
        return times(number(Fraction(1, 2)), plus(*terms))
    if any(len(shape) != 2 for shape in shapes):
        raise Unreadable("the divergence of distributions whose covariances are no matrices", span)
    size: Size = shapes[0][0]
    identity = Loose("Identity", (), size, span)
    trace = Loose("Trace", (plus(times(inverse, covariance), times(number(-1), identity)),), None, span)
    form = times(Loose("Transpose", (gap,), None, span), inverse, gap)
    logs = (log(Loose("Determinant", (term,), None, span)) for term in (another, covariance))
    first, second = logs
    return times(number(Fraction(1, 2)), plus(trace, form, first, times(number(-1), second)))
