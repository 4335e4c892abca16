"""A formula region, read: rows, clauses, chains."""

from __future__ import annotations

from collections.abc import Mapping

from derive.formula import signs
from derive.formula.atoms import Parser
from derive.formula.environments import environment_name
from derive.formula.regroup import Token
from derive.formula.syntax import (
    Accent,
    Chain,
    Clause,
    Display,
    Empty,
    Fence,
    FormulaError,
    Juxt,
    Link,
    Mid,
    Name,
    Node,
    Num,
    Sub,
    Sup,
    Symbolic,
    Text,
    Tuple,
)
from derive.formula.tokens import Macro, tokenize
from derive.record import replace

_QUADS = ("quad", "qquad")
_SEPARATORS = (",", ";", ".", "quad", "qquad")


def parse(text: str, start: int, end: int, macros: Mapping[str, Macro] | None = None) -> Display:
    """The clauses of the formula in `text[start:end]`. Raises FormulaError with the place and the reason."""
    tokens, tags = tokenize(text, start, end, macros or {})
    try:
        unwrapped = _unwrap(tokens)
        clauses = list(map(_dotted, Rows(Parser(unwrapped)).clauses()))
        return Display(tuple(_tagged(clauses, tags, unwrapped)), span=(start, end))
    except RecursionError:
        raise FormulaError("nested too deeply", (start, end)) from None


def _dotted(clause: Clause) -> Clause:
    r"""`G \doteq a + b` as the definition that it is of a name, `\sqrt{2} \doteq 1.41` as the rounded value that it is elsewhere."""
    body = clause.body
    if not isinstance(body, Chain) or all(link.op != "≐" for link in body.links):
        return clause
    head = body.first.factors if isinstance(body.first, Juxt) else (body.first,)
    called = len(head) == 2 and isinstance(head[1], Fence) and head[1].open == "("
    names = isinstance(head[0], Name | Sub | Sup | Accent) and (len(head) == 1 or called)
    number = isinstance(body.links[0].right, Num) and body.links[0].right.text != "0"
    begins = replace(body.links[0], op=":=" if names and not number else "≈")
    first = (begins,) if body.links[0].op == "≐" else body.links[:1]
    rest = tuple(replace(link, op="≈") if link.op == "≐" else link for link in body.links[1:])
    return replace(clause, body=replace(body, links=(*first, *rest)))


def _tagged(clauses: list[Clause], tags: list[tuple[int, str]], tokens: list[Token]) -> list[Clause]:
    """Each label and tag on the clause of the line it stands in."""
    if not tags or not clauses:
        return clauses
    rows = [token.span[0] for token in tokens if token.kind == "row"]
    for place, name in tags:
        row = sum(1 for begin in rows if begin < place)
        index = max((number for number, clause in enumerate(clauses) if clause.row <= row), default=0)
        index = next((number for number in range(index + 1) if clauses[number].row == clauses[index].row), index)
        clauses[index] = replace(clauses[index], tags=(*clauses[index].tags, name))
    return clauses


def _unwrap(tokens: list[Token]) -> list[Token]:
    """Alignment environments are transparent: their \\begin, \\end and column specifications go, rows and cells stay."""
    result: list[Token] = []
    cursor = Parser(tokens)
    matrices = 0
    while cursor.at < len(tokens):
        token = tokens[cursor.at]
        if token.kind == "command" and token.text in ("begin", "end") and tokens[cursor.at + 1].kind == "open":
            saved = cursor.at
            cursor.at += 1
            name = environment_name(cursor)
            if name in signs.ALIGNED:
                if (
                    name.startswith("align")
                    and "at" in name
                    and token.text == "begin"
                    and tokens[cursor.at].kind == "open"
                ):
                    while tokens[cursor.at].kind not in ("close", "end"):
                        cursor.at += 1
                    cursor.at += 1
                if token.text == "end" and cursor.at < len(tokens) - 1:
                    result.append(Token("row", "", token.span))
                continue
            matrices += 1
            result.extend(tokens[saved : cursor.at])
            continue
        result.append(token)
        cursor.at += 1
    return result + [tokens[-1]] * 3  # looking two tokens ahead is always possible


def _is_remark(body: Node) -> bool:
    """`(\\text{by symmetry})`, `(\\text{since } a = b)`: words in brackets."""
    inner = body.body if isinstance(body, Fence) and body.open in ("(", "[") else None
    return isinstance(inner.factors[0] if isinstance(inner, Juxt) else inner, Text)


def _led(tokens: list[Token]) -> dict[int, tuple[int, int]]:
    """The row and the column of what stands right behind a & of an alignment or at the beginning of a line, by its place in the source."""
    found: dict[int, tuple[int, int]] = {}
    row = column = depth = 0
    before = "row"
    for token in tokens:
        if depth == 0 and before in ("row", "cell"):
            found.setdefault(token.span[0], (row, column))
        if token.kind == "open" or (token.kind == "command" and token.text == "begin"):
            depth += 1
        elif token.kind == "close" or (token.kind == "command" and token.text == "end"):
            depth -= 1
        elif depth == 0 and token.kind == "row":
            row, column = row + 1, 0
        elif depth == 0 and token.kind == "cell":
            column += 1
        before = token.kind if depth == 0 else ""
    return found


def _gives_ground(lead: str) -> bool:
    """Whether words lead to a ground: "since", "because of"."""
    return lead.split(" ")[0].lower() in ("because", "since", "as", "by", "using")


class Rows:
    """Reads the clauses of a display from a cursor. Raises FormulaError."""

    def __init__(self, cursor: Parser) -> None:
        self.cursor = cursor
        self.led = _led(cursor.tokens)
        self.row = 0
        self.out: list[Clause] = []
        self.lead = ""
        self.remarked = -1  # the row behind which the words that are the lead stand
        self.words: list[Node] = []

    def clauses(self) -> list[Clause]:
        """All clauses of the region."""
        cursor = self.cursor
        self._numbered()
        while cursor.token.kind != "end":
            token = cursor.token
            if token.kind == "row":
                cursor.take()
                self.row += 1
                self._numbered()
            elif token.kind == "cell":
                cursor.take()
            elif token.kind in ("sign", "command") and token.text in _SEPARATORS:
                cursor.take()
                self._separate(token)
            elif token.kind in ("sign", "command") and token.text in signs.CONNECTIVES:
                cursor.take()
                self.lead = signs.CONNECTIVES[token.text]
            elif token.kind == "text" and not self._text_is_operand():
                cursor.take()
                self._text(token)
            elif token.kind == "command" and token.text in ("forall", "exists", "colon"):
                cursor.take()
                self.lead = token.text
            else:
                self._clause()
        return self.out

    def _numbered(self) -> None:
        """`1)` or `a)` at the beginning of a line numbers it."""
        cursor = self.cursor
        while cursor.token.kind == "cell":
            cursor.take()
        if cursor.token.kind in ("number", "letter") and cursor.ahead().text == ")":
            cursor.at += 2

    def _text_is_operand(self) -> bool:
        """`\\text{MSE} = …`: one word before a relation, a script or a bracket is a name."""
        token = self.cursor.token
        following = self.cursor.tokens[self.cursor.at + 1]
        word = token.text.strip()
        if not word or " " in word or word.lower() in signs.LEADS:
            return False
        return (
            following.text in ("_", "^", "(", "[")
            or following.text in signs.RELATIONS
            or following.text in signs.FACTORS
            or word in signs.FUNCTIONS
        )

    def _separate(self, token: Token) -> None:
        if not self.lead:
            self.lead = {"quad": "quad", "qquad": "quad"}.get(token.text, token.text)

    def _text(self, token: Token) -> None:
        words = token.text.strip()
        if not words:
            return
        self.lead = words
        if self.out and not self.cursor_begins_statement():
            self.remarked = self.row
            self._tail(Text(token.text, span=token.span))

    def cursor_begins_statement(self) -> bool:
        """Whether what follows in the region is a statement that the words lead to."""
        return self.cursor.begins()

    def _tail(self, node: Node) -> None:
        last = self.out[-1]
        self.out[-1] = Clause(last.body, last.lead, (*last.tail, node), last.row, last.tags, span=last.span)

    def _clause(self) -> None:
        cursor = self.cursor
        start, row = cursor.token.span[0], self.row
        last = self.out[-1].body if self.out else None
        owner = self._owner(last.links if isinstance(last, Chain) else ()) if last is not None else None
        op = cursor.relation_or_stacked()
        if op is not None:
            self._continued(op, start, owner)
            return
        if start in self.led and _gives_ground(self.lead):
            self._close_margin()
        first = self._of_all(self._list())
        remark = bool(self.out) and _is_remark(first)
        # a ground or a remark in the margin ends with its line
        links = self._links(over_lines=not remark and not _gives_ground(self.lead))
        span = cursor.span_from(start)
        body: Node = Chain(first, tuple(links), span=span) if links else first
        lead, self.lead = self.lead, ""
        if (
            not links
            and remark
            or not links
            and self.out
            and lead in (".", "quad")
            and isinstance(body, Symbolic | Text)
            or lead == "."
            and not links
            and self.out
        ):
            self._tail(body.body if remark and isinstance(body, Fence) else body)
        else:
            self.out.append(Clause(body, lead, (), row, span=span))

    def _of_all(self, first: Node) -> Node:
        """What is said of all x in `\\forall x, f(x) \\leq g(x)`; the names become a clause of their own."""
        if self.lead != "forall" or not isinstance(first, Tuple):
            return first
        *names, said = first.items
        if isinstance(said, Name) or not all(isinstance(name, Name) for name in names):
            return first
        span = (first.span[0], names[-1].span[1])
        body = names[0] if len(names) == 1 else Tuple(tuple(names), first.separators[:-1], span=span)
        self.out.append(Clause(body, self.lead, (), self.row, span=span))
        self.lead = ","
        return said

    def _list(self) -> Node:
        """An expression, or several separated by commas when a relation follows them: `x, y \\in A`."""
        cursor = self.cursor
        start = cursor.token.span[0]
        items, separators = [self._conditioned()], []
        while cursor.is_sign(","):
            saved = cursor.at
            cursor.take()
            if not cursor.begins():
                cursor.at = saved
                break
            try:
                item = cursor.expression()
            except FormulaError:
                cursor.at = saved
                break
            if cursor.relation() is None and not cursor.is_sign(","):
                cursor.at = saved
                break
            items.append(item)
            separators.append(",")
        if separators and cursor.relation() is None:
            return Tuple(tuple(items), tuple(separators), span=cursor.span_from(start))
        return Tuple(tuple(items), tuple(separators), span=cursor.span_from(start)) if separators else items[0]

    def _conditioned(self) -> Node:
        """An expression, perhaps under a condition: `x \\mid y, z \\sim p`."""
        cursor = self.cursor
        left = cursor.expression()
        if not cursor.is_sign("|", "mid", "vert") or cursor.begins():
            return left
        cursor.take()
        start = cursor.token.span[0]
        given, separators = [self._bare()], []
        while cursor.is_sign(","):
            saved = cursor.at
            cursor.take()
            if not cursor.begins():
                cursor.at = saved
                break
            separators.append(",")
            given.append(self._bare())
        right = given[0] if not separators else Tuple(tuple(given), tuple(separators), span=cursor.span_from(start))
        return Mid(left, right, "|", span=cursor.span_from(left.span[0]))

    def _bare(self) -> Node:
        """An expression, or nothing where none begins."""
        cursor = self.cursor
        return cursor.expression() if cursor.begins() else Empty(span=(cursor.token.span[0],) * 2)

    def _columns(self, links: tuple[Link, ...]) -> set[int]:
        """The columns of an alignment in which links of a chain stand right behind a &."""
        return {self.led[link.span[0]][1] for link in links if link.span[0] in self.led}

    def _owner(self, links: tuple[Link, ...]) -> int | None:
        """The clause before a relation with which that lines up, where the chain of some `links` does not line up with it, nor runs beside that
        clause from column to column: in `a &= b &&= c \\\\ d &= e &&= f` the f is said of d."""
        row, column = self.led.get(self.cursor.token.span[0], (0, -1))
        if column in self._columns(links):
            return None
        here = {self.led[link.span[0]][1] for link in links if self.led.get(link.span[0], (-1, 0))[0] == row}
        for number in reversed(range(len(self.out))):
            body = self.out[number].body
            places = [self.led.get(link.span[0]) for link in body.links] if isinstance(body, Chain) else []
            if (row - 1, column) in places or (row, column) in places:
                beside = any(place is not None and place[0] == row - 1 and place[1] in here for place in places)
                return None if beside else number
        return None

    def _links(self, over_lines: bool = True, before: tuple[Link, ...] = ()) -> list[Link]:
        """The relations after an expression, over line ends too unless told otherwise, and not where they line up with those of another chain.
        `before`: those that the chain has already."""
        cursor = self.cursor
        links: list[Link] = []
        first = self.row
        while True:
            saved, row = cursor.at, self.row
            self._skip_space()
            begin = cursor.token.span[0]
            chain = (*before, *links)
            lined_up = self.row > first or self._columns(chain)
            other = self._owner(chain) if lined_up else None
            op = cursor.relation_or_stacked() if (over_lines or self.row == row) and other is None else None
            if op is None or (op[0] == "→" and any(token.text in _QUADS for token in cursor.tokens[saved : cursor.at])):
                cursor.at, self.row = saved, row
                return links
            links.append(Link(op[0], self._right(op[0]), op[1], span=cursor.span_from(begin)))

    def _skip_space(self) -> None:
        """Line ends, cells, and the wide spaces around a relation."""
        cursor = self.cursor
        while cursor.token.kind in ("row", "cell") or cursor.is_sign(*_QUADS):
            self.row += cursor.take().kind == "row"

    def _right(self, op: str) -> Node:
        """A right side of a relation; bare values may be listed: `i = 1, \\dots, n`."""
        cursor = self.cursor
        if op != "→":  # `f(x) = x^2 \\quad \\rightarrow \\quad f'(x) = 2x` leads from one statement to another
            self._skip_space()
        start = cursor.token.span[0]
        bare = not cursor.begins() and cursor.token.text not in signs.TERMS
        if bare and cursor.token.kind in ("end", "sign", "command", "text"):
            return Empty(span=(start, start))
        first = self._conditioned()
        items = [first]
        while cursor.is_sign(","):
            look = cursor.tokens[cursor.at + 1]
            dots = look.text in signs.DOTS or (look.kind == "sign" and look.text == ".")
            if not dots and not (len(items) > 1) and not self._counts_on(first):
                break
            saved = cursor.at
            cursor.take()
            if not cursor.begins() and not dots:
                cursor.at = saved
                break
            items.append(cursor.expression())
        return (
            first if len(items) == 1 else Tuple(tuple(items), (",",) * (len(items) - 1), span=cursor.span_from(start))
        )

    def _counts_on(self, first: Node) -> bool:
        """Whether numbers follow up to dots: `n = 1, 2, 3, \\dots`."""
        tokens, place = self.cursor.tokens, self.cursor.at
        if not isinstance(first, Num):
            return False
        while tokens[place].text == "," and tokens[place + 1].kind == "number":
            place += 2
        return place > self.cursor.at and tokens[place].text == "," and tokens[place + 1].text in signs.DOTS

    def _continued(self, op: tuple[str, Node | None], start: int, owner: int | None) -> None:
        """A line that begins with a relation continues the chain before it, or that of the clause with which it lines up (`owner`) where remarks or
        another chain stand to the right of that, unless a connective stands between."""
        cursor = self.cursor
        link = Link(op[0], self._right(op[0]), op[1], span=cursor.span_from(start))
        chain = self.out[-1 if owner is None else owner].body if self.out else None
        before = chain.links if isinstance(chain, Chain) else ()
        links = [link, *self._links(before=(*before, link))]
        self._close_margin()
        remarks: list[Clause] = []  # the line goes on with what stands before the grounds in the margin
        if owner is not None and self.lead in ("", ","):
            self.out, remarks, self.lead = self.out[: owner + 1], self.out[owner + 1 :], ""
        while len(self.out) > 1 and _gives_ground(self.out[-1].lead) and self.out[-1].row < self.row and not self.lead:
            remarks.insert(0, self.out.pop())
        self._go_on(links, start)
        self.out += remarks

    def _close_margin(self) -> None:
        """Words in the margin end with their line."""
        if 0 <= self.remarked < self.row and self.lead.lower() not in signs.LEADS:
            self.lead = ""

    def _go_on(self, links: list[Link], start: int) -> None:
        """Links that a line begins with, behind the last clause."""
        cursor = self.cursor
        last = self.out[-1] if self.out else None
        if last is not None and self.lead in ("", ",") and isinstance(last.body, Chain):
            body = Chain(
                last.body.first, (*last.body.links, *links), span=(last.body.span[0], cursor.span_from(start)[1])
            )
            self.out[-1] = Clause(body, last.lead, last.tail, last.row, last.tags, span=body.span)
        elif last is not None and self.lead == "" and not isinstance(last.body, Chain):
            body = Chain(last.body, tuple(links), span=(last.span[0], cursor.span_from(start)[1]))
            self.out[-1] = Clause(body, last.lead, last.tail, last.row, last.tags, span=body.span)
        else:
            span = cursor.span_from(start)
            self.out.append(
                Clause(Chain(Empty(span=(start, start)), tuple(links), span=span), self.lead, (), self.row, span=span)
            )
        self.lead = ""
