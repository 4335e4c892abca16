"""What the text says to depend on what: `Y = Y(x)`, "s and r are functions of x", "a matrix that depends on x".

A name so declared is, where it is differentiated by x, a function of x of which nothing is known but that it is smooth; every other statement
takes it for what it was declared as.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple, TypeVar

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.loose import Unreadable
from derive.elaborate.passages import listing
from derive.elaborate.prose import JOINS
from derive.elaborate.reading import Reading
from derive.elaborate.refutable import ANY
from derive.elaborate.scope import Known, key
from derive.formula.syntax import Chain, Display, Fence, Juxt, Name, Node, items_of
from derive.goals import Definition, Goal
from derive.record import replace
from derive.terms import (
    Apply,
    At,
    Derivative,
    Directional,
    Symbol,
    Term,
    children,
    map_children,
    substitute,
    symbols,
    walk,
)

T = TypeVar("T", bound=Term)
# between what depends and what it depends on
_DEPENDS = re.compile(
    r"[\s,(]*(?:(?:be|is|are|both|all|an?|the|some|any|which|that|and|with|real|scalar|vector|matrix|square|invertible|symmetric|smooth|differentiable|"
    r"matrices|vectors|scalars|numbers?|loss|cost|objective|energy|error|score|output|quantit(?:y|ies)|valued|entries|whose|entry|each|of|itself|themselves|may|can)[\s,()-]+)*"
    r"(?:depends?(?:ing)?\s+(?:\w+ly\s+)?(?:up)?on|functions?\s+of|var(?:y|ies|ying)\s+with|(?:differentiable|smooth)\s+(?:in|with\s+respect\s+to))"
    r"(?:\s+(?:the|an?|some|scalar|vector|matrix|variable|variables|real|number|parameter|single|same|both))*\s*",
    re.I,
)
_GOES_ON = re.compile(r"\s*(?:is|are|be|was|were|has|have|denotes?|stands?|depends?|which|that|do|does)\b", re.I)
_FUNCTION = re.compile(r"\b(?:functions?|loss|cost|objective|quantit(?:y|ies))\b[^.;:]*$", re.I)
_IS_FUNCTION = re.compile(r"\s*(?:be|is|are)\s+(?:an?\s+|any\s+|some\s+)?(?:[a-z-]+\s+){0,2}functions?\b", re.I)
_TOTAL = re.compile(r"\\frac\s*\{\s*(?:d|\\mathrm\{?\s*d|\\text\{?\s*d)|\bd\w*\s*/|\bd\b")
_NOT = re.compile(r"\b(?:not|no|never|nor|neither)\b", re.I)


def depends_in_words(reading: Reading, block: Formula, display: Display) -> bool:
    """Whether a formula is what words say that the names before it depend on; then that is noted."""
    place = reading.places[block]
    last = listing(display)
    if block.display or not place:
        return False
    variables = (last.base,) if last is not None else _listed(display)
    if not _GOES_ON.match(reading.text((block.span[1], block.span[1] + 40))):  # "a function of $a$ and $b$"
        while place > 1 and _joined(reading, place):
            place -= 1
    between = reading.text((reading.order[place - 1].span[1], reading.order[place].span[0]))
    if not variables or _NOT.search(between) or not _DEPENDS.fullmatch(between):
        return False
    on = [known for name in variables if (known := _known(reading, name)) is not None]
    dependent: list[Known] = []
    while place:
        place -= 1
        shown = reading.formulas.displays.get(reading.order[place])
        names = _names(declared(shown)) if shown is not None else []
        found = [known for name in names if (known := _known(reading, name)) is not None]
        dependent += found
        if not found or not place or not _joined(reading, place):
            break
    for known in dependent:
        known.depends += tuple(v.name for v in on if v is not known and v.name not in known.depends)
    if dependent and on:
        reading.says_nothing(block.span, "says what something depends on")
    return bool(dependent and on)


def calls_function(reading: Reading, block: Formula, display: Display, before: str, after: str) -> None:
    """Note that `f(u, v)`, which words call a function, and that is differentiated without its brackets, depends on u and v."""
    body = display.clauses[0].body if len(display.clauses) == 1 and not block.display else None
    if not (isinstance(body, Juxt) and len(body.factors) == 2 and body.signs == ("",)):
        return
    if not (_FUNCTION.search(before) or _IS_FUNCTION.match(after)):
        return
    head, fence = body.factors
    bare = re.search(rf"(?:\\partial\s*|[{{\s]d){re.escape(reading.written(head))}(?![\w(])", reading.document.text)
    variables = _names(fence.body) if bare and isinstance(fence, Fence) and fence.open == "(" else []
    known = _known(reading, head) if isinstance(head, Name) and variables else None
    if known is None or known.name in reading.definitions or known.rank:
        return
    known.depends += tuple(key(v) or "" for v in variables if key(v) not in known.depends)


def depends_by_itself(reading: Reading, chain: Chain) -> bool:
    """Whether a chain is `U = U(x)`, or goes on `∈ …`; then that U depends on x is noted."""
    if chain.links[0].op not in ("=", ":=", "≡") or any(link.op != "∈" for link in chain.links[1:]):
        return False
    called, name = chain.links[0].right, key(chain.first)
    if not (isinstance(called, Juxt) and len(called.factors) == 2 and isinstance(called.factors[1], Fence)):
        return False
    fence = called.factors[1]
    if name is None or key(called.factors[0]) != name or called.signs != ("",) or fence.open != "(":
        return False
    variables = _names(fence.body)
    known = _known(reading, chain.first)
    if not variables or known is None:
        return False
    known.depends += tuple(key(v) or "" for v in variables if key(v) not in known.depends)
    reading.says_nothing(chain.span, "says what something depends on")
    return True


def _joined(reading: Reading, place: int) -> bool:
    """Whether the formula at a place goes on a list: "s and r depend on x"."""
    before, this = reading.order[place - 1], reading.order[place]
    return JOINS.fullmatch(reading.text((before.span[1], this.span[0]))) is not None


def declared(display: Display | None) -> Node | None:
    """The names of a formula that consists of them, or declares where they lie."""
    if display is None or len(display.clauses) != 1:
        return None
    body = display.clauses[0].body
    if isinstance(body, Chain):
        return body.first if all(link.op == "∈" for link in body.links) else None
    return body


def _listed(display: Display) -> list[Node]:
    """The names that a formula lists: `s, r`."""
    found = [_names(clause.body) for clause in display.clauses]
    listed = all(found) and all(clause.lead == "," for clause in display.clauses[1:])
    return [name for names in found for name in names] if listed else []


def _names(node: Node | None) -> list[Node]:
    """The names that a formula consists of."""
    items = items_of(node) if node is not None else ()
    named = [item for item in items if key(item) is not None and (isinstance(item, Name) or not _is_number(item))]
    return named if len(named) == len(items) else []


def _is_number(node: Node) -> bool:
    return (key(node) or "0")[0].isdigit()


def _known(reading: Reading, node: Node) -> Known | None:
    """The variable of that name, or the family that is indexed under it; entered where the text speaks of it first."""
    family = reading.scope.names.get(f"{key(node)}[]")
    if family is not None and key(node) not in reading.scope.names:
        return family
    read = reading.interpreter.read(node) if isinstance(node, Name) else None
    known = reading.scope.names.get(key(node) or "") or (
        read.data if read is not None and read.op == "Symbol" else None
    )
    return known if known is not None and known.kind in ("", "family") else None


class Dependence(NamedTuple):
    """What the undefined names of a statement depend on, as far as it matters to the derivatives in it: by name the symbol and its arguments."""

    on: Mapping[str, tuple[Symbol, tuple[Symbol, ...]]]
    text: str = ""  # of the document
    called: frozenset[str] = (
        frozenset()
    )  # those that stand before their arguments, too, and are the same functions there

    @staticmethod
    def of(statement: Term, names: Mapping[str, Known], definitions: Mapping[str, Definition], text: str) -> Dependence:
        """Those of a statement."""
        moved: dict[str, Symbol] = {}
        for part in walk(statement):
            if isinstance(part, Derivative):
                moved |= {name: s for variable in part.variables for name, s in symbols(variable).items()}
            elif isinstance(part, Directional):
                moved[part.variable.name] = part.variable
        known = _reached(symbols(statement), names) if moved else symbols(statement)
        said = {name: _said(name, names) for name in known if name not in definitions}
        on: dict[str, tuple[Symbol, tuple[Symbol, ...]]] = {}
        for _ in range(len(known) if moved else 0):  # what depends on what depends on a variable
            for name, depends in said.items():
                arguments = tuple(known.get(x) or moved[x] for x in depends if x in moved or x in on)
                if arguments and (name not in on or len(on[name][1]) < len(arguments)):
                    on[name] = known[name], arguments
        applied = {part.name.removeprefix("user:") for part in walk(statement) if isinstance(part, Apply)}
        called = frozenset(name for name in on if name in applied)
        return Dependence(on | _quantities(statement, on, definitions), text, called)

    def value(self, symbol: Symbol, held: Mapping[str, Term], seen: frozenset[str] = frozenset()) -> Term:
        """The symbol as a function of what it depends on, where its value is not `held`."""
        if symbol.name in held or symbol.name not in self.on or symbol.name in seen:
            return held.get(symbol.name, symbol)
        inside = seen | {symbol.name}
        arguments = tuple(self.value(argument, held, inside) for argument in self.on[symbol.name][1])
        head = "user:" if symbol.name in self.called else ANY
        return Apply(f"{head}{symbol.name}", arguments, symbol.sizes, span=symbol.span)

    def put(self, term: T, held: Mapping[str, Term]) -> T:
        """The term with every name as the function that it is; in a derivative by such a name that name is a variable."""
        if isinstance(term, Symbol):
            return self.value(term, held)  # type: ignore[return-value]
        if not isinstance(term, Derivative):
            return map_children(term, lambda child: self.put(child, held), lenient=True)  # type: ignore[return-value]
        bases = {s.name: s for variable in term.variables for s in symbols(variable).values()}
        places = {n: Symbol(f"argument {n}", s.sizes, s.latex) for n, s in bases.items() if n in self.on}
        fixed = self._held_fixed(term, bases)
        inner = {name: term for name, term in held.items() if name not in bases} | places | fixed
        taken = tuple(substitute(variable, places) for variable in term.variables)
        made = replace(term, body=self.put(term.body, inner), variables=taken)
        known = bases | symbols(term.body) | {a.name: a for _, arguments in self.on.values() for a in arguments}
        points = tuple((place, self.value(known[name], held)) for name, place in (places | fixed).items())
        return At(made, points, span=term.span) if points else made  # type: ignore[return-value]

    def _held_fixed(self, term: Derivative, bases: Mapping[str, Symbol]) -> dict[str, Symbol]:
        """The arguments that a partial derivative holds fixed though they move with its variable: the y of ∂z/∂x, where z depends on x and y and y on x. A
        total derivative, dz/dx, holds none. Raises Unreadable where it is not said which it is."""
        found: dict[str, Symbol] = {}
        called = term.body.arguments if isinstance(term.body, Apply) else ()
        of = [self.on[name][1] for name in symbols(term.body) if name in self.on]
        for arguments in (*of, tuple(argument for argument in called if isinstance(argument, Symbol))):
            direct = bases.keys() & {argument.name for argument in arguments}
            for argument in arguments if direct else ():
                if argument.name not in bases and self._moves(argument.name, direct):
                    found[argument.name] = Symbol(f"argument {argument.name}", argument.sizes, argument.latex)
        said = self.text[slice(*term.span)] if found and term.span else ""
        if found and "partial" not in said and not _TOTAL.search(said):
            raise Unreadable("a derivative that may be partial or total", term.span or (0, 0))
        if found and "partial" in said and not isinstance(term.body, Symbol | Apply):
            raise Unreadable("a partial derivative of what moves in several ways", term.span or (0, 0))
        return found if "partial" in said else {}

    def _moves(self, name: str, by: Set[str], seen: frozenset[str] = frozenset()) -> bool:
        """Whether a name depends on others, directly or through what it depends on."""
        arguments = self.on[name][1] if name in self.on and name not in seen else ()
        return any(a.name in by or self._moves(a.name, by, seen | {name}) for a in arguments)


def spelled_out(statement: T, names: Mapping[str, Known], definitions: Mapping[str, Definition]) -> T:
    """A statement about derivatives with what it defines by names that depend on others in full: `dz/dt` with `z = x² y`, where x is a function of t."""
    values: dict[str, Term] = {}
    size = -1
    while len(values) > size:
        size = len(values)
        for name, definition in definitions.items():
            inside = symbols(definition.value)
            if name not in values and (values.keys() & inside.keys() or any(_said(n, names) for n in inside)):
                values[name] = definition.value
    slopes = [part for part in walk(statement) if isinstance(part, Derivative)]
    by = {name for slope in slopes for variable in slope.variables for name in symbols(variable)}
    if not any(values.keys() & symbols(slope.body).keys() for slope in slopes) or values.keys() & by:
        return statement
    full: Term = statement
    for _ in values:
        full = substitute(full, values)
    return full  # type: ignore[return-value]


def _reached(found: Mapping[str, Symbol], names: Mapping[str, Known]) -> dict[str, Symbol]:
    """The symbols of a statement, and those of which it does not speak though what it speaks of depends on them."""
    reached, waiting = dict(found), list(found)
    while waiting:
        for name in _said(waiting.pop(), names):
            if name not in reached and name in names:
                reached[name] = Symbol(name, names[name].sizes, names[name].latex)
                waiting.append(name)
    return reached


def _said(name: str, names: Mapping[str, Known]) -> tuple[str, ...]:
    return names[name].depends if name in names else ()


def _quantities(
    statement: Term, on: Mapping[str, tuple[Symbol, tuple[Symbol, ...]]], definitions: Mapping[str, Definition]
) -> dict[str, tuple[Symbol, tuple[Symbol, ...]]]:
    """The numbers that are differentiated by y and by what y depends on, and stand nowhere else: any function of y, as L in ∂L/∂x = ∂L/∂y ∂y/∂x."""
    by: dict[str, dict[str, Symbol]] = {}
    bare: set[str] = set()
    waiting: list[Term] = [statement]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Derivative) and isinstance(part.body, Symbol) and not part.body.shape:
            by.setdefault(part.body.name, {}).update({s.name: s for v in part.variables for s in symbols(v).values()})
            waiting += part.variables
        elif isinstance(part, Symbol):
            bare.add(part.name)
        else:
            waiting += children(part)
    found: dict[str, tuple[Symbol, tuple[Symbol, ...]]] = {}
    for name, variables in by.items():
        through = [n for n in variables if n in on and {a.name for a in on[n][1]} >= variables.keys() - {n}]
        if name not in bare | on.keys() | definitions.keys() and len(variables) > 1 and through:
            found[name] = Symbol(name), (variables[through[0]],)
    return found


def opened(goal: Goal, dependence: Dependence) -> Goal:
    """The goal with names as the functions that they are, in its hypotheses and definitions too."""
    if not dependence.on:
        return goal
    return replace(
        goal,
        statement=dependence.put(goal.statement, {}),
        hypotheses=tuple(replace(h, statement=dependence.put(h.statement, {})) for h in goal.hypotheses),
        definitions=tuple(replace(d, value=dependence.put(d.value, {})) for d in goal.definitions),
    )
