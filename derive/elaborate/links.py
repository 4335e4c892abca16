"""Clauses and the links of their chains: what each states, and whether it is claimed, given or to be solved."""

from __future__ import annotations

from collections.abc import Iterator

from derive import lazy_re as re
from derive.elaborate import (
    approximations,
    bars,
    bindings,
    conditions,
    differential_equations,
    distributions,
    extrema,
    functions,
    labels,
    solutions,
    special_cases,
    tested_hypotheses,
    up_to_constants,
)
from derive.elaborate.bounded_members import of_members
from derive.elaborate.broadcasting import beside
from derive.elaborate.columns import column_of, in_columns
from derive.elaborate.customary_statistics import is_mean
from derive.elaborate.declarations import declares, declares_function, declares_within, domain, indexes, maps
from derive.elaborate.definitions import defines, head, is_extreme_value, is_literal, is_written_out, logged
from derive.elaborate.densities import note_parameters
from derive.elaborate.dependence import depends_by_itself
from derive.elaborate.derivatives import derivative_fraction
from derive.elaborate.divergences import names_law
from derive.elaborate.events import BY_CUSTOM, RELATIONS, Event, Said, Solved
from derive.elaborate.fitting import attempt, fits
from derive.elaborate.later import explains
from derive.elaborate.loose import Clash, Loose, Unreadable, has_derivative, is_known, names_in, parts_of, vanishing
from derive.elaborate.memberships import between_ends, compares_roughly
from derive.elaborate.numbers_here import function_of_numbers, numbers_here, vectors_again
from derive.elaborate.pairs import perpendicular
from derive.elaborate.pointwise import at_a_point, speaks_of_functions
from derive.elaborate.reading import Reading
from derive.elaborate.rival_models import gives_parameter, is_rival
from derive.elaborate.scope import Known, key
from derive.elaborate.scripts import subscripts
from derive.elaborate.settled import is_settled
from derive.elaborate.spectra import gives_eigenvalues
from derive.elaborate.subspaces import of_subspaces
from derive.elaborate.survey import directly_inside, inside, is_number, whole_names
from derive.elaborate.tabulated import is_defined_entry, tabulates
from derive.elaborate.time_derivatives import dotted, moves
from derive.elaborate.unrolled import unrolled
from derive.elaborate.words import Mode, gives_others, quantified
from derive.elaborate.words import claims as announces
from derive.formula.signs import LOEWNER, SIDES
from derive.formula.syntax import (
    DRAWING,
    Add,
    Brace,
    Chain,
    Clause,
    Dots,
    Empty,
    Fence,
    Frac,
    Juxt,
    Link,
    Mid,
    Name,
    Node,
    Num,
    Sub,
    Sup,
    Symbolic,
    Text,
    Tuple,
)
from derive.goals import Origin
from derive.record import dataclass, field, replace
from derive.sizes import ONE, Size
from derive.terms import PropertyKind

_NUMBERS = (((), None), ((), PropertyKind.POSITIVE), ((), PropertyKind.NONNEGATIVE))
ROUGH = ("≈", "≅", "≃", "∝")  # shapes have to fit even so


@dataclass(slots=True)
class Setting:
    """How a clause stands. `mode`: how the words before introduce it. `premises`: the equations it is concluded from, `both` ways,
    by an arrow or by `words`. `to_zero`: the text has just set a gradient to zero. `followed`: a conclusion follows in the display.
    `goes_on`: the sentence concludes from what was solved before. `sentence`: the words before it. `premise`: the words after it conclude from it."""

    mode: Mode
    premises: list[Loose] = field(default_factory=list)
    both: bool = False
    words: bool = False
    to_zero: bool = False
    followed: bool = False
    goes_on: bool = False
    sentence: str = ""
    cited: tuple[Solved, ...] = ()  # the equations that the words before refer to by their labels
    aside: bool = False  # in a line of text whose words conclude nothing
    unclaimed: bool = False  # a display whose words neither conclude it nor do anything to what stands before it
    premise: bool = False
    solution: Known | None = None  # what the clause gives the value of, which its premises determine
    joined: bool = False  # one of several alternatives: defines nothing
    passing: bool = False  # in a line of text that neither concludes it nor says that it holds
    sets_out: bool = False  # in a sentence without a verb that opens a section
    sought: bool = False  # the words before it say that it is to be met or solved
    above: tuple[Solved, ...] = ()  # the equations of the line above in the same display
    sample: str = ""  # the one number of factors that dots are read for
    side: bool = False  # of an equivalence that the words behind it state
    other_side: bool = False  # of one whose other side is in the words before it, or was not read
    generally: bool = False  # the words beside it say that it is so in general, not always
    derived: bool = False  # an arrow leads from it to the derivative of the function on its left
    tested: bool = False  # a hypothesis of a statistical test


def state(reading: Reading, clause: Clause, setting: Setting) -> list[Loose]:
    """Read a clause; returns the equations it states, which a following ⇒ or ⇔ takes as its premise. Where shapes clash over names of a
    section that has ended, these names are new ones."""
    count = len(reading.events)
    reading.interpreter.customary = False
    stated = _fitting(reading, clause, setting)
    if reading.interpreter.customary:
        reading.doubt(count, BY_CUSTOM)
        defined = (event.known for event in reading.events[count:] if event.kind is Said.DEFINE)
        reading.customary.update(known.name for known in defined if known is not None)
    return stated


def _fitting(reading: Reading, clause: Clause, setting: Setting) -> list[Loose]:
    """Read a clause, and again with names of its own where shapes clash."""
    count, bound, listed = len(reading.events), reading.sizes.snapshot(), len(reading.not_checked)
    _bounds_another(reading, clause)
    _indexes_another(reading, clause)
    vectors_again(reading, clause)
    if _defines_function(clause):
        numbers_here(reading, clause)
    try:
        stated = _labelled(reading, clause, setting)
    except (
        Unreadable,
        Clash,
    ) as error:  # of a part that was looked at to see what the clause says: only the clause is lost
        _take_back(reading, count, listed, bound)
        reading.unchecked(clause.body.span, error.reason, clause)
        return []
    names = whole_names(clause.body)
    if not any(_clashes(event) for event in reading.events[count:]) and not _scales(reading, clause, count):
        return stated
    moved = reading.move(_moving(clause)) or reading.free(_given_anew(clause))
    tried, counted = {} if moved else numbers_here(reading, clause), reading.clashes
    moved = moved or tried or function_of_numbers(reading, clause)
    other = frozenset[str]() if moved else _given_again(reading, clause, count, setting)
    if not moved and reading.continues(names - _given_anew(clause) - other):
        return stated
    defined = frozenset(reading.definitions)
    over = reading.forget(other or names)
    saved = moved or ({} if over else reading.renew(names))
    if not over and not saved:
        return stated
    events, spoken, found = reading.events[count:], reading.not_checked[listed:], reading.sizes.snapshot()
    _take_back(reading, count, listed, bound)
    for known in over:
        if known.name in defined and known.kind == "function":
            reading.emit(Event(Said.FORGET, clause.body.span, known=known, display=reading.display))
    again = _labelled(reading, clause, setting)
    if saved and any(_clashes(event) for event in reading.events[count:]):
        _take_back(reading, count, listed, bound)
        reading.scope.names.update(saved)
        reading.clashes = counted if tried else reading.clashes
        reading.sizes.bound = found
        reading.events += events
        reading.definitions |= defined
        reading.not_checked += spoken
        return stated
    return again


def _scales(reading: Reading, clause: Clause, count: int) -> bool:
    """Whether `f(x, y) = x y` was read as a multiple of an x that was called a vector in a section that is over: x and y are of one kind."""
    name, parameters = head(clause.body.first) if isinstance(clause.body, Chain) else (None, ())
    event = reading.events[-1] if len(reading.events) > count else None
    if event is None or event.kind is not Said.DEFINE or event.known is None or event.known.name != name:
        return False
    ranks = {known.rank for known in event.parameters}
    over = any(
        known.rank == 1 and known.origin is Origin.DECLARED and reading.has_ended(known) for known in event.parameters
    )
    vector = event.right is not None and len(reading.shaper.shape(event.right)) == 1
    found = len(parameters) > 1 and ranks == {0, 1} and vector and over
    if found and event.known.line == reading.interpreter.line:
        del reading.scope.names[event.known.name]
    return found


def _moving(clause: Clause) -> frozenset[str]:
    """The names that a clause makes the variable of a function of its own: the x of `g(x) = x^3` and of `d/dx sin(x^2)`."""
    fractions = (derivative_fraction(part) for part in inside(clause.body))
    variables = {
        key(variable)
        for part, found in zip(inside(clause.body), fractions, strict=True)
        if found is not None and _is_ordinary(part)
        for variable in found[1]
    }
    return frozenset(name for name in (*(_given_anew(clause)), *variables) if name)


def _is_ordinary(fraction: Node) -> bool:
    """`d/dx` with a d, which is taken by a number."""
    top = fraction.num if isinstance(fraction, Frac) else None
    first = top.factors[0] if isinstance(top, Juxt) else top
    first = first.base if isinstance(first, Sup) else first
    return isinstance(first, Name) and first.name == "d"


def _bounds_another(reading: Reading, clause: Clause) -> None:
    """`L > 0` of an L that was a function or a matrix in a section that is over, `A ⪰ B` of a B that was said not to be square: other things from here on."""
    body = clause.body
    if not isinstance(body, Chain):
        return
    sides = [body.first, *(link.right for link in body.links)]
    known = {name: entry for side in sides if (entry := reading.scope.names.get(name := key(side) or "")) is not None}
    if all(link.op in ("<", ">") for link in body.links) and any(isinstance(side, Num) for side in sides):
        gone = [name for name, k in known.items() if reading.has_ended(k) and (k.rank or k.kind == "function")]
    elif all(link.op in LOEWNER for link in body.links):
        gone = [name for name, k in known.items() if len(k.sizes) == 2 and not reading.sizes.unify(*k.sizes)]
    else:
        return
    for name in gone:
        reading.emit(Event(Said.FORGET, body.span, known=reading.scope.names.pop(name), display=reading.display))
        reading.definitions.discard(name)


def _indexes_another(reading: Reading, clause: Clause) -> None:
    """`p_{ik}` after a section on the `p_i`: another family from here on."""
    for part in inside(clause.body):
        if not isinstance(part, Sub) or len(subscripts(part.sub)) != 2:
            continue
        family = reading.scope.names.get(f"{key(part.base)}[]")
        if family is not None and family.rank == 1 and reading.has_ended(family):
            reading.emit(
                Event(Said.FORGET, part.span, known=reading.scope.names.pop(family.name), display=reading.display)
            )
            reading.definitions.discard(family.name)


def _defines_function(clause: Clause) -> bool:
    """Whether a clause gives a function a formula in which the function does not stand itself: `f(x) = \\cos x`."""
    given = _given_anew(clause)
    return (
        bool(given)
        and isinstance(clause.body, Chain)
        and head(clause.body.first)[0] not in whole_names(clause.body.links[0].right)
    )


def _given_anew(clause: Clause) -> frozenset[str]:
    """The function that a clause gives a formula, and its parameters: `f(x) = …` does not go on with what f and x were elsewhere."""
    body = clause.body
    if not (isinstance(body, Chain) and body.links[0].op in ("=", ":=")):
        return frozenset()
    name, parameters = head(body.first)
    return frozenset(filter(None, (name, *map(key, parameters)))) if parameters else frozenset()


def _given_again(reading: Reading, clause: Clause, count: int, setting: Setting) -> frozenset[str]:
    """The name to the left of `z = W x + b`, where it has another shape than in the section that defined it, and no words conclude this: a z of its own."""
    body = clause.body
    if not (isinstance(body, Chain) and body.links[0].op in ("=", ":=")) or _CONCLUDES.search(setting.sentence):
        return frozenset()
    first, name = body.first.span, key(body.first)
    clashing = [event for event in reading.events[count:] if _clashes(event)]
    anew = any(
        event.left is not None
        and event.left.span == first
        and not event.follows
        and event.reason.endswith("cannot be equal")
        and "?" not in event.reason  # of shapes that are known, not of one that was guessed
        for event in clashing[:1]
    )
    apart = name is not None and name not in whole_names(body.links[0].right)
    return frozenset((name,)) if name is not None and anew and apart else frozenset()


def _take_back(reading: Reading, count: int, listed: int, bound: dict[str, Size]) -> None:
    """Undo what reading a clause has said."""
    for event in reading.events[count:]:
        if event.kind is Said.DEFINE and event.known is not None:
            reading.definitions.discard(event.known.name)
    del reading.events[count:]
    del reading.not_checked[listed:]
    reading.sizes.bound = dict(bound)
    reading.shaper.memo.clear()


def _labelled(reading: Reading, clause: Clause, setting: Setting) -> list[Loose]:
    """Read a clause, and keep what it claims under its labels."""
    count = len(reading.events)
    stated = _read(reading, clause, setting)
    for tag in clause.tags:
        reading.labelled[tag] = labels.claimed(reading.events[count:])
    return stated


def _clashes(event: Event) -> bool:
    return event.kind in (Said.ILL_FORMED, Said.UNCHECKED, Said.UNREAD) and bool(event.factors)


def _read(reading: Reading, clause: Clause, setting: Setting) -> list[Loose]:
    written = None if setting.sample else unrolled(reading, clause)
    if written is not None:
        with written.within(reading.scope):
            return _read(reading, written.clause, replace(setting, sample=written.words))
    clause = in_columns(reading, at_a_point(reading, without_sides(clause), setting.mode.assumes))
    body = clause.body
    restored = bars.restore(reading, clause)
    if restored is not None:
        return _restored(reading, clause, restored, setting)
    listed = [
        other
        for other in reading.bare
        if other.span[1] <= clause.span[0] and "$" not in reading.text((other.span[1], clause.span[0]))
    ]
    before, reading.bare = listed[-1] if listed else None, () if isinstance(body, Chain) else (*listed, body)
    if not isinstance(body, Chain):
        extrema.poses(reading, body, setting.sentence)
        note_parameters(reading.interpreter, body)
        return []
    supposes = setting.mode.assumes or conditions.stands_behind(reading, body)
    introduces = setting.aside and isinstance(body.first, Tuple) and any(isinstance(i, Dots) for i in body.first.items)
    body = conditions.zero_last(of_members(reading, body, supposes or introduces))  # "a_1, …, a_n > 0."
    body = of_subspaces(reading, body) or body
    clause = replace(clause, body=body)
    declares_within(reading, body)
    if special_cases.quantifies(setting.sentence, body) and domain(reading, body.links[0].right) in _NUMBERS:
        special_cases.runs(reading, body.first)
    else:
        special_cases.of_any(reading, setting.sentence, body)
    ends = between_ends(reading, body)
    if ends:
        return [said for end in ends for said in _read(reading, replace(clause, body=end), setting)]
    if declares_function(reading, listed, body) or declares(reading, body) or depends_by_itself(reading, body):
        return []
    if names_law(reading, before, body):
        return []
    if distributions.follows(reading, body, setting.mode.assumes, distributions.whole(before, body)):
        return []
    front = distributions.before_law(body)
    if front is not None:
        return _with_law(reading, front, clause, setting)
    body = perpendicular(reading, body) or body
    links = [link for link in body.links if link.op not in "∈"]
    if not links or maps(reading, body):
        return []
    approximations.tends(reading, body)
    pieces = up_to_constants.proportional(reading, body)
    if pieces is not None:
        return _up_to(reading, body, pieces, clause, replace(setting, mode=Mode.CLAIM))
    pieces = approximations.split(body)
    if pieces is not None:
        return [relation for piece in pieces for relation in _read(reading, replace(clause, body=piece), setting)]
    if not setting.mode.assumes and approximations.claims(reading, body):
        return []
    constant = _with_constants(reading, body, clause, setting)
    if constant is not None:
        return constant
    wrong = bindings.fault(clause, reading.formulas.letters, {*reading.scope.names, *reading.scope.sizes})
    if wrong is not None:
        return _unbound(reading, clause, wrong, setting)
    if setting.tested:
        return _tested(reading, clause, setting)
    begun = len(reading.events)
    stated = _relations(reading, clause, body, links, setting)
    said = {event.kind for event in reading.events[begun:]}
    if Said.DEFINE not in said:
        speaks_of_functions(reading, body, supposed=Said.ASSUME in said)
    return stated


def _with_constants(reading: Reading, body: Chain, clause: Clause, setting: Setting) -> list[Loose] | None:
    """What a chain with constants in words says, and what its beginning defines up to one; None where there are none."""
    given = up_to_constants.defined(reading, body)
    pieces = up_to_constants.compared(reading, body, given is not None) if not setting.mode.assumes else None
    if given is None:
        return _up_to(reading, body, pieces, clause, setting) if pieces is not None else None
    told = _read(reading, replace(clause, body=given), setting)
    return [*told, *(_up_to(reading, body, pieces, clause, setting) if pieces else [])]


def _up_to(reading: Reading, body: Chain, pieces: list[Chain], clause: Clause, setting: Setting) -> list[Loose]:
    """The claims of a chain that holds up to constants or factors."""
    begun = len(reading.events)
    stated = [said for piece in pieces for said in _links(reading, piece.first, list(piece.links), clause, setting)]
    if up_to_constants.ambiguous(reading, body):
        reading.doubt(begun, up_to_constants.AMBIGUOUS)
    return stated


def _relations(reading: Reading, clause: Clause, body: Chain, links: list[Link], setting: Setting) -> list[Loose]:
    """Read the relations of a clause that is no declaration, no law and no hypothesis of a test."""
    first: Node = body.first
    before = _before_words(body, links)
    if before is not None:
        reading.says_nothing((before.span[1], body.span[1]), "words, numbers or relations that state nothing to check")
        return _read(reading, replace(clause, body=before), setting)
    if (
        isinstance(first, Empty)
        or any(_has_words(side) for side in (first, *(link.right for link in links)))
        or any(link.op not in RELATIONS or isinstance(link.right, Empty) for link in links)
    ):
        if all(link.op in ROUGH for link in links) and not isinstance(first, Empty) and compares_roughly(reading, body):
            return []
        reading.says_nothing(body.span, "words, numbers or relations that state nothing to check")
        return []
    if (
        gives_eigenvalues(reading, body)
        or indexes(reading, first, links)
        or extrema.attains(reading, clause, setting.sentence)
    ):
        return []
    if _gives_set(first, links) and (links[0].op == ":=" or not _CONCLUDES.search(setting.sentence)):
        reason = "a definition, not read: a set by what is in it"
        names = whole_names(body)
        event = Event(Said.UNREAD, body.span, reason=reason, row=clause.row, display=reading.display, names=names)
        reading.emit(event)
        return []
    if is_rival(reading, first, links) or is_written_out(reading, first, links[0]):
        return []
    if gives_parameter(reading, first, links):
        setting = replace(setting, mode=Mode.GIVEN)
    if links[0].op == "=" and {key(first), key(links[0].right)} <= reading.scope.sizes:
        reading.equated = reading.display
    stated: list[Loose] = []
    off = conditions.off_point(first, links)
    if off is not None:  # `(x, y) ≠ (0, 0)`
        return _links(
            reading, off[0], off[1], clause, replace(setting, mode=setting.mode if setting.mode.assumes else Mode.GIVEN)
        )
    if conditions.restricts(reading, body) and not _is_told(reading, body, setting.sentence):
        links = [link for link in links if not isinstance(link.right, Dots)]
        setting = replace(setting, mode=setting.mode if setting.mode.assumes else Mode.GIVEN)
        for left, parts in conditions.each(first, links):
            stated += _links(reading, left, parts, clause, setting)
        return stated
    apart = [] if setting.followed or setting.both else conditions.each(first, links)
    for left, parts in extrema.componentwise(first, links) or apart or [(first, links)]:
        stated += _chain(reading, left, parts, clause, setting)
    extrema.constrains(reading, stated, setting.sentence)
    solutions.poses(reading, stated, setting.sentence)
    differential_equations.poses(reading, stated, setting.sentence)
    return stated


def _is_told(reading: Reading, body: Chain, sentence: str) -> bool:
    """Whether words conclude a bound on names that the text has spoken of, before the display that it stands in: then it is a claim."""
    block = reading.order[reading.display] if reading.display < len(reading.order) else None
    line = reading.document.position(block.span[0])[0] if block is not None and block.display else None
    scope = reading.scope.names
    names = (scope.get(name) or scope.get(f"{name.partition('_')[0]}[]") for name in whole_names(body))
    return announces(sentence) and all(
        known is not None and (line is None or known.line < line or known.origin is Origin.DECLARED) for known in names
    )


_CONCLUDES = re.compile(
    r"\b(?:hence|thus|therefore|so|then|follows|implies|gives|get|obtain|find|show\w*|equals?|consists)\b", re.I
)


def _gives_set(first: Node, links: list[Link]) -> bool:
    """`C = {x : A x = b}`, `ℝ₊ = {x | x ≥ 0}`: a letter for a set, or with := anything that stands for one, and what is in it."""
    right = links[0].right
    of = right.body if len(links) == 1 and isinstance(right, Fence) and right.open == "{" else None
    inside_it = of.items if isinstance(of, Tuple) else (of,)
    if not any(isinstance(item, Mid | Chain) for item in inside_it):
        return False
    stem = first
    while isinstance(stem, Sub | Sup):
        stem = stem.base
    plain = key(first) is not None or (isinstance(stem, Name) and stem.style == "bb")
    return links[0].op == ":=" or (links[0].op == "=" and plain)


def _with_law(reading: Reading, front: Chain, clause: Clause, setting: Setting) -> list[Loose]:
    """`Z = (X - μ)/σ ∼ N(0, 1)` says what Z is, and what distribution it has; so does `X ∼ N(μ, σ^2) ⇒ Z = …` of a Z that is new."""
    body = clause.body
    assert isinstance(body, Chain)
    law = Chain(body.first, (body.links[len(front.links)],), span=body.span)
    if clause.lead == "⇒" and (name := key(body.first)) is not None and name not in reading.scope.names:
        clause, setting = replace(clause, lead=""), replace(setting, premises=[], words=False)
    stated = _read(reading, replace(clause, body=front), setting)
    distributions.follows(reading, law, setting.mode.assumes)
    return stated


def _tested(reading: Reading, clause: Clause, setting: Setting) -> list[Loose]:
    """`H_0: a = b = 0` supposes that b = 0; what stands before its last relation is claimed where it can be read."""
    body = clause.body
    assert isinstance(body, Chain)
    first, links = _after_colon(body.first), body.links
    if len(links) > 1 and not any(isinstance(part, Dots) for part in inside(body)):
        before = links[:-1]
        shorter = Chain(first, before, span=(body.span[0], before[-1].span[1]))
        _links(reading, first, [*before], replace(clause, body=shorter), setting)
    reading.tested |= whole_names(body)
    last = links[-1]
    span = (first.span[0] if len(links) == 1 else last.span[0], last.span[1])
    reading.emit(
        Event(
            Said.CONDITION, span, relation=RELATIONS.get(last.op, last.op), reason=tested_hypotheses.REASON,
            row=clause.row, display=reading.display, names=whole_names(body),
        )
    )  # fmt: skip
    return []


def without_sides(clause: Clause) -> Clause:
    """`RHS = a = b = LHS` says a = b: the names of the sides of what is to be shown go, words for a value too, and the colon of "update: a = b"."""
    body = clause.body
    if not isinstance(body, Chain) or not body.links:
        return clause
    first, links = _after_colon(body.first), body.links
    if _names_side(links[-1].right):
        links = links[:-1]
    if links and (_names_side(first) or (links[0].op in ("=", ":=") and _calls_something(first, clause))):
        first, links = links[0].right, links[1:]
    if links == body.links and (first is body.first or any(link.op not in RELATIONS for link in links)):
        return clause
    whole: Node = Chain(first, links, span=body.span) if links else first
    return replace(clause, body=whole)


def _after_colon(node: Node) -> Node:
    if isinstance(node, Add):  # `: a - b`
        sign, term = node.terms[0]
        after = _after_colon(term)
        return (
            node
            if after is term
            else replace(node, terms=((sign, after), *node.terms[1:]), span=(after.span[0], node.span[1]))
        )
    if not isinstance(node, Juxt) or len(node.factors) < 2:
        return node
    mark, *rest = node.factors
    if not isinstance(mark, Symbolic) or mark.sign != ":":
        return node
    return rest[0] if len(rest) == 1 else Juxt(tuple(rest), node.signs[1:], span=(rest[0].span[0], node.span[1]))


def _names_side(node: Node) -> bool:
    return isinstance(node, Text) and node.text in SIDES


_JOINS = re.compile(r"and|or|so|thus|hence|then|therefore|where|since|because|with|if|for|we|is|which|that", re.I)


def _calls_something(node: Node, clause: Clause) -> bool:
    """Whether a side only says in words what the next one is: `\\text{Output} = z = …`."""
    if isinstance(node, Empty):  # of several words, which stand before the clause
        body = clause.body
        named = isinstance(body, Chain) and len(body.links) > 1 and key(body.links[0].right) is not None
        first = clause.lead.split()[:1]
        return named and bool(first) and first[0].isalpha() and not _JOINS.fullmatch(first[0])
    words = node.text.strip(" .,:") if isinstance(node, Text) else ""
    return len(words) > 1 and words[0].isalpha()


def _restored(reading: Reading, clause: Clause, restored: bars.Restored, setting: Setting) -> list[Loose]:
    """A clause without its norm bars is ill-formed; what it defines with them is taken so from here on."""
    span = clause.body.span
    reading.emit(
        Event(
            Said.ILL_FORMED, span, relation="=" if isinstance(clause.body, Chain) else "", reason=restored.reason, code="D305",
            fault=span, restored=restored.text, row=clause.row, display=reading.display,
        )
    )  # fmt: skip
    body = restored.clause.body
    if isinstance(body, Chain):
        reading.interpreter.text, saved = restored.text, reading.interpreter.text
        defines(reading, body.first, body.links[0], setting.mode.assumes, restored.clause, (span, restored.text))
        reading.interpreter.text = saved
    return []


def _unbound(reading: Reading, clause: Clause, wrong: bindings.Fault, setting: Setting) -> list[Loose]:
    """A clause one of whose links has indices that say nothing: it is ill-formed, and what stands before and behind that link is read."""
    body = clause.body
    assert isinstance(body, Chain)
    link = body.links[wrong.link]
    left = body.first if wrong.link == 0 else body.links[wrong.link - 1].right
    before, after = body.links[: wrong.link], body.links[wrong.link + 1 + wrong.side :]
    begin = body.links[wrong.link + wrong.side].right if wrong.link + wrong.side < len(body.links) else link.right
    stated: list[Loose] = []
    if before:
        span = (body.span[0], left.span[1])
        stated = _read(reading, replace(clause, body=Chain(body.first, before, span=span)), setting)
    reading.emit(
        Event(
            Said.ILL_FORMED, (left.span[0] if wrong.link == 0 else link.span[0], link.span[1]), relation=RELATIONS[link.op], reason=wrong.reason,
            code=wrong.code, fault=wrong.span, row=clause.row, display=reading.display, names=whole_names(clause.body), follows=wrong.link > 0,
        )
    )  # fmt: skip
    if after:
        span = (begin.span[0], body.span[1])
        return _read(reading, replace(clause, body=Chain(begin, after, span=span)), setting)
    return stated


def _chain(reading: Reading, first: Node, links: list[Link], clause: Clause, setting: Setting) -> list[Loose]:
    if len(links) == 1:
        functions.name_by_value(reading, first, links[0], setting.sentence)
    else:
        plain = replace(clause, lead=""), replace(setting, premises=[], words=False)
        if functions.gives_function(reading, first, links) and (not setting.premises or clause.lead == "⇔"):
            stated = _chain(reading, links[0].right, links[1:], *plain)  # `Y = g(X) = a X` says first what g is
            return [*_chain(reading, first, links[:1], clause, setting), *stated]
        if functions.ends_with_inverse(reading, links):
            stated = _chain(reading, first, links[:-1], clause, setting)
            return [*stated, *_chain(reading, links[-1].right, [replace(links[-1], right=links[-2].right)], *plain)]
    named = _named_within(reading, links, clause, setting)
    if named:
        stated = _chain(reading, first, links[:named], clause, setting)
        behind = links[named + 1 :]
        if not behind:
            return stated
        left = replace(
            links[named - 1].right, span=(behind[0].span[0], behind[0].span[0])
        )  # a step begins at its relation
        return [*stated, *_links(reading, left, behind, clause, setting)]
    if links[0].op in ("=", ":=") and is_literal(links[0].right):
        reading.example = reading.interpreter.line
    met = differential_equations.solves(reading, first, links[0])
    solved = (
        None if setting.mode.assumes or setting.joined or met else _solves(reading, first, links[0], clause, setting)
    )
    if solved is not None:
        setting = replace(setting, premises=solved[1], words=True, both=False, solution=solved[0])
        return _links(reading, first, links, clause, setting)
    concluded = setting.premises or (setting.to_zero and reading.gradient is not None)
    arrow = clause.lead in ("⇒", "⇔") or (concluded and links[0].op != ":=")
    arrow = arrow and not met and not _goes_on_with(reading, first, links, clause, setting)
    arrow = arrow and not (setting.words and clause.lead not in ("⇒", "⇔") and _is_first_met(reading, first, links[0]))
    aside = setting.aside and len(links) == 1
    concluding, links = _announced(reading, first, links, setting, announces(setting.sentence) and not met)
    known = reading.scope.names.get(key(first) or "")
    older = known is not None and (known.origin is Origin.DECLARED or known.line < reading.interpreter.line)
    if known is not None and is_number(links[0].right):  # "if β = 1" of a β that stands in what was said before
        older = older or known.origin is not Origin.DEFINITION
    declared = older or key(first) in reading.set_aside  # in this paragraph another thing than it was declared as
    place = known is None and setting.mode is Mode.CLAIM and conditions.is_place(setting.sentence, first, links)
    if place or (setting.mode is Mode.NEAR and conditions.is_case(setting.sentence, first, links)):
        if key(first) in reading.scope.sizes:
            reading.says_nothing(first.span, "a case: a size is given a value")
            reading.sized = True
            return []
        setting, declared = replace(setting, mode=Mode.PASSING), True
    supposed = setting.mode is Mode.PASSING and not _is_value_of_function(reading, links[0].right)
    names_new = setting.mode is Mode.CLAIM and not setting.aside and _names_new(reading, links)
    premise = declared and ((setting.followed and not setting.derived) or supposed) and links[0].op != ":="
    if (
        not arrow
        and not setting.joined
        and not (setting.side and links[0].op != ":=")
        and not _is_of_others(reading, first, links[0], clause)
        and not premise  # `c = s ⇔ …` of declared names supposes it, and so does "if A = I"
        and defines(
            reading,
            first,
            links[0],
            setting.mode.assumes or setting.derived,
            clause,
            aside=aside,
            concluding=concluding,
            given=explains(setting.sentence),
            unclaimed=setting.unclaimed,
        )
    ):
        if not setting.mode.assumes and links[0].op == "=" and not solutions.put_in(reading):
            differential_equations.put_in(reading, setting.sentence)
        last = reading.events[-1]
        if setting.mode is Mode.PASSING and last.kind is Said.DEFINE:
            reading.events[-1] = replace(last, passing=True)  # "if A = 2I, …" of an A that is new
        elif setting.above and last.kind is Said.DEFINE and links[0].op == "=":
            reading.events[-1] = replace(last, above=setting.above)
        if len(links) == 1:
            return []
        _read_further_on(reading, last, first, links[1], clause, setting)
        first, links = links[0].right, links[1:]
        setting = replace(setting, followed=False)  # what goes on behind the new name is claimed of it
        new = names_new or _gives_formula(reading, first) or _gives_density(reading, first, links[0])
        if new and defines(reading, first, links[0], setting.mode.assumes, clause):
            if len(links) == 1:
                return []
            first, links = links[0].right, links[1:]
    return _links(reading, first, links, clause, setting)


def _read_further_on(reading: Reading, last: Event, first: Node, link: Link, clause: Clause, setting: Setting) -> None:
    """Take the next side of `f(x) = … = …` for what f is, where the first one is not read."""
    begun = len(reading.events)
    if last.kind is not Said.UNREAD or link.op != "=" or "infty" in whole_names(link.right):
        return  # what is infinite beside the values may be a case of its own
    if defines(reading, first, link, setting.mode.assumes, clause) and reading.events[-1].kind is Said.UNREAD:
        del reading.events[begun:]


def _goes_on_to_bound(links: list[Link], number: int) -> bool:
    """Whether a chain bounds what it has worked out, which is claimed: `u^T S u = \\sum_i s_i u_i^2 \\geq 0`."""
    return number > 0 and links[number].op in ("≤", "≥", "<", ">") and links[number - 1].op == "="


def _goes_on_with(reading: Reading, first: Node, links: list[Link], clause: Clause, setting: Setting) -> bool:
    """Whether a conclusion says first what a new name stands for, by what its premise says another new one to be: the b of `a = 0 ⇒ b = a + y = y`. What a
    premise only supposes is no value."""
    name = key(first)
    if clause.lead != "⇒" or name is None or name in reading.scope.names or len(links) < 2 or links[0].op != "=":
        return False
    given = {e.known.name for e in reading.events if e.kind is Said.DEFINE and e.known and e.display == reading.display}
    return name not in given and bool(given & whole_names(links[0].right)) and name not in whole_names(links[0].right)


def _is_first_met(reading: Reading, first: Node, link: Link) -> bool:
    """Whether "so $T = \\dots$" is the first that is heard of T, and something on its right side is known: it can be no claim about T."""
    name, known = key(first), reading.scope.names
    if link.op != "=" or not isinstance(first, Name) or not name or name in known or name in reading.scope.sizes:
        return False
    used = whole_names(link.right)
    return any(n in known or n in reading.scope.sizes for n in used)


def _is_of_others(reading: Reading, first: Node, link: Link, clause: Clause) -> bool:
    """Whether the words before the display say that it gives other names their values."""
    begin, end = clause.body.span
    before, behind = reading.text((max(0, begin - 400), begin)), reading.text((end, end + 400))
    return link.op == "=" and gives_others(before, reading.written(first), behind)


def _announced(
    reading: Reading, first: Node, links: list[Link], setting: Setting, announced: bool
) -> tuple[bool, list[Link]]:
    """Whether words announce a chain as a conclusion, and its links. The premise of an arrow may give a new name its value: what is announced is behind it."""
    if setting.followed and setting.mode is Mode.CLAIM and key(first) not in reading.scope.names:
        return False, _as_definition(reading, first, links)
    return announced, links


def _as_definition(reading: Reading, first: Node, links: list[Link]) -> list[Link]:
    """The links of a premise as those of a definition where it gives a number to a name of which the document speaks only there and in the conclusion
    from it: no other case is distinguished."""
    if len(links) != 1 or links[0].op != "=" or not is_number(links[0].right):
        return links
    displays = reading.formulas.displays.values()
    said = [clause.body for display in displays for clause in display.clauses if isinstance(clause.body, Chain)]
    once = sum(key(first) in whole_names(body) for body in said) == 2
    return [replace(links[0], op=":=")] if once else links


def _gives_formula(reading: Reading, first: Node) -> bool:
    """Whether `y = f(x) = x^2` says what f is: a function of variables that has no formula yet."""
    name, parameters = head(first)
    known = reading.scope.names.get(name or "")
    return bool(parameters) and (known is None or not reading.defined(known))


def _gives_density(reading: Reading, first: Node, link: Link) -> bool:
    """Whether `L = \\log p(y | m) = …` says what p(y | m) is, as `\\log p(y | m) = …` does."""
    return link.op == "=" and logged(reading, first, link.right) is not None


def _is_value_of_function(reading: Reading, node: Node) -> bool:
    """Whether the value of a function that the text has introduced stands in an expression: "if y = g(x)" says what y is."""
    names = reading.scope.names
    return any(
        isinstance(part, Juxt) and (known := names.get(head(part)[0] or "")) is not None and known.kind == "function"
        for whole in inside(node)
        for part in _pairs(whole)
    )


def _pairs(node: Node) -> Iterator[Node]:
    """The factors of a product that stand side by side, two by two."""
    if isinstance(node, Juxt):
        for one, other, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
            yield Juxt((one, other), (sign,), span=(one.span[0], other.span[1]))


def _solves(
    reading: Reading, first: Node, link: Link, clause: Clause, setting: Setting
) -> tuple[Known, list[Loose]] | None:
    """The solution that a clause states, and what holds at it; None where it states none."""
    arrow = clause.lead in ("⇒", "⇔")
    given = (setting.premises if setting.words else setting.premises[-1:]) if arrow or setting.words else []
    told = announces(setting.sentence) or setting.to_zero or solutions.speaks_of_solution(setting.sentence)
    best = not given and solutions.speaks_of_best(setting.sentence)
    if not given and not (told and reading.gradients) and not best:
        return None
    named = solutions.variable(reading, first, link)
    if named is None:
        return None
    premises = solutions.conditions(reading, *named, given)
    if best and not premises:
        premises = solutions.slope_is_zero(reading, *named, setting.sentence)
    return (named[0], premises) if premises else None


def _links(reading: Reading, first: Node, links: list[Link], clause: Clause, setting: Setting) -> list[Loose]:
    reading.why = ""
    left = attempt(reading, first, None)
    why = reading.why
    stated: list[Loose] = []
    sides: list[Loose] = []  # those that = has joined so far
    claims = False
    read = True  # whether the side before the present link is the one that was read last
    names = whole_names(clause.body)
    reading.chains += 1
    again = len(links) == 1 and _gives_function(reading, first) and not _just_defined(reading, first, setting.sentence)
    for number, link in enumerate(links):
        span = (first.span[0] if number == 0 else link.span[0], link.span[1])
        common = Event(
            Said.CLAIM, span, relation=RELATIONS[link.op], left=left, row=clause.row, display=reading.display, names=names,
            follows=number > 0 and read, chain=reading.chains, earlier=tuple(sides), sample=setting.sample, generally=setting.generally,
            doubt="it may give a name another value than it had" if link.op in (":=", "=:") else _ground(reading, clause) or _rests_elsewhere(reading, link),
        )  # fmt: skip
        named = _names_what_stands_before(reading, link, number)
        begun = len(reading.events)
        members = left is not None and _names_members(reading, link, number, links)
        if members:
            side = first if number == 0 else links[number - 1].right
            members = tabulates(reading, link.right, replace(link, op="=", right=side), clause)
        right = attempt(reading, _beside_vector(reading, left, link.right), common)
        if named and left is not None and right is not None and _shape_as(reading, link.right, left, right):
            right = attempt(reading, link.right, common)
        if left is None or right is None:
            if left is None and right is not None:
                reading.unchecked(span, f"the side before it was not read: {why}", clause)
            if link.op == ":=":  # it says what something stands for, whatever that is
                conditions.not_read(reading, begun, "a definition")
            read = right is not None
            left, why = (right, why) if right is not None else (left, reading.why)
            continue
        read = True
        left = laid_out(reading, left, right)
        left, right = beside(reading, left, right), beside(reading, right, left)
        common = replace(common, left=left)
        relation = Loose("Relates", (left, right), RELATIONS[link.op], span)
        if not fits(reading, relation, common):
            continue
        if (
            not setting.mode.assumes
            and relation.data != "="
            and all(p.op == "Symbol" and p.data.origin is Origin.INFERRED for p in relation.parts)
        ):
            reading.says_nothing(span, "compares names that nothing is said of")
            left = right
            continue
        stated.append(relation)
        if members:
            left = right
            continue
        if named and right.op == "Symbol":
            if not is_settled(reading, left):
                reading.guessed.add(right.data.name)
            right.data.origin, right.data.definition = Origin.DEFINITION, reading.text(left.span)
            reading.emit(replace(common, kind=Said.DEFINE, known=right.data, left=None, right=left))
            continue
        if setting.mode.assumes:
            _square_factor(reading, right)
        claims = claims or has_derivative(left) or has_derivative(right)
        given = setting.mode in (Mode.GIVEN, Mode.PASSING)  # "suppose ‖∇f(x)‖ ≤ G", "if f'(x) = 0"
        supposes = given and (
            relation.data != "=" or right.op in ("Zero", "Number") or differential_equations.supposes(reading, relation)
        )
        near = setting.mode is Mode.NEAR
        supposes = supposes or (near and differential_equations.supposes_value(reading, left))
        free = near and not any(reading.defined(known) for side in (left, right) for known in _spoken(side))
        supposes = supposes or (free and relation.data != "=" and _WITH.search(setting.sentence) is not None)
        mode = Mode.CLAIM if claims and not supposes else setting.mode
        above = setting.above if number == 0 else tuple(Solved(premise, 0) for premise in setting.premises[-1:])
        solved = (*setting.cited, *reading.under(labels.noted(link.note)))
        # nobody supposes how small a function gets
        tells = number == 0 and is_extreme_value(reading, first, links[0].right)
        event = replace(
            common,
            right=right,
            supposes=setting.premise,
            above=above,
            solved=solved,
            aside=(setting.passing or (setting.unclaimed and number == 0 and len(links) == 1))
            and not tells
            and not _goes_on_to_bound(links, number),
            anew=again,
            sets_out=setting.sets_out,
        )
        if _to_be_solved(reading, relation, number, links, setting, claims):
            reading.emit(replace(event, kind=Said.CONDITION))
            reading.solved.append(Solved(relation, reading.chains))
            reading.unsolved = relation if relation.data == "=" else None
        else:
            _state(reading, event, clause, replace(setting, mode=mode), number, links)
        _follow_gradient(reading, left, right, number, link)
        sides = [*sides, left] if RELATIONS[link.op] == "=" else []
        left = right
    return stated


_WITH = re.compile(r"\bwith\s*(?:⟨formula⟩\s*,?\s*and\s*)*$", re.I)  # "let f be smooth with ∇f(x) ≠ 0"


def _rests_elsewhere(reading: Reading, link: Link) -> str:
    """Why a step may hold that names an equation which was not read as one, `\\overset{\\eqref{eq:h0}}{=}`, or only asks whether it holds, `\\overset{?}{=}`."""
    if "?" in _over(reading, link):
        return "it is asked whether it holds"
    named = labels.noted(link.note)
    unread = named and not reading.under(named) and not all(map(labels.is_general, named))
    return "it rests on an equation that was not read" if unread else ""


def _over(reading: Reading, link: Link) -> str:
    """What stands over a relation sign, where it is no formula."""
    return "" if link.note is None else reading.text(link.note.span).strip("{} \\,;")


def _beside_vector(reading: Reading, left: Loose | None, node: Node) -> Node:
    """`∇f(1, 2) = (8, 3)`: beside a vector a list is one."""
    return node if left is None or len(reading.shaper.shape(left)) != 1 else column_of(node)


# `\\underbrace{a b}_{=0}` says a ground beside what it stands under
_BRACED = re.compile(
    r"\\(?:under|over)brace\b.*?\}\s*[_^]\s*\{\s*(?:\\[,;:!]\s*)*(?:=|\\(?:to|approx|leq?|geq?)\b|\\rightarrow|"
    r"\\(?:text|mathrm|textrm|mbox|textit)\s*\{[^{}]*\b(?:zero|0|vanish\w*|negligib\w*|small|ignor\w*|drop\w*|cancel\w*|since|because|by|if|when|for|approx\w*|const\w*|"
    r"independent|equals?|same|is|are|does|not)\b)",
    re.S,
)


def _ground(reading: Reading, clause: Clause) -> str:
    """Why what a clause claims may rest on what stands under a brace in it; '' where none does."""
    braced = _BRACED.search(reading.text(clause.body.span)) is not None
    return "it gives a ground under a brace that was not read" if braced else ""


def _named_within(reading: Reading, links: list[Link], clause: Clause, setting: Setting) -> int:
    """The place of the link of `0 < ρ := μ / L` and `P(y_i = 1) = p_i := σ(x_i)` that defines a name which the chain comes to, then entered; 0 where none does.
    So does that of a conclusion `⇒ \\hat μ = \\bar x = …` of an x̄ that is new."""
    new = bool(setting.premises) and _names_new(reading, links)
    for number, (before, link) in enumerate(zip(links, links[1:], strict=False), 1):
        if (link.op == ":=" or (new and number == 1)) and defines(
            reading, before.right, link, setting.mode.assumes, clause
        ):
            return number
    return 0


def _names_new(reading: Reading, links: list[Link]) -> bool:
    """Whether what `W = d = y - x` says of the d is what d is: nothing has been said of it. `x = y = 0` is a case."""
    if len(links) < 2 or links[1].op != "=" or is_literal(links[1].right):
        return False
    name = key(links[0].right)
    if name is None or name in reading.scope.sizes or reading.interpreter.index(name) is not None:
        return False
    return reading.scope.names.get(name) is None


def _names_what_stands_before(reading: Reading, link: Link, number: int) -> bool:
    """`… = z - y =: δ`, and `= δ` at the end of a chain where δ has not been met: the name is given to what stands before it."""
    name = key(link.right)
    if name is None or name in reading.scope.sizes or reading.interpreter.index(name) is not None:
        return False
    known = reading.scope.names.get(name)
    if link.op == "=:":
        return known is None or (known.origin is Origin.INFERRED and not reading.defined(known))
    by_custom = is_mean(name, reading.scope.names, reading.document.text)
    return link.op == "=" and number > 0 and known is None and not by_custom


def _names_members(reading: Reading, link: Link, number: int, links: list[Link]) -> bool:
    """`… = e^{x_i} / c =: p_i`, and `= p_i` at the end of a chain where nothing has been said of p."""
    stem = key(link.right.base) if isinstance(link.right, Sub) else None
    if stem is None or link.op not in ("=", "=:"):
        return False
    names = reading.scope.names
    told = [known for name in (stem, f"{stem}[]", key(link.right) or "") if (known := names.get(name)) is not None]
    if link.op == "=:":
        return all(known.origin is Origin.INFERRED and not reading.defined(known) for known in told)
    return 0 < number == len(links) - 1 and not told


def _shape_as(reading: Reading, node: Node, value: Loose, read: Loose) -> bool:
    """Whether a name that is new is given a vector or a matrix, and was read as something else: then it is entered with the shape of that."""
    name = key(node) or ""
    if read.op != "Symbol" or read.data.kind or name in reading.interpreter.survey.functions:
        return False
    try:
        shape = reading.shaper.shape(value)
    except (Clash, Unreadable):
        return False  # what does not fit is said where the sides are compared
    other = bool(shape) and len(shape) != read.data.rank
    if other:
        line = reading.interpreter.line
        reading.scope.names[name] = Known(name, reading.written(node), len(shape), shape, Origin.INFERRED, line)
    return other


def laid_out(reading: Reading, left: Loose, right: Loose) -> Loose:
    """A gradient that the text writes as a row: its transpose stands on the left."""
    try:
        one, other = reading.shaper.shape(left), reading.shaper.shape(right)
    except (Clash, Unreadable):
        return left  # whether the sides fit is said where they are compared
    row = len(one) == 1 and len(other) == 2 and other[0] == ONE and right.op == "Block"
    if row and (left.op == "Derivative" or (left.op == "Call" and left.data[1])):
        return Loose("Transpose", (left,), None, left.span)
    return left


def _to_be_solved(
    reading: Reading, relation: Loose, number: int, links: list[Link], setting: Setting, claims: bool
) -> bool:
    """Whether an equation is a condition to be solved rather than a statement: `f'(x) = 2x = 0`, the premise of a conclusion."""
    if setting.premises:
        return False
    final, right = number == len(links) - 1, relation.parts[1]
    if setting.sets_out and len(links) == 1 and _is_implicit(relation):
        return True
    if setting.to_zero and final and number == 0 and has_derivative(relation.parts[0]) and right.op == "Zero":
        return True  # "setting this to zero: dL/dw = 0", perhaps at the estimate
    condition = setting.followed and final and (right.op == "Zero" or len(links) == 1)
    if not setting.followed and setting.to_zero and number == 0 and len(links) == 1:
        condition = not gives_slope(relation)
    if setting.to_zero and reading.gradient is not None:
        condition = False
    if claims and number > 0 and relation.data == "=" and right.op == "Zero" and final:
        condition = True
    return condition


def _is_implicit(relation: Loose) -> bool:
    """`y_{n+1} = y_n + h g y_{n+1}`: an equation for a number that stands on both its sides, by itself on one, and in no function that may be any."""
    left, right = relation.parts
    alone = relation.data == "=" and left.op == "Symbol" and not left.data.sizes
    return alone and left.data.name in names_in(right) and all(part.op != "Call" for part in parts_of(right))


def gives_slope(relation: Loose) -> bool:
    """`∂L/∂x = 1 - 2 λ x`: what the derivative is that is to be set to zero."""
    left, right = relation.parts
    return left.op == "Derivative" and right.op not in ("Zero", "Number") and not has_derivative(right)


def _is_kept(reading: Reading, slope: Loose, setting: Setting) -> bool:
    """Whether it is concluded that what is made of names with dots stays what it is: "so dE/dt = 0" of an energy, which nobody solves."""
    names = names_in(slope.parts[0])
    made = [e.right for name in names if (e := reading.last_definition(name)) is not None and e.right is not None]
    spoken = names.union(*map(names_in, made))
    moved = any(dotted(name) is not None or moves(name, reading.scope.names) for name in spoken)
    return announces(setting.sentence) and (moved or differential_equations.holds_slope(slope.parts[0]))


def _state(reading: Reading, event: Event, clause: Clause, setting: Setting, number: int, links: list[Link]) -> None:
    left, right = event.left, event.right
    assert left is not None and right is not None
    relation = Loose("Relates", (left, right), event.relation, event.span)
    if setting.premises and number == 0 and not (setting.words and has_derivative(left)):
        premise = tuple(setting.premises if setting.words else setting.premises[-1:])
        selects = setting.solution is not None and solutions.one_of_several(reading, event.span[0])
        rests = (*event.solved, *reading.solved) if setting.goes_on and setting.words else event.solved
        reading.emit(
            replace(event, premise=premise, both=setting.both, words=setting.words, selects=selects, solved=rests)
        )
        if setting.solution is not None:
            solutions.found(reading, setting.solution, event)
        met = bool(premise) and premise[-1].parts[1].op == "Zero" and not _supposes(setting.sentence)
        reading.solved.append(Solved(relation, event.chain, met and not setting.both))
    elif setting.to_zero and number == 0 and reading.gradient is not None and solutions.concerns(reading, relation):
        premises = (vanishing(reading.gradient),)
        reading.shaper.shape(premises[0])
        reading.emit(replace(event, premise=premises, both=True))
        reading.solved.append(Solved(relation, event.chain, True))
    elif (setting.side or setting.other_side) and len(links) == 1:
        reading.emit(replace(event, kind=Said.CONDITION, reason="one side of an equivalence"))
    elif (setting.mode.assumes and not _is_arithmetic(reading, left, right)) or (
        len(links) == 1 and right.op == "Zero" and left.op == "Derivative" and not _is_kept(reading, left, setting)
    ):
        # `gradient = 0` states a condition to be solved, not an identity
        reading.emit(replace(event, kind=Said.ASSUME, passing=setting.mode is Mode.PASSING))
        if event.relation != "=" and left.op == "Symbol" and right.op in ("Number", "Zero"):
            left.data.origin = Origin.DECLARED  # `λ > 0` introduces λ as a number
    elif (
        (setting.sought or _over(reading, links[number]) == "!")
        and not _differentiates(left, right, number, links)
        and not _goes_on_from_bound(relation, links[:number])
        and not (
            _is_settled(reading, (left, right), conditions.selects(setting.sentence))
            and right.op not in ("Number", "Zero")
        )
    ):
        reading.emit(replace(event, kind=Said.CONDITION))
        reading.unsolved = relation if relation.data == "=" else None
    elif setting.goes_on:
        reading.emit(replace(event, solved=(*event.solved, *reading.solved)))
    elif setting.premises and setting.words and number > 0 and right.op in ("Number", "Zero"):
        shared = tuple(Solved(premise, 0) for premise in setting.premises)  # "… give x = y = 5"
        reading.emit(replace(event, solved=(*event.solved, *shared)))
    else:
        values = () if quantified(setting.sentence) is not None else solutions.spoken_of(reading, relation)
        reading.emit(replace(event, solved=(*event.solved, *values)))


def _differentiates(left: Loose, right: Loose, number: int, links: list[Link]) -> bool:
    """Whether a chain begins with what the derivative of an expression is: `d/dt (QᵀQ) = Q̇ᵀQ + QᵀQ̇ = 0` computes before it sets to zero."""
    of = left.parts[0].op if left.op == "Derivative" and left.parts else "Symbol"
    return (
        number == 0
        and len(links) > 1
        and of not in ("Symbol", "Call", "Derivative")
        and right.op not in ("Zero", "Number")
    )


def _goes_on_from_bound(relation: Loose, before: list[Link]) -> bool:
    """Whether an equation works out the bound that stands before it: "the error satisfies e ≤ \\sum_k q^k = …" makes a condition of the bound at most."""
    bounded = any(RELATIONS[link.op] in ("<", "≤", ">", "≥") for link in before)
    compound = all(side.op in ("Sum", "Product", "Power", "BigSum", "BigProduct") for side in relation.parts)
    return bounded and compound and relation.data == "="


_IF = re.compile(r"\b(?:if|when|whenever|suppose|assume)\b", re.I)


def _supposes(sentence: str) -> bool:
    """Whether a sentence says only under which condition something holds."""
    return _IF.search(sentence) is not None


def _is_arithmetic(reading: Reading, left: Loose, right: Loose) -> bool:
    """Whether both sides are worked out from numerals alone: what these come to, no text can assume. A decimal by itself may be rounded."""
    rounded = any(side.op == "Number" and "." in reading.text(side.span) for side in (left, right))
    return _is_computed(left) and _is_computed(right) and not rounded


def _is_computed(side: Loose) -> bool:
    return side.op in ("Number", "Zero", "Sum", "Product", "Power") and all(map(_is_computed, side.parts))


def _is_settled(reading: Reading, sides: tuple[Loose, ...], selects: bool) -> bool:
    """Whether an equation speaks of what the text has defined, and of nothing that it has not introduced: "σ(t) = … satisfies σ'(t) = …" says what
    holds of it. What `selects` says something of what it speaks of where that is only introduced: "a number λ and a vector v such that", "we solve
    f(x) = f(-x)"."""
    found = [known for side in sides for known in _spoken(side)]
    if selects:
        at = [part.data for side in sides for part in parts_of(side) if part.op == "Symbol"]
        return bool(found) and all(reading.defined(known) for known in (*found, *at))
    names = {known.name for known in found if reading.defined(known)}
    given = (e.right for e in reading.events if e.kind is Said.DEFINE and e.known is not None and e.known.name in names)
    within = set().union(*(names_in(value) for value in given if value is not None))
    return bool(names) and all(known.name in names | within or known.origin is Origin.DECLARED for known in found)


def _spoken(side: Loose) -> Iterator[Known]:
    """The names in a term; of a function that the text has defined not the arguments."""
    if side.op == "Symbol":
        yield side.data
    elif side.op == "Call" and side.data[3] is not None:
        yield side.data[3]
    else:
        for part in side.parts:
            yield from _spoken(part)


def _follow_gradient(reading: Reading, left: Loose, right: Loose, number: int, link: Link) -> None:
    """Remember the value last found for a gradient: "setting to zero" speaks of it."""
    if right.op == "Zero":
        return
    solutions.follow(reading, left, right)
    if solutions.is_gradient(left) or (number and RELATIONS[link.op] == "=" and reading.gradient is left):
        reading.gradient = right


def _square_factor(reading: Reading, right: Loose) -> None:
    """`Let C = U Σ Uᵀ`: an undeclared outer factor is taken as square, as in a spectral decomposition."""
    if right.op != "Product" or len(right.parts) != 3:
        return
    outer, last = right.parts[0], right.parts[2]
    if (
        outer.op == "Symbol"
        and last.op == "Transpose"
        and last.parts[0].op == "Symbol"
        and last.parts[0].data is outer.data
    ):
        shape = reading.shaper.shape(outer)
        if outer.data.origin is Origin.INFERRED and len(shape) == 2 and not is_known(shape):
            reading.sizes.unify(shape[0], shape[1])


def _gives_function(reading: Reading, first: Node) -> bool:
    """Whether an equation for `f(x)`, or for an entry x_i, may give it another formula than the one it has."""
    name, parameters = head(first)
    return (bool(parameters) and name in reading.definitions) or is_defined_entry(reading, first)


_GOES_ON = re.compile(
    r"^\W*(?:and\s+(?:its|their|the)\s+[\w\s-]{1,40})?\b(?:is|are|reads?|equals?)\s*(?:then|thus|therefore|now)?\s*:?\s*$",
    re.I,
)


def _just_defined(reading: Reading, first: Node, sentence: str) -> bool:
    """Whether the same sentence has said what a function is, and goes on about it: "the loss L(w) = … and its slope are L(w) = …"."""
    name = head(first)[0]
    begun = reading.events[reading.sentence :]
    said = {event.known.name for event in begun if event.kind is Said.DEFINE and event.known}
    return name is not None and name in said and _GOES_ON.match(sentence.rpartition("⟨formula⟩")[2]) is not None


def _has_words(node: Node) -> bool:
    """Whether prose stands in a formula; a word beside a name, `x_{\\text{new}}`, is a part of that name."""
    if key(node) is not None:
        return False
    if isinstance(node, Brace):  # words under a brace say what stands in it
        return _has_words(node.body)
    return _says_words(node) or any(map(_has_words, directly_inside(node)))


# words with which the last side of a chain says for what all of it holds
_RESTRICTS = re.compile(
    r"\b(?:for|if|iff|when|whenever|where|unless|with|without|as|provided|given|since|because|by|on|in|at|over|such|some|all|any|every|each|only|not|no|or|and|otherwise|else|"
    r"is|are|holds?|true|false|does|almost|up|until|under|from|to)\b",
    re.I,
)


def _before_words(body: Chain, links: list[Link]) -> Chain | None:
    """The links of a chain before the first side with words in it, `MSE = … = V + \\text{noise}`; None where there are none, or the words may say for what
    they hold."""
    wordy = next((place for place, link in enumerate(links) if _has_words(link.right)), 0)
    if not wordy or len(links) < len(body.links) or _has_words(body.first):
        return None
    said = [part.text for link in links for part in inside(link.right) if isinstance(part, Text)]
    if any(text == DRAWING or _RESTRICTS.search(text) for text in said):
        return None  # a drawing gives the names beside it a meaning that is not read
    kept = tuple(links[:wordy])
    return replace(body, links=kept, span=(body.span[0], kept[-1].span[1]))


def _says_words(part: Node) -> bool:
    """Whether a part of a formula is prose, or an average in angle brackets."""
    if isinstance(part, Fence) and part.open == "⟨":
        return not isinstance(part.body, Tuple | Mid)
    return isinstance(part, Text) and part.text.strip(" .,") not in ("if", "otherwise", "else", "E")
