"""Classes of records: one constructor that goes through the fields, and one that is compiled, which do the same."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import pytest

from derive import record
from derive.record import FrozenInstanceError, dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Base:
    span: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Pair(Base):
    left: int
    right: int = 2
    names: list[str] = field(default_factory=list, kw_only=True)
    total: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", self.left + self.right)


WRONG: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((), {}),
    ((1, 2, 3), {}),
    ((1,), {"left": 1}),
    ((1,), {"other": 1}),
    ((1,), {"total": 1}),
]


def made() -> list[Pair]:
    return [Pair(1), Pair(1, 3, span=4), Pair(right=5, left=6, names=["a"])]


def test_the_first_instances_are_those_of_the_compiled_constructor() -> None:
    early = made()
    for _ in range(record.FEW):  # type: ignore[attr-defined]
        Pair(0)
    late = made()
    assert early == late and [repr(one) for one in early] == [repr(one) for one in late]
    assert [one.total for one in late] == [3, 4, 11] and [one.span for one in late] == [0, 4, 0]
    assert early[0].names is not early[1].names
    assert pickle.loads(pickle.dumps(late)) == early and hash(Base(span=1)) == hash(Base())
    assert replace(late[0], left=7).total == 9
    with pytest.raises(FrozenInstanceError):
        late[0].left = 3  # type: ignore[misc]


@pytest.mark.parametrize(("arguments", "named"), WRONG)
@pytest.mark.parametrize("before", [0, 40])
def test_wrong_calls_are_refused_at_any_time(arguments: tuple[Any, ...], named: dict[str, Any], before: int) -> None:
    @dataclass(frozen=True, slots=True)
    class Own:
        left: int
        right: int = 2
        total: int = field(default=0, init=False)

    for _ in range(before):
        Own(1)
    with pytest.raises(TypeError):
        Own(*arguments, **named)
    assert Own(1).right == 2


def test_methods_that_a_class_defines_are_kept() -> None:
    @dataclass(slots=True, order=True)
    class Own:
        value: int

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return False

        def again(self) -> str:
            return super().__str__()

    one = Own(1)
    assert repr(one) == "own" and one != one and one < Own(2) and one.again() == "own"
    assert Own.__match_args__ == ("value",) and not dataclasses.is_dataclass(Own)
