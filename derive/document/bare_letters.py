"""Capital letters that running text introduces without the signs of mathematics around them: "Let A be an $n \\times n$ matrix". They are read as `$A$` is."""

from __future__ import annotations

from collections.abc import Iterator

from derive import lazy_re as re
from derive.document.model import Block, Formula, Prose

_LETTER = r"[A-Z](?:_[a-z0-9])?"
# what the letters are stands behind the verb, perhaps with formulas in it; they are introduced, so the verb is no statement on them
_INTRODUCED = re.compile(
    rf"\b(?:[Ll]et|[Gg]iven(?:\s+that)?|(?:[Ss]uppose|[Aa]ssume)(?:\s+that)?)\s+(?P<letters>{_LETTER}(?:\s*,\s*{_LETTER})*(?:,?\s+and\s+{_LETTER})?)"
    r"\s+(?:be|is|are)\s+(?:an?\s|two\s|three\s|any\s|some\s|(?=[\w$-]+\s))[^.;:?!]{0,120}?\b(?:matri(?:x|ces)|vectors?)\b"
)


def marked(pieces: list[Block], text: str) -> Iterator[Block]:
    """The blocks with such letters as formulas of their own, where the formulas of the text speak of them."""
    known = {
        letter
        for block in pieces
        if isinstance(block, Formula)
        for letter in re.findall(r"(?<![A-Za-z\\])[A-Z](?![A-Za-z])", text[slice(*block.body)])
    }
    for block in pieces:
        if isinstance(block, Prose):
            yield from _cut(block, _places(block, text, known))
        else:
            yield block


def _places(block: Prose, text: str, known: set[str]) -> Iterator[tuple[int, int]]:
    """Where letters are introduced in a run of prose, as offsets into the file; what is said of them may go on behind the run."""
    whole = block.text + text[block.span[1] : block.span[1] + 160]
    for match in _INTRODUCED.finditer(whole):
        for letter in re.finditer(_LETTER, match["letters"]):
            start = match.start("letters") + letter.start()
            if start < len(block.text) and letter[0][0] in known:
                yield block.span[0] + start, block.span[0] + start + len(letter[0])


def _cut(block: Prose, places: Iterator[tuple[int, int]]) -> Iterator[Block]:
    start, end = block.span
    for first, last in places:
        if first > start:
            yield Prose((start, first), block.text[start - block.span[0] : first - block.span[0]])
        yield Formula((first, last), (first, last), False, "")
        start = last
    if start < end:
        yield Prose((start, end), block.text[start - block.span[0] :])
