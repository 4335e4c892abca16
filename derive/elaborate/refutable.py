"""Whether a statement may be refuted at all: a counterexample counts only against an identity in what the text has introduced."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache

from derive.elaborate.approximations import SCALE
from derive.elaborate.entrywise import is_place
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.scope import TOLD, Known
from derive.goals import Definition, Goal, Origin, with_values
from derive.record import dataclass
from derive.rules.curvature import same
from derive.rules.likeness import alike
from derive.sizes import Size
from derive.terms import (
    Apply,
    At,
    BigProduct,
    BigSum,
    Block,
    Constant,
    Derivative,
    Determinant,
    Differential,
    Entry,
    Expectation,
    Identity,
    Iff,
    Implies,
    Index,
    Integral,
    Limit,
    Number,
    Product,
    PropertyKind,
    Relates,
    Relation,
    ShapeError,
    SizeValue,
    Statement,
    Sum,
    Symbol,
    Term,
    Transpose,
    Zero,
    children,
    indices_in,
    size_names,
    substitute,
    symbols,
    walk,
)


def free_names(term: Term, definitions: Mapping[str, Definition]) -> set[str]:
    """The names a term speaks of once definitions are unfolded; those that are defined by one another in a circle are free."""
    seen = _spoken(term, definitions)
    return {name for name in seen if name not in definitions or name in _spoken(definitions[name].value, definitions)}


def _spoken(term: Term, definitions: Mapping[str, Definition]) -> set[str]:
    """The names in a term, and in the definitions of those and of the functions that are called."""
    pending: list[tuple[Term, frozenset[str]]] = [(term, frozenset())]
    seen: set[str] = set()
    called: set[str] = set()
    while pending:
        value, parameters = pending.pop()
        fresh = _unbound(value) - parameters - seen
        seen |= fresh
        pending += ((definitions[name].value, frozenset()) for name in fresh if name in definitions)
        functions = {stem for stem in _called(value) if stem in definitions} - called
        called |= functions
        made = map(definitions.__getitem__, functions)
        pending += ((function.value, frozenset(p.name for p in function.parameters)) for function in made)
    return seen


@lru_cache(maxsize=1 << 12)
def _called(term: Term) -> frozenset[str]:
    """The functions of the text that a term calls."""
    calls = (part.name for part in walk(term) if isinstance(part, Apply) and part.name.startswith("user:"))
    return frozenset(name.removeprefix("user:").rstrip("'") for name in calls)


@lru_cache(maxsize=1 << 12)
def _unbound(term: Term) -> frozenset[str]:
    """The names in a term but for the variables of its integrals and limits, and for the places at which derivatives are taken."""
    bound = {part.variable.name for part in walk(term) if isinstance(part, Integral | Limit)}
    bound |= {place.name for part in walk(term) if isinstance(part, At) for place, _ in part.values if is_place(place)}
    return frozenset(symbols(term)) - bound


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a counterexample would not show that the text is wrong; '' when it would. `slips`: unless one small change makes an identity of it,
    where `narrow` only one of a kind that is made without thinking, and no other name (`A x = b` is one name away from `A x = A x`); `condition`: what is said restricts names that the text leaves free; `case`: it gives one a value, which no words make a claim."""

    reason: str = ""
    slips: bool = False
    narrow: bool = False
    condition: bool = False
    case: bool = False
    new: frozenset[str] = frozenset()  # names of a conclusion that its premises do not speak of
    size: str = ""  # the letter that may be a size, where nothing else stands against it, and no other may be


def obstacle(
    statement: Statement,
    definitions: Mapping[str, Definition],
    known: Mapping[str, Known],
    follows: bool,
    equations: Iterable[Relates] = (),
    observed: Container[str] = (),
    drawn: Mapping[str, Iterable[Term]] = {},
    valued: bool = False,
    declared: Container[str] = (),
) -> Obstacle:
    """What stands against refuting a statement. `equations` tie names together, and so do distributions what is `drawn` from them to their parameters;
    what was `observed` is defined by a model and does not count as that. `valued`: it says what something is that the text has defined, or how values of that are related;
    `declared`: what was introduced before it and stands for anything, whatever value the text gives it afterwards."""
    equations = tuple(equations)
    spoken = _spoken_of(equations, definitions, known)
    for part in walk(statement):
        if isinstance(part, Apply) and part.name.startswith("user:") and not _arbitrary(part.name, known, spoken):
            reason = f"the function {part.name.removeprefix('user:')} is not defined in what was read"
            ordered = isinstance(statement, Relates) and statement.relation is not Relation.EQUAL
            slips = not ordered and _takes_each_at_one(statement)  # `p ≤ f(x)` may be what is supposed of f
            condition = _gives_probability(statement) or _bounds_value(statement)
            return Obstacle(reason, condition=condition, slips=slips, narrow=True)
        if isinstance(part, Derivative):
            reason = _dependence(part, definitions, known)
            if reason:
                return Obstacle(reason, slips=True, narrow=True)
    if (of := _compares_orders(statement, definitions, known)) is not None:
        return Obstacle(f"it may say what kind of matrix {of} is", condition=True)
    ragged = _of_members(statement, definitions)
    if ragged:
        return Obstacle(f"each sum up to {ragged} was read with the same end, which the text does not say")
    somewhere = _in_between(statement)
    if somewhere:
        return Obstacle(f"{somewhere} may be some point that the text does not give")
    for name in sorted(free_names(statement, definitions)):
        if name in _IMAGINARY and name in known and known[name].origin is Origin.INFERRED and not known[name].rank:
            reason = f"{name} may be the imaginary unit, or an index that nothing binds"
            return Obstacle(reason, slips=True, narrow=True)
        if TOLD in name:  # an entropy or a probability has bounds that are not written
            reason = f"of {name} nothing is known but that it is a number"
            return Obstacle(reason, condition=_gives_probability(statement))
        late = name in known and known[name].definition and name not in definitions
        here = symbols(statement).get(name)
        if late and here is not None and len(here.shape) == 2 and not known[name].rank:
            continue  # a matrix that becomes a number in an example
        if late and name not in observed and name not in declared:
            return Obstacle(
                f"{name} is defined only after it is used here", case=not follows and _gives_value(statement)
            )
    entries = _of_another_letter(free_names(statement, definitions) | set(symbols(statement)), known)
    if entries:
        return Obstacle(
            f"{entries} may be written for the entries of what has the letter in another weight or size",
            slips=True,
            narrow=True,
        )
    if isinstance(statement, Relates):
        tied = [free_names(equation, definitions) for equation in equations]
        tied += [{name}.union(*(free_names(p, definitions) for p in parameters)) for name, parameters in drawn.items()]
        factored = [free_names(equation, definitions) for equation in equations if _factors(equation)]
        return _one_sided(statement, definitions, known, follows, tied, factored, valued)
    return _unpremised(statement, definitions, known)


def _of_members(statement: Statement, definitions: Mapping[str, Definition]) -> str:
    """The size up to which a sum runs, or that of a name, which is a member of a family of numbers of which the text speaks: the n_i of groups
    of different sizes; '' where there is none."""
    terms = [statement, *(definitions[name].value for name in _spoken(statement, definitions) if name in definitions)]
    spoken = set().union(*(symbols(term) for term in terms))
    for size in sorted(set().union(*(_sizes_in(term) for term in terms))):
        stem, mark, label = size.partition("_")
        if mark and label in FREE_INDICES and f"{stem}[]" in spoken:
            return size
    return ""


def _in_between(statement: Term) -> str:
    """The c of `f(b) - f(a) = f'(c)(b - a)`: a point at which nothing but a derivative of a function is taken that has values at others; '' where there is none."""
    slopes: dict[Symbol, str] = {}
    waiting: list[Term] = [statement]
    values: set[str] = set()
    elsewhere: set[Term] = set()
    while waiting:
        part = waiting.pop()
        point, name = _slope(part)
        if isinstance(point, Symbol):
            slopes[point] = name
            continue
        if isinstance(part, Apply) and part.name.startswith("user:"):
            values.add(part.name.rstrip("'"))
        elsewhere.add(part)
        waiting += children(part)
    return next((point.latex for point, name in slopes.items() if name in values and point not in elsewhere), "")


def _slope(part: Term) -> tuple[Term | None, str]:
    """The point at which a derivative of a function of one thing is taken, and the function."""
    if isinstance(part, Apply) and part.name.startswith("user:") and part.name.endswith("'"):
        return (part.arguments[0], part.name.rstrip("'")) if len(part.arguments) == 1 else (None, "")
    if isinstance(part, At) and len(part.values) == 1:
        place, point = part.values[0]
        inner, name = _slope(part.body)
        return (point, name) if inner == place else (None, "")
    if isinstance(part, Derivative) and isinstance(part.body, Apply) and part.body.name.startswith("user:"):
        at = part.body.arguments
        if len(at) == 1 and all(variable == at[0] for variable in part.variables):
            return at[0], part.body.name
    return None, ""


_IMAGINARY = frozenset(["i", "j", "roman:i", "bb:i"])


def unmet(brought: Iterable[str], known: Mapping[str, Known]) -> Obstacle:
    """What stands against refuting that a formula meets an equation: a name of which the text has said nothing, unless it was put for another."""
    new = sorted(name for name in brought if _says_nothing_of({name}, known))
    return Obstacle(f"{new[0]} is not introduced in what was read", slips=True) if new else Obstacle()


ANY = "user:any "  # before the name of a function that a statement is said for all of


def _arbitrary(name: str, known: Mapping[str, Known], spoken: Container[str]) -> bool:
    """Whether the text speaks of any function of some shape: then one for which a statement fails shows it to be wrong. Of one that it has `spoken` of
    since, it may have said what it must be."""
    if name.startswith((ANY, "user:matrix ")):
        return True
    entry = known.get(name.removeprefix("user:"))
    return entry is not None and entry.arbitrary and name.removeprefix("user:").rstrip("'") not in spoken


def _spoken_of(
    equations: Iterable[Relates], definitions: Mapping[str, Definition], known: Mapping[str, Known]
) -> set[str]:
    """The functions that what is given speaks of without an argument (`f' = f`, `g = f^{-1}`), or of whose slope it speaks."""
    found: set[str] = set()
    for term in (*equations, *(definition.value for definition in definitions.values())):
        for part in walk(term):
            name = part.name if isinstance(part, Symbol | Apply) else ""
            stem = name.removeprefix("user:").split("^")[0].rstrip("'")
            if isinstance(part, Symbol) or name.endswith("'"):
                found.add(stem)
    found |= {name.split("^")[0].rstrip("'") for name in definitions if "'" in name or "^" in name}
    return found & {name for name, entry in known.items() if entry.kind == "function"}


def _takes_each_at_one(statement: Statement) -> bool:
    """Whether every function of the text that a statement speaks of is taken at one argument: `f'(-x) = -f'(x)` may be what makes it the one it is."""
    at: dict[str, set[tuple[Term, ...]]] = {}
    points: dict[Term, Term] = {
        place: value for part in walk(statement) if isinstance(part, At) for place, value in part.values
    }
    for part in walk(statement):
        if isinstance(part, Apply) and part.name.startswith("user:"):
            arguments = tuple(points.get(argument, argument) for argument in part.arguments)  # of `∇h(G u + c)`
            at.setdefault(part.name.rstrip("'"), set()).add(arguments)
    return all(len(arguments) == 1 for arguments in at.values())


def _unpremised(statement: Statement, definitions: Mapping[str, Definition], known: Mapping[str, Known]) -> Obstacle:
    """A conclusion that speaks of more than its premises."""
    if isinstance(statement, Implies | Iff):
        before = statement.premises if isinstance(statement, Implies) else (statement.left,)
        after = statement.conclusion if isinstance(statement, Implies) else statement.right
        given = set().union(*(free_names(premise, definitions) for premise in before))
        new = free_names(after, definitions) - given
        if isinstance(after, Relates):  # on both sides: it is said for every value of it
            new -= free_names(after.left, definitions) & free_names(after.right, definitions)
        if new:
            reason = f"{min(new)} does not occur in what it is concluded from"
            return Obstacle(reason, slips=sum(_says_nothing_of({name}, known) for name in new) == 1, new=frozenset(new))
        if _gives_values(after, definitions) and all(_holds_anyway(premise, definitions) for premise in before):
            return Obstacle("what it is concluded from holds for every value: what is to be zero is not said")
    small = [name for name in sorted(free_names(statement, definitions)) if name in _SMALL and name in known]
    if any(isinstance(part, Relates) and part.relation is not Relation.EQUAL for part in walk(statement)):
        for name in small:
            if known[name].origin is Origin.INFERRED:
                return Obstacle(f"by custom {name} is positive, which the text does not say")
    return Obstacle()


def _compares_orders(
    statement: Statement, definitions: Mapping[str, Definition], known: Mapping[str, Known]
) -> str | None:
    """The a of `a_{ij} = -a_{ji}`, which has no value, and of which no words say it: that is how symmetry is said. None for other statements."""
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        return None
    sides = []
    for side in (statement.left, statement.right):
        factors = [f for f in side.factors if f != Number(Fraction(-1))] if isinstance(side, Product) else [side]
        sides.append(factors[0] if len(factors) == 1 else side)
    one, other = sides
    if not (isinstance(one, Entry) and isinstance(other, Entry) and one.base == other.base):
        return None
    turned = one.indices != other.indices and sorted(map(str, one.indices)) == sorted(map(str, other.indices))
    if not turned or not isinstance(one.base, Symbol) or one.base.name in definitions:
        return None
    entry = known.get(one.base.name)
    said = entry is not None and {PropertyKind.SYMMETRIC, PropertyKind.SKEW} & set(entry.properties)
    return None if said else one.base.latex or one.base.name


def _gives_values(statement: Statement, definitions: Mapping[str, Definition]) -> bool:
    """Whether an equation, or alternatives of such, has names on one side only: `x = 2`, `(x - 2) (x - 3) = 0`."""
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        return False
    return bool(free_names(statement.left, definitions)) is not bool(free_names(statement.right, definitions))


def _holds_anyway(premise: Statement, definitions: Mapping[str, Definition]) -> bool:
    """Whether a premise is an identity, which restricts nothing: `x^2 - 5 x + 6 = (x - 2) (x - 3)`, of which one side is meant to be zero in "so x = 2
    or x = 3". The value of a determinant is taken for one."""
    if not isinstance(premise, Relates) or premise.relation is not Relation.EQUAL:
        return False
    sides = (premise.left, premise.right)
    if not all(free_names(side, definitions) for side in sides):
        return False
    if any(isinstance(part, Determinant) for part in walk(premise)):
        return True
    values = {d.symbol.name: d.value for d in definitions.values() if not d.parameters}
    values = {name: value for name, value in values.items() if name in symbols(premise)}
    try:
        left, right = (substitute(side, values) for side in sides)
    except ShapeError:
        return False
    return same(left, right)


_SMALL = frozenset(["epsilon", "varepsilon"])


def _one_unknown(one: set[str], other: set[str], known: Mapping[str, Known]) -> bool:
    """Whether the sides differ in one name each, of which the text introduces only one: the other may stand for it by a slip."""
    return len(one) == len(other) == 1 and _says_nothing_of(one, known) is not _says_nothing_of(other, known)


def _one_sided(
    statement: Relates,
    definitions: Mapping[str, Definition],
    known: Mapping[str, Known],
    follows: bool,
    tied: list[set[str]],
    factored: list[set[str]],
    valued: bool,
) -> Obstacle:
    if statement.relation is not Relation.EQUAL:
        names = free_names(statement, definitions)
        free = names or any(isinstance(part, Index | SizeValue) for part in walk(statement))
        slips = all(name in known and _is_introduced(known[name]) for name in names)
        reason = "it is a condition on what the text leaves free"
        return Obstacle(reason, condition=True, slips=slips) if free else Obstacle()
    left, right = free_names(statement.left, definitions), free_names(statement.right, definitions)
    if follows and _is_zero(statement.right) and left and _says_nothing_of(left, known):
        return Obstacle(f"it says that something of {min(left)} is zero, of which nothing is said", condition=True)
    sizes = _sizes_in(statement.left), _sizes_in(statement.right)
    if not left and not right and all(sizes) and sizes[0] != sizes[1]:
        return Obstacle("how its sizes are related is not said in what was read", condition=True)
    large = _large(statement.left), _large(statement.right)
    if not follows and not left and not right and any(large) and not all(large):
        return Obstacle("it may say how large something is, of which that is not said", condition=True)
    value = isinstance(statement.left, Derivative | At) and not right and not _is_zero(statement.right)
    if not follows and _another_value(statement, definitions):
        return Obstacle("another value of what was a number before: a case rather than a claim", case=True)
    if not follows and _counts(statement.left, statement.right):
        return Obstacle("it gives a size or an index a value: a case rather than a claim", case=True)
    if not follows and bool(left) is not bool(right) and not value:
        return Obstacle(
            "it sets something to a number: a condition rather than an identity",
            condition=True,
            slips=True,
            narrow=True,
        )
    computed = any(isinstance(part, (*_COMPUTED, Differential)) for part in walk(statement))
    if not follows and not computed and left != right and _is_condition(statement, definitions):
        return Obstacle(
            "this may be a condition on what the text leaves free rather than an identity",
            condition=True,
            slips=True,
            narrow=True,
        )
    varied = {
        name for part in walk(statement) if isinstance(part, Derivative) for v in part.variables for name in symbols(v)
    }
    bare = any(isinstance(side, Symbol) and side.name not in definitions for side in (statement.left, statement.right))
    alone = ((left - right) | (right - left)) - varied  # a derivative need not depend on its variable any more
    gone, come = left - right - varied, right - left - varied
    crossed = (
        min(len(gone), len(come)) > 1 or _may_name(gone, come, known) or _may_name(come, gone, known)
    )  # no slip of one name
    explained = _explains(statement, left, right, tied) or (not crossed and alike(statement.left, statement.right))
    explained = explained or (left - right <= _reached(right, factored) and right - left <= _reached(left, factored))
    if alone and left and right and not explained and not _accounted(alone, left, right, known, tied, bare):
        return Obstacle(
            f"{min(alone)} stands on one side only and is not defined in what was read: this relates names rather than being an identity",
            condition=True,
            slips=True,
            narrow=bool(left - right - varied and right - left - varied)
            and (bare or not _one_unknown(left - right - varied, right - left - varied, known)),
        )
    if not follows and _says_nothing_of(left | right, known) and _solved_for(statement):
        return Obstacle(
            "this may be an equation for the unknowns written out in it", condition=True, slips=True, narrow=True
        )
    series = not bare and any(
        isinstance(part, BigSum) and part.upper == Constant("infinity") for part in walk(statement)
    )
    computed = computed or series  # nobody solves an equation for what a series expands
    single = len(left | right) == 1 and not follows and not computed and _says_nothing_of(left | right, known)
    single = single and not (valued and right)
    single = single and not any(left | right == names for names in tied)  # `‖v‖ = 1` is said of it
    if any(
        name in definitions for name in symbols(statement)
    ):  # `Q^2 = I` of `Q = I - 2 P`, where P is called a projection
        single = single and not any(known[name].properties for name in left | right if name in known)
    if single and not alike(statement.left, statement.right):
        return Obstacle(
            f"nothing is said of {min(left | right)}: this may be a condition on it",
            condition=True,
            slips=True,
            narrow=True,
        )
    family = _related(statement, definitions, known)
    if family:
        return Obstacle(
            f"it may be what makes the members of {family} what they are", condition=True, slips=True, narrow=True
        )
    if letters := _may_be_sizes((left | right) - varied, known):
        only = letters[0] if len(letters) == 1 else ""
        return Obstacle(f"{letters[0]} may be a size, which the text does not say", size=only)
    mean = _customary_mean(left | right, known)
    return Obstacle(mean, slips=bool(mean), narrow=bool(mean))


def relates_values(statement: Statement, definitions: Mapping[str, Definition]) -> bool:
    """`g(-z) = 1 - g(z)`: whether an equation, neither side of which is a name or a number, relates values of one function that the text has defined
    at different arguments: that is said of every argument."""
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        return False
    made = {f"user:{name}" for name, told in definitions.items() if told.parameters}
    made |= {"sigmoid"} if made else set()  # read for a σ with this formula
    sides = (statement.left, statement.right)
    values = [{part for part in walk(side) if isinstance(part, Apply)} for side in sides]
    functions = {part.name for part in values[0] | values[1]}
    return len(functions) == 1 and functions <= made and all(values) and values[0] != values[1]


def gives_defined(statement: Statement, definitions: Mapping[str, Definition]) -> bool:
    """Whether a statement says what a name is that the text has defined, or a member of a family that it has: that is no condition on what it is made of."""
    side = statement.left if isinstance(statement, Relates) else None
    base = side.base if isinstance(side, Entry) else side
    return isinstance(base, Symbol) and base.name in definitions


def _related(statement: Relates, definitions: Mapping[str, Definition], known: Mapping[str, Known]) -> str:
    """A family of which the text says nothing, or no more than a recursion, whose members at other places stand on the two sides, some at any place:
    `h_i = h_1 r^i`."""
    sides: list[dict[str, set[Term]]] = []
    for side in (statement.left, statement.right):
        at: dict[str, set[Term]] = {}
        own = {part.index for part in walk(side) if isinstance(part, BigSum | BigProduct)}
        for part in walk(side):
            if isinstance(part, Entry) and isinstance(part.base, Symbol) and len(part.indices) == 1:
                place = part.indices[0]
                if place is not None and not any(inner in own for inner in walk(place)):
                    at.setdefault(part.base.name, set()).add(place)
        sides.append(at)
    left, right = sides
    for name in sorted(set(left) & set(right)):
        anywhere = any(isinstance(inner, Index) for place in left[name] | right[name] for inner in walk(place))
        if left[name] == right[name] or not anywhere:
            continue
        value = definitions[name].value if name in definitions else None
        recursive = value is not None and name in symbols(value)
        first = any(isinstance(place, Number) for place in left[name] | right[name])
        if recursive and first:  # what a recursion gives rests on where it starts
            return known[name].latex if name in known else name
        if value is None and _says_nothing_of({name}, known):
            return known[name].latex if name in known else name
    return ""


def _counts(left: Term, right: Term) -> bool:
    """`n = 3`, `r = n`: a size or an index, and a name or a number."""
    plain = SizeValue | Index | Symbol | Number
    return (isinstance(left, SizeValue | Index) and isinstance(right, plain)) or (
        isinstance(right, SizeValue | Index) and isinstance(left, plain)
    )


def _sizes_in(term: Term) -> set[str]:
    """The names of the sizes that a term speaks of as numbers, or sums over."""
    own = {part.index for part in walk(term) if isinstance(part, BigSum | BigProduct) and part.lower and part.upper}
    return {
        name
        for part in walk(term)
        if isinstance(part, SizeValue | Index) and part not in own  # what has ends of its own ranges over no size
        for name in part.size.names
    }


def _large(term: Term) -> set[str]:
    """The names of the sizes that a term speaks of, those of its symbols too, but for what only the index of a sum with ends of its own ranges over."""
    own = {part.index for part in walk(term) if isinstance(part, BigSum | BigProduct) and part.lower and part.upper}
    return size_names(term) - {name for index in own for name in index.size.names} | _sizes_in(term)


_SIZES = frozenset("nmpdNMD")
_MOST_SIZES = 5


def _may_be_sizes(names: set[str], known: Mapping[str, Known]) -> list[str]:
    """Letters that custom has for sizes beside a matrix or vector of which the text gives no size: the n of `det(cA) = cⁿ det A`."""
    entries = {name: known[name] for name in sorted(names) if name in known}
    unsized = any(entry.rank and entry.origin is Origin.INFERRED for entry in entries.values())
    letters = [name for name, entry in entries.items() if name in _SIZES and not entry.rank and not entry.definition]
    return letters if unsized else []


def at_sizes(goal: Goal, letter: str) -> tuple[Goal, ...]:
    """A goal with each of the sizes that it speaks of in the place of a letter: with the goal itself, all that may be meant by it. None where there are
    many."""
    terms = (goal.statement, *(h.statement for h in goal.hypotheses), *(d.value for d in goal.definitions))
    sizes = sorted(set().union(*map(size_names, terms)))
    few = sizes if len(sizes) <= _MOST_SIZES else []
    return tuple(with_values(goal, {letter: SizeValue(Size.name(size))}) for size in few)


def _is_condition(statement: Relates, definitions: Mapping[str, Definition]) -> bool:
    """`π (I - P) = 0`, `W_1 = 5`: a side is a name or a number, and nothing that the text has defined occurs."""
    if any(name in definitions for name in symbols(statement)):
        return False
    return _is_plain(statement.left, statement.right) or _is_plain(statement.right, statement.left)


def _is_plain(side: Term, other: Term) -> bool:
    """Whether a side is a number, or a name that the other side does not speak of."""
    base = side.base if isinstance(side, Entry) else side.body if isinstance(side, Transpose) else side
    return isinstance(base, Number | Zero | Identity) or (isinstance(base, Symbol) and base.name not in symbols(other))


def _another_value(statement: Relates, definitions: Mapping[str, Definition]) -> bool:
    """`S = 2` after `S = 1`: the next of several cases."""
    for side, other in ((statement.left, statement.right), (statement.right, statement.left)):
        if isinstance(side, Symbol) and isinstance(other, Number) and side.name in definitions:
            return not free_names(side, definitions) or isinstance(definitions[side.name].value, Symbol | SizeValue)
    return False


def _gives_probability(statement: Statement) -> bool:
    """`P(X = 1) = 0.2`: a probability, of which nothing else is said, and a number."""
    sides = (statement.left, statement.right) if isinstance(statement, Relates) else ()
    told = [isinstance(side, Apply | Symbol) and TOLD in side.name for side in sides]
    return sorted(told) == [False, True] and isinstance(sides[told.index(False)], Number)


def _bounds_value(statement: Statement) -> bool:
    """`g(x) = 0`, `∇f(x) + B v = 0`, `f(x) + s \\leq 1`: a bound on what a function is at names; `f(x) = 3` says what it comes to."""
    if not isinstance(statement, Relates):
        return False
    sides = (statement.left, statement.right)
    bounds = [isinstance(side, Number | Zero) for side in sides]
    if bounds not in ([True, False], [False, True]):
        return False
    value, bound = sides[bounds.index(False)], sides[bounds.index(True)]
    if isinstance(bound, Number) and bound.value and statement.relation is Relation.EQUAL:
        return False
    terms = value.terms if isinstance(value, Sum) else (value,)
    called = [term for term in terms if any(isinstance(part, Apply) for part in walk(term))]
    called = [term.body if isinstance(term, Derivative) else term for term in called]
    return all(isinstance(term, Apply) and all(isinstance(p, Symbol) for p in term.arguments) for term in called)


def _gives_value(statement: Statement) -> bool:
    """`K = 96`, a name and a number."""
    sides = (statement.left, statement.right) if isinstance(statement, Relates) else ()
    return {type(side) for side in sides} == {Symbol, Number}


def _solved_for(statement: Relates) -> bool:
    """A column of unknowns multiplied by a matrix: `[[2, 1], [2, 3]] (x, y) = (x, y)`, a linear system."""
    sides = (statement.left, statement.right)
    columns = [part for side in sides for part in walk(side) if isinstance(part, Block) and _unknowns(part)]
    products = [part for side in sides for part in walk(side) if isinstance(part, Product)]
    return any(
        column in product.factors and any(factor.shape and factor != column for factor in product.factors)
        for column in columns
        for product in products
    )


def _unknowns(block: Block) -> bool:
    return all(len(row) == 1 and isinstance(row[0], Symbol) and not row[0].shape for row in block.rows)


# what a side is the value of: it may speak of less than it is computed from
_COMPUTED = (Derivative, Integral, Limit, At, Expectation)


def _explains(statement: Relates, left: set[str], right: set[str], tied: list[set[str]]) -> bool:
    """Whether one side is a derivative, an integral or the like, and the other gives its value in its own names; that of a moment, in names
    that equations of the text tie to its own."""
    for side, names, others in ((statement.left, left, right), (statement.right, right, left)):
        moment = any(isinstance(part, Expectation) for part in walk(side))
        own = _reached(names, tied) if moment else names
        if (moment or isinstance(side, _COMPUTED)) and _families(others) <= _families(own):
            return True
    return False


def _reached(names: set[str], tied: list[set[str]]) -> set[str]:
    """Names, and those that are tied to them, directly or through others."""
    found, size = set(names), -1
    while len(found) > size:
        size = len(found)
        for group in tied:
            if group & found:
                found |= group
    return found


def _is_introduced(known: Known) -> bool:
    """Whether the text says what a name stands for."""
    return known.origin is not Origin.INFERRED or bool(known.definition)


def _of_another_letter(names: set[str], known: Mapping[str, Known]) -> str:
    """A family x_i beside a bold x, or a_{ij} beside a matrix A, of which the text does not say that these are its entries."""
    for name in sorted(names):
        stem = name.removesuffix("[]")
        letter = stem.rsplit("(", 1)[-1].rstrip(")")
        if stem == name or not letter.isalpha() or name not in known or _is_introduced(known[name]):
            continue
        others: list[tuple[str, Collection[str]]] = [(f"bold:{letter}", known), (f"vec:{letter}", known)]
        if known[name].rank == 2 and not letter[0].isupper():
            others += [(letter.capitalize(), names), (f"bold:{letter.capitalize()}", names)]
        whole = [stem.replace(letter, other) for other, where in others if stem.replace(letter, other) in where]
        if any(known[other].rank for other in whole if other in known):
            return known[name].latex
    return ""


def _factors(equation: Relates) -> bool:
    """`X = U Σ Vᵀ`: a matrix written as a product of matrices, which they are made for."""
    for whole, product in ((equation.left, equation.right), (equation.right, equation.left)):
        if isinstance(whole, Symbol) and len(whole.shape) == 2 and isinstance(product, Product):
            return all(len(factor.shape) == 2 and not isinstance(factor, Sum) for factor in product.factors)
    return False


def _families(names: set[str]) -> set[str]:
    """Names with an index letter under them by what they are indexed under: x_i and x_j are of one family."""
    found = set()
    for name in names:
        stem, mark, label = name.replace("bold:", "").partition("_")
        found.add(f"{stem}_" if mark and label in FREE_INDICES else name)
    return found


def _may_name(one: set[str], other: set[str], known: Mapping[str, Known]) -> bool:
    """Whether the one name that only one side has may stand for what several names make on the other, being a name of which the text says nothing."""
    return len(one) == 1 < len(other) and _says_nothing_of(one, known)


def _accounted(
    alone: set[str], left: set[str], right: set[str], known: Mapping[str, Known], tied: list[set[str]], bare: bool
) -> bool:
    """Whether names on one side only make no condition: the text introduces them, and they cancel or an equation ties them to the other side.
    With a `bare` name for a side, as in `P x = x`, nothing cancels: it is a condition on that name."""
    if any(_says_nothing_of({name}, known) for name in alone):
        return False
    shared = left & right
    nested = not bare and (left < right or right < left)
    return nested or all(any(name in names and names & shared for names in tied) for name in alone)


def _is_zero(term: Term) -> bool:
    return isinstance(term, Zero) or (isinstance(term, Number) and term.value == 0)


def _says_nothing_of(names: set[str], known: Mapping[str, Known]) -> bool:
    """Whether the text introduces none of the names itself."""
    return all(name not in known or known[name].origin is Origin.INFERRED for name in names)


def _customary_mean(names: set[str], known: Mapping[str, Known]) -> str:
    """A bar over the name of a family means its average, also where the text does not say so."""
    for name in sorted(names):
        of = known.get(name[4:-1]) if name.startswith("bar(") else None
        if name.startswith("bar(") and (f"{name[4:-1]}[]" in known or (of is not None and of.rank == 1)):
            return f"{known[name].latex if name in known else name} may be the mean of its family, which is not said in what was read"
    return ""


def _varied(part: Derivative, definitions: Mapping[str, Definition]) -> tuple[set[str], set[str]]:
    """The variables of a derivative, whose definitions do not count in it, and the names that are differentiated."""
    variables = {name for variable in part.variables for name in symbols(variable)}
    others = {name: definition for name, definition in definitions.items() if name not in variables}
    return variables, free_names(part.body, others)


def _dependence(part: Derivative, definitions: Mapping[str, Definition], known: Mapping[str, Known]) -> str:
    variables, inside = _varied(part, definitions)
    for name in sorted(inside & set(known)):  # c_t by c_{t-1} where c_t = f c_{t-1}
        own = definitions.get(name)
        if (
            known[name].definition
            and known[name].kind == "family"
            and (own is None or name in _spoken(own.value, definitions))
        ):
            return f"{known[name].latex} is given step by step: what moves with its members was not worked out"
    if variables == {SCALE}:
        return ""
    if any(_is_step(part.body, variable) for variable in part.variables):
        return "what moves with the members of a sequence was not read"
    if not variables & inside and not all(_constant(known.get(name)) for name in inside):
        return "how the differentiated quantity depends on its variable is not defined in what was read"
    for name in sorted(inside - variables):
        entry = known.get(name)
        stem = name.split(":")[-1]
        if (
            entry is not None
            and entry.origin is Origin.INFERRED
            and not _constant(entry)
            and stem not in _SIZES
            and (not stem[:1].isupper() or "(" in stem)
            and len(part.shape) > 0
            and not _beside_arguments(name, variables, definitions)
        ):
            return f"whether {name} depends on the variable is not said in what was read"
    return ""


def _beside_arguments(name: str, variables: set[str], definitions: Mapping[str, Definition]) -> bool:
    """Whether a name stands in the formula of a function that is written with its arguments, `h(x) = x^T A x + c`, and is none of them: it is constant."""
    return any(
        not variables.isdisjoint(parameter.name for parameter in told.parameters) and name in symbols(told.value)
        for told in definitions.values()
    )


def _is_step(body: Term, variable: Term) -> bool:
    """Whether a member is differentiated by the one before or behind it, `\\partial h_k/\\partial h_{k-1}`: each is a function of the other."""
    if not (isinstance(body, Entry) and isinstance(variable, Entry) and body.base == variable.base):
        return False
    pairs = zip(body.indices, variable.indices, strict=False)
    return any(
        one != other
        and one is not None
        and other is not None
        and set(symbols(one)) & set(symbols(other)) | (indices_in(one) & indices_in(other))
        for one, other in pairs
    )


def _constant(entry: Known | None) -> bool:
    return entry is not None and PropertyKind.CONSTANT in entry.properties


def constant_derivative(
    statement: Term, written: Term, definitions: Mapping[str, Definition], known: Mapping[str, Known]
) -> bool:
    """Whether a derivative is taken of something in which its variable does not occur, and which the text does not call constant: then
    nothing can be said, for or against. A numeral that was `written` there, `d/dx [1]`, is constant."""
    numerals = {part.span for part in walk(written) if isinstance(part, Derivative) and isinstance(part.body, Number)}
    for part in walk(statement):
        if isinstance(part, Derivative) and not isinstance(part.body, Index):
            if isinstance(part.body, Number) and part.span in numerals:
                continue
            variables, names = _varied(part, definitions)
            if not variables & names and not (names and all(_constant(known.get(name)) for name in names)):
                return True
    return False
