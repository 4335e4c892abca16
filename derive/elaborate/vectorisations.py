"""How a text has vec put a matrix into a vector: column under column (Magnus & Neudecker: Matrix Differential Calculus, 2.4), or row behind row, as code does."""

from __future__ import annotations

from collections.abc import Iterable

from derive import lazy_re as re
from derive.elaborate.scope import subscript
from derive.formula.syntax import Chain, Clause, Fence, Name, Node, Operator, Sub, Sup, Tuple

_SPEAKS = re.compile(r"\bvec\b|\bvec(?=[\s}(])|vectori[sz]|flatten", re.I)
_ROWS = re.compile(
    r"\brow[-\s]major\b|\b(?:stack|concatenat|list|append|arrang|put)\w*\s+(?:(?!columns?\b)[\w-]+\s+){0,4}rows\b|\brow\s+(?:by|after|behind)\s+row\b|\brows?[-\s]wise\b|\brows\s+(?:are|is)\s+(?:stacked|concatenated)\b",
    re.I,
)
_COLUMNS = re.compile(r"\bcolumns?\b", re.I)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n\s*\n")


def by_rows(text: str, clauses: Iterable[Clause]) -> bool:
    """Whether a text's vec goes along the rows, by its words or by the first entries that it lists: `vec(X) = (x_{11}, x_{12}, …)`."""
    listed = {found for clause in clauses if (found := _second(clause.body))}
    if listed:
        return listed == {"12"}
    if not _SPEAKS.search(text):
        return False
    return any(
        _SPEAKS.search(said) and _ROWS.search(said) and not _COLUMNS.search(said) for said in _SENTENCE.split(text)
    )


def _second(body: Node) -> str:
    """The subscripts of the second entry that an equation lists for a vec, "12" or "21"; '' for other formulas."""
    if not isinstance(body, Chain) or body.links[0].op not in ("=", ":=", "≡") or not _is_vec(body.first):
        return ""
    side = body.links[0].right
    while isinstance(side, Sup):
        side = side.base
    items = side.body.items if isinstance(side, Fence) and isinstance(side.body, Tuple) else ()
    labels = [(subscript(item.sub) or "").replace(",", "") for item in items[:2] if isinstance(item, Sub)]
    return labels[1] if len(labels) == 2 and labels[0] == "11" and labels[1] in ("12", "21") else ""


def _is_vec(node: Node) -> bool:
    from derive.elaborate.survey import inside

    heads = [part.name for part in inside(node) if isinstance(part, Operator | Name)]
    return bool(heads) and heads[0] == "vec"
