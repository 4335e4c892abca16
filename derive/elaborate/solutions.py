"""Solutions: `ŵ`, `w^*`, `w_{ML}` stand for the value of the variable w at which what was solved holds."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Clash, Loose, has_derivative, names_in
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key, undecorated
from derive.formula.syntax import Link, Node
from derive.goals import Origin
from derive.record import replace
from derive.terms import Shape

# words that speak of what was solved for
_OPTIMAL = re.compile(
    r"\b(?:minimi[sz]er|maximi[sz]er|optim\w+|solution|estimat\w+|solv\w+|minimi[sz]\w+|maximi[sz]\w+|stationary point|critical point|attained)\b",
    re.I,
)


def speaks_of_solution(sentence: str) -> bool:
    """Whether a sentence says of the value that follows that it is the best one, or was solved for."""
    return _OPTIMAL.search(sentence) is not None


def variable(reading: Reading, first: Node, link: Link) -> tuple[Known, str] | None:
    """The solution that the left side of an equation names, not known before, and the name of its variable."""
    name = key(first)
    plain = undecorated(name) if name else None
    known = reading.scope.names.get(name or "")
    if link.op != "=" or name is None or plain is None or plain not in reading.scope.names:
        return None
    if known is not None and (reading.defined(known) or known.origin is Origin.DECLARED):
        return None
    of = reading.scope.names[plain]
    if known is None:
        known = Known(name, reading.written(first), of.rank, of.sizes, Origin.INFERRED, reading.interpreter.line)
        reading.scope.names[name] = known
    elif known.origin is Origin.INFERRED and not _same(reading, known.sizes, of.sizes):
        known.rank, known.sizes = of.rank, of.sizes
        reading.shaper.memo.clear()
    return known, plain


def _same(reading: Reading, sizes: Shape, others: Shape) -> bool:
    return len(sizes) == len(others) and all(reading.sizes.unify(a, b) for a, b in zip(sizes, others, strict=True))


def is_gradient(term: Loose) -> bool:
    """Whether a term is a first derivative: `∂L/∂w`, `∇J(w)`, `g'(x)`."""
    return (term.op == "Derivative" and len(term.parts) == 2) or (term.op == "Call" and term.data[1] == 1)


def follow(reading: Reading, term: Loose, value: Loose) -> None:
    """Remember what the text found for a gradient: a solution may be said to make it zero."""
    by = term.parts[-1] if is_gradient(term) and term.parts else None
    if by is not None and by.op == "Symbol" and (term.op == "Derivative" or len(term.parts) == 1):
        reading.gradients[by.data.name] = value


def concerns(reading: Reading, relation: Loose) -> bool:
    """Whether an equation speaks of a variable by which something was differentiated here: `f(0) = 1` does not follow from a gradient."""
    return not reading.gradients or bool(names_in(relation) & reading.gradients.keys())


def conditions(reading: Reading, known: Known, plain: str, given: list[Loose]) -> list[Loose]:
    """What holds at the solution: the premises `given`, else that the gradient by its variable is zero; written for the solution, and for the
    other ones found before."""
    if not given and plain in reading.gradients:
        gradient = reading.gradients[plain]
        given = [Loose("Relates", (gradient, Loose("Zero", (), None, gradient.span)), "=", gradient.span)]
    if any(has_derivative(premise) for premise in given):
        return []
    if not any(plain in names_in(premise) for premise in given):
        return []
    reading.solutions[plain] = known
    renamed = [_renamed(premise, reading.solutions) for premise in given]
    bound = reading.sizes.snapshot()
    try:
        for premise in renamed:
            reading.shaper.shape(premise)
    except Clash:  # the solution has another shape than what was solved for: it solves something else
        reading.sizes.bound = bound
        reading.shaper.memo.clear()
        return []
    return renamed


def _renamed(term: Loose, names: dict[str, Known]) -> Loose:
    if term.op == "Symbol" and term.data.name in names:
        return replace(term, data=names[term.data.name])
    return replace(term, parts=tuple(_renamed(part, names) for part in term.parts))


def found(reading: Reading, known: Known, event: Event) -> None:
    """From here on the solution is the value that was claimed for it."""
    if event.right is not None and known.name not in names_in(event.right):
        reading.emit(
            Event(Said.DEFINE, event.span, known=known, right=event.right, display=reading.display, quiet=True)
        )
