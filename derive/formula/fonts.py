"""Letters in fonts: what `\\mathbf{x}`, `\\mathrm{tr}` and their like stand for."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.cursor import Cursor
from derive.formula.operators import big, operator
from derive.formula.regroup import Token
from derive.formula.syntax import Accent, Juxt, Name, Node, Num, Span, Sub, Sup, Text


def styled(cursor: Cursor, style: str, start: int) -> Node:
    """A letter in a font; several letters in roman, and words without serifs, are one name or a named operator."""
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
        if token.kind in ("letter", "number") or (token.kind == "sign" and token.text in "-*,.'"):
            letters += " " * token.space + token.text
        elif token.kind == "text":
            letters += token.text
        elif token.kind != "open":
            plain = False
    word = letters.strip()
    compact = word.replace(" ", "")
    if plain and len(compact) > 1 and (style == "roman" or (style == "sans" and _is_word(compact))):
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


def _is_word(letters: str) -> bool:
    """Whether letters without serifs are the name of one thing, and no product: `\\mathsf{Re}`, `\\mathsf{loss}`."""
    return letters in signs.FUNCTIONS or letters in signs.BIG or (len(letters) > 2 and letters[1:].islower())


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
