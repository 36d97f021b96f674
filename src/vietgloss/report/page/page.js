"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const get = (id) => document.getElementById(id);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const segments = all(".seg");
  const paragraphs = all(".par");
  const chips = all(".chip");
  const listed = all(".list > li");
  const [find, only, dark, help, state, keys, nothing] = ["find", "only", "dark", "help", "state", "keys", "nothing"].map(get);
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const kindsOf = (element) => (element.dataset.kinds ?? "").split(" ");

  // -- search and filters ------------------------------------------------------------------------------------------
  const exact = (text) => text.normalize("NFC").toLowerCase();
  const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const squeezed = (text) => text.replace(/\s+/g, " ");
  let texts = null;
  // The text of a segment, with the full forms of its abbreviations, but not with why they were chosen.
  const textOf = (segment) => {
    let text = `${segment.querySelector(".src").textContent} ${segment.querySelector(".tgt").textContent}`;
    for (const mark of all(".m[data-n]", segment)) text += ` ${fullOf(mark.getAttribute("href").slice(1))}`;
    return squeezed(text);
  };
  const fulls = new Map();
  const fullOf = (id) => {
    if (!fulls.has(id)) fulls.set(id, all(".full", get(id)).map((full) => full.textContent).join(" "));
    return fulls.get(id);
  };
  const collect = () => {
    texts ??= segments.map((segment) => { const text = textOf(segment); return [exact(text), bare(text)]; });
  };
  (window.requestIdleCallback ?? setTimeout)(collect);
  const count = new Intl.NumberFormat(state.dataset.lang);
  const filter = () => {
    const wanted = squeezed(find.value).trim();
    if (wanted) collect();
    const marked = exact(wanted) !== bare(wanted);
    const query = marked ? exact(wanted) : bare(wanted);
    const kinds = new Set(chips.filter(pressed).map((chip) => chip.dataset.kind));
    const warnedOnly = pressed(only);
    let shown = 0;
    segments.forEach((segment, i) => {
      const fits = (!warnedOnly || segment.dataset.kinds) && (!kinds.size || kindsOf(segment).some((k) => kinds.has(k)))
        && (!query || texts[i][marked ? 0 : 1].includes(query));
      segment.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    for (const paragraph of paragraphs) paragraph.hidden = ![...paragraph.children].some((child) => !child.hidden);
    for (const item of listed) item.hidden = kinds.size > 0 && !kinds.has(item.dataset.kinds);
    nothing.hidden = shown > 0 || !segments.length;
    const said = state.dataset.shown.replace("{n}", count.format(shown)).replace("{all}", count.format(segments.length));
    state.textContent = shown < segments.length ? said : "";
  };
  const reset = () => {
    find.value = "";
    press(only, false);
    chips.forEach((chip) => press(chip, false));
    filter();
  };
  let waiting = 0;
  find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, segments.length > 500 ? 120 : 0); });
  for (const button of [only, ...chips]) button.addEventListener("click", () => { press(button, !pressed(button)); filter(); });
  get("reset").addEventListener("click", () => { reset(); find.focus(); });

  // -- light and dark: kept while the page is open, never stored ---------------------------------------------------
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const showTheme = () => press(dark, isDark());
  dark.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; showTheme(); });
  system.addEventListener("change", showTheme);
  showTheme();

  // -- marks -------------------------------------------------------------------------------------------------------
  let lit = [];
  const light = (mark) => {
    for (const one of lit) one.classList.remove("lit");
    lit = [];
    const segment = mark && mark.closest(".seg");
    if (!segment) return;
    const numbers = mark.dataset.t.split(" ");
    lit = all("[data-t]", segment).filter((other) => other.dataset.t.split(" ").some((n) => numbers.includes(n)));
    for (const one of lit) one.classList.add("lit");
  };
  // One box shows the explanation of the mark that is pointed at or has the focus, from the list below the document.
  const tip = get("tip");
  let shownAt = null;
  const hide = () => {
    if (!shownAt) return;
    shownAt.removeAttribute("aria-describedby");
    tip.hidden = true;
    shownAt = null;
  };
  const show = (mark) => {
    if (mark === shownAt) return;
    hide();
    const note = get(mark.getAttribute("href").slice(1));
    tip.replaceChildren(...[...note.childNodes].map((node) => node.cloneNode(true)));
    tip.hidden = false;
    mark.setAttribute("aria-describedby", "tip");
    shownAt = mark;
    const boxes = mark.getClientRects();
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    const [width, height] = [tip.offsetWidth, tip.offsetHeight];
    const left = Math.max(8, Math.min(last.left, root.clientWidth - width - 8));
    // Below its line; above it where it would leave the window and there is room.
    const above = last.bottom + height > innerHeight && first.top - height > 60;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(above ? first.top - height : last.bottom) + scrollY}px`;
  };
  const enter = (event) => {
    const target = event.target.closest ? event.target : root;
    if (target.closest("#tip")) return;
    const mark = target.closest(".seg .m, .seg u");
    light(mark && mark.dataset.t ? mark : null);
    if (mark && mark.matches(".m")) show(mark);
    else if (document.activeElement.matches(".seg .m") && event.type === "mouseover") show(document.activeElement);
    else hide();
  };
  let hushed = null;
  document.addEventListener("mouseover", (event) => { if (event.target !== hushed) { hushed = null; enter(event); } });
  document.addEventListener("focusin", enter);
  addEventListener("resize", hide);
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".seg .m");
    if (mark) {
      event.preventDefault();
      mark.focus();
      show(mark);
      return;
    }
    const copied = event.target.closest(".copy");
    if (copied) copy(copied);
    const link = event.target.closest('.list a[href^="#"], .contents a[href^="#"]');
    const wanted = link && get(link.getAttribute("href").slice(1));
    if (wanted && wanted.hidden) reset();
    if (wanted && wanted.matches(".seg")) {
      event.preventDefault();
      go(wanted);
    }
  });

  // Buttons are made for what comes into view: 5,000 of them would slow the page down.
  const addButtons = (paragraph) => {
    for (const segment of paragraph.children) {
      if (segment.querySelector(".copy") || segment.querySelector(".none")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy js";
      button.textContent = state.dataset.copy;
      button.setAttribute("aria-label", state.dataset.copyOf.replace("{n}", segment.querySelector(".no").textContent));
      segment.querySelector(".tgt").after(button);
    }
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((e) => e.isIntersecting)) {
      addButtons(entry.target);
      seen.unobserve(entry.target);
    }
  }, { rootMargin: "600px" });
  for (const paragraph of paragraphs) seen.observe(paragraph);

  // -- copying -----------------------------------------------------------------------------------------------------
  const copyOld = (text) => {
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  const copy = async (button) => {
    const text = button.closest(".seg").querySelector(".tgt").textContent;
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = copyOld(text);
      button.focus();
    }
    const said = done ? state.dataset.copied : state.dataset.failed;
    button.textContent = said;
    state.textContent = said;
    setTimeout(() => { button.textContent = state.dataset.copy; filter(); }, 1500);
  };

  // -- keys --------------------------------------------------------------------------------------------------------
  let current = null;
  document.addEventListener("focusin", (event) => { current = event.target.closest(".seg") || current; });
  const go = (segment) => {
    if (!segment) return;
    current = segment;
    segment.focus({ preventScroll: true });
    segment.scrollIntoView({ block: "center" });
  };
  const step = (by, warned) => {
    const fits = (segment) => segment && !segment.hidden && (!warned || segment.dataset.kinds);
    let at = current ? segments.indexOf(current) + by : by > 0 ? 0 : segments.length - 1;
    while (at >= 0 && at < segments.length && !fits(segments[at])) at += by;
    go(segments[at]);
  };
  const showKeys = () => keys.showModal();
  help.addEventListener("click", showKeys);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || keys.open) return;
    const typing = event.target.matches("input, textarea");
    const key = event.key;
    if (key === "Escape") {
      hushed = shownAt;
      hide();
      light(null);
      if (typing) { find.value = ""; filter(); find.blur(); }
      return;
    }
    if (typing) {
      if (key === "Enter") { clearTimeout(waiting); filter(); go(segments.find((s) => !s.hidden)); }
      return;
    }
    const inSegment = event.target.closest(".seg");
    if (key === "j" || (key === "ArrowDown" && inSegment)) step(1, false);
    else if (key === "k" || (key === "ArrowUp" && inSegment)) step(-1, false);
    else if (key === "n") step(1, true);
    else if (key === "p") step(-1, true);
    else if (key === "c" && inSegment) {
      addButtons(inSegment.parentElement);
      inSegment.querySelector(".copy")?.click();
    }
    else if (key === "/") { find.focus(); find.select(); }
    else if (key === "?") showKeys();
    else return;
    event.preventDefault();
  });
})();
