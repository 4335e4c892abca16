"""Families that the text declares: `x_i ∈ ℝ^d` for every i, `x_1, …, x_n ∈ ℝ`."""

from __future__ import annotations

from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Unreadable
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.scripts import subscripts
from derive.formula.syntax import Display, Dots, Name, Node, Num, Sub, items_of
from derive.goals import Origin
from derive.sizes import Size
from derive.terms import PropertyKind, Shape

LETTERS = frozenset("ijklmnrst")


def declare_families(
    reading: Reading, items: tuple[Node, ...], sizes: Shape, kinds: tuple[PropertyKind, ...] = ()
) -> tuple[Node, ...]:
    """Enter the families among the names that are declared together; returns the names that are none."""
    rest: list[Node] = []
    position = 0
    while position < len(items):
        item = items[position]
        found = listed(reading, items[position:])
        if found is not None:
            count, stem, size = found
            enter(reading, item, stem, (size, *sizes), kinds)
            position += count
            continue
        letters = _letters(reading, item)
        if letters and not _varies(sizes, letters):
            assert isinstance(item, Sub)
            axes = tuple(reading.sizes.fresh() for _ in letters)
            enter(reading, item, key(item.base) or "", (*axes, *sizes), kinds)
        else:
            rest.append(item)
        position += 1
    return tuple(rest)


def listed(reading: Reading, items: tuple[Node, ...]) -> tuple[int, str, Size] | None:
    """`x_1, x_2, …, x_n`: how many items, the stem and the size."""
    dots = next((n for n, item in enumerate(items) if isinstance(item, Dots)), 0)
    if not dots or dots + 1 >= len(items):
        return None
    named = [item for item in (*items[:dots], items[dots + 1]) if isinstance(item, Sub)]
    stems = {key(item.base) for item in named}
    first = items[0]
    if len(named) != dots + 1 or len(stems) != 1 or not (isinstance(first, Sub) and isinstance(first.sub, Num)):
        return None
    stem = stems.pop()
    if stem is None or first.sub.text != "1":
        return None
    try:
        return dots + 2, stem, reading.interpreter.size(named[-1].sub)
    except Unreadable:
        return None


def listed_in(reading: Reading, display: Display) -> tuple[Node, str, Size] | None:
    """The first member, the stem and the size of a family whose members are all that a formula lists: `a_1, …, a_n`."""
    bodies = (clause.body for clause in display.clauses)
    items = tuple(item for body in bodies for item in items_of(body))
    found = listed(reading, items)
    return (items[0], *found[1:]) if found is not None and found[0] == len(items) else None


def indexed_by(reading: Reading, item: Node) -> bool:
    """Whether a name is a member at an index of a family that is not entered yet."""
    stem = key(item.base) if isinstance(item, Sub) else None
    return stem is not None and f"{stem}[]" not in reading.scope.names and bool(_letters(reading, item))


def _letters(reading: Reading, item: Node) -> tuple[str, ...]:
    """The index letters under a name that the document uses for more than one of them; empty where the subscript is a label."""
    if not isinstance(item, Sub) or key(item.base) is None:
        return ()
    letters = tuple(part.name if isinstance(part, Name) and not part.style else "" for part in subscripts(item.sub))
    sizes = reading.scope.sizes
    if not all(letter in LETTERS and letter not in sizes and letter not in reading.scope.names for letter in letters):
        return ()
    survey = reading.interpreter.survey
    uses = survey.subscripts.get(key(item.base) or "", set())
    named = {use for use in uses if not use.isdigit()}
    return letters if len(named) > 1 or set(letters) & survey.bound else ()


def _varies(sizes: Shape, letters: tuple[str, ...]) -> bool:
    """Whether a size depends on the index, as in `W_l ∈ ℝ^{n_l × n_{l-1}}`."""
    names = {part for size in sizes for name in size.names for part in name.replace("_", " ").split()[1:]}
    return any(letter in part for part in names for letter in letters)


def enter(reading: Reading, node: Node, stem: str, sizes: Shape, kinds: tuple[PropertyKind, ...] = ()) -> None:
    """Enter a family with its sizes, the number of its members first, and what is said of each."""
    name, line = f"{stem}[]", reading.interpreter.line
    written = reading.written(node.base) if isinstance(node, Sub) else stem
    known = reading.scope.names.get(name)
    used = known is not None and known.origin is Origin.INFERRED
    whole = reading.scope.names.get(stem) if known is None and len(sizes) > 1 else None
    entries = whole is not None and whole.origin is Origin.INFERRED and whole.rank == 1 and whole.line <= line
    # what was read before took it for another thing, or its members for entries of one
    reading.clashes += entries or (used and known is not None and known.rank != len(sizes))
    early = known is not None and known.line == line  # an earlier reading found this declaration
    anew = known is not None and not early and known.origin is not Origin.INFERRED and reading.has_ended(known)
    if known is None or known.rank != len(sizes) or (known.origin is not Origin.INFERRED and not early):
        known = Known(name, written, len(sizes), sizes, Origin.DECLARED, line, "family")
        reading.scope.names[name] = known
    else:
        fits = all(reading.sizes.unify(old, new) for old, new in zip(known.sizes, sizes, strict=True))
        known.sizes = known.sizes if fits else sizes  # where its uses tell how many there are, that holds
        known.origin, known.line = Origin.DECLARED, line
        reading.shaper.memo.clear()
    if used or entries:
        reading.late[name] = known
    reading.emit(Event(Said.DECLARE, node.span, known=known, display=reading.display, anew=anew))
    for kind in kinds:
        known.properties.append(kind)
        reading.emit(Event(Said.PROPERTY, node.span, known=known, property=kind))
