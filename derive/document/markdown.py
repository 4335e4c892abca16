"""Markdown and R Markdown: prose, headings, formulas. Code is left alone; what is missing loses one paragraph at most."""

from __future__ import annotations

from collections.abc import Iterator

from derive import lazy_re as re
from derive.document.macros import defines_only
from derive.document.model import Block, Break, Directive, Formula, Heading, Prose, Unread
from derive.document.regions import closing, environment_end, is_display, labels, paragraph_end, reads_as_prose

_OPENING = re.compile(
    r"(?P<fence>^[ \t>]*(?P<mark>```+|~~~+)(?P<info>[^\n`]*)\n)"
    r"|(?P<comment><!--)|(?P<raw><(?P<tag>script|style|pre|code|svg)\b[^>\n]*>)"
    r"|(?P<heading>^#{1,6}[ \t][^\n]*$)"
    r"|(?P<gitlab>\$`(?:[^`\n]|\n(?![ \t>]*\n))+`\$)"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<double>\$\$)|(?P<bracket>\\\\?\[)|(?P<paren>\\\\?\()"
    r"|(?P<begin>\\begin\s*\{(?P<name>[A-Za-z]+\*?)\})"
    r"|(?P<single>(?<!\w)\$)"
    r"|(?P<blank>\n[ \t>]*\n\s*)"
    r"|(?P<item>^[ \t]*(?:[-*+]|\d+[.)])[ \t]+)|(?P<escaped>\\.)",
    re.S | re.M,
)
_OPTIONS = re.compile(r"(?:[ \t]*:[A-Za-z-]+:[^\n]*\n)+")  # `:label: eq-one` at the head of a MyST block
_DIRECTIVE = re.compile(r"<!--\s*derive:\s*(.*?)\s*(?:-->|\Z)", re.S)
_MARKUP = re.compile(
    r"\*\*|__(?=\S)|(?<=\S)__|(?<![\w\\])[*_](?=\S)|(?<=\S)[*_](?!\w)|^>\s?|<[^<>\n]{1,200}>|!?\[(?=[^\]]*\]\()|\]\([^()\s]*\)|\\(?=\s)",
    re.M,
)
_INDENTED = re.compile(r"(?:[ ]{4}|\t)[^\n]*(?:\n(?:[ ]{4}|\t)[^\n]*|\n[ \t]*(?=\n))*")
_LISTED = re.compile(r"[ \t]*(?:[-*+]|\d+[.)]|>)[ \t]")
_STARTS_PROSE = re.compile(r"\n[ \t]*\n[ \t]*(?:#|[*>+-][ \t]|\\begin\{(?:proof|theorem|lemma)|```)")


def blank(text: str) -> str:
    """Markup replaced by spaces, the length kept."""
    return _MARKUP.sub(lambda m: " " * len(m.group()), text)


def front_matter(text: str) -> int:
    """Where the text begins after a YAML head."""
    match = re.match(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", text, re.S)
    return match.end() if match else 0


def blocks(text: str, start: int, end: int) -> Iterator[Block | Unread]:
    """The blocks of `text[start:end]`, in order, and the places that could not be read."""
    yield from Scanner(text, end).run(start)


class Scanner:
    """Cuts a Markdown text at what opens a region, a heading, a paragraph."""

    def __init__(self, text: str, end: int) -> None:
        self.text, self.end = text, end
        self.in_list = False

    def run(self, start: int) -> Iterator[Block | Unread]:
        """The blocks from `start` on."""
        text, end = self.text, self.end
        told = position = start
        while (match := _OPENING.search(text, position, end)) is not None:
            found, stop = self._region(match)
            if stop < 0:  # nothing opens here: it is text
                position = match.end()
                continue
            if told < match.start():
                yield Prose((told, match.start()), blank(text[told : match.start()]))
            yield from found
            told = position = max(stop, match.end())
        if told < end:
            yield Prose((told, end), blank(text[told:end]))

    def _region(self, match: re.Match[str]) -> tuple[list[Block | Unread], int]:
        """What stands at a match, and where it ends; -1 where nothing opens."""
        kind, span, whole = _kind(match), match.span(), match.group()
        if kind == "fence":
            return self._fence(match)
        if kind == "comment":
            stop = self._find("-->", span[1])
            directive = _DIRECTIVE.match(self.text, span[0], stop)
            return [Directive((span[0], stop), directive.group(1))] if directive else [], stop
        if kind == "raw":
            close = self.text.find(f"</{match.group('tag')}", span[1], self.end)
            return [], close if close >= 0 else span[1]
        if kind == "heading":
            level = len(whole) - len(whole.lstrip("#"))
            self.in_list = False
            return self._heading(span, level)
        if kind == "blank":
            return self._paragraph(span)
        if kind == "item":
            self.in_list = True
            return [Break(span, "item")], span[1]
        if kind == "gitlab":
            display = whole.startswith("$`\n")  # on lines of its own
            return [Formula(span, (span[0] + 2, span[1] - 2), display, "$")], span[1]
        if kind == "begin":
            return self._environment(match)
        if kind in ("double", "single", "bracket", "paren"):
            return self._delimited(span, kind)
        return [], span[1] if kind == "code" else -1

    def _heading(self, span: tuple[int, int], level: int) -> tuple[list[Block | Unread], int]:
        """A title; the formulas in it are read too."""
        title = self.text[span[0] + level : span[1]]
        mark = re.search(r"(?<!\\)\$|\\\\?\(", title)
        stop = span[0] + level + mark.start() if mark else span[1]
        inner = Scanner(self.text, span[1]).run(stop) if mark else ()
        return [Heading((span[0], stop), level, blank(title).strip(" #")), *inner], span[1]

    def _find(self, mark: str, start: int) -> int:
        found = self.text.find(mark, start, self.end)
        return found + len(mark) if found >= 0 else self.end

    def _fence(self, match: re.Match[str]) -> tuple[list[Block | Unread], int]:
        """A code block; one of kind `math` is a display."""
        mark = match.group("mark")
        close = re.compile(rf"^[ \t>]*{mark[0]}{{{len(mark)},}}[ \t]*$", re.M).search(self.text, match.end(), self.end)
        stop = close.end() if close else self.end
        if match.group("info").strip().strip("{}").lower() != "math" or close is None:
            return [], stop
        options = _OPTIONS.match(self.text, match.end(), close.start())
        start = options.end() if options is not None else match.end()
        body = (start, max(start, close.start() - 1))
        return [Formula((match.start(), stop), body, True, "math", labels(self.text[slice(*body)]))], stop

    def _paragraph(self, span: tuple[int, int]) -> tuple[list[Block | Unread], int]:
        """A blank line; an indented block after it is code, except inside a list."""
        line = self.text.rfind("\n", 0, span[1]) + 1
        head = self.text[line : line + 8]
        if not head.startswith(("    ", "\t", " ")) and not _LISTED.match(head):
            self.in_list = False
        code = _INDENTED.match(self.text, line, self.end) if not self.in_list else None
        if code is None or _LISTED.match(self.text, line) or self._displays(code):
            return [Break(span, "paragraph")], span[1]
        return [Break(span, "paragraph")], code.end()

    def _displays(self, code: re.Match[str]) -> bool:
        """Whether an indented block is a display that someone indented."""
        return code.group().lstrip().startswith(("$$", "\\begin", "\\[", "\\\\["))

    def _environment(self, match: re.Match[str]) -> tuple[list[Block | Unread], int]:
        name = match.group("name")
        if not is_display(name):
            return [], -1
        stop = environment_end(self.text, match.end(), self.end, name)
        if stop < 0:
            return self._unclosed(match.span(), match.group())
        span = (match.start(), stop)
        return [Formula(span, span, name.rstrip("*") != "math", name, labels(self.text[slice(*span)]))], stop

    def _delimited(self, span: tuple[int, int], kind: str) -> tuple[list[Block | Unread], int]:
        text = self.text
        opening = text[slice(*span)]
        delimiter = {"double": "$$", "single": "$", "bracket": "\\]", "paren": "\\)"}[kind]
        if opening.startswith("\\\\"):  # `\\( … \\)`, where Markdown eats one backslash
            delimiter = "\\" + delimiter
        stop = self._display_end(span[1]) if kind == "double" else closing(text, span[1], self.end, delimiter)
        if stop < 0:
            return self._unclosed(span, "$$") if kind == "double" else ([], -1)
        finish = stop + len(delimiter)
        inner = text[span[1] : stop]
        if kind == "single" and (text[finish : finish + 1].isdigit() or reads_as_prose(inner) or _is_price(inner)):
            return [], -1
        if (
            not inner.strip()
            or (kind in ("bracket", "paren", "single") and _only_punctuation(inner))
            or defines_only(inner)
        ):
            return [], finish
        whole = (span[0], finish)
        display = kind in ("double", "bracket") and not (kind == "double" and self._amid_text(whole))
        names = {"double": "$$", "single": "$", "bracket": "\\[", "paren": "\\("}
        return [Formula(whole, (span[1], stop), display, names[kind], labels(inner))], finish

    def _display_end(self, start: int) -> int:
        """Where `$$` closes; a blank line inside is let pass, a new paragraph of prose is not."""
        stop = closing(self.text, start, self.end, "$$")
        if stop >= 0:
            return stop
        second = self.text.find("$$", start, min(self.end, start + 20_000))
        if second < 0:
            return -1
        inner = self.text[start:second]
        return (
            -1 if _STARTS_PROSE.search(inner) or reads_as_prose(re.sub(r"\\text\w*\{[^{}]*\}", "", inner)) else second
        )

    def _amid_text(self, span: tuple[int, int]) -> bool:
        """Whether `$$ … $$` stands inside a line of text, where kramdown sets it inline."""
        text = self.text
        before = text[text.rfind("\n", 0, span[0]) + 1 : span[0]]
        newline = text.find("\n", span[1], self.end)
        after = text[span[1] : newline if newline >= 0 else self.end]
        begins = _LISTED.sub("", before, count=1).strip() if _LISTED.match(before) else before.strip()
        return (
            bool(begins.strip("> "))
            and "\n" not in text[slice(*span)]
            or ("\n" not in text[slice(*span)] and len(re.findall(r"[A-Za-z]{2,}", after)) > 1)
        )

    def _unclosed(self, span: tuple[int, int], name: str) -> tuple[list[Block | Unread], int]:
        stop = paragraph_end(self.text, span[1], self.end)
        return [Unread((span[0], stop), f"{name} is not closed")], stop


def _is_price(inner: str) -> bool:
    """`$5 and $`: a sum of money up to the next one."""
    return inner[:1].isdigit() and inner[-1:].isspace()


def _only_punctuation(inner: str) -> bool:
    """`\\[\\]` and the like in running text: brackets that someone escaped."""
    return not any(char.isalnum() for char in inner) and "\\" not in inner


def _kind(match: re.Match[str]) -> str:
    for name in (
        "fence",
        "comment",
        "raw",
        "heading",
        "gitlab",
        "code",
        "double",
        "bracket",
        "paren",
        "begin",
        "single",
        "blank",
        "item",
        "escaped",
    ):
        if match.group(name) is not None:
            return name
    raise AssertionError(match)
