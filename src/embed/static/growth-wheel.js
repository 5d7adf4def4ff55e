// The element <growth-wheel>: it loads the program when it is needed, holds every file against its hash, and shows the
// widget in a shadow root; where a page does not allow that, in a frame; and where it does not allow that, as a link,
// with the reason. Names in capitals are put in by the build.
const FILES = STAMP_FILES, VERSION = "STAMP_VERSION", ATTRIBUTES = STAMP_ATTRIBUTES, EVENTS = STAMP_EVENTS, PAGES = STAMP_PAGES;
const WORDS = STAMP_WORDS, KEYS = STAMP_KEYS;
const MARK = "#gw=", TAG = "growth-wheel", OURS = Symbol.for("growth-wheel");
const doc = document, later = (run, wait) => setTimeout(run, wait);
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
const language = (asked) => [asked, doc.documentElement.lang, ...(navigator.languages || [])]
  .map((code) => String(code || "").slice(0, 2).toLowerCase()).find((code) => WORDS[code]) || "en";
/** A text of the loader. */
export const word = (lang, key, what = "") => (WORDS[lang][KEYS.indexOf(key)] || "").replace("{what}", what);

// ---- what can go wrong ----

class Fault extends Error {
  constructor(reason, what = "") { super(`${reason} ${what}`); this.reason = reason; this.what = what; }
}
/** What went wrong, as reason and object. */
export const fault = (error) => error instanceof Fault ? error : (console.error(error), new Fault("unknown"));

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
  await new Promise((done) => later(done, 60));
  const found = refused.find((event) => event.disposition === "enforce" && (event.blockedURI === address || address.startsWith(event.blockedURI) && /:/.test(event.blockedURI)));
  return found && found.effectiveDirective;
}
/** Why a file did not come. */
async function why(url, integrity, script) {
  const name = new URL(url).pathname.split("/").pop(), by = await directive(url);
  if (by) return new Fault("policy", by);
  let plain;
  try { plain = await fetch(url, {}); } catch (error) {
    const silent = await directive(url);
    if (silent) return new Fault("policy", silent);
    try { await fetch(url, { mode: "no-cors" }); } catch (worse) { return new Fault("network", name); }
    return new Fault("cors", name);
  }
  if (!plain.ok) return new Fault("missing", name);
  try { await fetch(url, { integrity }); } catch (error) { return new Fault("changed", name); }
  return script && !/javascript/.test(plain.headers.get("content-type")) ? new Fault("kind", name) : new Fault("unknown", name);
}

// ---- the program, one for all elements of a page ----

let program, running, tries = 0;
const files = ([name, integrity]) => [address(name), integrity];
async function get(file) {
  const [url, integrity] = files(file);
  try {
    const answer = await fetch(url, { integrity });
    if (answer.ok) return answer;
  } catch (error) { /* looked into below */ }
  throw await why(url, integrity);
}
let sheet;
/** The style of the widget, shared by all elements. */
const style = () => sheet ??= get(FILES.style).then((answer) => answer.text()).then(sheetOf).catch((error) => { sheet = undefined; throw error; });
function sheetOf(text) {
  try { const made = new CSSStyleSheet(); made.replaceSync(text); return made; } catch (error) { throw new Fault("old"); }
}
/** Runs a script only if it is the one that was published: an import alone would not look. */
async function script(file, query) {
  const [url, integrity] = files(file), node = doc.createElement("script");
  const own = [...doc.scripts].find((s) => s.src === import.meta.url);
  try {
    Object.assign(node, { type: "module", crossOrigin: "anonymous", integrity, nonce: own ? own.nonce : "" });
    node.src = url + query;
  } catch (error) { throw new Fault("types"); }
  const come = new Promise((done, fail) => { node.onload = done; node.onerror = fail; });
  doc.head.append(node);
  try { await come; } catch (error) { throw await why(url, integrity, true); } finally { node.remove(); }
  return import(url + query);
}
/** The program; it is fetched once, and again only after a failure. */
export const load = () => program ??= watching(async () => {
  if (typeof WebAssembly !== "object") throw new Fault("no-wasm");
  if (window.trustedTypes) {
    // Some of the pages are made from text; where the page forbids that, the program would stop half-way.
    try { doc.createElement("i").innerHTML = "<b></b>"; } catch (error) { throw new Fault("types"); }
  }
  const wasm = get(FILES.wasm), query = tries++ ? `?retry=${tries}` : "";
  wasm.catch(() => {});
  const glue = await script(FILES.glue, query);
  running = `${address(FILES.glue[0])}${query}:`;
  try { await glue.default({ module_or_path: await wasm }); } catch (error) {
    const by = await directive("wasm-eval");
    throw by || error.name === "CompileError" && /Content.Security|unsafe-eval/.test(error.message) ? new Fault("policy", `${by || "script-src"} 'wasm-unsafe-eval'`) : error;
  }
  glue.prepare(address(FILES.words), crash);
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
function link() {
  if (linked || !location.hash.toLowerCase().startsWith(MARK)) return "";
  linked = true;
  return location.hash;
}
const here = () => location.href.split("#")[0];
/** The plans of a place in storage, as they are stored. */
export function download(key) {
  const start = `${TAG}:${key ? `${key}:` : ""}`, all = [];
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(`${start}plan:`)) all.push(localStorage.getItem(name));
  } catch (error) { /* blocked: there is nothing */ }
  const node = doc.createElement("a");
  node.href = URL.createObjectURL(new Blob([all.join("\n\n")], { type: "text/plain" }));
  node.download = `${TAG}.txt`;
  node.click();
  later(() => URL.revokeObjectURL(node.href), 10000);
}
/** "a=1,b=2" as an object; a backslash takes the meaning from the sign after it. */
export function pairs(text) {
  const found = {};
  for (const part of (text || "").match(/(?:\\.|[^,])+/gs) || []) {
    const cut = part.match(/^((?:\\.|[^=\\])+)=(.*)$/s);
    if (cut) Object.defineProperty(found, cut[1].replace(/\\(.)/g, "$1").trim().slice(0, 40), { value: cut[2].replace(/\\(.)/g, "$1").trim().slice(0, 200), enumerable: true, configurable: true });
  }
  return found;
}
/** What an element or an address says, with the known values only; others are told to `wrong`. */
export function settings(read, wrong, inAddress) {
  const said = {};
  for (const [name, values, asked] of ATTRIBUTES) {
    let value = inAddress && !asked ? null : read(name);
    if (value !== null && Array.isArray(values) && !values.includes(value)) { wrong(name, value); value = null; }
    if (value !== null && name === "storage-key" && !/^[a-z0-9-]{1,40}$/.test(value)) { wrong(name, value); value = null; }
    said[camel(name)] = value === null ? undefined : value;
  }
  return said;
}
/** Light or dark, where it is not left to the device: as said, or as the ground around an element. */
export function theme(said, element) {
  if (said !== "host") return said === "auto" ? undefined : said;
  for (let at = element; at; at = at.parentElement || (at.getRootNode() || {}).host) {
    const color = (getComputedStyle(at).backgroundColor.match(/[\d.]+/g) || []).map(Number);
    if (color.length >= 3 && (color[3] ?? 1) > 0.5) return 0.3 * color[0] + 0.6 * color[1] + 0.1 * color[2] < 110 ? "dark" : "light";
  }
  return getComputedStyle(element).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
/** What the program is told of an element. Fields that are not said are there all the same: a page may have given every
    object some of that name. */
export const config = (said, more) => ({ storageKey: said.storageKey, route: PAGES[said.mode], preset: JSON.stringify(pairs(said.preset)), hidden: JSON.stringify(pairs(said.hiddenFields)), ...more, lang: said.lang || more.lang });
export { FILES, EVENTS, VERSION, style, add, remove };

const OWN = ":host{display:block;position:relative;min-width:0}:host([hidden]){display:none}#box:empty{min-height:480px;width:min(1200px,100vw - 32px);max-width:100%}#box:empty.over{min-height:0;width:auto}iframe{display:block;width:100%;min-height:480px;border:0;color-scheme:normal}.say{all:initial;display:block;box-sizing:border-box;margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif;color:#1d1f24;background:#fff4d6;border-radius:10px;overflow-wrap:anywhere}.say[hidden]{display:none}.say p{margin:0 0 8px}.say a,.say button{display:inline-block;min-height:44px;margin:0 16px 0 0;padding:10px 0;box-sizing:border-box;font:inherit;color:inherit;background:none;border:0;text-decoration:underline;cursor:pointer}.small{font-size:14px}.say.small{padding:8px 16px;margin-top:8px}";
let ownSheet;

class GrowthWheel extends HTMLElement {
  static observedAttributes = ATTRIBUTES.map(([name]) => name);
  #root = this.attachShadow({ mode: "open" });
  #box = doc.createElement("div");
  #slot = doc.createElement("slot");
  #state = "new";
  #turn = 0;
  #due = false;
  #mounted; #near; #sizes; #frame; #said; #route; #stop;

  constructor() {
    super();
    this.#box.id = "box";
    this.#box.setAttribute("part", "widget");
    try { this.#root.adoptedStyleSheets = [ownSheet ??= sheetOf(OWN)]; } catch (error) { /* said when it is loaded */ }
    this.#root.append(this.#slot, this.#box);
  }

  connectedCallback() {
    // A property set before the element was known hides the one of the class.
    for (const [name] of ATTRIBUTES) {
      const key = camel(name);
      if (key !== "lang" && Object.hasOwn(this, key)) { const value = this[key]; delete this[key]; this[key] = value; }
    }
    if (this.#state !== "new") return;
    this.#state = "waiting";
    const begin = () => { if (this.#state === "waiting") this.#begin(); };
    if (this.getAttribute("lazy") === "off") return void queueMicrotask(begin);
    const touched = ["pointerdown", "focusin", "keydown"];
    let near;
    try {
      near = new IntersectionObserver((all) => { if (all.some((one) => one.isIntersecting)) begin(); }, { rootMargin: "300px" });
      near.observe(this);
    } catch (error) { queueMicrotask(begin); }
    for (const name of touched) this.addEventListener(name, begin, { once: true });
    this.#near = () => { if (near) near.disconnect(); for (const name of touched) this.removeEventListener(name, begin); };
  }

  disconnectedCallback() {
    // A move in the page is a disconnection and a connection in one go: nothing is lost by it.
    queueMicrotask(() => { if (!this.isConnected) this.#end(); });
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || this.#state === "new" || this.#state === "waiting") return;
    const how = ATTRIBUTES.find(([known]) => known === name)[3];
    if (how === "anew") {
      // Several attributes set one after the other are one change.
      if (!this.#due) queueMicrotask(() => { this.#due = false; if (this.#state !== "new") this.restart(); });
      this.#due = true;
    }
    if (this.#state !== "shown") return;
    const said = this.#settings();
    if (this.#mounted) {
      if (name === "lang" && said.lang) this.#mounted.set("lang", said.lang);
      if (name === "theme") this.#mounted.set("theme", theme(said.theme, this) || "");
    } else if (this.#frame) this.#frame({ type: "set", lang: said.lang, theme: theme(said.theme, this) || "" });
  }

  /** Begins anew from what is saved. */
  restart() {
    this.#end();
    if (!this.isConnected) return;
    this.#state = "waiting";
    this.#begin();
  }

  /** Whether the program has stopped is told by the loader. */
  crashed() {
    this.#release();
    this.#state = "over";
    const lang = this.#lang();
    this.#tell("error", { reason: "crash", what: "", message: word(lang, "why.crash") });
    this.#say(word(lang, "why.crash"), [
      this.#button(word(lang, "again"), () => { this.#route = undefined; this.restart(); }),
      this.#button(word(lang, "download"), () => download(this.getAttribute("storage-key"))),
    ]);
  }

  #lang() { return language(around(this)); }

  #settings() {
    return settings((name) => this.getAttribute(name), (name, value) => {
      const lang = this.#lang();
      console.warn(`<${TAG}> ${name}="${value}": ${word(lang, "why.attribute", name)}`);
      this.#tell("error", { reason: "attribute", what: name, message: word(lang, "why.attribute", name) });
    });
  }

  #config(said, more) {
    const made = config(said, { lang: around(this), theme: theme(said.theme, this), address: here(), link: link(), ...more });
    if (this.#route) made.route = this.#route;
    this.#route = undefined;
    return made;
  }

  async #begin() {
    const turn = ++this.#turn;
    if (this.#near) this.#near();
    this.#near = undefined;
    this.#state = "loading";
    const said = this.#settings();
    if (said.base && !program) setBase(said.base);
    if (said.form === "link") return this.#link(said);
    if (said.form === "frame") return this.#inFrame(said);
    let reason;
    try {
      // At the same time: neither needs the other.
      const [sheet, glue] = await watching(() => Promise.all([style(), load()]));
      if (turn !== this.#turn) return;
      this.#root.adoptedStyleSheets = [ownSheet, sheet];
      const tell = (name, detail) => this.#heard(name, detail, turn);
      // Read anew: it may have changed meanwhile.
      const mounted = await glue.mount(this.#box, this.#config(this.#settings(), { framed: false, tell }));
      if (turn !== this.#turn) return mounted.unmount();
      this.#mounted = mounted;
    } catch (error) { reason = fault(error); }
    if (turn !== this.#turn) return;
    if (!reason) return this.#ready("element");
    this.#failed(reason);
    // What the page's own policy or a foreign host stops, a frame with a policy of its own may do.
    if (["policy", "types", "cors", "old"].includes(reason.reason)) this.#inFrame(said, reason); else this.#link(said, reason);
  }

  #ready(form) {
    this.#state = "shown";
    add(this);
    this.#slot.remove();
    this.#tell("ready", { version: VERSION, form, lang: this.#box.firstElementChild?.lang || this.#lang() });
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
    if (name === "restart") { this.#route = detail; queueMicrotask(() => this.restart()); }
    else if (name === "link-read") history.replaceState(history.state, "", here());
    else if (EVENTS.includes(name)) this.#tell(name, detail && typeof detail === "object" ? detail : {});
  }

  #tell(name, detail) {
    const more = name === "result" ? { hidden: pairs(this.getAttribute("hidden-fields")) } : {};
    this.dispatchEvent(new CustomEvent(`gw:${name}`, { bubbles: true, composed: true, detail: { ...detail, ...more, instanceId: this.getAttribute("instance-id") } }));
  }

  #failed({ reason, what }) {
    const message = word(this.#lang(), `why.${reason}`, what);
    console.warn(`<${TAG}> ${reason} ${what}: ${message}`);
    this.#tell("error", { reason, what, message });
  }

  #inFrame(said, reason) {
    const turn = this.#turn, lang = this.#lang(), node = doc.createElement("iframe");
    const url = new URL(address(FILES.frame)), home = url.origin;
    url.searchParams.set("framed", "1");
    node.title = word(lang, "title");
    node.allow = "clipboard-write";
    let heard = 0, open = false;
    const post = (message) => { if (node.contentWindow) node.contentWindow.postMessage({ gw: 1, ...message }, home); };
    const listen = (event) => {
      // Only this frame, only from where it was loaded, only what it is known to say, in its order.
      const data = event.data;
      if (event.source !== node.contentWindow || event.origin !== home || !data || typeof data !== "object" || data.gw !== 1) return;
      if (data.type === "hello" && !open) {
        return post({ type: "init", config: this.#config(said, { framed: true }) });
      }
      if (!Number.isSafeInteger(data.seq) || data.seq <= heard) return;
      heard = data.seq;
      if (data.type === "size" && data.height > 0 && data.height < 100000) node.style.height = `${Math.ceil(data.height)}px`;
      else if (data.type === "shown" && !open) { open = true; clearTimeout(patience); this.#ready("frame"); }
      else if (data.type === "fault" && typeof data.reason === "string" && KEYS.includes(`why.${data.reason}`)) over(new Fault(data.reason, String(data.what).slice(0, 200)));
      else if (data.type === "event" && typeof data.name === "string") this.#heard(data.name, data.detail, turn);
    };
    const over = (next) => {
      if (turn !== this.#turn || open) return;
      this.#end();
      this.#failed(next);
      // Either directive would do.
      const both = reason && reason.reason === "policy" && next.reason === "policy";
      this.#link(said, both ? new Fault("policy", `${reason.what}; ${next.what}`) : next);
    };
    const stopped = (event) => { if (/^(frame|child|default)-src/.test(event.effectiveDirective) && url.href.startsWith(event.blockedURI)) over(new Fault("policy", "frame-src")); };
    const patience = later(() => over(new Fault("silent")), 10000);
    addEventListener("message", listen);
    doc.addEventListener("securitypolicyviolation", stopped);
    this.#frame = post;
    this.#stop = () => { clearTimeout(patience); removeEventListener("message", listen); doc.removeEventListener("securitypolicyviolation", stopped); };
    this.#box.replaceChildren(node);
    if (reason) this.#say(word(lang, "framed") + " " + word(lang, `why.${reason.reason}`, reason.what), [], "small");
    node.src = url.href;
  }

  #link(said, reason) {
    this.#state = "over";
    this.#box.className = "over";
    const lang = this.#lang(), node = doc.createElement("a"), url = new URL(address("index.html"));
    for (const name of ["lang", "theme"]) if (said[name]) url.searchParams.set(name, said[name]);
    url.hash = PAGES[said.mode] || "";
    node.href = url.href;
    node.target = "_blank";
    node.rel = "noopener";
    node.textContent = word(lang, "open");
    // What stands in the element may be a link of the site's own.
    const controls = this.querySelector("a[href]") ? [] : [node];
    if (reason) this.#say([word(lang, "failed"), word(lang, `why.${reason.reason}`, reason.what)], controls);
    else if (controls.length) this.#say([], controls);
  }

  /** Says something below the widget, or in its place. */
  #say(words, controls, kind = "") {
    if (this.#said) this.#said.remove();
    const node = this.#said = doc.createElement("div");
    node.className = `say ${kind}`;
    node.lang = this.#lang();
    node.setAttribute("part", "error");
    if (!kind) node.setAttribute("role", "alert");
    for (const text of [words].flat()) { const line = doc.createElement("p"); line.textContent = text; node.append(line); }
    node.append(...controls);
    this.#root.append(node);
  }

  #button(text, run) {
    const node = doc.createElement("button");
    node.textContent = text;
    node.addEventListener("click", run);
    return node;
  }

  /** Lets go of everything that runs. */
  #release() {
    this.#turn++;
    if (this.#near) this.#near();
    if (this.#sizes) this.#sizes.disconnect();
    if (this.#stop) this.#stop();
    const mounted = this.#mounted;
    this.#mounted = this.#near = this.#sizes = this.#stop = this.#frame = undefined;
    remove(this);
    try { if (mounted) { mounted.unmount(); mounted.free(); } } catch (error) { /* the program has stopped */ }
    this.#box.replaceChildren();
  }

  #end() {
    this.#release();
    if (this.#said) this.#said.remove();
    this.#said = undefined;
    this.#box.className = "";
    this.#state = "new";
    this.#root.prepend(this.#slot);
  }
}

for (const [name] of ATTRIBUTES) {
  if (name === "lang") continue;
  Object.defineProperty(GrowthWheel.prototype, camel(name), {
    configurable: true,
    enumerable: true,
    get() { return this.getAttribute(name); },
    set(value) { if (value === null || value === undefined) this.removeAttribute(name); else this.setAttribute(name, value); },
  });
}

GrowthWheel[OURS] = VERSION;
const known = customElements.get(TAG);
if (!known) customElements.define(TAG, GrowthWheel);
else if (known[OURS]) { if (known[OURS] !== VERSION) console.warn(`<${TAG}> ${known[OURS]} is there already; ${VERSION} stands aside`); }
else {
  // The name is somebody else's: ours takes the next one that is free.
  let n = 1;
  while (customElements.get(`${TAG}-${n}`)) n++;
  customElements.define(`${TAG}-${n}`, GrowthWheel);
  console.warn(`<${TAG}> is another element on this page; use <${TAG}-${n}>`);
}
