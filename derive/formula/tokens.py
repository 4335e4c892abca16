"""Tokens of a formula. Macros are expanded here; what comes from a macro carries the span of its call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from derive import lazy_re as re
from derive.formula import signs, unicode_signs
from derive.formula.regroup import Token, joined, spelled
from derive.formula.syntax import FormulaError, Span

# a named operator in \\text{…} is the operator, save the words that prose uses too
_WORDS = (signs.FUNCTIONS | set(signs.BIG)) - signs.PROSE_TOO
MAX_EXPANSIONS = 2000
MAX_DEPTH = 30
MAX_TOKENS = 60_000


class Macro(Protocol):
    """What a macro has to offer."""

    @property
    def parameters(self) -> int: ...
    @property
    def default(self) -> str | None: ...
    @property
    def body(self) -> str: ...


_TOKEN = re.compile(
    r"(?P<space>[\s~\u200b\ufeff]+)|(?P<comment>%[^\n]*)|(?P<row>\\\\(?:\\\\)*\*?(?:\[[^\]\n]{0,12}(?:pt|em|ex|cm|mm|in)\])?)|\\(?P<command>[A-Za-z]+)\*?|\\(?P<escaped>.)|"
    r"(?P<number>\d+(?:\{,\}\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)|(?P<open>\{)|(?P<close>\})|(?P<cell>&(?:amp;)?)|(?P<letter>[^\W\d_])|(?P<sign>.)",
    re.S,
)
# Markdown that has every backslash before punctuation written twice: `\\\\( \\\\{ k \\\\} \\\\)` is `\\( \\{ k \\} \\)`
_ESCAPED_TWICE = ("\\\\(", "\\\\[")
_PUNCTUATION = ("{", "}", "|", ",", ";", "!", ":")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(in|cm|mm|em|pt|ex)\s*")
_WIDE = {"in": 0.15, "cm": 0.4, "mm": 4, "em": 1, "pt": 10, "ex": 2}  # as wide as a quad, about
_BRACE = re.compile(r"\\.|[{}]", re.S)
_BLANK = re.compile(r"\s*")
_BRACED = re.compile(r"\s*\*?\s*\{")
_OPTIONAL = re.compile(r"\s*\[")
_ONE = re.compile(r"\\[A-Za-z]+|\\?.", re.S)
_DELIMITER = re.compile(r"\s*(?P<sign>\.|<|>|\\\||\||\\[lr]?vert(?![A-Za-z])|\\mid(?![A-Za-z]))")
_HASH = re.compile(r"#(\d)")
_LETTERS = re.compile(r"\s*([A-Za-z]+)")
_UNBRACED = re.compile(r"\s*-?(?:\d+\.?\d*|\.\d+)\s*(?:pt|em|ex|cm|mm|in|mu)")


def group_end(text: str, start: int, end: int) -> int:
    """The offset after the `}` that closes the `{` at `start`. Raises FormulaError."""
    depth = 0
    for match in _BRACE.finditer(text, start, end):
        char = match.group()
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return match.end()
    raise FormulaError("a brace is not closed", (start, end))


class Tokenizer:
    """Reads tokens of `text[start:end]`, expanding macros; `tags` are the labels and tags met. Raises FormulaError."""

    def __init__(self, macros: Mapping[str, Macro]) -> None:
        self.macros = macros
        self.expansions = 0
        self.tags: list[tuple[int, str]] = []
        self.tokens: list[Token] = []
        self.space = self.thin = False

    def run(self, text: str, start: int, end: int, fixed: Span | None = None, depth: int = 0) -> list[Token]:
        """The tokens, each with its span in the file (`fixed` for text that came out of a macro)."""
        position = start
        twice = text[max(0, start - 3) : start] in _ESCAPED_TWICE
        while position < end:
            match = _TOKEN.match(text, position, end)
            if match is None:
                break
            kind = str(match.lastgroup)
            span = fixed or (position, match.end())
            value = match.group(kind)
            position = match.end()
            if kind == "row" and twice and value == "\\\\" and text[position : min(position + 1, end)] in _PUNCTUATION:
                kind, value, position = "escaped", text[position], position + 1
                span = fixed or (span[0], position)
            if kind in ("space", "comment"):
                self.space = True
                continue
            if len(self.tokens) > MAX_TOKENS:
                raise FormulaError("the formula is too long", span)
            if kind == "command":
                position = self._command(value, text, position, end, span, fixed, depth)
            elif kind == "escaped" and value in signs.SPACES:
                self.thin, self.space = value != "!", False
                continue
            elif kind == "escaped":
                self._escaped(value, span)
            elif value in unicode_signs.SUPERSCRIPTS or value in unicode_signs.SUBSCRIPTS:
                position = self._unicode_script(text, position - 1, end, fixed)
            elif kind == "number":
                self._add("number", value.replace("{,}", ""), span)
            elif kind == "sign":
                self._sign(value, span)
            elif kind == "letter":
                if value < "ℂ":
                    self.tokens.append(Token("letter", value, span, self.space, self.thin))
                else:
                    self._letter(value, span)
            else:
                self._add(kind, value, span)
            self.space = self.thin = False
        return self.tokens

    def _add(self, kind: str, text: str, span: Span) -> None:
        self.tokens.append(Token(kind, text, span, self.space, self.thin))

    def _escaped(self, value: str, span: Span) -> None:
        self._add("sign", "‖" if value == "|" else "\\" + value if value in "{}" else value, span)

    def _sign(self, value: str, span: Span) -> None:
        accent = unicode_signs.ACCENTS.get(value)
        if accent and self.tokens:
            styled = len(self.tokens) > 3 and self.tokens[-1].kind == "close" and self.tokens[-4].kind == "command"
            self.tokens.insert(-4 if styled else -1, Token("command", accent, span))
        elif value == "⊤" and self.tokens and self.tokens[-1].text != "^" and self.tokens[-1].kind != "open":
            self._add("sign", "^", span)
            self._add("letter", "⊤", span)
        elif value != "$":  # dollars inside a macro's argument set it in mathematics, where it is already
            self._add("sign", value, span)

    def _letter(self, value: str, span: Span) -> None:
        styled = unicode_signs.styled_letter(value)
        if styled is None:
            self._add("letter", value, span)
            return
        for kind, text in (("command", styled[0]), ("open", "{"), ("letter", styled[1]), ("close", "}")):
            self._add(kind, text, span)

    def _unicode_script(self, text: str, position: int, end: int, fixed: Span | None) -> int:
        """A run of raised or lowered characters, as one script."""
        table = unicode_signs.SUPERSCRIPTS if text[position] in unicode_signs.SUPERSCRIPTS else unicode_signs.SUBSCRIPTS
        start = position
        while position < end and text[position] in table:
            position += 1
        span = fixed or (start, position)
        self._add("sign", "^" if table is unicode_signs.SUPERSCRIPTS else "_", span)
        self._add("open", "{", span)
        run = "".join(table[char] for char in text[start:position])
        for part in re.findall(r"\d+|.", run):
            self._add("number" if part.isdigit() else "letter" if part.isalpha() else "sign", part, span)
        self._add("close", "}", span)
        return position

    # -- commands --------------------------------------------------------------------------------------------------

    def _command(
        self, name: str, text: str, position: int, end: int, span: Span, fixed: Span | None, depth: int
    ) -> int:
        if name in self.macros:
            return self._expand(name, text, position, end, span, fixed, depth)
        if name in ("left", "right", "middle"):
            return self._delimiter(name, text, position, end, span)
        if name in signs.TEXT_COMMANDS:
            match = _BRACED.match(text, position, end)
            if match is None:
                return position
            stop = group_end(text, match.end() - 1, end)
            inner = text[match.end() : stop - 1]
            word = inner.strip()
            if word in _WORDS:
                self._add("command", word, fixed or (span[0], stop))
            else:
                self._add("text", inner, fixed or (span[0], stop))
            return stop
        if name in signs.SKIPPED_WITH_GROUP:
            return self._skipped(name, text, position, end, span)
        if name in signs.DRAWINGS:
            return self._drawing(text, position, end, span, fixed)
        if name in signs.REFERENCES:
            match = _BRACED.match(text, position, end)
            stop = group_end(text, match.end() - 1, end) if match else position
            self._add("text", text[match.end() : stop - 1] if match else name, fixed or (span[0], stop))
            return stop
        if name in signs.OLD_FONTS:
            return self._old_font(name, text, position, end, span)
        if name not in signs.SKIPPED:
            self._add("command", name, span)
        return position

    def _old_font(self, name: str, text: str, position: int, end: int, span: Span) -> int:
        """`{\\rm tr}` is `\\mathrm{tr}`: the letters that follow are in the font."""
        match = _LETTERS.match(text, position, end)
        if match is None:
            return position
        self._add("command", signs.OLD_FONTS[name], span)
        self._add("open", "{", span)
        for letter in match.group(1):
            self._add("letter", letter, span)
        self._add("close", "}", span)
        return match.end()

    def _skipped(self, name: str, text: str, position: int, end: int, span: Span) -> int:
        """A command that sets nothing, with its group; labels and tags are kept apart."""
        match = _BRACED.match(text, position, end)
        if match is None:
            length = _UNBRACED.match(text, position, end) if name in signs.LENGTHS else None
            return length.end() if length else position
        stop = group_end(text, match.end() - 1, end)
        if name in ("label", "tag", "eqlabel"):
            self.tags.append((span[0], text[match.end() : stop - 1].strip()))
        elif name == "hspace" and _is_wide(text[match.end() : stop - 1]):
            self._add("command", "quad", span)
        return stop

    def _delimiter(self, name: str, text: str, position: int, end: int, span: Span) -> int:
        """`\\left.`, `\\right.`, `\\left<`, `\\middle|`; other brackets speak for themselves."""
        match = _DELIMITER.match(text, position, end)
        if match is None:
            return position
        sign = match.group("sign")
        if sign == "." and name != "middle":
            self._add("sign", f"{name}.", span)
        elif sign in "<>":
            self._add("sign", "⟨" if sign == "<" else "⟩", span)
        elif name == "middle" and sign != ".":
            self._add("command", "mid", span)
        else:
            return position
        return match.end()

    def _drawing(self, text: str, position: int, end: int, span: Span, fixed: Span | None) -> int:
        """`\\tikz[…]{…}`, `\\tikz … ;`, `\\includegraphics{…}`: a drawing is named and not read."""
        blank = _OPTIONAL.match(text, position, end)
        if blank:
            position = _bracket_end(text, blank.end(), end)
        match = _BRACED.match(text, position, end)
        semicolon = text.find(";", position, end)
        stop = semicolon + 1 if semicolon >= 0 and match is None else position if match else end
        while match is not None:
            stop = group_end(text, match.end() - 1, end)
            match = _BRACED.match(text, stop, end)
        self._add("text", "a drawing", fixed or (span[0], stop))
        return stop

    # -- macros ----------------------------------------------------------------------------------------------------

    def _expand(self, name: str, text: str, position: int, end: int, span: Span, fixed: Span | None, depth: int) -> int:
        self.expansions += 1
        if depth > MAX_DEPTH or self.expansions > MAX_EXPANSIONS:
            raise FormulaError(f"the macro \\{name} expands without end", span)
        macro = self.macros[name]
        arguments, position = self._arguments(name, macro, text, position, end, span)
        body = _HASH.sub(lambda m: arguments[int(m[1]) - 1] if 0 < int(m[1]) <= len(arguments) else "", macro.body)
        inner = {k: v for k, v in self.macros.items() if k != name} if f"\\{name}" in macro.body else self.macros
        saved, self.macros = self.macros, inner
        self.run(body, 0, len(body), fixed or (span[0], position), depth + 1)
        self.macros = saved
        return position

    def _arguments(
        self, name: str, macro: Macro, text: str, position: int, end: int, span: Span
    ) -> tuple[list[str], int]:
        """The texts of a macro's arguments and where they end."""
        arguments: list[str] = []
        wanted = macro.parameters
        if macro.default is not None and wanted:
            optional = _OPTIONAL.match(text, position, end)
            stop = _bracket_end(text, optional.end(), end) if optional else position
            arguments.append(text[optional.end() : stop - 1] if optional else macro.default)
            position = stop
            wanted -= 1
        for _ in range(wanted):
            blank = _BLANK.match(text, position, end)
            position = blank.end() if blank else position
            if position >= end:
                raise FormulaError(f"the macro \\{name} lacks an argument", span)
            if text[position] == "{":
                stop = group_end(text, position, end)
                arguments.append(text[position + 1 : stop - 1])
            else:
                one = _ONE.match(text, position, end)
                stop = one.end() if one else position + 1
                arguments.append(text[position:stop])
            position = stop
        return arguments, position


def _bracket_end(text: str, start: int, end: int) -> int:
    """The offset after the `]` that closes what was opened before `start`. Raises FormulaError."""
    depth = 0
    for match in re.compile(r"\\.|[{}\]]", re.S).finditer(text, start, end):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if match.group() == "]" and depth == 0:
            return match.end()
    raise FormulaError("an optional argument is not closed", (start, end))


def tokenize(text: str, start: int, end: int, macros: Mapping[str, Macro]) -> tuple[list[Token], list[tuple[int, str]]]:
    """The tokens of `text[start:end]` with an 'end' token after them, and its labels with their places. Raises FormulaError."""
    reader = Tokenizer(macros)
    tokens = spelled(joined(reader.run(text, start, end)), text)
    return [*tokens, Token("end", "", (end, end))], reader.tags


def _is_wide(length: str) -> bool:
    """Whether a space is as wide as those between statements."""
    match = _LENGTH.fullmatch(length)
    return match is not None and float(match.group(1)) >= _WIDE[match.group(2)]
