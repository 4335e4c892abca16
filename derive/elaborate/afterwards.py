"""What a sentence says behind a statement and what holds in it: "…, where X has rows x_i", "… if A is symmetric", "… for all v ⊥ u"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derive import lazy_re as re
from derive.document.model import Block, Break, Formula, Prose
from derive.elaborate import prose
from derive.elaborate.definitions import head
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Loose, names_in
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.elaborate.survey import whole_names
from derive.elaborate.words import Mode, Words, claims
from derive.formula.syntax import Chain, Clause, Display, Name

Read = Callable[[Formula, Display, Words, str], list[Loose]]

_WHERE = re.compile(r"\s*(?:,\s*)?(?:and\s+)?(?:where|with|in which)\b|\s*\.?\s*Here\b")
_WHERE_INLINE = re.compile(r"\s*,?\s*where\b")  # "with" may bring the next claim there
_SORTS = r"(?:(?!(?:that|which|is|are|we|has|have)\b)[\w-]+\s+){0,3}"
_WITH = re.compile(rf"\s*,?\s*(?:with\s+|(?:over|on|of)\s+{_SORTS})")
_DIMENSIONAL = re.compile(rf"\s*-\s*dimensional\s+{_SORTS}")  # "over $p$-dimensional inputs $x \\in \\mathbb{{R}}^p$"
_HOLDS = r"\s*,?\s*(?:(?:also\s+)?(?:holds?|is\s+(?:true|valid|satisfied))\s+)?(?:at\s+least\s+)?"
_IF = re.compile(
    rf"{_HOLDS}(?:if(?!\s+and\s+only\b)|when(?:ever)?|provided(?:\s+that)?|as\s+long\s+as|so\s+long\s+as|assuming(?:\s+that)?|given\s+that|"
    r"(?:in\s+)?(?:the\s+)?case(?:\s+that|\s+of)?|under\s+the\s+(?:assumption|condition)(?:\s+that)?)\b(?!\s*[.:;])"
)
_UNLESS = re.compile(rf"{_HOLDS}(?:unless|except)\b")
_FOR = re.compile(rf"{_HOLDS}for\b(?:\s+(?:all|any|every|each|arbitrary)\b)?(?!\s*(?:example|instance)\b)")
# that there is something for which it holds
_SOME = re.compile(
    rf"{_HOLDS}for\s+(?:some|an?|at\s+least|infinitely|no|one|suitable|suitably|certain|appropriate|almost|most|large|small|sufficiently)\b"
)
# "let h(x) = x^T A x for a given matrix A" introduces A
_OF_A_KIND = re.compile(
    r"\s*,?\s*for\s+an?\s+(?:[\w()-]+\s+){0,6}?(?:matrix|vector|scalar|number|constant|parameter|function)\s*", re.I
)
# a claim of its own goes on behind these
_TURNS = re.compile(
    r"\s*(?:[,;]\s*(?:and|but|while|whereas|so|hence|thus|or|we)\b|[,;]?\s*(?:then|but|hence|thus|so that|we\s+have|we\s+get)\b)",
    re.I,
)
# the statement with its condition is itself a premise
_PREMISE = re.compile(r"\b(?:impl(?:y|ies)|forces?|gives?|yields?|means?|shows?|guarantees?|is\s+equivalent)\b", re.I)
_CASES = re.compile(r"\b(?:otherwise|else)\b|\bif\s+not\b", re.I)
_EMPTY = re.compile(
    r"(?:\s|[,.;:!?]|\b(?:and|or|all|any|every|each|arbitrary|real|complex|both|vectors?|matri(?:x|ces)|numbers?|scalars?|such|the|a|an|where|with|"
    r"given|fixed|prescribed|(?:is|are)\s+(?:\w+\s+)?(?:known|given|fixed|constants?))\b)*",
    re.I,
)


def said_behind(reading: Reading, blocks: Sequence[Block], position: int, read: Read) -> set[Formula]:
    """Read what the rest of the sentence behind a statement gives or supposes: it holds in the statement. The formulas that were read."""
    block = blocks[position]
    display = reading.formulas.displays.get(block) if isinstance(block, Formula) else None
    if not isinstance(block, Formula) or display is None:
        return set()
    relates = any(_relates(clause) for clause in display.clauses)
    start = position + 1
    if (
        block.display
        and start < len(blocks)
        and isinstance(blocks[start], Break)
        and getattr(blocks[start], "kind", "") == "paragraph"
    ):
        start += 1
    after = words_behind(blocks, start - 1)
    skipped = 0 if relates else prose.attributes_after(after).span[1]  # "AᵀA is positive definite if …"
    if not relates and not skipped:
        return set()
    if relates and (
        (_WHERE if block.display else _WHERE_INLINE).match(after)
        or (_WITH.fullmatch(after) and _gives_sets(reading, blocks, start + 1))
    ):
        heads = {key(clause.body.first) or "" for clause in display.clauses if isinstance(clause.body, Chain)} - {""}
        functions = {
            head(clause.body.first)[0] or "" for clause in display.clauses if isinstance(clause.body, Chain)
        } - {"", *heads}
        return _explained(reading, blocks, start, read, heads, frozenset(functions))
    if start > position + 1 or (block.display and ends_with_stop(reading, block)):
        return set()
    after, rest = after[skipped:], _sentence(blocks, start)
    bound = _IF.match(after) or (_FOR.match(after) and not _ranges(reading, blocks, start))
    if _OF_A_KIND.fullmatch(after) and _names_functions(reading, display):
        return set()
    if _UNLESS.match(after) or _SOME.match(after) or _CASES.search(rest) or (bound and _PREMISE.search(rest)):
        _restrict(reading, block, _names(reading, block))
        return set()
    return _supposed(reading, blocks, start, read, block, skipped) if bound else set()


def _names_functions(reading: Reading, display: Display) -> bool:
    """Whether a formula says what functions are that the text has not spoken of before, `h(x) = …`."""
    heads = [head(c.body.first) if isinstance(c.body, Chain) else (None, ()) for c in display.clauses]
    return all(name is not None and arguments and name not in reading.scope.names for name, arguments in heads)


def _gives_sets(reading: Reading, blocks: Sequence[Block], position: int) -> bool:
    """Whether a membership follows, or how many dimensions what it speaks of has and then the membership."""
    if _DIMENSIONAL.fullmatch(words_behind(blocks, position)):
        position += 2
    return _is_membership(reading, blocks, position)


def _is_membership(reading: Reading, blocks: Sequence[Block], position: int) -> bool:
    """Whether a formula says of names in which sets they are, and nothing else: "C = A B with A ∈ ℝ^{m×n} and …"."""
    block = blocks[position] if position < len(blocks) else None
    display = reading.formulas.displays.get(block) if isinstance(block, Formula) else None
    bodies = [clause.body for clause in display.clauses] if display is not None else []
    return any(isinstance(body, Chain) for body in bodies) and all(
        key(body) is not None or (isinstance(body, Chain) and all(link.op == "∈" for link in body.links))
        for body in bodies
    )


def words_behind(blocks: Sequence[Block], position: int) -> str:
    """The words right behind a block."""
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    return following.text if isinstance(following, Prose) else ""


def _goes_on(display: Display, heads: set[str]) -> bool:
    """Whether a formula gives a name a value by what the statement before it has named: `u = f(z)` behind "z = W x with W ∈ …" explains nothing in it."""
    return any(
        isinstance(clause.body, Chain)
        and clause.body.links[0].op in ("=", ":=")
        and not heads & whole_names(clause.body.first)
        and heads & whole_names(clause.body.links[0].right)
        for clause in display.clauses
    )


def _speaks_of(display: Display, functions: frozenset[str]) -> bool:
    """Whether the left side of a formula speaks of functions: `f'(x) = …` behind "f(x) = … with derivative" explains nothing in it."""
    return any(
        isinstance(clause.body, Chain) and functions & whole_names(clause.body.first) for clause in display.clauses
    )


def _explained(
    reading: Reading,
    blocks: Sequence[Block],
    start: int,
    read: Read,
    heads: set[str],
    functions: frozenset[str],
) -> set[Formula]:
    words, done = Words(), set[Formula]()
    for place in range(start, len(blocks)):
        following = blocks[place]
        if isinstance(following, Prose):
            text = following.text.lstrip(" .\n") if place == start else following.text
            words.hear(text)
            if prose.ends_sentence(text):
                break
        elif isinstance(following, Formula) and not following.display and following in reading.formulas.displays:
            display = reading.formulas.displays[following]
            if _goes_on(display, heads) or _speaks_of(display, functions):
                break
            if not claims(words.sentence):
                words.mode = Mode.NEAR
            if not words.mode.assumes and any(_relates(clause) for clause in display.clauses):
                break
            words.pass_over(following, read(following, display, words, words_behind(blocks, place)), False)
            done.add(following)
        else:
            break
    return done


def _supposed(
    reading: Reading, blocks: Sequence[Block], start: int, read: Read, block: Formula, skipped: int
) -> set[Formula]:
    words, done, condition, begun = Words(), set[Formula](), "", len(reading.events)
    for place in range(start, len(blocks)):
        following = blocks[place]
        if isinstance(following, Prose):
            if done and (_TURNS.match(following.text) or (_FOR.match(condition) and _lists(reading, blocks, place))):
                reading.turns.add(following.span[0])
                break
            text = following.text[skipped if place == start else 0 :]
            words.hear(text)
            condition += prose.opening(text)
            if prose.ends_sentence(following.text):
                break
        elif isinstance(following, Formula) and not following.display and following in reading.formulas.displays:
            words.mode = Mode.PASSING
            stated = read(following, reading.formulas.displays[following], words, words_behind(blocks, place))
            words.pass_over(following, stated, False)
            done.add(following)
        else:
            break
    trigger = _IF.match(condition) or _FOR.match(condition)
    rest = condition[trigger.end() :] if trigger is not None else condition
    if _EMPTY.fullmatch(rest) is None or _IF.match(condition):
        own = _names(reading, block)
        spoken = frozenset().union(*(_names(reading, formula) for formula in done)) or own
        if not spoken <= _told(reading, begun):
            _restrict(reading, block, own | spoken)
    return done


def _lists(reading: Reading, blocks: Sequence[Block], place: int) -> bool:
    """Whether only a comma stands before an equation between expressions: "…, a = b for |r| < 1, c + d = e" goes on with the next claim."""
    text, following = blocks[place], blocks[place + 1] if place + 1 < len(blocks) else None
    display = reading.formulas.displays.get(following) if isinstance(following, Formula) else None
    comma = isinstance(text, Prose) and re.fullmatch(r"\s*,(?:\s+and)?\s*", text.text) is not None
    return comma and display is not None and any(map(equates, display.clauses))


def equates(clause: Clause) -> bool:
    """Whether a clause says that an expression equals something: no name that gets a value."""
    body = clause.body
    return isinstance(body, Chain) and key(body.first) is None and all(link.op == "=" for link in body.links)


def _restrict(reading: Reading, block: Formula, names: frozenset[str]) -> None:
    """Nothing that is said of names is refuted: what restricts them was not read."""
    if names:
        reading.emit(Event(Said.RESTRICT, block.span, names=names, display=reading.display))


def _names(reading: Reading, block: Formula) -> frozenset[str]:
    display = reading.formulas.displays.get(block)
    return (
        frozenset().union(*(whole_names(clause.body) for clause in display.clauses))
        if display is not None
        else frozenset()
    )


def _told(reading: Reading, begun: int) -> frozenset[str]:
    """The names of which something was understood since."""
    found: set[str] = set()
    for event in reading.events[begun:]:
        if event.kind in (Said.ASSUME, Said.PROPERTY, Said.DECLARE, Said.DEFINE):
            found |= {event.known.name} if event.known is not None else set()
            for side in (event.left, event.right):
                found |= names_in(side) if side is not None else set()
    return frozenset(found)


def _sentence(blocks: Sequence[Block], start: int) -> str:
    """The words from a block to the end of the sentence."""
    found = ""
    for block in blocks[start:]:
        if isinstance(block, Prose):
            found += prose.opening(block.text)
            if prose.ends_sentence(block.text):
                break
        elif not (isinstance(block, Formula) and not block.display):
            break
    return found


def _ranges(reading: Reading, blocks: Sequence[Block], start: int) -> bool:
    """Whether "for" brings the values of an index, as in "for i = 1, …, n", which is read where it stands."""
    following = blocks[start + 1] if start + 1 < len(blocks) else None
    display = reading.formulas.displays.get(following) if isinstance(following, Formula) else None
    if display is None or not display.clauses:
        return True
    body = display.clauses[0].body
    first = body.first if isinstance(body, Chain) else body
    return isinstance(first, Name) and (key(first) or "") in FREE_INDICES


def _relates(clause: Clause) -> bool:
    return isinstance(clause.body, Chain) and any(link.op != "∈" for link in clause.body.links)


# what may stand behind the full stop of a display
_CLOSING = re.compile(r"(?:\s|~|\\[,;:! ]|\\q?quad\b|\\(?:end|label|tag)\s*\*?\{[^{}]*\}|\\(?:nonumber|notag|\\)|\$)+$")


def ends_with_stop(reading: Reading, block: Formula) -> bool:
    """Whether a display closes its sentence: with a full stop."""
    return _CLOSING.sub("", reading.text(block.body)).rstrip().endswith(".")
