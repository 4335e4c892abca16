"""Signs that are labels: the P^- before an update and the x^+ after one, where no inverse or positive part is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive import lazy_re as re
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside, is_capital
from derive.formula.syntax import Add, Chain, Display, Frac, Juxt, Name, Node, Sub, Sup, Symbolic
from derive.record import replace

_INVERSES = re.compile(
    r"generali[sz]ed[\s-]+inverse|\bg-inverse|pseudo-?\s?inverse|moore|(?:positive|negative)\s+part|one[\s-]sided", re.I
)
_SAYS_OF = ("=", ":=", "∈", "≻", "⪰", "∼")
_LABELS = {"-": "minus", "+": "plus"}


def labelled(displays: Iterable[Display], text: str) -> list[Display]:
    """The displays with a sign over a name as a label, in a text where a name with that sign gets a value and that speaks of nothing else that the sign
    means. A capital with a plus is a pseudo-inverse unless it gets a value itself, a sum without inverses or beside a small letter that does."""
    listed = list(displays)
    if _INVERSES.search(text):
        return listed
    bodies = [
        (found, clause.body) for display in listed for clause in display.clauses for found in _valued(clause.body)
    ]
    valued = {found for found, _ in bodies}
    signs = {sign for (sign, stem), body in bodies if sign == "-" or not is_capital(stem) or _is_sum(body)}
    if not signs:
        return listed

    def changed(node: Node) -> Node:
        found = _marked(node)
        if found is None or found[0] not in signs or not isinstance(node, Sup):
            return node
        if found[0] == "+" and is_capital(found[1]) and found not in valued:
            return node
        return replace(node, sup=Name(_LABELS[found[0]], style="roman", span=node.sup.span))

    return rewritten(listed, changed)


def _valued(body: Node) -> Iterator[tuple[str, str]]:
    """The sign and the name that stand alone before an equals sign, or are said to be in a set or to be definite: `\\hat x^- \\in \\mathbb{R}^n`, `P^- \\succ 0`."""
    found = _marked(body.first) if isinstance(body, Chain) and body.links[0].op in _SAYS_OF else None
    if found is not None:
        yield found


def _is_sum(body: Node) -> bool:
    """Whether what a name is set equal to is a sum with no inverse in it: no pseudo-inverse is written so."""
    right = body.links[0].right if isinstance(body, Chain) else body
    return (
        isinstance(right, Add | Juxt)
        and not any(
            isinstance(part, Frac) or (isinstance(part, Sup) and (_marked(part) is not None or _is_negative(part.sup)))
            for part in inside(right)
        )
        and any(isinstance(part, Add) and len(part.terms) > 1 for part in inside(right))
    )


def _is_negative(node: Node) -> bool:
    return isinstance(node, Add) and node.terms[0][0] == "-"


def _marked(node: Node) -> tuple[str, str] | None:
    """The sign over a name, and the name without its index."""
    if not isinstance(node, Sup) or not isinstance(node.sup, Symbolic) or node.sup.sign not in _LABELS:
        return None
    base = node.base.base if isinstance(node.base, Sub) else node.base
    name = key(base) if not (isinstance(base, Name) and base.style == "bb") else None
    return None if name is None else (node.sup.sign, name)
