// The reader by keyboard: j and k move among suggestions, a r e decide, u takes back, 1-9 code what is selected.
// Places in the text are counted in characters as Python counts them, and never cut a Thai cluster.
"use strict";

const list = document.getElementById("suggestions");
const text = document.getElementById("text");
const form = document.getElementById("code-form");
const keysOn = document.getElementById("keys-on");
let current = "";

function cards() { return [...list.querySelectorAll("li.suggestion")]; }

function show(card, scroll) {
  for (const one of cards()) one.classList.toggle("current", one === card);
  current = card ? card.id : "";
  const about = current.replace("claim-", "");
  let first = null;
  for (const mark of document.querySelectorAll("[data-about]")) {
    const now = card !== null && mark.dataset.about.split(" ").includes(about);
    mark.classList.toggle("now", now);
    if (now && first === null && mark.tagName === "MARK") first = mark;
  }
  if (card && scroll) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    if (first && window.matchMedia("(min-width: 62rem)").matches) first.scrollIntoView({ block: "nearest" });
  }
}

function here() { return document.getElementById(current) || cards()[0] || null; }

function move(step) {
  const all = cards();
  if (all.length === 0) return;
  const at = all.indexOf(document.getElementById(current));
  show(all[Math.min(Math.max(at + step, 0), all.length - 1)], true);
}

function waiting(card) { return card.classList.contains("open"); }

function onward(card) {
  const all = cards();
  const at = all.indexOf(card);
  return all.slice(at + 1).find(waiting) || all.find(waiting) || card;
}

function act(name) {
  const card = here();
  const button = card && card.querySelector(name);
  if (!button) return;
  show(card, false);
  button.click();
}

function characters(node, offset) { return [...node.textContent.slice(0, offset)].length; }

function whole(said, at, step) {
  if (!("Segmenter" in Intl)) return at;
  const ends = [0];
  for (const one of new Intl.Segmenter("th", { granularity: "grapheme" }).segment(said)) ends.push(one.index + one.segment.length);
  while (at > 0 && at < said.length && !ends.includes(at)) at += step;
  return at;
}

function place(node, offset, step) {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!holder || node.nodeType !== Node.TEXT_NODE) return null;
  return Number(holder.dataset.at) + characters(node, whole(node.textContent, offset, step));
}

function selected() {
  const found = window.getSelection();
  if (!found || found.isCollapsed || !text.contains(found.anchorNode) || !text.contains(found.focusNode)) return null;
  const range = found.getRangeAt(0);
  const start = place(range.startContainer, range.startOffset, -1);
  const end = place(range.endContainer, range.endOffset, 1);
  return start === null || end === null || start >= end ? null : { start, end, said: found.toString() };
}

function take(span) {
  form.elements.start.value = span.start;
  form.elements.end.value = span.end;
  document.getElementById("selected").textContent = span.said;
  document.getElementById("coder").open = true;
}

function code(number) {
  const own = document.querySelectorAll(".own-code")[number - 1];
  const card = document.getElementById(current);
  const span = selected() || (card && { start: card.dataset.start, end: card.dataset.end, said: "" });
  if (!own || !span) return;
  take(span);
  form.elements.type.value = own.dataset.code;
  form.requestSubmit();
}

document.addEventListener("selectionchange", () => {
  const span = selected();
  if (span) take(span);
});

keysOn.checked = localStorage.getItem("keys") !== "off";
keysOn.addEventListener("change", () => localStorage.setItem("keys", keysOn.checked ? "on" : "off"));

document.addEventListener("keydown", (event) => {
  if (!keysOn.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const acts = {
    j: () => move(1), k: () => move(-1),
    a: () => act("button.accept"), r: () => act("button.reject"), e: () => act("a.edit"),
    u: () => document.getElementById("undo-last").requestSubmit(),
  };
  const key = event.key.toLowerCase();
  if (acts[key]) { event.preventDefault(); acts[key](); }
  else if (/^[1-9]$/.test(key)) { event.preventDefault(); code(Number(key)); }
});

text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark || !window.getSelection().isCollapsed) return;
  const card = mark.dataset.about.split(" ").map((one) => document.getElementById(`claim-${one}`)).find(Boolean);
  if (card) show(card, true);
});

list.addEventListener("focusin", (event) => {
  const card = event.target.closest("li.suggestion");
  if (card && card.id !== current) show(card, false);
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  const card = current && document.getElementById(current);
  if (!card) return;
  if (card.classList.contains("editing")) { card.querySelector("select, input:not([type=hidden])").focus(); return; }
  tell(`${card.dataset.said}: ${card.querySelector("strong").textContent}`);
  const told = card.querySelector(".notice") !== null;
  show(told || waiting(card) ? card : onward(card), true);
});

document.body.addEventListener("undone", (event) => {
  const { shown, claim, source, go } = event.detail;
  const card = document.getElementById(`claim-${shown}`);
  const there = new URL(go, location.href);
  if (card && claim) {
    current = `claim-${claim}`;
    htmx.ajax("GET", `/sources/${source}/claims/${claim}`, { target: card, swap: "outerHTML" });
  } else if (there.pathname + there.search === location.pathname + location.search) {
    location.hash = there.hash;
    location.reload();
  } else {
    location.assign(go);
  }
});

show(document.getElementById(location.hash.slice(1)) || cards().find(waiting) || cards()[0] || null, location.hash.startsWith("#claim-"));
