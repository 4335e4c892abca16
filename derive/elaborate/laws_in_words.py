"""Distributions that words give with their parameters: "X is exponential with rate λ", "Y is Poisson with mean μ", "U is uniform on [a, b]"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive import lazy_re as re
from derive.document.model import Formula
from derive.formula.syntax import Fence, Frac, Juxt, Name, Node, Num, Sup, Tuple
from derive.record import dataclass

_A = r"(?:an? |the )?(?:\w+ly |real |scalar |single |random )*"
_THING = r"(?:[- ]distributed|[- ]distribution|[- ]random variables?|[- ]variables?|[- ]variates?|[- ]law|[- ]r\.?v\.?)*(?: random variables?)?"
_RANDOM = r"(?:,? (?:be|is|are|being|denotes?) (?:an? )?(?:continuous |discrete |real |scalar |real-valued )*random variables?,?)"
_VERB = (
    rf"(?:{_RANDOM}? (?:following|which follows|that follows|having|that has|which has)|{_RANDOM} with"
    r"| has| have| follows?|,? (?:be|is|are|being|denotes?))"
)
_FAMILY = (
    r"(?P<exponential>exponential(?:ly)?)|(?P<poisson>poisson)|(?P<bernoulli>bernoulli)|(?P<binomial>binomial(?:ly)?)|(?P<uniform>uniform(?:ly)?)"
    r"|(?P<normal>normal(?:ly)?|gaussian)|(?P<gamma>gamma)|(?P<beta>beta)"
)
_LAW = re.compile(
    rf"(?P<subject>⟨\d+⟩){_VERB} {_A}(?:{_FAMILY}){_THING},? (?:with|on|over|in|of|between) (?P<how>(?:(?!,? and ⟨\d+⟩{_VERB})[^.;:])*)",
    re.I,
)
_PREFIX = re.compile(
    rf"(?:^|[,.;:] |\b(?:let|for|given|if|an?|the|with) ){_A}(?:{_FAMILY}){_THING} (?P<subject>⟨\d+⟩),? (?:with|on|over|of) (?P<how>[^.;:]*)",
    re.I,
)
# without a verb: "X uniform on [0, 1]"
_BESIDE = re.compile(
    rf"(?P<subject>⟨\d+⟩),? (?:{_FAMILY})(?:[- ]distributed)?,? (?:with|on|over) (?P<how>[^.;:]*)", re.I
)
_OF = r"(?:the |an? |common |known |unknown |finite |given |some )*"
_NUMBER = r"(?:parameter |equal to |= ?|of )?(?P<{0}>⟨\d+⟩)"


def _words(*roles: str) -> re.Pattern[str]:
    parts = [rf"{_OF}(?:{role}) {_NUMBER.format('abc'[number])}" for number, role in enumerate(roles)]
    return re.compile(rf"^{'(?:,| and|, and)? (?:with )?'.join(parts)}(?![-\w])", re.I)


_RATE = r"rate|intensity|rate parameter"
# by family: the words, what of the numbers behind them are the parameters, and whether that leaves nothing open
_PARAMETERS: dict[str, tuple[tuple[re.Pattern[str], tuple[str, ...], bool], ...]] = {
    "exponential": (
        (_words(_RATE), ("a",), True),
        (_words(r"mean|scale|expectation|expected value"), ("1/a",), True),
        (_words(r"parameter"), ("a",), False),
    ),
    "poisson": ((_words(rf"{_RATE}|mean|parameter|expectation|expected value"), ("a",), True),),
    "bernoulli": (
        (_words(r"parameter|(?:success )?probability(?: of success)?|success parameter|mean|bias"), ("a",), True),
    ),
    "binomial": (
        (re.compile(r"^(?:the )?parameters (?P<a>⟨\d+⟩)(?:,| and|, and) (?P<b>⟨\d+⟩)", re.I), ("a", "b"), True),
        (re.compile(r"^(?P<a>⟨\d+⟩) (?:independent )?trials,?(?: and)?(?: with)? (?:success )?probability(?: of success)? (?P<b>⟨\d+⟩)", re.I), ("a", "b"), True),
    ),
    "normal": (
        (_words(r"mean|expectation|expected value", r"variance"), ("a", "b"), True),
        (_words(r"mean|expectation|expected value", r"standard deviation"), ("a", "b^2"), True),
        (re.compile(rf"^(?:zero mean|mean zero)(?: and|,| and with) {_OF}variance (?P<b>⟨\d+⟩)", re.I), ("0", "b"), True),
        (re.compile(rf"^(?:zero mean|mean zero)(?: and|,| and with) {_OF}standard deviation (?P<b>⟨\d+⟩)", re.I), ("0", "b^2"), True),
    ),
    "gamma": (
        (_words(r"shape(?: parameter)?", r"rate(?: parameter)?"), ("a", "b"), True),
        (_words(r"shape(?: parameter)?", r"scale(?: parameter)?"), ("a", "1/b"), True),
        (re.compile(r"^(?:the )?parameters (?P<a>⟨\d+⟩)(?:,| and|, and) (?P<b>⟨\d+⟩)", re.I), ("a", "b"), False),
    ),
    "beta": (
        (re.compile(r"^(?:the )?parameters (?P<a>⟨\d+⟩)(?:,| and|, and) (?P<b>⟨\d+⟩)", re.I), ("a", "b"), True),
    ),
    "uniform": ((re.compile(r"^(?:the )?(?:unit )?(?:interval )?(?P<a>⟨\d+⟩)(?! \d)", re.I), ("ends of a",), True),),
}  # fmt: skip
_WRITTEN = {
    "exponential": "Exp", "poisson": "Poisson", "bernoulli": "Bernoulli", "binomial": "Bin", "normal": "N", "gamma": "Gam", "beta": "Beta",
    "uniform": "U",
}  # fmt: skip
# words around a phrase with which it says nothing of the kind
_OPEN = re.compile(
    r"\b(?:not|non|approximately|roughly|asymptotically|nearly|almost|either|neither|never|mixture|truncated|conditional(?:ly)?|given|log)\b[- ]*$",
    re.I,
)


# a law under a condition: "given N = n, X is binomial with parameters n and p"
_CONDITIONAL = re.compile(
    r"\b(?:given|conditional(?:ly)?|conditioned|conditioning)\b(?!\s+(?:an?|two|that\s+⟨\d+⟩\s+(?:is|are))\b)", re.I
)
_CONDITIONAL_BEHIND = re.compile(r"[\s,]*\b(?:given|conditional(?:ly)?|conditioned)\b", re.I)


@dataclass(frozen=True, slots=True)
class SaidLaw:
    """That `subject` has a law: its `family`, the formulas of the phrase, and how the `parameters` are made of them."""

    subject: Formula
    family: str
    parameters: tuple[Formula | None, ...]
    made: tuple[str, ...]
    settled: bool

    def written(self, values: Sequence[Node | None]) -> Node | None:
        """`\\mathrm{Exp}(\\lambda)` of the values of the formulas; None where they are no parameters."""
        named = dict(zip("ab", values, strict=False))
        items: list[Node] = []
        for made in self.made:
            node = named.get("b" if "b" in made else "a")
            if made == "0":
                items.append(Num("0"))
            elif node is None:
                return None
            elif made == "ends of a":
                ends = (
                    node.body.items
                    if isinstance(node, Fence) and node.open in "([" and isinstance(node.body, Tuple)
                    else ()
                )
                items += ends
            elif made.startswith("1/"):
                items.append(Frac(Num("1"), node, span=node.span))
            elif made.endswith("^2"):
                items.append(Sup(named["b"] or node, Num("2"), span=node.span))
            else:
                items.append(node)
        body: Node = items[0] if len(items) == 1 else Tuple(tuple(items), (",",) * (len(items) - 1))
        return Juxt((Name(_WRITTEN[self.family], style="roman"), Fence("(", ")", body)), ("",))


def said_laws(text: str, formulas: Sequence[Formula]) -> Iterator[tuple[Formula, SaidLaw, str]]:
    """What a passage says of laws, with the last formula of each phrase and its words."""
    for pattern in (_LAW, _PREFIX, _BESIDE):
        for match in pattern.finditer(text):
            family = next(name for name in _PARAMETERS if match.group(name))
            how, start = match.group("how"), match.start("how")
            before, behind = text[: match.start()], text[match.end("how") :]
            if _OPEN.search(text[: match.start(family)]) or _CONDITIONAL.search(re.split(r"[.;] ", before)[-1]):
                continue
            if _CONDITIONAL_BEHIND.search(how) or _CONDITIONAL_BEHIND.match(behind):
                continue
            for words, made, settled in _PARAMETERS[family]:
                found = words.match(how)
                if found is None:
                    continue
                parts = [found.groupdict().get(letter) for letter in "ab"]
                blocks = tuple(formulas[int(part[1:-1])] if part else None for part in parts)
                last = next(block for block in reversed(blocks) if block is not None)
                subject = formulas[int(match.group("subject")[1:-1])]
                told = text[match.start() : start + found.end()]
                yield last, SaidLaw(subject, family, blocks, made, settled), told
                break
