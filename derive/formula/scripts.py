"""Factors: an atom with its subscript, superscript, primes and factorials; groups in braces."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.cursor import Cursor
from derive.formula.regroup import Token
from derive.formula.syntax import (
    Apply,
    BigOp,
    Binom,
    Empty,
    Fence,
    FormulaError,
    Frac,
    Juxt,
    Name,
    Node,
    Num,
    Operator,
    Postfix,
    Prime,
    Sub,
    Sup,
    Symbolic,
    Text,
)
from derive.record import replace

_LOGARITHMS = (Operator("log"), Operator("ln"), Operator("lg"))
_SCRIPTS = frozenset(["_", "^", "'", "′", "’", "limits", "nolimits", "|", "vert", "rvert"])
_PRIMES = ("'", "′", "’")
_BARE_SCRIPTS = frozenset(
    ["*", "+", "-", "ast", "star", ":", ".", "circ", "⋆", "bullet", "−", "∗", "times", "bullet", "#", "†"]
)
# a group that begins with one of these is a script of signs: `*\top`, `:,j`, `<t`, `\sim p`, `-*`
_SCRIPT_SIGNS = frozenset(
    [
        "*",
        "ast",
        "star",
        "'",
        "′",
        ":",
        ".",
        "<",
        ">",
        "=",
        "leq",
        "geq",
        "neq",
        "le",
        "ge",
        "in",
        "sim",
        "∼",
        ",",
        "ne",
        "notin",
        "setminus",
        "backslash",
    ]
)
_TURNED = ("T", "H")  # these letters above something turn it, in whatever font they are set
_NOT_IN_PREFIXED = frozenset(["over", "choose", "atop"])


def _written_primes(above: Node) -> int:
    """How many primes `^\\prime` and `^{\\prime\\prime}` stand for; 0 for other superscripts."""
    parts = above.factors if isinstance(above, Juxt) else (above,)
    primes = all(isinstance(part, Name) and part.name == "prime" and not part.style for part in parts)
    return len(parts) if primes else 0


class Scripts(Cursor):
    """What stands below and above."""

    def factor(self) -> Node:
        """An atom with its scripts, primes and factorials."""
        start = self.token.span[0]
        return self.scripts(self.atom(), start)

    def scripts(self, node: Node, start: int) -> Node:
        """What stands below, above and behind an atom."""
        sub: Node | None = None
        below_end = node.span[1]
        sups: list[Node] = []
        primes = 0
        while (token := self.token).kind in ("sign", "command") and token.text in _SCRIPTS:
            if token.text == "_":
                self.take()
                below = self.script()
                sub = below if sub is None else Juxt((sub, below), ("",), span=self.span_from(start))
                below_end = self.span_from(start)[1]
            elif token.text == "^":
                self.take()
                above = _upright(self.script())
                if isinstance(above, Prime) and isinstance(above.base, Empty):
                    primes += above.count
                elif (count := _written_primes(above)) and not sups:
                    primes += count
                else:
                    sups.append(above)
            elif self.is_sign(*_PRIMES):
                self.take()
                primes += 1
            elif self.is_sign("limits", "nolimits"):
                self.take()
            elif self._evaluated():
                node = self._evaluation(self._with(node, sub, below_end, primes, sups, start), start)
                sub, primes, sups = None, 0, []
            else:
                break
        node = self._with(node, sub, below_end, primes, sups, start)
        while self.is_sign("!"):
            self.take()
            node = self._factorial(node, start)
        while self.is_sign("%"):  # 50 % is 50/100
            per_cent = self.take()
            node = Frac(node, Num("100", span=per_cent.span), span=self.span_from(start))
        return node

    def _factorial(self, node: Node, start: int) -> Node:
        """A factorial: `\\log (n - k)!` is the logarithm of one."""
        whole = self.span_from(start)
        if (
            isinstance(node, Apply)
            and isinstance(node.arg, Fence)
            and (node.head.base if isinstance(node.head, Sub) else node.head) in _LOGARITHMS
        ):
            return replace(node, arg=Postfix(node.arg, "!", span=(node.arg.span[0], whole[1])), span=whole)
        return Postfix(node, "!", span=whole)

    def _with(self, node: Node, sub: Node | None, below_end: int, primes: int, sups: list[Node], start: int) -> Node:
        """A node with its scripts, innermost first: subscript, primes, superscripts."""
        if sub is not None:
            node = Sub(node, sub, span=(start, below_end))
        if primes:
            node = Prime(node, primes, span=self.span_from(start))
        if sups:
            whole = self.span_from(start)
            above = sups[0] if len(sups) == 1 else Juxt(tuple(sups), ("",) * (len(sups) - 1), span=whole)
            node = Sup(node, above, span=whole)
        return node

    def _evaluated(self) -> bool:
        """Whether a bar with a subscript of its own comes: `f |_{x = 0}`, an evaluation."""
        if not self.is_sign("|", "vert", "rvert") or "|" in self.bars:
            return False
        return self.ahead().kind == "sign" and self.ahead().text == "_"

    def _evaluation(self, node: Node, start: int) -> Node:
        """`f |_a^b`, where no bar was opened."""
        self.take()
        barred = Fence("", "|", node, span=self.span_from(start))
        sub: Node | None = None
        sup: Node | None = None
        while self.is_sign("_", "^"):
            if self.take().text == "_":
                sub = self.script()
            else:
                sup = self.script()
        found: Node = Sub(barred, sub, span=self.span_from(start)) if sub is not None else barred
        return Sup(found, sup, span=self.span_from(start)) if sup is not None else found

    def script(self) -> Node:
        """A subscript or superscript: a group, or one token (one digit of a number)."""
        token = self.token
        start = token.span[0]
        if token.kind == "open":
            return self.group()
        if token.kind == "number":
            return self.digit(token)
        if token.kind == "sign" and token.text in _PRIMES:
            self.take()
            return Prime(Empty(span=token.span), 1, span=token.span)
        if token.kind in ("sign", "command") and token.text in _BARE_SCRIPTS:
            self.take()
            return Symbolic(signs.UNIFIED.get(token.text, token.text), span=token.span)
        if token.kind == "command" and token.text in signs.BIG:  # `\\lambda_\\max x`: the x stands behind it
            self.take()
            return BigOp(signs.BIG[token.text], None, None, Empty(span=token.span), span=token.span)
        if token.kind == "command" and token.text in signs.FUNCTIONS:
            self.take()
            return Operator(signs.SPELLINGS.get(token.text, token.text), span=token.span)
        if token.kind in ("end", "close", "row", "cell"):
            raise FormulaError("a script is missing", token.span)
        node = self.atom()
        return node if not isinstance(node, Empty) else Empty(span=(start, start))

    def digit(self, token: Token) -> Node:
        """TeX takes one digit: `x_12` is x_1 2."""
        text, (start, end) = token.text, token.span
        if len(text) == 1 or end - start != len(text):
            self.take()
            return Num(text, span=token.span)
        self.tokens[self.at] = Token("number", text[1:], (start + 1, end))
        return Num(text[0], span=(start, start + 1))

    # -- groups ----------------------------------------------------------------------------------------------------

    def group(self) -> Node:
        """`{…}`: transparent; may hold a list or a chain."""
        opening = self.take()
        if self.token.kind == "close":
            self.take()
            return Empty(span=self.span_from(opening.span[0]))
        self.fences += 1
        bars, self.bars = self.bars, []
        body = self._inside_group()
        self.bars = bars
        if self.token.kind != "close":
            raise FormulaError("a group does not end where it should", self.token.span)
        self.at += 1
        self.fences -= 1
        return body

    def _inside_group(self) -> Node:
        """The contents of a group: a list; a bare sign; `{a \\over b}`."""
        start = self.token.span[0]
        if self.token.kind in ("sign", "command") and self.ahead().kind == "close":
            text = self.token.text
            if text in signs.FACTORS or text in signs.TERMS or text in signs.RELATIONS or text in signs.LONE_SIGNS:
                self.take()
                if text in ("'", "′"):
                    return Prime(Empty(span=self.span_from(start)), 1, span=self.span_from(start))
                if text == "perp":
                    return Name("perp", span=self.span_from(start))
                return Symbolic(signs.UNIFIED.get(text, text), span=self.span_from(start))
        if self.is_sign(*_SCRIPT_SIGNS) or self._signs_only() or self._factor_sign():
            return self._prefixed(start)
        left = self.listed()
        if self.is_sign("over", "choose", "atop"):
            kind = self.take().text
            right = self.listed()
            return (Binom if kind == "choose" else Frac)(left, right, span=self.span_from(start))
        return left

    def _factor_sign(self) -> bool:
        """`{\\otimes n}`, `{\\circ 2}`: a multiplicative sign begins the group."""
        return self.token.kind in ("sign", "command") and self.token.text in signs.FACTORS

    def _signs_only(self) -> bool:
        """`-*`, `+\\dagger *`: a sign of a term followed by a sign that is no operand."""
        if not (self.token.kind in ("sign", "command") and self.token.text in signs.TERMS):
            return False
        following = self.ahead()
        return following.kind in ("sign", "command") and following.text in ("*", "ast", "star", "∗")

    def _prefixed(self, start: int) -> Node:
        """A script such as `*\\top`, `\\prime\\prime`, `:,j`, `<t`, `\\sim p`."""
        parts: list[Node] = []
        while self.token.kind not in ("close", "end") and not self.is_sign(*_NOT_IN_PREFIXED):
            token = self.token
            if self.begins():
                parts.append(self.product())
            else:
                self.take()
                parts.append(Symbolic(signs.UNIFIED.get(token.text, token.text), span=token.span))
        return parts[0] if len(parts) == 1 else Juxt(tuple(parts), ("",) * (len(parts) - 1), span=self.span_from(start))


def _upright(above: Node) -> Node:
    """A superscript; `A^\\text{T}` is `A^\\mathrm{T}`, and no label."""
    letter = above.text.strip() if isinstance(above, Text) else ""
    return Name(letter, "roman", span=above.span) if letter in _TURNED else above
