"""Sums, products, integrals and limits with their bounds."""

from __future__ import annotations

from derive.elaborate import integrals
from derive.elaborate.extremes_of_entries import of_entries
from derive.elaborate.interpret import Interpreter, reads
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.optima import extremum
from derive.elaborate.scope import Known, key
from derive.elaborate.spectra import is_spectrum
from derive.elaborate.sum_indices import counted_to, is_subscript
from derive.elaborate.survey import inside, whole_names
from derive.formula.syntax import Add, BigOp, Chain, Dots, Fence, Juxt, Link, Name, Node, Num, Tuple
from derive.goals import Origin
from derive.record import dataclass
from derive.sizes import Size

_WITH_ENDS = "with ends of its own"  # of an index that does not run over all members
_SUMS = {"sum": "BigSum", "prod": "BigProduct"}


@dataclass(frozen=True, slots=True)
class Range:
    """An index with its bounds; `given` the condition on it, read once it is bound."""

    index: Known
    lower: Loose | None = None
    upper: Loose | None = None
    given: Chain | None = None


@reads(BigOp)
def bigop(it: Interpreter, node: BigOp) -> Loose:
    if node.op in _SUMS:
        return _sum(it, node)
    if node.op in integrals.SIGNS:
        return integrals.integral(it, node)
    if node.op == "lim":
        return _limit(it, node)
    return of_entries(it, node) or extremum(it, node)


def _sum(it: Interpreter, node: BigOp) -> Loose:
    if node.lower is None and node.upper is None:
        inner = it.read(node.body)
        if is_spectrum(inner):  # over all eigenvalues, as often as each is one
            index = it.new_index(f"eigenvalue {node.span[0]}", "i")
            entry = Loose("Entry", (inner,), (Loose("Index", (), index, node.span),), node.span)
            return Loose(_SUMS[node.op], (entry,), (index, None, None, None), node.span)
    ranges = _ranges(it, node)
    with it.binding(*(r.index for r in ranges), runs=True):
        body = it.read(node.body)
        conditions = [None if r.given is None else _condition(it, r.given) for r in ranges]
    for bounds, condition in reversed([*zip(ranges, conditions, strict=True)]):
        body = Loose(_SUMS[node.op], (body,), (bounds.index, bounds.lower, bounds.upper, condition), node.span)
    return body


def _condition(it: Interpreter, chain: Chain) -> Loose:
    from derive.elaborate.indicators import relation

    return relation(it, chain)


def _ranges(it: Interpreter, node: BigOp) -> list[Range]:
    below = node.lower
    if isinstance(node.upper, Chain) and isinstance(below, Name) and below.name == "infty":
        raise Clash("the bounds of the sum stand in each other's places", node.span, True)
    items = below.items if isinstance(below, Tuple) else _letters(below)
    if len(items) > 1 and isinstance(node.upper, Tuple):
        raise Unreadable("a sum over several indices with several ends", node.span)
    return [found for item in items for found in _range(it, item, node.upper, node)]


def _letters(below: Node | None) -> tuple[Node | None, ...]:
    """`kl` under a sum: several indices without a comma between them."""
    if (
        isinstance(below, Juxt)
        and not any(below.signs)
        and all(isinstance(f, Name) and len(f.name) == 1 for f in below.factors)
    ):
        return below.factors
    return (below,)


def _range(it: Interpreter, below: Node | None, upper: Node | None, node: BigOp) -> list[Range]:
    if isinstance(below, Chain):
        return _chained(it, below, upper, node)
    name = key(below) if isinstance(below, Name) else None
    if name is None or below is None:
        raise Unreadable("a sum whose index is not read", node.span)
    index = it.new_index(name, it.latex(below))
    if upper is None:
        end = counted_to(node.body, name)
        return [
            Range(index)
            if end is None or whole_names(end) & {name}
            else _from_to(it, index, Num("0", span=below.span), end)
        ]
    return [_from_to(it, index, Num("1", span=below.span), upper)]  # `\sum_i^n` runs from 1


def _chained(it: Interpreter, below: Chain, upper: Node | None, node: BigOp) -> list[Range]:
    link, name = below.links[0], key(below.first) if isinstance(below.first, Name) else None
    if len(below.links) > 1 and upper is None:
        return _between(it, below, node)
    if name is None or len(below.links) != 1:
        raise Unreadable("a sum whose index is not read", node.span)
    index = it.new_index(name, it.latex(below.first))
    if link.op == "=":
        return [_from_to(it, index, link.right, upper)]
    if link.op == "∈":
        return [_over(it, index, link)]
    if upper is not None or link.op not in ("≠", "<", "≤", ">", "≥"):
        raise Unreadable("a sum whose index is not read", node.span)
    if link.op == "≥" and isinstance(link.right, Num) and not is_subscript(node.body, name):
        return [_from_to(it, index, link.right, Name("infty", span=below.span))]  # `\\sum_{k \\ge 0} r^k`
    other = key(link.right) if isinstance(link.right, Name) else None
    if link.op != "≠" and other is not None and it.index(other) is None and other not in it.scope.names:
        if other in it.scope.sizes:
            if link.op == "≤" and is_subscript(node.body, name):  # members are counted from one
                return [_from_to(it, index, Num("1", span=below.span), link.right)]
            if link.op in (">", "≥") and is_subscript(node.body, name) and other not in whole_names(node.body):
                return [Range(index, given=below)]
            raise Unreadable("a sum whose range is half open", node.span)
        if other not in _names_in(node.body):  # nothing in the sum runs with it: it is a number, `\\sum_{j \\le k} a_j`
            counted = link.op == "≤" and is_subscript(node.body, name)
            first = Num("1", span=below.span)
            return [_from_to(it, index, first, link.right) if counted else Range(index, given=below)]
        second = replace_size(it.new_index(other, it.latex(link.right)), index.sizes[0])
        return [Range(index), Range(second, given=below)]
    beside = it.index(other) if other is not None else None
    if beside is not None and not is_subscript(node.body, name):  # only what stands beside it says what it runs over
        if beside.note == _WITH_ENDS:
            raise Unreadable("a sum whose range is half open", node.span)
        index = replace_size(index, beside.sizes[0])
    return [Range(index, given=below)]


def _names_in(body: Node) -> set[str | None]:
    """The names in a node, those in subscripts too."""
    return {key(part) for part in inside(body) if isinstance(part, Name)}


def _between(it: Interpreter, below: Chain, node: BigOp) -> list[Range]:
    """`1 ≤ i < j ≤ n`: indices in their order, all of them from 1 to one end."""
    items = [below.first, *(link.right for link in below.links)]
    signs = [link.op for link in below.links]
    first, last, inner = items[0], items[-1], items[1:-1]
    names = [key(item) if isinstance(item, Name) and it.index(key(item)) is None else None for item in inner]
    ends = isinstance(first, Num) and first.text == "1" and signs[0] == signs[-1] == "≤" and set(signs) <= {"<", "≤"}
    if not ends or None in names or _endless(last) or _is_part(last) or _moves(it, last):
        raise Unreadable("a sum whose index is not read", node.span)
    size = it.size(last)
    found = []
    for place, (name, item) in enumerate(zip(names, inner, strict=True)):
        index = it.new_index(name or "", it.latex(item), size)
        link = below.links[place]
        given = Chain(inner[place - 1], (link,), span=below.span) if place else None
        found.append(Range(index, given=given))
    return found


def _from_to(it: Interpreter, index: Known, start: Node, upper: Node | None) -> Range:
    if upper is None:
        index.note = _WITH_ENDS
        return Range(index, it.read(start))
    counts = not _endless(upper) and not _is_part(upper) and not _moves(it, upper)
    if isinstance(start, Num) and start.text == "1" and counts:
        return Range(replace_size(index, it.size(upper)))
    index.note = _WITH_ENDS
    return Range(index, it.read(start), it.read(upper))


def _over(it: Interpreter, index: Known, link: Link) -> Range:
    """`i ∈ I`: the whole range of an index of its own; `x ∈ {0, 1, …, n}`: whole numbers one after the other. Other sets are left alone."""
    ends = _ends_of_list(link.right)
    if ends is not None:
        return _from_to(it, index, *ends)
    name = key(link.right)
    if name is None:
        raise Unreadable("a sum over a set that is written out", link.span)
    size = f"|{name}|"
    it.scope.sizes.add(size)
    return Range(replace_size(index, Size.name(size)))


def _ends_of_list(node: Node) -> tuple[Node, Node] | None:
    """The first and the last of whole numbers that are listed one after the other, with dots or without."""
    items = node.body.items if isinstance(node, Fence) and node.open == "{" and isinstance(node.body, Tuple) else ()
    numbers = [int(item.text) if isinstance(item, Num) and item.text.isdigit() else None for item in items]
    dots = [place for place, item in enumerate(items) if isinstance(item, Dots)]
    written = numbers[: dots[0]] if dots else numbers
    if len(dots) > 1 or (dots and dots[0] != len(items) - 2) or not written or written[0] is None:
        return None
    return (items[0], items[-1]) if written == list(range(written[0], written[0] + len(written))) else None


def _is_part(upper: Node) -> bool:
    """Whether an upper end is less than something, `n - 1`: what is summed then runs on beyond it."""
    return isinstance(upper, Add) and any(sign == "-" for sign, _ in upper.terms)


def _moves(it: Interpreter, upper: Node) -> bool:
    """Whether an upper end goes on with another index, the i of `\\sum_{j=1}^i` within a sum over i, or with what tends to a limit."""
    tending = {name for name, known in it.scope.names.items() if known.kind == "limit"}
    return any(it.index(name) is not None or name in tending for name in whole_names(upper))


def _endless(upper: Node) -> bool:
    if isinstance(upper, Add) and len(upper.terms) == 1:
        upper = upper.terms[0][1]
    return isinstance(upper, Name) and upper.name == "infty"


def replace_size(index: Known, size: Size) -> Known:
    """An index over another size."""
    return Known(index.name, index.latex, 0, (size,), index.origin, index.line, "index")


def _limit(it: Interpreter, node: BigOp) -> Loose:
    below = node.lower
    if not (isinstance(below, Chain) and len(below.links) == 1 and below.links[0].op == "→"):
        raise Unreadable("a limit whose variable is not read", node.span)
    name = key(below.first)
    if name is None:
        raise Unreadable("a limit whose variable is not read", node.span)
    point = it.read(below.links[0].right)
    known = Known(name, it.latex(below.first), 0, (), Origin.INFERRED, it.line, "limit")
    with it.shadowing(known):
        body = it.read(node.body)
    return Loose("Limit", (body, point), known, node.span)
