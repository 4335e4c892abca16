"""One instance: the sizes and the exact values at which a statement is evaluated."""

from __future__ import annotations

from collections.abc import Callable

from derive.numerics.arrays import Array
from derive.numerics.fields import NotEvaluable
from derive.record import dataclass, field
from derive.sizes import Size
from derive.terms import Shape, Symbol


@dataclass(slots=True)
class Instance:
    """Values by symbol name. `integers` are the symbols whose value is a known integer (exponents, counts).

    `draw` makes the value of a symbol that has none yet; `directions` hold the differentials of symbols, made by `draw_direction`.
    """

    sizes: dict[str, int]
    values: dict[str, Array] = field(default_factory=dict)
    integers: dict[str, int] = field(default_factory=dict)
    draw: Callable[[Symbol], Array] | None = None
    directions: dict[str, Array] = field(default_factory=dict)
    draw_direction: Callable[[Symbol], Array] | None = None
    constants: frozenset[str] = frozenset()
    symmetric: frozenset[str] = frozenset()  # derivatives by these move along symmetric directions
    diagonal: frozenset[str] = frozenset()  # and by these along diagonal ones
    projected: frozenset[str] = frozenset()  # and by these along the projections of the unit ones to symmetric ones

    def size(self, size: Size) -> int:
        """The integer a size is here. Raises NotEvaluable for a name without a value or a size below 1."""
        value = self.count(size)
        if value < 1:
            raise NotEvaluable(f"the size {size} is {value} here")
        return value

    def count(self, size: Size) -> int:
        """The integer that is written as a size: `n - 1` of n = 1 is 0, though nothing has that size. Raises NotEvaluable for a name without a value."""
        if size.value is not None:
            return size.value
        try:
            return size.at(self.sizes)
        except KeyError as missing:
            raise NotEvaluable(f"the size {missing.args[0]} has no value") from None

    def shape(self, shape: Shape) -> tuple[int, ...]:
        """The integers of a shape."""
        return tuple([self.size(size) for size in shape])

    def value(self, symbol: Symbol) -> Array:
        """The symbol's value, drawn when it has none. Raises NotEvaluable when it cannot be drawn."""
        found = self.values.get(symbol.name)
        if found is None:
            if self.draw is None:
                raise NotEvaluable(f"{symbol.name} has no value")
            found = self.values[symbol.name] = self.draw(symbol)
        if found.shape != self.shape(symbol.sizes):
            raise NotEvaluable(f"{symbol.name} is used with two shapes")
        return found

    def direction(self, symbol: Symbol) -> Array:
        """The differential of a symbol. Raises NotEvaluable when none can be drawn."""
        found = self.directions.get(symbol.name)
        if found is None:
            if self.draw_direction is None:
                raise NotEvaluable(f"d{symbol.name} has no value")
            found = self.directions[symbol.name] = self.draw_direction(symbol)
        return found
