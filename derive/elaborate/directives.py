"""`% derive: …` and `<!-- derive: … -->`: what a reader adds to a document, or corrects, without changing what it says.

`let X: m x n symmetric` gives a shape, `assume B symmetric` or `assume a > 0` a hypothesis, `define C = X X^\\top` a value.
"""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Directive
from derive.elaborate import prose
from derive.elaborate.attribution import give
from derive.elaborate.declarations import declare, domain
from derive.elaborate.events import Span
from derive.elaborate.links import Setting, state
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.elaborate.words import Mode
from derive.formula import parse
from derive.formula.syntax import Chain, Clause, FormulaError, items_of
from derive.goals import Verdict
from derive.record import replace
from derive.terms import PropertyKind, Shape

_LET = re.compile(r"let\s+(?P<names>[^:]+?)\s*:\s*(?P<shape>.+)$", re.S)
_SHAPE = re.compile(
    r"(?P<scalar>scalar|number|real)|(?P<rows>[\w\\{}]+)(?:\s*(?:x|×|by|\\times)\s*(?P<columns>[\w\\{}]+))?"
)
_ASSUME = re.compile(r"(?:assume|suppose)\s+(?P<what>.+)$", re.S)
_DEFINE = re.compile(r"define\s+(?P<what>.+)$", re.S)
_NOTE = "by a directive"
_VERDICTS = frozenset(verdict.value for verdict in Verdict)  # notes that `derive annotate` leaves begin with one


def follow(reading: Reading, block: Directive) -> None:
    """Do what a directive says; one that is not understood is listed."""
    text = block.text.strip()
    reading.interpreter.line = reading.document.position(block.span[0])[0]
    if text.split(" ")[0].rstrip(":,") in _VERDICTS:
        return
    try:
        understood = _let(reading, text, block.span) or _assume(reading, text, block.span)
    except FormulaError:
        understood = False
    if not understood:
        reading.says_nothing(block.span, "a directive that is not understood")


def _clauses(reading: Reading, text: str) -> tuple[Clause, ...]:
    """The clauses of a directive's own text; raises FormulaError. Names are then written as they are there."""
    reading.interpreter.text = text
    return parse(text, 0, len(text), reading.document.macros).clauses


def _let(reading: Reading, text: str, span: Span) -> bool:
    match = _LET.match(text)
    if match is None:
        return False
    shape = _SHAPE.match(match["shape"])
    if shape is None:
        return False
    sizes: Shape = ()
    if not shape["scalar"]:
        written = (
            f"R^{{{shape['rows']}}}"
            if shape["columns"] is None
            else f"R^{{{shape['rows']} \\times {shape['columns']}}}"
        )
        found = domain(reading, _clauses(reading, written)[0].body)
        if found is None:
            return False
        sizes = found[0]
    kinds = prose.attributes_after(match["shape"][shape.end() :]).kinds
    try:
        for clause in _clauses(reading, match["names"]):
            for node in items_of(clause.body):
                name = key(node)
                if name is None:
                    return False
                declare(reading, node, sizes, kinds, span)
                known = reading.scope.names[name]
                known.note, known.directed = _NOTE, True
    finally:
        reading.interpreter.text = reading.document.text
    return True


def _assume(reading: Reading, text: str, span: Span) -> bool:
    match = _ASSUME.match(text) or _DEFINE.match(text)
    if match is None:
        return False
    what = match["what"]
    at, kinds = _said(what)
    try:
        clauses = _clauses(reading, what[:at] if kinds else what)
        events = len(reading.events)
        for clause in clauses:
            if isinstance(clause.body, Chain) and not kinds:
                state(reading, clause, Setting(Mode.GIVEN))
            for kind in kinds:
                give(reading, clause, kind, None)
    finally:
        reading.interpreter.text = reading.document.text
    for number in range(events, len(reading.events)):
        reading.events[number] = replace(reading.events[number], span=span, fault=None)
    return len(reading.events) > events


def _said(what: str) -> tuple[int, tuple[PropertyKind, ...]]:
    """Where the words of `B symmetric`, `A is symmetric and invertible` begin, and the properties they name."""
    for match in re.finditer(r"\s+(?=(?:is|are|has|have|with)\s|[a-z-]{5,})", what):
        kinds = prose.attributes_after(what[match.end() :]).kinds
        if kinds:
            return match.start(), kinds
    return len(what), ()
