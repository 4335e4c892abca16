"""Paragraphs that say nothing in words but what is understood: "let x and y be vectors; then"."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Document, Prose

_UNDERSTOOD = frozenset(
    [
        "a",
        "all",
        "also",
        "an",
        "and",
        "any",
        "arbitrary",
        "assume",
        "assumed",
        "be",
        "by",
        "conclude",
        "consequently",
        "definite",
        "denote",
        "every",
        "fixed",
        "follows",
        "for",
        "from",
        "further",
        "furthermore",
        "given",
        "have",
        "hence",
        "holds",
        "i",
        "in",
        "integer",
        "integers",
        "invertible",
        "is",
        "it",
        "let",
        "matrices",
        "matrix",
        "moreover",
        "nonnegative",
        "note",
        "now",
        "number",
        "numbers",
        "of",
        "positive",
        "real",
        "reals",
        "scalar",
        "scalars",
        "so",
        "square",
        "suppose",
        "symmetric",
        "that",
        "the",
        "then",
        "therefore",
        "these",
        "they",
        "thus",
        "two",
        "vector",
        "vectors",
        "we",
        "where",
        "with",
    ]
)
# properties, which are understood where they stand beside what has them, and claims of which are so too
_PROPERTIES = _UNDERSTOOD | {
    "antisymmetric",
    "as",
    "define",
    "defined",
    "diagonal",
    "if",
    "lower",
    "nonzero",
    "orthogonal",
    "see",
    "semidefinite",
    "semi-definite",
    "skew",
    "skew-symmetric",
    "triangular",
    "upper",
}
# words that give numerals another meaning, wherever in a text they stand
_OTHER_NUMBERS = re.compile(
    r"\b(?:modulo|mod|congruen\w+|finite field|galois|residue\w*|binary|hexadecimal|octal|in base|degrees?(?! of (?:freedom|the polynomial))|permutations?|cycles?|clock|rounded|rounding|"
    r"decimals?|significant (?:figures|digits)|log\w*\b[^.;]{0,40}\bbase|bits?|boolean|tropical|max-plus|characteristic (?:two|2|p))\b",
    re.I,
)
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


def is_plain(document: Document, line: int, of_property: bool = False) -> bool:
    """Whether every word of the paragraph around a line is one that is understood; `of_property`: where a property is claimed."""
    understood = _PROPERTIES if of_property else _UNDERSTOOD
    lines = document.text.split("\n")
    first = last = line - 1
    while first > 0 and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    start = sum(len(one) + 1 for one in lines[:first])
    end = start + sum(len(one) + 1 for one in lines[first : last + 1])
    prose = (
        block.text[max(start - block.span[0], 0) : end - block.span[0]]
        for block in document.blocks
        if isinstance(block, Prose) and block.span[0] < end and block.span[1] > start
    )
    return all(word.lower() in understood for text in prose for word in _WORD.findall(text))


def numbers_may_differ(text: str) -> bool:
    """Whether a text speaks of numbers that are calculated with in another way, or only roughly: modulo 7, in degrees, after rounding."""
    return _OTHER_NUMBERS.search(text) is not None
