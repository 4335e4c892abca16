"""What the words of a document say is random: "random vector X", "X and Y are independent", "with mean μ and covariance Σ"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derive import lazy_re as re
from derive.document.model import Break, Document, Formula, Heading, Prose
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import inside, is_capital, whole_names
from derive.formula.syntax import Brace, Chain, Display, Dots, Fence, Juxt, Link, Name, Node, Sub, Tuple
from derive.goals import Origin
from derive.record import dataclass, field
from derive.rules.distributions import FAMILIES

FOLLOWS = "∼"

_NAMES = r"(⟨\d+⟩(?:(?:,|,? and|,? as well as|,? or) ⟨\d+⟩)*)"
_FILL = (
    r"(?:(?:an? |the )?(?:collection|sequence|set|pair|family) of )?"
    r"(?:(?!(?:of|not|random|where|then|if|and let|with|is|are|be|has|have|that|which) )"
    r"(?:[a-z-]+,? |⟨\d+⟩(?!,| (?:is|are|be|has|denotes?|,))-? ?)){0,7}?"
)
_THING = r"(variables?|vectors?|matri(?:x|ces))"
_SAID = (
    re.compile(rf"random {_THING} {_NAMES}", re.I),
    re.compile(rf"{_NAMES},? (?:be|is|are|denotes?|being|as) {_FILL}random {_THING}", re.I),
    re.compile(rf"{_NAMES} (?:independent )?random {_THING}", re.I),
)
_INDEPENDENT = (
    re.compile(rf"{_NAMES} (?:be|is|are|being) (?:two |mutually |jointly |statistically |assumed (?:to be )?)?independent(?! of| from| component)", re.I),
    re.compile(rf"independent (?:random )?(?:variables?|vectors?|matrices) {_NAMES}", re.I),
    re.compile(rf"{_NAMES} (?:mutually |pairwise )?independent(?: random|,|\.|$| and)", re.I),
    re.compile(rf"{_NAMES} (?:is|are|being) (?:statistically )?independent (?:of|from) (?:the )?(?:{_THING} )?{_NAMES}", re.I),
)  # fmt: skip
_WITH = re.compile(
    r"(⟨\d+⟩)(?:[^.;⟨]|⟨\d+⟩-)*? with (?:common )?(?:mean|expected value|expectation)(?: vector)? (⟨\d+⟩)(?:,?(?: and)?(?: with)? (?:finite )?(?:co-?)?variance(?: matrix)? (⟨\d+⟩))?",
    re.I,
)
# what bears on a distribution; where it stands in a document and was not read, nothing is refuted
_BEARS = re.compile(
    r"\bindependen|uncorrelated|\bi\.? ?i\.? ?d\b|identically|mean[- ]zero|zero[- ]mean|unbiased|white noise|normal(?:ly)?\b|gaussian|bernoulli|binomial|poisson|"
    r"exponential|uniform|distributed|\bfollow(?:s|ing)? an?\b|\bdensit|martingale|stationar|exchangeabl|orthogonal|\bfair\b|\bdice?\b|\bcoin|\btoss|sampled?\b|drawn|degenerate|almost surely|"
    r"centered|centred|standardi[sz]ed|symmetric about|spherical|isotropic|whiten|moment",
    re.I,
)
_MOMENTS = {
    "mean": re.compile(r"\bmeans?\b|\bexpect(?:ed|ation)", re.I),
    "variance": re.compile(r"\bvariances?\b|\bstandard deviations?\b", re.I),
    "covariance": re.compile(r"\bcovariances?\b", re.I),
}
_RANKS = {"variable": 0, "vector": 1, "matri": 2}


@dataclass(slots=True)
class Chances:
    """What is said: `ranks` of the names said to be random, `groups` said to be independent of each other, `moments` a formula with the ones that give
    its mean and variance, `bears` where more is said that bears on distributions."""

    ranks: dict[str, int] = field(default_factory=dict)
    groups: list[tuple[int, tuple[frozenset[str], ...]]] = field(default_factory=list)  # with where it is said
    moments: dict[Formula, tuple[Formula, Formula, Formula | None]] = field(
        default_factory=dict
    )  # by the last formula of the phrase
    families: dict[Formula, list[str]] = field(
        default_factory=dict
    )  # the stems of families said to be independent, by the formula that names them
    shapes: dict[str, int] = field(default_factory=dict)  # ranks that the parameters of a distribution show
    equated: set[str] = field(default_factory=set)  # names of which a formula says what they are
    bears: list[int] = field(default_factory=list)
    spoken: frozenset[str] = frozenset()  # "mean", "variance", "covariance": the moments that the text speaks of

    def random(self, known: Mapping[str, Known]) -> frozenset[str]:
        """The names said to be random: not those of which the text gives another rank, which are other things."""
        return frozenset(
            name
            for name, rank in self.ranks.items()
            if name not in known
            or name.endswith("[]")
            or known[name].rank == rank
            or (known[name].origin is not Origin.DECLARED and not rank)
        )


def chances(document: Document, displays: Mapping[Formula, Display]) -> Chances:
    """What the words of a document say of chance."""
    found = Chances(spoken=frozenset(what for what, words in _MOMENTS.items() if words.search(document.text)))
    for block, display in displays.items():
        found.equated.update(_equated(display))
        found.shapes.update(_drawn(display))
        if any(_follows(part) for clause in display.clauses for part in inside(clause.body)):
            found.bears.append(block.span[0])
    for place, text, formulas in _passages(document):
        rest = text
        for pattern in _SAID:
            for match in pattern.finditer(text):
                thing, names = sorted(match.groups(), key=lambda group: "⟨" in group)
                rank = next(rank for stem, rank in _RANKS.items() if thing.lower().startswith(stem))
                for name in _names(names, formulas, displays):
                    found.ranks.setdefault(name, rank)
        for pattern in _INDEPENDENT:
            for match in pattern.finditer(text):
                groups = _groups([group for group in match.groups() if group and "⟨" in group], formulas, displays)
                listed = [formulas[int(number)] for number in re.findall(r"⟨(\d+)⟩", match.group(0))]
                for block in listed:
                    stems = [name[:-2] for name in _names_of(block, displays) if name.endswith("[]")]
                    if stems:
                        found.families.setdefault(block, []).extend(stems)
                if groups:
                    found.groups.append((listed[0].span[0], groups))
                    rest = rest.replace(match.group(0), " ")
        for match in _WITH.finditer(text):
            of, mean, variance = (formulas[int(part[1:-1])] if part else None for part in match.groups())
            if of is not None and mean is not None:
                found.moments[variance or mean] = (of, mean, variance)
        if _BEARS.search(rest):
            found.bears.append(place)
    return found


def _follows(part: Node) -> bool:
    """Whether a formula names a distribution that something has."""
    return isinstance(part, Link) and part.op == FOLLOWS


def family_named(node: Node) -> tuple[str, tuple[Node, ...]] | None:
    """The family and the parameters of `\\mathcal{N}(\\mu, \\sigma^2)`."""
    if not (isinstance(node, Juxt) and len(node.factors) >= 2 and isinstance(node.factors[-1], Fence)):
        return None
    fence, heads = node.factors[-1], node.factors[:-1]
    names = [key(head.body if isinstance(head, Brace) else head) for head in heads]
    name = "".join((name or "?").rpartition(":")[2] for name in names)
    items = fence.body.items if isinstance(fence.body, Tuple) else (fence.body,)
    if fence.open != "(" or name not in FAMILIES or len(items) != FAMILIES[name].parameters:
        return None
    return name, tuple(items)


def _equated(display: Display) -> Iterator[str]:
    """The names that stand alone to the left of an equality sign: the text says what they are."""
    for clause in display.clauses:
        body = clause.body
        if isinstance(body, Chain) and body.links[0].op in ("=", ":=", "≡") and (name := key(body.first)):
            yield name


def _drawn(display: Display) -> Iterator[tuple[str, int]]:
    """The names that a formula gives a normal distribution, with the rank that its parameters have: a capital letter is no variance of a number."""
    for part in (part for clause in display.clauses for part in inside(clause.body)):
        if not (isinstance(part, Chain) and part.links[-1].op == FOLLOWS):
            continue
        found, name = family_named(part.links[-1].right), key(part.first)
        if found is None or name is None:
            continue
        last = found[1][-1]
        matrix = any(is_capital(letter) for letter in whole_names(last)) or any(_is_identity(p) for p in inside(last))
        rank = 2 if found[0] == "MN" else int(matrix)
        yield name, rank
        mean = key(found[1][0])
        if mean is not None and rank:
            yield mean, rank


def _is_identity(node: Node) -> bool:
    return isinstance(node, Name) and node.name == "I"


def _passages(document: Document) -> Iterator[tuple[int, str, list[Formula]]]:
    """The paragraphs of a document, where each begins and as one line of words, inline formulas numbered in them."""
    words: list[str] = []
    formulas: list[Formula] = []
    place = 0
    for block in (*document.blocks, None):
        if not words and block is not None:
            place = block.span[0]
        if isinstance(block, Formula) and not block.display:
            words.append(f" ⟨{len(formulas)}⟩ ")
            formulas.append(block)
        elif isinstance(block, Prose):
            words.append(block.text)
        elif isinstance(block, Heading):
            words.append(f" . {block.text} . ")
        elif words and (block is None or isinstance(block, Break)):
            yield place, _line("".join(words)), formulas
            words, formulas = [], []
        else:
            words.append(" ; ")


def _line(text: str) -> str:
    text = re.sub(r"[*_`()\[\]]", " ", text)
    return re.sub(r" ([,.;:-])", r"\1", " ".join(text.split()))


def _names(text: str, formulas: list[Formula], displays: Mapping[Formula, Display]) -> list[str]:
    numbers = re.findall(r"⟨(\d+)⟩", text)
    return [name for number in numbers for name in _names_of(formulas[int(number)], displays)]


def _names_of(block: Formula, displays: Mapping[Formula, Display]) -> list[str]:
    display = displays.get(block)
    if display is None:
        return []
    last = listing(display)
    if last is not None:
        return [f"{key(last.base)}[]"]
    return [name for clause in display.clauses for name in named(clause.body)]


def listing(display: Display) -> Sub | None:
    """The last one of `X_1, …, X_n`, which is read as two clauses."""
    if len(display.clauses) < 2:
        return None
    first, second = (clause.body for clause in display.clauses[:2])
    last = second.first if isinstance(second, Chain) else second
    if not (isinstance(first, Tuple) and isinstance(first.items[-1], Dots) and isinstance(last, Sub)):
        return None
    stems = {key(item.base) if isinstance(item, Sub) else None for item in (*first.items[:-1], last)}
    return last if len(stems) == 1 and None not in stems else None


def named(node: Node) -> list[str]:
    """The names that a formula consists of: `X`, `X, Y`, `X \\in \\mathbb{R}^n`, the family of `X_1, …, X_n`."""
    if isinstance(node, Chain):
        node = node.first
    items = node.items if isinstance(node, Tuple) else (node,)
    if any(isinstance(item, Dots) for item in items):
        stems = {key(item.base) for item in items if isinstance(item, Sub)}
        return [f"{stem}[]" for stem in stems if stem] if len(stems) == 1 else []
    return [name for item in items if (name := key(item)) is not None]


def _groups(
    texts: list[str], formulas: list[Formula], displays: Mapping[Formula, Display]
) -> tuple[frozenset[str], ...]:
    """Names listed together are independent of one another; "X and Y are independent of Z" speaks of two groups."""
    lists = [_names(text, formulas, displays) for text in texts]
    if not all(lists) or any(name.endswith("[]") for names in lists for name in names):
        return ()
    if len(lists) == 2:
        return tuple(frozenset(names) for names in lists) if not set(lists[0]) & set(lists[1]) else ()
    groups = tuple(frozenset([name]) for name in dict.fromkeys(lists[0]))
    return groups if len(groups) > 1 else ()
