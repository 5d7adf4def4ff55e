//! Six filled example companies, all invented: a plan to look at before one's own is begun.
//!
//! Each is a list of what its owner would have entered, one subject a line, and goes through [`Plan::apply`] like an
//! entry by hand, so that an example can never hold what a visitor could not. Text rather than tables of enums:
//! it is the shortest to load, and reads like the form.

use crate::domain::action::{Action, ProfileNumber};
use crate::domain::answer::Reply;
use crate::domain::channel_use::{EditField, Use};
use crate::domain::ids::{BaseId, ChannelId, HabitId, ItemId};
use crate::domain::numbers::{ChannelField, Month, TotalField};
use crate::domain::plan::{BaseState, Plan};
use crate::domain::profile::{
    AgeBand, Country, Currency, Data, Evidence, Frequency, Geo, Model, Objective, Size, Skill,
};
use crate::domain::stage::Stage;

/// Milliseconds since 1970 when the examples were written down: 21 November 2026.
const WRITTEN: i64 = 1_795_219_200_000;

/// An example company, as listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Stable name, also the id of its plan: 1 to 32 of a-z, 0-9.
    pub id: &'static str,
    /// Language of `name` and `line`, as in the interface: en, it, es, ru.
    pub lang: &'static str,
    /// Name of the company.
    pub name: &'static str,
    /// What it is, in one short line of its own language.
    pub line: &'static str,
}

/// The six, from small and local to large.
pub const ALL: [Example; 6] = [
    Example {
        id: "trattoria",
        lang: "it",
        name: "Trattoria Il Mestolo Blu",
        line: "Trattoria a Bologna: sette persone, 500 € al mese, 6 ore a settimana",
    },
    Example {
        id: "felt",
        lang: "ru",
        name: "Войлок и Полынь",
        line: "Изделия ручной работы, Казань: двое, 35 000 ₽ в месяц, 14 часов в неделю",
    },
    Example {
        id: "gardens",
        lang: "es",
        name: "Jardines Tres Acequias",
        line: "Jardinería en Sevilla para casas y oficinas: 900 € al mes, 10 horas a la semana",
    },
    Example {
        id: "hedgerows",
        lang: "en",
        name: "Hazelbeck Hedgerow Trust",
        line: "A British charity that plants hedgerows: £600 a month, 16 hours a week",
    },
    Example {
        id: "software",
        lang: "es",
        name: "Turiano Software",
        line: "Software de turnos para empresas, Valencia: 4000 € al mes, 30 horas a la semana",
    },
    Example {
        id: "outdoor",
        lang: "it",
        name: "Sassoverde Outdoor",
        line: "Abbigliamento da montagna online: 12.000 € al mese, 60 ore a settimana",
    },
];

/// The plan of that example; `None` for an id that is not in [`ALL`].
#[must_use]
pub fn plan(id: &str) -> Option<Plan> {
    let example = ALL.iter().find(|e| e.id == id)?;
    let mut plan = Plan::new(example.id.to_owned(), WRITTEN);
    plan.apply(Action::Rename(example.name.to_owned())).ok()?;
    for line in entries(example.id)?.lines() {
        enter(&mut plan, line)?;
    }
    Some(plan)
}

/// What is entered, one subject a line: its word, then values, or names each with its value.
fn entries(id: &str) -> Option<&'static str> {
    Some(match id {
        "trattoria" => TRATTORIA,
        "felt" => FELT,
        "gardens" => GARDENS,
        "hedgerows" => HEDGEROWS,
        "software" => SOFTWARE,
        "outdoor" => OUTDOOR,
        _ => return None,
    })
}

/// Known by the guests themselves; nobody writes to them afterwards.
const TRATTORIA: &str = "\
is local IT EUR local to10 25_44
number budget 500 hours 6 ticket 32 margin 0.62 cycle 3 horizon 6
objectives sell serve sizzle
skill copy 1 design 1 video 0 tech 0 selling 2
data analytics 0 crm 0 consent 1
express reach 3 act 2 convert 3 engage 1
items reach search 2 paid 1 social 2 offline 3 always_on 2
items act journey 2 content 1 capture 1 proof 2 nurture 1
items convert offer 3 checkout 2 retarget na assist 2 test na
items engage onboard 2 messages 1 service 2 loyalty 1 advocacy 2
items situation customers 2 channels 1 market 2 capability 1
items objectives smart 1 five_s 1 forecast 1 stages 1
items strategy segments 2 proposition 2 integration 1 sequence 1
items tactics mix 2 channels 2 messages 1 calendar 1
items action owners 1 resources 2 process 1 skills 1
items control kpis 1 attribution unknown tests 1 review 1
base site poor profile have contacts missing measurement missing answering poor
habit maps daily sales whatsapp daily sales review_sites weekly survey instagram weekly guess word_of_mouth daily survey
use in_use instagram maps_listings
use planned messaging
asset instagram 1400 maps_listings 64 messaging 120";

/// Sells where its buyers are, partly where advertising is no longer lawful.
const FELT: &str = "\
is shop RU RUB national to10 25_44
number budget 35000 hours 14 ticket 3200 margin 0.55 cycle 7 horizon 9
objectives sell speak sizzle
skill copy 2 design 3 video 1 tech 1 selling 1
data analytics 1 crm 1 consent 1
express reach 2 act 3 convert 2 engage 3
items reach search 2 paid 1 social 4 offline 2 always_on 2
items act journey 2 content 3 capture 2 proof 3 nurture 1
items convert offer 2 checkout 2 retarget 1 assist 3 test 1
items engage onboard 3 messages 2 service 4 loyalty 2 advocacy 2
items situation customers 3 channels 2 market 2 capability 1
items objectives smart 2 five_s 1 forecast 1 stages 1
items strategy segments 2 proposition 3 integration 2 sequence 1
items tactics mix 2 channels 2 messages 3 calendar 2
items action owners 3 resources 2 process 2 skills 1
items control kpis 2 attribution 2 tests unknown review 2
evidence reach.social Заявки за октябрь 2026: ВКонтакте 38, Telegram 11, студия-партнер 6
evidence engage.service Октябрь 2026: ответ за 3 часа, оценка 4,9 из 5, главная жалоба — усадка
base site poor profile have contacts poor measurement poor answering have
habit vk daily data telegram daily sales marketplaces weekly survey email monthly guess rutube never survey
use in_use vk telegram
use planned marketplaces
asset vk 5200 telegram 900 email 240 marketplaces 35";

/// Work comes by recommendation; offices are where it could grow.
const GARDENS: &str = "\
is both ES EUR local to10 45_64
number budget 900 hours 10 ticket 380 margin 0.4 cycle 14 horizon 8
objectives sell save serve
skill copy 1 design 1 video 0 tech 1 selling 2
data analytics 1 crm 1 consent 1
express reach 1 act 2 convert 3 engage 3
items reach search 1 paid 2 social 1 offline 2 always_on 1
items act journey 2 content 2 capture 1 proof 1 nurture 1
items convert offer 3 checkout 2 retarget 2 assist 3 test na
items engage onboard 3 messages 2 service 4 loyalty 2 advocacy 2
items situation customers 2 channels 2 market 1 capability 2
items objectives smart 2 five_s 1 forecast 1 stages 1
items strategy segments 2 proposition 1 integration unknown sequence 1
items tactics mix 1 channels 1 messages 1 calendar 1
items action owners 2 resources 3 process 3 skills 2
items control kpis 2 attribution 1 tests 1 review 1
evidence engage.service Octubre de 2026: respuesta en 4 horas, nota 4,8 de 5; queja: el ruido a las ocho
base site have profile poor contacts poor measurement missing answering have
habit search weekly survey maps weekly sales word_of_mouth weekly sales whatsapp daily sales linkedin never survey
use in_use referrals search_ads print
asset referrals 140 maps_listings 18 partners 6 messaging 260
channels 4";

/// Loyal donors, few new ones.
const HEDGEROWS: &str = "\
is nonprofit GB GBP national to10 45_64
number budget 600 hours 16 ticket 45 margin 0.85 cycle 30 horizon 12
objectives speak sizzle serve
skill copy 3 design 1 video 0 tech 1 selling 1
data analytics 1 crm 2 consent 2
express reach 2 act 3 convert 2 engage 4
items reach search 2 paid na social 3 offline 2 always_on 2
items act journey 3 content 4 capture 3 proof 3 nurture 2
items convert offer 2 checkout 3 retarget unknown assist 2 test na
items engage onboard 3 messages 3 service 3 loyalty 4 advocacy 3
items situation customers 3 channels 3 market 2 capability 2
items objectives smart 3 five_s 2 forecast 2 stages 1
items strategy segments 3 proposition 4 integration 2 sequence 2
items tactics mix 2 channels 2 messages 3 calendar 3
items action owners 3 resources 2 process 3 skills 2
items control kpis 2 attribution 1 tests 2 review 3
evidence engage.loyalty Donors who gave again within twelve months: 61 % in 2025
evidence strategy.proposition Three sentences shown to 46 donors in March 2026: 27 chose the one we use
base site have profile have contacts have measurement poor answering have
habit email weekly data events monthly survey post monthly survey facebook weekly data tiktok never survey news weekly survey
use in_use email events facebook x
asset email 3100 direct_mail 2400 facebook 1900 events 180 communities 420 pr 8
channels 4";

/// A long sale to few companies: leads are not the problem, accepted leads are.
const SOFTWARE: &str = "\
is b2b ES EUR national to50 25_44
number budget 4000 hours 30 ticket 5400 margin 0.8 cycle 75 horizon 12
objectives sell sizzle speak
skill copy 2 design 2 video 1 tech 3 selling 3
data analytics 2 crm 2 consent 2
express reach 3 act 2 convert 3 engage 3
items reach search 3 paid 3 social 3 offline 2 always_on 3
items act journey 3 content 2 capture 3 proof 2 nurture 1
items convert offer 3 checkout 3 retarget 2 assist 4 test 2
items engage onboard 3 messages 3 service 4 loyalty 3 advocacy 2
items situation customers 3 channels 4 market 3 capability 3
items objectives smart 4 five_s 2 forecast 3 stages 2
items strategy segments 3 proposition 2 integration 2 sequence 2
items tactics mix 3 channels 3 messages 2 calendar 2
items action owners 4 resources 3 process 2 skills 3
items control kpis 3 attribution 2 tests 1 review 3
evidence convert.assist 82 % de las consultas respondidas en la primera hora, octubre de 2026
evidence engage.service Octubre de 2026: respuesta en 3 horas, nota 4,6 de 5; queja: exportar turnos
evidence situation.channels Agosto–octubre de 2026: buscador 4300 € y 6 clientes; LinkedIn 4800 € y 1
evidence objectives.smart Octubre de 2026: 127 clientes frente a 130 previstos; meta de diciembre, 138
evidence action.owners Octubre de 2026: 26 tareas previstas, 21 a tiempo; 3 esperaban datos de ventas
base site have profile have contacts have measurement have answering have
habit linkedin weekly data search weekly data email daily data word_of_mouth monthly sales events monthly sales tiktok never data
use in_use linkedin search_ads email linkedin_ads
use planned webinars
asset linkedin 1500 email 1900 organic_search 2100 partners 9 webinars 300 personal_contact 60
channels 5
target cac 2800 win_rate 0.3
channel 2026-08 search_ads spend 1300 impressions 21000 clicks 610 visits 580 leads 19 accepted_leads 9 customers_online 0 customers_offline 1
channel 2026-08 linkedin_ads spend 1600 impressions 48000 clicks 290 visits 270 leads 14 accepted_leads 3 customers_online 0 customers_offline 0
channel 2026-08 email spend 150 visits 410 leads 11 accepted_leads 7 customers_online 0 customers_offline 1
total 2026-08 start_customers 118 end_customers 119 new_customers 3 total_revenue 54200 sales_cost 5200 tool_cost 480 opportunities 21 offers_won 3 offers_decided 12 offer_value 5300
channel 2026-09 search_ads spend 1500 impressions 26500 clicks 790 visits 760 leads 27 accepted_leads 14 customers_online 0 customers_offline 2
channel 2026-09 linkedin_ads spend 1600 impressions 51000 clicks 310 visits 285 leads 17 accepted_leads 4 customers_online 0 customers_offline 1
channel 2026-09 email spend 150 visits 530 leads 15 accepted_leads 10 customers_online 0 customers_offline 1
total 2026-09 start_customers 119 end_customers 123 new_customers 5 total_revenue 55900 sales_cost 5200 tool_cost 480 opportunities 27 offers_won 5 offers_decided 16 offer_value 5450
channel 2026-10 search_ads spend 1500 impressions 25900 clicks 770 visits 745 leads 25 accepted_leads 13 customers_online 0 customers_offline 3
channel 2026-10 linkedin_ads spend 1600 impressions 47500 clicks 280 visits 262 leads 13 accepted_leads 3 customers_online 0 customers_offline 0
channel 2026-10 email spend 150 visits 560 leads 18 accepted_leads 12 customers_online 0 customers_offline 2
total 2026-10 start_customers 123 end_customers 127 new_customers 6 total_revenue 57600 sales_cost 5600 tool_cost 480 opportunities 31 offers_won 6 offers_decided 19 offer_value 5400";

/// Buys its growth well; who has bought hears little afterwards.
const OUTDOOR: &str = "\
is shop IT EUR international more 25_44
markets IT DE AT FR
number budget 12000 hours 60 ticket 95 margin 0.42 cycle 5 horizon 18
objectives sell save serve
skill copy 2 design 3 video 2 tech 3 selling 1
data analytics 3 crm 2 consent 2
express reach 4 act 3 convert 4 engage 2
items reach search 4 paid 4 social 4 offline 1 always_on 4
items act journey 4 content 3 capture 2 proof 3 nurture 2
items convert offer 4 checkout 4 retarget 4 assist 3 test 3
items engage onboard 2 messages 2 service 3 loyalty 1 advocacy 1
items situation customers 3 channels 4 market 3 capability 3
items objectives smart 4 five_s 3 forecast 4 stages 2
items strategy segments 2 proposition 3 integration 2 sequence 3
items tactics mix 3 channels 4 messages 2 calendar 4
items action owners 4 resources 4 process 3 skills 3
items control kpis 4 attribution 2 tests 3 review 3
evidence reach.search Ottobre 2026: trovati in 31 domande su 40, citati 12 volte da tre assistenti
evidence reach.paid Primo ordine a ottobre 2026: shopping 17 €, ricerca 22 €, social 68 €; limite 70 €
evidence reach.social Ottobre 2026: Instagram 1.340 visite e 52 domande, due rifugi partner 410 visite
evidence reach.always_on Ottobre 2026: nome cercato 5.200 volte; la campagna d’autunno ha dato 96 ordini
evidence act.journey Ottobre 2026: il 6,8 % di chi apre una scheda prodotto la mette nel carrello
evidence convert.offer Ottobre 2026: set pioggia proposto 1.900 volte, 143 venduti; primo no, la taglia
evidence convert.checkout 68 % degli acquisti iniziati arriva in fondo, ottobre 2026
evidence situation.channels Agosto–ottobre 2026: shopping 10.000 € e 556 clienti, social 11.900 € e 179
evidence objectives.smart Ottobre 2026: 458 nuovi clienti su 450 previsti, 76.900 € su 76.000
evidence objectives.forecast Ottobre 2026: previsti 74.000 €, venduti 76.900 €; più visite del previsto
evidence tactics.channels Ottobre 2026: shopping 17 € a cliente, resta sotto 25; social 68 €, da sistemare
evidence tactics.calendar Ottobre 2026: 34 uscite previste, 31 pubblicate, 14 con almeno un ordine
evidence action.owners Ottobre 2026: 58 compiti in scadenza, 51 fatti in tempo, 4 fermi per le foto
evidence action.resources Ottobre 2026: 12.000 € e 260 ore previsti, 11.950 € e 251 ore effettivi
evidence control.kpis Ottobre 2026: 24 € di campagne per nuovo cliente, 42 % di attivi già clienti
base site have profile have contacts have measurement have answering have
habit search daily data instagram daily data email weekly data marketplaces weekly data pinterest monthly data radio_tv monthly guess linkedin never data
use in_use search_ads shopping_feeds social_ads email instagram
use planned affiliate
asset email 21000 instagram 34000 organic_search 18000 marketplaces 90 pinterest 700
channels 6
share 0.15
target cac 24 repeat_rate 0.5
channel 2026-08 search_ads spend 2600 impressions 158000 clicks 6300 visits 6100 customers_online 104 orders 131 revenue 12300
channel 2026-08 shopping_feeds spend 3100 impressions 410000 clicks 8900 visits 8700 customers_online 161 orders 196 revenue 17900
channel 2026-08 social_ads spend 3900 impressions 690000 clicks 7200 visits 6500 customers_online 62 orders 70 revenue 6100
channel 2026-08 email spend 350 visits 4100 customers_online 12 orders 148 revenue 14600
total 2026-08 start_customers 6900 end_customers 7010 new_customers 370 repeat_customers 248 active_customers 618 total_revenue 60100 baseline_revenue 30000 tool_cost 900
channel 2026-09 search_ads spend 2800 impressions 171000 clicks 6900 visits 6650 customers_online 121 orders 152 revenue 14700
channel 2026-09 shopping_feeds spend 3300 impressions 438000 clicks 9600 visits 9350 customers_online 188 orders 229 revenue 21800
channel 2026-09 social_ads spend 3900 impressions 655000 clicks 6700 visits 6050 customers_online 57 orders 66 revenue 5900
channel 2026-09 email spend 350 visits 4600 customers_online 14 orders 171 revenue 17100
total 2026-09 start_customers 7010 end_customers 7160 new_customers 415 repeat_customers 289 active_customers 704 total_revenue 68400 baseline_revenue 34000 tool_cost 900
channel 2026-10 search_ads spend 3000 impressions 183000 clicks 7400 visits 7150 customers_online 138 orders 171 revenue 17300
channel 2026-10 shopping_feeds spend 3600 impressions 472000 clicks 10400 visits 10100 customers_online 207 orders 255 revenue 25400
channel 2026-10 social_ads spend 4100 impressions 671000 clicks 6900 visits 6200 customers_online 60 orders 71 revenue 6700
channel 2026-10 email spend 350 visits 5200 customers_online 15 orders 196 revenue 20300
total 2026-10 start_customers 7160 end_customers 7350 new_customers 458 repeat_customers 333 active_customers 791 total_revenue 76900 baseline_revenue 38000 tool_cost 900";

/// Carries one line out; `None` when it cannot be read or is refused.
fn enter(plan: &mut Plan, line: &str) -> Option<()> {
    let mut words = line.split(' ');
    let subject = words.next()?;
    if subject == "evidence" {
        let item = ItemId::parse(words.next()?).ok()?;
        let text = line.splitn(3, ' ').nth(2)?.to_owned();
        return plan.apply(Action::SetEvidence(item, text)).ok();
    }
    if let "is" | "markets" | "objectives" = subject {
        return whole(plan, subject, words);
    }
    let month = match subject {
        "channel" | "total" => Some(Month::parse(words.next()?)?),
        _ => None,
    };
    let of = match subject {
        "channel" | "use" | "items" => words.next()?,
        _ => "",
    };
    let mut done = None;
    while let Some(name) = words.next() {
        let mut number = || words.next()?.parse::<f64>().ok().map(Some);
        let action = match subject {
            "number" => {
                let which = [
                    ProfileNumber::Budget,
                    ProfileNumber::Hours,
                    ProfileNumber::Ticket,
                    ProfileNumber::Margin,
                    ProfileNumber::Cycle,
                    ProfileNumber::Horizon,
                ];
                let which = which.into_iter().find(|n| n.id() == name)?;
                Action::SetProfileNumber(which, number()?)
            }
            "skill" => {
                let level = words.next()?.parse().ok()?;
                Action::SetSkill(Skill::from_id(name)?, Some(level))
            }
            "data" => {
                let level = words.next()?.parse().ok()?;
                Action::SetData(Data::from_id(name)?, Some(level))
            }
            "express" => {
                let reply = Reply::from_id(words.next()?)?;
                Action::AnswerExpress(Stage::from_id(name)?, Some(reply))
            }
            "items" => {
                let item = ItemId::parse(&[of, ".", name].concat()).ok()?;
                Action::Answer(item, Some(Reply::from_id(words.next()?)?))
            }
            "base" => {
                let state = BaseState::from_id(words.next()?)?;
                Action::SetBase(BaseId::parse(name).ok()?, Some(state))
            }
            "habit" => {
                let frequency = Frequency::from_id(words.next()?)?;
                let evidence = Evidence::from_id(words.next()?)?;
                let habit = HabitId::parse(name).ok()?;
                Action::SetHabit(habit, Some(frequency), Some(evidence))
            }
            "use" => Action::SetUse(ChannelId::parse(name).ok()?, Use::from_id(of)?),
            "asset" => {
                let id = ChannelId::parse(name).ok()?;
                Action::EditChannel(id, EditField::Asset, number()?)
            }
            "channels" => Action::SetMaxChannels(name.parse().ok()?),
            "share" => Action::SetTestShare(name.parse().ok()?),
            "target" => Action::SetTarget(name.to_owned(), number()?),
            "channel" => {
                let field = ChannelField::from_id(name)?;
                let id = ChannelId::parse(of).ok()?;
                Action::SetChannelFigure(month?, id, field, number()?)
            }
            "total" => Action::SetTotalFigure(month?, TotalField::from_id(name)?, number()?),
            _ => return None,
        };
        done = plan.apply(action).ok();
        done?;
    }
    done
}

/// Lines whose words are read together.
fn whole<'a>(
    plan: &mut Plan,
    subject: &str,
    mut words: impl Iterator<Item = &'a str>,
) -> Option<()> {
    let actions = match subject {
        "is" => {
            let mut next = || words.next();
            vec![
                Action::SetModel(Some(Model::from_id(next()?)?)),
                Action::SetCountry(Some(Country::new(next()?)?)),
                Action::SetCurrency(Currency::new(next()?)?),
                Action::SetGeo(Some(Geo::from_id(next()?)?)),
                Action::SetSize(Some(Size::from_id(next()?)?)),
                Action::SetAge(Some(AgeBand::from_id(next()?)?)),
            ]
        }
        "markets" => vec![Action::SetMarkets(
            words.map(Country::new).collect::<Option<_>>()?,
        )],
        _ => vec![Action::SetObjectives(
            words.map(Objective::from_id).collect::<Option<_>>()?,
        )],
    };
    for action in actions {
        plan.apply(action).ok()?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entered(line: &str) -> Option<Plan> {
        let mut plan = Plan::new("p1".to_owned(), 0);
        enter(&mut plan, line).map(|()| plan)
    }

    #[test]
    fn a_line_that_is_misread_or_refused_makes_no_plan() {
        for good in [
            "skill copy 3",
            "number hours 6",
            "channels 8",
            "use in_use email",
        ] {
            assert!(
                entered(good).is_some_and(|p| p != Plan::new("p1".to_owned(), 0)),
                "{good}"
            );
        }
        for bad in [
            "skill copy 4",
            "skill copy",
            "skill singing 1",
            "number hours -1",
            "number hours NaN",
            "channels 9",
            "share 0.5",
            "use sometimes email",
            "items reach search 6",
            "markets IT IT",
            "objectives sell fly",
            "is local IT EUR local to10",
            "channel 2026-13 email leads 3",
            "channel 2026-10 email leeds 3",
            "nothing 1",
            "",
        ] {
            assert_eq!(entered(bad), None, "{bad}");
        }
    }
}
