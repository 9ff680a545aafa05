"use strict";
/* What Django's forms say only to the eye (columns, labels beside a search box), said here to a screen reader too. */
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const FIELDS = "input:not([type=hidden], [type=submit]), select, textarea";
  const words = (element) => element.textContent.trim().replace(/:$/, "");

  function nameField(field, name) {
    if (name && !field.labels.length && !field.hasAttribute("aria-label")) field.setAttribute("aria-label", name);
  }

  /* A cell of a table of forms is named by its column. */
  function nameCells(row) {
    const table = row.closest("table");
    if (!table) return;
    const heads = all("thead th", table).filter((head) => !head.classList.contains("original"));
    const cells = Array.from(row.children).filter((cell) => !cell.classList.contains("original"));
    cells.forEach((cell, place) => heads[place] && all(FIELDS, cell).forEach((field) => nameField(field, words(heads[place]))));
  }

  /* Both ends of a period share one label: it names the first and, numbered, the second. */
  function nameParts(row) {
    const label = row.querySelector("label, legend");
    const parts = all(FIELDS, row).filter((field) => !field.labels.length);
    if (label) parts.forEach((field, place) => nameField(field, `${words(label)} (${place + 1}/${parts.length})`));
  }

  /* A select with a search box hides itself, and its label with it. */
  function nameSearchBoxes(root) {
    all("select.admin-autocomplete", root).forEach((select) => {
      const box = select.parentElement.querySelector(".select2-selection[role=combobox]");
      const label = select.labels[0];
      const name = label ? words(label) : select.getAttribute("aria-label");
      const shown = box && box.querySelector(".select2-selection__rendered");
      const typed = select.parentElement.querySelector(".select2-selection--multiple .select2-search__field");
      if (typed && name) typed.setAttribute("aria-label", name);
      if (!box || !name) return;
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", shown && shown.title ? `${name}: ${shown.title}` : name);
      if (shown) shown.setAttribute("aria-label", name);
    });
  }

  all(".tabular tbody tr").forEach(nameCells);
  all(".form-row").forEach(nameParts);
  all(".inline-group thead th").filter((head) => !words(head)).forEach((head) => {
    const title = head.closest(".inline-group").querySelector("h2");
    head.insertAdjacentElement("beforeend", document.createElement("span")).className = "visually-hidden";
    head.lastElementChild.textContent = title ? words(title) : "#";
  });
  all(".results, .inline-group").forEach((region) => {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
  });
  document.addEventListener("formset:added", (event) => {
    nameCells(event.target);
    nameSearchBoxes(event.target);
  });
  if (window.django && window.django.jQuery) {
    // Called in the order of asking, so after Django has made its search boxes.
    window.django.jQuery(() => nameSearchBoxes(document));
    window.django.jQuery(document).on("select2:select", () => nameSearchBoxes(document));
  }
})();
