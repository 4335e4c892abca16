"""From what was written to what it means: the surface tree becomes a loose term, ambiguities resolved by what the names are."""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate.derivatives import derivative_fraction, gradient_head
from derive.elaborate.loose import Clash, Loose, Sizes, Unreadable
from derive.elaborate.scope import Known, Scope, is_label, key, subscript
from derive.elaborate.survey import Survey, is_capital, transposes
from derive.formula.syntax import (
    Accent,
    Add,
    Apply,
    BigOp,
    Brace,
    Cases,
    Chain,
    Empty,
    Fence,
    Frac,
    Juxt,
    Matrix,
    Name,
    Node,
    Num,
    Operator,
    Postfix,
    Prime,
    Sqrt,
    Sub,
    Sup,
    Symbolic,
    Tuple,
)
from derive.goals import Origin
from derive.record import dataclass, field
from derive.sizes import Size

INDEX_LETTERS = frozenset("ijklmnpqrst")
FUNCTIONS = {  # surface name -> (name of the applied function, kind of its shape)
    "log": "log", "ln": "log", "exp": "exp", "sin": "sin", "cos": "cos", "tan": "tan", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
    "cot": "cot", "sec": "sec", "csc": "csc", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "sgn": "sign", "sign": "sign",
    "relu": "relu", "ReLU": "relu", "sigmoid": "sigmoid", "erf": "erf", "softplus": "softplus",
}  # fmt: skip
ZERO = Fraction(0)
_CALLED = frozenset(["f", "g", "h", "F", "G", "phi", "psi", "p", "q"])
_PROBABILITY = ("E", "P", "p", "Var", "Cov", "V", "H")


def number(value: int | Fraction, span: tuple[int, int]) -> Loose:
    """A rational number as a loose term; 0 is the zero of any shape."""
    return Loose("Zero", (), None, span) if value == 0 else Loose("Number", (), Fraction(value), span)


@dataclass(slots=True)
class Interpreter:
    """Reads surface nodes in a scope. Names not known yet are entered into the scope as inferred. Raises Unreadable."""

    scope: Scope
    survey: Survey
    sizes: Sizes
    text: str = ""
    line: int = 0
    layout: str = "denominator"
    indices: list[Known] = field(default_factory=list)

    def latex(self, node: Node) -> str:
        """What was written for a node."""
        return " ".join(self.text[slice(*node.span)].split())

    # -- names ---------------------------------------------------------------------------------------------------

    def lookup(self, name: str, node: Node) -> Loose:
        """The symbol of that name, inferred from use when the text has not introduced it."""
        for index in reversed(self.indices):
            if index.name == name:
                return Loose("Index", (), index, node.span)
        known = self.scope.names.get(name)
        if known is None:
            if name in self.scope.sizes:
                return Loose("SizeValue", (), Size.name(name), node.span)
            known = self._infer(name, node)
        if known.kind == "size":
            return Loose("SizeValue", (), Size.name(name), node.span)
        return Loose("Symbol", (), known, node.span)

    def _infer(self, name: str, node: Node) -> Known:
        stem = name.split("_")[0].split("^")[0]
        matrix = name in self.survey.matrices or (stem in self.survey.matrices and is_capital(stem))
        relative = self.scope.names.get(stem)
        if relative is not None and relative.rank == 2:
            matrix = True
        vector = not matrix and (name in self.survey.vectors or stem in self.survey.vectors)
        rank = 2 if matrix else 1 if vector else 0
        known = Known(name, "", rank, tuple(self.sizes.fresh() for _ in range(rank)), Origin.INFERRED, self.line)
        known.latex = self.latex(node)
        self.scope.names[name] = known
        return known

    def read(self, node: Node) -> Loose:
        """The meaning of a surface node. Raises Unreadable."""
        method = getattr(self, "_" + type(node).__name__.lower(), None)
        if method is None:
            raise Unreadable(f"{type(node).__name__.lower()} is outside what is checked", node.span)
        result: Loose = method(node)
        return result

    def _num(self, node: Num) -> Loose:
        try:
            return number(Fraction(node.text), node.span)
        except ValueError:
            raise Unreadable("a number that is not read", node.span) from None

    def _name(self, node: Name) -> Loose:
        name = key(node) or ""
        known = name in self.scope.names or any(i.name == name for i in self.indices)
        if not known:
            if node.name == "I" and (node.style in ("", "bold", "roman")) and "I" not in self.survey.heads:
                return Loose("Identity", (), self.sizes.fresh(), node.span)
            if node.name == "pi" and not node.style:
                return Loose("Constant", (), "pi", node.span)
            if node.name == "e" and node.style in ("", "roman") and "e" not in self.survey.heads:
                return Loose("Constant", (), "e", node.span)
            if node.name == "infty":
                return Loose("Constant", (), "infinity", node.span)
            if node.style == "bold" and node.name in ("0", "1"):
                return self._bold_digit(node)
            if node.name in ("nabla", "partial", "Delta", "mathbb"):
                raise Unreadable("a differential operator without its operand", node.span)
        if node.style == "bb" and not known:
            raise Unreadable("a blackboard letter as a value", node.span)
        return self.lookup(name, node)

    def _bold_digit(self, node: Name) -> Loose:
        if node.name == "0":
            return Loose("Zero", (), None, node.span)
        return Loose("Ones", (), (self.sizes.fresh(),), node.span)

    def _accent(self, node: Accent) -> Loose:
        name = key(node)
        if name is None:
            raise Unreadable("an accent over an expression", node.span)
        if node.kind == "vec":
            self.survey.vectors.add(name)
        return self.lookup(name, node)

    def _brace(self, node: Brace) -> Loose:
        return self.read(node.body)

    def _operator(self, node: Operator) -> Loose:
        return self.lookup(node.name, node)

    def _prime(self, node: Prime) -> Loose:
        name = key(node.base)
        full = f"{name}{chr(39) * node.count}" if name else None
        if full and full in self.scope.names:
            return self.lookup(full, node)
        base = self.read(node.base)
        if base.op == "Symbol" and base.data.rank == 2 and node.count == 1:
            return Loose("Transpose", (base,), None, node.span)
        if (
            node.count == 1
            and base.op in ("Product", "Sum", "Transpose")
            or (base.op == "Symbol" and base.data.rank == 1)
        ):
            return Loose("Transpose", (base,), None, node.span)
        if full:
            return self.lookup(full, node)
        raise Unreadable("a prime over an expression", node.span)

    # -- subscripts and superscripts -----------------------------------------------------------------------------

    def _sub(self, node: Sub) -> Loose:
        name = key(node)
        if (
            isinstance(node.base, Name)
            and node.base.name == "I"
            and "I" not in self.scope.names
            and name not in self.scope.names
        ):
            return Loose("Identity", (), self.size(node.sub), node.span)
        if isinstance(node.base, Name) and node.base.name in ("1", "0") and node.base.style:
            sizes = (self.size(node.sub),)
            return Loose("Ones" if node.base.name == "1" else "Zero", (), sizes, node.span)
        if isinstance(node.base, Fence) and node.base.open == "‖":
            return self._norm(node.base, subscript(node.sub) or "2", node.span)
        if name in self.scope.names:
            return self.lookup(name or "", node)
        indices = self.index_list(node.sub) or self._free_indices(node)
        base_known = self.scope.names.get(key(node.base) or "")
        if isinstance(node.base, Fence) and indices and node.base.open in "([":
            return self._entry(self.read(node.base), indices, node)
        if indices and base_known is not None and base_known.rank == len(indices) and not base_known.kind:
            return self._entry(self.lookup(base_known.name, node.base), indices, node)
        if indices and any(index.op == "Index" for index in indices):
            return self._family(node, indices)
        if name is None:
            raise Unreadable("a subscript that is not read", node.span)
        return self.lookup(name, node)

    def _entry(self, base: Loose, indices: list[Loose], node: Node) -> Loose:
        return Loose("Entry", (base,), tuple(indices), node.span)

    def _family(self, node: Sub, indices: list[Loose]) -> Loose:
        """`x_i`: an entry of a family that is indexed only, its first axes the indices."""
        stem = key(node.base)
        if stem is None:
            raise Unreadable("an index under an expression", node.span)
        name = f"{stem}[]"
        known = self.scope.names.get(name)
        if known is None:
            inner = 1 if (stem in self.survey.vectors or f"{stem}_{subscript(node.sub)}" in self.survey.vectors) else 0
            if f"{stem}_{subscript(node.sub)}" in self.survey.matrices:
                inner = 2
            rank = len(indices) + inner
            known = Known(
                name,
                self.latex(node.base),
                rank,
                tuple(self.sizes.fresh() for _ in range(rank)),
                Origin.INFERRED,
                self.line,
            )
            known.kind = "family"
            self.scope.names[name] = known
        if known.rank < len(indices):
            raise Unreadable("a family with another number of indices elsewhere", node.span)
        slots: list[Loose | None] = [*indices, *[None] * (known.rank - len(indices))]
        return Loose("Entry", (Loose("Symbol", (), known, node.base.span),), tuple(slots), node.span)

    def index_list(self, sub: Node) -> list[Loose] | None:
        """The indices a subscript lists (`ij`, `i,j`, `12`), or None when it is a label."""
        parts: tuple[Node, ...] = (
            sub.items if isinstance(sub, Tuple) else sub.factors if isinstance(sub, Juxt) else (sub,)
        )
        found: list[Loose] = []
        for part in parts:
            if isinstance(part, Num) and part.text.isdigit():
                found.append(Loose("Number", (), Fraction(part.text), part.span))
            elif isinstance(part, Name) and any(index.name == key(part) for index in self.indices):
                found.append(self.lookup(key(part) or "", part))
            elif isinstance(part, Name) and key(part) in self.scope.sizes:
                found.append(Loose("SizeValue", (), Size.name(part.name), part.span))
            elif isinstance(part, Add) and self.index_list_in(part):
                found.append(self.read(part))
            else:
                return None
        return found

    def _free_indices(self, node: Sub) -> list[Loose] | None:
        """`A_{ij}` of a known matrix, or `(A B)_{ii}`: letters that are no names are indices for every value of which it is said."""
        parts = (
            node.sub.items
            if isinstance(node.sub, Tuple)
            else node.sub.factors
            if isinstance(node.sub, Juxt)
            else (node.sub,)
        )
        known = self.scope.names.get(key(node.base) or "")
        fence = isinstance(node.base, Fence) and len(parts) == 2
        if not fence and (known is None or known.rank != len(parts) or known.kind):
            return None
        if not all(
            isinstance(p, Name)
            and p.name in "ijlrst"
            and p.name not in self.scope.names
            and p.name not in self.scope.sizes
            for p in parts
        ):
            return None
        for part in parts:
            name = key(part) or ""
            if not any(index.name == name for index in self.indices):
                self.indices.append(Known(name, name, 0, (self.sizes.fresh(),), Origin.INFERRED, self.line, "index"))
        return [self.lookup(key(part) or "", part) for part in parts]

    def index_list_in(self, part: Add) -> bool:
        """Whether a sum in a subscript is index arithmetic, `i+1`."""
        return any(isinstance(term, Name) and any(i.name == key(term) for i in self.indices) for _, term in part.terms)

    def _sup(self, node: Sup) -> Loose:
        name = key(node)
        if name and (name in self.scope.names or (is_label(node.sup) and not isinstance(node.sup, Fence))):
            return self.lookup(name, node)
        sup = node.sup
        self._lost_bars(node)
        if (
            isinstance(sup, Juxt)
            and len(sup.factors) == 2
            and isinstance(sup.factors[0], Symbolic | Name)
            and is_label(sup.factors[0])
        ):
            return self._sup(Sup(Sup(node.base, sup.factors[0], span=node.span), sup.factors[1], span=node.span))
        if transposes(sup) and not (isinstance(sup, Name) and key(sup) in self.scope.names and not sup.style):
            return self._transposed(node, sup)
        if isinstance(node.base, Sub) and isinstance(node.base.base, Fence) and node.base.base.open == "‖":
            return Loose("Power", (self.read(node.base), self.read(sup)), None, node.span)
        if isinstance(node.base, Operator | Apply) and isinstance(node.base, Operator):
            raise Unreadable("an operator that is applied to nothing", node.span)
        base = self.read(node.base)
        if isinstance(sup, Name) and sup.name in ("dagger", "dag") or (isinstance(sup, Symbolic) and sup.sign == "+"):
            return Loose("PseudoInverse", (base,), None, node.span)
        if isinstance(sup, Symbolic) and sup.sign == "*":
            raise Unreadable("a star over an expression: adjoint or optimum", node.span)
        if isinstance(sup, Add) and len(sup.terms) == 1 and sup.terms[0][0] == "-":
            inner = sup.terms[0][1]
            if transposes(inner):
                power = Loose("Power", (base, Loose("Number", (), Fraction(-1), sup.span)), None, node.span)
                return Loose("Transpose", (power,), None, node.span)
        if isinstance(sup, Fence | Prime | Tuple):
            raise Unreadable("a superscript that is a label", node.span)
        return Loose("Power", (base, self._exponent(sup)), None, node.span)

    def _lost_bars(self, node: Sup) -> None:
        """`X_F^2`, `W_{1F}^2` of a known matrix X, W_1: the bars of a Frobenius norm were lost. Raises Clash."""
        if (
            not (isinstance(node.sup, Num) and node.sup.text == "2" and isinstance(node.base, Sub))
            or key(node.base) in self.scope.names
        ):
            return
        stem, label = key(node.base.base), subscript(node.base.sub) or ""
        whole = f"{stem}_{label[:-1]}" if label[:-1] else stem
        known = self.scope.names.get(whole or "")
        if label.endswith("F") and known is not None and known.rank == 2:
            raise Clash(
                f"{self.latex(node)} is no power of a matrix: the bars of the Frobenius norm \\|{known.latex}\\|_F^2 seem lost",
                node.span,
                True,
            )

    def _exponent(self, sup: Node) -> Loose:
        read = self.read(sup)
        return Loose("Number", (), ZERO, sup.span) if read.op == "Zero" else read

    def _transposed(self, node: Sup, sup: Node) -> Loose:
        base = self.read(node.base)
        if isinstance(sup, Juxt) and any(not transposes(part) for part in sup.factors):
            raise Unreadable("a superscript with several parts", node.span)
        return Loose("Transpose", (base,), None, node.span)

    # -- sums, products, fractions -------------------------------------------------------------------------------

    def _add(self, node: Add) -> Loose:
        parts = []
        for sign, term in node.terms:
            if sign not in "+-":
                raise Unreadable("a plus-minus stands for two statements", node.span)
            part = self.read(term)
            parts.append(part if sign == "+" else negative(part))
        return parts[0] if len(parts) == 1 else Loose("Sum", tuple(parts), None, node.span)

    def _juxt(self, node: Juxt) -> Loose:
        return self._factors(list(node.factors), list(node.signs), node.span)

    def _factors(self, factors: list[Node], signs: list[str], span: tuple[int, int]) -> Loose:
        parts: list[Loose] = []
        kinds: list[str] = []
        position = 0
        while position < len(factors):
            sign = signs[position - 1] if position else ""
            rest, rest_signs = factors[position + 1 :], signs[position + 1 :]
            taken, part = self._operator_on(factors[position], rest, rest_signs, signs[position : position + 1])
            if part is None:
                taken, part = self._application(factors[position], rest, signs[position : position + 1])
            if part is None:
                part = self.read(factors[position])
            parts.append(part)
            kinds.append(sign)
            position += 1 + taken
        return combine(parts, kinds, span)

    def _operator_on(
        self, head: Node, rest: list[Node], rest_signs: list[str], sign: list[str]
    ) -> tuple[int, Loose | None]:
        """A gradient or derivative operator takes what follows it."""
        wrt = gradient_head(head)
        if wrt is None or not rest:
            return 0, None
        layout, variables = wrt
        body = self._factors(rest, rest_signs, (rest[0].span[0], rest[-1].span[1]))
        return len(rest), self.derive(body, variables, layout, (head.span[0], rest[-1].span[1]))

    def derive(self, body: Loose, variables: list[Node], layout: str, span: tuple[int, int]) -> Loose:
        """The derivative of a body by variables."""
        if not variables:
            raise Unreadable("a derivative without its variable", span)
        read = tuple(self.read(variable) for variable in variables)
        for variable in read:
            if variable.op not in ("Symbol", "Entry") or (variable.op == "Symbol" and variable.data.kind == "function"):
                raise Unreadable("a derivative by something that is not a variable", span)
        return Loose("Derivative", (body, *read), "denominator" if layout == "gradient" else self.layout, span)

    def _application(self, head: Node, rest: list[Node], sign: list[str]) -> tuple[int, Loose | None]:
        """`f(x)`: a known function applied, or a name that lists what it depends on."""
        if not rest or sign[0] != "" or not isinstance(rest[0], Fence) or rest[0].open not in "([{":
            return 0, None
        stem = head.base if isinstance(head, Sub) else head
        if (
            isinstance(stem, Name)
            and stem.name in _PROBABILITY
            and (stem.style in ("bb", "roman") or rest[0].open in "[{" or stem.name in "Pp")
        ) and (key(head) not in self.scope.names or stem.style == "bb" or stem.name == "E"):
            raise Unreadable("probability and expectation are outside what is checked", (head.span[0], rest[0].span[1]))
        if (
            isinstance(head, Sup)
            and isinstance(head.base, Name)
            and head.base.name in _CALLED
            and key(head.base) not in self.scope.names
        ):
            raise Unreadable("an inverse function or a reciprocal", (head.span[0], rest[0].span[1]))
        order = head.count if isinstance(head, Prime) else 0
        name = key(head.base if isinstance(head, Prime) else head)
        if name is None or name in ("nabla", "partial"):
            return 0, None
        known = self.scope.names.get(name)
        is_function = known.kind == "function" if known else name in self.survey.functions
        if (
            known is not None
            and not known.kind
            and name in self.survey.functions
            and not order
            and self._lists_names(rest[0])
        ):
            return 1, self.lookup(name, head)  # \mathcal{L}(W_1, W_2; X): the arguments say what it depends on
        if known is None and name in _CALLED and self._lists_names(rest[0]):
            is_function = True  # f(x), g(X): custom reads it as a function, of which nothing is known
        if not is_function:
            return 0, None
        items = rest[0].body.items if isinstance(rest[0].body, Tuple) else (rest[0].body,)
        arguments = tuple(self.read(item) for item in items)
        span = (head.span[0], rest[0].span[1])
        return 1, Loose("Call", arguments, (name, order, self.latex(head)), span)

    def _lists_names(self, fence: Fence) -> bool:
        items = fence.body.items if isinstance(fence.body, Tuple) else (fence.body,)
        return all(key(item) is not None for item in items)

    def _frac(self, node: Frac) -> Loose:
        found = derivative_fraction(node)
        if found is not None:
            body, variables = found
            if body is None:
                raise Unreadable("a differential operator without its operand", node.span)
            return self.derive(self.read(body), variables, "fraction", node.span)
        return quotient(self.read(node.num), self.read(node.den), node.span)

    def _sqrt(self, node: Sqrt) -> Loose:
        root = Fraction(1, 2)
        if node.index is not None:
            if not isinstance(node.index, Num) or not node.index.text.isdigit() or node.index.text == "0":
                raise Unreadable("a root of symbolic degree", node.span)
            root = Fraction(1, int(node.index.text))
        return Loose("Power", (self.read(node.body), Loose("Number", (), root, node.span)), None, node.span)

    def _postfix(self, node: Postfix) -> Loose:
        return Loose("Apply", (self.read(node.base),), ("factorial", "scalar"), node.span)

    def _fence(self, node: Fence) -> Loose:
        if node.open == "‖":
            return self._norm(node, "", node.span)
        if isinstance(node.body, Tuple) and node.open == "[":
            return self._row(node.body.items, node.span)
        if node.open == "[" and isinstance(node.body, Juxt) and self._is_block_row(node.body):
            return self._row(node.body.factors, node.span)
        if isinstance(node.body, Tuple | Chain):
            raise Unreadable("a list as a value", node.span)
        if node.open == "|" and node.close == "|":
            body = self.read(node.body)
            if body.op == "Symbol" and body.data.rank == 2 or body.op in ("Transpose", "Identity"):
                return Loose("Determinant", (body,), None, node.span)
            return Loose("Apply", (body,), ("abs-or-det", "scalar"), node.span)
        if (node.open, node.close) in (("(", ")"), ("[", "]"), ("{", "}")):
            inner = self.read(node.body)
            return Loose(inner.op, inner.parts, inner.data, inner.span)
        raise Unreadable("brackets that are not read", node.span)

    def _is_block_row(self, body: Juxt) -> bool:
        """`[U_k \\ U_\\perp]`: matrices of one family side by side in square brackets are blocks, not a product."""
        names = [key(factor) for factor in body.factors]
        if len(names) < 2 or any(sign for sign in body.signs) or None in names or len(set(names)) != len(names):
            return False
        stems = {str(name).split("_")[0] for name in names}
        return len(stems) == 1 and all("_" in str(name) for name in names)

    def _row(self, items: tuple[Node, ...], span: tuple[int, int]) -> Loose:
        return Loose("Block", tuple(self.read(item) for item in items), len(items), span)

    def _matrix(self, node: Matrix) -> Loose:
        width = max(len(row) for row in node.rows)
        if any(len(row) != width for row in node.rows):
            raise Unreadable("a matrix with rows of different lengths", node.span)
        cells = tuple(self.read(cell) for row in node.rows for cell in row)
        block = Loose("Block", cells, width, node.span)
        return Loose("Determinant", (block,), None, node.span) if node.kind == "|" else block

    def _norm(self, node: Fence, kind: str, span: tuple[int, int]) -> Loose:
        kinds = {"F": "F", "2": "2", "": "", "1": "1", "infty": "inf", "*": "*", "Fro": "F", "fro": "F"}
        if kind not in kinds:
            raise Unreadable("a norm of a kind that is not known", span)
        return Loose("Norm", (self.read(node.body),), kinds[kind], span)

    # -- named operators -----------------------------------------------------------------------------------------

    def _apply(self, node: Apply) -> Loose:
        head, power = node.head, None
        if isinstance(head, Sup) and isinstance(head.base, Operator):
            power, head = head.sup, head.base
        if not isinstance(head, Operator):
            raise Unreadable("an operator that is not known", node.span)
        result = self._named(head.name, node)
        return result if power is None else Loose("Power", (result, self.read(power)), None, node.span)

    def _named(self, name: str, node: Apply) -> Loose:
        arg = self.read(node.arg)
        simple = {"tr": "Trace", "det": "Determinant", "vec": "Vec", "diag": "Diagonal"}
        if name in simple:
            return Loose(simple[name], (arg,), None, node.span)
        if name == "log" or name == "ln":
            return Loose("Apply", (arg,), ("log", "same"), node.span)
        if name in FUNCTIONS:
            return Loose("Apply", (arg,), (FUNCTIONS[name], "same"), node.span)
        if name == "softmax":
            return Loose("Apply", (arg,), ("softmax", "same"), node.span)
        raise Unreadable(f"the operator {name} is outside what is checked", node.span)

    def _bigop(self, node: BigOp) -> Loose:
        if node.op not in ("sum", "prod"):
            raise Unreadable(f"{node.op} is outside what is checked", node.span)
        index, lower, upper = self._bounds(node)
        self.indices.append(index)
        try:
            body = self.read(node.body)
        finally:
            self.indices.pop()
        return Loose("BigSum" if node.op == "sum" else "BigProduct", (body,), (index, lower, upper), node.span)

    def _bounds(self, node: BigOp) -> tuple[Known, Loose | None, Loose | None]:
        variable, start = node.lower, None
        below = node.lower
        if isinstance(below, Chain) and len(below.links) == 1 and below.links[0].op == "=":
            variable, start = below.first, below.links[0].right
        name = key(variable) if isinstance(variable, Name) else None
        if name is None:
            raise Unreadable("a sum whose index is not read", node.span)
        lower = self.read(start) if start is not None else None
        size = self.sizes.fresh()
        upper = None
        if node.upper is not None:
            if isinstance(start, Num) and start.text == "1":
                size, lower = self.size(node.upper), None
            else:
                upper = self.read(node.upper)
        return Known(name, self.latex(variable or node), 0, (size,), Origin.INFERRED, self.line, "index"), lower, upper

    def size(self, node: Node) -> Size:
        """A node read as a size. Raises Unreadable."""
        match node:
            case Num(text=text) if text.isdigit():
                return Size.number(int(text))
            case Name():
                self.scope.sizes.add(node.name)
                return Size.name(node.name)
            case Add(terms=terms):
                total = Size(())
                for sign, term in terms:
                    total = total + self.size(term) if sign == "+" else total - self.size(term)
                return total
            case Juxt(factors=factors, signs=signs) if all(sign in ("", "·", "×") for sign in signs):
                product = Size.number(1)
                for factor in factors:
                    product = product * self.size(factor)
                return product
            case Fence(body=body):
                return self.size(body)
            case Sub() if key(node):
                self.scope.sizes.add(key(node) or "")
                return Size.name(key(node) or "")
        raise Unreadable("a size that is not read", node.span)

    def _cases(self, node: Cases) -> Loose:
        raise Unreadable("cases are outside what is checked", node.span)

    def _empty(self, node: Empty) -> Loose:
        raise Unreadable("something is missing here", node.span)


def negative(part: Loose) -> Loose:
    """Minus a term."""
    return Loose("Product", (Loose("Number", (), Fraction(-1), part.span), part), None, part.span)


def quotient(num: Loose, den: Loose, span: tuple[int, int]) -> Loose:
    """`num / den`, for a scalar denominator."""
    inverse = Loose("Power", (den, Loose("Number", (), Fraction(-1), den.span)), "scalar", den.span)
    if num.op == "Number" and num.data == 1:
        return inverse
    return Loose("Product", (num, inverse), None, span)


def combine(parts: list[Loose], signs: list[str], span: tuple[int, int]) -> Loose:
    """Factors with their signs; a division takes the one factor after it."""
    for position in range(len(signs) - 1, 0, -1):
        if signs[position] in ("⊙", "∘", "⊗"):  # these bind weaker than factors side by side
            left = combine(parts[:position], ["", *signs[1:position]], span)
            right = combine(parts[position:], ["", *signs[position + 1 :]], span)
            return Loose(
                "Kronecker" if signs[position] == "⊗" else "Hadamard",
                (left, right),
                None,
                (left.span[0], right.span[1]),
            )
    result: list[Loose] = []
    for part, sign in zip(parts, signs, strict=True):
        if sign in ("/", "÷") and result:
            result[-1] = quotient(result[-1], part, (result[-1].span[0], part.span[1]))
        elif sign in ("", "·", "×", "*"):
            result.append(part)
        else:
            raise Unreadable(f"the sign {sign} is outside what is checked", span)
    return result[0] if len(result) == 1 else Loose("Product", tuple(result), None, span)
