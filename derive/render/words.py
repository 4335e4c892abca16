"""How verdicts are called, marked and coloured, everywhere the same; colour never stands alone."""

from __future__ import annotations

from derive.goals import Result, Verdict
from derive.record import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """`mark` is one character; `severity` what compilers say ('error', 'warning', 'note', or '' where there is nothing to say)."""

    mark: str
    plain_mark: str
    colour: str
    severity: str
    meaning: str


WORDS = {
    Verdict.DEFINED: Word("≔", ":=", "blue", "", "introduced by definition"),
    Verdict.PROVED: Word("✓", "ok", "green", "", "follows from the hypotheses listed, for all sizes and values"),
    Verdict.TESTED: Word("≡", "==", "cyan", "", "equal at exact random instances"),
    Verdict.SUPPORTED: Word("≈", "~", "cyan", "", "equal in floating point at the instances stated; no proof"),
    Verdict.CONDITIONAL: Word(
        "◐", "?", "yellow", "warning", "false in general, true under a hypothesis that the text does not state"
    ),
    Verdict.REFUTED: Word("✗", "X", "red", "error", "false: here are values at which it fails"),
    Verdict.ILL_FORMED: Word("‼", "!", "magenta", "error", "has no meaning as it is written"),
    Verdict.UNCHECKED: Word("○", "-", "dim", "note", "not decided, for the reason given"),
}

RESULTS = {Result.AGREES: "agrees", Result.DISAGREES: "disagrees", Result.UNDECIDED: "undecided"}

FINDINGS = (Verdict.REFUTED, Verdict.ILL_FORMED, Verdict.CONDITIONAL)
GOOD = (Verdict.PROVED, Verdict.TESTED, Verdict.SUPPORTED)

FAILS = {
    "refuted": (Verdict.REFUTED, Verdict.ILL_FORMED),
    "conditional": FINDINGS,
    "unchecked": (*FINDINGS, Verdict.UNCHECKED),
}
