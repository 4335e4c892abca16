"""LaTeX: prose, sections, theorem environments, formulas. No TeX is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derive import lazy_re as re
from derive.document.macros import definitions
from derive.document.model import Block, Break, Directive, Formula, Heading, Macro, Prose, Unread
from derive.document.regions import (
    PICTURES,
    closing,
    environment_end,
    is_display,
    labels,
    paragraph_end,
    reads_as_prose,
)

_VERBATIM = rf"verbatim\*?|Verbatim|lstlisting|comment|minted|{PICTURES}|thebibliography|filecontents\*?|algorithmic"
_SHORTHAND = re.compile(r"\\(?P<which>begin|end)\s*\{\s*(?P<name>[A-Za-z]+\*?)\s*\}")
_OPENING = re.compile(
    rf"(?P<skipped>\\begin\{{(?P<skip>{_VERBATIM})\}})"
    r"|(?P<verb>\\(?:verb|lstinline)\*?(?P<mark>[^A-Za-z\s{])[^\n]*?(?P=mark)|\\iffalse\b.*?\\fi\b|\\tikz\s*(?:\[[^\]]*\])?\s*\{)"
    r"|(?P<comment>%[^\n]*)"
    r"|(?P<frame>\\begin\{frame\}(?:<[^>\n]*>)?(?:\[[^\]\n]*\])?\s*\{(?P<shown>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\})"
    r"|(?P<begin>\\begin\s*\{(?P<name>[A-Za-z]+\*?)\}(?:\[[^\]\n]*\])?)|(?P<close>\\end\s*\{(?P<ended>[A-Za-z]+\*?)\})"
    r"|(?P<double>\$\$)|(?P<bracket>\\\[)|(?P<paren>\\\()|(?P<single>\$)"
    r"|(?P<heading>\\(?P<level>part|chapter|section|subsection|subsubsection|paragraph)\*?(?:\[[^\]]*\])?\{(?P<title>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\})"
    r"|(?P<item>\\item\b(?:\[[^\]\n$]*\])?)|(?P<blank>\n[ \t]*\n\s*)|\\(?P<command>[A-Za-z]+)|(?P<escaped>\\.)",
    re.S,
)
_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "frame": 4, "paragraph": 5}
_MARKUP = re.compile(r"\\(?!(?:eq|auto|c|C|page)?ref\b)[A-Za-z]+\*?(?:\[[^\]]*\])?|[{}~]|\\[,;!&%$#_ ]|--+")
_TRANSPARENT = frozenset(["subequations", "document", "center", "flushleft", "small"])
_MATHEMATICS = {
    "double": ("$$", 2, "$$"),
    "bracket": ("\\]", 2, "\\["),
    "paren": ("\\)", 2, "\\("),
    "single": ("$", 1, "$"),
}
_DIRECTIVE = re.compile(r"%+\s*derive:\s*(.*)")


def blank(text: str) -> str:
    """Markup replaced by spaces, the length kept."""
    return _MARKUP.sub(lambda m: " " * len(m.group()), text)


def blocks(text: str, start: int, end: int, macros: Mapping[str, Macro]) -> Iterator[Block | Unread]:
    """The blocks of `text[start:end]`, in order, and the places that could not be read."""
    yield from Scanner(text, end, macros).run(start)


class Scanner:
    """Cuts a LaTeX text at what opens a region, an environment, a heading, a paragraph."""

    def __init__(self, text: str, end: int, macros: Mapping[str, Macro]) -> None:
        self.text, self.end = text, end
        self.shorthands = _shorthands(macros)
        self.defined = {begin: stop for begin, stop, _ in definitions(text)} if macros else {}

    def run(self, start: int) -> Iterator[Block | Unread]:
        """The blocks from `start` on."""
        text, end = self.text, self.end
        told = position = start  # prose before `told` is handed on; scanning goes on from `position`
        while (match := _OPENING.search(text, position, end)) is not None:
            if match.group("escaped") or (match.group("command") and not self._commands(match)):
                position = match.end()
                continue
            found, stop = self._region(match)
            if told < match.start():
                yield Prose((told, match.start()), blank(text[told : match.start()]))
            yield from found
            told = position = max(stop, match.end())
        if told < end:
            yield Prose((told, end), blank(text[told:end]))

    def _commands(self, match: re.Match[str]) -> bool:
        return match.start() in self.defined or match.group("command") in self.shorthands

    def _region(self, match: re.Match[str]) -> tuple[list[Block | Unread], int]:
        """What stands at a match, and where it ends."""
        text, span, whole = self.text, match.span(), match.group()
        kind = str(match.lastgroup if match.lastgroup in _MATHEMATICS else _kind(match))
        if kind == "skipped":
            close = text.find(f"\\end{{{match.group('skip')}}}", span[1], self.end)
            return [], close + len(match.group("skip")) + 6 if close >= 0 else self.end
        if kind == "command":
            return self._command(match)
        if kind == "comment":
            directive = _DIRECTIVE.match(whole)
            return [Directive(span, directive.group(1).strip())] if directive else [], span[1]
        if kind == "begin":
            return self._environment(match)
        if kind in _MATHEMATICS:
            delimiter, size, name = _MATHEMATICS[kind]
            return self._delimited(span, delimiter, size, name)
        if kind in ("heading", "frame"):
            return self._heading(match)
        if kind == "close":
            name = match.group("ended").rstrip("*")
            return [] if name in _TRANSPARENT else [Break(span, "end", name)], span[1]
        if kind == "item":
            return [Break(span, "item")], span[1]
        return [Break(span, "paragraph")] if kind == "blank" else [], span[1]

    def _heading(self, match: re.Match[str]) -> tuple[list[Block | Unread], int]:
        """A title, of a section or of a slide; the formulas in it are read too."""
        group = "shown" if match.group("frame") else "title"
        title, (start, end) = match.group(group), match.span(group)
        mark = re.search(r"(?<!\\)\$|\\\(", title)
        inner = Scanner(self.text, end, {}).run(start + mark.start()) if mark else ()
        stop = start + mark.start() if mark else match.end()
        return [
            Heading((match.start(), stop), _LEVELS[match.group("level") or "frame"], blank(title).strip()),
            *inner,
        ], match.end()

    def _command(self, match: re.Match[str]) -> tuple[list[Block | Unread], int]:
        """A definition, which is passed over, or a shorthand for the beginning of a display."""
        if match.start() in self.defined:
            return [], self.defined[match.start()]
        which, name = self.shorthands[match.group("command")]
        if which == "end":
            return [], match.end()
        ends = [short for short, what in self.shorthands.items() if what == ("end", name)]
        stop = min(
            (found.start() for short in ends if (found := re.compile(rf"\\{short}(?![A-Za-z])").search(self.text, match.end(), self.end))),
            default=-1,
        )  # fmt: skip
        if stop < 0 or stop > paragraph_end(self.text, match.end(), self.end):
            return self._unclosed(match.span(), match.group())
        closed = re.compile(r"\\[A-Za-z]+").match(self.text, stop)
        span = (match.start(), closed.end() if closed else stop)
        inner = self.text[match.end() : stop]
        return [Formula(span, (match.end(), stop), True, name, labels(inner))], span[1]

    def _environment(self, match: re.Match[str]) -> tuple[list[Block | Unread], int]:
        name = match.group("name")
        if not is_display(name):
            return [] if name.rstrip("*") in _TRANSPARENT else [
                Break(match.span(), "begin", name.rstrip("*"))
            ], match.end()
        stop = environment_end(self.text, match.end(), self.end, name)
        if stop < 0:
            return self._unclosed(match.span(), f"\\begin{{{name}}}")
        span = (match.start(), stop)
        return [Formula(span, span, name.rstrip("*") != "math", name, labels(self.text[slice(*span)]))], stop

    def _delimited(
        self, span: tuple[int, int], delimiter: str, size: int, name: str
    ) -> tuple[list[Block | Unread], int]:
        stop = closing(self.text, span[1], self.end, delimiter)
        if delimiter == "$" and stop >= 0 and reads_as_prose(self.text[span[1] : stop]):
            stop = -1  # the dollar that would close it opens the next formula
        if stop < 0:
            if delimiter == "$":
                after = min(self.text.find("\n", span[1]) % (self.end + 1), span[1] + 40)
                return [Unread((span[0], max(span[1], after)), "the formula is not closed")], span[1]
            return self._unclosed(span, self.text[slice(*span)])
        if not self.text[span[1] : stop].strip():
            return [], stop + size
        whole = (span[0], stop + size)
        inner = self.text[span[1] : stop]
        return [
            Formula(whole, (span[1], stop), name in ("$$", "\\["), name, labels(inner) if size == 2 else ())
        ], whole[1]

    def _unclosed(self, span: tuple[int, int], name: str) -> tuple[list[Block | Unread], int]:
        """A display that is never closed ends with its paragraph, as in TeX."""
        stop = paragraph_end(self.text, span[1], self.end)
        return [Unread((span[0], stop), f"{name} is not closed")], stop


def _kind(match: re.Match[str]) -> str:
    for name in ("skipped", "verb", "comment", "begin", "close", "heading", "item", "blank", "command"):
        if match.group(name) is not None:
            return name
    return str(match.lastgroup)


def _shorthands(macros: Mapping[str, Macro]) -> dict[str, tuple[str, str]]:
    """Macros that stand for the beginning or the end of a display: `\\def\\be{\\begin{equation}}`."""
    found: dict[str, tuple[str, str]] = {}
    for name, macro in macros.items():
        match = _SHORTHAND.fullmatch(macro.body.strip()) if not macro.parameters else None
        if match and is_display(match.group("name")):
            found[name] = (match.group("which"), match.group("name"))
    return found
