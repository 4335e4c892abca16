"""Brackets, norms, bars."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.lists import Lists
from derive.formula.regroup import Token
from derive.formula.syntax import Add, Empty, Fence, FormulaError, Juxt, Node, Symbolic, Tuple

_BAR_SIGNS = ("|", "‖", "Vert", "vert", "rVert", "rvert", "mid")
_HALF_OPEN = {")", "]", "|", "‖", "⟩", "["}


class Fences(Lists):
    """Delimited material."""

    def fence(self, opening: Token) -> Node:
        """A bracketed expression; half-open intervals close with the other bracket."""
        self.take()
        sign = signs.OPEN_SIGN.get(opening.text, opening.text)
        wanted = signs.OPENERS[opening.text]
        self.fences += 1
        bars, self.bars = self.bars, []
        if wanted in ("‖", "|"):
            self.bars = [wanted]
        elif opening.text == "left.":
            self.bars = ["|"]  # what `\left.` opens, a bar closes
        body: Node | None = Empty(span=(opening.span[1],) * 2) if self.closes() else None
        if body is None and wanted == "⟩":
            body = self._form()
        if body is None:
            body = self._fenced()
        self.bars = bars
        closing = self.token
        closer = self._closer(closing)
        if closer is None or (closer not in (wanted, "") and wanted and {closer, wanted} - _HALF_OPEN):
            raise FormulaError(f"the bracket {sign or 'left.'} is not closed", (opening.span[0], closing.span[1]))
        self.at += 1
        self.fences -= 1
        return Fence(sign, signs.CLOSE_SIGN.get(closer, closer), body, span=self.span_from(opening.span[0]))

    def _closer(self, token: Token) -> str | None:
        """The bracket that a token closes; '' for `\\right.`; None for a token that closes none."""
        if token.kind not in ("sign", "command"):
            return None
        if token.text == "right." or (token.text == "." and self.ahead().text != "."):
            return ""
        found = signs.CLOSERS.get(token.text) or (token.text if token.text in ("|", "‖") else None)
        return found or {"Vert": "‖", "vert": "|"}.get(token.text)

    def _form(self) -> Node | None:
        """`p | B | q` within angle brackets: p beside B q. None where there are not two bars that stand apart."""
        depth, bars, look = 0, list[int](), self.at
        while depth >= 0:
            token = self.tokens[look]
            if token.kind in ("end", "row", "cell") or (token.text in (",", ";") and not depth):
                return None
            if token.text in ("|", "vert", "mid") and not depth:
                bars.append(look)
            depth += token.kind == "open" or token.text in signs.OPENERS
            depth -= token.kind == "close" or (token.text in signs.CLOSERS and token.text not in signs.OPENERS)
            look += 1
        if len(bars) != 2 or bars[0] == self.at or bars[1] in (bars[0] + 1, look - 2):
            return None
        beside = [self.tokens[place].text for place in (bars[0] - 1, bars[1] - 1, bars[1] + 1)]
        if any(text in signs.TERMS or text in signs.FACTORS or text in ("^", "_") for text in beside):
            return None  # an average, `⟨a + |x| + b⟩`, `⟨a |x|^2⟩`
        self.bars = ["|"]
        parts = [self.expression()]
        for bar in bars:
            if self.at != bar:
                raise FormulaError("a bar in angle brackets that divides nothing", self.token.span)
            self.take()
            parts.append(self.expression())
        left, *form = (Fence("(", ")", part, span=part.span) if isinstance(part, Add) else part for part in parts)
        span = (form[0].span[0], form[1].span[1])
        return Tuple((left, Juxt(tuple(form), ("",), span=span)), ("|",), span=(left.span[0], span[1]))

    def _fenced(self) -> Node:
        if self.is_sign("cdot", "·", "*", ".", "bullet") and self.ahead().text in (")", "]", ",", "|"):
            token = self.take()
            body: Node = Symbolic(".", span=token.span)
            if self.is_sign(","):
                separator = self.take()
                rest = self.listed()
                return Tuple((body, rest), (separator.text,), span=self.span_from(token.span[0]))
            return body
        return self.listed()

    def bar(self, sign: str) -> Node:
        """|x|, ‖x‖, and || written with two bars."""
        opening = self.take()
        apart = self.token.space or self.token.thin
        if sign == "|" and self.token.text == "|" and self.token.kind == "sign" and not apart:
            self.take()
            sign = "‖"
        bars, self.bars = self.bars, [*self.bars, sign, opening.text]
        self.fences += 1
        body = self.listed()
        self.bars = bars
        closing = self.token
        if closing.text not in _BAR_SIGNS:
            raise FormulaError(f"the bar {sign} is not closed", (opening.span[0], closing.span[1]))
        self.at += 1
        if sign == "‖" and closing.text == "|" and self.tokens[self.at].text == "|":
            self.at += 1
        self.fences -= 1
        return Fence(sign, sign, body, span=self.span_from(opening.span[0]))

    def bar_closes(self, sign: str) -> bool:
        """Whether a bar that comes closes what is open, or divides a condition from what it is put on."""
        return sign in self.bars or self._bars_left(sign) % 2 == 1

    def _bars_left(self, sign: str) -> int:
        """How many bars stand before the bracket that is open closes; an odd one is a condition: p(x|y)."""
        depth = count = 0
        names = ("‖", "Vert") if sign == "‖" else ("|", "vert", "mid")
        last, inside = "", False
        for position in range(self.at, len(self.tokens)):
            token = self.tokens[position]
            if token.kind == "open" or token.text in ("(", "[", "\\{", "lbrace", "langle"):
                depth += 1
            elif token.kind in ("close", "end") or token.text in (")", "]", "\\}", "rbrace", "rangle"):
                depth -= 1
                if depth < 0 or token.kind == "end":
                    break
            elif depth == 0 and token.kind in ("row", "cell") and not self.fences:
                break
            elif depth == 0 and token.text in names:
                # two at once divide, `p || q`, unless the first closes what is open: `|x||y|`
                doubled = last == token.text and (not (token.space or token.thin) or token.kind == "command") and inside
                if not inside and count and position + 1 < len(self.tokens) and self.tokens[position + 1].text == "_":
                    continue  # `\\ln |x| \\Big|_a^b`: between these values
                count += not doubled
                inside = not inside
            last = token.text if depth == 0 else ""
        return count
