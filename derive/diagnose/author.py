"""A changed formula in its author's own words: what did not change keeps its source text, the changed node is written in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from derive import lazy_re as re
from derive.notation import Written, piece
from derive.record import dataclass, field
from derive.terms import (
    Apply,
    BigProduct,
    BigSum,
    Block,
    Conjugate,
    Derivative,
    Determinant,
    Diagonal,
    Entry,
    Identity,
    Index,
    Number,
    Power,
    Product,
    PseudoInverse,
    SizeValue,
    Span,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    children,
    map_children,
)

Change = tuple[Term, Term]  # what stood there, what is to stand there
Edit = tuple[int, int, str]  # start, end, text to put there

_SUM, _OPEN, _PRODUCT, _SCRIPT, _ATOM = 1, 2, 3, 4, 5  # as in `derive.notation`
_SCRIPTED = (Transpose, Power, Conjugate, PseudoInverse, Entry)
_CALLED = (Apply, Trace, Determinant, Vec, Diagonal, Derivative, BigSum, BigProduct)
_PLAIN = (Number, SizeValue, Index, Identity, Written)  # written the same by everyone
_OPENS = re.compile(r"(?:\\left|\\[bB]ig+l?)?\s*(?:[(\[]|\\\{)\s*$")
_CLOSES = re.compile(r"\s*(?:\\right|\\[bB]ig+r?)?\s*(?:[)\]]|\\\})")
_TOKEN = re.compile(r"\\[A-Za-z]+\s*|\\.|\s+|.", re.DOTALL)


def is_negation(term: Term) -> bool:
    """Whether a term is a reader's minus in front of something: its text does not hold the sign."""
    return (
        isinstance(term, Product)
        and len(term.factors) == 2
        and isinstance(term.factors[0], Number)
        and term.factors[0].value == -1
        and term.factors[1].span == term.span
    )


def signed(term: Term) -> tuple[int, Term]:
    """A summand as its sign and the rest."""
    if (
        isinstance(term, Product)
        and len(term.factors) == 2
        and isinstance(term.factors[0], Number)
        and term.factors[0].value == -1
    ):
        return -1, term.factors[1]
    return 1, term


_DELIMITER = re.compile(r"(?<!\\)(?:\$|\\[()])")


def _is_reciprocal(term: Term) -> bool:
    """Whether a term is a reader's `1/…` around a denominator: its text is that of the denominator."""
    return isinstance(term, Power) and term.base.span == term.span and term.span is not None


@dataclass(slots=True)
class Author:
    """The text of one side of a statement, node by node. `root` is the side as it was read, `text` the document."""

    root: Term
    text: str
    own: dict[int, str] = field(default_factory=dict)
    known: list[Term] = field(default_factory=list)  # keeps the nodes alive whose identities are keys
    mark: str = "^\\top"

    def __post_init__(self) -> None:
        self._visit(self.root, None, (0, len(self.text)))
        self.mark = _customary(self.text)
        for node in self.known:
            if isinstance(node, Transpose) and id(node.body) in self.own and not isinstance(node.body, Power):
                rest = self.own[id(node)].removeprefix(self.own[id(node.body)])
                if rest.startswith("^") and rest != self.own[id(node)]:
                    self.mark = rest
                    break

    def _visit(self, node: Term, taken: Span | None, inside: Span) -> None:
        """Notes the text of a node; a node whose span is its parent's (`taken`) has none of its own."""
        span = self.at(node)
        fits = span is not None and inside[0] <= span[0] < span[1] <= inside[1]
        hollow = is_negation(node) or _is_reciprocal(node)
        if span is not None and fits and not hollow and span != taken:
            self.own[id(node)] = self.text[slice(*span)]
            self.known.append(node)
            taken = span
        within = span if span is not None and fits else inside
        for child in children(node):
            if not (hollow and isinstance(child, Number) and child.span == node.span):
                self._visit(child, taken if not hollow else None, within)

    def at(self, node: Term) -> Span | None:
        """The span of a node, with the `\\left` that belongs to a bracket it begins with; None where it reaches over words: "$A$ and $B$ commute"."""
        if node.span is None or _DELIMITER.search(self.text, *node.span):
            return None
        start, end = node.span
        return (start - 5 if self.text[max(0, start - 5) : start] == "\\left" else start), end

    # -- the whole side ------------------------------------------------------------------------------------------

    def rewritten(self, changes: Sequence[Sequence[Change]], made: Term) -> tuple[str, Span]:
        """The side with changes made, and the span of what is new in it. Each change is a list of (old, new) from the changed node up to the root;
        `made` is the side that results."""
        span = self.extent()
        edits = [edit for change in changes if (edit := self._edit(change)) is not None]
        edits.sort()
        apart = all(one[1] <= other[0] for one, other in zip(edits, edits[1:], strict=False))
        whole = self.text[slice(*span)] if span is not None else ""
        if span is None or len(edits) < len(changes) or not apart or not self._within(edits, span):
            new = piece(self.words(made))[0]
        else:
            new, position = "", span[0]
            for start, end, text in edits:
                new += self.text[position:start] + text
                position = end
            new += self.text[position : span[1]]
        return new, changed_part(whole, new)

    def extent(self) -> Span | None:
        """The source of the root, with a sign in front of it."""
        span = self.at(self.root)
        if span is None:
            return None
        if is_negation(self.root):
            start, end = self._bracketed(span)
            sign = self._sign_before(start)
            return (sign, end) if sign is not None else span
        return span

    def _within(self, edits: list[Edit], span: Span) -> bool:
        return bool(edits) and span[0] <= edits[0][0] and edits[-1][1] <= span[1]

    def _sign_before(self, place: int) -> int | None:
        head = self.text[:place].rstrip()
        return len(head) - 1 if head.endswith("-") else None

    # -- one change ----------------------------------------------------------------------------------------------

    def _edit(self, change: Sequence[Change]) -> Edit | None:
        """The edit of the source that makes a change: at the changed node, or at the nearest one around it that has a text of its own."""
        if not change:
            return None
        for (old, new), above in zip(change, (*change[1:], None), strict=True):
            parent = above[0] if above is not None else None
            if isinstance(old, Sum) and id(old) in self.own and (edit := self._terms(old, new)) is not None:
                return edit
            if isinstance(parent, Sum):
                found = self._summand(parent, old, new)
                if found is not None:
                    return found
            elif id(old) in self.own and old.span is not None:
                return self._replacement(old, new, parent)
            elif parent is None and is_negation(old):
                span = self.extent()
                return (*span, piece(self.words(new))[0]) if span is not None else None
        return None

    def _replacement(self, old: Term, new: Term, parent: Term | None) -> Edit:
        span = self.at(old)
        assert span is not None
        start, end = span
        outer = self._bracketed(span)
        bare = outer == span
        mark = piece(self.words(new))[0] if isinstance(new, Transpose | Power) and children(new)[0] is old else ""
        if "^" in mark and not mark.startswith(("\\frac", "\\sqrt")) and not bare:
            return outer[1], outer[1], mark[mark.rindex("^") :]  # after the author's own brackets
        text, binds = piece(self.words(new))
        before = self.text[:start].rstrip()
        if bare and (
            binds < self._needed(parent, old, before) or (text.startswith("-") and isinstance(parent, Product))
        ):
            text = f"({text})"
        if before.endswith(("^", "_")) and len(text) > 1:
            text = f"{{{text}}}"
        return start, end, self._apart(start, end, text)

    def _needed(self, parent: Term | None, old: Term, before: str) -> int:
        """How strongly a text must hold together where `old` stands."""
        if isinstance(parent, Product):
            return _OPEN if parent.factors[-1] is old else _PRODUCT
        braced = before.endswith(("{", "|", "Vert", "&", ","))
        if isinstance(parent, _SCRIPTED) and children(parent)[0] is old:
            under_root = isinstance(parent, Power) and self.own.get(id(parent), "").startswith("\\sqrt")
            return 0 if under_root or _is_reciprocal(parent) and braced else _ATOM
        if isinstance(parent, _CALLED) and not braced:
            return _PRODUCT if isinstance(parent, Derivative | BigSum | BigProduct) else _SCRIPT
        return 0

    def _summand(self, parent: Sum, old: Term, new: Term) -> Edit | None:
        """A summand with its sign replaced."""
        number = next((k for k, part in enumerate(parent.terms) if part is old), None)
        place = self._place(parent, number) if number is not None else None
        if place is None or number is None:
            return None
        start, inner = place
        body = signed(old)[1] if is_negation(old) else old
        sign, rest = signed(new)
        if rest is body:
            return start, inner[1], _head(sign, number) + self.text[slice(*inner)]
        sign, text = self._signed_text(new)
        return start, inner[1], _head(sign, number) + text

    def _signed_text(self, term: Term) -> tuple[int, str]:
        """A term of a sum as its sign and the text of the rest."""
        sign, rest = signed(term)
        text, binds = piece(self.words(rest))
        if isinstance(rest, Sum):
            return sign, f"({text})"
        return (-sign, text[1:].lstrip()) if text.startswith("-") and binds == _SUM else (sign, text)

    def _place(self, parent: Sum, number: int) -> tuple[int, Span] | None:
        """Where a term of a sum begins, with its sign, and where its body stands, with brackets directly around it."""
        old = parent.terms[number]
        body = signed(old)[1] if is_negation(old) else old
        here, around = self.at(body), self.at(parent)
        if here is None or around is None or id(body) not in self.own:
            return None
        begin = around[0] if number == 0 else (parent.terms[number - 1].span or (0, 0))[1]
        between = self.text[begin : here[0]]
        place = max(between.rfind("+"), between.rfind("-"))
        if number and place < 0:
            return None
        return begin + place if place >= 0 else around[0], self._bracketed(here)

    def _terms(self, old: Sum, new: Term) -> Edit | None:
        """The edit that adds terms at the end of a sum, or takes one out."""
        terms = new.terms if isinstance(new, Sum) else (new,)
        if len(terms) > len(old.terms) and all(one is other for one, other in zip(old.terms, terms, strict=False)):
            end = (self._place(old, len(old.terms) - 1) or (0, (0, 0)))[1][1]
            added = ""
            for term in terms[len(old.terms) :]:
                sign, text = self._signed_text(term)
                added += " " + _head(sign, 1) + text
            return (end, end, added) if end else None
        gone = [k for k, term in enumerate(old.terms) if all(term is not other for other in terms)]
        if len(gone) != 1 or len(terms) != len(old.terms) - 1 or len(old.terms) < 2:
            return None
        place = self._place(old, gone[0])
        after = self._place(old, 1) if gone[0] == 0 else None
        if place is None or (gone[0] == 0 and after is None):
            return None
        if after is not None:
            return place[0], after[1][0] if self.text[after[0]] == "+" else after[0], ""
        start = len(self.text[: place[0]].rstrip())
        return start, place[1][1], ""

    def _bracketed(self, span: Span) -> Span:
        """A span with the brackets directly around it, if there are any."""
        opening, closing = _OPENS.search(self.text[max(0, span[0] - 12) : span[0]]), _CLOSES.match(self.text, span[1])
        if opening is None or closing is None:
            return span
        return span[0] - len(opening.group(0)), closing.end()

    def _apart(self, start: int, end: int, text: str) -> str:
        """The text with a space where it would run into a command beside it."""
        if re.search(r"\\[A-Za-z]+$", self.text[max(0, start - 20) : start]) and text[:1].isalpha():
            text = " " + text
        if re.search(r"\\[A-Za-z]+$", text) and self.text[end : end + 1].isalpha():
            text += " "
        return text

    # -- new nodes -----------------------------------------------------------------------------------------------

    def words(self, term: Term) -> Term:
        """The term with every unchanged part in its author's words."""
        if isinstance(term, _PLAIN):
            return term
        text = self.own.get(id(term))
        if isinstance(term, Symbol):
            return Symbol(term.name, term.sizes, text or term.latex)
        if text is not None:
            return Written(text, _binds(term, text), term.shape)
        if isinstance(term, Transpose):
            inner, binds = piece(self.words(term.body))
            return Written((inner if binds == _ATOM else f"({inner})") + self.mark, _SCRIPT, term.shape)
        if isinstance(term, Power) and isinstance(term.exponent, Number):
            return Power(self.words(term.base), term.exponent)
        return map_children(term, self.words)


_MARKS = re.compile(
    r"\^(?:\\top|\{\s*\\top\s*\}|T(?![A-Za-z])|\{T\}|\\mathrm\{T\}|\{\\mathrm\{T\}\}|\\mathsf\{T\}|\{\\mathsf\{T\}\}|\\intercal)"
)


def _customary(text: str) -> str:
    """How a document writes most of its transposes."""
    found = Counter(_MARKS.findall(text[:200_000]))
    return max(found, key=lambda mark: (found[mark], mark), default="^\\top")


def _head(sign: int, number: int) -> str:
    """The sign in front of a term of a sum."""
    if number:
        return "+ " if sign > 0 else "- "
    return "" if sign > 0 else "-"


def _binds(term: Term, text: str) -> int:
    """How strongly an author's text of a term holds together."""
    binds = piece(term)[1]
    if isinstance(term, _CALLED) and not text.rstrip().endswith((")", "]", "|", "}")):
        return min(binds, _OPEN)
    if isinstance(term, Product | Sum | Block):
        return binds
    return _PRODUCT if text.startswith("\\frac") else binds


def changed_part(old: str, new: str) -> Span:
    """The span of `new` that is not in `old`: between what both begin and what both end with, in whole commands."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    start, end = len("".join(after[:head])), len("".join(after[: len(after) - tail]))
    while start < end and new[start].isspace():
        start += 1
    while end > start and new[end - 1].isspace():
        end -= 1
    return start, end


def rational(term: Term) -> Fraction | None:
    """The value of a constant made of numbers, or None."""
    match term:
        case Number(value=value):
            return value
        case Product(factors=factors) if not term.shape:
            total = Fraction(1)
            for factor in factors:
                value_ = rational(factor)
                if value_ is None:
                    return None
                total *= value_
            return total
        case Power(base=base, exponent=exponent):
            inner, power = rational(base), rational(exponent)
            if inner and power is not None and power.denominator == 1 and abs(power) < 9:
                return inner**power.numerator
    return None
