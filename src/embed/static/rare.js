// What the element rarely needs: a frame in its place, what to do when the program has stopped, the ground around it,
// and words for what can go wrong while this can still be fetched.
export const WORDS = STAMP_WORDS, KEYS = STAMP_KEYS;

/** Why a file that the server can be asked for did not come. */
export async function why(url, integrity, script) {
  const plain = await fetch(url);
  if (!plain.ok) return "missing";
  try { await fetch(url, { integrity }); } catch (error) { return "changed"; }
  return script && !/javascript/.test(plain.headers.get("content-type")) ? "kind" : "unknown";
}

/** A frame and the talk with it. `host` has its title and address, what to tell it, and what to do with what it says. */
export function frame(host) {
  const node = document.createElement("iframe"), url = new URL(host.url), home = url.origin;
  url.searchParams.set("framed", "1");
  node.title = host.title;
  node.allow = "clipboard-write";
  let heard = 0, open = false;
  const post = (message) => { if (node.contentWindow) node.contentWindow.postMessage({ gw: 1, ...message }, home); };
  // A configuration on the page's own site is read here: the frame could not.
  async function settled(said) {
    if (!said.config || /^\s*{/.test(said.config)) return said;
    try {
      const where = new URL(said.config, document.baseURI);
      said.config = where.href;
      if (where.origin === location.origin && where.origin !== home) {
        const answer = await fetch(where);
        if (answer.ok) said.config = await answer.text();
      }
    } catch (error) { /* said within, where it is found wanting */ }
    return said;
  }
  const over = (reason, what) => { if (!open) { stop(); host.over(reason, what); } };
  function listen(event) {
    // Only this frame, only from where it was loaded, only what it is known to say, in its order.
    const data = event.data;
    if (event.source !== node.contentWindow || event.origin !== home || !data || typeof data !== "object" || data.gw !== 1) return;
    // Again, when its document was loaded again.
    if (data.type === "hello") {
      heard = 0;
      // It is there; what it loads may take its time on a slow line.
      clearTimeout(patience);
      patience = setTimeout(silent, 120000);
      return host.config().then(settled).then((config) => post({ type: "init", config }));
    }
    if (!Number.isSafeInteger(data.seq) || data.seq <= heard) return;
    heard = data.seq;
    if (data.type === "size" && data.height > 0 && data.height < 100000) node.style.height = `${Math.ceil(data.height)}px`;
    else if (data.type === "shown" && !open) { open = true; clearTimeout(patience); host.ready(String(data.lang)); }
    else if (data.type === "fault" && typeof data.reason === "string") over(data.reason, String(data.what).slice(0, 200));
    else if (data.type === "event" && data.name === "lead-form") post({ type: "set", name: "lead-form", value: fill(data.detail || {}) });
    else if (data.type === "event" && typeof data.name === "string") host.heard(data.name, data.detail);
  }
  function stopped(event) {
    if (/^(frame|child|default)-src/.test(event.effectiveDirective) && url.href.startsWith(event.blockedURI)) over("policy", "frame-src");
  }
  function stop() {
    clearTimeout(patience);
    removeEventListener("message", listen);
    document.removeEventListener("securitypolicyviolation", stopped);
  }
  const silent = () => over("silent", "");
  let patience = setTimeout(silent, 10000);
  addEventListener("message", listen);
  document.addEventListener("securitypolicyviolation", stopped);
  node.src = url.href;
  return { node, stop, set: (name, value) => post({ type: "set", name, value }) };
}

/** Fills a form of this page with what a visitor sends in a frame, and sends it as its own button would. What came of it. */
function fill({ form, fields }) {
  const node = document.getElementById(String(form));
  if (!node || node.tagName !== "FORM" || !Array.isArray(fields)) return "missing";
  try {
    for (const [name, value] of fields) {
      let field = node.elements.namedItem(String(name));
      // Of several by one name the box to tick, else the last.
      if (field && !field.tagName) field = [...field].find((one) => one.type === "checkbox") || [...field].pop();
      if (!field || !("value" in field) || field.type === "file") continue;
      if (field.type === "checkbox") field.checked = value === "true"; else field.value = String(value);
      for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
    }
    if (!node.noValidate && !node.checkValidity()) return "invalid";
    if (node.requestSubmit) node.requestSubmit(); else node.submit();
    return "sent";
  } catch (error) { console.error(error); return "missing"; }
}

/** The plans of a place in storage, as they are stored, in a file. */
export function download(key) {
  // As the keeper of plans writes it.
  const place = key ? `${/^(plan|kept|outbox)$/.test(key) ? "%" : ""}${key}:` : "";
  const start = `growth-wheel:${place}plan:`, all = [];
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(start)) all.push(localStorage.getItem(name));
  } catch (error) { /* blocked: there is nothing */ }
  const node = document.createElement("a");
  node.href = URL.createObjectURL(new Blob([all.join("\n\n")], { type: "text/plain" }));
  node.download = "growth-wheel.txt";
  node.click();
  setTimeout(() => URL.revokeObjectURL(node.href), 10000);
}

/** Light or dark, as the ground an element stands on. */
export function ground(element) {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  for (let at = element; at && pen; at = at.parentElement || at.getRootNode().host) {
    // A colour may be written in any of a dozen ways: painted, it is red, green and blue.
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = getComputedStyle(at).backgroundColor;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, solid] = pen.getImageData(0, 0, 1, 1).data;
    // Their parts in what the eye takes for brightness.
    if (solid > 127) return 0.3 * red + 0.6 * green + 0.1 * blue < 110 ? "dark" : "light";
  }
  const dark = getComputedStyle(element).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches;
  return dark ? "dark" : "light";
}
