// What every page does: files may be dropped, a form is sent once, progress is said.
"use strict";

// Says words to screen readers, and the same words not twice.
function tell(words) {
  const place = document.getElementById("told");
  if (place.textContent !== words) place.textContent = words;
}

for (const zone of document.querySelectorAll(".drop")) {
  const field = zone.querySelector("input[type=file]");
  const name = (event) => { event.preventDefault(); zone.classList.add("over"); };
  zone.addEventListener("dragenter", name);
  zone.addEventListener("dragover", name);
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files.length === 0) return;
    field.files = event.dataTransfer.files;
    zone.closest("form").requestSubmit();
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "yes";
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.verb !== "get") document.getElementById("notice").replaceChildren();
});

// The progress of long work is said when its state changes and at each quarter, not at each look.
document.addEventListener("htmx:afterSettle", (event) => {
  const job = event.target.closest && event.target.closest(".job");
  if (!job) return;
  const bar = job.querySelector("progress");
  const done = bar && bar.hasAttribute("max") ? ` ${25 * Math.floor((4 * bar.value) / bar.max)}%` : "";
  tell(job.querySelector("strong").textContent + done);
});
