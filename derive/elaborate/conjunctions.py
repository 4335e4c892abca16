"""Lists that hold as a whole beside an arrow: `M ≻ 0 ⇔ A, D ≻ 0` says that each follows from M ≻ 0, and M ≻ 0 from all of them."""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate import conditions
from derive.elaborate.events import Event, Said
from derive.elaborate.links import Setting, state
from derive.elaborate.loose import Loose
from derive.elaborate.reading import Reading
from derive.elaborate.survey import whole_names
from derive.formula.syntax import Chain, Clause, Tuple
from derive.record import replace


def members(clause: Clause) -> list[Clause]:
    """The statements that a clause lists, `A, D ≻ 0`; a clause without a list by itself."""
    body = clause.body
    if not isinstance(body, Chain) or not isinstance(body.first, Tuple):
        return [clause]
    each = conditions.each(body.first, list(body.links))
    return [replace(clause, body=Chain(first, tuple(links), span=body.span)) for first, links in each]


def stated_by(reading: Reading, clause: Clause, setting: Setting, before: Clause | None) -> list[Loose]:
    """Read a clause with an arrow to it or behind it; returns the equations it states. `before`: the clause at the other end of the arrow."""
    parts = members(clause)
    together = setting.both and before is not None and len(members(before)) > 1
    if len(parts) == 1 and not together:
        return state(reading, clause, setting)
    if not (setting.both or setting.followed):
        return state(reading, clause, setting)
    each = replace(setting, both=False, words=setting.words or together)
    stated = [relation for part in parts for relation in state(reading, _concluded(part, setting), each)]
    if setting.both and len(stated) == len(parts):
        for premise in setting.premises:
            reading.emit(_backwards(reading, clause, premise, stated))
    return stated


def _concluded(clause: Clause, setting: Setting) -> Clause:
    """A clause of which one direction is read."""
    return replace(clause, lead="⇒") if setting.both else clause


def _backwards(reading: Reading, clause: Clause, conclusion: Loose, premises: Sequence[Loose]) -> Event:
    """The claim that what stands before ⇔ follows from all that stands behind it."""
    reading.chains += 1
    left, right = conclusion.parts
    return Event(
        Said.CLAIM, clause.body.span, relation=conclusion.data, left=left, right=right, premise=tuple(premises), row=clause.row,
        display=reading.display, names=whole_names(clause.body), chain=reading.chains,
    )  # fmt: skip
