"""What comes of setting something to zero, as the words before a formula say: a slope, "setting this to $0$:", or a name, "setting b to zero"."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate import prose
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.formula.syntax import Num, Sub

_ZERO = re.compile(r"\$\s*0\s*\$[^$]*$")
_NEAR_ZERO = 80  # characters before a formula


def _with_zero(reading: Reading, block: Formula, before: str) -> str:
    """The words before a formula with a zero that is set as one, "setting this to $0$:", in its place."""
    if block.display or "⟨formula⟩" not in before:
        return before
    start = block.span[0]
    if _ZERO.search(reading.text((max(0, start - _NEAR_ZERO), start))) is None:
        return before
    head, _, tail = before.rpartition("⟨formula⟩")
    return f"{head}0{tail}"


# "setting $b$", "setting $a$ to $1$ and $b$"
_SETS = re.compile(
    r"\b(?:sett?ing|sets?|putting|put|equating)\W+?(?:\$[^$]+\$\s*(?:to\s+)?(?:\$[^$]+\$|\d+)?\s*(?:,|and)\s*)*\$?$",
    re.I,
)
_TO_ZERO = re.compile(r"\W*(?:equal\s+)?to\W+(?:0|zero)\b", re.I)


def _sets_name(reading: Reading, block: Formula) -> bool:
    """Whether a name is set to zero right before a formula, "setting b to zero", that the text has not defined: then it is no slope that is."""
    place = reading.places[block]
    while place > 0:
        place -= 1
        before = reading.order[place]
        display = reading.formulas.displays.get(before)
        if (
            display is None
            or before.display
            or block.span[0] - before.span[1] > _NEAR_ZERO
            or len(display.clauses) != 1
        ):
            return False
        body = display.clauses[0].body
        if body == Num("0"):
            continue
        name, stem = key(body), key(body.base) if isinstance(body, Sub) else None
        made = name in reading.definitions or stem in reading.definitions  # it may be the slope: g = ∇f, L_w
        lead = reading.text((max(0, before.span[0] - _NEAR_ZERO), before.span[0]))
        between = reading.text((before.span[1], block.span[0]))
        return name is not None and not made and bool(_SETS.search(lead)) and _TO_ZERO.match(between) is not None
    return False


def comes_of_zero(reading: Reading, block: Formula, before: str, recent: str) -> bool:
    """Whether a formula is what comes of setting a slope to zero; `before` is its sentence up to it, `recent` what was said before a display."""
    said = (block.display and prose.sets_to_zero(recent)) or prose.gives_by_zero(_with_zero(reading, block, before))
    return said and not sets_other(reading, block, before, recent)


def sets_other(reading: Reading, block: Formula, before: str, recent: str) -> bool:
    """Whether what is set to zero before a formula is no slope: a name, or a thing that words name."""
    said = recent if block.display else _with_zero(reading, block, before)
    return prose.sets_other_to_zero(said) or _sets_name(reading, block)
