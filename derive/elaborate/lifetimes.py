"""How long what a text assumes lasts: a later condition against an earlier one, a section that has ended, "in general", "otherwise", "Case 2"."""

from __future__ import annotations

from collections.abc import Iterable

from derive import lazy_re as re
from derive.document.model import Document, Heading

# the beginnings of sentences behind which the conditions of the sentences before hold no longer
_GENERAL = (
    r"(?:in\s+(?:the\s+)?general\b|(?:more\s+)?generally\b|for\s+(?:an?\s+)?(?:general|other|arbitrary)\b|"
    r"in\s+(?:all|any|every|each)\s+cases?\b|(?:(?:we|one)\s+)?always\b)"
)
_ASSUMPTION = r"(?:\w+\s+)?(?:assumption|condition|restriction|hypothes[ie]s)s?\b"
_DROPPED = (
    rf"(?:without\s+(?:it|this|that)\s*,|without\s+(?:this|that|these|those|the|any|such)\s+{_ASSUMPTION}|(?:from\s+(?:now|here)\s+on,?\s+)?(?:the|this|that|these|those)\s+{_ASSUMPTION}(?:\s+(?:of|that)\s+[^.;:⟨]{{1,40}}?)?\s+(?:is|are)\s+(?:\w+\s+)?(?:dropped|lifted|removed)\b|"
    rf"we\s+(?:\w+\s+)?(?:drop|lift|remove)\s+(?:the|this|that|these|those)\s+{_ASSUMPTION})"
)
_ELSE = r"(?:otherwise\b|else\b|if\s+not\b|conversely\b|on\s+the\s+other\s+hand\b|the\s+converse\b|(?:suppose|assume|if)\s*,?\s+instead\b)"
_CASE = r"(?:(?:\w+\s+)?case\s*(?:\(?(?:\d+|[ivx]+|[a-d])\b|⟨formula⟩))"
_LEAD = r"\)?\s|\n\s*\n)[\s*_#(]*(?:(?:but|and|now|so)\s*,?\s+)?"  # between the stop of a sentence and the words of the next one
_OPENS = re.compile(
    rf"(?:^|[.!?:;]{_LEAD}(?:(?P<general>{_GENERAL})|(?P<dropped>{_DROPPED})|(?P<other>{_ELSE})|(?P<case>{_CASE}))",
    re.I,
)
_IF = re.compile(
    rf"(?:^|[.!?;]{_LEAD}(?:if|when|suppose|for\s+(?:all|every|any|each)\s+(?:real|complex))\b(?!\W{0, 2}(?:in\s+addition|additionally|also|further(?:more)?|moreover|besides|then)\b"
    r"|\s+(?:we|one|you)\s+(?!(?:\w+\s+)?(?:assum|suppos|know|have)))"
    r"(?![^.:]*\b(?:also|moreover|further(?:more)?|in\s+addition|additionally|too|even|still)\b)",
    re.I,
)
# sections whose assumptions are made for what comes behind them
_FOR_ALL = re.compile(
    r"\b(?:assum\w+|notations?|settings?|set-?up|preliminar\w+|background|models?|definitions?|conventions?|introduction|problem(?!\W{0,3}[\dIVX])|overview|hypothes[ei]s|"
    r"given|data|basics?|statement)\b",
    re.I,
)


def opens(text: str, begins: bool) -> str:
    """'general', 'dropped', 'other' or 'case', where a sentence of a text begins so; '' where none does. `begins`: the text's beginning is a sentence's."""
    match = _sentence(_OPENS, text, begins)
    return (match.lastgroup or "") if match is not None else ""


def supposes_anew(text: str, begins: bool) -> bool:
    """Whether a sentence of a text begins with a condition of its own: "if x² = 9", not "if, moreover, x > 0"."""
    return _sentence(_IF, text, begins) is not None


def _sentence(pattern: re.Pattern[str], text: str, begins: bool) -> re.Match[str] | None:
    """The first sentence of a text that begins as a pattern has it; the text's own beginning is one where it `begins` a sentence."""
    return next((m for m in pattern.finditer(text) if begins or m.start() > 0 or m[0][:1] in ".!?:;"), None)


def is_for_all(heading: str) -> bool:
    """Whether what a section assumes is meant for the sections behind it, going by its heading."""
    return _FOR_ALL.search(heading) is not None


def ending(document: Document, closed: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of some sections, by their first lines and the first lines behind them, that assume for themselves only, going by their headings."""
    headings = {
        document.position(block.span[0])[0]: block.text for block in document.blocks if isinstance(block, Heading)
    }
    return [(start, end) for start, end in closed if start in headings and not is_for_all(headings[start])]


def closing(ends: Iterable[tuple[int, int]], seen: int, line: int) -> list[tuple[int, int]]:
    """The sections that end between two lines."""
    return [(start, end) for start, end in ends if seen < end <= line]
