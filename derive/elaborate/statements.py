"""The statements of a document in order: what each formula declares, defines, assumes and claims."""

from __future__ import annotations

from derive.document.model import Block, Break, Document, Formula, Heading, Prose
from derive.elaborate import prose
from derive.elaborate.attribution import attribute, give
from derive.elaborate.definitions import drop_renamings
from derive.elaborate.events import Event, Said
from derive.elaborate.links import Setting, state
from derive.elaborate.loose import Clash, Loose
from derive.elaborate.prose_claims import claims_in_words
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.spoken import declares_in_words
from derive.formula.syntax import Chain, Display, Text
from derive.record import dataclass, field


@dataclass(slots=True)
class Words:
    """The words before a formula: the sentence still open, whether it assumes, the last few hundred characters, the equations last stated in
    the sentence and the words since."""

    assuming: bool = False
    sentence: str = ""
    recent: str = ""
    stated: list[Loose] = field(default_factory=list)
    since: str = ""
    named: Loose | None = None  # the name that the last formula with one spoke of, and the words since
    after_name: str = ""

    def hear(self, text: str) -> None:
        """More running text."""
        self.recent = (self.recent + text)[-300:]
        self.sentence = prose.sentence(self.sentence + text)
        if prose.ends_sentence(text):
            self.assuming = False
        self.assuming = prose.is_assumption(prose.sentence(text), self.assuming)
        self.after_name += text
        if prose.ends_sentence(text):
            self.stated, self.named = [], None
        self.since = prose.sentence(self.since + text)

    def pass_over(self, block: Formula, stated: list[Loose]) -> None:
        """A formula stood here that stated some equations."""
        if stated:
            self.stated, self.since = stated, ""
        else:
            self.since += " ⟨formula⟩ "
        if block.display:
            self.recent = ""
        self.sentence += " ⟨formula⟩ "

    def close(self, block: Block) -> None:
        """A boundary: a sentence goes on over it only when it was left open."""
        paragraph = isinstance(block, Break) and block.kind == "paragraph"
        if not (paragraph and self.recent.rstrip()[-1:] not in ".!?"):
            self.assuming, self.sentence, self.stated, self.since = False, "", [], ""
        if isinstance(block, Heading):
            self.recent = ""


def read_statements(
    document: Document, hints: frozenset[str] = frozenset(), early: dict[str, Known] | None = None
) -> Reading:
    """Everything a document says, as events in order; `hints` are names to be taken for vectors, `early` ones that are declared later."""
    reading = Reading(document, hints, early or {})
    words = Words()
    blocks = document.blocks
    opened: list[tuple[str, int]] = []
    for position, block in enumerate(blocks):
        if isinstance(block, Prose):
            words.hear(block.text)
        elif isinstance(block, Formula):
            stated: list[Loose] = []
            if block in reading.displays:
                following = blocks[position + 1] if position + 1 < len(blocks) else None
                after = following.text if isinstance(following, Prose) else ""
                stated = _formula(reading, block, reading.displays[block], words, after)
            reading.display += 1
            words.pass_over(block, stated)
        else:
            words.close(block)
        if isinstance(block, Break) and block.kind in ("begin", "end"):
            _environment(reading, block, opened)
        if isinstance(block, Break) and block.kind == "item":
            reading.emit(Event(Said.ITEM, block.span))
        if isinstance(block, Heading):
            reading.gradient = reading.problem = None
            reading.solved = []
            reading.enter(block.level, document.position(block.span[0])[0])
            reading.emit(Event(Said.SECTION, block.span))
    drop_renamings(reading)
    reading.not_checked += claims_in_words(document, reading.events)
    reading.not_checked.sort()
    return reading


_LOCAL = frozenset(
    ["theorem", "thm", "lemma", "lem", "proposition", "prop", "corollary", "cor", "proof", "exercise", "example", "problem", "solution", "question", "claim",
     "remark", "definition", "defn", "definitions"]
)  # fmt: skip


def _environment(reading: Reading, block: Break, opened: list[tuple[str, int]]) -> None:
    """What a theorem or an exercise declares is its own: at its end the names give way to others."""
    line = reading.document.position(block.span[0])[0]
    if block.name.lower() not in _LOCAL:
        return
    if block.kind == "begin":
        opened.append((block.name, line))
    elif opened and opened[-1][0] == block.name:
        reading.leave(opened.pop()[1], line)


def _formula(reading: Reading, block: Formula, display: Display, words: Words, after: str) -> list[Loose]:
    """Read the clauses of a formula; returns the equations that its last ones state."""
    reading.interpreter.line = reading.document.position(block.span[0])[0]
    if declares_in_words(reading, block, display):
        return []
    count, before, assuming = len(reading.events), words.sentence, words.assuming
    stated: list[Loose] = []
    every: list[Loose] = []
    to_zero = block.display and prose.sets_to_zero(words.recent)
    concluded = bool(words.stated) and prose.leads_on(words.since)
    for number, clause in enumerate(display.clauses):
        if not block.display and not to_zero and not assuming and _declared_in(reading, before):
            assuming = not prose.is_claim(before)
        given = prose.is_assumption(clause.lead, assuming) if clause.lead.isalpha() else assuming
        setting = Setting(
            given, followed=_followed(display, number), to_zero=to_zero and number == 0, goes_on=prose.goes_on(before),
            sentence=before, aside=not block.display and not prose.is_claim(before),
        )  # fmt: skip
        if clause.lead in ("⇒", "⇔"):
            setting.premises, setting.both = stated, clause.lead == "⇔"
        elif concluded and not to_zero:
            setting.premises, setting.words, setting.assuming = words.stated, True, False
        stated = state(reading, clause, setting)
        every += stated
        for tail in clause.tail:
            if isinstance(tail, Text):
                for kind in prose.attributes_after(tail.text).kinds:
                    give(reading, clause, kind, None)
    attribute(reading, block, display, before, after, assuming)
    _suppose(reading, block, display, words)
    if len(reading.events) == count and not reading.listed(block):
        reading.says_nothing(block.span, "it states nothing to check")
    return every


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
    return "⟨formula⟩" in before and any(event.kind is Said.DECLARE for event in reading.events[-4:])


def _followed(display: Display, number: int) -> bool:
    """Whether a conclusion follows a clause in the display: its last equation is then a condition."""
    if number + 1 == len(display.clauses):
        return False
    lead, following = display.clauses[number].lead, display.clauses[number + 1].lead
    return following == "⇒" or (following == "⇔" and lead not in ("⇒", "⇔"))
