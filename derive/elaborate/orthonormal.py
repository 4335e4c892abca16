"""Orthonormal vectors, as words call a list of them: "an orthonormal basis b_1, …, b_n", "let u_1, …, u_k be orthonormal"."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.events import Event, Said
from derive.elaborate.families import enter, listed
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.elaborate.survey import transposes
from derive.elaborate.words import Mode
from derive.formula.syntax import BigOp, Chain, Juxt, Name, Node, Sub, Sup, Tuple
from derive.goals import Origin
from derive.record import replace
from derive.terms import PropertyKind

_VECTORS = (
    r"(?:(?:eigen|basis\s+|singular\s+|column\s+|row\s+|unit\s+)?vectors|(?:eigen)?basis|set|family|system|directions)"
)
_BEFORE = re.compile(rf"(?<!not )\borthonormal\s+(?:{_VECTORS}\s*)?[({{]?\s*$", re.I)
_WHOSE = r"(?:(?:an?|some|the|its|their)\s+)?(?:(?:corresponding|associated|respective)\s+)?orthonormal"
_AFTER = re.compile(
    rf"\s*(?:(?:be|are|is|form|forms)\s+{_WHOSE}(?:\s+{_VECTORS})?|{_WHOSE}\s+{_VECTORS}|orthonormal(?=\s*(?:[,.;]|$)))(?!\s+(?:columns|rows|matri))\b",
    re.I,
)

_CONCLUDED = re.compile(
    r"\b(?:not|no|non|never|show|prove|verify|whether|thus|hence|therefore|then|so|find|seek|want|become|instead|unless)\b",
    re.I,
)


_DECOMPOSITION = re.compile(
    r"\b(?:SVD|singular[\s-]+value[\s-]+decomposition|spectral[\s-]+(?:decomposition|theorem)|eigen-?[\s-]?(?:value[\s-]+|vector[\s-]+)?decomposition)\b",
    re.I,
)
_BOTH_SIDES = re.compile(r"\bSVD\b|singular", re.I)


def decomposes(reading: Reading, block: Formula, before: str, after: str) -> None:
    """Enter the families of `A = \\sum_i \\sigma_i u_i v_i^\\top` that words call a singular value decomposition, or of `\\sum_i \\lambda_i q_i q_i^\\top` that they
    call a spectral decomposition: they are orthonormal (Horn & Johnson: Matrix Analysis, 2.5 and 2.6). Before the formula itself is read."""
    display = reading.formulas.displays.get(block)
    words = _DECOMPOSITION.search(before) or _DECOMPOSITION.search(re.split(r"[.;]\s", after)[0])
    if display is None or words is None or _CONCLUDED.search(before) is not None:
        return
    for clause in display.clauses:
        body = clause.body.links[0].right if isinstance(clause.body, Chain) and len(clause.body.links) == 1 else None
        outer = _outer(body.body) if isinstance(body, BigOp) and body.op == "sum" else None
        if not isinstance(body, BigOp) or outer is None:
            continue
        names = [key(one.base) for one in outer]
        if None in names or (names[0] != names[1] and _BOTH_SIDES.search(words.group(0)) is None):
            continue
        size = reading.interpreter.size(body.upper) if isinstance(body.upper, Name) else reading.sizes.fresh()
        for one, stem in zip(outer, names, strict=True):
            known = reading.scope.names.get(f"{stem}[]")
            if stem is not None and (known is None or known.origin is Origin.INFERRED):
                enter(reading, one, stem, (size, reading.sizes.fresh()), (PropertyKind.ORTHONORMAL_ROWS,))
        factors = body.body.factors if isinstance(body.body, Juxt) else ()
        value, stem = factors[0], key(factors[0].base) if isinstance(factors[0], Sub) else None
        given = reading.scope.names.get(f"{stem}[]")
        free = given is None or given.origin is Origin.INFERRED
        if _BOTH_SIDES.search(words.group(0)) and len(factors) == 3 and stem is not None and free:
            enter(reading, value, stem, (size,), (PropertyKind.NONNEGATIVE,))


def _outer(body: Node) -> tuple[Sub, Sub] | None:
    """The u_i and v_i of a product that ends with `u_i v_i^\\top`."""
    if not isinstance(body, Juxt) or len(body.factors) < 2:
        return None
    first, last = body.factors[-2:]
    if not (isinstance(first, Sub) and isinstance(last, Sup) and isinstance(last.base, Sub) and transposes(last.sup)):
        return None
    return (first, last.base) if first.sub == replace(last.base.sub, span=first.sub.span) else None


_QR = re.compile(r"\bQR[\s-]+(?:decomposition|factori[sz]ation)", re.I)


def is_qr(reading: Reading, block: Formula, before: str, after: str) -> None:
    """Enter what words say of `X = Q R` that they call a QR decomposition: the columns of Q are orthonormal, R is upper triangular (G. H. Golub and
    C. F. Van Loan, Matrix Computations (2013), 5.2). After the formula was read."""
    display = reading.formulas.displays.get(block)
    words = _QR.search(before) or _QR.search(re.split(r"[.;]\s", after)[0])
    if display is None or words is None or _CONCLUDED.search(before) is not None:
        return
    kinds = (PropertyKind.ORTHONORMAL_COLUMNS, PropertyKind.UPPER_TRIANGULAR)
    for clause in display.clauses:
        right = clause.body.links[0].right if isinstance(clause.body, Chain) and len(clause.body.links) == 1 else None
        factors = right.factors if isinstance(right, Juxt) and not any(right.signs) else ()
        known = [reading.scope.names.get(key(factor) or "") for factor in factors]
        if len(known) != 2 or any(one is None or one.rank != 2 for one in known):
            continue
        for one, kind in zip(known, kinds, strict=True):
            if one is not None and kind not in one.properties:
                one.properties.append(kind)
                reading.emit(Event(Said.PROPERTY, block.span, known=one, property=kind))


def are_orthonormal(reading: Reading, block: Formula, before: str, after: str, mode: Mode) -> None:
    """Enter what the words beside a list of vectors say: the members of the family, one under the other, are orthonormal rows. What the words conclude,
    ask or deny is not given."""
    display = reading.formulas.displays.get(block)
    called = _BEFORE.search(before) is not None and _CONCLUDED.search(before) is None
    if display is None or not (called or (mode.assumes and _AFTER.match(after) is not None)):
        return
    items: list[Node] = []
    for clause in display.clauses:
        body = clause.body.first if isinstance(clause.body, Chain) else clause.body
        applied = isinstance(clause.body, Chain) and isinstance(body, Juxt) and len(body.factors) == 2
        body = body.factors[1] if applied and isinstance(body, Juxt) else body  # "orthonormal eigenvectors $A u_i = …$"
        items += body.items if isinstance(body, Tuple) else [body]
    stem = (
        key(items[0].base) if len(items) == 1 and isinstance(items[0], Sub) else None
    )  # "orthonormal $u_i \\in \\mathbb{R}^n$"
    found = listed(reading, tuple(items))
    if found is not None and found[0] == len(items):
        _, stem, size = found
        if f"{stem}[]" not in reading.scope.names:
            enter(reading, items[0], stem, (size, reading.sizes.fresh()))
    if (
        stem is not None and not {stem, f"{stem}[]"} & reading.scope.names.keys()
    ):  # "where the u_i are orthonormal", read before what they stand in
        enter(reading, items[0], stem, (reading.sizes.fresh(), reading.sizes.fresh()))
    family = reading.scope.names.get(f"{stem}[]")
    if family is not None and family.kind == "family" and family.rank == 2:
        kind, passing = PropertyKind.ORTHONORMAL_ROWS, mode is Mode.PASSING
        reading.emit(Event(Said.PROPERTY, block.span, known=family, property=kind, passing=passing))
