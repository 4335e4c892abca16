"""Steps of an iteration: what `e_k = x_k - x^*` says of every k says what e_{k+1} is."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Loose, names_in
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known
from derive.goals import Origin
from derive.record import replace

_NEXT = re.compile(r"(?P<stem>.+)_\+(?P<label>[a-z])\+1")  # the name of `e_{k+1}`


def shifts(reading: Reading, name: str, span: tuple[int, int]) -> bool:
    """Whether a name is the next of one that is defined for any step, by names whose next ones the text speaks of; then it is given that value."""
    match = _NEXT.fullmatch(name)
    if match is None or name in reading.definitions:
        return False
    label = match["label"]
    names = (f"{match['stem']}_{label}", f"{match['stem']}[]")
    own = next((e for e in reversed(reading.events) if _defines(e, names)), None)
    if own is None or own.right is None or own.known is None or reading.has_ended(own.known):
        return False
    steps = {
        other: f"{other.removesuffix(f'_{label}')}_+{label}+1"
        for other in names_in(own.right)
        if other.endswith(f"_{label}")
    }
    if not steps or not all(following in reading.scope.names for following in steps.values()):
        return False
    right = _moved(own.right, {old: reading.scope.names[new] for old, new in steps.items()})
    written = f"{own.known.latex.rpartition('_')[0]}_{{{label}+1}}"
    shape = reading.shaper.shape(right)
    known = Known(name, written, len(shape), shape, Origin.DEFINITION, reading.interpreter.line)
    reading.scope.names[name] = known
    reading.emit(Event(Said.DEFINE, span, known=known, right=right, display=reading.display, quiet=True))
    return True


def _defines(event: Event, names: tuple[str, ...]) -> bool:
    return event.kind is Said.DEFINE and event.known is not None and event.known.name in names


def _moved(loose: Loose, steps: dict[str, Known]) -> Loose:
    """A term with names put for others."""
    if loose.op == "Symbol" and loose.data.name in steps:
        return replace(loose, data=steps[loose.data.name])
    return replace(loose, parts=tuple(_moved(part, steps) for part in loose.parts))
