"""What tokens say together: names typed as plain letters, brackets that stay open over a line."""

from __future__ import annotations

from derive import lazy_re as re
from derive.formula import signs
from derive.formula.syntax import Span
from derive.record import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """kind: 'command' (text without backslash), 'letter', 'number', 'sign', 'open' ({), 'close' (}), 'text', 'row', 'cell', 'end'."""

    kind: str
    text: str
    span: Span
    space: bool = False  # white space stood before it
    thin: bool = False  # a command for a narrow space stood before it


# where TP and FN are no products
_CLASSIFIES = re.compile(
    r"\b(?:precision|recall|sensitivity|specificity|accuracy|confusion matri|(?:true|false) (?:positive|negative))",
    re.I,
)


def spelled(tokens: list[Token], text: str = "") -> list[Token]:
    """`Tr(A)`, `log(x)`, `RHS`, `MSE`: letters typed one after the other that spell the name of a function before its bracket, a side, or the initials
    of a number. `text`: what they stand in."""
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        if tokens[place].kind != "letter":
            result.append(tokens[place])
            place += 1
            continue
        stop = _such_that(tokens, place)
        if stop > place:
            result.append(Token("text", "s.t.", (tokens[place].span[0], tokens[stop - 1].span[1]), tokens[place].space))
            place = stop
            continue
        while stop < len(tokens) and tokens[stop].kind == "letter" and (stop == place or not tokens[stop].space):
            stop += 1
        word = "".join(token.text for token in tokens[place:stop])
        if stop - place > 1:
            span = (tokens[place].span[0], tokens[stop - 1].span[1])
            called = stop < len(tokens) and tokens[stop].text in ("(", "[", "\\{", "_", "^")
            if word in signs.TYPED_FUNCTIONS and called:
                result.append(Token("command", word, span, tokens[place].space))
            elif word in signs.SIDES:
                result.append(Token("text", word, span, tokens[place].space))
            elif word in signs.INITIALS or (word in signs.COUNTS and _CLASSIFIES.search(text)):
                result.append(Token("letter", word, span, tokens[place].space))
            else:
                result += tokens[place:stop]
            place = stop
        else:
            result.append(tokens[place])
            place += 1
    return result


def _such_that(tokens: list[Token], place: int) -> int:
    """Where `s.t.`, typed as letters that nothing is multiplied by, ends; `place` where there is none."""
    words = [token.text for token in tokens[place : place + 4]]
    return place + len(words) if words == ["s", ".", "t", "."] else place


def joined(tokens: list[Token]) -> list[Token]:
    """`\\left( a \\right. \\\\ \\left. b \\right)` is one bracket over two lines: such pairs of open ends go."""
    dropped: set[int] = set()
    waiting: list[list[int]] = [[]]
    for place, token in enumerate(tokens):
        if token.kind == "open":
            waiting.append([])
        elif token.kind == "close" and len(waiting) > 1:
            waiting.pop()
        elif token.kind == "sign" and token.text == "right.":
            waiting[-1].append(place)
        elif token.kind == "sign" and token.text == "left." and waiting[-1]:
            dropped |= {waiting[-1].pop(), place}
    return [token for place, token in enumerate(tokens) if place not in dropped] if dropped else tokens
