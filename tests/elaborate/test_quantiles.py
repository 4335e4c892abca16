"""Medians and quantiles of numbers whose law is known."""

from __future__ import annotations

from tests.judged import verdicts

_ALL = ("algebra", "modular", "reals", "sympy", "numeric")
_CONFIRMED = {"proved", "tested", "supported"}
_LAW = r"Let $T$ be a random variable with $T \sim %s$. Its quantile function, and its median, are of interest." "\n\n"


def _both(law: str, right: str, wrong: str) -> None:
    assert set(verdicts(_LAW % law + f"$$ {right} . $$", _ALL)) <= _CONFIRMED != set()
    assert verdicts(_LAW % law + f"$$ {right} . $$", _ALL) != []
    assert not set(verdicts(_LAW % law + f"$$ {wrong} . $$", _ALL)) & _CONFIRMED


def test_a_median_is_where_the_distribution_function_is_one_half() -> None:
    _both(r"\mathcal{U}(c, d)", r"\mathrm{median}(T) = \frac{c + d}{2}", r"\mathrm{median}(T) = \frac{d - c}{2}")
    _both(r"\mathrm{Exp}(r)", r"\mathrm{median}(T) = \frac{\ln 2}{r}", r"\mathrm{median}(T) = r \ln 2")


def test_the_logarithm_of_a_median_and_medians_in_conclusions() -> None:
    law = r"\mathrm{Exp}(r)"
    _both(
        law,
        r"\ln \left[ \mathrm{median}(T) \right] = \ln \ln 2 - \ln r",
        r"\ln \left[ \mathrm{median}(T) \right] = \ln 2 - \ln r",
    )
    text = _LAW % law + r"Setting $p = 1/2$, we obtain $$ \mathrm{median}(T) = %s . $$"
    assert verdicts(text % r"- \frac{\ln(1/2)}{r}", _ALL)[-1] in _CONFIRMED
    assert verdicts(text % r"\frac{\ln(1/2)}{r}", _ALL)[-1] not in _CONFIRMED


def test_the_distribution_function_at_a_quantile_is_its_probability() -> None:
    _both(r"\mathrm{Exp}(r)", r"F_T(\mathrm{median}(T)) = \frac{1}{2}", r"F_T(\mathrm{median}(T)) = \frac{1}{3}")
    _both(r"\mathrm{Exp}(r)", r"F_T(Q_T(p)) = p", r"F_T(Q_T(p)) = 1 - p")


def test_a_quantile_is_where_the_distribution_function_has_the_value() -> None:
    _both(r"\mathrm{Exp}(r)", r"Q_T(p) = - \frac{\ln(1 - p)}{r}", r"Q_T(p) = - \frac{\ln p}{r}")


def test_what_defines_them_and_counts_are_no_claims_about_values() -> None:
    assert verdicts(_LAW % r"\mathrm{Exp}(r)" + r"$$ Q_T(p) = F_T^{-1}(p) $$") in ([], ["unchecked"])
    assert not set(verdicts(_LAW % r"\mathrm{Poiss}(r)" + r"$$ \mathrm{median}(T) = r $$", _ALL)) & _CONFIRMED


def test_a_median_may_be_given_a_name() -> None:
    text = (
        _LAW % r"\mathrm{Exp}(r)" + r"Write $$ \mathrm{median}(T) = m . $$ Then $$ 2 \, \mathrm{median}(T) = 2 m . $$"
    )
    assert verdicts(text) == ["proved"]


_CASES = r"Q_T(p) = \begin{cases} %s, & \text{if } p = 0 \\ - \frac{\ln(1 - p)}{%s}, & \text{if } p > 0 \end{cases}"


def test_cases_may_say_that_the_quantile_of_nought_is_minus_infinity() -> None:
    _both(r"\mathrm{Exp}(r)", _CASES % (r"-\infty", "r"), _CASES % (r"-\infty", "2 r"))
    assert not set(verdicts(_LAW % r"\mathrm{Exp}(r)" + "$$" + _CASES % ("1", "r") + "$$", _ALL)) & _CONFIRMED


def test_a_sentence_may_say_so_too() -> None:
    law = _LAW % r"\mathrm{Exp}(r)" + "The quantile function is $Q_T(p)$. "
    assert verdicts(law + r"Thus, we have $Q_T(p) = -\infty$, if $p = 0$.") == ["proved"]
    for claim in (r"$Q_T(p) = 7$, if $p = 0$.", r"$Q_T(p) = -\infty$, if $p = \frac{1}{2}$.", r"$Q_T(p) = -\infty$."):
        assert not set(verdicts(law + "Thus, we have " + claim, _ALL)) & _CONFIRMED
