"""What a distribution may depend on: the parameters behind X ∼, the θ of p_θ(x), p(x; θ) and E_θ[…], what words call a parameter. An expected value may move
with these through the distribution, so that a derivative by them is not one of what is averaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeGuard

from derive import lazy_re as re
from derive.document.model import Document, Formula
from derive.elaborate.passages import passages
from derive.elaborate.random_words import FOLLOWS
from derive.elaborate.scope import TOLD
from derive.elaborate.survey import calls, inside, whole_names
from derive.formula.syntax import Display, Link, Name, Node, Sub

_WORDS = re.compile(r"\bparamet|\bdepend(?:s|ing|ent)?\b", re.I)
_MOMENTS = re.compile(
    r"⟨\d+⟩[^.;]* with (?:an? |the )?(?:unknown |known |common )*(?:mean|expect|variance)[^.;]*", re.I
)
_SENTENCE = re.compile(r"(?<=[.;!?]) ")
_LAWS = frozenset("pqPE")


def shaping(document: Document, displays: Mapping[Formula, Display]) -> frozenset[str]:
    """The names on which the distribution of something may depend."""
    found: set[str] = set()
    for display in displays.values():
        for clause in display.clauses:
            found.update(_written(clause.body))
    for _, text, formulas in passages(document):
        for sentence in _SENTENCE.split(text):
            told = [sentence] if _WORDS.search(sentence) else _MOMENTS.findall(sentence)
            for number in re.findall(r"⟨(\d+)⟩", " ".join(told)):
                shown = displays.get(formulas[int(number)])
                for clause in shown.clauses if shown is not None else ():
                    found |= whole_names(clause.body)
    return frozenset(found)


def _written(body: Node) -> Iterator[str]:
    """What formulas make a distribution of."""
    for part in inside(body):
        if isinstance(part, Link) and part.op == FOLLOWS:
            yield from whole_names(part.right)
        if isinstance(part, Sub) and _is_law(part.base):
            yield from whole_names(part.sub)
    for head, fence in calls(body):
        head = head.base if isinstance(head, Sub) else head
        if _is_law(head) and head.name != "E" and len(names := whole_names(fence.body)) > 1:
            yield from names


def _is_law(node: Node) -> TypeGuard[Name]:
    """Whether a letter is that of a density, a probability or an expected value, or was found to stand for several of them."""
    return isinstance(node, Name) and (TOLD in node.name or node.name in _LAWS)
