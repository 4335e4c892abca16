"""Whether a statement may be refuted at all: a counterexample counts only against an identity in what the text has introduced."""

from __future__ import annotations

from collections.abc import Mapping

from derive.elaborate.scope import Known
from derive.goals import Definition, Origin
from derive.terms import (
    Apply,
    Derivative,
    HasProperty,
    Iff,
    Implies,
    Index,
    Relates,
    Relation,
    Statement,
    Term,
    symbols,
    walk,
)


def free_names(term: Term, definitions: Mapping[str, Definition]) -> set[str]:
    """The names a term speaks of once definitions are unfolded."""
    found: set[str] = set()
    pending = list(symbols(term))
    seen: set[str] = set()
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in definitions:
            pending.extend(symbols(definitions[name].value))
        else:
            found.add(name)
    return found


def obstacle(
    statement: Statement, definitions: Mapping[str, Definition], known: Mapping[str, Known], follows: bool
) -> str:
    """Why a counterexample to this statement would not show that the text is wrong; '' when it would."""
    for part in walk(statement):
        if isinstance(part, Apply) and part.name.startswith("user:"):
            return f"the function {part.name.removeprefix('user:')} is not defined in what was read"
        if isinstance(part, Derivative):
            reason = _dependence(part, definitions, known)
            if reason:
                return reason
    if isinstance(statement, Relates):
        return _one_sided(statement, definitions, follows)
    if isinstance(statement, Implies | Iff):
        before = statement.premises if isinstance(statement, Implies) else (statement.left,)
        after = statement.conclusion if isinstance(statement, Implies) else statement.right
        given = set().union(*(free_names(premise, definitions) for premise in before))
        new = free_names(after, definitions) - given
        return f"{min(new)} does not occur in what it is concluded from" if new else ""
    return "" if isinstance(statement, HasProperty) else ""


def _one_sided(statement: Relates, definitions: Mapping[str, Definition], follows: bool) -> str:
    if statement.relation is not Relation.EQUAL:
        return "it is a condition on what the text leaves free" if free_names(statement, definitions) else ""
    left, right = free_names(statement.left, definitions), free_names(statement.right, definitions)
    if not follows and bool(left) is not bool(right):
        return "it sets something to a number: a condition rather than an identity"
    varied = {
        name for part in walk(statement) if isinstance(part, Derivative) for v in part.variables for name in symbols(v)
    }
    alone = ((left - right) | (right - left)) - varied  # a derivative need not depend on its variable any more
    if alone and left and right:
        return f"{min(alone)} stands on one side only and is not defined in what was read: this relates names rather than being an identity"
    return ""


def _dependence(part: Derivative, definitions: Mapping[str, Definition], known: Mapping[str, Known]) -> str:
    inside = free_names(part.body, definitions)
    variables = {name for variable in part.variables for name in symbols(variable)}
    if not variables & inside:
        return "how the differentiated quantity depends on its variable is not defined in what was read"
    for name in sorted(inside - variables):
        entry = known.get(name)
        stem = name.split(":")[-1]
        if (
            entry is not None
            and entry.origin is Origin.INFERRED
            and (not stem[:1].isupper() or "(" in stem)
            and len(part.shape) > 0
        ):
            return f"whether {name} depends on the variable is not said in what was read"
    return ""


def constant_derivative(statement: Statement, definitions: Mapping[str, Definition]) -> bool:
    """Whether a derivative is taken of something in which its variable does not occur: then nothing can be said, for or against."""
    for part in walk(statement):
        if isinstance(part, Derivative) and not isinstance(part.body, Index):
            variables = {name for variable in part.variables for name in symbols(variable)}
            if not variables & free_names(part.body, definitions):
                return True
    return False
