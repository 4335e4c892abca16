"""Conditions in running text: `a, b > 0`, `0 < p < 1`, `n ≠ m` restrict what is spoken of and claim nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate import prose
from derive.elaborate.derivatives import derivative_fraction, gradient_head
from derive.elaborate.events import Said
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.elaborate.survey import inside, is_number, run_over, whole_names
from derive.elaborate.words import DEMANDS, OPERATION
from derive.elaborate.words import claims as announces
from derive.formula.signs import LOEWNER
from derive.formula.syntax import (
    Add,
    BigOp,
    Chain,
    Clause,
    Display,
    Dots,
    Fence,
    Frac,
    Juxt,
    Link,
    Name,
    Node,
    Num,
    Operator,
    Prime,
    Sup,
    Tuple,
    items_of,
)
from derive.goals import Origin
from derive.record import dataclass, replace

# words right before a formula that say it is to be met or solved, whatever came before them in the sentence
_SOUGHT = re.compile(
    r"\b(?:such that|s\.\s?t\.|so as to satisfy|subject to|under the constraints?|solv(?:e|es|ing)|solutions? (?:of|to)|(?:roots?|zeros?) of|"
    r"(?:linear |overdetermined |normal )?systems?(?: of(?: linear)? (?:equations|inequalities))?|"
    r"(?:(?<!\bwe )(?<!\byou )(?<!\bone )(?<!\bshould )(?<!\bwill )(?<!\bwould )find|(?<!\bnot )(?<!n't )(?<!n’t )(?<!\bno )need|seeks?|seeking|looking for|look for|want|require|requires|requiring|wish)\b(?! that\b)[^.;:⟨]{0,40}(?:with|for which|so that|that satisfy|satisfying)?)"
    r"\b[^.;⟨]{0,60}$",
    re.I,
)
# "solve the following equations for α and β:"; "solving this for α:" goes on to what is found
_SYSTEM = re.compile(
    r"\bsolv(?:e|ing)\s+the\s+following\s+(?:\w+\s+){0,3}(?:equations?|systems?)\b[^.;:⟨]{0,30}"
    r"\b(?:for|in)\s+(?:(?:the\s+)?(?:two\s+)?(?:parameters?|unknowns?|variables?)\s+)?⟨formula⟩(?:\s*(?:,|,?\s*and)\s*⟨formula⟩)*\s*:?\s*$",
    re.I,
)
# and those that do so in a sentence that concludes nothing
_MET = re.compile(
    r"\b(?:satisf(?:y|ies|ying)|constraints?|feasibility|slackness|stationarity|conditions?|requirements?|the (?:\w+ )?(?:equations?|inequalit(?:y|ies))|feasible|the case|cases?|"
    r"the (?:\w+ )?problem)\b[^.;:⟨]{0,30}:?\s*$",
    re.I,
)
_MET_IN_LIST = re.compile(
    r"\b(?:constraints|conditions|requirements|equations|inequalities)\s+"
    r"(?:(?:that|which|we|you|one|have|need|must|now|then|here|just|simply|is|are|read)\s+){0,5}:?\s*(?:⟨formula⟩\s*(?:,|;|,?\s*and)\s*(?:that\s+)?)+$",
    re.I,
)
# whatever the sentence concludes: what is listed behind it is a constraint
_CONSTRAINTS = re.compile(
    r"\bconstraints\s+(?:(?:that|which)\s+)?(?:(?:we|you|the\s+problem)\s+(?:then\s+)?(?:have|has|need|must\s+meet)\s+)?(?:are|is|read)\s+(?:that\s+)?"
    r"(?:⟨formula⟩\s*(?:,|;|,?\s*and)\s*(?:that\s+)?)*$",
    re.I,
)
# right before a display: it is a condition, which may be worked out or not
_OF_CONDITION = re.compile(
    r"\b(?:necessary|sufficient|optimality|stationarity|first[- ]order|KKT)\s+conditions?\b[^.;:]{0,60}(?:is|are|be|becomes?|reads?|:|optimal|minimal|solution|minimum|minimi[sz]er)\s*:?\s*$",
    re.I,
)
# what a thing is called, or is, if the whole display holds
_IS_IF = re.compile(
    r"^(?!.*\b(?:then|so|hence|thus|therefore)\b).*\b(?:is|are|be)\b[^.;:]*\b(?:if|when|whenever|iff|if\s+and\s+only\s+if)\s*:?\s*$",
    re.I | re.S,
)
# what a question asks after, and what is looked for: "what does it mean that", "for what λ is"
_ASKED = re.compile(
    r"\bwhat\s+(?:does|would)\s+it\s+mean\s+(?:that|if|when|for)\s*$"
    r"|\bfor\s+(?:what|which)\s+(?:values?\s+of\s+)?⟨formula⟩\s+(?:is|are|does|do|we\s+have)\s*$"
    r"|(?<!regardless of )(?<!independent of )(?<!matter )\bwhether\s+(?:or\s+not\s+)?(?:(?:the|an?|this|its|their|all|each)\b[^.;,]{0,60}:)?\s*$",
    re.I,
)
# right behind an inequality: what it is that follows from it, or is the same, is said in words
_PREMISE = re.compile(
    r"\s*(?:implies|if\s+and\s+only\s+if|iff|is\s+equivalent\s+to)\s+(?:that\s+)?(?=[^.;:]*[A-Za-z]{3})", re.I
)
# the sentence before a display: what stands there is assumed
_ASSUMPTIONS = re.compile(
    r"(?:\bthe\s+following\s+(?:\w+\s+){0,2}assumptions?\b[^.:;⟨]{0,40}"
    r"|\b(?:we|I)\s+(?:will\s+|shall\s+|further\s+|also\s+)?(?:make|need|impose)\s+(?:\w+\s+){0,3}assumptions?\b[^.:;⟨]{0,20}"
    r"|\bassumptions\s+(?:are|read)(?:\s+as\s+follows)?)\s*[.:]\s*$",
    re.I,
)
# "this needs one solve:", "in this case,", "we need to find the square:": what is done, and where; no condition that the formula states
_ENDS = re.compile(
    rf"\b(?:(?:an?|one|each|per|single)\s+(?:⟨formula⟩\s+)?(?:[\w-]+\s+)?solve|(?:linear|triangular|sparse|dense)\s+solves)\s*[:,]?\s*$"
    rf"|\b(?:in|for)\s+(?:this|that|the|our|such|each|either|both|any)\s+(?:\w+\s+){{0,2}}cases?\s*[:,]?\s*$"
    rf"|\b(?:want|need|require|look(?:ing)?\s+for|find|remains\s+to\s+find|solving\s+for)\s+(?:to\s+\w+\s+)?(?:the\s+|its\s+|their\s+|an?\s+)(?:\w+\s+)?{OPERATION}\b(?![^.;⟨]*{DEMANDS})[^.;⟨]*$",
    re.I,
)
# right before it: what it speaks of is free to be chosen so; "X is normal, such that" goes on to what follows
_SELECTS = re.compile(
    r"\b(?:(?:there\s+(?:is|are|exists?)|exists?|(?:can|could|to|must)\s+find|choose|pick|seek|look(?:ing)?\s+for)\b[^.;]*\bsuch\s+that|solv(?:e|es|ing))\s*:?\s*$",
    re.I,
)
# "the rank is k, such that the trace becomes", behind a display or what a sentence says: it goes on to what follows
_GOES_ON = re.compile(
    r"(?P<before>.*)\bsuch\s+that\b(?P<then>(?:[^.;⟨]|⟨formula⟩)*)$",
    re.I | re.S,
)
_COMES_TO = re.compile(
    r"\b(?:is|are|becomes?|equals?|reads?|have|get|obtain|find|follows\s+that|given\s+by|simplif(?:y|ies)\s+to|reduces?\s+to|to\s+be|(?:written|expressed)\s+as)[\s,:]*$",
    re.I,
)
# what is chosen, introduced or looked for so that it holds
_CHOSEN = re.compile(
    r"\b(?:let|choos\w+|chosen|find|pick\w*|seek\w*|look\w*|exists?|there|consider|defin\w+|denot\w+|take|suppos\w+|assum\w+|given(?!\s+by)|want\w*|need\w*|requir\w+|minimi\w+|maximi\w+|"
    r"set|sets|construct\w*|design\w*|select\w*|determin\w+|for\s+(?:all|any|every|each|some)|where|any|some|every|each|satisf\w+|solv\w+|if|when\w*|with)\b"
    r"|\b(?:is|are|be|an?)\s+(?:(?:an?|the)\s+)?(?:[\w-]+\s+){0,4}(?:matri(?:x|ces)|values?|numbers?|vectors?|functions?|integers?|constants?|scalars?|sets?|points?|famil(?:y|ies)|"
    r"sequences?|variables?|observations?|data|bas[ie]s|directions?|maps?|projections?|partitions?|samples?)\s*,?\s*$",
    re.I,
)
_ARGUES = re.compile(r"^\W*(?:since|because|as|thus|hence|therefore|then|finally|this|these|now)\b", re.I)
# right behind one: what it is called
_CALLED = re.compile(
    r"^[\s~,.:;()–—-]*(?:(?:the|an?|is|are|called|primal|dual|linear|convex|\w*equality|affine)\s+)*(?:feasibility|complementar\w+|slackness|stationarity|constraints?)\b",
    re.I,
)
_FINDS = re.compile(r"\b(?:we|one|you) (?:then |can |now |thus )*(?:find that|obtain|get|see)\b", re.I)
# right before a formula: it is said that it holds
_SAYS = re.compile(
    r"\b(?:is|are|was|be|been|that|equals?|get|gets|know|see|prove|proves|holds?|means|attained at|at)[\s,:]*$", re.I
)
_NEAR, _RIGHT_BEFORE = (
    5,
    2,
)  # words before a formula, and before the number that a name is given, that can announce a claim
_UNDER = re.compile(r"^\W*(?:subject to|such that|s\.\s?t\.?|under|with (?:the )?constraints?|constrained by)", re.I)
_EXTREMES = frozenset(["min", "max", "inf", "sup", "minimize", "maximize", "minimise", "maximise", "argmin", "argmax"])
_ORDER = frozenset(["<", "≤", ">", "≥", "≠"])


def restricts(reading: Reading, chain: Chain) -> bool:
    """Whether a formula in running text, or what stands behind a statement in the same line of a display, only bounds names."""
    block = reading.order[reading.display] if reading.display < len(reading.order) else None
    if _is_within(chain, reading.claimed):
        return False  # "a² > b² whenever a > b > 0"
    return block is not None and (stands_behind(reading, chain) if block.display else _bounds_names(chain))


def _bounds_names(chain: Chain) -> bool:
    """Whether every link is one of order, and between a name and a number or another name."""
    if any(link.op not in _ORDER for link in chain.links) and not _is_definite(chain):
        return False
    parts = [item for side in (chain.first, *(link.right for link in chain.links)) for item in items_of(side)]
    plain = all(_is_bare(part) or isinstance(part, Dots) for part in parts)
    return plain and any(not isinstance(part, Num | Dots) for part in parts)


def _is_definite(chain: Chain) -> bool:
    """`B \\succ 0` of a name."""
    link = chain.links[0]
    return len(chain.links) == 1 and link.op in LOEWNER and isinstance(link.right, Num)


def stands_behind(reading: Reading, chain: Chain) -> bool:
    """Whether a bound stands in its row of a display behind a statement that is none: `f(x) = x^a, \\quad a > 0`."""
    block = reading.order[reading.display] if reading.display < len(reading.order) else None
    display = reading.formulas.displays.get(block) if block is not None and block.display else None
    clauses = display.clauses if display is not None and _bounds_names(chain) else ()
    if not clauses:
        return False
    place = next((n for n, clause in enumerate(clauses) if _covers(clause, chain)), 0)
    before = [clause for clause in clauses[:place] if clause.row == clauses[place].row]
    between = clauses[place].lead
    return between in (",", ";", "quad") and any(
        isinstance(clause.body, Chain) and not _bounds_names(clause.body) for clause in before
    )


def _covers(clause: Clause, chain: Chain) -> bool:
    return clause.body.span[0] <= chain.span[0] and chain.span[1] <= clause.body.span[1]


# what stands before a case that only a formula names: the label of an item, or nothing
_ITEM = re.compile(r"^[\s*_>-]*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)][\s*_]*)?$", re.I)


def is_label(before: str, after: str, display: Display) -> bool:
    """Whether a formula in running text names a case: `p = q = 1/2:` opens an item, and is about names and numbers alone."""
    if _ITEM.match(before) is None or re.match(r"\s*[*_]*:\s", after) is None or len(display.clauses) != 1:
        return False
    body = display.clauses[0].body
    if not isinstance(body, Chain) or any(link.op not in (_ORDER | {"="}) for link in body.links):
        return False
    sides = (body.first, *(link.right for link in body.links))
    return all(_is_bare(side) and not isinstance(side, Sup) for side in sides)


def _is_within(chain: Chain, block: Formula | None) -> bool:
    return block is not None and block.span[0] <= chain.span[0] and chain.span[1] <= block.span[1]


def _is_bare(node: Node) -> bool:
    """A name, a number, a bound such as `-1`, `1/2`, `\\infty`."""
    if isinstance(node, Add) and len(node.terms) == 1:
        node = node.terms[0][1]
    if isinstance(node, Frac):
        return isinstance(node.num, Num) and isinstance(node.den, Num)
    return (
        isinstance(node, Num | Name)
        or key(node) is not None
        or (isinstance(node, Sup) and not isinstance(node.base, Fence))
    )


def each(first: Node, links: list[Link]) -> list[tuple[Node, list[Link]]]:
    """`a, b > 0` as a statement for each name."""
    ordered = len(links) == 1 and links[0].op in (*_ORDER, "⪰", "≻")
    if isinstance(first, Tuple) and ordered and not isinstance(links[0].right, Tuple):
        return [(item, links) for item in first.items]
    return [(first, links)]


# "(K ≥ 2, all q_k > 0, Σ_k q_k = 1)": a list in brackets with nothing but formulas
_BRACKETED = re.compile(
    r"\((?:\s|,|;|\b(?:and|all|each|every|both|also|with|where)\b|⟨formula⟩)*⟨formula⟩[\s,;]*(?:and|with)?\s*$", re.I
)


def lists_on(before: str, display: Display) -> bool:
    """Whether a formula says what value something has and goes on with a list of conditions in brackets."""
    bodies = [clause.body for clause in display.clauses]
    valued = all(
        isinstance(body, Chain)
        and len(body.links) == 1
        and body.links[0].op == "="
        and isinstance(body.links[0].right, Num)
        for body in bodies
    )
    return valued and bool(bodies) and _BRACKETED.search(before) is not None


# "‖x‖ = 1, x ∈ ℝ^n.", "a + b = 1, a, b > 0.": formulas, and hardly a word between them
_LIST = re.compile(r"((?:\s*(?:,|;|,?\s*and)\s*\$[^$]+\$(?:\s+[a-z][\w-]*){0,4})+)\s*(?:[.;]|\n\s*\n|$)", re.I)
_LISTED = re.compile(r"(?:\s*⟨formula⟩\s*(?:,|;|,?\s*and)\s*)*", re.I)
# over what a name ranges, or what a name is: `Y = A X + b`
_RANGES = re.compile(r"\\in(?![a-z])|∈|<|>|\\[lg]eq?(?![a-z])|\\succ|[≤≥]|\$\s*\\?[A-Za-z]+(?:_\w+)?\s*=")
_CONSTANTS = frozenset(("pi", "e", "infty"))


def in_list(reading: Reading, block: Formula, display: Display, before: str) -> bool:
    """Whether an equation that no name is defined by stands in a sentence without words that also says what its names, heard for the first time, are,
    or over what they range: then it is given, like this."""
    if block.display or not display.clauses or _LISTED.fullmatch(before) is None:
        return False
    found = _LIST.match(reading.text((block.span[1], block.span[1] + 400)))
    ranges = found is not None and _RANGES.search(found[1]) is not None and not announces(found[1])
    here = reading.events[reading.sentence :]
    ranges = ranges or any(event.kind in (Said.ASSUME, Said.PROPERTY, Said.DEFINE) for event in here)
    if not ranges:
        return False
    told = {name for event in here if event.relation == "=" for name in event.names}
    line = reading.document.position(block.span[0])[0]
    heard = {
        name for name, known in reading.scope.names.items() if known.origin is not Origin.INFERRED or known.line < line
    }
    for clause in display.clauses:
        body = clause.body
        if not isinstance(body, Chain) or any(link.op != "=" for link in body.links) or key(body.first) is not None:
            return False
        bound = {name for part in inside(body) if isinstance(part, BigOp) for name in run_over(part)} | _CONSTANTS
        sides = [whole_names(side) - bound for side in (body.first, *(link.right for link in body.links))]
        if frozenset().union(*sides) <= told:  # "E[X] = μ, Var(X) = v, E[X²] = μ² + v"
            return False
        if any(one & other for one, other in combinations(sides, 2)) or heard & set().union(*sides):
            return False
    return True


# "Damped oscillator $…$, energy $E = …$.": what a sentence with none of these says is a title, and what its formulas are about
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|being|am|has|have|had|do|does|did|can|could|may|might|must|shall|should|will|would|not|no|how|why|what|which|whether|"
    r"hold|say|mean|get|see|know|need|want|make|solve|compute|calculate|evaluate|determine|minimi[sz]e|maximi[sz]e|simplify|expand|differentiate|integrate|"
    r"try|ask|tell|turn|lead|come|go|equal|satisf|vanish|impl|state|claim|exist|depend|tend|converge|diverge|fail|contain|consist|"
    r"commute|agree|differ|follow|hence|thus|so|then|therefore|i\.e|that|there|it|we|you|they|but|only|never|always|if|unless|because|since|as)(?:s|es|ed|d|ies|y|ing)?\b",
    re.I,
)
# nor is a title what begins so: "For t > 0, t^2 + t > 0"
_NO_TITLE = re.compile(
    r"\W*(?:for|with|when|where|while|moreover|further\w*|also|finally|in|at|on|under|by|to|from|here|now|and|or|let|any|every|all|each|such)\b",
    re.I,
)
_MOST_TITLE = 8  # words beside a formula in a sentence that is a title


def sets_out(before: str, after: str) -> bool:
    """Whether a formula in running text stands in a sentence without a verb, as at the head of an exercise: it sets out what is spoken of. `before` is the
    sentence up to it, `after` what stands behind it."""
    sentence = before + prose.opening(re.sub(r"\$[^$]*\$|\\\(.*?\\\)", "⟨formula⟩", after, flags=re.S))
    pieces = sentence.split("⟨formula⟩")
    words = {word for piece in pieces for word in re.findall(r"[A-Za-z]+", piece)}
    if _NO_TITLE.match(sentence) or words == {"and"}:
        return False  # formulas that only "and" joins are what they claim
    return (
        _VERB.search(sentence) is None
        and not announces(sentence)
        and all(len(piece.split()) <= _MOST_TITLE for piece in pieces)
    )


def off_point(first: Node, links: Sequence[Link]) -> tuple[Node, list[Link]] | None:
    """`(x, y) ≠ (0, 1)` as what it says of real numbers, `x² + (y - 1)² ≠ 0`; None of other formulas."""
    if len(links) != 1 or links[0].op != "≠":
        return None
    pair, point = first, links[0].right
    if not (isinstance(pair, Fence) and isinstance(point, Fence) and pair.open == point.open == "("):
        return None
    if not (isinstance(pair.body, Tuple) and isinstance(point.body, Tuple)):
        return None
    names, values = pair.body.items, point.body.items
    if len(names) != len(values) or not all(key(n) and isinstance(v, Num) for n, v in zip(names, values, strict=True)):
        return None
    squares = tuple(("+", _square_of_difference(n, v)) for n, v in zip(names, values, strict=True))
    nothing = Num("0", span=point.span)
    return Add(squares, span=pair.span), [replace(links[0], right=nothing)]


def _square_of_difference(name: Node, value: Node) -> Node:
    base = name
    if isinstance(value, Num) and value.text != "0":
        gap = Add((("+", name), ("-", value)), span=name.span)
        base = Fence("(", ")", gap, span=name.span)
    return Sup(base, Num("2", span=name.span), span=name.span)


_FOR = re.compile(r"\b(?:for|when|at)\s*$", re.I)
_AT = re.compile(r"\bat\s*$", re.I)


def is_case(sentence: str, first: Node, links: Sequence[Link]) -> bool:
    """Whether a formula in running text gives a name a number for what its sentence goes on to say: "for n = 1", "when x = 0"."""
    valued = len(links) == 1 and links[0].op == "=" and is_number(links[0].right)
    return valued and key(first) is not None and _FOR.search(sentence) is not None


def is_place(sentence: str, first: Node, links: Sequence[Link]) -> bool:
    """Whether a formula in running text says where something is: "a maximum at x = μ"."""
    gives = len(links) == 1 and links[0].op == "=" and key(first) is not None
    return gives and _AT.search(sentence) is not None


def sought(sentence: str, concludes: bool, after: str = "") -> bool:
    """Whether the words before a formula say that it is to be met or solved, and neither claim nor give it, or those behind it call it a constraint;
    `concludes`: the sentence has a word that announces a claim."""
    if (not concludes and _CALLED.match(after)) or _ASKED.search(sentence):
        return True
    if _FINDS.search(sentence):
        return False
    sentence = _ENDS.sub("", sentence)
    met = _MET.search(sentence) is not None or _MET_IN_LIST.search(sentence) is not None
    posed = any(pattern.search(sentence) for pattern in (_SOUGHT, _SYSTEM, _CONSTRAINTS))
    return posed or (not concludes and met)


def goes_on(sentence: str, stated: bool) -> bool:
    """Whether "such that" right before a display says what follows from what stands before it, and not what something is chosen for: "…, such that the median
    becomes". `stated`: the sentence has stated an equation before, and nothing since."""
    match = _GOES_ON.match(sentence)
    if match is None or _CHOSEN.search(match["before"]) is not None:
        return False
    if match["then"].strip(" ,:\n"):
        return _COMES_TO.search(match["then"]) is not None
    return stated or _ARGUES.match(match["before"]) is not None


def of_condition(sentence: str) -> bool:
    """Whether the words before a display say that it is a condition: "we get the necessary and sufficient condition for x to be optimal:"."""
    return _OF_CONDITION.search(sentence) is not None


def defines_by(sentence: str, clause: Clause) -> bool:
    """Whether a clause follows from another one in the condition of a definition: "the x_i are independent if $$\\sum_i t_i x_i = 0 \\implies t_i = 0$$"."""
    return clause.lead in ("⇒", "⇔") and _IS_IF.search(sentence) is not None


def assumed(recent: str) -> bool:
    """Whether the words up to a display end with a sentence that announces assumptions, and concludes nothing: "The following assumptions are in order."."""
    return _ASSUMPTIONS.search(recent) is not None and not announces(re.split(r"(?<=[.!?])\s+", recent.strip())[-1])


def premise_of_words(body: Node, after: str) -> bool:
    """Whether a formula is an inequality from which something in words is said to follow: "$f'' \\geq 0$ implies that f is convex"."""
    ordered = isinstance(body, Chain) and all(link.op in (*_ORDER, *LOEWNER) for link in body.links)
    match = _PREMISE.match(after) if ordered else None
    return (
        match is not None
        and re.match(r"(?:the|an?|that|its|every|all|there|it|we)\b|$", after[match.end() :]) is not None
    )


def selects(sentence: str) -> bool:
    """Whether what a formula speaks of is chosen so that it holds: "a number λ and a vector v such that"."""
    return _SELECTS.search(sentence) is not None


_LABEL = re.compile(r"\s*(?!case|example|if)(?:[A-Z][A-Za-z -]{2,40}:)\s*", re.I)


def labels_value(before: str, after: str, display: Display) -> bool:
    """`Unit circle: $r = 1$.`: a title and a value for a name, and no other word: it is given."""
    body = display.clauses[0].body if len(display.clauses) == 1 else None
    if not isinstance(body, Chain) or len(body.links) != 1 or body.links[0].op != "=":
        return False
    alone = _LABEL.fullmatch(before) is not None and after.lstrip()[:1] in (".", "")
    return alone and key(body.first) is not None and is_number(body.links[0].right)


def not_read(reading: Reading, begun: int, what: str) -> None:
    """What the events since `begun` could not read is no claim: it is listed as what it is, and nothing that rests on it is refuted."""
    for place in range(begun, len(reading.events)):
        event = reading.events[place]
        if event.kind is Said.UNCHECKED:
            reading.events[place] = replace(event, kind=Said.UNREAD, reason=f"{what}, not read: {event.reason}")


_JOINED = re.compile(r"\s*(?:,|;|,?\s*and)\s*(?:also\s*)?", re.I)


def in_passing(sentence: str, body: Node) -> bool:
    """Whether the words before a formula in a line of text neither conclude it nor say that it holds: "with stride S = 2", "the system A x = b"."""
    valued = isinstance(body, Chain) and key(body.first) is not None and is_number(body.links[0].right)
    before, formula, last = sentence.rpartition("⟨formula⟩")
    while formula and not valued and _JOINED.fullmatch(last):  # it stands as the formula does that it is joined to
        before, formula, last = before.rpartition("⟨formula⟩")
    words = last.split()
    near = " ".join(words[-(_RIGHT_BEFORE if valued else _NEAR) :])
    return not announces(near) and (valued or _SAYS.search(near) is None)


@dataclass(slots=True)
class Problem:
    """Whether the clauses of a display, read in order, are the constraints of an optimisation problem that is written out in it."""

    constrained: bool  # a clause of the display begins with "subject to"
    row: int = -1  # the row of the objective
    open: bool = False

    def has(self, clause: Clause) -> bool:
        """Whether the next clause is part of a problem: a constraint, or what is to be made smallest."""
        objective = _is_extreme(clause)
        if _is_under(clause):
            self.open = True
        elif clause.lead in ("⇒", "⇔"):
            if not (
                self.constrained and self.open and clause.lead == "⇔"
            ):  # a constraint may be written in another way, and so may a problem
                self.open, self.row = False, -1
                if clause.lead == "⇔" and objective and not isinstance(clause.body, Chain):
                    self.row = clause.row
        elif objective and not isinstance(clause.body, Chain):
            self.row, self.open = clause.row, False
        elif self.row >= 0 and (clause.row > self.row or clause.lead in (",", "quad")) and not objective:
            self.open = True
        return self.open or (self.constrained and objective)


def problem(clauses: tuple[Clause, ...]) -> Problem:
    """The problem that a display may pose."""
    return Problem(any(_is_under(clause) for clause in clauses))


def _is_under(clause: Clause) -> bool:
    body = clause.body
    return _UNDER.match(clause.lead) is not None or (isinstance(body, Name) and _UNDER.match(body.name) is not None)


def _is_extreme(clause: Clause) -> bool:
    body = clause.body.first if isinstance(clause.body, Chain) else clause.body
    first = body.terms[0][1] if isinstance(body, Add) else body
    if isinstance(first, Juxt):
        first = first.factors[0]
    return clause.lead.strip().lower() in _EXTREMES or (
        (isinstance(first, BigOp) and first.op in _EXTREMES)
        or (isinstance(first, Operator) and first.name in _EXTREMES)
    )


def without_series(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """`C_n = 1, 1, 2, 5, …` lists values, and does not say that C_n is 1: that link goes."""
    found = []
    for number, clause in enumerate(clauses):
        body = clause.body
        following = clauses[number + 1] if number + 1 < len(clauses) else None
        more = following is not None and following.lead == "," and all(map(is_number, items_of(following.body)))
        if more and isinstance(body, Chain) and is_number(body.links[-1].right):
            links = body.links[:-1]
            clause = replace(clause, body=Chain(body.first, links, span=body.span) if links else body.first)
        found.append(clause)
    return tuple(found)


def zero_last(body: Chain) -> Chain:
    """`∇L = A x - b = 0` of `0 = ∇L = A x - b`: what is set to zero, and then that it is."""
    first, links = body.first, body.links
    equations = all(link.op == "=" for link in links)
    if not (isinstance(first, Num) and first.text == "0" and equations and _differentiates(links[0].right)):
        return body
    return replace(body, first=links[0].right, links=(*links[1:], Link("=", first, span=first.span)))


def _differentiates(node: Node) -> bool:
    return any(
        derivative_fraction(part) is not None or gradient_head(part) is not None or isinstance(part, Prime)
        for part in inside(node)
    )


def bounds(body: Node) -> bool:
    """Whether a statement bounds a name and says nothing else: `x \\neq 0`, `0 < t < 1`, `k \\geq 1`."""
    if not isinstance(body, Chain) or any(link.op not in _BOUNDS for link in body.links):
        return False
    sides = [body.first, *(link.right for link in body.links)]
    named = [side for side in sides if key(side) is not None]
    return len(named) == 1 and all(is_number(side) or _is_nothing(side) for side in sides if side is not named[0])


_BOUNDS = frozenset("≠<>≤≥")


def _is_nothing(side: Node) -> bool:
    return isinstance(side, Name) and side.name == "0"
