"""Patterns that are compiled late find what the standard ones find."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest

from derive import lazy_re

PATTERNS = [
    (r"\bcolumns?\s+of\s+(?:the\s+)?(?:data|design)\s+matri(?:x|ces)", re.I),
    (r"(?<!not )\borthonormal(?=\s+columns)|rows", 0),
    (r"(?:a|bc)?d{0,2}e+f*[gh](?!i)", re.I),
    (r"s\.\s?t\.|[(\[|]x{2}[)\]]|\(?P\)?", re.I),
    (r"(?P<one>\w)(?P=one)|⟨formula⟩\s*$", re.I),
    (r"x*", 0),
    (r"(?i:Ab)|c", 0),
    (r"""a b # no word
    """, re.X),
    (r"^[^.;]{0,5}?ends\Z", re.M | re.S),
    (r"(?:one|two(?:three){0}|(?:four){2})five", 0),
]  # fmt: skip
TEXTS = [
    "",
    "Columns of the data matrices",
    "column of a design matrix",
    "not orthonormal columns, orthonormal  columns; rows",
    "e EG bcDdeh deffhi",
    "s.t. s. T. S t (xx) [XX] |xx) P",
    "see ⟨formula⟩ ",
    "ab AB aB c",
    "a\nit ends",
    "onefive twofive twothreefive fourfourfive fourfive",
    "coluſn of data matrİx Kolumn",
    "xxx",
]


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_patterns_find_what_the_standard_ones_find(pattern: str, flags: int) -> None:
    for text in TEXTS:
        for place in (0, 1, 4, len(text), len(text) + 3, -1):
            late, standard = lazy_re.compile(pattern, flags), re.compile(pattern, flags)
            for _ in range(2):  # what a text does not hold is remembered
                for method in ("search", "match", "fullmatch"):
                    ours, theirs = getattr(late, method)(text, place), getattr(standard, method)(text, place)
                    assert (ours and ours.span()) == (theirs and theirs.span()), (method, text, place)
                found = [match.span() for match in late.finditer(text, place)]
                assert found == [match.span() for match in standard.finditer(text, place)]
        for method, arguments in (("split", (text, 1)), ("sub", ("-", text)), ("findall", (text,))):
            late = lazy_re.compile(pattern, flags)
            assert getattr(late, method)(*arguments) == getattr(standard, method)(*arguments), (method, text)
        assert lazy_re.compile(pattern, flags).sub("-", text, count=1) == standard.sub("-", text, count=1)
        ours, theirs = lazy_re.compile(pattern, flags).search(string=text, pos=2), standard.search(string=text, pos=2)
        assert (ours and ours.span()) == (theirs and theirs.span())


def test_a_pattern_is_compiled_where_its_words_stand_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def compile(text: str, flags: int) -> Any:
        compiled.append(text)
        return re._compiler.compile(text, flags)  # type: ignore[attr-defined]

    late = lazy_re.compile(r"\b(?:rows|columns)\s+of\b", re.I)
    monkeypatch.setattr(re, "compile", compile)
    for text in ("nothing of it", "of these columns", "the row of it", "ROWS"):
        assert late.search(text) is None and not compiled, text
    assert late.search("these Columns  of it") is not None and len(compiled) == 1


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"the\s+rows?", [["the", "row"]]),
        (r"rows|columns", [["rows"], ["columns"]]),
        (r"(?:an?|the)\s+(?:data|design)\s+matrix", [[[["a"], ["the"]], [["data"], ["design"]], "matrix"]]),
        (r"(?:rows|\w+)\s+of", [["of"]]),
        (r"(?!not)\w+|rows", []),
        (r"(rows)?", []),
        (r"(?>rows)", []),
    ],
)
def test_words_of_patterns(pattern: str, words: list[Any]) -> None:
    assert lazy_re.words_of(pattern) == words


def test_the_letters_that_only_a_pattern_takes_for_others() -> None:
    odd = [chr(code) for code in range(128, sys.maxunicode) if re.match("[a-z]", chr(code), re.I)]
    assert {letter for letter in odd if letter.lower() not in "abcdefghijklmnopqrstuvwxyz"} == set(lazy_re.FOLDED)  # type: ignore[attr-defined]
