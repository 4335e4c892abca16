"""What is in which set: `f: ℝ^n → ℝ` and `H(θ) ∈ ℝ^{m×k}` declare functions, `ΦᵀΦ ∈ ℝ^{k×k}` claims a shape."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.fitting import attempt
from derive.elaborate.loose import has_derivative, is_known
from derive.elaborate.names import lookup
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key, unsquared
from derive.elaborate.settled import is_settled
from derive.elaborate.survey import inside, is_capital
from derive.formula.syntax import Chain, Fence, Juxt, Link, Name, Node, Sup, Symbolic, Tuple, items_of
from derive.goals import Origin
from derive.record import replace
from derive.sizes import ONE
from derive.terms import Shape, describe

# words that may restrict a function: then what is said of it need not hold for all
_RESTRICTED = re.compile(
    r"\b(convex|concave|monoton\w+|increasing|decreasing|linear|affine|densit\w+|distribution|pdf|pmf|kernel|norm|lipschitz|homogen\w+|"
    r"periodic|(?:even|odd)(?!\s+(?:terms?|powers?|orders?|numbers?|integers?|indices|derivatives?|coefficients?|degrees?|if|though|when|more)\b)|bijecti\w+|injecti\w+|surjecti\w+|invertible|activation|quadratic|polynomial|nonnegative|positive|bounded|loss|"
    r"additive|multiplicative|invariant|equivariant|harmonic|radial|vanish\w*|symmetric (?:about|in|under|around)|depends only|solves?|solutions?|"
    r"constant|minimi\w+|maximi\w+|critical|stationary|satisf\w+|such that|where)\b",
    re.I,
)


# "an invertible mixing matrix", "a positive definite matrix": said of no function
_OF_A_MATRIX = re.compile(
    r"\b(?:invertible|positive|bounded|constant)(?:\s+(?!(?:and|or|with|of|on|for|in|at|by|to|the|an?|is|are|any|every|each|functions?)\b)[\w-]+){0,2}"
    r"\s+matri(?:x|ces)\b(?!\s+(?:functions?|valued))",
    re.I,
)


def is_restricted(text: str) -> bool:
    """Whether a text has words that may restrict a function."""
    return _RESTRICTED.search(_OF_A_MATRIX.sub("", text)) is not None


def maps_between(reading: Reading, before: Node | None, chain: Chain) -> tuple[Node, Node, Node] | None:
    """(f, A, B) of `f: A → B`, which comes as a name and a chain that begins with a colon."""
    first, link = chain.first, chain.links[0]
    if (
        len(chain.links) != 1
        or link.op != "→"
        or not isinstance(first, Juxt)
        or not isinstance(first.factors[0], Symbolic)
    ):
        return None
    if first.factors[0].sign != ":" or before is None or key(before) is None or len(first.factors) < 2:
        return None
    rest = first.factors[1:]
    source = rest[0] if len(rest) == 1 else Juxt(rest, first.signs[1:], span=first.span)
    return before, source, link.right


def declare_map(reading: Reading, head: Node, source: Shape, target: Shape, anew: bool) -> None:
    """A function of one argument whose shapes are given, and nothing else; `anew` where what was said of its name is said no longer."""
    name, line = key(head) or "", reading.interpreter.line
    argument = Known(f"argument of {name}", "x", len(source), source, Origin.DECLARED, line)
    known = Known(name, reading.written(head), len(target), target, Origin.DECLARED, line, "function")
    known.parameters = (argument,)
    known.arbitrary = not is_restricted(reading.document.text)
    if len(source) == 1:  # what it is applied to are vectors, where the text says nothing else of them
        called = reading.interpreter.survey.called.get(name, ())
        reading.interpreter.survey.vectors.update(n for names in called for n in names if not is_capital(n))
    before = reading.scope.names.get(name)
    # a function of vectors is another one than that of numbers before
    other = before is not None and [p.rank for p in before.parameters] not in ([], [len(source)])
    anew = (anew or other) and before is not None
    reading.scope.names[name] = known
    if anew:
        reading.definitions.discard(name)
    reading.emit(Event(Said.DECLARE, head.span, known=known, display=reading.display, anew=anew))


def belongs(reading: Reading, item: Node, sizes: Shape, link: Link, begin: int) -> None:
    """What `item ∈ ℝ^{…}` says where the item is no name: the shape of a function's values, or a claim about an expression, which begins at a place."""
    if (
        isinstance(item, Juxt)
        and len(item.factors) == 2
        and isinstance(item.factors[1], Fence)
        and _is_call(reading, item)
    ):
        head, fence = item.factors
        assert isinstance(fence, Fence)
        items = items_of(fence.body)
        if all(key(part) is not None for part in items):
            _declare_values(reading, head, items, sizes)
        return
    if declares_squared(reading, item, sizes):
        return
    event = Event(Said.CLAIM, (begin, link.span[1]), relation="∈", display=reading.display)
    value = attempt(reading, item, event)
    if value is None:
        return
    shape = reading.shaper.shape(value)
    same = len(shape) == len(sizes) and all(a == b for a, b in zip(shape, sizes, strict=True))
    if not _is_space(link.right):
        if _calls_unknown(reading, item):
            reading.says_nothing(event.span, "says where the values of a function lie")
        elif same:
            reason = "of what is in a set only the shape is compared with it"
            reading.emit(replace(event, kind=Said.UNCHECKED, reason=reason))
    elif same:
        reading.emit(Event(Said.CLAIM, event.span, relation="∈", left=value, right=value, display=reading.display))
    elif _is_equated(reading, sizes):
        reason = "a size that an equation of the text gives"
        reading.emit(replace(event, kind=Said.UNCHECKED, reason=reason))
    elif has_derivative(value) and tuple(reversed(shape)) == sizes:
        reading.emit(replace(event, kind=Said.UNCHECKED, reason="a derivative in the other layout"))
    elif is_known(shape) and is_settled(reading, value):
        reason = f"this is {describe(shape)}, not {describe(sizes)}"
        reading.emit(
            Event(Said.ILL_FORMED, event.span, relation="∈", reason=reason, code="D302", display=reading.display)
        )
    elif len(shape) == len(sizes):
        for a, b in zip(shape, sizes, strict=True):
            reading.sizes.unify(a, b)


def _calls_unknown(reading: Reading, item: Node) -> bool:
    """Whether an expression is a value of a function that has no formula."""
    if not (isinstance(item, Juxt) and item.signs == ("",) and isinstance(item.factors[1], Fence)):
        return False
    name = key(item.factors[0])
    known = reading.scope.names.get(name or "")
    return name is not None and name not in reading.definitions and (known is None or known.kind == "function")


def _is_space(node: Node) -> bool:
    """Whether a set is one of all vectors or matrices of a shape, ℝ^{m×n}."""
    while isinstance(node, Sup | Juxt):
        node = node.base if isinstance(node, Sup) else node.factors[0]
    return isinstance(node, Name) and node.name in ("R", "ℝ", "C", "ℂ", "F", "K")


def between_ends(reading: Reading, chain: Chain) -> list[Chain]:
    """What `a^2 \\in [0, 1]` says of an expression, or of a value of a function that has a formula: that it is no less than the one end and no more than the
    other. Of a name, and of a function of which nothing is said, it says where they lie."""
    item, link = chain.first, chain.links[0]
    if len(chain.links) != 1 or link.op != "∈" or key(unsquared(item)) is not None or isinstance(item, Tuple):
        return []
    if _calls_unknown(reading, item):
        return []
    fence = link.right
    if not (isinstance(fence, Fence) and fence.open in "([" and isinstance(fence.body, Tuple)):
        return []
    low, high = (fence.body.items[0], fence.body.items[-1]) if len(fence.body.items) == 2 else (item, item)
    ends = [(("≥" if fence.open == "[" else ">"), low), (("≤" if fence.close == "]" else "<"), high)]
    return [
        Chain(item, (Link(op, end, span=link.span),), span=chain.span)
        for op, end in ends
        if end is not item and not _is_infinite(end)
    ]


def _is_infinite(end: Node) -> bool:
    return any(
        isinstance(part, Name | Symbolic) and getattr(part, "name", "") in ("infty", "∞") for part in inside(end)
    )


def declares_squared(reading: Reading, item: Node, sizes: Shape) -> bool:
    """Whether `σ^2 ∈ ℝ^d` says that σ, of which nothing is said, is a vector or a row whose entries are squared; then that is entered."""
    base = unsquared(item)
    name = key(base) or ""
    known = reading.scope.names.get(name)
    plain = known is None or (known.origin is Origin.INFERRED and not known.sizes and not known.kind)
    if base is item or not plain or is_capital(name) or not (len(sizes) == 1 or (len(sizes) == 2 and sizes[0] == ONE)):
        return False
    declared = Known(name, reading.written(base), len(sizes), sizes, Origin.DECLARED, reading.interpreter.line)
    reading.scope.names[name] = declared
    reading.squared.add(name)
    if known is not None:
        reading.late[name] = declared
        reading.clashes += 1
    reading.emit(Event(Said.DECLARE, item.span, known=declared, display=reading.display))
    return True


def _is_equated(reading: Reading, sizes: Shape) -> bool:
    """Whether the text says of a size what it is: "ℝ^p, with p = n + m"."""
    names = sorted(name for size in sizes for name in size.names if name.isalpha())
    return any(re.search(rf"(?<![A-Za-z\\_]){name}\s*=(?!=)", reading.document.text) for name in names)


def _is_call(reading: Reading, item: Juxt) -> bool:
    head = item.factors[0]
    known = reading.scope.names.get(key(head) or "")
    return isinstance(head, Name) and item.signs == ("",) and (known is None or known.kind == "function")


def _declare_values(reading: Reading, head: Node, items: tuple[Node, ...], sizes: Shape) -> None:
    name, line = key(head) or "", reading.interpreter.line
    if reading.scope.names.get(name) is not None:
        return
    known = Known(name, reading.written(head), len(sizes), sizes, Origin.DECLARED, line, "function")
    made = [lookup(reading.interpreter, key(item) or "", item) for item in items]
    if all(part.op == "Symbol" and not part.data.kind for part in made):
        known.parameters = tuple(part.data for part in made)  # `a` alone is then a(B)
        known.arbitrary = not is_restricted(reading.document.text)
    reading.scope.names[name] = known
    reading.emit(Event(Said.DECLARE, head.span, known=known, display=reading.display))


def compares_roughly(reading: Reading, chain: Chain) -> bool:
    """`a ≈ b`, `a ∝ b`: nothing that is checked, but for shapes that clash. True when that is so."""
    count = len(reading.events)
    sides = [chain.first, *(link.right for link in chain.links)]
    for side in sides:
        attempt(reading, side, Event(Said.CLAIM, chain.span, relation=chain.links[0].op, display=reading.display))
    kept = [event for event in reading.events[count:] if event.kind is Said.ILL_FORMED]
    reading.events[count:] = kept[:1]
    return bool(kept)


def smooth_functions(reading: Reading, node: Node) -> bool:
    """Whether names that are said to have continuous derivatives, `f, g \\in C^2`, are entered as functions."""
    items = items_of(node)
    names = [key(item) or "" for item in items]
    free = [
        name
        for name in names
        if name not in reading.definitions
        and not ((known := reading.scope.names.get(name)) is not None and is_told(known))
    ]
    if not all(isinstance(item, Name) for item in items) or len(free) < len(names):
        return False
    for item in items:
        enter_function(reading, item)
    return True


def enter_function(reading: Reading, node: Node) -> None:
    """Enter a name as a function of one number, of which nothing else is known."""
    name = key(node) or ""
    made = Known(name, reading.written(node), 0, (), Origin.DECLARED, reading.interpreter.line, "function")
    made.arbitrary = not is_restricted(reading.document.text)
    reading.scope.names[name] = made


def is_told(known: Known) -> bool:
    """Whether the text has said of a name what it is."""
    return known.origin is not Origin.INFERRED or bool(known.kind or known.sizes or known.properties or known.depends)
