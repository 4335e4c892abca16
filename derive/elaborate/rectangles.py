"""Matrices that a text treats as rectangular without giving their sizes: a line that fits only where such a one is square says nothing of others."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.loose import Loose, names_in, resolved
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known
from derive.sizes import Size
from derive.terms import PropertyKind

_RECTANGULAR = frozenset(
    (
        PropertyKind.FULL_COLUMN_RANK,
        PropertyKind.FULL_ROW_RANK,
        PropertyKind.ORTHONORMAL_COLUMNS,
        PropertyKind.ORTHONORMAL_ROWS,
    )
)
_TURNED = r"\s*\^\s*\{?\s*(?:\\top|T|\\(?:mathrm|text\w*)\s*\{?\s*T\s*\}?|\\intercal|\\mathsf\s*\{?\s*T\s*\}?)\s*\}?\s*"
_INVERTED = r"\s*(?:\\right)?\s*[)\]]\s*\^\s*\{?\s*-\s*1"


def rectangular(reading: Reading, loose: Loose, before: dict[str, Size]) -> Known | None:
    """A matrix in a term that was just found to be square, and which the text treats as rectangular: with full column rank, with orthonormal columns,
    or in `(XᵀX)⁻¹`, which nobody writes of a square one. `before`: what was known of the sizes before."""
    for name in sorted(names_in(loose)):
        known = reading.scope.names.get(name)
        if known is None or len(known.sizes) != 2 or known.kind:
            continue
        rows, columns = known.sizes
        if reading.sizes.resolve(rows) != reading.sizes.resolve(columns) or resolved(rows, before) == resolved(
            columns, before
        ):
            continue
        if not _RECTANGULAR.isdisjoint(known.properties):
            return known
        text = reading.document.text
        if _has_gram_inverse(text, known.latex) and not _is_called_square(text, known.latex):
            return known
    return None


def _is_called_square(text: str, latex: str) -> bool:
    """Whether words call a matrix by a name that only square ones have: "R upper triangular"."""
    name = rf"(?:\$|\\\()\s*{re.escape(latex)}\s*(?:\$|\\\))"
    kinds = r"(?:triangular|square|diagonal|invertible|non-?singular)\b"
    return re.search(rf"{name}[^.;$]{{0,40}}{kinds}|{kinds}(?:\s+matri(?:x|ces))?\s+{name}", text, re.I) is not None


def _has_gram_inverse(text: str, latex: str) -> bool:
    """Whether `(XᵀX)⁻¹` or `(XXᵀ)⁻¹` stands in a text."""
    name = re.escape(latex)
    return re.search(f"{name}{_TURNED}{name}{_INVERTED}|{name}\\s*{name}{_TURNED}{_INVERTED}", text) is not None
