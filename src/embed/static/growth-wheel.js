// The element <growth-wheel>: it loads the program when it is needed, holds every file against its hash, and shows the
// widget in a shadow root; where a page does not allow that, in a frame; and where it does not allow that, as a link,
// with the reason. Names in capitals are put in by the build.
const FILES = STAMP_FILES, VERSION = "STAMP_VERSION", ATTRIBUTES = STAMP_ATTRIBUTES, PAGES = STAMP_PAGES;
const WORDS = STAMP_WORDS, KEYS = STAMP_KEYS;
const TAG = "growth-wheel", OURS = Symbol.for("growth-wheel");
const doc = document;
const camel = (name) => name.replace(/-./g, (m) => m[1].toUpperCase());
let base = new URL(".", import.meta.url).href;

/** Says where the files are, when a bundler has moved this script away from them. Before the first element only. */
export function setBase(address) {
  if (!program) base = new URL(address.replace(/\/*$/, "/"), doc.baseURI).href;
}
export const address = (name) => new URL(name, base).href;

// ---- words ----

/** The language of the text around an element. */
function around(element) {
  for (let at = element; at; at = at.getRootNode().host) {
    const said = at.closest("[lang]");
    if (said) return said.lang.slice(0, 2).toLowerCase();
  }
}
const language = (...asked) => [...asked, doc.documentElement.lang, ...(navigator.languages || [])]
  .map((code) => String(code || "").slice(0, 2).toLowerCase()).find((code) => WORDS[code]) || "en";
/** A text of the loader; those for what can be fetched around come with the rare code. */
export async function word(lang, key, what = "") {
  try {
    const from = KEYS.includes(key) ? { WORDS, KEYS } : await rare();
    return (from.WORDS[lang][from.KEYS.indexOf(key)] || "").replace("{what}", what);
  } catch { return `${key} ${what}`; }
}

// ---- what can go wrong ----

class Fault {
  constructor(reason, what = "") { this.reason = reason; this.what = what; }
}
/** What went wrong, as reason and object. */
export const fault = (error) => error instanceof Fault ? error : typeof error === "string" ? new Fault("network", error) : (console.error(error), new Fault("unknown"));

const refused = [];
let listening = 0;
const note = (event) => refused.push(event);
/** Remembers what the page's policy refuses while something is tried. */
async function watching(run) {
  if (!listening++) { refused.length = 0; doc.addEventListener("securitypolicyviolation", note); }
  try { return await run(); } finally { if (!--listening) doc.removeEventListener("securitypolicyviolation", note); }
}
/** The directive that refused an address, told a moment after the refusal. */
async function directive(address) {
  await new Promise((done) => setTimeout(done, 60));
  const found = refused.find((event) => event.disposition === "enforce" && (event.blockedURI === address || address.startsWith(event.blockedURI) && /:/.test(event.blockedURI)));
  return found && found.effectiveDirective;
}
/** Why a file did not come. */
async function why(url, integrity, script) {
  const name = url.split("/").pop(), by = await directive(url);
  if (by) return new Fault("policy", by);
  // What the server has to say is looked at by code that has to come from there, too.
  if (name !== FILES.rare[0]) try { return new Fault(await (await rare()).why(url, integrity, script), name); } catch {}
  try { await fetch(url, { mode: "no-cors" }); } catch { return new Fault("network", name); }
  return new Fault("cors", name);
}

// ---- the program, one for all elements of a page ----

let program, running, tries = 0;
const files = ([name, integrity]) => [address(name), integrity];
async function get(file) {
  const [url, integrity] = files(file);
  try {
    const answer = await fetch(url, { integrity });
    if (answer.ok) return answer;
    // Anything else is looked into below.
  } catch {}
  throw await why(url, integrity);
}
let sheet;
/** The style of the widget, shared by all elements. */
const style = () => sheet ??= get(FILES.style).then((answer) => answer.text()).then(sheetOf).catch((error) => { sheet = undefined; throw error; });
function sheetOf(text) {
  try { const made = new CSSStyleSheet(); made.replaceSync(text); return made; } catch { throw new Fault("old"); }
}
/** Runs a script only if it is the one that was published: an import alone would not look. */
async function script(file, query) {
  const [url, integrity] = files(file), node = doc.createElement("script");
  const own = [...doc.scripts].find((s) => s.src === import.meta.url);
  try {
    Object.assign(node, { type: "module", crossOrigin: "", integrity, nonce: own ? own.nonce : "" });
    node.src = url + query;
  } catch { throw new Fault("types"); }
  const come = new Promise((done, fail) => { node.onload = done; node.onerror = fail; });
  doc.head.append(node);
  try { await come; } catch { throw await why(url, integrity, true); } finally { node.remove(); }
  return import(url + query);
}
/** The program; it is fetched once, and again only after a failure. */
export const load = () => program ??= watching(async () => {
  if (!window.WebAssembly) throw new Fault("no-wasm");
  // Some of the pages are made from text; where the page forbids that, the program would stop half-way.
  try { doc.createElement("i").innerHTML = "<b>"; } catch { throw new Fault("types"); }
  const wasm = get(FILES.wasm), query = tries++ ? `?retry=${tries}` : "";
  wasm.catch(() => {});
  const glue = await script(FILES.glue, query);
  running = `${address(FILES.glue[0])}${query}:`;
  try { await glue.default({ module_or_path: await wasm }); } catch (error) {
    const by = await directive("wasm-eval");
    throw by || error.name === "CompileError" && /Content.Security|unsafe-eval/.test(error.message) ? new Fault("policy", `${by || "script-src"} 'wasm-unsafe-eval'`) : error;
  }
  const mine = tries;
  glue.prepare(address(FILES.words), () => { if (mine === tries) crash(); });
  return glue;
}).catch((error) => { program = undefined; throw error; });

// ---- what is on the page ----

const shown = new Set();
/** The program has stopped: every widget it runs says so. */
function crash() {
  program = undefined;
  for (const element of [...shown]) queueMicrotask(() => element.crashed());
}
function trap(event) {
  const error = event.error;
  // Timers of a program that has stopped may still go off: only what the running one does counts.
  if (program && error instanceof WebAssembly.RuntimeError && String(error.stack).includes(running)) crash();
}
function add(element) {
  if (!shown.size) addEventListener("error", trap);
  shown.add(element);
}
function remove(element) {
  if (shown.delete(element) && !shown.size) removeEventListener("error", trap);
}
let linked = false;
/** What a link to this page brought for the widget: the first one takes it. */
const link = () => linked || !/^#gw=/i.test(location.hash) ? "" : (linked = true, location.hash);
const here = () => location.href.split("#")[0];
/** What an element or an address says, with the known values only; others are told to `wrong`. */
export function settings(read, wrong) {
  const said = {};
  for (const [name, values, asked] of ATTRIBUTES) {
    let value = read(name, asked);
    if (name === "lang" && value) value = value.slice(0, 2).toLowerCase();
    if (value !== null && (values ? !values.includes(value) : name === "storage-key" && !/^[a-z0-9-]{1,40}$/.test(value))) { wrong(name, value); value = null; }
    said[camel(name)] = value ?? undefined;
  }
  return said;
}
/** What the program is told of an element. Fields that are not said are there all the same: a page may have given every
    object some of that name. */
export const config = (said, more) => ({ ...said, route: PAGES[said.mode], hidden: said.hiddenFields, ...more, lang: said.lang || more.lang });
/** Code for what is rare: a frame, a program that has stopped, a theme from the ground around. */
let code;
const rare = () => code ??= watching(() => script(FILES.rare, "")).catch(async (error) => {
  code = undefined;
  if (error.reason !== "types") throw error;
  // No address may be given to a script here; an import is allowed, and what it will fetch is looked at before.
  await get(FILES.rare);
  return import(address(FILES.rare[0]));
});
export { VERSION, add, GrowthWheel };

const OWN = ":host{display:block;min-width:0}:host([hidden]){display:none}#box:empty,#box>:empty{min-height:480px;width:min(1200px,100vw - 32px);max-width:100%}iframe{display:block;width:100%;min-height:480px;border:0;color-scheme:normal}.say{all:initial;display:block;padding:16px;font:16px/1.5 system-ui,sans-serif;color:#1d1f24;background:#fff4d6;border-radius:10px;overflow-wrap:anywhere}.say p{margin:0 0 8px}.say a,.say button{margin-right:8px;padding:10px;font:inherit;color:inherit}.bare{padding:0;background:none;color:inherit}";
let ownSheet;

class GrowthWheel extends HTMLElement {
  static observedAttributes = ATTRIBUTES.map(([name]) => name);
  #root = this.attachShadow({ mode: "open" });
  #box = doc.createElement("div");
  #slot = doc.createElement("slot");
  #state = "new";
  #turn = 0;
  #due = false;
  #mounted; #set; #near; #sizes; #said; #route; #stop; #brought; #late; #wrong = "";

  constructor() {
    super();
    this.#box.id = "box";
    this.#box.setAttribute("part", "widget");
    // A browser that cannot is told so when it loads.
    try { this.#root.adoptedStyleSheets = [ownSheet ??= sheetOf(OWN)]; } catch {}
    this.#root.append(this.#slot, this.#box);
  }

  connectedCallback() {
    // A property set before the element was known hides the one of the class.
    for (const [name] of ATTRIBUTES) {
      const key = camel(name), flat = name.replace("-", "");
      // And one that a framework could only write as an attribute of the property's name.
      if (flat !== name && this.hasAttribute(flat)) this.setAttribute(name, this.getAttribute(flat));
      if (key !== "lang" && Object.hasOwn(this, key)) { const value = this[key]; delete this[key]; this[key] = value; }
    }
    if (this.#state !== "new") return;
    this.#state = "waiting";
    const begin = () => { if (this.#state === "waiting") this.#begin(); };
    if (this.getAttribute("lazy") === "off") return void queueMicrotask(begin);
    const touched = ["pointerdown", "focusin"];
    let near;
    try {
      near = new IntersectionObserver((all) => { if (all.some((one) => one.isIntersecting)) begin(); }, { rootMargin: "300px" });
      near.observe(this);
    } catch { queueMicrotask(begin); }
    for (const name of touched) this.addEventListener(name, begin, { once: true });
    this.#near = () => { if (near) near.disconnect(); for (const name of touched) this.removeEventListener(name, begin); };
  }

  disconnectedCallback() {
    // A move in the page is a disconnection and a connection in one go: nothing is lost by it.
    queueMicrotask(() => { if (!this.isConnected) this.#end(); });
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || this.#state === "new" || this.#state === "waiting") return;
    // 0: only before it is shown, 1: at once, 2: it begins anew.
    const how = ATTRIBUTES.find(([known]) => known === name)[3];
    if (how > 1) {
      // Several attributes set one after the other are one change.
      if (!this.#due) queueMicrotask(() => { this.#due = false; if (this.#state !== "new") this.restart(); });
      this.#due = true;
    }
    if (this.#state !== "shown") { this.#late = true; return; }
    if (how) this.#theme().then((said) => this.#set && this.#set(name, said[camel(name)] || ""), () => {});
  }

  /** What is said, with the theme as light, dark or neither. */
  async #theme() {
    const said = this.#settings();
    const theme = said.theme === "host" ? (await rare()).ground(this) : said.theme;
    return { ...said, theme: theme === "auto" ? "" : theme };
  }

  /** Begins anew from what is saved. */
  restart() {
    this.#end();
    if (!this.isConnected) return;
    this.#state = "waiting";
    this.#begin();
  }

  /** The program has stopped. */
  crashed() {
    if (!shown.has(this)) return;
    this.#release();
    this.#state = "over";
    this.#box.hidden = true;
    const message = this.#failed(new Fault("crash"));
    rare().then((code) => this.#say([message], [["again", () => this.restart()], ["download", () => code.download(this.#settings().storageKey)]]), () => this.#link(this.#settings(), new Fault("crash")));
  }

  #around() { return around(this.parentElement || this.getRootNode().host || doc.documentElement); }

  #lang() { return language(this.lang, this.#around()); }

  #settings() {
    return settings((name) => this.getAttribute(name), (name, value) => {
      const said = `${name}=${value};`;
      if (!this.#wrong.includes(said)) this.#failed(new Fault("attribute", name));
      this.#wrong += said;
    });
  }

  async #config(more) {
    const said = await this.#theme();
    const made = config(said, { lang: this.#around(), theme: said.theme, address: here(), link: this.#brought ??= link(), ...more });
    if (this.#route) made.route = this.#route;
    this.#route = undefined;
    return made;
  }

  async #begin() {
    const turn = ++this.#turn;
    if (this.#near) this.#near();
    this.#near = undefined;
    this.#state = "loading";
    const said = this.#settings(), place = doc.createElement("div");
    try { if (said.base && !program) setBase(said.base); } catch { this.#failed(new Fault("attribute", "base")); }
    if (said.form === "link") return this.#link(said);
    if (said.form === "frame") return this.#inFrame(said);
    let reason;
    try {
      this.#box.replaceChildren(place);
      // At the same time: neither needs the other.
      const [sheet, glue] = await watching(() => Promise.all([style(), load()]));
      if (turn !== this.#turn) return;
      this.#root.adoptedStyleSheets = [ownSheet, sheet];
      const tell = (name, detail) => this.#heard(name, detail, turn);
      // Read anew: it may have changed meanwhile.
      add(this);
      const mounted = await glue.mount(place, await this.#config({ framed: false, tell }));
      if (turn !== this.#turn) return mounted.unmount();
      this.#mounted = mounted;
      this.#set = (name, value) => mounted.set(name, value);
    } catch (error) { reason = fault(error); remove(this); }
    if (turn !== this.#turn) return;
    if (!reason) return this.#ready("element", place.firstElementChild.lang);
    this.#failed(reason);
    // What the page's own policy or a foreign host stops, a frame with a policy of its own may do.
    if (["policy", "types", "cors", "old"].includes(reason.reason)) this.#inFrame(said, reason); else this.#link(said, reason);
  }

  #ready(form, lang) {
    this.#state = "shown";
    this.#slot.remove();
    this.#tell("ready", { version: VERSION, form, lang });
    // What was said meanwhile.
    if (this.#late) for (const [name, , , how] of ATTRIBUTES) if (how === 1) this.attributeChangedCallback(name, 0, 1);
    this.#late = false;
    if (window.ResizeObserver) {
      let before = "";
      this.#sizes = new ResizeObserver(() => {
        const [width, height] = [this.offsetWidth, this.offsetHeight];
        if (before !== (before = `${width} ${height}`)) this.#tell("resize", { width, height });
      });
      this.#sizes.observe(this);
    }
  }

  /** What the program or the frame says. */
  #heard(name, detail, turn) {
    if (turn !== this.#turn) return;
    if (name === "restart" || name === "link-read") {
      // A link is opened once: neither a reload nor another beginning brings it again.
      if (this.#brought) history.replaceState(history.state, "", here());
      this.#brought = "";
      if (name === "restart") { this.#route = detail; queueMicrotask(() => this.restart()); }
    } else if (/^(attribute|config)$/.test(name)) this.#failed(new Fault(name, String(detail).slice(0, 400)));
    else if (/^[a-z-]+$/.test(name)) this.#tell(name, detail && typeof detail === "object" ? detail : {});
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`gw:${name}`, { bubbles: true, composed: true, detail: { ...detail, instanceId: this.getAttribute("instance-id") } }));
  }

  async #failed({ reason, what }) {
    const message = await word(this.#lang(), `why.${reason}`, what);
    // The console may be the page's own.
    try { console.warn(TAG, reason, message); } catch {}
    this.#tell("error", { reason, what, message });
    return message;
  }

  async #inFrame(said, reason) {
    const turn = this.#turn;
    const current = () => turn === this.#turn;
    const over = (fault) => {
      if (!current()) return;
      this.#end();
      this.#failed(fault);
      // Either directive would do.
      const both = reason && reason.reason === "policy" && fault.reason === "policy";
      this.#link(said, both ? new Fault("policy", `${reason.what}; ${fault.what}`) : fault);
    };
    try {
      const code = await rare(), title = await word(this.#lang(), "title");
      if (!current()) return;
      const frame = code.frame({
        title,
        url: address(FILES.frame),
        config: () => this.#config({ framed: true }),
        heard: (name, detail) => this.#heard(name, detail, turn),
        ready: (lang) => { if (current()) this.#ready("frame", lang); },
        over: (why, what) => over(new Fault(why, what)),
      });
      this.#stop = frame.stop;
      this.#set = frame.set;
      if (reason) this.#say([word(this.#lang(), "framed"), this.#why(reason)], [], "small");
      this.#box.replaceChildren(frame.node);
    } catch (error) { over(fault(error)); }
  }

  #link(said, reason) {
    this.#state = "over";
    this.#box.hidden = true;
    this.#root.prepend(this.#slot);
    const node = doc.createElement("a"), url = new URL(address("index.html"));
    for (const [name, , may] of ATTRIBUTES) if (may && name !== "mode" && said[name]) url.searchParams.set(name, said[name]);
    url.hash = (this.#brought ??= link()) || PAGES[said.mode] || "";
    node.href = url.href;
    node.target = "_blank";
    // What stands in the element may be a link of the site's own.
    const controls = this.querySelector("a[href]") ? [] : [["open", node]];
    if (reason || controls.length) this.#say(reason ? [word(this.#lang(), "failed"), this.#why(reason)] : [], controls, reason ? "" : "bare");
  }

  #why({ reason, what }) { return word(this.#lang(), `why.${reason}`, what); }

  /** Says something below the widget, or in its place; `controls` are keys of texts with a link or what a button does. */
  async #say(words, controls, kind = "") {
    const node = doc.createElement("div"), turn = this.#turn, lang = this.#lang();
    node.className = `say ${kind}`;
    node.lang = lang;
    node.setAttribute("part", "error");
    if (!kind) node.setAttribute("role", "alert");
    for (const text of await Promise.all(words)) node.append(Object.assign(doc.createElement("p"), { textContent: text }));
    for (const [key, what] of controls) {
      const control = what.nodeType ? what : Object.assign(doc.createElement("button"), { onclick: what });
      control.textContent = await word(lang, key);
      node.append(control);
    }
    if (turn !== this.#turn) return;
    if (this.#said) this.#said.remove();
    this.#said = node;
    this.#root.append(node);
  }

  /** Lets go of everything that runs. */
  #release() {
    this.#turn++;
    if (this.#near) this.#near();
    if (this.#sizes) this.#sizes.disconnect();
    if (this.#stop) this.#stop();
    const mounted = this.#mounted;
    this.#mounted = this.#set = this.#near = this.#sizes = this.#stop = undefined;
    remove(this);
    // A program that has stopped can do neither.
    try { if (mounted) { mounted.unmount(); mounted.free(); } } catch {}
    this.#box.replaceChildren();
    this.#box.hidden = false;
  }

  #end() {
    this.#release();
    if (this.#said) this.#said.remove();
    this.#said = undefined;
    this.#state = "new";
    this.#root.prepend(this.#slot);
  }
}

for (const [name] of ATTRIBUTES) {
  if (name !== "lang") Object.defineProperty(GrowthWheel.prototype, camel(name), {
    configurable: true,
    enumerable: true,
    get() { return this.getAttribute(name); },
    set(value) { if (value === null || value === undefined) this.removeAttribute(name); else this.setAttribute(name, typeof value === "object" ? JSON.stringify(value) : value); },
  });
}

GrowthWheel[OURS] = VERSION;
// Another copy of ours is as good; a name that is somebody else's is left to them, and ours takes the next one.
const known = customElements.get(TAG);
let name = TAG, n = 0;
if (!known || !known[OURS]) {
  while (customElements.get(name)) name = `${TAG}-${++n}`;
  customElements.define(name, GrowthWheel);
}
if (known && known[OURS] !== VERSION) console.warn(name, VERSION, known[OURS]);
