"""What words say of the distribution of something and was not read: where that is so, nothing is refuted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.passages import NAMES
from derive.elaborate.survey import whole_names
from derive.formula.syntax import Display
from derive.record import dataclass

# words that bear on a distribution, whosever it is
_BEARS = re.compile(
    r"\bindependen|uncorrelated|\bi\.? ?i\.? ?d\b|identically|mean[- ]zero|zero[- ]mean|unbiased|white noise|normal(?:ly)?\b|gaussian|bernoulli|binomial|poisson|"
    r"exponential|uniform|distributed|\bfollow(?:s|ing)? an?\b|\bdensit|martingale|stationar|exchangeabl|orthogonal|\bfair\b|\bdice?\b|\bcoin|\btoss|sampled?\b|drawn|degenerate|almost surely|"
    r"centered|centred|standardi[sz]ed|symmetric about|spherical|isotropic|whiten|\bmoments?\b|\btak(?:es?|ing) (?:on |only |the )*values?|probabilit|binary|likely|\bsupport|"
    r"\boutcomes?\b|\bheads?\b|\bnumber of\b|\bindicators?\b|\bsigns?\b",
    re.I,
)
# what is spoken of and nothing said: "the variance of X", "an estimator X of Y"
_SPOKEN_OF = re.compile(
    rf"\b(?:(?:means?|expect(?:ed values?|ations?)|variances?|co-?variances?|correlations?|standard deviations?|errors?|bias(?:es)?|linearity|sums?|products?|matri(?:x|ces)|vectors?)"
    rf"(?: (?:matri(?:x|ces)|vectors?))? (?:of|between) (?:the |an? )?(?:random )?(?:variables? |vectors? |estimators? |estimates? )?"
    rf"|estimat(?:ors?|es?) ){NAMES}(?: (?:of|for) (?:the |an? )?(?:[a-z]+ ){{0,3}}{NAMES})?",
    re.I,
)
# words with which a sentence says something of what stands in it
_SAYS = re.compile(
    r"\b(?:is|are|be|being|takes?|taking|has|have|having|with|which|that|if|when|whenever|since|because|as|assum\w*|suppos\w*|given|where|such|satisf\w*|only|never|always|"
    r"can|may|must|denot\w*|represent\w*|values?|for which)\b",
    re.I,
)
# what holds of almost all variables: an equation that fails for some fails for such too
_CORRELATED = re.compile(r",? (?:which|that) (?:are|may be|can be) (?:correlated|dependent)\b", re.I)
# what restricts no moment but that it exists
_FINITE = re.compile(
    r"(?:\b(?:with|of|having|has|have|whose)\s+)?(?:an?\s+)?\bfinite\s+(?:(?:mean|expectation|variance|(?:first|second|third|fourth)\s+moment|moment)s?(?:,?\s+and\s+(?:finite\s+)?)?)+",
    re.I,
)
_SUPPOSED = re.compile(rf"^(?:suppose|assume)(?: that)? {NAMES} ?[.;,]?$", re.I)  # what of it was read
_SENTENCE = re.compile(r"(?<=[.;!?]) ")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where something is said, and of which names; None where it may be of any. `known` where it is a law that was read: of moments that are settled
    it leaves nothing open."""

    place: int
    names: frozenset[str] | None = None
    known: bool = False


def doubts(place: int, text: str, formulas: list[Formula], displays: Mapping[Formula, Display]) -> Iterator[Doubt]:
    """What a passage says of distributions, or of names that may be random, once what was read is taken out of it."""
    text = _FINITE.sub(" ", text)
    if _BEARS.search(text):
        yield Doubt(place)
        return
    for sentence in _SENTENCE.split(text):
        left = _CORRELATED.sub("", _SPOKEN_OF.sub(" ", sentence))
        numbers = re.findall(r"⟨(\d+)⟩", left)
        if numbers and _SAYS.search(left) and not _SUPPOSED.match(left.strip()):
            yield Doubt(place, frozenset().union(*(_names(formulas[int(number)], displays) for number in numbers)))


def _names(block: Formula, displays: Mapping[Formula, Display]) -> frozenset[str]:
    """The names in a formula, and the families that they may belong to."""
    display = displays.get(block)
    found: set[str] = set()
    for clause in display.clauses if display is not None else ():
        for name in whole_names(clause.body):
            found |= {name, f"{name.partition('_')[0]}[]"}
    return frozenset(found)


_DROPS_INDEX = re.compile(
    r"\b(?:drop|omit|suppress|leave\s+out|leaving\s+out|dropping|omitting|suppressing)\s+(?:the\s+|its\s+|all\s+|these\s+)?(?:[\w-]+\s+)?(?:ind(?:ex|ices|exes)|(?:sub|super)scripts?)\b",
    re.I,
)


def without_index(text: str, place: int, names: Iterable[str], known: Iterable[str]) -> str:
    """Why some names may not be free: before a place the text says that it leaves out an index, and it knows members of their letter. '' where not."""
    if _DROPS_INDEX.search(text, 0, place) is None:
        return ""
    known = list(known)
    for name in sorted(names):
        if any(other == f"{name}[]" or other.startswith(f"{name}_") for other in known):
            return f"{name} may stand for a member of what has its letter and an index, which the text leaves out"
    return ""
