"""Agreement: published examples, the definitions written out, and data that determine nothing."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.typing import NDArray

from reviewtui.stats import (
    Estimate,
    MaybeEstimate,
    RatingPatterns,
    Undefined,
    cohen_kappa,
    cross_table,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    rating_patterns,
)
from reviewtui.stats.agreement import gwet_ac2, randolph_kappa
from reviewtui.stats.agreement.ratings import symmetrised

Codes = NDArray[np.int64]
Statistic = Callable[[RatingPatterns], MaybeEstimate]

COEFFICIENTS: list[Statistic] = [krippendorff_alpha, fleiss_kappa, gwet_ac1]
# Who won is in another orientation the other one; a tie stays a tie.
MIRROR = (1, 0, 2)
STATISTICS: list[Statistic] = [percent_agreement, *COEFFICIENTS]

tables = npst.arrays(
    np.int64,
    st.tuples(st.integers(1, 12), st.integers(2, 5)),
    elements=st.sampled_from([-1, 0, 0, 1, 2]),
)


def ordinal_alpha(ratings: RatingPatterns) -> MaybeEstimate:
    return krippendorff_alpha(ratings, "ordinal")


def quadratic_ac2(ratings: RatingPatterns) -> MaybeEstimate:
    return gwet_ac2(ratings, "quadratic")


def value(result: MaybeEstimate) -> float:
    assert isinstance(result, Estimate)
    return result.value


def same(first: MaybeEstimate, second: MaybeEstimate) -> bool:
    """Whether the values are equal, or undefined for the same reason."""
    if isinstance(first, Estimate) and isinstance(second, Estimate):
        return first.value == pytest.approx(second.value, abs=1e-9)
    return first == second


def item_by_category(*rows: list[int]) -> RatingPatterns:
    return RatingPatterns(np.array(rows), np.ones(len(rows), dtype=np.int64))


# --- published examples


def test_krippendorff_2011(krippendorff_2011: Codes) -> None:
    ratings = rating_patterns(krippendorff_2011, 5)
    assert value(krippendorff_alpha(ratings)) == pytest.approx(0.743, abs=5e-4)
    assert value(krippendorff_alpha(ratings, "ordinal")) == pytest.approx(0.815, abs=5e-4)


def test_krippendorff_2011_two_observers() -> None:
    """Section A: Meg and Owen."""
    codes = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    assert value(krippendorff_alpha(rating_patterns(np.transpose(codes), 2))) == pytest.approx(
        0.095, abs=5e-4
    )


def test_gwet_2014(krippendorff_2011: Codes) -> None:
    """Handbook of Inter-Rater Reliability, as in the tests of irrCAC."""
    ratings = rating_patterns(krippendorff_2011, 5)
    assert value(gwet_ac1(ratings)) == pytest.approx(0.775, abs=5e-4)
    assert value(percent_agreement(ratings)) == pytest.approx(0.818, abs=5e-4)
    assert value(fleiss_kappa(ratings)) == pytest.approx(0.761, abs=5e-4)


def test_fleiss_kappa_of_ten_subjects_and_fourteen_raters() -> None:
    """The worked example of "Fleiss' kappa" (Wikipedia): κ = .210, agreement .378."""
    ratings = item_by_category(
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    )
    assert value(fleiss_kappa(ratings)) == pytest.approx(0.210, abs=5e-4)
    assert value(percent_agreement(ratings)) == pytest.approx(0.378, abs=5e-4)


@pytest.mark.parametrize(
    ("table", "kappa", "tolerance"),
    [
        # Cohen (1960), Educ. Psychol. Meas. 20:37.
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.492, 6e-4),
        # "Cohen's kappa" (Wikipedia).
        ([[20, 5], [10, 15]], 0.4, 1e-9),
        ([[45, 15], [25, 15]], 0.1304, 5e-5),
        ([[25, 35], [5, 35]], 0.2593, 5e-5),
        # Gwet (2008), Br. J. Math. Stat. Psychol. 61:29: 94 % agreement.
        ([[118, 5], [2, 0]], -0.023, 5e-4),
    ],
)
def test_published_cohen_kappas(table: list[list[int]], kappa: float, tolerance: float) -> None:
    result = cohen_kappa(np.array(table))
    assert value(result) == pytest.approx(kappa, abs=tolerance)
    assert isinstance(result, Estimate)
    assert result.n == np.sum(table)


def test_gwet_2008_ac1_where_kappa_is_a_paradox() -> None:
    ratings = RatingPatterns(np.array([[2, 0], [1, 1]]), np.array([118, 7]))
    assert value(gwet_ac1(ratings)) == pytest.approx(0.941, abs=5e-4)


# --- computed by peers


def reference_codes(data: dict[str, Any]) -> tuple[Codes, int]:
    rows = data["units_by_raters"] if "units_by_raters" in data else np.transpose(data["raters_by_units"])
    table = np.array(rows, dtype=float)
    categories = np.unique(table[~np.isnan(table)])
    codes = np.where(np.isnan(table), -1, np.searchsorted(categories, table))
    return codes.astype(np.int64), len(categories)


SUITES = [
    "rand_seed1_5x40_k3_miss30",
    "rand_seed3_3x25_k5_miss0",
    "rand_seed5_2x100_k2_miss10",
    "rand_seed6_4x30_k2_miss25",
]
WEIGHTS: dict[str, Any] = {
    "identity": "nominal",
    "linear": "linear",
    "quadratic": "quadratic",
    "ordinal": "ordinal",
}


@pytest.mark.parametrize("name", SUITES)
def test_alpha_of_peers(cases: dict[str, dict[str, Any]], name: str) -> None:
    ratings = rating_patterns(*reference_codes(cases[name]["data"]))
    expected = cases[name]["expect"]["computed"]
    numbers = cases[name]["data"]["categories"]
    for scale in ("nominal", "ordinal", "interval", "ratio"):
        alpha = value(krippendorff_alpha(ratings, scale, values=numbers))
        assert alpha == pytest.approx(expected[f"alpha_{scale}"]["krippendorff"], abs=1e-9)


@pytest.mark.parametrize("name", [*SUITES, "gwet_4raters", "fleiss_1971_psychiatric"])
def test_kappas_of_irrcac(cases: dict[str, dict[str, Any]], name: str) -> None:
    ratings = rating_patterns(*reference_codes(cases[name]["data"]))
    computed = cases[name]["expect"]["computed"]
    peer = computed.get("irrCAC", computed)
    assert value(percent_agreement(ratings)) == pytest.approx(peer["gwet:identity"]["pa"], abs=1e-9)
    checked = 0
    for key, result in peer.items():
        method, _, weights = key.partition(":")
        if weights in WEIGHTS and method in ("gwet", "fleiss"):
            ours = (
                gwet_ac2(ratings, WEIGHTS[weights])
                if method == "gwet"
                else fleiss_kappa(ratings, scale=WEIGHTS[weights])
            )
            assert value(ours) == pytest.approx(result["coefficient_value"], abs=1e-9), key
            checked += 1
    assert checked >= 2
    assert value(gwet_ac1(ratings)) == pytest.approx(peer["gwet:identity"]["coefficient_value"], abs=1e-9)
    assert value(randolph_kappa(ratings)) == pytest.approx(peer["bp:identity"]["coefficient_value"], abs=1e-9)


@pytest.mark.parametrize("name", SUITES)
def test_cohen_of_peers(cases: dict[str, dict[str, Any]], name: str) -> None:
    codes, n_categories = reference_codes(cases[name]["data"])
    for raters, pair in cases[name]["expect"]["computed"]["pairwise_cohen_sklearn"].items():
        first, second = (codes[:, int(rater)] for rater in raters.split("-"))
        table = cross_table(first, second, n_categories)
        result = cohen_kappa(table)
        assert isinstance(result, Estimate)
        assert (result.n, result.value) == (pair["n"], pytest.approx(pair["kappa"], abs=1e-9))
        for scale in ("linear", "quadratic"):
            weighted = value(cohen_kappa(table, scale=scale))
            assert weighted == pytest.approx(pair[f"kappa_{scale}"], abs=1e-9)
        percent = percent_agreement(rating_patterns(np.stack([first, second], axis=1), n_categories))
        assert value(percent) == pytest.approx(pair["percent"], abs=1e-9)


def test_weighted_kappa_of_cohens_table(cases: dict[str, dict[str, Any]]) -> None:
    case = cases["cohen_1960_88_14_18"]
    table = np.array(case["data"]["table"])
    for scale in ("linear", "quadratic"):
        expected = case["expect"]["computed"][f"sklearn_{scale}"]
        assert value(cohen_kappa(table, scale=scale)) == pytest.approx(expected, abs=1e-9)


def test_krippendorff_2011_interval_and_ratio(krippendorff_2011: Codes) -> None:
    ratings = rating_patterns(krippendorff_2011, 5)
    assert value(krippendorff_alpha(ratings, "interval")) == pytest.approx(0.849, abs=5e-4)
    ratio = krippendorff_alpha(ratings, "ratio", values=[1, 2, 3, 4, 5])
    assert value(ratio) == pytest.approx(0.797, abs=5e-4)


def test_gwet_2014_weighted(krippendorff_2011: Codes) -> None:
    ratings = rating_patterns(krippendorff_2011, 5)
    published = {"linear": 0.859, "quadratic": 0.914, "ordinal": 0.899}
    for scale, expected in published.items():
        assert value(gwet_ac2(ratings, WEIGHTS[scale])) == pytest.approx(expected, abs=5e-4)


def test_randolph_kappa_of_one_category() -> None:
    """justusrandolph.net: free-marginal 1, where the fixed-marginal one is undefined; and nearly so."""
    one, nearly = item_by_category([7, 0], [7, 0]), item_by_category([6, 1], [6, 1])
    assert value(randolph_kappa(one)) == 1
    assert isinstance(fleiss_kappa(one), Undefined)
    assert value(fleiss_kappa(nearly)) == pytest.approx(-1 / 6)
    percent = value(percent_agreement(nearly))
    assert value(randolph_kappa(nearly)) == pytest.approx(2 * percent - 1)


def test_fleiss_1971(cases: dict[str, dict[str, Any]]) -> None:
    case = cases["fleiss_1971_psychiatric"]
    ratings = rating_patterns(*reference_codes(case["data"]))
    assert value(fleiss_kappa(ratings)) == pytest.approx(case["expect"]["published"]["fleiss"], abs=5e-4)
    assert value(fleiss_kappa(ratings)) == pytest.approx(case["expect"]["computed"]["statsmodels"], abs=1e-9)
    assert value(randolph_kappa(ratings)) == pytest.approx(case["expect"]["computed"]["randolph"], abs=1e-9)


# --- the definitions


def alpha_by_definition(codes: Codes, ordinal: bool) -> float | None:
    """1 - mean distance of two ratings of one item / mean distance of any two, every pair visited."""
    items = [[c for c in row.tolist() if c >= 0] for row in codes]
    items = [row for row in items if len(row) > 1]
    everything = [c for row in items for c in row]
    counts = np.bincount(everything, minlength=3) if everything else np.zeros(3)

    def distance(c: int, k: int) -> float:
        if not ordinal:
            return float(c != k)
        low, high = min(c, k), max(c, k)
        return float(counts[low : high + 1].sum() - (counts[c] + counts[k]) / 2) ** 2

    n = len(everything)
    expected = sum(distance(c, k) for c, k in itertools.permutations(everything, 2)) / max(n * (n - 1), 1)
    if expected == 0:
        return None
    observed = sum(
        sum(distance(c, k) for c, k in itertools.permutations(row, 2)) / (len(row) - 1) for row in items
    )
    return 1 - observed / n / expected


@pytest.mark.parametrize("scale", ["nominal", "ordinal"])
@settings(max_examples=40)
@given(codes=tables)
def test_alpha_is_its_definition(scale: Any, codes: Codes) -> None:
    result = krippendorff_alpha(rating_patterns(codes, 3), scale)
    expected = alpha_by_definition(codes, ordinal=scale == "ordinal")
    if expected is None:
        assert isinstance(result, Undefined)
    else:
        assert value(result) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=30))
def test_cohen_kappa_is_its_definition(codes: list[tuple[int, int]]) -> None:
    first, second = zip(*codes, strict=True)
    result = cohen_kappa(cross_table(first, second, 3))
    if not set(first) & set(second):
        assert result == Undefined("the two raters have no category in common")
    elif len({*first, *second}) == 1:
        assert result == Undefined("everybody used one category (agreement 100 %)")
    else:
        n = len(codes)
        observed = sum(a == b for a, b in codes) / n
        chance = sum(first.count(c) * second.count(c) for c in range(3)) / n**2
        assert value(result) == pytest.approx((observed - chance) / (1 - chance), abs=1e-9)


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 2), min_size=2, max_size=2), min_size=1, max_size=30))
def test_alpha_of_two_raters_is_scotts_pi_for_a_finite_sample(codes: list[list[int]]) -> None:
    ratings = rating_patterns(codes, 3)
    pi, alpha = fleiss_kappa(ratings), krippendorff_alpha(ratings)
    if isinstance(pi, Undefined):
        assert alpha == pi
    else:
        assert value(alpha) == pytest.approx(1 - (1 - pi.value) * (1 - 1 / (2 * len(codes))), abs=1e-9)


# --- invariants


@pytest.mark.parametrize("statistic", [*STATISTICS, ordinal_alpha])
@settings(max_examples=30)
@given(codes=tables, seed=st.integers(0, 100))
def test_who_rated_does_not_matter(statistic: Statistic, codes: Codes, seed: int) -> None:
    shuffled = np.random.default_rng(seed).permuted(codes, axis=1)
    assert statistic(rating_patterns(codes, 3)) == statistic(rating_patterns(shuffled, 3))


@pytest.mark.parametrize("statistic", STATISTICS)
@settings(max_examples=30)
@given(codes=tables, names=st.permutations([0, 1, 2]))
def test_names_of_categories_do_not_matter(statistic: Statistic, codes: Codes, names: list[int]) -> None:
    renamed = np.where(codes < 0, -1, np.array(names)[codes])
    assert same(statistic(rating_patterns(renamed, 4)), statistic(rating_patterns(codes, 3)))


@settings(max_examples=40)
@given(tables)
def test_ordinal_alpha_of_two_categories_or_a_reversed_scale(codes: Codes) -> None:
    reversed_scale = np.where(codes < 0, -1, 2 - codes)
    assert same(ordinal_alpha(rating_patterns(codes, 3)), ordinal_alpha(rating_patterns(reversed_scale, 3)))
    two = rating_patterns(np.minimum(codes, 1), 2)
    assert same(ordinal_alpha(two), krippendorff_alpha(two))


@settings(max_examples=40)
@given(npst.arrays(np.int64, (3, 3), elements=st.integers(0, 9)))
def test_cohen_kappa_knows_no_first_rater(table: Codes) -> None:
    assert same(cohen_kappa(table), cohen_kappa(table.T))


@pytest.mark.parametrize("statistic", [percent_agreement, fleiss_kappa, gwet_ac1])
@settings(max_examples=30)
@given(codes=tables)
def test_twice_the_same_items_leave_the_value(statistic: Statistic, codes: Codes) -> None:
    once, twice = rating_patterns(codes, 3), rating_patterns(np.concatenate([codes, codes]), 3)
    assert same(statistic(once), statistic(twice))


@settings(max_examples=30)
@given(codes=tables)
def test_two_categories_have_one_scale(codes: Codes) -> None:
    two = rating_patterns(np.minimum(codes, 1), 2)
    for scale in ("linear", "quadratic", "ordinal"):
        assert same(gwet_ac2(two, scale), gwet_ac1(two, categories="declared"))
        assert same(fleiss_kappa(two, scale=scale), fleiss_kappa(two))


def test_declared_categories_count_for_ac1_where_asked() -> None:
    codes = [[0, 0], [1, 1], [0, 1], [0, 0]]
    two, four = rating_patterns(codes, 2), rating_patterns(codes, 4)
    assert value(gwet_ac1(four)) == value(gwet_ac1(two))
    # Shares 5/8 and 3/8: chance 2 · 15/64 / (q - 1).
    assert value(gwet_ac1(two)) == pytest.approx((0.75 - 30 / 64) / (1 - 30 / 64))
    assert value(gwet_ac1(four, categories="declared")) == pytest.approx((0.75 - 10 / 64) / (1 - 10 / 64))


def test_an_annotator_with_itself_is_two_raters() -> None:
    """Pass 0 against a hidden repeat: no item is more than two ratings of one person."""
    first, again = [0, 0, 1, 2, 1, -1], [0, 1, 1, 2, 1, 0]
    passes = rating_patterns(np.stack([first, again], axis=1), 3)
    assert value(percent_agreement(passes)) == pytest.approx(4 / 5)
    assert value(cohen_kappa(cross_table(first, again, 3))) == pytest.approx((0.8 - 0.36) / (1 - 0.36))
    assert value(krippendorff_alpha(passes)) > 0


# --- both orientations


def doubled(codes: Codes) -> Codes:
    """Every item twice, once in each orientation."""
    return np.concatenate([codes, np.where(codes < 0, -1, np.array(MIRROR)[codes])])


@pytest.mark.parametrize("statistic", [percent_agreement, fleiss_kappa, gwet_ac1, randolph_kappa])
@settings(max_examples=30)
@given(codes=tables)
def test_symmetrised_is_the_value_of_both_orientations(statistic: Statistic, codes: Codes) -> None:
    both = statistic(symmetrised(rating_patterns(codes, 3), MIRROR))
    assert same(both, statistic(rating_patterns(doubled(codes), 3)))
    if isinstance(both, Estimate):
        assert both.n == np.count_nonzero((codes >= 0).sum(axis=1) >= 2)


@settings(max_examples=30)
@given(codes=tables)
def test_symmetrised_alpha_is_that_of_a_table_with_every_item_in_both_orientations(codes: Codes) -> None:
    for scale in ("nominal", "ordinal", "interval"):
        both = krippendorff_alpha(symmetrised(rating_patterns(codes, 3), MIRROR), scale)
        assert same(both, krippendorff_alpha(rating_patterns(doubled(codes), 3), scale))


@settings(max_examples=30)
@given(table=npst.arrays(np.int64, (3, 3), elements=st.integers(0, 9)))
def test_symmetrised_cohen(table: Codes) -> None:
    both = cohen_kappa(table, mirror=MIRROR)
    assert same(both, cohen_kappa(table + table[np.ix_(MIRROR, MIRROR)]))
    if isinstance(both, Estimate):
        assert both.n == table.sum()


def test_where_one_model_always_wins_both_orientations_tell_agreement() -> None:
    """48 of 50 times both prefer a: alpha as given is about 0, and in both orientations high."""
    ratings = rating_patterns([[0, 0]] * 48 + [[0, 1], [1, 0]], 3)
    given_so, both = krippendorff_alpha(ratings), krippendorff_alpha(symmetrised(ratings, MIRROR))
    assert value(given_so) < 0.01
    # Observed disagreement is 2/50; half of the verdicts are for either model.
    assert value(both) == pytest.approx(1 - 0.04 / 0.5 * 199 / 200)
    everybody = rating_patterns([[0, 0]] * 10, 3)
    assert isinstance(krippendorff_alpha(everybody), Undefined)
    assert value(krippendorff_alpha(symmetrised(everybody, MIRROR))) == 1


def test_symmetrised_intervals_have_the_width_of_the_items_that_there_are() -> None:
    codes = np.random.default_rng(5).integers(0, 2, size=(100, 3))
    both = fleiss_kappa(symmetrised(rating_patterns(codes, 3), MIRROR))
    twice = fleiss_kappa(rating_patterns(doubled(codes), 3))
    assert isinstance(both, Estimate)
    assert isinstance(twice, Estimate)
    assert (both.high - both.low) / (twice.high - twice.low) == pytest.approx(np.sqrt(2), rel=0.1)


# --- intervals


@pytest.mark.parametrize("statistic", [*STATISTICS, ordinal_alpha, quadratic_ac2, randolph_kappa])
@settings(max_examples=50)
@given(codes=tables)
def test_an_interval_holds_its_value_within_the_range(statistic: Statistic, codes: Codes) -> None:
    result = statistic(rating_patterns(codes, 3))
    assume(isinstance(result, Estimate))
    assert isinstance(result, Estimate)
    assert result.n == np.count_nonzero((codes >= 0).sum(axis=1) >= 2)
    assert result.low <= result.value <= result.high <= 1 + 1e-12


@pytest.mark.parametrize("statistic", COEFFICIENTS)
def test_intervals_are_those_of_resampling_rows(krippendorff_2011: Codes, statistic: Statistic) -> None:
    """The plain bootstrap, item by item; all items have two ratings or more."""
    codes = np.tile(krippendorff_2011[:11], (4, 1))
    rng = np.random.default_rng(0)
    values = [
        value(statistic(rating_patterns(codes[rng.integers(0, len(codes), len(codes))], 5)))
        for _ in range(200)
    ]
    result = statistic(rating_patterns(codes, 5))
    assert isinstance(result, Estimate)
    assert result.method == "bootstrap_items"
    assert [result.low, result.high] == pytest.approx(np.quantile(values, [0.025, 0.975]), abs=0.05)


def test_intervals_are_seeded_and_follow_the_level(krippendorff_2011: Codes) -> None:
    ratings = rating_patterns(krippendorff_2011, 5)
    wide, narrow = krippendorff_alpha(ratings), krippendorff_alpha(ratings, level=0.5)
    assert wide == krippendorff_alpha(ratings)
    assert wide != krippendorff_alpha(ratings, seed=1)
    assert isinstance(wide, Estimate)
    assert isinstance(narrow, Estimate)
    assert wide.low < narrow.low < narrow.high < wide.high


def test_one_odd_item_leaves_the_upper_bound_open() -> None:
    """fast-krippendorff issue 11: 20 of 21 codes agree and α is 0, the least that these shares allow."""
    codes = [[0, 0, 0, 0, 0], [0, 0, 0, -1, 0], [0, 0, 0, 0, 0], [0, 0, -1, 0, 0], [0, 0, 0, 1, 0]]
    result = krippendorff_alpha(rating_patterns(codes, 2))
    assert isinstance(result, Estimate)
    assert result.value == pytest.approx(0, abs=1e-12)
    assert result.low <= 0
    assert 0.7 < result.high <= 1


@pytest.mark.parametrize("statistic", [*STATISTICS, ordinal_alpha, quadratic_ac2, randolph_kappa])
def test_full_agreement_of_few_items_is_not_certainty(statistic: Statistic) -> None:
    lows = []
    for n in (2, 10, 100):
        result = statistic(rating_patterns([[0, 0], [1, 1]] * (n // 2), 2))
        assert isinstance(result, Estimate)
        assert (result.value, result.high) == (1, 1)
        lows.append(result.low)
    assert -1 <= lows[0] < lows[1] < lows[2] < 0.99
    assert lows[2] > 0.9


def test_kappa_with_a_rater_who_knows_one_category_is_zero_and_says_little() -> None:
    result = cohen_kappa(np.array([[13, 1], [0, 0]]))
    assert isinstance(result, Estimate)
    assert result.value == pytest.approx(0, abs=1e-12)
    assert -1 <= result.low <= 0
    assert result.high > 0.5


def test_raters_who_never_met_on_a_rare_category_could_have() -> None:
    """Both use it three times in 30, never together: the bootstrap alone would end below zero."""
    result = cohen_kappa(np.array([[24, 3], [3, 0]]))
    assert isinstance(result, Estimate)
    assert result.value < 0
    assert result.high > 0.2


def test_coverage_where_one_category_is_rare() -> None:
    """Exact, over all samples of 30 items by two raters, a tenth of whose ratings are in one category.

    The percentile bootstrap holds the truth in 39 % of them where raters agree by chance alone.
    """
    n, rare = 30, 0.1
    samples = [(both, one, n - both - one) for both in range(n + 1) for one in range(n + 1 - both)]
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    probability = {}
    for kappa in (0.0, 0.5, 0.8):
        apart = rare * (1 - rare) * (1 - kappa)
        logs = np.log([rare - apart, 2 * apart, 1 - rare - apart])
        ways = log_factorial[n] - log_factorial[np.array(samples)].sum(axis=1)
        probability[kappa] = np.exp(ways + np.array(samples) @ logs)
    likely = np.max(list(probability.values()), axis=0) > 1e-6
    held, defined = dict.fromkeys(probability, 0.0), dict.fromkeys(probability, 0.0)
    for i in np.flatnonzero(likely):
        present = np.array(samples[i]) > 0
        counts = np.array([[0, 2], [1, 1], [2, 0]])[present]
        result = fleiss_kappa(RatingPatterns(counts, np.array(samples[i])[present]))
        if isinstance(result, Estimate):
            for kappa, chances in probability.items():
                defined[kappa] += chances[i]
                held[kappa] += chances[i] * (result.low - 1e-9 <= kappa <= result.high + 1e-9)
    for kappa in probability:
        assert held[kappa] / defined[kappa] > 0.92


def test_a_hundred_times_the_items_make_the_interval_a_tenth_as_wide() -> None:
    table = np.array([[20, 5], [10, 15]])
    few, many = cohen_kappa(table), cohen_kappa(100 * table)
    assert isinstance(few, Estimate)
    assert isinstance(many, Estimate)
    assert (few.high - few.low) / (many.high - many.low) == pytest.approx(10, rel=0.15)
    # Fleiss, Cohen & Everitt (1969): the standard error of this table is .1270.
    assert (many.high - many.low) / (2 * 1.96) * 10 == pytest.approx(0.1270, rel=0.1)


def test_total_disagreement_is_as_low_as_it_goes() -> None:
    assert value(krippendorff_alpha(rating_patterns([[0, 1], [1, 0]], 2))) == pytest.approx(-0.5)
    assert value(fleiss_kappa(rating_patterns([[0, 1], [1, 0]], 2))) == pytest.approx(-1)


# --- data that determine nothing


@pytest.mark.parametrize("statistic", [*STATISTICS, ordinal_alpha, quadratic_ac2, randolph_kappa])
@pytest.mark.parametrize("codes", [np.zeros((0, 2)), [[0, -1], [-1, 1]], [[0], [1]], [[-1, -1]]])
def test_without_overlap_there_is_nothing_to_agree_on(statistic: Statistic, codes: Any) -> None:
    assert statistic(rating_patterns(codes, 2)) == Undefined("no item has two raters")


@pytest.mark.parametrize(
    ("scale", "values"), [("interval", [1, 2]), ("ratio", [1, 2, -3]), ("ratio", [1, 2, 3, 4])]
)
def test_values_that_are_not_one_for_each_category_are_refused(scale: Any, values: list[float]) -> None:
    with pytest.raises(ValueError, match=r"ratio scale|values"):
        krippendorff_alpha(rating_patterns([[0, 1], [1, 2]], 3), scale, values=values)


def test_cohen_kappa_without_overlap() -> None:
    assert cohen_kappa(cross_table([0, -1], [-1, 1], 2)) == Undefined("no item has two raters")


@pytest.mark.parametrize("statistic", [*COEFFICIENTS, ordinal_alpha, quadratic_ac2])
def test_one_category_leaves_nothing_to_correct_for(statistic: Statistic) -> None:
    """Peers return 1.0, 0.0 or NaN here, or raise."""
    ratings = rating_patterns([[2, 2, -1], [2, 2, 2], [2, -1, -1]], 4)
    assert statistic(ratings) == Undefined("everybody used one category (agreement 100 %)")
    assert value(percent_agreement(ratings)) == 1
