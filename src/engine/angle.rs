//! Angles to the precision of a picture. The general functions of the standard library bring tables for numbers no
//! wheel has; these need a few lines, and a first visit pays for every byte.

use std::f64::consts::PI;

/// Radians of one degree.
const DEGREE: f64 = PI / 180.0;

/// Sine and cosine of an angle in degrees, to 1e-10 between -1e6 and 1e6.
#[must_use]
pub fn sin_cos(degrees: f64) -> (f64, f64) {
    let quarter = (degrees / 90.0 + 0.5).floor();
    let x = (degrees - quarter * 90.0) * DEGREE;
    let xx = x * x;
    let sin = x
        * (1.0
            - xx / 6.0
                * (1.0 - xx / 20.0 * (1.0 - xx / 42.0 * (1.0 - xx / 72.0 * (1.0 - xx / 110.0)))));
    let cos = 1.0
        - xx / 2.0
            * (1.0
                - xx / 12.0
                    * (1.0
                        - xx / 30.0 * (1.0 - xx / 56.0 * (1.0 - xx / 90.0 * (1.0 - xx / 132.0)))));
    match (quarter as i64).rem_euclid(4) {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

/// Degrees whose sine is `x`, for an `x` between -0.1 and 0.1, to 1e-9.
#[must_use]
pub fn small_asin(x: f64) -> f64 {
    let xx = x * x;
    x * (1.0
        + xx / 6.0 * (1.0 + xx * 9.0 / 20.0 * (1.0 + xx * 25.0 / 42.0 * (1.0 + xx * 49.0 / 72.0))))
        / DEGREE
}

/// The direction of a point from the origin in degrees clockwise from the top, 0.0..360.0, to 1e-5; `x` to the
/// right, `y` downwards. 0 for the origin itself.
#[must_use]
pub fn direction(x: f64, y: f64) -> f64 {
    let (across, along) = (x.abs(), y.abs());
    let (small, large) = (across.min(along), across.max(along));
    if large == 0.0 {
        return 0.0;
    }
    // From the nearer axis, 0 to 45 degrees; above 22.5 from the diagonal, where the series is quick again.
    let z = small / large;
    let angle = if z > 0.414 {
        45.0 + arctan((z - 1.0) / (z + 1.0))
    } else {
        arctan(z)
    };
    let from_vertical = if across > along { 90.0 - angle } else { angle };
    match (x >= 0.0, y <= 0.0) {
        (true, true) => from_vertical,
        (true, false) => 180.0 - from_vertical,
        (false, false) => 180.0 + from_vertical,
        (false, true) => 360.0 - from_vertical,
    }
}

/// Degrees whose tangent is `z`, for a `z` between -0.42 and 0.42.
fn arctan(z: f64) -> f64 {
    let zz = z * z;
    let series = [13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0];
    z * series.iter().fold(0.0, |sum, n| 1.0 / n - zz * sum) / DEGREE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_are_those_of_the_standard_library() {
        for step in -4_000..8_000 {
            let degrees = f64::from(step) / 10.0;
            let (sin, cos) = degrees.to_radians().sin_cos();
            let (ours, theirs) = (sin_cos(degrees), (sin, cos));
            assert!((ours.0 - theirs.0).abs() < 1e-10, "{degrees}");
            assert!((ours.1 - theirs.1).abs() < 1e-10, "{degrees}");
            let found = direction(300.0 * sin, -300.0 * cos);
            let off = (found - degrees).rem_euclid(360.0);
            assert!(off.min(360.0 - off) < 1e-5, "{degrees}: {found}");
        }
        for step in -100..=100 {
            let x = f64::from(step) / 1_000.0;
            assert!((small_asin(x) - x.asin().to_degrees()).abs() < 1e-9, "{x}");
        }
        assert_eq!(direction(0.0, 0.0), 0.0);
    }
}
