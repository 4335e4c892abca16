"""Claims of mathematics in words alone: found and listed as not checked, never passed in silence."""

from __future__ import annotations

from collections.abc import Iterator

from derive import lazy_re as re
from derive.document.model import Break, Directive, Document, Formula, Heading, Prose
from derive.elaborate.events import Event, Said, Span

REASON = "a claim in words, not checked"
_STATE = r"(?:is|are|be|becomes?|remains?|must be|stays?)"
_CLAIMS = re.compile(
    "|".join(
        (
            r"\b(?:non-?)?unique(?:ly|ness)?\b",
            r"\b(?:global|local|constrained)(?:ly)?\s+(?:optim|minim|maxim)\w+",
            r"\b(?:stationary|critical|saddle|fixed) points?\b",
            r"\b(?:has|have|gives?|give|attains?|yields?) the same\b",
            r"\b(?:minimi[sz]es(?=\s+\S)|maximi[sz]es(?=\s+\S)|selects? minimal|selects? the (?:smallest|largest))\b",
            rf"\b{_STATE}\s+(?:also\s+|thus\s+|therefore\s+|strictly\s+|strongly\s+|jointly\s+)*(?:convex|concave|bounded|continuous|differentiable|"
            r"invertible|singular|positive (?:semi-?)?definite|orthogonal|orthonormal|symmetric|linearly independent|of full rank|optimal|unbiased|"
            r"invariant|consistent)\b",
            r"\bif and only if\b",
            r"\bconverges?\b",
            r"\b(?:is|are) (?:equivalent|equal|proportional) to\b",
            r"\bdoes not depend on\b|\b(?:is|are) independent of\b",
            r"\binvariant (?:under|to)\b",
        )
    ),
    re.I,
)
_GIVEN = re.compile(r"^\W*(?:let|suppose|assume|consider|given|define|denote|write|recall that we assume|if)\b", re.I)
_END = re.compile(r"[.!?][)*\"”]*(?=\s|$)")


def claims_in_words(document: Document, events: list[Event]) -> Iterator[tuple[Span, str, str]]:
    """Sentences that claim something of mathematics in words: their spans, texts and why they are not checked."""
    said = [event.span for event in events if event.kind in (Said.CLAIM, Said.PROPERTY) and _by_words(event)]
    for span, text in _sentences(document):
        if not _CLAIMS.search(text) or _GIVEN.match(text) or "⟨" not in text:
            continue
        if not any(span[0] <= start and end <= span[1] + 1 for start, end in said):
            yield span, document.text[slice(*span)], REASON


def _by_words(event: Event) -> bool:
    """Whether an event is what a sentence claims in its words."""
    return event.property is not None or event.optimum is not None


def _sentences(document: Document) -> Iterator[tuple[Span, str]]:
    """The sentences of the running text with their spans; an inline formula is `⟨⟩` filled up to its length, a display ends a sentence."""
    piece, start = "", 0
    for block in document.blocks:
        if isinstance(block, Prose) or (isinstance(block, Formula) and not block.display):
            if not piece:
                start = block.span[0]
            elif start + len(piece) < block.span[0]:
                piece += " " * (block.span[0] - start - len(piece))
            size = block.span[1] - block.span[0]
            piece += block.text if isinstance(block, Prose) else "⟨" + "·" * (size - 2) + "⟩"
        elif isinstance(block, Formula | Heading | Break | Directive):
            yield from _cut(piece, start)
            piece = ""
    yield from _cut(piece, start)


def _cut(piece: str, start: int) -> Iterator[tuple[Span, str]]:
    at = 0
    for end in [match.end() for match in _END.finditer(piece)] + [len(piece)]:
        text = piece[at:end]
        bare = text.strip()
        if bare:
            begin = start + at + text.index(bare)
            yield (begin, begin + len(bare)), bare
        at = end
