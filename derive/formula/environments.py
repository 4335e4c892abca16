"""Matrices, cases and alignments inside a formula: rows of cells."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.cursor import Cursor
from derive.formula.regroup import Token
from derive.formula.syntax import DRAWING, Cases, Chain, Empty, FormulaError, Juxt, Matrix, Node, Symbolic, Text, Tuple

_WITH_COLUMNS = frozenset(
    ["array", "tabular", "alignedat", "alignat", "aligned", "gathered", "split", "matrix*", "pmatrix*", "bmatrix*"]
)


def environment(cursor: Cursor, start: int) -> Node:
    """A matrix, cases, or an alignment inside a formula."""
    name = environment_name(cursor)
    if name in signs.PICTURES:
        return _picture(cursor, name, start)
    if name in _WITH_COLUMNS:
        _columns(cursor)
    fences, cursor.fences = cursor.fences, 0
    bars, cursor.bars = cursor.bars, []
    rows = grid(cursor)
    cursor.fences, cursor.bars = fences, bars
    cursor.take()  # \end
    closing = environment_name(cursor)
    if closing != name:
        raise FormulaError(f"\\begin{{{name}}} is closed by \\end{{{closing}}}", cursor.span_from(start))
    span = cursor.span_from(start)
    if name.startswith(("cases", "dcases", "rcases", "drcases", "numcases")):
        return Cases(tuple((row[0], row[1] if len(row) > 1 else None) for row in rows), span=span)
    if name in signs.MATRICES or name.rstrip("*") in signs.MATRICES:
        return Matrix(tuple(tuple(row) for row in rows), signs.MATRICES[name.rstrip("*")], span=span)
    cells = [cell for row in rows for cell in row if not isinstance(cell, Empty)]
    return cells[0] if len(cells) == 1 else Tuple(tuple(cells), (";",) * max(0, len(cells) - 1), span=span)


def _picture(cursor: Cursor, name: str, start: int) -> Node:
    """A drawing, passed over: it is named and not read."""
    while cursor.tokens[cursor.at].kind != "end":
        token = cursor.tokens[cursor.at]
        cursor.at += 1
        ends = token.kind == "command" and token.text == "end" and cursor.tokens[cursor.at].kind == "open"
        if ends and environment_name(cursor) == name:
            return Text(DRAWING, span=cursor.span_from(start))
    raise FormulaError(f"\\begin{{{name}}} is not closed", (start, cursor.tokens[cursor.at].span[1]))


def _columns(cursor: Cursor) -> None:
    """`[t]{lcr}` after \\begin{array}: how columns are set."""
    if cursor.tokens[cursor.at].text == "[":
        while cursor.tokens[cursor.at].text != "]" and cursor.tokens[cursor.at].kind != "end":
            cursor.at += 1
        cursor.at += cursor.tokens[cursor.at].kind != "end"
    if cursor.tokens[cursor.at].kind != "open":
        return
    depth = 0
    while cursor.tokens[cursor.at].kind != "end":
        token = cursor.tokens[cursor.at]
        depth += (token.kind == "open") - (token.kind == "close")
        cursor.at += 1
        if depth == 0:
            return


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
            and not (token.text == "|" and _bars_follow(cursor))
            or (token.kind == "command" and token.text in ("quad", "qquad"))
        ):
            cursor.at += 1
            continue
        if cursor.begins() or token.text in signs.TERMS:
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


def _bars_follow(cursor: Cursor) -> bool:
    """Whether a bar at the beginning of a part of a cell opens what another one in the cell closes, `|x| < 1`: no rule between columns."""
    depth = 0
    for token in cursor.tokens[cursor.at + 1 :]:
        ends = token.kind == "command" and token.text == "end"
        if token.kind == "end" or (depth == 0 and (token.kind in ("row", "cell") or ends)):
            return False
        if depth == 0 and token.kind == "sign" and token.text == "|":
            return True
        depth += (token.kind == "open" or (token.kind == "command" and token.text == "begin")) - (
            token.kind == "close" or ends
        )
    return False


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
