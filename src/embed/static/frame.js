// The page in a frame. With a host that knows it, the two agree on who they are before anything is shown; a frame put
// into a page by hand begins by itself, with what its address says.
import { load, settings, config, fault, word, add, VERSION } from "./growth-wheel.js";

const root = document.getElementById("frame"), query = new URLSearchParams(location.search);
const framed = query.get("framed") === "1" && parent !== window;
let host, seq = 0, mounted;

function send(message, to = host) {
  // A page without an origin of its own cannot be told apart from others: it gets the height, and nothing else.
  if (!framed || !to || (to === "null" && message.type === "event")) return false;
  parent.postMessage({ gw: 1, seq: ++seq, ...message }, to === "null" ? "*" : to);
}

async function show(said) {
  let route = said.route;
  const lang = () => document.documentElement.lang || "en";
  // A program that has stopped takes the frame's document with it: a new one begins from what is saved.
  add({ async crashed() {
    const words = document.createElement("p"), again = document.createElement("button");
    words.textContent = await word(lang(), "why.crash");
    again.textContent = await word(lang(), "again");
    again.onclick = () => location.reload();
    root.replaceChildren(words, again);
    root.className = "over";
    send({ type: "event", name: "error", detail: { reason: "crash", what: "", message: words.textContent } });
  } });
  const tell = (name, detail) => {
    // A link that was read, or that something else was put in the place of, is not opened again.
    if (name === "restart" && said.link) send({ type: "event", name: "link-read", detail: {} });
    if (name === "restart" || name === "link-read") said.link = "";
    if (name !== "restart") return send({ type: "event", name, detail });
    route = detail;
    queueMicrotask(() => begin().catch(failed));
  };
  async function begin() {
    if (mounted) { mounted.unmount(); mounted.free(); mounted = undefined; }
    const glue = await load();
    mounted = await glue.mount(root, { ...said, route, tell });
  }
  async function failed(error) {
    const { reason, what } = fault(error);
    root.textContent = `${await word(lang(), "failed")} ${await word(lang(), `why.${reason}`, what)}`;
    send({ type: "fault", reason, what });
  }
  try {
    await begin();
    new ResizeObserver(() => send({ type: "size", height: root.getBoundingClientRect().height })).observe(root);
    send({ type: "shown", lang: lang() });
  } catch (error) { failed(error); }
}

const own = () => config(settings((name, may) => may ? query.get(name) : null, (name) => console.warn(name)), {
  theme: { light: "light", dark: "dark" }[query.get("theme")], address: location.href.split("#")[0], link: "", framed: true, config: root.dataset.config,
});

const texts = (values) => Object.values(values).every((value) => value === undefined || typeof value === "string");
addEventListener("message", (event) => {
  const data = event.data;
  if (!framed || event.source !== parent || !data || typeof data !== "object" || data.gw !== 1) return;
  if (data.type === "init" && !host && data.config && typeof data.config === "object") {
    const { lang, theme, storageKey, route, preset, hidden, config, accent, radius, font, address, link } = data.config;
    const said = { lang, theme, storageKey, route, preset, hidden, config, accent, radius, font, address, link };
    if (!texts(said)) return;
    host = event.origin;
    document.documentElement.className = "held";
    show({ ...said, framed: true });
  } else if (data.type === "set" && event.origin === host && mounted && typeof data.name === "string" && typeof data.value === "string") {
    mounted.set(data.name, data.value);
  }
});
if (framed) parent.postMessage({ gw: 1, type: "hello", version: VERSION }, "*");
else show(own());
