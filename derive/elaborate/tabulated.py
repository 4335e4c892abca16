"""Definitions entry by entry: `p_i = …` for every i says what the vector p is."""

from __future__ import annotations

from string import ascii_lowercase

from derive import lazy_re as re
from derive.elaborate.entries import of_letter
from derive.elaborate.events import Event, Said
from derive.elaborate.fitting import attempt, fits
from derive.elaborate.loose import Loose, has_index, names_in
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.operators import arguments_of
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.scripts import PAIRED_INDICES, new_family, subscripts
from derive.elaborate.survey import inside
from derive.formula.syntax import Clause, Fence, Juxt, Link, Name, Node, Num, Sub
from derive.goals import Origin
from derive.sizes import ONE
from derive.terms import PropertyKind

# words behind `x_i = …` that restrict it to some entries
_CASES = re.compile(
    r"[^.;\n]{0,30}?(?:\b(?:if|when|whenever|unless|except|otherwise|only|else)\b|\bfor\b[^.;\n]{0,30}(?:\\n?eq?\b|\\[gl]eq?\b|[<>]|\\in\b|\bodd\b|\beven\b))",
    re.I,
)


def tabulates(reading: Reading, first: Node, link: Link, clause: Clause) -> bool:
    """`p_i = e^{z_i} / Σ_k e^{z_k}`: defines every member of a family, the index being free; its vector is Σ_i p_i e_i. Of vectors z_i it is the matrix
    Σ_i e_i z_iᵀ."""
    it = reading.interpreter
    if not isinstance(first, Sub) or key(first) in reading.scope.names:
        return False
    stem, parts = key(first.base), subscripts(first.sub)
    allowed = PAIRED_INDICES if len(parts) == 2 else FREE_INDICES
    letters = [part.name for part in parts if isinstance(part, Name) and part.name in allowed and not part.style]
    taken = any(letter in reading.scope.names or letter in reading.scope.sizes for letter in letters)
    if stem is None or len(letters) != len(parts) or len(parts) > 2 or taken:
        return False
    whole_known = _undefined(reading, stem, letters, clause) or _met_as_matrix(reading, first, stem, letters)
    if whole_known is None and stem in reading.scope.names and not _is_number_beside(reading, stem, letters):
        return False
    before = reading.scope.names.get(f"{stem}[]") if whole_known is None else None
    if before is not None and before.origin is Origin.DEFINITION and reading.has_ended(before):
        del reading.scope.names[before.name]  # another section's family of that name
        before = None
    used = before if before is not None and _only_used(reading, before, len(letters)) else None
    if (before is not None and used is None) or not set(letters) <= set(_plain_letters(link.right)):
        return False
    made = {letter: it.index(letter) or it.new_index(letter, letter) for letter in letters}
    indices = list(made.values())
    span = (first.span[0], link.span[1])
    unknown = f"{stem}[]" not in reading.scope.names
    with it.binding(*indices):
        value = attempt(reading, link.right, Event(Said.CLAIM, span, row=clause.row, display=reading.display))
    if value is not None and unknown and f"{stem}[]" in names_in(value):
        del reading.scope.names[f"{stem}[]"]
        return False  # `e_t = (1 - η) e_{t-1}` gives each member by the one before
    if value is not None and not all(has_index(value, index) for index in indices):
        return False  # `e_k = x_k - x^*` of an x_k that is one name: so is e_k
    shape = reading.shaper.shape(value) if value is not None else ()
    if value is None or len(shape) + len(letters) > 2 or (shape and reading.sizes.resolve(shape[0]) == ONE):
        return value is None
    places = [made[letter] for letter in letters]
    units = [Loose("BasisVector", (Loose("Index", (), index, span),), index.sizes[0], span) for index in places]
    turned = units[:1] + [Loose("Transpose", (unit,), None, span) for unit in units[1:]]
    whole = Loose("Product", (value, *turned), None, span)
    if shape:
        whole = Loose("Product", (units[0], Loose("Transpose", (value,), None, span)), None, span)
    for index in reversed(indices):
        whole = Loose("BigSum", (whole,), (index, None, None, None), span)
    whole = _gradient(value, places) or whole
    met = whole_known or used
    if met is not None and (shape or names_in(whole) & {met.name}):
        return False  # `x_i = x_{i-1} + …`
    known = met or new_family(it, stem, it.latex(first.base), len(indices), len(shape))
    known.origin = known.origin if whole_known is not None else Origin.DEFINITION
    known.definition = reading.text(link.right.span)
    relation = Loose("Relates", (Loose("Symbol", (), known, first.span), whole), "=", span)
    if fits(reading, relation, Event(Said.CLAIM, span, row=clause.row, display=reading.display)):
        reading.emit(Event(Said.DEFINE, span, known=known, right=whole, row=clause.row, display=reading.display))
    return True


def _gradient(value: Loose, indices: list[Known]) -> Loose | None:
    """`∂L/∂S` where the entries are `∂L/∂S_{ij}`."""
    if value.op != "Derivative" or len(value.parts) != 2 or value.parts[1].op != "Entry":
        return None
    (base,), slots = value.parts[1].parts, value.parts[1].data
    if base.op != "Symbol" or [slot and slot.op == "Index" and slot.data for slot in slots] != indices:
        return None
    return Loose("Derivative", (value.parts[0], base), "denominator", value.span)


def _only_used(reading: Reading, family: Known, axes: int) -> bool:
    """Whether a family was met in this paragraph and nothing said of it: "L = -Σ_k y_k log p_k with p_k = …"."""
    here = reading.in_one_paragraph(family.line, reading.interpreter.line)
    return here and family.rank == axes and family.origin is Origin.INFERRED and not reading.defined(family)


def of_entries(first: Node, value: Node) -> Node:
    """The `s_i` of `s_i(z) = …` where the value speaks of the entries of z alone: a family as well as a function."""
    if not (isinstance(first, Juxt) and len(first.factors) == 2 and isinstance(first.factors[0], Sub)):
        return first
    fence = first.factors[1]
    items = arguments_of(fence) if isinstance(fence, Fence) else ()
    parameters = {key(parameter) for parameter in items}
    entries = [id(part.base) for part in inside(value) if isinstance(part, Sub) and key(part.base) in parameters]
    bare = [part for part in inside(value) if key(part) in parameters and id(part) not in entries]
    return first.factors[0] if entries and not bare else first


def _plain_letters(node: Node) -> list[str]:
    """The single letters in a formula, those in subscripts too."""
    return [part.name for part in inside(node) if isinstance(part, Name) and not part.style]


def _met_as_matrix(reading: Reading, first: Sub, stem: str, letters: list[str]) -> Known | None:
    """The A of `A_{ij} = …` where A is multiplied or transposed as a whole elsewhere, and is met here first."""
    it = reading.interpreter
    if len(letters) != 2 or stem not in it.survey.matrices or {stem, f"{stem}[]"} & set(reading.scope.names):
        return None
    known = Known(stem, it.latex(first.base), 2, (it.sizes.fresh(), it.sizes.fresh()), Origin.INFERRED, it.line)
    reading.scope.names[stem] = known
    return known


def _is_number_beside(reading: Reading, stem: str, letters: list[str]) -> bool:
    """Whether a name stands for a number, as the z of `σ(z)`, beside members z_i that the text sums over."""
    known = reading.scope.names[stem]
    plain = not (known.sizes or known.kind or known.definition)
    return plain and all((stem, letter) in reading.interpreter.survey.summed for letter in letters)


def _undefined(reading: Reading, stem: str, letters: list[str], clause: Clause) -> Known | None:
    """The vector or the matrix that the text has introduced and not defined, all of whose entries a clause gives."""
    known = reading.scope.names.get(stem) or of_letter(reading.interpreter, stem, len(letters))
    if known is None or known.kind or known.rank != len(letters) or reading.defined(known) or known.directed:
        return None
    end = clause.body.span[1]
    cases = _CASES.match(reading.text((end, end + 80)))
    if len(set(letters)) < len(letters):  # `D_ii = …` says all of a diagonal matrix
        return None if cases or known.properties != [PropertyKind.DIAGONAL] else known
    return None if cases or known.name in reading.spoken or known.properties else known


def is_defined_entry(reading: Reading, node: Node) -> bool:
    """Whether a node is an entry of what the text has defined in this section: `p_i = …` is then said of it."""
    if not isinstance(node, Sub) or key(node) in reading.scope.names:
        return False
    stem, parts = key(node.base) or "", subscripts(node.sub)
    if _names_an_entry(reading, stem, parts):
        return True
    letters = [part.name for part in parts if isinstance(part, Name) and not part.style]
    own = reading.scope.names.get(stem) or of_letter(reading.interpreter, stem, len(parts))
    known = reading.scope.names.get(f"{stem}[]") or own
    if known is None or len(letters) != len(parts) or known.rank != len(parts) or not reading.defined(known):
        return False
    allowed = FREE_INDICES if known.kind == "family" else ascii_lowercase
    free = all(letter in allowed and letter not in reading.scope.names for letter in letters)
    return free and known.kind in ("", "family") and not reading.has_ended(known)


def _names_an_entry(reading: Reading, stem: str, parts: tuple[Node, ...]) -> bool:
    """`C_{12}`, `C_{1j}` of a matrix C that the text has defined, no blocks of which are named so."""
    known = reading.scope.names.get(stem)
    if known is None or known.rank != 2 or known.kind or not reading.defined(known) or reading.has_ended(known):
        return False
    if len(parts) == 1:
        return isinstance(parts[0], Num) and len(parts[0].text) == 2 and parts[0].text.isdigit()
    numerals = [part for part in parts if isinstance(part, Num) and part.text.isdigit()]
    letters = [part.name for part in parts if isinstance(part, Name) and not part.style]
    return bool(numerals) and len(numerals) + len(letters) == 2 and all(letter in FREE_INDICES for letter in letters)
