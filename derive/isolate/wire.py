"""Reports as JSON and back: what a child process says to the one that watches it.

Nothing that comes from a child is unpickled or evaluated; a message that does not have the expected form raises
`WireError`. Terms do not travel (`Repair.statement` becomes None), and a certificate travels as its JSON form.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from typing import Any

from derive import report as model
from derive.goals import Claim, Counterexample, Evidence, Judgement, Repair, Result, Verdict
from derive.record import names_of

Decoder = Callable[[Any], Any]


class WireError(Exception):
    """A message that is not one."""


def encode(value: Any) -> Any:
    """The JSON form of a report or a part of one."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (tuple, list, frozenset, set)):
        return [encode(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Evidence):
        return {**_fields(value, {"certificate"}), "certificate": _certificate(value.certificate)}
    if isinstance(value, Repair):
        return _fields(value, {"statement"})
    if hasattr(value, "keys"):
        return {str(key): encode(value[key]) for key in value}
    if names_of(value):
        return _fields(value, set())
    return str(value)


def _fields(value: Any, but: set[str]) -> dict[str, Any]:
    return {name: encode(getattr(value, name)) for name in names_of(value) if name not in but}


def _certificate(certificate: object) -> Any:
    if certificate is None or isinstance(certificate, (dict, list, str)):
        return certificate
    from derive.kernel.proof import Unproved
    from derive.rules.saved import certificate_json

    try:
        return certificate_json(certificate)
    except (Unproved, TypeError) as error:  # what is no certificate is found not to hold by the one that replays it
        return {"broken": str(error)}


def freeze(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    if isinstance(value, list):
        return tuple(freeze(item) for item in value)
    if isinstance(value, dict):
        return {key: freeze(item) for key, item in value.items()}
    return value


def _many(decoder: Decoder) -> Decoder:
    return lambda items: tuple(decoder(item) for item in items)


def _maybe(decoder: Decoder) -> Decoder:
    return lambda item: None if item is None else decoder(item)


def _record(cls: type[Any]) -> Decoder:
    def decode(item: Any) -> Any:
        parts = PARTS.get(cls, {})
        known = names_of(cls)
        return cls(**{name: parts.get(name, freeze)(value) for name, value in item.items() if name in known})

    return decode


PARTS: dict[type[Any], dict[str, Decoder]] = {
    model.DocumentReport: {
        "symbols": _many(_record(model.SymbolReport)),
        "steps": _many(_record(model.StepReport)),
        "formulas": _record(model.Formulas),
        "given": _many(_record(model.Given)),
    },
    model.Formulas: {"unread": _many(_record(model.Unread)), "not_checked": _many(_record(model.NotChecked))},
    model.Unread: {"place": _record(model.Place)},
    model.NotChecked: {"place": _record(model.Place)},
    model.StepReport: {
        "place": _record(model.Place),
        "fault": _maybe(_record(model.Place)),
        "claim": Claim,
        "judgement": _record(Judgement),
        "after": _maybe(_record(Judgement)),
        "asked": tuple,
        "asked_after": tuple,
    },
    Judgement: {
        "verdict": Verdict,
        "evidence": _many(_record(Evidence)),
        "counterexample": _maybe(_record(Counterexample)),
        "repairs": _many(_record(Repair)),
    },
    Evidence: {
        "result": Result,
        "verdict": Verdict,
        "counterexample": _maybe(_record(Counterexample)),
        "certificate": lambda value: value,
    },
    Repair: {"verdict": Verdict},
}


def decode_document(value: Any) -> model.DocumentReport:
    """A document's report from its JSON form. Raises `WireError`."""
    return _checked(model.DocumentReport, value)  # type: ignore[no-any-return]


def decode_step(value: Any) -> model.StepReport:
    """A step's report from its JSON form. Raises `WireError`."""
    return _checked(model.StepReport, value)  # type: ignore[no-any-return]


def decode_evidence(value: Any) -> Evidence:
    """An engine's word from its JSON form. Raises `WireError`."""
    return _checked(Evidence, value)  # type: ignore[no-any-return]


def decode_judgement(value: Any) -> Judgement:
    """A judgement from its JSON form. Raises `WireError`."""
    return _checked(Judgement, value)  # type: ignore[no-any-return]


def _checked(cls: type[Any], value: Any) -> Any:
    try:
        return _record(cls)(value)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise WireError(f"not a {cls.__name__}: {error}") from error
