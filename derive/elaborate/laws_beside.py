"""Laws that a formula of its own gives: `\\tau` "has a" `\\mathrm{Gamma}(a, b)` "distribution", `X` "is" `\\mathcal{N}(0, 1)` are read as `\\tau \\sim …`."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Document, Formula
from derive.elaborate.densities import family
from derive.elaborate.passages import passages
from derive.elaborate.random_words import FOLLOWS
from derive.elaborate.scope import key
from derive.formula.syntax import Chain, Display, Link, Node
from derive.record import replace

# what may stand behind the law: no "with probability 1/2", no "given Y", which would make it another one
_BEHIND = (
    r"(?=[.,;:](?! (?:given|conditional\w*|under|if|when|whenever|provided|unless|with probability|or|otherwise))|$"
    r"|-distribut\w+| (?:(?:distribut\w+|law|prior|posterior|density|random variables?)(?! (?:given|conditional\w*|under|if|with probability))|and"
    r"|with (?:rate|scale|shape|mean|variance|parameters?|known|unknown)|in (?:the )?(?:rate|scale|shape))\b)"
)
_IS = re.compile(
    r"⟨(?P<subject>\d+)⟩(?: (?:be|is|are|follows?)(?: an?| the)?| (?:has|have|having)(?: an?| the)?(?= ⟨\d+⟩(?: (?:distribution|law|prior|posterior|density|random)|-distribut|[.,;:]|$))) ⟨(?P<law>\d+)⟩"
    + _BEHIND
)


def drawn_from(document: Document, displays: dict[Formula, Display]) -> dict[Formula, Display]:
    """The displays with the laws that words give to the name before them as what that name follows."""
    found = dict(displays)
    for _, text, formulas in passages(document):
        for match in _IS.finditer(text):
            block = formulas[int(match["law"])]
            subject, law = _alone(displays.get(formulas[int(match["subject"])])), _alone(displays.get(block))
            if subject is None or law is None or key(subject) is None or family(law) is None:
                continue
            body = Chain(subject, (Link(FOLLOWS, law, span=law.span),), span=law.span)
            found[block] = replace(displays[block], clauses=(replace(displays[block].clauses[0], body=body),))
    return found


def _alone(display: Display | None) -> Node | None:
    """All that a formula says, where it states nothing."""
    if display is None or len(display.clauses) != 1:
        return None
    body = display.clauses[0].body
    return None if isinstance(body, Chain) else body
