"""What is said of a step in a TeX document, as words, code and formulas: written as data for derive.sty, or as LaTeX."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum

from derive import lazy_re as re
from derive.goals import Counterexample, Judgement, Repair, Verdict
from derive.record import dataclass
from derive.render.facts import engine_says, tells
from derive.render.mathematics import Mathematics, matrix
from derive.render.style import Style, readable
from derive.render.tex_math import DATA, LATEX, Undrawable, to_tex
from derive.render.words import GOOD
from derive.report import StepReport

SWITCH, GAP, MATHS = "\x1f", "\x1e", "\x1d"  # around code; a space within code; around a formula
PLAIN = re.compile(r"[A-Za-z0-9 .,;:()!?/'=+*@\[\]-]*\Z")
LONGEST = 400  # characters of one text
POWER = re.compile(r"(?<![\w^])(\d+)\^(-?\d+)(?![\w^])")


class Kind(Enum):
    """What a piece of text is: `MATHML` holds a drawn formula, `FORMULA` LaTeX that is drawn where that can be done."""

    WORDS = "words"
    CODE = "code"
    FORMULA = "formula"
    MATHML = "mathml"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line."""

    kind: Kind
    text: str


Line = tuple[Piece, ...]


def words(text: str) -> Piece:
    """Running text."""
    return Piece(Kind.WORDS, text)


def formula(latex: str) -> Piece:
    """A formula given as LaTeX."""
    return Piece(Kind.FORMULA, latex)


def said(step: StepReport) -> list[Line]:
    """What was found out about a step, in the order of `facts`."""
    judgement = step.judgement
    lines = [*_counterexample(judgement.counterexample)]
    lines += _formulas("true if ", judgement.missing)
    lines += _formulas("under ", judgement.hypotheses)
    lines += [_powers(note) for note in judgement.notes]
    for found in judgement.evidence:
        if tells(step, found):
            lines.append(_powers(f"{found.engine}: {engine_says(found)}"))
    lines += [(words(f"trusting {text}"),) for text in judgement.trusted]
    if step.after is not None:
        lines.append((words(f"against the last right line: {step.after.verdict.value}"),))
    return [*lines, *_help(judgement)]


def message(step: StepReport) -> str:
    """The sentence of a step; nothing where the verdict says it all."""
    text = step.judgement.message
    return "" if step.verdict in GOOD or " " not in text else text


def _counterexample(example: Counterexample | None) -> Iterator[Line]:
    if example is None:
        return
    pieces = [words("counterexample: " if example.sizes or example.values else "counterexample: whatever the values")]
    given = [(name, words(str(size))) for name, size in example.sizes.items()]
    given += [(name, Piece(Kind.MATHML, matrix(value))) for name, value in example.values.items()]
    for number, (name, value) in enumerate(given):
        pieces += [words(", ")] if number else []
        pieces += [formula(name), words(" = "), value]
    yield tuple(pieces)
    if example.left or example.right:
        left, right = (Piece(Kind.MATHML, matrix(side)) for side in (example.left, example.right))
        yield words("there the left side is "), left, words(", the right side "), right
    if example.note:
        yield _powers(example.note)


def _formulas(label: str, formulas: Iterable[str]) -> Iterator[Line]:
    pieces = [words(label)]
    for number, latex in enumerate(formulas):
        pieces += [words(", ")] if number else []
        pieces.append(formula(latex))
    if len(pieces) > 1:
        yield tuple(pieces)


def _help(judgement: Judgement) -> Iterator[Line]:
    for repair in judgement.repairs[:1]:
        yield words("did you mean "), formula(repair.latex), words(f"{_where(repair)}? {_then(repair)}.")
        yield words("LaTeX: "), Piece(Kind.CODE, repair.latex)


def _where(repair: Repair) -> str:
    return " on the left side" if repair.side == "left" else ""


def _then(repair: Repair) -> str:
    """What becomes of the step; `unchecked` says no more than that its shapes fit."""
    return (
        "With it the shapes fit"
        if repair.verdict is Verdict.UNCHECKED
        else f"With it the step is {repair.verdict.value}"
    )


def _powers(text: str) -> Line:
    """Words in which `2^-77` is a formula."""
    pieces: list[Piece] = []
    for number, part in enumerate(POWER.split(text)):
        if number % 3 == 0:
            pieces += [words(part)] if part else []
        elif number % 3 == 1:
            pieces.append(Piece(Kind.FORMULA, part))
        else:
            pieces[-1] = Piece(Kind.FORMULA, f"{pieces[-1].text}^{{{part}}}")
    return tuple(pieces)


def sentence_line(text: str) -> Line:
    """A sentence that may hold LaTeX."""
    return _powers(readable(text))


# ---- as data ---------------------------------------------------------------------------------------------------------


def data(line: Line, mathematics: Mathematics) -> str:
    """A line for the side file, in ASCII."""
    return "".join(_datum(piece, mathematics) for piece in line)


def _datum(piece: Piece, mathematics: Mathematics) -> str:
    if piece.kind is Kind.WORDS:
        return text(piece.text)
    if piece.kind is Kind.CODE:
        return code(piece.text)
    drawn = piece.text if piece.kind is Kind.MATHML else mathematics.drawn(piece.text, 0, len(piece.text))
    return drawn_data(drawn, piece.text)


def drawn_data(drawn: str | None, latex: str) -> str:
    """A drawn formula as data, or its source as code."""
    try:
        written = to_tex(drawn, DATA) if drawn is not None else ""
    except Undrawable:
        written = ""
    if written:
        return MATHS + written + MATHS
    return code(latex)


def ascii_only(foreign: str) -> str:
    """Text in printable ASCII, on one line."""
    return Style(unicode=False).show(foreign)


def text(foreign: str) -> str:
    """Running text: words as they are, whatever holds another character as code."""
    shown = ascii_only(foreign)[:LONGEST].split(" ")
    return " ".join(word if PLAIN.match(word) else code(word) for word in shown)


def code(foreign: str) -> str:
    """Text to be set in typewriter type, character by character."""
    shown = " ".join(ascii_only(foreign).split())
    shown = shown if len(shown) <= LONGEST else shown[: LONGEST - 3] + "..."
    return SWITCH + shown.replace(" ", GAP) + SWITCH if shown else ""


# ---- as LaTeX --------------------------------------------------------------------------------------------------------

ESCAPES = {
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_", "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}", "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", '"': "\\char34{}", "`": "{`}", "'": "'",
    "-": "{-}", "\n": " ", "\u2013": "--", "\u2014": "---", "\u201c": "``", "\u201d": "''", "\u2018": "`", "\u2019": "'", "\u2026": "\\dots{}",
    "\xa0": "~", "\xd7": "$\\times$", "\xb7": "$\\cdot$", "\u22a4": "$\\top$", "\xdf": "\\ss{}", "\xe6": "\\ae{}", "\xf8": "\\o{}", "\u0142": "\\l{}",
    "\u1d40": "$^\\top$", "\xb2": "$^2$", "\xb3": "$^3$", "\u2016": "$\\Vert$", "\u2265": "$\\geq$", "\u2264": "$\\leq$", "\u2260": "$\\neq$",
}  # fmt: skip
SPECIAL = frozenset("\\{}$&#%_^~<>|\"`-'")
MARKS = {
    "\u0300": "\\`", "\u0301": "\\'", "\u0302": "\\^", "\u0303": "\\~", "\u0304": "\\=", "\u0306": "\\u", "\u0307": "\\.", "\u0308": '\\"',
    "\u030a": "\\r", "\u030b": "\\H", "\u030c": "\\v", "\u0327": "\\c",
}  # fmt: skip


def escaped(foreign: str) -> str:
    """Text that LaTeX sets as it stands; a character that no font is sure to have is named by its number."""
    return "".join(_escape(character) for character in foreign)


def _escape(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    if character.isascii():
        return character if character.isprintable() else " "
    plain = unicodedata.normalize("NFD", character)
    if len(plain) == 2 and plain[0].isascii() and plain[0].isalpha() and plain[1] in MARKS:
        return f"{MARKS[plain[1]]}{{{plain[0]}}}"
    shown = Style(unicode=False).show(character)
    if shown.startswith("\\"):
        return f"[U+{ord(character):04X}]"
    return "".join(ESCAPES.get(c, c) for c in shown)


def latex(line: Line, mathematics: Mathematics) -> str:
    """A line as LaTeX."""
    return "".join(_piece(piece, mathematics) for piece in line)


def _piece(piece: Piece, mathematics: Mathematics) -> str:
    if piece.kind is Kind.WORDS:
        return escaped(piece.text)
    if piece.kind is Kind.CODE:
        return typewriter(piece.text)
    drawn = piece.text if piece.kind is Kind.MATHML else mathematics.drawn(piece.text, 0, len(piece.text))
    return drawn_latex(drawn, piece.text)


def drawn_latex(drawn: str | None, source: str) -> str:
    """A drawn formula as inline LaTeX, or its source in typewriter type."""
    try:
        return f"${to_tex(drawn, LATEX)}$" if drawn is not None else typewriter(source)
    except Undrawable:
        return typewriter(source)


def typewriter(source: str) -> str:
    """Code that may break at its spaces; what is special to TeX is set by its number, which typewriter fonts have in every encoding."""
    written = (f"\\char{ord(c)}{{}}" if c in SPECIAL else escaped(c) for c in " ".join(source.split()))
    return f"\\texttt{{{''.join(written)}}}"
