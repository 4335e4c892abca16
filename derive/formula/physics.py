"""Commands of the packages physics and siunitx, as their manuals define them (physics v1.3, siunitx v3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derive import lazy_re as re
from derive.formula.cursor import Cursor
from derive.formula.regroup import Token
from derive.formula.syntax import Fence, FormulaError, Frac, Juxt, Name, Node, Num, Sup, Text, Tuple

_NUMBER = re.compile(r"(?P<mantissa>[+-]?[\d.]+)(?:[eE](?P<exponent>[+-]?\d+))?")


def _fenced(sign: str, close: str = "") -> Callable[[Cursor, Token], Node]:
    def read(cursor: Cursor, token: Token) -> Node:
        if cursor.token.kind != "open":
            return Name(token.text, span=token.span)
        body = cursor.group()
        if cursor.token.kind == "open" and close:  # \\ip{x}{y}
            body = Tuple((body, cursor.group()), (",",), span=cursor.span_from(token.span[0]))
        return Fence(sign, close or sign, body, span=cursor.span_from(token.span[0]))

    return read


def _derivative(letter: str) -> Callable[[Cursor, Token], Node]:
    """`\\dv[n]{f}{x}`, `\\dv{x}`, `\\pdv{f}{x}{y}`."""

    def read(cursor: Cursor, token: Token) -> Node:
        start = token.span[0]
        order: Node | None = None
        if cursor.is_sign("["):
            cursor.take()
            order = cursor.expression()
            if not cursor.is_sign("]"):
                raise FormulaError("the order of a derivative is not closed", cursor.span_from(start))
            cursor.take()
        arguments = [cursor.argument()]
        while cursor.token.kind == "open" and len(arguments) < 3:
            arguments.append(cursor.argument())
        return _ratio(letter, order, arguments, cursor.span_from(start))

    return read


def _ratio(letter: str, order: Node | None, arguments: list[Node], span: tuple[int, int]) -> Node:
    d = Name(letter, span=(span[0], span[0]))
    if len(arguments) == 3:
        order = Num("2", span=span)
    head: Node = Sup(d, order, span=span) if order is not None else d
    if len(arguments) == 1:
        above: Node = head
        below: list[Node] = [d, arguments[0]]
    else:
        above = Juxt((head, arguments[0]), ("",), span=span)
        below = [part for variable in arguments[1:] for part in (d, variable)]
    if order is not None and len(arguments) < 3:
        below[-1] = Sup(below[-1], order, span=span)
    return Frac(above, Juxt(tuple(below), ("",) * (len(below) - 1), span=span), span=span)


def _differential(cursor: Cursor, token: Token) -> Node:
    """`\\dd{x}`, `\\dd x`."""
    d = Name("d", "roman", span=token.span)
    if cursor.token.kind != "open":
        return d
    return Juxt((d, cursor.group()), ("",), span=cursor.span_from(token.span[0]))


def _number(cursor: Cursor, token: Token) -> Node:
    """`\\num{1.5e-3}`: a decimal number, perhaps with a power of ten."""
    start, text = token.span[0], ""
    cursor.take()
    while cursor.token.kind not in ("close", "end"):
        text += cursor.take().text
    cursor.at += cursor.token.kind == "close"
    span = cursor.span_from(start)
    match = _NUMBER.fullmatch(text.replace(",", "").replace(" ", ""))
    if match is None:
        raise FormulaError(f"{text} is not a number", span)
    mantissa = Num(match.group("mantissa").lstrip("+"), span=span)
    if not match.group("exponent"):
        return mantissa
    power = Sup(Num("10", span=span), Num(match.group("exponent").lstrip("+"), span=span), span=span)
    return Juxt((mantissa, power), ("×",), span=span)


def _num(cursor: Cursor, token: Token) -> Node:
    return _number(cursor, token) if cursor.token.kind == "open" else Name(token.text, span=token.span)


def _quantity(cursor: Cursor, token: Token) -> Node:
    """`\\qty(…)` is a bracket; `\\qty{1.5}{m}` and `\\SI{1.5}{m}` are a number with its unit."""
    if cursor.token.kind != "open":
        return cursor.atom() if cursor.begins() else Name(token.text, span=token.span)
    start = cursor.at
    try:
        number = _number(cursor, token)
    except FormulaError:
        cursor.at = start
        return Fence("{", "}", cursor.group(), span=cursor.span_from(token.span[0]))
    if cursor.token.kind != "open":
        return number
    unit = cursor.group()
    return Juxt((number, Text("unit", span=unit.span)), ("",), span=cursor.span_from(token.span[0]))


COMMANDS: Mapping[str, Callable[[Cursor, Token], Node]] = {
    "norm": _fenced("‖"),
    "Norm": _fenced("‖"),
    "abs": _fenced("|"),
    "absolutevalue": _fenced("|"),
    "ip": _fenced("⟨", "⟩"),
    "inner": _fenced("⟨", "⟩"),
    "innerproduct": _fenced("⟨", "⟩"),
    "braket": _fenced("⟨", "⟩"),
    "dv": _derivative("d"),
    "derivative": _derivative("d"),
    "pdv": _derivative("partial"),
    "partialderivative": _derivative("partial"),
    "dd": _differential,
    "num": _num,
    "qty": _quantity,
    "SI": _quantity,
}
