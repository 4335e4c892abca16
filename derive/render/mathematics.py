"""Formulas as MathML, written from our own syntax tree; a formula that cannot be read is shown as its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derive.document.macros import collect_macros
from derive.formula import FormulaError, parse, to_mathml
from derive.goals import Matrix
from derive.render.escape import html

DEEPEST = 60_000  # characters of one formula that are drawn; longer ones are shown as source


class Mathematics:
    """Draws the formulas of one document, with its macros."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.macros: Mapping[str, Any] = collect_macros(text)

    def piece(self, start: int, end: int, block: bool) -> str:
        """A part of the document's text."""
        drawn = self.drawn(self.text, start, end, block)
        return source(self.text[start:end]) if drawn is None else drawn

    def part(self, start: int, end: int) -> str:
        """A part that need not be a formula of its own; nothing where it cannot be drawn."""
        drawn = self.drawn(self.text, start, end, False) or ""
        return drawn if any(element in drawn for element in ("<mi", "<mn", "<mo", "<mtext")) else ""

    def latex(self, text: str) -> str:
        """A formula given as LaTeX."""
        drawn = self.drawn(text, 0, len(text), False)
        return source(text) if drawn is None else drawn

    def drawn(self, text: str, start: int, end: int, block: bool = False) -> str | None:
        """A part of a text as a `<math>` element; None where it cannot be drawn."""
        if end - start > DEEPEST:
            return None
        try:
            drawn: str = to_mathml(parse(text, start, end, self.macros), display=block)
        except (FormulaError, RecursionError):
            return None
        return drawn


def source(text: str) -> str:
    """LaTeX shown as it is written."""
    return f'<code class="tex">{html(" ".join(text.split()))}</code>'


def matrix(entries: Matrix) -> str:
    """A matrix of numbers as MathML; a 1×1 one as its number."""
    if len(entries) == 1 and len(entries[0]) == 1:
        return f"<math>{_number(entries[0][0])}</math>"
    rows = "".join("<mtr>" + "".join(f"<mtd>{_number(e)}</mtd>" for e in row) + "</mtr>" for row in entries)
    return f'<math><mrow><mo fence="true" stretchy="true">[</mo><mtable>{rows}</mtable><mo fence="true" stretchy="true">]</mo></mrow></math>'


def _number(text: str) -> str:
    """A number as it is printed exactly: `-2/3`."""
    sign, digits = ("<mo>−</mo>", text[1:]) if text.startswith("-") else ("", text)
    top, slash, bottom = digits.partition("/")
    if slash and top.isdigit() and bottom.isdigit():
        return f"<mrow>{sign}<mfrac><mn>{top}</mn><mn>{bottom}</mn></mfrac></mrow>"
    return f"<mrow>{sign}<mn>{html(digits)}</mn></mrow>"
