"""Operands: letters, numbers, words, brackets, commands; and the parser that the parts of the grammar make together."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.fences import Fences
from derive.formula.regroup import Token
from derive.formula.scripts import Scripts
from derive.formula.sums import Sums
from derive.formula.syntax import (
    Add,
    Brace,
    Chain,
    Dots,
    Empty,
    Fence,
    FormulaError,
    Name,
    Node,
    Num,
    Operator,
    Span,
    Sqrt,
    Symbolic,
    Text,
)


class Parser(Sums, Scripts, Fences):
    """The expression parser, whole. Raises FormulaError."""

    def atom(self) -> Node:
        """One operand without its scripts. Raises FormulaError."""
        token = self.token
        if token.kind == "letter":
            self.take()
            name = signs.GREEK_SIGNS.get(token.text, token.text)
            return Name("R", "bb", span=token.span) if token.text == "ℝ" else Name(name, span=token.span)
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
        reason = "something is missing here" if token.kind == "end" else f"{token.text or token.kind} is out of place"
        raise FormulaError(reason, token.span)

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
        if token.text == "." and self.ahead().text == ".":
            while self.is_sign("."):
                self.take()
            return Dots("dots", span=token.span)
        if token.text in signs.OPERAND_SIGNS:
            self.take()
            return Symbolic(token.text, span=token.span)
        raise FormulaError(f"“{token.text}” is out of place", token.span)

    def argument(self) -> Node:
        """The argument of a command: a group or one token."""
        if self.token.kind == "open":
            return self.group()
        if self.token.kind == "number":
            return self.digit(self.token)
        return self.atom()

    def command(self, token: Token) -> Node:
        """A command, by the table of its kind."""
        from derive.formula.commands import read_command

        return read_command(self, token)


def _spanned(node: Node, span: Span) -> Node:
    """A braced sum or chain keeps to itself, as a fence without brackets would."""
    return Fence("{", "}", node, span=span) if isinstance(node, Chain) else Brace(node, None, "group", span=span)


def _worded(token: Token) -> Node:
    word = token.text.strip()
    if word in signs.FUNCTIONS and word not in signs.PROSE_TOO:
        return Operator(signs.SPELLINGS.get(word, word), span=token.span)
    return Text(token.text, span=token.span)
