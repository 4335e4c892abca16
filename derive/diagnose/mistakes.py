"""The kinds of mistake, each with its stable code and the sentence that names it; `docs/codes/` has a page for each."""

from __future__ import annotations

from enum import Enum


class Mistake(Enum):
    """What is wrong with a step; the value is the code."""

    FALSE = "D401"
    TRANSPOSE = "D402"
    ORDER = "D403"
    SIGN = "D404"
    FACTOR = "D405"
    EXTRA_TERM = "D406"
    SYMBOL_FACTOR = "D407"
    SYMBOL = "D408"
    POWER = "D409"
    LOST_TERM = "D410"
    INVERSE = "D411"
    SQUARE = "D412"
    NORM = "D413"
    INDEX = "D414"
    TRACE_OR_SUM = "D415"
    FUNCTION = "D416"
    BRACKETS = "D417"
    LAYOUT = "D418"
    CANCELLED = "D419"
    DIVIDED = "D420"
    ROOT = "D421"
    CARRIED = "D422"
    DERIVATIVE = "D423"
    DIRECTION = "D424"
    SEVERAL = "D425"
    RECOVERED = "D426"
    TURNED = "D427"
    HYPOTHESIS = "D501"


TITLES: dict[Mistake, str] = {
    Mistake.FALSE: "false: here are values at which it fails",
    Mistake.TRANSPOSE: "a transpose is missing or too much",
    Mistake.ORDER: "factors stand in the wrong order",
    Mistake.SIGN: "a sign is wrong",
    Mistake.FACTOR: "a number is wrong",
    Mistake.EXTRA_TERM: "a term is too much",
    Mistake.SYMBOL_FACTOR: "a factor is missing or too much",
    Mistake.SYMBOL: "one symbol stands for another",
    Mistake.POWER: "an exponent is wrong",
    Mistake.LOST_TERM: "a term is missing",
    Mistake.INVERSE: "an inverse is missing or too much",
    Mistake.SQUARE: "a square is missing or too much",
    Mistake.NORM: "norm bars are missing or too much",
    Mistake.INDEX: "an index is wrong",
    Mistake.TRACE_OR_SUM: "a trace or a sum is missing or too much",
    Mistake.FUNCTION: "a function is wrong, missing or too much",
    Mistake.BRACKETS: "brackets are missing or in the wrong place",
    Mistake.LAYOUT: "right up to a transpose: the other layout of derivatives",
    Mistake.CANCELLED: "a factor was cancelled that need not be invertible",
    Mistake.DIVIDED: "divided by something that may be zero",
    Mistake.ROOT: "a root has two signs, and one was lost",
    Mistake.CARRIED: "right given the line before, which is wrong",
    Mistake.DERIVATIVE: "the derivative is another one",
    Mistake.DIRECTION: "only one direction of the equivalence holds",
    Mistake.SEVERAL: "two things are wrong",
    Mistake.RECOVERED: "does not follow from the line before, which is wrong; right against the last right line",
    Mistake.TURNED: "the order relation is another one",
    Mistake.HYPOTHESIS: "false in general",
}
