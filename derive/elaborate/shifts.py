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


def shifts(reading: Reading, name: str, span: tuple[int, int], concluding: bool) -> bool:
    """Whether a name is the next of one that is defined for any step, by names whose next ones the text speaks of; then it is given that value. Where no
    words conclude, all that must stand in this item and section: a later one may speak of another method."""
    match = _NEXT.fullmatch(name)
    if match is None or name in reading.definitions:
        return False
    label = match["label"]
    names = (f"{match['stem']}_{label}", f"{match['stem']}[]")
    own = next((e for e in reversed(reading.events) if _defines(e, names)), None)
    if own is None or own.right is None or own.known is None or reading.has_ended(own.known):
        return False
    value = _at_any_step(own.right) if own.known.kind == "family" else own.right
    steps = {
        other: f"{other.removesuffix(f'_{label}').removesuffix('[]')}_+{label}+1"
        for other in names_in(value)
        if other.endswith(f"_{label}") or (other.endswith("[]") and _is_entered(value, other, label))
    }
    if not steps or not all(following in reading.scope.names for following in steps.values()):
        return False
    if not concluding and not all(_is_of_this_item(reading, (n,)) for n in (own.known.name, *steps.values())):
        return False
    right = _moved(value, {old: reading.scope.names[new] for old, new in steps.items()}, label)
    if _counts(right, label):
        return False  # a number that goes on, too: `y_k = k x_k`
    written = f"{own.known.latex.removesuffix(f'_{label}').removesuffix(f'_{{{label}}}')}_{{{label}+1}}"
    shape = reading.shaper.shape(right)
    known = Known(name, written, len(shape), shape, Origin.DEFINITION, reading.interpreter.line)
    reading.scope.names[name] = known
    reading.emit(Event(Said.DEFINE, span, known=known, right=right, display=reading.display, quiet=True))
    return True


def _is_of_this_item(reading: Reading, names: tuple[str, ...]) -> bool:
    """Whether what was defined last under these names was so in the item and section that is being read."""
    for event in reversed(reading.events):
        if event.kind in (Said.ITEM, Said.SECTION, Said.PROBLEM):
            return False
        if _defines(event, names):
            return True
    return False


def _defines(event: Event, names: tuple[str, ...]) -> bool:
    return event.kind is Said.DEFINE and event.known is not None and event.known.name in names


def _at_any_step(loose: Loose) -> Loose:
    """What each member of a family is, of a family of numbers that was given as `Σ_k e_k b_k` with basis vectors b, or one of vectors as `Σ_k b_k e_k^T`."""
    if loose.op == "BigSum" and loose.parts[0].op == "Product" and len(loose.parts[0].parts) == 2:
        inner, unit = loose.parts[0].parts
        if unit.op == "BasisVector":
            return inner
        if inner.op == "BasisVector" and unit.op == "Transpose":
            return unit.parts[0]
    return loose


def _is_entered(loose: Loose, name: str, label: str) -> bool:
    """Whether a family stands in a term with one letter as its subscript."""
    return _entry(loose, label) == name or any(_is_entered(part, name, label) for part in loose.parts)


def _entry(loose: Loose, label: str) -> str:
    """The family of which a term is the member with a letter."""
    if loose.op != "Entry" or loose.parts[0].op != "Symbol" or loose.data[0] is None or any(loose.data[1:]):
        return ""
    at = loose.data[0]
    return loose.parts[0].data.name if at.op in ("Index", "Symbol") and at.data.name == label else ""


def _counts(loose: Loose, label: str) -> bool:
    """Whether the number of the step stands in a term, as an index, an exponent or a factor."""
    own = (
        loose.op in ("Index", "Symbol")
        and loose.data.name == label
        or loose.op == "SizeValue"
        and label in loose.data.names
    )
    indices = [index for index in loose.data if index is not None] if loose.op == "Entry" else []
    return own or any(_counts(part, label) for part in (*loose.parts, *indices))


def _moved(loose: Loose, steps: dict[str, Known], label: str) -> Loose:
    """A term with the next members put for those with a letter."""
    if loose.op == "Symbol" and loose.data.name in steps:
        return replace(loose, data=steps[loose.data.name])
    family = _entry(loose, label)
    if family in steps:
        return Loose("Symbol", (), steps[family], loose.span)
    return replace(loose, parts=tuple(_moved(part, steps, label) for part in loose.parts))
