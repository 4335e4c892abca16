"""What the words of a document say is random: "random vector X", "X and Y are independent", "with mean μ and covariance Σ"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derive import lazy_re as re
from derive.document.model import Document, Formula
from derive.elaborate.doubts import Doubt, doubts
from derive.elaborate.laws_in_words import SaidLaw, said_laws
from derive.elaborate.passages import IID, NAMES, names_listed, names_of, passages
from derive.elaborate.scalar_laws import is_of_number
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import inside, is_capital, whole_names
from derive.formula.syntax import Brace, Chain, Display, Fence, Juxt, Link, Name, Node, items_of
from derive.goals import Origin
from derive.record import dataclass, field
from derive.rules.distributions import FAMILIES
from derive.terms import Span

FOLLOWS = "∼"

_FILL = (
    r"(?:(?:an? |the )?(?:collection|sequence|set|pair|family) of )?"
    r"(?:(?!(?:of|not|random|where|then|if|and let|with|is|are|be|has|have|that|which) )"
    r"(?:[a-z-]+,? |⟨\d+⟩(?!,| (?:is|are|be|has|denotes?|,))-? ?)){0,7}?"
)
_THING = r"(variables?|vectors?|matri(?:x|ces))"
_SAID = (
    re.compile(rf"random {_THING} {NAMES}", re.I),
    re.compile(rf"{NAMES},? (?:be|is|are|denotes?|being|as) {_FILL}random {_THING}", re.I),
    re.compile(rf"{NAMES} (?:independent )?random {_THING}", re.I),
)
_INDEPENDENT = (
    re.compile(rf"{NAMES} (?:be|is|are|being) (?:two |mutually |jointly |statistically |assumed (?:to be )?)?independent(?! of| from| component)", re.I),
    re.compile(rf"independent (?:(?:standard )?(?:normal|gaussian) )?(?:random )?(?:(?:variables?|vectors?|matrices) )?{NAMES}", re.I),
    re.compile(rf"{NAMES} (?:mutually |pairwise )?independent(?: random|,|\.|$| and| with)", re.I),
    re.compile(rf"{NAMES},? (?:(?:is|are|be|being) )?(?:statistically )?independent (?:of|from) (?:the )?(?:{_THING} )?{NAMES}", re.I),
    re.compile(rf"{NAMES} (?:has|have) (?:zero mean|mean (?:zero|0))(?: and|,) variance ⟨\d+⟩,? and (?:is|are) independent (?:of|from) {NAMES}", re.I),
)  # fmt: skip
_WITH = re.compile(
    r"(⟨\d+⟩)(?: (?:in|on) ⟨\d+⟩|[^.;⟨]|⟨\d+⟩-)*?(?P<told>(?: with| ha(?:s|ve|ving)| random (?:variables?|vectors?|matri(?:x|ces))(?: (?:in|on) ⟨\d+⟩)?,) (?:an? |the )?(?:common |same )?(?:mean|expected value|expectation)(?: vector)? (⟨\d+⟩)(?:,?(?: and)?(?: with)? (?:finite )?(?:variance-)?(?:co-?)?variance(?:[- ]matrix)? (⟨\d+⟩))?)",
    re.I,
)
_WITH_VARIANCE = re.compile(
    r"(⟨\d+⟩)(?: (?:in|on) ⟨\d+⟩|[^.;⟨]|⟨\d+⟩-)*?(?P<told> (?:with|of|have|has) (?:(?:zero mean|mean (?:zero|0))(?: and|,)(?: with)? )?(?:an? |the )?(?:common |finite |known |unknown |same )*(?:co-?)?variance(?:[- ]matrix)? (⟨\d+⟩))",
    re.I,
)
# "ε is independent of z with mean 0": what comes behind is said of the first
_OF_OTHERS = re.compile(
    rf",?(?: and| which| that)?(?P<verb> is| are| be| being|) (?:assumed (?:to be )?)?(?:(?:statistically|mutually|jointly|also) )?(?:independent (?:of|from)|uncorrelated (?:with|to|from))"
    rf" (?:(?:the|all|both|other|an?|random|variables?|vectors?|estimat(?:e|or)s?) )*{NAMES},?(?: and| which| that)*(?= (?:with|has|have|of)\b)",
    re.I,
)
_CENTRED = re.compile(r"\b(?:zero mean|mean (?:zero|0))\b", re.I)
# "no Gaussianity is needed": what is not supposed bears on nothing
_NOT_SUPPOSED = re.compile(
    r"\(?\b(?:no|without|not\s+(?:necessarily|assumed\s+to\s+be)|need\s+not\s+be)\s+(?:assum\w+\s+(?:of\s+)?)?(?:jointly\s+)?(?:gaussian\w*|normality|normal(?:ly)?(?:\s+distributed)?)\b[^.;,()⟨]*\)?",
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
    its mean and variance, `introduced` where a name is said to be random, `bears` where more is said that bears on distributions."""

    ranks: dict[str, int] = field(default_factory=dict)
    groups: list[tuple[int, tuple[frozenset[str], ...]]] = field(default_factory=list)  # with where it is said
    supposed: list[tuple[Span, tuple[frozenset[str], ...]]] = field(
        default_factory=list
    )  # groups that are independent in a formula only, or up to a place
    moments: dict[Formula, tuple[Formula, Formula | None, Formula | None]] = field(
        default_factory=dict
    )  # by the last formula of the phrase
    alike: dict[Formula, tuple[Formula, ...]] = field(
        default_factory=dict
    )  # the formulas listed before those, which have the same moments: "let U and V be independent with mean μ"
    centred: set[Formula] = field(default_factory=set)  # those of which the phrase says that the mean is zero
    families: dict[Formula, list[str]] = field(
        default_factory=dict
    )  # the stems of families said to be independent, by the formula that names them
    laws: dict[Formula, list[SaidLaw]] = field(default_factory=dict)  # by the last formula of the phrase
    shapes: dict[str, int] = field(default_factory=dict)  # ranks that the parameters of a distribution show
    equated: set[str] = field(default_factory=set)  # names of which a formula says what they are
    bears: list[Doubt] = field(default_factory=list)
    introduced: list[tuple[int, str]] = field(default_factory=list)
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
        found.groups += _noted(document, block, display)
        found.supposed += _premises(document, block, display)
        laws = [law for clause in display.clauses for law in _laws(clause.body)]
        if laws:
            found.bears.append(Doubt(block.span[0], known=all(family_named(law.right) is not None for law in laws)))
    found.bears += [Doubt(match.start()) for match in IID.finditer(document.text)]  # that they are alike is not read
    for place, text, formulas in passages(document):
        rest = _NOT_SUPPOSED.sub(" ", text)
        _introduce(found, text, formulas, displays)
        rest = _tell_apart(found, text, rest, formulas, displays)
        text = _OF_OTHERS.sub(r"\g<verb>", text)
        for last, law, told in said_laws(text, formulas):
            found.laws.setdefault(last, []).append(law)
            for name in names_of(law.subject, displays):
                found.ranks.setdefault(name, 0)
            rest = rest.replace(told, " ")
        for match in _WITH.finditer(text):
            of, mean, variance = (formulas[int(part[1:-1])] if part else None for part in match.group(1, 3, 4))
            known = any(law.subject is of for laws in found.laws.values() for law in laws)
            if of is None or mean is None or known or _is_of_other(text, match):
                continue
            if _has_moments(of, match.group(0), displays):
                found.moments[variance or mean] = (of, mean, variance)
                beside = _listed_before(text, match, formulas, displays)
                found.alike[variance or mean] = beside
                for name in (name for one in (of, *beside) for name in names_of(one, displays)):
                    found.ranks.setdefault(name, 0)
                rest = rest.replace(match["told"], " ")
        rest = _variances(found, text, rest, formulas, displays)
        for pattern in _SAID:
            if any(_restricts(match.group(0)) for match in pattern.finditer(rest)):
                found.bears.append(Doubt(place))
            rest = pattern.sub(" ", rest)
        found.bears += doubts(place, rest, formulas, displays)
    _end_conditions(found, document.text)
    return found


# "if U and V are independent", until the text speaks of the general case again
_IF = re.compile(r"\b(?:if|when(?:ever)?|provided(?:\s+that)?|in\s+case)\b[^.;:]*$", re.I)
_IN_GENERAL = re.compile(
    r"\bin\s+general\b|\bgeneral\s+case\b|\botherwise\b|\bregardless\b|\balways\b|\b(?:all|any|every)\s+cases?\b|\bwhether\s+or\s+not\b|\b(?:are|is|be)\s+dependent\b|"
    r"\b(?:not|without|no\s+longer)\s+(?:(?:necessarily|assumed|assuming|being|be|to|mutually)\s+)*independen",
    re.I,
)


def _end_conditions(found: Chances, text: str) -> None:
    """What is said to be independent under a condition is so up to where the text speaks of the general case."""
    for where, groups in list(found.groups):
        general = _IN_GENERAL.search(text, where) if _IF.search(text[max(0, where - 160) : where]) else None
        if general is not None:
            found.groups.remove((where, groups))
            found.supposed.append(((where, general.start()), groups))


_BEFORE = re.compile(r"((?:⟨\d+⟩(?:, and |, | and ))+)$")
_PLURAL = re.compile(r"⟨\d+⟩,? (?:be|are|both|denote|being|have)\b", re.I)


def _listed_before(
    text: str, match: re.Match[str], formulas: list[Formula], displays: Mapping[Formula, Display]
) -> tuple[Formula, ...]:
    """The formulas right before the one that a phrase begins with, where it speaks of all of them."""
    before = _BEFORE.search(text[: match.start()]) if _PLURAL.match(match.group(0)) else None
    listed = [formulas[int(number)] for number in re.findall(r"⟨(\d+)⟩", before[1])] if before is not None else []
    return tuple(listed) if all(names_of(block, displays) for block in listed) else ()


def _introduce(found: Chances, text: str, formulas: list[Formula], displays: Mapping[Formula, Display]) -> None:
    """Note what a passage calls random."""
    for pattern in _SAID:
        for match in pattern.finditer(text):
            thing, names = sorted(match.groups(), key=lambda group: "⟨" in group)
            rank = next(rank for stem, rank in _RANKS.items() if thing.lower().startswith(stem))
            place_of = formulas[int(re.findall(r"⟨(\d+)⟩", names)[0])].span[0]
            for name in names_listed(names, formulas, displays):
                found.ranks.setdefault(name, rank)
                found.introduced.append((place_of, name))


def _tell_apart(
    found: Chances, text: str, rest: str, formulas: list[Formula], displays: Mapping[Formula, Display]
) -> str:
    """Note what a passage calls independent of each other; the `rest` of it without that."""
    for pattern in _INDEPENDENT:
        for match in pattern.finditer(text):
            groups = _groups([group for group in match.groups() if group and "⟨" in group], formulas, displays)
            listed = [formulas[int(number)] for number in re.findall(r"⟨(\d+)⟩", match.group(0))]
            for block in listed:
                stems = [name[:-2] for name in names_of(block, displays) if name.endswith("[]")]
                if stems:
                    found.families.setdefault(block, []).extend(stems)
            if groups:
                found.groups.append((listed[0].span[0], groups))
                rest = rest.replace(match.group(0), " ")
    return rest


# what "X is a … random variable" may say of its kind without saying anything of its values or their distribution
_PLAIN = re.compile(
    r"⟨\d+⟩|\b(?:random|variables?|vectors?|matri(?:x|ces)|and|or|as|well|be|is|are|being|denotes?|an?|the|two|three|some|any|arbitrary|given|generic|general|real|scalar|"
    r"(?:real|vector|matrix|scalar)?-?valued|discrete|continuous|jointly|absolutely|independent|dependent|correlated|possibly|potentially|not|necessarily|column|row|square|"
    r"-?dimensional|[a-z]-dimensional|high-dimensional|multivariate|univariate|bivariate|collections?|sequences?|sets?|pairs?|famil(?:y|ies)|of|both|all|also|"
    r"following|corresponding|our|its|input|output|observed|latent|hidden|unknown|(?:square-)?integrable|additional|another|other|same|first|second|"
    r"let|then|now|mutually|statistically|assumed|to)\b",
    re.I,
)


def _restricts(phrase: str) -> bool:
    """Whether a phrase that calls something random says more of it than that: "a binary random variable", "a random vector of unit length"."""
    return re.search(r"[^\W\d_]", _PLAIN.sub(" ", phrase)) is not None


def _variances(
    found: Chances, text: str, rest: str, formulas: list[Formula], displays: Mapping[Formula, Display]
) -> str:
    """Enter what a paragraph says of variances alone, or of means that are zero with them; the words that were not understood."""
    for match in _WITH_VARIANCE.finditer(text):
        of, variance = (formulas[int(part[1:-1])] for part in match.group(1, 3))
        given = variance in found.moments or any(of is other for other, _, _ in found.moments.values())
        if given or _is_of_other(text, match) or not _has_moments(of, match.group(0), displays):
            continue
        found.moments[variance] = (of, None, variance)
        rest = rest.replace(match["told"], match["told"] if _CENTRED.search(match["told"]) else " ")
        if (centred := _CENTRED.search(match.group(0))) is not None:
            found.centred.add(variance)
            rest = rest.replace(match.group(0), match.group(0).replace(centred.group(0), " "))
    return rest


# "the error of X has mean m": the error has it
_OF = re.compile(
    r"\b(?!distributions?|laws?|populations?|densit)[a-z]+ (?:of|between|in|for|from|under|on) (?:the |an? )?(?:⟨\d+⟩,?(?: and)? )*$",
    re.I,
)
_HAS = re.compile(r" (?:has|have|having|is|are) (?:[a-z]+ )*?(?:mean|expect|(?:co)?variance|zero mean)", re.I)


def _is_of_other(text: str, match: re.Match[str]) -> bool:
    """Whether what a phrase says that begins with a formula is said of a thing before that, of which only a part is named by it."""
    return _HAS.search(match.group(0)) is not None and _OF.search(text[: match.start()]) is not None


# "X_t = φ X_{t-1} + ε_t and white noise of variance σ²": other things have that variance
_OTHERS = re.compile(
    r"\b(?:noises?|errors?|disturbances?|innovations?|shocks?|increments?|residuals?|components?|entries|coordinates|elements|perturbations?)\b",
    re.I,
)


def _has_moments(of: Formula, phrase: str, displays: Mapping[Formula, Display]) -> bool:
    """Whether a phrase from a formula on gives moments to what that names: not to `n ≥ 2`, nor to what the words between speak of."""
    display = displays.get(of)
    bodies = [clause.body for clause in display.clauses] if display is not None else []
    ordered = any(
        isinstance(body, Chain) and any(link.op in ("<", "≤", ">", "≥", "≠") for link in body.links) for body in bodies
    )
    return not ordered and _OTHERS.search(phrase) is None


_NOTED = re.compile(r"i\.?\s*i\.?\s*d|ind", re.I)


def drawn(displays: Mapping[Formula, Display]) -> Iterator[tuple[int, str]]:
    """Where a text gives names a distribution, `X \\sim N(0, 1)`."""
    for block, display in displays.items():
        for clause in display.clauses:
            body = clause.body
            if isinstance(body, Chain) and body.links[-1].op == FOLLOWS and (name := key(body.first)):
                yield block.span[0], name


def _noted(document: Document, block: Formula, display: Display) -> Iterator[tuple[int, tuple[frozenset[str], ...]]]:
    """The names to which a formula gives laws with "iid" over the sign, and where."""
    chains = [clause.body for clause in display.clauses if isinstance(clause.body, Chain)]
    laws = [(key(chain.first), chain.links[0]) for chain in chains if chain.links[0].op == FOLLOWS]
    noted = (name for name, law in laws if law.note is not None and _NOTED.search(document.text[slice(*law.note.span)]))
    names = tuple(frozenset({name}) for name in noted if name)
    if len(names) > 1:
        yield block.span[0], names


_ARE_INDEPENDENT = re.compile(
    r"(?:\s|\\[;,:! ]|\\q?quad)*\\(?:text|mathrm|textrm|mbox)\s*\{\s*(?:are\s+)?(?:(?:mutually|statistically|stochastically)\s+)?independent\s*\}"
)


def _premises(
    document: Document, block: Formula, display: Display
) -> Iterator[tuple[Span, tuple[frozenset[str], ...]]]:
    """The names of `X, Y \\; \\text{independent} ⇒ …`, and where what is concluded from it stands."""
    arrow = next((number for number, clause in enumerate(display.clauses) if clause.lead == "⇒"), 0)
    names = [key(clause.body) for clause in display.clauses[:arrow]]
    if len(names) < 2 or None in names:
        return
    if _ARE_INDEPENDENT.match(document.text, display.clauses[arrow - 1].body.span[1]):
        yield block.span, tuple(frozenset({name}) for name in names if name)


def _laws(node: Node) -> Iterator[Link]:
    """Where a formula names a distribution that something has."""
    return (part for part in inside(node) if isinstance(part, Link) and part.op == FOLLOWS)


def family_named(node: Node) -> tuple[str, tuple[Node, ...]] | None:
    """The family and the parameters of `\\mathcal{N}(\\mu, \\sigma^2)`."""
    if not (isinstance(node, Juxt) and len(node.factors) >= 2 and isinstance(node.factors[-1], Fence)):
        return None
    fence, heads = node.factors[-1], node.factors[:-1]
    names = [key(head.body if isinstance(head, Brace) else head) for head in heads]
    name = "".join((name or "?").rpartition(":")[2] for name in names)
    items = items_of(fence.body)
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
        rank = 2 if found[0] == "MN" else int(matrix and not is_of_number(part.links[-1].right))
        yield name, rank
        mean = key(found[1][0])
        if mean is not None and rank:
            yield mean, rank


def _is_identity(node: Node) -> bool:
    return isinstance(node, Name) and node.name == "I"


def _groups(
    texts: list[str], formulas: list[Formula], displays: Mapping[Formula, Display]
) -> tuple[frozenset[str], ...]:
    """Names listed together are independent of one another; "X and Y are independent of Z" speaks of two groups."""
    lists = [names_listed(text, formulas, displays) for text in texts]
    if not all(lists) or any(name.endswith("[]") for names in lists for name in names):
        return ()
    if len(lists) == 2:
        return tuple(frozenset(names) for names in lists) if not set(lists[0]) & set(lists[1]) else ()
    groups = tuple(frozenset([name]) for name in dict.fromkeys(lists[0]))
    return groups if len(groups) > 1 else ()
