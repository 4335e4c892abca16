"""What custom calls x̄, s_x², s_xy and r_xy of data x_1, …, x_n: the sample mean, variance, covariance and correlation, in a text that speaks of such and
does not say what they are. [CB] G. Casella and R. L. Berger, Statistical Inference, 2nd ed. (2002), definitions 5.2.2 and 5.2.3, exercise 7.57.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.build import Builder
from derive.elaborate.loose import Loose
from derive.elaborate.scope import Known
from derive.goals import Definition, Origin
from derive.record import dataclass
from derive.terms import BigSum, Entry, Index, Number, Power, Product, SizeValue, Sum, Symbol, Term

_MEANS = re.compile(
    r"\bmeans?\b|\baverages?\b|\bregression\b|\bsamples?\b|\blikelihood\b|\bestimat(?:e|es|or|ors)\b|\bi\.?i\.?d\b|\bleast[- ]squares\b",
    re.I,
)
_VARIANCES = re.compile(
    r"\bsample (?:variances?|covariances?|standard deviations?)\b|\bsample (?:mean|correlation)", re.I
)
_OTHERS = re.compile(r"\b(?:population|true|posterior|prior|weighted|expected|moving|running)\b", re.I)
_CORRELATIONS = re.compile(r"\b(?:sample|Pearson|empirical)\b[^.;$]{0,30}\bcorrelation|\bcorrelation coefficient", re.I)
_SPREAD = re.compile(r"([sr])_([a-z])([a-z])?")
_ONE, _MINUS = Number(Fraction(1)), Number(Fraction(-1))


@dataclass(frozen=True, slots=True)
class Statistics:
    """The data of a document by their names, and what its text speaks of."""

    text: str
    names: Mapping[str, Known]
    builder: Builder

    def definition(self, name: str, defined: Collection[str]) -> Definition | None:
        """What a name means by custom; None for others, and for those that are `defined`."""
        known = self.names.get(name)
        if known is None or name in defined or known.kind or known.definition or known.origin is Origin.DECLARED:
            return None
        if name.startswith("bar("):
            return self._mean(known, name[4:-1]) if _MEANS.search(self.text) else None
        match = _SPREAD.fullmatch(name)
        correlates = match is not None and match[1] == "r"
        if match is None or known.sizes:
            return None
        spoken = _CORRELATIONS.search(self.text) or (not correlates and _VARIANCES.search(self.text))
        if not spoken:
            return None
        one, other = self._data(match[2]), self._data(match[3] or match[2])
        if one is None or other is None or len(one.shape) != 1 or one.shape != other.shape:
            return None
        if correlates and match[3]:
            spreads = (Power(covariance(of, of, name), Number(Fraction(-1, 2))) for of in (one, other))
            return self._made(known, Product((covariance(one, other, name), *spreads)))
        if correlates:
            return None
        value = covariance(one, other, name)
        return self._made(known, value if match[3] else Power(value, Number(Fraction(1, 2))))

    def is_said(self, name: str) -> bool:
        """Whether the text calls a name a mean, "where $\\bar x$ is the mean of the $x_i$": of the data, then, whose bar it bears."""
        written = re.escape(self.names[name].latex) if name in self.names and name.startswith("bar(") else ""
        found = re.search(
            rf"{written}[^.;]{{0,60}}\b(?:means?|averages?)\b|\b(?:means?|averages?)\b[^.;]{{0,40}}{written}", self.text
        )
        return bool(written) and found is not None and _OTHERS.search(found[0]) is None

    def _mean(self, known: Known, of: str) -> Definition | None:
        data = self._data(of)
        return self._made(known, mean(data, known.name)) if data is not None else None

    def _made(self, known: Known, value: Term) -> Definition | None:
        symbol = self.builder.build(Loose("Symbol", (), known))
        return Definition(symbol, value) if isinstance(symbol, Symbol) and symbol.shape == value.shape else None

    def _data(self, of: str) -> Symbol | None:
        """The family x_1, x_2, … or the vector x."""
        found = next((entry for n in (f"{of}[]", of) if (entry := self.names.get(n)) and entry.sizes), None)
        built = self.builder.build(Loose("Symbol", (), found)) if found is not None else None
        return built if isinstance(built, Symbol) else None


def is_mean(name: str, names: Mapping[str, Known], text: str) -> bool:
    """Whether a bar over data makes their mean, in a text that speaks of such."""
    return name.startswith("bar(") and f"{name[4:-1]}[]" in names and _MEANS.search(text) is not None


def mean(data: Symbol, of: str) -> Term:
    """(1/n) Σ_i x_i."""
    index = Index(f"member in {of}", data.shape[0])
    total = BigSum(index, Entry(data, (index, *[None] * (len(data.shape) - 1))))
    return Product((Power(SizeValue(data.shape[0]), _MINUS), total))


def covariance(one: Symbol, other: Symbol, of: str) -> Term:
    """1/(n - 1) Σ_i (x_i - x̄)(y_i - ȳ)."""
    index = Index(f"member of {of}", one.shape[0])
    apart = tuple(Sum((Entry(data, (index,)), Product((_MINUS, mean(data, of))))) for data in (one, other))
    return Product((Power(Sum((SizeValue(one.shape[0]), _MINUS)), _MINUS), BigSum(index, Product(apart))))
