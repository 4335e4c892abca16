"""Norm bars that were lost in copying: `X_F^2` for ‖X‖_F², `x - W x^2` for ‖x - W x‖². The formula with them put back, where that fits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key, subscript
from derive.formula import parse
from derive.formula.syntax import Add, Chain, Clause, Fence, FormulaError, Frac, Juxt, Node, Num, Sub, Sup
from derive.goals import Origin
from derive.record import dataclass

_MOST = 200  # ways of putting the bars back that are tried


@dataclass(frozen=True, slots=True)
class Lost:
    """A norm that lost its bars: its last name, written `name`, stands from `at` to `close`; it may begin at any of `starts`, nearest first."""

    starts: tuple[int, ...]
    at: int
    close: int
    name: str
    frobenius: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """A clause with its bars put back: the text, its parse, and what was wrong as it stood."""

    text: str
    clause: Clause
    reason: str


def restore(reading: Reading, clause: Clause) -> Restored | None:
    """The clause with lost norm bars put back, when as written it has no meaning and with them it has one."""
    lost = list(_lost(reading, clause.body, (clause.body.span[0],)))
    if not lost or not _fails(reading, clause):
        return None
    begin, end = clause.body.span
    for starts in islice(product(*(item.starts for item in lost)), _MOST):
        text = _with_bars(reading, begin, end, list(zip(lost, starts, strict=True)))
        try:
            clauses = parse(text, 0, len(text), reading.document.macros).clauses
        except FormulaError:
            continue
        if len(clauses) == 1 and not _fails(reading, clauses[0], text):
            names = ", ".join(reading.text((start, item.close)) for item, start in zip(lost, starts, strict=True))
            return Restored(text, clauses[0], f"{names}: the bars of the norm seem lost")
    return None


def _with_bars(reading: Reading, begin: int, end: int, lost: list[tuple[Lost, int]]) -> str:
    pieces: list[tuple[int, int, str]] = []
    for item, start in lost:
        pieces.append((start, start, "\\|"))
        pieces.append((item.at, item.close, item.name + ("\\|_F" if item.frobenius else "\\|")))
    out, at = "", begin
    for start, stop, text in sorted(pieces):
        out += reading.text((at, start)) + text
        at = stop
    return out + reading.text((at, end))


def _lost(reading: Reading, node: Node, starts: tuple[int, ...]) -> Iterator[Lost]:
    """The places that look like norms without bars, left to right; `starts` are where a norm around the node may begin, outermost first."""
    if isinstance(node, Sup) and isinstance(node.sup, Num) and node.sup.text == "2":
        found = _closing(reading, node, starts)
        if found is not None:
            yield found
        return
    if isinstance(node, Chain):
        for side in (node.first, *(link.right for link in node.links)):
            yield from _lost(reading, side, (side.span[0],))
    elif isinstance(node, Add):
        before: tuple[int, ...] = ()
        for _, term in node.terms:
            before = (*before, *(factor.span[0] for factor in (term.factors if isinstance(term, Juxt) else (term,))))
            inside = before[: -len(term.factors)] if isinstance(term, Juxt) else before[:-1]
            yield from _lost(reading, term, (*inside, term.span[0]))
    elif isinstance(node, Juxt):
        for number, factor in enumerate(node.factors):
            within = tuple(other.span[0] for other in node.factors[: number + 1])
            yield from _lost(reading, factor, (*(start for start in starts if start < node.span[0]), *within))
    elif isinstance(node, Fence) and node.open != "‖":
        yield from _lost(reading, node.body, (node.body.span[0],))
    elif isinstance(node, Frac):
        for part in (node.num, node.den):
            yield from _lost(reading, part, (part.span[0],))


def _closing(reading: Reading, node: Sup, starts: tuple[int, ...]) -> Lost | None:
    nearest = tuple(sorted({start for start in (*starts, node.span[0]) if start <= node.span[0]}, reverse=True))
    base = node.base
    names = reading.scope.names
    if isinstance(base, Sub) and key(base) not in names:
        label = subscript(base.sub) or ""
        stem = key(base.base)
        known = names.get((f"{stem}_{label[:-1]}" if label[:-1] else stem) or "")
        if not label.endswith("F") or known is None or known.rank != 2:
            return None
        return Lost(nearest, *base.span, known.latex, True)
    known = names.get(key(base) or "")
    if known is not None and known.rank == 1 and not known.kind and _is_vector(reading, known):
        wider = tuple(
            start for start in nearest if start < base.span[0]
        )  # the square of a lone name is that of a number
        return Lost(wider, *base.span, reading.text(base.span), False) if wider else None
    return None


def _is_vector(reading: Reading, known: Known) -> bool:
    """Whether a name stands for a vector beyond guessing: it was declared in a section still open, or has a size by name."""
    if reading.has_ended(known):
        return False
    if known.origin is not Origin.DECLARED and not reading.in_one_paragraph(known.line, reading.interpreter.line):
        return False  # another paragraph's vector, and here a number perhaps
    return known.origin is not Origin.INFERRED or all(
        size.value is None and not any(name.startswith("?") for name in size.names)
        for size in reading.sizes.shape(known.sizes)
    )


def _fails(reading: Reading, clause: Clause, text: str = "") -> bool:
    """Whether the shapes of a clause clash, or it cannot be read at all where `text` is a try; nothing of the attempt is kept."""
    bound, names = reading.sizes.snapshot(), dict(reading.scope.names)
    interpreter = reading.interpreter
    saved, interpreter.text = interpreter.text, text or interpreter.text
    try:
        _shapes(reading, clause.body)
    except Clash:
        return True
    except Unreadable:
        return bool(text)
    finally:
        interpreter.text = saved
        reading.sizes.bound = bound
        reading.scope.names.clear()
        reading.scope.names.update(names)
        reading.shaper.memo.clear()
    return False


def _shapes(reading: Reading, body: Node) -> None:
    if not isinstance(body, Chain):
        reading.shaper.shape(reading.interpreter.read(body))
        return
    sides = [reading.interpreter.read(link.right) for link in body.links]
    first = key(body.first) or ""
    if first in reading.scope.names or first.startswith("bold:"):
        sides.insert(0, reading.interpreter.read(body.first))
    for left, right in zip(sides, sides[1:], strict=False):
        reading.shaper.shape(Loose("Relates", (left, right), "=", body.span))
    for side in sides:
        reading.shaper.shape(side)
