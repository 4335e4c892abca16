"""How long what is said in passing holds: to the end of its paragraph, in a theorem to the end of its proof, else to the next heading."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Block, Break, Document, Heading, Prose

# environments that are statements, examples and the like of their own, as people name them
LOCAL = frozenset(
    [
        "theorem",
        "thm",
        "lemma",
        "lem",
        "lma",
        "proposition",
        "prop",
        "propn",
        "corollary",
        "cor",
        "coro",
        "claim",
        "fact",
        "remark",
        "rem",
        "rmk",
        "example",
        "examp",
        "exmp",
        "eg",
        "ex",
        "definition",
        "definitions",
        "defn",
        "dfn",
        "defi",
        "observation",
        "obs",
        "question",
        "ques",
        "problem",
        "prob",
        "exercise",
        "exer",
        "solution",
        "sol",
        "soln",
        "note",
        "intuition",
        "conjecture",
    ]
)


def until(document: Document, place: int, passing: bool) -> int:
    """Where what is said at a place ends."""
    text = document.text
    heading = next((b.span[0] for b in document.blocks if isinstance(b, Heading) and b.span[0] >= place), len(text))
    opened: list[Break] = []
    item = False
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Break):
            continue
        if block.span[0] < place:
            if block.kind == "begin":
                opened.append(block)
                item = False
            elif block.kind == "end" and opened:
                opened.pop()
            item = item or block.kind == "item"
        elif block.kind == "end" and opened and opened[-1].name.lower() in LOCAL and not item:
            return min(_proof(document, number), heading)
        elif block.kind in ("begin", "end") and not passing:
            break
    return min(_paragraph(text, place), heading) if passing else heading


def _proof(document: Document, number: int) -> int:
    """The end of a theorem, or of the proof right behind it."""
    inside = False
    for block in document.blocks[number + 1 :]:
        if isinstance(block, Break) and block.kind == "begin" and block.name.lower() == "proof":
            inside = True
        elif isinstance(block, Break) and block.kind == "end" and inside:
            return block.span[1]
        elif not inside and not (isinstance(block, Break) and block.kind == "paragraph") and _says(block):
            break
    return document.blocks[number].span[1]


def _says(block: Block) -> bool:
    """Whether a block is more than white space."""
    return not isinstance(block, Prose) or bool(block.text.strip())


_BLANK = re.compile(r"\n[ \t]*\n")
_LIST = re.compile(r"\s*(?:\\begin\{(?:enumerate|itemize)|\\item|[-*+•] |\d+[.)] |\(\w{1,3}\) )")


def _paragraph(text: str, place: int) -> int:
    """The end of a paragraph, with the displays and lists that go on with it."""
    at = place
    while (match := _BLANK.search(text, at)) is not None:
        before = text[place : match.start()].rstrip().removesuffix("$$").removesuffix("\\]").rstrip()
        open_ = before[-1:] not in ".!?" or before.endswith("...")
        displayed = text[match.end() :].lstrip()[:2] in ("$$", "\\[")
        listed = _LIST.match(text, match.end()) is not None
        inside = text.count("\\begin{enumerate", place, match.start()) + text.count(
            "\\begin{itemize", place, match.start()
        )
        ended = text.count("\\end{enumerate", place, match.start()) + text.count("\\end{itemize", place, match.start())
        if not (open_ or displayed or listed or inside > ended):
            return match.start()
        at = match.end()
    return len(text)
