"""What a text states before it shows it: between "Theorem" and "Proof", and behind "show that"."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.overloads import spelled
from derive.elaborate.recursions import is_next
from derive.elaborate.written import Written
from derive.formula.syntax import Chain, Node
from derive.record import dataclass, field

_LINE = r"(?:^|\n)[ \t>]*(?:#+[ \t]*|\*+|_+|<[^>\n]*>)*"
_MARKS = re.compile(
    rf"{_LINE}(?P<states>theorem|lemma|proposition|corollary|claim)\b[^\n]{{0,60}}?[:.*_(\d]"
    rf"|{_LINE}(?P<shows>proofs?|derivation|solution|demonstration)\b"
    r"|\\(?P<way>begin|end)\s*\{(?P<name>theorem|thm|lemma|lem|proposition|prop|corollary|cor|claim|proof)\*?\}",
    re.I,
)
_TO_SHOW = re.compile(
    r"\b(?:show|prove|verify|demonstrate|establish|claim|conjecture|guess|want|goal|wish|suppose|assum\w+|if|when|case)\b",
    re.I,
)
# "Then the test statistic $$t = …$$ follows …": what stands there is called so, and not claimed
_NAMES = re.compile(
    r"\b(?:statistics?|quantity|random variables?|estimators?|ratio|transformation)(?:\*|_|\]\([^)\s]*\))*\s*\$*\s*\Z",
    re.I,
)
_PART = re.compile(r"(?:^|\n)(?:\\(?:sub)*section\*?\s*\{|#{1,6}[ \t]+)", re.I)
_WORDS = 160  # letters before an equation in which it may be said that it is still to be shown


@dataclass(slots=True)
class Announced:
    """Where a document states what it shows afterwards."""

    text: str
    formulas: Written
    marks: list[tuple[int, bool]] = field(default_factory=list)
    said: dict[int, tuple[str, str]] = field(
        default_factory=dict
    )  # the first two sides of what each theorem states last
    displayed: list[tuple[int, int]] = field(default_factory=list)  # the formulas that stand by themselves
    begun: dict[str, list[int]] = field(default_factory=dict)  # where chains of equations begin, by their first sides

    def __post_init__(self) -> None:
        for match in _MARKS.finditer(self.text):
            name = (match["name"] or "").lower()
            begins = match["states"] or (match["way"] == "begin" and name != "proof")
            self.marks.append((match.start(), bool(begins)))
        if not any(states for _, states in self.marks):
            return
        for block, display in self.formulas.displays.items():
            self.displayed += [block.span] if block.display else []
            for clause in display.clauses:
                if isinstance(clause.body, Chain):
                    first = spelled(clause.body.first)
                    self.begun.setdefault(first, []).append(clause.body.span[0])
                    begins = self._mark(clause.body.span[0])
                    if block.display and begins is not None:
                        self.said[begins] = (first, spelled(clause.body.links[0].right))

    def stated(self, place: int) -> bool:
        """Whether what stands at a place is part of a theorem."""
        return next((states for start, states in reversed(self.marks) if start <= place), False)

    def _mark(self, place: int) -> int | None:
        """Where the theorem begins that a place is part of."""
        return next((start if states else None for start, states in reversed(self.marks) if start <= place), None)

    def awaits(self, place: int) -> bool:
        """Whether what stands at a place may still have to be shown."""
        return self.stated(place) or _TO_SHOW.search(self.text, max(0, place - _WORDS), place) is not None

    def repeats(self, side: Node, value: Node) -> bool:
        """Whether what stands behind a theorem gives a side the very value that the theorem does: that it comes to it is claimed."""
        return not self.stated(side.span[0]) and (spelled(side), spelled(value)) in self.said.values()

    def shown(self, side: Node) -> bool:
        """Whether a theorem gives a side the value behind it, and what stands behind the theorem gives it one again."""
        place = side.span[0]
        start = next((start for start, end in self.displayed if start <= place < end), None)
        part = _PART.search(self.text, place) if is_next(side) else None
        end = part.start() if part is not None else len(self.text)  # another section has another method
        return (
            start is not None
            and _NAMES.search(self.text, max(0, start - _WORDS), start) is None
            and self.stated(place)
            and any(place < later < end and not self.stated(later) for later in self.begun.get(spelled(side), ()))
        )
