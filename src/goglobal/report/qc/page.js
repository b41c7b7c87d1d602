"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const body = document.body;
body.classList.add("scripted");
const SVG = "http://www.w3.org/2000/svg";

function make(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
  node.append(...children);
  return node;
}
function draw(name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}
function said(template, values) {
  return template.replace(/\{(\w+)\}/g, (all, name) => name in values ? values[name] : all);
}
function time(ms) {
  const sign = ms < 0 ? "-" : "";
  ms = Math.abs(ms);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(ms / 3600000);
  return sign + (hours ? two(hours) + ":" : "") + two(Math.floor(ms / 60000) % 60) + ":" +
    two(Math.floor(ms / 1000) % 60) + "." + String(ms % 1000).padStart(3, "0");
}

/* what stands around a finding */
function row(kind, name, cue, language) {
  const text = make("td", {class: "said", dir: "auto"}, cue[2]);
  if (language) text.setAttribute("lang", language);
  return make("tr", {class: kind}, make("th", {scope: "row"}, name),
    make("td", {class: "t"}, time(cue[0]) + " – " + time(cue[1])), text);
}
function around(entry, mended, language) {
  const box = make("div", {class: "around"});
  if (entry.x) {
    const [text, start, end] = entry.x;
    const line = make("pre", {dir: "auto"});
    const signs = Array.from(text);
    if (start === undefined) line.append(text);
    else line.append(signs.slice(0, start).join(""), make("mark", {}, signs.slice(start, end).join("") || " "),
      signs.slice(end).join(""));
    box.append(make("table", {}, make("tbody", {}, make("tr", {}, make("th", {scope: "row"}, words.line),
      make("td", {}, line)))));
  }
  if (entry.c) {
    const rows = make("tbody");
    if (entry.b) rows.append(row("near", words.before, entry.b, language));
    rows.append(row("here", words.cue, entry.c, language));
    if (entry.a) rows.append(row("near", words.after, entry.a, language));
    for (const cue of entry.s || []) rows.append(row("source", words.source + " " + entry.sl, cue, entry.sl));
    if (mended) rows.append(row("mend", words.mend, mended, language));
    box.append(make("table", {}, rows));
  }
  if (entry.f) box.append(frame(entry.f, entry.c[2].split("\n")));
  return box;
}
function frame([number, left, top, width, hidden, measured], own) {
  const lines = measured.map((one, index) => Array.isArray(one) ? one : [own[index], one]);
  const fit = data.fits[number];
  const limit = fit.safe[2] - 2 * fit.outline;
  const told = lines.map(([text, w]) => said(words.wide, {width: w, limit: Math.round(limit)}));
  const zone = fit.zones.find((one) => one[0] === hidden);
  if (zone) told.push(said(words.hidden, {zone: zone[1]}));
  const label = words.frame + ": " + lines.map((line) => line[0]).join(" / ") + " — " + told.join(words.comma);
  const picture = draw("svg", {viewBox: `0 0 ${fit.w} ${fit.h}`, role: "img", "aria-label": label});
  picture.append(draw("rect", {class: "ground-f", width: fit.w, height: fit.h}));
  if (fit.safe[2] && fit.safe[3]) picture.append(draw("rect", {class: "safe-f", x: fit.safe[0], y: fit.safe[1],
    width: fit.safe[2], height: fit.safe[3]}));
  for (const [name, title, x, y, w, h] of fit.zones) {
    picture.append(draw("rect", {class: name === hidden ? "zone-f hit-f" : "zone-f", x, y, width: w, height: h}));
    const turned = h > 3 * w ? ` rotate(-90)` : "";
    picture.append(draw("text", {class: "name-f", transform: `translate(${x + w / 2} ${y + h / 2})` + turned}, title));
  }
  lines.forEach(([text, w], index) => {
    const y = top + fit.outline + fit.step * (index + 0.5) + fit.base;
    const line = draw("text", {class: w > limit ? "words-f wide-f" : "words-f", x: left + width / 2, y,
      "font-size": fit.size, "font-weight": fit.bold ? 700 : 400, "stroke-width": 2 * fit.outline}, text);
    if (w > 0) {
      line.setAttribute("textLength", w);
      line.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
    picture.append(line);
  });
  return make("figure", {}, picture, make("figcaption", {}, told.join(words.comma)));
}
const filled = new WeakSet();
function fill(details) {
  if (filled.has(details)) return;
  filled.add(details);
  const of = data.of[details.dataset.i];
  if (of === undefined) return;
  const [number, mended] = Array.isArray(of) ? of : [of];
  details.append(around(data.cues[number], mended, languageOf(details)));
}
function languageOf(details) {
  return "l" in details.dataset ? details.dataset.l : details.parentElement.dataset.l;
}
function episodeOf(details) {
  return "e" in details.dataset ? details.dataset.e : details.parentElement.dataset.e;
}
document.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.dataset.i !== undefined) fill(event.target);
}, true);

/* filters */
const form = document.getElementById("filters");
const files = Array.from(document.querySelectorAll("section.file"));
const all = files.reduce((sum, file) => sum + file.getElementsByTagName("details").length, 0);
let series = "";
function apply() {
  const kinds = new Set(Array.from(form.querySelectorAll("[name=k]:checked"), (box) => box.value));
  const [code, language, target, episode] = ["c", "l", "t", "e"].map((name) => form.elements[name].value);
  const query = form.elements.q.value.trim().toLocaleLowerCase();
  let shown = 0;
  for (const file of files) {
    let some = false;
    const inSeries = !series || file.dataset.s === series;
    for (const one of file.getElementsByTagName("details")) {
      const own = one.dataset;
      const fits = inSeries && kinds.has(one.className) && (!code || own.c === code) &&
        (!language || (language === "-" ? languageOf(one) === "" : languageOf(one) === language)) &&
        (!target || !own.t || own.t === target) &&
        (!episode || (episode === "0" ? episodeOf(one) === "" : episodeOf(one) === episode)) &&
        (!query || (file.firstElementChild.textContent + one.textContent).toLocaleLowerCase().includes(query));
      one.hidden = !fits;
      if (fits) { some = true; shown += 1; }
    }
    file.hidden = !some;
  }
  document.getElementById("shown").textContent = said(words.shown, {shown, all});
  document.getElementById("none").hidden = shown > 0 || all === 0;
}
let waiting = 0;
form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 60); });
form.addEventListener("reset", () => { series = ""; setTimeout(apply); });
form.addEventListener("submit", (event) => event.preventDefault());
apply();

/* the matrix */
const only = document.getElementById("only");
only.addEventListener("change", () => body.classList.toggle("only", only.checked));
const column = (cell) => cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
function place(cell) {
  const table = cell.closest("table");
  return {s: table.dataset.s, t: table.dataset.t, l: column(cell).dataset.l, e: cell.parentElement.cells[0].dataset.e};
}
const meaning = {};
for (const one of document.querySelectorAll(".legend span")) {
  meaning[one.firstElementChild.className] = one.lastChild.textContent.trim();
}
function enter(cell, table) {
  for (const other of table.querySelectorAll("td[tabindex]")) other.removeAttribute("tabindex");
  cell.tabIndex = 0;
  const kind = cell.className[0];
  const count = cell.textContent.replace(/\D/g, "");
  const held = cell.classList.contains("k") && kind !== "h" ? words.comma + meaning.h : "";
  const heads = column(cell).textContent + words.comma + cell.parentElement.cells[0].textContent;
  cell.setAttribute("aria-label", heads + ": " + (count ? count + " " : "") + meaning[kind] + held);
}
for (const table of document.querySelectorAll("table.matrix")) {
  const first = table.tBodies[0].rows[0] && table.tBodies[0].rows[0].cells[1];
  if (!first) continue;
  table.parentElement.removeAttribute("tabindex");
  table.addEventListener("focusin", () => {
    table.setAttribute("role", "grid");
    for (const cell of table.querySelectorAll("tbody td")) cell.setAttribute("role", "gridcell");
  }, {once: true});
  enter(first, table);
  table.addEventListener("click", (event) => { const cell = event.target.closest("tbody td"); if (cell) show(cell); });
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("tbody td");
    if (!cell) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(cell); return; }
    const next = neighbour(cell, event.key);
    if (!next) return;
    event.preventDefault();
    enter(next, table);
    next.focus();
    next.scrollIntoView({block: "nearest", inline: "nearest"});
  });
}
function neighbour(cell, key) {
  const line = cell.parentElement;
  const cells = line.cells;
  if (key === "ArrowRight") return cells[cell.cellIndex + 1];
  if (key === "ArrowLeft") return cell.cellIndex > 1 ? cells[cell.cellIndex - 1] : null;
  if (key === "Home") return cells[1];
  if (key === "End") return cells[cells.length - 1];
  const step = key === "ArrowDown" ? "nextElementSibling" : key === "ArrowUp" ? "previousElementSibling" : "";
  if (!step) return null;
  let other = line[step];
  while (other && other.offsetParent === null) other = other[step];
  return other ? other.cells[cell.cellIndex] : null;
}
function show(cell) {
  const at = place(cell);
  form.reset();
  const values = form.elements;
  setTimeout(() => {
    series = at.s;
    values.l.value = at.l;
    values.t.value = at.t;
    values.e.value = at.e === "0" ? "" : at.e;
    apply();
    document.getElementById("findings-h").scrollIntoView();
    const found = document.querySelector("section.file:not([hidden]) details:not([hidden]) summary");
    if (found) found.focus({preventScroll: true});
  });
}

window.addEventListener("beforeprint", () => {
  const open = document.querySelectorAll("section.file:not([hidden]) details:not([hidden])");
  if (open.length <= 500) for (const one of open) one.open = true;
});
})();
