"""Members that are written out: in `y_i = (y_{i1}, …, y_{ip})` every y_i is a vector, even where `y = {y_1, …, y_n}` lists them, and the y_j are columns where
"Y = [y_1, …, y_v] is an n × v matrix"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.scope import key
from derive.elaborate.survey import is_capital, transposes
from derive.formula.syntax import Chain, Clause, Display, Dots, Fence, Juxt, Matrix, Name, Node, Sub, Sup, Tuple
from derive.record import replace


def in_full(body: Node) -> tuple[str, Node] | None:
    """The y and the p of `y_i = (y_{i1}, …, y_{ip})`: dots in between, and under every entry the index of the member first."""
    if not isinstance(body, Chain) or body.links[0].op not in ("=", ":="):
        return None
    whole, listed = body.first, _listed(body.links[0].right)
    stem = key(whole.base) if isinstance(whole, Sub) and isinstance(whole.sub, Name) else None
    pairs = [_pair(item, stem) for item in listed if not isinstance(item, Dots)]
    if stem is None or not isinstance(whole, Sub) or not 2 <= len(pairs) < len(listed):
        return None
    if any(pair is None or pair[0] != whole.sub for pair in pairs):
        return None
    last = pairs[-1]
    return (stem, last[1]) if last is not None and not isinstance(listed[-1], Dots) else None


# "… be an n × v [data matrix](/D/data)", right behind the list
_A_MATRIX = re.compile(
    r"\s*(?:be|is|being|denotes?)\s+(?:an?|the)\s+(?:\$(?!\s*1\s*\\times)[^$]{1,40}\$[-\s]+)?\[?(?:(?!row\b)[a-z-]+\s+){0,2}(?:data\s+|design\s+)?matrix\b",
    re.I,
)


# "$U = (u_1, …, u_r)$ and $V = (v_1, …, v_r)$ have orthonormal columns"
_HAS_COLUMNS = re.compile(
    r"\s*(?:(?:and|,)\s+(?:\$[^$]{1,60}\$\s*)?)?(?:with|ha(?:s|ve|ving))\s+(?:\w+\s+){0,2}columns?\b(?!\s+vectors?)",
    re.I,
)
_OF_MATRICES = re.compile(r"(?<!\b1)(?<!\b1 )\\times(?!\s*1\b)")


def columns(displays: Mapping[Formula, Display], text: str) -> Iterator[str]:
    """The y of `Y = [y_1, …, y_v]` where the words behind it call Y a matrix, or it is said to be in ℝ^{n×v}."""
    for block, display in displays.items():
        body = display.clauses[0].body if len(display.clauses) == 1 and not block.display else None
        if not isinstance(body, Chain) or len(body.links) > 2 or body.links[0].op not in ("=", ":="):
            continue
        within = body.links[1] if len(body.links) == 2 else None
        if within is not None and (within.op != "∈" or _OF_MATRICES.search(text, *within.right.span) is None):
            continue
        listed = _listed(body.links[0].right)
        stems = {key(item.base) if isinstance(item, Sub) else None for item in listed if not isinstance(item, Dots)}
        dotted = any(isinstance(item, Dots) for item in listed)
        told = within is not None or any(p.match(text, block.span[1]) for p in (_A_MATRIX, _HAS_COLUMNS))
        if dotted and len(stems) == 1 and told and is_capital(key(body.first) or "a"):
            yield from filter(None, stems)


def apart(display: Display) -> Display:
    """A display in which what is said behind `y_i = (y_{i1}, …, y_{ip})` in the same chain is said of y_i by itself."""
    return replace(display, clauses=tuple(part for clause in display.clauses for part in _split(clause)))


def _split(clause: Clause) -> Iterator[Clause]:
    body = clause.body
    if in_full(body) is None or not isinstance(body, Chain) or len(body.links) == 1:
        yield clause
        return
    first, end = body.first, body.links[0].right.span[1]
    yield replace(clause, body=Chain(first, body.links[:1], span=(body.span[0], end)), tail=())
    yield replace(clause, body=Chain(first, body.links[1:], span=body.span), lead=",", tags=())


def _listed(node: Node) -> tuple[Node, ...]:
    """What one row or one column holds."""
    while isinstance(node, Fence) or (isinstance(node, Sup) and transposes(node.sup)):
        node = node.body if isinstance(node, Fence) else node.base
    if isinstance(node, Tuple):
        return node.items
    if isinstance(node, Juxt) and not any(node.signs) and any(isinstance(factor, Dots) for factor in node.factors):
        return node.factors
    if isinstance(node, Matrix) and (len(node.rows) == 1 or all(len(row) == 1 for row in node.rows)):
        return tuple(entry for row in node.rows for entry in row)
    return ()


def _pair(node: Node, stem: str | None) -> tuple[Node, Node] | None:
    """The two indices of `y_{i1}` and `y_{i,1}`."""
    if not isinstance(node, Sub) or key(node.base) != stem:
        return None
    parts = node.sub.items if isinstance(node.sub, Tuple) else node.sub.factors if isinstance(node.sub, Juxt) else ()
    return (parts[0], parts[1]) if len(parts) == 2 else None
