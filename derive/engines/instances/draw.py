"""Drawing whole instances: structured symbols by their templates, equations by solving, everything verified at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from derive.engines.instances.finite import Pick, picking
from derive.engines.instances.reading import Reading
from derive.engines.instances.solve import Factor, Inconsistent, Solve, degree_in, factoring, inverted_in
from derive.engines.instances.spectral import Frame, Spectrum, structure
from derive.engines.instances.templates import Choices, Source, draw_array, draw_direction, polynomial_in
from derive.goals import Definition
from derive.numerics.arrays import Array
from derive.numerics.calculus import varying_symbols
from derive.numerics.evaluate import Evaluator
from derive.numerics.fields import BadLuck, Field, NotEvaluable, PrimeField
from derive.numerics.instance import Instance
from derive.numerics.truth import free_indices, holds_always
from derive.record import dataclass
from derive.terms import (
    Apply,
    BigProduct,
    BigSum,
    Entry,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    ShapeError,
    Statement,
    Symbol,
    Term,
    substitute,
    symbols,
    walk,
)

ATTEMPTS = 12
MOST_DRAFTS = 12


class CannotDraw(Exception):
    """No instance that meets the hypotheses could be drawn; `reason` is one sentence."""

    def __init__(self, reason: str, hopeless: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hopeless = hopeless


Step = Solve | Factor | Frame | Spectrum | Pick


@dataclass(frozen=True, slots=True)
class Draft:
    """A way of drawing instances. `complete`: it reaches a dense part of all instances that meet the hypotheses."""

    reading: Reading
    definitions: tuple[Definition, ...]
    steps: tuple[Step, ...] = ()
    roots: tuple[tuple[str, Symbol], ...] = ()  # symbols drawn as polynomials in another
    complete: bool = True
    integers: frozenset[str] = frozenset()
    varying: frozenset[str] | None = None
    symmetric: frozenset[str] = frozenset()  # derivatives by these stay among the symmetric matrices
    diagonal: frozenset[str] = frozenset()  # and by these among the diagonal ones
    projected: frozenset[str] = frozenset()  # and by these are projected to the symmetric ones
    interpreted: bool = False  # exponentials occur: a second field holds exponents


def drafts(
    reading: Reading,
    definitions: tuple[Definition, ...],
    equations: Sequence[Relates],
    statement: Term,
    interpreted: bool = False,
) -> list[Draft]:
    """The ways to draw instances that meet the hypotheses and `equations`, the most promising first."""
    defined = {definition.symbol.name for definition in definitions}
    integers = _integers(reading, statement, definitions)
    varying = varying_symbols(statement, *(d.value for d in definitions))
    if varying is not None:
        varying = varying - defined or None
    fixed = defined | integers
    inverted = inverted_in((statement, *reading.statements, *(d.value for d in definitions)))
    first, rest = structure(reading, definitions, equations)
    ways: list[tuple[tuple[Step, ...], Sequence[Relates]]] = (
        [(first, rest), ((), equations)] if first else [((), equations)]
    )
    if (unfolded := _unfolded(equations, definitions)) is not None:
        ways.append(((), unfolded))
    found = []
    for roots, plain, extra in _roots(reading, defined):
        for structural, open_ in ways:
            left = (*open_, *extra)
            met = {name for step in structural for name in step.names} | {name for name, _ in roots}
            for steps in islice(_plans(left, fixed | met), MOST_DRAFTS):
                complete = plain and all(s.covers(reading, inverted) for s in (*structural, *steps))
                found.append(
                    Draft(
                        reading,
                        definitions,
                        (*structural, *steps),
                        roots,
                        complete,
                        integers,
                        varying,
                        interpreted=interpreted,
                    )
                )
    return sorted(found, key=lambda draft: not draft.complete)


def _unfolded(equations: Sequence[Relates], definitions: Sequence[Definition]) -> Sequence[Relates] | None:
    """Equations with the values of what is defined put in: `M = L Lᵀ` of `M = K + σ² I` is met by a choice of K. None where nothing changes."""
    values = {d.symbol.name: d.value for d in definitions if not d.parameters}
    found = list(equations)
    for _ in range(len(values)):
        try:
            made = [Relates(one.relation, substitute(one.left, values), substitute(one.right, values)) for one in found]
        except ShapeError:
            return None
        if made == found:
            break
        if any(one.left.shape != one.right.shape for one in made):
            return None
        found = made
    return found if found != list(equations) else None


def _integers(reading: Reading, statement: Term, definitions: Sequence[Definition]) -> frozenset[str]:
    """The scalars that must be known integers: exponents of matrices, integer exponents, bounds and indices."""
    declared = {name for name, kinds in reading.properties.items() if PropertyKind.INTEGER in kinds}
    found: set[str] = set()
    for term in (statement, *reading.statements, *(d.value for d in definitions)):
        for part in walk(term):
            for place, anyway in _integer_places(part):
                names = {name for name, symbol in symbols(place).items() if not symbol.shape}
                found |= names if anyway else names & declared
    return frozenset(found - {d.symbol.name for d in definitions})


def _integer_places(part: Term) -> list[tuple[Term, bool]]:
    match part:
        case Power(base=base, exponent=exponent):
            return [(exponent, bool(base.shape))]
        case BigSum(lower=lower, upper=upper) | BigProduct(lower=lower, upper=upper):
            return [(bound, True) for bound in (lower, upper) if bound is not None]
        case Entry(indices=indices):
            return [(index, True) for index in indices if index is not None]
        case Apply(name="binomial", arguments=(_, bottom)):
            return [(bottom, True)]
        case Apply(name="factorial", arguments=arguments):
            return [(argument, False) for argument in arguments]
    return []


Roots = tuple[tuple[tuple[str, Symbol], ...], bool, tuple[Relates, ...]]


def _roots(reading: Reading, defined: set[str]) -> list[Roots]:
    """Which symbol each commuting one is a polynomial in, whether that reaches all commuting pairs, and the equations to be solved instead."""
    pairs = [pair for pair in reading.commuting if not {pair[0].name, pair[1].name} & defined]
    if not pairs:
        return [((), True, ())]
    pairs = list({frozenset((a.name, b.name)): (a, b) for a, b in pairs}.values())
    first = tuple((b.name, a) for a, b in pairs)
    second = tuple((a.name, b) for a, b in pairs)
    plain = len(pairs) == 1 and not any(reading.of(s.name) - {PropertyKind.INVERTIBLE} for s in pairs[0])
    solved = tuple(Relates(Relation.EQUAL, Product((a, b)), Product((b, a))) for a, b in pairs)
    rooted = [(roots, plain, ()) for roots in (first, second) if not _in_circle(roots)]
    return [*rooted, ((), False, solved)]


def _in_circle(roots: tuple[tuple[str, Symbol], ...]) -> bool:
    """Whether a symbol would be a polynomial in itself by way of others."""
    found = {name: root.name for name, root in roots}
    for name in found:
        seen, at = {name}, found[name]
        while at in found and at not in seen:
            seen.add(at)
            at = found[at]
        if at in seen:
            return True
    return False


def _plans(equations: tuple[Relates, ...], fixed: set[str]) -> Iterator[tuple[Step, ...]]:
    """Orders in which equations can be solved: the last step's symbol occurs in no other step's equations."""
    if not equations:
        yield ()
        return
    picked = {pick.symbol.name: (pick, equation) for equation in equations if (pick := picking(equation)) is not None}
    for name, (pick, equation) in picked.items():
        if name not in fixed:
            rest = tuple(e for e in equations if e is not equation)
            for later in _plans(rest, fixed | {name}):
                yield (pick, *later)
            return
    candidates: dict[str, Symbol] = {}
    for equation in equations:
        for name, symbol in symbols(equation).items():
            if name not in fixed:
                candidates.setdefault(name, symbol)
    ranked = []
    for name, symbol in candidates.items():
        mine = tuple(e for e in equations if name in symbols(e))
        if all(degree_in(e.left, name) <= 1 and degree_in(e.right, name) <= 1 for e in mine):
            alone = all(symbol in (e.left, e.right) for e in mine)
            ranked.append((not alone, len(mine), name, symbol, mine))
    for _, _, name, symbol, mine in sorted(ranked, key=lambda r: r[:3]):
        rest = tuple(e for e in equations if e not in mine)
        for earlier in _plans(rest, fixed | {name}):
            yield (*earlier, Solve(symbol, mine))
    for equation in equations:
        pair = factoring(equation)
        rest = tuple(e for e in equations if e is not equation)
        if (
            pair is not None
            and not set(pair.names) & fixed
            and not any(set(pair.names) & set(symbols(e)) for e in rest)
        ):
            for earlier in _plans(rest, fixed | set(pair.names)):
                yield (*earlier, pair)


Fixed = Mapping[str, Array]


def draw(
    draft: Draft,
    sizes: dict[str, int],
    field: Field,
    seed: object,
    choices: Choices | None = None,
    fixed: Fixed | None = None,
) -> Evaluator:
    """An evaluator at an instance that meets every hypothesis, as far as the field can say; `fixed` values are not drawn. Raises CannotDraw."""
    problem = CannotDraw("no draw was tried")
    for attempt in range(ATTEMPTS):
        made = Choices(None) if choices is None else Choices(choices.round)
        try:
            ev = _assemble(draft, sizes, field, f"{seed} {attempt}", made, fixed or {})
            verify(ev, draft.reading)
        except Inconsistent as luck:
            problem = CannotDraw(luck.reason)
            if attempt > 1:
                break
            continue
        except BadLuck as luck:
            problem = CannotDraw(luck.reason)
            continue
        except NotEvaluable as cannot:
            raise CannotDraw(cannot.reason, hopeless=True) from None
        if choices is not None:
            choices.count = made.count
        return ev
    raise problem


def _assemble(
    draft: Draft, sizes: dict[str, int], field: Field, seed: str, choices: Choices, fixed: Fixed
) -> Evaluator:
    ev = _evaluator(draft, sizes, field, seed, choices, fixed)
    if draft.interpreted and isinstance(field, PrimeField):
        ev.exponents = _evaluator(draft, sizes, field.exponent_field, seed, choices, {})
    return ev


def _evaluator(
    draft: Draft, sizes: dict[str, int], field: Field, seed: str, choices: Choices, fixed: Fixed
) -> Evaluator:
    reading = draft.reading
    constants = frozenset(n for n, kinds in reading.properties.items() if PropertyKind.CONSTANT in kinds)
    instance = Instance(sizes, dict(fixed), constants=constants)
    instance.symmetric, instance.diagonal, instance.projected = draft.symmetric, draft.diagonal, draft.projected
    roots = dict(draft.roots)

    def source(purpose: str, name: str) -> Source:
        rng = Source(f"{seed} {purpose} {name} {field.prime}")
        rng.name, rng.discrete = name, choices
        return rng

    def draw_symbol(symbol: Symbol) -> Array:
        shape = instance.shape(symbol.sizes)
        if symbol.name in roots and symbol.name not in instance.values:
            return polynomial_in(field, source("polynomial", symbol.name), ev.value(roots[symbol.name], ev.top))
        rng = source("value", symbol.name)
        for _ in range(ATTEMPTS):
            try:
                return draw_array(field, rng, reading.of(symbol.name), shape)
            except BadLuck as luck:
                problem = luck
        raise problem

    instance.draw = draw_symbol
    instance.draw_direction = lambda symbol: draw_direction(
        field, source("direction", symbol.name), reading.of(symbol.name), instance.shape(symbol.sizes)
    )
    for name in sorted(draft.integers):
        instance.integers[name] = value = fixed[name].data[0] if name in fixed else 1 + source("integer", name).pick(5)
        instance.values[name] = Array((), [value])
    ev = Evaluator(field, instance, draft.definitions)
    ev.varying = draft.varying
    for step in draft.steps:
        instance.values.update(step.assign(ev, reading, lambda name: source("solution", name)))
    return ev


def verify(ev: Evaluator, reading: Reading) -> None:
    """Checks every hypothesis. Raises BadLuck when one is false; over the rationals also NotEvaluable when one cannot be decided."""
    for statement in reading.statements:
        if is_filter(ev, statement):
            continue
        try:
            true = holds_always(ev, statement)
        except BadLuck:
            raise
        except NotEvaluable:
            if ev.field.prime:
                continue
            raise
        if not true:
            raise BadLuck("a hypothesis is not met by what was drawn")


def is_filter(ev: Evaluator, statement: Statement) -> bool:
    """Whether a hypothesis is about free indices alone (`i ≠ j`): it restricts their values."""
    return bool(free_indices(ev, statement)) and all(name.startswith("#") for name in ev.free(statement))
