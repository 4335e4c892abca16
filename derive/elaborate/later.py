"""Definitions that follow what they explain: "… = n x̄, where x̄ is …"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from derive import lazy_re as re
from derive.document.model import Block
from derive.elaborate.events import Event, Said, Span
from derive.elaborate.loose import Loose, names_in
from derive.elaborate.scope import Known
from derive.record import dataclass, field
from derive.terms import Apply, Term, symbols, walk

_EXPLAINS = re.compile(
    r"\b(?:where|with|using|denot\w*|here|definitions?|recall|given by)\b(?![^.]*\b(?:let|now)\b)[^.;]*$", re.I
)


def explains(sentence: str) -> bool:
    """Whether the words before a definition say that it explains what has been said: "where", "using", "with the definition of"."""
    return _EXPLAINS.search(sentence) is not None


# words before a value that make it that of a special case, and those that say what a name has been all along
_CASE = re.compile(
    r"\b(?:with|for|take|taking|set|setting|choose|choosing|let|when|if|put|putting|consider|case|example|e\.g\.|say)\b[^.;]*$",
    re.I,
)
_ALL_ALONG = re.compile(
    r"\b(?:where|here|throughout|always|recall|since|as|assum\w+|suppos\w+|denot\w+|defin\w+)\b[^.;]*$", re.I
)
_COMES_TO = re.compile(
    r"[\s,.]*(?:(?:\$[^$]*\$|and)[\s,]*)*(?:(?:this|it|one|we|that)\s+)?(?:yields?|gives?|becomes?|gets?|recovers?|reduces?|simplifies|reads?)\b",
    re.I,
)
# words by which a sentence goes on behind a display to say what a name in it is: "where x̄ is the mean of x:"; "with x = 2" alone is a case
_GOES_ON = re.compile(r"\s*(?:where|in\s+which|(?:with|using)(?!\s*[\\$]))\b", re.I)
_CONCLUDES = re.compile(
    r"[.;?!](?=\s|$)|\b(?:if|when|for|then|hence|thus|we|this|so|let|now|case|consider|special|e\.g|example|suppos\w*|assum\w*|yields?|gives?)\b",
    re.I,
)
_ENDS = re.compile(r"\n\s*\n|\.(?=\s|\$|\\)")
_SENTENCE = 160  # characters looked at


@dataclass(slots=True)
class Later:
    """The names that the document defines once, in words that introduce them, with the events that do so."""

    events: dict[str, Event] = field(default_factory=dict)
    every: dict[str, list[Event]] = field(default_factory=dict)  # all that gives a name a value
    sections: tuple[int, ...] = ()  # where they begin

    @classmethod
    def of(cls, events: Iterable[Event]) -> Later:
        """Look over what a document says."""
        once: dict[str, Event] = {}
        more: set[str] = set()
        every: dict[str, list[Event]] = {}
        sections: list[int] = []
        for event in events:
            if event.kind is Said.SECTION:
                sections.append(event.span[0])
            name = event.known.name if event.known is not None and event.kind in (Said.DEFINE, Said.DECLARE) else None
            if name is None:
                continue
            if name in once or event.kind is Said.DECLARE:
                more.add(name)
            once[name] = event
            if event.kind is Said.DEFINE:
                every.setdefault(name, []).append(event)
        return cls(
            {name: event for name, event in once.items() if name not in more and event.given}, every, tuple(sections)
        )

    def takes_apart(self, name: str, place: Span, known: Mapping[str, Known], line: Callable[[Event], int]) -> bool:
        """Whether all that the text makes of a name, behind a place, is to write it by new ones, `X = U D V^T`, `x = z + w`: that says nothing of what it was.
        `line` gives the line of an event."""
        every = self.every.get(name, [])
        return bool(every) and all(e.span[0] >= place[1] and _into_new(e, known, line(e)) for e in every)

    def only_cases(self, name: str, place: Span, text: str, order: Sequence[Block]) -> bool:
        """Whether all that the text says a name is, behind the sentence of a place, is its value in a special case: "with A = I this becomes …"."""
        every = self.every.get(name, [])
        return bool(every) and all(
            _is_case(e, text, order) and (e.span[0] < place[1] or _ENDS.search(text, place[1], e.span[0]) is not None)
            for e in every
        )

    def elsewhere(self, name: str, place: Span) -> bool:
        """Whether a name gets its values in sections behind that of a place only."""
        every = self.every.get(name, [])
        end = next((start for start in self.sections if start >= place[1]), None)
        return bool(every) and end is not None and all(e.span[0] >= end for e in every)

    def goes_with(self, name: str, place: Span, text: str, order: Sequence[Block]) -> bool:
        """Whether the words right behind the display at a place go on to say what a name in it is, "where x̄ is the mean of x: …", and no words make that a
        case: what stands in the display is said of that value."""
        event = self.events.get(name)
        if event is None or event.right is None or _is_plain(event.right) or not 0 <= event.display < len(order):
            return False
        said = order[event.display]
        begun = next((block for block in order if block.span[0] <= place[0] and place[1] <= block.span[1]), None)
        if begun is None or begun.span[1] > said.span[0] or not getattr(begun, "display", False):
            return False
        between = [b for b in order if begun.span[1] <= b.span[0] and b.span[1] <= said.span[0]]
        if any(getattr(b, "display", False) for b in between):
            return False
        words = text[begun.span[1] : said.span[0]]
        for block in reversed(between):  # what formulas in the line say is no word
            words = words[: block.span[0] - begun.span[1]] + "$" + words[block.span[1] - begun.span[1] :]
        after = text[said.span[1] : said.span[1] + _SENTENCE]
        return _GOES_ON.match(words) is not None and _CONCLUDES.search(words) is None and _COMES_TO.match(after) is None

    def of_name(self, name: str, place: Span) -> Event | None:
        """The definition of a name that stands behind a place. A number that a later section gives it, "the setting where S = 0", is a case of its own."""
        event = self.events.get(name)
        if event is None or event.span[0] < place[1]:
            return None
        other = any(place[1] <= start <= event.span[0] for start in self.sections)
        return None if other and event.right is not None and _is_plain(event.right) else event


def _is_case(event: Event, text: str, order: Sequence[Block]) -> bool:
    """Whether a definition in running text gives a name numbers, the identity or another name, by words that speak of a case."""
    block = order[event.display] if event.display < len(order) else None
    if block is None or getattr(block, "display", True) or event.right is None or not _is_plain(event.right):
        return False
    before = text[max(0, event.span[0] - _SENTENCE) : event.span[0]].rpartition("\n\n")[2]
    after = text[event.span[1] : event.span[1] + _SENTENCE].partition("$")[2]
    told = _CASE.search(before) is not None or _COMES_TO.match(after) is not None
    return told and _ALL_ALONG.search(before) is None


def _is_plain(value: Loose) -> bool:
    """Numbers, the identity, a name or its transpose."""
    base = value.parts[0] if value.op == "Transpose" else value
    return base.op in ("Symbol", "Identity") or not names_in(value)


def _into_new(event: Event, known: Mapping[str, Known], line: int) -> bool:
    """Whether what a definition on a line gives is a product of names that are met there first, or a sum with one."""
    value = event.right

    def new(names: Set[str]) -> bool:
        return bool(names) and all(name in known and known[name].line >= line for name in names)

    if value is None or value.op not in ("Product", "Sum"):
        return False
    return new(names_in(value)) or (
        value.op == "Sum" and any(part.op == "Symbol" and new(names_in(part)) for part in value.parts)
    )


def called_in(term: Term) -> tuple[str, ...]:
    """The names of symbols and of functions in a term, in order."""
    return (*symbols(term), *functions_in(term))


def functions_in(term: Term) -> dict[str, None]:
    """The names of the functions in a term, in order."""
    return dict.fromkeys(part.name.removeprefix("user:") for part in walk(term) if isinstance(part, Apply))
