"""Definitions that follow what they explain: "… = n x̄, where x̄ is …"."""

from __future__ import annotations

from collections.abc import Iterable

from derive import lazy_re as re
from derive.elaborate.events import Event, Said, Span
from derive.record import dataclass, field
from derive.terms import Apply, Term, symbols, walk

_EXPLAINS = re.compile(
    r"\b(?:where|with|using|denot\w*|here|definitions?|recall|given by)\b(?![^.]*\b(?:let|now)\b)[^.;]*$", re.I
)

_FAR = 3  # blank lines between what is said and what explains it, with a display in its own paragraph in between


def explains(sentence: str) -> bool:
    """Whether the words before a definition say that it explains what has been said: "where", "using", "with the definition of"."""
    return _EXPLAINS.search(sentence) is not None


@dataclass(slots=True)
class Later:
    """The names that the document defines once, in words that introduce them, with the events that do so."""

    events: dict[str, Event] = field(default_factory=dict)
    given: dict[str, list[int]] = field(default_factory=dict)  # where each name is given a value in such words

    @classmethod
    def of(cls, events: Iterable[Event]) -> Later:
        """Look over what a document says."""
        once: dict[str, Event] = {}
        more: set[str] = set()
        given: dict[str, list[int]] = {}
        for event in events:
            name = event.known.name if event.known is not None and event.kind in (Said.DEFINE, Said.DECLARE) else None
            if name is None:
                continue
            if name in once or event.kind is Said.DECLARE:
                more.add(name)
            once[name] = event
            if event.given and event.kind is Said.DEFINE:
                given.setdefault(name, []).append(event.span[0])
        return cls({name: event for name, event in once.items() if name not in more and event.given}, given)

    def explains(self, name: str, place: Span, text: str) -> bool:
        """Whether words in the paragraphs right behind a place say what a name stands for there."""
        behind = (text[place[1] : start] for start in self.given.get(name, ()) if start >= place[1])
        return any(between.count("\n\n") <= _FAR for between in behind)

    def of_name(self, name: str, place: Span) -> Event | None:
        """The definition of a name that stands behind a place."""
        event = self.events.get(name)
        return event if event is not None and event.span[0] >= place[1] else None


def called_in(term: Term) -> tuple[str, ...]:
    """The names of symbols and of functions in a term, in order."""
    called = [part.name.removeprefix("user:") for part in walk(term) if isinstance(part, Apply)]
    return (*symbols(term), *dict.fromkeys(called))
