// A page of React 19: properties, events and the life of the element by its own means.
import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";

function Page() {
  const [there, setThere] = useState(true);
  const [lang, setLang] = useState("en");
  const [moved, setMoved] = useState(false);
  const [heard, setHeard] = useState([]);
  const hear = (event) => setHeard((before) => [...before, event.type]);
  const element = there && h("growth-wheel", {
    key: "wheel", lang, lazy: "off", mode: "check", storageKey: "react", preset: "model=b2b",
    "ongw:ready": hear, "ongw:language": hear, "ongw:progress": hear,
  });
  return h("main", null,
    h("button", { id: "toggle", onClick: () => setThere(!there) }, "toggle"),
    h("button", { id: "lang", onClick: () => setLang("it") }, "lang"),
    h("button", { id: "move", onClick: () => setMoved(!moved) }, "move"),
    h("output", { id: "heard" }, heard.join(" ")),
    moved ? [h("p", { key: "text" }, "text"), element] : [element, h("p", { key: "text" }, "text")]);
}

createRoot(document.getElementById("page")).render(h(Page));
