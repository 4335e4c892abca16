"""Commands: what each TeX command reads and the node it makes."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.pratt import Cursor
from derive.formula.syntax import (
    Accent,
    Apply,
    BigOp,
    Binom,
    Brace,
    Cases,
    Chain,
    Dots,
    Empty,
    Fence,
    FormulaError,
    Frac,
    Juxt,
    Matrix,
    Name,
    Node,
    Num,
    Operator,
    Span,
    Sqrt,
    Sub,
    Sup,
    Symbolic,
    Text,
    Tuple,
)  # fmt: skip
from derive.formula.tokens import Token

_FRACTIONS = frozenset(["frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac"])
_NOTED = frozenset(["underbrace", "overbrace", "underbracket", "overbracket"])
_WRAPPED = frozenset(["boxed", "cancel", "bcancel", "xcancel", "fbox", "colorbox", "mathstrut", "qty", "underset_"])
_PHYSICS = {"norm": "‖", "abs": "|", "Norm": "‖"}


def read_command(cursor: Cursor, token: Token) -> Node:
    """The node that begins with a command. Raises FormulaError."""
    name, start = token.text, token.span[0]
    if name in signs.OPENERS:
        return cursor.fence(token)
    if name in ("Vert", "vert"):
        return cursor.bar("‖" if name == "Vert" else "|")
    cursor.take()
    if name in signs.BIG:
        return big(cursor, token)
    if name in signs.STYLES:
        return styled(cursor, signs.STYLES[name], start)
    if name in signs.ACCENTS:
        base = cursor.argument()
        return Accent(signs.ACCENTS[name], base, span=cursor.span_from(start))
    if name in _FRACTIONS:
        num = cursor.argument()
        return Frac(num, cursor.argument(), span=cursor.span_from(start))
    if name in ("binom", "tbinom", "dbinom"):
        top = cursor.argument()
        return Binom(top, cursor.argument(), span=cursor.span_from(start))
    if name == "sqrt":
        return root(cursor, start)
    if name in signs.DOTS:
        return Dots(name, span=token.span)
    if name == "begin":
        return environment(cursor, start)
    if name in signs.FUNCTIONS:
        return operator(cursor, signs.SPELLINGS.get(name, name), token.span)
    return _other(cursor, name, token)


def _other(cursor: Cursor, name: str, token: Token) -> Node:
    start = token.span[0]
    if name in _NOTED:
        body, note = cursor.argument(), None
        if cursor.is_sign("_", "^"):
            cursor.take()
            note = cursor.script()
        return Brace(body, note, name, span=cursor.span_from(start))
    if name in ("overset", "underset", "stackrel"):
        note = cursor.argument()
        return Brace(cursor.argument(), note, name, span=cursor.span_from(start))
    if name in _WRAPPED:
        return Brace(cursor.argument(), None, name, span=cursor.span_from(start))
    if name in ("textcolor", "colorbox"):
        cursor.argument()
        return cursor.argument()
    if name in _PHYSICS and cursor.token.kind == "open":
        return Fence(_PHYSICS[name], _PHYSICS[name], cursor.group(), span=cursor.span_from(start))
    if name in ("dv", "pdv"):
        return _physics_derivative(cursor, "d" if name == "dv" else "partial", start)
    if name == "substack":
        return cursor.argument()
    if name in ("pmod", "mod"):
        return Symbolic("mod", span=token.span)
    if name in signs.RELATIONS and name == "perp":
        return Name("perp", span=token.span)
    if name in signs.CONNECTIVES or (name in signs.RELATIONS and name not in ("in",)):
        raise FormulaError(f"\\{name} is out of place", token.span)
    if name in ("right", "end", "mid", "in", "over"):
        raise FormulaError(f"\\{name} is out of place", token.span)
    return Name(signs.VARIANTS.get(name, name), span=token.span)


def _physics_derivative(cursor: Cursor, letter: str, start: int) -> Node:
    first = cursor.argument()
    d = Name(letter, span=(start, start))
    if cursor.token.kind == "open":
        variable = cursor.argument()
        span = cursor.span_from(start)
        return Frac(Juxt((d, first), ("",), span=span), Juxt((d, variable), ("",), span=span), span=span)
    span = cursor.span_from(start)
    return Frac(d, Juxt((d, first), ("",), span=span), span=span)


def root(cursor: Cursor, start: int) -> Node:
    """`\\sqrt[n]{x}`."""
    index: Node | None = None
    if cursor.is_sign("["):
        cursor.take()
        index = cursor.expression()
        if not cursor.is_sign("]"):
            raise FormulaError("the degree of a root is not closed", cursor.span_from(start))
        cursor.take()
    return Sqrt(cursor.argument(), index, span=cursor.span_from(start))


def styled(cursor: Cursor, style: str, start: int) -> Node:
    """A letter in a font; several letters in roman are one name or a named operator."""
    if cursor.token.kind != "open":
        node = cursor.argument()
        return restyle(node, style, cursor.span_from(start))
    begin = cursor.at
    depth, letters, plain = 0, "", True
    for look in range(begin, len(cursor.tokens)):
        token = cursor.tokens[look]
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0:
            break
        if token.kind in ("letter", "number") or (token.kind == "sign" and token.text in "-*,'"):
            letters += " " * token.space + token.text
        elif token.kind == "text":
            letters += token.text
        elif token.kind != "open":
            plain = False
    word = letters.strip()
    compact = word.replace(" ", "")
    if style == "roman" and plain and len(compact) > 1:
        cursor.at = look + 1
        span = cursor.span_from(start)
        if compact in signs.BIG or compact in ("argmax", "argmin"):
            return big(cursor, Token("command", compact, span))
        if compact in signs.FUNCTIONS:
            return operator(cursor, signs.SPELLINGS.get(compact, compact), span)
        return Text(word, span=span) if " " in word else Name(compact, "roman", span=span)
    if not plain or len(compact) != 1:
        body = restyle(cursor.group(), style, cursor.span_from(start))
        if isinstance(body, Juxt) and cursor.is_sign("^", "_"):
            # the braces belong to the font: a script behind them stands on the last letter
            last = cursor.scripts(body.factors[-1], body.factors[-1].span[0])
            return Juxt((*body.factors[:-1], last), body.signs, span=cursor.span_from(start))
        return body
    cursor.at = look + 1
    return Name(signs.GREEK_SIGNS.get(compact, compact), style, span=cursor.span_from(start))


def restyle(node: Node, style: str, span: Span) -> Node:
    """The style put on a name; on a product, on each letter; elsewhere it says nothing."""
    if not style:
        return node
    if isinstance(node, Name):
        return Name(node.name, node.style or style, span=span)
    if isinstance(node, Num):
        return Name(node.text, style, span=span) if style in ("bold", "bb") else node
    if isinstance(node, Juxt):
        return Juxt(tuple(restyle(part, style, part.span) for part in node.factors), node.signs, span=node.span)
    if isinstance(node, Sub):
        return Sub(restyle(node.base, style, node.base.span), node.sub, span=node.span)
    if isinstance(node, Sup):
        return Sup(restyle(node.base, style, node.base.span), node.sup, span=node.span)
    if isinstance(node, Accent):
        return Accent(node.kind, restyle(node.base, style, node.base.span), span=node.span)
    return node


def operator(cursor: Cursor, name: str, span: Span) -> Node:
    """A named operator with what it governs: a bracket, or the factors up to the next sign or operator."""
    head: Node = Operator(name, span=span)
    head = cursor.scripts(head, span[0])
    if not cursor._begins() or cursor.token.kind == "text":
        return head
    if (
        cursor.token.text in signs.OPENERS
        or cursor.token.text in ("|", "‖", "Vert", "vert")
        or cursor.token.kind == "open"
    ):
        token = cursor.token
        bracketed = token.text in ("(", "[", "\\{", "lbrace", "lbrack") or token.kind == "open"
        if bracketed:
            argument = cursor.atom()
            if cursor.is_sign("^") and name not in ("tr", "det", "rank", "diag", "vec", "Var", "Cov", "Pr"):
                argument = cursor.scripts(argument, argument.span[0])
            applied: Node = Apply(head, argument, span=cursor.span_from(span[0]))
            return cursor.scripts(applied, span[0])
    start = cursor.token.span[0]
    factors, joined = [cursor.factor()], []
    while cursor._begins() and cursor.token.kind != "text" and not _is_operator(cursor.token):
        joined.append("")
        factors.append(cursor.factor())
    arg = factors[0] if len(factors) == 1 else Juxt(tuple(factors), tuple(joined), span=cursor.span_from(start))
    return Apply(head, arg, span=cursor.span_from(span[0]))


def _is_operator(token: Token) -> bool:
    return token.kind == "command" and (token.text in signs.FUNCTIONS or token.text in signs.BIG)


def big(cursor: Cursor, token: Token) -> Node:
    """A big operator, its bounds in either order, and what it scopes over."""
    op, start = signs.BIG[token.text], token.span[0]
    if token.text == "arg":
        op = "arg" + op
    lower: Node | None = None
    upper: Node | None = None
    while cursor.is_sign("_", "^"):
        if cursor.take().text == "_":
            lower = cursor.script()
        else:
            upper = cursor.script()
    if not cursor._begins():
        return BigOp(op, lower, upper, Empty(span=cursor.span_from(start)), span=cursor.span_from(start))
    if op in ("max", "min", "sup", "inf") and lower is None and cursor.is_sign("(", "\\{", "["):
        argument = cursor.atom()
        return cursor.scripts(Apply(Operator(op, span=token.span), argument, span=cursor.span_from(start)), start)
    body = cursor.product()
    if op in ("int", "iint", "oint"):
        body, variables = _differentials(body)
        return BigOp(op, lower, upper, body, variables, span=cursor.span_from(start))
    return BigOp(op, lower, upper, body, span=cursor.span_from(start))


def _differentials(body: Node) -> tuple[Node, tuple[Node, ...]]:
    """`f(x) dx` → f(x) and (x,); a `d` in a numerator too."""
    if isinstance(body, Frac):
        inner, variables = _differentials(body.num)
        return (Frac(inner, body.den, span=body.span), variables) if variables else (body, ())
    if not isinstance(body, Juxt):
        return body, ()
    factors, joined = list(body.factors), list(body.signs)
    taken: list[Node] = []
    position = 0
    while position < len(factors):
        factor = factors[position]
        if (
            isinstance(factor, Name)
            and factor.name == "d"
            and factor.style in ("", "roman")
            and position + 1 < len(factors)
        ):
            taken.append(factors[position + 1])
            del factors[position : position + 2]
            del joined[max(position - 1, 0) : max(position - 1, 0) + 2]
            continue
        if isinstance(factor, Frac):
            inner, found = _differentials(factor.num)
            if found:
                factors[position] = Frac(inner, factor.den, span=factor.span)
                taken.extend(found)
        position += 1
    if not factors:
        return Num("1", span=body.span), tuple(taken)
    joined = joined[: len(factors) - 1]
    rest = factors[0] if len(factors) == 1 else Juxt(tuple(factors), tuple(joined), span=body.span)
    return rest, tuple(taken)


def environment(cursor: Cursor, start: int) -> Node:
    """A matrix, cases, or an alignment inside a formula."""
    name = environment_name(cursor)
    if name in ("array", "tabular", "alignedat", "alignat") and cursor.tokens[cursor.at].kind == "open":
        cursor.fences += 1
        depth = 0
        while True:
            token = cursor.tokens[cursor.at]
            depth += (token.kind == "open") - (token.kind == "close")
            cursor.at += 1
            if depth == 0 or token.kind == "end":
                break
        cursor.fences -= 1
    fences, cursor.fences = cursor.fences, 0
    bars, cursor.bars = cursor.bars, []
    rows = grid(cursor)
    cursor.fences, cursor.bars = fences, bars
    cursor.take()  # \end
    closing = environment_name(cursor)
    if closing != name:
        raise FormulaError(f"\\begin{{{name}}} is closed by \\end{{{closing}}}", cursor.span_from(start))
    span = cursor.span_from(start)
    if name.startswith(("cases", "dcases", "rcases", "numcases")):
        return Cases(tuple((row[0], row[1] if len(row) > 1 else None) for row in rows), span=span)
    if name in signs.MATRICES or name.rstrip("*") in signs.MATRICES:
        return Matrix(tuple(tuple(row) for row in rows), signs.MATRICES[name.rstrip("*")], span=span)
    cells = [cell for row in rows for cell in row if not isinstance(cell, Empty)]
    return cells[0] if len(cells) == 1 else Tuple(tuple(cells), (";",) * max(0, len(cells) - 1), span=span)


def environment_name(cursor: Cursor) -> str:
    """`{name}` after \\begin or \\end."""
    if cursor.tokens[cursor.at].kind != "open":
        raise FormulaError("an environment without a name", cursor.tokens[cursor.at].span)
    cursor.at += 1
    name = ""
    while cursor.tokens[cursor.at].kind in ("letter", "sign", "number"):
        name += cursor.tokens[cursor.at].text
        cursor.at += 1
    if cursor.tokens[cursor.at].kind != "close":
        raise FormulaError("an environment without a name", cursor.tokens[cursor.at].span)
    cursor.at += 1
    return name


def grid(cursor: Cursor) -> list[list[Node]]:
    """Rows of cells up to \\end."""
    rows: list[list[Node]] = [[]]
    while True:
        token = cursor.tokens[cursor.at]
        if token.kind == "end":
            raise FormulaError("an environment is not closed", token.span)
        if token.kind == "command" and token.text == "end":
            break
        if token.kind == "row":
            cursor.at += 1
            rows.append([])
        elif token.kind == "cell":
            cursor.at += 1
            if not rows[-1] or cursor.tokens[cursor.at - 2].kind in ("cell", "row"):
                rows[-1].append(Empty(span=token.span))
        else:
            rows[-1].append(cell(cursor))
    if not rows[-1]:
        rows.pop()
    return rows or [[Empty()]]


def cell(cursor: Cursor) -> Node:
    """One cell: a chain, perhaps a line of text, perhaps bare signs."""
    start = cursor.tokens[cursor.at].span[0]
    parts: list[Node] = []
    while True:
        token = cursor.tokens[cursor.at]
        if token.kind in ("cell", "row", "end") or (token.kind == "command" and token.text == "end"):
            break
        if (
            token.kind == "sign"
            and token.text in (",", ".", ";", "|", ":")
            or (token.kind == "command" and token.text in ("quad", "qquad"))
        ):
            cursor.at += 1
            continue
        if cursor._begins() or token.text in signs.TERMS:
            parts.append(_cell_chain(cursor))
        elif cursor.relation() is not None:
            cursor.take_relation()
            parts.append(Symbolic("=", span=token.span))
        else:
            cursor.at += 1
            parts.append(Symbolic(token.text, span=token.span))
    if not parts:
        return Empty(span=(start, start))
    return parts[0] if len(parts) == 1 else Juxt(tuple(parts), ("",) * (len(parts) - 1), span=cursor.span_from(start))


def _cell_chain(cursor: Cursor) -> Node:
    """A chain inside a cell; & and row ends stop it, so the continuation over lines is switched off."""
    stop = cursor.at
    depth = 0
    while True:
        token = cursor.tokens[stop]
        if (
            token.kind == "end"
            or (depth == 0 and token.kind in ("row", "cell"))
            or (depth == 0 and token.kind == "command" and token.text == "end")
        ):
            break
        depth += (token.kind == "open" or (token.kind == "command" and token.text == "begin")) - (
            token.kind == "close" or (token.kind == "command" and token.text == "end")
        )
        stop += 1
    rest = cursor.tokens[stop]
    cursor.tokens[stop] = Token("end", "", rest.span)
    try:
        node: Node = cursor.chain()
        if isinstance(node, Chain) and not node.links:
            node = node.first
    finally:
        cursor.tokens[stop] = rest
    return node
