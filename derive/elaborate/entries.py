"""Entries under another letter than what holds them, as custom has it: x_i of a bold x, a_{ij} of a matrix A, σ_{ij} of Σ."""

from __future__ import annotations

from string import ascii_lowercase

from derive import lazy_re as re
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose, is_known
from derive.elaborate.names import FREE_INDICES, lookup
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import Survey, is_capital, is_iterate, labels
from derive.formula.syntax import Brace, Juxt, Name, Node, Num, Sub, Tuple
from derive.goals import Origin

_DECORATED = re.compile(r"((?:[a-z]+\()*)([A-Za-z]+)(\)*)")
_PAIR, _LETTERED = re.compile(r"[1-9]{2}"), re.compile(r"[i-n],?[i-n]")
_GREEK = {"sigma": "Sigma", "lambda": "Lambda", "gamma": "Gamma", "omega": "Omega", "theta": "Theta", "phi": "Phi", "psi": "Psi"}  # fmt: skip


def held(it: Interpreter, node: Sub, stem: str | None, found: str | None) -> Loose | None:
    """`x_i`, `a_{ij}` as an entry of the vector or the matrix of that letter (Horn & Johnson: Matrix Analysis, 0.1), where the text has introduced
    this and nothing under the letter itself, and the indices run where its axes do."""
    parts = _digits(it.survey, node.sub, stem) or _parts(node.sub)
    if stem is None or found in it.scope.names or not 1 <= len(parts) <= 2:
        return None
    if is_iterate(it.survey, found or "", stem) and not any(it.index(letter) for letter in labels(found or "", stem)):
        return None  # the point of a step
    holder = of_letter(it, stem, len(parts))
    if holder is None or not all(_may_index(it, part, len(parts)) for part in parts):
        return None
    if len(parts) == 1 and key(parts[0]) in it.survey.subscripts.get(holder.name, ()):
        return None  # a bold x_i stands somewhere too
    fresh = [part.name for part in parts if isinstance(part, Name) and it.index(part.name) is None]
    count = len(it.indices)
    it.indices += [it.new_index(letter, letter) for letter in dict.fromkeys(fresh)]
    slots = tuple(lookup(it, part.name, part) if isinstance(part, Name) else it.read(part) for part in parts)
    for slot, size in zip(slots, holder.sizes, strict=True):
        ranges = it.sizes.shape((slot.data.sizes[0], size)) if slot.op == "Index" else ()
        if ranges and is_known(ranges) and ranges[0] != ranges[1]:
            del it.indices[count:]
            return None
    it.customary = it.customary or len(parts) == 2 or holder.origin is Origin.INFERRED
    return Loose("Entry", (Loose("Symbol", (), holder, node.span),), slots, node.span)


def _digits(survey: Survey, label: Node, stem: str | None) -> tuple[Node, ...]:
    """The indices of `a_{12}`, where all that stands below the letter are pairs of letters or of digits; nothing elsewhere."""
    if not isinstance(label, Num) or not _PAIR.fullmatch(label.text):
        return ()
    if not all(_PAIR.fullmatch(found) or _LETTERED.fullmatch(found) for found in survey.subscripts.get(stem or "", ())):
        return ()
    return tuple(Num(digit, span=label.span) for digit in label.text)


def of_letter(it: Interpreter, stem: str, count: int) -> Known | None:
    """The vector or the matrix whose entries are written with a letter of their own; None where that letter stands for something else."""
    names, own = it.scope.names, it.scope.names.get(stem)
    said = count == 2 and own is not None and own.origin is not Origin.INFERRED
    taken = own is not None and (own.rank or own.kind or said)
    match = _DECORATED.fullmatch(stem)
    if taken or match is None or is_capital(stem):
        return None
    labels = it.survey.subscripts.get(stem, ())
    if any(f"{stem}_{label}" in it.survey.vectors for label in labels):
        return None
    family = names.get(f"{stem}[]")
    if family is not None and (family.origin is not Origin.INFERRED or family.definition):
        return None
    before, letter, after = match.groups()
    bold, vec = f"{before}bold:{letter}{after}", f"{before}vec:{letter}{after}"
    if count == 1:
        wanted: tuple[str, ...] = (bold, vec)
    else:
        capital = _GREEK.get(letter) or (letter.upper() if len(letter) == 1 else "")
        wanted = tuple(f"{before}{mark}{capital}{after}" for mark in ("bold:", "")) if capital else ()
    own_vectors = [names[f"{name}{mark}"] for name in (bold, vec) for mark in ("[]", "^[]") if f"{name}{mark}" in names]
    if own_vectors:  # a bold x_i is a vector of its own, and x_{ij} its entry unless it is a column
        known = own_vectors[0]
        rows = known.rank == count == 2 and known.name.endswith("[]") and "column" not in known.definition
        return known if rows and len(own_vectors) == 1 else None
    holders = [names[name] for name in wanted if name in names]
    fitting = [known for known in holders if known.rank == count and not known.kind]
    return fitting[0] if len(fitting) == 1 else None


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Brace):
        return _parts(node.body)
    if isinstance(node, Juxt) and any(node.signs):
        return ()
    return node.items if isinstance(node, Tuple) else node.factors if isinstance(node, Juxt) else (node,)


def _may_index(it: Interpreter, part: Node, count: int) -> bool:
    """Whether a part of a subscript is an index: one that is bound, or a letter that stands for nothing else."""
    if isinstance(part, Num):
        return count == 2 and part.text.isdigit() and part.text != "0"
    if not isinstance(part, Name) or part.style:
        return False
    if it.index(part.name) is not None:
        return True
    allowed = FREE_INDICES if count == 1 else ascii_lowercase
    free = len(part.name) == 1 and part.name in allowed
    return free and key(part) not in it.scope.names and part.name not in it.scope.sizes
