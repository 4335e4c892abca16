"""Sums and products, over the line ends of an alignment."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.cursor import MAX_DEPTH, Cursor
from derive.formula.syntax import Add, Apply, Fence, FormulaError, Juxt, Node, Sub, Sup, Symbolic
from derive.record import replace

_BEGINNING_SIGNS = frozenset(
    ["(", "[", "\\{", "∑", "∏", "∫", "√", "∂", "∇", "∞", "⟨", "…", "⋯", "⊤", "ℓ", "#", "⌊", "⌈", "left.", "½"]
)
_NEVER_BEGIN = frozenset(
    [
        "quad",
        "qquad",
        "end",
        "colon",
        "right",
        "over",
        "choose",
        "not",
        "atop",
        "and",
        "Rightarrow",
        "forall",
        "exists",
    ]
)
_WIDE = ("quad", "qquad")
_STACKING = ("overset", "stackrel", "underset", "buildrel")


class Sums(Cursor):
    """Sums of products of factors."""

    def expression(self) -> Node:
        """A sum of products. Raises FormulaError."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FormulaError("nested too deeply", self.token.span)
        start = self.token.span[0]
        terms: list[tuple[str, Node]] = []
        sign = "+"
        leading = False
        if self._term_sign():
            sign, leading = signs.TERMS[self.take().text], True
        while True:
            self._skip_breaks()
            while sign in "+-" and self.is_sign("+", "-", "−"):  # a + -b
                sign = "-" if (self.take().text == "+") == (sign == "-") else "+"
            if not self.begins() and (
                leading or (terms and (self.closes() or self.is_sign(",", ";") or self.relation() is not None))
            ):
                self.depth -= 1
                bare = Symbolic(sign, span=self.span_from(start))
                return Add((*terms, (sign, bare)), span=self.span_from(start)) if terms else bare
            terms.append((sign, self.product()))
            self._continue_line()
            if not self._term_sign():
                break
            sign = signs.TERMS[self.take().text]
            leading = False
        self.depth -= 1
        if len(terms) == 1 and not (leading and terms[0][0] != "+"):
            return terms[0][1]
        return Add(tuple(terms), span=self.span_from(start))

    def _term_sign(self) -> bool:
        return self.token.kind in ("sign", "command") and self.token.text in signs.TERMS

    def _continue_line(self) -> None:
        """A row that begins with + or - continues the sum of the row before, unless it has a left side of its own: `-a x &= b`."""
        saved, begun = self.at, False
        while self.token.kind in ("row", "cell"):
            begun = self.token.kind == "row"
            self.at += 1
        while self.token.kind == "command" and self.token.text in _WIDE:
            self.at += 1
        if not self._term_sign() or (begun and self._has_left_side()):
            self.at = saved

    def _has_left_side(self) -> bool:
        """Whether an alignment sign of a row that begins without one stands at a relation."""
        look, depth = self.at, 0
        while (token := self.tokens[look]).kind not in ("row", "end") and depth >= 0:
            if token.kind == "cell" and not depth:
                following = self.tokens[look + 1]
                if following.kind in ("sign", "command") and following.text in signs.RELATIONS:
                    return True
            depth += (token.kind == "open") - (token.kind == "close")
            look += 1
        return False

    def _skip_breaks(self) -> None:
        """Line ends and wide spaces between a sign and what it joins: `a + \\\\ & \\quad b`."""
        while self.token.kind in ("row", "cell"):
            self.at += 1
        saved = self.at
        while self.token.kind == "command" and self.token.text in _WIDE:
            self.at += 1
        if not self.begins():
            self.at = saved

    def product(self) -> Node:
        """Factors side by side."""
        start = self.token.span[0]
        factors, joined = [self.factor()], []
        while True:
            token = self.token
            if token.kind in ("sign", "command") and token.text in signs.FACTORS:
                self.take()
                self._skip_breaks()
                if self.closes() or self.is_sign(",", ";"):  # P^{\dagger *}, f(x, \cdot)
                    joined.append("")
                    factors.append(Symbolic(signs.UNIFIED.get(token.text, token.text), span=token.span))
                    break
                joined.append(signs.FACTORS[token.text])
                factors.append(self._signed_factor())
            elif token.kind in ("row", "cell") and (self._factor_follows() or self._row_goes_on()):
                self._skip_breaks()
            elif not self._next_factor():
                break
            else:
                joined.append("")
                factors.append(self.factor())
        factors = [_lifted(factor) for factor in factors]
        for place in range(len(factors) - 1, 0, -1):
            if _is_evaluated(factors[place]):  # `x e^x |_0^1`: the bar stands behind the whole product
                factors[: place + 1] = [_evaluated(factors[: place + 1], joined[:place])]
                joined[:place] = []
                break
        if len(factors) == 1:
            return factors[0]
        return Juxt(tuple(factors), tuple(joined), span=self.span_from(start))

    def _signed_factor(self) -> Node:
        """A factor behind a sign; `2 \\cdot -x` has a sign of its own."""
        start = self.token.span[0]
        if self.is_sign("-", "−", "+") and self.ahead().kind != "close":
            sign = signs.TERMS[self.take().text]
            if self.begins():
                return Add(((sign, self.factor()),), span=self.span_from(start))
            self.at -= 1
        return self.factor()

    def _next_factor(self) -> bool:
        """Whether another factor stands beside the last; a word is one where an index or a bracket follows it."""
        token = self.token
        if token.kind != "text":
            return self.begins()
        following = self.ahead()
        name = token.text and token.text == token.text.strip() and " " not in token.text
        return bool(name) and token.text.lower() not in signs.LEADS and following.text in ("_", "^", "(", "[")

    def _factor_follows(self) -> bool:
        """Whether a row begins with a multiplicative sign, so that it continues the product before it."""
        look = self.at
        while self.tokens[look].kind in ("row", "cell"):
            look += 1
        token = self.tokens[look]
        return token.kind in ("sign", "command") and token.text in signs.FACTORS and token.text not in ("*", "/")

    def _row_goes_on(self) -> bool:
        """Whether an alignment sign stands in the middle of a product, `\\frac{1}{2} & \\log x + …`: the rest of the row relates nothing."""
        if self.token.kind != "cell":
            return False
        look = self.at + 1
        first = self.tokens[look]
        if first.kind not in ("command", "letter") or first.text not in signs.FUNCTIONS:
            return False
        while self.tokens[look].kind not in ("row", "end"):
            token = self.tokens[look]
            if token.kind in ("text", "cell") or token.text in signs.RELATIONS or token.text in (",", ";", *_WIDE):
                return False
            look += 1
        return True

    def _is_label(self) -> bool:
        """Whether the token to come stands under or over something, alone or first in its group: the ⊥ of U_⊥."""
        before = self.tokens[self.at - 1] if self.at else None
        return before is None or before.kind == "open" or before.text in ("_", "^")

    def begins(self) -> bool:
        """Whether the token to come begins a factor."""
        token = self.token
        if token.kind in ("letter", "number", "open", "text"):
            return True
        text = token.text
        if token.kind == "sign":
            if text in ("|", "‖"):
                return not self.bar_closes(text)
            return text in _BEGINNING_SIGNS or text in signs.GREEK_SIGNS
        if token.kind != "command":
            return False
        if text in ("Vert", "lVert", "lvert", "vert", "mid"):
            return not self.bar_closes("‖" if "V" in text else "|") or text.startswith("l")
        if (
            (text in signs.RELATIONS and not (text == "perp" and self._is_label()))
            or text in signs.CONNECTIVES
            or text in signs.CLOSERS
            or text in signs.TERMS
            or text in signs.FACTORS
        ):
            return False
        return text not in _NEVER_BEGIN and not (text in _STACKING and self.stacked_relation_comes())


def _is_evaluated(node: Node) -> bool:
    """Whether a factor ends with an evaluation bar and its bounds."""
    while isinstance(node, Sub | Sup):
        node = node.base
    return isinstance(node, Fence) and (node.open, node.close) == ("", "|")


def _lifted(node: Node) -> Node:
    """`\\ln |x| \\Big|_a^b` with the bar behind the logarithm, not behind what it is taken of."""
    if not isinstance(node, Apply) or not _is_evaluated(node.arg):
        return node

    def around(inner: Node) -> Node:
        if isinstance(inner, Sub | Sup):
            return replace(inner, base=around(inner.base), span=node.span)
        assert isinstance(inner, Fence)
        return replace(inner, body=replace(node, arg=inner.body), span=node.span)

    return around(node.arg)


def _evaluated(factors: list[Node], joined: list[str]) -> Node:
    """A product with the evaluation bar of its last factor."""

    def around(node: Node) -> Node:
        span = (factors[0].span[0], node.span[1])
        if isinstance(node, Sub | Sup):
            return replace(node, base=around(node.base), span=span)
        assert isinstance(node, Fence)
        body = Juxt((*factors[:-1], node.body), tuple(joined), span=(factors[0].span[0], node.body.span[1]))
        return replace(node, body=body, span=span)

    return around(factors[-1])
