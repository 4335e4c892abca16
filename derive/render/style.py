"""How a terminal wants things drawn: colour, characters, width. Also what makes foreign text harmless there."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from derive import lazy_re as re
from derive.record import dataclass
from derive.unicode_text import plain as in_unicode

COLOURS = {
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
    "dim": "2",
    "bold": "1",
}

ASCII = {
    "×": "x", "·": "*", "⊤": "^T", "−": "-", "–": "-", "—": "-", "…": "...", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "⇒": "=>", "⟺": "<=>",
    "⇔": "<=>", "∞": "inf", "∂": "d", "∇": "grad", "✓": "ok", "✗": "X", "≈": "~", "≡": "==", "≔": ":=", "‖": "||", "²": "^2", "³": "^3",
    "₀": "_0", "₁": "_1", "₂": "_2", "₃": "_3", "₄": "_4", "₅": "_5", "₆": "_6", "₇": "_7", "₈": "_8", "₉": "_9", "“": '"', "”": '"',
    "‘": "'", "’": "'", "◐": "?", "○": "-", "‼": "!", "│": "|", "─": "-", "∈": "in", "⁻": "^-", "∑": "sum", "Σ": "Sigma",
    "ᵀ": "^T", "¹": "^1", "⁰": "^0", "⁴": "^4", "ᵢ": "_i", "ⱼ": "_j", "ₖ": "_k", "ₙ": "_n",
}  # fmt: skip
SOME_LATEX = re.compile(r"\\|[A-Za-z)\]}][_^][\w{]")
UNBROKEN = re.compile(r"\[[^\[\]]{1,24}\]\S*|\S+")


@dataclass(frozen=True, slots=True)
class Style:
    """`color` and `unicode` say what the terminal can show; `width` is in columns; `quiet` leaves out what is in order;
    `verbose` adds what every engine said; `wrap` breaks long lines at `width`; `timings` asks for the seconds of each step, without which the
    same input gives the same bytes."""

    color: bool = False
    unicode: bool = True
    width: int = 100
    quiet: bool = False
    timings: bool = False
    verbose: bool = False
    wrap: bool = False

    def paint(self, text: str, colours: str) -> str:
        """`text` in these colours ('red bold'), where there is colour."""
        if not self.color or not text:
            return text
        return f"\x1b[{';'.join(COLOURS[name] for name in colours.split())}m{text}\x1b[0m"

    def show(self, text: str) -> str:
        """Foreign text as it may be written to a terminal: one line, nothing that steers it."""
        text = plain(text)
        if self.unicode or text.isascii():
            return text
        return "".join(ASCII.get(c, c) for c in text).encode("ascii", "backslashreplace").decode()

    def sentence(self, text: str) -> str:
        """Words that may hold LaTeX, on one line."""
        return self.show(readable(text) if self.unicode else text)

    def formula(self, latex: str) -> str:
        """A formula on one line: in Unicode where the terminal has it, else as it is written."""
        latex = " ".join(latex.split())
        return self.show(in_unicode(latex) if self.unicode else latex)


def plain(text: str) -> str:
    """`text` on one line, with control characters, direction marks and lone surrogates spelled out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c in "\n\t\r\xa0\u2028\u2029" else _spelled(c) for c in text)


def _spelled(character: str) -> str:
    return character.encode("unicode_escape", "backslashreplace").decode()


def readable(text: str) -> str:
    """Words in which LaTeX, where there is any, is turned into Unicode."""
    return in_unicode(text) if SOME_LATEX.search(text) else text


def columns(text: str) -> int:
    """How many columns a terminal uses for `text`."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def crop(text: str, width: int, mark: str = "…") -> str:
    """`text` in at most `width` columns."""
    if columns(text) <= width:
        return text
    while text and columns(text) + len(mark) > width:
        text = text[:-1]
    return text + mark


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns, broken at spaces, but not those of a small matrix, where that can be done."""
    lines, line = [], ""
    for word in UNBROKEN.findall(text):
        longer = f"{line} {word}" if line else word
        if line and columns(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def style_for(values: Mapping[str, Any]) -> Style:
    """The style of this run: what was asked for, else what the environment and the terminal say."""
    color, width = values["color"], values["width"]
    terminal = values["output_file"] in (None, "-") and sys.stdout.isatty()
    if color == "auto":
        colored = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    else:
        colored = color == "always"
    wrap = terminal or bool(width)
    encoding = (sys.stdout.encoding or "utf-8").lower() if terminal else "utf-8"
    if not width:
        width = os.get_terminal_size(1).columns if terminal else 100
    unicode = not values["ascii"] and encoding.startswith("utf")
    return Style(colored, unicode, max(40, width or 100), values["quiet"], values["timings"], values["verbose"], wrap)
