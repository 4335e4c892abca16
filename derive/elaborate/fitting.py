"""Whether what was written fits: reading with its shapes worked out, and what a clash of shapes means."""

from __future__ import annotations

from itertools import combinations, product

from derive import lazy_re as re
from derive.elaborate.broadcasting import broadcast, has_row, note_rows
from derive.elaborate.dots import as_column
from derive.elaborate.events import Event, Said, Span
from derive.elaborate.loose import Clash, Loose, Misapplied, Unreadable, is_known, names_in, parts_of
from derive.elaborate.reading import Reading
from derive.elaborate.rectangles import rectangular
from derive.elaborate.repeated_indices import summed_over
from derive.elaborate.scope import Known
from derive.elaborate.settled import is_settled, is_statistic
from derive.elaborate.shapes import Shaper
from derive.elaborate.survey import is_capital
from derive.formula.syntax import Node
from derive.goals import Origin
from derive.record import replace
from derive.sizes import ONE, Size
from derive.terms import Shape

_POINT = re.compile(r"\\cdot\b(?!s)|·")
_ORDER = frozenset(["=", "<", ">", "<=", ">=", "≤", "≥"])
_MOST_PROMOTED = 3  # names at a time
_MOST_DEMOTED = 4
_COMPOSES = re.compile(r"\\circ\b|∘")


def attempt(reading: Reading, node: Node, event: Event | None) -> Loose | None:
    """The meaning of a node whose shapes fit; None when it has none, which is then said in the words of `event`."""
    bound = reading.sizes.snapshot()
    loose: Loose | None = None
    try:
        loose = as_column(reading.interpreter, node) or reading.interpreter.read(node)
        loose = summed_over(reading.document.text, loose)
        _shape(reading, loose, bound)
        note_rows(reading, loose)
        return loose
    except Unreadable as error:
        reading.sizes.bound = dict(bound)
        spread = broadcast(reading, loose) if loose is not None else None
        if spread is not None:
            return spread
        reading.why = error.reason
        if event is not None:
            reading.emit(replace(event, kind=Said.UNCHECKED, reason=error.reason, fault=error.span))
    except Clash as error:
        reading.why = error.reason
        reading.sizes.bound = bound
        reading.shaper.memo.clear()
        if loose is not None and (promoted(reading, loose) or demoted(reading, loose)):
            return loose
        spread = broadcast(reading, loose) if loose is not None else None
        if spread is not None:
            return spread
        place = event if event is not None else Event(Said.CLAIM, node.span, display=reading.display)
        clash(reading, error, place if event is None else replace(place, right=loose), loose)
    return None


def _shape(reading: Reading, loose: Loose, before: dict[str, Size]) -> None:
    """Work out the shape of a term. Where a matrix fits only as one of a single row or column, as the A of `A + u vᵀ` with a number u, a letter that
    was taken for a number is tried as a vector first. Raises Clash, Unreadable."""
    reading.shaper.shape(loose)
    _share_arguments(reading, loose)
    squared = rectangular(reading, loose, before)
    if squared is not None:
        reading.sizes.bound = dict(before)
        reading.shaper.memo.clear()
        raise Unreadable(
            f"its shapes fit only where {squared.latex} is square, which the text does not say", loose.span
        )
    sizes = [known.sizes for known in symbols_in(loose) if known.rank == 2] + [(size,) for size in _identities(loose)]
    if not any(_collapses(reading, of) for of in sizes) or not _guessed(loose):
        return
    after, reading.sizes.bound = reading.sizes.snapshot(), dict(before)
    reading.shaper.memo.clear()
    if any(_collapses(reading, of) for of in sizes) or not promoted(reading, loose):
        reading.sizes.bound = after
        reading.shaper.memo.clear()


def _share_arguments(reading: Reading, loose: Loose) -> None:
    """`f(x_k) - f(x^*)` of a vector x_k: in a function's argument another x is such a vector, too, unless something says that it is a number."""
    taken: dict[tuple[str, str], list[Known]] = {}
    for part in parts_of(loose):
        undeclared = part.op == "Call" and (part.data[3] is None or not part.data[3].parameters)
        if undeclared and len(part.parts) == 1 and part.parts[0].op == "Symbol":
            known: Known = part.parts[0].data
            taken.setdefault((part.data[0], _bare(known.name)), []).append(known)
    for names in taken.values():
        vector = next((known for known in names if known.rank == 1), None)
        numbers = {known.name: known for known in names if not known.rank and not known.kind}
        guessed = [known for known in numbers.values() if known.origin is Origin.INFERRED and known.name]
        if vector is None or len(guessed) != len(numbers):
            continue
        for known in guessed:
            bound = reading.sizes.snapshot()
            known.rank, known.sizes = 1, vector.sizes
            reading.shaper.memo.clear()
            try:
                reading.shaper.shape(loose)
                if fit_before(reading, {known.name}):
                    continue
            except (Clash, Unreadable):
                pass
            known.rank, known.sizes, reading.sizes.bound = 0, (), dict(bound)
            reading.shaper.memo.clear()


_MARKED = re.compile(r"(?:bar|hat|tilde)\((?P<inner>[^()]*)\)|(?P<stem>[^_^]+)[_^].*|(?P<plain>.+)", re.S)


def _bare(name: str) -> str:
    """The letter of a name, without what is over it, above it and below it."""
    match = _MARKED.fullmatch(name)
    stem = match and (match["inner"] or match["stem"] or match["plain"])
    return name if not stem else stem if stem == name else _bare(stem)


def _collapses(reading: Reading, sizes: Shape) -> bool:
    return any(reading.sizes.resolve(size) == ONE for size in sizes)


def _identities(loose: Loose) -> list[Size]:
    """The sizes of the identity matrices in a term."""
    own = [loose.data] if loose.op == "Identity" else []
    return own + [size for part in loose.parts for size in _identities(part)]


def promoted(reading: Reading, loose: Loose) -> bool:
    """Whether a formula fits once a name that was taken for a scalar, for want of anything said of it, is a vector or a matrix, or two or three
    such names are, as in `A x - b`."""
    bound, guessed = reading.sizes.snapshot(), sorted(_guessed(loose), key=lambda known: known.name in _NUMBERS)
    orders = [
        names for count in range(1, min(len(guessed), _MOST_PROMOTED) + 1) for names in combinations(guessed, count)
    ]
    if _applied(loose, guessed):  # `W x + b`: first what custom has
        orders = [tuple(known for known in guessed if known.name not in _NUMBERS), *orders]
    for names in orders:
        for ranks in product(*((2, 1) if is_capital(known.name) else (1,) for known in names)):
            for known, rank in zip(names, ranks, strict=True):
                known.rank, known.sizes = rank, tuple(reading.sizes.fresh() for _ in range(rank))
            reading.shaper.memo.clear()
            try:
                reading.shaper.shape(loose)
                real = all(reading.sizes.resolve(size) != ONE for known in names for size in known.sizes)
                if real and fit_before(reading, {known.name for known in names}):
                    _gather_members(reading, names)
                    return True
            except (Clash, Unreadable):
                pass
            reading.sizes.bound = dict(bound)
        for known in names:
            known.rank, known.sizes = 0, ()
    reading.shaper.memo.clear()
    return False


def _applied(loose: Loose, guessed: list[Known]) -> bool:
    """Whether a capital letter of which nothing is said stands before a small one: `W x`."""
    pairs = zip(loose.parts, loose.parts[1:], strict=False) if loose.op == "Product" else ()
    for first, second in pairs:
        both = first.op == second.op == "Symbol" and first.data in guessed and second.data in guessed
        if both and is_capital(first.data.name) and not is_capital(second.data.name):
            return True
    return any(_applied(part, guessed) for part in loose.parts)


# letters that custom has for numbers: of `x + t v` the v is the vector
_NUMBERS = frozenset(
    ["t", "s", "r", "c", "k", "lambda", "eta", "tau", "alpha", "gamma", "rho", "epsilon", "varepsilon"]
)


def _gather_members(reading: Reading, names: tuple[Known, ...]) -> None:
    """`p - y` beside `Σ_c y_c log p_c`: a letter that turns out to be a vector is the one whose entries were spoken of before; so is the W of `D - W`
    beside numbers w_ij, of which no W_ij is written."""
    for known in names:
        capital = known.rank == 2 and len(known.name) == 1 and not reading.interpreter.survey.subscripts.get(known.name)
        family = reading.scope.names.get(f"{known.name.lower() if capital else known.name}[]")
        if family is None or family.kind != "family" or family.rank != known.rank or reading.defined(known):
            continue
        if known.rank != 1 and not capital:
            continue
        fitting = [reading.sizes.unify(own, of) for own, of in zip(known.sizes, family.sizes, strict=True)]
        if all(fitting):
            entries = Loose("Symbol", (), family, (0, 0))
            span = (0, 0)
            reading.emit(Event(Said.DEFINE, span, known=known, right=entries, display=reading.display, quiet=True))


def fit_before(reading: Reading, names: set[str]) -> bool:
    """Whether what was stated of names before fits with the shapes that they are now taken to have."""
    bound = reading.sizes.snapshot()
    shaper = Shaper(reading.sizes)
    try:
        for event in reading.events:
            for side in (event.left, event.right):
                if side is not None and event.kind is not Said.UNCHECKED and names & names_in(side):
                    shaper.shape(side)
            if event.left is not None and event.right is not None and _relates(event, names):
                shaper.same(event.left, event.right, "equal", event.span)
    except (Clash, Unreadable):
        return False
    finally:
        reading.sizes.bound = bound
    return True


def _relates(event: Event, names: set[str]) -> bool:
    """Whether an event says that one side equals the other, or bounds it, and speaks of some names."""
    sides = [side for side in (event.left, event.right) if side is not None]
    related = event.kind in (Said.CLAIM, Said.ASSUME) and event.relation in _ORDER
    return related and any(names & names_in(side) for side in sides)


def may_widen(reading: Reading, known: Known, other: Known) -> bool:
    """Whether what was stated of a name that was taken for a number fits with the shape of another name."""
    if reading.in_one_paragraph(known.line, reading.interpreter.line):
        return True
    saved = known.rank, known.sizes
    known.rank, known.sizes = other.rank, other.sizes
    try:
        return fit_before(reading, {known.name})
    finally:
        known.rank, known.sizes = saved


def demoted(reading: Reading, loose: Loose) -> bool:
    """Whether a formula fits once one or some of the names met first on its line, taken for vectors or matrices for what is written of their letters
    elsewhere, are numbers, or one that was taken for a matrix for being a capital is a vector: the Δ of `f(x + Δ)`."""
    line = reading.interpreter.line
    names = [known for known in symbols_in(loose) if known.origin is Origin.INFERRED and known.line == line]
    turned = _transposed(loose)  # nobody transposes a number
    arrays = [known for known in names if not known.kind and known.name not in turned and _by_letter(reading, known)]
    arrays = arrays[:_MOST_DEMOTED]
    chosen = [group for count in range(1, len(arrays) + 1) for group in combinations(arrays, count)]
    capitals = [(known,) for known in names if known.rank == 2 and not known.kind and not known.properties]
    return any(_fits_as(reading, loose, group, 0) for group in chosen) or any(
        _fits_as(reading, loose, group, 1) for group in capitals
    )


def _fits_as(reading: Reading, loose: Loose, names: tuple[Known, ...], rank: int) -> bool:
    """Whether a formula fits with names of a rank, which they have from then on."""
    bound = reading.sizes.snapshot()
    saved = [(known.rank, known.sizes) for known in names]
    for known in names:
        known.rank, known.sizes = rank, tuple(reading.sizes.fresh() for _ in range(rank))
    reading.shaper.memo.clear()
    try:
        reading.shaper.shape(loose)
        if fit_before(reading, {known.name for known in names}):
            return True
    except (Clash, Unreadable):
        pass
    reading.sizes.bound = bound
    for known, before in zip(names, saved, strict=True):
        known.rank, known.sizes = before
    reading.shaper.memo.clear()
    return False


def _by_letter(reading: Reading, known: Known) -> bool:
    """Whether a name was taken for a vector, or with a subscript for a matrix, that its letter is elsewhere: `S_n^2` beside a matrix S."""
    return known.rank == 1 or (
        known.rank == 2 and "_" in known.name and known.name not in reading.interpreter.survey.matrices
    )


def _transposed(loose: Loose) -> set[str]:
    """The names that stand transposed in a term."""
    own = names_in(loose.parts[0]) if loose.op == "Transpose" and loose.parts[0].op == "Symbol" else set()
    return set(own).union(*(_transposed(part) for part in loose.parts))


def symbols_in(loose: Loose) -> list[Known]:
    """The names in a term, each once."""
    found = [loose.data] if loose.op == "Symbol" else []
    for part in loose.parts:
        found += [known for known in symbols_in(part) if known not in found]
    return found


def clash(reading: Reading, error: Clash, event: Event, term: Loose | None = None) -> None:
    """Say that shapes clash, and forget what sizes would have to be for parts that do not fit together: nothing else rests on it."""
    bound = reading.sizes.snapshot()
    _say_clash(reading, error, event, term)
    reading.sizes.bound = bound
    reading.shaper.memo.clear()


def _say_clash(reading: Reading, error: Clash, event: Event, term: Loose | None) -> None:
    """Say that shapes clash: ill-formed where the text itself gave them all, else only not checked."""
    doubtful = len(error.factors) == 2 and not all(
        _names_anything(factor) for factor in error.factors
    )  # an example's, of size 1
    if error.reason.endswith("entrywise") and _COMPOSES.search(reading.text(error.span)):
        doubtful = True  # \\circ composes functions too
    if len(error.factors) == 2 and _POINT.search(reading.text(event.span)):
        doubtful = True  # entry by entry, perhaps
    if error.reason.startswith("a power") and any(factor.op == "Sum" for factor in error.factors):
        doubtful = True  # divided by `x - a`: what was said of vectors is said of numbers here
    if error.reason.startswith("a power") and _scales_a_vector(reading, error.factors, event, term):
        doubtful = True  # `(f(x + h e_i) - f(x))/h` after a vector h: a step length
    if error.reason.endswith("cannot be added") and _within_call(event, term, error.span):
        doubtful = True  # `softmax(x + c)` adds to every entry
    if error.reason.endswith("cannot be added") and is_statistic(error.factors):
        doubtful = True  # `x - μ` with the mean μ of the entries of x takes it from each
    if error.reason.endswith("cannot be equal") and (
        _is_given_anew(event) or _lies_otherwise(reading, event) or _is_jacobian(event)
    ):
        doubtful = True
    if reading.broadcasts and any(has_row(reading, factor) for factor in error.factors):
        doubtful = True  # a text that leaves to the reader at which entries a row stands
    equated = reading.equated == reading.display  # `n = m ⇒ …`
    if any(_calls_another(reading, factor) for factor in error.factors):
        doubtful = True
    if isinstance(error, Misapplied) or any(_is_tensor(reading, factor) for factor in error.factors):
        doubtful = True  # another function of that name; a derivative in another layout
    if len({_is_numbered(reading, factor) for factor in error.factors}) > 1:
        doubtful = True  # an example's sizes beside those of the general case
    if any(_runs_elsewhere(reading, factor) or _numbers_block(factor) for factor in error.factors):
        doubtful = True  # another family of that letter; a block of a matrix, not an entry
    if reading.example and reading.in_one_paragraph(reading.example, reading.interpreter.line):
        doubtful = True  # the letters may be those of an example in numbers
    if _averages_another(reading, [side for side in (event.left, event.right, term) if side is not None]):
        doubtful = True
    goes_on = reading.continues(event.names)
    ended = any(_is_of_ended_section(reading, factor) for factor in error.factors)
    if ended and not goes_on and "seem lost" not in error.reason:
        doubtful = True  # the letter may stand for another thing here
    settled = all(is_settled(reading, factor, goes_on) for factor in error.factors)
    if error.certain and not doubtful and not equated and settled:
        code = "D305" if "seem lost" in error.reason else "D301" if "square" in error.reason else "D302"
        kind, reason = Said.ILL_FORMED, error.reason
    else:
        reading.clashes += 1
        kind, code, reason = Said.UNCHECKED, "", f"the shapes as understood do not fit: {error.reason}"
    reading.emit(replace(event, kind=kind, reason=reason, code=code, fault=error.span, factors=error.factors))


def _scales_a_vector(reading: Reading, factors: tuple[Loose, ...], event: Event, term: Loose | None) -> bool:
    """Whether the vector that is to be raised to a power stands elsewhere right before something, as a number does."""
    names = {
        part.data.name for factor in factors for part in parts_of(factor) if part.op == "Symbol" and part.data.rank == 1
    }
    sides = [side for side in (event.left, event.right, term) if side is not None]
    products = (part.parts for side in sides for part in parts_of(side) if part.op == "Product")
    for parts in products:
        for one, other in zip(parts, parts[1:], strict=False):
            if one.op == "Symbol" and one.data.name in names and other.op in ("Symbol", "Entry"):
                return True
    return False


def _is_of_ended_section(reading: Reading, factor: Loose) -> bool:
    """Whether a name in a term was introduced in a section that is over."""
    return any(part.op == "Symbol" and reading.has_ended(part.data) for part in parts_of(factor))


def _calls_another(reading: Reading, factor: Loose) -> bool:
    """Whether a term is the value of a function that a section which is over has introduced: the letter may be that of another one."""
    return factor.op == "Call" and factor.data[3] is not None and reading.has_ended(factor.data[3])


def _within_call(event: Event, term: Loose | None, span: Span) -> bool:
    """Whether a place lies among the arguments of a function."""
    sides = [side for side in (event.left, event.right, term) if side is not None]
    calls = (part for side in sides for part in parts_of(side) if part.op in ("Call", "Apply"))
    return any(call.span[0] < span[0] and span[1] < call.span[1] for call in calls)


def _is_given_anew(event: Event) -> bool:
    """Whether a name that was defined before stands alone to the left: `z = W x + b` may be another z."""
    left = event.left
    if left is None or event.follows:
        return False
    if left.op == "Call":
        return left.data[3] is not None and bool(left.data[3].definition)
    return left.op == "Symbol" and (left.data.origin is Origin.DEFINITION or bool(left.data.definition))


def _is_jacobian(event: Event) -> bool:
    """Whether a name is said to be the derivative of a vector by a vector: `S = ∂x/∂θ` of an S that is declared as it is in the other layout."""
    left, right = event.left, event.right
    return left is not None and right is not None and left.op in ("Symbol", "Call") and right.op == "Derivative"


def _lies_otherwise(reading: Reading, event: Event) -> bool:
    """Whether the sides of an equation between derivatives by members of a family differ only in that a row stands for a column."""
    if event.left is None or event.right is None:
        return False
    slopes = [part for side in (event.left, event.right) for part in parts_of(side) if part.op == "Derivative"]
    if not any(variable.op == "Entry" for slope in slopes for variable in slope.parts[1:]):
        return False
    try:
        shapes = [reading.sizes.shape(reading.shaper.shape(side)) for side in (event.left, event.right)]
    except (Clash, Unreadable):
        return False
    first, second = ([size for size in shape if size != ONE] for shape in shapes)
    return len(first) == 1 and first == second


def _averages_another(reading: Reading, sides: list[Loose]) -> bool:
    """Whether a moment is taken of what the text does not call random: the X of a rule of probability beside a design matrix X."""
    random = reading.formulas.chances.random(reading.scope.names)
    return any(
        part.op in ("Expectation", "Variance", "Covariance", "Correlation") and not names_in(part) & random
        for side in sides
        for part in parts_of(side)
    )


def fits(reading: Reading, relation: Loose, event: Event) -> bool:
    """Whether the two sides of a relation fit; when not, that is said in the words of `event`."""
    bound = reading.sizes.snapshot()
    try:
        _shape(reading, relation, bound)
        _share_ranges(reading, relation)
    except (Clash, Unreadable) as error:
        reading.sizes.bound = bound
        reading.shaper.memo.clear()
        if promoted(reading, relation) or demoted(reading, relation):
            return True
        event = replace(event, right=relation.parts[1])
        if isinstance(error, Clash):
            clash(reading, error, replace(event, left=relation.parts[0], right=relation.parts[1]))
        else:
            reading.emit(replace(event, kind=Said.UNCHECKED, reason=error.reason))
        return False
    return True


def _share_ranges(reading: Reading, relation: Loose) -> None:
    """Sums over one letter in one statement run over one range, where nothing says how far: `e^{f_y} / Σ_j e^{f_j} = C e^{f_y} / (C Σ_j e^{f_j})`."""
    ranges: dict[str, Size] = {}
    for part in parts_of(relation):
        if part.op not in ("BigSum", "BigProduct") or any(bound is not None for bound in part.data[1:]):
            continue
        size = part.data[0].sizes[0]
        reading.sizes.unify(ranges.setdefault(part.data[0].name, size), size)


def _guessed(loose: Loose) -> list[Known]:
    """The names in a term that were taken for scalars without a word in the text about them."""
    found: list[Known] = []
    if loose.op == "Symbol" and loose.data.origin is Origin.INFERRED and not loose.data.sizes and not loose.data.kind:
        found.append(loose.data)
    scalar = loose.op == "Derivative" and loose.parts[0].op == "Symbol"  # what is differentiated is a number by custom
    for part in loose.parts[scalar:]:
        found += [known for known in _guessed(part) if known not in found]
    return found[:6]


def _is_numbered(reading: Reading, loose: Loose) -> bool:
    """Whether the sizes of a term are numbers, as an example's are."""
    try:
        shape = reading.shaper.shape(loose)
    except (Clash, Unreadable):
        return False
    return bool(shape) and all(size.value is not None and size.value > 1 for size in shape)


def _is_tensor(reading: Reading, loose: Loose) -> bool:
    """Whether a part of what clashes has more than two axes; what has no shape of its own has not."""
    try:
        return len(reading.shaper.shape(loose)) > 2
    except (Clash, Unreadable):
        return False


def _numbers_block(loose: Loose) -> bool:
    """`[(X^T X)^{-1}]_{11}`: the entry of an expression at two numbers may be a block of it."""
    numbered = loose.op == "Entry" and len(loose.data) == 2 and loose.parts[0].op != "Symbol"
    return numbered and all(index is not None and index.op == "Number" for index in loose.data)


def _runs_elsewhere(reading: Reading, loose: Loose) -> bool:
    """Whether an index of known range runs over entries of which there are another number: `X_1 + ⋯ + X_n` where X has k entries."""
    if loose.op == "Entry" and loose.parts[0].op == "Symbol":
        for size, index in zip(loose.parts[0].data.sizes, loose.data, strict=False):
            if index is not None and index.op == "Index":
                ranges = reading.sizes.shape((size, index.data.sizes[0]))
                if is_known(ranges) and ranges[0] != ranges[1]:
                    return True
    return any(_runs_elsewhere(reading, part) for part in loose.parts)


def _names_anything(loose: Loose) -> bool:
    return loose.op in ("Symbol", "Call", "Index", "Identity") or any(_names_anything(part) for part in loose.parts)


def names_guessed(loose: Loose, guessed: set[str]) -> bool:
    """Whether a value speaks of a name whose shape was guessed, itself or by what it was defined from."""
    if loose.op == "Symbol":
        return loose.data.origin is Origin.INFERRED or loose.data.name in guessed
    if loose.op == "Call" and not (loose.data[3] is not None and (loose.data[3].definition or loose.data[3].entrywise)):
        return True  # a function that the text has not defined
    return any(names_guessed(part, guessed) for part in loose.parts)
