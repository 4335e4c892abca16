r"""Bases of logarithms under letters: the b of `\log_b p(x)` beside X ∼ Gam(a, b) is another b, and "we set b = e" says in what unit h(X) is measured."""

from __future__ import annotations

from collections.abc import Iterable

from derive import lazy_re as re
from derive.elaborate.random_words import FOLLOWS
from derive.elaborate.spelling import mapped, rewritten
from derive.elaborate.survey import inside
from derive.formula.syntax import Apply, Chain, Clause, Display, Fence, Juxt, Link, Name, Node, Num, Operator, Sub
from derive.record import replace

_LOGARITHMS = (Operator("log"), Operator("lg"))
_ENTROPIES = ("h", "H")


_BASE_IN_WORDS = re.compile(
    r"\blog(?:arithm)?s?\b[^.;]{0,60}?\b(?:base|basis)[-\s]+\$?(?P<one>two|2|ten|10)\b|\b(?:base|basis)[-\s]+\$?(?P<other>two|2|ten|10)\$?[-\s]+log(?:arithm)?s?\b"
    r"|\\log\s*\$?\s*(?:means|denotes|is|stands\s+for|for)\s+(?:the\s+)?\$?\s*\\log_\{?(?P<sign>2|10)\b"
    r"|\b(?P<binary>binary)\s+logarithms?\b|\b(?P<common>common|decadic|decimal)\s+logarithms?\b",
    re.I,
)
_NATURAL = re.compile(r"\bnatural\s+log|\bbase\s+\$?e\b", re.I)


def _said_base(text: str) -> str:
    """The base that words give to logarithms without one; '' where they give none, or several."""
    found = {
        "2"
        if match["binary"] or (match["one"] or match["other"] or match["sign"] or "").lower() in ("two", "2")
        else "10"
        for match in _BASE_IN_WORDS.finditer(text)
    }
    natural = _NATURAL.search(text) is not None and "\\ln" not in text  # "the natural logarithm is ln"
    return found.pop() if len(found) == 1 and not natural else ""


def bases_apart(displays: Iterable[Display], text: str) -> list[Display]:
    """The displays with every base of logarithms that shares its letter with a parameter under a name of its own, and entropies to the base that the text
    sets its letter to; with the base that words give to the others."""
    listed = list(displays)
    said = _said_base(text)
    if said:
        listed = rewritten(listed, lambda node: _to_base(node, said))
    nodes = [node for display in listed for clause in display.clauses for node in inside(clause.body)]
    bases = {base for node in nodes if (base := _base(node))}
    if not bases:
        return listed
    given: dict[str, set[Node]] = {}
    for node in nodes:
        if (found := _given(node)) is not None and found[0] in bases:
            given.setdefault(found[0], set()).add(found[1])
    units = {base: next(iter(values)) for base, values in given.items() if len(values) == 1}
    shared = bases & {name for node in nodes for name in _parameters(node)}

    def change(clause: Clause) -> Clause:
        if _is_of_entropy(clause.body):
            clause = mapped(clause, lambda node: _in_units(node, units))
        return mapped(clause, lambda node: _renamed(node, shared)) if shared else clause

    return [replace(display, clauses=tuple(map(change, display.clauses))) for display in listed]


def _to_base(node: Node, base: str) -> Node:
    if isinstance(node, Apply) and node.head == Operator("log"):
        head = node.head
        return replace(node, head=Sub(head, Num(base, span=head.span), span=head.span))
    return node


def _base(node: Node) -> str:
    r"""The b of `\log_b`."""
    if isinstance(node, Sub) and node.base in _LOGARITHMS and isinstance(node.sub, Name) and not node.sub.style:
        return node.sub.name if node.sub.name != "e" else ""
    return ""


def _given(node: Node) -> tuple[str, Node] | None:
    """The letter and the base of `b = e`, `b = 2`."""
    if not (isinstance(node, Chain) and len(node.links) == 1 and node.links[0].op in ("=", ":=")):
        return None
    first, value = node.first, node.links[0].right
    number = (isinstance(value, Name) and value.name == "e") or value in (Num("2"), Num("10"))
    return (first.name, value) if isinstance(first, Name) and not first.style and number else None


def _parameters(node: Node) -> set[str]:
    """The letters in what stands behind X ∼."""
    if not isinstance(node, Link) or node.op != FOLLOWS:
        return set()
    return {part.name for part in inside(node.right) if isinstance(part, Name) and not part.style}


def _is_of_entropy(body: Node) -> bool:
    """`h(X) = …`, with a roman letter."""
    first = body.first if isinstance(body, Chain) else None
    if not (isinstance(first, Juxt) and len(first.factors) == 2 and isinstance(first.factors[1], Fence)):
        return False
    head = first.factors[0]
    return isinstance(head, Name) and head.style == "roman" and head.name in _ENTROPIES


def _in_units(node: Node, units: dict[str, Node]) -> Node:
    if not (isinstance(node, Apply) and (base := _base(node.head)) in units and isinstance(node.head, Sub)):
        return node
    natural = isinstance(units[base], Name)
    head = (
        Operator("ln", span=node.head.span)
        if natural
        else replace(node.head, sub=replace(units[base], span=node.head.sub.span))
    )
    return replace(node, head=head)


def _renamed(node: Node, shared: set[str]) -> Node:
    if (base := _base(node)) in shared and isinstance(node, Sub):
        return replace(node, sub=_own(base, node.sub))
    if (found := _given(node)) is not None and found[0] in shared and isinstance(node, Chain):
        return replace(node, first=_own(found[0], node.first))
    return node


def _own(base: str, node: Node) -> Name:
    return Name(f"{base} of logarithms", span=node.span)
