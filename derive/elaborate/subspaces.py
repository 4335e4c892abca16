"""Subspaces by their orthogonal projections: `range A`, `ker A`, `C(A^T)`, `N(A)^⊥`, `ℝ^n`, `{0}` in equations between them, and `x ∈ ker A`.

A subspace and the orthogonal projection onto it determine each other: AA⁺ projects onto the range of A, I - A⁺A onto its null space, and
I - P onto the orthogonal complement of the range of P (Horn & Johnson: Matrix Analysis, 2nd ed. (2013), 0.6.6 and 7.3.P7). So two subspaces are
equal where their projections are, and one lies in another where P_T P_S = P_S.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive import lazy_re as re
from derive.elaborate.interpret import Interpreter, reads
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.scope import Known, is_complement, key
from derive.elaborate.shapes import Shaper
from derive.elaborate.survey import is_capital
from derive.formula.syntax import (
    Apply,
    Chain,
    Fence,
    Juxt,
    Link,
    Name,
    Node,
    Num,
    Operator,
    Span,
    Sup,
    Text,
    Tuple,
)
from derive.goals import Origin
from derive.record import dataclass, replace

_MINUS = Fraction(-1)
if TYPE_CHECKING:
    from derive.elaborate.reading import Reading

RANGE, NULL, ROWS, WHOLE, ZERO = "range", "null", "rows", "whole", "zero"
_NAMED = {
    **dict.fromkeys(("range", "Range", "ran", "Ran", "im", "image", "col", "Col", "colspace", "colsp"), RANGE),
    **dict.fromkeys(("null", "Null", "nul", "Nul", "nullspace", "ker", "Ker", "kernel"), NULL),
    **dict.fromkeys(("row", "Row", "rowspace", "rowsp"), ROWS),
}
_LETTERS = {  # before brackets, where the words of the text say what they stand for and nothing else has the letter
    "N": (NULL, re.compile(r"\bnull[\s-]?spaces?\b|\bkernel of (?:the |a )?(?:matrix|linear|\$[A-Z])", re.I)),
    "C": (RANGE, re.compile(r"\bcolumn[\s-]?spaces?\b", re.I)),
    "R": (RANGE, re.compile(r"\A(?![\s\S]*\brow[\s-]?space)(?=[\s\S]*\bnull[\s-]?space)[\s\S]*\branges?\b", re.I)),
}


@dataclass(frozen=True, slots=True)
class Subspace(Node):
    """A subspace that a matrix gives, or its orthogonal complement; of ℝ^n and {0} the size, or nothing."""

    kind: str
    of: Node
    turned: bool = False


def of_subspaces(reading: Reading, chain: Chain) -> Chain | None:
    """A chain that says of subspaces that they are equal, that one lies in another or that a vector does, as equations; None for any other."""
    it, links = reading.interpreter, chain.links
    if len(links) == 1 and links[0].op == "∈":
        within = _subspace(it, links[0].right)
        if within is None or within.kind not in (RANGE, NULL, ROWS):
            return None
        _as_vector(it, chain.first)
        return _member(chain, within)
    sides = [_subspace(it, side) for side in (chain.first, *(link.right for link in links))]
    found = [side for side in sides if side is not None]
    if len(found) < len(sides) or not any(side.kind in (RANGE, NULL, ROWS) for side in found):
        return None
    if all(link.op == "=" for link in links):
        equal = (replace(link, right=side) for link, side in zip(links, found[1:], strict=True))
        return replace(chain, first=found[0], links=tuple(equal))
    if len(links) != 1 or links[0].op not in ("⊆", "⊂"):
        return None
    inner, outer = found
    product = Juxt((outer, inner), ("",), span=chain.span)
    return Chain(product, (Link("=", inner, span=links[0].span),), span=chain.span)


def _as_vector(it: Interpreter, node: Node) -> None:
    """What lies in a subspace is a vector where nothing was said of it. Raises Unreadable for what was a number before."""
    name = key(node)
    known = it.scope.names.get(name or "")
    if name is not None and known is None:
        it.scope.names[name] = Known(name, it.latex(node), 1, (it.sizes.fresh(),), Origin.INFERRED, it.line)
    elif known is not None and not known.rank and not known.kind:
        raise Unreadable("a number in a subspace", node.span)


def _member(chain: Chain, within: Subspace) -> Chain:
    """`x ∈ ker A` as A x = 0, and of other subspaces that nothing of x is orthogonal to them."""
    span, link = chain.span, chain.links[0]
    vector = chain.first if isinstance(chain.first, Name) else Fence("(", ")", chain.first, span=chain.first.span)
    plain = within.kind == NULL and not within.turned
    matrix: Node = (
        Fence("(", ")", within.of, span=link.right.span) if plain else replace(within, turned=not within.turned)
    )
    zero = Link("=", Num("0", span=link.span), span=link.span)
    return Chain(Juxt((matrix, vector), ("",), span=span), (zero,), span=span)


def _subspace(it: Interpreter, node: Node) -> Subspace | None:
    """A subspace, where a node names one."""
    match node:
        case Subspace():
            return node
        case Fence(open="(", body=body):
            return _subspace(it, body)
        case Fence(open="{", body=Num(text="0")):
            return Subspace(ZERO, node.body, span=node.span)
        case Sup(base=base, sup=above) if is_complement(above):
            inner = _subspace(it, base)
            return None if inner is None else replace(inner, turned=not inner.turned, span=node.span)
        case Sup(base=Name(name="R", style="bb" | "bold"), sup=Name() | Num() as size):
            return Subspace(WHOLE, size, span=node.span)
        case Apply(head=Operator(name=name), arg=argument) if name in _NAMED:
            return _of(_NAMED[name], argument, node.span)
        case Juxt(factors=(Text(text=text), *_), signs=signs) if text.strip() in _NAMED and not any(signs):
            return _of(_NAMED[text.strip()], _rest(node), node.span)
        case Juxt(factors=(Name(name=name), *_), signs=signs) if name in _NAMED and len(name) > 2 and not any(signs):
            return _of(_NAMED[name], _rest(node), node.span)
        case Juxt(factors=(Name() as letter, _), signs=("",)):
            kind = _by_letter(it, letter)
            return None if kind is None or not _is_call(node.factors[1]) else _of(kind, node.factors[1], node.span)
    return None


def _of(kind: str, argument: Node, span: Span) -> Subspace | None:
    """The subspace of a matrix; a complement that stands behind the matrix is that of the subspace."""
    turned = isinstance(argument, Sup) and is_complement(argument.sup)
    matrix = argument.base if turned and isinstance(argument, Sup) else argument
    body = matrix.body if isinstance(matrix, Fence) else matrix
    return None if isinstance(body, Tuple | Chain | Text) else Subspace(kind, body, turned, span=span)


def _rest(node: Juxt) -> Node:
    """What stands behind the first factor of a product."""
    rest = node.factors[1:]
    return rest[0] if len(rest) == 1 else Juxt(rest, node.signs[1:], span=(rest[0].span[0], node.span[1]))


def _is_call(node: Node) -> bool:
    fence = node.base if isinstance(node, Sup) and is_complement(node.sup) else node
    return isinstance(fence, Fence) and fence.open == "("


def _by_letter(it: Interpreter, letter: Name) -> str | None:
    if letter.name == "im" and letter.style == "roman":
        return RANGE
    kind, words = _LETTERS.get(letter.name, ("", None))
    taken = key(letter) in it.scope.names or (letter.name in it.scope.sizes and not letter.style)
    return None if words is None or taken or not words.search(it.text) else kind


@reads(Subspace)
def projection(it: Interpreter, node: Subspace) -> Loose:
    """The orthogonal projection onto a subspace."""
    span = node.span
    if node.kind == ZERO:
        return Loose("Zero", (), None, span)
    if node.kind == WHOLE:
        return Loose("Identity", (), it.size(node.of), span)
    matrix = _matrix(it, node)
    inverse = Loose("PseudoInverse", (matrix,), None, span)
    onto = Loose("Product", (matrix, inverse) if node.kind != NULL else (inverse, matrix), None, span)
    if (node.kind == NULL) == node.turned:
        return onto
    minus = Loose("Product", (Loose("Number", (), _MINUS, span), onto), None, span)
    return Loose("Sum", (Loose("Identity", (), it.sizes.fresh(), span), minus), None, span)


def dimension(it: Interpreter, node: Apply) -> Loose:
    """`dim range A` is the rank of A, and dim ker A is what that leaves of the columns."""
    space = _subspace(it, node.arg)
    if space is None or space.kind not in (RANGE, NULL, ROWS):
        raise Unreadable("the dimension of what is not read", node.span)
    matrix = _matrix(it, space)
    rank = Loose("Apply", (matrix,), ("rank", "scalar"), node.span)
    if (space.kind == NULL) == space.turned:
        return rank
    around = Shaper(it.sizes).shape(matrix)[0 if space.turned else 1]
    minus = Loose("Product", (Loose("Number", (), _MINUS, node.span), rank), None, node.span)
    return Loose("Sum", (Loose("SizeValue", (), around, node.span), minus), None, node.span)


def _matrix(it: Interpreter, node: Subspace) -> Loose:
    """The matrix that a subspace is of; a capital letter of which nothing was said is one. Raises Unreadable for what is none."""
    read = it.read(node.of)
    shaper = Shaper(it.sizes)
    try:
        shape = shaper.shape(read)
    except Clash as clash:
        raise Unreadable(clash.reason, clash.span) from None
    if not shape and read.op == "Symbol" and read.data.origin is Origin.INFERRED and is_capital(read.data.name):
        read.data.rank, read.data.sizes = 2, (it.sizes.fresh(), it.sizes.fresh())
        shape = read.data.sizes
    if len(shape) != 2:
        raise Unreadable("a subspace of what is no matrix", node.span)
    return Loose("Transpose", (read,), None, node.span) if node.kind == ROWS else read


__all__ = ["Subspace", "dimension", "of_subspaces"]
