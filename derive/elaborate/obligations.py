"""From events to steps: every claim becomes a goal under the definitions and hypotheses that stand before it."""

from __future__ import annotations

from derive.document.model import Document
from derive.elaborate.build import Builder
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Clash, Loose, Misapplied, Unreadable
from derive.elaborate.mending import one_factor_changed
from derive.elaborate.reading import Reading
from derive.elaborate.refutable import constant_derivative, obstacle
from derive.elaborate.shapes import Shaper
from derive.elaborate.steps import Elaborated, Step
from derive.goals import Claim, Definition, Goal, Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import dataclass, field, replace
from derive.sizes import Size
from derive.terms import (
    Block,
    Derivative,
    HasProperty,
    Iff,
    Implies,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    Transpose,
    Zero,
    symbols,
    walk,
)

_KINDS = {relation.value: relation for relation in Relation}


@dataclass(slots=True)
class Obligations:
    """Turns a reading into steps; keeps what has been defined and assumed so far."""

    document: Document
    reading: Reading
    definitions: dict[str, Definition] = field(default_factory=dict)
    hypotheses: list[Hypothesis] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    builder: Builder = field(init=False)
    section: int = 0
    places: dict[str, int] = field(default_factory=dict)  # the section in which a name was defined
    unsettled: frozenset[str] = frozenset()  # names that statements of this section speak of which were not read

    def run(self) -> Elaborated:
        """All steps of the document, in order."""
        self._name_sizes()
        self.builder = Builder(Shaper(self.reading.sizes))
        for event in self.reading.events:
            try:
                self._event(event)
            except (Unreadable, Clash) as error:
                verdict, code = ("ill-formed", "D302") if isinstance(error, Misapplied) else ("unchecked", "D601")
                self._add(event, verdict=verdict, code=code, message=error.reason, fault=error.span)
        reading = self.reading
        for known in reading.scope.names.values():
            known.sizes = reading.sizes.shape(known.sizes)
        return Elaborated(
            self.steps, list(reading.scope.names.values()), reading.unread, reading.not_checked, reading.found,
            reading.found - len(reading.unread),
        )  # fmt: skip

    def _name_sizes(self) -> None:
        """Give the size variables that nothing bound names of their own: they are sizes like any other, only undeclared."""
        sizes = self.reading.sizes
        taken = {
            name for known in self.reading.scope.names.values() for size in known.sizes for name in size.names
        } | self.reading.scope.sizes
        fresh = (
            name for name in (f"{stem}{i}" for i in ("", *range(1, 10000)) for stem in "dpqrs") if name not in taken
        )
        for number in range(1, sizes.count + 1):
            variable = f"?{number}"
            if variable not in sizes.bound:
                sizes.bound[variable] = Size.name(next(fresh))

    def _event(self, event: Event) -> None:
        kind = event.kind
        if kind in (Said.SECTION, Said.ITEM):
            self.section += 1
            if kind is Said.SECTION:
                self.unsettled = frozenset()
        elif kind is Said.DEFINE:
            self._define(event)
        elif kind is Said.PROPERTY:
            self._property(event)
        elif kind is Said.CONDITION:
            self._add(event, verdict="defined", claim=Claim.EQUATION, message="a condition to be solved")
        elif kind is Said.ASSUME:
            statement = self._relation(event.left, event.right, event.relation)
            self._assume(statement, Origin.ASSUMED, event)
            if isinstance(statement.right, Product):
                self._spectral(statement.right, event)
            self._add(event, verdict="defined", claim=Claim.EQUATION, message="taken as given")
        elif kind is Said.DECLARE:
            self._add(event, verdict="defined", claim=Claim.DEFINITION, message="declared")
        elif kind in (Said.ILL_FORMED, Said.UNCHECKED):
            if kind is Said.UNCHECKED:
                self.unsettled |= event.names
            self._add(
                event, verdict=kind.value, code=event.code or "D601", message=event.reason, fault=event.fault,
                mends=self._mends(event),
            )  # fmt: skip
        else:
            self._claim(event)

    def _define(self, event: Event) -> None:
        assert event.known is not None and event.right is not None
        symbol, value = self._symbol(event), self.builder.build(event.right)
        made = tuple(s for p in event.parameters if isinstance(s := self.builder.build(Loose("Symbol", (), p)), Symbol))
        self.definitions.pop(symbol.name, None)
        parameters = made if event.known.kind == "function" else ()
        self.definitions[symbol.name] = Definition(symbol, value, self._line(event), parameters)
        self.places[symbol.name] = self.section
        self._add(event, verdict="defined", claim=Claim.DEFINITION, message="defined")
        if isinstance(value, Product):
            self._spectral(value, event)
        self._split(symbol, value, event)

    def _spectral(self, value: Product, event: Event) -> None:
        """`Let C = U Σ Uᵀ`, by letters that custom keeps for it, is the spectral decomposition: the outer factor is orthogonal, the middle diagonal."""
        if len(value.factors) != 3:
            return
        outer, middle, last = value.factors
        inner = middle.base if isinstance(middle, Power) else middle
        if not (
            isinstance(outer, Symbol)
            and isinstance(inner, Symbol)
            and isinstance(last, Transpose)
            and last.body == outer
        ):
            return
        customary = outer.name.split(":")[-1] in ("U", "V", "Q", "P") and inner.name.split(":")[-1] in (
            "Sigma",
            "Lambda",
            "D",
            "S",
        )
        if customary and len(outer.shape) == 2 and outer.shape[0] == outer.shape[1]:
            self._assume(HasProperty(PropertyKind.ORTHOGONAL, (outer,)), Origin.INFERRED, event)
            self._assume(HasProperty(PropertyKind.DIAGONAL, (inner,)), Origin.INFERRED, event)

    def _split(self, symbol: Symbol, value: Term, event: Event) -> None:
        """`U = [U_1 U_2]` with U orthogonal: each part has orthonormal columns, and the parts are orthogonal to each other."""
        orthogonal = any(
            isinstance(h.statement, HasProperty)
            and h.statement.kind is PropertyKind.ORTHOGONAL
            and h.statement.subjects == (symbol,)
            for h in self.hypotheses
        )
        if not (orthogonal and isinstance(value, Block) and len(value.rows) == 1):
            return
        for number, part in enumerate(value.rows[0]):
            if len(part.shape) == 2:
                self._assume(HasProperty(PropertyKind.ORTHONORMAL_COLUMNS, (part,)), Origin.INFERRED, event)
                for other in value.rows[0][:number]:
                    product = Product((Transpose(other), part))
                    self._assume(Relates(Relation.EQUAL, product, Zero(product.shape)), Origin.INFERRED, event)

    def _symbol(self, event: Event) -> Symbol:
        built = self.builder.build(Loose("Symbol", (), event.known, event.span))
        assert isinstance(built, Symbol)
        return built

    def _property(self, event: Event) -> None:
        assert event.property is not None
        self._assume(HasProperty(event.property, (self._symbol(event),)), Origin.DECLARED, event)

    def _assume(self, statement: Statement, origin: Origin, event: Event) -> None:
        self.hypotheses.append(Hypothesis(statement, origin, statement_latex(statement), self._line(event)))

    def _line(self, event: Event) -> int:
        return self.document.position(event.span[0])[0]

    def _relation(self, left: Loose | None, right: Loose | None, relation: str) -> Relates:
        assert left is not None and right is not None
        shaper = self.builder.shaper
        shaper.shape(Loose("Relates", (left, right), relation, left.span))
        return Relates(_KINDS[relation], self.builder.build(left), self.builder.build(right))

    def _claim(self, event: Event) -> None:
        statement, claim = self._statement(event)
        statement = self._unfold_calls(statement)
        relevant = self._relevant(statement)
        goal = Goal(claim, statement, relevant, self._ordered(statement, relevant))
        if constant_derivative(statement, self.definitions):
            raise Unreadable(
                "how the differentiated quantity depends on its variable is not defined in what was read", event.span
            )
        reason = obstacle(statement, self.definitions, self.reading.scope.names, event.follows)
        given = any(isinstance(hypothesis.statement, Relates) for hypothesis in relevant)
        if not reason and (self.unsettled & set(symbols(statement)) or (self.unsettled and given)):
            reason = "it rests on a statement before it that was not read"
        if not reason and any(self.places.get(d.symbol.name) != self.section for d in goal.definitions):
            reason = "it rests on a definition of an earlier section or item"
        self._add(event, claim=claim, goal=goal, unsettled=reason)

    def _statement(self, event: Event) -> tuple[Statement, Claim]:
        if event.property is not None and event.left is not None:
            return HasProperty(event.property, (self.builder.build(event.left),)), Claim.PROPERTY
        relation = "=" if event.relation in ("iff", "implies") else event.relation
        conclusion = self._relation(event.left, event.right, relation)
        if not event.premise:
            gradient = isinstance(conclusion.left, Derivative)
            if conclusion.relation is not Relation.EQUAL:
                return conclusion, Claim.INEQUALITY
            return conclusion, Claim.GRADIENT if gradient else Claim.EQUALITY
        premises = tuple(self._relation(p.parts[0], p.parts[1], p.data) for p in event.premise)
        if event.both:
            return Iff(premises[0], conclusion), Claim.EQUIVALENCE
        return Implies(premises, conclusion), Claim.IMPLICATION

    def _unfold_calls(self, statement: Statement) -> Statement:
        from derive.elaborate.calls import unfold_calls

        return unfold_calls(statement, self.definitions)

    def _ordered(self, statement: Statement, relevant: tuple[Hypothesis, ...]) -> tuple[Definition, ...]:
        """The definitions a statement needs, each after those it uses; a definition in a circle is left out."""
        ordered: dict[str, Definition] = {}
        visiting: set[str] = set()

        def visit(name: str) -> None:
            definition = self.definitions.get(name)
            if definition is None or name in ordered or name in visiting or definition.parameters:
                return
            visiting.add(name)
            for inner in symbols(definition.value):
                visit(inner)
            if not any(
                inner in visiting
                for inner in symbols(definition.value)
                if inner in self.definitions and inner not in ordered
            ):
                ordered[name] = definition
            visiting.discard(name)

        for part in (statement, *(hypothesis.statement for hypothesis in relevant)):
            for name in symbols(part):
                visit(name)
        return tuple(ordered.values())

    def _mends(self, event: Event) -> tuple[Goal, ...]:
        """For shapes that clash: the same line with one factor of the offending product dropped or transposed, where that fits."""
        if event.kind is not Said.ILL_FORMED or event.left is None or event.right is None:
            return ()
        goals: list[Goal] = []
        for changed in one_factor_changed(event.right, event.factors):
            bound = self.reading.sizes.snapshot()
            shaper = Shaper(self.reading.sizes)
            try:
                shaper.shape(Loose("Relates", (event.left, changed), "=", event.span))
                builder = Builder(shaper)
                statement = Relates(Relation.EQUAL, builder.build(event.left), builder.build(changed))
            except (Clash, Unreadable):
                self.reading.sizes.bound = bound
                continue
            relevant = self._relevant(statement)
            goals.append(Goal(Claim.EQUALITY, statement, relevant, self._ordered(statement, relevant)))
        return tuple(goals)

    def _relevant(self, statement: Statement) -> tuple[Hypothesis, ...]:
        """The hypotheses that touch what a statement speaks of, through definitions and one another."""
        reach = set(symbols(statement))
        changed = True
        while changed:
            size = len(reach)
            for name in tuple(reach):
                if name in self.definitions:
                    reach |= set(symbols(self.definitions[name].value))
            for hypothesis in self.hypotheses:
                names = set(symbols(hypothesis.statement))
                if names & reach:
                    reach |= names
            changed = len(reach) > size
        return tuple(h for h in self.hypotheses if set(symbols(h.statement)) & reach)

    def _add(self, event: Event, **values: object) -> None:
        step = Step(
            event.span, self.document.text[slice(*event.span)], event.relation, Claim.EQUALITY, row=event.row, display=event.display,
            follows=event.follows,
        )  # fmt: skip
        self.steps.append(replace(step, **values))  # type: ignore[arg-type]


def derivatives_in(statement: Statement) -> bool:
    """Whether a derivative occurs in a statement."""
    return any(isinstance(part, Derivative) for part in walk(statement))
