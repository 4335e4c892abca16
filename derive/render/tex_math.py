"""A formula drawn as MathML, as TeX: as LaTeX for a report that Python writes, and as the data that `derive.sty` sets by a fixed table.

Nothing of what a document holds is copied: every character goes through `SIGNS` or is a letter or a figure, and a formula with anything
else is not drawn. Data are words with a space between: `!name` is a sign or a construct of derive.sty, `'word` upright text, `"word` an
operator, `*W` bold, `&R` blackboard bold, `@L` calligraphic, `^g` fraktur; any other word is set as it stands.
"""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as xml
from collections.abc import Callable, Mapping

from derive.record import dataclass

SIGNS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ϵ": "epsilon", "ε": "varepsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ϑ": "vartheta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ϖ": "varpi", "ρ": "rho",
    "ϱ": "varrho", "σ": "sigma", "ς": "varsigma", "τ": "tau", "υ": "upsilon", "ϕ": "phi", "φ": "varphi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi",
    "Ω": "Omega", "∇": "nabla", "∂": "partial", "ℓ": "ell", "∞": "infty", "⊤": "top", "⊥": "perp", "†": "dagger", "∗": "ast", "*": "ast",
    "⋆": "star", "′": "prime", "∅": "emptyset", "ℏ": "hbar", "ı": "imath", "ȷ": "jmath", "∀": "forall", "∃": "exists", "∘": "circ", "•": "bullet",
    "ℵ": "aleph", "ℜ": "Re", "ℑ": "Im", "−": "minus", "·": "cdot", "⋅": "cdot", "×": "times", "⊙": "odot", "⊗": "otimes", "⊕": "oplus", "⊖": "ominus",
    "÷": "div", "∖": "setminus", "∪": "cup", "∩": "cap", "∧": "wedge", "∨": "vee", "±": "pm", "∓": "mp", "≤": "leq", "≥": "geq", "≠": "neq",
    "≈": "approx", "∝": "propto", "∼": "sim", "~": "sim", "∈": "in", "∉": "notin", "→": "to", "≡": "equiv", "⊂": "subset", "⊆": "subseteq", "⊃": "supset",
    "⊇": "supseteq", "↦": "mapsto", "≻": "succ", "⪰": "succeq", "≺": "prec", "⪯": "preceq", "≪": "ll", "≫": "gg", "∥": "parallel", "≅": "cong", "≃": "simeq",
    "∋": "ni", "←": "leftarrow", "↔": "leftrightarrow", "⊨": "models", "⇒": "Rightarrow", "⇐": "Leftarrow", "⇔": "Leftrightarrow", "⟹": "Longrightarrow",
    "⟺": "Longleftrightarrow", "⟸": "Longleftarrow", "∑": "sum", "∏": "prod", "∫": "int", "∬": "iint", "∮": "oint", "⋃": "bigcup", "⋂": "bigcap",
    "⨂": "bigotimes", "⨁": "bigoplus", "…": "ldots", "⋯": "cdots", "⋮": "vdots", "⋱": "ddots", "⟨": "langle", "⟩": "rangle", "⌊": "lfloor", "⌋": "rfloor",
    "⌈": "lceil", "⌉": "rceil", "‖": "Vert", "{": "lbrace", "}": "rbrace", "!": "exclamation", ":": "colon", "'": "prime", "⏟": "brace",
}  # fmt: skip
PLAIN = frozenset("=<>+-/,.;()[]|?")  # set as they stand
DELIMITERS = frozenset("()[]|‖{}⟨⟩⌊⌋⌈⌉")
ACCENTS = {
    "^": "hat", "¯": "bar", "~": "tilde", "˙": "dot", "¨": "ddot", "→": "vec", "_": "underline", "ˇ": "check", "˘": "breve", "˚": "mathring",
    "´": "acute", "`": "grave",
}  # fmt: skip
ALPHABETS = {"BOLD": "*", "DOUBLE-STRUCK": "&", "SCRIPT": "@", "FRAKTUR": "^", "BLACK-LETTER": "^", "SANS-SERIF": "'"}
ALPHABET_COMMANDS = {"*": "mathbf", "&": "derivebb", "@": "mathcal", "^": "derivefrak", "'": "mathrm"}
LATEX_NAMES = {"minus": "-", "exclamation": "!", "colon": ":", "defines": "\\mathrel{:=}"}
RELATIONS = frozenset("=<>≤≥≠≈∝∼∈∉→≡⊂⊆≻⪰≺⪯≪≫≅≃↦") | {":=", "≔"}


class Undrawable(ValueError):
    """A formula that holds what the table does not."""


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write: a sign of the table, plain characters, words, operators, letters of an alphabet, and templates of the constructs."""

    sign: Callable[[str], str]
    word: Callable[[str], str]
    operator: Callable[[str, bool], str]
    letter: Callable[[str, str], str]
    delimiter: Callable[[str, str], str]
    parts: Mapping[str, str]
    cell: str
    row: str
    align: str = ""


def _latex_delimiter(side: str, sign: str) -> str:
    name = SIGNS.get(sign)
    return f"\\{side}" + (f"\\{name} " if name else sign or ".")


LATEX = Form(
    sign=lambda name: LATEX_NAMES.get(name) or f"\\{name} ",
    word=lambda word: f"\\text{{{word}}}",
    operator=lambda word, limits: f"\\operatorname{'*' * limits}{{{word.replace(' ', '')}}}",
    letter=lambda alphabet, letter: f"\\{ALPHABET_COMMANDS[alphabet]}{{{letter}}}",
    delimiter=_latex_delimiter,
    parts={
        "msub": "{{{0}}}_{{{1}}}", "msup": "{{{0}}}^{{{1}}}", "msubsup": "{{{0}}}_{{{1}}}^{{{2}}}", "mfrac": "\\frac{{{0}}}{{{1}}}",
        "binom": "\\genfrac{{}}{{}}{{0pt}}{{}}{{{0}}}{{{1}}}", "msqrt": "\\sqrt{{{0}}}", "mroot": "\\sqrt[{{{1}}}]{{{0}}}",
        "below": "{0}\\limits_{{{1}}}", "above": "{0}\\limits^{{{1}}}", "both": "{0}\\limits_{{{1}}}^{{{2}}}", "over": "\\overset{{{1}}}{{{0}}}",
        "under": "\\underset{{{1}}}{{{0}}}", "accent": "\\{1}{{{0}}}", "brace": "\\underbrace{{{0}}}", "matrix": "\\begin{{matrix}}{0}\\end{{matrix}}",
        "cases": "\\begin{{array}}{{ll}}{0}\\end{{array}}", "thin": "\\,", "wide": "\\quad ", "space": "\\ ",
    },
    cell=" & ",
    row=" \\\\ ",
    align="&",
)  # fmt: skip
DATA = Form(
    sign=lambda name: f"!{name}",
    word=lambda word: f"'{word}",
    operator=lambda word, limits: '"' + word.replace(" ", ""),
    letter=lambda alphabet, letter: alphabet + letter,
    delimiter=lambda side, sign: f"!{side}{SIGNS.get(sign, sign or '.')}",
    parts={
        "msub": "!< {0} !> !_ !< {1} !>", "msup": "!< {0} !> !^ !< {1} !>", "msubsup": "!< {0} !> !_ !< {1} !> !^ !< {2} !>",
        "mfrac": "!< {0} !over {1} !>", "binom": "!< {0} !atop {1} !>", "msqrt": "!sqrt !< {0} !>", "mroot": "!< {0} !> !^ !< 1 / {1} !>",
        "below": "{0} !limits !_ !< {1} !>", "above": "{0} !limits !^ !< {1} !>", "both": "{0} !limits !_ !< {1} !> !^ !< {2} !>",
        "over": "!rel !< {0} !> !limits !^ !< {1} !>", "under": "!rel !< {0} !> !limits !_ !< {1} !>", "accent": "!{1} !< {0} !>",
        "cases": "!cases {0} !endmatrix", "brace": "!< {0} !>", "matrix": "!matrix {0} !endmatrix", "thin": "!thin", "wide": "!quad", "space": "!space",
    },
    cell=" !& ",
    row=" !cr ",
)  # fmt: skip


def to_tex(mathml: str, form: Form = LATEX, align: bool = False) -> str:
    """A `<math>` element of ours as TeX; with `align` an alignment mark stands before its first relation. Raises Undrawable."""
    try:
        root = xml.fromstring(mathml)
    except xml.ParseError as error:
        raise Undrawable(str(error)) from error
    return " ".join(_Writer(form).row(list(root), align).split(" "))


class _Writer:
    """Writes elements in one form."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def row(self, elements: list[xml.Element], align: bool = False) -> str:
        """Elements side by side; a single row inside counts as its contents."""
        while len(elements) == 1 and elements[0].tag == "mrow":
            elements = list(elements[0])
        first = last = ""
        if elements and _grows(elements[0]) and (len(elements) > 1):
            first, elements = elements[0].text or "", elements[1:]
            closed = bool(elements) and _grows(elements[-1])
            last = (elements[-1].text or "") if closed else ""
            elements = elements[:-1] if closed else elements
            return self._fenced(first, elements, last)
        if len(elements) > 1 and _grows(elements[-1]):
            return self._fenced("", elements[:-1], elements[-1].text or "")
        out = []
        for element, following in zip(elements, (*elements[1:], None), strict=False):
            if (
                element.tag == "mspace"
                and following is not None
                and following.tag == "mi"
                and len(following.text or "") > 1
            ):
                continue  # an operator brings its own space
            if align and element.tag == "mo" and (element.text or "") in RELATIONS:
                out.append(self.form.align)
                align = False
            out.append(self.write(element))
        return " ".join(part for part in ([self.form.align] if align else []) + out if part)

    def _fenced(self, first: str, elements: list[xml.Element], last: str) -> str:
        if (first and first not in DELIMITERS) or (last and last not in DELIMITERS):
            raise Undrawable(f"a delimiter {first}{last}")
        return " ".join((self.form.delimiter("left", first), self.row(elements), self.form.delimiter("right", last)))

    def write(self, element: xml.Element) -> str:
        """One element."""
        tag, parts = element.tag, self.form.parts
        if tag in ("math", "mrow", "mtd"):
            return self.row(list(element))
        if tag == "mspace":
            return parts["wide" if element.get("width") == "1em" else "thin"]
        if tag in ("mi", "mn", "mo"):
            return self._token(element)
        if tag == "mtext":
            return self._words(element.text or "")
        if tag == "mtable":
            rows = [self.form.cell.join(self.write(cell) for cell in row) for row in element]
            kind = "cases" if element.get("columnalign") == "left" else "matrix"
            return parts[kind].format(self.form.row.join(rows))
        if tag == "msqrt":
            return parts[tag].format(self.row(list(element)))
        if tag in ("munder", "mover", "munderover"):
            return self._limits(element)
        key = "binom" if tag == "mfrac" and element.get("linethickness") == "0" else tag
        if key not in parts:
            raise Undrawable(tag)
        return parts[key].format(*(self.write(part) for part in element))

    def _limits(self, element: xml.Element) -> str:
        """An accent, a brace, limits of a large operator, or something over a relation."""
        base, *notes = element
        parts = self.form.parts
        mark = notes[0].text or ""
        if element.get("accent") == "true":
            if mark not in ACCENTS:
                raise Undrawable(f"an accent {mark}")
            return parts["accent"].format(self.write(base), ACCENTS[mark])
        if mark == "⏟":
            return parts["brace"].format(self.write(base))
        written = [self.write(note) for note in notes]
        if base.get("largeop") == "true" or base.tag == "mi":
            head = self.form.operator(_ascii(base.text or ""), True) if base.tag == "mi" else self.write(base)
            return parts[{"munder": "below", "mover": "above", "munderover": "both"}[element.tag]].format(
                head, *written
            )
        return parts["under" if element.tag == "munder" else "over"].format(self.write(base), *written)

    def _token(self, element: xml.Element) -> str:
        text = element.text or ""
        if text == ":=":
            return self.form.sign("defines")
        if element.tag == "mi" and len(text) > 1:
            return self.form.operator(_ascii(text), False)
        return " ".join(self._sign(character) for character in text if character != "\u2061")

    def _sign(self, character: str) -> str:
        if character in PLAIN or (character.isascii() and character.isalnum()):
            return character
        if character in SIGNS:
            return self.form.sign(SIGNS[character])
        if character in "\xa0 ":
            return self.form.parts["space"]
        plain = unicodedata.normalize("NFKC", character)
        name = unicodedata.name(character, "")
        for word, alphabet in ALPHABETS.items():
            if word in name and len(plain) == 1 and plain.isascii() and plain.isalnum():
                return self.form.letter(alphabet, plain)
        if plain in SIGNS and plain != character:  # a bold Greek letter
            return self.form.sign(SIGNS[plain])
        raise Undrawable(f"a character {character!r}")

    def _words(self, text: str) -> str:
        """Upright words with spaces where they were."""
        space = self.form.parts["space"]
        words = text.replace("\xa0", " ").replace("~", " ").split(" ")
        return f" {space} ".join(self.form.word(_ascii(word)) if word else "" for word in words).strip()


def _grows(element: xml.Element) -> bool:
    return element.tag == "mo" and element.get("stretchy") == "true" and element.get("fence") == "true"


def _ascii(word: str) -> str:
    """A word of letters, figures and harmless punctuation. Raises Undrawable."""
    word = "".join(
        {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-"}.get(character, character) for character in word
    )
    if not all(character.isascii() and (character.isalnum() or character in ".,;:()'/-+=?!\" ") for character in word):
        raise Undrawable(f"a word {word!r}")
    return word
