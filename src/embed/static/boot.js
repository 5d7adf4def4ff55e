// Before the first paint: language and theme, so that nothing changes under the reader's eyes; and the request for the
// texts, which otherwise would begin only when the program runs.
(function () {
  var root = document.documentElement, known = ["en", "it", "es", "ru"], query = new URLSearchParams(location.search), prefs = {};
  try { prefs = JSON.parse(localStorage.getItem("growth-wheel:prefs")) || {}; } catch (e) { /* blocked or damaged: as new */ }
  var asked = [query.get("lang"), prefs.language].concat(navigator.languages || []);
  for (var i = 0; i < asked.length; i++) {
    var code = String(asked[i] || "").split("-")[0].toLowerCase();
    if (known.indexOf(code) >= 0) { root.lang = code; break; }
  }
  var theme = query.get("theme") || prefs.theme;
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  var words = document.getElementById("words");
  (words ? words.dataset.first.split(" ") : []).forEach(function (piece) {
    var link = document.createElement("link");
    link.rel = "preload"; link.as = "fetch"; link.crossOrigin = "anonymous";
    link.href = words.content + "/" + (root.lang || "en") + "." + piece + ".json";
    document.head.appendChild(link);
  });
  // What a plain link may say beside that: how to begin, and what the site that gives it knows.
  var begin = { check: "express", race: "race/reach", sostac: "sostac/situation" }[query.get("mode")];
  if (begin && !location.hash) history.replaceState(null, "", "#/" + begin);
  document.addEventListener("readystatechange", function () {
    var place = document.getElementById("growth-wheel");
    ["preset", "accent", "radius", "font"].forEach(function (name) {
      if (place && query.get(name) && !place.dataset[name]) place.dataset[name] = query.get(name);
    });
  });
  if (!/^#?\/?$/.test(location.hash)) root.className = "elsewhere";
})();
