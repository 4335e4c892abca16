"""What every density of a text is conditioned on and of which nothing else is said, the model m of p(y | θ, m) and p(y | m): it is left out.

[M] D. J. C. MacKay, Information Theory, Inference, and Learning Algorithms (2003), 2.1: what all probabilities are conditional on need not be written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from derive import lazy_re as re
from derive.elaborate.overloads import bracketed
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside
from derive.formula.syntax import Apply, Display, Fence, Juxt, Mid, Name, Node, Sub, Tuple
from derive.record import replace

_MODEL = re.compile(r"\bmodel\b(?:\]\([^)\s]*\))?[^.$]{0,20}\$\s*(\w)\s*\$|\$\s*(\w)\s*\$[^.$]{0,20}\bmodel\b", re.I)
_EVIDENCE = re.compile(r"\bmodel\s+evidence|\bmarginal\s+likelihood|\bgenerative\s+model", re.I)
_CUSTOMARY = ("m", "M")  # a model, where the text speaks of the evidence for it
_BARS = ("|", "∣")


def without_background(displays: Sequence[Display], text: str) -> list[Display]:
    """The displays with what stands behind every bar, in a text about models, left out there."""
    named = {letter for pair in _MODEL.findall(text) for letter in pair} | set(
        _CUSTOMARY if _EVIDENCE.search(text) else ()
    )
    letters = _background(displays) & named if named else frozenset()
    if len(letters) != 1 or not _leaves_out(displays, letters):
        return list(displays)

    def left_out(node: Node) -> Node:
        return _left_out(node, letters) if isinstance(node, Fence) else node

    return rewritten(displays, left_out)


def _leaves_out(displays: Sequence[Display], letters: frozenset[str]) -> bool:
    """Whether the text itself writes p(x | m) in one place and p(y) in another."""
    bodies = [clause.body for display in displays for clause in display.clauses]
    pairs = [pair for body in bodies for node in inside(body) for pair in _applied(node)]
    found: dict[str, set[bool]] = {}
    for head, fence in pairs:
        if isinstance(head, Name) and isinstance(fence, Fence) and fence.open == "(" and head.name in ("p", "q", "f"):
            found.setdefault(head.name, set()).add(bool(set(_letters(_parted(fence)[1])) & letters))
    return any(len(ways) > 1 for ways in found.values())


def _background(displays: Sequence[Display]) -> frozenset[str]:
    """The letters that stand behind bars, and else only where they are introduced or a quantity of theirs is named: `m: …`, `\\mathrm{LME}(m)`."""
    everywhere, explained = Counter[str](), Counter[str]()
    conditions, others = set[str](), set[str]()
    for body in (clause.body for display in displays for clause in display.clauses):
        explained.update(_letters((body,)))
        for node in inside(body):
            everywhere.update(_letters((node,)))
            if isinstance(node, Sub) and isinstance(node.base, Name):
                others.add(node.base.name)  # m_1 and m_2 are several
            if isinstance(node, Fence):
                behind = _letters(_parted(node)[1])
                conditions |= set(behind)
                explained.update(behind)
            explained.update(_of_a_quantity(node))
    return frozenset(name for name in conditions - others if explained[name] == everywhere[name])


def _letters(nodes: Sequence[Node]) -> list[str]:
    return [node.name for node in nodes if isinstance(node, Name) and len(node.name) == 1]


def _applied(node: Node) -> list[tuple[Node, Node]]:
    """What stands before brackets, with these."""
    if isinstance(node, Juxt):
        return list(zip(node.factors, node.factors[1:], strict=False))
    return [(node.head, node.arg)] if isinstance(node, Apply) else []


def _of_a_quantity(node: Node) -> list[str]:
    r"""The m of `\mathrm{LME}(m)`."""
    pairs = _applied(node)
    return [
        name
        for head, fence in pairs
        if isinstance(fence, Fence) and not (isinstance(head, Name) and head.style != "roman")
        for name in _letters((fence.body,))
    ]


def _parted(fence: Fence) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """What stands in brackets before a bar, and behind it."""
    items, signs = bracketed(fence.body)
    place = next((number for number, sign in enumerate(signs, 1) if sign in _BARS), len(items))
    return items[:place], items[place:]


def _left_out(fence: Fence, letters: frozenset[str]) -> Fence:
    before, behind = _parted(fence)
    kept = tuple(node for node in behind if not set(_letters((node,))) & letters)
    if kept == behind or not before:
        return fence
    body = _listed(before)
    return replace(fence, body=Mid(body, _listed(kept), "|", span=fence.body.span) if kept else body)


def _listed(nodes: tuple[Node, ...]) -> Node:
    span = (nodes[0].span[0], nodes[-1].span[1])
    return nodes[0] if len(nodes) == 1 else Tuple(nodes, (",",) * (len(nodes) - 1), span=span)
