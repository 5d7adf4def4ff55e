//! The additive value model and its sensitivity measures against pymcdm, scikit-criteria and numpy.

use growth_wheel::engine::mcda;
use serde_json::Value;

/// Enough that the sampling error stays well inside the oracle's ±.01.
const DRAWS: u32 = 100_000;

fn vector(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_f64().unwrap())
        .collect()
}

fn matrix(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(vector).collect()
}

#[track_caller]
fn near(got: &[f64], want: &Value, tolerance: f64, what: &str) {
    let want = vector(want);
    assert_eq!(got.len(), want.len(), "{what}");
    for (g, w) in got.iter().zip(&want) {
        assert!(
            (g - w).abs() <= tolerance * w.abs().max(1.0),
            "{what}: {g} for {w}"
        );
    }
}

#[track_caller]
fn near_matrix(got: &[Vec<f64>], want: &Value, tolerance: f64, what: &str) {
    let rows = want.as_array().unwrap();
    assert_eq!(got.len(), rows.len(), "{what}");
    for (row, want) in got.iter().zip(rows) {
        near(row, want, tolerance, what);
    }
}

#[track_caller]
fn near_optional(got: Option<f64>, want: &Value, tolerance: f64, what: &str) {
    match (got, want.as_f64()) {
        (Some(g), Some(w)) => {
            assert!(
                (g - w).abs() <= tolerance * w.abs().max(1.0),
                "{what}: {g} for {w}"
            );
        }
        (None, None) => {}
        (g, w) => panic!("{what}: {g:?} for {w:?}"),
    }
}

#[track_caller]
fn same(got: &[usize], want: &Value, what: &str) {
    let want: Vec<usize> = vector(want).iter().map(|v| *v as usize).collect();
    assert_eq!(got, want, "{what}");
}

fn check(case: &Value, tolerance: f64, smaa_tolerance: f64) -> usize {
    let name = case["name"].as_str().unwrap();
    let scores = matrix(&case["scores"]);
    let weights = mcda::normalised(&vector(&case["weights"])).unwrap();
    let points = mcda::contributions(&scores, &weights);
    let totals = mcda::totals(&points);
    let ranks = mcda::ranks(&totals, mcda::EQUAL_POINTS);
    let (top, margin) = mcda::leader(&totals, mcda::EQUAL_POINTS).unwrap();
    let topsis = mcda::topsis(&scores, &weights);
    let topsis_ranks = mcda::ranks(&topsis, 1e-12);
    let first = |parameters: &[f64]| -> Vec<f64> {
        let acceptability = mcda::smaa(&scores, parameters, DRAWS, 2026);
        acceptability.iter().map(|row| row[0]).collect()
    };
    let expected = case["expected"].as_object().unwrap();
    for (key, want) in expected {
        let what = format!("{name}.{key}");
        match key.as_str() {
            "total_100" => near(&totals, want, tolerance, &what),
            "contribution_100" => near_matrix(&points, want, tolerance, &what),
            "versus_mean_100" => {
                near_matrix(&mcda::versus_mean(&points), want, tolerance, &what);
            }
            "rank" => same(&ranks, want, &what),
            "topsis_vector" => near(&topsis, want, tolerance, &what),
            "topsis_rank" => same(&topsis_ranks, want, &what),
            "kendall_saw_topsis" => near_optional(
                mcda::kendall_tau_b(&ranks, &topsis_ranks),
                want,
                tolerance,
                &what,
            ),
            "top" => assert_eq!(top as u64, want.as_u64().unwrap(), "{what}"),
            "stability_interval_top" => {
                let got = mcda::stability(&scores, &weights, top);
                let want = want.as_array().unwrap();
                assert_eq!(got.len(), want.len(), "{what}");
                for (got, want) in got.iter().zip(want) {
                    assert_eq!(got.is_none(), want.is_null(), "{what}");
                    if let Some((low, high)) = got {
                        near(&[*low, *high], want, tolerance, &what);
                    }
                }
            }
            "margin_top_second" => near_optional(margin, want, tolerance, &what),
            "smaa_uniform_rank1" => {
                near(
                    &first(&vec![1.0; weights.len()]),
                    want,
                    smaa_tolerance,
                    &what,
                );
            }
            "smaa_kappa50_rank1" => {
                let parameters: Vec<f64> = weights.iter().map(|w| 50.0 * w).collect();
                near(&first(&parameters), want, smaa_tolerance, &what);
            }
            other => panic!("{name}: nothing here checks {other}"),
        }
    }
    expected.len()
}

#[test]
fn the_value_model_and_its_sensitivity_equal_the_reference_packages() {
    let file = super::load("mcda_cases.json");
    let tolerance = file["tolerance"].as_f64().unwrap();
    let smaa_tolerance = file["smaa_tolerance"].as_f64().unwrap();
    let cases = file["cases"].as_array().unwrap();
    let figures: usize = cases
        .iter()
        .map(|case| check(case, tolerance, smaa_tolerance))
        .sum();
    assert!(figures > 0);
    println!("mcda_cases.json: {} cases, {figures} figures", cases.len());
}

#[test]
fn weights_from_ranks_and_from_comparisons_equal_the_references() {
    let file = super::load("mcda_cases.json");
    let tolerance = file["tolerance"].as_f64().unwrap();
    let none = Vec::new();
    let centroids = file["rank_order_centroid"].as_array().unwrap_or(&none);
    for case in centroids {
        let n = usize::try_from(case["n"].as_u64().unwrap()).unwrap();
        let got = mcda::rank_order_centroid(n);
        near(&got, &case["expected"], tolerance, "rank_order_centroid");
    }
    let comparisons = file["ahp"].as_array().unwrap_or(&none);
    for case in comparisons {
        let got = mcda::ahp(&matrix(&case["matrix"])).unwrap();
        for (key, want) in case.as_object().unwrap() {
            match key.as_str() {
                "matrix" | "note" | "name" => {}
                "weights" => near(&got.weights, want, tolerance, key),
                "lambda_max" => near_optional(Some(got.lambda_max), want, tolerance, key),
                "ci" => near_optional(Some(got.consistency_index), want, tolerance, key),
                "cr" => near_optional(Some(got.consistency_ratio), want, tolerance, key),
                "acceptable" => assert_eq!(Some(got.acceptable()), want.as_bool()),
                other => panic!("ahp: nothing here checks {other}"),
            }
        }
    }
    println!(
        "mcda_cases.json: {} centroids, {} comparison matrices",
        centroids.len(),
        comparisons.len()
    );
}

#[test]
fn relative_scales_reverse_ranks_as_the_reference_says() {
    let file = super::load("mcda_cases.json");
    let tolerance = file["tolerance"].as_f64().unwrap();
    let case = &file["rank_reversal"];
    if case.is_null() {
        return;
    }
    let before = matrix(&case["before"]);
    let mut after = before.clone();
    after.push(vector(&case["added"]));
    let weights = vector(&case["weights"]);
    for (key, got) in [
        ("minmax_before", mcda::min_max_values(&before, &weights)),
        ("minmax_after", mcda::min_max_values(&after, &weights)),
        ("topsis_before", mcda::topsis(&before, &weights)),
        ("topsis_after", mcda::topsis(&after, &weights)),
    ] {
        if let Some(want) = case.get(key) {
            near(&got, want, tolerance, key);
        }
    }
    println!("mcda_cases.json: 1 rank reversal");
}
