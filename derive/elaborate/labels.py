"""Equations that the text refers to by their labels: "substituting (3) into (5)", "with \\eqref{eq:a}", `\\overset{\\eqref{eq:a}}{=}`."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.events import Event, Said, Solved
from derive.elaborate.loose import Loose
from derive.elaborate.survey import inside
from derive.formula.syntax import Node, Num, Text

_REFERENCE = re.compile(
    r"\\(?:eqref|ref|[cC]ref|autoref)\s*\{(?P<label>[^{}]*)\}|\((?P<number>\d+(?:\.\d+)*[a-z]?|\*+|[A-Z])\)"
)
# what is said before a reference to an equation that is used, and before one that is still to be shown
_USES = re.compile(
    r"\b(?:by|using|uses?|with|from|via|substitut\w+|plugg?\w*|insert\w*|apply\w*|applied|combin\w+|taking|together|because of|due to|recall\w*|"
    r"in view of|according to|given|since|as)\b",
    re.I,
)
_SHOWS = re.compile(
    r"\b(?:prove\w*|proving|deriv(?:e|ing)|show\w*|establish\w*|obtain\w*|verif\w+|claim\w*|equivalent to|to)\b", re.I
)
_GIVES = re.compile(
    r"\s*(?:together\s+)?(?:impl(?:y|ies)|gives?|yields?|becomes?|simplif\w+|reads|can be (?:re)?written)\b", re.I
)


def used(sentence: str) -> tuple[str, ...]:
    """The labels of the equations that a sentence uses, in order; what it only announces or is to show is none of them."""
    found: list[str] = []
    last = ""
    for match in _REFERENCE.finditer(sentence):
        before = sentence[: match.start()]
        uses = max((m.start() for m in _USES.finditer(before)), default=-1)
        shows = max((m.start() for m in _SHOWS.finditer(before)), default=-1)
        if uses > shows or _GIVES.match(sentence, match.end()):
            found += [label.strip() for label in (match["label"] or match["number"]).split(",")]
        last = match.group()
    return tuple(dict.fromkeys(found)) if last else ()


def noted(note: Node | None) -> tuple[str, ...]:
    """The labels over a relation sign."""
    if note is None:
        return ()
    return tuple(part.text.strip() for part in inside(note) if isinstance(part, Text | Num))


# what holds of everything: who names it rests on no equation of the text
_GENERAL = re.compile(
    r"\W*(?:(?:by|the|using|use|via)\s+)*(?:pascal|vandermonde|newton|binomi\w+|leibniz|fubini|tonelli|bayes|taylor|cauchy|schwarz|c\W?s|jensen|young|"
    r"h(?:ö|\\\"\{?o\}?)lder|minkowski|bernoulli|gauss|woodbury|sherman|morrison|am\W*gm|tower|total|triangle|chain|product|quotient|power|geometric|"
    r"telescop\w+|algebra|arithmetic|lineari?ty|linear|distributiv\w+|commutativ\w+|associativ\w+|expand\w*|simplif\w+|factor\w*|rearrang\w+|"
    r"cancel\w*|cyclic\w*|trace|transpose|parts|integration|square|squares|completing|complete|log|exponent|rules?|laws?|identity|identities|theorem|formula|"
    r"inequality|series|sums?|property|propert(?:y|ies)|of|and|[-–'’s\s.,])+\W*",
    re.I,
)


def is_general(label: str) -> bool:
    """Whether what stands over a relation sign names a theorem or what is done, and no equation of the text: `\\overset{\\text{Pascal}}{=}`."""
    return re.search(r"[A-Za-z]{3}", label) is not None and _GENERAL.fullmatch(label) is not None


def claimed(events: list[Event]) -> tuple[Solved, ...]:
    """The equations that events claim, as later steps may use them."""
    return tuple(
        Solved(Loose("Relates", (event.left, event.right), event.relation, event.span), event.chain)
        for event in events
        if event.kind is Said.CLAIM
        and event.left is not None
        and event.right is not None
        and not event.premise
        and event.relation == "="
    )
