"""Declarations in words around a size: "let A be an m × n matrix", "the n × n matrix B", "x and y are n × 1 vectors"."""

from __future__ import annotations

from collections.abc import Iterable

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.attribution import OF_MATRICES, give
from derive.elaborate.axes import split_sizes
from derive.elaborate.commuting import said_behind
from derive.elaborate.declarations import declare
from derive.elaborate.events import Event, Said
from derive.elaborate.families import declare_families, enter, listed_in
from derive.elaborate.identities import SIZED, are_ones, is_customary, stands_for
from derive.elaborate.loose import Clash, Unreadable
from derive.elaborate.prose import attributes_after
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.formula.syntax import Add, Chain, Clause, Display, Fence, Juxt, Name, Node, Num, Sub, items_of
from derive.goals import Origin
from derive.terms import Shape

# between a name and its size
_BEING = re.compile(
    r"[\s,(:]*(?:(?:both|all|each)\s+)?(?:(?:be|is|are|denotes?),\s+[^,.;:$⟨]{1,40},|be|is|are|denotes?|being|as|have|has|of)?\s*(?:(?:an?|the|some|any|two|arbitrary|given|known|unknown|fixed|square|"
    r"real|random|constant|symmetric|orthogonal|diagonal|invertible|non-?singular|positive(?:[- ](?:semi-?)?definite)?|(?:upper|lower)[- ]triangular|"
    r"size|sizes|dimensions?|shape|order|matrix|matrices|of|with|block|design|data|weight|covariance|projection|permutation|rotation|general|full|"
    r"rank|column|row|row-stochastic|real-valued|\(|\[)[\s,(\[-]*)*",
    re.I,
)
# between a size and the name that follows it
_CALLED = re.compile(
    r"[-\s]*(?:dimensional\s+)?(?:(?:real|random|constant|symmetric|orthogonal|diagonal|invertible|identity|unknown|known|data|design|weight|covariance|"
    r"parameter|column|row|block|positive|definite|semi-?definite|upper|lower|triangular|square|full|rank|projection|mean|input|output|feature)[-\s]+)*"
    r"(?:matrix|matrices|vectors?)\s*[(:]?\s*",
    re.I,
)
# between a size in full and the name that follows it, whatever that is called
_ANYTHING = re.compile(
    r"[-\s]*(?:(?!(?:of|with|and|or|by|is|are|be|has|have|for|in|on|to|where|which|that|if|then|as|from|whose|between)\b)[A-Za-z-]+\s+){1,5}[(:]?\s*",
    re.I,
)
# between the n of "n-dimensional data vector y" and the name
_DIMENSIONAL = re.compile(r"\s*-?\s*dimensional\s+(?:[a-z-]+\s+){0,3}(?:vectors?)\s*[(:]?\s*", re.I)
_VERB = re.compile(r"\b(?:be|is|are|denotes?|being|as|have|has|of)\b", re.I)
_LINK = re.compile(r"\[([^\]\[]*)\]\([^()\s]*\)")
_ONES = re.compile(
    r"[-\s]*(?:all[- ]ones?\b|(?:matrix|vector)\s+(?:of|with|whose\s+entries\s+are|filled\s+with|consisting\s+of)\s+(?:all\s+)?ones\b)",
    re.I,
)
# a length given in words: "x is a feature vector of length M", "x, y are d-dimensional vectors", "d-dimensional vectors x and y"
_OF_LENGTH = re.compile(
    r"[\s,(]*(?:is|are|be|being|denotes?)?\s*(?:both|all|each)?\s*(?:an?|the|two|some|any)?\s*(?:[\w-]+\s+){0,2}?vectors?\s+"
    r"(?:of|with|has|have)\s+(?:length|size|dimensions?|dimensionality)\s*",
    re.I,
)
_LONG = re.compile(r"[\s,(]*(?:is|are|be|being|denotes?)?\s*(?:both|all|each)?\s*(?:an?|the|two|some|any|as)?\s*", re.I)
_LONG_VECTORS = re.compile(r"\s*-?\s*dimensional\s+(?:[\w-]+\s+){0,2}?(?:column\s+)?vectors?\b", re.I)
_LENGTH_BEFORE = re.compile(r"\b(?:length|size|dimensions?|dimensionality)\s*$", re.I)
_PRODUCT = re.compile(
    r"\bproducts?\s*(?:of\s*)?$", re.I
)  # "the cross product a × b" gives no size, "the product of 2 × 2 matrices" does
_MATRICES = re.compile(r"\s+matri(?:x|ces)\b", re.I)
# "the plant $G$ and the controller $K$"
_JOINS = re.compile(
    r"\s*(?:,|,?\s*and|,?\s*or)\s*(?:let\s+)?(?:the\s+(?:(?!(?:vectors?|scalars?|numbers?|constants?|functions?|sets?|spaces?|matrix|matrices)\b)[a-z-]+\s+){1,2})?",
    re.I,
)
_QUALITIES = (
    r"(?:(?:real|arbitrary|given|known|unknown|fixed|constant|symmetric|skew-symmetric|orthogonal|diagonal|invertible|non-?singular|idempotent|"
    r"positive|negative|non-?negative|non-?zero|semi-?definite|definite|upper|lower|triangular|general|unit|random|column|data|weight|design|parameter|"
    r"input|output|feature|any|two|three|differentiable|continuously|continuous|smooth|time-varying|time-dependent)[-\s]+(?:and\s+)?)*"
)
# what a name is, where no size is given: "for all square $A, B$", "a vector $x$"; not "the identity matrix $I$"
_KIND_BEFORE = re.compile(
    rf"(?:^|\b(?:an?|the|for|for\s+all|all|any|every|each|some|two|three|let|given|with|where|and|of|consider|suppose)\s+|[.,(:;]\s*)"
    rf"{_QUALITIES}(?P<square>square\s+)?(?:(?P<vector>vectors?)|(?P<matrix>(?:square\s+)?matri(?:x|ces))|(?P<scalar>scalars?|reals|(?:real\s+)?numbers?|weights)|"
    rf"(?<=square )|(?<=square\n))\s*$",
    re.I,
)
_KIND_AFTER = re.compile(
    rf"\s*(?:(?:both|all)\s+)?(?:be|is|are|denotes?)\s+(?:(?:both|all)\s+)?(?:an?\s+|any\s+|some\s+|two\s+|three\s+)?{_QUALITIES}(?P<square>square\b(?![\s-]+(?:integrable|summable|roots?|errors?|loss|norms?|free|waves?)\b)\s*)?"
    rf"{_QUALITIES}(?:(?P<vector>vectors?\b)|(?P<matrix>matri(?:x|ces)\b)|(?P<scalar>scalars?\b|reals\b|(?:real\s+)?numbers?\b))?",
    re.I,
)


def declares_in_words(reading: Reading, block: Formula, display: Display) -> bool:
    """Whether a formula is a size that words give to the names beside it; then these are declared."""
    if block.display or len(display.clauses) != 1:
        return False
    body = display.clauses[0].body
    place = reading.places[block]
    last = place  # where the size ends
    shape: Shape | None
    if isinstance(body, Name | Num):
        second = _by(reading, place)
        if second is None:
            return _ends_size(reading, block, place) or _declares_length(reading, block, body)
        last, shape = place + 1, _sizes(reading, (body, second))
    elif isinstance(body, Sub | Fence) and _counts(body) and _is_dimension(reading, block):
        return _declares_length(
            reading, block, body
        )  # "an $n_1$-dimensional vector", "an $(m + n)$-dimensional vector"
    elif isinstance(body, Chain) or not _is_size(body) or _multiplies(reading, block):
        return False
    else:
        shape = _shape(reading, body)
    if shape is None:
        return False
    end = reading.order[last].span[1]
    before = _named(reading, place, -1, _BEING)
    behind = _named(reading, last, +1, _CALLED) or _named(reading, last, +1, _ANYTHING)
    names = behind if behind and (not before or _parted(reading, place)) else before
    after = reading.text((end, end + 60))
    identity = SIZED.match(after) is not None
    for name in names:
        if identity and is_customary(name):
            continue
        declare(reading, name, shape, ())
        known = reading.scope.names.get(key(name) or "")
        if known is not None and identity:
            stands_for(reading, name, known)
        if known is not None and _ONES.match(after):
            are_ones(reading, name, known)
    if names is before:
        _give(reading, names, end)
    if names or _sizes_list(reading, place, shape):
        reading.says_nothing(block.span, _GIVEN)
        return True
    return False


def _multiplies(reading: Reading, block: Formula) -> bool:
    """Whether words call `a × b` a product: "the cross product a × b" gives no size, "the product of 2 × 2 matrices" does."""
    called = _PRODUCT.search(_before(reading, block)) is not None
    return called and _MATRICES.match(reading.text((block.span[1], block.span[1] + 20))) is None


_GIVEN = "a size, given to what stands beside it"
_BY = re.compile(r"\s*-?\s*by\s*-?\s*", re.I)


def _by(reading: Reading, place: int) -> Name | Num | None:
    """The n of "m by n", where the m is the formula at a place."""
    if place + 1 >= len(reading.order):
        return None
    first, second = reading.order[place], reading.order[place + 1]
    display = reading.formulas.displays.get(second)
    if display is None or second.display or len(display.clauses) != 1:
        return None
    body = display.clauses[0].body
    between = _BY.fullmatch(reading.text((first.span[1], second.span[0])))
    return body if between is not None and isinstance(body, Name | Num) else None


def _ends_size(reading: Reading, block: Formula, place: int) -> bool:
    """Whether a formula is the n of an "m by n" that was given to what stands beside it."""
    first = reading.order[place - 1] if place else None
    given = first is not None and any(span == first.span and why == _GIVEN for span, _, why in reading.not_checked)
    if not given or _by(reading, place - 1) is None:
        return False
    reading.says_nothing(block.span, _GIVEN)
    return True


_BETWEEN_SIZES = re.compile(
    r"\s*matri(?:x|ces)\s*,?\s*(?:with|where|and|for)?\s*\$[^$]*(?:[<>≥≤]|\\[gl]e)[^$]*\$\s*,?\s*(?:and\b|but\b)?"
)


def _give(reading: Reading, names: list[Node], end: int) -> None:
    """The properties that words behind a size give to what has it: "an $m \\times n$ matrix of full column rank", "… with $m > n$ and independent columns"."""
    words = reading.text((end, end + 200))
    between = _BETWEEN_SIZES.match(words)
    words = words[between.end() :] if between is not None else words
    said_behind(reading, names, words)
    found = attributes_after(words.split("$")[0])
    for kind in found.kinds:
        for name in names if kind in OF_MATRICES else ():  # of what is defined already it is a claim
            give(reading, Clause(name, span=name.span), kind, (name.span[0], end + found.span[1]))


def _sizes_list(reading: Reading, place: int, shape: Shape) -> bool:
    """Whether a size is that of the matrix whose columns the formula before lists: "Y = [y_1, …, y_v] be an n × v matrix"."""
    display = reading.formulas.displays.get(reading.order[place - 1]) if place else None
    body = display.clauses[0].body if display is not None and len(display.clauses) == 1 else None
    between = reading.text((reading.order[place - 1].span[1], reading.order[place].span[0])) if place else ""
    if not isinstance(body, Chain) or body.links[0].op not in ("=", ":=") or not _BEING.fullmatch(between):
        return False
    known = reading.scope.names.get(key(body.first) or "")
    if known is None or known.rank != 2 or len(shape) != 2 or known.name not in reading.definitions:
        return False
    return all(reading.sizes.unify(own, said) for own, said in zip(known.sizes, shape, strict=True))


def _parted(reading: Reading, place: int) -> bool:
    """Whether a comma and no verb stands before the size: "X, known n × n weights V" speaks of V."""
    between = reading.text((reading.order[place - 1].span[1], reading.order[place].span[0]))
    return re.match(r"\s*,", between) is not None and _VERB.search(between) is None


def _before(reading: Reading, block: Formula) -> str:
    """The words right before a formula."""
    return reading.text((max(0, block.span[0] - 60), block.span[0]))


def _is_dimension(reading: Reading, block: Formula) -> bool:
    """Whether "-dimensional vector" stands behind a formula."""
    return _LONG_VECTORS.match(reading.text((block.span[1], block.span[1] + 60))) is not None


def _declares_length(reading: Reading, block: Formula, body: Node) -> bool:
    """Whether a name or a number is the length that words give to the vectors beside it; then these are declared."""
    place = reading.places[block]
    after = reading.text((block.span[1], block.span[1] + 60))
    dimensional = _LONG_VECTORS.match(after)
    before = _before(reading, block)
    names: list[Node] = []
    if dimensional is not None:
        names = _named(reading, place, -1, _LONG)
    elif _LENGTH_BEFORE.search(before):
        names = _named(reading, place, -1, _OF_LENGTH)
    names = names or _named(reading, place, +1, _DIMENSIONAL)
    if not names:
        return False
    length = reading.interpreter.size(body)
    for name in names:
        declare(reading, name, (length,), ())
    reading.says_nothing(block.span, _GIVEN)
    return True


def declares_kinds(reading: Reading, block: Formula, before: str, after: str) -> None:
    """Enter the names of a formula as what the words beside it call them, where no size is given: matrices, square ones, vectors, scalars."""
    called = _called_by(reading, block)
    names = [called[0]] if called is not None else names_of(reading, block)
    match = _KIND_BEFORE.search(before)
    if match is None:
        match = _KIND_AFTER.match(after)
        names = listed_before(reading, block) + names if match is not None else names
    if match is None or not any(match.group("square", "vector", "matrix", "scalar")):
        return
    square = match.group("square") is not None or "square" in (match.group("matrix") or "")
    rank = 1 if match.group("vector") else 0 if match.group("scalar") else 2
    if not names:
        _say_of_family(reading, block, rank, bool(_DEFINITE.search(before)))
    for name in names:
        if not _DEFINITE.search(before):
            _leave_example(reading, name)
            _leave_function(reading, name, rank)
        _say_kind(reading, name, rank, square)
        known = reading.scope.names.get(key(name) or "")
        if called is not None and known is not None and known.origin is Origin.DECLARED and known.rank == rank:
            known.depends += (called[1],) if called[1] not in known.depends else ()
            reading.interpreter.survey.functions.add(known.name)  # `A(t)` is A


def _say_of_family(reading: Reading, block: Formula, rank: int, definite: bool) -> None:
    """Members that a formula lists, `a_1, …, a_n`, are said to be of a rank: their family is entered, where the text has not done so before, or did in a
    section that is over; not where it speaks of them as known, "the numbers a_1, …, a_n"."""
    display = reading.formulas.displays.get(block)
    found = listed_in(reading, display) if display is not None and not block.display else None
    if found is None:
        return
    first, stem, size = found
    before = reading.scope.names.get(f"{stem}[]")
    inferred = before is not None and before.origin is Origin.INFERRED and before.rank == rank + 1
    if before is None or inferred or (not definite and reading.has_ended(before)):
        enter(reading, first, stem, (size, *(reading.sizes.fresh() for _ in range(rank))))


def _called_by(reading: Reading, block: Formula) -> tuple[Node, str] | None:
    """The A and the t of a formula `A(t)`: what varies with a number, called a matrix or a vector in words."""
    display = reading.formulas.displays.get(block)
    body = display.clauses[0].body if display is not None and not block.display and len(display.clauses) == 1 else None
    if not (isinstance(body, Juxt) and len(body.factors) == 2 and body.signs == ("",)):
        return None
    head, fence = body.factors
    letter = key(fence.body) if isinstance(fence, Fence) and fence.open == "(" else None
    plain = isinstance(head, Name) and key(head) not in reading.scope.names and letter is not None
    return (head, letter) if plain and letter is not None and letter.isalpha() and letter.islower() else None


def listed_before(reading: Reading, block: Formula) -> list[Node]:
    """The names right before a formula that are joined to it: "let A, B and C be square"."""
    found: list[Node] = []
    place = reading.places[block]
    while place > 0:
        between = reading.text((reading.order[place - 1].span[1], reading.order[place].span[0]))
        here = reading.order[place - 1].span[0]
        length = _LENGTH_BEFORE.search(reading.text((max(0, here - 20), here)))
        names = names_of(reading, reading.order[place - 1]) if _JOINS.fullmatch(between) and not length else []
        if not names:
            break
        found = names + found
        place -= 1
    return found


_DEFINITE = re.compile(r"\b(?:the|this|that|our|these|those|such|its)\s+(?:[\w-]+\s+){0,4}$", re.I)


def _leave_example(reading: Reading, node: Node) -> None:
    """Forget the numbers that an example of another section gave a name which is introduced again: "two vectors u and v"."""
    known = reading.scope.names.get(key(node) or "")
    if known is not None and known.name in reading.literals and reading.has_ended(known):
        reading.emit(Event(Said.FORGET, node.span, known=known, display=reading.display))
        reading.forget(frozenset({known.name}))


def _leave_function(reading: Reading, node: Node, rank: int) -> None:
    """Vectors f and g are not the functions of these letters that the text has spoken of before, and given no formula."""
    known = reading.scope.names.get(key(node) or "")
    earlier = known is not None and known.line < reading.interpreter.line and not reading.defined(known)
    if known is not None and earlier and rank and known.kind == "function" and not known.directed:
        reading.emit(Event(Said.FORGET, node.span, known=known, display=reading.display))
        del reading.scope.names[known.name]


def says_of_members(reading: Reading, node: Node, sizes: Shape, square: bool = False) -> bool:
    """Whether "let a_{ij} be numbers" is said of every member of a family, which is then entered, where the text has not done so before."""
    if square:
        reading.sizes.unify(*sizes)
    stem = key(node.base) if isinstance(node, Sub) else None
    before = reading.scope.names.get(f"{stem}[]")
    if stem is None or (before is not None and before.origin is not Origin.INFERRED):
        return False
    return not declare_families(reading, (node,), sizes)


def _say_kind(reading: Reading, node: Node, rank: int, square: bool) -> None:
    """A name is said to be of a rank: it is declared, with sizes that its uses tell, unless its shape is known to be another."""
    if says_of_members(reading, node, tuple(reading.sizes.fresh() for _ in range(rank)), square):
        return
    try:
        read = reading.interpreter.read(node)
    except (Unreadable, Clash):
        return
    if read.op != "Symbol" or read.data.kind:
        return
    known = read.data
    if known.origin in (Origin.DECLARED, Origin.DEFINITION) and known.rank != rank and rank == 0:
        reading.guessed.add(
            known.name
        )  # "when γ is a scalar": elsewhere another case is spoken of, and no shape is certain
    if reading.defined(known):
        return
    if known.origin is not Origin.INFERRED or (known.rank not in (0, rank) and known.line < reading.interpreter.line):
        return
    if known.rank != rank:
        known.rank, known.sizes = rank, tuple(reading.sizes.fresh() for _ in range(rank))
        reading.shaper.memo.clear()
    if square and not reading.sizes.unify(*known.sizes):
        return
    known.origin = Origin.DECLARED
    reading.emit(Event(Said.DECLARE, node.span, known=known, display=reading.display))


def _is_size(node: Node) -> bool:
    """`m × n`: two factors at least, each a name, a number, or a sum of such."""
    return isinstance(node, Juxt) and "×" in node.signs and all(_counts(factor) for factor in node.factors)


def _counts(node: Node) -> bool:
    if isinstance(node, Fence):
        return _counts(node.body)
    if isinstance(node, Add):
        return all(_counts(term) for _, term in node.terms)
    return isinstance(node, Num) or key(node) is not None


def _shape(reading: Reading, node: Node) -> Shape | None:
    assert isinstance(node, Juxt)
    return _sizes(reading, split_sizes(node))


def _sizes(reading: Reading, parts: Iterable[Node]) -> Shape | None:
    try:
        sizes = tuple(reading.interpreter.size(part) for part in parts)
    except Unreadable:
        return None
    return sizes[:1] if len(sizes) == 2 and sizes[1].value == 1 else sizes if len(sizes) == 2 else None


def _named(reading: Reading, place: int, step: int, words: re.Pattern[str]) -> list[Node]:
    """The names beside the formula at a place, as far as they are joined by commas or "and"."""
    found: list[Node] = []
    pattern = words
    while 0 <= place + step < len(reading.order):
        near, far = reading.order[place], reading.order[place + step]
        first, second = (far, near) if step < 0 else (near, far)
        if not pattern.fullmatch(_LINK.sub(r"\1", reading.text((first.span[1], second.span[0])))):
            break
        names = names_of(reading, far)
        if not names or (step < 0 and _LENGTH_BEFORE.search(reading.text((max(0, far.span[0] - 20), far.span[0])))):
            break
        found += names
        pattern = _JOINS
        place += step
    return found


def names_of(reading: Reading, block: Formula) -> list[Node]:
    """The names that a formula consists of: `A`, `A, B`."""
    display = reading.formulas.displays.get(block)
    if display is None or block.display:
        return []
    found: list[Node] = []
    for clause in display.clauses:
        for item in items_of(clause.body):
            if key(item) is None or isinstance(item, Num) or (isinstance(item, Name) and item.name == "infty"):
                return []
            found.append(item)
    return found
