"""Expected values under several distributions, `\\mathbb{E}_{y|x}[\\mathbb{E}_D[(y - f_D(x))^2]]`: each averages what its subscript names, and all else is fixed for it.

Each distribution has outcomes of its own, along which what its subscript names varies and what is marked by it (`w_D`, `f_D(x)`). Averages under several
are those under the product of their laws, as long as none of these depends on what another one averages: the law of `y|x` is one for each x, which must not
vary then; of E_θ[E_x[…]] it is not known whether the law of x depends on θ, so that of all subscripts but one what their laws depend on has to be said.
"""

from __future__ import annotations

from typing import Any

from derive import lazy_re as re
from derive.elaborate.loose import Unreadable
from derive.goals import Goal
from derive.notation import latex
from derive.record import dataclass, replace
from derive.rules.sample_space import SampleSpace, label_of
from derive.terms import Apply, Expectation, Span, Symbol, Term, map_children, symbols, walk

SEVERAL = "expected values under several distributions"
_LAW = re.compile(r"(?:(?P<drawn>[^~]+)~)?[pPqf]\((?P<of>[^()|]+)\|(?P<given>[^()]+)\)")
_STEP = re.compile(r"[i-nst](?:[+-]\d)?")  # E_t says when an average is taken: given all that is known then
_ESTIMATES = ("hat(", "bar(", "tilde(")


@dataclass(frozen=True, slots=True)
class Apart:
    """A goal whose expected values name their distributions, and along which of these each name varies."""

    goal: Goal
    varies: dict[str, frozenset[str]]
    labels: tuple[str, ...]

    def space(self, names: frozenset[str]) -> SampleSpace:
        """The outcomes of the names that are left in the goal."""
        numbers = {label: number for number, label in enumerate(self.labels)}
        axes = {name: tuple(sorted(numbers[label] for label in self.varies[name])) for name in sorted(names)}
        return SampleSpace(axes, labels=numbers)


def several(goal: Goal) -> bool:
    """Whether a statement speaks of expected values under more than one distribution, each named by its subscript, or of functions that vary in one."""
    labels = _measures(goal.statement)
    marks = {f"_{mark}" for label in labels for mark in _named(label)[0]}
    called = (part.name for part in walk(goal.statement) if isinstance(part, Apply))
    return "" not in labels and (len(labels) > 1 or any(name.endswith(mark) for name in called for mark in marks))


def one_spelling(goal: Goal) -> Goal:
    """A goal in which `\\mathbb{E}_{p(y|x)}` and `\\mathbb{E}_{y \\sim p(y|x)}` are written `\\mathbb{E}_{y|x}`."""

    def spelled(term: Any) -> Any:
        made = map_children(term, spelled)
        if not isinstance(made, Expectation) or not made.over:
            return made
        label = _spelled(label_of(made))
        return replace(made, over=(Symbol(label, (), label),))

    hypotheses = tuple(replace(h, statement=spelled(h.statement)) for h in goal.hypotheses)
    definitions = tuple(replace(d, value=spelled(d.value)) for d in goal.definitions)
    return replace(goal, statement=spelled(goal.statement), hypotheses=hypotheses, definitions=definitions)


def apart(goal: Goal, drawn: frozenset[str], place: Span) -> Apart:
    """What varies under each of the distributions of a goal. Raises Unreadable where that is not clear."""
    goal = _of_what_is_drawn(goal)
    own = (goal.statement, *(d.value for d in goal.definitions))
    parts = [part for term in own for part in walk(term) if isinstance(part, Expectation)]
    labels = tuple(sorted({label_of(part) for part in parts}))
    plain = [label for label in labels if not re.search(r"[|~]", label)]
    unclear = len(plain) > 1 or (len(labels) > 1 and any(map(_STEP.fullmatch, plain)))
    if "" in labels or any(part.given for part in parts) or unclear:
        raise Unreadable(SEVERAL, place)
    goal = replace(goal, hypotheses=tuple(h for h in goal.hypotheses if _measures(h.statement) <= {*labels}))
    defined = {d.symbol.name for d in goal.definitions}
    said: dict[str, Symbol] = {}
    for term in (*own, *(h.statement for h in goal.hypotheses)):
        said |= symbols(term)
    varies: dict[str, set[str]] = {}
    for label in labels:
        named, _ = _named(label)
        for name, symbol in said.items():
            if _called(name, symbol) & named or any(name.endswith(f"_{mark}") for mark in named):
                varies.setdefault(name, set()).add(label)
    mixed = [name for name, found in varies.items() if len(found) > 1]
    fixed = {mark for label in labels for mark in _named(label)[1]}
    given = {name for name, symbol in said.items() if _called(name, symbol) & fixed}
    spoken = {name for term in own for name in symbols(term)}
    left = (drawn & said.keys()) - varies.keys() - defined - given - set(labels)
    goal = replace(goal, hypotheses=tuple(h for h in goal.hypotheses if left.isdisjoint(symbols(h.statement))))
    left &= spoken
    if mixed or left or given & varies.keys():
        raise Unreadable(SEVERAL, place)  # what is drawn twice, by whom is not said, or what a law depends on

    def opened(term: Any) -> Any:
        """`f_D(x)`: a value that varies with the data, and with x where x does."""
        made = map_children(term, opened)
        if not isinstance(made, Apply) or not made.name.startswith("user:"):
            return made
        marks = {label for label in labels for mark in _named(label)[0] if made.name.endswith(f"_{mark}")}
        if not marks:
            return made
        inside = {name for one in made.arguments for name in symbols(one)}
        if inside & defined or any(isinstance(part, Expectation) for one in made.arguments for part in walk(one)):
            raise Unreadable("a function that varies with something random", _place(made, place))
        name = f"{made.name.removeprefix('user:')}⟨{', '.join(latex(one) for one in made.arguments)}⟩"
        varies[name] = marks.union(*(varies.get(one, set()) for one in inside))
        return Symbol(name, made.shape, latex(made), span=made.span)

    for part in parts:
        for call in walk(part.body):
            name = call.name.removeprefix("user:") if isinstance(call, Apply) else ""
            marked = any(name.endswith(f"_{mark}") for label in labels for mark in _named(label)[0])
            if name.startswith(_ESTIMATES) and not marked:
                raise Unreadable("a function that varies with something random", _place(call, place))
    goal = replace(
        goal,
        statement=opened(goal.statement),
        hypotheses=tuple(replace(h, statement=opened(h.statement)) for h in goal.hypotheses),
        definitions=tuple(replace(d, value=opened(d.value)) for d in goal.definitions),
    )
    return Apart(goal, {name: frozenset(found) for name, found in varies.items()}, labels)


def _of_what_is_drawn(goal: Goal) -> Goal:
    """A goal without what its names are made of that a subscript draws themselves, `y = f(x) + ε` under E_{y|x}, nor what is not spoken of then."""
    drawn = {name for label in _measures(goal.statement) for name in _named(label)[0]}
    values = {d.symbol.name: d.value for d in goal.definitions if not {d.symbol.name, d.symbol.latex} & drawn}
    reached = set[str]()
    waiting: list[Term] = [goal.statement]
    while waiting:
        new = (symbols(waiting.pop()).keys() & values.keys()) - reached
        reached |= new
        waiting += [values[name] for name in new]
    return replace(goal, definitions=tuple(d for d in goal.definitions if d.symbol.name in reached))


def _place(part: Term, place: Span) -> Span:
    """Where a part stands, or else what it is part of."""
    return getattr(part, "span", None) or place


def _called(name: str, symbol: Symbol) -> set[str]:
    """What a subscript may call a symbol: `E_{y|x}` of random X and Y."""
    return {name, symbol.latex.replace(" ", ""), name.lower()}


def _spelled(label: str) -> str:
    text = label.replace(" ", "").replace("\\mid", "|").replace("\\vert", "|").replace("\\sim", "~")
    match = _LAW.fullmatch(text)
    if match is None or (match["drawn"] or match["of"]) != match["of"]:
        return text
    return f"{match['of']}|{match['given']}"


def _named(label: str) -> tuple[set[str], set[str]]:
    """The names that the subscript of an expected value says to vary, and those that it says their law to depend on."""
    text = label.replace(" ", "").replace("\\sim", "~")
    before, _, law = text.partition("~")
    before, _, given = before.partition("|")
    given = given or law.rpartition("|")[2].rstrip(")") if "|" in text else ""
    return {part for part in before.split(",") if part}, {part for part in given.split(",") if part}


def _measures(term: Term) -> set[str]:
    return {label_of(part) for part in walk(term) if isinstance(part, Expectation)}
