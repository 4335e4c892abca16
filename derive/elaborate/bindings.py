"""Which indices a formula binds and where: letters that no sum binds, sums over an index that is bound already, names written without their index.

Only what cannot be meant is found: a letter that the text itself speaks of (`for all i`, `i = 1, …, n`), that stands on both sides, or that names
a size or a label, is left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from derive import lazy_re as re
from derive.elaborate.scope import key
from derive.elaborate.scripts import subscripts
from derive.elaborate.survey import directly_inside, inside
from derive.formula.syntax import (
    DRAWING,
    Add,
    Apply,
    BigOp,
    Brace,
    Chain,
    Clause,
    Display,
    Dots,
    Empty,
    Fence,
    Juxt,
    Matrix,
    Name,
    Node,
    Num,
    Operator,
    Span,
    Sub,
    Text,
    Tuple,
    items_of,
)
from derive.record import dataclass, field

LETTERS = frozenset("ijklmnpqrst")
SUMS = ("sum", "prod")
_ALONE = re.compile(r"(?<![\w\\{])[ijklmnpqrst](?![\w}])")  # a letter that running text speaks of: "for fixed k"
_EQUALITIES = ("=", ":=", "≡")


@dataclass(slots=True)
class Letters:
    """How a document uses index letters: how `often` each stands anywhere, which are `spoken` of by themselves, which stand under each `stem`,
    and how often each name stands `bare`, without an index."""

    often: Counter[str] = field(default_factory=Counter)
    spoken: set[str] = field(default_factory=set)
    stems: dict[str, set[str]] = field(default_factory=dict)
    bare: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the indices of a link: its code, the place, one sentence. `side` 0 for the left side, 1 for the right."""

    code: str
    span: Span
    reason: str
    link: int = 0
    side: int = 1


@dataclass(frozen=True, slots=True)
class Use:
    """A letter that nothing binds where it stands: `summed` inside a sum over other letters, `indexing` as a subscript."""

    letter: str
    span: Span
    summed: bool
    indexing: bool


def look(displays: Iterable[Display], prose: Iterable[str] = ()) -> Letters:
    """Look over the formulas of a document, and its running text, for its index letters."""
    found = Letters()
    for text in prose:
        found.spoken.update(_ALONE.findall(text))
    for display in displays:
        for clause in display.clauses:
            for node in inside((clause.body, clause.tail)):
                if isinstance(node, Name) and not node.style:
                    found.often[node.name] += 1
            _spoken(clause, found)
            _stems(clause.body, found)
    return found


def _spoken(clause: Clause, found: Letters) -> None:
    """Letters that a formula is about: `$i$`, `i = 1, …, n`, `i ∈ I`, and those in remarks behind a formula."""
    body = clause.body
    sides = [body.first, *(link.right for link in body.links)] if isinstance(body, Chain) else [body]
    for side in (*sides, *clause.tail):
        for item in items_of(side):
            if isinstance(item, Name) and not item.style:
                found.spoken.add(item.name)


def _stems(node: Node, found: Letters) -> None:
    """What stands under each name, and which names stand without anything under them."""
    if isinstance(node, Sub):
        stem = _plain(key(node.base))
        if stem:
            found.stems.setdefault(stem, set()).update(name for name, _ in _letters(node.sub))
            return
    name = key(node)
    if name and not isinstance(node, Operator):
        found.bare[_plain(name)] += 1
        return
    for child in directly_inside(node):
        _stems(child, found)


def _plain(name: str | None) -> str:
    """A name without its weight: people write the members of a family in another one than the whole."""
    return (name or "").replace("bold:", "").replace("vec:", "")


def _letters(script: Node) -> list[tuple[str, Span]]:
    """The index letters in a subscript, also in arithmetic: `ij`, `i+1`; what has a subscript of its own, the m of `f_{m_k}`, is a member and no index."""
    nodes = [node for part in subscripts(script) for node in inside(part)]
    members = {id(node.base) for node in nodes if isinstance(node, Sub)}
    return [
        (node.name, node.span)
        for node in nodes
        if isinstance(node, Name) and not node.style and node.name in LETTERS and id(node) not in members
    ]


def heads(node: BigOp) -> frozenset[str]:
    """The letters that a sum runs over."""
    below = node.lower
    items = below.items if isinstance(below, Tuple) else below.factors if isinstance(below, Juxt) else (below,)
    firsts = (item.first if isinstance(item, Chain) else item for item in items)
    return frozenset(first.name for first in firsts if isinstance(first, Name) and not first.style)


def _mentioned(node: BigOp) -> set[str]:
    """All letters below and above a big operator, its variables among them: whatever binds them, they are not free in its body."""
    around = (node.lower, node.variable) if node.lower is not None else (node.variable,)
    return {name.name for name in inside(around) if isinstance(name, Name)}


class Walk:
    """Collects the letters of one side that nothing binds; `doubtful` are those that may be bound in a way that is not read."""

    def __init__(self) -> None:
        self.uses: list[Use] = []
        self.doubtful: set[str] = set()
        self.sums: list[BigOp] = []

    def side(self, node: Node, bound: frozenset[str] = frozenset(), summed: bool = False) -> None:
        """Go through a node in which some letters are bound."""
        if isinstance(node, BigOp):
            self._big(node, bound, summed)
            return
        if isinstance(node, Text | Operator):
            return
        if any(isinstance(child, Dots) for child in directly_inside(node)):
            self.doubtful.update(name.name for name in inside(node) if isinstance(name, Name))
        if isinstance(node, Sub):
            if (
                isinstance(node.base, Operator | Fence | Apply | Matrix | Brace)
                or getattr(node.base, "style", "") == "bb"
            ):
                self.doubtful.update(name for name, _ in _letters(node.sub))
            self._note(_letters(node.sub), bound, summed, True)
            self.side(node.base, bound, summed)
            return
        if isinstance(node, Name) and node.name in LETTERS and not node.style:
            self._note([(node.name, node.span)], bound, summed, False)
        for child in directly_inside(node):
            self.side(child, bound, summed)

    def _big(self, node: BigOp, bound: frozenset[str], summed: bool) -> None:
        if node.lower is None and node.op != "int":  # `\sum x_i`: over what it runs is not said
            self.doubtful.update(name.name for name in inside(node.body) if isinstance(name, Name))
            return
        if node.op in SUMS:
            self.sums.append(node)
        for end in (node.lower, node.upper):
            if end is not None:
                self.doubtful.update(
                    name.name for name in inside(end) if isinstance(name, Name) and name.name not in heads(node)
                )
        self.side(node.body, bound | _mentioned(node), summed or (node.op in SUMS and bool(heads(node))))

    def _note(self, letters: list[tuple[str, Span]], bound: frozenset[str], summed: bool, indexing: bool) -> None:
        self.uses += [Use(name, span, summed, indexing) for name, span in letters if name not in bound]


def fault(clause: Clause, letters: Letters, known: set[str]) -> Fault | None:
    """What is wrong with the indices of a clause; `known` are letters that the text has introduced as something else."""
    for node in inside(clause.body):
        if isinstance(node, BigOp) and (twice := _twice(node)) is not None:
            return twice
    if not isinstance(clause.body, Chain):
        return None
    sides = [clause.body.first, *(link.right for link in clause.body.links)]
    walks = []
    for side in sides:
        walks.append(Walk())
        walks[-1].side(side)
    said = letters.spoken | known | {name.name for name in inside(clause.tail) if isinstance(name, Name)}
    said |= {word for text in inside(clause.body) if isinstance(text, Text) for word in text.text.split()}
    for number, link in enumerate(clause.body.links):
        if link.op in _EQUALITIES and not isinstance(sides[number], Empty) and not _is_number(sides[number]):
            found = _between(walks[number : number + 2], sides[number : number + 2], letters, said, known)
            if found is not None:
                return Fault(found.code, found.span, found.reason, number, found.side)
    return None


def _between(walks: list[Walk], sides: list[Node], letters: Letters, said: set[str], known: set[str]) -> Fault | None:
    """What is wrong with the indices of two sides that are equated."""
    if _is_number(sides[1]) or any(map(_speaks, sides)):
        return None
    for here, walk in enumerate(walks):
        other = walks[1 - here]
        elsewhere = {use.letter for use in other.uses} | walk.doubtful | other.doubtful
        bound = frozenset[str]().union(*(heads(node) for node in walk.sums))
        for use in walk.uses:
            # `Σ_i Y_j`: a member summed over another index than its own is no sum, whatever the text says of j
            alone = any(_idle(node) and isinstance(node.body, Sub) and _holds(node, use.span) for node in walk.sums)
            if not use.indexing or use.letter in (elsewhere | known if alone else elsewhere | said):
                continue
            if use.letter in bound and not use.summed:
                return Fault(
                    "D303", use.span, f"the index {use.letter} stands outside the sum that binds it", side=here
                )
            rare = letters.often[use.letter] <= 2
            if use.summed and (rare or any(_idle(node) and _holds(node, use.span) for node in walk.sums)):
                return Fault("D303", use.span, f"nothing binds the index {use.letter}", side=here)
        for node in walk.sums:
            bare = _unindexed(node, letters)
            if bare is not None:
                index = min(heads(node))
                stem = key(bare)
                reason = f"{_plain(stem)} stands without an index here, and only its members are introduced; the sum runs over {index}"
                return Fault("D306", bare.span, reason, side=here)
    return None


def _speaks(side: Node) -> bool:
    """Whether a side is words, or has a drawing in it: which letters it speaks of is not seen. A constant in words speaks of none."""
    return isinstance(side, Text) or any(isinstance(part, Text) and part.text == DRAWING for part in inside(side))


def _is_number(node: Node) -> bool:
    if isinstance(node, Add) and len(node.terms) == 1:
        node = node.terms[0][1]
    return isinstance(node, Num) or (isinstance(node, Name) and node.name == "0")


def _twice(node: BigOp) -> Fault | None:
    """`Σ_i Σ_i x_ii`: what the outer sum runs over cannot be seen inside the inner one."""
    inner = node.body
    if node.op not in SUMS or not isinstance(inner, BigOp) or inner.op not in SUMS:
        return None
    both = heads(node) & heads(inner)
    if not both:
        return None
    return Fault("D304", inner.span, f"the index {min(both)} is bound twice: by this sum and by the one before it")


def _idle(node: BigOp) -> bool:
    """Whether nothing in a sum depends on what it runs over."""
    names = {name.name for name in inside(node.body) if isinstance(name, Name)}
    return bool(heads(node)) and not heads(node) & names


def _holds(node: BigOp, span: Span) -> bool:
    return node.body.span[0] <= span[0] and span[1] <= node.body.span[1]


def _unindexed(node: BigOp, letters: Letters) -> Node | None:
    """A name in a sum that the text knows only with an index: `Σ_j z_ij w` where there are `w_j`, and no w."""
    if not heads(node) <= LETTERS or node.op not in SUMS:
        return None
    within = {_plain(key(part.base)) for part in inside(node.body) if isinstance(part, Sub)}
    for name in _bare(node.body):
        stem = _plain(key(name))
        if stem in within or letters.bare[stem] != sum(_plain(key(other)) == stem for other in _bare(node.body)):
            continue
        if letters.stems.get(stem, set()) & heads(node) and stem not in LETTERS:
            return name
    return None


def _bare(node: Node) -> Iterator[Node]:
    """The names without an index in a node."""
    name = key(node)
    if name and not isinstance(node, Operator | Sub):
        yield node
    elif not name and not (isinstance(node, Sub) and key(node.base)):
        for child in directly_inside(node):
            yield from _bare(child)
