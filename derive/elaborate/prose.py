"""What the words around a formula say: whether it is assumed or claimed, and what its symbols are said to be."""

from __future__ import annotations

import re

from derive.terms import PropertyKind

_ASSUMES = re.compile(
    r"\b(let|write|define[sd]?|put|set|denot\w+|where|with|choose|given|suppose|assum\w+|call|consider|take|for|if|has|when|subject to)\b",
    re.I,
)
_CLAIMS = re.compile(
    r"\b(then|hence|thus|therefore|so that|so|implies|implying|gives?|giving|yield\w*|follows|note|we have|we get|we obtain|obtain\w*|"
    r"becomes?|using|since|because|by|check|equals|shows?|verif\w+|recall|clearly|indeed|we use|conclude|find)\b",
    re.I,
)
SET_TO_ZERO = re.compile(
    r"\b(sett?ing|set|equat\w+|put(ting)?)\b[^.]*\b(to|equal)\b[^.]*(0|zero)\b|first.order (optimality )?condition|\bvanish",
    re.I,
)
JOINS = re.compile(r"\s*(?:,|,?\s*and)\s*(?:let\s+)?", re.I)
CITED = re.compile(r"\b(well known|well-known|it is known|see \[|by \[\d|\\cite)", re.I)

# longest phrases first: "orthogonal projection" before "orthogonal"
PROPERTY_WORDS: tuple[tuple[str, PropertyKind], ...] = (
    (r"skew[- ]symmetric|antisymmetric", PropertyKind.SKEW),
    (r"symmetric positive semi-?definite|positive semi-?definite|psd", PropertyKind.POSITIVE_SEMIDEFINITE),
    (r"symmetric positive definite|positive[- ]definite|spd", PropertyKind.POSITIVE_DEFINITE),
    (r"orthogonal project(?:ion|or)(?: matrix)?", PropertyKind.PROJECTION),
    (r"orthonormal columns", PropertyKind.ORTHONORMAL_COLUMNS),
    (r"orthonormal rows", PropertyKind.ORTHONORMAL_ROWS),
    (r"full column rank", PropertyKind.FULL_COLUMN_RANK),
    (r"full row rank", PropertyKind.FULL_ROW_RANK),
    (r"upper[- ]triangular", PropertyKind.UPPER_TRIANGULAR),
    (r"lower[- ]triangular", PropertyKind.LOWER_TRIANGULAR),
    (r"symmetric", PropertyKind.SYMMETRIC),
    (r"orthogonal|orthonormal", PropertyKind.ORTHOGONAL),
    (r"idempotent", PropertyKind.IDEMPOTENT),
    (r"diagonal", PropertyKind.DIAGONAL),
    (r"invertible|non-?singular", PropertyKind.INVERTIBLE),
    (r"unit (?:norm|length|vector)", PropertyKind.UNIT_NORM),
    (r"positive", PropertyKind.POSITIVE),
    (r"non-?negative", PropertyKind.NONNEGATIVE),
    (r"non-?zero", PropertyKind.NONZERO),
)
_ANY = "|".join(f"(?P<p{i}>{words})" for i, (words, _) in enumerate(PROPERTY_WORDS))
_AFTER = re.compile(
    rf"^\W*(?:(?:is|are|be|has|have|with|and|a|an|the|of|real|square|matrix|matrices|which|both|,|\()\W*)*\b(?:{_ANY})\b",
    re.I,
)
_BEFORE = re.compile(
    rf"\b(?:{_ANY})(?:\s+(?:real|square|matrix|matrices|vector|vectors|scalar|number|constant|numbers))*\s*$", re.I
)
_NEGATED = re.compile(r"\b(not|need not|non|if and only if|iff|unless)\b", re.I)


def is_assumption(before: str, mode: bool) -> bool:
    """Whether the words before a formula introduce it as given; `mode` is what held before in the same sentence."""
    last: tuple[int, bool] = (-1, mode)
    for pattern, assumes in ((_ASSUMES, True), (_CLAIMS, False)):
        for match in pattern.finditer(before):
            if match.start() > last[0]:
                last = (match.start(), assumes)
    return last[1]


def is_claim(before: str) -> bool:
    """Whether the sentence so far has a word that announces a claim."""
    return _CLAIMS.search(before) is not None


def _kind(match: re.Match[str] | None) -> PropertyKind | None:
    if match is None or _NEGATED.search(match.group(0)):
        return None
    for i, (_, kind) in enumerate(PROPERTY_WORDS):
        if match.group(f"p{i}"):
            return kind
    return None


def property_after(text: str) -> PropertyKind | None:
    """The property that the words right after a formula give it: "is symmetric", "orthogonal"."""
    return _kind(_AFTER.match(text.split(".")[0].split(";")[0]))


def property_before(text: str) -> PropertyKind | None:
    """The property named right before a formula: "for any symmetric M"."""
    return _kind(_BEFORE.search(text))


def sentence(text: str) -> str:
    """The part of a text that belongs to the sentence still open at its end."""
    pieces = re.split(r"(?<=[.!?])\s+(?=[A-Z*(\[]|$)|\n\s*\n", text)
    return pieces[-1] if pieces else text


def ends_sentence(text: str) -> bool:
    """Whether a text closes a sentence."""
    return re.search(r"[.!?](\s|$)|\n\s*\n", text) is not None
