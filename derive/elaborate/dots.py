"""Dots: `x_1 + ⋯ + x_n`, `A_1 A_2 ⋯ A_n`, `(x_1, …, x_n)`, matrices of entries with dots.

What the written members have in common, with the numbers in which they differ taken for an index, is the member for every index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.scope import Known, key
from derive.elaborate.shapes import Shaper
from derive.elaborate.survey import inside, transposes
from derive.formula.syntax import (
    Add,
    Apply,
    BigOp,
    Chain,
    Dots,
    Empty,
    Fence,
    Frac,
    Juxt,
    Link,
    Matrix,
    Name,
    Node,
    Num,
    Span,
    Sqrt,
    Sub,
    Sup,
    Tuple,
)
from derive.record import dataclass, fields, replace

_INDICES = "ijklrst"
_JOINING = ("", "·", "×")


@dataclass(frozen=True, slots=True)
class Pattern:
    """The member for every `index` from `start` to `end`."""

    member: Node
    index: Name
    start: int
    end: Node


def has_dots(nodes: Sequence[Node]) -> bool:
    """Whether dots stand among some nodes."""
    return any(isinstance(node, Dots) for node in nodes)


def apart(node: Add) -> Add:
    """`a_1 + a_2 ⋯ + a_n`, where the sign before the dots was left away, with it."""
    terms = list(node.terms)
    for place in range(len(terms) - 2, 0, -1):
        sign, term = terms[place]
        dotted = isinstance(term, Juxt) and isinstance(term.factors[-1], Dots) and term.signs[-1] == ""
        if dotted and isinstance(term, Juxt) and sign == terms[place + 1][0] and not has_dots(term.factors[:-1]):
            terms[place : place + 1] = [(sign, _group(term.factors[:-1])), (sign, term.factors[-1])]
    return node if len(terms) == len(node.terms) else replace(node, terms=tuple(terms))


# -- sums and products -------------------------------------------------------------------------------------------


def total(node: Add) -> Node:
    """`a_1 + a_2 + ⋯ + a_n` as a sum over an index, with the terms that are none of its members. Raises Unreadable."""
    terms = [term for _, term in node.terms]
    place = next(n for n, term in enumerate(terms) if isinstance(term, Dots))
    sign = node.terms[place][0]
    lead = place
    while lead and node.terms[lead - 1][0] == (sign if lead > 1 or sign == "+" else node.terms[0][0]):
        lead -= 1
    found = longest(terms[lead:place], terms[place + 1 :], node)
    if found is None or node.terms[place + 1][0] != sign:
        raise Unreadable("dots whose members are not read", terms[place].span)
    pattern, taken, behind = found
    rest = node.terms[: place - taken], node.terms[place + 1 + behind :]
    middle = (sign, _big("sum", pattern, node.span))
    made = (*rest[0], middle, *rest[1])
    if has_dots([term for _, term in made]):
        return total(Add(made, span=node.span))
    return middle[1] if len(made) == 1 and sign == "+" else Add(made, span=node.span)


def multiplied(node: Juxt) -> Node | None:
    """`a_1 a_2 ⋯ a_n` as a product over an index, with the factors that are none of its members; None where dots stand otherwise."""
    place = next(n for n, factor in enumerate(node.factors) if isinstance(factor, Dots))
    if not all(sign in _JOINING for sign in node.signs) or not 0 < place < len(node.factors) - 1:
        return None
    before, after = node.factors[:place], node.factors[place + 1 :]
    for width in range(1, min(3, len(after) + 1, place + 1)):
        groups = [_group(before[n : n + width]) for n in range(place % width, place, width)]
        found = longest(groups, [_group(after[:width])], node)
        if found is None:
            continue
        pattern, taken, _ = found
        begin, end = place - taken * width, place + 1 + width
        made = (*node.factors[:begin], _big("prod", pattern, node.span), *node.factors[end:])
        return made[0] if len(made) == 1 else Juxt(made, ("",) * (len(made) - 1), span=node.span)
    return None


def _group(factors: Sequence[Node]) -> Node:
    if len(factors) == 1:
        return factors[0]
    return Juxt(tuple(factors), ("",) * (len(factors) - 1), span=(factors[0].span[0], factors[-1].span[1]))


def _big(op: str, pattern: Pattern, span: Span) -> Node:
    start = Link("=", Num(str(pattern.start), span=span), span=span)
    body = pattern.member
    return BigOp(op, Chain(pattern.index, (start,), span=span), pattern.end, body, span=span)


def longest(leading: Sequence[Node], trailing: Sequence[Node], whole: Node) -> tuple[Pattern, int, int] | None:
    """The pattern of the members right before and behind dots, with how many of them it covers; None where there is none."""
    if not leading or not trailing:
        return None
    for behind in (2, 1):
        if len(trailing) < behind:
            continue
        last = trailing[behind - 1]
        pattern = _pattern(leading[-1], last, whole)
        if pattern is None or (behind == 2 and at(pattern, _less_one(pattern.end)) != trailing[0]):
            continue
        taken = 1
        while taken < len(leading) and pattern.start > 0:
            if at(pattern, Num(str(pattern.start - 1))) != _lifted(leading[-1 - taken], last):
                break
            pattern, taken = replace(pattern, start=pattern.start - 1), taken + 1
        return pattern, taken, behind
    return None


# -- lists and matrices ------------------------------------------------------------------------------------------


def listed(it: Interpreter, items: Sequence[Node], column: bool, span: Span) -> Loose:
    """Members with dots between them, one under the other or side by side; numbers are a vector, or a row where they stand in a matrix's row.
    Raises Unreadable."""
    place = next(n for n, item in enumerate(items) if isinstance(item, Dots))
    same = _repeated(it, items, span)
    if same is not None:
        return same
    whole = Tuple(tuple(items), (",",) * (len(items) - 1), span=span)
    found = longest(items[:place], items[place + 1 :], whole)
    if found is None or found[1] != place or found[2] != len(items) - place - 1 or found[0].start != 1:
        raise Unreadable("dots whose members are not read", items[place].span)
    index, body, rank = _member(it, found[0])
    unit = _unit(index, span)
    if rank > 1 and not column:
        raise Unreadable("matrices side by side with dots between them", span)
    if column:
        return _summed(index, Loose("Product", (unit, body) if rank else (body, unit), None, span), span)
    if rank == 0:
        return _summed(index, Loose("Product", (body, unit), None, span), span)
    row = Loose("Transpose", (unit,), None, span)
    return _summed(index, Loose("Product", (body, row), None, span), span)


def _repeated(it: Interpreter, items: Sequence[Node], span: Span) -> Loose | None:
    """`(1, …, 1)`: one number over and over, in a list whose length is not said."""
    members = [item for item in items if not isinstance(item, Dots)]
    if len(members) < 2 or any(member != members[0] for member in members) or isinstance(members[0], Empty):
        return None
    value = it.read(members[0])
    if Shaper(it.sizes).shape(value):
        return None
    ones = Loose("Ones", (), (it.sizes.fresh(),), span)
    return ones if members[0] == Num("1") else Loose("Product", (value, ones), None, span)


def as_column(it: Interpreter, node: Node) -> Loose | None:
    """`(x_1, …, x_n)^T` and `(a, b)^T` for a whole side: a column of numbers, whatever the brackets; None for anything else."""
    fence = node.base if isinstance(node, Sup) and transposes(node.sup) else node
    if not (isinstance(fence, Fence) and fence.open == "(" and isinstance(fence.body, Tuple)):
        return None
    items = fence.body.items
    if has_dots(items):
        found = it.read(fence)
        return found if is_vector(it, found) else None
    if fence is node or not all(
        isinstance(item, Name | Num | Sub | Add | Juxt | Frac | Sup | Apply | Sqrt) for item in items
    ):
        return None
    cells = tuple(it.read(item) for item in items)
    numbers = not any(Shaper(it.sizes).shape(cell) for cell in cells)
    return Loose("Block", cells, 1, node.span) if numbers else None


def matrix(it: Interpreter, node: Matrix) -> Loose:
    """A matrix with dots among its cells. Raises Unreadable."""
    rows = node.rows
    if len(rows) == 1:
        found = listed(it, rows[0], False, node.span)
        return Loose("Transpose", (found,), None, node.span) if is_vector(it, found) else found
    if all(len(row) == 1 for row in rows):
        return listed(it, [row[0] for row in rows], True, node.span)
    width = max(len(row) for row in rows)
    cells = [[*row, *[Empty()] * (width - len(row))] for row in rows]
    return _diagonal(it, cells, node.span) or _columns(it, cells, node.span) or _full(it, cells, node)


def _diagonal(it: Interpreter, cells: list[list[Node]], span: Span) -> Loose | None:
    """Entries on the diagonal and nothing, or zeros, elsewhere."""
    if len(cells) != len(cells[0]):
        return None
    off = [cell for i, row in enumerate(cells) for j, cell in enumerate(row) if i != j]
    entries = [cells[n][n] for n in range(len(cells))]
    empty = all(isinstance(cell, Empty | Dots) or cell == Num("0") for cell in off)
    corner = cells[0][-1], cells[-1][0]
    if not empty or not has_dots(entries) or any(isinstance(cell, Dots) for cell in corner):
        return None
    return Loose("Diagonal", (listed(it, entries, True, span),), None, span)


def _columns(it: Interpreter, cells: list[list[Node]], span: Span) -> Loose | None:
    """Columns with dots in each of them and none between them: `1 & x_1 \\\\ ⋮ & ⋮ \\\\ 1 & x_n`."""
    down = [row for row in cells if all(isinstance(cell, Dots) for cell in row)]
    if len(down) != 1 or any(isinstance(cell, Dots) for row in cells for cell in row if row is not down[0]):
        return None
    columns = tuple(listed(it, [row[n] for row in cells], True, span) for n in range(len(cells[0])))
    return Loose("Block", columns, len(columns), span)


def _full(it: Interpreter, cells: list[list[Node]], node: Matrix) -> Loose:
    """Entries for every row and column, read off from the written ones. Raises Unreadable."""
    wrong = Unreadable("a matrix with dots whose entries are not read", node.span)
    down = next((n for n, row in enumerate(cells) if all(isinstance(cell, Dots | Empty) for cell in row)), 0)
    across = next((n for n in range(len(cells[0])) if all(isinstance(row[n], Dots | Empty) for row in cells)), 0)
    if not (0 < down < len(cells) - 1 and 0 < across < len(cells[0]) - 1):
        raise wrong
    kept = [row for n, row in enumerate(cells) if n != down]
    lines = [longest(row[:across], row[across + 1 :], node) for row in kept]
    columns = [line[0] for line in lines if line is not None and line[1] == across and line[0].start == 1]
    if len(columns) != len(kept) or any(line.end != columns[0].end for line in columns):
        raise wrong
    members = tuple(line.member for line in columns)
    found = longest(members[:down], members[down:], Tuple(members, (";",) * (len(members) - 1), span=node.span))
    if found is None or found[1] != down or found[2] != len(kept) - down or found[0].start != 1:
        raise wrong
    second = _known(it, columns[0])
    with it.binding(second, runs=True):
        first, body, rank = _member(it, found[0])
    if rank:
        raise Unreadable("blocks with dots between them", node.span)
    units = _unit(first, node.span), Loose("Transpose", (_unit(second, node.span),), None, node.span)
    inner = _summed(second, Loose("Product", (body, *units), None, node.span), node.span)
    return _summed(first, inner, node.span)


def _known(it: Interpreter, pattern: Pattern) -> Known:
    return it.new_index(pattern.index.name, pattern.index.name, it.size(pattern.end))


def _member(it: Interpreter, pattern: Pattern) -> tuple[Known, Loose, int]:
    """The index of a pattern, the member read under it, and how many axes that has. Raises Unreadable."""
    index = _known(it, pattern)
    with it.binding(index, runs=True):
        body = it.read(pattern.member)
    try:
        return index, body, len(Shaper(it.sizes).shape(body))
    except Clash as clash:
        raise Unreadable("members of a list that do not fit", pattern.member.span) from clash


def _unit(index: Known, span: Span) -> Loose:
    return Loose("BasisVector", (Loose("Index", (), index, span),), index.sizes[0], span)


def _summed(index: Known, body: Loose, span: Span) -> Loose:
    return Loose("BigSum", (body,), (index, None, None, None), span)


def is_vector(it: Interpreter, loose: Loose) -> bool:
    """Whether a term has one axis."""
    return len(Shaper(it.sizes).shape(loose)) == 1


# -- what members have in common -----------------------------------------------------------------------------------


def _pattern(first: Node, last: Node, whole: Node) -> Pattern | None:
    """What a numbered member and the last one have in common; None where they differ in more than one number."""
    taken = {node.name for node in inside(whole) if isinstance(node, Name)}
    letter = next((letter for letter in _INDICES if letter not in taken), None)
    if letter is None:
        return None
    index = Name(letter, span=first.span)
    holes: list[tuple[Node, Node]] = []
    member = _merged(_lifted(first, last), _spread(last), index, holes)
    starts = {start.text for start, _ in holes if isinstance(start, Num) and start.text.isdigit()}
    if member is None or not holes or len(starts) != 1 or any(end != holes[0][1] for _, end in holes):
        return None
    if any(not isinstance(start, Num) for start, _ in holes) or not _counts(holes[0][1]):
        return None
    return Pattern(member, index, int(starts.pop()), holes[0][1])


def _counts(node: Node) -> bool:
    """Whether a node may be the end of a range: a name, a number, `n - 1`."""
    if isinstance(node, Add):
        return all(_counts(term) for _, term in node.terms)
    return isinstance(node, Num) or (isinstance(node, Name | Sub) and key(node) is not None)


def _merged(one: Any, other: Any, index: Name, holes: list[tuple[Node, Node]]) -> Any:
    """Two members as one with the index where they differ; None where they differ in what they are made of."""
    if one == other:
        return one
    if isinstance(one, Num) and isinstance(other, Node) and _counts(other):
        holes.append((one, other))
        return index
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        made = tuple(_merged(a, b, index, holes) for a, b in zip(one, other, strict=True))
        return None if any(part is None and a is not None for part, a in zip(made, one, strict=True)) else made
    if not isinstance(one, Node) or type(one) is not type(other):
        return None
    parts = {f.name: (getattr(one, f.name), getattr(other, f.name)) for f in fields(one) if f.name != "span"}
    values = {name: _merged(a, b, index, holes) for name, (a, b) in parts.items()}
    if any(value is None and parts[name][0] is not None for name, value in values.items()):
        return None
    return replace(one, **values)


def changed(node: Any, change: Callable[[Node], Node | None]) -> Any:
    """A node with some nodes in it replaced, outermost first."""
    if isinstance(node, tuple):
        return tuple(changed(item, change) for item in node)
    if not isinstance(node, Node):
        return node
    found = change(node)
    if found is not None:
        return found
    values = {f.name: changed(getattr(node, f.name), change) for f in fields(node) if f.name != "span"}
    return replace(node, **values)


def _spread(node: Node) -> Node:
    """`x_{11}` with its two digits apart, as `x_{1n}` has them."""

    def apart(part: Node) -> Node | None:
        if isinstance(part, Sub) and isinstance(part.sub, Num) and part.sub.text.isdigit() and len(part.sub.text) == 2:
            digits = tuple(Num(digit, span=part.sub.span) for digit in part.sub.text)
            return replace(part, sub=Juxt(digits, ("",), span=part.sub.span))
        return None

    made: Node = changed(node, apart)
    return made


def at(pattern: Pattern, value: Node) -> Node:
    """The member at a value of the index."""
    made: Node = changed(pattern.member, lambda part: value if part == pattern.index else None)
    return made


def _less_one(node: Node) -> Node:
    if isinstance(node, Num) and node.text.isdigit():
        return Num(str(int(node.text) - 1))
    return Add((("+", node), ("-", Num("1"))))


def _lifted(node: Node, last: Node) -> Node:
    """A member with the powers written that people leave out: the x of `x + x^2 + ⋯ + x^n` is x^1, the 1 before it x^0."""
    node, last = _spread(node), _spread(last)
    if isinstance(last, Sup) and not isinstance(node, Sup):
        if node == last.base:
            return Sup(node, Num("1"), span=node.span)
        return Sup(last.base, Num("0"), span=node.span) if node == Num("1") else node
    if not isinstance(last, Juxt):
        return node
    factors = node.factors if isinstance(node, Juxt) else (node,)
    if len(factors) == len(last.factors) - 1 and isinstance(last.factors[-1], Sup):
        factors = (*factors, Sup(last.factors[-1].base, Num("0"), span=node.span))
    if len(factors) != len(last.factors):
        return node
    lifted = tuple(_lifted(a, b) for a, b in zip(factors, last.factors, strict=True))
    return Juxt(lifted, last.signs, span=node.span)
