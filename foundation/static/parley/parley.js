"use strict";
/* Keyboard, menus, theme, unsaved work. Everything works without it; nothing here is inline and nothing is evaluated. */
(function () {
  const page = document.documentElement;
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const first = (selector) => document.querySelector(selector);

  function stored(key, value) {
    try {
      if (value === undefined) return localStorage.getItem(key);
      localStorage.setItem(key, value);
    } catch (refused) {
      // Without storage a choice holds for this page only.
    }
    return value === undefined ? null : value;
  }

  /* Menus: one open at a time, closed by Escape or a click elsewhere. */
  function closeMenus(except) {
    all("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }
  all("details[data-menu]").forEach((menu) => {
    menu.addEventListener("toggle", () => menu.open && closeMenus(menu));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));

  const navButton = first("[data-nav-button]");
  if (navButton) {
    navButton.addEventListener("click", () => {
      const open = page.classList.toggle("nav-open");
      navButton.setAttribute("aria-expanded", String(open));
    });
  }

  /* Theme */
  const themes = all("[data-theme-choice]");
  function showTheme() {
    themes.forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === page.dataset.theme));
    });
  }
  themes.forEach((button) => {
    button.addEventListener("click", () => {
      page.dataset.theme = stored("theme", button.dataset.themeChoice);
      showTheme();
    });
  });
  showTheme();

  /* Unsaved work asks before it is left. */
  let changed = false;
  const guarded = "form[data-guard], .change-form #content-main > form";
  document.addEventListener("input", (event) => {
    if (event.target.closest(guarded)) changed = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches(guarded)) changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });

  /* What is wrong with a form is read first. */
  const wrong = first("[data-focus]");
  if (wrong) wrong.focus();

  /* htmx sends the token that forms carry. */
  document.addEventListener("htmx:configRequest", (event) => {
    const token = first('meta[name="csrf-token"]');
    if (token) event.detail.headers["X-CSRFToken"] = token.content;
  });

  /* Keyboard. Single keys can be switched off (WCAG 2.1.4) and never act while somebody types. */
  const keys = document.getElementById("keys");
  const keysSwitch = first("[data-keys-switch]");
  if (keysSwitch) {
    keysSwitch.checked = stored("keys") !== "off";
    keysSwitch.addEventListener("change", () => stored("keys", keysSwitch.checked ? "on" : "off"));
  }
  all("[data-open-keys]").forEach((button) => {
    button.addEventListener("click", () => {
      closeMenus();
      keys.showModal();
    });
  });

  const rows = () => all("[data-row], :is(ul, ol, div)[data-rows] > *, table[data-rows] > tbody > tr, #result_list > tbody > tr").filter((row) => row.querySelector("a[href]"));
  function step(by) {
    const list = rows();
    if (!list.length) return;
    const here = list.findIndex((row) => row.classList.contains("is-marked"));
    const next = list[Math.min(list.length - 1, Math.max(0, here < 0 ? 0 : here + by))];
    list.forEach((row) => row.classList.toggle("is-marked", row === next));
    const link = next.querySelector("[data-open], th a[href], a[href]");
    link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  let afterG = 0;
  const acts = {
    "/": () => first("#site-search") && first("#site-search").focus(),
    "?": () => keys.showModal(),
    g: () => (afterG = Date.now()),
    d: () => Date.now() - afterG < 1200 && window.location.assign(keys.dataset.desk),
    j: () => step(1),
    k: () => step(-1),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog[open]");
    if (!keys || typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (stored("keys") === "off" || !Object.hasOwn(acts, event.key)) return;
    if (event.key !== "g" && event.key !== "d") event.preventDefault();
    acts[event.key]();
  });
})();
