"""Arrays of other shapes put together entry by entry, as programs do it: `X - μ` takes the row μ from every row of X, `x + c` within an exponential adds
a number to every entry.

Read so only where the text gives the shapes and nothing else fits: a matrix and a number stay apart (the bars of a norm may be missing), and so does a
vector from a matrix, which has rows and columns to be added to.
"""

from __future__ import annotations

from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.entrywise import takes_rows
from derive.elaborate.loose import Clash, Loose, Unreadable, is_adopting, is_known, literal, parts_of
from derive.elaborate.reading import Reading
from derive.elaborate.settled import is_settled, is_statistic
from derive.elaborate.shapes import Shaper
from derive.record import dataclass, field, replace
from derive.sizes import ONE
from derive.terms import ELEMENTWISE, Shape

# functions of a vector that act on each of its entries, or compare all of them
_OF_ENTRIES = frozenset(["softmax", "logsoftmax", "log_softmax", "logsumexp", "sigmoid", "relu", "ReLU", *ELEMENTWISE])
# words and signs of a text in which a power of a vector is that of each entry
_ENTRYWISE = re.compile(
    r"(?:element|entry|component|coordinate|point)[\s-]?wise|\bbroadcast\w*|\bHadamard\b|\\odot\b|⊙", re.I
)
_POINT = re.compile(r"\\cdot\b(?!s)|·|\\odot\b|⊙")


def broadcast(reading: Reading, loose: Loose) -> Loose | None:
    """A term in which every array is as large as what it is put together with; None where that is not so or not the only way to read it."""
    bound = reading.sizes.snapshot()
    spreading = _Spreading(reading, Shaper(reading.sizes))
    try:
        found = spreading.of(loose)
        reading.shaper.memo.clear()
        reading.shaper.shape(found)
    except (Clash, Unreadable):
        reading.sizes.bound = bound
        reading.shaper.memo.clear()
        return None
    if not spreading.notes:
        return None
    reading.broadcasts.append((loose.span, f"read with broadcasting: {'; '.join(dict.fromkeys(spreading.notes))}"))
    return found


def note_rows(reading: Reading, loose: Loose) -> None:
    """Note the functions of vectors that stand before a matrix, which are read as of each row."""
    for part in parts_of(loose):
        if part.op != "Call" or len(part.parts) != 1 or part.data[1]:
            continue
        argument = part.parts[0]
        if takes_rows(part.data[3], reading.sizes.shape(reading.shaper.shape(argument))):
            note = f"read with broadcasting: {part.data[2]} of each row of {_written(reading, argument).strip('()')}"
            reading.broadcasts.append((part.span, note))


def beside(reading: Reading, term: Loose, other: Loose) -> Loose:
    """A member of the rows of a matrix, or what is made of such, as a row where it is equated with one that the text declares as `1 × D`."""
    try:
        shape, wanted = (reading.sizes.shape(reading.shaper.shape(side)) for side in (term, other))
    except (Clash, Unreadable):
        return term
    if len(shape) != 1 or wanted != (ONE, *shape) or not of_rows(reading, term):
        return term
    reading.broadcasts.append((term.span, f"read with broadcasting: {_written(reading, term)} as a row"))
    return _turned(term)


def of_rows(reading: Reading, term: Loose) -> bool:
    """Whether the vectors in a term are all members that the text calls the rows of a matrix and transposes nowhere."""
    families = [part.parts[0].data for part in parts_of(term) if part.op == "Entry" and part.parts[0].op == "Symbol"]
    within = {id(part.parts[0]) for part in parts_of(term) if part.op == "Entry"}
    others = [part for part in parts_of(term) if part.op == "Symbol" and part.data.sizes and id(part) not in within]
    if not families or others or any(part.op == "Transpose" for part in parts_of(term)):
        return False
    vectors = reading.interpreter.survey.vectors
    return all(
        known.kind == "family"
        and known.definition.startswith("the row")
        and not any(name.startswith(f"{known.name.removesuffix('[]')}_") for name in vectors)
        for known in families
    )


def has_row(reading: Reading, term: Loose) -> bool:
    """Whether a part of a term is of one row."""
    for part in parts_of(term):
        try:
            shape = reading.sizes.shape(reading.shaper.shape(part))
        except (Clash, Unreadable):
            continue
        if len(shape) == 2 and shape[0] == ONE:
            return True
    return False


def root(reading: Reading, term: Loose) -> Loose:
    """The square root of each entry of a vector or a row."""
    half = Loose("Number", (), Fraction(1, 2), term.span)
    row = len(reading.shaper.shape(term)) == 2
    found = Loose("Power", (_turned(term) if row else term, half), "entries", term.span)
    return _turned(found) if row else found


@dataclass(slots=True)
class _Spreading:
    """Rewrites a term from the inside, each array made as large as it is read; `notes` say what was done. Raises Clash, Unreadable."""

    reading: Reading
    shaper: Shaper
    notes: list[str] = field(default_factory=list)

    def of(self, term: Loose, inside: bool = False) -> Loose:
        """The term, spread; `inside` a function of entries a number is added to each of them."""
        inner = _takes_entries(term) or (inside and term.op in ("Sum", "Product", "Transpose"))
        parts = tuple(self.of(part, inner) for part in term.parts)
        if any(new is not old for new, old in zip(parts, term.parts, strict=True)):
            term = replace(term, parts=parts)
        if term.op == "Sum":
            return self._sum(term, inside)
        if term.op == "Hadamard":
            return self._hadamard(term)
        if term.op == "Power":
            return self._power(term)
        if term.op == "Product":
            return self._product(term)
        if term.op == "Apply" and term.data[1] == "same" and self._is_row(self._shape(term.parts[0])):
            return _turned(replace(term, parts=(_turned(term.parts[0]),)))
        return term

    def _shape(self, term: Loose) -> Shape:
        shape = self.shaper.shape(term)
        return self.reading.sizes.shape(shape)

    def _is_row(self, shape: Shape) -> bool:
        return len(shape) == 2 and shape[0] == ONE

    def _sum(self, term: Loose, inside: bool) -> Loose:
        shapes = [self._shape(part) for part in term.parts]
        arrays = [shape for shape in shapes if shape]
        target = max(arrays, key=_extent, default=())
        if all(shape == target for shape in arrays) and (len(arrays) == len(shapes) or not arrays):
            return term
        parts = []
        for part, shape in zip(term.parts, shapes, strict=True):
            if shape or is_adopting(part):
                parts.append(self._to(part, shape, target))
            elif inside or any(is_statistic((part, other)) for other, of in zip(term.parts, shapes, strict=True) if of):
                parts.append(self._filled(part, target))
            else:
                parts.append(part)
        return replace(term, parts=tuple(parts))

    def _filled(self, number: Loose, target: Shape) -> Loose:
        """A number beside a vector or a row: at each entry."""
        names = [part.data for part in parts_of(number) if part.op == "Symbol"]
        if any(map(self.reading.has_ended, names)):
            return number  # the b_1 of another section may be another thing than an entry of its b
        if not (len(target) == 1 or self._is_row(target)) or not is_known(target):
            return number
        self.notes.append(f"{self._written(number)} at every entry")
        return Loose("Product", (number, Loose("Ones", (), target, number.span)), None, number.span)

    def _to(self, part: Loose, shape: Shape, target: Shape) -> Loose:
        """An array as large as another: a row at every row of a matrix, a member of rows as a row."""
        if shape == target or not shape or not is_known((*shape, *target)):
            return part
        if self._is_row(target) and target[1:] == shape and of_rows(self.reading, part):
            self.notes.append(f"{self._written(part)} as a row")
            return _turned(part)
        if len(target) != 2 or not self._is_row(shape) or shape[1] != target[1]:
            return part
        if not is_settled(self.reading, part, True):
            return part
        self.notes.append(f"the row {self._written(part)} at every row")
        return Loose("Product", (Loose("Ones", (), target[:1], part.span), part), None, part.span)

    def _hadamard(self, term: Loose) -> Loose:
        left, right = term.parts
        shapes = self._shape(left), self._shape(right)
        if shapes[0] == shapes[1] or not all(shapes):
            return term
        target = max(shapes, key=_extent)
        return replace(
            term, parts=tuple(self._to(part, shape, target) for part, shape in zip(term.parts, shapes, strict=True))
        )

    def _power(self, term: Loose) -> Loose:
        """A power of a vector or a row that is no inverse: of each entry."""
        base, value = term.parts[0], literal(term.parts[1])
        shape = self._shape(base)
        row = self._is_row(shape)
        if value is None or not (row or len(shape) == 1) or (term.data == "entries" and value > 0 and not row):
            return term
        told = base.op == "Symbol" and base.data.name in self.reading.squared
        if not told and not (_ENTRYWISE.search(self.reading.document.text) and is_settled(self.reading, base, True)):
            return term
        if value.denominator == 1 and value > 0 and not (row or told):
            return term  # the bars of a norm may be missing
        self.notes.append(f"the power of {self._written(base)} at every entry")
        exponent = Loose("Number", (), value, term.parts[1].span)
        inner = _turned(base) if row else base
        found = Loose("Power", (inner, exponent), "entries", term.span)
        return _turned(found) if row else found

    def _product(self, term: Loose) -> Loose:
        """Factors of which one is a power of each entry, or two rows with a point between them: multiplied entry by entry."""
        shapes = [self._shape(part) for part in term.parts]
        arrays = [part for part, shape in zip(term.parts, shapes, strict=True) if shape]
        if len(arrays) != 2 or not is_known(tuple(size for shape in shapes for size in shape)):
            return term
        pointed = all(map(self._is_row, filter(None, shapes))) and _POINT.search(self._written(term))
        if not (pointed or any(map(_is_by_entries, arrays))) or self._multiplies(term):
            return term
        numbers = tuple(part for part, shape in zip(term.parts, shapes, strict=True) if not shape)
        found = self._hadamard(Loose("Hadamard", tuple(arrays), None, term.span))
        self.shaper.shape(found)
        self.notes.append(f"{self._written(term)} entry by entry")
        return Loose("Product", (*numbers, found), None, term.span) if numbers else found

    def _multiplies(self, term: Loose) -> bool:
        """Whether a product fits as one of matrices."""
        bound = self.reading.sizes.snapshot()
        try:
            self.shaper.shape(term)
        except Clash:
            self.reading.sizes.bound = bound
            return False
        return True

    def _written(self, term: Loose) -> str:
        return _written(self.reading, term)


def _written(reading: Reading, term: Loose) -> str:
    """What stands in the document for a term."""
    return " ".join(reading.text(term.span).split())


def _takes_entries(term: Loose) -> bool:
    """Whether what stands in a term is taken entry by entry: of exp, a root, a quotient, a softmax."""
    if term.op == "Apply":
        return term.data[0] in _OF_ENTRIES
    if term.op == "Call":
        known = term.data[3]
        return term.data[0].split(":")[-1] in _OF_ENTRIES or (known is not None and bool(known.entrywise))
    value = literal(term.parts[1]) if term.op == "Power" else None
    return value is not None and (value < 0 or value.denominator > 1)


def _is_by_entries(term: Loose) -> bool:
    inner = term.parts[0] if term.op == "Transpose" else term
    return inner.op == "Power" and inner.data == "entries"


def _turned(term: Loose) -> Loose:
    return term.parts[0] if term.op == "Transpose" else Loose("Transpose", (term,), None, term.span)


def _extent(shape: Shape) -> tuple[int, int]:
    """By which of two shapes the other is made larger: by a matrix rather than by a row, by a row rather than by a vector."""
    return len(shape), sum(size != ONE for size in shape)
