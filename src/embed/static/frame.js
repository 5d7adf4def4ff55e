// The page in a frame. With a host that knows it, the two agree on who they are before anything is shown; a frame put
// into a page by hand begins by itself, with what its address says.
import { load, settings, config, fault, word, VERSION } from "./growth-wheel.js";

const root = document.getElementById("frame"), query = new URLSearchParams(location.search);
const framed = query.get("framed") === "1" && parent !== window;
let host, seq = 0, mounted;

function send(message, to = host) {
  // A page without an origin of its own cannot be told apart from others: it gets the height, and nothing else.
  if (!framed || !to || (to === "null" && message.type === "event")) return;
  parent.postMessage({ gw: 1, seq: ++seq, ...message }, to === "null" ? "*" : to);
}

async function show(said) {
  let route = said.route;
  const tell = (name, detail) => {
    if (name !== "restart") return send({ type: "event", name, detail });
    route = detail;
    queueMicrotask(begin);
  };
  async function begin() {
    if (mounted) { mounted.unmount(); mounted.free(); mounted = undefined; }
    const glue = await load();
    mounted = await glue.mount(root, { ...said, route, tell });
  }
  try {
    await begin();
    new ResizeObserver(() => send({ type: "size", height: root.getBoundingClientRect().height })).observe(root);
    send({ type: "shown" });
  } catch (error) {
    const { reason, what } = fault(error);
    const lang = said.lang || document.documentElement.lang || "en";
    root.textContent = `${word(lang, "failed")} ${word(lang, `why.${reason}`, what)}`;
    send({ type: "fault", reason, what });
  }
}

const own = () => config(settings((name) => query.get(name), (name, value) => console.warn(`${name}=${value}`), true), {
  theme: { light: "light", dark: "dark" }[query.get("theme")], address: location.href.split("#")[0], link: "", framed: true,
});

const texts = (values) => Object.values(values).every((value) => value === undefined || typeof value === "string");
addEventListener("message", (event) => {
  const data = event.data;
  if (!framed || event.source !== parent || !data || typeof data !== "object" || data.gw !== 1) return;
  if (data.type === "init" && !host && data.config && typeof data.config === "object") {
    const { lang, theme, storageKey, route, preset, hidden, address, link } = data.config;
    const said = { lang, theme, storageKey, route, preset, hidden, address, link };
    if (!texts(said)) return;
    host = event.origin;
    document.documentElement.className = "held";
    show({ ...said, framed: true });
  } else if (data.type === "set" && event.origin === host && mounted && texts({ a: data.lang, b: data.theme })) {
    if (data.lang) mounted.set("lang", data.lang);
    if (data.theme !== undefined) mounted.set("theme", data.theme);
  }
});
if (framed) parent.postMessage({ gw: 1, type: "hello", version: VERSION }, "*");
else show(own());
