"""What the outline of a document does to what it says: headings, problems, theorems and lists begin and end scopes."""

from __future__ import annotations

from collections.abc import Sequence

from derive import lazy_re as re
from derive.document.model import Block, Break, Document, Format, Formula, Heading, Prose
from derive.elaborate import prose
from derive.elaborate.events import Event, Said
from derive.elaborate.holding import LOCAL
from derive.elaborate.reading import Reading, problems
from derive.elaborate.special_cases import leaves, resume
from derive.elaborate.words import Mode, Words
from derive.record import dataclass, field

# what is declared in these environments is their own
_LOCAL = LOCAL | {"proof"}
_EXERCISES = frozenset(["exercise", "exer", "example", "eg", "ex", "problem", "prob", "question", "ques"])
_LISTS = re.compile(
    r"\b(?:where|with|such\s+that|s\.\s?t\.|satisfying|let|suppose(?:\s+that)?|assum(?:e|ing)(?:\s+that)?|given)\s*:?\s*$",
    re.I,
)
# "… if one of the following holds:", "the following are equivalent:": each item is a condition, and none of them is given
_OPTIONS = re.compile(
    r"\b(?:if|suppose|assum\w+|provided|when)\b(?:(?!\b(?:then|thus|hence|therefore|so|follows|implies)\b)[^.;:])*?\b(?:either(?:\s+of\s+the\s+following)?|(?:at\s+least\s+|any\s+)?one\s+of\s+(?:the\s+following|these))"
    r"(?:\s+\w*(?:conditions?|statements?|properties))?(?:\s+(?:holds?|is\s+(?:true|satisfied|met)))?\s*:?\s*$"
    r"|\b(?:(?:the\s+following|these)\s+(?:(?!not\b)\w+\s+){0,4}?are\s+(?:(?:all|pairwise|mutually|logically)\s+)*equivalent|TFAE)\b[^.;]*[.:]?\s*$",
    re.I,
)
# "the KKT conditions are", "a minimiser $x^*$ means", "is called regular if the following hold:": each item is what is to hold, and none of them is claimed
_DEMANDS = re.compile(
    r"\b(?:(?:optimality|KKT|Karush[-–—\w, ]*|first[- ]order|second[- ]order|necessary|sufficient|feasibility|slackness|Wolfe|boundary|initial)\s+(?:\w+\s+){0,2}conditions?|constraints)"
    r"(?:\s+(?:of|for|on|in|at)\b[^.:;]{0,60}?)?\s+(?:are|is|read|become|consist\s+of)(?:\s+(?:then|thus|just|simply|exactly|now))?"
    r"(?:\s+(?:the\s+following(?:\s+\w+)?|as\s+follows|given\s+(?:by|as)|that))?\s*:?\s*$"
    r"|(?:^|[.:]\s*)\W*(?:an?|the)\b[^.:;]*(?<!which )(?<!this )(?<!that )(?<!it )\bmeans(?:\s+that)?(?:\s+the\s+following)?\s*:?\s*$"
    r"|\b(?:is|are)\s+(?:called|said\s+to\s+be|defined\s+(?:as|to\s+be))\b[^.:;]*\b(?:if|when|iff|if\s+and\s+only\s+if)(?:\s+(?:it|they|all|both|each|these|the\s+following|of|conditions?|properties"
    r"|axioms|hold|holds|satisfy|satisfies|are|met|satisfied|has|have|for|⟨formula⟩|,)\b)*\s*:?\s*$",
    re.I,
)


@dataclass(slots=True)
class Outline:
    """The scopes that are open: sections, the problem of a homework, environments, a list whose items are given."""

    reading: Reading
    headings: int = 0
    outer: int = 0  # the level of the headings that begin a part of their own
    opened: list[tuple[str, int]] = field(default_factory=list)  # environments, with their lines
    listing: bool = False  # the items of the present list are given
    options: bool = False  # they are conditions of which one is to hold, or that are equivalent
    demands: bool = False  # they say what is to hold, of what meets a condition or is called something
    problems: frozenset[Block] = frozenset()  # those with which problems begin that stand by themselves
    problem: int = 0  # the line at which the present problem begins

    def __post_init__(self) -> None:
        self.outer = 1 if _has_title(self.reading.document) else 99
        self.problems = frozenset(problems(self.reading.document))
        first = next(iter(self.reading.document.blocks), None)
        if isinstance(first, Prose) and prose.is_numbered_problem(first.text):
            self.problem = self._line(first)

    def passes(self, blocks: Sequence[Block], position: int, words: Words) -> None:
        """A block that is neither text nor a formula."""
        block, reading = blocks[position], self.reading
        words.options = words.demands = False
        if words.close(block):
            reading.put_back()
            leaves(reading, block.span[0])
            if reading.brief:
                resume(reading, block.span[0])
            following = blocks[position + 1] if position + 1 < len(blocks) else None
            if isinstance(following, Prose) and prose.is_problem(following.text):
                words.asks = False
                reading.emit(Event(Said.ITEM, block.span))
                if not isinstance(block, Heading) and prose.is_numbered_problem(following.text):
                    self._begin_problem(following)
            if not words.asks or isinstance(block, Heading):
                words.asks = False
                reading.emit(Event(Said.PARAGRAPH, block.span))
        if isinstance(block, Break) and block.kind in ("begin", "end"):
            self._environment(block)
        if isinstance(block, Break) and block.kind == "item":
            reading.emit(Event(Said.ITEM, block.span))
            self.listing = _is_listed(blocks, position, self.listing, _LISTS)
            goes_on = _goes_on(blocks, position)
            self.options = words.options = _is_listed(blocks, position, self.options and goes_on, _OPTIONS)
            self.demands = words.demands = _is_listed(blocks, position, self.demands and goes_on, _DEMANDS)
            if block in self.problems:
                self._begin_problem(block)
            words.mode = Mode.GIVEN if self.listing else words.mode
        if isinstance(block, Heading):
            self._heading(block)

    def _line(self, block: Block) -> int:
        return self.reading.document.position(block.span[0])[0]

    def _heading(self, block: Heading) -> None:
        reading = self.reading
        self._end_problem(self._line(block))
        if not reading.within or block.level <= reading.within:
            resume(reading, block.span[0])
        reading.begins_anew()
        reading.enter(block.level, self._line(block))
        reading.exercises = prose.begins_exercises(block.text)
        self.outer = min(self.outer, block.level)
        new = self.headings > 0 and (block.level == self.outer or prose.is_problem(block.text))
        self.headings += 1
        reading.emit(Event(Said.SECTION, block.span, boundary=new))
        if prose.is_numbered_problem(block.text):
            reading.emit(Event(Said.PROBLEM, block.span))

    def _begin_problem(self, block: Block) -> None:
        """`**Problem 2.**` at the beginning of a paragraph: what the problem before declared gives way to what this one does."""
        line = self._line(block)
        self._end_problem(line)
        self.problem = line
        self.reading.begins_anew()
        self._forget_numbers()
        self.reading.emit(Event(Said.PROBLEM, (block.span[0], block.span[0])))

    def _forget_numbers(self) -> None:
        """What a problem has found, `x = 2`, is no definition in the next."""
        for event in self.reading.events:
            if (
                event.kind is Said.DEFINE
                and event.known is not None
                and event.right is not None
                and event.right.op == "Number"
            ):
                self.reading.definitions.discard(event.known.name)

    def _end_problem(self, line: int) -> None:
        if self.problem:
            self.reading.leave(self.problem, line - 1)
            self.problem = 0

    def _environment(self, block: Break) -> None:
        """What a theorem or an exercise declares is its own: at its end the names give way to others."""
        name = block.name.lower()
        if name not in _LOCAL:
            return
        if block.kind == "begin":
            self.opened.append((block.name, self._line(block)))
            if name in _EXERCISES:
                self.reading.emit(Event(Said.PROBLEM, block.span))
        elif self.opened and self.opened[-1][0] == block.name:
            self.reading.leave(self.opened.pop()[1], self._line(block))


def _is_listed(blocks: Sequence[Block], position: int, listing: bool, leads: re.Pattern[str]) -> bool:
    """Whether an item belongs to a list that words of a kind lead to: "X = U D Vᵀ where", "Suppose that:"; `listing`: the item before did."""
    place = position - 1
    while place >= 0 and _leads_in(blocks[place]):
        place -= 1
    if place >= 0 and isinstance(blocks[place], Prose) and leads.search(_sentence(blocks, place)):
        return True
    return listing and (place == position - 1 or _in_list(blocks, place))


def _sentence(blocks: Sequence[Block], position: int) -> str:
    """The sentence that is open at the end of a block."""
    words: list[str] = []
    for block in reversed(blocks[: position + 1]):
        inline = isinstance(block, Formula) and not block.display
        if not inline and not isinstance(block, Prose):
            break
        words.append(" ⟨formula⟩ " if inline else getattr(block, "text", ""))
        if isinstance(block, Prose) and prose.ends_sentence(prose.unabbreviated(block.text).rstrip()[:-1]):
            break
    return prose.sentence(prose.unabbreviated("".join(reversed(words))))


_OPTIONAL = re.compile(r"\s*(?:\[[^\]]*\])?\s*\Z")  # `\begin{enumerate}[label=(\roman*)]`


def _leads_in(block: Block) -> bool:
    """Whether a block only leads from words to the first item of their list."""
    if isinstance(block, Break):
        return block.kind == "paragraph" or (block.kind == "begin" and block.name.lower() not in _LOCAL)
    return isinstance(block, Prose) and _OPTIONAL.fullmatch(block.text) is not None


def _goes_on(blocks: Sequence[Block], position: int) -> bool:
    """Whether an item stands behind another one of its list, and not behind a paragraph of its own."""
    place = position - 1
    while place >= 0 and _leads_in(blocks[place]):
        place -= 1
    return _in_list(blocks, place)


def _in_list(blocks: Sequence[Block], position: int) -> bool:
    """Whether a block stands in an item of a list: no paragraph has begun since."""
    for place in range(position, -1, -1):
        block = blocks[place]
        if isinstance(block, Break):
            return block.kind == "item"
    return False


def _has_title(document: Document) -> bool:
    """Whether a LaTeX document sets a title: its sections are then parts of one text."""
    return document.format is Format.LATEX and "\\maketitle" in document.text
