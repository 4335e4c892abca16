r"""What belongs to a layer of a network: the `z^{l+1}_k` of a text that speaks of "neuron $k$ in layer $l+1$" is an entry of a vector `z^{(l+1)}`, no power."""

from __future__ import annotations

from collections.abc import Iterable

from derive import lazy_re as re
from derive.elaborate.scope import is_label, key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside, transposes
from derive.formula.syntax import Add, BigOp, Chain, Display, Fence, Juxt, Name, Node, Num, Sub, Sup, items_of

_LETTER = r"\$\s*(?:\\(?P<{0}>ell)|(?P<{1}>[a-zL]))\s*(?:[+-]\s*1\s*)?\$"
_LAYERS = re.compile(
    rf"\blayers?\s+{_LETTER.format('a', 'b')}|{_LETTER.format('c', 'd')}\s*-?\s*(?:th|st)?\s+(?:hidden\s+)?layers?\b",
    re.I,
)


def by_layers(displays: Iterable[Display], text: str) -> list[Display]:
    """The displays with the letters and numbers of layers above names as marks in brackets, and what stands below a name with a mark as an index of all of
    it, where sums run over such members."""
    letters = {next(filter(None, match.groups())) for match in _LAYERS.finditer(text)}
    listed = list(displays)
    letters |= _by_custom(tuple(clause.body for display in listed for clause in display.clauses), text)
    listed = rewritten(listed, lambda node: _marked(node, letters)) if letters else listed
    bound, members = _summed(tuple(clause.body for display in listed for clause in display.clauses))
    return rewritten(listed, lambda node: _below(node, bound, members)) if members else listed


_OF_NETWORKS = re.compile(r"\blayers?\b|\bneurons?\b|\bneural\b|\bactivations?\b|\bback-?prop", re.I)
_CUSTOMARY = frozenset(["l", "L", "ell"])
_FEWEST = 2  # names that have the letter above them


def _by_custom(bodies: tuple[Node, ...], text: str) -> set[str]:
    """The l, ℓ or L that a text about networks writes above several names, `z^l`, `a^{l-1}`, and nowhere else but there and as an index."""
    if not _OF_NETWORKS.search(text):
        return set()
    above: dict[str, set[str]] = {}
    marks: dict[str, int] = {}
    for part in inside(bodies):
        if isinstance(part, Sup) and (letter := _layer_letter(part.sup)) in _CUSTOMARY:
            base = part.base.base if isinstance(part.base, Sub) else part.base
            above.setdefault(letter, set()).add(key(base) or "")
            marks[letter] = marks.get(letter, 0) + 1
    spoken = [key(part) for part in inside(bodies) if isinstance(part, Name)]
    summed = _summed(bodies)[0]  # `\\sum_l q^l` has powers
    return {
        letter
        for letter, names in above.items()
        if len(names - {""}) >= _FEWEST
        and letter not in summed
        and "e" not in names
        and (letter != "L" or spoken.count(letter) == marks[letter])
    }


def _layer_letter(above: Node) -> str:
    """The letter of `l`, `l + 1`, `[l]`."""
    if isinstance(above, Fence) and above.open in ("(", "["):
        above = above.body
    if isinstance(above, Add) and len(above.terms) == 2 and isinstance(above.terms[-1][1], Num):
        above = above.terms[0][1]
    return (key(above) or "") if isinstance(above, Name) and not above.style else ""


def _summed(bodies: tuple[Node, ...]) -> tuple[set[str], set[str]]:
    """The letters that sums and products run over, and the names with marks above them and such a letter below: the x of `\\sum_i x_i^{(t)}`."""
    bound: set[str] = set()
    found: list[tuple[str, Node]] = []
    for part in inside(bodies):
        if isinstance(part, BigOp) and part.op in ("sum", "prod") and part.lower is not None:
            own = {item.first if isinstance(item, Chain) else item for item in items_of(part.lower)}
            letters = {name for item in own if isinstance(item, Name) and (name := key(item))}
            bound |= letters
            for member in inside(part.body):
                if (under := _parts(member)) is not None and letters & _letters(under[1]):
                    found.append((key(under[0]) or "", under[2]))
    return bound, {stem for stem, mark in found if not bound & _letters(mark)}


def _parts(node: Node) -> tuple[Name, Node, Node] | None:
    """The x, the i and the mark of `x_i^{(t)}`, `x_i^*`."""
    if isinstance(node, Sup) and isinstance(node.base, Sub) and isinstance(node.base.base, Name) and is_label(node.sup):
        return node.base.base, node.base.sub, node.sup
    return None


def _letters(node: Node) -> set[str]:
    return {part.name for part in inside(node) if isinstance(part, Name)}


def _below(node: Node, bound: set[str], members: set[str]) -> Node:
    found = _parts(node)
    if found is None or key(found[0]) not in members or bound & _letters(found[2]):
        return node
    return Sub(Sup(found[0], found[2], span=node.span), found[1], span=node.span)


def _marked(node: Node, letters: set[str]) -> Node:
    above = node.sup if isinstance(node, Sup) else None
    if isinstance(above, Juxt) and len(above.factors) == 2 and isinstance(above.factors[0], Fence):  # `W^{[l]T}`
        layer, sign = above.factors
        whole = _marked(Sup(node.base, layer, span=node.span), letters) if transposes(sign) else node  # type: ignore[attr-defined]
        return node if not isinstance(whole, Sup) or whole.sup == layer else Sup(whole, sign, span=node.span)
    if not isinstance(node, Sup) or not _is_layer(node.sup, letters):
        return node
    body = node.sup.body if isinstance(node.sup, Fence) else node.sup
    mark = Fence("(", ")", body, span=node.sup.span)
    if isinstance(node.base, Sub) and isinstance(node.base.base, Name):
        return Sub(Sup(node.base.base, mark, span=node.span), node.base.sub, span=node.span)
    return Sup(node.base, mark, span=node.span) if isinstance(node.base, Name) else node


def _is_layer(above: Node, letters: set[str]) -> bool:
    """`l`, `l + 1`, in brackets or not."""
    if isinstance(above, Fence):
        return above.open in ("(", "[") and _is_layer(above.body, letters)
    if isinstance(above, Add):
        first, last = above.terms[0][1], above.terms[-1][1]
        return len(above.terms) == 2 and _is_layer(first, letters) and isinstance(last, Num)
    return isinstance(above, Name) and not above.style and key(above) in letters
