"""Which letters stand where under a name: the t of a vector `l_t`, and the i of its entries `l_{t,i}` or `l_{i,τ}`."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.survey import Survey, is_vector_stem
from derive.record import dataclass

_LETTERS = re.compile(r"[A-Za-z]+")
_TWO_LETTERED = frozenset(("mu", "nu", "xi", "pi"))


@dataclass(frozen=True, slots=True)
class Roles:
    """The letters that stand alone under a name, and those in the first and in the second place of pairs."""

    single: frozenset[str]
    first: frozenset[str]
    second: frozenset[str]


def roles(survey: Survey, stem: str) -> Roles:
    """What stands under a name, over the whole document; `t+1` counts as t."""
    single, first, second = set[str](), set[str](), set[str]()
    for label in survey.subscripts.get(stem, ()):
        parts = label.split(",")
        if len(label) == 2 and label.isalpha() and label not in _TWO_LETTERED:
            parts = list(label)
        letters = [match[0] if (match := _LETTERS.search(part)) else "" for part in parts]
        if len(letters) == 1 and letters[0]:
            single.add(letters[0])
        elif len(letters) == 2:
            first.add(letters[0])
            second.add(letters[1])
    return Roles(frozenset(single), frozenset(first - {""}), frozenset(second - {""}))


def are_entries(survey: Survey, stem: str) -> bool:
    """Whether what has two indices under a name are the entries of the vectors that have one: `l_{t,i}` beside a vector l_t."""
    found = roles(survey, stem)
    pairs = found.first | found.second
    return bool(found.single and pairs) and is_vector_stem(survey, stem)


def in_pairs(survey: Survey, stem: str) -> bool:
    """Whether what stands under a name has two indices wherever it has letters for them: then a_{12} is one of them too."""
    found = roles(survey, stem)
    return bool(found.first and found.second) and not found.single


def is_second(survey: Survey, stem: str, letter: str) -> bool:
    """Whether the letter of `x_j` stands for the second index of the x_{ij}: there it stands behind another one, and never before one, or the letters
    that stand alone do."""
    found = roles(survey, stem)
    if letter and found.second == {letter} and letter not in found.first:
        return True
    return letter in found.single and bool(found.single & found.second) and not found.single & found.first
