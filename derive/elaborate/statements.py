"""The statements of a document in order: what each formula declares, defines, assumes and claims."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from derive import lazy_re as re
from derive.document.model import Directive, Document, Formula, Prose
from derive.elaborate import (
    alternatives,
    approximations,
    conditions,
    index_conditions,
    labels,
    lifetimes,
    prose,
    ranges,
    special_cases,
    tested_hypotheses,
)
from derive.elaborate.activations import acts_entrywise
from derive.elaborate.afterwards import ends_with_stop, equates, said_behind, words_behind
from derive.elaborate.attribution import attribute, give
from derive.elaborate.commuting import commute
from derive.elaborate.conjunctions import stated_by
from derive.elaborate.continued import is_grounded
from derive.elaborate.curvature import said_of_functions
from derive.elaborate.declarations import domains_behind
from derive.elaborate.definitions import drop_idle, is_derived, is_of_another
from derive.elaborate.dependence import calls_function, depends_in_words
from derive.elaborate.diagonal_words import says_of_diagonal
from derive.elaborate.directives import follow
from derive.elaborate.distributions import moments_in_words
from derive.elaborate.domains import said_of_all
from derive.elaborate.eigenvectors import eigenvectors
from derive.elaborate.events import Event, Said, Solved
from derive.elaborate.exponents import may_reach_further
from derive.elaborate.fitting import may_widen, symbols_in
from derive.elaborate.functions import functions_in_words
from derive.elaborate.identities import names_identity, names_ones
from derive.elaborate.links import Setting, gives_slope
from derive.elaborate.loose import Clash, Loose, has_derivative
from derive.elaborate.members import declares_whole, names_parts
from derive.elaborate.moving import of_differentials
from derive.elaborate.named_functions import names_function
from derive.elaborate.one_hot import is_one_hot
from derive.elaborate.orthonormal import are_orthonormal, decomposes, is_qr
from derive.elaborate.outline import Outline
from derive.elaborate.pairs import names_what, of_pairs
from derive.elaborate.prose_claims import claims_in_words
from derive.elaborate.reading import Reading
from derive.elaborate.real_words import said_real
from derive.elaborate.rebinding import describes, parts_company, rebinds
from derive.elaborate.scope import Known, key
from derive.elaborate.set_to_zero import comes_of_zero, sets_other
from derive.elaborate.solutions import vanishes
from derive.elaborate.spectra import bounds_radius, names_eigenvalues
from derive.elaborate.spoken import declares_in_words, declares_kinds
from derive.elaborate.survey import inside, whole_names
from derive.elaborate.units import declares_units
from derive.elaborate.values_in_words import listed_values
from derive.elaborate.words import Mode, Words, claims, mode_after, quantified, supposes_before
from derive.elaborate.written import Written
from derive.formula.signs import LOEWNER
from derive.formula.syntax import Chain, Clause, Display, Empty, Link, Name, Node, Num, Sub, Text
from derive.record import dataclass, field, replace


def read_statements(
    document: Document,
    formulas: Written,
    hints: frozenset[str] = frozenset(),
    early: dict[str, Known] | None = None,
    chains: int = 0,
) -> Reading:
    """Everything a document says, as events in order; `hints` are names to be taken for vectors, `early` ones that are declared later; `chains` of equations
    have been numbered before."""
    reading = Reading(document, formulas, hints, early or {}, chains=chains)
    reading.sizes.before = partial(may_widen, reading)
    words = Words()
    outline, blocks = Outline(reading), document.blocks
    ahead: set[Formula] = set()  # what a "where" says of a display was read before it
    supposed = False  # whether a sentence of the paragraph before this one began with a condition
    for position, block in enumerate(blocks):
        if isinstance(block, Prose):
            anew = words.displayed and block.text.lstrip()[:1].isupper()
            begins = anew or not words.sentence.strip()
            lapses = lifetimes.opens(block.text, begins)
            if lifetimes.supposes_anew(block.text, begins):
                lapses = lapses or ("if" if supposed else "")
                supposed = True
            words.hear(block.text)
            special_cases.bracketed(reading, block.text, block.span[0])
            if lapses:
                reading.emit(Event(Said.LAPSE, block.span, reason=lapses))
                reading.solved.clear()
            words.mode = Mode.CLAIM if block.span[0] in reading.turns else words.mode
        elif isinstance(block, Formula):
            stated: list[Loose] = []
            if block not in ahead:
                behind = said_behind(reading, blocks, position, lambda *given: _earlier(reading, *given))
                ahead |= behind
                reading.claimed = block if behind and not block.display else None
            if block in reading.formulas.displays and block not in ahead:
                after = words_behind(blocks, position)
                decomposes(reading, block, words.sentence, after)
                stated = _formula(reading, block, reading.formulas.displays[block], words, after)
                moments_in_words(reading, block)
                are_orthonormal(reading, block, words.sentence, after, words.mode)
                is_qr(reading, block, words.sentence, after)
            reading.display += block not in ahead
            words.pass_over(block, stated, block.display and ends_with_stop(reading, block))
        elif isinstance(block, Directive):
            follow(reading, block)
        else:
            supposed = False
            outline.passes(blocks, position, words)
    drop_idle(reading)
    reading.not_checked += claims_in_words(document, reading.events)
    reading.not_checked.sort()
    return reading


def _supposes(reading: Reading, position: int) -> bool:
    """Whether the paragraph up to an event assumes something in passing that was read."""
    for event in reversed(reading.events[:position]):
        if event.kind in (Said.PARAGRAPH, Said.SECTION):
            return False
        if event.kind in (Said.ASSUME, Said.PROPERTY) and event.passing:
            return True
    return False


# what is said of all is no condition on one: "for all x with x > 0, f(x) ≤ 0"
_FOR_ALL = re.compile(r"\bfor\s+(?:all|any|every|each)\b", re.I)
# "for complex z = a + bi, |z|² = …"
_FOR_VALUE = re.compile(r"(?:^|[.;]\s*)for\b(?!\s+(?:some|suitable))[^.;⟨]*⟨formula⟩\s*[,:]\s*$", re.I)


# "for x > 0, log x ≤ x - 1.", "for x ∈ ℝ^n with ‖x‖ ≤ 1, xᵀx ≤ 1.": the last formula of a sentence that says nothing before "for" is what it claims
_FOR_ALONE = re.compile(
    r"^\W*(?:(?:now|also|then|thus|hence|so|and|moreover|further(?:more)?|similarly|likewise|in particular|in addition|more generally|finally|again|first|second|next|"
    r"clearly|indeed|note that|recall that|we have|it holds|that)\b\W*)*for\b(?!\s+(?:all|any|every|each|arbitrary|some|suitable|which|what|example|instance)\b)[^.;]*⟨formula⟩\s*,\s*$",
    re.I,
)
_CLOSES = re.compile(r"\s*(?:,?\s*and\s+\$[^$]+\$\s*)?[.;](?:\s|$)")  # one more claim may stand behind it


# "Let f(x) = … with A symmetric, and A x^* = b": what stands behind the words for a property is given like them
_LET_WITH = re.compile(
    r"^\W*(?:let|suppose|assume|consider)\b[^.;]*\bwith\s+(?:an?\s+|the\s+)?⟨formula⟩\s+[a-z][a-z -]{2,40},?\s+and\s*$",
    re.I,
)


# "With s = a + b and d = a - b, s d = a² - b² and s + d = 2 a.": a sentence that has nothing else to say claims what it says of what it has defined
_WITH_VALUE = re.compile(r"^\W*with\b[^.;:⟨]*⟨formula⟩(?:\s*(?:,|,?\s*and)\s*⟨formula⟩)*\s*(?:[,:]|,?\s*and)\s*$", re.I)
_FORMULAS_ONLY = re.compile(r"(?:\s*(?:[,;]\s*)?(?:(?:and|but|while|whereas|also)\b)?\s*\$[^$]+\$)*\s*\.(?:\s|$)")


def _says_of_defined(reading: Reading, block: Formula, display: Display, before: str) -> bool:
    """Whether a formula in a sentence of definitions and equations alone, "with D, …", says something of what the sentence defines."""
    rest = reading.text((block.span[1], block.span[1] + 400))
    made = {e.known.name for e in reading.events[reading.sentence :] if e.kind is Said.DEFINE and e.known is not None}
    return (
        _WITH_VALUE.search(before) is not None
        and _FORMULAS_ONLY.match(rest) is not None
        and any(made & whole_names(clause.body) for clause in display.clauses)
    )


# "where a > 0 and a + b = 1"
_ALSO_GIVEN = re.compile(r"\b(?:where|with)\s+(?:⟨formula⟩\s*,\s*)*⟨formula⟩\s*,?\s*and\s*$", re.I)


# "the loss is C = … with targets p_i ≥ 0, \\sum_i p_i = 1": behind what was said stands what it holds for, the equation too
_QUALIFIED = re.compile(
    r"⟨formula⟩\s*,?\s+with\s+(?:[\w-]+\s+){0,3}⟨formula⟩(?:\s*(?:,|,?\s*and)\s*⟨formula⟩)*\s*(?:,|,?\s*and)\s*$", re.I
)


# right before a display, a sentence of nothing but values
_SET_OUT = re.compile(
    r"(?:^|[.;]\s+)\W*(?:(?:now|then|next|again|so)\s+)?(?:take|let|set|put|choose|pick|use|using|substitut\w+|with|for|when|if)\s+"
    r"⟨formula⟩(?:\s*(?:,|,?\s*and)\s*⟨formula⟩)*\s*:\s*$",
    re.I,
)


def _is_unread(reading: Reading, begun: int) -> bool:
    """Whether nothing that a conclusion can be drawn from was read since an event."""
    return all(event.kind in (Said.UNCHECKED, Said.UNREAD, Said.RESTRICT) for event in reading.events[begun:])


def _conclude(setting: Setting, clause: Clause, stated: list[Loose], sources: list[Loose], words: Words) -> None:
    """From which equations a clause is concluded: the clauses before its arrow, or what its sentence names."""
    if clause.lead in ("⇒", "⇔"):
        links = clause.body.links if isinstance(clause.body, Chain) else ()
        setting.premises = stated
        setting.both = clause.lead == "⇔" and len(links) < 2  # `P ⇔ a = b = c`: neither link alone is equivalent to P
    elif sources:
        setting.premises, setting.words, setting.mode = sources, True, Mode.CLAIM
        setting.both = bool(words.stated) and prose.is_equivalent(words.since)


def _mode(reading: Reading, block: Formula, display: Display, words: Words, mode: Mode, after: str) -> Mode:
    """How a formula stands, from how the words before introduce it and what its sentence has said."""
    before = words.sentence
    equation = any(equates(clause) for clause in display.clauses)
    if mode is Mode.PASSING and any(map(_relates, display.clauses)) and _follows_condition(reading, block, before):
        words.mode = mode = Mode.CLAIM
    conditional = (words.bounds and not _ALSO_GIVEN.search(before)) or _FOR_VALUE.search(before) is not None
    conditional = conditional or _says_of_defined(reading, block, display, before)
    qualifies = _QUALIFIED.search(before) is not None and bool(words.stated) and all(map(_sets_number, display.clauses))
    claimed = mode is Mode.NEAR and not block.display and conditional and words.joined and equation and not qualifies
    if claimed and not _LISTED_ON.match(reading.text((block.span[1], block.span[1] + 400))):
        words.mode = mode = Mode.CLAIM  # "for λ > 0, a = b": what follows the condition is claimed
    alone = _FOR_ALONE.search(before) is not None and mode in (Mode.NEAR, Mode.CLAIM) and not block.display
    alone = alone and _CLOSES.match(reading.text((block.span[1], block.span[1] + 40))) is not None
    if alone and all(map(_relates, display.clauses)):
        words.mode = mode = Mode.CLAIM
    if block.display and mode.assumes and words.stated and _SET_OUT.search(before):
        words.mode = mode = Mode.CLAIM  # "Take u = x and v = e^x:" what follows the values is claimed
    if block.display and mode.assumes and supposes_before(before):
        words.mode = mode = Mode.CLAIM
    if mode is Mode.CLAIM and _DEFINES_KIND.search(before):
        return Mode.GIVEN
    if mode is Mode.CLAIM and not block.display and conditions.is_label(before, after, display):
        return Mode.PASSING
    of_everything = quantified(before)
    if of_everything is not None:
        return of_everything
    said = reading.events[reading.sentence :]
    if not mode.assumes and said and said[-1].kind is Said.ASSUME and conditions.lists_on(before, display):
        return Mode.GIVEN
    if words.joined and equation and said and said[-1].kind is Said.CLAIM:
        return mode if mode in (Mode.GIVEN, Mode.PASSING) else Mode.CLAIM  # "for all t, a = b and c = d"
    declared = not mode.assumes and not alone and _declared_in(reading, before) and not claims(before)
    declared = declared or (equation and not claims(before) and _LET_WITH.search(before) is not None)
    declared = declared or (not mode.assumes and conditions.in_list(reading, block, display, before))
    if not block.display and (declared or conditions.labels_value(before, after, display)):
        return Mode.GIVEN
    return mode


def _goes_on_with_plus(reading: Reading, clauses: Sequence[Clause], number: int) -> bool:
    """`\\bar{x} = \\frac{1}{n} x_1, + \\ldots + \\frac{1}{n} x_n`: a comma that does not belong there."""
    if number + 1 >= len(clauses):
        return False
    between = reading.text((clauses[number].body.span[1], clauses[number + 1].body.span[0] + 1))
    return re.search(r",\s*\+", between) is not None


def _doubt(reading: Reading, block: Formula, display: Display, words: Words, begun: int) -> None:
    """What a formula claims on grounds that were not read, or for one value of a size, is not refuted."""
    before = words.sentence
    if display.clauses and _begins_with_relation(display.clauses[0]) and not is_grounded(_between(reading, block)):
        reading.doubt(begun, "the words before it may speak of another side")
    if "⟨formula⟩" not in before:
        reading.sized = reading.sized and conditions.is_case(before, *_sides(display))
    elif reading.sized:
        reading.doubt(begun, "a size has a value here")
    if prose.holds_roughly(before, reading.text((block.span[1], block.span[1] + 80))):
        reading.doubt(begun, "the words beside it say that it holds only up to something, or from somewhere on")
    if prose.lists_choices(before):
        reading.doubt(begun, "the words before it list what something may be")
    if any(may_reach_further(clause.body) for clause in display.clauses):
        reading.doubt(begun, "how far a logarithm without brackets reaches is not said")
    if not block.display and prose.in_question(reading.text((block.span[1], block.span[1] + 200))):
        reading.doubt(begun, "it stands in a question")
    if prose.rests_on_words(before, _supposes(reading, begun)):
        reading.doubt(begun, "the words before it give a ground that was not read")
    if sets_other(reading, block, before, words.recent):
        reading.doubt(begun, "something is set to zero before it")
    if prose.of_special_points(before):
        reading.doubt(begun, "the words before it may say at which points it holds", _restricts_points)


def _restricts_points(event: Event) -> bool:
    """Whether what is claimed may be a condition on points: it is no slope, gives no name a value, and follows from nothing."""
    sides = (event.left, event.right)
    told = any(side is None or has_derivative(side) or not symbols_in(side) for side in sides)
    return not (
        told or event.premise or event.optimum is not None or "Symbol" in [s.op for s in sides if s is not None]
    )


# "f is a convex function if for all x and y, then …": what it is to be convex
_DEFINES_KIND = re.compile(
    r"^\W*(?:(?:an?|the)\s+[\w\s-]{0,40})?(?:⟨formula⟩\s+)?is\s+(?:called\s+|said\s+to\s+be\s+)?(?:an?\s+)?[a-z-]+(?:\s+[a-z-]+){0,3}\s+"
    r"if\s+for\s+(?:all|any|every|each)\b[^.;]*,\s*then\s*$",
    re.I,
)
_CONDITION = re.compile(
    r"\bif\b[^.;]*⟨formula⟩\s+(?:is|are|has|have)\s+[^.;⟨]*(?:\b(?:of|to|from|with|as)\s+⟨formula⟩\s*)?,\s*$", re.I
)
# "With $w_i > 0$, $\\sum_i w_i = 1$ and $c = 3$, we have …": only formulas stand before what is claimed
_LISTED_ON = re.compile(
    r"(?:\s*(?:,?\s*and\b|,)\s*\$[^$]+\$)*\s*,?\s*(?:we\s+(?:have|get|obtain|find|see)\b|then\b|it\s+(?:holds|follows)\b|one\s+has\b|\$\$|\\\[|\\begin\{)"
)
_STOP = re.compile(r"[.!?](?:\s|$)|\n\s*\n")


def _follows_condition(reading: Reading, block: Formula, before: str) -> bool:
    """Whether the condition of a sentence is complete before a formula, which no "then" follows: "if A is invertible, x = …", "if Y is
    independent of X, …"."""
    if _CONDITION.search(before) is None:
        return False
    rest = reading.text((block.span[1], block.span[1] + 400))
    stop = _STOP.search(rest)
    return re.search(r"\b(?:then|we\s+have|it\s+holds)\b", rest[: stop.start()] if stop else rest) is None


_IF = re.compile(r"\W*(?:if|when|whenever|provided(?:\s+that)?|as\s+long\s+as)\W*", re.I)
_SATISFIES = re.compile(
    r"⟨formula⟩\s+(?:then\s+|also\s+)?satisf(?:y|ies)\b[^⟨.;]*(?:⟨formula⟩\s*(?:,|and|,\s*and)\s*)*$", re.I
)


def _has_defined(reading: Reading) -> bool:
    """Whether the open sentence has said what something is: "the residuals e = y - X b satisfy …" claims it of them."""
    return any(event.kind is Said.DEFINE for event in reading.events[reading.sentence :])


_SOME_MEMBER = re.compile(r"\s*for\s+(?:some|at\s+least\s+one)\s+(?:index\s+)?(?:\$|\\\()\s*([a-z])\b")


def _of_some_member(reading: Reading, block: Formula, display: Display) -> bool:
    """Whether a formula is said of some member of a family only: "x_k = 3 for some k"."""
    match = _SOME_MEMBER.match(reading.text((block.span[1], block.span[1] + 60)))
    parts = (part for clause in display.clauses for part in inside(clause.body))
    return match is not None and any(
        isinstance(part, Sub) and isinstance(part.sub, Name) and part.sub.name == match.group(1) for part in parts
    )


def _speaks_of_indices(reading: Reading, block: Formula, display: Display, mode: Mode) -> bool:
    """Whether a formula says over what indices run, or is said of some member only."""
    if ranges.listed(reading, display.clauses):
        return True
    if not mode.assumes or not _of_some_member(reading, block, display):
        return False
    names = frozenset().union(*(whole_names(clause.body) for clause in display.clauses))
    reading.emit(Event(Said.RESTRICT, block.span, names=names, display=reading.display))
    reading.says_nothing(block.span, "of some member, which is not read")
    return True


def _is_option(reading: Reading, block: Formula, display: Display, words: Words) -> bool:
    """Whether a formula is one of several conditions of which one is to hold: none of them is given, and what speaks of the same things is not refuted."""
    if (
        not words.options
        or claims(words.sentence)
        or not any(isinstance(clause.body, Chain) for clause in display.clauses)
    ):
        return False
    names = frozenset().union(*(whole_names(clause.body) for clause in display.clauses))
    reading.emit(Event(Said.RESTRICT, block.span, names=names, display=reading.display))
    reading.says_nothing(
        block.span, "one of several conditions, of which one is to hold or which are said to be equivalent"
    )
    return True


def _attribute(reading: Reading, block: Formula, display: Display, words: Words, mode: Mode, after: str) -> None:
    """Enter the properties that words give, but for those that are one of several conditions."""
    if not words.options or claims(words.sentence):
        attribute(reading, block, display, words.sentence, after, mode)


def _sides(display: Display) -> tuple[Node, Sequence[Link]]:
    body = display.clauses[0].body
    return (body.first, body.links) if isinstance(body, Chain) else (body, ())


def _sets_number(clause: Clause) -> bool:
    """`\\sum_i p_i = 1`."""
    body = clause.body
    return isinstance(body, Chain) and len(body.links) == 1 and isinstance(body.links[0].right, Num)


def _relates(clause: Clause) -> bool:
    return isinstance(clause.body, Chain) and any(link.op != "∈" for link in clause.body.links)


def _earlier(reading: Reading, block: Formula, display: Display, words: Words, after: str) -> list[Loose]:
    """A formula that is read before the one that it stands behind."""
    stated = _formula(reading, block, display, words, after)
    moments_in_words(reading, block)
    are_orthonormal(reading, block, words.sentence, after, words.mode)
    reading.display += 1
    return stated


def _is_denied(reading: Reading, block: Formula, mode: Mode, before: str, after: str) -> bool:
    """Whether the words around a formula say that it does not hold, or ask."""
    denied = not mode.assumes and prose.denies(before, after)
    if denied:
        reading.says_nothing(block.span, "the text says that it does not hold, or asks")
    return denied


def _clauses(display: Display) -> tuple[Clause, ...]:
    """The clauses of a display, each sign of ± apart."""
    clauses = conditions.without_series(_with_arrows(display.clauses))
    return tuple(part for clause in clauses for part in alternatives.signed(clause))


def _is_equation(clause: Clause) -> bool:
    return isinstance(clause.body, Chain) and all(link.op == "=" for link in clause.body.links)


_IN_WORDS = (declares_in_words, declares_units, depends_in_words)


def _is_said(reading: Reading, block: Formula, display: Display, words: Words, after: str) -> bool:
    """Enter what the words around a formula say of its names; whether that is all it says."""
    if prose.recalls(words.sentence):
        reading.says_nothing(block.span, "what the text recalls of another part")
        return True
    if not block.display and prose.describes_curve(words.sentence) and all(map(_is_equation, display.clauses)):
        reading.says_nothing(block.span, "a curve, by its equation")
        return True
    rebinds(reading, block, words.sentence, after)
    if index_conditions.says(reading, block, display, words, after):
        return True
    special_cases.enters(reading, words.sentence)
    special_cases.tries(reading, display, words.sentence)
    if special_cases.another_value(reading, block, display, words.sentence):
        return True
    describes(reading, block, after)
    parts_company(reading, display)
    if any(declared(reading, block, display) for declared in _IN_WORDS):
        return True
    declares_kinds(reading, block, words.sentence, after)
    if not declares_whole(display):
        names_parts(reading, block, words.sentence)
    said_real(reading, block, display, words.sentence, after)
    acts_entrywise(reading, block, words.sentence, after)
    approximations.called_small(reading, block, words.sentence, after)
    functions_in_words(reading, block, words.sentence, after)
    calls_function(reading, block, display, words.sentence, after)
    said_of_functions(reading, block)
    is_one_hot(reading, block, words.sentence, after)
    listed_values(reading, block, words.sentence)
    return False


def _is_zero_of_gradient(reading: Reading, block: Formula, display: Display) -> bool:
    """Whether a formula says where the gradient that was just found is zero, which is then claimed."""
    events = (event for event in reversed(reading.events) if event.kind is not Said.PARAGRAPH)
    last = next(events, None) if not block.display else None
    if last is None or last.left is None or not has_derivative(last.left) or last.kind is not Said.CLAIM:
        return False
    return prose.vanishes_at(reading.text((last.span[1], block.span[0]))) and vanishes(reading, display)


def _formula(reading: Reading, block: Formula, display: Display, words: Words, after: str) -> list[Loose]:
    """Read the clauses of a formula; returns the equations that its last ones state."""
    reading.interpreter.line = reading.document.position(block.span[0])[0]
    if block.display:
        reading.interpreter.close_indices()
    if _is_said(reading, block, display, words, after) or _is_zero_of_gradient(reading, block, display):
        return []
    count, before, mode = len(reading.events), words.sentence, words.mode
    if "⟨formula⟩" not in before:
        reading.sentence = count
    stated: list[Loose] = []
    every: list[Loose] = []
    above = Above()
    to_zero = comes_of_zero(reading, block, before, words.recent)
    sources = words.concluded = [] if said_of_all(after, 0) else _sources(reading, block, words)
    cited = reading.under(labels.used(before))
    if block.display and mode is Mode.NEAR and not prose.introduces(before):
        mode = Mode.CLAIM
    if _is_denied(reading, block, mode, before, after):
        return []
    mode = _mode(reading, block, display, words, mode, after)
    if not block.display and _speaks_of_indices(reading, block, display, mode):
        return []
    if _is_option(reading, block, display, words):
        return []
    clauses, members = index_conditions.apart(reading, _clauses(display))
    problem = conditions.problem(clauses)
    behind = " ".join((*_tail(clauses[0]), after)) if clauses else after
    demanded = words.demands and not claims(before)
    sought = demanded or _is_sought(reading, block, words, after)
    side = not sources and prose.is_side(before)
    begun = count
    moving = of_differentials(clauses)
    suppositions: list[tuple[int, int]] = []  # `… \quad \text{for all } x \neq 0`
    mapped = domains_behind(reading, clauses)
    restated = alternatives.restates(reading, block, before)
    behind_it = (block.span[1], block.span[1] + 400)
    sets_out = words.opens and not block.display and conditions.sets_out(before, reading.text(behind_it))
    for number, clause in enumerate(clauses):
        if number in mapped:
            continue
        last = number + 1 == len(clauses)
        goes_on = alternatives.is_joined(after if last else clauses[number + 1].lead) and not (last and restated)
        premise = _is_unread(reading, begun) if clause.lead in ("⇒", "⇔") and not stated else False
        joined, begun = goes_on or reading.alternatives.open, len(reading.events)
        defining = block.display and conditions.defines_by(before, clause)
        given = Mode.GIVEN if _is_domain(clauses, number) else _mode_inside(clause, mode)
        setting = Setting(
            given, followed=_followed(clauses, number), derived=is_derived(clauses, number) or (number == 0 and names_function(reading, clause, before, behind)), to_zero=to_zero and number == 0, goes_on=prose.goes_on(before) and not said_of_all(after, 0),
            sentence=before, premise=prose.is_premise(after), joined=joined, aside=not block.display and not claims(before),
            above=above.of(clause), cited=cited, sought=problem.has(clause) or sought or defining or _restricts(clause),
            passing=conditions.of_condition(before) if block.display else (
                conditions.in_passing(before, clause.body) or conditions.premise_of_words(clause.body, after)
            ) and not prose.is_whole_sentence(before, after) and _FOR_ALL.search(before) is None,
            sets_out=sets_out,
            side=number == len(clauses) - 1 and not block.display and prose.is_equivalent(after),
            other_side=side or defining or (premise and clause.lead == "⇔"),
            generally=prose.generally(before, " ".join((*_tail(clause), after))),
            tested=tested_hypotheses.is_tested(clauses, number, before),
            unclaimed=block.display and number == 0 and not clause.lead and prose.introduces_only(before) and not claims(before),
        )  # fmt: skip
        one_side = (
            number + 1 < len(clauses) and clauses[number + 1].lead == "⇔"
        )  # "if P, then Q ⇔ R" says nothing of Q alone
        _conclude(setting, clause, [] if defining else stated, sources if not (to_zero or one_side) else [], words)
        reading.interpreter.moving = clause.body in moving
        stated = stated_by(reading, clause, setting, clauses[number - 1] if number else None)
        reading.interpreter.moving = False
        if setting.mode.assumes or setting.sought:
            conditions.not_read(reading, begun, "a condition" if setting.sought else "taken as given")
        _doubt_clause(reading, clauses, number, begun, premise)
        if joined:
            alternatives.gather(reading, begun, goes_on)
            stated = []
        if _conditions_last(reading, clauses, number, given, mode, begun):
            suppositions.append((begun, len(reading.events)))
        above.add(clause, stated, reading.chains)
        index_conditions.restrict(reading, begun, (*reading.members, *members.get(clause.row, ())))
        _label_beside(reading, clauses[:number], clause, begun)
        every += stated
        for tail in clause.tail:
            if isinstance(tail, Text):
                for kind in prose.attributes_after(tail.text).kinds:
                    give(reading, clause, kind, None)
    _leave_open(reading, block, clauses, demanded)
    _bring_forward(reading, count, suppositions)
    _doubt(reading, block, display, words, count)
    _attribute(reading, block, display, words, mode, after)
    of_pairs(reading, block, after, mode)
    commute(reading, block, before, after, mode)
    eigenvectors(reading, block, display, before, after, mode)
    names_what(reading, block, before, after)
    _suppose(reading, block, display, words)
    names_eigenvalues(reading, block, display)
    bounds_radius(reading, block, after)
    says_of_diagonal(reading, block, display, after)
    names_identity(reading, block, display, after)
    names_ones(reading, block, display, before, after)
    if declares_whole(display):
        names_parts(reading, block, before)
    if len(reading.events) == count and not reading.alternatives.open and not reading.listed(block):
        reading.says_nothing(block.span, "it states nothing to check")
    return every


def _leave_open(reading: Reading, block: Formula, clauses: tuple[Clause, ...], demanded: bool) -> None:
    """What speaks of the same things as an item of a list that says what is to hold is not refuted from here on."""
    if demanded:
        names = frozenset().union(*(whole_names(clause.body) for clause in clauses))
        reading.emit(Event(Said.RESTRICT, block.span, names=names, display=reading.display))


def _mode_inside(clause: Clause, mode: Mode) -> Mode:
    """The mode of a clause, after the words within the display that lead to it: `\\text{for all } x \\neq 0`."""
    lead = clause.lead.strip()
    if _restricts(clause):
        return Mode.CLAIM
    by_words = lead.isalpha() or (" " in lead and conditions.bounds(clause.body))
    return mode_after(lead, mode) if by_words else mode


def _doubt_clause(reading: Reading, clauses: tuple[Clause, ...], number: int, begun: int, premise: bool) -> None:
    """Why what a clause states, since an event, may say another thing than was read."""
    if _goes_on_with_plus(reading, clauses, number):
        reading.doubt(begun, "what stands behind the comma goes on with a plus")
    if is_of_another(clauses, number):
        reading.doubt(begun, "it is the derivative of another function than the one that it is concluded from")
    if premise:
        reading.doubt(begun, "what it is concluded from was not read")


def _is_sought(reading: Reading, block: Formula, words: Words, after: str) -> bool:
    """Whether the words beside a formula ask for what meets it."""
    before = words.sentence
    if block.display and conditions.goes_on(before, bool(words.stated)):
        return False
    sought = conditions.sought(before, claims(before), "" if block.display else after)
    sought = sought and not (_SATISFIES.search(before) and _has_defined(reading))
    return sought or (block.display and not before.strip() and conditions.assumed(words.recent))


_RESTRICTS = re.compile(
    r"\b(?:unless|except|for\s+(?:some|an?|almost|suitable|certain)|there\s+(?:is|are|exists?)|only\s+(?:if|when|for))\b",
    re.I,
)


def _restricts(clause: Clause) -> bool:
    """Whether the words within a display that lead to a clause say that what stands before it is not so of all: `… \\text{unless } x < 1`."""
    return _RESTRICTS.search(clause.lead) is not None


def _conditions_last(
    reading: Reading, clauses: tuple[Clause, ...], number: int, given: Mode, mode: Mode, begun: int
) -> bool:
    """Whether a clause behind others bounds a name and is supposed, or says that what stands before it is not so of all; then of that nothing is refuted."""
    unread = _is_condition(clauses, number) and len(reading.events) == begun
    if unread or _restricts(clauses[number]):
        names = frozenset(name for part in clauses[: number + 1] for name in whole_names(part.body))
        reading.emit(Event(Said.RESTRICT, clauses[number].body.span, names=names, display=reading.display))
        return True
    domain = _is_domain(clauses, number) or _is_condition(clauses, number)
    return number > 0 and given.assumes and not mode.assumes and (domain or conditions.bounds(clauses[number].body))


def _is_condition(clauses: tuple[Clause, ...], number: int) -> bool:
    r"""Whether the last clause of a display of one line is the condition of what stands before it: `u \leq v, \quad \text{if} \quad x \leq y`."""
    one_line = len({clause.row for clause in clauses}) == 1
    return one_line and number + 1 == len(clauses) and _IF.fullmatch(clauses[number].lead) is not None


def _is_domain(clauses: tuple[Clause, ...], number: int) -> bool:
    """Whether the last clause of a formula says that a matrix of the equation right before it is definite: `∇ log det X = X^{-1}, X ≻ 0`."""
    body = clauses[number].body
    if not number or number + 1 < len(clauses) or clauses[number].lead not in (",", "quad", "qquad"):
        return False
    before = clauses[number - 1].body
    if not (isinstance(body, Chain) and len(body.links) == 1 and isinstance(before, Chain)):
        return False
    link, equation = body.links[0], all(one.op in ("=", ":=") for one in before.links)
    zero = isinstance(link.right, Num) and link.right.text == "0"
    return equation and zero and link.op in LOEWNER and key(body.first) in whole_names(before)


def _bring_forward(reading: Reading, start: int, places: list[tuple[int, int]]) -> None:
    """What the end of a display supposes holds for what stands before it in the display: those events come first from a start on."""
    moved = [event for begin, end in places for event in reading.events[begin:end]]
    if moved:
        rest = [event for event in reading.events[start:] if not any(event is other for other in moved)]
        reading.events[start:] = [*moved, *rest]


def _with_arrows(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses of a display, an arrow that stands alone between wide spaces leading the one behind it."""
    found: list[Clause] = []
    arrow = False
    for number, clause in enumerate(clauses):
        if _is_arrow(clause) and found and number + 1 < len(clauses):
            arrow = True
            continue
        wordless = not clause.lead.strip("⇒ ") or clause.lead in ("quad", "qquad")
        found.append(replace(clause, lead="⇒") if arrow and wordless else clause)
        arrow = False
    return tuple(found)


def _is_arrow(clause: Clause) -> bool:
    """Whether a clause is nothing but an arrow."""
    body = clause.body
    if not isinstance(body, Chain) or len(body.links) != 1 or not isinstance(body.first, Empty):
        return False
    return body.links[0].op in ("→", "⇒") and isinstance(body.links[0].right, Empty)


def _label_beside(reading: Reading, before: tuple[Clause, ...], clause: Clause, begun: int) -> None:
    """A label is that of all that stands in its line, what the events since `begun` claim too."""
    for beside in before:
        for tag in beside.tags if beside.row == clause.row else ():
            reading.labelled[tag] = (*reading.labelled.get(tag, ()), *labels.claimed(reading.events[begun:]))


def _tail(clause: Clause) -> list[str]:
    """The words inside a formula behind a clause."""
    return [part.text for part in clause.tail if isinstance(part, Text)]


@dataclass(slots=True)
class Above:
    """The equations of the last line of a display that stated any, and of the line before that."""

    row: int = 0
    before: list[Solved] = field(default_factory=list)
    here: list[Solved] = field(default_factory=list)

    def of(self, clause: Clause) -> tuple[Solved, ...]:
        """What stands in the lines above a clause, as far as it may go on from there: with no word of its own."""
        if clause.row != self.row and self.here:
            self.row, self.before, self.here = clause.row, self.here, []
        return () if clause.lead else tuple(self.before)

    def add(self, clause: Clause, stated: list[Loose], chain: int) -> None:
        """A clause stated some relations."""
        self.row = clause.row
        self.here += [Solved(relation, chain) for relation in stated]


def _begins_with_relation(clause: Clause) -> bool:
    """Whether the first side of a clause is that of the display before it."""
    first = clause.body.first if isinstance(clause.body, Chain) else None
    return first is not None and not isinstance(first, Empty) and first.span[0] == first.span[1]


def _between(reading: Reading, block: Formula) -> str:
    """The text between the display before a formula and that."""
    before = [one for one in reading.order[: reading.places[block]] if one.display]
    return reading.text((before[-1].span[1], block.span[0])) if before else ""


def _sources(reading: Reading, block: Formula, words: Words) -> list[Loose]:
    """The equations from which the words before a formula say that it follows."""
    place = reading.places[block]
    last = reading.order[place - 1] if place else None
    if words.stated and last is not None and alternatives.restates(reading, last, words.sentence):
        return _without_slopes(words.stated)
    if words.conditions and words.mode is Mode.CLAIM:
        return words.conditions  # "if AB = AC, then …"
    if words.concluded and words.joined:
        return words.concluded  # "… we get A = 1 and B = 2"
    if words.stated:
        follows = prose.leads_on(words.since) or prose.is_equivalent(words.since) or prose.comes_from(words.sentence)
        if prose.in_other_words(words.since):
            return _without_slopes(words.stated)
        return words.stated if follows else []
    if last is not None and prose.in_other_words(reading.text((last.span[1], block.span[0]))):
        return _without_slopes([said for said in words.before if last.span[0] <= said.span[0] < last.span[1]])
    if not (prose.does(words.sentence) and prose.leads_on(words.sentence)):
        return []
    return _without_slopes(words.before)


def _without_slopes(stated: list[Loose]) -> list[Loose]:
    """Equations without those that say what slopes are: where slopes were set to zero, that is what is used."""
    return [relation for relation in stated if not gives_slope(relation)] or stated


def _suppose(reading: Reading, block: Formula, display: Display, words: Words) -> None:
    """`P … toward Q`: an equation of the two names that the text suggests."""
    body = display.clauses[0].body if display.clauses else None
    node = body.first if isinstance(body, Chain) else body
    known = reading.scope.names.get(key(node) or "") if node is not None else None
    if known is None or node is None or known.rank == 0 or known.kind:
        return
    loose = Loose("Symbol", (), known, node.span)
    other = words.named
    if other is not None and other.data is not known and prose.TENDS.search(words.after_name):
        bound = reading.sizes.snapshot()
        try:
            reading.shaper.same(other, loose, "equal", block.span)
        except Clash:
            reading.sizes.bound = bound
        else:
            reading.emit(Event(Said.SUPPOSE, block.span, left=other, right=loose, display=reading.display))
    words.named, words.after_name = loose, ""


def _declared_in(reading: Reading, before: str) -> bool:
    """Whether the sentence so far declared something: what it goes on to say is then given, not claimed."""
    said = reading.events[reading.sentence :]
    return "⟨formula⟩" in before and any(event.kind is Said.DECLARE for event in said[-4:])


def _followed(clauses: tuple[Clause, ...], number: int) -> bool:
    """Whether a conclusion follows a clause in the display: its last equation is then a condition."""
    if number + 1 == len(clauses):
        return False
    lead, following = clauses[number].lead, clauses[number + 1].lead
    return following == "⇒" or (following == "⇔" and lead not in ("⇒", "⇔"))
