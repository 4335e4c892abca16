"""Eigenvalues: `eig(A)` is the vector of all of them in no particular order; words and `λ_i = eig(A)` say of a family that it is these."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive import lazy_re as re
from derive.elaborate.loose import Loose, Unreadable
from derive.elaborate.scope import key
from derive.elaborate.survey import inside, is_capital, whole_names
from derive.formula.syntax import Apply, Chain, Display, Fence, Juxt, Name, Node, Num, Operator, Span, Sub, Sup

if TYPE_CHECKING:
    from derive.document.model import Formula
    from derive.elaborate.interpret import Interpreter
    from derive.elaborate.reading import Reading
    from derive.elaborate.scope import Known

EXTREMES = {"lambda_max": 1, "lambda_min": -1, "rho": 0}
_QUALITIES = r"(?:(?:the|its|real|all|following|n|\$n\$)\s+)*"
# between the name of a matrix and its eigenvalues, between eigenvalues and the name of their matrix
_OF_NAMED = re.compile(
    rf"\s*(?:\w[\w\s,-]{{0,40}}?\b)?(?:has|have|having|with)\s+{_QUALITIES}(?:distinct\s+)?eigenvalues\s*", re.I
)
_NAMED_OF = re.compile(
    rf"\s*(?:(?:be|are|denote|for)\s+{_QUALITIES}eigenvalues\s+)?of\s+(?:(?:the|an?|some)\s+)?(?:[\w-]+\s+){{0,3}}",
    re.I,
)
_SMALL = r"(?:strictly\s+)?(?:less|smaller)\s+than\s+(?:1|one|\$1\$)"
_SIZE = r"(?:modulus|moduli|absolute\s+values?|magnitudes?)"
# all eigenvalues inside the unit circle
_INSIDE = re.compile(
    rf"\W*(?:be\s+an?\s[^.;]{{0,30}}?)?(?:has|have|having|with|whose|be\s+such\s+that)\s+(?:(?:all|its|the|an?)\s+)*"
    rf"(?:spectral\s+radius\s+(?:is\s+)?{_SMALL}|eigenvalues\s+(?:are\s+)?(?:all\s+)?(?:(?:of|with|in)\s+{_SIZE}\s+)?{_SMALL}(?:\s+in\s+{_SIZE})?)",
    re.I,
)
_CALLED = re.compile(
    r"(?:^|[.,;(]\s*|\b(?:the|all|its|let|with|of|real|denote)\s+)eigenvalues\s*$", re.I
)  # none of some of them
_VECTORS = re.compile(r"[^.;]{0,80}?\beigenvectors?\b", re.I)


def spectrum(argument: Loose, span: Span) -> Loose:
    """The eigenvalues of a square matrix."""
    return Loose("Apply", (argument,), ("eigenvalues", "spectrum"), span)


def is_spectrum(loose: Loose) -> bool:
    """Whether a term is all the eigenvalues of a matrix."""
    return loose.op == "Apply" and loose.data == ("eigenvalues", "spectrum")


def extreme_of(eigenvalues: Loose, sign: int, span: Span) -> Loose:
    """The largest of some eigenvalues, or with a minus the smallest."""
    return Loose("Apply", (eigenvalues,), ("largest" if sign > 0 else "smallest", "scalar"), span)


def extreme_eigenvalue(it: Interpreter, head: Node, fence: Fence) -> Loose | None:
    """`λ_max(A)` of a known matrix, where the text has not introduced the name otherwise. Raises Unreadable for `λ_i(A)` in a text on eigenvalues."""
    member = isinstance(head, Sub) and key(head.base) == "lambda" and key(head) not in EXTREMES
    if member and _is_of_matrix(fence.body) and _EIGEN.search(it.text):
        raise Unreadable("an eigenvalue of a matrix by its number, or a product", (head.span[0], fence.span[1]))
    sign = EXTREMES.get(key(head) or "")
    inside = it.scope.names.get(key(fence.body) or "")
    if sign is None or key(head) in it.scope.names or (inside is not None and (inside.rank != 2 or inside.kind)):
        return None
    span = (head.span[0], fence.span[1])
    if key(head) == "rho":
        return radius(it.read(fence.body), span) if inside is not None and "spectral radius" in it.text else None
    return extreme_of(spectrum(it.read(fence.body), fence.span), sign, span)


_EIGEN = re.compile(r"\beigen|\bsingular\s+value", re.I)


def _is_of_matrix(body: Node) -> bool:
    """`A`, `A A^T`: capital letters alone in brackets."""
    names = whole_names(body) - {"T", "top", "H"}
    return isinstance(body, Name | Juxt | Sup) and bool(names) and all(map(is_capital, names))


def gives_eigenvalues(reading: Reading, body: Chain) -> bool:
    """Whether an equation is `λ_i = eig(A)`: the family is the eigenvalues of A then, unless that has been said before. What is said of a family that
    is known otherwise, as by `λ_i = 2 eig(A)`, is a claim about all of it."""
    if len(body.links) != 1 or body.links[0].op not in ("=", ":=") or not isinstance(body.first, Sub):
        return False
    right = body.links[0].right
    if not any(isinstance(part, Apply) and _is_eig(part) for part in inside(right)):
        return False
    if not isinstance(body.first.sub, Name) or len(body.first.sub.name) > 1:
        return False
    family = _family(reading, body.first)
    if family is None or (not reading.defined(family) and not (isinstance(right, Apply) and _is_eig(right))):
        return False
    value = reading.interpreter.read(right)
    if not reading.defined(family):
        return _define(reading, family, value, body.span)
    _claim(reading, family, value, body)
    return True


def _is_eig(node: Apply) -> bool:
    return isinstance(node.head, Operator) and node.head.name == "eig"


def _claim(reading: Reading, family: Known, value: Loose, body: Chain) -> None:
    from derive.elaborate.events import Event, Said
    from derive.elaborate.fitting import fits

    said = next((e for e in reversed(reading.events) if e.kind is Said.DEFINE and e.known is family), None)
    if said is not None and said.right is not None and is_spectrum(value) and same_term(said.right, value):
        reading.says_nothing(body.span, "what has been said of these eigenvalues before")
        return
    left = Loose("Symbol", (), family, body.first.span)
    event = Event(Said.CLAIM, body.span, left=left, right=value, display=reading.display)
    if fits(reading, Loose("Relates", (left, value), "=", body.span), event):
        reading.emit(event)


def same_term(one: Loose, other: Loose) -> bool:
    """Whether two loose terms are made alike of the same names."""
    alike = one.op == other.op and (one.data is other.data or (one.op != "Symbol" and one.data == other.data))
    return alike and len(one.parts) == len(other.parts) and all(map(same_term, one.parts, other.parts))


def names_eigenvalues(reading: Reading, block: Formula, display: Display) -> None:
    """Enter a family of numbers as the eigenvalues of a matrix where the words beside a formula say so: "A has the eigenvalues λ_1, …, λ_n", "let
    λ_1, …, λ_n be the eigenvalues of A", "the eigenvalues λ_i of A". Where their eigenvectors are named too, it is these that say what they are."""
    place = reading.places[block]
    other = reading.order[place - 1] if place else None
    if other is None or block.display or _VECTORS.match(reading.text((block.span[1], block.span[1] + 100))):
        return
    between = reading.text((other.span[1], block.span[0]))
    if _OF_NAMED.fullmatch(between):
        named, member = _matrix(reading, other), _member(display)
    elif _NAMED_OF.fullmatch(between):
        of_them = between.lstrip().startswith("of")  # "the sums e_k of the eigenvalues of A" are none
        told = ("eigenvalues" in between and not of_them) or _CALLED.search(
            reading.text((max(0, other.span[0] - 40), other.span[0]))
        )
        listed = reading.formulas.displays.get(other)
        named, member = _matrix(reading, block), _member(listed) if told and listed is not None else None
    else:
        return
    family = _family(reading, member) if member is not None and named is not None else None
    if named is None or member is None or family is None or reading.defined(family):
        return
    matrix = reading.interpreter.read(named)
    if matrix.op == "Symbol" and matrix.data.rank == 2:
        _define(reading, family, spectrum(matrix, named.span), member.span)


def bounds_radius(reading: Reading, block: Formula, after: str) -> None:
    """What the words behind a matrix say of its eigenvalues: "with eigenvalues of modulus less than 1", "whose spectral radius is less than one"."""
    found = None if block.display else _INSIDE.match(after)
    if found is None or not re.search(rf"spectral|{_SIZE}", found.group(0), re.I):
        return
    node = _matrix(reading, block)
    matrix = reading.interpreter.read(node) if node is not None else None
    if matrix is None or matrix.op != "Symbol" or matrix.data.rank != 2:
        return
    from derive.elaborate.events import Event, Said

    one = Loose("Number", (), Fraction(1), block.span)
    reading.emit(
        Event(
            Said.ASSUME, block.span, relation="<", left=radius(matrix, block.span), right=one, display=reading.display
        )
    )


def radius(matrix: Loose, span: Span) -> Loose:
    """The largest modulus of an eigenvalue."""
    return Loose("Apply", (matrix,), ("spectral radius", "scalar"), span)


def _member(display: Display) -> Sub | None:
    """`λ_i`, or the last one of `λ_1, …, λ_n`."""
    from derive.elaborate.passages import listing

    last = listing(display)
    if last is not None or len(display.clauses) != 1:
        return last
    body = display.clauses[0].body
    return body if isinstance(body, Sub) and isinstance(body.sub, Name) and len(body.sub.name) == 1 else None


def _matrix(reading: Reading, block: Formula) -> Node | None:
    """The one name that a formula is or declares: `A`, `A ∈ ℝ^{n×n}`."""
    display = reading.formulas.displays.get(block)
    if display is None or block.display or len(display.clauses) != 1:
        return None
    body = display.clauses[0].body
    node = body.first if isinstance(body, Chain) and body.links[0].op == "∈" else body
    return node if key(node) is not None and not isinstance(node, Num) else None


def _family(reading: Reading, member: Sub) -> Known | None:
    """The family that a member belongs to, of numbers with one index."""
    from derive.elaborate.scripts import family_of, new_family

    stem = key(member.base)
    if stem is None or stem in reading.scope.names:
        return None
    it = reading.interpreter
    family = family_of(it, stem) or new_family(it, stem, it.latex(member.base), 1, 0)
    if family.rank != 1:
        return None
    it.read(member)  # binds its size where the last one is numbered by it
    return family


def _define(reading: Reading, family: Known, value: Loose, span: Span) -> bool:
    from derive.elaborate.events import Event, Said
    from derive.elaborate.fitting import fits

    relation = Loose("Relates", (Loose("Symbol", (), family, span), value), "=", span)
    if not fits(reading, relation, Event(Said.CLAIM, span, display=reading.display)):
        return True
    family.definition = f"the eigenvalues of {value.parts[0].data.latex if value.parts[0].op == 'Symbol' else '…'}"
    reading.emit(Event(Said.DEFINE, span, known=family, right=value, display=reading.display))
    return True


__all__ = [
    "EXTREMES",
    "extreme_eigenvalue",
    "extreme_of",
    "gives_eigenvalues",
    "is_spectrum",
    "names_eigenvalues",
    "spectrum",
]
