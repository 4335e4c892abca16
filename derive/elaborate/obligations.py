"""From events to steps: every claim becomes a goal under the definitions and hypotheses that stand before it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import TypeVar

from derive import lazy_re as re
from derive.document.model import Document
from derive.elaborate import (
    complex_numbers,
    domains,
    generating_functions,
    index_pairs,
    laws,
    lifetimes,
    partial_sums,
    plain,
    sequences,
)
from derive.elaborate import interval_probabilities as intervals
from derive.elaborate.afresh import afresh
from derive.elaborate.antiderivatives import differentiated
from derive.elaborate.approximations import expansion
from derive.elaborate.at_points import Everywhere
from derive.elaborate.averages import as_averages, as_integrals
from derive.elaborate.backward import by_inverses, by_values, gradients_of_layers, gradients_written_out, passed_back
from derive.elaborate.binomials import by_factorials
from derive.elaborate.bounding import bounded, has_extremum, refuse
from derive.elaborate.build import Builder, between
from derive.elaborate.by_components import by_components, of_its_entries
from derive.elaborate.calls import unfold_calls
from derive.elaborate.chain_rule import in_joints, unknown, written_out
from derive.elaborate.chance import Spread, expects, spread
from derive.elaborate.changed_variables import Changed, Through, changed, through
from derive.elaborate.closed_forms import BY_INDUCTION, by_induction, general_of, stepwise
from derive.elaborate.curvature import Curvatures
from derive.elaborate.customary_statistics import Statistics
from derive.elaborate.customs import Customs, spreads_of
from derive.elaborate.densities import by_convention
from derive.elaborate.dependence import Dependence, opened, spelled_out
from derive.elaborate.domains import said_of_all
from derive.elaborate.doubts import without_index
from derive.elaborate.eigenvectors import is_singular
from derive.elaborate.events import BY_CUSTOM, TURNED, Event, Said
from derive.elaborate.everywhere import whole
from derive.elaborate.existing import existing
from derive.elaborate.facts import Aside, Facts, is_bound
from derive.elaborate.hidden_arguments import refuse_elsewhere
from derive.elaborate.holding import proofs, supposes
from derive.elaborate.index_conditions import apart_in_general
from derive.elaborate.inductive_bounds import HELD_BY_EACH, inductive, restricted
from derive.elaborate.inverse_functions import INVERSE
from derive.elaborate.iterated import SEVERAL
from derive.elaborate.later import Later, called_in, functions_in
from derive.elaborate.laws import Law
from derive.elaborate.loose import Clash, Loose, Misapplied, Unreadable, is_adopting, names_in, varying
from derive.elaborate.models import is_model
from derive.elaborate.modes import at_the_top
from derive.elaborate.monotone import of_values
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.one_index import at_one_index
from derive.elaborate.opaque import opaque
from derive.elaborate.quadratures import as_sums
from derive.elaborate.quantiles import by_distribution
from derive.elaborate.random_words import drawn
from derive.elaborate.randomness import Chance, as_random, averaged_alone, capital, varying_with
from derive.elaborate.reading import Reading
from derive.elaborate.real_words import Reals
from derive.elaborate.refutable import (
    Obstacle,
    at_sizes,
    constant_derivative,
    free_names,
    gives_defined,
    obstacle,
    relates_values,
    unmet,
)
from derive.elaborate.restated import Again, Restated, Stated
from derive.elaborate.roundings import rounded
from derive.elaborate.scope import TOLD, Known, is_part
from derive.elaborate.shapes import Shaper
from derive.elaborate.shaping import shaping
from derive.elaborate.solutions import MEETS, without
from derive.elaborate.solved_for import NOT_SAID, Solved, concluded, held, is_open, moved
from derive.elaborate.special_cases import IN_BRACKETS
from derive.elaborate.steps import Elaborated, Rest, Step
from derive.elaborate.summed_steps import Steps
from derive.elaborate.survey import whole_names
from derive.elaborate.telescopes import begins_elsewhere, endless, over_all, termwise
from derive.elaborate.time_derivatives import in_time
from derive.elaborate.total_probability import by_probability, opposites, summed_out, values_given
from derive.elaborate.under_integrals import carried_out
from derive.elaborate.unsized import name_sizes
from derive.elaborate.whole_line import everywhere
from derive.goals import Claim, Definition, Goal, Hypothesis, Origin
from derive.notation import latex, statement_latex
from derive.record import dataclass, field, replace
from derive.terms import (
    Apply,
    Derivative,
    Entry,
    HasProperty,
    Iff,
    Implies,
    Integral,
    Limit,
    Number,
    Optimum,
    Power,
    PropertyKind,
    Relates,
    Relation,
    ShapeError,
    Span,
    Statement,
    Symbol,
    Term,
    size_names,
    substitute,
    symbols,
    walk,
)

T = TypeVar("T", bound=Term)
_ESTIMATES = re.compile(r"\b(?:OLS|GLS|WLS|least[- ]squares|residuals?|fitted|regress\w*)\b", re.I)
_BESIDE = 40  # letters before a formula in which words set it beside another
_BESIDE_WORDS = re.compile(r"\b(?:with|having|has)(?:\s+(?:the\s+)?(?:[a-z]+\s+)?values?)?\s*[$(\\]*\s*$", re.I)
_DECLARED = "declared"
_ZERO_SUMMAND = re.compile(r"(?:[=({&\[]|^)\s*&?\s*0\s*[+-]|[+-]\s*0(?![\d.\w])")
_FOR_ZERO = "a summand is written as zero, for which the text may have grounds in words"
_INVERSE = Number(Fraction(-1))  # as an exponent
# words of texts in which equations between series say what their members are
_RELATED = re.compile(
    r"\b(?:recurren|recursi|satisf|solution|solv|differential\s+equation|equation\s+for|coefficient)", re.I
)
# words behind which a value is that of what was spoken of before
_WORKED_OUT = re.compile(
    r"\b(?:hence|thus|therefore|so|finally|altogether|combin\w+|plug\w+|substitut\w+|insert\w+|simplif\w+|becomes?|get|obtain)\b[^.:]*:?\W*$",
    re.I,
)
_NOT_SAID = "how the differentiated quantity depends on its variable is not defined in what was read"
_LEFT_OUT = "what all densities are conditioned on is left out"


@dataclass(slots=True)
class Obligations:
    """Turns a reading into steps; keeps what has been defined and assumed so far."""

    document: Document
    reading: Reading
    facts: Facts = field(default_factory=Facts)
    steps: list[Step] = field(default_factory=list)
    builder: Builder = field(init=False)
    customs: Customs = field(init=False)
    section: int = 0
    restricted: frozenset[str] = frozenset()  # names said to be in a set that was not read
    others: frozenset[str] = frozenset()  # defined ones that words give to another thing
    equated: set[str] = field(
        default_factory=set
    )  # names without definition that an equation of this section, which may be a condition, has for a side
    aside: dict[str, Aside] = field(
        default_factory=dict
    )  # what is said in general of names that an example gives numbers
    lapsed: frozenset[str] = frozenset()  # names of which something was assumed that may hold no longer
    doubted: frozenset[str] = frozenset()  # those of which it may to the end of the paragraph only
    since: dict[str, int] = field(default_factory=dict)  # where each name was met first, or introduced anew
    functions: set[str] = field(default_factory=set)  # those that words have introduced
    passing: list[tuple[Definition, bool]] = field(default_factory=list)  # what names are in passing, "if A = 2I"
    valued: list[str] = field(
        default_factory=list
    )  # what this paragraph gives a number, "with p = 2", or a value in passing, "if A = 2I"
    unsettled: frozenset[str] = frozenset()  # names that statements of this section speak of which were not read
    loose_chains: dict[int, str] = field(default_factory=dict)  # chains with a link that is no identity, and why
    named: tuple[int, str] = (-1, "")  # the display in which a name was defined last, and the name
    naming_chains: set[int] = field(default_factory=set)  # chains that begin with what only names a value
    met: set[str] = field(default_factory=set)  # names spoken of so far
    complex: frozenset[str] = frozenset()  # names that stand for complex values somewhere
    reals: Reals = field(default_factory=Reals)  # what the present section supposes to be real
    varying: frozenset[str] = frozenset()  # names that the document differentiates somewhere
    random: frozenset[str] = frozenset()  # the names that the text calls random
    chance: Chance = field(default_factory=Chance)  # what is random
    curvatures: Curvatures = field(default_factory=Curvatures)  # functions of which only the shape is known
    everywhere: Everywhere = field(init=False)  # what is assumed of functions at all points
    laws: dict[str, Law] = field(default_factory=dict)  # of the numbers whose distribution the text gives
    by_law: list[str] = field(
        default_factory=list
    )  # the densities that the present claim uses by the law of their variable
    means: list[Symbol] = field(default_factory=list)  # the names that the present claim takes as means by custom
    unsure: bool = False  # whether such a law has parameters that not everybody writes so
    conventional: set[str] = field(
        default_factory=set
    )  # names that are defined by densities which not everybody writes so
    ends: list[tuple[int, int]] = field(
        default_factory=list
    )  # sections, by their lines, whose assumptions end with them
    proofs: list[tuple[int, int, int]] = field(
        default_factory=list
    )  # theorems and proofs, with the lines from which on what they suppose holds no longer
    cases: dict[str, int] = field(default_factory=dict)  # names whose values the text supposes: "suppose that A = I"
    began: int = 0  # the line at which the present section begins
    seen: int = 0  # the last line met
    place: Span = (0, 0)  # where the present event stands
    estimates: bool = False  # hats are those of estimates, fitted values and residuals
    existing: dict[str, int] = field(
        default_factory=dict
    )  # names of which the text says that there are such, and where
    later: Later = field(default_factory=Later)  # what words define only after it is used
    restored: dict[str, int] = field(default_factory=dict)  # names whose definition had lost its bars, with the line
    summed: tuple[str, ...] = ()  # what the present claim was taken to sum over
    values: dict[str, set[object]] = field(default_factory=dict)  # those that the text gives random variables
    statistics: Statistics = field(init=False)
    of_steps: Steps = field(default_factory=Steps)  # what is claimed of any step of an iteration
    restated: Restated = field(init=False)  # what equations have given the same side before
    told: dict[tuple[str, str], set[str]] = field(default_factory=dict)  # names at steps of which something is said
    put_in: dict[str, tuple[int, ...]] = field(
        default_factory=dict
    )  # by name the chains whose equations were put into its value
    solved: dict[str, Solved] = field(default_factory=dict)  # what names are by definitions solved for them

    @property
    def clashes(self) -> int:
        """How often shapes did not fit as they were guessed."""
        return self.reading.clashes

    def run(self) -> Elaborated:
        """All steps of the document, in order."""
        name_sizes(self.reading)
        reading = self.reading
        scalars = frozenset(name for name, rank in reading.formulas.chances.ranks.items() if not rank)
        self.builder = Builder(Shaper(reading.sizes), numbers=scalars)
        self.customs = Customs(self.facts, reading.scope.names)
        sides = [side for event in reading.events for side in (event.left, event.right) if side]
        self.varying, self.complex = varying(sides), complex_numbers.names(sides)
        said = reading.formulas.chances
        sections = tuple(event.span[0] for event in reading.events if event.kind is Said.SECTION)
        names = averaged_alone(sides) | said.random(reading.scope.names)
        tied, defined = varying_with(names, reading.events)
        self.random = names
        given = (*drawn(reading.formulas.displays), *said.introduced)
        shaped = shaping(self.document, reading.formulas.displays) if names and self.varying else frozenset[str]()
        self.chance = Chance(
            names | tied,
            defined,
            tuple(said.groups),
            tuple(said.supposed),
            tuple(said.bears),
            sections,
            said.spoken,
            given,
            shaped,
        )
        other = {name for name, law in reading.laws.items() if law is None or law.family != "Bernoulli"}
        self.values = values_given(sides, other)
        self.told = self._told()
        self._by_custom_positive()
        self._laws()
        self.later = Later.of(reading.events)
        self.curvatures.text = self.document.text
        self.everywhere = Everywhere(self.document)
        self.ends = lifetimes.ending(reading.document, reading.closed)
        self.existing = existing(reading.document, reading.formulas.displays)
        self.estimates = _ESTIMATES.search(reading.document.text) is not None
        self.proofs = proofs(reading.document)
        self.statistics = Statistics(self.document.text, reading.scope.names, self.builder)
        self.restated = Restated(self.reading.announced)
        for event in reading.events:
            self.place = event.span
            try:
                (self._hear if event.kind is Said.CURVATURE else self._event)(event)
            except _Added:
                pass
            except (Unreadable, Clash) as error:
                self._unread(event, error)
                reading.clashes += isinstance(error, Clash) and not isinstance(error, Misapplied)
            except ShapeError as error:  # of a term that was made of what was read: only this statement is lost
                self._unread(event, Unreadable(error.reason, event.span))
            self.met |= event.names
        for known in reading.scope.names.values():
            known.sizes = reading.sizes.shape(known.sizes)
        comes = self._comes()
        self.steps = [
            replace(step, shown=self.restated.shown.get(step.chain), comes=comes.get(step.chain))
            if step.chain in self.restated.shown
            else step
            for step in self.steps
        ]
        self.steps.sort(key=lambda step: step.span[0])  # what a "where" gives was read before what it explains
        return Elaborated(
            self.steps, list(reading.scope.names.values()), reading.unread, reading.not_checked, reading.found,
            reading.found - len(reading.unread), given=self.facts.hypotheses,
        )  # fmt: skip

    def _unread(self, event: Event, error: Unreadable | Clash) -> None:
        """What turned out to have no meaning that can be judged; what is only given or defined is no step even so."""
        given = event.kind in (Said.DEFINE, Said.ASSUME, Said.CONDITION) and not isinstance(error, Misapplied)
        if given:
            message = f"{'a definition' if event.kind is Said.DEFINE else 'taken as given'}, not read: {error.reason}"
            self.unsettled |= event.names | ({event.known.name} if event.known else set())
            self._add(event, verdict="defined", claim=Claim.DEFINITION, message=message, fault=error.span)
        else:
            # in another section or item the letter may stand for another function
            here = isinstance(error, Misapplied) and self.facts.places.get(error.called) == self.section
            wrong = here and self._settled(event) and not self._turned_vector(error)
            verdict, code = ("ill-formed", "D302") if wrong else ("unchecked", "D601")
            self._add(event, verdict=verdict, code=code, message=error.reason, fault=error.span)

    def _turned_vector(self, error: Unreadable | Clash) -> bool:
        """Whether the letter that a function was given a formula in as a number is a vector by now: `f(x) = w^T x` of inputs `x \\in \\mathbb{R}^p`."""
        names = self.reading.scope.names
        function = names.get(error.called) if isinstance(error, Misapplied) else None
        letters = [names.get(parameter.name) for parameter in function.parameters] if function is not None else []
        return any(known is not None and known.rank > 0 for known in letters)

    def _settled(self, event: Event) -> bool:
        """Whether no name of a statement was taken for a vector or a matrix for want of a word about it, or for what the text introduces only behind it; a
        bold one is written as such."""
        names = (
            self.reading.scope.names.get(name) for side in (event.left, event.right) if side for name in names_in(side)
        )
        line = self._line(event)
        guessed = (
            known
            for known in names
            if known is not None and known.rank and (known.origin is Origin.INFERRED or known.line > line)
        )
        return all(known.name.startswith("bold:") for known in guessed)

    def _lapse(self, kind: str) -> None:
        """Conditions of the sentences before hold no longer."""
        before = list(self.facts.hypotheses)
        passing = {d.symbol.name for d, _ in self.passing}
        found = self.facts.lapse(kind)
        ended = {
            name for name in self.valued if kind not in ("case", "if") or (kind == "if" and name in found | passing)
        }
        if kind == "if":  # the text may still think of it, to the end of the paragraph
            self.doubted |= found | ended
        else:
            self.lapsed |= found | ended
        for hypothesis in before:
            said = hypothesis.statement
            if isinstance(said, HasProperty) and not any(hypothesis is other for other in self.facts.hypotheses):
                for name in symbols(said):
                    known = self.reading.scope.names.get(name)
                    if known is not None and said.kind in known.properties:
                        known.properties.remove(said.kind)
        for name in ended:
            self.facts.forget(name)
        self.valued = [name for name in self.valued if name not in ended]

    def _passes(self, event: Event) -> None:
        """What ends before an event: the assumptions of sections about names of others. Where each name was met is kept."""
        line = self._line(event)
        for start, end in lifetimes.closing(self.ends, self.seen, line):
            self.lapsed |= self.facts.leave(start, end, self.since)
        for start, end, until in self.proofs:
            if self.seen < until <= line:
                self.lapsed |= self.facts.leave(start, end, self.since)
                for name, given in self.cases.items():
                    if start <= given < end and self.since.get(name, start) < start:
                        self.facts.definitions.pop(name, None)
                        self.lapsed |= {name}
        for name, (_, until) in self.reading.until.items():
            if event.span[0] >= until:
                self.laws.pop(name, None)  # the text has given another law
        self.seen = max(self.seen, line)
        introduced = event.known.name if event.known is not None else ""
        if introduced and event.anew or event.kind is Said.FORGET:
            self.since[introduced] = line
            self.lapsed -= {introduced}
            self.doubted -= {introduced}
        for name in event.names | ({introduced} if introduced else set()):
            self.since.setdefault(name, line)

    def _end_passing(self, everything: bool) -> None:
        """What names were in passing, "if A = 2I", they are no longer: at the end of the paragraph functions that had been spoken of before, at that of the
        section `everything`."""
        for definition, brief in list(self.passing):
            if everything or brief:
                self.passing.remove((definition, brief))
                if self.facts.definitions.get(definition.symbol.name) is definition:
                    self.facts.definitions.pop(definition.symbol.name)
                    self.lapsed |= {definition.symbol.name}

    def _hear(self, event: Event) -> None:
        """What is said of the shape of a function."""
        term = self.builder.build(event.left) if event.left is not None else None
        point = self.builder.build(event.right) if event.right is not None else None
        self.curvatures.hear(event, term, point, self._line(event))

    def _settle(self) -> None:
        """What was unclear about names of the section or problem before is left behind."""
        self.unsettled = self.restricted = self.others = frozenset()
        self.equated.clear()
        self.solved.clear()
        self.facts.undecided.clear()
        self.facts.posed.clear()

    def _boundary(self, event: Event) -> bool:
        """Whether an event begins or ends a scope; then it is done."""
        kind = event.kind
        if kind in (Said.SECTION, Said.ITEM):
            self.section += event.boundary or kind is Said.ITEM
            self.restated.end()
            if kind is Said.SECTION:
                self.began = self._line(event)
                self.reals.end(self.facts)
                self.lapsed |= self.facts.end_section()
                self._end_passing(everything=True)
                self._settle()
                self.facts.supposed.clear()
        elif kind is Said.PARAGRAPH:
            self.facts.end_paragraph()
            self._end_passing(everything=False)
            self.valued.clear()
            self.doubted = frozenset()
        elif kind is Said.PROBLEM:
            self.section += 1
            self._settle()
            self.lapsed |= self.facts.begin_problem()
            self.curvatures.lapse(everything=True)
            self.everywhere.lapse(everything=True)
        elif kind is Said.LAPSE and event.reason == IN_BRACKETS:
            self.lapsed |= self.facts.end_values(event.names)
        elif kind is Said.LAPSE:
            self._lapse(event.reason)
            self.curvatures.lapse(everything=False)
            self.everywhere.lapse(everything=False)
        else:
            return False
        return True

    def _event(self, event: Event) -> None:
        kind = event.kind
        self._passes(event)
        if self._boundary(event):
            return
        if kind is Said.DEFINE:
            self._define(event)
        elif kind is Said.PROPERTY:
            self._property(event)
        elif kind is Said.CONDITION:
            message = event.reason or "a condition to be solved"
            self._add(
                event,
                verdict="defined",
                claim=Claim.EQUATION,
                message=message,
                goal=None if event.reason else self._identity(event),
            )
            self._pose(event)
        elif kind is Said.ASSUME:
            self._given(event)
        elif kind is Said.RESTRICT and event.anew:
            self.others |= event.names
        elif kind is Said.RESTRICT:
            self.restricted |= event.names
        elif kind is Said.SUPPOSE:
            statement = self._relation(event.left, event.right, "=")
            line = self._line(event)
            self.facts.supposed.append(Hypothesis(statement, Origin.STATED, statement_latex(statement), line))
        elif kind is Said.EXAMPLE and event.known is not None:
            general = self.facts.set_aside(event.known.name)
            self.aside.setdefault(event.known.name, general)
        elif kind is Said.RESUME and event.known is not None:
            self.facts.take_up(event.known.name, self.aside.pop(event.known.name, ((), None)))
        elif kind is Said.FORGET and event.known is not None:
            self._forget(event.known.name)
            if event.passing:  # a special case has ended, or goes on unsaid
                self.complex = complex_numbers.declared(event.known, self.complex)
                self.lapsed |= {event.known.name}
        elif kind is Said.DECLARE:
            self._declare(event)
        elif kind is Said.UNREAD:
            self.unsettled |= event.names
            self._add(event, verdict="defined", claim=Claim.DEFINITION, message=event.reason, fault=event.fault)
        elif kind in (Said.ILL_FORMED, Said.UNCHECKED):
            if kind is Said.UNCHECKED:
                self.unsettled |= event.names
            self._add(
                event, verdict=kind.value, code=event.code or "D601", message=event.reason, fault=event.fault,
                misfit=self._misfit(event), restored=event.restored,
            )  # fmt: skip
        elif event.optimum is not None:
            self._optimum(event)
        else:
            self._claim(event)

    def _declare(self, event: Event) -> None:
        """A name is introduced, perhaps as another thing than before."""
        if event.known is not None:
            if event.anew:
                self._forget(event.known.name, self._line(event))
                self.lapsed |= self.facts.part_from(self._symbol(event))
            if event.passing:  # without a word that it is another one: it may be that of the section before
                self.lapsed |= {event.known.name}
            self.complex = complex_numbers.declared(event.known, self.complex)
            if event.known.kind == "function":
                self.functions.add(event.known.name)
        self._add(event, verdict="defined", claim=Claim.DEFINITION, message=_DECLARED)

    def _laws(self) -> None:
        """The laws that the text gives, built."""
        first = {name: following for name, (following, _) in self.reading.until.items()}
        for name, following in (self.reading.laws | first).items():
            known = self.reading.scope.names.get(name)
            if following is None or (known is not None and known.sizes):
                continue
            try:
                parameters = tuple(self.builder.build(p) for p in following.parameters)
                self.laws[name] = Law(following.family, parameters, following.said)
            except (Unreadable, Clash):
                continue
        self.laws = {name: law for name, law in self.laws.items() if not any(p.shape for p in law.parameters)}

    def _by_custom_positive(self) -> None:
        """The parameters of distributions that are positive, and the matrices that are positive definite, wherever the text uses them; covariances are
        symmetric."""
        for name in sorted(self.reading.scope.scales):
            known = self.reading.scope.names.get(name)
            if name in self.reading.definitions and not _is_matrix(known):
                continue
            if known is None or known.kind or len(known.sizes) == 1:
                continue
            symbol = self.builder.build(Loose("Symbol", (), known))
            kind = PropertyKind.POSITIVE_DEFINITE if known.sizes else PropertyKind.POSITIVE
            if not known.sizes or symbol.shape[0] == symbol.shape[1]:
                self.facts.assume(HasProperty(kind, (symbol,)), Origin.INFERRED, known.line)
        for known in spreads_of(self.document.text, self.reading):
            symbol = self.builder.build(Loose("Symbol", (), known))
            if symbol.shape[0] == symbol.shape[1]:
                self.facts.assume(HasProperty(PropertyKind.SYMMETRIC, (symbol,)), Origin.INFERRED, known.line)

    def _line(self, event: Event) -> int:
        return self.document.position(event.span[0])[0]

    def _forget(self, name: str, line: int = 0) -> None:
        """A name stands for another thing from here on; what the same `line` says of its shape, it says of that."""
        self.facts.forget(name)
        self.solved.pop(name, None)
        self.curvatures.forget(name, line)
        self.everywhere.forget(name)
        self.restated.forget(name)

    # -- what is given -------------------------------------------------------------------------------------------

    def _define(self, event: Event) -> None:
        assert event.known is not None and event.right is not None
        if is_adopting(event.right) and event.known.sizes:  # what was learnt of shapes since may have been forgotten
            self.builder.shaper.adopt(event.right, event.known.sizes)
        symbol, value = self._symbol(event), laws.supported(self._joint(self.builder.build(event.right)), self.laws)
        made = tuple(s for p in event.parameters if isinstance(s := self.builder.build(Loose("Symbol", (), p)), Symbol))
        parameters = made if event.known.kind == "function" else ()
        value = self._in_sums(of_its_entries(value, parameters, self.facts.definitions))
        put_in = self._changed(value) if not parameters else None
        value = value if put_in is None else put_in.put(value)
        self.put_in[symbol.name] = put_in.chains if put_in is not None else ()
        if not parameters:
            refuse(value)
        if symbol.name in self.facts.definitions:
            self.restated.forget(symbol.name)
        if complex_numbers.is_imaginary(value):
            self.complex |= {symbol.name}
            self.lapsed |= {symbol.name}  # what it is is not used, so that nothing is held against what speaks of it
            self._add(event, verdict="defined", claim=Claim.DEFINITION, message="defined")
            return
        self.named = (event.display, symbol.name)
        general = general_of(symbol.name)
        if general in symbols(value) and self.facts.places.get(general, self.section) != self.section:
            self._forget(general)  # `x_{k+1} = x_k^2` speaks of another sequence than the section before
        definition = Definition(symbol, value, self._line(event), parameters)
        self.facts.define(definition, self.section, self.began)
        self.facts.models.discard(symbol.name)
        if is_model(event.right, self.random, self.facts.definitions, self.document.text):
            self.facts.models.add(symbol.name)
        self.restated.defines(symbol, made, value)
        self.conventional.discard(symbol.name)
        if by_convention(event.right) or self.conventional & set(called_in(value)):
            self.conventional.add(symbol.name)
        self.restored.pop(symbol.name, None)
        if event.restored:
            self.restored[symbol.name] = self._line(event)
        elif event.quiet:
            event.known.definition = self.document.text[slice(*event.right.span)]
        else:
            if self.steps and self.steps[-1].message == _DECLARED and self.steps[-1].span[0] == event.span[0]:
                self.steps.pop()  # `C := X X^T ∈ ℝ^{m×m}` is one step
            reach = self.reading.reach(event.span)
            notes = (*((reach.note,) if reach else ()), *self.reading.broadcast_in(event.span))
            goal = self._inverts(symbol, value, parameters)
            if goal is None:
                solved = None if parameters else self._above(event, Relates(Relation.EQUAL, symbol, value))
                self._add(
                    event, verdict="defined", claim=Claim.DEFINITION, message="defined", notes=notes, goal=solved,
                    above_chains=tuple(s.chain for s in event.above) if solved is not None else (),
                )  # fmt: skip
            else:
                self._add(
                    event, notes=notes, goal=goal, unsettled="a reciprocal may be meant by what is read as an inverse"
                )
        if event.passing or (event.right.op == "Number" and not event.parameters):
            self.valued.append(symbol.name)
        if event.passing:
            self.passing.append((definition, symbol.name in self.functions))
        self.cases.pop(symbol.name, None)
        if supposes(self.document.text[max(0, event.span[0] - 80) : event.span[0]]):
            self.cases[symbol.name] = self._line(event)
        self.customs.decompose(symbol, value, self._line(event))
        self.customs.reconsider()
        self.customs.divide(symbol, value, self._line(event))
        self.met |= {symbol.name, *symbols(value)}

    def _inverts(self, symbol: Symbol, value: Term, parameters: tuple[Symbol, ...]) -> Goal | None:
        """That what is given for the inverse of a function is its inverse: g(value) = y."""
        of = self.facts.definitions.get(symbol.name.removesuffix(INVERSE)) if symbol.name.endswith(INVERSE) else None
        if of is None or len(of.parameters) != 1 or len(parameters) != 1 or value.shape != of.parameters[0].shape:
            return None
        at = substitute(of.value, {of.parameters[0].name: value})
        return self.facts.goal(Claim.EQUALITY, self._unfold(Relates(Relation.EQUAL, at, parameters[0])))

    def _symbol(self, event: Event) -> Symbol:
        built = self.builder.build(Loose("Symbol", (), event.known, event.span))
        assert isinstance(built, Symbol)
        return built

    def _property(self, event: Event) -> None:
        assert event.property is not None
        origin = Origin.ASSUMED if event.passing else Origin.DECLARED
        subject = self.builder.build(event.left) if event.left is not None else self._symbol(event)
        statement = HasProperty(event.property, (subject,))
        if event.property is PropertyKind.REAL and isinstance(subject, Symbol):
            self.reals.hear(subject.name, self.complex, self.facts.definitions, self.facts)
            return
        self.facts.assume(statement, origin, self._line(event), event.passing, local=event.local)
        self.customs.reconsider()

    def _pose(self, event: Event) -> None:
        """Keep an equation that is to be solved: what comes behind it may be said of its solution."""
        if event.relation != "=" or event.left is None or event.right is None:
            return
        statement = unfold_calls(self._relation(event.left, event.right, "="), self.facts.definitions)
        if not has_extremum(statement) and not any(isinstance(part, Derivative) for part in walk(statement)):
            self.facts.posed.append(Hypothesis(statement, Origin.STATED, statement_latex(statement), self._line(event)))

    def _identity(self, event: Event) -> Goal | None:
        """An equation that the text does not claim, where both its sides speak of the same names: if it is an identity, that is what it says."""
        if event.left is None or event.right is None or event.relation != "=":
            return None
        try:
            statement = self._relation(event.left, event.right, "=")
            refuse(statement)
        except (Clash, Unreadable):
            return None
        left, right = (free_names(side, {}) | size_names(side) for side in (statement.left, statement.right))
        if not left or left != right or self._is_open(statement) or statement.left == statement.right:
            return None
        written = unfold_calls(statement, self.facts.definitions)
        if isinstance(written, Relates) and written.left == written.right:
            return None
        goal = self.facts.goal(Claim.EQUALITY, written)
        return self._asked(
            replace(goal, hypotheses=tuple(h for h in goal.hypotheses if not isinstance(h.statement, Relates)))
        )

    def _given(self, event: Event) -> None:
        """An equation that the text takes as given; it becomes a step when what stands before it already speaks of all its names."""
        statement = self._relation(event.left, event.right, event.relation)
        refuse(statement)
        if self._is_worked_out(event, statement):
            self._claim(replace(event, kind=Said.CLAIM))
            return
        if _repeats_density(statement):
            self._add(event, verdict="defined", claim=Claim.DEFINITION, message=_LEFT_OUT)
            return
        self.complex -= complex_numbers.ordered(statement)
        names = set(symbols(statement))
        goal = self._identity(event)
        if goal is None and statement.relation is Relation.EQUAL and names <= self.met and not self._is_open(statement):
            goal = self.customs.in_parts(self.facts.goal(Claim.EQUALITY, statement, tuple(self.customs.split)))
            if not any(isinstance(h.statement, Relates) for h in goal.hypotheses) and not goal.definitions:
                goal = None if not expects(statement) else goal
            goal = goal and self._asked(goal)
        self._add(event, verdict="defined", claim=Claim.EQUATION, message="taken as given", goal=goal)
        # what a name is called says what it is, wherever it is spoken of
        origin = Origin.INFERRED if event.given else Origin.ASSUMED
        if is_bound(statement) and domains.quantifies(self.document.text, event.span[0]):
            self.facts.unbind(statement.left)
        self.facts.assume(statement, origin, self._line(event), event.passing, self.began)
        of_all, end = self.everywhere.assume(statement, self._to_end_of_chain(event), self._line(event), event.passing)
        self.curvatures.assume(statement, of_all, self._line(event), end, event.passing)
        if not event.passing:
            self.restated.given(statement, self._line(event))
        self.customs.decompose(statement.left, statement.right, self._line(event))
        self.met |= names

    def _to_end_of_chain(self, event: Event) -> Span:
        """A link of a chain with those behind it: what is said behind the last is said of each."""
        start, end = event.span
        block = next((b for b in self.reading.order if b.span[0] <= start and end <= b.span[1]), None)
        display = self.reading.formulas.displays.get(block) if block is not None else None
        spans = [clause.body.span for clause in display.clauses] if display is not None else []
        return start, next((last for first, last in spans if first <= start and end <= last), end)

    def _is_worked_out(self, event: Event, statement: Relates) -> bool:
        """Whether an equation beside what the text defines says what that comes to, "f has a minimum at 1 with f(1) = -1": nothing in it is left to be given."""
        made = self.facts.definitions
        before = self.document.text[max(0, event.span[0] - _BESIDE) : event.span[0]]
        beside = _BESIDE_WORDS.search(before) is not None and _equates(statement)
        if event.passing or event.local or event.given or not beside:
            return False
        spoken = {*symbols(statement), *functions_in(statement)}
        line = self._line(event)
        if not all(self.reading.in_one_paragraph(made[name].line, line) for name in spoken if name in made):
            return False  # another example's
        closed = bool(spoken) and self._is_closed(statement)
        left = statement.left
        value = (
            isinstance(left, Apply)
            and {*functions_in(left), *symbols(left)} <= set(made)
            and free_names(statement.right, made) <= free_names(left, made)
        )  # of a defined function at a defined point
        return closed or value

    # -- what is claimed -----------------------------------------------------------------------------------------

    def _relation(self, left: Loose | None, right: Loose | None, relation: str) -> Relates:
        assert left is not None and right is not None
        complex_numbers.refuse_sided(left, right)
        if relation in TURNED:
            left, right, relation = right, left, TURNED[relation]
        shaper = self.builder.shaper
        shaper.shape(Loose("Relates", (left, right), relation, left.span))
        one, other = self.builder.build(left), self.builder.build(right)
        return Relates(between(relation, one, other), one, other)

    def _claim(self, event: Event) -> None:
        statement, claim = self._statement(event)
        if _repeats_density(statement):
            self._add(event, verdict="defined", claim=Claim.DEFINITION, message=_LEFT_OUT)
            return
        statement = as_random(laws.supported(statement, self.laws), self._random_twin)
        self.by_law, self.unsure, self.means = [], False, []
        before = list(self.restated.before(statement)) if claim is Claim.EQUALITY and not event.follows else []
        if claim in (Claim.EQUALITY, Claim.GRADIENT, Claim.IMPLICATION, Claim.EQUIVALENCE):
            self.restated.add(statement, event.chain, event.follows, self._line(event), event.span[0])
        ahead = self._define_ahead(statement)
        sides = [side for side in (event.left, event.right) if side is not None]
        convention = bool(self.conventional & set(called_in(self._joint(statement)))) or any(map(by_convention, sides))
        convention = convention or self.unsure
        made = dict(self.facts.definitions) if self.solved else None  # what the claim lets move is as it was behind it
        try:
            event = self._hold(event, statement)
            self._claimed(event, statement, claim, ahead, convention, self._again(statement, before))
        finally:
            if made is not None:
                self.facts.definitions.clear()
                self.facts.definitions.update(made)
            for name in (*ahead, *self.by_law):
                self.facts.definitions.pop(name, None)
        self._solved_for(event, statement)

    def _solved_for(self, event: Event, statement: Statement) -> None:
        """Keep what a number is concluded to be by which the text differentiates something: nothing is shown by it where that conclusion is not."""
        given = [h.statement for h in self.facts.hypotheses if _equates(h.statement)]
        made = (
            None
            if event.follows
            else concluded(statement, self.facts.definitions, given, self._line(event), event.chain)
        )
        if made is None or not set(symbols(made.definition.value)) & self.varying:
            return
        if made.of:
            self.solved[made.definition.symbol.name] = made
            return
        self.facts.define(made.definition, self.section, self.began)
        self.put_in[made.definition.symbol.name] = (event.chain,)

    def _hold(self, event: Event, statement: Statement) -> Event:
        """Let move in a claim about derivatives what was solved for, for as long as the claim is read; the event, with a doubt about it. Raises Unreadable."""
        found, outside = moved(statement, self.solved.values(), self.facts.definitions)
        moving = held(found, outside, "partial" in self.document.text[slice(*event.span)]) if found else ()
        if moving is None:
            raise Unreadable(NOT_SAID, event.span)
        for one in moving:
            name = one.definition.symbol.name
            self.facts.definitions[name] = one.definition
            self.put_in[name] = (one.chain,)
            for other in one.of:
                self.facts.definitions.pop(other, None)
        given = (*self.facts.hypotheses, *self.facts.posed, *self.facts.undecided)
        equations = [h.statement for h in given if _equates(h.statement)]
        told = {*self.facts.definitions, *self.solved}
        if equations and is_open(statement, self.facts.ordered((statement,)), equations, told, self.document.text):
            raise Unreadable(NOT_SAID, event.span)
        return replace(event, doubt=event.doubt or NOT_SAID) if moving else event

    def _equate(self, condition: Statement | None, aside: bool) -> None:
        """Keep the names that an equation which may be a condition has for a side: they may be what it says, and so may those of
        which it has the inverse, `B^{-1} = I - U V`. One that stands `aside` in a line of text says it of all of which it has powers, `R^2 = 1 - a/b`."""
        if isinstance(condition, Relates) and condition.relation is Relation.EQUAL:
            sides = (condition.left, condition.right)
            powers = (side for side in sides if isinstance(side, Power) and (aside or side.exponent == _INVERSE))
            bases = (*sides, *(power.base for power in powers))
            names = {side.name for side in bases if isinstance(side, Symbol)}
            known = self.reading.scope.names
            said = {name for name in names if name in known and known[name].properties}
            made = self.facts.definitions
            # `p_i = e_i / Z` after `p_i = 1/n`: it may be another case
            again = {name for name in names if name in made and not free_names(made[name].value, made)}
            self.equated |= names - said - (set(made) - again)
            line = self.document.position(self.place[0])[0]
            self.facts.undecided.append(Hypothesis(condition, Origin.STATED, statement_latex(condition), line))

    def _gives_inverse(self, said: Statement) -> bool:
        """Whether an equation may be what a matrix is known by, `B_1^{-1} = I - U V`: nothing else that is given speaks of it."""
        if not isinstance(said, Relates) or said.relation is not Relation.EQUAL or not isinstance(said.left, Power):
            return False
        base, exponent = said.left.base, said.left.exponent
        if exponent != _INVERSE or not isinstance(base, Symbol) or base.name in symbols(said.right):
            return False
        given = (*(h.statement for h in self.facts.hypotheses), *(d.symbol for d in self.facts.definitions.values()))
        return not any(base.name in symbols(one) for one in given)

    def _loosen(self, chain: int, reason: str, names: bool) -> None:
        """Keep why a chain is no identity, or that it begins with what only `names` a value."""
        if reason and chain and names:
            self.naming_chains.add(chain)
        elif reason and chain:
            self.loose_chains[chain] = reason

    def _names_a_value(self, said: Statement) -> bool:
        """`E[X] = 2 λ = …`: whether an equation only says what a name is that nothing else is said of, which restricts nothing on its right side."""
        if not isinstance(said, Relates) or said.relation is not Relation.EQUAL:
            return False
        made = self.facts.definitions
        left, right = free_names(said.left, made), free_names(said.right, made)
        told = set().union(*(free_names(h.statement, made) for h in self.facts.hypotheses))
        return bool(left) and not left & right and not left & told

    def _averaged(self, statement: Statement) -> Statement:
        """A statement of expected values with its integrals of densities of random variables as such, too."""
        if not expects(statement):
            return statement
        statement = laws.by_density(statement, self.laws)
        if any(isinstance(part, Integral) for part in walk(statement)):
            return as_averages(statement, self._random) or as_integrals(statement)
        integrals = {
            n: d for n, d in self.facts.definitions.items() if any(isinstance(p, Integral) for p in walk(d.value))
        }
        values = {n: d.value for n, d in integrals.items() if not d.parameters and n in symbols(statement)}
        put = unfold_calls(substitute(statement, values), integrals) if values else unfold_calls(statement, integrals)
        made = as_integrals(put) if put is not statement else put  # type: ignore[arg-type]
        return made if made is not put else statement

    def _by_probability(self, statement: Statement) -> Goal | None:
        """A goal that is enough for a claim about densities: as the rules of probability have it for any of them, or averages by them as expected values."""
        densities = by_probability(statement, self.reading.scope.supports)
        if densities is not None:
            return Goal(Claim.EQUALITY, densities)
        averages = as_averages(statement, self._random)
        return self._asked(self.facts.goal(Claim.EQUALITY, averages)) if averages is not None else None

    def _random(self, name: str) -> Symbol | None:
        """The random variable of a name, where the text has one whose law it does not give."""
        known = self.reading.scope.names.get(name)
        if known is None or known.kind or name not in self.chance.names or name in self.laws:
            return None
        built = self.builder.build(Loose("Symbol", (), known))
        return built if isinstance(built, Symbol) else None

    def _varies(self, name: str) -> Symbol | None:
        """The symbol of a name that is random, or defined by something random, with or without a law."""
        known = self.reading.scope.names.get(name)
        if name in self.laws or (known is None and self.reading.formulas.chances.ranks.get(name) == 0):
            return Symbol(name, (), name)  # "let X be a random variable", which formulas speak of below others alone
        if known is None or known.kind or name not in self.chance.names | self.chance.defined:
            return None
        built = self.builder.build(Loose("Symbol", (), known))
        return built if isinstance(built, Symbol) else None

    def _random_twin(self, symbol: Symbol) -> Symbol | None:
        """The random X whose values an x stands for, as an average over x speaks of it."""
        name = capital(symbol.name)
        known = self.reading.scope.names.get(name) if name else None
        random = name in self.chance.names and symbol.name not in self.chance.names
        if known is None or not random or known.kind or symbol.name in self.facts.definitions:
            return None
        built = self.builder.build(Loose("Symbol", (), known))
        return built if isinstance(built, Symbol) and built.shape == symbol.shape else None

    def _define_ahead(self, statement: Statement) -> tuple[str, ...]:
        """Enter what words define only after a statement has used it; the names entered."""
        entered: list[str] = []
        waiting, seen = list(called_in(statement)), set[str]()
        calls = functions_in(statement)
        while waiting:
            name = waiting.pop()
            if name in self.facts.definitions and name not in seen:
                waiting += called_in(self.facts.definitions[name].value)
                calls |= functions_in(self.facts.definitions[name].value)
            seen.add(name)
            by_law = laws.definition(name, self.laws, self.document.text)
            if by_law is not None and name not in self.facts.definitions:
                self.facts.definitions[name] = by_law
                self.by_law.append(name)
                self.unsure = self.unsure or laws.is_doubtful(name, self.laws, self.document.text)
                continue
            mean = self.statistics.definition(name, self.facts.definitions)
            if mean is None and name in calls and name not in self.facts.definitions and name not in self.later.every:
                mean = generating_functions.definition(name, self._varies, self.document.text)
                mean = mean or self._of_interval(name, calls)
            mean = mean or self._by_numbers(name)
            if mean is not None:
                self.facts.definitions[name] = mean
                self.by_law.append(name)
                self.means.append(mean.symbol)
                waiting += called_in(mean.value)
                calls |= functions_in(mean.value)
                continue
            event = self.later.of_name(name, self.place)
            if event is None or name in self.facts.definitions or event.known is None or event.right is None:
                continue
            if (
                name in self.unsettled
            ):  # what it is was said, in a way that is not read: that behind may be another case
                continue
            try:
                symbol, value = self._symbol(event), self.builder.build(event.right)
                made = [self.builder.build(Loose("Symbol", (), p)) for p in event.parameters]
            except (Unreadable, Clash):
                continue
            parameters = tuple(s for s in made if isinstance(s, Symbol)) if event.known.kind == "function" else ()
            self.facts.definitions[symbol.name] = Definition(symbol, value, self._line(event), parameters)
            entered.append(symbol.name)
            waiting += called_in(value)
        return tuple(entered)

    def _by_numbers(self, name: str) -> Definition | None:
        """What a name with two digits below it is by what the text says of two others."""
        said = {one: made for one, made in self.facts.definitions.items() if one not in self.by_law}
        return index_pairs.definition(name, said) if name not in self.facts.definitions else None

    def _of_interval(self, name: str, calls: Collection[str]) -> Definition | None:
        """What the probability of an interval, or the distribution function F_X beside such, is by the rules of probability."""
        of = intervals.variable(name) or name.removeprefix("F_")
        x = self._varies(of)
        if x is None or x.shape or not self.reading.laws.get(of, True):
            return None  # the text gives several laws
        told = self.facts.definitions.get(f"F_{of}")
        if of not in self.laws and told is not None and not any(map(intervals.variable, called_in(told.value))):
            return intervals.by_distribution_function(name) or intervals.definition(name, self._is_continuous(of))
        if name == f"F_{of}":
            return intervals.distribution_function(name, calls, self.document.text)
        return intervals.definition(name, self._is_continuous(of))

    def _is_continuous(self, of: str) -> bool:
        law = self.laws.get(of)
        if law is not None or of in self.reading.laws:
            return law is not None and not law.counts
        return intervals.is_continuous(self.document.text)

    def _joint(self, term: T) -> T:
        """A term with joint densities that nothing defines as products of those that the text speaks of."""
        told = {name for name in self.reading.scope.names if TOLD in name}
        return written_out(term, told, self.facts.definitions) if told else term

    def _drawn(self, statement: Statement) -> str:
        """Why a comparison of values that a text draws from distributions may hold though it does not of all numbers."""
        if isinstance(statement, Relates) and statement.relation is Relation.EQUAL:
            return ""
        of_laws = {stem for name in self.reading.laws for stem in (name, f"{name.partition('_')[0]}[]")}
        found = of_laws & free_names(statement, self.facts.definitions)
        return "a distribution may keep what it speaks of within bounds" if found else ""

    def _with_new_density(self, statement: Statement) -> str:
        """Why an expected value may be another one: its law is of a section before, and the present one defines a function of its values, `f(x) = …`."""
        if not expects(statement):
            return ""
        here = {p.name for d in self.facts.definitions.values() if d.line >= self.began for p in d.parameters}
        places = self.reading.law_places
        before = {name for name, place in places.items() if self.document.position(place)[0] < self.began}
        found = [name for name in symbols(statement) if name in before and name.lower() in here - {name}]
        return f"{found[0]} may have another law in this section" if found else ""

    def _bound(self, names: frozenset[str] | set[str]) -> str:
        """Why some names may not be free."""
        if (self.lapsed | self.doubted) & names:
            return "what was assumed before of what it speaks of may hold no longer"
        if self.equated & names:
            return "an equation before it that may be a condition says what it speaks of is"
        if self.restricted & names:
            return "it speaks of what is in a set that was not read"
        if self.others & names:
            return "it may speak of another thing than the one that was defined"
        for name in sorted(name for name in names if self.existing.get(name, self.place[0] + 1) <= self.place[0]):
            given = [h.statement for h in self.facts.hypotheses if _equates(h.statement)]
            if not any(name in symbols(said) for said in (*given, *(d.value for d in self.facts.definitions.values()))):
                return "it may say which of those it is that the text says there are"
        if any(is_part(name) and name not in self.facts.definitions for name in names):
            return "it speaks of what may be orthogonal to something"
        return "it may be meant under a hypothesis that is put to the test" if self.reading.tested & names else ""

    def _stands_elsewhere(self, name: str, event: Event) -> bool:
        """Whether a name of which nothing is said stands in other formulas too: then the text speaks of it, in words that were not read."""
        known = self.reading.scope.names.get(name)
        if known is not None and known.origin is not Origin.INFERRED:
            return False
        return any(
            name in whole_names(clause.body)
            for display in self.reading.formulas.displays.values()
            for clause in display.clauses
            if not (clause.span[0] <= event.span[0] < clause.span[1])
        )

    def _fitted(self, names: Collection[str]) -> str:
        """Why an estimate, a fitted value or a residual that the text gives no formula for may not be free."""
        fitted = sorted(name for name in names if name.startswith("hat(")) if self.estimates else []
        return f"what {fitted[0]} is estimated by is not defined in what was read" if fitted else ""

    def _on_supports(self, event: Event, statement: Statement) -> Statement:
        """The statement, with what the laws of the text say of values by cases: at any number, not on supports alone. Raises Unreadable."""
        if not laws.by_cases(statement, self.laws):
            return statement
        for name in called_in(statement):
            of = laws.of_name(name, self.laws)
            if not of:
                continue
            told = self.facts.definitions.get(name) if name in self.by_law else None
            made = told and everywhere(told, self.laws[of], laws.is_cumulative(name))
            if made is None:
                reason = "a density by cases, of which the text's law gives the value where it is not zero"
                raise Unreadable(reason, event.span)
            self.facts.definitions[name] = made
        return statement

    def _in_sums(self, term: T) -> T:
        return sequences.in_sums(term, self.facts.definitions, self.reading.scope.sizes)

    def _unfold(self, statement: Statement) -> Statement:
        """A statement with what its calls and densities stand for written out."""
        self.summed = ()
        statement = self._in_sums(self._joint(statement))
        self.facts.derive(sequences.members(statement, self.facts.definitions))
        statement = sequences.in_limits(statement, self.facts.definitions)
        statement = unfold_calls(statement, {n: d for n, d in self.facts.definitions.items() if TOLD not in n})
        if unknown(statement, self.facts.definitions):  # what holds of all densities by the rules of probability
            statement, self.summed = summed_out(in_joints(statement))
        statement = gradients_of_layers(unfold_calls(statement, self.facts.definitions), self.facts.definitions)
        statement = gradients_written_out(statement, self.facts.definitions)
        statement = by_components(passed_back(statement, self.facts.definitions), self.facts.definitions)
        statement = by_values(by_inverses(statement, self.facts.definitions), self.facts.definitions)
        return complex_numbers.unfolded(statement, self.facts.definitions, self.complex)

    def _comes(self) -> dict[int, Goal]:
        """By the chain of an announced equation, that the value it gives is the one that the lines behind it come to."""
        found: dict[int, Goal] = {}
        for announced, shown in self.restated.ends():
            try:
                same = self._unfold(Relates(Relation.EQUAL, shown.values[-1], announced.values[0]))
                self._refuse(same)
                goal = laws.integrated(self.facts.goal(Claim.EQUALITY, same), self.laws)[0]
            except (Unreadable, Clash, ShapeError):
                continue
            found[announced.chain] = self._asked(goal)
            self.restated.shown[announced.chain] = (shown.chain, len(shown.values) - shown.defined, shown.line)
        return found

    def _again(self, statement: Statement, before: Sequence[tuple[Stated, Term]]) -> tuple[Again, ...]:
        """That the value a claim gives is one that its left side was given before."""
        found: list[Again] = []
        if not isinstance(statement, Relates):
            return ()
        for stated, value in before:
            goal = None
            if value != statement.right:
                try:
                    again = as_random(Relates(Relation.EQUAL, value, statement.right), self._random_twin)
                    same = as_random(self._unfold(again), self._random_twin)
                    self._refuse(same)
                    goal = self._asked(laws.integrated(self.facts.goal(Claim.EQUALITY, same), self.laws)[0])
                except (Unreadable, Clash, ShapeError):
                    continue
            said = statement_latex(Relates(Relation.EQUAL, stated.left, value))
            found.append(Again(goal, stated.chain, stated.line, said))
        return tuple(found)

    def _claimed(
        self,
        event: Event,
        statement: Statement,
        claim: Claim,
        ahead: tuple[str, ...],
        convention: bool,
        again: tuple[Again, ...],
    ) -> None:
        statement, original = self._averaged(statement), statement
        statement, within, quantile = self._by_law(statement)
        convention = convention or (bool(quantile) and not self.laws[quantile].settled)
        spoken = {name for hypothesis in self.facts.hypotheses for name in symbols(hypothesis.statement)}
        statement = self._on_supports(event, statement)
        given = (h.statement for h in self.facts.hypotheses)
        induction = (
            by_induction(statement, self.facts.definitions, given, self.facts.places) if not event.follows else None
        )
        statement, counted = induction or (statement, ())
        statement, numbers, by_steps = self._by_steps(event, statement)
        counted = (*counted, *numbers)
        sums = partial_sums.up_to_each(statement, self.facts.definitions, spoken)
        sums = partial_sums.written_out(sums, self.facts.definitions, spoken)
        valued = sums is not statement and gives_defined(statement, self.facts.definitions)
        valued = valued or (relates_values(statement, self.facts.definitions) and not event.aside)
        statement = sums
        written_down = {name: made for name, made in self.facts.definitions.items() if name not in self.by_law}
        refuse_elsewhere(statement, written_down, event.span)
        statement = self._from_elsewhere(statement, spoken)
        statement, steps = self._over_all(statement, spoken)
        statement = self._unfold(written := statement)
        said = endless(statement, spoken | set(self.facts.definitions))
        without_end, statement = said is not statement, said
        statement, primitive, bounds = differentiated(statement, self.facts.definitions, event.span)
        extremal = has_extremum(statement)
        if extremal:
            statement = bounded(statement, {d.symbol.name: d.value for d in self.facts.ordered((statement,))})
        claim = Claim.MINIMUM if isinstance(statement, Optimum) else claim
        summed = self.summed
        self.met |= set(symbols(statement))
        statement, still = in_time(statement, self.facts.definitions, self.reading.scope.names, self.document.text)
        statement = spelled_out(statement, self.reading.scope.names, self.facts.used(statement))
        put_in = self._changed(statement)
        statement = put_in.put(statement) if put_in is not None else statement
        definitions = self.facts.used(statement)
        depends = Dependence.of(statement, self.reading.scope.names, definitions, self.document.text)
        told = depends.put(statement, {}) if depends.on else statement
        # what a derivative depends on does not change its shape
        if event.relation != "∈" and constant_derivative(told, written, definitions, self.reading.scope.names):
            raise Unreadable(_NOT_SAID, event.span)
        domains.refuse(written, event.span, self.document, self.reading.scope.names, self.facts.hypotheses)
        rests = tuple(
            rest for rest in (*self._rests(event), *steps, *(by_steps or ())) if rest.hypothesis.statement != statement
        )
        held = self.customs.held(statement, self.varying, self._line(event))
        held = (*held, *opposites(statement, self.values), *within, *counted)
        known = (*self.facts.hypotheses, *held)
        whole = domains.whole_by_signs(statement, known, self.reading.scope.names, event.span, self.document)
        held = (*held, *whole)
        also = (*(rest.hypothesis for rest in rests), *held)
        goal, curved = self._curved(event, claim, statement, also, bool(steps or by_steps))
        goal = goal if put_in is None else put_in.without(goal)
        goal, still_open = self._without_constants(opened(goal, depends))
        if any(unknown(d.value, self.facts.definitions) for d in goal.definitions):
            goal = replace(goal, definitions=tuple(replace(d, value=in_joints(d.value)) for d in goal.definitions))
        complex_names = self.reals.without(
            self.complex, self.reading.scope.names, self.facts.definitions, self._line(event)
        )
        goal = complex_numbers.adjoined(goal, complex_names)
        if beyond := complex_numbers.obstacle(goal, complex_names):
            raise Unreadable(beyond, event.span)
        goal, dropped = complex_numbers.of_algebra(goal, complex_names)
        domains.refuse_rebound(goal, event.span, self.document.text)
        domains.refuse_undefined(goal, event.span, self.document)
        equations = [h.statement for h in goal.hypotheses if isinstance(h.statement, Relates)]
        drawn = {name: law.parameters for name, law in self.laws.items()}
        ordered = isinstance(told, Relates) and told.relation is not Relation.EQUAL
        against = obstacle(
            told,
            definitions,
            self.reading.scope.names,
            event.follows and event.chain not in self.naming_chains,
            equations,
            self.facts.models,
            drawn,
            valued,
            self._declared(statement, event),
        )
        if ordered and against.slips:
            plainly = self._plainly_said(event, told)
            against = Obstacle() if plainly and self._stands_alone(event, told) else replace(against, slips=plainly)
        jacobian = put_in is not None and isinstance(statement, Relates) and bool(statement.left.shape)
        if against.condition and (jacobian or self._has_numbers_only(statement)):
            against = Obstacle()
        self._set_out(event, against)
        against = self._unsaid(event, told, self._of_any_law(statement, against, quantile))
        if without_end and not against.reason:
            related = _RELATED.search(self.document.text) is not None
            against = Obstacle("it may say what the members are of which sums run on without end", slips=not related)
        if event.meets:
            against = unmet(event.brought, self.reading.scope.names)
        reason = bounds or against.reason or event.doubt or dropped or still_open or depends.doubt
        reason = reason or ("of a function nothing is said but what shape it has" if curved else "")
        reason = reason or self.everywhere.unmet(told, event.span[0]) or self._member_apart(told)
        written_as_zero = _ZERO_SUMMAND.search(self.document.text[slice(*event.span)]) is not None
        reason = reason or (_FOR_ZERO if written_as_zero else "")
        enough = extremal or by_steps is not None
        reason = reason or ("what it was read as is enough for it, and may not be needed" if enough else "")
        reason = reason or self._by_custom(goal) or self.facts.reshaped(statement)
        if not reason and convention:
            reason = "the parameters of a distribution may mean something else here"
        guessed = [mean for mean in self.means if not self.statistics.is_said(mean.name)]
        if not reason and guessed:
            reason = f"{guessed[0].latex} may be another thing than custom has it"
        text, order = self.document.text, self.reading.order
        late = [name for name in ahead if not self.later.goes_with(name, event.span, text, order)]
        if not reason and late:
            reason = f"{late[0]} is defined only after it is used here"
        made = {n: d for n, d in self.facts.definitions.items() if put_in is None or n not in put_in.variables}
        spoken = free_names(statement, made) | ((self.equated | self.others) & set(symbols(statement)))
        left_out = without_index(self.document.text, self.place[0], spoken, self.reading.scope.names) or self._fitted(
            spoken
        )
        left_out = left_out or is_singular(statement, self.document.text)
        reason = reason or self._bound({*spoken, *functions_in(statement)}) or self._drawn(statement) or left_out
        redrawn = "" if reason else self._with_new_density(statement)
        reason = reason or redrawn
        if not reason and (self.unsettled & set(symbols(statement)) or (self.unsettled and equations)):
            reason = "it rests on a statement before it that was not read"
        of_before = self._rests_on_before(goal, ahead)
        reason = reason or self._of_before(statement, of_before)
        own = self.named[1] if self.named[0] == event.display else ""
        if not reason and not induction and (member := stepwise(said, self.facts.definitions, own)):
            reason = f"of {member} is said how it comes from the one before it"
        reach = self.reading.reach(event.span)
        if reach is not None and not reach.code:
            reason = reason or reach.note
        measured = as_sums(goal, self.document.text)
        suggested = (*self.facts.under_suppositions(goal), *apart_in_general(goal, self.document.text, event.span))
        suggested = (*suggested, *domains.under_roots(goal), *domains.of_other_laws(goal, self.reading.of_other_laws))
        supposed = tuple((h, self._asked(under)) for h, under in suggested)
        undecided = self.facts.under_conditions(goal)
        undecided = undecided and (undecided[0], self._asked(undecided[1]))
        posed = None if said_of_all(self.document.text, event.span[1]) else self.facts.under_posed(goal)
        posed = posed and (posed[0], self._asked(posed[1]))
        goal, of = laws.integrated(by_factorials(carried_out(goal)), self.laws)
        if of and not reason and not self.laws[of].settled:
            reason = "the parameters of a distribution may mean something else here"
        over = self._spread(event, claim, goal, rests)
        stepped = self._said_of_other_step(statement)
        slips = (against.slips or (over.slips and not reason)) and not (
            bounds
            or event.doubt
            or of_before
            or guessed
            or left_out
            or over.obstacle == SEVERAL
            or by_steps is not None
        )
        slips = slips and (over.slips or not over.obstacle) and not stepped and not written_as_zero
        slips = slips and not (ordered and (event.aside or self.unsettled or self._bound(set(symbols(statement)))))
        careful = over.careful and not reason and not stepped
        goal, reason = over.goal, reason or over.obstacle or stepped
        reason, loose = (reason, ()) if reason or _computes(statement) else self._loosened(event)
        if event.selects and (loose or not reason):
            reason, loose = "the text has found several solutions, of which this may be one", ()
        if event.anew and (loose or not reason):
            reason, slips, loose = "this may give a function another formula than it had", True, ()
        names = bool(redrawn) or (reason == against.reason and self._names_a_value(said))
        self._loosen(event.chain, reason, names)
        self._equate(said if (against.condition and not rests) or self._gives_inverse(said) else None, event.aside)
        self.everywhere.mention(said if against.condition and event.aside else None, self._to_end_of_chain(event))
        alone = self._alone(event, statement, goal) or over.joint or self._by_probability(original)
        above = self._above(event, statement)
        anew = afresh(goal, self.began, self._line(event))
        self._add(
            event, claim=claim, goal=goal, unsettled=reason, slips=slips, careful=careful, narrow=against.narrow or not against.slips, rests=rests, alone=alone, afresh=anew, loose=loose, notes=(*self._notes(goal), *_customs(event), *summed, *([BY_INDUCTION] if induction else ()), *([HELD_BY_EACH] if by_steps is not None else ()), *(f"{mean.latex or mean.name} is taken as custom has it: {latex(self.facts.definitions[mean.name].value)}" for mean in self.means), *([reach.note] if reach else []), *self.reading.broadcast_in(event.span), *over.notes, *primitive, *([MEETS] if event.meets else []), *([still] if still else []), *([put_in.note] if put_in is not None else [])),
            supposes=event.supposes, meets=bool(event.meets), sample=event.sample, generally=event.generally, aside=against.case or (event.aside and against.condition), above=above, above_chains=tuple(s.chain for s in event.above) if above else (),
            outside=reach is not None and bool(reach.code), fault=reach.fault if reach else None,
            earlier=tuple(map(self._asked, self._earlier(event, said))), supposed=(*supposed, *over.tried), undecided=undecided, condition=said if against.condition and not rests else None, posed=posed, again=again, measured=measured, sized=at_sizes(goal, against.size) if against.size and reason == against.reason else (),
            rounded=rounded(goal, event.left, event.right, self.document.text) if event.left is not None and event.right is not None else None,
            put_in=tuple(dict.fromkeys((*(put_in.chains if put_in is not None else ()), *(n for d in goal.definitions for n in self.put_in.get(d.symbol.name, ()))))),
        )  # fmt: skip
        self._pose_solution(event)
        held_here = [h.statement for h in self.facts.hypotheses]
        self.of_steps.note(said, event.chain, self._line(event), lambda of, label: restricted(of, label, held_here))

    def _by_law(self, statement: Statement) -> tuple[Statement, tuple[Hypothesis, ...], str]:
        """An equation for a median, a quantile or a mode as one for what the law of the X says, with what is understood there, and the X."""
        given = [h.statement for h in self.facts.hypotheses]
        defined = self.facts.definitions.values()
        given += [Relates(Relation.EQUAL, d.symbol, d.value) for d in defined if not d.parameters]
        found = by_distribution(statement, self.laws, self.document.text, given)
        return found if found[2] else at_the_top(statement, self.laws, self.facts)

    def _of_any_law(self, statement: Statement, against: Obstacle, of: str) -> Obstacle:
        """What may be a condition, where it is none: what is made of the parameters of a law alone is claimed of any law of the family."""
        parameters = self.laws[of].parameters if of else ()
        own = {name for parameter in parameters for name in symbols(parameter)}
        return Obstacle() if own and against.condition and set(symbols(statement)) <= own else against

    def _rests_on_before(self, goal: Goal, ahead: Collection[str]) -> bool:
        """Whether a goal has a definition of an earlier section or item; those `ahead` stand behind it."""
        return any(
            self.facts.places.get(d.symbol.name) != self.section
            for d in goal.definitions
            if d.symbol.name not in self.by_law and d.symbol.name not in ahead
        )

    def _of_before(self, statement: Statement, rests: bool) -> str:
        """Why what an earlier section says stands against refuting a statement."""
        if rests:
            return "it rests on a definition of an earlier section or item"
        ended = self.facts.ended_for(statement, self.began)
        return f"an equation for {ended} of an earlier section may hold here too" if ended else ""

    def _changed(self, term: Term) -> Changed | Through | None:
        """What equations give of what is differentiated in a term of which the text does not say otherwise how it depends on its variables."""
        made, names = self.facts.definitions, self.reading.scope.names
        if not constant_derivative(term, term, made, names):
            return None
        return changed(term, self.restated, names, made.__contains__) or through(term, self.restated, made)

    def _refuse(self, statement: Statement) -> None:
        """Raises Unreadable where a statement cannot be asked by itself."""
        refuse(statement)
        if self._is_open(statement):
            raise Unreadable(_NOT_SAID, self.place)

    def _without_constants(self, goal: Goal) -> tuple[Goal, str]:
        """A goal without what would say that a derivative is zero because nothing is said of what it depends on: `v = dx/dt` of an x that is only named
        leaves v open. With why it is not refuted then."""
        kept = tuple(d for d in goal.definitions if not self._is_open(d.value))
        given = tuple(h for h in goal.hypotheses if not self._is_open(h.statement))
        if len(kept) == len(goal.definitions) and len(given) == len(goal.hypotheses):
            return goal, ""
        return replace(goal, definitions=kept, hypotheses=given), _NOT_SAID

    def _by_steps(
        self, event: Event, statement: Statement
    ) -> tuple[Statement, tuple[Hypothesis, ...], tuple[Rest, ...] | None]:
        """A bound on the general member of a sequence as what shows it by induction, with what is counted and the claims that it rests on; None for these
        where it is no such bound."""
        claims = [one for one in self.of_steps.said if one.line >= self.began]
        found = (
            None if event.follows else inductive(statement, claims[::-1], self.facts.hypotheses, self.facts.definitions)
        )
        if found is None:
            return statement, (), None
        rests = tuple(
            Rest(c.chain, Hypothesis(c.statement, Origin.STATED, statement_latex(c.statement), c.line), True)
            for c in found.claims
        )
        return found.statement, found.counted, rests

    def _over_all(self, statement: Statement, spoken: set[str]) -> tuple[Statement, tuple[Rest, ...]]:
        """A statement with its sums over families that hold all it speaks of, and what was claimed of each step, summed like it."""
        fixed = self._fixed(statement, spoken)
        summed = self.of_steps.summed(statement, self.began)
        if not summed:
            return over_all(statement, fixed), ()
        written = over_all(Implies(tuple(premise for _, premise in summed), statement), fixed)
        rests = [
            Rest(said.chain, Hypothesis(premise, Origin.STATED, statement_latex(premise), said.line), True)
            for (said, _), premise in zip(summed, written.premises, strict=True)
        ]
        return written.conclusion, tuple(rests)

    def _from_elsewhere(self, statement: Statement, spoken: set[str]) -> Statement:
        """A statement with what is defined by sums that begin elsewhere, `S_n = \\sum_{t=0}^n x_t`, put in, where all sums can then be written over families that hold
        all that they speak of."""
        plain = {name: d for name, d in self.facts.definitions.items() if TOLD not in name and not name.endswith("[]")}
        given = {name: d for name, d in plain.items() if begins_elsewhere(d.value)}
        if not given and not begins_elsewhere(statement):
            return statement
        put = unfold_calls(statement, given)
        families = {name for name in symbols(put) if name.endswith("[]")}
        families |= {name for used in given if used in symbols(put) for name in symbols(given[used].value)}
        values = {name: d.value for name, d in plain.items() if not d.parameters and families & set(symbols(d.value))}
        values = {name: value for name, value in values.items() if name in symbols(put)}
        put = substitute(put, values) if values else put  # type: ignore[assignment]
        if put is statement or over_all(put, self._fixed(put, spoken)) is put:
            return statement
        return put

    def _fixed(self, statement: Statement, spoken: set[str]) -> set[str]:
        """The names of which the text says more than a statement about them does, in hypotheses or in what names in it stand for."""
        within = (symbols(definition.value) for definition in self.facts.ordered((statement,)))
        return spoken | set(self.facts.definitions) | set().union(*within)

    def _pose_solution(self, event: Event) -> None:
        """What comes of setting a gradient to zero is what the text goes on with: "for this gain the covariance simplifies"."""
        premise = event.premise[-1] if event.premise else None
        if premise is not None and premise.parts[1].op == "Zero" and event.relation == "=":
            self._pose(event)

    def _loosened(self, event: Event) -> tuple[str, tuple[int, ...]]:
        """Why a claim may be a condition where a link of its chain, or the line above, may be one; and the chains of these."""
        if event.chain in self.loose_chains:
            return self.loose_chains[event.chain], (event.chain,)
        above = tuple(solved.chain for solved in event.above if solved.chain in self.loose_chains)
        return (
            ("it may go on from the line above, which is a condition rather than an identity", above)
            if above
            else ("", ())
        )

    def _curved(
        self, event: Event, claim: Claim, statement: Statement, also: tuple[Hypothesis, ...], summed: bool
    ) -> tuple[Goal, bool]:
        """The goal of a claim with what is said of the shapes of its functions, and whether there is any. Where what was claimed of each step is `summed`, or shows a bound by induction,
        that is what is said of them."""
        also = (*also, *self.curvatures.constants(statement, event.span[0]))
        goal = self.facts.goal(claim, statement, also)
        constants = self.curvatures.of_any_sign
        signs = (h for h in self.facts.hypotheses if constants and set(symbols(h.statement)) <= constants)
        said = (*goal.hypotheses, *self.facts.of_members(statement), *signs)
        given = () if summed else self.curvatures.held(statement, self.facts.definitions, said, event.span[0])
        given = (*given, *self.everywhere.at(statement, self.facts.definitions, event.span[0]))
        if given:
            goal = self.facts.goal(claim, statement, (*also, *given))
        return at_one_index(without(goal, event.meets), self.facts, bool(given)), bool(given) or summed

    def _alone(self, event: Event, statement: Statement, goal: Goal) -> Goal | None:
        """A goal that is enough for a claim: without the premise that words give it; that a matrix is definite for that it is invertible; that the terms
        of two sums are the same, where the text relates members; that an order holds of the values of which it says something on average."""
        if event.words and isinstance(statement, Implies):
            alone = self._asked(self.facts.goal(Claim.EQUALITY, statement.conclusion))
            return None if _names_free(alone) else alone
        if (values := of_values(statement, self.chance.names | self.chance.defined)) is not None:
            claim = Claim.INEQUALITY if isinstance(values, Relates) else Claim.IMPLICATION
            asked = self.facts.goal(claim, values)
            if any(name in self.reading.laws for name in symbols(values)):  # what is supposed of its values is an event
                asked = replace(asked, hypotheses=())
            return self._asked(asked)
        told = any(
            isinstance(h.statement, Relates) and any(isinstance(p, Entry) for p in walk(h.statement))
            for h in goal.hypotheses
        )
        if told and (each := termwise(statement)) is not None:
            return self._asked(self.facts.goal(Claim.EQUALITY, each))
        if (
            isinstance(statement, HasProperty)
            and statement.kind is PropertyKind.INVERTIBLE
            and statement.subjects[0].shape
        ):
            return self._asked(replace(goal, statement=HasProperty(PropertyKind.POSITIVE_DEFINITE, statement.subjects)))
        return None

    def _declared(self, statement: Statement, event: Event) -> set[str]:
        """The names that stand for anything in a claim, whatever value the text gives them behind it: those that it has declared before and only takes
        apart into new ones, `X = U D V^T`, those that get values in special cases, and variables of functions, or what its section says something of, that get
        theirs in another section."""
        names = free_names(statement, self.facts.definitions)
        before = {name: known for name in names if (known := self.reading.scope.names.get(name)) is not None}
        line = self._line(event)
        return {
            name
            for name, known in before.items()
            if (
                (known.origin is Origin.DECLARED or name in self.reading.varied)
                and known.line <= line
                and self.later.takes_apart(name, self.place, self.reading.scope.names, self._line)
            )
            or self.later.only_cases(name, self.place, self.document.text, self.reading.order)
            or (
                (name in self.reading.varied or (known.properties and self.began <= known.line <= line))
                and self.later.elsewhere(name, self.place)
            )
        }

    def _unsaid(self, event: Event, statement: Statement, against: Obstacle) -> Obstacle:
        """What stands against refuting a statement, where nothing else does: sizes that nothing relates, or what words say of properties and of numerals."""
        if against.new and any(self._stands_elsewhere(name, event) for name in against.new & event.names):
            against = replace(against, slips=False)  # a slip of the pen stands at one place
        if against.reason:
            return against
        if self._has_foreign_size(statement):
            return Obstacle("how its sizes are related is not said in what was read")
        if (stem := self._given_by_member(statement)) is not None:
            return Obstacle(f"what the text says of a member of {stem} was not read of all of them")
        sides = (statement.left, statement.right) if isinstance(statement, Relates) else ()
        values = [side.name for side in sides if isinstance(side, Symbol) and side.name in self.facts.definitions]
        told = any(name.startswith((f"H{TOLD}", f"h{TOLD}", f"I{TOLD}")) for name in values)
        if told and not _WORKED_OUT.search(self.document.text[: event.span[0]][-120:]):
            return Obstacle("it may be of another distribution than the value before it")
        if isinstance(statement, HasProperty) and not self._plainly_said(event, statement):
            return Obstacle("the words about what it speaks of were not all understood")
        equation = isinstance(statement, Relates) and statement.relation is Relation.EQUAL and not event.follows
        numerals = equation and not symbols(statement) and not size_names(statement)
        if numerals and plain.numbers_may_differ(self.document.text):
            return Obstacle("the text speaks of numbers that are calculated with in another way")
        return against

    def _given_by_member(self, statement: Statement) -> str | None:
        """The stem of a family in a statement of which the text gives a member with a letter, `F_n = F_{n-1} + F_{n-2}`, and not the family."""
        stems = {name[:-2] for name in symbols(statement) if name.endswith("[]") and name not in self.facts.definitions}
        given = (name.partition("_") for name in self.facts.definitions)
        return next((stem for stem, mark, label in given if mark and stem in stems and label[:1] in "+ijklmnrst"), None)

    def _told(self) -> dict[tuple[str, str], set[str]]:
        """The names with a step below of which the text says an order or a property somewhere, by their letters: `B_k \\succ 0`."""
        given = [
            e for e in self.reading.events if e.kind is Said.PROPERTY or (e.kind is Said.ASSUME and e.relation != "=")
        ]
        told = set().union(*(names_in(side) for e in given for side in (e.left, e.right) if side is not None))
        told |= {e.known.name for e in given if e.known is not None}
        told |= {name for name, known in self.reading.scope.names.items() if known.properties}
        found: dict[tuple[str, str], set[str]] = {}
        for name in told:
            if (at := _step(name)) is not None:
                found.setdefault(at, set()).add(name)
        return found

    def _member_apart(self, statement: Statement) -> str:
        """Why a statement may speak of members of a family where it was read with a name of its own for one: z_i beside the z_j that it sums over."""
        inside = set(symbols(statement))
        inside |= {name for definition in self.facts.ordered((statement,)) for name in symbols(definition.value)}
        for name in sorted(inside):
            stem, mark, letter = name.partition("_")
            if mark and len(letter) == 1 and letter in FREE_INDICES and f"{stem}[]" in inside:
                return f"{name} may be a member of what it is summed over"
        return ""

    def _said_of_other_step(self, statement: Statement) -> str:
        """Why what is said of a name at one step may hold at those of a statement, of which it is not said: B_k and B_{k+1}; '' where nothing is."""
        own = symbols(statement).keys() if self.told else set[str]()
        given = {name for hypothesis in self.facts.hypotheses for name in symbols(hypothesis.statement)} if own else own
        for name in sorted(own - given):
            at = _step(name)
            others = self.told.get(at, set()) - own if at is not None else ()
            if others:
                known = self.reading.scope.names
                one, two = (known[n].latex if n in known else n for n in (min(others), name))
                return f"what the text says of {one} may be said of {two}, too"
        return ""

    def _has_numbers_only(self, statement: Statement) -> bool:
        """Whether all that a statement speaks of is a random number whose law has numbers for its parameters: what it says of it is a claim."""
        known = [self.laws.get(name) for name in symbols(statement)]
        return bool(known) and all(
            law is not None and law.settled and not any(map(symbols, law.parameters)) for law in known
        )

    def _has_foreign_size(self, statement: Statement) -> bool:
        """Whether a size that the text names is that of no symbol, beside symbols of sizes that it does not name: `tr(Σ⁻¹Σ) = tr(I_n)` of a Σ of any size."""
        named = self.reading.scope.sizes
        own = {name for symbol in symbols(statement).values() for size in symbol.shape for name in size.names}
        for name in free_names(statement, self.facts.definitions):  # the n of `S = \\sum_{i=1}^n x_i x_i^\\top`
            known = self.reading.scope.names.get(name)
            sizes = known.sizes if known is not None else ()
            own |= {part for size in sizes for part in self.reading.sizes.resolve(size).names}
        return not own <= named and bool((size_names(statement) & named) - own)

    def _stands_alone(self, event: Event, statement: Statement) -> bool:
        """Whether the paragraph of a claim about order introduces all that this speaks of, and everything in it was read."""
        line = self._line(event)
        lines = self._introduced(statement)
        here = all(self.reading.in_one_paragraph(first, line) for first in lines)
        return here and bool(lines) and not event.aside and not self.unsettled

    def _introduced(self, statement: Statement) -> set[int]:
        """The lines on which the names of a statement are introduced."""
        known = self.reading.scope.names
        return {known[name].line for name in free_names(statement, self.facts.definitions) if name in known}

    def _plainly_said(self, event: Event, statement: Statement) -> bool:
        """Whether the paragraphs of a claim, and those that introduce what it speaks of, have no word but those that are understood: "vectors that
        enclose an acute angle" says what no formula does."""
        of_property = isinstance(statement, HasProperty)
        return all(
            plain.is_plain(self.document, line, of_property)
            for line in {self._line(event), *self._introduced(statement)}
        )

    def _by_custom(self, goal: Goal) -> str:
        """Why a goal is not refuted that rests on entries under another letter than what holds them; '' where none does."""
        names = {definition.symbol.name for definition in goal.definitions}
        return (
            "it rests on entries that are written with a letter of their own" if names & self.reading.customary else ""
        )

    def _above(self, event: Event, statement: Statement) -> Goal | None:
        """That a line follows from the one above it in the same display: by what these two say, no definition unfolded."""
        if not event.above or event.premise or not isinstance(statement, Relates) or event.property is not None:
            return None
        premises: list[Statement] = []
        for solved in event.above:
            left, right = solved.relation.parts
            try:
                premise = self._relation(left, right, solved.relation.data)
            except (Unreadable, Clash):
                return None
            premises.append(unfold_calls(premise, self.facts.definitions))
        if statement in premises or not set(symbols(statement)) & set().union(*(set(symbols(p)) for p in premises)):
            return None
        implied: Statement = Implies(tuple(premises), statement)
        try:
            depends = Dependence.of(implied, self.reading.scope.names, self.facts.used(implied), self.document.text)
            implied = depends.put(implied, {}) if depends.on else implied
        except Unreadable:
            return None
        # what is defined by something random varies with it
        if expects(implied) or has_extremum(implied) or self._is_open(implied):
            return None
        return self._without_constants(replace(self.facts.goal(Claim.IMPLICATION, implied), definitions=()))[0]

    def _set_out(self, event: Event, against: Obstacle) -> None:
        """What restricts what a section is about, in the sentence without a verb that opens it, is given. Raises _Added."""
        bounded = event.relation == "=" or (event.right is not None and event.right.op in ("Number", "Zero"))
        if event.sets_out and event.aside and against.condition and bounded:
            self._given(event)
            raise _Added

    def _spread(self, event: Event, claim: Claim, goal: Goal, rests: tuple[Rest, ...]) -> Spread:
        """A goal over what varies in it. Where that is not clear, the step is added with its averages as numbers of which nothing is known, and nothing that is
        said later may use it. Raises Unreadable, _Added."""
        try:
            return spread(goal, self.chance, self.place)
        except Unreadable as problem:
            numbers = opaque(goal)
            if numbers is None:
                raise
            reason, notes = problem.reason, self._notes(numbers)
            self._add(event, claim=claim, goal=numbers, unsettled=reason, unclear=reason, rests=rests, notes=notes)
            raise _Added from problem

    def _asked(self, goal: Goal) -> Goal:
        """A goal that may be asked beside that of a claim: without what would make an open slope zero, and with its expected values over a sample space; as
        they are where they cannot be."""
        goal = self._without_constants(goal)[0]
        try:
            return spread(goal, self.chance, self.place).goal
        except Unreadable:
            return goal

    def _is_open(self, term: Term) -> bool:
        """Whether a term speaks of a derivative of which nothing is known, as nothing says that what is differentiated moves with its variable."""
        return constant_derivative(term, term, self.facts.definitions, self.reading.scope.names)

    def _notes(self, goal: Goal) -> tuple[str, ...]:
        """What must be said of a goal that rests on a definition whose norm bars were put back."""
        names = [d.symbol for d in goal.definitions if d.symbol.name in self.restored]
        return tuple(
            f"with the norm bars put back in the definition of {symbol.latex or symbol.name} (line {self.restored[symbol.name]})"
            for symbol in names
        )

    def _rests(self, event: Event) -> tuple[Rest, ...]:
        """What a "hence" may use of what was solved before it."""
        found: list[Rest] = []
        for solved in event.solved:
            left, right = solved.relation.parts
            statement = unfold_calls(self._relation(left, right, solved.relation.data), self.facts.definitions)
            line = self.document.position(solved.relation.span[0])[0]
            if self._is_closed(statement):
                continue  # what is worked out gives nothing new, and a rounded number too much
            if not any(rest.hypothesis.statement == statement for rest in found) and not has_extremum(statement):
                found.append(
                    Rest(
                        solved.chain,
                        Hypothesis(statement, Origin.STATED, statement_latex(statement), line),
                        solved.shown,
                    )
                )
        return () if _of_several_cases(found) else tuple(found)

    def _is_closed(self, statement: Statement) -> bool:
        """Whether a statement speaks of nothing but what the text defines, down to numbers."""
        made = self.facts.definitions
        return not free_names(statement, made) and set(functions_in(statement)) <= set(made)

    def _earlier(self, event: Event, statement: Statement) -> tuple[Goal, ...]:
        """The same claim against the sides of the chain before the left one, for when the line before is wrong."""
        if not event.earlier or not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
            return ()
        found: list[Goal] = []
        for side in event.earlier:
            left = unfold_calls(self.builder.build(side), self.facts.definitions)
            claim = Claim.GRADIENT if isinstance(left, Derivative) else Claim.EQUALITY
            if has_extremum(left):
                continue
            same = Relates(Relation.EQUAL, left, statement.right)
            if self._is_open(same):
                return ()  # with one left out, the others would be counted wrongly
            try:
                found.append(self.facts.goal(claim, differentiated(same, self.facts.definitions, event.span).statement))
            except Unreadable:
                continue
        return tuple(found)

    def _statement(self, event: Event) -> tuple[Statement, Claim]:
        if event.property is not None and event.left is not None:
            return HasProperty(event.property, (self.builder.build(event.left),)), Claim.PROPERTY
        if event.relation == "≈":
            sides = self._relation(event.left, event.right, "=")
            return expansion(sides.left, sides.right, event.small, event.order), Claim.EQUALITY
        relation = "=" if event.relation == "∈" else event.relation
        conclusion = self._relation(event.left, event.right, relation)
        if not event.premise:
            gradient = isinstance(conclusion.left, Derivative)
            if conclusion.relation is not Relation.EQUAL:
                return conclusion, Claim.INEQUALITY
            return conclusion, Claim.GRADIENT if gradient else Claim.EQUALITY
        premises = tuple(
            whole(self._relation(p.parts[0], p.parts[1], p.data), conclusion, self.facts) for p in event.premise
        )
        if event.both:
            return Iff(premises[0], conclusion), Claim.EQUIVALENCE
        if event.words:  # what is worked out gives nothing new, and a rounded number too much
            premises = tuple(premise for premise in premises if not self._is_closed(premise))
        if not premises:
            return self._statement(replace(event, premise=(), words=False))
        return Implies(premises, conclusion), Claim.IMPLICATION

    def _optimum(self, event: Event) -> None:
        """A claimed minimum: what is given of its variables are constraints, and their definitions are forgotten."""
        said = event.optimum
        assert said is not None
        objective = unfold_calls(self.builder.build(said.objective), self.facts.definitions)
        point = []
        for known, value in said.point:
            symbol = self.builder.build(Loose("Symbol", (), known, event.span))
            assert isinstance(symbol, Symbol)
            point.append((symbol, self.builder.build(value)))
        names = {symbol.name for symbol, _ in point} | set(symbols(objective))
        constraints: list[Statement] = [self._relation(c.parts[0], c.parts[1], c.data) for c in said.constraints]
        at = {symbol.name for symbol, _ in point}
        constraints += [
            h.statement
            for h in self.facts.hypotheses
            if set(symbols(h.statement)) & (at if isinstance(h.statement, HasProperty) else names)
            and h.statement not in constraints
        ]
        statement = Optimum(said.kind, objective, tuple(constraints), tuple(point), said.unique)
        goal = self._without_constants(self.facts.goal(Claim.MINIMUM, statement))[0]
        goal = replace(
            goal,
            hypotheses=tuple(h for h in goal.hypotheses if h.statement not in constraints),
            definitions=tuple(d for d in goal.definitions if d.symbol.name not in names),
        )
        self._add(event, claim=Claim.MINIMUM, goal=goal)

    def _misfit(self, event: Event) -> Goal | None:
        """What an ill-formed line seems to state, with the parts that do not fit left standing, for the diagnosis to mend."""
        if event.kind is not Said.ILL_FORMED or event.left is None or event.right is None:
            return None
        bound = self.reading.sizes.snapshot()
        shaper = Shaper(self.reading.sizes)
        for side in (event.left, event.right):
            try:
                shaper.shape(side)
            except (Clash, Unreadable):
                continue
        try:
            builder = Builder(shaper, lenient=True)
            left, right = builder.build(event.left), builder.build(event.right)
            statement = Relates(Relation.EQUAL, self._unfolded(left), self._unfolded(right))
            depends = Dependence.of(statement, self.reading.scope.names, self.facts.definitions, self.document.text)
            return opened(self.facts.goal(Claim.EQUALITY, statement), depends)
        except (Clash, Unreadable):
            return None
        finally:
            self.reading.sizes.bound = bound

    def _unfolded(self, side: Term) -> Term:
        """A side with its calls written out, where its parts fit."""
        try:
            return unfold_calls(side, self.facts.definitions)
        except ShapeError:
            return side

    def _add(self, event: Event, **values: object) -> None:
        step = Step(
            event.span, self.document.text[slice(*event.span)], _shown(event), Claim.EQUALITY, row=event.row, display=event.display,
            follows=event.follows, chain=event.chain,
        )  # fmt: skip
        self.steps.append(replace(step, **values))  # type: ignore[arg-type]


def _equates(statement: Statement) -> bool:
    return isinstance(statement, Relates) and statement.relation is Relation.EQUAL


def _shown(event: Event) -> str:
    """The relation as a report names it: that of the statement, or the arrow it is concluded by."""
    return event.relation if not event.premise else "iff" if event.both else "implies"


def _customs(event: Event) -> tuple[str, ...]:
    """What a statement was taken to mean by custom alone."""
    return (
        ("an indexed small letter is taken for the entries of the matrix of that letter",)
        if event.doubt == BY_CUSTOM
        else ()
    )


def _names_free(goal: Goal) -> bool:
    """Whether a goal gives a value to a name of which nothing else is said: that does not hold by itself."""
    said = goal.statement
    if not isinstance(said, Relates) or said.relation is not Relation.EQUAL:
        return False
    told = {name for h in goal.hypotheses if isinstance(h.statement, Relates) for name in symbols(h.statement)}
    told |= {d.symbol.name for d in goal.definitions}
    return any(
        isinstance(one, Symbol) and one.name not in told and one.name not in symbols(other)
        for one, other in ((said.left, said.right), (said.right, said.left))
    )


def _repeats_density(statement: Statement) -> bool:
    """Whether a statement sets a density equal to itself: `p(x | m) = p(x)`, where the m is read as left out."""
    if not isinstance(statement, Relates) or statement.left != statement.right:
        return False
    return isinstance(statement.left, Apply) and TOLD in statement.left.name


def _is_matrix(known: Known | None) -> bool:
    return known is not None and len(known.sizes) == 2


def _computes(statement: Statement) -> bool:
    """Whether a side is an integral or a limit, which has a value whatever the links before it in a chain are."""
    return isinstance(statement, Relates) and any(isinstance(part, Integral | Limit) for part in walk(statement.left))


class _Added(Exception):
    """A step was added of which nothing else is to be kept."""


_STEP = re.compile(r"\+?(?P<letter>[a-z])(?:[+-]\d+)?")


def _step(name: str) -> tuple[str, str] | None:
    """The B and the k of B_k, B_{k+1}: what the names of a thing at two steps have in common."""
    stem, _, label = name.partition("_")
    found = _STEP.fullmatch(label)
    return (stem, found["letter"]) if found is not None else None


def _of_several_cases(rests: Sequence[Rest]) -> bool:
    """Whether equations give one name two numbers, `a = 0 ⇒ …, a = 1 ⇒ …`: cases, which do not hold together."""
    values: dict[str, Term] = {}
    said = (rest.hypothesis.statement for rest in rests)
    given = [one for one in said if isinstance(one, Relates) and isinstance(one.right, Number)]
    return any(
        isinstance(one.left, Symbol) and values.setdefault(one.left.name, one.right) != one.right for one in given
    )
