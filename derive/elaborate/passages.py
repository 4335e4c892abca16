"""The paragraphs of a document as lines of words with their formulas numbered, and the names in these: what patterns of words are matched on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derive import lazy_re as re
from derive.document.model import Break, Document, Formula, Heading, Prose
from derive.elaborate.scope import key
from derive.formula.syntax import Chain, Display, Dots, Node, Sub, Tuple, items_of

NAMES = r"(⟨\d+⟩(?:(?:,|,? and|,? as well as|,? or) ⟨\d+⟩)*)"


def passages(document: Document) -> Iterator[tuple[int, str, list[Formula]]]:
    """The paragraphs of a document, where each begins and as one line of words, inline formulas numbered in them."""
    words: list[str] = []
    formulas: list[Formula] = []
    place = 0
    for block in (*document.blocks, None):
        if not words and block is not None:
            place = block.span[0]
        if isinstance(block, Formula) and not block.display:
            words.append(f" ⟨{len(formulas)}⟩ ")
            formulas.append(block)
        elif isinstance(block, Prose):
            words.append(block.text)
        elif isinstance(block, Heading):
            words.append(f" . {block.text} . ")
        elif words and (block is None or isinstance(block, Break)):
            yield place, _line("".join(words)), formulas
            words, formulas = [], []
        else:
            words.append(" ; ")


# each by itself, and all alike
IID = re.compile(
    r"\bi\.?\s?i\.?\s?d\.?(?=[\s,;:⟨])|\bindependent(?:ly)?,?\s+(?:and\s+)?identically[\s-]+distributed|\bidentically\s+and\s+independently\s+distributed",
    re.I,
)


def _line(text: str) -> str:
    text = IID.sub("independent", text)
    text = re.sub(r"[*_`()\[\]]", " ", text)
    return re.sub(r" ([,.;:-])", r"\1", " ".join(text.split()))


def names_listed(text: str, formulas: list[Formula], displays: Mapping[Formula, Display]) -> list[str]:
    numbers = re.findall(r"⟨(\d+)⟩", text)
    return [name for number in numbers for name in names_of(formulas[int(number)], displays)]


def names_of(block: Formula, displays: Mapping[Formula, Display]) -> list[str]:
    display = displays.get(block)
    if display is None:
        return []
    last = listing(display)
    if last is not None:
        return [f"{key(last.base)}[]"]
    return [name for clause in display.clauses for name in named(clause.body)]


def listing(display: Display) -> Sub | None:
    """The last one of `X_1, …, X_n`, which is read as two clauses."""
    if len(display.clauses) < 2:
        return None
    first, second = (clause.body for clause in display.clauses[:2])
    last = second.first if isinstance(second, Chain) else second
    if not (isinstance(first, Tuple) and isinstance(first.items[-1], Dots) and isinstance(last, Sub)):
        return None
    stems = {key(item.base) if isinstance(item, Sub) else None for item in (*first.items[:-1], last)}
    return last if len(stems) == 1 and None not in stems else None


def named(node: Node) -> list[str]:
    """The names that a formula consists of: `X`, `X, Y`, `X \\in \\mathbb{R}^n`, the family of `X_1, …, X_n`."""
    if isinstance(node, Chain):
        node = node.first
    items = items_of(node)
    if any(isinstance(item, Dots) for item in items):
        stems = {key(item.base) for item in items if isinstance(item, Sub)}
        return [f"{stem}[]" for stem in stems if stem] if len(stems) == 1 else []
    return [name for item in items if (name := key(item)) is not None]
