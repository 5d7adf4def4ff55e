//! What the recommendation rests on besides the check: weights, how many channels, the test share, and more about
//! the business. All of it is optional, and each part says what it changes.

use std::rc::Rc;

use leptos::prelude::*;

use super::words::{self, f, t};
use super::{FIRST, View};
use crate::codec::preset::Field;
use crate::domain::action::{Action, ProfileNumber};
use crate::domain::catalogue::Catalogue;
use crate::domain::ids::HabitId;
use crate::domain::plan::Criterion;
use crate::domain::profile::{AgeBand, Data, Evidence, Frequency, Geo, Habit, Size, Skill};
use crate::engine::fit::test_share;
use crate::engine::recommend::Recommendation;
use crate::ui::catalogue;
use crate::ui::pages::express::prefilled;
use crate::ui::parts::number_field::{AMOUNT, NumberField, Words, number_field, wrong_words};
use crate::ui::parts::segments::Segments;
use crate::ui::parts::slider::Slider;
use crate::ui::store::store;

/// Everything that sharpens the recommendation, folded.
pub(super) fn sharpen(view: View) -> impl IntoView {
    let texts = view.texts;
    let part = move |key: &'static str, body: AnyView| {
        view! {
            <details class="part">
                <summary>{move || t(texts, key)}</summary>
                <div class="stack">{body}</div>
            </details>
        }
    };
    view! {
        <section class="block sharpen" aria-labelledby="gw-sharpen">
            <h2 id="gw-sharpen">{move || t(texts, "sharpen.title")}</h2>
            <p class="hint">{move || t(texts, "sharpen.lead")}</p>
            <div>
                {part("sharpen.weights", view! { <Weights view=view /> }.into_any())}
                {part("sharpen.size", view! { <HowMany view=view /> }.into_any())}
                {part("sharpen.business", view! { <Business view=view /> }.into_any())}
                {part("sharpen.skills", view! { <Skills view=view /> }.into_any())}
                {part("sharpen.data", view! { <DataLevels view=view /> }.into_any())}
                {part("sharpen.habits", view! { <Habits view=view /> }.into_any())}
            </div>
        </section>
    }
}

/// The six weights.
#[component]
fn Weights(view: View) -> impl IntoView {
    let (texts, store) = (view.texts, store());
    let weights = store.slice(|p| catalogue::all().weights(p));
    let own = store.slice(|p| p.weights.is_some());
    let in_force = Memo::new(move |_| view.advice.with(|r| (r.weights, r.active)));
    let refused = RwSignal::new(false);
    let slider = move |criterion: Criterion| {
        let place = criterion.index();
        let value =
            Signal::derive(move || 100.0 * weights.with(|w| w.get(place).copied().unwrap_or(0.0)));
        let shown = Signal::derive(move || {
            let n = words::number(texts, value.get(), 0);
            let (share, on) = in_force.with(|(w, a)| {
                (
                    w.get(place).copied().unwrap_or(0.0),
                    a.get(place).copied().unwrap_or(false),
                )
            });
            if on {
                let share = words::percent(texts, share);
                f(texts, "sharpen.in_force", &[("n", &n), ("share", &share)])
            } else {
                f(texts, "sharpen.not_counted", &[("n", &n)])
            }
        });
        let set = move |percent: f64| {
            let mut next = weights.get_untracked();
            if let Some(slot) = next.get_mut(place) {
                *slot = percent / 100.0;
            }
            let taken = store.dispatch(Action::SetWeights(Some(next))).is_ok();
            refused.set(!taken);
            taken
        };
        view! {
            <Slider
                name=format!("weight-{}", criterion.id())
                label=Signal::derive(move || words::criterion(texts, criterion))
                hint=Signal::derive(move || t(texts, &format!("criterion.{}.what", criterion.id())))
                max=100
                value=value
                shown=shown
                on_value=Callback::new(set)
            />
        }
    };
    view! {
        <p class="hint">{move || t(texts, "sharpen.weights_hint")}</p>
        <p class="hint">{move || t(texts, "judgement")}</p>
        {Criterion::ALL.map(slider).collect_view()}
        <p class="wrong-word" role="alert">
            {move || refused.get().then(|| t(texts, "sharpen.all_zero"))}
        </p>
        <button
            type="button"
            class="plain"
            disabled=move || !own.get()
            on:click=move |_| {
                refused.set(false);
                store.choose(Action::SetWeights(None));
            }
        >
            {move || t(texts, "sharpen.reset")}
        </button>
    }
}

/// Numbers of channels that may be chosen.
const COUNTS: [&str; 8] = ["1", "2", "3", "4", "5", "6", "7", "8"];

/// K and τ.
#[component]
fn HowMany(view: View) -> impl IntoView {
    let (texts, store) = (view.texts, store());
    let most = store.slice(|p| {
        usize::from(p.max_channels)
            .checked_sub(1)
            .and_then(|at| COUNTS.get(at).copied())
            .unwrap_or("")
    });
    let share = store.slice(test_share);
    let percent = Signal::derive(move || 100.0 * share.get());
    view! {
        <Segments
            name="max-channels"
            legend=Signal::derive(move || t(texts, "sharpen.k"))
            hint=Signal::derive(move || t(texts, "sharpen.k_hint"))
            choices=Signal::derive(|| COUNTS.map(|n| (n, n.to_owned())).to_vec())
            chosen=most
            on_choose=Callback::new(move |value: String| {
                if let Ok(k) = value.parse::<u8>() {
                    store.choose(Action::SetMaxChannels(k));
                }
            })
        />
        <Slider
            name="test-share"
            label=Signal::derive(move || t(texts, "sharpen.tau"))
            hint=Signal::derive(move || t(texts, "sharpen.tau_hint"))
            max=20
            value=percent
            shown=Signal::derive(move || words::percent(texts, share.get()))
            on_value=Callback::new(move |percent: f64| {
                store.dispatch(Action::SetTestShare(percent / 100.0)).is_ok()
            })
        />
    }
}

/// A choice that may also be left unsaid.
fn optional<T: Copy + Sync + 'static>(
    view: View,
    all: &'static [T],
    id: fn(T) -> &'static str,
    group: &'static str,
) -> Signal<Vec<(&'static str, String)>> {
    let texts = view.texts;
    Signal::derive(move || {
        let mut list: Vec<_> = all
            .iter()
            .map(|v| (id(*v), t(texts, &format!("{group}.{}", id(*v)))))
            .collect();
        list.push(("", t(texts, "not_said")));
        list
    })
}

/// Distance, people, age, order value, margin, horizon.
#[component]
fn Business(view: View) -> impl IntoView {
    let (texts, store, session) = (view.texts, store(), view.session);
    let say = move |key: &'static str| Signal::derive(move || t(texts, key));
    let geo = store.slice(|p| p.profile.geo.map_or("", Geo::id));
    let size = store.slice(|p| p.profile.size.map_or("", Size::id));
    let age = store.slice(|p| p.profile.age.map_or("", AgeBand::id));
    let ticket = store.slice(|p| p.profile.ticket);
    // Written in per cent, kept as a share; the product is freed of its last bits so that 29 stays 29.
    let margin = store.slice(|p| p.profile.margin.map(|m| (m * 1e8).round() / 1e6));
    let horizon = store.slice(|p| p.profile.horizon);
    let number = move |which: ProfileNumber, scale: f64, unit: Words, value: Memo<Option<f64>>| {
        let (min, max) = which.range();
        number_field(NumberField {
            name: which.id().to_owned(),
            label: Rc::new(move || t(texts, &["sharpen.", which.id()].concat())),
            hint: Rc::new(move || t(texts, &["sharpen.", which.id(), "_hint"].concat())),
            unit,
            reads: AMOUNT,
            value: Rc::new(move || value.get()),
            on_value: Rc::new(move |value| {
                let value = value.map(|v| v / scale);
                store.dispatch(Action::SetProfileNumber(which, value)).err()
            }),
            wrong: Rc::new(move |wrong| wrong_words(texts, wrong, (min * scale, max * scale))),
            kept: None,
            on_kept: Rc::new(|_| ()),
            missing: None,
        })
        .in_view()
    };
    let currency: Words = Rc::new(move || view.currency.get().as_str().to_owned());
    let months: Words = Rc::new(move || t(texts, "sharpen.months"));
    view! {
        <Segments
            name="geo"
            legend=say("sharpen.geo")
            hint=say("sharpen.geo_hint")
            choices=optional(view, Geo::ALL, Geo::id, "geo")
            chosen=geo
            on_choose=Callback::new(move |v: String| store.choose(Action::SetGeo(Geo::from_id(&v))))
        />
        <Segments
            name="age"
            legend=say("sharpen.age")
            hint=say("sharpen.age_hint")
            choices=optional(view, AgeBand::ALL, AgeBand::id, "age")
            chosen=age
            on_choose=Callback::new(move |v: String| {
                store.choose(Action::SetAge(AgeBand::from_id(&v)));
            })
        />
        {number(ProfileNumber::Ticket, 1.0, currency, ticket)}
        {number(ProfileNumber::Margin, 100.0, Rc::new(|| "%".to_owned()), margin)}
        {number(ProfileNumber::Horizon, 1.0, months, horizon)}
        <Segments
            name="size"
            legend=say("sharpen.people")
            hint=say("sharpen.people_hint")
            choices=optional(view, Size::ALL, Size::id, "people")
            chosen=size
            on_choose=Callback::new(move |v: String| store.choose(Action::SetSize(Size::from_id(&v))))
        />
        <p class="hint" data-testid="prefilled">
            {move || prefilled(&[Field::Geo, Field::Size], texts, store, session)}
        </p>
    }
}

/// Levels 0..=3 as saved in the radios.
const GRADES: [&str; 4] = ["0", "1", "2", "3"];

fn grade_choices(view: View) -> Signal<Vec<(&'static str, String)>> {
    let texts = view.texts;
    Signal::derive(move || {
        let mut list = GRADES
            .map(|g| (g, t(texts, &format!("grade.{g}"))))
            .to_vec();
        list.push(("", t(texts, "not_said")));
        list
    })
}

fn grade_id(level: Option<u8>) -> &'static str {
    level
        .and_then(|l| GRADES.get(usize::from(l)).copied())
        .unwrap_or("")
}

/// Skills of the team.
#[component]
fn Skills(view: View) -> impl IntoView {
    let (texts, store) = (view.texts, store());
    let one = move |skill: Skill| {
        let chosen = store.slice(move |p| grade_id(p.profile.skills.get(&skill).copied()));
        view! {
            <Segments
                name=format!("skill-{}", skill.id())
                legend=Signal::derive(move || t(texts, &format!("skill.{}", skill.id())))
                choices=grade_choices(view)
                chosen=chosen
                on_choose=Callback::new(move |v: String| {
                    store.choose(Action::SetSkill(skill, v.parse().ok()));
                })
            />
        }
    };
    view! {
        <p class="hint">{move || t(texts, "sharpen.skills_hint")}</p>
        {Skill::ALL.iter().map(|s| one(*s)).collect_view()}
    }
}

/// Data one has.
#[component]
fn DataLevels(view: View) -> impl IntoView {
    let (texts, store) = (view.texts, store());
    let one = move |data: Data| {
        let chosen = store.slice(move |p| grade_id(p.profile.data.get(&data).copied()));
        view! {
            <Segments
                name=format!("data-{}", data.id())
                legend=Signal::derive(move || t(texts, &format!("data.{}", data.id())))
                choices=grade_choices(view)
                chosen=chosen
                on_choose=Callback::new(move |v: String| {
                    store.choose(Action::SetData(data, v.parse().ok()));
                })
            />
        }
    };
    view! {
        <p class="hint">{move || t(texts, "sharpen.data_hint")}</p>
        {Data::ALL.iter().map(|d| one(*d)).collect_view()}
    }
}

/// Habits, those of the best channels first.
fn by_use(catalogue: &'static Catalogue, recommendation: &Recommendation) -> Vec<&'static HabitId> {
    let channels = recommendation
        .ranking()
        .into_iter()
        .filter_map(|a| catalogue.channel(&a.id))
        .flat_map(|c| c.habits.iter());
    let all = catalogue.habits.iter().map(|h| &h.id);
    let mut list: Vec<&'static HabitId> = Vec::new();
    for id in channels.chain(all) {
        if !list.contains(&id) {
            list.push(id);
        }
    }
    list
}

/// What the audience uses, and how one knows.
#[component]
fn Habits(view: View) -> impl IntoView {
    let texts = view.texts;
    // Ordered once: a list that moves under the hand is no list.
    let habits = view.advice.with_untracked(|r| by_use(catalogue::all(), r));
    let total = habits.len();
    let all = RwSignal::new(false);
    let rows = StoredValue::new(habits);
    view! {
        <p class="hint">{move || t(texts, "sharpen.habits_hint")}</p>
        <ul class="habits">
            <For
                each=move || {
                    let shown = if all.get() { total } else { FIRST };
                    rows.with_value(|r| r.iter().take(shown).copied().collect::<Vec<_>>())
                }
                key=|id| *id
                let:id
            >
                <HabitRow view=view id=id />
            </For>
        </ul>
        <button
            type="button"
            class="button second"
            class:gone=move || all.get()
            on:click=move |_| all.set(true)
        >
            {move || f(texts, "sharpen.habits_all", &[("n", &total.to_string())])}
        </button>
    }
}

#[component]
fn HabitRow(view: View, id: &'static HabitId) -> impl IntoView {
    let (texts, store) = (view.texts, store());
    let said = store.slice(move |p| p.profile.habits.get(id).copied());
    let frequency = Memo::new(move |_| match said.get() {
        None => "",
        Some(Habit {
            frequency: Some(f), ..
        }) => f.id(),
        Some(Habit { evidence: None, .. }) => "unknown",
        Some(_) => "",
    });
    let evidence = Memo::new(move |_| said.get().and_then(|h| h.evidence).map_or("", Evidence::id));
    let now = move || {
        let habit = said.get_untracked();
        (
            habit.and_then(|h| h.frequency),
            habit.and_then(|h| h.evidence),
        )
    };
    let options = move |group: &'static str, ids: Vec<&'static str>, chosen: Memo<&'static str>| {
        let named = ids.into_iter().map(move |v| {
            view! {
                <option value=v selected=move || chosen.get() == v>
                    {move || t(texts, &format!("{group}.{v}"))}
                </option>
            }
        });
        view! {
            <option value="" selected=move || chosen.get().is_empty()>
                {move || t(texts, "sharpen.clear")}
            </option>
            {named.collect_view()}
        }
    };
    let often_ids: Vec<&'static str> = Frequency::ALL
        .iter()
        .map(|v| v.id())
        .chain(["unknown"])
        .collect();
    let evidence_ids: Vec<&'static str> = Evidence::ALL.iter().map(|v| v.id()).collect();
    let often = format!("input-habit-{id}");
    let known = format!("input-evidence-{id}");
    view! {
        <li>
            <fieldset class="field habit">
                <legend>{move || texts.piece("channels", &format!("habit.{id}"))}</legend>
                <div>
                    <label for=often.clone()>{move || t(texts, "sharpen.how_often")}</label>
                    <select
                        id=often.clone()
                        data-testid=often
                        on:change=move |event| {
                            let value = event_target_value(&event);
                            let action = if value == "unknown" {
                                Action::SetHabitUnknown(id.clone())
                            } else {
                                Action::SetHabit(id.clone(), Frequency::from_id(&value), now().1)
                            };
                            store.choose(action);
                        }
                    >
                        {options("often", often_ids, frequency)}
                    </select>
                </div>
                <div>
                    <label for=known.clone()>{move || t(texts, "sharpen.how_known")}</label>
                    <select
                        id=known.clone()
                        data-testid=known
                        on:change=move |event| {
                            let value = Evidence::from_id(&event_target_value(&event));
                            store.choose(Action::SetHabit(id.clone(), now().0, value));
                        }
                    >
                        {options("evidence", evidence_ids, evidence)}
                    </select>
                </div>
            </fieldset>
        </li>
    }
}
