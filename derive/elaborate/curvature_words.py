"""What words say of the shape of a function: "let f be convex", "∇f is L-Lipschitz", "f is μ-strongly convex", "x^* minimises f".

Only what is assumed is taken: not what is concluded ("thus f is convex"), defined ("f is convex if …") or denied, and each for as long as it holds: in
passing to the end of the paragraph, in a theorem to the end of its proof, else to the next heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from derive import lazy_re as re
from derive.document.model import Document, Formula
from derive.elaborate.holding import until
from derive.elaborate.minimisers import Minimiser, argmins, smallest
from derive.elaborate.modality import CONCLUDED, DENIED, GIVEN, PASSING
from derive.elaborate.passages import NAMES, named, passages
from derive.elaborate.scope import key
from derive.elaborate.subgradients import Subgradient, subgradients
from derive.formula.syntax import Chain, Display, Juxt, Name, Node, Prime, Sub, Sup, Tuple, items_of
from derive.record import dataclass
from derive.rules.curvature import Curvature


@dataclass(frozen=True, slots=True)
class Curved:
    """Functions that are said to be of a kind, where, and where that ends; `constant` is the formula of its constant. With no kind what was said of
    them holds no longer."""

    names: tuple[str, ...]
    kind: Curvature | None
    block: Formula
    until: int
    constant: Node | None = None
    passing: bool = False


_OF = r"(?:\s*(?:,|\()?\s*(?:with|of|for|where)(?: an?| the| its| some)?(?: strong| convexity| positive| lipschitz| smoothness| same)*(?: parameter| constant| modulus| coefficient) ⟨{0}⟩)?"


def _by(name: str, word: str, rest: str = "") -> str:
    """A word with its constant before it ("L-smooth") or behind it ("smooth with constant L")."""
    return rf"(?:⟨(?P<{name}>\d+)⟩ ?[-–—]{{0,3}} ?)?{word}{_OF.format(f'(?P<{name}_>[0-9]+)')}{rest}"


_CONTINUOUS = r"lipschitz(?:[- ]continuous(?:ly)?)?"
_KINDS: tuple[tuple[Curvature, str, str], ...] = (
    (Curvature.STRONG, "a", _by("a", r"strongly[- ]convex")),
    (Curvature.SMOOTH, "b", _by("b", rf"{_CONTINUOUS}(?: continuous)? (?:gradients?|(?:first )?derivatives?|differentiable)")),
    (Curvature.SMOOTH, "c", _by("c", rf"gradients? (?:that |which )?(?:is|are) (?:an? )?(?:⟨(?P<c1>\d+)⟩ ?[-–—]{{1,3}} ?)?{_CONTINUOUS}")),
    (Curvature.SMOOTH, "d", rf"⟨(?P<d>\d+)⟩ ?[-–—]{{0,3}} ?smooth|smooth{_OF.format('(?P<d_>[0-9]+)')[:-1]}"),
    (Curvature.LIPSCHITZ, "e", _by("e", rf"{_CONTINUOUS}(?! gradient| continuous gradient| derivative)")),
    (Curvature.CONCAVE, "f", r"(?:strictly |jointly )*(?P<f>concave)"),
    (Curvature.CONVEX, "g", r"(?:strictly |jointly )*(?P<g>convex)"),
)  # fmt: skip
_KIND = "|".join(f"(?P<k{name}>{words})" for _, name, words in _KINDS)
_ONE = re.compile(_KIND, re.I)
_ABOUT = re.compile(r"convex|concave|lipschitz|smooth|minimi[sz]|argmin|\\min\b|\\inf\b", re.I)
_FILL = (
    r"(?:(?:an?|any|all|both|also|some|is|are|be|being|has|have|with|which|that|whose|it|and|closed|proper|lower|semi-?continuous|lsc|l\.s\.c\.|continuous|"
    r"continuously|once|twice|three|times|differentiable|real|real-valued|extended-valued|scalar|univariate|multivariate|given|arbitrary|smooth|finite|"
    r"non-?negative|bounded|below|functions?|objectives?|loss|losses|cost|either|subdifferentiable|coercive|general|simple|positive|everywhere|the|but|"
    r"possibly|nonsmooth|assumed|to|on|over|in|⟨\d+⟩(?! ?[-–—]{0,3} ?(?:strongly|smooth|lipschitz)),?),? )*?"
)
_NOTHING = (
    r"(?!(?:,? (?:functions?|(?:on|over|at|in) (?:the set |an? |the )?⟨\d+⟩|⟨\d+⟩|near ⟨\d+⟩))*,? (?:if|iff|when|whenever|provided|exactly|precisely|only|means)\b)"
    r"(?! (?:sets?|combinations?|hulls?|optimi[sz]ation|programs?|conjugates?|relaxations?|cones?|problems?|bod(?:y|ies)|in ⟨|w\.?r\.?t|with respect|analysis|"
    r"constraints?|or)\b)"
)
_AFTER = re.compile(
    rf"(?<!⟩-){NAMES},? {_FILL}(?P<said>(?:{_KIND}){_NOTHING}(?:,? (?:and |with |has |have |that )*{_FILL}(?:{re.sub(r'[(][?]P<[a-z0-9_]+>', '(?:', _KIND)}){_NOTHING})*)",
    re.I,
)
_BEFORE = re.compile(
    rf"(?P<said>(?:{_KIND})(?:,? (?:and )?(?:{re.sub(r'[(][?]P<[a-z0-9_]+>', '(?:', _KIND)}))*),? (?:and )?{_FILL}(?:functions?|objectives?|loss(?:es)?) {NAMES}",
    re.I,
)


# "by convexity of f", "the convexity of f implies that": what is used is given
_NOUN = r"(?<!strong )(?<!strict )(?<!quasi-)(?P<noun>convexity|concavity)"
_GROUNDS = (
    re.compile(
        rf"\b(?:by|using|uses?|used|from|via|apply(?:ing)?|applied|because of|due to|invok(?:e|ing)|exploit(?:s|ing)?|thanks to) "
        rf"(?:the |assumed |again |just |only )*{_NOUN} of {NAMES}",
        re.I,
    ),
    re.compile(rf"\bby (?:[^.;:⟨⟩]|⟨\d+⟩){{0,160}}? and (?:the |by |from )*{_NOUN} of {NAMES}", re.I),
    re.compile(rf"\b{_NOUN} of {NAMES} (?:implies|gives|yields|means|ensures|guarantees|tells)\b", re.I),
)


def _grounds(
    document: Document, sentence: str, formulas: list[Formula], displays: Mapping[Formula, Display]
) -> Iterator[Curved]:
    """What a sentence names as the ground of what it says."""
    for match in (match for pattern in _GROUNDS for match in pattern.finditer(sentence)):
        names, gradients = _functions(match.group(0), match, formulas, displays)
        listed = [formulas[int(number)] for number in re.findall(r"⟨(\d+)⟩", match.group(0))]
        if not names or gradients or DENIED.search(sentence[: match.start()]):
            continue
        kind = Curvature.CONVEX if match["noun"].lower() == "convexity" else Curvature.CONCAVE
        yield Curved(names, kind, listed[-1], until(document, listed[-1].span[1], True), None, True)


# classes of functions by their letters, with what their subscripts are the constants of: Bauschke & Combettes, Convex Analysis and Monotone Operator
# Theory (2017), 9.1; Nesterov, Lectures on Convex Optimization (2018), 1.2.2, 2.1.1, 2.1.3
_CLASSES: dict[str, tuple[tuple[Curvature, bool], ...]] = {
    "Gamma_0": ((Curvature.CONVEX, False),),
    "C": ((Curvature.SMOOTH, True),),
    "F": ((Curvature.CONVEX, False), (Curvature.SMOOTH, True)),
    "S": ((Curvature.STRONG, True), (Curvature.SMOOTH, True)),
}


def _class(node: Node) -> Iterator[tuple[Curvature, Node | None]]:
    """What the functions of a class are: `Γ_0(ℝ^n)`, `F_L^{1,1}`, `S_{μ,L}^{1,1}(ℝ^n)`."""
    node = node.factors[0] if isinstance(node, Juxt) and len(node.factors) == 2 else node
    constants: list[Node] = []
    if key(node) != "Gamma_0":
        if not (isinstance(node, Sup) and isinstance(node.sup, Tuple) and isinstance(node.base, Sub)):
            return
        if [getattr(item, "text", "") for item in node.sup.items] not in (["1", "1"], ["2", "1"]):
            return
        constants, node = list(items_of(node.base.sub)), node.base.base
    kinds = _CLASSES.get((key(node) or "").removeprefix("cal:"), ())
    if len(constants) == sum(given for _, given in kinds):
        yield from ((kind, constants.pop(0) if given else None) for kind, given in kinds)


def _members(
    document: Document, sentence: str, formulas: list[Formula], displays: Mapping[Formula, Display]
) -> Iterator[Curved]:
    """What is said of functions by the class that they lie in: `f ∈ Γ_0(ℝ^n)`."""
    for match in re.compile(r"⟨(\d+)⟩").finditer(sentence):
        block, before = formulas[int(match[1])], sentence[: match.start()]
        display = displays.get(block)
        given = max((m.end() for m in GIVEN.finditer(before)), default=-1)
        if DENIED.search(before) or any(m.start() > given for m in CONCLUDED.finditer(before)):
            continue
        passing = given < 0 and PASSING.search(f"{before} ") is not None
        for clause in display.clauses if display is not None else ():
            body = clause.body
            if isinstance(body, Chain) and len(body.links) == 1 and body.links[0].op == "∈":
                for kind, constant in _class(body.links[0].right):
                    yield Curved(
                        tuple(named(body)), kind, block, until(document, block.span[1], passing), constant, passing
                    )


def curvatures(
    document: Document, displays: Mapping[Formula, Display]
) -> tuple[tuple[Curved, ...], tuple[Minimiser, ...], tuple[Subgradient, ...]]:
    """What the words of a document say of the shape of functions, of where these are smallest, and of their subgradients, in order."""
    curved: list[Curved] = []
    best: list[Minimiser] = []
    slopes: list[Subgradient] = []
    if not _ABOUT.search(document.text):
        return (), (), ()
    for _, text, formulas in passages(document):
        for sentence in re.split(r"(?<=[.;!?]) ", text):
            curved += _curved(document, sentence, formulas, displays)
            curved += _grounds(document, sentence, formulas, displays)
            curved += _members(document, sentence, formulas, displays)
            best += smallest(document, sentence, formulas, displays)
            slopes += subgradients(document, sentence, formulas, displays)
    best += argmins(document, displays)
    return tuple(curved), tuple(best), tuple(slopes)


def _curved(
    document: Document, sentence: str, formulas: list[Formula], displays: Mapping[Formula, Display]
) -> Iterator[Curved]:
    for match in (*_AFTER.finditer(sentence), *_BEFORE.finditer(sentence)):
        names, gradients = _functions(match.group(0), match, formulas, displays)
        listed = [formulas[int(number)] for number in re.findall(r"⟨(\d+)⟩", match.group(0))]
        if not names or not listed:
            continue
        last, before = listed[-1], sentence[: match.start()]
        if DENIED.search(match.group(0)) or re.search(r"\b(?:not|non)[- ]*$", before):
            yield Curved(names, None, last, len(document.text))
            continue
        given = max((m.end() for m in GIVEN.finditer(before)), default=-1)
        if (
            any(m.start() > given for m in CONCLUDED.finditer(before))
            or re.search(r"\bto be\b", match.group(0))
            and given < 0
        ):
            continue
        passing = given < 0 and PASSING.search(f"{before} ") is not None
        end = until(document, last.span[1], passing)
        for one in _ONE.finditer(match["said"]):
            kind, letter = next((kind, letter) for kind, letter, _ in _KINDS if one[f"k{letter}"])
            number = next(
                (
                    one[g]
                    for g in (letter, f"{letter}_", f"{letter}1")
                    if g in one.groupdict() and one[g] and one[g].isdigit()
                ),
                None,
            )
            constant = _value(formulas[int(number)], displays) if number else None
            of, slopes = _subject(match["said"][: one.start()], formulas, displays) or (names, gradients)
            if slopes and kind is Curvature.LIPSCHITZ:
                kind = Curvature.SMOOTH
            elif slopes and kind is not Curvature.SMOOTH:
                of = ()
            if not of:
                continue
            yield Curved(of, kind, last, end, constant, passing)


_SUBJECT = re.compile(r"(?:and|,) ⟨(\d+)⟩ (?:is|be|has|are) (?:also |an? )*\Z", re.I)


def _subject(
    before: str, formulas: list[Formula], displays: Mapping[Formula, Display]
) -> tuple[tuple[str, ...], bool] | None:
    """The function of which the words right behind some others speak, and whether they do of its gradient: "∇f is L-Lipschitz and f is strongly convex"."""
    match = _SUBJECT.search(before)
    return _named_in((match[1],), formulas, displays) if match is not None else None


def _functions(
    text: str, match: re.Match[str], formulas: list[Formula], displays: Mapping[Formula, Display]
) -> tuple[tuple[str, ...], bool]:
    """The functions that a list of formulas names, and whether it names their gradients."""
    groups = [group for group in match.groups() if group and re.fullmatch(NAMES, group)]
    return _named_in(re.findall(r"⟨(\d+)⟩", groups[0]) if groups else (), formulas, displays)


def _named_in(
    numbers: Iterable[str], formulas: list[Formula], displays: Mapping[Formula, Display]
) -> tuple[tuple[str, ...], bool]:
    names: list[str] = []
    gradients = False
    for number in numbers:
        display = displays.get(formulas[int(number)])
        if display is None or not display.clauses:
            return (), False
        body = display.clauses[0].body
        inner = gradient_of(body)
        gradients = gradients or inner is not None
        found = [name for name in (key(inner),) if name] if inner is not None else named(body)
        if not found:
            return (), False
        names += found
    return tuple(names), gradients


def gradient_of(node: Node) -> Node | None:
    """The function of `∇f` or f'."""
    if (
        isinstance(node, Juxt)
        and len(node.factors) == 2
        and isinstance(node.factors[0], Name)
        and node.factors[0].name == "nabla"
    ):
        return node.factors[1]
    if isinstance(node, Prime) and node.count == 1:
        return node.base
    return None


def _value(block: Formula, displays: Mapping[Formula, Display]) -> Node | None:
    """The formula of a constant: `L`, the L of `L > 0`."""
    display = displays.get(block)
    if display is None or not display.clauses:
        return None
    body = display.clauses[0].body
    return (
        body.first
        if isinstance(body, Chain) and body.links[0].op in (">", "≥")
        else None
        if isinstance(body, Chain)
        else body
    )
