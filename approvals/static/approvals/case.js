"use strict";
/* One key to agree (then confirm), one to return with reasons. The forms are the same without it. */
(function () {
  const confirm = document.getElementById("confirm");
  const refuse = document.getElementById("refuse");
  const line = document.querySelector("[data-keys-line]");
  const off = () => {
    try {
      return localStorage.getItem("keys") === "off";
    } catch (refused) {
      return false;
    }
  };
  if (line) line.hidden = off();
  if (confirm) confirm.querySelector("[data-close]").addEventListener("click", () => confirm.close());

  function back() {
    refuse.open = true;
    refuse.querySelector("select").focus();
    refuse.scrollIntoView({ block: "nearest" });
  }
  const acts = { a: confirm && (() => confirm.showModal()), r: refuse && back };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog[open]");
    const held = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat;
    if (typing || held || off() || !Object.hasOwn(acts, event.key) || !acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });
})();
