//! Visitors' plans, and what the engine makes of them: what the browser shows is held against the same code run here.

use std::borrow::Cow;

use growth_wheel::content::{self, currency, examples};
use growth_wheel::domain::action::{Action, ProfileNumber};
use growth_wheel::domain::answer::Reply;
use growth_wheel::domain::benchmark::{Benchmark, Place, Scope, Segment};
use growth_wheel::domain::channel_use::Use;
use growth_wheel::domain::ids::{ChannelId, ItemId};
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::profile::{Country, Model, Objective};
use growth_wheel::domain::snapshot::{Opinion, Snapshot};
use growth_wheel::domain::stage::Stage;
use growth_wheel::engine::recommend::{Context, Recommendation, recommend};
use growth_wheel::engine::score::{Scores, scores, shown};
use growth_wheel::engine::useful::useful;
use growth_wheel::engine::{benchmark, goal, reality, value};

use crate::outcome::{Outcome, Trouble};

/// Answers to the four stage questions of [`checked`].
pub(crate) const ANSWERS: [&str; 4] = ["3", "2", "4", "unknown"];

/// What a visitor of the check has said who goes through it as the scenarios do.
pub(crate) fn checked() -> Outcome<Plan> {
    let mut plan = Plan::new("e2e".to_owned(), 1_790_000_000_000);
    let mut actions = vec![
        Action::SetModel(Some(Model::B2b)),
        Action::SetCountry(Country::new("IT")),
        Action::SetObjectives(vec![Objective::Sell]),
        Action::SetProfileNumber(ProfileNumber::Budget, Some(1000.0)),
        Action::SetProfileNumber(ProfileNumber::Hours, Some(5.0)),
        Action::SetUse(ChannelId::builtin("email"), Use::InUse),
    ];
    for (stage, value) in Stage::ALL.into_iter().zip(ANSWERS) {
        actions.push(Action::AnswerExpress(stage, Reply::from_id(value)));
    }
    for action in actions {
        plan.apply(action)
            .map_err(|e| Trouble(format!("the plan refuses: {e}")))?;
    }
    Ok(plan)
}

/// A link that asks, of the gardens of the examples.
pub(crate) const ASK_LINK: &str = "#gw=1q0yf.fch74sbhenjq6x1278h7ctv2drh2r8kge9qpctbccmh3mys2dnqp8sbc48x24rkfehm24b12cdqqavkme9wj4eh28n9j4b12cxjpy8ht49p6yrv1dgh2r8kkd5x6a8ht49t6yc9g48p24rb7cmh3m8hm6nfkcd125gh66xbje9jpwrvs48x24hana8h2r8kmd5hppsbm48x36e1g5gh6trbjcxmpw8ht60q38b12cdwp6v3548x32d1c49h7as37cnt24ehs60r2r8k8dxtq4ws278rk0b12d1qq4tbtdxq24ehr5gh6yrkacnhq8tbpcnsj4ejv49spav3c48p24wv1esjj4b12edjq4xk549ejr8kkddmprv3k48x7p8k3dxr7j8ht64p24s35edmpevh278rjr8kpd5j6avs278r2r8kmcnhpg8ht64p24wv5dhp6jvk748x34z9c49j62x3148x7p8k1dsgprybmd5hq68ht64p24rvjdmh3mc9c49hpyvkkcnq788ht65yjr8k8c5h6jx3k48x7p8kcd5q6psb4d5q24ekv49k74sbhenjpwrvs48x24vk5esjq48hc49jqctb4cnq66s9278h76xbjesjqj8kx5gh6trbgech3mys2css6awbncnq66y9278h7esb5ddp7j8hc49jqctb4cnq66s9278h76rbccnsj4z9c49sparbjcdm24ekv49k74sbhenjpwrvs48x24xv5cnnpry925gh6axk9chjpwrv548x24wvne9v6ay92fmp24xv8c5t76rbge0h3mys2css6awbncnq66y9278h68rb9dhwj4b12cnv6js35dshpa8ht49sp2v35ech7tb12exqq4s2zdxk5yvbfent6g8htfch6cwk5e5tpavk3f4h3m8kqcnjppv3s48p24sbpd5j6avk3cmh3m8kkc5p6aws2fnyqtz8.90kc";
/// A link that brings answers back, to some other plan.
pub(crate) const ANSWERS_LINK: &str = "#gw=1a018.jfzngxsebs1ctg4tc5aaxnjwz930gsf1r13ps1bg.0na2";
/// A link that shows a result, of the software of the examples.
pub(crate) const PLAN_LINK: &str = "#gw=1p1p1.0matdpv9pk8pth6wd73e4td4kd539phfv8q1sdz6tesjm9tyt5pxz4serh792rk5h49c8p7qyqex75wm9t8mb9m9c8pfjxx2ej5qc7mtezqc7c8jrhef9ypah792x6ytp12b25gwz58kmh69nqv8t49c8p7tybjsexhz52ej52tpj8jrhek9ryqjyh2ekat61gb25pw7jsykq49tc2ww5h2rzkhxk58kmvpnc8p5twk7sf8h79mc30r5h2t6ztybk8kmsp1c8phqyb9ypzq49tcb4p4bfrpnjwfmtfdjyd2enphef5v6rh5h2wykxfbcsa4p4bkw6bgxd2qarhefbtesped2eqphcffw7jh79jb25jcqktefq49tcjrhev9s6bqm9tcarhek5rygh79kb25swqcv6kqcx2ek7ynh2s63tc52eqphc7ereswyk9rz6h79jb25hybd8kms5h2ryzqef5vq8h79jzarhd31rpkted2eqphcqdrekp49tyt5keb5wfbjxv3ya4x4b4rekpf52b25jyv9s6bqcf58kmhck1x62hfnc8pbvcqex76h7bv8pdscqhxebqcfs8kmhdqfvq9mdks8jrhcqpte9jxv3sa4x4bkresjyd2zarhdk9vpqjwk9vj4xfd2sq5jy7nsexhz52ej5vwq5tyswm9c8pbvd74sexhwn2ej5jc7mra5ynh2wybgyb3t24xfd2sq5jy7nsexhz52ej5vwq5tyswm9c8pbvd74sexhwn2ej5jc7mra5ynh2x6knykftt4xfd2sq5jy7nsexhz52ej5qcqpsf4h5h2sfdmwk5vp7jm9t8p9gyk18qtp4bqvz5jbzfsnzpxznx6gh7bv8pdscqhxebqcfs8kmhdqfvq9mdks8jrhcqpte9jxv3sa4x4bkresjyd2zfvynh2rp3swn2eqphc7ewzfjyb9vpeh792t63vcn2b25hxzex63hykk8kmhd31xpah5h2vebgyfnwpbpwqex24x4b8rfdjm9c8q1sdz6tesjm9t8phgyv58jrhef9x6ah792t63vcn2zarhcf8rexqcqcwt4xfd2sevgx7c8knxmbnwyah792texfyqksa4p4b5s6kted2eqphc7kwybt49tcbjr63xzarhdk9vpqjwk9vj4xfd2xf7jm9t8pkqbznwyah5h2se9mykk8knxmb1wz7jyh2ek2tp1gzftp4bctexnwq4texfw74wt4xfd2xf7jm9t8pkqbznwyahfnc8pzscz1vpkhvzkse3scf88knxmb5s6kted2eqphc7kwybt49tck2r63xzarhe31wq9qcqjwt4xfd2se9mykk8knxmb1wz7jyh2ekkyznc8q1jybkvyxgxjzryzqek1rz8h7bv8pbjd7mwt4xfd2rf7swqm8kmv63xzarhef5rf5hx2zre9sm9tyt5tyf58kmhd7eqzbswn2zarhez5rpkqc7jwt4xfd2xf7jm9t8q1pc7evpbj49c8pbjd7mwt4xfd2rf7swqm8kmsp1gzfvynh2ve3wbz3t63qdv5v76h79nb25tcqkx5zsx31wpah79gbk2p4b3vz7ted2eqphcqdrekp49tcb2s5snb25pd7etybjd7eqy3jed2ek8w61gb25swq1wp7mbz1s76h79qcbcq6spdkcv6spdkcv6spdqtp4bdvyxtd12ej4s61jdjtrp12z8.veka";

fn change(plan: &mut Plan, action: Action) -> Outcome {
    plan.apply(action)
        .map_err(|e| Trouble(format!("the plan refuses: {e}")))
}

/// Detailed answers, each by its item and its value.
pub(crate) fn answer(plan: &mut Plan, answers: &[(&str, &str)]) -> Outcome {
    for (id, reply) in answers {
        let item = ItemId::parse(id).map_err(|_| Trouble(format!("no id: {id}")))?;
        change(plan, Action::Answer(item, Reply::from_id(reply)))?;
    }
    Ok(())
}

/// What a colleague of [`compared`] says: some of it the same, some of it far away.
pub(crate) fn colleague() -> Snapshot {
    let mut answers = Snapshot::default();
    for (place, item) in content::items::all().into_iter().enumerate() {
        let reply = ["1", "3", "2", "unknown", "4", "3", "2"].get(place % 7);
        if let Some(reply) = reply.and_then(|r| Reply::from_id(r)) {
            answers.replies.insert(item.id, reply);
        }
    }
    answers
}

/// A shop that has answered everything, kept a wheel half a year ago and asked a colleague.
pub(crate) fn compared() -> Outcome<Plan> {
    let example = examples::plan("outdoor").ok_or(Trouble("no such example".to_owned()))?;
    let mut plan = example;
    plan.id = "e2e".to_owned();
    let now = plan.clone();
    for (place, item) in content::items::all().into_iter().enumerate() {
        if place % 3 == 0 {
            change(&mut plan, Action::Answer(item.id, Reply::from_id("2")))?;
        }
    }
    let kept = Snapshot::of(&plan);
    change(
        &mut plan,
        Action::SetSnapshot(1_779_000_000_000, Some(kept)),
    )?;
    plan.answers = now.answers;
    let opinion = Opinion {
        name: "Marta".to_owned(),
        at: 1_794_000_000_000,
        answers: colleague(),
    };
    for (name, value) in [
        (goal::REVENUE, 900_000.0),
        (goal::REPEAT, 300_000.0),
        (goal::SEASON, 1.0),
        (value::YEARS, 2.0),
        (value::AGAIN, 0.42),
        (reality::ASKED, 61_000.0),
        (reality::CONSENTED, 43_900.0),
        (reality::ORDERS, 118.0),
        (reality::MEASURED, 71.0),
        (reality::HEARD_OTHER, 6.0),
    ] {
        change(&mut plan, Action::SetSheet(name.to_owned(), Some(value)))?;
    }
    for (channel, claimed, heard) in [
        ("search_ads", 78.0, 31.0),
        ("social_ads", 69.0, 14.0),
        ("email", 13.0, 19.0),
    ] {
        let id = ChannelId::parse(channel).map_err(|_| Trouble(format!("no id: {channel}")))?;
        for (name, value) in [
            (reality::claimed_name(&id), claimed),
            (reality::heard_name(&id), heard),
        ] {
            change(&mut plan, Action::SetSheet(name, Some(value)))?;
        }
    }
    let own = Benchmark {
        id: "own1".to_owned(),
        scope: Scope::Channel(ChannelId::builtin("email")),
        metric: Cow::Borrowed("visit_to_lead"),
        value: 0.06,
        to: 0.06,
        currency: None,
        segment: Segment::Said(String::new()),
        source: Cow::Borrowed("Studio Alpen, 2025"),
        source_id: None,
        year: 2025,
        place: Place::Said(String::new()),
        cases: Some(24.0),
        notes: Vec::new(),
        grade: None,
    };
    for action in benchmark::keep(&own, "Outdoor", "DACH", true) {
        change(&mut plan, action)?;
    }
    // The shop notes no leads: what a basket begun becomes is typed.
    for (channel, share) in [
        ("search_ads", 0.3),
        ("shopping_feeds", 0.5),
        ("social_ads", 0.2),
    ] {
        let id = ChannelId::parse(channel).map_err(|_| Trouble(format!("no id: {channel}")))?;
        let figures = [
            (goal::share_name(&id), share),
            (goal::rate_name(&id, goal::Rate::VisitToLead), 0.08),
            (goal::rate_name(&id, goal::Rate::LeadToSale), 0.22),
        ];
        for (name, value) in figures {
            change(&mut plan, Action::SetSheet(name, Some(value)))?;
        }
    }
    change(
        &mut plan,
        Action::SetOpinion("k3f9".to_owned(), Some(opinion)),
    )?;
    Ok(plan)
}

/// A colleague's own plan, begun for somebody who asked.
pub(crate) fn asked() -> Outcome<Plan> {
    let mut plan = checked()?;
    plan.express.clear();
    plan.asked_by = Some("7wq0".to_owned());
    let proof = ItemId::builtin("act.proof");
    change(&mut plan, Action::Answer(proof, Reply::from_id("3")))?;
    Ok(plan)
}

/// A practice or a workshop that has said no more than what it is.
pub(crate) fn of_a_local_business() -> Outcome<Plan> {
    let mut plan = Plan::new("e2e".to_owned(), 1_790_000_000_000);
    plan.apply(Action::SetModel(Some(Model::Local)))
        .map_err(|e| Trouble(format!("the plan refuses: {e}")))?;
    Ok(plan)
}

/// The engine's scores of a plan.
pub(crate) fn scores_of(plan: &Plan) -> Scores {
    scores(plan, &content::catalogue())
}

/// The overall score as it stands on the screen.
pub(crate) fn score_of(plan: &Plan) -> String {
    scores_of(plan)
        .overall
        .map_or_else(|| "n/a".to_owned(), |s| shown(s).to_string())
}

/// The parts of a plan that a visitor put in, as bytes to compare by.
pub(crate) fn said(plan: &Plan) -> String {
    let mut plan = plan.clone();
    (plan.id, plan.rev) = ("same".to_owned(), 0);
    (plan.created, plan.changed) = (0, 0);
    growth_wheel::codec::file::export(&plan)
}

/// The open questions that could change the result, the most useful first.
pub(crate) fn useful_questions(plan: &Plan) -> Vec<String> {
    let context = Context {
        euro_rate: currency::rate(plan.profile.currency()),
        today: i32::try_from(
            std::time::SystemTime::UNIX_EPOCH
                .elapsed()
                .map_or(0, |past| past.as_secs() / 86_400),
        )
        .unwrap_or_default(),
    };
    useful(plan, &content::catalogue(), context)
        .into_iter()
        .map(|useful| useful.item.to_string())
        .collect()
}

/// The engine's advice on the channels, on a day counted from 1970-01-01.
pub(crate) fn advice_on(plan: &Plan, today: i32) -> Recommendation {
    let context = Context {
        euro_rate: currency::rate(plan.profile.currency()),
        today,
    };
    recommend(plan, &content::catalogue(), &scores_of(plan), context)
}
