"""How long what is said in passing holds: to the end of its paragraph, in a theorem to the end of its proof, else to the next heading."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Block, Break, Document, Format, Heading, Prose

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


_REMARK = 80  # letters between a theorem and its proof that say nothing of another thing


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
    """The end of a theorem, or of the proof right behind it; a remark of no more than a few words may stand between."""
    inside, remark = False, 0
    for block in document.blocks[number + 1 :]:
        if isinstance(block, Break) and block.kind == "begin" and block.name.lower() == "proof":
            inside = True
        elif isinstance(block, Break) and block.kind == "end" and inside:
            return block.span[1]
        elif not inside and not (isinstance(block, Break) and block.kind == "paragraph") and _says(block):
            remark += len(block.text.strip()) if isinstance(block, Prose) else _REMARK
            if remark >= _REMARK:
                break
    return document.blocks[number].span[1]


def _says(block: Block) -> bool:
    """Whether a block is more than white space."""
    return not isinstance(block, Prose) or bool(block.text.strip())


_BLANK = re.compile(r"\n[ \t]*\n")
_CLOSES = re.compile(
    r"(?:\s|\$\$|\\\]|\\end\{\w+\*?\}|\\tag\{\w*\}|\\label\{[\w:-]*\})+\Z"
)  # behind the last sign of a display
_LIST = re.compile(r"\s*(?:\\begin\{(?:enumerate|itemize)|\\item|[-*+•] |\d+[.)] |\(\w{1,3}\) )")


def _paragraph(text: str, place: int) -> int:
    """The end of a paragraph, with the displays and lists that go on with it."""
    at = place
    while (match := _BLANK.search(text, at)) is not None:
        before = _CLOSES.sub("", text[place : match.start()])
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


# in Markdown: a statement that is set apart by its bold name, a proof by its name, what a reader has to open
_STATEMENT = re.compile(
    r"[ \t]*(?:>[ \t]*)?(?:\*\*|__)\s*(?:\d+(?:\.\d+)*\.?\s*)?(?:theorem|lemma|proposition|corollary|claim|fact|observation)s?\b",
    re.I,
)
_PROOF = re.compile(
    r"[ \t]*(?:>[ \t]*)?(?:<details\b|<summary>\s*proof\b|(?:\*\*|__|\*|_)\s*proof\b|proof\s*(?:\([^)\n]*\))?[.:](?:\s|$))",
    re.I,
)
_PROVED = re.compile(r"(?:</details>|\\(?:black)?square\b|\\qed\b|[□∎■]|\bQ\.?\s?E\.?\s?D\b)[\W_]*$")
_HEADED = re.compile(r"#{1,6}\s")


_SUPPOSES = re.compile(r"\b(?:suppose|assum(?:e|ing)|if|in\s+the\s+case)\b[^.;:]*$", re.I)


def supposes(before: str) -> bool:
    """Whether the words before a value for a name only suppose it: "suppose further that A = I"."""
    return _SUPPOSES.search(before) is not None


def proofs(document: Document) -> list[tuple[int, int, int]]:
    """Theorems and proofs by their first lines, the first lines behind them, and those from which on what they suppose holds no longer: a proof's from
    its end, a theorem's from the end of its proof, else from the next theorem or heading."""
    found = _environments(document)
    if document.format is Format.LATEX:
        return found
    lines = document.text.split("\n")
    statement = proof = 0  # the lines at which the present ones begin
    ended = 0  # the line behind the present statement
    for number, line in enumerate((*lines, "# "), 1):
        begins, headed = _STATEMENT.match(line) is not None, _HEADED.match(line) is not None
        proved = proof > 0 and _PROVED.search(line) is not None
        if begins or headed or proved:
            end = number + 1 if proved else number
            if proof:
                found.append((proof, end, end))
            if statement:
                found.append((statement, ended or _paragraph_end(document, lines, statement), end))
            statement, proof, ended = (number if begins else 0), 0, 0
        elif not proof and _PROOF.match(line) is not None:
            proof = ended = number
    return found


def _paragraph_end(document: Document, lines: list[str], line: int) -> int:
    """The line behind the paragraph that begins at a line."""
    place = sum(len(text) + 1 for text in lines[: line - 1])
    return document.position(min(_paragraph(document.text, place), len(document.text)))[0] + 1


def _environments(document: Document) -> list[tuple[int, int, int]]:
    """The theorems and proofs that are environments."""
    found: list[tuple[int, int, int]] = []
    opened: list[tuple[str, int]] = []
    theorem: tuple[int, int] | None = None  # the last one that no proof has followed yet
    for block in document.blocks:
        line = document.position(block.span[0])[0]
        if isinstance(block, Heading) and theorem is not None:
            found.append((*theorem, line))
            theorem = None
        if not isinstance(block, Break) or block.name.lower() not in _STATED:
            continue
        name = block.name.lower()
        if block.kind == "begin":
            opened.append((name, line))
            if name != "proof" and theorem is not None:
                found.append((*theorem, line))
                theorem = None
        elif block.kind == "end" and opened and opened[-1][0] == name:
            first = opened.pop()[1]
            if name != "proof":
                theorem = (first, line + 1)
                continue
            found.append((first, line + 1, line + 1))
            if theorem is not None:
                found.append((*theorem, line + 1))
                theorem = None
    return found


_STATED = frozenset(
    ["theorem", "thm", "lemma", "lem", "lma", "proposition", "prop", "propn", "corollary", "cor", "coro"]
) | frozenset(["claim", "fact", "observation", "obs", "proof", "example", "examp", "exmp", "eg", "ex"])
