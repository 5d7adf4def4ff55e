//! Figures that come from elsewhere and what they are held against: a customer's value, benchmarks, the reality check,
//! and tables of other programs.

use growth_wheel::content;
use growth_wheel::domain::action::Action;
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::numbers::{ChannelField, Month, TotalField};
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::profile::Currency;
use growth_wheel::engine::{benchmark, goal, reality, value};
use serde_json::json;
use thirtyfour::prelude::*;

use crate::outcome::{Outcome, Trouble, ensure, ensure_same};
use crate::page::Page;
use crate::plans;
use crate::runner::{Scenario, scenarios};

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        a_customer_s_value_follows_the_way_they_pay,
        a_published_figure_counts_once_accepted_and_never_across_currencies,
        figures_of_two_kinds_do_not_share_a_heading,
        a_benchmark_of_one_s_own_needs_its_source,
        platforms_that_claim_more_than_the_till_are_told_so,
        an_export_is_read_matched_to_channels_and_taken_over,
        an_import_is_said_to_be_there_as_long_as_it_is,
        a_file_that_comes_late_takes_no_text_away,
        a_file_says_which_rows_it_cannot_read,
        a_file_of_an_older_encoding_is_read_and_may_be_chosen_again,
        a_figure_typed_takes_no_channel_off_a_list,
        a_chart_is_walked_by_the_keyboard,
        a_chart_keeps_the_focus_while_the_plan_is_saved,
        coming_back_to_a_field_by_keyboard_replaces_its_text,
    ]
}

/// The digits of a text, so that marks of thousands say nothing.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

async fn a_customer_s_value_follows_the_way_they_pay(page: &Page) -> Outcome {
    page.open("/?lang=it#/numbers/value").await?;
    page.see("value-missing").await?;
    page.pick("input-way", "1").await?;
    for (field, text) in [
        ("input-revenue_month", "49,90"),
        ("input-retention_month", "94"),
        ("input-margin", "78"),
        ("input-cac", "180"),
    ] {
        page.write(field, text).await?;
    }
    page.see("value-ratio").await?;
    page.see_saving("saved").await?;
    let plan = page
        .stored_plan()
        .await?
        .ok_or(Trouble("no plan".to_owned()))?;
    let worth = value::inputs(&plan)
        .worth()
        .ok_or(Trouble("no value".to_owned()))?;
    let new = worth
        .new_customer()
        .map_err(|e| Trouble(e.id().to_owned()))?;
    let told = page.read("value-sum").await?;
    let wanted = format!("{new:.0}");
    ensure!(digits(&told).contains(&wanted), "{told} tells {wanted}");
    page.see_text_part("value-payback", "6 mesi").await?;
    page.write("input-cac", "900").await?;
    page.see("value-loss").await?;
    page.write("input-retention_month", "100").await?;
    page.see_text_part("value-sum", "n/d").await?;
    page.pick("input-way", "2").await?;
    page.write("input-contract", "12").await?;
    page.write("input-renewal", "80").await?;
    page.see("value-formulas").await?;
    page.see_saving("saved").await?;
    page.reload().await?;
    page.see("value-formulas").await?;
    ensure_same!(page.written("input-contract").await?, "12", "the term");
    let file = page.download("value-csv").await?;
    ensure_same!(file.lines().count(), 6, "a line of names and five shares");
    Ok(())
}

async fn a_published_figure_counts_once_accepted_and_never_across_currencies(
    page: &Page,
) -> Outcome {
    let mut plan = plans::checked()?;
    plan.numbers.clear();
    plan.profile.currency = Currency::new("USD");
    plan.sheet
        .insert(goal::share_name(&ChannelId::builtin("search_ads")), 1.0);
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/numbers/planner").await?;
    page.see_text_in(
        "hint-search_ads-cost_per_visit",
        "Spend divided by visits; 0 if a visit costs you only time.",
    )
    .await?;
    page.go("#/numbers/benchmarks").await?;
    page.click("accept-search.cpc.all.localiq_2025").await?;
    // The button stays where it is and keeps the focus.
    ensure_same!(
        page.focused("aria-pressed").await?.as_deref(),
        Some("true"),
        "the focus stays on the button"
    );
    // What is accepted stays in sight, whatever the line of business.
    page.pick("input-segment", "legal").await?;
    page.see("accept-search.cpc.all.localiq_2025").await?;
    page.see_stored("an accepted figure", |p| {
        let found = benchmark::kept(p);
        matches!(found.as_slice(), [one] if one.accepted && one.benchmark.value == 5.26)
    })
    .await?;
    page.go("#/numbers/planner").await?;
    page.see_text_in(
        "hint-search_ads-cost_per_visit",
        "From a benchmark you accepted: $5.26",
    )
    .await?;
    page.go("#/numbers/kpi").await?;
    page.click_on("details.form:has(#input-currency) > summary")
        .await?;
    page.pick("input-currency", "EUR").await?;
    page.go("#/numbers/planner").await?;
    page.until(
        "nothing in dollars counts",
        "return !document.getElementById('hint-search_ads-cost_per_visit').textContent.includes('benchmark');",
        json!([]),
    )
    .await?;
    page.go("#/numbers/benchmarks").await?;
    page.see_text_part("benchmarks-stand-ins", "another currency")
        .await
}

async fn figures_of_two_kinds_do_not_share_a_heading(page: &Page) -> Outcome {
    let october = Month::parse("2026-10").ok_or(Trouble("no month".to_owned()))?;
    let mut plan = Plan::new("e2e".to_owned(), 0);
    let email = ChannelId::builtin("email");
    let mut actions = vec![
        Action::SetChannelFigure(
            october,
            email.clone(),
            ChannelField::Impressions,
            Some(9_000.0),
        ),
        Action::SetChannelFigure(october, email, ChannelField::Clicks, Some(270.0)),
    ];
    let published = content::benchmarks::all();
    let clicks = published.iter().find(|b| b.metric == "click_rate");
    let mut own = clicks.cloned().ok_or(Trouble("no figure".to_owned()))?;
    (own.id, own.metric) = ("own1".to_owned(), "ctr".into());
    actions.extend(benchmark::keep(&own, "", "", false));
    for action in actions {
        let done = plan.apply(action);
        done.map_err(|why| Trouble(format!("{why:?}")))?;
    }
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/?lang=en#/numbers/benchmarks").await?;
    page.see("benchmarks-beside").await?;
    let titles: Vec<String> = page
        .ask(
            "return [...document.querySelectorAll('[data-testid=benchmarks-beside] h3')].map((h) => h.textContent);",
            json!([]),
        )
        .await?;
    ensure_same!(titles.len(), 2, "clicks of mails and clicks of impressions");
    ensure!(
        titles
            .iter()
            .any(|t| t.ends_with("clicks per e-mail delivered")),
        "{titles:?}"
    );
    // Each publication says how well its figures are known.
    page.see_text_part("benchmarks-all", "Read in the original publication.")
        .await
}

async fn a_benchmark_of_one_s_own_needs_its_source(page: &Page) -> Outcome {
    page.open("/#/numbers/benchmarks").await?;
    page.click_on("details:has(#input-benchmark-source) > summary")
        .await?;
    page.pick("input-benchmark-metric", "visit_to_lead").await?;
    page.click("add-benchmark").await?;
    page.see_text("error-benchmark-value", "Enter the value.")
        .await?;
    ensure_same!(
        page.find("input-benchmark-value")
            .await?
            .attr("aria-invalid")
            .await?
            .as_deref(),
        Some("true"),
        "the field is told to be wrong"
    );
    page.write("input-benchmark-value", "4").await?;
    page.see_text("error-benchmark-value", "").await?;
    page.click("add-benchmark").await?;
    page.see_text_part("error-benchmark-source", "without a source")
        .await?;
    ensure_same!(page.stored_plan().await?, None, "nothing is kept");
    page.write("input-benchmark-source", "Studio Alpen, 2025")
        .await?;
    page.write("input-benchmark-cases", "24").await?;
    page.click("add-benchmark").await?;
    page.see_stored("one of one's own", |p| {
        matches!(benchmark::kept(p).as_slice(), [one] if one.own && !one.accepted && one.benchmark.value == 0.04)
    })
    .await?;
    page.see_text_part("benchmarks-own", "Studio Alpen, 2025")
        .await?;
    // Few cases: grey, with the interval.
    page.until(
        "it is grey with its range",
        "const row = document.querySelector('[data-testid=benchmarks-own] .grey .figure');
         return !!row && /to/.test(row.textContent);",
        json!([]),
    )
    .await?;
    page.click_on("[data-testid=benchmarks-own] button.plain")
        .await?;
    page.see_stored("nothing again", |p| {
        benchmark::kept(p).is_empty() && p.texts.is_empty()
    })
    .await?;
    page.click("undo").await?;
    page.see_stored("undone", |p| benchmark::kept(p).len() == 1)
        .await
        .map(drop)
}

async fn platforms_that_claim_more_than_the_till_are_told_so(page: &Page) -> Outcome {
    page.open("/?lang=ru#/numbers/reality").await?;
    page.see("reality-missing").await?;
    for channel in ["search_ads", "email"] {
        page.pick("input-add-channel", channel).await?;
        page.click("add-channel").await?;
    }
    for (field, text) in [
        ("input-orders", "118"),
        ("input-search_ads-claimed", "130"),
        ("input-search_ads-heard", "31"),
        ("input-email-claimed", "30"),
        ("input-email-heard", "29"),
    ] {
        page.write(field, text).await?;
    }
    page.see_text_part("reality-claims", "1,36").await?;
    page.see_text_part("reality-table", "приписывает себе больше")
        .await?;
    page.see_saving("saved").await?;
    let plan = page
        .stored_plan()
        .await?
        .ok_or(Trouble("no plan".to_owned()))?;
    let check = reality::reality(&plan);
    ensure_same!(check.claimed.map(|(sum, _)| sum), Some(160.0), "the claims");
    let file = page.download("reality-csv").await?;
    ensure_same!(file.lines().count(), 3, "a line of names and two channels");
    // Sixty answers to 118 orders are plausible; to fifty they are not.
    page.see_no("reality-answers").await?;
    page.write("input-orders", "50").await?;
    page.see_text_part("reality-answers", "60").await?;
    page.write("input-asked", "10").await?;
    page.write("input-consented", "11").await?;
    page.see_text_part("reality-shares", "н/д: больше общего числа")
        .await?;
    page.click_on("[data-channel=email] button.plain").await?;
    page.see_stored("one channel", |p| reality::reality(p).rows.len() == 1)
        .await?;
    page.click("undo").await?;
    page.see_stored("both again", |p| {
        p.sheet
            .get(&reality::claimed_name(&ChannelId::builtin("email")))
            == Some(&30.0)
    })
    .await
    .map(drop)
}

async fn a_figure_typed_takes_no_channel_off_a_list(page: &Page) -> Outcome {
    let mut plan = plans::compared()?;
    plan.sheet = growth_wheel::domain::map::Map::new();
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/numbers/reality").await?;
    page.see("reality-channels").await?;
    let rows = |hook: &str| {
        format!("return document.querySelectorAll('[data-testid={hook}] > li').length;")
    };
    let there: usize = page.ask(&rows("reality-channels"), json!([])).await?;
    ensure!(there > 2, "channels in use: {there}");
    let first = reality::reality(&plan).rows;
    let first = first.first().ok_or(Trouble("no channel".to_owned()))?;
    let field = format!("input-{}-claimed", first.channel);
    page.write(&field, "7").await?;
    ensure_same!(
        page.focused("id").await?.as_deref(),
        Some(field.as_str()),
        "the field keeps the focus"
    );
    ensure_same!(
        page.ask::<usize>(&rows("reality-channels"), json!([]))
            .await?,
        there,
        "rows"
    );
    page.go("#/numbers/planner").await?;
    page.see("planner-channels").await?;
    let there: usize = page.ask(&rows("planner-channels"), json!([])).await?;
    let sheet = goal::sheet(&plan);
    let first = sheet
        .channels
        .first()
        .ok_or(Trouble("no channel".to_owned()))?;
    let field = format!("input-{}-share", first.id);
    for text in ["40", "", "1,2,"] {
        page.write(&field, text).await?;
        ensure_same!(
            page.ask::<usize>(&rows("planner-channels"), json!([]))
                .await?,
            there,
            "channels once a part is typed, emptied or no number"
        );
    }
    Ok(())
}

async fn a_file_of_an_older_encoding_is_read_and_may_be_chosen_again(page: &Page) -> Outcome {
    page.open("/?lang=ru#/numbers/kpi").await?;
    page.click_on("details:has(#input-paste) > summary").await?;
    // «месяц;канал;расходы» and a row, as Excel saves them in Russian.
    let head = [
        0xec, 0xe5, 0xf1, 0xff, 0xf6, b';', 0xea, 0xe0, 0xed, 0xe0, 0xeb, b';', 0xf0, 0xe0, 0xf1,
        0xf5, 0xee, 0xe4, 0xfb, b'\n',
    ];
    for cost in ["1200,50", "80"] {
        let row = format!("2026-10;email;{cost}\n");
        page.give_bytes(
            "input-table-file",
            "costs.csv",
            &[&head, row.as_bytes()].concat(),
        )
        .await?;
        page.see_text_part("paste-preview", "1 значение").await?;
        page.until(
            "the row is there",
            "return document.querySelector('#input-paste').value.includes(arguments[0]);",
            json!([cost]),
        )
        .await?;
    }
    Ok(())
}

/// Sources of October as Google Analytics exports them.
const GA4: &str = "# Start date: 20261001\n# End date: 20261031\n\
    Session primary channel group (Default Channel Group),Sessions,Key events,Total revenue\n\
    Paid Search,300,9,810\nOrganic Social,120,3,40.50\nDirect,250,4,90\n";

async fn an_export_is_read_matched_to_channels_and_taken_over(page: &Page) -> Outcome {
    page.open("/?lang=it#/numbers/kpi").await?;
    page.click_on("details:has(#input-paste) > summary").await?;
    page.give_file("input-table-file", "ga4.csv", GA4).await?;
    page.see_text_part("paste-kind", "Google Analytics 4")
        .await?;
    page.see_text_part("paste-preview", "3 dati da importare")
        .await?;
    // The second of the three has no channel of its own: the visitor knows.
    page.pick("input-source-2", "instagram").await?;
    page.see_text_part("paste-preview", "6 dati da importare")
        .await?;
    page.click("take-over").await?;
    let october = Month::parse("2026-10").ok_or(Trouble("no month".to_owned()))?;
    page.see_stored("the figures of two channels", |p| {
        let figure = |channel: &'static str, field| {
            let month = p.numbers.get(&october)?;
            month
                .channels
                .get(&ChannelId::builtin(channel))?
                .get(&field)
                .copied()
        };
        figure("search_ads", ChannelField::Visits) == Some(300.0)
            && figure("instagram", ChannelField::Revenue) == Some(40.5)
    })
    .await?;
    page.reload().await?;
    page.click_on("details:has(#input-paste) > summary").await?;
    page.write("input-paste", GA4).await?;
    // What was decided is remembered.
    page.see_text_part("paste-preview", "6 dati da importare")
        .await?;
    ensure_same!(
        page.written("input-source-2").await?,
        "instagram",
        "the channel chosen before"
    );
    Ok(())
}

async fn an_import_is_said_to_be_there_as_long_as_it_is(page: &Page) -> Outcome {
    page.open("/?lang=en#/numbers/kpi").await?;
    page.click_on("details:has(#input-paste) > summary").await?;
    page.write("input-paste", GA4).await?;
    page.click("take-over").await?;
    page.see_text_part("paste-done", "3 figures imported")
        .await?;
    // What is done and undone beside it changes nothing of that.
    page.click_on("details.form:has(#input-currency) > summary")
        .await?;
    page.pick("input-currency", "CHF").await?;
    page.click("undo").await?;
    page.see_text_part("paste-done", "3 figures imported")
        .await?;
    page.click("undo").await?;
    page.see_text("paste-done", "").await?;
    // Nor does it come back when there is nothing left to redo.
    page.pick("input-currency", "CHF").await?;
    page.see_stored("the currency alone", |p| {
        p.numbers.is_empty() && p.profile.currency == Currency::new("CHF")
    })
    .await?;
    page.see_text("paste-done", "").await
}

async fn a_file_that_comes_late_takes_no_text_away(page: &Page) -> Outcome {
    page.open("/?lang=en#/numbers/kpi").await?;
    page.click_on("details:has(#input-paste) > summary").await?;
    page.ask::<serde_json::Value>(
        "const read = Blob.prototype.arrayBuffer;
         window.came = false;
         Blob.prototype.arrayBuffer = async function () {
           await new Promise((go) => setTimeout(go, 700));
           const bytes = await read.call(this);
           setTimeout(() => { window.came = true; }, 200);
           return bytes;
         };",
        json!([]),
    )
    .await?;
    page.give_file("input-table-file", "ga4.csv", GA4).await?;
    let typed = "month\tchannel\tspend";
    page.write("input-paste", typed).await?;
    page.until("the file has come", "return window.came;", json!([]))
        .await?;
    let written = page.written("input-paste").await?;
    ensure!(
        written.starts_with("month") && !written.contains("Sessions"),
        "what was typed stays: {written}"
    );
    Ok(())
}

async fn a_file_says_which_rows_it_cannot_read(page: &Page) -> Outcome {
    let orders = "\u{feff}Name,Email,Financial Status,Currency,Taxes,Total,Created at\n\
        #3,a@b.example,paid,USD,10.00,110.00,2026-10-03 10:00:00 +0200\n\
        #2,b@b.example,paid,USD,0.00,ten,2026-10-02 10:00:00 +0200\n\
        #1,c@b.example,paid,USD,0.00,20.00,soon\n";
    page.open("/#/numbers/kpi").await?;
    page.click_on("details:has(#input-paste) > summary").await?;
    page.give_file("input-table-file", "orders.csv", orders)
        .await?;
    page.see_text_part("paste-kind", "Shopify").await?;
    let read = page.read("paste-preview").await?;
    for part in ["Line 3, column 6:", "Line 4, column 7:"] {
        ensure!(read.contains(part), "{read} names {part}");
    }
    ensure!(
        !read.contains("b.example"),
        "nobody's address is shown: {read}"
    );
    page.see_text_part("paste-currency", "USD").await?;
    page.click("take-over").await?;
    let october = Month::parse("2026-10").ok_or(Trouble("no month".to_owned()))?;
    page.see_stored("one order", |p| {
        let totals = p.numbers.get(&october).map(|m| &m.totals);
        totals.and_then(|t| t.get(&TotalField::AllOrders)) == Some(&1.0)
            // Its amount is in another currency than the plan's.
            && totals.and_then(|t| t.get(&TotalField::TotalRevenue)).is_none()
    })
    .await
    .map(drop)
}

async fn a_chart_keeps_the_focus_while_the_plan_is_saved(page: &Page) -> Outcome {
    let plan = plans::compared()?;
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/numbers/value").await?;
    page.see("value-bars").await?;
    page.write("input-cac", "31").await?;
    page.ask::<serde_json::Value>(
        "document.querySelector('[data-testid=value-bars] [tabindex=\"0\"]').focus();",
        json!([]),
    )
    .await?;
    page.press(Key::Right).await?;
    let before = page.focused("aria-label").await?;
    page.see_stored("the cost", |p| p.sheet.get(value::CAC) == Some(&31.0))
        .await?;
    page.see_saving("saved").await?;
    page.press(Key::Right).await?;
    let after = page.focused("aria-label").await?;
    ensure!(
        before.is_some() && after.is_some() && before != after,
        "{before:?}, then {after:?}"
    );
    Ok(())
}

async fn coming_back_to_a_field_by_keyboard_replaces_its_text(page: &Page) -> Outcome {
    page.open("/?lang=it#/numbers/value").await?;
    page.write("input-cac", "12000").await?;
    let next = page.find("input-discount").await?;
    next.send_keys(Key::Shift + Key::Tab).await?;
    page.see_focus("[data-testid=input-cac]").await?;
    page.press("7").await?;
    page.see_stored("seven, not twelve thousand and seven", |p| {
        p.sheet.get(value::CAC) == Some(&7.0)
    })
    .await
    .map(drop)
}

async fn a_chart_is_walked_by_the_keyboard(page: &Page) -> Outcome {
    let plan = plans::compared()?;
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/?lang=en#/numbers/planner").await?;
    for (chart, stops) in [("planner-bars", 12), ("planner-swings", 5)] {
        page.see(chart).await?;
        let within = format!("[data-testid={chart}] [tabindex=\"0\"]");
        let one: usize = page
            .ask(
                "return document.querySelectorAll(arguments[0]).length;",
                json!([within]),
            )
            .await?;
        ensure_same!(one, 1, "one stop of the keyboard");
        page.ask::<serde_json::Value>(
            "document.querySelector(arguments[0]).focus();",
            json!([within]),
        )
        .await?;
        let mut heard = Vec::new();
        for _ in 0..stops {
            heard.extend(page.focused("aria-label").await?);
            page.press(Key::Right).await?;
        }
        heard.dedup();
        ensure_same!(heard.len(), stops, "every part says something of its own");
        page.press(Key::Home).await?;
        ensure_same!(
            page.focused("aria-label").await?.as_ref(),
            heard.first(),
            "Home leads back"
        );
    }
    let shown: String = page
        .ask(
            "document.querySelector('[data-testid=planner-bars] .stop').focus();
             return document.querySelector('[data-testid=planner-bars] ~ .readout').textContent;",
            json!([]),
        )
        .await?;
    ensure!(
        shown.starts_with("January"),
        "the line under the chart: {shown}"
    );
    // A pointer that rests on a bar says it, and moves nothing for the keyboard.
    let (shown, place): (String, usize) = page
        .ask(
            "const stops = [...document.querySelectorAll('[data-testid=planner-bars] .stop')];
             stops[11].dispatchEvent(new PointerEvent('pointerenter'));
             return new Promise((go) => setTimeout(() => go([
               document.querySelector('[data-testid=planner-bars] ~ .readout').textContent,
               stops.findIndex((s) => s.getAttribute('tabindex') === '0'),
             ]), 50));",
            json!([]),
        )
        .await?;
    ensure!(shown.starts_with("December"), "under the pointer: {shown}");
    ensure_same!(place, 0, "where the keyboard goes on");
    Ok(())
}
