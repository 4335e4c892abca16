"""Where the parser stands: the token to come, the relation to come, and what the parts of the grammar ask of each other."""

from __future__ import annotations

from derive.formula import signs
from derive.formula.regroup import Token
from derive.formula.syntax import FormulaError, Name, Node, Operator, Span, Text

MAX_DEPTH = 60
_PAIRED = {  # relations that are written with two signs
    (":", "="): ":=", (">", "="): "≥", ("<", "="): "≤", ("!", "="): "≠", ("=", "="): "=", ("-", ">"): "→", ("=", ":"): "=:", ("<", "<"): "≪",
    (">", ">"): "≫", ("=", ">"): "⇒",
}  # fmt: skip
_DEFINING = frozenset(
    ["def", "def.", "defn", "df", "definition", "triangle", "bigtriangleup", "Delta"]
)  # over an equality sign
_STACKED = ("overset", "stackrel", "underset", "buildrel")


class Cursor:
    """Tokens and a position; the methods of the expression grammar are given by the classes built on it. Raises FormulaError."""

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

    def ahead(self, count: int = 1) -> Token:
        """The token `count` places after the one to come."""
        return self.tokens[min(self.at + count, len(self.tokens) - 1)]

    def is_sign(self, *texts: str) -> bool:
        """Whether a sign or command of that text comes."""
        return self.token.kind in ("sign", "command") and self.token.text in texts

    def span_from(self, start: int) -> Span:
        """The span from a source offset to the end of the last token taken."""
        return (start, max(start, self.tokens[self.at - 1].span[1])) if self.at else (start, start)

    def closes(self) -> bool:
        """Whether the token to come ends what is open."""
        token = self.token
        return token.kind in ("close", "end") or token.text in signs.CLOSERS or token.text == "right."

    # -- relations -------------------------------------------------------------------------------------------------

    def relation(self) -> str | None:
        """The relation that comes, or None."""
        token = self.token
        if token.kind not in ("sign", "command"):
            return None
        following = self.ahead()
        if token.kind == "sign" and following.kind == "sign" and not following.space:
            pair = _PAIRED.get((token.text, following.text))
            if pair is not None:
                return None if pair == "⇒" else pair
        if token.text == "not":
            positive = signs.RELATIONS.get(following.text)
            return None if positive is None else signs.NEGATED.get(positive, f"not {positive}")
        return signs.RELATIONS.get(token.text)

    def take_relation(self) -> None:
        """Take the tokens of the relation that comes."""
        token, following = self.token, self.ahead()
        paired = token.kind == following.kind == "sign" and (token.text, following.text) in _PAIRED
        self.at += 2 if token.text == "not" or (paired and not following.space) else 1
        if token.text in ("xrightarrow", "xleftarrow", "xlongequal"):
            if self.token.text == "[":
                while not self.closes():
                    self.at += 1
                self.at += 1
            if self.token.kind == "open":
                self.group()

    def relation_or_stacked(self) -> tuple[str, Node | None] | None:
        """Take a relation, plain or with something stacked over it; None when there is none."""
        op = self.relation()
        if op is not None:
            self.take_relation()
            return op, None
        if not self.is_sign(*_STACKED):
            return None
        saved = self.at
        self.take()
        note = self._note()
        while self.is_sign("over"):  # \buildrel note \over =
            self.take()
        braced = self.token.kind == "open"
        self.at += braced
        inner = self.relation()
        if inner is not None:
            self.take_relation()
            if not braced or self.token.kind == "close":
                self.at += braced
                return (":=" if inner == "=" and _defines(note) else inner), note
        self.at = saved
        return None

    def _note(self) -> Node:
        """What stands over a relation sign; signs that are no formula, `!`, are a text."""
        start = self.at
        try:
            return self.argument()
        except FormulaError:
            self.at = start
        first = self.take()
        depth = int(first.kind == "open")
        while depth and self.token.kind != "end":
            depth += {"open": 1, "close": -1}.get(self.take().kind, 0)
        inside = self.tokens[start + 1 : self.at - 1] if first.kind == "open" else [first]
        return Text(" ".join(token.text for token in inside), span=self.span_from(first.span[0]))

    def stacked_relation_comes(self) -> bool:
        """Whether `\\overset{…}{=}` or its like comes."""
        saved, fences = self.at, self.fences
        try:
            return self.relation_or_stacked() is not None
        except FormulaError:
            return False
        finally:
            self.at, self.fences = saved, fences

    # -- the parts of the grammar, each in its own file ----------------------------------------------------------

    def chain(self) -> Node:
        """An expression, or a chain of relations between expressions."""
        raise NotImplementedError

    def listed(self) -> Node:
        """Chains separated by commas or semicolons, as they stand inside brackets."""
        raise NotImplementedError

    def expression(self) -> Node:
        """A sum of products."""
        raise NotImplementedError

    def product(self) -> Node:
        """Factors side by side."""
        raise NotImplementedError

    def begins(self) -> bool:
        """Whether the token to come begins a factor."""
        raise NotImplementedError

    def factor(self) -> Node:
        """An atom with its scripts."""
        raise NotImplementedError

    def scripts(self, node: Node, start: int) -> Node:
        """What stands below, above and behind an atom."""
        raise NotImplementedError

    def script(self) -> Node:
        """A subscript or superscript."""
        raise NotImplementedError

    def digit(self, token: Token) -> Node:
        """The first digit of a number."""
        raise NotImplementedError

    def group(self) -> Node:
        """`{…}`."""
        raise NotImplementedError

    def atom(self) -> Node:
        """One operand without its scripts."""
        raise NotImplementedError

    def argument(self) -> Node:
        """The argument of a command: a group or one token."""
        raise NotImplementedError

    def fence(self, opening: Token) -> Node:
        """A bracketed expression."""
        raise NotImplementedError

    def bar(self, sign: str) -> Node:
        """|x| or ‖x‖."""
        raise NotImplementedError

    def bar_closes(self, sign: str) -> bool:
        """Whether a bar that comes closes what is open."""
        raise NotImplementedError


def _defines(note: Node) -> bool:
    """Whether what stands over an equality sign says that it defines: "def", a triangle."""
    word = note.text.strip() if isinstance(note, Text) else note.name if isinstance(note, Name | Operator) else ""
    return word in _DEFINING or word.lower() in _DEFINING
