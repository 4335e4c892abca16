"""What is said of names for a special case: "the special case where B = u and C = v^T is known as …" says what they are there, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.scope import Known
from derive.record import dataclass, replace

if TYPE_CHECKING:
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


@dataclass(frozen=True, slots=True)
class Before:
    """What was known of each name when a sentence began to speak of a special case: a copy of its entry, and whether it was defined."""

    names: dict[str, Known]
    definitions: frozenset[str]


def enters(reading: Reading, sentence: str) -> None:
    """A formula behind the words of a sentence so far: where they speak of a special case, what is known is kept for its end."""
    if reading.special is None and _SPECIAL.search(sentence) is not None and _STAYS.search(sentence) is None:
        kept = {name: _copied(known) for name, known in reading.scope.names.items()}
        reading.special = Before(kept, frozenset(reading.definitions))


def leaves(reading: Reading, place: int) -> None:
    """The paragraph of a special case has ended: its names are again what they were before."""
    before, reading.special = reading.special, None
    if before is None:
        return
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
