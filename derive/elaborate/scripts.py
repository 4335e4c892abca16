"""Subscripts and superscripts: labels, entries, families, transposes, powers."""

from __future__ import annotations

from collections.abc import Container
from fractions import Fraction
from string import ascii_lowercase

from derive import lazy_re as re
from derive.elaborate.cross_products import levi_civita, skew
from derive.elaborate.dots import has_dots, is_vector
from derive.elaborate.entries import held
from derive.elaborate.evaluations import evaluated
from derive.elaborate.exponents import is_doubtful, is_mark, is_number_power, is_number_raised, lost_bars
from derive.elaborate.identities import IDENTITY
from derive.elaborate.index_roles import are_entries, in_pairs, is_second
from derive.elaborate.indicators import indicator_below
from derive.elaborate.integrals import between
from derive.elaborate.interpret import Interpreter, reads
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.names import FREE_INDICES, lookup, twin
from derive.elaborate.recursions import is_step
from derive.elaborate.scope import Known, Unit, is_complement, is_label, key, subscript
from derive.elaborate.shapes import Shaper
from derive.elaborate.survey import (
    adjoins,
    inside,
    is_iterate,
    is_vector_stem,
    labels,
    marks_pseudo_inverse,
    transposes,
    whole_names,
)
from derive.formula.signs import FACTORS
from derive.formula.syntax import (
    Add,
    Apply,
    BigOp,
    Brace,
    Fence,
    Frac,
    Juxt,
    Name,
    Node,
    Num,
    Operator,
    Prime,
    Sub,
    Sup,
    Symbolic,
    Text,
    Tuple,
)
from derive.goals import Origin
from derive.record import replace
from derive.sizes import Size

PAIRED_INDICES = (*FREE_INDICES, *"mnpquv")  # two of them under a matrix are its row and column
Slots = list[Loose | None]


@reads(Sub)
def sub(it: Interpreter, node: Sub) -> Loose:
    unit = _unit(it, node.base, "_", node.sub, node.span) or skew(it, node) or levi_civita(it, node)
    unit = unit or evaluated(it, node) or indicator_below(it, node)
    if unit is not None:
        return unit
    found = key(node)
    variables = partials(it, node)
    if variables:
        return Loose("Derivative", (lookup(it, key(node.base) or "", node.base), *variables), it.layout, node.span)
    special = _special(it, node, found)
    if special is not None:
        return special
    stem = key(node.base)
    if stem in it.survey.from_zero - it.survey.listed and isinstance(node.sub, Num):
        return lookup(it, found or "", node)  # `w_0` beside `w = (w_0, w_1)`
    family = family_of(it, stem)
    own = it.scope.names.get(found or "")
    if found is not None and (letter := is_step(it.survey, stem, node.sub)) and it.index(letter) is None:
        return lookup(it, found, node)
    if found is not None and _is_given_by_itself(it, family, own, node.sub):
        return lookup(it, found, node)
    if family is None and (found in it.scope.names or twin(it, found or "") is not None) and not _runs(it, node.sub):
        return lookup(it, found or "", node)
    if family is None and _is_point(it, node, found, stem):
        return lookup(it, found or "", node)
    entry = held(it, node, stem, found) or _of_labelled(it, node, stem) or _dotted_part(it, node, stem)
    if entry is not None:
        return entry
    rank = 2 if family is not None and family.rank == 2 and in_pairs(it.survey, stem or "") else _rank(it, node)
    indices = index_list(it, node.sub, rank) or _free_indices(it, node, family)
    known = it.scope.names.get(stem or "") or twin(it, stem or "")
    matrix = known is not None and not known.kind and indices is not None and known.rank == len(indices)
    if family is not None and indices and not (matrix and len(indices) > 1):  # A_{ii} beside A_1, A_2, …
        return _of_family(it, family, indices, node)
    if indices and isinstance(node.base, Fence | Apply):
        return Loose("Entry", (it.read(node.base),), tuple(indices), node.span)
    several = (
        known is not None
        and known.rank == 1
        and found is not None
        and (found in it.survey.vectors or is_iterate(it.survey, found, stem or "") or _is_argument(it, known, found))
        and known.name not in it.scope.entries
    )  # x_i is transposed somewhere, or stands within norm bars: no entry of x
    block = known is not None and known.rank == 2 and found in it.survey.matrices  # Σ_{12}, a block of Σ
    if indices and known is not None and known.rank == len(indices) and not known.kind and not (several or block):
        return Loose("Entry", (lookup(it, known.name, node.base),), tuple(indices), node.span)
    if indices and any(index is not None and _mentions_index(index) for index in indices):
        estimate = _estimate(it, node, stem) if len(indices) == 1 and family is None else None
        if estimate is not None:
            return Loose("Entry", (lookup(it, estimate.name, node.base),), tuple(indices), node.span)
        return _family(it, node, stem, indices)
    if found is None:
        raise Unreadable("a subscript that is not read", node.span)
    if family is None and (known is None or not (known.sizes or known.kind)) and _is_summed(it, node, stem):
        return _family(it, node, stem, [_entered(it, part) for part in subscripts(node.sub)])
    if _is_neighbour(it, family, stem or "", node.sub):
        raise Unreadable("a member beside any other of its family", node.span)
    return lookup(it, found, node)


def _is_given_by_itself(it: Interpreter, family: Known | None, own: Known | None, label: Node) -> bool:
    """Whether a member is given by itself, whatever the family was before: `w_1 = [1, 0]`, and `w_{k+1} = …` but where a sum runs over k."""
    if family is None or own is None or own.origin is not Origin.DEFINITION:
        return False
    return not _runs(it, label) if "_+" in own.name else own.line > family.line


def _is_argument(it: Interpreter, vector: Known, found: str) -> bool:
    """Whether a function that is defined at a vector, with a number for its value, is called at what has the vector's letter: the x_i of
    `h(x_i)` with `h(x) = w^T x`."""
    return any(
        len(function.parameters) == 1 and function.parameters[0] is vector and not function.rank
        for name, calls in it.survey.called.items()
        if (found,) in calls and (function := it.scope.names.get(name)) is not None
    )


def _is_neighbour(it: Interpreter, family: Known | None, stem: str, label: Node) -> bool:
    """`i+1` of any i: what stands under such a name is no other name, but the member behind that of i."""
    letters = {term.name for _, term in label.terms if isinstance(term, Name)} if isinstance(label, Add) else set()
    numbered = family is not None and len(family.sizes) == 1
    return len(letters) == 1 and all(
        _is_free(it, letter, FREE_INDICES) and (numbered or (stem, letter) in it.survey.summed) for letter in letters
    )


def _is_summed(it: Interpreter, node: Sub, stem: str | None) -> bool:
    """Whether what is met here first as one member is summed over elsewhere: `p_i = σ(z_i)` before `Σ_i log p_i`, `w_{ij} = w_{ji}` before `Σ_{i,j} w_{ij}`."""
    letters = [part.name if isinstance(part, Name) and not part.style else "" for part in subscripts(node.sub)]
    if len(letters) > 2 or len(set(letters)) < len(letters):
        return False
    if len(letters) == 2:
        summed = in_pairs(it.survey, stem or "") and set(letters) <= it.survey.bound
        return summed and all(_is_free(it, letter, PAIRED_INDICES) for letter in letters)
    return (stem or "", letters[0]) in it.survey.summed and _is_free(it, letters[0], FREE_INDICES)


def _runs(it: Interpreter, label: Node) -> bool:
    """Whether a sum runs over a letter in a subscript: then it is no label, whatever was said of the name."""
    parts = [
        term for part in subscripts(label) for term in ([t for _, t in part.terms] if isinstance(part, Add) else [part])
    ]
    return any(key(part) in it.bound for part in parts)


def _of_labelled(it: Interpreter, node: Sub, stem: str | None) -> Loose | None:
    """`x_{t,i}` where the text speaks of a vector x_t: its entry."""
    parts = subscripts(node.sub)
    if stem is None or len(parts) != 2 or family_of(it, stem) is not None or key(node) in it.scope.names:
        return None
    label = subscript(parts[0])
    known = it.scope.names.get(f"{stem}_{label}") if label else None
    if known is None or known.rank != 1 or known.kind:
        return None
    read = _index(it, parts[1])
    if read is None and isinstance(parts[1], Name) and not parts[1].style and _is_free(it, parts[1].name, FREE_INDICES):
        read = _entered(it, parts[1])
    if read is None or (it.index(key(parts[0])) is not None):
        return None
    return Loose("Entry", (lookup(it, known.name, node.base),), (read,), node.span)


def _dotted_part(it: Interpreter, node: Sub, stem: str | None) -> Loose | None:
    """The row W_c of a matrix that the text declares, or its column, as long as the x of `W_c \\cdot x`; None where both are."""
    matrix = it.scope.names.get(stem or "")
    part = node.sub.body if isinstance(node.sub, Brace) else node.sub
    plain = isinstance(part, Num) or (isinstance(part, Name) and len(part.name) == 1 and not part.style)
    if matrix is None or matrix.rank != 2 or matrix.kind or matrix.origin is not Origin.DECLARED or not plain:
        return None
    vector = it.scope.names.get(it.survey.dotted.get(key(node) or "", ""))
    if vector is None or vector.rank != 1 or vector.kind:
        return None
    rows, columns, length = it.sizes.shape((*matrix.sizes, vector.sizes[0]))
    index = _entered(it, part) if (length == rows) != (length == columns) else None
    if index is None:
        return None
    slots = (index, None) if length == columns else (None, index)
    return Loose("Entry", (lookup(it, matrix.name, node.base),), slots, node.span)


def _is_point(it: Interpreter, node: Sub, name: str | None, stem: str | None) -> bool:
    """Whether x_k is a point under the letter of a vector x, a gradient being taken there or the like, and no entry of x: k is no index here. Where a rule
    leads from x_k to x_{k+1}, x_0 is where it begins."""
    known = it.scope.names.get(stem or "") or twin(it, stem or "")
    if name is None or stem is None or known is None or known.rank != 1 or known.kind or stem in it.scope.entries:
        return False
    if isinstance(node.sub, Num) and node.sub.text == "0" and (stem in it.survey.advanced or _is_mapped(it, name)):
        return True
    return is_iterate(it.survey, name, stem) and not any(it.index(letter) for letter in labels(name, stem))


def _is_mapped(it: Interpreter, name: str) -> bool:
    """Whether a name stands right behind a matrix somewhere: the θ_0 of `X θ_0` is the true θ, or the first one, and no number."""
    before = (it.scope.names.get(matrix) for matrix, behind in it.survey.applied.items() if name in behind)
    return any(known is not None and known.rank == 2 and not known.kind for known in before)


def _estimate(it: Interpreter, node: Sub, stem: str | None) -> Known | None:
    """The estimate `ŷ` of a vector y, where `ŷ_i` is met first: as long as y; or one that is transposed somewhere, while its members are not."""
    if stem is None or not stem.startswith("hat(") or stem in it.scope.names:
        return None
    of = it.scope.names.get(stem[4:-1])
    alike = of is not None and not of.kind and of.rank == 1 and of.name not in it.scope.entries
    if not alike and (stem not in it.survey.vectors or f"{stem}_{subscript(node.sub)}" in it.survey.vectors):
        return None
    sizes = of.sizes if alike and of is not None else (it.sizes.fresh(),)
    it.scope.names[stem] = Known(stem, it.latex(node.base), 1, sizes, Origin.INFERRED, it.line)
    return it.scope.names[stem]


def partials(it: Interpreter, node: Node) -> tuple[Loose, ...]:
    """The variables of `f_x`, `f_{xy}` where f is a function of several numbers x, y; none for anything else."""
    if not isinstance(node, Sub) or key(node) in it.scope.names:
        return ()
    known = it.scope.names.get(key(node.base) or "")
    if known is None or known.kind != "function" or len(known.parameters) < 2 or any(p.sizes for p in known.parameters):
        return ()
    named = {parameter.name: parameter for parameter in known.parameters}
    letters = [key(part) or "" for part in subscripts(node.sub)]
    if not all(letter in named for letter in letters):
        return ()
    return tuple(Loose("Symbol", (), named[letter], node.span) for letter in letters)


def _special(it: Interpreter, node: Sub, found: str | None) -> Loose | None:
    """`I_n`, the vectors of ones and zeros, a norm with its kind."""
    base = node.base
    known = it.scope.names.get("I")
    free = (known is None or known.definition == IDENTITY) and found not in it.scope.names
    if isinstance(base, Name) and base.name == "I" and free and not isinstance(node.sub, BigOp | Operator | Text):
        return Loose("Identity", (), _identity_size(it, node.sub), node.span)
    if isinstance(base, Name) and base.name in ("1", "0") and base.style:
        square = it.scope.names.get(found or "")
        if square is not None and square.rank == 2 and base.name == "1":
            return _of_equal_entries(it, square, node)
        if _is_pair(it, node.sub):
            rows, columns = (it.size(part) for part in subscripts(node.sub))
            return Loose("Ones" if base.name == "1" else "Zero", (), (rows, columns), node.span)
        return Loose("Ones" if base.name == "1" else "Zero", (), (it.size(node.sub),), node.span)
    if isinstance(base, Num) and base.text in ("0", "1") and _counts_entries(it, node.sub):
        return Loose("Ones" if base.text == "1" else "Zero", (), (it.size(node.sub),), node.span)
    pair = subscripts(node.sub)
    if (
        isinstance(base, Num)
        and base.text == "0"
        and len(pair) == 2
        and all(_counts_entries(it, part) for part in pair)
    ):
        return Loose("Zero", (), tuple(it.size(part) for part in pair), node.span)
    if isinstance(base, Name) and base.name == "delta" and found not in it.scope.names:
        return _kronecker_delta(it, node)
    if isinstance(base, Fence) and base.open == "‖":
        from derive.elaborate.brackets import norm

        return norm(it, base, subscript(node.sub) or "2", node.span)
    return None


def _identity_size(it: Interpreter, sub: Node) -> Size:
    """The size below an identity. `X^T X + α I_d` of an X with p columns, where nothing has been said of a d: it is what fits."""
    letter = key(sub) if isinstance(sub, Name) else None
    if letter is None or letter in it.sizes.met or letter in it.scope.names or not it.sizes.met:
        return it.size(sub)
    it.scope.sizes.add(letter)
    return it.sizes.unsaid.setdefault(letter, it.sizes.fresh())


# "the n × n matrix whose entries are all 1/n"
_AVERAGES = re.compile(
    r"\bentr(?:y|ies)\b[^.;]{0,40}?(?:1\s*/\s*|\\[dt]?frac\s*\{?\s*1\s*\}?\s*\{?\s*)(?P<size>[A-Za-z]\b)"
)


def _of_equal_entries(it: Interpreter, known: Known, node: Sub) -> Loose:
    """A bold 1 that is declared as a matrix: all ones, or all 1/n where the words behind its declaration say so."""
    ones = Loose("Ones", (), known.sizes, node.span)
    line = it.text.splitlines()[known.line - 1] if known.line <= it.text.count("\n") + 1 else ""
    said = _AVERAGES.search(line)
    size = it.sizes.resolve(known.sizes[0])
    if said is None:
        return ones
    if size != Size.name(said["size"]):
        raise Unreadable("a matrix of equal entries of which it is not read what they are", node.span)
    share = Loose("Power", (Loose("SizeValue", (), size, node.span), Loose("Number", (), Fraction(-1), node.span)))
    return Loose("Product", (share, ones), None, node.span)


def _counts_entries(it: Interpreter, sub: Node) -> bool:
    """Whether the subscript of a plain 0 or 1 is how many of them a vector has: a small letter that is no index, or what is known to be a size; `1_A` is no vector."""
    if isinstance(sub, Brace):
        return _counts_entries(it, sub.body)
    if not isinstance(sub, Name) or sub.style or it.index(sub.name) is not None:
        return False
    return sub.name in it.scope.sizes or (len(sub.name) == 1 and sub.name.islower() and sub.name not in FREE_INDICES)


def _is_pair(it: Interpreter, sub: Node) -> bool:
    """Whether the subscript of a bold 0 or 1 is the size of a matrix: `n × m`, `n, m`."""
    if isinstance(sub, Brace):
        return _is_pair(it, sub.body)
    if isinstance(sub, Juxt):  # `A × B` of sets is no size
        small = (
            not isinstance(part, Name) or part.name.islower() or part.name in it.scope.sizes for part in sub.factors
        )
        return sub.signs == ("×",) and all(small)
    return isinstance(sub, Tuple) and len(sub.items) == 2 and all(_counts_entries(it, part) for part in sub.items)


def _unit(it: Interpreter, base: Node, mark: str, script: Node, span: tuple[int, int]) -> Loose | None:
    """`E_{ij}`, `J^{ij}` of matrix units that the text has introduced: e_i e_jᵀ, each index over the axis that it stands for; `e_i` of unit vectors."""
    unit = it.scope.units.get(f"{key(base)}{mark}")
    parts = subscripts(script)
    if unit is None or len(parts) != len(unit.letters):
        return None
    vectors = []
    for place, part in enumerate(parts):
        read = _index(it, part) or (_entered(it, part) if _is_paired(it, part) else None)
        if read is None:
            return None
        size = _axis(it, unit, place, read)
        vectors.append(Loose("BasisVector", (read,), size, part.span))
    if len(vectors) == 1:
        return vectors[0]
    return Loose("Product", (vectors[0], Loose("Transpose", (vectors[1],), None, span)), None, span)


def _axis(it: Interpreter, unit: Unit, place: int, index: Loose) -> Size:
    """The size of an axis of a matrix unit."""
    own = index.data.sizes[0] if index.op == "Index" else it.sizes.fresh()
    if not unit.shape:
        return own
    letter = index.data.name if index.op == "Index" else ""
    known = unit.shape[unit.letters.index(letter) if letter in unit.letters else place]
    square = len({it.sizes.resolve(size) for size in unit.shape}) == 1
    if index.op == "Index" and (square or letter in unit.letters) and not it.sizes.unify(own, known):
        raise Unreadable("an index over another range than that of the matrix unit", index.span)
    return known if square or letter in unit.letters or index.op != "Index" else own


def _kronecker_delta(it: Interpreter, node: Sub) -> Loose | None:
    """`δ_{ij}`: the entries of the identity, where the text has not introduced δ otherwise."""
    if "delta" in it.scope.names or "delta[]" in it.scope.names:
        return None
    parts = subscripts(node.sub)
    if len(parts) != 2 or not all(it.index(key(part)) is not None or _is_paired(it, part) for part in parts):
        return None
    indices = tuple(_entered(it, part) for part in parts)
    return Loose("Entry", (Loose("Identity", (), it.sizes.fresh(), node.span),), indices, node.span)


def _chosen(it: Interpreter, stem: str | None, label: Node) -> bool:
    """`f_{y_i}` beside `f_j`: which entry of f it is depends on the value of y_i."""
    inner = label.sub if isinstance(label, Sub) and isinstance(label.base, Name) else None
    if not (isinstance(inner, Name) and inner.name in FREE_INDICES) or stem is None:
        return False
    return any(use in FREE_INDICES for use in it.survey.subscripts.get(stem, ()))


def _is_paired(it: Interpreter, part: Node) -> bool:
    return isinstance(part, Name) and not part.style and _is_free(it, part.name, PAIRED_INDICES)


def _entered(it: Interpreter, part: Node) -> Loose | None:
    """An index of the statement, entered when it is met first."""
    if isinstance(part, Name) and it.index(part.name) is None:
        it.indices.append(it.new_index(part.name, part.name))
    return _index(it, part)


_IN_BLOCKS = re.compile(r"\bblock|\bpartition", re.I)
_BLOCK = re.compile(r"_\d\d$")  # the name of one


def _rank(it: Interpreter, node: Sub) -> int:
    """Of how many axes what bears a subscript is: that of a name, and of a matrix in brackets, `(A B)_{12}`, in a text that speaks of no blocks."""
    base = node.base
    known = it.scope.names.get(key(base) or "")
    if known is not None:
        return known.rank if not known.kind else 0
    if not (isinstance(base, Fence) and isinstance(node.sub, Num)) or _IN_BLOCKS.search(it.text):
        return 0
    if any(entry.rank == 2 and _BLOCK.search(name) for name, entry in it.scope.names.items() if not entry.kind):
        return 0
    try:
        return len(it.sizes.shape(Shaper(it.sizes).shape(it.read(base))))
    except (Clash, Unreadable):
        return 0


def family_of(it: Interpreter, stem: str | None) -> Known | None:
    """The family that is indexed under a stem: the text has said what x_i is for every i."""
    if stem is None:
        return None
    return it.scope.names.get(f"{stem}[]") or twin(it, f"{stem}[]")


def _of_family(it: Interpreter, family: Known, indices: Slots, node: Node) -> Loose:
    if family.rank < len(indices):
        raise Unreadable("a family with another number of indices elsewhere", node.span)
    slots = (*indices, *[None] * (family.rank - len(indices)))
    if family.rank == 2 and len(indices) == 1 and _is_column(it, family, node):
        slots = (None, *indices)
    return Loose("Entry", (Loose("Symbol", (), family, node.span),), slots, node.span)


def _is_column(it: Interpreter, family: Known, node: Node) -> bool:
    """Whether `x_j` is a column of the x_{ij}."""
    names = whole_names(node.sub) if isinstance(node, Sub) else frozenset()
    letter = next(iter(names)) if len(names) == 1 else ""
    return is_second(it.survey, family.name.removesuffix("[]"), letter)


def _family(it: Interpreter, node: Sub, stem: str | None, indices: Slots) -> Loose:
    """`x_i`: an entry of a family that is indexed only, its first axes the indices."""
    if stem is None:
        raise Unreadable("an index under an expression", node.span)
    whole = f"{stem}_{subscript(node.sub)}"
    inner = 1 if is_vector_stem(it.survey, stem) or whole in it.survey.vectors else 0
    if len(indices) == 2 and whole not in it.survey.vectors and are_entries(it.survey, stem):
        inner = 0
    if whole in it.survey.matrices:
        inner = 2
    return _of_family(it, new_family(it, stem, it.latex(node.base), len(indices), inner), indices, node)


def new_family(it: Interpreter, stem: str, latex: str, indices: int, inner: int, mark: str = "[]") -> Known:
    """A family entered into the scope, with sizes that its uses will bind; of the entries of a vector that stands whole, this."""
    if stem in it.survey.wholes and (indices, inner, mark) == (1, 0, "[]"):
        whole = lookup(it, stem, Name(stem))
        if whole.op == "Symbol" and whole.data.rank == 1 and not whole.data.kind:
            vector: Known = whole.data
            return vector
    rank = indices + inner
    known = Known(f"{stem}{mark}", latex, rank, tuple(it.sizes.fresh() for _ in range(rank)), Origin.INFERRED, it.line)
    known.kind = "family"
    it.scope.names[known.name] = known
    return known


def _mentions_index(loose: Loose) -> bool:
    return loose.op == "Index" or any(_mentions_index(part) for part in loose.parts)


def subscripts(node: Node) -> tuple[Node, ...]:
    """The parts of a subscript: `ij`, `i,j`."""
    if isinstance(node, Brace):
        return subscripts(node.body)
    return node.items if isinstance(node, Tuple) else node.factors if isinstance(node, Juxt) else (node,)


def index_list(it: Interpreter, node: Node, rank: int = 0) -> Slots | None:
    """The indices a subscript lists (`ij`, `i,j`, `12`, `i:`), or None when it is a label."""
    parts = subscripts(node)
    if rank == 2 and len(parts) == 1 and isinstance(node, Num) and node.text.isdigit() and len(node.text) == 2:
        return [Loose("Number", (), Fraction(digit), node.span) for digit in node.text]
    if isinstance(node, Juxt) and any(isinstance(part, Num) for part in parts) and len(parts) == 2 and rank < 2:
        parts = (Add((("+", node),), span=node.span),)  # `x_{2k}`
    found: Slots = []
    for part in parts:
        if isinstance(part, Symbolic) and part.sign == ":":
            found.append(None)
            continue
        read = _index(it, part)
        if read is None:
            return None
        found.append(read)
    return found if any(slot is not None for slot in found) else None


def _index(it: Interpreter, part: Node) -> Loose | None:
    if isinstance(part, Num) and part.text.isdigit():
        return Loose("Number", (), Fraction(part.text), part.span)
    if isinstance(part, Name) and it.index(key(part)) is not None:
        return lookup(it, key(part) or "", part)
    if isinstance(part, Name) and key(part) in it.scope.sizes:
        return Loose("SizeValue", (), Size.name(part.name), part.span)
    if isinstance(part, Add) and all(_counts(it, term) for _, term in part.terms):
        return it.read(part if len(part.terms) > 1 or part.terms[0][0] == "-" else part.terms[0][1])
    return None


def _counts(it: Interpreter, node: Node) -> bool:
    """Whether a node in a subscript is arithmetic on indices and sizes: `i+1`, `n-1`, `2k`."""
    if isinstance(node, Num):
        return node.text.isdigit()
    if isinstance(node, Juxt):
        return all(_counts(it, factor) for factor in node.factors)
    return isinstance(node, Name) and (it.index(key(node)) is not None or key(node) in it.scope.sizes)


def _free_indices(it: Interpreter, node: Sub, family: Known | None) -> Slots | None:
    """`A_{ij}` of a known matrix, `(A B)_{ii}` or `(A x)_i`: letters that are no names are indices for every value of which it is said."""
    parts = subscripts(node.sub)
    known = it.scope.names.get(key(node.base) or "")
    bracket = (
        _of_a_name(node.base)
        or (isinstance(node.base, Fence | Apply) and len(parts) == 2)
        or (isinstance(node.base, Fence) and node.base.open in ("(", "[") and not isinstance(node.base.body, Tuple))
    )
    bracket = bracket or (len(parts) == 1 and isinstance(node.base, Apply) and _acts_on_entries(node.base))
    beside = len(parts) > 1 and any(isinstance(p, Name) and it.index(key(p)) is not None for p in parts)
    if not bracket and not beside and family is None and (known is None or known.rank != len(parts) or known.kind):
        return None
    letters = [part.name if isinstance(part, Name) and not part.style else "" for part in parts]
    paired = len(parts) == 2 and (family is None or family.rank == 2)
    allowed: Container[str] = PAIRED_INDICES if paired else FREE_INDICES
    if bracket and len(parts) == 2:
        allowed = ascii_lowercase  # `[U^T V]_{ab}`
    spare = {letter for letter in letters if bracket and len(parts) == 2 and _is_spare(it, letter)}
    free = [letter in spare or _is_free(it, letter, allowed) for letter in letters]
    if family is None and not beside and not all(free):
        return None
    if not all(is_free or _index(it, part) is not None for part, is_free in zip(parts, free, strict=True)):
        return None
    return [_entered(it, part) if is_free else _index(it, part) for part, is_free in zip(parts, free, strict=True)]


def _of_a_name(node: Node) -> bool:
    """`softmax(z)`: a function of what has a name."""
    return isinstance(node, Apply) and isinstance(node.arg, Fence) and key(node.arg.body) is not None


def _is_spare(it: Interpreter, letter: str) -> bool:
    """Whether an index letter was only taken for a number for want of a word about it, "at bus $j$", so that under brackets it is an index."""
    known = it.scope.names.get(letter)
    if known is None or letter not in FREE_INDICES or letter in it.scope.sizes:
        return False
    return known.origin is Origin.INFERRED and not (known.rank or known.kind or known.definition)


_OF_VECTORS = frozenset(["softmax", "sigmoid", "tanh", "relu", "ReLU", "max", "min", "exp", "log"])


def _acts_on_entries(node: Apply) -> bool:
    """Whether the value of a function has the entries of its argument: `softmax(o)_j`, `max(0, x)_i`."""
    return isinstance(node.head, Operator) and node.head.name in _OF_VECTORS and isinstance(node.arg, Fence)


def _is_free(it: Interpreter, letter: str, allowed: Container[str]) -> bool:
    return letter != "" and letter in allowed and letter not in it.scope.names and letter not in it.scope.sizes


# -- superscripts ------------------------------------------------------------------------------------------------


@reads(Sup)
def sup(it: Interpreter, node: Sup) -> Loose:
    found, above = key(node), node.sup
    evaluated = between(it, node) or _exponential(it, node) or _listed_column(it, node)
    if evaluated is not None:
        return evaluated
    unit = _unit(it, node.base, "^", above.body if isinstance(above, Fence) else above, node.span)
    if unit is not None:
        return unit
    if is_doubtful(node):
        raise Unreadable(
            "a power behind a logarithm's brackets: of the logarithm, or of what it is taken of", node.span
        )
    indexed = _raised_index(it, node)
    if indexed is not None:
        return indexed
    marked = is_complement(above) or (is_label(above) and not isinstance(above, Fence))
    if found and (found in it.scope.names or marked):
        return lookup(it, found, node)
    bracketed = _in_brackets(it, node)
    if bracketed is not None:
        return bracketed
    lost_bars(it, node)
    if isinstance(above, Juxt) and _begins_with_label(it, node.base, above):
        return sup(it, Sup(Sup(node.base, above.factors[0], span=node.span), above.factors[1], span=node.span))
    if transposes(above) and not is_number_power(it, node):
        return _transposed(it, node)
    if isinstance(node.base, Operator):
        raise Unreadable("an operator that is applied to nothing", node.span)
    if isinstance(above, Juxt) and isinstance(above.factors[0], Symbolic) and above.factors[0].sign in FACTORS:
        raise Unreadable("a power of a product that is not read", node.span)
    if isinstance(node.base, Fence) and node.base.open in "[(" and isinstance(node.base.body, Tuple):
        raise Unreadable("a power of an interval or a list", node.span)
    base = it.read(node.base)
    if marks_pseudo_inverse(above):
        return Loose("PseudoInverse", (base,), None, node.span)
    if isinstance(above, Symbolic) and above.sign == "*":
        raise Unreadable("a star over an expression: adjoint or optimum", node.span)
    below = above.terms[0] if isinstance(above, Add) and len(above.terms) == 1 else ("", above)
    if below[0] == "-" and transposes(below[1]) and not is_number_raised(it, replace(node, sup=below[1])):
        power = Loose("Power", (base, Loose("Number", (), Fraction(-1), above.span)), None, node.span)
        return Loose("Transpose", (power,), None, node.span)
    if isinstance(above, Fence) and found is None and above.open == "(":
        return Loose("Power", (base, _exponent(it, above.body)), None, node.span)
    if isinstance(above, Fence | Prime | Tuple):
        if found is not None and isinstance(above, Fence):
            return lookup(it, found, node)
        raise Unreadable("a superscript that is a label", node.span)
    by_entries = "entries" if isinstance(above, Num) and _ENTRYWISE.search(it.text) else None
    return Loose("Power", (base, _exponent(it, above)), by_entries, node.span)


def _listed_column(it: Interpreter, node: Sup) -> Loose | None:
    """`(a, b)^T` within an expression: a column of numbers."""
    from derive.elaborate.dots import as_column

    fence = node.base
    listed = isinstance(fence, Fence) and isinstance(fence.body, Tuple) and not has_dots(fence.body.items)
    return as_column(it, node) if listed and transposes(node.sup) else None


def _exponential(it: Interpreter, node: Sup) -> Loose | None:
    """`e^{-z}` in a text that also names something e: a vector has no such powers, and a number of that letter is not likely to."""
    base, above = node.base, node.sup
    if not (isinstance(base, Name) and base.name == "e" and base.style in ("", "roman") and "e" in it.survey.heads):
        return None
    if isinstance(above, Add):
        (sign, first), *rest = above.terms
        if sign != "-" and isinstance(first, Name) and len(rest) == 1 and isinstance(rest[0][1], Num):
            return None  # `e^{k+1}` may be the error of the next step
    elif not isinstance(above, Frac | Sub | Juxt) or any(transposes(part) for part in inside(above)):
        return None
    return Loose("Power", (Loose("Constant", (), "e", base.span), it.read(above)), None, node.span)


# in such a text `1 - h^2` of a vector h means each entry; elsewhere the bars of a norm may be missing
_ENTRYWISE = re.compile(r"(?:element|entry|component|coordinate|point)[\s-]?wise", re.I)


def _raised_index(it: Interpreter, node: Sup) -> Loose | None:
    """`x^{(i)}` under a sum over i, or of a family that was seen before: an entry of a family."""
    if not (isinstance(node.sup, Fence) and node.sup.open == "("):
        return None
    stem = key(node.base)
    if stem is None:
        return None
    if isinstance(node.base, Sub) and isinstance(node.base.base, Name) and _runs_below(it, node.base):
        return _entry_of_raised(it, node, node.base, node.sup)
    family = it.scope.names.get(f"{stem}^[]")
    indices = index_list(it, node.sup.body)
    if not indices or (family is None and not any(slot and _mentions_index(slot) for slot in indices)):
        return None
    if family is None:
        whole = f"{stem}^({subscript(node.sup.body)})"
        inner = 1 if is_vector_stem(it.survey, stem) or whole in it.survey.vectors else 0
        family = new_family(it, stem, it.latex(node.base), len(indices), inner, "^[]")
    return _of_family(it, family, indices, node)


def _runs_below(it: Interpreter, node: Sub) -> bool:
    """Whether what stands below a name with something above it is an index that a sum runs over, here or elsewhere, or by custom one, where the members
    without it are vectors."""
    stem = key(node.base) or ""
    letters = [part.name for part in subscripts(node.sub) if isinstance(part, Name)]
    family = it.scope.names.get(f"{stem}^[]")
    if family is not None and family.rank == 2 and letters and all(_is_free(it, name, "ijkl") for name in letters):
        return True
    return any(letter in it.bound or (stem, letter) in it.survey.summed for letter in letters)


def _entry_of_raised(it: Interpreter, node: Sup, below: Sub, above: Fence) -> Loose:
    """`x_j^{(i)}`: the entry j of x^{(i)}, of a family of vectors. Raises Unreadable where the i is a mark, or where the members are no vectors."""
    stem = key(below.base) or ""
    one = index_list(it, above.body)
    sample = above.body.name if isinstance(above.body, Name) else ""
    if one is None and sample in it.survey.bound and _is_free(it, sample, FREE_INDICES):
        one = [_entered(it, above.body)]
    other = index_list(it, below.sub) or [_entered(it, part) for part in subscripts(below.sub)]
    if not one or len(one) != 1 or len(other) != 1:
        raise Unreadable("a member under a mark", node.span)
    family = it.scope.names.get(f"{stem}^[]") or new_family(it, stem, it.latex(below.base), 1, 1, "^[]")
    if family.rank != 2:
        raise Unreadable("a member under a mark", node.span)
    return Loose("Entry", (Loose("Symbol", (), family, node.span),), (*one, *other), node.span)


def _begins_with_label(it: Interpreter, base: Node, above: Juxt) -> bool:
    """Whether a label stands before a power or a transpose: `A^{*T}`, `x^{(i)2}`. Brackets that something is divided or multiplied behind, `2^{(m+n)/2}`,
    are an exponent, and so are those above what is no name."""
    label, last = above.factors[0], above.factors[-1]
    if above.signs != ("",) or not is_mark(label):
        return False
    if not isinstance(label, Fence):
        return True
    stem = key(base)
    plain = isinstance(label.body, Name | Num) or f"{stem}^[]" in it.scope.names
    return stem is not None and (transposes(last) or is_mark(last) or (plain and isinstance(last, Num)))


def _in_brackets(it: Interpreter, node: Sup) -> Loose | None:
    """`u_k^a` of a text that writes `u_k^{(a)}` elsewhere, of what has no powers: the same label without its brackets."""
    stem, above = key(node.base), node.sup
    if stem is None or not isinstance(above, Name) or above.style or transposes(above) or it.index(above.name):
        return None
    known = it.scope.names.get(f"{stem}^({above.name})")
    if known is None or known.kind or not known.sizes or f"{stem}" in it.scope.names:
        return None
    square = len(known.sizes) == 2 and it.sizes.resolve(known.sizes[0]) == it.sizes.resolve(known.sizes[1])
    return None if square else lookup(it, known.name, node)


def _exponent(it: Interpreter, above: Node) -> Loose:
    read = it.read(above)
    return Loose("Number", (), Fraction(0), above.span) if read.op == "Zero" else read


def _transposed(it: Interpreter, node: Sup) -> Loose:
    base, above = it.read(node.base), node.sup
    listed = node.base.body if isinstance(node.base, Fence) and node.base.open == "[" else None
    if isinstance(listed, Tuple) and has_dots(listed.items) and is_vector(it, base):
        return base  # `[x_1, …, x_n]^T` in square brackets is a column
    if isinstance(above, Juxt) and any(not transposes(part) for part in above.factors):
        raise Unreadable("a superscript with several parts", node.span)
    if adjoins(above):
        base = Loose("Conjugate", (base,), None, node.span)
    return Loose("Transpose", (base,), None, node.span)
