"""Names that a text says something of without saying which they are: "there exists a λ such that …", "for some c"."""

from __future__ import annotations

from collections.abc import Mapping

from derive import lazy_re as re
from derive.document.model import Document, Formula
from derive.elaborate.passages import NAMES, names_listed, passages
from derive.formula.syntax import Display

_EXISTS = re.compile(
    r"\b(?:there\s+(?:is|are|exists?|must\s+(?:be|exist))|(?:must|does|do|will)\s+exist|for\s+(?:some|suitable|certain)|for\s+an?\s+(?:suitable|certain)|(?:can|may|could)\s+(?:find|choose|pick))"
    rf"\s+(?:(?!(?:no|such|not)\b)[\w-]+\s+){{0,5}}{NAMES}",
    re.I,
)


def existing(document: Document, displays: Mapping[Formula, Display]) -> dict[str, int]:
    """The names of which a text says that there are such, and where it first does."""
    found: dict[str, int] = {}
    for place, text, formulas in passages(document):
        for match in _EXISTS.finditer(text):
            for name in names_listed(match.group(1), formulas, displays):
                found.setdefault(name, place)
    return found
