"""Definitions that follow what they explain: "… = n x̄, where x̄ is …"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from derive import lazy_re as re
from derive.elaborate.events import Event, Said, Span
from derive.elaborate.loose import names_in
from derive.elaborate.scope import Known
from derive.record import dataclass, field
from derive.terms import Apply, Term, symbols, walk

_EXPLAINS = re.compile(
    r"\b(?:where|with|using|denot\w*|here|definitions?|recall|given by)\b(?![^.]*\b(?:let|now)\b)[^.;]*$", re.I
)


def explains(sentence: str) -> bool:
    """Whether the words before a definition say that it explains what has been said: "where", "using", "with the definition of"."""
    return _EXPLAINS.search(sentence) is not None


@dataclass(slots=True)
class Later:
    """The names that the document defines once, in words that introduce them, with the events that do so."""

    events: dict[str, Event] = field(default_factory=dict)
    every: dict[str, list[Event]] = field(default_factory=dict)  # all that gives a name a value

    @classmethod
    def of(cls, events: Iterable[Event]) -> Later:
        """Look over what a document says."""
        once: dict[str, Event] = {}
        more: set[str] = set()
        every: dict[str, list[Event]] = {}
        for event in events:
            name = event.known.name if event.known is not None and event.kind in (Said.DEFINE, Said.DECLARE) else None
            if name is None:
                continue
            if name in once or event.kind is Said.DECLARE:
                more.add(name)
            once[name] = event
            if event.kind is Said.DEFINE:
                every.setdefault(name, []).append(event)
        return cls({name: event for name, event in once.items() if name not in more and event.given}, every)

    def takes_apart(self, name: str, place: Span, known: Mapping[str, Known], line: Callable[[Event], int]) -> bool:
        """Whether all that the text makes of a name, behind a place, is to write it as a product of new ones, `X = U D V^T`: that says nothing of what it was.
        `line` gives the line of an event."""
        every = self.every.get(name, [])
        return bool(every) and all(e.span[0] >= place[1] and _into_new(e, known, line(e)) for e in every)

    def of_name(self, name: str, place: Span) -> Event | None:
        """The definition of a name that stands behind a place."""
        event = self.events.get(name)
        return event if event is not None and event.span[0] >= place[1] else None


def _into_new(event: Event, known: Mapping[str, Known], line: int) -> bool:
    """Whether what a definition on a line gives is a product of names that are met there first."""
    value = event.right
    names = names_in(value) if value is not None and value.op == "Product" else frozenset()
    return bool(names) and all(name in known and known[name].line >= line for name in names)


def called_in(term: Term) -> tuple[str, ...]:
    """The names of symbols and of functions in a term, in order."""
    called = [part.name.removeprefix("user:") for part in walk(term) if isinstance(part, Apply)]
    return (*symbols(term), *dict.fromkeys(called))
