"""For which members something is said: "if i = j, …", "for i ≠ j we have …", "… when i = j". What is claimed of them alone is claimed of its product with δ_ij, or
with 1 - δ_ij, for all i and j."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.events import Event, Members, Said
from derive.elaborate.loose import Loose, parts_of
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known
from derive.elaborate.words import Mode, Words
from derive.formula.syntax import Chain, Clause, Display, Name, Node
from derive.goals import Goal, Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import replace
from derive.terms import (
    BigProduct,
    BigSum,
    Entry,
    Identity,
    Index,
    Number,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Sum,
    walk,
)

_OPENS = re.compile(
    r"(?:^|[,;:]|\b(?:and|but|while|whereas|or|that|hence|then))\s*"
    r"(?:\W*case\s+\d\s*[:.]?|(?:if|when|whenever|for|where|in\s+(?:the\s+)?case(?:\s+(?:that|when|where|of))?)(?:\s+(?:all|any|every|each|indices|distinct|different))*)\s*$",
    re.I,
)
_FOLLOWS = re.compile(
    r"[\s,]*(?:(?:if|when|whenever|for|provided(?:\s+that)?|as\s+long\s+as)(?:\s+(?:all|any|every|each|indices))*|where)\s*$",
    re.I,
)
_LEADS = re.compile(r"(?:quad|qquad|,|;|\(?(?:if|when|whenever|for|for all|for any|for every|where)|)\s*", re.I)
_SUPPOSES = re.compile(
    r"\b(?:let|suppose|assum\w+|given|such\s+that|define[sd]?|denot\w+|write|only|would|might)\b", re.I
)
_OTHER = re.compile(r"\s*,?\s*(?:or|unless|except)\b", re.I)
_OR = re.compile(r"\bor\b\W*\w*\s*$", re.I)
_ENDS = re.compile(r"\s*(?:[.;)]|$|and\b)")
_NOT_READ = "for which members it is said is not read"


def condition(reading: Reading, body: Node) -> Members | None:
    """What `i = j` or `i \\neq j` says, of letters that stand below others and are no names."""
    if not isinstance(body, Chain) or len(body.links) != 1 or body.links[0].op not in ("=", "≠"):
        return None
    sides = (body.first, body.links[0].right)
    letters = frozenset(side.name for side in sides if isinstance(side, Name) and not side.style)
    below, sizes = _below(reading), reading.scope.sizes
    fresh = all(
        len(one) == 1
        and (one in below or one in FREE_INDICES)
        and one not in sizes
        and _is_free(reading.scope.names.get(one))
        for one in letters
    )
    return Members(body.links[0].op == "=", letters) if len(letters) == 2 and fresh and letters & below else None


def _below(reading: Reading) -> set[str]:
    """The letters that stand below names of the text, alone or in pairs."""
    labels = set().union(*reading.interpreter.survey.subscripts.values())
    parts = {part for label in labels for part in label.split(",")}
    return parts | {letter for part in parts if len(part) == 2 and part.isalpha() for letter in part}


def _is_free(known: Known | None) -> bool:
    return known is None or known.kind == "index"


def says(reading: Reading, block: Formula, display: Display, words: Words, after: str) -> bool:
    """Whether a formula in a line of text says of which members the text speaks; then this holds to the end of the sentence, or of what stands before it."""
    if "⟨formula⟩" not in words.sentence:
        reading.members = ()
    found = condition(reading, display.clauses[0].body) if not block.display and len(display.clauses) == 1 else None
    if found is None:
        return False
    before = words.sentence.rpartition("⟨formula⟩")[2]
    behind = "⟨formula⟩" in words.sentence and _FOLLOWS.fullmatch(before) is not None
    if behind and (_ENDS.match(after) or not _OPENS.search(before)):
        previous = reading.order[reading.places[block] - 1].span[0]
        restrict(reading, sum(event.span[0] < previous for event in reading.events), (found,))
    else:
        alone = not _OTHER.match(after) and not _OR.search(before) and _OPENS.search(before) is not None
        others = tuple(one for one in reading.members if one.letters != found.letters)
        reading.members = (*others, replace(found, sure=alone))
        words.mode = words.mode if _SUPPOSES.search(words.sentence) else Mode.CLAIM
    for letter in sorted(found.letters):  # what is compared so is an index, whatever it stands below
        if reading.interpreter.index(letter) is None:
            reading.interpreter.indices.append(reading.interpreter.new_index(letter, letter))
    reading.says_nothing(block.span, "says of which members something holds")
    return True


def apart(reading: Reading, clauses: Sequence[Clause]) -> tuple[tuple[Clause, ...], dict[int, tuple[Members, ...]]]:
    """The clauses of a display without those that say for which members the only other one of their line holds; and these, by line."""
    found: dict[int, tuple[Members, ...]] = {}
    kept: list[Clause] = []
    for number, clause in enumerate(clauses):
        members = condition(reading, clause.body) if number and _LEADS.fullmatch(clause.lead.strip()) else None
        leads_on = number + 1 < len(clauses) and clauses[number + 1].lead in ("⇒", "⇔")
        if (
            members is None
            or leads_on
            or sum(other.row == clause.row for other in clauses) != 2
            or kept[-1].row != clause.row
        ):
            kept.append(clause)
        else:
            found[clause.row] = (members,)
    return tuple(kept), found


def restrict(reading: Reading, begun: int, members: tuple[Members, ...]) -> None:
    """What the events since `begun` say, they say of some members only."""
    for place in range(begun, len(reading.events)):
        for one in members:
            reading.events[place] = _restricted(reading, reading.events[place], one)


def _restricted(reading: Reading, event: Event, members: Members) -> Event:
    if event.kind not in (Said.CLAIM, Said.ASSUME, Said.DEFINE):
        return event
    sides = [side for side in (event.left, event.right) if side is not None]
    bound = {id(part.data[0]) for side in sides for part in _all(side) if part.op in ("BigSum", "BigProduct")}
    free = {
        part.data.name: part
        for side in sides
        for part in _all(side)
        if part.op == "Index" and id(part.data) not in bound
    }
    if event.kind is Said.DEFINE and event.known is not None and _letters(event.known) == members.letters:
        return _entries(reading, event, event.known, members)
    if not members.letters <= free.keys():
        return event
    if event.kind is Said.DEFINE or (event.kind is Said.ASSUME and (not members.sure or event.relation != "=")):
        names = event.names | ({event.known.name} if event.known is not None else set())
        reason = (
            f"a definition, not read: {_NOT_READ}"
            if event.kind is Said.DEFINE
            else f"taken as given, not read: {_NOT_READ}"
        )
        return replace(event, kind=Said.UNREAD, reason=reason, names=frozenset(names))
    plain = event.relation == "=" and not event.premise and len(sides) == 2 and event.optimum is None
    if not members.sure or not plain:
        return replace(event, doubt=_NOT_READ)
    one, other = (free[letter] for letter in sorted(members.letters))
    factor = _factor(reading, one, other, members.equal)
    left, right = (_times(factor, side) for side in sides)
    doubt = event.doubt or ("it gives some members a number" if any(side.op == "Number" for side in sides) else "")
    return replace(event, left=left, right=right, doubt=doubt)


def _letters(known: Known) -> set[str]:
    return set(known.name.partition("_")[2].replace(",", ""))


def _entries(reading: Reading, event: Event, known: Known, members: Members) -> Event:
    """What `d_{ij} = 0` for i ≠ j says of the matrix D; of others it says more than is read."""
    stem, names = known.name.partition("_")[0], reading.scope.names
    matrix = next((names[name] for name in (stem, stem.upper()) if name in names and names[name].rank == 2), None)
    zero = event.right is not None and _is_zero(event.right)
    if matrix is None or matrix.kind or members.equal or not members.sure or not zero:
        reason = f"a definition, not read: {_NOT_READ}"
        return replace(event, kind=Said.UNREAD, reason=reason, names=event.names | {known.name})
    diagonal = PropertyKind.DIAGONAL
    matrix.properties.append(diagonal)
    return Event(Said.PROPERTY, event.span, known=matrix, property=diagonal, row=event.row, display=event.display)


def _is_zero(side: Loose) -> bool:
    return side.op == "Zero" or (side.op == "Number" and side.data == 0)


def _all(loose: Loose) -> list[Loose]:
    """A term and everything inside it, the indices of entries and the bounds of sums too."""
    found: list[Loose] = []
    for part in parts_of(loose):
        found.append(part)
        if isinstance(part.data, tuple):
            found += [inner for slot in part.data if isinstance(slot, Loose) for inner in _all(slot)]
    return found


def _factor(reading: Reading, one: Loose, other: Loose, equal: bool) -> Loose:
    """δ_ij, or 1 - δ_ij."""
    span = one.span
    delta = Loose("Entry", (Loose("Identity", (), reading.sizes.fresh(), span),), (one, other), span)
    if equal:
        return delta
    whole, minus = (Loose("Number", (), Fraction(value), span) for value in (1, -1))
    return Loose("Sum", (whole, Loose("Product", (minus, delta), None, span)), None, span)


def _times(factor: Loose, side: Loose) -> Loose:
    return side if _is_zero(side) else Loose("Product", (factor, side), None, side.span)


def apart_in_general(goal: Goal, text: str, span: tuple[int, int]) -> tuple[tuple[Hypothesis, Goal], ...]:
    """What an equation with two free indices claims where these differ, which many a text leaves to the reader: `∂a_j/∂z_i = -a_i a_j`. The hypothesis has the line
    where the text says so of these letters, 0 where it does nowhere."""
    said = goal.statement
    if not isinstance(said, Relates) or said.relation is not Relation.EQUAL or said.left.shape:
        return ()
    bound = {part.index.name for part in walk(said) if isinstance(part, BigSum | BigProduct)}
    free = {part.name: part for part in walk(said) if isinstance(part, Index) and part.name not in bound}
    pairs = [(one, other) for one, other in combinations(free.values(), 2) if one.size == other.size]
    if len(free) != 2 or len(pairs) != 1:
        return ()
    one, other = pairs[0]
    same = Entry(Identity(one.size), (one, other))
    weight = Sum((Number(Fraction(1)), Product((Number(Fraction(-1)), same))))
    apart = replace(said, left=Product((weight, said.left)), right=Product((weight, said.right)))
    differ = Relates(Relation.NOT_EQUAL, one, other)
    letters = rf"(?:{one.name}\s*{_DIFFERS}\s*{other.name}|{other.name}\s*{_DIFFERS}\s*{one.name})"
    place = re.search(rf"(?<![A-Za-z\\]){letters}(?![A-Za-z])", text)
    begin = max(0, span[0] - _NEARBY)
    near = _APART.search(text, begin, span[1] + _BEHIND)
    said_at = place.start() if place is not None else near.start() if near is not None else -1
    line = text.count("\n", 0, said_at) + 1 if said_at >= 0 else 0
    return ((Hypothesis(differ, Origin.TRIED, statement_latex(differ), line), replace(goal, statement=apart)),)


_APART = re.compile(
    r"\b(?:distinct|different|differ|unequal|pairwise|off-?diagonals?|cross|mutual\w*|other|another|else)\b", re.I
)
_NEARBY, _BEHIND = 400, 150  # letters before and behind a formula in which words say so
_DIFFERS = r"(?:\\neq?|≠|\\not\s*=|!=)"
