"use strict";
/* Fields in the tables of a form are named by their column only for the eye; here also for a screen reader. */
(function () {
  function nameFields(row) {
    const table = row.closest("table");
    if (!table) return;
    const heads = Array.from(table.querySelectorAll("thead th")).filter((head) => !head.classList.contains("original"));
    const cells = Array.from(row.children).filter((cell) => !cell.classList.contains("original"));
    cells.forEach((cell, place) => {
      const name = heads[place] ? heads[place].textContent.trim() : "";
      cell.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((field) => {
        if (name && !field.labels.length && !field.hasAttribute("aria-label")) field.setAttribute("aria-label", name);
      });
    });
  }
  document.querySelectorAll(".tabular tbody tr").forEach(nameFields);
  document.addEventListener("formset:added", (event) => nameFields(event.target));
})();
