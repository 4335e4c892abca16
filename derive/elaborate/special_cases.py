"""What is said of names for a special case: "the special case where B = u and C = v^T is known as …" says what they are there, and nowhere else. So does
"first, consider y = 0" of a value that is tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Loose, names_in
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import is_number
from derive.formula.syntax import Chain, Display, Name, Node
from derive.goals import Origin
from derive.record import dataclass, replace

if TYPE_CHECKING:
    from derive.document.model import Formula
    from derive.elaborate.reading import Reading

_SPECIAL = re.compile(
    r"\b(?:special|particular|scalar|trivial|simplest|degenerate|limiting)\s+case\s+(?:where|when|in\s+which|of|that|with|if|⟨formula⟩)",
    re.I,
)
# a text that goes on with the case
_STAYS = re.compile(
    r"\b(?:sections?|subsections?|chapter|notes?|consider\w*|focus\w*|restrict\w*|treat\w*|stud(?:y|ies)|from\s+(?:now|here)|henceforth|throughout|"
    r"below|following|rest|remainder|let\s+us|we\s+(?:now\s+)?(?:look|turn|assume|take|work))\b|:\s*$",
    re.I,
)
# a value that is tried: "first, consider y = 0", "setting a = 0 and b = 0 recovers …"; what "we fix" or "we set" is so from there on
_TRIES = re.compile(
    r"^\W*(?:(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|next|then|likewise|similarly|also|finally|in\s+particular|for\s+(?:example|instance))\W+)?"
    r"(?:(?:let\s+us\s+|let's\s+|we\s+(?:(?:may|can|could)\s+)?)?(?:first\s+|also\s+)?(?:consider|pick|try)\s+"
    r"(?:the\s+case\s+(?:where|when|in\s+which|of|that)\s+)?|(?:by\s+)?(?:setting|putting|choosing|taking|picking|letting)\s+)"
    r"(?:⟨formula⟩\s*(?:,|and|,\s*and)\s*)*$",
    re.I,
)


_BRACKET = re.compile(r"[()]")
IN_BRACKETS = "in brackets"  # of what ends with the brackets that it was said in


@dataclass(frozen=True, slots=True)
class Before:
    """What was known of each name when a sentence began to speak of a special case: a copy of its entry, and whether it was defined; `new` are those of
    which nothing was known."""

    names: dict[str, Known]
    definitions: frozenset[str]
    new: frozenset[str] = frozenset()


def tries(reading: Reading, display: Display, sentence: str) -> None:
    """A formula behind "first, consider": where it gives a name a number, or nothing, it does so to the end of the paragraph."""
    if len(display.clauses) != 1 or _TRIES.search(sentence) is None:
        return
    name = _valued(display.clauses[0].body)
    if name is None or name in reading.definitions:
        return
    known = reading.scope.names.get(name)
    if known is None:
        before = reading.special or Before({}, frozenset(reading.definitions))
        reading.special = replace(before, new=before.new | {name})
    else:
        begin(reading, known)


def begin(reading: Reading, known: Known) -> None:
    """A name is given what it can be in an example alone, to the end of the paragraph."""
    before = reading.special or Before({}, frozenset(reading.definitions))
    reading.special = replace(before, names={known.name: _copied(known), **before.names})


_FOR = re.compile(r"\bfor\s+(?:(?:all|any|every|each)\s+)?$", re.I)


def quantifies(sentence: str, body: Chain) -> bool:
    """Whether `x ∈ S` stands behind "for": what it is said for."""
    return len(body.links) == 1 and body.links[0].op == "∈" and _FOR.search(sentence) is not None


def runs(reading: Reading, node: Node) -> None:
    """`p (1 - p) ≤ 1/4` "for" `p ∈ (0, 1)`: the letter of what the text has defined as a vector or a matrix runs through numbers, to the end of the
    paragraph."""
    known = reading.scope.names.get(key(node) or "")
    if known is not None and known.rank and known.name in reading.definitions:
        begin(reading, known)


_FOR_ANY = re.compile(
    r"\bfor\s+(?:(?:all|any|every|each|two|both|three|arbitrary|general|square|rectangular|real|given|matri(?:x|ces)|vectors?)\s+)+(?:⟨formula⟩\s*(?:,|and|,\s*and)\s*)*$",
    re.I,
)


def of_any(reading: Reading, sentence: str, body: Chain) -> None:
    """`P ∈ ℝ^{r×s}` "for any" or "for two matrices": a letter that the text has declared is that of any matrix, to the end of the paragraph."""
    known = reading.scope.names.get(key(body.first) or "")
    declared = known is not None and known.origin is Origin.DECLARED and not known.directed
    if known is not None and declared and [link.op for link in body.links] == ["∈"] and _FOR_ANY.search(sentence):
        begin(reading, known)


def example(reading: Reading, known: Known, first: Node) -> None:
    """A name that the text has for matrices of any size is given numbers: it is that example to the end of its section, or of the paragraph where the same
    section speaks of it in general."""
    if not reading.examples:
        reading.within = reading.headings[-1][0] if reading.headings else 0
    reading.examples.setdefault(known.name, (_copied(known), known.name in reading.definitions))
    reading.brief = reading.brief or known.line >= reading.section
    reading.emit(Event(Said.EXAMPLE, first.span, known=known, display=reading.display))


def resume(reading: Reading, place: int) -> None:
    """An example has ended: its names are again what they were before."""
    reading.brief = False
    for name, (copy, defined) in reading.examples.items():
        reading.scope.names[name] = copy
        (reading.definitions.add if defined else reading.definitions.discard)(name)
        reading.literals.discard(name)
        reading.emit(Event(Said.RESUME, (place, place), known=copy, display=reading.display))
    if reading.examples:
        reading.examples.clear()
        reading.shaper.memo.clear()


# "with x = 1 and x = -1 we get"
_ANOTHER = re.compile(r"⟨formula⟩\s*(?:,|,?\s*(?:and|or)(?:\s+(?:then|with|at|for))?)\s*$", re.I)


def another_value(reading: Reading, block: Formula, display: Display, sentence: str) -> bool:
    """Whether a formula gives a name that the one right before it gave a number another one: both are tried, and it has neither behind them."""
    if block.display or len(display.clauses) != 1 or _ANOTHER.search(sentence) is None:
        return False
    name = _valued(display.clauses[0].body)
    last = next((event for event in reversed(reading.events) if event.kind is not Said.FORGET), None)
    if name is None or last is None or last.kind is not Said.DEFINE or last.display != reading.display - 1:
        return False
    known = last.known
    if known is None or known.name != name or last.right is None or not _is_number(last.right):
        return False
    reading.scope.names.pop(name, None)
    reading.definitions.discard(name)
    place = display.span[0]
    reading.emit(Event(Said.FORGET, (place, place), known=known, passing=True, display=reading.display))
    reading.says_nothing(block.span, "one of several values that are tried")
    return True


def bracketed(reading: Reading, text: str, place: int) -> None:
    """Running text: a bracket that closes ends what was valued within it, "(for β = 1 this is …)"; what was given there that is no number, "(with x > 0)", stays."""
    for sign in _BRACKET.findall(text):
        if sign == "(":
            reading.brackets.append(len(reading.events))
        elif reading.brackets:
            names = frozenset(_valued_in(reading, reading.brackets.pop()))
            if names:
                reading.definitions -= names
                reading.emit(
                    Event(Said.LAPSE, (place, place), reason=IN_BRACKETS, names=names, display=reading.display)
                )


def _valued_in(reading: Reading, begun: int) -> Iterator[str]:
    """The names spoken of before which events since one gave a number in passing, or that of a case of which something is said."""
    said = reading.events[begun:]
    for event in said:
        claims = event.kind is Said.DEFINE and any(other.kind is Said.CLAIM for other in said)
        known = event.known if claims else None  # "(with a = 2 here)" explains what stands before it
        if event.kind is Said.ASSUME and event.passing and event.left is not None and event.left.op == "Symbol":
            known = event.left.data
        number = event.right is not None and event.right.op == "Number"
        if number and known is not None and known.origin is not Origin.DEFINITION:
            yield known.name


def _is_number(value: Loose) -> bool:
    return not names_in(value)


def _valued(body: Node) -> str | None:
    """The name that an equation gives a number, or nothing."""
    if not isinstance(body, Chain) or [link.op for link in body.links] != ["="] or not _is_settled(body.links[0].right):
        return None
    return key(body.first)


def _is_settled(node: Node) -> bool:
    """A number, or a bold zero."""
    return is_number(node) or (isinstance(node, Name) and node.name == "0" and node.style == "bold")


def enters(reading: Reading, sentence: str) -> None:
    """A formula behind the words of a sentence so far: where they speak of a special case, what is known is kept for its end."""
    if reading.special is None and _SPECIAL.search(sentence) is not None and _STAYS.search(sentence) is None:
        kept = {name: _copied(known) for name, known in reading.scope.names.items()}
        reading.special = Before(kept, frozenset(reading.definitions))


def leaves(reading: Reading, place: int) -> None:
    """The paragraph of a special case has ended: its names are again what they were before."""
    reading.brackets.clear()
    before, reading.special = reading.special, None
    if before is None:
        return
    for name in before.new & reading.definitions:
        known = reading.scope.names.pop(name, None)
        reading.definitions.discard(name)
        if known is not None:
            reading.emit(Event(Said.FORGET, (place, place), known=known, passing=True, display=reading.display))
    for name, copy in before.names.items():
        now = reading.scope.names.get(name)
        if name in reading.definitions and name not in before.definitions:
            reading.definitions.discard(name)
        elif now is None or now.sizes == copy.sizes or now.kind == "index":
            continue
        reading.scope.names[name] = copy
        reading.shaper.memo.clear()
        reading.emit(Event(Said.FORGET, (place, place), known=copy, passing=True, display=reading.display))


def _copied(known: Known) -> Known:
    return replace(known, properties=list(known.properties))
