"""Declarations: `A, B \\in \\mathbb{R}^{m \\times n}`, and the range of an index."""

from __future__ import annotations

from collections.abc import Sequence

from derive import lazy_re as re
from derive.elaborate import finite, prose, ranges
from derive.elaborate.axes import exponent
from derive.elaborate.events import Event, Said, Span
from derive.elaborate.families import declare_families
from derive.elaborate.fitting import fit_before
from derive.elaborate.loose import Unreadable
from derive.elaborate.memberships import belongs, declare_map, maps_between, smooth_functions
from derive.elaborate.operators import is_open
from derive.elaborate.reading import Reading
from derive.elaborate.real_words import over_reals
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import inside, is_capital, whole_names
from derive.formula.syntax import (
    BigOp,
    Chain,
    Clause,
    Dots,
    Fence,
    Juxt,
    Link,
    Mid,
    Name,
    Node,
    Num,
    Operator,
    Prime,
    Sub,
    Sup,
    Symbolic,
    Text,
    Tuple,
)
from derive.goals import Origin
from derive.sizes import ONE
from derive.terms import PropertyKind, Shape


def declares(reading: Reading, chain: Chain) -> bool:
    """Enter what a chain declares; True when it is nothing but a declaration."""
    declared = False
    for number, link in enumerate(chain.links):
        if link.op != "∈":
            continue
        values = finite.values(link.right)
        shape = finite.shape(reading, link.right) if values else domain(reading, link.right)
        node = chain.first if number == 0 else chain.links[0].right if number > 1 else chain.first
        smooth = _is_smooth_class(link.right) and not _of_matrix(reading, link.right)
        if shape is None and smooth and smooth_functions(reading, node):
            declared = True
            continue
        if shape is None:
            names = whole_names(node)  # in a set that is not read: they are not free
            reading.emit(Event(Said.RESTRICT, link.span, names=names, display=reading.display))
            declared = True
            continue
        items = tuple(node.items) if isinstance(node, Tuple) else (node,)
        if _names(items[-1]):  # `t x + (1 - t) y, t ∈ ℝ` says so of t
            items = items[next((n for n in range(len(items), 0, -1) if not _names(items[n - 1])), 0) :]
        if shape[1] in _CONES.values():  # a small letter in S^n is a point of the sphere
            items = tuple(item for item in items if is_capital(key(item) or ""))
        kinds = (shape[1],) if shape[1] else _said(link.right)
        sign = _natural(link.right)
        if sign is not None:
            kinds = (PropertyKind.INTEGER, sign)
        if PropertyKind.INTEGER in kinds:
            items = _but_sizes(reading, items, link)
        whole = chain.span if len(chain.links) == 1 and len(items) == 1 else None
        for item in declare_families(reading, items, shape[0], kinds):
            if key(item) is None and not _primed(item):
                # in a chain `a = b ∈ S` this adds no more than where it lies
                belongs(reading, item, shape[0], link, (link if number else item).span[0])
                continue
            declare(reading, item, shape[0], kinds, whole)
            if not shape[0]:
                finite.bound(reading, item, link)
        if values:
            for item in items:
                finite.restrict(reading, item, values, link.span[1])
        declared = True
    return declared and all(link.op == "∈" for link in chain.links)


def _names(item: Node) -> bool:
    """Whether a member of a list is a name, or dots between such."""
    return key(item) is not None or _primed(item) is not None or isinstance(item, Dots)


def declares_within(reading: Reading, body: Node) -> None:
    """`{Y ∈ S^n : …}`: what a set is made of is a declaration of its letter, where the text gives no other."""
    for part in inside(body):
        if not (
            isinstance(part, Fence)
            and part.open == "{"
            and isinstance(part.body, Mid)
            and isinstance(part.body.left, Chain)
        ):
            continue
        member = part.body.left
        known = reading.scope.names.get(key(member.first) or "")
        if len(member.links) == 1 and (known is None or known.origin is Origin.INFERRED):
            declares(reading, member)


def declares_function(reading: Reading, before: Sequence[Node], chain: Chain) -> bool:
    """Whether a chain is the rest of `f: ℝ^n → ℝ`, or of `f, g: ℝ^n → ℝ`; then what stands `before` it is entered."""
    parts = maps_between(reading, before[-1] if before else None, chain)
    if parts is None:
        return False
    if isinstance(parts[0], Operator) and not is_open(parts[0].name):
        reading.says_nothing(
            chain.span, "says what a map does"
        )  # `\\det : ℝ^{n×n} → ℝ` is the determinant all the same
        return True
    source, target = domain(reading, parts[1]), domain(reading, parts[2])
    if source is not None and target is not None:
        for head in before:
            if isinstance(head, Name) or head is parts[0]:
                declare_map(reading, head, source[0], target[0], _begins(reading, head))
        return True
    name = key(parts[0]) or ""
    known = reading.scope.names.get(name)
    if known is not None and known.sizes and not known.directed:  # `P: V → V`: no longer the matrix of that letter
        reading.emit(Event(Said.FORGET, parts[0].span, known=known, display=reading.display))
        reading.definitions.discard(name)
        del reading.scope.names[name]
    return True


def domains_behind(reading: Reading, clauses: Sequence[Clause]) -> frozenset[int]:
    """Which clauses of a formula say between which sets the functions map that stand before them, `f(x) = \\sum_j r_j(x)^2, r_j: ℝ^n → ℝ`; they are
    entered first."""
    found: set[int] = set()
    bare: list[Node] = []
    stated = False
    for number, clause in enumerate(clauses):
        if not isinstance(clause.body, Chain):
            bare.append(clause.body)
            continue
        if stated and bare and declares_function(reading, bare, clause.body):
            found |= {number - place for place in range(len(bare) + 1)}
        stated, bare = True, []
    return frozenset(found)


# the sentence that introduces a name: "Let A ∈ …" of a name that had been introduced means another thing
_LETS = re.compile(
    r"(?:^|[.!?:]\s|\n\s*)\W*(?:now |next |here )?(?:let|suppose|consider|given|take|in this (?:sub)?section)\b[^.!?]*$",
    re.I,
)


_CONSTANT_VECTORS = ("bold:0", "bold:1")  # vectors that have a value by their name, of whatever length


def declare(
    reading: Reading, node: Node, sizes: Shape, kinds: tuple[PropertyKind, ...], span: Span | None = None
) -> None:
    """Enter one name with its shape and what is said of it; it is shown at `span`, else where the name stands."""
    name = key(node) or _primed(node)
    if name is None or (name in _CONSTANT_VECTORS and len(sizes) == 1):
        return
    if len(sizes) == 1 and name in reading.interpreter.survey.rows:
        sizes = (ONE, sizes[0])  # "π ∈ ℝ^n with π P = π"
    known = before = reading.scope.names.get(name)
    line, another = reading.interpreter.line, False
    if known is not None and known.directed:
        sizes = known.sizes
    elif known is not None and known.origin is Origin.INFERRED and not reading.settled_before(known, sizes):
        # used before it is declared: the same symbol, whose shape is now known; or another one, where what was said does not fit
        saved = known.rank, known.sizes
        known.rank, known.sizes = len(sizes), sizes
        reading.shaper.memo.clear()
        if fit_before(reading, {name}):
            known.origin, known.line = Origin.DECLARED, line
            reading.late[name] = known
            reading.clashes += saved[0] != len(sizes) and reading.makes(name)  # `C = A B, A \\in ℝ^{m×k}`
            if saved[0] == len(sizes):  # what was worked out from its sizes has these now
                for guessed, size in zip(saved[1], sizes, strict=True):
                    reading.sizes.unify(guessed, size)
        else:
            known.rank, known.sizes = saved
            used = known.line
            known = Known(name, reading.written(node), len(sizes), sizes, Origin.DECLARED, line)
            if reading.in_one_paragraph(
                used, line
            ):  # `M = [A B; C D] with D ∈ …`: what was guessed of the blocks before is to be read again
                reading.late[name] = known
                reading.clashes += 1
            else:  # what was said of the letter before does not hold of what it is now
                another = True
            reading.scope.names[name] = known
            reading.shaper.memo.clear()
    elif known is None or not _sizes_what_is_defined(reading, known, sizes, node):
        known = Known(name, reading.written(node), len(sizes), sizes, Origin.DECLARED, line)
        reading.scope.names[name] = known
    if _ALSO_COMPLEX.isdisjoint(kinds) and PropertyKind.COMPLEX in known.properties:
        known.properties.remove(PropertyKind.COMPLEX)  # it was for want of a word about it
    family = reading.scope.names.get(f"{name}[]")
    if family is not None and sizes and reading.has_ended(family):
        del reading.scope.names[family.name]  # x_i is an entry of the x declared here
        reading.scope.entries.add(name)
        reading.definitions.discard(family.name)
    if before is not None and before.origin is Origin.DECLARED and before.sizes != sizes:
        reading.redeclared.add(name)
    replaced = before if before is not known else None
    begins, ended = _begins(reading, node), replaced is not None and reading.has_ended(replaced)
    declared = ended and replaced is not None and replaced.origin is Origin.DECLARED
    defined = ended and name in reading.definitions  # by an earlier section, under that letter
    if defined:
        reading.definitions.discard(name)
    # the P of another section: what was said there may hold no longer
    anew, unsaid = another or (replaced is not None and begins) or declared or defined, declared and not begins
    reading.emit(
        Event(Said.DECLARE, span or node.span, known=known, display=reading.display, anew=anew, passing=unsaid)
    )
    if replaced is not None:
        kinds = (*kinds, *_said_before(reading, replaced, node))
    for kind in (over_reals(kind, reading.document.text) for kind in kinds):
        known.properties.append(kind)
        reading.emit(Event(Said.PROPERTY, span or node.span, known=known, property=kind))


_ALSO_COMPLEX = frozenset((PropertyKind.COMPLEX, PropertyKind.HERMITIAN, PropertyKind.UNITARY))


# "where Y ∈ … and X ∈ …" goes on with the sentence of the displays before it
_WHERE = re.compile(r"\bwhere\s+(?:\$[^$]*\$(?:\s*,\s*|\s+and\s+))*\$\s*$")


def _sizes_what_is_defined(reading: Reading, known: Known, sizes: Shape, node: Node) -> bool:
    """Whether a name that the same paragraph, or the sentence, has defined gets its sizes: "let X = U D Vᵀ be the SVD of the n × p matrix X", and
    "y = X b + e, where y ∈ …"."""
    if known.origin is not Origin.DEFINITION or known.rank != len(sizes) or known.kind:
        return False
    before = reading.text((max(0, node.span[0] - 160), node.span[0]))
    if not reading.in_one_paragraph(known.line, reading.interpreter.line) and (
        known.line < reading.section or _WHERE.search(before) is None
    ):
        return False
    bound = reading.sizes.snapshot()
    if all(reading.sizes.unify(old, new) for old, new in zip(known.sizes, sizes, strict=True)):
        reading.shaper.memo.clear()
        return True
    reading.sizes.bound = bound
    return False


# "a convex function f: ℝ → ℝ" is any one
_SOME_FUNCTION = re.compile(r"\b(?:an?|any|every|some)\s+(?:[\w-]+[\s,]+){0,5}?function\s*\W*$", re.I)


_SENTENCE = re.compile(r"(?:[.!?:;]\s|\n\s*\n)(?!.*(?:[.!?:;]\s|\n\s*\n))", re.S)


def _said_before(reading: Reading, before: Known, node: Node) -> tuple[PropertyKind, ...]:
    """The properties that the sentence has given a name before it is introduced anew: "let A and B be symmetric n × n matrices"."""
    begin = max(0, node.span[0] - 200)
    ends = [match.end() for match in _SENTENCE.finditer(reading.text((begin, node.span[0])))]
    start = begin + (ends[-1] if ends else 0)
    given = [e for e in reading.events if e.kind is Said.PROPERTY and e.known is before and e.span[0] >= start]
    return tuple(dict.fromkeys(e.property for e in given if e.property is not None))


def _begins(reading: Reading, node: Node) -> bool:
    """Whether the sentence up to a name is one that introduces it."""
    before = reading.text((max(0, node.span[0] - 80), node.span[0]))
    return _LETS.search(before) is not None or _SOME_FUNCTION.search(before) is not None


def _primed(node: Node) -> str | None:
    """`λ'`: a second symbol, where it is declared as one."""
    stem = key(node.base) if isinstance(node, Prime) else None
    return f"{stem}{chr(39) * node.count}" if stem and isinstance(node, Prime) else None


def domain(reading: Reading, node: Node) -> tuple[Shape, PropertyKind | None] | None:
    """ℝ, ℝ^n, ℝ^{m×n}, O(k), ℝ_+ as a shape and a property; None for other sets."""
    if isinstance(node, Juxt):
        first, *rest = node.factors
        if len(rest) == 1 and isinstance(rest[0], Fence) and isinstance(first, Name) and first.name == "O":
            size = reading.interpreter.size(rest[0].body)
            return (size, size), PropertyKind.ORTHOGONAL
        if isinstance(first, Sup) and all(isinstance(factor, Text) for factor in rest):
            return domain(reading, first)
        if node.signs == ("∖",) and isinstance(rest[0], Fence) and rest[0].open == "{" and _is_zero(rest[0].body):
            around = domain(reading, first)  # ℝ^n ∖ {0}
            return None if around is None or around[1] is not None else (around[0], PropertyKind.NONZERO)
    found = _symmetric(reading, node) or _interval(node)
    if found is not None:
        return found
    if isinstance(node, Sup) and (of_each := _interval(node.base)) is not None:
        shape = exponent(reading.interpreter, node.sup)
        return None if shape is None else (shape, of_each[1])
    base = node.base if isinstance(node, Sup) else node
    if isinstance(node, Name) and node.name in ("N", "Z") and node.style in ("bb", "bold") or _natural(node):
        return (), PropertyKind.INTEGER
    real = isinstance(base, Name) and base.name in ("R", "ℝ") and base.style in ("", "bb", "bold", "roman", "cal")
    # a field that the text leaves open, 𝔽 for ℝ or ℂ: what holds over ℂ holds over both
    whole = isinstance(base, Name) and (base.name == "ℂ" or (base.name in ("C", "F", "K") and base.style == "bb"))
    if not (real or whole):
        return None
    kind = PropertyKind.COMPLEX if whole else None
    if not isinstance(node, Sup):
        return (), kind
    shape = exponent(reading.interpreter, node.sup)
    return None if shape is None else (shape, kind)


def _is_zero(node: Node) -> bool:
    return node == Num("0", span=node.span) or (isinstance(node, Name) and node.name == "0")


# what may stand under or over ℕ and ℤ, and what it leaves of the whole numbers
_NATURAL = {
    "N": {"": "nonnegative", "0": "nonnegative", ">0": "positive", "≥0": "nonnegative", "≥1": "positive"},
    "Z": {"+": "positive", "++": "positive", ">0": "positive", "≥0": "nonnegative", "≥1": "positive"},
}
_NATURAL["N"] |= dict.fromkeys(("+", "++", "*"), "positive")


def _natural(node: Node) -> PropertyKind | None:
    """ℕ, `ℕ_0`, `ℤ_{>0}`, `ℤ^+`, `{1, 2, …}`: the sign of a whole number in such a set; None for other sets."""
    listed = node.body.items if isinstance(node, Fence) and node.open == "{" and isinstance(node.body, Tuple) else ()
    if len(listed) > 1 and isinstance(listed[-1], Dots):
        numbers = [
            int(item.text) for item in listed[:-1] if isinstance(item, Num) and item.text in ("0", "1", "2", "3")
        ]
        if numbers and numbers == list(range(numbers[0], numbers[0] + len(listed) - 1)) and numbers[0] < 2:
            return PropertyKind.POSITIVE if numbers[0] else PropertyKind.NONNEGATIVE
    base = node.base if isinstance(node, Sub | Sup) else node
    mark = node.sub if isinstance(node, Sub) else node.sup if isinstance(node, Sup) else None
    if not (isinstance(base, Name) and (base.style == "bb" or (base.style == "bold" and mark is not None))):
        return None
    found = _NATURAL.get(base.name, {}).get(_signs(mark) if mark is not None else "")
    return PropertyKind(found) if found else None


def _but_sizes(reading: Reading, items: tuple[Node, ...], link: Link) -> tuple[Node, ...]:
    """Names without those up to which the text counts: of these a word that they are whole numbers says nothing new, and as numbers
    of their own they would have nothing to do with the ends of its sums."""
    known_sizes = reading.scope.sizes - set(reading.scope.names)
    sizes = [item for item in items if key(item) in known_sizes and _counts_from_one(reading, key(item) or "")]
    for item in sizes:
        known = Known(key(item) or "", reading.written(item), 0, (), Origin.DECLARED, reading.interpreter.line, "size")
        span = (item.span[0], link.span[1]) if len(items) == 1 else item.span
        reading.emit(Event(Said.DECLARE, span, known=known, display=reading.display))
    return tuple(item for item in items if item not in sizes)


def _counts_from_one(reading: Reading, name: str) -> bool:
    """Whether sums up to a name begin at 1, one of them at least, or there is none: those from 0 end at a number like any other."""
    displays = (reading.formulas.displays.get(formula) for formula in reading.order)
    bodies = (clause.body for display in displays if display is not None for clause in display.clauses)
    sums = [
        part
        for body in bodies
        for part in inside(body)
        if isinstance(part, BigOp) and part.upper is not None and key(part.upper) == name
    ]
    starts = [part.lower.links[0].right if isinstance(part.lower, Chain) else None for part in sums]
    return not sums or any(start is None or (isinstance(start, Num) and start.text == "1") for start in starts)


def _interval(node: Node) -> tuple[Shape, PropertyKind | None] | None:
    """`[0, 1]`, `(0, ∞)`, `ℝ_+`, `ℝ_{>0}`: a number, and what its sign is."""
    if isinstance(node, Sub) and isinstance(node.base, Name) and node.base.name == "R":
        sign = _signs(node.sub)
        if sign in ("+", "++"):
            return (), PropertyKind.POSITIVE if sign == "++" else PropertyKind.NONNEGATIVE
    if not (
        isinstance(node, Fence) and node.open in "[(" and isinstance(node.body, Tuple) and len(node.body.items) == 2
    ):
        return None
    lowest = node.body.items[0]
    if not isinstance(lowest, Num):
        return (), None
    positive = node.open == "(" or float(lowest.text) > 0
    return (), PropertyKind.POSITIVE if positive else PropertyKind.NONNEGATIVE


_CONES = {"": PropertyKind.SYMMETRIC, "+": PropertyKind.POSITIVE_SEMIDEFINITE, "++": PropertyKind.POSITIVE_DEFINITE}


def _symmetric(reading: Reading, node: Node) -> tuple[Shape, PropertyKind] | None:
    """`\\mathbb{S}^n`, `S^n_+`, `\\mathcal{S}_{++}^n`, `\\mathrm{Sym}^n`: the symmetric matrices and the cones in them."""
    if isinstance(node, Juxt) and len(node.factors) == 2 and _is_sym(node.factors[0]):
        of = node.factors[1]  # Sym(n)
        if isinstance(of, Fence) and isinstance(of.body, Name | Num):
            size = reading.interpreter.size(of.body)
            return (size, size), PropertyKind.SYMMETRIC
    if not (isinstance(node, Sup) and isinstance(node.sup, Name | Num)):
        return None
    if _is_sym(node.base):
        size = reading.interpreter.size(node.sup)
        return (size, size), PropertyKind.SYMMETRIC
    base = node.base.base if isinstance(node.base, Sub) else node.base
    sign = _signs(node.base.sub) if isinstance(node.base, Sub) else ""
    if (
        not (isinstance(base, Name) and base.name == "S" and base.style in ("", "bb", "cal", "bold"))
        or sign not in _CONES
    ):
        return None
    if key(base) in reading.scope.names or (isinstance(node.sup, Num) and base.style != "bb"):
        return None
    size = reading.interpreter.size(node.sup)
    return (size, size), _CONES[sign]


def _is_sym(node: Node) -> bool:
    return isinstance(node, Name | Operator) and node.name == "Sym"


def _signs(node: Node) -> str:
    if isinstance(node, Juxt):
        return "".join(_signs(part) for part in node.factors)
    if isinstance(node, Num | Symbolic):
        return (
            node.text if isinstance(node, Num) else {"ge": "≥", "geq": "≥", "geqslant": "≥"}.get(node.sign, node.sign)
        )
    return "?"


def indexes(reading: Reading, first: Node, links: list[Link]) -> bool:
    """`i = 1, …, k`, `i = 1 … k`, `1 ≤ i, j ≤ k`: the range of an index."""
    if ranges.between(reading, first, links):
        return True
    right = links[0].right
    name = key(first)
    items = right.items if isinstance(right, Tuple) else _counted(right)
    if name is None or links[0].op != "=" or not any(isinstance(item, Dots) for item in items):
        return False
    interpreter = reading.interpreter
    try:
        size = interpreter.size(items[-1])
    except Unreadable:
        _counts(reading, first, items)
        return True
    for index in interpreter.indices:
        if index.name == name:
            reading.sizes.unify(index.sizes[0], size)
            return True
    interpreter.indices.append(Known(name, name, 0, (size,), Origin.DECLARED, interpreter.line, "index"))
    return True


def _is_smooth_class(node: Node) -> bool:
    """`C^2`, `C^\\infty(\\mathbb{R})`, `C([a, b])`: functions with continuous derivatives."""
    head = (
        node.factors[0]
        if isinstance(node, Juxt) and len(node.factors) == 2 and isinstance(node.factors[1], Fence)
        else node
    )
    above = head.sup if isinstance(head, Sup) else None
    base = head.base if isinstance(head, Sup) else head
    order = above is None or isinstance(above, Num) or key(above) in ("infty", "k", "n", "m")
    return (
        isinstance(base, Name)
        and base.name == "C"
        and base.style in ("", "cal", "roman")
        and order
        and (above is not None or head is not node)
    )


def _of_matrix(reading: Reading, node: Node) -> bool:
    """Whether what stands in the brackets of `C(P)` is a matrix: then that is a subspace, and no class of functions."""
    bracket = node.factors[-1] if isinstance(node, Juxt) else None
    of = key(bracket.body) if isinstance(bracket, Fence) else None
    known = reading.scope.names.get(of or "")
    return known is not None and known.rank == 2 and not known.kind


def _counts(reading: Reading, first: Node, items: tuple[Node, ...]) -> None:
    """Enter `n = 1, 2, …` as a whole number, where the text calculates with it: an index under a letter only is none."""
    lowest = items[0]
    name = key(first)
    if not (
        isinstance(first, Name) and isinstance(lowest, Num) and lowest.text.isdigit() and isinstance(items[-1], Dots)
    ):
        return
    if (
        reading.interpreter.index(name) is not None
        or name in reading.scope.sizes
        or not _is_number(reading, first.name)
    ):
        return
    read = reading.interpreter.read(first)
    if read.op != "Symbol" or read.data.sizes or read.data.kind:
        return
    sign = PropertyKind.POSITIVE if int(lowest.text) else PropertyKind.NONNEGATIVE
    for kind in (PropertyKind.INTEGER, sign):
        if kind not in read.data.properties:
            read.data.properties.append(kind)
            reading.emit(Event(Said.PROPERTY, first.span, known=read.data, property=kind))


def _is_number(reading: Reading, letter: str) -> bool:
    """Whether a letter stands somewhere as a factor or a term, and not only under other letters and as a bound."""
    for body in (clause.body for display in reading.formulas.displays.values() for clause in display.clauses):
        passed: set[int] = set()
        for part in inside(body):
            if isinstance(part, Sub):
                passed |= {id(name) for name in inside(part.sub)}
            elif isinstance(part, BigOp):
                passed |= {
                    id(name) for bound in (part.lower, part.upper) if bound is not None for name in inside(bound)
                }
            elif isinstance(part, Chain) and any(
                isinstance(dot, Dots) for link in part.links for dot in inside(link.right)
            ):
                passed |= {id(name) for name in inside(part)}
            elif isinstance(part, Name) and part.name == letter and not part.style and id(part) not in passed:
                return True
    return False


def _counted(node: Node) -> tuple[Node, ...]:
    """The parts of `1 … n` without commas."""
    factors = node.factors if isinstance(node, Juxt) and len(node.factors) == 3 else ()
    return factors if factors and isinstance(factors[0], Num) and isinstance(factors[1], Dots) else ()


def maps(reading: Reading, chain: Chain) -> bool:
    """`x \\mapsto W x`: says what a map does; a letter right behind a matrix is then a vector."""
    if len(chain.links) != 1 or chain.links[0].op != "↦":
        return False
    name, body = key(chain.first), chain.links[0].right
    known = reading.scope.names.get(name or "")
    factors = body.factors if isinstance(body, Juxt) else ()
    for before, factor in zip(factors, factors[1:], strict=False):
        matrix = reading.scope.names.get(key(before) or "")
        multiplied = key(factor) == name and matrix is not None and matrix.rank == 2
        if not name or not multiplied or matrix is None or is_capital(name):
            continue
        if known is None or (known.origin is Origin.INFERRED and known.rank == 0):
            line = reading.interpreter.line
            known = Known(name, reading.written(factor), 1, (matrix.sizes[1],), Origin.DECLARED, line)
            reading.scope.names[name] = known
    reading.says_nothing(chain.span, "says what a map does")
    return True


def _said(node: Node) -> tuple[PropertyKind, ...]:
    """The properties that words behind a domain give: `R \\in \\mathbb{R}^{k \\times k} \\text{ orthogonal}`."""
    words = [part.text for part in node.factors if isinstance(part, Text)] if isinstance(node, Juxt) else []
    return prose.attributes_after(words[0]).kinds if words else ()
