"""Solutions: `ŵ`, `w^*`, `w_{ML}` stand for the value of the variable w at which what was solved holds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.events import Event, Said, Solved
from derive.elaborate.fitting import attempt, fits
from derive.elaborate.loose import Clash, Loose, has_derivative, names_in, vanishing
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key, undecorated, unsquared
from derive.formula.syntax import Chain, Display, Link, Node
from derive.goals import Goal, Origin
from derive.record import replace
from derive.terms import Apply, Shape, Statement, symbols, walk

# words that speak of what was solved for
_OPTIMAL = re.compile(
    r"\b(?:minimi[sz]er|maximi[sz]er|optim\w+|solution|estimat\w+|solv\w+|minimi[sz]\w+|maximi[sz]\w+|stationary point|critical point|attained)\b",
    re.I,
)


# words right before an equation that say of what follows that it meets it
_MEETS = re.compile(
    r"\b(?:solutions?\s+(?:\w+\s+){0,2}?(?:of|to)|solv(?:e|es|ing|ed)|satisf(?:y|ies|ying)|roots?\s+of)\s+(?:the\s+)?(?:\w+\s+){0,3}$",
    re.I,
)
_NEARLY = re.compile(
    r"least[- ]squares|approximat\w*|regulari[sz]\w*|penali[sz]\w*|\bridge\b|numerical\w*|iterat\w*|\b(?:not|no)\b",
    re.I,
)


MEETS = "judged is that it meets the equation, not that nothing else does"


def poses(reading: Reading, stated: list[Loose], sentence: str) -> None:
    """Remember an equation whose solution the words before it speak of."""
    if len(stated) == 1 and stated[0].data == "=" and _MEETS.search(sentence) and not _NEARLY.search(sentence):
        reading.posed = stated[0]


def put_in(reading: Reading) -> bool:
    """Whether what has just been defined is the solution of an equation that the text has posed, or that it concludes it from: then that it meets it is
    claimed."""
    made = reading.events[-1] if reading.events else None
    if made is None or made.kind is not Said.DEFINE or made.known is None or made.right is None:
        return False
    posed = reading.posed or _concluded_from(reading, made)
    if posed is None:
        return False
    if (
        made.parameters
        or made.quiet
        or made.known.name not in names_in(posed)
        or made.known.name in names_in(made.right)
    ):
        return False
    differential = reading.differential is not None and reading.differential[1] is posed
    if made.known.origin is Origin.DECLARED or has_derivative(posed) or differential:
        return False
    left, right = (_replaced(side, made.known.name, made.right) for side in posed.parts)
    if right.op != "Zero":  # `A x - b = 0`: the right side is no name that this could define
        one = Loose("Number", (), Fraction(-1), right.span)
        left = Loose("Sum", (left, Loose("Product", (one, right), None, right.span)), None, left.span)
        right = Loose("Zero", (), None, right.span)
    brought = names_brought(made.right, posed)
    claims_met(reading, made, posed, [(left, right)], brought)
    reading.posed = reading.unsolved = None
    return True


# all that stands between an equation and the value that it gives: the marks of displays, and words that conclude
_SO = re.compile(
    r"(?:[^A-Za-z\\]|\\(?:end\s*\{[a-z*]+\}|\]|\)|\())*(?:and\s+|or\s+)?(?:hence|therefore|thus|so|consequently|then|whence|that\s+is|i\.\s?e(?=\.)|in\s+other\s+words|equivalently|"
    r"(?:it|from\s+this\s+it)\s+follows|(?:this|that|which)\s+(?:gives|yields|implies|means|leads\s+to|results\s+in)|from\s+(?:this|which|here)|(?:we|to)\s+(?:get|obtain|find)|leading\s+to|"
    r"(?:solving|rearranging|multiplying|dividing|simplifying|inverting|re-?arranging)\b[^.;]*|"
    r"(?:the|its|our|an?)\s+(?:[a-z-]+\s+){0,3}(?:minimi[sz]er|maximi[sz]er|optim\w+|solution|estimat\w+)(?:\s+(?!(?:of|to|with|for|where)\b)[\w$^\\{}]+){0,2}\s+(?:is|are|becomes|reads))\b"
    r"(?:[\s,:.]|that|us|then|thus|therefore|hence|we|have|get|obtain|find|finally|simply|given|by|(?<!\\)\$|\\begin\s*\{[a-z*]+\}|\\\[|\\\(|[&])*",
    re.I,
)


_MARKS = re.compile(r"(?:[\s.,;$>&]|\\(?:\[|\]|(?:begin|end)\s*\{[a-z*]+\}))*")


def _concluded_from(reading: Reading, made: Event) -> Loose | None:
    """The equation to be solved right before a value, where the words between them conclude."""
    posed = reading.unsolved
    if posed is None or made.right is None:
        return None
    between = reading.text((posed.span[1], made.span[0]))
    # a line of its own right below it, in the same names, needs no words
    alone = _MARKS.fullmatch(between) is not None and names_in(made.right) <= names_in(posed)
    return posed if alone or _SO.fullmatch(between) else None


def claims_met(
    reading: Reading,
    made: Event,
    posed: Loose,
    sides: Sequence[tuple[Loose, Loose]],
    brought: frozenset[str],
    doubt: str = "",
) -> None:
    """Claim in place of a definition, which was the last event, that what was posed holds with what it gives put in, which makes `sides` of it; then it
    defines."""
    reading.events.pop()
    claim = replace(
        made,
        kind=Said.CLAIM,
        known=None,
        parameters=(),
        names=made.names | names_in(posed),
        meets=made.known.name if made.known is not None else "",
    )
    for left, right in sides:
        reading.emit(replace(claim, left=left, right=right, brought=brought, doubt=doubt or made.doubt))
    reading.emit(replace(made, quiet=True))


def vanishes(reading: Reading, display: Display) -> bool:
    """Claim that a gradient which was found is zero where a formula says, `x = v`: judged is that it is so there, not that it is so nowhere else. Whether the
    formula says so."""
    body = display.clauses[0].body if len(display.clauses) == 1 else None
    if not isinstance(body, Chain) or len(body.links) != 1 or body.links[0].op != "=":
        return False
    name = key(body.first) or ""
    variable = name if name in reading.gradients else undecorated(name) if name else None
    gradient = reading.gradients.get(variable or "")
    if gradient is None or variable is None:
        return False
    value = attempt(reading, body.links[0].right, None)
    if value is None or variable in names_in(value):
        return False
    relation = vanishing(_replaced(gradient, variable, value))
    reading.chains += 1
    names = frozenset(names_in(gradient) | names_in(value))
    event = Event(
        Said.CLAIM, body.span, display=reading.display, chain=reading.chains, names=names, meets=variable,
    )  # fmt: skip
    if fits(reading, relation, event):
        reading.emit(
            replace(event, left=relation.parts[0], right=relation.parts[1], brought=names_brought(value, gradient))
        )
    return True


def names_brought(value: Loose, posed: Loose) -> frozenset[str]:
    """The names that a value brings into what it is put into."""
    return frozenset(names_in(value) - names_in(posed))


def _replaced(term: Loose, name: str, value: Loose) -> Loose:
    """A term with another for a name."""
    if term.op == "Symbol" and term.data.name == name:
        return value
    return replace(term, parts=tuple(_replaced(part, name, value) for part in term.parts))


def speaks_of_solution(sentence: str) -> bool:
    """Whether a sentence says of the value that follows that it is the best one, or was solved for."""
    return _OPTIMAL.search(sentence) is not None


_SEVERAL = re.compile(
    r"\b(?:two|three|four|several|multiple|many|other|both|first)\b[^.;$]{0,30}\b(?:solutions?|roots?|zeros?|(?:critical|stationary) points?|candidates?)\b"
    r"|\b(?:solutions|roots|(?:critical|stationary) points|candidates)\b",
    re.I,
)
_INTRODUCES = 120  # letters before a function in which it is called a likelihood
_NEAR = 600  # letters before a solution in which the text may have spoken of others


def one_of_several(reading: Reading, place: int) -> bool:
    """Whether the words before a solution speak of several: what was solved does not determine it alone."""
    return _SEVERAL.search(reading.text((max(0, place - _NEAR), place))) is not None


def variable(reading: Reading, first: Node, link: Link) -> tuple[Known, str] | None:
    """The solution that the left side of an equation names, not known before, itself or squared, and the name of its variable."""
    first = unsquared(first)
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
        given = [vanishing(gradient)]
    # where the slope is set to zero, that is what is used, not what it is
    given = [p for p in given if not (is_gradient(p.parts[0]) and p.parts[1].op not in ("Zero", "Number"))] or given
    given = [_at_variable(reading, premise, plain) for premise in given]
    if any(has_derivative(premise) and not _is_slope_by(premise.parts[0], plain) for premise in given):
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


def _at_variable(reading: Reading, premise: Loose, plain: str) -> Loose:
    """A premise that a gradient is zero with what the text has found for that."""
    left, right = premise.parts
    by = left.parts[-1] if is_gradient(left) and left.parts else None
    slope = by is not None and by.op == "Symbol" and by.data.name == plain and right.op == "Zero"
    return vanishing(reading.gradients[plain]) if slope and plain in reading.gradients else premise


def _is_slope_by(left: Loose, plain: str) -> bool:
    """Whether a side is `f'(\\theta)` by the variable that a solution is written for: of a function of it, called."""
    if left.op == "Derivative" and len(left.parts) == 2 and left.parts[0].op == "Call":
        called, by = left.parts[0].parts, left.parts[1]
    else:
        called, by = (left.parts, left.parts[0]) if left.op == "Call" and left.parts else ((), left)
    alone = len(called) == 1 and called[0].op == "Symbol" and called[0].data.name == plain
    return alone and by.op == "Symbol" and by.data.name == plain


_LIKELIEST = re.compile(
    r"\bmaximum[- ]likelihood\b|\bMLE\b|\bmaximi[sz]\w+\s+(?:of\s+)?(?:the\s+)?(?:log[- ]?)?likelihood", re.I
)
_LIKELIHOOD = re.compile(r"\blikelihood\b", re.I)
_SMALLEST = re.compile(r"\b(?:minimi[sz]er|maximi[sz]er|minimi[sz]ing|maximi[sz]ing|minimi[sz]es|maximi[sz]es)\b", re.I)


def speaks_of_best(sentence: str) -> bool:
    """Whether a sentence says of the value that follows that it makes something smallest or largest, or likeliest."""
    return _LIKELIEST.search(sentence) is not None or _SMALLEST.search(sentence) is not None


def slope_is_zero(reading: Reading, known: Known, plain: str, sentence: str) -> list[Loose]:
    """What holds at the best value of a letter where the text finds no gradient: the derivative of the one function of that letter alone that its section gives
    is zero. "The maximum likelihood estimator is" speaks of what was introduced as a likelihood."""
    likeliest = _LIKELIEST.search(sentence) is not None
    found: list[Event] = []
    for event in reversed(reading.events):
        if event.kind is Said.SECTION:
            break
        if event.kind is Said.DEFINE and [p.name for p in event.parameters] == [plain] and not event.quiet:
            found.append(event)
    if likeliest:
        found = [e for e in found if _LIKELIHOOD.search(reading.text((max(0, e.span[0] - _INTRODUCES), e.span[0])))][:1]
    if len(found) != 1 or found[0].right is None or known.rank or reading.shaper.shape(found[0].right):
        return []
    variable = Loose("Symbol", (), known, found[0].span)
    body = _renamed(found[0].right, {plain: known})
    slope = Loose("Derivative", (body, variable), "denominator", found[0].span)
    reading.solutions[plain] = known
    return [vanishing(slope)]


def _renamed(term: Loose, names: dict[str, Known]) -> Loose:
    if term.op == "Symbol" and term.data.name in names:
        return replace(term, data=names[term.data.name])
    return replace(term, parts=tuple(_renamed(part, names) for part in term.parts))


def found(reading: Reading, known: Known, event: Event) -> None:
    """From here on the solution is the value that was claimed for it. A claim about its square leaves open which root it is."""
    value = event.right
    squared = event.left is not None and event.left.op == "Power"
    if value is not None and not squared and known.name not in names_in(value):
        reading.emit(Event(Said.DEFINE, event.span, known=known, right=value, display=reading.display, quiet=True))


def spoken_of(reading: Reading, relation: Loose) -> tuple[Solved, ...]:
    """The values that were concluded before of names that an equation speaks of: "0 = ∂Q/∂μ, so μ = …" says what μ is where the text goes on. Not
    for a derivative, which holds anywhere, nor for what gives such a name a value, nor of the variable of a function, which stands for any number again."""
    if relation.data != "=" or has_derivative(relation):
        return ()
    left = _valued(relation.parts[0])
    variables = {variable.name for known in reading.scope.names.values() for variable in known.parameters}
    found: dict[str, Solved] = {}
    for solved in reading.solved:
        name = _valued(solved.relation.parts[0])
        if name and solved.met and solved.relation.data == "=" and name not in names_in(solved.relation.parts[1]):
            found[name] = replace(solved, shown=True)
    return tuple(solved for name, solved in found.items() if name in names_in(relation) - variables - {left})


def _valued(side: Loose) -> str:
    """The name of what stands alone on a side, a member of a family too."""
    base = side.parts[0] if side.op == "Entry" else side
    return base.data.name if base.op == "Symbol" else ""


def without(goal: Goal, name: str) -> Goal:
    """A goal that does not suppose of a solution what is claimed: that what is put in for it meets its equation."""
    named = {name, f"user:{name}"}

    def speaks(statement: Statement) -> bool:
        called = {part.name for part in walk(statement) if isinstance(part, Apply)}
        return bool(named & (called | set(symbols(statement))))

    if not name or speaks(goal.statement):
        return goal
    return replace(goal, hypotheses=tuple(h for h in goal.hypotheses if not speaks(h.statement)))
