"""What the text says to depend on what: `Y = Y(x)`, "s and r are functions of x", "a matrix that depends on x".

A name so declared is, where it is differentiated by x, a function of x of which nothing is known but that it is smooth; every other statement
takes it for what it was declared as.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple, TypeVar

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.derivatives import derivative_fraction
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Unreadable
from derive.elaborate.passages import listing
from derive.elaborate.prose import JOINS
from derive.elaborate.reading import Reading
from derive.elaborate.refutable import ANY
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import inside
from derive.elaborate.time_derivatives import TIME, moves
from derive.formula.syntax import Chain, Display, Fence, Frac, Juxt, Name, Node, items_of
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
_THROUGH = re.compile(r"[\s,]*(?:(?:but\s+)?only\s+)?(?:through|via)\s+(?:(?:the|its|their)\s+(?:\w+\s+)?)?", re.I)
# words by which something depends on its variable in another way, too
_ALSO = re.compile(
    r"\b(?:also|too|direct(?:ly)?|itself|themselves|explicit(?:ly)?|as\s+well|other\s+ways?|and\s+on|besides)\b", re.I
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
    if variables and place > 1 and _THROUGH.fullmatch(between):
        return _goes_through(reading, place, variables)
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


def _goes_through(reading: Reading, place: int, variables: Sequence[Node]) -> bool:
    """Whether "L depends on w" stands before the "through y" of a formula at a place: then L depends on y, and y on w."""
    between = reading.text((reading.order[place - 2].span[1], reading.order[place - 1].span[0]))
    end = reading.order[place].span[1]
    after = reading.text((end, len(reading.document.text))).partition("\n\n")[0]
    if _NOT.search(between) or not _DEPENDS.fullmatch(between) or _ALSO.search(after):
        return False
    shown = [reading.formulas.displays.get(reading.order[number]) for number in (place - 2, place - 1)]
    of, by = ([_known(reading, name) for name in _names(declared(one))] if one is not None else [] for one in shown)
    through = [known for name in variables if (known := _known(reading, name)) is not None]
    moved = [known.name for known in by if known is not None]
    for whole in (known for known in of if known is not None):
        kept = tuple(name for name in whole.depends if name not in moved)
        whole.depends = kept + tuple(known.name for known in through if known.name not in kept)
    for known in through:
        known.depends += tuple(name for name in moved if name not in known.depends and name != known.name)
    if of and moved and through:
        reading.says_nothing(reading.order[place].span, "says what something depends on")
    return bool(of and moved and through)


def calls_function(reading: Reading, block: Formula, display: Display, before: str, after: str) -> None:
    """Note that `f(u, v)`, which words call a function, and that is differentiated or put into another without its brackets, depends on u and v."""
    body = display.clauses[0].body if len(display.clauses) == 1 and not block.display else None
    if not (isinstance(body, Juxt) and len(body.factors) == 2 and body.signs == ("",)):
        return
    if not (_FUNCTION.search(before) or _IS_FUNCTION.match(after)):
        return
    head, fence = body.factors
    bare = re.search(rf"(?:\\partial\s*|[{{\s]d){re.escape(reading.written(head))}(?![\w(])", reading.document.text)
    inner = (
        key(head) in reading.interpreter.survey.arguments()
    )  # the u(s, t) of `f(u, v)`: there it stands for its value
    variables = _names(fence.body) if (bare or inner) and isinstance(fence, Fence) and fence.open == "(" else []
    if variables and not inner and any(_is_slope_of(part, head) for part in _inside_all(reading)):
        return  # `∂f(u, v)/∂u`: it is a function wherever it is differentiated
    known = _known(reading, head) if isinstance(head, Name) and variables else None
    if known is None or known.name in reading.definitions or known.rank:
        return
    known.depends += tuple(key(v) or "" for v in variables if key(v) not in known.depends)


def _inside_all(reading: Reading) -> Iterator[Node]:
    for display in reading.formulas.displays.values():
        yield from inside(tuple(clause.body for clause in display.clauses))


def _is_slope_of(node: Node, head: Node) -> bool:
    """Whether a node is a derivative of a value of a function."""
    found = derivative_fraction(node) if isinstance(node, Frac) else None
    return found is not None and isinstance(found[0], Juxt) and key(found[0].factors[0]) == key(head)


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
    before = reading.scope.names.get(name)
    if before is not None and name in reading.definitions and reading.has_ended(before):
        reading.emit(Event(Said.FORGET, chain.span, known=reading.scope.names.pop(name), display=reading.display))
        reading.definitions.discard(name)  # another x than that of a section that is over
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
    doubt: str = ""  # why a counterexample would not show a statement about them to be wrong
    values: Mapping[str, Term] = {}  # what the text gives for some of them, `y = f(x)`

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
        given = _moved_along(statement, names, definitions) if moved else {}
        on: dict[str, tuple[Symbol, tuple[Symbol, ...]]] = {}
        for name, value in given.items():
            on[name] = known[name], tuple(symbols(value).values())
        for _ in range(len(known) if moved else 0):  # what depends on what depends on a variable
            for name, depends in said.items():
                arguments = tuple(known.get(x) or moved[x] for x in depends if x in moved or x in on)
                if arguments and (name not in on or len(on[name][1]) < len(arguments)):
                    on[name] = known[name], arguments
        applied = {part.name.removeprefix("user:") for part in walk(statement) if isinstance(part, Apply)}
        called = frozenset(name for name in on if name in applied)
        quantities, doubt = _quantities(statement, on, definitions, text)
        return Dependence(on | quantities, text, called, doubt, given)

    def value(self, symbol: Symbol, held: Mapping[str, Term], seen: frozenset[str] = frozenset()) -> Term:
        """The symbol as a function of what it depends on, where its value is not `held`."""
        if symbol.name in held or symbol.name not in self.on or symbol.name in seen:
            return held.get(symbol.name, symbol)
        inside = seen | {symbol.name}
        arguments = tuple(self.value(argument, held, inside) for argument in self.on[symbol.name][1])
        if symbol.name in self.values:
            places = zip((argument.name for argument in self.on[symbol.name][1]), arguments, strict=True)
            return substitute(self.values[symbol.name], dict(places))
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
    """What the text says a name to depend on; the slope in time of what has a dot is known by that."""
    depends = names[name].depends if name in names else ()
    return tuple(one for one in depends if one != TIME) if TIME in depends and moves(name, names) else depends


def _moved_along(statement: Term, names: Mapping[str, Known], definitions: Mapping[str, Definition]) -> dict[str, Term]:
    """What the text gives for the arguments of functions of which it says no more, where these are differentiated by them or by what they are made of: the
    y = f(x) of `dF/dx` and `∂F/∂x` of an F(x, y), the u = x + y of `∂F/∂u` of an F(u, v). Raises Unreadable where they are said
    to move in another way than what is given for them."""
    found: dict[str, Term] = {}
    for part in walk(statement):
        if not isinstance(part, Derivative) or not isinstance(part.body, Apply) or len(part.body.arguments) < 2:
            continue
        if not part.body.name.startswith("user:") or part.body.name.removeprefix("user:") in definitions:
            continue
        by = {name for variable in part.variables for name in symbols(variable)}
        for argument in part.body.arguments:
            own = definitions.get(argument.name) if isinstance(argument, Symbol) else None
            if own is None or own.parameters:
                continue
            if by & {own.symbol.name, *symbols(own.value)}:
                found[own.symbol.name] = own.value
            elif by.intersection(_said(own.symbol.name, names)):
                raise Unreadable("what is differentiated moves in a way that was not read", part.span or (0, 0))
    return found


def _quantities(
    statement: Term,
    on: Mapping[str, tuple[Symbol, tuple[Symbol, ...]]],
    definitions: Mapping[str, Definition],
    text: str,
) -> tuple[dict[str, tuple[Symbol, tuple[Symbol, ...]]], str]:
    """The numbers that are differentiated by y and by what y depends on, and stand nowhere else: any function of y, as L in ∂L/∂x = ∂L/∂y ∂y/∂x, and
    of x and y where ∂L/∂x stands beside dL/dx. With a doubt where ∂L/∂x stands beside dy/dx: it may hold y fixed."""
    by: dict[str, dict[str, Symbol]] = {}
    signs: dict[tuple[str, ...], set[bool]] = {}  # what is differentiated by what, with ∂ or d
    bare: set[str] = set()
    waiting: list[Term] = [statement]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Derivative) and isinstance(part.body, Symbol) and not part.body.shape:
            variables = {s.name: s for v in part.variables for s in symbols(v).values()}
            by.setdefault(part.body.name, {}).update(variables)
            signs.setdefault((part.body.name, *variables), set()).add("partial" in text[slice(*(part.span or (0, 0)))])
            waiting += part.variables
        elif isinstance(part, Symbol):
            bare.add(part.name)
        else:
            waiting += children(part)
    found: dict[str, tuple[Symbol, tuple[Symbol, ...]]] = {}
    doubt = ""
    for name, variables in by.items():
        through = [n for n in variables if n in on and {a.name for a in on[n][1]} >= variables.keys() - {n}]
        if name not in bare | on.keys() | definitions.keys() and len(variables) > 1 and through:
            told = any(of == name and len(both) > 1 for (of, *_), both in signs.items())
            found[name] = Symbol(name), tuple(variables.values()) if told else (variables[through[0]],)
            rest = [n for n in variables if n != through[0]]
            totals = any(False in signs.get((through[0], n), ()) and True in signs.get((name, n), ()) for n in rest)
            doubt = doubt if told or not totals else f"whether {name} depends on {rest[0]} by itself is not said"
    return found, doubt


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
