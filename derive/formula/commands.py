"""Commands: what each TeX command reads and the node it makes, one reader a kind of command."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derive.formula import physics, signs
from derive.formula.cursor import Cursor
from derive.formula.environments import environment
from derive.formula.fonts import styled
from derive.formula.letters import LETTERS
from derive.formula.operators import big, operator
from derive.formula.regroup import Token
from derive.formula.syntax import (
    Accent,
    Binom,
    Brace,
    Dots,
    FormulaError,
    Frac,
    Name,
    Node,
    Num,
    Span,
    Sqrt,
    Sub,
    Symbolic,
    Text,
)
from derive.record import replace

Read = Callable[[Cursor, Token], Node]


def read_command(cursor: Cursor, token: Token) -> Node:
    """The node that begins with a command. Raises FormulaError."""
    name = token.text
    if name in signs.OPENERS:
        return cursor.fence(token)
    if name in ("Vert", "vert", "mid"):
        return cursor.bar("‖" if name == "Vert" else "|")
    cursor.take()
    if name in signs.BIG:
        return big(cursor, token)
    if name in signs.STYLES:
        return styled(cursor, signs.STYLES[name], token.span[0])
    if name in signs.ACCENTS:
        return _accent(cursor, token)
    reader = COMMANDS.get(name)
    if reader is not None:
        return reader(cursor, token)
    if name in signs.DOTS:
        return Dots(name, span=token.span)
    if name in signs.FUNCTIONS:
        return operator(cursor, signs.SPELLINGS.get(name, name), token.span)
    if name == "perp":
        return Name("perp", span=token.span)
    if name in signs.ZEROS:
        return Name("0", "bold", span=token.span)
    if name in signs.CONNECTIVES or name in signs.RELATIONS or name in ("right", "end", "mid", "over"):
        raise FormulaError(f"\\{name} is out of place", token.span)
    if cursor.token.kind == "open" and not cursor.token.space and name not in LETTERS and name not in signs.VARIANTS:
        return _unknown(cursor, token)
    if name in signs.NUMBER_SETS:
        return Name(signs.NUMBER_SETS[name], "bb", span=token.span)
    return Name(signs.VARIANTS.get(name, name), span=token.span)


def _unknown(cursor: Cursor, token: Token) -> Node:
    """A command with arguments that nothing defines: what it stands for is not guessed."""
    while cursor.token.kind == "open" and not cursor.token.space:
        cursor.group()
    return Text(f"\\{token.text}", span=cursor.span_from(token.span[0]))


def _accent(cursor: Cursor, token: Token) -> Node:
    if cursor.relation() is not None:  # \dot\sim, \hat=
        cursor.take_relation()
        return Symbolic("∼", span=cursor.span_from(token.span[0]))
    base, kind = cursor.argument(), signs.ACCENTS[token.text]
    span = cursor.span_from(token.span[0])
    # a line below a single letter says what an arrow above it does: \underline{x} is a vector
    arrow = _with_arrow(base, span) if kind in ("vec", "underline") else None
    return arrow or Accent(kind, base, span=span)


def _with_arrow(base: Node, span: Span) -> Node | None:
    """A letter with an arrow is a letter in another style, also where its subscript stands below the arrow; the arrow over 0 and 1 makes them vectors."""
    if isinstance(base, Sub) and isinstance(base.base, Name):
        head = _with_arrow(base.base, base.base.span)
        return head and replace(base, base=head, span=span)
    if isinstance(base, Num) and base.text in ("0", "1"):
        return Name(base.text, "bold", span=span)
    return Name(base.name, base.style or "vec", span=span) if isinstance(base, Name) else None


def _fraction(cursor: Cursor, token: Token) -> Node:
    num = cursor.argument()
    return Frac(num, cursor.argument(), span=cursor.span_from(token.span[0]))


def _binomial(cursor: Cursor, token: Token) -> Node:
    top = cursor.argument()
    return Binom(top, cursor.argument(), span=cursor.span_from(token.span[0]))


def _root(cursor: Cursor, token: Token) -> Node:
    """`\\sqrt[n]{x}`."""
    start, index = token.span[0], None
    if cursor.is_sign("["):
        cursor.take()
        index = cursor.expression()
        if not cursor.is_sign("]"):
            raise FormulaError("the degree of a root is not closed", cursor.span_from(start))
        cursor.take()
    return Sqrt(cursor.argument(), index, span=cursor.span_from(start))


def _noted(cursor: Cursor, token: Token) -> Node:
    """`\\underbrace{body}_{note}`."""
    body, note = cursor.argument(), None
    if cursor.is_sign("_", "^"):
        cursor.take()
        note = cursor.script()
    return Brace(body, note, token.text, span=cursor.span_from(token.span[0]))


def _stacked(cursor: Cursor, token: Token) -> Node:
    """`\\overset{note}{body}` over an operand."""
    note = cursor.argument()
    return Brace(cursor.argument(), note, token.text, span=cursor.span_from(token.span[0]))


def _wrapped(cursor: Cursor, token: Token) -> Node:
    return Brace(cursor.argument(), None, token.text, span=cursor.span_from(token.span[0]))


def _second(cursor: Cursor, token: Token) -> Node:
    """A command whose first argument says only how the second looks."""
    cursor.argument()
    return cursor.argument()


def _inner(cursor: Cursor, token: Token) -> Node:
    return cursor.argument()


def _modulo(cursor: Cursor, token: Token) -> Node:
    return Symbolic("mod", span=token.span)


def _environment(cursor: Cursor, token: Token) -> Node:
    return environment(cursor, token.span[0])


COMMANDS: Mapping[str, Read] = {
    **dict.fromkeys(("frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac"), _fraction),
    **dict.fromkeys(("binom", "tbinom", "dbinom"), _binomial),
    **dict.fromkeys(("underbrace", "overbrace", "underbracket", "overbracket", "underparen", "overparen"), _noted),
    **dict.fromkeys(("overset", "underset", "stackrel"), _stacked),
    **dict.fromkeys(("boxed", "cancel", "bcancel", "xcancel", "fbox", "Aboxed", "framebox"), _wrapped),
    **dict.fromkeys(("textcolor", "colorbox", "cancelto", "scalebox"), _second),
    **dict.fromkeys(("substack", "mathclap", "mathllap", "mathrlap", "smashoperator"), _inner),
    **dict.fromkeys(("pmod", "mod"), _modulo),
    "sqrt": _root,
    "begin": _environment,
    **physics.COMMANDS,
}
