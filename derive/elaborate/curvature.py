"""Functions of which only the shape is known: what is said of them, and the instances of it that a statement needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.curvature_points import ONE, Points, averaged, called, is_positive, summed, weights
from derive.elaborate.curvature_words import Curved
from derive.elaborate.events import Event, Said
from derive.elaborate.fitting import attempt, fits
from derive.elaborate.loose import Loose
from derive.elaborate.minimisers import Minimiser
from derive.elaborate.reading import Reading
from derive.elaborate.subgradients import Subgradient
from derive.goals import Definition, Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import dataclass, field, replace
from derive.rules import curvature as rules
from derive.rules.curvature import Curvature, Map, Shape
from derive.terms import (
    BigSum,
    Expectation,
    HasProperty,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    symbols,
    walk,
)

MOST_POINTS = 5
MOST_SLOPES = 2
_USER = "user:"
_OF_ANY_SIGN = (Curvature.BELOW, Curvature.ABOVE)


_OTHERWISE = re.compile(
    r"\blocal(?:ly)?[ -](?:\w+ )?(?:minim|optim)|constrain|subject to|feasib|conjugate|\blagrang|\\in\s*\\argmin|saddle[- ]point",
    re.I,
)
_NEAR = 4000  # letters before a step
# at the boundary of a set a function may have longer subgradients than it is steep there
_ON_A_SET = re.compile(r"lipschitz[^.;]{0,60}?\b(?:on|over|in|within)\b\s+(?!\$?\s*\\(?:mathbb|R\b|rr\b|RR\b))", re.I)


def customary(text: str, place: int) -> bool:
    """Whether a text says nothing near a place that lets a star mean anything but what is smallest among all."""
    return _OTHERWISE.search(text, max(0, place - _NEAR), place + _NEAR // 2) is None


def said_of_functions(reading: Reading, block: Formula) -> None:
    """Enter what the words that end with a formula say of functions."""
    curved, best, slopes = reading.formulas.curvatures
    for one in curved:
        if one.block is block:
            _leave_examples(reading, block, one.names if one.kind is not None else ())
            constant = attempt(reading, one.constant, None) if one.constant is not None else None
            if constant is None or not reading.shaper.shape(constant):
                reading.emit(Event(Said.CURVATURE, block.span, left=constant, curved=one, display=reading.display))
    for other in best:
        if other.block is block:
            point = attempt(reading, other.point, None)
            if point is not None:
                reading.emit(Event(Said.CURVATURE, block.span, left=point, best=other, display=reading.display))
    for found in slopes:
        if found.block is block:
            _subgradient(reading, block, found)


def _subgradient(reading: Reading, block: Formula, found: Subgradient) -> None:
    """Enter that a name is a subgradient; it is of the shape of the point."""
    slope, point = attempt(reading, found.slope, None), attempt(reading, found.point, None)
    if slope is None or point is None:
        return
    relation = Loose("Relates", (slope, point), "=", block.span)
    event = Event(Said.CURVATURE, block.span, left=slope, right=point, slope=found, display=reading.display)
    if fits(reading, relation, event):
        reading.emit(event)


def _leave_examples(reading: Reading, block: Formula, names: tuple[str, ...]) -> None:
    """Any f of some shape is not the one to which a section, a theorem or an example that is over gave a formula."""
    for name in names:
        known = reading.scope.names.get(name)
        if known is not None and name in reading.definitions and reading.has_ended(known) and not known.directed:
            reading.emit(Event(Said.FORGET, block.span, known=known, display=reading.display))
            reading.definitions.discard(name)
            del reading.scope.names[name]


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing said of a function, up to where it holds."""

    function: str
    kind: Curvature
    constant: Term | None
    line: int
    until: int
    passing: bool


@dataclass(frozen=True, slots=True)
class _Best:
    """A point where a function is smallest, or with `value` how small that is; of any function where it has no name."""

    function: str
    term: Term
    value: bool
    line: int
    until: int
    passing: bool


@dataclass(frozen=True, slots=True)
class _Slope:
    """A subgradient of a function at a point."""

    function: str
    term: Term
    point: Term
    line: int
    until: int
    passing: bool


@dataclass(slots=True)
class Curvatures:
    """What has been said of functions so far."""

    text: str = ""  # where x^* is by custom where a function is smallest, and f^* how small that is
    place: int = 0
    said: list[_Said] = field(default_factory=list)
    best: list[_Best] = field(default_factory=list)
    slopes: list[_Slope] = field(default_factory=list)

    def hear(self, event: Event, term: Term | None, point: Term | None, line: int) -> None:
        """One more thing is said."""
        if event.slope is not None and term is not None and point is not None:
            found: Subgradient = event.slope
            self.slopes = [slope for slope in self.slopes if slope.term != term]
            self.slopes.append(_Slope(found.function, term, point, line, found.until, found.passing))
        elif event.curved is not None:
            self._shape(event.curved, term, line)
        elif event.best is not None and term is not None:
            best: Minimiser = event.best
            self.best = [b for b in self.best if b.term != term]
            self.best.append(_Best(best.function, term, best.value, line, best.until, best.passing))

    def _shape(self, curved: Curved, constant: Term | None, line: int) -> None:
        for name in curved.names:
            if curved.kind is None:
                self.forget(name)
            else:
                self.said.append(_Said(name, curved.kind, constant, line, curved.until, curved.passing))

    def assume(self, statement: Statement, names: tuple[str, ...], line: int, until: int, passing: bool) -> None:
        """What is assumed for all values of some names may say what shape a function has."""
        found = rules.bounded(statement, names) if isinstance(statement, Relates) and names else None
        if found is not None:
            self.said.append(_Said(*found, line, until, passing))

    def forget(self, name: str, line: int = 0) -> None:
        """A function is another one from here on, but for what is said in the `line` that says so."""
        self.said = [said for said in self.said if said.function != name or said.line == line]
        self.best = [best for best in self.best if best.function != name and name not in symbols(best.term)]
        self.slopes = [slope for slope in self.slopes if slope.function != name and name not in symbols(slope.term)]

    def lapse(self, everything: bool) -> None:
        """What was said in passing holds no longer ("otherwise", "in general"), or what was said at all does not: a problem of its own begins."""
        self.said = [said for said in self.said if not (everything or said.passing)]
        self.best = [best for best in self.best if not (everything or best.passing)]
        self.slopes = [slope for slope in self.slopes if not (everything or slope.passing)]

    def held(
        self,
        statement: Statement,
        definitions: Mapping[str, Definition],
        hypotheses: Iterable[Hypothesis],
        place: int,
    ) -> tuple[Hypothesis, ...]:
        """What the shapes of the functions that a statement speaks of say of the points in it."""
        self.place = place
        self.said = [said for said in self.said if place < said.until]
        self.best = [best for best in self.best if place < best.until]
        self.slopes = [slope for slope in self.slopes if place < slope.until]
        names = {said.function for said in self.said} | {best.function for best in self.best}
        if not names:
            return ()
        hypotheses = tuple(hypotheses)
        found: dict[Statement, int] = {}
        sloping = {slope.function for slope in self.slopes if slope.term in walk(statement)}
        for name in sorted((called(statement) | sloping) & names):
            if name not in definitions:
                points = Points.of(name, statement, definitions)
                for said, line in self._instances(name, points, statement, hypotheses):
                    found.setdefault(said, line)
        return tuple(Hypothesis(said, Origin.DECLARED, statement_latex(said), line) for said, line in found.items())

    @property
    def of_any_sign(self) -> set[str]:
        """The names in the constants that bound second derivatives."""
        constants = (said.constant for said in self.said if said.kind in _OF_ANY_SIGN and said.constant is not None)
        return {name for constant in constants for name in symbols(constant)}

    def constants(self, statement: Statement, place: int) -> tuple[Hypothesis, ...]:
        """That the constants of a claim about order are positive, and of one function the strong convexity is no more than the smoothness: at two points
        m ‖x - y‖ ≤ ‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖."""
        if not any(isinstance(p, Relates) and p.relation is not Relation.EQUAL for p in walk(statement)):
            return ()
        here = symbols(statement)
        held = [said for said in self.said if place < said.until and said.constant is not None]
        held = [said for said in held if said.kind not in _OF_ANY_SIGN]
        found: dict[Statement, int] = {}
        for said in held:
            if isinstance(said.constant, Symbol) and said.constant.name in here:
                found.setdefault(HasProperty(PropertyKind.POSITIVE, (said.constant,)), said.line)
        for less in (said for said in held if said.kind is Curvature.STRONG):
            for more in (said for said in held if said.kind is Curvature.SMOOTH and said.function == less.function):
                if less.constant is not None and more.constant is not None and set(symbols(less.constant)) & set(here):
                    found.setdefault(Relates(Relation.AT_LEAST, more.constant, less.constant), more.line)
        return tuple(Hypothesis(said, Origin.DECLARED, statement_latex(said), line) for said, line in found.items())

    def _slopes(self, name: str, points: Points, statement: Statement) -> list[_Slope]:
        """The subgradients of a function that a statement speaks of."""
        shapes = {point.shape for point in points.values}
        own = [slope for slope in self.slopes if slope.function == name and slope.term.shape == slope.point.shape]
        own = [slope for slope in own if not shapes or shapes == {slope.point.shape}]
        return [slope for slope in own if points.speaks_of(slope.term, statement)][:MOST_SLOPES]

    def _by_custom(self, name: str, points: Points, statement: Statement, line: int) -> Iterator[_Best]:
        """A point with a star and a function with one, in a text that speaks of no constraints and of nothing local."""
        if not customary(self.text, self.place) or not any(said.function == name for said in self.said):
            return
        for symbol in symbols(statement).values():
            stem, mark, _ = symbol.name.rpartition("^") if "^" in symbol.name else symbol.name.rpartition("_")
            if mark and symbol.name[len(stem) + 1 :] in ("*", "star", "ast"):
                value = stem == name and not symbol.shape
                if value or symbol.shape == points.any.shape:
                    yield _Best(name, symbol, value, line, 0, True)

    def _instances(
        self, name: str, points: Points, statement: Statement, hypotheses: tuple[Hypothesis, ...]
    ) -> Iterator[tuple[Statement, int]]:
        own = [said for said in self.said if said.function == name]
        line = own[-1].line if own else 0
        shape = Shape(tuple(dict.fromkeys((said.kind, said.constant) for said in own)))
        shape = shape.plain(lambda constant: is_positive(constant, hypotheses))
        slopes = self._slopes(name, points, statement)
        for slope in slopes:
            points.add(slope.point, gradient=False)
        points.slope_as_given(name, hypotheses)
        if not points.shape_known:
            return
        best = [b for b in self.best if b.function in (name, "") and (b.value or b.term.shape == points.any.shape)]
        best = best or list(self._by_custom(name, points, statement, line))
        at = [b for b in best if not b.value]
        if (
            best and not at and shape.has(Curvature.STRONG) and points.gradients
        ):  # what is strongly convex is smallest somewhere
            somewhere = Symbol(f"where {name} is smallest", points.any.shape, "x^*")
            at = [replace(best[0], term=somewhere, value=False)]
            best = [*best, *at]
        flat = (*points.flat, *(b.term for b in at))
        f = Map(name, Symbol(f"argument of {name}", points.any.shape, "u"), points.primed, flat)
        smooth = bool(points.gradients) or shape.has(Curvature.SMOOTH)
        for one in at:
            points.add(one.term, gradient=smooth or shape.has(Curvature.STRONG))
        if best and points.gradients:
            points.descend(f, shape)
        values, gradients = points.values[:MOST_POINTS], points.gradients[:MOST_POINTS]
        for said in own:
            if isinstance(said.constant, Symbol) and said.kind not in _OF_ANY_SIGN:
                yield HasProperty(PropertyKind.POSITIVE, (said.constant,)), said.line
        for one in at:
            others = tuple(other.term for other in at if other in self.best and one in self.best and other != one)
            for part in rules.at_minimiser(f, one.term in gradients, one.term, tuple(values), others):
                yield part, one.line
        for one in best:
            if one.value:
                for point in values:
                    yield Relates(Relation.AT_LEAST, f.value(point), one.term), one.line
                for other in at:
                    yield Relates(Relation.EQUAL, f.value(other.term), one.term), one.line
        yield from self._sloped(f, shape, slopes, gradients, values, line)
        for part in _shaped(f, shape, values, gradients, points, statement, hypotheses):
            yield part, line

    def _sloped(
        self, f: Map, shape: Shape, slopes: list[_Slope], gradients: list[Term], values: list[Term], line: int
    ) -> Iterator[tuple[Statement, int]]:
        """What holds of gradients and subgradients by themselves."""
        if _ON_A_SET.search(self.text) is not None:
            shape = Shape(tuple(k for k in shape.kinds if k[0] is not Curvature.LIPSCHITZ))
        for point in gradients:
            for part in rules.of_slope(f, shape, point):
                yield part, line
        for slope in slopes:
            for part in rules.of_subgradient(f, shape, slope.term, slope.point, tuple(values)):
                yield part, slope.line


def _shaped(
    f: Map,
    shape: Shape,
    values: list[Term],
    gradients: list[Term],
    points: Points,
    statement: Statement,
    hypotheses: tuple[Hypothesis, ...],
) -> Iterator[Statement]:
    for q in gradients:
        for p in values:
            if p != q:
                yield from rules.between(f, shape, p, q)
    for number, p in enumerate(gradients):
        for q in gradients[:number]:
            yield from rules.of_gradients(f, shape, p, q)
    for number, p in enumerate(values):
        for q in values[:number]:
            yield from rules.of_values(f, shape, p, q)
    for p in points.hessians[:MOST_POINTS]:
        yield from rules.of_curvature(f, shape, p)
    for part in walk(statement):
        if isinstance(part, Expectation) and part.shape == points.any.shape and part in points.values:
            yield from rules.of_mean(f, shape, part)
    if shape.has(Curvature.CONVEX) or shape.has(Curvature.CONCAVE):
        yield from _mixed(f, shape, values, points, hypotheses)


def _mixed(
    f: Map, shape: Shape, values: list[Term], points: Points, hypotheses: tuple[Hypothesis, ...]
) -> Iterator[Statement]:
    """What holds at points that are means of others."""
    for whole in values:
        if (mean := averaged(points.meant.get(whole, whole))) is not None:
            yield from rules.of_average(f, shape, whole, *mean)
    for whole in values:
        if isinstance(whole, BigSum) and whole.lower is None and whole.upper is None and whole.condition is None:
            for weight, point in summed(whole, hypotheses):
                yield from rules.of_sum(f, shape, whole, weight, point)
    for whole in values:
        for number, p in enumerate(values):
            for q in values[:number]:
                if whole not in (p, q):
                    for weight in weights(whole, hypotheses):
                        mixed = Sum((Product((weight, p)), Product((rules.difference(ONE, weight), q))))
                        if rules.same(whole, mixed):
                            yield from rules.of_mixture(f, shape, whole, weight, p, q)
