"""The statements of a document in order: what each formula declares, defines, assumes and claims."""

from __future__ import annotations

from collections.abc import Iterator

from derive.document.model import Break, Document, Formula, Heading, Prose
from derive.elaborate import prose
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Clash, Loose, Shaper, Sizes, Unreadable, is_known
from derive.elaborate.scope import Known, Scope, key
from derive.elaborate.survey import inside, is_capital, survey, whole_names
from derive.formula import parse
from derive.formula.syntax import (
    Chain,
    Clause,
    Display,
    Dots,
    Empty,
    Fence,
    FormulaError,
    Juxt,
    Link,
    Name,
    Node,
    Num,
    Sup,
    Text,
    Tuple,
)
from derive.goals import Origin
from derive.record import dataclass, field, replace
from derive.sizes import Size
from derive.terms import PropertyKind

Span = tuple[int, int]
RELATIONS = {"=": "=", ":=": "=", "≡": "=", "≠": "≠", "<": "<", "≤": "≤", ">": ">", "≥": "≥", "⪰": "⪰", "≻": "≻"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something a document says, in order. `kind`: 'define', 'assume', 'property', 'claim', 'ill-formed', 'unchecked', 'declare'.

    A claim's `left` and `right` are loose terms; `premise` the equations it follows from (⇒), `both` when the link is ⟺.
    """

    kind: str
    span: Span
    relation: str = "="
    known: Known | None = None
    parameters: tuple[Known, ...] = ()
    left: Loose | None = None
    right: Loose | None = None
    premise: tuple[Loose, ...] = ()
    both: bool = False
    property: PropertyKind | None = None
    reason: str = ""
    code: str = ""
    fault: Span | None = None
    factors: tuple[Loose, ...] = ()
    row: int = 0
    display: int = 0
    follows: bool = False
    names: frozenset[str] = frozenset()  # what an unread statement speaks of


@dataclass(slots=True)
class Reading:
    """Reads a document's blocks into events."""

    document: Document
    scope: Scope = field(default_factory=Scope)
    sizes: Sizes = field(default_factory=Sizes)
    events: list[Event] = field(default_factory=list)
    unread: list[tuple[Span, str]] = field(default_factory=list)
    not_checked: list[tuple[Span, str, str]] = field(default_factory=list)
    found: int = 0
    gradient: Loose | None = None
    displays: dict[Formula, Display] = field(default_factory=dict)
    order: list[Formula] = field(default_factory=list)
    interpreter: Interpreter = field(init=False)
    shaper: Shaper = field(init=False)
    display: int = 0

    def run(self) -> None:
        """Read everything."""
        displays = self.displays = self._parse()
        self.order = [block for block in self.document.blocks if isinstance(block, Formula)]
        self.interpreter = Interpreter(self.scope, survey(d for d in displays.values()), self.sizes, self.document.text)
        self.scope.sizes |= self.interpreter.survey.sizes - {"infty"}
        self.shaper = Shaper(self.sizes)
        assuming, open_sentence, recent = False, "", ""
        blocks = self.document.blocks
        for position, block in enumerate(blocks):
            if isinstance(block, Prose):
                recent = (recent + block.text)[-300:]
                open_sentence = prose.sentence(open_sentence + block.text)
                if prose.ends_sentence(block.text):
                    assuming = False
                assuming = prose.is_assumption(prose.sentence(block.text), assuming)
            elif isinstance(block, Formula):
                if block in displays:
                    following = blocks[position + 1] if position + 1 < len(blocks) else None
                    after = following.text if isinstance(following, Prose) else ""
                    self._formula(block, displays[block], open_sentence, assuming, after, recent)
                recent = "" if block.display else recent
                self.display += 1
                open_sentence += " ⟨formula⟩ "
            elif not (isinstance(block, Break) and block.kind == "paragraph" and recent.rstrip()[-1:] not in ".!?"):
                assuming, open_sentence = False, ""
            if isinstance(block, Break) and block.kind == "item":
                self._emit(Event("item", block.span))
            if isinstance(block, Heading):
                recent = ""
                self.gradient = None
                self._emit(Event("section", block.span))

    def _parse(self) -> dict[Formula, Display]:
        displays: dict[Formula, Display] = {}
        for block in self.document.blocks:
            if isinstance(block, Formula):
                self.found += 1
                try:
                    displays[block] = parse(self.document.text, block.body[0], block.body[1], self.document.macros)
                except FormulaError as error:
                    self.unread.append((error.span, error.reason))
        return displays

    # -- one formula ---------------------------------------------------------------------------------------------

    def _formula(self, block: Formula, display: Display, before: str, assuming: bool, after: str, recent: str) -> None:
        self.interpreter.line = self.document.position(block.span[0])[0]
        count = len(self.events)
        previous: list[Loose] = []
        zero = prose.SET_TO_ZERO.search(recent) if block.display else None
        for number, clause in enumerate(display.clauses):
            if not block.display and not zero and not assuming and self._declared_in(before):
                assuming = not prose.is_claim(before)
            lead_assumes = prose.is_assumption(clause.lead, assuming) if clause.lead.isalpha() else assuming
            previous = self._clause(
                clause,
                block,
                lead_assumes,
                previous if clause.lead in "⇒⇔" and clause.lead else [],
                before,
                bool(zero) and number == 0,
                self._followed(display, number),
            )
            for tail in clause.tail:
                if isinstance(tail, Text):
                    self._properties(clause, prose.property_after(tail.text))
        if not block.display or len(display.clauses) == 1:
            last = display.clauses[-1] if display.clauses else None
            if last is not None:
                kind = prose.property_after(after)
                if kind is None and assuming | (not block.display):
                    kind = prose.property_before(before.replace("⟨formula⟩", " . "))
                for clause in self._joined(block, kind):
                    self._properties(clause, kind)
                self._properties(
                    last,
                    kind,
                    claim=not assuming and isinstance(last.body, Node) and key(last.body) is None,
                    block=block,
                )
        if len(self.events) == count:
            self.not_checked.append((block.span, self.document.text[slice(*block.span)], "it states nothing to check"))

    def _joined(self, block: Formula, kind: PropertyKind | None) -> list[Clause]:
        """The formulas right before, joined by "and" or a comma, that share what is said after the last: "let A and B be symmetric"."""
        if kind is None:
            return []
        found: list[Clause] = []
        place = self.order.index(block)
        while place > 0:
            before = self.order[place - 1]
            between = self.document.text[before.span[1] : self.order[place].span[0]]
            if before not in self.displays or not prose.JOINS.fullmatch(between):
                break
            found += self.displays[before].clauses[-1:]
            place -= 1
        return found

    def _declared_in(self, before: str) -> bool:
        """Whether the sentence so far declared something: what it goes on to say is then given, not claimed."""
        return "⟨formula⟩" in before and any(event.kind == "declare" for event in self.events[-4:])

    def _followed(self, display: Display, number: int) -> bool:
        """Whether a conclusion follows a clause in the display: its last equation is then a condition."""
        return (
            number + 1 < len(display.clauses)
            and display.clauses[number + 1].lead in ("⇒", "⇔")
            and (display.clauses[number + 1].lead == "⇒" or display.clauses[number].lead not in ("⇒", "⇔"))
        )

    def _properties(
        self, clause: Clause, kind: PropertyKind | None, claim: bool = False, block: Formula | None = None
    ) -> None:
        if kind is None:
            return
        node = clause.body
        if isinstance(node, Chain):
            node = node.first
        nodes = node.items if isinstance(node, Tuple) else (node,)
        for item in nodes:
            name = key(item)
            try:
                read = self.interpreter.read(item)
                if len(self.shaper.shape(read)) == 0 and kind in _MATRIX_PROPERTIES:
                    if read.op != "Symbol" or read.data.origin is not Origin.INFERRED:
                        continue
                    read.data.rank, read.data.sizes = 2, (self.sizes.fresh(),) * 2
                    self.shaper.memo.clear()
                if kind in _SQUARE and len(self.shaper.shape(read)) == 2:
                    shape = self.shaper.shape(read)
                    self.sizes.unify(shape[0], shape[1])
            except (Unreadable, Clash):
                continue
            if claim and name is None and block is not None:
                self._emit(Event("claim", block.span, relation="is", left=read, property=kind, display=self.display))
            elif read.op == "Symbol" and kind not in read.data.properties:
                defined = any(e.kind == "define" and e.known is read.data for e in self.events)
                if defined and kind in _MATRIX_PROPERTIES and block is not None:
                    continue
                read.data.properties.append(kind)
                self._emit(Event("property", item.span, known=read.data, property=kind))

    def _emit(self, event: Event) -> None:
        self.events.append(event)

    # -- one clause ----------------------------------------------------------------------------------------------

    def _clause(
        self,
        clause: Clause,
        block: Formula,
        assuming: bool,
        previous: list[Loose],
        before: str,
        set_to_zero: bool,
        followed: bool,
    ) -> list[Loose]:
        """Read a clause; returns the equations it states, which a following ⇒ or ⇔ takes as its premise."""
        body = clause.body
        if not isinstance(body, Chain):
            return []
        links = list(body.links)
        if self._declares(body):
            return []
        links = [link for link in links if link.op not in "∈"]
        if not links:
            return []
        first: Node = body.first
        if (
            isinstance(first, Empty)
            or any(isinstance(part, Text) or getattr(part, "open", "") == "⟨" for part in inside(body))
            or any(link.op not in RELATIONS or isinstance(link.right, Empty) for link in links)
        ):
            self.not_checked.append(
                (
                    body.span,
                    self.document.text[slice(*body.span)],
                    "words, numbers or relations that state nothing to check",
                )
            )
            return []
        if self._indexes(first, links):
            return []
        if clause.lead not in ("⇒", "⇔") and self._defines(first, links[0], assuming, before, clause):
            if len(links) == 1:
                return []
            first, links = links[0].right, links[1:]
        return self._links(first, links, clause, assuming, previous, set_to_zero, followed)

    def _indexes(self, first: Node, links: list[Link]) -> bool:
        """`i = 1, …, k`: the range of an index."""
        right = links[0].right
        name = key(first)
        if (
            name is None
            or links[0].op != "="
            or not isinstance(right, Tuple)
            or not any(isinstance(item, Dots) for item in right.items)
        ):
            return False
        try:
            size = self.interpreter.size(right.items[-1])
        except Unreadable:
            return True
        for index in self.interpreter.indices:
            if index.name == name:
                self.sizes.unify(index.sizes[0], size)
                return True
        self.interpreter.indices.append(Known(name, name, 0, (size,), Origin.DECLARED, self.interpreter.line, "index"))
        return True

    def _links(
        self,
        first: Node,
        links: list[Link],
        clause: Clause,
        assuming: bool,
        previous: list[Loose],
        set_to_zero: bool,
        followed: bool,
    ) -> list[Loose]:
        left = self._attempt(first, None)
        stated: list[Loose] = []
        claims = False
        for number, link in enumerate(links):
            if link.op not in RELATIONS:
                self._unchecked(link.span, f"the relation {link.op} is outside what is checked", clause)
                left = self._attempt(link.right, None)
                continue
            span = (first.span[0] if number == 0 else link.span[0], link.span[1])
            names = whole_names(clause.body)
            right = self._attempt(
                link.right, Event("claim", span, left=left, row=clause.row, display=self.display, names=names)
            )
            if left is None or right is None:
                if left is None and right is not None:
                    self._unchecked(span, "the side before it was not read", clause)
                left = right if right is not None else left
                continue
            relation = Loose("Relates", (left, right), RELATIONS[link.op], span)
            if not self._fits(relation, span, clause):
                continue
            stated.append(relation)
            if assuming:
                self._square_factor(right)
            condition = followed and link is links[-1] and (right.op == "Zero" or len(links) == 1)
            condition = (condition or (set_to_zero and number == 0 and len(links) == 1)) and not (
                set_to_zero and self.gradient is not None
            )
            claims = claims or _has_derivative(left) or _has_derivative(right)
            condition = condition or (claims and number > 0 and right.op == "Zero" and link is links[-1])
            self._state(
                relation,
                clause,
                assuming and not claims,
                condition,
                previous,
                set_to_zero and number == 0,
                number,
                links,
            )
            if left.op == "Derivative" and right.op != "Zero":
                self.gradient = right
            if number and RELATIONS[link.op] == "=" and right.op != "Zero" and self.gradient is left:
                self.gradient = right
            left = right
        return stated

    def _state(
        self,
        relation: Loose,
        clause: Clause,
        assuming: bool,
        condition: bool,
        previous: list[Loose],
        zero: bool,
        number: int,
        links: list[Link],
    ) -> None:
        common = Event(
            "claim", relation.span, relation=relation.data, left=relation.parts[0], right=relation.parts[1], row=clause.row,
            display=self.display, follows=number > 0,
        )  # fmt: skip
        bare = all(p.op == "Symbol" and p.data.origin is Origin.INFERRED for p in relation.parts)
        if condition or (bare and relation.data != "="):
            self._emit(replace(common, kind="condition"))
        elif previous and number == 0:
            self._emit(
                replace(
                    common,
                    premise=tuple(previous[-1:]),
                    both=clause.lead == "⇔",
                    relation="iff" if clause.lead == "⇔" else "implies",
                )
            )
        elif zero and self.gradient is not None:
            premise = Loose(
                "Relates", (self.gradient, Loose("Zero", (), None, self.gradient.span)), "=", self.gradient.span
            )
            self.shaper.shape(premise)
            self._emit(replace(common, premise=(premise,), both=True, relation="iff"))
        elif assuming or (
            relation.parts[1].op == "Zero" and number == len(links) - 1 and number == 0 and self._is_condition(relation)
        ):
            self._emit(replace(common, kind="assume"))
        else:
            self._emit(common)

    def _square_factor(self, right: Loose) -> None:
        """`Let C = U Σ Uᵀ`: an undeclared outer factor is taken as square, as in a spectral decomposition."""
        if right.op != "Product" or len(right.parts) != 3:
            return
        outer, last = right.parts[0], right.parts[2]
        if (
            outer.op == "Symbol"
            and last.op == "Transpose"
            and last.parts[0].op == "Symbol"
            and last.parts[0].data is outer.data
        ):
            shape = self.shaper.shape(outer)
            if outer.data.origin is Origin.INFERRED and len(shape) == 2 and not is_known(shape):
                self.sizes.unify(shape[0], shape[1])

    def _is_condition(self, relation: Loose) -> bool:
        """`gradient = 0` states a condition to be solved, not an identity."""
        return relation.parts[0].op == "Derivative"

    def _attempt(self, node: Node, event: Event | None) -> Loose | None:
        bound = self.sizes.snapshot()
        loose: Loose | None = None
        try:
            loose = self.interpreter.read(node)
            self.shaper.shape(loose)
            return loose
        except Unreadable as error:
            if event is not None:
                self._emit(replace(event, kind="unchecked", reason=error.reason, fault=error.span))
        except Clash as error:
            self.sizes.bound = bound
            self.shaper.memo.clear()
            if loose is not None and self._promoted(loose):
                return loose
            if event is not None:
                self._clash(error, replace(event, right=loose))
            else:
                place = Event("claim", node.span, display=self.display)
                self._clash(error, place)
        return None

    def _promoted(self, loose: Loose) -> bool:
        """Whether a formula fits once one name that was taken for a scalar, for want of anything said of it, is a vector or a matrix."""
        bound = self.sizes.snapshot()
        for known in _guessed(loose):
            for rank in (2, 1) if is_capital(known.name) else (1,):
                known.rank, known.sizes = rank, tuple(self.sizes.fresh() for _ in range(rank))
                self.shaper.memo.clear()
                try:
                    self.shaper.shape(loose)
                    return True
                except (Clash, Unreadable):
                    self.sizes.bound = dict(bound)
            known.rank, known.sizes = 0, ()
        self.shaper.memo.clear()
        return False

    def _clash(self, error: Clash, event: Event) -> None:
        if error.certain and all(_is_declared(factor) for factor in error.factors):
            code = "D305" if "seem lost" in error.reason else "D301" if "square" in error.reason else "D302"
            self._emit(
                replace(
                    event, kind="ill-formed", reason=error.reason, code=code, fault=error.span, factors=error.factors
                )
            )
        else:
            self._emit(
                replace(
                    event,
                    kind="unchecked",
                    reason=f"the shapes as understood do not fit: {error.reason}",
                    fault=error.span,
                )
            )

    def _fits(self, relation: Loose, span: Span, clause: Clause) -> bool:
        bound = self.sizes.snapshot()
        try:
            self.shaper.shape(relation)
        except (Clash, Unreadable) as error:
            self.sizes.bound = bound
            self.shaper.memo.clear()
            if self._promoted(relation):
                return True
            event = Event("claim", span, row=clause.row, display=self.display)
            if isinstance(error, Clash):
                self._clash(error, event)
            else:
                self._emit(replace(event, kind="unchecked", reason=error.reason))
            return False
        return True

    def _unchecked(self, span: Span, reason: str, clause: Clause) -> None:
        names = whole_names(clause.body)
        self._emit(Event("unchecked", span, reason=reason, row=clause.row, display=self.display, names=names))

    # -- declarations and definitions ----------------------------------------------------------------------------

    def _declares(self, chain: Chain) -> bool:
        """`A, B \\in \\mathbb{R}^{m \\times n}`; True when the clause is nothing but a declaration."""
        declared = False
        for number, link in enumerate(chain.links):
            if link.op != "∈":
                continue
            shape = self._domain(link.right)
            node = chain.first if number == 0 else chain.links[0].right if number > 1 else chain.first
            if shape is None:
                declared = True
                continue
            for item in node.items if isinstance(node, Tuple) else (node,):
                self._declare(item, shape[0], shape[1] or _said(link.right))
            declared = True
        return declared and all(link.op == "∈" for link in chain.links)

    def _declare(self, node: Node, sizes: tuple[Size, ...], kind: PropertyKind | None) -> None:
        name = key(node)
        if name is None:
            return
        known = self.scope.names.get(name)
        if known is not None and known.origin is Origin.INFERRED:
            # used before it is declared: the same symbol, whose shape is now known
            known.rank, known.sizes, known.origin, known.line = (
                len(sizes),
                sizes,
                Origin.DECLARED,
                self.interpreter.line,
            )
            self.shaper.memo.clear()
        else:
            known = Known(name, self.interpreter.latex(node), len(sizes), sizes, Origin.DECLARED, self.interpreter.line)
            self.scope.names[name] = known
        self._emit(Event("declare", node.span, known=known, display=self.display))
        if kind is not None:
            known.properties.append(kind)
            self._emit(Event("property", node.span, known=known, property=kind))

    def _domain(self, node: Node) -> tuple[tuple[Size, ...], PropertyKind | None] | None:
        """ℝ, ℝ^n, ℝ^{m×n}, O(k), ℝ_+ as a shape and a property; None for other sets."""
        kind = None
        if (
            isinstance(node, Juxt)
            and len(node.factors) == 2
            and isinstance(node.factors[1], Fence)
            and isinstance(node.factors[0], Name)
        ) and node.factors[0].name == "O":
            size = self.interpreter.size(node.factors[1].body)
            return (size, size), PropertyKind.ORTHOGONAL
        if (
            isinstance(node, Juxt)
            and isinstance(node.factors[0], Sup)
            and all(isinstance(f, Text) for f in node.factors[1:])
        ):
            return self._domain(node.factors[0])
        base = node.base if isinstance(node, Sup) else node
        if not (
            isinstance(base, Name)
            and base.name in ("R", "ℝ", "reals")
            and base.style in ("", "bb", "bold", "roman", "cal")
        ):
            return None
        if not isinstance(node, Sup):
            return (), kind
        try:
            if isinstance(node.sup, Juxt) and "×" in node.sup.signs:
                sizes = tuple(self.interpreter.size(part) for part in _split(node.sup))
            else:
                sizes = (self.interpreter.size(node.sup),)
        except Unreadable:
            return None
        if len(sizes) == 2 and sizes[1].value == 1:
            sizes = sizes[:1]
        return sizes, kind

    def _defines(self, first: Node, link: Link, assuming: bool, before: str, clause: Clause) -> bool:
        """Whether the first relation of a chain defines its left side; then the definition is entered."""
        if link.op not in ("=", ":=", "≡"):
            return False
        name, parameters = self._head(first)
        if name is None:
            return False
        known = self.scope.names.get(name)
        defined = any(e.kind == "define" and e.known is not None and e.known.name == name for e in self.events)
        fresh = known is None or (not defined and known.origin is Origin.INFERRED)
        if not (
            link.op == ":="
            or fresh
            or (assuming and not defined)
            or not defined
            and known is not None
            and not known.kind
        ):
            return False
        span = (first.span[0], link.span[1])
        inner = list(self.interpreter.indices)
        self.interpreter.indices = inner
        made = tuple(self._parameter(parameter) for parameter in parameters)
        saved = {p.name: self.scope.names.get(p.name) for p in made}
        self.scope.names.update({p.name: p for p in made if saved[p.name] is None})
        count = len(self.events)
        value = self._attempt(link.right, Event("claim", span, row=clause.row, display=self.display))
        if value is None:
            if known is None and len(self.events) > count and self.events[-1].kind == "unchecked":
                pass
            return True
        if _mentions(value, name):
            return False
        if known is None or fresh:
            shape = self.shaper.shape(value)
            known = known or Known(
                name,
                self.interpreter.latex(first),
                len(shape),
                shape,
                Origin.DEFINITION if hasattr(Origin, "DEFINITION") else Origin.DECLARED,
                self.interpreter.line,
            )
            if len(known.sizes) != len(shape):
                known.rank, known.sizes = len(shape), shape
            self.scope.names[name] = known
        relation = Loose("Relates", (Loose("Symbol", (), known, first.span), value), "=", span)
        if not self._fits(relation, span, clause):
            return True
        if parameters and (any(saved[p.name] is None for p in made) or all(not p.sizes for p in made)):
            known.kind = "function"
        known.definition = self.document.text[slice(*link.right.span)]
        self._emit(
            Event("define", span, known=known, parameters=made, right=value, row=clause.row, display=self.display)
        )
        return True

    def _parameter(self, node: Node) -> Known:
        name = key(node) or ""
        known = self.scope.names.get(name)
        if known is not None:
            return known
        read = self.interpreter.lookup(name, node)
        made: Known = (
            read.data
            if read.op == "Symbol"
            else Known(name, self.interpreter.latex(node), 0, (), Origin.INFERRED, self.interpreter.line)
        )
        self.scope.names.pop(name, None)
        return made

    def _head(self, node: Node) -> tuple[str | None, tuple[Node, ...]]:
        """The name a definition would define, and its parameters: `C`, `f(x)`, `\\mathcal{L}(W_1, W_2; X)`."""
        if (
            isinstance(node, Juxt)
            and len(node.factors) == 2
            and node.signs == ("",)
            and isinstance(node.factors[1], Fence)
        ):
            head, fence = node.factors
            assert isinstance(fence, Fence)
            if fence.open != "(":
                return None, ()
            items = fence.body.items if isinstance(fence.body, Tuple) else (fence.body,)
            if all(key(item) is not None and not isinstance(item, Num) for item in items):
                return key(head), tuple(items)
            return None, ()
        if isinstance(node, Sup) and not key(node):
            return None, ()
        return key(node), ()


_SQUARE = frozenset(
    {
        PropertyKind.SYMMETRIC, PropertyKind.SKEW, PropertyKind.ORTHOGONAL, PropertyKind.IDEMPOTENT, PropertyKind.PROJECTION,
        PropertyKind.DIAGONAL, PropertyKind.INVERTIBLE, PropertyKind.POSITIVE_DEFINITE, PropertyKind.POSITIVE_SEMIDEFINITE,
    }
)  # fmt: skip
_MATRIX_PROPERTIES = _SQUARE | {PropertyKind.ORTHONORMAL_COLUMNS, PropertyKind.ORTHONORMAL_ROWS}


def _split(juxt: Juxt) -> Iterator[Node]:
    """The factors of `m × n`, those side by side kept together: `mn × k`."""
    group: list[Node] = [juxt.factors[0]]
    for sign, factor in zip(juxt.signs, juxt.factors[1:], strict=True):
        if sign == "×":
            yield group[0] if len(group) == 1 else Juxt(tuple(group), ("",) * (len(group) - 1), span=juxt.span)
            group = []
        group.append(factor)
    yield group[0] if len(group) == 1 else Juxt(tuple(group), ("",) * (len(group) - 1), span=juxt.span)


def _has_derivative(loose: Loose) -> bool:
    if loose.op == "Derivative" or (loose.op == "Call" and loose.data[1]):
        return True
    return any(_has_derivative(part) for part in loose.parts)


def _said(node: Node) -> PropertyKind | None:
    """The property that words behind a domain give: `R \\in \\mathbb{R}^{k \\times k} \\text{ orthogonal}`."""
    words = [part.text for part in node.factors if isinstance(part, Text)] if isinstance(node, Juxt) else []
    return prose.property_after(words[0]) if words else None


def _guessed(loose: Loose) -> list[Known]:
    """The names in a term that were taken for scalars without a word in the text about them."""
    found: list[Known] = []
    if loose.op == "Symbol" and loose.data.origin is Origin.INFERRED and not loose.data.sizes and not loose.data.kind:
        found.append(loose.data)
    for part in loose.parts:
        found += [known for known in _guessed(part) if known not in found]
    return found[:6]


def _is_declared(loose: Loose) -> bool:
    """Whether the text itself gives the shape of everything in a term."""
    if loose.op == "Symbol":
        return loose.data.origin is not Origin.INFERRED
    return loose.op != "Call" and all(_is_declared(part) for part in loose.parts)


def _mentions(loose: Loose, name: str) -> bool:
    if loose.op == "Symbol" and loose.data.name == name:
        return True
    return any(_mentions(part, name) for part in loose.parts)
