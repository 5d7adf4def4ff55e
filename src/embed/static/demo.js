// The demo page: what the builder has made, on a page like an agency's. The configuration is the builder's, from the
// storage of this site; nothing comes from the address. What is sent from here is marked as a test.
import "./growth-wheel.js";

const KNOWN = ["en", "it", "es", "ru"];
let kept = {}, prefs = {};
try { kept = JSON.parse(localStorage.getItem("growth-wheel:builder")) || {}; } catch (error) { /* blocked or damaged: as new */ }
try { prefs = JSON.parse(localStorage.getItem("growth-wheel:prefs")) || {}; } catch (error) { /* likewise */ }
const { embed = {}, $schema, ...config } = kept;
const asked = [prefs.language, ...(navigator.languages || [])].map((code) => String(code || "").slice(0, 2));
const lang = asked.find((code) => KNOWN.includes(code)) || "en";
document.documentElement.lang = lang;

const answer = await fetch(`STAMP_FOLDER/${lang}.embed.json`).catch(() => null);
const texts = answer && answer.ok ? await answer.json() : {};
for (const node of document.querySelectorAll("[data-text]")) node.textContent = texts[node.dataset.text] || "";
document.title = texts["demo.title"] || "Growth wheel";

const element = document.createElement("growth-wheel");
for (const name of ["lang", "theme", "mode", "form"]) if (embed[name]) element.setAttribute(name, embed[name]);
element.setAttribute("storage-key", "demo");
if (config.lead) config.lead = { ...config.lead, test: true };
element.config = config;
document.getElementById("place").append(element);
const log = document.getElementById("log");
for (const name of ["lead", "lead-queued", "lead-sent", "lead-failed", "result", "error"]) element.addEventListener(`gw:${name}`, (event) => {
  const line = document.createElement("pre");
  line.textContent = `gw:${name} ${JSON.stringify(event.detail, null, 1)}`;
  log.prepend(line);
});
