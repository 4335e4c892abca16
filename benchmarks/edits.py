"""Random edits of documents: nothing breaks, and what was not touched is read as before: python benchmarks/edits.py [COUNT] [SEED] [FILE|FOLDER ...].

An edit deletes, doubles or swaps a character, or cuts a line. A formula is untouched when no edited character stands in it; it is read as
before when the edited document has a formula of the same text at its place that parses to the same tree.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from derive.document import FORMATS, Document, Format, Formula, ReadError, read_text
from derive.formula import FormulaError, parse
from derive.formula.syntax import Display
from derive.record import dataclass

ROOT = Path(__file__).parent.parent
DEFAULT = (ROOT.parent / "shared" / "corpus" / "dev", ROOT / "derive" / "problems")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """`span` of the text is replaced by `text`."""

    span: Span
    text: str

    def applied(self, text: str) -> str:
        """A text with the edit made."""
        return text[: self.span[0]] + self.text + text[self.span[1] :]


@dataclass(slots=True)
class Tally:
    """What a run of edits came to."""

    edits: int = 0
    untouched: int = 0
    kept: int = 0

    @property
    def share(self) -> float:
        """The share of the untouched formulas that were read as before."""
        return self.kept / max(1, self.untouched)


def edit(text: str, chance: random.Random) -> Edit:
    """One edit at a random place."""
    place = chance.randrange(len(text) - 1)
    kind = chance.choice(("delete", "double", "swap", "cut"))
    if kind == "delete":
        return Edit((place, place + 1), "")
    if kind == "double":
        return Edit((place, place + 1), text[place] * 2)
    if kind == "swap":
        return Edit((place, place + 2), text[place + 1] + text[place])
    begin, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    return Edit((begin, end + 1 if end >= 0 else len(text)), "")


def formulas(document: Document) -> Iterator[tuple[Span, str]]:
    """The formulas of a document: place and text."""
    for block in document.blocks:
        if isinstance(block, Formula):
            yield block.body, document.text[slice(*block.body)]


def parsed(document: Document, body: Span) -> Display | None:
    """A formula's tree; None for one that cannot be read."""
    try:
        return parse(document.mathematics, *body, document.macros)
    except FormulaError:
        return None


def try_edit(document: Document, trees: dict[Span, Display | None], made: Edit, tally: Tally) -> None:
    """Make an edit, read the result and count what was kept."""
    edited = read_text(made.applied(document.text), document.format)
    found = {span[0]: (span, text) for span, text in formulas(edited)}
    shift = len(made.text) - (made.span[1] - made.span[0])
    same = edited.macros == document.macros
    tally.edits += 1
    for span, text in formulas(document):
        if span[0] - 2 <= made.span[1] and made.span[0] <= span[1] + 2:
            continue  # touched, itself or at its delimiters
        place = span[0] + (shift if span[0] >= made.span[1] else 0)
        tally.untouched += 1
        if found.get(place, (span, ""))[1] != text:
            continue
        tally.kept += same or parsed(edited, found[place][0]) == trees[span]
    for span, _ in found.values():
        if abs(span[0] - made.span[0]) < 2000 and span not in trees:
            parsed(edited, span)  # nothing but a FormulaError may come of it


def run(paths: Sequence[Path], count: int, seed: int) -> Tally:
    """Random edits of the documents, in turn."""
    chance, tally = random.Random(seed), Tally()
    documents = []
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        try:
            documents.append(read_text(text, FORMATS.get(path.suffix.lower(), Format.MARKDOWN), str(path)))
        except ReadError:
            continue
    documents = [document for document in documents if len(document.text) > 2]
    share = -(-count // max(1, len(documents)))
    for document in documents:
        trees = {span: parsed(document, span) for span, _ in formulas(document)}
        for _ in range(min(share, count - tally.edits)):
            try_edit(document, trees, edit(document.text, chance), tally)
    return tally


def found_in(places: Sequence[Path]) -> list[Path]:
    """The documents at some places, notebooks left out: their text is not the file's."""
    paths: list[Path] = []
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        paths += [path for path in inside if path.suffix.lower() in FORMATS and path.suffix.lower() != ".ipynb"]
    return paths


def main() -> None:
    arguments = sys.argv[1:]
    count = int(arguments[0]) if arguments else 10_000
    seed = int(arguments[1]) if len(arguments) > 1 else 1
    places = [Path(argument) for argument in arguments[2:]] or [place for place in DEFAULT if place.exists()]
    tally = run(found_in(places), count, seed)
    print(f"{tally.edits} edits; {tally.share:.2%} of {tally.untouched} untouched formulas read as before")


if __name__ == "__main__":
    main()
