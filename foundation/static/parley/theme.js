"use strict";
/* Runs before the page is painted, so that a chosen theme never flashes. Same key and values as Django's admin. */
(function () {
  const page = document.documentElement;
  let theme = "auto";
  try {
    theme = localStorage.getItem("theme") || "auto";
  } catch (refused) {
    // A browser without storage simply follows the system.
  }
  page.dataset.theme = ["light", "dark"].includes(theme) ? theme : "auto";
  page.classList.add("js");
})();
