"""Tokens of a formula. Macros are expanded here; what comes from a macro carries the span of its call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from derive.formula.signs import BIG, FUNCTIONS
from derive.formula.syntax import FormulaError, Span
from derive.record import dataclass

# a named operator in \\text{…} is the operator, save the words that prose uses too
_WORDS = (FUNCTIONS | set(BIG)) - {
    "null",
    "row",
    "col",
    "mean",
    "mode",
    "mod",
    "dim",
    "range",
    "span",
    "sign",
    "cond",
    "median",
    "Row",
    "Col",
    "sum",
    "sup",
    "inf",
    "supp",
    "SE",
    "arg",
    "prod",
    "proj",
    "to",
}
MAX_EXPANSIONS = 2000
MAX_DEPTH = 30


class Macro(Protocol):
    """What a macro has to offer."""

    @property
    def parameters(self) -> int: ...
    @property
    def default(self) -> str | None: ...
    @property
    def body(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Token:
    """kind: 'command' (text without backslash), 'letter', 'number', 'sign', 'open' ({), 'close' (}), 'text', 'row', 'cell', 'end'."""

    kind: str
    text: str
    span: Span
    space: bool = False  # white space stood before it


_TOKEN = re.compile(
    r"(?P<space>[\s~]+)|(?P<comment>(?<!\\)%[^\n]*)|(?P<row>\\\\(?:\\\\)*\*?(?:\[[^\]\n]{0,12}(?:pt|em|ex|cm|mm|in)\])?)|\\(?P<command>[A-Za-z]+)\*?|\\(?P<escaped>.)|"
    r"(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<open>\{)|(?P<close>\})|(?P<cell>&(?:amp;)?)|(?P<letter>[^\W\d_])|(?P<sign>.)",
    re.S,
)
_TEXT_COMMANDS = frozenset(
    [
        "text",
        "textrm",
        "textit",
        "textbf",
        "textnormal",
        "mbox",
        "hbox",
        "textsf",
        "texttt",
        "textsc",
        "intertext",
        "shortintertext",
    ]
)
_SKIPPED = frozenset(
    [
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "limits",
        "nolimits",
        "nonumber",
        "notag",
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
        "bigm",
        "Bigm",
        "quad_",
        "hfill",
        "centering",
        "allowbreak",
        "hline",
        "cline",
        "toprule",
        "midrule",
        "bottomrule",
        "middle",
        "mathstrut",
        "strut",
        "ensuremath",
        "relax",
        "protect",
        "noindent",
        "null",
        "scriptscriptstyle",
        "rm",
        "it",
        "bf",
        "sf",
        "tt",
        "cal",
        "normalfont",
        "small",
        "large",
        "Large",
        "footnotesize",
        "break",
        "newline",
        "smallskip",
        "medskip",
        "bigskip",
        "raggedright",
        "hfil",
    ]
)
_SKIPPED_WITH_GROUP = frozenset(
    [
        "hspace",
        "vspace",
        "phantom",
        "hphantom",
        "vphantom",
        "label",
        "tag",
        "eqlabel",
        "color",
        "kern",
        "hskip",
        "mskip",
        "mkern",
        "rule",
        "setlength",
        "raisebox",
        "cite",
    ]
)
_SPACES = frozenset(",:;!> \n/")
_SUPERSCRIPTS = {
    **{c: str(i) for i, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    "ᵀ": "T",
    "⁺": "+",
    "⁻": "-",
    "ⁿ": "n",
    "ᵈ": "d",
    "ᵏ": "k",
}
_SUBSCRIPTS = {**{c: str(i) for i, c in enumerate("₀₁₂₃₄₅₆₇₈₉")}, "ᵢ": "i", "ⱼ": "j", "ₙ": "n", "ₖ": "k"}


def group_end(text: str, start: int, end: int) -> int:
    """The offset after the `}` that closes the `{` at `start`. Raises FormulaError."""
    depth, position = 0, start
    while position < end:
        char = text[position]
        if char == "\\":
            position += 2
            continue
        depth += (char == "{") - (char == "}")
        position += 1
        if depth == 0:
            return position
    raise FormulaError("a brace is not closed", (start, end))


class Tokenizer:
    """Reads tokens of `text[start:end]`, expanding macros. Raises FormulaError."""

    def __init__(self, macros: Mapping[str, Macro]) -> None:
        self.macros = macros
        self.expansions = 0

    def run(self, text: str, start: int, end: int, fixed: Span | None = None, depth: int = 0) -> list[Token]:
        """The tokens, each with its span in the file (`fixed` for text that came out of a macro)."""
        tokens: list[Token] = []
        position, space = start, False
        while position < end:
            match = _TOKEN.match(text, position, end)
            if match is None:
                break
            kind = str(match.lastgroup)
            span = fixed or (position, match.end())
            value = match.group(kind)
            position = match.end()
            if kind in ("space", "comment"):
                space = True
                continue
            if kind == "command":
                position = self._command(value, text, position, end, span, fixed, depth, tokens, space)
            elif kind == "escaped":
                if value not in _SPACES:
                    tokens.append(
                        Token(
                            "sign",
                            {"|": "‖", "_": "_"}.get(value, value) if value != "{" and value != "}" else "\\" + value,
                            span,
                            space,
                        )
                    )
                    if value == "_":
                        tokens[-1] = Token("sign", "_", span, space)
                elif value in "( [":
                    pass
            elif value in _SUPERSCRIPTS or value in _SUBSCRIPTS:
                tokens.append(Token("sign", "^" if value in _SUPERSCRIPTS else "_", span))
                plain = _SUPERSCRIPTS.get(value) or _SUBSCRIPTS[value]
                tokens.append(
                    Token("number" if plain.isdigit() else "letter" if plain.isalpha() else "sign", plain, span)
                )
            else:
                tokens.append(Token(kind, value, span, space))
            space = False
        return tokens

    def _command(
        self,
        name: str,
        text: str,
        position: int,
        end: int,
        span: Span,
        fixed: Span | None,
        depth: int,
        out: list[Token],
        space: bool,
    ) -> int:
        if name in self.macros:
            return self._expand(name, text, position, end, span, fixed, depth, out)
        if name in _TEXT_COMMANDS:
            match = re.compile(r"\s*\{").match(text, position, end)
            if match:
                stop = group_end(text, match.end() - 1, end)
                word = text[match.end() : stop - 1].strip()
                if word in _WORDS:
                    out.append(Token("command", word, fixed or (span[0], stop), space))
                    return stop
                out.append(Token("text", text[match.end() : stop - 1], fixed or (span[0], stop), space))
                return stop
            return position
        if name in _SKIPPED_WITH_GROUP:
            match = re.compile(r"\s*\*?\{").match(text, position, end)
            return group_end(text, match.end() - 1, end) if match else position
        if name not in _SKIPPED:
            out.append(Token("command", name, span, space))
        return position

    def _expand(
        self,
        name: str,
        text: str,
        position: int,
        end: int,
        span: Span,
        fixed: Span | None,
        depth: int,
        out: list[Token],
    ) -> int:
        self.expansions += 1
        if depth > MAX_DEPTH or self.expansions > MAX_EXPANSIONS:
            raise FormulaError(f"the macro \\{name} expands without end", span)
        macro, arguments = self.macros[name], []
        wanted = macro.parameters
        if macro.default is not None and wanted:
            optional = re.compile(r"\s*\[([^\]]*)\]").match(text, position, end)
            arguments.append(optional.group(1) if optional else macro.default)
            position = optional.end() if optional else position
            wanted -= 1
        for _ in range(wanted):
            blank = re.compile(r"\s*").match(text, position, end)
            position = blank.end() if blank else position
            if position >= end:
                raise FormulaError(f"the macro \\{name} lacks an argument", span)
            if text[position] == "{":
                stop = group_end(text, position, end)
                arguments.append(text[position + 1 : stop - 1])
            else:
                command = re.compile(r"\\[A-Za-z]+|\\?.", re.S).match(text, position, end)
                stop = command.end() if command else position + 1
                arguments.append(text[position:stop])
            position = stop
        body = re.sub(
            r"#(\d)", lambda m: arguments[int(m.group(1)) - 1] if int(m.group(1)) <= len(arguments) else "", macro.body
        )
        inner = {k: v for k, v in self.macros.items() if k != name} if f"\\{name}" in macro.body else self.macros
        saved, self.macros = self.macros, inner
        out.extend(self.run(body, 0, len(body), fixed or (span[0], position), depth + 1))
        self.macros = saved
        return position


def tokenize(text: str, start: int, end: int, macros: Mapping[str, Macro]) -> list[Token]:
    """The tokens of `text[start:end]` with an 'end' token after them. Raises FormulaError."""
    tokens = Tokenizer(macros).run(text, start, end)
    return [*tokens, Token("end", "", (end, end))]
