r"""Samples that are told apart by a number: y_{1i} is the i-th of the sample y_1, and α_{0j} the j-th of α_0, no entry of a matrix.

A matrix has rows for all values of its first index. Where that index is a numeral wherever it is written, and the text counts the second one up to a number
that has the same label (i = 1, …, n_1), or the numeral is 0, which counts no rows, it is a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside
from derive.formula.syntax import BigOp, Brace, Chain, Display, Fence, Juxt, Name, Node, Num, Sub, Tuple, items_of

Pair = tuple[Node, Node]


def numbered(displays: Iterable[Display]) -> list[Display]:
    """The displays with `y_{1i}` as `{y_1}_i` wherever y is a family of samples."""
    found = list(displays)
    labels = _labelled(tuple(clause.body for display in found for clause in display.clauses))
    if not labels:
        return found
    return rewritten(found, lambda node: _split(node, labels))


def _split(node: Node, labels: dict[str, set[str]]) -> Node:
    """`y_{1i}` as `{y_1}_i`."""
    if not isinstance(node, Sub):
        return node
    pair, known = _pair(node.sub), labels.get(key(node.base) or "", ())
    if pair is None or _letter(pair[0]) not in known:
        return node
    return Sub(Sub(node.base, pair[0], span=(node.base.span[0], pair[0].span[1])), pair[1], span=node.span)


def _labelled(bodies: tuple[Node, ...]) -> dict[str, set[str]]:
    """The labels of every family of samples."""
    uses: dict[str, list[Pair]] = {}
    whole: set[str] = set()
    bound: set[str] = set()
    counted: set[tuple[str, str]] = set()
    for node in inside(bodies):
        if isinstance(node, Sub):
            stem, pair = key(node.base), _pair(node.sub)
            if stem and pair:
                uses.setdefault(stem, []).append(pair)
            whole.add(key(node) or "")
        if isinstance(node, BigOp):
            bound |= set(_bound(node))
            counted |= set(_counted(node))
    found: dict[str, set[str]] = {}
    for stem, pairs in uses.items():
        firsts = {_letter(first) for first, _ in pairs}
        numerals = {first for first in firsts if first.isdigit()}
        by_letter = any(isinstance(second, Name) for _, second in pairs)
        named = {first for first in firsts - numerals if first not in bound and f"{stem}_{first}" in whole}
        sure = "0" in numerals or any((stem, first) in counted for first in numerals)
        if sure and by_letter and firsts == numerals | named:
            found[stem] = firsts
    return found


def _bound(node: BigOp) -> Iterator[str]:
    """The letters that a sum, a product or the like runs over."""
    for item in items_of(node.lower) if node.lower is not None else ():
        first = item.first if isinstance(item, Chain) else item
        if isinstance(first, Name):
            yield first.name


def _counted(node: BigOp) -> Iterator[tuple[str, str]]:
    r"""The families with a label in a sum whose upper end bears the same label: (y, 1) of `\sum_{i=1}^{n_1} y_{1i}`."""
    upper = node.upper.body if isinstance(node.upper, Brace | Fence) else node.upper
    if not (isinstance(upper, Sub) and isinstance(upper.sub, Num)):
        return
    letters = set(_bound(node))
    for part in inside(node.body):
        if not isinstance(part, Sub):
            continue
        pair = _pair(part.sub)
        if pair and _letter(pair[0]) == upper.sub.text and isinstance(pair[1], Name) and pair[1].name in letters:
            yield key(part.base) or "", upper.sub.text


def _letter(part: Node) -> str:
    """A numeral or a letter as text; "" for anything else."""
    if isinstance(part, Num):
        return part.text
    return part.name if isinstance(part, Name) and not part.style else ""


def _pair(sub: Node) -> Pair | None:
    """The two parts of a subscript: `1i`, `1,i`, `01`; None for any other."""
    if isinstance(sub, Brace):
        return _pair(sub.body)
    if isinstance(sub, Num) and len(sub.text) == 2 and sub.text.isdigit():
        middle = sub.span[0] + 1
        return Num(sub.text[0], span=(sub.span[0], middle)), Num(sub.text[1], span=(middle, sub.span[1]))
    parts = sub.items if isinstance(sub, Tuple) else sub.factors if isinstance(sub, Juxt) and not any(sub.signs) else ()
    return (parts[0], parts[1]) if len(parts) == 2 and all(isinstance(part, Num | Name) for part in parts) else None
