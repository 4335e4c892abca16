"""Whose property the words beside a formula give: "let A and B be symmetric", "W C W^T is symmetric"."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate import prose
from derive.elaborate.events import Event, Said, Span
from derive.elaborate.families import enter, listed_in
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.reading import Reading
from derive.elaborate.real_words import over_reals
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import is_capital
from derive.elaborate.words import Mode
from derive.formula.syntax import Chain, Clause, Display, items_of
from derive.goals import Origin
from derive.terms import PropertyKind

SQUARE = frozenset(
    {
        PropertyKind.SYMMETRIC, PropertyKind.SKEW, PropertyKind.ORTHOGONAL, PropertyKind.IDEMPOTENT, PropertyKind.PROJECTION,
        PropertyKind.DIAGONAL, PropertyKind.INVERTIBLE, PropertyKind.POSITIVE_DEFINITE, PropertyKind.POSITIVE_SEMIDEFINITE,
        PropertyKind.HERMITIAN, PropertyKind.UNITARY,
    }
)  # fmt: skip
OF_MATRICES = SQUARE | {
    PropertyKind.ORTHONORMAL_COLUMNS, PropertyKind.ORTHONORMAL_ROWS, PropertyKind.FULL_COLUMN_RANK, PropertyKind.FULL_ROW_RANK,
    PropertyKind.UPPER_TRIANGULAR, PropertyKind.LOWER_TRIANGULAR,
}  # fmt: skip


# right before a letter: it stands for what is not negative
_LENGTH = re.compile(
    r"\b(?:is|are|of|has|have|with)\s+(?:of\s+)?(?:the\s+|an?\s+|common\s+|equal\s+|euclidean\s+)*(?:length|norm|magnitude|modulus|radius)s?\s*(?:equal\s+to\s*)?$",
    re.I,
)
_PLURAL_BEFORE = re.compile(
    r"(.*\b(?:matrices|projections|projectors|vectors|numbers|scalars|constants|reals)\s*)(?:⟨formula⟩\s*(?:,?\s*and|,?\s*or|,)\s*)+$",
    re.I | re.S,
)
# "for symmetric $A$, $B$"
_EACH_BEFORE = re.compile(
    r"(.*\bfor\s+(?:(?:all|any)\s+)?(?:[a-z]+(?:\s+[a-z]+)?\s+)?[a-z]+\s*)(?:⟨formula⟩\s*(?:,?\s*and|,?\s*or|,)\s*)+$",
    re.I | re.S,
)
# "for any symmetric matrix A, …": of another A the text may speak in the next section
_FOR_ANY = re.compile(
    r"\bfor\s+(?:any|every|each|all|arbitrary)\s+(?:[\w-]+\s+){1,6}(?:⟨formula⟩\s*(?:,|and|or)?\s*)*$", re.I
)
_VERB = re.compile(r"\b(?:is|are|be|being|becomes?|remains?|has|have|having|must|which|that)\b", re.I)


def attribute(reading: Reading, block: Formula, display: Display, before: str, after: str, mode: Mode) -> None:
    """Enter the properties that the words before or after a formula give to what stands in it."""
    if (block.display and len(display.clauses) != 1) or not display.clauses:
        return
    last = display.clauses[-1]
    if not block.display and _LENGTH.search(before) and key(last.body) is not None and not _is_defined(reading, last):
        give(reading, last, PropertyKind.NONNEGATIVE, None, mode is Mode.PASSING)  # "w is of length s"
        return
    columns = prose.attributes_of_columns(before, after)
    found = columns if columns.kinds else prose.attributes_after(after)
    local = False
    thing = _thing(reading, block) if found.kinds else None
    if thing is not None:
        own = prose.attribute_before(before)
        if own is not None:
            give(reading, last, own, None, mode is Mode.PASSING)
        last = thing
    words = (block.span[1] + found.span[0], block.span[1] + found.span[1])
    if not found.kinds and (mode.assumes or not block.display):
        joined = _PLURAL_BEFORE.match(before)  # "for symmetric matrices $A$ and $B$"
        if joined is None and _VERB.match(after.lstrip()) is None and _is_listed_beside(reading, block, display):
            joined = _EACH_BEFORE.match(before)
        kind = prose.attribute_before(joined[1] if joined is not None else before)
        local = _FOR_ANY.search(before) is not None
        if kind and _SOME.search(before) and _is_defined(reading, last):
            # "a skew-symmetric matrix A" is another A than the one that was defined: of that nothing is said here
            names = frozenset({key(last.body) or ""})
            reading.emit(Event(Said.RESTRICT, block.span, names=names, display=reading.display, anew=True))
            return
        found, words = prose.Attributes((kind,) if kind else ()), block.span
        if kind is not None:
            for clause in _listed(display):  # "for symmetric $A, B$"
                give(reading, clause, kind, None, mode is Mode.PASSING, local)
    if isinstance(last.body, Chain) or thing is not None:  # the statement has a step of its own
        place = words
    else:
        place = (block.span[0], words[1])
    if _is_withheld(reading, block, last, before, after, mode, found.span[1]):
        return
    passing = mode is Mode.PASSING
    given = mode.assumes and thing is None
    words_between = after[: found.span[1]]
    bare = (
        bool(words_between.strip())
        and not words_between.lstrip().startswith(("(", ","))
        and _VERB.search(words_between) is None
    )
    if not block.display and isinstance(last.body, Chain) and bare:
        given = True  # "with S = A - B D⁻¹ C invertible"
    plural = found.plural or (
        _BARE.match(after) is not None and (bool(_listed(display)) or _is_listed_beside(reading, block, display))
    )
    for kind in found.kinds:
        family = _family(reading, display) if kind in _OF_NUMBERS else None
        if family is not None:
            _give_members(reading, family, kind, block.span, passing)
            continue
        if plural:
            for clause in (*_listed(display), *_joined(reading, block, _VERB.search(words_between) is not None)):
                if not give(reading, clause, kind, None, passing, local):
                    break
        give(reading, last, kind, None if given else place, passing, local)


def _is_withheld(
    reading: Reading, block: Formula, clause: Clause, before: str, after: str, mode: Mode, end: int
) -> bool:
    """Whether words that end at `end` behind a formula do not give it the property that they name: they deny it, ask for it, or make it a condition."""
    behind = reading.text((block.span[1], block.span[1] + 200))
    if prose.is_premise(after[end:]):
        return True  # "A is invertible if and only if …"
    if not block.display and not mode.assumes and prose.in_question(behind):
        return True  # "for which t is … positive definite?"
    if not block.display and end and prose.denies_property(before, behind):
        return True
    return bool(end) and _is_free(reading, clause) and prose.is_conditional(after[end:])


def _is_free(reading: Reading, clause: Clause) -> bool:
    """Whether a clause is a name that nothing defines: what is said of it is given."""
    known = reading.scope.names.get(key(clause.body) or "")
    return key(clause.body) is not None and (known is None or not reading.defined(known))


_OF_NUMBERS = frozenset((PropertyKind.POSITIVE, PropertyKind.NONNEGATIVE, PropertyKind.NEGATIVE))


def _family(reading: Reading, display: Display) -> Known | None:
    """The numbers `a_1, …, a_n` that a formula lists, which are entered as a family where the text has not done so before."""
    found = listed_in(reading, display)
    if found is None:
        return None
    first, stem, size = found
    known = reading.scope.names.get(f"{stem}[]")
    if known is None:
        enter(reading, first, stem, (size,))
        known = reading.scope.names[f"{stem}[]"]
    return known if known.rank == 1 and reading.sizes.unify(known.sizes[0], size) else None


def _give_members(reading: Reading, family: Known, kind: PropertyKind, span: Span, passing: bool) -> None:
    """Each member of a family has a property."""
    if kind not in family.properties:
        if not passing:
            family.properties.append(kind)
        reading.emit(Event(Said.PROPERTY, span, known=family, property=kind, passing=passing))


_SOME = re.compile(r"\b(?:an?|any|some|every|each)\s+(?:[\w-]+\s+){0,5}$", re.I)


def _is_defined(reading: Reading, clause: Clause) -> bool:
    known = reading.scope.names.get(key(clause.body) or "")
    return known is not None and reading.defined(known)


def _thing(reading: Reading, block: Formula) -> Clause | None:
    """What the words behind a formula speak of where that only says whose it is: the Q of "the transform Q of a matrix A is orthogonal"."""
    beside = reading.beside(block)
    display = reading.formulas.displays.get(beside[0]) if beside is not None else None
    if beside is None or display is None or not display.clauses:
        return None
    return display.clauses[-1] if prose.is_of(beside[1]) else None


_BARE = re.compile(r"\s*(?!(?:is|are|be|being|has|have|had|with|an?|the|which|that|both|all|of)\b)[a-z]", re.I)


def _is_listed_beside(reading: Reading, block: Formula, display: Display) -> bool:
    """Whether only "and", or a comma between names of one case, stands between a formula and the one before: "with $A$ and $B$ symmetric", "with $A$,
    $B$ symmetric"."""
    beside = reading.beside(block)
    if beside is None:
        return False
    before, between = reading.formulas.displays.get(beside[0]), beside[1]
    if between.strip() == "and":
        return True
    if (
        before is None
        or prose.JOINS.fullmatch(between) is None
        or len(before.clauses) != 1
        or len(display.clauses) != 1
    ):
        return False
    one, other = key(before.clauses[0].body), key(display.clauses[0].body)
    return bool(one and other) and is_capital(one or "") == is_capital(other or "")


def _listed(display: Display) -> list[Clause]:
    """The names before the last ones of a list in one formula, nearest first: "let A, B, C be symmetric"."""
    before = display.clauses[-2::-1]
    return list(before) if all(key(item) is not None for clause in before for item in items_of(clause.body)) else []


def _joined(reading: Reading, block: Formula, verb: bool) -> list[Clause]:
    """The formulas right before, nearest first, joined by "and" or a comma: "let A and B be symmetric". An equation is not one of them where it has no
    "and" behind it, or what is said has no `verb`: "A = Q R, Q and S orthogonal" says nothing of A."""
    found: list[Clause] = []
    place = reading.places[block]
    while place > 0:
        before = reading.order[place - 1]
        between = reading.text((before.span[1], reading.order[place].span[0]))
        if before not in reading.formulas.displays or not prose.JOINS.fullmatch(between):
            break
        clause = reading.formulas.displays[before].clauses[-1:]
        if clause and _is_equation(clause[0]) and not (verb and "and" in between):
            break
        if clause and not verb and "and" not in between and key(clause[0].body) is None:
            break
        found += clause
        place -= 1
    return found


def _is_equation(clause: Clause) -> bool:
    """Whether a formula says what something is, and not only of what kind it is: `A = B C`, not `A \\in \\mathbb{R}^{n \\times n}`."""
    return isinstance(clause.body, Chain) and any(link.op in ("=", ":=") for link in clause.body.links)


def give(
    reading: Reading,
    clause: Clause,
    kind: PropertyKind,
    claimed: Span | None,
    passing: bool = False,
    local: bool = False,
) -> bool:
    """Enter a property of what a clause speaks of: of an expression or a defined name a claim at `claimed`, where there is one, else given, in `passing` to
    the end of the paragraph and where it is `local` to that of the section; a name that is complex is so from then on. False when it cannot have it."""
    node, kind = clause.body, over_reals(kind, reading.document.text)
    if kind is PropertyKind.COMPLEX:  # what is supposed of it speaks of complex numbers as long as it holds
        passing = local = False
    if isinstance(node, Chain):
        equated = key(node.first) is None and all(link.op == "=" for link in node.links)
        node = node.links[-1].right if equated else node.first  # "∇²J = 2XᵀX + 2λI, which is positive definite"
    able = False
    for item in items_of(node):
        try:
            read = reading.interpreter.read(item)
            if not _suits(reading, read, kind):
                continue
        except (Unreadable, Clash):
            continue
        able = True
        symbol = read.op == "Symbol"
        if claimed is not None and (key(item) is None or (symbol and reading.defined(read.data))):
            event = Event(Said.CLAIM, claimed, relation="is", left=read, property=kind, display=reading.display)
            reading.emit(event)
        elif symbol and (kind not in read.data.properties or reading.has_ended(read.data)):
            if not (passing or local) and kind not in read.data.properties:
                read.data.properties.append(kind)
            reading.emit(Event(Said.PROPERTY, item.span, known=read.data, property=kind, passing=passing, local=local))
        elif claimed is None and not symbol and node is clause.body:  # "assume that I + AB is invertible"
            reading.emit(Event(Said.PROPERTY, item.span, left=read, property=kind, passing=passing, local=local))
    return able


def _suits(reading: Reading, read: Loose, kind: PropertyKind) -> bool:
    """Whether a term can have a property; a guessed scalar becomes the matrix that the property needs. Raises Clash, Unreadable."""
    shape = reading.shaper.shape(read)
    if not shape and kind in OF_MATRICES:
        if read.op != "Symbol" or read.data.origin is not Origin.INFERRED:
            return False
        read.data.rank, read.data.sizes = 2, (reading.sizes.fresh(), reading.sizes.fresh())
        reading.shaper.memo.clear()
        shape = reading.shaper.shape(read)
    if kind in OF_MATRICES and len(shape) != 2:
        return False
    if kind not in SQUARE or reading.sizes.unify(*shape):
        return True
    if read.op == "Symbol":
        reading.guessed.add(read.data.name)  # "if P is symmetric" of a P ∈ ℝ^{n×m}: in that case its shape is another
    return False
