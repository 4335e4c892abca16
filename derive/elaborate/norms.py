"""Which norm `‖·‖` without a subscript is, where the text says so: "where ‖·‖ denotes the Frobenius norm", "let ‖·‖ be any norm"."""

from __future__ import annotations

from derive import lazy_re as re

_BAR = r"(?:\\\||‖|\\[lr]?Vert\b|\|\|)"
_SAID = re.compile(
    rf"{_BAR}\s*(?:\\cdot|\\bullet|[.·⋅]|\\?\w+)\s*{_BAR}\s*(?:\\\)|\$)?,?\s*(?:here\s+|always\s+|will\s+|to\s+)?"
    r"(?:denotes?|is|be|means|stands\s+for|refers\s+to)\s+(?P<what>[^.;:$]{0,60}?)\bnorm\b",
    re.I,
)
_KINDS = (  # words before "norm", and the subscript that says the same
    (re.compile(r"\bfrobenius\b|\bhilbert[\s-]+schmidt\b", re.I), "F"),
    (re.compile(r"^\s*(?:here\s+)?(?:the\s+)?(?:matrix\s+)?(?:spectral|operator|induced\s+2-?)\s", re.I), "2"),
    (re.compile(r"\bnuclear\b|\btrace\s+$", re.I), "*"),
    (
        re.compile(
            r"^\s*(?:an?|any|some|one)\s+(?:(?:arbitrary|given|general|fixed|matrix|vector|operator|induced|consistent|compatible|sub-?multiplicative)\s+)*$",
            re.I,
        ),
        "any",
    ),
)


def said_of_bars(text: str, place: int) -> str:
    """The subscript that double bars at a place stand for by what the text says of `‖·‖`: before it where it does, else anywhere; '' where it
    says nothing that is understood."""
    found = ""
    for match in _SAID.finditer(text):
        kind = next((label for words, label in _KINDS if words.search(match["what"])), "")
        if kind and (not found or match.start() < place):
            found = kind
    return found
