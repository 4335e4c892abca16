"""The statements of a document in order: what each formula declares, defines, assumes and claims."""

from __future__ import annotations

from derive.document.model import Block, Break, Document, Formula, Heading, Prose
from derive.elaborate import prose
from derive.elaborate.attribution import attribute, give
from derive.elaborate.events import Event, Said
from derive.elaborate.links import Setting, state
from derive.elaborate.loose import Loose
from derive.elaborate.reading import Reading
from derive.formula.syntax import Display, Text
from derive.record import dataclass


@dataclass(slots=True)
class Words:
    """The words before a formula: the sentence still open, whether it assumes, and the last few hundred characters."""

    assuming: bool = False
    sentence: str = ""
    recent: str = ""

    def hear(self, text: str) -> None:
        """More running text."""
        self.recent = (self.recent + text)[-300:]
        self.sentence = prose.sentence(self.sentence + text)
        if prose.ends_sentence(text):
            self.assuming = False
        self.assuming = prose.is_assumption(prose.sentence(text), self.assuming)

    def pass_over(self, block: Formula) -> None:
        """A formula stood here."""
        if block.display:
            self.recent = ""
        self.sentence += " ⟨formula⟩ "

    def close(self, block: Block) -> None:
        """A boundary: a sentence goes on over it only when it was left open."""
        paragraph = isinstance(block, Break) and block.kind == "paragraph"
        if not (paragraph and self.recent.rstrip()[-1:] not in ".!?"):
            self.assuming, self.sentence = False, ""
        if isinstance(block, Heading):
            self.recent = ""


def read_statements(document: Document) -> Reading:
    """Everything a document says, as events in order."""
    reading = Reading(document)
    words = Words()
    blocks = document.blocks
    for position, block in enumerate(blocks):
        if isinstance(block, Prose):
            words.hear(block.text)
        elif isinstance(block, Formula):
            if block in reading.displays:
                following = blocks[position + 1] if position + 1 < len(blocks) else None
                after = following.text if isinstance(following, Prose) else ""
                _formula(reading, block, reading.displays[block], words, after)
            reading.display += 1
            words.pass_over(block)
        else:
            words.close(block)
        if isinstance(block, Break) and block.kind == "item":
            reading.emit(Event(Said.ITEM, block.span))
        if isinstance(block, Heading):
            reading.gradient = None
            reading.emit(Event(Said.SECTION, block.span))
    return reading


def _formula(reading: Reading, block: Formula, display: Display, words: Words, after: str) -> None:
    reading.interpreter.line = reading.document.position(block.span[0])[0]
    count, before, assuming = len(reading.events), words.sentence, words.assuming
    stated: list[Loose] = []
    to_zero = block.display and prose.SET_TO_ZERO.search(words.recent) is not None
    for number, clause in enumerate(display.clauses):
        if not block.display and not to_zero and not assuming and _declared_in(reading, before):
            assuming = not prose.is_claim(before)
        given = prose.is_assumption(clause.lead, assuming) if clause.lead.isalpha() else assuming
        premises = stated if clause.lead in ("⇒", "⇔") else []
        setting = Setting(given, premises, to_zero and number == 0, _followed(display, number))
        stated = state(reading, clause, setting)
        for tail in clause.tail:
            if isinstance(tail, Text):
                give(reading, clause, prose.property_after(tail.text))
    attribute(reading, block, display, before, after, assuming)
    if len(reading.events) == count:
        reading.says_nothing(block.span, "it states nothing to check")


def _declared_in(reading: Reading, before: str) -> bool:
    """Whether the sentence so far declared something: what it goes on to say is then given, not claimed."""
    return "⟨formula⟩" in before and any(event.kind is Said.DECLARE for event in reading.events[-4:])


def _followed(display: Display, number: int) -> bool:
    """Whether a conclusion follows a clause in the display: its last equation is then a condition."""
    if number + 1 == len(display.clauses):
        return False
    lead, following = display.clauses[number].lead, display.clauses[number + 1].lead
    return following == "⇒" or (following == "⇔" and lead not in ("⇒", "⇔"))
