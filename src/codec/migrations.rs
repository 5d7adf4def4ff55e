//! From every version ever released to today's, one small named step after another.
//!
//! A version is a named string. A new one adds a [`Step`] at the end of [`STEPS`] and a folder of fixtures
//! `tests/saved/<version>/`; `tests/migrations.rs` counts both. A step is total: it works on any JSON and never refuses.

use crate::domain::json::Value;

/// Name of the first version.
pub const FIRST: &str = "2026-11-first";

/// One version to the next.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Version it starts from; the version before it in the list.
    pub from: &'static str,
    /// Version it ends at.
    pub to: &'static str,
    /// The change, in place.
    pub run: fn(&mut Value),
}

/// Every step, oldest first.
pub const STEPS: &[Step] = &[
    Step {
        from: FIRST,
        to: "2026-11-snapshots",
        // Wheels of earlier days, answers of colleagues and figures of planning sheets came in.
        run: |plan| make_room(plan, &["snapshots", "opinions", "asked_by", "sheet"]),
    },
    Step {
        from: "2026-11-snapshots",
        to: "2026-11-texts",
        // Texts of planning sheets came in.
        run: |plan| make_room(plan, &["texts"]),
    },
];

/// A plan of before has none of what came in; what stood there under those names meant something else to whoever wrote
/// it, and moves out of the way.
fn make_room(plan: &mut Value, names: &[&str]) {
    let Some(map) = plan.as_object_mut() else {
        return;
    };
    for name in names {
        if let Some(value) = map.get_mut(name).map(std::mem::take) {
            map.remove(name);
            map.insert(["first_", name].concat(), value);
        }
    }
}

/// Version that is written.
pub const CURRENT: &str = match STEPS.last() {
    Some(step) => step.to,
    None => FIRST,
};

/// Every version that can be read, oldest first.
pub fn versions() -> impl Iterator<Item = &'static str> {
    std::iter::once(FIRST).chain(STEPS.iter().map(|step| step.to))
}

/// Brings a plan's JSON from `version` to today's; `false`, and nothing changed, when no such version is known.
#[must_use]
pub fn upgrade(version: &str, plan: &mut Value) -> bool {
    walk(FIRST, STEPS, version, plan)
}

fn walk(first: &str, steps: &[Step], version: &str, plan: &mut Value) -> bool {
    let mut reached = version == first;
    for step in steps {
        if reached {
            (step.run)(plan);
        }
        reached = reached || step.to == version;
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::json;
    use crate::domain::json::Object;

    const MADE_UP: &[Step] = &[
        Step {
            from: "a",
            to: "b",
            run: |v| {
                if let Some(map) = v.as_object_mut() {
                    map.insert("b".to_owned(), 1_u64.into());
                }
            },
        },
        Step {
            from: "b",
            to: "c",
            run: |v| {
                if let Some(map) = v.as_object_mut() {
                    map.remove("b");
                    map.insert("c".to_owned(), 2_u64.into());
                }
            },
        },
    ];

    #[test]
    fn each_version_walks_exactly_the_steps_after_it() {
        for (version, known, result) in [
            ("a", true, r#"{"c":2}"#),
            ("b", true, r#"{"c":2}"#),
            ("c", true, "{}"),
            ("d", false, "{}"),
            ("", false, "{}"),
        ] {
            let mut plan = Value::Object(Object::new());
            assert_eq!(walk("a", MADE_UP, version, &mut plan), known, "{version}");
            assert_eq!(json::write(&plan), result, "{version}");
        }
    }

    #[test]
    fn a_step_takes_any_json() {
        for mut odd in [Value::Null, Value::from(1_u64), Value::Array(vec![])] {
            let before = odd.clone();
            assert!(walk("a", MADE_UP, "a", &mut odd));
            assert_eq!(odd, before);
        }
    }
}
