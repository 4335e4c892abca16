"""The running text of a document as HTML: headings, paragraphs, lists and emphasis of Markdown and LaTeX; nothing passes unescaped.

The document's formulas are masked before, so that whatever they hold is not taken for markup, and filled in by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derive import lazy_re as re
from derive.record import dataclass
from derive.render.escape import html

HOLE = "\ue000"  # the first character of a masked formula
FILL = "\ue001"  # its other characters
PRIVATE = re.compile("[\ue000-\ue02f]")  # what a document holds of these is no mark of ours
Fill = Callable[[int], str]  # the HTML of the formula whose mask begins at an offset

MARKDOWN_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
LATEX_HEADING = re.compile(r"\s*\\((?:sub){0,2}section|chapter|part|paragraph)\*?\s*\{(.*)\}\s*$", re.DOTALL)
ITEM = re.compile(r"\s*(?:(?P<bullet>[-*+]|\\item)|\d+[.)]|\\item\[[^\]]*\])(?:\s+|$)")
DEPTH = {"part": 2, "chapter": 2, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
COMMENT = re.compile(r"<!--.*?-->|\A---\n.*?\n---(?=\n)", re.DOTALL)  # and the settings at a document's head
TEX_COMMENT = re.compile(r"(?<!\\)%.*")
DROPPED = re.compile(
    r"\\(?:label|vspace|hspace|bibliographystyle|bibliography|includegraphics(?:\s*\[[^\]]*\])?|tikzset|pagestyle|thispagestyle|setcounter|input|include)\*?\s*\{[^{}]*\}"
    r"|\\(?:maketitle|tableofcontents|newpage|clearpage|noindent|centering|medskip|bigskip|smallskip|qed|newline)\b|\\\\"
)
DRAWING = re.compile(r"\\begin\s*\{(tikzpicture|picture|tikzcd|pspicture)\}.*?\\end\s*\{\1\}", re.DOTALL)
ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{(\w+\*?)\}(?:\[([^\]]*)\])?")
SILENT = {"document", "itemize", "enumerate", "center", "figure", "table", "tabular", "quote", "flushleft", "abstract", "frame", "minipage", "block",
          "columns", "column", "description", "spacing", "multicols"}  # fmt: skip
INLINE = (  # tried in this order on escaped text; what is emphasised holds no tag, so that tags nest
    (re.compile(r"\*\*(?=\S)([^*]{1,2000}?)(?<=\S)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w*])[*_](?=[^\s*_])([^*_<]{1,2000}?)(?<=\S)[*_](?![\w*])"), r"<em>\1</em>"),
    (re.compile(r"`([^`\n<]{1,500})`"), r"<code>\1</code>"),
    (re.compile(r"\\(?:textbf|textsc)\s*\{([^{}<]{0,2000})\}"), r"<strong>\1</strong>"),
    (re.compile(r"\\(?:emph|textit|textsl)\s*\{([^{}<]{0,2000})\}"), r"<em>\1</em>"),
    (re.compile(r"\\(?:texttt|verb)\s*\{([^{}<]{0,500})\}"), r"<code>\1</code>"),
    (re.compile(r"\\(?:eq)?ref\s*\{([^{}<]{0,200})\}"), r"(\1)"),
    (re.compile(r"\\cite\w{0,20}\s*\{([^{}<]{0,500})\}"), r"[\1]"),
    (re.compile(r"\\footnote\s*\{([^{}<]{0,2000})\}"), r" (\1)"),
    (
        re.compile(r"!?\[([^\[\]<]{1,500})\]\([^()\s<]{0,1000}(?:\s&quot;[^<]{0,200}?&quot;)?\)"),
        r"\1",
    ),  # a link shows its words
)
LATEX_INLINE = (  # in LaTeX, after these: whatever else is a command shows what it is given
    (re.compile(r"\\href\s*\{[^{}<]{0,1000}\}\s*\{([^{}<]{0,1000})\}"), r"\1"),
    (re.compile(r"\\(?:ldots|dots)\b(?:\{\})?"), "…"),
    (re.compile(r"\\(&amp;|[%$#_])"), r"\1"),
    (re.compile(r"\\[,;: ]"), " "),
    (re.compile(r"\\[/!@-]"), ""),
    (re.compile(r"``|&quot;`"), "“"),
    (re.compile(r"&#39;&#39;"), "”"),
    (re.compile(r"---"), "—"),
    (re.compile(r"--"), "–"),
    *((re.compile(r"\\[a-zA-Z]+\*?\s?(?:\[[^\[\]<]{0,200}\])?\{([^{}<]{0,2000})\}"), r"\1"),) * 3,
    (re.compile(r"\\[a-zA-Z]+\*?\s?"), ""),
    (re.compile(r"[{}]"), ""),
    (re.compile(r"~"), " "),
)
# characters that a backslash takes out of Markdown's hands are kept apart until the emphasis is done
ESCAPED = re.compile(r"\\([*_`#\[\]()!~.>-])")
ENTITY = {character: chr(0xE010 + number) for number, character in enumerate("*_`#[]()!~.>-")}
LITERAL = {ord(kept): html(character) for character, kept in ENTITY.items()}


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of running text. kind: 'heading', 'paragraph', 'item', 'code'; `level` of a heading; the span in the document."""

    kind: str
    start: int
    end: int
    level: int = 0


def mask(text: str, regions: tuple[tuple[int, int], ...]) -> str:
    """`text` with every region replaced by private characters of the same length."""
    text = PRIVATE.sub("\ufffd", text)
    parts, at = [], 0
    for start, end in regions:
        if start >= at:
            parts += [text[at:start], HOLE + FILL * (end - start - 1)]
            at = end
    return "".join(parts) + text[at:]


def blank_comments(masked: str, latex: bool) -> str:
    """Comments, and what LaTeX has before and after its document, blanked at the same length."""

    def blank(found: re.Match[str]) -> str:
        return "".join(c if c in (HOLE, FILL) else "\n" if c == "\n" else " " for c in found.group())

    if not latex:
        return COMMENT.sub(blank, masked)
    masked = TEX_COMMENT.sub(blank, masked)
    begin, end = masked.find("\\begin{document}"), masked.find("\\end{document}")
    masked = re.sub(r"^.*", blank, masked[: max(begin, 0)], flags=re.DOTALL) + masked[max(begin, 0) :]
    if end >= 0:
        masked = masked[:end] + re.sub(r"^.*", blank, masked[end:], flags=re.DOTALL)
    return DROPPED.sub(blank, DRAWING.sub(blank, masked))


def pieces(masked: str, latex: bool) -> Iterator[Piece]:
    """The blocks of a masked text, in order."""
    start: int | None = None
    kind, at, fenced = "paragraph", 0, ""
    for line in masked.splitlines(keepends=True):
        stripped = line.strip()
        heading = (LATEX_HEADING if latex else MARKDOWN_HEADING).match(line.rstrip("\n"))
        fence = "" if latex else stripped[:3] if stripped[:3] in ("```", "~~~") else ""
        if fenced:
            if stripped.startswith(fenced):
                yield Piece("code", start or 0, at)
                start, fenced = None, ""
        elif not stripped or heading or fence or ITEM.match(line):
            if start is not None:
                yield Piece(kind, start, at)
                start = None
            if heading:
                level = DEPTH[heading[1]] if latex else min(6, len(heading[1]) + 1)
                yield Piece("heading", at + heading.start(2), at + heading.end(2), level)
            elif fence:
                start, fenced, kind = at + len(line), fence, "paragraph"
            elif stripped:
                item = ITEM.match(line)
                bullet = item is not None and item["bullet"] is not None
                start, kind = at + (item.end() if item and bullet else 0), "item" if bullet else "numbered"
        elif start is None:
            start, kind = at, "paragraph"
        at += len(line)
    if start is not None:
        yield Piece("code" if fenced else kind, start, at)


def inline(masked: str, start: int, end: int, fill: Fill, latex: bool) -> str:
    """A run of text as HTML, its formulas filled in."""
    found: list[str] = []
    holes: list[str] = []
    at = start
    while at < end:
        hole = masked.find(HOLE, at, end)
        if hole < 0:
            hole = end
        found.append(masked[at:hole].replace(FILL, ""))
        if hole < end:
            found.append(HOLE)
            holes.append(fill(hole))
        at = hole + 1
    text = "".join(found)
    if latex:
        text = ENVIRONMENT.sub(_environment, text)
    else:
        text = ESCAPED.sub(lambda found: ENTITY[found[1]], text)
    text = html(text)
    for pattern, by in (*INLINE, *LATEX_INLINE) if latex else INLINE:
        text = pattern.sub(by, text)
    text = text.translate(LITERAL)
    filled = iter(holes)
    return re.sub(HOLE, lambda _: next(filled), text)


def _environment(found: re.Match[str]) -> str:
    """A theorem or a proof begins with its name; other environments leave nothing."""
    side, name, title = found[1], found[2].rstrip("*"), found[3]
    if side == "end" or name in SILENT:
        return ""
    return f"**{name.capitalize()}{f' ({title})' if title else ''}.** "
