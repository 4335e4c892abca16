"""Brackets: grouping, rows and blocks, bars, norms, inner products, matrices, cases."""

from __future__ import annotations

from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate import complex_numbers, dots
from derive.elaborate.indicators import relation
from derive.elaborate.interpret import Interpreter, reads
from derive.elaborate.loose import Loose, Unreadable
from derive.elaborate.names import twin
from derive.elaborate.norms import said_of_bars
from derive.elaborate.products import binomial
from derive.elaborate.scope import key, subscript
from derive.elaborate.scripts import family_of, new_family
from derive.elaborate.survey import is_capital, is_vector_stem, named_commutators, transposes
from derive.formula.syntax import (
    Brace,
    Cases,
    Chain,
    Dots,
    Empty,
    Fence,
    Juxt,
    Matrix,
    Mid,
    Name,
    Node,
    Num,
    Span,
    Sub,
    Sup,
    Text,
    Tuple,
)
from derive.record import replace
from derive.sizes import ONE

_GROUPS = (("(", ")"), ("[", "]"), ("{", "}"))
_NORMS = {"F": "F", "2": "2", "": "", "1": "1", "infty": "inf", "*": "*", "Fro": "F", "fro": "F"}


@reads(Fence)
def fence(it: Interpreter, node: Fence) -> Loose:
    if node.open == "‖":
        return norm(it, node, "", node.span)
    if node.open == "⟨":
        return _inner_product(it, node)
    if node.open in it.survey.commutators and isinstance(node.body, Tuple) and _commutes(it, node, node.body):
        return _commutator(it, node, node.body)
    listed = _listed(it, node) if isinstance(node.body, Tuple) else None
    if listed is not None:
        return listed
    if isinstance(node.body, Tuple) and node.open in ("(", "[") and dots.has_dots(node.body.items):
        return dots.listed(it, node.body.items, False, node.span)
    if isinstance(node.body, Tuple) and node.open == "[":
        return _row(it, node.body.items, node.span)
    if node.open == "[" and isinstance(node.body, Juxt) and _is_list_of_members(it, node.body):
        return fence(
            it, replace(node, body=Tuple(node.body.factors, (",",) * len(node.body.signs), span=node.body.span))
        )
    if node.open == "[" and isinstance(node.body, Juxt) and (_is_block_row(node.body) or _is_spaced(it, node.body)):
        return _row(it, node.body.factors, node.span)
    if isinstance(node.body, Tuple | Chain):
        raise Unreadable("a list as a value", node.span)
    if node.open == "|" and node.close == "|":
        return _bars(it, node)
    if node.open == "{" and isinstance(node.body, Num):  # nobody groups a single number
        raise Unreadable("a set as a value", node.span)
    if node.open == "(" and isinstance(node.body, Matrix):
        found = _stacked(it, node.body)
        if found is not None:
            return found
    listing = _cases_in_array(node)
    if listing is not None:
        return cases(it, listing)
    if (node.open, node.close) in _GROUPS:
        inner = it.read(node.body)
        return Loose(inner.op, inner.parts, inner.data, inner.span)
    raise Unreadable("brackets that are not read", node.span)


_ROWS = re.compile(
    r"\b(?:block|row|columns?|augmented|concatenat\w*|side\s+by\s+side|stack\w*|interval|matrix\s+whose)\b", re.I
)
_HEADING = re.compile(r"^#{1,6}\s|\\(?:sub)*section\b", re.M)


def _commutes(it: Interpreter, node: Fence, pair: Tuple) -> bool:
    """Whether a pair in brackets is a commutator: two things, in a section that does not speak of rows or intervals instead."""
    start = max((match.start() for match in _HEADING.finditer(it.text, 0, node.span[0])), default=0)
    after = _HEADING.search(it.text, node.span[1])
    section = it.text[start : after.start() if after is not None else len(it.text)]
    other = _ROWS.search(section) is not None and not named_commutators(section)
    return len(pair.items) == 2 and not other


def _commutator(it: Interpreter, node: Fence, pair: Tuple) -> Loose:
    """`[A, B]` = A B - B A, `{A, B}` = A B + B A."""
    first, second = (it.read(item) for item in pair.items)
    forth, back = (Loose("Product", factors, None, node.span) for factors in ((first, second), (second, first)))
    if node.open == "[":
        back = Loose("Product", (Loose("Number", (), Fraction(-1), node.span), back), None, node.span)
    return Loose("Sum", (forth, back), None, node.span)


def _is_list_of_members(it: Interpreter, juxt: Juxt) -> bool:
    """`[b_1 \\; \\cdots \\; b_m]`, with space between the members or of vectors, which have no product: a list with its commas left out."""
    members = [factor for factor in juxt.factors if not isinstance(factor, Dots)]
    inside = juxt.factors[1:-1]
    if any(juxt.signs) or len(members) != len(juxt.factors) - 1 or not any(isinstance(f, Dots) for f in inside):
        return False
    stems = {key(factor.base) for factor in members if isinstance(factor, Sub)}
    stem = stems.pop() if len(stems) == 1 and all(isinstance(factor, Sub) for factor in members) else None
    if stem is None:
        return False
    family = family_of(it, stem)
    gaps = [it.text[a.span[1] : b.span[0]] for a, b in zip(juxt.factors, juxt.factors[1:], strict=False)]
    vectors = family.rank == 2 if family is not None else is_vector_stem(it.survey, stem)
    return vectors or (family is None and all(map(_SPACE.fullmatch, gaps)))


_SPACE = re.compile(r"\s*(?:(?:\\[;:, ]|\\q?quad\b|\\enspace\b|~|\\hspace\{[^}]*\})\s*)+")


def _is_spaced(it: Interpreter, juxt: Juxt) -> bool:
    """`[X \\; v]`, `[X v]`: names that are no product and have as many rows as one another."""
    if _is_beside_ones(it, juxt):
        return True
    names = [key(factor) or "" for factor in juxt.factors]
    known = [it.scope.names.get(name) or twin(it, name) for name in names]
    sizes = [it.sizes.shape(name.sizes) for name in known if name is not None and name.sizes]
    if len(sizes) < len(known) or any(juxt.signs):
        return False
    product = all((*a, ONE)[1] == b[0] for a, b in zip(sizes, sizes[1:], strict=False))
    return not product and len({size[0] for size in sizes}) == 1


def _is_beside_ones(it: Interpreter, juxt: Juxt) -> bool:
    """`[\\mathbf 1 \\; Z]`: a column of ones before a matrix, which has no product with it."""
    first, *rest = juxt.factors
    base = first.base if isinstance(first, Sub) else first
    names = [key(factor) or "" for factor in rest]
    known = [it.scope.names.get(name) for name in names]
    if not (isinstance(base, Name) and base.name == "1" and base.style == "bold") or any(juxt.signs):
        return False
    if not all(map(is_capital, names)) or not all(entry is None or entry.rank == 2 for entry in known):
        return False
    it.survey.matrices.update(names)
    return True


def _bars(it: Interpreter, node: Fence) -> Loose:
    name = f"|{key(node.body)}|"
    if name in it.scope.sizes:
        return Loose("SizeValue", (), it.size(node), node.span)
    body = it.read(node.body)
    if body.op == "Symbol" and body.data.rank == 2 or body.op in ("Transpose", "Identity"):
        return Loose("Determinant", (body,), None, node.span)
    return Loose("Apply", (body,), ("abs-or-det", "scalar"), node.span)


def _inner_product(it: Interpreter, node: Fence) -> Loose:
    """⟨a, b⟩ of vectors, matrices or numbers; what stands alone in such brackets is an average."""
    body = node.body
    parts = body.items if isinstance(body, Tuple) else (body.left, body.right) if isinstance(body, Mid) else ()
    if len(parts) != 2:
        raise Unreadable("angle brackets around one thing: an average or an inner product", node.span)
    sides = tuple(_each(it.read(part)) for part in parts)
    barred = isinstance(body, Mid) or (isinstance(body, Tuple) and "|" in body.separators)
    if barred and any(side.op in ("Number", "Index", "SizeValue") for side in sides):
        raise Unreadable("a state that is named by a number", node.span)  # `⟨n | H | n⟩`
    if complex_numbers.names(sides):
        conjugate = Loose("Conjugate", (sides[0],), None, sides[0].span)
        return Loose("Inner", (conjugate, sides[1]), complex_numbers.EITHER, node.span)
    return Loose("Inner", sides, None, node.span)


def _each(factor: Loose) -> Loose:
    """The `r^2` of `⟨p, r^2⟩`: what is multiplied with a vector is one, so that the power of a vector is that of each entry."""
    if factor.op == "Power" and factor.data is None and factor.parts[1].op == "Number":
        return Loose("Power", factor.parts, "entries", factor.span)
    return factor


def _stacked(it: Interpreter, matrix: Matrix) -> Loose | None:
    """Two counts stacked in round brackets are a binomial coefficient written as an array."""
    if matrix.kind or len(matrix.rows) != 2 or any(len(row) != 1 for row in matrix.rows):
        return None
    top, bottom = (row[0] for row in matrix.rows)
    if not (_is_count(it, bottom) and not isinstance(bottom, Text)):
        return None
    return binomial(it.read(top), it.read(bottom), matrix.span)


def _is_count(it: Interpreter, node: Node) -> bool:
    """Whether a node is arithmetic on whole numbers with an index in it."""
    while isinstance(node, Brace):
        node = node.body
    names = [key(part) for part in _leaves(node) if not isinstance(part, Num)]
    return bool(names) and all(it.index(name) is not None or name in it.scope.sizes for name in names)


def _leaves(node: Node) -> list[Node]:
    terms = getattr(node, "terms", None)
    if terms is not None:
        return [leaf for _, term in terms for leaf in _leaves(term)]
    return [node]


def _listed(it: Interpreter, node: Fence) -> Loose | None:
    """`(x_1, …, x_n)`, `[a_1, …, a_n]`: a family as a whole, its numbers as a vector, its vectors as the columns of a matrix."""
    items = node.body.items if isinstance(node.body, Tuple) else ()
    named = [item for item in items if isinstance(item, Sub)]
    dots = [item for item in items if isinstance(item, Dots)]
    stems = {key(item.base) for item in named}
    if len(dots) != 1 or len(named) != len(items) - 1 or len(stems) != 1 or len(named) < 2:
        return None
    stem, numbers = stems.pop(), [subscript(item.sub) for item in named[:-1]]
    if stem is None or not isinstance(items[-2], Dots) or numbers != [str(n) for n in range(1, len(named))]:
        return None
    family = family_of(it, stem)
    held = it.scope.names.get(stem) if family is None and f"{stem}_1" not in it.survey.vectors else None
    if held is not None and held.rank == 1 and not held.kind:  # the entries of a vector that the text has introduced
        family = held
    if family is None:
        inner = 1 if is_vector_stem(it.survey, stem) or f"{stem}_1" in it.survey.vectors else 0
        family = new_family(it, stem, it.latex(named[0].base), 1, inner)
    if family.rank > 2 or not it.sizes.unify(family.sizes[0], it.size(named[-1].sub)):
        return None
    whole = Loose("Symbol", (), family, node.span)
    return whole if family.rank == 1 else Loose("Transpose", (whole,), None, node.span)


def _is_block_row(body: Juxt) -> bool:
    """`[U_k \\ U_\\perp]`: matrices of one family side by side in square brackets are blocks, not a product."""
    if len(body.factors) > 1 and not any(body.signs) and all(map(_is_row, body.factors)):
        return len({key(factor.base) for factor in body.factors if isinstance(factor, Sup)}) == len(body.factors)
    names = [key(factor) for factor in body.factors]
    if len(names) < 2 or any(sign for sign in body.signs) or None in names or len(set(names)) != len(names):
        return False
    stems = {str(name).split("_")[0] for name in names}
    return len(stems) == 1 and all("_" in str(name) for name in names)


def _is_row(node: Node) -> bool:
    """Whether a node is the transpose of what by its letter is a vector: two of these have no product."""
    if not (isinstance(node, Sup) and transposes(node.sup)):
        return False
    name = key(node.base)
    return name is not None and not is_capital(name)


def _row(it: Interpreter, items: tuple[Node, ...], span: Span) -> Loose:
    return Loose("Block", tuple(it.read(item) for item in items), len(items), span)


@reads(Matrix)
def matrix(it: Interpreter, node: Matrix) -> Loose:
    if any(dots.has_dots(row) for row in node.rows):
        found = dots.matrix(it, node)
        return Loose("Determinant", (found,), None, node.span) if node.kind == "|" else found
    width = max(len(row) for row in node.rows)
    if any(len(row) != width for row in node.rows):
        raise Unreadable("a matrix with rows of different lengths", node.span)
    cells = tuple(it.read(cell) for row in node.rows for cell in row)
    block = Loose("Block", cells, width, node.span)
    return Loose("Determinant", (block,), None, node.span) if node.kind == "|" else block


def norm(it: Interpreter, node: Fence, kind: str, span: Span) -> Loose:
    """A norm of a kind that its subscript names. Raises Unreadable."""
    if kind not in _NORMS:
        raise Unreadable("a norm of a kind that is not known", span)
    if not kind:
        return Loose("Norm", (it.read(node.body),), said_of_bars(it.text, span[0]), span)
    return Loose("Norm", (it.read(node.body),), _NORMS[kind], span)


@reads(Cases)
def cases(it: Interpreter, node: Cases) -> Loose:
    if (inside := _on_support(node)) is not None:
        return it.read(inside)
    rows = [(it.read(value), _conditions(it, case)) for value, case in node.rows]
    values: tuple[Loose, ...] = ()
    held: tuple[Loose | None, ...] = ()
    for value, conditions in reversed(
        rows
    ):  # `a ≤ x ≤ b`: where a ≤ x, the value if x ≤ b, and else what the cases behind it say
        while len(conditions) > 1:
            value = Loose("Piecewise", (value, *values), (conditions.pop(), *held), node.span)
        values, held = (value, *values), (conditions[0], *held)
    return Loose("Piecewise", values, held, node.span)


def _on_support(node: Cases) -> Node | None:
    """What a density is on its support, a set that bears a name: `f(y)` if y ∈ 𝒴, and 0 if y ∉ 𝒴; None for other cases."""
    if len(node.rows) != 2:
        return None
    (inside, within), (outside, beyond) = node.rows
    conditions = [_without_words(case) if case is not None else None for case in (within, beyond)]
    if outside != Num("0") or not all(isinstance(case, Chain) and len(case.links) == 1 for case in conditions):
        return None
    one, other = (case for case in conditions if isinstance(case, Chain))
    signs, sets = [case.links[0].op for case in (one, other)], [case.links[0].right for case in (one, other)]
    same = one.first == other.first and sets[0] == sets[1]
    named = isinstance(sets[0], Name) and sets[0].style == "cal"
    return inside if same and named and signs == ["∈", "∉"] else None


def _conditions(it: Interpreter, node: Node | None) -> list[Loose | None]:
    """The relations of a condition, each of which has to hold."""
    case = _without_words(node) if node is not None else None
    if not isinstance(case, Chain) or len(case.links) == 1:
        return [_condition(it, case)]
    found: list[Loose | None] = []
    left = case.first
    for link in case.links:
        found.append(relation(it, Chain(left, (link,), span=(left.span[0], link.span[1]))))
        left = link.right
    return found


def _without_words(node: Node) -> Node:
    """The `x > 0` of "if x > 0"."""
    if isinstance(node, Chain) and isinstance(node.first, Juxt) and isinstance(node.first.factors[0], Text):
        rest = node.first.factors[1:]
        first = (
            rest[0] if len(rest) == 1 else Juxt(rest, node.first.signs[1:], span=(rest[0].span[0], node.first.span[1]))
        )
        return replace(node, first=first)
    return node


def _cases_in_array(node: Fence) -> Cases | None:
    r"""`\left\{ \begin{array}{rl} … & \text{if} … \\ … \end{array} \right.`: cases, set by hand."""
    if node.open != "{" or node.close or not isinstance(node.body, Matrix) or node.body.kind:
        return None
    rows = [row for row in node.body.rows if not all(isinstance(cell, Empty) for cell in row)]
    if len(rows) < 2 or any(len(row) != 2 for row in rows) or not all(_is_case(row[1]) for row in rows):
        return None
    return Cases(tuple((_unstopped(value), case) for value, case in rows), span=node.span)


def _is_case(node: Node) -> bool:
    """Whether a cell says when a case holds: a relation, or words."""
    first = node.factors[0] if isinstance(node, Juxt) else node
    return isinstance(node, Chain) or isinstance(first, Text)


def _unstopped(node: Node) -> Node:
    """The value of a case without the comma behind it."""
    items = [item for item in node.items if not isinstance(item, Empty)] if isinstance(node, Tuple) else []
    return items[0] if len(items) == 1 else node


def _condition(it: Interpreter, node: Node | None) -> Loose | None:
    """The condition of a case; None for "otherwise". Raises Unreadable."""
    if node is None or (isinstance(node, Text) and node.text.strip(" ,.").lower() in ("otherwise", "else", "")):
        return None
    if isinstance(node, Juxt) and isinstance(node.factors[0], Text) and len(node.factors) == 2:
        node = node.factors[1]  # "if x > 0"
    if not isinstance(node, Chain):
        raise Unreadable("a case whose condition is not read", node.span)
    return relation(it, node)
