"""What stands inside brackets: chains, lists of them, conditions."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.cursor import Cursor
from derive.formula.syntax import Chain, Empty, Juxt, Link, Mid, Node, Symbolic, Text, Tuple

_CONDITIONS = (
    (("mid", "vert"), "|"),
    (("|",), "|"),
    (("‖", "Vert", "parallel"), "‖"),
    ((":", "colon"), ":"),
)
_QUADS = ("quad", "qquad")
_REMARKS = {
    "forall": "for all",
    "exists": "there is",
    "because": "because",
    "since": "since",
    "and": "and",
    "land": "and",
}


class Lists(Cursor):
    """Chains, lists and conditions."""

    def chain(self) -> Node:
        """An expression, or a chain of relations between expressions (inside a group or a fence)."""
        start = self.token.span[0]
        op = self.relation()
        if op is not None:
            if self._stands_alone():
                self.take_relation()
                return Symbolic(op, span=self.span_from(start))
            first: Node = Empty(span=(start, start))
        else:
            first = self.expression()
        links: list[Link] = []
        while not self._is_parallel() and (found := self.relation_or_stacked()) is not None:
            begin = self.tokens[self.at - 1].span[0]
            right = self.expression() if self.begins() or self.signed() else Empty(span=self.span_from(begin))
            links.append(Link(found[0], right, found[1], span=self.span_from(begin)))
        return Chain(first, tuple(links), span=self.span_from(start)) if links else first

    def _is_parallel(self) -> bool:
        """The bars of `D(P \\parallel Q)`."""
        return self.token.kind == "command" and self.token.text == "parallel"

    def signed(self) -> bool:
        """Whether a sign of a term, or a sign that stands for an operand, comes."""
        return self.token.kind in ("sign", "command") and (
            self.token.text in signs.TERMS or self.token.text in signs.OPERAND_SIGNS or self.token.text in signs.FACTORS
        )

    def _stands_alone(self) -> bool:
        """Whether a relation is named and not used: `(\\succ, >)`."""
        following = self.ahead(2 if self.token.text == "not" else 1)
        return (
            following.kind in ("close", "end")
            or following.text in signs.CLOSERS
            or following.text in (",", ";", "|")
            or following.text in signs.CONNECTIVES
        )

    def listed(self) -> Node:
        """Comma- or semicolon-separated chains, with conditions (`|`), as they stand inside brackets."""
        start = self.token.span[0]
        items, separators = [self._remarked()], []
        while self.is_sign(",", ";") or (self.token.kind == "command" and self.token.text in _QUADS):
            token = self.take()
            if token.text in _QUADS:
                if self.closes():
                    break
                if not self.is_sign(",", ";"):
                    separators.append(",")
                    items.append(self._remarked())
                continue
            separators.append(token.text)
            items.append(Empty(span=(token.span[1],) * 2) if self.closes() else self._remarked())
        return Tuple(tuple(items), tuple(separators), span=self.span_from(start)) if separators else items[0]

    def _remarked(self) -> Node:
        """An item with what is said of it: `g_i(x) \\leq 0 \\ \\forall i`, `x > 0 \\text{ and } y`, `a \\implies b`."""
        start = self.token.span[0]
        parts: list[Node] = [] if self._remark_comes() else [self.conditioned()]
        while self.token.kind == "text" or self._remark_comes():
            token = self.take()
            words = (
                token.text if token.kind == "text" else _REMARKS.get(token.text, signs.CONNECTIVES.get(token.text, ""))
            )
            parts.append(Text(words, span=token.span))
            if self.is_sign("_"):  # \\forall_{j \\neq i}
                self.take()
                parts.append(self.script())
            if self.begins() or self.relation() is not None or (self.signed() and not self.closes()):
                parts.append(self.conditioned())
        return parts[0] if len(parts) == 1 else Juxt(tuple(parts), ("",) * (len(parts) - 1), span=self.span_from(start))

    def _remark_comes(self) -> bool:
        token = self.token
        if token.kind == "text":
            return not self.text_is_operand()
        return token.kind in ("sign", "command") and (token.text in _REMARKS or token.text in signs.CONNECTIVES)

    def text_is_operand(self) -> bool:
        """Whether a word in upright letters is an operand and not a remark."""
        word = self.token.text.strip()
        return bool(word) and " " not in word and word.lower() not in signs.LEADS

    def conditioned(self) -> Node:
        """`left | right`, `left : right` inside brackets."""
        start = self.token.span[0]
        left: Node = Empty(span=(start, start)) if self.is_sign("|", "mid", ":") and not self.begins() else self.chain()
        for texts, sign in _CONDITIONS:
            if self.is_sign(*texts) and not (sign in "|‖" and sign in self.bars):
                opening = self.take()
                if opening.text in ("|", "‖", "vert", "Vert") and self.is_sign(opening.text):
                    sign = "‖"  # KL(p || q), KL(p \\| \\| q)
                    self.take()
                right = Empty(span=self.span_from(start)) if self.closes() else self.listed()
                return Mid(left, right, sign, span=self.span_from(start))
        return left
