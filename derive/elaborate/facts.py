"""What stands before a place: definitions and hypotheses, and which of them a statement needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeGuard

from derive.elaborate.calls import unfold_calls
from derive.elaborate.loose import Clash, Unreadable
from derive.elaborate.models import observed
from derive.goals import Claim, Definition, Goal, Hypothesis, Origin, contradict
from derive.notation import statement_latex
from derive.record import dataclass, field, replace
from derive.terms import (
    Apply,
    Differential,
    HasProperty,
    Number,
    PropertyKind,
    Relates,
    Relation,
    ShapeError,
    SizeValue,
    Statement,
    Symbol,
    Term,
    size_names,
    symbols,
    walk,
)

MOST_CONDITIONS = 3


Aside = tuple[tuple[Hypothesis, ...], Definition | None]


@dataclass(slots=True)
class Facts:
    """Definitions by name and hypotheses in order; `places` says in which section a name was defined."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    hypotheses: list[Hypothesis] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    passing: list[Hypothesis] = field(default_factory=list)  # hypotheses of this paragraph only
    local: list[Hypothesis] = field(default_factory=list)  # hypotheses of this section only
    supposed: list[Hypothesis] = field(default_factory=list)  # what the text suggests without stating it
    undecided: list[Hypothesis] = field(default_factory=list)  # equations of this section that may be conditions
    posed: list[Hypothesis] = field(default_factory=list)  # equations of this section that were set to be solved
    models: set[str] = field(default_factory=set)  # the names whose definitions are models of observations
    derived: set[str] = field(default_factory=set)  # names whose definitions follow from those of others
    near: list[Hypothesis] = field(default_factory=list)  # all that this paragraph assumes
    case: list[Hypothesis] | None = None  # what the present case assumes, where the text goes through cases
    # names whose equations a new definition ended: where the section of that begins, and of which names all this speaks
    ended: dict[str, tuple[int, frozenset[str]]] = field(default_factory=dict)
    shadowed: list[Hypothesis] = field(default_factory=list)  # what conditions of this paragraph contradict

    def define(self, definition: Definition, section: int, began: int) -> None:
        """A name gets a value, in place of any it had. Equations for it of the sections before, which end at the line where this one `began`, were for another
        thing that had the name."""
        self._forget_derived()
        name = definition.symbol.name
        self.definitions.pop(name, None)
        self._drop([h for h in self.hypotheses if _by_custom_definite(h, definition.symbol)])
        before = [
            h for h in self.hypotheses if h.line < began and _is_assumed_equation(h) and name in symbols(h.statement)
        ]
        if before:
            self._drop(before)
            names = {name, *symbols(definition.value), *(name for h in before for name in symbols(h.statement))}
            self.ended[name] = (began, frozenset(names))
        self.definitions[name] = definition
        self.places[name] = section

    def ended_for(self, statement: Statement, began: int) -> str:
        """A name that the section which begins at a line defines anew, whose equations of before may bear on a statement; "" where there is none."""
        names = set(symbols(statement))
        return next((name for name, (line, spoken) in self.ended.items() if line == began and names & spoken), "")

    def derive(self, definitions: Iterable[tuple[str, Definition]]) -> None:
        """Names get the values that the definitions of others, which come first, give them, until something is defined."""
        for general, definition in definitions:
            self.places[definition.symbol.name] = self.places.get(general, 0)
            self.definitions[definition.symbol.name] = definition
            self.derived.add(definition.symbol.name)

    def assume(
        self,
        statement: Statement,
        origin: Origin,
        line: int,
        passing: bool = False,
        section: int = 0,
        local: bool = False,
    ) -> None:
        """One more thing that later steps may use; those of this paragraph only when it is assumed in passing, of this section when it is `local`. A bound on a name takes the place of
        those that stand before the `section`, a line."""
        if _substitutes(statement):
            return
        if (name := _bounded(statement)) and section:
            self._drop([h for h in self.hypotheses if h.line < section and _bounded(h.statement) == name])
        against = [h for h in self.hypotheses if contradict(h.statement, statement)]  # "for x < 0" after "for x > 0"
        if against:
            self._drop(against)
            if passing:
                self.shadowed += [h for h in against if not any(h is other for other in self.passing)]
        if (full := _of_full_rank(statement)) is not None:
            self.assume(full, origin, line, passing, section, local)
        made = Hypothesis(statement, origin, statement_latex(statement), line)
        self.hypotheses.append(made)
        self.near.append(made)
        if passing:
            self.passing.append(made)
        elif local:
            self.local.append(made)
        if self.case is not None:
            self.case.append(made)

    def forget(self, name: str) -> None:
        """A name stands for another thing from here on."""
        self._forget_derived()
        self.hypotheses[:] = [h for h in self.hypotheses if name not in symbols(h.statement)]
        self.definitions.pop(name, None)
        self.models.discard(name)

    def part_from(self, symbol: Symbol) -> set[str]:
        """The names whose definitions speak of a letter in another shape than it now has: they were made of the thing that it stood for before, and what
        they are is known no longer."""
        gone = {
            name
            for name, definition in self.definitions.items()
            if any(
                isinstance(part, Symbol) and part.name == symbol.name and part.shape != symbol.shape
                for part in walk(definition.value)
            )
        }
        for name in gone:
            self.definitions.pop(name)
            self.models.discard(name)
        return gone

    def set_aside(self, name: str) -> Aside:
        """An example begins: what is said of the name in general, which is forgotten."""
        said = tuple(h for h in self.hypotheses if name in symbols(h.statement))
        aside = (said, self.definitions.get(name))
        self.forget(name)
        return aside

    def take_up(self, name: str, aside: Aside) -> None:
        """An example has ended: what was said of the name in general holds again."""
        self.forget(name)
        self.hypotheses += aside[0]
        if aside[1] is not None:
            self.definitions[name] = aside[1]

    def end_paragraph(self) -> None:
        """What was assumed in passing holds no longer, and what was assumed close by is so no more."""
        self._end_passing()
        self.near.clear()

    def _end_passing(self) -> list[Hypothesis]:
        """What was assumed in passing holds no longer, and what it stood against does again; what it was."""
        gone = list(self.passing)
        self._drop(gone)
        self.hypotheses += self.shadowed
        self.passing.clear()
        self.shadowed.clear()
        return gone

    def end_section(self) -> set[str]:
        """What was assumed for this section holds no longer; the names it was said of."""
        gone = [h for h in self.local if any(h is other for other in self.hypotheses)]
        self._drop(gone)
        self.local.clear()
        return _names(gone)

    def lapse(self, kind: str) -> set[str]:
        """What was assumed before "in general", "without this assumption", "otherwise" or "Case 2" holds no longer, before a further "if" what was assumed in
        passing; the names it was said of, but for those of which only a condition in passing was taken back."""
        if kind == "case":
            gone, self.case = self.case or [], []
            self._drop(gone)
            return _names(gone)
        if kind == "if":
            self._forget_derived()
            return _names(self._end_passing())
        self.posed.clear()
        gone = list(self.near)
        if kind == "dropped" and not gone:  # what was assumed last, if in an earlier paragraph
            said = (Origin.ASSUMED, Origin.DECLARED)
            assumed = [
                h for h in self.hypotheses if h.origin in said and isinstance(h.statement, Relates | HasProperty)
            ]
            last = max((h.line for h in assumed), default=0)
            gone = [h for h in assumed if h.line == last]
        lasting = [h for h in gone if kind != "general" or not any(h is other for other in self.passing)]
        self._drop(gone)
        self.end_paragraph()
        return _names(lasting)

    def end_values(self, names: frozenset[str]) -> set[str]:
        """The numbers that names had in brackets are theirs no longer; these names."""
        gone = [h for h in self.passing if any(_is_value(h.statement, name) for name in names)]
        self._drop(gone)
        self._forget_derived()
        for name in names:
            self.definitions.pop(name, None)
        return set(names)

    def unbind(self, term: Term) -> None:
        """Bounds in numbers that were given to a term hold no longer: it is said of all of another range."""
        self._drop([h for h in self.hypotheses if is_bound(h.statement) and h.statement.left == term])

    def begin_problem(self) -> set[str]:
        """A problem that stands by itself begins: equations and bounds of the one before hold no longer, and names that got a number have none."""
        self.end_paragraph()
        self.supposed.clear()
        found = [name for name, definition in self.definitions.items() if isinstance(definition.value, Number)]
        gone = [h for h in self.hypotheses if isinstance(h.statement, Relates) and h.origin is not Origin.INFERRED]
        self._drop(gone)
        for name in found:
            self.forget(name)
        return _names(gone) | set(found)

    def leave(self, start: int, end: int, since: Mapping[str, int]) -> set[str]:
        """A section has ended: what it assumed of names that others had introduced holds no longer; these names."""

        def outside(h: Hypothesis) -> bool:
            names = set(symbols(h.statement))
            return bool(names) and all(not start <= since.get(name, start) < end for name in names)

        gone = [h for h in self.hypotheses if start <= h.line < end and h.origin is not Origin.INFERRED and outside(h)]
        self._drop(gone)
        return _names(gone)

    def _forget_derived(self) -> None:
        for name in self.derived:
            self.definitions.pop(name, None)
        self.derived.clear()

    def _drop(self, gone: Iterable[Hypothesis]) -> None:
        gone = list(gone)
        if gone:
            self.hypotheses[:] = [h for h in self.hypotheses if not any(h is other for other in gone)]

    def has(self, symbol: Symbol, *kinds: PropertyKind) -> bool:
        """Whether a symbol is known to have one of some properties."""
        return any(
            isinstance(h.statement, HasProperty) and h.statement.kind in kinds and h.statement.subjects == (symbol,)
            for h in self.hypotheses
        )

    def goal(self, claim: Claim, statement: Statement, also: tuple[Hypothesis, ...] = ()) -> Goal:
        """A statement under what it needs of the hypotheses and definitions, and under `also`."""
        relevant = (*map(self._written_out, self.relevant(statement, also)), *also)
        return Goal(claim, statement, relevant, self.ordered((statement, *(h.statement for h in relevant))))

    def _written_out(self, hypothesis: Hypothesis) -> Hypothesis:
        """What was said of a function's values before its formula was given, by that: `y(0) = y_0` of `y(t) = y_0 e^{-k t}`."""
        try:
            made = unfold_calls(hypothesis.statement, self.definitions)
        except (Clash, ShapeError, Unreadable):
            return hypothesis
        return hypothesis if made == hypothesis.statement else replace(hypothesis, statement=made)

    def under_suppositions(self, goal: Goal) -> tuple[tuple[Hypothesis, Goal], ...]:
        """A goal under each thing that the text suggests of its names."""
        names = self._unfolded(set(symbols(goal.statement)))
        found = []
        for hypothesis in self.supposed:
            if self._unfolded(set(symbols(hypothesis.statement))) & names:
                extra = tuple(h for h in goal.hypotheses if h not in self.hypotheses)
                near = self._unfolded(names | set(symbols(hypothesis.statement)))
                said = (h for h in self.relevant(goal.statement, (hypothesis,)) if isinstance(h.statement, HasProperty))
                kept = (*(h for h in said if set(symbols(h.statement)) <= near), *extra, hypothesis)
                definitions = self.ordered((goal.statement, *(h.statement for h in kept)))
                # other equations, and what is said of other names, only make the search long
                found.append((hypothesis, replace(goal, hypotheses=kept, definitions=definitions)))
        return tuple(found)

    def under_conditions(self, goal: Goal) -> tuple[Hypothesis, Goal] | None:
        """A goal under the equations of its section that may be conditions on what it speaks of, with the first of these."""
        return self._under(self.undecided, goal)

    def under_posed(self, goal: Goal) -> tuple[Hypothesis, Goal] | None:
        """A goal under the equations of its section that were set to be solved, with the first of these."""
        return self._under(self.posed, goal)

    def _under(self, equations: Sequence[Hypothesis], goal: Goal) -> tuple[Hypothesis, Goal] | None:
        names = self._unfolded(set(symbols(goal.statement)))
        near = [h for h in equations if self._unfolded(set(symbols(h.statement))) & names]
        near = [h for h in near[-MOST_CONDITIONS:] if h.statement != goal.statement]
        if not near:
            return None
        kept = (*goal.hypotheses, *near)
        definitions = self.ordered((goal.statement, *(h.statement for h in kept)))
        return near[0], replace(goal, hypotheses=kept, definitions=definitions)

    def relevant(self, statement: Statement, also: tuple[Hypothesis, ...] = ()) -> tuple[Hypothesis, ...]:
        """The hypotheses that touch what a statement speaks of, through definitions and one another."""
        here = symbols(statement)
        reach = self._unfolded(set(here).union(*(symbols(h.statement) for h in also)))
        current = [h for h in self.hypotheses if _of_the_same(h.statement, here)]
        spoken = [self._unfolded(set(symbols(h.statement))) for h in current]
        changed = True
        while changed:
            size = len(reach)
            for names in spoken:
                if names & reach:
                    reach |= names
            changed = len(reach) > size
        sizes = size_names(statement)
        return tuple(
            h
            for h, names in zip(current, spoken, strict=True)
            if names & reach or (not names and size_names(h.statement) & sizes)
        )

    def reshaped(self, statement: Statement) -> str:
        """Why a counterexample shows nothing: a name has another shape here than where it was defined, so that its value is not known; '' else."""
        for name, symbol in symbols(statement).items():
            if name in self.definitions and self.definitions[name].symbol.sizes != symbol.sizes:
                return f"{symbol.latex} has another shape where it is defined"
        return ""

    def of_members(self, statement: Statement) -> tuple[Hypothesis, ...]:
        """The bounds on a member `a_i` that stand before the text speaks of the family of the a_i, for a statement that does."""
        stems = tuple(f"{name.removesuffix('[]')}_" for name in symbols(statement) if name.endswith("[]"))
        if not stems:
            return ()
        bounds = [h for h in self.hypotheses if len(symbols(h.statement)) == 1]
        return tuple(h for h in bounds if next(iter(symbols(h.statement))).startswith(stems))

    def _unfolded(self, names: set[str]) -> set[str]:
        """The names, and those that their definitions speak of."""
        found: set[str] = set()
        pending = list(names)
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                if name in self.definitions:
                    pending += symbols(self.definitions[name].value)
        return found

    def used(self, statement: Statement) -> Mapping[str, Definition]:
        """The definitions that a statement uses: not those of what was observed."""
        fixed = observed(statement, self.definitions, self.models)
        return {n: d for n, d in self.definitions.items() if n not in fixed} if fixed else self.definitions

    def ordered(self, statements: tuple[Statement, ...]) -> tuple[Definition, ...]:
        """The definitions that statements need, each after those it uses; a definition in a circle is left out."""
        ordered: dict[str, Definition] = {}
        visiting: set[str] = set()
        fixed = observed(statements[0], self.definitions, self.models) if statements else frozenset()
        here = symbols(statements[0]) if statements else {}

        def visit(name: str) -> None:
            definition = self.definitions.get(name)
            if definition is None or name in ordered or name in visiting or definition.parameters or name in fixed:
                return
            if not _of_the_same(definition.symbol, here):
                return
            visiting.add(name)
            inside = symbols(definition.value)
            for inner in inside:
                visit(inner)
            if not any(inner in visiting for inner in inside if inner in self.definitions and inner not in ordered):
                ordered[name] = replace(definition, value=unfold_calls(definition.value, self.definitions))
            visiting.discard(name)

        for statement in statements:
            for name in symbols(statement):
                visit(name)
        return tuple(ordered.values())


def _is_assumed_equation(hypothesis: Hypothesis) -> bool:
    """Whether a hypothesis is an equation that the text takes as given, and not what something is called."""
    statement = hypothesis.statement
    return (
        hypothesis.origin is Origin.ASSUMED and isinstance(statement, Relates) and statement.relation is Relation.EQUAL
    )


def _by_custom_definite(hypothesis: Hypothesis, symbol: Symbol) -> bool:
    """Whether custom has a matrix for a covariance matrix, which its value says more of."""
    said = hypothesis.statement
    kinds = (PropertyKind.POSITIVE_DEFINITE, PropertyKind.SYMMETRIC)
    by_custom = hypothesis.origin is Origin.INFERRED and isinstance(said, HasProperty) and said.kind in kinds
    return by_custom and isinstance(said, HasProperty) and said.subjects == (symbol,)


def _substitutes(statement: Statement) -> bool:
    """`dv = e^{-x} dx`, `dx = 2 u du`: how one number is put for another in an integral, which restricts neither."""
    if not isinstance(statement, Relates) or not isinstance(statement.left, Differential) or statement.left.shape:
        return False
    found = [part for part in walk(statement.right) if isinstance(part, Differential)]
    return isinstance(statement.left.body, Symbol) and len(found) == 1 and isinstance(found[0].body, Symbol)


def _bounded(statement: Statement) -> str:
    """The x of `x > 0` and `x ≤ 1`; '' of other statements."""
    if not isinstance(statement, Relates) or statement.relation in (Relation.EQUAL, Relation.NOT_EQUAL):
        return ""
    sides = (statement.left, statement.right)
    names = [side.name for side in sides if isinstance(side, Symbol)]
    return names[0] if len(names) == 1 and any(isinstance(side, Number) for side in sides) else ""


def _of_full_rank(statement: Statement) -> HasProperty | None:
    """`rank(X) = p` of an n × p matrix: what words call full column rank."""
    match statement:
        case Relates(
            relation=Relation.EQUAL,
            left=Apply(name="rank", arguments=(Symbol() as matrix,)),
            right=SizeValue(size=rank),
        ) if rank in matrix.shape:
            columns = rank == matrix.shape[-1]
            return HasProperty(PropertyKind.FULL_COLUMN_RANK if columns else PropertyKind.FULL_ROW_RANK, (matrix,))
    return None


def _names(hypotheses: Iterable[Hypothesis]) -> set[str]:
    return {name for h in hypotheses for name in symbols(h.statement)}


def _of_the_same(statement: Term, here: Mapping[str, Symbol]) -> bool:
    """Whether the names that a statement or symbol shares with `here` have the shapes they have there: a name declared anew is another thing."""
    return all(here[name].sizes == symbol.sizes for name, symbol in symbols(statement).items() if name in here)


def is_bound(statement: Statement) -> TypeGuard[Relates]:
    """Whether a statement bounds one term by a number: `n ≥ 1`."""
    equal = (Relation.EQUAL, Relation.NOT_EQUAL)
    return isinstance(statement, Relates) and statement.relation not in equal and isinstance(statement.right, Number)


def _is_value(statement: Statement, name: str) -> bool:
    """Whether a statement gives a name a number."""
    if not (isinstance(statement, Relates) and statement.relation is Relation.EQUAL):
        return False
    return isinstance(statement.left, Symbol) and statement.left.name == name and isinstance(statement.right, Number)
