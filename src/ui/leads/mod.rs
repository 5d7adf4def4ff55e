//! Getting in touch: what a site asks for, what opens with it, and what waits to be sent. It comes only where the site's
//! configuration asks for leads.

mod delivering;
mod form;
mod making;
mod shown;
mod waiting;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::dom::{El, el, follow, keep};
use super::pages::desk;
use super::route::Route;
use super::session::{Session, session};
use super::store::{Store, store};
use super::words::{Texts, texts};
use crate::brand::Config;
use crate::brand::leads::{Gate, Leads};
use crate::domain::json::Value;
use crate::i18n::k;
use crate::lead::outbox::{Item, Outbox};
use crate::platform::browser;
use crate::platform::browser::storage::LocalStorage as Stored;
use crate::platform::storage::KeyValue;

/// When to look again for what was on its way when the page went away, milliseconds.
const LATER: u32 = 90_000;
/// Pieces of texts that the form needs.
pub const PIECES: [&str; 4] = ["lead", "express", "channelpage", "settings"];

/// What the visitor has typed and ticked; it stays while the widget does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// Fields by name.
    pub fields: Vec<(&'static str, String)>,
    /// The words the visitor has ticked, by the id of the box: a tick belongs to them, and beside others there is none.
    pub agreed: Vec<(&'static str, String)>,
}

/// How far a visitor has come with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visit {
    /// Nothing was sent yet.
    Asked,
    /// What has become of it is shown.
    Sent,
    /// The form is there once more.
    Again,
}

/// Getting in touch, for one widget.
pub struct Lead {
    config: Rc<Config>,
    outbox: Rc<Outbox<Stored>>,
    /// What was handed over where nobody says whether it has arrived: as long as the page is there it can be sent again.
    handed: RefCell<Vec<(String, Value)>>,
    opened_key: String,
    /// Whether a lead has opened what the gate holds back.
    opened: RwSignal<bool>,
    /// Whether it was put off before the first question.
    put_off: RwSignal<bool>,
    /// Where the visitor was going when the form came between.
    wanted: Cell<Route>,
    /// What waits and what has gone.
    items: RwSignal<Vec<Item>>,
    draft: RwSignal<Draft>,
    /// Leads of this visit.
    sent: Cell<u32>,
    visit: RwSignal<Visit>,
    /// The last answer of a recipient, in a test.
    answer: RwSignal<Option<String>>,
    running: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
}

impl Lead {
    /// What the site asks for.
    fn leads(&self) -> Option<&Leads> {
        self.config.leads.as_ref()
    }

    /// Who gets a lead, by name.
    fn recipient(&self, texts: Texts, host: &str) -> String {
        let lang = texts.lang().code();
        let named = self.leads().and_then(|leads| leads.recipient.as_ref());
        let named = named.or(self.config.brand.name.as_ref());
        named.map_or_else(|| host.to_owned(), |name| name.text(lang).to_owned())
    }

    fn gate(&self) -> Gate {
        self.leads().map_or(Gate::None, |leads| leads.gate)
    }

    fn refresh(&self) {
        let items = self.outbox.list(browser::now());
        // The same as before is no news, and nothing on screen is built anew for it. Where the widget is gone there is
        // nobody to tell: what comes of a lead may come later.
        let news = |before: &Vec<Item>| *before != items;
        if self.items.try_with_untracked(news) == Some(true) {
            self.items.set(items);
        }
        if self.opened.try_get_untracked() == Some(false) && self.is_opened() {
            self.opened.set(true);
        }
    }

    fn is_opened(&self) -> bool {
        is_there(&self.opened_key)
    }

    /// Keeps a lead that is about to be over.
    fn keep_in_page(&self, id: &str) {
        let items = self.outbox.list(browser::now());
        let found = items.into_iter().find(|item| item.id == id);
        if let Some(item) = found.filter(|item| item.lead != Value::Null) {
            let mut handed = self.handed.borrow_mut();
            handed.retain(|(known, _)| known != id);
            handed.push((item.id, item.lead));
        }
    }

    /// A lead that was handed over in this page.
    fn handed(&self, id: &str) -> Option<Value> {
        let handed = self.handed.borrow();
        let found = handed.iter().find(|(known, _)| known == id);
        found.map(|(_, lead)| lead.clone())
    }

    fn open(&self) {
        // Where nothing can be kept it is open as long as the page is.
        let now = browser::now().to_string();
        let _ = Stored.set(&self.opened_key, &now);
        self.opened.set(true);
    }
}

thread_local! {
    // What storage does not take outlives the widget it was sent from: a page may take it out and put it back.
    static OUTBOXES: RefCell<Vec<(String, Rc<Outbox<Stored>>)>> = const { RefCell::new(Vec::new()) };
}

/// The outbox of a place, one for all its widgets.
fn outbox_at(place: &str) -> Rc<Outbox<Stored>> {
    OUTBOXES.with(|all| {
        let mut all = all.borrow_mut();
        if let Some((_, outbox)) = all.iter().find(|(known, _)| known == place) {
            return outbox.clone();
        }
        let outbox = Rc::new(Outbox::new(Stored, place));
        all.push((place.to_owned(), outbox.clone()));
        outbox
    })
}

fn is_there(key: &str) -> bool {
    Stored.get(key).ok().flatten().is_some()
}

/// Getting in touch, as a context of the pages that show something of it.
#[derive(Clone, Copy)]
pub struct Leading(StoredValue<Rc<Lead>, LocalStorage>);

impl Leading {
    /// For a widget whose site asks for leads, at its place in storage.
    pub fn provide(config: &Rc<Config>, place: &str) {
        if config.leads.is_none() {
            return;
        }
        let opened_key = [place, "lead"].concat();
        let opened = is_there(&opened_key);
        let lead = Lead {
            config: config.clone(),
            outbox: outbox_at(place),
            handed: RefCell::default(),
            opened_key,
            opened: RwSignal::new(opened),
            put_off: RwSignal::new(false),
            wanted: Cell::new(Route::Express),
            items: RwSignal::new(Vec::new()),
            draft: RwSignal::new(Draft::default()),
            sent: Cell::new(0),
            visit: RwSignal::new(Visit::Asked),
            answer: RwSignal::new(None),
            running: Cell::new(false),
            timer: RefCell::new(None),
        };
        provide_context(Self(StoredValue::new_local(Rc::new(lead))));
    }

    fn lead() -> Option<Rc<Lead>> {
        use_context::<Self>()?.0.try_get_value()
    }

    /// Whether what lies beyond the score is held back just now, as a signal's reader; an example is nobody's result.
    pub fn held() -> impl Fn() -> bool + Clone + Send + Sync + 'static {
        let held = Self::lead().filter(|lead| lead.gate().holds_back());
        let opened = held.map(|lead| lead.opened);
        let store = store();
        move || opened.is_some_and(|opened| !opened.get()) && !store.in_example()
    }

    /// Lets what waits be sent, and puts the form before the first question where the site wants it there.
    pub fn begin(root: &El, store: Store, session: Session) {
        let Some(lead) = Self::lead() else {
            return;
        };
        if lead.gate().holds_back() {
            // What is promised on the first page must hold.
            let _ = root.node().class_list().add_1("asks-first");
        }
        let_go(&lead, session);
        deliver(lead.clone(), session);
        if let Some(window) = browser::window() {
            let (woken, changed) = (lead.clone(), lead.clone());
            keep(EventListener::new(&window, "online", move |_| {
                deliver(woken.clone(), session);
            }));
            // Another tab has sent something, or taken it back.
            keep(EventListener::new(&window, "storage", move |_| {
                changed.refresh();
            }));
        }
        if lead.gate() == Gate::Before {
            ask_first(lead, store, session);
        }
    }
}

/// What was handed over when the page went away has gone: whether it has arrived nobody can say. It may still be on its
/// way from another tab, so a later look follows.
fn let_go(lead: &Rc<Lead>, session: Session) {
    if let Some(leads) = lead.leads().filter(|leads| !leads.target.answers()) {
        let to = delivering::recipient_of(&leads.target, &session.address());
        lead.outbox.let_go(&to, browser::now());
        let later = lead.clone();
        keep(Timeout::new(LATER, move || {
            later.outbox.let_go(&to, browser::now());
            later.refresh();
        }));
    }
    lead.refresh();
}

/// Sends what waits, if anything does.
fn deliver(lead: Rc<Lead>, session: Session) {
    let over = |item: &Item| item.state.is_over();
    if lead.items.with_untracked(|items| items.iter().all(over)) {
        return;
    }
    session.spawn(async move {
        if let Some(desk) = desk().await {
            (desk.deliver)(lead, session);
        }
    });
}

/// Where the first question would come, the form comes; who has begun already is not held up.
fn ask_first(lead: Rc<Lead>, store: Store, session: Session) {
    follow(move || {
        let route = session.route.get();
        let begins = matches!(route, Route::Express | Route::Questions(..));
        if !begins || lead.opened.get() || lead.put_off.get() || store.in_example() {
            return;
        }
        if store.now(|plan| session.has_begun(plan)) {
            return;
        }
        lead.wanted.set(route);
        // Not by a step of its own: back would lead to the question, and from there here again.
        if session.page_mode {
            session.settle(Route::Contact);
        } else {
            session.go(Route::Contact);
        }
    });
}

/// Where a form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Below the result, with nothing held back.
    Below,
    /// In the place of what is held back.
    Gate,
    /// On a page of its own.
    Page,
}

/// Code for what comes on demand.
pub struct Desk {
    /// The form, or what has become of what was sent.
    pub form: fn(Place) -> Vec<El>,
    /// What was sent and what waits.
    pub list: fn() -> Vec<El>,
    /// Sends what waits.
    pub deliver: fn(Rc<Lead>, Session),
}

/// What the desk is made of.
#[must_use]
pub fn new_desk() -> Desk {
    Desk {
        form: form::form,
        list: waiting::list,
        deliver: delivering::deliver,
    }
}

/// The form at a place; nothing where no leads are asked for.
#[must_use]
pub fn form_at(place: Place) -> Option<El> {
    on_desk(move |desk| (desk.form)(place))
}

/// What was sent and what waits; nothing where no leads are asked for.
#[must_use]
pub fn sent_list() -> Option<El> {
    on_desk(|desk| (desk.list)())
}

type Builder = Rc<dyn Fn(&Desk) -> Vec<El>>;

fn on_desk(build: impl Fn(&Desk) -> Vec<El> + 'static) -> Option<El> {
    let build: Builder = Rc::new(build);
    Leading::lead()?;
    let (texts, session): (Texts, Session) = (texts(), session());
    let place = el("div").class("lead-place");
    let (filled, owner) = (place.clone(), Owner::current().unwrap_or_default());
    session.spawn(async move {
        show(filled, owner, texts, session, build).await;
    });
    Some(place)
}

/// Shows what is built once all it needs is there; without its words there is nothing to agree to.
async fn show(place: El, owner: Owner, texts: Texts, session: Session, build: Builder) {
    texts.load(&PIECES).await;
    let desk = desk().await.filter(|_| untrack(|| texts.has("lead")));
    place.node().set_text_content(None);
    let parts = owner.with(|| match &desk {
        Some(desk) => build(desk),
        None => {
            let (again, owner) = (place.clone(), Owner::current().unwrap_or_default());
            let retry = el("button")
                .attr("type", "button")
                .class("button second")
                .words(k::ERROR_RETRY)
                .on_click(move || {
                    let (again, owner, build) = (again.clone(), owner.clone(), build.clone());
                    session.spawn(async move {
                        Box::pin(show(again, owner, texts, session, build)).await;
                    });
                });
            vec![el("p").words(k::ERROR_PAGE_FAILED), el("p").child(retry)]
        }
    });
    for part in parts {
        let _ = place.node().append_child(part.node());
    }
}
