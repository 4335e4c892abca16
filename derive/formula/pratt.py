"""The expression parser: sums, products, scripts, fences, operators with what they govern."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.syntax import (
    Add,
    Binom,
    Brace,
    Chain,
    Dots,
    Empty,
    Fence,
    FormulaError,
    Frac,
    Juxt,
    Link,
    Mid,
    Name,
    Node,
    Num,
    Operator,
    Postfix,
    Prime,
    Span,
    Sqrt,
    Sub,
    Sup,
    Symbolic,
    Text,
    Tuple,
)  # fmt: skip
from derive.formula.tokens import Token

MAX_DEPTH = 60


class Cursor:
    """Tokens and a position; the recursive-descent methods of the expression grammar. Raises FormulaError."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.bars: list[str] = []  # bar fences that are open: '|' or '‖'
        self.fences = 0  # brackets that are open: a line break or & inside them is white space

    # -- looking ---------------------------------------------------------------------------------------------

    @property
    def token(self) -> Token:
        """The token to come; rows and cells inside brackets are passed over."""
        while self.fences and self.tokens[self.at].kind in ("row", "cell"):
            self.at += 1
        return self.tokens[self.at]

    def take(self) -> Token:
        """The token to come, taken."""
        token = self.token
        self.at += 1
        return token

    def is_sign(self, *texts: str) -> bool:
        """Whether a sign or command of that text comes."""
        return self.token.kind in ("sign", "command") and self.token.text in texts

    def span_from(self, start: int) -> Span:
        """The span from a source offset to the end of the last token taken."""
        return (start, max(start, self.tokens[self.at - 1].span[1])) if self.at else (start, start)

    # -- relations inside groups ---------------------------------------------------------------------------------

    def relation(self) -> str | None:
        """The relation that comes, or None; `:=` is two tokens."""
        token = self.token
        if token.kind not in ("sign", "command"):
            return None
        if token.text == ":" and self.tokens[self.at + 1].text == "=":
            return ":="
        if token.text in ("not",) and self.tokens[self.at + 1].text in ("=", "in", "equiv"):
            return {"=": "≠", "in": "∉", "equiv": "≠"}[self.tokens[self.at + 1].text]
        return signs.RELATIONS.get(token.text)

    def take_relation(self) -> None:
        """Take the tokens of the relation that comes."""
        self.at += 2 if self.token.text in (":", "not") else 1
        if self.tokens[self.at - 1].text == "xrightarrow" and self.token.kind == "open":
            self.group()
        while self.token.text in ("=", ">") and self.tokens[self.at - 1].text in ("<", "=", ">", "="):
            break

    def chain(self) -> Node:
        """An expression, or a chain of relations between expressions (inside a group or a fence)."""
        start = self.token.span[0]
        first = self.expression()
        links: list[Link] = []
        while (op := self.relation_or_stacked()) is not None:
            begin = self.tokens[self.at - 1].span[0]
            links.append(Link(op[0], self.expression(), op[1], span=self.span_from(begin)))
        return Chain(first, tuple(links), span=self.span_from(start)) if links else first

    def relation_or_stacked(self) -> tuple[str, Node | None] | None:
        """Take a relation, plain or with something stacked over it; None when there is none."""
        op = self.relation()
        if op is not None:
            self.take_relation()
            return op, None
        if self.is_sign("overset", "stackrel", "underset", "buildrel"):
            saved = self.at
            self.take()
            note = self.argument()
            if self.token.kind == "open":
                self.at += 1
                inner = self.relation()
                if inner is not None:
                    self.take_relation()
                    if self.token.kind == "close":
                        self.at += 1
                        return inner, note
            else:
                inner = self.relation()
                if inner is not None:
                    self.take_relation()
                    return inner, note
            self.at = saved
        return None

    def listed(self) -> Node:
        """Comma- or semicolon-separated chains, with conditions (`|`), as they stand inside brackets."""
        start = self.token.span[0]
        items, separators = [self.conditioned()], []
        while self.is_sign(",", ";") or (self.token.kind == "command" and self.token.text in ("quad", "qquad")):
            token = self.take()
            if token.text in ("quad", "qquad"):
                if self._closes():
                    break
                continue
            separators.append(token.text)
            items.append(Empty(span=(token.span[1],) * 2) if self._closes() else self.conditioned())
        return Tuple(tuple(items), tuple(separators), span=self.span_from(start)) if separators else items[0]

    def conditioned(self) -> Node:
        """`left | right`, `left : right` inside brackets."""
        start = self.token.span[0]
        left = self.chain()
        for texts, sign in (
            (("mid", "vert"), "|"),
            (("|",), "|"),
            (("‖", "Vert", "parallel"), "‖"),
            ((":", "colon"), ":"),
        ):
            if self.is_sign(*texts) and not (sign in "|‖" and sign in self.bars):
                self.take()
                right = Empty(span=self.span_from(start)) if self._closes() else self.listed()
                return Mid(left, right, sign, span=self.span_from(start))
        return left

    def _closes(self) -> bool:
        token = self.token
        return token.kind in ("close", "end") or token.text in signs.CLOSERS

    # -- sums and products -------------------------------------------------------------------------------------

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
            if leading and not self._begins():
                self.depth -= 1
                return Symbolic(sign, span=self.span_from(start))
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
        """A row that begins with + or - continues the sum of the row before."""
        saved = self.at
        while self.token.kind in ("row", "cell"):
            self.at += 1
        while self.token.kind == "command" and self.token.text in ("quad", "qquad"):
            self.at += 1
        if not self._term_sign():
            self.at = saved

    def _skip_breaks(self) -> None:
        while self.token.kind in ("row", "cell"):
            self.at += 1

    def product(self) -> Node:
        """Factors side by side."""
        start = self.token.span[0]
        factors, joined = [self.factor()], []
        while True:
            token = self.token
            if token.kind in ("sign", "command") and token.text in signs.FACTORS:
                self.take()
                self._skip_breaks()
                joined.append(signs.FACTORS[token.text])
                factors.append(self.factor())
            elif token.kind in ("row", "cell") and self._factor_follows():
                self._skip_breaks()
            elif token.kind == "text" or not self._begins():
                break
            else:
                joined.append("")
                factors.append(self.factor())
        if len(factors) == 1:
            return factors[0]
        return Juxt(tuple(factors), tuple(joined), span=self.span_from(start))

    def _factor_follows(self) -> bool:
        """Whether a row begins with a multiplicative sign, so that it continues the product before it."""
        look = self.at
        while self.tokens[look].kind in ("row", "cell"):
            look += 1
        token = self.tokens[look]
        return token.kind in ("sign", "command") and token.text in signs.FACTORS and token.text not in ("*", "/")

    def _begins(self) -> bool:
        """Whether the token to come begins a factor."""
        token = self.token
        if token.kind in ("letter", "number", "open", "text"):
            return True
        if token.kind == "sign":
            if token.text in ("|", "‖"):
                return not self._bar_closes(token.text)
            return (
                token.text in ("(", "[", "\\{", "∑", "∏", "∫", "√", "∂", "∇", "∞", "⟨", "…", "⋯", "⊤", "ℓ", "#", "⌊")
                or token.text in signs.GREEK_SIGNS
            )
        if token.kind == "command":
            text = token.text
            if text in ("Vert", "lVert", "lvert", "vert"):
                return not self._bar_closes("‖" if "V" in text else "|") or text.startswith("l")
            if (
                text in signs.RELATIONS
                and text != "perp"
                or text in signs.CONNECTIVES
                or text in signs.CLOSERS
                or text in signs.TERMS
            ):
                return False
            return text not in (
                "mid",
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
            ) and not (text in ("overset", "stackrel", "underset") and self._stacked_relation())
        return False

    def _stacked_relation(self) -> bool:
        saved = self.at
        try:
            return self.relation_or_stacked() is not None
        except FormulaError:
            return False
        finally:
            self.at = saved

    def _bar_closes(self, sign: str) -> bool:
        return sign in self.bars or (self.fences > 0 and self._bars_left(sign) % 2 == 1)

    def _bars_left(self, sign: str) -> int:
        """How many bars stand before the bracket that is open closes; an odd one is a condition: p(x|y)."""
        depth = count = 0
        for token in self.tokens[self.at :]:
            if token.kind == "open" or token.text in ("(", "[", "\\{", "lbrace", "langle"):
                depth += 1
            elif token.kind in ("close", "end") or token.text in (")", "]", "\\}", "rbrace", "rangle"):
                depth -= 1
                if depth < 0 or token.kind == "end":
                    break
            elif depth == 0 and token.text in (sign, "Vert" if sign == "‖" else "vert"):
                count += 1
        return count

    # -- factors with scripts ------------------------------------------------------------------------------------

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
        while True:
            if self.is_sign("_"):
                self.take()
                below = self.script()
                if sub is None:
                    sub = below
                else:
                    sub = Juxt((sub, below), ("",), span=self.span_from(start))
                below_end = self.span_from(start)[1]
            elif self.is_sign("^"):
                self.take()
                above = self.script()
                if isinstance(above, Prime) and isinstance(above.base, Empty):
                    primes += above.count
                else:
                    sups.append(above)
            elif self.is_sign("'", "’") or self.is_sign("′"):
                self.take()
                primes += 1
            elif self.is_sign("limits", "nolimits"):
                self.take()
            else:
                break
        if sub is not None:
            node = Sub(node, sub, span=(start, below_end))
        if primes:
            node = Prime(node, primes, span=self.span_from(start))
        if sups:
            above = (
                sups[0] if len(sups) == 1 else Juxt(tuple(sups), ("",) * (len(sups) - 1), span=self.span_from(start))
            )
            node = Sup(node, above, span=self.span_from(start))
        while self.is_sign("!"):
            self.take()
            node = Postfix(node, "!", span=self.span_from(start))
        return node

    def script(self) -> Node:
        """A subscript or superscript: a group, or one token (one digit of a number)."""
        token = self.token
        start = token.span[0]
        if token.kind == "open":
            return self.group()
        if token.kind == "number":
            return self._digit(token)
        if token.kind == "sign" and token.text in ("'", "′", "’"):
            self.take()
            return Prime(Empty(span=token.span), 1, span=token.span)
        if token.kind in ("sign", "command") and token.text in (
            "*",
            "+",
            "-",
            "ast",
            "star",
            ":",
            ".",
            "circ",
            "⋆",
            "bullet",
            "−",
            "∗",
            "times",
        ):
            self.take()
            unified = {"ast": "*", "star": "*", "⋆": "*", "−": "-", "∗": "*", "bullet": "."}.get(token.text, token.text)
            return Symbolic(unified, span=token.span)
        if token.kind == "end" or token.kind == "close" or token.kind in ("row", "cell"):
            raise FormulaError("a script is missing", token.span)
        node = self.atom()
        if isinstance(node, Name) and node.name == "perp":
            return node
        return node if not isinstance(node, Empty) else Empty(span=(start, start))

    def _digit(self, token: Token) -> Node:
        """TeX takes one digit: `x_12` is x_1 2."""
        text, (start, end) = token.text, token.span
        if len(text) == 1 or end - start != len(text):
            self.take()
            return Num(text, span=token.span)
        self.tokens[self.at] = Token("number", text[1:], (start + 1, end))
        return Num(text[0], span=(start, start + 1))

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
        nxt = self.tokens[self.at + 1]
        if self.token.kind in ("sign", "command") and nxt.kind == "close":
            text = self.token.text
            if (
                text in signs.FACTORS
                or text in signs.TERMS
                or text in signs.RELATIONS
                or text in (":", ".", ",", "'", "′", ";", "|")
            ):
                self.take()
                if text in ("'", "′"):
                    return Prime(Empty(span=self.span_from(start)), 1, span=self.span_from(start))
                if text == "perp":
                    return Name("perp", span=self.span_from(start))
                return Symbolic({"star": "*", "ast": "*"}.get(text, text), span=self.span_from(start))
        if self.is_sign(
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
        ):
            return self._prefixed(start)
        left = self.listed()
        if self.is_sign("over", "choose", "atop"):
            kind = self.take().text
            right = self.listed()
            return (Binom if kind == "choose" else Frac)(left, right, span=self.span_from(start))
        while self.token.kind == "text":
            words = self.take()
            prose = Text(words.text, span=words.span)
            rest = (self.listed(),) if self.token.kind != "close" and self._begins() else ()
            left = Juxt((left, prose, *rest), ("",) * (1 + len(rest)), span=self.span_from(start))
        return left

    def _prefixed(self, start: int) -> Node:
        """A script such as `*\\top`, `\\prime\\prime`, `:,j`, `<t`, `\\sim p`."""
        parts: list[Node] = []
        while self.token.kind not in ("close", "end"):
            token = self.token
            if self._begins():
                parts.append(self.product())
            else:
                self.take()
                parts.append(Symbolic({"ast": "*", "star": "*"}.get(token.text, token.text), span=token.span))
        return parts[0] if len(parts) == 1 else Juxt(tuple(parts), ("",) * (len(parts) - 1), span=self.span_from(start))

    # -- atoms -----------------------------------------------------------------------------------------------------

    def atom(self) -> Node:
        """One operand without its scripts. Raises FormulaError."""
        token = self.token
        if token.kind == "letter":
            self.take()
            name = signs.GREEK_SIGNS.get(token.text, token.text)
            if token.text == "ℝ":
                return Name("R", "bb", span=token.span)
            return Name(name, span=token.span)
        if token.kind == "number":
            self.take()
            return Num(token.text, span=token.span)
        if token.kind == "open":
            start = token.span[0]
            body = self.group()
            return body if not isinstance(body, Add | Chain) else _spanned(body, self.span_from(start))
        if token.kind == "text":
            self.take()
            return _worded(token)
        if token.kind == "sign":
            return self._sign(token)
        if token.kind == "command":
            return self.command(token)
        raise FormulaError(
            "something is missing here" if token.kind == "end" else f"{token.text or token.kind} is out of place",
            token.span,
        )

    def _sign(self, token: Token) -> Node:
        if token.text in signs.OPENERS:
            return self.fence(token)
        if token.text in ("|", "‖"):
            return self.bar(token.text)
        if token.text in signs.GREEK_SIGNS:
            self.take()
            return Name(signs.GREEK_SIGNS[token.text], span=token.span)
        if token.text in signs.BIG:
            return self.command(token)
        if token.text == "√":
            self.take()
            return Sqrt(self.factor(), span=self.span_from(token.span[0]))
        if token.text in signs.DOTS:
            self.take()
            return Dots("dots", span=token.span)
        if token.text in ("_", "^"):
            return Empty(span=(token.span[0],) * 2)
        if token.text == "." and self.tokens[self.at + 1].text == ".":
            while self.is_sign("."):
                self.take()
            return Dots("dots", span=token.span)
        if token.text in ("*", ".", ":", "#", "⊤", "@", '"', "“", "”", "$", "&", "%", "?", "`", "-", "–"):
            self.take()
            return Symbolic(token.text, span=token.span)
        raise FormulaError(f"“{token.text}” is out of place", token.span)

    def fence(self, opening: Token) -> Node:
        """A bracketed expression; half-open intervals close with the other bracket."""
        self.take()
        sign = signs.OPEN_SIGN.get(opening.text, opening.text)
        wanted = signs.OPENERS[opening.text]
        self.fences += 1
        bars, self.bars = self.bars, []
        if wanted in ("‖", "|"):
            self.bars = [wanted]
        body: Node = Empty(span=(opening.span[1],) * 2) if self._closes() else self._fenced()
        self.bars = bars
        closing = self.token
        closer = signs.CLOSERS.get(closing.text) or (closing.text if closing.text in ("|", "‖") else None)
        if (
            closing.kind not in ("sign", "command")
            or closer is None
            or (closer != wanted and {closer, wanted} - {")", "]", "|", "‖", "⟩"})
        ):
            if self.is_sign("."):  # \right.
                closer = ""
            else:
                raise FormulaError(f"the bracket {sign} is not closed", (opening.span[0], closing.span[1]))
        self.at += 1
        self.fences -= 1
        return Fence(sign, signs.CLOSE_SIGN.get(closer or "", closer or ""), body, span=self.span_from(opening.span[0]))

    def _fenced(self) -> Node:
        if (
            self.token.kind in ("sign", "command")
            and self.token.text in ("cdot", "·", "*", ".")
            and self.tokens[self.at + 1].text in (")", "]", ",", "|")
        ):
            token = self.take()
            body: Node = Symbolic(".", span=token.span)
            if self.is_sign(","):
                separator = self.take()
                rest = self.listed()
                return Tuple((body, rest), (separator.text,), span=self.span_from(token.span[0]))
            return body
        body = self.listed()
        while self.token.kind == "text" or (self.token.kind == "command" and self.token.text in ("quad", "qquad")):
            token = self.take()
            if token.kind == "text":
                parts: list[Node] = [body, Text(token.text, span=token.span)]
                if not self._closes():
                    parts.append(self.listed())
                body = Juxt(tuple(parts), ("",) * (len(parts) - 1), span=self.span_from(body.span[0]))
        return body

    def bar(self, sign: str) -> Node:
        """|x|, ‖x‖, and || written with two bars."""
        opening = self.take()
        if sign == "|" and self.token.text == "|" and self.token.kind == "sign" and not self.token.space:
            self.take()
            sign = "‖"
        bars, self.bars = self.bars, [*self.bars, sign, opening.text]
        self.fences += 1
        body = self.listed()
        self.bars = bars
        closing = self.token
        if closing.text not in ("|", "‖", "Vert", "vert", "rVert", "rvert"):
            raise FormulaError(f"the bar {sign} is not closed", (opening.span[0], closing.span[1]))
        self.at += 1
        if sign == "‖" and closing.text == "|" and self.tokens[self.at].text == "|":
            self.at += 1
        self.fences -= 1
        return Fence(sign, sign, body, span=self.span_from(opening.span[0]))

    def argument(self) -> Node:
        """The argument of a command: a group or one token."""
        if self.token.kind == "open":
            return self.group()
        if self.token.kind == "number":
            return self._digit(self.token)
        return self.atom()

    def command(self, token: Token) -> Node:
        """A command, by the table of its kind; defined with the named operators."""
        from derive.formula.commands import read_command

        return read_command(self, token)


def _spanned(node: Node, span: Span) -> Node:
    """A braced sum or chain keeps to itself, as a fence without brackets would."""
    return Fence("{", "}", node, span=span) if isinstance(node, Chain) else Brace(node, None, "group", span=span)


def _worded(token: Token) -> Node:
    word = token.text.strip()
    name = signs.SPELLINGS.get(word, word)
    if word in signs.FUNCTIONS and word not in (
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
    ):
        return Operator(name, span=token.span)
    return Text(token.text, span=token.span)
