"""Minima and maxima in running text: "minimise f subject to g = 0", "the unique minimum is (a, b) = (1, 1)"."""

from __future__ import annotations

from collections.abc import Collection

from derive import lazy_re as re
from derive.elaborate.events import Event, Optimum, Said
from derive.elaborate.fitting import attempt, fits, symbols_in
from derive.elaborate.loose import Loose, is_known, names_in, vanishing
from derive.elaborate.prose import sets_to_zero
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key, undecorated
from derive.formula.syntax import Chain, Clause, Fence, Link, Node, Tuple
from derive.goals import Origin
from derive.record import replace

_OBJECTIVE = re.compile(r"\b(?P<kind>minimi[sz]|maximi[sz])(?:e|es|ed|ing)\b[\w\s-]{0,40}$", re.I)
# "the minimiser of f": the equation set next for one of its variables is the value of that
_OPTIMUM_OF = re.compile(
    r"\b(?P<kind>minimi[sz]|maximi[sz])ers?\s+(?:of|for)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$|\b(?P<arg>argm(?:in|ax))\s+of\s*$",
    re.I,
)
_CONSTRAINT = re.compile(r"\b(subject to|such that|s\.\s?t\.|under the constraint(?: that)?)\s*$", re.I)
_POINT = re.compile(
    r"\b(?P<unique>unique(?:ly)?\s+)?(?:global\s+|constrained\s+)?(?P<word>minim(?:um|i[sz]er)|maxim(?:um|i[sz]er)|optim(?:um|al (?:point|solution)))\b"
    r"[^.]*\b(?:is|at|are|when|by)\b[^.]*$",
    re.I,
)

# "setting the gradient to zero gives the optimal input" right before a display
_GIVES = re.compile(
    r"\b(?:gives?|yields?|leads?\s+to|obtain|get|find|is|are)\s+(?:us\s+)?(?:the\s+|an?\s+|as\s+)?(?P<unique>unique\s+)?(?P<word>optim\w+|minim\w+|maxim\w+)(?:\s+[\w-]+){0,2}\s*[:,]?\s*$",
    re.I,
)


def poses(reading: Reading, node: Node, sentence: str) -> bool:
    """Whether an expression is what the text wants smallest or largest; then it is remembered."""
    named = _OPTIMUM_OF.search(sentence)
    match = named or _OBJECTIVE.search(sentence)
    if match is None:
        return False
    objective = attempt(reading, node, None)
    if objective is None or reading.shaper.shape(objective):
        return False
    word = (match["kind"] or match["arg"][3:]).lower()
    reading.problem = Optimum(
        "min" if word[:2] == "mi" else "max", objective, (), since=len(reading.events), awaited=named is not None
    )
    _settle(reading, objective)
    return True


def _settle(reading: Reading, objective: Loose) -> None:
    """The one name of an objective of which the text says nothing has the shape that all the others give it."""
    unsaid = [
        known for known in symbols_in(objective) if known.origin is Origin.INFERRED and not reading.defined(known)
    ]
    if len(unsaid) == 1 and unsaid[0].rank:
        unsaid[0].fixed = is_known(reading.sizes.shape(unsaid[0].sizes))


def constrains(reading: Reading, relations: list[Loose], sentence: str) -> None:
    """Remember equations as constraints of the problem just posed."""
    cue = _CONSTRAINT.search(sentence)
    if reading.problem is None or cue is None:
        return
    weak = cue[1].lower() in ("with", "given")  # "with f'(a) = …" goes on with a problem whose constraints were said
    if not (weak and reading.problem.constraints):
        reading.problem = replace(reading.problem, constraints=(*reading.problem.constraints, *relations))


def attains(reading: Reading, clause: Clause, sentence: str) -> bool:
    """Whether a clause says where the problem posed before attains its optimum; then that is claimed."""
    match, problem, body = _POINT.search(sentence), reading.problem, clause.body
    if problem is None or not isinstance(body, Chain):
        return False
    given = _GIVES.search(sentence) if match is None and _is_next(reading, problem) else None
    match = match or given
    if match is None and not (problem.awaited and reading.order[reading.display].display):
        return False
    reading.problem = replace(problem, awaited=False)
    if match is not None and match["word"][:2].lower() not in (problem.kind[:2], "op"):
        return False
    if match is None and not _asks_for(reading, problem, body):
        return False
    names = names_in(problem.objective)
    point = [(_unstarred(reading, known, names), value) for known, value in _point(reading, body)]
    if not point or not all(known.name in names for known, _ in point):
        return False
    event = Event(Said.CLAIM, body.span, row=clause.row, display=reading.display)
    for known, value in point:
        relation = Loose("Relates", (Loose("Symbol", (), known, body.first.span), value), "=", body.span)
        if not fits(reading, relation, event):
            return True
    if given is not None and len(point) == 1 and not problem.constraints and sets_to_zero(sentence):
        # what is claimed is where the slope is zero
        (known, value), span = point[0], body.first.span
        variable = Loose("Symbol", (), known, span)
        slope = Loose("Derivative", (problem.objective, variable), "denominator", span)
        premise = vanishing(slope)
        claim = replace(event, left=variable, right=value, relation="=", premise=(premise,))
        if fits(reading, premise, claim):
            reading.emit(replace(claim, words=True, doubt="the slope may be zero at other points too"))
        return True
    optimum = replace(problem, point=tuple(point), unique=match is not None and match["unique"] is not None)
    reading.emit(replace(event, optimum=optimum))
    return True


def _is_next(reading: Reading, problem: Optimum) -> bool:
    """Whether a display is the first thing that the text states after it posed a problem."""
    begun = any(
        event.kind in (Said.CLAIM, Said.SECTION) or (event.kind is Said.DEFINE and event.parameters)
        for event in reading.events[problem.since :]
    )
    return not begun and reading.order[reading.display].display


def _unstarred(reading: Reading, known: Known, names: Collection[str]) -> Known:
    """The variable of an objective whose best value has its letter with a mark: the u of `u^*`."""
    if known.name in names:
        return known
    return reading.scope.names.get(undecorated(known.name) or "", known)


def _asks_for(reading: Reading, problem: Optimum, body: Chain) -> bool:
    """Whether an equation gives a value to a name of the objective of which the text has said nothing."""
    known = reading.scope.names.get(key(body.first) or "")
    if known is None or len(body.links) != 1 or known.origin is not Origin.INFERRED or reading.defined(known):
        return False
    return known.name in names_in(problem.objective)


def _point(reading: Reading, body: Chain) -> list[tuple[Known, Loose]]:
    """`(a, b) = (1, 1)`, `a = 1`, `a = b = 1` as names and their values; empty for anything else."""
    if any(link.op != "=" for link in body.links):
        return []
    nodes = [body.first, *(link.right for link in body.links)]
    *lefts, last = [_items(node) for node in nodes]
    found: list[tuple[Known, Loose]] = []
    for left in lefts:
        if len(left) != len(last):
            return []
        for name, value in zip(left, last, strict=True):
            read, worth = attempt(reading, name, None), attempt(reading, value, None)
            if read is None or worth is None or read.op != "Symbol":
                return []
            found.append((read.data, worth))
    return found


def _items(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Fence) and isinstance(node.body, Tuple) and node.open == "(":
        return node.body.items
    return (node,)


def componentwise(first: Node, links: list[Link]) -> list[tuple[Node, list[Link]]]:
    """`(a, b) = (c, d)` as the equations of its components; empty where the sides are no lists of one length."""
    if len(links) != 1 or links[0].op not in ("=", ":="):
        return []
    lefts, rights = _items(first), _items(links[0].right)
    if len(lefts) != len(rights) or len(lefts) < 2:
        return []
    return [(left, [replace(links[0], right=right)]) for left, right in zip(lefts, rights, strict=True)]
