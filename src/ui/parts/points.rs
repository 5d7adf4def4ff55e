//! Points per criterion as bars with their figures; the text says all that the bar shows.

use leptos::prelude::*;

/// One criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct PointRow {
    /// Its name.
    pub name: String,
    /// Points, 0..=`most`.
    pub points: f64,
    /// The points a perfect fit would have.
    pub most: f64,
    /// The points in words.
    pub shown: String,
    /// Difference to the mean channel, in words.
    pub versus: String,
    /// "assumed" or "no data, neutral"; empty for what was said.
    pub mark: String,
}

/// The bars, all on one scale: the criterion with the most weight is as wide as the list.
#[component]
pub fn Points(
    /// The criteria that count.
    #[prop(into)]
    rows: Signal<Vec<PointRow>>,
) -> impl IntoView {
    let draw = move || {
        let rows = rows.get();
        let widest = rows.iter().map(|r| r.most).fold(0.0, f64::max);
        rows.into_iter()
            .map(|row| {
                let width = |v: f64| {
                    // Tenths are as fine as a bar can show.
                    let share = if widest > 0.0 { v / widest } else { 0.0 };
                    (share.clamp(0.0, 1.0) * 1000.0).round() as u32
                };
                let mark = (!row.mark.is_empty())
                    .then(|| view! { <span class="mark-word">{row.mark}</span> });
                view! {
                    <li>
                        <span class="name">{row.name} " " {mark}</span>
                        <span class="n">{row.shown}</span>
                        <svg
                            class="bar-line"
                            viewBox="0 0 1000 8"
                            preserveAspectRatio="none"
                            aria-hidden="true"
                            focusable="false"
                        >
                            <rect class="track" width=width(row.most) height="8" />
                            <rect class="fill" width=width(row.points) height="8" />
                        </svg>
                        <span class="n versus">{row.versus}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ul class="points">{draw}</ul> }
}
